"""Looking one person up across all drives and years (tra cứu quá trình khen thưởng)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db import corrections, nominations, old_register, organizations, people
from db.nominations import Nomination
from db.people import Subject
from db.sqlite import Connection, Row
from db.vietnamese.dates import format_partial
from db.vietnamese.text import fold, lower_first


@dataclass(frozen=True, slots=True)
class Found:
    """One subject somebody may mean, with what tells namesakes apart.

    Attributes:
        awards: awards in the register, cancelled and revoked ones left out.
        last_day: the day of the newest of them.
        open: nominations still under way.
    """

    subject_id: int
    kind: str
    honorific: str
    name: str
    birth_on: str | None
    position: str
    unit: str
    awards: int
    last_day: dt.date | None
    open: int


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One award of somebody's history, named as it was then.

    Attributes:
        organ: the issuing organ's name as on the decision; ``present_organ`` what stands for it today, empty
            where nothing changed.
        position_unit: position and unit as printed then.
        register_number: of our register, else the number in the old book.
        standing: neither cancelled nor revoked; ``gone`` says why it is not.
        corrected: what corrections of it said, each with its decision.
        day_known: what an old book said of the day, "2015"; the decision then stands at its end.
    """

    award_id: int
    decision_id: int
    day: dt.date
    number: str
    organ: str
    present_organ: str
    is_own: bool
    form_code: str
    form_name: str
    award_type: str
    campaign: str
    recipient: str
    position_unit: str
    citation: str
    register_number: str
    prize_amount: int | None
    standing: bool
    gone: str
    corrected: tuple[str, ...]
    day_known: str = ""

    @property
    def shown_day(self) -> str:
        """The day as far as it is known: "18/11/2015" or "2015"."""
        return format_partial(self.day_known or self.day.isoformat())

    @property
    def year(self) -> int:
        """The year of the decision."""
        return self.day.year


@dataclass(frozen=True, slots=True)
class History:
    """Everything the register knows of one subject's awards, the newest first.

    Attributes:
        unit: the unit the subject belongs to, ``present_unit`` what stands for it today (empty: the same).
        open: nominations under way.
    """

    subject: Subject
    unit: str
    present_unit: str
    lines: tuple[HistoryLine, ...]
    open: tuple[Nomination, ...]

    @property
    def standing(self) -> tuple[HistoryLine, ...]:
        """Awards that were neither cancelled nor revoked: what a confirmation slip lists."""
        return tuple(line for line in self.lines if line.standing)


_HONOURED = """(EXISTS (SELECT 1 FROM award a WHERE a.subject_id = subject.id)
                OR EXISTS (SELECT 1 FROM nomination n WHERE n.subject_id = subject.id))"""


def find(con: Connection, text: str, *, limit: int = 50, first: int = 0) -> list[Found]:
    """Subjects with awards or nominations whose name holds ``text`` (accents aside), in Vietnamese name order.

    Made for a keystroke: the names are walked in their order in a covering index and the walk stops at ``limit``;
    only those found meet the tables of awards. ``first`` of them are passed over, for a list that goes on.
    """
    wanted = fold(text).strip()
    rows = con.execute(
        f"""SELECT s.id AS subject_id, s.kind, s.honorific, s.name, s.birth_on, s.position,
                  coalesce(u.name, s.workplace) AS unit,
                  (SELECT count(*) FROM award a JOIN decision d ON d.id = a.decision_id
                   WHERE a.subject_id = s.id AND d.status = 'issued' AND a.revoked_date IS NULL) AS awards,
                  (SELECT max(d.day) FROM award a JOIN decision d ON d.id = a.decision_id
                   WHERE a.subject_id = s.id AND d.status = 'issued' AND a.revoked_date IS NULL) AS last_day,
                  (SELECT count(*) FROM nomination n
                   WHERE n.subject_id = s.id AND n.status NOT IN ('decided', 'withdrawn', 'rejected')) AS open
           FROM subject s LEFT JOIN unit u ON u.id = s.unit_id
           WHERE s.id IN (SELECT id FROM subject WHERE instr(folded, ?) > 0 AND {_HONOURED}
                          ORDER BY sort_key, folded, name, id LIMIT ? OFFSET ?)
           ORDER BY s.sort_key, s.folded, s.name, s.id""",
        (wanted, limit, first),
    )
    return [_found(row) for row in rows]


