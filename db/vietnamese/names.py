"""Names of people and units: what they are called by, and in which order they stand in a list.

A sort key is plain ASCII text, so that SQLite's BINARY order and Python's order of strings are the Vietnamese
order. Case, punctuation, apostrophes and the place of the tone mark (hoà, hòa) make no difference: such names
have equal keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from db.vietnamese.honorifics import Honorific, guess_honorific, honorifics, split_honorific
from db.vietnamese.text import decompose, is_apostrophe

__all__ = [
    "Honorific",
    "guess_honorific",
    "honorifics",
    "name_sort_key",
    "split_honorific",
    "text_sort_key",
]

_GRAVE, _ACUTE, _CIRCUMFLEX, _TILDE, _BREVE = "\u0300", "\u0301", "\u0302", "\u0303", "\u0306"
_HOOK, _CARON, _HORN, _DOT_BELOW = "\u0309", "\u030c", "\u031b", "\u0323"

_TONES: Final = {_GRAVE: "1", _HOOK: "2", _TILDE: "3", _ACUTE: "4", _DOT_BELOW: "5"}

# Letter + its own marks → the letter's key. The highland letters follow the letter they are made from.
_PLAIN_VARIANT: Final = "0"
_VARIANTS: Final = {
    ("a", frozenset(_BREVE)): "1",
    ("a", frozenset(_CIRCUMFLEX)): "2",
    ("a", frozenset((_CIRCUMFLEX, _BREVE))): "3",
    ("c", frozenset(_CARON)): "1",
    ("e", frozenset(_BREVE)): "1",
    ("e", frozenset(_CIRCUMFLEX)): "2",
    ("e", frozenset((_CIRCUMFLEX, _BREVE))): "3",
    ("i", frozenset(_BREVE)): "1",
    ("n", frozenset(_TILDE)): "1",
    ("o", frozenset(_BREVE)): "1",
    ("o", frozenset(_CIRCUMFLEX)): "2",
    ("o", frozenset((_CIRCUMFLEX, _BREVE))): "3",
    ("o", frozenset(_HORN)): "4",
    ("o", frozenset((_HORN, _BREVE))): "5",
    ("u", frozenset(_BREVE)): "1",
    ("u", frozenset(_HORN)): "2",
    ("u", frozenset((_HORN, _BREVE))): "3",
}
_OWN_MARKS: Final = {
    letter: frozenset().union(*(marks for base, marks in _VARIANTS if base == letter))
    for letter, _ in _VARIANTS
}
_STROKED: Final = {"đ": "d1", "ð": "d1", "ɖ": "d1", "ɗ": "d2", "ƀ": "b1", "ɓ": "b2"}

# Each is lower than any key of a letter, a digit or a tone, so that a shorter word stands before a longer one.
_END_OF_PART: Final = "!"
_END_OF_WORD: Final = "#"
_END_OF_LETTERS: Final = "%"
_OTHER: Final = "{"

_BRACKETED: Final = re.compile(r"\(([^()]*)\)")
_RUN: Final = re.compile(r"[0-9]{1,999}|[^0-9\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")


def text_sort_key(s: str) -> str:
    """The key by which titles and unit names sort: left to right, word by word, numbers by their value.

    In each word letters count first (a ă â b … y z), then tones (ngang huyền hỏi ngã sắc nặng), as in a
    dictionary. Digits stand before letters: "Tổ dân phố 2" < "Tổ dân phố 10" < "Tổ dân phố Hà".
    """
    return "".join(_word_keys(s))


def name_sort_key(name: str) -> str:
    """The key by which people sort: the last word (given name), then the middle words, then the first (family).

    Honorifics and ranks before the name do not count. What stands in brackets decides last. A one-word name is
    a given name. Names of the form "H'Hen Niê" are sorted by their last word too, as lists of a commune do.
    """
    bare = split_honorific(name)[1]
    remarks = " ".join(_BRACKETED.findall(bare))
    words = list(_word_keys(_BRACKETED.sub(" ", bare)))
    parts = (words[-1:], words[1:-1], words[:1] if len(words) > 1 else [], list(_word_keys(remarks)))
    return _END_OF_PART.join("".join(part) for part in parts)


def _word_keys(s: str) -> Iterator[str]:
    for word in s.split():
        yield from _keys_of(word)


# Names share their syllables; without this a list of 20,000 people waits most of its time here.
@lru_cache(maxsize=1 << 15)
def _keys_of(word: str) -> tuple[str, ...]:
    return tuple(_made_keys(word))


def _made_keys(s: str) -> Iterator[str]:
    letters: list[str] = []
    tones: list[str] = []
    for run in _RUN.findall(decompose(s)):
        if run[0].isalnum() and not is_apostrophe(run[0]):
            letter, tone = _keys(run[0], run[1:]) if not "0" <= run[0] <= "9" else (_number(run), "")
            letters.append(letter)
            tones.append(tone)
        elif not (is_apostrophe(run[0]) or unicodedata.category(run[0]) == "Mn"):
            yield from _word(letters, tones)
            letters, tones = [], []
    yield from _word(letters, tones)


def _word(letters: list[str], tones: list[str]) -> Iterator[str]:
    if letters:
        yield "".join((*letters, _END_OF_LETTERS, *tones, _END_OF_WORD))


def _keys(base: str, marks: str) -> tuple[str, str]:
    own = frozenset(marks) & _OWN_MARKS.get(base, frozenset())
    tone = "".join(_TONES[mark] for mark in marks if mark in _TONES and mark not in own)
    if base in _STROKED:
        return _STROKED[base], tone
    if not "a" <= base <= "z":
        return f"{_OTHER}{ord(base):06x}", tone
    return base + _VARIANTS.get((base, own), _PLAIN_VARIANT), tone


def _number(digits: str) -> str:
    value = digits.lstrip("0")
    return f"{len(value):03}{value}"
