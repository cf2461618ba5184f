"""The table of time expressions: words, the plan's year, and what they mean, written by hand."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest

from desktop.plans.times import TimeExpression, find_times


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


# words, year of the plan, the expression itself, first day, last day, precision, bound
SPANS = [
    ("nộp ngày 15/8/2023", None, "ngày 15/8/2023", "2023-08-15", "2023-08-15", "day", ""),
    ("nộp ngày 05/08/2023", None, "ngày 05/08/2023", "2023-08-05", "2023-08-05", "day", ""),
    ("nộp ngày 15.8.2023", None, "ngày 15.8.2023", "2023-08-15", "2023-08-15", "day", ""),
    ("nộp ngày 15-8-2023", None, "ngày 15-8-2023", "2023-08-15", "2023-08-15", "day", ""),
    ("15/8/2023", None, "15/8/2023", "2023-08-15", "2023-08-15", "day", ""),
    ("ngày 15 tháng 12 năm 2023", None, "ngày 15 tháng 12 năm 2023", "2023-12-15", "2023-12-15", "day", ""),
    ("ngày 01 tháng 02 năm 2024", None, "ngày 01 tháng 02 năm 2024", "2024-02-01", "2024-02-01", "day", ""),
    (
        "ngày mùng 2 tháng 9 năm 2025",
        None,
        "ngày mùng 2 tháng 9 năm 2025",
        "2025-09-02",
        "2025-09-02",
        "day",
        "",
    ),
    ("ngày 20 tháng 11, năm 2025", None, "ngày 20 tháng 11, năm 2025", "2025-11-20", "2025-11-20", "day", ""),
    ("NGÀY 15 THÁNG 8 NĂM 2023", None, "NGÀY 15 THÁNG 8 NĂM 2023", "2023-08-15", "2023-08-15", "day", ""),
    (
        "gửi chậm nhất đến ngày 15/8/2023.",
        None,
        "chậm nhất đến ngày 15/8/2023",
        "2023-08-15",
        "2023-08-15",
        "day",
        "by",
    ),
    (
        "chậm nhất là ngày 15/8/2023",
        None,
        "chậm nhất là ngày 15/8/2023",
        "2023-08-15",
        "2023-08-15",
        "day",
        "by",
    ),
    (
        "muộn nhất vào ngày 15/8/2023",
        None,
        "muộn nhất vào ngày 15/8/2023",
        "2023-08-15",
        "2023-08-15",
        "day",
        "by",
    ),
    ("không quá ngày 30/9/2025", None, "không quá ngày 30/9/2025", "2025-09-30", "2025-09-30", "day", "by"),
    ("hạn chót: 30/9/2025", None, "hạn chót: 30/9/2025", "2025-09-30", "2025-09-30", "day", "by"),
    ("gửi trước ngày 20/11/2025", None, "trước ngày 20/11/2025", "2025-11-20", "2025-11-20", "day", "before"),
    (
        "trước 17 giờ 00 ngày 30/9/2025",
        None,
        "trước 17 giờ 00 ngày 30/9/2025",
        "2025-09-30",
        "2025-09-30",
        "day",
        "before",
    ),
    ("đến hết ngày 31/10/2025", None, "đến hết ngày 31/10/2025", "2025-10-31", "2025-10-31", "day", "by"),
    ("cho đến ngày 31/10/2025", None, "cho đến ngày 31/10/2025", "2025-10-31", "2025-10-31", "day", "by"),
    ("trước ngày 30/9", 2025, "trước ngày 30/9", "2025-09-30", "2025-09-30", "day", "before"),
    ("trước 30/9", 2025, "trước 30/9", "2025-09-30", "2025-09-30", "day", "before"),
    ("trước ngày 30/9", None, "trước ngày 30/9", None, None, "day", "before"),
    ("ngày 05 tháng 9", 2025, "ngày 05 tháng 9", "2025-09-05", "2025-09-05", "day", ""),
    (
        "bắt đầu từ ngày 01/8/2025",
        None,
        "bắt đầu từ ngày 01/8/2025",
        "2025-08-01",
        "2025-08-01",
        "day",
        "from",
    ),
    ("kể từ ngày 01/8/2025", None, "kể từ ngày 01/8/2025", "2025-08-01", "2025-08-01", "day", "from"),
    (
        "kết thúc vào ngày 30/9/2025",
        None,
        "kết thúc vào ngày 30/9/2025",
        "2025-09-30",
        "2025-09-30",
        "day",
        "end",
    ),
    ("vào dịp 19/5/2025", None, "vào dịp 19/5/2025", "2025-05-19", "2025-05-19", "day", "around"),
    ("hoàn thành tháng 11 năm 2023", None, "tháng 11 năm 2023", "2023-11-01", "2023-11-30", "month", ""),
    ("trong tháng 02/2024", None, "trong tháng 02/2024", "2024-02-01", "2024-02-29", "month", "on"),
    ("đến hết tháng 10", 2025, "đến hết tháng 10", "2025-10-01", "2025-10-31", "month", "by"),
    (
        "đến hết tháng 10 năm 2024",
        2025,
        "đến hết tháng 10 năm 2024",
        "2024-10-01",
        "2024-10-31",
        "month",
        "by",
    ),
    (
        "trong tháng mười hai năm 2025",
        None,
        "trong tháng mười hai năm 2025",
        "2025-12-01",
        "2025-12-31",
        "month",
        "on",
    ),
    ("tháng Tám năm 2025", None, "tháng Tám năm 2025", "2025-08-01", "2025-08-31", "month", ""),
    ("cuối tháng 9/2025", None, "cuối tháng 9/2025", "2025-09-01", "2025-09-30", "month", ""),
    ("trước 12/2025", None, "trước 12/2025", "2025-12-01", "2025-12-31", "month", "before"),
    ("trong quý III/2025", None, "trong quý III/2025", "2025-07-01", "2025-09-30", "quarter", "on"),
    ("quý IV năm 2025", None, "quý IV năm 2025", "2025-10-01", "2025-12-31", "quarter", ""),
    ("hết quý 1/2026", None, "hết quý 1/2026", "2026-01-01", "2026-03-31", "quarter", "end"),
    ("trong quý II", 2026, "trong quý II", "2026-04-01", "2026-06-30", "quarter", "on"),
    ("6 tháng đầu năm 2023", None, "6 tháng đầu năm 2023", "2023-01-01", "2023-06-30", "half", ""),
    ("06 tháng cuối năm", 2024, "06 tháng cuối năm", "2024-07-01", "2024-12-31", "half", ""),
    ("đến hết năm 2022", None, "đến hết năm 2022", "2022-01-01", "2022-12-31", "year", "by"),
    ("vào cuối năm 2023", None, "vào cuối năm 2023", "2023-01-01", "2023-12-31", "year", "on"),
    ("vào cuối năm", 2023, "vào cuối năm", "2023-01-01", "2023-12-31", "year", "on"),
    ("năm 2025", None, "năm 2025", "2025-01-01", "2025-12-31", "year", ""),
    (
        "từ ngày 01/8/2023 đến ngày 15/12/2023",
        None,
        "từ ngày 01/8/2023 đến ngày 15/12/2023",
        "2023-08-01",
        "2023-12-15",
        "day",
        "range",
    ),
    (
        "từ ngày 01/7 đến ngày 31/12/2023:",
        None,
        "từ ngày 01/7 đến ngày 31/12/2023",
        "2023-07-01",
        "2023-12-31",
        "day",
        "range",
    ),
    (
        "từ 15/10 đến hết 15/01/2023",
        None,
        "từ 15/10 đến hết 15/01/2023",
        "2022-10-15",
        "2023-01-15",
        "day",
        "range",
    ),
    (
        "từ ngày 01 đến ngày 15 tháng 8 năm 2025",
        None,
        "từ ngày 01 đến ngày 15 tháng 8 năm 2025",
        "2025-08-01",
        "2025-08-15",
        "day",
        "range",
    ),
    (
        "từ đầu năm đến 30/6/2023",
        None,
        "từ đầu năm đến 30/6/2023",
        "2023-01-01",
        "2023-06-30",
        "day",
        "range",
    ),
    ("từ nay đến ngày 30/10/2023", None, "từ nay đến ngày 30/10/2023", None, "2023-10-30", "day", "range"),
    (
        "kể từ ngày ký đến hết 30/11/2025",
        None,
        "kể từ ngày ký đến hết 30/11/2025",
        None,
        "2025-11-30",
        "day",
        "range",
    ),
    (
        "từ tháng 3 đến tháng 11 năm 2024",
        None,
        "từ tháng 3 đến tháng 11 năm 2024",
        "2024-03-01",
        "2024-11-30",
        "month",
        "range",
    ),
    (
        "từ tháng 9/2024 đến hết tháng 5/2025",
        None,
        "từ tháng 9/2024 đến hết tháng 5/2025",
        "2024-09-01",
        "2025-05-31",
        "day",
        "range",
    ),
    (
        "từ đầu năm đến hết quý II/2026",
        None,
        "từ đầu năm đến hết quý II/2026",
        "2026-01-01",
        "2026-06-30",
        "day",
        "range",
    ),
    ("(20/7/2025 - 02/9/2025)", None, "20/7/2025 - 02/9/2025", "2025-07-20", "2025-09-02", "day", "range"),
    ("giai đoạn 2013-2023.", None, "2013-2023", "2013-01-01", "2023-12-31", "year", "range"),
    ("giai đoạn 2021 – 2025", None, "2021 – 2025", "2021-01-01", "2025-12-31", "year", "range"),
    (
        "từ năm 2021 đến năm 2024",
        None,
        "từ năm 2021 đến năm 2024",
        "2021-01-01",
        "2024-12-31",
        "year",
        "range",
    ),
    ("(11/6/1948 - 11/6/2023)", None, "11/6/1948 - 11/6/2023", "1948-06-11", "2023-06-11", "day", "range"),
]

# words, what recurs, day of the month
RECURRENCES = [
    ("báo cáo hằng tháng", [("monthly", None)]),
    ("báo cáo hàng quý", [("quarterly", None)]),
    ("hằng năm", [("yearly", None)]),
    ("hàng tuần", [("weekly", None)]),
    ("định kỳ hằng quý báo cáo", [("quarterly", None)]),
    ("trước ngày 20 hằng tháng", [("monthly", 20)]),
    ("vào ngày 25 của hàng tháng", [("monthly", 25)]),
    ("Định kỳ 6 tháng, tổng kết năm tổng hợp", [("6 months", None), ("yearly", None)]),
    ("định kỳ quý, 6 tháng, năm báo cáo", [("quarterly", None), ("6 months", None), ("yearly", None)]),
    ("định kỳ 6 tháng và cuối năm báo cáo", [("6 months", None), ("yearly", None)]),
    ("định kỳ 06 tháng", [("6 months", None)]),
    ("ngày 15 tháng cuối quý", [("quarterly", 15)]),
    ("trước ngày 15/11 hằng năm", [("yearly", None)]),
]

# words in which no time may be found
NOTHING = [
    "1/3 số hộ trong thôn",
    "Nghị định số 98/2023/NĐ-CP",
    "Quyết định số 12/2024/QĐ-UBND",
    "đạt 7,5% và 3 tiêu chí",
    "110 năm xây dựng và phát triển",
    "số điện thoại 0912/345/678",
    "nay các đơn vị thực hiện",
    "khoản 2 Điều 24",
    "năm học mới",
]


@pytest.mark.parametrize(("words", "year", "expression", "first", "last", "precision", "bound"), SPANS)
def test_span(
    words: str,
    year: int | None,
    expression: str,
    first: str | None,
    last: str | None,
    precision: str,
    bound: str,
) -> None:
    found = find_times(words, year)
    assert [words[time.start : time.end] for time in found] == [expression]
    time = found[0]
    assert (time.first, time.last, time.precision, time.bound) == (day(first), day(last), precision, bound)


@pytest.mark.parametrize(("words", "expected"), RECURRENCES)
def test_recurrence(words: str, expected: list[tuple[str, int | None]]) -> None:
    found = [time for time in find_times(words, None) if time.recurring]
    assert [(time.recurring, time.day_of_month) for time in found] == expected
    assert all(time.first is None and time.last is None for time in found), "a recurring day has no year"


@pytest.mark.parametrize("words", NOTHING)
def test_no_time(words: str) -> None:
    assert find_times(words, 2025) == []


def test_the_year_at_the_end_of_a_list_belongs_to_all() -> None:
    found = find_times("trước ngày 05/7 và ngày 05/12/2025", None)
    assert [time.last for time in found] == [datetime.date(2025, 7, 5), datetime.date(2025, 12, 5)]


def test_a_day_that_does_not_exist_is_not_bent_into_one() -> None:
    found = find_times("trước ngày 31/9/2025", None)
    assert [time.last for time in found] == [None]


def test_the_second_half_of_a_range_is_known() -> None:
    words = "bắt đầu từ ngày 01/8/2023, đến hết ngày 15/12/2023."
    (time,) = find_times(words, None)
    assert words[time.join : time.end] == "đến hết ngày 15/12/2023"
    assert time.is_range


def test_expressions_never_overlap_except_listed_recurrences() -> None:
    words = "từ ngày 01/8 đến 15/8/2025 đăng ký; trước ngày 20 hằng tháng báo cáo; quý IV/2025 tổng kết"
    found: list[TimeExpression] = find_times(words, None)
    assert len(found) == 3
    assert all(one.end <= other.start for one, other in pairwise(found))
