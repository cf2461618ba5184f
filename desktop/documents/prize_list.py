"""Danh sách ký nhận tiền thưởng: what each recipient of a decision is paid, with room to sign."""

from __future__ import annotations

from db.errors import BadInput
from db.vietnamese.dates import format_date
from desktop.documents.facts import AwardRow, IssueFacts, PrizeListFacts
from desktop.documents.paper import Column, Header, Paper, Row, Signature, Table, paragraph
from desktop.documents.paper_lists import (
    goes_with,
    grouped,
    name_column,
    number_column,
    prize_text,
    several_forms,
    total_row,
)
from desktop.documents.paper_words import date_phrase, money_phrase, short_rule, words

KIND = "prize_list"


def prize_list(facts: PrizeListFacts) -> Paper:
    """The list as a paper; a recipient without prize money is not on it.

    Raises:
        BadInput: no recipient has prize money.
    """
    wording = words(KIND)
    paid = tuple(row for row in facts.awards if row.prize)
    if not paid:
        raise BadInput(wording("empty"))
    symbol = f"{words('decision')('symbol')}-{facts.office.symbol}"
    note = goes_with(wording, facts.decision, symbol, chair=facts.office.chair)
    total = sum(row.prize or 0 for row in paid)
    blocks = (
        paragraph(wording("title"), "title"),
        paragraph(wording("summary"), "summary"),
        paragraph(note, "annex_note"),
        short_rule(note, "annex_note"),
        _table(facts, paid, total),
        paragraph(wording("sum", money=money_phrase(total))),
    )
    decided = facts.decision.day.year if facts.decision.day else facts.decision.year
    when = IssueFacts(day=facts.day, year=facts.year or decided)
    place = words("common")("place_date", place=facts.office.place, date=date_phrase(when))
    return Paper(
        kind=KIND,
        title=wording("summary"),
        author=facts.office.name,
        header=Header(facts.office.name_lines, facts.office.superior_lines, place_date=place),
        blocks=blocks,
        signatures=_signatures(facts),
        named=(("tong_tien", money_phrase(total)),),
    )


def _signatures(facts: PrizeListFacts) -> tuple[Signature, ...]:
    wording = words(KIND)
    note = wording("signer_note")
    if facts.signatures:
        return tuple(Signature(signer.lines, signer.name, note) for signer in facts.signatures)
    return tuple(Signature((line,), note=note) for line in wording.value("default_signers"))


def _table(facts: PrizeListFacts, paid: tuple[AwardRow, ...], total: int) -> Table:
    wording = words(KIND)
    forms = several_forms(paid)
    columns = [number_column(), Column(name_column(paid), 45), Column(wording("column_position"), 45)]
    if forms:
        columns.append(Column(wording("column_form"), 26))
    columns.append(Column(wording("column_prize"), 25, "right", fixed=True))
    if facts.accounts:
        columns.append(Column(wording("column_account"), 34))
    columns.append(Column(wording("column_sign"), 26 if facts.accounts else 32, "center", fixed=True))

    def cells(row: AwardRow) -> tuple[str, ...]:
        return _cells(row, forms=forms, accounts=facts.accounts)

    rows: tuple[Row, ...] = grouped(paid, cells)
    total_line = total_row(len(columns), total, behind=2 if facts.accounts else 1)
    return Table(tuple(columns), (*rows, total_line), row_height_mm=wording.value("row_height_mm"))


def _cells(row: AwardRow, *, forms: bool, accounts: bool) -> tuple[str, ...]:
    wording = words(KIND)
    received = wording("received", date=format_date(row.received_on)) if row.received_on else ""
    form = (row.form,) if forms else ()
    account = (row.account,) if accounts else ()
    return (row.shown, row.position_unit, *form, prize_text(row.prize), *account, received)
