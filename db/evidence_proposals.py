"""Awards of the register inside a nomination's window, proposed as evidence and taken over in one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from db import dossiers, nominations
from db.errors import BadInput
from db.sqlite import Connection, Row
from db.store import Action

_SELECT = """
    SELECT a.id, a.subject_id, a.nomination_id, coalesce(n.campaign_id, d.campaign_id) AS campaign_id,
           coalesce(n.award_round_id, d.award_round_id) AS award_round_id,
           a.form_code, a.award_type, a.citation, d.number, d.day, o.name AS issuer,
           coalesce(n.judged_year,
                    CASE WHEN c.mode = 'regular' THEN CAST(substr(c.end_on, 1, 4) AS INTEGER) END,
                    CAST(substr(d.day, 1, 4) AS INTEGER)) AS year,
           coalesce((SELECT f.name FROM award_form f WHERE f.code = a.form_code
                     ORDER BY f.valid_from DESC LIMIT 1), a.form_code) AS form_name,
           coalesce((SELECT f.category FROM award_form f WHERE f.code = a.form_code
                     ORDER BY f.valid_from DESC LIMIT 1), 'form') AS category
    FROM award a JOIN decision d ON d.id = a.decision_id JOIN organization o ON o.id = d.organization_id
    LEFT JOIN nomination n ON n.id = a.nomination_id LEFT JOIN campaign c ON c.id = n.campaign_id
    WHERE d.status = 'issued' AND a.revoked_date IS NULL
      AND a.subject_id IN (SELECT value FROM json_each(?))
    ORDER BY a.subject_id, year, a.id"""


@dataclass(frozen=True, slots=True)
class GivenAward:
    """An award of an issued decision: the year it is for, and the decision it stands on."""

    id: int
    subject_id: int
    nomination_id: int | None
    campaign_id: int | None
    award_round_id: int | None
    form_code: str
    form_name: str
    category: str
    award_type: str
    citation: str
    year: int
    number: str
    day: dt.date
    issuer: str

    @property
    def shown(self) -> str:
        """Form, year and decision: "Giấy khen năm 2019 (12/QĐ-UBND)"."""
        return f"{self.form_name} năm {self.year} ({self.number})"


def _given(row: Row) -> GivenAward:
    values = {name: row[name] for name in GivenAward.__slots__}
    return GivenAward(**{**values, "day": dt.date.fromisoformat(row["day"])})


def given_to(con: Connection, subject_ids: Iterable[int]) -> dict[int, list[GivenAward]]:
    """Standing awards of issued decisions by subject and year, in one query."""
    found: dict[int, list[GivenAward]] = {}
    for row in con.execute(_SELECT, (str(list(subject_ids)),)):
        found.setdefault(row["subject_id"], []).append(_given(row))
    return found


def propose(con: Connection, nomination_id: int) -> list[GivenAward]:
    """Awards of the nominee inside the window that are no evidence yet and were not made of this nomination."""
    nomination = nominations.get_nomination(con, nomination_id)
    window = nomination.window
    if window is None:
        return []
    used = {piece.award_id for piece in dossiers.evidence_of(con, nomination_id)}
    given = given_to(con, [nomination.subject.id]).get(nomination.subject.id, [])
    return [
        a
        for a in given
        if window.start <= a.year <= window.end and a.id not in used and a.nomination_id != nomination_id
    ]


def accept(action: Action, nomination_id: int, award_ids: Iterable[int]) -> list[int]:
    """Take proposed awards over as checked evidence with decision, day and issuer; returns the new ids.

    Raises:
        BadInput: one of them is not proposed (any more).
    """
    proposed = {one.id: one for one in propose(action.con, nomination_id)}
    made = []
    for award_id in award_ids:
        if award_id not in proposed:
            raise BadInput("Khen thưởng này không còn trong danh sách gợi ý; hãy tải lại hồ sơ rồi chọn lại.")
        one = proposed[award_id]
        made.append(
            dossiers.add_evidence(
                action,
                nomination_id,
                year_from=one.year,
                what=one.form_name,
                kind="title" if one.category == "title" else "certificate",
                number=one.number,
                document_on=one.day.isoformat(),
                issuer=one.issuer,
                form_code=one.form_code,
                award_type=one.award_type,
                award_id=one.id,
            )
        )
    dossiers.set_checked(action, made)
    return made
