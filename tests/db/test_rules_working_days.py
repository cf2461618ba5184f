"""Counting days, against counting one by one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.working_days import (
    add_working_days,
    is_working_day,
    next_working_day,
    relative_day,
    working_days_between,
)

# Tết 2024 as the calendar on an office wall shows it: 08/02 (Thursday) to 14/02 (Wednesday) off.
TET_2024 = frozenset(date(2024, 2, n) for n in range(8, 15))

days = st.dates(date(2023, 1, 1), date(2027, 12, 31))
some_holidays = st.frozensets(st.dates(date(2023, 1, 1), date(2028, 3, 1)), max_size=25)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2024, 2, 7), 1, date(2024, 2, 15)),
        (date(2024, 2, 7), 10, date(2024, 2, 28)),
        (date(2024, 2, 15), -1, date(2024, 2, 7)),
        (date(2024, 2, 10), 1, date(2024, 2, 15)),
        (date(2024, 2, 10), 0, date(2024, 2, 10)),
    ],
    ids=[
        "BLLĐ 2019 Đ.112: ngày cuối trước Tết",
        "BLLĐ 2019 Đ.112: mười ngày qua Tết",
        "BLLĐ 2019 Đ.112: lùi qua Tết",
        "BLLĐ 2019 Đ.112: từ trong Tết",
        "BLLĐ 2019 Đ.112: không ngày nào",
    ],
)
def test_around_tet(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count, TET_2024) == end


def test_calendar_days_and_next_working_day() -> None:
    assert relative_day(date(2024, 2, 27), 3, "calendar") == date(2024, 3, 1)
    assert relative_day(date(2024, 2, 7), 2, "working", TET_2024) == date(2024, 2, 16)
    assert next_working_day(date(2024, 2, 9), TET_2024) == date(2024, 2, 15)
    assert next_working_day(date(2024, 2, 7), TET_2024) == date(2024, 2, 7)


def test_a_holiday_on_the_first_day_is_not_taken_off() -> None:
    # 06/02/2024 to 08/02/2024, the first of them a holiday: only Wednesday and Thursday are counted.
    assert working_days_between(date(2024, 2, 6), date(2024, 2, 8), {date(2024, 2, 6)}) == 2
    assert working_days_between(date(2024, 2, 6), date(2024, 2, 8), {date(2024, 2, 8)}) == 1


@given(days, days, some_holidays)
def test_between_equals_counting_one_by_one(a: date, b: date, holidays: frozenset[date]) -> None:
    walked = sum(
        (a + timedelta(days=n)).weekday() < 5 and a + timedelta(days=n) not in holidays
        for n in range(1, (b - a).days + 1)
    )
    assert working_days_between(a, b, holidays) == walked


@given(days, st.integers(1, 60), some_holidays)
def test_adding_then_counting_gives_the_number(start: date, count: int, holidays: frozenset[date]) -> None:
    end = add_working_days(start, count, holidays)
    assert is_working_day(end, holidays)
    assert working_days_between(start, end, holidays) == count
