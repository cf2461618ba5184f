"""Rows of a workbook or a pasted block beside the register: what is new, what would change, what is doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt

from db.catalogues import AWARD_TYPES
from db.dossiers import EVIDENCE_KINDS
from db.registrations import KINDS as REGISTRATION_KINDS
from db.registrations import STATUSES as REGISTRATION_STATUSES
from db.units import KINDS as UNIT_KINDS
from db.vietnamese.dates import format_partial, is_partial_date
from db.vietnamese.numbers import format_number
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge
from desktop.ui.models.table import Align, Column, Index, RowsModel
from desktop.ui.theme import Tone

if TYPE_CHECKING:
    from desktop.exchange.preview import PreviewRow

TAKEN_BY_ITSELF: Final = frozenset({"new", "changed"})
"""Statuses ticked at the start; the officer ticks conflicts and doubles himself."""
TICKABLE: Final = TAKEN_BY_ITSELF | {"conflict", "duplicate"}

MARKS: Final = {
    "new": (Symbol.DISC, Tone.DONE),
    "changed": (Symbol.HALF, Tone.INFORMATION),
    "conflict": (Symbol.TRIANGLE, Tone.WARNING),
    "duplicate": (Symbol.CLOCK, Tone.WARNING),
    "asked": (Symbol.CLOCK, Tone.WARNING),
    "unchanged": (Symbol.RING, Tone.MUTED),
    "unreadable": (Symbol.TRIANGLE, Tone.ALARM),
}
STATUS_WORDS: Final = {
    "new": "Mới",
    "changed": "Thay đổi",
    "conflict": "Xung đột",
    "duplicate": "Nghi trùng",
    "asked": "Chờ trả lời",
    "unchanged": "Giữ nguyên",
    "unreadable": "Không đọc được",
}
TO_LOOK_AT: Final = "problems"
"""The filter of rows with something said about a cell; the other filters are statuses."""
_SUBJECT_KINDS: Final = {"individual": "Cá nhân", "collective": "Tập thể", "household": "Hộ gia đình"}
_DATES: Final = frozenset({"received", "finish", "birth_date", "day", "progress_day", "signed_day"})
_NUMBERS: Final = frozenset({"value", "annual", "result", "prize"})
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
        ("name", "Họ và tên", 190),
        ("kind", "Loại", 90),
        ("unit", "Đơn vị", 190),
        ("award_form", "Hình thức", 120),
        ("citation", "Nội dung khen", 200),
    ),
    "evidence": (
        ("name", "Tên", 180),
        ("year", "Năm", 90),
        ("what", "Xếp loại, danh hiệu, hình thức", 240),
        ("number", "Số quyết định", 120),
        ("issuer", "Cơ quan quyết định", 160),
    ),
    "targets": (
        ("unit", "Đơn vị", 190),
        ("target_name", "Chỉ tiêu", 260),
        ("annual", "Chỉ tiêu giao", 110),
        ("result", "Kết quả", 100),
        ("phase", "Đợt", 110),
    ),
    "old_awards": (
        ("name", "Họ và tên", 170),
        ("position_unit", "Chức vụ, đơn vị", 170),
        ("award_form", "Hình thức", 130),
        ("number", "Số quyết định", 110),
        ("signed_day", "Ngày ký", 104),
        ("organ", "Cơ quan ban hành", 150),
    ),
}
_CHANGE_WIDTH: Final = 210
_STRETCHED: Final = {
    "units": "unit_name",
    "registrations": "title",
    "nominations": "citation",
    "evidence": "what",
    "targets": "target_name",
    "old_awards": "position_unit",
}


class IncomingModel(RowsModel["PreviewRow"]):
    """The rows of one sheet with their ticks, kept by the number of the line they stand in.

    ``decided`` holds what the officer himself decided, by line; it is filled here and outlives the model, so that
    reading the sheet anew forgets no decision.
    """

    def __init__(
        self,
        kind: str,
        rows: Iterable[PreviewRow],
        parent: QObject | None = None,
        decided: dict[int, bool] | None = None,
    ) -> None:
        self.everything = list(rows)
        self.decided = decided if decided is not None else {}
        self.ticked: set[int] = {
            row.row
            for row in self.everything
            if can_tick(row) and self.decided.get(row.row, row.status in TAKEN_BY_ITSELF)
        }
        super().__init__(_columns(kind, self.everything), self.everything, row_id=_line, parent=parent)

    @property
    def counts(self) -> dict[str, int]:
        """Rows by filter: every status, and those with something to look at."""
        tally = Counter(row.status for row in self.everything)
        found = {status: tally[status] for status in STATUS_WORDS}
        return {**found, TO_LOOK_AT: sum(bool(row.problems) for row in self.everything)}

    def show_only(self, wanted: str) -> None:
        """Show the rows of one filter; an empty one shows all."""
        self.set_rows([row for row in self.everything if passes(row, wanted)])

    def set_ticked(self, lines: Iterable[int], on: bool) -> None:
        """Tick or untick shown rows; what cannot be read or is as before cannot be ticked."""
        for at in lines:
            row = self.row(at)
            if can_tick(row):
                self.decided[row.row] = on
                (self.ticked.add if on else self.ticked.discard)(row.row)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def is_ticked(self, at: int) -> bool:
        """Whether the row of a line will be written."""
        return self.row(at).row in self.ticked

    def chosen(self) -> list[int]:
        """Which rows of the sheet will be written, by their place in it."""
        return [at for at, row in enumerate(self.everything) if row.row in self.ticked]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As any table, with the tick in the first column."""
        if index.isValid() and index.column() == 0 and role in _TICK_ROLES:
            row = self.row(index.row())
            if role == Qt.ItemDataRole.CheckStateRole:
                if not can_tick(row):
                    return None
                return Qt.CheckState.Checked if row.row in self.ticked else Qt.CheckState.Unchecked
            return _decision(row, row.row in self.ticked)
        return super().data(index, role)


