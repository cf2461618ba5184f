"""Another version of a plan beside the drive its first version became: what is the same, and writing what is not."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from db import attachments, campaigns, milestones, targets
from db.campaigns import AwardDraft, Campaign, CampaignAward, CampaignDraft
from db.errors import Refused
from db.milestones import Milestone, Requirement
from db.sqlite import Connection
from db.store import Action
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
REMOVABLE: Final = frozenset({"deadlines", "awards", "targets"})
"""Kinds that can be taken out of a drive when a new version names them no more."""


@dataclass(frozen=True, slots=True)
class DriveReading:
    """A drive of the register as a proposal, with the row each item stands for."""

    campaign: Campaign
    proposal: p.Proposal
    rows: tuple[tuple[Any, Any], ...]
    first: p.Proposal | None = None
    """What was read in the version of the plan the drive was made from, where its text is kept."""

    def row_of(self, item: object) -> Any:
        """The row an item of ``proposal`` stands for (None for the period and the window)."""
        return next((row for one, row in self.rows if one is item), None)


def reading_of_drive(con: Connection, campaign_id: int) -> DriveReading:
    """What stands in a drive, in the words of a reading.

    Raises:
        NotFound: no such drive.
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
    return DriveReading(campaign, proposal, tuple(rows), _first_reading(con, campaign_id))


def _first_reading(con: Connection, campaign_id: int) -> p.Proposal | None:
    """The newest plan of the office kept with the drive, read again; None where none is kept or it is no plan."""
    for paper in reversed(campaigns.documents(con, campaign_id)):
        if paper.role == "own_plan" and paper.attachment_id is not None:
            file = attachments.get(con, paper.attachment_id)
            if not file.name.endswith(".txt"):
                continue
            text = attachments.content(con, paper.attachment_id).decode("utf-8", errors="replace")
            try:
                return read_plan(text)
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
    for one in compare(drive.proposal, new):
        if one.group == "signer" or (one.status == GONE and not _quote(one.old)):
            continue
        if one.status == CHANGED and id(one.new) in unmoved:
            found.append(replace(one, status=UNCHANGED, differences=()))
        else:
            found.append(_as_stored(drive, one))
    return tuple(found)


def _quote(item: Any) -> str:
    where = getattr(item, "where", None)
    return where.quote if where is not None else ""


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


# ---------------------------------------------------------------- writing


def apply_version(
    action: Action, drive: DriveReading, kept: p.Proposal, draft: CampaignDraft, changes: tuple[Compared, ...]
) -> int:
    """Write the accepted changes of a new version of the plan and record its paper; returns the drive's id.

    Args:
        action: the one action everything belongs to.
        drive: the drive as it was compared.
        kept: the new version without what was rejected.
        draft: ``kept`` as drafts, item for item.
        changes: the comparison as the officer confirmed it; what is unchanged in it is left as it is.

    Raises:
        BadInput: something to be removed is in use.
    """
    campaign = drive.campaign
    document = campaigns.add_document(action, campaign.id, draft.document) if draft.document else None
    _facts(action, campaign, draft, changes)
    by_new = {id(one.new): one for one in changes if one.new is not None}

    def of(group: str, drafts: tuple[T, ...]) -> Iterator[tuple[T, Any, Compared | None]]:
        """Draft, the row it changes (None: a new one), the change."""
        for item, made in zip(getattr(kept, group), drafts, strict=True):
            one = by_new.get(id(item))
            yield made, drive.row_of(one.old) if one is not None and one.status == CHANGED else None, one

    ids = _deadlines(action, drive, kept, draft, by_new, document)
    for requirement, row, one in of("requirements", draft.requirements):
        if row is not None:
            milestones.change_requirement(action, row.id, requirement)
        elif one is not None and one.status == NEW:
            linked = requirement.milestone is not None and ids[requirement.milestone] is not None
            wanted = requirement if linked else replace(requirement, milestone=None)
            milestones.add_requirement(action, campaign.id, wanted, [number or 0 for number in ids])
    for phase, row, one in of("phases", draft.phases):
        if row is not None:
            campaigns.change_phase(action, row.id, phase)
        elif one is not None and one.status == NEW:
            campaigns.add_phase(action, campaign.id, phase)
    for award, row, one in of("awards", draft.awards):
        if row is not None:
            campaigns.change_award(action, row.id, _award_kept(row, award))
        elif one is not None and one.status == NEW:
            campaigns.add_award(action, campaign.id, award, ordinal=_next(action, campaign.id))
    for target, row, one in of("targets", draft.targets):
        if row is not None:
            targets.change_target(
                action, row.id, replace(target, kind=row.kind, unit_id=row.unit_id, note=row.note)
            )
        elif one is not None and one.status == NEW:
            targets.add_target(
                action, campaign.id, target, ordinal=len(targets.list_targets(action.con, campaign.id)) + 1
            )
    for task, row, one in of("tasks", draft.tasks):
        if row is not None:
            targets.change_task(action, row.id, task)
        elif one is not None and one.status == NEW:
            targets.add_task(action, campaign.id, task)
    _remove(action, drive, changes)
    milestones.assign_obligations(action, campaign.id)
    return campaign.id


