"""What the window does to obligations: receipts, extensions, waivers, reminders."""

from __future__ import annotations

import datetime as dt
from functools import partial

from db import board
from db.store import Action
from desktop.ui.operations.base import StoreOp


def receive(
    obligation_id: int, day: dt.date, *, channel: str, number: str, note: str, shown: str
) -> StoreOp[int]:
    """Record that something was handed in; ``shown`` names duty and unit for the history."""
    work = partial(_receive, obligation_id, day, channel, number, note)
    return StoreOp(f"Ghi nhận {shown}", work)


def _receive(obligation_id: int, day: dt.date, channel: str, number: str, note: str, action: Action) -> int:
    return board.receive(action, obligation_id, day, channel=channel, number=number, note=note)


def take_back_receipt(obligation_id: int, shown: str) -> StoreOp[None]:
    """Take out what was recorded as handed in."""
    return StoreOp(f"Bỏ ghi nhận {shown}", partial(_take_back, obligation_id))


def _take_back(obligation_id: int, action: Action) -> None:
    board.take_back_receipt(action, obligation_id)


def extend(obligation_ids: tuple[int, ...], to: dt.date | None, document: str, shown: str) -> StoreOp[int]:
    """Extend obligations to a day by a paper; None takes the extension back."""
    verb = "Gia hạn" if to else "Bỏ gia hạn"
    return StoreOp(f"{verb} {shown}", partial(_extend, obligation_ids, to, document))


def _extend(obligation_ids: tuple[int, ...], to: dt.date | None, document: str, action: Action) -> int:
    return sum(board.extend(action, one, to, document) for one in obligation_ids)


def waive(
    obligation_ids: tuple[int, ...], day: dt.date | None, reason: str, document: str, shown: str
) -> StoreOp[int]:
    """Release units from obligations with the reason; None takes the waiver back."""
    verb = "Miễn" if day else "Bỏ miễn"
    return StoreOp(f"{verb} {shown}", partial(_waive, obligation_ids, day, reason, document))


def _waive(
    obligation_ids: tuple[int, ...], day: dt.date | None, reason: str, document: str, action: Action
) -> int:
    return sum(board.waive(action, one, day, reason, document) for one in obligation_ids)


def remind(
    obligation_ids: tuple[int, ...], day: dt.date, *, channel: str, number: str, by_whom: str
) -> StoreOp[int]:
    """Record that units were reminded of what they owe."""
    work = partial(_remind, obligation_ids, day, channel, number, by_whom)
    return StoreOp(f"Đôn đốc {len(obligation_ids)} việc còn nợ", work)


def _remind(
    obligation_ids: tuple[int, ...], day: dt.date, channel: str, number: str, by_whom: str, action: Action
) -> int:
    return board.remind(action, obligation_ids, day, channel=channel, number=number, by_whom=by_whom)
