"""Honorifics, ranks and dignities before a name, from resources/law/honorifics.json."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from db import resources
from db.vietnamese.text import clean, is_apostrophe

_RESOURCE: Final = "law/honorifics.json"


@dataclass(frozen=True, slots=True)
class Honorific:
    """One way of addressing a person: "Ông", "Đại úy", "Linh mục".

    ``kind`` is common, rank, religious or academic; ``sex`` is male, female or None where it tells nothing;
    ``min_words`` is how many words must follow before it is taken for an honorific (Anh Thư is a name).
    """

    text: str
    kind: str
    sex: str | None
    min_words: int


@dataclass(frozen=True, slots=True)
class _Guess:
    honorific: str
    sexes: frozenset[str]
    first: frozenset[str]
    middle_any: frozenset[str]
    middle_first: frozenset[str]


@cache
def honorifics() -> tuple[Honorific, ...]:
    """Every honorific the program knows, in the order in which a menu shows them."""
    return tuple(_honorific(row) for row in _data()["honorifics"])


def split_honorific(text: str) -> tuple[str | None, str]:
    """What stands before a name, spelt as in the table, and the name: ("Ông", "Nguyễn Văn A").

    Several in a row stay together ("Đồng chí Đại úy"); None means that the text begins with the name. The
    surname Ông cannot be told from the honorific: "Ông Ích Khiêm" is split, so a caller shows what it split.
    """
    words = clean(text).split()
    if not words or words[0].lower().rstrip(":") not in _first_words():
        return None, " ".join(words)
    found: list[str] = []
    while taken := _leading(words):
        count, honorific = taken
        found.append(honorific)
        words = words[count:]
    return (" ".join(found) or None, " ".join(words))


def guess_honorific(name: str, sex: str | None = None) -> str | None:
    """The honorific a person of this name probably goes by, or None where nothing tells.

    One already typed before the name is given back as it is. ``sex`` ("male" or "female", also nam, nữ)
    decides next; without it the name itself: Thị among the middle words or H' before the name for a woman,
    Văn and its like for a man. Y before a name is a man's in Ê Đê and a woman's in Xơ Đăng and Ba Na: None.
    """
    typed, bare = split_honorific(name)
    if typed:
        return typed
    guesses = _guesses()
    if sex:
        said = clean(sex).lower()
        return next((guess.honorific for guess in guesses if said in guess.sexes), None)
    words = bare.split()
    return next((guess.honorific for guess in guesses if _fits(guess, words)), None)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = resources.read_json(_RESOURCE)
    return data


def _honorific(row: dict[str, Any]) -> Honorific:
    return Honorific(clean(row["text"]), row["kind"], row.get("sex"), row.get("min_words", 1))


@cache
def _spellings() -> dict[tuple[str, ...], Honorific]:
    table: dict[tuple[str, ...], Honorific] = {}
    for row in _data()["honorifics"]:
        honorific = _honorific(row)
        for spelling in (honorific.text, *row.get("aliases", ())):
            table[tuple(clean(spelling).lower().split())] = honorific
    return table


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words[0].rstrip(":") for words in _spellings())


@cache
def _longest() -> int:
    return max(len(words) for words in _spellings())


def _leading(words: list[str]) -> tuple[int, str] | None:
    for count in range(min(_longest(), len(words) - 1), 0, -1):
        spelling = tuple(word.lower() for word in words[:count])
        honorific = _spellings().get((*spelling[:-1], spelling[-1].rstrip(":"))) if spelling else None
        if honorific and len(words) - count >= honorific.min_words:
            return _with_suffix(words, count, honorific)
    return None


def _with_suffix(words: list[str], count: int, honorific: Honorific) -> tuple[int, str]:
    if honorific.kind == "rank":
        for suffix in _data()["rank_suffixes"]:
            end = count + len(suffix.split())
            if end < len(words) and " ".join(words[count:end]) == suffix:
                return end, f"{honorific.text} {suffix}"
    return count, honorific.text


@cache
def _guesses() -> tuple[_Guess, ...]:
    # Thị decides before Văn: "Nguyễn Văn Thị Hoa" is a woman of the double surname.
    rows = (_data()["guess"][sex] for sex in ("female", "male"))
    lists = ("sexes", "first", "middle_any", "middle_first")
    return tuple(
        _Guess(row["honorific"], *(frozenset(map(str.lower, row[key])) for key in lists)) for row in rows
    )


def _fits(guess: _Guess, words: list[str]) -> bool:
    if not words:
        return False
    first, *middle = [word.lower() for word in words[:-1]] or [""]
    prefix = words[0].lower()
    marked = len(prefix) > 1 and is_apostrophe(prefix[1]) and prefix[0] in guess.first
    return (
        marked
        or first in guess.first
        or not guess.middle_any.isdisjoint(middle)
        or not guess.middle_first.isdisjoint(middle[:1])
    )
