"""The Word pen, read back with python-docx, raw XML and (where it is installed) LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
import zipfile
from dataclasses import replace

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from db.errors import TargetBusy
from desktop.documents.decision import decision
from desktop.documents.paper import Column, Header, Paper, Row, Table, paragraph
from desktop.documents.paper_docx import write_docx
from desktop.documents.paper_files import write_paper
from desktop.documents.reminder import reminder
from desktop.documents.report import report

A_MM = 1440 / 25.4


def written(paper, tmp_path):
    target = tmp_path / "giay.docx"
    write_docx(paper, target)
    return docx.Document(str(target))


def all_text(document):
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]


def test_page_is_a4_with_the_decrees_margins(w, tmp_path):
    section = written(decision(w.DECISION), tmp_path).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm, 1) for side in sides] == [20, 20, 30, 15]


def test_every_style_names_times_new_roman_for_every_script(w, tmp_path):
    document = written(report(w.REPORT), tmp_path)
    used = {p.style.style_id for p in document.paragraphs}
    used |= {
        p.style.style_id
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for p in cell.paragraphs
    }
    checked = [style for style in document.styles if getattr(style, "style_id", "") in used]
    assert len(checked) > 10
    for style in checked:
        fonts = style.element.find(qn("w:rPr")).find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
            "Times New Roman"
        }
        assert not [name for name in fonts.attrib if "Theme" in name]
    language = document.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}"
    )
    assert language.get(qn("w:val")) == "vi-VN"


def test_no_run_leaves_the_named_font(w, tmp_path):
    document = written(decision(w.DECISION), tmp_path)
    assert not list(document.element.body.iter(qn("w:rFonts")))


def test_headings_are_found_by_their_styles(w, tmp_path):
    document = written(report(w.REPORT), tmp_path)
    by_style = {}
    for p in document.paragraphs:
        by_style.setdefault(p.style.name, []).append(p.text)
    assert by_style["Title"] == ["BÁO CÁO"]
    assert by_style["Heading 1"][0] == "I. CÔNG TÁC TRIỂN KHAI"
    assert "1. Kết quả theo khối đơn vị" in by_style["Heading 2"]
    assert document.core_properties.title.startswith("BÁO CÁO Tổng kết phong trào thi đua")
    assert document.core_properties.author == "Ủy ban nhân dân phường Hoa Ban"
    assert document.core_properties.language == "vi-VN"


def test_sizes_and_slopes_read_back(w, tmp_path):
    document = written(decision(w.DECISION), tmp_path)
    styles = {p.text: p.style for p in document.paragraphs}
    basis = next(style for text, style in styles.items() if text.startswith("Căn cứ Luật Thi đua"))
    assert (basis.font.size.pt, basis.font.italic, basis.font.bold) == (14, True, False)
    assert styles["QUYẾT ĐỊNH"].font.size.pt == 14
    article = next(p for p in document.paragraphs if p.text.startswith("Điều 1."))
    assert [bool(run.bold) for run in article.runs] == [True, False]
    assert round(article.style.paragraph_format.first_line_indent.mm, 1) == 12.7


def test_page_numbers_stand_in_the_header_but_not_on_a_first_page(w, tmp_path):
    document = written(decision(w.DECISION), tmp_path)
    assert len(document.sections) == 2
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert not "".join(p.text for p in section.first_page_header.paragraphs)
        (numbered,) = section.header.paragraphs
        assert [e.text.strip() for e in numbered._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert numbered.style.paragraph_format.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
    restart = document.sections[1]._sectPr.find(qn("w:pgNumType"))
    assert restart.get(qn("w:start")) == "1"


def test_a_wide_list_is_landscape(w, tmp_path):
    document = written(reminder(replace(w.REMINDER, late=w.late(30))), tmp_path)
    upright, wide = document.sections
    assert upright.page_width < upright.page_height
    assert (round(wide.page_width.mm), round(wide.page_height.mm)) == (297, 210)
    assert wide.orientation == docx.enum.section.WD_ORIENT.LANDSCAPE


def test_the_rule_below_the_motto_is_as_long_as_the_motto(w, tmp_path):
    document = written(decision(w.DECISION), tmp_path)
    head = document.tables[0]
    cell = head.rows[0].cells[1]
    rule = cell.paragraphs[-1]._p.pPr
    assert rule.find(qn("w:pBdr")).find(qn("w:top")).get(qn("w:val")) == "single"
    indent = rule.find(qn("w:ind"))
    room = int(cell._tc.tcPr.find(qn("w:tcW")).get(qn("w:w")))
    length = (room - int(indent.get(qn("w:left"))) - int(indent.get(qn("w:right")))) / A_MM
    assert length == pytest.approx(60.5, abs=0.3)
    assert cell.paragraphs[1].text == "Độc lập - Tự do - Hạnh phúc"
    assert head._tbl.tblPr.find(qn("w:tblBorders")) is None


def test_lists_repeat_their_head_and_never_break_a_row(w, tmp_path):
    table = written(decision(w.DECISION), tmp_path).tables[-1]
    rows = table._tbl.findall(qn("w:tr"))
    assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.find(qn("w:tblGrid"))]
    assert sum(widths) / A_MM == pytest.approx(165, abs=0.2)


def test_the_signing_block_is_tied_to_the_last_words(w, tmp_path):
    document = written(decision(w.DECISION), tmp_path)
    last = next(p for p in document.paragraphs if p.text.startswith("Điều 3."))
    assert last.paragraph_format.keep_with_next
    signing = document.tables[1]
    assert len(signing.rows) == 1
    assert signing.rows[0].cells[1].text.split() == [
        "KT.",
        "CHỦ",
        "TỊCH",
        "PHÓ",
        "CHỦ",
        "TỊCH",
        "Lò",
        "Văn",
        "Tâm",
    ]
    assert signing.rows[0].cells[0].text.splitlines() == ["Nơi nhận:", "- Như Điều 3;", "- Lưu: VT, VHXH."]


@pytest.mark.parametrize("name", ["{{7*7}}", "=1+1", '<b>A</b> & "B"', "{0}", "%s", "]]>", "{% raw %}"])
def test_a_name_is_only_ever_text(w, tmp_path, name):
    rows = (*w.awards(1, 1, 0), replace(w.awards()[0], name=name, position_unit=name, citation=name))
    document = written(decision(replace(w.DECISION, awards=rows, title=name)), tmp_path)
    cells = [cell.text for row in document.tables[-1].rows for cell in row.cells]
    assert f"Tập thể {name}" in cells
    assert name in all_text(document)


def test_text_is_nfc_and_control_characters_are_gone(w, tmp_path):
    name = unicodedata.normalize("NFD", "Nguyễn Thị Thuỷ") + "\x00\x07"
    rows = (*w.awards(1, 0, 0), replace(w.awards()[0], name=name))
    text = all_text(written(decision(replace(w.DECISION, awards=rows)), tmp_path))
    assert "Tập thể Nguyễn Thị Thuỷ" in text


def test_a_thousand_rows_keep_every_name(tmp_path):
    rows = tuple(Row((str(n), f"Người thứ {n}")) for n in range(1, 1001))
    paper = Paper(
        "x",
        "Dài",
        "UBND",
        Header(("UBND",)),
        (Table((Column("STT", 12, fixed=True), Column("Tên", 1)), rows),),
    )
    table = written(paper, tmp_path).tables[-1]
    names = [row.findall(qn("w:tc"))[1] for row in table._tbl.findall(qn("w:tr"))[1:]]
    assert ["".join(t.text for t in cell.iter(qn("w:t"))) for cell in names] == [row.cells[1] for row in rows]


def test_the_target_is_replaced_whole_or_not_at_all(w, tmp_path):
    with pytest.raises(TargetBusy):
        write_docx(decision(w.DECISION), tmp_path / "thieu" / "a.docx")
    target = tmp_path / "a.docx"
    target.write_bytes(b"cu")
    write_paper(decision(w.DECISION), target)
    assert zipfile.is_zipfile(target)
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_every_kind_whole_and_without_an_empty_page(w, shelf, tools, tmp_path):
    long_letter = reminder(replace(w.REMINDER, late=w.late(30)))
    write_docx(long_letter, tmp_path / "long_letter.docx")
    for kind, one in shelf.items():
        shutil.copy(one.docx, tmp_path / f"{kind}.docx")
    names = [*shelf, "long_letter"]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, *(str(tmp_path / f"{name}.docx") for name in names)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for name in names:
        pdf = pypdfium2.PdfDocument(str(tmp_path / f"{name}.pdf"))
        pages = [page.get_textpage().get_text_range() for page in pdf]
        pdf.close()
        assert all(len(text.strip()) > 5 for text in pages), name
        # A paragraph may run on over a page: the number between its halves is not its own.
        said = tools.solid("".join(re.sub(r"^\s*\d+\s*\n", "", text) for text in pages))
        heads = {
            c.title for t in tables_of(shelf[name].paper if name in shelf else long_letter) for c in t.columns
        }
        lost = [
            p.text
            for p in tools.docx_paragraphs(tmp_path / f"{name}.docx")
            if p.text not in heads and tools.solid(p.text.replace("\u00a0", " ")) not in said
        ]
        assert lost == [], name


def tables_of(paper):
    blocks = [*paper.blocks, *(block for one in paper.annexes for block in one.blocks)]
    return [block for block in blocks if isinstance(block, Table)]


def test_a_long_header_place_stays_on_one_line(w, tmp_path):
    office = replace(w.OFFICE, place="Phường Nguyễn Thị Minh Khai")
    document = written(decision(replace(w.DECISION, office=office)), tmp_path)
    (place,) = document.tables[0].rows[1].cells[1].paragraphs
    assert place.text.startswith("Phường Nguyễn Thị Minh Khai, ngày 05")
    assert place.runs[0].font.size.pt == 13


def test_a_paragraph_of_several_lines_breaks_inside(tmp_path):
    paper = Paper("x", "t", "a", Header(("UBND",)), (paragraph("- một;\n- hai."),))
    assert "- một;\n- hai." in [p.text for p in written(paper, tmp_path).paragraphs]
