"""What stands against issuing a decision with this number on this day: one sentence each, nothing is changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from db import document_numbers, organizations
from db.sqlite import Connection
from db.vietnamese.dates import format_date
from db.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class ToIssue:
    """A decision about to be issued, or a superior's about to be entered (``id`` None)."""

    id: int | None
    organization_id: int
    number: str
    day: dt.date
    signer_name: str = ""
    meeting_id: int | None = None
    corrects_id: int | None = None


def problems(con: Connection, issue: ToIssue) -> list[str]:
    """Everything that stands against it, the first one first."""
    return [sentence for check in _CHECKS for sentence in check(con, issue)]


def _taken(con: Connection, issue: ToIssue) -> Iterator[str]:
    rows = con.execute(
        """SELECT number, title FROM decision
           WHERE status = 'issued' AND organization_id = ? AND day = ? AND id IS NOT ? ORDER BY id""",
        (issue.organization_id, issue.day.isoformat(), issue.id),
    )
    for row in rows:
        if document_numbers.fits(row["number"], issue.number):
            yield (
                f"Số {row['number']} ngày {format_date(issue.day)} đã có trong sổ ({row['title'] or 'không tên'}); "
                "hãy kiểm tra lại số hoặc ngày của quyết định."
            )
            return


def _before_meeting(con: Connection, issue: ToIssue) -> Iterator[str]:
    held = con.execute(
        """SELECT max(day) AS day FROM (
               SELECT day FROM meeting WHERE id = :meeting
               UNION ALL
               SELECT min(coalesce(m.returned_date, m.day)) FROM award a
               JOIN vote v ON v.nomination_id = a.nomination_id AND v.result = 'approved'
               JOIN meeting m ON m.id = v.meeting_id
               WHERE a.decision_id = :decision GROUP BY a.nomination_id)""",
        {"meeting": issue.meeting_id, "decision": issue.id},
    ).fetchone()["day"]
    yield from _earlier(
        issue, held, "Ngày ký trước ngày họp Hội đồng ({day}); hãy sửa lại ngày của quyết định."
    )


def _before_papers(con: Connection, issue: ToIssue) -> Iterator[str]:
    row = con.execute(
        """SELECT (SELECT max(t.day) FROM submission t JOIN submission_item i ON i.submission_id = t.id
                   JOIN award a ON a.nomination_id = i.nomination_id
                   WHERE t.kind = 'council' AND a.decision_id = :decision) AS submission,
                  (SELECT max(c.day) FROM simplified_case c JOIN nomination n ON n.simplified_case_id = c.id
                   JOIN award a ON a.nomination_id = n.id WHERE a.decision_id = :decision) AS simplified,
                  (SELECT day FROM decision WHERE id = :corrects) AS corrected""",
        {"decision": issue.id, "corrects": issue.corrects_id},
    ).fetchone()
    for day, sentence in (
        (
            row["submission"],
            "Ngày ký trước ngày tờ trình của Hội đồng ({day}); hãy sửa lại ngày của quyết định.",
        ),
        (
            row["simplified"],
            "Ngày ký trước ngày xét theo thủ tục đơn giản ({day}); hãy sửa lại ngày của quyết định.",
        ),
        (
            row["corrected"],
            "Ngày ký trước ngày của quyết định được sửa ({day}); hãy sửa lại ngày của quyết định.",
        ),
    ):
        yield from _earlier(issue, day, sentence)


def _earlier(issue: ToIssue, day: str | None, sentence: str) -> Iterator[str]:
    if day is not None and issue.day.isoformat() < day:
        yield sentence.format(day=format_date(dt.date.fromisoformat(day)))


def _out_of_office(con: Connection, issue: ToIssue) -> Iterator[str]:
    rows = con.execute(
        "SELECT name, active_from, active_to FROM signer WHERE organization_id = ? ORDER BY ordinal, id",
        (issue.organization_id,),
    )
    terms = [
        (row["active_from"] or "0000", row["active_to"] or "9999")
        for row in rows
        if fold(row["name"]) == fold(issue.signer_name)
    ]
    # A name the list of signers does not hold is no bar: a superior's signer, somebody taken off since.
    if terms and not any(start <= issue.day.isoformat() <= end for start, end in terms):
        yield (
            f"“{issue.signer_name}” không giữ chức vụ ký vào ngày {format_date(issue.day)}; "
            "hãy chọn người ký khác hoặc sửa lại ngày của quyết định."
        )


def _not_in_person(con: Connection, issue: ToIssue) -> Iterator[str]:
    row = con.execute("SELECT signer_name, signature_form FROM decision WHERE id = ?", (issue.id,)).fetchone()
    if row is not None and row["signature_form"] in organizations.NOT_FOR_AWARDS:
        yield (
            f"“{row['signer_name']}” ký thừa lệnh hoặc thừa ủy quyền nên không ký quyết định khen thưởng; "
            "hãy chọn Chủ tịch, hoặc Phó Chủ tịch ký thay."
        )


_CHECKS: Final[tuple[Callable[[Connection, ToIssue], Iterator[str]], ...]] = (
    _taken,
    _before_meeting,
    _before_papers,
    _out_of_office,
    _not_in_person,
)
