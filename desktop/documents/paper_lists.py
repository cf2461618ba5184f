"""Lists that go with papers: recipients and nominees by kind, late units. Shared by the kinds of papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from db.vietnamese.dates import format_date
from db.vietnamese.numbers import format_number
from desktop.documents.facts import AwardRow, IssueFacts, LateRow
from desktop.documents.paper import Annex, Block, Column, Row, Table, paragraph
from desktop.documents.paper_styles import sheet
from desktop.documents.paper_words import (
    ROMAN,
    HasKind,
    Words,
    count,
    date_phrase,
    full_number,
    kinds_present,
    short_rule,
    upper_first,
    words,
)

RowOf = TypeVar("RowOf", bound=HasKind)


def list_head(title: str, subtitle: str, note: str, *, label: str = "") -> list[Block]:
    """The head of an annex: label, title, what it lists, what it goes with, and the rule below."""
    made: list[Block] = [paragraph(label, "annex_label")] if label else []
    made += [paragraph(text, "annex_title") for text in (title, subtitle) if text]
    return [*made, paragraph(note, "annex_note"), short_rule(note, "annex_note")]


def goes_with(wording: Words, issue: IssueFacts, symbol: str, **values: str) -> str:
    """The line "(Kèm theo … số … ngày …)" of an annex."""
    return wording("list_of", number=full_number(issue, symbol), date=date_phrase(issue), **values)


def annex(blocks: Sequence[Block]) -> Annex:
    """An annex that is laid on its side when its columns ask for more than an upright page has."""
    room = sheet().page.text_width
    wide = (sum(column.width for column in b.columns) > room for b in blocks if isinstance(b, Table))
    return Annex(tuple(blocks), landscape=any(wide))


def name_column(rows: Iterable[HasKind]) -> str:
    """The heading of the column of names, after the kinds present."""
    titles = words("common").value("name_columns")
    return upper_first(", ".join(titles[kind] for kind in kinds_present(rows)))


def number_column() -> Column:
    """The column of running numbers."""
    return Column(words("common")("stt"), 12, "center", fixed=True)


def grouped(rows: Sequence[RowOf], cells: Callable[[RowOf], tuple[str, ...]]) -> tuple[Row, ...]:
    """Table rows under "I. TẬP THỂ", "II. CÁ NHÂN", "III. HỘ GIA ĐÌNH", numbered anew in each group.

    ``cells`` gives a row's cells behind its number. A list of one kind has no such headings.
    """
    common = words("common")
    kinds = kinds_present(rows)
    made: list[Row] = []
    for roman, kind in zip(ROMAN, kinds, strict=False):
        members = [row for row in rows if row.kind == kind]
        if len(kinds) > 1:
            title = common(
                "group_title", roman=roman, kind=common.value("groups")[kind], count=count(len(members))
            )
            made.append(Row((title,), "group"))
        made += [Row((str(place), *cells(row))) for place, row in enumerate(members, start=1)]
    return tuple(made)


def several_forms(rows: Iterable[AwardRow]) -> bool:
    """Whether recipients get different award forms, so that a list has to name each."""
    return len({row.form for row in rows if row.form}) > 1


def prize_text(prize: int | None) -> str:
    """A prize in figures; an unknown one stays blank."""
    return "" if prize is None else format_number(prize)


def total_row(columns: int, amount: int, *, behind: int = 0) -> Row:
    """The row "Tổng cộng" whose sum stands ``behind`` columns before the last."""
    cells = ["", words("common")("total"), *[""] * (columns - 2)]
    cells[columns - 1 - behind] = format_number(amount)
    return Row(tuple(cells), "total")


def late_table(wording: Words, late: Sequence[LateRow]) -> Table:
    """Late obligations: unit, what, what is lacking, since when, how many days."""
    columns = (
        number_column(),
        Column(wording("column_unit"), 46),
        Column(wording("column_requirement"), 40),
        Column(wording("column_missing"), 32),
        Column(wording("column_due"), 24, "center", fixed=True),
        Column(wording("column_late"), 18, "center", fixed=True),
    )
    rows = [
        Row((str(n), row.unit, row.requirement, row.missing, format_date(row.due), str(row.days_late)))
        for n, row in enumerate(late, start=1)
    ]
    return Table(columns, tuple(rows))
