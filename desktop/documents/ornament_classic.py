"""The classic design: a gold moulding, a scrolling vine between beads and rules, chrysanthemum corners.

Measured in the frame's own width, so that it keeps its proportions on any paper.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from desktop.documents.ornament_shapes import (
    Design,
    Ink,
    Shape,
    Watermark,
    band,
    circle,
    clockwise,
    comma,
    corners,
    dots,
    inset,
    leaf,
    mirrored,
    sides,
    smooth,
    star,
    taper,
    teeth,
    volute,
)
from desktop.documents.sheet import polygon, rectangle

DARK, MIDDLE, LIGHT, PALE = "#875C10", "#B9862A", "#E2BE6A", "#FBF3DD"
RED, DEEP = "#B3121D", "#8A0F17"


@dataclass(frozen=True, slots=True)
class Vine:
    """The colours of the vine, after those of the frame it runs on."""

    stem: str
    leaf: str
    berry: str


ON_PALE, ON_RED = Vine(DARK, MIDDLE, RED), Vine(LIGHT, "#D2A347", PALE)


def draw(ink: Ink, width: float, height: float, spec: Design) -> None:
    """The whole design of a sheet."""
    if spec.watermark:
        _rosette(ink, spec.watermark)
    _moulding(ink, width, height, spec)
    for length, place in sides(width, height, (spec.outer + spec.inner) / 2):
        ink.place(_strip(length, spec), place)
    corner = Ink()
    _flourishes(corner, spec)
    _corner(corner, spec)
    for place in corners(width, height):
        ink.place(corner, place)


def _moulding(ink: Ink, width: float, height: float, spec: Design) -> None:
    """Rules whose tones model a raised gold edge; distances are in eighths of the frame's width."""
    e, o, i = spec.band / 8, spec.outer, spec.inner
    for a, b, colour in (
        (0.0, 0.28, DARK),
        (0.28, 0.62, MIDDLE),
        (0.62, 0.92, LIGHT),
        (0.92, 1.14, MIDDLE),
        (1.14, 1.36, DARK),
        (1.36, 6.9, spec.field or PALE),
        (6.9, 7.12, DARK),
        (7.12, 7.42, LIGHT),
        (7.42, 7.72, MIDDLE),
        (7.72, 8.0, DARK),
    ):
        ink.fill(band(width, height, o + a * e, o + b * e), colour, 0)
    ink.line(inset(width, height, i + 0.95 * e), RED, 0.3 * e, 1)
    ink.line(inset(width, height, o + 1.72 * e), MIDDLE, 0.16 * e, 1)
    ink.line(inset(width, height, o + 6.54 * e), MIDDLE, 0.16 * e, 1)


def _strip(length: float, spec: Design) -> Ink:
    """One side: vine from the corner to the cartouche in the middle, twice."""
    e = spec.band / 8
    start = spec.outer + spec.corner
    reach = 2.15 * e
    run = length / 2 - start - 5.2 * e
    bays = max(0, round(run / (6.9 * e)))
    half, vine = Ink(), ON_RED if spec.field else ON_PALE
    for n in range(bays):
        _bay(half, start + n * run / bays, run / bays, reach, 1.0 if n % 2 else -1.0, e, vine)
    strip = mirrored(half, length)
    _cartouche(strip, length / 2, e)
    return strip


def _bay(ink: Ink, x: float, bay: float, reach: float, side: float, e: float, vine: Vine) -> None:
    """One arch of the vine with the scroll that hangs in it; ``side`` is where the arch swells."""
    ink.fill(_arch(x, bay, side * reach, e), vine.stem, 3)
    # The branch leaves where the stem crosses the middle and winds up inside the arch.
    cx, cy, r = x + bay * 0.55, side * reach * 0.04, reach * 0.66
    begin = -side * 2.5
    ink.fill(volute((cx, cy), begin, r, side * 1.2, 0.56 * e, (x + 0.2 * e, side * 0.2 * e)), vine.stem, 3)
    ink.fill(circle(cx + 0.05 * e, cy, 0.4 * e), vine.berry, 4)
    for at, turn, size in ((0.25, 1.05, 2.3), (0.95, 0.8, 2.1), (1.75, 0.55, 1.9)):
        a = begin + side * at
        ink.fill(
            comma(cx + r * math.cos(a), cy + r * math.sin(a), a + side * turn, size * e, side * 1.3, 0.8 * e),
            vine.leaf,
            2,
        )
    ink.fill(comma(x, 0.0, side * 2.0, 1.9 * e, -side * 1.2, 0.75 * e), vine.leaf, 2)
    ink.fill(
        comma(x + bay * 0.9, side * reach * 0.3, side * 0.9, 2.0 * e, -side * 1.2, 0.75 * e), vine.leaf, 2
    )


