"""The years whose achievements are judged for awards ("xét thành tích giai đoạn 2013-2023")."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.blocks import Block, sentences
from desktop.plans.dated import FREE, Dated
from desktop.plans.document import Document
from desktop.plans.proposal import LIKELY, SURE, EvidenceWindow
from desktop.plans.schedule import sentence_bounds
from desktop.plans.times import TimeExpression

_YEARS_LISTED: Final = re.compile(
    r"năm (?:học )?(20\d\d)(?!\d|/)(?:(?:,| và|;| -| đến)(?: năm)? 20\d\d(?!\d|/))*", re.IGNORECASE
)
_UP_TO_YEAR: Final = r"[ :,]*(?:(?:đạt được|được|là|tính|lấy|trong|của|từ) ?)*"
_SHORTEST_WINDOW: Final = datetime.timedelta(days=60)


def read_evidence_window(document: Document, dated: list[Dated]) -> EvidenceWindow | None:
    """The years of achievement judged ("xét thành tích giai đoạn 2013-2023"); None when the text names none."""
    found = list(_windows(document, dated))
    if not found:
        return None
    first = found[0]
    if "sơ kết" in first.where.quote.lower():
        # Judged twice: the commendation at the end looks at all of the years.
        longer = [one for one in found if one.from_year == first.from_year and one.to_year > first.to_year]
        first = longer[0] if longer else first
    same = [
        other for other in found[1:] if (other.from_year, other.to_year) == (first.from_year, first.to_year)
    ]
    return replace(first, also=tuple(other.where for other in same))


def _windows(document: Document, dated: list[Dated]) -> Iterable[EvidenceWindow]:
    cue = vocabulary.any_of("items", "evidence_cues")
    spoiler = vocabulary.any_of("items", "evidence_spoilers")
    ranged = {item.block.index for item in dated if item.role == FREE and item.time.is_range}
    for item in dated:
        if (
            item.role != FREE
            or not item.time.is_range
            or item.time.first_year is None
            or item.time.year is None
        ):
            continue
        start, end = sentence_bounds(item)
        before = item.block.view.text[start : item.time.end]
        told = cue.search(before) or _told_behind(item, start, end)
        if not told or _is_short(item.time) or spoiler.search(before[-80:]):
            continue
        where = document.where(item.block, start, end, SURE)
        yield EvidenceWindow(item.time.first_year, item.time.year, where)
    for block in document.blocks:
        if block.index not in ranged:
            yield from _listed_windows(document, block)


def _told_behind(item: Dated, start: int, end: int) -> bool:
    """Whether what the years are for stands behind them: "Lấy kết quả từ năm … đến năm … để xét khen thưởng"."""
    text = item.block.view.text
    lead = text[start : item.time.start].lower()
    if not any(word in lead for word in ("thành tích", "kết quả", "giai đoạn")):
        return False
    return (
        vocabulary.any_of("items", "evidence_behind", starts=True).match(text[item.time.end : end])
        is not None
    )


def _is_short(time: TimeExpression) -> bool:
    """Whether the days are those of some weeks: then something is done in them, not looked back upon."""
    exact = time.first_precision == time.precision == "day"
    if not exact or time.first is None or time.last is None:
        return False
    return time.last - time.first < _SHORTEST_WINDOW


def without_window(dated: list[Dated], window: EvidenceWindow | None) -> list[Dated]:
    """The times of duties: the span of the years that are judged is none of them."""
    if window is None:
        return dated
    places = [(where.start, where.end) for where in (window.where, *window.also)]
    years = (window.from_year, window.to_year)

    def judged(item: Dated) -> bool:
        time = item.time
        if not time.is_range or (time.first_year, time.year) != years:
            return False
        begin, _ = item.block.view.span(time.start, time.end)
        return any(start <= begin < end for start, end in places)

    return [item for item in dated if not judged(item)]


def _listed_windows(document: Document, block: Block) -> Iterable[EvidenceWindow]:
    """The years of achievement said one by one ("tính trong hai năm 2024 và 2025") or as one year."""
    text = block.view.text
    lowered = text.lower()
    hinted = any(hint in lowered for hint in ("thành tích", "khen", "xét", "liên tục")) and "năm" in lowered
    if not hinted or vocabulary.any_of("items", "evidence_cues").search(text) is None:
        return
    for sentence in sentences(block):
        cue = vocabulary.any_of("items", "evidence_cues").search(text, sentence.start, sentence.end)
        years = _YEARS_LISTED.search(text, cue.start(), sentence.end) if cue is not None else None
        if years is None or vocabulary.any_of("items", "evidence_spoilers").search(
            text, sentence.start, years.start()
        ):
            continue
        named = [int(year) for year in re.findall(r"\d{4}", years.group())]
        if cue is not None and re.match(r"mốc|thời", cue.group(), re.IGNORECASE):
            # "Mốc xét thành tích: kết quả năm 2025 và hai tháng đầu năm 2026": all years of the sentence.
            rest = text[cue.start() : sentence.end]
            named += [int(year) for year in re.findall(r"năm (20\d\d)(?!\d)", rest)]
        # One year alone is that of the achievement only right behind the words that say so.
        elif len(named) == 1 and (
            cue is None or not re.fullmatch(_UP_TO_YEAR, text[cue.end() : years.start()])
        ):
            continue
        where = document.where(block, sentence.start, sentence.end, LIKELY)
        yield EvidenceWindow(min(named), max(named), where)
