"""Giấy xác nhận khen thưởng: what the register holds of one person, collective or household."""

from __future__ import annotations

from db.errors import BadInput
from desktop.documents.facts_chain import ConfirmationFacts, ConfirmedRow
from desktop.documents.paper import Column, Paper, Row, Signature, Table
from desktop.documents.paper_lists import number_column
from desktop.documents.paper_words import amid, body, count, header, recipients_or, titled, words

KIND = "confirmation"


def confirmation(facts: ConfirmationFacts) -> Paper:
    """The confirmation as a paper.

    Raises:
        BadInput: the register holds no award of theirs.
    """
    wording, office = words(KIND), facts.office.name
    if not facts.awards:
        raise BadInput(wording("empty", name=facts.name))
    summary = wording("summary", name=amid(facts.honorific, facts.name))
    place = facts.position_unit
    lines = (
        wording("confirms", office=office),
        wording(f"name_{facts.kind}", name=facts.shown if facts.kind == "individual" else facts.name),
        wording("born", date=facts.born) if facts.born else "",
        wording("position", place=place) if place else "",
        wording("awards", office=office, count=count(len(facts.awards))),
    )
    purpose = wording("purpose", purpose=facts.purpose.rstrip(".")) if facts.purpose else ""
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {summary}",
        author=office,
        header=header(facts.office, facts.issue, f"{wording('symbol')}-{facts.office.symbol}"),
        blocks=(
            *titled(wording("title"), summary),
            *body(*lines),
            _table(facts.awards),
            *body(purpose, wording("closing")),
        ),
        signatures=(Signature(facts.signer.lines, facts.signer.name),),
        recipients=recipients_or(facts.recipients, KIND, facts.office),
        named=(("ten", facts.shown), ("so_lan", count(len(facts.awards)))),
    )


def _table(awards: tuple[ConfirmedRow, ...]) -> Table:
    wording = words(KIND)
    booked = any(row.register_number for row in awards)
    columns = [
        number_column(),
        Column(wording("column_year"), 14, "center", fixed=True),
        Column(wording("column_form"), 32),
        Column(wording("column_citation"), 52),
        Column(wording("column_decision"), 46),
    ]
    if booked:
        columns.append(Column(wording("column_register"), 20, "center", fixed=True))
    rows = []
    for place, row in enumerate(awards, start=1):
        number = (row.register_number,) if booked else ()
        paper = f"{row.decision}\n{row.organ}" if row.organ else row.decision
        rows.append(Row((str(place), str(row.year), row.form, row.citation, paper, *number)))
    return Table(tuple(columns), tuple(rows))
