"""Each of the twelve plans taken into a register: the store accepts it, and what is owed lands where the plan says."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from db import board, campaigns, milestones, targets, units
from db.campaigns import CampaignDraft
from db.store import Store
from desktop.plans.accept import (
    draft_from_file,
    draft_of,
    drive_title,
    issuer_of,
    reading_of_file,
    summary_lines,
)
from desktop.plans.proposal import Proposal
from desktop.plans.read import read_plan

TEXTS = Path(__file__).parent / "texts"
ALL = sorted(path.stem for path in TEXTS.glob("*.txt"))
HAMLET, STREET, OFFICE, SCHOOL, COMMUNE, UNION = (
    "Thôn Đông",
    "Tổ dân phố 1",
    "Phòng Nội vụ",
    "Trường Tiểu học Sao Mai",
    "Xã Bình Yên",
    "Hội Phụ nữ",
)
UNITS = (HAMLET, STREET, OFFICE, SCHOOL, COMMUNE, UNION)


def reading(name: str) -> Proposal:
    return reading_of_file(TEXTS / f"{name}.txt")


def draft(name: str) -> CampaignDraft:
    return draft_from_file(TEXTS / f"{name}.txt")


@pytest.fixture
def take(store: Store):
    """Put a plan into the register of six units of different kinds; returns the drive's id."""

    def run(name: str) -> int:
        with store.action("Đơn vị") as action:
            for unit in UNITS:
                units.add_unit(action, name=unit)
        with store.action("Phát động từ kế hoạch") as action:
            return campaigns.start_campaign(action, draft(name))

    return run


def owed(store: Store, campaign: int, kind: str) -> set[tuple[str, str | None]]:
    """(unit, day due) of the cells of one kind; "" is the office itself."""
    cells = board.board(store.con, campaign, dt.date(2024, 1, 1)).cells
    return {
        (cell.unit if cell.unit_id else "", cell.due_date.isoformat() if cell.due_date else None)
        for cell in cells
        if cell.kind == kind
    }


@pytest.mark.parametrize("name", ALL)
def test_the_register_takes_every_plan_whole(store: Store, take, name: str) -> None:
    found, wanted = reading(name), draft(name)
    campaign = take(name)
    assert len(milestones.list_milestones(store.con, campaign)) == len(found.duties)
    assert len(milestones.requirements(store.con, campaign)) == len(found.requirements)
    assert len(campaigns.awards(store.con, campaign)) == len(found.awards)
    assert len(campaigns.phases(store.con, campaign)) == len(found.phases)
    assert len(targets.list_targets(store.con, campaign)) == len(found.targets)
    assert len(targets.list_tasks(store.con, campaign)) == len(found.tasks)
    assert len(campaigns.anniversaries(store.con, campaign)) == len(found.anniversaries)
    drive = campaigns.get_campaign(store.con, campaign)
    assert (drive.title, drive.start_on, drive.end_on) == (wanted.title, wanted.start_on, wanted.end_on)


def test_days_the_wrong_way_round_begin_a_drive_without_an_end(store: Store, take) -> None:
    drive = campaigns.get_campaign(store.con, take("thanh_pho_sai_ngay"))
    assert (drive.start_on, drive.end_on) == ("2024-12-15", None)


def test_a_phase_the_wrong_way_round_is_taken_without_its_end(store: Store) -> None:
    text = (TEXTS / "xa_ba_ky_niem.txt").read_text(encoding="utf-8")
    turned = text.replace("từ ngày 01/5/2025 đến ngày 19/5/2025", "từ ngày 19/5/2025 đến ngày 01/5/2025")
    with store.action("Phát động từ kế hoạch") as action:
        campaign = campaigns.start_campaign(action, draft_of(read_plan(turned)))
    kept = [(phase.start_date, phase.end_date) for phase in campaigns.phases(store.con, campaign)]
    assert kept[1] == (dt.date(2025, 5, 19), None)
    assert kept[2] == (dt.date(2025, 5, 20), dt.date(2025, 9, 2))