def count(con: Connection, text: str) -> int:
    """How many :func:`find` would find without a limit; walks all names, so not made for a keystroke."""
    row = con.execute(
        f"SELECT count(*) AS many FROM subject WHERE instr(folded, ?) > 0 AND {_HONOURED}",
        (fold(text).strip(),),
    ).fetchone()
    return int(row["many"])


def _found(row: Row) -> Found:
    values = {name: row[name] for name in Found.__slots__}
    last = row["last_day"]
    return Found(**{**values, "last_day": dt.date.fromisoformat(last) if last else None})


_LINES = """
    SELECT a.id AS award_id, a.decision_id, d.day, d.number, d.organization_id, o.is_own, o.name AS organ_now,
           coalesce(nullif(d.organ_name, ''), o.name) AS organ, a.form_code, a.award_type,
           coalesce((SELECT f.name FROM award_form f WHERE f.code = a.form_code
                       AND coalesce(f.valid_from, '') <= d.day AND d.day <= coalesce(f.valid_to, '9999') LIMIT 1),
                    (SELECT f.name FROM award_form f WHERE f.code = a.form_code ORDER BY f.valid_from LIMIT 1),
                    a.form_code) AS form_name,
           coalesce(c.title, '') AS campaign, a.recipient, a.position_unit, a.citation,
           coalesce(a.register_number, a.old_number) AS register_number, a.prize_amount,
           a.revoked_date, a.revoke_reason, CASE d.taken_over WHEN 1 THEN d.title ELSE '' END AS taken_title
    FROM award a JOIN decision d ON d.id = a.decision_id JOIN organization o ON o.id = d.organization_id
    LEFT JOIN campaign c ON c.id = d.campaign_id
    WHERE a.subject_id = ? AND d.status = 'issued' ORDER BY d.day DESC, d.id DESC, a.id DESC"""


def history(con: Connection, subject_id: int) -> History:
    """The whole history of one subject, ours and superiors', organs and units named as they were then.

    Raises:
        NotFound: no such subject.
    """
    subject = people.get_subject(con, subject_id)
    rows = con.execute(_LINES, (subject_id,)).fetchall()
    ids = con.execute(
        "SELECT id FROM nomination WHERE subject_id = ? AND status NOT IN ('decided', 'withdrawn', 'rejected')",
        (subject_id,),
    )
    return History(
        subject,
        subject.unit or subject.workplace,
        present_unit(con, subject.unit_id),
        tuple(_line(con, row) for row in rows),
        tuple(nominations.by_ids(con, [row["id"] for row in ids.fetchall()])),
    )


def _line(con: Connection, row: Row) -> HistoryLine:
    gone = row["revoked_date"] is not None
    told = [
        f"{line.shown_effect} theo Quyết định {decision}"
        + "".join(
            f"; {lower_first(title)}: {old or 'trống'} → {new or 'trống'}"
            for title, old, new in line.shown_changes
        )
        for line, decision in corrections.of_award(con, row["award_id"])
    ]
    day = dt.date.fromisoformat(row["day"])
    return HistoryLine(
        row["award_id"],
        row["decision_id"],
        day,
        row["number"],
        row["organ"],
        present_organ(con, row["organization_id"], row["organ"]),
        bool(row["is_own"]),
        row["form_code"],
        row["form_name"],
        row["award_type"],
        row["campaign"],
        row["recipient"],
        row["position_unit"],
        row["citation"],
        row["register_number"],
        row["prize_amount"],
        not gone,
        row["revoke_reason"] if gone else "",
        tuple(told),
        old_register.known_day(day, row["taken_title"]),
    )


def present_organ(con: Connection, organization_id: int, then: str) -> str:
    """What stands today for the organ of a decision; empty where it still has the name of then."""
    ids = organizations.present_of(con, organization_id)
    rows = con.execute(
        "SELECT name FROM organization WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name",
        (str(list(ids)),),
    )
    now = ", ".join(row["name"] for row in rows)
    return "" if now == then else now


def present_unit(con: Connection, unit_id: int | None) -> str:
    """What stands today for a unit (its last successors); empty where nothing succeeded it."""
    rows = con.execute(
        """WITH RECURSIVE way (id) AS (
               SELECT ?1 UNION SELECT s.successor_id FROM unit_succession s JOIN way ON s.predecessor_id = way.id)
           SELECT u.name FROM way JOIN unit u ON u.id = way.id
           WHERE way.id <> ?1 AND way.id NOT IN (SELECT predecessor_id FROM unit_succession) ORDER BY u.name""",
        (unit_id,),
    )
    return ", ".join(row["name"] for row in rows)
