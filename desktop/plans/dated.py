"""Every time expression of the body with its role: free, the date of a cited document, an anniversary."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import Block
from desktop.plans.document import Document
from desktop.plans.durations import with_durations
from desktop.plans.proposal import NotDeadline, Period
from desktop.plans.steps import Steps
from desktop.plans.times import TimeExpression, a_year_later, find_times

FREE: Final = ""
CITED: Final = "cited"
ANNIVERSARY: Final = "anniversary"
_ENDS: Final = frozenset({"by", "before", "end"})
_LEAST_ANNIVERSARY_YEARS: Final = 5
_AFTER_NUMBER: Final = re.compile(
    r"(?:[/-] ?[A-ZĐ][\w&/-]*|\d[\w]*[/-](?:[\w&/.-]*[^\W_]))(?: \([^)]*\))?,? ?$"
)
_OF_BODY: Final = re.compile(r",? của (?=[\wÀ-ỹ])")
_CELEBRATED: Final = re.compile(
    r"(?:kỷ niệm|chào mừng|quốc khánh|quốc tế|giải phóng|truyền thống|thành lập|ngày sinh|thương binh|ngày lễ"
    r"|Ngày [^\W\d_])(?:(?!báo cáo|đăng ký|gửi|nộp|hoàn thành|tổ chức)[^.;:|]){0,120}$",
    re.IGNORECASE,
)
_OF_THE_CEREMONY: Final = re.compile(
    r"(?:tại|trong) (?:buổi |đêm )?(?:lễ|họp mặt|hội nghị|gặp mặt|mít tinh)[^.;:(]{0,120}"
    r"\((?:dự kiến,? )?(?:tổ chức )?(?:vào )?(?:sáng |chiều |tối )?$",
    re.IGNORECASE,
)
"""The day of the ceremony, not of what it celebrates: "trao thưởng tại Lễ kỷ niệm … (dự kiến tối ngày 31/3)"."""
_YEAR_LEAD: Final = re.compile(
    r"\W*(?:(?:trong|đối với|nhiệm vụ) )?năm (20\d\d)(?=[:.,]|\W*$)", re.IGNORECASE
)
_WHY: Final = {CITED: "ngày của văn bản được dẫn", ANNIVERSARY: "ngày kỷ niệm"}


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression in its block; ``role`` is FREE, CITED or ANNIVERSARY."""

    block: Block
    time: TimeExpression
    role: str

    @property
    def text(self) -> str:
        """Its words."""
        return self.block.view.text[self.time.start : self.time.end]


def collect(
    document: Document,
    plan_date: datetime.date | None = None,
    issued: datetime.date | None = None,
    steps: Steps | None = None,
) -> list[Dated]:
    """All time expressions of the body in reading order.

    Args:
        document: the plan.
        plan_date: its day of signing: a day written without a year lies behind it ("trước ngày 15/01" in a plan
            of November is next January), unless the title names the year.
        issued: the day of signing itself, which "kể từ ngày ký" means; None where only its month is known.
        steps: heeded while the blocks are gone through.

    Raises:
        Cancelled: the officer stopped the reading.
    """
    found = []
    for block in (steps or Steps()).each(document.blocks):
        local = _local_year(document, block)
        text = block.view.text
        for time in with_durations(text, find_times(text, local or document.year), issued):
            role = _role(text, time)
            past = plan_date is not None and time.last is not None and time.last < plan_date
            named = document.year_named or local is not None
            exact = time.bound in _ENDS or (time.precision == "day" and not time.is_range)
            if past and exact and time.assumed and role == FREE and not named:
                found.append(Dated(block, a_year_later(time), role))
            else:
                found.append(Dated(block, time, role))
    return found


def within_period(dated: list[Dated], period: Period | None) -> list[Dated]:
    """Days without a year put into the drive they belong to: "trong tháng 9" of a drive from 9/2025 to 2/2026."""
    if period is None or period.start is None or period.end is None or period.start.year == period.end.year:
        return dated
    return [_fitted(item, period.start, period.end) for item in dated]


def _fitted(item: Dated, start: datetime.date, end: datetime.date) -> Dated:
    time = item.time
    if item.role != FREE or not time.assumed or time.is_range or time.last is None or time.year is None:
        return item
    if time.precision not in {"day", "month"} or _near(time.last, start, end):
        return item
    earlier = a_year_later(time, -1)
    fits = earlier.last is not None and _near(earlier.last, start, end)
    return Dated(item.block, earlier, item.role) if fits else item


def _near(day: datetime.date, start: datetime.date, end: datetime.date) -> bool:
    """Whether a duty of the drive can fall on a day: from a little before it to some months behind it."""
    return start - datetime.timedelta(days=45) <= day <= end + datetime.timedelta(days=120)


def _local_year(document: Document, block: Block) -> int | None:
    """The year a point opens with ("3. Năm 2025: tổng kết vào quý III"), its own or that of the point above."""
    for place in (block, *document.ancestors(block)):
        found = _YEAR_LEAD.match(place.text)
        if found is not None:
            return int(found[1])
    return None


def _role(text: str, time: TimeExpression) -> str:
    before = text[max(0, time.start - 180) : time.start]
    if time.recurring is not None:
        return FREE
    if is_anniversary_span(time):
        return ANNIVERSARY
    if not time.is_range and time.bound in {"", "on"} and _is_cited(before, text[time.end : time.end + 12]):
        return CITED
    if (
        not time.is_range
        and _OF_THE_CEREMONY.search(before) is None
        and time.bound == ""
        and time.precision in {"day", "month"}
        and _CELEBRATED.search(before)
    ):
        return ANNIVERSARY
    return FREE


def is_anniversary_span(time: TimeExpression) -> bool:
    """(08/01/2004 - 08/01/2024): the same day years apart."""
    if not time.is_range or time.first is None or time.last is None or time.precision != "day":
        return False
    same = (time.first.month, time.first.day) == (time.last.month, time.last.day)
    return same and time.last.year - time.first.year >= _LEAST_ANNIVERSARY_YEARS


@cache
def _cited_type() -> re.Pattern[str]:
    types = "|".join(vocabulary.words("document", "cited_types"))
    return re.compile(rf"(?:{types})(?! này)\b[^.;:]{{0,100}}$")


def _is_cited(before: str, after: str) -> bool:
    if _AFTER_NUMBER.search(before):
        return True
    if _cited_type().search(before) is None:
        return False
    # Without a number it is a citation when the issuing body follows, or the line is a legal basis.
    return _OF_BODY.match(after) is not None or re.match(r"\W*(?:Căn cứ|Thực hiện|Theo) ", before) is not None


def not_deadlines(document: Document, dated: list[Dated]) -> tuple[NotDeadline, ...]:
    """The days that look like dates of duties and are none."""
    found = []
    for item in dated:
        if item.role == FREE:
            continue
        start, end = item.block.view.span(item.time.start, item.time.end)
        found.append(NotDeadline(document.shown[start:end], _WHY[item.role], start, end))
    return tuple(found)
