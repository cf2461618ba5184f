"""Ornament drawn by code: a gold frame of scrolling vine between rules, drum medallions in its corners.

The medallions and the faint figure behind the text are after the bronze drums of Đông Sơn: a many-rayed star
in rings of dots, tangent circles and saw teeth. All measures are millimetres.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.documents.sheet import (
    Matrix,
    Segment,
    VectorPath,
    ellipse,
    polygon,
    rectangle,
    transform,
)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Golds:
    """The tones of one ornament, ``#RRGGBB``."""

    dark: str = "#8F6514"
    middle: str = "#BF8F2C"
    light: str = "#E3C478"
    ground: str = "#FBF4E2"
    accent: str = "#B3121D"


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the frame runs: distances of its outer and inner edge from the paper's edge, and its corners."""

    outer: float = 8.0
    inner: float = 14.5
    corner: float = 15.0
    flourish: float = 30.0
    golds: Golds = Golds()


def frame(width: float, height: float, spec: Frame) -> tuple[VectorPath, ...]:
    """The whole frame of a sheet: rules, four bands of vine, four corners."""
    return (
        *_rules(width, height, spec),
        *_bands(width, height, spec),
        *_corners(width, height, spec),
    )


def drum(cx: float, cy: float, radius: float, colour: str, rays: int = 14) -> tuple[VectorPath, ...]:
    """A drum's face in one faint colour: the figure behind the text."""
    line = radius / 130
    made = [VectorPath(star(cx, cy, radius * 0.25, radius * 0.085, rays), fill=colour)]
    for ring in (0.29, 0.37, 0.40, 0.53, 0.56, 0.64, 0.80, 0.83, 0.91, 0.985):
        made.append(VectorPath(ellipse(cx, cy, radius * ring, radius * ring), stroke=colour, width=line))
    made += _dots(cx, cy, radius * 0.33, radius * 0.012, 42, colour)
    made += _tangent_circles(cx, cy, radius * 0.465, radius * 0.038, 36, colour, line)
    made += _teeth(cx, cy, radius * 0.56, radius * 0.64, 72, colour)
    made += _tangent_circles(cx, cy, radius * 0.72, radius * 0.045, 48, colour, line)
    made += _dots(cx, cy, radius * 0.87, radius * 0.012, 108, colour)
    made += _teeth(cx, cy, radius * 0.985, radius * 0.91, 120, colour)
    return tuple(made)


def divider(cx: float, y: float, gap: float, length: float, golds: Golds = Golds()) -> tuple[VectorPath, ...]:
    """Tapering rules on both sides of a word, each beginning with a lozenge ``gap`` mm from the middle."""
    made: list[VectorPath] = []
    for side in (-1.0, 1.0):
        x = cx + side * gap
        rule = polygon([(x + side * 1.6, y - 0.16), (x + side * length, y), (x + side * 1.6, y + 0.16)])
        made += [
            VectorPath(rule, fill=golds.middle),
            VectorPath(_lozenge(x, y, 0.85, 0.85), fill=golds.accent),
            VectorPath(_lozenge(x + side * 2.4, y, 0.5, 0.5), fill=golds.middle),
        ]
    return tuple(made)


def star(cx: float, cy: float, outer: float, inner: float, rays: int) -> tuple[Segment, ...]:
    """A star with straight rays, one of them upright."""
    points = []
    for i in range(2 * rays):
        angle, radius = math.pi * i / rays, inner if i % 2 else outer
        points.append((cx + radius * math.sin(angle), cy - radius * math.cos(angle)))
    return polygon(points)


def taper(points: list[Point], widths: list[float]) -> tuple[Segment, ...]:
    """A stroke of changing width along a smooth line, as a closed outline."""
    left: list[Point] = []
    right: list[Point] = []
    last = len(points) - 1
    for i, ((x, y), w) in enumerate(zip(points, widths, strict=True)):
        (x0, y0), (x1, y1) = points[max(0, i - 1)], points[min(last, i + 1)]
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        nx, ny = -(y1 - y0) / length * w / 2, (x1 - x0) / length * w / 2
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return polygon([*left, *reversed(right)])


