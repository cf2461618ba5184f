"""What was read out of a plan: values beside the sentence they stand in. Immutable; nothing is invented.

Every item carries a :class:`Where`: offsets of its quote in the shown text, section path, confidence and its
reason in words. ``to_json`` gives the keys of the command ``read-plan --json``.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, Final

SURE: Final = 0.95
LIKELY: Final = 0.8
DOUBTFUL: Final = 0.5


def _iso(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None


@dataclass(frozen=True, slots=True)
class Where:
    """Where an item stands in the shown text, and how sure the reader is."""

    quote: str
    """``text[start:end]`` exactly, OCR faults and asterisks included."""
    start: int
    end: int
    section: str = ""
    """Section path: "III.2.a"; "" before the first number."""
    confidence: float = LIKELY
    """0 to 1."""
    reason: str = ""
    """Why no more than that, in Vietnamese; "" when nothing is doubtful."""

    def to_json(self) -> dict[str, Any]:
        """quote, start, end, section, confidence, reason."""
        return {
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "section": self.section,
            "confidence": self.confidence,
            "reason": self.reason,
        }

    def to_json_beside_dates(self) -> dict[str, Any]:
        """The same where ``start`` and ``end`` are dates: the offsets are named quote_start and quote_end."""
        values = self.to_json()
        values["quote_start"] = values.pop("start")
        values["quote_end"] = values.pop("end")
        return values


@dataclass(frozen=True, slots=True)
class Anniversary:
    """kỷ niệm N năm …: the day celebrated and how many years."""

    name: str
    years: int
    date: datetime.date
    where: Where

    def to_json(self) -> dict[str, Any]:
        """name, years, date and the place."""
        return {"name": self.name, "years": self.years, "date": _iso(self.date), **self.where.to_json()}


@dataclass(frozen=True, slots=True)
class Period:
    """When the drive, or one of its phases, runs. Days are None where the text gives only months or years."""

    where: Where
    start: datetime.date | None = None
    end: datetime.date | None = None
    start_partial: str | None = None
    """"2025-03" or "2025" when no day is given (or the day itself)."""
    end_partial: str | None = None
    start_year: int | None = None
    end_year: int | None = None
    derived: str = ""
    """How a day was derived when no sentence states it, in Vietnamese; "" when it is written."""
    start_where: Where | None = None
    """Where the first day stands when it is in another sentence than the last."""

    def to_json(self) -> dict[str, Any]:
        """start, end, start_year, end_year, partial dates, derived; no place."""
        return {
            "start": _iso(self.start),
            "end": _iso(self.end),
            "start_partial": self.start_partial,
            "end_partial": self.end_partial,
            "start_year": self.start_year,
            "end_year": self.end_year,
            "derived": self.derived or None,
        }


@dataclass(frozen=True, slots=True)
class Phase:
    """Đợt 1, Giai đoạn 2 … with its span."""

    name: str
    span: Period

    def to_json(self) -> dict[str, Any]:
        """name, the span and the place."""
        return {"name": self.name, **self.span.to_json(), **self.span.where.to_json_beside_dates()}


@dataclass(frozen=True, slots=True)
class EvidenceWindow:
    """The years whose achievements count when awards are judged."""

    from_year: int
    to_year: int
    where: Where
    also: tuple[Where, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """from_year, to_year, the place and ``also_quote`` when the text says it twice."""
        return {
            "from_year": self.from_year,
            "to_year": self.to_year,
            "also_quote": self.also[0].quote if self.also else None,
            **self.where.to_json(),
        }


@dataclass(frozen=True, slots=True)
class RequirementItem:
    """A kind of model work (mô hình, công trình, phần việc) and the least number of it."""

    kind: str
    min: int

    def to_json(self) -> dict[str, Any]:
        """Kind and min."""
        return {"kind": self.kind, "min": self.min}


@dataclass(frozen=True, slots=True)
class Requirement:
    """Who must register or build how many model works."""

    who: tuple[str, ...]
    items: tuple[RequirementItem, ...]
    rule: str
    """any ("hoặc") or all ("và")."""
    where: Where
    also: tuple[Where, ...] = ()
    ambiguity: str | None = None
    """What the officer must decide, in Vietnamese."""

    def to_json(self) -> dict[str, Any]:
        """who, items, rule, ambiguity, the place and also_quote."""
        return {
            "who": list(self.who),
            "items": [item.to_json() for item in self.items],
            "rule": self.rule,
            "ambiguity": self.ambiguity,
            "also_quote": self.also[0].quote if self.also else None,
            **self.where.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Deadline:
    """One dated, recurring or relative obligation."""

    date: datetime.date | None
    kind: str
    who: str
    what: str
    where: Where
    recurring: str | None = None
    precision: str | None = None
    """year, month, quarter or around when the text gives no day; None when it gives one."""
    year: int | None = None
    relative_to: str | None = None
    day_of_month: int | None = None
    also: tuple[Where, ...] = ()
    ambiguity: str | None = None
    derived: str = ""
    """How the day was counted when no sentence states it, in Vietnamese; "" when it is written."""

    @property
    def is_unset(self) -> bool:
        """Whether the text gives it no time at all: no day, no rhythm, no event, no year."""
        return not (self.date or self.recurring or self.relative_to or self.year)

    def to_json(self) -> dict[str, Any]:
        """All fields and the place."""
        return {
            "date": _iso(self.date),
            "kind": self.kind,
            "who": self.who,
            "what": self.what,
            "recurring": self.recurring,
            "precision": self.precision,
            "year": self.year,
            "relative_to": self.relative_to,
            "day_of_month": self.day_of_month,
            "ambiguity": self.ambiguity,
            "also_quote": self.also[0].quote if self.also else None,
            "derived": self.derived or None,
            **self.where.to_json(),
        }


@dataclass(frozen=True, slots=True)
class AwardLine:
    """A form of commendation the drive offers, who decides it, for whom, how many."""

    form: str
    authority: str | None
    objects: tuple[str, ...]
    quota: str | None
    where: Where

    def to_json(self) -> dict[str, Any]:
        """form, authority, objects, quota and the place."""
        return {
            "form": self.form,
            "authority": self.authority,
            "objects": list(self.objects),
            "quota": self.quota,
            **self.where.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Target:
    """A numeric goal."""

    text: str
    value: float
    value_max: float | None
    unit: str
    by: str | None
    """ISO date or year, None when the text sets none."""
    where: Where

    def to_json(self) -> dict[str, Any]:
        """text, value, value_max, unit, by and the place."""
        return {
            "text": self.text,
            "value": self.value,
            "value_max": self.value_max,
            "unit": self.unit,
            "by": self.by,
            **self.where.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Task:
    """Who does what under "Tổ chức thực hiện"."""

    who: str
    what: str
    where: Where

    def to_json(self) -> dict[str, Any]:
        """who, what and the place."""
        return {"who": self.who, "what": self.what, **self.where.to_json()}


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: name (None when the text lacks it), title, and the form as printed."""

    name: str | None
    title: str | None
    form: str

    def to_json(self) -> dict[str, Any]:
        """name, title, form."""
        return {"name": self.name, "title": self.title, "form": self.form}


