"""The state of an obligation as of a day, against hand-made tables and invariants."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.deadlines import DeadlineStatus, Handed, Minimum, ObligationState, in_words, state_as_of

DUE = date(2023, 8, 15)
ONE_OF = Minimum("any", model=1, work=1)
BOTH = Minimum("all", model=1, work=1)
EITHER = "thiếu 01 mô hình hoặc 01 công trình"


def day(text: str) -> date:
    month, number = text.split("-")
    return date(2023, int(month), int(number))


def handed(*items: str) -> list[Handed]:
    """``"8-10 model"`` items."""
    return [Handed(day(when), kind or None) for when, _, kind in (item.partition(" ") for item in items)]  # type: ignore[arg-type]


# as of, extended, waived, minimum, handed -> state, left, late, received, missing
TABLE = [
    ("8-1", None, None, ONE_OF, [], "not_due", 14, None, None, EITHER),
    ("8-7", None, None, ONE_OF, [], "not_due", 8, None, None, EITHER),
    ("8-8", None, None, ONE_OF, [], "due_soon", 7, None, None, EITHER),
    ("8-14", None, None, ONE_OF, [], "due_soon", 1, None, None, EITHER),
    ("8-15", None, None, ONE_OF, [], "due_today", 0, None, None, EITHER),
    ("8-16", None, None, ONE_OF, [], "overdue", None, 1, None, EITHER),
    ("8-20", None, None, ONE_OF, ["8-10 work"], "on_time", None, None, "8-10", None),
    ("8-20", None, None, ONE_OF, ["8-15 model"], "on_time", None, None, "8-15", None),
    ("8-20", None, None, ONE_OF, ["8-18 model"], "late", None, 3, "8-18", None),
    ("8-17", None, None, ONE_OF, ["8-18 model"], "overdue", None, 2, None, EITHER),
    ("8-20", None, None, ONE_OF, ["8-10 task"], "overdue", None, 5, None, EITHER),
    ("8-20", None, None, BOTH, ["8-10 model"], "overdue", None, 5, None, "thiếu 01 công trình"),
    ("8-12", None, None, BOTH, ["8-10 work"], "due_soon", 3, None, None, "thiếu 01 mô hình"),
    ("8-20", None, None, BOTH, [], "overdue", None, 5, None, "thiếu 01 mô hình, 01 công trình"),
    ("8-20", None, None, BOTH, ["8-10 model", "8-19 work"], "late", None, 4, "8-19", None),
    ("8-20", None, None, BOTH, ["8-15 work", "8-10 model"], "on_time", None, None, "8-15", None),
    ("8-20", "8-31", None, ONE_OF, [], "not_due", 11, None, None, EITHER),
    ("9-5", "8-31", None, ONE_OF, ["8-25 work"], "on_time", None, None, "8-25", None),
    ("9-5", "8-31", None, ONE_OF, ["9-2 work"], "late", None, 2, "9-2", None),
    ("8-20", None, "8-12", ONE_OF, [], "waived", None, None, None, None),
    ("8-11", None, "8-12", ONE_OF, [], "due_soon", 4, None, None, EITHER),
    ("8-12", None, "8-12", ONE_OF, [], "waived", None, None, None, None),
    ("8-18", None, None, ONE_OF, ["8-18 model"], "late", None, 3, "8-18", None),
    ("8-30", None, "8-25", ONE_OF, ["8-20 work"], "waived", None, None, "8-20", None),
    ("8-30", None, "8-25", ONE_OF, ["8-10 work"], "on_time", None, None, "8-10", None),
    ("8-20", None, None, None, [], "overdue", None, 5, None, None),
    ("8-20", None, None, None, ["8-18"], "late", None, 3, "8-18", None),
    ("8-20", None, None, Minimum("all", model=2, task=1), ["8-1 model"], "overdue", None, 5, None,
     "thiếu 01 mô hình, 01 phần việc"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "extended", "waived", "minimum", "items", "state", "left", "late", "received", "missing"), TABLE
)
def test_hand_table(
    as_of: str,
    extended: str | None,
    waived: str | None,
    minimum: Minimum | None,
    items: list[str],
    state: str,
    left: int | None,
    late: int | None,
    received: str | None,
    missing: str | None,
) -> None:
    found = state_as_of(
        day(as_of),
        due=DUE,
        extended_to=day(extended) if extended else None,
        waived_on=day(waived) if waived else None,
        minimum=minimum,
        handed=handed(*items),
    )
    due = day(extended) if extended else DUE
    assert found == DeadlineStatus(
        ObligationState(state), due, left, late, day(received) if received else None, missing
    )


def test_without_a_day_nothing_is_late() -> None:
    assert state_as_of(date(2030, 1, 1), due=None).state == "not_due"
    assert in_words(state_as_of(date(2030, 1, 1), due=None)) == "Chưa định ngày"
    assert state_as_of(date(2030, 1, 1), due=None, handed=handed("8-1")).state == "on_time"


def test_the_span_of_due_soon_is_the_callers() -> None:
    assert state_as_of(date(2023, 8, 1), due=DUE, due_soon_days=30).state == "due_soon"
    assert state_as_of(date(2023, 8, 14), due=DUE, due_soon_days=0).state == "not_due"


@pytest.mark.parametrize(
    ("as_of", "items", "words"),
    [
        ("8-20", ["8-10 model"], "Quá hạn 5 ngày, thiếu 01 công trình"),
        ("8-12", ["8-10 model"], "Còn 3 ngày, thiếu 01 công trình"),
        ("8-15", ["8-10 model"], "Đến hạn hôm nay, thiếu 01 công trình"),
        ("8-20", ["8-10 model", "8-19 work"], "Trễ 4 ngày"),
        ("8-20", ["8-10 model", "8-11 work"], "Đúng hạn"),
    ],
)
def test_words_of_a_cell(as_of: str, items: list[str], words: str) -> None:
    assert in_words(state_as_of(day(as_of), due=DUE, minimum=BOTH, handed=handed(*items))) == words


@pytest.mark.parametrize("numbers", [{}, {"model": -1, "work": 1}])
def test_a_requirement_asks_for_something(numbers: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="positive minimum"):
        Minimum("any", **numbers)


days = st.dates(date(2023, 7, 1), date(2023, 10, 1))
kinds = st.sampled_from(["model", "work", "task"])
minimums = st.builds(
    Minimum, st.sampled_from(["any", "all"]), st.integers(1, 2), st.integers(0, 2), st.integers(0, 2)
)
given_items = st.lists(st.builds(Handed, days, kinds), max_size=6)


@given(days, days, st.none() | days, minimums, given_items)
def test_numbers_fit_the_state(
    as_of: date, due: date, waived: date | None, minimum: Minimum, items: list[Handed]
) -> None:
    found = state_as_of(as_of, due=due, waived_on=waived, minimum=minimum, handed=items)
    assert found.days_left is None or found.days_left >= 0
    assert found.days_late is None or found.days_late > 0
    assert (found.days_left is not None) == (found.state in {"not_due", "due_soon", "due_today"})
    assert (found.days_late is not None) == (found.state in {"overdue", "late"})
    assert (found.missing is None) == found.state.settled


@given(days, days, minimums, given_items, st.builds(Handed, days, kinds))
def test_handing_in_more_never_makes_it_worse(
    as_of: date, due: date, minimum: Minimum, items: list[Handed], extra: Handed
) -> None:
    before = state_as_of(as_of, due=due, minimum=minimum, handed=items)
    after = state_as_of(as_of, due=due, minimum=minimum, handed=[*items, extra])
    if before.state.settled:
        assert after.state.settled
        assert (after.days_late or 0) <= (before.days_late or 0)


@given(days, days, minimums, given_items)
def test_what_was_met_stays_met(as_of: date, due: date, minimum: Minimum, items: list[Handed]) -> None:
    today = state_as_of(as_of, due=due, minimum=minimum, handed=items)
    tomorrow = state_as_of(as_of + timedelta(days=1), due=due, minimum=minimum, handed=items)
    if today.state.settled:
        assert tomorrow == today
