"""The lotus design: a border of lotus on a winding stem, full flowers in the corners, a faint lotus behind all."""

from __future__ import annotations

import math

from desktop.documents.ornament_shapes import (
    Design,
    Ink,
    Point,
    Shape,
    Watermark,
    band,
    circle,
    comma,
    corners,
    inset,
    mirrored,
    moved,
    sides,
    smooth,
    taper,
)
from desktop.documents.sheet import polygon, transform

DARK, MIDDLE, LIGHT, PALE = "#80590F", "#B5852B", "#E0BC6C", "#FDF1DF"
RED, ROSE, BLUSH, PINK = "#A3141F", "#CF5B66", "#E9A2A1", "#F8DAD2"
LEAF, VEIN = "#A39245", "#6F6220"
#: Angle from upright, length and breadth of a flower's petals from the back to the front, one side of it.
WHORLS: tuple[tuple[float, float, float, str], ...] = (
    (0.28, 1.0, 0.34, BLUSH),
    (0.78, 0.93, 0.32, BLUSH),
    (1.22, 0.86, 0.28, BLUSH),
    (0.0, 0.99, 0.38, PINK),
    (1.5, 0.78, 0.26, PINK),
    (1.02, 0.82, 0.33, PINK),
    (0.54, 0.86, 0.36, PINK),
    (0.0, 0.66, 0.4, PINK),
)


def draw(ink: Ink, width: float, height: float, spec: Design) -> None:
    """The whole design of a sheet."""
    if spec.watermark:
        _faint(ink, spec.watermark, spec.ground or "#FFFFFF")
    e = spec.band / 8
    _rules(ink, width, height, spec, e)
    for length, place in sides(width, height, (spec.outer + spec.inner) / 2):
        ink.place(_strip(length, spec, e), place)
    corner = Ink()
    _corner(corner, spec, e)
    for place in corners(width, height):
        ink.place(corner, place)


def _rules(ink: Ink, width: float, height: float, spec: Design, e: float) -> None:
    o = spec.outer
    for a, b, colour in (
        (0.0, 0.7, RED),
        (0.7, 0.95, LIGHT),
        (0.95, 7.3, PALE),
        (7.3, 7.55, LIGHT),
        (7.55, 8.0, RED),
    ):
        ink.fill(band(width, height, o + a * e, o + b * e), colour, 0)
    ink.line(inset(width, height, o + 1.3 * e), MIDDLE, 0.17 * e, 1)
    ink.line(inset(width, height, o + 6.95 * e), MIDDLE, 0.17 * e, 1)
    ink.line(inset(width, height, o + 8.75 * e), MIDDLE, 0.3 * e, 1)


def _strip(length: float, spec: Design, e: float) -> Ink:
    """One side: a winding stem with a flower, a leaf and a bud in turn, towards the flower in the middle."""
    start = spec.outer + 1.36 * spec.corner
    run = length / 2 - start - 4.6 * e
    bays = max(0, round(run / (8.6 * e)))
    half = Ink()
    for n in range(bays):
        _bay(half, start + n * run / bays, run / bays, 1.0 if (bays - n) % 2 else -1.0, (bays - n) % 4 < 2, e)
    strip = mirrored(half, length)
    _open_flower(strip, length / 2, 0.0, 2.75 * e, 4)
    return strip


