"""What a print shop asks for: ground beyond the cutting edge, crop marks, and the boxes that say which is which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop.documents.pdf_text import n
from desktop.documents.sheet import POINTS_PER_MM, Image, Item, Segment, VectorPath

#: mm of a crop mark, of the air between it and the bleed, and of the paper after it.
MARK = 5.0
AIR = 1.0
EDGE = 2.0
#: Printers' thin line, points.
HAIRLINE = 0.25
#: mm within which a point lies on the paper's edge.
ON_EDGE = 0.01
#: The colour that every plate prints, so that marks stand on all of them.
REGISTRATION = (
    "All",
    b"[/Separation /All /DeviceCMYK <</FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [1 1 1 1]>>]",
)


@dataclass(frozen=True, slots=True)
class Trim:
    """How a sheet lies on the larger paper it is cut from; both measures 0 and off on an ordinary page."""

    bleed_mm: float = 0.0
    crop_marks: bool = False

    @property
    def margin_mm(self) -> float:
        """From the paper's edge to the cut."""
        return self.bleed_mm + (AIR + MARK + EDGE if self.crop_marks else 0.0)

    def boxes(self, width: float, height: float) -> str:
        """The page's boxes as dictionary entries; the sheet measures ``width`` × ``height`` mm."""
        margin = self.margin_mm
        if not margin:
            return f"/MediaBox [{_box(0, 0, width, height)}]"
        named = {"MediaBox": 0.0, "BleedBox": margin - self.bleed_mm, "TrimBox": margin}
        full = (width + 2 * margin, height + 2 * margin)
        return " ".join(
            f"/{name} [{_box(inset, inset, full[0] - inset, full[1] - inset)}]"
            for name, inset in named.items()
        )

    def form_box(self, width: float, height: float) -> str:
        """The box that clips the background: the sheet and its bleed, from the sheet's own corner."""
        b = self.bleed_mm
        return _box(-b, -b, width + b, height + b)

    def media(self, width: float, height: float) -> str:
        """The whole paper, from the sheet's own corner."""
        m = self.margin_mm
        return _box(-m, -m, width + m, height + m)

    def spread(self, items: Iterable[Item], width: float, height: float) -> tuple[Item, ...]:
        """The items with every filled edge that lies on the sheet's edge moved out to the bleed's."""
        if not self.bleed_mm:
            return tuple(items)
        return tuple(_spread(item, width, height, self.bleed_mm) for item in items)

    def marks(self, width: float, height: float) -> str:
        """Operators of eight crop marks, two at each corner, beginning outside the bleed."""
        near, far = self.bleed_mm + AIR, self.bleed_mm + AIR + MARK
        out = [f"/{REGISTRATION[0]} CS 1 SCN {HAIRLINE} w 0 J"]
        for x, outward in ((0.0, -1), (width, 1)):
            for y in (0.0, height):
                out.append(_line(x + outward * near, y, x + outward * far, y))
        for y, outward in ((0.0, -1), (height, 1)):
            for x in (0.0, width):
                out.append(_line(x, y + outward * near, x, y + outward * far))
        return "\n".join(out)


def _box(*edges: float) -> str:
    return " ".join(n(edge * POINTS_PER_MM) for edge in edges)


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{_box(x1, y1)} m {_box(x2, y2)} l S"


def _out(value: float, size: float, bleed: float) -> float:
    if value <= ON_EDGE:
        return min(value, -bleed)
    return max(value, size + bleed) if value >= size - ON_EDGE else value


def _spread(item: Item, width: float, height: float, bleed: float) -> Item:
    if isinstance(item, VectorPath) and item.fill:
        moved: list[Segment] = []
        for letter, numbers in item.segments:
            sizes = (width, height) * (len(numbers) // 2)
            moved.append(
                (letter, tuple(_out(v, size, bleed) for v, size in zip(numbers, sizes, strict=True)))
            )
        return replace(item, segments=tuple(moved))
    if isinstance(item, Image):
        x, y = _out(item.x, width, bleed), _out(item.y, height, bleed)
        right, bottom = _out(item.x + item.w, width, bleed), _out(item.y + item.h, height, bleed)
        return replace(item, x=x, y=y, w=right - x, h=bottom - y)
    return item