def volute(
    centre: Point, start: float, radius: float, turns: float, thick: float, root: Point | None = None
) -> tuple[Segment, ...]:
    """A scroll that winds inwards from ``radius``.

    ``start`` is the angle it begins at in radians, ``turns`` may be negative; ``root`` is where it leaves a stem.
    """
    steps = max(16, int(abs(turns) * 26))
    points, widths = [], []
    for i in range(steps + 1):
        t = i / steps
        r = radius * (1 - 0.78 * t**0.8)
        angle = start + 2 * math.pi * turns * t
        points.append((centre[0] + r * math.cos(angle), centre[1] + r * math.sin(angle)))
        widths.append(thick * (1 - 0.72 * t))
    lead = _lead(root, points[0], points[1]) if root else []
    return taper([*lead, *points], [*(thick * (0.5 + 0.07 * i) for i in range(len(lead))), *widths])


def _lead(root: Point, start: Point, following: Point) -> list[Point]:
    """Points of a curve from the stem that runs smoothly into a scroll's beginning."""
    dx, dy = start[0] - following[0], start[1] - following[1]
    k = 0.55 * math.dist(root, start) / math.hypot(dx, dy)
    cx, cy = start[0] + dx * k, start[1] + dy * k
    return [
        (
            (1 - t) ** 2 * root[0] + 2 * t * (1 - t) * cx + t * t * start[0],
            (1 - t) ** 2 * root[1] + 2 * t * (1 - t) * cy + t * t * start[1],
        )
        for t in (i / 7 for i in range(7))
    ]


def leaf(x: float, y: float, angle: float, length: float, breadth: float) -> tuple[Segment, ...]:
    """A pointed leaf from its stalk at (x, y) towards ``angle`` radians."""
    turned: Matrix = (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), x, y)
    b = breadth / 2
    shape: tuple[Segment, ...] = (
        ("M", (0.0, 0.0)),
        ("C", (length * 0.18, b * 1.25, length * 0.62, b * 1.15, length, 0.0)),
        ("C", (length * 0.62, -b * 1.15, length * 0.18, -b * 1.25, 0.0, 0.0)),
        ("Z", ()),
    )
    return transform(shape, turned)


def _dots(cx: float, cy: float, ring: float, radius: float, count: int, colour: str) -> Iterator[VectorPath]:
    segments: list[Segment] = []
    for x, y in _around(cx, cy, ring, count):
        segments += ellipse(x, y, radius, radius)
    yield VectorPath(tuple(segments), fill=colour)


def _tangent_circles(
    cx: float, cy: float, ring: float, radius: float, count: int, colour: str, line: float
) -> Iterator[VectorPath]:
    segments: list[Segment] = []
    points = list(_around(cx, cy, ring, count))
    for i, (x, y) in enumerate(points):
        segments += ellipse(x, y, radius, radius)
        # The tangent leaves one circle on its outer side and meets the next on its inner side.
        px, py = points[(i + 1) % count]
        ux, uy = (x - cx) / ring, (y - cy) / ring
        vx, vy = (px - cx) / ring, (py - cy) / ring
        segments += (
            ("M", (x + ux * radius, y + uy * radius)),
            ("L", (px - vx * radius, py - vy * radius)),
        )
    yield VectorPath(tuple(segments), stroke=colour, width=line)


def _teeth(cx: float, cy: float, base: float, tip: float, count: int, colour: str) -> Iterator[VectorPath]:
    segments: list[Segment] = []
    half = math.pi / count
    for i in range(count):
        angle = 2 * half * i
        corners = ((angle - half, base), (angle + half, base), (angle, tip))
        segments += polygon([(cx + r * math.sin(a), cy - r * math.cos(a)) for a, r in corners])
    yield VectorPath(tuple(segments), fill=colour)


def _around(cx: float, cy: float, ring: float, count: int) -> Iterator[Point]:
    for i in range(count):
        angle = 2 * math.pi * i / count
        yield cx + ring * math.sin(angle), cy - ring * math.cos(angle)


def _inset(width: float, height: float, by: float) -> tuple[Segment, ...]:
    return rectangle(by, by, width - 2 * by, height - 2 * by)


