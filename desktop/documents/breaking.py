"""Where a line of Vietnamese may end, and how lines of one text are made even.

No word is ever hyphenated. A break is forbidden inside "Ông Nguyễn Văn A", "15 năm", "Tổ 3", "2013 - 2023", and
costs something inside a phrase that belongs together ("thi đua", "Mặt trận Tổ quốc").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from db import resources

#: A soft break costs as much as this part of the box's width squared, once for each phrase that it parts.
PHRASE_COST = 0.012
#: A name without an honorific is held together for so many words after the family name.
LONGEST_NAME = 4
#: What a break after a comma or semicolon wins back.
PAUSE_GAIN = 0.006
_NUMBER = re.compile(r"[“\"(]*[0-9][0-9.,/–-]*[%)”\",;.]*$")
_ABBREVIATION = re.compile(r"[“\"(]*[^\W\d_]{1,3}\.$")
_DASHES = frozenset("-–—")


@dataclass(frozen=True, slots=True)
class Words:
    """The data of ``certificates/words/breaking.json``, each phrase as its lower-case words.

    ``function_words`` belong to what follows them ("và", "của"); ``family_names`` begin a person's name wherever a
    capital follows.
    """

    honorifics: tuple[tuple[str, ...], ...]
    before_number: tuple[tuple[str, ...], ...]
    function_words: frozenset[str]
    family_names: frozenset[str]
    #: by their first word
    phrases: dict[str, list[tuple[str, ...]]]


@cache
def words() -> Words:
    """The word lists that govern breaking."""
    data = resources.read_json("certificates/words/breaking.json")
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for text in dict.fromkeys(phrase.lower() for phrase in data["phrases"]):
        phrase = tuple(text.split(" "))
        phrases.setdefault(phrase[0], []).append(phrase)
    return Words(
        honorifics=tuple(tuple(phrase.split(" ")) for phrase in data["honorifics"]),
        before_number=tuple(tuple(phrase.split(" ")) for phrase in data["before_number"]),
        function_words=frozenset(data["function_words"]),
        family_names=frozenset(data["family_names"]),
        phrases=phrases,
    )


@lru_cache(maxsize=4096)
def bonds(text: str) -> tuple[float, ...]:
    """For each space of ``text``, what breaking there costs: ``inf`` where it is forbidden, else ≥ -1 units.

    A unit is one parted phrase; a pause after a comma is worth half a unit.
    """
    parts = text.split(" ")
    cost = [0.0] * (len(parts) - 1)
    for i in range(len(parts) - 1):
        if _tied(parts, i):
            cost[i] = float("inf")
        elif parts[i][-1:] in (",", ";", ":"):
            cost[i] = -1.0
        else:
            cost[i] = _inner_cost(parts[i], parts[i + 1])
    for first, last in (*_names(parts), *_family_names(parts)):
        cost[first:last] = [float("inf")] * (last - first)
    plain = [part.strip("“”\"'(),;:.").lower() for part in parts]
    for at, word in enumerate(plain):
        for phrase in words().phrases.get(word, ()):
            if tuple(plain[at : at + len(phrase)]) == phrase:
                # Two syllables are one word; a longer phrase is words that belong together.
                apart = float("inf") if len(phrase) == 2 else 1.0
                for i in range(at, at + len(phrase) - 1):
                    cost[i] = max(cost[i], 0.0) + apart
    return tuple(cost)


def _inner_cost(here: str, following: str) -> float:
    """A line begins best with a capital or a "và", worst in the middle of a name written in capitals throughout."""
    if here.lower() in words().function_words:
        return 1.0
    if following in words().function_words:
        return 0.0
    if not following[:1].isupper():
        return 0.4
    return 1.0 if here[:1].isupper() else 0.0


def _tied(parts: list[str], i: int) -> bool:
    """Whether the space after word ``i`` may never be a line's end, numbers and abbreviations apart from names."""
    here, following = parts[i], parts[i + 1]
    if here in _DASHES or following in _DASHES:
        # "2013 - 2023" stays whole; a dash between words goes to the end of the line.
        ends = (parts[i - 1] if i else "", parts[i + 2] if i + 2 < len(parts) else "")
        numeric = any(_NUMBER.match(part) for part in (here, following, *ends))
        return numeric or following in _DASHES
    if _NUMBER.match(here) and here[-1] not in ",;.”)":
        # A number that names something ("năm 2023") needs no unit after it.
        return not (_calls_number(parts[:i]) or (i > 0 and parts[i - 1] in _DASHES))
    if _ABBREVIATION.match(here):
        return True
    return _NUMBER.match(following) is not None and _calls_number(parts[: i + 1])