def _next(action: Action, campaign_id: int) -> int:
    return len(campaigns.awards(action.con, campaign_id)) + 1


def _facts(action: Action, campaign: Campaign, draft: CampaignDraft, changes: tuple[Compared, ...]) -> None:
    """The days of the drive, and the years of its award lines, where those changed."""
    groups = {one.group for one in changes if one.status in {NEW, CHANGED}}
    if "period" in groups:
        same = ("title", "short_title", "mode", "scope", "theme", "note")
        facts: Any = {name: getattr(campaign, name) for name in same}
        campaigns.change_campaign(action, campaign.id, **facts, start_on=draft.start_on, end_on=draft.end_on)
    window = next(
        (one.new for one in changes if one.group == "evidence_window" and one.status in {NEW, CHANGED}), None
    )
    if window is not None:
        for line in campaigns.awards(action.con, campaign.id):
            years = {"window_start": window.from_year, "window_end": window.to_year}
            campaigns.change_award(action, line.id, replace(_award_draft(line), **years))


def _deadlines(
    action: Action,
    drive: DriveReading,
    kept: p.Proposal,
    draft: CampaignDraft,
    by_new: dict[int, Compared],
    document: int | None,
) -> list[int | None]:
    """Write the milestones; the row each deadline of the new version is now, None where it is none."""
    ids: list[int | None] = []
    for item, made in zip(kept.deadlines, draft.milestones, strict=True):
        one = by_new.get(id(item))
        if one is None:
            ids.append(None)
        elif one.status == UNCHANGED:
            ids.append(drive.row_of(one.old).id)
        elif one.status == CHANGED:
            row = drive.row_of(one.old)
            # Who owes it was settled when the drive was made.
            wanted = replace(
                made, direction=row.direction, kind=row.kind if row.kind == "plan" else made.kind
            )
            milestones.change_milestone(action, row.id, wanted, document_id=document)
            ids.append(row.id)
        else:
            ids.append(milestones.add_milestone(action, drive.campaign.id, made, document))
    return ids


def _award_draft(row: CampaignAward) -> AwardDraft:
    return AwardDraft(**{field.name: getattr(row, field.name) for field in dataclasses.fields(AwardDraft)})


def _award_kept(row: CampaignAward, new: AwardDraft) -> AwardDraft:
    """The line as it was, with what a plan says of it; citations and years are the officer's."""
    said = ("object_kinds", "quota_individual", "quota_collective", "quota_household", "criteria", "quote")
    values: Any = {name: getattr(new, name) for name in said}
    return replace(_award_draft(row), **values)


def _remove(action: Action, drive: DriveReading, changes: tuple[Compared, ...]) -> None:
    removing = {
        "deadlines": milestones.remove_milestone,
        "awards": campaigns.remove_award,
        "targets": targets.remove_target,
    }
    for one in changes:
        row = drive.row_of(one.old) if one.status == GONE else None
        if row is not None:
            removing[one.group](action, row.id)
