"""Thông báo kết quả khen thưởng: what was decided, and who was not awarded and why."""

from __future__ import annotations

from db.errors import BadInput
from desktop.documents.facts import AwardRow
from desktop.documents.facts_chain import NoticeFacts, ResultRow
from desktop.documents.paper import Annex, Block, Column, Paper, Signature, Table
from desktop.documents.paper_lists import (
    annex,
    goes_with,
    grouped,
    list_head,
    name_column,
    number_column,
    prize_text,
    several_forms,
)
from desktop.documents.paper_words import (
    ROMAN,
    body,
    campaign_phrase,
    counts_phrase,
    header,
    joined,
    kinds_phrase,
    money_phrase,
    recipients_or,
    titled,
    upper_first,
    words,
)

KIND = "result_notice"


def result_notice(facts: NoticeFacts) -> Paper:
    """The notice as a paper, those awarded in an annex.

    Raises:
        BadInput: nothing was decided yet.
    """
    wording = words(KIND)
    if not facts.awards or not facts.decisions:
        raise BadInput(wording("empty"))
    campaign = campaign_phrase(facts.campaign) if facts.campaign else ""
    summary = wording("summary", campaign=campaign) if campaign else wording("summary_plain")
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {summary}",
        author=facts.office.name,
        header=header(facts.office, facts.issue, _symbol(facts)),
        blocks=(*titled(wording("title"), summary), *_body(facts, campaign)),
        signatures=(Signature(facts.signer.lines, facts.signer.name),),
        recipients=recipients_or(facts.recipients, KIND, facts.office),
        annexes=_annexes(facts),
        named=(("so_luong", counts_phrase(facts.awards)), ("hinh_thuc", facts.form)),
    )


def _symbol(facts: NoticeFacts) -> str:
    return f"{words(KIND)('symbol')}-{facts.office.symbol}"


def _others_listed(facts: NoticeFacts) -> bool:
    return len(facts.others) > int(words(KIND).value("most_rows"))


def _body(facts: NoticeFacts, campaign: str) -> list[Block]:
    wording, office = words(KIND), facts.office.name
    opening = (
        wording("opening", office=office, campaign=campaign)
        if campaign
        else wording("opening_plain", office=office)
    )
    decided = wording(
        "decided", decisions=joined(facts.decisions), form=facts.form, counts=counts_phrase(facts.awards)
    )
    made: list[Block] = [*body(opening, decided, _money(facts.awards))]
    if not facts.others:
        made += body(wording("none_other"))
    elif _others_listed(facts):
        made += body(wording("other_list", counts=counts_phrase(facts.others)))
    else:
        made += [*body(wording("others", counts=counts_phrase(facts.others))), _other_table(facts.others)]
    return [*made, *body(wording("request", office=office))]


def _money(awards: tuple[AwardRow, ...]) -> str:
    wording = words(KIND)
    prizes = [row.prize for row in awards if row.prize is not None]
    if len(prizes) < len(awards):
        return wording("money_unknown")
    return wording("money", money=money_phrase(sum(prizes))) if sum(prizes) else wording("money_none")


def _annexes(facts: NoticeFacts) -> tuple[Annex, ...]:
    wording = words(KIND)
    kinds = upper_first(kinds_phrase(facts.awards))
    lists = [(wording("list_subtitle", kinds=kinds, form=facts.form), _award_table(facts.awards))]
    if _others_listed(facts):
        kinds = upper_first(kinds_phrase(facts.others))
        lists.append((wording("other_title", kinds=kinds), _other_table(facts.others)))
    note = goes_with(wording, facts.issue, _symbol(facts), office=facts.office.name)
    made = []
    for place, (subtitle, table) in enumerate(lists):
        label = wording("annex_label", roman=ROMAN[place]) if len(lists) > 1 else ""
        made.append(annex([*list_head(wording("list_title"), subtitle, note, label=label), table]))
    return tuple(made)


def _award_table(awards: tuple[AwardRow, ...]) -> Table:
    wording, forms = words(KIND), several_forms(awards)
    prized = any(row.prize for row in awards)
    columns = [number_column(), Column(name_column(awards), 50), Column(wording("column_position"), 60)]
    if forms:
        columns.append(Column(wording("column_form"), 34))
    if prized:
        columns.append(Column(wording("column_prize"), 27, "right", fixed=True))

    def cells(row: AwardRow) -> tuple[str, ...]:
        form = (row.form,) if forms else ()
        return (row.shown, row.position_unit, *form, *((prize_text(row.prize),) if prized else ()))

    return Table(tuple(columns), grouped(awards, cells))


def _other_table(others: tuple[ResultRow, ...]) -> Table:
    wording = words(KIND)
    columns = (
        number_column(),
        Column(name_column(others), 46),
        Column(wording("column_position"), 46),
        Column(wording("column_result"), 50),
    )
    return Table(columns, grouped(others, lambda row: (row.name, row.position_unit, row.result)))
