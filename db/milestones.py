"""Milestones (mốc thời hạn), registration requirements, and the obligations units have because of them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from db.errors import BadInput, NotFound
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.text import clean, nfc

KINDS = {
    "registration": "Đăng ký mô hình, công trình",
    "plan": "Xây dựng kế hoạch",
    "report": "Báo cáo",
    "pledge": "Ký giao ước",
    "phase_end": "Kết thúc đợt",
    "dossier": "Nộp hồ sơ khen thưởng",
    "review": "Sơ kết, tổng kết",
    "launch": "Phát động",
    "ceremony": "Trao thưởng",
    "end": "Kết thúc phong trào",
    "other": "Việc khác",
}
DIRECTIONS = {
    "from_units": "Đơn vị nợ ta",
    "to_superior": "Ta nợ cấp trên",
    "inside": "Việc trong cơ quan",
    "none": "Chỉ để nhớ",
}
RECURRENCES = {
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "6 months": "6 tháng một lần",
    "yearly": "hằng năm",
}
# Kinds of milestone that oblige each unit to hand something in (registration goes through a requirement).
OBLIGING = {"plan": "plan", "report": "report", "pledge": "pledge", "dossier": "dossier"}
# A drive without an end is not filled with duties for ever: this many occurrences of a recurring one.
OCCURRENCE_LIMIT = 60
DUE_ON_IT = "Mốc này là hạn đăng ký mô hình, công trình nên không xóa được; hãy sửa ngày của mốc."
"""Why a milestone stays that a requirement is due on."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated, recurring, relative or not yet dated point of a drive, with the sentence it comes from."""

    id: int
    campaign_id: int
    kind: str
    direction: str
    who: str
    what: str
    day_kind: str
    day: dt.date | None
    recurrence: str | None
    recurrence_day: int | None
    relative_text: str
    quote: str
    quote_start: int | None
    quote_end: int | None
    section: str
    confirmed_by: str
    confirmed_at: str | None


