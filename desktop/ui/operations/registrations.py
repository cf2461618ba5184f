"""What the window does to registrations of models, works and tasks."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Any

from db import registrations
from db.errors import Refused
from db.store import Action
from desktop.ui.operations.base import StoreOp

Facts = dict[str, Any]
"""Fields of :class:`db.registrations.Registration` by name."""


def register(campaign_id: int, unit_ids: tuple[int, ...], facts: Facts, unit: str) -> StoreOp[int]:
    """Record what a unit registers; the result is the registration's id."""
    return StoreOp(f"Ghi đăng ký của {unit}", partial(_register, campaign_id, unit_ids, facts))


def _register(campaign_id: int, unit_ids: tuple[int, ...], facts: Facts, action: Action) -> int:
    received = facts.get("received_date")
    if not isinstance(received, dt.date):
        raise Refused("Chưa ghi ngày nhận đăng ký; hãy ghi ngày nhận rồi lưu lại.")
    rest = {key: value for key, value in facts.items() if key not in ("kind", "title", "received_date")}
    return registrations.register(
        action,
        campaign_id=campaign_id,
        unit_ids=unit_ids,
        kind=str(facts["kind"]),
        title=str(facts["title"]),
        received_date=received,
        **rest,
    )


def change(registration_id: int, facts: Facts, unit: str) -> StoreOp[bool]:
    """Change some facts of a registration."""
    return StoreOp(f"Sửa đăng ký của {unit}", partial(_change, registration_id, facts))


def _change(registration_id: int, facts: Facts, action: Action) -> bool:
    return registrations.change_registration(action, registration_id, **facts)


def return_to_redo(registration_id: int, day: dt.date, reason: str, unit: str) -> StoreOp[bool]:
    """Send a registration back with the reason."""
    return StoreOp(f"Trả lại đăng ký của {unit}", partial(_return, registration_id, day, reason))


def _return(registration_id: int, day: dt.date, reason: str, action: Action) -> bool:
    return registrations.return_to_redo(action, registration_id, day, reason)


def take_back_in(registration_id: int, unit: str) -> StoreOp[bool]:
    """Accept a registration that was redone."""
    return StoreOp(f"Nhận lại đăng ký của {unit}", partial(_take_back_in, registration_id))


def _take_back_in(registration_id: int, action: Action) -> bool:
    return registrations.take_back_in(action, registration_id)


def replace(old_id: int, new_id: int, unit: str) -> StoreOp[bool]:
    """Say that a registration was replaced by another one of the unit."""
    return StoreOp(f"Thay đăng ký của {unit}", partial(_replace, old_id, new_id))


def _replace(old_id: int, new_id: int, action: Action) -> bool:
    return registrations.replace(action, old_id, new_id)


def add_progress(registration_id: int, day: dt.date, note: str, unit: str) -> StoreOp[int]:
    """Write a note on how a registration goes on."""
    return StoreOp(f"Ghi tiến độ thực hiện của {unit}", partial(_add_progress, registration_id, day, note))


def _add_progress(registration_id: int, day: dt.date, note: str, action: Action) -> int:
    return registrations.add_progress(action, registration_id, day, note)


def attach(registration_id: int, file: Path) -> StoreOp[int]:
    """Attach a file to a registration."""
    return StoreOp(f"Đính kèm “{file.name}” vào đăng ký", partial(_attach, registration_id, file))


def _attach(registration_id: int, file: Path, action: Action) -> int:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Refused(f"Không đọc được “{file.name}”; hãy kiểm tra tệp còn ở đó rồi chọn lại.") from error
    return registrations.attach(action, registration_id, file.name, data)


def remove(registration_id: int, unit: str) -> StoreOp[None]:
    """Take a registration out of the register."""
    return StoreOp(f"Xóa đăng ký của {unit}", partial(_remove, registration_id))


def _remove(registration_id: int, action: Action) -> None:
    registrations.remove_registration(action, registration_id)
