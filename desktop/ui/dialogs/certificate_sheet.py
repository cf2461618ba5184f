"""A sheet as a picture on the screen: by the pen that prints, on the scan of its phôi, marked while it is a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import theme
from desktop.ui.marking import override

if TYPE_CHECKING:
    from desktop.documents.sheet import Sheet

MM_PER_INCH: Final = 25.4
MARGIN: Final = 16
"""Pixels around each sheet."""
_DRAFT: Final = "DỰ THẢO"
_DRAFT_ALPHA: Final = 44


def picture(sheet: Sheet, dots_per_inch: float, scan: QImage | None = None) -> QImage:
    """A sheet by the pen that also prints, on white paper or on the scan of the pre-printed one."""
    from desktop.ui import pen

    if scan is None or scan.isNull():
        return pen.preview(sheet, dots_per_inch)
    scale = dots_per_inch / MM_PER_INCH
    image = QImage(round(sheet.width_mm * scale), round(sheet.height_mm * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(image.rect(), scan)
    painter.scale(scale, scale)
    pen.draw(painter, sheet)
    painter.end()
    return image


def mark_draft(image: QImage) -> None:
    """Write "DỰ THẢO" across a picture; only on the screen, the paper never carries it."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tint = QColor(theme.LIGHT.accent)
    tint.setAlpha(_DRAFT_ALPHA)
    painter.setPen(tint)
    letters = theme.font(theme.TITLE_POINTS, QFont.Weight.Bold)
    letters.setPixelSize(max(12, image.height() // 5))
    painter.setFont(letters)
    painter.translate(QPointF(image.width() / 2, image.height() / 2))
    painter.rotate(-24)
    size = float(image.width())
    painter.drawText(QRectF(-size, -size / 2, 2 * size, size), Qt.AlignmentFlag.AlignCenter, _DRAFT)
    painter.end()


class SheetView(QWidget):
    """One or two sheets side by side as pictures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheetView")
        self.setAccessibleName("Tờ đang xem")
        self._images: tuple[QImage, ...] = ()

    @property
    def image(self) -> QImage | None:
        """The picture at the left; None when there is none."""
        return self._images[0] if self._images else None

    @property
    def images(self) -> tuple[QImage, ...]:
        """The pictures shown, from left to right."""
        return self._images

    def show_images(self, images: tuple[QImage, ...]) -> None:
        """Show pictures beside each other."""
        self._images = images
        sizes = [image.deviceIndependentSize().toSize() for image in images]
        wide = sum(size.width() for size in sizes) + MARGIN * (len(sizes) + 1)
        high = max((size.height() for size in sizes), default=0) + 2 * MARGIN
        self.setFixedSize(wide, high)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each paper with a thin edge."""
        painter = QPainter(self)
        painter.setPen(QColor(theme.tokens().edge))
        left = MARGIN
        for image in self._images:
            size = image.deviceIndependentSize().toSize()
            painter.drawImage(left, MARGIN, image)
            painter.drawRect(left - 1, MARGIN - 1, size.width() + 1, size.height() + 1)
            left += size.width() + MARGIN
        painter.end()