@dataclass(frozen=True, slots=True)
class MilestoneDraft:
    """A milestone to be written. ``day`` None makes it recurring, relative or "chưa định ngày"."""

    kind: str
    what: str
    day: dt.date | None = None
    who: str = ""
    direction: str = "from_units"
    recurrence: str | None = None
    recurrence_day: int | None = None
    relative_text: str = ""
    quote: str = ""
    quote_start: int | None = None
    quote_end: int | None = None
    section: str = ""

    @property
    def day_kind(self) -> str:
        """fixed, recurring, relative or unset, following from what is known."""
        if self.recurrence:
            return "recurring"
        if self.day is not None:
            return "fixed"
        return "relative" if self.relative_text else "unset"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What units must register: ``any``/``all`` of at least so many models, works and tasks."""

    id: int
    campaign_id: int
    milestone_id: int | None
    name: str
    who: str
    unit_kinds: tuple[str, ...]
    rule: str
    min_model: int
    min_work: int
    min_task: int
    quote: str
    ambiguity: str
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class RequirementDraft:
    """A requirement to be written; ``milestone`` is the index of its milestone among those of the draft."""

    rule: str = "any"
    min_model: int = 0
    min_work: int = 0
    min_task: int = 0
    name: str = ""
    who: str = ""
    unit_kinds: tuple[str, ...] = ()
    quote: str = ""
    ambiguity: str = ""
    milestone: int | None = None


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _iso(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def _milestone(row: Row) -> Milestone:
    values = {name: row[name] for name in Milestone.__slots__}
    return Milestone(**{**values, "day": _day(row["day"])})


def list_milestones(con: Connection, campaign_id: int) -> list[Milestone]:
    """Milestones of a drive by day, those without a day last."""
    rows = con.execute(
        "SELECT * FROM milestone WHERE campaign_id = ? ORDER BY day IS NULL, day, id", (campaign_id,)
    )
    return [_milestone(row) for row in rows]


def requirements(con: Connection, campaign_id: int) -> list[Requirement]:
    """Registration requirements of a drive with their due days."""
    rows = con.execute(
        "SELECT r.*, m.day AS due FROM requirement r LEFT JOIN milestone m ON m.id = r.milestone_id "
        "WHERE r.campaign_id = ? ORDER BY r.id",
        (campaign_id,),
    )
    found = []
    for row in rows:
        values = {name: row[name] for name in Requirement.__slots__}
        kinds = tuple(kind for kind in row["unit_kinds"].split(",") if kind)
        found.append(Requirement(**{**values, "unit_kinds": kinds, "due": _day(row["due"])}))
    return found


def add_milestone(
    action: Action, campaign_id: int, draft: MilestoneDraft, document_id: int | None = None
) -> int:
    """Add a milestone, confirmed by whoever runs the action; returns the id.

    Raises:
        BadInput: nothing said what is to happen.
    """
    row = action.con.execute("SELECT who, at FROM action WHERE id = ?", (action.id,)).fetchone()
    return action.insert(
        "milestone",
        campaign_id=campaign_id,
        campaign_document_id=document_id,
        confirmed_by=row["who"],
        confirmed_at=row["at"],
        **_values(draft),
    )


def _values(draft: MilestoneDraft) -> dict[str, object]:
    if not clean(draft.what):
        raise BadInput("Nội dung mốc thời hạn đang để trống; hãy ghi việc phải làm.")
    return {
        "kind": draft.kind,
        "direction": draft.direction,
        "who": clean(draft.who),
        "what": clean(draft.what),
        "day_kind": draft.day_kind,
        "day": _iso(draft.day),
        "recurrence": draft.recurrence,
        "recurrence_day": draft.recurrence_day,
        "relative_text": clean(draft.relative_text),
        "quote": nfc(draft.quote),
        "quote_start": draft.quote_start,
        "quote_end": draft.quote_end,
        "section": draft.section,
    }


def _get(con: Connection, milestone_id: int) -> Milestone:
    row = con.execute("SELECT * FROM milestone WHERE id = ?", (milestone_id,)).fetchone()
    if row is None:
        raise NotFound("Mốc thời hạn này không còn trong sổ; hãy tải lại danh sách mốc.")
    return _milestone(row)


def change_milestone(
    action: Action, milestone_id: int, draft: MilestoneDraft, *, document_id: int | None = None
) -> bool:
    """Change a milestone; its obligations follow, extensions stay. Returns whether anything differed.

    Obligations it no longer asks for go, unless something was handed in, reminded, extended or waived.
    ``document_id`` names the later paper of the drive its day and quote now come from; None keeps the old one.

    Raises:
        NotFound: no such milestone.
        BadInput: nothing said what is to happen.
    """
    old = _get(action.con, milestone_id)
    source = {} if document_id is None else {"campaign_document_id": document_id}
    differed = action.update("milestone", milestone_id, **_values(draft), **source)
    if old.day != draft.day and "recurring" not in (old.day_kind, draft.day_kind):
        rows = action.con.execute(
            "SELECT id FROM obligation WHERE (milestone_id = ? OR requirement_id IN "
            "(SELECT id FROM requirement WHERE milestone_id = ?)) AND due_date IS ?",
            (milestone_id, milestone_id, _iso(old.day)),
        ).fetchall()
        for row in rows:
            action.update("obligation", row["id"], due_date=_iso(draft.day))
    if differed:
        _fit_obligations(action, old.campaign_id, milestone_id)
        assign_obligations(action, old.campaign_id)
    return differed


def _fit_obligations(action: Action, campaign_id: int, milestone_id: int) -> None:
    """Let a changed milestone's obligations say what it says now, and drop the unused ones it no longer makes."""
    con = action.con
    if con.execute("SELECT closed_date FROM campaign WHERE id = ?", (campaign_id,)).fetchone()["closed_date"]:
        return
    wanted = {_key(values): values for values in _all_wanted(con, campaign_id)}
    rows = con.execute("SELECT * FROM obligation WHERE milestone_id = ?", (milestone_id,)).fetchall()
    for row in rows:
        values = wanted.get(_key(row))
        if values is not None:
            action.update("obligation", row["id"], **values)
        elif not _used(con, row):
            action.delete("obligation", row["id"])


