"""What must be done today: duties by urgency, progress of each drive, what waits in the award chain.

Every number is the length of the list behind it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from db import board, campaigns, reports
from db.board import Cell
from db.rules import deadlines
from db.rules.deadlines import ObligationState
from db.sqlite import Connection, Row

SOON_DAYS: Final = 7
MONTH_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One thing behind a count: what it is, the words for its state, and the page that settles it."""

    key: str
    text: str
    page: str
    campaign_id: int | None = None
    words: str = ""
    due: dt.date | None = None
    drive: str = ""
    status: ObligationState | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A count and the things counted: overdue, due within 7 days from today on, due within 8 to 30 days."""

    key: str
    title: str
    lines: tuple[Line, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Who owes whom: "Đơn vị nợ ta", "Ta nợ cấp trên", "Việc trong cơ quan"."""

    key: str
    title: str
    buckets: tuple[Bucket, ...]

    @property
    def count(self) -> int:
        """All that is overdue or due within 30 days."""
        return sum(bucket.count for bucket in self.buckets)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one open drive is. Units and reports count what is settled of what is asked; waived ones are settled."""

    campaign_id: int
    title: str
    registered: int
    to_register: int
    reports: int
    reports_due: int
    nominees: int
    awards: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The page Tổng quan as of a day."""

    as_of: dt.date
    duties: tuple[DutyGroup, ...]
    waiting: tuple[Bucket, ...]
    drives: tuple[Progress, ...]

    @property
    def idle(self) -> bool:
        """Whether nothing is overdue, due or waiting."""
        return not any(group.count for group in self.duties) and not self.waiting


GROUPS: Final = (
    ("from_units", "Đơn vị nợ ta"),
    ("to_superior", "Ta nợ cấp trên"),
    ("inside", "Việc trong cơ quan"),
)
BUCKETS: Final = (("overdue", "Quá hạn"), ("soon", "7 ngày tới"), ("month", "30 ngày tới"))
_PAGES: Final = {"from_units": "board", "to_superior": "campaigns", "inside": "campaigns"}
_WAITING_PAGES: Final = {
    "undecided": "nominations",
    "approved": "decisions",
    "drafts": "decisions",
    "unprinted": "decisions",
    "reprint": "decisions",
    "prizes": "decisions",
    "answers": "decisions",
    "handover": "register",
}


def overview(con: Connection, as_of: dt.date) -> Overview:
    """Everything the first page shows, over all open drives."""
    open_drives = campaigns.list_campaigns(con, open_only=True)
    duties = board.duties(con, as_of)
    titles = {drive.id: drive.shown for drive in open_drives}
    groups = [
        _group(key, title, [cell for cell in duties if cell.direction == key], titles, as_of)
        for key, title in GROUPS
    ]
    tasks = _tasks(con, titles, as_of)
    return Overview(
        as_of,
        tuple(_joined(group, tasks) if group.key == "inside" else group for group in groups),
        _waiting(con, as_of),
        tuple(_progress(con, drive.id, drive.shown, duties) for drive in open_drives),
    )


def _joined(group: DutyGroup, tasks: Sequence[tuple[str, Line]]) -> DutyGroup:
    """The group with the tasks of plans behind its obligations."""
    buckets = [
        Bucket(b.key, b.title, (*b.lines, *(line for where, line in tasks if where == b.key)))
        for b in group.buckets
    ]
    return DutyGroup(group.key, group.title, tuple(buckets))


def _bucket_of(as_of: dt.date, due: dt.date | None) -> str | None:
    if due is None:
        return None
    left = (due - as_of).days
    if left < 0:
        return "overdue"
    if left <= SOON_DAYS:
        return "soon"
    return "month" if left <= MONTH_DAYS else None


def _group(key: str, title: str, cells: Iterable[Cell], titles: dict[int, str], as_of: dt.date) -> DutyGroup:
    listed: dict[str, list[Cell]] = {bucket: [] for bucket, _ in BUCKETS}
    for cell in cells:
        where = None if cell.status.state.settled else _bucket_of(as_of, cell.status.due)
        if where is not None:
            listed[where].append(cell)
    return DutyGroup(
        key,
        title,
        tuple(
            Bucket(
                bucket,
                words,
                tuple(_line(cell, titles) for cell in sorted(listed[bucket], key=_urgency)),
            )
            for bucket, words in BUCKETS
        ),
    )


def _urgency(cell: Cell) -> dt.date:
    return cell.status.due or dt.date.max


