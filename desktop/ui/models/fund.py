"""The lines of the award fund: money in, money out, and the prizes of our own decisions, which count by themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from db.fund import DIRECTIONS, Entry, FundYear
from db.vietnamese.dates import format_date
from db.vietnamese.text import lower_first
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class FundLine:
    """One line; ``entry`` is None for the prizes of a decision, which cannot be changed here."""

    key: str
    day: dt.date
    kind: str
    what: str
    document: str
    received: int | None
    spent: int | None
    entry: Entry | None
    doubt: str = ""


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
