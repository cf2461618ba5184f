"""Columns of the log and of the list of backup copies."""

from __future__ import annotations

import datetime as dt
from typing import Final

from db.backup import BackupCopy
from db.history import ActionRecord
from db.history_words import local_time
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone


def state_badge(action: ActionRecord) -> Badge | None:
    """Whether an action was undone, is an undoing, or is too old to be undone; nothing for one that stands."""
    if action.undone:
        return Badge(Symbol.DASH, Tone.MUTED, "Đã hoàn tác")
    if action.undoes_id is not None:
        return Badge(Symbol.HALF, Tone.INFORMATION, "Lần hoàn tác")
    if action.too_old:
        return Badge(Symbol.RING, Tone.MUTED, "Không hoàn tác")
    return None


def _at(action: ActionRecord) -> dt.datetime:
    return dt.datetime.fromisoformat(action.at)


def _local(action: ActionRecord) -> str:
    return local_time(action.at)


def _who(action: ActionRecord) -> str:
    return action.who


def _name(action: ActionRecord) -> str:
    return action.name


def _changes(action: ActionRecord) -> int:
    return action.change_count


def _state(action: ActionRecord) -> str:
    badge = state_badge(action)
    return badge.word if badge else ""


def _tone(action: ActionRecord) -> Tone | None:
    return Tone.MUTED if action.undone else None


def action_id(action: ActionRecord) -> int:
    """The name of a row of the log."""
    return action.id


ACTION_COLUMNS: Final[tuple[Column[ActionRecord], ...]] = (
    Column("at", "Lúc", _at, _local, width=136),
    Column("who", "Ai làm", _who, width=88),
    Column("name", "Việc đã làm", _name, stretch=True, tone=_tone),
    Column("changes", "Thay đổi", _changes, align=Align.RIGHT, width=76),
    Column("state", "Tình trạng", _state, width=144, badge=state_badge),
)


def _made(copy: BackupCopy) -> dt.datetime:
    return copy.made


def _made_words(copy: BackupCopy) -> str:
    return f"{copy.made:%d/%m/%Y %H:%M}"


def _size(copy: BackupCopy) -> int:
    return copy.size


def size_words(size: int) -> str:
    """Bytes as an officer reads them: "3,1 MB"."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def _size_words(copy: BackupCopy) -> str:
    return size_words(copy.size)


def _file(copy: BackupCopy) -> str:
    return copy.path.name


def copy_path(copy: BackupCopy) -> str:
    """The name of a row of the list of copies."""
    return str(copy.path)


COPY_COLUMNS: Final[tuple[Column[BackupCopy], ...]] = (
    Column("made", "Lúc sao lưu", _made, _made_words, width=160),
    Column("size", "Dung lượng", _size, _size_words, align=Align.RIGHT, width=110),
    Column("file", "Tệp", _file, stretch=True, tooltip=copy_path),
)
