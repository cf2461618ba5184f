"""The years of an award's window as a strip: filled where there is evidence, empty, or not counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip, QWidget

from db.rules.evidence import YearCell, YearState
from desktop.ui import theme
from desktop.ui.marking import override
from desktop.ui.models.marks import Role, spoken_year
from desktop.ui.widgets.cells import PADDING, CellDelegate

CELL: Final = 14
"""Width of a year in pixels where there is room."""
_GAP: Final = 2
_LABEL_HEIGHT: Final = 18
_HEIGHT: Final = 14
_HATCHED: Final = Qt.BrushStyle.BDiagPattern


def year_boxes(box: QRectF, count: int) -> list[QRectF]:
    """The boxes of ``count`` years inside ``box``, narrower where the room is short."""
    if not count:
        return []
    step = min(float(CELL + _GAP), box.width() / count)
    gap = _GAP if step > 2 * _GAP else 0
    top = box.center().y() - _HEIGHT / 2
    return [QRectF(box.left() + at * step, top, step - gap, _HEIGHT) for at in range(count)]


def paint_years(painter: QPainter, box: QRectF, cells: Sequence[YearCell]) -> None:
    """Draw the strip at the left of ``box``. The state is told by filling and hatching, not by colour alone."""
    of = theme.tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for cell, place in zip(cells, year_boxes(box, len(cells)), strict=True):
        if cell.state is YearState.EVIDENCE:
            painter.fillRect(place, QColor(of.green))
            continue
        painter.setPen(QPen(QColor(of.line if cell.state is YearState.OUTSIDE else of.edge), 1))
        hatched = cell.state is YearState.OUTSIDE
        painter.setBrush(QBrush(QColor(of.edge), _HATCHED) if hatched else QBrush())
        painter.drawRect(place.adjusted(0, 0, -1, -1))
    painter.restore()


def year_at(box: QRectF, cells: Sequence[YearCell], x: float) -> YearCell | None:
    """The year under a horizontal place."""
    boxes = year_boxes(box, len(cells))
    return next(
        (c for c, place in zip(cells, boxes, strict=True) if place.left() <= x <= place.right() + _GAP), None
    )


class YearStripDelegate(CellDelegate):
    """Draws the cells a model gives under ``Role.YEARS``; the tooltip names the year under the pointer."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.paint_ground(painter, option, index)
        paint_years(painter, QRectF(self.inner(option)), index.data(Role.YEARS) or ())

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        cells = index.data(Role.YEARS)
        if event.type() != QEvent.Type.ToolTip or not cells:
            return super().helpEvent(event, view, option, index)
        under = year_at(QRectF(self.inner(option)), cells, event.pos().x())
        QToolTip.showText(event.globalPos(), spoken_year(under) if under else "", view.viewport())
        return True

    @override
    def wanted_width(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> int:
        return len(index.data(Role.YEARS) or ()) * (CELL + _GAP) + 2 * PADDING


class YearStrip(QWidget):
    """The strip on its own, with the first and the last year written under it."""

    def __init__(self, cells: Sequence[YearCell] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: tuple[YearCell, ...] = ()
        self.setFont(theme.table_font())
        self.set_cells(cells)

    def set_cells(self, cells: Sequence[YearCell]) -> None:
        """Show other years."""
        self._cells = tuple(cells)
        self.setAccessibleName("; ".join(map(spoken_year, self._cells)))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        labels = 2 * self.fontMetrics().horizontalAdvance("0000") + 3 * _GAP
        return QSize(max(labels, len(self._cells) * (CELL + _GAP)), _HEIGHT + 4 + _LABEL_HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._cells:
            return
        painter = QPainter(self)
        paint_years(painter, self._strip(), self._cells)
        painter.setPen(QColor(theme.tokens().muted))
        used = year_boxes(self._strip(), len(self._cells))[-1].right()
        under = QRectF(0, _HEIGHT + 4, max(used, self.sizeHint().width()), _LABEL_HEIGHT)
        painter.drawText(under, Qt.AlignmentFlag.AlignLeft, str(self._cells[0].year))
        if len(self._cells) > 1:
            painter.drawText(under, Qt.AlignmentFlag.AlignRight, str(self._cells[-1].year))
        painter.end()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            under = year_at(self._strip(), self._cells, event.pos().x())
            QToolTip.showText(event.globalPos(), spoken_year(under) if under else "", self)
            return True
        return super().event(event)

    def year_under(self, place: QPoint) -> YearCell | None:
        """The year at a place of this widget."""
        return year_at(self._strip(), self._cells, place.x())

    def _strip(self) -> QRectF:
        return QRectF(0, 1, self.width(), _HEIGHT)
