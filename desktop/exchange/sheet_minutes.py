"""The minutes of the pre-printed sheets (biên bản sử dụng phôi): what was there, came in, was used, is left."""

from __future__ import annotations

import datetime as dt

from db import organizations, sheet_stock
from db.sheet_stock import SpoiledSheet, StockLine, StockUse
from db.sqlite import Connection
from db.vietnamese.dates import format_date, legal_date
from db.vietnamese.numbers import format_number, number_in_words
from desktop.exchange.workbook import CellValue, Section, SheetColumn, SheetTable

PREPARED = "Người lập\n(Ký, ghi rõ họ tên)"
HEAD = "Thủ trưởng đơn vị\n(Ký tên, đóng dấu)"

# Both tables stand on one sheet under each other: eight columns each, of these widths.
_USE = (
    SheetColumn("Loại phôi", width=30),
    SheetColumn("Tồn đầu kỳ", "number", 12, total=True),
    SheetColumn("Nhập trong kỳ", "number", 15, total=True),
    SheetColumn("In tốt", "number", 9, total=True, group="Đã in"),
    SheetColumn("In hỏng", "number", 16, total=True, group="Đã in"),
    SheetColumn("Xuất khác", "number", 18, total=True),
    SheetColumn("Tồn cuối kỳ", "number", 18, total=True),
    SheetColumn("Ghi chú", width=26),
)
_SPOILED = (
    SheetColumn("In cho"),
    SheetColumn("Ngày in", "center"),
    SheetColumn("Quyết định số", "center"),
    SheetColumn("Tờ số", "center"),
    SheetColumn("Lý do hỏng"),
    SheetColumn("Loại phôi"),
    SheetColumn("Người in"),
    SheetColumn("Máy in"),
)


def sheet_minutes(con: Connection, start: dt.date, end: dt.date, day: dt.date) -> SheetTable:
    """The minutes of a period (both days with it), made out on ``day``; one sheet with both tables."""
    used = sheet_stock.use_of_sheets(con, start, end)
    spoiled = sheet_stock.spoiled_sheets(con, start, end)
    lines = [
        line
        for line in reversed(sheet_stock.stock_lines(con))
        if line.print_run_id is None and start <= line.day <= end
    ]
    period = f"từ ngày {format_date(start)} đến ngày {format_date(end)}"
    return SheetTable(
        name="Biên bản sử dụng phôi",
        title="BIÊN BẢN SỬ DỤNG PHÔI GIẤY KHEN",
        subtitle=f"({period[0].upper()}{period[1:]})",
        columns=_USE,
        sections=(Section("", tuple(_use_row(one, lines) for one in used)),),
        preamble=(_opening(con, day, period),),
        heading="I. Nhập, sử dụng và tồn phôi (đơn vị tính: tờ)",
        further=(
            SheetTable(
                name="Phôi in hỏng",
                title="",
                subtitle="",
                heading="II. Phôi in hỏng" if spoiled else "II. Phôi in hỏng: không có.",
                columns=_SPOILED,
                sections=(Section("", tuple(_spoiled_row(one) for one in spoiled)),),
            ),
        ),
        note=_closing(len(spoiled)),
        signatures=(PREPARED, HEAD),
    )


def _opening(con: Connection, day: dt.date, period: str) -> str:
    office = organizations.own(con)
    where = f", tại {office.name}" if office is not None else ""
    return f"Hôm nay, {legal_date(day)}{where}, chúng tôi lập biên bản về việc sử dụng phôi giấy khen {period} như sau:"


def _closing(spoiled: int) -> str:
    if not spoiled:
        return ""
    return f"Tổng số phôi in hỏng: {format_number(spoiled)} tờ (bằng chữ: {number_in_words(spoiled)} tờ)."


def _use_row(use: StockUse, lines: list[StockLine]) -> tuple[CellValue, ...]:
    return (
        use.name,
        use.opening,
        use.came_in,
        use.good,
        use.spoiled,
        use.other_out,
        use.closing,
        "; ".join(_movement(line) for line in lines if line.name == use.name),
    )


def _movement(line: StockLine) -> str:
    verb = "Nhập" if line.delta > 0 else "Xuất"
    told = f"{verb} {format_number(abs(line.delta))} ngày {format_date(line.day)}"
    return f"{told} ({line.reason})" if line.reason else told


def _spoiled_row(sheet: SpoiledSheet) -> tuple[CellValue, ...]:
    return (
        sheet.recipient,
        format_date(sheet.day),
        sheet.decision,
        str(sheet.ordinal),
        sheet.reason,
        sheet.stock,
        sheet.officer,
        sheet.printer,
    )
