"""Discipline (kỷ luật) and pending reviews of subjects: what bars an award in the period judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from db.errors import BadInput
from db.rules.facts import Discipline
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.text import clean, nfc

KINDS: Final = {
    "under_review": "Đang xem xét",
    "reprimand": "Khiển trách",
    "warning": "Cảnh cáo",
    "demotion": "Cách chức, hạ bậc",
    "dismissal": "Buộc thôi việc",
    "other": "Khác",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure or review; without an end it still runs."""

    id: int
    subject_id: int
    kind: str
    start_date: dt.date
    end_date: dt.date | None
    document: str
    note: str

    @property
    def shown_kind(self) -> str:
        """The kind in Vietnamese."""
        return KINDS[self.kind]

    @property
    def fact(self) -> Discipline:
        """The measure as the rules see it."""
        return Discipline(self.kind, self.start_date, self.end_date)


def _measure(row: Row) -> Measure:
    values = {name: row[name] for name in Measure.__slots__}
    values["start_date"] = dt.date.fromisoformat(row["start_date"])
    values["end_date"] = dt.date.fromisoformat(row["end_date"]) if row["end_date"] else None
    return Measure(**values)


def of_subjects(con: Connection, subject_ids: Iterable[int]) -> dict[int, list[Measure]]:
    """Measures by subject in the order of their days, in one query; subjects without any are absent."""
    found: dict[int, list[Measure]] = {}
    for row in con.execute(
        """SELECT * FROM discipline WHERE subject_id IN (SELECT value FROM json_each(?))
           ORDER BY subject_id, start_date, id""",
        (str(list(subject_ids)),),
    ):
        found.setdefault(row["subject_id"], []).append(_measure(row))
    return found


def save(
    action: Action,
    subject_id: int,
    *,
    kind: str,
    start_date: dt.date,
    end_date: dt.date | None = None,
    document: str = "",
    note: str = "",
    measure_id: int | None = None,
) -> int:
    """Add a measure, or change one when its id is given; returns the id.

    Raises:
        BadInput: unknown kind, or an end before the start.
    """
    if kind not in KINDS:
        raise BadInput("Chưa chọn hình thức kỷ luật; hãy chọn một hình thức trong danh sách.")
    if end_date is not None and end_date < start_date:
        raise BadInput("Ngày hết kỷ luật trước ngày bắt đầu; hãy sửa lại một trong hai ngày.")
    values = {
        "subject_id": subject_id,
        "kind": kind,
        "start_date": start_date.isoformat(),
        "end_date": end_date.isoformat() if end_date else None,
        "document": clean(document),
        "note": nfc(note).strip(),
    }
    if measure_id is None:
        return action.insert("discipline", **values)
    action.update("discipline", measure_id, **values)
    return measure_id


def remove(action: Action, measure_id: int) -> None:
    """Take a measure out (undo brings it back)."""
    action.delete("discipline", measure_id)
