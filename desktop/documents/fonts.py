"""The faces that sheets and PDFs are set in: the bundled Tinos and Inter, never a font of the machine.

A face has a key (``Tinos-Bold``), one HarfBuzz font for measuring and outlines, and one reportlab font
for the PDF, both made from the same file and only once in a process.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from db import resources

#: key -> file under ``resources/``.
FACES: dict[str, str] = {
    "Tinos": "fonts/Tinos_400Regular.ttf",
    "Tinos-Bold": "fonts/Tinos_700Bold.ttf",
    "Tinos-Italic": "fonts/Tinos_400Regular_Italic.ttf",
    "Tinos-BoldItalic": "fonts/Tinos_700Bold_Italic.ttf",
    "Inter": "fonts/Inter_400Regular.ttf",
    "Inter-Bold": "fonts/Inter_700Bold.ttf",
}


def face_key(family: str = "Tinos", *, bold: bool = False, italic: bool = False) -> str:
    """The key of a family's face."""
    style = ("Bold" if bold else "") + ("Italic" if italic else "")
    return f"{family}-{style}" if style else family


@cache
def hb_font(key: str) -> Any:
    """The ``uharfbuzz.Font`` of a face, scaled to the font's own units."""
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(resources.path(FACES[key]))))


@cache
def units_per_em(key: str) -> int:
    """Font units in one em."""
    return int(hb_font(key).face.upem)


@cache
def pdf_font(key: str) -> Any:
    """The reportlab ``TTFont`` of a face, registered under its key."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(key, str(resources.path(FACES[key])), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font
