"""Columns of the list behind a count on Tổng quan."""

from __future__ import annotations

from typing import Final

from db.overview import Line
from db.rules.deadlines import ObligationState
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge, badge_of_state
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone

TILES: Final = {
    "overdue": (Symbol.TRIANGLE, Tone.ALARM),
    "soon": (Symbol.CLOCK, Tone.WARNING),
    "month": (Symbol.RING, Tone.INFORMATION),
}


def badge(line: Line) -> Badge | None:
    """Sign and colour of the state with the words that belong to this line."""
    if line.status is None:
        return None
    known = badge_of_state(line.status)
    tone = Tone.WARNING if line.status is ObligationState.DUE_SOON else known.tone
    return Badge(known.symbol, tone, line.words)


def _text(line: Line) -> str:
    return line.text


def _words(line: Line) -> str:
    return line.words


def _due(line: Line) -> object:
    return line.due


def _drive(line: Line) -> str:
    return line.drive


def _whole(line: Line) -> str:
    return "\n".join(part for part in (line.text, line.words, line.missing, line.drive) if part)


LINE_COLUMNS: Final[tuple[Column[Line], ...]] = (
    Column("text", "Việc", _text, stretch=True, tooltip=_whole),
    Column("state", "Tình trạng", _words, width=160, badge=badge),
    Column("due", "Hạn", _due, width=96, align=Align.CENTRE),
    Column("drive", "Phong trào", _drive, width=168),
)
