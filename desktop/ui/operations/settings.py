"""Writes on the settings of the register."""

from __future__ import annotations

from functools import partial

from db import settings
from db.settings import Value
from db.store import Action
from desktop.ui.operations.base import StoreOp


def save_settings(values: dict[str, Value]) -> StoreOp[int]:
    """Write several settings in one step; the result is how many differ from before."""
    return StoreOp("Đổi cài đặt", partial(_save, values))


def _save(values: dict[str, Value], action: Action) -> int:
    return sum(settings.put(action, key, value) for key, value in values.items())