def _used(con: Connection, obligation: Row) -> bool:
    """Whether an obligation was extended, waived, reminded of or something was handed in for it."""
    return bool(
        obligation["extended_to"]
        or obligation["waived_date"]
        or con.execute(
            "SELECT 1 FROM submission_received WHERE obligation_id = :id "
            "UNION ALL SELECT 1 FROM reminder WHERE obligation_id = :id",
            {"id": obligation["id"]},
        ).fetchone()
    )


def remove_milestone(action: Action, milestone_id: int) -> None:
    """Take out a milestone and its obligations.

    Raises:
        BadInput: something was handed in, reminded, extended or registered because of it.
    """
    con = action.con
    if reason := why_milestone_stays(con, milestone_id):
        raise BadInput(reason)
    for row in con.execute("SELECT id FROM obligation WHERE milestone_id = ?", (milestone_id,)).fetchall():
        action.delete("obligation", row["id"])
    action.delete("milestone", milestone_id)


def why_milestone_stays(con: Connection, milestone_id: int, *, without: Collection[int] = ()) -> str:
    """Why a milestone cannot be taken out, in one sentence; "" when it can.

    Args:
        con: the store.
        milestone_id: the milestone.
        without: requirements that would be taken out before it.
    """
    asked = con.execute("SELECT id FROM requirement WHERE milestone_id = ?", (milestone_id,)).fetchall()
    if any(row["id"] not in without for row in asked):
        return DUE_ON_IT
    rows = con.execute("SELECT * FROM obligation WHERE milestone_id = ?", (milestone_id,)).fetchall()
    if any(_used(con, row) for row in rows):
        return "Mốc này đã có đơn vị nộp, được nhắc hoặc gia hạn nên không xóa được; hãy sửa ngày của mốc."
    return ""


def requirement_name(min_model: int, min_work: int, min_task: int, rule: str) -> str:
    """What a requirement asks, as officers write it: "01 mô hình hoặc 01 công trình"."""
    words = ((min_model, "mô hình"), (min_work, "công trình"), (min_task, "phần việc"))
    parts = [f"{count:02d} {word}" for count, word in words if count]
    return (" hoặc " if rule == "any" else " và ").join(parts)


def add_requirement(
    action: Action, campaign_id: int, draft: RequirementDraft, milestone_ids: list[int]
) -> int:
    """Add a registration requirement; returns the id.

    Raises:
        BadInput: it requires nothing.
    """
    return action.insert(
        "requirement",
        campaign_id=campaign_id,
        milestone_id=milestone_ids[draft.milestone] if draft.milestone is not None else None,
        quote=nfc(draft.quote),
        ambiguity=clean(draft.ambiguity),
        **_requirement_values(draft),
    )


def _requirement_values(draft: RequirementDraft) -> dict[str, object]:
    least = (draft.min_model, draft.min_work, draft.min_task)
    if min(least) < 0 or not any(least):
        raise BadInput(
            "Yêu cầu đăng ký chưa có số lượng; hãy ghi ít nhất 01 mô hình, công trình hoặc phần việc."
        )
    return {
        "name": clean(draft.name) or f"Đăng ký {requirement_name(*least, draft.rule)}",
        "who": clean(draft.who),
        "unit_kinds": ",".join(draft.unit_kinds),
        "rule": draft.rule,
        "min_model": draft.min_model,
        "min_work": draft.min_work,
        "min_task": draft.min_task,
    }


def change_requirement(action: Action, requirement_id: int, draft: RequirementDraft) -> bool:
    """Change what a requirement asks and whom; obligations of units it no longer names are not taken away.

    Raises:
        NotFound: no such requirement.
        BadInput: it requires nothing.
    """
    con = action.con
    row = con.execute("SELECT campaign_id FROM requirement WHERE id = ?", (requirement_id,)).fetchone()
    if row is None:
        raise NotFound("Yêu cầu đăng ký này không còn trong sổ; hãy tải lại danh sách.")
    values = _requirement_values(draft)
    differed = action.update("requirement", requirement_id, **values)
    owed = con.execute("SELECT id FROM obligation WHERE requirement_id = ?", (requirement_id,)).fetchall()
    for obligation in owed:
        action.update("obligation", obligation["id"], name=values["name"])
    assign_obligations(action, row["campaign_id"])
    return differed


