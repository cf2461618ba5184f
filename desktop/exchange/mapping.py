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


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where the table is: kind, header row (zero-based, the lower one of two), first data row, field → column."""

    kind: str
    header_row: int
    first_row: int
    columns: dict[str, int]

    def letters(self) -> dict[str, str]:
        """Field → column letter, for people and scripts."""
        return {field: column_letter(index) for field, index in self.columns.items()}


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


def _columns(headings: list[str], kind: str) -> tuple[dict[str, int], float]:
    """The best assignment of fields to columns, each used once, greedy by how well the words match."""
    fields: dict[str, list[str]] = vocabulary()["kinds"][kind]["fields"]
    scored = [
        (score, field, index)
        for index, heading in enumerate(headings)
        if heading and heading not in vocabulary()["ignored"]
        for field, words in fields.items()
        if (score := _match(heading, words)) > 0
    ]
    columns: dict[str, int] = {}
    total = 0.0
    for score, field, index in sorted(scored, key=lambda item: (-item[0], item[2])):
        if field not in columns and index not in columns.values():
            columns[field] = index
            total += score
    return columns, total


def _headings(grid: Grid, row: int, *, two: bool) -> list[str]:
    width = max(len(grid.rows[row]), len(grid.rows[row + 1]) if two else 0)
    found = []
    group = ""
    for column in range(width):
        upper = grid.text(row, column)
        if not two:
            found.append(plain(upper))
            continue
        lower = grid.text(row + 1, column)
        group = upper or group
        # Under a merged group heading the lower line names the column; alone it says too little at times.
        found.append(plain(lower) if lower and lower != upper else plain(upper))
    return found


def find_table(grid: Grid, wanted: str | None = None) -> Mapping | None:
    """The table of a sheet, or None when no row looks like its header. ``wanted`` restricts the kind."""
    best: tuple[float, Mapping] | None = None
    for row in range(min(len(grid.rows), HEADER_SEARCH_ROWS)):
        for two in (False, True):
            if two and row + 1 >= len(grid.rows):
                continue
            headings = _headings(grid, row, two=two)
            for kind in [wanted] if wanted else vocabulary()["kinds"]:
                columns, score = _columns(headings, kind)
                must = vocabulary()["kinds"][kind]["must"]
                if not all(field in columns for field in must) or (len(columns) < 2 and kind != "units"):
                    continue
                # One header line is preferred unless the second one really names more columns.
                score -= 30 if two else 0
                if best is None or score > best[0] + 1e-9:
                    header = row + (1 if two else 0)
                    best = (score, Mapping(kind, header, header + 1, columns))
    return best[1] if best else None


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
