"""Tờ trình: the council asks the authority to decide on awards, with the list of nominees behind it."""

from __future__ import annotations

from db.errors import BadInput
from db.vietnamese.dates import legal_date
from desktop.documents.facts import SubmissionFacts, VoteRow
from desktop.documents.paper import (
    Annex,
    Block,
    Column,
    Paper,
    Signature,
    Table,
    legal_basis_lines,
    paragraph,
)
from desktop.documents.paper_lists import annex, goes_with, grouped, list_head, name_column, number_column
from desktop.documents.paper_words import (
    addressed,
    body,
    campaign_phrase,
    citation_phrase,
    council_header,
    counts_phrase,
    ended,
    kinds_phrase,
    recipients_or,
    titled,
    upper_first,
    words,
)

KIND = "submission"


def submission(facts: SubmissionFacts) -> Paper:
    """The council's submission as a paper.

    Raises:
        BadInput: nobody is nominated.
    """
    wording = words(KIND)
    if not facts.nominees:
        raise BadInput(wording("empty"))
    summary = facts.title or wording("summary", form=facts.form)
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {summary}",
        author=facts.office.council_name,
        header=council_header(facts.office, facts.issue, _symbol(facts)),
        blocks=(*titled(wording("title"), summary), *addressed([facts.addressee]), *_body(facts)),
        signatures=(Signature(facts.signer.lines, facts.signer.name),),
        recipients=recipients_or(facts.recipients, KIND, facts.office),
        annexes=(_list(facts),),
        named=(
            ("hinh_thuc", facts.form),
            ("so_luong", counts_phrase(facts.nominees)),
            ("phong_trao", facts.campaign),
        ),
    )


def _symbol(facts: SubmissionFacts) -> str:
    return f"{words(KIND)('symbol')}-{facts.office.council_symbol}"


def _body(facts: SubmissionFacts) -> list[Block]:
    wording, council = words(KIND), facts.office.council_name
    made: list[Block] = [paragraph(line, "basis") for line in legal_basis_lines(facts.legal_bases)]
    session = wording("session", date=legal_date(facts.reviewed_on)) if facts.reviewed_on else ""
    opening = wording("opening", campaign=campaign_phrase(facts.campaign), council=council, session=session)
    request = wording(
        "request",
        council=council,
        addressee=facts.addressee,
        form=facts.form,
        counts=counts_phrase(facts.nominees),
        citation=citation_phrase(facts.citation),
    )
    made += body(opening, request, *_attached(facts))
    return [*made, *body(wording("closing", council=council, addressee=facts.addressee))]


def _attached(facts: SubmissionFacts) -> list[str]:
    wording = words(KIND)
    if not facts.attached:
        return []
    return [wording("attached"), *(wording("attached_line", paper=line) for line in ended(facts.attached))]


def _columns(facts: SubmissionFacts) -> tuple[Column, ...]:
    wording = words(KIND)
    made = [number_column(), Column(name_column(facts.nominees), 48), Column(wording("column_position"), 58)]
    if _several_forms(facts):
        made.append(Column(wording("column_form"), 34))
    if any(row.summary for row in facts.nominees):
        made.append(Column(wording("column_summary"), 80))
    if any(row.votes_for is not None for row in facts.nominees):
        made.append(Column(wording("column_votes"), 20, "center", fixed=True))
    return tuple(made)


def _several_forms(facts: SubmissionFacts) -> bool:
    return len({row.form for row in facts.nominees if row.form}) > 1


def _cells(facts: SubmissionFacts, row: VoteRow) -> tuple[str, ...]:
    made = [row.shown, row.position_unit]
    if _several_forms(facts):
        made.append(row.form or facts.form)
    if any(other.summary for other in facts.nominees):
        made.append(row.summary)
    if any(other.votes_for is not None for other in facts.nominees):
        made.append("" if row.votes_for is None else str(row.votes_for))
    return tuple(made)


def _list(facts: SubmissionFacts) -> Annex:
    wording = words(KIND)
    columns = _columns(facts)
    rows = grouped(facts.nominees, lambda row: _cells(facts, row))
    kinds = upper_first(kinds_phrase(facts.nominees))
    subtitle = wording("list_subtitle", kinds=kinds, form=facts.form)
    note = goes_with(wording, facts.issue, _symbol(facts), council=facts.office.council_name)
    blocks = list_head(wording("list_title"), subtitle, note)
    return annex([*blocks, Table(columns, rows)])
