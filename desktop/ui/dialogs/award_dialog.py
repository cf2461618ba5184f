"""What the dialogs of the award chain share: a form whose values become one operation, or a sentence instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.ui.dialogs.form_dialog import FormDialog
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field


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
