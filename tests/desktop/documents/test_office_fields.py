"""The page of fields for the office's Word templates: whole, true, every example filled; and the check."""

from __future__ import annotations

import re

import docx
import pytest

from db.errors import BadInput, NotFound
from desktop.documents import office_fields, office_template, paper_kinds
from desktop.documents.office_fields import check_template, fields_of, specimen

KINDS = [kind.key for kind in paper_kinds.KINDS]


@pytest.fixture
def template(tmp_path):
    """A Word template of these lines (and rows of a table)."""

    def make(*lines, rows=()):
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        if rows:
            table = document.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        document.save(str(tmp_path / "mau.docx"))
        return tmp_path / "mau.docx"

    return make


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_lists_exactly_what_a_paper_fills(shelf, kind):
    listed = [field.name for field in fields_of(kind)]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(office_template.fields(shelf[kind].paper))
    assert set(listed) == set(office_template.fields(specimen(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_of_the_page_can_be_filled(shelf, template, kind):
    rows, lines = [], []
    for field in fields_of(kind):
        assert field.meaning
        assert field.name in field.example
        if field.example.startswith("{%tr"):
            begin, middle, end = re.split(r"(?<=%})(?={{)|(?<=}})(?={%)", field.example)
            rows += [(begin,), (middle,), (end,)]
        else:
            lines.append(field.example)
    made = template(*lines, rows=rows)
    assert check_template(kind, made) == ()
    # Also where the paper has no table, no list or no signature: one template serves all papers of a kind.
    assert office_template.fill(shelf[kind].paper, made).startswith(b"PK")


def test_own_fields_hold_what_they_say(shelf, template, tmp_path):
    from desktop.documents.paper_files import write_paper

    made = template("{{ so_luong }} | {{ tong_tien }} | {{ hinh_thuc }}", "{{ nguon_kinh_phi }}")
    write_paper(shelf["decision"].paper, tmp_path / "ra.docx", made)
    first, second = (p.text for p in docx.Document(str(tmp_path / "ra.docx")).paragraphs)
    assert first == (
        "02 tập thể, 60 cá nhân và 03 hộ gia đình | 30.150.000 đồng (Bằng chữ: Ba mươi triệu một trăm năm mươi nghìn "
        "đồng) | Giấy khen"
    )
    assert second == "quỹ thi đua, khen thưởng năm 2023 của phường"


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        ("{{ so_luongg }}", "decision", "“so_luongg” mà loại văn bản này không có; có phải “so_luong” không?"),
        ("{{ zzzzzz }}", "plan", "“zzzzzz” mà loại văn bản này không có; hãy xem trang các ô điền rồi sửa tên ô."),
        # A field of another kind is none of this one.
        ("{{ tong_tien }}", "plan", "dùng ô điền “tong_tien” mà loại văn bản này không có"),
        ("{{ nguoi_ky[0].hoten }}", "decision", "ô điền chương trình không có (“hoten”)"),
        ("{{ so", "decision", "sai cú pháp"),
        ("{% for x in can_cu %}", "decision", "sai cú pháp"),
        ("{{ ''.__class__ }}", "decision", "lệnh không được phép"),
    ],
)  # fmt: skip
def test_a_wrong_template_is_named_field_by_field(template, line, kind, said):
    (sentence,) = check_template(kind, template("{{ so }}", line))
    assert said in sentence
    assert "“mau.docx”" in sentence
    assert sentence.endswith((".", "?"))


def test_several_unknown_fields_are_named_each(template):
    told = check_template("decision", template("{{ aaaa }} {{ bbbb }} {{ so }}"))
    assert len(told) == 2
    assert ["“aaaa”" in told[0], "“bbbb”" in told[1]] == [True, True]


def test_fields_in_header_and_table_are_seen(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ khong_co }}"
    document.save(str(tmp_path / "a.docx"))
    assert any("khong_co" in told for told in check_template("plan", tmp_path / "a.docx"))


def test_what_is_no_template(tmp_path):
    with pytest.raises(NotFound, match="Không có tệp mẫu"):
        check_template("plan", tmp_path / "không.docx")
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 khong phai")
    with pytest.raises(BadInput, match="không phải tệp Word"):
        check_template("plan", tmp_path / "a.docx")


def test_kinds_of_the_page_are_kinds_of_papers():
    own = office_fields.words(office_fields.KIND).value("own")
    assert set(own) <= set(KINDS)
