"""Plaque fixing (gắn biển công trình): finished works, those proposed, those approved, and the day of the ceremony.

That a work is proposed, and by which paper it was approved, stands in its progress notes; approved works have the
status "Gắn biển".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from db import milestones, registrations
from db.errors import BadInput
from db.milestones import Milestone, MilestoneDraft
from db.registrations import Registration
from db.sqlite import Connection
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.text import clean, fold

STAGES: Final = {"finished": "Đã hoàn thành", "proposed": "Đề nghị gắn biển", "approved": "Được gắn biển"}
_PROPOSED: Final = "Đề nghị gắn biển"
_APPROVED: Final = "Được duyệt gắn biển"
_TAKEN_BACK: Final = "Thôi gắn biển"
_FINISHED: Final = ("completed", "accepted", "plaque")
_CEREMONY: Final = "Lễ gắn biển công trình"


@dataclass(frozen=True, slots=True)
class Sums:
    """What works took: đồng by source, days of labour, m² of land."""

    budget: int = 0
    people: int = 0
    other: int = 0
    labour_days: int = 0
    land_m2: int = 0

    @property
    def total(self) -> int:
        """All sources together."""
        return self.budget + self.people + self.other

    def __add__(self, more: Sums) -> Sums:
        return Sums(*(getattr(self, name) + getattr(more, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Work:
    """One finished work and how far its plaque has come.

    Attributes:
        stage: a key of :data:`STAGES`.
        day: since when it is there, None where nobody noted it.
        note: what was noted then, the paper of the approval among it.
    """

    registration: Registration
    stage: str
    day: dt.date | None
    note: str

    @property
    def sums(self) -> Sums:
        """As carried out, else as planned."""
        return sums_of(self.registration)


def sums_of(r: Registration) -> Sums:
    """What a registration took: as carried out, else as planned."""
    done = r.final_value is not None
    return Sums(
        (r.final_budget if done else r.planned_budget) or 0,
        (r.final_people if done else r.planned_people) or 0,
        (r.final_other if done else r.planned_other) or 0,
        r.labour_days or 0,
        r.land_m2 or 0,
    )


def works(con: Connection, campaign_id: int) -> list[Work]:
    """Finished works of a drive in the order of registrations; two queries."""
    notes: dict[int, tuple[dt.date, str]] = {}
    for row in con.execute(
        """SELECT p.* FROM registration_progress p JOIN registration r ON r.id = p.registration_id
           WHERE r.campaign_id = ? ORDER BY p.id""",
        (campaign_id,),
    ):
        if row["note"].startswith((_PROPOSED, _APPROVED, _TAKEN_BACK)):
            notes[row["registration_id"]] = (dt.date.fromisoformat(row["day"]), row["note"])
    return [
        _work(one, notes.get(one.id))
        for one in registrations.list_registrations(con, campaign_id)
        if one.kind == "work" and one.counts and one.status in _FINISHED
    ]


def _work(one: Registration, noted: tuple[dt.date, str] | None) -> Work:
    if one.status == "plaque":
        stage, head = "approved", _APPROVED
    elif noted is not None and noted[1].startswith(_PROPOSED):
        stage, head = "proposed", _PROPOSED
    else:
        return Work(one, "finished", None, "")
    known = noted if noted is not None and noted[1].startswith(head) else None
    return Work(one, stage, known[0] if known else None, known[1] if known else "")


def in_stage(con: Connection, campaign_id: int, stage: str) -> list[Work]:
    """Works for the paper of a stage; while nobody proposed any, all finished ones are proposed."""
    listed = works(con, campaign_id)
    chosen = [one for one in listed if one.stage == stage]
    if stage == "proposed" and not chosen:
        return [one for one in listed if one.stage == "finished"]
    return chosen


def total(listed: Iterable[Work]) -> Sums:
    """What works took together."""
    found = Sums()
    for one in listed:
        found += one.sums
    return found


def _chosen(con: Connection, registration_ids: Iterable[int]) -> list[Registration]:
    listed = [registrations.get_registration(con, one) for one in registration_ids]
    if not listed:
        raise BadInput("Chưa chọn công trình nào; hãy chọn công trình trong danh sách.")
    for one in listed:
        if one.kind != "work":
            raise BadInput(
                f"“{one.title}” là {registrations.KINDS[one.kind].lower()}, mà chỉ công trình được gắn biển; "
                "hãy bỏ chọn dòng này."
            )
        if one.status not in _FINISHED or not one.counts:
            raise BadInput(
                f"“{one.title}” đang ở trạng thái “{one.shown_status}”; hãy ghi hoàn thành, nghiệm thu trước."
            )
    return listed


def propose(action: Action, registration_ids: Iterable[int], day: dt.date) -> int:
    """Put finished works on the list that is proposed; returns how many were put there.

    Raises:
        BadInput: nothing chosen, no work, or one that is not finished or has been approved.
    """
    listed = _chosen(action.con, registration_ids)
    known = {one.registration.id: one for one in works(action.con, listed[0].campaign_id)}
    approved = [one.title for one in listed if one.status == "plaque"]
    if approved:
        raise BadInput(f"“{approved[0]}” đã được duyệt gắn biển; hãy bỏ công trình này ra khỏi lựa chọn.")
    new = [one for one in listed if known[one.id].stage == "finished"]
    for one in new:
        registrations.add_progress(action, one.id, day, f"{_PROPOSED}.")
    return len(new)


def approve(action: Action, registration_ids: Iterable[int], day: dt.date, document: str) -> int:
    """Note that works were approved for the plaque by a paper; returns how many were.

    Raises:
        BadInput: no paper, nothing chosen, no work, one that is not finished, or a day before it was proposed.
    """
    if not clean(document):
        raise BadInput("Chưa ghi văn bản duyệt gắn biển; hãy ghi số, ngày của văn bản rồi lưu lại.")
    listed = _chosen(action.con, registration_ids)
    known = {one.registration.id: one for one in works(action.con, listed[0].campaign_id)}
    new = [one for one in listed if one.status != "plaque"]
    for one in new:
        proposed = known[one.id].day
        if proposed is not None and day < proposed:
            raise BadInput(
                f"Ngày duyệt gắn biển “{one.title}” trước ngày đề nghị {format_date(proposed)}; "
                "hãy sửa lại ngày duyệt."
            )
        registrations.change_registration(action, one.id, status="plaque")
        registrations.add_progress(action, one.id, day, f"{_APPROVED} theo {clean(document).rstrip('.')}.")
    return len(new)


def take_back(action: Action, registration_ids: Iterable[int], day: dt.date) -> int:
    """Take works off the list they are on: approved ones are "nghiệm thu" again; returns how many were taken off.

    Raises:
        BadInput: nothing chosen, or no work.
    """
    listed = _chosen(action.con, registration_ids)
    known = {one.registration.id: one for one in works(action.con, listed[0].campaign_id)}
    off = [one for one in listed if known[one.id].stage != "finished"]
    for one in off:
        if one.status == "plaque":
            registrations.change_registration(action, one.id, status="accepted")
        registrations.add_progress(action, one.id, day, f"{_TAKEN_BACK}.")
    return len(off)


# ---------------------------------------------------------------- the ceremony


def ceremony(con: Connection, campaign_id: int) -> Milestone | None:
    """The drive's ceremony of plaques: the one that says so, else its only other ceremony; None where it has none."""
    listed = [one for one in milestones.list_milestones(con, campaign_id) if one.kind == "ceremony"]
    own = [one for one in listed if "gan bien" in fold(one.what)]
    return next(iter(own or [one for one in listed if one.day is not None]), None)


def set_ceremony(action: Action, campaign_id: int, day: dt.date | None) -> bool:
    """Set the day plaques are fixed on (None: not set yet); returns whether anything differed.

    A drive without such a milestone gets one; a ceremony of something else stays as it is.
    """
    own = [
        one
        for one in milestones.list_milestones(action.con, campaign_id)
        if one.kind == "ceremony" and "gan bien" in fold(one.what)
    ]
    if own:
        return milestones.change_milestone(action, own[0].id, _dated(own[0], day))
    if day is None:
        return False
    milestones.add_milestone(
        action, campaign_id, MilestoneDraft("ceremony", _CEREMONY, day, direction="none")
    )
    return True


def _dated(one: Milestone, day: dt.date | None) -> MilestoneDraft:
    return MilestoneDraft(
        one.kind,
        one.what,
        day,
        one.who,
        one.direction,
        relative_text=one.relative_text,
        quote=one.quote,
        quote_start=one.quote_start,
        quote_end=one.quote_end,
        section=one.section,
    )
