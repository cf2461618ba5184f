"""Công văn đôn đốc: a letter to exactly the units that are late, with what each still owes."""

from __future__ import annotations

from db.errors import BadInput
from db.vietnamese.dates import legal_date
from desktop.documents.facts import ReminderFacts
from desktop.documents.paper import Annex, Block, Paper, Signature
from desktop.documents.paper_lists import annex, goes_with, late_table, list_head
from desktop.documents.paper_words import (
    addressed,
    body,
    campaign_phrase,
    count,
    header,
    recipients_or,
    words,
)

KIND = "reminder"


def reminder(facts: ReminderFacts) -> Paper:
    """The letter as a paper; many late obligations move into an annex, many units out of "Kính gửi" into it.

    Raises:
        BadInput: no unit is late.
    """
    wording = words(KIND)
    if not facts.late:
        raise BadInput(wording("empty"))
    campaign = campaign_phrase(facts.campaign)
    subject = wording("subject", campaign=campaign)
    return Paper(
        kind=KIND,
        title=wording("title", campaign=campaign),
        author=facts.office.name,
        header=header(facts.office, facts.issue, _symbol(facts), subject=subject),
        blocks=(*addressed(_addressees(facts)), *_body(facts)),
        signatures=(Signature(facts.signer.lines, facts.signer.name),),
        recipients=recipients_or(facts.recipients, KIND, facts.office),
        annexes=(_list(facts),) if _in_annex(facts) else (),
        named=(("phong_trao", facts.campaign), ("so_don_vi", count(len(late_units(facts))))),
    )


def late_units(facts: ReminderFacts) -> tuple[str, ...]:
    """The units that are late, each once, in the order given."""
    return tuple(dict.fromkeys(row.unit for row in facts.late))


def _symbol(facts: ReminderFacts) -> str:
    return "-".join(part for part in (facts.office.symbol, facts.office.drafter) if part)


def _in_annex(facts: ReminderFacts) -> bool:
    wording = words(KIND)
    most_rows, most_units = wording.value("most_rows"), wording.value("most_addressees")
    return len(facts.late) > int(most_rows) or len(late_units(facts)) > int(most_units)


def _addressees(facts: ReminderFacts) -> tuple[str, ...]:
    wording, units = words(KIND), late_units(facts)
    return units if len(units) <= wording.value("most_addressees") else (wording("many"),)


def _body(facts: ReminderFacts) -> list[Block]:
    wording, office = words(KIND), facts.office.name
    campaign = campaign_phrase(facts.campaign)
    if facts.plan:
        opening = wording("opening_plan", plan=facts.plan, office=office)
    else:
        opening = wording("opening", campaign=campaign, office=office)
    finding = wording(
        "finding_list" if _in_annex(facts) else "finding",
        date=legal_date(facts.as_of),
        units=count(len(late_units(facts))),
        rows=count(len(facts.late)),
    )
    made: list[Block] = [*body(opening, finding)]
    if not _in_annex(facts):
        made.append(late_table(wording, facts.late))
    return [*made, *body(*_requests(facts))]


def _requests(facts: ReminderFacts) -> list[str]:
    wording, office = words(KIND), facts.office
    day = wording("new_day", date=legal_date(facts.new_day)) if facts.new_day else ""
    receiver = office.standing_unit or office.name
    contact = wording("contact", contact=office.contact) if office.contact else ""
    request = wording("request", office=office.name, receiver=receiver, new_day=day)
    return [request, contact, wording("closing", office=office.name)]


def _list(facts: ReminderFacts) -> Annex:
    wording = words(KIND)
    subtitle = wording("list_subtitle", campaign=campaign_phrase(facts.campaign))
    note = goes_with(wording, facts.issue, _symbol(facts), office=facts.office.name)
    table = late_table(wording, facts.late)
    head = list_head(wording("list_title"), subtitle, note)
    return annex([*head, table])
