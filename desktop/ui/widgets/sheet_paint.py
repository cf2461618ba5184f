"""What the template editor draws over the paper: grid, outlines, handles, guide lines, everybody's ink.

The paper is white in either theme, so all of it is drawn in the light theme's colours. Painters are in millimetres
of the sheet; pens are cosmetic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from desktop.documents.template_snap import Guide, Page, Rect
from desktop.ui import theme

if TYPE_CHECKING:
    from desktop.documents.sheet import Sheet

#: Pixels of a handle's side, and how far from its middle it is taken hold of.
HANDLE: Final = 8.0
HANDLE_REACH: Final = 8.0
#: The handles by the sides they pull, and where they stand on the rectangle.
HANDLES: Final[Mapping[str, tuple[float, float]]] = {
    "lt": (0.0, 0.0),
    "t": (0.5, 0.0),
    "rt": (1.0, 0.0),
    "r": (1.0, 0.5),
    "rb": (1.0, 1.0),
    "b": (0.5, 1.0),
    "lb": (0.0, 1.0),
    "l": (0.0, 0.5),
}
_LARGEST: Final = 3600


def qrect(rect: Rect) -> QRectF:
    """A rectangle of the sheet for Qt."""
    return QRectF(rect.x, rect.y, rect.w, rect.h)


def picture(sheets: Sequence[Sheet], page: Page, scale: float, ratio: float) -> QPixmap:
    """Sheets drawn over each other by the printing pen, at ``scale`` pixels a millimetre, on nothing."""
    from desktop.ui import pen

    dense = min(ratio, _LARGEST / max(1.0, page.width * scale))
    made = QPixmap(
        QSize(max(1, round(page.width * scale * dense)), max(1, round(page.height * scale * dense)))
    )
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.scale(scale * dense, scale * dense)
    for sheet in sheets:
        pen.draw(painter, sheet)
    painter.end()
    return made


def _draw_with(
    painter: QPainter,
    name: str,
    alpha: int,
    width: float = 1.0,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """Take up a pen as wide on every screen, whatever the zoom."""
    colour = QColor(getattr(theme.LIGHT, name))
    colour.setAlpha(alpha)
    made = QPen(colour, width * painter.device().devicePixelRatioF(), style)
    made.setCosmetic(True)
    painter.setPen(made)


def grid(painter: QPainter, page: Page, scale: float) -> None:
    """Lines every 10 mm, and every 5 mm where there is room."""
    for step, alpha in ((5, 16), (10, 34)):
        if step * scale < 10:
            continue
        _draw_with(painter, "blue", alpha)
        for at in range(step, int(page.width) + 1, step):
            painter.drawLine(QPointF(at, 0), QPointF(at, page.height))
        for at in range(step, int(page.height) + 1, step):
            painter.drawLine(QPointF(0, at), QPointF(page.width, at))


def outline(painter: QPainter, rect: Rect, *, faulty: bool, hovered: bool) -> None:
    """A box that is not chosen."""
    if faulty:
        _draw_with(painter, "accent", 255, 1.5)
    elif hovered:
        _draw_with(painter, "blue", 200)
    else:
        _draw_with(painter, "edge", 150, 1.0, Qt.PenStyle.DotLine)
    painter.drawRect(qrect(rect))


def chosen(painter: QPainter, rect: Rect, scale: float, *, handles: bool, faulty: bool) -> None:
    """The chosen box with its handles."""
    name = "accent" if faulty else "focus"
    _draw_with(painter, name, 255, 1.5)
    painter.drawRect(qrect(rect))
    if not handles:
        return
    _draw_with(painter, name, 255)
    painter.setBrush(QColor("#FFFFFF"))
    side = HANDLE / scale
    for across, down in HANDLES.values():
        middle = QPointF(rect.x + rect.w * across, rect.y + rect.h * down)
        painter.drawRect(QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def mate(painter: QPainter, rect: Rect) -> None:
    """A box of the same column as the chosen one."""
    _draw_with(painter, "focus", 150, 1.0, Qt.PenStyle.DashLine)
    painter.drawRect(qrect(rect))


def guides(painter: QPainter, lines: Iterable[Guide], page: Page) -> None:
    """The lines a box was snapped to."""
    _draw_with(painter, "accent", 200)
    for guide in lines:
        if guide.axis == "x":
            painter.drawLine(QPointF(guide.at, 0), QPointF(guide.at, page.height))
        else:
            painter.drawLine(QPointF(0, guide.at), QPointF(page.width, guide.at))


def everybody(painter: QPainter, inks: Mapping[str, Sequence[Rect]], faulty: frozenset[str]) -> None:
    """The ink of all recipients, each box's as one translucent shape."""
    painter.setPen(Qt.PenStyle.NoPen)
    for key, boxes in inks.items():
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        for box in boxes:
            shape.addRect(qrect(box))
        colour = QColor(theme.LIGHT.accent if key in faulty else theme.LIGHT.gold)
        colour.setAlpha(48)
        painter.fillPath(shape, colour)


def handle_at(rect: Rect, x: float, y: float, scale: float) -> str:
    """The sides pulled by the handle at a point of the sheet; empty where there is none."""
    reach = HANDLE_REACH / scale
    found, nearest = "", reach
    for sides, (across, down) in HANDLES.items():
        away = max(abs(rect.x + rect.w * across - x), abs(rect.y + rect.h * down - y))
        if away <= nearest:
            found, nearest = sides, away
    return found
