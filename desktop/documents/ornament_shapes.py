"""The strokes every ornament is built from: curves of changing width, leaves, petals, stars, rings and strips.

All measures are millimetres, y downwards, angles in radians. Shapes of one colour are gathered into one path
(:class:`Ink`), so that a frame of ten thousand leaves is a few dozen paths in a file.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from desktop.documents.sheet import Matrix, Segment, VectorPath, ellipse, polygon, rectangle, transform

Point = tuple[float, float]
Shape = tuple[Segment, ...]
Kind = Literal["classic", "lotus", "drum"]

#: The thinnest line an office laser holds.
HAIRLINE = 0.15
#: Where a frame begins and ends when nothing else is said, mm from the paper's edge.
OUTER, INNER = 8.0, 16.0


@dataclass(frozen=True, slots=True)
class Watermark:
    """The faint figure behind the text: its middle, its radius and its one colour ``#RRGGBB``."""

    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True, slots=True)
class Design:
    """A drawn design and its measures.

    ``outer`` and ``inner`` are the distances of the frame's edges from the paper's edge; ``corner`` is the side of
    the corner figures and ``flourish`` how far what grows from them runs along the inner edge, both as the design
    itself proposes where they are 0. ``aside`` sets the frame that much farther in at the left and right.
    ``ground`` tints the whole paper, ``field`` colours the frame between its rules; without them paper and frame
    stay pale.
    """

    kind: Kind
    outer: float = OUTER
    inner: float = INNER
    corner: float = 0.0
    flourish: float = 0.0
    aside: float = 0.0
    ground: str | None = None
    field: str | None = None
    watermark: Watermark | None = None

    @property
    def band(self) -> float:
        """How wide the frame is."""
        return self.inner - self.outer


@dataclass(slots=True)
class Ink:
    """Shapes gathered by colour: each layer becomes one path, in the order the layers were first used."""

    _fills: dict[tuple[float, str], list[Segment]] = field(default_factory=dict)
    _lines: dict[tuple[float, str, float], list[Segment]] = field(default_factory=dict)

    def fill(self, shape: Iterable[Segment], colour: str, layer: float = 0) -> None:
        """Fill a shape; a higher layer covers a lower one."""
        self._fills.setdefault((layer, colour), []).extend(shape)

    def line(self, shape: Iterable[Segment], colour: str, width: float, layer: float = 0) -> None:
        """Draw along a shape, never thinner than a printer holds."""
        self._lines.setdefault((layer, colour, max(HAIRLINE, width)), []).extend(shape)

    def place(self, other: Ink, matrix: Matrix) -> None:
        """Copy everything of another drawing through a matrix that keeps lengths; layers stay."""
        for (layer, colour), segments in other._fills.items():
            self.fill(transform(segments, matrix), colour, layer)
        for (layer, colour, width), segments in other._lines.items():
            self.line(transform(segments, matrix), colour, width, layer)

    def paths(self) -> tuple[VectorPath, ...]:
        """The drawing, lowest layer first; within a layer fills lie under lines."""
        made: list[tuple[float, int, VectorPath]] = []
        for (layer, colour), segments in self._fills.items():
            made.append((layer, 0, VectorPath(tuple(segments), fill=colour)))
        for (layer, colour, width), segments in self._lines.items():
            made.append((layer, 1, VectorPath(tuple(segments), stroke=colour, width=width)))
        return tuple(path for _, _, path in sorted(made, key=_layer))


def _layer(entry: tuple[float, int, VectorPath]) -> tuple[float, int]:
    return entry[0], entry[1]


def moved(x: float, y: float, angle: float = 0.0, scale: float = 1.0) -> Matrix:
    """Scaled and turned about the origin, then carried to (x, y)."""
    c, s = math.cos(angle) * scale, math.sin(angle) * scale
    return (c, s, -s, c, x, y)


def sides(width: float, height: float, at: float = 0.0) -> tuple[tuple[float, Matrix], ...]:
    """The four sides of a sheet as strips: length, and the matrix that lays a strip there.

    A strip runs along x from 0 to its length; its y is the distance inwards from the line ``at`` mm from the edge.
    """
    return (
        (width, (1.0, 0.0, 0.0, 1.0, 0.0, at)),
        (height, (0.0, 1.0, -1.0, 0.0, width - at, 0.0)),
        (width, (-1.0, 0.0, 0.0, -1.0, width, height - at)),
        (height, (0.0, -1.0, 1.0, 0.0, at, height)),
    )


