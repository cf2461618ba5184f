"""Numbers and money: in words, with dots, and read back from what was typed.

Words are those of official papers: nghìn (not ngàn), linh (not lẻ), tư after linh and mươi, mốt, lăm, tỷ.
An empty group of three digits is not spoken; a group that is not the first is spoken in full, with
"không trăm" and "linh". So 1.000.000.001 is "một tỷ không trăm linh một".
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from db.vietnamese.text import clean

DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
LIMIT: Final = 10**18
"""Numbers from here on have no settled Vietnamese name."""

_BILLION: Final = 10**9
_AFTER_TEN: Final = {5: "lăm"}
_AFTER_TENS: Final = {1: "mốt", 4: "tư", 5: "lăm"}
_AFTER_LINH: Final = {4: "tư"}

_LONGEST: Final = 100
_CURRENCY: Final = re.compile(r"\s*(?:đồng|vnđ|vnd|đ|₫)\.?$", re.IGNORECASE)
_PLAIN: Final = re.compile(r"[0-9]+")
_GROUPED: Final = (
    re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+"),
    re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}"),
    re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+"),
)
_FRACTIONS: Final = (
    # Vietnamese: dots or spaces between thousands, a comma before decimals.
    (re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:[. ][0-9]{3})+),[0-9]+"), ". ", ","),
    # English, only where it cannot be Vietnamese: 1,490.5 or 1490.5 or 0.300, never 1.490.
    (re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+"), ",", "."),
    (re.compile(r"0\.[0-9]+|[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})"), "", "."),
)


def number_in_words(n: int) -> str:
    """``n`` in words, lower case: 1490000 → "một triệu bốn trăm chín mươi nghìn".

    Raises:
        ValueError: ``n`` is 10^18 or more (or as far below zero).
    """
    if abs(n) >= LIMIT:
        message = f"no Vietnamese words for {n}"
        raise ValueError(message)
    if n < 0:
        return f"âm {number_in_words(-n)}"
    return " ".join(_words(n, full=False)) or DIGITS[0]


def money_in_words(n: int) -> str:
    """``n`` đồng in words as a paper writes it: "Một triệu bốn trăm chín mươi nghìn đồng"."""
    words = number_in_words(n)
    return f"{words[0].upper()}{words[1:]} đồng"


def format_number(n: int) -> str:
    """``n`` with dots between thousands: 1.490.000."""
    return f"{n:,}".replace(",", ".")


def format_money(n: int) -> str:
    """``n`` đồng in figures: 1.490.000 đồng."""
    return f"{format_number(n)} đồng"


def parse_number(text: str) -> int | None:
    """The whole number written in ``text``, or None when it holds no number or a broken one.

    "1.490.000", "1 490 000", "1490000", "1,490,000", "1.490.000,00" and "1.490.000 đồng" all give 1490000.
    "1,490" is one and 49 hundredths in Vietnamese: it gives None rather than a number a thousand times off.
    """
    value = parse_decimal(text)
    if value is None or value != value.to_integral_value():
        return None
    return int(value)


def parse_decimal(text: str) -> Decimal | None:
    """The number written in ``text`` with its decimals, or None: "1.490,5" → 1490.5, "0,3" → 0.3.

    A dot followed by exactly three digits parts thousands; any other single dot can only be a decimal point
    (Excel gives such text), and is read as one. A trailing "đồng", "đ" or "VND" is allowed.
    """
    digits = _CURRENCY.sub("", clean(text)).replace("−", "-")
    # The sign goes into the text, because Decimal arithmetic rounds to 28 digits.
    sign = "-" if digits.startswith("-") else ""
    digits = digits.removeprefix(sign or "+").strip()
    if len(digits) > _LONGEST:
        return None
    if _PLAIN.fullmatch(digits):
        return Decimal(sign + digits)
    if any(pattern.fullmatch(digits) for pattern in _GROUPED):
        return Decimal(sign + re.sub(r"[., ]", "", digits))
    for pattern, separators, point in _FRACTIONS:
        if pattern.fullmatch(digits):
            bare = digits.translate(str.maketrans("", "", separators))
            return Decimal(sign + bare.replace(point, "."))
    return None


def _words(n: int, *, full: bool) -> list[str]:
    words: list[str] = []
    if n >= _BILLION:
        words += [*_words(n // _BILLION, full=full), "tỷ"]
        n %= _BILLION
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, n = divmod(n, size)
        if group:
            words += _group(group, full=full or bool(words))
            words += [name] if name else []
    return words


def _group(n: int, *, full: bool) -> list[str]:
    hundreds, rest = divmod(n, 100)
    tens, units = divmod(rest, 10)
    words = [DIGITS[hundreds], "trăm"] if full or hundreds else []
    if tens == 0 and units:
        words += ["linh", _AFTER_LINH.get(units, DIGITS[units])] if words else [DIGITS[units]]
    elif tens:
        words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
        special = _AFTER_TEN if tens == 1 else _AFTER_TENS
        words += [special.get(units, DIGITS[units])] if units else []
    return words
