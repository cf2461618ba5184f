"""What the window enters in the print ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from db import printing
from db.store import Action
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class Run:
    """What was just printed: a sheet for each award in order."""

    decision_id: int
    award_ids: tuple[int, ...]
    template_name: str
    target: str
    printer: str = ""
    overprint: bool = False
    note: str = ""


def record(run: Run, shown: str) -> StoreOp[int]:
    """Enter a run; the result is its id. ``shown`` names the decision."""
    where = "ra PDF" if run.target == "pdf" else f"trên máy in {run.printer}".rstrip()
    return StoreOp(f"In {len(run.award_ids)} Giấy khen của {shown} {where}", partial(_record, run))


def _record(run: Run, action: Action) -> int:
    return printing.record_run(
        action,
        run.decision_id,
        run.award_ids,
        template_name=run.template_name,
        target=run.target,
        printer=run.printer,
        overprint=run.overprint,
        note=run.note,
    )


def mark_spoiled(sheet_ids: Sequence[int], spoiled: bool = True) -> StoreOp[int]:
    """Note sheets as spoiled, or as good after all."""
    word = "hỏng" if spoiled else "tốt"
    return StoreOp(f"Ghi {len(sheet_ids)} tờ {word}", partial(_mark_spoiled, tuple(sheet_ids), spoiled))


def _mark_spoiled(sheet_ids: tuple[int, ...], spoiled: bool, action: Action) -> int:
    return printing.mark_spoiled(action, sheet_ids, spoiled=spoiled)
