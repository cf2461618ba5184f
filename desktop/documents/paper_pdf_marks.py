"""Combining marks in the PDFs of papers: ê̆, ô̆, ơ̆, ư̆ of Ê Đê and Ba Na names.

NFC has no single letter for them and the bundled face no rule that places them, so that a PDF library sets the mark
beside its letter. Here each is put where the measuring engine of the sheets puts it.
"""

from __future__ import annotations

import re
import unicodedata

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from desktop.documents import fonts, measure

# The combining marks of Latin letters, behind the letter that carries them.
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")


class PaperCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose text objects place combining marks."""

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> PDFTextObject:  # noqa: N802
        """A text object of our own (the name is reportlab's)."""
        return _PaperText(self, x, y, direction=direction)


class _PaperText(PDFTextObject):  # type: ignore[misc]
    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803
        """Print ``text`` at the current point, its marks over their letters."""
        clusters = list(_CLUSTER.finditer(text))
        if not clusters:
            super()._textOut(text, TStar)
            return
        # Readers guess word breaks from positions, and a raised mark misleads them: tell them the text.
        self._code.append(f"/Span <</ActualText <feff{text.encode('utf-16-be').hex()}>>> BDC")
        end = 0
        for cluster in clusters:
            # The letter itself goes out with the text before it.
            super()._textOut(text[end : cluster.start() + 1])
            self._marks(cluster[0])
            end = cluster.end()
        super()._textOut(text[end:], TStar)
        self._code.append("EMC")

    def _marks(self, cluster: str) -> None:
        """Print the marks of ``cluster``, the pen standing right of its letter and coming back there."""
        unit = fonts.units_per_em(self._fontname)
        shaped = measure.shape(cluster, self._fontname)
        rise: float = self._rise
        for piece in shaped.pieces:
            if not unicodedata.combining(piece.text[0]):
                continue
            # TJ moves left by thousandths of the size; the mark itself has no advance.
            back = (shaped.advance - piece.x) * 1000 / unit
            self._code.append(f"[{back:.0f}] TJ")
            self.setRise(rise + piece.rise * self._fontsize / unit)
            super()._textOut(piece.text)
            self._code.append(f"[{-back:.0f}] TJ")
        self.setRise(rise)


def require_letters(text: str, font: str) -> None:
    """Refuse a text with a letter the face cannot draw, rather than print a box in its place.

    Raises:
        Refused: names the letter and the text.
    """
    for line in text.split("\n"):
        measure.require_letters(line, font)
