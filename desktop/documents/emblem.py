"""Quốc huy and other SVG drawings as paths of the display list.

``svglib`` needs a quarter of a second for the emblem, so the repository holds the drawing it yields beside the
SVG (``emblem/VN.paths.json``, made by ``python -m desktop.documents.emblem``); a test compares the two.
"""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from db import resources
from desktop.documents import emblem_outline as outline
from desktop.documents.sheet import (
    IDENTITY,
    Matrix,
    Segment,
    VectorPath,
    ellipse,
    polygon,
    rectangle,
    transform,
)

SOURCE = "emblem/VN.svg"
PREPARED = "emblem/VN.paths.json"
#: The gold under the star's shaded facets. svglib drops a rule's ``opacity``, which would turn them red.
FACET_GROUND = "#FFE500"
#: In the SVG's units: what is thinner is a line between two grains.
THIN = 2.0
_RULE = re.compile(r"\{opacity:(?P<opacity>[0-9.]+);fill:(?P<fill>#[0-9A-Fa-f]{6});")


def blend(over: str, under: str, opacity: float) -> str:
    """The solid colour that ``over`` gives when laid on ``under`` with this opacity."""
    pairs = [(int(over[i : i + 2], 16), int(under[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02X}" for a, b in pairs)


def solid(svg: str) -> str:
    """The SVG text with its half-transparent fills replaced by the solid golds they show."""
    return _RULE.sub(lambda rule: f"{{fill:{blend(rule['fill'], FACET_GROUND, float(rule['opacity']))};", svg)


def read_svg(svg: str) -> tuple[float, float, tuple[VectorPath, ...]]:
    """Width, height and paths of an SVG drawing through svglib, y downwards, in the SVG's own units."""
    from svglib.svglib import svg2rlg

    drawing = svg2rlg(io.BytesIO(svg.encode("utf-8")))
    if drawing is None:
        message = "not an SVG drawing"
        raise ValueError(message)
    height = float(drawing.height)
    flip: Matrix = (1.0, 0.0, 0.0, -1.0, 0.0, height)
    return float(drawing.width), height, tuple(_walk(drawing, flip))


def _walk(node: Any, matrix: Matrix) -> Iterator[VectorPath]:
    if hasattr(node, "contents"):
        a, b, c, d, e, f = matrix
        p, q, r, s, t, u = getattr(node, "transform", None) or IDENTITY
        inner = (
            a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s,
            a * t + c * u + e, b * t + d * u + f,
        )  # fmt: skip
        for child in node.contents:
            yield from _walk(child, inner)
        return
    fill = _colour(getattr(node, "fillColor", None))
    stroke = _colour(node.strokeColor)
    if fill or stroke:
        width = node.strokeWidth * math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        yield VectorPath(transform(_outline(node), matrix), fill, stroke, width if stroke else 0.0)


def _colour(value: Any) -> str | None:
    return None if value is None else "#" + value.hexval()[2:8].upper()


def _outline(shape: Any) -> tuple[Segment, ...]:
    """Segments of one reportlab shape in its own coordinates."""
    kind = type(shape).__name__
    if kind == "Circle":
        return ellipse(shape.cx, shape.cy, shape.r, shape.r)
    if kind == "Ellipse":
        return ellipse(shape.cx, shape.cy, shape.rx, shape.ry)
    if kind == "Rect":
        return rectangle(shape.x, shape.y, shape.width, shape.height)
    if kind == "Line":
        return polygon([(shape.x1, shape.y1), (shape.x2, shape.y2)], closed=False)
    if kind in ("Polygon", "PolyLine"):
        numbers = shape.points
        points = [(numbers[i], numbers[i + 1]) for i in range(0, len(numbers), 2)]
        return polygon(points, closed=kind == "Polygon")
    if "Path" not in kind:
        message = f"an SVG shape of kind {kind} is not known"
        raise ValueError(message)
    return _path(shape.operators, shape.points)


def _path(operators: list[int], points: list[float]) -> tuple[Segment, ...]:
    # reportlab.graphics.shapes: 0 moveTo, 1 lineTo, 2 curveTo, 3 closePath
    letters = (("M", 2), ("L", 2), ("C", 6), ("Z", 0))
    made: list[Segment] = []
    at = 0
    for operator in operators:
        letter, count = letters[operator]
        made.append((letter, tuple(points[at : at + count])))
        at += count
    return tuple(made)


def pack(width: float, height: float, paths: tuple[VectorPath, ...]) -> str:
    """A drawing as the JSON text of :data:`PREPARED`, coordinates to a tenth of the SVG's unit."""
    rows = [
        [
            " ".join(part for letter, numbers in path.segments for part in (letter, *map(_number, numbers))),
            path.fill,
            path.stroke,
            round(path.width, 3),
        ]
        for path in paths
    ]
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    return f'{{"width":{width:g},"height":{height:g},"paths":[\n{lines}\n]}}\n'


def _number(value: float) -> str:
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _unpack(text: str) -> tuple[Segment, ...]:
    made: list[Segment] = []
    letter = ""
    numbers: list[float] = []
    for part in text.split(" "):
        if part.isalpha():
            if letter:
                made.append((letter, tuple(numbers)))
            letter, numbers = part, []
        else:
            numbers.append(float(part))
    made.append((letter, tuple(numbers)))
    return tuple(made)


@cache
def prepared() -> tuple[float, float, tuple[VectorPath, ...]]:
    """Width, height and paths of the Quốc huy, in the SVG's units."""
    data = resources.read_json(PREPARED)
    paths = tuple(VectorPath(_unpack(d), fill, stroke, width) for d, fill, stroke, width in data["paths"])
    return float(data["width"]), float(data["height"]), paths


def emblem(centre_x: float, top: float, height: float) -> tuple[VectorPath, ...]:
    """The Quốc huy ``height`` mm high, its axis at ``centre_x``, its highest point's box at ``top``."""
    drawn_width, drawn_height, _ = prepared()
    k = height / drawn_height
    place: Matrix = (k, 0.0, 0.0, k, centre_x - drawn_width * k / 2, top)
    return tuple(
        VectorPath(transform(path.segments, place), path.fill, path.stroke, path.width * k)
        for path in _inked()
    )


@cache
def _inked() -> tuple[VectorPath, ...]:
    """The drawing with its hair-thin lines as fills: viewers would widen those lines until they cover the gold."""
    _, _, paths = prepared()
    return tuple(part for path in paths for part in (outline.filled(path) if path.width < THIN else (path,)))


def prepare(target: Path) -> None:
    """Write the prepared drawing anew from the SVG."""
    svg = resources.path(SOURCE).read_text(encoding="utf-8")
    target.write_text(pack(*read_svg(solid(svg))), encoding="utf-8")


if __name__ == "__main__":
    prepare(resources.path(PREPARED))
