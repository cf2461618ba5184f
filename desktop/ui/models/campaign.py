"""Columns of the tables that show a drive: milestones, requirements, award lines, tasks, duties, papers."""

from __future__ import annotations

from typing import Any, Final

from db import units
from db.board import Cell
from db.campaigns import (
    DOCUMENT_ROLES,
    DOCUMENT_TYPES,
    WINDOW_MODES,
    Campaign,
    CampaignAward,
    CampaignDocument,
)
from db.catalogues import OBJECT_KINDS
from db.milestones import DIRECTIONS, KINDS, RECURRENCES, Milestone, Requirement, requirement_name
from db.targets import Task
from db.vietnamese.dates import format_date, format_partial
from desktop.ui.models.board import facts_of
from desktop.ui.models.marks import Badge, badge_of
from desktop.ui.models.table import Align, Column


def row_id(row: Any) -> int:
    """Every row of these tables is named by its id in the register."""
    return int(row.id)


def duty_id(cell: Cell) -> int:
    """A duty is named by its obligation."""
    return cell.obligation_id


def span(start: str | None, end: str | None) -> str:
    """When a drive runs, as far as it is known."""
    shown = [format_partial(day) for day in (start, end) if day]
    return " – ".join(shown) or "chưa định thời gian"


def _campaign_title(campaign: Campaign) -> str:
    return campaign.shown


def _campaign_tip(campaign: Campaign) -> str:
    ended = f"\nĐã kết thúc {format_date(campaign.closed_date)}" if campaign.closed_date else ""
    return f"{campaign.title}\n{campaign.code}, {span(campaign.start_on, campaign.end_on)}{ended}"


def _campaign_icon(campaign: Campaign) -> str | None:
    return "check" if campaign.closed_date else "flag"


CAMPAIGNS: Final[tuple[Column[Campaign], ...]] = (
    Column(
        "title",
        "Phong trào",
        _campaign_title,
        stretch=True,
        width=180,
        tooltip=_campaign_tip,
        icon=_campaign_icon,
    ),
)


def milestone_day(milestone: Milestone) -> str:
    """When a milestone falls, in words."""
    if milestone.recurrence:
        day = f", ngày {milestone.recurrence_day}" if milestone.recurrence_day else ""
        return f"{RECURRENCES[milestone.recurrence].capitalize()}{day}"
    if milestone.day:
        return format_date(milestone.day)
    return milestone.relative_text or "Chưa định ngày"


def _milestone_order(milestone: Milestone) -> str | None:
    return milestone.day.isoformat() if milestone.day else None


MILESTONES: Final[tuple[Column[Milestone], ...]] = (
    Column("day", "Ngày", milestone_day, width=116, sort_key=_milestone_order),
    Column("what", "Việc", lambda one: one.what, width=180, stretch=True),
    Column("kind", "Loại mốc", lambda one: KINDS[one.kind], width=130),
    Column("direction", "Ai nợ ai", lambda one: DIRECTIONS[one.direction], width=138),
)


def _asked(requirement: Requirement) -> str:
    return requirement_name(
        requirement.min_model, requirement.min_work, requirement.min_task, requirement.rule
    )


def _kinds(requirement: Requirement) -> str:
    return ", ".join(units.KINDS[kind] for kind in requirement.unit_kinds) or "Mọi đơn vị"


REQUIREMENTS: Final[tuple[Column[Requirement], ...]] = (
    Column("due", "Hạn", lambda one: one.due, width=104),
    Column("asked", "Phải đăng ký", _asked, width=210),
    Column("kinds", "Đơn vị phải đăng ký", _kinds, width=180, stretch=True, tooltip=_kinds),
)


def _window(award: CampaignAward) -> str:
    if not award.window_start and not award.window_end:
        return ""
    return f"{award.window_start or '…'}–{award.window_end or '…'}"


def _window_tip(award: CampaignAward) -> str:
    years = f", {award.window_years} năm" if award.window_years else ""
    return f"{WINDOW_MODES[award.window_mode]}{years}"


def _quota(award: CampaignAward) -> str:
    parts = (
        (award.quota_individual, "cá nhân"),
        (award.quota_collective, "tập thể"),
        (award.quota_household, "hộ"),
        (award.quota_total, "tổng số"),
    )
    return ", ".join(f"{number} {word}" for number, word in parts if number is not None)


def _objects(award: CampaignAward) -> str:
    return ", ".join(OBJECT_KINDS[kind] for kind in award.object_kinds if kind in OBJECT_KINDS)


AWARDS: Final[tuple[Column[CampaignAward], ...]] = (
    Column("form", "Hình thức", lambda one: one.form_name, width=150, stretch=True),
    Column("objects", "Đối tượng", _objects, width=130, tooltip=_objects),
    Column("window", "Năm xét", _window, align=Align.CENTRE, width=104, tooltip=_window_tip),
    Column("quota", "Số lượng", _quota, width=190, tooltip=_quota),
)


def _done(task: Task) -> str:
    return f"Xong {format_date(task.done_date)}" if task.done_date else "Chưa xong"


TASKS: Final[tuple[Column[Task], ...]] = (
    Column("who", "Ai làm", lambda one: one.who, width=140),
    Column("what", "Nhiệm vụ", lambda one: one.what, width=200, stretch=True),
    Column("due", "Hạn", lambda one: one.due_date, width=104),
    Column("done", "Kết quả", _done, width=146, icon=lambda one: "check" if one.done_date else None),
)


def _owner(cell: Cell) -> str:
    return cell.unit or {"to_superior": "Ta nợ cấp trên", "inside": "Trong cơ quan"}.get(cell.direction, "")


def _due(cell: Cell) -> object:
    return cell.status.due


def _badge(cell: Cell) -> Badge:
    return badge_of(cell.status)


DUTIES: Final[tuple[Column[Cell], ...]] = (
    Column("due", "Hạn", _due, width=104),
    Column("what", "Phải nộp", lambda one: one.requirement, width=180, stretch=True),
    Column("owner", "Đơn vị", _owner, width=210),
    Column(
        "state",
        "Trạng thái",
        lambda one: one.words,
        width=160,
        badge=_badge,
        tooltip=lambda one: "\n".join(facts_of(one)),
    ),
)


def _number(document: CampaignDocument) -> str:
    return document.number or "(không số)"


def _document_day(document: CampaignDocument) -> str:
    return format_partial(document.day) if document.day else ""


DOCUMENTS: Final[tuple[Column[CampaignDocument], ...]] = (
    Column("number", "Số, ký hiệu", _number, width=130),
    Column("day", "Ngày", _document_day, width=104, sort_key=lambda one: one.day),
    Column("role", "Vai trò", lambda one: DOCUMENT_ROLES[one.role], width=150),
    Column("type", "Loại", lambda one: DOCUMENT_TYPES[one.type], width=90),
    Column(
        "summary",
        "Trích yếu",
        lambda one: one.summary or one.issuer,
        width=180,
        stretch=True,
        icon=lambda one: "paperclip" if one.attachment_id else None,
    ),
)
