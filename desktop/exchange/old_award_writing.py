"""Accepted lines of an old register on their way in: each by :mod:`db.old_register`, each refused by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from db.old_register import OldAward, Taker
from db.store import Action
from desktop.exchange.matching import PreviewRow
from desktop.exchange.old_award_rows import COLUMNS

Each = Callable[[list[PreviewRow], Callable[[PreviewRow], bool | None]], int]


def write_lines(action: Action, each: Each, rows: list[PreviewRow]) -> int:
    """Write lines; ``each`` keeps one refused line from stopping the others. Returns how many were written."""
    taker = Taker(action)
    somebody_else: dict[str, int] = {}

    def write(row: PreviewRow) -> None:
        person = row.found.get("person", "")
        taken = taker.take(_old_award(row, somebody_else.get(person)))
        if person:
            # Whom the officer said to be nobody known is one person wherever the file names him so.
            somebody_else[person] = taken.subject_id

    return each(rows, write)


def _old_award(row: PreviewRow, somebody: int | None) -> OldAward:
    found, values = row.found, row.values
    known = found.get("known")
    told: dict[str, Any] = {
        column: values[fact] for fact, column in COLUMNS.items() if values.get(fact) is not None
    }
    # A column the file does not have takes nothing away from the register.
    facts = {**(known.values if known is not None else {}), **told}
    subject = somebody or found.get("subject_id") or (known.subject_id if known is not None else None)
    doubled = row.status == "duplicate"
    return OldAward(
        name=str(values["name"]),
        kind=row.kind,
        form_code=found["form"],
        number=str(values["number"]),
        day=found["day"],
        day_known=str(values["signed_day"]),
        organ=str(values.get("organ") or ""),
        organ_id=found["organ_id"],
        organ_level=found["organ_level"],
        organ_merged=found["organ_merged"],
        birth_on=values.get("birth_date"),
        unit_id=row.unit_id,
        workplace=str(values.get("unit") or ""),
        position=str(values.get("position") or ""),
        sex=values.get("sex"),
        ethnic_group=str(values.get("ethnic_group") or ""),
        religion=str(values.get("religion") or ""),
        signer_name=str(values.get("signer_name") or ""),
        note=str(values.get("note") or ""),
        subject_id=None if doubled and "subject_id" not in found else subject,
        # A double the officer accepted is somebody else.
        new_subject=bool(found.get("new_subject")) or (doubled and "subject_id" not in found),
        **facts,
    )
