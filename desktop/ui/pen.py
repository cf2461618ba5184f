"""The QPainter pen: draws a sheet on the screen and on a printer.

Letters are filled outlines taken from the bundled font file by HarfBuzz, so no Qt font engine takes part and
Windows prints what Linux prints. Outlines are kept per face and letter.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtPrintSupport import QPrinter

from db.errors import Refused
from db.talk import Cancelled, Talk
from desktop.documents import fonts
from desktop.documents.sheet import MM_PER_POINT, Adjustment, Image, Item, Sheet, TextRun, VectorPath
from desktop.ui import paper_trays

MM_PER_INCH = 25.4
MM_PER_UNIT = {
    QPageLayout.Unit.Millimeter: 1.0,
    QPageLayout.Unit.Point: MM_PER_POINT,
    QPageLayout.Unit.Inch: MM_PER_INCH,
    QPageLayout.Unit.Pica: 12 * MM_PER_POINT,
    QPageLayout.Unit.Didot: 0.375,
    QPageLayout.Unit.Cicero: 4.5,
}


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
    """The sheet as a picture on white paper.

    The background of the last few kinds of sheet is kept as a picture, so that paging through a batch draws only
    the words of each sheet.
    """
    image = _backdrop(_Ground.of(sheet), dots_per_inch).copy()
    painter = _on_image(image, dots_per_inch)
    draw(painter, replace(sheet, background=None))
    painter.end()
    return image


class _Ground:
    """What decides how the empty sheet looks; a background counts by its identity, for it holds a thousand paths."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = replace(sheet, items=())
        self._key = (sheet.width_mm, sheet.height_mm, sheet.adjustment, id(sheet.background))

    @classmethod
    def of(cls, sheet: Sheet) -> _Ground:
        """The ground of a sheet; without a background its calibration shows nothing."""
        return cls(sheet if sheet.background else replace(sheet, adjustment=Adjustment()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ground) and other._key == self._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=2)
def _backdrop(ground: _Ground, dots_per_inch: float) -> QImage:
    sheet, scale = ground.sheet, dots_per_inch / MM_PER_INCH
    image = QImage(round(sheet.width_mm * scale), round(sheet.height_mm * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    if sheet.background:
        painter = _on_image(image, dots_per_inch)
        draw(painter, sheet)
        painter.end()
    return image


def _on_image(image: QImage, dots_per_inch: float) -> QPainter:
    painter = QPainter(image)
    painter.scale(dots_per_inch / MM_PER_INCH, dots_per_inch / MM_PER_INCH)
    return painter


class BrokenOff(Refused):
    """The printer took no more after ``sent`` sheets, some of which may have come out."""

    def __init__(self, sentence: str, sent: int) -> None:
        super().__init__(sentence)
        self.sent = sent


class Stopped(Cancelled):
    """The officer stopped a print; ``sent`` sheets are with the printer and may come out."""

    def __init__(self, sent: int) -> None:
        super().__init__()
        self.sent = sent


def print_sheets(printer: QPrinter, sheets: Iterable[Sheet], talk: Talk, total: int = 0) -> int:
    """Send the sheets to a printer as one job, one a page, and return how many were sent.

    The printer's page size, orientation and tray are the caller's; ``fullPage`` is set here, so that
    millimetres count from the paper's edge and not from the printer's margin. The iterable is consumed one sheet
    at a time.

    Raises:
        Refused: the printer does not start, or the first sheet cannot be laid out.
        BrokenOff: a later sheet cannot, or the printer takes no more: the job is taken back, as far as it goes.
        Stopped: the officer stopped; the sheets sent so far are with the printer.
    """
    waiting = iter(sheets)
    talk.progress(0, max(total, 1), "Đang in tờ 1")
    # Laid out before the job begins: a refused first sheet must not cost a blank one.
    sheet = next(waiting, None)
    if sheet is None:
        return 0
    printer.setFullPage(True)
    painter = QPainter(printer)
    if not painter.isActive():
        raise Refused(
            f"Không bắt đầu in được trên máy in “{printer.printerName()}”; hãy kiểm tra máy in rồi in lại."
        )
    sent = 0
    try:
        while sheet is not None:
            _page(painter, printer, sheet)
            sent += 1
            sheet = next(waiting, None)
            if sheet is None:
                break
            talk.progress(sent, max(total, sent), f"Đang in tờ {sent + 1}")
            if not printer.newPage():
                raise Refused(
                    f"Máy in “{printer.printerName()}” không nhận tờ {sent + 1}; hãy kiểm tra máy in."
                )
    except Cancelled as stop:
        raise Stopped(sent) from stop
    except Refused as refusal:
        printer.abort()
        raise BrokenOff(str(refusal), sent) from refusal
    finally:
        painter.end()
    talk.progress(sent, max(total, sent), f"Đã gửi {sent} tờ tới máy in")
    return sent


def _page(painter: QPainter, printer: QPrinter, sheet: Sheet) -> None:
    painter.save()
    painter.scale(printer.logicalDpiX() / MM_PER_INCH, printer.logicalDpiY() / MM_PER_INCH)
    draw(painter, sheet)
    painter.restore()


def trays(printer: QPrinter) -> tuple[str, ...]:
    """Names of the printer's trays; empty where the system does not tell."""
    return tuple(paper_trays.trays(printer))


def choose_tray(printer: QPrinter, name: str) -> bool:
    """Take the paper from the tray of this name; False when the printer has none of it."""
    return paper_trays.choose(printer, name)


def unprintable_margins_mm(printer: QPrinter) -> tuple[float, float, float, float]:
    """Left, top, right and bottom strip of the paper as it lies on screen that the printer leaves white, in mm.

    All 0 where the driver does not tell.
    """
    return margins_of(printer.pageLayout(), turned=sys.platform == "win32")


def margins_of(layout: QPageLayout, *, turned: bool) -> tuple[float, float, float, float]:
    """The least margins of a page layout in mm.

    Windows gives them ``turned`` with the paper. CUPS gives those of the upright paper whichever way it lies, and
    does not say to which side it is turned: the wider of the two that each edge may be is taken.
    """
    unit = MM_PER_UNIT[layout.units()]
    least = layout.minimumMargins()
    left, top = least.left() * unit, least.top() * unit
    right, bottom = least.right() * unit, least.bottom() * unit
    if layout.orientation() == QPageLayout.Orientation.Landscape and not turned:
        across, along = max(top, bottom), max(left, right)
        return (across, along, across, along)
    return (left, top, right, bottom)
