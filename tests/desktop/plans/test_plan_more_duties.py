"""Sentences of plans by other writers: when, what and who, by hand; what looks like a duty and is none."""

from __future__ import annotations

import pytest

from desktop.plans.proposal import Proposal
from desktop.plans.read import read_plan

FRAME = """ỦY BAN NHÂN DÂN
XÃ BÌNH THUẬN ĐÔNG
Số: 01/KH-UBND
Bình Thuận Đông, ngày 10 tháng 2 năm 2025
KẾ HOẠCH
Phát động phong trào thi đua
Ủy ban nhân dân xã ban hành Kế hoạch phát động phong trào thi đua như sau:

I. {}

1. {}

II. KHÁC

1. Giữ gìn vệ sinh chung.
"""


def read(sentence: str, heading: str = "NỘI DUNG") -> Proposal:
    return read_plan(FRAME.format(heading, sentence))


# sentence -> {(day, kind, rhythm)}
DUTIES = [
    ("Hạn chót nhận hồ sơ: 17 giờ 00 phút, ngày 20/11/2025.", {("2025-11-20", "nomination_dossier", None)}),
    ("Hồ sơ gồm: tờ trình, biên bản họp xét hồ sơ khen thưởng. Thời hạn nộp: ngày 20/6/2025.",
     {("2025-06-20", "nomination_dossier", None)}),
    ("Chậm nhất ngày 05 của tháng sau, các đơn vị gửi báo cáo tháng.", {(None, "report", "monthly")}),
    ("Định kỳ vào ngày 20 hằng tháng báo cáo tiến độ về Ủy ban nhân dân xã.", {(None, "report", "monthly")}),
    ("Các thôn báo cáo hằng quý, trước ngày 14 của tháng cuối quý.", {(None, "report", "quarterly")}),
    ("Báo cáo kết quả 6 tháng trước ngày 10/6, báo cáo năm trước ngày 25/11 hằng năm.",
     {(None, "report", "yearly")}),
    ("Phát động: tuần 1 tháng 9/2025.", {("2025-09-07", "launch", None)}),
    ("Tổ chức tổng kết trong tuần thứ ba của tháng 12/2025.", {("2025-12-21", "review_year", None)}),
    ("Nội dung đăng ký gửi về xã trong tuần đầu tháng 9 năm 2025, hạn cuối là ngày 08/9.",
     {("2025-09-08", "registration", None)}),
    ("Tháng 10/2025: Ký giao ước thi đua tại lễ chào cờ ngày 07/10/2025.", {("2025-10-07", "pledge", None)}),
    ("Các hộ ký cam kết tại Lễ ra quân ngày 17/9/2025.", {("2025-09-17", "pledge", None)}),
    ("Ủy ban nhân dân xã kiểm tra thực tế các công trình đăng ký gắn biển, hoàn thành trước ngày 15/5/2025.",
     {("2025-05-15", "other", None)}),
    ("Hồ sơ Giấy khen tổng kết gửi trước ngày 05/9/2025.", {("2025-09-05", "nomination_dossier", None)}),
    ("Các đơn vị gửi báo cáo thành tích muộn nhất 17 giờ ngày 26/6/2025.",
     {("2025-06-26", "nomination_dossier", None)}),
    ("Các tổ báo phần việc lựa chọn về xã trước ngày 27/02/2025.", {("2025-02-27", "registration", None)}),
    ("Hồ sơ khen thưởng nộp hai lần: đợt 1 trước ngày 15/6/2025, đợt 2 trước ngày 30/11/2025.",
     {("2025-06-15", "nomination_dossier", None), ("2025-11-30", "nomination_dossier", None)}),
    ("Lập hồ sơ đề nghị khen thưởng: Đối với Bằng khen trước ngày 15/6/2025; đối với Giấy khen trước ngày 25/7/2025.",
     {("2025-06-15", "nomination_dossier", None), ("2025-07-25", "nomination_dossier", None)}),
    ("Mỗi quý 01 lần, Hội đồng kiểm tra thực tế.", {(None, "other", "quarterly")}),
    ("Khám sức khỏe tập trung toàn xã: 05/11 - 20/11/2025.", {("2025-11-20", "other", None)}),
    ("05/12/2025: Ủy ban nhân dân xã ra quyết định công nhận.", {("2025-12-05", "other", None)}),
    ("Thực hiện chế độ báo cáo: hằng quý (trước ngày 15 tháng cuối quý), 6 tháng (trước 10/6), cả năm (trước 10/12).",
     {(None, "report", "quarterly"), (None, "report", "6 months"), (None, "report", "yearly")}),
    ("Trước 15/9: đăng ký danh hiệu thi đua. 15/12: tổng kết phong trào.",
     {("2025-09-15", "registration", None), ("2025-12-15", "review_year", None)}),
    ("Trao Giấy khen tại Lễ chào cờ tháng 01/2026.", {("2026-01-31", "award_ceremony", None)}),
    ("Đơn vị nào gửi báo cáo sau ngày 15/12/2025 sẽ không được xét khen thưởng.", set()),
    ("Hồ sơ gửi Phòng Nội vụ chậm nhất ngày 15/12/2025 đối với sơ kết và ngày 10/11/2026 đối với tổng kết.",
     {("2025-12-15", "nomination_dossier", None), ("2026-11-10", "nomination_dossier", None)}),
    ("Hồ sơ: khoản 1 và 3 gửi trước ngày 20/4/2025; khoản 2 nộp trước ngày 30/9/2025.",
     {("2025-04-20", "nomination_dossier", None), ("2025-09-30", "nomination_dossier", None)}),
    ("Các thôn báo cáo sơ kết trước ngày 10/6/2025, tổng kết trước ngày 25/9/2025.",
     {("2025-06-10", "report", None), ("2025-09-25", "report", None)}),
    ("Các thôn ra quân tổng vệ sinh sáng Chủ nhật hằng tuần.", {(None, "other", "weekly")}),
    ("Khảo sát mức độ hài lòng của người dân 06 tháng một lần.", {(None, "other", "6 months")}),
    ("Phát động cuộc thi ảnh, nhận tác phẩm đến ngày 30/9/2025.", {("2025-09-30", "other", None)}),
    ("Mỗi thôn đăng ký và hoàn thành 01 công trình, hoàn thành trước ngày 25/10/2025.",
     {("2025-10-25", "other", None)}),
    ("Số hóa xong hồ sơ hộ tịch trước ngày 31/10/2025.", {("2025-10-31", "other", None)}),
    ("Trao thưởng tại Lễ kỷ niệm 30 năm Ngày thành lập xã (dự kiến tối ngày 31/3/2025).",
     {("2025-03-31", "award_ceremony", None)}),
    ("Danh mục công trình, phần việc gửi về Phòng Nội vụ trước ngày 15/3/2025.",
     {("2025-03-15", "registration", None)}),
    ("Tổ chức 01 buổi ngoại khóa trong tháng 12/2025.", {("2025-12-31", "other", None)}),
    ("Lập dự toán, trình Chủ tịch Ủy ban nhân dân xã duyệt trong tháng 5/2025.",
     {("2025-05-31", "other", None)}),
    ("Các khu phố gửi bản đăng ký trước ngày l5/8/2025.", {("2025-08-15", "registration", None)}),
    ("Sơ kết giữa kỳ trong tháng 8/2025.", {("2025-08-31", "phase_end", None)}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), DUTIES)
