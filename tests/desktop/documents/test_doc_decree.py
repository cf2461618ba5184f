"""NĐ 30/2020/NĐ-CP, Phụ lục I to the millimetre: every kind of paper, measured in the PDF and in the docx.

The table is typed from the decree (the project's facts of the field, section 5), not taken from our styles.
"""

from __future__ import annotations

import docx
import pytest

KINDS = (
    "decision",
    "submission",
    "minutes",
    "reminder",
    "report",
    "prize_list",
    "plan",
    "pledge",
    "deadline_notice",
    "plaque_list",
    "invitation",
    "roll_call",
    "dossier_letter",
    "ballot",
    "tally",
    "result_notice",
    "achievement",
    "confirmation",
    "correction",
    "name_list",
    "achievement_summary",
    "archive_index",
    "statistics_form",
    "fund_report",
)

# component: (least pt, most pt, bold, italic)
STATE = (12, 13, True, False)
MOTTO = (13, 14, True, False)
SUPERIOR = (12, 13, False, False)
ORGAN = (12, 13, True, False)
NUMBER = (13, 13, False, False)
PLACE = (13, 14, False, True)
TITLE = (13, 14, True, False)
SUMMARY = (13, 14, True, False)
SUBJECT = (12, 13, False, False)
ADDRESSEE = (13, 14, False, False)
BASIS = (13, 14, False, True)
BODY = (13, 14, False, False)
SIGNER = (13, 14, True, False)
RECIPIENTS = (12, 12, True, True)
RECIPIENT = (11, 11, False, False)
ANNEX = (13, 14, True, False)
ANNEX_LABEL = (14, 14, True, False)
ANNEX_NOTE = (13, 14, False, True)

STATE_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO_TEXT = "Độc lập - Tự do - Hạnh phúc"
HEAD = [(STATE_NAME, STATE), (MOTTO_TEXT, MOTTO)]
OFFICE = [*HEAD, ("ỦY BAN NHÂN DÂN", ORGAN), ("PHƯỜNG HOA BAN", ORGAN)]
COUNCIL = [
    *HEAD,
    ("ỦY BAN NHÂN DÂN", SUPERIOR),
    ("PHƯỜNG HOA BAN", SUPERIOR),
    ("HỘI ĐỒNG", ORGAN),
    ("THI ĐUA - KHEN THƯỞNG", ORGAN),
]
# Every style a paragraph may have: the decree's component, alignments, first lines in mm (Phụ lục I, phần I, mục II;
# phần II for annexes). Of tables, heads of forms and pictures the decree says nothing but the letter.
TABLE_HEAD, TABLE_CELL, TABLE_TOTAL = (11, 14, True, False), (11, 14, False, False), (11, 14, True, False)
CENTRE, LEFT, BOTH, ANY = {"center"}, {"left"}, {"both"}, {"left", "center", "right"}
FIRST_LINE = {10.0, 12.7}
PARAGRAPHS = {
    "Quốc hiệu": (STATE, CENTRE, {0.0}),
    "Tiêu ngữ": (MOTTO, CENTRE, {0.0}),
    "Cơ quan chủ quản": (SUPERIOR, CENTRE, {0.0}),
    "Cơ quan ban hành": (ORGAN, CENTRE, {0.0}),
    "Số, ký hiệu": (NUMBER, CENTRE, {0.0}),
    "Địa danh, thời gian": (PLACE, CENTRE, {0.0}),
    "Trích yếu công văn": (SUBJECT, CENTRE, {0.0}),
    "Title": (TITLE, CENTRE, {0.0}),
    "Trích yếu nội dung": (SUMMARY, CENTRE, {0.0}),
    "Thẩm quyền ban hành": (TITLE, CENTRE, {0.0}),
    "Lệnh văn": (TITLE, CENTRE, {0.0}),
    "Căn cứ ban hành": (BASIS, BOTH, FIRST_LINE),
    "Nội dung": (BODY, BOTH, FIRST_LINE),
    "Điều": (BODY, BOTH, FIRST_LINE),
    "heading 1": (TITLE, BOTH, FIRST_LINE),
    "heading 2": (TITLE, BOTH, FIRST_LINE),
    "Kính gửi": (ADDRESSEE, CENTRE, {0.0}),
    "Kính gửi (nhiều nơi)": (ADDRESSEE, LEFT, {0.0}),
    "Kính gửi nhiều nơi": (ADDRESSEE, LEFT, {0.0}),
    "Quyền hạn, chức vụ": (SIGNER, CENTRE, {0.0}),
    "Họ tên người ký": (SIGNER, CENTRE, {0.0}),
    "Chú dẫn chữ ký": ((13, 14, False, True), CENTRE, {0.0}),
    "Nơi nhận": (RECIPIENTS, LEFT, {0.0}),
    "Danh sách nơi nhận": (RECIPIENT, LEFT, {0.0}),
    "Phụ lục": (ANNEX_LABEL, CENTRE, {0.0}),
    "Tiêu đề phụ lục": (ANNEX, CENTRE, {0.0}),
    "Chú dẫn kèm theo": (ANNEX_NOTE, CENTRE, {0.0}),
    "Bảng: đầu cột": (TABLE_HEAD, CENTRE, {0.0}),
    "Bảng: ô": (TABLE_CELL, ANY, {0.0}),
    "Bảng: tổng cộng": (TABLE_TOTAL, ANY, {0.0}),
    "Đầu biểu": ((11, 13, False, False), LEFT, {0.0}),
    "Kỳ báo cáo": ((12, 14, False, True), CENTRE, {0.0}),
    "Nguồn số liệu": ((11, 13, False, True), LEFT, {0.0}),
    "Tên biểu đồ": ((11, 14, True, False), CENTRE, {0.0}),
}

