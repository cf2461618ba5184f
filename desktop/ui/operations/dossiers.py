"""What the window does about dossiers: requests to complete, receipts, and what came back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from db import dossier_letters
from db.dossier_letters import Lacking
from db.store import Action
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter as typed; ``due_date`` None leaves the day to the catalogue of time limits."""

    day: dt.date
    due_date: dt.date | None = None
    number: str = ""
    note: str = ""


def request(listed: Sequence[Lacking], draft: LetterDraft, campaign_id: int | None) -> StoreOp[list[int]]:
    """Ask the units to complete their dossiers, one letter a unit; the result are the letters' ids."""
    return StoreOp(
        f"Yêu cầu bổ sung {len(listed)} hồ sơ khen thưởng",
        partial(_request, tuple(listed), draft, campaign_id),
    )


def _request(
    listed: tuple[Lacking, ...], draft: LetterDraft, campaign_id: int | None, action: Action
) -> list[int]:
    return dossier_letters.request(
        action,
        listed,
        day=draft.day,
        due_date=draft.due_date,
        number=draft.number,
        campaign_id=campaign_id,
        note=draft.note,
    )


def receive(nomination_ids: Sequence[int], draft: LetterDraft) -> StoreOp[list[int]]:
    """Note that dossiers were handed in, one receipt a unit; the result are the receipts' ids."""
    return StoreOp(
        f"Tiếp nhận {len(nomination_ids)} hồ sơ khen thưởng", partial(_receive, tuple(nomination_ids), draft)
    )


def _receive(nomination_ids: tuple[int, ...], draft: LetterDraft, action: Action) -> list[int]:
    return dossier_letters.receive(
        action,
        nomination_ids,
        day=draft.day,
        number=draft.number,
        promised=draft.due_date,
        note=draft.note,
    )


def completed(letter_id: int, day: dt.date | None, unit: str) -> StoreOp[int]:
    """Note that what a letter asked for came in, or take the note back; the result is how many papers changed."""
    word = "Đã bổ sung đủ hồ sơ" if day else "Chưa bổ sung đủ hồ sơ"
    return StoreOp(f"{word}: {unit}" if unit else word, partial(_completed, letter_id, day))


def _completed(letter_id: int, day: dt.date | None, action: Action) -> int:
    return dossier_letters.completed(action, letter_id, day)


def remove_letter(letter_id: int, words: str) -> StoreOp[None]:
    """Take out a request or a receipt that was not issued."""
    return StoreOp(f"Xóa {words}", partial(_remove_letter, letter_id))


def _remove_letter(letter_id: int, action: Action) -> None:
    dossier_letters.remove(action, letter_id)
