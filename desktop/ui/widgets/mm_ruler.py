"""Rulers in millimetres along the sheet, and the sheet between them with its zoom."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from desktop.documents.template_snap import Page, Rect
from desktop.ui import theme
from desktop.ui.marking import override
from desktop.ui.widgets.sheet_canvas import MARGIN, SheetCanvas

THICKNESS: Final = 24
_MM_PER_INCH: Final = 25.4
_ZOOM_STEP: Final = 1.25
_ZOOMS: Final = (0.25, 4.0)
#: Numbers stand at least so many pixels apart.
_NUMBER_ROOM: Final = 34
_STEPS: Final = (5, 10, 20, 50, 100)


class MmRuler(QWidget):
    """Ticks and numbers; the span of the chosen box is tinted, the pointer is a red line."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._across = orientation == Qt.Orientation.Horizontal
        self.setObjectName("topRuler" if self._across else "leftRuler")
        if self._across:
            self.setFixedHeight(THICKNESS)
        else:
            self.setFixedWidth(THICKNESS)
        self.origin = 0.0
        self.scale = 1.0
        self.length = 0.0
        self.span: tuple[float, float] | None = None
        self.mark: float | None = None

    def set_measure(self, origin: float, scale: float, length: float) -> None:
        """Zero is ``origin`` pixels from this widget's beginning; ``length`` is the paper's, mm."""
        self.origin, self.scale, self.length = origin, scale, length
        self.update()

    def set_span(self, span: tuple[float, float] | None) -> None:
        """The chosen box from–to, mm."""
        self.span = span
        self.update()

    def set_mark(self, mark: float | None) -> None:
        """The pointer, mm."""
        self.mark = mark
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme.tokens()
        painter.fillRect(self.rect(), QColor(tokens.surface))
        self._fill(painter, (0.0, self.length), tokens.paper)
        if self.span is not None:
            self._fill(painter, self.span, tokens.blue_wash)
        painter.setFont(theme.table_font())
        font = painter.font()
        font.setPointSizeF(7.5)
        painter.setFont(font)
        self._draw_ticks(painter)
        painter.setPen(QColor(tokens.line))
        end = self.rect().bottomRight()
        if self._across:
            painter.drawLine(0, end.y(), end.x(), end.y())
        else:
            painter.drawLine(end.x(), 0, end.x(), end.y())
        if self.mark is not None:
            painter.setPen(QColor(tokens.accent_text))
            self._tick(painter, self.mark, THICKNESS)
        painter.end()

    def _draw_ticks(self, painter: QPainter) -> None:
        tokens = theme.tokens()
        numbered = next((step for step in _STEPS if step * self.scale >= _NUMBER_ROOM), _STEPS[-1])
        fine = 1 if self.scale >= 4 else 5 if self.scale * 5 >= 5 else 10
        for at in range(0, int(self.length) + 1, fine):
            if at % numbered == 0:
                painter.setPen(QColor(tokens.muted))
                self._tick(painter, at, 9)
                self._number(painter, at)
            else:
                painter.setPen(QColor(tokens.edge))
                self._tick(painter, at, 6 if at % 10 == 0 else 5 if at % 5 == 0 else 3)

    def _pixel(self, mm: float) -> float:
        return self.origin + mm * self.scale

    def _fill(self, painter: QPainter, span: tuple[float, float], colour: str) -> None:
        start, end = self._pixel(span[0]), self._pixel(span[1])
        box = (
            QRectF(start, 0, end - start, THICKNESS)
            if self._across
            else QRectF(0, start, THICKNESS, end - start)
        )
        painter.fillRect(box, QColor(colour))

    def _tick(self, painter: QPainter, mm: float, length: int) -> None:
        at = round(self._pixel(mm))
        if self._across:
            painter.drawLine(at, THICKNESS - length, at, THICKNESS)
        else:
            painter.drawLine(THICKNESS - length, at, THICKNESS, at)

    def _number(self, painter: QPainter, mm: int) -> None:
        at = self._pixel(mm)
        if self._across:
            painter.drawText(QRectF(at - 20, 0, 40, 14), Qt.AlignmentFlag.AlignCenter, str(mm))
            return
        painter.save()
        painter.translate(7, at)
        painter.rotate(-90)
        painter.drawText(QRectF(-20, -7, 40, 14), Qt.AlignmentFlag.AlignCenter, str(mm))
        painter.restore()


