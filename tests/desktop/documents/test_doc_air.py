"""What an eye sees first on a paper: rules clear of the letters, air above Nơi nhận, numbers and names unbroken."""

from __future__ import annotations

from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from desktop.documents.archive_index import archive_index
from desktop.documents.minutes import minutes
from desktop.documents.paper_files import write_paper
from desktop.documents.paper_words import amid, with_place
from desktop.documents.plan import plan

POINT = 25.4 / 72


@pytest.fixture
def shown(tools, tmp_path):
    """A paper's pages as PDF, measured in mm."""

    def show(paper):
        write_paper(paper, tmp_path / "a.pdf")
        return tools.pdf_pages(tmp_path / "a.pdf")

    return show


@pytest.mark.parametrize("words", ["Độc lập - Tự do - Hạnh phúc", "PHƯỜNG HOA BAN", "(thuộc Kế hoạch gộp)"])
def test_a_rule_does_not_touch_the_letters_above_it(w, v, shown, words):
    page = shown(plan(replace(v.PLAN, campaign="Ngọc sáng (thuộc Kế hoạch gộp)")))[0]
    letters = page.find(words)
    rule = page.stroke_below(letters[0])
    # A tenth of a millimetre is ink on ink once the paper is printed.
    assert rule.y - max(letter.bottom for letter in letters) > 0.5


def test_recipients_stand_apart_from_the_names_above_them(w, shown, tmp_path):
    paper = minutes(w.MINUTES)
    page = shown(paper)[-1]
    name, title = page.find("A Thuận", nth=0)[0], page.find("Nơi nhận:")[0]
    assert title.baseline - name.baseline > (12 + 12) * POINT
    write_paper(paper, tmp_path / "a.docx")
    body = docx.Document(str(tmp_path / "a.docx"))
    (head,) = [one for one in body.paragraphs if one.text == "Nơi nhận:"]
    assert head.paragraph_format.space_before.pt == 12
    # Beside a single signature the two stand on one line: no gap above either.
    alone = replace(paper, signatures=paper.signatures[:1])
    write_paper(alone, tmp_path / "b.docx")
    cells = list(docx.Document(str(tmp_path / "b.docx")).element.body.iter(qn("w:p")))
    heads = [p for p in cells if "".join(t.text or "" for t in p.iter(qn("w:t"))) == "Nơi nhận:"]
    assert [p.find(qn("w:pPr")).find(qn("w:spacing")) for p in heads] == [None]


@pytest.mark.parametrize("number", ["05/BB-HĐTĐKT", "105/TTr-HĐTĐKT", "1207/KH-UBND"])
def test_the_index_breaks_no_number_and_no_range_of_days(v, shown, number):
    what = "Kế hoạch phát động phong trào thi đua kỷ niệm 30 năm (10/12/1993-10/12/2023)"
    rows = tuple(replace(row, number=number, what=what) for row in v.ARCHIVE.rows)
    page = shown(archive_index(replace(v.ARCHIVE, rows=rows)))[0]
    assert (round(page.width), round(page.height)) == (297, 210)
    for words in (number, "(10/12/1993-10/12/2023)"):
        assert len({round(letter.baseline) for letter in page.find(words)}) == 1


@pytest.mark.parametrize(
    ("who", "where", "said"),
    [
        ("Tập thể Công an phường", "Phường An Lạc Đông", "Tập thể Công an phường, phường An Lạc Đông"),
        ("Ông Lê Văn Mẫu", "Chủ tịch Hội Nông dân", "Ông Lê Văn Mẫu, Chủ tịch Hội Nông dân"),
        ("Ông A", "Xã đội trưởng", "Ông A, Xã đội trưởng"),
        ("Bà B", "Xã Ia Đơk", "Bà B, xã Ia Đơk"),
        ("Bà B", "", "Bà B"),
    ],
)
def test_a_guest_is_named_with_the_place_in_small_letters(who, where, said):
    assert with_place(who, where) == said


@pytest.mark.parametrize(
    ("honorific", "name", "said"),
    [
        ("Bà", "H’Ngăm Niê Kđăm", "bà H’Ngăm Niê Kđăm"),
        ("Tập thể", "Công an phường", "tập thể Công an phường"),
        ("Hộ gia đình ông", "Lò Văn Hộ", "hộ gia đình ông Lò Văn Hộ"),
        # Nhân dân is written with a capital everywhere (NĐ 30/2020/NĐ-CP, Phụ lục II, mục V.1).
        ("", "Nhân dân và cán bộ Tổ dân phố 1", "Nhân dân và cán bộ Tổ dân phố 1"),
        ("Thượng úy", "Nguyễn Thuỳ Dương", "Thượng úy Nguyễn Thuỳ Dương"),
        ("", "Ông Văn Tùng", "Ông Văn Tùng"),
        ("Ông", "Ông Văn Tùng", "ông Ông Văn Tùng"),
    ],
)
def test_an_honorific_is_small_inside_a_sentence(honorific, name, said):
    assert amid(honorific, name) == said
