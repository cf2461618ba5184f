"""Drafting a decision of approved nominations and changing the draft: the form, who signs, whose names."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from db import decisions, organizations
from db.decisions import Decision
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

    def show_names(self, listed: list[Nomination], ticked: Container[int] | None = None) -> None:
        """Show nominations, those of these ids ticked; None: all of them."""
        self.clear()
        for n in listed:
            place = f" – {n.subject.position_unit}" if n.subject.position_unit else ""
            item = QListWidgetItem(f"{n.name}{place} ({lower_first(KINDS[n.kind])})", self)
            item.setData(_ID, n.id)
            item.setToolTip(item.text())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            chosen = ticked is None or n.id in ticked
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
        if self.count():
            self.setCurrentRow(0)

    def ticked(self) -> tuple[int, ...]:
        """Ids of the ticked names."""
        items = [self.item(at) for at in range(self.count())]
        return tuple(one.data(_ID) for one in items if one.checkState() == Qt.CheckState.Checked)


class DecisionDialog(AwardDialog):
    """Drafts a decision, or changes a draft. ``drafted`` carries its id after the commit."""

    drafted = Signal(int)

    def __init__(
        self,
        session: Session,
        campaign_id: int | None,
        parent: QWidget | None = None,
        *,
        draft: Decision | None = None,
    ) -> None:
        self._campaign_id = campaign_id
        self._draft = draft
        con = session.con
        self._ready = decisions.may_stand(con, draft) if draft else decisions.approved_ready(con, campaign_id)
        self._on_draft = decisions.listed_nominations(con, draft.id) if draft else None
        forms = {n.form_code: n.form_name for n in self._ready}
        if draft is not None:
            forms = {draft.form_code: draft.form_name}
        signers, signing = _signers(session, draft)
        fields = (
            Field("form", "&Hình thức", Kind.CHOICE, required=True, choices=tuple(forms.items())),
            Field(
                "signer",
                "Người &ký",
                Kind.CHOICE,
                choices=signers,
                hint="Chưa có người ký: ghi ở phần Cơ quan",
            ),
            Field("title", "&Trích yếu", Kind.LINES, lines=2, hint="để trống: Về việc tặng …"),
        )
        words = (
            ("Sửa dự thảo quyết định", "&Lưu") if draft else ("Lập quyết định khen thưởng", "&Lập dự thảo")
        )
        super().__init__(session, *words, fields, parent, width=720)
        self.setObjectName("decisionDialog")
        self._show_list()
        self.form.set_values(
            {
                "form": next(iter(forms), None),
                "signer": signing,
                "title": draft.title if draft else None,
            }
        )
        self.form.changed.connect(self._show_names)
        self._show_names("form")
        self.focus_of("title" if draft else "form").setFocus()

    def _show_list(self) -> None:
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

    def _show_names(self, key: str) -> None:
        if key == "form":
            form = self.form.values()["form"]
            self.names.show_names([n for n in self._ready if n.form_code == form], self._on_draft)
            self._count()

    def _count(self, _item: object = None) -> None:
        self._counted.setText(f"{len(self.names.ticked())}/{self.names.count()} tên vào quyết định")

    def complaint(self) -> str:
        """Somebody is on the list."""
        if self.names.ticked():
            return ""
        return "Danh sách khen thưởng đang trống; hãy chọn những đề nghị đã được thông qua."

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Draft it, or change the draft."""
        listed, title = self.names.ticked(), values["title"] or ""
        if self._draft is None:
            return operations.draft_decision(listed, self._campaign_id, values["signer"], title)
        change = operations.DraftChange(listed, values["signer"] or None, title)
        return operations.change_draft(self._draft.id, change, self._draft.shown)

    def succeed(self, result: object = None) -> None:
        """Written: close, then tell which."""
        super().succeed(result)
        self.drafted.emit(int(str(result)))


def _signers(session: Session, draft: Decision | None) -> tuple[tuple[tuple[int, str], ...], int | None]:
    """Who may sign, and who does; whoever a draft names and the office no longer knows stays under 0."""
    office = organizations.own(session.con)
    if office is None:
        return (), None
    known = [one for one in organizations.signers(session.con, office.id) if one.signs_awards]
    choices = tuple((one.id, f"{one.name} – {one.title}") for one in known)
    if draft is None:
        signing = organizations.award_signer(session.con, office.id, session.as_of)
        return choices, signing.id if signing else None
    written = (draft.signer_name, draft.signer_title, draft.signature_form)
    same = [one.id for one in known if (one.name, one.title, one.signature_form) == written]
    if same or not draft.signer_name:
        return choices, same[0] if same else None
    return ((0, f"{draft.signer_name} – {draft.signer_title}"), *choices), 0
