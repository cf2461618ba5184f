"""Another version of a plan beside the drive its first version became: what is the same, and writing what is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from db import attachments, campaigns, milestones, targets
from db.campaigns import Campaign, CampaignAward
from db.errors import Refused
from db.milestones import Milestone, Requirement
from db.sqlite import Connection
from db.talk import Talk
from db.vietnamese.text import fold
from desktop.plans import accept
from desktop.plans import proposal as p
from desktop.plans.compare import CHANGED, GONE, NEW, UNCHANGED, Compared, compare
from desktop.plans.read import read_plan

T = TypeVar("T")
_KINDS: Final = {
    "dossier": "nomination_dossier",
    "ceremony": "award_ceremony",
    "end": "campaign_end",
    "review": "review_year",
    "plan": "other",
}
_HALFWAY: Final = ("6 tháng", "sáu tháng", "sơ kết")
_RELATIVE: Final = {words: key for key, words in accept.RELATIVE.items()}
_OBJECTS: Final = {"individual": "cá nhân", "collective": "tập thể", "household": "hộ gia đình"}
_WORKS: Final = (("min_model", "mô hình"), ("min_work", "công trình"), ("min_task", "phần việc"))
REMOVABLE: Final = frozenset({"deadlines", "requirements", "phases", "awards", "targets", "tasks"})
"""Kinds that can be taken out of a drive when a new version names them no more and nothing depends on them."""


@dataclass(frozen=True, slots=True)
class DriveReading:
    """A drive of the register as a proposal, with the row each item stands for."""

    campaign: Campaign
    proposal: p.Proposal
    rows: tuple[tuple[Any, Any], ...]
    first: p.Proposal | None = None
    """What was read in the version of the plan the drive was made from, where its text is kept."""
    stays: tuple[tuple[Any, str], ...] = ()
    """The items that cannot be taken out of the drive, with the reason: something in the register depends on them."""

    def row_of(self, item: object) -> Any:
        """The row an item of ``proposal`` stands for (None for the period and the window)."""
        return next((row for one, row in self.rows if one is item), None)


def reading_of_drive(con: Connection, campaign_id: int, *, talk: Talk | None = None) -> DriveReading:
    """What stands in a drive, in the words of a reading.

    Raises:
        NotFound: no such drive.
        Cancelled: the officer stopped it while the first version of the plan was read again.
    """
    campaign = campaigns.get_campaign(con, campaign_id)
    rows: list[tuple[Any, Any]] = []

    def kept(pairs: Iterator[tuple[T, Any]]) -> tuple[T, ...]:
        found = list(pairs)
        rows.extend(found)
        return tuple(item for item, _ in found)

    lines = campaigns.awards(con, campaign_id)
    proposal = p.Proposal(
        text="",
        heading=p.Heading(title=campaign.title),
        period=_period(campaign.start_on, campaign.end_on),
        evidence_window=_window(lines),
        phases=kept((_phase(row), row) for row in campaigns.phases(con, campaign_id)),
        anniversaries=tuple(
            p.Anniversary(name, years, day, _where(""))
            for name, years, day in campaigns.anniversaries(con, campaign_id)
            if years is not None and day is not None
        ),
        requirements=kept((_requirement(row), row) for row in milestones.requirements(con, campaign_id)),
        deadlines=kept((_deadline(row), row) for row in milestones.list_milestones(con, campaign_id)),
        awards=kept((_award(row), row) for row in lines),
        targets=kept(
            (
                p.Target(
                    row.name, row.annual_thousandths / 1000, None, row.measure, row.due_on, _where(row.quote)
                ),
                row,
            )
            for row in targets.list_targets(con, campaign_id)
        ),
        tasks=kept(
            (p.Task(row.who, row.what, _where(row.quote, row.section)), row)
            for row in targets.list_tasks(con, campaign_id)
        ),
    )
    asked = [row.id for _, row in rows if isinstance(row, Requirement)]
    stays = tuple((item, reason) for item, row in rows if (reason := _why_it_stays(con, row, asked)))
    return DriveReading(campaign, proposal, tuple(rows), _first_reading(con, campaign_id, talk), stays)


def _why_it_stays(con: Connection, row: Any, asked: list[int]) -> str:
    """What depends on a row, in one sentence; the requirements due on a milestone are looked at when it is compared."""
    if isinstance(row, Milestone):
        return milestones.why_milestone_stays(con, row.id, without=asked)
    if isinstance(row, Requirement):
        return milestones.why_requirement_stays(con, row.id)
    if isinstance(row, campaigns.Phase):
        return campaigns.why_phase_stays(con, row.id)
    if isinstance(row, CampaignAward):
        return campaigns.why_award_stays(con, row.id)
    return targets.why_task_stays(con, row.id) if isinstance(row, targets.Task) else ""


def _first_reading(con: Connection, campaign_id: int, talk: Talk | None) -> p.Proposal | None:
    """The newest plan of the office kept with the drive, read again; None where none is kept or it is no plan."""
    for paper in reversed(campaigns.documents(con, campaign_id)):
        if paper.role == "own_plan" and paper.attachment_id is not None:
            file = attachments.get(con, paper.attachment_id)
            if not file.name.endswith(".txt"):
                continue
            text = attachments.content(con, paper.attachment_id).decode("utf-8", errors="replace")
            try:
                return read_plan(text, talk=talk)
            except Refused:
                continue
    return None


def _where(quote: str, section: str = "") -> p.Where:
    return p.Where(quote, 0, 0, section, p.SURE)


def _period(start: str | None, end: str | None) -> p.Period | None:
    if not start and not end:
        return None
    return p.Period(
        _where(""),
        start=_whole(start),
        end=_whole(end),
        start_partial=start,
        end_partial=end,
        start_year=int(start[:4]) if start else None,
        end_year=int(end[:4]) if end else None,
    )


def _whole(partial: str | None) -> dt.date | None:
    return dt.date.fromisoformat(partial) if partial and len(partial) == len("2023-08-15") else None


def _window(lines: list[CampaignAward]) -> p.EvidenceWindow | None:
    years = {(line.window_start, line.window_end) for line in lines if line.window_start and line.window_end}
    if len(years) != 1:
        return None
    first, last = years.pop()
    assert first is not None
    assert last is not None
    return p.EvidenceWindow(first, last, _where(""))


def _phase(row: campaigns.Phase) -> p.Phase:
    span = p.Period(_where(""), start=row.start_date, end=row.end_date)
    return p.Phase(row.name, span)


def _requirement(row: Requirement) -> p.Requirement:
    works = tuple(p.RequirementItem(word, getattr(row, name)) for name, word in _WORKS if getattr(row, name))
    who = tuple(part for part in row.who.split("; ") if part)
    return p.Requirement(who, works, row.rule, _where(row.quote), ambiguity=row.ambiguity or None)


def _deadline(row: Milestone) -> p.Deadline:
    kind = _KINDS.get(row.kind, row.kind)
    halfway = row.recurrence == "6 months" or any(word in row.what.lower() for word in _HALFWAY)
    if row.kind == "review" and halfway and "tổng kết" not in row.what.lower():
        kind = "review_6_month"
    year = row.relative_text.removeprefix("trong năm ")
    in_year = year != row.relative_text and year.isdecimal()
    relative = None if in_year else _RELATIVE.get(row.relative_text, row.relative_text) or None
    return p.Deadline(
        date=row.day,
        kind=kind,
        who=row.who,
        what=row.what,
        where=_where(row.quote, row.section),
        recurring=row.recurrence,
        year=int(year) if in_year else None,
        relative_to=relative,
        day_of_month=row.recurrence_day,
    )


def _award(row: CampaignAward) -> p.AwardLine:
    objects = tuple(_OBJECTS[kind] for kind in row.object_kinds if kind in _OBJECTS)
    return p.AwardLine(row.form_name, row.authority or None, objects, row.criteria or None, _where(row.quote))


# ---------------------------------------------------------------- comparing


def compared_with_drive(drive: DriveReading, new: p.Proposal) -> tuple[Compared, ...]:
    """Every item of the drive and of the new version.

    No change is a difference the register cannot hold, what the officer corrected where both versions of the plan
    say the same, and what was added by hand and so stands in no plan.
    """
    said_before = compare(drive.first, new) if drive.first is not None else ()
    unmoved = {id(one.new) for one in said_before if one.status == UNCHANGED}
    found = []
    both = compare(drive.proposal, new)
    going = {id(one.old) for one in both if one.status == GONE}
    for one in both:
        if one.group == "signer" or (one.status == GONE and not _of_a_plan(drive, one)):
            continue
        if one.status == GONE:
            found.append(replace(one, stays=_stays(drive, one.old, going)))
            continue
        if one.status == CHANGED and id(one.new) in unmoved:
            found.append(replace(one, status=UNCHANGED, differences=()))
        elif one.status == CHANGED and _without_its_time(one):
            # A new version that names the duty but no time takes no day out of the drive unless that is accepted.
            found += [
                replace(one, status=NEW, old=None, differences=()),
                replace(one, status=GONE, new=None, differences=()),
            ]
        else:
            found.append(_as_stored(drive, one))
    return tuple(found)


def _without_its_time(one: Compared) -> bool:
    return one.group == "deadlines" and one.new.is_unset and not one.old.is_unset


def _of_a_plan(drive: DriveReading, one: Compared) -> bool:
    """Whether an item of the drive comes from a plan: it has its sentence, a phase stands in the first version."""
    if isinstance(one.old, p.Phase):
        return drive.first is not None and any(
            fold(phase.name) == fold(one.old.name) for phase in drive.first.phases
        )
    where = getattr(one.old, "where", None)
    return where is not None and bool(where.quote)


def _stays(drive: DriveReading, item: Any, going: Collection[int]) -> str:
    """Why an item stays: what depends on its row, or a requirement that is due on it and is not going too."""
    reason = next((reason for one, reason in drive.stays if one is item), "")
    row = drive.row_of(item)
    if reason or not isinstance(row, Milestone):
        return reason
    held = {id(one) for one, _ in drive.stays}
    for one, other in drive.rows:
        due = isinstance(other, Requirement) and other.milestone_id == row.id
        if due and (id(one) not in going or id(one) in held):
            return milestones.DUE_ON_IT
    return ""


def _as_stored(drive: DriveReading, one: Compared) -> Compared:
    """Without the differences that vanish when the new item is written."""
    if one.status == NEW and one.group == "period":
        made = _draft("period", one.new, drive.proposal)
        return one if made.start_on or made.end_on else replace(one, status=UNCHANGED)
    if one.status != CHANGED:
        return one
    old = _draft(one.group, one.old, drive.proposal)
    new = _draft(one.group, one.new, drive.proposal)
    fields = _STORED.get(one.group)
    if fields is None or any(getattr(old, name) != getattr(new, name) for name in fields):
        return one
    return replace(one, status=UNCHANGED, differences=())


_STORED: Final = {
    "requirements": ("rule", "min_model", "min_work", "min_task", "unit_kinds"),
    "phases": ("start_date", "end_date"),
    "awards": ("object_kinds", "quota_individual", "quota_collective", "quota_household"),
    "targets": ("value", "measure", "due_on"),
    "period": ("start_on", "end_on"),
}


def _draft(group: str, item: Any, frame: p.Proposal) -> Any:
    """An item as it would be written; the whole drive for the period."""
    if group == "period":
        return accept.draft_of(p.Proposal("", frame.heading, period=item))
    if group not in _STORED:
        return None
    alone: Any = {group: (item,)}
    return getattr(accept.draft_of(p.Proposal("", frame.heading, **alone)), group)[0]
