"""What the window does to councils: founding one, and a session with its attendance and votes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from db import council_votes, councils
from db.council_votes import Ballot
from db.store import Action
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """A member of a council as typed."""

    name: str
    position: str
    role: str


def found_council(
    name: str, number: str, day: dt.date | None, members: tuple[MemberDraft, ...]
) -> StoreOp[int]:
    """Enter a council with its members; the result is its id."""
    return StoreOp(
        f"Ghi {name} với {len(members)} thành viên", partial(_found_council, name, number, day, members)
    )


def _found_council(
    name: str, number: str, day: dt.date | None, members: tuple[MemberDraft, ...], action: Action
) -> int:
    council_id = councils.save_council(action, name=name, number=number, day=day)
    for member in members:
        councils.save_member(action, council_id, name=member.name, position=member.position, role=member.role)
    return council_id


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A session as typed: who was present by member id, the reasons of absence, and the votes."""

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


def hold_session(draft: SessionDraft) -> StoreOp[int]:
    """Record a session, who took part and the votes as one action; the result is the session's id."""
    return StoreOp(f"Ghi phiên họp Hội đồng, {len(draft.ballots)} biểu quyết", partial(_hold_session, draft))


def _hold_session(draft: SessionDraft, action: Action) -> int:
    meeting_id = councils.save_meeting(
        action,
        draft.council_id,
        day=draft.day,
        kind=draft.kind,
        campaign_id=draft.campaign_id,
        number=draft.number,
        place=draft.place,
        returned_date=draft.returned_date,
        minutes=draft.minutes,
    )
    councils.set_attendance(action, meeting_id, draft.present, draft.reasons)
    council_votes.record_votes(action, meeting_id, draft.ballots)
    return meeting_id
