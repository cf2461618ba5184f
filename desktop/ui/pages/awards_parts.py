"""Small widgets of the page Khen thưởng and its panel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui import theme


def word_label(text: str = "", role: str = "", name: str = "") -> QLabel:
    """A label that wraps, its text to be copied."""
    made = QLabel(text)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


def clear(layout: QVBoxLayout | QGridLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def tab_column(tab: QWidget) -> QVBoxLayout:
    """The column of a tab of the panel."""
    column = QVBoxLayout(tab)
    column.setContentsMargins(0, theme.GRID, 0, 0)
    column.setSpacing(theme.GRID)
    return column


def named_button(word: str, name: str, slot: Callable[[], object], tip: str = "") -> QPushButton:
    """A plain button tests and keys find by its name."""
    made = QPushButton(word)
    made.setObjectName(name)
    made.setToolTip(tip)
    made.clicked.connect(slot)
    return made