def test_the_day_and_the_kind(sentence: str, wanted: set[tuple[str | None, str, str | None]]) -> None:
    found = {(str(d.date) if d.date else None, d.kind, d.recurring) for d in read(sentence).deadlines}
    assert found == wanted


def test_two_days_every_year_are_two_duties_when_each_has_its_report() -> None:
    found = read("Báo cáo kết quả 6 tháng trước ngày 10/6, báo cáo năm trước ngày 25/11 hằng năm.").deadlines
    assert len(found) == 2
    listed = read("Các thôn báo cáo trước ngày 15 tháng 6 và ngày 15 tháng 12 hằng năm.").deadlines
    assert len(listed) == 1


NO_DUTIES = [
    "Đến hết tháng 01/2025, toàn xã mới có 11/28 chỉ tiêu đạt và vượt.",
    "Phát động phong trào thi đua những tháng cuối năm 2025 trên địa bàn xã.",
    "Hồ sơ nộp trực tuyến đạt tối thiểu 85%.",
    "Trung tâm tiếp nhận hồ sơ lưu động tại các thôn mỗi tháng ít nhất 02 lần.",
    "Kết quả thi đua là căn cứ đánh giá, xếp loại cán bộ cuối năm 2025.",
    "Kế hoạch này thay cho các kế hoạch cùng nội dung trước ngày 01/01/2025.",
    "Tuyên truyền, vận động Nhân dân đến hết năm 2025.",
    "Kết quả là tiêu chí khi bình xét danh hiệu thi đua hằng năm.",
]


@pytest.mark.parametrize("sentence", NO_DUTIES)
def test_what_looks_like_a_duty_and_is_none(sentence: str) -> None:
    assert read(sentence).deadlines == ()


def test_conditions_of_a_work_are_no_duties() -> None:
    said = "Công trình hoàn thành trong khoảng thời gian từ ngày 01/3/2025 đến ngày 30/6/2025."
    assert read(said, "TIÊU CHÍ CÔNG TRÌNH GẮN BIỂN").deadlines == ()
    assert len(read(said).deadlines) == 1


