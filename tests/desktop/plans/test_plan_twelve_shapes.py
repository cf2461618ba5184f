"""Twelve more plans of shapes the reader had not met; what they say was written by hand before it was run on them.

Levels before and after 1/7/2025 (đặc khu, quận, thị xã, thị trấn, thành phố …), launching papers that are no kế
hoạch (chỉ thị, công văn, hướng dẫn), articles, a table, quarters and months only, anniversaries with a wrong sum,
an extension, impossible days, asterisks and page numbers of an OCR. Where the reader and the hand differed and the
text itself was doubtful, the test asks for the honest answer only: nothing that the text does not say.
"""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest

from desktop.plans.proposal import Deadline, Proposal
from desktop.plans.read import read_plan
from desktop.plans.source import read_file

TEXTS = Path(__file__).parent / "texts"
TWELVE = (
    "dac_khu_dao_xanh",
    "quan_cong_van",
    "thi_xa_dieu_khoan",
    "tinh_huong_dan",
    "thi_tran_bang_viec",
    "phuong_chi_co_quy",
    "xa_ba_ky_niem",
    "huyen_gia_han_ho_so",
    "tinh_chi_thi_ba_thang",
    "xa_quet_may",
    "hoi_nong_dan",
    "thanh_pho_sai_ngay",
)
HOLIDAYS = {
    datetime.date(2025, 4, 30): "Ngày Chiến thắng",
    datetime.date(2025, 5, 1): "Ngày Quốc tế lao động",
    datetime.date(2025, 9, 2): "Quốc khánh",
}


@cache
def plan(name: str) -> Proposal:
    return read_plan(read_file(TEXTS / f"{name}.txt"), holidays=HOLIDAYS)


def d(text: str) -> datetime.date:
    day, month, year = map(int, text.split("/"))
    return datetime.date(year, month, day)


def duties(name: str) -> list[tuple[str | None, str, str | None, str | None]]:
    """(day, kind, recurrence, precision) of the deadlines; a dated target read again as "other" does not count."""
    return [
        (item.date.strftime("%d/%m/%Y") if item.date else None, item.kind, item.recurring, item.precision)
        for item in plan(name).deadlines
        if item.kind != "other"
    ]


def of_kind(name: str, kind: str) -> list[Deadline]:
    return [item for item in plan(name).deadlines if item.kind == kind]


def asked(name: str) -> list[tuple[tuple[str, ...], list[tuple[str, int]], str]]:
    return [
        (item.who, [(work.kind, work.min) for work in item.items], item.rule)
        for item in plan(name).requirements
    ]


def offered(name: str) -> list[tuple[str, str | None, str | None]]:
    return [(award.form, award.authority, award.quota) for award in plan(name).awards]


def told(name: str, code: str) -> list[str]:
    return [finding.message for finding in plan(name).findings if finding.code == code]


# ---- who issues it, under whom, when: one line a plan

HEADS = {
    "dac_khu_dao_xanh": (
        "Ủy ban nhân dân đặc khu Hòn Trùng", "tỉnh Vĩnh Hòa", "112/KH-UBND", "08/08/2025", "Hòn Trùng"),
    "quan_cong_van": (
        "Ủy ban nhân dân quận Tây Hồng", "thành phố Nam Hải", "1286/UBND-NV", "03/06/2024", "Tây Hồng"),
    "thi_xa_dieu_khoan": (
        "Ủy ban nhân dân thị xã Đông Khê", "tỉnh Trung Sơn", "64/KH-UBND", "20/02/2023", "Đông Khê"),
    "tinh_huong_dan": (
        "Hội đồng Thi đua - Khen thưởng tỉnh An Lĩnh", None, "09/HD-HĐTĐKT", "12/01/2026", "An Lĩnh"),
    "thi_tran_bang_viec": (
        "Ủy ban nhân dân thị trấn Lũng Cao", "huyện Mường Khoai", None, None, "Lũng Cao"),
    "phuong_chi_co_quy": ("Ủy ban nhân dân phường Hàm Luông", None, "31/KH-UBND", "15/07/2025", "Hàm Luông"),
    "xa_ba_ky_niem": (
        "Ủy ban nhân dân xã Khe Ngọc", "huyện Bản Lầu", "58/KH-UBND", "10/03/2025", "Khe Ngọc"),
    "huyen_gia_han_ho_so": (
        "Ủy ban nhân dân huyện Lâm Khê", None, "402/UBND-NV", "13/05/2024", "Lâm Khê"),
    "tinh_chi_thi_ba_thang": (
        "Ủy ban nhân dân tỉnh Vân Hải", None, "11/CT-UBND", "01/10/2025", "Vân Hải"),
    "xa_quet_may": ("Ủy ban nhân dân xã Nậm Cắt", None, "27/KH-UBND", "04/05/2023", "Nậm Cắt"),
    "thanh_pho_sai_ngay": (
        "Ủy ban nhân dân thành phố Bình Lộc", "tỉnh Trà Giang", "200/KH-UBND", "02/07/2024", "Bình Lộc"),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADS)
