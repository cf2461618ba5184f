"""Numbers of papers as printed ("05/QĐ-UBND"): completed from a bare number, and compared."""

from __future__ import annotations

import re
from typing import Final

from db.errors import BadInput
from db.vietnamese.text import clean, fold

_NUMBER: Final = re.compile(
    r"(?:số\s*:?\s*)?(?P<n>[0-9]{1,9})(?P<letter>[a-zđ]?)(?P<rest>/.+)?", re.IGNORECASE
)


def complete(number: str, symbol: str, paper: str) -> str:
    """The number as printed: with ``symbol`` "QĐ-UBND", "5" becomes "05/QĐ-UBND"; a whole one stays as typed.

    Under ten a 0 goes before what the program completes (NĐ 30/2020/NĐ-CP, Phụ lục I). ``paper`` names the kind
    of paper in the refusal.

    Raises:
        BadInput: it does not begin with a number above 0.
    """
    cleaned = clean(number)
    found = _NUMBER.fullmatch(cleaned)
    if found is None or int(found["n"]) == 0:
        raise BadInput(f"Số {paper} “{cleaned}” không đúng; hãy ghi như “12” hoặc “12/{symbol}”.")
    if found["rest"]:
        return f"{found['n']}{found['letter']}{found['rest']}"
    return f"{int(found['n']):02d}{found['letter']}/{symbol}"


def key(number: str) -> tuple[int, str, str]:
    """What makes two printed numbers one: leading zeros, case and marks aside.

    Number, letter after it, symbol ("" when only a bare number was given).
    """
    cleaned = clean(number)
    found = _NUMBER.fullmatch(cleaned)
    if found is None:
        return (-1, "", fold(cleaned))
    return (int(found["n"]), fold(found["letter"]), fold(found["rest"] or "").replace(" ", ""))


def fits(printed: str, wanted: str) -> bool:
    """Whether a printed number is the one asked for, as printed or bare."""
    have, want = key(printed), key(wanted)
    return have[:2] == want[:2] and want[2] in ("", have[2])
