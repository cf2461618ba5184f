"""``@override`` without the price of ``typing_extensions`` at every start (10 ms); typing has it from 3.12 on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method: F) -> F:
        """Say that a method replaces one of its base class; mypy checks it, at run time nothing happens."""
        return method


__all__ = ["override"]