def corners(width: float, height: float) -> tuple[Matrix, ...]:
    """Matrices that lay a drawing of the top left corner into all four, each the mirror of its neighbour."""
    return (
        (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        (-1.0, 0.0, 0.0, 1.0, width, 0.0),
        (1.0, 0.0, 0.0, -1.0, 0.0, height),
        (-1.0, 0.0, 0.0, -1.0, width, height),
    )


def inset(width: float, height: float, by: float) -> Shape:
    """The sheet's rectangle ``by`` mm inside its edge."""
    return rectangle(by, by, width - 2 * by, height - 2 * by)


def band(width: float, height: float, outer: float, inner: float) -> Shape:
    """The strip between two such rectangles, the inner one run the other way so that it stays open."""
    w, h, i = width, height, inner
    return inset(w, h, outer) + polygon([(i, i), (i, h - i), (w - i, h - i), (w - i, i)])


def smooth(points: Sequence[Point], closed: bool = True) -> Shape:
    """A curve through the points (centripetal enough for ornament: Catmull-Rom with a sixth)."""
    count = len(points)
    made: list[Segment] = [("M", points[0])]
    for i in range(count if closed else count - 1):
        p0 = points[(i - 1) % count] if closed or i else points[0]
        p1, p2 = points[i], points[(i + 1) % count]
        p3 = points[(i + 2) % count] if closed or i + 2 < count else points[-1]
        made.append(
            (
                "C",
                (
                    p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6,
                    p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6,
                    *p2,
                ),
            )
        )  # fmt: skip
    if closed:
        made.append(("Z", ()))
    return tuple(made)


def clockwise(segments: Iterable[Segment]) -> Shape:
    """Closed outlines all run the same way as :func:`circle`, so that where they overlap no hole opens."""
    made: list[Segment] = []
    outline: list[Segment] = []
    for segment in segments:
        outline.append(segment)
        if segment[0] == "Z":
            made += outline if _area(outline) > 0 else _reversed(outline)
            outline = []
    return tuple(made)


def _area(outline: Sequence[Segment]) -> float:
    """Twice the area its points span, positive when they run clockwise as seen."""
    points = [(s[1][i], s[1][i + 1]) for s in outline for i in range(0, len(s[1]), 2)]
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True))


def _reversed(outline: Sequence[Segment]) -> list[Segment]:
    drawn = outline[:-1]
    ends = [segment[1][-2:] for segment in drawn]
    made: list[Segment] = [("M", ends[-1])]
    for i in range(len(drawn) - 1, 0, -1):
        letter, numbers = drawn[i]
        made.append((letter, (*numbers[2:4], *numbers[:2], *ends[i - 1]) if letter == "C" else ends[i - 1]))
    return [*made, ("Z", ())]


def taper(points: Sequence[Point], widths: Sequence[float]) -> Shape:
    """A stroke of changing width along a line, as a closed outline with curved flanks."""
    left: list[Point] = []
    right: list[Point] = []
    last = len(points) - 1
    for i, ((x, y), w) in enumerate(zip(points, widths, strict=True)):
        (x0, y0), (x1, y1) = points[max(0, i - 1)], points[min(last, i + 1)]
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        nx, ny = -(y1 - y0) / length * w / 2, (x1 - x0) / length * w / 2
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    there = smooth(right, closed=False)
    back = smooth(left[::-1], closed=False)
    return (*there, ("L", back[0][1]), *back[1:], ("Z", ()))


def volute(
    centre: Point, start: float, radius: float, turns: float, thick: float, root: Point | None = None
) -> Shape:
    """A scroll that winds inwards from ``radius``.

    ``start`` is the angle it begins at, ``turns`` may be negative; ``root`` is where it leaves a stem.
    """
    steps = max(7, int(abs(turns) * 8))
    points: list[Point] = []
    widths: list[float] = []
    for i in range(steps + 1):
        t = i / steps
        r = radius * (1 - 0.78 * t**0.8)
        angle = start + 2 * math.pi * turns * t
        points.append((centre[0] + r * math.cos(angle), centre[1] + r * math.sin(angle)))
        widths.append(thick * (1 - 0.62 * t))
    lead = _lead(root, points[0], points[1]) if root else []
    return taper([*lead, *points], [*(thick * (0.45 + 0.18 * i) for i in range(len(lead))), *widths])


def _lead(root: Point, start: Point, following: Point) -> list[Point]:
    """Points of a curve from the stem that runs smoothly into a scroll's beginning."""
    dx, dy = start[0] - following[0], start[1] - following[1]
    k = 0.55 * math.dist(root, start) / (math.hypot(dx, dy) or 1.0)
    cx, cy = start[0] + dx * k, start[1] + dy * k
    return [
        (
            (1 - t) ** 2 * root[0] + 2 * t * (1 - t) * cx + t * t * start[0],
            (1 - t) ** 2 * root[1] + 2 * t * (1 - t) * cy + t * t * start[1],
        )
        for t in (i / 3 for i in range(3))
    ]


