"""Units: how they are told, sorted, searched, ended, merged; what is refused and why."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import pytest

from db import board, campaigns, clusters, milestones, people, registrations, targets, units
from db.campaigns import CampaignDraft
from db.errors import NotFound, Refused
from db.milestones import MilestoneDraft
from db.store import Action, Store
from db.targets import TargetDraft, TaskDraft

D = dt.date
Refuse = Callable[[Callable[[Action], object]], str]


def add(store: Store, *names: str, **facts: object) -> list[int]:
    with store.action("Thêm đơn vị") as action:
        return [units.add_unit(action, name=name, **facts) for name in names]  # type: ignore[arg-type]


def names(store: Store, **filters: object) -> list[str]:
    return [unit.name for unit in units.list_units(store.con, **filters)]  # type: ignore[arg-type]


def questions(store: Store, work: Callable[[], object]) -> int:
    seen: list[str] = []
    store.con.set_trace_callback(seen.append)
    work()
    store.con.set_trace_callback(None)
    return len(seen)


# ---------------------------------------------------------------- order and search

IN_ORDER = [
    "Ấp Bắc",
    "Buôn Ako Dhong",
    "Buôn Ea Sut",
    "Buôn Kǒ Tam",
    "Dân quân tự vệ",
    "Đoàn Thanh niên",
    "Hội Nông dân",
    "Thôn 1",
    "Thôn 1A",
    "Thôn 2",
    "Thôn 10",
    "Thôn Bình",
    "Thôn Đoài",
    "Tổ dân phố 2",
    "Tổ dân phố 10",
    "Tổ dân phố 100",
    "Tổ dân phố Hà",
    "Trạm Y tế",
]


def test_units_stand_in_the_order_of_a_vietnamese_list(store: Store) -> None:
    shuffled = IN_ORDER.copy()
    random.Random(7).shuffle(shuffled)
    add(store, *shuffled)
    assert names(store) == IN_ORDER


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("doan", ["Đoàn Thanh niên"]),
        ("ĐOÀN", ["Đoàn Thanh niên"]),
        ("đoan", ["Đoàn Thanh niên"]),
        ("to dan pho 10", ["Tổ dân phố 10", "Tổ dân phố 100"]),
        ("  tổ   dân phố 2 ", ["Tổ dân phố 2"]),
        ("to\u0302\u0309 da\u0302n pho\u0302\u0301 ha\u0300", ["Tổ dân phố Hà"]),
        ("ko tam", ["Buôn Kǒ Tam"]),
        ("không có", []),
    ],
)
def test_search_asks_for_no_accents(store: Store, typed: str, found: list[str]) -> None:
    add(store, *IN_ORDER)
    assert names(store, text=typed) == found


def test_filters_are_joined(store: Store) -> None:
    add(store, "Thôn 1", "Thôn 2", "Trường Mầm non Thôn 1", "Công an xã")
    assert names(store, kinds=["neighborhood"]) == ["Thôn 1", "Thôn 2"]
    assert names(store, kinds=["neighborhood", "police_military"]) == ["Công an xã", "Thôn 1", "Thôn 2"]
    assert names(store, text="thon 1", kinds=["school"]) == ["Trường Mầm non Thôn 1"]
    assert names(store, kinds=[]) == names(store)


def test_active_units_by_the_day_both_ends_included(store: Store) -> None:
    add(store, "Thôn Cũ", active_to=D(2025, 6, 30))
    add(store, "Thôn Mới", active_from=D(2025, 7, 1))
    add(store, "Thôn Mãi")
    table = {
        D(2025, 6, 29): ["Thôn Cũ", "Thôn Mãi"],
        D(2025, 6, 30): ["Thôn Cũ", "Thôn Mãi"],
        D(2025, 7, 1): ["Thôn Mãi", "Thôn Mới"],
        D(2030, 1, 1): ["Thôn Mãi", "Thôn Mới"],
    }
    assert {day: names(store, active_on=day) for day in table} == table


def test_a_list_of_units_is_one_question(store: Store) -> None:
    add(store, *(f"Thôn {n}" for n in range(40)))
    with store.action("Cụm") as action:
        members = [u.id for u in units.list_units(store.con)]
        units.add_cluster(action, name="Cụm 1", members=members, year=2023)
    assert questions(store, lambda: units.list_units(store.con, text="thon", cluster="Cụm 1")) == 1


def test_everything_typed_comes_back_clean(store: Store) -> None:
    with store.action("Thêm") as action:
        unit_id = units.add_unit(
            action,
            name="  Buôn   E\u0302a Sut\u200b ",
            short_name=" EAS ",
            head_name="Y  Bhăm Niê",
            contact_name="H’Ngăm",
            phone=" 0905 123 456 ",
            address="Quốc lộ 26",
            active_from=D(2020, 1, 1),
            note=" ghi chú ",
        )
    unit = units.get_unit(store.con, unit_id)
    assert (unit.name, unit.short_name, unit.kind) == ("Buôn Êa Sut", "EAS", "neighborhood")
    assert (unit.head_name, unit.contact_name, unit.phone) == ("Y Bhăm Niê", "H’Ngăm", "0905 123 456")
    assert (unit.address, unit.active_from, unit.active_to, unit.note) == (
        "Quốc lộ 26",
        D(2020, 1, 1),
        None,
        "ghi chú",
    )
    assert unit.shown_kind == "Thôn, tổ dân phố"


def test_a_unit_is_found_by_its_whole_name_or_short_name(store: Store) -> None:
    add(store, "Tổ dân phố 1", "Tổ dân phố 11", "Hội Nông dân")
    add(store, "Mặt trận Tổ quốc", short_name="MTTQ")

    def found(name: str) -> str | None:
        unit = units.find_unit(store.con, name)
        return unit.name if unit else None

    assert found("TO DAN PHO 1") == "Tổ dân phố 1"
    assert found("hội nông  dân") == "Hội Nông dân"
    assert found("mttq") == "Mặt trận Tổ quốc"
    assert found("Tổ dân phố") is None


def test_of_two_units_alike_only_the_exact_spelling_is_sure(store: Store) -> None:
    add(store, "Thôn Hòa", "Thôn Hoa")
    unit = units.find_unit(store.con, "Thôn Hòa")
    assert unit is not None
    assert unit.name == "Thôn Hòa"
    assert units.find_unit(store.con, "thon hoa") is None


# ---------------------------------------------------------------- refusals


def test_what_a_unit_must_have(store: Store, refused: Refuse) -> None:
    add(store, "Thôn 1")
    table: list[tuple[str, Callable[[Action], object]]] = [
        ("Tên đơn vị đang để trống", lambda a: units.add_unit(a, name=" \u200b ")),
        ("Chưa chọn loại đơn vị", lambda a: units.add_unit(a, name="Thôn 3", kind="village")),
        ("Đơn vị “Thôn 1” đã có trong sổ", lambda a: units.add_unit(a, name=" Thôn  1 ")),
        (
            "Ngày ngừng hoạt động trước ngày bắt đầu",
            lambda a: units.add_unit(a, name="Thôn 3", active_from=D(2025, 7, 1), active_to=D(2025, 6, 30)),
        ),
        ("Tên cụm, khối đang để trống", lambda a: units.add_cluster(a, name="", year=2023)),
    ]
    for sentence, work in table:
        assert refused(work).startswith(sentence)


def test_a_unit_cannot_take_anothers_name_but_may_keep_its_own(store: Store, refused: Refuse) -> None:
    first, second = add(store, "Thôn 1", "Thôn 2")
    assert "“Thôn 2” đã có" in refused(
        lambda a: units.change_unit(a, first, name="Thôn 2", kind="neighborhood")
    )
    with store.action("Sửa") as action:
        assert units.change_unit(action, second, name="Thôn 2", kind="neighborhood", note="x")
        assert not units.change_unit(action, second, name="Thôn 2", kind="neighborhood", note="x")


def test_the_name_of_an_ended_unit_is_free_again(store: Store) -> None:
    add(store, "Thôn 1", active_to=D(2025, 6, 30))
    add(store, "Thôn 1", active_from=D(2025, 7, 1))
    assert names(store) == ["Thôn 1", "Thôn 1"]


def test_a_changed_name_is_searched_and_sorted_anew(store: Store) -> None:
    first, _ = add(store, "Thôn 1", "Thôn 2")
    with store.action("Đổi tên") as action:
        units.change_unit(action, first, name="Thôn Đoài", kind="neighborhood")
    assert names(store) == ["Thôn 2", "Thôn Đoài"]
    assert names(store, text="doai") == ["Thôn Đoài"]
    assert names(store, text="thon 1") == []


def test_a_unit_that_is_gone_says_so(store: Store, sentence: Callable[[Refused | str], str]) -> None:
    with pytest.raises(NotFound) as caught:
        units.get_unit(store.con, 4711)
    assert sentence(caught.value).startswith("Đơn vị này không còn trong sổ")


def _drive(action: Action, **facts: object) -> int:
    return campaigns.start_campaign(action, CampaignDraft("Phong trào", **facts))  # type: ignore[arg-type]


USES: dict[str, Callable[[Action, int], object]] = {
    "obligation": lambda a, u: _drive(a, milestones=(MilestoneDraft("report", "Báo cáo", D(2023, 5, 1)),)),
    "registration": lambda a, u: registrations.register(
        a, campaign_id=_drive(a), unit_ids=(u,), kind="model", title="A", received_date=None
    ),
    "person": lambda a, u: people.add_subject(a, kind="individual", name="Lê An", unit_id=u),
    "cluster member": lambda a, u: units.add_cluster(a, name="Cụm", members=[u], year=2023),
    "head of a cluster": lambda a, u: clusters.save(
        a, name="Cụm", kind="cluster", year=2022, members=[u], head_unit_id=u
    ),
    "target": lambda a, u: targets.add_target(
        a, _drive(a), TargetDraft("Cây xanh", targets.Decimal(5), unit_id=u)
    ),
    "task": lambda a, u: targets.add_task(a, _drive(a), TaskDraft("Thôn", "Làm", unit_id=u)),
    "predecessor": lambda a, u: units.succeed(a, [u], units.add_unit(a, name="Thôn Mới"), D(2025, 7, 1)),
    "successor": lambda a, u: units.succeed(a, [units.add_unit(a, name="Thôn Cũ")], u, D(2025, 7, 1)),
}


@pytest.mark.parametrize("use", USES)
def test_a_unit_in_use_is_ended_not_removed(store: Store, refused: Refuse, use: str) -> None:
    (unit,) = add(store, "Thôn 1")
    with store.action("Dùng") as action:
        USES[use](action, unit)
    assert "hãy ghi ngày ngừng hoạt động" in refused(lambda a: units.remove_unit(a, unit))


def test_a_unit_nobody_uses_goes(store: Store) -> None:
    one, _ = add(store, "Thôn 1", "Thôn 2")
    with store.action("Xóa") as action:
        units.remove_unit(action, one)
    assert names(store) == ["Thôn 2"]


# ---------------------------------------------------------------- mergers


def test_merged_units_end_the_day_before_and_keep_what_they_did(store: Store) -> None:
    old = add(store, "Thôn Đông", "Thôn Tây")
    with store.action("Đăng ký") as action:
        drive = _drive(action)
        registrations.register(
            action, campaign_id=drive, unit_ids=(old[0],), kind="model", title="A", received_date=None
        )
    (new,) = add(store, "Thôn Đông Tây")
    with store.action("Sáp nhập") as action:
        units.succeed(action, [*old, old[0]], new, D(2024, 3, 1), "NQ 15")
    assert [units.get_unit(store.con, u).active_to for u in (*old, new)] == [D(2024, 2, 29)] * 2 + [None]
    assert registrations.list_registrations(store.con, drive)[0].units == "Thôn Đông"
    rows = store.con.execute("SELECT predecessor_id, successor_id, day, note FROM unit_succession").fetchall()
    assert [tuple(row) for row in rows] == [(unit, new, "2024-03-01", "NQ 15") for unit in old]


def test_impossible_mergers(store: Store, refused: Refuse) -> None:
    one, two = add(store, "Thôn 1", "Thôn 2")
    assert "vào chính nó" in refused(lambda a: units.succeed(a, [one, two], two, D(2025, 7, 1)))
    with store.action("Sáp nhập") as action:
        units.succeed(action, [one], two, D(2025, 7, 1))
    assert "đã ghi trong sổ" in refused(lambda a: units.succeed(a, [one], two, D(2026, 7, 1)))


def test_units_ended_before_a_drive_owe_it_nothing_those_merged_during_it_do(store: Store) -> None:
    add(store, "Thôn Đã giải thể", active_to=D(2025, 2, 28))
    (during,) = add(store, "Thôn Sáp nhập")
    add(store, "Thôn Sau này", active_from=D(2026, 1, 1))
    with store.action("Phong trào") as action:
        drive = _drive(
            action,
            start_on="2025-03-01",
            end_on="2025-12-31",
            milestones=(MilestoneDraft("report", "Báo cáo", D(2025, 5, 1)),),
        )
    (owed,) = board.board(store.con, drive, D(2025, 6, 1)).cells
    with store.action("Nhận báo cáo") as action:
        board.receive(action, owed.obligation_id, D(2025, 4, 28))
    with store.action("Sáp nhập") as action:
        units.succeed(action, [during], units.add_unit(action, name="Thôn Kế tục"), D(2025, 7, 1))
        milestones.assign_to_open_campaigns(action)
    cells = board.board(store.con, drive, D(2025, 6, 1)).cells
    assert [cell.unit for cell in cells] == ["Thôn Kế tục", "Thôn Sáp nhập"]


# ---------------------------------------------------------------- kinds

KINDS_OF_NAMES = {
    "Tổ 5": "neighborhood",
    "Khu phố 3": "neighborhood",
    "Ấp Bình Hòa": "neighborhood",
    "Bon Pi Nao": "neighborhood",
    "Làng Kon Rẫy": "neighborhood",
    "ĐOÀN TNCS HỒ CHÍ MINH": "front_union",
    "Công đoàn cơ sở": "front_union",
    "Ủy ban Mặt trận Tổ quốc Việt Nam xã": "front_union",
    "Đảng ủy xã": "party",
    "Văn phòng Đảng ủy": "party",
    "Ban Xây dựng Đảng": "party",
    "Chi bộ thôn 3": "party",
    "Trường THCS Nơ Trang Lơng": "school",
    "Nhà trẻ Hoa Sen": "school",
    "Trung tâm Y tế khu vực": "health",
    "Ban Chỉ huy Quân sự xã": "police_military",
    "Đồn Biên phòng Đắk Dang": "police_military",
    "Văn phòng HĐND và UBND": "department",
    "Trung tâm Phục vụ hành chính công": "department",
    "Ban Quản lý chợ": "department",
    "Công chức Tư pháp - Hộ tịch": "sector",
    "Ngành Văn hóa - Xã hội": "sector",
    "Hạt Kiểm lâm": "vertical",
    "Bảo hiểm xã hội cơ sở": "vertical",
    "HTX Nông nghiệp Sạch": "enterprise",
    "Hợp tác xã Cà phê": "enterprise",
    "Chùa Khải Đoan": "religious",
    "Giáo xứ Thánh Tâm": "religious",
    "Chi hội Tin Lành Buôn Ja": "religious",
    "Phường Tân An": "commune",
    "Thị trấn Ea Drăng": "commune",
    "Câu lạc bộ Hưu trí": "other",
}


@pytest.mark.parametrize(("name", "kind"), KINDS_OF_NAMES.items())
def test_the_kind_a_name_suggests(name: str, kind: str) -> None:
    assert units.guess_kind(name) == kind


def test_the_table_of_names_has_an_example_of_every_kind() -> None:
    assert set(KINDS_OF_NAMES.values()) == set(units.KINDS)


@pytest.mark.parametrize(
    ("phrases", "kinds"),
    [
        (["05 tổ dân phố"], ("neighborhood",)),
        (["các ngành thuộc phường"], ("department", "sector")),
        (["MTTQ và các đoàn thể"], ("front_union",)),
        (["các trường học", "Trạm Y tế"], ("school", "health")),
        (["Công an, Quân sự phường"], ("police_military",)),
        (["UBND các xã, thị trấn"], ("commune",)),
        (["doanh nghiệp; tổ chức tôn giáo"], ("enterprise", "religious")),
        (["toàn thể Nhân dân"], ()),
        ([], ()),
    ],
)
def test_groups_of_units_as_plans_name_them(phrases: list[str], kinds: tuple[str, ...]) -> None:
    assert units.kinds_named(phrases) == kinds


# ---------------------------------------------------------------- clusters


def test_the_newest_cluster_of_a_unit_is_the_one_shown(store: Store) -> None:
    one, two = add(store, "Thôn 1", "Thôn 2")
    with store.action("Cụm") as action:
        units.add_cluster(action, name="Cụm cũ", members=[one, two], year=2022)
        units.add_cluster(action, name="Cụm mới", members=[one], year=2023)
    assert [(u.name, u.cluster) for u in units.list_units(store.con)] == [
        ("Thôn 1", "Cụm mới"),
        ("Thôn 2", "Cụm cũ"),
    ]
    assert names(store, cluster="Cụm cũ") == ["Thôn 2"]


def test_clusters_stand_by_year_with_their_heads(store: Store, refused: Refuse) -> None:
    one, two, three = add(store, "Thôn 10", "Thôn 2", "Thôn 3")
    with store.action("Cụm") as action:
        cluster = clusters.save(
            action, name="Khối Thôn", kind="bloc", year=2023, members=[one, two, one], head_unit_id=one
        )
        clusters.save(action, name="Khối Thôn", kind="bloc", year=2024, members=[three], cluster_id=cluster)
    (now,) = clusters.in_year(store.con, 2023)
    assert (now.member_names, now.head_unit, now.shown_kind) == (
        ("Thôn 2", "Thôn 10"),
        "Thôn 10",
        "Khối thi đua",
    )
    assert clusters.in_year(store.con, 2024)[0].member_names == ("Thôn 3",)
    assert clusters.in_year(store.con, 2025)[0].members == ()
    assert clusters.years(store.con) == [2024, 2023]
    assert [c.name for c in units.list_clusters(store.con)] == ["Khối Thôn"]
    for sentence, facts in {
        "Tên cụm, khối đang để trống": {"name": " "},
        "Chưa chọn cụm hay khối": {"kind": "group"},
        "Đơn vị trưởng cụm": {"head_unit_id": three},
    }.items():
        values = {"name": "B", "kind": "bloc", "year": 2023, "members": [one], **facts}
        assert refused(lambda a, v=values: clusters.save(a, **v)).startswith(sentence)  # type: ignore[misc]
    with store.action("Xóa") as action:
        clusters.remove(action, cluster)
    assert units.list_clusters(store.con) == []
    assert "không còn trong sổ" in refused(lambda a: clusters.remove(a, cluster))
