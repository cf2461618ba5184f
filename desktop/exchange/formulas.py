"""Cells the fast reader leaves empty: formulas nobody calculated, and formulas that ended in an error.

A workbook written by a program and never opened in Excel holds formulas without values. What is plain (a
reference, a text, references and texts joined by &) is worked out; of the rest the sentence says what to do.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any, Final

from desktop.exchange.extent import Contents
from desktop.exchange.reading import Grid, Value, as_text, normal

NOT_CALCULATED: Final = "Ô này có công thức chưa tính giá trị; hãy mở tệp bằng Excel, bấm Lưu rồi gửi lại."
IN_ERROR: Final = "Công thức ở ô này bị lỗi ({}); hãy sửa lại ô này."
_PART: Final = re.compile(r'\s*(?:"((?:[^"]|"")*)"|\$?([A-Z]{1,3})\$?(\d{1,7})|(\d+(?:\.\d+)?))\s*')
_DEEPEST: Final = 20


def complete(content: bytes, grids: list[Grid], seen: Contents) -> list[Grid]:
    """The sheets with plain formulas worked out and a note on each cell whose value is missing or an error."""
    if not (seen.formulas or seen.errors):
        return grids
    try:
        return _completed(content, grids, seen)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        SyntaxError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ):
        # openpyxl is less forgiving than the fast reader: what that one read is kept.
        return grids


def _completed(content: bytes, grids: list[Grid], seen: Contents) -> list[Grid]:
    notes: dict[str, dict[tuple[int, int], str]] = {}
    formulas: dict[str, dict[tuple[int, int], str]] = {}
    for sheet, cell in _cells(content, values=True) if seen.errors else ():
        if cell.data_type == "e":
            notes.setdefault(sheet, {})[cell.row - 1, cell.column - 1] = IN_ERROR.format(cell.value)
    for sheet, cell in _cells(content, values=False) if seen.formulas else ():
        if cell.data_type == "f":
            formulas.setdefault(sheet, {})[cell.row - 1, cell.column - 1] = str(cell.value)
    return [_filled(grid, formulas.get(grid.name, {}), notes.get(grid.name, {})) for grid in grids]


def _cells(content: bytes, *, values: bool) -> Any:
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl would drop on saving does not matter for reading
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        yield sheet.title, cell
        book.close()


def _filled(grid: Grid, formulas: dict[tuple[int, int], str], notes: dict[tuple[int, int], str]) -> Grid:
    missing = {
        where: text for where, text in formulas.items() if grid.value(*where) is None and where not in notes
    }
    rows = [list(row) for row in grid.rows]
    for (row, column), formula in missing.items():
        found = _worked_out(grid, missing, formula.removeprefix("="), 0)
        if found is None:
            notes[row, column] = NOT_CALCULATED
            continue
        # A row of nothing but formulas at the end is no row to the reader.
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = found
    return Grid(grid.name, tuple(map(tuple, rows)), grid.repaired, grid.hidden, notes)


def _worked_out(grid: Grid, missing: dict[tuple[int, int], str], formula: str, depth: int) -> Value:
    """The value of a plain formula; None where it is not plain or leads nowhere."""
    parts: list[Value] = []
    at = 0
    while depth < _DEEPEST and (found := _PART.match(formula, at)):
        text, letters, digits, number = found.groups()
        if letters:
            where = (int(digits) - 1, _column(letters))
            behind = missing.get(where)
            value = grid.value(*where)
            if value is None and behind is not None:
                value = _worked_out(grid, missing, behind.removeprefix("="), depth + 1)
            if value is None:
                return None
            parts.append(value)
        else:
            parts.append(text.replace('""', '"') if text is not None else float(number))
        at = found.end()
        if at == len(formula):
            return parts[0] if len(parts) == 1 else normal("".join(map(as_text, parts)))
        if formula[at] != "&":
            return None
        at += 1
    return None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
