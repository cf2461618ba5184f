"""What the papers around the six first say, against sums and sentences worked out by hand; both pens alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from db.errors import BadInput
from db.plaques import Sums
from desktop.documents.achievement import achievement
from desktop.documents.achievement_summary import achievement_summary
from desktop.documents.archive_index import archive_index
from desktop.documents.ballot import ballot
from desktop.documents.confirmation import confirmation
from desktop.documents.correction import correction
from desktop.documents.deadline_notice import deadline_notice
from desktop.documents.dossier_letter import dossier_letter
from desktop.documents.facts import ContributionRow, IssueFacts, SignerFacts
from desktop.documents.invitation import invitation
from desktop.documents.name_list import name_list
from desktop.documents.paper import Article, Heading, Paragraph, Table
from desktop.documents.paper_styles import sheet, text_width
from desktop.documents.paper_words import contribution_phrase, dotted
from desktop.documents.plan import day_phrase, period_phrase, plan, requirement_phrase
from desktop.documents.plaque_list import plaque_list
from desktop.documents.pledge import pledge
from desktop.documents.prize_list import prize_list
from desktop.documents.report import report
from desktop.documents.result_notice import result_notice
from desktop.documents.roll_call import roll_call, turns_of
from desktop.documents.tally import tally

EVERY = (
    "decision",
    "submission",
    "minutes",
    "reminder",
    "report",
    "prize_list",
    "statistics_form",
    "fund_report",
    "dossier_letter",
    "plan",
    "pledge",
    "deadline_notice",
    "plaque_list",
    "invitation",
    "roll_call",
    "ballot",
    "tally",
    "result_notice",
    "achievement",
    "confirmation",
    "correction",
    "name_list",
    "achievement_summary",
    "archive_index",
)


def text_of(blocks):
    """All running text, a line each."""
    lines = []
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                lines.append(block.text)
            case Article():
                lines += [f"Điều {block.number}. {block.text}", *block.more]
    return "\n".join(lines)


def tables(blocks):
    return [block for block in blocks if isinstance(block, Table)]


def told(paper):
    """Every string of a paper that a reader must find in it."""
    yield from (paper.header.number, paper.header.place_date, *paper.header.organ_lines)
    for blocks in (paper.blocks, *(one.blocks for one in paper.annexes)):
        for block in blocks:
            match block:
                case Paragraph() | Heading():
                    yield block.text
                case Article():
                    yield from (block.text, *block.more)
                case Table():
                    yield from (cell for row in block.rows for cell in row.cells)
    for signature in (*paper.signatures, *(s for one in paper.annexes for s in one.signatures)):
        yield from (*signature.lines, signature.name)
    yield from paper.recipients


@pytest.mark.parametrize("kind", EVERY)
def test_word_and_pdf_say_every_text_of_the_paper(shelf, tools, kind):
    def plain(text):
        # pdfium takes a hyphen at a line's end for hyphenation.
        return tools.solid(text).translate(dict.fromkeys(map(ord, "-\x02\xad\ufffe")))

    written = shelf[kind]
    in_word, in_pdf = plain(tools.docx_text(written.docx)), plain(tools.pdf_text(written.pdf))
    for text in told(written.paper):
        for line in text.split("\n"):
            assert plain(line) in in_word, line
            assert plain(line) in in_pdf, line


@pytest.mark.parametrize("kind", EVERY)
def test_word_and_pdf_say_the_same(shelf, tools, kind):
    in_word, in_pdf = (
        Counter(c for c in text if c.isalpha())
        for text in (tools.docx_text(shelf[kind].docx), tools.pdf_text(shelf[kind].pdf))
    )
    # The PDF repeats a table's head on every page of it; Word does so only when it is shown.
    paper = shelf[kind].paper
    every = [*tables(paper.blocks), *(one for annex in paper.annexes for one in tables(annex.blocks))]
    heads = {
        c for one in every for column in one.columns for c in f"{column.group}{column.title}{column.code}"
    }
    assert in_word - in_pdf == Counter()
    more = in_pdf - in_word
    assert set(more) <= heads
    if len(shelf[kind].pages) <= 1 + len(paper.annexes):
        assert not more


def test_every_kind_is_compared(shelf):
    assert set(EVERY) == set(shelf)


# ---------------------------------------------------------------- plan, pledge, deadlines


def test_a_plan_has_the_parts_the_decree_on_drives_asks_for(v):
    # NĐ 91/2017 Đ.6: mục đích, yêu cầu; tên, đối tượng, phạm vi; chỉ tiêu, nội dung; thời gian; khen thưởng; tổ chức.
    paper = plan(v.PLAN)
    headings = [b.text for b in paper.blocks if isinstance(b, Heading) and b.level == 1]
    assert headings == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. ĐỐI TƯỢNG, PHẠM VI, THỜI GIAN",
        "III. NỘI DUNG, CHỈ TIÊU THI ĐUA",
        "IV. CÁC MỐC THỜI GIAN",
        "V. KHEN THƯỞNG",
        "VI. TỔ CHỨC THỰC HIỆN",
    ]
    text = text_of(paper.blocks)
    assert (
        "Thực hiện Kế hoạch số 1207/KH-UBND ngày 12 tháng 02 năm 2023 của Ủy ban nhân dân thành phố, Ủy ban"
        in text
    )
    assert "1. Đối tượng, phạm vi: toàn phường." in text
    assert "2. Thời gian: từ ngày 10 tháng 3 năm 2023 đến hết ngày 10 tháng 12 năm 2023." in text
    assert "Phong trào được chia thành 02 giai đoạn:" in text
    assert "1. Công chức Văn hóa - Xã hội: theo dõi, đôn đốc (trước 01/12/2023)." in text
    assert paper.header.number == "Số: 41/KH-UBND"
    targets, milestones, awards = tables(paper.blocks)
    assert [row.cells for row in targets.rows] == [
        ("1", "Cây xanh trồng mới", "3.000 cây", "Các đơn vị"),
        ("2", "Hộ phân loại rác", "95%", "Tổ dân phố 3"),
    ]
    assert milestones.rows[1].cells == ("2", "Báo cáo tiến độ", "Các tổ dân phố", "hằng tháng")
    assert awards.rows[0].cells[3] == "15 tập thể\n45 cá nhân"


def test_a_drive_of_one_phase_is_not_divided(v):
    one = plan(replace(v.PLAN, phases=("Cả đợt: từ ngày 01 tháng 9 năm 2022",)))
    assert "giai đoạn" not in text_of(one.blocks)
    assert "Cả đợt" not in text_of(one.blocks)
    assert "chia thành 02 giai đoạn:" in text_of(plan(v.PLAN).blocks)


def test_the_office_advises_nobody_but_itself(v):
    bare = replace(v.PLAN, tasks=())
    assert "tham mưu Ủy ban nhân dân phường Hoa Ban sơ kết" in text_of(plan(bare).blocks)
    alone = plan(replace(bare, office=replace(bare.office, standing_unit="")))
    text = text_of(alone.blocks)
    assert "2. Ủy ban nhân dân phường Hoa Ban theo dõi, đôn đốc" in text
    assert "tham mưu" not in text


def test_a_column_nobody_filled_is_left_out(v):
    lines = tuple(replace(line, criteria="") for line in v.PLAN.awards)
    (empty,) = [t for t in tables(plan(replace(v.PLAN, awards=lines)).blocks) if len(t.columns) == 4][-1:]
    assert [column.title for column in empty.columns] == ["STT", "Hình thức", "Đối tượng", "Số lượng"]
    told = (replace(lines[0], criteria="Dẫn đầu"), *lines[1:])
    assert "Tiêu chuẩn" in {
        column.title
        for table in tables(plan(replace(v.PLAN, awards=told)).blocks)
        for column in table.columns
    }


def test_a_plan_of_our_own_launches_and_bare_facts_leave_room(v):
    bare = replace(
        v.PLAN,
        launched_by="",
        period="",
        phases=(),
        requirements=(),
        targets=(),
        milestones=(),
        awards=(),
        tasks=(),
    )
    paper = plan(bare)
    text = text_of(paper.blocks)
    assert "Phát động phong trào thi đua “Chung sức xây dựng phường văn minh”" in text
    assert "từ ngày …………… đến ngày ……………" in text
    headings = [b.text for b in paper.blocks if isinstance(b, Heading)]
    assert headings[-2:] == ["IV. KHEN THƯỞNG", "V. TỔ CHỨC THỰC HIỆN"]
    assert len([line for line in text.splitlines() if line and set(line) == {"…"}]) == 2
    assert "2. Công chức Văn hóa - Xã hội phường theo dõi, đôn đốc" in text


@pytest.mark.parametrize(
    ("parts", "every", "due", "said"),
    [
        ((("model", 1), ("work", 1)), False, None, "ít nhất 01 mô hình tiêu biểu hoặc 01 công trình."),
        ((("model", 1), ("work", 2)), True, None, "ít nhất 01 mô hình tiêu biểu và 02 công trình."),
        (
            (("model", 0), ("task", 3)),
            True,
            date(2023, 8, 15),
            "ít nhất 03 phần việc, gửi đăng ký chậm nhất ngày 15 tháng 8 năm 2023.",
        ),
    ],
)
def test_a_duty_to_register_in_words(parts, every, due, said):
    assert (
        requirement_phrase("", parts, every=every, due=due) == f"Mỗi cơ quan, đơn vị đăng ký thực hiện {said}"
    )
    assert requirement_phrase("các trường học", parts, every=every, due=due).startswith(
        "Các trường học đăng ký"
    )


@pytest.mark.parametrize(
    ("partial", "said"),
    [("2023", "năm 2023"), ("2023-06", "tháng 06/2023"), ("2024-02-05", "ngày 05 tháng 02 năm 2024")],
)
def test_partial_days_inside_a_sentence(partial, said):
    assert day_phrase(partial) == said


def test_periods_inside_a_sentence():
    assert period_phrase("2022", "2023-06") == "từ năm 2022 đến hết tháng 06/2023"
    assert period_phrase("2022", None) == "từ năm 2022"
    assert period_phrase(None, "2023") == "đến hết năm 2023"
    assert period_phrase(None, None) == ""


def test_a_pledge_has_a_place_to_sign_for_every_unit(v):
    paper = pledge(v.PLEDGE)
    signing = tables(paper.blocks)[-1]
    assert [row.cells[1] for row in signing.rows] == list(v.PLEDGE.units)
    # Room for a stamp: a seal is 36 mm across for committees, 30 mm and less for units.
    assert signing.row_height_mm >= 20
    text = text_of(paper.blocks)
    assert "các đơn vị thành viên Cụm thi đua số 1 gồm 05 đơn vị" in text
    assert "Tổ dân phố số 1 là đơn vị trưởng" in text
    assert "4. Mỗi cơ quan, đơn vị đăng ký" in text
    with pytest.raises(BadInput, match="chưa có đơn vị nào"):
        pledge(replace(v.PLEDGE, units=()))


def test_a_pledge_before_its_day_leaves_the_day_open(v):
    paper = pledge(replace(v.PLEDGE, day=None, group="", head=""))
    text = text_of(paper.blocks)
    assert "hôm nay, ngày     tháng     năm 2023, các đơn vị gồm 05 đơn vị" in text
    assert "Thực hiện phong trào thi đua" in text


def test_one_deadline_for_all_stands_in_the_text(v):
    alike = tuple(
        replace(row, what="Ít nhất 01 mô hình.", due=date(2023, 8, 15)) for row in v.DEADLINE.duties
    )
    paper = deadline_notice(replace(v.DEADLINE, duties=alike))
    text = text_of(paper.blocks)
    assert "1. Nội dung đăng ký: ít nhất 01 mô hình." in text
    assert "2. Thời hạn: hoàn thành và gửi đăng ký chậm nhất ngày 15 tháng 8 năm 2023." in text
    assert "4. Thông báo này gửi đến 30 đơn vị" in text


def test_different_deadlines_stand_in_a_list(v):
    paper = deadline_notice(v.DEADLINE)
    text = text_of(paper.blocks)
    assert "1. Nội dung đăng ký của 30 đơn vị: theo danh sách kèm theo." in text
    assert "hạn sớm nhất là ngày 15 tháng 8 năm 2023." in text
    (table,) = tables(paper.annexes[0].blocks)
    assert table.rows[0].cells == ("1", "Tổ dân phố số 1", "Ít nhất 02 mô hình", "16/08/2023")
    assert not paper.annexes[0].landscape
    few = deadline_notice(replace(v.DEADLINE, duties=v.DEADLINE.duties[:3]))
    assert not few.annexes
    assert len(tables(few.blocks)[0].rows) == 3
    unset = deadline_notice(replace(v.DEADLINE, duties=(replace(v.DEADLINE.duties[0], due=None),)))
    assert "chưa định ngày" in text_of(unset.blocks)
    with pytest.raises(BadInput, match="chưa giao đơn vị nào"):
        deadline_notice(replace(v.DEADLINE, duties=()))


# ---------------------------------------------------------------- works and what the people gave


def test_the_plaque_list_adds_up(v):
    paper = plaque_list(v.PLAQUE)
    (table,) = tables(paper.blocks)
    # budgets 10+20+…+80 = 360 million, people 8 × 5 = 40 million
    assert table.rows[-1].cells[-2:] == ("400.000.000", "40.000.000")
    text = text_of(paper.blocks)
    assert (
        "Tổng số 08 công trình: tổng giá trị 400.000.000 đồng; Nhân dân đóng góp 40.000.000 đồng, 160 ngày công và "
        "hiến 800 m² đất; ngân sách 360.000.000 đồng." in text
    )
    assert "Lễ gắn biển tổ chức vào ngày 08 tháng 12 năm 2023." in text
    proposed = plaque_list(replace(v.PLAQUE, stage="proposed", ceremony=None))
    assert "Công trình đề nghị gắn biển" in text_of(proposed.blocks)
    with pytest.raises(BadInput, match="Chưa có công trình nào hoàn thành"):
        plaque_list(replace(v.PLAQUE, works=()))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Sums(), ""),
        (Sums(labour_days=1200), "Nhân dân đóng góp 1.200 ngày công"),
        (Sums(land_m2=340), "Nhân dân đóng góp hiến 340 m² đất"),
        (Sums(1_000_000), "tổng giá trị 1.000.000 đồng; ngân sách 1.000.000 đồng"),
        (
            Sums(0, 2_000_000, 500_000),
            "tổng giá trị 2.500.000 đồng; Nhân dân đóng góp 2.000.000 đồng; nguồn khác 500.000 đồng",
        ),
    ],
)
def test_what_the_people_gave_in_words(value, said):
    assert contribution_phrase(value) == said


def test_a_report_sums_what_the_people_contributed(w):
    rows = (
        ContributionRow("Mô hình", 3, 0, 12_000_000, 0, 40, 0),
        ContributionRow("Công trình", 2, 50_000_000, 30_000_000, 1_000_000, 60, 250, planned=1),
    )
    paper = report(replace(w.REPORT, contributions=rows))
    table = next(t for t in tables(paper.blocks) if t.columns[-1].title == "Đất hiến (m²)")
    assert table.rows[-1].cells == ("", "Tổng cộng", "5", "93.000.000", "42.000.000", "100", "250")
    text = text_of(paper.blocks)
    assert "Nhân dân đóng góp 42.000.000 đồng, 100 ngày công và hiến 250 m² đất" in text
    assert "(trong đó 01 đăng ký tính theo dự kiến)" in text
    assert [b.text for b in paper.blocks if isinstance(b, Heading) and b.level == 2][:1] == [
        "1. Nguồn lực thực hiện, Nhân dân đóng góp"
    ]


# ---------------------------------------------------------------- ballots and tally


def test_a_ballot_for_every_member_with_the_names_in_one_order(v):
    paper = ballot(v.BALLOT)
    sheets = [paper.blocks, *(one.blocks for one in paper.annexes)]
    assert len(sheets) == 4
    lists = [[row.cells[1] for row in tables(sheet_)[0].rows if row.kind == "data"] for sheet_ in sheets]
    assert all(one == lists[0] for one in lists)
    assert len(lists[0]) == 24
    assert lists[0][0].startswith("Tập thể")
    assert lists[0][-1].startswith("Hộ ông")
    assert all(one.header == paper.header for one in paper.annexes)


def test_a_secret_ballot_betrays_nobody_and_a_named_one_is_signed(v, tools, tmp_path):
    from desktop.documents.paper_files import write_paper

    secret, named = ballot(v.BALLOT), ballot(replace(v.BALLOT, secret=False, day=None))
    for paper, expected in ((secret, False), (named, True)):
        for suffix, read in (("docx", tools.docx_text), ("pdf", tools.pdf_text)):
            write_paper(paper, tmp_path / f"a.{suffix}")
            said = read(tmp_path / f"a.{suffix}")
            for member in v.BALLOT.members:
                assert (f"{member.shown}, {member.role}" in said) is expected
    assert secret.signatures == ()
    assert [one.signatures[0].name for one in named.annexes] == [m.name for m in v.BALLOT.members[1:]]
    with pytest.raises(BadInput, match="chưa có ai được đề nghị"):
        ballot(replace(v.BALLOT, nominees=()))
    with pytest.raises(BadInput, match="chưa có thành viên"):
        ballot(replace(v.BALLOT, members=()))


def test_every_ballot_begins_on_a_page_of_its_own_with_the_head_of_the_state(shelf):
    firsts = [page for page in shelf["ballot"].pages if "CỘNG HÒA XÃ HỘI" in page.text]
    assert len(firsts) == 4
    assert all("PHIẾU BIỂU QUYẾT" in page.text for page in firsts)


def test_the_tally_counts(v):
    paper = tally(v.TALLY)
    text = text_of(paper.blocks)
    assert "2. Số phiếu phát ra: 10 phiếu." in text
    assert "4. Số phiếu hợp lệ: 09 phiếu; không hợp lệ: 01 phiếu." in text
    assert "1. Tổng số thành viên Hội đồng: 11; có mặt: 10." in text
    rows = [row.cells for row in tables(paper.blocks)[0].rows if row.kind == "data"]
    # Base 11: 10 votes are 90,909…, 5 are 45,4545…
    assert {row[-3:] for row in rows} == {("10", "0", "90,91"), ("5", "5", "45,45")}
    assert "- Ông Lò Văn Tâm" in text


def test_a_tally_before_the_count_is_a_sheet_to_fill(v):
    blank = tuple(replace(row, votes_for=None, votes_against=None) for row in v.TALLY.votes)
    paper = tally(replace(v.TALLY, votes=blank, tellers=(), issued=None, collected=None, valid=None))
    text = text_of(paper.blocks)
    assert "2. Số phiếu phát ra: ……… phiếu." in text
    assert "hợp lệ: ……… phiếu; không hợp lệ: ……… phiếu" in text
    assert text.count("- Ông (Bà): …") == 3
    assert all(row.cells[-3:] == ("", "", "") for row in tables(paper.blocks)[0].rows if row.kind == "data")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"collected": 11}, "thu về nhiều hơn số phiếu phát ra"),
        ({"valid": 11}, "hợp lệ nhiều hơn số phiếu thu về"),
        ({"votes": ()}, "chưa có ai được đề nghị"),
    ],
)
def test_impossible_counts_are_refused(v, change, said):
    with pytest.raises(BadInput, match=said):
        tally(replace(v.TALLY, **change))


# ---------------------------------------------------------------- results, ceremony


def test_a_notice_tells_who_was_awarded_and_who_was_not(v, w):
    paper = result_notice(v.NOTICE)
    text = text_of(paper.blocks)
    assert (
        "1. Theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2023, tặng Giấy khen cho 02 tập thể, 60 cá nhân và "
        "03 hộ gia đình (có danh sách kèm theo)." in text
    )
    assert "2. Tổng số tiền thưởng kèm theo: 30.150.000 đồng" in text
    assert "3. Có 01 cá nhân chưa được khen thưởng trong đợt này:" in text
    assert tables(paper.blocks)[0].rows[0].cells[1:] == (
        "Trần Văn Chưa",
        "Tổ dân phố số 4",
        "Không thông qua: chưa đủ điều kiện",
    )
    many = tuple(replace(v.NOTICE.others[0], name=f"Người {n}") for n in range(12))
    paper = result_notice(replace(v.NOTICE, others=many))
    assert [b.text for one in paper.annexes for b in one.blocks if isinstance(b, Paragraph)].count(
        "Phụ lục II"
    ) == 1
    assert "(có danh sách kèm theo)" in text_of(paper.blocks)
    none = result_notice(replace(v.NOTICE, others=(), awards=(replace(w.awards()[0], prize=None),)))
    assert "Không có trường hợp" in text_of(none.blocks)
    assert "theo quy định của pháp luật" in text_of(none.blocks)
    with pytest.raises(BadInput, match="Chưa có quyết định"):
        result_notice(replace(v.NOTICE, awards=()))


def test_turns_on_the_stage_keep_the_order_of_the_certificates(v):
    paper = roll_call(v.ROLL_CALL)
    (table,) = tables(paper.blocks)
    groups = [row.cells[0] for row in table.rows if row.kind == "group"]
    assert len(groups) == 7  # 65 recipients, ten a turn
    assert groups[0].startswith("LƯỢT 1 (02 tập thể và 08 cá nhân)")
    assert groups[-1].startswith("LƯỢT 7 (02 cá nhân và 03 hộ gia đình)")
    rows = [row.cells for row in table.rows if row.kind == "data"]
    assert [row[0] for row in rows] == [str(n) for n in range(1, 66)]
    assert [row[1] for row in rows] == [one.shown for one in v.ROLL_CALL.awards]
    assert "trao trong 07 lượt, mỗi lượt không quá 10." in text_of(paper.blocks)
    assert [len(turn) for turn in turns_of(v.ROLL_CALL.awards, 30)] == [30, 30, 5]
    with pytest.raises(BadInput, match="từ 1 trở lên"):
        roll_call(replace(v.ROLL_CALL, at_once=0))
    with pytest.raises(BadInput, match="chưa có ai"):
        roll_call(replace(v.ROLL_CALL, awards=()))


def test_an_invitation_with_a_list_or_a_sheet_each(v):
    paper = invitation(v.INVITATION)
    text = text_of(paper.blocks)
    assert "Thời gian: 08 giờ 00 phút, ngày 08 tháng 12 năm 2023." in text
    assert [row.cells[1] for row in tables(paper.annexes[0].blocks)[0].rows] == list(v.INVITATION.guests)
    each = invitation(replace(v.INVITATION, each=True, time="", place=""))
    assert len(each.annexes) == 11
    assert all(one.header == each.header and one.signatures == each.signatures for one in each.annexes)
    assert f"kính mời: {v.INVITATION.guests[3]}." in text_of(each.annexes[2].blocks)
    assert "Thời gian: …… giờ …… phút, ngày 08 tháng 12 năm 2023." in text_of(each.blocks)
    assert "Địa điểm: ……" in text_of(each.blocks)
    assert not invitation(replace(v.INVITATION, guests=v.INVITATION.guests[:1])).annexes
    assert "năm ………" in text_of(invitation(replace(v.INVITATION, day=None)).blocks)
    with pytest.raises(BadInput, match="chưa có ai được mời"):
        invitation(replace(v.INVITATION, guests=()))


def test_the_list_to_sign_may_carry_accounts(w):
    awards = (replace(w.awards()[0], account="0123 456, Agribank"), *w.awards()[1:])
    paper = prize_list(replace(w.PRIZE_LIST, awards=awards, accounts=True))
    (table,) = tables(paper.blocks)
    titles = [column.title for column in table.columns]
    assert titles[-3:] == ["Số tiền (đồng)", "Số tài khoản, ngân hàng", "Ký nhận"]
    rows = [row.cells for row in table.rows if row.kind == "data"]
    assert rows[0][-2] == "0123 456, Agribank"
    assert {row[-2] for row in rows[1:]} == {""}
    assert table.rows[-1].cells[-3] == "30.150.000"
    without = tables(prize_list(w.PRIZE_LIST).blocks)[0]
    assert "Số tài khoản, ngân hàng" not in [column.title for column in without.columns]


# ---------------------------------------------------------------- letters about dossiers


def test_a_request_names_each_paper_and_the_day(v):
    paper = dossier_letter(v.LETTER)
    text = text_of(paper.blocks)
    assert "hồ sơ của Trạm Y tế phường còn thiếu giấy tờ của 02 trường hợp" in text
    assert "gửi về công chức Văn hóa - Xã hội phường chậm nhất ngày 13 tháng 11 năm 2023." in text
    (table,) = tables(paper.blocks)
    assert [row.cells for row in table.rows] == [
        ("1", "H’Ngăm Niê Kđăm", "Báo cáo thành tích\nBiên bản xét khen thưởng"),
        ("2", "Lê Văn Mẫu", "Sáng kiến"),
    ]
    assert paper.header.subject == "V/v bổ sung hồ sơ đề nghị khen thưởng"
    with pytest.raises(BadInput, match="chưa có giấy tờ nào"):
        dossier_letter(replace(v.LETTER, rows=()))


def test_a_receipt_is_signed_by_both_sides(v):
    paper = dossier_letter(replace(v.LETTER, kind="receipt", campaign="", unit=""))
    assert paper.header.number == "Số: 15/GTN-UBND"
    assert [s.lines[0] for s in paper.signatures] == ["NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN"]
    text = text_of(paper.blocks)
    assert "đã tiếp nhận của đơn vị đề nghị hồ sơ đề nghị khen thưởng thi đua gồm" in text
    assert "thông báo chậm nhất ngày 13 tháng 11 năm 2023." in text


# ---------------------------------------------------------------- achievement, confirmation


def test_an_achievement_report_has_the_sections_of_its_form(v):
    paper = achievement(v.ACHIEVEMENT)
    headings = [b.text for b in paper.blocks if isinstance(b, Heading)]
    assert headings == [
        "I. SƠ LƯỢC LÝ LỊCH",
        "II. THÀNH TÍCH ĐẠT ĐƯỢC",
        "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG",
        "1. Danh hiệu thi đua",
        "2. Hình thức khen thưởng",
    ]
    titles, honours = tables(paper.blocks)
    assert titles.rows[0].cells == (
        "1",
        "2021",
        "Lao động tiên tiến",
        "Quyết định số 15/QĐ-UBND ngày 05/01/2022; UBND thành phố",
    )
    assert honours.columns[2].title == "Hình thức khen thưởng"
    text = text_of(paper.blocks)
    assert "(Mẫu số 07)" in text
    assert "- Quê quán: …" in text
    assert [s.lines[0] for s in paper.signatures] == ["THỦ TRƯỞNG ĐƠN VỊ XÁC NHẬN, ĐỀ NGHỊ", "NGƯỜI BÁO CÁO"]
    assert paper.header.number == ""


@pytest.mark.parametrize(
    ("kind", "heading", "signer"),
    [
        ("collective", "I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH", "THỦ TRƯỞNG ĐƠN VỊ"),
        ("household", "I. SƠ LƯỢC VỀ HỘ GIA ĐÌNH", "ĐẠI DIỆN HỘ GIA ĐÌNH"),
    ],
)
def test_collectives_and_households_report_in_their_own_form(v, kind, heading, signer):
    paper = achievement(replace(v.ACHIEVEMENT, kind=kind, titles=(), honours=()))
    assert heading in text_of(paper.blocks)
    assert paper.signatures[1].lines == (signer,)
    assert paper.signatures[1].name == ""
    assert "Chưa có danh hiệu thi đua nào" in text_of(paper.blocks)


def test_a_short_report_is_short_and_bears_no_number_it_does_not_have(v):
    paper = achievement(
        replace(v.ACHIEVEMENT, layout="short", titles=(), honours=(), form_number="", deeds=())
    )
    text = text_of(paper.blocks)
    assert "BÁO CÁO TÓM TẮT THÀNH TÍCH" in text
    assert "Mẫu số" not in text
    assert "III." not in text
    assert "Quyền hạn" not in text


def test_dots_fill_their_line_and_stay_on_it(shelf):
    style = sheet().style("body")
    for text in ("", "- Quê quán: ", "1. Quyền hạn, nhiệm vụ được giao hoặc đảm nhận: "):
        made = text_width(dotted(text), style)
        room = sheet().page.text_width - style.indent
        assert room - 11 < made < room
    page = shelf["achievement"].pages[0]
    label = page.find("- Quê quán:")[0]
    dots = [
        letter
        for letter in page.letters
        if letter.text == "…" and abs(letter.baseline - label.baseline) < 0.3
    ]
    assert len(dots) > 15


def test_a_confirmation_names_every_award_as_it_was(v):
    paper = confirmation(v.CONFIRMATION)
    (table,) = tables(paper.blocks)
    assert [row.cells for row in table.rows] == [
        ("1", "2022", "Giấy khen", "Đã có thành tích", "34/QĐ-UBND ngày 14/04/2022\nUBND xã Hoa", "03/2022"),
        ("2", "2023", "Giấy khen", "Đã có thành tích", "05/QĐ-UBND ngày 05/02/2023\nUBND phường", "07/2023"),
    ]
    text = text_of(paper.blocks)
    assert "đã được khen thưởng 02 lần như sau:" in text
    assert "được cấp để bổ sung hồ sơ đề nghị khen thưởng cấp trên." in text
    with pytest.raises(BadInput, match="chưa có lần khen thưởng nào"):
        confirmation(replace(v.CONFIRMATION, awards=()))


# ---------------------------------------------------------------- correcting decisions


def test_every_deed_ends_with_one_full_stop(v):
    text = text_of(achievement(v.ACHIEVEMENT).blocks)
    assert "- Vận động 12 hộ hiến đất mở đường.\n" in text
    assert "- Năm 2022: khám sức khỏe cho 300 người cao tuổi.\n" in text
    assert ".." not in text.replace("…", "")


def test_an_adjustment_says_old_and_new(v):
    paper = correction(v.CORRECTION)
    text = text_of(paper.blocks)
    assert "- Bà Nguyễn Thị Thuỷ: tên từ “Nguyễn Thị Thủy” thành “Nguyễn Thị Thuỷ”." in text
    assert (
        "Điều 2. Các nội dung khác của Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2023 giữ nguyên" in text
    )
    assert "Xét thấy ghi sai tên." in text
    assert not paper.annexes
    many = tuple(replace(v.CORRECTION.changes[0], who=f"Bà Số {n}") for n in range(7))
    listed = correction(replace(v.CORRECTION, changes=many))
    assert len(tables(listed.annexes[0].blocks)[0].rows) == 7
    assert "Điều chỉnh 07 nội dung của 07 trường hợp tại" in text_of(listed.blocks)


def test_people_are_counted_not_their_facts(v):
    row = v.CORRECTION.changes[0]
    # Two people called Bà Số 1 (each with another name), one of them with another unit; and Bà Số 2.
    rows = (
        *(replace(row, who="Bà Số 1", what=what) for what in ("tên", "chức vụ, đơn vị", "tên")),
        *(replace(row, who="Bà Số 2", what=what) for what in ("tên", "chức vụ, đơn vị", "thành tích")),
    )
    paper = correction(replace(v.CORRECTION, changes=rows))
    assert "Điều chỉnh 06 nội dung của 03 trường hợp tại" in text_of(paper.blocks)
    table = tables(paper.annexes[0].blocks)[0]
    assert [row.cells[1:3] for row in table.rows][1] == ("Bà Số 1", "Chức vụ, đơn vị")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "Tổ 3", "- Bà Nguyễn Thị Thuỷ: bổ sung chức vụ, đơn vị “Tổ 3”."),
        ("Tổ 3", "", "- Bà Nguyễn Thị Thuỷ: bỏ chức vụ, đơn vị “Tổ 3”."),
        ("Tổ 3", "Tổ 4", "- Bà Nguyễn Thị Thuỷ: chức vụ, đơn vị từ “Tổ 3” thành “Tổ 4”."),
    ],
)
def test_what_was_empty_is_added_and_what_becomes_empty_is_dropped(v, old, new, said):
    row = replace(v.CORRECTION.changes[0], what="chức vụ, đơn vị", old=old, new=new)
    assert said in text_of(correction(replace(v.CORRECTION, changes=(row,))).blocks)


def test_a_cancellation_and_a_revocation(v, w):
    whole = correction(replace(v.CORRECTION, kind="cancel", reason="Hồ sơ giả."))
    assert "Hủy bỏ toàn bộ Quyết định số 05/QĐ-UBND" in text_of(whole.blocks)
    assert "Lý do: hồ sơ giả." in text_of(whole.blocks)
    one = correction(replace(v.CORRECTION, kind="revoke", awards=w.awards(0, 1, 0)))
    text = text_of(one.blocks)
    assert "Thu hồi Giấy khen và tiền thưởng đã tặng bà H’Ngăm Niê Kđăm, Tổ dân phố số 1" in text
    assert "Tổng số tiền thưởng thu hồi là 450.000 đồng" in text
    some = correction(replace(v.CORRECTION, kind="cancel", awards=w.awards(1, 2, 0)))
    assert "Hủy bỏ việc tặng Giấy khen cho 01 tập thể và 02 cá nhân" in text_of(some.blocks)
    assert "Về việc hủy bỏ kết quả khen thưởng tại Quyết định" in text_of(some.blocks)
    assert len([r for r in tables(some.annexes[0].blocks)[0].rows if r.kind == "data"]) == 3


def test_the_corrected_decision_may_be_the_former_communes(v):
    paper = correction(replace(v.CORRECTION, of_chair="Chủ tịch Ủy ban nhân dân xã Hoa"))
    text = text_of(paper.blocks)
    assert "của Chủ tịch Ủy ban nhân dân xã Hoa" in text
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"changes": ()}, "chưa có nội dung nào thay đổi"),
        ({"kind": "cancel", "reason": " "}, "Chưa ghi lý do"),
        ({"kind": "revoke"}, "Chưa chọn ai"),
        ({"issue": IssueFacts("19", date(2023, 2, 4))}, "trước ngày của Quyết định số 05/QĐ-UBND"),
        ({"signer": SignerFacts(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "A")}, "thẩm quyền của Chủ tịch"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(v, change, said):
    with pytest.raises(BadInput, match=said):
        correction(replace(v.CORRECTION, **change))


# ---------------------------------------------------------------- lists, archive


def test_a_summary_tells_what_each_nominee_of_a_submission_did(v):
    paper = achievement_summary(v.SUMMARY)
    assert paper.header.number == "Số:       /BC-HĐTĐKT"
    (table,) = tables(paper.blocks)
    told = {row.cells[1]: row.cells[-1] for row in table.rows if row.kind == "data"}
    assert told == {row.shown: row.summary for row in v.SUMMARY.nominees}
    text = text_of(paper.blocks)
    assert "của 02 tập thể, 20 cá nhân và 02 hộ gia đình được đề nghị tặng Giấy khen tại Tờ trình số" in text
    assert "Thực hiện" not in text_of(achievement_summary(replace(v.SUMMARY, campaign="")).blocks)
    with pytest.raises(BadInput, match="chưa có ai"):
        achievement_summary(replace(v.SUMMARY, nominees=()))


def test_the_list_of_a_submission_stands_alone(v):
    paper = name_list(v.NAME_LIST)
    assert "(Kèm theo Tờ trình số 03/TTr-HĐTĐKT ngày 05 tháng 02 năm 2023 của Hội đồng Thi đua" in text_of(
        paper.blocks
    )
    (table,) = tables(paper.blocks)
    assert table.columns[-1].title == "Số phiếu tán thành"
    assert not paper.annexes
    with pytest.raises(BadInput, match="đang trống"):
        name_list(replace(v.NAME_LIST, nominees=()))


def test_the_index_numbers_files_as_the_zip_does(v):
    (table,) = tables(archive_index(v.ARCHIVE).blocks)
    assert [row.cells[-1] for row in table.rows] == ["Tệp 1/01", "Tệp 7/01", "bản chụp"]
    assert table.rows[0].cells[:3] == ("1", "41/KH-UBND", "10/03/2023")
    text = text_of(archive_index(v.ARCHIVE).blocks)
    assert "Thời hạn bảo quản: 10 năm (theo Thông tư số 10)." in text
    assert "Hồ sơ gồm 03 văn bản, tài liệu." in text
    unknown = text_of(archive_index(replace(v.ARCHIVE, retention="")).blocks)
    assert "Thời hạn bảo quản: ……………………" in unknown
    sent = text_of(archive_index(replace(v.ARCHIVE, for_submission=True)).blocks)
    assert "bảo quản" not in sent
    with pytest.raises(BadInput, match="chưa có văn bản"):
        archive_index(replace(v.ARCHIVE, rows=()))


@pytest.mark.parametrize(
    "kind", ["plan", "deadline_notice", "result_notice", "invitation", "confirmation", "correction"]
)
def test_a_draft_leaves_number_and_day_to_the_clerk(v, w, kind):
    facts, make = {
        "plan": (v.PLAN, plan),
        "deadline_notice": (v.DEADLINE, deadline_notice),
        "result_notice": (v.NOTICE, result_notice),
        "invitation": (v.INVITATION, invitation),
        "confirmation": (v.CONFIRMATION, confirmation),
        "correction": (v.CORRECTION, correction),
    }[kind]
    paper = make(replace(facts, issue=w.BLANK))
    assert paper.header.number.startswith("Số:       /")
    assert paper.header.place_date == "Phường Hoa Ban, ngày     tháng     năm 2023"


@pytest.mark.parametrize("kind", EVERY)
def test_no_committee_signs_for_the_chair_and_no_chair_for_the_committee(shelf, kind):
    # Awards are the chair's own (NĐ 30/2020 Đ.13); what the committee announces, plans or reports is "TM.".
    lines = [line for signature in shelf[kind].paper.signatures for line in signature.lines]
    if kind == "correction":
        assert lines == ["CHỦ TỊCH"]
    if kind in ("plan", "deadline_notice", "result_notice", "invitation", "confirmation", "plaque_list"):
        assert lines[0] == "TM. ỦY BAN NHÂN DÂN"
