"""Old books: days known in part, decisions found again, organs merged, people filled in; by hand and by brute force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import history, lookup, old_books, old_register, organizations, people, reports
from db.errors import BadInput
from db.old_register import OldAward, Shelf, Taker, known_day, last_day

D = dt.date
Tables = Callable[..., dict[str, dict[int, tuple[Any, ...]]]]
ORGAN = "Ủy ban nhân dân xã An Lạc"
OLD = OldAward(
    name="Trần Thị An",
    kind="individual",
    form_code="giay_khen",
    number="45/QĐ-UBND",
    day=D(2015, 11, 18),
    organ=ORGAN,
    workplace="Thôn 3",
    position_unit="Hội viên, Thôn 3",
)


def take(world: Any, *rows: OldAward) -> list[Any]:
    with world.store.action("Nhập sổ cũ") as action:
        return old_register.take_over_many(action, rows)


def of(partial: str, **facts: Any) -> OldAward:
    return replace(OLD, day=last_day(partial), day_known=partial, **facts)


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("partial", "day"),
    [
        ("2015", D(2015, 12, 31)),
        ("2016-02", D(2016, 2, 29)),
        ("2015-11", D(2015, 11, 30)),
        ("2015-11-18", D(2015, 11, 18)),
    ],
)
def test_where_a_day_known_in_part_stands(partial: str, day: dt.date) -> None:
    assert last_day(partial) == day


def test_this_year_is_no_day_to_come() -> None:
    today = dt.date.today()  # noqa: DTZ011 - as the officer's calendar says
    assert last_day(str(today.year)) == today
    assert last_day(str(today.year + 1)) > today, "a year to come is still refused"


@pytest.mark.parametrize(
    ("partial", "words"),
    [("2015", "năm 2015"), ("2015-11", "tháng 11/2015"), ("2015-11-18", "ngày 18/11/2015")],
)
def test_a_day_in_words(partial: str, words: str) -> None:
    assert old_register.day_words(partial) == words


@given(
    st.dates(D(1950, 1, 1), D(2020, 12, 31)),
    st.sampled_from([4, 7, 10]),
)
def test_what_was_known_is_known_again(day: dt.date, known: int) -> None:
    partial = day.isoformat()[:known]
    stands = last_day(partial)
    assert stands.isoformat()[:known] == partial
    assert known_day(stands, old_register._TITLES[known]) == partial
    assert known_day(stands, "Khen thưởng chuyên đề") == stands.isoformat()


# ---------------------------------------------------------------- decisions found again

PARTIALS = ("2015", "2015-11", "2015-11-18", "2015-12-31", "2015-10", "2016")


@pytest.mark.parametrize("first", PARTIALS)
@pytest.mark.parametrize("second", PARTIALS)
def test_two_lines_are_one_decision_where_nothing_says_otherwise(world: Any, first: str, second: str) -> None:
    """Brute force: what both books know of the day agrees as far as the shorter goes."""
    shorter = min(len(first), len(second))
    one = first[:shorter] == second[:shorter]
    take(world, of(first), of(second, name="Lê Văn Ba"))
    rows = reports.register_rows(world.store.con)
    assert (len({row.decision_id for row in rows}) == 1) == one
    longest = max((first, second), key=len) if one else None
    assert {row.day_known for row in rows} == ({longest} if one else {first, second})


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("45/QĐ-UBND", "45", True),
        ("45", "45/QĐ-UBND", True),
        ("045/QĐ-UBND", "45/qđ-ubnd", True),
        ("45a/QĐ-UBND", "45/QĐ-UBND", False),
        ("45/QĐ-UBND", "45/QĐ-CT", False),
        ("không số", "Không số", True),
        ("không số", "45", False),
    ],
)
def test_numbers_written_in_two_ways(world: Any, first: str, second: str, one: bool) -> None:
    take(world, replace(OLD, number=first), replace(OLD, number=second, name="Lê Văn Ba"))
    assert (len({row.decision_id for row in reports.register_rows(world.store.con)}) == 1) == one


def test_a_year_that_holds_two_decisions_of_a_number_has_to_be_told_apart(world: Any) -> None:
    take(world, OLD, replace(OLD, day=D(2015, 3, 1), name="Lê Văn Ba"))
    (refused,) = take(world, of("2015", name="Y Thanh"))
    assert isinstance(refused, BadInput)
    assert str(refused).startswith("Năm 2015 có 2 quyết định số 45/QĐ-UBND")


def test_the_shelf_is_what_the_register_says(world: Any) -> None:
    take(world, OLD, of("2016", number="7"))
    con = world.store.con
    organ = old_books.find_organ(con, ORGAN)
    assert organ is not None
    shelf = Shelf(con)
    found = shelf.find(organ.id, "45", D(2015, 11, 18))
    assert found is not None
    assert (found.number, found.known, found.ours) == ("45/QĐ-UBND", 10, False)
    assert shelf.find(organ.id, "7", D(2016, 5, 1)) is not None, "of which the register knows the year only"
    assert shelf.find(organ.id, "45", D(2015, 11, 19)) is None
    assert shelf.find(organ.id + 1, "45", D(2015, 11, 18)) is None


def test_a_refused_line_leaves_no_decision_behind(world: Any) -> None:
    """The next line of the same decision makes it, where the first one's was taken back."""
    bad, good = take(world, replace(OLD, birth_on="31/02"), replace(OLD, name="Lê Văn Ba"))
    assert isinstance(bad, BadInput)
    (row,) = reports.register_rows(world.store.con)
    assert (row.award_id, row.recipient) == (good.award_id, "Lê Văn Ba")


