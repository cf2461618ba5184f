"""What can be edited of each kind of item read in a plan: its fields, their values, and the item with other values."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from db.milestones import RECURRENCES
from db.vietnamese.numbers import parse_decimal
from desktop.plans import proposal as p
from desktop.ui.widgets.form_editors import Field, Kind

DEADLINE_KINDS: Final = {
    "registration": "Đăng ký mô hình, công trình",
    "report": "Báo cáo",
    "pledge": "Ký giao ước",
    "nomination_dossier": "Nộp hồ sơ khen thưởng",
    "review_6_month": "Sơ kết 6 tháng",
    "review_year": "Sơ kết, tổng kết năm",
    "launch": "Phát động",
    "award_ceremony": "Trao thưởng",
    "phase_end": "Kết thúc đợt",
    "campaign_end": "Kết thúc phong trào",
    "other": "Việc khác",
}
_WORKS: Final = (("model", "mô hình"), ("work", "công trình"), ("task", "phần việc"))
_YEAR: Final = (1900, 2200)
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Editing:
    """How one kind of item is edited. ``put`` raises nothing: what cannot be read was refused by its field."""

    fields: tuple[Field, ...]
    get: Callable[[Any], Values]
    put: Callable[[Any, Values], Any]


def _wrong_year(text: str) -> str:
    right = text.isdecimal() and _YEAR[0] <= int(text) <= _YEAR[1]
    return "" if right else "Hãy nhập năm bằng bốn chữ số, ví dụ 2023."


def _wrong_number(text: str) -> str:
    return "" if parse_decimal(text) is not None else "Hãy nhập một số, ví dụ 95 hoặc 2,5."


def _year(text: str | None) -> int | None:
    return int(text) if text and not _wrong_year(text) else None


# ---------------------------------------------------------------- deadlines


def _deadline_values(item: p.Deadline) -> Values:
    return {
        "date": item.date,
        "kind": item.kind,
        "recurring": item.recurring or "",
        "day_of_month": item.day_of_month,
        "what": item.what.replace("*", ""),
        "who": item.who,
    }


def _with_deadline(item: p.Deadline, values: Values) -> p.Deadline:
    day: dt.date | None = values["date"]
    given = day is not None and day != item.date
    return dataclasses.replace(
        item,
        date=day,
        kind=values["kind"] or item.kind,
        recurring=values["recurring"] or None,
        day_of_month=values["day_of_month"],
        what=values["what"] or item.what,
        who=values["who"] or "",
        # A day the officer sets is a day: nothing is waited for any more, and the doubt is settled.
        precision=None if given else item.precision,
        relative_to=None if given else item.relative_to,
        ambiguity=None if given else item.ambiguity,
    )


# ---------------------------------------------------------------- time


def _period_values(item: p.Period) -> Values:
    def end_of(day: dt.date | None, partial: str | None, year: int | None) -> str | None:
        return day.isoformat() if day else partial or (str(year) if year else None)

    return {
        "start": end_of(item.start, item.start_partial, item.start_year),
        "end": end_of(item.end, item.end_partial, item.end_year),
    }


def _with_period(item: p.Period, values: Values) -> p.Period:
    if values == _period_values(item):
        return item
    start, end = values["start"], values["end"]
    return dataclasses.replace(
        item,
        start=_whole_day(start),
        end=_whole_day(end),
        start_partial=start,
        end_partial=end,
        start_year=int(start[:4]) if start else None,
        end_year=int(end[:4]) if end else None,
        derived="",
    )


def _whole_day(partial: str | None) -> dt.date | None:
    return dt.date.fromisoformat(partial) if partial and len(partial) == len("2023-08-15") else None


def _phase_values(item: p.Phase) -> Values:
    return {"name": item.name, **_period_values(item.span)}


def _with_phase(item: p.Phase, values: Values) -> p.Phase:
    span = {key: values[key] for key in ("start", "end")}
    return p.Phase(values["name"] or item.name, _with_period(item.span, span))


def _anniversary_values(item: p.Anniversary) -> Values:
    return {"name": item.name, "years": item.years, "date": item.date}


def _with_anniversary(item: p.Anniversary, values: Values) -> p.Anniversary:
    return dataclasses.replace(
        item,
        name=values["name"] or item.name,
        years=values["years"] or item.years,
        date=values["date"] or item.date,
    )


def _window_values(item: p.EvidenceWindow) -> Values:
    return {"from_year": str(item.from_year), "to_year": str(item.to_year)}


def _with_window(item: p.EvidenceWindow, values: Values) -> p.EvidenceWindow:
    first, last = _year(values["from_year"]), _year(values["to_year"])
    return dataclasses.replace(item, from_year=first or item.from_year, to_year=last or item.to_year)


# ---------------------------------------------------------------- what is asked and offered


def _requirement_values(item: p.Requirement) -> Values:
    least = {one.kind: one.min for one in item.items}
    return {
        "rule": item.rule,
        **{key: least.get(word) for key, word in _WORKS},
        "who": "; ".join(item.who),
    }


def _with_requirement(item: p.Requirement, values: Values) -> p.Requirement:
    if values == _requirement_values(item):
        return item
    works = tuple(p.RequirementItem(word, values[key]) for key, word in _WORKS if values[key])
    who = tuple(part.strip() for part in (values["who"] or "").split(";") if part.strip())
    return dataclasses.replace(
        item, rule=values["rule"] or item.rule, items=works or item.items, who=who, ambiguity=None
    )


def _award_values(item: p.AwardLine) -> Values:
    return {
        "form": item.form,
        "authority": item.authority or "",
        "objects": ", ".join(item.objects),
        "quota": item.quota or "",
    }


def _with_award(item: p.AwardLine, values: Values) -> p.AwardLine:
    objects = tuple(part.strip() for part in (values["objects"] or "").split(",") if part.strip())
    return dataclasses.replace(
        item,
        form=values["form"] or item.form,
        authority=values["authority"],
        objects=objects,
        quota=values["quota"],
    )


def _target_values(item: p.Target) -> Values:
    return {"text": item.text, "value": f"{item.value:.15g}".replace(".", ","), "unit": item.unit}


def _with_target(item: p.Target, values: Values) -> p.Target:
    number = parse_decimal(values["value"] or "")
    return dataclasses.replace(
        item,
        text=values["text"] or item.text,
        value=item.value if number is None else float(number),
        unit=values["unit"] or "",
    )


def _task_values(item: p.Task) -> Values:
    return {"who": item.who, "what": item.what.replace("*", "")}


def _with_task(item: p.Task, values: Values) -> p.Task:
    return dataclasses.replace(item, who=values["who"] or "", what=values["what"] or item.what)


_RHYTHMS: Final = (("", "Không lặp lại"), *((key, word.capitalize()) for key, word in RECURRENCES.items()))
_RULES: Final = (("any", "Một trong các loại (hoặc)"), ("all", "Đủ các loại (và)"))

EDITINGS: Final[dict[str, Editing]] = {
    "deadlines": Editing(
        (
            Field("date", "Ngà&y", Kind.DATE, tooltip="Để trống là chưa định ngày"),
            Field("kind", "&Loại mốc", Kind.CHOICE, required=True, choices=tuple(DEADLINE_KINDS.items())),
            Field("recurring", "Lặ&p lại", Kind.CHOICE, choices=_RHYTHMS),
            Field("day_of_month", "Ngày t&rong tháng", Kind.NUMBER, width=96),
            Field("what", "&Việc phải làm", required=True),
            Field("who", "&Ai phải làm"),
        ),
        _deadline_values,
        _with_deadline,
    ),
    "period": Editing(
        (
            Field("start", "Bắt đầ&u", Kind.PARTIAL_DATE),
            Field("end", "&Kết thúc", Kind.PARTIAL_DATE),
        ),
        _period_values,
        _with_period,
    ),
    "phases": Editing(
        (
            Field("name", "Tên đợt, &giai đoạn", required=True),
            Field("start", "Bắt đầ&u", Kind.PARTIAL_DATE),
            Field("end", "&Kết thúc", Kind.PARTIAL_DATE),
        ),
        _phase_values,
        _with_phase,
    ),
    "anniversaries": Editing(
        (
            Field("name", "&Kỷ niệm", required=True),
            Field("years", "Bao nhiê&u năm", Kind.NUMBER, width=96),
            Field("date", "Ngà&y", Kind.DATE),
        ),
        _anniversary_values,
        _with_anniversary,
    ),
    "evidence_window": Editing(
        (
            Field("from_year", "Từ nă&m", required=True, check=_wrong_year, width=96),
            Field("to_year", "Đến năm", required=True, check=_wrong_year, width=96),
        ),
        _window_values,
        _with_window,
    ),
    "requirements": Editing(
        (
            Field("rule", "&Cách tính", Kind.CHOICE, required=True, choices=_RULES),
            Field("model", "&Mô hình", Kind.NUMBER, width=96),
            Field("work", "Công t&rình", Kind.NUMBER, width=96),
            Field("task", "&Phần việc", Kind.NUMBER, width=96),
            Field("who", "Đơn &vị nào", hint="cách nhau bằng dấu chấm phẩy"),
        ),
        _requirement_values,
        _with_requirement,
    ),
    "awards": Editing(
        (
            Field("form", "Hình thứ&c", required=True),
            Field("authority", "Ai &quyết định"),
            Field("objects", "Đối tượn&g", hint="cá nhân, tập thể, hộ gia đình"),
            Field("quota", "&Số lượng"),
        ),
        _award_values,
        _with_award,
    ),
    "targets": Editing(
        (
            Field("text", "&Chỉ tiêu", required=True),
            Field("value", "&Số", required=True, check=_wrong_number, width=120),
            Field("unit", "Đơn &vị tính", width=160),
        ),
        _target_values,
        _with_target,
    ),
    "tasks": Editing(
        (Field("who", "&Ai phải làm"), Field("what", "&Việc phải làm", required=True)),
        _task_values,
        _with_task,
    ),
}
"""By the proposal's name of the kind; findings cannot be edited."""
