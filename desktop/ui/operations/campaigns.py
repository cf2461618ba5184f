"""What the window does to a drive: its facts, phases, papers, milestones, requirements, award lines, targets, tasks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from pathlib import Path

from db import attachments, campaigns, milestones, statistics, targets
from db.campaigns import AwardDraft, CampaignDraft, DocumentDraft, PhaseDraft
from db.milestones import MilestoneDraft, RequirementDraft
from db.store import Action
from db.targets import TargetDraft, TaskDraft
from desktop.ui.operations.base import StoreOp


def start(draft: CampaignDraft) -> StoreOp[int]:
    """Start a drive with everything accepted or typed; the result is its id."""
    return StoreOp(f"Tạo phong trào “{draft.short_title or draft.title}”", partial(_start, draft))


def _start(draft: CampaignDraft, action: Action) -> int:
    return campaigns.start_campaign(action, draft)


def change_facts(campaign_id: int, facts: dict[str, str | None]) -> StoreOp[bool]:
    """Change title, dates, scope, theme, note of a drive, and what form 0601 counts it by."""
    return StoreOp("Sửa thông tin phong trào", partial(_change_facts, campaign_id, facts))


def _change_facts(campaign_id: int, facts: dict[str, str | None], action: Action) -> bool:
    changed = campaigns.change_campaign(
        action,
        campaign_id,
        title=facts.get("title") or "",
        short_title=facts.get("short_title") or "",
        mode=facts.get("mode") or "thematic",
        scope=facts.get("scope") or "",
        theme=facts.get("theme") or "",
        start_on=facts.get("start_on"),
        end_on=facts.get("end_on"),
        note=facts.get("note") or "",
    )
    if "launch_level" not in facts and "scope_level" not in facts:
        return changed
    counted = statistics.set_levels(
        action,
        campaign_id,
        launch_level=facts.get("launch_level") or "",
        scope_level=facts.get("scope_level") or "",
    )
    return changed or counted


def close(campaign_id: int, day: dt.date | None) -> StoreOp[bool]:
    """Close a drive on a day; None opens it again."""
    sentence = "Kết thúc phong trào" if day else "Mở lại phong trào"
    return StoreOp(sentence, partial(_close, campaign_id, day))


def _close(campaign_id: int, day: dt.date | None, action: Action) -> bool:
    return campaigns.close_campaign(action, campaign_id, day)


def add_phase(campaign_id: int, draft: PhaseDraft) -> StoreOp[int]:
    """Add a phase at the end."""
    return StoreOp(f"Thêm giai đoạn “{draft.name}”", partial(_add_phase, campaign_id, draft))


def _add_phase(campaign_id: int, draft: PhaseDraft, action: Action) -> int:
    return campaigns.add_phase(action, campaign_id, draft)


def add_document(campaign_id: int, draft: DocumentDraft) -> StoreOp[int]:
    """Record a paper of the drive."""
    shown = draft.number or draft.summary or "không số"
    return StoreOp(f"Thêm văn bản {shown} vào phong trào", partial(_add_document, campaign_id, draft))


def _add_document(campaign_id: int, draft: DocumentDraft, action: Action) -> int:
    return campaigns.add_document(action, campaign_id, draft)


def attach_to_document(document_id: int, file: Path) -> StoreOp[None]:
    """Keep a paper's file in the register."""
    return StoreOp(f"Đính kèm “{file.name}” vào văn bản", partial(_attach, document_id, file))


def _attach(document_id: int, file: Path, action: Action) -> None:
    action.update("campaign_document", document_id, attachment_id=attachments.add_file(action, file))


def save_milestone(campaign_id: int, draft: MilestoneDraft, milestone_id: int | None = None) -> StoreOp[int]:
    """Add or change a milestone; the units' obligations follow in the same action."""
    verb = "Thêm" if milestone_id is None else "Sửa"
    return StoreOp(
        f"{verb} mốc thời hạn “{_short(draft.what)}”",
        partial(_save_milestone, campaign_id, draft, milestone_id),
    )


def _save_milestone(campaign_id: int, draft: MilestoneDraft, milestone_id: int | None, action: Action) -> int:
    if milestone_id is not None:
        milestones.change_milestone(action, milestone_id, draft)
        return milestone_id
    made = milestones.add_milestone(action, campaign_id, draft)
    milestones.assign_obligations(action, campaign_id)
    return made


def remove_milestone(milestone_id: int, what: str) -> StoreOp[None]:
    """Take out a milestone nothing was done for."""
    return StoreOp(f"Xóa mốc thời hạn “{_short(what)}”", partial(_remove_milestone, milestone_id))


