"""A nominee's facts against the conditions of an award form, from the catalogue ``award_condition``.

Conditions with one ``alternative`` belong together; the form is met when one alternative is met whole.
What the register does not know stays ``unknown`` and is never a pass.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.rules.findings import Finding, Outcome, in_force

RATINGS = ("poor", "done", "good", "excellent")
_SCOPES = ("unit", "province", "national")


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A row of the catalogue ``award_condition``; empty award type or object kind means any."""

    form_code: str
    award_type: str
    object_kind: str
    alternative: str
    kind: str
    parameters: Mapping[str, Any]
    text: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class TitleHeld:
    """A title or form the nominee was given for a year; only ``merit`` ones count towards merit forms."""

    form_code: str
    year: int
    award_type: str = "merit"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a nominee in the year judged. None means not known.

    Attributes:
        year: the last year judged.
        titles: what was awarded before, the year itself included; None when nobody looked.
        ratings: year → one of `RATINGS`.
        initiatives: (year, scope), scope one of unit, province, national.
        disciplined_years: years with a discipline of warning or above.
        member_percent: title → share of the members who hold it this year.
        holders: title → number of members who hold it this year.
        achievement_in_campaign: an achievement in the drive stands in the evidence.
        confirmed: texts of conditions the officer confirmed by judgement.
    """

    year: int
    titles: tuple[TitleHeld, ...] | None = None
    ratings: Mapping[int, str] | None = None
    initiatives: tuple[tuple[int, str], ...] | None = None
    disciplined_years: frozenset[int] | None = None
    member_percent: Mapping[str, int] | None = None
    holders: Mapping[str, int] | None = None
    achievement_in_campaign: bool | None = None
    confirmed: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The judgement of a form: its outcome, the alternative that was met, and every finding behind it."""

    outcome: Outcome
    alternative: str | None
    findings: tuple[Finding, ...]


def conditions_for(
    rows: Iterable[ConditionRow], form_code: str, award_type: str, object_kind: str, day: dt.date
) -> tuple[ConditionRow, ...]:
    """Conditions of a form for one award type and object on a day: a drive is never judged by merit rules."""
    return tuple(
        row
        for row in rows
        if row.form_code == form_code
        and row.award_type in {"", award_type}
        and row.object_kind in {"", object_kind}
        and in_force(row, day)
    )


def judge_form(conditions: Iterable[ConditionRow], facts: Facts) -> Eligibility:
    """Judge conditions already chosen by `conditions_for`; ``unknown`` when there are none."""
    groups: dict[str, list[tuple[ConditionRow, Finding]]] = {}
    for index, row in enumerate(conditions, 1):
        groups.setdefault(row.alternative, []).append((row, _finding(row, facts, index)))
    findings = tuple(finding for group in groups.values() for _, finding in group)
    if not findings:
        nothing = Finding("conditions", "unknown", "Chưa có điều kiện áp dụng trong danh mục; hãy đối chiếu.")
        return Eligibility("unknown", None, (nothing,))
    outcomes = {alternative: _whole(finding for _, finding in group) for alternative, group in groups.items()}
    for wanted in ("met", "unknown"):
        for alternative, outcome in outcomes.items():
            if outcome == wanted:
                return Eligibility(outcome, alternative if outcome == "met" else None, findings)
    return Eligibility("not_met", None, findings)


def _whole(findings: Iterable[Finding]) -> Outcome:
    outcomes = {finding.outcome for finding in findings}
    if "not_met" in outcomes:
        return "not_met"
    return "unknown" if "unknown" in outcomes else "met"


