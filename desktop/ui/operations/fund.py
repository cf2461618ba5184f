"""What the window does to the award fund: money in and out, and figures the catalogues lack."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from db import fund, prize_questions
from db.prize_questions import PrizeQuestion
from db.store import Action
from db.vietnamese.numbers import format_money
from db.vietnamese.text import lower_first
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class FundDraft:
    """Money in or out as typed, in đồng."""

    direction: str
    kind: str
    amount: int
    day: dt.date
    year: int
    what: str = ""
    document: str = ""
    note: str = ""


def save_entry(draft: FundDraft, entry_id: int | None = None) -> StoreOp[int]:
    """Enter money in or out of the fund, or change an entry; the result is its id."""
    word = lower_first(fund.DIRECTIONS.get(draft.direction, "Thu"))
    verb = "Ghi" if entry_id is None else "Sửa"
    return StoreOp(
        f"{verb} {word} quỹ khen thưởng năm {draft.year}: {format_money(draft.amount)}",
        partial(_save_entry, draft, entry_id),
    )


def _save_entry(draft: FundDraft, entry_id: int | None, action: Action) -> int:
    return fund.save_entry(
        action,
        direction=draft.direction,
        kind=draft.kind,
        amount=draft.amount,
        day=draft.day,
        year=draft.year,
        what=draft.what,
        document=draft.document,
        note=draft.note,
        entry_id=entry_id,
    )


def remove_entry(entry_id: int, year: int, amount: int) -> StoreOp[None]:
    """Take an entry of the fund out."""
    return StoreOp(
        f"Xóa một khoản của quỹ khen thưởng năm {year}: {format_money(amount)}",
        partial(_remove_entry, entry_id),
    )


def _remove_entry(entry_id: int, action: Action) -> None:
    fund.remove_entry(action, entry_id)


def answer(
    question: PrizeQuestion, figure: int, document: str, decision_id: int | None = None
) -> StoreOp[int]:
    """Keep a figure of prizes with its document; the result is how many prizes of the decision changed."""
    word = "mức lương cơ sở" if question.kind == "salary" else "hệ số tiền thưởng"
    return StoreOp(f"Ghi {word} theo {document}", partial(_answer, question, figure, document, decision_id))


def _answer(
    question: PrizeQuestion, figure: int, document: str, decision_id: int | None, action: Action
) -> int:
    return prize_questions.answer(action, question, figure, document, decision_id=decision_id)
