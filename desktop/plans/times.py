"""Time expressions of Vietnamese administrative texts: a small grammar over one line of text.

Offsets are those of the string given. A value the words do not hold stays None; a year is only taken from
the other end of the same range or from ``year``, the year the whole document is about.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, replace
from typing import Final

MONTHS_IN_YEAR: Final = 12
_LEAP_DAY: Final = (2, 29)
_D: Final = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_M: Final = r"(?:1[0-2]|0?[1-9])(?!\d)"
_Y: Final = r"(?:1[89]|20|21)\d\d(?!\d)"
_MONTH_WORDS: Final = {
    "giêng": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười một": 11,
    "mười hai": 12,
    "mười": 10,
    "chạp": 12,
}
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# "năm" as a month word would swallow "tháng năm 2023": it is left to figures.
_MW: Final = "|".join(sorted((word for word in _MONTH_WORDS if word != "năm"), key=len, reverse=True))
_WEEKS: Final[dict[str, int]] = {
    "đầu": 7,
    "đầu tiên": 7,
    "thứ nhất": 7,
    "thứ hai": 14,
    "thứ ba": 21,
    "thứ tư": 28,
    "cuối": 31,
} | {f"{lead}{number}": 7 * number for lead in ("", "thứ ") for number in (1, 2, 3, 4)}
_WEEK: Final = "|".join(sorted(_WEEKS, key=len, reverse=True))
_OF_YEAR: Final = rf"(?:,? ?(?:năm|/|-) ?(?P<{{name}}>{_Y}))"
_PAPER: Final = "ban hành|kế hoạch|chỉ thị|hướng dẫn|công văn|văn bản"
_PART: Final = r"(?:(?P<part>đầu|giữa|cuối|trung tuần|thượng tuần|hạ tuần) )?"


def _year_group(name: str, *, optional: bool = True) -> str:
    return _OF_YEAR.format(name=name) + ("?" if optional else "")


_POINTS: Final = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("day", rf"(?:ngày )?(?P<d>{_D}) ?(?P<s>[/.-]) ?(?P<m>{_M}) ?(?P=s) ?(?P<y>{_Y})(?!/[\w])"),
        ("day", rf"(?:ngày )?(?:(?:mùng|mồng) )?(?P<d>{_D}) tháng (?P<m>{_M}){_year_group('y')}"),
        ("half", rf"(?:6|06|sáu) tháng (?P<h>đầu|cuối) năm(?: (?P<y>{_Y}))?"),
        ("week", rf"tuần (?P<w>{_WEEK}) (?:của )?tháng (?P<m>{_M}){_year_group('y')}"),
        ("month", rf"{_PART}tháng (?P<m>{_M}){_year_group('y')}"),
        ("month", rf"{_PART}tháng (?P<mw>{_MW})\b{_year_group('y')}"),
        ("month", rf"(?P<m>{_M})/(?P<y>{_Y})(?![/\w-])"),
        ("day", rf"ngày (?P<d>{_D}) ?[/-] ?(?P<m>{_M})(?! ?[/\d-])"),
        ("day", rf"(?P<d>{_D})/(?P<m>{_M})(?![/\d%])"),
        ("day", rf"(?P<d>{_D})-(?P<m>{_M})(?= (?:đến|tới)(?: hết)?(?: ngày)? \d{{1,2}}-\d{{1,2}}-\d{{4}})"),
        ("quarter", rf"(?:quý|quí) (?P<q>iii|iv|ii|i|[1-4])\b{_year_group('y')}"),
        ("year", rf"(?P<edge>cuối|đầu|giữa) năm(?: (?P<y>{_Y}))?(?! học)"),
        ("year", rf"(?:trong |cả )?năm (?P<y>{_Y})"),
        ("year", rf"(?P<y>{_Y})(?=\b)"),
        ("lone_day", rf"ngày (?P<d>{_D})(?! ?(?:[/.-] ?\d|tháng))"),
        (
            "anchor",
            rf"(?P<a>nay|(?:khi|ngày) (?:ký|ban hành|phát động)(?: (?:{_PAPER})(?: này)?)*)(?!\w)",
        ),
    )
)
_OPENING: Final = re.compile(
    r"(?<!\w)(?:\d|ngày|mùng|mồng|sáu|tháng|tuần|đầu|giữa|cuối|trung|thượng|hạ|qu[ýí]|trong|cả|năm|nay|khi)",
    re.IGNORECASE,
)
"""Where an expression of time can begin: only there the grammar is tried."""
_BOUND: Final = re.compile(
    r"(?P<by>(?:chậm nhất|muộn nhất)(?: là)?(?: (?:vào|đến|trước|trong))?(?: hết)?|hạn (?:cuối|chót)(?: là)?:?"
    r"|không (?:quá|muộn hơn)|(?:đến|tới|hết) hết|(?:cho )?(?:đến|tới)(?: trước)?|xong trong)"
    r"|(?P<before>trước)|(?P<end>hết|kết thúc(?: vào)?:?)"
    r"|(?P<from>(?:(?:được )?(?:bắt đầu|tính|kể)(?: kể)? )?từ|bắt đầu(?: vào)?:?)"
    r"|(?P<around>(?:vào )?(?:dịp|khoảng)|nhân dịp)|(?P<on>vào|trong)",
    re.IGNORECASE,
)
_WEEKDAY: Final = r"(?:(?: (?:sáng|chiều|tối))?,? (?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật),?)?"
_HOUR: Final = rf"(?: \d{{1,2}} ?(?:giờ|h|g)(?: ?\d{{2}})?(?: phút)?,?)?{_WEEKDAY}"
_BOUND_BEFORE: Final = re.compile(rf"(?:{_BOUND.pattern})(?: hết)?{_HOUR} $", re.IGNORECASE)
_JOIN: Final = re.compile(
    rf" ?(?:,? ?(?:cho )?(?:đến|tới)(?: hết| trước)?|[-–]|,? ?(?:và )?kết thúc(?: vào| trong)?){_WEEKDAY} ?",
    re.IGNORECASE,
)
_JOIN_EVENT: Final = re.compile(
    r",? ?(?:cho )?(?:đến|tới)(?: hết| khi)? [^.;:()\d]{3,80}?"
    r"(?: ?\((?:dự kiến|tức là|tức|là)?,?(?: ?(?:trong|vào|hết))?"
    r"|(?: năm 20\d\d)?, (?:chậm nhất|muộn nhất)(?: là)?(?: vào)?) ?",
    re.IGNORECASE,
)
"""A range to an event whose day stands in brackets: "đến hết học kỳ I (ngày 17/01/2025)"."""
_EACH: Final = (
    r"(?:(?:hằng|hàng|theo|mỗi|cả|cuối|tổng kết|một|01|1) )?(?:(?:6|06|sáu|9|09) tháng|tháng|qu[ýí]|tuần|năm)"
    r"(?! (?:\d|[IVX]+\b))"
)
_WHEN: Final = r" ?\((?:trước|vào|chậm nhất|ngày)[^()]{1,40}\)"
_RECURRING: Final = re.compile(
    rf"báo cáo(?: định kỳ)?(?: kết quả)?(?: theo)?:? (?P<rhythms>{_EACH}{_WHEN}"
    rf"(?:(?:, ?| và |; ?){_EACH}(?:{_WHEN})?)+)"
    r"|(?P<dom>(?:ngày (?P<d>\d{1,2})(?!\d) )?(?:của )?)(?:định kỳ )?(?:hằng|hàng|mỗi)"
    r" (?P<unit>tuần|tháng|quý|quí|năm)\b"
    r"(?: ?\((?:(?:trước|vào|chậm nhất)(?: vào)? )?ngày (?P<bd>\d{1,2})\)"
    r"|,? (?:trước|vào|chậm nhất)(?: vào)?(?: là)? ngày (?P<td>\d{1,2})(?! ?[/-] ?\d| tháng \d)"
    r"(?:(?: của)? tháng (?:cuối|đầu)(?: tiên)?(?: của)? (?:mỗi )?(?:quý|quí))?)?"
    r"|ngày (?P<md>\d{1,2})(?!\d) (?:của )?tháng (?:sau|kế tiếp|tiếp theo|liền kề)(?! ngày)"
    r"|ngày (?P<qd>\d{1,2})(?!\d) (?:của )?(?:các )?tháng (?:cuối|đầu)(?: tiên)? (?:của )?(?:hằng |hàng |mỗi )?"
    r"(?:quý|quí)(?: sau| tiếp theo| kế tiếp)?"
    r"|(?P<half>(?:6|06|sáu) tháng,? (?:một|1|01) lần)"
    r"|(?P<weekday>(?:vào )?(?:các |mỗi |hằng |hàng )(?:sáng |chiều |tối )?"
    r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật))(?!\w)"
    r"|(?:vào )?(?:ngày |tuần )?(?:làm việc )?cuối (?:cùng )?(?:của )?(?:các |mỗi )?(?P<last>tháng|qu[ýí])"
    r"(?! ?(?:\d|[IVX]+\b|giêng|một|hai|ba|tư|sáu|bảy|tám|chín|mười|chạp|này|trước|sau))"
    r"|(?P<periodic>định kỳ(?: vào)?(?: báo cáo)?) (?P<list>(?:(?:6|06|sáu) tháng|tháng|quý|quí|tuần"
    r"|(?:(?:tổng kết|cuối|một|01|1) )?năm)(?: ?\((?:trước|vào|chậm nhất)[^()]{1,30}\))?"
    r"(?:(?:, ?| và |; ?)(?:(?:6|06|sáu|9|09) tháng|tháng|quý|quí|tuần"
    r"|(?:(?:tổng kết|cuối|một|01|1|hằng|hàng) )?năm)(?! \d)"
    r"(?: ?\((?:trước|vào|chậm nhất)[^()]{1,30}\))?)*)",
    re.IGNORECASE,
)
_RECURS: Final = re.compile(
    "[Hh][ằà]ng |HẰNG|HÀNG|[Mm]ỗi |[Đđ]ịnh kỳ|[Tt]háng (?:cuối|đầu|sau|kế|tiếp|liền)|[Cc]uối "
    r"|[Cc]ác (?:sáng|chiều|tối|thứ|chủ)|(?:tháng|qu[ýí]|năm) ?\(|tháng,? (?:một|1|01) lần"
)
"""What every recurrence holds: a quick look before the grammar."""
_LISTED: Final = re.compile(
    r"(?P<six>(?:6|06|sáu) tháng)|(?P<nine>(?:9|09) tháng)|(?P<w>tuần)|(?P<q>qu[ýí])|(?P<y>năm)|(?P<m>tháng)",
    re.IGNORECASE,
)
_UNITS: Final = {
    "tuần": "weekly",
    "tháng": "monthly",
    "quý": "quarterly",
    "quí": "quarterly",
    "năm": "yearly",
}
_SHORT_NEEDS: Final = re.compile(
    r"(?:ngày|từ|đến|tới|trước|hết|mùng|mồng|nhất|là|vào|hạn|hạn:|chót|chót:|cuối:|cuối|sáng|chiều|tối|trưa|dịp|[-–]|và)\s?$",
    re.IGNORECASE,
)
_LINE_START: Final = re.compile(r"(?:^|[;.] |^[-+*] )$")
_COUNTED: Final = re.compile(r"(?<!\w)(?:tuần|tuần thứ|lần|lần thứ|đợt|khóa|trong|vòng) $", re.IGNORECASE)
_LABELLED: Final = re.compile(r"(?:[^\W\d_]\)?: ?|\| ?|\()$")
_FRACTION: Final = re.compile(r"(?:t[ỷỉ] lệ|điểm|đạt|số|phần):? ?$", re.IGNORECASE)
_YEAR_NEEDS: Final = re.compile(
    r"(?:năm|từ|đến|tới|hết|giai đoạn|[-–]|nhiệm kỳ|trước|các năm|,|và|\()\s?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression of time found in a line.

    ``first`` and ``last`` are the first and last day of what is meant, None where the text does not say.
    ``precision`` is day, month, quarter, half, year, around or none; ``bound`` is by, before, end, from, on, around,
    range or "" (how the text ties the duty to it). ``first_precision`` is that of a range's start.
    """

    start: int
    end: int
    first: datetime.date | None = None
    last: datetime.date | None = None
    precision: str = "day"
    first_precision: str = ""
    bound: str = ""
    recurring: str | None = None
    day_of_month: int | None = None
    year: int | None = None
    first_year: int | None = None
    anchor: str = ""
    assumed: bool = False
    """Whether the text gives no year and that of the document was taken."""
    join: int = 0
    """Offset where the second half of a range begins ("đến ngày …"); 0 when this is no range."""
    derived: str = ""
    """How the last day was counted when the text only gives a length ("60 ngày kể từ …"), in Vietnamese."""

    @property
    def is_range(self) -> bool:
        """Whether the text gives both ends (one may be an event: "từ nay")."""
        return self.bound == "range"


