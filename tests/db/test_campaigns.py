"""Drives are started whole or not at all, found again, and keep what the plan said."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from db import attachments, campaigns, catalogues, history, organizations, people, targets, units
from db.campaigns import AwardDraft, CampaignDraft, DocumentDraft, PhaseDraft
from db.errors import BadInput, NotFound
from db.store import Store
from db.targets import TargetDraft, TaskDraft

D = dt.date


def start(store: Store, title: str, **facts: object) -> int:
    with store.action(f"Tạo {title}") as action:
        return campaigns.start_campaign(action, CampaignDraft(title=title, **facts))  # type: ignore[arg-type]


def test_the_drive_that_started_last_is_the_one_meant(store: Store) -> None:
    late = start(store, "Sau", start_on="2023-08-01")
    start(store, "Trước", start_on="2023")
    start(store, "Chưa định ngày")
    assert campaigns.find_campaign(store.con).id == late
    assert campaigns.find_campaign(store.con, str(late)).title == "Sau"
    assert campaigns.find_campaign(store.con, "PT2023-02").title == "Trước"
    with pytest.raises(NotFound, match="PT2023-01"):
        campaigns.find_campaign(store.con, "không có")


def test_a_drive_keeps_its_paper_phases_awards_targets_and_tasks(store: Store) -> None:
    drive = start(
        store,
        "Phong trào",
        start_on="2023-01-01",
        end_on="2023-12-31",
        document=DocumentDraft(number="05/KH-UBND", day="2023-06", text="Toàn văn kế hoạch"),
        phases=(PhaseDraft("Đợt 1", D(2023, 1, 1), D(2023, 6, 30)), PhaseDraft("Đợt 2")),
        awards=(AwardDraft("giay_khen", "Giấy khen", window_start=2013, window_end=2023, quota_total=12),),
        targets=(TargetDraft("Hộ nghèo", Decimal("0.39"), "%", kind="state"),),
        tasks=(TaskDraft("Văn phòng", "Tổng hợp đăng ký"),),
        anniversaries=(("Ngày thành lập phường", 20, D(2024, 1, 8)),),
    )
    paper = campaigns.documents(store.con, drive)[0]
    assert (paper.number, paper.day) == ("05/KH-UBND", "2023-06")
    assert paper.attachment_id is not None
    assert attachments.content(store.con, paper.attachment_id).decode() == "Toàn văn kế hoạch"
    phase = campaigns.phases(store.con, drive)
    assert [(p.name, p.end_date) for p in phase] == [("Đợt 1", D(2023, 6, 30)), ("Đợt 2", None)]
    line = campaigns.awards(store.con, drive)[0]
    assert (line.window_start, line.window_end, line.window_mode, line.quota_total) == (
        2013,
        2023,
        "within",
        12,
    )
    target = targets.list_targets(store.con, drive)[0]
    assert target.annual_thousandths == 390
    with store.action("Kết quả") as action:
        targets.set_result(action, target.id, phase[0].id, Decimal("0.5"))
    assert targets.list_targets(store.con, drive)[0].results == {phase[0].id: 500}
    assert targets.list_tasks(store.con, drive)[0].what == "Tổng hợp đăng ký"
    assert campaigns.anniversaries(store.con, drive) == [("Ngày thành lập phường", 20, D(2024, 1, 8))]


@pytest.mark.parametrize(
    "facts",
    [
        {"title": "  "},
        {"title": "A", "start_on": "2023-13"},
        {"title": "A", "start_on": "2023-08-01", "end_on": "2023-07-31"},
        {"title": "A", "phases": (PhaseDraft("Đợt 1", D(2023, 2, 1), D(2023, 1, 1)),)},
        {"title": "A", "awards": (AwardDraft("giay_khen", "Giấy khen", window_start=2023, window_end=2013),)},
        {"title": "A", "targets": (TargetDraft("B", Decimal("0.0001")),)},
    ],
)
def test_a_drive_that_makes_no_sense_leaves_nothing(store: Store, facts: dict[str, object]) -> None:
    before = len(history.actions(store.con))
    with pytest.raises(BadInput), store.action("Tạo") as action:
        campaigns.start_campaign(action, CampaignDraft(**facts))  # type: ignore[arg-type]
    assert campaigns.list_campaigns(store.con) == []
    assert len(history.actions(store.con)) == before


def test_the_office_and_its_signature_lines(store: Store) -> None:
    with store.action("Cơ quan") as action:
        office = organizations.save_own(
            action,
            name="Ủy ban nhân dân phường An Lạc",
            level="ward",
            place="An Lạc",
            parent_name="thành phố Hoa",
        )
        organizations.save_signer(
            action, office, name="Lê Văn Mẫu", title="Phó Chủ tịch", signature_form="kt"
        )
    own = organizations.own(store.con)
    assert own is not None
    assert own.header_lines == ("ỦY BAN NHÂN DÂN", "PHƯỜNG AN LẠC")
    assert own.chairman_title == "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG AN LẠC"
    assert own.tier == "commune"
    assert organizations.signature_lines("kt", "Phó Chủ tịch") == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert organizations.signature_lines("head", "Chủ tịch") == ("CHỦ TỊCH",)
    with pytest.raises(BadInput), store.action("Sai") as action:
        organizations.save_own(action, name="", level="ward", place="A")


def test_units_end_and_are_succeeded(store: Store) -> None:
    with store.action("Đơn vị") as action:
        old = [units.add_unit(action, name=name) for name in ("Thôn Đông", "Thôn Tây")]
        new = units.add_unit(action, name="Thôn Đông Tây")
        units.succeed(action, old, new, D(2025, 7, 1), "Nghị quyết sáp nhập")
    assert [u.name for u in units.list_units(store.con, active_on=D(2025, 7, 1))] == ["Thôn Đông Tây"]
    assert len(units.list_units(store.con, active_on=D(2025, 6, 30))) == 3
    found = units.find_unit(store.con, "thon dong tay")
    assert found is not None
    assert found.id == new


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Tổ dân phố 4", "neighborhood"),
        ("Buôn Ea Sut", "neighborhood"),
        ("Hội Cựu chiến binh phường", "front_union"),
        ("Ủy ban MTTQ Việt Nam phường", "front_union"),
        ("Trường THCS Hoa Mai", "school"),
        ("Trạm Y tế phường", "health"),
        ("Công an phường", "police_military"),
        ("Phòng Văn hóa - Xã hội", "department"),
        ("Công ty TNHH Sao Mai", "enterprise"),
        ("Hội thánh Tin Lành", "religious"),
        ("UBND xã Đắk Mới", "commune"),
        ("Quỹ tín dụng", "other"),
    ],
)
def test_kinds_of_units_are_guessed_by_their_names(name: str, kind: str) -> None:
    assert units.guess_kind(name) == kind


def test_people_are_found_and_told_apart(store: Store) -> None:
    with store.action("Người") as action:
        home = units.add_unit(action, name="Tổ dân phố 1")
        first = people.add_subject(action, kind="individual", name="H'Bia Niê", birth_on="1985", unit_id=home)
        people.add_subject(action, kind="individual", name="Nguyễn Văn Đạt")
        people.add_subject(action, kind="individual", name="Trần Thị Ân")
    names = [s.name for s in people.list_subjects(store.con)]
    assert names == ["Trần Thị Ân", "Nguyễn Văn Đạt", "H'Bia Niê"]
    assert [s.name for s in people.list_subjects(store.con, text="dat")] == ["Nguyễn Văn Đạt"]
    assert [s.name for s in people.list_subjects(store.con, text="h’bia nie")] == ["H'Bia Niê"]
    same = people.find_same(
        store.con, kind="individual", name="H'Bia Niê", birth_on="1985-03-02", unit_id=None
    )
    assert same is not None
    assert same.id == first
    assert (
        people.find_same(store.con, kind="individual", name="H'Bia Niê", birth_on="1990", unit_id=home)
        is None
    )
    with pytest.raises(BadInput), store.action("Sai") as action:
        people.add_subject(action, kind="individual", name="A", birth_on="1985-02-30")


def test_catalogues_are_loaded_dated_and_editable(store: Store) -> None:
    forms = {form.code: form for form in catalogues.award_forms(store.con, D(2023, 12, 20))}
    assert forms["giay_khen"].name == "Giấy khen"
    salary = catalogues.rows(store.con, "base_salary", on=D(2023, 8, 15))
    assert [row["amount"] for row in salary] == [1_800_000]
    with store.action("Sửa") as action:
        row = catalogues.save_row(
            action, "base_salary", {"amount": 3_000_000, "valid_from": "2030-01-01", "source": "x"}
        )
    assert [r["amount"] for r in catalogues.rows(store.con, "base_salary", on=D(2030, 1, 1))][-1] == 3_000_000
    with store.action("Xóa") as action:
        catalogues.delete_row(action, "base_salary", row)
    history.undo(store)
    assert any(r["amount"] == 3_000_000 for r in catalogues.rows(store.con, "base_salary"))
    with pytest.raises(BadInput), store.action("Sai") as action:
        catalogues.save_row(action, "base_salary", {"amount": None, "source": "x"})
