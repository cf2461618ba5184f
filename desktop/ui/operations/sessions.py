"""What the window does to sessions: attendance, written opinions and votes in one action; the simplified procedure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from db import award_rounds, council_votes, councils, simplified
from db.council_votes import Ballot
from db.store import Action
from db.vietnamese.dates import format_date
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A session as typed.

    Attributes:
        present: by member id who was there, in a round of written opinions whose opinion came back.
        reasons: of absence, by member id.
        written: by member id the day an absent member answered in writing, None while asked only.
        method: a key of :data:`db.council_votes.METHODS`.
        vote_base: what percentages are taken of, empty where the catalogue decides.
        meeting_id: the session that was planned before; None writes a new one.
    """

    council_id: int
    campaign_id: int | None
    day: dt.date
    kind: str
    number: str
    place: str
    present: dict[int, bool]
    reasons: dict[int, str]
    ballots: tuple[Ballot, ...]
    minutes: str = ""
    returned_date: dt.date | None = None
    written: Mapping[int, dt.date | None] = field(default_factory=dict)
    method: str = ""
    vote_base: str = ""
    ballots_issued: int | None = None
    ballots_returned: int | None = None
    meeting_id: int | None = None


def plan_session(draft: SessionDraft) -> StoreOp[int]:
    """Record that a session will be held, or that members are being asked; nobody has voted. The result is its id."""
    word = "lấy ý kiến" if draft.kind == "written" else "họp"
    return StoreOp(
        f"Ghi phiên {word} Hội đồng ngày {format_date(draft.day)}, chưa biểu quyết",
        partial(_plan_session, draft),
    )


def _plan_session(draft: SessionDraft, action: Action) -> int:
    meeting_id = _save(draft, action)
    if draft.kind == "written":
        _ask(draft, meeting_id, action)
    if draft.method or draft.vote_base:
        council_votes.set_voting(action, meeting_id, method=draft.method, vote_base=draft.vote_base)
    return meeting_id


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What may become known of a session after it voted."""

    number: str = ""
    place: str = ""
    minutes: str = ""
    returned_date: dt.date | None = None


def change_session(meeting_id: int, facts: SessionFacts, day: dt.date) -> StoreOp[bool]:
    """Note number, place and opinions of a session; its votes stay."""
    return StoreOp(f"Sửa phiên Hội đồng ngày {format_date(day)}", partial(_change_session, meeting_id, facts))


def _change_session(meeting_id: int, facts: SessionFacts, action: Action) -> bool:
    return council_votes.change_facts(
        action,
        meeting_id,
        number=facts.number,
        place=facts.place,
        minutes=facts.minutes,
        returned_date=facts.returned_date,
    )


def remove_session(meeting_id: int, day: dt.date) -> StoreOp[None]:
    """Take out a session that has not voted."""
    return StoreOp(
        f"Xóa phiên Hội đồng ngày {format_date(day)} chưa biểu quyết", partial(_remove_session, meeting_id)
    )


def _remove_session(meeting_id: int, action: Action) -> None:
    council_votes.remove_session(action, meeting_id)


def hold_session(draft: SessionDraft) -> StoreOp[int]:
    """Record a session, who took part and the votes as one action; the result is the session's id."""
    word = "lấy ý kiến" if draft.kind == "written" else "họp"
    return StoreOp(
        f"Ghi phiên {word} Hội đồng, {len(draft.ballots)} biểu quyết", partial(_hold_session, draft)
    )


def _hold_session(draft: SessionDraft, action: Action) -> int:
    meeting_id = _save(draft, action)
    councils.set_attendance(action, meeting_id, draft.present, draft.reasons)
    _ask(draft, meeting_id, action)
    council_votes.set_voting(
        action,
        meeting_id,
        method=draft.method,
        vote_base=draft.vote_base,
        ballots_issued=draft.ballots_issued,
        ballots_returned=draft.ballots_returned,
    )
    council_votes.record_votes(action, meeting_id, draft.ballots)
    return meeting_id


def _save(draft: SessionDraft, action: Action) -> int:
    return councils.save_meeting(
        action,
        draft.council_id,
        day=draft.day,
        kind=draft.kind,
        campaign_id=draft.campaign_id,
        award_round_id=award_rounds.common_round(action.con, [one.nomination_id for one in draft.ballots]),
        number=draft.number,
        place=draft.place,
        returned_date=draft.returned_date,
        minutes=draft.minutes,
        meeting_id=draft.meeting_id,
    )


def _ask(draft: SessionDraft, meeting_id: int, action: Action) -> None:
    """In a round of opinions everybody is asked, at a meeting the absent ones that are named."""
    answers = dict(draft.written)
    if draft.kind == "written":
        came = draft.returned_date or draft.day
        answers = {one: came if there else None for one, there in draft.present.items()}
    if answers:
        council_votes.ask_in_writing(action, meeting_id, answers, draft.day)
        council_votes.set_answered(action, meeting_id, answers)


@dataclass(frozen=True, slots=True)
class SimplifiedDraft:
    """Awarded without a council: who, on which day, why and by which article."""

    nomination_ids: tuple[int, ...]
    campaign_id: int | None
    day: dt.date
    reason: str
    article: str
    note: str = ""


def open_case(draft: SimplifiedDraft) -> StoreOp[int]:
    """Approve nominations by the simplified procedure; the result is the id of the case."""
    return StoreOp(
        f"Duyệt {len(draft.nomination_ids)} đề nghị theo thủ tục đơn giản", partial(_open_case, draft)
    )


def _open_case(draft: SimplifiedDraft, action: Action) -> int:
    return simplified.open_case(
        action,
        draft.nomination_ids,
        day=draft.day,
        reason=draft.reason,
        article=draft.article,
        campaign_id=draft.campaign_id,
        note=draft.note,
    )


def remove_case(case_id: int, day: dt.date) -> StoreOp[None]:
    """Take out a case of the simplified procedure; whom it approved is appraised again."""
    return StoreOp(f"Xóa thủ tục đơn giản ngày {format_date(day)}", partial(_remove_case, case_id))


def _remove_case(case_id: int, action: Action) -> None:
    simplified.remove_case(action, case_id)
