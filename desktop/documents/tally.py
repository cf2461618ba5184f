"""Bảng kiểm phiếu (biên bản kiểm phiếu): ballots given out, come back, valid; the votes on every nominee."""

from __future__ import annotations

from db.errors import BadInput
from db.vietnamese.dates import legal_date
from desktop.documents.facts import IssueFacts, VoteRow
from desktop.documents.facts_chain import TallyFacts
from desktop.documents.paper import Block, Column, Heading, Paper, Signature, Table
from desktop.documents.paper_lists import grouped, name_column, number_column
from desktop.documents.paper_words import (
    ROMAN,
    body,
    campaign_phrase,
    council_header,
    count,
    counts_phrase,
    date_phrase,
    dotted,
    forms_phrase,
    percent,
    titled,
    words,
)

KIND = "tally"


def tally(facts: TallyFacts) -> Paper:
    """The tally as a paper; what is not counted yet is a blank to be written in.

    Raises:
        BadInput: nobody is voted on, or more ballots came back than went out.
    """
    wording = words(KIND)
    if not facts.votes:
        raise BadInput(wording("empty"))
    _check(facts)
    symbol = f"{wording('symbol')}-{facts.office.council_symbol}"
    form = forms_phrase(facts.votes)
    if facts.campaign:
        summary = wording("summary", form=form, campaign=campaign_phrase(facts.campaign))
    else:
        summary = wording("summary_plain", form=form)
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {summary}",
        author=facts.office.council_name,
        header=council_header(facts.office, facts.issue, symbol, dated=False),
        blocks=(*titled(wording("title"), summary), *body(_opening(facts)), *_sections(facts)),
        signatures=tuple(
            Signature((line,), note=wording("signer_note")) for line in wording.value("signers")
        ),
        named=(("phat_ra", _number(facts.issued)), ("thu_ve", _number(facts.collected))),
    )


def _check(facts: TallyFacts) -> None:
    wording = words(KIND)
    if facts.issued is not None and facts.collected is not None and facts.collected > facts.issued:
        raise BadInput(wording("more_collected"))
    if facts.collected is not None and facts.valid is not None and facts.valid > facts.collected:
        raise BadInput(wording("more_valid"))


def _number(value: int | None) -> str:
    return words(KIND)("number_blank") if value is None else count(value)


def _opening(facts: TallyFacts) -> str:
    wording, meeting = words(KIND), facts.meeting
    return wording(
        "opening",
        date=legal_date(meeting.day) if meeting.day else date_phrase(IssueFacts()),
        place=meeting.place or wording("anywhere"),
        council=facts.office.council_name,
        counts=counts_phrase(facts.votes),
    )


def _sections(facts: TallyFacts) -> list[Block]:
    wording = words(KIND)
    tellers = [f"- {name}" for name in facts.tellers] or [dotted(wording("teller_blank"))] * 3
    threshold = wording("threshold", threshold=facts.meeting.threshold) if facts.meeting.threshold else ""
    sections: list[tuple[str, list[Block]]] = [
        ("heading_tellers", [*body(*tellers)]),
        ("heading_ballots", [*body(*_ballots(facts))]),
        ("heading_result", [*body(threshold), _table(facts), *body(wording("ending"))]),
    ]
    made: list[Block] = []
    for roman, (key, blocks) in zip(ROMAN, sections, strict=False):
        made += [Heading(f"{roman}. {wording(key)}"), *blocks]
    return made


def _ballots(facts: TallyFacts) -> list[str]:
    wording, members = words(KIND), facts.meeting.members
    known = facts.collected is not None and facts.valid is not None
    invalid = (facts.collected or 0) - (facts.valid or 0) if known else None
    return [
        wording("members", all=count(len(members)), present=count(facts.meeting.present)) if members else "",
        wording("issued", number=_number(facts.issued)),
        wording("collected", number=_number(facts.collected)),
        wording("valid", valid=_number(facts.valid), invalid=_number(invalid)),
    ]


def _table(facts: TallyFacts) -> Table:
    wording = words(KIND)
    forms = len({row.form for row in facts.votes if row.form}) > 1
    columns = (
        number_column(),
        Column(name_column(facts.votes), 52),
        Column(wording("column_position"), 42),
        *((Column(wording("column_form"), 28),) if forms else ()),
        Column(wording("column_for"), 17, "center", fixed=True),
        Column(wording("column_against"), 17, "center", fixed=True),
        Column(wording("column_ratio"), 18, "center", fixed=True),
    )

    def cells(row: VoteRow) -> tuple[str, ...]:
        numbers = ("" if votes is None else str(votes) for votes in (row.votes_for, row.votes_against))
        form = (row.form,) if forms else ()
        return (row.shown, row.position_unit, *form, *numbers, percent(row.votes_for, facts.meeting.base))

    return Table(columns, grouped(facts.votes, cells), row_height_mm=wording.value("row_height_mm"))
