"""Counting days: calendar and working days, and the days on which a recurring duty falls.

A working day is Monday to Friday and no holiday; holidays come from the catalogue ``holiday``.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Iterator
from typing import Literal

Recurrence = Literal["weekly", "monthly", "quarterly", "6 months", "yearly"]

_ONE = dt.timedelta(days=1)
_MONTHS: dict[str, int] = {"monthly": 1, "quarterly": 3, "6 months": 6, "yearly": 12}


def is_working_day(day: dt.date, holidays: Collection[dt.date] = ()) -> bool:
    """Whether offices work on a day."""
    return day.weekday() < 5 and day not in holidays


def add_calendar_days(start: dt.date, count: int) -> dt.date:
    """The day ``count`` calendar days after ``start`` (before it when negative)."""
    return start + dt.timedelta(days=count)


def add_working_days(start: dt.date, count: int, holidays: Collection[dt.date] = ()) -> dt.date:
    """The ``count``-th working day after ``start``, which itself is not counted; negative counts back.

    ``count`` 0 gives ``start`` even when it is no working day.
    """
    step = _ONE if count > 0 else -_ONE
    day, left = start, abs(count)
    while left:
        day += step
        if is_working_day(day, holidays):
            left -= 1
    return day


def working_days_between(start: dt.date, end: dt.date, holidays: Collection[dt.date] = ()) -> int:
    """Working days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    count = weeks * 5 + sum((end - dt.timedelta(days=n)).weekday() < 5 for n in range(rest))
    return count - sum(start < day <= end and day.weekday() < 5 for day in set(holidays))


def next_working_day(day: dt.date, holidays: Collection[dt.date] = ()) -> dt.date:
    """``day`` itself when offices work on it, otherwise the first working day after it."""
    while not is_working_day(day, holidays):
        day += _ONE
    return day


def relative_day(
    base: dt.date, count: int, unit: Literal["calendar", "working"], holidays: Collection[dt.date] = ()
) -> dt.date:
    """The day of a milestone that hangs on another one by ``count`` days of ``unit``."""
    if unit == "working":
        return add_working_days(base, count, holidays)
    return add_calendar_days(base, count)


def occurrences(
    recurrence: Recurrence, first: dt.date, last: dt.date, recurrence_day: int | None = None
) -> Iterator[dt.date]:
    """Days within ``first`` … ``last`` on which a recurring duty falls due, in order.

    Weekly duties fall on the weekday ``recurrence_day`` (1 = Monday; without it the weekday of ``first``).
    The others close a span of the calendar year (month, quarter, half year, year) and fall on
    ``recurrence_day`` of its last month, on that month's last day without it or when it is shorter.
    """
    if recurrence == "weekly":
        weekday = first.weekday() if recurrence_day is None else (recurrence_day - 1) % 7
        day = first + dt.timedelta(days=(weekday - first.weekday()) % 7)
        while day <= last:
            yield day
            day += dt.timedelta(days=7)
        return
    span = _MONTHS[recurrence]
    for index in range(first.year * 12, (last.year + 1) * 12):
        year, month = index // 12, index % 12 + 1
        if month % span:
            continue
        length = calendar.monthrange(year, month)[1]
        day = dt.date(year, month, min(recurrence_day or length, length))
        if first <= day <= last:
            yield day
