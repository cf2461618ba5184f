"""Drafting a decision of approved nominations: the form, who signs, whose names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from db import decisions, organizations
from db.nominations import Nomination
from db.people import KINDS
from db.vietnamese.text import lower_first
from desktop.ui import theme
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import decisions as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_ID = Qt.ItemDataRole.UserRole


class NameList(QListWidget):
    """Names that are ticked or not: Space ticks the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_names(self, listed: list[Nomination]) -> None:
        """Show nominations, all of them ticked."""
        self.clear()
        for n in listed:
            place = f" – {n.subject.position_unit}" if n.subject.position_unit else ""
            item = QListWidgetItem(f"{n.name}{place} ({lower_first(KINDS[n.kind])})", self)
            item.setData(_ID, n.id)
            item.setToolTip(item.text())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        if self.count():
            self.setCurrentRow(0)

    def ticked(self) -> tuple[int, ...]:
        """Ids of the ticked names."""
        items = [self.item(at) for at in range(self.count())]
        return tuple(one.data(_ID) for one in items if one.checkState() == Qt.CheckState.Checked)


class DecisionDialog(AwardDialog):
    """Drafts a decision. ``drafted`` carries its id after the commit."""

    drafted = Signal(int)

    def __init__(self, session: Session, campaign_id: int, parent: QWidget | None = None) -> None:
        self._campaign_id = campaign_id
        self._ready = decisions.approved_ready(session.con, campaign_id)
        forms = {n.form_code: n.form_name for n in self._ready}
        office = organizations.own(session.con)
        signers = organizations.signers(session.con, office.id) if office else []
        signers = [one for one in signers if one.signs_awards]
        signing = organizations.award_signer(session.con, office.id, session.as_of) if office else None
        fields = (
            Field("form", "&Hình thức", Kind.CHOICE, required=True, choices=tuple(forms.items())),
            Field(
                "signer",
                "Người &ký",
                Kind.CHOICE,
                choices=tuple((s.id, f"{s.name} – {s.title}") for s in signers),
                hint="Chưa có người ký: ghi ở phần Cơ quan",
            ),
            Field("title", "&Trích yếu", Kind.LINES, lines=2, hint="để trống: Về việc tặng …"),
        )
        super().__init__(session, "Lập quyết định khen thưởng", "&Lập dự thảo", fields, parent, width=720)
        self.setObjectName("decisionDialog")
        self.names = NameList(self)
        self.names.setObjectName("readyNames")
        self.names.setAccessibleName("Danh sách được khen")
        self.names.setMinimumHeight(280)
        self.names.itemChanged.connect(self._count)
        self._counted = QLabel(self)
        self._counted.setProperty("role", "muted")
        heading = QLabel("Danh sách (phím cách: chọn hoặc bỏ)", self)
        heading.setFont(theme.section_font())
        for widget in (heading, self.names, self._counted):
            self.body.addWidget(widget)
        first = next(iter(forms), None)
        self.form.set_values({"form": first, "signer": signing.id if signing else None})
        self.form.changed.connect(self._show_names)
        self._show_names("form")
        self.focus_of("form").setFocus()

    def _show_names(self, key: str) -> None:
        if key == "form":
            form = self.form.values()["form"]
            self.names.show_names([n for n in self._ready if n.form_code == form])
            self._count()

    def _count(self, _item: object = None) -> None:
        self._counted.setText(f"{len(self.names.ticked())}/{self.names.count()} tên vào quyết định")

    def complaint(self) -> str:
        """Somebody is on the list."""
        if self.names.ticked():
            return ""
        return "Danh sách khen thưởng đang trống; hãy chọn những đề nghị đã được thông qua."

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Draft it."""
        return operations.draft_decision(
            self.names.ticked(), self._campaign_id, values["signer"], values["title"] or ""
        )

    def succeed(self, result: object = None) -> None:
        """Written: close, then tell which."""
        super().succeed(result)
        self.drafted.emit(int(str(result)))
