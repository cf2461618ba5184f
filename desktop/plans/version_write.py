"""Writing another version of a plan to the rows of the drive its first version became."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from db import campaigns, milestones, targets
from db.campaigns import AwardDraft, Campaign, CampaignAward, CampaignDraft
from db.store import Action
from desktop.plans import proposal as p
from desktop.plans.compare import CHANGED, GONE, NEW, Compared
from desktop.plans.versions import DriveReading

T = TypeVar("T")


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
    document = campaigns.add_document(action, drive.campaign.id, draft.document) if draft.document else None
    _facts(action, drive.campaign, draft, changes)
    _anniversaries(action, drive, changes)
    writer = _Writer(action, drive, kept, {id(one.new): one for one in changes if one.new is not None})
    ids = _deadlines(writer, draft, document)
    _requirements(writer, draft, ids)
    _phases_and_tasks(writer, draft)
    _awards_and_targets(writer, draft)
    _remove(action, drive, changes)
    milestones.assign_obligations(action, drive.campaign.id)
    return drive.campaign.id


@dataclass(frozen=True, slots=True)
class _Writer:
    """What every part of the writing needs; ``by_new`` finds the change of an item of ``kept``."""

    action: Action
    drive: DriveReading
    kept: p.Proposal
    by_new: dict[int, Compared]

    @property
    def campaign_id(self) -> int:
        return self.drive.campaign.id

    def changed(self, group: str, drafts: tuple[T, ...]) -> Iterator[tuple[T, Any]]:
        """Drafts that are to be written with the row each changes, None for a new one."""
        for item, made in zip(getattr(self.kept, group), drafts, strict=True):
            one = self.by_new.get(id(item))
            if one is not None and one.status in {NEW, CHANGED}:
                yield made, self.drive.row_of(one.old) if one.status == CHANGED else None


def _requirements(writer: _Writer, draft: CampaignDraft, ids: list[int | None]) -> None:
    for requirement, row in writer.changed("requirements", draft.requirements):
        if row is not None:
            milestones.change_requirement(writer.action, row.id, requirement)
            continue
        linked = requirement.milestone is not None and ids[requirement.milestone] is not None
        wanted = requirement if linked else replace(requirement, milestone=None)
        milestones.add_requirement(writer.action, writer.campaign_id, wanted, [number or 0 for number in ids])


def _phases_and_tasks(writer: _Writer, draft: CampaignDraft) -> None:
    for phase, row in writer.changed("phases", draft.phases):
        if row is not None:
            campaigns.change_phase(writer.action, row.id, phase)
        else:
            campaigns.add_phase(writer.action, writer.campaign_id, phase)
    for task, row in writer.changed("tasks", draft.tasks):
        if row is not None:
            targets.change_task(writer.action, row.id, task)
        else:
            targets.add_task(writer.action, writer.campaign_id, task)


def _awards_and_targets(writer: _Writer, draft: CampaignDraft) -> None:
    action, campaign_id = writer.action, writer.campaign_id
    for award, row in writer.changed("awards", draft.awards):
        if row is not None:
            campaigns.change_award(action, row.id, _award_kept(row, award))
        else:
            ordinal = len(campaigns.awards(action.con, campaign_id)) + 1
            campaigns.add_award(action, campaign_id, award, ordinal=ordinal)
    for target, row in writer.changed("targets", draft.targets):
        if row is not None:
            own = replace(target, kind=row.kind, unit_id=row.unit_id, note=row.note)
            targets.change_target(action, row.id, own)
        else:
            ordinal = len(targets.list_targets(action.con, campaign_id)) + 1
            targets.add_target(action, campaign_id, target, ordinal=ordinal)


def _anniversaries(action: Action, drive: DriveReading, changes: tuple[Compared, ...]) -> None:
    moved = [one for one in changes if one.group == "anniversaries" and one.status in {NEW, CHANGED}]
    if moved:
        replaced = [(one.old.name, one.old.years, one.old.date) for one in moved if one.old is not None]
        standing = campaigns.anniversaries(action.con, drive.campaign.id)
        wanted = [
            *(one for one in standing if one not in replaced),
            *((one.new.name, one.new.years, one.new.date) for one in moved),
        ]
        campaigns.set_anniversaries(action, drive.campaign.id, wanted)


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


def _deadlines(writer: _Writer, draft: CampaignDraft, document: int | None) -> list[int | None]:
    """Write the milestones; the row each deadline of the new version is now, None where it is none."""
    action, ids = writer.action, list[int | None]()
    for item, made in zip(writer.kept.duties, draft.milestones, strict=True):
        one = writer.by_new.get(id(item))
        row = writer.drive.row_of(one.old) if one is not None and one.old is not None else None
        if one is None:
            ids.append(None)
        elif row is None:
            ids.append(milestones.add_milestone(action, writer.campaign_id, made, document))
        else:
            if one.status == CHANGED:
                # Who owes it was settled when the drive was made.
                kind = row.kind if row.kind == "plan" else made.kind
                wanted = replace(made, direction=row.direction, kind=kind)
                milestones.change_milestone(action, row.id, wanted, document_id=document)
            ids.append(row.id)
    return ids


def _award_draft(row: CampaignAward) -> AwardDraft:
    return AwardDraft(**{field.name: getattr(row, field.name) for field in dataclasses.fields(AwardDraft)})


def _award_kept(row: CampaignAward, new: AwardDraft) -> AwardDraft:
    """The line as it was, with what a plan says of it; citations and years are the officer's."""
    said = ("object_kinds", "quota_individual", "quota_collective", "quota_household", "criteria", "quote")
    values: Any = {name: getattr(new, name) for name in said}
    return replace(_award_draft(row), **values)


def _remove(action: Action, drive: DriveReading, changes: tuple[Compared, ...]) -> None:
    # A requirement goes before the day it is due on, a target with its results before its phase.
    removing = {
        "requirements": milestones.remove_requirement,
        "tasks": targets.remove_task,
        "targets": targets.remove_target,
        "awards": campaigns.remove_award,
        "phases": campaigns.remove_phase,
        "deadlines": milestones.remove_milestone,
    }
    for group, remove in removing.items():
        for one in changes:
            row = drive.row_of(one.old) if one.status == GONE and one.group == group else None
            if row is not None:
                remove(action, row.id)
