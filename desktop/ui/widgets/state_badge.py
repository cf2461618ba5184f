"""A state shown as sign, colour and word: in a table cell and as a widget of its own."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.ui import icons, theme
from desktop.ui.marking import override
from desktop.ui.models.marks import Badge, Role
from desktop.ui.widgets.cells import CellDelegate

_GAP = 6


def paint_badge(painter: QPainter, box: QRectF, badge: Badge) -> None:
    """Draw sign and word at the left of ``box``, the word shortened where it does not fit."""
    ink = theme.colour(badge.tone)
    sign = QRectF(box.left(), box.center().y() - icons.SIZE / 2, icons.SIZE, icons.SIZE)
    icons.paint_symbol(painter, sign, badge.symbol, ink)
    words = box.adjusted(icons.SIZE + _GAP, 0, 0, 0)
    painter.setPen(ink)
    metrics = painter.fontMetrics()
    text = metrics.elidedText(badge.word, Qt.TextElideMode.ElideRight, int(words.width()))
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class BadgeDelegate(CellDelegate):
    """Draws the badge a model gives under ``Role.BADGE``."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        badge = index.data(Role.BADGE)
        if not isinstance(badge, Badge):
            super().paint(painter, option, index)
            return
        self.paint_ground(painter, option, index)
        painter.save()
        painter.setFont(option.font)
        paint_badge(painter, QRectF(self.inner(option)), badge)
        painter.restore()

    @override
    def wanted_width(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> int:
        badge = index.data(Role.BADGE)
        extra = icons.SIZE + _GAP if isinstance(badge, Badge) else 0
        return super().wanted_width(option, index) + extra


class StateBadge(QWidget):
    """A badge on its own: in a side panel, a legend, a tile."""

    def __init__(self, badge: Badge | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge: Badge | None = None
        self.setFont(theme.table_font())
        self.set_badge(badge)

    @property
    def badge(self) -> Badge | None:
        """The state shown."""
        return self._badge

    def set_badge(self, badge: Badge | None) -> None:
        """Show another state; None shows nothing."""
        self._badge = badge
        self.setAccessibleName(badge.word if badge else "")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        word = self._badge.word if self._badge else ""
        return QSize(icons.SIZE + _GAP + self.fontMetrics().horizontalAdvance(word) + 2, 24)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(icons.SIZE, 24)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._badge is not None:
            painter = QPainter(self)
            paint_badge(painter, QRectF(self.rect()), self._badge)
            painter.end()
