"""Awards (khen thưởng): a recipient on a decision, with the line, citation, prize and book number as printed."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from db.errors import BadInput, NotFound
from db.nominations import Nomination
from db.people import Subject
from db.prize_tables import PrizeTable
from db.rules.prizes import Claim, Prize, paid
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.honorifics import guess_honorific, split_honorific
from db.vietnamese.text import clean, fold

MAJORITY: Final = 18
"""Up to this age nobody is made Ông or Bà unless it was typed."""

_NO_DAY: Final = "Tiền thưởng tính theo mức áp dụng ngày ký quyết định."
_COLLECTIVE_HEADS: Final = ("tập thể ", "nhân dân ", "cán bộ ")
_HOUSEHOLD_HEADS: Final = ("hộ ", "gia đình ")


@dataclass(frozen=True, slots=True)
class Award:
    """One award as it stands on its decision.

    Attributes:
        recipient: the name as printed, without the honorific.
        honorific: Ông, Bà, Tập thể, Hộ gia đình …; empty where the register does not know.
        register_number: "01/2023" once the decision is issued.
        prize_amount: đồng; None when not known, ``prize_note`` then says why.
        prize_coefficient_thousandths: the rate used.
        prize_base_salary: the base salary used, đồng.
    """

    id: int
    uid: str
    decision_id: int
    nomination_id: int | None
    subject_id: int
    ordinal: int
    form_code: str
    form_name: str
    object_kind: str
    award_type: str
    honorific: str
    recipient: str
    position_unit: str
    citation: str
    register_number: str | None
    prize_amount: int | None
    prize_coefficient_thousandths: int | None
    prize_base_salary: int | None
    prize_note: str
    received_date: dt.date | None
    received_by: str
    revoked_date: dt.date | None
    revoke_reason: str

    @property
    def shown(self) -> str:
        """Honorific and name as printed."""
        return f"{self.honorific} {self.recipient}".strip()


_SELECT = """
    SELECT a.*, coalesce((SELECT f.name FROM award_form f WHERE f.code = a.form_code
                          ORDER BY f.valid_from DESC LIMIT 1), a.form_code) AS form_name
    FROM award a"""


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _award(row: Row) -> Award:
    values = {name: row[name] for name in Award.__slots__}
    values["received_date"] = _day(row["received_date"])
    values["revoked_date"] = _day(row["revoked_date"])
    return Award(**values)


def list_awards(con: Connection, decision_id: int) -> list[Award]:
    """Awards of a decision in the order of its list and of its certificates."""
    rows = con.execute(f"{_SELECT} WHERE a.decision_id = ? ORDER BY a.ordinal, a.id", (decision_id,))
    return [_award(row) for row in rows]


def get_award(con: Connection, award_id: int) -> Award:
    """One award.

    Raises:
        NotFound: no such award.
    """
    row = con.execute(f"{_SELECT} WHERE a.id = ?", (award_id,)).fetchone()
    if row is None:
        raise NotFound("Khen thưởng này không còn trong sổ; hãy tải lại danh sách.")
    return _award(row)


def honorific_of(subject: Subject, day: dt.date | None = None) -> str:
    """The word before the name on the certificate; empty where the register does not know it.

    What was typed stands. Otherwise an individual's sex or name tells (:func:`guess_honorific`), unless he or she
    may be a minor on ``day``. Collectives and households get their word unless the name begins with it.
    """
    lower = subject.name.lower() + " "  # with accents: Hồ is a family name, Hộ is not
    if subject.kind == "collective":
        return subject.honorific or ("" if lower.startswith(_COLLECTIVE_HEADS) else "Tập thể")
    if subject.kind == "household":
        if lower.startswith(_HOUSEHOLD_HEADS):
            return ""
        word = subject.honorific
        return word if word.lower().startswith("hộ") else f"Hộ gia đình {word.lower()}".strip()
    if subject.honorific:
        return subject.honorific
    if split_honorific(subject.name)[0] is not None or _may_be_minor(subject.birth_on, day):
        return ""
    return guess_honorific(subject.name, subject.sex) or ""


def _may_be_minor(birth_on: str | None, day: dt.date | None) -> bool:
    return bool(birth_on) and day is not None and day.year - int(str(birth_on)[:4]) <= MAJORITY


def doubtful(award: Award) -> tuple[str, ...]:
    """What the officer should settle before this certificate is printed; empty when nothing."""
    doubts = []
    person = award.object_kind == "individual"
    if person and not award.honorific and split_honorific(award.recipient)[0] is None:
        doubts.append(f"Chưa rõ Ông hay Bà: {award.recipient}.")
    if not award.citation:
        doubts.append(f"Chưa có nội dung thành tích: {award.recipient}.")
    return tuple(doubts)


def doubts(con: Connection, decision_id: int) -> list[tuple[Award, str]]:
    """Everything to settle on a decision's list, in its order; also each honorific told by the name alone."""
    guessed = {
        row["id"]
        for row in con.execute(
            """SELECT a.id FROM award a JOIN subject s ON s.id = a.subject_id
               WHERE a.decision_id = ? AND s.kind = 'individual' AND s.honorific = '' AND s.sex IS NULL""",
            (decision_id,),
        )
    }
    found = []
    for award in list_awards(con, decision_id):
        found += [(award, sentence) for sentence in doubtful(award)]
        if award.id in guessed and award.honorific:
            found.append((award, f"“{award.honorific}” đoán theo tên, hãy kiểm tra: {award.recipient}."))
    return found


