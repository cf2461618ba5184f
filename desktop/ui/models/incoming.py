"""Rows of a workbook or a pasted block beside the register: what is new, what would change, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt

from db.registrations import KINDS as REGISTRATION_KINDS
from db.vietnamese.dates import format_partial, is_partial_date
from db.vietnamese.numbers import format_number
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge
from desktop.ui.models.table import Column, Index, RowsModel
from desktop.ui.theme import Tone

if TYPE_CHECKING:
    from desktop.exchange.preview import PreviewRow

TAKEN_BY_ITSELF: Final = frozenset({"new", "changed"})
"""Statuses ticked at the start; the officer ticks conflicts and doubles himself."""
TICKABLE: Final = TAKEN_BY_ITSELF | {"conflict", "duplicate"}

_MARKS: Final = {
    "new": (Symbol.DISC, Tone.DONE),
    "changed": (Symbol.HALF, Tone.INFORMATION),
    "unchanged": (Symbol.RING, Tone.MUTED),
    "conflict": (Symbol.TRIANGLE, Tone.WARNING),
    "duplicate": (Symbol.TRIANGLE, Tone.WARNING),
    "unreadable": (Symbol.TRIANGLE, Tone.ALARM),
}
STATUS_WORDS: Final = {
    "new": "Mới",
    "changed": "Thay đổi",
    "conflict": "Sổ đã đổi",
    "duplicate": "Nghi trùng",
    "unchanged": "Không đổi",
    "unreadable": "Không đọc được",
}
_SUBJECT_KINDS: Final = {"individual": "Cá nhân", "collective": "Tập thể", "household": "Hộ gia đình"}
_DATES: Final = frozenset({"received", "finish", "birth_date"})
_SEXES: Final = {"male": "Nam", "female": "Nữ", "m": "Nam", "f": "Nữ"}

_FIELDS: Final[dict[str, tuple[tuple[str, str, int], ...]]] = {
    "units": (
        ("unit_name", "Tên đơn vị", 260),
        ("unit_kind", "Loại đơn vị", 150),
        ("short_name", "Viết tắt", 90),
        ("head_name", "Thủ trưởng", 150),
        ("phone", "Điện thoại", 110),
    ),
    "registrations": (
        ("unit", "Đơn vị", 190),
        ("kind", "Loại", 90),
        ("title", "Tên mô hình, công trình", 260),
        ("value", "Kinh phí", 110),
        ("received", "Ngày đăng ký", 110),
    ),
    "nominations": (
        ("name", "Họ và tên", 200),
        ("kind", "Loại", 90),
        ("unit", "Đơn vị", 190),
        ("award_form", "Hình thức", 120),
        ("citation", "Nội dung khen", 200),
    ),
}
_STRETCHED: Final = {"units": "unit_name", "registrations": "title", "nominations": "citation"}


class IncomingModel(RowsModel["PreviewRow"]):
    """The rows with their ticks, kept by the cell they stand in."""

    def __init__(self, kind: str, rows: Iterable[PreviewRow], parent: QObject | None = None) -> None:
        listed = list(rows)
        self.ticked: set[str] = {row.cell for row in listed if row.status in TAKEN_BY_ITSELF}
        super().__init__(_columns(kind), listed, row_id=_cell, parent=parent)

    def set_ticked(self, lines: Iterable[int], on: bool) -> None:
        """Tick or untick rows; what cannot be read or is as before cannot be ticked."""
        for at in lines:
            row = self.row(at)
            if row.status in TICKABLE:
                (self.ticked.add if on else self.ticked.discard)(row.cell)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def is_ticked(self, at: int) -> bool:
        """Whether the row of a line will be written."""
        return self.row(at).cell in self.ticked

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As any table, with the tick in the first column."""
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            if self.row(index.row()).status not in TICKABLE:
                return None
            return Qt.CheckState.Checked if self.is_ticked(index.row()) else Qt.CheckState.Unchecked
        return super().data(index, role)


def changes_of(kind: str, row: PreviewRow) -> str:
    """What would change in the register: "Thủ trưởng: A → B"."""
    titles = {key: title for key, title, _ in _FIELDS[kind]}
    return "; ".join(f"{titles.get(key, key)}: {_shown(key, row)}" for key in row.old if key in titles)


def problems_of(row: PreviewRow) -> str:
    """What is wrong or doubtful with a row, as sentences."""
    return " ".join(problem.message for problem in row.problems)


def _columns(kind: str) -> tuple[Column[PreviewRow], ...]:
    fields = tuple(
        Column[Any](
            key,
            title,
            partial(_shown, key),
            width=width,
            stretch=key == _STRETCHED[kind],
            tooltip=partial(_shown, key),
            tone=partial(_tone, key),
        )
        for key, title, width in _FIELDS[kind]
    )
    return (
        Column("tick", "Ghi", _nothing, width=48, sortable=False),
        Column("cell", "Ô", _cell, width=56),
        Column("status", "Trạng thái", _status, width=150, badge=_badge),
        *fields,
        Column("problems", "Cần xem lại", problems_of, width=190, tooltip=problems_of),
    )


def _nothing(_row: PreviewRow) -> None:
    return None


def _cell(row: PreviewRow) -> str:
    return row.cell


def _status(row: PreviewRow) -> str:
    return STATUS_WORDS[row.status]


def _badge(row: PreviewRow) -> Badge:
    return Badge(*_MARKS[row.status], STATUS_WORDS[row.status])


def _tone(key: str, row: PreviewRow) -> Tone | None:
    return Tone.INFORMATION if key in row.old else None


def _shown(key: str, row: PreviewRow) -> str:
    if key == "kind":
        return REGISTRATION_KINDS.get(row.kind) or _SUBJECT_KINDS.get(row.kind, "")
    new = _words(key, row.values.get(key))
    if key in row.old:
        return f"{_words(key, row.old[key]) or 'trống'} → {new or 'trống'}"
    return new


def _words(key: str, value: object) -> str:
    if value is None:
        return ""
    if key in _DATES and is_partial_date(str(value)):
        return format_partial(str(value))
    if key == "sex":
        return _SEXES.get(str(value), str(value))
    return format_number(value) if isinstance(value, int) else str(value)
