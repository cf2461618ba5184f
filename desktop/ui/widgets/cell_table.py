"""A table of which single cells are chosen as well as rows: the board and the results of targets."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.ui import theme
from desktop.ui.models.table import Index, RowsModel
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.state_badge import BadgeDelegate

HEADING_HEIGHT: Final = 48
"""Room for a heading of two lines: what is owed and the day it is due."""


class FramedCell(BadgeDelegate):
    """As other cells, with a frame around the current one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and the frame where the keys are."""
        super().paint(painter, option, index)
        of: Any = option
        view = of.widget
        if view is not None and view.hasFocus() and view.currentIndex() == index:
            painter.save()
            painter.setPen(QPen(QColor(theme.tokens().focus), 2))
            painter.drawRect(QRect(of.rect).adjusted(1, 1, -1, -1))
            painter.restore()


class CellTable(DataTable):
    """``activated_cell`` carries line and column of Enter or a double click."""

    activated_cell = Signal(int, int)

    def __init__(self, model: RowsModel[Any] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.horizontalHeader().setFixedHeight(HEADING_HEIGHT)
        # Qt measures both lines of a heading as one and would shorten what fits.
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideNone)
        self.activated_row.connect(self._activate_cell)

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's name
        """Show another model; all its cells can be the current one."""
        super().setModel(model)
        framed = FramedCell(self)
        for at in range(self.model().columnCount()):
            self.setItemDelegateForColumn(at, framed)

    def _activate_cell(self, line: int) -> None:
        # Enter that ends typing in a cell comes here as well.
        if self.state() == self.State.EditingState:
            return
        self.activated_cell.emit(line, self.currentIndex().column())
