"""What each kind of paper says, against sums and sentences worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from db.errors import BadInput
from desktop.documents.decision import decision
from desktop.documents.facts import IssueFacts, SignerFacts
from desktop.documents.minutes import minutes
from desktop.documents.paper import Article, Heading, Paragraph, Table
from desktop.documents.paper_words import campaign_phrase, full_number
from desktop.documents.prize_list import prize_list
from desktop.documents.reminder import reminder
from desktop.documents.report import report
from desktop.documents.submission import submission


def text_of(paper):
    """All running text of a paper, a line each."""
    lines = []
    for block in paper.blocks:
        match block:
            case Paragraph() | Heading():
                lines.append(block.text)
            case Article():
                lines += [f"Điều {block.number}. {block.text}", *block.more]
    return "\n".join(lines)


def table_of(blocks):
    return next(block for block in blocks if isinstance(block, Table))


def names_of(table, column=1):
    return [row.cells[column] for row in table.rows if row.kind == "data"]


def test_decision_says_who_what_and_how_much(w):
    paper = decision(w.DECISION)
    text = text_of(paper)
    assert paper.header.number == "Số: 05/QĐ-UBND"
    assert paper.header.place_date == "Phường Hoa Ban, ngày 05 tháng 02 năm 2023"
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN" in text
    assert (
        "Điều 1. Tặng Giấy khen cho 02 tập thể, 60 cá nhân và 03 hộ gia đình đã có thành tích xuất sắc trong "
        f"phong trào thi đua “{w.CAMPAIGN}” (có danh sách kèm theo)." in text
    )
    # 2 × 900.000 + 63 × 450.000
    assert "30.150.000 đồng (Bằng chữ: Ba mươi triệu một trăm năm mươi nghìn đồng)" in text
    assert "Kinh phí khen thưởng chi từ quỹ thi đua, khen thưởng năm 2023 của phường." in text
    assert text.endswith("chịu trách nhiệm thi hành Quyết định này./.")
    assert [b.text[-1] for b in paper.blocks if isinstance(b, Paragraph) and b.style == "basis"] == [
        ";"
    ] * 3 + ["."]
    assert paper.signatures[0].lines == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert paper.recipients == ("Như Điều 3", "Lưu: VT, VHXH")


def test_decision_lists_collectives_then_individuals_then_households(w):
    (annex,) = decision(w.DECISION).annexes
    table = table_of(annex.blocks)
    groups = [row.cells[0] for row in table.rows if row.kind == "group"]
    assert groups == ["I. TẬP THỂ (02)", "II. CÁ NHÂN (60)", "III. HỘ GIA ĐÌNH (03)"]
    numbers = [row.cells[0] for row in table.rows if row.kind == "data"]
    assert numbers == [*map(str, [1, 2, *range(1, 61), 1, 2, 3])]
    assert sorted(names_of(table)) == sorted(f"{row.honorific} {row.name}" for row in w.DECISION.awards)
    assert table.rows[-1].cells[-1] == "30.150.000"
    note = "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2023 của Chủ tịch Ủy ban nhân dân phường Hoa Ban)"
    assert note in [b.text for b in annex.blocks if isinstance(b, Paragraph)]
    assert not annex.landscape


def test_an_unissued_decision_prints_blanks(w):
    paper = decision(replace(w.DECISION, issue=w.BLANK))
    assert paper.header.number == "Số:       /QĐ-UBND"
    assert paper.header.place_date == "Phường Hoa Ban, ngày     tháng     năm 2023"


@pytest.mark.parametrize(
    "form", ["TM. ỦY BAN NHÂN DÂN", "tm. Ủy ban nhân dân", "TL. CHỦ TỊCH", "TUQ. CHỦ TỊCH"]
)
def test_an_award_decision_is_never_signed_for_the_committee(w, form):
    with pytest.raises(BadInput, match="thẩm quyền của Chủ tịch"):
        decision(replace(w.DECISION, signer=SignerFacts((form, "CHỦ TỊCH"), "A Thuận")))


def test_a_decision_on_nobody_is_refused(w):
    with pytest.raises(BadInput, match="chưa có tập thể, cá nhân"):
        decision(replace(w.DECISION, awards=()))


def test_a_single_recipient_stands_in_the_first_article(w):
    paper = decision(replace(w.DECISION, awards=w.awards(0, 1, 0)))
    assert not paper.annexes
    first = next(block for block in paper.blocks if isinstance(block, Article))
    assert first.text.startswith("Tặng Giấy khen cho bà H’Ngăm Niê Kđăm, Tổ dân phố số 1 đã có thành tích")
    assert "và cá nhân có tên tại Điều 1" in text_of(paper)


def test_unknown_prizes_are_never_summed(w):
    rows = (replace(w.awards()[0], prize=None), *w.awards()[1:])
    text = text_of(decision(replace(w.DECISION, awards=rows)))
    assert "theo quy định hiện hành" in text
    assert "đồng (Bằng chữ" not in text
    without = tuple(replace(row, prize=0) for row in rows)
    assert "không kèm theo tiền thưởng" in text_of(decision(replace(w.DECISION, awards=without)))


def test_own_citations_and_several_forms_get_columns_on_a_landscape_list(w):
    rows = tuple(
        replace(row, citation=f"Thành tích {n}", form=("Giấy khen", "Lao động tiên tiến")[n % 2])
        for n, row in enumerate(w.awards(1, 4, 1))
    )
    (annex,) = decision(replace(w.DECISION, awards=rows)).annexes
    titles = [column.title for column in table_of(annex.blocks).columns]
    assert titles[3:] == ["Hình thức khen thưởng", "Thành tích", "Tiền thưởng (đồng)"]
    assert annex.landscape


def test_submission_comes_from_the_council_and_asks_the_chair(w):
    paper = submission(w.SUBMISSION)
    assert paper.header.number == "Số: 03/TTr-HĐTĐKT"
    assert paper.header.organ_lines == ("HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG")
    assert paper.header.superior_lines == ("ỦY BAN NHÂN DÂN", "PHƯỜNG HOA BAN")
    text = text_of(paper)
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân phường Hoa Ban" in text
    assert "tại phiên họp ngày 31 tháng 01 năm 2023" in text
    assert "tặng Giấy khen cho 02 tập thể, 20 cá nhân và 02 hộ gia đình (có danh sách kèm theo)." in text
    table = table_of(paper.annexes[0].blocks)
    assert len(names_of(table)) == 24
    assert [row.cells[-1] for row in table.rows if row.kind == "data"].count("10") == 23
    with pytest.raises(BadInput, match="chưa có"):
        submission(replace(w.SUBMISSION, nominees=()))


def test_minutes_count_attendance_quorum_and_votes(w):
    paper = minutes(w.MINUTES)
    text = text_of(paper)
    assert paper.header.place_date == ""
    assert "Thành viên có mặt: 10/11." in text
    assert "- Bà Y Sương, Ủy viên, thư ký (lý do: nghỉ thai sản)." in text
    assert "bảo đảm tỷ lệ ít nhất 2/3 tổng số thành viên." in text
    assert "chưa bảo đảm" not in text
    table = table_of(paper.blocks)
    failed = [row.cells for row in table.rows if row.cells[-1] == "Không đạt"]
    assert failed == [("3", "Bà Y Sương", "Tổ dân phố số 3", "5", "5", "45,45", "Không đạt")]
    assert (
        "đề nghị Chủ tịch Ủy ban nhân dân phường Hoa Ban khen thưởng 02 tập thể, 19 cá nhân và 02 hộ" in text
    )
    assert [signature.lines for signature in paper.signatures] == [("THƯ KÝ",), ("CHỦ TỌA",)]


def test_minutes_ask_for_each_form_and_send_up_what_a_superior_decides(w):
    forms = ("Giấy khen", "Bằng khen")
    votes = tuple(replace(row, form=forms[n % 3 == 0], passed=n != 1) for n, row in enumerate(w.VOTES[2:8]))
    text = text_of(minutes(replace(w.MINUTES, votes=votes, sent_up=("Bằng khen",))))
    assert (
        "đề nghị Chủ tịch Ủy ban nhân dân phường Hoa Ban tặng Giấy khen cho 03 cá nhân; "
        "trình cấp có thẩm quyền tặng Bằng khen cho 02 cá nhân đạt điều kiện tại mục III." in text
    )
    alone = tuple(replace(row, form="Bằng khen") for row in votes)
    text = text_of(minutes(replace(w.MINUTES, votes=alone, sent_up=("Bằng khen",))))
    assert "phường Hoa Ban trình cấp có thẩm quyền tặng Bằng khen cho 05 cá nhân" in text


def test_minutes_leave_room_for_the_hours_nobody_noted(w):
    meeting = replace(w.MINUTES.meeting, starts="", ends="")
    text = text_of(minutes(replace(w.MINUTES, meeting=meeting)))
    assert "Thời gian bắt đầu: …… giờ …… phút, ngày 31 tháng 01 năm 2023." in text
    # NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu 1.9: "Cuộc họp kết thúc vào … giờ …, ngày … tháng … năm …./."
    assert "Cuộc họp kết thúc vào …… giờ …… phút, ngày 31 tháng 01 năm 2023; biên bản đã" in text
    assert text.count("./.") == 1


def test_minutes_say_when_too_few_came(w):
    few = tuple(replace(member, present=n < 7) for n, member in enumerate(w.MEMBERS))
    text = text_of(minutes(replace(w.MINUTES, meeting=replace(w.MINUTES.meeting, members=few))))
    assert "Số thành viên tham gia chưa bảo đảm tỷ lệ ít nhất 2/3" in text
    enough = tuple(replace(member, present=n < 8) for n, member in enumerate(w.MEMBERS))
    assert replace(w.MINUTES.meeting, members=enough).quorate
    assert replace(w.MINUTES.meeting, quorum_share=None).quorate is None


def test_minutes_of_written_opinions_and_open_votes(w):
    meeting = replace(w.MINUTES.meeting, mode="written")
    open_votes = tuple(replace(row, passed=None) for row in w.VOTES)
    text = text_of(minutes(replace(w.MINUTES, meeting=meeting, votes=open_votes)))
    assert "Tổng hợp ý kiến bằng văn bản" in text
    assert "Thành viên chưa gửi ý kiến: 01/11." in text
    assert "do Chủ tịch Hội đồng kết luận" in text


def test_reminder_names_exactly_the_late_units(w):
    paper = reminder(w.REMINDER)
    text = text_of(paper)
    assert paper.header.number == "Số:       /UBND-VHXH"
    assert paper.header.subject.startswith("V/v đôn đốc thực hiện phong trào thi đua “")
    assert "- Tổ dân phố số 1;\n- Tổ dân phố số 2;\n- Tổ dân phố số 3." in text
    assert "đến hết ngày 20 tháng 8 năm 2023 còn 03 đơn vị chưa hoàn thành 04 nội dung" in text
    assert "chậm nhất ngày 31 tháng 8 năm 2023" in text
    assert [row.cells for row in table_of(paper.blocks).rows][:2] == [
        ("1", "Tổ dân phố số 1", "Đăng ký mô hình, công trình", "chưa đăng ký", "15/08/2023", "5"),
        ("2", "Tổ dân phố số 1", "Báo cáo sơ kết", "chưa gửi", "15/08/2023", "2"),
    ]
    with pytest.raises(BadInput, match="Không có đơn vị nào quá hạn"):
        reminder(replace(w.REMINDER, late=()))


def test_a_reminder_to_many_carries_a_list(w):
    paper = reminder(replace(w.REMINDER, late=w.late(30)))
    assert "Kính gửi: Các đơn vị có tên trong danh sách kèm theo" in text_of(paper)
    assert len(set(names_of(table_of(paper.annexes[0].blocks)))) == 30


def test_report_adds_up_and_skips_empty_sections(w):
    paper = report(w.REPORT)
    text = text_of(paper)
    headings = [b.text for b in paper.blocks if isinstance(b, Heading) and b.level == 1]
    assert headings == [
        "I. CÔNG TÁC TRIỂN KHAI",
        "II. KẾT QUẢ ĐĂNG KÝ MÔ HÌNH, CÔNG TRÌNH",
        "III. KẾT QUẢ KHEN THƯỞNG",
        "IV. ĐÁNH GIÁ CHUNG",
    ]
    assert (
        "Số đơn vị phải đăng ký: 28; đã đăng ký: 26, trong đó đúng hạn 23, trễ hạn 03; chưa đăng ký: 02."
        in text
    )
    assert "Theo tiến độ: hoàn thành 30, đang thực hiện 09 và dừng 03." in text
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert tables[0].rows[-1].cells == ("", "Tổng cộng", "28", "26", "23", "3", "2")
    assert tables[-1].rows[-1].cells == ("", "Tổng cộng", "69", "65", "30.150.000")
    assert [len(names_of(table_of(annex.blocks))) for annex in paper.annexes] == [42, 65]
    assert [annex.blocks[0].text for annex in paper.annexes] == ["Phụ lục I", "Phụ lục II"]


def test_a_report_on_nothing_is_still_a_report(w):
    bare = replace(
        w.REPORT,
        launch=(),
        models=0,
        works=0,
        unit_kinds=(),
        late=(),
        registrations=(),
        nominees=(),
        awards=(),
        assessments=(),
    )
    paper = report(bare)
    assert not paper.annexes
    assert not [b for b in paper.blocks if isinstance(b, Heading)]
    assert "Trên đây là báo cáo tổng kết" in text_of(paper)


def test_prize_list_pays_those_with_prizes_only(w):
    rows = (
        *w.awards(1, 1, 0),
        replace(w.awards(0, 2, 0)[1], prize=0),
        replace(w.awards(0, 3, 0)[2], prize=None),
    )
    paper = prize_list(replace(w.PRIZE_LIST, awards=rows))
    table = table_of(paper.blocks)
    assert names_of(table) == ["Tập thể Tổ dân phố số 1", "Bà H’Ngăm Niê Kđăm"]
    assert table.rows[-1].cells == ("", "Tổng cộng", "", "1.350.000", "")
    assert "Một triệu ba trăm năm mươi nghìn đồng" in text_of(paper)
    assert len(paper.signatures) == 3
    with pytest.raises(BadInput, match="không có khoản tiền thưởng"):
        prize_list(replace(w.PRIZE_LIST, awards=()))


@pytest.mark.parametrize(
    ("issue", "shown"),
    [
        (IssueFacts("5"), "05/QĐ-UBND"),
        (IssueFacts("12"), "12/QĐ-UBND"),
        (IssueFacts("12/QĐ-UBND.TĐKT"), "12/QĐ-UBND.TĐKT"),
        (IssueFacts(day=date(2023, 1, 1)), "      /QĐ-UBND"),
        (IssueFacts("12a"), "12a/QĐ-UBND"),
    ],
)
def test_numbers(issue, shown):
    assert full_number(issue, "QĐ-UBND") == shown


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("Chung sức", "phong trào thi đua “Chung sức”"),
        ("“Chung sức”", "phong trào thi đua “Chung sức”"),
        ("Đợt thi đua đặc biệt", "đợt thi đua đặc biệt"),
        ("Phong trào “Chung sức”", "phong trào “Chung sức”"),
    ],
)
def test_a_drive_is_called_a_drive_once(name, phrase):
    assert campaign_phrase(name) == phrase
