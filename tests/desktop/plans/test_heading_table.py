"""Titles, slogans, anniversaries, periods, phases and the years judged as plans write them; expectations by hand."""

from __future__ import annotations

import pytest

from desktop.plans.proposal import Proposal
from desktop.plans.read import read_plan

LETTERHEAD = """ỦY BAN NHÂN DÂN
HUYỆN TÂN MỸ
Số: 45/KH-UBND
Tân Mỹ, ngày 12 tháng 5 năm 2023

"""
DECISION = """QUYẾT ĐỊNH
{}

ỦY BAN NHÂN DÂN HUYỆN TÂN MỸ

Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát động phong trào thi đua năm 2023.

Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Văn Tư
"""
ATTACHED = """
ỦY BAN NHÂN DÂN
HUYỆN TÂN MỸ

KẾ HOẠCH
Phát động phong trào thi đua “Sạch ngõ, đẹp nhà” năm 2023
(Ban hành kèm theo Quyết định số 45/QĐ-UBND ngày 12/5/2023 của UBND huyện)

I. NỘI DUNG

Thi đua lao động sản xuất.
"""
PLAN = """KẾ HOẠCH
{title}

Ủy ban nhân dân huyện Tân Mỹ phát động phong trào thi đua như sau:

{body}

IV. TỔ CHỨC THỰC HIỆN

1. Phòng Nội vụ: Theo dõi, đôn đốc.
"""


def plan(body: str, title: str = "Phát động phong trào thi đua năm 2023") -> Proposal:
    return read_plan(LETTERHEAD + PLAN.format(title=title, body=body))


SUBJECTS = [
    (
        "Về việc ban hành Kế hoạch phát động phong trào thi đua năm 2023",
        "Phát động phong trào thi đua năm 2023",
    ),
    ("BANHÀNH KẾ HOẠCH PHÁT ĐỘNG PHONG TRÀO THI ĐUA NĂM 2023", "PHÁT ĐỘNG PHONG TRÀO THI ĐUA NĂM 2023"),
    ("Vềviệc banhành Kếhoạch phát động phong trào thi đua", "Phát động phong trào thi đua"),
    ("V/v ban hành kế hoạch về việc phát động thi đua", "Phát động thi đua"),
    ("Về việc phát động phong trào thi đua năm 2023", "Về việc phát động phong trào thi đua năm 2023"),
]


@pytest.mark.parametrize(("subject", "title"), SUBJECTS, ids=[row[0][:30] for row in SUBJECTS])
def test_the_title_of_a_decision_is_that_of_what_it_promulgates(subject: str, title: str) -> None:
    assert read_plan(LETTERHEAD + DECISION.format(subject)).heading.title == title


def test_the_plan_attached_to_a_decision_gives_the_title() -> None:
    for subject in ("Về việc ban hành Kế hoạch phát động thi đua", "BAN HÀNH KẾ HOẠCH PHÁT ĐỘNG THI ĐUA"):
        found = read_plan(LETTERHEAD + DECISION.format(subject) + ATTACHED).heading
        assert found.title == "Phát động phong trào thi đua “Sạch ngõ, đẹp nhà” năm 2023"


