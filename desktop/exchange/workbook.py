"""Writing a workbook as offices expect it, from a description of its tables (XlsxWriter).

Title rows (office left, Quốc hiệu right), table from a later row with STT first, signature block below, landscape
(A4, very wide ones A3) fitted to the width with repeated header rows and page numbers, and a sheet "Nguồn số
liệu" that says where the figures come from. Text is always written as text: a name that starts with ``=`` stays a
name.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from db.files import write_whole
from db.vietnamese.dates import format_date, legal_date
from db.vietnamese.text import nfc
from desktop.exchange.measures import A3, A4, line_count, row_height
from desktop.exchange.workbook_parts import ChartSpec, add_sheet, chart_sheet, source_sheet


@dataclass(frozen=True, slots=True)
class Computed:
    """A cell the spreadsheet works out: formula ("{row}" stands for the cell's own row), and its value as of now."""

    formula: str
    value: int | float | str


CellValue = str | int | float | dt.date | Computed | None
Kind = Literal["text", "number", "measure", "percent", "money", "date", "center"]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: heading, kind of value, width in characters, whether its numbers are added up below.

    A ``measure`` has up to three decimals. ``filled`` counts below the cells that hold more than the dash of "does
    not apply". ``group`` is the heading that stands above several neighbouring columns (merged), empty for none.
    """

    title: str
    kind: Kind = "text"
    width: int = 14
    total: bool = False
    group: str = ""
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one bold heading ("I. Tập thể"); an empty heading gives none."""

    heading: str
    rows: tuple[tuple[CellValue, ...], ...]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One worksheet: titles, columns (without STT, which is added), sections, note, signature titles.

    ``preamble`` are the sentences between the titles and the table, ``heading`` the line right above it. ``further``
    are tables that follow on the same worksheet, without titles of their own: they have as many columns, and the
    widths are those of the first. One without rows is its heading alone.
    """

    name: str
    title: str
    subtitle: str
    columns: tuple[SheetColumn, ...]
    sections: tuple[Section, ...]
    note: str = ""
    signatures: tuple[str, ...] = ()
    chart: ChartSpec | None = None
    preamble: tuple[str, ...] = ()
    heading: str = ""
    further: tuple[SheetTable, ...] = ()

    @property
    def row_count(self) -> int:
        """Data rows in all sections."""
        return sum(len(section.rows) for section in self.sections)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above every table: lines of the office, place and day of the export."""

    office_lines: tuple[str, ...]
    place: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where the figures come from: label and value, printed on the sheet "Nguồn số liệu"."""

    rows: tuple[tuple[str, str], ...]


_BASE = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_BORDER = {"border": 7, "border_color": "#808080"}
_FORMATS: dict[str, dict[str, Any]] = {
    "office": {"bold": True, "align": "center", "text_wrap": True},
    "motto": {"bold": True, "align": "center", "underline": 1, "font_size": 13, "text_wrap": True},
    "place": {"italic": True, "align": "center"},
    "title": {"bold": True, "align": "center", "font_size": 14, "text_wrap": True},
    "subtitle": {"italic": True, "align": "center", "text_wrap": True},
    "head": {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#E7E6E3", **_BORDER},
    "section": {"bold": True, **_BORDER},
    "stt": {"align": "center", **_BORDER},
    "text": {"text_wrap": True, "num_format": "@", **_BORDER},
    "center": {"align": "center", "text_wrap": True, "num_format": "@", **_BORDER},
    "number": {"align": "right", "indent": 1, "num_format": "#,##0", **_BORDER},
    "measure": {"align": "right", "indent": 1, "num_format": "#,##0.###;-#,##0.###;0", **_BORDER},
    "percent": {"align": "center", "num_format": "0.0%", **_BORDER},
    "money": {"align": "right", "indent": 1, "num_format": "#,##0", **_BORDER},
    "date": {"align": "center", "num_format": "dd/mm/yyyy", **_BORDER},
    "total": {"bold": True, "align": "right", "indent": 1, "num_format": "#,##0", **_BORDER},
    "total_text": {"bold": True, "align": "center", **_BORDER},
    "note": {"italic": True, "text_wrap": True},
    "signature": {"bold": True, "align": "center", "text_wrap": True},
    "plain": {"text_wrap": True},
    "label": {"bold": True, "text_wrap": True},
}
BLANK_PLACE = "…………"
NOT_APPLICABLE = "–"
STT_WIDTH = 6
#: Characters across; a wider table would print in letters below 7 points on A4.
WIDEST_A4 = 200
#: Text stays text, and no part is laid down in the temporary folder, which may be on a full disk.
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


class _Lines(dict[int, dict[str, tuple[str, int]]]):
    """By column: text → the text in NFC and the lines it takes there; a long list holds few different texts."""

    def __init__(self, table: SheetTable, measured: Sequence[SheetColumn]) -> None:
        super().__init__()
        for at, (_, column) in enumerate(zip(table.columns, measured, strict=True), start=1):
            self[at] = _Heights(column.width)


class _Heights(dict[str, tuple[str, int]]):
    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width

    def __missing__(self, text: str) -> tuple[str, int]:
        whole = nfc(text)
        self[text] = found = (whole, line_count(whole, self._width))
        return found


def _total(column: SheetColumn, cells: str, values: Sequence[CellValue]) -> tuple[str, int | float]:
    """The formula below a column and its value as of now, for readers that do not compute."""
    if column.filled:
        filled = sum(value not in (None, "", NOT_APPLICABLE) for value in values)
        return f'=SUBTOTAL(3,{cells})-COUNTIF({cells},"{NOT_APPLICABLE}")', filled
    # SUBTOTAL leaves filtered rows out.
    return f"=SUBTOTAL(9,{cells})", sum(value for value in values if isinstance(value, int | float))


class _Writer:
    """Writes one table to one worksheet; rows are counted from 0 as XlsxWriter does."""

    def __init__(self, book: Any, formats: dict[str, Any], heading: Heading, table: SheetTable) -> None:
        self._formats = formats
        self._table = table
        self._heading = heading
        self._sheet = add_sheet(book, table.name)
        self._last = len(table.columns)
        self._width = STT_WIDTH + sum(column.width for column in table.columns)
        self._row = 0

    def write(self) -> tuple[int, int]:
        """Write everything; returns the rows of the header and of the last data line."""
        self._letterhead()
        self._preamble()
        head, first, last = self._body(self._table)
        for table in self._table.further:
            self._row += 1
            self._body(table)
        self._below()
        self._print_setup(head, first)
        return head, last

    def _preamble(self) -> None:
        for text in self._table.preamble:
            self._span(0, self._last, text, "plain")
            self._sheet.set_row(self._row, row_height(line_count(text, self._width)))
            self._row += 1
        self._row += bool(self._table.preamble)

    def _body(self, table: SheetTable) -> tuple[int, int, int]:
        """Header, rows and totals; returns the rows of the header, of the first and of the last data line."""
        if table.heading:
            self._span(0, self._last, table.heading, "label")
            self._row += 1
        if table is not self._table and not table.row_count:
            return self._row, self._row, self._row
        head = self._header(table)
        first = self._row
        total_rows = self._sections(table)
        last = self._row - 1
        self._totals(table, total_rows)
        return head, first, last

    def _span(self, start: int, end: int, text: str, name: str) -> None:
        if end > start:
            self._sheet.merge_range(self._row, start, self._row, end, "", self._formats[name])
        self._sheet.write_string(self._row, start, nfc(text), self._formats[name])

    def _split(self, *shares: int) -> list[int]:
        """The last column of each part when the width is cut by these shares (1 of 3, 2 of 5 …), two numbers a cut."""
        widths = [STT_WIDTH, *(column.width for column in self._table.columns)]
        cuts: list[int] = []
        for part, whole in zip(shares[::2], shares[1::2], strict=True):
            reached, column = 0, -1
            while column < self._last - 1 and reached + widths[column + 1] // 2 < self._width * part / whole:
                column += 1
                reached += widths[column]
            cuts.append(max(column, len(cuts)))
        return cuts

    def _letterhead(self) -> None:
        middle = self._split(2, 5)[0]
        left = (*self._heading.office_lines, "", "")
        room = STT_WIDTH + sum(column.width for column in self._table.columns[:middle])
        for index, text in enumerate(MOTTO):
            self._span(0, middle, left[index], "office")
            self._span(middle + 1, self._last, text, "motto" if index else "office")
            right = line_count(text, self._width - room, points=13, bold=True)
            lines = (line_count(left[index], room, bold=True), right)
            self._sheet.set_row(self._row, row_height(max(lines)))
            self._row += 1
        place = f"{self._heading.place or BLANK_PLACE}, {legal_date(self._heading.day)}"
        self._span(middle + 1, self._last, place, "place")
        self._row += 2
        for text, name in ((self._table.title, "title"), (self._table.subtitle, "subtitle")):
            if text:
                self._span(0, self._last, text, name)
                self._sheet.set_row(
                    self._row, row_height(line_count(text, self._width, points=14, bold=True)) + 2
                )
                self._row += 1
        self._row += 1

    def _header(self, table: SheetTable) -> int:
        head = self._row
        columns = (SheetColumn("STT", "number", STT_WIDTH), *table.columns)
        grouped = any(column.group for column in columns)
        for index, column in enumerate(columns):
            if table is self._table:
                self._sheet.set_column(index, index, column.width)
            bottom = head + 1 if grouped else head
            if grouped and not column.group:
                self._sheet.merge_range(head, index, bottom, index, column.title, self._formats["head"])
            else:
                self._sheet.write_string(bottom, index, column.title, self._formats["head"])
        above = self._group_headings(head, columns) if grouped else 0
        widths = (STT_WIDTH, *(column.width for column in self._table.columns))
        # A heading that stands over both rows has the upper one's room as well.
        tallest = max(
            line_count(column.title, width, bold=True) - (0 if column.group else above)
            for column, width in zip(columns, widths, strict=True)
        )
        self._sheet.set_row(head + (1 if grouped else 0), row_height(max(tallest, 1)))
        self._row = head + (2 if grouped else 1)
        return head

    def _group_headings(self, head: int, columns: Sequence[SheetColumn]) -> int:
        """Write what stands above neighbouring columns; returns the lines it takes."""
        start, tallest = 0, 1
        while start < len(columns):
            end, text = start, columns[start].group
            while end + 1 < len(columns) and columns[end + 1].group == text:
                end += 1
            if text:
                if end > start:
                    self._sheet.merge_range(head, start, head, end, text, self._formats["head"])
                else:
                    self._sheet.write_string(head, start, text, self._formats["head"])
                tallest = max(
                    tallest, line_count(text, sum(c.width for c in columns[start : end + 1]), bold=True)
                )
            start = end + 1
        self._sheet.set_row(head, row_height(tallest))
        return tallest

    def _sections(self, table: SheetTable) -> list[int]:
        written: list[int] = []
        lines = _Lines(table, self._table.columns)
        sheet, stt, one = self._sheet, self._formats["stt"], row_height(1)
        styles = [(at, self._formats[column.kind]) for at, column in enumerate(table.columns, start=1)]
        for section in table.sections:
            if section.heading:
                self._section(section.heading)
            for number, row in enumerate(section.rows, start=1):
                tallest = 1
                sheet.write_number(self._row, 0, number, stt)
                for (index, style), value in zip(styles, row, strict=True):
                    if isinstance(value, str) and value:
                        text, height = lines[index][value]
                        sheet.write_string(self._row, index, text, style)
                        tallest = max(tallest, height)
                    else:
                        self._cell(index, style, value)
                sheet.set_row(self._row, row_height(tallest) if tallest > 1 else one)
                written.append(self._row)
                self._row += 1
        return written

    def _section(self, heading: str) -> None:
        for index in range(self._last + 1):
            self._sheet.write_blank(self._row, index, None, self._formats["section"])
        self._sheet.write_string(self._row, 1, nfc(heading), self._formats["section"])
        self._sheet.set_row(self._row, row_height(1))
        self._row += 1

    def _cell(self, index: int, style: Any, value: CellValue) -> None:
        if value is None or isinstance(value, str):
            self._sheet.write_blank(self._row, index, None, style)
        elif isinstance(value, dt.date):
            self._sheet.write_datetime(self._row, index, value, style)
        elif isinstance(value, Computed):
            formula = value.formula.format(row=self._row + 1)
            self._sheet.write_formula(self._row, index, formula, style, value.value)
        else:
            self._sheet.write_number(self._row, index, value, style)

    def _totals(self, table: SheetTable, rows: list[int]) -> None:
        if not rows or not any(column.total or column.filled for column in table.columns):
            return
        from xlsxwriter.utility import xl_range

        self._sheet.write_blank(self._row, 0, None, self._formats["total_text"])
        for index, column in enumerate(table.columns, start=1):
            if column.total or column.filled:
                values = [row[index - 1] for section in table.sections for row in section.rows]
                formula, cached = _total(column, xl_range(rows[0], index, rows[-1], index), values)
                self._sheet.write_formula(self._row, index, formula, self._formats["total"], cached)
            else:
                self._sheet.write_blank(self._row, index, None, self._formats["total_text"])
        self._sheet.write_string(self._row, 1, "Tổng cộng", self._formats["total_text"])
        self._sheet.set_row(self._row, row_height(1))
        self._row += 1

    def _below(self) -> None:
        if self._table.note:
            self._row += 1
            self._span(0, self._last, self._table.note, "note")
            self._sheet.set_row(self._row, row_height(line_count(self._table.note, self._width)))
            self._row += 1
        if self._table.signatures:
            self._row += 1
            count = len(self._table.signatures)
            ends = [*self._split(*(n for part in range(1, count) for n in (part, count))), self._last]
            start = 0
            for text, end in zip(self._table.signatures, ends, strict=True):
                self._span(start, end, text, "signature")
                start = end + 1
            self._sheet.set_row(self._row, 36)

    def _print_setup(self, head: int, first: int) -> None:
        self._sheet.set_paper(A3 if self._width > WIDEST_A4 else A4)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        if not self._table.further:  # the head of one table does not fit the rows of the next
            self._sheet.repeat_rows(head, first - 1)
            self._sheet.freeze_panes(first, 2)
        self._sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        self._sheet.set_header("&C&P")
        self._sheet.hide_gridlines(2)
        self._sheet.print_area(0, 0, max(self._row, first), self._last)


def formats_of(book: Any) -> dict[str, Any]:
    """The styles of a workbook by name."""
    return {name: book.add_format({**_BASE, **style}) for name, style in _FORMATS.items()}


def write_workbook(
    target: Path, heading: Heading, tables: Sequence[SheetTable], source: SourceNote, title: str
) -> None:
    """Write tables, their charts and the source sheet to ``target`` (.xlsx).

    Raises:
        Refused: the target is open in Excel, its folder is missing, or the disk is full.
    """
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, PLAIN)
    formats = formats_of(book)
    book.set_properties({"title": nfc(title), "author": " ".join(heading.office_lines)})
    for table in tables:
        _Writer(book, formats, heading, table).write()
        if table.chart is not None:
            chart_sheet(book, formats, table.chart)
    listed = [one for table in tables for one in (table, *table.further)]
    rows = (*source.rows, ("Ngày lập bảng", format_date(heading.day)))
    source_sheet(book, formats, rows, [(table.name, table.row_count) for table in listed])
    book.close()
    write_whole(target, packed.getvalue())
