"""The words the reader knows, loaded once from ``resources/plans``, as compiled patterns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from db.resources import read_json

UBND: Final = r"(?:[ỦU][ỷỶyY] ban nhân dân|UBND)"
"""Ủy ban nhân dân in its spellings (with IGNORECASE)."""

_LETTERS: Final = [chr(code) for code in range(0x41, 0x1F00) if chr(code).isalpha()]
UPPER: Final = "".join(
    letter for letter in _LETTERS if letter.isupper() and ord(letter) not in range(0x370, 0x1E00)
)
LOWER: Final = "".join(
    letter for letter in _LETTERS if letter.islower() and ord(letter) not in range(0x370, 0x1E00)
)
"""Latin letters by case, for character classes: ranges would mix the cases of Vietnamese letters."""

PROPER: Final = rf"[{UPPER}][{LOWER}]*(?:['-][{UPPER}{LOWER}]+)*"
"""One word of a proper name, with the apostrophe and hyphen of highland names (not with IGNORECASE)."""
PROPER_NAME: Final = rf"{PROPER}(?: {PROPER})*|\d{{1,2}}(?![\d/.,])"


@cache
def table(name: str) -> dict[str, Any]:
    """One of the vocabulary files: "document", "acts" or "items"."""
    values: dict[str, Any] = read_json(f"plans/{name}.json")
    return values


def words(name: str, key: str) -> list[str]:
    """A list of words or patterns of a vocabulary file."""
    return [str(word) for word in table(name)[key]]


_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_HOOK: Final = "\u0309"
_SET: Final = re.compile(r"\[[^\]]*\]|\(\?P<\w+>|\\.|(?P<c>[^\x00-\x7f])", re.DOTALL)


@cache
def _misread(letter: str) -> str:
    """A letter with two marks and what a scan makes of it: the tone is lost ("tông kết"), a hook becomes a grave."""
    apart = unicodedata.normalize("NFD", letter)
    if len(apart) != 3:
        return letter
    bare = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
    grave = unicodedata.normalize("NFC", apart.replace(_HOOK, "\u0300")) if _HOOK in apart else ""
    return f"[{letter}{bare}{grave}]" if bare != letter else letter


def tolerant(pattern: str) -> str:
    """A pattern that also matches what OCR makes of its words; sets of letters in it stay as they are."""
    return _SET.sub(lambda found: _misread(found["c"]) if found["c"] else found[0], pattern)


@cache
def any_of(name: str, key: str, *, starts: bool = False, exact_case: bool = False) -> re.Pattern[str]:
    """One pattern for all entries of a list; ``starts`` anchors it at the beginning."""
    return union(table(name)[key], starts=starts, exact_case=exact_case)


def union(patterns: Iterable[str], *, starts: bool = False, exact_case: bool = False) -> re.Pattern[str]:
    """One pattern that matches where any of ``patterns`` does, at word boundaries."""
    body = tolerant("|".join(sorted(patterns, key=len, reverse=True)))
    lead = r"\A\W*" if starts else ""
    return re.compile(
        rf"{lead}(?<!\w)(?:{body})(?!\w)" if not starts else rf"{lead}(?:{body})",
        re.NOFLAG if exact_case else re.IGNORECASE,
    )