# What stands in a paper (first place of the words) and how the decree sets it.
COMPONENTS = {
    "decision": [
        *OFFICE,
        ("Số: 05/QĐ-UBND", NUMBER),
        ("Phường Hoa Ban, ngày 05 tháng 02 năm 2023", PLACE),
        ("QUYẾT ĐỊNH", TITLE),
        ("Về việc tặng Giấy khen cho tập thể", SUMMARY),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN", TITLE),
        ("Căn cứ Luật Tổ chức", BASIS),
        ("Theo đề nghị của Hội đồng", BASIS),
        ("QUYẾT ĐỊNH:", TITLE),
        ("Tặng Giấy khen cho 02 tập thể", BODY),
        ("KT. CHỦ TỊCH", SIGNER),
        ("PHÓ CHỦ TỊCH", SIGNER),
        ("Lò Văn Tâm", SIGNER),
        ("Nơi nhận:", RECIPIENTS),
        ("- Như Điều 3;", RECIPIENT),
        ("- Lưu: VT, VHXH.", RECIPIENT),
        ("DANH SÁCH", ANNEX),
        ("(Kèm theo Quyết định số", ANNEX_NOTE),
    ],
    "submission": [
        *COUNCIL,
        ("Số: 03/TTr-HĐTĐKT", NUMBER),
        ("Phường Hoa Ban, ngày 05 tháng 02 năm 2023", PLACE),
        ("TỜ TRÌNH", TITLE),
        ("Về việc đề nghị tặng Giấy khen", SUMMARY),
        ("Kính gửi: Chủ tịch Ủy ban nhân dân", ADDRESSEE),
        ("Căn cứ Luật Thi đua", BASIS),
        ("Hồ sơ kèm theo Tờ trình gồm:", BODY),
        ("TM. HỘI ĐỒNG", SIGNER),
        ("Lò Văn Tâm", SIGNER),
        ("Nơi nhận:", RECIPIENTS),
        ("- Như trên;", RECIPIENT),
        ("DANH SÁCH", ANNEX),
        ("(Kèm theo Tờ trình số", ANNEX_NOTE),
    ],
    "minutes": [
        *COUNCIL,
        ("Số: 02/BB-HĐTĐKT", NUMBER),
        ("BIÊN BẢN", TITLE),
        ("Họp Hội đồng Thi đua", SUMMARY),
        ("I. THÀNH PHẦN", (13, 14, True, False)),
        ("Thành viên có mặt: 10/11.", BODY),
        ("THƯ KÝ", SIGNER),
        ("CHỦ TỌA", SIGNER),
        ("Nơi nhận:", RECIPIENTS),
        ("- Thành viên Hội đồng;", RECIPIENT),
    ],
    "reminder": [
        *OFFICE,
        ("/UBND-VHXH", NUMBER),
        ("V/v đôn đốc thực hiện", SUBJECT),
        ("Kính gửi:", ADDRESSEE),
        ("- Tổ dân phố số 1;", ADDRESSEE),
        ("Thực hiện Kế hoạch số 41/KH-UBND", BODY),
        ("KT. CHỦ TỊCH", SIGNER),
        ("Lò Văn Tâm", SIGNER),
        ("Nơi nhận:", RECIPIENTS),
        ("- Lưu: VT, VHXH.", RECIPIENT),
    ],
    "report": [
        *OFFICE,
        ("Số: 07/BC-UBND", NUMBER),
        ("Phường Hoa Ban, ngày 01 tháng 12 năm 2023", PLACE),
        ("BÁO CÁO", TITLE),
        ("Tổng kết phong trào thi đua", SUMMARY),
        ("Kính gửi: Ủy ban nhân dân thành phố", ADDRESSEE),
        ("I. CÔNG TÁC TRIỂN KHAI", (13, 14, True, False)),
        ("1. Kết quả theo khối đơn vị", (13, 14, True, False)),
        ("Phường đã ban hành kế hoạch", BODY),
        ("TM. ỦY BAN NHÂN DÂN", SIGNER),
        ("Nơi nhận:", RECIPIENTS),
        ("Phụ lục I", ANNEX_LABEL),
        ("DANH SÁCH MÔ HÌNH, CÔNG TRÌNH", ANNEX),
        ("(Kèm theo Báo cáo số", ANNEX_NOTE),
    ],
    "prize_list": [
        *OFFICE,
        ("Phường Hoa Ban, ngày     tháng     năm 2023", PLACE),
        ("DANH SÁCH", TITLE),
        ("Ký nhận tiền thưởng", SUMMARY),
        ("(Kèm theo Quyết định số 05/QĐ-UBND", ANNEX_NOTE),
        ("NGƯỜI LẬP", SIGNER),
        ("KẾ TOÁN", SIGNER),
        ("CHỦ TỊCH", SIGNER, 1),
        ("(Ký, ghi rõ họ tên)", (13, 14, False, True)),
    ],
    "plan": [
        *OFFICE,
        ("Số: 41/KH-UBND", NUMBER),
        ("Phường Hoa Ban, ngày 10 tháng 3 năm 2023", PLACE),
        ("KẾ HOẠCH", TITLE),
        ("Triển khai, hưởng ứng phong trào", SUMMARY),
        ("Căn cứ Luật Thi đua", BASIS),
        ("I. MỤC ĐÍCH, YÊU CẦU", (13, 14, True, False)),
        ("Phát hiện, bồi dưỡng", BODY),
        ("TM. ỦY BAN NHÂN DÂN", SIGNER),
        ("Nơi nhận:", RECIPIENTS),
        ("- Lưu: VT, VHXH.", RECIPIENT),
    ],
    "pledge": [
        *OFFICE,
        ("Phường Hoa Ban, ngày 15 tháng 3 năm 2023", PLACE),
        ("GIAO ƯỚC THI ĐUA", TITLE),
        ("Cụm thi đua số 1 năm 2023", SUMMARY),
        ("Các đơn vị cam kết thực hiện", BODY),
    ],
    "deadline_notice": [
        *OFFICE,
        ("Số: 09/TB-UBND", NUMBER),
        ("THÔNG BÁO", TITLE),
        ("Thời hạn đăng ký thực hiện", SUMMARY),
        ("2. Thời hạn: theo thời hạn", BODY),
        ("DANH SÁCH", ANNEX),
        ("(Kèm theo Thông báo số 09/TB-UBND", ANNEX_NOTE),
    ],
    "plaque_list": [
        *OFFICE,
        ("Phường Hoa Ban, ngày 30 tháng 11 năm 2023", PLACE),
        ("DANH SÁCH", TITLE),
        ("Công trình được gắn biển", SUMMARY),
        ("Tổng số 08 công trình", BODY),
        ("TM. ỦY BAN NHÂN DÂN", SIGNER),
    ],
    "invitation": [
        *OFFICE,
        ("Số: 04/GM-UBND", NUMBER),
        ("Phường Hoa Ban, ngày 01 tháng 12 năm 2023", PLACE),
        ("GIẤY MỜI", TITLE),
        ("Dự Lễ trao Giấy khen", SUMMARY),
        ("Địa điểm: Hội trường", BODY),
        ("- Như trên;", RECIPIENT),
        ("(Kèm theo Giấy mời số", ANNEX_NOTE),
    ],
    "roll_call": [
        *OFFICE,
        ("DANH SÁCH", TITLE),
        ("Gọi lên nhận Giấy khen theo lượt", SUMMARY),
        ("(Kèm theo Quyết định số 05/QĐ-UBND", ANNEX_NOTE),
    ],
    "dossier_letter": [
        *OFFICE,
        ("Số: 15/UBND-VHXH", NUMBER),
        ("V/v bổ sung hồ sơ", SUBJECT),
        ("Kính gửi: Trạm Y tế phường", ADDRESSEE),
        ("Qua tiếp nhận, thẩm định", BODY),
        ("TM. ỦY BAN NHÂN DÂN", SIGNER),
        ("- Như trên;", RECIPIENT),
    ],
    "ballot": [
        *COUNCIL,
        ("PHIẾU BIỂU QUYẾT", TITLE),
        ("Đề nghị tặng Giấy khen trong", SUMMARY),
        ("Phiếu kín: không ghi tên", BODY),
    ],
    "tally": [
        *COUNCIL,
        ("Số: 03/BB-HĐTĐKT", NUMBER),
        ("BIÊN BẢN KIỂM PHIẾU", TITLE),
        ("I. BAN KIỂM PHIẾU", (13, 14, True, False)),
        ("2. Số phiếu phát ra: 10 phiếu.", BODY),
        ("TRƯỞNG BAN KIỂM PHIẾU", SIGNER),
    ],
    "result_notice": [
        *OFFICE,
        ("Số: 08/TB-UBND", NUMBER),
        ("THÔNG BÁO", TITLE),
        ("Kết quả khen thưởng", SUMMARY),
        ("1. Theo Quyết định số 05/QĐ-UBND", BODY),
        ("TM. ỦY BAN NHÂN DÂN", SIGNER),
        ("(Kèm theo Thông báo số", ANNEX_NOTE),
    ],
    "achievement": [
        *HEAD,
        ("ỦY BAN NHÂN DÂN", SUPERIOR),
        ("TRẠM Y TẾ PHƯỜNG", ORGAN),
        ("Phường Hoa Ban, ngày 05 tháng 11 năm 2023", PLACE),
        ("BÁO CÁO THÀNH TÍCH", TITLE),
        ("ĐỀ NGHỊ TẶNG GIẤY KHEN", SUMMARY),
        ("I. SƠ LƯỢC LÝ LỊCH", (13, 14, True, False)),
        ("1. Danh hiệu thi đua", (13, 14, True, False)),
        ("- Sinh ngày: 12/05/1980.", BODY),
        ("NGƯỜI BÁO CÁO", SIGNER),
        ("(Ký, đóng dấu)", (13, 14, False, True)),
    ],
    "confirmation": [
        *OFFICE,
        ("Số: 02/GXN-UBND", NUMBER),
        ("GIẤY XÁC NHẬN", TITLE),
        ("Quá trình khen thưởng của bà", SUMMARY),
        ("Ngày sinh: 12/05/1980.", BODY),
        ("TM. ỦY BAN NHÂN DÂN", SIGNER),
        ("- Lưu: VT, VHXH.", RECIPIENT),
    ],
    "correction": [
        *OFFICE,
        ("Số: 19/QĐ-UBND", NUMBER),
        ("QUYẾT ĐỊNH", TITLE),
        ("Về việc điều chỉnh nội dung Quyết định số 05/QĐ-UBND", SUMMARY),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN", TITLE),
        ("Căn cứ Quyết định số 05/QĐ-UBND", BASIS),
        ("QUYẾT ĐỊNH:", TITLE),
        ("A Thuận", SIGNER),
        ("- Như Điều 3;", RECIPIENT),
    ],
    "name_list": [
        *OFFICE,
        ("DANH SÁCH", TITLE),
        ("(Kèm theo Tờ trình số 03/TTr-HĐTĐKT", ANNEX_NOTE),
        ("Tổng số: 02 tập thể, 20 cá nhân và 02 hộ gia đình.", BODY),
    ],
    "achievement_summary": [
        *COUNCIL,
        ("/BC-HĐTĐKT", NUMBER),
        ("Phường Hoa Ban, ngày     tháng     năm 2023", PLACE),
        ("BÁO CÁO", TITLE),
        ("Tóm tắt thành tích đề nghị tặng Giấy khen", SUMMARY),
        ("Kính gửi: Chủ tịch Ủy ban nhân dân", ADDRESSEE),
        ("báo cáo tóm tắt thành tích của 02 tập thể", BODY),
        ("TM. HỘI ĐỒNG", SIGNER),
        ("Nơi nhận:", RECIPIENTS),
        ("- Như trên;", RECIPIENT),
    ],
    "archive_index": [
        *OFFICE,
        ("MỤC LỤC HỒ SƠ", TITLE),
        ("Hồ sơ phong trào thi đua", SUMMARY),
        ("Thời hạn bảo quản: 10 năm", BODY),
        ("NGƯỜI LẬP", SIGNER),
    ],
}
EVERY = [(kind, *row[:2], *(row[2:] or (0,))) for kind, rows in COMPONENTS.items() for row in rows]


