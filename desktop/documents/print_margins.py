"""What of a sheet reaches into the strip at the paper's edges that a printer cannot print on.

Everything drawn counts: the words of the award, and what all sheets share (frame, images, fixed words, QR code);
on pre-printed sheets only what is printed on them. White under a QR code is no ink.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from desktop.documents import measure, qr
from desktop.documents.certificate import ink_of
from desktop.documents.certificate_ground import Shared, shared
from desktop.documents.certificate_parts import filled
from desktop.documents.measure import InkBox, shortened
from desktop.documents.sheet import Adjustment, Item, VectorPath
from desktop.documents.template import Template
from desktop.documents.template_words import fields_shown

#: mm the ink may lie in the margin before it is told: less than a printer's own play.
PLAY: Final = 0.05
WHITE: Final = "#FFFFFF"
#: Below this a curve's coefficient is none.
FLAT: Final = 1e-9
#: How the parts that all sheets share are called, with their name in the template.
_CALLED: Final = {
    "design": "Khung hoa văn",
    "divider": "Nét trang trí",
    "emblem": "Quốc huy",
    "logo": "Biểu trưng “{}”",
    "signature": "Chữ ký “{}”",
    "picture": "Hình “{}”",
    "words": "Khung “{}”",
    "code": "Mã QR",
}
_GROUND: Final = (
    "Nền màu phủ hết tờ giấy mà máy này chừa tới {over} mm ở mép không in được nên tờ nào cũng có viền trắng; "
    "hãy in ở nhà in hoặc bỏ màu nền trong mẫu."
)
_CUT: Final = "{what} lấn {over} mm {where}{all}; hãy dời vào trong mẫu hoặc hiệu chỉnh lại máy."
_ALL: Final = ", tờ nào cũng vậy"


class Printable:
    """What a printer reaches of a template's paper.

    Args:
        template: what the sheets are printed by.
        margins_mm: what cannot be printed on, from the left, top, right and bottom edge of the paper; all 0 where no
            printer is known: then what leaves the paper counts.
        adjustment: how the calibration moves everything drawn.
    """

    def __init__(
        self, template: Template, margins_mm: tuple[float, float, float, float], adjustment: Adjustment
    ) -> None:
        self._template = template
        self._margins = margins_mm
        self._matrix = adjustment.matrix(template.width, template.height)
        #: What lies beyond: the printer's margins, or where those are not known the air beside the paper.
        self.beyond = "vào lề máy không in được" if any(margins_mm) else "ra ngoài mép giấy"
        #: Whether everything drawn is reached as it was laid out.
        self.whole = not any(margins_mm) and adjustment == Adjustment()

    def over(self, box: InkBox | None) -> float:
        """How far, in mm, a box reaches out of what can be printed; 0 where that is not worth telling."""
        if box is None or self.whole:
            return 0.0
        a, b, c, d, e, f = self._matrix
        corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs = [a * x + c * y + e for x, y in corners]
        ys = [b * x + d * y + f for x, y in corners]
        left, top, right, bottom = self._margins
        far = max(
            left - min(xs),
            top - min(ys),
            max(xs) - (self._template.width - right),
            max(ys) - (self._template.height - bottom),
        )
        return far if far > PLAY else 0.0

    def shared(self, overprint: bool, pictures: Mapping[str, bytes]) -> Iterator[str]:
        """A sentence for each part that all sheets share and that the printer cuts."""
        if self.whole:
            return
        for part in shared(self._template, overprint=overprint, pictures=pictures):
            if over := self.over(ink(part.items)):
                if part.kind != "ground":
                    yield self._cut(_called(part), over, _ALL)
                elif any(self._margins):
                    yield _GROUND.format(over=shown(over))

    def code(self, overprint: bool, values: Mapping[str, tuple[str, ...]]) -> str:
        """The sentence about the QR code that is an award's own; empty where the printer reaches it."""
        place = self._template.qr
        if self.whole or place is None or place.constant or (overprint and not place.overprint):
            return ""
        if not self.over((place.x, place.y, place.x + place.size, place.y + place.size)):
            return ""
        text = filled(place.text, values)
        over = self.over(ink(qr.code(place, text, ground=False))) if text else 0.0
        return self._cut(_CALLED["code"], over, "") if over else ""

    def _cut(self, what: str, over: float, every: str) -> str:
        return _CUT.format(what=what, over=shown(over), where=self.beyond, all=every)


def ink(items: Iterable[Item]) -> InkBox | None:
    """Where the ink of a drawing really lies, mm: curves by their own extremes, what is filled white left out."""
    boxes = (_drawn(item) if isinstance(item, VectorPath) else ink_of((item,)) for item in items)
    return measure.around(box for box in boxes if box is not None)


def _drawn(path: VectorPath) -> InkBox | None:
    if path.stroke is None and path.fill == WHITE:
        return None
    half = path.width / 2 if path.stroke else 0.0
    xs: list[float] = []
    ys: list[float] = []
    for letter, numbers in path.segments:
        if letter == "C":
            xs += _extremes(xs[-1], *numbers[0::2])
            ys += _extremes(ys[-1], *numbers[1::2])
        # What comes last is where the pen stands.
        xs += numbers[-2::2]
        ys += numbers[-1::2]
    return (min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half) if xs else None


def _extremes(start: float, out: float, into: float, end: float) -> Iterator[float]:
    """Where one coordinate of a cubic curve turns round between its ends."""
    if min(start, end) <= min(out, into) and max(out, into) <= max(start, end):
        return  # within the hull of its ends
    # The slope a·t² + b·t + c of the curve, less a factor of three.
    a, b, c = end - 3 * into + 3 * out - start, 2 * (into - 2 * out + start), out - start
    for t in _roots(a, b, c):
        if 0 < t < 1:
            u = 1 - t
            yield u * u * u * start + 3 * u * u * t * out + 3 * u * t * t * into + t * t * t * end


def _roots(a: float, b: float, c: float) -> tuple[float, ...]:
    if abs(a) < FLAT:
        return (-c / b,) if abs(b) >= FLAT else ()
    under = b * b - 4 * a * c
    if under < 0:
        return ()
    root = math.sqrt(under)
    return ((-b - root) / (2 * a), (-b + root) / (2 * a))


def shown(over: float) -> str:
    """A length as the officer reads it; never none, for what is told is at least a little."""
    return f"{max(over, 0.1):.1f}".replace(".", ",")


def _called(part: Shared) -> str:
    return _CALLED.get(part.kind, "").format(shortened(fields_shown(part.name)))