def prize_values(prize: Prize | None) -> dict[str, object]:
    """The columns of an award that hold its prize with the rate used; None: no day is known yet."""
    if prize is None:
        return {
            "prize_amount": None,
            "prize_coefficient_thousandths": None,
            "prize_base_salary": None,
            "prize_note": _NO_DAY,
            "prize_source": "",
        }
    return {
        "prize_amount": prize.amount,
        "prize_coefficient_thousandths": prize.coefficient_thousandths,
        "prize_base_salary": prize.salary.amount if prize.salary else None,
        "prize_note": prize.note,
        "prize_source": prize.source,
    }


def add_from_nominations(action: Action, decision_id: int, nominations: Iterable[Nomination]) -> int:
    """Make the awards of a decision in the order given, without book numbers; returns how many.

    Prizes wait for the day of the decision.
    """
    listed = list(nominations)
    for ordinal, nomination in enumerate(listed, start=1):
        _add(action, decision_id, ordinal, nomination)
    return len(listed)


def _add(action: Action, decision_id: int, ordinal: int, nomination: Nomination) -> None:
    subject = nomination.subject
    today = dt.date.today()  # noqa: DTZ011 - the officer's own calendar day
    action.insert(
        "award",
        decision_id=decision_id,
        nomination_id=nomination.id,
        subject_id=subject.id,
        ordinal=ordinal,
        form_code=nomination.form_code,
        object_kind=subject.kind,
        award_type=nomination.award_type,
        honorific=honorific_of(subject, today),
        recipient=subject.name,
        position_unit=subject.position_unit,
        citation=nomination.citation.rstrip(" ."),
        **prize_values(None),
    )


def set_from_nominations(action: Action, decision_id: int, nominations: Iterable[Nomination]) -> int:
    """Make the list of a draft these nominations in the order given; returns how many.

    Who stays keeps what was written by hand for the certificate.
    """
    listed = list(nominations)
    wanted = {nomination.id for nomination in listed}
    kept = dict[int | None, int]()
    for award in list_awards(action.con, decision_id):
        if award.nomination_id in wanted:
            kept[award.nomination_id] = award.id
        else:
            action.delete("award", award.id)
    for ordinal, nomination in enumerate(listed, start=1):
        if nomination.id in kept:
            action.update("award", kept[nomination.id], ordinal=ordinal)
        else:
            _add(action, decision_id, ordinal, nomination)
    return len(listed)


def next_register_number(con: Connection, year: int) -> int:
    """The first free number of a year's book (sổ khen thưởng), counting from 1."""
    row = con.execute(
        """SELECT max(CAST(substr(register_number, 1, instr(register_number, '/') - 1) AS INTEGER)) AS last
           FROM award WHERE register_number LIKE '%/' || ?""",
        (str(year),),
    ).fetchone()
    return int(row["last"] or 0) + 1


