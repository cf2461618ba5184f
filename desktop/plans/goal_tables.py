"""Goals of a table whose columns name them: "Chỉ tiêu | Đơn vị tính | Kế hoạch 2025"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import Block
from desktop.plans.document import Document
from desktop.plans.proposal import LIKELY, Target
from desktop.plans.quantities import number_value, quantities

_LEAST_COLUMNS: Final = 3
_VALUE: Final = re.compile(
    r"\W*(?P<v>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?: ?- ?(?P<w>\d+(?:[.,]\d+)?))?(?: ?%| trở lên)?\W*"
)
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell and where they begin in the view of the row."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _Columns:
    name: int
    unit: int | None
    """None when the unit stands with the number in its cell."""
    value: int
    by: str | None
    """The year the head of the values names."""


def read_goal_tables(document: Document) -> dict[int, list[Target]]:
    """Index of a row -> its goals; rows of tables whose head names no column of values are left out."""
    found: dict[int, list[Target]] = {}
    columns: _Columns | None = None
    before = -2
    for block in document.blocks:
        if block.kind != "row":
            continue
        if block.index != before + 1:
            columns = None
        before = block.index
        cells = row_cells(block)
        heads = _columns(cells)
        if heads is not None:
            columns, found[block.index] = heads, []
        elif columns is not None:
            found[block.index] = _of_row(document, block, cells, columns)
    return found


def row_cells(block: Block) -> list[Cell]:
    """The cells of a row of a table, with their places in its view."""
    text = block.view.text.rstrip()
    text = text[: -len("|")] if text.endswith("|") else text
    cells = []
    at = 1
    for part in text[1:].split("|"):
        cells.append(Cell(part.strip(), at + len(part) - len(part.lstrip())))
        at += len(part) + 1
    return cells


def _columns(cells: list[Cell]) -> _Columns | None:
    """Which columns hold the goal, its unit and its value, when the row is the head of such a table."""
    unit = _headed(cells, "unit_headers", 0)
    name = _headed(cells if unit is None else cells[:unit], "name_headers", 0)
    if name is None:
        return None
    value = _headed(cells, "value_headers", (name if unit is None else unit) + 1)
    if value is None and unit is not None and unit + 1 < len(cells):
        value = unit + 1
    if value is None or (unit is None and len(cells) < _LEAST_COLUMNS):
        return None
    year = _YEAR.search(cells[value].text)
    return _Columns(name, unit, value, year.group() if year else None)


def _headed(cells: list[Cell], key: str, start: int) -> int | None:
    """The column whose head names it; of several values the last, behind what was reached before."""
    heads = vocabulary.any_of("goals", key, starts=True)
    fitting = [index for index in range(start, len(cells)) if heads.match(cells[index].text)]
    if not fitting:
        return None
    return fitting[-1] if key == "value_headers" else fitting[0]


def _of_row(document: Document, block: Block, cells: list[Cell], columns: _Columns) -> list[Target]:
    if len(cells) <= columns.value:
        return []
    name, value = cells[columns.name], cells[columns.value]
    first, last = (
        min(name.start, value.start),
        max(name.start + len(name.text), value.start + len(value.text)),
    )
    where = document.where(block, first, last, LIKELY)
    if columns.unit is None:
        found = next(quantities(block.view.text, value.start, value.start + len(value.text)), None)
        if found is None or not found.unit or not name.text:
            return []
        return [Target(name.text, found.value, found.high, found.unit, columns.by, where)]
    unit, number = cells[columns.unit], _VALUE.fullmatch(value.text)
    if number is None or not name.text or not unit.text:
        return []
    high = number_value(number["w"]) if number["w"] else None
    return [Target(name.text, number_value(number["v"]), high, unit.text, columns.by, where)]
