"""What the dialogs of the award chain share: a form whose values become one operation, or a sentence instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.ui import theme
from desktop.ui.dialogs.form_dialog import FormDialog
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field

_TALLEST: Final = 680


class AwardDialog(FormDialog):
    """A form dialog whose fields' widgets carry the field's key as objectName.

    Unlike its base, what was typed can be refused before the register is asked: ``complaint`` tells why.
    """

    def __init__(
        self,
        session: Session,
        title: str,
        accept_word: str,
        fields: Sequence[Field],
        parent: QWidget | None = None,
        width: int = 560,
    ) -> None:
        super().__init__(
            session, title, fields, {}, prefix="award", accept_word=accept_word, width=width, parent=parent
        )
        for key in self.form.values():
            self.focus_of(key).setObjectName(key)

    def focus_of(self, key: str) -> QWidget:
        """The widget of a field that takes the keys."""
        editor = self.form.editor(key)
        return editor.focusProxy() or editor

    def let_scroll(self) -> None:
        """Put the form into an area that scrolls: it has more fields than 768 pixels of screen hold."""
        self.body.removeWidget(self.form)
        holder = QScrollArea(self)
        holder.setWidgetResizable(True)
        holder.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form.setContentsMargins(0, 0, theme.GRID, 0)
        holder.setWidget(self.form)
        self.body.addWidget(holder, 1)
        self.resize(self.minimumWidth(), _TALLEST)

    def complaint(self) -> str:
        """What is wrong beyond single fields, in a sentence; empty when nothing is. Overridden where needed."""
        return ""

    def submit(self) -> None:
        """Check the fields and the whole, then run the operation."""
        self.clear_refusal()
        sentence = self.complaint() if self.form.validate() else None
        if sentence:
            self.refuse(sentence)
        elif sentence is not None:
            self.working()
            self.session.run(self.operation(self.form.values()), self.succeed, self.refuse)
