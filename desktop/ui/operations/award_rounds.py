"""What the window does to award rounds: beginning, renaming, closing, taking out, and who belongs to one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from db import award_rounds, nominations
from db.store import Action
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round as typed; ``round_id`` None begins a new one."""

    name: str
    day: dt.date | None = None
    phase_id: int | None = None
    round_id: int | None = None


def save(campaign_id: int, draft: RoundDraft) -> StoreOp[int]:
    """Begin or rename a round; the result is its id."""
    verb = "Thêm" if draft.round_id is None else "Sửa"
    return StoreOp(f"{verb} đợt khen thưởng “{draft.name}”", partial(_save, campaign_id, draft))


def _save(campaign_id: int, draft: RoundDraft, action: Action) -> int:
    return award_rounds.save(
        action,
        campaign_id,
        name=draft.name,
        day=draft.day,
        phase_id=draft.phase_id,
        round_id=draft.round_id,
    )


def close(round_id: int, day: dt.date | None, name: str) -> StoreOp[bool]:
    """Close a round on a day, or open it again."""
    verb = "Khóa" if day else "Mở lại"
    return StoreOp(f"{verb} đợt khen thưởng “{name}”", partial(_close, round_id, day))


def _close(round_id: int, day: dt.date | None, action: Action) -> bool:
    return award_rounds.close(action, round_id, day)


def remove(round_id: int, name: str) -> StoreOp[None]:
    """Take out a round nothing belongs to."""
    return StoreOp(f"Xóa đợt khen thưởng “{name}”", partial(_remove, round_id))


def _remove(round_id: int, action: Action) -> None:
    award_rounds.remove(action, round_id)


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """What many nominations get at once; None (``award_type`` empty) leaves each as it is.

    Attributes:
        round_id: the round, 0 for none.
    """

    round_id: int | None = None
    award_type: str = ""
    judged_year: int | None = None


def place(nomination_ids: Sequence[int], draft: PlaceDraft, day: dt.date) -> StoreOp[int]:
    """Put nominations into a round, give them loại hình and the year judged; the result is how many changed."""
    return StoreOp(
        f"Xếp đợt, loại hình cho {len(nomination_ids)} đề nghị khen thưởng",
        partial(_place, tuple(nomination_ids), draft, day),
    )


def _place(nomination_ids: tuple[int, ...], draft: PlaceDraft, day: dt.date, action: Action) -> int:
    changed: set[int] = set()
    facts: dict[str, object] = {"award_type": draft.award_type} if draft.award_type else {}
    if draft.judged_year is not None:
        facts["judged_year"] = draft.judged_year
    if facts:
        changed |= {one for one in nomination_ids if nominations.change(action, one, **facts)}
    if draft.round_id is not None:
        changed |= {
            one for one in nomination_ids if award_rounds.assign(action, [one], draft.round_id or None, day)
        }
    return len(changed)
