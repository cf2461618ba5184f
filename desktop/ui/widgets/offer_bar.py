"""One sentence with a button, offered once at the top of a page; "Để sau" takes it away until the next opening."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.ui import icons, theme
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import plain_button


class OfferBar(QFrame):
    """Hidden until something is offered. ``accepted`` is its button."""

    accepted = Signal()

    def __init__(self, name: str, accept_word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "bar")
        self._later = False
        sign = QLabel(self)
        sign.setPixmap(icons.icon("info", Tone.INFORMATION).pixmap(icons.SIZE, icons.SIZE))
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        taking = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        taking.setHeightForWidth(True)
        self._words.setSizePolicy(taking)
        accept = plain_button(accept_word, "", self)
        accept.setObjectName(f"{name}Accept")
        accept.clicked.connect(self.accepted)
        later = plain_button("Để sau", "", self)
        later.setObjectName(f"{name}Later")
        later.clicked.connect(self._put_off)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(theme.GRID)
        row.addWidget(sign)
        row.addWidget(self._words, 1)
        row.addWidget(accept)
        row.addWidget(later)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is offered; empty when nothing is."""
        return "" if self.isHidden() else self._words.text()

    def offer(self, sentence: str) -> None:
        """Show a sentence, or nothing; what was put off is not offered again."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence) and not self._later)

    def _put_off(self) -> None:
        self._later = True
        self.hide()
