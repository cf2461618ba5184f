"""The board as rows of a table: one unit a row, one obligation a column; and what the filters let through."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from db import units
from db.board import STATES, Board, Cell
from db.board import Column as Duty
from db.rules import deadlines
from db.rules.deadlines import ObligationState
from db.vietnamese.dates import format_date
from db.vietnamese.names import text_sort_key
from db.vietnamese.text import fold
from desktop.ui.models.marks import Badge, badge_of, badge_of_state
from desktop.ui.models.table import Column

UNREGISTERED: Final = "unregistered"
"""The filter for units whose registration is still owed and that have registered nothing that counts."""

STATE_FILTERS: Final[tuple[tuple[str, str], ...]] = (
    ("", "Mọi trạng thái"),
    (UNREGISTERED, "Chưa đăng ký"),
    *((str(state), deadlines.STATE_WORDS[state]) for state in STATES),
)
"""Key and word of every filter by state, most urgent first."""

DUTY_WORDS: Final = {
    "registration": "Đăng ký",
    "plan": "Kế hoạch",
    "report": "Báo cáo",
    "dossier": "Hồ sơ",
    "pledge": "Giao ước",
    "other": "Việc khác",
}
_MANY_DUTIES: Final = 4
"""Above this many columns the unit's kind and cluster give up their room; the filters still know them."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit with its cells by column key."""

    unit_id: int
    unit: str
    unit_kind: str
    cluster: str
    cells: dict[str, Cell]

    @property
    def unregistered(self) -> bool:
        """Whether a registration is owed and nothing that counts has come."""
        return any(
            cell.kind == "registration"
            and not cell.status.state.settled
            and not any(one.counts for one in cell.registrations)
            for cell in self.cells.values()
        )

    def has(self, state: str) -> bool:
        """Whether the row passes a filter of :data:`STATE_FILTERS`."""
        if not state:
            return True
        if state == UNREGISTERED:
            return self.unregistered
        return any(str(cell.status.state) == state for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What the officer wants to see; empty lets everything through."""

    text: str = ""
    state: str = ""
    unit_kind: str = ""
    cluster: str = ""

    def passes(self, row: BoardRow) -> bool:
        """Whether a row is shown."""
        return (
            (not self.unit_kind or row.unit_kind == self.unit_kind)
            and (not self.cluster or row.cluster == self.cluster)
            and (not self.text or fold(self.text) in fold(row.unit))
            and row.has(self.state)
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of the status line: the filter it opens, its word, and how many."""

    state: str
    word: str
    count: int


def rows_of(board: Board) -> list[BoardRow]:
    """The units of a board in its own (Vietnamese) order."""
    found: dict[int, BoardRow] = {}
    for cell in board.cells:
        if cell.unit_id is not None:
            row = found.setdefault(
                cell.unit_id, BoardRow(cell.unit_id, cell.unit, cell.unit_kind, cell.cluster, {})
            )
            row.cells[cell.column] = cell
    return list(found.values())


def tallies(rows: Iterable[BoardRow]) -> tuple[Tally, ...]:
    """Counts over the rows shown: units not registered, then cells by state; those of zero are left out."""
    listed = list(rows)
    cells = Counter(str(cell.status.state) for row in listed for cell in row.cells.values())
    counted = {UNREGISTERED: sum(row.unregistered for row in listed), **cells}
    return tuple(Tally(key, word, counted[key]) for key, word in STATE_FILTERS if key and counted.get(key))


def clusters_of(rows: Iterable[BoardRow]) -> tuple[str, ...]:
    """The clusters of the rows, by name."""
    return tuple(sorted({row.cluster for row in rows if row.cluster}))


def columns_of(board: Board) -> tuple[Column[BoardRow], ...]:
    """The unit, then one column for each obligation with the day it is due in its heading."""
    unit = Column[BoardRow](
        "unit",
        "Đơn vị",
        _unit,
        width=240,
        stretch=True,
        tooltip=_unit_tooltip,
        sort_key=_unit_order,
    )
    duties = tuple(_duty_column(duty) for duty in board.columns)
    if len(duties) > _MANY_DUTIES:
        return (unit, *duties)
    return (
        unit,
        *duties,
        Column("kind", "Loại đơn vị", _kind, width=170),
        Column("cluster", "Cụm, khối", _cluster, width=110),
    )


def _unit(row: BoardRow) -> str:
    return row.unit


def _unit_order(row: BoardRow) -> str:
    return text_sort_key(row.unit)


def _unit_tooltip(row: BoardRow) -> str:
    return " – ".join(part for part in (row.unit, _kind(row), row.cluster) if part)


def _kind(row: BoardRow) -> str:
    return units.KINDS.get(row.unit_kind, "")


def _cluster(row: BoardRow) -> str:
    return row.cluster


def _duty_column(duty: Duty) -> Column[BoardRow]:
    due = format_date(duty.due) if duty.due else "chưa định ngày"
    return Column(
        duty.key,
        f"{DUTY_WORDS[duty.kind]}\n{due}",
        partial(_words, duty.key),
        width=150,
        badge=partial(_badge, duty.key),
        tooltip=partial(_tooltip, duty.key),
        sort_key=partial(_urgency, duty.key),
        title_tooltip=f"{duty.title} – hạn {due}",
    )


def _words(key: str, row: BoardRow) -> str | None:
    cell = row.cells.get(key)
    return cell.words if cell else None


def _badge(key: str, row: BoardRow) -> Badge | None:
    """The state without what is missing: that sentence needs more room than a cell has, the tooltip says it."""
    cell = row.cells.get(key)
    return badge_of(dataclasses.replace(cell.status, missing=None)) if cell else None


_URGENCY: Final = {state: at for at, state in enumerate(STATES)}


def _urgency(key: str, row: BoardRow) -> tuple[int, int] | None:
    cell = row.cells.get(key)
    if cell is None:
        return None
    status = cell.status
    days = status.days_left if status.days_late is None else -status.days_late
    return _URGENCY[ObligationState(status.state)], days or 0


def _tooltip(key: str, row: BoardRow) -> str:
    cell = row.cells.get(key)
    return "\n".join(facts_of(cell)) if cell else "Đơn vị không có nghĩa vụ này."


def facts_of(cell: Cell) -> list[str]:
    """Everything known of a cell, a sentence a line: for the tooltip and the side panel."""
    status = cell.status
    lines = [f"{cell.unit} – {cell.requirement}", cell.words]
    lines.append(f"Hạn: {format_date(status.due)}" if status.due else "Hạn: chưa định ngày")
    if cell.extended_to and cell.due_date:
        lines.append(f"Hạn cũ {format_date(cell.due_date)}, đã gia hạn")
    if status.received:
        lines.append(f"Hoàn thành ngày {format_date(status.received)}")
    lines += [f"Đã đăng ký: {one.title}" for one in cell.registrations if one.counts]
    if cell.waiver_reason:
        lines.append(f"Miễn vì: {cell.waiver_reason}")
    if cell.reminders and cell.last_reminder:
        lines.append(f"Đã đôn đốc {cell.reminders} lần, gần nhất {format_date(cell.last_reminder)}")
    if cell.quote:
        lines.append(f"Kế hoạch: “{' '.join(cell.quote.replace('*', '').split())}”")
    return lines


def mark_of(state: str) -> Badge | None:
    """The sign of a filter by state; units without a registration have none of their own."""
    return badge_of_state(ObligationState(state)) if state and state != UNREGISTERED else None