@dataclass(frozen=True, slots=True)
class _Point:
    kind: str
    start: int
    end: int
    day: int | None = None
    month: int | None = None
    quarter: int | None = None
    week: str = ""
    half: str = ""
    year: int | None = None
    edge: str = ""
    anchor: str = ""


def find_times(text: str, year: int | None = None) -> list[TimeExpression]:
    """Every time expression of one line, in order, never overlapping.

    Args:
        text: one line, whitespace single.
        year: the year the document is about, for "30/6" or "từ đầu năm"; None leaves such days unknown.
    """
    recurring = _recurring(text)
    points = [p for p in _points(text) if not any(p.start < r.end and p.end > r.start for r in recurring)]
    found: list[TimeExpression] = []
    expression: TimeExpression | None
    points = _lent_years(text, points)
    index = 0
    while index < len(points):
        if index + 1 < len(points) and _joined(text, points[index], points[index + 1]):
            expression = _range(text, points[index], points[index + 1], year)
            index += 2
        elif _joined_over(text, points, index):
            expression = _range(text, points[index], points[index + 2], year)
            index += 3
        else:
            expression = _single(text, points[index], year)
            index += 1
        if expression is not None:
            found.append(expression)
    return sorted(_with_recurrence(text, found, recurring), key=lambda time: time.start)


