"""What is known about a nominee, as the conditions of award forms ask for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

RATINGS = ("poor", "done", "good", "excellent")
SCOPES = ("unit", "province", "national")
DISCIPLINES = ("reprimand", "warning", "demotion", "dismissal")
"""Measures from the lightest to the gravest; ``other`` counts as the lightest."""

LISTS = frozenset({"titles", "ratings", "initiatives"})
"""What may be known in part only."""


@dataclass(frozen=True, slots=True)
class TitleHeld:
    """A title or form the nominee was given for a year; only ``merit`` ones count towards merit forms.

    ``day`` is that of the decision, None when only the year is known.
    """

    form_code: str
    year: int
    award_type: str = "merit"
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Discipline:
    """A measure against the nominee; ``under_review``: nothing is decided yet. No end: it still runs."""

    kind: str
    start: dt.date
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a nominee in the year judged. None means not known.

    Attributes:
        year: the last year judged.
        titles: what was awarded before, the year itself included; None when nobody looked.
        ratings: year → one of `RATINGS`.
        initiatives: (year, scope), scope one of unit, province, national.
        disciplined_years: years with a discipline of warning or above.
        member_percent: title → share of the members who hold it this year.
        holders: title → number of members who hold it this year.
        achievement_in_campaign: an achievement in the drive stands in the evidence.
        confirmed: texts of conditions the officer confirmed by judgement; ``denied``: those found wanting.
        complete: which of `LISTS` are whole, so that what is absent did not happen.
        disciplines: measures and reviews; None when nobody looked.
        period: first and last day judged, for disciplines; None: the year.
        as_of: the day of looking.
        other_forms: other forms proposed or given for the same achievement, in words; None when not known.
        direct_percent: share of hands-on workers among the individuals of the line.
        peers: form, and "form:object kind" → how many of the drive are nominated for it, this one included.
    """

    year: int
    titles: tuple[TitleHeld, ...] | None = None
    ratings: Mapping[int, str] | None = None
    initiatives: tuple[tuple[int, str], ...] | None = None
    disciplined_years: frozenset[int] | None = None
    member_percent: Mapping[str, int] | None = None
    holders: Mapping[str, int] | None = None
    achievement_in_campaign: bool | None = None
    confirmed: frozenset[str] = field(default_factory=frozenset)
    denied: frozenset[str] = field(default_factory=frozenset)
    complete: frozenset[str] = LISTS
    disciplines: tuple[Discipline, ...] | None = None
    period: tuple[dt.date, dt.date] | None = None
    as_of: dt.date | None = None
    other_forms: tuple[str, ...] | None = None
    direct_percent: int | None = None
    peers: Mapping[str, int] | None = None

    @property
    def first_day(self) -> dt.date:
        """The first day judged."""
        return self.period[0] if self.period else dt.date(self.year, 1, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day judged."""
        return self.period[1] if self.period else dt.date(self.year, 12, 31)