def enter_in_register(action: Action, decision_id: int, day: dt.date, level: str) -> int:
    """Give the awards of a decision issued on ``day`` their book numbers and prizes; returns how many."""
    number = next_register_number(action.con, day.year)
    table = PrizeTable(action.con)
    awards = list_awards(action.con, decision_id)
    for offset, award in enumerate(awards):
        prize = table.prize(award.form_code, award.object_kind, level, day)
        action.update(
            "award", award.id, register_number=f"{number + offset:02d}/{day.year}", **prize_values(prize)
        )
    pay_once(action, decision_id, day, table)
    return len(awards)


_NOT_PAID: Final = "Cùng thời điểm, cùng thành tích: chỉ nhận mức thưởng cao nhất"


def pay_once(action: Action, decision_id: int, day: dt.date, table: PrizeTable) -> int:
    """Of several awards decided on one day for one achievement leave only the highest prize; returns how many became 0.

    One drive and round, or the same words of achievement, are one achievement. What was handed over stays.
    """
    changed = 0
    for row, before, amount in _paid(action.con, decision_id, day, table, {}):
        if amount != before and row["received_date"] is None:
            changed += action.update("award", row["id"], prize_amount=amount, prize_note=_NOT_PAID)
    return changed


def expected_prizes(con: Connection, decision_id: int, day: dt.date) -> dict[int, int | None]:
    """What the awards of a draft will be paid, by id, when it is issued on ``day``; None where a figure is unknown.

    The paper goes to the signer before it has a number, with the sums that issuing will write.
    """
    level = con.execute("SELECT authority_level FROM decision WHERE id = ?", (decision_id,)).fetchone()[0]
    table = PrizeTable(con)
    mine = {
        award.id: table.prize(award.form_code, award.object_kind, level, day).amount
        for award in list_awards(con, decision_id)
    }
    return mine | {
        row["id"]: amount for row, _, amount in _paid(con, decision_id, day, table, mine) if row["id"] in mine
    }


def _paid(
    con: Connection, decision_id: int, day: dt.date, table: PrizeTable, expected: dict[int, int | None]
) -> Iterator[tuple[Row, int | None, int | None]]:
    """Awards decided on ``day`` to the people of a decision: the row, its own prize, what of it is paid.

    ``expected`` are the prizes of a draft's awards, which the register does not hold yet.
    """
    rows = con.execute(
        """SELECT a.id, a.subject_id, a.form_code, a.citation, a.prize_amount, a.received_date,
                  coalesce(n.campaign_id, d.campaign_id) AS drive,
                  coalesce(n.award_round_id, d.award_round_id) AS round,
                  coalesce((SELECT f.category FROM award_form f WHERE f.code = a.form_code
                            ORDER BY f.valid_from DESC LIMIT 1), 'form') AS category
           FROM award a JOIN decision d ON d.id = a.decision_id LEFT JOIN nomination n ON n.id = a.nomination_id
           WHERE (d.status = 'issued' AND d.day = :day OR a.id IN (SELECT value FROM json_each(:expected)))
             AND a.revoked_date IS NULL
             AND a.subject_id IN (SELECT subject_id FROM award WHERE decision_id = :decision)
           ORDER BY a.subject_id, a.id""",
        {"day": day.isoformat(), "decision": decision_id, "expected": str(list(expected))},
    ).fetchall()
    for _, group in itertools.groupby(rows, key=lambda row: int(row["subject_id"])):
        mine = list(group)
        claims = [
            Claim(_achievement(row), row["category"], expected.get(row["id"], row["prize_amount"]))
            for row in mine
        ]
        for row, claim, amount in zip(mine, claims, paid(claims, table.rules, day), strict=True):
            yield row, claim.amount, amount


def _achievement(row: Row) -> str | None:
    if row["drive"] is not None:
        return f"drive {row['drive']} {row['round']}"
    return f"words {fold(row['citation'])}" if row["citation"] else None


