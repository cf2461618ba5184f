"""Whether two nominees look like one: same name accents aside, birth date, unit; near spellings with one birth day."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

NEAR = 85
"""From this likeness (0 – 100) two spellings of people born on one day may be one name."""
_WHOLE_DAY = 10


@dataclass(frozen=True, slots=True)
class Person:
    """Who is compared: key, subject, kind, name as written and folded, partial birth date, units."""

    key: int
    subject_id: int
    kind: str
    name: str
    folded: str
    birth_on: str | None = None
    unit_ids: frozenset[int | None] = field(default_factory=frozenset)


def spelling(folded: str) -> str:
    """A folded name without what clerks write differently: apostrophes, hyphens, spaces between, i and y."""
    return re.sub(r"[^a-z0-9]+", "", folded.lower()).replace("y", "i")


def births_agree(one: str | None, other: str | None) -> bool | None:
    """Whether two partial dates can be one day; None when one is not known."""
    if not one or not other:
        return None
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def why_same(one: Person, other: Person) -> str | None:
    """Why two look like one, in a sentence; None when they do not."""
    if one.subject_id == other.subject_id:
        return f"“{one.name}” được đề nghị hai lần trong phong trào này."
    births = births_agree(one.birth_on, other.birth_on)
    if one.kind != other.kind or births is False:
        return None
    if spelling(one.folded) == spelling(other.folded):
        if births:
            return f"“{one.name}” và “{other.name}” trùng tên, trùng ngày sinh; có thể là một người."
        if one.unit_ids & other.unit_ids:
            return f"“{one.name}” và “{other.name}” trùng tên, cùng đơn vị; có thể là một."
        return None
    if _one_day(one, other) and _near(one.folded, other.folded):
        return (
            f"“{one.name}” và “{other.name}” tên gần giống, trùng ngày sinh; có thể là một người viết khác."
        )
    return None


def _one_day(one: Person, other: Person) -> bool:
    return one.birth_on == other.birth_on and len(one.birth_on or "") == _WHOLE_DAY


def _near(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(spelling(one), spelling(other)) >= NEAR or fuzz.token_sort_ratio(one, other) >= NEAR


def pairs(people: Iterable[Person]) -> Iterator[tuple[Person, Person, str]]:
    """Pairs that look like one, each once, in the order given; only one spelling or one birth day is compared."""
    listed = list(people)
    places = {person.key: place for place, person in enumerate(listed)}
    groups: dict[str, list[Person]] = {}
    for person in listed:
        groups.setdefault(f"s {person.subject_id}", []).append(person)
        groups.setdefault(f"n {spelling(person.folded)}", []).append(person)
        if person.birth_on and len(person.birth_on) == _WHOLE_DAY:
            groups.setdefault(f"b {person.birth_on}", []).append(person)
    found: dict[tuple[int, int], tuple[Person, Person, str]] = {}
    for group in groups.values():
        for one, other in itertools.combinations(group, 2):
            place = (places[one.key], places[other.key])
            sentence = None if place in found else why_same(one, other)
            if sentence:
                found[place] = (one, other, sentence)
    yield from (found[place] for place in sorted(found))
