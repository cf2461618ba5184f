"""Snapping on the sheet: a box being moved or stretched meets the grid, its neighbours and the page's axes.

All measures are millimetres; nothing here knows of pixels or of a window.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

GRID: Final = 1.0
"""Where nothing else is near, edges stand on whole millimetres."""
LEAST: Final = 2.0
"""No box is narrower or lower."""

Axis = Literal["x", "y"]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on the sheet from its top left corner."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    def moved(self, dx: float, dy: float) -> Rect:
        """The same rectangle elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Whether a point lies in it, or at most ``slack`` beside it."""
        return self.x - slack <= x <= self.right + slack and self.y - slack <= y <= self.bottom + slack


@dataclass(frozen=True, slots=True)
class Guide:
    """A line the box was snapped to: across ``axis`` "x" it is vertical, at ``at`` mm."""

    axis: Axis
    at: float


@dataclass(frozen=True, slots=True)
class Snapped:
    """Where the box goes, and the lines that drew it there."""

    rect: Rect
    guides: tuple[Guide, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The paper."""

    width: float
    height: float


def move(rect: Rect, others: Iterable[Rect], page: Page, reach: float, *, free: bool = False) -> Snapped:
    """Snap a box that is moved as a whole; ``reach`` is how near a line must be, ``free`` switches snapping off."""
    kept = _on_page(rect, page)
    if free:
        return Snapped(kept, ())
    known = list(others)
    across = _nearest((kept.x, kept.x + kept.w / 2, kept.right), _lines(known, page, "x"), reach)
    down = _nearest((kept.y, kept.y + kept.h / 2, kept.bottom), _lines(known, page, "y"), reach)
    made = replace(kept, x=_shifted(kept.x, across), y=_shifted(kept.y, down))
    return _told(_on_page(made, page), across, down)


def resize(
    rect: Rect, sides: str, others: Iterable[Rect], page: Page, reach: float, *, free: bool = False
) -> Snapped:
    """Snap a box of which the ``sides`` ("l", "r", "t", "b" together) are pulled."""
    known = list(others)
    across = down = None
    left, right, top, bottom = rect.x, rect.right, rect.y, rect.bottom
    if not free:
        if "l" in sides or "r" in sides:
            pulled = left if "l" in sides else right
            across = _nearest((pulled,), _lines(known, page, "x"), reach)
            left, right = _pulled(left, right, "l" in sides, across)
        if "t" in sides or "b" in sides:
            pulled = top if "t" in sides else bottom
            down = _nearest((pulled,), _lines(known, page, "y"), reach)
            top, bottom = _pulled(top, bottom, "t" in sides, down)
    left, right = _bounded(left, right, "l" in sides, page.width)
    top, bottom = _bounded(top, bottom, "t" in sides, page.height)
    return _told(Rect(left, top, right - left, bottom - top), across, down)


def _lines(others: Sequence[Rect], page: Page, axis: Axis) -> list[float]:
    """Edges and middles of the neighbours, and the page's middle."""
    if axis == "x":
        edges = [at for one in others for at in (one.x, one.x + one.w / 2, one.right)]
        return [page.width / 2, *edges]
    edges = [at for one in others for at in (one.y, one.y + one.h / 2, one.bottom)]
    return [page.height / 2, *edges]


def _nearest(mine: Sequence[float], lines: Sequence[float], reach: float) -> tuple[float, float] | None:
    """(by how much to shift, the line) of the nearest line within reach; of equals the first."""
    found: tuple[float, float] | None = None
    for at in lines:
        for edge in mine:
            if abs(at - edge) <= reach and (found is None or abs(at - edge) < abs(found[0]) - 1e-9):
                found = (at - edge, at)
    return found


def _shifted(edge: float, to: tuple[float, float] | None) -> float:
    return edge + to[0] if to else round(edge / GRID) * GRID


def _pulled(low: float, high: float, is_low: bool, to: tuple[float, float] | None) -> tuple[float, float]:
    return (_shifted(low, to), high) if is_low else (low, _shifted(high, to))


def _bounded(low: float, high: float, is_low: bool, most: float) -> tuple[float, float]:
    if is_low:
        return max(0.0, min(low, high - LEAST)), high
    return low, min(most, max(high, low + LEAST))


def _on_page(rect: Rect, page: Page) -> Rect:
    return replace(
        rect,
        x=min(max(0.0, rect.x), max(0.0, page.width - rect.w)),
        y=min(max(0.0, rect.y), max(0.0, page.height - rect.h)),
    )


def _told(rect: Rect, across: tuple[float, float] | None, down: tuple[float, float] | None) -> Snapped:
    guides: list[Guide] = []
    if across and _touches((rect.x, rect.x + rect.w / 2, rect.right), across[1]):
        guides.append(Guide("x", across[1]))
    if down and _touches((rect.y, rect.y + rect.h / 2, rect.bottom), down[1]):
        guides.append(Guide("y", down[1]))
    return Snapped(rect, tuple(guides))


def _touches(edges: Sequence[float], line: float) -> bool:
    return any(abs(edge - line) < 1e-6 for edge in edges)