# sentence -> [(years, day)]
ANNIVERSARIES = [
    ("Chào mừng kỷ niệm 78 năm Cách mạng tháng Tám và Quốc khánh 2/9 (1945 - 2023).", [(78, "2023-09-02")]),
    ("Chào mừng kỷ niệm 78 năm Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam.", [(78, "2023-09-02")]),
    ("Lập thành tích kỷ niệm 93 năm Ngày thành lập Đảng Cộng sản Việt Nam, mừng xuân Quý Mão.", [(93, "2023-02-03")]),
    ("Chào mừng kỷ niệm 133 năm Ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 - 19/5/2023).", [(133, "2023-05-19")]),
    ("Kỷ niệm 76 năm Ngày Thương binh - Liệt sĩ, 48 năm Ngày Giải phóng miền Nam.", [(76, "2023-07-27")]),
    ("CHÀO MỪNG 41 NĂM NGÀY NHÀ GIÁO VIỆT NAM (20/11/1982 - 20/11/2023)", [(41, "2023-11-20")]),
    ("Kỷ niệm 16 năm “Ngày hội toàn dân bảo vệ an ninh Tổ quốc” (19/8/2007 - 19/8/2023).", [(16, "2023-08-19")]),
    # A wrong sum, an anniversary of the place whose day is not said, one long past.
    ("Chào mừng kỷ niệm 60 năm Quốc khánh.", []),
    ("Chào mừng kỷ niệm 20 năm Ngày thành lập huyện.", []),
    ("Chào mừng kỷ niệm 20 năm Ngày thành lập huyện Tân Mỹ 15/8 (2003 - 2023).", [(20, "2023-08-15")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), ANNIVERSARIES, ids=[row[0][:45] for row in ANNIVERSARIES])
def test_anniversaries(sentence: str, expected: list[tuple[int, str]]) -> None:
    found = plan(f"I. MỤC ĐÍCH\n\n1. {sentence}").anniversaries
    assert [(one.years, one.date.isoformat()) for one in found] == expected


YEARS_WITH_REVIEW = """II. THỜI GIAN
1. Giai đoạn 1: Từ năm 2023 đến hết năm 2024, tổ chức sơ kết vào cuối năm 2024.
2. Giai đoạn 2: Từ đầu năm 2025 đến hết năm 2025.""".replace("\n", "|")
THREE_NAMED = """II. LỘ TRÌNH
Phong trào trải qua ba chặng đường:
- Khởi động (năm 2023): tuyên truyền.
- Tăng tốc (2024 - 2025): nhân rộng.
- Về đích (2026 - 2027): tổng kết.""".replace("\n", "|")
# lines under the heading -> (start, end) as days or parts of them, number of phases
PERIODS = [
    (YEARS_WITH_REVIEW, ("2023", "2025-12-31"), 2),
    ("II. THỜI GIAN|- Đợt 1: từ tháng 6/2023 đến tháng 9/2023.|- Đợt 2: từ tháng 10/2023 đến tháng 12/2023.",
     ("2023-06", "2023-12"), 2),
    ("II. CÁC BƯỚC|- Bước 1 (tháng 6/2023): Phát động.|- Bước 2 (quý III/2023): Thực hiện.", ("2023-06", "2023-09"), 2),
    ("II. THỜI GIAN|Từ ngày 01/6/2023 đến hết ngày 31/12/2023.", ("2023-06-01", "2023-12-31"), 0),
    ("II. THỜI GIAN|Phong trào được thực hiện trong 02 năm 2023 và 2024.", ("2023", "2024"), 0),
    ("II. THỜI GIAN|- Giai đoạn 2023 - 2024: triển khai diện rộng.|- Giai đoạn 2025 - 2026: nâng cao chất lượng.",
     ("2023", "2026"), 2),
    (THREE_NAMED, ("2023", "2027"), 3),
    ("III/ THỜI GIAN THỰC HIỆN|Từ tháng 6 đến tháng 12 năm 2023; riêng mô hình mới đăng ký xong trong tháng 7.",
     ("2023-06", "2023-12"), 0),
    ("II. CÁC ĐỢT|- Giai đoạn 1 (đến ngày 30/6/2023).|- Giai đoạn 2 (từ 01/7/2023 đến 30/8/2023).",
     (None, "2023-08-30"), 2),
    ("II. THỜI GIAN|Hằng năm có cao điểm từ ngày 02 tháng 9 đến ngày 02 tháng 10.", None, 0),
    ("II. KHÁC|- Phân bổ xi măng hỗ trợ đợt 2 trong tháng 7/2023.", None, 0),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "span", "phases"), PERIODS, ids=[row[0][:40] for row in PERIODS])
