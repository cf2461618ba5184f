"""Sentences to read before something is written, each with the sign of how grave it is; whole, never cut off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem, QWidget

from desktop.ui import icons
from desktop.ui.theme import Tone


class FindingList(QListWidget):
    """A list that wraps its sentences."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # With the bar always there, wrapping does not change when the list grows.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def add(self, icon: str, tone: Tone, sentences: Sequence[str]) -> None:
        """Add sentences under one sign, each once."""
        for sentence in dict.fromkeys(sentences):
            QListWidgetItem(icons.icon(icon, tone), sentence, self).setToolTip(sentence)

    def show_doubts(self, found: Sequence[str], well: str) -> None:
        """Show what does not fit, else the sentence that says all is well."""
        self.clear()
        if found:
            self.add("triangle-alert", Tone.WARNING, found)
        else:
            self.add("check", Tone.DONE, [well])
