"""Subjects: kinds, partial birth dates, names of all peoples, telling two of one name apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db import people, units
from db.errors import NotFound, Refused
from db.store import Action, Store

Refuse = Callable[[Callable[[Action], object]], str]


def add(store: Store, name: str, kind: str = "individual", **facts: object) -> int:
    with store.action(f"Thêm {name}") as action:
        return people.add_subject(action, kind=kind, name=name, **facts)  # type: ignore[arg-type]


def names(store: Store, **filters: object) -> list[str]:
    return [subject.name for subject in people.list_subjects(store.con, **filters)]  # type: ignore[arg-type]


def test_people_stand_by_given_name_then_middle_then_family(store: Store) -> None:
    in_order = [
        "Trần Văn An",
        "Nguyễn Thị Ân",
        "Lê Văn Dũng",
        "Bùi Đức Đạt",
        "Trần Đức Đạt",
        "Nguyễn Văn Đạt",
        "Hoàng Minh Hoa",
        "Hoàng Minh Hòa",
        "Hoàng Minh Hóa",
        "Y Thông Mlô",
        "H’Ngăm Niê",
        "Nguyễn Thị Thủy",
    ]
    for name in reversed(in_order):
        add(store, name)
    assert names(store) == in_order


def test_collectives_stand_by_their_whole_name(store: Store) -> None:
    for name in ("Tổ dân phố 10", "Tổ dân phố 2", "Nhân dân và cán bộ thôn 3"):
        add(store, name, "collective")
    assert names(store, kind="collective") == ["Nhân dân và cán bộ thôn 3", "Tổ dân phố 2", "Tổ dân phố 10"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dat", ["Bùi Đức Đạt"]),
        ("ĐẠT", ["Bùi Đức Đạt"]),
        ("h'ngam", ["H’Ngăm Niê Kđăm"]),
        ("h’ngăm", ["H’Ngăm Niê Kđăm"]),
        ("kdam", ["H’Ngăm Niê Kđăm"]),
        ("k'bao", ["KʼBảo"]),
        ("thuy", ["Trần Thị Thủy", "Trần Thị Thuỷ"]),
        ("", ["KʼBảo", "Bùi Đức Đạt", "H’Ngăm Niê Kđăm", "Trần Thị Thủy", "Trần Thị Thuỷ"]),
    ],
)
def test_search_without_accents_in_all_peoples_names(store: Store, typed: str, found: list[str]) -> None:
    for name in ("Bùi Đức Đạt", "H’Ngăm Niê Kđăm", "KʼBảo", "Trần Thị Thủy", "Trần Thị Thuỷ"):
        add(store, name)
    assert sorted(names(store, text=typed)) == sorted(found)


def test_a_list_stops_at_its_limit_in_order_and_asks_once(store: Store) -> None:
    with store.action("Nhiều người") as action:
        for number in range(30):
            people.add_subject(action, kind="individual", name=f"Lê Văn {chr(65 + number % 26)}{number}")
    everybody = names(store)
    seen: list[str] = []
    store.con.set_trace_callback(seen.append)
    assert names(store, limit=7) == everybody[:7]
    store.con.set_trace_callback(None)
    assert len(seen) == 1


@pytest.mark.parametrize("birth", [None, "", "1985", "1985-03", "1985-03-02", "1984-02-29"])
def test_birth_dates_may_be_partial(store: Store, birth: str | None) -> None:
    subject = people.get_subject(store.con, add(store, "Lê An", birth_on=birth))
    assert subject.birth_on == (birth or None)


@pytest.mark.parametrize("birth", ["85", "1985-13", "1985-02-29", "02/03/1985", "1985-3-2", "sinh 1985"])
def test_impossible_birth_dates(store: Store, refused: Refuse, birth: str) -> None:
    said = refused(lambda a: people.add_subject(a, kind="individual", name="Lê An", birth_on=birth))
    assert said.startswith(f"Ngày sinh “{birth}” không đúng")


def test_what_a_subject_must_have(store: Store, refused: Refuse) -> None:
    assert refused(lambda a: people.add_subject(a, kind="", name="A")).startswith("Chưa chọn cá nhân")
    assert refused(lambda a: people.add_subject(a, kind="individual", name=" ")).startswith("Tên đối tượng")
    person = add(store, "Lê An", birth_on="1985")
    assert "không đúng" in refused(lambda a: people.change_subject(a, person, birth_on="1985-02-30"))
    assert "để trống" in refused(lambda a: people.change_subject(a, person, name="\u200b"))
    assert "Đối tượng này không còn trong sổ" in refused(lambda a: people.change_subject(a, 99, name="B"))


def test_a_subject_that_is_gone_says_so(store: Store, sentence: Callable[[Refused | str], str]) -> None:
    with pytest.raises(NotFound) as caught:
        people.get_subject(store.con, 4711)
    sentence(caught.value)


def test_some_facts_change_and_the_others_stay(store: Store) -> None:
    person = add(
        store, "Lê An", honorific="Ông", birth_on="1985", sex="male", position="Trưởng thôn", since_year=2001
    )
    before = people.get_subject(store.con, person)
    with store.action("Sửa") as action:
        assert people.change_subject(action, person, position="Bí thư chi bộ")
        assert not people.change_subject(action, person, position=" Bí thư  chi bộ ")
    after = people.get_subject(store.con, person)
    assert after.position == "Bí thư chi bộ"
    assert (after.uid, after.honorific, after.birth_on, after.sex, after.since_year) == (
        before.uid,
        "Ông",
        "1985",
        "male",
        2001,
    )


def test_a_changed_kind_is_sorted_by_the_rules_of_the_new_kind(store: Store) -> None:
    add(store, "Tổ Bắc", "collective")
    # By given name "An" an individual would stand first, as a collective "Thôn An" stands before "Tổ Bắc".
    moved = add(store, "Xóm An")
    assert names(store) == ["Xóm An", "Tổ Bắc"]
    with store.action("Sửa loại") as action:
        people.change_subject(action, moved, kind="collective")
    assert names(store) == ["Tổ Bắc", "Xóm An"]


def test_the_line_under_the_name(store: Store) -> None:
    with store.action("Đơn vị") as action:
        home = units.add_unit(action, name="Tổ dân phố 3")
    table: list[tuple[str, str, dict[str, object], str]] = [
        ("individual", "Lê An", {"position": "Tổ trưởng", "unit_id": home}, "Tổ trưởng, Tổ dân phố 3"),
        ("individual", "Lê Ba", {"unit_id": home}, "Tổ dân phố 3"),
        (
            "individual",
            "Lê Bá",
            {"position": "Tổ trưởng Tổ dân phố 3", "unit_id": home},
            "Tổ trưởng Tổ dân phố 3",
        ),
        (
            "individual",
            "Lê Bạ",
            {"position": "Công an Phường", "workplace": "công an phường"},
            "Công an Phường",
        ),
        (
            "individual",
            "Lê Bã",
            {"position": "Tổ trưởng Tổ dân phố 13", "unit_id": home},
            "Tổ trưởng Tổ dân phố 13, Tổ dân phố 3",
        ),
        ("individual", "Lê Ca", {"position": "Giáo viên", "workplace": "Trường A"}, "Giáo viên, Trường A"),
        (
            "individual",
            "Lê Cà",
            {"position": "Công chức Văn hóa - Xã hội", "workplace": "Văn hóa - Xã hội phường"},
            "Công chức Văn hóa - Xã hội phường",
        ),
        (
            "individual",
            "Lê Cả",
            {"position": "Phó Chủ tịch Ủy ban nhân dân", "workplace": "ủy ban nhân dân phường Hoa Ban"},
            "Phó Chủ tịch Ủy ban nhân dân phường Hoa Ban",
        ),
        (
            "individual",
            "Lê Cá",
            {"position": "Giáo viên Trường", "workplace": "Trường A"},
            "Giáo viên Trường, Trường A",
        ),
        ("individual", "Lê Cã", {"position": "Hội viên Hội", "workplace": "Hội"}, "Hội viên Hội"),
        ("individual", "Lê Da", {"address": "Thôn 5"}, "Thôn 5"),
        ("individual", "Lê Em", {}, ""),
        ("collective", "Tổ dân phố 3", {"unit_id": home}, ""),
        ("collective", "Chi hội 3", {"unit_id": home}, "Tổ dân phố 3"),
        ("household", "Hộ ông Gấm", {"unit_id": home, "address": "Số 5"}, "Số 5"),
        ("household", "Hộ bà Hà", {"unit_id": home}, "Tổ dân phố 3"),
    ]
    for kind, name, facts, line in table:
        subject = people.get_subject(store.con, add(store, name, kind, **facts))
        assert subject.position_unit == line, name


def test_two_of_one_name_are_told_apart_by_birth_and_unit(store: Store) -> None:
    with store.action("Đơn vị") as action:
        here, there = (units.add_unit(action, name=name) for name in ("Thôn 1", "Thôn 2"))
    known = {
        "born": add(store, "Nguyễn Văn Đạt", birth_on="1985-03-02", unit_id=here),
        "unborn": add(store, "Trần Thị Hoa", unit_id=here),
        "nowhere": add(store, "Lê Văn Tám"),
    }
    table: list[tuple[str, str | None, int | None, str | None]] = [
        # name, birth, unit -> who
        ("Nguyễn Văn Đạt", "1985", None, "born"),
        ("Nguyễn Văn Đạt", "1985-03", here, "born"),
        ("Nguyễn Văn Đạt", "1986", here, None),
        ("Nguyễn Văn Đạt", "1985-03-02", there, None),
        ("Nguyễn Văn Đạt", None, here, "born"),
        ("Nguyễn Văn Đạt", None, None, None),
        ("Nguyễn Văn Dạt", "1985", here, None),
        ("  Nguyễn  Văn Đạt ", "1985", here, "born"),
        ("Trần Thị Hoa", None, here, "unborn"),
        ("Trần Thị Hoa", "1990", here, "unborn"),
        ("Trần Thị Hoa", "1990", None, None),
        ("Lê Văn Tám", None, None, "nowhere"),
        ("Lê Văn Tám", None, here, None),
        ("Người Khác", None, here, None),
    ]
    for name, birth, unit, who in table:
        same = people.find_same(store.con, kind="individual", name=name, birth_on=birth, unit_id=unit)
        assert (same.id if same else None) == (known[who] if who else None), (name, birth, unit)
    assert (
        people.find_same(store.con, kind="household", name="Lê Văn Tám", birth_on=None, unit_id=None) is None
    )


def test_words_for_every_kind_sex_and_class_the_store_knows(store: Store) -> None:
    for kind in people.KINDS:
        add(store, f"Tên {kind}", kind)
    for sex in (*people.SEXES, None):
        add(store, f"Giới {sex}", sex=sex)
    for code in people.OBJECT_CLASSES:
        add(store, f"Lớp {code}", object_class=code)
    listed = people.list_subjects(store.con)
    assert len(listed) == len(people.KINDS) + len(people.SEXES) + 1 + len(people.OBJECT_CLASSES)
    assert all(any(ord(c) > 127 for c in word) for word in people.KINDS.values())


def test_who_was_typed_again_is_not_added_again(store: Store) -> None:
    with store.action("Đơn vị") as action:
        home, other = (units.add_unit(action, name=name) for name in ("Thôn 1", "Thôn 2"))
    with store.action("Ghi") as action:
        first = people.find_or_add(
            action, kind="individual", name="Lê Văn Tám", unit_id=home, position="Trưởng thôn", sex="male"
        )
    with store.action("Ghi lại") as action:
        again = people.find_or_add(
            action, kind="individual", name="Lê Văn Tám", unit_id=home, position="", birth_on="1980"
        )
        elsewhere = people.find_or_add(action, kind="individual", name="Lê Văn Tám", unit_id=other)
        household = people.find_or_add(action, kind="household", name="Lê Văn Tám", unit_id=home)
    assert again == first
    assert len({first, elsewhere, household}) == 3
    known = people.get_subject(store.con, first)
    assert (known.position, known.birth_on, known.sex) == ("Trưởng thôn", "1980", "male")
