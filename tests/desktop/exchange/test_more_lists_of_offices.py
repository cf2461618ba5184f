"""More lists of offices: grouped sums, signatures, "nt" in all spellings, days and sums in words, subtotals.

What a clerk reads off each stands beside it, written by hand.
"""

from __future__ import annotations

from typing import Any

import pytest

LISTS: dict[str, dict[str, Any]] = {}


def case(
    name: str, rows: list[list[Any]], expect: list[tuple[str | None, dict[str, Any]]], **told: Any
) -> None:
    LISTS[name] = {"rows": rows, "expect": expect, **told}


case(
    "money_group",
    [
        ["BIỂU ĐĂNG KÝ CÔNG TRÌNH"],
        [
            "TT",
            "Tên công trình, phần việc",
            "Đơn vị",
            "Kinh phí (triệu đồng)",
            None,
            None,
            "Thời gian thực hiện",
        ],
        [None, None, None, "Tổng", "Ngân sách", "Nhân dân đóng góp", None],
        [1, "Làm đường bê tông", "Tổ dân phố 1", 250, 100, 150, "Từ 01/9/2023 đến 30/11/2023"],
        [2, "Trồng cây xanh", "Tổ dân phố 2", 20.5, None, 20.5, "Quý 3 năm 2023"],
    ],
    [
        (None, {"title": "Làm đường bê tông", "value": 250000000, "finish": "2023-11-30"}),
        (None, {"title": "Trồng cây xanh", "value": 20500000, "finish": "2023-09"}),
    ],
    merges=("A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:G3"),
    kind="registrations",
    header=3,
)
case(
    "signatures_side",
    [
        ["TT", "Họ và tên", "Chức vụ", "Đơn vị", "Hình thức"],
        [1, "Lương Thị Nụ", "Chi hội trưởng", "Tổ dân phố 1", "Giấy khen"],
        [None, "Tổng cộng: 01 cá nhân"],
        [],
        [None, "NGƯỜI LẬP BIỂU", None, "CHỦ TỊCH"],
        [],
        [],
        [None, "Lò Thị Mai", None, "Hà Văn Sơn"],
    ],
    [("individual", {"name": "Lương Thị Nụ"})],
    header=1,
)
case(
    "sig_below_no_total",
    [
        ["TT", "Họ và tên", "Chức vụ", "Đơn vị", "Hình thức"],
        [1, "Lương Thị Nụ", "Chi hội trưởng", "Tổ dân phố 1", "Giấy khen"],
        [],
        [None, None, None, "An Lạc, ngày 15 tháng 11 năm 2023"],
        [None, "Người lập", None, "TM. BAN CHẤP HÀNH"],
        [None, None, None, "CHỦ TỊCH"],
        [],
        [None, "Lò Thị Mai", None, "Hà Văn Sơn"],
    ],
    [("individual", {"name": "Lương Thị Nụ"})],
    header=1,
)
case(
    "date_line_then_name",
    [
        ["TT", "Họ và tên", "Chức vụ", "Đơn vị"],
        [1, "Lương Thị Nụ", "Chi hội trưởng", "Tổ dân phố 1"],
        ["Sơn La, ngày 15 tháng 11 năm 2023"],
        ["TRƯỞNG BAN"],
        ["Hà Văn Sơn"],
    ],
    [("individual", {"name": "Lương Thị Nụ"})],
    header=1,
)
case(
    "kind_column",
    [
        [
            "Số TT",
            "Đối tượng",
            "Tên tập thể, cá nhân, hộ gia đình",
            "Đơn vị/Địa chỉ",
            "Đề nghị hình thức khen thưởng",
        ],
        [1, "Tập thể", "Chi bộ Tổ dân phố 1", "Tổ dân phố 1", "Giấy khen"],
        [2, "Cá nhân", "Sùng A Chớ", "Tổ dân phố 2", "Giấy khen"],
        [3, "Hộ gia đình", "Vàng Thị Mỷ", "Tổ dân phố 3", "Giấy khen"],
    ],
    [
        ("collective", {"name": "Chi bộ Tổ dân phố 1"}),
        ("individual", {"name": "Sùng A Chớ", "unit": "Tổ dân phố 2"}),
        ("household", {"name": "Vàng Thị Mỷ", "award_form": "Giấy khen"}),
    ],
    header=1,
)
case(
    "ticks",
    [
        ["STT", "Họ và tên/Tên tập thể", "Cá nhân", "Tập thể", "Đơn vị", "Hình thức khen"],
        [1, "Sùng A Lử", "x", None, "Tổ dân phố 2", "Giấy khen"],
        [2, "Chi hội Phụ nữ số 3", None, "X", "Tổ dân phố 3", "Giấy khen"],
    ],
    [
        ("individual", {"name": "Sùng A Lử", "unit": "Tổ dân phố 2"}),
        ("collective", {"name": "Chi hội Phụ nữ số 3"}),
    ],
    header=1,
)
case(
    "title_collective",
    [
        ["DANH SÁCH TẬP THỂ ĐỀ NGHỊ TẶNG GIẤY KHEN"],
        ["STT", "Tên tập thể", "Thành tích"],
        [1, "Đội Văn nghệ 26/3", "Giải nhất"],
        [2, "Câu lạc bộ Thái cực trường sinh", "Giải nhì"],
    ],
    [
        ("collective", {"name": "Đội Văn nghệ 26/3"}),
        ("collective", {"name": "Câu lạc bộ Thái cực trường sinh", "citation": "Giải nhì"}),
    ],
    header=2,
)
case(
    "own_unit_next_cell",
    [
        ["Tên đơn vị:", None, "Trạm Y tế phường"],
        ["Đơn vị tính: đồng"],
        ["STT", "Nội dung đăng ký", "Loại", "Dự kiến kinh phí"],
        [1, "Tiêm chủng lưu động", "Mô hình", "12.000.000"],
    ],
    [("model", {"title": "Tiêm chủng lưu động", "unit": "Trạm Y tế phường", "value": 12000000})],
    kind="registrations",
    header=3,
)
case(
    "value_words",
    [
        ["STT", "Đơn vị", "Tên mô hình, công trình", "Giá trị", "Thời gian hoàn thành"],
        [1, "Tổ dân phố 1", "Mô hình một", "1 tỷ 200 triệu", "trước 30/11/2023"],
        [2, "Tổ dân phố 2", "Mô hình hai", "khoảng 5 triệu", "Cuối năm 2023"],
        [3, "Tổ dân phố 3", "Mô hình ba", "Xã hội hóa", "Thường xuyên"],
        [4, "Tổ dân phố 4", "Mô hình bốn", 1.5e9, "tháng 11"],
        [5, "Tổ dân phố 5", "Mô hình năm", "12,5 tr.đ", "QUÝ I - 2024"],
    ],
    [
        ("model", {"value": 1200000000, "finish": "2023-11-30"}),
        ("model", {"finish": "2023"}),
        ("model", {"value": None, "finish": None}),
        ("model", {"value": 1500000000}),
        ("model", {"value": 12500000, "finish": "2024-03"}),
    ],
    kind="registrations",
    header=1,
    problems={"D3", "D4", "E4", "E5"},
)
case(
    "all_caps_names",
    [
        ["STT", "HỌ VÀ TÊN", "NĂM SINH", "CHỨC VỤ", "ĐƠN VỊ"],
        [1, "LÒ VĂN PÁNG", "1980", "TỔ TRƯỞNG", "TỔ DÂN PHỐ 1"],
        [2, "CÀ THỊ CÔNG", "1982", "TỔ PHÓ", "TỔ DÂN PHỐ 1"],
        [3, "TRƯỞNG VĂN TỔNG", 1990, "TỔ VIÊN", "TỔ DÂN PHỐ 1"],
    ],
    [
        ("individual", {"name": "LÒ VĂN PÁNG"}),
        ("individual", {"name": "CÀ THỊ CÔNG"}),
        ("individual", {"name": "TRƯỞNG VĂN TỔNG", "birth_date": "1990"}),
    ],
    header=1,
    problems=set(),
)
case(
    "names_like_footers",
    [
        ["Họ tên", "Chức vụ", "Đơn vị"],
        ["Tống Văn Cộng", "Tổ trưởng", "Tổ dân phố 1"],
        ["Cộng Thị Tổng", "Tổ phó", "Tổ dân phố 1"],
        ["Kế Toán Văn", "x", "Tổ dân phố 1"],
    ],
    [
        ("individual", {"name": "Tống Văn Cộng"}),
        ("individual", {"name": "Cộng Thị Tổng"}),
        ("individual", {"name": "Kế Toán Văn"}),
    ],
    header=1,
)
case(
    "nt_variants",
    [
        ["STT", "Họ và tên", "Chức vụ", "Đơn vị", "Hình thức"],
        [1, "Bàn Văn A", "Tổ trưởng", "Tổ dân phố 1", "Giấy khen"],
        [2, "Bàn Văn B", "''", "“", "-"],
        [3, "Bàn Văn C", '"', "//", "nt"],
        [4, "Bàn Văn D", "Nt", "(nt)", "-nt"],
    ],
    [("individual", {"unit": "Tổ dân phố 1"})]
    + [("individual", {"unit": "Tổ dân phố 1", "position": "Tổ trưởng"}) for _ in range(3)],
    header=1,
)
case(
    "evidence_list",
    [
        [
            "STT",
            "Họ và tên",
            "Đơn vị",
            "Năm",
            "Danh hiệu, hình thức",
            "Số quyết định",
            "Ngày",
            "Cơ quan quyết định",
        ],
        [1, "Lò Văn Panh", "Tổ dân phố 1", 2021, "Giấy khen", "0123/QĐ-UBND", "5/1/2022", "UBND phường"],
    ],
    [("", {"name": "Lò Văn Panh", "year": "2021", "number": "0123/QĐ-UBND", "day": "2022-01-05"})],
    kind="evidence",
    header=1,
)
case(
    "targets",
    [
        ["BÁO CÁO KẾT QUẢ"],
        ["STT", "Nội dung chỉ tiêu", "ĐVT", "Kế hoạch năm", "Kết quả", "Ghi chú"],
        [1, "Thu ngân sách", "triệu đồng", "1.200", "650,5", None],
        [2, "Hộ nghèo", "%", 2.5, "2,1%", None],
    ],
    [("", {"target_name": "Thu ngân sách", "annual": "1200", "result": "650.5"}), ("", {"result": "2.1"})],
    kind="targets",
    header=2,
)
case(
    "units_kinds",
    [
        ["DANH SÁCH CÁC CƠ QUAN, ĐƠN VỊ, TỔ DÂN PHỐ"],
        ["STT", "Tên cơ quan, đơn vị", "Họ và tên thủ trưởng", "Chức vụ", "Số điện thoại"],
        ["I", "TRƯỜNG HỌC"],
        [1, "Trường Mầm non 19/5", "Bùi Thị Bé", "Hiệu trưởng", "0988.123.456"],
        ["II", "TỔ DÂN PHỐ"],
        [1, "Tổ dân phố 91", "Vi Văn Định", "Tổ trưởng", 912345678],
    ],
    [
        (None, {"unit_name": "Trường Mầm non 19/5", "head_name": "Bùi Thị Bé", "phone": "0988.123.456"}),
        (None, {"unit_name": "Tổ dân phố 91", "phone": "912345678"}),
    ],
    kind="units",
    header=2,
)
case(
    "joint_regs",
    [
        ["STT", "Tên mô hình", "Đơn vị thực hiện"],
        [1, "Tuyến phố văn minh", "Tổ dân phố 1, Tổ dân phố 2"],
        [2, "Ngày thứ 7 tình nguyện", "Đoàn Thanh niên Cộng sản Hồ Chí Minh phường; Công an phường"],
    ],
    [("model", {"title": "Tuyến phố văn minh"}), ("model", {"title": "Ngày thứ 7 tình nguyện"})],
    kind="registrations",
    header=1,
    problems=set(),
)
case(
    "prize_list",
    [
        ["DANH SÁCH NHẬN TIỀN THƯỞNG"],
        ["STT", "Họ và tên", "Đơn vị", "Hình thức khen thưởng", "Số tiền (đồng)", "Ký nhận"],
        [1, "Nông Văn Dền", "Tổ dân phố 1", "Giấy khen", 540000, None],
        [None, "Tổng cộng", None, None, 540000, None],
        [None, "Bằng chữ: Năm trăm bốn mươi nghìn đồng"],
    ],
    [("individual", {"name": "Nông Văn Dền", "award_form": "Giấy khen"})],
    header=2,
)
case(
    "header_with_notes",
    [
        [
            "STT",
            "Họ và tên (chữ in hoa, đậm)",
            "Ngày, tháng, năm sinh (dd/mm/yyyy)",
            "Chức vụ hiện tại",
            "Đơn vị công tác",
            "Danh hiệu thi đua, hình thức khen thưởng đề nghị",
            "Tóm tắt thành tích (ghi rõ số liệu)",
        ],
        [
            1,
            "Hứa Văn Tám",
            "09/10/1988",
            "Công chức",
            "Tư pháp - Hộ tịch phường",
            "Giấy khen",
            "Giải quyết 100% hồ sơ",
        ],
    ],
    [
        (
            "individual",
            {
                "name": "Hứa Văn Tám",
                "birth_date": "1988-10-09",
                "position": "Công chức",
                "unit": "Tư pháp - Hộ tịch phường",
                "award_form": "Giấy khen",
                "citation": "Giải quyết 100% hồ sơ",
            },
        )
    ],
    header=1,
)
case(
    "subtotals",
    [
        ["STT", "Họ và tên", "Chức vụ", "Đơn vị", "Số tiền"],
        ["I", "Trường Mầm non Hoa Pơ Lang", None, None, 1080000],
        [1, "Lê Thị Một", "Giáo viên", None, 540000],
        [2, "Lê Thị Hai", "Giáo viên", None, 540000],
        [None, "Cộng (I)", None, None, 1080000],
        ["II", "Trạm Y tế phường", None, None, 540000],
        [1, "Lê Thị Ba", "Y sĩ", None, 540000],
        [None, "TỔNG (I+II)", None, None, 1620000],
    ],
    [
        ("individual", {"name": "Lê Thị Một", "unit": "Trường Mầm non Hoa Pơ Lang"}),
        ("individual", {"name": "Lê Thị Hai", "unit": "Trường Mầm non Hoa Pơ Lang"}),
        ("individual", {"name": "Lê Thị Ba", "unit": "Trạm Y tế phường"}),
    ],
    header=1,
)
case(
    "empty_sections",
    [
        ["STT", "Họ và tên", "Chức vụ", "Đơn vị"],
        ["I", "Tập thể", "Không có"],
        ["II", "Cá nhân"],
        [1, "Lê Thị Bốn", "Giáo viên", "Trường Mầm non Hoa Pơ Lang"],
        ["III", "Hộ gia đình: 0"],
    ],
    [("individual", {"name": "Lê Thị Bốn"})],
    header=1,
)


@pytest.mark.parametrize("name", LISTS)
def test_it_is_read_as_a_clerk_reads_it(hold_to, name):
    hold_to(**LISTS[name])


@pytest.mark.parametrize("name", LISTS)
def test_letters_and_marks_apart_are_the_same_list(hold_to, name):
    hold_to(**LISTS[name], form="NFD")
