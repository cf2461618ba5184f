"""Duties without a day and without an event: kept as "chưa định ngày", never given a day, never a flood."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from db import board, campaigns, milestones, units
from db.milestones import MilestoneDraft
from db.store import Store
from desktop.plans.accept import draft_of, summary_lines
from desktop.plans.compare import CHANGED, GONE, NEW, UNCHANGED
from desktop.plans.later import changes_to_drive
from desktop.plans.proposal import Deadline
from desktop.plans.read import read_plan
from desktop.plans.versions import compared_with_drive, reading_of_drive

FRAME = """ỦY BAN NHÂN DÂN
XÃ BÌNH THUẬN ĐÔNG
Số: 01/KH-UBND
Bình Thuận Đông, ngày 10 tháng 7 năm 2025
KẾ HOẠCH
Phát động phong trào thi đua
Ủy ban nhân dân xã ban hành Kế hoạch phát động phong trào thi đua như sau:

I. NỘI DUNG

1. {}

II. KHÁC

1. Giữ gìn vệ sinh chung.
"""


def read(sentence: str) -> list[Deadline]:
    return list(read_plan(FRAME.format(sentence)).undated)


# sentence -> (kind, who)
KEPT = [
    (
        "Các thôn hoàn thành hồ sơ đề nghị khen thưởng gửi về Ủy ban nhân dân xã.",
        ("nomination_dossier", "Các thôn"),
    ),
    ("Phòng Kinh tế thường xuyên báo cáo Chủ tịch Ủy ban nhân dân xã.", ("report", "Phòng Kinh tế")),
    ("Các trường học tổ chức ký kết giao ước thi đua.", ("pledge", "Các trường học")),
    ("Mỗi đoàn thể đăng ký ít nhất 01 phần việc.", ("registration", "Mỗi đoàn thể")),
    ("Các chi hội gửi bản đăng ký về Hội Nông dân xã.", ("registration", "Các chi hội")),
    (
        "Phòng Văn hóa - Xã hội tổng hợp, báo cáo Ủy ban nhân dân xã.",
        ("report", "Phòng Văn hóa - Xã hội"),
    ),
    ("Hội đồng tổ chức hội nghị tuyên dương gương điển hình.", ("award_ceremony", "Hội đồng")),
    ("Các đơn vị tổ chức sơ kết, tổng kết phong trào.", ("review_year", "Các đơn vị")),
]


@pytest.mark.parametrize(("sentence", "wanted"), KEPT)
def test_a_duty_without_a_day_is_kept_without_a_day(sentence: str, wanted: tuple[str, str]) -> None:
    (found,) = read(sentence)
    assert (found.kind, found.who) == wanted
    assert found.is_unset
    assert found.date is None
    assert "không nêu ngày" in found.where.reason


NONE = [
    "Đẩy mạnh tuyên truyền, nêu gương người tốt, việc tốt.",
    "Các thôn tích cực thi đua, hoàn thành mọi chỉ tiêu đã đăng ký.",
    "Nếu có vướng mắc, các đơn vị báo cáo Ủy ban nhân dân xã.",
    "Trong quá trình thực hiện có khó khăn, các thôn báo cáo về Ủy ban nhân dân xã.",
    "Kịp thời biểu dương những cách làm hay.",
    "Kết quả đăng ký là căn cứ để xét khen thưởng.",
    "Nộp hồ sơ khi có yêu cầu.",
    # What has a day, a rhythm or an event is a deadline, not one more duty.
    "Các thôn gửi bản đăng ký trước ngày 15/8/2025.",
    "Các thôn báo cáo kết quả hằng tháng.",
    "Khi kết thúc phong trào, các thôn báo cáo kết quả về Ủy ban nhân dân xã.",
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_no_duty_or_has_its_time_is_not_listed(sentence: str) -> None:
    assert read(sentence) == []


def test_a_duty_dated_elsewhere_for_the_same_people_is_not_listed_again() -> None:
    again = "Các thôn gửi bản đăng ký trước ngày 15/8/2025.\n2. Các thôn đăng ký mô hình, công trình."
    assert read(again) == []
    others = "Các thôn gửi bản đăng ký trước ngày 15/8/2025.\n2. Trường học đăng ký mô hình, công trình."
    assert [(item.kind, item.who) for item in read(others)] == [("registration", "Trường học")]


def test_the_same_duty_is_listed_once() -> None:
    twice = "Các thôn gửi báo cáo về xã.\n2. Các thôn tổng hợp, báo cáo Ủy ban nhân dân xã."
    assert len(read(twice)) == 1


PLAN = FRAME.format(
    "Các thôn gửi bản đăng ký thi đua về Ủy ban nhân dân xã.\n"
    "2. Các trường học gửi báo cáo trước ngày 05/12/2025."
)


def test_json_lists_them_apart_from_the_deadlines() -> None:
    found = json.loads(json.dumps(read_plan(PLAN).to_json()))
    assert [item["kind"] for item in found["deadlines"]] == ["report"]
    (item,) = found["undated"]
    assert (item["kind"], item["date"], item["relative_to"]) == ("registration", None, None)
    assert PLAN[item["start"] : item["end"]] == item["quote"]


def test_the_summary_says_that_no_day_is_set() -> None:
    assert any("chưa định ngày" in line for line in summary_lines(read_plan(PLAN)))


@pytest.fixture
def drive(store: Store) -> int:
    with store.action("Phát động") as action:
        for name in ("Thôn Đông", "Thôn Đoài"):
            units.add_unit(action, name=name)
        return campaigns.start_campaign(action, draft_of(read_plan(PLAN)))


def test_it_becomes_a_milestone_nobody_owes_until_it_has_a_day(store: Store, drive: int) -> None:
    (unset,) = [stone for stone in milestones.list_milestones(store.con, drive) if stone.day_kind == "unset"]
    assert (unset.kind, unset.direction, unset.day) == ("registration", "none", None)
    cells = board.board(store.con, drive, dt.date(2025, 9, 1)).cells
    assert all(cell.kind != "registration" for cell in cells)


def test_a_new_version_that_names_the_day_changes_it(store: Store, drive: int) -> None:
    dated = PLAN.replace("về Ủy ban nhân dân xã.", "về Ủy ban nhân dân xã trước ngày 15/8/2025.")
    found = compared_with_drive(reading_of_drive(store.con, drive), read_plan(dated))
    (one,) = [one for one in found if one.group == "deadlines" and one.status != UNCHANGED]
    assert (one.status, one.new.date) == (CHANGED, dt.date(2025, 8, 15))


def test_a_day_the_officer_set_stays_when_a_new_version_names_none(store: Store, drive: int) -> None:
    stone = next(s for s in milestones.list_milestones(store.con, drive) if s.day_kind == "unset")
    with store.action("Định ngày") as action:
        draft = MilestoneDraft(stone.kind, stone.what, dt.date(2025, 8, 20), stone.who, quote=stone.quote)
        milestones.change_milestone(action, stone.id, draft)
    found = compared_with_drive(reading_of_drive(store.con, drive), read_plan(PLAN))
    assert [one for one in found if one.group == "deadlines" and one.status != UNCHANGED] == []


def test_a_version_that_drops_the_day_takes_it_out_only_when_that_is_accepted(store: Store) -> None:
    dated = PLAN.replace("về Ủy ban nhân dân xã.", "về Ủy ban nhân dân xã trước ngày 15/8/2025.")
    with store.action("Phát động") as action:
        made = campaigns.start_campaign(action, draft_of(read_plan(dated)))
    found = compared_with_drive(reading_of_drive(store.con, made), read_plan(PLAN))
    told = {(one.status, (one.new or one.old).date) for one in found if one.group == "deadlines"}
    assert {(NEW, None), (GONE, dt.date(2025, 8, 15))} <= told
    assert not any(status == CHANGED for status, _ in told)


def test_a_later_letter_adds_no_duty_it_only_reminds_of(store: Store, drive: int) -> None:
    letter = FRAME.replace("KẾ HOẠCH\nPhát động phong trào", "KẾ HOẠCH\nGia hạn đăng ký phong trào").format(
        "Các hợp tác xã nộp hồ sơ đề nghị khen thưởng.\n2. Các thôn gửi bản đăng ký trước ngày 30/8/2025."
    )
    read_letter = read_plan(letter)
    assert read_letter.undated
    changes = changes_to_drive(store.con, drive, read_letter)
    assert {change.draft.kind for change in changes.milestones} == {"registration"}
