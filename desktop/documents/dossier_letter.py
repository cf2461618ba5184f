"""Papers about dossiers: the letter that asks a unit to complete them, and the receipt for what it handed in."""

from __future__ import annotations

from db.errors import BadInput
from db.vietnamese.dates import legal_date
from desktop.documents.facts_chain import DossierLetterFacts
from desktop.documents.paper import Column, Paper, Row, Signature, Table
from desktop.documents.paper_lists import number_column
from desktop.documents.paper_words import (
    addressed,
    body,
    campaign_phrase,
    count,
    header,
    recipients_or,
    titled,
    upper_first,
    words,
)

KIND = "dossier_letter"


def dossier_letter(facts: DossierLetterFacts) -> Paper:
    """The request as a letter (công văn) of the committee, the receipt as a slip both sides sign.

    Raises:
        BadInput: no paper is on it.
    """
    if not facts.rows:
        raise BadInput(words(KIND)("empty"))
    return _request(facts) if facts.kind == "request" else _receipt(facts)


def _values(facts: DossierLetterFacts) -> dict[str, str]:
    wording = words(KIND)
    return {
        "office": facts.office.name,
        "unit": facts.unit or wording("anyone"),
        "campaign": campaign_phrase(facts.campaign) if facts.campaign else wording("plain"),
    }


def _named(facts: DossierLetterFacts) -> tuple[tuple[str, str], ...]:
    due = legal_date(facts.due) if facts.due else ""
    return (("don_vi", facts.unit), ("so_truong_hop", count(len(facts.rows))), ("han", due))


def _request(facts: DossierLetterFacts) -> Paper:
    wording, values, office = words(KIND), _values(facts), facts.office
    due = wording("due", date=legal_date(facts.due)) if facts.due else ""
    opening = wording("opening", count=count(len(facts.rows)), **values)
    receiver = office.standing_unit or office.name
    request = wording("request", office=office.name, unit=values["unit"], receiver=receiver, due=due)
    symbol = "-".join(part for part in (office.symbol, office.drafter) if part)
    return Paper(
        kind=KIND,
        title=wording("title_request", unit=values["unit"]),
        author=office.name,
        header=header(office, facts.issue, symbol, subject=wording("subject")),
        blocks=(
            *addressed([upper_first(values["unit"])]),
            *body(opening),
            _table(facts, "column_missing"),
            *body(request, wording("closing", office=office.name, unit=values["unit"])),
        ),
        signatures=(Signature(facts.signer.lines, facts.signer.name),),
        recipients=recipients_or(facts.recipients, KIND, office),
        named=_named(facts),
    )


def _receipt(facts: DossierLetterFacts) -> Paper:
    wording = words(KIND)
    answer = wording("answer", date=legal_date(facts.due)) if facts.due else ""
    title = wording("title_receipt")
    note = wording("signer_note")
    return Paper(
        kind=KIND,
        title=f"{title} {facts.unit}".strip(),
        author=facts.office.name,
        header=header(facts.office, facts.issue, f"{wording('symbol_receipt')}-{facts.office.symbol}"),
        blocks=(
            *titled(title, wording("summary_receipt")),
            *body(wording("received", **_values(facts))),
            _table(facts, "column_received"),
            *body(answer, wording("copies")),
        ),
        signatures=(
            Signature((wording("signer_giver"),), note=note),
            Signature((wording("signer_taker"),), facts.taker, note),
        ),
        named=_named(facts),
    )


def _table(facts: DossierLetterFacts, title: str) -> Table:
    wording = words(KIND)
    columns = (number_column(), Column(wording("column_name"), 60), Column(wording(title), 90))
    rows = (Row((str(n), name, "\n".join(papers))) for n, (name, papers) in enumerate(facts.rows, start=1))
    return Table(columns, tuple(rows))
