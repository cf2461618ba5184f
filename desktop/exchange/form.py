"""The form that goes out to the units and comes back: registrations or nominations, filled with what is known.

Hidden ids in column A tell a returned row its row in the register, also when sorted or partly deleted; a hidden
sheet carries the form's version (the newest action when it went out), by which a conflict is told.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import board, campaigns, catalogues, history, nominations, organizations, registrations, units
from db.errors import BadInput
from db.files import write_whole
from db.sqlite import Connection
from db.vietnamese.dates import format_date, format_partial
from db.vietnamese.text import nfc
from desktop.exchange.preview import FORM_SHEET
from desktop.exchange.workbook import PLAIN

EMPTY_ROWS = 30


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a form: heading, width in characters, drop-down choices, kind of value that is checked."""

    title: str
    width: int
    choices: tuple[str, ...] = ()
    kind: str = "text"  # text | date | money
    example: str = ""


def _registration_columns(unit_names: tuple[str, ...]) -> tuple[FormColumn, ...]:
    return (
        FormColumn("Đơn vị đăng ký", 30, unit_names, example="Tổ dân phố 1"),
        FormColumn("Loại", 13, tuple(registrations.KINDS.values()), example="Mô hình"),
        FormColumn("Tên mô hình, công trình", 38, example="Tuyến đường hoa tự quản"),
        FormColumn("Nội dung", 36, example="Trồng và chăm sóc hoa dọc tuyến đường chính của tổ"),
        FormColumn("Địa điểm", 20, example="Đường số 3"),
        FormColumn("Kinh phí dự kiến (đồng)", 16, kind="money", example="15000000"),
        FormColumn("Ngày đăng ký", 13, kind="date", example="10/08/2023"),
        FormColumn("Thời gian hoàn thành", 13, kind="date", example="30/11/2023"),
        FormColumn("Ghi chú", 18),
    )


def _nomination_columns(
    con: Connection, unit_names: tuple[str, ...], campaign_id: int
) -> tuple[FormColumn, ...]:
    forms = tuple(line.form_name for line in campaigns.awards(con, campaign_id))
    forms = tuple(dict.fromkeys(forms)) or tuple(form.name for form in catalogues.award_forms(con))
    return (
        FormColumn("Loại đối tượng", 13, tuple(catalogues.OBJECT_KINDS.values()), example="Cá nhân"),
        FormColumn("Danh xưng", 10, ("Ông", "Bà", "Em"), example="Bà"),
        FormColumn("Họ và tên, tên tập thể, hộ gia đình", 34, example="Lê Thị Mẫu"),
        FormColumn("Ngày sinh", 13, kind="date", example="1985"),
        FormColumn("Giới tính", 9, ("Nam", "Nữ"), example="Nữ"),
        FormColumn("Chức vụ", 22, example="Tổ trưởng"),
        FormColumn("Đơn vị công tác", 30, unit_names, example="Tổ dân phố 1"),
        FormColumn("Hình thức khen thưởng", 22, forms, example=forms[0] if forms else "Giấy khen"),
        FormColumn("Nội dung khen", 40, example="Đã có thành tích xuất sắc trong phong trào thi đua"),
        FormColumn("Ghi chú", 18),
    )


def write_form(
    con: Connection,
    campaign_id: int,
    target: Path,
    *,
    for_nominations: bool = False,
    unit_name: str | None = None,
) -> int:
    """Write the form of a drive to ``target``; returns the number of rows already filled in.

    Raises:
        BadInput: no office or no such unit.
        Refused: the target cannot be written.
    """
    own = organizations.own(con)
    campaign = campaigns.get_campaign(con, campaign_id)
    chosen = _unit(con, unit_name) if unit_name else None
    names = (chosen.name,) if chosen else tuple(unit.name for unit in units.list_units(con))
    if for_nominations:
        columns = _nomination_columns(con, names, campaign_id)
        rows = _nomination_rows(con, campaign_id, chosen)
        title = "BIỂU ĐỀ NGHỊ KHEN THƯỞNG"
    else:
        columns = _registration_columns(names)
        rows = _registration_rows(con, campaign_id, chosen)
        title = "BIỂU ĐĂNG KÝ MÔ HÌNH, CÔNG TRÌNH"
    kind = "nominations" if for_nominations else "registrations"
    heading = (own.header_lines if own else ("", ""), chosen.name if chosen else "")
    _write(target, columns, rows, title, campaign.title, heading, (kind, history.last_action_id(con)))
    return len(rows)