def found(pages, text):
    """The letters of ``text`` on the first page that says it."""
    wanted = "".join(text.split())
    for page in pages:
        if wanted in "".join(page.text.split()):
            return page, page.find(text)
    raise AssertionError(f"{text!r} is on no page")


@pytest.mark.parametrize(("kind", "text", "rule", "nth"), EVERY)
def test_a_component_in_the_pdf_has_the_size_and_slope_of_the_decree(shelf, kind, text, rule, nth):
    least, most, bold, italic = rule
    pages = shelf[kind].pages
    # The words of an office also stand inside sentences: those of the head come first, a signer's last.
    _, letters = found(pages[-1:] if nth else pages, text)
    sizes = {letter.size for letter in letters}
    assert len(sizes) == 1
    assert least <= sizes.pop() <= most
    assert {letter.bold for letter in letters} == {bold}
    assert {letter.italic for letter in letters} == {italic}


@pytest.mark.parametrize(("kind", "text", "rule", "nth"), EVERY)
def test_a_component_in_the_docx_has_the_size_and_slope_of_the_decree(shelf, kind, text, rule, nth):
    least, most, bold, italic = rule
    hits = [p for p in shelf[kind].paragraphs if " ".join(text.split()) in " ".join(p.text.split())]
    exact = [p for p in hits if p.text == text]
    paragraph = (exact or hits)[-1 if nth else 0]
    assert least <= paragraph.size <= most
    assert (paragraph.bold, paragraph.italic) == (bold, italic)


