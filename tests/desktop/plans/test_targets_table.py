"""What is striven for in numbers, sentence by sentence; each value and unit written down before it was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.plans.proposal import Target
from desktop.plans.read import read_plan

FRAME = """ỦY BAN NHÂN DÂN
HUYỆN NÀ LẠNH
Số: 31/KH-UBND
Nà Lạnh, ngày 10 tháng 3 năm 2025

KẾ HOẠCH
Phát động phong trào thi đua

Ủy ban nhân dân huyện Nà Lạnh ban hành Kế hoạch phát động phong trào thi đua như sau:

{}

1. {}

2. Giữ gìn vệ sinh chung.
"""
TABLE = (Path(__file__).parent / "tables" / "targets.txt").read_text(encoding="utf-8")


def rows() -> list[tuple[str, str, list[str]]]:
    """(heading, sentence, ["value unit"])."""
    found, heading = [], ""
    for line in TABLE.strip().split("\n"):
        if line.startswith("# "):
            heading = line.removeprefix("# ")
            continue
        sentence, _, goals = line.partition(" =>")
        found.append((heading, sentence, [goal.strip() for goal in goals.split(";") if goal.strip()]))
    return found


def said(target: Target) -> str:
    high = f"-{target.value_max:g}" if target.value_max is not None else ""
    return f"{target.value:.10g}{high} {target.unit}"


@pytest.mark.parametrize(("heading", "sentence", "expected"), rows(), ids=[row[1][:60] for row in rows()])
def test_what_is_striven_for(heading: str, sentence: str, expected: list[str]) -> None:
    assert [said(target) for target in read_plan(FRAME.format(heading, sentence)).targets] == expected


# rows parted by " / "
TABLES = [
    ("TT | Chỉ tiêu | ĐVT | Kế hoạch 2025 / 1 | Thu ngân sách | tỷ đồng | 12,5 / 2 | Hộ thoát nghèo | hộ | 40",
     ["12.5 tỷ đồng", "40 hộ"]),
    ("TT | Chỉ tiêu | Hiện trạng | Phải đạt / 1 | Hồ sơ trực tuyến | 64% | trên 85% / 2 | Hộ có mã QR | 11 hộ | 18 hộ",
     ["85 %", "18 hộ"]),
    ("TT | Việc | Đơn vị | Thời hạn / 1 | Phát động | Phòng Nội vụ | 20/3/2025", []),
]  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), TABLES)
def test_goals_of_a_table(table: str, expected: list[str]) -> None:
    rows = "\n".join(f"| {row} |" for row in table.split(" / "))
    found = read_plan(
        FRAME.format("II. CHỈ TIÊU", "Giữ vệ sinh.") + f"\nIII. BIỂU CHỈ TIÊU\n\n{rows}\n"
    ).targets
    assert [said(target) for target in found] == expected
