"""Duties of which the plan says neither a day nor an event: kept for the officer to set, never given a day."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import Block, Sentence, sentences
from desktop.plans.dated import Dated
from desktop.plans.document import Document
from desktop.plans.proposal import DOUBTFUL, Deadline
from desktop.plans.roles import block_actor, nearest_actor
from desktop.plans.steps import Steps

_WHAT: Final = 160
_HEADING: Final = 90
_REASON: Final = "Văn bản không nêu ngày, cũng không gắn với việc nào; hãy định ngày"
_SAME: Final = 0.5
_EMPTY: Final = frozenset({"các", "mỗi", "từng", "và", "những", "toàn", "thể", "trên", "địa", "bàn"})
_REVIEWS: Final = frozenset({"review_year", "review_6_month", "phase_end"})


@cache
def _acts() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (str(row["kind"]), vocabulary.union(row["patterns"])) for row in vocabulary.table("acts")["undated"]
    ]


def read_undated(
    document: Document, dated: list[Dated], deadlines: tuple[Deadline, ...], steps: Steps
) -> tuple[Deadline, ...]:
    """Duties of the kinds that are handed in or held, said without any time; each kind once for each actor.

    What has a day, a rhythm or an event elsewhere for the same people is that duty and not said again.

    Raises:
        Cancelled: the officer stopped the reading.
    """
    timed: dict[int, list[int]] = {}
    for item in dated:
        timed.setdefault(item.block.index, []).append(item.time.start)
    known: dict[str, list[set[str]]] = {}
    for deadline in deadlines:
        known.setdefault(_family(deadline.kind), []).append(_people(deadline.who))
    taken = _merged(sorted((where.start, where.end) for d in deadlines for where in (d.where, *d.also)))
    found: list[Deadline] = []
    for block in steps.each(document.blocks):
        if block.kind == "footnote" or not _named_in(block.view.text) or _about_awards(document, block):
            continue
        for sentence in sentences(block):
            if _said(taken, *block.view.span(sentence.start, sentence.end)):
                continue
            if any(sentence.start <= at < sentence.end for at in timed.get(block.index, ())):
                continue
            for duty in _of_sentence(document, block, sentence):
                same = known.setdefault(_family(duty.kind), [])
                people = _people(duty.who)
                if not any(_may_be_one(people, other) for other in same):
                    same.append(people)
                    found.append(duty)
    return tuple(found)


def _named_in(text: str) -> bool:
    """Whether any act can be named at all: a quick look before the patterns."""
    lowered = text.lower()
    return any(hint in lowered for hint in vocabulary.table("acts")["undated_hints"])


def _about_awards(document: Document, block: Block) -> bool:
    """Whether the point stands under a heading about commendation: what is said there are its conditions."""
    heading = vocabulary.any_of("items", "award_headings")
    titles = [above.text for above in document.ancestors(block) if len(above.text) <= _HEADING]
    return any(heading.search(title) for title in titles)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans without overlaps."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return kept


def _said(taken: list[tuple[int, int]], begin: int, stop: int) -> bool:
    """Whether a deadline was read from this sentence; ``taken`` is sorted and without overlaps."""
    at = bisect_left(taken, (begin, begin))
    return (at < len(taken) and taken[at][0] < stop) or (at > 0 and taken[at - 1][1] > begin)


def _of_sentence(document: Document, block: Block, sentence: Sentence) -> Iterator[Deadline]:
    """The first duty of the sentence; those that only may arise ("nếu có vướng mắc …") are none."""
    text = block.view.text
    if not _named_in(text[sentence.start : sentence.end]):
        return
    found = [
        (match.start(), kind)
        for kind, pattern in _acts()
        if (match := pattern.search(text, sentence.start, sentence.end)) is not None
    ]
    spoilt = vocabulary.any_of("acts", "undated_spoilers")
    if not found or spoilt.search(text, sentence.start, sentence.end):
        return
    start, kind = min(found)
    near = nearest_actor(text[sentence.start : sentence.end], start - sentence.start)
    who = near or block_actor(document, block)
    if not who:
        return
    where = document.where(block, start, sentence.end, DOUBTFUL, _REASON)
    yield Deadline(None, kind, who, text[start : sentence.end].strip(" ,;:.|*/")[:_WHAT], where)


def _family(kind: str) -> str:
    """Kinds under which one duty may have been read."""
    return "review" if kind in _REVIEWS else kind


def _may_be_one(one: set[str], other: set[str]) -> bool:
    """Whether two duties of one kind may be the same: of people that are not plainly others."""
    return not one or not other or len(one & other) >= _SAME * min(len(one), len(other))


def _people(who: str) -> set[str]:
    return set(re.findall(r"\w+", who.lower())) - _EMPTY
