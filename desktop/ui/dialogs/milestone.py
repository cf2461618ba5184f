"""A milestone of a drive, and what units must register by one."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from db import milestones, units
from db.milestones import (
    DIRECTIONS,
    KINDS,
    RECURRENCES,
    Milestone,
    MilestoneDraft,
    Requirement,
    RequirementDraft,
)
from db.vietnamese.dates import format_date
from desktop.ui.dialogs.record import RecordDialog, Values
from desktop.ui.operations import campaigns as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_FIELDS: Final = (
    Field("what", "&Việc phải làm", required=True),
    Field("kind", "&Loại mốc", Kind.CHOICE, required=True, choices=tuple(KINDS.items())),
    Field("direction", "&Ai nợ ai", Kind.CHOICE, required=True, choices=tuple(DIRECTIONS.items())),
    Field("day", "&Ngày", Kind.DATE, width=200, tooltip="Để trống là chưa định ngày"),
    Field(
        "recurrence",
        "Lặ&p lại",
        Kind.CHOICE,
        choices=(("", "Không lặp lại"), *((key, word.capitalize()) for key, word in RECURRENCES.items())),
    ),
    Field("recurrence_day", "Ngày &trong tháng", Kind.NUMBER, width=120),
    Field("relative_text", "Tính t&heo", hint="ví dụ: 5 ngày sau khi có kế hoạch của thành phố"),
    Field("who", "Ai phải là&m"),
    Field("quote", "&Câu trong kế hoạch", Kind.LINES, lines=3),
)
_KEPT: Final = ("what", "kind", "direction", "day", "recurrence_day", "relative_text", "who", "quote")


def milestone_dialog(
    session: Session, campaign_id: int, milestone: Milestone | None, parent: QWidget
) -> RecordDialog:
    """Add a milestone (None) or change one."""
    values: dict[str, Any] = {"kind": "report", "direction": "from_units", "recurrence": ""}
    if milestone is not None:
        values = {key: getattr(milestone, key) for key in _KEPT}
        values["recurrence"] = milestone.recurrence or ""
    made = RecordDialog(
        session,
        "Sửa mốc thời hạn" if milestone else "Thêm mốc thời hạn",
        _FIELDS,
        partial(_save, campaign_id, milestone),
        values,
        parent,
        width=640,
    )
    made.setObjectName("milestoneDialog")
    return made


def _save(campaign_id: int, old: Milestone | None, values: Values) -> StoreOp[Any]:
    quote = values["quote"] or ""
    same = old is not None and old.quote == quote
    draft = MilestoneDraft(
        kind=values["kind"],
        what=values["what"] or "",
        day=values["day"],
        who=values["who"] or "",
        direction=values["direction"],
        recurrence=values["recurrence"] or None,
        recurrence_day=values["recurrence_day"],
        relative_text=values["relative_text"] or "",
        quote=quote,
        quote_start=old.quote_start if old and same else None,
        quote_end=old.quote_end if old and same else None,
        section=old.section if old else "",
    )
    return operations.save_milestone(campaign_id, draft, old.id if old else None)


def _requirement_fields(due: tuple[tuple[int, str], ...]) -> tuple[Field, ...]:
    head = (
        Field("name", "&Tên yêu cầu", hint="Tự đặt theo số lượng"),
        Field("who", "Đơn &vị nào", hint="ví dụ: các ngành, tổ dân phố; để trống là mọi đơn vị"),
        Field(
            "rule",
            "&Cách tính",
            Kind.CHOICE,
            required=True,
            choices=(("any", "Một trong các loại dưới đây (hoặc)"), ("all", "Đủ các loại dưới đây (và)")),
        ),
        Field("min_model", "&Mô hình", Kind.NUMBER, width=120),
        Field("min_work", "Côn&g trình", Kind.NUMBER, width=120),
        Field("min_task", "&Phần việc", Kind.NUMBER, width=120),
    )
    if not due:
        return head
    return (*head, Field("milestone_id", "Hạ&n theo mốc", Kind.CHOICE, choices=due))


def requirement_dialog(
    session: Session, campaign_id: int, requirement: Requirement | None, parent: QWidget
) -> RecordDialog:
    """Add what units must register (None), due on one of the drive's milestones, or change it."""
    due: tuple[tuple[int, str], ...] = ()
    values: dict[str, Any] = {"rule": "any", "min_model": 1, "min_work": 1}
    if requirement is None:
        due = tuple(
            (one.id, f"{_day(one.day)}: {one.what}")
            for one in milestones.list_milestones(session.con, campaign_id)
        )
    else:
        keys = ("name", "who", "rule", "min_model", "min_work", "min_task")
        values = {key: getattr(requirement, key) for key in keys}
    made = RecordDialog(
        session,
        "Sửa yêu cầu đăng ký" if requirement else "Thêm yêu cầu đăng ký",
        _requirement_fields(due),
        partial(_save_requirement, campaign_id, requirement),
        values,
        parent,
    )
    made.setObjectName("requirementDialog")
    return made


def _day(day: dt.date | None) -> str:
    return format_date(day) if day else "chưa định ngày"


def _save_requirement(campaign_id: int, old: Requirement | None, values: Values) -> StoreOp[Any]:
    who = values["who"] or ""
    # Kinds the officer settled for a plan's phrase stay as long as the phrase does.
    kinds = old.unit_kinds if old is not None and old.who == who else units.kinds_named([who])
    draft = RequirementDraft(
        rule=values["rule"],
        min_model=values["min_model"] or 0,
        min_work=values["min_work"] or 0,
        min_task=values["min_task"] or 0,
        name=values["name"] or "",
        who=who,
        unit_kinds=kinds,
        quote=old.quote if old else "",
        ambiguity=old.ambiguity if old else "",
        milestone=0 if values.get("milestone_id") else None,
    )
    return operations.save_requirement(
        campaign_id, draft, old.id if old else None, values.get("milestone_id")
    )
