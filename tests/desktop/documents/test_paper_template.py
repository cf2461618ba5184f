"""The office's own Word template, filled in a sandbox."""

from __future__ import annotations

from dataclasses import replace

import docx
import pytest

from db.errors import BadInput, NotFound
from desktop.documents.decision import decision
from desktop.documents.office_template import fields
from desktop.documents.paper_files import write_paper


@pytest.fixture
def fill(w, tmp_path):
    """Fill a template of these lines with the decision (or another paper) and read the result."""

    def filler(*lines, paper=None, rows=None):
        template, target = tmp_path / "mau.docx", tmp_path / "ra.docx"
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        if rows:
            table = document.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        document.save(str(template))
        write_paper(paper or decision(w.DECISION), target, template)
        return docx.Document(str(target))

    return filler


def test_fields_are_filled(fill):
    document = fill(
        "{{ so }} – {{ dia_danh_ngay }}",
        "{{ ten_loai }}",
        "{% for c in can_cu %}{{ c }} {% endfor %}",
        "{{ nguoi_ky[0].ho_ten }}",
    )
    texts = [p.text for p in document.paragraphs]
    assert texts[0] == "Số: 05/QĐ-UBND – Phường Hoa Ban, ngày 05 tháng 02 năm 2023"
    assert texts[1] == "QUYẾT ĐỊNH"
    assert texts[2].startswith("Căn cứ Luật Tổ chức")
    assert texts[3] == "Lò Văn Tâm"


def test_a_decision_of_one_name_goes_into_the_template_of_many(fill, w):
    rows = [("{%tr for r in danh_sach[0].dong %}",), ("{{ r.o[1] }}",), ("{%tr endfor %}",)]
    paper = decision(replace(w.DECISION, awards=w.awards(0, 1, 0)))
    assert not paper.annexes
    document = fill("{{ danh_sach[0].tieu_de | join }}|{{ danh_sach | length }}", paper=paper, rows=rows)
    assert document.paragraphs[0].text == "|0"
    assert [row for table in document.tables for row in table.rows] == []


def test_table_rows_repeat(fill, w):
    rows = [
        ("{%tr for r in danh_sach[0].dong %}", ""),
        ("{{ r.o[0] }}", "{{ r.o[1] }}"),
        ("{%tr endfor %}", ""),
    ]
    table = fill("{{ danh_sach[0].tieu_de[0] }}", rows=rows).tables[0]
    names = [row.cells[1].text for row in table.rows]
    assert [
        f"{row.honorific} {row.name}"
        for row in w.DECISION.awards
        if f"{row.honorific} {row.name}" not in names
    ] == []


@pytest.mark.parametrize("name", ["{{7*7}}", "<w:p/>&", "{% for x in y %}", "=1+1"])
def test_a_name_is_never_read_as_a_field(fill, w, name):
    rows = (*w.awards(1, 1, 0), replace(w.awards()[0], name=name))
    paper = decision(replace(w.DECISION, awards=rows, title=name))
    lines = ("{{ trich_yeu }}", "{% for r in danh_sach[0].dong %}[{{ r.o[1] }}]{% endfor %}")
    texts = [p.text for p in fill(*lines, paper=paper).paragraphs]
    assert texts[0] == name
    assert f"[Tập thể {name}]" in texts[1]


@pytest.mark.parametrize(
    "trick",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ so.__init__.__globals__ }}",
        "{{ ''['__class__'] }}",
        "{{ ''|attr('__class__') }}",
        "{{ 'a' * 100000000 }}",
        "{{ 9 ** 99999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ noi_nhan.append('x') }}",
        "{{ self.__init__ }}",
    ],
)
def test_the_sandbox_refuses_tricks(fill, tmp_path, trick):
    with pytest.raises(BadInput, match=r"mau\.docx"):
        fill(trick)
    assert not (tmp_path / "ra.docx").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ khong_co }}", "ô điền chương trình không có (“khong_co”)"),
        ("{{ so", "sai cú pháp"),
        ("{% for x in can_cu %}", "sai cú pháp"),
        ("{{ 1 / 0 }}", "không điền được"),
        ("{% for i in range(1000000000) %}{% endfor %}", "không điền được"),
        ("{{ so + 1 }}", "không điền được"),
    ],
)
def test_a_wrong_template_says_what_is_wrong(fill, line, said):
    with pytest.raises(BadInput) as refused:
        fill(line)
    assert said in str(refused.value)


def test_a_tag_across_paragraphs_that_tears_the_document_is_refused(fill):
    with pytest.raises(BadInput, match="cắt ngang"):
        fill("x {% if not nguoi_ky %}", rows=[("{% endif %}", "y")])


def test_what_is_no_word_file_is_refused(w, tmp_path):
    fake = tmp_path / "mau.docx"
    fake.write_bytes(b"PK\x03\x04 khong phai")
    with pytest.raises(BadInput, match="không phải tệp Word"):
        write_paper(decision(w.DECISION), tmp_path / "a.docx", fake)
    with pytest.raises(NotFound, match="Không có tệp mẫu"):
        write_paper(decision(w.DECISION), tmp_path / "a.docx", tmp_path / "khong.docx")


def test_a_pdf_of_a_template_needs_word(w, tmp_path):
    template = tmp_path / "mau.docx"
    docx.Document().save(str(template))
    with pytest.raises(BadInput, match="Word hoặc LibreOffice"):
        write_paper(decision(w.DECISION), tmp_path / "a.pdf", template)


def test_group_rows_have_as_many_cells_as_the_others(w):
    (lists,) = fields(decision(w.DECISION))["danh_sach"]
    assert {len(row["o"]) for row in lists["dong"]} == {4}
    assert next(row["o"][0] for row in lists["dong"] if row["nhom"]) == "I. TẬP THỂ (02)"
