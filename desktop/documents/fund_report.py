"""Báo cáo quỹ khen thưởng: what came in, what was spent, what is left of a year; every sum with the lines it adds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from db.errors import BadInput
from db.vietnamese.dates import format_date, legal_date
from db.vietnamese.numbers import format_money, format_number
from desktop.documents.facts_reports import FundFacts, FundPrizeRow, FundRow
from desktop.documents.paper import Annex, Block, Column, Heading, Paper, Row, Signature, Table, paragraph
from desktop.documents.paper_lists import annex, goes_with, list_head, number_column
from desktop.documents.paper_words import (
    ROMAN,
    addressed,
    body,
    count,
    header,
    recipients_or,
    titled,
    words,
)

KIND: Final = "fund_report"


def fund_report(facts: FundFacts) -> Paper:
    """The report as a paper.

    Raises:
        BadInput: nothing came in and nothing was spent.
    """
    wording, year = words(KIND), str(facts.year)
    if not (facts.received or facts.spent or facts.prizes):
        raise BadInput(wording("empty", year=year))
    received, spent = _received(facts), _spent(facts)
    summary = wording("summary", year=year)
    symbol = f"{wording('symbol')}-{facts.office.symbol}"
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {summary}",
        author=facts.office.name,
        header=header(facts.office, facts.issue, symbol),
        blocks=(
            *titled(wording("title"), summary),
            *(addressed([facts.addressee]) if facts.addressee else []),
            *_body(facts, received, spent),
        ),
        signatures=(Signature(facts.signer.lines, facts.signer.name),),
        recipients=recipients_or(facts.recipients, KIND, facts.office, addressee=facts.addressee),
        annexes=(_annex(facts, symbol),) if facts.names and facts.prizes else (),
        named=(
            ("nam", year),
            ("tong_thu", format_money(received)),
            ("tong_chi", format_money(spent)),
            ("con_lai", format_money(received - spent)),
        ),
    )


def _received(facts: FundFacts) -> int:
    return sum(row.amount for row in facts.received)


def _spent(facts: FundFacts) -> int:
    return sum(row.amount for row in facts.spent) + sum(row.amount for row in facts.prizes)


def _body(facts: FundFacts, received: int, spent: int) -> list[Block]:
    wording, year, office = words(KIND), str(facts.year), facts.office.name
    left = received - spent
    told = (
        wording("left", amount=format_money(left))
        if left >= 0
        else wording("over", amount=format_money(-left))
    )
    unknown = sum(row.unknown for row in facts.prizes)
    made: list[Block] = [
        *body(
            wording("opening", office=office, year=year, date=legal_date(facts.as_of)),
            wording("totals", received=format_money(received), spent=format_money(spent), left=told),
            wording("unknown", count=count(unknown)) if unknown else "",
        )
    ]
    sections = [
        ("heading_summary", _summary(facts, received, spent)),
        ("heading_in", _lines(facts.received, "column_in") if facts.received else None),
        ("heading_out", _lines(facts.spent, "column_out") if facts.spent else None),
        ("heading_prizes", _prizes(facts.prizes) if facts.prizes else None),
    ]
    filled = [(key, table) for key, table in sections if table is not None]
    for roman, (key, table) in zip(ROMAN, filled, strict=False):
        made += [Heading(f"{roman}. {wording(key)}"), table]
    made.append(paragraph(wording("source", office=office), "source_note"))
    return [*made, *body(wording("closing", year=year, office=office))]


def _summary(facts: FundFacts, received: int, spent: int) -> Table:
    """Money by kind, in and out, with the sums."""
    wording = words(KIND)
    columns = (
        Column(wording("column_item"), 90),
        Column(wording("column_in"), 36, "right", fixed=True),
        Column(wording("column_out"), 36, "right", fixed=True),
    )
    prizes = sum(row.amount for row in facts.prizes)
    into = [Row((kind, format_number(n), "")) for kind, n in _by_kind(facts.received)]
    out = [Row((kind, "", format_number(n))) for kind, n in _by_kind(facts.spent)]
    if facts.prizes:
        out.insert(0, Row((wording("group_in_prizes"), "", format_number(prizes))))
    rows = [
        *([Row((wording("group_in"),), "group"), *into] if into else []),
        *([Row((wording("group_out"),), "group"), *out] if out else []),
        Row((words("common")("total"), format_number(received), format_number(spent)), "total"),
    ]
    return Table(columns, tuple(rows))


def _by_kind(rows: Iterable[FundRow]) -> list[tuple[str, int]]:
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.kind] = sums.get(row.kind, 0) + row.amount
    return list(sums.items())


def _lines(rows: Sequence[FundRow], amount: str) -> Table:
    wording = words(KIND)
    columns = (
        number_column(),
        Column(wording("column_day"), 24, "center", fixed=True),
        Column(wording("column_item"), 26),
        Column(wording("column_what"), 36),
        Column(wording("column_document"), 30),
        Column(wording(amount), 30, "right", fixed=True),
    )
    made = [
        Row((str(n), format_date(r.day), r.kind, r.what, r.document, format_number(r.amount)))
        for n, r in enumerate(rows, start=1)
    ]
    total = ("", words("common")("total"), "", "", "", format_number(sum(r.amount for r in rows)))
    # The words of the sum need more room than a day.
    return Table(columns, (*made, Row((total[0], "", total[1], *total[3:]), "total")))


def _prizes(rows: Sequence[FundPrizeRow]) -> Table:
    wording = words(KIND)
    columns = (
        number_column(),
        Column(wording("column_day"), 24, "center", fixed=True),
        Column(wording("column_decision"), 60),
        Column(wording("column_awards"), 26, "center", fixed=True),
        Column(wording("column_money"), 36, "right", fixed=True),
    )
    made = [
        Row((str(n), format_date(r.day), r.decision, format_number(r.awards), format_number(r.amount)))
        for n, r in enumerate(rows, start=1)
    ]
    awards, amount = sum(r.awards for r in rows), sum(r.amount for r in rows)
    total = Row(("", "", words("common")("total"), format_number(awards), format_number(amount)), "total")
    return Table(columns, (*made, total))


def _annex(facts: FundFacts, symbol: str) -> Annex:
    wording = words(KIND)
    columns = (
        number_column(),
        Column(wording("column_name"), 90),
        Column(wording("column_prize"), 40, "right", fixed=True),
    )
    rows: list[Row] = []
    for decision in facts.prizes:
        rows.append(Row((f"{decision.decision} ({count(decision.awards)})",), "group"))
        rows += [
            Row((str(n), name, wording("not_known") if prize is None else format_number(prize)))
            for n, (name, prize) in enumerate(decision.names, start=1)
        ]
    amount = format_number(sum(row.amount for row in facts.prizes))
    rows.append(Row(("", words("common")("total"), amount), "total"))
    note = goes_with(wording, facts.issue, symbol, office=facts.office.name)
    head = list_head(wording("annex_title"), "", note, label=wording("annex_label"))
    return annex([*head, Table(columns, tuple(rows))])
