"""Registrations: one fact after another, who stands behind, what settles and what no longer does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from db import attachments, campaigns, registrations, units
from db.campaigns import CampaignDraft
from db.errors import NotFound, Refused
from db.store import Action, Store

D = dt.date
Refuse = Callable[[Callable[[Action], object]], str]


@pytest.fixture
def drive(store: Store) -> int:
    with store.action("Lập sổ") as action:
        for name in ("Thôn 1", "Thôn 2", "Thôn 10"):
            units.add_unit(action, name=name)
        return campaigns.start_campaign(action, CampaignDraft("Thi đua"))


def unit(store: Store, name: str) -> int:
    found = units.find_unit(store.con, name)
    assert found is not None
    return found.id


def add(store: Store, drive: int, title: str, *names: str, **facts: object) -> int:
    values = {"kind": "model", "received_date": D(2023, 8, 10), **facts}
    with store.action(f"Đăng ký {title}") as action:
        return registrations.register(
            action,
            campaign_id=drive,
            unit_ids=tuple(unit(store, n) for n in names or ("Thôn 1",)),
            title=title,
            **values,  # type: ignore[arg-type]
        )


def test_every_fact_comes_back(store: Store, drive: int) -> None:
    facts: dict[str, object] = {
        "content": "Trồng hoa\nhai bên đường",
        "place": "Thôn 1",
        "planned_budget": 10_000_000,
        "planned_people": 0,
        "planned_other": None,
        "final_budget": 9_500_000,
        "final_people": 1,
        "final_other": 2,
        "labour_days": 120,
        "land_m2": 2500,
        "beneficiaries": "300 hộ",
        "start_on": "2023",
        "finish_on": "2023-11",
        "channel": "zalo",
        "awaits_paper": True,
        "number": "05/ĐK",
        "document_date": D(2023, 8, 9),
        "status": "in_progress",
        "note": "gấp",
    }
    made = registrations.get_registration(store.con, add(store, drive, "Đường hoa", **facts))
    assert {name: getattr(made, name) for name in facts} == facts
    assert (made.kind, made.title, made.received_date) == ("model", "Đường hoa", D(2023, 8, 10))
    assert (made.returned_date, made.return_reason, made.replaced_by_id) == (None, "", None)


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        ((None, None, None), None),
        ((0, None, None), 0),
        ((5_000_000, None, None), 5_000_000),
        ((5_000_000, 7_000_000, 1), 12_000_001),
        ((None, 7_000_000, None), 7_000_000),
    ],
)
def test_the_value_is_the_sum_of_what_was_said(
    store: Store, drive: int, parts: tuple[int | None, ...], value: int | None
) -> None:
    budget, from_people, other = parts
    made = add(
        store,
        drive,
        "A",
        planned_budget=budget,
        planned_people=from_people,
        planned_other=other,
        final_budget=1,
    )
    assert registrations.get_registration(store.con, made).value == value


def test_the_first_unit_leads_and_none_is_named_twice(store: Store, drive: int) -> None:
    made = add(store, drive, "Chung", "Thôn 2", "Thôn 1", "Thôn 2")
    found = registrations.get_registration(store.con, made)
    assert (found.units, found.unit_ids) == ("Thôn 2; Thôn 1", (unit(store, "Thôn 2"), unit(store, "Thôn 1")))


def test_other_units_behind_a_registration(store: Store, drive: int) -> None:
    made = add(store, drive, "Chung", "Thôn 1", "Thôn 2")
    for names in (("Thôn 2", "Thôn 10"), ("Thôn 10",), ("Thôn 1", "Thôn 10", "Thôn 2")):
        with store.action("Đổi đơn vị") as action:
            registrations.set_units(action, made, tuple(unit(store, name) for name in names))
        found = registrations.get_registration(store.con, made)
        assert set(found.units.split("; ")) == set(names)
        assert found.unit_ids[0] == unit(store, names[0])


def test_a_row_whose_unit_is_unknown_is_taken_in_and_belongs_to_nobody(store: Store, drive: int) -> None:
    with store.action("Từ Excel") as action:
        made = registrations.register(
            action,
            campaign_id=drive,
            unit_ids=(),
            kind="work",
            title="Sân chơi",
            received_date=None,
            allow_no_unit=True,
        )
    found = registrations.get_registration(store.con, made)
    assert (found.unit_ids, found.units) == ((), "")


REFUSALS: dict[str, tuple[dict[str, object], str]] = {
    "no title": ({"title": " "}, "Tên mô hình, công trình đang để trống"),
    "no kind": ({"kind": "house"}, "“house” không có trong danh sách"),
    "no such status": ({"status": "done"}, "“done” không có trong danh sách"),
    "no such channel": ({"channel": "fax"}, "“fax” không có trong danh sách"),
    "negative money": ({"planned_people": -1}, "Giá trị không được âm"),
    "negative land": ({"land_m2": -5}, "Giá trị không được âm"),
    "no month": ({"start_on": "2023-13"}, "Thời gian “2023-13” không đúng"),
    "no day": ({"finish_on": "2023-02-30"}, "Thời gian “2023-02-30” không đúng"),
    "typed by hand": ({"finish_on": "quý 4"}, "Thời gian “quý 4” không đúng"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_makes_no_sense_is_refused_when_added_and_when_changed(
    store: Store, drive: int, refused: Refuse, name: str
) -> None:
    facts, sentence = REFUSALS[name]
    made = add(store, drive, "Có trước")
    values = {"kind": "model", "title": "Mới", "received_date": None, **facts}
    home = (unit(store, "Thôn 1"),)
    assert refused(
        lambda a: registrations.register(a, campaign_id=drive, unit_ids=home, **values)  # type: ignore[arg-type]
    ).startswith(sentence)
    assert refused(lambda a: registrations.change_registration(a, made, **facts)).startswith(sentence)


def test_the_other_refusals(store: Store, drive: int, refused: Refuse) -> None:
    one, two, three = (add(store, drive, title) for title in ("Một", "Hai", "Ba"))
    with store.action("Thay") as action:
        registrations.replace(action, one, two)
        registrations.replace(action, two, three)
    table: list[tuple[str, Callable[[Action], object]]] = [
        (
            "Chưa chọn đơn vị đăng ký",
            lambda a: registrations.register(
                a, campaign_id=drive, unit_ids=(), kind="model", title="A", received_date=None
            ),
        ),
        ("Chưa chọn đơn vị đăng ký", lambda a: registrations.set_units(a, one, ())),
        ("Chưa ghi lý do trả lại", lambda a: registrations.return_to_redo(a, one, D(2023, 9, 1), " ")),
        ("Một đăng ký không thể thay thế chính nó", lambda a: registrations.replace(a, one, one)),
        ("Đăng ký được chọn đã được thay", lambda a: registrations.replace(a, two, one)),
        ("Đăng ký được chọn đã được thay", lambda a: registrations.replace(a, three, one)),
        ("Đăng ký này không còn trong sổ", lambda a: registrations.replace(a, one, 99)),
        ("Nội dung tiến độ đang để trống", lambda a: registrations.add_progress(a, one, D(2023, 9, 1), "")),
        ("Đăng ký này đang thay cho một đăng ký cũ", lambda a: registrations.remove_registration(a, two)),
    ]
    for sentence, work in table:
        assert refused(work).startswith(sentence)


def test_an_unknown_fact_is_a_fault_of_the_program(store: Store, drive: int) -> None:
    made = add(store, drive, "A")
    with pytest.raises(TypeError, match="colour"), store.action("Sai") as action:
        registrations.change_registration(action, made, colour="đỏ")


def test_a_registration_that_is_gone(store: Store, sentence: Callable[[Refused | str], str]) -> None:
    with pytest.raises(NotFound) as caught:
        registrations.get_registration(store.con, 99)
    sentence(caught.value)


def test_what_counts_and_what_is_said_of_it(store: Store, drive: int) -> None:
    made, other = add(store, drive, "Một"), add(store, drive, "Hai")

    def state() -> tuple[bool, str]:
        found = registrations.get_registration(store.con, made)
        return found.counts, found.shown_status

    for status, word in registrations.STATUSES.items():
        with store.action("Trạng thái") as action:
            registrations.change_registration(action, made, status=status)
        assert state() == (status != "stopped", word)
    with store.action("Làm tiếp") as action:
        registrations.change_registration(action, made, status="in_progress")
        registrations.return_to_redo(action, made, D(2023, 9, 5), " Thiếu  kinh phí ")
    assert state() == (False, "Trả lại ngày 05/09/2023")
    found = registrations.get_registration(store.con, made)
    assert (found.return_reason, found.received_date) == ("Thiếu kinh phí", D(2023, 8, 10))
    with store.action("Thay") as action:
        registrations.replace(action, made, other)
    assert state() == (False, "Đã thay bằng đăng ký khác")


def test_the_list_goes_by_arrival_and_its_filters_are_joined(store: Store, drive: int) -> None:
    add(store, drive, "Chưa rõ ngày", received_date=None)
    add(store, drive, "Đường hoa", "Thôn 2", received_date=D(2023, 8, 12))
    add(store, drive, "Đèn đường", "Thôn 10", "Thôn 1", kind="work", received_date=D(2023, 8, 11))
    add(store, drive, "Dọn đường", kind="task", status="stopped", received_date=D(2023, 8, 11))
    with store.action("Phong trào khác") as action:
        other = campaigns.start_campaign(action, CampaignDraft("Khác"))
    add(store, other, "Đường hoa")

    def titles(**filters: object) -> list[str]:
        found = registrations.list_registrations(store.con, drive, **filters)  # type: ignore[arg-type]
        return [r.title for r in found]

    assert titles() == ["Đèn đường", "Dọn đường", "Đường hoa", "Chưa rõ ngày"]
    assert titles(text="duong") == ["Đèn đường", "Dọn đường", "Đường hoa"]
    assert titles(text="DEN DUONG") == ["Đèn đường"]
    assert titles(text="thôn 10") == ["Đèn đường"]
    assert titles(kind="work") == ["Đèn đường"]
    assert titles(status="stopped") == ["Dọn đường"]
    assert titles(unit_id=unit(store, "Thôn 1")) == ["Đèn đường", "Dọn đường", "Chưa rõ ngày"]
    assert titles(unit_id=unit(store, "Thôn 1"), kind="task", text="don") == ["Dọn đường"]
    assert titles(text="hoa", kind="work") == []


def test_a_list_of_registrations_is_one_question(store: Store, drive: int) -> None:
    with store.action("Nhiều") as action:
        for number in range(40):
            registrations.register(
                action,
                campaign_id=drive,
                unit_ids=(1, 2),
                kind="model",
                title=f"Số {number}",
                received_date=None,
            )
    seen: list[str] = []
    store.con.set_trace_callback(seen.append)
    assert len(registrations.list_registrations(store.con, drive, text="thon 1")) == 40
    store.con.set_trace_callback(None)
    assert len(seen) == 1


def test_progress_is_told_by_day(store: Store, drive: int) -> None:
    made, other = add(store, drive, "A"), add(store, drive, "B")
    with store.action("Tiến độ") as action:
        registrations.add_progress(action, made, D(2023, 9, 9), "Xong móng\nđang xây")
        registrations.add_progress(action, made, D(2023, 9, 1), "Khởi công")
        registrations.add_progress(action, other, D(2023, 9, 1), "Khác")
    assert registrations.progress_notes(store.con, made) == [
        (D(2023, 9, 1), "Khởi công"),
        (D(2023, 9, 9), "Xong móng\nđang xây"),
    ]


def test_files_hang_on_one_registration(store: Store, drive: int) -> None:
    made, other = add(store, drive, "A"), add(store, drive, "B")
    with store.action("Tệp") as action:
        for name, data in (("Đơn.txt", b"don"), ("ảnh.png", b"\x89PNG")):
            registrations.attach(action, made, name, data)
    files = registrations.attached(store.con, made)
    assert [(f.name, attachments.content(store.con, f.id)) for f in files] == [
        ("Đơn.txt", b"don"),
        ("ảnh.png", b"\x89PNG"),
    ]
    assert registrations.attached(store.con, other) == []


def test_a_removed_registration_leaves_no_loose_rows(store: Store, drive: int) -> None:
    made, kept = add(store, drive, "A", "Thôn 1", "Thôn 2"), add(store, drive, "B")
    with store.action("Thêm") as action:
        registrations.attach(action, made, "a.txt", b"a")
        registrations.add_progress(action, made, D(2023, 9, 1), "x")
    with store.action("Xóa") as action:
        registrations.remove_registration(action, made)
    assert [r.id for r in registrations.list_registrations(store.con, drive)] == [kept]
    left = {
        table: store.con.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("registration_unit", "registration_progress", "registration_attachment")
    }
    assert left == {"registration_unit": 1, "registration_progress": 0, "registration_attachment": 0}


def test_a_changed_title_is_searched_anew_and_names_of_things_are_cleaned(store: Store, drive: int) -> None:
    made = add(store, drive, "Đường  hoa\u200b ", place=" thôn  1 ", number=" 5 / ĐK ")
    found = registrations.get_registration(store.con, made)
    assert (found.title, found.place, found.number) == ("Đường hoa", "thôn 1", "5 / ĐK")
    with store.action("Sửa") as action:
        assert registrations.change_registration(action, made, title="Đường cờ")
        assert not registrations.change_registration(action, made, title="Đường  cờ")
    folded = store.con.execute("SELECT folded FROM registration").fetchone()[0]
    assert folded == "duong co"