def _remove_milestone(milestone_id: int, action: Action) -> None:
    milestones.remove_milestone(action, milestone_id)


def save_requirement(
    campaign_id: int,
    draft: RequirementDraft,
    requirement_id: int | None = None,
    milestone_id: int | None = None,
) -> StoreOp[None]:
    """Add or change what units must register; a new one is due on the milestone named."""
    verb = "Thêm" if requirement_id is None else "Sửa"
    return StoreOp(
        f"{verb} yêu cầu đăng ký",
        partial(_save_requirement, campaign_id, draft, requirement_id, milestone_id),
    )


def _save_requirement(
    campaign_id: int,
    draft: RequirementDraft,
    requirement_id: int | None,
    milestone_id: int | None,
    action: Action,
) -> None:
    if requirement_id is not None:
        milestones.change_requirement(action, requirement_id, draft)
        return
    due = [milestone_id] if milestone_id is not None else []
    milestones.add_requirement(action, campaign_id, draft, due)
    milestones.assign_obligations(action, campaign_id)


def save_award(
    campaign_id: int, draft: AwardDraft, award_id: int | None = None, *, min_direct: int | None = None
) -> StoreOp[None]:
    """Add or change an award line; ``min_direct`` is the least share in percent of hands-on workers on it."""
    verb = "Thêm" if award_id is None else "Sửa"
    return StoreOp(
        f"{verb} dòng khen thưởng “{draft.form_name}”",
        partial(_save_award, campaign_id, draft, award_id, min_direct),
    )


def _save_award(
    campaign_id: int, draft: AwardDraft, award_id: int | None, min_direct: int | None, action: Action
) -> None:
    if award_id is None:
        lines = campaigns.awards(action.con, campaign_id)
        award_id = campaigns.add_award(action, campaign_id, draft, ordinal=len(lines) + 1)
    else:
        campaigns.change_award(action, award_id, draft)
    campaigns.set_min_direct(action, award_id, min_direct)


def remove_award(award_id: int, name: str) -> StoreOp[None]:
    """Take out an award line nobody is nominated for."""
    return StoreOp(f"Xóa dòng khen thưởng “{name}”", partial(_remove_award, award_id))


def _remove_award(award_id: int, action: Action) -> None:
    campaigns.remove_award(action, award_id)


def add_target(campaign_id: int, draft: TargetDraft) -> StoreOp[int]:
    """Add a target of the office or of a unit."""
    return StoreOp(f"Thêm chỉ tiêu “{_short(draft.name)}”", partial(_add_target, campaign_id, draft))


def _add_target(campaign_id: int, draft: TargetDraft, action: Action) -> int:
    ordinal = len(targets.list_targets(action.con, campaign_id)) + 1
    return targets.add_target(action, campaign_id, draft, ordinal=ordinal)


def remove_target(target_id: int, name: str) -> StoreOp[None]:
    """Take out a target with its results."""
    return StoreOp(f"Xóa chỉ tiêu “{_short(name)}”", partial(_remove_target, target_id))


def _remove_target(target_id: int, action: Action) -> None:
    targets.remove_target(action, target_id)


def set_result(target_id: int, phase_id: int, value: Decimal | None, name: str) -> StoreOp[None]:
    """Write the result of a target at the end of a phase; None takes it out."""
    return StoreOp(f"Ghi kết quả chỉ tiêu “{_short(name)}”", partial(_set_result, target_id, phase_id, value))


def _set_result(target_id: int, phase_id: int, value: Decimal | None, action: Action) -> None:
    targets.set_result(action, target_id, phase_id, value)


def add_task(campaign_id: int, draft: TaskDraft) -> StoreOp[int]:
    """Add a task: who does what by when."""
    return StoreOp(f"Thêm nhiệm vụ “{_short(draft.what)}”", partial(_add_task, campaign_id, draft))


def _add_task(campaign_id: int, draft: TaskDraft, action: Action) -> int:
    return targets.add_task(action, campaign_id, draft)


def set_task_done(task_id: int, day: dt.date | None, what: str) -> StoreOp[bool]:
    """Mark a task done on a day, or open again with None."""
    verb = "Hoàn thành" if day else "Mở lại"
    return StoreOp(f"{verb} nhiệm vụ “{_short(what)}”", partial(_set_task_done, task_id, day))


def _set_task_done(task_id: int, day: dt.date | None, action: Action) -> bool:
    return targets.set_task_done(action, task_id, day)


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"
