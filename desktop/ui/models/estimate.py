"""The lines of an estimate as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from db.fund import KINDS, Estimate
from db.vietnamese.numbers import format_number
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone

OURS: Final = "Quỹ của cơ quan"


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """One line: so many of what at how much, and who pays."""

    kind: str
    text: str
    count: int
    unit_amount: int | None
    amount: int | None
    payer: str
    note: str


def estimate_rows(made: Estimate) -> list[EstimateRow]:
    """The lines as they stand in the estimate."""
    return [
        EstimateRow(
            KINDS.get(line.kind, line.kind),
            line.text,
            line.count,
            line.unit_amount,
            line.amount,
            line.paid_by[:1].upper() + line.paid_by[1:] if line.paid_by else OURS,
            line.note,
        )
        for line in made.lines
    ]


def _money(amount: int | None) -> str:
    return "chưa có mức" if amount is None else format_number(amount)


ESTIMATE_COLUMNS: Final = (
    Column[EstimateRow]("kind", "Khoản", lambda r: r.kind, width=96, sortable=False),
    Column[EstimateRow](
        "text",
        "Nội dung",
        lambda r: r.text,
        stretch=True,
        width=240,
        tooltip=lambda r: f"{r.text}. {r.note}" if r.note else r.text,
        sortable=False,
    ),
    Column[EstimateRow]("count", "Số lượng", lambda r: r.count, align=Align.RIGHT, width=80, sortable=False),
    Column[EstimateRow](
        "unit_amount",
        "Mức (đồng)",
        lambda r: r.unit_amount,
        text=lambda r: _money(r.unit_amount),
        align=Align.RIGHT,
        width=112,
        tone=lambda r: Tone.WARNING if r.unit_amount is None else None,
        tooltip=lambda r: r.note,
        sortable=False,
    ),
    Column[EstimateRow](
        "amount",
        "Thành tiền (đồng)",
        lambda r: r.amount,
        align=Align.RIGHT,
        width=136,
        bold=True,
        sortable=False,
    ),
    Column[EstimateRow]("payer", "Nơi chi", lambda r: r.payer, width=128, sortable=False),
)
