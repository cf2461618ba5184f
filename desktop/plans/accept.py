"""From what was read in a plan to a drive to be written: the officer's choice of items as a ``CampaignDraft``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeVar

from db import catalogues, organizations, units
from db.campaigns import AwardDraft, CampaignDraft, DocumentDraft, PhaseDraft
from db.milestones import KINDS, RECURRENCES, MilestoneDraft, RequirementDraft
from db.resources import read_json
from db.targets import TargetDraft, TaskDraft
from db.vietnamese.dates import format_date, format_partial
from db.vietnamese.text import clean, fold
from desktop.plans import proposal as p
from desktop.plans import source, vocabulary
from desktop.plans.read import read_plan

Item = TypeVar("Item")

# Kinds of deadlines as a plan reader names them, and the milestones they become.
_KINDS = {
    "registration": "registration",
    "report": "report",
    "pledge": "pledge",
    "phase_end": "phase_end",
    "campaign_end": "end",
    "nomination_dossier": "dossier",
    "launch": "launch",
    "award_ceremony": "ceremony",
    "review_6_month": "review",
    "review_year": "review",
}
# Kinds nobody hands anything in for: they are remembered, not owed.
_ONLY_REMEMBERED = frozenset({"launch", "end", "phase_end", "ceremony", "other", "registration"})
_INSIDE = ("van phong", "cong chuc", "bo phan", "thuong truc hoi dong", "phong noi vu", "phong van hoa")


def reading_of_file(path: Path) -> p.Proposal:
    """What a plan file says.

    Raises:
        Refused: no such file, not a format that can be read, or no plan.
    """
    return read_plan(source.read_file(path), holidays=law_holidays())


@cache
def law_holidays() -> dict[datetime.date, str]:
    """Days off by law that came with the program: day -> name; a store may know more."""
    rows = read_json("law/holiday.json")["rows"]
    return {datetime.date.fromisoformat(row["day"]): str(row["name"]) for row in rows}


def draft_from_file(path: Path) -> CampaignDraft:
    """A plan file as a drive with every proposal accepted."""
    return draft_of(reading_of_file(path), file_name=path.name)


def draft_of(
    proposal: p.Proposal, *, rejected: Collection[object] = (), file_name: str = ""
) -> CampaignDraft:
    """The accepted items of a proposal as a drive; ``rejected`` holds the item objects left out."""

    def kept(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(item for item in items if not any(item is other for other in rejected))

    deadlines = kept(proposal.duties)
    window = proposal.evidence_window
    if window is not None and any(window is other for other in rejected):
        window = None
    start, end = _span(proposal.period)
    return CampaignDraft(
        title=drive_title(proposal.heading.title or "Phong trào thi đua chưa đặt tên"),
        theme=_plain(proposal.heading.theme or ""),
        start_on=start,
        end_on=end,
        document=_document(proposal, file_name),
        anniversaries=tuple((a.name, a.years, a.date) for a in kept(proposal.anniversaries)),
        phases=tuple(_phase(phase) for phase in kept(proposal.phases)),
        milestones=tuple(_milestone(d, proposal.heading.issuer or "") for d in deadlines),
        requirements=tuple(_requirement(r, deadlines) for r in kept(proposal.requirements)),
        awards=tuple(_award(a, window) for a in kept(proposal.awards)),
        targets=tuple(_target(t) for t in kept(proposal.targets)),
        tasks=tuple(
            TaskDraft(t.who, _short(t.what), None, t.where.section, t.where.quote)
            for t in kept(proposal.tasks)
        ),
    )


# What a plan's title says it does with the drive; the drive is what follows.
_VERBS = re.compile(
    r"^(?:(?:về việc|v/v|tổ chức|phát động|hưởng ứng|triển khai|thực hiện|ban hành)\s+)+(?=(?:đợt|phong trào|cuộc)\b)",
    re.IGNORECASE,
)
# Events a plan hangs a duty on, as the reader names them.
RELATIVE = {
    "campaign_end": "khi kết thúc phong trào",
    "phase_end": "khi kết thúc đợt",
    "launch": "sau khi phát động",
    "issue_date": "kể từ ngày ban hành",
}
_TELLING = 15


def drive_title(title: str) -> str:
    """A plan's title as the name of its drive: "Phát động Đợt thi đua …" names "Đợt thi đua …"."""
    said = re.sub(r"^(?:về việc|v/v)\s+", "", clean(_plain(title)), flags=re.IGNORECASE)
    name = _VERBS.sub("", said)
    return name[:1].upper() + name[1:]


