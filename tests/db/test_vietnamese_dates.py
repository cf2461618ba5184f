"""Dates and partial dates: shown, written in legal papers, spelt out, and read from what people type."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BadInput
from db.vietnamese.dates import (
    date_in_words,
    format_date,
    format_partial,
    is_partial_date,
    legal_date,
    parse_date,
    parse_partial,
)

REGISTER_DATES = st.dates(datetime.date(1800, 1, 1), datetime.date(2199, 12, 31))


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2024-02-05", "ngày 05 tháng 02 năm 2024"),
        ("2024-01-31", "ngày 31 tháng 01 năm 2024"),
        ("2023-03-09", "ngày 09 tháng 3 năm 2023"),
        ("2023-08-15", "ngày 15 tháng 8 năm 2023"),
        ("2023-10-10", "ngày 10 tháng 10 năm 2023"),
        ("2023-12-01", "ngày 01 tháng 12 năm 2023"),
    ],
)
def test_legal_date(iso: str, written: str) -> None:
    assert legal_date(datetime.date.fromisoformat(iso)) == written


def test_dates_in_words() -> None:
    assert (
        date_in_words(datetime.date(2024, 2, 5)) == "ngày năm tháng hai năm hai nghìn không trăm hai mươi tư"
    )
    assert date_in_words(datetime.date(1954, 4, 24)) == (
        "ngày hai mươi tư tháng tư năm một nghìn chín trăm năm mươi tư"
    )


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("15/8/2023", "2023-08-15"),
        ("05/02/2024", "2024-02-05"),
        ("15-8-2023", "2023-08-15"),
        ("15.8.2023", "2023-08-15"),
        (" 15 / 8 / 2023 ", "2023-08-15"),
        ("15/08/23", "2023-08-15"),
        ("1/1/49", "2049-01-01"),
        ("1/1/50", "1950-01-01"),
        ("31/12/99", "1999-12-31"),
        ("2023-08-15", "2023-08-15"),
        ("2023/8/15", "2023-08-15"),
        ("2023-08-15 00:00:00", "2023-08-15"),
        ("15/08/2023 07:30", "2023-08-15"),
        ("ngày 5 tháng 8 năm 2023", "2023-08-05"),
        ("Ngày 05 tháng 02 năm 2024", "2024-02-05"),
        ("nga\u0300y 5 tha\u0301ng 8 na\u0306m 2023", "2023-08-05"),
        ("ngày mùng 5 tháng 8 năm 2023", "2023-08-05"),
        ("5 tháng 8 năm 2023", "2023-08-05"),
        ("29/02/2024", "2024-02-29"),
        ("15/8", None),
        ("15/8-2023", None),
        ("15/8/203", None),
        ("2023", None),
        ("12/QĐ-UBND", None),
        ("chưa định ngày", None),
        ("", None),
    ],
)
def test_parse_date(text: str, iso: str | None) -> None:
    assert parse_date(text) == (datetime.date.fromisoformat(iso) if iso else None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31/02/2023", "tháng 02 năm 2023 chỉ có 28 ngày"),
        ("29/2/2023", "tháng 02 năm 2023 chỉ có 28 ngày"),
        ("31-4-2023", "tháng 04 năm 2023 chỉ có 30 ngày"),
        ("08/15/2023", "không có tháng 15"),
        ("0/8/2023", "không có ngày 00"),
        ("15/08/0203", "năm 0203 không hợp lý"),
        ("2023-02-30", "tháng 02 năm 2023 chỉ có 28 ngày"),
        ("ngày 31 tháng 6 năm 2023", "tháng 06 năm 2023 chỉ có 30 ngày"),
    ],
)
def test_a_date_that_cannot_exist_is_refused_with_its_reason(text: str, why: str) -> None:
    for parse in (parse_date, parse_partial):
        with pytest.raises(BadInput) as refused:
            parse(text)
        assert text in str(refused.value)
        assert why in str(refused.value)
        assert str(refused.value).endswith("hãy sửa lại.")


@given(REGISTER_DATES)
def test_every_form_shown_reads_back(date: datetime.date) -> None:
    for shown in (format_date(date), legal_date(date), date.isoformat()):
        assert parse_date(shown) == date
        assert parse_partial(shown) == date.isoformat()
    assert format_date(date) == date.strftime("%d/%m/%Y")


@given(st.integers(0, 2300), st.integers(0, 14), st.integers(0, 33))
def test_partial_dates_exist_exactly_when_the_calendar_has_them(year: int, month: int, day: int) -> None:
    def exists(y: int, m: int = 1, d: int = 1) -> bool:
        try:
            datetime.date(y, m, d)
        except ValueError:
            return False
        return True

    assert is_partial_date(f"{year:04}") == exists(year)
    assert is_partial_date(f"{year:04}-{month:02}") == exists(year, month)
    assert is_partial_date(f"{year:04}-{month:02}-{day:02}") == exists(year, month, day)


@pytest.mark.parametrize(
    "text", ["", "23", "2023-6", "2023-06-1", "2023/06", "06/2023", "2023-06-15 ", "２０２３"]
)
def test_other_spellings_are_no_partial_dates_of_the_store(text: str) -> None:
    assert not is_partial_date(text)
    with pytest.raises(ValueError, match="not a partial date"):
        format_partial(text)


@pytest.mark.parametrize(
    ("text", "partial", "shown"),
    [
        ("2023", "2023", "2023"),
        ("năm 2023", "2023", "2023"),
        ("6/2023", "2023-06", "06/2023"),
        ("06.2023", "2023-06", "06/2023"),
        ("tháng 6/2023", "2023-06", "06/2023"),
        ("Tháng 6 năm 2023", "2023-06", "06/2023"),
        ("2023-06", "2023-06", "06/2023"),
        ("15/6/2023", "2023-06-15", "15/06/2023"),
        ("2023-06-15", "2023-06-15", "15/06/2023"),
    ],
)
def test_partial_dates_are_read_and_shown(text: str, partial: str, shown: str) -> None:
    assert parse_partial(text) == partial
    assert format_partial(partial) == shown


@pytest.mark.parametrize("text", ["", "23", "đầu năm", "15/6", "Quý I/2023"])
def test_other_text_is_no_partial_date(text: str) -> None:
    assert parse_partial(text) is None


@pytest.mark.parametrize("text", ["13/2023", "2023-00", "năm 0001", "tháng 15 năm 2023"])
def test_partial_dates_that_cannot_exist_are_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_partial(text)
