"""A line of numbers that open the names behind them, each with its sign and colour."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.ui import icons, theme
from desktop.ui.widgets.page_frame import Count


class CountRow(QWidget):
    """A word, then counts to be pressed. ``pressed`` carries the key of one."""

    pressed = Signal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GRID)
        label = QLabel(words, self)
        label.setProperty("role", "muted")
        self._row.addWidget(label)
        self._row.addStretch(1)
        self._buttons: dict[str, QPushButton] = {}

    def add_button(self, made: QWidget) -> None:
        """Something at the right end of the line."""
        self._row.addWidget(made)

    def set_counts(self, counts: Iterable[Count]) -> None:
        """Show these counts, in this order; a button that is still there keeps the keyboard."""
        shown = list(counts)
        for key in [key for key in self._buttons if key not in {one.key for one in shown}]:
            gone = self._buttons.pop(key)
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, count in enumerate(shown, start=1):
            if count.key not in self._buttons:
                self._buttons[count.key] = self._button(count)
                self._row.insertWidget(at, self._buttons[count.key])
            self._buttons[count.key].setText(count.words)

    def _button(self, count: Count) -> QPushButton:
        made = QPushButton(count.words, self)
        made.setProperty("count", True)
        made.setFont(theme.table_font())
        made.setObjectName(count.key)
        made.setToolTip("Xem danh sách")
        if count.badge is not None:
            made.setIcon(icons.symbol_icon(count.badge.symbol, count.badge.tone))
        made.clicked.connect(self._press)
        return made

    def _press(self) -> None:
        self.pressed.emit(self.sender().objectName())