def _arch(x: float, bay: float, rise: float, e: float) -> Shape:
    """A stem from (x, 0) over ``rise`` to the other end of the bay, thickest at its crown."""
    thin, thick = 0.16 * e, math.copysign(0.28 * e, rise)
    # A cubic whose controls lie at 4/3 of the height passes through the height in its middle.
    over, under = (rise + thick) * 4 / 3, (rise - thick) * 4 / 3
    shape: Shape = (
        ("M", (x - thin, 0.0)),
        ("C", (x + bay * 0.3, over, x + bay * 0.7, over, x + bay + thin, 0.0)),
        ("L", (x + bay - thin, 0.0)),
        ("C", (x + bay * 0.7, under, x + bay * 0.3, under, x + thin, 0.0)),
        ("Z", ()),
    )
    return clockwise(shape)


def _cartouche(ink: Ink, x: float, e: float) -> None:
    """The jewel in the middle of a side, leaves to its left and right."""
    for way in (1.0, -1.0):
        for turn, length in ((0.0, 4.4), (0.55, 3.4), (-0.55, 3.4)):
            a = turn if way > 0 else math.pi - turn
            ink.fill(leaf(x + way * 1.2 * e, 0.0, a, length * e, 1.15 * e, 0.45), MIDDLE, 3)
            ink.line(leaf(x + way * 1.2 * e, 0.0, a, length * e, 1.15 * e, 0.45), DARK, 0.16 * e, 3)
    ink.fill(circle(x, 0.0, 2.35 * e), DARK, 4)
    ink.fill(circle(x, 0.0, 2.1 * e), LIGHT, 4)
    ink.fill(circle(x, 0.0, 1.8 * e), DEEP, 5)
    _blossom(ink, x, 0.0, 1.55 * e, 8, 6)


def _blossom(ink: Ink, x: float, y: float, radius: float, petals: int, layer: int) -> None:
    """A flower seen from above: two whorls of petals round a bead."""
    for i in range(petals):
        a = 2 * math.pi * i / petals - math.pi / 2
        ink.fill(leaf(x, y, a + math.pi / petals, radius * 0.98, radius * 4.2 / petals, 0.6), MIDDLE, layer)
        ink.fill(leaf(x, y, a, radius, radius * 4.0 / petals, 0.6), LIGHT, layer + 1)
    ink.fill(circle(x, y, radius * 0.3), DARK, layer + 2)
    ink.fill(circle(x, y, radius * 0.2), LIGHT, layer + 3)


def _corner(ink: Ink, spec: Design) -> None:
    """The square of the corner: a moulded edge, a red disc, a chrysanthemum."""
    o, side, e = spec.outer, spec.corner, spec.band / 8
    for n, (at, colour) in enumerate(
        ((0.0, DARK), (0.28, MIDDLE), (0.62, LIGHT), (0.92, MIDDLE), (1.14, DARK), (1.36, PALE))
    ):
        ink.fill(rectangle(o + at * e, o + at * e, side - 2 * at * e, side - 2 * at * e), colour, 7 + n / 10)
    c, r = o + side / 2, side / 2 - 2.1 * e
    for k in range(4):
        a = math.pi / 4 + k * math.pi / 2
        d = side / 2 * math.sqrt(2) - 1.9 * e
        x, y = c + d * math.cos(a), c + d * math.sin(a)
        ink.fill(leaf(x, y, a + math.pi, 2.5 * e, 1.7 * e), MIDDLE, 8)
        for way in (1.0, -1.0):
            ink.fill(comma(x, y, a + math.pi - way * 0.75, 3.3 * e, way * 0.75, 0.8 * e), MIDDLE, 8)
    ink.fill(circle(c, c, r), DARK, 9)
    ink.fill(circle(c, c, r * 0.955), LIGHT, 9)
    ink.fill(circle(c, c, r * 0.85), DEEP, 10)
    ink.fill(dots(c, c, r * 0.905, r * 0.03, 30), DARK, 10)
    ink.fill(teeth(c, c, r * 0.85, r * 0.74, 32), LIGHT, 11)
    _blossom(ink, c, c, r * 0.7, 12, 12)


