"""Workbooks out: one export a kind, each with the sheet that says where its figures come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from db import campaigns, decisions, organizations
from db.campaigns import Campaign
from db.errors import NotFound
from db.sqlite import Connection
from db.vietnamese.dates import format_date
from desktop.exchange import export_evidence, export_merge, export_progress, figures, tables
from desktop.exchange.sheet_minutes import sheet_minutes
from desktop.exchange.workbook import Heading, SheetTable, SourceNote, write_workbook

KINDS = {
    "registrations": "Danh sách đăng ký",
    "nominations": "Danh sách đề nghị khen thưởng",
    "register": "Sổ khen thưởng",
    "prizes": "Danh sách ký nhận tiền thưởng",
    "statistics": "Thống kê khen thưởng",
    "summary": "Tổng hợp phong trào",
    "progress": "Tiến độ theo đợt",
    "evidence": "Minh chứng theo năm",
    "mail-merge": "Dữ liệu trộn thư Word",
    "sheets": "Biên bản sử dụng phôi",
}
"""What can be exported, with the title a person chooses by."""

WHOLE_REGISTER = frozenset({"register", "statistics", "sheets"})
"""Kinds that cover every drive and year unless one drive is asked for; sheets of phôi belong to no drive at all."""

_BASIS = {
    "registrations": "Đăng ký của phong trào trong sổ, kể cả đăng ký đã dừng, trả lại hoặc được thay",
    "nominations": "Đề nghị khen thưởng của phong trào trong sổ, mọi trạng thái",
    "register": "Khen thưởng theo các quyết định đã ban hành, kể cả trường hợp đã thu hồi (ghi ở cột Ghi chú)",
    "prizes": "Khen thưởng theo các quyết định đã ban hành của cơ quan, không tính trường hợp đã thu hồi; "
    "mức tiền tính theo hệ số và lương cơ sở áp dụng ngày ký quyết định",
    "statistics": "Khen thưởng theo các quyết định đã ban hành, không tính trường hợp đã thu hồi; phong trào trong sổ",
    "summary": "Đăng ký, đề nghị khen thưởng và khen thưởng đã ban hành của phong trào trong sổ",
    "progress": "Chỉ tiêu và kết quả từng đợt của phong trào, đăng ký theo tình trạng thực hiện",
    "evidence": "Minh chứng của các đề nghị khen thưởng trong khoảng năm xét của phong trào",
    "mail-merge": "Khen thưởng đã ban hành (không tính đã thu hồi), đề nghị khen thưởng và đăng ký của phong trào; "
    "ngày và tiền ghi thành chữ để Word giữ nguyên",
    "sheets": "Kho phôi và các đợt in trên phôi; tồn đầu kỳ + nhập = in tốt + in hỏng + xuất khác + tồn cuối kỳ",
}


def export(
    con: Connection,
    kind: str,
    campaign_id: int | None,
    target: Path,
    as_of: dt.date,
    *,
    store_name: str = "",
    decision_id: int | None = None,
    start: dt.date | None = None,
    made_at: dt.datetime | None = None,
) -> int:
    """Write one kind of workbook to ``target``; returns the rows of its first table.

    ``campaign_id`` may be None for the kinds of :data:`WHOLE_REGISTER`. Prizes are those of ``decision_id``, or of
    every issued decision of the drive, one sheet each. The minutes of the phôi are those from ``start`` (the first of
    January of the year unless said) to ``as_of``. ``made_at`` is the moment of the export, now unless said.

    Raises:
        NotFound: there is no decision whose prizes could be listed.
        Refused: the target cannot be written.
    """
    campaign = campaigns.get_campaign(con, campaign_id) if campaign_id is not None else None
    moment = made_at or dt.datetime.now()  # noqa: DTZ005 - the office's own clock
    period: tuple[tuple[str, str], ...] = ()
    made: Sequence[SheetTable] = ()
    if kind == "sheets":
        first = start or as_of.replace(month=1, day=1)
        # Minutes are drawn up after the fact: those of a period still running bear today's date.
        made = (sheet_minutes(con, first, as_of, min(as_of, moment.date())),)
        campaign, period = None, (("Số liệu tính từ ngày", format_date(first)),)
    elif kind != "mail-merge":
        made = _tables(con, kind, campaign, as_of, decision_id)
    source = SourceNote(
        (
            ("Nguồn", f"Sổ Thi Đua – {store_name}" if store_name else "Sổ Thi Đua"),
            ("Phong trào", f"{campaign.code} – {campaign.title}" if campaign else "Toàn bộ sổ"),
            *period,
            ("Số liệu tính đến ngày", format_date(as_of)),
            ("Lấy từ sổ lúc", f"{moment:%H:%M} ngày {format_date(moment.date())}"),
            ("Bộ lọc, cách lấy số liệu", _BASIS[kind]),
        )
    )
    if kind == "mail-merge":
        assert campaign is not None
        flat = export_merge.merge_tables(con, campaign.id, as_of)
        export_merge.write_flat(target, flat, source.rows, KINDS[kind])
        return len(flat[0].rows)
    write_workbook(target, heading(con, as_of), made, source, KINDS[kind])
    return sum(table.row_count for table in made) if kind == "prizes" else made[0].row_count


def heading(con: Connection, day: dt.date) -> Heading:
    """The lines of the office above every table; blank until the office is known."""
    office = organizations.own(con)
    if office is None:
        return Heading((), "", day)
    return Heading(office.header_lines, office.place, day)


def _tables(
    con: Connection, kind: str, campaign: Campaign | None, as_of: dt.date, decision_id: int | None
) -> Sequence[SheetTable]:
    subtitle = campaign.title if campaign else "Toàn bộ sổ"
    dated = f"{subtitle} – tính đến ngày {format_date(as_of)}"
    if kind in WHOLE_REGISTER:
        chosen = campaign.id if campaign else None
        if kind == "register":
            return (tables.register_table(con, chosen, dated, as_of),)
        return figures.statistics_tables(con, chosen, dated, as_of)
    assert campaign is not None
    if kind == "prizes":
        return _prize_tables(con, campaign, decision_id)
    if kind == "summary":
        return figures.summary_tables(con, campaign.id, dated, as_of)
    if kind == "progress":
        return export_progress.progress_tables(con, campaign.id, dated, as_of)
    lists: dict[str, Callable[[Connection, int, str, dt.date], SheetTable]] = {
        "registrations": tables.registration_table,
        "nominations": tables.nomination_table,
        "evidence": export_evidence.evidence_table,
    }
    return (lists[kind](con, campaign.id, dated, as_of),)


def _prize_tables(con: Connection, campaign: Campaign, decision_id: int | None) -> list[SheetTable]:
    if decision_id is not None:
        chosen = [decisions.get_decision(con, decision_id)]
    else:
        issued = decisions.list_decisions(con, campaign_id=campaign.id, statuses=["issued"])
        chosen = [decision for decision in reversed(issued) if decision.is_own]
    if not chosen:
        raise NotFound(
            f"Phong trào {campaign.code} chưa có quyết định khen thưởng nào được ban hành; "
            "hãy ban hành quyết định trước khi lập danh sách ký nhận."
        )
    return [tables.prize_table(con, one.id, one.number or one.shown) for one in chosen]
