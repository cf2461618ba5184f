"""The emblem's hair-thin lines as fills.

A line thinner than a pixel is drawn a pixel wide by the viewers officers have (Edge and Chrome among them): the
red lines between the golden grains, a fortieth of a millimetre, would cover the grains on a screen. A fill is
weighed by what it covers, so it looks on the screen as it does on paper.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.documents.sheet import Segment, VectorPath

Point = tuple[float, float]
#: How far a sharp corner may reach out, in widths of the line.
MITER = 2.0


@dataclass(frozen=True, slots=True)
class _Curve:
    """One segment as a cubic: a straight one has its controls a third along."""

    start: Point
    first: Point
    second: Point
    end: Point
    straight: bool


def filled(path: VectorPath) -> tuple[VectorPath, ...]:
    """The path without a stroke: what the line covers, then what it surrounds."""
    if not path.stroke or not path.width:
        return (path,)
    line: list[Segment] = []
    within: list[Segment] = []
    half = path.width / 2
    for curves, closed in _outlines(path.segments):
        if path.fill and closed:
            line += _loop(_shifted(curves, half * _turn(curves), closed=True))
            within += _loop(_shifted(curves, -half * _turn(curves), closed=True))
        else:
            line += _line(curves, half, closed)
    drawn = VectorPath(tuple(line), fill=path.stroke)
    return (drawn, VectorPath(tuple(within), fill=path.fill)) if within else (drawn,)


def _outlines(segments: Sequence[Segment]) -> list[tuple[list[_Curve], bool]]:
    """The path's parts as cubics, those of no length left out; whether each is closed."""
    made: list[tuple[list[_Curve], bool]] = []
    curves: list[_Curve] = []
    here = start = (0.0, 0.0)
    for letter, numbers in segments:
        if letter == "M":
            if curves:
                made.append((curves, False))
            curves, here = [], (numbers[0], numbers[1])
            start = here
            continue
        if letter == "C":
            a, b, c, d, x, y = numbers
            curves += _unwound(_Curve(here, (a, b), (c, d), (x, y), False))
        else:
            x, y = start if letter == "Z" else (numbers[0], numbers[1])
            if math.dist(here, (x, y)) > 1e-6:
                curves.append(
                    _Curve(here, _between(here, (x, y), 1 / 3), _between(here, (x, y), 2 / 3), (x, y), True)
                )
        here = (x, y)
        if letter == "Z" and curves:
            made.append((curves, True))
            curves = []
    if curves:
        made.append((curves, math.dist(curves[0].start, here) < 1e-6))
    return made


def _unwound(curve: _Curve) -> list[_Curve]:
    """A curve that bends both ways as two that bend one way each, for only such a one can be shifted."""
    (x, y), (ex, ey) = curve.start, curve.end
    bends = [(ex - x) * (py - y) - (ey - y) * (px - x) for px, py in (curve.first, curve.second)]
    if bends[0] * bends[1] >= 0:
        return [curve]
    a, b, c = (
        _between(p, q, 0.5)
        for p, q in ((curve.start, curve.first), (curve.first, curve.second), (curve.second, curve.end))
    )
    d, e = _between(a, b, 0.5), _between(b, c, 0.5)
    middle = _between(d, e, 0.5)
    return [_Curve(curve.start, a, d, middle, False), _Curve(middle, e, c, curve.end, False)]


def _between(p: Point, q: Point, t: float) -> Point:
    return p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t


def _turn(curves: Sequence[_Curve]) -> float:
    """1 where the left of the way is outside, -1 where it is inside."""
    points = [p for curve in curves for p in (curve.start, curve.first, curve.second)]
    twice = sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(points, [*points[1:], points[0]], strict=True))
    return -1.0 if twice > 0 else 1.0


def _normal(p: Point, *following: Point) -> Point:
    """The unit normal of the way from ``p`` towards the first point that lies apart from it."""
    for q in following:
        length = math.dist(p, q)
        if length > 1e-6:
            return -(q[1] - p[1]) / length, (q[0] - p[0]) / length
    return 0.0, 0.0


def _leaving(curve: _Curve) -> Point:
    return _normal(curve.start, curve.first, curve.second, curve.end)


def _arriving(curve: _Curve) -> Point:
    x, y = _normal(curve.end, curve.second, curve.first, curve.start)
    return -x, -y


def _shifted(curves: Sequence[_Curve], by: float, *, closed: bool) -> list[_Curve]:
    """The curves ``by`` to the left of their way, mitred where they meet."""
    joints: list[Point] = []
    for i, curve in enumerate(curves):
        before = curves[i - 1] if i or closed else None
        joints.append(_joint(curve.start, _arriving(before) if before else None, _leaving(curve), by))
    last = curves[-1]
    joints.append(joints[0] if closed else _joint(last.end, None, _arriving(last), by))
    return [_fitted(curve, joints[i], joints[i + 1]) for i, curve in enumerate(curves)]


def _fitted(curve: _Curve, start: Point, end: Point) -> _Curve:
    """The curve between other ends, its arms as much longer or shorter as its chord."""
    chord = math.dist(curve.start, curve.end)
    k = math.dist(start, end) / chord if chord > 1e-9 else 1.0
    first = (
        start[0] + (curve.first[0] - curve.start[0]) * k,
        start[1] + (curve.first[1] - curve.start[1]) * k,
    )
    second = (end[0] + (curve.second[0] - curve.end[0]) * k, end[1] + (curve.second[1] - curve.end[1]) * k)
    return _Curve(start, first, second, end, curve.straight)


def _joint(at: Point, before: Point | None, after: Point, by: float) -> Point:
    if before is None:
        return at[0] + after[0] * by, at[1] + after[1] * by
    x, y = before[0] + after[0], before[1] + after[1]
    square = x * x + y * y
    # The bisector reaches the crossing of both shifted lines at 2/|sum|² of itself; a sharp tip is cut off.
    k = min(2 / square, MITER) if square > 1e-9 else 0.0
    return at[0] + x * k * by, at[1] + y * k * by


def _loop(curves: Sequence[_Curve]) -> list[Segment]:
    return [("M", curves[0].start), *_drawn(curves), ("Z", ())]


def _drawn(curves: Sequence[_Curve]) -> list[Segment]:
    return [("L", c.end) if c.straight else ("C", (*c.first, *c.second, *c.end)) for c in curves]


def _line(curves: Sequence[_Curve], half: float, closed: bool) -> list[Segment]:
    """What a line covers: there on its left, back on its right."""
    left, right = _shifted(curves, half, closed=closed), _shifted(curves, -half, closed=closed)
    back = [_Curve(c.end, c.second, c.first, c.start, c.straight) for c in reversed(right)]
    if closed:
        return [*_loop(left), *_loop(back)]
    # Its ends are pointed, as round ones nearly are; a plain rectangle a viewer would again draw a pixel wide.
    (ax, ay), (bx, by) = _leaving(curves[0]), _arriving(curves[-1])
    first, last = curves[0].start, curves[-1].end
    return [
        ("M", (first[0] - ay * half, first[1] + ax * half)),
        ("L", left[0].start),
        *_drawn(left),
        ("L", (last[0] + by * half, last[1] - bx * half)),
        ("L", back[0].start),
        *_drawn(back),
        ("Z", ()),
    ]
