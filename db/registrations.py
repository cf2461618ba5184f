"""Registrations (đăng ký) of exemplary models, works and tasks: their facts and their commands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db import attachments
from db.errors import BadInput, NotFound
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import format_date, is_partial_date
from db.vietnamese.text import clean, fold, nfc

KINDS = {"model": "Mô hình", "work": "Công trình", "task": "Phần việc"}
STATUSES = {
    "registered": "Đăng ký",
    "in_progress": "Đang thực hiện",
    "completed": "Hoàn thành",
    "accepted": "Nghiệm thu",
    "plaque": "Gắn biển",
    "stopped": "Dừng",
}
CHANNELS = {
    "letter": "Văn bản",
    "zalo": "Zalo",
    "phone": "Điện thoại",
    "meeting": "Tại họp",
    "email": "Thư điện tử",
    "other": "Khác",
}


@dataclass(frozen=True, slots=True)
class Registration:
    """A registered model, work or task. Values are đồng, labour in days, land in m².

    ``received_date`` is the first arrival and stays when the registration is returned to be redone.
    """

    id: int
    uid: str
    campaign_id: int
    kind: str
    title: str
    content: str
    place: str
    planned_budget: int | None
    planned_people: int | None
    planned_other: int | None
    final_budget: int | None
    final_people: int | None
    final_other: int | None
    labour_days: int | None
    land_m2: int | None
    beneficiaries: str
    start_on: str | None
    finish_on: str | None
    channel: str
    awaits_paper: bool
    number: str
    document_date: dt.date | None
    received_date: dt.date | None
    status: str
    returned_date: dt.date | None
    return_reason: str
    replaced_by_id: int | None
    note: str
    unit_ids: tuple[int, ...]
    units: str

    @property
    def value(self) -> int | None:
        """Planned value in đồng from all sources together; None where nothing was said."""
        parts = [self.planned_budget, self.planned_people, self.planned_other]
        return sum(p or 0 for p in parts) if any(p is not None for p in parts) else None

    @property
    def final_value(self) -> int | None:
        """Value carried out in đồng from all sources together; None where nothing was said."""
        parts = [self.final_budget, self.final_people, self.final_other]
        return sum(p or 0 for p in parts) if any(p is not None for p in parts) else None

    @property
    def counts(self) -> bool:
        """Whether it settles an obligation: not stopped, not returned to redo, not replaced."""
        return self.status != "stopped" and self.returned_date is None and self.replaced_by_id is None

    @property
    def shown_status(self) -> str:
        """The status in Vietnamese, with a return or replacement said first."""
        if self.replaced_by_id is not None:
            return "Đã thay bằng đăng ký khác"
        if self.returned_date is not None:
            return f"Trả lại ngày {format_date(self.returned_date)}"
        return STATUSES[self.status]


_SELECT = """
    SELECT r.*,
        (SELECT group_concat(x.unit_id) FROM (SELECT ru.unit_id FROM registration_unit ru
            WHERE ru.registration_id = r.id ORDER BY ru.role, ru.id) x) AS unit_ids,
        (SELECT group_concat(x.name, '; ') FROM (SELECT u.name FROM registration_unit ru
            JOIN unit u ON u.id = ru.unit_id WHERE ru.registration_id = r.id ORDER BY ru.role, ru.id) x) AS units
    FROM registration r"""


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _registration(row: Row) -> Registration:
    values = {name: row[name] for name in Registration.__slots__}
    for name in ("document_date", "received_date", "returned_date"):
        values[name] = _day(row[name])
    values["awaits_paper"] = bool(row["awaits_paper"])
    values["unit_ids"] = tuple(int(part) for part in (row["unit_ids"] or "").split(",") if part)
    values["units"] = row["units"] or ""
    return Registration(**values)


def list_registrations(
    con: Connection,
    campaign_id: int,
    *,
    text: str = "",
    kind: str = "",
    status: str = "",
    unit_id: int | None = None,
) -> list[Registration]:
    """Registrations of a drive in the order they came; ``text`` matches title or unit without accents."""
    rows = con.execute(
        f"{_SELECT} WHERE r.campaign_id = ? ORDER BY r.received_date IS NULL, r.received_date, r.id",
        (campaign_id,),
    )
    found = [_registration(row) for row in rows]
    wanted = fold(text) if text else ""
    return [
        r
        for r in found
        if (not kind or r.kind == kind)
        and (not status or r.status == status)
        and (unit_id is None or unit_id in r.unit_ids)
        and (not wanted or wanted in fold(f"{r.title} {r.units}"))
    ]


def get_registration(con: Connection, registration_id: int) -> Registration:
    """One registration.

    Raises:
        NotFound: no such registration.
    """
    row = con.execute(f"{_SELECT} WHERE r.id = ?", (registration_id,)).fetchone()
    if row is None:
        raise NotFound("Đăng ký này không còn trong sổ; hãy tải lại bảng đăng ký.")
    return _registration(row)


_TEXTS = ("content", "place", "beneficiaries", "number", "note")
_NUMBERS = (
    "planned_budget",
    "planned_people",
    "planned_other",
    "final_budget",
    "final_people",
    "final_other",
    "labour_days",
    "land_m2",
)
_DATES = ("document_date", "received_date")
_PARTIALS = ("start_on", "finish_on")
_CHOICES = {"kind": KINDS, "status": STATUSES, "channel": CHANNELS}


def _values(facts: dict[str, object]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key, value in facts.items():
        if key == "title":
            title = clean(str(value))
            if not title:
                raise BadInput("Tên mô hình, công trình đang để trống; hãy ghi tên.")
            values |= {"title": title, "folded": fold(title)}
        elif key in _CHOICES:
            if value not in _CHOICES[key]:
                raise BadInput(f"“{value}” không có trong danh sách; hãy chọn lại.")
            values[key] = value
        elif key in _TEXTS:
            values[key] = nfc(str(value)) if key == "content" else clean(str(value))
        elif key in _NUMBERS:
            if isinstance(value, int) and value < 0:
                raise BadInput("Giá trị không được âm; hãy ghi lại số.")
            values[key] = value
        elif key in _DATES:
            values[key] = value.isoformat() if isinstance(value, dt.date) else None
        elif key in _PARTIALS:
            if value and not is_partial_date(str(value)):
                raise BadInput(f"Thời gian “{value}” không đúng; hãy ghi ngày/tháng/năm hoặc chỉ năm.")
            values[key] = value or None
        elif key == "awaits_paper":
            values[key] = int(bool(value))
        else:
            message = f"unknown fact of a registration: {key}"
            raise TypeError(message)
    return values


def register(
    action: Action,
    *,
    campaign_id: int,
    unit_ids: tuple[int, ...],
    kind: str,
    title: str,
    received_date: dt.date | None,
    allow_no_unit: bool = False,
    **facts: object,
) -> int:
    """Record what one unit (or several together, the first leading) registers; returns the id.

    Further keywords are the fields of :class:`Registration`. ``allow_no_unit`` takes in a workbook's row
    whose unit is still to be found out; such a registration settles nobody's obligation.

    Raises:
        BadInput: no unit, no title, or a value that makes no sense.
    """
    if not unit_ids and not allow_no_unit:
        raise BadInput("Chưa chọn đơn vị đăng ký; hãy chọn ít nhất một đơn vị.")
    values = _values({"kind": kind, "title": title, "received_date": received_date, **facts})
    registration_id = action.insert("registration", campaign_id=campaign_id, **values)
    for position, unit_id in enumerate(dict.fromkeys(unit_ids)):
        role = "together" if position else "lead"
        action.insert("registration_unit", registration_id=registration_id, unit_id=unit_id, role=role)
    return registration_id


def change_registration(action: Action, registration_id: int, **facts: object) -> bool:
    """Change some facts of a registration; returns whether anything differed."""
    return action.update("registration", registration_id, **_values(facts))


def set_units(action: Action, registration_id: int, unit_ids: tuple[int, ...]) -> None:
    """Set which units stand behind a registration, the first one leading."""
    if not unit_ids:
        raise BadInput("Chưa chọn đơn vị đăng ký; hãy chọn ít nhất một đơn vị.")
    present = {
        row["unit_id"]: row
        for row in action.con.execute(
            "SELECT * FROM registration_unit WHERE registration_id = ?", (registration_id,)
        ).fetchall()
    }
    for unit_id, row in present.items():
        if unit_id not in unit_ids:
            action.delete("registration_unit", row["id"])
    for position, unit_id in enumerate(dict.fromkeys(unit_ids)):
        role = "together" if position else "lead"
        if unit_id in present:
            action.update("registration_unit", present[unit_id]["id"], role=role)
        else:
            action.insert("registration_unit", registration_id=registration_id, unit_id=unit_id, role=role)


def return_to_redo(action: Action, registration_id: int, day: dt.date, reason: str) -> bool:
    """Send a registration back to be redone; its first arrival stays on record.

    Raises:
        BadInput: no reason.
    """
    if not clean(reason):
        raise BadInput("Chưa ghi lý do trả lại; hãy ghi lý do để đơn vị làm lại.")
    return action.update(
        "registration", registration_id, returned_date=day.isoformat(), return_reason=clean(reason)
    )


def take_back_in(action: Action, registration_id: int) -> bool:
    """Accept a redone registration; it counts again from its first arrival."""
    return action.update("registration", registration_id, returned_date=None)


def replace(action: Action, old_id: int, new_id: int) -> bool:
    """Say that a registration was replaced by another one.

    Raises:
        BadInput: the new one is the old one, or was itself replaced by it.
    """
    if old_id == new_id:
        raise BadInput("Một đăng ký không thể thay thế chính nó; hãy chọn đăng ký khác.")
    behind: int | None = new_id
    while behind is not None:
        behind = get_registration(action.con, behind).replaced_by_id
        if behind == old_id:
            raise BadInput("Đăng ký được chọn đã được thay bằng chính đăng ký này; hãy chọn đăng ký khác.")
    return action.update("registration", old_id, replaced_by_id=new_id)


def add_progress(action: Action, registration_id: int, day: dt.date, note: str) -> int:
    """Write a note on how a registration goes on; returns the note's id."""
    if not clean(note):
        raise BadInput("Nội dung tiến độ đang để trống; hãy ghi nội dung.")
    return action.insert(
        "registration_progress", registration_id=registration_id, day=day.isoformat(), note=nfc(note)
    )


