"""What is copied out of a table, read as other programs read it: a text editor, a csv reader, Excel's own rules."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import openpyxl.utils.datetime
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from desktop.ui.models.clipboard import guarded, lines_of, mime_data, table_of

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n\"=+-@'"), max_size=12)


@pytest.mark.parametrize(
    ("cell", "copied"),
    [
        ("=1+1", "'=1+1"),
        ("+84 905 123", "'+84 905 123"),
        ("-", "'-"),
        ("- Lê Thị Cúc", "'- Lê Thị Cúc"),
        ("@all", "'@all"),
        ("'=1", "''=1"),
        ("-5", "-5"),
        ("-5,5", "-5,5"),
        ("-1.500.000", "-1.500.000"),
        ("-5%", "-5%"),
        ("Lê", "Lê"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("'Cúc", "'Cúc"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_no_text_becomes_a_formula(cell: str, copied: str) -> None:
    assert guarded(cell) == copied


@given(TEXTS)
def test_a_guarded_text_begins_like_no_formula_and_is_the_same_text(cell: str) -> None:
    copied = guarded(cell)
    assert copied in (cell, f"'{cell}")
    if copied[:1] in tuple("=+-@"):
        assert not copied.strip("-.,%0123456789"), "only a number may begin so"


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_lines_are_read_back_by_any_reader_of_tabs(cells: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(lines_of(cells), newline=""), dialect="excel-tab"))
    assert [[cell.removeprefix("'") if guarded(old) != old else cell for cell, old in zip(line, was, strict=True)]
            for line, was in zip(read, cells, strict=True)] == cells  # fmt: skip


def table(titles: list[str], lines: list[list[tuple[Any, str]]]) -> Any:
    return html.document_fromstring(
        table_of(titles, lines).encode(), parser=html.HTMLParser(encoding="utf-8")
    )


@given(st.dates(dt.date(1900, 3, 1), dt.date(2199, 12, 31)))
def test_a_day_is_the_day_excel_counts(day: dt.date) -> None:
    (cell,) = table([], [[(day, day.strftime("%d/%m/%Y"))]]).iter("td")
    assert int(cell.get("x:num")) == openpyxl.utils.datetime.to_excel(day)
    assert cell.get("sdval") == cell.get("x:num")
    assert cell.text == day.strftime("%d/%m/%Y")
    assert cell.get("class") == "d"


@pytest.mark.parametrize(
    ("value", "text", "kind", "number"),
    [
        (1_490_000, "1.490.000", None, "1490000"),
        (38.5, "38,5", None, "38.5"),
        (0, "0", None, "0"),
        ("0905123456", "0905123456", "t", None),
        ("=1+1", "=1+1", "t", None),
        (True, "Có", "t", None),
        (None, "–", "t", None),
        ("2023", "2023", "t", None),
    ],
)
def test_numbers_are_numbers_and_texts_are_texts(
    value: Any, text: str, kind: str | None, number: str | None
) -> None:
    (cell,) = table([], [[(value, text)]]).iter("td")
    assert (cell.get("class"), cell.get("x:num"), cell.get("sdval")) == (kind, number, number)
    assert cell.text == (number if number is not None else text)


def test_an_empty_cell_is_empty_whatever_its_value() -> None:
    for value in (None, "", 0, dt.date(2023, 1, 1)):
        (cell,) = table([], [[(value, "")]]).iter("td")
        assert (dict(cell.attrib), cell.text) == ({}, None)


SHOWN = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cn", "Co")), min_size=1, max_size=8
)


@given(st.lists(SHOWN, min_size=1, max_size=3), st.integers(1, 4))
def test_the_table_has_every_cell_in_its_place(texts: list[str], lines: int) -> None:
    made = table(texts, [[(text, text) for text in texts]] * lines)
    assert [cell.text_content() for cell in made.iter("th")] == texts
    rows = [[cell.text_content() for cell in row.iter("td")] for row in made.iter("tr")]
    assert rows == [[], *[texts] * lines]


def test_breaks_stay_inside_their_cell_and_signs_are_no_tags() -> None:
    made = table(["Họ & tên"], [[("x", "Ông\nBà <b>đậm</b>")]])
    (cell,) = made.iter("td")
    assert [one.tag for one in cell] == ["br"]
    assert cell.text_content() == "ÔngBà <b>đậm</b>"
    assert [one.text for one in made.iter("th")] == ["Họ & tên"]
    assert [row.tag for row in table([], [[("x", "x")]]).iter("tr")] == ["tr"]


def test_both_forms_lie_on_the_clipboard() -> None:
    data = mime_data(lines_of([["Lê", "5"]]), table_of(["Tên", "Số"], [[("Lê", "Lê"), (5, "5")]]))
    assert data.text() == "Lê\t5"
    assert data.hasHtml()
    assert "Lê" in data.html()
