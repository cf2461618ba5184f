"""Numbers and money in words, with dots, and read back: hand tables and invariants."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.vietnamese.numbers import (
    format_money,
    format_number,
    money_in_words,
    number_in_words,
    parse_decimal,
    parse_number,
)

# Written by hand.
HAND_TABLE = {
    0: "không",
    1: "một",
    2: "hai",
    3: "ba",
    4: "bốn",
    5: "năm",
    6: "sáu",
    7: "bảy",
    8: "tám",
    9: "chín",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    19: "mười chín",
    20: "hai mươi",
    21: "hai mươi mốt",
    22: "hai mươi hai",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    30: "ba mươi",
    31: "ba mươi mốt",
    34: "ba mươi tư",
    44: "bốn mươi tư",
    50: "năm mươi",
    51: "năm mươi mốt",
    54: "năm mươi tư",
    55: "năm mươi lăm",
    91: "chín mươi mốt",
    99: "chín mươi chín",
    100: "một trăm",
    101: "một trăm linh một",
    104: "một trăm linh tư",
    105: "một trăm linh năm",
    109: "một trăm linh chín",
    110: "một trăm mười",
    111: "một trăm mười một",
    114: "một trăm mười bốn",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    124: "một trăm hai mươi tư",
    200: "hai trăm",
    405: "bốn trăm linh năm",
    505: "năm trăm linh năm",
    515: "năm trăm mười lăm",
    555: "năm trăm năm mươi lăm",
    999: "chín trăm chín mươi chín",
    1_000: "một nghìn",
    1_001: "một nghìn không trăm linh một",
    1_004: "một nghìn không trăm linh tư",
    1_010: "một nghìn không trăm mười",
    1_021: "một nghìn không trăm hai mươi mốt",
    1_100: "một nghìn một trăm",
    1_975: "một nghìn chín trăm bảy mươi lăm",
    2_024: "hai nghìn không trăm hai mươi tư",
    4_000: "bốn nghìn",
    10_000: "mười nghìn",
    15_000: "mười lăm nghìn",
    21_000: "hai mươi mốt nghìn",
    24_024: "hai mươi tư nghìn không trăm hai mươi tư",
    100_000: "một trăm nghìn",
    101_000: "một trăm linh một nghìn",
    450_000: "bốn trăm năm mươi nghìn",
    1_000_000: "một triệu",
    1_000_001: "một triệu không trăm linh một",
    1_001_000: "một triệu không trăm linh một nghìn",
    1_010_010: "một triệu không trăm mười nghìn không trăm mười",
    1_490_000: "một triệu bốn trăm chín mươi nghìn",
    2_340_000: "hai triệu ba trăm bốn mươi nghìn",
    104_000_000: "một trăm linh tư triệu",
    1_000_000_000: "một tỷ",
    1_000_000_001: "một tỷ không trăm linh một",
    1_000_001_000: "một tỷ không trăm linh một nghìn",
    1_002_003_004: "một tỷ không trăm linh hai triệu không trăm linh ba nghìn không trăm linh tư",
    21_000_000_000: "hai mươi mốt tỷ",
    1_000_000_000_000: "một nghìn tỷ",
    1_000_000_000_001: "một nghìn tỷ không trăm linh một",
    1_001_000_000_000: "một nghìn không trăm linh một tỷ",
    1_000_000_000_000_000: "một triệu tỷ",
    -5: "âm năm",
    -1_000_021: "âm một triệu không trăm hai mươi mốt",
}
UNITS = {HAND_TABLE[n]: n for n in range(10)}
UNITS |= {"mốt": 1, "tư": 4, "lăm": 5}


def read_words(words: str) -> int:
    """Words read back by another road than they were written: one scan, no groups."""
    billions, total, group, digit = 0, 0, 0, 0
    for word in words.split():
        if word in UNITS:
            digit = UNITS[word]
        elif word == "mười":
            group, digit = group + 10, 0
        elif word in ("mươi", "trăm"):
            group, digit = group + digit * (10 if word == "mươi" else 100), 0
        elif word in ("nghìn", "triệu"):
            total += (group + digit) * (1000 if word == "nghìn" else 10**6)
            group = digit = 0
        elif word == "tỷ":
            billions, total, group, digit = total + group + digit, 0, 0, 0
        else:
            assert word == "linh", word
    return billions * 10**9 + total + group + digit


@pytest.mark.parametrize(("number", "words"), HAND_TABLE.items())
def test_numbers_in_words_by_hand(number: int, words: str) -> None:
    assert number_in_words(number) == words


@pytest.mark.parametrize("power", range(3, 13))
def test_powers_of_ten(power: int) -> None:
    names = {3: "nghìn", 6: "triệu", 9: "tỷ", 12: "nghìn tỷ"}
    head = ("một", "mười", "một trăm")[power % 3]
    assert number_in_words(10**power) == f"{head} {names[power - power % 3]}"


def test_every_number_below_a_thousand_reads_back_and_keeps_the_rules() -> None:
    seen = set()
    for number in range(1000):
        words = number_in_words(number)
        seen.add(words)
        assert read_words(words) == number
        tens, units = number // 10 % 10, number % 10
        last = words.split()[-1]
        assert ("linh" in words) == (number > 100 and tens == 0 and units > 0)
        assert (last == "mốt") == (units == 1 and tens > 1)
        assert (last == "tư") == (units == 4 and (tens > 1 or (tens == 0 and number > 100)))
        assert (last == "lăm") == (units == 5 and tens > 0)
    assert len(seen) == 1000


@given(st.integers(min_value=0, max_value=10**15))
def test_any_number_reads_back(number: int) -> None:
    words = number_in_words(number)
    assert read_words(words) == number
    assert number == 0 or not words.startswith("không")
    assert number_in_words(-number) == (f"âm {words}" if number else "không")


def test_numbers_without_a_name_are_a_bug() -> None:
    with pytest.raises(ValueError, match="1000000000000000000"):
        number_in_words(10**18)


def test_money_in_words_begins_with_a_capital() -> None:
    assert money_in_words(1_490_000) == "Một triệu bốn trăm chín mươi nghìn đồng"
    assert money_in_words(0) == "Không đồng"
    assert money_in_words(-15_000) == "Âm mười lăm nghìn đồng"


def test_figures_carry_dots() -> None:
    assert format_number(1_490_000) == "1.490.000"
    assert [format_number(n) for n in (0, 999, 1000, -1000)] == ["0", "999", "1.000", "-1.000"]
    assert format_money(1_490_000) == "1.490.000 đồng"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.490.000", 1_490_000),
        ("1490000", 1_490_000),
        ("1 490 000", 1_490_000),
        ("1\u00a0490\u00a0000 đ", 1_490_000),
        ("1,490,000", 1_490_000),
        ("1.490.000,00", 1_490_000),
        ("1.490.000 đồng", 1_490_000),
        ("1.490.000 VNĐ", 1_490_000),
        ("1490000.0", 1_490_000),
        ("1.490", 1_490),
        ("007", 7),
        ("-5", -5),
        ("−5", -5),
        ("+5", 5),
        ("0", 0),
        ("1,490", None),
        ("1.5", None),
        ("0.300", None),
        ("001.000", None),
        ("1.49.000", None),
        ("1.490.00", None),
        ("12a", None),
        ("đồng", None),
        ("", None),
        ("12/5", None),
        ("9" * 5000, None),
    ],
)
def test_parse_number(text: str, value: int | None) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0,3", "0.3"),
        ("1.490,5", "1490.5"),
        ("1,490", "1.490"),
        ("1.490", "1490"),
        ("1,490.5", "1490.5"),
        ("1.5", "1.5"),
        ("0.300", "0.300"),
        ("-0,25", "-0.25"),
        ("1490,5", "1490.5"),
        ("1,5,5", None),
        (",5", None),
        ("mười", None),
    ],
)
def test_parse_decimal(text: str, value: str | None) -> None:
    assert parse_decimal(text) == (None if value is None else Decimal(value))


@given(st.integers(-(10**60), 10**60))
def test_what_is_shown_can_be_typed_back(number: int) -> None:
    assert parse_number(format_number(number)) == number
    assert parse_number(format_money(number)) == number


@given(st.text(max_size=30))
def test_nothing_typed_breaks_the_reading(text: str) -> None:
    value = parse_number(text)
    assert value is None or any(character in "0123456789" for character in text)
