"""Writing what was accepted of a plan, as one action: a new drive, another version of one, a later paper's changes."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING

from db import campaigns, units
from db.campaigns import CampaignDraft
from db.store import Action
from desktop.ui.operations.base import StoreOp

if TYPE_CHECKING:
    from desktop.plans.compare import Compared
    from desktop.plans.later import LaterChanges
    from desktop.plans.named_units import UnitMatch
    from desktop.plans.proposal import Proposal
    from desktop.plans.versions import DriveReading
    from desktop.ui.models.plan_reading import UnitAnswer


def start(
    draft: CampaignDraft, answers: tuple[UnitAnswer, ...], matches: tuple[UnitMatch, ...]
) -> StoreOp[int]:
    """Start a drive from a plan; units the officer wants are added first, so that they get their duties too."""
    sentence = f"Tạo phong trào “{draft.short_title or draft.title}”"
    return StoreOp(sentence, partial(_start, draft, answers, matches))


def _start(
    draft: CampaignDraft, answers: tuple[UnitAnswer, ...], matches: tuple[UnitMatch, ...], action: Action
) -> int:
    known = {match.named.name: match.unit.id for match in matches if match.unit is not None}
    known.update(_settle(answers, action))
    tasks = tuple(
        dataclasses.replace(task, unit_id=known.get(task.who, task.unit_id)) for task in draft.tasks
    )
    return campaigns.start_campaign(action, dataclasses.replace(draft, tasks=tasks))


def _settle(answers: tuple[UnitAnswer, ...], action: Action) -> dict[str, int]:
    """The unit each answered name is; new ones are added."""
    from desktop.ui.models.plan_reading import ADD_UNIT, LEAVE_UNIT

    found: dict[str, int] = {}
    for one in answers:
        name = one.match.named.name
        if one.answer == ADD_UNIT:
            found[name] = units.add_unit(action, name=name)
        elif one.answer != LEAVE_UNIT:
            found[name] = int(one.answer)
    return found


def change(changes: LaterChanges, answers: tuple[UnitAnswer, ...]) -> StoreOp[int]:
    """Write what a later paper changes of its drive; the result is the drive's id."""
    return StoreOp("Sửa phong trào theo văn bản mới", partial(_change, changes, answers))


def _change(changes: LaterChanges, answers: tuple[UnitAnswer, ...], action: Action) -> int:
    from desktop.plans.later import apply_changes

    _settle(answers, action)
    apply_changes(action, changes)
    return changes.campaign_id


def update(
    drive: DriveReading,
    kept: Proposal,
    draft: CampaignDraft,
    changes: tuple[Compared, ...],
    answers: tuple[UnitAnswer, ...],
) -> StoreOp[int]:
    """Write what another version of the plan changes in its drive; the result is the drive's id."""
    sentence = f"Cập nhật phong trào “{drive.campaign.shown}” theo kế hoạch mới"
    return StoreOp(sentence, partial(_update, drive, kept, draft, changes, answers))


def _update(
    drive: DriveReading,
    kept: Proposal,
    draft: CampaignDraft,
    changes: tuple[Compared, ...],
    answers: tuple[UnitAnswer, ...],
    action: Action,
) -> int:
    from desktop.plans.version_write import apply_version

    _settle(answers, action)
    return apply_version(action, drive, kept, draft, changes)
