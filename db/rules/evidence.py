"""Evidence by year against the window of an award line (for example 2013 – 2023).

An empty year is neutral. It matters only when the plan itself asks for every year, or for n years in a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Literal

from db.rules.findings import Finding, year_list

Mode = Literal["within", "every_year", "consecutive"]


class YearState(StrEnum):
    """A cell of the year strip; ``OUTSIDE`` is before the person worked or after the drive's end."""

    EVIDENCE = "evidence"
    EMPTY = "empty"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Window:
    """The years of achievement an award line looks at, both ends included.

    Attributes:
        start: first year.
        end: last year.
        mode: ``within``: one achievement inside is enough; ``every_year``; ``consecutive``: n in a row.
        years: the n of ``consecutive``.
        source: document and sentence it comes from.

    Raises:
        ValueError: the end lies before the start.
    """

    start: int
    end: int
    mode: Mode = "within"
    years: int | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if self.end < self.start:
            message = f"window ends before it starts: {self.start}-{self.end}"
            raise ValueError(message)

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start} – {self.end}"


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of evidence: the years it covers and whether a paper (number or attachment) proves it."""

    year_from: int
    year_to: int
    what: str = ""
    has_paper: bool = True


@dataclass(frozen=True, slots=True)
class YearCell:
    """One year of the strip with the pieces of evidence in it."""

    year: int
    state: YearState
    items: tuple[EvidenceItem, ...] = ()


def year_strip(
    window: Window,
    items: Iterable[EvidenceItem],
    *,
    since_year: int | None = None,
    until_year: int | None = None,
) -> tuple[YearCell, ...]:
    """One cell for each year of the window, in order.

    Args:
        window: the award line's years.
        items: evidence of the nominee, also outside the window.
        since_year: when the person began to work or the collective was made.
        until_year: year in which the drive ended.
    """
    listed = tuple(items)
    cells = []
    for year in range(window.start, window.end + 1):
        inside = tuple(item for item in listed if item.year_from <= year <= item.year_to)
        if _outside(year, since_year, until_year):
            state = YearState.OUTSIDE
        else:
            state = YearState.EVIDENCE if inside else YearState.EMPTY
        cells.append(YearCell(year, state, inside))
    return tuple(cells)


def _outside(year: int, since_year: int | None, until_year: int | None) -> bool:
    return (since_year is not None and year < since_year) or (until_year is not None and year > until_year)


def judge_evidence(
    window: Window,
    items: Iterable[EvidenceItem],
    *,
    since_year: int | None = None,
    until_year: int | None = None,
) -> tuple[Finding, ...]:
    """What the evidence says about the window, as findings with sentences; arguments as in `year_strip`."""
    listed = tuple(items)
    strip = year_strip(window, listed, since_year=since_year, until_year=until_year)
    findings = [_JUDGES[window.mode](window, strip)]
    findings += _remarks(window, listed, strip)
    return tuple(findings)


def _judge_within(window: Window, strip: Sequence[YearCell]) -> Finding:
    years = [cell.year for cell in strip if cell.state is YearState.EVIDENCE]
    if not years:
        sentence = f"Chưa có minh chứng nào trong giai đoạn {window}."
        return Finding("evidence_window", "not_met", sentence, window.source)
    sentence = f"Có minh chứng trong giai đoạn {window}: {_named(years)}."
    return Finding("evidence_window", "met", sentence, window.source)


def _judge_every_year(window: Window, strip: Sequence[YearCell]) -> Finding:
    empty = [cell.year for cell in strip if cell.state is YearState.EMPTY]
    counted = [cell for cell in strip if cell.state is not YearState.OUTSIDE]
    if not counted:
        sentence = f"Giai đoạn {window} không có năm nào tính được cho đối tượng này."
        return Finding("evidence_window", "unknown", sentence, window.source)
    if empty:
        sentence = f"Kế hoạch yêu cầu đủ từng năm {window}; còn thiếu {_named(empty)}."
        return Finding("evidence_window", "not_met", sentence, window.source)
    sentence = f"Có minh chứng đủ từng năm {counted[0].year} – {counted[-1].year}."
    return Finding("evidence_window", "met", sentence, window.source)


def _judge_consecutive(window: Window, strip: Sequence[YearCell]) -> Finding:
    if window.years is None:
        sentence = "Kế hoạch yêu cầu nhiều năm liên tục nhưng chưa nhập số năm."
        return Finding("evidence_window", "unknown", sentence, window.source)
    run = longest_run(strip)
    if len(run) >= window.years:
        sentence = f"Có minh chứng {len(run)} năm liên tục: {run[0]} – {run[-1]}."
        return Finding("evidence_window", "met", sentence, window.source)
    had = f"dài nhất mới {len(run)} năm" if run else "chưa có năm nào"
    sentence = f"Kế hoạch yêu cầu {window.years} năm liên tục trong giai đoạn {window}; {had}."
    return Finding("evidence_window", "not_met", sentence, window.source)


_JUDGES = {"within": _judge_within, "every_year": _judge_every_year, "consecutive": _judge_consecutive}


def longest_run(strip: Iterable[YearCell]) -> tuple[int, ...]:
    """The longest row of years with evidence, the earliest of equals."""
    best: tuple[int, ...] = ()
    for filled, cells in groupby(strip, key=lambda cell: cell.state is YearState.EVIDENCE):
        run = tuple(cell.year for cell in cells)
        if filled and len(run) > len(best):
            best = run
    return best


def _remarks(window: Window, items: Sequence[EvidenceItem], strip: Sequence[YearCell]) -> list[Finding]:
    found = []
    stray = [item for item in items if item.year_to < window.start or item.year_from > window.end]
    if stray:
        years = _named([item.year_from for item in stray])
        sentence = f"Minh chứng {years} nằm ngoài giai đoạn {window}, không tính."
        found.append(Finding("evidence_outside", "unknown", sentence, window.source))
    bare = [item for item in items if item not in stray and not item.has_paper]
    if bare:
        years = _named([item.year_from for item in bare])
        found.append(Finding("evidence_paper", "unknown", f"Minh chứng {years} chưa có văn bản kèm theo."))
    odd = [cell.year for cell in strip if cell.state is YearState.OUTSIDE and cell.items]
    if odd:
        sentence = f"Minh chứng {_named(odd)} rơi vào lúc chưa công tác, chưa thành lập hoặc sau phong trào."
        found.append(Finding("evidence_unlikely", "unknown", sentence))
    return found


def _named(years: list[int]) -> str:
    return f"năm {year_list(years)}"
