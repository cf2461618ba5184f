"""The fields of a form as data, and the widget each kind of field is edited by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from db.vietnamese.text import clean, nfc
from desktop.ui import theme
from desktop.ui.marking import override
from desktop.ui.widgets.date_field import DateField, PartialDateField
from desktop.ui.widgets.money_field import MoneyField, NumberField
from desktop.ui.widgets.parsed_field import ErrorLabel, mark_invalid


class Kind(Enum):
    """What a field holds, and so which widget it is."""

    TEXT = "text"
    LINES = "lines"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    MONEY = "money"
    NUMBER = "number"
    CHOICE = "choice"
    SUGGEST = "suggest"
    CHECK = "check"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    ``label`` may hold a mnemonic ("Tên đơn &vị"). ``choices`` are (value, words) of CHOICE, and the suggestions
    of SUGGEST, whose value is the text. ``check`` gets the value and returns the sentence of what is wrong, or
    an empty text; it is not asked about an empty field. A HEADING parts the fields and has no value.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[tuple[Any, str], ...] = ()
    hint: str = ""
    tooltip: str = ""
    check: Callable[[Any], str] | None = None
    lines: int = 3
    width: int = 0
    unit: str = ""


class Editor(Protocol):
    """What the form asks of any of its widgets."""

    def value(self) -> Any:
        """The value now."""

    def set_value(self, value: Any) -> None:
        """Show a value without telling of a change."""

    def set_error(self, sentence: str) -> None:
        """Show a sentence, or none."""


class _Edited(QWidget):
    """A widget with a sentence under it."""

    value_changed = Signal(object)

    def __init__(self, inner: QWidget, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.inner = inner
        self._error = ErrorLabel(self)
        self.setFocusProxy(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(inner)
        column.addWidget(self._error)

    def set_error(self, sentence: str) -> None:
        """Show a sentence under the field, or none."""
        self._error.tell(sentence)
        mark_invalid(self.inner, invalid=bool(sentence))
        self.inner.setAccessibleDescription(sentence)

    def _tell(self) -> None:
        self.value_changed.emit(cast(Editor, self).value())


class TextEditor(_Edited):
    """One line of text; its value is cleaned, None when empty."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(field.hint)
        super().__init__(self.edit, parent)
        self.edit.textEdited.connect(self._tell)

    def value(self) -> str | None:
        """The text, or None."""
        return clean(self.edit.text()) or None

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.edit.setText(value or "")
        self.edit.setCursorPosition(0)


class LinesEditor(_Edited):
    """Several lines of text; breaks are kept. Tab leaves the field."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setPlaceholderText(field.hint)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(
            field.lines * (self.edit.fontMetrics().lineSpacing() + 2) + 2 * theme.GRID + 4
        )
        self._setting = False
        super().__init__(self.edit, parent)
        self.edit.textChanged.connect(self._tell)

    def value(self) -> str | None:
        """The text without empty lines at its ends, or None."""
        lines = [clean(line) for line in nfc(self.edit.toPlainText()).split("\n")]
        return "\n".join(lines).strip("\n") or None

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self._setting = True
        self.edit.setPlainText(value or "")
        self._setting = False

    @override
    def _tell(self) -> None:
        if not self._setting:
            super()._tell()


class _Combo(QComboBox):
    """Does not change under the wheel while the officer scrolls the form."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceEditor(_Edited):
    """One of several values; nothing is chosen while the value is not among them."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.box = _Combo()
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.setPlaceholderText(field.hint or "Chọn…")
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        super().__init__(self.box, parent)
        self.set_choices(field.choices)
        self.box.activated.connect(self._tell)

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other values; the chosen one stays chosen where it is still there."""
        kept = self.value()
        self.box.clear()
        for value, words in choices:
            self.box.addItem(words, value)
        self.set_value(kept)

    def value(self) -> Any:
        """The chosen value, or None."""
        return self.box.currentData()

    def set_value(self, value: Any) -> None:
        """Choose a value."""
        found = next((n for n in range(self.box.count()) if self.box.itemData(n) == value), -1)
        self.box.setCurrentIndex(found)


class SuggestEditor(_Edited):
    """Text with suggestions; anything may be typed."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.box = _Combo()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # Completing in place makes "Ông (Bà)" of a typed "Ông", and it would be printed.
        self.box.setCompleter(None)  # type: ignore[arg-type]  # the stubs forget that None takes it off
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        super().__init__(self.box, parent)
        self.set_choices(field.choices)
        edit = self.box.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(field.hint)
        self.box.setCurrentText("")
        edit.textEdited.connect(self._tell)
        self.box.activated.connect(self._tell)

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Suggest other texts; what is typed stays."""
        kept = self.box.currentText()
        self.box.clear()
        self.box.addItems([words for _, words in choices])
        self.box.setCurrentText(kept)

    def value(self) -> str | None:
        """The text, or None."""
        return clean(self.box.currentText()) or None

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.box.setCurrentText(value or "")


class CheckEditor(_Edited):
    """Yes or no; the label stands beside the box."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.box = QCheckBox(field.label)
        super().__init__(self.box, parent)
        self.box.clicked.connect(self._tell)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it or not; None is no."""
        self.box.setChecked(bool(value))


def _number(field: Field, parent: QWidget | None) -> NumberField:
    return NumberField(parent, unit=field.unit)


EDITORS: Final[dict[Kind, Callable[[Field, QWidget | None], QWidget]]] = {
    Kind.TEXT: TextEditor,
    Kind.LINES: LinesEditor,
    Kind.DATE: lambda _field, parent: DateField(parent),
    Kind.PARTIAL_DATE: lambda _field, parent: PartialDateField(parent),
    Kind.MONEY: lambda _field, parent: MoneyField(parent),
    Kind.NUMBER: _number,
    Kind.CHOICE: ChoiceEditor,
    Kind.SUGGEST: SuggestEditor,
    Kind.CHECK: CheckEditor,
}
