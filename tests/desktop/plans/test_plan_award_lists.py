"""Forms counted or joined in one breath, read by hand first: (form, who decides, objects, number)."""

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

I. {heading}

1. {sentence}

II. KHÁC

1. Giữ gìn vệ sinh chung.
"""
XA, TINH = "Chủ tịch UBND xã", "Chủ tịch UBND tỉnh"
LISTED = "08 Giấy khen cho tập thể, 16 Giấy khen cho cá nhân"
Line = tuple[str, str | None, set[str], str | None]


def read(sentence: str, heading: str = "KHEN THƯỞNG") -> list[Line]:
    found = read_plan(FRAME.format(sentence=sentence, heading=heading)).awards
    return [(line.form, line.authority, set(line.objects), line.quota) for line in found]


BOTH = {"tập thể", "cá nhân"}
GIVEN: list[tuple[str, list[Line]]] = [
    (f"Khen thưởng đợt nước rút: {LISTED}.", [("Giấy khen", None, BOTH, LISTED)]),
    (f"Chủ tịch UBND xã tặng: {LISTED}.", [("Giấy khen", XA, BOTH, LISTED)]),
    (
        f"Chủ tịch UBND xã tặng Giấy khen cho các tập thể hằng năm.\n\n2. Khen đợt: {LISTED}.",
        [("Giấy khen", XA, {"tập thể"}, None), ("Giấy khen", XA, BOTH, LISTED)],
    ),
    (
        "Tặng 05 Giấy khen cho các thôn và 10 Giấy khen cho cá nhân tiêu biểu.",
        [("Giấy khen", None, BOTH, "05 Giấy khen cho các thôn và 10 Giấy khen cho cá nhân tiêu biểu")],
    ),
    (
        "Xét tặng: 03 Bằng khen cho hộ gia đình.",
        [("Bằng khen", None, {"hộ gia đình"}, "03 Bằng khen cho hộ gia đình")],
    ),
    (
        "Đề nghị Chủ tịch UBND tỉnh tặng Bằng khen và danh hiệu “Tập thể lao động xuất sắc” cho 02 tập thể.",
        [
            ("Bằng khen", TINH, {"tập thể"}, None),
            ("Tập thể lao động xuất sắc", TINH, {"tập thể"}, "02 tập thể"),
        ],
    ),
    (
        "Chủ tịch UBND xã tặng Giấy khen, tặng danh hiệu “Lao động tiên tiến” cho cá nhân.",
        [("Giấy khen", XA, {"cá nhân"}, None), ("Lao động tiên tiến", XA, {"cá nhân"}, None)],
    ),
]


@pytest.mark.parametrize(("sentence", "wanted"), GIVEN)
def test_what_is_given_in_one_breath(sentence: str, wanted: list[Line]) -> None:
    assert read(sentence) == wanted


NOT_GIVEN = [
    "Cá nhân đã có 02 Giấy khen cho thành tích xuất sắc mới được xét.",
    "Đã được tặng 02 Giấy khen cho cá nhân tiêu biểu.",
    "Có ít nhất 02 Giấy khen trở lên.",
    "Năm 2024 không tặng 05 Giấy khen cho tập thể.",
    "Kinh phí in 50 Giấy khen do ngân sách xã chi.",
]


@pytest.mark.parametrize("sentence", NOT_GIVEN)
def test_what_somebody_had_or_what_is_printed_is_no_offer(sentence: str) -> None:
    assert read(sentence) == []


def test_outside_the_points_on_commendation_a_number_alone_offers_nothing() -> None:
    assert read(f"Kết quả năm trước: {LISTED}.", "ĐẶC ĐIỂM TÌNH HÌNH") == []


def test_two_givers_of_one_form_leave_it_open() -> None:
    said = (
        "Chủ tịch UBND xã tặng Giấy khen cho tập thể.\n\n2. Chủ tịch UBND huyện tặng Giấy khen cho cá nhân."
        f"\n\n3. Khen đợt: {LISTED}."
    )
    assert [line[1] for line in read(said)] == [XA, "Chủ tịch UBND huyện", None]
