"""Taking over an old register (sổ khen thưởng cũ): decisions and awards of before, as they were written then.

The organ keeps the name it had; old book numbers are kept beside ours; nothing is computed anew. Where the old book
knows only the month or the year of a decision, the decision stands at its end and says so in its title, and
:func:`known_day` gives back what the book said.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from db import catalogues, old_books, organizations, people
from db.document_numbers import fits
from db.document_numbers import key as number_key
from db.errors import BadInput
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import format_partial
from db.vietnamese.text import clean, fold

TITLE: Final = "Theo sổ khen thưởng cũ"
_DAY, _MONTH, _YEAR = len("2015-11-18"), len("2015-11"), len("2015")
_TITLES: Final = {
    _DAY: TITLE,
    _MONTH: f"{TITLE} (chỉ ghi tháng, năm)",
    _YEAR: f"{TITLE} (chỉ ghi năm)",
}
_KNOWN: Final = {title: length for length, title in _TITLES.items()}


@dataclass(frozen=True, slots=True)
class OldAward:
    """One line of an old register.

    Attributes:
        day: of the decision, or the last one of the month or year it is of (:func:`last_day`).
        day_known: the day as the book says it, "2015" or "2015-11"; empty: the whole day.
        organ: the issuing organ as named then; empty: our office. ``organ_id`` is what the officer said it is.
        organ_level: its level (:data:`db.organizations.LEVELS`), for an organ the register does not know yet.
        organ_merged: the day it went into our office, where it did and the register does not know it yet.
        number: of the decision, as written.
        position_unit: position and unit as written; ``unit_id`` the unit it is today, where known; ``workplace``
            the unit as written, which tells namesakes apart.
        old_number: the number in the old book.
        prize_amount: đồng as written there, None where it is not.
        subject_id: who it is, where the officer said so; ``new_subject``: he said it is nobody known.
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
    day_known: str = ""
    organ_id: int | None = None
    organ_merged: dt.date | None = None
    position: str = ""
    workplace: str = ""
    sex: str | None = None
    ethnic_group: str = ""
    religion: str = ""
    subject_id: int | None = None
    new_subject: bool = False

    @property
    def precise(self) -> int:
        """How much of the day is known, as the length of its partial date."""
        return len(self.day_known) or _DAY


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What became of one line: its award and subject, and whether the award is new, changed or as it was."""

    award_id: int
    status: str
    subject_id: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of the register as an old line meets it; ``known`` is how much of its day the register knows."""

    id: int
    number: str
    day: dt.date
    known: int
    ours: bool


def last_day(partial: str) -> dt.date:
    """The last day of a partial date, today where that is still to come: where an old decision stands."""
    year, month = int(partial[:4]), int(partial[5:7] or 12)
    if len(partial) == _DAY:
        return dt.date.fromisoformat(partial)
    today = dt.date.today()  # noqa: DTZ011 - the officer's own calendar day
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return today if last > today >= dt.date(year, int(partial[5:7] or 1), 1) else last


def known_day(day: dt.date, title: str) -> str:
    """The partial date that is known of a decision: "2015" of one the old book gives only the year of."""
    return day.isoformat()[: _KNOWN.get(title, _DAY)]


def day_words(partial: str) -> str:
    """A partial date as it stands behind a number: "ngày 18/11/2015", "tháng 11/2015", "năm 2015"."""
    lead = {_DAY: "ngày", _MONTH: "tháng", _YEAR: "năm"}[len(partial)]
    return f"{lead} {format_partial(partial)}"