def progress_notes(con: Connection, registration_id: int) -> list[tuple[dt.date, str]]:
    """Notes of progress, oldest first."""
    rows = con.execute(
        "SELECT day, note FROM registration_progress WHERE registration_id = ? ORDER BY day, id",
        (registration_id,),
    )
    return [(dt.date.fromisoformat(row["day"]), row["note"]) for row in rows]


def progress_of_campaign(con: Connection, campaign_id: int) -> dict[int, list[str]]:
    """Notes of progress by registration, oldest first, in one query."""
    found: dict[int, list[str]] = {}
    for row in con.execute(
        """SELECT p.registration_id, p.note FROM registration_progress p
           JOIN registration r ON r.id = p.registration_id WHERE r.campaign_id = ? ORDER BY p.day, p.id""",
        (campaign_id,),
    ):
        found.setdefault(row["registration_id"], []).append(row["note"])
    return found


def attach(action: Action, registration_id: int, name: str, data: bytes) -> int:
    """Attach a file to a registration; returns the attachment's id."""
    attachment_id = attachments.add(action, name, data)
    action.insert("registration_attachment", registration_id=registration_id, attachment_id=attachment_id)
    return attachment_id


def attached(con: Connection, registration_id: int) -> list[attachments.Attachment]:
    """Files attached to a registration, oldest first."""
    rows = con.execute(
        "SELECT attachment_id FROM registration_attachment WHERE registration_id = ? ORDER BY id",
        (registration_id,),
    ).fetchall()
    return [attachments.get(con, row["attachment_id"]) for row in rows]


def remove_registration(action: Action, registration_id: int) -> None:
    """Take a registration out with its notes (undo brings all back)."""
    con = action.con
    if con.execute("SELECT 1 FROM registration WHERE replaced_by_id = ?", (registration_id,)).fetchone():
        raise BadInput("Đăng ký này đang thay cho một đăng ký cũ; hãy bỏ liên kết thay thế trước khi xóa.")
    for table in ("registration_unit", "registration_progress", "registration_attachment"):
        rows = con.execute(f"SELECT id FROM {table} WHERE registration_id = ?", (registration_id,)).fetchall()
        for row in rows:
            action.delete(table, row["id"])
    action.delete("registration", registration_id)
