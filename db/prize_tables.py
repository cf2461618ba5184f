"""Prizes by the register's own catalogues; a figure nobody knows is asked for once and kept as a row."""

from __future__ import annotations

import datetime as dt
import json

from db import catalogues
from db.errors import BadInput
from db.rules import prizes
from db.rules.prizes import Prize, PrizeRule, RateRow, SalaryRow
from db.sqlite import Connection
from db.store import Action
from db.vietnamese.text import clean


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


class PrizeTable:
    """Rates and base salaries of the catalogues, read once for a whole list of awards."""

    def __init__(self, con: Connection) -> None:
        """Read the catalogues whole: they hold some hundred rows."""
        self._rates = [
            RateRow(
                row["form_code"],
                row["object_kind"],
                row["level"],
                row["coefficient_thousandths"],
                _day(row["valid_from"]),
                _day(row["valid_to"]),
                row["source"],
                bool(row["verified"]),
                row["note"],
            )
            for row in catalogues.rows(con, "prize_rate")
        ]
        self._salaries = [
            SalaryRow(
                row["amount"],
                _day(row["valid_from"]),
                _day(row["valid_to"]),
                row["source"],
                bool(row["verified"]),
            )
            for row in catalogues.rows(con, "base_salary")
        ]
        self.rules = [
            PrizeRule(
                row["kind"],
                json.loads(row["parameters"]),
                row["text"],
                _day(row["valid_from"]),
                _day(row["valid_to"]),
                row["source"],
                bool(row["verified"]),
            )
            for row in catalogues.rows(con, "prize_rule")
        ]
        self._known: dict[tuple[str, str, str, dt.date], Prize] = {}

    def prize(self, form_code: str, object_kind: str, level: str, day: dt.date) -> Prize:
        """The prize of one award decided at a level on a day."""
        key = (form_code, object_kind, level, day)
        if key not in self._known:
            self._known[key] = prizes.prize_of(
                self._rates,
                self._salaries,
                form_code=form_code,
                object_kind=object_kind,
                level=level,
                day=day,
                rules=self.rules,
            )
        return self._known[key]


def enter_rate(
    action: Action,
    *,
    form_code: str,
    object_kind: str,
    level: str,
    day: dt.date,
    coefficient_thousandths: int,
    document: str,
) -> int:
    """Keep the coefficient the officer gave for the day, with its document, as a checked row; returns the row's id.

    The row that stood unknown (or unchecked) for that day is filled; where there is none a new one begins that day.

    Raises:
        BadInput: no document, or a coefficient that is no prize.
    """
    if not clean(document):
        raise BadInput("Chưa ghi văn bản quy định hệ số; hãy ghi số, ngày của văn bản rồi lưu lại.")
    if not 0 < coefficient_thousandths <= 100_000:
        raise BadInput("Hệ số tiền thưởng không hợp lý; hãy nhập như 0,15 hoặc 0,3.")
    row = action.con.execute(
        f"""SELECT id FROM prize_rate WHERE form_code = ? AND object_kind = ? AND level = ?
            AND {catalogues.VALID_ON} ORDER BY valid_from DESC LIMIT 1""",
        (form_code, object_kind, level, day.isoformat(), day.isoformat()),
    ).fetchone()
    values = {
        "coefficient_thousandths": coefficient_thousandths,
        "source": clean(document),
        "verified": True,
        "note": "",
    }
    if row is not None:
        return catalogues.save_row(action, "prize_rate", values, row["id"])
    key = {"form_code": form_code, "object_kind": object_kind, "level": level, "valid_from": day.isoformat()}
    return catalogues.save_row(action, "prize_rate", {**key, **values})


def enter_salary(action: Action, *, amount: int, day: dt.date, document: str) -> int:
    """Keep a base salary in force from ``day`` with its document; returns the row's id.

    The row that was in force ends the day before.

    Raises:
        BadInput: no document, or no amount.
    """
    if not clean(document) or amount <= 0:
        raise BadInput("Chưa ghi đủ mức lương cơ sở và văn bản quy định; hãy ghi cả hai rồi lưu lại.")
    row = action.con.execute(
        f"""SELECT id, valid_from FROM base_salary WHERE {catalogues.VALID_ON}
            ORDER BY valid_from DESC LIMIT 1""",
        (day.isoformat(), day.isoformat()),
    ).fetchone()
    values = {"amount": amount, "source": clean(document), "verified": True}
    if row is not None and row["valid_from"] == day.isoformat():
        return catalogues.save_row(action, "base_salary", values, row["id"])
    if row is not None:
        ends = (day - dt.timedelta(days=1)).isoformat()
        catalogues.save_row(action, "base_salary", {"valid_to": ends}, row["id"])
    return catalogues.save_row(action, "base_salary", {**values, "valid_from": day.isoformat()})
