"""The workbook that came in, saved again with what was found in each row: to be sent back to its unit.

The very workbook gets one more column where openpyxl keeps all of it. Where it would lose something (xls, ods and
csv, pictures, charts, macros, drop-downs of other sheets) a new workbook is written with the rows and the findings.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from pathlib import Path
from typing import Any, Final

from db.files import write_whole
from db.vietnamese.text import nfc
from desktop.exchange import sniffing
from desktop.exchange.matching import PreviewRow, changes
from desktop.exchange.measures import free_name
from desktop.exchange.preview import STATUSES, Preview
from desktop.exchange.reading import Grid
from desktop.exchange.workbook import PLAIN

HEADING: Final = "Kết quả đọc"
SAME: Final = "Đã ghi kết quả đọc vào bản sao của tệp, ở cột “Kết quả đọc”"
NEW: Final = (
    "Đã ghi kết quả đọc vào một tệp mới chỉ có các dòng và kết quả, vì ghi vào chính tệp đã nhận sẽ mất {}"
)
_COLOURS: Final = {"conflict": "FFF2CC", "duplicate": "FFF2CC", "unreadable": "F8CECC"}
_WIDTH: Final = 60
# Parts of a package openpyxl does not write back, with the word for what would be lost.
_LOST: Final = (
    ("xl/vbaProject", "macro"),
    ("xl/media/", "hình ảnh"),
    ("xl/charts/", "biểu đồ"),
    ("xl/drawings/drawing", "hình vẽ"),
    ("xl/ctrlProps", "nút bấm"),
    ("xl/activeX", "nút bấm"),
    ("xl/embeddings", "tệp nhúng"),
    ("xl/pivot", "bảng tổng hợp"),
    ("xl/slicer", "bộ lọc"),
    ("xl/threadedComments", "trao đổi"),
)


def write_findings(source: Path | bytes, preview: Preview, target: Path) -> str:
    """Write the findings of a preview beside its rows into ``target`` (.xlsx); returns how, in one sentence.

    Raises:
        Refused: the source is gone or the target cannot be written.
    """
    content = source.read_bytes() if isinstance(source, Path) else source
    lost = _what_would_be_lost(content)
    book = None if lost else _opened(content)
    if book is None:
        write_whole(target, _new_workbook(preview))
        return NEW.format(lost or "danh sách chọn hoặc định dạng")
    for sheet in preview.sheets:
        _annotate(book[sheet.sheet], sheet)
    packed = io.BytesIO()
    book.save(packed)
    write_whole(target, packed.getvalue())
    return SAME


def finding(kind: str, row: PreviewRow) -> str:
    """What was found in a row, as the unit reads it: status, old → new by field, what is wrong."""
    said = [problem.message for problem in row.problems]
    parts = [*changes(kind, row), *said, *([row.refused] if row.refused else [])]
    return nfc(STATUSES[row.status] + (f". {' '.join(_ended(part) for part in parts)}" if parts else ""))


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _what_would_be_lost(content: bytes) -> str:
    if not content or sniffing.looked_at(content, "") != "package":
        return "cách trình bày của tệp không phải .xlsx"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    if "xl/workbook.xml" not in names:
        return "cách trình bày của tệp không phải .xlsx"
    return next((word for part, word in _LOST if any(name.startswith(part) for name in names)), "")


def _opened(content: bytes) -> Any:
    """The workbook, or None where openpyxl says itself that it drops something."""
    import openpyxl

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        book = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    return None if said else book


def _last_column(grid: Grid, preview: Preview) -> int:
    """The last column (from zero) that holds anything in the table."""
    top = preview.mapping.header_row - preview.mapping.depth + 1
    filled = (at for row in grid.rows[top:] for at, value in enumerate(row) if value is not None)
    return max(filled, default=0)


def _annotate(page: Any, preview: Preview) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    column = _last_column(preview.grid, preview) + 2
    head = page.cell(preview.mapping.header_row + 1, column, HEADING)
    head.font = Font(bold=True)
    page.column_dimensions[get_column_letter(column)].width = _WIDTH
    wrapped = Alignment(wrap_text=True, vertical="center")
    for row in preview.rows:
        cell = page.cell(row.row + 1, column, finding(preview.kind, row))
        cell.alignment = wrapped
        if row.status in _COLOURS or row.refused:
            colour = _COLOURS.get(row.status, "F8CECC")
            cell.fill = PatternFill("solid", start_color=colour, end_color=colour)


def _new_workbook(preview: Preview) -> bytes:
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, PLAIN)
    styles = {
        "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter"}),
        "text": book.add_format({"text_wrap": True, "valign": "vcenter"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "vcenter"}),
    }
    for status, colour in _COLOURS.items():
        styles[status] = book.add_format({"text_wrap": True, "valign": "vcenter", "bg_color": f"#{colour}"})
    names: list[str] = []
    for sheet in preview.sheets:
        names.append(free_name(names, sheet.sheet))
        _new_sheet(book.add_worksheet(names[-1]), sheet, styles)
    book.close()
    return packed.getvalue()


def _new_sheet(page: Any, preview: Preview, styles: dict[str, Any]) -> None:
    grid = preview.grid
    column = _last_column(grid, preview) + 1
    head = preview.mapping.header_row
    for number, line in enumerate(grid.rows):
        for at, value in enumerate(line):
            if isinstance(value, dt.date):
                page.write_datetime(number, at, dt.datetime.combine(value, dt.time()), styles["date"])
            elif isinstance(value, int | float):
                page.write_number(number, at, value)
            elif value is not None:
                page.write_string(number, at, value, styles["bold"] if number == head else None)
    page.set_column(0, column - 1, 18)
    page.set_column(column, column, _WIDTH)
    page.write_string(head, column, HEADING, styles["bold"])
    for row in preview.rows:
        style = styles.get("unreadable" if row.refused else row.status, styles["text"])
        page.write_string(row.row, column, finding(preview.kind, row), style)