_TICK_ROLES: Final = frozenset(
    {Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
)


def _decision(row: PreviewRow, ticked: bool) -> str:
    if not can_tick(row):
        if row.status == "asked":
            return "Chờ trả lời câu hỏi"
        return "Không ghi được" if row.locked or row.status == "unreadable" else "Không có gì để ghi"
    return "Sẽ ghi vào sổ" if ticked else "Bỏ qua"


def can_tick(row: PreviewRow) -> bool:
    """Whether the officer may decide to write a row."""
    return row.status in TICKABLE and not row.locked


def passes(row: PreviewRow, wanted: str) -> bool:
    """Whether a filter lets a row through."""
    return not wanted or (bool(row.problems) if wanted == TO_LOOK_AT else row.status == wanted)


def problems_of(row: PreviewRow) -> str:
    """What is wrong or doubtful with a row, as sentences."""
    return " ".join(problem.message for problem in row.problems)


def name_of(row: PreviewRow) -> str:
    """What a row is about, in its own words."""
    values = row.values
    return str(next((values[key] for key in _NAMES if values.get(key)), ""))


_NAMES: Final = ("title", "unit_name", "name", "target_name", "what")


# ---------------------------------------------------------------- columns


_PROBLEMS: Final[tuple[Column[Any], ...]] = (
    Column("problems", "Cần xem lại", problems_of, width=170, tooltip=problems_of),
)


def _columns(kind: str, rows: list[PreviewRow]) -> tuple[Column[PreviewRow], ...]:
    fields = tuple(
        Column[Any](
            key,
            title,
            partial(_shown, key),
            align=Align.RIGHT if key in _NUMBERS else Align.LEFT,
            width=_width(key, width, rows),
            stretch=key == _STRETCHED[kind],
            sort_key=partial(_amount, key) if key in _NUMBERS else None,
            tooltip=partial(_shown, key),
            tone=partial(_tone, key),
        )
        for key, title, width in _FIELDS[kind]
        if key in ("kind", _STRETCHED[kind]) or any(row.values.get(key) is not None for row in rows)
    )
    return (
        Column("tick", "Ghi", _nothing, width=48, sortable=False),
        Column("cell", "Ô", _cell, width=60, sort_key=_line),
        Column("status", "Trạng thái", _status, width=140, badge=_badge, sort_key=_status_order),
        *fields,
        *(_PROBLEMS if any(row.problems for row in rows) else ()),
    )


def _width(key: str, width: int, rows: list[PreviewRow]) -> int:
    """Room for a value, or for the old one and the new one where one changes."""
    return max(width, _CHANGE_WIDTH) if any(key in row.old for row in rows) else width


def _nothing(_row: PreviewRow) -> None:
    return None


def _cell(row: PreviewRow) -> str:
    return row.cell


def _line(row: PreviewRow) -> int:
    return row.row


def _amount(key: str, row: PreviewRow) -> float | None:
    value = row.values.get(key)
    return None if value is None else float(value)


def _status(row: PreviewRow) -> str:
    return STATUS_WORDS[row.status]


def _status_order(row: PreviewRow) -> int:
    return list(STATUS_WORDS).index(row.status)


def badge_of(status: str) -> Badge:
    """A status as sign, colour and word."""
    return Badge(*MARKS[status], STATUS_WORDS[status])


def _badge(row: PreviewRow) -> Badge:
    return badge_of(row.status)


def _tone(key: str, row: PreviewRow) -> Tone | None:
    return Tone.INFORMATION if key in row.old else None


def _shown(key: str, row: PreviewRow) -> str:
    new = in_words(key, row.kind if key == "kind" else row.values.get(key))
    if key in row.old:
        return f"{in_words(key, row.old[key]) or 'trống'} → {new or 'trống'}"
    return new


def in_words(key: str, value: object) -> str:
    """A value of a row as the officer reads it."""
    if value is None:
        return ""
    text = str(value)
    if key in _DATES and is_partial_date(text):
        return format_partial(text)
    words = _WORDS.get(key)
    if words is not None:
        return words.get(text, text)
    if key == "annual" or key == "result":
        return text.replace(".", ",")
    return format_number(value) if isinstance(value, int) else text


_WORDS: Final[dict[str, dict[str, str]]] = {
    "sex": _SEXES,
    "kind": {**EVIDENCE_KINDS, **UNIT_KINDS, **REGISTRATION_KINDS, **_SUBJECT_KINDS},
    "status": dict(REGISTRATION_STATUSES),
    "award_type": dict(AWARD_TYPES),
}
