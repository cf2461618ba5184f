"""Tables set with runs of spaces: a heading line and rows whose cells begin where those of the heading begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LEAST_COLUMNS: Final = 3
_LEAST_ROWS: Final = 2
_SLACK: Final = 1
"""How many characters a cell may stand beside the place of its heading."""
_LONGEST_HEADING: Final = 40
_CELL: Final = re.compile(r"\S+(?: \S+)*")
_LINE: Final = re.compile(r"[^\n]+")
_LONGEST_LINE: Final = 400
_HEADING: Final = re.compile(r"[^\d|:;.!?]+")


@dataclass(frozen=True, slots=True)
class SpacedRow:
    """One row: offsets of its cells in the shown text."""

    cells: tuple[tuple[int, int], ...]


def spaced_rows(shown: str) -> dict[int, SpacedRow]:
    """Start of a line -> its cells, for each line of every such table; the heading line too."""
    found: dict[int, SpacedRow] = {}
    table: list[tuple[int, SpacedRow]] = []
    end = -1
    for match in _LINE.finditer(shown):
        line = match.start()
        if match.end() - line > _LONGEST_LINE or "  " not in match.group().strip():
            continue
        row = _row(shown, *match.span())
        follows = table and line == end + 1
        if follows and _fits(table, row):
            table.append((line, row))
        else:
            _keep(found, table)
            table = [(line, row)] if _is_heading(shown, row) else []
        end = match.end()
    _keep(found, table)
    return found


def _row(shown: str, start: int, end: int) -> SpacedRow:
    return SpacedRow(tuple(cell.span() for cell in _CELL.finditer(shown, start, end)))


def _is_heading(shown: str, row: SpacedRow) -> bool:
    """Whether the cells are names of columns: three or more, short, without digits or stops."""
    return len(row.cells) >= _LEAST_COLUMNS and all(
        stop - start <= _LONGEST_HEADING and _HEADING.fullmatch(shown, start, stop) is not None
        for start, stop in row.cells
    )


def _fits(table: list[tuple[int, SpacedRow]], row: SpacedRow) -> bool:
    """Whether there is a cell under each heading and none beside."""
    top, heading = table[0]
    if len(row.cells) != len(heading.cells):
        return False
    begin = row.cells[0][0] - (heading.cells[0][0] - top)
    # Set against the first cell: a bullet or an indent moves the whole row.
    return all(
        abs((one[0] - begin) - (other[0] - top)) <= _SLACK
        for one, other in zip(row.cells, heading.cells, strict=True)
    )


def _keep(found: dict[int, SpacedRow], table: list[tuple[int, SpacedRow]]) -> None:
    if len(table) > _LEAST_ROWS:
        found.update(table)