def _bay(ink: Ink, x: float, bay: float, side: float, flower: bool, e: float) -> None:
    steps = 5
    stem = [(x + bay * i / steps, side * 1.95 * e * math.sin(math.pi * i / steps)) for i in range(steps + 1)]
    ink.fill(
        taper(stem, [e * (0.32 + 0.14 * math.sin(math.pi * i / steps)) for i in range(steps + 1)]), VEIN, 2
    )
    # The motif stands in the hollow of the arch, on a stalk from the arch's crown.
    up = -side * math.pi / 2
    cx, top = x + bay * 0.5, side * 1.9 * e
    if flower:
        _flower(ink, cx, top - side * 0.5 * e, up, 3.9 * e, 3, plain=True)
    else:
        _umbrella(ink, cx, top - side * 2.6 * e, up, 1.75 * e, 3)
        ink.fill(
            taper(
                [
                    (cx - bay * 0.16, top - side * 0.1 * e),
                    (cx - 0.1 * e, top - side * 1.3 * e),
                    (cx, top - side * 2.6 * e),
                ],
                [0.4 * e, 0.34 * e, 0.28 * e],
            ),
            VEIN,
            2,
        )
    for way in (1.0, -1.0):
        bx, by = cx + way * bay * 0.27, side * 1.5 * e
        ink.fill(comma(bx, by, up + way * 0.7, 2.7 * e, -way * side * -1.0, 0.75 * e), LEAF, 2)
        ink.fill(
            comma(cx + way * bay * 0.12, top, -up + way * side * -1.2, 1.7 * e, way * side * 0.4, 0.6 * e),
            LEAF,
            2,
        )


def petal(length: float, breadth: float, lean: float) -> Shape:
    """A lotus petal from its foot at the origin along +x: full, then drawn in to a tip that ``lean`` bends."""
    b = breadth * length * 0.74
    bend = lean * length * 0.16
    return (
        ("M", (0.0, 0.0)),
        ("C", (length * 0.12, b * 0.95, length * 0.62, b * 1.02 + bend * 0.3, length, bend)),
        ("C", (length * 0.7, -b * 1.02 + bend * 0.5, length * 0.18, -b * 0.95, 0.0, 0.0)),
        ("Z", ()),
    )


def _flower(
    ink: Ink,
    x: float,
    y: float,
    angle: float,
    size: float,
    layer: float,
    *,
    plain: bool = False,
    spread: float = 1.0,
) -> None:
    """A lotus from the side, its foot at (x, y), opening towards ``angle``; ``spread`` 1 is wide open."""
    edge = max(0.15, size * 0.011)
    for n, (opened, length, breadth, colour) in enumerate(WHORLS):
        at = layer + n / 100
        if plain and n in (2, 5):
            continue
        for turn in dict.fromkeys((opened * spread, -opened * spread)):
            place = moved(x, y, angle + turn)
            lean = (turn > 0) - (turn < 0)
            shape = petal(length * size, breadth, lean)
            ink.fill(transform(shape, place), colour, at)
            tip = transform(_tip(length * size, breadth, lean), place)
            ink.fill(tip, ROSE, at + 0.001)
            if not plain:
                for line in _veins(length * size, breadth, lean):
                    ink.line(transform(line, place), ROSE, edge * 0.8, at + 0.002)
            ink.line(transform(shape, place), RED, edge, at + 0.003)
    for turn in (0.95 * spread, -0.95 * spread, 0.0):
        shape = petal(size * 0.3, 0.5, (turn > 0) - (turn < 0))
        ink.fill(transform(shape, moved(x, y, angle + turn)), LEAF, layer + 0.09)
        ink.line(transform(shape, moved(x, y, angle + turn)), VEIN, edge, layer + 0.091)


def _tip(length: float, breadth: float, lean: float) -> Shape:
    """The coloured end of a petal, hollowed towards the foot."""
    b, bend = breadth * length * 0.74, lean * length * 0.16
    return (
        ("M", (length * 0.66, b * 0.66 + bend * 0.35)),
        ("C", (length * 0.8, b * 0.42 + bend * 0.6, length * 0.9, b * 0.2 + bend * 0.8, length, bend)),
        (
            "C",
            (
                length * 0.92,
                -b * 0.22 + bend * 0.8,
                length * 0.82,
                -b * 0.42 + bend * 0.5,
                length * 0.68,
                -b * 0.64 + bend * 0.4,
            ),
        ),
        (
            "C",
            (
                length * 0.84,
                -b * 0.2 + bend * 0.5,
                length * 0.84,
                b * 0.2 + bend * 0.5,
                length * 0.66,
                b * 0.66 + bend * 0.35,
            ),
        ),
        ("Z", ()),
    )


