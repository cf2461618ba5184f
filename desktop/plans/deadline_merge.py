"""One duty said twice is one with both quotes; two days for one thing are said to contradict each other."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import Final

from db.vietnamese.dates import format_date
from desktop.plans.acts import OTHER
from desktop.plans.deadline_years import NO_YEAR
from desktop.plans.proposal import Deadline

ONCE: Final = frozenset({"launch", "campaign_end", "registration", "pledge"})
"""Kinds of which one actor has one day."""
BEGINS: Final = "bắt đầu phong trào thi đua"
"""The first day of the drive itself, as a duty."""
_FULL_YEAR: Final = re.compile(r"(?<!hằng )(?<!hàng )(?<!mỗi )năm (?=trước|chậm nhất|vào)", re.IGNORECASE)
_DAY_AND_MONTH: Final = re.compile(r"(?<!\d)(\d{1,2})(?:[/-]| tháng )(\d{1,2})(?![\d/-])")


def merged(found: list[Deadline], *, extended: bool = False) -> tuple[Deadline, ...]:
    """The deadlines in the order of the text, each once, with every sentence that says it.

    Args:
        found: as the sentences gave them.
        extended: whether the paper moves days, and so repeats the old ones.
    """
    kept: list[Deadline] = []
    places: dict[tuple[object, ...], list[int]] = {}
    for deadline in found:
        alike = places.setdefault(
            (deadline.date, deadline.kind, deadline.recurring, deadline.where.section), []
        )
        everywhere = places.setdefault((deadline.date, deadline.kind, deadline.recurring), [])
        among = alike if deadline.recurring is not None else everywhere
        same = next((index for index in among if _same(kept[index], deadline)), None)
        if same is not None:
            kept[same] = _joined(kept[same], deadline)
            continue
        alike.append(len(kept))
        everywhere.append(len(kept))
        kept.append(deadline)
    return tuple(sorted(_contradicted(kept, extended=extended), key=lambda deadline: deadline.where.start))


def _contradicted(kept: list[Deadline], *, extended: bool) -> list[Deadline]:
    """Two days for one thing and the same people: both stay, each says so.

    A letter that extends a day repeats the old one, so there the day of the dossiers is also only one,
    whoever stands beside it.
    """
    once = ONCE | {"nomination_dossier"} if extended else ONCE

    def thing(deadline: Deadline) -> tuple[str, str, bool]:
        return deadline.kind, "" if extended else deadline.who, _is_span(deadline)

    asked = [
        d
        for d in kept
        if d.date is not None
        and d.kind in once
        and not (_is_span(d) and d.kind == "launch" and d.what != BEGINS)
    ]
    doubted = {id(deadline) for deadline in asked}
    days: dict[tuple[str, str, bool], set[datetime.date]] = {}
    for deadline in asked:
        if deadline.date is not None:
            days.setdefault(thing(deadline), set()).add(deadline.date)
    marked: list[Deadline] = []
    for deadline in kept:
        several = days.get(thing(deadline), set()) if id(deadline) in doubted else set()
        if len(several) > 1:
            listed = ", ".join(format_date(day) for day in sorted(several))
            marked.append(replace(deadline, ambiguity=f"Cùng một việc có nhiều ngày: {listed}"))
        else:
            marked.append(deadline)
    return marked


def _joined(one: Deadline, other: Deadline) -> Deadline:
    also = one.also if other.where.start == one.where.start else (*one.also, other.where)
    return replace(one, also=also, day_of_month=one.day_of_month or other.day_of_month)


def _is_span(deadline: Deadline) -> bool:
    """Whether it is the first or last day of the drive or a phase itself, not something held on that day."""
    return deadline.what.startswith(("bắt đầu ", "kết thúc "))


def _same(one: Deadline, other: Deadline) -> bool:
    if one.kind in {"phase_end", "launch"} and _is_span(one) != _is_span(other):
        # "Lễ phát động" on the first day, "sơ kết" on the last: held besides.
        return False
    if one.kind in {"campaign_end", "launch", "phase_end"} and one.date is not None:
        return one.precision == other.precision and (one.who == other.who or not one.who or not other.who)
    if one.recurring is not None:
        # "6 tháng trước ngày 10/6, cả năm trước ngày 25/11 hằng năm": every year, on two days.
        days = [_DAY_AND_MONTH.findall(deadline.where.quote)[-1:] for deadline in (one, other)]
        listed = one.where.start == other.where.start and not _FULL_YEAR.search(other.where.quote)
        return one.who == other.who and (not all(days) or days[0] == days[1] or listed)
    if one.kind == OTHER:
        words, others = set(re.findall(r"\w+", one.what.lower())), set(re.findall(r"\w+", other.what.lower()))
        if 2 * len(words & others) < min(len(words), len(others)):
            return False
    if one.date is None:
        # A day of which no year is said, told twice.
        return one.who == other.who and one.ambiguity == NO_YEAR and one.relative_to == other.relative_to
    return one.who == other.who