def a_year_later(time: TimeExpression, years: int = 1) -> TimeExpression:
    """The same words read as of the next year (of so many years on); a 29 February goes to its last day."""

    def moved(day: datetime.date | None) -> datetime.date | None:
        if day is None:
            return None
        return day.replace(year=day.year + years, day=28 if (day.month, day.day) == _LEAP_DAY else day.day)

    return replace(
        time,
        first=moved(time.first),
        last=moved(time.last),
        year=time.year + years if time.year else None,
        first_year=time.first_year + years if time.first_year else None,
    )


def _points(text: str) -> list[_Point]:
    taken: list[_Point] = []
    covered = bytearray(len(text))
    places = [found.start() for found in _OPENING.finditer(text)]
    for kind, pattern in _POINTS:
        for place in places:
            match = pattern.match(text, place)
            if match is None:
                continue
            start, end = match.span()
            if any(covered[start:end]) or not _plausible(text, kind, match):
                continue
            covered[start:end] = b"\1" * (end - start)
            taken.append(_point(kind, match))
    return sorted(taken, key=lambda point: point.start)


def _plausible(text: str, kind: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 14) : match.start()]
    if before[-1:].isalnum() or (before[-1:] in {"/", "."} and before[-2:-1].isdigit()):
        return False
    groups = match.groupdict()
    bare = not match.group().lower().startswith(("ngày", "tháng", "năm", "quý", "quí"))
    if kind == "day" and groups.get("y") is None and bare:
        if _LINE_START.search(text[: match.start()]) and text[match.end() : match.end() + 1] == ":":
            return True
        ranged = re.match(r" ?[-–] ?\d{1,2}/\d", text[match.end() : match.end() + 8])
        if ranged is not None or _SHORT_NEEDS.search(before) is not None:
            return True
        # "Khởi công đồng loạt: 26/3." and a cell of a table; "Tỷ lệ: 2/3" is a fraction.
        alone = re.match(r" ?(?:[.;,|)]|$)", text[match.end() :]) is not None
        return alone and _LABELLED.search(before) is not None and _FRACTION.search(before) is None
    if kind in {"year", "month"} and match.group()[0].isdigit():
        return _YEAR_NEEDS.search(before) is not None or text[match.end() : match.end() + 3].strip()[:1] in {
            "-",
            "–",
        }
    if kind == "day" and bare and _COUNTED.search(before) is not None:
        # "Tuần 3 tháng 11": the third week, no third day.
        return False
    if kind == "year" and groups.get("edge") and re.search(r"(?:tháng|những|ngày) $", before, re.IGNORECASE):
        # "những tháng cuối năm 2024" says which months, not by when.
        return False
    if kind == "anchor":
        return re.search(r"từ (?:khi |ngày )?$", before, re.IGNORECASE) is not None
    return True


