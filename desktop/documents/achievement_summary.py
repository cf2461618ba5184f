"""Báo cáo tóm tắt thành tích: what each of a submission's nominees achieved, beside the tờ trình and its list."""

from __future__ import annotations

from db.errors import BadInput
from desktop.documents.facts import SubmissionFacts, VoteRow
from desktop.documents.paper import Column, Paper, Signature, Table
from desktop.documents.paper_lists import grouped, name_column, number_column
from desktop.documents.paper_words import (
    addressed,
    body,
    campaign_phrase,
    council_header,
    counts_phrase,
    date_phrase,
    full_number,
    recipients_or,
    titled,
    words,
)

KIND = "achievement_summary"


def achievement_summary(facts: SubmissionFacts) -> Paper:
    """The report of the sender of a submission on its nominees; number and day are its own, left to văn thư.

    Raises:
        BadInput: nobody is on the submission.
    """
    wording, office = words(KIND), facts.office
    if not facts.nominees:
        raise BadInput(wording("empty"))
    symbol = f"{wording('symbol')}-{office.council_symbol}"
    blank = type(facts.issue)(year=facts.issue.day.year if facts.issue.day else facts.issue.year)
    summary = wording("summary", form=facts.form)
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {summary}",
        author=office.council_name,
        header=council_header(office, blank, symbol),
        blocks=(
            *titled(wording("title"), summary),
            *addressed([facts.addressee]),
            *body(_opening(facts)),
            _table(facts),
            *body(wording("closing", council=office.council_name)),
        ),
        signatures=(Signature(facts.signer.lines, facts.signer.name),),
        recipients=recipients_or(facts.recipients, KIND, office),
        named=(
            ("hinh_thuc", facts.form),
            ("so_luong", counts_phrase(facts.nominees)),
            ("phong_trao", facts.campaign),
        ),
    )


def _opening(facts: SubmissionFacts) -> str:
    wording, office = words(KIND), facts.office
    return wording(
        "opening" if facts.campaign else "opening_plain",
        campaign=campaign_phrase(facts.campaign) if facts.campaign else "",
        council=office.council_name,
        counts=counts_phrase(facts.nominees),
        form=facts.form,
        number=full_number(facts.issue, f"{words('submission')('symbol')}-{office.council_symbol}"),
        date=date_phrase(facts.issue),
    )


def _table(facts: SubmissionFacts) -> Table:
    wording = words(KIND)
    forms = len({row.form for row in facts.nominees if row.form}) > 1
    columns = (
        number_column(),
        Column(name_column(facts.nominees), 38),
        Column(wording("column_position"), 36),
        *((Column(wording("column_form"), 26),) if forms else ()),
        Column(wording("column_summary"), 78),
    )

    def cells(row: VoteRow) -> tuple[str, ...]:
        return (row.shown, row.position_unit, *((row.form,) if forms else ()), row.summary)

    return Table(columns, grouped(facts.nominees, cells))
