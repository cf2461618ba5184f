"""Two drawings of the calibration: where a number is read, and what the printer does before and after."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.documents import calibration
from desktop.documents.calibration import Misplacement, Place
from desktop.ui import theme
from desktop.ui.marking import override

_MARGIN: Final = 10.0
#: How many times larger than true a misplacement is drawn.
EXAGGERATION: Final = 6.0
#: No drawn corner goes farther than this share of the sheet's width.
_FARTHEST: Final = 0.09


class RulerPicture(QWidget):
    """The ruler sheet, small: every place that is read, the one asked for now in the colour of the accent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rulerPicture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._size = (297.0, 210.0)
        self._current = "A"

    @property
    def current(self) -> str:
        """The letter whose place is shown."""
        return self._current

    def show_paper(self, width_mm: float, height_mm: float) -> None:
        """Show the sheet of this size."""
        self._size = (width_mm, height_mm)
        self.update()

    def show_place(self, letter: str) -> None:
        """Show where the number of this letter is read."""
        self._current = letter
        self.setAccessibleName(f"Tờ đo: chỗ đọc số {letter} ở {calibration.EDGES[letter]}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, 300)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = _put_paper(painter, QRectF(self.rect()), self._size)
        for place in calibration.places(*self._size):
            if place.letter != self._current:
                self._draw_place(painter, place, scale)
        for place in calibration.places(*self._size):
            if place.letter == self._current:
                self._draw_place(painter, place, scale)
        painter.end()

    def _draw_place(self, painter: QPainter, place: Place, scale: float) -> None:
        tokens, current = theme.tokens(), place.letter == self._current
        colour = QColor(tokens.accent_text if current else tokens.muted)
        far, half = calibration.inset(*self._size), 17.0
        upright = place.letter in "AB"
        # Towards the edge the number is counted from.
        out = -1.0 if place.letter in "ACD" else 1.0
        x, y = place.x, place.y
        edge = QPointF(x + out * far, y) if upright else QPointF(x, y + out * far)
        if current:
            self._draw_band(painter, QPointF(x, y), edge, half)
        painter.setPen(QPen(colour, (2.4 if current else 1.4) / scale))
        across = QPointF(0, 12.0) if upright else QPointF(12.0, 0)
        painter.drawLine(QPointF(x, y) - across, QPointF(x, y) + across)
        painter.setPen(QPen(colour, (1.6 if current else 0.8) / scale))
        painter.drawLine(QPointF(x, y), edge)
        _arrow(painter, edge, out, upright=upright, colour=colour)
        self._draw_letter(painter, place, out, upright, scale, colour)

    def _draw_band(self, painter: QPainter, at: QPointF, edge: QPointF, half: float) -> None:
        band = QRectF(at, edge).normalized()
        band = band.adjusted(0, -half, 0, half) if at.y() == edge.y() else band.adjusted(-half, 0, half, 0)
        painter.fillRect(band, QColor(theme.tokens().alarm_wash))

    def _draw_letter(
        self, painter: QPainter, place: Place, out: float, upright: bool, scale: float, colour: QColor
    ) -> None:
        """In the span that is measured, beside the arrow, as on the sheet itself."""
        middle, beside = out * calibration.inset(*self._size) / 2, 12.0
        if upright:
            at = QPointF(place.x + middle, place.y - beside)
        else:
            side = -1.0 if place.letter == "D" else 1.0
            at = QPointF(place.x + side * beside, place.y + middle)
        bold = QFont.Weight.Bold if place.letter == self._current else QFont.Weight.DemiBold
        painter.save()
        painter.setPen(colour)
        painter.setFont(theme.font(theme.TITLE_POINTS, bold))
        spot = painter.transform().map(at)
        painter.resetTransform()
        painter.drawText(
            QRectF(spot.x() - 24, spot.y() - 20, 48, 40), Qt.AlignmentFlag.AlignCenter, place.letter
        )
        painter.restore()


class ResultPicture(QWidget):
    """What is printed, before and after the correction, over where it belongs; drawn larger than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultPicture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(190)
        self._size = (297.0, 210.0)
        self._before, self._after = Misplacement(), Misplacement()

    def show_result(
        self, before: Misplacement, after: Misplacement, width_mm: float, height_mm: float
    ) -> None:
        """Show a misplacement, and what is left of it."""
        self._before, self._after, self._size = before, after, (width_mm, height_mm)
        self.setAccessibleName(
            f"Chưa bù: {calibration.in_words(before)}. Sau khi bù: {calibration.in_words(after)}."
        )
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 220)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.tokens()
        half, line = self.width() / 2, 24
        for at, (title, wrong, colour) in enumerate(
            (("Chưa bù", self._before, tokens.accent_text), ("Sau khi bù", self._after, tokens.green))
        ):
            painter.resetTransform()
            painter.setPen(QColor(tokens.ink))
            painter.setFont(theme.table_font())
            painter.drawText(QRectF(at * half, 0, half, line), Qt.AlignmentFlag.AlignCenter, title)
            room = QRectF(at * half, line, half, self.height() - line)
            self._draw_sheet(painter, room, wrong, QColor(colour))
        painter.end()

    def _draw_sheet(self, painter: QPainter, room: QRectF, wrong: Misplacement, colour: QColor) -> None:
        scale = _put_paper(painter, room, self._size)
        width, height = self._size
        belongs = QRectF(width * 0.12, height * 0.14, width * 0.76, height * 0.72)
        muted = QPen(QColor(theme.tokens().muted), 1.0 / scale, Qt.PenStyle.DashLine)
        printed = QPen(colour, 2.0 / scale)
        painter.setPen(muted)
        painter.drawRect(belongs)
        times = self._times(wrong)
        moved = QTransform()
        moved.translate(width / 2 + wrong.dx_mm * times, height / 2 + wrong.dy_mm * times)
        moved.rotate(wrong.rotate_deg * times)
        moved.scale(1 + (wrong.scale_x - 1) * times, 1 + (wrong.scale_y - 1) * times)
        moved.translate(-width / 2, -height / 2)
        painter.setPen(printed)
        painter.drawPolygon(moved.map(QPolygonF(belongs)))
        for share in (0.36, 0.5, 0.64):
            ends = [QPointF(width * (0.5 + side * 0.2), height * share) for side in (-1, 1)]
            painter.setPen(muted)
            painter.drawLine(*ends)
            painter.setPen(printed)
            painter.drawLine(*(moved.map(end) for end in ends))

    def _times(self, wrong: Misplacement) -> float:
        """How much larger it can be drawn without leaving the paper."""
        width, height = self._size
        worst = max(
            abs(wrong.dx_mm) + width / 2 * abs(wrong.scale_x - 1) + height / 2 * abs(wrong.rotate_deg) / 57.3,
            abs(wrong.dy_mm) + height / 2 * abs(wrong.scale_y - 1) + width / 2 * abs(wrong.rotate_deg) / 57.3,
        )
        return min(EXAGGERATION, _FARTHEST * width / worst) if worst else EXAGGERATION


def _put_paper(painter: QPainter, room: QRectF, size: tuple[float, float]) -> float:
    """Draw a white sheet in the middle of ``room``; the painter counts its millimetres then. Returns px per mm."""
    tokens = theme.tokens()
    scale = min((room.width() - 2 * _MARGIN) / size[0], (room.height() - 2 * _MARGIN) / size[1])
    painter.resetTransform()
    painter.translate(room.center().x() - size[0] * scale / 2, room.center().y() - size[1] * scale / 2)
    painter.scale(scale, scale)
    paper = QRectF(0, 0, *size)
    painter.fillRect(paper, QColor(tokens.paper))
    painter.setPen(QPen(QColor(tokens.edge), 1.0 / scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(paper)
    return scale


def _arrow(painter: QPainter, at: QPointF, out: float, *, upright: bool, colour: QColor) -> None:
    long, wide = 6.0, 2.4
    back = QPointF(at.x() - out * long, at.y()) if upright else QPointF(at.x(), at.y() - out * long)
    side = QPointF(0, wide) if upright else QPointF(wide, 0)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([at, back + side, back - side]))
    painter.restore()
