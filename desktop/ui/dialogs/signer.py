"""Who signs: name, title, form of signature, days in office; the lines above the signature as they will be printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from db import organizations
from db.organizations import Signer
from desktop.ui.dialogs.form_dialog import FormDialog
from desktop.ui.operations import office
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.office import SignerFacts
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

SIGNER_FIELDS = (
    Field("name", "&Họ và tên", required=True, hint="Nguyễn Văn An"),
    Field("title", "&Chức vụ", required=True, hint="Chủ tịch"),
    Field(
        "signature_form",
        "Hình thức &ký",
        Kind.CHOICE,
        required=True,
        choices=tuple(organizations.SIGNATURE_FORMS.items()),
        tooltip="Cấp phó ký thay người đứng đầu thì chọn KT.",
    ),
    Field("active_from", "&Giữ chức từ ngày", Kind.DATE, tooltip="Để trống: trước nay", width=200),
    Field("active_to", "Đế&n ngày", Kind.DATE, tooltip="Để trống: còn giữ chức vụ", width=200),
)


class SignerDialog(FormDialog):
    """Adds a signer of our office or changes one."""

    def __init__(self, session: Session, signer: Signer | None = None, parent: QWidget | None = None) -> None:
        values = {
            "name": signer.name if signer else None,
            "title": signer.title if signer else None,
            "signature_form": signer.signature_form if signer else "head",
            "active_from": signer.active_from if signer else None,
            "active_to": signer.active_to if signer else None,
        }
        title = "Sửa người ký" if signer else "Thêm người ký"
        super().__init__(session, title, SIGNER_FIELDS, values, prefix="signer", parent=parent)
        self._signer = signer
        own = organizations.own(session.con)
        self._head_title = own.head_title if own else "Chủ tịch"
        self._ordinal = len(organizations.signers(session.con, own.id)) if own else 0
        self._preview = QLabel(self)
        self._preview.setObjectName("signaturePreview")
        self._preview.setProperty("role", "muted")
        self.body.addWidget(self._preview)
        self.form.changed.connect(self._show_preview)
        self._show_preview()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Save the signer; a new one comes after those already listed."""
        facts = SignerFacts(
            values["name"],
            values["title"] or "",
            values["signature_form"],
            values["active_from"],
            values["active_to"],
        )
        if self._signer is None:
            return office.save_signer(facts, None, self._ordinal)
        return office.save_signer(facts, self._signer.id, self._place_of(self._signer))

    def _place_of(self, signer: Signer) -> int:
        own = organizations.own(self.session.con)
        listed = organizations.signers(self.session.con, own.id) if own else []
        return next((at for at, one in enumerate(listed) if one.id == signer.id), 0)

    def _show_preview(self, _key: str = "") -> None:
        values = self.form.values()
        lines = organizations.signature_lines(
            values["signature_form"] or "head", values["title"] or "", self._head_title
        )
        self._preview.setText("Trên văn bản: " + " / ".join((*lines, values["name"] or "…")))
