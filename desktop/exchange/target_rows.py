"""Indicators (chỉ tiêu) and their results by phase, as a unit reports them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from db import campaigns, targets
from db.campaigns import Phase
from db.store import Action
from db.targets import Target, TargetDraft
from db.vietnamese.text import fold
from desktop.exchange.comparing import Scene, unreadable
from desktop.exchange.mapping import plain
from desktop.exchange.matching import PreviewRow
from desktop.exchange.reading import Grid


def compare_targets(scene: Scene, rows: list[PreviewRow], grid: Grid) -> None:
    """Find each row's indicator and phase, and tell which results are new or differ."""
    drive = scene.drive()
    known = targets.list_targets(scene.con, drive)
    uids = targets.uids(scene.con, drive)
    phases = campaigns.phases(scene.con, drive)
    for row in rows:
        if not row.values.get("target_name"):
            unreadable(row, "Dòng không có tên chỉ tiêu; hãy điền rồi gửi lại.")
            continue
        scene.find_unit(row, needed=False)
        target = _target(row, known, uids)
        if target is None and not row.values.get("annual"):
            unreadable(
                row, f"Phong trào không có chỉ tiêu “{row.values['target_name']}”; hãy kiểm tra lại tên."
            )
            continue
        phase = _phase(row, phases, grid)
        if phase is None and row.values.get("result") is not None:
            unreadable(row, "Chưa rõ kết quả của đợt nào; hãy ghi tên đợt của phong trào vào cột “Đợt”.")
            continue
        row.kind = target.kind if target else "cumulative"
        row.phase_id = phase.id if phase else None
        _weigh(row, target)


def _weigh(row: PreviewRow, target: Target | None) -> None:
    if target is None:
        row.status = "new"
        return
    row.matched_id = target.id
    said = row.values.get("result")
    now = target.results.get(row.phase_id or 0)
    if said is not None and (now is None or Decimal(now) / 1000 != Decimal(said)):
        row.old = {"result": None if now is None else format((Decimal(now) / 1000).normalize(), "f")}
    row.status = "changed" if row.old else "unchanged"


def _target(row: PreviewRow, known: list[Target], uids: dict[str, int]) -> Target | None:
    wanted = uids.get(row.uid)
    if wanted is not None:
        return next((one for one in known if one.id == wanted), None)
    alike = [one for one in known if fold(one.name) == fold(str(row.values["target_name"]))]
    mine = [one for one in alike if one.unit_id == row.unit_id] or [
        one for one in alike if one.unit_id is None
    ]
    return mine[0] if len(mine) == 1 else None


def _phase(row: PreviewRow, phases: list[Phase], grid: Grid) -> Phase | None:
    """The phase the row names, else the one the heading or the title names, else the drive's only one."""
    said = plain(str(row.values.get("phase") or ""))
    if said:
        numbered = [one for one in phases if said in (plain(one.name), str(one.ordinal))]
        return numbered[0] if numbered else None
    if row.mapping is not None:
        column = row.mapping.columns["result"]
        head = row.mapping.header_row
        own = (grid.text(at, column) for at in range(head - row.mapping.depth + 1, head + 1))
        above = (grid.text(at, c) for at in range(head) for c in range(len(grid.rows[at])))
        for text in (*own, *above):
            named = [one for one in phases if f" {plain(one.name)} " in f" {plain(text)} "]
            if len(named) == 1:
                return named[0]
    return phases[0] if len(phases) == 1 else None


def write_target(action: Action, row: PreviewRow, campaign_id: int, unit_id: int | None) -> None:
    """Write a result, and the indicator where it is new.

    Raises:
        BadInput: more than three decimals.
    """
    values = row.values
    target = row.matched_id
    if target is None:
        name, measure = str(values["target_name"]), str(values.get("measure") or "")
        draft = TargetDraft(name, Decimal(str(values["annual"])), measure, unit_id=unit_id)
        target = targets.add_target(action, campaign_id, draft)
    result = values.get("result")
    if result is not None and row.phase_id is not None:
        day = str(values.get("day") or "")
        on = dt.date.fromisoformat(day) if len(day) == len("2023-06-15") else None
        targets.set_result(action, target, row.phase_id, Decimal(str(result)), on)
