"""Ends that are counted: "trong 60 ngày kể từ ngày 01/8/2025", "90 ngày đêm, bắt đầu từ ngày …".

The day is derived, never written, and says so. Counting follows Article 147 of the Civil Code 2015: "kể từ ngày"
leaves the first day out; days and nights of a drive ("ngày đêm") are counted with the first one.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import Final

from db.vietnamese.dates import format_date
from desktop.plans.times import TimeExpression

_LENGTH: Final = (
    r"(?:(?:trong|suốt|kéo dài|đủ|vòng)(?: (?:thời hạn|thời gian|vòng|suốt))? |thời (?:gian|hạn)(?: là)?:? )?"
    r"(?P<n>[1-9]\d{0,2})(?: ?\([^()\d]{2,30}\))? ngày(?P<night>(?: và| -)? đêm)?(?! làm việc| công)"
)
_BEFORE: Final = re.compile(rf"(?<![\w./-]){_LENGTH}\"?(?: thi đua(?: cao điểm)?)?,? ?[(]?$", re.IGNORECASE)
_AFTER: Final = re.compile(
    r",? (?:và )?(?:trong|suốt|kéo dài|thời gian|đủ)(?: (?:thời hạn|thời gian|vòng|suốt))? (?P<n>[1-9]\d{0,2})"
    r"(?: ?\([^()\d]{2,30}\))? ngày(?P<night>(?: và| -)? đêm)?(?! làm việc| công)",
    re.IGNORECASE,
)
_NIGHTS: Final = re.compile(r"(?<![\w./-])(?P<n>[1-9]\d{1,2}) ngày(?: và| -)? đêm", re.IGNORECASE)
_COUNTED_FROM: Final = re.compile(r"(?:kể|tính)(?: kể)? từ", re.IGNORECASE)
_REACH: Final = 70
_LONGEST: Final = 366


def with_durations(
    text: str, times: list[TimeExpression], issued: datetime.date | None = None
) -> list[TimeExpression]:
    """The expressions of a line, a length with its first day made one range whose end is counted.

    Args:
        text: the line.
        times: what ``find_times`` found in it.
        issued: the plan's own day, which "kể từ ngày ký" means.
    """
    return [_counted(text, time, issued) if time.bound == "from" else time for time in times]


def _counted(text: str, time: TimeExpression, issued: datetime.date | None) -> TimeExpression:
    first = time.first if time.precision == "day" else None
    if time.anchor:
        first = None if "phát động" in time.anchor else issued
    if first is None or time.recurring is not None:
        return time
    lead = max(0, time.start - _REACH)
    before = _BEFORE.search(text[lead : time.start])
    after = _AFTER.match(text, time.end) if before is None else None
    length = before or after
    if length is None or int(length["n"]) > _LONGEST:
        return time
    words = text[time.start : time.end]
    last, said = counted(
        first, int(length["n"]), with_first=bool(length["night"]) or not _COUNTED_FROM.match(words)
    )
    return replace(
        time,
        start=lead + before.start() if before is not None else time.start,
        end=after.end() if after is not None else time.end,
        first=None if time.anchor else first,
        first_precision="" if time.anchor else "day",
        last=last,
        precision="day",
        bound="range",
        year=last.year,
        first_year=None if time.anchor else first.year,
        derived=said,
    )


def counted(first: datetime.date, days: int, *, with_first: bool) -> tuple[datetime.date, str]:
    """The last of so many days, and how it was counted, in Vietnamese."""
    last = first + datetime.timedelta(days=days - 1 if with_first else days)
    how = "tính cả ngày đầu" if with_first else "không tính ngày đầu"
    return last, f"Ngày cuối do chương trình đếm: {days} ngày từ {format_date(first)}, {how}"


def nights(text: str) -> int | None:
    """How many days and nights a text says ("90 ngày đêm"); None when it says none."""
    found = _NIGHTS.search(text)
    return int(found["n"]) if found is not None and int(found["n"]) <= _LONGEST else None
