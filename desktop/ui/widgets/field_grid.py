"""A dense grid of labelled fields out of a table: one or two to a row, the sentence of what is wrong under the row.

Unlike a form it has no button: every field tells at once, and takes back what the document says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, cast

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.marking import override
from desktop.ui.widgets.form_editors import CheckEditor, ChoiceEditor, Field, LinesEditor, TextEditor
from desktop.ui.widgets.number_edit import ColourEdit, CommittedEdit, NumberEdit
from desktop.ui.widgets.parsed_field import ErrorLabel, mark_invalid


class Take(Enum):
    """What a field takes."""

    NUMBER = "number"
    CHOICE = "choice"
    CHECK = "check"
    TEXT = "text"
    LINES = "lines"
    COLOUR = "colour"
    HEADING = "heading"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Item:
    """One field. ``half``: shares its row with its neighbour, ``wide``: has it alone; bounds are for numbers."""

    key: str
    label: str
    take: Take = Take.NUMBER
    half: bool = False
    least: float = 0.0
    most: float = 700.0
    step: float = 1.0
    whole: bool = False
    optional: bool = False
    choices: tuple[tuple[Any, str], ...] = ()
    hint: str = ""
    tooltip: str = ""
    lines: int = 3
    wide: bool = False


_CTRL_Y: Final = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
_LEAST_WIDTH: Final = 64
_WIDE: Final = frozenset({Take.LINES, Take.HEADING, Take.NOTE, Take.CHECK})


class FieldGrid(QWidget):
    """``edited`` carries the key and the value somebody entered.

    A line has its own Ctrl+Z while something is typed in it; ``undo_asked`` and ``redo_asked`` are strokes it has no
    use for.
    """

    edited = Signal(str, object)
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, items: Sequence[Item], prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items = tuple(items)
        self._prefix = prefix
        self._editors: dict[str, QWidget] = {}
        self._keys: dict[QObject, str] = {}
        self._labels: dict[str, QLabel] = {}
        self._errors: dict[str, ErrorLabel] = {}
        self._wrong: set[str] = set()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GRID)
        self._grid.setVerticalSpacing(theme.GRID // 2)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)
        self._place()

    def _place(self) -> None:
        row = column = 0
        error: ErrorLabel | None = None
        for item in self.items:
            if column and not item.half:
                row, column = row + 2, 0
            self._add(item, row, column)
            if column == 0:
                error = ErrorLabel(self)
                self._grid.addWidget(error, row + 1, 0, 1, 4)
            assert error is not None
            self._errors[item.key] = error
            column = 2 if item.half and column == 0 else 0
            if column == 0:
                row += 2
        self._grid.setRowStretch(row + 2, 1)

    def _add(self, item: Item, row: int, column: int) -> None:
        if item.take in (Take.HEADING, Take.NOTE):
            label = QLabel(item.label, self)
            label.setWordWrap(item.take is Take.NOTE)
            label.setProperty("role", "section" if item.take is Take.HEADING else "muted")
            if item.take is Take.HEADING:
                font = theme.font()
                font.setBold(True)
                label.setFont(font)
                label.setContentsMargins(0, theme.GRID // 2, 0, 0)
            self._labels[item.key] = label
            self._grid.addWidget(label, row, 0, 1, 4)
            return
        editor = self._make(item)
        self._editors[item.key] = editor
        self._keys[editor] = item.key
        focused = editor.focusProxy() or editor
        focused.setObjectName(f"{self._prefix}_{item.key}")
        focused.setAccessibleName(item.label.replace("&", ""))
        editor.setToolTip(item.tooltip)
        if item.take in _WIDE or item.wide:
            self._grid.addWidget(editor, row, column, 1, 2 if item.half else 4)
            return
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grid.addWidget(editor, row, column + 1, 1, 1 if item.half else 3)
        label = QLabel(item.label, self)
        label.setBuddy(focused)
        label.setToolTip(item.tooltip)
        label.setFixedHeight(theme.CONTROL_HEIGHT)
        self._labels[item.key] = label
        self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)

    def _make(self, item: Item) -> QWidget:
        plain = Field(item.key, item.label, choices=item.choices, hint=item.hint, lines=item.lines)
        made: QWidget
        if item.take is Take.NUMBER:
            made = NumberEdit(item.least, item.most, item.step, whole=item.whole, parent=self)
            made.setMinimumWidth(_LEAST_WIDTH)
        elif item.take is Take.COLOUR:
            made = ColourEdit(optional=item.optional, parent=self)
        elif item.take is Take.CHOICE:
            made = ChoiceEditor(plain, self)
            made.box.setMinimumWidth(_LEAST_WIDTH)
        elif item.take is Take.CHECK:
            made = CheckEditor(plain, self)
        elif item.take is Take.LINES:
            made = LinesEditor(plain, self)
        else:
            made = TextEditor(plain, self)
        made.value_changed.connect(self._changed)
        for inner in (made, *made.findChildren(QWidget)):
            if isinstance(inner, QLineEdit | QPlainTextEdit):
                inner.installEventFilter(self)
        if isinstance(made, NumberEdit | ColourEdit):
            made.refused.connect(self._refused)
        return made

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed = isinstance(watched, CommittedEdit) and watched.is_typed
            if not typed and event.matches(QKeySequence.StandardKey.Undo):
                self.undo_asked.emit()
                return True
            if not typed and (
                event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _CTRL_Y
            ):
                self.redo_asked.emit()
                return True
        return False

    # ------------------------------------------------------------ values

    def editor(self, key: str) -> QWidget:
        """The widget of a field."""
        return self._editors[key]

    def error(self, key: str) -> str:
        """The sentence under a field's row."""
        return self._errors[key].text()

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show what the document says; text that is being typed and says the same is left alone."""
        for key, editor in self._editors.items():
            if key not in values:
                continue
            typing = (
                isinstance(editor, TextEditor | LinesEditor) and (editor.focusProxy() or editor).hasFocus()
            )
            if typing and (key in self._wrong or cast(Any, editor).value() == (values[key] or None)):
                continue
            if key in self._wrong and isinstance(editor, NumberEdit | ColourEdit):
                continue
            cast(Any, editor).set_value(values[key])

    def forget_errors(self) -> None:
        """Take all sentences away; what was wrong is shown as it stands in the document by the next values."""
        for key in tuple(self._wrong):
            self.set_error(key, "")

    def set_error(self, key: str, sentence: str) -> None:
        """Say a sentence under a field's row, or take it away."""
        if sentence:
            self._wrong.add(key)
        else:
            self._wrong.discard(key)
        self._errors[key].tell(sentence)
        editor = self._editors[key]
        focused = editor.focusProxy() or editor
        if isinstance(focused, QLineEdit):
            mark_invalid(focused, invalid=bool(sentence))
        focused.setAccessibleDescription(sentence)

    def show_only(self, keys: Collection[str]) -> None:
        """Show these fields, hide the others with their labels."""
        for item in self.items:
            visible = item.key in keys
            for known in (self._labels.get(item.key), self._editors.get(item.key)):
                if known is not None:
                    known.setVisible(visible)
            if not visible and item.key in self._wrong:
                self.set_error(item.key, "")

    def set_editable(self, editable: bool) -> None:
        """Whether anything may be entered."""
        for editor in self._editors.values():
            editor.setEnabled(editable)

    def _changed(self, value: object) -> None:
        key = self._keys[self.sender()]
        if key in self._wrong:
            self.set_error(key, "")
        self.edited.emit(key, value)

    def _refused(self, sentence: str) -> None:
        self.set_error(self._keys[self.sender()], sentence)
