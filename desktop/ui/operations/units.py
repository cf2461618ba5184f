"""What the window does to units."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from db import milestones, units
from db.store import Action
from desktop.ui.operations.base import StoreOp

Facts = dict[str, Any]
"""name, kind and the other texts of :class:`db.units.Unit` by name."""


def add(facts: Facts) -> StoreOp[int]:
    """Add a unit and give it its obligations in every open drive; the result is its id."""
    return StoreOp(f"Thêm đơn vị “{facts['name']}”", partial(_add, facts))


def _add(facts: Facts, action: Action) -> int:
    rest = {key: value for key, value in facts.items() if key not in ("name", "kind")}
    unit_id = units.add_unit(action, name=facts["name"], kind=facts.get("kind") or None, **rest)
    milestones.assign_to_open_campaigns(action)
    return unit_id


def change(unit_id: int, facts: Facts) -> StoreOp[bool]:
    """Change a unit's facts."""
    return StoreOp(f"Sửa đơn vị “{facts['name']}”", partial(_change, unit_id, facts))


def _change(unit_id: int, facts: Facts, action: Action) -> bool:
    rest = {key: value for key, value in facts.items() if key not in ("name", "kind")}
    return units.change_unit(action, unit_id, name=facts["name"], kind=facts["kind"], **rest)


def end(unit: units.Unit, day: dt.date | None) -> StoreOp[bool]:
    """Say on which day a unit ceased; None says that it goes on."""
    verb = "Ghi ngày ngừng hoạt động của" if day else "Ghi hoạt động lại:"
    return StoreOp(f"{verb} “{unit.name}”", partial(_end, unit, day))


def _end(unit: units.Unit, day: dt.date | None, action: Action) -> bool:
    return units.change_unit(action, unit.id, name=unit.name, kind=unit.kind, active_to=day)


def remove(unit_id: int, name: str) -> StoreOp[None]:
    """Take out a unit nothing refers to."""
    return StoreOp(f"Xóa đơn vị “{name}”", partial(_remove, unit_id))


def _remove(unit_id: int, action: Action) -> None:
    units.remove_unit(action, unit_id)