@pytest.mark.parametrize("kind", KINDS)
def test_every_paragraph_of_the_docx_is_a_component_set_as_the_decree_sets_it(shelf, kind):
    written = [paragraph for paragraph in shelf[kind].paragraphs if paragraph.text]
    assert written
    for paragraph in written:
        (least, most, bold, italic), align, first_line = PARAGRAPHS[paragraph.style]
        assert least <= paragraph.size <= most, paragraph
        assert (paragraph.bold, paragraph.italic) == (bold, italic), paragraph
        assert paragraph.align in align, paragraph
        assert round(paragraph.indent, 1) in first_line, paragraph


def test_every_kind_of_paper_is_measured(shelf):
    from desktop.documents import paper_kinds

    assert set(KINDS) == set(shelf) == {kind.key for kind in paper_kinds.KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_the_docx_page_has_the_margins_of_the_decree(shelf, kind):
    for section in docx.Document(str(shelf[kind].docx)).sections:
        sides = {round(section.page_width.mm, 1), round(section.page_height.mm, 1)}
        assert sides == {210, 297}
        assert 20 <= round(section.top_margin.mm, 1) <= 25
        assert 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35
        assert 15 <= round(section.right_margin.mm, 1) <= 20
        assert section.gutter == 0


@pytest.mark.parametrize("kind", KINDS)
def test_no_letter_and_no_line_of_the_pdf_leaves_the_text_area(shelf, kind):
    for page in shelf[kind].pages:
        assert {round(page.width), round(page.height)} == {210, 297}
        inked = [letter for letter in page.letters if letter.text.strip()]
        assert inked
        # 0.5 mm: what a slanted letter hangs over its advance.
        assert min(letter.left for letter in inked) >= 30 - 0.5
        assert max(letter.right for letter in inked) <= page.width - 15 + 0.5
        assert max(letter.bottom for letter in inked) <= page.height - 20 + 0.5
        above = "".join(letter.text for letter in inked if letter.top < 20 - 0.5)
        assert above == "" or above.isdecimal()
        for stroke in page.strokes:
            assert 30 - 0.3 <= stroke.left < stroke.right <= page.width - 15 + 0.3


@pytest.mark.parametrize("kind", KINDS)
def test_page_numbers_are_centred_in_the_upper_margin_and_never_on_a_first_page(shelf, kind):
    numbers = []
    for page in shelf[kind].pages:
        above = [letter for letter in page.letters if letter.text.strip() and letter.bottom < 20]
        numbers.append("".join(letter.text for letter in above))
        if above:
            middle = (above[0].left + above[-1].right) / 2
            assert middle == pytest.approx(30 + (page.width - 45) / 2, abs=0.6)
            assert all(13 <= letter.size <= 14 and not letter.bold and not letter.italic for letter in above)
    expected, count = [], 0
    starts = {0, *(n for n, page in enumerate(shelf[kind].pages) if n and numbers[n] == "")}
    for n in range(len(numbers)):
        count = 1 if n in starts else count + 1
        expected.append("" if count == 1 else str(count))
    assert numbers == expected
    assert len(starts) == 1 + len(shelf[kind].paper.annexes)


@pytest.mark.parametrize("kind", KINDS)
def test_docx_page_numbers_are_centred_in_the_header_and_never_on_a_first_page(shelf, kind):
    document = docx.Document(str(shelf[kind].docx))
    assert len(document.sections) == 1 + len(shelf[kind].paper.annexes)
    for section in document.sections:
        assert section.different_first_page_header_footer
        (paragraph,) = section.header.paragraphs
        assert "PAGE" in paragraph._p.xml
        assert paragraph.style.paragraph_format.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
        assert 13 <= paragraph.style.font.size.pt <= 14
        assert section.header_distance.mm < 20
        assert "PAGE" not in section.first_page_header._element.xml
        assert "PAGE" not in section.footer._element.xml


@pytest.mark.parametrize("kind", KINDS)
def test_the_rule_below_the_motto_is_exactly_as_long_as_the_motto(shelf, tools, kind):
    page = shelf[kind].pages[0]
    motto = page.find(MOTTO_TEXT)
    rule = page.stroke_below(motto[0])
    left, right = motto[0].left, motto[-1].right
    assert rule.length == pytest.approx(right - left, abs=0.8)
    assert (rule.left + rule.right) / 2 == pytest.approx((left + right) / 2, abs=0.4)
    in_word = next(row for row in tools.docx_rules(shelf[kind].docx) if row[0] == MOTTO_TEXT)
    assert in_word[2] == pytest.approx(rule.length, abs=0.3)
    assert in_word[1][0] == in_word[1][1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_rule_below_the_organ_is_a_third_to_a_half_of_its_last_line(shelf, tools, kind):
    last = shelf[kind].paper.header.organ_lines[-1]
    page = shelf[kind].pages[0]
    letters = page.find(last)
    rule = page.stroke_below(letters[0])
    line = letters[-1].right - letters[0].left
    assert 1 / 3 <= rule.length / line <= 1 / 2
    assert (rule.left + rule.right) / 2 == pytest.approx((letters[0].left + letters[-1].right) / 2, abs=0.4)
    in_word = next(row for row in tools.docx_rules(shelf[kind].docx) if row[0] == last)
    assert in_word[2] == pytest.approx(rule.length, abs=0.3)


@pytest.mark.parametrize(
    ("kind", "last_words"),
    [
        ("decision", "xây dựng phường văn minh”"),
        ("submission", "Về việc đề nghị tặng Giấy khen"),
        ("minutes", "“Chung sức xây dựng phường văn minh”"),
        ("report", "“Chung sức xây dựng phường văn minh”"),
    ],
)
def test_the_rule_below_the_summary_is_a_third_to_a_half_of_a_line(shelf, kind, last_words):
    page = shelf[kind].pages[0]
    last = page.find(last_words)[-1]
    rule = page.stroke_below(last, 6)
    middle = 30 + 165 / 2
    assert (rule.left + rule.right) / 2 == pytest.approx(middle, abs=0.4)
    summary = [
        letter for letter in page.letters if letter.bold and letter.size == last.size and letter.text.strip()
    ]
    above = [letter for letter in summary if last.baseline - 14 < letter.baseline <= last.baseline + 0.1]
    widest = max(right - left for left, right in (page.line_at(letter) for letter in above))
    assert 1 / 3 - 0.01 <= rule.length / widest <= 1 / 2 + 0.01


def test_a_letter_has_no_title_and_its_subject_stands_six_points_below_the_number(shelf):
    page = shelf["reminder"].pages[0]
    number, subject = page.find("/UBND-VHXH")[0], page.find("V/v đôn đốc")[0]
    assert "CÔNG VĂN" not in page.text
    gap = (subject.baseline - number.baseline) / 25.4 * 72
    # One line of 12 points (1.15) and the decree's gap of 6 points.
    assert 12 + 6 <= gap <= 12 * 1.5 + 6
    assert max(letter.right for letter in page.find("V/v đôn đốc")) < 30 + 165 / 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_state_stands_at_the_right_and_the_organ_at_the_left_on_one_height(shelf, kind):
    page = shelf[kind].pages[0]
    state, motto = page.find(STATE_NAME), page.find(MOTTO_TEXT)
    first = (shelf[kind].paper.header.superior_lines or shelf[kind].paper.header.organ_lines)[0]
    organ = page.find(first)
    assert state[0].baseline == pytest.approx(organ[0].baseline, abs=0.3)
    assert organ[-1].right < state[0].left
    centre = (state[0].left + state[-1].right) / 2
    assert centre > 105
    assert (motto[0].left + motto[-1].right) / 2 == pytest.approx(centre, abs=0.5)
    # One line each.
    assert len({round(letter.baseline, 1) for letter in state}) == 1
    assert len({round(letter.baseline, 1) for letter in motto}) == 1


@pytest.mark.parametrize(
    "kind",
    # A form of figures is dated below, above its signatures.
    [kind for kind in KINDS if kind not in ("minutes", "tally", "ballot", "reminder", "statistics_form")],
)
def test_place_and_date_stand_centred_below_the_motto(shelf, kind):
    page = shelf[kind].pages[0]
    place = page.find("Phường Hoa Ban, ngày")
    left, right = page.line_at(place[0])
    motto = page.find(MOTTO_TEXT)
    assert (left + right) / 2 == pytest.approx((motto[0].left + motto[-1].right) / 2, abs=1.2)
    assert place[0].baseline > motto[0].baseline


def test_minutes_carry_no_place_and_date_in_their_head(shelf):
    page = shelf["minutes"].pages[0]
    title = page.find("BIÊN BẢN")[0]
    head = "".join(letter.text for letter in page.letters if letter.baseline < title.baseline - 1)
    assert "ngày" not in head


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "statistics_form"])
def test_body_paragraphs_are_justified_indented_and_spaced(shelf, kind):
    running = [
        p for p in shelf[kind].paragraphs if p.style in ("Nội dung", "Căn cứ ban hành", "Điều") and p.text
    ]
    assert running
    for paragraph in running:
        assert paragraph.align == "both"
        assert any(paragraph.indent == pytest.approx(mm, abs=0.1) for mm in (10, 12.7))
        assert paragraph.after >= 6 or paragraph.before >= 6
        assert 1 <= paragraph.line <= 1.5


