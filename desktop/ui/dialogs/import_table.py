"""The table of incoming rows: a tick for each, by Space or by a click on the box."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.ui import icons, theme
from desktop.ui.models.incoming import IncomingModel
from desktop.ui.models.table import Index
from desktop.ui.widgets.cells import CellDelegate
from desktop.ui.widgets.data_table import DataTable

_BOX: Final = 16


class TickDelegate(CellDelegate):
    """Draws a tick box in the middle of its cell; nothing where the row cannot be ticked."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground and box."""
        self.paint_ground(painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        of: Any = option
        centre = QRectF(of.rect).center()
        box = QRectF(centre.x() - _BOX / 2 + 0.5, centre.y() - _BOX / 2 + 0.5, _BOX - 1, _BOX - 1)
        on = Qt.CheckState(state) == Qt.CheckState.Checked
        ground = theme.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(ground.accent if on else ground.edge)))
        painter.setBrush(QColor(ground.accent if on else ground.paper))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            picture = icons.on_accent_icon("check")
            picture.paint(painter, box.toRect().adjusted(1, 1, -1, -1))
        painter.restore()


class TickTable(DataTable):
    """A table whose rows can be ticked: Space for all chosen rows, or a click on the box."""

    ticked = Signal()

    def __init__(self, model: IncomingModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setItemDelegateForColumn(0, TickDelegate(self))
        self.clicked.connect(self._click)

    @property
    def incoming(self) -> IncomingModel:
        """The rows shown."""
        model = self.rows_model
        assert isinstance(model, IncomingModel)
        return model

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space ticks or unticks the chosen rows as the current one would be."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._tick(self.chosen_rows() or [self.current_row()], self.current_row())
            return
        super().keyPressEvent(event)

    def _click(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._tick([index.row()], index.row())

    def _tick(self, lines: list[int], like: int) -> None:
        self.incoming.set_ticked(lines, not self.incoming.is_ticked(like))
        self.ticked.emit()