class Shelf:
    """The issued decisions of a register, found by organ, number and day as old lines name them."""

    def __init__(self, con: Connection) -> None:
        self._found: dict[tuple[int, int, int, str], list[Decided]] = {}
        for row in con.execute(
            """SELECT id, organization_id, number, day, title, taken_over FROM decision
               WHERE status = 'issued' ORDER BY id"""
        ):
            known = _KNOWN.get(row["title"], _DAY) if row["taken_over"] else _DAY
            day = dt.date.fromisoformat(row["day"])
            decided = Decided(row["id"], row["number"], day, known, not row["taken_over"])
            self.put(row["organization_id"], decided)

    def put(self, organization_id: int, decided: Decided) -> None:
        """Add a decision; one already here is replaced."""
        stands = self._found.setdefault(_place(organization_id, decided.day, decided.number), [])
        stands[:] = [one for one in stands if one.id != decided.id] + [decided]

    def find(self, organization_id: int, number: str, day: dt.date, precise: int = _DAY) -> Decided | None:
        """The decision with this number and day, of both of which one side may know less.

        Raises:
            BadInput: more than one fits what is known of the day.
        """
        wanted = day.isoformat()
        fitting = []
        for one in self._found.get(_place(organization_id, day, number), ()):
            shared = min(one.known, precise)
            same_day = one.day.isoformat()[:shared] == wanted[:shared]
            if same_day and (fits(one.number, number) or fits(number, one.number)):
                fitting.append(one)
        exact = [one for one in fitting if one.known == precise] or fitting
        if len(exact) > 1 and precise < _DAY:
            raise BadInput(
                f"Năm {day.year} có {len(exact)} quyết định số {clean(number)} của cùng một cơ quan; "
                "hãy ghi đủ ngày ký trong sổ cũ."
            )
        return exact[0] if exact else None


def _place(organization_id: int, day: dt.date, number: str) -> tuple[int, int, int, str]:
    return (organization_id, day.year, *number_key(number)[:2])


