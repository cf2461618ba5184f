"""The drum design: bronze bands after the drums of Đông Sơn, lạc birds rising round the frame, quarter drums.

Two processions of birds leave the foot of the frame, climb its sides and meet under the star at its head. The
faint figure behind the words is a whole drum; its birds fly against the clock, as the bronze ones do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from desktop.documents.ornament_shapes import (
    Design,
    Ink,
    Point,
    Shape,
    Watermark,
    band,
    circle,
    clockwise,
    comma,
    corners,
    dots,
    inset,
    moved,
    ring,
    sides,
    star,
    tangent_circles,
    taper,
    teeth,
)
from desktop.documents.sheet import Matrix, Segment, polygon, transform

BRONZE, DARK, MIDDLE, LIGHT, PALE = "#6A4712", "#4F340C", "#B07D28", "#EBCB83", "#F8ECCB"
RED = "#A5161C"
#: A bird's length and height in its own units: it flies to the right, its middle at the origin.
LONG, TALL = 116.0, 62.0


def draw(ink: Ink, width: float, height: float, spec: Design) -> None:
    """The whole design of a sheet."""
    if spec.watermark:
        _drum(ink, spec.watermark)
    e = spec.band / 8
    _bands(ink, width, height, spec, e)
    half = Ink()
    _procession(half, width, height, spec, e)
    ink.place(half, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    ink.place(half, (-1.0, 0.0, 0.0, 1.0, width, 0.0))
    middle = (spec.outer + spec.inner) / 2
    for y in (middle, height - middle):
        _medal(ink, width / 2, y, 4.6 * e)
    corner = Ink()
    _quarter(corner, spec, e)
    for place in corners(width, height):
        ink.place(corner, place)


def bird(feathers: int) -> Shape:
    """A lạc bird in its own units: long beak, ringed eye, crest, swept wings and tail of ``feathers`` stripes each.

    The stripes are gaps, so that the ground shows through as between the lines of the bronze.
    """
    head = (*circle(30, -4, 6.4), *_hole(30.8, -4.4, 3.4), *circle(30.8, -4.4, 1.6))
    beak = polygon([(34.6, -8.2), (63, -3.6), (63.4, -2.2), (36, 0.4), (33.6, 1.4)])
    crest = (
        *comma(28.5, -9.6, -2.3, 36, -0.95, 6.2),
        *comma(24.6, -7.4, -2.75, 23, -0.6, 5.0),
    )
    spine = [(28.0, -2.0), (20.0, 0.6), (11.0, 1.0), (2.0, 0.6), (-8.0, 0.2), (-21.0, 0.0)]
    body = taper(spine, [7.0, 5.4, 7.6, 10.6, 9.6, 6.4])
    upper = _feathers((8, -4.6), (-20, -3.6), (-27, -33), feathers)
    lower = _feathers((3, 6.0), (-21, 3.8), (-32, 29), feathers)
    tail: list[Segment] = []
    for i in range(feathers):
        a, b = (i + 0.0) / feathers, (i + 0.7) / feathers
        y0, y1, z0, z1 = -4.0 + 8 * a, -4.0 + 8 * b, -10.5 + 21 * a, -10.5 + 21 * b
        drawn_in = 4.0 * abs(2 * (a + b) / 2 - 0.85)
        tail += polygon(
            [
                (-19, y0),
                (-52 + drawn_in, z0),
                (-50 + drawn_in, (z0 + z1) / 2 + 1),
                (-52 + drawn_in, z1),
                (-19, y1),
            ]
        )
    return (*head, *clockwise((*beak, *crest, *body, *upper, *lower, *tail)))


def _hole(x: float, y: float, radius: float) -> Shape:
    return transform(circle(0, 0, radius), (-1.0, 0.0, 0.0, 1.0, x, y))


def _feathers(front: Point, back: Point, tip: Point, count: int) -> Iterator[Segment]:
    """A wing as stripes parallel to its leading edge, which runs from ``front`` to ``tip``."""
    for i in range(count):
        a, b = i / count, (i + 0.72) / count
        root = [_between(front, back, t) for t in (a, b)]
        end = [_between(tip, back, t * 0.93) for t in (a, b)]
        bow = [_between(root[k], end[k], 0.5) for k in (0, 1)]
        bulge = 2.2 * (1 - a)
        side = 1.0 if tip[1] > front[1] else -1.0
        out = [(x + bulge, y + side * bulge * 0.6) for x, y in bow]
        yield ("M", root[0])
        yield ("C", (*_between(root[0], out[0], 0.7), *_between(end[0], out[0], 0.7), *end[0]))
        yield ("L", end[1])
        yield ("C", (*_between(end[1], out[1], 0.7), *_between(root[1], out[1], 0.7), *root[1]))
        yield ("Z", ())


def _between(p: Point, q: Point, t: float) -> Point:
    return p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t


def _bands(ink: Ink, width: float, height: float, spec: Design, e: float) -> None:
    o = spec.outer
    for a, b, colour in (
        (0.0, 0.35, DARK),
        (0.35, 1.5, PALE),
        (1.5, 6.7, BRONZE),
        (6.7, 7.7, PALE),
        (7.7, 8.0, DARK),
    ):
        ink.fill(band(width, height, o + a * e, o + b * e), colour, 0)
    ink.line(inset(width, height, o + 1.78 * e), MIDDLE, 0.18 * e, 1)
    ink.line(inset(width, height, o + 6.42 * e), MIDDLE, 0.18 * e, 1)
    ink.line(inset(width, height, o + 8.8 * e), RED, 0.32 * e, 1)
    _tooth_rows(ink, width, height, spec, e)


def _tooth_rows(ink: Ink, width: float, height: float, spec: Design, e: float) -> None:
    """Saw teeth along the outer edge, beads along the inner one, alike from the middle of every side."""
    for length, place in sides(width, height, spec.outer):
        saw: list[Segment] = []
        beads: list[Segment] = []
        run = length - 2 * (spec.outer + 2 * e)
        count = 2 * round(run / (1.15 * e) / 2)
        step = run / count
        x = spec.outer + 2 * e
        for i in range(count):
            saw += polygon(
                [(x + i * step, 1.5 * e), (x + (i + 0.5) * step, 0.5 * e), (x + (i + 1) * step, 1.5 * e)]
            )
        run = length - 2 * (spec.inner)
        count = 2 * round(run / (1.5 * e) / 2)
        step = run / count
        for i in range(count):
            beads += circle(spec.inner + (i + 0.5) * step, 7.2 * e, 0.3 * e)
        ink.fill(transform(saw, place), MIDDLE, 1)
        ink.fill(transform(beads, place), BRONZE, 1)


def _procession(ink: Ink, width: float, height: float, spec: Design, e: float) -> None:
    """The left half: along the foot from the middle outwards, up the side, along the head to the middle."""
    middle = spec.outer + 4.1 * e
    start, medal = spec.outer + spec.corner + 0.6 * e, 6.2 * e
    runs: tuple[tuple[float, float, Matrix], ...] = (
        (width / 2 + medal, width - start, (-1.0, 0.0, 0.0, 1.0, width, height - middle)),
        (start, height - start, (0.0, -1.0, 1.0, 0.0, middle, height)),
        (start, width / 2 - medal, (1.0, 0.0, 0.0, 1.0, 0.0, middle)),
    )
    size = 4.75 * e / TALL
    shape = bird(3)
    for begin, end, place in runs:
        count = max(0, round((end - begin) / (size * LONG + 2.4 * e)))
        flock: list[Segment] = []
        marks: list[Segment] = []
        for i in range(count):
            pitch = (end - begin) / count
            at = begin + (i + 0.5) * pitch
            flock += transform(shape, (size, 0.0, 0.0, size, at - 4 * size, 0.2 * e))
            if i:
                for y in (-1.5, 0.0, 1.5):
                    marks += circle(at - pitch / 2, y * e, 0.3 * e)
        ink.fill(transform(flock, place), LIGHT, 2)
        ink.fill(transform(marks, place), MIDDLE, 2)


def _medal(ink: Ink, x: float, y: float, radius: float) -> None:
    """The star where the two processions part and meet."""
    ink.fill(circle(x, y, radius), DARK, 6)
    ink.fill(circle(x, y, radius * 0.93), LIGHT, 6.1)
    ink.fill(circle(x, y, radius * 0.84), RED, 6.2)
    ink.fill(teeth(x, y, radius * 0.84, radius * 0.7, 28), LIGHT, 6.3)
    ink.fill(star(x, y, radius * 0.62, radius * 0.24, 12), LIGHT, 6.3)
    ink.fill(circle(x, y, radius * 0.13), RED, 6.4)


def _quarter(ink: Ink, spec: Design, e: float) -> None:
    """A quarter of a drum whose middle is the frame's corner."""
    o, r = spec.outer, spec.corner

    def sector(outer: float, colour: str, layer: float) -> None:
        k = 0.5522847498 * outer * r
        d = outer * r
        ink.fill(
            (("M", (o, o)), ("L", (o + d, o)), ("C", (o + d, o + k, o + k, o + d, o, o + d)), ("Z", ())),
            colour,
            layer,
        )

    for n, (at, colour) in enumerate(
        (
            (1.0, DARK), (0.985, LIGHT), (0.965, DARK), (0.95, PALE), (0.855, DARK), (0.84, BRONZE), (0.56, LIGHT),
            (0.545, DARK), (0.53, PALE), (0.42, DARK), (0.405, RED),
        )
    ):  # fmt: skip
        sector(at, colour, 5 + n / 50)
    ink.fill(_part_teeth(o, r * 0.86, r * 0.935, 22), MIDDLE, 5.5)
    ink.fill(_part_dots(o, r * 0.475, r * 0.027, 14), BRONZE, 5.5)
    ink.fill(_part_teeth(o, r * 0.405, r * 0.345, 10), LIGHT, 5.5)
    rays: list[Segment] = []
    for i in range(5):
        a, half = math.pi / 8 * i, math.pi / 16
        edges = [(a - half, 0.115), (a, 0.33), (a + half, 0.115)]
        kept = [(max(0.0, min(math.pi / 2, angle)), at) for angle, at in edges]
        rays += polygon(
            [(o, o), *((o + r * at * math.cos(angle), o + r * at * math.sin(angle)) for angle, at in kept)]
        )
    ink.fill(rays, LIGHT, 5.6)
    size = r * 0.235 / TALL
    shape = bird(4)
    flock: list[Segment] = []
    for angle in (math.pi * 0.134, math.pi * 0.366):
        x, y = o + r * 0.698 * math.cos(angle), o + r * 0.698 * math.sin(angle)
        flock += transform(shape, moved(x, y, angle - math.pi / 2, size))
    ink.fill(flock, LIGHT, 5.6)
    ink.line((("M", (o, o + r)), ("L", (o, o)), ("L", (o + r, o))), DARK, 0.35 * e, 5.7)


def _part_teeth(o: float, base: float, tip: float, count: int) -> Shape:
    """Saw teeth round a quarter circle about (o, o)."""
    made: list[Segment] = []
    step = math.pi / 2 / count
    for i in range(count):
        edges = ((i * step, base), ((i + 0.5) * step, tip), ((i + 1) * step, base))
        made += polygon([(o + r * math.cos(a), o + r * math.sin(a)) for a, r in edges])
    return tuple(made)


def _part_dots(o: float, at: float, radius: float, count: int) -> Shape:
    made: list[Segment] = []
    for i in range(count):
        a = math.pi / 2 * (i + 0.5) / count
        made += circle(o + at * math.cos(a), o + at * math.sin(a), radius)
    return tuple(made)


def _drum(ink: Ink, mark: Watermark) -> None:
    """A whole drum in one faint colour."""
    x, y, r, colour = mark.x, mark.y, mark.radius, mark.colour
    ink.fill(star(x, y, r * 0.245, r * 0.085, 14), colour, -5)
    for at, broad in (
        (0.27, 0.012),
        (0.385, 0.008),
        (0.49, 0.014),
        (0.76, 0.014),
        (0.86, 0.008),
        (0.985, 0.03),
    ):
        ink.fill(ring(x, y, r * (at + broad / 2), r * (at - broad / 2)), colour, -5)
    for i in range(14):
        a = 2 * math.pi * (i + 0.5) / 14
        tip = [(0.235, 0.1), (0.13, 0.0), (0.235, -0.1)]
        wedge = [(x + r * d * math.sin(a + s), y - r * d * math.cos(a + s)) for d, s in tip]
        ink.line(polygon(wedge, closed=False), colour, r * 0.008, -5)
    ink.fill(dots(x, y, r * 0.297, r * 0.01, 40), colour, -5)
    ink.line(tangent_circles(x, y, r * 0.345, r * 0.024, 34), colour, r * 0.007, -5)
    ink.fill(teeth(x, y, r * 0.4, r * 0.465, 56), colour, -5)
    shape = bird(5)
    size = r * 0.205 / TALL
    flock: list[Segment] = []
    for i in range(9):
        a = 2 * math.pi * i / 9
        px, py = x + r * 0.626 * math.sin(a), y - r * 0.626 * math.cos(a)
        flock += transform(shape, _matrix(px, py, a, size))
    ink.fill(flock, colour, -5)
    ink.fill(teeth(x, y, r * 0.77, r * 0.845, 96), colour, -5)
    ink.line(tangent_circles(x, y, r * 0.895, r * 0.024, 84), colour, r * 0.007, -5)
    ink.fill(teeth(x, y, r * 0.97, r * 0.928, 120), colour, -5)


def _matrix(x: float, y: float, turn: float, size: float) -> Matrix:
    """Flying to the left at the top of a circle, turned with it."""
    c, s = math.cos(turn) * size, math.sin(turn) * size
    return (-c, -s, -s, c, x, y)
