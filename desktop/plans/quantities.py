"""Numbers with their units in a line of text: "1.250 tỷ đồng", "12/14 thôn", "từ 72 đến 75 triệu đồng/năm"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from desktop.plans import vocabulary

_EDGE: Final = r'(?<![\w/.,"-])'
_NUMBER: Final = (
    r"(?P<v>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?:(?:/| trên (?:tổng số )?)(?P<of>\d{1,4}))?"
)
_RANGE: Final = r"(?:(?: ?%)? ?(?:-|đến) ?(?P<w>\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d+)?))?"
_SPELT: Final = r"(?: ?[(][^()\d]{1,20}[)])?"
_YEARS: Final = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; offsets in the text it was found in."""

    start: int
    end: int
    value: float
    high: float | None
    unit: str
    """As printed; "" when the noun behind the number is none the vocabulary lists."""


@cache
def _opening() -> re.Pattern[str]:
    """Where a number can begin: only there the grammar is tried."""
    words = "|".join(vocabulary.table("items")["numbers"])
    return re.compile(rf"{_EDGE}\d|(?<!\w)(?:{words})(?= )", re.IGNORECASE)


@cache
def _quantity() -> re.Pattern[str]:
    units = vocabulary.words("goals", "measures") + vocabulary.words("goals", "counted")
    units.sort(key=lambda unit: len(re.sub(r"\(\?!.*\)$", "", unit)), reverse=True)
    rates = "|".join(sorted(vocabulary.words("goals", "rates"), key=len, reverse=True))
    times = "|".join(vocabulary.words("goals", "multipliers"))
    words = "|".join(vocabulary.table("items")["numbers"])
    unit = rf"(?P<u>(?:(?:{times}) ){{0,2}}(?:{'|'.join(units)})(?!\w)(?:/(?:{rates})(?!\w)){{0,2}})"
    figures = rf"{_NUMBER}{_RANGE}{_SPELT} ?{unit}"
    # A noun nobody listed; whether it counts as a unit is seen from the verb before it.
    noun = r'(?P<n>"[^"\d]{3,40}"|[^\W\d_]+(?: [^\W\d_]+)?)'
    other = rf"(?P<nv>\d{{1,3}}(?:\.\d{{3}})*)(?:/\d{{1,4}})?{_SPELT} {noun}"
    spelt = rf"(?P<word>{words}) (?P<wu>(?:{'|'.join(units)})(?!\w))"
    # "262 tỷ 500 triệu đồng" is one number.
    joined = r"(?P<big>\d+) (?P<bu>t[ỷỉ])(?: đồng)? (?P<small>\d{1,3}) triệu(?P<bd> đồng)?"
    return re.compile(rf"{joined}|{figures}|{other}|{spelt}", re.IGNORECASE)


def number_value(digits: str) -> float:
    """The number as Vietnamese writes it: "18,4" is 18.4, "90.000" is 90000."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        return float(digits.replace(".", "").replace(",", "."))
    return float(digits.replace(",", "."))


def quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Numbers with units, a range said with its unit twice as one ("từ 50 triệu đồng đến 60 triệu đồng")."""
    at = start
    while (opening := _opening().search(text, at, end)) is not None:
        number = _at(text, opening.start(), end)
        if number is None:
            at = opening.end()
            continue
        at = number.end
        second = re.compile(r" (?:đến|-) ").match(text, at)
        twin = _at(text, second.end(), end) if second is not None else None
        if twin is not None and twin.unit == number.unit and number.high is None:
            at = twin.end
            number = Quantity(number.start, twin.end, number.value, twin.value, number.unit)
        yield number


def _at(text: str, start: int, end: int) -> Quantity | None:
    match = _quantity().match(text, start, end)
    if match is None:
        return None
    end = match.end()
    if match["big"] is not None:
        value = number_value(match["big"]) + int(match["small"]) / 1000
        return Quantity(start, end, value, None, f"{match['bu']}{match['bd'] or ''}")
    if match["u"] is not None:
        whole, value = int(match["of"] or 0), number_value(match["v"])
        if _is_year(match) or (whole and not 0 < value <= whole):
            return None
        return Quantity(start, end, value, number_value(match["w"]) if match["w"] else None, match["u"])
    if match["word"] is not None:
        value = float(vocabulary.table("items")["numbers"][match["word"].lower()])
        return Quantity(start, end, value, None, match["wu"])
    return Quantity(start, match.start("n"), number_value(match["nv"]), None, "")


def _is_year(match: re.Match[str]) -> bool:
    """No 2,025 districts: "giai đoạn 2021 - 2025 huyện phấn đấu"."""
    if not match["v"].isdigit() or int(match["v"]) not in _YEARS:
        return False
    lead = match.string[max(0, match.start() - 12) : match.start()]
    return re.search(r"(?:đạt|trên|từ|có) \Z", lead) is None
