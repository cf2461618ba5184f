"""The PDF pen, read back with pdfium."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import ImageChops

from db.errors import BadInput, Refused, TargetBusy
from desktop.documents.decision import decision
from desktop.documents.minutes import minutes
from desktop.documents.paper import Article, Column, Header, Paper, Row, Signature, Table, paragraph
from desktop.documents.paper_files import write_paper
from desktop.documents.paper_pdf import write_pdf
from desktop.documents.prize_list import prize_list
from desktop.documents.reminder import reminder
from desktop.documents.report import report
from desktop.documents.submission import submission

MM = 25.4 / 72


@pytest.fixture
def read(tmp_path):
    """Write a paper and open it; every document is closed at the end."""
    opened = []

    def opener(paper):
        target = tmp_path / "giay.pdf"
        write_pdf(paper, target)
        opened.append(pypdfium2.PdfDocument(str(target)))
        return opened[-1]

    yield opener
    for document in opened:
        document.close()


def squeezed(text):
    """``text`` with all white space single: cells wrap names."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def page_text(page):
    return squeezed(page.get_textpage().get_text_bounded())


def margin_text(page):
    """What stands in the upper margin of 20 mm, and where its middle lies from the left, in mm."""
    width, height = page.get_size()
    textpage = page.get_textpage()
    shown = textpage.get_text_bounded(left=0, bottom=height - 20 / MM, right=width, top=height).strip()
    if not shown:
        return "", None
    boxes = [textpage.get_charbox(n) for n in range(len(shown))]
    first = [box for box in boxes if box[1] > height - 20 / MM]
    return shown, (min(box[0] for box in first) + max(box[2] for box in first)) / 2 * MM


def test_every_recipient_is_in_the_list(w, read):
    text = squeezed(" ".join(page_text(page) for page in read(decision(w.DECISION))))
    for row in w.DECISION.awards:
        assert f"{row.honorific} {row.name}" in text


@pytest.mark.parametrize("kind", ["submission", "minutes", "reminder", "report", "prizes"])
def test_every_name_of_every_kind(w, read, kind):
    papers = {
        "submission": (submission(w.SUBMISSION), [row.name for row in w.VOTES]),
        "minutes": (minutes(w.MINUTES), [row.name for row in w.VOTES] + [m.name for m in w.MEMBERS]),
        "reminder": (reminder(replace(w.REMINDER, late=w.late(30))), [row.unit for row in w.late(30)]),
        "report": (
            report(w.REPORT),
            [row.title for row in w.REPORT.registrations] + [a.name for a in w.awards()],
        ),
        "prizes": (prize_list(w.PRIZE_LIST), [row.name for row in w.awards()]),
    }
    paper, names = papers[kind]
    text = squeezed(" ".join(page_text(page) for page in read(paper)))
    assert [name for name in names if name not in text] == []


def test_numbers_are_centred_in_the_upper_margin_from_page_two_and_restart_in_an_annex(w, read):
    document = read(report(w.REPORT))
    shown = [margin_text(page) for page in document]
    assert [text for text, _ in shown] == ["", "2", "", "2", "", "2"]
    for text, middle in shown:
        if text:
            assert middle == pytest.approx(30 + 165 / 2, abs=0.5)


def test_pages_are_a4_and_a_wide_annex_lies_on_its_side(w, read):
    sizes = [
        tuple(round(side * MM) for side in page.get_size())
        for page in read(reminder(replace(w.REMINDER, late=w.late(30))))
    ]
    assert sizes[0] == (210, 297)
    assert set(sizes[1:]) == {(297, 210)}


def test_text_keeps_to_the_margins(w, read):
    for page in read(report(w.REPORT)):
        width, _ = page.get_size()
        textpage = page.get_textpage()
        boxes = [
            textpage.get_charbox(n)
            for n in range(textpage.count_chars())
            if textpage.get_text_range(n, 1).strip()
        ]
        assert min(box[0] for box in boxes) * MM >= 30 - 0.6
        assert max(box[2] for box in boxes) * MM <= width * MM - 15 + 0.6
        assert min(box[1] for box in boxes) * MM >= 20 - 0.6


def test_every_font_is_embedded_and_is_tinos(w, read):
    names = set()
    for page in read(decision(w.DECISION)):
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(item.raw)
            assert pdfium.FPDFFont_GetIsEmbedded(font) == 1
            buffer = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
            names.add(buffer.value.decode())
    assert names
    assert all("Tinos" in name for name in names)


@pytest.mark.parametrize(
    "name", ["{{7*7}}", "=1+1", "<b>A</b> & B", "&amp; &lt;", "<font size=90>X</font>", "</para>"]
)
def test_a_name_is_only_ever_text(w, read, name):
    rows = (*w.awards(1, 1, 0), replace(w.awards()[0], name=name, position_unit=name))
    paper = decision(replace(w.DECISION, awards=rows, title=name))
    document = read(paper)
    assert f"Tập thể {name}" in page_text(document[len(document) - 1])
    assert name in page_text(document[0])
    assert document.get_metadata_dict()["Title"].endswith(name)


