"""What a paper rests on, with its days: the session, the submission, the decision, the signer's term of office."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db import document_numbers
from db.sqlite import Connection
from db.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class Ground:
    """Something a paper rests on: what, as a sentence names it, and its day."""

    what: str
    day: dt.date


def _grounds(con: Connection, query: str, number: int) -> list[Ground]:
    rows = con.execute(query, {"id": number}).fetchall()
    return [Ground(row["what"], dt.date.fromisoformat(row["day"])) for row in rows if row["day"]]


def of_decision(con: Connection, decision_id: int) -> list[Ground]:
    """The sessions that voted on a decision's list, its submissions, the decision it corrects; the earliest first."""
    return _grounds(
        con,
        """SELECT DISTINCT what, day FROM (
               SELECT 'phiên họp Hội đồng' AS what, coalesce(m.returned_date, m.day) AS day FROM award a
               JOIN vote v ON v.nomination_id = a.nomination_id JOIN meeting m ON m.id = v.meeting_id
               WHERE a.decision_id = :id AND v.result = 'approved'
               UNION
               SELECT 'phiên họp Hội đồng', coalesce(m.returned_date, m.day) FROM decision d
               JOIN meeting m ON m.id = d.meeting_id WHERE d.id = :id
               UNION
               SELECT 'Tờ trình ' || coalesce('số ' || t.number, 'của Hội đồng'), t.day FROM award a
               JOIN submission_item i ON i.nomination_id = a.nomination_id JOIN submission t ON t.id = i.submission_id
               WHERE a.decision_id = :id AND t.kind = 'council'
               UNION
               SELECT 'Quyết định số ' || c.number, c.day FROM decision d JOIN decision c ON c.id = d.corrects_id
               WHERE d.id = :id) ORDER BY day, what""",
        decision_id,
    )


def council_requests(con: Connection, decision_id: int) -> list[Ground]:
    """The council's submissions a decision answers that văn thư gave number and day, the earliest first."""
    return _grounds(
        con,
        """SELECT DISTINCT 'Tờ trình số ' || t.number AS what, t.day FROM award a
           JOIN submission_item i ON i.nomination_id = a.nomination_id JOIN submission t ON t.id = i.submission_id
           WHERE a.decision_id = :id AND t.kind = 'council' AND t.number <> '' ORDER BY t.day, t.id""",
        decision_id,
    )


def of_submission(con: Connection, submission_id: int) -> list[Ground]:
    """The sessions that voted on a submission's names."""
    return _grounds(
        con,
        """SELECT DISTINCT 'phiên họp Hội đồng' AS what, coalesce(m.returned_date, m.day) AS day
           FROM submission_item i JOIN vote v ON v.nomination_id = i.nomination_id JOIN meeting m ON m.id = v.meeting_id
           WHERE i.submission_id = :id ORDER BY day""",
        submission_id,
    )


def of_meeting(con: Connection, meeting_id: int) -> list[Ground]:
    """The decision that founded the session's council."""
    return _grounds(
        con,
        """SELECT 'quyết định thành lập Hội đồng' AS what, coalesce(c.day, c.active_from) AS day
           FROM meeting m JOIN council c ON c.id = m.council_id WHERE m.id = :id""",
        meeting_id,
    )


def of_campaign_results(con: Connection, campaign_id: int) -> list[Ground]:
    """The own decisions a notice of results tells of."""
    return _grounds(
        con,
        """SELECT 'Quyết định số ' || d.number AS what, d.day FROM decision d
           JOIN organization o ON o.id = d.organization_id
           WHERE d.campaign_id = :id AND d.status = 'issued' AND o.is_own = 1 ORDER BY d.day, d.id""",
        campaign_id,
    )


def in_office(con: Connection, name: str, day: dt.date) -> bool | None:
    """Whether somebody of this name may sign for the office on a day; None where the register does not know them."""
    rows = con.execute(
        """SELECT s.name, s.active_from, s.active_to FROM signer s JOIN organization o ON o.id = s.organization_id
           WHERE o.is_own = 1"""
    ).fetchall()
    mine = [row for row in rows if fold(row["name"]) == fold(name)]
    if not mine:
        return None
    told = day.isoformat()
    return any((row["active_from"] or "") <= told <= (row["active_to"] or "9999") for row in mine)


def same_number(con: Connection, number: str, day: dt.date, *, but: int | None = None) -> list[Ground]:
    """Other own decisions of the year that carry a number as printed; numbering begins anew every 1 January."""
    rows = con.execute(
        """SELECT d.number, d.day FROM decision d JOIN organization o ON o.id = d.organization_id
           WHERE o.is_own = 1 AND d.number IS NOT NULL AND substr(d.day, 1, 4) = ? AND d.id IS NOT ?
           ORDER BY d.day, d.id""",
        (str(day.year), but),
    ).fetchall()
    key = document_numbers.key(number)
    return [
        Ground(f"Quyết định số {row['number']}", dt.date.fromisoformat(row["day"]))
        for row in rows
        if document_numbers.key(row["number"]) == key
    ]


def respelled(con: Connection, decision_id: int) -> list[tuple[str, str]]:
    """Names on a decision that differ from the register's: (as printed, as registered)."""
    rows = con.execute(
        """SELECT a.recipient, s.name FROM award a JOIN subject s ON s.id = a.subject_id
           WHERE a.decision_id = ? AND a.revoked_date IS NULL AND a.recipient <> s.name ORDER BY a.ordinal, a.id""",
        (decision_id,),
    )
    return [(row["recipient"], row["name"]) for row in rows]
