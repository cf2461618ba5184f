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
from db.sqlite import Connection, Row
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


class _Book:
    """What every line asks of the register, read once for many lines."""

    def __init__(self, con: Connection) -> None:
        self.codes = {form.code for form in catalogues.award_forms(con)}
        self.own = organizations.own(con)
        self.organs: dict[str, tuple[int, str]] = {}

    def organ(self, action: Action, old: OldAward) -> tuple[int, str, str]:
        """Id, tier and name of then of the organ of a line."""
        name = clean(old.organ) or (self.own.name if self.own else "")
        if not name:
            raise BadInput("Sổ chưa có tên cơ quan; hãy ghi tên cơ quan ban hành quyết định cũ.")
        key = fold(name)
        if key not in self.organs:
            organ = organizations.find_or_add(action, name=name, level=old.organ_level)
            row = action.con.execute("SELECT level FROM organization WHERE id = ?", (organ,)).fetchone()
            self.organs[key] = (organ, organizations.TIERS[row["level"]])
        return (*self.organs[key], name)

    def forget_organs(self) -> None:
        """After a line was taken back: an organ it added is gone with it."""
        self.organs.clear()


def take_over(action: Action, old: OldAward) -> TakenOver:
    """Enter one line of an old register; the same line again changes nothing (``unchanged``).

    Decisions are told apart by organ, number and day; lines of one decision are gathered on it.

    Raises:
        BadInput: no number, an unknown form, a day that is still to come, a decision issued through this register
            that does not hold the name, or what :mod:`db.people` refuses.
    """
    return _take_over(action, old, _Book(action.con))


def take_over_many(action: Action, rows: Iterable[OldAward]) -> list[TakenOver | BadInput]:
    """Enter many lines; each gives what became of it, or why it was refused (the others stand)."""
    book = _Book(action.con)
    results: list[TakenOver | BadInput] = []
    for old in rows:
        try:
            with action.attempt():
                results.append(_take_over(action, old, book))
        except BadInput as refused:
            book.forget_organs()
            results.append(refused)
    return results


def _take_over(action: Action, old: OldAward, book: _Book) -> TakenOver:
    number = clean(old.number)
    if not number:
        raise BadInput(f"“{clean(old.name)}” thiếu số quyết định; hãy ghi số quyết định như trong sổ cũ.")
    if old.day > dt.date.today():  # noqa: DTZ011 - the officer's own calendar day
        raise BadInput(f"Ngày quyết định của “{clean(old.name)}” ở sau hôm nay; hãy kiểm tra lại ngày.")
    if old.form_code not in book.codes:
        raise BadInput(f"Hình thức khen của “{clean(old.name)}” không có trong Danh mục; hãy chọn lại.")
    decision_id, ours = _decision(action, old, number, book)
    subject_id = _subject(action, old)
    row = action.con.execute(
        "SELECT id FROM award WHERE decision_id = ? AND subject_id = ? AND form_code = ?",
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
    if ours:
        # What was issued through this register is corrected by a decision, never by a list typed off a book.
        if row is None:
            raise BadInput(
                f"Quyết định {number} đã ban hành trong sổ này và không có “{clean(old.name)}”; "
                "hãy kiểm tra lại số, ngày."
            )
        return TakenOver(row["id"], "unchanged")
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


def _decision(action: Action, old: OldAward, number: str, book: _Book) -> tuple[int, bool]:
    """The decision of a line, and whether it was issued (or entered) through this register rather than taken over."""
    organ, tier, name = book.organ(action, old)
    for row in action.con.execute(
        """SELECT id, number, taken_over FROM decision
           WHERE status = 'issued' AND organization_id = ? AND day = ? ORDER BY id""",
        (organ, old.day.isoformat()),
    ).fetchall():
        if fits(row["number"], number):
            return int(row["id"]), not row["taken_over"]
    made = action.insert(
        "decision",
        organization_id=organ,
        status="issued",
        number=number,
        day=old.day.isoformat(),
        form_code=old.form_code,
        authority_level=tier,
        title="Theo sổ khen thưởng cũ",
        taken_over=1,
        organ_name=name,
        signer_name=clean(old.signer_name),
        note=clean(old.note),
    )
    return made, False


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
