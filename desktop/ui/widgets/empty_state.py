"""What stands where nothing is yet: one sentence and the button that fills it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui import theme


class EmptyState(QWidget):
    """One sentence and at most one button. ``pressed`` is emitted when the button is."""

    pressed = Signal()

    def __init__(self, sentence: str = "", button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setProperty("role", "muted")
        self._label.setMaximumWidth(480)
        self._button = QPushButton(self)
        self._button.clicked.connect(self.pressed)
        # Centred by stretches: a layout asks an aligned label for its size without wrapping.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._label)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.GRID)
        column.addStretch(2)
        column.addLayout(middle)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.tell(sentence, button)

    def tell(self, sentence: str, button: str = "") -> None:
        """Show another sentence; without a word for the button there is none."""
        self._label.setText(sentence)
        # A centred label that wraps would else be as narrow as its longest word.
        self._label.setMinimumWidth(min(480, self._label.fontMetrics().horizontalAdvance(sentence) + 8))
        self._button.setText(button)
        self._button.setVisible(bool(button))

    @property
    def sentence(self) -> str:
        """The sentence shown."""
        return self._label.text()

    @property
    def button(self) -> QPushButton:
        """The button, hidden while it has no word."""
        return self._button