def test_articles_lead_with_a_bold_number_and_go_on_upright(shelf):
    page = shelf["decision"].pages[0]
    for number, following in ((1, "Tặng Giấy khen"), (2, "Kèm theo Giấy khen"), (3, "Quyết định này có")):
        _, lead = found(shelf["decision"].pages, f"Điều {number}. {following}")
        split = len(f"Điều{number}.")
        assert {letter.bold for letter in lead[:split]} == {True}
        assert {letter.bold for letter in lead[split:]} == {False}
        assert lead[0].left == pytest.approx(30 + 12.7, abs=0.4)
        (paragraph,) = [p for p in shelf["decision"].paragraphs if p.text.startswith(f"Điều {number}.")]
        assert paragraph.lead_bold
        assert not paragraph.bold
    assert page.find("Điều 1.")[0].size == page.find("Tặng Giấy khen cho 02")[0].size


def last(page, text):
    """The letters of the last place where the page says ``text``: a signer's name may stand in the body, too."""
    places, wanted = "".join(page.text.split()).count("".join(text.split())), text
    return page.find(wanted, places - 1)


SENT_OUT = (
    *(
        "decision",
        "submission",
        "reminder",
        "report",
        "plan",
        "deadline_notice",
        "result_notice",
        "invitation",
    ),
    *("confirmation", "correction", "dossier_letter", "achievement_summary"),
)


