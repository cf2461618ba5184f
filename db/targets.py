"""Targets (chỉ tiêu) with results by phase, and tasks (nhiệm vụ) of a drive."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from db.errors import BadInput
from db.sqlite import Connection
from db.store import Action
from db.vietnamese.dates import is_partial_date
from db.vietnamese.text import clean, nfc

KINDS = {"cumulative": "Lũy kế", "state": "Trạng thái", "decrease": "Giảm"}


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator; values are thousandths of its measure. ``results`` maps phase id to thousandths."""

    id: int
    campaign_id: int
    unit_id: int | None
    unit: str
    name: str
    measure: str
    kind: str
    annual_thousandths: int
    due_on: str | None
    quote: str
    note: str
    results: dict[int, int]

    def share_ppm(self, phase_id: int) -> int | None:
        """Result over annual value in parts per million; None without a result or where no share applies."""
        value = self.results.get(phase_id)
        if value is None or self.kind != "cumulative" or self.annual_thousandths == 0:
            return None
        return value * 1_000_000 // self.annual_thousandths


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """A target to be written; ``value`` in the measure's own unit."""

    name: str
    value: Decimal
    measure: str = ""
    kind: str = "cumulative"
    unit_id: int | None = None
    due_on: str | None = None
    quote: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Who does what by when."""

    id: int
    campaign_id: int
    who: str
    what: str
    due_date: dt.date | None
    done_date: dt.date | None
    section: str
    quote: str
    note: str


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task to be written."""

    who: str
    what: str
    due_date: dt.date | None = None
    section: str = ""
    quote: str = ""
    unit_id: int | None = None


def thousandths(value: Decimal) -> int:
    """A measure's value as stored.

    Raises:
        BadInput: more than three decimals.
    """
    scaled = value * 1000
    if scaled != scaled.to_integral_value():
        raise BadInput(f"Số “{value}” có quá ba chữ số thập phân; hãy làm tròn rồi ghi lại.")
    return int(scaled)


def list_targets(con: Connection, campaign_id: int) -> list[Target]:
    """Targets of a drive with all results, two queries whatever their number."""
    results: dict[int, dict[int, int]] = {}
    for row in con.execute(
        "SELECT r.target_id, r.phase_id, r.value_thousandths FROM target_result r "
        "JOIN target t ON t.id = r.target_id WHERE t.campaign_id = ?",
        (campaign_id,),
    ):
        results.setdefault(row["target_id"], {})[row["phase_id"]] = row["value_thousandths"]
    rows = con.execute(
        "SELECT t.*, coalesce(u.name, '') AS unit FROM target t LEFT JOIN unit u ON u.id = t.unit_id "
        "WHERE t.campaign_id = ? ORDER BY t.unit_id IS NOT NULL, u.sort_key, t.ordinal, t.id",
        (campaign_id,),
    )
    names = [name for name in Target.__slots__ if name != "results"]
    return [Target(**{name: row[name] for name in names}, results=results.get(row["id"], {})) for row in rows]


def uids(con: Connection, campaign_id: int) -> dict[str, int]:
    """The stable ids of a drive's targets, as forms carry them, with the ids."""
    rows = con.execute("SELECT uid, id FROM target WHERE campaign_id = ?", (campaign_id,))
    return {row["uid"]: row["id"] for row in rows}


def add_target(action: Action, campaign_id: int, draft: TargetDraft, *, ordinal: int = 0) -> int:
    """Add a target; returns the id.

    Raises:
        BadInput: no name, more than three decimals, or a day that is no date.
    """
    return action.insert("target", campaign_id=campaign_id, ordinal=ordinal, **_target_values(draft))


def change_target(action: Action, target_id: int, draft: TargetDraft) -> bool:
    """Change a target, its results stay; returns whether anything differed.

    Raises:
        BadInput: as :func:`add_target`.
    """
    return action.update("target", target_id, **_target_values(draft))


