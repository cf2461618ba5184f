"""The QPainter pen: draws a sheet on the screen and on a printer.

Letters are filled outlines taken from the bundled font file by HarfBuzz, so no Qt font engine takes part and
Windows prints what Linux prints. Outlines are kept per face and letter.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtPrintSupport import QPrinter

from db.errors import Refused
from db.talk import Talk
from desktop.documents import fonts
from desktop.documents.sheet import MM_PER_POINT, Image, Item, Sheet, TextRun, VectorPath

MM_PER_INCH = 25.4


class _Outline:
    """Collects a glyph's outline, as HarfBuzz draws it, in a QPainterPath; y is turned downwards."""

    def __init__(self) -> None:
        self.path = QPainterPath()
        self.path.setFillRule(Qt.FillRule.WindingFill)

    def moveTo(self, to: tuple[float, float]) -> None:  # noqa: N802 - the names HarfBuzz's pen protocol asks for
        self.path.moveTo(to[0], -to[1])

    def lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self.path.lineTo(to[0], -to[1])

    def qCurveTo(self, control: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        self.path.quadTo(control[0], -control[1], to[0], -to[1])

    def curveTo(  # noqa: N802
        self, first: tuple[float, float], second: tuple[float, float], to: tuple[float, float]
    ) -> None:
        self.path.cubicTo(first[0], -first[1], second[0], -second[1], to[0], -to[1])

    def closePath(self) -> None:  # noqa: N802
        self.path.closeSubpath()


@lru_cache(maxsize=4096)
def glyph_path(font: str, letter: str) -> QPainterPath:
    """Outline of a letter's glyph in font units, its origin at (0, 0), y downwards."""
    face = fonts.hb_font(font)
    outline = _Outline()
    face.draw_glyph_with_pen(face.get_nominal_glyph(ord(letter)), outline)
    return outline.path


@lru_cache(maxsize=8192)
def _advance(font: str, letter: str) -> float:
    face = fonts.hb_font(font)
    return float(face.get_glyph_h_advance(face.get_nominal_glyph(ord(letter))))


def text_path(run: TextRun) -> QPainterPath:
    """A run's letters as one path in millimetres of the sheet."""
    unit = run.size_pt * MM_PER_POINT / fonts.units_per_em(run.font)
    whole = QPainterPath()
    whole.setFillRule(Qt.FillRule.WindingFill)
    for piece in run.pieces:
        x = run.x + piece.x
        for letter in piece.text:
            place = QTransform(unit, 0.0, 0.0, unit, x, run.baseline - piece.rise)
            whole.addPath(place.map(glyph_path(run.font, letter)))
            x += _advance(run.font, letter) * unit + run.tracking_pt * MM_PER_POINT
    return whole


@lru_cache(maxsize=4096)
def _vector(path: VectorPath) -> QPainterPath:
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    for letter, n in path.segments:
        if letter == "M":
            made.moveTo(n[0], n[1])
        elif letter == "L":
            made.lineTo(n[0], n[1])
        elif letter == "C":
            made.cubicTo(n[0], n[1], n[2], n[3], n[4], n[5])
        else:
            made.closeSubpath()
    return made


def draw(painter: QPainter, sheet: Sheet) -> None:
    """Draw a sheet with a painter whose unit is one millimetre, its origin the paper's top left corner."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(QTransform(*sheet.adjustment.matrix(sheet.width_mm, sheet.height_mm)), True)
    if sheet.background:
        _draw(painter, sheet.background.items)
    _draw(painter, sheet.items)
    painter.restore()


def _draw(painter: QPainter, items: Iterable[Item]) -> None:
    for item in items:
        if isinstance(item, TextRun):
            painter.fillPath(text_path(item), QColor(item.colour))
        elif isinstance(item, VectorPath):
            _draw_vector(painter, item)
        else:
            _draw_image(painter, item)


def _draw_vector(painter: QPainter, item: VectorPath) -> None:
    path = _vector(item)
    if item.fill:
        painter.fillPath(path, QColor(item.fill))
    if item.stroke:
        pen = QPen(QColor(item.stroke), item.width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)


def _draw_image(painter: QPainter, item: Image) -> None:
    picture = QImage()
    picture.loadFromData(item.data)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(item.x, item.y, item.w, item.h), picture)


def preview(sheet: Sheet, dots_per_inch: float) -> QImage:
    """The sheet as a picture on white paper."""
    scale = dots_per_inch / MM_PER_INCH
    image = QImage(round(sheet.width_mm * scale), round(sheet.height_mm * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(scale, scale)
    draw(painter, sheet)
    painter.end()
    return image


def print_sheets(printer: QPrinter, sheets: Iterable[Sheet], talk: Talk, total: int = 0) -> int:
    """Send the sheets to a printer, one a page, and return how many were sent.

    The printer's page size, orientation and tray are the caller's; ``fullPage`` is set here, so that
    millimetres count from the paper's edge and not from the printer's margin.

    Raises:
        Refused: the printer does not start.
        Cancelled: the officer stopped; the sheets sent so far are with the printer.
    """
    printer.setFullPage(True)
    painter = QPainter(printer)
    if not painter.isActive():
        raise Refused(
            f"Không bắt đầu in được trên máy in “{printer.printerName()}”; hãy kiểm tra máy in rồi in lại."
        )
    sent = 0
    try:
        for sheet in sheets:
            talk.progress(sent, max(total, sent), f"Đang in tờ {sent + 1}")
            if sent:
                printer.newPage()
            painter.save()
            painter.scale(printer.logicalDpiX() / MM_PER_INCH, printer.logicalDpiY() / MM_PER_INCH)
            draw(painter, sheet)
            painter.restore()
            sent += 1
    finally:
        painter.end()
    talk.progress(sent, max(total, sent), f"Đã gửi {sent} tờ tới máy in")
    return sent
