"""The registration board: units × obligations of a drive with states; extensions, waivers, reminders, receipts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from db import settings
from db.errors import BadInput
from db.rules import deadlines
from db.rules.deadlines import DeadlineStatus, Handed, Kind, Minimum, ObligationState
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.text import clean

# Order of urgency: what the officer must look at first.
STATES: tuple[ObligationState, ...] = (
    ObligationState.OVERDUE,
    ObligationState.DUE_TODAY,
    ObligationState.DUE_SOON,
    ObligationState.NOT_DUE,
    ObligationState.LATE,
    ObligationState.ON_TIME,
    ObligationState.WAIVED,
)


@dataclass(frozen=True, slots=True)
class BoardRegistration:
    """A registration as far as the board shows it."""

    id: int
    kind: str
    title: str
    status: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One obligation of one unit (or of the office itself, then ``unit_id`` is None) as of a day."""

    obligation_id: int
    campaign_id: int
    unit_id: int | None
    unit: str
    unit_kind: str
    cluster: str
    kind: str
    direction: str
    column: str
    requirement: str
    due_date: dt.date | None
    extended_to: dt.date | None
    waiver_reason: str
    status: DeadlineStatus
    registrations: tuple[BoardRegistration, ...]
    reminders: int
    last_reminder: dt.date | None
    quote: str = ""
    """The sentence of the plan its day comes from, else the one that asks for it; "" when typed by hand."""

    @property
    def is_open(self) -> bool:
        """Whether it still is to be met: neither handed in nor waived."""
        return self.status.state not in (
            ObligationState.LATE,
            ObligationState.ON_TIME,
            ObligationState.WAIVED,
        )

    @property
    def words(self) -> str:
        """State in words, as the board and the summary print it."""
        return deadlines.in_words(self.status)

    def to_json(self) -> dict[str, Any]:
        """The cell under the stable keys of the command line."""

        def iso(day: dt.date | None) -> str | None:
            return day.isoformat() if day else None

        return {
            "unit": self.unit,
            "unit_kind": self.unit_kind,
            "requirement": self.requirement,
            "due": iso(self.status.due),
            "state": str(self.status.state),
            "days_left": self.status.days_left,
            "days_late": self.status.days_late,
            "received": iso(self.status.received),
            "missing": self.status.missing,
            "registrations": [
                {"kind": r.kind, "title": r.title, "status": r.status} for r in self.registrations
            ],
        }


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was handed in towards a report, plan, pledge or dossier."""

    id: int
    day: dt.date
    channel: str
    number: str
    note: str


@dataclass(frozen=True, slots=True)
class Column:
    """One obligation column: the same duty of all units."""

    key: str
    title: str
    kind: str
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class Board:
    """The units' obligations of one drive as of a day."""

    campaign_id: int
    as_of: dt.date
    cells: tuple[Cell, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Registration first, then the other duties by day."""
        found: dict[str, Column] = {}
        for cell in self.cells:
            found.setdefault(cell.column, Column(cell.column, cell.requirement, cell.kind, cell.due_date))
        order = {"registration": 0}
        return tuple(
            sorted(found.values(), key=lambda c: (order.get(c.kind, 1), c.due or dt.date.max, c.key))
        )

    @property
    def counts(self) -> dict[str, int]:
        """Cells by state; every state is named, also those with none."""
        tally = Counter(str(cell.status.state) for cell in self.cells)
        return {str(state): tally[str(state)] for state in STATES}

    def in_state(self, *states: ObligationState) -> list[Cell]:
        """The cells behind a count."""
        return [cell for cell in self.cells if cell.status.state in states]


_OBLIGATIONS = """
    SELECT o.*, u.name AS unit, u.kind AS unit_kind, r.rule, r.min_model, r.min_work, r.min_task,
        coalesce(nullif(m.quote, ''), r.quote, '') AS quote,
        coalesce((SELECT c.name FROM cluster_member m JOIN cluster c ON c.id = m.cluster_id
            WHERE m.unit_id = u.id ORDER BY m.year DESC LIMIT 1), '') AS cluster,
        (SELECT count(*) FROM reminder n WHERE n.obligation_id = o.id AND n.day <= :as_of) AS reminders,
        (SELECT max(n.day) FROM reminder n WHERE n.obligation_id = o.id AND n.day <= :as_of) AS last_reminder
    FROM obligation o LEFT JOIN unit u ON u.id = o.unit_id LEFT JOIN requirement r ON r.id = o.requirement_id
        LEFT JOIN milestone m ON m.id = coalesce(o.milestone_id, r.milestone_id)
    WHERE (:campaign IS NULL OR o.campaign_id = :campaign)
    ORDER BY u.sort_key, u.id, o.kind <> 'registration', o.due_date, o.id"""


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def board(con: Connection, campaign_id: int, as_of: dt.date) -> Board:
    """The board of one drive: three queries whatever the number of units."""
    cells = [cell for cell in _cells(con, campaign_id, as_of) if cell.direction == "from_units"]
    return Board(campaign_id, as_of, tuple(cells))


def duties(con: Connection, as_of: dt.date, *, campaign_id: int | None = None) -> list[Cell]:
    """All obligations of all open drives (or one), the units', ours to the superior, and inside the office."""
    closed = {row["id"] for row in con.execute("SELECT id FROM campaign WHERE closed_date IS NOT NULL")}
    return [
        c for c in _cells(con, campaign_id, as_of) if campaign_id is not None or c.campaign_id not in closed
    ]


def _cells(con: Connection, campaign_id: int | None, as_of: dt.date) -> Iterable[Cell]:
    by_document = settings.get(con, "registration_day") == "document"
    soon = int(settings.get(con, "due_soon_days"))
    registrations = _registrations(con, campaign_id)
    receipts: dict[int, list[Handed]] = {}
    for row in con.execute("SELECT obligation_id, day FROM submission_received"):
        receipts.setdefault(row["obligation_id"], []).append(Handed(dt.date.fromisoformat(row["day"])))
    rows = con.execute(_OBLIGATIONS, {"campaign": campaign_id, "as_of": as_of.isoformat()})
    for row in rows.fetchall():
        # A letter dated earlier settles nothing before it arrived.
        behind = [
            r
            for r in registrations.get((row["campaign_id"], row["unit_id"]), ())
            if row["kind"] == "registration" and (r["received_date"] or "") <= as_of.isoformat()
        ]
        handed = receipts.get(row["id"], [])
        minimum = None
        if row["kind"] == "registration":
            minimum = Minimum(row["rule"], row["min_model"], row["min_work"], row["min_task"])
            handed = [h for r in behind if (h := _handed(r, by_document=by_document)) is not None]
        status = deadlines.state_as_of(
            as_of,
            due=_day(row["due_date"]),
            extended_to=_day(row["extended_to"]),
            waived_on=_day(row["waived_date"]),
            minimum=minimum,
            handed=handed,
            due_soon_days=soon,
        )
        yield _cell(row, status, [_shown(r) for r in behind])


def _registrations(con: Connection, campaign_id: int | None) -> dict[tuple[int, int], list[Row]]:
    found: dict[tuple[int, int], list[Row]] = {}
    for row in con.execute(
        "SELECT r.id, r.campaign_id, r.kind, r.title, r.status, r.received_date, r.document_date, r.returned_date, "
        "r.replaced_by_id, ru.unit_id FROM registration_unit ru JOIN registration r ON r.id = ru.registration_id "
        "WHERE ? IS NULL OR r.campaign_id = ? ORDER BY r.received_date, r.id",
        (campaign_id, campaign_id),
    ):
        found.setdefault((row["campaign_id"], row["unit_id"]), []).append(row)
    return found


def _settles(row: Row) -> bool:
    return row["status"] != "stopped" and row["returned_date"] is None and row["replaced_by_id"] is None


def _handed(row: Row, *, by_document: bool) -> Handed | None:
    day = (row["document_date"] or row["received_date"]) if by_document else row["received_date"]
    if day is None or not _settles(row):
        return None
    return Handed(dt.date.fromisoformat(day), cast("Kind", row["kind"]))


def _shown(row: Row) -> BoardRegistration:
    return BoardRegistration(row["id"], row["kind"], row["title"], row["status"], _settles(row))


def _cell(row: Row, status: DeadlineStatus, registrations: list[BoardRegistration]) -> Cell:
    column = (
        f"r{row['requirement_id']}"
        if row["requirement_id"]
        else f"m{row['milestone_id']}:{row['due_date'] or ''}"
    )
    return Cell(
        row["id"],
        row["campaign_id"],
        row["unit_id"],
        row["unit"] or "",
        row["unit_kind"] or "",
        row["cluster"],
        row["kind"],
        row["direction"],
        column,
        row["name"],
        _day(row["due_date"]),
        _day(row["extended_to"]),
        row["waiver_reason"],
        status,
        tuple(registrations),
        row["reminders"],
        _day(row["last_reminder"]),
        row["quote"],
    )


def extend(action: Action, obligation_id: int, to: dt.date | None, document: str = "") -> bool:
    """Extend an obligation to a day by a document, or take the extension back with None.

    Raises:
        BadInput: the new day is not after the old one.
    """
    row = action.row("obligation", obligation_id)
    if to is not None and row["due_date"] and to.isoformat() <= row["due_date"]:
        raise BadInput("Ngày gia hạn phải sau hạn cũ; hãy chọn ngày muộn hơn.")
    return action.update(
        "obligation",
        obligation_id,
        extended_to=to.isoformat() if to else None,
        extension_document=clean(document),
    )


def waive(
    action: Action, obligation_id: int, day: dt.date | None, reason: str = "", document: str = ""
) -> bool:
    """Release a unit from an obligation on a day, with the reason; None takes the waiver back.

    Raises:
        BadInput: no reason.
    """
    if day is not None and not clean(reason):
        raise BadInput("Chưa ghi lý do miễn; hãy ghi lý do (và văn bản nếu có).")
    return action.update(
        "obligation",
        obligation_id,
        waived_date=day.isoformat() if day else None,
        waiver_reason=clean(reason) if day else "",
        waiver_document=clean(document) if day else "",
    )


def receive(
    action: Action,
    obligation_id: int,
    day: dt.date,
    *,
    channel: str = "letter",
    number: str = "",
    document_date: dt.date | None = None,
    attachment_id: int | None = None,
    note: str = "",
) -> int:
    """Record that a report, plan, pledge or dossier was handed in; returns the id."""
    row = action.con.execute("SELECT kind FROM obligation WHERE id = ?", (obligation_id,)).fetchone()
    if row["kind"] == "registration":
        raise BadInput("Nghĩa vụ này được hoàn thành bằng đăng ký mô hình, công trình; hãy ghi một đăng ký.")
    return action.insert(
        "submission_received",
        obligation_id=obligation_id,
        day=day.isoformat(),
        channel=channel,
        number=clean(number),
        document_date=document_date.isoformat() if document_date else None,
        attachment_id=attachment_id,
        note=clean(note),
    )


def receipts(con: Connection, obligation_id: int) -> list[Receipt]:
    """What was handed in for an obligation, oldest first."""
    rows = con.execute(
        "SELECT id, day, channel, number, note FROM submission_received WHERE obligation_id = ? ORDER BY day, id",
        (obligation_id,),
    )
    return [
        Receipt(row["id"], dt.date.fromisoformat(row["day"]), row["channel"], row["number"], row["note"])
        for row in rows
    ]


def take_back_receipt(action: Action, obligation_id: int) -> None:
    """Take out what was recorded as handed in for an obligation."""
    rows = action.con.execute(
        "SELECT id FROM submission_received WHERE obligation_id = ?", (obligation_id,)
    ).fetchall()
    for row in rows:
        action.delete("submission_received", row["id"])


def remind(
    action: Action,
    obligation_ids: Iterable[int],
    day: dt.date,
    *,
    channel: str,
    number: str = "",
    by_whom: str = "",
) -> int:
    """Record a reminder (đôn đốc) for each obligation; returns how many."""
    count = 0
    for obligation_id in obligation_ids:
        action.insert(
            "reminder",
            obligation_id=obligation_id,
            day=day.isoformat(),
            channel=channel,
            number=clean(number),
            by_whom=clean(by_whom),
        )
        count += 1
    return count


def find_obligation(
    con: Connection, column: str, owner_id: int, unit_id: int | None, due: dt.date | None = None
) -> int:
    """The obligation of a unit (None: the office) by its ``requirement_id`` or ``milestone_id``, and day if it recurs.

    Raises:
        BadInput: the unit has no such obligation.
    """
    if column not in ("requirement_id", "milestone_id"):
        message = f"not an owner of obligations: {column}"
        raise ValueError(message)
    row = con.execute(
        f"SELECT id FROM obligation WHERE {column} = ? AND unit_id IS ? AND (? IS NULL OR due_date = ?) ORDER BY id",
        (owner_id, unit_id, due.isoformat() if due else None, due.isoformat() if due else None),
    ).fetchone()
    if row is None:
        raise BadInput(
            "Đơn vị không có nghĩa vụ này trong phong trào; hãy kiểm tra lại đơn vị và mốc thời hạn."
        )
    return int(row["id"])
