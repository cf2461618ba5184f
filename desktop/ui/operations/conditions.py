"""Writes on conditions: the province's and the office's own rows, and what was compared with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from db import conditions
from db.conditions import ConditionDraft, ThresholdDraft
from db.store import Action
from desktop.ui.operations.base import StoreOp


def save_condition(draft: ConditionDraft, row_id: int | None = None) -> StoreOp[int]:
    """Add or change an own condition; the result is its id."""
    verb = "Thêm" if row_id is None else "Sửa"
    whose = conditions.OWN_SCOPES.get(draft.scope, "").lower()
    return StoreOp(f"{verb} điều kiện khen thưởng theo {whose}", partial(_save_condition, draft, row_id))


def _save_condition(draft: ConditionDraft, row_id: int | None, action: Action) -> int:
    return conditions.save_condition(action, draft, row_id)


def save_threshold(draft: ThresholdDraft, row_id: int | None = None) -> StoreOp[int]:
    """Add or change an own quorum or approving share; the result is its id."""
    verb = "Thêm" if row_id is None else "Sửa"
    return StoreOp(f"{verb} tỷ lệ họp, biểu quyết của Hội đồng", partial(_save_threshold, draft, row_id))


def _save_threshold(draft: ThresholdDraft, row_id: int | None, action: Action) -> int:
    return conditions.save_threshold(action, draft, row_id)


def remove(table: str, row_id: int, text: str) -> StoreOp[None]:
    """Take an own row out."""
    return StoreOp(f"Xóa điều kiện “{_short(text)}”", partial(_remove, table, row_id))


def _remove(table: str, row_id: int, action: Action) -> None:
    conditions.remove(action, table, row_id)


def set_verified(rows: Sequence[tuple[str, int]], day: dt.date | None) -> StoreOp[int]:
    """Note that rows were compared with their sources, or still have to be; the result is how many changed."""
    word = "Đã đối chiếu" if day else "Bỏ dấu đã đối chiếu"
    return StoreOp(f"{word} {len(rows)} điều kiện, tỷ lệ", partial(_set_verified, tuple(rows), day))


def _set_verified(rows: tuple[tuple[str, int], ...], day: dt.date | None, action: Action) -> int:
    return conditions.set_verified(action, rows, day)


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"
