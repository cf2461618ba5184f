"""What came out of a run: the last good sheet, what was spoiled after it; and what is left to print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.widgets.buttons import plain_button, primary_button
from desktop.ui.widgets.count_field import CountField


class ClosePanel(QWidget):
    """Asks what came out. ``answered`` carries the last good number, how many were spoiled after it, and why.

    ``pointed`` carries the number of a sheet meant while the officer looks for it.
    """

    answered = Signal(int, int, str)
    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        self._title = QLabel("Ghi kết quả in", self)
        self._title.setFont(theme.section_font())
        self._numbers: tuple[int, ...] = ()
        self._owners: tuple[str, ...] = ()
        self._proposed = 0
        self._told = QLabel(self)
        self._told.setObjectName("closeTold")
        self._told.setWordWrap(True)
        column.addWidget(self._title)
        column.addWidget(self._told)
        column.addLayout(self._fields())
        self._name = QLabel(self)
        self._name.setObjectName("closeName")
        self._name.setProperty("role", "muted")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        column.addWidget(self._name)
        column.addStretch(1)
        self._refusal = QLabel(self)
        self._refusal.setObjectName("closeRefusal")
        self._refusal.setProperty("role", "error")
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        column.addWidget(self._refusal)
        row = QHBoxLayout()
        row.addStretch(1)
        self.write_button = primary_button("&Ghi vào sổ", "save", self)
        self.write_button.setObjectName("closeWrite")
        self.write_button.setAutoDefault(False)
        self.write_button.clicked.connect(self._answer)
        row.addWidget(self.write_button)
        column.addLayout(row)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GRID)
        grid.setVerticalSpacing(theme.GRID)
        grid.setColumnStretch(1, 1)
        self._last = CountField("lastGood", "Tờ cuối cùng in tốt", parent=self)
        self._last.setSpecialValueText("chưa có")
        self._last.valueChanged.connect(self._show)
        self._spoiled = CountField("spoiledAfter", "Số phôi hỏng", parent=self)
        self._spoiled.valueChanged.connect(self._show)
        self._reason = QComboBox(self)
        self._reason.setObjectName("spoiledWhy")
        self._reason.setEditable(True)
        self._reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._reason.setCompleter(None)  # type: ignore[arg-type]  # what is typed stays as typed
        self._labels = []
        for line, (words, widget) in enumerate(
            (
                ("&Tờ cuối cùng in tốt là số", self._last),
                ("&Số phôi hỏng sau tờ đó", self._spoiled),
                ("&Lý do hỏng", self._reason),
            )
        ):
            label = QLabel(words, self)
            label.setBuddy(widget)
            self._labels.append(label)
            grid.addWidget(label, line, 0)
            if isinstance(widget, CountField):
                grid.addWidget(widget, line, 1, Qt.AlignmentFlag.AlignLeft)
            else:
                grid.addWidget(widget, line, 1)
        return grid

    def ask(
        self, told: str, numbers: Sequence[int], owners: Sequence[str], proposed: int, reasons: Sequence[str]
    ) -> None:
        """Ask about sheets with these numbers (ascending) and names; ``proposed`` is the last good one as known."""
        self._numbers, self._owners, self._proposed = tuple(numbers), tuple(owners), proposed
        self._told.setText(told)
        self._reason.clear()
        self._reason.addItems(list(reasons))
        # One below the first number stands for "none": the spin box shows it in words.
        self._last.setRange(numbers[0] - 1, numbers[-1])
        self._last.setValue(proposed)
        self._show()
        self.refuse("")
        self.write_button.setEnabled(True)

    def take_keys(self) -> None:
        """Give the keyboard to the number."""
        self._last.setFocus()
        self._last.selectAll()

    def _show(self, _value: int = 0) -> None:
        after = sum(number > self._last.value() for number in self._numbers)
        if self.sender() is not self._spoiled:
            self._spoiled.setRange(0, after)
            # A number taken back means a jam, and a jam mostly takes one sheet.
            self._spoiled.setValue(min(after, 1) if self._last.value() < self._proposed else 0)
        shown = (after > 0, after > 0 and self._spoiled.value() > 0)
        for visible, field, label in zip(shown, (self._spoiled, self._reason), self._labels[1:], strict=True):
            field.setVisible(visible)
            label.setVisible(visible)
        good = [n for n in self._numbers if n <= self._last.value()]
        owner = self._owners[len(good) - 1] if good else "Chưa có tờ nào in tốt"
        self._name.setText(owner)
        if good:
            self.pointed.emit(good[-1])

    def refuse(self, sentence: str) -> None:
        """Say why it was not written; what was typed stays."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self.write_button.setEnabled(True)

    def _answer(self) -> None:
        self.write_button.setEnabled(False)
        self.refuse("")
        self.write_button.setEnabled(False)
        self.answered.emit(self._last.value(), self._spoiled.value(), self._reason.currentText().strip())


class DonePanel(QWidget):
    """What the ledger has, and the way on. ``rest_asked``: print what is left; ``end_asked``: close."""

    rest_asked = Signal()
    end_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        self._title = QLabel(self)
        self._title.setObjectName("doneTitle")
        self._title.setFont(theme.section_font())
        self._told = QLabel(self)
        self._told.setObjectName("doneTold")
        self._told.setWordWrap(True)
        column.addWidget(self._title)
        column.addWidget(self._told)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addStretch(1)
        self.rest_button = primary_button("", "printer", self)
        self.rest_button.setObjectName("printRest")
        self.rest_button.clicked.connect(self.rest_asked)
        self.end_button = plain_button("&Xong", "check", self)
        self.end_button.setObjectName("doneEnd")
        self.end_button.clicked.connect(self.end_asked)
        for button in (self.rest_button, self.end_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        column.addLayout(row)

    def tell(self, title: str, told: str, rest: str) -> None:
        """Show the result; ``rest`` is the word of the button that goes on, empty when nothing is left."""
        self._title.setText(title)
        self._told.setText(told)
        self.rest_button.setText(rest)
        self.rest_button.setVisible(bool(rest))
        (self.rest_button if rest else self.end_button).setFocus()