@pytest.mark.parametrize("name", ALL)
def test_every_milestone_keeps_its_place_in_the_kept_text(store: Store, take, name: str) -> None:
    text = reading(name).text
    for stone in milestones.list_milestones(store.con, take(name)):
        assert text[stone.quote_start : stone.quote_end] == stone.quote != ""


# ---- registrations: the kinds of units named, by the day named

REGISTRATIONS = {
    "dac_khu_dao_xanh": ((HAMLET, STREET, OFFICE, SCHOOL), "2025-08-22"),
    "quan_cong_van": ((OFFICE, COMMUNE), "2024-06-20"),
    "thi_xa_dieu_khoan": ((COMMUNE,), "2023-03-31"),
    "tinh_huong_dan": ((COMMUNE,), "2026-02-15"),
    "thi_tran_bang_viec": ((HAMLET, STREET), "2024-04-25"),
    "xa_quet_may": ((HAMLET, STREET), "2023-05-20"),
    # A branch (chi hội) is no kind of unit the register knows: every unit is asked, the officer narrows it.
    "hoi_nong_dan": (UNITS, "2024-02-15"),
}


@pytest.mark.parametrize("name", REGISTRATIONS)
def test_registrations_are_owed_by_the_units_the_plan_names(store: Store, take, name: str) -> None:
    who, day = REGISTRATIONS[name]
    assert owed(store, take(name), "registration") == {(unit, day) for unit in who}


@pytest.mark.parametrize("name", ["phuong_chi_co_quy", "xa_ba_ky_niem", "tinh_chi_thi_ba_thang"])
def test_without_a_requirement_no_registration_is_owed(store: Store, take, name: str) -> None:
    assert owed(store, take(name), "registration") == set()


def test_two_requirements_of_one_plan_keep_their_numbers(store: Store, take) -> None:
    first, second = milestones.requirements(store.con, take("dac_khu_dao_xanh"))
    assert (first.min_model, first.min_work, first.min_task, first.rule) == (0, 0, 1, "all")
    assert (second.min_model, second.min_work, second.min_task, second.rule) == (2, 1, 0, "all")
    assert first.unit_kinds == ("neighborhood",)
    assert "department" in second.unit_kinds
    assert "neighborhood" not in second.unit_kinds


# ---- reports and dossiers


def test_a_monthly_report_falls_on_its_day_inside_the_drive(store: Store, take) -> None:
    days = {day for _, day in owed(store, take("dac_khu_dao_xanh"), "report")}
    assert days == {"2025-08-20", "2025-09-20", "2025-10-20"}, "from 10/8 to 8/11"


def test_the_monthly_report_of_a_directive_from_signing_on(store: Store, take) -> None:
    days = {day for _, day in owed(store, take("tinh_chi_thi_ba_thang"), "report")}
    assert days == {"2025-10-25", "2025-11-25", "2025-12-25"}


def test_a_weekly_report_without_a_day_is_owed_without_a_day(store: Store, take) -> None:
    assert owed(store, take("xa_quet_may"), "report") == {(unit, None) for unit in UNITS}


def test_what_the_office_itself_does_is_no_debt_of_the_units(store: Store, take) -> None:
    campaign = take("xa_ba_ky_niem")
    inside = [
        one for one in board.duties(store.con, dt.date(2025, 4, 1), campaign_id=campaign) if not one.unit_id
    ]
    assert [(one.kind, str(one.due_date)) for one in inside] == [("report", "2025-09-05")], "who sums up"
    reports = owed(store, campaign, "report")
    assert reports == {(unit, "2025-05-01") for unit in UNITS}


def test_dossiers_are_due_on_the_day_of_the_plan(store: Store, take) -> None:
    assert {day for _, day in owed(store, take("phuong_chi_co_quy"), "dossier")} == {"2025-11-28"}