def _veins(length: float, breadth: float, lean: float) -> list[Shape]:
    b, bend = breadth * length, lean * length * 0.16
    return [
        (
            ("M", (length * 0.3, k * b * 0.3)),
            (
                "C",
                (
                    length * 0.45,
                    k * b * 0.42,
                    length * 0.6,
                    k * b * 0.34 + bend * 0.3,
                    length * 0.76,
                    k * b * 0.16 + bend * 0.55,
                ),
            ),
        )
        for k in (-1.0, 0.0, 1.0)
    ]


def _bud(ink: Ink, x: float, y: float, angle: float, size: float, layer: float) -> None:
    """A closed bud."""
    edge = max(0.15, size * 0.03)
    for n, (turn, length, breadth, colour) in enumerate(
        ((0.2, 0.94, 0.4, BLUSH), (-0.2, 0.94, 0.4, BLUSH), (0.0, 1.0, 0.44, PINK))
    ):
        place = moved(x, y, angle + turn)
        shape = transform(petal(length * size, breadth, 0), place)
        ink.fill(shape, colour, layer + n / 100)
        ink.fill(transform(_tip(length * size, breadth, 0), place), ROSE, layer + n / 100 + 0.001)
        ink.line(shape, RED, edge, layer + n / 100 + 0.002)
    for turn in (0.5, -0.5):
        ink.fill(transform(petal(size * 0.42, 0.4, 0), moved(x, y, angle + turn)), LEAF, layer + 0.05)


def _umbrella(ink: Ink, x: float, y: float, angle: float, size: float, layer: float) -> None:
    """A leaf seen from the side: a scalloped fan with its ribs."""
    c, s = math.cos(angle), math.sin(angle)
    rim: list[Point] = []
    for i in range(9):
        a = -1.75 + 3.5 * i / 8
        r = size * (1.0 if i % 2 else 0.84)
        rim.append((r * math.cos(a) * 0.72 + size * 0.1, r * math.sin(a) * 1.15))
    shape = transform(smooth([(-size * 0.16, 0.0), *rim]), (c, s, -s, c, x, y))
    ink.fill(shape, LEAF, layer)
    ribs = [
        transform(polygon([(0.0, 0.0), (rx * 0.82, ry * 0.82)], closed=False), (c, s, -s, c, x, y))
        for i, (rx, ry) in enumerate(rim)
        if i % 2
    ]
    for rib in ribs:
        ink.line(rib, VEIN, max(0.15, size * 0.05), layer + 0.01)
    ink.line(shape, VEIN, max(0.15, size * 0.06), layer + 0.01)


def _pad(ink: Ink, x: float, y: float, rx: float, ry: float, turn: float, layer: float) -> None:
    """A floating leaf: a wavy oval with its ribs and their forks."""
    place = moved(x, y, turn)
    rim: list[Point] = []
    for i in range(24):
        a = 2 * math.pi * i / 24
        k = 1.0 if i % 2 else 0.93
        rim.append((rx * k * math.cos(a), ry * k * math.sin(a)))
    shape = transform(smooth(rim), place)
    ink.fill(shape, LEAF, layer)
    ink.line(shape, VEIN, max(0.15, rx * 0.03), layer + 0.02)
    heart = (-rx * 0.18, 0.0)
    for i in range(1, 24, 2):
        tip = (rim[i][0] * 0.88, rim[i][1] * 0.88)
        middle = ((heart[0] + tip[0]) / 2, (heart[1] + tip[1]) / 2)
        ink.line(
            transform(polygon([heart, middle, tip], closed=False), place),
            VEIN,
            max(0.15, rx * 0.018),
            layer + 0.01,
        )
    ink.fill(transform(circle(*heart, rx * 0.07), place), VEIN, layer + 0.02)


def _open_flower(ink: Ink, x: float, y: float, radius: float, layer: float) -> None:
    """A lotus from above, in the middle of a side."""
    edge = max(0.15, radius * 0.05)
    for n, (count, size, first, colour) in enumerate(
        ((8, 1.0, 0.5, BLUSH), (8, 0.86, 0.0, PINK), (8, 0.5, 0.5, BLUSH))
    ):
        for i in range(count):
            a = 2 * math.pi * (i + first) / count
            shape = transform(petal(radius * size, 0.4, 0), moved(x, y, a))
            ink.fill(shape, colour, layer + n / 10)
            ink.line(shape, RED, edge, layer + n / 10 + 0.01)
    ink.fill(circle(x, y, radius * 0.24), LIGHT, layer + 0.5)
    ink.line(circle(x, y, radius * 0.24), DARK, edge, layer + 0.5)


def _corner(ink: Ink, spec: Design, e: float) -> None:
    """A full flower on its leaves, stems with leaf and bud along both edges."""
    half = Ink()
    _branch(half, spec, e)
    ink.place(half, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    ink.place(half, (0.0, 1.0, 1.0, 0.0, 0.0, 0.0))
    at = spec.outer + 2.4 * e
    _flower(ink, at, at, math.pi / 4, spec.corner * 1.14, 8, spread=0.56)


def _branch(ink: Ink, spec: Design, e: float) -> None:
    o, c = spec.outer, spec.corner
    _pad(ink, o + 0.86 * c, o + 4.9 * e, 0.52 * c, 0.3 * c, 0.16, 6)
    base = spec.inner + 1.5 * e
    end = o + c + spec.flourish * 0.62
    begin = o + c * 0.9
    steps = 10
    stem = [
        (begin + (end - begin) * i / steps, base + 1.2 * e * math.sin(math.pi * 0.8 * i / steps))
        for i in range(steps + 1)
    ]
    ink.fill(taper(stem, [0.75 * e * (1 - 0.5 * i / steps) for i in range(steps + 1)]), VEIN, 5)
    _bud(ink, *stem[-1], -0.02, 5.2 * e, 5.2)
    at = stem[5]
    ink.fill(
        taper(
            [at, (at[0] + 2.2 * e, at[1] + 0.7 * e), (at[0] + 4.6 * e, at[1] + 0.7 * e)],
            [0.45 * e, 0.4 * e, 0.3 * e],
        ),
        VEIN,
        5,
    )
    _umbrella(ink, at[0] + 4.6 * e, at[1] + 0.7 * e, 0.15, 1.9 * e, 5.3)
    for i, turn, length in ((3, 0.75, 3.6), (4, -0.5, 3.0), (7, -0.55, 3.0), (8, 0.6, 2.6)):
        ink.fill(comma(*stem[i], turn, length * e, -turn * 1.4, 0.95 * e), LEAF, 4.9)


def _faint(ink: Ink, mark: Watermark, paper: str) -> None:
    """One great lotus in one faint colour, the lines of its petals left open."""
    r = mark.radius
    x, y = mark.x, mark.y + 0.42 * r
    for n, (spread, length, breadth, _) in enumerate(WHORLS):
        for turn in dict.fromkeys((spread, -spread)):
            place = moved(x, y, turn - math.pi / 2)
            lean = (turn > 0) - (turn < 0)
            shape = transform(petal(length * r * 1.3, breadth, lean), place)
            ink.fill(shape, mark.colour, -6 + n / 100)
            for line in _veins(length * r * 1.3, breadth, lean):
                ink.line(transform(line, place), paper, r * 0.008, -6 + n / 100 + 0.001)
            ink.line(shape, paper, r * 0.016, -6 + n / 100 + 0.002)