def _point(kind: str, match: re.Match[str]) -> _Point:
    groups = match.groupdict()

    def number(name: str) -> int | None:
        return int(groups[name]) if groups.get(name) else None

    month = number("m")
    if groups.get("mw"):
        month = _MONTH_WORDS[groups["mw"].lower()]
    return _Point(
        kind,
        match.start(),
        match.end(),
        day=number("d"),
        month=month,
        quarter=_ROMAN[groups["q"].lower()] if groups.get("q") else None,
        week=(groups.get("w") or "").lower(),
        half=(groups.get("h") or "").lower(),
        year=number("y"),
        edge=(groups.get("edge") or groups.get("part") or "").lower(),
        anchor=(groups.get("a") or "").lower(),
    )


def _joined(text: str, left: _Point, right: _Point) -> bool:
    between = text[left.end : right.start]
    if right.kind == "anchor":
        return False
    if _JOIN.fullmatch(between) is None:
        # Without "từ" before it the first day stands for itself.
        lead = text[max(0, left.start - 16) : left.start]
        begun = re.search(r"(?:từ|bắt đầu)(?: vào)?:? ?(?:ngày )?$", lead, re.IGNORECASE)
        return begun is not None and _JOIN_EVENT.fullmatch(between) is not None
    if between.strip() in {"-", "–"}:
        return left.kind == right.kind and left.kind != "lone_day"
    return True