def _calls_number(before: list[str]) -> bool:
    """Whether these words end with one that a number follows ("Tổ dân phố", "ngày")."""
    tail = [part.strip('“"(').lower() for part in before[-2:]]
    return any(tuple(tail[-len(phrase) :]) == phrase for phrase in words().before_number)


def _names(parts: list[str]) -> list[tuple[int, int]]:
    """Ranges of words (first, last) that are an honorific with the name it stands before."""
    found: list[tuple[int, int]] = []
    for i in range(len(parts)):
        for honorific in words().honorifics:
            size = len(honorific)
            if tuple(parts[i : i + size]) != honorific or i + size >= len(parts):
                continue
            last = i + size
            if not parts[last][:1].isupper():
                continue
            while last + 1 < len(parts) and parts[last][-1:] not in ",;:" and parts[last + 1][:1].isupper():
                last += 1
            found.append((i, last))
    return found


def _family_names(parts: list[str]) -> list[tuple[int, int]]:
    """Ranges of words (first, last) that are a name told by its family name alone ("Nguyễn Thị Minh Khai")."""
    found: list[tuple[int, int]] = []
    for i, part in enumerate(parts):
        if part.strip('“"(') not in words().family_names:
            continue
        last = i
        while (
            last + 1 < len(parts)
            and last - i < LONGEST_NAME
            and parts[last][-1:] not in ",;:"
            and parts[last + 1][:1].isupper()
        ):
            last += 1
        found.append((i, last))
    return found


def balanced(
    costs: tuple[float, ...],
    widths: list[float],
    gaps: list[float],
    limit: float,
    lines: int,
) -> list[int] | None:
    """Cut words into exactly ``lines`` lines as even as can be, no line wider than ``limit``.

    Args:
        costs: what a break after each word but the last costs (:func:`bonds`).
        widths: width of each word, mm.
        gaps: width of the space after each word but the last, mm.
        limit: width of the box, mm.
        lines: how many lines to make.

    Returns:
        The index of the first word of every line but the first, or None where no such cutting exists.
    """
    count = len(widths)
    if count < lines:
        return None
    starts = [0.0]
    for i, width in enumerate(widths):
        starts.append(starts[-1] + width + (gaps[i] if i < len(gaps) else 0.0))
    mean = starts[-1] / lines

    def line_cost(first: int, after: int) -> float:
        width = starts[after] - starts[first] - (gaps[after - 1] if after - 1 < len(gaps) else 0.0)
        return float("inf") if width > limit else ((width - mean) / limit) ** 2

    def break_cost(after: int) -> float:
        cost = costs[after - 1]
        return cost * (PHRASE_COST if cost > 0 else PAUSE_GAIN)

    return _cheapest(count, lines, line_cost, break_cost)


def _cheapest(
    count: int, lines: int, line_cost: Callable[[int, int], float], break_cost: Callable[[int], float]
) -> list[int] | None:
    """The cheapest way to cut ``count`` words into ``lines`` lines."""
    best: list[tuple[float, list[int]]] = [(line_cost(0, after), []) for after in range(1, count + 1)]
    for line in range(1, lines):
        following: list[tuple[float, list[int]]] = [(float("inf"), [])] * count
        # Only the last line must reach the last word.
        for after in range(line + 1 if line < lines - 1 else count, count + 1):
            choices = (
                (best[cut - 1][0] + break_cost(cut) + line_cost(cut, after), cut)
                for cut in range(line, after)
            )
            cost, cut = min(choices, default=(float("inf"), 0))
            if cost < float("inf"):
                following[after - 1] = (cost, [*best[cut - 1][1], cut])
        best = following
    cost, cuts = best[-1]
    return cuts if cost < float("inf") else None