def test_nothing_is_owed_for_launch_phases_and_ends(store: Store, take) -> None:
    campaign = take("xa_ba_ky_niem")
    kinds = Counter(cell.kind for cell in board.board(store.con, campaign, dt.date(2025, 4, 1)).cells)
    assert set(kinds) == {"report"}
    ends = [stone for stone in milestones.list_milestones(store.con, campaign) if stone.kind == "phase_end"]
    assert {stone.direction for stone in ends} == {"none"}
    assert len(ends) == 3


# ---- awards, windows, targets, the paper itself

QUOTAS = {
    "dac_khu_dao_xanh": [("giay_khen", "commune", 12, 6, None), ("bang_khen", "province", 2, 1, None)],
    "thi_xa_dieu_khoan": [("giay_khen", "district", 40, 20, 10)],
    "thi_tran_bang_viec": [("giay_khen", "commune", 15, 10, 5)],
    "xa_quet_may": [("giay_khen", "commune", 5, 3, None)],
    "hoi_nong_dan": [("giay_khen", "district", 2, 1, None)],
}


@pytest.mark.parametrize("name", QUOTAS)
def test_award_lines_with_level_and_quotas(store: Store, take, name: str) -> None:
    lines = campaigns.awards(store.con, take(name))
    assert [
        (
            line.form_code,
            line.authority_level,
            line.quota_individual,
            line.quota_collective,
            line.quota_household,
        )
        for line in lines
    ] == QUOTAS[name]


def test_the_window_of_evidence_reaches_every_award_line(store: Store, take) -> None:
    (line,) = campaigns.awards(store.con, take("hoi_nong_dan"))
    assert (line.window_start, line.window_end) == (2020, 2024)


def test_no_window_stays_no_window(store: Store, take) -> None:
    lines = campaigns.awards(store.con, take("dac_khu_dao_xanh"))
    assert {(line.window_start, line.window_end) for line in lines} == {(None, None)}


def test_targets_in_thousandths_with_their_day(store: Store, take) -> None:
    found = targets.list_targets(store.con, take("dac_khu_dao_xanh"))
    assert [(one.annual_thousandths, one.measure, one.due_on) for one in found] == [
        (85_000, "%", "2025-10-31"),
        (2_400_000, "cây xanh", None),
    ]


PAPERS = {
    "dac_khu_dao_xanh": ("plan", "112/KH-UBND", "2025-08-08"),
    "quan_cong_van": ("letter", "1286/UBND-NV", "2024-06-03"),
    "tinh_huong_dan": ("guidance", "09/HD-HĐTĐKT", "2026-01-12"),
    "tinh_chi_thi_ba_thang": ("directive", "11/CT-UBND", "2025-10-01"),
    "thi_tran_bang_viec": ("plan", None, "2024-04"),
}


@pytest.mark.parametrize("name", PAPERS)
def test_the_paper_is_filed_as_what_it_is(store: Store, take, name: str) -> None:
    (paper,) = campaigns.documents(store.con, take(name))
    assert (paper.type, paper.number, paper.day) == PAPERS[name]
    assert paper.attachment_id is not None, "the text is kept so that quotes can be shown in place"


# ---- what the officer leaves out


def test_rejected_items_are_left_out_and_nothing_else() -> None:
    found = reading("dac_khu_dao_xanh")
    gone = (found.deadlines[-1], found.requirements[0], found.awards[1], found.targets[0])
    whole, less = draft_of(found), draft_of(found, rejected=gone)
    for field in ("milestones", "requirements", "awards", "targets"):
        assert len(getattr(less, field)) == len(getattr(whole, field)) - 1
    assert (less.title, less.start_on, less.end_on) == (whole.title, whole.start_on, whole.end_on)
    assert [award.form_code for award in less.awards] == ["giay_khen"]


def test_an_equal_item_is_not_rejected_with_its_twin() -> None:
    found = reading("thi_xa_dieu_khoan")
    copied = reading("thi_xa_dieu_khoan").deadlines[0]
    assert len(draft_of(found, rejected=[copied]).milestones) == len(found.deadlines)


