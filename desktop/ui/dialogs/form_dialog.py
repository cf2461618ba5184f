"""A dialog that is one form and one operation; it closes only after the register took what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Form


def name_editors(form: Form, prefix: str) -> None:
    """Name the widgets that take the keys ``<prefix>_<key>``."""
    for key in form.values():
        editor = form.editor(key)
        (editor.focusProxy() or editor).setObjectName(f"{prefix}_{key}")


class FormDialog(DialogFrame):
    """A form under a title. Subclasses say which operation the values make."""

    def __init__(
        self,
        session: Session,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        *,
        prefix: str,
        accept_word: str = "&Lưu",
        width: int = 560,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, accept_word, parent, width)
        self.setObjectName(f"{prefix}Dialog")
        self.session = session
        self.form = Form(fields, self)
        self.form.set_values(values)
        name_editors(self.form, prefix)
        self.body.addWidget(self.form)
        self.form.editor(next(iter(self.form.values()))).setFocus()
        self.result_value: Any = None

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """The operation that writes the values; overridden by each dialog."""
        raise AssertionError(type(self).__name__)

    def submit(self) -> None:
        """Check the fields, then write; a refusal stays in the dialog with what was typed."""
        if not self.form.validate():
            return
        self.working()
        self.session.run(self.operation(self.form.values()), self.succeed, self.refuse)

    def succeed(self, result: object = None) -> None:
        """Keep the result and close."""
        self.result_value = result
        super().succeed(result)
