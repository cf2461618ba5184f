"""Values that cells show as drawings: a state's badge and a strip of years; and the roles that carry them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import Qt

from db.rules import deadlines
from db.rules.deadlines import DeadlineStatus, ObligationState
from db.rules.evidence import YearCell, YearState
from desktop.ui.icons import Symbol
from desktop.ui.theme import Tone


class Role(IntEnum):
    """Roles of a model beyond Qt's own."""

    VALUE = Qt.ItemDataRole.UserRole
    BADGE = Qt.ItemDataRole.UserRole + 1
    YEARS = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Badge:
    """A state: sign, colour and the word that says it without either."""

    symbol: Symbol
    tone: Tone
    word: str


_MARKS: Final = {
    ObligationState.ON_TIME: (Symbol.DISC, Tone.DONE),
    ObligationState.LATE: (Symbol.HALF, Tone.WARNING),
    ObligationState.OVERDUE: (Symbol.TRIANGLE, Tone.ALARM),
    ObligationState.DUE_TODAY: (Symbol.CLOCK, Tone.ALARM),
    ObligationState.DUE_SOON: (Symbol.CLOCK, Tone.WARNING),
    ObligationState.NOT_DUE: (Symbol.RING, Tone.MUTED),
    ObligationState.WAIVED: (Symbol.DASH, Tone.MUTED),
}


def badge_of(status: DeadlineStatus) -> Badge:
    """The badge of an obligation: ▲ "Quá hạn 5 ngày, thiếu 01 công trình"."""
    return Badge(*_MARKS[status.state], deadlines.in_words(status))


def badge_of_state(state: ObligationState) -> Badge:
    """The badge of a state alone, for legends and filters."""
    return Badge(*_MARKS[state], deadlines.STATE_WORDS[state])


_YEAR_WORDS: Final = {
    YearState.EVIDENCE: "có minh chứng",
    YearState.EMPTY: "chưa có minh chứng",
    YearState.OUTSIDE: "không tính",
}


def spoken_year(cell: YearCell) -> str:
    """A year in words, for tooltips and screen readers: "2021: có minh chứng – Giấy khen; Sáng kiến"."""
    names = "; ".join(item.what for item in cell.items if item.what)
    return f"{cell.year}: {_YEAR_WORDS[cell.state]}" + (f" – {names}" if names else "")
