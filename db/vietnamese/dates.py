"""Dates as officers read, type and print them, and dates of which only the year or the month is known.

A partial date is a string of the store: "2023", "2023-06" or "2023-06-15".
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import Final

from db.errors import BadInput
from db.vietnamese.numbers import number_in_words
from db.vietnamese.text import clean

FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2199
"""Years outside these are slips of the finger, not dates of the register."""

CENTURY_PIVOT: Final = 50
"""Two-digit years below this are 20xx, the others 19xx (1950–2049), as Excel on Windows reads them."""

_MONTHS: Final = 12
_TIME: Final = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_DATE_FORMS: Final = (
    re.compile(rf"(?P<y>[0-9]{{4}})(?P<s>[-/.])(?P<m>[0-9]{{1,2}})(?P=s)(?P<d>[0-9]{{1,2}}){_TIME}"),
    re.compile(
        r"(?:ngày )?(?P<d>[0-9]{1,2}) ?(?P<s>[-/.]) ?(?P<m>[0-9]{1,2}) ?(?P=s) ?"
        rf"(?P<y>[0-9]{{4}}|[0-9]{{2}}){_TIME}",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:ngày )?(?:mùng |mồng )?(?P<d>[0-9]{1,2}) tháng (?P<m>[0-9]{1,2}),? năm (?P<y>[0-9]{4}|[0-9]{2})",
        re.IGNORECASE,
    ),
)
_PARTIAL: Final = re.compile(r"(?P<y>[0-9]{4})(?:-(?P<m>[0-9]{2})(?:-(?P<d>[0-9]{2}))?)?")
_YEAR_FORM: Final = re.compile(r"(?:năm )?(?P<y>[0-9]{4})", re.IGNORECASE)
_MONTH_FORMS: Final = (
    re.compile(r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})"),
    re.compile(r"(?:tháng )?(?P<m>[0-9]{1,2}) ?[-/.] ?(?P<y>[0-9]{4})", re.IGNORECASE),
    re.compile(r"tháng (?P<m>[0-9]{1,2}),? năm (?P<y>[0-9]{4})", re.IGNORECASE),
)


def format_date(date: datetime.date) -> str:
    """``date`` as it is shown everywhere: dd/mm/yyyy."""
    return f"{date.day:02}/{date.month:02}/{date.year:04}"


def legal_date(date: datetime.date) -> str:
    """``date`` as legal papers write it: "ngày 05 tháng 02 năm 2024", "ngày 15 tháng 8 năm 2023".

    A 0 stands before days under 10 and before months 1 and 2 only (NĐ 30/2020/NĐ-CP, Phụ lục I).
    """
    month = f"{date.month:02}" if date.month <= 2 else str(date.month)
    return f"ngày {date.day:02} tháng {month} năm {date.year}"


def date_in_words(date: datetime.date) -> str:
    """``date`` spelt out: "ngày năm tháng hai năm hai nghìn không trăm hai mươi tư"."""
    month = "tư" if date.month == 4 else number_in_words(date.month)
    return f"ngày {number_in_words(date.day)} tháng {month} năm {number_in_words(date.year)}"


def parse_date(text: str) -> datetime.date | None:
    """The whole date written in ``text``, or None when it is not written like one.

    Read are 15/8/2023, 15-8-2023, 15.8.2023, 15/8/23 (1950–2049), 2023-08-15, "ngày 5 tháng 8 năm 2023",
    and the numeric ones with a time after them. The day always stands before the month, never the American way.

    Raises:
        BadInput: it is written like a date but no such day exists, or its year is outside 1800–2199.
    """
    text = clean(text)
    for form in _DATE_FORMS:
        found = form.fullmatch(text)
        if found:
            return _existing(text, _full_year(found["y"]), int(found["m"]), int(found["d"]))
    return None


def is_partial_date(text: str) -> bool:
    """Whether ``text`` is "2023", "2023-06" or "2023-06-15" and such a year, month or day exists."""
    found = _PARTIAL.fullmatch(text)
    if not found:
        return False
    year, month, day = int(found["y"]), int(found["m"] or 1), int(found["d"] or 1)
    return year >= 1 and 1 <= month <= _MONTHS and 1 <= day <= calendar.monthrange(year, month)[1]


def format_partial(partial: str) -> str:
    """A partial date as it is shown: "2023", "06/2023" or "15/06/2023".

    Raises:
        ValueError: ``partial`` is no partial date.
    """
    if not is_partial_date(partial):
        message = f"not a partial date: {partial!r}"
        raise ValueError(message)
    return "/".join(reversed(partial.split("-")))


def parse_partial(text: str) -> str | None:
    """The partial date written in ``text`` in the form of the store, or None when it is not one.

    Read are a year ("2023", "năm 2023"), a month ("6/2023", "06.2023", "tháng 6 năm 2023", "2023-06") and
    every form of :func:`parse_date`.

    Raises:
        BadInput: it is written like a date but there is no such month or day, or its year is outside
            1800–2199.
    """
    text = clean(text)
    year = _YEAR_FORM.fullmatch(text)
    if year:
        _existing(text, int(year["y"]), 1, 1)
        return year["y"]
    for form in _MONTH_FORMS:
        found = form.fullmatch(text)
        if found:
            _existing(text, int(found["y"]), int(found["m"]), 1)
            return f"{found['y']}-{int(found['m']):02}"
    date = parse_date(text)
    return date.isoformat() if date else None


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < CENTURY_PIVOT else 1900)


def _existing(text: str, year: int, month: int, day: int) -> datetime.date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        why = f"năm {year:04} không hợp lý"
    elif not 1 <= month <= _MONTHS:
        why = f"không có tháng {month:02} (ngày viết trước, tháng viết sau)"
    elif not 1 <= day <= calendar.monthrange(year, month)[1]:
        why = f"tháng {month:02} năm {year} chỉ có {calendar.monthrange(year, month)[1]} ngày"
        why = why if day else "không có ngày 00"
    else:
        return datetime.date(year, month, day)
    message = f"“{text}” không phải là ngày có thật: {why}; hãy sửa lại."
    raise BadInput(message)
