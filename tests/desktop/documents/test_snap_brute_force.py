"""Snapping against brute force: every line with every edge is tried, and the least shift is the one that is made."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.template_snap import GRID, LEAST, Guide, Page, Rect, move, resize

PAGE = Page(297, 210)
REACH = 1.5
TENTHS = st.integers(0, 2000).map(lambda tenths: tenths / 10)


def rects(most_x: int = 2000, most_y: int = 1400) -> st.SearchStrategy[Rect]:
    return st.builds(
        lambda x, y, w, h: Rect(x / 10, y / 10, w / 10, h / 10),
        st.integers(0, most_x), st.integers(0, most_y), st.integers(20, 800), st.integers(20, 500),
    )  # fmt: skip


def edges(rect: Rect, axis: str) -> tuple[float, float, float]:
    if axis == "x":
        return rect.x, rect.x + rect.w / 2, rect.x + rect.w
    return rect.y, rect.y + rect.h / 2, rect.y + rect.h


def lines(others: list[Rect], axis: str) -> list[float]:
    middle = PAGE.width / 2 if axis == "x" else PAGE.height / 2
    return [middle, *itertools.chain.from_iterable(edges(one, axis) for one in others)]


def least_shift(mine: tuple[float, ...], found: list[float]) -> float | None:
    shifts = [abs(line - edge) for line in found for edge in mine if abs(line - edge) <= REACH]
    return min(shifts, default=None)


def start(rect: Rect, axis: str) -> float:
    return rect.x if axis == "x" else rect.y


@settings(max_examples=300, deadline=None)
@given(rects(), st.lists(rects(), max_size=4))
def test_a_moved_box_goes_to_the_nearest_line_of_all(rect: Rect, others: list[Rect]) -> None:
    made = move(rect, others, PAGE, REACH)
    for axis in ("x", "y"):
        gone = abs(start(made.rect, axis) - start(rect, axis))
        wanted = least_shift(edges(rect, axis), lines(others, axis))
        end = edges(made.rect, axis)[2]
        at_the_edge = (
            start(made.rect, axis) < 1e-6 or abs(end - (PAGE.width if axis == "x" else PAGE.height)) < 1e-6
        )
        if wanted is None:
            assert gone <= GRID / 2 + 1e-9 or at_the_edge
            assert (
                at_the_edge
                or abs(start(made.rect, axis) / GRID - round(start(made.rect, axis) / GRID)) < 1e-9
            )
        elif not at_the_edge:
            assert abs(gone - wanted) < 1e-6


@settings(max_examples=300, deadline=None)
@given(rects(), st.lists(rects(), max_size=4), st.booleans())
def test_every_guide_is_a_line_the_box_really_touches(rect: Rect, others: list[Rect], free: bool) -> None:
    made = move(rect, others, PAGE, REACH, free=free)
    assert not (free and made.guides)
    assert len({guide.axis for guide in made.guides}) == len(made.guides)
    for guide in made.guides:
        assert any(abs(guide.at - line) < 1e-6 for line in lines(others, guide.axis))
        assert any(abs(guide.at - edge) < 1e-6 for edge in edges(made.rect, guide.axis))


SIDES = st.sampled_from(["l", "r", "t", "b", "lt", "rb", "rt", "lb"])


@settings(max_examples=300, deadline=None)
@given(rects(), SIDES, st.lists(rects(), max_size=3), st.booleans())
def test_only_pulled_sides_move_and_go_to_the_nearest_line(
    rect: Rect, sides: str, others: list[Rect], free: bool
) -> None:
    made = resize(rect, sides, others, PAGE, REACH, free=free).rect
    before = {"l": rect.x, "r": rect.x + rect.w, "t": rect.y, "b": rect.y + rect.h}
    after = {"l": made.x, "r": made.x + made.w, "t": made.y, "b": made.y + made.h}
    against = {"l": "r", "r": "l", "t": "b", "b": "t"}
    for side, was in before.items():
        if side not in sides:
            limit = {"r": PAGE.width, "b": PAGE.height}.get(side, 0.0)
            assert abs(after[side] - was) < 1e-6 or (side in "rb" and after[side] == limit < was)
            continue
        axis = "x" if side in "lr" else "y"
        bound = {"l": 0.0, "t": 0.0, "r": PAGE.width, "b": PAGE.height}[side]
        held = abs(abs(after[side] - after[against[side]]) - LEAST) < 1e-6 or abs(after[side] - bound) < 1e-6
        wanted = None if free else least_shift((was,), lines(others, axis))
        if held:
            continue
        if free:
            assert after[side] == was
        elif wanted is None:
            assert abs(after[side] - round(was / GRID) * GRID) < 1e-6
        else:
            assert abs(abs(after[side] - was) - wanted) < 1e-6


@settings(max_examples=200, deadline=None)
@given(rects(1500, 900), st.lists(rects(1500, 900), max_size=3))
def test_a_box_let_go_where_it_was_drawn_to_stays_there(rect: Rect, others: list[Rect]) -> None:
    """Snapping once more moves nothing further than the rounding of a screen."""
    once = move(rect, others, PAGE, REACH)
    if {guide.axis for guide in once.guides} != {"x", "y"}:
        return
    again = move(once.rect, others, PAGE, REACH)
    assert abs(again.rect.x - once.rect.x) < 1e-6
    assert abs(again.rect.y - once.rect.y) < 1e-6


def test_of_two_lines_as_near_the_page_goes_first() -> None:
    """The page's own middle is listed before the neighbours'."""
    middle = PAGE.width / 2
    neighbour = Rect(middle + 2, 10, 20, 5)
    made = move(Rect(middle + 1, 100, 30, 5), [neighbour], PAGE, REACH)
    assert made.rect.x == middle
    assert Guide("x", middle) in made.guides
