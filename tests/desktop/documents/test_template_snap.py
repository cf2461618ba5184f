"""Snapping, by hand: the grid, the neighbours, the page's axis, its edges, and no snapping at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.template_snap import LEAST, Guide, Page, Rect, move, resize

PAGE = Page(297, 210)
OTHER = Rect(50, 40, 100, 10)


def test_far_from_everything_edges_stand_on_the_grid() -> None:
    made = move(Rect(10.3, 20.7, 30, 5), [OTHER], PAGE, 1.0)
    assert (made.rect, made.guides) == (Rect(10, 21, 30, 5), ())


@pytest.mark.parametrize(
    ("x", "wanted", "line"),
    [(49.4, 50, 50), (90.2, 90, 150), (84.6, 85, 100), (118.1, 118.5, 148.5)],
    ids=["left on left", "right on right", "middle on middle", "middle of the page"],
)
def test_a_box_meets_its_neighbour(x: float, wanted: float, line: float) -> None:
    width = {50: 30, 150: 60, 100: 30, 148.5: 60}[line]
    made = move(Rect(x, 100.2, width, 9), [OTHER], PAGE, 1.0)
    assert made.rect.x == pytest.approx(wanted)
    assert Guide("x", line) in made.guides


def test_out_of_reach_is_not_met() -> None:
    made = move(Rect(48.4, 120, 30, 9), [OTHER], PAGE, 1.0)
    assert (made.rect.x, made.guides) == (48, ())


def test_free_is_free_but_stays_on_the_paper() -> None:
    assert move(Rect(50.33, 39.87, 30, 9), [OTHER], PAGE, 1.0, free=True).rect == Rect(50.33, 39.87, 30, 9)
    assert move(Rect(-4, 205, 30, 9), [], PAGE, 1.0, free=True).rect == Rect(0, 201, 30, 9)


def test_only_the_pulled_side_moves() -> None:
    made = resize(Rect(20, 60, 129.4, 12), "r", [OTHER], PAGE, 1.0)
    assert made.rect == Rect(20, 60, 130, 12)
    assert made.guides == (Guide("x", 150),)
    made = resize(Rect(20.4, 60.6, 30, 12), "lt", [], PAGE, 1.0)
    assert (made.rect.right, made.rect.bottom) == (50.4, 72.6)
    assert (made.rect.x, made.rect.y) == (20, 61)


RECTS = st.builds(
    Rect, st.floats(-50, 320), st.floats(-50, 250), st.floats(LEAST, 200), st.floats(LEAST, 150)
)


@given(RECTS, st.lists(RECTS, max_size=4), st.booleans())
def test_nothing_ever_leaves_the_paper(rect: Rect, others: list[Rect], free: bool) -> None:
    made = move(rect, others, PAGE, 1.5, free=free).rect
    assert made.x >= -1e-9
    assert made.y >= -1e-9
    assert made.right <= PAGE.width + 1e-6
    assert made.bottom <= PAGE.height + 1e-6
    assert (made.w, made.h) == (rect.w, rect.h)


@given(RECTS, st.sampled_from(["l", "r", "t", "b", "lt", "rb", "rt", "lb"]), st.booleans())
def test_a_stretched_box_is_never_a_sliver(rect: Rect, sides: str, free: bool) -> None:
    inside = Rect(min(max(rect.x, 0), 90), min(max(rect.y, 0), 55), rect.w, rect.h)
    made = resize(inside, sides, [OTHER], PAGE, 1.5, free=free).rect
    assert made.w >= LEAST - 1e-9
    assert made.h >= LEAST - 1e-9
