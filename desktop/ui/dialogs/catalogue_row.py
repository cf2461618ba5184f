"""One row of a dated catalogue: the form is made from the catalogue's own fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from db import catalogue_fields, catalogues
from db.catalogues import Catalogue
from db.errors import BadInput
from db.sqlite import Row
from desktop.ui.dialogs.form_dialog import FormDialog
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.catalogues import save_row
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_KINDS: Final = {
    "text": Kind.TEXT,
    "integer": Kind.TEXT,
    "money": Kind.MONEY,
    "thousandths": Kind.TEXT,
    "share": Kind.TEXT,
    "date": Kind.DATE,
    "yes_no": Kind.CHECK,
    "choice": Kind.CHOICE,
    "json": Kind.LINES,
}
_HINTS: Final = {"thousandths": "0,3", "share": "2/3, 70%, quá nửa", "integer": "0", "json": '{"years": 2}'}
_LABELS: Final = {"form_code": "Hình thức", "object_kinds": "Đối tượng", "paper_kind": "Văn bản"}
_TIPS: Final = {
    "parameters": "Số liệu để chương trình tự xét điều kiện; bỏ trống thì Hội đồng tự xét theo nội dung."
}
_LONG: Final = frozenset({"text", "source", "note"})
_READ: Final = frozenset({"integer", "thousandths", "share", "json"})


def _complaint(field: catalogues.Field, value: Any) -> str:
    try:
        catalogue_fields.typed(field, str(value))
    except BadInput as refusal:
        return str(refusal)
    return ""


def _choices(field: catalogues.Field, forms: Mapping[str, str]) -> dict[str, str]:
    """What may be chosen in words where the store keeps a code."""
    if field.key == "form_code":
        return dict(forms) if field.required else {"": "Mọi hình thức", **forms}
    return dict(field.choices or catalogue_fields.CODED.get(field.key, {}))


def _form_field(field: catalogues.Field, forms: Mapping[str, str], row: Row | None) -> Field:
    choices = _choices(field, forms)
    if choices and row is not None:
        # A code the program does not know stays as it is until the officer chooses another.
        choices.setdefault(row[field.key], row[field.key])
    long = field.kind == "text" and field.key in _LONG
    return Field(
        field.key,
        _LABELS.get(field.key, field.title),
        Kind.CHOICE if choices else Kind.LINES if long else _KINDS[field.kind],
        required=field.required,
        choices=tuple(choices.items()),
        hint=_HINTS.get(field.kind, "") if not choices else "",
        tooltip=_TIPS.get(field.key, ""),
        check=partial(_complaint, field) if field.kind in _READ else None,
        lines=2,
    )


def _editable(field: catalogues.Field, row: Row | None) -> Any:
    """What the form shows for a stored value."""
    if row is None:
        return "" if field.kind == "choice" and "" in (field.choices or {}) else field.default
    value = row[field.key]
    if field.kind == "date":
        return dt.date.fromisoformat(value) if value else None
    if field.kind in ("thousandths", "share", "integer"):
        return catalogue_fields.shown(field, value)
    return value


class CatalogueRowDialog(FormDialog):
    """Adds a row to a catalogue or changes one."""

    def __init__(
        self, session: Session, catalogue: Catalogue, row: Row | None = None, parent: QWidget | None = None
    ) -> None:
        verb = "Sửa dòng" if row is not None else "Thêm dòng"
        forms = {form.code: form.name for form in catalogues.award_forms(session.con)}
        super().__init__(
            session,
            f"{verb}: {catalogue.title}",
            [_form_field(field, forms, row) for field in catalogue.fields],
            {field.key: _editable(field, row) for field in catalogue.fields},
            prefix="catalogueRow",
            width=640,
            parent=parent,
        )
        self._catalogue = catalogue
        self._row_id: int | None = row["id"] if row is not None else None

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Save the row with the values as the store keeps them."""
        stored = {field.key: _stored(field, values[field.key]) for field in self._catalogue.fields}
        return save_row(self._catalogue.table, stored, self._row_id)


def _stored(field: catalogues.Field, value: Any) -> Any:
    if field.kind in _READ:
        return catalogue_fields.typed(field, str(value or ""))
    if value is None and field.kind in ("text", "choice"):
        return ""
    return value