class Taker:
    """Enters lines of old registers; what every line asks of the register is read once for all of them."""

    def __init__(self, action: Action) -> None:
        self._action = action
        self._codes = {form.code for form in catalogues.award_forms(action.con)}
        self._own = organizations.own(action.con)
        self._organs: dict[tuple[str, int | None], tuple[int, str]] = {}
        self._shelf = Shelf(action.con)
        self._shelved = False

    def take(self, old: OldAward) -> TakenOver:
        """Enter one line; the same line again changes nothing (``unchanged``).

        Raises:
            BadInput: see :func:`take_over`; then the line leaves nothing behind.
        """
        self._shelved = False
        try:
            with self._action.attempt():
                return self._take(old)
        except BadInput:
            # An organ or a decision the line added is gone with it.
            self._organs.clear()
            if self._shelved:
                self._shelf = Shelf(self._action.con)
            raise

    def _organ(self, old: OldAward) -> tuple[int, str, str]:
        """Id, tier and name of then of the organ of a line."""
        name = clean(old.organ) or (self._own.name if self._own else "")
        if not name:
            raise BadInput("Sổ chưa có tên cơ quan; hãy ghi tên cơ quan ban hành quyết định cũ.")
        key = (fold(name), old.organ_id)
        if key not in self._organs:
            organ = old.organ_id or self._find_or_add_organ(name, old)
            row = self._action.con.execute("SELECT level FROM organization WHERE id = ?", (organ,)).fetchone()
            self._organs[key] = (organ, organizations.TIERS[row["level"]])
        return (*self._organs[key], name)

    def _find_or_add_organ(self, name: str, old: OldAward) -> int:
        known = old_books.find_organ(self._action.con, name)
        if known is not None:
            return known.id
        organ = organizations.add_organization(self._action, name=name, level=old.organ_level)
        if old.organ_merged is not None and self._own is not None:
            organizations.succeed(self._action, [organ], self._own.id, old.organ_merged)
        return organ

    def _take(self, old: OldAward) -> TakenOver:
        number = clean(old.number)
        self._check(old, number)
        decision_id, ours = self._decision(old, number)
        con = self._action.con
        subject_id = self._award_of(old, decision_id) or _subject_of(self._action, old)
        row = con.execute(
            """SELECT id, prize_amount FROM award
               WHERE decision_id = ? AND subject_id = ? AND form_code = ?""",
            (decision_id, subject_id, old.form_code),
        ).fetchone()
        if ours:
            # What was issued through this register is corrected by a decision, never by a list typed off a book.
            if row is None:
                raise BadInput(
                    f"Quyết định {number} đã ban hành trong sổ này và không có “{clean(old.name)}”; "
                    "hãy kiểm tra lại số, ngày."
                )
            return TakenOver(row["id"], "unchanged", subject_id)
        values = _award_values(old)
        if row is not None:
            if not old.note and row["prize_amount"] == old.prize_amount:
                del values["prize_note"]
            changed = self._action.update("award", row["id"], **values)
            return TakenOver(row["id"], "changed" if changed else "unchanged", subject_id)
        last = con.execute(
            "SELECT coalesce(max(ordinal), 0) AS last FROM award WHERE decision_id = ?", (decision_id,)
        ).fetchone()["last"]
        award_id = self._action.insert(
            "award",
            decision_id=decision_id,
            subject_id=subject_id,
            ordinal=last + 1,
            form_code=old.form_code,
            **values,
        )
        return TakenOver(award_id, "new", subject_id)

    def _award_of(self, old: OldAward, decision_id: int) -> int | None:
        """Who has the award already, where the list of the decision holds just one of this name and form."""
        if old.new_subject or old.subject_id is not None:
            return None
        rows = self._action.con.execute(
            """SELECT a.subject_id, s.birth_on, s.unit_id, s.workplace, a.position_unit
               FROM award a JOIN subject s ON s.id = a.subject_id
               WHERE a.decision_id = ? AND a.form_code = ? AND a.object_kind = ? AND a.recipient = ?""",
            (decision_id, old.form_code, old.kind, clean(old.name)),
        ).fetchall()
        printed = fold(clean(old.position_unit))
        same = [row for row in rows if _same(old, row) or fold(row["position_unit"]) == printed]
        same = [row for row in same if _births_agree(old.birth_on, row["birth_on"]) is not False]
        return int(same[0]["subject_id"]) if len(same) == 1 else None

    def _check(self, old: OldAward, number: str) -> None:
        if not number:
            raise BadInput(f"“{clean(old.name)}” thiếu số quyết định; hãy ghi số quyết định như trong sổ cũ.")
        if old.day > dt.date.today():  # noqa: DTZ011 - the officer's own calendar day
            raise BadInput(f"Ngày quyết định của “{clean(old.name)}” ở sau hôm nay; hãy kiểm tra lại ngày.")
        if old.form_code not in self._codes:
            raise BadInput(f"Hình thức khen của “{clean(old.name)}” không có trong Danh mục; hãy chọn lại.")

    def _decision(self, old: OldAward, number: str) -> tuple[int, bool]:
        """The decision of a line, and whether it was issued (or entered) through this register, not taken over."""
        organ, tier, name = self._organ(old)
        known = self._shelf.find(organ, number, old.day, old.precise)
        if known is not None:
            if not known.ours and known.known < old.precise:
                # Another book knows the day better.
                self._action.update("decision", known.id, day=old.day.isoformat(), title=_TITLES[old.precise])
                self._put(organ, replace(known, day=old.day, known=old.precise))
            if not known.ours and old.signer_name:
                self._sign(known.id, clean(old.signer_name))
            return known.id, known.ours
        made = self._action.insert(
            "decision",
            organization_id=organ,
            status="issued",
            number=number,
            day=old.day.isoformat(),
            form_code=old.form_code,
            authority_level=tier,
            title=_TITLES[old.precise],
            taken_over=1,
            organ_name=name,
            signer_name=clean(old.signer_name),
        )
        self._put(organ, Decided(made, number, old.day, old.precise, ours=False))
        return made, False

    def _put(self, organ: int, decided: Decided) -> None:
        self._shelved = True
        self._shelf.put(organ, decided)

    def _sign(self, decision_id: int, signer: str) -> None:
        """Note who signed, where no line of the decision said so before."""
        row = self._action.con.execute(
            "SELECT signer_name FROM decision WHERE id = ?", (decision_id,)
        ).fetchone()
        if not row["signer_name"]:
            self._action.update("decision", decision_id, signer_name=signer)


