"""A statistical form as a workbook: rows and columns as the form has them, and the names behind every number."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from db import statistics
from db.rules.tables import Table
from db.sqlite import Connection
from db.statistics import Period
from db.vietnamese.dates import format_date
from desktop.exchange.exports import heading
from desktop.exchange.workbook import CellValue, Section, SheetColumn, SheetTable, SourceNote, write_workbook

_NAMES = (
    SheetColumn("Tên", width=40),
    SheetColumn("Văn bản", width=36),
    SheetColumn("Ngày", "date", 14),
)


def form_table(table: Table, period: Period) -> SheetTable:
    """The form with its numbers; headings of its own part the rows."""
    form = table.form
    columns = (
        SheetColumn("Chỉ tiêu", width=52),
        SheetColumn("Mã số", "center", 8),
        *(SheetColumn(one.title or one.group, "number", 13, group=one.group) for one in form.columns),
    )
    sections: list[tuple[str, list[tuple[CellValue, ...]]]] = [("", [])]
    for line, numbers in table.rows():
        if numbers is None:
            sections.append((line.title, []))
        else:
            sections[-1][1].append((f"{'   ' * line.level}{line.title}", line.code, *numbers))
    return SheetTable(
        form.number.replace("/", "-") or "Biểu năm",
        " – ".join(part for part in (form.number, form.name.upper()) if part),
        f"Kỳ báo cáo {period.shown}",
        columns,
        tuple(Section(title, tuple(rows)) for title, rows in sections if rows),
        note=" ".join(part for part in (form.note, *statistics.unplaced_sentences(table)) if part),
        signatures=("Người lập biểu", "Thủ trưởng đơn vị"),
    )


def names_table(table: Table, period: Period) -> SheetTable:
    """Everything the total row counts, so that each number can be followed up."""
    form = table.form
    rows: dict[tuple[str, int], tuple[CellValue, ...]] = {}
    for column in form.columns:
        for fact in table.facts(form.total.code, column.code):
            rows.setdefault((fact.traits.source, fact.id), (fact.name, fact.detail, fact.day))
    return SheetTable(
        "Danh sách",
        "DANH SÁCH SAU CÁC SỐ LIỆU",
        f"Kỳ báo cáo {period.shown}",
        _NAMES,
        (Section("", tuple(rows.values())),),
    )


def write_statistics(
    con: Connection,
    table: Table,
    period: Period,
    target: Path,
    as_of: dt.date,
    *,
    made_at: dt.datetime | None = None,
) -> None:
    """Write the form and its names to ``target``; ``made_at`` is the moment of the export, now unless said.

    Raises:
        Refused: the target cannot be written.
    """
    moment = made_at or dt.datetime.now()  # noqa: DTZ005 - the office's own clock
    source = SourceNote(
        (
            ("Nguồn", "Sổ Thi Đua"),
            ("Biểu", table.form.number or table.form.name),
            ("Căn cứ", table.form.source + ("" if table.form.verified else " (chưa đối chiếu)")),
            ("Kỳ báo cáo", period.shown),
            ("Lấy từ sổ lúc", f"{moment:%H:%M} ngày {format_date(moment.date())}"),
            ("Cách lấy số liệu", "Quyết định đã ban hành trong kỳ, không tính khen thưởng đã hủy, thu hồi"),
        )
    )
    made = [form_table(table, period), names_table(table, period)]
    write_workbook(target, heading(con, as_of), made, source, table.form.name)
