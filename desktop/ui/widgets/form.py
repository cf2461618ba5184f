"""A form out of a table of fields: labels with mnemonics, the right widget, one sentence under what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.widgets.form_editors import (
    EDITORS,
    CheckEditor,
    ChoiceEditor,
    Editor,
    Field,
    Kind,
    LinesEditor,
    SuggestEditor,
    TextEditor,
)
from desktop.ui.widgets.parsed_field import ParsedField

__all__ = [
    "CheckEditor",
    "ChoiceEditor",
    "Field",
    "Form",
    "Kind",
    "LinesEditor",
    "SuggestEditor",
    "TextEditor",
]


class Form(QWidget):
    """Fields under each other, labels at the left. ``changed`` carries the key of the field somebody changed."""

    changed = Signal(str)

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: tuple[Field, ...] = tuple(fields)
        self._editors: dict[str, QWidget] = {}
        self._keys: dict[QObject, str] = {}
        self._first: dict[str, Any] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * theme.GRID)
        self._grid.setVerticalSpacing(theme.GRID)
        self._grid.setColumnStretch(1, 1)
        self._labels: dict[str, QLabel] = {}
        for line, field in enumerate(self.fields):
            self._add(line, field)
        self._grid.setRowStretch(len(self.fields), 1)
        self.set_values({})

    def editor(self, key: str) -> QWidget:
        """The widget of a field, for what the form does not do (``set_choices``, ``edit``)."""
        return self._editors[key]

    def values(self) -> dict[str, Any]:
        """All values by key; None for what is empty or cannot be read."""
        return {key: cast(Editor, editor).value() for key, editor in self._editors.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show values; fields not named are emptied. From here :meth:`is_changed` counts."""
        for key, editor in self._editors.items():
            cast(Editor, editor).set_value(values.get(key))
            cast(Editor, editor).set_error("")
        self._first = self.values()

    def is_changed(self) -> bool:
        """Whether any value differs from the ones shown first."""
        return self.values() != self._first

    def validate(self) -> bool:
        """Say under each field what is wrong with it and go to the first such field; whether all is well."""
        wrong = [
            field.key for field in self.fields if field.kind is not Kind.HEADING and not self._is_well(field)
        ]
        if wrong:
            self._editors[wrong[0]].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def set_error(self, key: str, sentence: str) -> None:
        """Say something under a field; an empty sentence takes it away."""
        cast(Editor, self._editors[key]).set_error(sentence)

    def set_field_visible(self, key: str, *, visible: bool) -> None:
        """Show or hide a field with its label."""
        self._editors[key].setVisible(visible)
        if key in self._labels:
            self._labels[key].setVisible(visible)

    def _is_well(self, field: Field) -> bool:
        editor = self._editors[field.key]
        if isinstance(editor, ParsedField) and not editor.validate():
            return False
        value = cast(Editor, editor).value()
        sentence = ""
        if value is None and field.required and not editor.isHidden():
            sentence = f"Hãy nhập “{_plain(field.label)}”."
        elif value is not None and field.check is not None:
            sentence = field.check(value)
        cast(Editor, editor).set_error(sentence)
        return not sentence

    def _add(self, line: int, field: Field) -> None:
        if field.kind is Kind.HEADING:
            heading = QLabel(field.label, self)
            heading.setProperty("role", "section")
            heading.setFont(theme.section_font())
            self._grid.addWidget(heading, line, 0, 1, 2)
            return
        editor = EDITORS[field.kind](field, self)
        self._editors[field.key] = editor
        self._keys[editor] = field.key
        focused = editor.focusProxy() or editor
        focused.setAccessibleName(_plain(field.label))
        editor.setToolTip(field.tooltip)
        if field.width:
            editor.setMaximumWidth(field.width)
        if isinstance(editor, ParsedField) and field.hint:
            editor.edit.setPlaceholderText(field.hint)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        editor.value_changed.connect(self._changed)  # type: ignore[attr-defined]
        self._grid.addWidget(editor, line, 1)
        if field.kind is not Kind.CHECK:
            self._label(line, field, focused)

    def _label(self, line: int, field: Field, buddy: QWidget) -> None:
        label = QLabel(field.label + (" *" if field.required else ""), self)
        label.setBuddy(buddy)
        label.setToolTip(field.tooltip or ("Bắt buộc nhập" if field.required else ""))
        label.setFixedHeight(theme.CONTROL_HEIGHT)
        self._labels[field.key] = label
        self._grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)

    def _changed(self) -> None:
        key = self._keys[self.sender()]
        editor = self._editors[key]
        if not isinstance(editor, ParsedField):
            cast(Editor, editor).set_error("")
        self.changed.emit(key)


def _plain(label: str) -> str:
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&")
