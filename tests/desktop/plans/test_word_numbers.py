"""The numbers Word prints, against a second counting of the same list written from the standard (ISO 29500, 17.9)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from desktop.plans.numbering import Numbering, W, shown_number

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def element(body: str, name: str = "numbering") -> Any:
    return etree.fromstring(f"<w:{name} {NS}>{body}</w:{name}>")


def level(depth: int, text: str, style: str = "decimal", start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(levels: str, numbers: str = "", styles: str = "") -> Numbering:
    numbers = numbers or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}'
    return Numbering(element(body), element(styles, "styles") if styles else None)


def paragraph(depth: int | None = 0, number: int = 1, style: str = "") -> Any:
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    if depth is not None:
        inner += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return element(f"<w:pPr>{inner}</w:pPr>", "p")


@pytest.mark.parametrize(
    ("value", "numeral"),
    [
        (1, "I"),
        (4, "IV"),
        (9, "IX"),
        (14, "XIV"),
        (40, "XL"),
        (49, "XLIX"),
        (90, "XC"),
        (400, "CD"),
        (1994, "MCMXCIV"),
        (2023, "MMXXIII"),
    ],
)
def test_romans_of_history(value: int, numeral: str) -> None:
    assert shown_number(value, "upperRoman") == numeral
    assert shown_number(value, "lowerRoman") == numeral.lower()


@given(st.integers(1, 3999))
def test_every_roman_is_its_value_and_written_in_one_way(value: int) -> None:
    signs = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    numbers = [signs[sign] for sign in shown_number(value, "lowerRoman")]
    read = sum(
        -one if any(later > one for later in numbers[at + 1 : at + 2]) else one
        for at, one in enumerate(numbers)
    )
    assert read == value
    assert not any(numbers[at : at + 4] == [one] * 4 for at, one in enumerate(numbers))


@pytest.mark.parametrize(
    ("value", "letters"), [(1, "a"), (26, "z"), (27, "aa"), (28, "bb"), (52, "zz"), (53, "aaa"), (0, "")]
)
def test_letters_double_after_z(value: int, letters: str) -> None:
    """17.18.59: lowerLetter is a … z, then aa, bb … zz, then aaa."""
    assert shown_number(value, "lowerLetter") == letters
    assert shown_number(value, "upperLetter") == letters.upper()


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        (7, "decimalZero", "07"),
        (12, "decimalZero", "12"),
        (3, "none", ""),
        (3, "decimal", "3"),
        (3, "ordinal", "3"),
    ],
)
def test_other_ways_to_count(value: int, style: str, shown: str) -> None:
    assert shown_number(value, style) == shown


STYLES = ("upperRoman", "decimal", "lowerLetter")
TEXTS = ("%1.", "%1.%2.", "%1.%2.%3)")


@given(st.lists(st.integers(0, 2), max_size=25), st.tuples(*[st.integers(0, 4)] * 3))
def test_a_list_of_three_levels_against_a_second_counting(
    depths: list[int], starts: tuple[int, int, int]
) -> None:
    """Every item adds one to its level; the levels below begin again; a level never met stands at its start."""
    made = numbering("".join(level(d, TEXTS[d], STYLES[d], starts[d]) for d in range(3)))
    met: dict[int, int] = {}
    for depth in depths:
        met[depth] = met[depth] + 1 if depth in met else starts[depth]
        met = {known: value for known, value in met.items() if known <= depth}
        parts = [shown_number(met.get(d, starts[d]), STYLES[d]) for d in range(depth + 1)]
        wanted = {0: "{}.", 1: "{}.{}.", 2: "{}.{}.{})"}[depth].format(*parts)
        assert made.next(paragraph(depth)) == wanted


def test_a_list_from_zero_goes_on_to_one() -> None:
    made = numbering(level(0, "%1.", start=0))
    assert [made.next(paragraph()) for _ in range(4)] == ["0.", "1.", "2.", "3."]


def test_two_numbers_of_one_list_count_on_together_unless_one_starts_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    made = numbering(
        level(0, "Điều %1."),
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="3"><w:abstractNumId w:val="0"/>{anew}</w:num>',
    )
    told = [made.next(paragraph(number=number)) for number in (1, 2, 3, 1, 3, 2)]
    assert told == ["Điều 1.", "Điều 2.", "Điều 5.", "Điều 3.", "Điều 6.", "Điều 4."]


def test_a_level_of_its_own_is_the_numbers_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", "lowerLetter")}</w:lvlOverride>'
    made = numbering(
        level(0, "%1."),
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{own}</w:num>',
    )
    assert [made.next(paragraph(number=n)) for n in (2, 1, 2, 1)] == ["a)", "1.", "b)", "2."]


@pytest.mark.parametrize(
    ("sign", "shown"),
    [("-", "-"), ("–", "–"), ("+", "+"), ("•", "•"), ("\uf0b7", "-"), ("o", "-"), ("", "-")],
)
def test_a_sign_no_paper_prints_is_a_dash(sign: str, shown: str) -> None:
    made = numbering(level(0, sign, "bullet"))
    assert [made.next(paragraph()) for _ in range(2)] == [shown, shown]


def test_a_legal_level_writes_all_parts_in_figures() -> None:
    made = numbering(level(0, "%1.", "upperRoman") + level(1, "%1.%2", "lowerLetter", more="<w:isLgl/>"))
    assert [made.next(paragraph(depth)) for depth in (0, 1, 1, 0, 1)] == ["I.", "1.1", "1.2", "II.", "2.1"]


STYLED = (
    '<w:style w:styleId="Muc"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>'
    '<w:style w:styleId="Vong"><w:basedOn w:val="Tron"/></w:style>'
    '<w:style w:styleId="Tron"><w:basedOn w:val="Vong"/></w:style>'
)


def test_numbers_come_with_the_style_and_with_what_it_is_based_on() -> None:
    made = numbering(level(0, "%1.", "upperRoman") + level(1, "%2."), styles=STYLED)
    told = [made.next(paragraph(None, style=style)) for style in ("Muc", "MucCon", "Khac", "Vong")]
    assert told == ["1.", "2.", "", ""]
    assert made.next(paragraph(0, number=0, style="Muc")) == "", "number 0 takes the style's number away"
    assert made.next(paragraph(0, style="Muc")) == "I."


@pytest.mark.parametrize("one", [paragraph(None), paragraph(0, 9), paragraph(5), element("", "p")])
def test_what_has_no_number_gets_none(one: Any) -> None:
    assert numbering(level(0, "%1.")).next(one) == ""
    assert Numbering(None, None).next(one) == ""


def test_the_namespace_is_words_own() -> None:
    assert element("").tag == f"{W}numbering"
