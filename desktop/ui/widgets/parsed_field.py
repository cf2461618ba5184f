"""Fields whose text is read as something: a date, an amount. What was typed is judged when the field is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.errors import Refused
from desktop.ui import theme
from desktop.ui.marking import override


class ErrorLabel(QLabel):
    """A sentence under a field that says what to correct; takes no room while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "error")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence, or nothing for an empty one."""
        self.setText(sentence)
        self.setVisible(bool(sentence))


def mark_invalid(edit: QWidget, *, invalid: bool) -> None:
    """Give a field the outline of an error, or take it away."""
    if bool(edit.property("invalid")) != invalid:
        edit.setProperty("invalid", invalid)
        edit.style().unpolish(edit)
        edit.style().polish(edit)


class ParsedField(QWidget):
    """A line of text that stands for a value, None when empty.

    ``value_changed`` is emitted when the field is left or Enter is pressed and the value is another one than
    before. The text is rewritten in its standard form only then, never while somebody types.

    Args:
        parse: text to value, None when it is not written like one; may raise ``Refused`` with a sentence.
        show: value to text.
        advice: the sentence for text that ``parse`` cannot read.
    """

    value_changed = Signal(object)

    def __init__(
        self,
        parse: Callable[[str], Any],
        show: Callable[[Any], str],
        advice: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parse = parse
        self._show = show
        self._advice = advice
        self._value: Any = None
        self._error = ErrorLabel(self)
        self.edit = QLineEdit(self)
        self.edit.setFont(theme.table_font())
        self.edit.editingFinished.connect(self._finish)
        self.setFocusProxy(self.edit)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.line = QHBoxLayout()
        self.line.setSpacing(theme.GRID // 2)
        self.line.addWidget(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.line)
        column.addWidget(self._error)

    @property
    def error(self) -> str:
        """The sentence about what is typed now, empty when it can be read."""
        return self._read(self.edit.text())[1]

    def value(self) -> Any:
        """What is typed now as a value; None when the field is empty or cannot be read (see :attr:`error`)."""
        return self._read(self.edit.text())[0]

    def set_value(self, value: Any) -> None:
        """Show a value; None empties the field. ``value_changed`` is not emitted."""
        self._value = value
        self.edit.setText("" if value is None else self._show(value))
        self.edit.setCursorPosition(0)
        self._tell("")

    def set_error(self, sentence: str) -> None:
        """Say something else about the value (what only the whole form can know); empty takes it away."""
        self._tell(sentence or self.error)

    def validate(self) -> bool:
        """Say what is wrong with what is typed; whether nothing is."""
        self._finish()
        return not self.error

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.edit.setFocus(event.reason())

    def _read(self, text: str) -> tuple[Any, str]:
        if not text.strip():
            return None, ""
        try:
            value = self._parse(text)
        except Refused as refusal:
            return None, str(refusal)
        return value, "" if value is not None else self._advice

    def _finish(self) -> None:
        value, error = self._read(self.edit.text())
        self._tell(error)
        if error:
            return
        text = "" if value is None else self._show(value)
        if text != self.edit.text():
            self.edit.setText(text)
        if value != self._value:
            self._value = value
            self.value_changed.emit(value)

    def _tell(self, sentence: str) -> None:
        self._error.tell(sentence)
        mark_invalid(self.edit, invalid=bool(sentence))
        self.edit.setAccessibleDescription(sentence)
