"""Who may decide what, asked of the register's own catalogue through :mod:`db.rules.authority`."""

from __future__ import annotations

import datetime as dt

from db import catalogues
from db.rules import authority as rules
from db.rules.authority import AuthorityRow, Route
from db.rules.findings import Finding
from db.sqlite import Connection


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def authority_rows(con: Connection) -> list[AuthorityRow]:
    """The catalogue ``authority`` as values of the rules."""
    return [
        AuthorityRow(
            row["form_code"],
            row["object_kind"],
            row["level"],
            row["decided_by"],
            _day(row["valid_from"]),
            _day(row["valid_to"]),
            row["source"],
            bool(row["verified"]),
            row["note"],
        )
        for row in catalogues.rows(con, "authority")
    ]


def finding(con: Connection, form_code: str, level: str, day: dt.date, object_kind: str = "") -> Finding:
    """Whether a level may decide a form on a day, in a sentence with its source."""
    return rules.may_decide(authority_rows(con), form_code, level, day, object_kind)


def may_decide(con: Connection, form_code: str, level: str, day: dt.date, object_kind: str = "") -> bool:
    """False only where the catalogue knows that another level decides; what it does not know is no bar."""
    return finding(con, form_code, level, day, object_kind).outcome != "not_met"


def route(
    con: Connection, form_code: str, day: dt.date, *, own: str, object_kind: str = "", wanted: str = ""
) -> Route:
    """To whom a nomination for a form is to be submitted on a day (see :func:`db.rules.authority.propose_route`)."""
    return rules.propose_route(
        authority_rows(con), form_code, day, own=own, object_kind=object_kind, wanted=wanted
    )
