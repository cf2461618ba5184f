"""What the window does to the register as a whole: undo, redo, a copy."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from db.store import Store
from db.talk import Talk
from desktop.ui.operations.base import StoreOp


def undo(action_id: int | None = None) -> StoreOp[str]:
    """Take back one action, the last one when none is named; the result is its name."""
    return StoreOp.whole("Hoàn tác", partial(_undo, action_id))


def _undo(action_id: int | None, store: Store, _talk: Talk) -> str:
    from db import history

    return history.undo(store, action_id).name


def redo(action_id: int | None = None) -> StoreOp[str]:
    """Bring back what was undone last, or the action named; the result is its name."""
    return StoreOp.whole("Làm lại", partial(_redo, action_id))


def _redo(action_id: int | None, store: Store, _talk: Talk) -> str:
    from db import history

    return history.redo(store, action_id).name


def back_up() -> StoreOp[Path]:
    """Make a verified copy now; the result is the copy."""
    return StoreOp.whole("Sao lưu", _back_up)


def _back_up(store: Store, talk: Talk) -> Path:
    from db import backup

    return backup.backup(store, talk=talk)
