"""What the history page does to the register as a whole. Undo and redo are the session's own."""

from __future__ import annotations

from pathlib import Path

from db.store import Store
from db.talk import Talk
from desktop.ui.operations.base import StoreOp


def back_up() -> StoreOp[Path]:
    """Make a verified copy now; the result is the copy."""
    return StoreOp.whole("Sao lưu", _back_up)


def _back_up(store: Store, talk: Talk) -> Path:
    from db import backup

    return backup.backup(store, talk=talk)