@dataclass(frozen=True, slots=True)
class NotDeadline:
    """A day found in the text that is no deadline, and why."""

    text: str
    why: str
    start: int
    end: int

    def to_json(self) -> dict[str, Any]:
        """text, why and offsets."""
        return {"text": self.text, "why": self.why, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the officer should look at: code for programs, sentence for people, place in the text."""

    code: str
    """after_end, before_plan, weekend, holiday, conflict, no_such_day, anniversary_years, ambiguity."""
    message: str
    start: int
    end: int
    quote: str

    def to_json(self) -> dict[str, Any]:
        """code, message, offsets, quote."""
        return {
            "code": self.code,
            "message": self.message,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
        }


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the body of the plan."""

    issuer: str | None = None
    issuer_parent: str | None = None
    number: str | None = None
    date: datetime.date | None = None
    date_partial: str | None = None
    place: str | None = None
    title: str | None = None
    theme: str | None = None
    paper: str = ""
    """Type of paper as its title prints it ("KẾ HOẠCH", "CHỈ THỊ", "CÔNG VĂN"); "" when none is printed."""
    purpose: str = "launch"
    """launch, or change for a later paper about a drive that runs (extension, quotas, dossier day)."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything read from one plan; the officer accepts or rejects each item."""

    text: str
    """The shown text the offsets count in."""
    heading: Heading
    origin: str = ""
    note: str = ""
    anniversaries: tuple[Anniversary, ...] = ()
    period: Period | None = None
    phases: tuple[Phase, ...] = ()
    evidence_window: EvidenceWindow | None = None
    requirements: tuple[Requirement, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    awards: tuple[AwardLine, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    signer: Signer = field(default_factory=lambda: Signer(None, None, ""))
    recipients: tuple[str, ...] = ()
    not_deadlines: tuple[NotDeadline, ...] = ()
    findings: tuple[Finding, ...] = ()
    undated: tuple[Deadline, ...] = ()
    """Duties the text gives no time at all, for the officer to set: never a day, never part of ``deadlines``."""

    @property
    def duties(self) -> tuple[Deadline, ...]:
        """``deadlines``, then ``undated``: everything that becomes a milestone."""
        return self.deadlines + self.undated

    def to_json(self) -> dict[str, Any]:
        """The stable keys of ``read-plan --json``."""
        head = self.heading
        return {
            "issuer": head.issuer,
            "issuer_parent": head.issuer_parent,
            "number": head.number,
            "date": _iso(head.date),
            "date_partial": head.date_partial,
            "title": head.title,
            "place": head.place,
            "theme": head.theme,
            "anniversaries": [item.to_json() for item in self.anniversaries],
            **self._period_json(),
            "phases": [phase.to_json() for phase in self.phases],
            "evidence_window": self.evidence_window.to_json() if self.evidence_window else None,
            "requirements": [item.to_json() for item in self.requirements],
            "deadlines": [item.to_json() for item in self.deadlines],
            "undated": [item.to_json() for item in self.undated],
            "awards": [item.to_json() for item in self.awards],
            "targets": [item.to_json() for item in self.targets],
            "signer": self.signer.to_json(),
            "recipients": list(self.recipients),
            "tasks": [item.to_json() for item in self.tasks],
            "not_deadlines": [item.to_json() for item in self.not_deadlines],
            "findings": [item.to_json() for item in self.findings],
            "origin": self.origin or None,
            "note": self.note or None,
        }

    def _period_json(self) -> dict[str, Any]:
        if self.period is None:
            return {
                "period": {"start": None, "end": None, "start_year": None, "end_year": None},
                "period_quote": None,
            }
        where = self.period.where
        return {
            "period": {
                **self.period.to_json(),
                "quote_start": where.start,
                "quote_end": where.end,
                "section": where.section,
                "confidence": where.confidence,
                "reason": where.reason,
            },
            "period_quote": where.quote,
        }
