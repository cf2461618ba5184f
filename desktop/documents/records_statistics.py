"""The facts of statistical forms and of the report on the award fund, out of the register."""

from __future__ import annotations

import datetime as dt

from db import fund, reports, statistics
from db.fund import Entry
from db.sqlite import Connection
from db.statistics import Period
from db.vietnamese.dates import format_date
from desktop.documents import records
from desktop.documents.facts import IssueFacts
from desktop.documents.facts_reports import FundFacts, FundPrizeRow, FundRow, StatisticsFacts


def statistics_facts(
    con: Connection, code: str, period: Period, as_of: dt.date, *, names: bool = False
) -> StatisticsFacts:
    """A form filled for a period, signed by whoever signs for the office on ``as_of``.

    Raises:
        BadInput: there is no such form, or the register has no office.
    """
    table = statistics.table(con, statistics.form(code, period.end), period)
    office = records.own_office(con)
    return StatisticsFacts(
        office=records.office_facts(con, as_of),
        signer=records.office_signer(con, committee=True, on=as_of),
        table=table,
        period=period.shown,
        year=as_of.year,
        receiver=office.parent_name,
        doubts=tuple(statistics.unplaced_sentences(table)),
        names=names,
    )


def fund_facts(con: Connection, year: int, as_of: dt.date, *, names: bool = False) -> FundFacts:
    """The award fund of a year up to a day, the awards behind every sum of prizes.

    Raises:
        BadInput: the register has no office.
    """
    of_year = fund.fund_year(con, year, until=as_of)
    last = min(as_of, dt.date(year, 12, 31))
    return FundFacts(
        office=records.office_facts(con, as_of),
        issue=IssueFacts(year=as_of.year),
        signer=records.office_signer(con, committee=True, on=as_of),
        year=year,
        as_of=last,
        received=tuple(_row(one) for one in of_year.entries if one.direction == "in"),
        spent=tuple(_row(one) for one in of_year.entries if one.direction == "out"),
        prizes=tuple(
            FundPrizeRow(
                f"Quyết định số {one.decision} ngày {format_date(one.day)}",
                one.day,
                one.awards,
                one.amount,
                one.unknown,
                tuple(
                    (row.shown, row.prize_amount)
                    for row in reports.register_rows(con, decision_id=one.decision_id, revoked=False)
                ),
            )
            for one in of_year.prizes
        ),
        addressee=records.own_office(con).parent_name,
        names=names,
    )


def _row(entry: Entry) -> FundRow:
    return FundRow(entry.day, entry.shown_kind, entry.what or entry.note, entry.document, entry.amount)
