"""What the colours of a text mean: a swatch and a word each, on as many lines as they need."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.marking import override
from desktop.ui.theme import Tone

_SWATCH: Final = 14
_GAP: Final = 6
_APART: Final = 2 * theme.GRID
_LINE: Final = 22


class Legend(QWidget):
    """Pairs of a kind of ``theme.MARKS`` and its word."""

    def __init__(self, pairs: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self._pairs = pairs
        self.setAccessibleName("Màu của các câu: " + ", ".join(word for _, word in pairs))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _boxes(self, width: int) -> list[QRect]:
        metrics = self.fontMetrics()
        boxes: list[QRect] = []
        x = y = 0
        for _, word in self._pairs:
            wanted = _SWATCH + _GAP + metrics.horizontalAdvance(word)
            if x and x + wanted > width:
                x, y = 0, y + _LINE
            boxes.append(QRect(x, y, wanted, _LINE))
            x += wanted + _APART
        return boxes

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._boxes(width)[-1].bottom() + 1

    @override
    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > _LINE else 560
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, _LINE)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), theme.tokens()
        for (colour, word), box in zip(self._pairs, self._boxes(self.width()), strict=True):
            swatch = QRect(box.left(), box.center().y() - _SWATCH // 2, _SWATCH, _SWATCH)
            painter.fillRect(swatch, QColor(getattr(tokens, f"mark_{colour}")))
            painter.fillRect(
                swatch.left(), swatch.top(), 4, _SWATCH, QColor(getattr(tokens, theme.MARKS[colour]))
            )
            painter.setPen(theme.colour(Tone.MUTED))
            painter.drawText(
                box.adjusted(_SWATCH + _GAP, 0, 2, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                word,
            )
        painter.end()
