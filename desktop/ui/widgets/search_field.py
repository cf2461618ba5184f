"""The field a page is searched by: waits until the officer has stopped typing, and never touches what was typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui import icons
from desktop.ui.marking import override
from desktop.ui.theme import Tone

PAUSE_MS: Final = 150


class SearchField(QLineEdit):
    """``searched`` carries the text as typed, once per pause; fold it to search without accents.

    While an input method still composes a syllable nothing is searched. Enter searches at once, Esc empties.
    """

    searched = Signal(str)

    def __init__(self, hint: str = "Tìm (không cần dấu)", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setMinimumWidth(240)
        self._composing = False
        self._told = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.addAction(icons.icon("search", Tone.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(icons.icon("x", Tone.MUTED), "Xóa ô tìm", self)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        # Not before it is added: Qt shows the button of an action that was hidden when it came.
        self._clear.setVisible(False)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._search)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing and self.text() != self._told:
            self._pause.start()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if not self._composing:
            self._pause.start()

    def _search(self) -> None:
        self._pause.stop()
        if self._composing or self.text() == self._told:
            return
        self._told = self.text()
        self.searched.emit(self._told)
