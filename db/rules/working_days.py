"""Counting days: calendar days and working days.

A working day is Monday to Friday and no holiday; holidays come from the catalogue ``holiday``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Literal

_ONE = dt.timedelta(days=1)


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
