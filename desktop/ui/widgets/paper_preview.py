"""The head and foot of a paper as the office's own facts will print them: a picture, not a document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from db import resources
from desktop.ui.marking import override

# The sheet in steps of 1/96 inch: A4 is 794 wide; only the upper part and the signature are shown.
_WIDTH = 794.0
_HEIGHT = 760.0
_LEFT = 113.0
_RIGHT = 737.0
_FILES = (
    "fonts/Tinos_400Regular.ttf",
    "fonts/Tinos_400Regular_Italic.ttf",
    "fonts/Tinos_700Bold.ttf",
)
_INK = QColor("#1B1F24")
_FAINT = QColor("#DEDBD4")
_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"


@cache
def _load_fonts() -> None:
    for name in _FILES:
        if QFontDatabase.addApplicationFont(str(resources.path(name))) < 0:
            message = f"font {name} cannot be loaded"
            raise RuntimeError(message)


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the preview shows: lines of the issuing organ, number, place line, title, signature lines, name."""

    organ_lines: tuple[str, ...] = ()
    number: str = ""
    place_date: str = ""
    title: str = "QUYẾT ĐỊNH"
    signature_lines: tuple[str, ...] = ()
    signer: str = ""


class PaperPreview(QWidget):
    """Draws :class:`PaperFacts` on a white sheet, as large as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _load_fonts()
        self._facts = PaperFacts()
        self.setMinimumSize(300, 280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def facts(self) -> PaperFacts:
        """What is shown."""
        return self._facts

    def show_facts(self, facts: PaperFacts) -> None:
        """Show other facts."""
        self._facts = facts
        said = (*facts.organ_lines, facts.place_date, *facts.signature_lines, facts.signer)
        self.setAccessibleName("Xem trước văn bản: " + "; ".join(part for part in said if part))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / _WIDTH, self.height() / _HEIGHT)
        painter.translate((self.width() - _WIDTH * scale) / 2, 0)
        painter.scale(scale, scale)
        sheet = QRectF(0.5, 0.5, _WIDTH - 1, _HEIGHT - 1)
        painter.fillRect(sheet, QColor("#FFFFFF"))
        painter.setPen(QPen(_FAINT, 1 / scale))
        painter.drawRect(sheet)
        self._head(painter)
        self._middle(painter)
        self._foot(painter)
        painter.end()

    def _head(self, painter: QPainter) -> None:
        facts = self._facts
        left, right = 244.0, 556.0
        y = 84.0
        for line in facts.organ_lines or ("TÊN CƠ QUAN",):
            y += _centred(painter, line, left, y, 252, _font(17, bold=True))
        _rule(painter, left, y + 4, 70)
        _centred(painter, facts.number, left, y + 14, 252, _font(17))
        z = 84.0 + _centred(painter, _STATE, right, 84, 372, _font(17, bold=True))
        z += _centred(painter, _MOTTO, right, z, 372, _font(18, bold=True))
        _rule(painter, right, z + 4, 206)
        _centred(painter, facts.place_date, right, max(z + 14, y + 14), 360, _font(18, italic=True))

    def _middle(self, painter: QPainter) -> None:
        _centred(painter, self._facts.title, (_LEFT + _RIGHT) / 2, 252, 600, _font(19, bold=True))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_FAINT)
        for at, width in enumerate((0.96, 1.0, 0.62, 0.97, 1.0, 0.44)):
            indent = 38 if at in (0, 3) else 0
            bar = QRectF(_LEFT + indent, 310 + 27 * at, (_RIGHT - _LEFT) * width - indent, 8)
            painter.drawRoundedRect(bar, 4, 4)

    def _foot(self, painter: QPainter) -> None:
        y, centre = 500.0, 580.0
        for line in self._facts.signature_lines or ("CHỨC VỤ",):
            y += _centred(painter, line, centre, y, 300, _font(18, bold=True))
        _centred(
            painter, self._facts.signer or "Họ và tên", centre, max(y + 84, 640), 300, _font(18, bold=True)
        )


def _font(pixels: int, *, bold: bool = False, italic: bool = False) -> QFont:
    made = QFont("Tinos")
    made.setPixelSize(pixels)
    made.setBold(bold)
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def _centred(painter: QPainter, text: str, centre: float, top: float, width: float, font: QFont) -> float:
    """Draw text in the middle of a column, wrapped where it is longer; returns its height."""
    painter.setFont(font)
    painter.setPen(_INK)
    box = QRectF(centre - width / 2, top, width, 400)
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    painter.drawText(box, flags, text)
    return painter.boundingRect(box, flags, text or " ").height()


def _rule(painter: QPainter, centre: float, y: float, width: float) -> None:
    painter.setPen(QPen(_INK, 1))
    painter.drawLine(QPointF(centre - width / 2, y), QPointF(centre + width / 2, y))
