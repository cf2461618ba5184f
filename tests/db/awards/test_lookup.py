"""One person across all years; old registers taken over as they were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import (
    awards,
    corrections,
    decisions,
    history,
    lookup,
    old_register,
    organizations,
    overview,
    people,
    reports,
    units,
)
from db.errors import BadInput, NotFound
from db.old_register import OldAward
from db.vietnamese.text import fold

D = dt.date
Refuse = Callable[..., str]
Tables = Callable[..., dict[str, dict[int, tuple[Any, ...]]]]

OLD = OldAward(
    name="Trần Thị An",
    kind="individual",
    form_code="giay_khen",
    number="45/QĐ-UBND",
    day=D(2015, 11, 18),
    organ="Ủy ban nhân dân xã An Lạc",
    award_type="thematic",
    birth_on="1980",
    position_unit="Hội viên, Hội Phụ nữ xã An Lạc",
    citation="Đã có thành tích xây dựng nông thôn mới.",
    old_number="07",
    prize_amount=180_000,
)


def take(world: Any, *rows: OldAward) -> list[Any]:
    with world.store.action("Nhập sổ cũ") as action:
        return old_register.take_over_many(action, rows)


def give(world: Any, name: str, number: str, day: dt.date, **facts: Any) -> int:
    """One awarded by a decision of the ward; returns the subject."""
    nominee = world.nominate(name, **facts)
    world.approve(name)
    with world.store.action(f"Quyết định {number}") as action:
        decision = decisions.draft_decision(action, nomination_ids=[nominee])
        decisions.issue(action, decision, number, day)
    return awards.list_awards(world.store.con, decision)[0].subject_id


# ---------------------------------------------------------------- finding


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("an", ["Trần Thị An", "Đặng Văn Ba", "Y Thanh"]),
        ("tran thi", ["Trần Thị An"]),
        ("TRẦN", ["Trần Thị An"]),
        ("y", ["Y Thanh"]),
        ("đặng", ["Đặng Văn Ba"]),
        ("dang", ["Đặng Văn Ba"]),
        ("zz", []),
    ],
)
def test_found_by_what_is_typed(world: Any, typed: str, names: list[str]) -> None:
    for number, name in enumerate(("Y Thanh", "Trần Thị An", "Đặng Văn Ba"), start=1):
        give(world, name, str(number), D(2023, 12, number))
    assert [one.name for one in lookup.find(world.store.con, typed)] == names


def test_who_was_never_nominated_is_not_listed(world: Any) -> None:
    with world.store.action("Chỉ là người dự họp") as action:
        people.add_subject(action, kind="individual", name="Trần Văn Không")
    world.nominate("Trần Thị An")
    (one,) = lookup.find(world.store.con, "tran")
    assert (one.name, one.awards, one.last_day, one.open) == ("Trần Thị An", 0, None, 1)


def test_namesakes_are_told_apart(world: Any) -> None:
    give(world, "Trần Thị An", "1", D(2023, 12, 1), birth_on="1980", position="Tổ trưởng")
    world.nominee.clear()
    give(world, "Trần Thị An", "2", D(2024, 12, 1), birth_on="1991-05", unit="Hội Phụ nữ")
    found = lookup.find(world.store.con, "tran thi an")
    assert [(one.birth_on, one.unit, one.awards, one.last_day) for one in found] == [
        ("1980", "Tổ dân phố 3", 1, D(2023, 12, 1)),
        ("1991-05", "Hội Phụ nữ", 1, D(2024, 12, 1)),
    ]


def test_the_walk_stops_at_the_limit(world: Any) -> None:
    take(world, *(replace(OLD, name=f"Trần Văn {chr(65 + n)}", old_number=str(n)) for n in range(20)))
    assert len(lookup.find(world.store.con, "tran", limit=7)) == 7
    assert len(lookup.find(world.store.con, "tran", limit=50)) == 20


@pytest.mark.parametrize("page", [1, 3, 7, 20, 50])
def test_a_list_that_goes_on_is_the_whole_list(world: Any, page: int) -> None:
    take(
        world,
        *(
            replace(OLD, name=f"Trần Văn {chr(65 + n % 5)}", old_number=str(n), birth_on=str(1950 + n))
            for n in range(20)
        ),
    )
    with world.store.action("Chỉ là người dự họp") as action:
        people.add_subject(action, kind="individual", name="Trần Văn Không")
    con = world.store.con
    whole = lookup.find(con, "tran", limit=1000)
    assert lookup.count(con, "tran") == len(whole) == 20
    assert lookup.count(con, "Trần Văn Không") == lookup.count(con, "nobody") == 0
    paged = [one for first in range(0, 20, page) for one in lookup.find(con, "tran", limit=page, first=first)]
    assert paged == whole
    assert lookup.find(con, "tran", limit=5, first=20) == []


NAMES = st.sampled_from(
    ["Trần Thị An", "Trần Thị Ân", "Đặng Ánh", "Y Thanh", "H’Bia Niê", "Lê Văn Ba", "Tổ 3"]
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    names=st.lists(NAMES, min_size=1, max_size=6, unique=True),
    typed=st.sampled_from(["a", "an", "â", "th", "y", "đ", "bi", "3"]),
)
def test_found_is_what_a_plain_search_finds(world: Any, names: list[str], typed: str) -> None:
    take(world, *(replace(OLD, name=name) for name in names))
    try:
        found = {one.name for one in lookup.find(world.store.con, typed)}
        assert found == {name for name in names if fold(typed) in fold(name)}
    finally:
        history.undo(world.store)


# ---------------------------------------------------------------- the whole history


def test_the_whole_history_names_things_as_they_were(world: Any) -> None:
    con = world.store.con
    take(world, OLD, replace(OLD, number="80/QĐ-UBND", day=D(2018, 5, 19), old_number="12"))
    subject = lookup.find(con, "tran thi an")[0].subject_id
    with world.store.action("Hợp nhất, đổi đơn vị") as action:
        former = organizations.find_or_add(action, name=OLD.organ, level="commune")
        organizations.succeed(action, [former], world.office, D(2020, 1, 1), "Nghị quyết 01")
        people.change_subject(action, subject, unit_id=world.unit["Hội Phụ nữ"])
        union = units.add_unit(action, name="Hội Liên hiệp Phụ nữ phường")
        units.succeed(action, [world.unit["Hội Phụ nữ"]], union, D(2025, 7, 1))
    found = lookup.history(con, subject)
    assert (found.unit, found.present_unit) == ("Hội Phụ nữ", "Hội Liên hiệp Phụ nữ phường")
    assert [(line.year, line.organ, line.present_organ) for line in found.lines] == [
        (2018, "Ủy ban nhân dân xã An Lạc", "Ủy ban nhân dân phường An Lạc"),
        (2015, "Ủy ban nhân dân xã An Lạc", "Ủy ban nhân dân phường An Lạc"),
    ]
    old = found.lines[-1]
    assert (old.number, old.day, old.register_number, old.prize_amount) == (
        "45/QĐ-UBND",
        OLD.day,
        "07",
        180_000,
    )
    assert (old.position_unit, old.citation) == (
        "Hội viên, Hội Phụ nữ xã An Lạc",
        "Đã có thành tích xây dựng nông thôn mới",
    )
    assert not old.is_own


def test_an_own_decision_needs_no_present_name(world: Any) -> None:
    subject = give(world, "Trần Thị An", "12", D(2023, 12, 20))
    (line,) = lookup.history(world.store.con, subject).lines
    assert (line.organ, line.present_organ, line.is_own) == ("Ủy ban nhân dân phường An Lạc", "", True)
    assert line.campaign == "Thi đua chào mừng 20 năm thành lập phường"
    with world.store.action("Đổi tên") as action:
        organizations.save_own(action, name="Ủy ban nhân dân phường Mới", level="ward", place="Mới")
    (line,) = lookup.history(world.store.con, subject).lines
    assert (line.organ, line.present_organ) == ("Ủy ban nhân dân phường An Lạc", "Ủy ban nhân dân phường Mới")


@pytest.mark.parametrize(
    ("day", "form", "name"),
    [
        pytest.param(
            D(2020, 1, 1), "thon_van_hoa", "Thôn, làng, ấp, bản, tổ dân phố văn hóa", id="Luật 2003"
        ),
        pytest.param(D(2024, 2, 1), "thon_van_hoa", "Thôn, tổ dân phố văn hóa", id="Luật 06/2022"),
        pytest.param(D(2025, 8, 1), "xa_tieu_bieu", "Xã, phường, đặc khu tiêu biểu", id="NĐ 152/2025"),
    ],
)
def test_forms_have_the_name_of_their_day(world: Any, day: dt.date, form: str, name: str) -> None:
    take(world, replace(OLD, name="Tổ dân phố 3", kind="collective", form_code=form, day=day))
    (one,) = lookup.find(world.store.con, "to dan pho 3")
    assert lookup.history(world.store.con, one.subject_id).lines[0].form_name == name


def test_what_was_revoked_stays_in_the_history_and_not_on_the_slip(world: Any) -> None:
    con = world.store.con
    subject = give(world, "Trần Thị An", "12", D(2023, 12, 20))
    line = lookup.history(con, subject).lines[0]
    for kind, facts, number in (
        ("adjust", {"changes": {line.award_id: {"citation": "Thành tích khác"}}}, "15"),
        ("revoke", {}, "16"),
    ):
        with world.store.action(f"Quyết định {number}") as action:
            made = corrections.draft(
                action, line.decision_id, kind=kind, reason="Có kết luận vi phạm", **facts
            )
            decisions.issue(action, made, number, D(2024, 3, 1))
    found = lookup.history(con, subject)
    assert found.standing == ()
    (line,) = found.lines
    assert line.gone == "Thu hồi theo Quyết định 16/QĐ-UBND ngày 01/03/2024: Có kết luận vi phạm"
    assert [told.split(";")[0] for told in line.corrected] == [
        "Điều chỉnh theo Quyết định 15/QĐ-UBND ngày 01/03/2024",
        "Thu hồi theo Quyết định 16/QĐ-UBND ngày 01/03/2024",
    ]
    (one,) = lookup.find(con, "tran")
    assert (one.awards, one.last_day) == (0, None)


def test_what_is_under_way_stands_beside(world: Any) -> None:
    world.nominate("Trần Thị An")
    subject = lookup.find(world.store.con, "tran")[0].subject_id
    found = lookup.history(world.store.con, subject)
    assert found.lines == ()
    assert [n.shown_status for n in found.open] == ["Dự thảo"]
    with pytest.raises(NotFound):
        lookup.history(world.store.con, 9999)


# ---------------------------------------------------------------- old registers


def test_the_same_line_again_changes_nothing(world: Any, tables: Tables) -> None:
    (first,) = take(world, OLD)
    before = tables(world.store)
    (again,) = take(world, OLD)
    assert (first.status, again.status, again.award_id) == ("new", "unchanged", first.award_id)
    assert tables(world.store) == before
    (better,) = take(world, replace(OLD, citation="Có thành tích khác"))
    assert (better.status, better.award_id) == ("changed", first.award_id)


def test_lines_of_one_decision_are_gathered(world: Any) -> None:
    take(world, OLD, replace(OLD, name="Lê Văn Ba", birth_on="1975"), replace(OLD, number="46/QĐ-UBND"))
    found = decisions.list_decisions(world.store.con)
    assert sorted((d.number, d.award_count) for d in found) == [("45/QĐ-UBND", 2), ("46/QĐ-UBND", 1)]
    assert {d.organization for d in found} == {"Ủy ban nhân dân xã An Lạc"}


def test_two_communes_one_number_one_day(world: Any) -> None:
    take(world, OLD, replace(OLD, organ="Ủy ban nhân dân xã Tân Tiến"))
    assert len(decisions.with_number(world.store.con, "45", day=OLD.day)) == 2
    assert lookup.find(world.store.con, "an")[0].awards == 2


def test_our_own_old_book_keeps_its_numbers_beside_ours(world: Any) -> None:
    take(
        world,
        replace(OLD, organ=""),
        replace(OLD, organ="uỷ ban nhân dân phường an lạc", number="46/QĐ-UBND"),
    )
    con = world.store.con
    rows = reports.register_rows(con, own_only=True)
    assert [(r.number, r.register_number) for r in rows] == [("45/QĐ-UBND", "07"), ("46/QĐ-UBND", "07")]
    assert {t.key for t in reports.todo(con)} == set(), "what was taken over waits for nothing"
    assert overview.not_handed_over(con) == []
    give(world, "Y Thanh", "47", D(2015, 12, 20))
    assert reports.register_rows(con, own_only=True)[-1].register_number == "01/2015"


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"number": " "}, "số quyết định"),
        ({"day": D(2200, 1, 1)}, "sau hôm nay"),
        ({"form_code": "khong_co"}, "Danh mục"),
        ({"name": ""}, "Tên"),
        ({"birth_on": "31/02"}, "Ngày sinh"),
    ],
)
def test_a_bad_line_is_that_lines_problem(world: Any, change: dict[str, Any], part: str) -> None:
    bad, good = take(world, replace(OLD, **change), replace(OLD, name="Lê Văn Ba", number="50/QĐ-UBND"))
    assert isinstance(bad, BadInput)
    assert part in str(bad)
    assert good.status == "new"
    assert [d.number for d in decisions.list_decisions(world.store.con)] == ["50/QĐ-UBND"]


def test_one_bad_line_alone_saves_nothing(world: Any, refused: Refuse) -> None:
    refused(lambda a: old_register.take_over(a, replace(OLD, form_code="khong_co")))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"birth_on": "1980-03-04"}, True),
        ({"birth_on": "1981"}, False),
        ({"birth_on": None}, True),
        ({"birth_on": None, "position_unit": "Thôn khác"}, False),
        ({"name": "Trần Thị Ân"}, False),
        ({"kind": "household"}, False),
    ],
    ids=["same", "a day more", "another year", "same place", "another place", "another name", "another kind"],
)
def test_who_is_one_person_in_old_books(world: Any, other: dict[str, Any], same: bool) -> None:
    take(world, OLD, replace(OLD, number="60/QĐ-UBND", **other))
    ids = {r.subject_id for r in reports.register_rows(world.store.con)}
    assert (len(ids) == 1) == same


def test_what_was_issued_here_is_not_edited_by_an_old_list(world: Any, tables: Tables) -> None:
    subject = give(world, "Trần Thị An", "12", D(2023, 12, 20))
    before = tables(world.store)
    known = replace(OLD, organ="", number="12/QĐ-UBND", day=D(2023, 12, 20), birth_on=None)
    same, stranger = take(
        world,
        replace(known, unit_id=world.unit["Tổ dân phố 3"], citation="Khác hẳn"),
        replace(known, name="Lê Văn Ba"),
    )
    assert same.status == "unchanged"
    assert isinstance(stranger, BadInput)
    assert "đã ban hành trong sổ này" in str(stranger)
    assert tables(world.store) == before
    assert len(lookup.history(world.store.con, subject).lines) == 1


def test_undone_in_one_step(world: Any, tables: Tables) -> None:
    before = tables(world.store)
    take(world, OLD, replace(OLD, name="Lê Văn Ba"))
    history.undo(world.store)
    assert tables(world.store) == before


def test_without_an_office_the_organ_must_be_named(store: Any) -> None:
    with pytest.raises(BadInput, match="tên cơ quan"), store.action("Sổ cũ") as action:
        old_register.take_over(action, replace(OLD, organ=""))
