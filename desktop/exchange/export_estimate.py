"""Dự trù kinh phí as a workbook: every line with its figure, who pays, and what is not known yet."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from db import campaigns, fund
from db.fund import Estimate, EstimateLine
from db.sqlite import Connection
from db.vietnamese.dates import format_date
from db.vietnamese.numbers import money_in_words
from desktop.exchange.exports import heading
from desktop.exchange.workbook import CellValue, Section, SheetColumn, SheetTable, SourceNote, write_workbook

_COLUMNS = (
    SheetColumn("Nội dung chi", width=44),
    SheetColumn("Số lượng", "number", 10),
    SheetColumn("Mức (đồng)", "money", 14),
    SheetColumn("Thành tiền (đồng)", "money", 18, total=True),
    SheetColumn("Ghi chú", width=32),
)


def estimate_table(made: Estimate, subtitle: str) -> SheetTable:
    """The estimate as one sheet: what our fund pays first, then what superiors pay."""
    ours = tuple(_row(line) for line in made.lines if not line.paid_by)
    payers = list(dict.fromkeys(line.paid_by for line in made.lines if line.paid_by))
    sections = [Section("Quỹ khen thưởng của cơ quan chi", ours)] if ours else []
    for payer in payers:
        rows = tuple(_row(line) for line in made.lines if line.paid_by == payer)
        sections.append(Section(f"{payer[:1].upper()}{payer[1:]} chi", rows))
    words = f"Quỹ khen thưởng của cơ quan chi: {money_in_words(made.ours)}."
    return SheetTable(
        "Dự trù",
        "DỰ TRÙ KINH PHÍ KHEN THƯỞNG",
        subtitle,
        _COLUMNS,
        tuple(sections),
        note=" ".join(part for part in (words, fund.in_words(made)) if part),
        signatures=("Người lập", "Thủ trưởng đơn vị"),
    )


def _row(line: EstimateLine) -> tuple[CellValue, ...]:
    return (line.text, line.count, line.unit_amount, line.amount, line.note)


def write_estimate(
    con: Connection,
    made: Estimate,
    target: Path,
    campaign_id: int | None,
    *,
    made_at: dt.datetime | None = None,
) -> None:
    """Write the estimate to ``target``; ``made_at`` is the moment of the export, now unless said.

    Raises:
        Refused: the target cannot be written.
    """
    drive = campaigns.get_campaign(con, campaign_id) if campaign_id is not None else None
    day = format_date(made.day)
    dated = f"Tính theo mức áp dụng ngày {day}"
    table = estimate_table(made, f"{drive.title} – {dated}" if drive else dated)
    moment = made_at or dt.datetime.now()  # noqa: DTZ005 - the office's own clock
    source = SourceNote(
        (
            ("Nguồn", "Sổ Thi Đua"),
            ("Phong trào", f"{drive.code} – {drive.title}" if drive else "Không thuộc phong trào nào"),
            ("Mức chi áp dụng ngày", day),
            ("Lấy từ sổ lúc", f"{moment:%H:%M} ngày {format_date(moment.date())}"),
            (
                "Cách tính",
                "Đề nghị đã chọn; mức thưởng, khung, phôi, hoa theo Danh mục áp dụng ngày nêu trên",
            ),
        )
    )
    write_workbook(target, heading(con, made.day), [table], source, "Dự trù kinh phí khen thưởng")