def _plain(text: str) -> str:
    return text.replace("*", "")


def _short(text: str, limit: int = 400) -> str:
    text = clean(_plain(text))
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"


def _span(period: p.Period | None) -> tuple[str | None, str | None]:
    if period is None:
        return None, None

    def end_of(day: object, partial: str | None, year: int | None) -> str | None:
        return str(day) if day else partial or (str(year) if year else None)

    start = end_of(period.start, period.start_partial, period.start_year)
    end = end_of(period.end, period.end_partial, period.end_year)
    # Days the wrong way round stay findings of the plan; a drive is begun without an end then.
    return start, None if start and end and end < start[: len(end)] else end


def _phase(phase: p.Phase) -> PhaseDraft:
    first, last = phase.span.start, phase.span.end
    return PhaseDraft(phase.name, first, None if first and last and last < first else last)


_PAPERS = {
    "CHỈ THỊ": "directive",
    "CÔNG VĂN": "letter",
    "QUYẾT ĐỊNH": "decision",
    "HƯỚNG DẪN": "guidance",
}


def _role(heading: p.Heading) -> str:
    """What a paper is to its drive: the plan itself, or a later one that extends, allots or guides."""
    if heading.purpose == "launch":
        return "guidance" if heading.paper == "HƯỚNG DẪN" else "own_plan"
    rows = vocabulary.table("document")["roles"]
    title = (heading.title or "").lower()
    return next((str(row["role"]) for row in rows if re.search(str(row["pattern"]), title)), "other")


def _document(proposal: p.Proposal, file_name: str) -> DocumentDraft:
    heading = proposal.heading
    return DocumentDraft(
        role=_role(heading),
        type=_PAPERS.get(heading.paper, "plan"),
        number=_plain(heading.number) if heading.number else None,
        day=heading.date.isoformat() if heading.date else heading.date_partial,
        issuer=_plain(heading.issuer or ""),
        summary=_short(heading.title or ""),
        text=proposal.text,
        file_name=file_name or proposal.origin or "ke-hoach.txt",
    )


def _direction(kind: str, who: str, issuer: str) -> str:
    """Who owes it: the units, the office to its superior, somebody inside; or nobody, it is only remembered."""
    if kind in _ONLY_REMEMBERED:
        return "none"
    if kind == "review" or any(word in fold(who) for word in _INSIDE):
        return "inside"
    words = fold(who).replace("ubnd", "uy ban nhan dan").split()
    if words[:4] == ["uy", "ban", "nhan", "dan"] and set(words) <= set(fold(issuer).split()):
        return "to_superior"
    return "from_units"


def _milestone(deadline: p.Deadline, issuer: str = "") -> MilestoneDraft:
    kind = _KINDS.get(deadline.kind, "other")
    if kind == "other" and fold(deadline.what).startswith("ke hoach"):
        kind = "plan"
    # What has no time at all is remembered until the officer gives it one: it would be owed by all for ever.
    direction = "none" if deadline.is_unset else _direction(kind, deadline.who, issuer)
    relative = RELATIVE.get(deadline.relative_to or "", deadline.relative_to or "")
    what = _short(deadline.what)
    if len(what) < _TELLING:
        what = _short(deadline.where.quote) or KINDS[kind]
    if deadline.date is None and deadline.year:
        relative = relative or f"trong năm {deadline.year}"
    return MilestoneDraft(
        kind=kind,
        what=what,
        day=deadline.date,
        who=_short(deadline.who, 200),
        direction=direction,
        recurrence=deadline.recurring,
        recurrence_day=deadline.day_of_month,
        relative_text=relative,
        quote=deadline.where.quote,
        quote_start=deadline.where.start,
        quote_end=deadline.where.end,
        section=deadline.where.section,
    )