def test_issuer_parent_number_day_and_place(name: str) -> None:
    head = plan(name).heading
    day = head.date.strftime("%d/%m/%Y") if head.date else None
    assert (head.issuer, head.issuer_parent, head.number, day, head.place) == HEADS[name]


TITLES = {
    "dac_khu_dao_xanh": 'Phát động đợt thi đua "90 ngày xây dựng đảo xanh" trên địa bàn đặc khu Hòn Trùng',
    "quan_cong_van": "phát động đợt thi đua cao điểm cải cách hành chính năm 2024",
    "thi_xa_dieu_khoan": "Phát động phong trào thi đua xây dựng đô thị văn minh giai đoạn 2023 - 2025",
    "tinh_huong_dan": "Tổ chức phong trào thi đua và đăng ký mô hình mới năm 2026",
    "thi_tran_bang_viec": "Thi đua chào mừng 60 năm thành lập thị trấn Lũng Cao (19/5/1964 - 19/5/2024)",
    "phuong_chi_co_quy": 'Tổ chức phong trào thi đua "Dân vận khéo" năm 2025',
    "xa_ba_ky_niem": "Phát động đợt thi đua chào mừng các ngày lễ lớn năm 2025",
    "huyen_gia_han_ho_so":
        "gia hạn thời gian nộp hồ sơ khen thưởng phong trào thi đua chuyển đổi số",
    "xa_quet_may": "Phát động đợt thi đua nước rút xây dựng nông thôn mới",
    "hoi_nong_dan": "Phát động đợt thi đua chào mừng ngày thành lập Hội Nông dân Việt Nam",
    "thanh_pho_sai_ngay": "Phát động phong trào thi đua chỉnh trang đô thị",
}  # fmt: skip


@pytest.mark.parametrize("name", TITLES)
def test_the_title_is_the_whole_title_and_nothing_of_the_body(name: str) -> None:
    assert plan(name).heading.title == TITLES[name]


def test_a_directive_is_titled_by_what_follows_ve_viec() -> None:
    title = plan("tinh_chi_thi_ba_thang").heading.title
    assert title is not None
    assert title.endswith("phát động thi đua hoàn thành nhiệm vụ ba tháng cuối năm 2025")


SIGNERS = {
    "dac_khu_dao_xanh": ("Nguyễn Hải Triều", "Phó Chủ tịch"),
    "quan_cong_van": ("Đỗ Minh Phụng", "Phó Chủ tịch"),
    "thi_xa_dieu_khoan": ("Lê Quý Hạnh", "Chủ tịch"),
    "tinh_huong_dan": ("Ma Thị Thu Huế", "Phó Chủ tịch"),
    "thi_tran_bang_viec": (None, "Chủ tịch"),
    "phuong_chi_co_quy": ("Phạm Thị Bích Đào", "Quyền Chủ tịch"),
    "xa_ba_ky_niem": ("Hoàng A Sềnh", "Chủ tịch"),
    "huyen_gia_han_ho_so": ("Cầm Bá Thức", "Trưởng phòng Nội vụ"),
    "tinh_chi_thi_ba_thang": ("Vi Thế Đoan", "Chủ tịch"),
    "xa_quet_may": ("Lò Văn Ính", "Chủ tịch"),
    "hoi_nong_dan": ("Trần Thị Út Mười", "Chủ tịch"),
    "thanh_pho_sai_ngay": ("Đinh Công Lực", "Phó Chủ tịch"),
}


@pytest.mark.parametrize("name", SIGNERS)
def test_who_signs_and_as_what(name: str) -> None:
    signer = plan(name).signer
    assert (signer.name, signer.title) == SIGNERS[name]