def _target_values(draft: TargetDraft) -> dict[str, object]:
    if not clean(draft.name):
        raise BadInput("Tên chỉ tiêu đang để trống; hãy ghi tên chỉ tiêu.")
    if draft.due_on and not is_partial_date(draft.due_on):
        raise BadInput(f"Thời hạn “{draft.due_on}” không đúng; hãy ghi ngày/tháng/năm hoặc chỉ năm.")
    return {
        "unit_id": draft.unit_id,
        "name": clean(draft.name),
        "measure": clean(draft.measure),
        "kind": draft.kind,
        "annual_thousandths": thousandths(draft.value),
        "due_on": draft.due_on or None,
        "quote": nfc(draft.quote),
        "note": clean(draft.note),
    }


def set_result(
    action: Action, target_id: int, phase_id: int, value: Decimal | None, day: dt.date | None = None
) -> None:
    """Write, change or (None) take out the result of a target at the end of a phase."""
    row = action.con.execute(
        "SELECT id FROM target_result WHERE target_id = ? AND phase_id = ?", (target_id, phase_id)
    ).fetchone()
    if value is None:
        if row is not None:
            action.delete("target_result", row["id"])
        return
    values = {"value_thousandths": thousandths(value), "day": day.isoformat() if day else None}
    if row is None:
        action.insert("target_result", target_id=target_id, phase_id=phase_id, **values)
    else:
        action.update("target_result", row["id"], **values)


def remove_target(action: Action, target_id: int) -> None:
    """Take out a target with its results."""
    for row in action.con.execute(
        "SELECT id FROM target_result WHERE target_id = ?", (target_id,)
    ).fetchall():
        action.delete("target_result", row["id"])
    action.delete("target", target_id)


def list_tasks(con: Connection, campaign_id: int) -> list[Task]:
    """Tasks of a drive in the order of the plan."""
    rows = con.execute("SELECT * FROM task WHERE campaign_id = ? ORDER BY id", (campaign_id,))
    return [
        Task(
            row["id"],
            row["campaign_id"],
            row["who"],
            row["what"],
            dt.date.fromisoformat(row["due_date"]) if row["due_date"] else None,
            dt.date.fromisoformat(row["done_date"]) if row["done_date"] else None,
            row["section"],
            row["quote"],
            row["note"],
        )
        for row in rows
    ]


def add_task(action: Action, campaign_id: int, draft: TaskDraft) -> int:
    """Add a task; returns the id."""
    return action.insert(
        "task",
        campaign_id=campaign_id,
        unit_id=draft.unit_id,
        due_date=draft.due_date.isoformat() if draft.due_date else None,
        **_task_words(draft),
    )


def change_task(action: Action, task_id: int, draft: TaskDraft) -> bool:
    """Change who does what and where it is said; its day, unit and being done stay. Whether anything differed."""
    return action.update("task", task_id, **_task_words(draft))


def _task_words(draft: TaskDraft) -> dict[str, object]:
    if not clean(draft.what):
        raise BadInput("Nội dung nhiệm vụ đang để trống; hãy ghi nội dung.")
    return {
        "who": clean(draft.who),
        "what": clean(draft.what),
        "section": draft.section,
        "quote": nfc(draft.quote),
    }


def remove_task(action: Action, task_id: int) -> None:
    """Take out a task.

    Raises:
        BadInput: it was noted as done.
    """
    if reason := why_task_stays(action.con, task_id):
        raise BadInput(reason)
    action.delete("task", task_id)


def why_task_stays(con: Connection, task_id: int) -> str:
    """Why a task cannot be taken out, in one sentence; "" when it can."""
    row = con.execute("SELECT done_date FROM task WHERE id = ?", (task_id,)).fetchone()
    done = row is not None and row["done_date"]
    return "Nhiệm vụ này đã ghi là làm xong nên không xóa được; hãy bỏ ngày làm xong trước." if done else ""


def set_task_done(action: Action, task_id: int, day: dt.date | None) -> bool:
    """Mark a task done on a day, or open again with None."""
    return action.update("task", task_id, done_date=day.isoformat() if day else None)
