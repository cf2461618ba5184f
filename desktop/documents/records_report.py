"""The facts of a drive's report out of the register, as of a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from functools import reduce
from operator import add

from db import board, campaigns, nominations, pictures, registrations, reports, units
from db.campaigns import Campaign
from db.nominations import KIND_ORDER
from db.plaques import Sums, sums_of
from db.registrations import Registration
from db.rules.deadlines import ObligationState
from db.sqlite import Connection
from db.vietnamese.dates import legal_date
from desktop.documents import records
from desktop.documents.facts import (
    ContributionRow,
    IssueFacts,
    RegistrationRow,
    ReportCharts,
    ReportFacts,
    UnitKindRow,
)


def report_facts(con: Connection, campaign_id: int, as_of: dt.date, *, charts: bool = True) -> ReportFacts:
    """What the register knows of a drive on a day: registrations, late units, nominees, awards and decisions.

    Without ``charts`` the report has no pictures.

    Raises:
        BadInput: the register has no office.
    """
    campaign = campaigns.get_campaign(con, campaign_id)
    listed = [r for r in registrations.list_registrations(con, campaign_id) if _known(r, as_of)]
    standing = [r for r in listed if r.counts]
    tally = Counter(r.kind for r in standing)
    status = Counter(r.status for r in standing)
    nominees = Counter(
        n.kind
        for n in nominations.list_nominations(con, campaign_id)
        if n.status != "withdrawn" and (n.submitted_date is None or n.submitted_date <= as_of)
    )
    awarded = [
        r for r in reports.register_rows(con, campaign_id=campaign_id, revoked=False) if r.day <= as_of
    ]
    decided = dict.fromkeys((row.number, row.day) for row in awarded)
    return ReportFacts(
        office=records.office_facts(con, as_of),
        issue=IssueFacts(year=as_of.year),
        signer=records.office_signer(con, committee=True, on=as_of),
        campaign=campaign.title,
        stage=stage(con, campaign, as_of),
        as_of=as_of,
        addressee=records.own_office(con).parent_name,
        models=tally["model"],
        works=tally["work"],
        tasks=tally["task"],
        by_status=tuple((name.lower(), status[key]) for key, name in registrations.STATUSES.items()),
        contributions=contribution_rows(standing),
        unit_kinds=unit_kind_rows(con, campaign_id, as_of),
        late=records.late_rows(con, campaign_id, as_of),
        registrations=tuple(_registration(r) for r in listed),
        nominees=tuple((kind, nominees[kind]) for kind in KIND_ORDER),
        awards=tuple(records.register_award_row(row) for row in awarded),
        decisions=tuple(f"Quyết định số {number} {legal_date(day)}" for number, day in decided),
        charts=report_charts(con, campaign_id, as_of) if charts else None,
    )


def report_charts(con: Connection, campaign_id: int, as_of: dt.date) -> ReportCharts:
    """What the pictures of a drive's report show on a day."""
    return ReportCharts(
        years=pictures.awards_by_year(con, as_of),
        classes=pictures.classes_of_individuals(con, as_of.year, as_of),
        duties=pictures.duties_met(con, campaign_id, as_of),
        moments=pictures.drive_in_time(con, campaign_id),
        direct=pictures.direct_workers(con, as_of.year, as_of),
    )


def _known(r: Registration, as_of: dt.date) -> bool:
    return r.received_date is None or r.received_date <= as_of


def _registration(r: Registration) -> RegistrationRow:
    return RegistrationRow(r.units, r.title, registrations.KINDS[r.kind], r.shown_status)


def contribution_rows(standing: Iterable[Registration]) -> tuple[ContributionRow, ...]:
    """What the registrations took, kind by kind; kinds of which nothing is told are left out."""
    made = []
    listed = list(standing)
    for kind, title in registrations.KINDS.items():
        mine = [r for r in listed if r.kind == kind]
        total = reduce(add, map(sums_of, mine), Sums())
        if total != Sums():
            figures = (total.budget, total.people, total.other, total.labour_days, total.land_m2)
            planned = sum(r.final_value is None and r.value is not None for r in mine)
            made.append(ContributionRow(title, len(mine), *figures, planned))
    return tuple(made)


def stage(con: Connection, campaign: Campaign, as_of: dt.date) -> str:
    """The kind of report: "tổng kết" once the drive is over, "sơ kết" after the end of a phase, else how it goes."""
    end = campaign.end_on
    if campaign.closed_date is not None and campaign.closed_date <= as_of:
        return "tổng kết"
    if (
        end
        and as_of.isoformat()[: len(end)] >= end
        and (len(end) == 10 or as_of.isoformat()[: len(end)] > end)
    ):
        return "tổng kết"
    if any(
        phase.end_date is not None and phase.end_date <= as_of for phase in campaigns.phases(con, campaign.id)
    ):
        return "sơ kết"
    return "tình hình thực hiện"


_SETTLED = (ObligationState.ON_TIME, ObligationState.LATE)


def unit_kind_rows(con: Connection, campaign_id: int, as_of: dt.date) -> tuple[UnitKindRow, ...]:
    """Registrations by kind of unit; a unit counts as registered when all its duties to register are met.

    Units released from the duty are not counted.
    """
    states: dict[tuple[str, int], list[ObligationState]] = {}
    for cell in board.board(con, campaign_id, as_of).cells:
        if cell.kind == "registration" and cell.status.state is not ObligationState.WAIVED:
            states.setdefault((cell.unit_kind, cell.unit_id or 0), []).append(cell.status.state)
    made = []
    for kind, title in units.KINDS.items():
        mine = [found for (unit_kind, _), found in states.items() if unit_kind == kind]
        settled = [found for found in mine if all(state in _SETTLED for state in found)]
        late = sum(ObligationState.LATE in found for found in settled)
        if mine:
            row = UnitKindRow(
                title, len(mine), len(settled), len(settled) - late, late, len(mine) - len(settled)
            )
            made.append(row)
    return tuple(made)
