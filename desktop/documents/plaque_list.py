"""Danh sách công trình gắn biển: finished works, proposed or approved, with what they cost and who bore it."""

from __future__ import annotations

from functools import reduce
from operator import add

from db.errors import BadInput
from db.plaques import Sums
from db.vietnamese.dates import legal_date
from db.vietnamese.numbers import format_number
from desktop.documents.facts_drive import PlaqueFacts, WorkRow
from desktop.documents.paper import Column, Paper, Row, Signature, Table
from desktop.documents.paper_lists import number_column
from desktop.documents.paper_words import (
    body,
    campaign_phrase,
    contribution_phrase,
    count,
    list_header,
    titled,
    words,
)

KIND = "plaque_list"


def plaque_list(facts: PlaqueFacts) -> Paper:
    """The list as a paper with its sums.

    Raises:
        BadInput: no work is on it.
    """
    wording = words(KIND)
    if not facts.works:
        raise BadInput(wording("empty"))
    key = "summary_proposed" if facts.stage == "proposed" else "summary_approved"
    summary = wording(key, campaign=campaign_phrase(facts.campaign))
    total = total_of(facts.works)
    ceremony = wording("ceremony", date=legal_date(facts.ceremony)) if facts.ceremony else ""
    return Paper(
        kind=KIND,
        title=summary,
        author=facts.office.name,
        header=list_header(facts.office, facts.issue.day, facts.issue.year),
        blocks=(
            *titled(wording("title"), summary),
            *body(ceremony),
            _table(facts.works, total),
            *body(_sum(facts.works, total)),
        ),
        signatures=(Signature(facts.signer.lines, facts.signer.name),),
        named=(("so_cong_trinh", count(len(facts.works))), ("dong_gop", contribution_phrase(total))),
    )


def total_of(works: tuple[WorkRow, ...]) -> Sums:
    """What all works took together."""
    return reduce(add, (work.value for work in works), Sums())


def _sum(works: tuple[WorkRow, ...], total: Sums) -> str:
    wording, parts = words(KIND), contribution_phrase(total)
    if not parts:
        return wording("sum_plain", count=count(len(works)))
    return wording("sum", count=count(len(works)), parts=parts)


def _amount(value: int) -> str:
    return format_number(value) if value else ""


def _table(works: tuple[WorkRow, ...], total: Sums) -> Table:
    wording = words(KIND)
    columns = (
        number_column(),
        Column(wording("column_title"), 50),
        Column(wording("column_units"), 38),
        Column(wording("column_finished"), 23, "center", fixed=True),
        Column(wording("column_total"), 28, "right", fixed=True),
        Column(wording("column_people"), 28, "right", fixed=True),
    )
    rows = []
    for place, work in enumerate(works, start=1):
        name = f"{work.title}\n({work.place})" if work.place else work.title
        money = (_amount(work.value.total), _amount(work.value.people))
        rows.append(Row((str(place), name, work.units, work.finished, *money)))
    sums = (_amount(total.total), _amount(total.people))
    rows.append(Row(("", words("common")("total"), "", "", *sums), "total"))
    return Table(columns, tuple(rows))
