"""The phase's two figures, by hand and by invariants."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.rules.statistics import TargetFigures, phase_figures, share_percent

BOARD = [
    TargetFigures(1, 10, "cumulative", 100_000, 50_000),
    TargetFigures(2, 10, "cumulative", 3_000, 2_000),
    TargetFigures(3, 11, "cumulative", 100_000, 49_999),
    TargetFigures(4, 11, "cumulative", 10_000, 9_000),
    TargetFigures(5, 12, "state", 95_000, 20_000),
    TargetFigures(6, 12, "cumulative", 8_000, None),
    TargetFigures(7, None, "decrease", 1_000, 500),
    TargetFigures(8, None, "cumulative", 0, 0),
]


def test_by_hand() -> None:
    found = phase_figures(BOARD)
    assert found.reached == (1, 2, 4)
    assert found.short == (3, 6)
    assert found.without_result == (6,)
    assert found.not_measured == (5, 7, 8)
    assert found.units_reached == (10,)
    assert found.units_short == (11, 12)


def test_share() -> None:
    assert [share_percent(target) for target in BOARD[:2]] == [50.0, 200_000 / 3_000]
    assert share_percent(BOARD[4]) is None
    assert share_percent(BOARD[5]) is None


targets = st.lists(
    st.builds(
        TargetFigures,
        st.integers(),
        st.none() | st.integers(1, 4),
        st.sampled_from(["cumulative", "state", "decrease"]),
        st.integers(0, 10_000),
        st.none() | st.integers(0, 20_000),
    ),
    unique_by=lambda target: target.target_id,
    max_size=20,
)


@given(targets, st.integers(0, 100))
def test_every_target_is_in_exactly_one_place(listed: list[TargetFigures], percent: int) -> None:
    found = phase_figures(listed, percent)
    assert sorted(found.reached + found.short + found.not_measured) == sorted(t.target_id for t in listed)
    assert set(found.without_result) <= set(found.short)
    assert not set(found.units_reached) & set(found.units_short)


@given(targets, st.integers(0, 99))
def test_a_higher_bar_is_reached_by_fewer(listed: list[TargetFigures], percent: int) -> None:
    lower, higher = phase_figures(listed, percent), phase_figures(listed, percent + 1)
    assert set(higher.reached) <= set(lower.reached)
    assert set(higher.units_reached) <= set(lower.units_reached)
