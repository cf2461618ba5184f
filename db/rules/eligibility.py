"""A nominee's facts against the conditions of an award form, from the catalogue ``award_condition``.

Conditions with one ``alternative`` (điểm a, b, c, d) belong together; the form is met when one alternative is met
whole, together with the conditions that stand in no alternative. What the register does not know stays ``unknown``
and is never a pass.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from db.rules.conditions import answer
from db.rules.facts import Facts
from db.rules.findings import Finding, Outcome, in_force

MERIT_ONLY = frozenset({"title_same_year", "title_times", "title_consecutive", "rating", "min_interval"})
"""Kinds a drive's or a sudden achievement is not judged by unless the row itself says so."""


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A row of the catalogue ``award_condition``; empty form, award type or object kind means any.

    Attributes:
        alternative: the điểm; empty: a condition beside every alternative.
        scope: whose rule it is: ``law``, ``province`` (quy chế) or ``own``.
    """

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
    scope: str = "law"


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
        and (row.award_type == award_type or (not row.award_type and not _for_merit_only(row, award_type)))
        and row.object_kind in {"", object_kind}
        and in_force(row, day)
    )


def _for_merit_only(row: ConditionRow, award_type: str) -> bool:
    return award_type in {"thematic", "sudden", "external"} and row.kind in MERIT_ONLY


def judge_form(conditions: Iterable[ConditionRow], facts: Facts) -> Eligibility:
    """Judge conditions already chosen by `conditions_for`; ``unknown`` when there are none."""
    listed = tuple(conditions)
    findings = judge_each(listed, facts)
    if not findings:
        nothing = Finding("conditions", "unknown", "Chưa có điều kiện áp dụng trong danh mục; hãy đối chiếu.")
        return Eligibility("unknown", None, (nothing,))
    groups: dict[str, list[Finding]] = {}
    for row, finding in zip(listed, findings, strict=True):
        groups.setdefault(row.alternative, []).append(finding)
    common = groups.pop("", [])
    outcomes = {alternative: whole([*common, *group]) for alternative, group in groups.items()}
    for alternative, outcome in (outcomes or {"": whole(common)}).items():
        if outcome == "met":
            return Eligibility("met", alternative, findings)
    undecided = "unknown" in (outcomes.values() if outcomes else [whole(common)])
    return Eligibility("unknown" if undecided else "not_met", None, findings)


def whole(findings: Iterable[Finding]) -> Outcome:
    """The outcome of findings that must all be met: one not met fails, one unknown leaves it unknown."""
    outcomes = {finding.outcome for finding in findings}
    if "not_met" in outcomes:
        return "not_met"
    return "unknown" if "unknown" in outcomes else "met"


def summary(conditions: Iterable[ConditionRow], judged: Eligibility) -> Finding:
    """The judgement of a form in one sentence: which alternative is met whole, or what is lacking of which."""
    listed = tuple(conditions)
    if not listed:
        return judged.findings[0]
    if judged.outcome == "met":
        mine = [row for row in listed if row.alternative in {"", judged.alternative}]
        texts = "; ".join(dict.fromkeys(_lowered(row.text) for row in mine))
        where = f" theo điểm {judged.alternative}" if judged.alternative else ""
        return Finding("conditions", "met", f"Đạt điều kiện{where}: {texts}.", _sources(mine))
    pairs = list(zip(listed, judged.findings, strict=True))
    wanted = "not_met" if judged.outcome == "not_met" else "unknown"
    open_ = [row for row, finding in pairs if finding.outcome == wanted and _may_lead(row, pairs, wanted)]
    open_ = open_ or [row for row, finding in pairs if finding.outcome != "met"]
    lacking = "; ".join(dict.fromkeys(_pointed(row) for row in open_))
    head = "Chưa đạt điều kiện nào trọn vẹn" if wanted == "not_met" else "Chưa rõ điều kiện"
    return Finding("conditions", judged.outcome, f"{head}: {lacking}.", _sources(open_))


def _may_lead(row: ConditionRow, pairs: list[tuple[ConditionRow, Finding]], wanted: str) -> bool:
    """Whether the row's alternative can still be met (or, where nothing can, whether it failed)."""
    group = [f for other, f in pairs if other.alternative in {"", row.alternative} or not row.alternative]
    return wanted == "not_met" or not row.alternative or whole(group) == "unknown"


def _pointed(row: ConditionRow) -> str:
    return f"điểm {row.alternative}: {_lowered(row.text)}" if row.alternative else _lowered(row.text)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _sources(rows: Iterable[ConditionRow]) -> str:
    return "; ".join(dict.fromkeys(row.source for row in rows if row.source))


def judge_each(conditions: Iterable[ConditionRow], facts: Facts) -> tuple[Finding, ...]:
    """One finding for each condition, in their order, each with a rule key that stays while its row stays."""
    found: list[Finding] = []
    seen: dict[str, int] = {}
    for row in conditions:
        head = f"{row.kind}:{row.alternative}:{_own_mark(row)}"
        seen[head] = seen.get(head, 0) + 1
        rule = f"{head}{seen[head]}"
        try:
            said = answer(row.kind, row.parameters, facts)
        except (KeyError, TypeError, ValueError):
            # The officer edits these rows: a parameter that makes no sense is his to mend, not a crash.
            sentence = f"{row.text}: chưa rõ, tham số của dòng này không đọc được; hãy sửa trong Danh mục."
            found.append(Finding(rule, "unknown", sentence, row.source))
            continue
        if said is None and row.text in facts.confirmed | facts.denied:
            said = row.text in facts.confirmed
        found.append(_finding(rule, row, said))
    return tuple(found)


def _own_mark(row: ConditionRow) -> str:
    """Rows of the province and the office are told apart by their words: the law's keep their places beside them."""
    return "" if row.scope == "law" else f"{row.scope} {row.text.replace(':', ' ')} "


def _finding(rule: str, row: ConditionRow, said: bool | None) -> Finding:
    outcome: Outcome = "unknown" if said is None else "met" if said else "not_met"
    words = {"met": "đạt", "not_met": "chưa đạt", "unknown": "chưa rõ"}[outcome]
    sentence = f"{row.text}: {words}."
    if not row.verified:
        sentence += " Điều kiện này chưa đối chiếu với văn bản."
    return Finding(rule, outcome, sentence, row.source)
