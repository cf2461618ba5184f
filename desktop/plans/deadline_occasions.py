"""Clauses that only tell which occasion is meant: "hồ sơ … sơ kết trước ngày A; tổng kết trước ngày B"."""

from __future__ import annotations

import re
from typing import Final

from desktop.plans.acts import find_acts
from desktop.plans.times import TimeExpression

_HANDED_IN: Final = frozenset({"report", "nomination_dossier"})
_REVIEW: Final = (
    r"(?:sơ kết|tổng kết|kết thúc)"
    r"(?: (?:phong trào|đợt|giai đoạn|chặng|thi đua|năm|toàn khóa)(?: (?:\d+|[IVX]+))?)*"
)
_OCCASION: Final = re.compile(
    r"(?:^|[;:.,)] |(?<!\w)và )(?:hồ sơ )?(?:(?:đối với|với|của|khen thưởng|khen) )*"
    r"(?:(?P<item>(?:khoản|mục|điểm|nhóm) [\dđa-z]{1,2}(?:(?:, | và )[\dđa-z]{1,2})*)|"
    rf"{_REVIEW}|(?:đợt|giai đoạn|chặng) (?:\d+|[IVX]+)|hằng năm)"
    r":?(?: (?:thì )?(?:nộp|gửi|trình|hoàn thành|xong))? ?$",
    re.IGNORECASE,
)
_STOP: Final = 2
"""The stop and the space before a clause."""
_OCCASIONS: Final = re.compile(
    r":|sơ kết|tổng kết|(?<!\w)quý |tháng|hằng năm|(?:đợt|giai đoạn|khoản) \w", re.IGNORECASE
)
_POSTPOSED: Final = re.compile(r" ?\(?(?:đối với|với|cho) [^,;.]{3,40}?\)?(?: và|,|;) ?", re.IGNORECASE)
_HALF_YEAR: Final = re.compile(r"(?:6|06|sáu) tháng(?: đầu năm)? ?$", re.IGNORECASE)
_WHOLE_YEAR: Final = re.compile(r"(?:báo cáo|kết quả|và|,)(?: tổng kết)? (?:cả )?năm ?$", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(
    r" ?\((?:báo cáo )?(?:(?P<half>(?:6|06|sáu) tháng)(?: đầu năm)?|(?:cả )?năm)\)", re.IGNORECASE
)


def kind_of_occasion(text: str, head: int, left: int, time: TimeExpression) -> str | None:
    """The kind of what is handed in, where the clause before the time names nothing but the occasion."""
    clause = _OCCASION.search(text, max(head, left - _STOP), time.start)
    if clause is None:
        return None
    begin = head if clause["item"] else max(head, text.rfind(". ", head, clause.start() + 1) + 1)
    named = [act for act in find_acts(text, begin, clause.start() + 1) if act.kind in _HANDED_IN]
    if not named or (not clause["item"] and not _OCCASIONS.search(text, named[-1].start, clause.start() + 1)):
        return None
    return named[-1].kind


def is_postposed(between: str) -> bool:
    """Whether only the occasion of the time before stands there: "… ngày A đối với sơ kết và ngày B …"."""
    return _POSTPOSED.fullmatch(between) is not None


def each_year(text: str, left: int, time: TimeExpression) -> str | None:
    """How a report without a year comes again in a drive of several years: "6 tháng trước ngày 10/6"."""
    if (time.last is not None and not time.assumed) or time.precision != "day" or time.is_range:
        return None
    said = _IN_BRACKETS.match(text, time.end)
    if said is not None:
        return "6 months" if said["half"] else "yearly"
    before = text[left : time.start]
    if _HALF_YEAR.search(before):
        return "6 months"
    return "yearly" if _WHOLE_YEAR.search(before) else None
