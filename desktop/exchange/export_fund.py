"""The award fund of a year as a workbook: money in, money out, what is left, with the decisions behind the prizes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from db.fund import FundYear
from db.sqlite import Connection
from db.vietnamese.dates import format_date
from db.vietnamese.numbers import format_money
from desktop.exchange.exports import heading
from desktop.exchange.workbook import CellValue, Section, SheetColumn, SheetTable, SourceNote, write_workbook

_COLUMNS = (
    SheetColumn("Ngày", "date", 14),
    SheetColumn("Khoản", width=28),
    SheetColumn("Nội dung", width=40),
    SheetColumn("Chứng từ, văn bản", width=32),
    SheetColumn("Thu (đồng)", "money", 18, total=True),
    SheetColumn("Chi (đồng)", "money", 18, total=True),
)


def fund_table(year: FundYear, as_of: dt.date) -> SheetTable:
    """The year as one sheet: money in, money out, prizes by decision."""
    received = [one for one in year.entries if one.direction == "in"]
    spent = [one for one in year.entries if one.direction == "out"]
    prizes: list[tuple[CellValue, ...]] = [
        (one.day, "Tiền thưởng", f"{one.awards} khen thưởng", one.decision, None, one.amount)
        for one in year.prizes
    ]
    sections = [
        Section(title, tuple(rows))
        for title, rows in (
            ("Thu", [(e.day, e.shown_kind, e.what or e.note, e.document, e.amount, None) for e in received]),
            ("Chi", [(e.day, e.shown_kind, e.what or e.note, e.document, None, e.amount) for e in spent]),
            ("Tiền thưởng theo quyết định", prizes),
        )
        if rows
    ]
    left = f"Còn lại {format_money(year.left)}" if year.left >= 0 else f"Chi vượt {format_money(-year.left)}"
    doubt = f" Chưa rõ mức của {year.unknown} khen thưởng nên số chi còn thiếu." if year.unknown else ""
    return SheetTable(
        f"Quỹ {year.year}",
        f"QUỸ KHEN THƯỞNG NĂM {year.year}",
        f"Số liệu tính đến ngày {format_date(as_of)}",
        _COLUMNS,
        tuple(sections),
        note=f"{left}.{doubt}",
        signatures=("Người lập", "Thủ trưởng đơn vị"),
    )


def write_fund(
    con: Connection, year: FundYear, target: Path, as_of: dt.date, *, made_at: dt.datetime | None = None
) -> None:
    """Write the year to ``target``; ``made_at`` is the moment of the export, now unless said.

    Raises:
        Refused: the target cannot be written.
    """
    moment = made_at or dt.datetime.now()  # noqa: DTZ005 - the office's own clock
    source = SourceNote(
        (
            ("Nguồn", "Sổ Thi Đua"),
            ("Năm", str(year.year)),
            ("Lấy từ sổ lúc", f"{moment:%H:%M} ngày {format_date(moment.date())}"),
            (
                "Cách tính",
                "Khoản thu, chi ghi trong sổ; tiền thưởng theo quyết định đã ban hành, trừ khen thưởng đã hủy, thu hồi",
            ),
        )
    )
    write_workbook(
        target, heading(con, as_of), [fund_table(year, as_of)], source, f"Quỹ khen thưởng {year.year}"
    )
