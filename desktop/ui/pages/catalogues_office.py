"""Section Cơ quan: facts of the office beside a paper, and who signs."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db import organizations
from db.organizations import Signer
from desktop.ui import theme
from desktop.ui.dialogs.form_dialog import name_editors
from desktop.ui.dialogs.signer import SignerDialog
from desktop.ui.models.catalogues import SIGNER_COLUMNS, signer_id
from desktop.ui.models.table import RowsModel
from desktop.ui.operations import office as operations
from desktop.ui.operations.office import SignerFacts
from desktop.ui.pages import office_form
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import plain_button
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.form import Form
from desktop.ui.widgets.page_frame import PageFrame
from desktop.ui.widgets.paper_preview import PaperPreview

_BUTTONS = (
    ("&Thêm", "plus", "addSigner"),
    ("&Sửa", "pencil", "editSigner"),
    ("Ký &mặc định", "arrow-up", "firstSigner"),
    ("&Bỏ", "trash-2", "removeSigner"),
)


class OfficeSection(Page):
    """The office's own facts; signers in the order in which they are offered."""

    title: ClassVar[str] = "Cơ quan"
    icon: ClassVar[str] = "building-2"
    tables = frozenset({"organization", "signer"})
    follows_campaign: ClassVar[bool] = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._frame = PageFrame(self.title, self)
        self.body.addWidget(self._frame)
        self._save = self._frame.set_primary("&Lưu thông tin", "save")
        self._save.setObjectName("saveOffice")
        self._frame.primary_pressed.connect(self.submit)
        self.form = Form(office_form.OFFICE_FIELDS, self)
        name_editors(self.form, "office")
        self.form.changed.connect(self._show_preview)
        self._refusal = QLabel(self)
        self._refusal.setObjectName("refusal")
        self._refusal.setProperty("role", "error")
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        self.preview = PaperPreview(self)
        self._model = RowsModel(SIGNER_COLUMNS, row_id=signer_id, parent=self)
        self._signers = DataTable(self._model, self)
        self._signers.setObjectName("signers")
        self._signers.setMinimumHeight(4 * theme.ROW_HEIGHT)
        self._signers.set_empty("Chưa có người ký; các văn bản cần tên người ký.", "&Thêm người ký")
        self._signers.empty_pressed.connect(self._add)
        self._signers.activated_row.connect(self._edit)
        self._signers.current_row_changed.connect(self._enable)
        self._buttons = [self._button(*one) for one in _BUTTONS]
        slots = (self._add, self._edit, self._put_first, self._remove)
        for button, slot in zip(self._buttons, slots, strict=True):
            button.clicked.connect(slot)
        self._frame.set_content(self._content())
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.submit)
        delete = QShortcut(QKeySequence("Del"), self._signers)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)

    def _button(self, text: str, icon: str, name: str) -> QPushButton:
        made = plain_button(text, icon, self)
        made.setObjectName(name)
        return made

    def _content(self) -> QWidget:
        whole = QWidget(self)
        left = QWidget(whole)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.GRID, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.form)
        column.addWidget(self._refusal)
        heading = QLabel("Người ký", left)
        heading.setProperty("role", "section")
        heading.setFont(theme.section_font())
        column.addWidget(heading)
        column.addWidget(self._signers, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        for button in self._buttons:
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        scroll = QScrollArea(whole)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(left)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.GRID)
        row.addWidget(scroll, 3)
        row.addWidget(self.preview, 2)
        return whole

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Read the office and its signers; what is being typed is not thrown away."""
        office = organizations.own(self.session.con)
        if office is None:
            return
        if not self.form.is_changed():
            self.form.set_values(office_form.office_values(office))
        listed = organizations.signers(self.session.con, office.id)
        self._model.set_rows(listed)
        self._frame.set_status(f"{len(listed)} người ký; người đứng đầu danh sách được chọn sẵn trên văn bản")
        self._enable()
        self._show_preview()

    def _enable(self, _row: int = -1) -> None:
        at = self._signers.current_row()
        for button in self._buttons[1:]:
            button.setEnabled(at >= 0)
        self._buttons[2].setEnabled(at > 0)

    def _show_preview(self, _key: str = "") -> None:
        office = office_form.office_facts(self.form.values())
        rows = self._model.rows
        first = rows[0] if rows else None
        signer = SignerFacts(first.name, first.title, first.signature_form) if first else SignerFacts("", "")
        today = dt.date.today()  # noqa: DTZ011 - the office's calendar day
        self.preview.show_facts(office_form.paper_facts(office, signer, today))

    # ------------------------------------------------------------ writing

    def submit(self) -> None:
        """Write the office's facts."""
        self._refuse("")
        if self.form.validate():
            operation = operations.save_office(office_form.office_facts(self.form.values()))
            self.session.run(operation, self._saved, self._refuse)

    def _saved(self, _organization_id: int) -> None:
        self.form.set_values(self.form.values())
        self.refresh()

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

    def _chosen(self) -> Signer | None:
        at = self._signers.current_row()
        return self._model.row(at) if at >= 0 else None

    def _add(self) -> None:
        SignerDialog(self.session, None, self.window()).open()

    def _edit(self, _row: int | bool = False) -> None:
        signer = self._chosen()
        if signer is not None:
            SignerDialog(self.session, signer, self.window()).open()

    def _put_first(self) -> None:
        signer = self._chosen()
        if signer is not None:
            rest = [one.id for one in self._model.rows if one.id != signer.id]
            self.session.run(operations.put_first((signer.id, *rest), signer.name))

    def _remove(self) -> None:
        signer = self._chosen()
        if signer is not None:
            self.session.run(operations.remove_signer(signer.id, signer.name))
