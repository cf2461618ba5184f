"""Finding the table in a sheet: its header row, and which column holds which field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from db import resources
from db.errors import BadInput
from db.vietnamese.text import fold
from desktop.exchange.reading import Grid, column_letter

HEADER_SEARCH_ROWS = 40
FUZZY_ENOUGH = 90
DEEPEST_HEADER = 3
# One column may hold two facts, and two columns one: the facts such columns stand for.
SHARED_COLUMNS = {
    "position_unit": ("position", "unit"),
    "birth_male": ("birth_date",),
    "birth_female": ("birth_date",),
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where the table is: kind, header row (zero-based, the lower one of two), first data row, field → column."""

    kind: str
    header_row: int
    first_row: int
    columns: dict[str, int]

    def letters(self) -> dict[str, str]:
        """Field → column letter, for people and scripts."""
        found: dict[str, str] = {}
        for field, index in self.columns.items():
            for fact in SHARED_COLUMNS.get(field, (field,)):
                found.setdefault(fact, column_letter(index))
        return found

    def column_of(self, fact: str) -> int | None:
        """The column a fact is read from; None where the table has none."""
        if fact in self.columns:
            return self.columns[fact]
        shared = (index for field, index in self.columns.items() if fact in SHARED_COLUMNS.get(field, ()))
        return next(shared, None)


@cache
def vocabulary() -> dict[str, Any]:
    """``resources/exchange/headings.json``."""
    found: dict[str, Any] = resources.read_json("exchange/headings.json")
    return found


def plain(text: str) -> str:
    """A heading for comparison: folded, without punctuation, bracketed remarks and asterisks."""
    without = re.sub(r"\([^)]*\)", " ", fold(text))
    return " ".join(re.sub(r"[^\w\s]", " ", without).split())


def _match(heading: str, words: list[str]) -> float:
    if heading in words:
        return 100.0 + len(heading) / 100
    starts = [word for word in words if len(word) > 5 and heading.startswith(word + " ")]
    if starts:
        return 92.0 + max(len(word) for word in starts) / 100
    from rapidfuzz import fuzz

    best = max(fuzz.ratio(heading, word) for word in words)
    return float(best) if best >= FUZZY_ENOUGH else 0.0


def _columns(headings: list[tuple[str, ...]], kind: str) -> tuple[dict[str, int], float]:
    """The best assignment of fields to columns, each used once, greedy by how well the words match."""
    fields: dict[str, list[str]] = vocabulary()["kinds"][kind]["fields"]
    ignored = vocabulary()["ignored"]
    scored = [
        (score, field, index)
        for index, readings in enumerate(headings)
        if readings and readings[0] not in ignored
        for field, words in fields.items()
        if (score := max(_match(reading, words) for reading in readings)) > 0
    ]
    columns: dict[str, int] = {}
    total = 0.0
    for score, field, index in sorted(scored, key=lambda item: (-item[0], item[2])):
        if field not in columns and index not in columns.values():
            columns[field] = index
            total += score
    return columns, total


def _headings(grid: Grid, row: int, depth: int) -> list[tuple[str, ...]]:
    """How each column may be called: by its lowest heading, and by that with the group heading before it."""
    lines = range(row, row + depth)
    found: list[tuple[str, ...]] = []
    group = ""
    for column in range(max(len(grid.rows[line]) for line in lines)):
        texts = list(dict.fromkeys(text for line in lines if (text := grid.text(line, column))))
        if depth > 1:
            group = grid.text(row, column) or group
        if not texts:
            found.append(())
            continue
        lowest = texts[-1]
        readings = [plain(lowest)]
        if group and group != lowest:
            readings.append(plain(f"{group} {lowest}"))
        found.append(tuple(reading for reading in readings if reading))
    return found


def _repeats(grid: Grid, row: int, columns: dict[str, int]) -> bool:
    """Whether the row below says a heading of this row again: cells merged downwards are one heading."""
    return any(
        grid.text(row, column) and grid.text(row, column) == grid.text(row + 1, column)
        for column in columns.values()
    )


def find_table(grid: Grid, wanted: str | None = None) -> Mapping | None:
    """The table of a sheet, or None when no row looks like its header. ``wanted`` restricts the kind."""
    best: tuple[float, Mapping] | None = None
    for row in range(min(len(grid.rows), HEADER_SEARCH_ROWS)):
        for depth in range(1, min(DEEPEST_HEADER, len(grid.rows) - row) + 1):
            headings = _headings(grid, row, depth)
            for kind in [wanted] if wanted else vocabulary()["kinds"]:
                found = _candidate(grid, row, depth, kind, headings)
                if found is not None and (best is None or found[0] > best[0] + 1e-9):
                    best = found
    return best[1] if best else None


def _candidate(
    grid: Grid, row: int, depth: int, kind: str, headings: list[tuple[str, ...]]
) -> tuple[float, Mapping] | None:
    columns, score = _columns(headings, kind)
    must = vocabulary()["kinds"][kind]["must"]
    if not all(field in columns for field in must) or (len(columns) < 2 and kind != "units"):
        return None
    last = row + depth - 1
    if _repeats(grid, last, columns) or (row and _repeats(grid, row - 1, columns)):
        return None
    # Fewer header lines are preferred unless the next one really names more columns.
    return score - 30 * (depth - 1), Mapping(kind, last, last + 1, columns)


def find_in_workbook(grids: list[Grid], wanted: str | None = None) -> tuple[Grid, Mapping]:
    """The sheet and the table to read: the one with most recognised columns, then most rows.

    Raises:
        BadInput: no sheet has a header row this program recognises.
    """
    found = [(grid, mapping) for grid in grids if (mapping := find_table(grid, wanted)) is not None]
    if not found:
        raise BadInput(
            "Không thấy dòng tiêu đề bảng (ví dụ “Họ và tên”, “Tên mô hình, công trình”, “Tên đơn vị”); "
            "hãy kiểm tra lại tệp hoặc dùng biểu mẫu của chương trình."
        )
    return max(found, key=lambda item: (len(item[1].columns), len(item[0].rows)))