@pytest.mark.parametrize("kind", SENT_OUT)
def test_recipients_stand_left_and_the_signature_right_on_one_height(shelf, kind):
    page = next(page for page in shelf[kind].pages if "Nơi nhận:" in page.text)
    title, signer = page.find("Nơi nhận:"), last(page, shelf[kind].paper.signatures[0].lines[0])
    name = last(page, shelf[kind].paper.signatures[0].name)
    assert title[0].left == pytest.approx(30, abs=0.5)
    assert signer[0].left > 105
    assert signer[0].baseline == pytest.approx(title[0].baseline, abs=2)
    centre = (signer[0].left + signer[-1].right) / 2
    assert (name[0].left + name[-1].right) / 2 == pytest.approx(centre, abs=0.4)
    # Room for a signature and a seal of 36 mm that covers a third of it.
    last_line = last(page, shelf[kind].paper.signatures[0].lines[-1])
    assert name[0].baseline - last_line[0].baseline >= 25


@pytest.mark.parametrize("kind", [*SENT_OUT, "minutes"])
def test_recipient_lines_begin_with_a_dash_and_end_as_the_decree_says(shelf, kind):
    lines = [p.text for p in shelf[kind].paragraphs if p.style == "Danh sách nơi nhận"]
    assert len(lines) == len(shelf[kind].paper.recipients)
    assert all(line.startswith("- ") for line in lines)
    assert [line[-1] for line in lines] == [";"] * (len(lines) - 1) + ["."]
    assert lines[-1].startswith("- Lưu: ")


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_is_black_and_from_the_one_family(shelf, kind):
    faces = {letter.face.split("+")[-1] for page in shelf[kind].pages for letter in page.letters}
    assert {face.split("-")[0] for face in faces} == {"Tinos"}
    document = docx.Document(str(shelf[kind].docx))
    used = {p.style for p in shelf[kind].paragraphs if p.text}
    for style in document.styles:
        if style.name in used:
            assert style.font.name == "Times New Roman"
            assert str(style.font.color.rgb) == "000000"
