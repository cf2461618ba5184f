"""Sums of money as people write them in a workbook: "15.000.000 đồng", "1,5 tỷ", "15" in a column of triệu đồng."""

from __future__ import annotations

import re
from decimal import Decimal

from db.vietnamese.numbers import parse_decimal
from db.vietnamese.text import fold

_UNITS = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6, "nghin": 10**3, "ngan": 10**3, "k": 10**3}
_WORDS = "|".join(_UNITS)
_PART = re.compile(rf"([\d.,]+)\s*({_WORDS})\b\.?")
# "3 triệu đồng" is a sum, "công ty đóng góp" a company.
_HEADING_UNIT = re.compile(
    rf"(?<!\d)(?<!\d )(?<!\bcong )\b({_WORDS})\s*(?:dong|vnd|d)?\b(?=[\s.,;)]*$|\s*\)|\s*dong)"
)
_PLAIN_DONG = re.compile(r"\(\s*(?:(?:dvt|don vi tinh|don vi)\s*:?\s*)?(?:dong|vnd)\s*\)")
#: "500,000" is a thousandth in Vietnamese and half a million in English.
_UNSURE = re.compile(r"\+?[1-9]\d{0,2},\d{3}")
_TAIL = re.compile(r"\s*(?:dong|vnd|d|₫)?\s*[.]?$")
_SAYS_DONG = re.compile(r"\d\s*(?:dong|vnd|d|₫)\s*[.]?$")
_THOUSAND = 1000
#: In a column of triệu đồng a larger number can only be đồng.
ALREADY_DONG = 1_000_000
#: A larger number is a telephone or account number, and no sum a commune spends.
LARGEST_DONG = 10**15


def heading_unit(text: str) -> int:
    """What one stands for in a column of this heading: 1 000 000 for "Kinh phí (triệu đồng)", 1 where none is named."""
    return named_unit(text) or 1


def named_unit(text: str) -> int | None:
    """The unit a heading names, 1 for "(đồng)"; None where it names none."""
    folded = fold(text)
    if _PLAIN_DONG.search(folded):
        return 1
    if "dong" not in folded and "vnd" not in folded and "dvt" not in folded and "don vi tinh" not in folded:
        return None
    found = _HEADING_UNIT.search(folded)
    return _UNITS[found[1]] if found else None


def parse_money(value: str | float, unit: int = 1) -> int | None:
    """Whole đồng, or None when it is no sum of money; ``unit`` is the column's (see :func:`heading_unit`).

    A text with parts of a đồng, or one that may be a thousand times as much ("500,000"), is none.
    """
    if isinstance(value, int | float):
        return _scaled(Decimal(str(value)), unit)
    folded = fold(value)
    parts = _PART.findall(folded)
    if parts:
        rest = _TAIL.sub("", _PART.sub("", folded)).strip()
        amounts = [parse_decimal(number) for number, _ in parts]
        if rest or None in amounts:
            return None
        total = sum(
            (amount or Decimal(0)) * _UNITS[word] for amount, (_, word) in zip(amounts, parts, strict=True)
        )
        return _scaled(Decimal(total), 1)
    number = parse_decimal(value)
    if number is None or (unit == 1 and _is_unsure(number, folded)):
        return None
    # "450.000đ" says đồng itself, whatever the heading of its column says.
    return _scaled(number, 1 if number >= _THOUSAND and _SAYS_DONG.search(folded) else unit)


def _is_unsure(number: Decimal, folded: str) -> bool:
    return number != number.to_integral_value() or bool(_UNSURE.fullmatch(_TAIL.sub("", folded)))


def taken_as_dong(value: str | float, unit: int) -> bool:
    """Whether a bare number in a column of triệu đồng was so large that it was taken for đồng."""
    number = Decimal(str(value)) if isinstance(value, int | float) else parse_decimal(value)
    return unit != 1 and number is not None and number >= ALREADY_DONG


def _scaled(number: Decimal, unit: int) -> int | None:
    if not number.is_finite() or not 0 <= number <= LARGEST_DONG:
        return None
    amount = round(number if number >= ALREADY_DONG else number * unit)
    return amount if amount <= LARGEST_DONG else None