def test_the_form_of_the_signature_is_kept_as_printed() -> None:
    assert plan("dac_khu_dao_xanh").signer.form == "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"
    assert plan("huyen_gia_han_ho_so").signer.form == "TL. CHỦ TỊCH / TRƯỞNG PHÒNG NỘI VỤ"
    assert plan("phuong_chi_co_quy").signer.form == "Q. CHỦ TỊCH"


RECIPIENTS = {
    "dac_khu_dao_xanh": ("UBND tỉnh (b/c);", "Các thôn, cơ quan;", "Lưu: VT."),
    "quan_cong_van": ("Như trên;", "Lưu: VT, NV."),
    "thi_xa_dieu_khoan": ("UBND tỉnh;", "Các xã, phường;", "Lưu: VT, NV."),
    "xa_quet_may": ("Các thôn;", "Lưu: VT."),
    "hoi_nong_dan": ("Các chi hội;", "Lưu VP."),
}


@pytest.mark.parametrize("name", RECIPIENTS)
def test_who_receives_it(name: str) -> None:
    assert plan(name).recipients == RECIPIENTS[name]


# ---- when it runs

PERIODS = {
    "dac_khu_dao_xanh": ("10/08/2025", "08/11/2025"),
    "quan_cong_van": ("10/06/2024", "31/10/2024"),
    "thi_xa_dieu_khoan": ("01/03/2023", "31/12/2025"),
    "thi_tran_bang_viec": ("15/04/2024", "19/05/2024"),
    "xa_ba_ky_niem": ("15/03/2025", "02/09/2025"),
    "tinh_chi_thi_ba_thang": ("01/10/2025", "31/12/2025"),
    "xa_quet_may": ("08/05/2023", "30/09/2023"),
    "hoi_nong_dan": ("22/01/2024", "14/10/2024"),
    "thanh_pho_sai_ngay": ("15/12/2024", "15/07/2024"),
}


@pytest.mark.parametrize("name", PERIODS)
def test_the_days_the_drive_runs(name: str) -> None:
    found = plan(name).period
    assert found is not None
    assert (found.start, found.end) == tuple(d(day) for day in PERIODS[name])


@pytest.mark.parametrize("name", sorted(set(TWELVE) - set(PERIODS)))
def test_no_day_is_invented_for_a_drive_without_days(name: str) -> None:
    found = plan(name).period
    assert found is None or (found.start, found.end) == (None, None)


@pytest.mark.parametrize("name", ["tinh_chi_thi_ba_thang", "hoi_nong_dan"])
def test_from_the_day_of_signing_is_said_to_be_derived(name: str) -> None:
    found = plan(name).period
    assert found is not None
    assert "ngày ký" in found.derived


def test_three_phases_beside_three_anniversaries() -> None:
    found = plan("xa_ba_ky_niem")
    assert [(phase.name, phase.span.start, phase.span.end) for phase in found.phases] == [
        ("Đợt 1", d("15/03/2025"), d("30/04/2025")),
        ("Đợt 2", d("01/05/2025"), d("19/05/2025")),
        ("Đợt 3", d("20/05/2025"), d("02/09/2025")),
    ]
    assert [(item.years, item.date) for item in found.anniversaries] == [
        (50, d("30/04/2025")),
        (135, d("19/05/2025")),
        (81, d("02/09/2025")),
    ]


@pytest.mark.parametrize("name", sorted(set(TWELVE) - {"xa_ba_ky_niem"}))
def test_no_phase_is_invented(name: str) -> None:
    assert plan(name).phases == ()


# ---- what is due

