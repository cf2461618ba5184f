"""Taking over an old register (sổ khen thưởng cũ): decisions and awards of before, as they were written then.

The organ keeps the name it had; old book numbers are kept beside ours; nothing is computed anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from db import catalogues, organizations, people
from db.document_numbers import fits
from db.errors import BadInput
from db.sqlite import Row
from db.store import Action
from db.vietnamese.text import clean, fold


@dataclass(frozen=True, slots=True)
class OldAward:
    """One line of an old register.

    Attributes:
        organ: the issuing organ as named then; empty: our office.
        organ_level: its level (:data:`db.organizations.LEVELS`), for an organ the register does not know yet.
        number: of the decision, as written.
        position_unit: position and unit as written; ``unit_id`` the unit it is today, where known.
        old_number: the number in the old book.
        prize_amount: đồng as written there, None where it is not.
    """

    name: str
    kind: str
    form_code: str
    number: str
    day: dt.date
    organ: str = ""
    organ_level: str = "commune"
    award_type: str = "merit"
    honorific: str = ""
    birth_on: str | None = None
    position_unit: str = ""
    unit_id: int | None = None
    citation: str = ""
    old_number: str = ""
    signer_name: str = ""
    prize_amount: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What became of one line: its award, and whether that is new, changed or as it was."""

    award_id: int
    status: str


def take_over(action: Action, old: OldAward) -> TakenOver:
    """Enter one line of an old register; the same line again changes nothing (``unchanged``).

    Decisions are told apart by organ, number and day; lines of one decision are gathered on it.

    Raises:
        BadInput: no number, an unknown form, a day that is still to come, or what :mod:`db.people` refuses.
    """
    number = clean(old.number)
    if not number:
        raise BadInput(f"“{clean(old.name)}” thiếu số quyết định; hãy ghi số quyết định như trong sổ cũ.")
    if old.day > dt.date.today():  # noqa: DTZ011 - the officer's own calendar day
        raise BadInput(f"Ngày quyết định của “{clean(old.name)}” ở sau hôm nay; hãy kiểm tra lại ngày.")
    if old.form_code not in {form.code for form in catalogues.award_forms(action.con, old.day)}:
        raise BadInput(f"Hình thức khen của “{clean(old.name)}” không có trong Danh mục; hãy chọn lại.")
    decision_id = _decision(action, old, number)
    subject_id = _subject(action, old)
    row = action.con.execute(
        "SELECT id, ordinal FROM award WHERE decision_id = ? AND subject_id = ? AND form_code = ?",
        (decision_id, subject_id, old.form_code),
    ).fetchone()
    values = {
        "object_kind": old.kind,
        "award_type": old.award_type,
        "honorific": clean(old.honorific),
        "recipient": clean(old.name),
        "position_unit": clean(old.position_unit),
        "citation": clean(old.citation).rstrip(" ."),
        "old_number": clean(old.old_number),
        "prize_amount": old.prize_amount,
        "prize_note": "Theo sổ cũ" if old.prize_amount is not None else "Sổ cũ không ghi tiền thưởng",
    }
    if row is not None:
        changed = action.update("award", row["id"], **values)
        return TakenOver(row["id"], "changed" if changed else "unchanged")
    last = action.con.execute(
        "SELECT coalesce(max(ordinal), 0) AS last FROM award WHERE decision_id = ?", (decision_id,)
    ).fetchone()["last"]
    award_id = action.insert(
        "award",
        decision_id=decision_id,
        subject_id=subject_id,
        ordinal=last + 1,
        form_code=old.form_code,
        **values,
    )
    return TakenOver(award_id, "new")


def take_over_many(action: Action, rows: Iterable[OldAward]) -> list[TakenOver | BadInput]:
    """Enter many lines; each gives what became of it, or why it was refused (the others stand)."""
    results: list[TakenOver | BadInput] = []
    for old in rows:
        try:
            with action.attempt():
                results.append(take_over(action, old))
        except BadInput as refused:
            results.append(refused)
    return results


def _decision(action: Action, old: OldAward, number: str) -> int:
    own = organizations.own(action.con)
    name = clean(old.organ) or (own.name if own else "")
    if not name:
        raise BadInput("Sổ chưa có tên cơ quan; hãy ghi tên cơ quan ban hành quyết định cũ.")
    if own is not None and fold(name) == fold(own.name):
        organ = own.id
    else:
        organ = organizations.find_or_add(action, name=name, level=old.organ_level)
    for row in action.con.execute(
        "SELECT id, number FROM decision WHERE status = 'issued' AND organization_id = ? AND day = ? ORDER BY id",
        (organ, old.day.isoformat()),
    ).fetchall():
        if fits(row["number"], number):
            return int(row["id"])
    level = action.con.execute("SELECT level FROM organization WHERE id = ?", (organ,)).fetchone()["level"]
    return action.insert(
        "decision",
        organization_id=organ,
        status="issued",
        number=number,
        day=old.day.isoformat(),
        form_code=old.form_code,
        authority_level=organizations.TIERS[level],
        title="Theo sổ khen thưởng cũ",
        taken_over=1,
        organ_name=name,
        signer_name=clean(old.signer_name),
        note=clean(old.note),
    )


def _subject(action: Action, old: OldAward) -> int:
    name = clean(old.name)
    rows = action.con.execute(
        """SELECT id, birth_on, unit_id, workplace FROM subject WHERE folded = ? AND kind = ? AND name = ?
           ORDER BY id""",
        (fold(name), old.kind, name),
    ).fetchall()
    for row in rows:
        if _same(old, row):
            return int(row["id"])
    return people.add_subject(
        action,
        kind=old.kind,
        name=name,
        birth_on=old.birth_on,
        unit_id=old.unit_id,
        workplace="" if old.unit_id else old.position_unit,
    )


def _same(old: OldAward, row: Row) -> bool:
    """Whether a subject of this name is surely meant; old books seldom know more than a place."""
    if old.birth_on and row["birth_on"]:
        shorter = min(len(old.birth_on), len(row["birth_on"]))
        return old.birth_on[:shorter] == str(row["birth_on"])[:shorter]
    if old.unit_id is not None and row["unit_id"] is not None:
        return bool(row["unit_id"] == old.unit_id)
    return fold(row["workplace"]) == fold(clean(old.position_unit)) and row["unit_id"] == old.unit_id