def fill_prizes(action: Action, decision_id: int) -> int:
    """Compute the prizes still unknown of an issued decision once the figure was entered; returns how many changed."""
    row = action.con.execute(
        "SELECT day, authority_level FROM decision WHERE id = ? AND status = 'issued'", (decision_id,)
    ).fetchone()
    if row is None:
        return 0
    day, table, changed = dt.date.fromisoformat(row["day"]), PrizeTable(action.con), 0
    for award in list_awards(action.con, decision_id):
        if award.prize_amount is None:
            prize = table.prize(award.form_code, award.object_kind, row["authority_level"], day)
            changed += action.update("award", award.id, **prize_values(prize))
    pay_once(action, decision_id, day, table)
    return changed


_PRINTED: Final = ("honorific", "recipient", "position_unit", "citation")


def change_printed(action: Action, award_id: int, **facts: str) -> bool:
    """Change what a certificate will say (honorific, recipient, position_unit, citation).

    Once the decision is issued its substance stands: the honorific, the position and the unit may still be put
    so that they fit the sheet, a name or a citation only be spelled anew (accents, capitals, spaces, signs).

    Returns whether anything differed.

    Raises:
        BadInput: the decision is issued and other words were given, or no recipient is left.
    """
    unknown = facts.keys() - set(_PRINTED)
    if unknown:
        message = f"unknown facts of an award: {sorted(unknown)}"
        raise TypeError(message)
    present = get_award(action.con, award_id)
    cleaned = {key: clean(value) for key, value in facts.items()}
    if present.register_number is not None:
        _check_respelled("Tên", present, present.recipient, cleaned.get("recipient"))
        _check_respelled("Nội dung khen", present, present.citation, cleaned.get("citation"))
    if not cleaned.get("recipient", present.recipient):
        raise BadInput("Tên người được khen đang để trống; hãy ghi tên rồi lưu lại.")
    return action.update("award", award_id, **cleaned)


def _check_respelled(what: str, award: Award, before: str, after: str | None) -> None:
    if after is not None and _letters(after) != _letters(before):
        raise BadInput(
            f"{what} của “{award.recipient}” đã theo quyết định ban hành nên chỉ sửa được cách viết (dấu, chữ hoa, "
            "khoảng trắng); muốn đổi nội dung, hãy ban hành quyết định điều chỉnh."
        )


def _letters(text: str) -> str:
    """Letters and digits alone, without accents and case."""
    return "".join(c for c in fold(text) if c.isalnum())


def set_prize(action: Action, award_id: int, amount: int | None, note: str) -> bool:
    """Set the prize by hand, with the paper it rests on; returns whether anything differed.

    Raises:
        BadInput: a negative amount, or no paper named for an amount.
    """
    if amount is not None and (amount < 0 or not clean(note)):
        raise BadInput(
            "Tiền thưởng nhập tay cần số tiền không âm và văn bản quy định; hãy ghi đủ rồi lưu lại."
        )
    return action.update(
        "award",
        award_id,
        prize_amount=amount,
        prize_coefficient_thousandths=None,
        prize_base_salary=None,
        prize_note=clean(note),
        prize_source=clean(note),
    )


def mark_received(action: Action, award_ids: Iterable[int], day: dt.date | None, by: str = "") -> int:
    """Note who took certificate and prize on which day; None takes the note back. Returns how many changed.

    Raises:
        BadInput: the decision is not issued, or is younger than the day.
    """
    rows = action.con.execute(
        """SELECT a.id, a.recipient, d.status, d.day FROM award a JOIN decision d ON d.id = a.decision_id
           WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY a.id""",
        (str(list(award_ids)),),
    ).fetchall()
    changed = 0
    for row in rows:
        if row["status"] != "issued":
            raise BadInput(f"Quyết định khen “{row['recipient']}” chưa ban hành nên chưa ghi nhận trao được.")
        if day is not None and day.isoformat() < row["day"]:
            issued = format_date(dt.date.fromisoformat(row["day"]))
            raise BadInput(f"Ngày nhận trước ngày ký quyết định ({issued}); hãy sửa lại ngày nhận.")
        values = {"received_date": day.isoformat() if day else None, "received_by": clean(by) if day else ""}
        changed += action.update("award", row["id"], **values)
    return changed