def test_text_is_nfc(w, read):
    rows = (*w.awards(1, 0, 0), replace(w.awards()[0], name=unicodedata.normalize("NFD", "Thuỷ Ẩn Ễnh")))
    document = read(decision(replace(w.DECISION, awards=rows)))
    assert "Thuỷ Ẩn Ễnh" in page_text(document[len(document) - 1])


def test_letters_of_the_highlands_reach_the_paper(w, read):
    rows = (*w.awards(1, 0, 0), replace(w.awards()[0], name="Ƀlơi Kđăm H’Ƀlăm čĕĭŏŭñ"))
    document = read(decision(replace(w.DECISION, awards=rows)))
    assert "Ƀlơi Kđăm H’Ƀlăm čĕĭŏŭñ" in page_text(document[len(document) - 1])


def ink_between(before, after):
    """The box of what the page ``after`` shows and ``before`` does not, in pixels: left, top, right, bottom."""
    return ImageChops.difference(before, after).getbbox()


@pytest.mark.parametrize("style", ["body", "title", "basis"])
@pytest.mark.parametrize("letter", ["ê", "ô", "Ê", "b"])
def test_a_mark_without_a_letter_of_its_own_stands_over_its_letter(read, style, letter):
    def picture(text):
        page = read(Paper("x", "t", "a", Header(("UBND",)), (paragraph(text, style),)))[0]
        return page.render(scale=6).to_pil().convert("L")

    marked = picture(f"{letter}\u0306")
    bare = picture(letter)
    of_letter, of_mark = ink_between(picture(""), bare), ink_between(bare, marked)
    assert of_letter[0] - 2 <= of_mark[0]
    assert of_mark[2] <= of_letter[2] + 2
    assert of_mark[3] <= of_letter[1] + 1


def test_a_marked_name_is_found_in_the_text(read):
    document = read(
        Paper("x", "t", "a", Header(("UBND",)), (paragraph("Y Blê\u0306, H’Ô\u0306n ư\u0306 Ƀă", "basis"),))
    )
    assert "Y Blê\u0306, H’Ô\u0306n ư\u0306 Ƀă" in page_text(document[0])


def test_a_letter_the_face_lacks_is_refused_by_name(w, tmp_path):
    rows = (*w.awards(1, 0, 0), replace(w.awards()[0], name="Nguyễn 😀"))
    with pytest.raises(Refused, match="😀"):
        write_pdf(decision(replace(w.DECISION, awards=rows)), tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lines", range(18, 40, 3))
def test_the_signing_block_never_breaks(read, lines):
    blocks = (*(paragraph(f"Câu thứ {n}.") for n in range(lines)), Article(3, "Thi hành./."))
    paper = Paper(
        "x",
        "t",
        "a",
        Header(("UBND",)),
        blocks,
        (Signature(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Lò Văn Tâm"),),
        ("Lưu",),
    )
    pages = [page_text(page) for page in read(paper)]
    (signing,) = [text for text in pages if "KT. CHỦ TỊCH" in text]
    assert "Lò Văn Tâm" in signing
    assert "Thi hành./." in signing
    assert "Nơi nhận:" in signing


def test_a_long_table_begins_below_its_title_and_repeats_its_head(read):
    rows = tuple(Row((str(n), f"Người thứ {n}")) for n in range(1, 301))
    table = Table((Column("STT", 12, fixed=True), Column("Họ và tên", 1)), rows)
    pages = [
        page_text(page)
        for page in read(Paper("x", "t", "a", Header(("UBND",)), (paragraph("DANH SÁCH", "title"), table)))
    ]
    assert "DANH SÁCH STT Họ và tên 1 Người thứ 1" in pages[0]
    assert all("Họ và tên" in text for text in pages)
    assert [name for n in range(1, 301) if (name := f"{n} Người thứ {n} ") not in " ".join(pages) + " "] == []


def test_blanks_leave_room_to_write(w, read):
    document = read(decision(replace(w.DECISION, issue=w.BLANK)))
    textpage = document[0].get_textpage()
    text = textpage.get_text_range()
    boxes = {
        sign: textpage.get_charbox(text.index(word) + at)
        for sign, word, at in (
            (":", "Số:", 2),
            ("/", "/QĐ-UBND", 0),
            ("y", "ngày", 3),
            ("t", "tháng", 0),
            ("g", "tháng", 4),
            ("n", "năm 2023", 0),
        )
    }
    # Two digits of this size are 4.6 mm wide.
    for left, right in ((":", "/"), ("y", "t"), ("g", "n")):
        assert (boxes[right][0] - boxes[left][2]) * MM > 4.6


def test_properties_are_vietnamese(w, read):
    data = read(decision(w.DECISION)).get_metadata_dict()
    assert data["Title"].startswith("QUYẾT ĐỊNH Về việc tặng Giấy khen")
    assert data["Author"] == "Ủy ban nhân dân phường Hoa Ban"


def test_refusals(w, tmp_path):
    with pytest.raises(TargetBusy):
        write_pdf(decision(w.DECISION), tmp_path / "thieu" / "a.pdf")
    with pytest.raises(BadInput, match=r"không phải “\.txt”"):
        write_paper(decision(w.DECISION), tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []
