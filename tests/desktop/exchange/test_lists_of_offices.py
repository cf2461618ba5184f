"""Lists as offices really draw them up: headings of two rows, names over two columns, sections, units as headings.

What a clerk reads off each stands beside it, written by hand.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

LISTS: dict[str, dict[str, Any]] = {}


def case(
    name: str, rows: list[list[Any]], expect: list[tuple[str | None, dict[str, Any]]], **told: Any
) -> None:
    LISTS[name] = {"rows": rows, "expect": expect, **told}


TOP = [
    ["UBND THÀNH PHỐ SƠN LA", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["PHÒNG GIÁO DỤC", None, None, None, "Độc lập - Tự do - Hạnh phúc"],
    [],
    ["DANH SÁCH"],
    ["Đề nghị khen thưởng năm học 2022-2023"],
    [],
]
case(
    "classic",
    [
        *TOP,
        ["TT", "Họ và tên", "Năm sinh", None, "Chức vụ, đơn vị công tác", "Hình thức KT", "Thành tích"],
        [None, None, "Nam", "Nữ", None, None, None],
        ["I", "TẬP THỂ (02)"],
        [
            1,
            "Tập thể Tổ Toán - Lý",
            None,
            None,
            "Trường Tiểu học An Lạc Đông",
            "Giấy khen",
            "Hoàn thành xuất sắc",
        ],
        [2, "Công đoàn trường", None, None, "nt", "-nt-", "nt"],
        ["II", "CÁ NHÂN (03)"],
        [
            1,
            "Ông Lò Văn Panh",
            1978,
            None,
            "Hiệu trưởng, Trường Tiểu học An Lạc Đông",
            "Giấy khen",
            "Lãnh đạo tốt",
        ],
        [2, "Bà Quàng Thị Én", None, 1985, "Giáo viên, Trường Tiểu học An Lạc Đông", "nt", "Dạy giỏi"],
        [3, "Cầm Thị Lả", None, "12/03/1990", "Giáo viên", "nt", "Chủ nhiệm giỏi"],
        ["Tổng cộng: 02 tập thể, 03 cá nhân"],
        [None, None, None, None, "HIỆU TRƯỞNG"],
        [None, None, None, None, "Lò Văn Panh"],
    ],
    [
        (
            "collective",
            {
                "name": "Tập thể Tổ Toán - Lý",
                "unit": "Trường Tiểu học An Lạc Đông",
                "award_form": "Giấy khen",
            },
        ),
        (
            "collective",
            {
                "name": "Công đoàn trường",
                "unit": "Trường Tiểu học An Lạc Đông",
                "award_form": "Giấy khen",
                "citation": "Hoàn thành xuất sắc",
            },
        ),
        (
            "individual",
            {
                "name": "Lò Văn Panh",
                "honorific": "Ông",
                "birth_date": "1978",
                "sex": "male",
                "position": "Hiệu trưởng",
                "unit": "Trường Tiểu học An Lạc Đông",
            },
        ),
        (
            "individual",
            {
                "name": "Quàng Thị Én",
                "honorific": "Bà",
                "birth_date": "1985",
                "sex": "female",
                "position": "Giáo viên",
                "award_form": "Giấy khen",
            },
        ),
        (
            "individual",
            {
                "name": "Cầm Thị Lả",
                "birth_date": "1990-03-12",
                "sex": "female",
                "position": "Giáo viên",
                "unit": None,
            },
        ),
    ],
    merges=("A7:A8", "B7:B8", "C7:D7", "E7:E8", "F7:F8", "G7:G8"),
    header=8,
)
case(
    "households",
    [
        ["Biểu số 3"],
        ["DANH SÁCH HỘ GIA ĐÌNH TIÊU BIỂU"],
        ["Số TT", "Họ và tên chủ hộ", "Địa chỉ", "Thành tích nổi bật", "Đề nghị khen", "Ghi chú"],
        ["1", "Hộ ông Vì Văn Sơn", "Tổ dân phố 1", "Hiến 200 m2 đất", "Giấy khen", None],
        ["2", "Hộ bà Lường Thị Pản", "Tổ dân phố 2", "Hiến 50 m2 đất", "Giấy khen", "Hộ nghèo"],
        ["3", "Gia đình ông Tòng Văn Xôm", "Tổ dân phố 3", "Gia đình văn hóa", "Giấy khen", None],
        [None, "Danh sách này có 03 hộ./."],
    ],
    [
        ("household", {"unit": "Tổ dân phố 1", "citation": "Hiến 200 m2 đất", "award_form": "Giấy khen"}),
        ("household", {"unit": "Tổ dân phố 2", "note": "Hộ nghèo"}),
        ("household", {"unit": "Tổ dân phố 3"}),
    ],
    header=3,
)
case(
    "split_name",
    [
        ["STT", "Họ và tên đệm", "Tên", "Chức danh", "Đơn vị", "Danh hiệu đề nghị"],
        [1, "Nguyễn Thị", "Hoa", "Giáo viên", "Trường Mầm non Hoa Pơ Lang", "Lao động tiên tiến"],
        [2, "Y", "Blum", "Cấp dưỡng", "Trường Mầm non Hoa Pơ Lang", "Lao động tiên tiến"],
    ],
    [
        (
            "individual",
            {"name": "Nguyễn Thị Hoa", "position": "Giáo viên", "award_form": "Lao động tiên tiến"},
        ),
        ("individual", {"name": "Y Blum"}),
    ],
    header=1,
)
case(
    "merged_name",
    [
        ["STT", "Họ và tên", None, "Chức vụ", "Đơn vị"],
        [1, "Nguyễn Thị", "Hoa", "Giáo viên", "Trường Mầm non Hoa Pơ Lang"],
        [2, "Trần Đình", "Ất", "Bảo vệ", "Trường Mầm non Hoa Pơ Lang"],
    ],
    [
        ("individual", {"name": "Nguyễn Thị Hoa", "position": "Giáo viên"}),
        ("individual", {"name": "Trần Đình Ất", "position": "Bảo vệ"}),
    ],
    merges=("B1:C1",),
    header=1,
)
case(
    "regs",
    [
        ["ĐẢNG BỘ PHƯỜNG"],
        ["BIỂU TỔNG HỢP ĐĂNG KÝ CÔNG TRÌNH, PHẦN VIỆC"],
        ["(Đơn vị tính: triệu đồng)"],
        [
            "TT",
            "Tên công trình, mô hình",
            "Đơn vị thực hiện",
            "Địa điểm",
            "Tổng kinh phí",
            "Thời gian hoàn thành",
            "Ghi chú",
        ],
        ["A", "CÔNG TRÌNH", None, None, "1.250,5"],
        [1, "Bê tông hóa ngõ 12", "Tổ dân phố 1", "Ngõ 12", "1.200", "Quý IV/2023", None],
        [2, "Sửa nhà văn hóa", "Tổ dân phố 2", "NVH", 50.5, "12/2023", None],
        ["B", "MÔ HÌNH"],
        [1, "Camera an ninh", "Công an phường", "toàn phường", None, "30/11/2023", None],
        [None, "Cộng", None, None, 1250.5],
    ],
    [
        (
            "work",
            {"title": "Bê tông hóa ngõ 12", "value": 1200000000, "finish": "2023-12", "unit": "Tổ dân phố 1"},
        ),
        ("work", {"title": "Sửa nhà văn hóa", "value": 50500000, "finish": "2023-12"}),
        ("model", {"title": "Camera an ninh", "finish": "2023-11-30", "value": None}),
    ],
    kind="registrations",
    header=4,
)
case(
    "units",
    [
        ["DANH BẠ ĐƠN VỊ"],
        ["TT", "Tên đơn vị", "Địa chỉ", "Người liên hệ", "Số ĐT", "Ghi chú"],
        [1, "Tổ dân phố 77", "Số 3, ngõ 5", "Nguyễn Văn A", "0912345678", None],
        [2, "Trường Mầm non Hoa Sen", None, "Lê Thị B", "01234", None],
    ],
    [
        (None, {"unit_name": "Tổ dân phố 77", "phone": "0912345678"}),
        (None, {"unit_name": "Trường Mầm non Hoa Sen", "phone": "01234"}),
    ],
    kind="units",
    header=2,
)
case(
    "three_deep",
    [
        ["STT", "Họ tên", "Ngày, tháng, năm sinh", None, "Đơn vị công tác", "Đề nghị khen thưởng", None],
        [None, None, "Nam", "Nữ", None, "Danh hiệu", "Hình thức"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        [1, "Đinh Văn Khoa", "05/06/1970", None, "Trạm Y tế phường", None, "Giấy khen"],
        ["STT", "Họ tên", "Ngày, tháng, năm sinh", None, "Đơn vị công tác", "Đề nghị khen thưởng", None],
        [2, "Hà Thị Mơ", None, "7-8-1981", "Trạm Y tế phường", None, "Giấy khen"],
    ],
    [
        (
            "individual",
            {"name": "Đinh Văn Khoa", "birth_date": "1970-06-05", "sex": "male", "award_form": "Giấy khen"},
        ),
        (
            "individual",
            {"name": "Hà Thị Mơ", "birth_date": "1981-08-07", "sex": "female", "award_form": "Giấy khen"},
        ),
    ],
    merges=("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:G1"),
    header=2,
)
case(
    "unit_headings",
    [
        ["STT", "Họ và tên", "Chức vụ", "Nội dung khen"],
        ["I", "Trường Tiểu học An Lạc Đông"],
        [1, "Phan Văn Lâm", "Giáo viên", "Dạy tốt"],
        [2, "Đỗ Thị Nga", "Giáo viên", "Dạy tốt"],
        ["II", "Trạm Y tế phường"],
        [1, "Vũ Văn Long", "Y sĩ", "Chống dịch"],
    ],
    [
        ("individual", {"name": "Phan Văn Lâm", "unit": "Trường Tiểu học An Lạc Đông"}),
        ("individual", {"name": "Đỗ Thị Nga", "unit": "Trường Tiểu học An Lạc Đông"}),
        ("individual", {"name": "Vũ Văn Long", "unit": "Trạm Y tế phường"}),
    ],
    header=1,
)
case(
    "bare_unit_rows",
    [
        ["TT", "Họ và tên", "Chức vụ", "Hình thức khen"],
        ["Tổ dân phố 4"],
        [1, "Phan Văn Lam", "Tổ trưởng", "Giấy khen"],
        ["Tổ dân phố 5"],
        [2, "Vũ Văn Lòng", "Tổ phó", "Giấy khen"],
    ],
    [
        ("individual", {"name": "Phan Văn Lam", "unit": "Tổ dân phố 4"}),
        ("individual", {"name": "Vũ Văn Lòng", "unit": "Tổ dân phố 5"}),
    ],
    merges=("A2:D2", "A4:D4"),
    header=1,
)
case(
    "ranks",
    [
        ["HỌ VÀ TÊN", "CẤP BẬC, CHỨC VỤ", "ĐƠN VỊ", "HÌNH THỨC KHEN THƯỞNG"],
        [
            "Thiếu tá Bùi Văn Đức",
            "Trưởng Công an phường",
            "Công an phường",
            "Giấy khen của Chủ tịch UBND phường",
        ],
        ["ĐẠI ĐỨC THÍCH MINH TÂM", "Trụ trì", "Chùa Bửu Lạc", "Giấy khen"],
        ["Linh mục Giuse Trần Văn Hải", "Quản xứ", "Giáo xứ An Lạc", "Giấy khen"],
    ],
    [
        (
            "individual",
            {
                "name": "Bùi Văn Đức",
                "honorific": "Thiếu tá",
                "position": "Trưởng Công an phường",
                "unit": "Công an phường",
            },
        ),
        ("individual", {"unit": "Chùa Bửu Lạc"}),
        ("individual", {"honorific": "Linh mục", "name": "Giuse Trần Văn Hải"}),
    ],
    header=1,
)
case(
    "dates",
    [
        ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị"],
        [1, "Ngô Văn Một", "1.2.1980", "Tổ trưởng", "Tổ dân phố 1"],
        [2, "Ngô Văn Hai", "1980-02-01", "Tổ trưởng", "Tổ dân phố 2"],
        [3, "Ngô Văn Ba", "02/1980", "Tổ trưởng", "Tổ dân phố 3"],
        [4, "Ngô Văn Tư", "ngày 01 tháng 02 năm 1980", "Tổ trưởng", "Tổ dân phố 4"],
        [5, "Ngô Văn Năm", "30/02/1980", "Tổ trưởng", "Tổ dân phố 5"],
        [6, "Ngô Văn Sáu", 1980.0, "Tổ trưởng", "Tổ dân phố 6"],
        [7, "Ngô Văn Bảy", dt.date(1980, 2, 1), "Tổ trưởng", "Tổ dân phố 7"],
        [8, "Ngô Văn Tám", "01/02/80", "Tổ trưởng", "Tổ dân phố 8"],
        [9, "Ngô Văn Chín", "ngày 1-2-1980", "Tổ trưởng", "Tổ dân phố 9"],
        [10, "Ngô Văn Mười", "1/2/1980 00:00:00", "Tổ trưởng", "Tổ dân phố 10"],
        ["Ghi chú: danh sách xếp theo tổ"],
        [None, None, None, "An Lạc, ngày 1 tháng 12 năm 2023"],
        [None, None, None, "NGƯỜI LẬP BIỂU"],
    ],
    [
        ("individual", {"birth_date": b})
        for b in (
            "1980-02-01",
            "1980-02-01",
            "1980-02",
            "1980-02-01",
            None,
            "1980",
            "1980-02-01",
            "1980-02-01",
            "1980-02-01",
            "1980-02-01",
        )
    ],
    header=1,
    problems={"C6"},
)
case(
    "problems",
    [
        ["STT", "Họ và tên", "Chức vụ", "Đơn vị"],
        [1, "Lê Văn 3", "Tổ trưởng", "Tổ dân phố 1"],
        [2, None, "Tổ phó", "Tổ dân phố 2"],
        [3, "Hoàng Thuỷ Tiên", None, "Tổ dân phố 3"],
        [4, "Mai Văn Đàm", "Thợ", "Xí nghiệp Sao Hỏa"],
        [5, None, None, None],
    ],
    [
        ("individual", {"name": "Lê Văn 3"}),
        ("individual", {"name": "Hoàng Thuỷ Tiên"}),
        ("individual", {"name": "Mai Văn Đàm", "unit": "Xí nghiệp Sao Hỏa"}),
    ],
    header=1,
    problems={"B2", "C4"},
    unread=("B3",),
)
case(
    "dirty",
    [
        ["STT ", "  Họ  và\ntên", "Chức vụ ", "Đơn vị\xa0"],
        [1, "  Lê\xa0Văn   Gà\u200b ", "Tổ trưởng\n", "Tổ  dân phố 1"],
        [2, "=cmd|' /C calc'!A0", "x", "Tổ dân phố 1"],
        [3, "+84 Nguyễn", "x", "Tổ dân phố 1"],
        [4, "@Trần Bê", "x", "Tổ dân phố 1"],
    ],
    [
        ("individual", {"name": "Lê Văn Gà", "position": "Tổ trưởng", "unit": "Tổ dân phố 1"}),
        ("individual", {"name": "=cmd|' /C calc'!A0"}),
        ("individual", {"name": "+84 Nguyễn"}),
        ("individual", {"name": "@Trần Bê"}),
    ],
    header=1,
)
case(
    "two_name_columns",
    [
        ["STT", "Tên tập thể", "Họ tên cá nhân", "Chức vụ", "Đơn vị", "Hình thức khen thưởng"],
        [1, "Trạm Y tế phường", None, None, None, "Giấy khen"],
        [2, None, "Bế Văn Đàn", "Y sĩ", "Trạm Y tế phường", "Giấy khen"],
    ],
    [
        ("collective", {"name": "Trạm Y tế phường", "award_form": "Giấy khen"}),
        ("individual", {"name": "Bế Văn Đàn", "position": "Y sĩ"}),
    ],
    header=1,
)
case(
    "regs_star",
    [
        ["PHIẾU ĐĂNG KÝ"],
        ["Đơn vị: Tổ dân phố 6"],
        ["STT", "Tên mô hình (*)", "Nội dung chính", "Giá trị\n(đồng)", "Ngày gửi", "Thời gian\nhoàn thành"],
        [1, "Cột cờ trước ngõ", "Mỗi nhà một cột cờ", "5.000.000đ", "15/08/2023", "Tháng 11/2023"],
        [2, "Tuyến đường hoa", "Trồng hoa", "3,5 triệu", "14-8-2023", "2023"],
    ],
    [
        (
            "model",
            {
                "title": "Cột cờ trước ngõ",
                "value": 5000000,
                "received": "2023-08-15",
                "finish": "2023-11",
                "unit": "Tổ dân phố 6",
            },
        ),
        (
            "model",
            {
                "title": "Tuyến đường hoa",
                "value": 3500000,
                "received": "2023-08-14",
                "finish": "2023",
                "unit": "Tổ dân phố 6",
            },
        ),
    ],
    kind="registrations",
    header=3,
)
case(
    "two_tables",
    [
        ["I. TẬP THỂ"],
        ["STT", "Tên tập thể", "Đơn vị", "Hình thức khen"],
        [1, "Tổ Văn", "Trường Tiểu học An Lạc Đông", "Giấy khen"],
        [],
        ["II. CÁ NHÂN"],
        ["STT", "Họ và tên", "Chức vụ", "Hình thức khen"],
        [1, "Lý Văn Sáng", "Giáo viên", "Giấy khen"],
        ["Cộng: 2"],
    ],
    [
        ("collective", {"name": "Tổ Văn", "unit": "Trường Tiểu học An Lạc Đông"}),
        ("individual", {"name": "Lý Văn Sáng", "position": "Giáo viên"}),
    ],
)
case(
    "offset",
    [
        [],
        [],
        [None, None, None, "STT", "Họ và tên", "Nghề nghiệp", "Nơi ở", "Thành tích"],
        [None, None, None, 1, "Mùa A Sử", "Nông dân", "Tổ dân phố 1", "Cứu người"],
    ],
    [
        (
            "individual",
            {"name": "Mùa A Sử", "position": "Nông dân", "unit": "Tổ dân phố 1", "citation": "Cứu người"},
        )
    ],
    header=3,
)
case(
    "vmerge",
    [
        ["STT", "Đơn vị", "Họ và tên", "Chức vụ", "Hình thức KT"],
        [1, "Tổ dân phố 2", "Cao Văn Một", "Tổ trưởng", "Giấy khen"],
        [2, None, "Cao Văn Hai", "Tổ phó", None],
        [3, None, "Cao Văn Ba", "Đội viên", None],
    ],
    [
        ("individual", {"name": n, "unit": "Tổ dân phố 2", "award_form": "Giấy khen"})
        for n in ("Cao Văn Một", "Cao Văn Hai", "Cao Văn Ba")
    ],
    merges=("B2:B4", "E2:E4"),
    header=1,
)
case(
    "blank_below",
    [
        ["STT", "Đơn vị", "Tên mô hình", "Nội dung"],
        [1, "Tổ dân phố 3", "Mô hình A xanh", "x"],
        [2, None, "Công trình B sạch", "y"],
        [3, "Tổ dân phố 4", "Mô hình C đẹp", "z"],
    ],
    [("model", {"unit": "Tổ dân phố 3"}), ("work", {"unit": None}), ("model", {"unit": "Tổ dân phố 4"})],
    kind="registrations",
    header=1,
)
case(
    "ong_ba",
    [
        [
            "STT",
            "Ông/Bà",
            "Họ và tên",
            "Sinh năm",
            "Chức vụ",
            "Cơ quan, đơn vị",
            "Hình thức đề nghị",
            "Tóm tắt thành tích",
        ],
        ["I.1", "Ông", "Khà Văn Lả", "1971", "Bí thư chi bộ", "Tổ dân phố 5", "Giấy khen", "20 năm"],
        ["I.2", "Bà", "Khà Thị Lả", "1975", "Chi hội trưởng", "Tổ dân phố 5", "Giấy khen", "10 năm"],
    ],
    [
        (
            "individual",
            {
                "name": "Khà Văn Lả",
                "honorific": "Ông",
                "birth_date": "1971",
                "position": "Bí thư chi bộ",
                "unit": "Tổ dân phố 5",
            },
        ),
        ("individual", {"name": "Khà Thị Lả", "honorific": "Bà"}),
    ],
    header=1,
)
case(
    "bullets",
    [
        ["STT", "TÊN TẬP THỂ, CÁ NHÂN", "CHỨC VỤ, ĐƠN VỊ CÔNG TÁC", "GHI CHÚ"],
        ["A", "TẬP THỂ: 01"],
        ["1", "Nhân dân và cán bộ Tổ dân phố 6", None, None],
        ["B", "CÁ NHÂN: 02"],
        ["*", "Khối Đảng"],
        ["1", "Ông: Mạc Văn Tài", "Phó Bí thư, Văn phòng Đảng ủy phường", None],
        ["2", "Bà: Mạc Thị Tài", "Chuyên viên, Văn phòng Đảng ủy phường", None],
    ],
    [
        ("collective", {"name": "Nhân dân và cán bộ Tổ dân phố 6"}),
        (
            "individual",
            {
                "name": "Mạc Văn Tài",
                "honorific": "Ông",
                "position": "Phó Bí thư",
                "unit": "Văn phòng Đảng ủy phường",
            },
        ),
        (
            "individual",
            {
                "name": "Mạc Thị Tài",
                "honorific": "Bà",
                "position": "Chuyên viên",
                "unit": "Văn phòng Đảng ủy phường",
            },
        ),
    ],
    header=1,
)
case(
    "unknown",
    [
        ["STT", "Họ và tên", "CCCD", "Điện thoại", "Dân tộc", "Đảng viên", "Chức vụ", "Đơn vị", "Số tiền"],
        [1, "Lý A Páo", "001080001234", "0987654321", "Mông", "x", "Trưởng bản", "Tổ dân phố 1", 500000],
    ],
    [("individual", {"name": "Lý A Páo", "position": "Trưởng bản", "unit": "Tổ dân phố 1"})],
    header=1,
)


@pytest.mark.parametrize("name", LISTS)
def test_it_is_read_as_a_clerk_reads_it(hold_to, name):
    hold_to(**LISTS[name])


@pytest.mark.parametrize("name", LISTS)
def test_letters_and_marks_apart_are_the_same_list(hold_to, name):
    hold_to(**LISTS[name], form="NFD")
