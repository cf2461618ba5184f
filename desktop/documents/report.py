"""Báo cáo: how a drive went, in figures that come with the names behind them in its annexes."""

from __future__ import annotations

from collections.abc import Sequence

from db.plaques import Sums
from db.vietnamese.dates import legal_date
from db.vietnamese.numbers import format_number
from desktop.documents import report_charts
from desktop.documents.facts import KIND_ORDER, AwardRow, ReportFacts, UnitKindRow
from desktop.documents.paper import (
    Annex,
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
from desktop.documents.paper_lists import (
    annex,
    goes_with,
    grouped,
    late_table,
    list_head,
    name_column,
    number_column,
    prize_text,
    several_forms,
)
from desktop.documents.paper_words import (
    ROMAN,
    addressed,
    body,
    campaign_phrase,
    contribution_phrase,
    count,
    counts_phrase,
    header,
    joined,
    money_phrase,
    recipients_or,
    titled,
    upper_first,
    words,
)

KIND = "report"


def report(facts: ReportFacts) -> Paper:
    """The report as a paper. A section without content is left out and the numbering closes up."""
    wording = words(KIND)
    campaign = campaign_phrase(facts.campaign)
    summary = wording("summary", stage=upper_first(facts.stage), campaign=campaign)
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {summary}",
        author=facts.office.name,
        header=header(facts.office, facts.issue, _symbol(facts)),
        blocks=(*titled(wording("title"), summary), *_addressee(facts), *_body(facts)),
        signatures=(Signature(facts.signer.lines, facts.signer.name),),
        recipients=recipients_or(facts.recipients, KIND, facts.office, addressee=facts.addressee),
        annexes=_annexes(facts),
        named=(
            ("phong_trao", facts.campaign),
            ("loai_bao_cao", facts.stage),
            ("dong_gop", contribution_phrase(_contributed(facts))),
        ),
    )


def _symbol(facts: ReportFacts) -> str:
    return f"{words(KIND)('symbol')}-{facts.office.symbol}"


def _addressee(facts: ReportFacts) -> list[Block]:
    return addressed([facts.addressee]) if facts.addressee else []


def _body(facts: ReportFacts) -> list[Block]:
    wording, campaign = words(KIND), campaign_phrase(facts.campaign)
    made: list[Block] = [paragraph(line, "basis") for line in legal_basis_lines(facts.legal_bases)]
    made += body(
        wording(
            "opening",
            office=facts.office.name,
            stage=facts.stage,
            campaign=campaign,
            date=legal_date(facts.as_of),
        )
    )
    sections: list[tuple[str, list[Block]]] = [
        ("heading_launch", [*body(*facts.launch), *report_charts.time(facts)]),
        ("heading_registration", _registration(facts)),
        ("heading_awards", _awards(facts)),
        ("heading_assessment", [*body(*facts.assessments)]),
        ("heading_proposals", [*body(*facts.proposals)]),
    ]
    filled = [(key, blocks) for key, blocks in sections if blocks]
    for roman, (key, blocks) in zip(ROMAN, filled, strict=False):
        made += [Heading(f"{roman}. {wording(key)}"), *blocks]
    return [*made, *body(wording("closing", stage=facts.stage, campaign=campaign, office=facts.office.name))]


# Registrations


def _registration(facts: ReportFacts) -> list[Block]:
    wording = words(KIND)
    made: list[Block] = []
    if facts.unit_kinds:
        made += body(wording("units", **_unit_totals(facts.unit_kinds)))
    if facts.models or facts.works or facts.tasks:
        made += body(_registered(facts), _by_status(facts))
    parts: list[tuple[str, list[Block]]] = []
    if facts.contributions:
        told = wording("contributed", parts=contribution_phrase(_contributed(facts)), planned=_planned(facts))
        parts.append((wording("heading_contributions"), [*body(told), _contribution_table(facts)]))
    if facts.unit_kinds:
        parts.append((wording("heading_unit_kinds"), [_unit_table(facts.unit_kinds)]))
    if facts.late:
        title = wording("heading_late", count=count(len(facts.late)))
        parts.append((title, [late_table(wording, facts.late)]))
    for place, (title, blocks) in enumerate(parts, start=1):
        made += [Heading(f"{place}. {title}", 2), *blocks]
    if facts.unit_kinds and not facts.late:
        made += body(wording("none_late"))
    return [*made, *report_charts.duties(facts)]


