"""Discipline: kept as said, in the order of its days, taken back; by hand tables and for any two days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import disciplines, history, people
from db.rules.facts import Discipline
from db.store import Action, Store

D = dt.date
Refuse = Callable[[Callable[[Action], object]], str]


@pytest.fixture
def person(store: Store) -> int:
    """Somebody without any measure."""
    with store.action("Thêm người") as action:
        return people.add_subject(action, kind="individual", name="Y Thông Mlô")


def keep(store: Store, person: int, kind: str, start: dt.date, end: dt.date | None = None) -> int:
    with store.action("Ghi kỷ luật") as action:
        return disciplines.save(action, person, kind=kind, start_date=start, end_date=end)


def test_measures_stand_in_the_order_of_their_days(store: Store, person: int) -> None:
    late = keep(store, person, "warning", D(2023, 5, 1))
    early = keep(store, person, "reprimand", D(2021, 3, 1), D(2022, 3, 1))
    same = keep(store, person, "other", D(2023, 5, 1))
    found = disciplines.of_subjects(store.con, [person])
    assert [one.id for one in found[person]] == [early, late, same]
    assert found[person][0].fact == Discipline("reprimand", D(2021, 3, 1), D(2022, 3, 1))
    assert found[person][1].fact.end is None


def test_who_has_none_is_absent(store: Store, person: int) -> None:
    with store.action("Người khác") as action:
        other = people.add_subject(action, kind="individual", name="H’Ngăm Niê")
    keep(store, other, "warning", D(2023, 5, 1))
    assert disciplines.of_subjects(store.con, [person]) == {}
    assert list(disciplines.of_subjects(store.con, [person, other])) == [other]
    assert disciplines.of_subjects(store.con, []) == {}


WORDS = {
    "under_review": "Đang xem xét",
    "reprimand": "Khiển trách",
    "warning": "Cảnh cáo",
    "demotion": "Cách chức, hạ bậc",
    "dismissal": "Buộc thôi việc",
    "other": "Khác",
}


@pytest.mark.parametrize(("kind", "words"), WORDS.items())
def test_every_kind_is_kept_and_shown_in_words(store: Store, person: int, kind: str, words: str) -> None:
    keep(store, person, kind, D(2023, 5, 1))
    ((measure,),) = disciplines.of_subjects(store.con, [person]).values()
    assert (measure.kind, measure.shown_kind) == (kind, words)


@pytest.mark.parametrize(
    ("kind", "start", "end", "begins"),
    [
        ("không có", D(2023, 5, 1), None, "Chưa chọn hình thức kỷ luật"),
        ("", D(2023, 5, 1), None, "Chưa chọn hình thức kỷ luật"),
        ("warning", D(2023, 5, 2), D(2023, 5, 1), "Ngày hết kỷ luật trước ngày bắt đầu"),
    ],
)
def test_what_cannot_be_is_refused(
    person: int, refused: Refuse, kind: str, start: dt.date, end: dt.date | None, begins: str
) -> None:
    said = refused(lambda a: disciplines.save(a, person, kind=kind, start_date=start, end_date=end))
    assert said.startswith(begins)


def test_texts_are_cleaned_and_composed(store: Store, person: int) -> None:
    with store.action("Ghi") as action:
        disciplines.save(
            action,
            person,
            kind="warning",
            start_date=D(2023, 5, 1),
            document="  Quyết  định số 5/QĐ ",
            note="Ca\u0309nh ca\u0301o\nlần đầu ",
        )
    ((measure,),) = disciplines.of_subjects(store.con, [person]).values()
    assert (measure.document, measure.note) == ("Quyết định số 5/QĐ", "Cảnh cáo\nlần đầu")


def test_an_end_entered_later_is_the_same_measure_and_comes_off_by_undo(store: Store, person: int) -> None:
    made = keep(store, person, "warning", D(2023, 5, 1))
    with store.action("Hết hạn") as action:
        again = disciplines.save(
            action,
            person,
            kind="warning",
            start_date=D(2023, 5, 1),
            end_date=D(2024, 5, 1),
            measure_id=made,
        )
    assert again == made
    ((measure,),) = disciplines.of_subjects(store.con, [person]).values()
    assert measure.end_date == D(2024, 5, 1)
    history.undo(store)
    ((measure,),) = disciplines.of_subjects(store.con, [person]).values()
    assert measure.end_date is None
    with store.action("Xóa") as action:
        disciplines.remove(action, made)
    assert disciplines.of_subjects(store.con, [person]) == {}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=st.dates(D(2000, 1, 1), D(2035, 12, 31)), other=st.dates(D(2000, 1, 1), D(2035, 12, 31)))
def test_the_earlier_of_any_two_days_is_the_start(
    store: Store, person: int, one: dt.date, other: dt.date
) -> None:
    made = keep(store, person, "other", min(one, other), max(one, other))
    known = {measure.id: measure for measure in disciplines.of_subjects(store.con, [person])[person]}
    assert known[made].fact == Discipline("other", min(one, other), max(one, other))
