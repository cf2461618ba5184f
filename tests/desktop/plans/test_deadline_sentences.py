"""Sentences officers write about when something is due: the day, the kind and the actor, by hand."""

from __future__ import annotations

import pytest

from desktop.plans.proposal import Deadline
from desktop.plans.read import read_plan

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
    return list(read_plan(FRAME.format(sentence)).deadlines)


# sentence -> (date, kind, recurring, precision), actor
ONE = [
    ("Các đơn vị nộp báo cáo tổng kết về Thường trực Hội đồng (qua Phòng Nội vụ) trước ngày 10/12/2025.",
     ("2025-12-10", "report", None, None), "Các đơn vị"),
    ("Thời gian nhận hồ sơ đề nghị khen thưởng: chậm nhất ngày 05/11/2025.",
     ("2025-11-05", "nomination_dossier", None, None), ""),
    ("Hạn đăng ký: 15/8/2025.", ("2025-08-15", "registration", None, None), ""),
    ("Trước ngày 15/8/2025, các thôn gửi bản đăng ký về Ủy ban nhân dân xã.",
     ("2025-08-15", "registration", None, None), "các thôn"),
    ("Ngày 20 hằng tháng, các đơn vị báo cáo kết quả.", (None, "report", "monthly", None), "các đơn vị"),
    ("Tổ chức lễ phát động vào ngày 01/9/2025.", ("2025-09-01", "launch", None, None), ""),
    ("Tổ chức sơ kết phong trào trong tháng 6/2026.", ("2026-06-30", "review_6_month", None, "month"), ""),
    ("Sơ kết phong trào giai đoạn 2021 - 2023 trong quý IV/2025.", ("2025-12-31", "phase_end", None, "quarter"), ""),
    ("Các cụm, khối thi đua hoàn thành ký kết giao ước thi đua trong quý I/2026.",
     ("2026-03-31", "pledge", None, "quarter"), "Các cụm, khối thi đua"),
    ("Phòng Nội vụ thẩm định, trình Hội đồng xét khen thưởng trước 25/12/2025.",
     ("2025-12-25", "nomination_dossier", None, None), "Phòng Nội vụ"),
    ("Hoàn thành xây dựng và gắn biển công trình trước ngày 30/11/2025.", ("2025-11-30", "other", None, None), ""),
    ("Các đơn vị ban hành kế hoạch và gửi về Phòng Văn hóa - Xã hội trước ngày 25/7/2025 để theo dõi.",
     ("2025-07-25", "other", None, None), "Các đơn vị"),
    ("Thời điểm chốt số liệu báo cáo: ngày 30/11/2025.", ("2025-11-30", "report", None, None), ""),
    ("Hội đồng họp xét từ ngày 01/12 đến ngày 05/12/2025.", ("2025-12-05", "other", None, None), "Hội đồng"),
    ("Đại hội Thi đua yêu nước dự kiến tổ chức vào trung tuần tháng 10/2025.",
     ("2025-10-31", "other", None, "month"), ""),
    ("Mỗi quý một lần, Phòng Kinh tế tổng hợp báo cáo Ủy ban nhân dân xã.",
     (None, "report", "quarterly", None), "Phòng Kinh tế"),
    ("Gửi danh sách đăng ký (theo mẫu 01) trước 10h00 ngày 12/9/2025.", ("2025-09-12", "registration", None, None), ""),
    ("Các thôn báo cáo kết quả thực hiện vào ngày 15 tháng cuối quý.",
     (None, "report", "quarterly", None), "Các thôn"),
    ("Các thôn báo cáo kết quả về Phòng Nội vụ trước ngày 20 tháng 12 hằng năm.",
     (None, "report", "yearly", None), "Các thôn"),
    ("Hồ sơ khen thưởng gửi về Văn phòng đến hết ngày 15/11.", ("2025-11-15", "nomination_dossier", None, None), ""),
    ("Tổ chức tổng kết phong trào vào cuối năm 2025.", ("2025-12-31", "review_year", None, "year"), ""),
    ("Tuyên dương, khen thưởng các điển hình vào dịp Quốc khánh 02/9/2025.",
     ("2025-09-02", "award_ceremony", None, "around"), ""),
    ("Kết thúc đợt thi đua, các trường học gửi báo cáo kết quả.", (None, "report", None, None), "các trường học"),
    ("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã vận động hội viên đăng ký trước ngày 31/8/2025.",
     ("2025-08-31", "registration", None, None), "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected", "who"), ONE, ids=[row[0][:40] for row in ONE])
def test_one_deadline(sentence: str, expected: tuple[str | None, ...], who: str) -> None:
    (found,) = read(sentence)
    day = found.date.isoformat() if found.date else None
    assert (day, found.kind, found.recurring, found.precision) == expected
    assert found.who == who
    assert found.where.section == "I.1"


def test_two_deadlines_in_one_sentence() -> None:
    found = read(
        "Các thôn gửi báo cáo sơ kết trước ngày 15/9/2025 và báo cáo tổng kết trước ngày 15/12/2025."
    )
    assert [(str(item.date), item.kind) for item in found] == [
        ("2025-09-15", "report"),
        ("2025-12-15", "report"),
    ]


def test_report_and_dossier_due_together_are_two() -> None:
    found = read("Các thôn gửi báo cáo tổng kết và hồ sơ đề nghị khen thưởng trước ngày 15/12/2025.")
    assert [item.kind for item in found] == ["report", "nomination_dossier"]
    assert {str(item.date) for item in found} == {"2025-12-15"}


def test_the_same_duty_twice_is_one_with_both_quotes() -> None:
    found = read(
        "Các thôn đăng ký trước ngày 15/8/2025.\n\n2. Các thôn gửi bản đăng ký chậm nhất ngày 15/8/2025."
    )
    (one,) = found
    assert len(one.also) == 1
    assert "chậm nhất" in one.also[0].quote


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/6/2025 của Ủy ban nhân dân tỉnh về báo cáo thống kê.",
        "Thực hiện Thông báo ngày 05/6/2025 của Ủy ban nhân dân tỉnh về đăng ký thi đua.",
        "Tuyên truyền kỷ niệm 80 năm Quốc khánh (02/9/1945 - 02/9/2025).",
        "Chào mừng Ngày Nhà giáo Việt Nam 20/11/2025 với nhiều việc làm tốt.",
        "Theo chuẩn nghèo giai đoạn 2021 - 2025, xã còn khó khăn.",
        "Kết quả năm 2024 đã được báo cáo đầy đủ.",
        "Nghị quyết Đại hội Đảng bộ nhiệm kỳ 2025 - 2030 phải được quán triệt.",
        "Kế hoạch phát triển kinh tế - xã hội hằng năm được hoàn thành.",
        "Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15/6/2022.",
    ],
)
def test_what_is_no_deadline(sentence: str) -> None:
    assert read(sentence) == []
