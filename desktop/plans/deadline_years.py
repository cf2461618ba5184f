"""Days written without a year in a drive of several years: every year where the sentence says so, else left open."""

from __future__ import annotations

import re
from typing import Final

from desktop.plans.deadline_times import BY
from desktop.plans.proposal import Period
from desktop.plans.times import TimeExpression

NO_YEAR: Final = "Văn bản chỉ ghi ngày, tháng; chưa định năm"
"""What the officer is told of a duty kept with its day and month only."""
_AT_YEAR_END: Final = re.compile(
    r"(?<!\w)(?:cuối|kết thúc|hết) (?:mỗi |hằng |hàng |từng )?năm(?! (?:học |kế hoạch )?\d)(?!\w)",
    re.IGNORECASE,
)
"""What is done "cuối năm" in a drive of several years is done at the end of each of them."""


def over_years(period: Period | None) -> bool:
    """Whether the drive reaches over more than one calendar year."""
    years = _years(period)
    return years is not None and years[1] > years[0]


def at_each_end(text: str, begin: int, time: TimeExpression) -> bool:
    """Whether a day without a year is that of each year's end: "Cuối năm tổ chức đánh giá … trước ngày 10/12"."""
    open_year = time.year is None or time.assumed
    if not open_year or time.is_range or time.precision not in {"day", "month"} or time.recurring is not None:
        return False
    return _AT_YEAR_END.search(text, begin, time.start) is not None


def has_no_year(time: TimeExpression) -> bool:
    """Whether the text gives a day (or a month) of a duty, and no year can be told at all."""
    if time.year is not None or time.last is not None or time.recurring is not None or time.anchor:
        return False
    return (
        not time.is_range
        and time.precision in {"day", "month"}
        and (time.bound in BY or time.bound in {"", "on"})
    )


def left_open(words: str) -> str:
    """What stands in the place of the day: "trước ngày 15/12 (chưa định năm)"."""
    return f"{words.strip(' ,;:.')} (chưa định năm)"


def _years(period: Period | None) -> tuple[int, int] | None:
    if period is None:
        return None
    first = period.start.year if period.start is not None else period.start_year
    last = period.end.year if period.end is not None else period.end_year
    return None if first is None or last is None else (first, last)
