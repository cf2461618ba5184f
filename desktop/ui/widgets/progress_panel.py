"""Progress of long work: shown only when the work lasts, with "Dừng", and never modal."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.ui import theme

SHOWN_AFTER_MS: Final = 600
_STEPS: Final = 1000


class ProgressPanel(QFrame):
    """Call :meth:`start` with the work, pass :meth:`report` as its progress callback, end with :meth:`finish`.

    ``stop_pressed`` is emitted when the officer presses "Dừng"; connect it to ``Task.stop``.
    """

    stop_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._sentence = QLabel(self)
        self._detail = QLabel(self)
        self._detail.setProperty("role", "muted")
        self._detail.setFont(theme.table_font())
        for label in (self._sentence, self._detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._stop = QPushButton("Dừng", self)
        self._stop.setObjectName("stopWork")
        self._stop.setAutoDefault(False)
        self._stop.clicked.connect(self._press)
        words = QVBoxLayout()
        words.setSpacing(2)
        for widget in (self._sentence, self._bar, self._detail):
            words.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, theme.GRID, 12, theme.GRID)
        row.setSpacing(2 * theme.GRID)
        row.addLayout(words, 1)
        row.addWidget(self._stop)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SHOWN_AFTER_MS)
        self._delay.timeout.connect(self.show)
        self.hide()

    def start(self, sentence: str, *, stoppable: bool = True) -> None:
        """Work began; the panel shows when it still goes on after 0.6 s."""
        self._sentence.setText(sentence)
        self._detail.setText("")
        self._bar.setRange(0, 0)
        self._stop.setVisible(stoppable)
        self._stop.setEnabled(True)
        self._delay.start()

    def report(self, done: int, total: int, text: str = "") -> None:
        """The work is at ``done`` of ``total``; total 0 when it is not known."""
        self._bar.setRange(0, _STEPS if total > 0 else 0)
        if total > 0:
            self._bar.setValue(min(_STEPS, done * _STEPS // total))
        counted = f"{done}/{total}" if total > 0 else ""
        self._detail.setText(" – ".join(part for part in (counted, text) if part))

    def finish(self) -> None:
        """The work ended, well or not."""
        self._delay.stop()
        self.hide()

    def _press(self) -> None:
        self._stop.setEnabled(False)
        self._detail.setText("Đang dừng…")
        self.stop_pressed.emit()
