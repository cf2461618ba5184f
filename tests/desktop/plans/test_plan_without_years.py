"""Days without a year: every year where the sentence says so, left open where no year can be told. By hand."""

from __future__ import annotations

import pytest

from desktop.plans.proposal import Deadline, Proposal
from desktop.plans.read import read_plan

FRAME = """ỦY BAN NHÂN DÂN
XÃ BÌNH THUẬN ĐÔNG
Số:    /KH-UBND
Bình Thuận Đông, ngày    tháng    năm {signed}
KẾ HOẠCH
Phát động phong trào thi đua giai đoạn 2025 - 2028
Ủy ban nhân dân xã ban hành Kế hoạch phát động phong trào thi đua như sau:

I. NỘI DUNG

1. {sentence}

II. KHÁC

1. Giữ gìn vệ sinh chung.

III. THỜI GIAN

Thời gian thực hiện: từ ngày 15/7/2025 đến ngày 31/12/2028.
"""


def plan(sentence: str, signed: str = "") -> Proposal:
    return read_plan(FRAME.format(sentence=sentence, signed=signed))


def duties(sentence: str, signed: str = "") -> list[Deadline]:
    """What the sentence asks, without the first and the last day of the drive."""
    found = plan(sentence, signed).deadlines
    return [duty for duty in found if not duty.what.startswith(("bắt đầu", "kết thúc"))]


# sentence -> kind, who, what stands in the place of the day
OPEN = [
    ("Các đơn vị gửi báo cáo kết quả trước ngày 15/12.", "report", "Các đơn vị", "trước ngày 15/12"),
    ("Các thôn đăng ký thi đua chậm nhất ngày 20 tháng 02.", "registration", "Các thôn", "chậm nhất ngày 20 tháng 02"),
    ("Các đơn vị hoàn thành công trình trước ngày 30/4.", "other", "Các đơn vị", "trước ngày 30/4"),
    ("Lễ phát động tổ chức ngày 15/7.", "launch", "", "ngày 15/7"),
    ("Tổng kết phong trào vào tháng 12.", "review_year", "", "vào tháng 12"),
    ("Hồ sơ đề nghị khen thưởng gửi về xã trước ngày 05/11.", "nomination_dossier", "", "trước ngày 05/11"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "kind", "who", "day"), OPEN)
def test_a_day_of_no_year_is_kept_and_left_open(sentence: str, kind: str, who: str, day: str) -> None:
    (duty,) = duties(sentence)
    assert (duty.date, duty.year, duty.recurring) == (None, None, None)
    assert (duty.kind, duty.who) == (kind, who)
    assert duty.relative_to == f"{day} (chưa định năm)"
    assert "chưa định năm" in (duty.ambiguity or "")
    assert day in duty.where.quote


EVERY_YEAR = [
    ("Hằng năm, các đơn vị gửi báo cáo trước ngày 15/12.", "report", "yearly"),
    ("Hằng năm, các đơn vị đăng ký thi đua trong tháng 02.", "registration", "yearly"),
    ("Mỗi năm, các thôn gửi hồ sơ đề nghị khen thưởng trước ngày 30/11.", "nomination_dossier", "yearly"),
    ("Cuối năm, các đơn vị gửi hồ sơ đề nghị khen thưởng trước ngày 10/12.", "nomination_dossier", "yearly"),
    ("Kết thúc năm, các thôn tổng kết trước ngày 20/12.", "review_year", "yearly"),
    ("Báo cáo 6 tháng trước ngày 10/6.", "report", "6 months"),
]


@pytest.mark.parametrize("signed", ["", "2025"])
@pytest.mark.parametrize(("sentence", "kind", "rhythm"), EVERY_YEAR)
def test_what_comes_every_year_says_so_once(sentence: str, kind: str, rhythm: str, signed: str) -> None:
    (duty,) = duties(sentence, signed)
    assert (duty.date, duty.kind, duty.recurring, duty.relative_to) == (None, kind, rhythm, None)
    assert duty.ambiguity is None


NOTHING = [
    "Thi đua lập thành tích chào mừng Quốc khánh 2/9.",
    "Tỷ lệ đạt 15/12 tiêu chí nông thôn mới.",
    "Giữ vững kết quả đã đạt từ ngày 15/7.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_a_day_of_no_duty_stays_none(sentence: str) -> None:
    assert duties(sentence) == []


def test_the_end_of_a_named_year_is_that_year() -> None:
    (duty,) = duties("Cuối năm 2026, các đơn vị gửi báo cáo trước ngày 10/12/2026.")
    assert (duty.date and duty.date.isoformat(), duty.recurring) == ("2026-12-10", None)


def test_the_year_of_the_plan_is_still_taken_and_said() -> None:
    (duty,) = duties("Các đơn vị gửi báo cáo trước ngày 15/12.", "2025")
    assert duty.date is not None
    assert (duty.date.isoformat(), duty.relative_to, duty.ambiguity) == ("2025-12-15", None, None)
    assert "không ghi năm" in duty.where.reason


def test_said_twice_it_is_one_with_both_sentences() -> None:
    (duty,) = duties(
        "Các đơn vị gửi báo cáo trước ngày 15/12. Các đơn vị gửi báo cáo năm học trước ngày 15/12."
    )
    assert len(duty.also) == 1


def test_the_officer_is_told_to_set_the_year() -> None:
    (finding,) = [
        f for f in plan("Các đơn vị gửi báo cáo trước ngày 15/12.").findings if "định năm" in f.message
    ]
    assert finding.code == "ambiguity"
    assert "hãy định năm" in finding.message
