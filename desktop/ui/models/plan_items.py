"""What was read in a plan as lines a person can tick: groups of items, each with its place in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from db.milestones import KINDS, RECURRENCES
from db.vietnamese.dates import format_date, format_partial
from desktop.plans import proposal as p

_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One line. ``item`` is the proposal's object; ``choosable`` ones can be left out of the drive."""

    text: str
    item: object
    start: int
    end: int
    quote: str
    section: str = ""
    note: str = ""
    choosable: bool = True


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """Items of one kind under their title."""

    title: str
    items: tuple[PlanItem, ...]


def groups_of(proposal: p.Proposal) -> tuple[PlanGroup, ...]:
    """The groups that have anything in them, findings first: they are what needs the officer's eye."""
    made = [PlanGroup("Cần xem lại", tuple(map(_finding, proposal.findings)))]
    if proposal.period is not None:
        made.append(PlanGroup("Thời gian", (_period(proposal.period),)))
    if proposal.evidence_window is not None:
        made.append(PlanGroup("Khoảng xét thành tích", (_window(proposal.evidence_window),)))
    for title, items, words in _GROUPS:
        made.append(PlanGroup(title, tuple(_items(items(proposal), words))))
    return tuple(group for group in made if group.items)


def shortened(text: str, limit: int = _LONGEST) -> str:
    """The text on one line, cut between words where it is long."""
    text = " ".join(text.replace("*", "").split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"


def _items(items: Iterable[Any], words: Callable[[Any], str]) -> Iterable[PlanItem]:
    for item in items:
        where = _where(item)
        notes = (getattr(item, "ambiguity", None), where.reason)
        yield PlanItem(
            shortened(words(item)),
            item,
            where.start,
            where.end,
            where.quote,
            where.section,
            " ".join(note for note in notes if note),
        )


def _where(item: Any) -> p.Where:
    found = item.span.where if isinstance(item, p.Phase) else item.where
    assert isinstance(found, p.Where)
    return found


def _finding(finding: p.Finding) -> PlanItem:
    return PlanItem(finding.message, finding, finding.start, finding.end, finding.quote, choosable=False)


def _period(period: p.Period) -> PlanItem:
    where = period.where
    words = _span(period)
    return PlanItem(
        words, period, where.start, where.end, where.quote, where.section, period.derived, choosable=False
    )


def _span(period: p.Period) -> str:
    start = period.start.isoformat() if period.start else period.start_partial or _year(period.start_year)
    end = period.end.isoformat() if period.end else period.end_partial or _year(period.end_year)
    shown = [format_partial(day) if day else "chưa rõ" for day in (start, end)]
    return f"Từ {shown[0]} đến {shown[1]}"


def _year(year: int | None) -> str | None:
    return str(year) if year else None


def _window(window: p.EvidenceWindow) -> PlanItem:
    where = window.where
    words = f"Xét thành tích từ năm {window.from_year} đến năm {window.to_year}"
    return PlanItem(words, window, where.start, where.end, where.quote, where.section, where.reason)


def _phase(phase: p.Phase) -> str:
    span = _span(phase.span)
    return f"{phase.name}: {span[0].lower()}{span[1:]}"


def _anniversary(item: p.Anniversary) -> str:
    return f"{item.years} năm {item.name} ({format_date(item.date)})"


def _requirement(item: p.Requirement) -> str:
    joined = " hoặc " if item.rule == "any" else " và "
    asked = joined.join(f"{one.min:02d} {one.kind}" for one in item.items)
    return f"{asked} – {'; '.join(item.who) or 'mọi đơn vị'}"


def deadline_day(item: p.Deadline) -> str:
    """When a deadline falls, in words: a day, a rhythm, or what it waits for."""
    if item.recurring:
        day = f", ngày {item.day_of_month}" if item.day_of_month else ""
        return f"{RECURRENCES.get(item.recurring, item.recurring).capitalize()}{day}"
    if item.date:
        return format_date(item.date)
    if item.relative_to:
        return item.relative_to
    return f"Trong năm {item.year}" if item.year else "Chưa định ngày"


def _deadline(item: p.Deadline) -> str:
    who = f" – {item.who}" if item.who else ""
    return f"{deadline_day(item)}: {item.what or KINDS.get(item.kind, '')}{who}"


def _award(item: p.AwardLine) -> str:
    parts = (item.form, item.authority or "", item.quota or "")
    return " – ".join(part for part in parts if part)


def _target(item: p.Target) -> str:
    return item.text


def _task(item: p.Task) -> str:
    return f"{item.who}: {item.what}" if item.who else item.what


_GROUPS: Final[tuple[tuple[str, Callable[[p.Proposal], Iterable[Any]], Callable[[Any], str]], ...]] = (
    ("Các đợt, giai đoạn", lambda one: one.phases, _phase),
    ("Kỷ niệm", lambda one: one.anniversaries, _anniversary),
    ("Yêu cầu đăng ký", lambda one: one.requirements, _requirement),
    ("Mốc thời hạn", lambda one: one.deadlines, _deadline),
    ("Khen thưởng", lambda one: one.awards, _award),
    ("Chỉ tiêu", lambda one: one.targets, _target),
    ("Nhiệm vụ", lambda one: one.tasks, _task),
)
