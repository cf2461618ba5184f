"""QR codes as vector paths (ISO/IEC 18004 by reportlab's encoder, UTF-8, error correction M)."""

from __future__ import annotations

from functools import lru_cache

from db.errors import BadInput
from desktop.documents.sheet import Segment, VectorPath, rectangle
from desktop.documents.template import Qr

#: Modules of white that a reader needs around the code.
QUIET = 4
#: UTF-8 bytes; beyond that the modules become too fine for a label of 20 mm on an office laser.
MOST_BYTES = 300
_MEDIUM = 0


def code(place: Qr, text: str, *, ground: bool) -> tuple[VectorPath, ...]:
    """A code that says ``text``, with its quiet zone within the box; ``ground`` puts white under it.

    Raises:
        BadInput: the text is longer than such a code should hold.
    """
    dark = modules(text)
    unit = place.size / (len(dark) + 2 * QUIET)
    left, top = place.x + QUIET * unit, place.y + QUIET * unit
    made: list[Segment] = []
    for row, line in enumerate(dark):
        start = None
        for column, on in enumerate((*line, False)):
            if on and start is None:
                start = column
            elif not on and start is not None:
                made += rectangle(left + start * unit, top + row * unit, (column - start) * unit, unit)
                start = None
    white = VectorPath(rectangle(place.x, place.y, place.size, place.size), fill="#FFFFFF")
    ink = VectorPath(tuple(made), fill="#000000")
    return (white, ink) if ground else (ink,)


@lru_cache(maxsize=256)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code, rows from the top; True is dark.

    Raises:
        BadInput: the text is longer than such a code should hold.
    """
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode

    data = text.encode("utf-8")
    if len(data) > MOST_BYTES:
        raise BadInput(
            f"Nội dung mã QR dài {len(data)} byte, quá {MOST_BYTES} byte; hãy rút gọn nội dung trong mẫu."
        )
    made = QRCode(None, _MEDIUM)
    made.addData(QR8bitByte(data))
    made.make()
    return tuple(tuple(bool(on) for on in line) for line in made.modules)
