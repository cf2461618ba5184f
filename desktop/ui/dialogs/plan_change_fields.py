"""What can be edited of the changes a later paper asks for, and how a question about a unit is answered."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Final

from db.vietnamese.dates import format_date
from desktop.plans.compare import CHANGED
from desktop.plans.later import AwardChange, MilestoneChange
from desktop.ui.dialogs.plan_fields import Editing, Values
from desktop.ui.models.plan_reading import ADD_UNIT, LEAVE_UNIT, UnitAnswer
from desktop.ui.widgets.form_editors import Field, Kind


def _change_values(item: MilestoneChange) -> Values:
    return {"day": item.draft.day, "what": item.draft.what, "who": item.draft.who}


def _with_change(item: MilestoneChange, values: Values) -> MilestoneChange:
    if values == _change_values(item):
        return item
    day: dt.date | None = values["day"]
    draft = dataclasses.replace(
        item.draft, day=day, what=values["what"] or item.draft.what, who=values["who"] or ""
    )
    name, _, _ = item.sentence.rpartition(": ")
    before = item.milestone.day if item.milestone else None
    days = [format_date(one) if one else "chưa định ngày" for one in (before, day)]
    told = " → ".join(days) if item.milestone else f"{days[1]} (mốc mới)"
    status = item.status if item.milestone is None else CHANGED
    return dataclasses.replace(item, draft=draft, status=status, sentence=f"{name}: {told}")


_QUOTAS: Final = ("quota_individual", "quota_collective", "quota_household")


def _quota_values(item: AwardChange) -> Values:
    return {name: getattr(item.draft, name) for name in _QUOTAS}


def _with_quotas(item: AwardChange, values: Values) -> AwardChange:
    if values == _quota_values(item):
        return item
    draft = dataclasses.replace(item.draft, **values)
    words = ("cá nhân", "tập thể", "hộ gia đình")
    told = ", ".join(
        f"{values[name]} {word}"
        for name, word in zip(_QUOTAS, words, strict=True)
        if values[name] is not None
    )
    name, _, _ = item.sentence.rpartition(": ")
    status = item.status if item.award is None else CHANGED
    return dataclasses.replace(
        item,
        draft=draft,
        status=status,
        sentence=f"{name or draft.form_name}: {told or 'không nêu số lượng'}",
    )


def unit_editing(answer: UnitAnswer) -> Editing:
    """The answers a question about a unit can have."""
    choices = (
        *((str(unit.id), f"Là “{unit.name}” trong sổ") for unit in answer.match.choices),
        (ADD_UNIT, "Thêm đơn vị này vào sổ"),
        (LEAVE_UNIT, "Để nguyên chữ, không gắn với đơn vị nào"),
    )
    field = Field("answer", "Đơn &vị này", Kind.CHOICE, choices=choices)
    return Editing((field,), _answer_values, _with_answer)


def _answer_values(item: UnitAnswer) -> Values:
    return {"answer": item.answer}


def _with_answer(item: UnitAnswer, values: Values) -> UnitAnswer:
    return dataclasses.replace(item, answer=values["answer"] or "")


CHANGE_EDITINGS: Final[dict[str, Editing]] = {
    "changes": Editing(
        (
            Field("day", "Ngà&y", Kind.DATE, tooltip="Để trống là chưa định ngày"),
            Field("what", "&Việc phải làm", required=True),
            Field("who", "&Ai phải làm"),
        ),
        _change_values,
        _with_change,
    ),
    "award_changes": Editing(
        (
            Field("quota_individual", "&Cá nhân", Kind.NUMBER, width=96),
            Field("quota_collective", "Tập thể", Kind.NUMBER, width=96),
            Field("quota_household", "Hộ gia đình", Kind.NUMBER, width=96),
        ),
        _quota_values,
        _with_quotas,
    ),
}
"""By the kind of the change."""
