"""Whose dossier lacks what ("Hồ sơ của ai thiếu giấy gì"), the request to complete with its day, and the receipt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from db import dossiers, nominations, time_limits
from db.errors import BadInput, NotFound
from db.nominations import Nomination
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.text import clean

KINDS: Final = {"request": "Yêu cầu bổ sung", "receipt": "Giấy tiếp nhận"}
_STANDING: Final = ("draft", "submitted", "appraised", "approved", "returned")


@dataclass(frozen=True, slots=True)
class Lacking:
    """One nomination whose dossier lacks papers; ``requested`` is the day of the last open request."""

    nomination: Nomination
    unit_id: int | None
    unit: str
    papers: tuple[dossiers.DossierItem, ...]
    requested: dt.date | None
    due_date: dt.date | None

    @property
    def shown_papers(self) -> str:
        """The papers in one line."""
        return "; ".join(paper.name for paper in self.papers)


@dataclass(frozen=True, slots=True)
class Letter:
    """A request or a receipt to one unit with the papers on it: (nomination, paper code, name)."""

    id: int
    kind: str
    unit_id: int | None
    unit: str
    campaign_id: int | None
    number: str
    day: dt.date
    due_date: dt.date | None
    answered_date: dt.date | None
    note: str
    items: tuple[tuple[int, str, str], ...] = ()

    @property
    def shown_kind(self) -> str:
        """The kind in Vietnamese."""
        return KINDS[self.kind]


def lacking(con: Connection, campaign_id: int | None, as_of: dt.date) -> list[Lacking]:
    """Standing nominations whose dossiers lack a required or awaited paper, by unit and name; in few queries."""
    standing = nominations.list_nominations(con, campaign_id, statuses=_STANDING, order="name")
    papers = dossiers.papers_of_many(con, standing, as_of)
    open_requests = {
        row["nomination_id"]: row
        for row in con.execute(
            """SELECT i.nomination_id, l.day, l.due_date FROM dossier_letter l
               JOIN dossier_letter_item i ON i.dossier_letter_id = l.id
               WHERE l.kind = 'request' AND l.answered_date IS NULL ORDER BY l.day, l.id"""
        )
    }
    found = []
    for n in standing:
        short = tuple(item for item in papers[n.id] if item.state in ("missing", "awaited"))
        if short:
            asked = open_requests.get(n.id)
            unit_id = n.proposing_unit_id if n.proposing_unit_id is not None else n.subject.unit_id
            day = _day(asked["day"]) if asked else None
            due = _day(asked["due_date"]) if asked else None
            found.append(Lacking(n, unit_id, n.unit, short, day, due))
    return sorted(found, key=lambda one: (one.unit == "", one.unit))


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _letter(row: Row, items: tuple[tuple[int, str, str], ...]) -> Letter:
    values = {name: row[name] for name in Letter.__slots__ if name != "items"}
    days = {name: _day(row[name]) for name in ("day", "due_date", "answered_date")}
    return Letter(**{**values, **days, "items": items})


def list_letters(con: Connection, *, campaign_id: int | None = None, kind: str = "") -> list[Letter]:
    """Requests and receipts, the newest first; two queries."""
    rows = con.execute(
        """SELECT l.*, coalesce(u.name, '') AS unit FROM dossier_letter l LEFT JOIN unit u ON u.id = l.unit_id
           WHERE (? IS NULL OR l.campaign_id = ?) AND ? IN ('', l.kind) ORDER BY l.day DESC, l.id DESC""",
        (campaign_id, campaign_id, kind),
    ).fetchall()
    items: dict[int, list[tuple[int, str, str]]] = {}
    for item in con.execute("SELECT * FROM dossier_letter_item ORDER BY dossier_letter_id, id"):
        items.setdefault(item["dossier_letter_id"], []).append(
            (item["nomination_id"], item["paper_code"], item["name"])
        )
    return [_letter(row, tuple(items.get(row["id"], ()))) for row in rows]


def get_letter(con: Connection, letter_id: int) -> Letter:
    """One letter.

    Raises:
        NotFound: no such letter.
    """
    for letter in list_letters(con):
        if letter.id == letter_id:
            return letter
    raise NotFound("Văn bản về hồ sơ này không còn trong sổ; hãy tải lại danh sách.")


def overdue(con: Connection, as_of: dt.date) -> list[Letter]:
    """Requests whose day has passed without an answer."""
    return [
        one
        for one in list_letters(con, kind="request")
        if one.answered_date is None and one.due_date is not None and one.due_date < as_of
    ]


def request(
    action: Action,
    listed: Iterable[Lacking],
    *,
    day: dt.date,
    due_date: dt.date | None = None,
    number: str = "",
    campaign_id: int | None = None,
    note: str = "",
) -> list[int]:
    """Ask units to complete: one letter a unit with exactly what lacks; returns the ids in the order of units.

    The day comes from the catalogue of time limits where none is given.

    Raises:
        BadInput: nothing lacks, or it would be due before the day of the letter.
    """
    groups: dict[int | None, list[Lacking]] = {}
    for one in listed:
        groups.setdefault(one.unit_id, []).append(one)
    if not groups:
        raise BadInput("Không có hồ sơ nào thiếu giấy tờ; hãy chọn những hồ sơ cần bổ sung.")
    due = due_date or time_limits.due(action.con, "complete", day)
    return [
        _write(
            action,
            "request",
            unit_id,
            [(one.nomination.id, p.paper_code, p.name) for one in group for p in one.papers],
            day=day,
            due=due,
            number=number,
            campaign_id=campaign_id,
            note=note,
        )
        for unit_id, group in groups.items()
    ]


def receive(
    action: Action,
    nomination_ids: Iterable[int],
    *,
    day: dt.date,
    number: str = "",
    promised: dt.date | None = None,
    note: str = "",
) -> list[int]:
    """Receipt for dossiers handed in: one letter a unit with the papers that are there; returns the ids.

    Drafts and returned nominations become "đã nộp", each keeping the day it was first handed in. The day promised
    comes from the catalogue of time limits where none is given.

    Raises:
        BadInput: nothing chosen, or promised before the day of the receipt.
    """
    groups: dict[int | None, list[Nomination]] = {}
    for n in nominations.by_ids(action.con, nomination_ids):
        unit = n.proposing_unit_id if n.proposing_unit_id is not None else n.subject.unit_id
        groups.setdefault(unit, []).append(n)
    if not groups:
        raise BadInput("Chưa chọn hồ sơ nào để ghi nhận; hãy chọn những hồ sơ vừa nộp.")
    made = []
    for unit_id, group in groups.items():
        papers = dossiers.dossiers(action.con, [n.id for n in group])
        items = [
            (n.id, p.paper_code, p.name) for n in group for p in papers.get(n.id, []) if p.state == "have"
        ]
        items = items or [(n.id, "ho_so", "Hồ sơ đề nghị khen thưởng") for n in group]
        due = promised or time_limits.due(action.con, "decide", day, group[0].form_code, group[0].award_type)
        campaign = group[0].campaign_id
        made.append(
            _write(
                action,
                "receipt",
                unit_id,
                items,
                day=day,
                due=due,
                number=number,
                campaign_id=campaign,
                note=note,
            )
        )
        back = [n.id for n in group if n.status in ("draft", "returned")]
        nominations.set_status(action, back, "submitted", day=day)
    return made


def _write(
    action: Action,
    kind: str,
    unit_id: int | None,
    items: Iterable[tuple[int, str, str]],
    *,
    day: dt.date,
    due: dt.date | None,
    number: str,
    campaign_id: int | None,
    note: str,
) -> int:
    if due is not None and due < day:
        raise BadInput("Ngày hẹn trước ngày của văn bản; hãy sửa lại một trong hai ngày.")
    letter_id = action.insert(
        "dossier_letter",
        kind=kind,
        unit_id=unit_id,
        campaign_id=campaign_id,
        number=clean(number),
        day=day.isoformat(),
        due_date=due.isoformat() if due else None,
        note=clean(note),
    )
    for nomination_id, code, name in items:
        action.insert(
            "dossier_letter_item",
            dossier_letter_id=letter_id,
            nomination_id=nomination_id,
            paper_code=code,
            name=name,
        )
    return letter_id


def remove(action: Action, letter_id: int) -> None:
    """Take a letter out that was not issued; the nominations on it stay as they are.

    Raises:
        BadInput: it has a number, or it is a request that was answered.
    """
    letter = get_letter(action.con, letter_id)
    word = letter.shown_kind
    if letter.number:
        raise BadInput(
            f"{word} số {letter.number} đã phát hành nên không xóa được; hãy lập văn bản thay thế."
        )
    if letter.answered_date is not None:
        raise BadInput(
            f"{word} này đã được bổ sung đủ ngày {format_date(letter.answered_date)} nên không xóa được; "
            "hãy ghi lại là chưa đủ trước."
        )
    rows = action.con.execute("SELECT id FROM dossier_letter_item WHERE dossier_letter_id = ?", (letter_id,))
    for row in rows.fetchall():
        action.delete("dossier_letter_item", row["id"])
    action.delete("dossier_letter", letter_id)


def completed(action: Action, letter_id: int, day: dt.date | None) -> int:
    """Note that a request was answered: its papers are there since that day; None takes the note back.

    Returns how many papers changed.

    Raises:
        BadInput: it is no request, or answered before it was written.
    """
    letter = get_letter(action.con, letter_id)
    if letter.kind != "request":
        raise BadInput("Đây không phải yêu cầu bổ sung; hãy chọn một yêu cầu bổ sung hồ sơ.")
    if day is not None and day < letter.day:
        raise BadInput("Ngày bổ sung trước ngày yêu cầu; hãy sửa lại ngày.")
    action.update("dossier_letter", letter_id, answered_date=day.isoformat() if day else None)
    if day is None:
        return 0
    return sum(
        dossiers.set_dossier_item(action, nomination_id, code, name=name, state="have", day=day)
        for nomination_id, code, name in letter.items
    )
