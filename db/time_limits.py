"""Days by which something is due, asked of the catalogues ``time_limit`` and ``holiday``."""

from __future__ import annotations

import datetime as dt

from db import catalogues
from db.rules import time_limits as rules
from db.rules.time_limits import TimeLimit
from db.sqlite import Connection


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def limit(
    con: Connection, kind: str, day: dt.date, form_code: str = "", award_type: str = ""
) -> TimeLimit | None:
    """The limit of a kind in force on a day, None when the catalogue has none."""
    rows = [
        TimeLimit(
            row["kind"],
            row["form_code"],
            row["award_type"],
            row["days"],
            row["day_unit"],
            row["text"],
            _day(row["valid_from"]),
            _day(row["valid_to"]),
            row["source"],
            bool(row["verified"]),
        )
        for row in catalogues.rows(con, "time_limit")
    ]
    return rules.limit_on(rows, kind, day, form_code, award_type)


def due(
    con: Connection, kind: str, start: dt.date, form_code: str = "", award_type: str = ""
) -> dt.date | None:
    """The last day of what began on ``start``; None while nobody entered how many days it may take."""
    return rules.due_day(limit(con, kind, start, form_code, award_type), start, catalogues.holidays(con))