# ---------------------------------------------------------------- organs


def test_an_organ_shortened_is_the_organ(world: Any) -> None:
    take(
        world, OLD, replace(OLD, organ="UBND xã An Lạc", name="Lê Văn Ba"), replace(OLD, organ="", number="9")
    )
    names = [one.name for one in organizations.list_organizations(world.store.con)]
    assert names == ["Ủy ban nhân dân phường An Lạc", ORGAN]
    assert len({r.decision_id for r in reports.register_rows(world.store.con)}) == 2


def test_an_organ_that_went_into_ours_and_undo(world: Any, tables: Tables) -> None:
    before = tables(world.store)
    take(
        world,
        replace(OLD, organ_merged=D(2025, 7, 1)),
        replace(OLD, name="Lê Văn Ba", organ_merged=D(2025, 7, 1)),
    )
    con = world.store.con
    assert len(organizations.own_lineage(con)) == 2
    (line,) = lookup.history(con, lookup.find(con, "tran thi an")[0].subject_id).lines
    assert (line.organ, line.present_organ) == (ORGAN, "Ủy ban nhân dân phường An Lạc")
    history.undo(world.store)
    assert tables(world.store) == before


def test_the_organ_the_officer_names_keeps_its_name_of_then(world: Any) -> None:
    own = organizations.own(world.store.con)
    assert own is not None
    take(world, replace(OLD, organ="UBND thị trấn An Lạc", organ_id=own.id))
    (row,) = reports.register_rows(world.store.con)
    assert (row.organization, row.is_own) == ("UBND thị trấn An Lạc", True)


# ---------------------------------------------------------------- persons


def test_whom_the_officer_names_is_filled_in_and_never_written_over(world: Any) -> None:
    with world.store.action("Có sẵn") as action:
        known = people.add_subject(action, kind="individual", name="Trần Thị Ân", ethnic_group="Kinh")
    facts = {"birth_on": "1980", "sex": "female", "ethnic_group": "Tày", "religion": "Công giáo"}
    take(world, replace(OLD, subject_id=known, **facts))
    one = people.get_subject(world.store.con, known)
    assert (one.name, one.birth_on, one.sex, one.ethnic_group, one.religion) == (
        *("Trần Thị Ân", "1980", "female"),
        *("Kinh", "Công giáo"),
    )
    take(world, replace(OLD, subject_id=known, number="9", birth_on="1980-05-06"))
    assert people.get_subject(world.store.con, known).birth_on == "1980-05-06", "known better"


def test_who_is_said_to_be_nobody_known_is_somebody_new(world: Any) -> None:
    first, second = take(world, OLD, replace(OLD, number="9", new_subject=True))
    assert first.subject_id != second.subject_id
    assert len(people.list_subjects(world.store.con, text="Trần Thị An")) == 2


def test_namesakes_are_told_apart_in_words(world: Any) -> None:
    with world.store.action("Có sẵn") as action:
        people.add_subject(
            action,
            kind="individual",
            name="Trần Thị An",
            birth_on="1980-05-06",
            position="Tổ trưởng Tổ dân phố 3",
            unit_id=world.unit["Tổ dân phố 3"],
        )
        people.add_subject(action, kind="individual", name="Trần Thị Ân", workplace="Thôn 7")
    found = old_books.namesakes(world.store.con, ["tran thi an"])[("individual", "tran thi an")]
    assert [one.shown for one in found] == [
        "Trần Thị An, sinh 06/05/1980, Tổ trưởng Tổ dân phố 3",
        "Trần Thị Ân, Thôn 7",
    ]


def test_a_remark_stays_when_a_later_file_has_none(world: Any) -> None:
    take(world, replace(OLD, note="đã nhận", prize_amount=180_000))
    take(world, replace(OLD, citation="Thành tích khác", prize_amount=180_000))
    (row,) = reports.register_rows(world.store.con)
    assert (row.prize_note, row.citation) == ("Theo sổ cũ; ghi chú: đã nhận", "Thành tích khác")


def test_the_signer_is_noted_by_the_first_line_that_names_one(world: Any) -> None:
    take(world, OLD, replace(OLD, name="Lê Văn Ba", signer_name="Trần Văn Ký"))
    take(world, replace(OLD, name="Y Thanh", signer_name="Người Khác"))
    assert {r.signer_name for r in reports.register_rows(world.store.con)} == {"Trần Văn Ký"}


def test_one_taker_sees_what_it_wrote_itself(world: Any) -> None:
    with world.store.action("Nhập") as action:
        taker = Taker(action)
        assert [taker.take(OLD).status for _ in range(2)] == ["new", "unchanged"]