def _contributed(facts: ReportFacts) -> Sums:
    return Sums(
        *(
            sum(getattr(row, name) for row in facts.contributions)
            for name in ("budget", "people", "other", "labour_days", "land_m2")
        )
    )


def _planned(facts: ReportFacts) -> str:
    planned = sum(row.planned for row in facts.contributions)
    return words(KIND)("planned", count=count(planned)) if planned else ""


def _contribution_table(facts: ReportFacts) -> Table:
    wording = words(KIND)
    columns = (
        number_column(),
        Column(wording("column_type"), 24),
        Column(wording("column_count"), 17, "center", fixed=True),
        Column(wording("column_value"), 28, "right", fixed=True),
        Column(wording("column_people"), 28, "right", fixed=True),
        Column(wording("column_labour"), 20, "right", fixed=True),
        Column(wording("column_land"), 22, "right", fixed=True),
    )
    rows = []
    for place, row in enumerate(facts.contributions, start=1):
        value = row.budget + row.people + row.other
        figures = (row.count, value, row.people, row.labour_days, row.land_m2)
        rows.append(Row((str(place), row.kind, *map(format_number, figures))))
    total = _contributed(facts)
    sums = (sum(row.count for row in facts.contributions), total.total, total.people)
    figures = (*sums, total.labour_days, total.land_m2)
    rows.append(Row(("", words("common")("total"), *map(format_number, figures)), "total"))
    return Table(columns, tuple(rows))


def _registered(facts: ReportFacts) -> str:
    wording = words(KIND)
    models, works = count(facts.models), count(facts.works)
    if not facts.tasks:
        return wording("registered", total=count(facts.models + facts.works), models=models, works=works)
    total = count(facts.models + facts.works + facts.tasks)
    return wording("registered_tasks", total=total, models=models, works=works, tasks=count(facts.tasks))


def _by_status(facts: ReportFacts) -> str:
    wording = words(KIND)
    parts = [wording("status_part", status=status, count=count(n)) for status, n in facts.by_status if n]
    return wording("by_status", parts=joined(parts)) if parts else ""


def _unit_totals(rows: Sequence[UnitKindRow]) -> dict[str, str]:
    fields = ("units", "registered", "on_time", "late", "missing")
    return {name: count(sum(getattr(row, name) for row in rows)) for name in fields}


def _unit_table(rows: Sequence[UnitKindRow]) -> Table:
    wording = words(KIND)
    titles = (
        "column_units",
        "column_registered",
        "column_on_time",
        "column_late_units",
        "column_missing_units",
    )
    columns = (
        number_column(),
        Column(wording("column_kind"), 54),
        *(Column(wording(title), 20, "center", fixed=True) for title in titles),
    )
    made = [
        Row((str(n), row.kind, *map(str, (row.units, row.registered, row.on_time, row.late, row.missing))))
        for n, row in enumerate(rows, start=1)
    ]
    totals = [sum(getattr(row, name) for row in rows) for name in _unit_totals(rows)]
    made.append(Row(("", words("common")("total"), *map(str, totals)), "total"))
    return Table(columns, tuple(made))


# Awards


