"""What the window writes about discipline: a measure or review of somebody, entered or corrected."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from db import disciplines
from db.store import Action
from db.vietnamese.text import lower_first
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A measure as typed; ``measure_id`` None enters a new one."""

    kind: str
    start_date: dt.date
    end_date: dt.date | None = None
    document: str = ""
    note: str = ""
    measure_id: int | None = None


def save(subject_id: int, draft: MeasureDraft, name: str) -> StoreOp[int]:
    """Enter or correct a measure; the result is its id."""
    word = disciplines.KINDS.get(draft.kind, draft.kind)
    return StoreOp(f"Kỷ luật của “{name}”: {lower_first(word)}", partial(_save, subject_id, draft))


def _save(subject_id: int, draft: MeasureDraft, action: Action) -> int:
    return disciplines.save(
        action,
        subject_id,
        kind=draft.kind,
        start_date=draft.start_date,
        end_date=draft.end_date,
        document=draft.document,
        note=draft.note,
        measure_id=draft.measure_id,
    )


def remove(measure_id: int, name: str) -> StoreOp[None]:
    """Take out a measure entered by mistake."""
    return StoreOp(f"Xóa kỷ luật ghi nhầm của “{name}”", partial(_remove, measure_id))


def _remove(measure_id: int, action: Action) -> None:
    disciplines.remove(action, measure_id)