DUTIES = {
    "dac_khu_dao_xanh": {
        ("10/08/2025", "launch", None, None),
        ("08/11/2025", "campaign_end", None, None),
        ("22/08/2025", "registration", None, None),
        (None, "report", "monthly", None),
        ("15/11/2025", "nomination_dossier", None, None),
    },
    "quan_cong_van": {
        ("10/06/2024", "launch", None, None),
        ("31/10/2024", "campaign_end", None, None),
        ("20/06/2024", "registration", None, None),
        (None, "report", "monthly", None),
        ("10/11/2024", "report", None, None),
    },
    "thi_xa_dieu_khoan": {
        ("01/03/2023", "launch", None, None),
        ("31/12/2025", "campaign_end", None, None),
        ("31/03/2023", "registration", None, None),
        (None, "report", "6 months", None),
        (None, "report", "yearly", None),
        ("30/06/2024", "review_6_month", None, "quarter"),
        ("31/12/2025", "review_year", None, "month"),
    },
    "tinh_huong_dan": {
        ("15/02/2026", "registration", None, None),
        ("31/03/2026", "pledge", None, "quarter"),
        ("20/06/2026", "report", None, None),
        ("20/11/2026", "report", None, None),
    },
    "thi_tran_bang_viec": {
        ("15/04/2024", "launch", None, None),
        ("19/05/2024", "campaign_end", None, None),
        ("25/04/2024", "registration", None, None),
        ("10/05/2024", "report", None, None),
        ("14/05/2024", "nomination_dossier", None, None),
    },
    "phuong_chi_co_quy": {
        ("30/09/2025", "registration", None, "month"),
        ("30/09/2025", "registration", None, "quarter"),
        ("31/10/2025", "report", None, "month"),
        ("31/12/2025", "review_year", None, "quarter"),
        ("28/11/2025", "nomination_dossier", None, None),
    },
    "xa_ba_ky_niem": {
        ("30/04/2025", "phase_end", None, None),
        ("19/05/2025", "phase_end", None, None),
        ("02/09/2025", "phase_end", None, None),
        ("22/03/2025", "registration", None, None),
        ("01/05/2025", "report", None, None),
        ("05/09/2025", "report", None, None),
    },
    # By hand only the new day is due; the letter repeats the old one, and which holds is left to the officer.
    "huyen_gia_han_ho_so": {
        ("15/05/2024", "nomination_dossier", None, None),
        ("31/05/2024", "nomination_dossier", None, None),
        ("05/06/2024", "report", None, None),
    },
    "tinh_chi_thi_ba_thang": {
        ("31/12/2025", "campaign_end", None, None),
        (None, "report", "monthly", None),
        ("10/01/2026", "nomination_dossier", None, None),
    },
    "xa_quet_may": {
        ("08/05/2023", "launch", None, None),
        ("30/09/2023", "campaign_end", None, None),
        ("20/05/2023", "registration", None, None),
        (None, "report", "weekly", None),
    },
    "hoi_nong_dan": {
        ("14/10/2024", "campaign_end", None, None),
        ("15/02/2024", "registration", None, None),
        (None, "report", "quarterly", None),
        ("30/09/2024", "nomination_dossier", None, None),
    },
}


@pytest.mark.parametrize("name", DUTIES)
def test_every_duty_and_no_other(name: str) -> None:
    assert set(duties(name)) == DUTIES[name]


def test_impossible_and_reversed_days_make_no_duty() -> None:
    found = duties("thanh_pho_sai_ngay")
    assert ("01/06/2024", "report", None, None) in found
    assert ("20/10/2024", "nomination_dossier", None, None) in found
    assert not [row for row in found if row[1] == "registration" and row[0] is not None], "31/9 is no day"


def test_an_hour_before_a_deadline_is_no_other_deadline() -> None:
    (registration,) = of_kind("dac_khu_dao_xanh", "registration")
    assert registration.who == "Các thôn, cơ quan"
    assert "16 giờ 00" in registration.where.quote
    (dossier,) = of_kind("phuong_chi_co_quy", "nomination_dossier")
    assert dossier.date == d("28/11/2025")


@pytest.mark.parametrize(
    ("name", "day"), [("dac_khu_dao_xanh", 20), ("quan_cong_van", 20), ("tinh_chi_thi_ba_thang", 25)]
)
def test_the_day_of_the_month_of_a_monthly_report(name: str, day: int) -> None:
    (report,) = [item for item in of_kind(name, "report") if item.recurring == "monthly"]
    assert report.day_of_month == day


def test_who_owes_what_a_table_says() -> None:
    rows = {item.kind: item.who for item in plan("thi_tran_bang_viec").deadlines if item.who}
    assert rows == {
        "registration": "Các tổ dân phố",
        "report": "Các tổ dân phố, trường học",
        "nomination_dossier": "Các ban, ngành, đoàn thể",
    }


def test_every_five_years_is_no_recurrence_the_register_knows() -> None:
    quotes = [item.where.quote for item in plan("tinh_huong_dan").deadlines]
    assert not [quote for quote in quotes if "05 năm/lần" in quote]


