"""What the window does about plaques: works proposed, approved, taken off the list, the day of the ceremony."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from db import plaques
from db.store import Action
from desktop.ui.operations.base import StoreOp


def propose(registration_ids: Sequence[int], day: dt.date) -> StoreOp[int]:
    """Put finished works on the list that is proposed; the result is how many."""
    return StoreOp(
        f"Đề nghị gắn biển {len(registration_ids)} công trình",
        partial(_propose, tuple(registration_ids), day),
    )


def _propose(registration_ids: tuple[int, ...], day: dt.date, action: Action) -> int:
    return plaques.propose(action, registration_ids, day)


def approve(registration_ids: Sequence[int], day: dt.date, document: str) -> StoreOp[int]:
    """Note that works were approved for the plaque; the result is how many."""
    return StoreOp(
        f"Duyệt gắn biển {len(registration_ids)} công trình",
        partial(_approve, tuple(registration_ids), day, document),
    )


def _approve(registration_ids: tuple[int, ...], day: dt.date, document: str, action: Action) -> int:
    return plaques.approve(action, registration_ids, day, document)


def take_back(registration_ids: Sequence[int], day: dt.date) -> StoreOp[int]:
    """Take works off the list they are on; the result is how many."""
    return StoreOp(
        f"Thôi gắn biển {len(registration_ids)} công trình", partial(_take_back, tuple(registration_ids), day)
    )


def _take_back(registration_ids: tuple[int, ...], day: dt.date, action: Action) -> int:
    return plaques.take_back(action, registration_ids, day)


def set_ceremony(campaign_id: int, day: dt.date | None) -> StoreOp[bool]:
    """Set the day plaques are fixed on."""
    return StoreOp("Ghi ngày lễ gắn biển công trình", partial(_set_ceremony, campaign_id, day))


def _set_ceremony(campaign_id: int, day: dt.date | None, action: Action) -> bool:
    return plaques.set_ceremony(action, campaign_id, day)