def _awards(facts: ReportFacts) -> list[Block]:
    wording = words(KIND)
    if not (facts.nominees or facts.awards):
        return []
    lines = [_nominees(facts)]
    if facts.decisions:
        lines.append(wording("decisions", decisions=joined(facts.decisions)))
    if facts.awards:
        lines.append(wording("awarded", counts=counts_phrase(facts.awards)))
    total = prize_sum(facts.awards)
    if total:
        lines.append(wording("prizes", money=money_phrase(total)))
    return [
        *body(*lines),
        *report_charts.classes(facts),
        Heading(wording("heading_award_table"), 2),
        _award_table(facts),
        *report_charts.years(facts),
    ]


def _nominees(facts: ReportFacts) -> str:
    names = words("common").value("kinds")
    parts = [words("common")("count", count=count(n), kind=names[kind]) for kind, n in facts.nominees if n]
    return words(KIND)("nominees", counts=joined(parts)) if parts else ""


def _award_table(facts: ReportFacts) -> Table:
    wording, names = words(KIND), words("common").value("kinds")
    nominees = dict(facts.nominees)
    columns = (
        number_column(),
        Column(wording("column_object"), 50),
        Column(wording("column_nominees"), 28, "center"),
        Column(wording("column_awards"), 32, "center"),
        Column(wording("column_prize"), 36, "right"),
    )
    rows = []
    for place, kind in enumerate(KIND_ORDER, start=1):
        mine = [row for row in facts.awards if row.kind == kind]
        rows.append(Row((str(place), upper_first(names[kind]), *_figures(nominees.get(kind, 0), mine))))
    total = _figures(sum(nominees.values()), facts.awards)
    rows.append(Row(("", words("common")("total"), *total), "total"))
    return Table(columns, tuple(rows))


def _figures(nominees: int, awards: Sequence[AwardRow]) -> tuple[str, str, str]:
    """How many were nominated and awarded, and their prize money."""
    return format_number(nominees), format_number(len(awards)), prize_text(prize_sum(awards))


def prize_sum(awards: Sequence[AwardRow]) -> int | None:
    """The prize money of all; ``None`` where one of them is not known, rather than a sum that falls short."""
    prizes = [row.prize for row in awards if row.prize is not None]
    return sum(prizes) if len(prizes) == len(awards) else None


# The names behind the figures


def _annexes(facts: ReportFacts) -> tuple[Annex, ...]:
    lists = [
        (words(KIND)(title), table)
        for title, table in (
            ("annex_registrations", _registration_list(facts)),
            ("annex_awards", _award_list(facts)),
        )
        if table.rows
    ]
    return tuple(_annex(facts, title, table, ROMAN[place]) for place, (title, table) in enumerate(lists))


def _annex(facts: ReportFacts, title: str, table: Table, roman: str) -> Annex:
    wording = words(KIND)
    note = goes_with(wording, facts.issue, _symbol(facts), office=facts.office.name)
    head = list_head(title, "", note, label=wording("annex_label", roman=roman))
    return annex([*head, table])


def _registration_list(facts: ReportFacts) -> Table:
    wording = words(KIND)
    columns = (
        number_column(),
        Column(wording("column_unit"), 45),
        Column(wording("column_title"), 60),
        Column(wording("column_type"), 22),
        Column(wording("column_status"), 25),
    )
    rows = [
        Row((str(n), r.unit, r.title, r.kind, r.status)) for n, r in enumerate(facts.registrations, start=1)
    ]
    return Table(columns, tuple(rows))


def _award_list(facts: ReportFacts) -> Table:
    wording, forms = words(KIND), several_forms(facts.awards)
    columns = [number_column(), Column(name_column(facts.awards), 50), Column(wording("column_position"), 60)]
    if forms:
        columns.append(Column(wording("column_form"), 34))
    columns.append(Column(wording("column_prize"), 27, "right", fixed=True))
    return Table(tuple(columns), grouped(facts.awards, lambda row: _award_cells(row, forms=forms)))


def _award_cells(row: AwardRow, *, forms: bool) -> tuple[str, ...]:
    form = (row.form,) if forms else ()
    return (row.shown, row.position_unit, *form, prize_text(row.prize))
