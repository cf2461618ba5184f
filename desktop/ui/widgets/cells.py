"""How a cell of a table is drawn: ground of the whole row, icon, text; the full text where it was shortened."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QIcon, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from desktop.ui import icons, theme
from desktop.ui.marking import override

PADDING: Final = 8
BAR: Final = 3
_ICON_GAP: Final = 6
Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws a cell of :class:`~desktop.ui.widgets.data_table.DataTable`; other delegates build upon it.

    Drawn by hand and not by the style, because the stylesheet's way of drawing items costs many times more.
    """

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        of: Any = option
        self.paint_ground(painter, option, index)
        inner = self.inner(option)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(picture, QIcon):
            box = QRect(inner.left(), inner.center().y() - icons.SIZE // 2 + 1, icons.SIZE, icons.SIZE)
            picture.paint(painter, box)
            inner.setLeft(inner.left() + icons.SIZE + _ICON_GAP)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if text:
            font = index.data(Qt.ItemDataRole.FontRole) or of.font
            painter.setFont(font)
            painter.setPen(self._ink(option, index))
            elided = QFontMetrics(font).elidedText(one_line(text), Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole) or _LEFT, elided)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.wanted_width(option, index), theme.ROW_HEIGHT)

    @override
    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        of: Any = option
        tip = index.data(Qt.ItemDataRole.ToolTipRole)
        if not tip and self.wanted_width(option, index) > of.rect.width():
            tip = index.data(Qt.ItemDataRole.DisplayRole)
        if tip:
            QToolTip.showText(event.globalPos(), tip, view.viewport(), of.rect)
        else:
            QToolTip.hideText()
        return True

    def wanted_width(self, option: QStyleOptionViewItem, index: Index) -> int:
        """Pixels the whole content of the cell needs."""
        of: Any = option
        font: QFont = index.data(Qt.ItemDataRole.FontRole) or of.font
        width = QFontMetrics(font).horizontalAdvance(one_line(index.data(Qt.ItemDataRole.DisplayRole) or ""))
        if isinstance(index.data(Qt.ItemDataRole.DecorationRole), QIcon):
            width += icons.SIZE + _ICON_GAP
        return width + 2 * PADDING + 2

    def inner(self, option: QStyleOptionViewItem) -> QRect:
        """The cell without its padding."""
        of: Any = option
        return QRect(of.rect).adjusted(PADDING, 0, -PADDING, 0)

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row's ground: chosen, under the pointer, or plain; and the marks of the current row."""
        of: Any = option
        view = of.widget
        ground = theme.tokens()
        if of.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(of.rect, QColor(ground.selection))
        elif getattr(view, "hovered_row", -1) == index.row():
            painter.fillRect(of.rect, QColor(ground.hover))
        if view is None or view.currentIndex().row() != index.row():
            return
        if index.column() == view.first_visible_column():
            painter.fillRect(
                QRect(of.rect.left(), of.rect.top(), BAR, of.rect.height()), QColor(ground.accent)
            )
        if view.hasFocus():
            painter.setPen(QColor(ground.focus))
            painter.drawLine(of.rect.topLeft(), of.rect.topRight())
            painter.drawLine(of.rect.bottomLeft(), of.rect.bottomRight())

    def _ink(self, option: QStyleOptionViewItem, index: Index) -> QColor:
        of: Any = option
        if not of.state & QStyle.StateFlag.State_Enabled:
            return QColor(theme.tokens().disabled)
        toned = index.data(Qt.ItemDataRole.ForegroundRole)
        return toned if isinstance(toned, QColor) else QColor(theme.tokens().ink)


_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def one_line(text: str) -> str:
    """The text without line breaks, as one row of a table can show it."""
    return " ".join(text.split("\n")) if "\n" in text else text
