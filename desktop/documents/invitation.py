"""Giấy mời: to the ceremony, one sheet with a list behind it or a sheet for every guest (NĐ 30/2020, mẫu 1.7)."""

from __future__ import annotations

from db.errors import BadInput
from db.vietnamese.dates import legal_date
from desktop.documents.facts_drive import InvitationFacts
from desktop.documents.paper import Annex, Block, Column, Header, Paper, Row, Signature, Table
from desktop.documents.paper_lists import annex, goes_with, list_head, number_column
from desktop.documents.paper_words import body, dotted, header, recipients_or, titled, words

KIND = "invitation"


def invitation(facts: InvitationFacts) -> Paper:
    """The invitation as a paper; hour, day and place not known yet are left to be written in.

    Raises:
        BadInput: nobody is invited.
    """
    wording = words(KIND)
    if not facts.guests:
        raise BadInput(wording("empty"))
    head = header(facts.office, facts.issue, _symbol(facts))
    signature = Signature(facts.signer.lines, facts.signer.name)
    alone = len(facts.guests) == 1
    if facts.each or alone:
        annexes = tuple(_sheet(facts, guest, head, signature) for guest in facts.guests[1:])
    else:
        annexes = (_list(facts),)
    guest = facts.guests[0] if facts.each or alone else wording("many")
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {wording('summary', event=facts.event)}",
        author=facts.office.name,
        header=head,
        blocks=_blocks(facts, guest),
        signatures=(signature,),
        recipients=() if facts.each else recipients_or(facts.recipients, KIND, facts.office),
        annexes=annexes,
        named=(("buoi_le", facts.event), ("dia_diem", facts.place), ("gio", facts.time)),
    )


def _symbol(facts: InvitationFacts) -> str:
    return f"{words(KIND)('symbol')}-{facts.office.symbol}"


def _sheet(facts: InvitationFacts, guest: str, head: Header, signature: Signature) -> Annex:
    return Annex(_blocks(facts, guest), signatures=(signature,), header=head)


def _blocks(facts: InvitationFacts, guest: str) -> tuple[Block, ...]:
    wording = words(KIND)
    if facts.time and facts.day:
        when = wording("time", time=facts.time, date=legal_date(facts.day))
    elif facts.day:
        when = wording("day", date=legal_date(facts.day))
    else:
        when = wording("time_blank")
    lines = (
        wording("invite", office=facts.office.name, guest=guest),
        wording("event", event=facts.event),
        wording("chair", chair=facts.chair) if facts.chair else "",
        when,
        wording("place", place=facts.place) if facts.place else dotted(wording("place_blank")),
        wording("note", note=facts.note.rstrip(".")) if facts.note else "",
        wording("closing"),
    )
    return (*titled(wording("title"), wording("summary", event=facts.event)), *body(*lines))


def _list(facts: InvitationFacts) -> Annex:
    wording = words(KIND)
    note = goes_with(wording, facts.issue, _symbol(facts), office=facts.office.name)
    columns = (
        number_column(),
        Column(wording("column_guest"), 110),
        Column(wording("column_note"), 35, fixed=True),
    )
    rows = (Row((str(n), guest, "")) for n, guest in enumerate(facts.guests, start=1))
    head = list_head(wording("list_title"), wording("list_subtitle", event=facts.event), note)
    return annex([*head, Table(columns, tuple(rows))])
