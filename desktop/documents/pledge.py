"""Giao ước thi đua: what the units of a cluster, or of a drive, promise each other, with room for each to sign."""

from __future__ import annotations

from db.errors import BadInput
from db.vietnamese.dates import legal_date
from desktop.documents.facts import IssueFacts
from desktop.documents.facts_drive import PledgeFacts
from desktop.documents.paper import Block, Column, Heading, Paper, Row, Table
from desktop.documents.paper_lists import number_column
from desktop.documents.paper_words import (
    ROMAN,
    body,
    campaign_phrase,
    count,
    date_phrase,
    list_header,
    titled,
    upper_first,
    words,
)
from desktop.documents.plan import target_table

KIND = "pledge"


def pledge(facts: PledgeFacts) -> Paper:
    """The pledge as a paper, the units signing in a table.

    Raises:
        BadInput: no unit takes part.
    """
    wording = words(KIND)
    if not facts.units:
        raise BadInput(wording("empty"))
    summary = _summary(facts)
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {summary}",
        author=facts.office.name,
        header=list_header(facts.office, facts.day, facts.year),
        blocks=(
            *titled(wording("title"), summary),
            *body(_opening(facts)),
            *_sections(facts),
            _signing(facts),
        ),
        named=(("cum_khoi", facts.group), ("nam", str(facts.year)), ("so_don_vi", count(len(facts.units)))),
    )


def _summary(facts: PledgeFacts) -> str:
    wording = words(KIND)
    if facts.group:
        return wording("summary_year", group=facts.group, year=str(facts.year))
    return wording("summary_drive", campaign=campaign_phrase(facts.campaign))


def _opening(facts: PledgeFacts) -> str:
    wording = words(KIND)
    members = wording("members", group=facts.group) if facts.group else wording("everybody")
    date = legal_date(facts.day) if facts.day else date_phrase(IssueFacts(year=facts.year))
    values = {"date": date, "members": members, "count": count(len(facts.units))}
    if facts.campaign:
        return wording("opening_drive", campaign=campaign_phrase(facts.campaign), **values)
    return wording("opening", **values)


def _sections(facts: PledgeFacts) -> list[Block]:
    wording = words(KIND)
    contents = [*(facts.contents or wording.value("default_contents"))]
    contents += [f"{n}. {text}" for n, text in enumerate(facts.requirements, start=len(contents) + 1)]
    sections: list[tuple[str, list[Block]]] = [("heading_content", [*body(*contents)])]
    if facts.targets:
        sections.append(("heading_targets", [target_table(facts.targets)]))
    head = wording("pledge_head", head=upper_first(facts.head)) if facts.head else ""
    sections.append(("heading_pledge", [*body(head, wording("pledge"))]))
    made: list[Block] = []
    for roman, (key, blocks) in zip(ROMAN, sections, strict=False):
        made += [Heading(f"{roman}. {wording(key)}"), *blocks]
    return made


def _signing(facts: PledgeFacts) -> Table:
    wording = words(KIND)
    columns = (
        number_column(),
        Column(wording("column_unit"), 55),
        Column(wording("column_representative"), 50),
        Column(wording("column_sign"), 48, "center", fixed=True),
    )
    rows = (Row((str(n), unit, "", "")) for n, unit in enumerate(facts.units, start=1))
    return Table(columns, tuple(rows), row_height_mm=wording.value("row_height_mm"))