def remove_requirement(action: Action, requirement_id: int) -> None:
    """Take out a requirement and what its units owe because of it; its milestone stays.

    Raises:
        BadInput: a unit it asks has registered, or was reminded, extended or waived.
    """
    con = action.con
    if reason := why_requirement_stays(con, requirement_id):
        raise BadInput(reason)
    for row in con.execute(
        "SELECT id FROM obligation WHERE requirement_id = ?", (requirement_id,)
    ).fetchall():
        action.delete("obligation", row["id"])
    action.delete("requirement", requirement_id)


def why_requirement_stays(con: Connection, requirement_id: int) -> str:
    """Why a requirement cannot be taken out, in one sentence; "" when it can."""
    registered = con.execute(
        "SELECT 1 FROM obligation o JOIN registration_unit ru ON ru.unit_id = o.unit_id "
        "JOIN registration r ON r.id = ru.registration_id AND r.campaign_id = o.campaign_id "
        "WHERE o.requirement_id = ?",
        (requirement_id,),
    ).fetchone()
    if registered:
        return (
            "Yêu cầu này đã có đơn vị đăng ký nên không xóa được; hãy sửa số lượng hoặc đơn vị của yêu cầu."
        )
    rows = con.execute("SELECT * FROM obligation WHERE requirement_id = ?", (requirement_id,)).fetchall()
    if any(_used(con, row) for row in rows):
        return "Yêu cầu này đã có đơn vị được nhắc, gia hạn hoặc miễn nên không xóa được; hãy sửa yêu cầu."
    return ""


