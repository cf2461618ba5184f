"""Quyết định khen thưởng: the chair's decision that grants awards, with the list of recipients behind it."""

from __future__ import annotations

from db.errors import BadInput
from desktop.documents.facts import AwardRow, DecisionFacts, SignerFacts
from desktop.documents.paper import (
    Annex,
    Article,
    Block,
    Column,
    Paper,
    Signature,
    Table,
    legal_basis_lines,
    paragraph,
)
from desktop.documents.paper_lists import (
    annex,
    goes_with,
    grouped,
    list_head,
    name_column,
    number_column,
    prize_text,
    several_forms,
    total_row,
)
from desktop.documents.paper_words import (
    amid,
    citation_phrase,
    counts_phrase,
    header,
    joined,
    kinds_phrase,
    money_phrase,
    recipients_or,
    titled,
    upper_first,
    with_place,
    words,
)

KIND = "decision"


def decision(facts: DecisionFacts) -> Paper:
    """The decision as a paper: legal bases, three articles, recipients in an annex (a single one in Điều 1).

    Raises:
        BadInput: nobody is awarded, or the signature form is not the chair's own (NĐ 30/2020/NĐ-CP, Điều 13:
            an award is decided by the chair in person, never "TM." the committee).
    """
    wording = words(KIND)
    if not facts.awards:
        raise BadInput(wording("empty"))
    summary = facts.title or wording("summary", form=facts.form)
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {summary}",
        author=facts.office.name,
        header=header(facts.office, facts.issue, _symbol(facts)),
        blocks=(*titled(wording("title"), summary), *_bases(facts), *_articles(facts)),
        signatures=(chair_signature(facts.signer),),
        recipients=recipients_or(facts.recipients, KIND, facts.office),
        annexes=() if len(facts.awards) == 1 else (_list(facts),),
        named=(
            ("hinh_thuc", facts.form),
            ("so_luong", counts_phrase(facts.awards)),
            ("thanh_tich", facts.citation),
            ("tong_tien", _total(facts)),
            ("nguon_kinh_phi", facts.fund),
        ),
    )


def _symbol(facts: DecisionFacts) -> str:
    return f"{words(KIND)('symbol')}-{facts.office.symbol}"


def chair_signature(signer: SignerFacts) -> Signature:
    """The signature on a paper the chair answers for in person: "CHỦ TỊCH", or "KT. CHỦ TỊCH" (NĐ 30/2020, Điều 13).

    Raises:
        BadInput: the form is another one ("TM.", "TL.", "TUQ.").
    """
    wording = words(KIND)
    lines = signer.lines or (wording("default_signer"),)
    for line in lines:
        if line.strip().upper().startswith(tuple(wording.value("refused_forms"))):
            raise BadInput(wording("wrong_signer", form=line))
    return Signature(lines, signer.name)


def _bases(facts: DecisionFacts) -> list[Block]:
    wording = words(KIND)
    made: list[Block] = [paragraph(facts.office.chair.upper(), "authority")]
    made += [paragraph(line, "basis") for line in legal_basis_lines(facts.legal_bases)]
    return [*made, paragraph(wording("decides"), "decides")]


def _articles(facts: DecisionFacts) -> list[Block]:
    wording = words(KIND)
    kinds = kinds_phrase(facts.awards)
    named = wording("recipients_named" if len(facts.awards) > 1 else "recipient_named", kinds=kinds)
    responsible = upper_first(joined([*facts.executors, named]))
    money = _money(facts)
    return [
        Article(1, _grant(facts)),
        Article(2, money[0], tuple(money[1:])),
        Article(3, wording("article_3", responsible=responsible)),
    ]


def _own_citations(facts: DecisionFacts) -> bool:
    """Whether recipients are cited for different things."""
    return len({row.citation or facts.citation for row in facts.awards}) > 1


def _grant(facts: DecisionFacts) -> str:
    wording = words(KIND)
    first = facts.awards[0]
    citation = citation_phrase(first.citation or facts.citation)
    if len(facts.awards) == 1:
        recipient = with_place(amid(first.honorific, first.name), first.position_unit)
        return wording("article_1_one", form=facts.form, recipient=recipient, citation=citation)
    if _own_citations(facts):
        citation = citation_phrase(facts.citation)
    return wording("article_1_list", form=facts.form, counts=counts_phrase(facts.awards), citation=citation)


def _money(facts: DecisionFacts) -> list[str]:
    wording = words(KIND)
    prizes = [row.prize for row in facts.awards if row.prize is not None]
    if len(prizes) < len(facts.awards):
        made = [wording("article_2_unknown")]
    elif not sum(prizes):
        return [wording("article_2_none")]
    else:
        made = [wording("article_2_money", form=facts.form, money=money_phrase(sum(prizes)))]
    return [*made, wording("article_2_fund", fund=facts.fund)] if facts.fund else made


def _total(facts: DecisionFacts) -> str:
    prizes = [row.prize for row in facts.awards if row.prize is not None]
    return money_phrase(sum(prizes)) if len(prizes) == len(facts.awards) else ""


def _columns(facts: DecisionFacts) -> tuple[Column, ...]:
    wording = words(KIND)
    made = [number_column(), Column(name_column(facts.awards), 50), Column(wording("column_position"), 62)]
    if several_forms(facts.awards):
        made.append(Column(wording("column_form"), 34))
    if _own_citations(facts):
        made.append(Column(wording("column_citation"), 70))
    if _prized(facts):
        made.append(Column(wording("column_prize"), 27, "right", fixed=True))
    return tuple(made)


def _prized(facts: DecisionFacts) -> bool:
    return any(row.prize for row in facts.awards)


def _cells(facts: DecisionFacts, row: AwardRow) -> tuple[str, ...]:
    made = [row.shown, row.position_unit]
    if several_forms(facts.awards):
        made.append(row.form or facts.form)
    if _own_citations(facts):
        made.append(row.citation or facts.citation)
    if _prized(facts):
        made.append(prize_text(row.prize))
    return tuple(made)


def _list(facts: DecisionFacts) -> Annex:
    wording = words(KIND)
    columns = _columns(facts)
    rows = grouped(facts.awards, lambda row: _cells(facts, row))
    note = goes_with(wording, facts.issue, _symbol(facts), chair=facts.office.chair)
    subtitle = upper_first(wording("list_subtitle", kinds=kinds_phrase(facts.awards), form=facts.form))
    blocks = list_head(wording("list_title"), subtitle, note)
    if not _prized(facts) or any(row.prize is None for row in facts.awards):
        # A sum without the unknown prizes would read as the sum of all.
        return annex([*blocks, Table(columns, rows)])
    total = sum(row.prize or 0 for row in facts.awards)
    table = Table(columns, (*rows, total_row(len(columns), total)))
    return annex([*blocks, table, paragraph(wording("list_sum", money=money_phrase(total)))])
