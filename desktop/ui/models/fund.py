"""The lines of the award fund: money in, money out, and the prizes of our own decisions, which count by themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from db.fund import DIRECTIONS, Entry, FundYear
from db.reports import RegisterRow
from db.vietnamese.dates import format_date
from db.vietnamese.names import text_sort_key
from db.vietnamese.numbers import format_number
from db.vietnamese.text import lower_first
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class FundLine:
    """One line; ``entry`` is None for the prizes of ``decision_id``, which cannot be changed here."""

    key: str
    day: dt.date
    kind: str
    what: str
    document: str
    received: int | None
    spent: int | None
    entry: Entry | None
    doubt: str = ""
    decision_id: int | None = None


def fund_lines(year: FundYear) -> list[FundLine]:
    """Everything of a year by its day."""
    made = [
        FundLine(
            f"entry {one.id}",
            one.day,
            f"{DIRECTIONS[one.direction]}: {lower_first(one.shown_kind)}",
            one.what or one.note,
            one.document,
            one.amount if one.direction == "in" else None,
            one.amount if one.direction == "out" else None,
            one,
        )
        for one in year.entries
    ]
    made += [
        FundLine(
            f"decision {one.decision_id}",
            one.day,
            "Chi: tiền thưởng theo quyết định",
            f"{one.awards} khen thưởng",
            f"{one.decision} ngày {format_date(one.day)}",
            None,
            one.amount,
            None,
            f"Chưa rõ mức của {one.unknown} trường hợp; số chi còn thiếu." if one.unknown else "",
            one.decision_id,
        )
        for one in year.prizes
    ]
    return sorted(made, key=lambda line: (line.day, line.key))


FUND_COLUMNS: Final = (
    Column[FundLine]("day", "Ngày", lambda x: x.day, width=96),
    Column[FundLine](
        "kind",
        "Khoản",
        lambda x: x.kind,
        width=240,
        icon=lambda x: "triangle-alert" if x.doubt else None,
        tone=lambda x: Tone.WARNING if x.doubt else None,
        tooltip=lambda x: x.doubt or x.kind,
    ),
    Column[FundLine]("what", "Nội dung", lambda x: x.what, stretch=True, tooltip=lambda x: x.what),
    Column[FundLine](
        "document", "Chứng từ, văn bản", lambda x: x.document, width=232, tooltip=lambda x: x.document
    ),
    Column[FundLine]("received", "Thu (đồng)", lambda x: x.received, align=Align.RIGHT, width=120),
    Column[FundLine]("spent", "Chi (đồng)", lambda x: x.spent, align=Align.RIGHT, width=120),
)

PRIZE_COLUMNS: Final = (
    Column[RegisterRow](
        "name", "Tên", lambda r: r.shown, width=280, bold=True, sort_key=lambda r: text_sort_key(r.recipient)
    ),
    Column[RegisterRow](
        "place",
        "Chức vụ, đơn vị",
        lambda r: r.position_unit or r.unit,
        stretch=True,
        tooltip=lambda r: r.position_unit or r.unit,
    ),
    Column[RegisterRow]("form", "Hình thức", lambda r: r.form_name, width=160, tooltip=lambda r: r.form_name),
    Column[RegisterRow](
        "prize",
        "Tiền thưởng (đồng)",
        lambda r: r.prize_amount,
        text=lambda r: format_number(r.prize_amount) if r.prize_amount is not None else "chưa rõ",
        align=Align.RIGHT,
        width=144,
        tooltip=lambda r: r.prize_note,
    ),
)
"""The awards behind the prizes of a decision."""
