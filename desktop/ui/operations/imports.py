"""Writing what was pasted or received from Excel: one action, whatever the number of rows and sheets."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from db.store import Action
from desktop.ui.operations.base import StoreOp

if TYPE_CHECKING:
    from desktop.exchange.preview import Preview


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was to be written and was not: where it stands, what it is about, and why."""

    sheet: str
    cell: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows one action wrote, and those the register refused."""

    action_id: int
    count: int
    refused: tuple[RefusedRow, ...] = ()


def write(preview: Preview, rows: Collection[tuple[int, int]]) -> StoreOp[Written]:
    """Write exactly the rows the officer decided on: (number of the sheet in the preview, number of its row)."""
    from desktop.exchange import apply

    return StoreOp(apply.sentence(preview), partial(_write, preview, frozenset(rows)))


def _write(preview: Preview, rows: frozenset[tuple[int, int]], action: Action) -> Written:
    from desktop.exchange import apply

    count = apply.apply(action, preview, rows=rows)
    refused = tuple(
        RefusedRow(sheet.sheet, row.cell, _name(row.values), row.refused)
        for sheet, row in apply.refused_rows(preview)
    )
    return Written(action.id, count, refused)


def _name(values: dict[str, object]) -> str:
    keys = ("title", "unit_name", "name", "target_name", "what")
    return str(next((values[key] for key in keys if values.get(key)), ""))
