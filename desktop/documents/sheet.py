"""The display list of a sheet: what is drawn, in millimetres from the top left corner of the paper.

A sheet is laid out once (``layout``, ``certificate``) and drawn by two pens that share nothing else:
``sheet_pdf`` (reportlab) and ``desktop.ui.pen`` (QPainter). Every position is final: a pen places glyphs,
it measures nothing. Runs and pieces are made by the thousand for a batch, so they are tuples with names.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

#: ``("M", (x, y))``, ``("L", (x, y))``, ``("C", (x1, y1, x2, y2, x, y))`` or ``("Z", ())``, in mm.
Segment = tuple[str, tuple[float, ...]]

#: ``(a, b, c, d, e, f)``: x' = a·x + c·y + e, y' = b·x + d·y + f.
Matrix = tuple[float, float, float, float, float, float]

MM_PER_POINT = 25.4 / 72.0
POINTS_PER_MM = 72.0 / 25.4
#: No displacement, the identity of :data:`Matrix`.
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Piece(NamedTuple):
    """Letters that stand at the font's own advances: between two pieces lies a kern or a raised mark."""

    text: str
    #: mm from the run's ``x``.
    x: float
    #: mm above the run's baseline; not 0 only for a combining mark.
    rise: float = 0.0


class TextRun(NamedTuple):
    """One line, or part of a line, in one font, size and colour."""

    text: str
    x: float
    baseline: float
    font: str
    size_pt: float
    colour: str
    pieces: tuple[Piece, ...]
    #: mm from the first origin to the end of the last advance, tracking of the last letter left out.
    width: float
    #: points added after every letter.
    tracking_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class VectorPath:
    """A filled and/or stroked path; colours are ``#RRGGBB``, ``width`` is the stroke in mm."""

    segments: tuple[Segment, ...]
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Image:
    """A picture (PNG or JPEG bytes) stretched into a rectangle."""

    x: float
    y: float
    w: float
    h: float
    data: bytes


Item = TextRun | VectorPath | Image


@dataclass(frozen=True, slots=True)
class Group:
    """Items that many sheets share: a pen keeps them once and refers to them by ``name``.

    Two groups of the same name hold the same items.
    """

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """How the whole drawing is moved so that it lands where the printer's paper really lies.

    About the middle of the paper, everything is stretched by ``scale_x`` across and ``scale_y`` down, then turned
    by the rotation (degrees, clockwise as seen); then it goes ``dx_mm`` to the right and ``dy_mm`` down.
    """

    dx_mm: float = 0.0
    dy_mm: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotate_deg: float = 0.0

    def matrix(self, width_mm: float, height_mm: float) -> Matrix:
        """The displacement as one matrix for a sheet of this size, y downwards."""
        angle = math.radians(self.rotate_deg)
        a, b = self.scale_x * math.cos(angle), self.scale_x * math.sin(angle)
        c, d = -self.scale_y * math.sin(angle), self.scale_y * math.cos(angle)
        cx, cy = width_mm / 2, height_mm / 2
        return (a, b, c, d, cx - a * cx - c * cy + self.dx_mm, cy - b * cx - d * cy + self.dy_mm)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One side of paper."""

    width_mm: float
    height_mm: float
    items: tuple[Item, ...]
    background: Group | None = None
    adjustment: Adjustment = Adjustment()

    def runs(self) -> tuple[TextRun, ...]:
        """Every text run, the background's first."""
        behind = self.background.items if self.background else ()
        return tuple(item for item in (*behind, *self.items) if isinstance(item, TextRun))


def transform(segments: Iterable[Segment], matrix: Matrix) -> tuple[Segment, ...]:
    """The segments with every point carried through ``matrix``."""
    a, b, c, d, e, f = matrix
    moved: list[Segment] = []
    for letter, numbers in segments:
        points: list[float] = []
        for i in range(0, len(numbers), 2):
            x, y = numbers[i], numbers[i + 1]
            points += (a * x + c * y + e, b * x + d * y + f)
        moved.append((letter, tuple(points)))
    return tuple(moved)


def rectangle(x: float, y: float, w: float, h: float) -> tuple[Segment, ...]:
    """A closed rectangle."""
    return (("M", (x, y)), ("L", (x + w, y)), ("L", (x + w, y + h)), ("L", (x, y + h)), ("Z", ()))


def ellipse(cx: float, cy: float, rx: float, ry: float) -> tuple[Segment, ...]:
    """A closed ellipse of four cubic arcs (off by less than 0.03 % of the radius)."""
    kx, ky = rx * 0.5522847498, ry * 0.5522847498
    return (
        ("M", (cx + rx, cy)),
        ("C", (cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry)),
        ("C", (cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy)),
        ("C", (cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry)),
        ("C", (cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy)),
        ("Z", ()),
    )


def polygon(points: Iterable[tuple[float, float]], closed: bool = True) -> tuple[Segment, ...]:
    """Straight lines through the points."""
    made: list[Segment] = [("L" if i else "M", point) for i, point in enumerate(points)]
    if closed:
        made.append(("Z", ()))
    return tuple(made)
