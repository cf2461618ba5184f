"""Thông báo thời hạn đăng ký: which unit registers what by which day."""

from __future__ import annotations

from db.errors import BadInput
from db.vietnamese.dates import format_date, legal_date
from db.vietnamese.text import lower_first
from desktop.documents.facts_drive import DeadlineFacts
from desktop.documents.paper import Annex, Block, Column, Paper, Row, Signature, Table
from desktop.documents.paper_lists import annex, goes_with, list_head, number_column
from desktop.documents.paper_words import (
    body,
    campaign_phrase,
    count,
    header,
    recipients_or,
    titled,
    words,
)

KIND = "deadline_notice"


def deadline_notice(facts: DeadlineFacts) -> Paper:
    """The notice as a paper. One duty and one day for all stand in the text, different ones in a list.

    Raises:
        BadInput: no unit has to register.
    """
    wording = words(KIND)
    if not facts.duties:
        raise BadInput(wording("empty"))
    summary = wording("summary", campaign=campaign_phrase(facts.campaign))
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {summary}",
        author=facts.office.name,
        header=header(facts.office, facts.issue, _symbol(facts)),
        blocks=(*titled(wording("title"), summary), *_body(facts)),
        signatures=(Signature(facts.signer.lines, facts.signer.name),),
        recipients=recipients_or(facts.recipients, KIND, facts.office),
        annexes=(_annex(facts),) if _in_annex(facts) else (),
        named=(("phong_trao", facts.campaign), ("so_don_vi", count(_units(facts)))),
    )


def _symbol(facts: DeadlineFacts) -> str:
    return f"{words(KIND)('symbol')}-{facts.office.symbol}"


def _units(facts: DeadlineFacts) -> int:
    return len({row.unit for row in facts.duties})


def _alike(facts: DeadlineFacts) -> bool:
    return len({(row.what, row.due) for row in facts.duties}) == 1


def _in_annex(facts: DeadlineFacts) -> bool:
    return len(facts.duties) > int(words(KIND).value("most_rows"))


def _body(facts: DeadlineFacts) -> list[Block]:
    wording, office = words(KIND), facts.office.name
    campaign = campaign_phrase(facts.campaign)
    if facts.plan:
        opening = wording("opening_plan", plan=facts.plan, office=office, campaign=campaign)
    else:
        opening = wording("opening", campaign=campaign, office=office)
    made: list[Block] = [*body(opening)]
    if _alike(facts):
        made += body(wording("one", what=lower_first(facts.duties[0].what.rstrip("."))))
    elif _in_annex(facts):
        made += body(wording("several", count=count(_units(facts))))
    else:
        made += [*body(wording("several_here")), _table(facts)]
    receiver = wording("receiver", receiver=facts.office.standing_unit or office)
    units = wording("units", count=count(_units(facts)))
    return [*made, *body(_due(facts), receiver, units, wording("closing", office=office))]


def _due(facts: DeadlineFacts) -> str:
    wording = words(KIND)
    days = {row.due for row in facts.duties}
    known = [day for day in days if day is not None]
    if not known:
        return wording("due_unset", office=facts.office.name)
    return wording("due" if len(days) == 1 else "due_list", date=legal_date(min(known)))


def _table(facts: DeadlineFacts) -> Table:
    wording = words(KIND)
    columns = (
        number_column(),
        Column(wording("column_unit"), 55),
        Column(wording("column_what"), 68),
        Column(wording("column_due"), 26, "center", fixed=True),
    )
    rows = [
        Row((str(n), row.unit, row.what, format_date(row.due) if row.due else wording("unset")))
        for n, row in enumerate(facts.duties, start=1)
    ]
    return Table(columns, tuple(rows))


def _annex(facts: DeadlineFacts) -> Annex:
    wording = words(KIND)
    subtitle = wording("list_subtitle", campaign=campaign_phrase(facts.campaign))
    note = goes_with(wording, facts.issue, _symbol(facts), office=facts.office.name)
    return annex([*list_head(wording("list_title"), subtitle, note), _table(facts)])
