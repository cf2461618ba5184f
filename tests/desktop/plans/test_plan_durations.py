"""Ends that are counted from a first day: derived, never stated, and told so; counted by hand with a calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.plans.accept import draft_of
from desktop.plans.durations import counted, nights, with_durations
from desktop.plans.proposal import Proposal
from desktop.plans.read import read_plan
from desktop.plans.times import find_times

FRAME = """ỦY BAN NHÂN DÂN
XÃ BÌNH THUẬN ĐÔNG
Số: 01/KH-UBND
Bình Thuận Đông, ngày {} tháng 7 năm 2025
KẾ HOẠCH
Phát động phong trào thi đua
Ủy ban nhân dân xã ban hành Kế hoạch phát động phong trào thi đua như sau:

I. THỜI GIAN

1. {}

II. KHÁC

1. Giữ gìn vệ sinh chung.
"""


def read(sentence: str, day: str = "10") -> Proposal:
    return read_plan(FRAME.format(day, sentence))


# words, first day, last day
COUNTED = [
    ("trong 60 ngày kể từ ngày 01/8/2025", "2025-08-01", "2025-09-30"),
    ("trong thời hạn 20 ngày, kể từ ngày 01/8/2025", "2025-08-01", "2025-08-21"),
    ("trong vòng 30 (ba mươi) ngày tính từ ngày 05/8/2025", "2025-08-05", "2025-09-04"),
    ("90 ngày đêm, bắt đầu từ ngày 01/10/2025", "2025-10-01", "2025-12-29"),
    ("100 ngày đêm (kể từ ngày 01/9/2025)", "2025-09-01", "2025-12-09"),
    ("từ ngày 01/8/2025, trong thời gian 10 ngày", "2025-08-01", "2025-08-10"),
    ("từ ngày 20/12/2025 kéo dài 15 ngày đêm", "2025-12-20", "2026-01-03"),
]


@pytest.mark.parametrize(("words", "first", "last"), COUNTED)
def test_a_length_with_its_first_day_is_a_range(words: str, first: str, last: str) -> None:
    (found,) = with_durations(words, find_times(words))
    assert (str(found.first), str(found.last), found.bound) == (first, last, "range")
    assert "do chương trình đếm" in found.derived
    assert words.startswith(words[found.start : found.start + 5])


NOT_COUNTED = [
    "trong 07 ngày làm việc kể từ ngày 01/8/2025",
    "trong 20 ngày kể từ ngày phát động",
    "từ ngày 01/8/2025 đến ngày 30/9/2025",
    "hưởng ứng 16 ngày công từ ngày 01/8/2025",
    "trước ngày 15/8/2025",
]


@pytest.mark.parametrize("words", NOT_COUNTED)
def test_other_lengths_are_left_as_they_are(words: str) -> None:
    times = find_times(words)
    assert with_durations(words, times) == times


@given(st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)), st.integers(1, 366))
def test_the_last_day_is_as_many_days_on(first: dt.date, days: int) -> None:
    last, said = counted(first, days, with_first=False)
    assert (last - first).days == days
    through, told = counted(first, days, with_first=True)
    assert len({first + dt.timedelta(n) for n in range((through - first).days + 1)}) == days
    assert str(days) in said
    assert str(days) in told


def test_nights_are_read_only_where_they_are_named() -> None:
    assert nights("Chiến dịch 90 ngày đêm") == 90
    assert nights("đợt thi đua 45 ngày và đêm") == 45
    assert nights("trong 45 ngày") is None
    assert nights("999 ngày đêm") is None


def test_a_deadline_so_counted_says_so() -> None:
    (found,) = read("Các thôn nộp báo cáo trong 60 ngày kể từ ngày 01/8/2025.").deadlines
    assert (found.date, found.kind) == (dt.date(2025, 9, 30), "report")
    assert "do chương trình đếm" in found.derived
    assert found.derived in found.where.reason
    assert found.to_json()["derived"] == found.derived
    assert found.where.confidence < 0.75


def test_a_drive_of_days_and_nights_has_a_counted_end() -> None:
    found = read("Đợt thi đua diễn ra trong 90 ngày đêm, bắt đầu từ ngày 01/10/2025.")
    assert found.period is not None
    assert (found.period.start, found.period.end) == (dt.date(2025, 10, 1), dt.date(2025, 12, 29))
    assert "do chương trình đếm" in found.period.derived
    assert [(d.kind, d.date) for d in found.deadlines] == [
        ("launch", dt.date(2025, 10, 1)),
        ("campaign_end", dt.date(2025, 12, 29)),
    ]


def test_the_length_may_stand_apart_from_the_first_day() -> None:
    found = read("Đợt thi đua bắt đầu từ ngày 01/8/2025.\n2. Cao điểm thời gian 90 ngày đêm.")
    assert found.period is not None
    assert found.period.end == dt.date(2025, 10, 29)
    assert found.period.derived


def test_from_the_day_of_signing_only_the_period_is_counted() -> None:
    whole = read("Thời gian thực hiện: 60 ngày kể từ ngày ký Kế hoạch này.")
    assert whole.period is not None
    assert (whole.period.start, whole.period.end) == (dt.date(2025, 7, 10), dt.date(2025, 9, 8))
    unsigned = read("Thời gian thực hiện: 60 ngày kể từ ngày ký Kế hoạch này.", day="    ")
    assert unsigned.period is None or unsigned.period.end is None
    (asked,) = read("Các thôn đăng ký trong vòng 20 ngày kể từ ngày ban hành.").deadlines
    assert (asked.date, asked.relative_to) == (None, "trong vòng 20 ngày kể từ ngày ban hành")


def test_what_hangs_on_an_event_is_written_in_words() -> None:
    stones = draft_of(read("Các thôn đăng ký trong vòng 20 ngày kể từ ngày ban hành.")).milestones
    assert [stone.relative_text for stone in stones] == ["trong vòng 20 ngày kể từ ngày ban hành"]
    stones = draft_of(read("Các thôn nộp báo cáo kể từ ngày nhận được văn bản.")).milestones
    assert [stone.relative_text for stone in stones] == ["kể từ ngày ban hành"]