def _line(cell: Cell, titles: dict[int, str]) -> Line:
    return Line(
        f"o{cell.obligation_id}",
        f"{cell.unit} – {cell.requirement}" if cell.unit else cell.requirement,
        _PAGES[cell.direction],
        cell.campaign_id,
        deadlines.in_words(replace(cell.status, missing=None)),
        cell.status.due,
        titles.get(cell.campaign_id, ""),
        cell.status.state,
        cell.status.missing or "",
    )


def _tasks(con: Connection, titles: dict[int, str], as_of: dt.date) -> list[tuple[str, Line]]:
    rows = con.execute(
        """SELECT t.id, t.campaign_id, t.who, t.what, t.due_date FROM task t JOIN campaign c ON c.id = t.campaign_id
           WHERE t.done_date IS NULL AND t.due_date IS NOT NULL AND c.closed_date IS NULL
           ORDER BY t.due_date, t.id"""
    )
    found = []
    for row in rows:
        due = dt.date.fromisoformat(row["due_date"])
        where = _bucket_of(as_of, due)
        if where is not None:
            found.append((where, _task_line(row, titles, due, as_of)))
    return found


def _task_line(row: Row, titles: dict[int, str], due: dt.date, as_of: dt.date) -> Line:
    left = (due - as_of).days
    if left < 0:
        state, words = ObligationState.OVERDUE, f"Quá hạn {-left} ngày"
    elif left == 0:
        state, words = ObligationState.DUE_TODAY, "Đến hạn hôm nay"
    else:
        state, words = ObligationState.DUE_SOON, f"Còn {left} ngày"
    return Line(
        f"t{row['id']}",
        f"{row['who']} – {row['what']}" if row["who"] else row["what"],
        "campaigns",
        row["campaign_id"],
        words,
        due,
        titles.get(row["campaign_id"], ""),
        state,
    )


def _waiting(con: Connection, as_of: dt.date) -> tuple[Bucket, ...]:
    found = [
        Bucket(
            entry.key,
            entry.title,
            tuple(
                Line(f"{entry.key}{number}", text, _WAITING_PAGES[entry.key]) for number, text in entry.items
            ),
        )
        for entry in reports.todo(con, as_of=as_of)
    ]
    handover = tuple(Line(f"handover{number}", text, "register") for number, text in not_handed_over(con))
    if handover:
        found.append(Bucket("handover", "Khen thưởng chưa trao", handover))
    return tuple(found)


def not_handed_over(con: Connection) -> list[tuple[int, str]]:
    """Awards of our issued decisions whose recipient has not received paper and prize: award id and words."""
    rows = con.execute(
        """SELECT a.id, a.recipient, d.number FROM award a JOIN decision d ON d.id = a.decision_id
           JOIN organization o ON o.id = d.organization_id
           WHERE d.status = 'issued' AND o.is_own = 1 AND d.taken_over = 0 AND a.revoked_date IS NULL
             AND a.received_date IS NULL
           ORDER BY d.day DESC, d.id, a.ordinal, a.id"""
    )
    return [(row["id"], f"{row['recipient']} ({row['number']})") for row in rows]


def _progress(con: Connection, campaign_id: int, title: str, duties: Sequence[Cell]) -> Progress:
    owed = [cell for cell in duties if cell.campaign_id == campaign_id and cell.direction == "from_units"]
    registrations = [cell for cell in owed if cell.kind == "registration"]
    rest = [cell for cell in owed if cell.kind != "registration"]
    counts = con.execute(
        """SELECT (SELECT count(*) FROM nomination WHERE campaign_id = ?1 AND status <> 'withdrawn') AS nominees,
                  (SELECT count(*) FROM award a JOIN decision d ON d.id = a.decision_id
                   WHERE d.campaign_id = ?1 AND d.status = 'issued' AND a.revoked_date IS NULL) AS awards""",
        (campaign_id,),
    ).fetchone()
    return Progress(
        campaign_id,
        title,
        sum(cell.status.state.settled for cell in registrations),
        len(registrations),
        sum(cell.status.state.settled for cell in rest),
        len(rest),
        counts["nominees"],
        counts["awards"],
        sum(cell.status.state is ObligationState.OVERDUE for cell in owed),
    )


def age_of_copy(made: dt.datetime | None, now: dt.datetime) -> str:
    """How old the last backup copy is, in words."""
    if made is None:
        return "Chưa có bản sao lưu nào"
    days = (now.date() - made.date()).days
    ago = "hôm nay" if days <= 0 else "hôm qua" if days == 1 else f"{days} ngày trước"
    return f"Sao lưu gần nhất: {made:%H:%M} ngày {made:%d/%m/%Y} ({ago})"
