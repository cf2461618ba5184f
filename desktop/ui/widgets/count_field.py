"""A small whole number to step through or type: how many sheets, the number of a sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget

from desktop.ui import theme

_WIDTH = 96


class CountField(QSpinBox):
    """A spin box whose number keeps the distance from its edge that every other field has."""

    def __init__(
        self, name: str, words: str, least: int = 0, most: int = 99, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setRange(least, most)
        self.setFixedWidth(_WIDTH)
        self.setKeyboardTracking(True)
        # The stylesheet's padding does not reach the line inside a spin box.
        self.lineEdit().setTextMargins(theme.GRID - 2, 0, 0, 0)
