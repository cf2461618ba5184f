"""Icons of the window: Lucide line drawings and the six signs of a deadline's state.

An icon takes its colour from the theme when it is painted, so it follows a change of theme by itself, and is
drawn anew for every size and pixel density. An icon never stands alone: give its button a word or a tooltip.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from db import resources
from desktop.ui import theme
from desktop.ui.marking import override
from desktop.ui.theme import Tone

STROKE: Final = 1.5
"""Width of a line in pixels of the screen's own measure, whatever the size of the icon."""
SIZE: Final = 16
_VIEW_BOX: Final = 24
_LARGEST: Final = 512


class Symbol(StrEnum):
    """The signs of a state: shape tells it as well as colour does."""

    DISC = "disc"  # ● đúng hạn
    HALF = "half"  # ◐ trễ
    TRIANGLE = "triangle"  # ▲ quá hạn
    CLOCK = "clock"  # ◷ còn n ngày
    RING = "ring"  # ○ chưa đến hạn
    DASH = "dash"  # – được miễn


def icon(name: str, tone: Tone | None = None) -> QIcon:
    """The Lucide icon ``resources/icons/<name>.svg``, in the ink of its button when ``tone`` is None.

    Raises:
        FileNotFoundError: no such icon is bundled.
    """
    _source(name)
    return QIcon(_Engine(name, tone))


def on_accent_icon(name: str) -> QIcon:
    """The icon for a primary button: in the colour that is readable on the accent."""
    _source(name)
    return QIcon(_Engine(name, None, on_accent=True))


def symbol_icon(symbol: Symbol, tone: Tone) -> QIcon:
    """The sign of a state in the colour of its tone."""
    return QIcon(_Engine(symbol, tone))


def pixmap(name: str, size: int, ratio: float, colour: QColor) -> QPixmap:
    """One Lucide icon as picture of ``size`` × ``size`` points at a pixel ratio, for painting by hand."""
    return _drawn(QSize(size, size), ratio, name, colour)


def paint_symbol(painter: QPainter, box: QRectF, symbol: Symbol, colour: QColor) -> None:
    """Draw the sign of a state into the square ``box``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / SIZE, box.height() / SIZE)
    _SIGNS[symbol](painter, colour)
    painter.restore()


@cache
def _source(name: str) -> str:
    return resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, size: int, colour: str) -> QSvgRenderer:
    width = STROKE * _VIEW_BOX / size
    drawing = (
        _source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{width}"')
    )
    return QSvgRenderer(QByteArray(drawing.encode()))


def _draw(painter: QPainter, box: QRectF, name: str, colour: QColor) -> None:
    if name in _SIGNS:
        paint_symbol(painter, box, Symbol(name), colour)
    else:
        _renderer(name, max(1, round(box.width())), colour.name()).render(painter, box)


def _drawn(size: QSize, ratio: float, name: str, colour: QColor) -> QPixmap:
    made = QPixmap((QSizeF(size) * ratio).toSize().boundedTo(QSize(_LARGEST, _LARGEST)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    side = min(size.width(), size.height())
    box = QRectF((size.width() - side) / 2, (size.height() - side) / 2, side, side)
    _draw(painter, box, name, colour)
    painter.end()
    return made


class _Engine(QIconEngine):
    """Draws one icon in the colours of the theme in force at that moment."""

    def __init__(self, name: str, tone: Tone | None, *, on_accent: bool = False) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self._on_accent = on_accent

    @override
    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tone, on_accent=self._on_accent)

    @override
    def key(self) -> str:
        return "sothidua"

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(rect).center())
        _draw(painter, box, self._name, self._colour(mode))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:
        return _drawn(size, scale, self._name, self._colour(mode))

    def _colour(self, mode: QIcon.Mode) -> QColor:
        of = theme.tokens()
        if mode == QIcon.Mode.Disabled:
            return QColor(of.disabled)
        if self._on_accent:
            return QColor(of.on_accent)
        return theme.colour(self._tone) if self._tone else QColor(of.ink)


def _pen(colour: QColor) -> QPen:
    return QPen(colour, STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


_CENTRE: Final = (8.0, 8.0)
_RADIUS: Final = 5.25


def _disc(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(*_CENTRE), _RADIUS + STROKE / 2, _RADIUS + STROKE / 2)


def _ring(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(*_CENTRE), _RADIUS, _RADIUS)


def _half(painter: QPainter, colour: QColor) -> None:
    _ring(painter, colour)
    left = QPainterPath(QPointF(8.0, 8.0 - _RADIUS))
    left.arcTo(QRectF(8.0 - _RADIUS, 8.0 - _RADIUS, 2 * _RADIUS, 2 * _RADIUS), 90, 180)
    left.closeSubpath()
    painter.fillPath(left, colour)


def _triangle(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour))
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(8, 2.5), QPointF(14, 13), QPointF(2, 13)]))


def _clock(painter: QPainter, colour: QColor) -> None:
    _ring(painter, colour)
    painter.drawPolyline(QPolygonF([QPointF(8, 5), QPointF(8, 8), QPointF(10.2, 9.4)]))


def _dash(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour))
    painter.drawLine(QPointF(4, 8), QPointF(12, 8))


_SIGNS: Final[dict[str, Callable[[QPainter, QColor], None]]] = {
    Symbol.DISC: _disc,
    Symbol.HALF: _half,
    Symbol.TRIANGLE: _triangle,
    Symbol.CLOCK: _clock,
    Symbol.RING: _ring,
    Symbol.DASH: _dash,
}