def test_the_extension_names_its_new_day_and_cites_no_old_paper() -> None:
    days = {item.date for item in plan("huyen_gia_han_ho_so").deadlines}
    assert d("31/05/2024") in days
    assert d("02/01/2024") not in days


def test_the_old_and_the_new_day_of_an_extension_are_told_as_a_choice() -> None:
    dossiers = of_kind("huyen_gia_han_ho_so", "nomination_dossier")
    assert {item.ambiguity for item in dossiers} == {"Cùng một việc có nhiều ngày: 15/05/2024, 31/05/2024"}
    assert told("huyen_gia_han_ho_so", "conflict") == [
        "Cùng một việc có nhiều ngày: 15/05/2024, 31/05/2024; hãy chọn ngày đúng."
    ]


# ---- what must be registered, what is offered, what is aimed at

REQUIREMENTS = {
    "dac_khu_dao_xanh": [
        (("Mỗi thôn",), [("phần việc", 1)], "all"),
        (("Mỗi cơ quan, đơn vị",), [("mô hình", 2), ("công trình", 1)], "all"),
    ],
    "thi_xa_dieu_khoan": [(("Mỗi xã, phường",), [("công trình", 2), ("phần việc", 3)], "all")],
    "tinh_huong_dan": [(("Mỗi xã, phường",), [("mô hình", 1)], "all")],
    "thi_tran_bang_viec": [(("Mỗi tổ dân phố",), [("công trình", 1)], "all")],
    "phuong_chi_co_quy": [],
    "xa_ba_ky_niem": [],
    "huyen_gia_han_ho_so": [],
    "tinh_chi_thi_ba_thang": [],
    "xa_quet_may": [(("Mỗi thôn",), [("công trình", 1), ("phần việc", 2)], "all")],
    "hoi_nong_dan": [(("Mỗi chi hội",), [("mô hình", 1), ("công trình", 1)], "any")],
    "thanh_pho_sai_ngay": [],
}


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_what_must_be_registered_by_whom(name: str) -> None:
    assert asked(name) == REQUIREMENTS[name]


def test_a_long_subject_of_a_requirement_is_kept_whole() -> None:
    (found,) = plan("quan_cong_van").requirements
    assert found.rule == "any"
    assert [(item.kind, item.min) for item in found.items] == [("mô hình", 1), ("phần việc", 1)]
    said = " ".join(found.who)
    assert "phòng, ban" in said
    assert "Ủy ban nhân dân các phường" in said


AWARDS = {
    "dac_khu_dao_xanh": [
        ("Giấy khen", "Chủ tịch UBND đặc khu", "không quá 06 tập thể, 12 cá nhân"),
        ("Bằng khen", "Chủ tịch UBND tỉnh", "01 tập thể, 02 cá nhân"),
    ],
    "thi_xa_dieu_khoan": [
        ("Giấy khen", "Chủ tịch UBND thị xã", "20 tập thể, 40 cá nhân và 10 hộ gia đình"),
    ],
    "tinh_huong_dan": [
        ("Cờ thi đua", "UBND tỉnh", "05 tập thể"),
        ("Bằng khen", "Chủ tịch UBND tỉnh", "30 tập thể và 50 cá nhân"),
    ],
    "thi_tran_bang_viec": [
        ("Giấy khen", "Chủ tịch UBND thị trấn", "10 tập thể, 15 cá nhân, 05 hộ gia đình"),
    ],
    "xa_quet_may": [("Giấy khen", "Chủ tịch UBND xã", "03 tập thể, 05 cá nhân")],
    "quan_cong_van": [],
    "phuong_chi_co_quy": [],
    "xa_ba_ky_niem": [],
    "tinh_chi_thi_ba_thang": [],
    "thanh_pho_sai_ngay": [],
}


@pytest.mark.parametrize("name", AWARDS)
def test_forms_authorities_and_quotas(name: str) -> None:
    assert offered(name) == AWARDS[name]


def test_a_quota_asked_of_each_branch() -> None:
    (award,) = plan("hoi_nong_dan").awards
    assert (award.form, award.authority) == ("Giấy khen", "Hội Nông dân huyện")
    assert award.quota is not None
    assert "01 tập thể và 02 cá nhân" in award.quota


