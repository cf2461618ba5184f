"""What a form already tells the unit: the rows the register has, each with the id by which it comes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db import (
    board,
    campaigns,
    catalogues,
    dossiers,
    nominations,
    people,
    registrations,
    targets,
    units,
)
from db.dossiers import Evidence
from db.nominations import Nomination
from db.registrations import Registration
from db.sqlite import Connection
from db.targets import Target
from db.vietnamese.dates import format_date, format_partial
from db.vietnamese.honorifics import honorifics
from desktop.exchange.form_columns import FIXED_CHOICES, RATINGS, Choices

CellValue = str | int | float | None
SEXES = {"male": "Nam", "female": "Nữ"}
EVIDENCE_LINES = 3
"""Lines a nominee has on the sheet of evidence; more facts go to the empty lines below."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One line of a form; an empty ``uid`` is a line the register does not know yet."""

    uid: str
    values: tuple[CellValue, ...]


def choices(con: Connection, campaign_id: int, chosen: units.Unit | None) -> Choices:
    """The lists behind the drop-downs."""
    lines = tuple(dict.fromkeys(line.form_name for line in campaigns.awards(con, campaign_id)))
    catalogue = tuple(dict.fromkeys(form.name for form in catalogues.award_forms(con)))
    return {
        **FIXED_CHOICES,
        "units": (chosen.name,) if chosen else tuple(unit.name for unit in units.list_units(con)),
        "forms": lines or catalogue,
        "honorifics": tuple(dict.fromkeys(one.text for one in honorifics())),
        "achievements": (*RATINGS, *catalogue),
        **people_choices(con),
    }


def people_choices(con: Connection) -> Choices:
    """Ethnic groups and religions: the usual words, then those of the register."""
    return {
        "ethnic_groups": tuple(people.words_written(con, "ethnic_group")),
        "religions": tuple(people.words_written(con, "religion")),
    }


def rows(con: Connection, kind: str, campaign_id: int, chosen: units.Unit | None) -> list[list[FormRow]]:
    """The filled lines of each sheet of a form; of one unit where one is chosen."""
    return [make(con, campaign_id, chosen) for make in _ROWS[kind]]


# ---------------------------------------------------------------- registrations


def _registered(con: Connection, campaign_id: int, chosen: units.Unit | None) -> list[FormRow]:
    listed = registrations.list_registrations(con, campaign_id)
    mine = [r for r in listed if chosen is None or chosen.id in r.unit_ids]
    found = [FormRow(r.uid, _registration(r)) for r in mine]
    behind = {unit_id for r in listed for unit_id in r.unit_ids}
    today = dt.date.today()  # noqa: DTZ011 - only which units owe something is asked
    for cell in board.board(con, campaign_id, today).cells:
        asked = chosen is None or cell.unit_id == chosen.id
        if cell.kind == "registration" and cell.unit_id not in behind and asked:
            behind.add(cell.unit_id or 0)
            found.append(FormRow("", (cell.unit, *[None] * 8)))
    return found


def _registration(r: Registration) -> tuple[CellValue, ...]:
    return (
        r.units.split("; ")[0],
        registrations.KINDS[r.kind],
        r.title,
        r.content,
        r.place,
        r.value,
        format_date(r.received_date) if r.received_date else None,
        format_partial(r.finish_on) if r.finish_on else None,
        r.note,
    )


def _progress(con: Connection, campaign_id: int, chosen: units.Unit | None) -> list[FormRow]:
    notes = registrations.progress_of_campaign(con, campaign_id)
    found = []
    for r in registrations.list_registrations(con, campaign_id, unit_id=chosen.id if chosen else None):
        if r.replaced_by_id is not None:
            continue
        said = notes.get(r.id, [])
        shown = (
            r.units.split("; ")[0],
            registrations.KINDS[r.kind],
            r.title,
            registrations.STATUSES[r.status],
        )
        found.append(FormRow(r.uid, (*shown, None, r.final_value, None, said[-1] if said else None)))
    return found


# ---------------------------------------------------------------- nominations and their evidence


def _nominated(con: Connection, campaign_id: int, chosen: units.Unit | None) -> list[FormRow]:
    listed = nominations.list_nominations(con, campaign_id, unit_id=chosen.id if chosen else None)
    return [FormRow(n.uid, _nomination(n)) for n in listed]


def _nomination(n: Nomination) -> tuple[CellValue, ...]:
    s = n.subject
    return (
        catalogues.OBJECT_KINDS[s.kind],
        s.honorific,
        s.name,
        format_partial(s.birth_on) if s.birth_on else None,
        SEXES.get(s.sex or ""),
        s.position,
        s.unit or s.workplace,
        n.form_name,
        n.own_citation or "",
        s.ethnic_group,
        s.religion,
        n.note,
    )


def _evidence(con: Connection, campaign_id: int, chosen: units.Unit | None) -> list[FormRow]:
    """Empty lines for each nominee still open, the first with the years the register has already."""
    listed = nominations.list_nominations(con, campaign_id, unit_id=chosen.id if chosen else None)
    known = dossiers.evidence_of_many(con, [n.id for n in listed])
    found = []
    for n in listed:
        if n.status == "decided":
            continue
        told = _known_years(known.get(n.id, ()))
        for line in range(EVIDENCE_LINES):
            facts = (n.name, n.subject.unit or n.subject.workplace, *[None] * 6)
            found.append(FormRow(n.uid, (*facts, told if line == 0 else None, None)))
    return found


def _known_years(pieces: Sequence[Evidence]) -> str:
    return ", ".join(dict.fromkeys(piece.years for piece in pieces))


# ---------------------------------------------------------------- indicators


def _indicators(con: Connection, campaign_id: int, chosen: units.Unit | None) -> list[FormRow]:
    """One line an indicator and phase; a unit's form has its own indicators only."""
    phases = campaigns.phases(con, campaign_id)
    uids = {target_id: uid for uid, target_id in targets.uids(con, campaign_id).items()}
    found = []
    for target in targets.list_targets(con, campaign_id):
        if chosen is not None and target.unit_id != chosen.id:
            continue
        for phase in phases:
            known = target.results.get(phase.id)
            values = (*_indicator(target), phase.name, None, None, measured(known))
            found.append(FormRow(uids[target.id], values))
    return found


def _indicator(target: Target) -> tuple[CellValue, ...]:
    return (target.name, target.measure, target.unit, measured(target.annual_thousandths))


def measured(thousandths: int | None) -> int | float | None:
    """A stored measure as a number of its own unit."""
    if thousandths is None or thousandths % 1000:
        return None if thousandths is None else thousandths / 1000
    return thousandths // 1000


Maker = Callable[[Connection, int, units.Unit | None], list[FormRow]]
_ROWS: dict[str, tuple[Maker, ...]] = {
    "registrations": (_registered,),
    "nominations": (_nominated, _evidence),
    "progress": (_progress,),
    "targets": (_indicators,),
}
