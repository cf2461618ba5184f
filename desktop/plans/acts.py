"""What is to be done: acts named by their words, and the events a duty can hang on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import Sentence
from desktop.plans.times import TimeExpression

OTHER: Final = "other"
"""An act of no kind the register knows."""
_WHAT: Final = 160
_PURPOSE: Final = re.compile(r"(?:,| và)? để [^,;]*")


@dataclass(frozen=True, slots=True)
class Act:
    """A thing to be done, found by its words; offsets in the block's view."""

    kind: str
    start: int
    end: int


@cache
def _acts() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (str(row["kind"]), vocabulary.union(row["patterns"])) for row in vocabulary.table("acts")["kinds"]
    ]


@cache
def _events() -> list[tuple[str, re.Pattern[str]]]:
    rows = vocabulary.table("acts")["events"]
    return [(str(row["relative_to"]), vocabulary.union(row["patterns"])) for row in rows]


def find_acts(text: str, start: int, end: int, blocked: tuple[int, int] = (0, 0)) -> list[Act]:
    """Acts named in ``text[start:end]`` in order; what a longer one contains, and purposes ("để …"), left out."""
    purposes = [found.span() for found in _PURPOSE.finditer(text, start, end)]
    found: list[Act] = []
    for kind, pattern in _acts():
        for match in pattern.finditer(text, start, end):
            inside = any(act.start <= match.start() and match.end() <= act.end for act in found)
            aimed = any(a <= match.start() < b for a, b in purposes) or _describes(text, kind, match)
            if not inside and not aimed and not blocked[0] <= match.start() < blocked[1]:
                found.append(Act(kind, match.start(), match.end()))
    return sorted(found, key=lambda act: act.start)


_HELD: Final = frozenset({"launch", "review_6_month", "review_year", "award_ceremony", "campaign_end"})
_REVIEWS: Final = frozenset({"review_6_month", "review_year"})
_BEFORE: Final = 90
_BEHIND: Final = 24


def _describes(text: str, kind: str, match: re.Match[str]) -> bool:
    """Whether the words only tell which thing is meant: where it is held, which dossiers, which works are looked at."""
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    if kind in _HELD and vocabulary.any_of("acts", "places_held").search(before[-24:]):
        return True
    bare = match.group().lower() in {"sơ kết", "tổng kết"}
    if kind in _REVIEWS and bare and vocabulary.any_of("acts", "review_of").search(before):
        return True
    if kind == "nomination_dossier":
        around = text[match.start() : match.end() + _BEHIND]
        return vocabulary.any_of("acts", "other_dossiers").search(around) is not None
    return (
        kind == "registration" and vocabulary.any_of("acts", "looks_at_registered").search(before) is not None
    )


def strong(acts: list[Act]) -> bool:
    """Whether one of the acts is of a kind the register knows."""
    return any(act.kind != OTHER for act in acts)


def choose(acts: list[Act], *, from_end: bool) -> list[Act]:
    """The nearest act of a named kind, and the dossier or report linked with it by "và"."""
    named = [act for act in acts if act.kind != OTHER]
    if not named:
        return acts[-1:] if from_end else acts[:1]
    nearest = named[-1] if from_end else named[0]
    pair = {"report", "nomination_dossier"}
    for other in named:
        if (
            other.kind != nearest.kind
            and {other.kind, nearest.kind} == pair
            and abs(other.start - nearest.start) <= _WHAT
        ):
            return sorted([other, nearest], key=lambda act: act.start)
    first = next(act for act in named if act.kind == nearest.kind and nearest.start - act.start <= _WHAT)
    return [first]


def distance(act: Act, time: TimeExpression) -> int:
    """Characters between an act and a time expression."""
    return max(time.start - act.end, act.start - time.end, 0)


def first_event(text: str, sentence: Sentence) -> tuple[str, int, int] | None:
    """The first event a duty can hang on ("kết thúc đợt", "vào dịp"): its name and its offsets."""
    lowered = text[sentence.start : sentence.end].lower()
    if not any(hint in lowered for hint in vocabulary.table("acts")["event_hints"]):
        return None
    found = [
        (match.start(), match.end(), name)
        for name, pattern in _events()
        for match in pattern.finditer(text, sentence.start, sentence.end)
    ]
    if not found:
        return None
    start, end, name = min(found, key=lambda event: (event[0], -event[1]))
    return name, start, end