def _rules(width: float, height: float, spec: Frame) -> Iterator[VectorPath]:
    golds, o, i = spec.golds, spec.outer, spec.inner
    # The band's ground: the outer rectangle, and the inner one run the other way round so that it stays open.
    hole = tuple(polygon([(i, i), (i, height - i), (width - i, height - i), (width - i, i)]))
    yield VectorPath(_inset(width, height, o) + hole, fill=golds.ground)
    for at, colour, line in (
        (o, golds.dark, 0.75),
        (o + 0.85, golds.middle, 0.2),
        (i - 0.75, golds.middle, 0.2),
        (i, golds.dark, 0.5),
        (i + 0.95, golds.light, 0.18),
    ):
        yield VectorPath(_inset(width, height, at), stroke=colour, width=line)


def _bands(width: float, height: float, spec: Frame) -> Iterator[VectorPath]:
    middle = (spec.outer + spec.inner) / 2
    start = spec.outer + spec.corner
    sides: tuple[tuple[float, Matrix], ...] = (
        (width, (1.0, 0.0, 0.0, 1.0, 0.0, middle)),
        (height, (0.0, 1.0, -1.0, 0.0, width - middle, 0.0)),
        (width, (-1.0, 0.0, 0.0, -1.0, width, height - middle)),
        (height, (0.0, -1.0, 1.0, 0.0, middle, height)),
    )
    reach = (spec.inner - spec.outer) / 2 - 1.0
    for length, place in sides:
        run = length - 2 * start
        # An even number of arches on each side of the middle, so that the two halves mirror each other.
        arches = 2 * max(1, round(run / 2 / 6.6))
        yield from _moved(_vine(start, run / arches, arches, reach, spec.golds), place)


def _vine(start: float, arch: float, arches: int, reach: float, golds: Golds) -> Iterator[VectorPath]:
    """A vine along y = 0, its second half the mirror of its first."""
    half = arches // 2
    stem: list[Segment] = []
    scrolls: list[Segment] = []
    leaves: list[Segment] = []
    berries: list[Segment] = []
    for n in range(half):
        side = 1.0 if n % 2 else -1.0
        stem += (
            ("M", (n * arch, 0.0)),
            ("C", (n * arch + arch * 0.32, side * reach * 1.22, n * arch + arch * 0.68, side * reach * 1.22,
                   n * arch + arch, 0.0)),
        )  # fmt: skip
        x = n * arch
        cx, cy = n * arch + arch * 0.52, -side * reach * 0.12
        scrolls += volute((cx, cy), -side * 2.3, reach * 0.78, side * 1.15, 0.4, (x + 0.1, side * 0.2))
        berries += ellipse(cx, cy, 0.27, 0.27)
        leaves += leaf(x, 0.0, -side * 0.9, arch * 0.36, 0.85)
        leaves += leaf(x, 0.0, math.pi - side * 0.9 + 0.35 * side, arch * 0.26, 0.7)
    for sign, origin in ((1.0, start), (-1.0, start + arch * arches)):
        side_matrix: Matrix = (sign, 0.0, 0.0, 1.0, origin, 0.0)
        yield VectorPath(transform(stem, side_matrix), stroke=golds.dark, width=0.34)
        yield VectorPath(transform(leaves, side_matrix), fill=golds.middle)
        yield VectorPath(transform(scrolls, side_matrix), fill=golds.dark)
        yield VectorPath(transform(berries, side_matrix), fill=golds.accent)
    centre = start + arch * half
    yield VectorPath(_lozenge(centre, 0.0, 1.9, reach * 0.86), fill=golds.middle)
    yield VectorPath(_lozenge(centre, 0.0, 1.1, reach * 0.5), fill=golds.ground)
    yield VectorPath(_lozenge(centre, 0.0, 0.55, reach * 0.25), fill=golds.accent)


def _lozenge(x: float, y: float, across: float, along: float) -> tuple[Segment, ...]:
    return polygon([(x - across, y), (x, y - along), (x + across, y), (x, y + along)])


