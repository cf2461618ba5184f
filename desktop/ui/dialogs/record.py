"""A dialog that is a form: fields in, one operation out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from db.errors import Refused
from desktop.ui import theme
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Form, Kind

Values = dict[str, Any]
Make = Callable[[Values], StoreOp[Any]]
"""From the values of the form to the operation that writes them."""

_SAVE: Final = "Lư&u"
_MOST_FIELDS: Final = 11
"""A form of more fields scrolls: 768 pixels of screen hold no more."""
_TALLEST: Final = 640


def named(form: Form) -> Form:
    """Give the widgets of a form the names tests and screen readers find them by: ``field_<key>``."""
    for field in form.fields:
        if field.kind is not Kind.HEADING:
            editor = form.editor(field.key)
            (editor.focusProxy() or editor).setObjectName(f"field_{field.key}")
    return form


class RecordDialog(DialogFrame):
    """Fields, and the operation made of them. ``saved`` carries the operation's result."""

    saved = Signal(object)

    def __init__(
        self,
        session: Session,
        title: str,
        fields: Sequence[Field],
        make: Make,
        values: Mapping[str, Any] | None = None,
        parent: QWidget | None = None,
        *,
        word: str = _SAVE,
        intro: str = "",
        width: int = 600,
    ) -> None:
        super().__init__(title, word, parent, width)
        self.setObjectName("recordDialog")
        self._session = session
        self._make = make
        if intro:
            label = QLabel(intro, self)
            label.setWordWrap(True)
            label.setProperty("role", "muted")
            self.body.addWidget(label)
        self.form = named(Form(fields, self))
        self.form.set_values(values or {})
        self._place_form(len(fields))
        first = next(field for field in fields if field.kind is not Kind.HEADING)
        self.form.editor(first.key).setFocus()

    def _place_form(self, count: int) -> None:
        if count <= _MOST_FIELDS:
            self.body.addWidget(self.form, 1)
            return
        holder = QScrollArea(self)
        holder.setWidgetResizable(True)
        self.form.setContentsMargins(0, 0, theme.GRID, 0)
        holder.setWidget(self.form)
        self.body.addWidget(holder, 1)
        self.resize(self.minimumWidth(), _TALLEST)

    def submit(self) -> None:
        """Write what was typed; a refusal stays in the dialog."""
        if not self.form.validate():
            return
        try:
            operation = self._make(self.form.values())
        except Refused as refusal:
            self.refuse(str(refusal))
            return
        self.working()
        self._session.run(operation, self._saved, self.refuse)

    def _saved(self, result: object) -> None:
        self.saved.emit(result)
        self.succeed()
