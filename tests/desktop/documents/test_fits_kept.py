"""Limits of lines and shrinking: what is set is what is read back, and the ways of fitting stay sound."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.template_edit import most_lines, smallest, with_most_lines, with_smallest

SCALES = st.integers(40, 100).map(lambda percent: percent / 100)


@st.composite
def fits(draw: st.DrawFn) -> list[list[float]]:
    """Ways as templates hold them: more lines after the letters shrank, each from a larger to a smaller size."""
    ways: list[list[float]] = []
    lines, top = draw(st.integers(1, 2)), 1.0
    for _ in range(draw(st.integers(1, 3))):
        low = draw(st.integers(40, round(top * 100)).map(lambda percent: percent / 100))
        ways.append([lines, top, low])
        lines, top = lines + draw(st.integers(1, 2)), low
    if draw(st.booleans()) and len(ways) == 1:
        return draw(st.sampled_from([[[lines]], [[lines, ways[0][2]]], ways]))
    return ways


def scales(way: list[float]) -> tuple[float, float]:
    """From which size to which: a way that names one size has no other, one without any the size wanted."""
    if len(way) == 1:
        return 1.0, 1.0
    return (way[1], way[1]) if len(way) == 2 else (way[1], way[2])


def sound(ways: list[list[float]]) -> None:
    assert ways
    for way in ways:
        top, low = scales(way)
        assert 0 < low <= top <= 1.0
        assert way[0] >= 1
    assert [way[0] for way in ways] == sorted(way[0] for way in ways)


@given(fits(), st.integers(1, 8))
def test_the_most_lines_set_are_those_read_back(ways: list[list[float]], most: int) -> None:
    made = with_most_lines(ways, most)
    sound(made)
    assert most_lines(made) == most or (most > most_lines(ways) and most_lines(made) == most)
    assert smallest(made) >= smallest(ways) - 1e-9


@given(fits(), SCALES)
def test_the_smallest_scale_set_is_the_one_read_back(ways: list[list[float]], least: float) -> None:
    made = with_smallest(ways, least)
    sound(made)
    assert abs(smallest(made) - least) < 1e-9
    assert most_lines(made) <= most_lines(ways)


@given(fits(), st.integers(1, 8), SCALES)
def test_both_limits_hold_whichever_is_set_first(ways: list[list[float]], most: int, least: float) -> None:
    made = with_smallest(with_most_lines(ways, most), least)
    sound(made)
    assert most_lines(made) <= most
    made = with_most_lines(with_smallest(ways, least), most)
    sound(made)
    assert smallest(made) >= least - 1e-9


@given(fits())
def test_setting_what_stands_there_changes_nothing_that_counts(ways: list[list[float]]) -> None:
    for made in (with_most_lines(ways, most_lines(ways)), with_smallest(ways, smallest(ways))):
        assert (most_lines(made), smallest(made)) == (most_lines(ways), smallest(ways))
        assert [(way[0], *scales(way)) for way in made] == [(way[0], *scales(way)) for way in ways]


@given(fits(), st.integers(1, 8), SCALES)
def test_the_ways_given_are_never_changed(ways: list[list[float]], most: int, least: float) -> None:
    before = [list(way) for way in ways]
    with_most_lines(ways, most)
    with_smallest(ways, least)
    assert ways == before
