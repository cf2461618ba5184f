"""Writing another version of a plan to the rows of the drive its first version became."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from db import campaigns, milestones, targets
from db.campaigns import AwardDraft, Campaign, CampaignAward, CampaignDraft
from db.store import Action
from desktop.plans import proposal as p
from desktop.plans.compare import CHANGED, GONE, NEW, UNCHANGED, Compared
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
