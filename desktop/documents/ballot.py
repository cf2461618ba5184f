"""Phiếu biểu quyết: one ballot for every member of the council, all with the same names in the order of lists."""

from __future__ import annotations

from db.errors import BadInput
from db.vietnamese.dates import legal_date
from desktop.documents.facts import MemberFacts, VoteRow
from desktop.documents.facts_chain import BallotFacts
from desktop.documents.paper import Annex, Block, Column, Header, Paper, Signature, Table
from desktop.documents.paper_lists import grouped, name_column, number_column
from desktop.documents.paper_words import body, campaign_phrase, forms_phrase, titled, words

KIND = "ballot"


def ballot(facts: BallotFacts) -> Paper:
    """The ballots as one paper, a sheet a member. A secret one names no member and is not signed.

    Raises:
        BadInput: nobody is nominated, or the council has no members.
    """
    wording = words(KIND)
    if not facts.nominees:
        raise BadInput(wording("empty"))
    if not facts.members:
        raise BadInput(wording("no_member"))
    head = Header(facts.office.council_lines, facts.office.name_lines)
    sheets = [_blocks(facts, member) for member in facts.members]
    signatures = [_signatures(facts, member) for member in facts.members]
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {_summary(facts)}",
        author=facts.office.council_name,
        header=head,
        blocks=sheets[0],
        signatures=signatures[0],
        annexes=tuple(
            Annex(blocks, signatures=signed, header=head)
            for blocks, signed in zip(sheets[1:], signatures[1:], strict=True)
        ),
        named=(("so_phieu", str(len(facts.members))),),
    )


def _summary(facts: BallotFacts) -> str:
    wording, form = words(KIND), forms_phrase(facts.nominees)
    if facts.campaign:
        return wording("summary", form=form, campaign=campaign_phrase(facts.campaign))
    return wording("summary_plain", form=form)


def _signatures(facts: BallotFacts, member: MemberFacts) -> tuple[Signature, ...]:
    wording = words(KIND)
    if facts.secret:
        return ()
    return (Signature((wording("signer"),), member.name, wording("signer_note")),)


def _blocks(facts: BallotFacts, member: MemberFacts) -> tuple[Block, ...]:
    wording = words(KIND)
    session = (
        wording("session", date=legal_date(facts.day), council=facts.office.council_name) if facts.day else ""
    )
    named = wording("secret") if facts.secret else wording("member", name=member.shown, role=member.role)
    return (
        *titled(wording("title"), _summary(facts)),
        *body(session, named, wording("guide")),
        _table(facts),
    )


def _table(facts: BallotFacts) -> Table:
    wording = words(KIND)
    forms = len({row.form for row in facts.nominees if row.form}) > 1
    columns = (
        number_column(),
        Column(name_column(facts.nominees), 46),
        Column(wording("column_position"), 50),
        *((Column(wording("column_form"), 28),) if forms else ()),
        Column(wording("column_yes"), 20, "center", fixed=True),
        Column(wording("column_no"), 20, "center", fixed=True),
    )

    def cells(row: VoteRow) -> tuple[str, ...]:
        return (row.shown, row.position_unit, *((row.form,) if forms else ()), "", "")

    return Table(columns, grouped(facts.nominees, cells), row_height_mm=wording.value("row_height_mm"))