def _finding(row: ConditionRow, facts: Facts, index: int) -> Finding:
    try:
        answer = _JUDGES.get(row.kind, _by_judgement)(row.parameters, facts)
    except (KeyError, TypeError, ValueError):
        # The officer edits these rows: a parameter that makes no sense is his to mend, not a crash.
        sentence = f"{row.text}: chưa rõ, tham số của dòng này không đọc được; hãy sửa trong Danh mục."
        return Finding(f"{row.kind}:{row.alternative}:{index}", "unknown", sentence, row.source)
    if row.text in facts.confirmed:
        answer = True
    outcome: Outcome = "unknown" if answer is None else "met" if answer else "not_met"
    words = {"met": "đạt", "not_met": "chưa đạt", "unknown": "chưa rõ"}[outcome]
    sentence = f"{row.text}: {words}."
    if not row.verified:
        sentence += " Điều kiện này chưa đối chiếu với văn bản."
    return Finding(f"{row.kind}:{row.alternative}:{index}", outcome, sentence, row.source)


def _merit_years(facts: Facts, title: str) -> set[int] | None:
    if facts.titles is None:
        return None
    return {held.year for held in facts.titles if held.form_code == title and held.award_type == "merit"}


def _title_same_year(parameters: Mapping[str, Any], facts: Facts) -> bool | None:
    years = _merit_years(facts, parameters["title"])
    return None if years is None else facts.year in years


def _title_times(parameters: Mapping[str, Any], facts: Facts) -> bool | None:
    years = _merit_years(facts, parameters["title"])
    return None if years is None else bool(len(years) >= parameters["times"])


def _title_consecutive(parameters: Mapping[str, Any], facts: Facts) -> bool | None:
    years = _merit_years(facts, parameters["title"])
    if years is None:
        return None
    # The row of years may end last year: this year's titles are often decided after the nomination.
    times = parameters["times"]
    return any(all(last - back in years for back in range(times)) for last in (facts.year, facts.year - 1))


def _rating(parameters: Mapping[str, Any], facts: Facts) -> bool | None:
    if facts.ratings is None:
        return None
    floor, years = RATINGS.index(parameters["at_least"]), int(parameters["years"])
    good = {year for year, rating in facts.ratings.items() if RATINGS.index(rating) >= floor}
    if parameters.get("consecutive"):
        return any(all(last - back in good for back in range(years)) for last in (facts.year, facts.year - 1))
    return facts.year in good if years == 1 else len(good) >= years


def _initiative(parameters: Mapping[str, Any], facts: Facts) -> bool | None:
    if facts.initiatives is None:
        return None
    floor = _SCOPES.index(parameters["scope"])
    fitting = [scope for _, scope in facts.initiatives if _SCOPES.index(scope) >= floor]
    return len(fitting) >= int(parameters["count"])


def _no_discipline(_parameters: Mapping[str, Any], facts: Facts) -> bool | None:
    return None if facts.disciplined_years is None else facts.year not in facts.disciplined_years


def _member_share(parameters: Mapping[str, Any], facts: Facts) -> bool | None:
    if facts.member_percent is None or parameters["title"] not in facts.member_percent:
        return None
    percent = facts.member_percent[parameters["title"]]
    if "more_than_percent" in parameters:
        return bool(percent > parameters["more_than_percent"])
    return bool(percent >= parameters["at_least_percent"])


def _has_holder(parameters: Mapping[str, Any], facts: Facts) -> bool | None:
    if facts.holders is None:
        return None
    return bool(facts.holders.get(parameters["title"], 0) >= parameters["count"])


def _campaign_achievement(_parameters: Mapping[str, Any], facts: Facts) -> bool | None:
    return facts.achievement_in_campaign


def _by_judgement(_parameters: Mapping[str, Any], _facts: Facts) -> bool | None:
    return None


_JUDGES: dict[str, Callable[[Mapping[str, Any], Facts], bool | None]] = {
    "title_same_year": _title_same_year,
    "title_times": _title_times,
    "title_consecutive": _title_consecutive,
    "rating": _rating,
    "initiative": _initiative,
    "no_discipline": _no_discipline,
    "member_share": _member_share,
    "has_holder": _has_holder,
    "campaign_achievement": _campaign_achievement,
    "judgement": _by_judgement,
}
KINDS = tuple(_JUDGES)