def _flourishes(ink: Ink, spec: Design) -> None:
    """Scrolls that run from the corner's square along both inner edges, and the flower between them."""
    e = spec.band / 8
    half = Ink()
    _flourish(half, spec, e)
    ink.place(half, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    ink.place(half, (0.0, 1.0, 1.0, 0.0, 0.0, 0.0))
    _palmette(ink, spec.outer + spec.corner - 0.2 * e, e)


def _palmette(ink: Ink, at: float, e: float) -> None:
    """The flower on the diagonal: petals from the sides to the middle, each over the last, a bead at their foot."""
    diagonal = math.pi / 4
    for n, (spread, length, breadth, colour) in enumerate(
        (
            (1.3, 5.0, 2.0, MIDDLE),
            (0.98, 6.4, 2.2, LIGHT),
            (0.65, 7.6, 2.5, MIDDLE),
            (0.33, 8.6, 2.6, LIGHT),
            (0.0, 9.4, 2.8, MIDDLE),
        )
    ):
        for angle in dict.fromkeys((diagonal - spread, diagonal + spread)):
            petal = leaf(at, at, angle, length * e, breadth * e, 0.5)
            c, s = math.cos(angle) * e, math.sin(angle) * e
            vein = polygon(
                [(at + 2.2 * c, at + 2.2 * s), (at + 0.78 * length * c, at + 0.78 * length * s)], closed=False
            )
            ink.fill(petal, colour, 3 + n / 10)
            ink.line(vein, DARK, 0.16 * e, 3 + n / 10 + 0.01)
            ink.line(petal, DARK, 0.2 * e, 3 + n / 10 + 0.02)
    d = at + 0.9 * e
    for radius, colour in ((1.25, DARK), (1.05, LIGHT), (0.75, RED)):
        ink.fill(circle(d, d, radius * e), colour, 3.6 + (1.3 - radius) / 10)


def _flourish(ink: Ink, spec: Design, e: float) -> None:
    base = spec.inner + 1.75 * e
    begin = spec.outer + spec.corner
    size, x = 2.25 * e, begin + 2.6 * e
    while size > 0.62 * e and x < begin + spec.flourish:
        y = base + size + 0.1 * e
        ink.fill(
            volute((x, y), -math.pi / 2, size, 1.12, 0.36 * size + 0.1 * e, (x - size * 1.7, base)), DARK, 2
        )
        ink.fill(circle(x, y, 0.2 * size), RED, 3)
        for at, length in ((0.5, 1.5), (1.35, 1.3), (2.2, 1.05)):
            a = -math.pi / 2 + at
            px, py = x + size * math.cos(a), y + size * math.sin(a)
            ink.fill(comma(px, py, a + 0.7, length * size, 1.3, 0.42 * size), MIDDLE, 1)
        ink.fill(comma(x + size * 0.4, base, 0.05, size * 2.1, 0.75, size * 0.5), MIDDLE, 1)
        x += size * 2.62
        size *= 0.8
    end = x + 4 * e
    steps = 16
    stem = [
        (begin - 0.3 * e + (end - begin) * i / steps, base - 0.8 * e * (i / steps) ** 2)
        for i in range(steps + 1)
    ]
    ink.fill(taper(stem, [0.62 * e * (1 - 0.75 * i / steps) for i in range(steps + 1)]), DARK, 2)
    # It ends in a bead on the red line.
    ink.fill(circle(end, base - 0.8 * e, 0.62 * e), DARK, 2)
    ink.fill(circle(end, base - 0.8 * e, 0.4 * e), LIGHT, 3)


def _rosette(ink: Ink, mark: Watermark) -> None:
    """A guilloche: waves wound round circles, each turned against the last."""
    for inner, outer, waves, turns in ((0.14, 0.44, 12, 6), (0.46, 0.74, 24, 5), (0.76, 0.99, 36, 4)):
        middle, swing = (inner + outer) / 2 * mark.radius, (outer - inner) / 2 * mark.radius
        for turn in range(turns):
            steps = waves * 4
            points = []
            for i in range(steps):
                a = 2 * math.pi * i / steps
                r = middle + swing * math.sin(waves * a + 2 * math.pi * turn / turns)
                points.append((mark.x + r * math.sin(a), mark.y - r * math.cos(a)))
            ink.line(smooth(points), mark.colour, mark.radius / 160, -5)
    for at in (0.13, 0.45, 0.75, 1.0):
        ink.line(circle(mark.x, mark.y, mark.radius * at), mark.colour, mark.radius / 110, -5)
    ink.fill(star(mark.x, mark.y, mark.radius * 0.12, mark.radius * 0.06, 12), mark.colour, -5)