def _overlaps(one: p.Where, other: p.Where) -> bool:
    return one.start < other.end and other.start < one.end


def _requirement(requirement: p.Requirement, deadlines: tuple[p.Deadline, ...]) -> RequirementDraft:
    minimum = {item.kind: item.min for item in requirement.items}
    return RequirementDraft(
        rule=requirement.rule,
        min_model=minimum.get("mô hình", 0),
        min_work=minimum.get("công trình", 0),
        min_task=minimum.get("phần việc", 0),
        who="; ".join(requirement.who),
        unit_kinds=units.kinds_named(requirement.who),
        quote=requirement.where.quote,
        ambiguity=requirement.ambiguity or "",
        milestone=_deadline_of(requirement, deadlines),
    )


def _deadline_of(requirement: p.Requirement, deadlines: tuple[p.Deadline, ...]) -> int | None:
    """The registration deadline a requirement means: of its own sentence, its own point, or the only one there is."""
    places = (requirement.where, *requirement.also)
    asked = [i for i, d in enumerate(deadlines) if d.kind == "registration"]
    dated = [i for i in asked if not deadlines[i].is_unset] or asked
    own = [i for i in dated if any(_overlaps(deadlines[i].where, place) for place in places)]
    behind = [
        i
        for i in dated
        for place in places
        if place.section
        and deadlines[i].where.section == place.section
        and deadlines[i].where.start >= place.start
    ]
    if own or behind:
        return (own or sorted(behind, key=lambda i: deadlines[i].where.start))[0]
    return dated[0] if len({deadlines[i].date for i in dated}) == 1 else None


_LEVELS = (
    ("thu tuong", "state"),
    ("chinh phu", "state"),
    ("chu tich nuoc", "state"),
    ("nha nuoc", "state"),
    ("bo truong", "ministry"),
    ("tinh", "province"),
    ("huyen", "district"),
    ("thi xa", "district"),
    ("thanh pho", "district"),
    ("quan", "district"),
    ("xa", "commune"),
    ("phuong", "commune"),
    ("thi tran", "commune"),
    ("dac khu", "commune"),
    # Cities under the central government are provinces by rank.
    *((f"thanh pho {city}", "province") for city in ("ha noi", "hai phong", "hue", "da nang", "can tho")),
    ("thanh pho ho chi minh", "province"),
)


def _authority_level(authority: str) -> str:
    """The level named first: "phường …, thành phố …" is a ward's; a "cơ quan" is no urban district (quận)."""
    words = f" {' '.join(re.findall(r'[^ ,;.]+', fold(authority)))} ".replace(" co quan ", " ")
    found = [(words.find(f" {word} "), -len(word), level) for word, level in _LEVELS if f" {word} " in words]
    return min(found)[2] if found else "commune"


_OBJECTS = {
    "ca nhan": "individual",
    "tap the": "collective",
    "ho gia dinh": "household",
    "gia dinh": "household",
}


