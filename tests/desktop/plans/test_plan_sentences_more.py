"""More ways officers write when and how much: hours, brackets behind a recurrence, months alone, each its number."""

from __future__ import annotations

import re

import pytest

from db.vietnamese.text import fold
from desktop.plans import vocabulary
from desktop.plans.proposal import Proposal
from desktop.plans.read import read_plan

FRAME = """ỦY BAN NHÂN DÂN
XÃ TRÀ BỒNG HẠ
Số: 03/KH-UBND
Trà Bồng Hạ, ngày 10 tháng 7 năm 2025

KẾ HOẠCH
Phát động phong trào thi đua

Ủy ban nhân dân xã Trà Bồng Hạ ban hành Kế hoạch phát động phong trào thi đua như sau:

I. NỘI DUNG

1. {}

II. KHÁC

1. Giữ gìn vệ sinh chung.
"""


def read(sentence: str) -> Proposal:
    return read_plan(FRAME.format(sentence))


# sentence -> [(date, kind, recurring, day of month, precision)]
SENTENCES = [
    ("Các thôn báo cáo định kỳ 6 tháng (trước 15/6), năm (trước 15/12).",
     [(None, "report", "6 months", None, None), (None, "report", "yearly", None, None)]),
    ("Các thôn báo cáo định kỳ tháng (trước ngày 20), quý (trước ngày 25).",
     [(None, "report", "monthly", None, None), (None, "report", "quarterly", None, None)]),
    ("Các thôn báo cáo kết quả hằng tháng (chậm nhất ngày 25).", [(None, "report", "monthly", 25, None)]),
    ("Các thôn báo cáo kết quả hàng tháng (ngày 05) về Phòng Nội vụ.", [(None, "report", "monthly", 5, None)]),
    ("Các thôn gửi báo cáo chậm nhất vào ngày 20 hằng tháng.", [(None, "report", "monthly", 20, None)]),
    ("Các thôn gửi báo cáo trước ngày 15 tháng 6 và ngày 15 tháng 12 hằng năm.",
     [(None, "report", "yearly", None, None)]),
    ("Các thôn gửi báo cáo trước ngày 15/6/2026 và trước ngày 15 tháng 12 hằng năm.",
     [("2026-06-15", "report", None, None, None), (None, "report", "yearly", None, None)]),
    ("Các thôn báo cáo vào thứ Năm hằng tuần.", [(None, "report", "weekly", None, None)]),
    ("Phong trào được tổng kết 05 năm/lần.", []),
    ("Các thôn gửi báo cáo trước 16 giờ 00 ngày 05/9/2025.", [("2025-09-05", "report", None, None, None)]),
    ("Các thôn gửi báo cáo trước 16h30 ngày 05/9/2025.", [("2025-09-05", "report", None, None, None)]),
    ("Hạn cuối nhận hồ sơ khen thưởng: 17h00, thứ Sáu, ngày 14/11/2025.",
     [("2025-11-14", "nomination_dossier", None, None, None)]),
    ("Các thôn gửi báo cáo đến hết tháng 10.", [("2025-10-31", "report", None, None, "month")]),
    ("Các thôn đăng ký trong tháng 9.", [("2025-09-30", "registration", None, None, "month")]),
    ("Các thôn gửi đăng ký trong quý III năm 2025.", [("2025-09-30", "registration", None, None, "quarter")]),
    ("Các thôn gửi đăng ký xong trước 30-8-2025.", [("2025-08-30", "registration", None, None, None)]),
    ("Từ nay đến hết ngày 30/9/2025, các thôn đăng ký mô hình.",
     [("2025-09-30", "registration", None, None, None)]),
    ("Gửi hồ sơ về xã trước ngày 05 tháng 12 năm 2025 (qua bưu điện, thư điện tử).",
     [("2025-12-05", "nomination_dossier", None, None, None)]),
    ("Các thôn gửi báo cáo trước ngày 32/8/2025.", []),
    ("Các thôn gửi báo cáo trước ngày 30/02/2026.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[row[0][:45] for row in SENTENCES])
def test_when_something_is_due(sentence: str, expected: list[tuple[object, ...]]) -> None:
    assert [
        (
            item.date.isoformat() if item.date else None,
            item.kind,
            item.recurring,
            item.day_of_month,
            item.precision,
        )
        for item in read(sentence).deadlines
    ] == expected


@pytest.mark.parametrize(
    ("sentence", "who", "items", "rule"),
    [
        ("Mỗi thôn 01 phần việc.", "Mỗi thôn", [("phần việc", 1)], "all"),
        ("Mỗi thôn có 01 phần việc.", "Mỗi thôn", [("phần việc", 1)], "all"),
        ("Mỗi cơ quan, đơn vị: 02 mô hình.", "Mỗi cơ quan, đơn vị", [("mô hình", 2)], "all"),
        (
            "Từng chi hội ít nhất một mô hình hoặc một phần việc.",
            "Từng chi hội",
            [("mô hình", 1), ("phần việc", 1)],
            "any",
        ),
        (
            "Mỗi thôn xây dựng 01 phần việc và 01 mô hình.",
            "Mỗi thôn",
            [("phần việc", 1), ("mô hình", 1)],
            "all",
        ),
        (
            "Các trường học đăng ký ít nhất hai mô hình và một công trình trước ngày 30/7/2025.",
            "Các trường học",
            [("mô hình", 2), ("công trình", 1)],
            "all",
        ),
    ],
)
def test_how_much_each_one_owes(sentence: str, who: str, items: list[tuple[str, int]], rule: str) -> None:
    (found,) = read(sentence).requirements
    assert found.who == (who,)
    assert [(work.kind, work.min) for work in found.items] == items
    assert (found.rule, found.ambiguity) == (rule, None)


@pytest.mark.parametrize(
    "sentence",
    [
        "Biểu dương mỗi thôn 01 phần việc.",
        "Năm 2024 toàn xã đã có 12 mô hình và 30 phần việc.",
        "Khen thưởng 10 mô hình tiêu biểu.",
        "Mỗi thôn một nhà văn hóa.",
    ],
)
def test_numbers_that_oblige_nobody(sentence: str) -> None:
    assert read(sentence).requirements == ()


def test_who_owes_a_goal_may_stand_behind_its_verb() -> None:
    (found,) = read("Phấn đấu mỗi thôn có ít nhất 01 mô hình.").requirements
    assert (found.who, found.ambiguity) == (("mỗi thôn",), None)


def test_a_goal_nobody_is_named_for_is_left_to_the_officer() -> None:
    (found,) = read("Phấn đấu có ít nhất 01 mô hình.").requirements
    assert [(work.kind, work.min) for work in found.items] == [("mô hình", 1)]
    assert found.ambiguity is not None, "who owes it is asked, not guessed"


def letterhead(level: str, above: str, day: str) -> str | None:
    text = FRAME.replace("XÃ TRÀ BỒNG HẠ", f"{level.upper()} AN KHÊ HẠ").replace("10 tháng 7 năm 2025", day)
    text = text.replace("xã Trà Bồng Hạ ban hành", f"{level} An Khê Hạ, {above} ban hành")
    return read_plan(text.format("Trồng cây.")).heading.issuer_parent


@pytest.mark.parametrize(
    ("level", "above", "day", "parent"),
    [
        ("xã", "huyện Đắk Tô Hạ, tỉnh Kon Lan", "10 tháng 6 năm 2025", "huyện Đắk Tô Hạ"),
        ("xã", "tỉnh Kon Lan", "10 tháng 7 năm 2025", "tỉnh Kon Lan"),
        ("phường", "thành phố Nam Hải", "10 tháng 7 năm 2025", "thành phố Nam Hải"),
        ("phường", "quận Tây Hồng, thành phố Nam Hải", "10 tháng 6 năm 2025", "quận Tây Hồng"),
        ("phường", "thị xã Đông Khê, tỉnh Kon Lan", "30 tháng 6 năm 2025", "thị xã Đông Khê"),
        ("đặc khu", "tỉnh Trung Sơn", "01 tháng 7 năm 2025", "tỉnh Trung Sơn"),
        ("huyện", "tỉnh Trung Sơn", "01 tháng 5 năm 2024", "tỉnh Trung Sơn"),
        ("thị xã", "tỉnh Kon Lan", "01 tháng 5 năm 2024", "tỉnh Kon Lan"),
        ("tỉnh", "nước ta", "01 tháng 5 năm 2024", None),
    ],
)
def test_who_stands_above_on_either_side_of_the_first_of_july(
    level: str, above: str, day: str, parent: str | None
) -> None:
    assert letterhead(level, above, day) == parent


@pytest.mark.parametrize(
    ("printed", "title", "form"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "Chủ tịch", "CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Phó Chủ tịch", "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN\nQ. CHỦ TỊCH", "Quyền Chủ tịch", "Q. CHỦ TỊCH"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "Chánh Văn phòng", "TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG"),
        ("TUQ. CHỦ TỊCH\nTRƯỞNG PHÒNG", "Trưởng phòng", "TUQ. CHỦ TỊCH / TRƯỞNG PHÒNG"),
        ("CHỦ TỊCH", "Chủ tịch", "CHỦ TỊCH"),
    ],
)
def test_signatures_as_they_are_printed(printed: str, title: str, form: str) -> None:
    text = FRAME.format("Trồng cây.") + f"\nNơi nhận:\n- Lưu: VT.\n{printed}\n\nH'Mai Byă\n"
    signer = read_plan(text).signer
    assert (signer.name, signer.title, signer.form) == ("H'Mai Byă", title, form)


@pytest.mark.parametrize(
    ("right", "spoilt"),
    [
        ("tổng kết", "tông kêt"),
        ("tập thể", "tâp thê"),
        ("ít nhất", "ít nhât"),
        ("khen thưởng", "khen thường"),
    ],
)
def test_words_a_scan_spoils_are_still_known(right: str, spoilt: str) -> None:
    assert re.fullmatch(vocabulary.tolerant(right), right)
    assert re.fullmatch(vocabulary.tolerant(right), spoilt)
    assert not re.fullmatch(vocabulary.tolerant(right), fold(right)), (
        "a word without any mark is another word"
    )


def test_sets_and_groups_of_a_pattern_stay_as_they_are() -> None:
    assert vocabulary.tolerant(r"[ấâ](?P<n>ba)\d") == r"[ấâ](?P<n>ba)\d"
