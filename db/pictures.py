"""What the pictures of a report show: awards by year and form, classes of individuals, duties, the drive in time.

The window and the papers draw the same values; neither counts anything of its own.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from db import board, campaigns, milestones, reports, statistics
from db.rules.deadlines import STATE_WORDS, ObligationState
from db.rules.tables import Table
from db.sqlite import Connection
from db.statistics import Period
from db.vietnamese.dates import format_date

Tone = Literal["information", "done", "warning", "alarm", "muted"]
"""What a filling means; whoever draws has a colour for each."""
TONES: Final[tuple[Tone, ...]] = ("information", "done", "warning", "alarm", "muted")
"""Fillings in turn; the sixth kind begins anew."""
_PERSONS, _DIRECT = "05", "10"
"""Rows "Cá nhân" and "Người trực tiếp …" of the commune's table, as in form 0603."""
_STATES: Final[tuple[tuple[ObligationState, Tone], ...]] = (
    (ObligationState.ON_TIME, "done"),
    (ObligationState.LATE, "warning"),
    (ObligationState.OVERDUE, "alarm"),
    (ObligationState.DUE_TODAY, "alarm"),
    (ObligationState.DUE_SOON, "warning"),
    (ObligationState.NOT_DUE, "muted"),
    (ObligationState.WAIVED, "information"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: what, how many, in which tone."""

    word: str
    count: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of pieces; its number is their sum."""

    label: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """The sum of the pieces."""
        return sum(part.count for part in self.parts)

    @property
    def words(self) -> str:
        """The bar as a sentence."""
        told = ", ".join(f"{part.word} {part.count}" for part in self.parts if part.count)
        return f"{self.label}: {self.total} ({told})" if told else f"{self.label}: 0"


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of time, or a day where start and end are one."""

    label: str
    start: dt.date
    end: dt.date


def awards_by_year(con: Connection, until: dt.date | None = None) -> tuple[Bar, ...]:
    """Awards that stand, ours and superiors', decided by ``until``: a bar a year, the latest first, a piece a form."""
    years: dict[int, Counter[str]] = {}
    for year, form, many in reports.counts_by_year(con, until):
        years.setdefault(year, Counter())[form] += many
    forms = list(dict.fromkeys(form for counted in years.values() for form in counted))
    tones = {name: TONES[at % len(TONES)] for at, name in enumerate(forms)}
    return tuple(
        Bar(f"Năm {year}", tuple(Part(name, years[year][name], tones[name]) for name in forms))
        for year in sorted(years, reverse=True)
    )


def classes_of_individuals(con: Connection, year: int, until: dt.date | None = None) -> tuple[Bar, ...]:
    """Individuals of a year by class, those who work directly among them; a row of each in the commune's table.

    With ``until``, a day of that year, the year is counted up to it.
    """
    table = _commune_table(con, year, until)
    lines = [line for line in table.form.lines if line.dimension == "class" and table.count(line.code, "1")]
    parts = [
        Part(line.title.partition(",")[0], table.count(line.code, "1"), TONES[at % (len(TONES) - 1)])
        for at, line in enumerate(lines)
    ]
    parts.append(Part("Chưa ghi nhóm", _without_class(table), "muted"))
    bar = Bar(f"Năm {year}", tuple(part for part in parts if part.count))
    return (bar,) if bar.total else ()


@dataclass(frozen=True, slots=True)
class DirectShare:
    """How many of the individuals awarded in a year work directly, and of how many nobody wrote down the class."""

    year: int
    direct: int
    individuals: int
    unknown: int


def direct_workers(con: Connection, year: int, until: dt.date | None = None) -> DirectShare:
    """The share of those who work directly, from the same table as :func:`classes_of_individuals`."""
    table = _commune_table(con, year, until)
    return DirectShare(year, table.count(_DIRECT, "1"), table.count(_PERSONS, "1"), _without_class(table))


def _without_class(table: Table) -> int:
    """Individuals our own decisions awarded whose class nobody wrote down; those sent up are no part of the bar."""
    counted = set(table.facts(_PERSONS, "1"))
    return sum(fact in counted for fact in table.unplaced.get("class", ()))


def _commune_table(con: Connection, year: int, until: dt.date | None) -> Table:
    whole = Period.of_year(year)
    period = Period(whole.start, min(whole.end, until)) if until is not None else whole
    return statistics.table(con, statistics.form("commune"), period)


def duties_met(con: Connection, campaign_id: int, as_of: dt.date) -> tuple[Bar, ...]:
    """What the units owe against what came in: a bar a duty, a piece a state."""
    cells = board.board(con, campaign_id, as_of).cells
    duties: dict[str, Counter[ObligationState]] = {}
    for cell in cells:
        duties.setdefault(cell.requirement or cell.column, Counter())[cell.status.state] += 1
    return tuple(
        Bar(duty, tuple(Part(STATE_WORDS[state], states[state], tone) for state, tone in _STATES))
        for duty, states in duties.items()
    )


def drive_in_time(con: Connection, campaign_id: int) -> tuple[Moment, ...]:
    """The drive, its phases and its dated points, in their order."""
    drive = campaigns.get_campaign(con, campaign_id)
    found = []
    start, end = _first(drive.start_on), _last(drive.end_on)
    if start is not None and end is not None:
        found.append(Moment("Cả phong trào", start, end))
    for phase in campaigns.phases(con, campaign_id):
        if phase.start_date is not None and phase.end_date is not None:
            found.append(Moment(phase.name, phase.start_date, phase.end_date))
    points = [one for one in milestones.list_milestones(con, campaign_id) if one.day is not None]
    for point in sorted(points, key=lambda one: (one.day or dt.date.min, one.id)):
        assert point.day is not None
        found.append(Moment(point.what, point.day, point.day))
    return tuple(found)


def legend(bars: Iterable[Bar]) -> tuple[tuple[str, Tone], ...]:
    """Each kind of piece that is there, once."""
    return tuple(dict.fromkeys((part.word, part.tone) for bar in bars for part in bar.parts if part.count))


def moment_words(moment: Moment) -> str:
    """A moment as a sentence."""
    if moment.start == moment.end:
        return f"{format_date(moment.start)}: {moment.label}"
    return f"{format_date(moment.start)} – {format_date(moment.end)}: {moment.label}"


def _first(partial: str | None) -> dt.date | None:
    return dt.date.fromisoformat(f"{partial}-01-01"[:10]) if partial else None


def _last(partial: str | None) -> dt.date | None:
    if not partial:
        return None
    if len(partial) == 10:
        return dt.date.fromisoformat(partial)
    year, month = int(partial[:4]), int(partial[5:7] or 12)
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return after - dt.timedelta(days=1)
