"""How long something may take: rows of the catalogue ``time_limit`` and the day they lead to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from db.rules.findings import in_force
from db.rules.working_days import relative_day


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A row of the catalogue; empty form or award type means any, ``days`` is None while nobody knows."""

    kind: str
    form_code: str
    award_type: str
    days: int | None
    day_unit: Literal["calendar", "working"]
    text: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    source: str = ""
    verified: bool = False


def limit_on(
    rows: Iterable[TimeLimit], kind: str, day: dt.date, form_code: str = "", award_type: str = ""
) -> TimeLimit | None:
    """The limit of a kind on a day: one of that very form and type before one for any; the later of equals."""
    found = [
        row
        for row in rows
        if row.kind == kind
        and row.form_code in {"", form_code}
        and row.award_type in {"", award_type}
        and in_force(row, day)
    ]
    return max(
        found,
        key=lambda row: (bool(row.form_code), bool(row.award_type), row.valid_from or dt.date.min),
        default=None,
    )


def due_day(limit: TimeLimit | None, start: dt.date, holidays: Collection[dt.date] = ()) -> dt.date | None:
    """The last day of a limit that began on ``start`` (not counted); None when no number of days is known."""
    if limit is None or limit.days is None:
        return None
    return relative_day(start, limit.days, limit.day_unit, holidays)
