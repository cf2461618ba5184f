"""Sentences about the years whose achievements are judged, and those that only sound like it; by hand."""

from __future__ import annotations

import pytest

from desktop.plans.proposal import Proposal
from desktop.plans.read import read_plan

FRAME = """ỦY BAN NHÂN DÂN
XÃ BÌNH THUẬN ĐÔNG
Số: 01/KH-UBND
Bình Thuận Đông, ngày 10 tháng 7 năm 2025
KẾ HOẠCH
Phát động phong trào thi đua năm 2025
Ủy ban nhân dân xã ban hành Kế hoạch phát động phong trào thi đua như sau:

I. KHEN THƯỞNG

1. {}

II. KHÁC

1. Giữ gìn vệ sinh chung.
"""


def plan(sentence: str) -> Proposal:
    return read_plan(FRAME.format(sentence))


JUDGED = [
    ("Khen thưởng căn cứ kết quả thực hiện 3 năm 2023, 2024, 2025.", 2023, 2025),
    ("Thành tích xét khen: 2021 - 2025.", 2021, 2025),
    ("Đối tượng có thành tích xuất sắc 5 năm liền 2021-2025.", 2021, 2025),
    ("Có thành tích tiêu biểu trong 05 năm (2020 - 2025).", 2020, 2025),
    ("Có thành tích xuất sắc qua 10 năm thực hiện phong trào (2015 - 2025).", 2015, 2025),
    ("Thành tích đề nghị khen thưởng tính từ tháng 01/2021 đến tháng 6/2025.", 2021, 2025),
    ("Căn cứ xét khen thưởng là kết quả công tác các năm 2022, 2023, 2024.", 2022, 2024),
    ("Giai đoạn 2021 - 2025 là giai đoạn xét thành tích khen thưởng.", 2021, 2025),
    ("Thành tích 05 năm (từ năm 2021 đến năm 2025) là căn cứ để bình xét khen thưởng.", 2021, 2025),
    ("Lấy kết quả phong trào từ năm 2021 đến năm 2025 để xét khen thưởng.", 2021, 2025),
    ("Thành tích được ghi nhận từ ngày 01/01/2021 đến ngày 30/6/2025.", 2021, 2025),
    ("Xét khen thưởng trên cơ sở thành tích từ năm 2020 đến năm 2025.", 2020, 2025),
]


@pytest.mark.parametrize(("sentence", "first", "last"), JUDGED)
def test_the_years_judged_are_read_and_are_no_day_of_a_duty(sentence: str, first: int, last: int) -> None:
    found = plan(sentence)
    assert found.evidence_window is not None
    assert (found.evidence_window.from_year, found.evidence_window.to_year) == (first, last)
    assert found.evidence_window.where.quote in found.text
    assert found.deadlines == ()


OTHER_YEARS = [
    "Phát huy thành tích đã đạt được trong giai đoạn 2020 - 2025, toàn xã thi đua.",
    "Trong giai đoạn 2020 - 2024 xã đạt nhiều thành tích quan trọng.",
    "Nhân dân xã đã giành nhiều thành tích qua 5 năm đổi mới (2020 - 2025).",
    "Thi đua lập thành tích chào mừng Đại hội Đảng bộ nhiệm kỳ 2025 - 2030.",
    "Thực hiện Chương trình mục tiêu quốc gia giai đoạn 2021 - 2025 đạt kết quả để xét khen thưởng.",
    "Kết quả thực hiện giai đoạn 2021 - 2025 là căn cứ để xây dựng kế hoạch các năm sau.",
    "Xét khen thưởng từ ngày 01/12/2025 đến ngày 05/12/2025.",
    "Báo cáo thành tích gửi từ ngày 01/11/2025 đến ngày 10/11/2025.",
    "Hội nghị tổng kết 5 năm (2021 - 2025) và khen thưởng.",
]


@pytest.mark.parametrize("sentence", OTHER_YEARS)
def test_other_years_are_not_those_judged(sentence: str) -> None:
    assert plan(sentence).evidence_window is None


def test_the_days_of_handing_in_stay_a_deadline_beside_the_years() -> None:
    found = plan(
        "Thành tích tính từ ngày 01/01/2021 đến ngày 30/6/2025; hồ sơ khen thưởng gửi về xã trước ngày 15/8/2025."
    )
    assert found.evidence_window is not None
    assert [(one.date and one.date.isoformat(), one.kind) for one in found.deadlines] == [
        ("2025-08-15", "nomination_dossier")
    ]
