"""The facts of a unit, and the day it ceases."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from db.units import KINDS, Unit, guess_kind
from desktop.ui.dialogs.record import RecordDialog, Values
from desktop.ui.operations import units as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_TEXTS: Final = ("short_name", "head_name", "contact_name", "phone", "address", "note")
_FIELDS: Final = (
    Field("name", "&Tên đơn vị", required=True),
    Field("kind", "&Loại đơn vị", Kind.CHOICE, choices=tuple(KINDS.items()), hint="Đoán theo tên"),
    Field("short_name", "Tên &viết tắt"),
    Field("head_name", "Thủ t&rưởng"),
    Field("contact_name", "Người &phụ trách thi đua"),
    Field("phone", "Điện t&hoại", width=200),
    Field("address", "Địa &chỉ"),
    Field("note", "&Ghi chú", Kind.LINES, lines=2),
)
_END: Final = (
    Field(
        "day",
        "&Ngừng hoạt động từ ngày",
        Kind.DATE,
        width=200,
        tooltip="Để trống là đơn vị còn hoạt động",
    ),
)


def unit_dialog(session: Session, unit: Unit | None, parent: QWidget) -> RecordDialog:
    """Add a unit (None) or change one; an empty kind is guessed from the name."""
    values = {name: getattr(unit, name) for name in ("name", "kind", *_TEXTS)} if unit else {}
    made = RecordDialog(
        session,
        "Sửa đơn vị" if unit else "Thêm đơn vị",
        _FIELDS,
        partial(_save, unit.id if unit else None),
        values,
        parent,
    )
    made.setObjectName("unitDialog")
    return made


def _save(unit_id: int | None, values: Values) -> StoreOp[Any]:
    facts = {key: str(value or "") for key, value in values.items()}
    facts["kind"] = facts["kind"] or guess_kind(facts["name"])
    return operations.add(facts) if unit_id is None else operations.change(unit_id, facts)


def end_dialog(session: Session, unit: Unit, parent: QWidget) -> RecordDialog:
    """Say on which day a unit ceased; what it did stays in the register."""
    made = RecordDialog(
        session,
        "Ngừng hoạt động",
        _END,
        partial(_end, unit),
        {"day": unit.active_to},
        parent,
        intro=f"{unit.name}: các đăng ký, báo cáo đã ghi vẫn giữ nguyên trong sổ.",
    )
    made.setObjectName("endUnitDialog")
    return made


def _end(unit: Unit, values: Values) -> StoreOp[Any]:
    return operations.end(unit, values["day"])
