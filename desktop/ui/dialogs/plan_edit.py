"""Under the list of proposals: the item the keyboard is on, its sentence's place, its fields, and the two answers."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.plans.compare import GONE
from desktop.ui import theme
from desktop.ui.dialogs.plan_change_fields import CHANGE_EDITINGS, unit_editing
from desktop.ui.dialogs.plan_fields import EDITINGS, Editing
from desktop.ui.dialogs.record import named
from desktop.ui.marking import override
from desktop.ui.models.plan_reading import Decision, Entry
from desktop.ui.widgets.buttons import plain_button
from desktop.ui.widgets.form import Form
from desktop.ui.widgets.parsed_field import ParsedField

_HELP: Final = "J/K hoặc ↓/↑: mục sau, mục trước · Enter: nhận · X: bỏ · F2: sửa"


_WORDS: Final = defaultdict(
    lambda: ("N&hận", "&Bỏ"),
    {GONE: ("Xóa k&hỏi phong trào", "&Bỏ qua, giữ lại"), "findings": ("&Hiểu rồi", "&Bỏ")},
)


class PlanEditor(QFrame):
    """``edited`` carries a corrected item, ``decided`` an answer; ``left`` says that the keyboard goes back."""

    edited = Signal(object)
    decided = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planEditor")
        self._entry: Entry | None = None
        self._editing: Editing | None = None
        self._before: Any = None
        self.form: Form | None = None
        self.place = QLabel(self)
        self.place.setObjectName("planPlace")
        self.place.setWordWrap(True)
        self.place.setProperty("role", "muted")
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.accept_button = plain_button("N&hận", "check", self)
        self.accept_button.setObjectName("acceptItem")
        self.accept_button.setToolTip("Nhận mục này và sang mục sau (Enter)")
        self.accept_button.clicked.connect(self._accept)
        self.reject_button = plain_button("&Bỏ", "x", self)
        self.reject_button.setObjectName("rejectItem")
        self.reject_button.setToolTip("Bỏ mục này và sang mục sau (X hoặc Delete)")
        self.reject_button.clicked.connect(self._reject)
        for button in (self.accept_button, self.reject_button):
            button.setAutoDefault(False)
        self.keys = QLabel(_HELP, self)
        self.keys.setProperty("role", "muted")
        self.keys.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(self.accept_button)
        row.addWidget(self.reject_button)
        row.addWidget(self.keys, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID)
        self._column.addWidget(self.place)
        self._column.addLayout(row)

    def show_entry(self, entry: Entry | None) -> None:
        """Show an entry's place and fields; those of the same kind are kept and filled anew."""
        editing = None if entry is None else self._editing_of(entry)
        same = editing is not None and self._editing is not None and editing.fields == self._editing.fields
        self._entry, self._editing = entry, editing
        self._before = None if entry is None else entry.line.item
        if not same:
            self._drop_form()
            if editing is not None:
                self._build_form(editing)
        self.fill()

    @staticmethod
    def _editing_of(entry: Entry) -> Editing | None:
        if entry.group == "units":
            return unit_editing(entry.line.item)
        return None if entry.status == GONE else (EDITINGS | CHANGE_EDITINGS).get(entry.group)

    def fill(self) -> None:
        """Show the values the entry has now."""
        entry = self._entry
        told = "" if entry is None else _place(entry)
        self.place.setText(told)
        self.place.setVisible(bool(told))
        # What something in the register depends on is only told about.
        self.accept_button.setEnabled(entry is not None and (entry.status != GONE or entry.line.choosable))
        self.reject_button.setEnabled(entry is not None and entry.can_reject)
        words = _WORDS["" if entry is None else GONE if entry.status == GONE else entry.group]
        self.accept_button.setText(words[0])
        self.reject_button.setText(words[1])
        if entry is not None and self.form is not None and self._editing is not None:
            self.form.set_values(self._editing.get(entry.line.item))
            self._fit()

    def _fit(self) -> None:
        """The day of the month is asked only of what comes again every month."""
        if self.form is not None and any(field.key == "day_of_month" for field in self.form.fields):
            values = self.form.values()
            again = bool(values["recurring"]) or values["day_of_month"] is not None
            self.form.set_field_visible("day_of_month", visible=again)

    def _build_form(self, editing: Editing) -> None:
        self.form = named(Form(editing.fields, self))
        self.form.changed.connect(self._apply)
        self._column.insertWidget(1, self.form)

    def _drop_form(self) -> None:
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.setParent(None)
            self.form.deleteLater()
            self.form = None

    def begin(self) -> bool:
        """Put the keyboard into the first field; whether there is one."""
        if self.form is None:
            return False
        self.form.editor(self.form.fields[0].key).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def validate(self) -> bool:
        """Whether everything typed can be read; says what cannot."""
        if self.form is None or self.form.validate():
            self._apply()
            return True
        return False

    def _apply(self, _key: str = "") -> None:
        if self.form is None or self._entry is None or self._editing is None:
            return
        editors = (self.form.editor(field.key) for field in self.form.fields)
        if any(isinstance(editor, ParsedField) and editor.error for editor in editors):
            return
        self._fit()
        self.edited.emit(self._editing.put(self._entry.line.item, self.form.values()))

    def _accept(self) -> None:
        self.decided.emit(Decision.ACCEPTED)

    def _reject(self) -> None:
        self.decided.emit(Decision.REJECTED)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        inside = self.form is not None and self.form.isAncestorOf(self.focusWidget() or self)
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if inside and event.key() == Qt.Key.Key_Escape:
            self.edited.emit(self._before)
            self.fill()
            self.left.emit()
        elif inside and plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.validate():
                self._before = self._entry.line.item if self._entry is not None else None
                self.left.emit()
        else:
            super().keyPressEvent(event)


def _place(entry: Entry) -> str:
    section = f"Mục {entry.line.section}" if entry.line.section else ""
    said = f"Trong sổ và văn bản: {entry.told}" if entry.told and entry.status != GONE else entry.told
    return ". ".join(part for part in (section, entry.confidence_words, said) if part)
