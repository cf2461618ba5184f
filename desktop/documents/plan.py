"""Kế hoạch phát động, hưởng ứng: a drive's facts laid out as the plan that starts it in this office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.vietnamese.dates import format_partial, legal_date
from db.vietnamese.text import lower_first
from desktop.documents.facts_drive import PlanFacts, TargetRow
from desktop.documents.paper import (
    Block,
    Column,
    Heading,
    Paper,
    Row,
    Signature,
    Table,
    legal_basis_lines,
    paragraph,
)
from desktop.documents.paper_lists import number_column
from desktop.documents.paper_words import (
    ROMAN,
    body,
    campaign_phrase,
    count,
    dotted,
    ended,
    header,
    joined,
    recipients_or,
    titled,
    upper_first,
    words,
)

KIND = "plan"


def plan(facts: PlanFacts) -> Paper:
    """The plan as a paper; a section the register knows nothing of holds the usual sentences or is left out."""
    wording = words(KIND)
    summary = _summary(facts)
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {summary}",
        author=facts.office.name,
        header=header(facts.office, facts.issue, f"{wording('symbol')}-{facts.office.symbol}"),
        blocks=(*titled(wording("title"), summary), *_body(facts)),
        signatures=(Signature(facts.signer.lines, facts.signer.name),),
        recipients=recipients_or(facts.recipients, KIND, facts.office, office_short=_short(facts)),
        named=(("phong_trao", facts.campaign), ("thoi_gian", facts.period), ("chu_de", facts.theme)),
    )


def _short(facts: PlanFacts) -> str:
    return f"{facts.office.symbol} {facts.office.area}"


def _summary(facts: PlanFacts) -> str:
    wording, campaign = words(KIND), campaign_phrase(facts.campaign)
    if facts.launched_by:
        return wording("summary_join", campaign=campaign)
    return wording("summary_launch", campaign=campaign)


def _receiver(facts: PlanFacts) -> str:
    return facts.office.standing_unit or facts.office.name


def _body(facts: PlanFacts) -> list[Block]:
    wording, office = words(KIND), facts.office.name
    campaign = campaign_phrase(facts.campaign)
    made: list[Block] = [paragraph(line, "basis") for line in legal_basis_lines(facts.legal_bases)]
    if facts.launched_by:
        made += body(wording("opening_join", plan=facts.launched_by, office=office, campaign=campaign))
    else:
        made += body(wording("opening_launch", office=office, campaign=campaign))
    sections: list[tuple[str, list[Block]]] = [
        ("heading_purpose", _purpose(facts)),
        ("heading_scope", _scope(facts)),
        ("heading_content", _content(facts)),
        ("heading_milestones", _milestones(facts)),
        ("heading_awards", _awards(facts)),
        ("heading_tasks", _tasks(facts)),
    ]
    filled = [(key, blocks) for key, blocks in sections if blocks]
    for roman, (key, blocks) in zip(ROMAN, filled, strict=False):
        made += [Heading(f"{roman}. {wording(key)}"), *blocks]
    closing = wording(
        "closing", summary=lower_first(_summary(facts)), office=office, receiver=_receiver(facts)
    )
    return [*made, *body(closing)]


def _purpose(facts: PlanFacts) -> list[Block]:
    wording = words(KIND)
    theme = wording("theme", theme=facts.theme) if facts.theme else ""
    occasions = wording("occasions", parts=joined(facts.occasions)) if facts.occasions else ""
    return [*body(*(facts.purposes or wording.value("default_purposes")), theme, occasions)]


def _scope(facts: PlanFacts) -> list[Block]:
    wording = words(KIND)
    scope = lower_first(facts.scope.rstrip(".")) if facts.scope else ""
    lines = [
        wording("scope", scope=scope or wording("default_scope", area=facts.office.area)),
        wording("period", period=facts.period) if facts.period else wording("period_blank"),
    ]
    # One phase is the whole drive: its days stand in the line above.
    if len(facts.phases) > 1:
        lines += [wording("phases", count=count(len(facts.phases))), *(f"- {x}" for x in ended(facts.phases))]
    return [*body(*lines)]


def _content(facts: PlanFacts) -> list[Block]:
    made: list[Block] = [*body(*facts.contents, *facts.requirements)]
    if not made and not facts.targets:
        return [*body(dotted(""), dotted(""))]
    if facts.targets:
        made += [Heading(words(KIND)("heading_targets"), 2), target_table(facts.targets)]
    return made


def target_table(targets: Sequence[TargetRow]) -> Table:
    """Indicators with what is aimed at; the column of units only where they differ."""
    wording = words(KIND)
    several = any(row.unit for row in targets)
    columns = [
        number_column(),
        Column(wording("column_target"), 80),
        Column(wording("column_value"), 34, "center"),
    ]
    if several:
        columns.append(Column(wording("column_bearer"), 40))
    rows = []
    for place, row in enumerate(targets, start=1):
        bearer = (row.unit or wording("everybody"),) if several else ()
        rows.append(Row((str(place), row.name, row.value, *bearer)))
    return Table(tuple(columns), tuple(rows))


def _milestones(facts: PlanFacts) -> list[Block]:
    wording = words(KIND)
    if not facts.milestones:
        return []
    columns = (
        number_column(),
        Column(wording("column_what"), 70),
        Column(wording("column_who"), 45),
        Column(wording("column_when"), 32, "center", fixed=True),
    )
    rows = (
        Row((str(n), m.what, upper_first(m.who), m.when)) for n, m in enumerate(facts.milestones, start=1)
    )
    return [Table(columns, tuple(rows))]


def _awards(facts: PlanFacts) -> list[Block]:
    wording = words(KIND)
    if not facts.awards:
        return [*body(wording("awards_later", office=facts.office.name))]
    told = any(line.criteria for line in facts.awards)
    columns = [
        number_column(),
        Column(wording("column_form"), 36),
        Column(wording("column_objects"), 34),
        Column(wording("column_quota"), 26, "center"),
    ]
    if told:
        columns.append(Column(wording("column_criteria"), 60))
    rows = []
    for place, line in enumerate(facts.awards, start=1):
        form = f"{line.form}\n({line.authority})" if line.authority else line.form
        cells = (str(place), form, upper_first(line.objects), line.quota)
        rows.append(Row((*cells, line.criteria) if told else cells))
    window = wording("window", years=facts.window) if facts.window else ""
    return [*body(wording("awards")), Table(tuple(columns), tuple(rows)), *body(window)]


def _tasks(facts: PlanFacts) -> list[Block]:
    wording = words(KIND)
    if facts.tasks:
        return [*body(*(f"{n}. {task}" for n, task in enumerate(ended_each(facts.tasks), start=1)))]
    usual = [
        line.format(receiver=upper_first(_receiver(facts)), office=facts.office.name)
        for line in wording.value("default_tasks")
    ]
    if not facts.office.standing_unit:
        # The office advises nobody but itself.
        usual[-1] = wording("own_task", office=facts.office.name)
    return [*body(*usual)]


def ended_each(lines: Sequence[str]) -> list[str]:
    """Sentences with a full stop each."""
    return [f"{line.rstrip('.;, ')}." for line in lines]


def requirement_phrase(who: str, parts: Sequence[tuple[str, int]], *, every: bool, due: date | None) -> str:
    """A duty to register: ``parts`` are (model, work or task; at least how many), ``every`` of them or any one."""
    wording, common = words(KIND), words("common")
    names = wording.value("requirement_kinds")
    counted = [common("count", count=count(n), kind=names[kind]) for kind, n in parts if n]
    return wording(
        "requirement",
        who=upper_first(who) or wording("requirement_who"),
        parts=joined(counted) if every else wording("or").join(counted),
        due=wording("requirement_due", date=legal_date(due)) if due else "",
    )


def day_phrase(partial: str) -> str:
    """A partial date inside a sentence: "ngày 15 tháng 8 năm 2023", "tháng 8/2023", "năm 2023"."""
    wording = words(KIND)
    if len(partial) == len("2023-08-15"):
        return legal_date(date.fromisoformat(partial))
    return wording(
        "partial_year" if len(partial) == len("2023") else "partial_month", date=format_partial(partial)
    )


def period_phrase(start: str | None, end: str | None) -> str:
    """From when to when, of partial dates; empty where neither is known."""
    wording = words(KIND)
    if start and end:
        return wording("from_to", start=day_phrase(start), end=day_phrase(end))
    if start:
        return wording("from", start=day_phrase(start))
    return wording("until", end=day_phrase(end)) if end else ""
