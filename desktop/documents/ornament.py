"""Ornament drawn by code: three frames worth hanging on a wall, as vectors, for any size of paper.

``classic`` is a gold moulding with scrolling vine, ``lotus`` a border of lotus, ``drum`` the bronze drum of
Đông Sơn with its birds. All measures are millimetres.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from desktop.documents import ornament_classic, ornament_drum, ornament_lotus
from desktop.documents.ornament_shapes import Design, Ink, Kind, Watermark, lozenge
from desktop.documents.sheet import VectorPath, polygon, rectangle

__all__ = ["KINDS", "Design", "Kind", "Watermark", "design", "divider"]

_DRAWN: dict[Kind, Callable[[Ink, float, float, Design], None]] = {
    "classic": ornament_classic.draw,
    "lotus": ornament_lotus.draw,
    "drum": ornament_drum.draw,
}
#: The designs there are.
KINDS: tuple[Kind, ...] = tuple(_DRAWN)
#: What stands in the corners, and how far its scrolls run, in widths of the frame.
CORNERS: dict[Kind, float] = {"classic": 2.1, "lotus": 2.7, "drum": 3.5}
FLOURISH = 5.6
GOLD, RED = "#BF8F2C", "#B3121D"


@lru_cache(maxsize=16)
def design(kind: Kind, width_mm: float, height_mm: float, spec: Design) -> tuple[VectorPath, ...]:
    """Everything a design draws behind the words of a sheet of this size: ground, figure, frame.

    The left half is the mirror of the right, nothing lies outside the paper, no line is thinner than
    ``ornament_shapes.HAIRLINE``.
    """
    ink = Ink()
    if spec.ground:
        ink.fill(rectangle(0, 0, width_mm, height_mm), spec.ground, -9)
    # A frame that stands aside is that of a narrower sheet, moved in with its figure.
    frame, width = Ink(), width_mm - 2 * spec.aside
    mark = replace(spec.watermark, x=spec.watermark.x - spec.aside) if spec.watermark else None
    _DRAWN[kind](frame, width, height_mm, _fitted(kind, width, height_mm, replace(spec, watermark=mark)))
    ink.place(frame, (1.0, 0.0, 0.0, 1.0, spec.aside, 0.0))
    return ink.paths()


def _fitted(kind: Kind, width: float, height: float, spec: Design) -> Design:
    """The design with its own corners where none are given, and none larger than a small sheet bears."""
    room = min(width, height) / 2 - spec.outer
    corner = min(spec.corner or CORNERS[kind] * spec.band, room * 0.6)
    flourish = min(spec.flourish or FLOURISH * spec.band, room - corner)
    return replace(spec, corner=corner, flourish=flourish)


def divider(cx: float, y: float, gap: float, length: float) -> tuple[VectorPath, ...]:
    """Tapering rules on both sides of a word, each beginning with a lozenge ``gap`` mm from the middle."""
    ink = Ink()
    for side in (-1.0, 1.0):
        x = cx + side * gap
        ink.fill(
            polygon([(x + side * 1.6, y - 0.2), (x + side * length, y), (x + side * 1.6, y + 0.2)]), GOLD
        )
        ink.fill(lozenge(x, y, 0.85, 0.85), RED)
        ink.fill(lozenge(x + side * 2.4, y, 0.5, 0.5), GOLD)
    return ink.paths()
