"""Tables set with runs of spaces are read as those set with bars; what only has columns is no table."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.plans.proposal import Proposal
from desktop.plans.read import read_plan
from desktop.plans.spaced_tables import spaced_rows

FRAME = """ỦY BAN NHÂN DÂN
XÃ BÌNH THUẬN ĐÔNG
Số: 01/KH-UBND
Bình Thuận Đông, ngày 10 tháng 7 năm 2025
KẾ HOẠCH
Phát động phong trào thi đua năm 2025
Ủy ban nhân dân xã ban hành Kế hoạch phát động phong trào thi đua như sau:

I. TIẾN ĐỘ

{}

II. KHÁC

1. Giữ gìn vệ sinh chung.
"""
HEADS = ("STT", "Nội dung công việc", "Đơn vị thực hiện", "Thời hạn")
ROWS = [
    ("1", "Đăng ký công trình", "Các thôn", "20/7/2025"),
    ("2", "Báo cáo sơ kết", "Các thôn, trường học", "15/9/2025"),
    ("3", "Nộp hồ sơ khen thưởng", "Phòng Kinh tế", "05/12/2025"),
]
WANTED = [
    ("2025-07-20", "registration", "Các thôn"),
    ("2025-09-15", "report", "Các thôn, trường học"),
    ("2025-12-05", "nomination_dossier", "Phòng Kinh tế"),
]


def set_with_spaces(rows: list[tuple[str, ...]], gap: int = 3, indent: int = 0) -> str:
    widths = [max(len(row[column]) for row in rows) + gap for column in range(len(rows[0]))]
    lines = ["".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(" " * indent + line.rstrip() for line in lines)


def found(plan: Proposal) -> list[tuple[str, str, str]]:
    return [(one.date.isoformat() if one.date else "", one.kind, one.who) for one in plan.deadlines]


@pytest.mark.parametrize("indent", [0, 4])
@pytest.mark.parametrize("gap", [2, 3, 9])
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 3, 2), (0, 3, 1, 2), (2, 1, 3)])
def test_rows_set_with_spaces_are_read(order: tuple[int, ...], gap: int, indent: int) -> None:
    rows = [tuple(row[column] for column in order) for row in (HEADS, *ROWS)]
    plan = read_plan(FRAME.format(set_with_spaces(rows, gap, indent)))
    assert found(plan) == WANTED
    for one in plan.deadlines:
        assert plan.text[one.where.start : one.where.end] == one.where.quote
        assert one.date is not None
        assert f"{one.date.day:02d}/{one.date.month}/{one.date.year}" in one.where.quote


def test_they_say_what_the_same_table_with_bars_says() -> None:
    bars = "\n".join(f"| {' | '.join(row)} |" for row in (HEADS, *ROWS))
    spaces = set_with_spaces([HEADS, *ROWS])
    assert found(read_plan(FRAME.format(bars))) == found(read_plan(FRAME.format(spaces)))


NO_TABLES = [
    "Nơi nhận:            TM. ỦY BAN NHÂN DÂN\n- Như trên;           CHỦ TỊCH\n- Lưu: VT.            Lê Văn An",
    "ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI\nXÃ BÌNH              Độc lập\nSố: 1                ngày 2",
    "Các thôn   đăng ký   sớm\nCác trường      nộp hồ sơ  sau\nPhòng Kinh tế  tổng hợp     báo cáo",
    "STT   Nội dung   Thời hạn",
    "STT   Nội dung   Thời hạn\n1     Đăng ký    20/7/2025",
    "STT   Nội dung   Thời hạn\n1     Đăng ký    20/7/2025\n\n2     Báo cáo    15/9/2025",
    "1   Đăng ký   20/7/2025\n2   Báo cáo   15/9/2025\n3   Nộp       16/9/2025",
]


@pytest.mark.parametrize("text", NO_TABLES)
def test_what_only_has_columns_is_no_table(text: str) -> None:
    assert spaced_rows(text) == {}


def test_a_table_ends_where_a_line_no_longer_fits() -> None:
    table = set_with_spaces([HEADS, *ROWS])
    rows = spaced_rows(f"{table}\nHết   bảng   ở đây   rồi\n")
    assert len(rows) == 1 + len(ROWS)
    assert sorted(rows) == list(rows)


CELL = st.text("abcđê", min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(3, 5).flatmap(lambda n: st.lists(st.tuples(*[CELL] * n), min_size=3, max_size=6)),
    st.integers(2, 6),
)
def test_the_cells_are_those_that_were_set(rows: list[tuple[str, ...]], gap: int) -> None:
    text = set_with_spaces(rows, gap)
    read = [tuple(text[start:stop] for start, stop in row.cells) for row in spaced_rows(text).values()]
    assert read == rows


def test_endless_lines_of_spaces_cost_nothing() -> None:
    text = ("a  " * 300_000 + "\n") * 2 + "a   b   c\n" * 20_000
    begun = time.perf_counter()
    spaced_rows(text)
    assert time.perf_counter() - begun < 2
