"""The report and the dossier asked in one clause with one day are two duties; by hand."""

from __future__ import annotations

import pytest

from desktop.plans.read import read_plan

FRAME = """ỦY BAN NHÂN DÂN
XÃ BÌNH THUẬN ĐÔNG
Số: 01/KH-UBND
Bình Thuận Đông, ngày 10 tháng 7 năm 2025
KẾ HOẠCH
Phát động phong trào thi đua năm 2025
Ủy ban nhân dân xã ban hành Kế hoạch phát động phong trào thi đua như sau:

I. NỘI DUNG

1. {}

II. KHÁC

1. Giữ gìn vệ sinh chung.
"""
DAY = "trước ngày 15/11/2025."
BOTH = {"report", "nomination_dossier"}
CLAUSES = [
    (f"Các đơn vị gửi báo cáo và hồ sơ đề nghị khen thưởng {DAY}", BOTH),
    (f"Các đơn vị gửi báo cáo và hồ sơ đề nghị {DAY}", BOTH),
    (f"Các đơn vị gửi báo cáo kết quả và hồ sơ đề nghị khen thưởng {DAY}", BOTH),
    (f"Các đơn vị gửi hồ sơ khen thưởng và báo cáo tổng kết {DAY}", BOTH),
    (f"Các đơn vị nộp báo cáo, hồ sơ khen thưởng {DAY}", BOTH),
    (f"Các đơn vị gửi hồ sơ đề nghị khen thưởng và báo cáo thành tích {DAY}", {"nomination_dossier"}),
    (f"Các đơn vị gửi báo cáo thành tích {DAY}", {"nomination_dossier"}),
    (f"Các đơn vị gửi hồ sơ đề nghị khen thưởng {DAY}", {"nomination_dossier"}),
    (f"Các đơn vị gửi báo cáo {DAY}", {"report"}),
]


@pytest.mark.parametrize(("clause", "kinds"), CLAUSES)
def test_two_acts_with_one_day(clause: str, kinds: set[str]) -> None:
    found = read_plan(FRAME.format(clause)).deadlines
    assert {one.kind for one in found} == kinds
    assert len(found) == len(kinds)
    assert {one.date and one.date.isoformat() for one in found} == {"2025-11-15"}
    assert {one.who for one in found} == {"Các đơn vị"}
