"""Which sheets, in which order, and what is left after a jam: the arithmetic of a batch, by hand tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.awards import Award
from desktop.documents.print_job import Choice, Feed, Outcome, planned

KINDS = ("individual", "collective", "household", "individual", "collective")


def award(number: int, kind: str) -> Award:
    return Award(
        number, f"u{number}", 1, None, number, number, "giay_khen", "Giấy khen", kind, "regular", "Ông",
        f"Tên {number}", "", "Đã có thành tích", None, None, None, None, "", None, "", None, "",
    )  # fmt: skip


LISTED = [award(number, kind) for number, kind in enumerate(KINDS, start=1)]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), [1, 2, 3, 4, 5]),
        (Choice(order="kinds"), [2, 5, 3, 1, 4]),
        (Choice(rows="chosen"), [2, 4]),
        (Choice(rows="unprinted"), [1, 4, 5]),
        (Choice(trial=2), [1, 2]),
        (Choice(rows="unprinted", order="kinds", trial=2), [5, 1]),
    ],
)
def test_the_job_is_what_was_chosen_in_the_order_chosen(choice: Choice, expected: list[int]) -> None:
    made = planned(LISTED, choice, chosen={4, 2}, unprinted={1, 4, 5})
    assert [one.id for one in made] == expected


def test_rows_chosen_elsewhere_are_no_part_of_the_job() -> None:
    assert planned(LISTED, Choice(rows="chosen"), chosen={99}) == ()
    assert planned([replace(LISTED[0], id=99)], Choice(rows="chosen"), chosen={99})[0].id == 99


def test_sheets_are_fed_one_by_one_and_in_handfuls() -> None:
    feed = Feed(5)
    assert (feed.next(), feed.last_sent, feed.done) == ((1,), 0, False)
    feed.has_sent(1)
    assert feed.next(3) == (2, 3, 4)
    feed.has_sent(3)
    assert feed.next(3) == (5,)
    feed.has_sent(1)
    assert (feed.next(), feed.last_sent, feed.done) == ((), 5, True)


def test_a_jam_leaves_the_rest() -> None:
    """Twelve of twenty were sent, the tenth was the last good one, the eleventh is crumpled."""
    feed = Feed(20)
    feed.has_sent(12)
    outcome = feed.stop(10, spoiled=1, reason="Kẹt giấy")
    assert outcome == Outcome(10, {11: "Kẹt giấy"})
    assert feed.rest(outcome) == tuple(range(11, 21))


def test_a_spoiled_sheet_comes_again_first_and_keeps_its_number() -> None:
    feed = Feed(6)
    feed.has_sent(4)
    outcome = feed.spoil(3, "In lệch")
    assert outcome == Outcome(4, {3: "In lệch"})
    feed.go_on(feed.rest(outcome))
    assert (feed.run, feed.next(), feed.last_sent) == ((3, 5, 6), (3,), 2)
    feed.has_sent(2)
    # The second try of 3 is good, 5 is not: the officer says 3, 4 was good already.
    assert feed.stop(4, 1, "Mờ") == Outcome(1, {2: "Mờ"})
    assert feed.rest(feed.stop(4)) == (5, 6)


def test_a_sheet_that_was_not_sent_cannot_be_spoiled() -> None:
    feed = Feed(3)
    feed.has_sent(1)
    with pytest.raises(ValueError, match="sheet 2 was not sent"):
        feed.spoil(2, "Kẹt giấy")


@given(st.integers(1, 40), st.data())
def test_whatever_happens_every_sheet_is_good_once(total: int, data: st.DataObject) -> None:
    """Sheets are spoiled and jobs are stopped at random; at the end each number came out good exactly once."""
    feed, good = Feed(total), []
    for _ in range(200):
        if feed.done:
            outcome = feed.stop(total)
        else:
            feed.has_sent(len(feed.next(data.draw(st.integers(1, 5)))))
            what = data.draw(st.sampled_from(["go on", "go on", "spoil", "stop"]))
            if what == "go on":
                continue
            number = data.draw(st.sampled_from(feed.run[: feed.sent]))
            outcome = feed.spoil(number, "Hỏng") if what == "spoil" else feed.stop(number, 1, "Kẹt")
        rest = feed.rest(outcome)
        good += [n for n in feed.run if n not in rest]
        if not rest:
            break
        feed.go_on(rest)
        assert list(feed.run) == sorted(feed.run)
    else:
        good += feed.run
    assert sorted(good) == list(range(1, total + 1))
