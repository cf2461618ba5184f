"""A statistical form (biểu thống kê) as a paper on its side: its own rows, codes and columns, totals as sums.

The ministry's forms carry their number and the lines of their circular; one of our own the head of the office.
"""

from __future__ import annotations

from typing import Final

from db.rules.tables import Column as FormColumn
from db.rules.tables import Fact, Table, TableForm
from db.vietnamese.numbers import format_number
from db.vietnamese.text import lower_first
from desktop.documents.facts import IssueFacts
from desktop.documents.facts_reports import StatisticsFacts
from desktop.documents.paper import (
    Annex,
    Beside,
    Block,
    Column,
    Header,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Signature,
    paragraph,
)
from desktop.documents.paper import Table as PaperTable
from desktop.documents.paper_lists import list_head, number_column
from desktop.documents.paper_styles import sheet
from desktop.documents.paper_words import date_phrase, words

KIND: Final = "statistics_form"
_CODE_WIDTH: Final = 15
_WIDEST, _TITLE_LEAST = 30, 78
_SUM_MORE: Final = 8
"""Millimetres a column of sums has over the others: its code names them all."""
_MOST_PARTS: Final = 4


def statistics_form(facts: StatisticsFacts) -> Paper:
    """The form as a paper."""
    form = facts.table.form
    return Paper(
        kind=KIND,
        title=" – ".join(part for part in (form.number, form.name) if part),
        author=facts.office.name,
        header=None if form.number else Header(facts.office.name_lines, facts.office.superior_lines),
        blocks=(*_head(facts), _table(facts.table), *_notes(facts)),
        signatures=_signatures(facts),
        annexes=(_names(facts),) if facts.names else (),
        named=(
            ("bieu_so", form.number),
            ("ten_bieu", form.name),
            ("ky_bao_cao", facts.period),
            ("don_vi_nhan", facts.receiver),
        ),
        landscape=True,
    )


def _head(facts: StatisticsFacts) -> list[Block]:
    wording, form = words(KIND), facts.table.form
    measure = wording("measure", unit=form.total.unit.lower())
    period = wording("period", period=facts.period)
    title = paragraph(form.name.upper(), "title")
    if not form.number:
        return [title, paragraph(f"{period}; {lower_first(measure)}", "form_period")]
    right = [wording("reporter", office=facts.office.name)]
    if facts.receiver:
        right.append(wording("receiver", receiver=facts.receiver))
    left = [wording("form_number", number=form.number), form.issued_with, form.received]
    return [
        Beside(_lines(left), _lines([*right, measure]), left_share=0.58),
        title,
        paragraph(period, "form_period"),
    ]


def _lines(texts: list[str]) -> tuple[Paragraph, ...]:
    return tuple(paragraph(text, "form_head") for text in texts if text)


def _table(table: Table) -> PaperTable:
    wording, form = words(KIND), table.form
    room = sheet().page.turned().text_width
    sums = sum(bool(one.sum_of) for one in form.columns)
    wide = min(_WIDEST, (room - _TITLE_LEAST - _CODE_WIDTH - sums * _SUM_MORE) / len(form.columns))
    columns = (
        Column(wording("column_title"), _TITLE_LEAST, code=wording("letter_title")),
        Column(wording("column_code"), _CODE_WIDTH, "center", fixed=True, code=wording("letter_code")),
        *(
            Column(
                one.title,
                wide + (_SUM_MORE if one.sum_of else 0),
                "center",
                fixed=True,
                group=one.group,
                code=_code(one),
            )
            for one in form.columns
        ),
    )
    return PaperTable(columns, tuple(_rows(table)))


def _code(column: FormColumn) -> str:
    """The code of a column; of a sum "1 = (2 + 3 + 4)" as the circular writes it, a long one by its ends."""
    parts = column.sum_of
    if not parts:
        return column.code
    told = " + ".join(parts if len(parts) <= _MOST_PARTS else (parts[0], "…", parts[-1]))
    return words(KIND)("sum", code=column.code, parts=f"({told})")


def _rows(table: Table) -> list[Row]:
    nothing = words(KIND)("nothing")
    made = []
    for line, numbers in table.rows():
        if numbers is None:
            made.append(Row((line.title,), "group"))
            continue
        shown = (format_number(number) if number else nothing for number in numbers)
        kind: RowKind = "total" if line.code == table.form.total.code else "data"
        made.append(Row((line.title, line.code, *shown), kind, line.level))
    return made


def _notes(facts: StatisticsFacts) -> list[Block]:
    wording, form = words(KIND), facts.table.form
    source = "source_campaigns" if _counts_drives(form) else "source_awards"
    lines = [wording(source, office=facts.office.name), *facts.doubts]
    if not form.verified:
        lines.append(wording("unverified"))
    return [paragraph(" ".join(lines), "source_note")]


def _counts_drives(form: TableForm) -> bool:
    return any("campaign" in column.where.get("source", ()) for column in form.columns)


def _signatures(facts: StatisticsFacts) -> tuple[Signature, ...]:
    wording = words(KIND)
    issue = IssueFacts(day=facts.day, year=facts.year)
    dated = words("common")("place_date", place=facts.office.place, date=date_phrase(issue))
    return (
        Signature((wording("compiler").upper(),), note=wording("compiler_note")),
        Signature(facts.signer.lines, facts.signer.name, wording("head_note"), dated),
    )


# The names behind the numbers


def _names(facts: StatisticsFacts) -> Annex:
    """Everything the form counts, each with the codes of the rows and columns it stands in."""
    wording, table = words(KIND), facts.table
    columns = (
        number_column(),
        Column(wording("column_name"), 70),
        Column(wording("column_paper"), 60),
        Column(wording("column_rows"), 40, "center"),
        Column(wording("column_columns"), 26, "center"),
    )
    rows = [
        Row((str(n), fact.name, fact.detail, ", ".join(lines), ", ".join(codes)))
        for n, (fact, lines, codes) in enumerate(_placed(table), start=1)
    ]
    name = table.form.number or table.form.name
    head = list_head(wording("annex_title"), "", wording("annex_note", name=name, period=facts.period))
    return Annex((*head, PaperTable(columns, tuple(rows))), landscape=True)


def _placed(table: Table) -> list[tuple[Fact, list[str], list[str]]]:
    """Each thing counted once, with the rows and the columns it is counted in, in the order of the form."""
    form = table.form
    places: dict[tuple[str, int], tuple[Fact, list[str], list[str]]] = {}
    for line in form.lines:
        for column in form.columns:
            for fact in table.facts(line.code, column.code):
                _, lines, codes = places.setdefault((fact.traits.source, fact.id), (fact, [], []))
                if line.code not in lines:
                    lines.append(line.code)
                if column.code not in codes:
                    codes.append(column.code)
    order = [column.code for column in form.columns]
    found = [(fact, lines, sorted(codes, key=order.index)) for fact, lines, codes in places.values()]
    return sorted(found, key=lambda one: (one[0].day, one[0].traits.source, one[0].id))
