"""The anniversaries a drive is launched for: how many years, of what, on which day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import Block
from desktop.plans.dated import ANNIVERSARY, Dated, is_anniversary_span
from desktop.plans.document import Document
from desktop.plans.proposal import LIKELY, SURE, Anniversary
from desktop.plans.times import TimeExpression, find_times

_NAME: Final = re.compile(
    r"(?:lần thứ (?P<nth>\d{1,3})|(?P<years>\d{1,3}) năm) (?P<name>\"?[^().;\"]{3,200}?\"?) ?\(? ?$",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    r"(?:kỷ niệm|chào mừng|,|và)(?: lần thứ)? (?P<years>\d{1,3})(?: năm)?,? (?P<name>[^.;:\"()]{4,140})"
    r"(?P<span> ?\([^()]{0,12}?(?P<from>1\d{3}|20\d\d) ?- ?[^()]{0,12}?(?P<to>20\d\d)\))?",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(r",| và (?=kỷ niệm|\d)| gắn | hướng tới| tiến tới", re.IGNORECASE)
_DAY: Final = re.compile(r"(?<![\d/])(?P<d>\d{1,2}) ?/ ?(?P<m>\d{1,2})(?![\d/])")
_KNOWN_REASON: Final = "Văn bản không ghi ngày kỷ niệm; lấy theo ngày lễ đã biết"
_NEAR_YEARS: Final = 1


def read_anniversaries(document: Document, dated: list[Dated]) -> tuple[Anniversary, ...]:
    """kỷ niệm N năm … (from-to): each once, in reading order; the title is read too."""
    found: dict[tuple[int, object], Anniversary] = {}
    for block, times in _lines(document, dated):
        text = block.view.text
        for time in times:
            named = _last_name(text[: time.start]) if is_anniversary_span(time) else None
            if named is None or time.last is None:
                continue
            years = int(named["years"] or named["nth"])
            where = document.where(block, named.start(), min(time.end + 1, len(text)), SURE)
            found.setdefault(
                (years, time.last), Anniversary(named["name"].strip(' -,"'), years, time.last, where)
            )
    for told in _told(document):
        found.setdefault((told.years, told.date), told)
    return tuple(found.values())


def _last_name(before: str) -> re.Match[str] | None:
    """The words from the last "N năm" to the bracket."""
    found = None
    for place in re.finditer(r"lần thứ \d|(?<!\d)\d{1,3} năm", before, re.IGNORECASE):
        found = _NAME.match(before, place.start()) or found
    return found


def _lines(document: Document, dated: list[Dated]) -> list[tuple[Block, list[TimeExpression]]]:
    grouped: dict[int, tuple[Block, list[TimeExpression]]] = {}
    for item in dated:
        if item.role == ANNIVERSARY:
            grouped.setdefault(item.block.index, (item.block, []))[1].append(item.time)
    lines = list(grouped.values())
    title = document.title_block()
    if title is not None:
        lines.insert(0, (title, find_times(title.view.text, document.year)))
    return lines


def _told(document: Document) -> Iterator[Anniversary]:
    """Anniversaries without a full date: the day stands in the name, or everybody knows it."""
    title = document.title_block()
    for block in ([title] if title is not None else []) + document.blocks:
        text = block.view.text
        if not any(word in text.lower() for word in ("niệm", "chào mừng")):
            continue
        for match in _TOLD.finditer(text):
            years = int(match["years"])
            name = match["name"] if match["span"] else _NEXT.split(match["name"])[0]
            day = _day_of(name, years, int(match["to"]) if match["to"] else None, document.year)
            if day is not None:
                end = match.end() if match["span"] else match.start("name") + len(name)
                where = document.where(block, match.start("years"), end, LIKELY, _KNOWN_REASON)
                yield Anniversary(name.strip(' -,"'), years, day, where)


def _day_of(name: str, years: int, last: int | None, year: int | None) -> datetime.date | None:
    """The day in the year celebrated; None when neither the name nor the calendar tells, or the sum is wrong."""
    known = next(((day, first) for pattern, day, first in _known() if pattern.search(name)), None)
    written = _DAY.search(name)
    ends = last or (known[1] + years if known is not None else None)
    if ends is None or (year is not None and abs(ends - year) > _NEAR_YEARS):
        return None
    month, day = (int(written["m"]), int(written["d"])) if written else known[0] if known else (0, 0)
    try:
        return datetime.date(ends, month, day)
    except ValueError:
        return None


@cache
def _known() -> tuple[tuple[re.Pattern[str], tuple[int, int], int], ...]:
    rows = []
    for row in vocabulary.table("days")["days"]:
        month, day = map(int, str(row["day"]).split("-"))
        rows.append((re.compile("|".join(row["patterns"])), (month, day), int(row["year"])))
    return tuple(rows)