def _joined_over(text: str, points: list[_Point], index: int) -> bool:
    """Whether the event of the last day has a year of its own: "đến khi giao quân năm 2026, chậm nhất là ngày …"."""
    over = index + 2 < len(points) and points[index + 1].kind == "year" and points[index + 2].kind == "day"
    return over and _joined(text, points[index], points[index + 2])


def _lent_years(text: str, points: list[_Point]) -> list[_Point]:
    """The year at the end belongs to all days listed: "trước ngày 05/7 và ngày 05/12/2025"."""
    lent = list(points)
    for index in range(len(lent) - 2, -1, -1):
        point, after = lent[index], lent[index + 1]
        between = text[point.end : after.start].strip()
        listed = re.fullmatch(r"(?:và|,|;|hoặc)(?: (?:trước|chậm nhất|đến))?", between)
        if listed and point.year is None and point.kind == after.kind and after.year is not None:
            lent[index] = replace(point, year=after.year)
    return lent


def _date(year: int | None, month: int | None, day: int | None) -> datetime.date | None:
    if year is None or month is None or day is None:
        return None
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return datetime.date(year, month, day)


def _span(point: _Point) -> tuple[datetime.date | None, datetime.date | None, str]:
    """First day, last day and precision of one point whose year has been settled."""
    year = point.year
    if point.kind == "day":
        day = _date(year, point.month, point.day)
        return day, day, "day"
    if year is None:
        return None, None, {"lone_day": "none", "anchor": "none"}.get(point.kind, point.kind)
    if point.kind == "month" and point.month is not None:
        return _months(year, point.month, point.month, "month")
    if point.kind == "week" and point.month is not None:
        # The last day the week can have; which days it has the text does not say.
        first, end, _ = _months(year, point.month, point.month, "month")
        return first, min(end, first + datetime.timedelta(days=_WEEKS[point.week] - 1)), "month"
    if point.kind == "quarter" and point.quarter is not None:
        return _months(year, point.quarter * 3 - 2, point.quarter * 3, "quarter")
    if point.kind == "half":
        return _months(year, 1, 6, "half") if point.half == "đầu" else _months(year, 7, 12, "half")
    if point.kind == "year":
        return _months(year, 1, MONTHS_IN_YEAR, "year")
    return None, None, "none"