def take_over(action: Action, old: OldAward) -> TakenOver:
    """Enter one line of an old register; the same line again changes nothing (``unchanged``).

    Decisions are told apart by organ, number and day; lines of one decision are gathered on it.

    Raises:
        BadInput: no number, an unknown form, a day that is still to come, a decision issued through this register
            that does not hold the name, or what :mod:`db.people` refuses.
    """
    return Taker(action).take(old)


def take_over_many(action: Action, rows: Iterable[OldAward]) -> list[TakenOver | BadInput]:
    """Enter many lines; each gives what became of it, or why it was refused (the others stand)."""
    taker = Taker(action)
    results: list[TakenOver | BadInput] = []
    for old in rows:
        try:
            results.append(taker.take(old))
        except BadInput as refused:
            results.append(refused)
    return results


def prize_note(amount: int | None, note: str) -> str:
    """What stands beside the prize of an old award: whence it is known, and the remark of its line."""
    source = "Theo sổ cũ" if amount is not None else "Sổ cũ không ghi tiền thưởng"
    return f"{source}; ghi chú: {clean(note)}" if clean(note) else source


def _award_values(old: OldAward) -> dict[str, object]:
    return {
        "object_kind": old.kind,
        "award_type": old.award_type,
        "honorific": clean(old.honorific),
        "recipient": clean(old.name),
        "position_unit": clean(old.position_unit),
        "citation": clean(old.citation).rstrip(" ."),
        "old_number": clean(old.old_number),
        "prize_amount": old.prize_amount,
        "prize_note": prize_note(old.prize_amount, old.note),
    }


def _subject_of(action: Action, old: OldAward) -> int:
    """Who a line is about: whom the officer named, else the subject it surely is, else a new one.

    What the register did not know of a person yet (birth date, sex, ethnic group, religion) is filled in.

    Raises:
        BadInput: what :mod:`db.people` refuses.
    """
    name = clean(old.name)
    known = old.subject_id
    if known is None and not old.new_subject:
        rows = action.con.execute(
            """SELECT id, birth_on, unit_id, workplace FROM subject WHERE folded = ? AND kind = ? AND name = ?
               ORDER BY id""",
            (fold(name), old.kind, name),
        ).fetchall()
        known = next((int(row["id"]) for row in rows if _same(old, row)), None)
    if known is not None:
        _fill_in(action, known, old)
        return known
    place = old.workplace or old.position_unit
    return people.add_subject(
        action,
        kind=old.kind,
        name=name,
        honorific=old.honorific,
        birth_on=old.birth_on,
        sex=old.sex,
        ethnic_group=old.ethnic_group,
        religion=old.religion,
        position=old.position,
        unit_id=old.unit_id,
        workplace="" if old.unit_id else place,
    )


def _fill_in(action: Action, subject_id: int, old: OldAward) -> None:
    present = people.get_subject(action.con, subject_id)
    told = {
        "birth_on": old.birth_on if len(old.birth_on or "") > len(present.birth_on or "") else None,
        "sex": old.sex if not present.sex else None,
        "ethnic_group": old.ethnic_group if not present.ethnic_group else "",
        "religion": old.religion if not present.religion else "",
    }
    facts = {column: value for column, value in told.items() if value}
    if facts:
        people.change_subject(action, subject_id, **facts)


def _births_agree(one: str | None, other: str | None) -> bool | None:
    if not one or not other:
        return None
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _same(old: OldAward, row: Row) -> bool:
    """Whether a subject of this name is surely meant; old books seldom know more than a place."""
    births = _births_agree(old.birth_on, row["birth_on"])
    if births is not None:
        return births
    if old.unit_id is not None and row["unit_id"] is not None:
        return bool(row["unit_id"] == old.unit_id)
    place = clean(old.workplace or old.position_unit)
    return fold(row["workplace"]) == fold(place) and row["unit_id"] == old.unit_id
