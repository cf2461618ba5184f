"""Lines that name the decision a list belongs to: "(Kèm theo Quyết định số 45/QĐ-UBND ngày 18/11/2015 của …)"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from desktop.exchange.reading import Grid

_DECISION: Final = re.compile(
    r"\(?\s*(?:[-+*•]|\d{1,2}[.)]|[IVX]+[.)])?\s*(?:(?:ban hành\s+)?k[eè]m theo\s+|theo\s+|căn cứ\s+)?"
    r"(?:quyết định|qđ)(?:\s+khen thưởng)?\s*(?:số)?\s*:?\s*(\d{1,6}[a-zđ]?(?:/|\s*(?:,|;|\s)\s*ngày)\S*.*)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST: Final = 240
_FARTHEST: Final = 400


@lru_cache(maxsize=1 << 12)
def names_one(text: str) -> bool:
    """Whether a line names a decision by its number, and is no sentence about one."""
    return len(text) <= _LONGEST and _DECISION.fullmatch(text.strip()) is not None


@lru_cache(maxsize=1 << 12)
def without_lead(text: str) -> str:
    """What stands behind "Kèm theo Quyết định số": number, day and organ; the text itself where it is none."""
    found = _DECISION.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return found[1].strip(" ).") if found is not None else text


def above(grid: Grid, row: int) -> str:
    """The nearest line above a row that names a decision; empty where none does."""
    for number in range(min(row, len(grid.rows)) - 1, -1, -1):
        for value in grid.rows[number]:
            if isinstance(value, str) and names_one(value):
                return value
    return ""


def stands_above(grid: Grid, row: int) -> bool:
    """Whether a line above a row names a decision."""
    return bool(above(grid, row))


def named_in(grid: Grid) -> bool:
    """Whether a line of a sheet, above its table or between its rows, names a decision and nothing else."""
    for cells in grid.rows[:_FARTHEST]:
        filled = [value for value in cells if value is not None]
        if 0 < len(filled) <= 2 and isinstance(filled[-1], str) and names_one(filled[-1]):
            return True
    return False