def occurrences(milestone: Milestone, start: dt.date | None, end: dt.date | None) -> Iterator[dt.date]:
    """Days a recurring milestone falls on inside a drive; nothing where the plan names no day to start from.

    Monthly with a day of the month counts from the drive's first day; otherwise from the milestone's own day.
    The 31st falls on the last day of shorter months.
    """
    months = {"monthly": 1, "quarterly": 3, "6 months": 6, "yearly": 12}
    first = milestone.day
    if first is None and milestone.recurrence == "monthly" and milestone.recurrence_day and start and end:
        first = _month_day(start.year, start.month, milestone.recurrence_day)
    if first is None:
        return
    last = end or first
    for step in range(OCCURRENCE_LIMIT):
        if milestone.recurrence == "weekly":
            day = first + dt.timedelta(weeks=step)
        else:
            month = first.month - 1 + step * months[milestone.recurrence or "yearly"]
            day = _month_day(first.year + month // 12, month % 12 + 1, milestone.recurrence_day or first.day)
        if day > last:
            return
        if start is None or day >= start:
            yield day


def _month_day(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def assign_obligations(action: Action, campaign_id: int) -> int:
    """Give every active unit the obligations of a drive it does not have yet; returns how many were made.

    Run when a drive starts, when a milestone changes and when units are added.
    """
    con = action.con
    if action.row("campaign", campaign_id)["closed_date"]:
        return 0
    have = {
        _key(row) for row in con.execute("SELECT * FROM obligation WHERE campaign_id = ?", (campaign_id,))
    }
    made = 0
    taken_over = _taken_over(con, have)
    for wanted in _all_wanted(con, campaign_id):
        if _key(wanted) not in have and (wanted["unit_id"], _duty(wanted)) not in taken_over:
            action.insert("obligation", campaign_id=campaign_id, **wanted)
            made += 1
    return made


def _taken_over(
    con: Connection, have: set[tuple[str | int | None, ...]]
) -> set[tuple[int, tuple[str | int | None, ...]]]:
    """Duties that went from a merged unit to its successor: (former unit, duty); the former owes them no more."""
    rows = con.execute("SELECT predecessor_id, successor_id FROM unit_succession").fetchall()
    heirs: dict[int, list[int]] = {}
    for row in rows:
        heirs.setdefault(row["successor_id"], []).append(row["predecessor_id"])
    found: set[tuple[int, tuple[str | int | None, ...]]] = set()
    for requirement, milestone, unit_id, due in have:
        waiting = list(heirs.get(unit_id, ())) if isinstance(unit_id, int) else []
        while waiting:
            former = waiting.pop()
            if (former, (requirement, milestone, due)) not in found:
                found.add((former, (requirement, milestone, due)))
                waiting.extend(heirs.get(former, ()))
    return found


def _duty(obligation: dict[str, str | int | None]) -> tuple[str | int | None, ...]:
    requirement, milestone, _unit, due = _key(obligation)
    return (requirement, milestone, due)


def _key(obligation: Row | dict[str, str | int | None]) -> tuple[str | int | None, ...]:
    """What tells obligations of a drive apart; a registration is owed once, whenever it is due."""
    requirement = obligation["requirement_id"]
    due = obligation["due_date"] if requirement is None else ""
    return (requirement, obligation["milestone_id"], obligation["unit_id"], due)


def _all_wanted(con: Connection, campaign_id: int) -> Iterator[dict[str, str | int | None]]:
    """Every obligation a drive makes by what stands in it now."""
    drive = con.execute("SELECT start_on, end_on FROM campaign WHERE id = ?", (campaign_id,)).fetchone()
    start, end = _first_day(drive["start_on"]), _last_day(drive["end_on"])
    # Whoever had ended before the drive began, or began after it ended, owes it nothing.
    units = con.execute(
        "SELECT id, kind, CASE WHEN id IN (SELECT predecessor_id FROM unit_succession) THEN active_to END AS merged "
        "FROM unit WHERE coalesce(active_to, '9999') >= ? AND coalesce(active_from, '0000') <= ?",
        (_iso(start) or "0000", _iso(end) or "9999"),
    ).fetchall()
    merged = {unit["id"]: unit["merged"] for unit in units if unit["merged"]}
    for values in _wanted(con, campaign_id, [(u["id"], u["kind"]) for u in units], (start, end)):
        # What falls due after a merger is the successor's.
        if str(values["due_date"] or "9999") <= merged.get(values["unit_id"], "9999"):
            yield values


def assign_to_open_campaigns(action: Action) -> int:
    """Give units that were just added their obligations in every drive that is still open."""
    rows = action.con.execute("SELECT id FROM campaign WHERE closed_date IS NULL").fetchall()
    return sum(assign_obligations(action, row["id"]) for row in rows)


def _wanted(
    con: Connection,
    campaign_id: int,
    units: list[tuple[int, str]],
    span: tuple[dt.date | None, dt.date | None],
) -> Iterator[dict[str, str | int | None]]:
    for requirement in requirements(con, campaign_id):
        for unit_id, kind in units:
            if not requirement.unit_kinds or kind in requirement.unit_kinds:
                yield {
                    "requirement_id": requirement.id,
                    "milestone_id": None,
                    "unit_id": unit_id,
                    "direction": "from_units",
                    "kind": "registration",
                    "name": requirement.name,
                    "due_date": _iso(requirement.due),
                }
    for milestone in list_milestones(con, campaign_id):
        yield from _wanted_by(milestone, units, span)


def _wanted_by(
    milestone: Milestone, units: list[tuple[int, str]], span: tuple[dt.date | None, dt.date | None]
) -> Iterator[dict[str, str | int | None]]:
    kind = OBLIGING.get(milestone.kind)
    if milestone.direction == "none" or (milestone.direction == "from_units" and kind is None):
        return
    days: Iterable[dt.date | None] = [milestone.day]
    if milestone.day_kind == "recurring":
        days = list(occurrences(milestone, *span)) or [None]
    owners: list[int | None] = (
        [unit_id for unit_id, _ in units] if milestone.direction == "from_units" else [None]
    )
    for day in days:
        for unit_id in owners:
            yield {
                "requirement_id": None,
                "milestone_id": milestone.id,
                "unit_id": unit_id,
                "direction": milestone.direction,
                "kind": kind or "other",
                "name": milestone.what,
                "responsible": milestone.who if unit_id is None else "",
                "due_date": _iso(day),
            }


def _first_day(partial: str | None) -> dt.date | None:
    if not partial:
        return None
    return dt.date.fromisoformat(partial + "-01-01"[len(partial) - 4 :] if len(partial) < 10 else partial)


def _last_day(partial: str | None) -> dt.date | None:
    if not partial:
        return None
    if len(partial) == 4:
        return dt.date(int(partial), 12, 31)
    if len(partial) == 7:
        return _month_day(int(partial[:4]), int(partial[5:]), 31)
    return dt.date.fromisoformat(partial)
