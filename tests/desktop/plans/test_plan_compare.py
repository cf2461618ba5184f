"""Another version of a plan, a later paper of its drive, and the units it names: what differs is told, nothing else."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from db import campaigns, milestones, units
from db.store import Store
from desktop.plans import accept
from desktop.plans.compare import CHANGED, GONE, NEW, UNCHANGED, compare
from desktop.plans.later import apply_changes, changes_to_drive
from desktop.plans.named_units import match_units, named_units, unit_key
from desktop.plans.read import read_plan

TEXTS = Path(__file__).parent / "texts"
PLAN = (TEXTS / "xa_hai_cap.txt").read_text(encoding="utf-8")
LETTER = """ỦY BAN NHÂN DÂN
XÃ ĐỒNG MÂY
Số: 80/UBND-VHXH
V/v {subject}

Đồng Mây, ngày 29 tháng 7 năm 2025

Kính gửi: Các thôn, trường học, đơn vị.

Ủy ban nhân dân xã đã ban hành Kế hoạch số 47/KH-UBND ngày 18/7/2025. Nay Ủy ban nhân dân xã thông báo:

{body}

CHỦ TỊCH

Hồ Văn Bảy
"""


def differences(old: str, new: str) -> list[tuple[str, str, list[str]]]:
    return [
        (item.status, item.group, [str(one) for one in item.differences])
        for item in compare(read_plan(old), read_plan(new))
        if item.status != UNCHANGED
    ]


def test_the_same_text_has_no_differences() -> None:
    found = compare(read_plan(PLAN), read_plan(PLAN))
    assert {item.status for item in found} == {UNCHANGED}
    assert {item.group for item in found} >= {
        "deadlines",
        "awards",
        "targets",
        "tasks",
        "requirements",
        "phases",
    }


def test_the_same_plan_renumbered_and_rewrapped_has_no_differences() -> None:
    assert differences(PLAN, PLAN.replace("\n", "\n\n").replace("I. MỤC ĐÍCH", "I. MỤC TIÊU")) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("31/7/2025", "08/8/2025", [(CHANGED, "deadlines", ["Ngày: 31/07/2025 → 08/08/2025"])]),
        ("05 tập thể và 10", "06 tập thể và 12", [
            (CHANGED, "awards", [
                "Số lượng: 05 tập thể và 10 cá nhân, 03 hộ gia đình → 06 tập thể và 12 cá nhân, 03 hộ gia đình"])]),
        ("ít nhất 02 phần việc", "ít nhất 04 phần việc", [
            (CHANGED, "requirements", ["Số lượng: 02 phần việc, 01 mô hình → 04 phần việc, 01 mô hình"])]),
        ("1.500 cây xanh", "2.000 cây xanh", [(CHANGED, "targets", ["Chỉ tiêu: 1500 → 2000"])]),
        ("Y Blơk Niê", "H'Wơn Niê", [(CHANGED, "signer", ["Người ký: Y Blơk Niê → H'Wơn Niê"])]),
        ("vào ngày 20 hằng tháng", "vào ngày 25 hằng tháng", [
            (CHANGED, "deadlines", ["Ngày trong tháng: 20 → 25"])]),
    ],
)  # fmt: skip
def test_one_change_is_one_difference(old: str, new: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert old in PLAN
    assert differences(PLAN, PLAN.replace(old, new)) == expected


def test_what_is_taken_out_is_gone_and_what_is_put_in_is_new() -> None:
    line = "- Gửi hồ sơ đề nghị khen thưởng chậm nhất ngày 25 tháng 11 năm 2025.\n"
    without = PLAN.replace(line, "")
    gone = [(s, g) for s, g, _ in differences(PLAN, without)]
    assert gone == [(GONE, "deadlines"), (GONE, "tasks")]
    assert [(s, g) for s, g, _ in differences(without, PLAN)] == [(NEW, "deadlines"), (NEW, "tasks")]


# ---- a later paper


@pytest.fixture
def drive(store: Store) -> tuple[Store, int]:
    with store.action("Phát động") as action:
        for name in ("Thôn Đông", "Thôn Đoài"):
            units.add_unit(action, name=name)
        campaign_id = campaigns.start_campaign(action, accept.draft_of(read_plan(PLAN)))
    return store, campaign_id


def letter(subject: str, body: str) -> str:
    return LETTER.format(subject=subject, body=body)


EXTENSION = letter(
    "gia hạn đăng ký phong trào thi đua cao điểm",
    "1. Gia hạn đăng ký thi đua từ ngày 31/7/2025 đến hết ngày 15/8/2025.\n\n"
    "2. Hồ sơ đề nghị khen thưởng gửi chậm nhất ngày 01/12/2025.",
)


def days(store: Store, campaign_id: int) -> dict[str, datetime.date | None]:
    stones = milestones.list_milestones(store.con, campaign_id)
    return {stone.kind: stone.day for stone in stones if stone.day_kind != "unset"}


def test_an_extension_proposes_the_new_days_and_nothing_else(drive: tuple[Store, int]) -> None:
    store, campaign_id = drive
    changes = changes_to_drive(store.con, campaign_id, read_plan(EXTENSION))
    moved = {(change.status, change.draft.kind, str(change.draft.day)) for change in changes.milestones}
    assert moved == {("changed", "registration", "2025-08-15"), ("changed", "dossier", "2025-12-01")}
    assert all("→" in change.sentence for change in changes.milestones)
    assert (changes.document.role, changes.document.type) == ("extension", "letter")
    assert days(store, campaign_id)["registration"] == datetime.date(2025, 7, 31), "only proposed so far"


def test_an_accepted_extension_is_one_action_that_can_be_undone(drive: tuple[Store, int]) -> None:
    store, campaign_id = drive
    changes = changes_to_drive(store.con, campaign_id, read_plan(EXTENSION))
    dossier = next(change for change in changes.milestones if change.draft.kind == "dossier")
    before = len(milestones.list_milestones(store.con, campaign_id))
    with store.action("Gia hạn theo Công văn 80") as action:
        apply_changes(action, changes, rejected=[dossier])
    after = days(store, campaign_id)
    assert (after["registration"], after["dossier"]) == (
        datetime.date(2025, 8, 15),
        datetime.date(2025, 11, 25),
    )
    assert len(milestones.list_milestones(store.con, campaign_id)) == before
    stone = next(m for m in milestones.list_milestones(store.con, campaign_id) if m.kind == "registration")
    assert "15/8/2025" in stone.quote
    roles = [document.role for document in campaigns.documents(store.con, campaign_id)]
    assert sorted(roles) == ["extension", "own_plan"]
    due = store.con.execute(
        "SELECT DISTINCT due_date FROM obligation WHERE requirement_id IS NOT NULL"
    ).fetchall()
    assert [row["due_date"] for row in due] == ["2025-08-15"]


def test_quotas_change_the_award_lines(drive: tuple[Store, int]) -> None:
    store, campaign_id = drive
    paper = letter(
        "phân bổ số lượng khen thưởng phong trào thi đua cao điểm",
        "1. Giấy khen của Chủ tịch UBND xã: 07 tập thể, 14 cá nhân.\n\n2. Các thôn nộp danh sách về Văn phòng.",
    )
    changes = changes_to_drive(store.con, campaign_id, read_plan(paper))
    assert changes.document.role == "allocation"
    (line,) = changes.awards
    assert line.status == "changed"
    with store.action("Phân bổ") as action:
        apply_changes(action, changes)
    (first, _) = campaigns.awards(store.con, campaign_id)
    assert (first.quota_collective, first.quota_individual, first.quota_household) == (7, 14, 3)


def test_a_later_end_moves_the_drive(drive: tuple[Store, int]) -> None:
    store, campaign_id = drive
    paper = letter(
        "kéo dài phong trào thi đua cao điểm",
        "1. Thời gian thi đua: đến hết ngày 31/12/2025.\n\n2. Các thôn tiếp tục.",
    )
    changes = changes_to_drive(store.con, campaign_id, read_plan(paper))
    with store.action("Kéo dài") as action:
        apply_changes(action, changes)
    assert campaigns.get_campaign(store.con, campaign_id).end_on == "2025-12-31"
    assert days(store, campaign_id)["end"] == datetime.date(2025, 12, 31)


def test_the_plan_itself_read_again_changes_nothing(drive: tuple[Store, int]) -> None:
    store, campaign_id = drive
    assert not changes_to_drive(store.con, campaign_id, read_plan(PLAN)).any


@pytest.mark.parametrize(
    ("subject", "role"),
    [
        ("gia hạn đăng ký thi đua", "extension"),
        ("điều chỉnh thời gian nộp hồ sơ khen thưởng phong trào thi đua", "extension"),
        ("phân bổ số lượng khen thưởng phong trào thi đua", "allocation"),
        ("đôn đốc nộp hồ sơ khen thưởng phong trào thi đua", "guidance"),
        ("phát động phong trào thi đua cao điểm", "own_plan"),
    ],
)
def test_the_role_of_a_paper_follows_its_subject(subject: str, role: str) -> None:
    body = "1. Các thôn nộp hồ sơ khen thưởng trước ngày 01/12/2025.\n\n2. Các thôn thi đua."
    document = accept.draft_of(read_plan(letter(subject, body))).document
    assert document is not None
    assert document.role == role


# ---- units named

NAMED = PLAN.replace(
    "2. Các thôn, trường học, đơn vị\n",
    "2. Thôn Đông, Thôn Đoài Thượng, Tổ dân phố số 03 và Trường THCS Lê Văn Hưu\n",
).replace(
    "Y Blơk Niê\n",
    "Y Blơk Niê\n\nPHỤ LỤC\n\n| TT | Đơn vị | Ghi chú |\n| 1 | Trạm Y tế xã | |\n| 2 | Thôn Đông | |\n",
)


def register(store: Store) -> list[units.Unit]:
    names = (
        "Thôn Đông",
        "Thôn Đoài Hạ",
        "Tổ dân phố 3",
        "Tổ dân phố 13",
        "Trường THCS Lê Văn Hưu",
        "Trạm Y tế xã",
    )
    with store.action("Đơn vị") as action:
        for name in names:
            units.add_unit(action, name=name)
    return units.list_units(store.con)


def test_units_named_are_those_with_names_of_their_own() -> None:
    assert [unit.name for unit in named_units(read_plan(NAMED))] == [
        "Thôn Đông",
        "Thôn Đoài Thượng",
        "Tổ dân phố số 03",
        "Trường THCS Lê Văn Hưu",
        "Trạm Y tế xã",
    ]
    assert named_units(read_plan(PLAN)) == ()


def test_sure_units_are_matched_and_doubtful_ones_asked(store: Store) -> None:
    found = match_units(named_units(read_plan(NAMED)), register(store))
    matched = {match.named.name: match.unit.name if match.unit else None for match in found}
    assert matched == {
        "Thôn Đông": "Thôn Đông",
        "Thôn Đoài Thượng": None,
        "Tổ dân phố số 03": "Tổ dân phố 3",
        "Trường THCS Lê Văn Hưu": "Trường THCS Lê Văn Hưu",
        "Trạm Y tế xã": "Trạm Y tế xã",
    }
    (asked,) = [match for match in found if match.unit is None]
    assert "Thôn Đoài Hạ" in asked.question
    assert asked.question.endswith("?")


def test_an_unknown_unit_is_offered_to_the_register(store: Store) -> None:
    named = named_units(read_plan(NAMED.replace("Trường THCS Lê Văn Hưu", "Hợp tác xã Rau Sạch")))
    match = next(m for m in match_units(named, register(store)) if m.named.name.startswith("Hợp tác xã"))
    assert (match.unit, match.choices) == (None, ())
    assert "chưa có đơn vị này" in match.question


@pytest.mark.parametrize(
    ("one", "other"),
    [("TDP 3", "Tổ dân phố số 03"), ("thôn ĐÔNG", "Thôn Đông"), ("KP. 5", "Khu phố 5")],
)
def test_ways_to_write_one_unit(one: str, other: str) -> None:
    assert unit_key(one) == unit_key(other)