# sentence -> (what, when in words)
COUNTED = [
    ("Văn phòng phát hành giấy mời trước buổi lễ 10 ngày.", "trước buổi lễ 10 ngày"),
    ("Các thôn trang trí, hoàn thành trước ngày kỷ niệm ít nhất 07 ngày.",
     "trước ngày kỷ niệm ít nhất 07 ngày"),
    ("Phòng Nội vụ báo cáo tổng kết chậm nhất 15 ngày kể từ ngày kết thúc Đại hội.",
     "chậm nhất 15 ngày kể từ ngày kết thúc Đại hội"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words"), COUNTED)
def test_so_many_days_before_or_after_an_event_are_kept_in_words(sentence: str, words: str) -> None:
    (found,) = read(sentence).deadlines
    assert (found.date, found.relative_to) == (None, words)


def test_a_part_of_the_drive_has_its_own_days() -> None:
    found = read(
        "Phong trào thực hiện từ ngày 01/3/2025 đến ngày 15/12/2025.\n"
        "2. Chiến dịch cao điểm giải phóng mặt bằng diễn ra từ ngày 01/10/2025 đến ngày 30/10/2025.",
        "THỜI GIAN",
    )
    assert found.period is not None
    assert (str(found.period.start), str(found.period.end)) == ("2025-03-01", "2025-12-15")
    assert [(str(d.date), d.kind) for d in found.deadlines] == [
        ("2025-03-01", "launch"),
        ("2025-12-15", "campaign_end"),
        ("2025-10-01", "launch"),
        ("2025-10-30", "phase_end"),
    ]
    assert not any(d.ambiguity for d in found.deadlines), "the part contradicts nothing"


def test_a_ceremony_on_the_first_day_is_a_duty_besides() -> None:
    found = read(
        "Phong trào thực hiện từ ngày 01/3/2025 đến ngày 15/12/2025.\n"
        "2. Phòng Nội vụ tổ chức Lễ phát động vào ngày 01/3/2025.",
        "THỜI GIAN",
    )
    launches = [d for d in found.deadlines if d.kind == "launch"]
    assert [(str(d.date), d.who) for d in launches] == [("2025-03-01", ""), ("2025-03-01", "Phòng Nội vụ")]


def test_a_day_without_a_year_is_put_into_the_drive() -> None:
    """The title names 2026, the drive runs from September to February: "tháng 9" is that of 2025."""
    text = FRAME.replace("ngày 10 tháng 2 năm 2025", "ngày 22 tháng 8 năm 2025")
    text = text.replace(
        "Phát động phong trào thi đua\n", "Phát động phong trào thi đua giao quân năm 2026\n", 1
    )
    found = read_plan(
        text.format(
            "THỜI GIAN",
            "Phong trào thực hiện từ ngày 01/9/2025 đến ngày 28/02/2026.\n"
            "2. Trạm Y tế ký cam kết trong tháng 9.\n3. Các thôn gửi báo cáo trước ngày 10/02.",
        )
    )
    days = {d.kind: str(d.date) for d in found.deadlines}
    assert (days["pledge"], days["report"]) == ("2025-09-30", "2026-02-10")


# sentence -> ({(kind, least)}, rule, somebody is asked)
REQUIREMENTS = [
    ("Mỗi xóm đăng ký ít nhất 01 mô hình “Dân vận khéo” và 01 công trình cụ thể.",
     {("mô hình", 1), ("công trình", 1)}, "all"),
    ("Mỗi phường xây dựng 01 mô hình (“Ngày không hẹn” hoặc mô hình khác) và đảm nhận 01 phần việc.",
     {("mô hình", 1), ("phần việc", 1)}, "all"),
    ("Mỗi cơ quan thực hiện ít nhất 01 công trình, phần việc hoặc 01 mô hình.",
     {("công trình", 1), ("phần việc", 1), ("mô hình", 1)}, "any"),
    ("Mỗi ban, ngành đăng ký ít nhất 01 mô hình hoặc giải pháp mới.", {("mô hình", 1)}, "any"),
    ("Các đơn vị trực thuộc: mỗi đơn vị 01 mô hình hoặc 02 phần việc.",
     {("mô hình", 1), ("phần việc", 2)}, "any"),
    ("Mỗi xã xây dựng ít nhất 01 mô hình thôn thông minh hoặc 01 mô hình thôn kiểu mẫu.", {("mô hình", 1)}, "any"),
    ("Mỗi xã xây dựng mới 01 mô hình có hiệu quả hoặc củng cố 02 mô hình hiện có.", {("mô hình", 1)}, "any"),
    ("Riêng các xã điểm xây dựng tối thiểu 02 mô hình.", {("mô hình", 2)}, "all"),
    ("Mỗi phường đăng ký 01 công trình (có gắn biển) và 02 mô hình.",
     {("công trình", 1), ("mô hình", 2)}, "all"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "items", "rule"), REQUIREMENTS)
def test_what_each_must_register(sentence: str, items: set[tuple[str, int]], rule: str) -> None:
    (found,) = read(sentence).requirements
    assert ({(item.kind, item.min) for item in found.items}, found.rule) == (items, rule)
    assert found.who


NOT_REQUIRED = [
    "Mỗi xã được đề nghị gắn biển không quá 02 công trình.",
    "Mỗi đơn vị được đăng ký thêm tối đa 02 công trình.",
    "Khuyến khích mỗi doanh nghiệp đăng ký 01 phần việc.",
    "Nội dung “mỗi khóm đăng ký 02 mô hình” sửa thành “khóm tự chọn việc làm”.",
    "Chọn 03 công trình trọng điểm gắn biển chào mừng Đại hội.",
    "Ủy ban nhân dân xã chọn 03 công trình tiêu biểu gắn biển chào mừng Đại hội.",
    "Chọn 05 công trình tiêu biểu cấp huyện để gắn biển vào dịp lễ.",
]


@pytest.mark.parametrize("sentence", NOT_REQUIRED)
def test_what_sets_the_most_or_only_encourages_requires_nothing(sentence: str) -> None:
    assert read(sentence).requirements == ()


# sentence -> [(form, who decides, objects, number)]
AWARDS = [
    ("Chủ tịch UBND huyện tặng Giấy khen cho 10 tập thể, 15 cá nhân; tổng kết tặng Giấy khen cho 20 tập thể.",
     [("Giấy khen", "Chủ tịch UBND huyện", {"tập thể", "cá nhân"}), ("Giấy khen", "Chủ tịch UBND huyện", {"tập thể"})]),
    ("Chọn 02 tập thể, 03 cá nhân đề nghị Chủ tịch UBND tỉnh tặng Bằng khen; các thôn tự khen 01 tập thể.",
     [("Bằng khen", "Chủ tịch UBND tỉnh", {"tập thể", "cá nhân"})]),
    ("Đề nghị Chủ tịch UBND tỉnh trình cấp thẩm quyền tặng thưởng Huân chương Lao động hạng Ba cho 01 tập thể.",
     [("Huân chương Lao động hạng Ba", "Chủ tịch nước", {"tập thể"})]),
    ("Bổ sung 05 Giấy khen của Chủ tịch Ủy ban nhân dân phường cho 02 thôn, 03 học sinh.",
     [("Giấy khen", "Chủ tịch UBND phường", {"tập thể", "cá nhân"})]),
    ("Giấy khen - 10 tập thể, 25 cá nhân - Chủ tịch UBND xã",
     [("Giấy khen", "Chủ tịch UBND xã", {"tập thể", "cá nhân"})]),
    ("Cá nhân tích cực được Chủ tịch UBND phường gửi Thư khen.", [("Thư khen", "Chủ tịch UBND phường", {"cá nhân"})]),
    ("Việc đề nghị Chủ tịch UBND tỉnh tặng Bằng khen do UBND huyện xem xét.",
     [("Bằng khen", "Chủ tịch UBND tỉnh", set())]),
    ("Đề nghị Tư lệnh Quân khu 2 tặng Bằng khen 01 tập thể.",
     [("Bằng khen", "Tư lệnh Quân khu 2", {"tập thể"})]),
    ("Tặng Giấy khen cấp xã cho 05 tập thể.", [("Giấy khen", "cấp xã", {"tập thể"})]),
    ("Không đề nghị Chủ tịch UBND tỉnh tặng Bằng khen trong đợt này.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), AWARDS)
def test_who_gives_what_to_whom(sentence: str, wanted: list[tuple[str, str, set[str]]]) -> None:
    found = read(sentence, "KHEN THƯỞNG").awards
    assert [(line.form, line.authority, set(line.objects)) for line in found] == wanted


def test_who_decides_several_titles_stands_behind_them() -> None:
    said = (
        "“Lao động tiên tiến”, “Chiến sĩ thi đua cơ sở” đối với cá nhân, do Chủ tịch UBND huyện quyết định."
    )
    assert [(line.form, line.authority) for line in read(said, "KHEN THƯỞNG").awards] == [
        ("Lao động tiên tiến", "Chủ tịch UBND huyện"),
        ("Chiến sĩ thi đua cơ sở", "Chủ tịch UBND huyện"),
    ]
