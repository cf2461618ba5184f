"""Reading a workbook of any shape: sheets as grids of clean values, with merged cells filled.

xlsx, xls and ods through python-calamine; csv by its own reader with the encoding told by scoring.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import attachments
from db.errors import BadInput, NotFound
from db.vietnamese import legacy
from db.vietnamese.text import clean
from desktop.exchange import extent

Value = str | int | float | dt.date | None
MAX_BYTES = attachments.LIMIT_BYTES
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: rows of values; ``repaired`` counts cells that came in an old encoding."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    repaired: int = 0

    def text(self, row: int, column: int) -> str:
        """The value as text; empty outside the sheet."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return as_text(self.rows[row][column])


def as_text(value: Value) -> str:
    """A cell as a person reads it: whole numbers without ".0", dates dd/mm/yyyy."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return str(value)


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Zero-based row and column as Excel names the cell."""
    return f"{column_letter(column)}{row + 1}"


def read_workbook(path: Path) -> list[Grid]:
    """All sheets of a file that hold anything.

    Raises:
        NotFound: no such file.
        BadInput: not a workbook, too large, damaged or protected by a password.
    """
    if not _is_file(path):
        raise NotFound(f"Không tìm thấy tệp “{path}”; hãy kiểm tra lại đường dẫn.")
    if path.suffix.lower() not in SUFFIXES:
        raise BadInput(f"Tệp “{path.name}” không phải bảng tính; hãy dùng tệp .xlsx, .xls, .ods hoặc .csv.")
    if path.stat().st_size > MAX_BYTES:
        raise BadInput(
            f"Tệp “{path.name}” quá lớn (trên {MAX_BYTES // 1048576} MB); hãy bỏ bớt hình ảnh rồi lưu lại."
        )
    grids = _delimited(path) if path.suffix.lower() in (".csv", ".txt") else _calamine(path)
    found = [grid for grid in grids if grid.rows]
    if not found:
        raise BadInput(f"Tệp “{path.name}” không có dữ liệu; hãy kiểm tra lại tệp.")
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # A name longer than the file system takes names nothing.
        return False


def _calamine(path: Path) -> list[Grid]:
    import python_calamine

    extent.check_extent(path)
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        sheets = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            sheets.append((name, sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or []))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise BadInput(
            f"Không đọc được tệp “{path.name}” (tệp hỏng, có mật khẩu hoặc không phải Excel); "
            "hãy mở bằng Excel rồi lưu lại dạng .xlsx."
        ) from error
    return [_grid(name, rows, merged) for name, rows, merged in sheets]


def _grid(
    name: str, rows: Sequence[Sequence[object]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> Grid:
    filled = [list(row) for row in rows]
    for (top, left), (bottom, right) in merged:
        # Only across rows: a title merged over the width must not turn into many columns of the same text.
        if top < len(filled) and left < len(filled[top]) and left == right:
            for row in range(top + 1, min(bottom + 1, len(filled))):
                filled[row][left] = filled[top][left]
    repaired = 0
    cleaned: list[tuple[Value, ...]] = []
    for line in filled:
        values = []
        for raw in line:
            value, mended = _value(raw)
            repaired += mended
            values.append(value)
        cleaned.append(tuple(values))
    while cleaned and not any(value is not None for value in cleaned[-1]):
        cleaned.pop()
    return Grid(name, tuple(cleaned), repaired)


def _value(raw: object) -> tuple[Value, bool]:
    if isinstance(raw, str):
        fixed = legacy.repair(raw)
        return clean(fixed.text) or None, fixed.encoding is not None
    if isinstance(raw, dt.datetime):
        return raw.date(), False
    if isinstance(raw, bool):
        return ("x" if raw else None), False
    if isinstance(raw, int | float | dt.date):
        return raw, False
    return (None if raw is None else str(raw)), False


def _delimited(path: Path) -> list[Grid]:
    text = legacy.decode(path.read_bytes()).text
    return [parse_delimited(path.stem, text)]


def parse_delimited(name: str, text: str) -> Grid:
    """A block of text as a grid: tabs (pasted from Excel), semicolons or commas, whichever the first lines use."""
    head = "\n".join(text.splitlines()[:20])
    delimiter = max("\t;,", key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter if head.count(delimiter) else "\t")
    try:
        cells = [list(row) for row in rows]
    except csv.Error as error:
        raise BadInput(
            f"“{name}” có ô dài bất thường (có thể thiếu dấu ngoặc kép đóng); hãy sửa ô đó rồi lưu lại."
        ) from error
    if max(map(len, cells), default=0) > extent.MOST_COLUMNS:
        raise BadInput(f"“{name}” có dòng quá nhiều cột; hãy kiểm tra dấu ngăn cách các cột rồi lưu lại.")
    return _grid(name, cells, [])
