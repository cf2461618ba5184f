"""Every file attached to a drive, from its plan to its decisions, as its archive lists them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from db.sqlite import Connection

STAGES: Final = {
    "launch": "Phat-dong",
    "registration": "Dang-ky",
    "handed_in": "Don-vi-gui",
    "dossier": "Ho-so-de-nghi",
    "decision": "Quyet-dinh",
}
"""Parts of a drive's dossier in their order, with the name of their folder."""


@dataclass(frozen=True, slots=True)
class DriveFile:
    """One attached file: to what part it belongs, what it is, number and partial day of the paper, who issued it."""

    stage: str
    attachment_id: int
    file_name: str
    what: str
    number: str
    day: str | None
    author: str


_QUERY: Final = """
    SELECT 'launch' AS stage, d.attachment_id, d.summary AS what, coalesce(d.number, '') AS number, d.day,
           d.issuer AS author, 1 AS part, d.id AS place
    FROM campaign_document d WHERE d.campaign_id = :drive AND d.attachment_id IS NOT NULL
    UNION ALL
    SELECT 'registration', a.attachment_id, r.title, r.number, coalesce(r.document_date, r.received_date),
           coalesce((SELECT u.name FROM registration_unit ru JOIN unit u ON u.id = ru.unit_id
                     WHERE ru.registration_id = r.id ORDER BY ru.role, ru.id LIMIT 1), ''), 2, r.id
    FROM registration r JOIN registration_attachment a ON a.registration_id = r.id WHERE r.campaign_id = :drive
    UNION ALL
    SELECT 'handed_in', s.attachment_id, o.name, s.number, coalesce(s.document_date, s.day), coalesce(u.name, ''),
           3, s.id
    FROM submission_received s JOIN obligation o ON o.id = s.obligation_id LEFT JOIN unit u ON u.id = o.unit_id
    WHERE o.campaign_id = :drive AND s.attachment_id IS NOT NULL
    UNION ALL
    SELECT 'dossier', i.attachment_id, i.name || ' – ' || p.name, '', i.day, coalesce(u.name, ''), 4, i.id
    FROM dossier_item i JOIN nomination n ON n.id = i.nomination_id JOIN subject p ON p.id = n.subject_id
    LEFT JOIN unit u ON u.id = coalesce(n.proposing_unit_id, p.unit_id)
    WHERE n.campaign_id = :drive AND i.attachment_id IS NOT NULL
    UNION ALL
    SELECT 'dossier', e.attachment_id, e.what || ' – ' || p.name, e.number, e.document_on, e.issuer, 5, e.id
    FROM evidence e JOIN nomination n ON n.id = e.nomination_id JOIN subject p ON p.id = n.subject_id
    WHERE n.campaign_id = :drive AND e.attachment_id IS NOT NULL
    UNION ALL
    SELECT 'decision', d.attachment_id, d.title, coalesce(d.number, ''), d.day, o.name, 6, d.id
    FROM decision d JOIN organization o ON o.id = d.organization_id
    WHERE d.campaign_id = :drive AND d.attachment_id IS NOT NULL"""


def attached(con: Connection, campaign_id: int) -> list[DriveFile]:
    """Files of a drive part by part, each part by day; one file attached in two places is listed at both."""
    rows = con.execute(
        f"""SELECT q.*, f.name AS file_name FROM ({_QUERY}) q JOIN attachment f ON f.id = q.attachment_id
            ORDER BY q.part, q.day IS NULL, q.day, q.place""",
        {"drive": campaign_id},
    )
    return [DriveFile(*(row[name] for name in DriveFile.__slots__)) for row in rows]


def scans_of(con: Connection, nomination_ids: list[int]) -> dict[int, list[tuple[str, str, int]]]:
    """Papers of dossiers that lie in the register, by nomination: (paper code, its name, attachment id)."""
    rows = con.execute(
        """SELECT nomination_id, paper_code, name, attachment_id FROM dossier_item
           WHERE attachment_id IS NOT NULL AND nomination_id IN (SELECT value FROM json_each(?))
           ORDER BY nomination_id, id""",
        (str(nomination_ids),),
    )
    found: dict[int, list[tuple[str, str, int]]] = {}
    for row in rows:
        told = (row["paper_code"], row["name"], row["attachment_id"])
        found.setdefault(row["nomination_id"], []).append(told)
    return found


def whole_day(partial: str | None) -> dt.date | None:
    """A partial date as a day; None where only the year or the month is known."""
    return dt.date.fromisoformat(partial) if partial and len(partial) == len("2023-08-15") else None
