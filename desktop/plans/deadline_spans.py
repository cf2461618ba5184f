"""The first and last days of the drive and of its phases, as duties."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from desktop.plans.dated import FREE, Dated
from desktop.plans.deadline_merge import BEGINS
from desktop.plans.document import Document
from desktop.plans.proposal import DOUBTFUL, SURE, Deadline, Period, Phase
from desktop.plans.schedule import UNION


def of_period(
    document: Document, dated: list[Dated], period: Period | None, phased: bool
) -> Iterator[Deadline]:
    """The first and the last day of the drive, where a sentence gives them as days."""
    if period is None or (phased and period.derived == UNION):
        return
    if period.start is not None and period.start_where is not None:
        yield Deadline(period.start, "launch", "", BEGINS, period.start_where)
    for item in dated:
        begin, _ = item.block.view.span(item.time.start, item.time.end)
        if item.role != FREE or not period.where.start <= begin < period.where.end:
            continue
        time = item.time
        if time.derived and period.end is not None:
            yield from _of_counted(document, item, period)
            return
        if time.is_range:
            if period.start is not None and time.first == period.start:
                where = document.where(item.block, time.start, time.join - 1, SURE)
                yield Deadline(period.start, "launch", "", BEGINS, where)
            if time.last is not None and time.precision != "year":
                begin = time.join if time.first is not None else time.start
                where = document.where(item.block, begin, time.end, SURE)
                precision = None if time.precision == "day" else time.precision
                yield Deadline(
                    time.last, "campaign_end", "", "kết thúc phong trào thi đua", where, precision=precision
                )
            return
        if time.last is not None and time.last == period.end:
            where = document.where(item.block, time.start, time.end, SURE)
            yield Deadline(period.end, "campaign_end", "", "kết thúc phong trào thi đua", where)


def _of_counted(document: Document, item: Dated, period: Period) -> Iterator[Deadline]:
    """First and last day of a drive of so many days: one sentence says both, the last is counted."""
    where = document.where(item.block, item.time.start, item.time.end, SURE)
    if period.start is not None and not item.time.anchor:
        yield Deadline(period.start, "launch", "", BEGINS, where)
    doubtful = replace(where, confidence=DOUBTFUL, reason=item.time.derived)
    yield Deadline(
        period.end, "campaign_end", "", "kết thúc phong trào thi đua", doubtful, derived=item.time.derived
    )


def said_of_the_period(dated: list[Dated], period: Period) -> Iterator[tuple[int, int]]:
    """The times the period was read from; another duty in its sentence ("… tổng kết trước ngày …") stays."""
    ends = {day for day in (period.start, period.end) if day is not None}
    for item in dated:
        begin, stop = item.block.view.span(item.time.start, item.time.end)
        if not period.where.start <= begin < period.where.end:
            continue
        time = item.time
        partial = time.last is not None and f"{time.last:%Y-%m}" in {period.start_partial, period.end_partial}
        if time.is_range or time.bound == "from" or time.last in ends or partial or time.precision == "year":
            yield begin, stop


def of_phases(phases: tuple[Phase, ...]) -> Iterator[Deadline]:
    """The last day of each phase, or of the month it ends in."""
    for phase in phases:
        end = phase.span.end
        if end is not None:
            yield Deadline(end, "phase_end", "", f"kết thúc {phase.name}", phase.span.where)
        elif phase.span.end_partial and re.fullmatch(r"\d{4}-\d\d", phase.span.end_partial):
            year, month = map(int, phase.span.end_partial.split("-"))
            last = datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
            yield Deadline(
                last, "phase_end", "", f"kết thúc {phase.name}", phase.span.where, precision="month"
            )
