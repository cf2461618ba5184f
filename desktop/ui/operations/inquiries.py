"""What the window does about hiệp y and công khai: beginning, the answer, taking out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from db import inquiries
from db.store import Action
from db.vietnamese.text import lower_first
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class InquiryDraft:
    """An inquiry as typed; ``end_date`` None leaves the day to the catalogue of time limits."""

    kind: str
    start_date: dt.date
    place: str
    number: str = ""
    end_date: dt.date | None = None


def start(nomination_ids: Sequence[int], draft: InquiryDraft) -> StoreOp[list[int]]:
    """Ask about nominees, one inquiry each; the result are the ids."""
    word = inquiries.KINDS.get(draft.kind, "Hiệp y")
    return StoreOp(
        f"{word} {len(nomination_ids)} đề nghị khen thưởng", partial(_start, tuple(nomination_ids), draft)
    )


def _start(nomination_ids: tuple[int, ...], draft: InquiryDraft, action: Action) -> list[int]:
    return inquiries.start(
        action,
        kind=draft.kind,
        start_date=draft.start_date,
        place=draft.place,
        nomination_ids=nomination_ids,
        end_date=draft.end_date,
        number=draft.number,
    )


def start_round(round_id: int, name: str, draft: InquiryDraft) -> StoreOp[list[int]]:
    """Ask about a whole round in one inquiry; the result are the ids."""
    word = inquiries.KINDS.get(draft.kind, "Hiệp y")
    return StoreOp(f"{word} cả đợt khen thưởng “{name}”", partial(_start_round, round_id, draft))


def _start_round(round_id: int, draft: InquiryDraft, action: Action) -> list[int]:
    return inquiries.start(
        action,
        kind=draft.kind,
        start_date=draft.start_date,
        place=draft.place,
        award_round_id=round_id,
        end_date=draft.end_date,
        number=draft.number,
    )


def answer(
    inquiry_ids: Sequence[int], result: str, day: dt.date | None, text: str = "", objection: str = ""
) -> StoreOp[int]:
    """Note what came back; the result is how many changed."""
    word = inquiries.RESULTS.get(result, "")
    return StoreOp(
        f"Ghi kết quả {len(inquiry_ids)} lần hiệp y, công khai: {lower_first(word)}",
        partial(_answer, tuple(inquiry_ids), result, day, text, objection),
    )


def _answer(
    inquiry_ids: tuple[int, ...], result: str, day: dt.date | None, text: str, objection: str, action: Action
) -> int:
    return inquiries.answer(action, inquiry_ids, result, day=day, text=text, objection=objection)


def remove(inquiry_ids: Sequence[int]) -> StoreOp[None]:
    """Take inquiries out."""
    return StoreOp(f"Xóa {len(inquiry_ids)} lần hiệp y, công khai", partial(_remove, tuple(inquiry_ids)))


def _remove(inquiry_ids: tuple[int, ...], action: Action) -> None:
    for one in inquiry_ids:
        inquiries.remove(action, one)