def _award(line: p.AwardLine, window: p.EvidenceWindow | None) -> AwardDraft:
    objects = tuple(
        dict.fromkeys(kind for o in line.objects for word, kind in _OBJECTS.items() if word in fold(o))
    )
    quota = fold(line.quota or "")

    def number(word: str) -> int | None:
        found = re.search(rf"(\d+)\s*(?:{word})", quota)
        return int(found[1]) if found else None

    return AwardDraft(
        form_code=catalogues.law_form_code(line.form) or "giay_khen",
        form_name=_short(line.form, 120),
        authority=_short(line.authority or "", 200),
        authority_level=_authority_level(line.authority or ""),
        object_kinds=objects or ("individual", "collective", "household"),
        quota_individual=number("ca nhan"),
        quota_collective=number("tap the"),
        quota_household=number("ho gia dinh|gia dinh|ho"),
        window_start=window.from_year if window else None,
        window_end=window.to_year if window else None,
        criteria=_short(line.quota or ""),
        quote=line.where.quote,
    )


def _target(target: p.Target) -> TargetDraft:
    return TargetDraft(
        name=_short(target.text),
        value=Decimal(str(target.value)).quantize(Decimal("0.001")),
        measure=target.unit,
        due_on=target.by,
        quote=target.where.quote,
    )


@dataclass(frozen=True, slots=True)
class IssuerFacts:
    """The office that issued a plan, as far as its text tells: what a new register can begin with."""

    name: str
    level: str
    place: str
    parent_name: str
    signer_name: str
    signer_title: str


_LEVEL_WORDS = (
    ("phường", "ward"),
    ("xã", "commune"),
    ("thị trấn", "township"),
    ("đặc khu", "special_zone"),
    ("thị xã", "town"),
    ("huyện", "district"),
    ("quận", "district"),
    ("thành phố", "city"),
    ("tỉnh", "province"),
)


def issuer_of(proposal: p.Proposal) -> IssuerFacts | None:
    """The issuing office of a plan, or None when its name or level is not in the text."""
    name = clean(_plain(proposal.heading.issuer or ""))
    area = re.sub(r"^(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+", "", name, flags=re.IGNORECASE)
    level = next((level for word, level in _LEVEL_WORDS if area.lower().startswith(f"{word} ")), None)
    if not name or level is None:
        return None
    word = next(
        word for word, found in _LEVEL_WORDS if found == level and area.lower().startswith(f"{word} ")
    )
    place = _plain(proposal.heading.place or "") or organizations.place_line(area, word)
    signer = proposal.signer
    return IssuerFacts(
        name,
        level,
        clean(place),
        _plain(proposal.heading.issuer_parent or ""),
        signer.name or "",
        signer.title or "",
    )


def summary_lines(proposal: p.Proposal) -> list[str]:
    """A proposal for a person at a terminal."""
    heading = proposal.heading
    lines = [f"Kế hoạch: {_plain(heading.title or '(chưa đọc được tên)')}"]
    lines.append(f"Cơ quan ban hành: {heading.issuer or 'chưa rõ'}; số: {heading.number or 'để trống'}")
    start, end = _span(proposal.period)
    shown = [format_partial(day) if day else "chưa rõ" for day in (start, end)]
    lines.append(f"Thời gian: từ {shown[0]} đến {shown[1]}")
    window = proposal.evidence_window
    if window is not None:
        lines.append(f"Xét thành tích: {window.from_year}–{window.to_year}")
    for deadline in proposal.duties:
        stone = _milestone(deadline)
        day = format_date(stone.day) if stone.day else stone.relative_text or "chưa định ngày"
        if stone.recurrence:
            day = f"{RECURRENCES[stone.recurrence]}, {day}"
        who = f" ({_short(stone.who, 80)})" if stone.who else ""
        lines.append(f"Mốc: {day} – {_short(stone.what, 120)}{who}")
    for requirement in proposal.requirements:
        items = (" hoặc " if requirement.rule == "any" else " và ").join(
            f"{item.min:02d} {item.kind}" for item in requirement.items
        )
        lines.append(f"Yêu cầu: {'; '.join(requirement.who) or 'chưa rõ ai'}: {items}")
    lines += [f"Khen thưởng: {line.form} – {line.authority or 'chưa rõ'}" for line in proposal.awards]
    lines += [f"Lưu ý: {finding.message}" for finding in proposal.findings]
    return lines