def _corners(width: float, height: float, spec: Frame) -> Iterator[VectorPath]:
    drawn = tuple(_corner(spec))
    for place in (
        (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        (-1.0, 0.0, 0.0, 1.0, width, 0.0),
        (1.0, 0.0, 0.0, -1.0, 0.0, height),
        (-1.0, 0.0, 0.0, -1.0, width, height),
    ):
        yield from _moved(drawn, place)


def _corner(spec: Frame) -> Iterator[VectorPath]:
    """The top left corner: a square with a medallion over the band, and a flourish inside the frame."""
    golds, o, side = spec.golds, spec.outer, spec.corner
    yield from _flourish(spec)
    yield VectorPath(rectangle(o, o, side, side), fill="#FFFFFF", stroke=golds.dark, width=0.75)
    yield VectorPath(rectangle(o + 0.85, o + 0.85, side - 1.7, side - 1.7), stroke=golds.middle, width=0.2)
    c, r = o + side / 2, side / 2 - 1.55
    yield VectorPath(rectangle(o + 1.2, o + 1.2, side - 2.4, side - 2.4), fill=golds.ground)
    for dx in (-1, 1):
        for dy in (-1, 1):
            angle = math.atan2(dy, dx)
            at = side / 2 * math.sqrt(2) - 1.9
            yield VectorPath(
                leaf(c + at * math.cos(angle), c + at * math.sin(angle), angle + math.pi, 2.2, 1.7),
                fill=golds.middle,
            )
    yield VectorPath(ellipse(c, c, r, r), fill="#FFFFFF", stroke=golds.dark, width=0.4)
    yield from _teeth(c, c, r * 0.97, r * 0.8, 36, golds.middle)
    yield VectorPath(ellipse(c, c, r * 0.76, r * 0.76), stroke=golds.dark, width=0.2)
    yield from _dots(c, c, r * 0.66, 0.17, 24, golds.dark)
    yield VectorPath(ellipse(c, c, r * 0.56, r * 0.56), fill=golds.ground, stroke=golds.dark, width=0.2)
    yield VectorPath(star(c, c, r * 0.53, r * 0.2, 12), fill=golds.accent)
    yield VectorPath(ellipse(c, c, r * 0.11, r * 0.11), fill=golds.light)


def _flourish(spec: Frame) -> Iterator[VectorPath]:
    """Scrolls that run from the corner's square along both inner edges, alike about the diagonal."""
    golds = spec.golds
    stem = spec.inner + 2.05
    begin, length = spec.outer + spec.corner - 0.2, spec.flourish
    scroll: list[Segment] = []
    leaves: list[Segment] = []
    x, size = begin + 3.0, 1.75
    while size > 0.62:
        scroll += volute((x, stem + size), -math.pi / 2, size, 1.2, 0.26 + 0.1 * size, (x - size * 1.5, stem))
        leaves += leaf(x + size * 0.5, stem + 0.1, 0.62, size * 1.75, size * 0.62)
        leaves += leaf(x + size * 0.9, stem, -0.42, size * 1.15, size * 0.5)
        x += size * 2.5
        size *= 0.82
    end = max(x + 3.0, begin + length)
    steps = 24
    line = [(begin + (end - begin) * i / steps, stem - 0.75 * (i / steps) ** 2) for i in range(steps + 1)]
    scroll += taper(line, [0.5 - 0.44 * i / steps for i in range(steps + 1)])
    for mirror in ((1.0, 0.0, 0.0, 1.0, 0.0, 0.0), (0.0, 1.0, 1.0, 0.0, 0.0, 0.0)):
        yield VectorPath(transform(leaves, mirror), fill=golds.middle)
        yield VectorPath(transform(scroll, mirror), fill=golds.dark)
    yield from _lotus(begin + 0.4, golds)


def _lotus(at: float, golds: Golds) -> Iterator[VectorPath]:
    """An opening lotus on the diagonal, its stalk at (at, at)."""
    diagonal = math.pi / 4
    for spread, length, breadth, colour in (
        (1.15, 4.2, 1.5, golds.middle),
        (0.62, 5.2, 1.9, golds.light),
        (0.0, 6.2, 2.2, golds.middle),
    ):
        for angle in dict.fromkeys((diagonal - spread, diagonal + spread)):
            petal = leaf(at, at, angle, length, breadth)
            yield VectorPath(petal, fill=colour, stroke=golds.dark, width=0.18)


def _moved(paths: Iterable[VectorPath], place: Matrix) -> Iterator[VectorPath]:
    for path in paths:
        yield VectorPath(transform(path.segments, place), path.fill, path.stroke, path.width)
