"""Laying a form out as a workbook: letterhead, table with drop-downs and checks, signatures, guide, hidden identity.

Cells to be filled in are unlocked, all others protected without a password. Hidden ids in column A tell a returned
row its row in the register, also when sorted or partly deleted; a hidden sheet carries the form's version.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from db.vietnamese.text import nfc
from desktop.exchange.form_columns import Choices, FormColumn, FormSheet
from desktop.exchange.form_rows import FormRow
from desktop.exchange.measures import line_count, row_height
from desktop.exchange.preview import FORM_SHEET
from desktop.exchange.workbook import BLANK_PLACE, MOTTO, PLAIN

HEADER_ROW: Final = 6
FIRST_ROW: Final = HEADER_ROW + 1
STT_WIDTH: Final = 6
_LISTS, _GUIDE = "Danh mục", "Hướng dẫn"
_SECOND_SHEET_LISTS: Final = 20
_BASE: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_CELL: Final = {**_BASE, "border": 7, "border_color": "#808080", "text_wrap": True}
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "office": {**_BASE, "align": "center", "text_wrap": True},
    "bold": {**_BASE, "bold": True, "align": "center", "text_wrap": True},
    "motto": {**_BASE, "bold": True, "align": "center", "underline": 1, "font_size": 13},
    "title": {**_BASE, "bold": True, "align": "center", "font_size": 14, "text_wrap": True},
    "italic": {**_BASE, "italic": True, "align": "center", "text_wrap": True},
    "head": {**_CELL, "bold": True, "align": "center", "bg_color": "#E7E6E3"},
    "stt": {**_CELL, "align": "center"},
    "given": {**_CELL, "bg_color": "#F4F3F0"},
    "given_number": {**_CELL, "bg_color": "#F4F3F0", "align": "right", "indent": 1},
    # Text, so that Excel turns neither 1985 nor 15/8 nor 01234 into something else.
    "text": {**_CELL, "locked": False, "num_format": "@"},
    "date": {**_CELL, "locked": False, "num_format": "@", "align": "center"},
    "year": {**_CELL, "locked": False, "align": "center"},
    "number": {**_CELL, "locked": False, "align": "right", "indent": 1},
    "money": {**_CELL, "locked": False, "num_format": "#,##0", "align": "right", "indent": 1},
    "label": {**_BASE, "bold": True, "text_wrap": True},
    "plain": {**_BASE, "text_wrap": True},
    "example": {**_CELL, "num_format": "@"},
}
_ALLOWED: Final = dict.fromkeys(
    ("sort", "autofilter", "format_columns", "format_rows", "insert_rows", "select_unlocked_cells"), True
)
_SIGNERS: Final = ("Người lập biểu", "Thủ trưởng đơn vị")
_DATE_LINE: Final = f"{BLANK_PLACE}, ngày …… tháng …… năm …………"
_RULES: Final = (
    "1. Chỉ ghi vào ô trắng; ô nền xám là số liệu cơ quan đã có. Mỗi việc, mỗi người một dòng; không gộp ô.",
    "2. Cột có danh sách: bấm mũi tên ở ô rồi chọn. Ngày ghi dạng 15/08/2023. Số tiền chỉ ghi số.",
    "3. Hết dòng trống thì chèn thêm dòng trong bảng; dòng không dùng để trống. Không đổi tên cột.",
    "4. Trang được bảo vệ không có mật khẩu; khi cần sắp xếp thì bỏ bảo vệ (Xem lại, Bỏ bảo vệ trang tính).",
    "5. Gửi lại chính tệp Excel này cho cơ quan, không gửi ảnh chụp hay bản PDF.",
)


@dataclass(frozen=True, slots=True)
class FormText:
    """What stands around the tables: kind, lines of the office, the unit it is for, drive, newest action."""

    kind: str
    office: tuple[str, ...]
    unit: str
    campaign: str
    version: int


def date_rule(cell: str) -> str:
    """The formula by which a spreadsheet accepts a day, a month with its year, or a year in a text cell."""
    month = f'MID({cell},FIND("/",{cell})+1,LEN({cell})-5-FIND("/",{cell}))'
    day = f'LEFT({cell},FIND("/",{cell})-1)'
    whole = f"MONTH(DATE(RIGHT({cell},4),{month},{day}))=--{month}"
    # Of a year alone nothing is left before "/2023": the 0 stands for its month.
    part = f"AND(--RIGHT({cell},4)>1899,--LEFT(0&{cell},MAX(1,LEN({cell})-4))<13)"
    return f"=IF(ISNUMBER({cell}),{cell}>1899,IF(LEN({cell})<8,{part},{whole}))"


def form_workbook(sheets: Sequence[tuple[FormSheet, list[FormRow]]], lists: Choices, text: FormText) -> bytes:
    """The bytes of a form with these tables and the lines already known."""
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, PLAIN)
    formats = {name: book.add_format(style) for name, style in _FORMATS.items()}
    pages = [book.add_worksheet(sheet.name) for sheet, _ in sheets]
    catalogue = book.add_worksheet(_LISTS)
    for number, (page, (sheet, rows)) in enumerate(zip(pages, sheets, strict=True)):
        first = number * _SECOND_SHEET_LISTS
        _Page(page, catalogue, formats, sheet, first).write(rows, lists, text, sheets[0])
    _guide(book.add_worksheet(_GUIDE), formats, [sheet for sheet, _ in sheets])
    identity = book.add_worksheet(FORM_SHEET)
    identity.write_row(0, 0, ["version", text.version, text.kind])
    identity.very_hidden()
    catalogue.hide()
    pages[0].activate()
    book.set_properties({"title": nfc(sheets[0][0].title), "author": " ".join(text.office)})
    book.close()
    return packed.getvalue()


class _Page:
    """Writes one table; ``lists_from`` is the column of the catalogue sheet where its lists begin."""

    def __init__(
        self, page: Any, catalogue: Any, formats: dict[str, Any], sheet: FormSheet, lists_from: int
    ) -> None:
        self._page = page
        self._catalogue = catalogue
        self._formats = formats
        self._sheet = sheet
        self._lists_from = lists_from
        self._last = len(sheet.columns) + 1
        self._widths = (STT_WIDTH, *(column.width for column in sheet.columns))

    def write(
        self,
        rows: list[FormRow],
        lists: Choices,
        text: FormText,
        main: tuple[FormSheet, list[FormRow]],
    ) -> None:
        self._letterhead(text)
        self._header()
        last = self._lines(rows)
        self._checks(lists, last, main)
        self._signatures(last + 2)
        self._print_setup(last)

    def _middle(self) -> int:
        """The last column of the left part of the letterhead: two fifths of the width."""
        reached, column = 0, 0
        while column < self._last - 1 and reached + self._widths[column] / 2 < sum(self._widths) * 2 / 5:
            reached += self._widths[column]
            column += 1
        return max(column, 1)

    def _span(self, row: int, start: int, end: int, text: str, style: str) -> None:
        if end > start:
            self._page.merge_range(row, start, row, end, "", self._formats[style])
        self._page.write_string(row, start, nfc(text), self._formats[style])

    def _letterhead(self, text: FormText) -> None:
        middle = self._middle()
        left = (" ".join(text.office), text.unit.upper()) if text.unit else (*text.office, "", "")
        room = sum(self._widths[:middle])
        for row in (0, 1):
            above = "office" if row == 0 and left[1] else "bold"
            self._span(row, 1, middle, left[row], above)
            self._span(row, middle + 1, self._last, MOTTO[row], "motto" if row else "bold")
            self._page.set_row(row, row_height(line_count(left[row], room, bold=True)))
        width = sum(self._widths)
        for row, line, style in ((3, self._sheet.title, "title"), (4, text.campaign, "italic")):
            self._span(row, 1, self._last, line, style)
            self._page.set_row(row, row_height(line_count(line, width, points=14, bold=True)) + 2)

    def _header(self) -> None:
        head = self._formats["head"]
        self._page.set_default_row(row_height(1))
        self._page.set_column(0, 0, 0, None, {"hidden": True})
        self._page.set_column(1, 1, STT_WIDTH)
        self._page.write_string(HEADER_ROW, 0, self._sheet.id_heading, head)
        self._page.write_string(HEADER_ROW, 1, "STT", head)
        for index, column in enumerate(self._sheet.columns, start=2):
            self._page.set_column(index, index, column.width)
            self._page.write_string(HEADER_ROW, index, column.title, head)
        # The arrow of the filter takes the room of three letters.
        tallest = max(line_count(column.title, column.width - 3, bold=True) for column in self._sheet.columns)
        self._page.set_row(HEADER_ROW, row_height(max(tallest, 2)))

    def _lines(self, rows: list[FormRow]) -> int:
        """Known lines and empty ones; returns the last row of the table."""
        columns = self._sheet.columns
        empty = FormRow("", (None,) * len(columns))
        lines = [*rows, *[empty] * self._sheet.room] or [empty]
        stt, given = self._formats["stt"], self._formats["given"]
        for number, line in enumerate(lines, start=1):
            row = HEADER_ROW + number
            self._page.write_string(row, 0, line.uid, given)
            self._page.write_number(row, 1, number, stt)
            for index, (column, value) in enumerate(zip(columns, line.values, strict=True), start=2):
                style = self._formats[column.kind]
                if value is None or value == "":
                    self._page.write_blank(row, index, None, style)
                elif isinstance(value, str):
                    self._page.write_string(row, index, nfc(value), style)
                else:
                    number_style = self._formats["given_number"] if column.kind == "given" else style
                    self._page.write_number(row, index, value, number_style)
            tallest = max(
                line_count(value, column.width)
                for column, value in zip(
                    columns, ("" if v is None else str(v) for v in line.values), strict=True
                )
            )
            if tallest > 1:  # a row of one line grows by itself when more is typed
                self._page.set_row(row, row_height(tallest))
        return HEADER_ROW + len(lines)

    def _checks(self, lists: Choices, last: int, main: tuple[FormSheet, list[FormRow]]) -> None:
        from xlsxwriter.utility import xl_rowcol_to_cell

        for index, column in enumerate(self._sheet.columns, start=2):
            where = (FIRST_ROW, index, last, index)
            if column.choices:
                self._page.data_validation(*where, self._list(column, index, lists, main))
                continue
            rule = _RULE_OF.get(column.kind)
            if rule is not None:
                cell = xl_rowcol_to_cell(FIRST_ROW, index)
                self._page.data_validation(*where, rule(column, cell))

    def _list(
        self, column: FormColumn, index: int, lists: Choices, main: tuple[FormSheet, list[FormRow]]
    ) -> dict[str, Any]:
        from xlsxwriter.utility import xl_col_to_name

        if column.choices == "names":
            # Whoever is typed into the first sheet can be chosen here.
            sheet, rows = main
            titles = [one.title for one in sheet.columns]
            name = xl_col_to_name(titles.index(column.title) + 2)
            last = HEADER_ROW + len(rows) + sheet.room + 1
            source = f"='{sheet.name}'!${name}${FIRST_ROW + 1}:${name}${last}"
        else:
            name = xl_col_to_name(index + self._lists_from)
            offered = [nfc(choice) for choice in lists[column.choices]] or [""]
            for row, choice in enumerate(offered):
                self._catalogue.write_string(row, index + self._lists_from, choice)
            source = f"='{_LISTS}'!${name}$1:${name}${len(offered)}"
        return {
            "validate": "list",
            "source": source,
            "error_type": "warning",
            "error_title": "Chưa có trong danh sách",
            "error_message": "Giá trị này chưa có trong danh sách. Vẫn dùng?",
        }

    def _signatures(self, row: int) -> None:
        """Who made it and who is responsible; the day stands beside the maker: no line of the table."""
        middle = self._middle()
        self._span(row, 1, middle, _SIGNERS[0], "bold")
        self._span(row, middle + 1, self._last, _DATE_LINE, "italic")
        self._span(row + 1, 1, middle, "(ký, ghi rõ họ tên)", "italic")
        self._span(row + 1, middle + 1, self._last, _SIGNERS[1], "bold")
        self._span(row + 2, middle + 1, self._last, "(ký tên, đóng dấu)", "italic")

    def _print_setup(self, last: int) -> None:
        page = self._page
        # From the hidden ids on: whoever sorts by the arrows must not leave them behind.
        page.autofilter(HEADER_ROW, 0, last, self._last)
        page.freeze_panes(FIRST_ROW, 2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEADER_ROW)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        page.set_header("&C&P")
        page.print_area(0, 1, last + 8, self._last)
        page.protect("", _ALLOWED)


def _date(column: FormColumn, cell: str) -> dict[str, Any]:
    return {
        "validate": "custom",
        "value": date_rule(cell),
        "input_title": column.title,
        "input_message": "Ghi ngày/tháng/năm, ví dụ 15/08/2023, hoặc chỉ năm.",
        "error_title": "Ngày không có trong lịch",
        "error_message": "Hãy ghi ngày/tháng/năm, ví dụ 15/08/2023; chưa rõ ngày thì ghi 08/2023 hoặc 2023.",
    }


def _year(column: FormColumn, cell: str) -> dict[str, Any]:
    return {
        "validate": "custom",
        "value": f"=OR(AND(ISNUMBER({cell}),{cell}>1899,{cell}<2200),LEN({cell})=9)",
        "error_title": "Không phải năm",
        "error_message": "Hãy ghi năm, ví dụ 2022, hoặc từ năm đến năm, ví dụ 2021-2022.",
    }


def _money(column: FormColumn, cell: str) -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_title": "Không phải số tiền",
        "error_message": "Hãy ghi số tiền bằng đồng, không ghi chữ.",
    }


def _number(column: FormColumn, cell: str) -> dict[str, Any]:
    return {
        "validate": "custom",
        "value": f"=ISNUMBER({cell})",
        "error_title": "Không phải số",
        "error_message": "Hãy chỉ ghi số; đơn vị tính đã có ở cột bên.",
    }


_RULE_OF: Final = {"date": _date, "year": _year, "money": _money, "number": _number}


def _guide(page: Any, formats: dict[str, Any], sheets: Sequence[FormSheet]) -> None:
    widths = (34, 44, 44)
    for index, width in enumerate(widths):
        page.set_column(index, index, width)
    page.merge_range(0, 0, 0, 2, "", formats["title"])
    page.write_string(0, 0, "HƯỚNG DẪN GHI BIỂU", formats["title"])
    page.set_row(0, row_height(1) + 2)
    row = 1
    for line in _RULES:
        page.merge_range(row, 0, row, 2, "", formats["plain"])
        page.write_string(row, 0, line, formats["plain"])
        page.set_row(row, row_height(line_count(line, sum(widths))))
        row += 1
    for sheet in sheets:
        row += 1
        page.merge_range(row, 0, row, 2, "", formats["label"])
        page.write_string(row, 0, f"Trang “{sheet.name}”, một dòng ghi mẫu", formats["label"])
        row += 1
        for index, title in enumerate(("Cột", "Cách ghi", "Ví dụ")):
            page.write_string(row, index, title, formats["head"])
        for column in sheet.columns:
            row += 1
            told = (column.title, column.how, column.example)
            for index, line in enumerate(told):
                page.write_string(row, index, line, formats["example"])
            lines = max(line_count(line, width) for line, width in zip(told, widths, strict=True))
            page.set_row(row, row_height(lines))
        row += 1
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.protect("", {"format_columns": True, "format_rows": True})
