"""Which point stands under which: letters above or under Roman numbers, 6.1.1 under 6.1; expectations by hand."""

from __future__ import annotations

import pytest

from desktop.plans.blocks import build_blocks, split_lines

TREES = [
    ("A. MỤC ĐÍCH|I. Mục đích|Giữ gìn.|B. TỔ CHỨC THỰC HIỆN|I. Phòng Nội vụ|1. Chủ trì.|II. Công an|Bảo vệ.",
     ["A", "A.I", "A.I", "B", "B.I", "B.I.1", "B.II", "B.II"]),
    ("I. NỘI DUNG|A. Kinh tế|1. Lúa.|B. Văn hóa|1. Hội.|II. KHEN THƯỞNG|A. Tập thể",
     ["I", "I.A", "I.A.1", "I.B", "I.B.1", "II", "II.A"]),
    ("A. MỤC ĐÍCH|1. Phấn khởi.|B. NỘI DUNG|1. Thi đua.", ["A", "A.1", "B", "B.1"]),
    ("VI. TỔ CHỨC THỰC HIỆN|6.1. Công chức Văn hóa|6.1.1. Tham mưu.|6.1.2. Tổng hợp.|6.2. Công an: Bảo vệ.",
     ["VI", "VI.1", "VI.1.1", "VI.1.2", "VI.2"]),
    ("PHẦN I. CHUNG|A. Mục đích|1. Giữ.|PHẦN II. RIÊNG|A. Nội dung",
     ["PHẦN I", "PHẦN I.A", "PHẦN I.A.1", "PHẦN II", "PHẦN II.A"]),
    ("Điều 1. Phát động.|1. Từ nay.|Điều 2. Giao các phòng.|a) Phòng Nội vụ",
     ["Điều 1", "Điều 1.1", "Điều 2", "Điều 2.a"]),
    ("III. CHỈ TIÊU|a) Kinh tế|- 100% hộ.|- 3.500 hộ ký.|- 12/14 thôn.|b) Văn hóa",
     ["III", "III.a", "III.a", "III.a", "III.a", "III.b"]),
    ("III. CHỈ TIÊU|1. 13/13 phường ra mắt.|2. 100% thôn sạch.|3. 05 xã mới.|4. Ba xã.",
     ["III", "III.1", "III.2", "III.3", "III.4"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "paths"), TREES, ids=[row[0][:30] for row in TREES])
def test_the_path_of_each_point(lines: str, paths: list[str]) -> None:
    shown = "\n\n".join(lines.split("|"))
    assert [block.path for block in build_blocks(shown, split_lines(shown))] == paths
