"""What was read in a plan as lines a person can accept or reject: groups of items, each with its place in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from db.milestones import KINDS, RECURRENCES
from db.vietnamese.dates import format_date, format_partial
from desktop.plans import proposal as p

_LONGEST: Final = 160
_RELATIVE: Final = {
    "campaign_end": "Khi kết thúc phong trào",
    "phase_end": "Khi kết thúc đợt",
    "launch": "Sau khi phát động",
    "issue_date": "Kể từ ngày ban hành",
}


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One line. ``item`` is the proposal's object; ``choosable`` ones can be left out of the drive.

    ``group`` is the proposal's name of its kind ("deadlines", "awards" …), ``confidence`` from 0 to 1.
    """

    text: str
    item: Any
    start: int
    end: int
    quote: str
    section: str = ""
    note: str = ""
    choosable: bool = True
    group: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """Items of one kind under their title."""

    title: str
    items: tuple[PlanItem, ...]


def groups_of(proposal: p.Proposal) -> tuple[PlanGroup, ...]:
    """The groups that have anything in them, findings first: they are what needs the officer's eye."""
    made = [
        PlanGroup(title, tuple(line_of(key, item) for item in items(proposal)))
        for title, key, items in _GROUPS
    ]
    return tuple(group for group in made if group.items)


def line_of(group: str, item: Any) -> PlanItem:
    """An item of a proposal as its line."""
    if isinstance(item, p.Finding):
        return PlanItem(item.message, item, item.start, item.end, item.quote, choosable=False, group=group)
    where = _where(item)
    notes = (getattr(item, "ambiguity", None), where.reason, getattr(item, "derived", ""))
    return PlanItem(
        shortened(_WORDS[group](item)),
        item,
        where.start,
        where.end,
        where.quote,
        where.section,
        ". ".join(note.rstrip(".") for note in notes if note),
        choosable=group != "period",
        group=group,
        confidence=where.confidence,
    )


def shortened(text: str, limit: int = _LONGEST) -> str:
    """The text on one line, cut between words where it is long."""
    text = " ".join(text.replace("*", "").split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"


def _where(item: Any) -> p.Where:
    found = item.span.where if isinstance(item, p.Phase) else item.where
    assert isinstance(found, p.Where)
    return found


def _span(period: p.Period) -> str:
    start = period.start.isoformat() if period.start else period.start_partial or _year(period.start_year)
    end = period.end.isoformat() if period.end else period.end_partial or _year(period.end_year)
    shown = [format_partial(day) if day else "chưa rõ" for day in (start, end)]
    return f"Từ {shown[0]} đến {shown[1]}"


def _year(year: int | None) -> str | None:
    return str(year) if year else None


def _window(window: p.EvidenceWindow) -> str:
    return f"Xét thành tích từ năm {window.from_year} đến năm {window.to_year}"


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
        words = _RELATIVE.get(item.relative_to, item.relative_to)
        return words[:1].upper() + words[1:]
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


def is_unset(item: Any) -> bool:
    """Whether an item is a deadline the plan gives no day to at all."""
    return isinstance(item, p.Deadline) and item.is_unset


def _with_day(proposal: p.Proposal) -> Iterable[Any]:
    return [item for item in proposal.duties if not is_unset(item)]


def _without_day(proposal: p.Proposal) -> Iterable[Any]:
    return filter(is_unset, proposal.duties)


def _one(name: str) -> Callable[[p.Proposal], Iterable[Any]]:
    def found(proposal: p.Proposal) -> Iterable[Any]:
        item = getattr(proposal, name)
        return () if item is None else (item,)

    return found


_WORDS: Final[dict[str, Callable[[Any], str]]] = {
    "period": _span,
    "evidence_window": _window,
    "phases": _phase,
    "anniversaries": _anniversary,
    "requirements": _requirement,
    "deadlines": _deadline,
    "awards": _award,
    "targets": _target,
    "tasks": _task,
}
_GROUPS: Final[tuple[tuple[str, str, Callable[[p.Proposal], Iterable[Any]]], ...]] = (
    ("Cần xem lại", "findings", attrgetter("findings")),
    ("Mốc chưa định ngày", "deadlines", _without_day),
    ("Thời gian", "period", _one("period")),
    ("Khoảng xét thành tích", "evidence_window", _one("evidence_window")),
    ("Các đợt, giai đoạn", "phases", attrgetter("phases")),
    ("Kỷ niệm", "anniversaries", attrgetter("anniversaries")),
    ("Yêu cầu đăng ký", "requirements", attrgetter("requirements")),
    ("Mốc thời hạn", "deadlines", _with_day),
    ("Khen thưởng", "awards", attrgetter("awards")),
    ("Chỉ tiêu", "targets", attrgetter("targets")),
    ("Nhiệm vụ", "tasks", attrgetter("tasks")),
)