def test_period_and_phases(lines: str, span: tuple[str | None, str] | None, phases: int) -> None:
    found = plan("\n\n".join(lines.split("|")))
    said = (found.period.start_partial, found.period.end_partial) if found.period else None
    assert (said, len(found.phases)) == (span, phases)


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Thực hiện phong trào thi đua cải cách hành chính giai đoạn 2022 - 2024", (2022, 2024)),
        ("Thực hiện phong trào thi đua xây dựng nông thôn mới đến năm 2025", (None, 2025)),
        ("Phát động thi đua thực hiện Nghị quyết Đại hội nhiệm kỳ 2020 - 2025", None),
    ],
)
def test_the_title_tells_the_years_when_nothing_else_does(
    title: str, years: tuple[int | None, int] | None
) -> None:
    found = plan("I. MỤC ĐÍCH\n\n1. Giữ gìn vệ sinh chung.", title).period
    assert ((found.start_year, found.end_year) if found else None) == years


# sentence under "Khen thưởng" -> years judged
WINDOWS = [
    ("Thành tích xét khen thưởng tổng kết: tính trong hai năm 2024 và 2025.", (2024, 2025)),
    ("Thành tích để xét khen thưởng được tính trong 03 năm, từ năm 2022 đến năm 2024.", (2022, 2024)),
    (
        "Tập thể được đánh giá hoàn thành tốt nhiệm vụ trở lên liên tục từ năm 2019 đến năm 2023.",
        (2019, 2023),
    ),
    ("Thời gian tính thành tích là các năm 2021, 2022 và 2023.", (2021, 2023)),
    ("Mốc thời gian xét thành tích: giai đoạn 2021 - 2025.", (2021, 2025)),
    ("Xét thành tích đạt được trong năm 2023.", (2023, 2023)),
    ("Mốc xét thành tích: kết quả năm 2022 và hai tháng đầu năm 2023, không cộng dồn.", (2022, 2023)),
    (
        "Tiêu chuẩn: Tập thể có thành tích tiêu biểu, xuất sắc trong xây dựng quê hương giai đoạn 2014 - 2023.",
        (2014, 2023),
    ),
    ("Thời điểm xét khen thưởng từ năm 2020 đến hết năm 2024.", (2020, 2024)),
    ("Thành tích của tập thể được xem xét khi tổng kết phong trào năm 2024.", None),
    ("Không xét tập thể đã được tặng Bằng khen giai đoạn 2019 - 2023.", None),
    ("Báo cáo thành tích gửi trước ngày 05/12/2023.", None),
]


@pytest.mark.parametrize(("sentence", "years"), WINDOWS, ids=[row[0][:45] for row in WINDOWS])
def test_the_years_judged(sentence: str, years: tuple[int, int] | None) -> None:
    found = plan(f"III. KHEN THƯỞNG\n\n1. {sentence}").evidence_window
    assert ((found.from_year, found.to_year) if found else None) == years


# where the slogan stands -> slogan
SLOGANS = [
    ("Chủ đề: “Đoàn kết - Sáng tạo - Bứt phá”.", "Phát động thi đua năm 2023", "Đoàn kết - Sáng tạo - Bứt phá"),
    ("Chủ đề phong trào: Đoàn kết, sáng tạo, về đích sớm.", "Phát động thi đua", "Đoàn kết, sáng tạo, về đích sớm"),
    ("Giữ gìn vệ sinh.", "Phát động phong trào thi đua “Dân vận khéo” năm 2023", "Dân vận khéo"),
    ("Khẩu hiệu hành động: “Nói đi đôi với làm”.", "Phát động thi đua", "Nói đi đôi với làm"),
    ("Thực hiện phương châm “đi từng ngõ, gõ từng nhà”.", "Phát động thi đua năm 2023", None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "title", "theme"), SLOGANS, ids=[row[0][:40] for row in SLOGANS])
def test_the_slogan(sentence: str, title: str, theme: str | None) -> None:
    assert plan(f"I. MỤC ĐÍCH\n\n1. {sentence}", title).heading.theme == theme


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("Sốp Cộp", "Sốp Cộp, ngày 14 tháng 9 năm 2024"),
        ("Sóc Sơn", "Số: 45/KH-UBND      Sóc Sơn, ngày 14 tháng 9 năm 2024"),
    ],
)
def test_a_place_that_begins_as_the_word_for_number(place: str, line: str) -> None:
    head = f"ỦY BAN NHÂN DÂN\nHUYỆN {place.upper()}\n{line}\n\n"
    assert read_plan(head + PLAN.format(title="Phát động thi đua", body="I. MỤC ĐÍCH")).heading.place == place


