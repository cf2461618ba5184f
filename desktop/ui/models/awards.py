"""Columns of decisions, of the awards on one, of the award register and of print runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from db.awards import Award
from db.decisions import Decision
from db.people import KINDS
from db.reports import RegisterRow
from db.vietnamese.names import text_sort_key
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge
from desktop.ui.models.nominations import name_key
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone

_STATUS_MARKS: Final = {
    "draft": (Symbol.RING, Tone.MUTED),
    "to_sign": (Symbol.CLOCK, Tone.WARNING),
    "issued": (Symbol.DISC, Tone.DONE),
}


def decision_badge(decision: Decision) -> Badge:
    """The badge of a decision's status."""
    return Badge(*_STATUS_MARKS[decision.status], decision.shown_status)


@dataclass(frozen=True, slots=True)
class AwardLine:
    """An award on a decision with what the print ledger knows of its certificate."""

    award: Award
    good_sheets: int
    doubt: str = ""


DECISION_COLUMNS: Final = (
    Column[Decision](
        "status", "Trạng thái", lambda d: d.shown_status, width=136, badge=decision_badge, sortable=False
    ),
    Column[Decision]("number", "Số", lambda d: d.number or "", width=124, bold=True, sortable=False),
    Column[Decision]("day", "Ngày", lambda d: d.day, width=96, sortable=False),
    Column[Decision](
        "title",
        "Trích yếu",
        lambda d: d.title or d.form_name,
        stretch=True,
        tooltip=lambda d: d.title,
        sortable=False,
    ),
    Column[Decision]("signer", "Người ký", lambda d: d.signer_name, width=168, sortable=False),
    Column[Decision](
        "count", "Số khen", lambda d: d.award_count, align=Align.RIGHT, width=72, sortable=False
    ),
    Column[Decision](
        "prizes",
        "Tiền thưởng (đồng)",
        lambda d: d.prize_total if d.status == "issued" else None,
        align=Align.RIGHT,
        width=136,
        tooltip=lambda d: (
            f"Chưa rõ mức của {d.prizes_unknown} trường hợp"
            if d.status == "issued" and d.prizes_unknown
            else ""
        ),
        sortable=False,
    ),
)

AWARD_COLUMNS: Final = (
    Column[AwardLine]("ordinal", "STT", lambda row: row.award.ordinal, align=Align.RIGHT, width=48),
    Column[AwardLine](
        "name",
        "Người, tập thể được khen",
        lambda row: row.award.shown,
        stretch=True,
        bold=True,
        sort_key=lambda row: name_key(row.award.object_kind, row.award.recipient),
        icon=lambda row: "triangle-alert" if row.doubt else None,
        tone=lambda row: Tone.WARNING if row.doubt else None,
        tooltip=lambda row: row.doubt,
    ),
    Column[AwardLine](
        "position",
        "Chức vụ, đơn vị",
        lambda row: row.award.position_unit,
        width=200,
        sort_key=lambda row: text_sort_key(row.award.position_unit),
    ),
    Column[AwardLine](
        "citation",
        "Thành tích",
        lambda row: row.award.citation,
        width=180,
        tooltip=lambda row: row.award.citation,
    ),
    Column[AwardLine]("number", "Số vào sổ", lambda row: row.award.register_number or "", width=88),
    Column[AwardLine](
        "prize",
        "Tiền thưởng",
        lambda row: row.award.prize_amount,
        align=Align.RIGHT,
        width=104,
        tooltip=lambda row: row.award.prize_note,
    ),
    Column[AwardLine](
        "printed",
        "Đã in",
        lambda row: row.good_sheets,
        text=lambda row: str(row.good_sheets) if row.good_sheets else "",
        align=Align.RIGHT,
        width=64,
        title_tooltip="Số tờ tốt đã in hoặc đã ghi ra PDF",
    ),
    Column[AwardLine](
        "received",
        "Đã trao",
        lambda row: row.award.received_date,
        width=96,
        tooltip=lambda row: f"Người nhận: {row.award.received_by}" if row.award.received_by else "",
    ),
)


def dated(row: RegisterRow) -> dt.date | str:
    """The day of the decision, or in words what an old book knows of it."""
    return row.shown_day if row.day_known not in ("", row.day.isoformat()) else row.day


REGISTER_COLUMNS: Final = (
    Column[RegisterRow](
        "register_number",
        "Số vào sổ",
        lambda row: row.register_number,
        width=88,
        sort_key=lambda row: (row.year, _leading(row.register_number)),
    ),
    Column[RegisterRow](
        "name",
        "Người, tập thể được khen",
        lambda row: row.shown,
        stretch=True,
        bold=True,
        sort_key=lambda row: name_key(row.object_kind, row.recipient),
        tone=lambda row: Tone.MUTED if row.revoked_date else None,
        tooltip=lambda row: "Đã thu hồi" if row.revoked_date else "",
    ),
    Column[RegisterRow]("kind", "Loại", lambda row: KINDS[row.object_kind], width=92),
    Column[RegisterRow](
        "position",
        "Chức vụ, đơn vị",
        lambda row: row.position_unit or row.unit,
        width=190,
        sort_key=lambda row: text_sort_key(row.position_unit or row.unit),
    ),
    Column[RegisterRow]("form", "Hình thức", lambda row: row.form_name, width=104),
    Column[RegisterRow](
        "number", "Quyết định", lambda row: row.number, width=116, tooltip=lambda r: r.organization
    ),
    Column[RegisterRow]("day", "Ngày ký", dated, width=96, sort_key=lambda row: row.day),
    Column[RegisterRow](
        "prize",
        "Tiền thưởng",
        lambda row: row.prize_amount,
        align=Align.RIGHT,
        width=104,
        tooltip=lambda row: row.prize_note,
    ),
    Column[RegisterRow](
        "received",
        "Đã trao",
        lambda row: row.received_date,
        width=96,
        tooltip=lambda row: f"Người nhận: {row.received_by}" if row.received_by else "",
    ),
)


def _leading(number: str) -> int:
    digits = number.partition("/")[0]
    return int(digits) if digits.isdigit() else 0
