"""Which of the times of a sentence are those of its duties: the exact ones, not those that only describe."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import Final

from desktop.plans.acts import find_acts
from desktop.plans.dated import Dated

BY: Final = frozenset({"by", "before", "end"})
"""How a time is tied to what is due by then."""
_NEAR_EXACT: Final = 40


def yearly(times: list[Dated]) -> list[Dated]:
    """A "hằng năm" said before a day without a year belongs to it: "Hồ sơ hằng năm gửi … trước ngày 30/11"."""
    kept: list[Dated] = []
    for item in times:
        before = kept[-1].time if kept else None
        bare = before is not None and before.recurring == "yearly" and not before.bound
        unsaid = item.time.assumed or item.time.year is None
        if bare and before is not None and unsaid and item.time.precision in {"day", "month"}:
            kept[-1] = replace(
                item, time=replace(before, start=item.time.start, end=item.time.end, bound="by")
            )
        else:
            kept.append(item)
    return kept


def finest(times: list[Dated], text: str) -> list[Dated]:
    """Without the vague ones that only describe: "hồ sơ cuối năm … trước ngày 01 tháng 12" is due on that day."""
    exact = [i for i in times if i.time.precision == "day" and i.time.recurring is None]
    if not exact:
        return times
    return [
        i
        for i in times
        if i.time.recurring
        or (
            (i.time.precision != "year" or i.time.bound in BY)
            and not any(_made_exact(i, other, text) for other in exact)
        )
    ]


def _made_exact(vague: Dated, exact: Dated, text: str) -> bool:
    """Whether a month or quarter is made exact right behind: "Tháng 10/2024: … ngày 07/10/2024", "(trước ngày …)"."""
    month, day = vague.time, exact.time
    if (
        month.precision not in {"month", "quarter"}
        or month.is_range
        or month.first is None
        or day.last is None
    ):
        return False
    inside = month.first <= day.last <= month.first + datetime.timedelta(days=92)
    heads = text[month.end : month.end + 1] == ":" and not re.search(
        r"\w", text[vague.block.head : month.start]
    )
    near = not find_acts(text, month.end, day.start) and day.start - month.end <= _NEAR_EXACT
    return month.start < day.start and inside and (heads or near)
