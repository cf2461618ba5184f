"""The pictures of a drive's report as parts of the paper; a picture of nothing is a sentence instead."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from db.pictures import DirectShare
from db.vietnamese.dates import format_date
from desktop.documents.facts import ReportFacts
from desktop.documents.paper import Block, Chart
from desktop.documents.paper_words import body, count, words

KIND: Final = "report_charts"
MOST_YEARS: Final = 10
"""Bars of the picture by years; the register of a commune may go back further."""


def time(facts: ReportFacts) -> list[Block]:
    """The drive in time."""
    if facts.charts is None:
        return []
    wording = words(KIND)
    if not facts.charts.moments:
        return [*body(wording("time_empty"))]
    return [Chart(wording("time_title"), moments=facts.charts.moments, as_of=facts.as_of)]


def duties(facts: ReportFacts) -> list[Block]:
    """What units owe against what came in."""
    if facts.charts is None:
        return []
    wording = words(KIND)
    if not facts.charts.duties:
        return [*body(wording("duties_empty"))]
    return [Chart(wording("duties_title"), facts.charts.duties)]


def classes(facts: ReportFacts) -> list[Block]:
    """Individuals by class, with the share of those who work directly as a sentence before it."""
    if facts.charts is None:
        return []
    wording, share = words(KIND), facts.charts.direct
    day, year = format_date(facts.as_of), str(facts.as_of.year)
    if not facts.charts.classes:
        return [*body(wording("classes_empty", year=year, day=day))]
    told = body(_direct(share, day)) if share is not None and share.individuals else []
    return [*told, Chart(wording("classes_title", year=year), facts.charts.classes)]


def _direct(share: DirectShare, day: str) -> str:
    wording = words(KIND)
    unknown = wording("direct_unknown", count=count(share.unknown)) if share.unknown else ""
    return wording(
        "direct",
        all=count(share.individuals),
        year=str(share.year),
        day=day,
        direct=count(share.direct),
        percent=percent(share.direct, share.individuals),
        unknown=unknown,
    )


def percent(part: int, whole: int) -> str:
    """A share in percent with one decimal behind a comma, none where it is 0: "62,5", "40"."""
    shown = (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{shown}".removesuffix(".0").replace(".", ",")


def years(facts: ReportFacts) -> list[Block]:
    """Awards of the register by year and form, the latest years."""
    if facts.charts is None:
        return []
    wording, bars = words(KIND), facts.charts.years
    if not bars:
        return [*body(wording("years_empty", day=format_date(facts.as_of)))]
    title = (
        wording("years_title_cut", count=str(MOST_YEARS))
        if len(bars) > MOST_YEARS
        else wording("years_title")
    )
    return [Chart(title, bars[:MOST_YEARS])]
