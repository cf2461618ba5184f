"""Danh sách đề nghị: the list of a submission as a file of its own, as the province's system takes it in."""

from __future__ import annotations

from db.errors import BadInput
from desktop.documents.facts import VoteRow
from desktop.documents.facts_chain import NameListFacts
from desktop.documents.paper import Column, Paper, Table, paragraph
from desktop.documents.paper_lists import goes_with, grouped, name_column, number_column
from desktop.documents.paper_words import (
    body,
    counts_phrase,
    kinds_phrase,
    list_header,
    short_rule,
    upper_first,
    words,
)

KIND = "name_list"


def name_list(facts: NameListFacts) -> Paper:
    """The list as a paper.

    Raises:
        BadInput: nobody is on it.
    """
    wording = words(KIND)
    if not facts.nominees:
        raise BadInput(wording("empty"))
    subtitle = wording("subtitle", kinds=upper_first(kinds_phrase(facts.nominees)), form=facts.form)
    note = goes_with(wording, facts.submission, facts.symbol, sender=facts.sender)
    day = facts.submission.day
    return Paper(
        kind=KIND,
        title=subtitle,
        author=facts.sender,
        header=list_header(facts.office, day, day.year if day else facts.year),
        blocks=(
            paragraph(wording("title"), "title"),
            paragraph(subtitle, "summary"),
            paragraph(note, "annex_note"),
            short_rule(note, "annex_note"),
            _table(facts.nominees),
            *body(wording("sum", counts=counts_phrase(facts.nominees))),
        ),
        named=(("so_luong", counts_phrase(facts.nominees)), ("hinh_thuc", facts.form)),
    )


def _table(nominees: tuple[VoteRow, ...]) -> Table:
    wording = words(KIND)
    forms = len({row.form for row in nominees if row.form}) > 1
    voted = any(row.votes_for is not None for row in nominees)
    columns = (
        number_column(),
        Column(name_column(nominees), 50),
        Column(wording("column_position"), 58),
        *((Column(wording("column_form"), 32),) if forms else ()),
        *((Column(wording("column_votes"), 22, "center", fixed=True),) if voted else ()),
    )

    def cells(row: VoteRow) -> tuple[str, ...]:
        form = (row.form,) if forms else ()
        votes = ("" if row.votes_for is None else str(row.votes_for),) if voted else ()
        return (row.shown, row.position_unit, *form, *votes)

    return Table(columns, grouped(nominees, cells))