def test_a_rejected_window_leaves_the_award_without_years() -> None:
    found = reading("hoi_nong_dan")
    assert found.evidence_window is not None
    (line,) = draft_of(found, rejected=[found.evidence_window]).awards
    assert (line.window_start, line.window_end) == (None, None)


def test_a_requirement_finds_its_day_again_when_an_earlier_milestone_is_rejected() -> None:
    found = reading("xa_quet_may")
    less = draft_of(found, rejected=[found.deadlines[0]])
    (requirement,) = less.requirements
    assert requirement.milestone is not None
    assert less.milestones[requirement.milestone].kind == "registration"


@pytest.mark.parametrize(
    ("title", "drive"),
    [
        ("Phát động phong trào thi đua xanh", "Phong trào thi đua xanh"),
        ("Về việc tổ chức phát động đợt thi đua 60 ngày", "Đợt thi đua 60 ngày"),
        ("V/v phát động cuộc vận động tiết kiệm", "Cuộc vận động tiết kiệm"),
        ("Thi đua chào mừng năm mới", "Thi đua chào mừng năm mới"),
        ("**Phát động** *đợt thi đua* nước rút", "Đợt thi đua nước rút"),
        ("gia hạn thời gian đăng ký", "Gia hạn thời gian đăng ký"),
    ],
)
def test_a_drive_is_named_without_the_verbs_of_its_paper(title: str, drive: str) -> None:
    assert drive_title(title) == drive


OFFICES = {
    "dac_khu_dao_xanh": ("special_zone", "Hòn Trùng", "tỉnh Vĩnh Hòa", "Nguyễn Hải Triều"),
    "quan_cong_van": ("district", "Tây Hồng", "thành phố Nam Hải", "Đỗ Minh Phụng"),
    "thi_xa_dieu_khoan": ("town", "Đông Khê", "tỉnh Trung Sơn", "Lê Quý Hạnh"),
    "thi_tran_bang_viec": ("township", "Lũng Cao", "huyện Mường Khoai", ""),
    "phuong_chi_co_quy": ("ward", "Hàm Luông", "", "Phạm Thị Bích Đào"),
    "tinh_chi_thi_ba_thang": ("province", "Vân Hải", "", "Vi Thế Đoan"),
    "xa_quet_may": ("commune", "Nậm Cắt", "", "Lò Văn Ính"),
    "thanh_pho_sai_ngay": ("city", "Bình Lộc", "tỉnh Trà Giang", "Đinh Công Lực"),
}


@pytest.mark.parametrize("name", OFFICES)
def test_the_office_a_new_register_begins_with(name: str) -> None:
    office = issuer_of(reading(name))
    assert office is not None
    assert (office.level, office.place, office.parent_name, office.signer_name) == OFFICES[name]


def test_a_council_is_no_office_of_a_level() -> None:
    assert issuer_of(reading("tinh_huong_dan")) is None


def test_the_summary_for_a_terminal_names_what_an_officer_asks_first() -> None:
    lines = summary_lines(reading("dac_khu_dao_xanh"))
    assert "Thời gian: từ 10/08/2025 đến 08/11/2025" in lines
    assert "Yêu cầu: Mỗi cơ quan, đơn vị: 02 mô hình và 01 công trình" in lines
    assert "Khen thưởng: Bằng khen – Chủ tịch UBND tỉnh" in lines
    assert [line for line in lines if line.startswith("Mốc: hằng tháng")]
    assert "Lưu ý: Mốc 15/11/2025 rơi vào thứ Bảy." in lines


def test_the_summary_says_what_is_not_known() -> None:
    lines = summary_lines(reading("thi_tran_bang_viec"))
    assert "Cơ quan ban hành: Ủy ban nhân dân thị trấn Lũng Cao; số: để trống" in lines
    assert "Thời gian: từ chưa rõ đến chưa rõ" in summary_lines(reading("khong_moc"))


def test_values_of_targets_keep_their_decimals() -> None:
    assert draft("huyen_khong_dang_ky").targets[1].value == Decimal("4.500")
