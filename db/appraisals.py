"""Appraisal (thẩm định): each nominee against evidence window, conditions, doubles and authority of the day.

What is computed is shown at once and, when recorded, kept as findings. A finding warns and asks for a reason; it
never stops the work, and one that was overridden stays visible with its reason and document.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from db import authorities, campaigns, catalogues, dossiers, nominations, nominee_facts, organizations
from db.campaigns import CampaignAward
from db.dossiers import DossierItem
from db.doubles import VoteWarning
from db.errors import BadInput
from db.nominations import Nomination
from db.nominee_facts import COMPLETE, DISCIPLINE_CHECKED, HOLDERS, MEMBER_PERCENT, NO, YES, Background
from db.rules import authority, eligibility, quotas
from db.rules.authority import AuthorityRow, Route
from db.rules.eligibility import ConditionRow
from db.rules.evidence import YearCell
from db.rules.findings import OUTCOME_WORDS, Finding, Outcome
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.text import clean

PLAN_CRITERIA: Final = "plan_criteria"
_INFORMS: Final = ("evidence_outside", "evidence_unlikely")


@dataclass(frozen=True, slots=True)
class Judged:
    """One finding with what the officer did about it.

    Attributes:
        alternative: the điểm it belongs to; its outcome then counts through ``conditions`` only.
        stale: its rule no longer applies; kept because it was overridden.
    """

    rule: str
    outcome: Outcome
    sentence: str
    source: str = ""
    alternative: str = ""
    detail: bool = False
    override_reason: str = ""
    override_document: str = ""
    override_date: dt.date | None = None
    stale: bool = False

    @property
    def overridden(self) -> bool:
        """Whether the officer gave a reason to go on."""
        return bool(self.override_reason)

    @property
    def shown_outcome(self) -> str:
        """The outcome in Vietnamese; an overridden one says so and keeps its own."""
        word = OUTCOME_WORDS[self.outcome]
        return f"{word}, đã chấp thuận" if self.overridden and self.outcome != "met" else word


@dataclass(frozen=True, slots=True)
class Question:
    """What only the officer or the council can say: ``kind`` is yes_no or number."""

    question: str
    text: str
    kind: str = "yes_no"


@dataclass(frozen=True, slots=True)
class Appraisal:
    """All the rules have to say about one nomination as of a day.

    Attributes:
        alternative: the điểm met whole, None when none is.
        strip: the years of the window.
        route: who decides and by which way.
        warnings: doubles and awards already given, for the vote.
        questions: what would turn "chưa rõ" into an answer.
        missing: papers of the dossier that lack.
    """

    nomination: Nomination
    as_of: dt.date
    findings: tuple[Judged, ...]
    alternative: str | None
    strip: tuple[YearCell, ...]
    route: Route
    warnings: tuple[VoteWarning, ...]
    questions: tuple[Question, ...]
    missing: tuple[DossierItem, ...]

    @property
    def outcome(self) -> Outcome:
        """The whole of what counts: overridden findings do not, details of alternatives count through the form."""
        return eligibility.whole(
            Finding(f.rule, f.outcome, f.sentence)
            for f in self.findings
            if not (f.detail or f.overridden or f.stale or f.rule in _INFORMS)
        )

    @property
    def to_settle(self) -> tuple[Judged, ...]:
        """Findings that count, are not met and carry no reason yet."""
        return tuple(
            f for f in self.findings if f.outcome != "met" and not (f.detail or f.overridden or f.stale)
        )


def appraise(con: Connection, nomination_id: int, as_of: dt.date) -> Appraisal:
    """Appraise one nomination as of a day. Nothing is written; see :func:`record`."""
    return appraise_many(con, [nominations.get_nomination(con, nomination_id)], as_of)[0]


def appraise_all(con: Connection, campaign_id: int | None, as_of: dt.date | None = None) -> list[Appraisal]:
    """Appraise every standing nomination of a drive, in the order of lists; a fixed number of queries."""
    standing = [
        n for n in nominations.list_nominations(con, campaign_id) if n.status not in ("withdrawn", "decided")
    ]
    return appraise_many(con, standing, as_of or dt.date.today())  # noqa: DTZ011 - the officer's own day


def appraise_many(con: Connection, listed: Sequence[Nomination], as_of: dt.date) -> list[Appraisal]:
    """Appraise these nominations as of a day, in their order."""
    tables = _Tables(con, as_of)
    known = nominee_facts.gather(con, listed)
    stored = findings_of_many(con, [n.id for n in listed])
    papers = dossiers.papers_of_many(con, listed, as_of)
    return [_one(n, tables, known, stored.get(n.id, []), papers[n.id]) for n in listed]


class _Tables:
    """Catalogues read once for a whole list."""

    def __init__(self, con: Connection, as_of: dt.date) -> None:
        office = organizations.own(con)
        self.as_of = as_of
        self.own = office.tier if office else "commune"
        self.conditions = condition_rows(con)
        self.authorities: list[AuthorityRow] = authorities.authority_rows(con)
        self.lines = {line.id: line for line in campaigns.all_awards(con)}


def condition_rows(con: Connection) -> list[ConditionRow]:
    """The catalogue ``award_condition`` as values of the rules."""
    return [
        ConditionRow(
            row["form_code"],
            row["award_type"],
            row["object_kind"],
            row["alternative"],
            row["kind"],
            json.loads(row["parameters"]),
            row["text"],
            _day(row["valid_from"]),
            _day(row["valid_to"]),
            row["source"],
            bool(row["verified"]),
            row["scope"],
        )
        for row in catalogues.rows(con, "award_condition")
    ]


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _one(
    n: Nomination, tables: _Tables, known: Background, stored: Sequence[Judged], papers: list[DossierItem]
) -> Appraisal:
    pieces = known.pieces.get(n.id, [])
    evidence = dossiers.judge(n, pieces)
    achieved = {"met": True, "not_met": False}.get(evidence[0].outcome)
    facts = nominee_facts.facts_of(n, known, tables.as_of, achieved)
    chosen = eligibility.conditions_for(tables.conditions, n.form_code, n.award_type, n.kind, tables.as_of)
    common = eligibility.conditions_for(tables.conditions, "", n.award_type, n.kind, tables.as_of)
    judged = eligibility.judge_form(chosen, facts)
    route = authority.propose_route(
        tables.authorities,
        n.form_code,
        tables.as_of,
        own=tables.own,
        object_kind=n.kind,
        wanted=n.authority_level,
    )
    line = tables.lines.get(n.campaign_award_id or 0)
    found = [_plain(finding) for finding in evidence]
    found.append(_plain(eligibility.summary(chosen, judged)))
    if chosen:
        pairs = zip(chosen, judged.findings, strict=True)
        found += [replace(_plain(f), alternative=row.alternative, detail=True) for row, f in pairs]
    shared = eligibility.judge_each(common, facts)
    found += [_common(row, f, known.warnings.get(n.id, [])) for row, f in zip(common, shared, strict=True)]
    if line is not None and line.criteria and n.award_type in ("thematic", "sudden"):
        found.append(_plan(line.criteria, line.quote, known.answers.get(n.id, {})))
    found.append(_plain(route.finding))
    questions = _questions(
        [*zip(chosen, judged.findings, strict=False), *zip(common, shared, strict=True)], found
    )
    return Appraisal(
        n,
        tables.as_of,
        tuple(_merged(found, stored)),
        judged.alternative,
        dossiers.strip(n, pieces),
        route,
        tuple(known.warnings.get(n.id, [])),
        questions,
        tuple(item for item in papers if item.state in ("missing", "awaited")),
    )


def _plain(finding: Finding) -> Judged:
    return Judged(finding.rule, finding.outcome, finding.sentence, finding.source)


def _common(row: ConditionRow, finding: Finding, warnings: Sequence[VoteWarning]) -> Judged:
    made = replace(_plain(finding), rule=f"any:{finding.rule}")
    if row.kind == "only_form" and finding.outcome == "not_met":
        said = " ".join(w.sentence for w in warnings if w.about_achievement)
        return replace(made, sentence=f"{finding.sentence} {said}")
    return made


def _plan(criteria: str, quote: str, answers: dict[str, str]) -> Judged:
    said = answers.get(PLAN_CRITERIA)
    outcome: Outcome = "met" if said == YES else "not_met" if said == NO else "unknown"
    words = {"met": "đạt", "not_met": "chưa đạt", "unknown": "chưa xác nhận"}[outcome]
    text = " ".join(criteria.split())
    return Judged(PLAN_CRITERIA, outcome, f"Tiêu chuẩn của phong trào: {text}: {words}.", quote)


def _questions(
    judged: Iterable[tuple[ConditionRow, Finding]], found: Iterable[Judged]
) -> tuple[Question, ...]:
    asked: dict[str, Question] = {}
    for row, finding in judged:
        if finding.outcome == "unknown":
            for question in _asks(row):
                asked.setdefault(question.question, question)
    if any(f.rule == PLAN_CRITERIA and f.outcome == "unknown" for f in found):
        asked[PLAN_CRITERIA] = Question(PLAN_CRITERIA, "Đạt tiêu chuẩn nêu trong kế hoạch của phong trào?")
    return tuple(asked.values())


def _asks(row: ConditionRow) -> Iterable[Question]:
    title = str(row.parameters.get("title", ""))
    if row.kind in ("no_discipline", "not_under_review"):
        yield Question(DISCIPLINE_CHECKED, "Đã kiểm tra, không bị kỷ luật và không đang bị xem xét?")
    elif row.kind in ("title_same_year", "title_times", "title_consecutive", "min_interval"):
        yield Question(f"{COMPLETE}titles", "Minh chứng đã ghi đủ các danh hiệu, hình thức đã được tặng?")
    elif row.kind == "rating":
        yield Question(f"{COMPLETE}ratings", "Minh chứng đã ghi đủ xếp loại các năm?")
    elif row.kind == "initiative":
        yield Question(f"{COMPLETE}initiatives", "Minh chứng đã ghi đủ các sáng kiến, đề tài?")
    elif row.kind == "member_share":
        yield Question(MEMBER_PERCENT + title, f"{row.text}: tỷ lệ thực tế (%)?", "number")
    elif row.kind == "has_holder":
        yield Question(HOLDERS + title, f"{row.text}: số người?", "number")
    else:
        yield Question(row.text, f"{row.text}?")


def _merged(found: Sequence[Judged], stored: Sequence[Judged]) -> Iterable[Judged]:
    """What is computed now, with the overrides kept; overridden ones whose rule is gone stay at the end."""
    before = {one.rule: one for one in stored}
    for one in found:
        kept = before.pop(one.rule, None)
        if kept is not None and kept.overridden:
            one = replace(  # noqa: PLW2901 - the same finding with its override
                one,
                override_reason=kept.override_reason,
                override_document=kept.override_document,
                override_date=kept.override_date,
            )
        yield one
    yield from (replace(one, stale=True) for one in before.values() if one.overridden)


# ---------------------------------------------------------------- kept findings


def _stored(row: Row) -> Judged:
    return Judged(
        row["rule"],
        row["outcome"],
        row["sentence"],
        row["source"],
        row["alternative"],
        detail=bool(row["alternative"]) or row["rule"].count(":") == 2,
        override_reason=row["override_reason"],
        override_document=row["override_document"],
        override_date=_day(row["override_date"]),
        stale=bool(row["stale"]),
    )


def findings_of(con: Connection, nomination_id: int) -> list[Judged]:
    """The recorded findings of one nomination, in the order they were computed."""
    return findings_of_many(con, [nomination_id]).get(nomination_id, [])


def findings_of_many(con: Connection, nomination_ids: Iterable[int]) -> dict[int, list[Judged]]:
    """Recorded findings by nomination, in one query."""
    found: dict[int, list[Judged]] = {}
    for row in con.execute(
        """SELECT * FROM nomination_finding WHERE nomination_id IN (SELECT value FROM json_each(?))
           ORDER BY nomination_id, id""",
        (str(list(nomination_ids)),),
    ):
        found.setdefault(row["nomination_id"], []).append(_stored(row))
    return found


def record(action: Action, nomination_ids: Iterable[int], as_of: dt.date) -> int:
    """Appraise and keep the findings; drafts and those handed in become "đã thẩm định". Returns how many changed.

    Overrides stay. A nomination whose findings are as they were is left alone, but for its status.
    """
    listed = nominations.by_ids(action.con, nomination_ids)
    changed = 0
    for made in appraise_many(action.con, listed, as_of):
        differs = _keep(action, made)
        if made.nomination.status in ("draft", "submitted"):
            nominations.set_status(action, [made.nomination.id], "appraised")
            differs = True
        changed += differs
    return changed


def _keep(action: Action, made: Appraisal) -> bool:
    rows = {
        row["rule"]: row["id"]
        for row in action.con.execute(
            "SELECT id, rule FROM nomination_finding WHERE nomination_id = ?", (made.nomination.id,)
        )
    }
    before = {one.rule: one for one in findings_of(action.con, made.nomination.id)}
    changed = False
    for one in made.findings:
        values = {
            "outcome": one.outcome,
            "sentence": one.sentence,
            "source": one.source,
            "alternative": one.alternative,
            "stale": int(one.stale),
        }
        row_id = rows.pop(one.rule, None)
        if row_id is None:
            day = made.as_of.isoformat()
            action.insert(
                "nomination_finding",
                nomination_id=made.nomination.id,
                rule=one.rule,
                computed_date=day,
                **values,
            )
            changed = True
        elif _differs(before[one.rule], one):
            action.update("nomination_finding", row_id, computed_date=made.as_of.isoformat(), **values)
            changed = True
    for row_id in rows.values():
        action.delete("nomination_finding", row_id)
        changed = True
    return changed


def _differs(one: Judged, other: Judged) -> bool:
    names = ("outcome", "sentence", "source", "alternative", "stale")
    return any(getattr(one, name) != getattr(other, name) for name in names)


def override(
    action: Action,
    nomination_id: int,
    rule: str,
    reason: str,
    document: str,
    *,
    day: dt.date,
) -> bool:
    """Go on in spite of a finding, with the reason and the document; the finding stays as it is, and visible.

    Returns whether anything differed.

    Raises:
        BadInput: no reason or document, no such finding, or one that is met.
    """
    if not clean(reason) or not clean(document):
        raise BadInput("Chưa ghi đủ lý do và văn bản chấp thuận; hãy ghi cả hai rồi lưu lại.")
    row = _finding_row(action, nomination_id, rule)
    if row["outcome"] == "met":
        raise BadInput("Điều kiện này đã đạt nên không cần chấp thuận; hãy chọn điều kiện chưa đạt.")
    return action.update(
        "nomination_finding",
        row["id"],
        override_reason=clean(reason),
        override_document=clean(document),
        override_date=day.isoformat(),
    )


def lift_override(action: Action, nomination_id: int, rule: str) -> bool:
    """Take an override back; returns whether there was one."""
    row = _finding_row(action, nomination_id, rule)
    if row["stale"]:
        action.delete("nomination_finding", row["id"])
        return True
    return action.update(
        "nomination_finding", row["id"], override_reason="", override_document="", override_date=None
    )


def _finding_row(action: Action, nomination_id: int, rule: str) -> Row:
    row = action.con.execute(
        "SELECT * FROM nomination_finding WHERE nomination_id = ? AND rule = ?", (nomination_id, rule)
    ).fetchone()
    if row is None:
        raise BadInput("Kết luận thẩm định này chưa được lưu; hãy thẩm định lại rồi làm tiếp.")
    found: Row = row
    return found


def answer(
    action: Action,
    nomination_ids: Iterable[int],
    question: str,
    said: str | None,
    *,
    document: str = "",
    day: dt.date | None = None,
) -> int:
    """Keep the answer to a :class:`Question` (``yes``, ``no`` or a number) for some nominations; None takes it back.

    Returns how many changed.

    Raises:
        BadInput: an answer that is none of these.
    """
    if said is not None and said not in (YES, NO) and not said.isdigit():
        raise BadInput("Câu trả lời phải là có, không hoặc một số; hãy chọn lại.")
    changed = 0
    for nomination_id in nomination_ids:
        row = action.con.execute(
            "SELECT id FROM nomination_answer WHERE nomination_id = ? AND question = ?",
            (nomination_id, question),
        ).fetchone()
        values = {"answer": said, "document": clean(document), "day": day.isoformat() if day else None}
        if said is None:
            if row is not None:
                action.delete("nomination_answer", row["id"])
                changed += 1
        elif row is None:
            action.insert("nomination_answer", nomination_id=nomination_id, question=question, **values)
            changed += 1
        else:
            changed += action.update("nomination_answer", row["id"], **values)
    return changed


@dataclass(frozen=True, slots=True)
class LineDoubt:
    """A quota or share of an award line that is not kept or not known, and the nominations it counts."""

    line: CampaignAward
    finding: Finding
    nomination_ids: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """What is wrong, with the form and who decides it."""
        authority = f" ({self.line.authority})" if self.line.authority else ""
        return f"{self.line.form_name}{authority}: {self.finding.sentence}"


def line_findings(con: Connection, campaign_id: int) -> dict[int, tuple[Finding, ...]]:
    """By award line: its quotas and share of hands-on workers against who is nominated on it."""
    standing = _standing(con, campaign_id)
    return {
        line.id: quotas.judge_line(
            campaigns.quota_of(line),
            [
                quotas.Nominee(n.kind, n.subject.object_class)
                for n in standing
                if n.campaign_award_id == line.id
            ],
        )
        for line in campaigns.awards(con, campaign_id)
    }


def line_doubts(con: Connection, campaign_id: int) -> tuple[LineDoubt, ...]:
    """What of the award lines' quotas and shares has to be looked at, line by line."""
    found, standing = line_findings(con, campaign_id), _standing(con, campaign_id)
    return tuple(
        LineDoubt(
            line,
            finding,
            tuple(
                n.id
                for n in standing
                if n.campaign_award_id == line.id and quotas.counts(finding.rule, n.kind)
            ),
        )
        for line in campaigns.awards(con, campaign_id)
        for finding in found.get(line.id, ())
        if finding.outcome != "met"
    )


def _standing(con: Connection, campaign_id: int) -> list[Nomination]:
    return [
        n
        for n in nominations.list_nominations(con, campaign_id)
        if n.status not in ("withdrawn", "rejected", "returned")
    ]
