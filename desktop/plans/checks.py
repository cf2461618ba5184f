"""What in a proposal the officer should look at before accepting it: impossible days, weekends, conflicts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Final

from db.vietnamese.dates import format_date
from desktop.plans.deadline_years import NO_YEAR
from desktop.plans.document import Document
from desktop.plans.proposal import Anniversary, Deadline, Finding, Heading, Period, Requirement, Where

_WEEKEND: Final = {5: "thứ Bảy", 6: "Chủ nhật"}
_DATE_LIKE: Final = re.compile(r"(?<![\d/.-])(\d{1,2})[/](\d{1,2})[/]((?:19|20)\d\d)(?!\d)")
_AFTERWARDS: Final = frozenset(
    {"report", "nomination_dossier", "review_year", "review_6_month", "award_ceremony"}
)


def check(
    document: Document,
    heading: Heading,
    period: Period | None,
    deadlines: tuple[Deadline, ...],
    requirements: tuple[Requirement, ...],
    anniversaries: tuple[Anniversary, ...],
    holidays: Mapping[datetime.date, str],
) -> tuple[Finding, ...]:
    """All findings, in the order of the text.

    Args:
        document: the plan.
        heading: for the plan's own date.
        period: for the end of the drive.
        deadlines: what is checked.
        requirements: their doubts are repeated as findings.
        anniversaries: checked for their arithmetic.
        holidays: day -> name of the public holiday, from the catalogue.
    """
    found = [
        *_impossible(document),
        *_span(period),
        *(finding for deadline in deadlines for finding in _day(deadline, heading, period, holidays)),
        *_conflicts(deadlines),
        *_doubts(requirements),
        *_anniversary_years(anniversaries),
    ]
    once = {(finding.code, finding.message): finding for finding in reversed(found)}
    return tuple(sorted(once.values(), key=lambda finding: (finding.start, finding.code)))


def _finding(code: str, message: str, where: Where) -> Finding:
    return Finding(code, message, where.start, where.end, where.quote)


def _impossible(document: Document) -> Iterator[Finding]:
    for match in _DATE_LIKE.finditer(document.shown):
        day, month, year = (int(part) for part in match.groups())
        try:
            datetime.date(year, month, day)
        except ValueError:
            message = f"Không có ngày {match.group()}; hãy xem lại văn bản."
            yield Finding("no_such_day", message, match.start(), match.end(), match.group())


def _span(period: Period | None) -> Iterator[Finding]:
    if (
        period is not None
        and period.start is not None
        and period.end is not None
        and period.end < period.start
    ):
        message = (
            f"Ngày kết thúc {format_date(period.end)} đứng trước ngày bắt đầu {format_date(period.start)}."
        )
        yield _finding("conflict", message, period.where)


def _day(
    deadline: Deadline, heading: Heading, period: Period | None, holidays: Mapping[datetime.date, str]
) -> Iterator[Finding]:
    day = deadline.date
    if day is None:
        return
    shown = format_date(day)
    if heading.date is not None and day < heading.date and deadline.kind != "launch":
        message = f"Mốc {shown} đứng trước ngày ký kế hoạch ({format_date(heading.date)})."
        yield _finding("before_plan", message, deadline.where)
    vague = deadline.kind == "other" and deadline.precision is not None
    after = period is not None and period.end is not None and day > period.end
    if (
        after
        and period is not None
        and period.end is not None
        and deadline.kind not in _AFTERWARDS
        and not vague
    ):
        message = f"Mốc {shown} đứng sau ngày kết thúc phong trào ({format_date(period.end)})."
        yield _finding("after_end", message, deadline.where)
    if deadline.precision in {"year", "quarter", "month"}:
        return
    if day in holidays:
        yield _finding("holiday", f"Mốc {shown} là ngày nghỉ: {holidays[day]}.", deadline.where)
    elif day.weekday() in _WEEKEND:
        yield _finding("weekend", f"Mốc {shown} rơi vào {_WEEKEND[day.weekday()]}.", deadline.where)


def _conflicts(deadlines: tuple[Deadline, ...]) -> Iterator[Finding]:
    """Two different days for one thing and the same people; a day of which no year is said."""
    for deadline in deadlines:
        if deadline.ambiguity == NO_YEAR:
            yield _finding("ambiguity", f"{deadline.ambiguity}; hãy định năm.", deadline.where)
        elif deadline.ambiguity:
            yield _finding("conflict", f"{deadline.ambiguity}; hãy chọn ngày đúng.", deadline.where)


def _doubts(requirements: tuple[Requirement, ...]) -> Iterator[Finding]:
    for requirement in requirements:
        if requirement.ambiguity:
            yield _finding("ambiguity", f"{requirement.ambiguity}.", requirement.where)


def _anniversary_years(anniversaries: tuple[Anniversary, ...]) -> Iterator[Finding]:
    for item in anniversaries:
        spans = re.findall(r"(1[89]\d\d|20\d\d)", item.where.quote)
        if len(spans) >= 2 and int(spans[-1]) - int(spans[-2]) != item.years:
            true = int(spans[-1]) - int(spans[-2])
            message = f"Văn bản ghi {item.years} năm nhưng {spans[-2]}–{spans[-1]} là {true} năm."
            yield _finding("anniversary_years", message, item.where)
