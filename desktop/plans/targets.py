"""Numeric goals: value, unit, and by when."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import Block, sentences
from desktop.plans.document import Document
from desktop.plans.proposal import DOUBTFUL, LIKELY, Phase, Requirement, Target
from desktop.plans.times import find_times

_REACH: Final = 90
_LABEL: Final = 50
_UNHEADED: Final = "Con số không đứng trong mục chỉ tiêu; có thể chỉ để mô tả"
_NUMBER: Final = r"(?P<v>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_RANGE: Final = r"(?:(?: ?%)? ?(?:-|đến) ?(?P<w>\d+(?:[.,]\d+)?))?"


@cache
def _goal() -> re.Pattern[str]:
    units = "|".join(
        re.escape(unit) for unit in sorted(vocabulary.words("items", "units"), key=len, reverse=True)
    )
    spelt = r"(?: ?[(][^()]{1,20}[)])?"
    # The unit of a rate keeps its "/vạn dân", "/năm"; a written-out number in brackets may stand between.
    unit = rf"(?P<u>(?:{units})(?!\w)(?:/(?:năm|\w+(?: (?:dân|người|hộ|ha|xã))?))?)"
    return re.compile(rf"(?<![\w/.,-]){_NUMBER}{_RANGE}{spelt} ?{unit}", re.IGNORECASE)


def read_targets(
    document: Document, requirements: tuple[Requirement, ...], phases: tuple[Phase, ...]
) -> tuple[Target, ...]:
    """Goals in reading order; the numbers of ``requirements`` are not repeated."""
    taken = [(where.start, where.end) for r in requirements for where in (r.where, *r.also)]
    found: list[Target] = []
    seen: set[tuple[str, float, str]] = set()
    for block in document.blocks:
        headed = document.under(block, vocabulary.any_of("items", "target_headings"))
        for sentence in sentences(block, clauses=False):
            for target in _of_sentence(document, block, sentence.start, sentence.end, phases, headed=headed):
                key = (target.text, target.value, target.unit)
                if key not in seen and not any(a <= target.where.start < b for a, b in taken):
                    seen.add(key)
                    found.append(target)
    return tuple(found)


def _of_sentence(
    document: Document, block: Block, start: int, end: int, phases: tuple[Phase, ...], *, headed: bool
) -> list[Target]:
    text = block.view.text
    cue = vocabulary.any_of("items", "target_cues" if headed else "strong_target_cues")
    found: list[Target] = []
    last = start
    for match in _goal().finditer(text, start, end):
        left = max(last, match.start() - 2 * _REACH)
        more = re.match(r" trở lên", text[match.end() :]) is not None
        lead = text[left : match.end()]
        governed = (
            headed or more or cue.search(lead) or re.match(r"(?:100|\d+(?:,\d+)?) ?%", match.group()) or found
        )
        wide = headed or more or cue.search(text[start : match.end()])
        if governed and wide and _is_goal(text, match, headed=headed):
            found.append(_target(document, block, match, left, start, end, phases, headed=headed))
        last = match.end()
    return found


def _is_goal(text: str, match: re.Match[str], *, headed: bool) -> bool:
    """Counts that only describe (05 tổ dân phố, quota of an award) are no goals."""
    before = text[max(0, match.start() - 40) : match.start()]
    if re.search(
        r"(?:gồm|thuộc|của|trong|khen thưởng|tặng|không quá|tối đa|lần thứ|số|Điều|điều|khoản)(?: cho)? ?:? ?$",
        before,
    ):
        return False
    if match["u"] == "%" or match["u"].startswith("%"):
        return True
    near = vocabulary.any_of("items", "target_cues").search(before)
    return near is not None or headed


def _target(
    document: Document,
    block: Block,
    match: re.Match[str],
    left: int,
    start: int,
    end: int,
    phases: tuple[Phase, ...],
    *,
    headed: bool,
) -> Target:
    text = block.view.text
    begin = _clause_start(text, left, match.start())
    stop = _clause_end(text, match.end(), end)
    where = document.where(block, begin, stop, LIKELY if headed else DOUBTFUL, "" if headed else _UNHEADED)
    value, high = _value(match["v"]), match["w"]
    return Target(
        text=" ".join(text[begin:stop].split()).strip(" ,;:.("),
        value=value,
        value_max=_value(high) if high else None,
        unit=match["u"],
        by=_by(document, block, begin, stop, start, phases),
        where=where,
    )


def _clause_start(text: str, left: int, at: int) -> int:
    """Behind the last comma, semicolon or bracket; a short label with its colon stays ("Thu ngân sách: đạt …")."""
    closed = re.sub(r"\([^()]*\)", lambda found: "_" * len(found.group()), text[left:at])
    cuts = [left, *(left + found.end() for found in re.finditer(r"[,;.] |[(]", closed))]
    colon = text.rfind(": ", cuts[-1], at)
    if colon - cuts[-1] > _LABEL:
        cuts.append(colon + 2)
    begin = cuts[-1]
    return begin + len(text[begin:at]) - len(text[begin:at].lstrip(" ,;:.()"))


def _clause_end(text: str, at: int, end: int) -> int:
    """The end of the clause; a comma ends it only when another number follows before the next stop."""
    hard = re.compile(r"[;()]|\.(?!\d)").search(text, at, end)
    stop = hard.start() if hard is not None else end
    number = re.compile(r"(?<![\w.,])\d").search(text, at, stop)
    if number is None:
        return stop
    comma = text.find(", ", at, number.start())
    return comma if comma >= 0 else number.start() if stop - at > _REACH else stop


def _value(digits: str) -> float:
    """The number as Vietnamese writes it: "18,4" is 18.4, "90.000" is 90000."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        return float(digits.replace(".", "").replace(",", "."))
    return float(digits.replace(",", "."))


def _by(
    document: Document, block: Block, begin: int, stop: int, sentence: int, phases: tuple[Phase, ...]
) -> str | None:
    """By when: the clause's own time, else the one the sentence opens with, else the end of its phase."""
    text = block.view.text
    own = [t for t in find_times(text[begin:stop], document.year) if not t.is_range and t.last is not None]
    opening = [
        t
        for t in find_times(text[sentence:begin], document.year)
        if not t.is_range and t.last and t.start <= _REACH
    ]
    for time in (*own, *opening):
        if time.bound and time.last is not None:
            return str(time.last.year) if time.precision == "year" else time.last.isoformat()
    place = block.view.span(0, 1)[0]
    for phase in phases:
        if 0 <= phase.span.where.start - place <= 12 and phase.span.end is not None:
            return phase.span.end.isoformat()
    return None