def comma(x: float, y: float, angle: float, length: float, curl: float, thick: float) -> Shape:
    """A leaf that swells early and curls by ``curl`` to a point: one stroke of a brush."""
    along = angle + curl * 0.42
    reach = length * (1 - 0.06 * curl * curl)
    end = (x + math.cos(along) * reach, y + math.sin(along) * reach)
    c1, s1, c2, s2 = math.cos(angle), math.sin(angle), math.cos(angle + curl), math.sin(angle + curl)
    k1, k2, w1, w2 = length * 0.42, length * 0.4, thick * 0.86, thick * 0.42
    p1, p2 = (x + c1 * k1, y + s1 * k1), (end[0] - c2 * k2, end[1] - s2 * k2)
    return (
        ("M", (x, y)),
        ("C", (p1[0] + s1 * w1, p1[1] - c1 * w1, p2[0] + s2 * w2, p2[1] - c2 * w2, *end)),
        ("C", (p2[0] - s2 * w2, p2[1] + c2 * w2, p1[0] - s1 * w1, p1[1] + c1 * w1, x, y)),
        ("Z", ()),
    )


def leaf(x: float, y: float, angle: float, length: float, breadth: float, belly: float = 0.4) -> Shape:
    """A pointed leaf from its stalk at (x, y); ``belly`` is where along it the leaf is widest."""
    b = breadth * 0.64
    shape: Shape = (
        ("M", (0.0, 0.0)),
        ("C", (length * (belly - 0.26), -b, length * (belly + 0.2), -b, length, 0.0)),
        ("C", (length * (belly + 0.2), b, length * (belly - 0.26), b, 0.0, 0.0)),
        ("Z", ()),
    )
    return transform(shape, moved(x, y, angle))


def lozenge(x: float, y: float, across: float, along: float) -> Shape:
    """A lozenge of half axes ``across`` (x) and ``along`` (y)."""
    return polygon([(x - across, y), (x, y - along), (x + across, y), (x, y + along)])


def star(cx: float, cy: float, outer: float, inner: float, rays: int) -> Shape:
    """A star with straight rays, one of them upright."""
    points: list[Point] = []
    for i in range(2 * rays):
        angle, radius = math.pi * i / rays, inner if i % 2 else outer
        points.append((cx + radius * math.sin(angle), cy - radius * math.cos(angle)))
    return polygon(points)


def circle(cx: float, cy: float, radius: float) -> Shape:
    """A circle."""
    return ellipse(cx, cy, radius, radius)


def ring(cx: float, cy: float, outer: float, inner: float) -> Shape:
    """A disc with a hole."""
    hole = transform(ellipse(0, 0, inner, inner), (-1.0, 0.0, 0.0, 1.0, cx, cy))
    return circle(cx, cy, outer) + hole


def around(cx: float, cy: float, radius: float, count: int, first: float = 0.0) -> Iterator[Point]:
    """Points evenly on a circle, the first one upright."""
    for i in range(count):
        angle = 2 * math.pi * (i + first) / count
        yield cx + radius * math.sin(angle), cy - radius * math.cos(angle)


def dots(cx: float, cy: float, at: float, radius: float, count: int) -> Shape:
    """A ring of dots."""
    return tuple(part for x, y in around(cx, cy, at, count) for part in circle(x, y, radius))


def teeth(cx: float, cy: float, base: float, tip: float, count: int) -> Shape:
    """A ring of saw teeth standing on ``base`` with their points at ``tip``."""
    made: list[Segment] = []
    half = math.pi / count
    for i in range(count):
        angle = 2 * half * i
        edges = ((angle - half, base), (angle, tip), (angle + half, base))
        made += polygon([(cx + r * math.sin(a), cy - r * math.cos(a)) for a, r in edges])
    return tuple(made)


def tangent_circles(cx: float, cy: float, at: float, radius: float, count: int) -> Shape:
    """A ring of circles joined by tangents, as on the drums: off the outside of one, onto the inside of the next."""
    made: list[Segment] = []
    points = list(around(cx, cy, at, count))
    for i, (x, y) in enumerate(points):
        made += circle(x, y, radius)
        px, py = points[(i + 1) % count]
        ux, uy = (x - cx) / at, (y - cy) / at
        vx, vy = (px - cx) / at, (py - cy) / at
        made += (
            ("M", (x + ux * radius, y + uy * radius)),
            ("L", (px - vx * radius, py - vy * radius)),
        )
    return tuple(made)


def mirrored(half: Ink, length: float) -> Ink:
    """A strip whose left half is drawn and whose right half is its mirror."""
    whole = Ink()
    whole.place(half, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    whole.place(half, (-1.0, 0.0, 0.0, 1.0, length, 0.0))
    return whole
