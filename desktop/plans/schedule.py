"""When the drive runs: its period, its phases, and the years of achievement looked at for awards."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from functools import cache
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import Block, sentences
from desktop.plans.dated import FREE, Dated
from desktop.plans.document import Document
from desktop.plans.durations import counted, nights
from desktop.plans.proposal import DOUBTFUL, LIKELY, SURE, Heading, Period, Phase, Where
from desktop.plans.times import TimeExpression

UNION: Final = "ghép từ các đợt thi đua"
"""How a period was derived that no sentence states."""
_NEAR: Final = 60
_FAR: Final = 200
_LEAST_SCORE: Final = 2
_LEAST_SCORE_YEARS: Final = 3
_LEAD: Final = 400
_SHORT: Final = 12
_MOST_PHASES: Final = 6
_PHASE_OF_ITS_OWN: Final = re.compile(r"(?P<name>[^\W\d_][^():.;,\d]{2,40}?) ?[(:] ?")
_PHASE_OF_YEARS: Final = re.compile(r"(?:Giai đoạn|Chặng|Thời kỳ|Đợt)(?= (?:từ )?(?:năm |tháng |ngày )?\d)")
_OVER_YEARS: Final = re.compile(
    r"trong (?:\d{1,2}|hai|ba|bốn|năm) năm,? ?[(:]?(?P<first>20\d\d)(?:(?:,| và| -|;) (?:năm )?\d{4})*?"
    r"(?:,| và| -|;) (?:năm )?(?P<last>20\d\d)",
    re.IGNORECASE,
)
_BEGINNINGS: Final = ("bắt đầu", "phát động:", "khởi động:", "khai mạc:")
_ENDINGS: Final = ("kết thúc", "bế mạc:")
_TITLE_YEARS: Final = re.compile(
    r"giai đoạn (?:từ )?(?:năm )?(?P<first>20\d\d) ?(?:-|đến|tới) ?(?:hết |năm )*(?P<last>20\d\d)"
    r"|(?:đến|tới) (?:hết |cuối )*năm (?P<until>20\d\d)",
    re.IGNORECASE,
)
_PUNCTUATION: Final = re.compile(r"\)?[:;.]?")


@cache
def _phase_name() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){vocabulary.table('items')['phase_names']}(?!\w)", re.IGNORECASE)


def span_of(time: TimeExpression, where: Where, heading: Heading) -> Period:
    """The span a time expression means; days only where the text gives days."""
    first = time.first if time.is_range and time.first_precision == "day" else None
    last = time.last if time.precision == "day" else None
    derived = ""
    start_partial = _partial(time.first if time.is_range else None, first, time.first_precision)
    start_year = first.year if first else time.first_year
    if time.anchor:
        start_partial = start_year = None
    if time.anchor and "phát động" not in time.anchor:
        first, start_partial = (
            heading.date,
            heading.date.isoformat() if heading.date else heading.date_partial,
        )
        start_year = int(start_partial[:4]) if start_partial else None
        derived = f"“{time.anchor}” hiểu là từ ngày ký kế hoạch"
    derived = ". ".join(part for part in (derived, time.derived) if part)
    return Period(
        where,
        start=first,
        end=last,
        start_partial=start_partial,
        end_partial=_partial(last or time.last, last, time.precision),
        start_year=start_year,
        end_year=time.last.year if time.last else time.year,
        derived=derived,
    )


def _partial(day: datetime.date | None, exact: datetime.date | None, precision: str) -> str | None:
    if exact is not None:
        return exact.isoformat()
    if day is None:
        return None
    return f"{day.year}-{day.month:02}" if precision in {"month", "quarter", "half"} else str(day.year)


def read_phases(document: Document, dated: list[Dated], heading: Heading) -> tuple[Phase, ...]:
    """Đợt 1, Giai đoạn 2 …: where the name stands with its time; each name once."""
    found: dict[str, Phase] = {}
    undated: dict[str, Phase] = {}
    by_block: dict[int, list[Dated]] = {}
    for item in dated:
        by_block.setdefault(item.block.index, []).append(item)
    for block in document.blocks:
        text = block.view.text
        names = list(_phase_name().finditer(text))
        for index, name in enumerate(names):
            stop = names[index + 1].start() if index + 1 < len(names) else len(text)
            lead = text[max(block.head, name.start() - 2 * _NEAR) : name.start()]
            parts = vocabulary.any_of("items", "parts_of_other_work").search(lead)
            if parts or vocabulary.any_of("items", "phase_spoilers").search(lead[-24:]):
                continue
            label = _label(name["name"])
            reach = _FAR if name.start() == block.head else _NEAR
            time = _time_near(by_block.get(block.index, []), block, name.end(), min(stop, name.end() + reach))
            if time is not None:
                end = _PUNCTUATION.match(text, time.end).end()  # type: ignore[union-attr]
                where = document.where(block, name.start(), end, SURE)
                found.setdefault(label, Phase(label, _phase_span(time, where, heading)))
            elif name.start() == block.head:
                where = document.where(
                    block, name.start(), name.end(), DOUBTFUL, "Không thấy ngày của đợt này"
                )
                undated.setdefault(label, Phase(label, Period(where)))
    if not found:
        found = _phases_by_name(document, by_block, heading) or _phases_by_years(document, by_block, heading)
    if not found and len(undated) >= 2:
        found = undated
    return tuple(found.values())


def _phases_by_name(
    document: Document, by_block: dict[int, list[Dated]], heading: Heading
) -> dict[str, Phase]:
    """Phases with names of their own under "chia làm ba chặng": "- Khởi động (năm 2026): …"; two or more."""
    leads = vocabulary.any_of("items", "phase_leads")
    found: dict[str, Phase] = {}
    led: int | None = None
    for block in document.blocks:
        if leads.search(block.text[:_LEAD]):
            led, found = block.index, found if len(found) > 1 else {}
            continue
        named = _PHASE_OF_ITS_OWN.match(block.view.text, block.head)
        if led is None or block.kind != "item" or named is None or len(found) > _MOST_PHASES:
            led = led if block.kind == "item" and led is not None and not found else None
            continue
        time = _time_near(by_block.get(block.index, []), block, named.end(), named.end() + _SHORT)
        if time is not None and time.start - named.end() <= _SHORT:
            end = _PUNCTUATION.match(block.view.text, time.end).end()  # type: ignore[union-attr]
            where = document.where(block, block.head, end, LIKELY)
            found.setdefault(named["name"], Phase(named["name"], _phase_span(time, where, heading)))
    return found if len(found) > 1 else {}


def _phases_by_years(
    document: Document, by_block: dict[int, list[Dated]], heading: Heading
) -> dict[str, Phase]:
    """Phases named by their years only, where the period is set down: "- Giai đoạn 2026 - 2028: …"; two or more."""
    found: dict[str, Phase] = {}
    for block in document.blocks:
        named = _PHASE_OF_YEARS.match(block.view.text, block.head)
        if named is None or not any(_headed(above) for above in document.ancestors(block)):
            continue
        time = _time_near(by_block.get(block.index, []), block, named.end(), named.end() + _SHORT)
        if time is not None and time.is_range:
            label = block.view.text[block.head : time.end]
            where = document.where(block, block.head, time.end, LIKELY)
            found.setdefault(label, Phase(label, _phase_span(time, where, heading)))
    return found if len(found) > 1 else {}


def _phase_span(time: TimeExpression, where: Where, heading: Heading) -> Period:
    """The span of a phase; one of a month or quarter begins in it ("Bước 1 (tháng 12/2024)")."""
    span = span_of(time, where, heading)
    if time.bound == "from" and not time.is_range:
        begun = replace(span, start=span.end, start_partial=span.end_partial, start_year=span.end_year)
        return replace(begun, end=None, end_partial=None, end_year=None)
    if time.is_range or time.bound not in {"", "on"} or time.precision in {"day", "none", "around"}:
        return span
    if time.first is None:
        return span
    return replace(span, start_partial=_partial(time.first, None, time.precision), start_year=time.first.year)


def _label(name: str) -> str:
    label = " ".join(re.sub(r" thi đua", "", name, flags=re.IGNORECASE).split())
    return label[:1].upper() + label[1:]


def _time_near(dated: list[Dated], block: Block, start: int, stop: int) -> TimeExpression | None:
    for item in dated:
        if start - 1 <= item.time.start <= stop and item.role == FREE:
            time = item.time
            if time.recurring is None and (time.is_range or time.precision != "none"):
                between = block.view.text[start : time.start]
                other = (
                    vocabulary.any_of("items", "phase_spoilers").search(between)
                    if len(between) > _NEAR
                    else None
                )
                loose = len(between) > _NEAR and time.bound not in {"by", "before", "end", "range"}
                return None if other or loose or re.search(r"[.;] ", between) else time
    return None


def read_period(
    document: Document, dated: list[Dated], phases: tuple[Phase, ...], heading: Heading
) -> Period | None:
    """The span of the whole drive: a sentence that states it, else the union of its phases."""
    taken = [(phase.span.where.start, phase.span.where.end) for phase in phases]
    best: tuple[int, Dated] | None = None
    fitting: list[tuple[int, Dated]] = []
    for item in dated:
        if item.role != FREE or not item.time.is_range or _inside(item, taken):
            continue
        score = _period_score(document, item)
        least = _LEAST_SCORE if item.time.precision == "day" else _LEAST_SCORE_YEARS
        # What is only counted gives way to what is written.
        rank = score - _LEAST_SCORE_YEARS * bool(item.time.derived)
        if score >= least:
            fitting.append((rank, item))
            best = (rank, item) if best is None or rank > best[0] else best
    if best is not None:
        # Under "kéo dài từ ngày 15/8 đến ngày 22/11, cụ thể:" stand the parts, which say no more of the drive.
        score, item = next((one for one in fitting if _holds(one[1].time, best[1].time)), best)
        confidence = SURE if score > _LEAST_SCORE_YEARS and not item.time.derived else LIKELY
        return span_of(item.time, _sentence_where(document, item, confidence), heading)
    outside = [item for item in dated if not _in_sentence_of(item, taken)]
    years = _over_years(document)
    parts = years or _lengthened(document, _from_parts(document, outside, heading))
    named = _from_title(document)
    if parts is not None and parts.start_partial == parts.end_partial and named is not None:
        # "1. Năm 2023: phát động …" is the first year of those the title names.
        parts = named if named.start_year is not None else parts
    rest = _union(phases) or named
    if parts is None or rest is None or parts.end_partial is not None:
        return parts or rest
    # Only where it begins is said: it ends with the last phase or the year of the title.
    return replace(
        parts, end=rest.end, end_partial=rest.end_partial, end_year=rest.end_year, derived=rest.derived
    )


def _holds(whole: TimeExpression, part: TimeExpression) -> bool:
    """Whether one span of days lies inside another, longer one."""
    if not (whole.first and whole.last and part.first and part.last) or whole.derived:
        return False
    if (
        whole.precision != "day"
        or part.precision != "day"
        or (whole.first, whole.last) == (part.first, part.last)
    ):
        return False
    return whole.first <= part.first and part.last <= whole.last


def _over_years(document: Document) -> Period | None:
    """Years said one by one: "Phong trào được thực hiện trong 02 năm 2019 và 2020"."""
    cues = vocabulary.any_of("items", "period_cues")
    for block in document.blocks:
        found = _OVER_YEARS.search(block.view.text) if "năm" in block.view.text else None
        if found is None or vocabulary.any_of("items", "period_spoilers").search(block.text[: found.start()]):
            continue
        if _headed(block) or cues.search(block.text[: found.end()]):
            first, last = int(found["first"]), int(found["last"])
            where = document.where(block, block.head, found.end(), LIKELY)
            return Period(
                where, start_partial=str(first), end_partial=str(last), start_year=first, end_year=last
            )
    return None


def _in_sentence_of(item: Dated, taken: list[tuple[int, int]]) -> bool:
    """Whether a phase stands in the same sentence: what else is said there is of the phase."""
    start, end = item.block.view.span(*sentence_bounds(item))
    return any(start - 4 <= begin < end for begin, _ in taken)


def _from_title(document: Document) -> Period | None:
    """The years the title gives ("giai đoạn 2022 - 2024", "đến năm 2025") when no sentence gives more."""
    title = document.title_block()
    found = _TITLE_YEARS.search(title.view.text) if title is not None else None
    if found is None or title is None:
        return None
    first = int(found["first"]) if found["first"] else None
    last = int(found["last"] or found["until"])
    return Period(
        document.where(title, *found.span(), DOUBTFUL, "Chỉ nêu ở tên văn bản"),
        start_partial=str(first) if first else None,
        end_partial=str(last),
        start_year=first,
        end_year=last,
    )


def _lengthened(document: Document, period: Period | None) -> Period | None:
    """A drive of "90 ngày đêm" whose first day alone is given, with the end counted."""
    if period is None or period.start is None or period.end is not None or period.end_partial:
        return period
    title = document.slice(*document.zones.title) if document.zones.title else ""
    places = [title, *(block.text for block in document.blocks if _headed(block))]
    days = next((found for text in places if (found := nights(text)) is not None), None)
    if days is None:
        return period
    last, said = counted(period.start, days, with_first=True)
    derived = ". ".join(part for part in (period.derived, said) if part)
    return replace(period, end=last, end_partial=last.isoformat(), end_year=last.year, derived=derived)


def _inside(item: Dated, taken: list[tuple[int, int]]) -> bool:
    start, _ = item.block.view.span(item.time.start, item.time.end)
    return any(begin <= start < end for begin, end in taken)


def sentence_bounds(item: Dated) -> tuple[int, int]:
    """Where the sentence a time stands in begins and ends, in the view of its block."""
    for sentence in sentences(item.block, clauses=False):
        if sentence.start <= item.time.start < sentence.end:
            return sentence.start, sentence.end
    return item.block.head, len(item.block.view.text)


def _sentence_where(document: Document, item: Dated, confidence: float, reason: str = "") -> Where:
    start, end = sentence_bounds(item)
    return document.where(item.block, start, end, confidence, reason)


def _period_score(document: Document, item: Dated) -> int:
    start, _ = sentence_bounds(item)
    text = item.block.view.text
    before, time = text[start : item.time.start], item.time
    score = 0
    headed = [above for above in document.ancestors(item.block) if _headed(above)]
    score += 2 if headed or (_headed(item.block) and start >= item.block.head) else 0
    score += 2 if vocabulary.any_of("items", "period_cues").search(text[start : time.end]) else 0
    told = 1 if time.derived else 2 if "kết thúc" in text[time.start : time.end] else 0
    score += told if _of_the_drive(item) else 0
    score += 1 if time.precision == "day" and (time.first is not None or time.anchor) else 0
    behind = re.split(r"[;.]", text[time.end : time.end + 30])[0]
    # "III. THỜI GIAN / Từ tháng 6 đến tháng 12 năm 2024": nothing but the span stands there.
    score += 1 if headed and not text[item.block.head : time.start].strip() else 0
    score -= 3 if vocabulary.any_of("items", "period_spoilers").search(before + behind) else 0
    score -= 2 if text[time.start - 1 : time.start] == "(" and time.precision == "year" else 0
    return score


def _headed(block: Block) -> bool:
    return vocabulary.any_of("items", "period_headings").search(block.text[:120]) is not None


def _of_the_drive(item: Dated) -> bool:
    """Whether the sentence says of the drive itself that it begins or ends ("Đợt thi đua … tính từ ngày …")."""
    start, _ = sentence_bounds(item)
    before = item.block.view.text[start : item.time.end]
    spoilt = vocabulary.any_of("items", "period_part_spoilers").search(before)
    return spoilt is None and vocabulary.any_of("items", "period_parts").search(before) is not None


def _from_parts(document: Document, dated: list[Dated], heading: Heading) -> Period | None:
    """A period given in parts: "bắt đầu: …" and "kết thúc: …" apart, or "Thời gian: trong năm 2026"."""
    start: Dated | None = None
    end: Dated | None = None
    whole: Dated | None = None
    for item in dated:
        headed = _headed(item.block) or any(_headed(above) for above in document.ancestors(item.block))
        headed = headed or _of_the_drive(item)
        spoilt = vocabulary.any_of("items", "period_spoilers").search(item.block.text[: item.time.start])
        if item.role != FREE or item.time.recurring or not headed or spoilt or item.time.is_range:
            continue
        before = item.block.view.text[max(0, item.time.start - 40) : item.time.end].lower()
        begins = max(before.rfind(word) for word in _BEGINNINGS)
        ends = max(before.rfind(word) for word in _ENDINGS)
        if begins > ends or (ends < 0 and item.time.bound == "from"):
            start = start or item
        elif ends > begins or item.time.bound in {"by", "end"}:
            end = end or item
        elif item.time.precision == "year" and item.time.bound in {"", "on"}:
            whole = whole or item
    return _joined_parts(document, start, end, whole, heading)


def _joined_parts(
    document: Document, start: Dated | None, end: Dated | None, whole: Dated | None, heading: Heading
) -> Period | None:
    if end is not None or start is not None:
        main = end or start
        assert main is not None
        span = span_of(main.time, _sentence_where(document, main, LIKELY), heading)
        if start is None:
            return span
        time = start.time
        first = time.first if time.precision == "day" else None
        span = replace(
            span,
            start=first,
            start_partial=_partial(time.first, first, time.precision),
            start_year=time.first.year if time.first else time.year,
            start_where=document.where(start.block, start.time.start, start.time.end, LIKELY),
        )
        return span if end is not None else replace(span, end=None, end_partial=None, end_year=None)
    if whole is not None:
        span = span_of(whole.time, _sentence_where(document, whole, DOUBTFUL, "Chỉ nêu năm"), heading)
        return replace(span, start_year=whole.time.year, start_partial=str(whole.time.year))
    return None


def _union(phases: tuple[Phase, ...]) -> Period | None:
    """From the first day of the first phase to the last of the last, and said so."""
    spans = [phase.span for phase in phases]
    starts = [span for span in spans if span.start is not None or span.start_year is not None]
    ends = [span for span in spans if span.end is not None or span.end_year is not None]
    if len(spans) < 2 or not starts or not ends:
        return None
    # The phase that ends first is the first, whether or not its own beginning is said.
    first = min(spans, key=lambda span: (span.end_partial or "9999", span.start_partial or "9999"))
    last = max(ends, key=lambda span: span.end_partial or "")
    open_ended = [span for span in spans if span.end_year is None and span.start_partial is not None]
    if open_ended and (open_ended[-1].start_partial or "") > (last.start_partial or ""):
        last = open_ended[-1]  # "Đợt 2 từ ngày 21/11/2021 đến khi công bố hết dịch"
    return Period(
        replace(first.where, confidence=LIKELY, reason="Không câu nào nêu cả thời gian; ghép từ các đợt"),
        start=first.start,
        end=last.end,
        start_partial=first.start_partial,
        end_partial=last.end_partial,
        start_year=first.start_year,
        end_year=last.end_year,
        derived=UNION,
    )