class RuledSheet(QWidget):
    """The canvas in a scrolling window between two rulers. ``zoomed`` carries the zoom, 1 = the paper's own size."""

    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ruledSheet")
        self.canvas = SheetCanvas()
        self.top = MmRuler(Qt.Orientation.Horizontal, self)
        self.left = MmRuler(Qt.Orientation.Vertical, self)
        self.area = QScrollArea(self)
        self.area.setObjectName("sheetArea")
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.canvas)
        self.setFocusProxy(self.canvas)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.top, 0, 1)
        grid.addWidget(self.left, 1, 0)
        grid.addWidget(self.area, 1, 1)
        self.page = Page(297.0, 210.0)
        self._zoom: float | None = None
        self.canvas.pointed.connect(self._point)
        self.canvas.installEventFilter(self)
        self.area.viewport().installEventFilter(self)

    # ------------------------------------------------------------ zoom

    def show_page(self, page: Page) -> None:
        """Another paper."""
        self.page = page
        self.fit()

    def zoom(self) -> float:
        """The zoom in force."""
        if self._zoom is not None:
            return self._zoom
        room = self.area.viewport().size()
        inch = self.logicalDpiX() / _MM_PER_INCH
        wide = (room.width() - 2 * MARGIN) / (self.page.width * inch)
        high = (room.height() - 2 * MARGIN) / (self.page.height * inch)
        return max(_ZOOMS[0], min(wide, high, _ZOOMS[1]))

    def zoom_in(self) -> None:
        """Larger."""
        self._set_zoom(self.zoom() * _ZOOM_STEP)

    def zoom_out(self) -> None:
        """Smaller."""
        self._set_zoom(self.zoom() / _ZOOM_STEP)

    def zoom_fit(self) -> None:
        """The whole sheet in the window, now and when the window changes."""
        self._zoom = None
        self.fit()

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = max(_ZOOMS[0], min(zoom, _ZOOMS[1]))
        self.fit()
        current = self.canvas.part(self.canvas.current)
        if current is not None:
            at = self.canvas.to_pixel(
                current.rect.x + current.rect.w / 2, current.rect.y + current.rect.h / 2
            )
            self.area.ensureVisible(
                round(at.x()),
                round(at.y()),
                self.area.viewport().width() // 2,
                self.area.viewport().height() // 2,
            )

    def fit(self) -> None:
        """Draw at the zoom in force."""
        scale = self.zoom() * self.logicalDpiX() / _MM_PER_INCH
        self.canvas.show_page(self.page, scale)
        self._measure()
        self.zoomed.emit(self.zoom())

    # ------------------------------------------------------------ rulers

    def show_span(self, rect: Rect | None) -> None:
        """Tint the rulers along the chosen box."""
        self.top.set_span((rect.x, rect.right) if rect else None)
        self.left.set_span((rect.y, rect.bottom) if rect else None)

    def _point(self, at: QPointF | None) -> None:
        self.top.set_mark(at.x() if at is not None else None)
        self.left.set_mark(at.y() if at is not None else None)

    def _measure(self) -> None:
        place = self.canvas.pos()
        scale = self.canvas.scale
        self.top.set_measure(place.x() + MARGIN, scale, self.page.width)
        self.left.set_measure(place.y() + MARGIN, scale, self.page.height)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.canvas and kind in (QEvent.Type.Move, QEvent.Type.Resize):
            self._measure()
        elif watched is not self.canvas and kind == QEvent.Type.Resize and self._zoom is None:
            self.fit()
        elif isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            else:
                self.zoom_out()
            return True
        return False

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, 240)
