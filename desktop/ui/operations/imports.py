"""Writing what was pasted or received from Excel: one action, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from db.store import Action
from desktop.ui.operations.base import StoreOp

if TYPE_CHECKING:
    from desktop.exchange.preview import Preview


def write(preview: Preview, accept: Iterable[str], cells: set[str]) -> StoreOp[int]:
    """Write the rows that were ticked; the result is how many."""
    from desktop.exchange import apply

    return StoreOp(apply.sentence(preview), partial(_write, preview, tuple(accept), cells))


def _write(preview: Preview, accept: tuple[str, ...], cells: set[str], action: Action) -> int:
    from desktop.exchange import apply

    return apply.apply(action, preview, accept, cells)