@pytest.mark.parametrize(
    ("name", "years"), [("thi_xa_dieu_khoan", (2023, 2025)), ("hoi_nong_dan", (2020, 2024))]
)
def test_the_years_of_achievement_judged(name: str, years: tuple[int, int]) -> None:
    window = plan(name).evidence_window
    assert window is not None
    assert (window.from_year, window.to_year) == years


@pytest.mark.parametrize("name", sorted(set(TWELVE) - {"thi_xa_dieu_khoan", "hoi_nong_dan"}))
def test_no_window_of_evidence_is_invented(name: str) -> None:
    assert plan(name).evidence_window is None


TARGETS = {
    "dac_khu_dao_xanh": [(85, "%"), (2400, "cây xanh")],
    "quan_cong_van": [(98, "%")],
    "tinh_chi_thi_ba_thang": [(100, "%")],
    "xa_quet_may": [(90, "%")],
    "thi_tran_bang_viec": [],
    "huyen_gia_han_ho_so": [],
    "hoi_nong_dan": [],
    "tinh_huong_dan": [],
    "thi_xa_dieu_khoan": [],
}


@pytest.mark.parametrize("name", TARGETS)
def test_numbers_aimed_at_and_no_quota_among_them(name: str) -> None:
    assert [(target.value, target.unit) for target in plan(name).targets] == TARGETS[name]


def test_a_target_carries_the_end_of_its_month() -> None:
    assert plan("dac_khu_dao_xanh").targets[0].by == "2025-10-31"
    assert plan("dac_khu_dao_xanh").targets[1].by is None, "no day stands in that line"


def test_tasks_of_the_organising_section_by_actor() -> None:
    assert [task.who for task in plan("xa_ba_ky_niem").tasks] == [
        "Các thôn, bản",
        "Các thôn, bản",
        "Công chức Văn hóa - Xã hội",
    ]


@pytest.mark.parametrize("name", ["quan_cong_van", "phuong_chi_co_quy", "thanh_pho_sai_ngay"])
def test_no_task_without_an_organising_section(name: str) -> None:
    assert plan(name).tasks == ()


# ---- what the officer is warned of


def test_wrong_sum_of_an_anniversary_is_told_once() -> None:
    assert told("xa_ba_ky_niem", "anniversary_years") == ["Văn bản ghi 81 năm nhưng 1945–2025 là 80 năm."]


def test_weekends_and_holidays_with_their_names() -> None:
    assert told("xa_ba_ky_niem", "weekend") == ["Mốc 22/03/2025 rơi vào thứ Bảy."]
    assert set(told("xa_ba_ky_niem", "holiday")) == {
        "Mốc 30/04/2025 là ngày nghỉ: Ngày Chiến thắng.",
        "Mốc 01/05/2025 là ngày nghỉ: Ngày Quốc tế lao động.",
        "Mốc 02/09/2025 là ngày nghỉ: Quốc khánh.",
    }
    assert set(told("dac_khu_dao_xanh", "weekend")) == {
        "Mốc 10/08/2025 rơi vào Chủ nhật.",
        "Mốc 08/11/2025 rơi vào thứ Bảy.",
        "Mốc 15/11/2025 rơi vào thứ Bảy.",
    }


def test_days_that_cannot_be_are_told() -> None:
    assert told("thanh_pho_sai_ngay", "no_such_day") == ["Không có ngày 31/9/2024; hãy xem lại văn bản."]
    assert told("thanh_pho_sai_ngay", "conflict") == [
        "Ngày kết thúc 15/07/2024 đứng trước ngày bắt đầu 15/12/2024."
    ]
    assert told("thanh_pho_sai_ngay", "before_plan") == [
        "Mốc 01/06/2024 đứng trước ngày ký kế hoạch (02/07/2024)."
    ]


def test_months_and_quarters_are_never_called_weekends() -> None:
    assert told("phuong_chi_co_quy", "weekend") == []


@pytest.mark.parametrize("name", ["thi_xa_dieu_khoan", "tinh_chi_thi_ba_thang", "quan_cong_van"])
def test_sound_plans_raise_no_contradiction(name: str) -> None:
    codes = {finding.code for finding in plan(name).findings}
    assert not codes & {
        "conflict",
        "no_such_day",
        "before_plan",
        "after_end",
        "ambiguity",
        "anniversary_years",
    }