def _months(year: int, first: int, last: int, precision: str) -> tuple[datetime.date, datetime.date, str]:
    end = datetime.date(year, last, calendar.monthrange(year, last)[1])
    return datetime.date(year, first, 1), end, precision


def _bound(text: str, start: int) -> tuple[int, str]:
    """Where the words that tie a duty to the point at ``start`` begin, and which kind they are."""
    before = text[max(0, start - 40) : start]
    match = _BOUND_BEFORE.search(before)
    if match is None or before[: match.start()][-1:].isalnum():
        return start, ""
    kind = next(name for name in ("by", "before", "end", "from", "around", "on") if match[name] is not None)
    return start - len(before) + match.start(), kind


def _settle(point: _Point, year: int | None) -> _Point:
    return point if point.year is not None or year is None else replace(point, year=year)


def _single(text: str, point: _Point, year: int | None) -> TimeExpression | None:
    if point.kind == "anchor":
        start, _ = _bound(text, point.start)
        return TimeExpression(start, point.end, precision="none", bound="from", anchor=point.anchor)
    if point.kind == "lone_day":
        return None
    start, bound = _bound(text, point.start)
    settled = _settle(point, year)
    first, last, precision = _span(settled)
    if point.edge == "đầu" and point.kind == "year":
        last, precision = None, "around"
    assumed = point.year is None and settled.year is not None
    return TimeExpression(
        start, point.end, first, last, precision, bound=bound, year=settled.year, assumed=assumed
    )


def _range(text: str, left: _Point, right: _Point, year: int | None) -> TimeExpression:
    assumed = right.year is None
    right = _settle(right, year)
    if left.kind == "lone_day":
        left = replace(left, kind="day", month=left.month or right.month)
    borrowed = left.year is None
    left = _settle(left, right.year)
    first, _, first_precision = _span(left)
    _, last, precision = _span(right)
    if borrowed and first is not None and last is not None and first > last and left.year is not None:
        left = replace(left, year=left.year - 1)
        first, _, first_precision = _span(left)
    if left.kind == "year" and left.edge == "đầu":
        first_precision = "day"
    start, _ = _bound(text, left.start)
    through = "hết" in text[left.end : right.start].lower() or (right.kind == "year" and right.edge == "cuối")
    return TimeExpression(
        start,
        right.end,
        first,
        last,
        "day" if through and precision in {"month", "quarter", "half", "year"} else precision,
        first_precision=first_precision,
        bound="range",
        year=right.year,
        first_year=left.year,
        anchor=left.anchor,
        assumed=assumed and right.year is not None,
        join=left.end + len(text[left.end : right.start]) - len(text[left.end : right.start].lstrip(" ,")),
    )


