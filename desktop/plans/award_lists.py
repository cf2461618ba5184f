"""Forms of commendation counted or joined in one breath: "08 Giấy khen cho tập thể, 16 Giấy khen cho cá nhân"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from desktop.plans.proposal import AwardLine

_TO: Final = r" (?:tặng )?cho (?:các )?[^\W\d][^\d.;:,]{2,60}?(?=,| và \d|[.;]|$)"
_OFFERED: Final = re.compile(
    r"(?:^\W*|[:;] ?|(?<!\w)(?:tặng|trao|cấp|gồm|xét|chọn|thưởng|dành)(?: thưởng| tối đa| không quá| khoảng)?:? )$",
    re.IGNORECASE,
)
"""What leads to a number of forms that are given, not to one that somebody must have had."""
_JOINED: Final = re.compile(r"(?:,| và|, và)(?: (?:xét )?tặng)? (?:các )?danh hiệu \"?", re.IGNORECASE)
_PART: Final = re.compile(r"[^.]+")


def counted(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """The whole list a counted form opens, from its number; None when no number leads or nobody is to have it."""
    number = re.search(r"(?<![\w/.,-])0*[1-9]\d{0,2} $", text[: match.start()])
    if number is None:
        return None
    begin = max(text.rfind(". ", 0, number.start()), text.rfind("; ", 0, number.start())) + 2
    lead = text[begin if begin > 1 else 0 : number.start()]
    if _OFFERED.search(lead) is None:
        return None
    form = re.escape(match.group())
    whole = re.compile(rf"{form}{_TO}(?:(?:,| và|, và) \d{{1,3}} {form}{_TO})*", re.IGNORECASE)
    found = whole.match(text, match.start())
    return (number.start(), found.end()) if found is not None else None


def shared(text: str, before: re.Match[str] | None, match: re.Match[str]) -> bool:
    """Whether a title is given in the same breath as the form before it: "Bằng khen và danh hiệu “…”"."""
    return before is not None and _JOINED.fullmatch(text, before.end(), match.start()) is not None


def giver_before(found: Iterable[AwardLine], form: str, section: str) -> str | None:
    """Who gives the same form in the points before, under the same heading; None where they are not one."""
    top = _part(section)
    givers = {
        line.authority
        for line in found
        if line.form.lower() == form.lower() and line.authority and _part(line.where.section) == top
    }
    return givers.pop() if len(givers) == 1 else None


def _part(section: str) -> str:
    named = _PART.match(section)
    return named.group() if named is not None else section