def _unit(con: Connection, name: str) -> units.Unit:
    found = units.find_unit(con, name)
    if found is None:
        raise BadInput(f"Không có đơn vị “{name}” trong sổ; hãy ghi đúng tên đơn vị.")
    return found


def _registration_rows(
    con: Connection, campaign_id: int, chosen: units.Unit | None
) -> list[tuple[str, list[str | int | None]]]:
    rows: list[tuple[str, list[str | int | None]]] = []
    for r in registrations.list_registrations(con, campaign_id, unit_id=chosen.id if chosen else None):
        received = format_date(r.received_date) if r.received_date else None
        finish = format_partial(r.finish_on) if r.finish_on else None
        shown = [r.units.split("; ")[0], registrations.KINDS[r.kind], r.title, r.content, r.place, r.value]
        rows.append((r.uid, [*shown, received, finish, r.note]))
    behind = {unit_id for r in registrations.list_registrations(con, campaign_id) for unit_id in r.unit_ids}
    today = dt.date.today()  # noqa: DTZ011 - only which units owe something is asked
    for cell in board.board(con, campaign_id, today).cells:
        mine = chosen is None or cell.unit_id == chosen.id
        if cell.kind == "registration" and cell.unit_id not in behind and mine:
            behind.add(cell.unit_id or 0)
            rows.append(("", [cell.unit, *[None] * 8]))
    return rows


def _nomination_rows(
    con: Connection, campaign_id: int, chosen: units.Unit | None
) -> list[tuple[str, list[str | int | None]]]:
    rows: list[tuple[str, list[str | int | None]]] = []
    sexes = {"male": "Nam", "female": "Nữ"}
    for n in nominations.list_nominations(con, campaign_id, unit_id=chosen.id if chosen else None):
        s = n.subject
        birth = format_partial(s.birth_on) if s.birth_on else None
        shown = [
            catalogues.OBJECT_KINDS[s.kind],
            s.honorific,
            s.name,
            birth,
            sexes.get(s.sex or ""),
            s.position,
        ]
        rows.append((n.uid, [*shown, s.unit or s.workplace, n.form_name, n.own_citation or "", n.note]))
    return rows


_BASE = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_CELL = {**_BASE, "border": 4, "text_wrap": True}


def _write(
    target: Path,
    columns: tuple[FormColumn, ...],
    rows: list[tuple[str, list[str | int | None]]],
    title: str,
    campaign: str,
    heading: tuple[tuple[str, ...], str],
    version: tuple[str, int],
) -> None:
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, PLAIN)
    sheet = book.add_worksheet("Biểu")
    lists = book.add_worksheet("Danh mục")
    _letterhead(book, sheet, columns, title, campaign, heading)
    _table(book, sheet, lists, columns, rows)
    _guide(book, columns)
    identity = book.add_worksheet(FORM_SHEET)
    identity.write_row(0, 0, ["version", version[1], version[0]])
    identity.very_hidden()
    lists.hide()
    sheet.activate()
    book.close()
    write_whole(target, packed.getvalue())


def _letterhead(
    book: Any,
    sheet: Any,
    columns: tuple[FormColumn, ...],
    title: str,
    campaign: str,
    heading: tuple[tuple[str, ...], str],
) -> None:
    last = len(columns) + 1
    bold = book.add_format({**_BASE, "bold": True, "align": "center"})
    big = book.add_format({**_BASE, "bold": True, "align": "center", "font_size": 14, "text_wrap": True})
    italic = book.add_format({**_BASE, "italic": True, "align": "center", "text_wrap": True})
    office, unit = heading
    left = [unit.upper(), ""] if unit else [*office, ""]
    right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    for row in (0, 1):
        sheet.merge_range(row, 1, row, 4, nfc(left[row]), bold)
        sheet.merge_range(row, 5, row, last, right[row], bold)
    sheet.merge_range(3, 1, 3, last, title, big)
    sheet.merge_range(4, 1, 4, last, nfc(campaign), italic)
    sheet.set_row(4, 34)


HEADER_ROW = 6