def _recurring(text: str) -> list[TimeExpression]:
    found: list[TimeExpression] = []
    if _RECURS.search(text) is None:
        return found
    for match in _RECURRING.finditer(text):
        if match["md"]:
            found.append(_recurrence(text, match.start(), match.end(), "monthly", int(match["md"])))
        elif match["qd"]:
            found.append(_recurrence(text, match.start(), match.end(), "quarterly", int(match["qd"])))
        elif match["half"]:
            found.append(_recurrence(text, match.start(), match.end(), "6 months", None))
        elif match["weekday"]:
            found.append(_recurrence(text, match.start(), match.end(), "weekly", None))
        elif match["last"]:
            found.append(_recurrence(text, match.start(), match.end(), _UNITS[match["last"].lower()], None))
        elif match["unit"]:
            day = int(match["d"] or match["bd"] or match["td"] or 0) or None
            start = match.start() if match["d"] else match.start() + len(match["dom"])
            found.append(_recurrence(text, start, match.end(), _UNITS[match["unit"].lower()], day))
        else:
            found.extend(_listed(match, "rhythms" if match["rhythms"] else "list"))
    return found


def _recurrence(text: str, start: int, end: int, recurring: str, day: int | None) -> TimeExpression:
    begin, bound = _bound(text, start)
    good = day if day is not None and 1 <= day <= 31 else None
    return TimeExpression(begin, end, precision="none", bound=bound, recurring=recurring, day_of_month=good)


def _listed(match: re.Match[str], group: str) -> list[TimeExpression]:
    """Each of the recurrences listed ("định kỳ 6 tháng, năm"); all carry the whole words as their place."""
    start = match.start() if group == "list" else match.start(group)
    names = []
    for part in _LISTED.finditer(re.sub(r"\([^()]*\)", "", match[group])):
        if part["six"]:
            names.append("6 months")
        elif not part["nine"]:
            names.append(_UNITS[part.group().lower()])
    return [
        TimeExpression(start, match.end(), precision="none", recurring=name) for name in dict.fromkeys(names)
    ]


def _with_recurrence(
    text: str, found: list[TimeExpression], recurring: list[TimeExpression]
) -> list[TimeExpression]:
    """Join "ngày 15/6" with the "hằng năm" right behind it: such a day recurs and has no year."""
    kept: list[TimeExpression] = []
    used: set[int] = set()
    for time in found:
        after = next(
            (
                index
                for index, other in enumerate(recurring)
                if other.start - time.end >= 0 and text[time.end : other.start].strip() in {"", "của"}
            ),
            None,
        )
        if after is None:
            kept.append(time)
            continue
        if kept and _shares_recurrence(text, kept[-1], time):
            kept[-1] = replace(recurring[after], start=kept[-1].start, end=kept[-1].end, bound=kept[-1].bound)
        used.add(after)
        other = recurring[after]
        kept.append(replace(other, start=time.start, bound=time.bound))
    return kept + [other for index, other in enumerate(recurring) if index not in used]


def _shares_recurrence(text: str, before: TimeExpression, time: TimeExpression) -> bool:
    """Whether "hằng năm" behind "ngày 15/6 và ngày 15/12" is said of the first day too."""
    listed = re.fullmatch(
        r" ?(?:và|,|;|hoặc)(?: (?:báo cáo )?(?:cả |tổng kết )?năm)?(?: (?:trước|chậm nhất|vào))? ",
        text[before.end : time.start],
    )
    named = re.search(r"\d{4}", text[before.start : before.end])
    return listed is not None and named is None and before.recurring is None and not before.is_range
