"""The quotas of an award line (chỉ tiêu khen) and its share of hands-on workers, against who is nominated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from db.rules.findings import Finding, Outcome

_WORDS = {"individual": "cá nhân", "collective": "tập thể", "household": "hộ gia đình"}
DIRECT = frozenset({"direct", "farmer"})
"""Object classes of who works hands-on."""


@dataclass(frozen=True, slots=True)
class LineQuota:
    """What a line of the drive allows; None where it says nothing.

    Attributes:
        by_kind: object kind → most of that kind.
        total: most of all kinds together.
        min_direct_percent: least share of hands-on workers among the individuals.
        source: the sentence of the plan.
    """

    by_kind: Mapping[str, int] = field(default_factory=dict)
    total: int | None = None
    min_direct_percent: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Nominee:
    """One nominee of the line: object kind, and the object class of a person (empty: not noted)."""

    object_kind: str
    object_class: str = ""


def judge_line(quota: LineQuota, nominees: Iterable[Nominee]) -> tuple[Finding, ...]:
    """One finding for each quota the line has, and one for the share of hands-on workers."""
    listed = tuple(nominees)
    found = [
        _quota(
            f"quota_{kind}", most, sum(one.object_kind == kind for one in listed), _WORDS[kind], quota.source
        )
        for kind, most in quota.by_kind.items()
    ]
    if quota.total is not None:
        found.append(_quota("quota_total", quota.total, len(listed), "đề nghị", quota.source))
    if quota.min_direct_percent is not None:
        found.append(_direct(quota.min_direct_percent, listed, quota.source))
    return tuple(found)


def counts(rule: str, object_kind: str) -> bool:
    """Whether a finding of :func:`judge_line` counts nominees of this kind."""
    return rule == "quota_total" or object_kind == (
        "individual" if rule == "direct_share" else rule.removeprefix("quota_")
    )


def _quota(rule: str, most: int, count: int, words: str, source: str) -> Finding:
    counted = f"{count:02d}/{most:02d} {words}"
    if count > most:
        return Finding(rule, "not_met", f"Vượt chỉ tiêu {count - most:02d} {words}: {counted}.", source)
    return Finding(rule, "met", f"Trong chỉ tiêu: {counted}.", source)


def direct_percent(nominees: Iterable[Nominee]) -> int | None:
    """Share of hands-on workers among the individuals, rounded down; None when some class is not noted."""
    people = [one for one in nominees if one.object_kind == "individual"]
    if not people or any(not one.object_class for one in people):
        return None
    return sum(one.object_class in DIRECT for one in people) * 100 // len(people)


def _direct(least: int, listed: tuple[Nominee, ...], source: str) -> Finding:
    people = [one for one in listed if one.object_kind == "individual"]
    hands = sum(one.object_class in DIRECT for one in people)
    blank = sum(not one.object_class for one in people)
    said = f"{hands:02d}/{len(people):02d} cá nhân trực tiếp lao động, công tác (cần ít nhất {least}%)"
    if not people:
        return Finding("direct_share", "unknown", "Chưa có cá nhân nào trong dòng này.", source)
    if hands * 100 >= least * len(people):
        outcome: Outcome = "met"
    else:
        outcome = "unknown" if (hands + blank) * 100 >= least * len(people) else "not_met"
    tail = f", {blank:02d} người chưa ghi nhóm đối tượng" if blank else ""
    return Finding("direct_share", outcome, f"{said}{tail}.", source)