def test_the_kind_of_a_joint_paper_is_no_part_of_its_title() -> None:
    text = (
        (LETTERHEAD + PLAN)
        .format(title="Phát động thi đua", body="I. MỤC ĐÍCH")
        .replace("KẾ HOẠCH\n", "KẾ HOẠCH LIÊN TỊCH\n")
    )
    assert read_plan(text).heading.title == "Phát động thi đua"


def test_a_committee_of_the_party_is_written_as_one() -> None:
    head = "HUYỆN ỦY ĐĂK GLEI\nBAN CHỈ ĐẠO PHONG TRÀO\nĐăk Glei, ngày 10 tháng 6 năm 2024\n\n"
    found = read_plan(head + PLAN.format(title="Phát động thi đua", body="I. MỤC ĐÍCH")).heading
    assert (found.issuer, found.issuer_parent) == ("Ban chỉ đạo phong trào", "Huyện ủy Đăk Glei")


def test_a_superior_known_by_its_committee_alone() -> None:
    body = "I. MỤC ĐÍCH\n\n1. Thực hiện Hướng dẫn của Ban Dân vận Tỉnh ủy Quảng Ngãi về dân vận khéo."
    assert plan(body).heading.issuer_parent == "tỉnh Quảng Ngãi"


def test_recipients_under_a_heading_in_capitals() -> None:
    end = "\nNƠI NHẬN:\n- UBND tỉnh (b/c);\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn Tư\n"
    text = LETTERHEAD + PLAN.format(title="Phát động thi đua", body="I. MỤC ĐÍCH") + end
    assert read_plan(text).recipients == ("UBND tỉnh (b/c);", "Lưu: VT.")


@pytest.mark.parametrize(
    ("place", "acts", "issuer"),
    [
        ("Vĩnh Niệm", "Ủy ban nhân dân phường xây dựng Kế hoạch", "Ủy ban nhân dân phường Vĩnh Niệm"),
        ("Tân Mỹ", "UBND Huyện ban hành Kế hoạch", "Ủy ban nhân dân huyện Tân Mỹ"),
        ("Hoa Lư", "UBND Thành phố phát động phong trào thi đua", "Ủy ban nhân dân thành phố Hoa Lư"),
        ("Hội An", "Ủy ban nhân dân Thị xã ban hành Kế hoạch", "Ủy ban nhân dân thị xã Hội An"),
    ],
)
def test_without_a_letterhead_the_place_names_the_issuer(place: str, acts: str, issuer: str) -> None:
    """The place before the date is the name of the unit (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    text = (
        f"Số: /KH-UBND\n\n{place}, ngày 06 tháng 12 năm 2024\n\nKẾ HOẠCH\n\nPhát động phong trào thi đua năm 2025\n\n"
        f"Thực hiện Kế hoạch số 38/KH-UBND ngày 25/11/2024 của Ủy ban nhân dân tỉnh Sơn Hà. {acts} như sau:\n\n"
        "I. MỤC ĐÍCH\n\n- Thi đua lao động sản xuất.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Nội vụ: theo dõi.\n"
    )
    assert read_plan(text).heading.issuer == issuer


def test_a_span_beats_the_parts_that_stand_under_it() -> None:
    lines = (
        "III. THỜI GIAN\n\nĐợt thi đua kéo dài 100 ngày, kể từ ngày 15/8/2018 đến ngày 22/11/2018, cụ thể:\n\n"
        "- Từ ngày 16/8/2018 đến ngày 15/11/2018: Các xóm tổ chức thực hiện.\n\n"
        "- Từ ngày 16/11/2018 đến ngày 22/11/2018: Chấm điểm, bình xét, tổng kết."
    )
    period = read_plan(PLAN.format(title="Phát động phong trào thi đua", body=lines)).period
    assert period is not None
    assert (str(period.start), str(period.end)) == ("2018-08-15", "2018-11-22")