def _table(
    book: Any,
    sheet: Any,
    lists: Any,
    columns: tuple[FormColumn, ...],
    rows: list[tuple[str, list[str | int | None]]],
) -> None:
    head = book.add_format({**_CELL, "bold": True, "align": "center", "bg_color": "#E7E6E3"})
    locked = book.add_format({**_CELL, "align": "center"})
    # Dates are text: Excel would turn 1985 or 15/8 into something else.
    text = book.add_format({**_CELL, "locked": False, "num_format": "@"})
    money = book.add_format({**_CELL, "locked": False, "num_format": "#,##0", "align": "right"})
    sheet.set_column(0, 0, 0, None, {"hidden": True})
    sheet.set_column(1, 1, 6)
    # The id's heading differs by form; the reader knows both.
    sheet.write_string(
        HEADER_ROW, 0, "Mã đề nghị" if columns[0].title.startswith("Loại") else "Mã đăng ký", head
    )
    sheet.write_string(HEADER_ROW, 1, "STT", head)
    for index, column in enumerate(columns, start=2):
        sheet.set_column(index, index, column.width)
        sheet.write_string(HEADER_ROW, index, column.title, head)
    sheet.set_row(HEADER_ROW, 36)
    count = len(rows) + EMPTY_ROWS
    for offset in range(count):
        uid, values = rows[offset] if offset < len(rows) else ("", [None] * len(columns))
        row = HEADER_ROW + 1 + offset
        sheet.write_string(row, 0, uid, locked)
        sheet.write_number(row, 1, offset + 1, locked)
        for index, (column, value) in enumerate(zip(columns, values, strict=True), start=2):
            style = money if column.kind == "money" else text
            if value is None or value == "":
                sheet.write_blank(row, index, None, style)
            elif isinstance(value, int):
                sheet.write_number(row, index, value, style)
            else:
                sheet.write_string(row, index, nfc(value), style)
    _validations(sheet, lists, columns, HEADER_ROW + count)
    sheet.freeze_panes(HEADER_ROW + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.protect(
        "",
        {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True, "insert_rows": True},
    )


def _validations(sheet: Any, lists: Any, columns: tuple[FormColumn, ...], last_row: int) -> None:
    from xlsxwriter.utility import xl_col_to_name

    for index, column in enumerate(columns, start=2):
        where = (HEADER_ROW + 1, index, last_row, index)
        if column.choices:
            lists.write_column(0, index, [nfc(choice) for choice in column.choices])
            name = xl_col_to_name(index)
            source = f"='Danh mục'!${name}$1:${name}${len(column.choices)}"
            sheet.data_validation(
                *where,
                {
                    "validate": "list",
                    "source": source,
                    "error_type": "warning",
                    "error_title": "Chưa có trong danh sách",
                    "error_message": "Giá trị này chưa có trong danh sách. Vẫn dùng?",
                },
            )
        elif column.kind == "money":
            sheet.data_validation(
                *where,
                {
                    "validate": "decimal",
                    "criteria": ">=",
                    "value": 0,
                    "error_title": "Không phải số tiền",
                    "error_message": "Hãy ghi số tiền bằng đồng, không ghi chữ.",
                },
            )
        elif column.kind == "date":
            sheet.data_validation(
                *where,
                {
                    "validate": "any",
                    "input_title": column.title,
                    "input_message": "Ghi ngày/tháng/năm, ví dụ 15/08/2023, hoặc chỉ năm.",
                },
            )


def _guide(book: Any, columns: tuple[FormColumn, ...]) -> None:
    sheet = book.add_worksheet("Hướng dẫn")
    bold = book.add_format({**_BASE, "bold": True})
    plain = book.add_format({**_BASE, "text_wrap": True})
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 60)
    lines = (
        "1. Ghi mỗi mô hình, công trình (mỗi người, tập thể, hộ) một dòng; không gộp ô, không đổi tên cột.",
        "2. Cột có danh sách: chọn trong danh sách; ngày ghi dạng 15/08/2023.",
        "3. Gửi lại tệp này; có thể sắp xếp, lọc hoặc bỏ các dòng trống.",
    )
    for row, line in enumerate(lines):
        sheet.merge_range(row, 0, row, 1, line, plain)
    sheet.write_row(4, 0, ["Cột", "Ví dụ"], bold)
    for row, column in enumerate(columns, start=5):
        sheet.write_string(row, 0, column.title, plain)
        sheet.write_string(row, 1, column.example, plain)
