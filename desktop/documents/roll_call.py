"""Danh sách gọi trao thưởng theo lượt: who goes on the stage together, in the order in which certificates lie."""

from __future__ import annotations

from db.errors import BadInput
from desktop.documents.facts import AwardRow
from desktop.documents.facts_drive import RollCallFacts
from desktop.documents.paper import Column, Paper, Row, Table, paragraph
from desktop.documents.paper_lists import goes_with, name_column, number_column, several_forms
from desktop.documents.paper_words import (
    body,
    count,
    counts_phrase,
    joined,
    list_header,
    short_rule,
    words,
)

KIND = "roll_call"


def roll_call(facts: RollCallFacts) -> Paper:
    """The list as a paper, a group of rows a turn.

    Raises:
        BadInput: nobody is on the decision, or nobody could stand on the stage.
    """
    wording = words(KIND)
    if not facts.awards:
        raise BadInput(wording("empty"))
    if facts.at_once < 1:
        raise BadInput(wording("too_few"))
    symbol = f"{words('decision')('symbol')}-{facts.office.symbol}"
    note = goes_with(wording, facts.decision, symbol, chair=facts.office.chair)
    form = joined(list(dict.fromkeys(row.form for row in facts.awards if row.form)))
    summary = wording("summary", form=form or wording("any_form"))
    turns = turns_of(facts.awards, facts.at_once)
    total = wording(
        "sum",
        counts=counts_phrase(facts.awards),
        turns=count(len(turns)),
        most=count(facts.at_once),
    )
    return Paper(
        kind=KIND,
        title=summary,
        author=facts.office.name,
        header=list_header(facts.office, facts.day, facts.year),
        blocks=(
            paragraph(wording("title"), "title"),
            paragraph(summary, "summary"),
            paragraph(note, "annex_note"),
            short_rule(note, "annex_note"),
            _table(facts, turns),
            *body(total),
        ),
        named=(("so_luot", count(len(turns))), ("moi_luot", count(facts.at_once))),
    )


def turns_of(awards: tuple[AwardRow, ...], at_once: int) -> list[tuple[AwardRow, ...]]:
    """The recipients in their order, ``at_once`` a turn; the last turn may be shorter."""
    return [awards[start : start + at_once] for start in range(0, len(awards), at_once)]


def _table(facts: RollCallFacts, turns: list[tuple[AwardRow, ...]]) -> Table:
    wording, forms = words(KIND), several_forms(facts.awards)
    columns = [
        number_column(),
        Column(name_column(facts.awards), 55),
        Column(wording("column_position"), 65),
    ]
    if forms:
        columns.append(Column(wording("column_form"), 32))
    columns.append(Column(wording("column_present"), 18, "center", fixed=True))
    rows: list[Row] = []
    number = 0
    for place, turn in enumerate(turns, start=1):
        rows.append(Row((wording("turn", turn=str(place), counts=counts_phrase(turn)),), "group"))
        for row in turn:
            number += 1
            form = (row.form,) if forms else ()
            rows.append(Row((str(number), row.shown, row.position_unit, *form, "")))
    return Table(tuple(columns), tuple(rows))
