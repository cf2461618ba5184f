"""The workbook saved again with its findings: the same one where nothing is lost, else a new one that says so."""

from __future__ import annotations

import importlib.util
import io
import sys
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.styles import Font

from db import history, people
from db.errors import Refused
from desktop.exchange import annotate
from desktop.exchange import apply as applying
from desktop.exchange.form import write_form
from desktop.exchange.preview import preview_file, preview_text

HEAD = ("STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị")
ROWS = (
    (1, "Lê Văn Mẫu", "1980", "Tổ trưởng", "Tổ dân phố 1"),
    (2, "Trần Thị Bưởi", "31/02/1985", "Tổ phó", "Tổ dân phố 2"),
    (3, None, "1990", "Tổ viên", "Tổ dân phố 2"),
)


def column(path, letter, sheet=None):
    """The texts of one column, by row."""
    book = openpyxl.load_workbook(path)
    page = book[sheet] if sheet else book.active
    return {cell.row: cell.value for cell in page[letter] if cell.value is not None}


def looks(page):
    """Value and font of every filled cell."""
    cells = [cell for row in page for cell in row if cell.value]
    return {c.coordinate: (c.value, c.font.name, c.font.color and c.font.color.rgb) for c in cells}


@pytest.fixture
def listing(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.append(["DANH SÁCH"])
    for row in (HEAD, *ROWS):
        page.append(list(row))
    page["B3"].font = Font(color="FF0000", name="Times New Roman")
    page["H1"] = "=1+1"
    book.create_sheet("Khác").append(["giữ nguyên"])
    book.save(tmp_path / "ds.xlsx")
    return tmp_path / "ds.xlsx"


def test_the_same_workbook_with_one_more_column(ward, listing, tmp_path):
    ward.nominate("Lê Văn Mẫu", unit="Tổ dân phố 1", position="Tổ phó", birth_on="1980")
    found = preview_file(ward.con, listing, ward.campaign)
    target = tmp_path / "kết quả.xlsx"
    said = annotate.write_findings(listing, found, target)
    assert said == annotate.SAME
    texts = column(target, "F")
    assert texts[2] == "Kết quả đọc"
    assert texts[3] == "Thay đổi. Chức vụ: Tổ phó → Tổ trưởng."
    assert texts[4].startswith("Mới. Ngày “31/02/1985” không có trong lịch")
    assert texts[5].startswith("Không đọc được. Dòng không có tên")
    before, after = openpyxl.load_workbook(listing), openpyxl.load_workbook(target)
    assert after.sheetnames == before.sheetnames
    for page in before:
        kept = looks(page)
        assert {where: looks(after[page.title])[where] for where in kept} == kept
    assert listing.read_bytes() != target.read_bytes()


def test_what_was_refused_is_said_too(ward, listing, tmp_path):
    found = preview_file(ward.con, listing, ward.campaign)
    ward.nominate("Lê Văn Mẫu", unit="Tổ dân phố 1", position="Tổ phó", birth_on="1980")
    found.seen = history.last_action_id(ward.con)  # only the writer finds it out
    with ward.store.action("Ghi") as action:
        applying.apply(action, found)
    annotate.write_findings(found.content, found, tmp_path / "a.xlsx")
    assert "đã được đề nghị" in column(tmp_path / "a.xlsx", "F")[3]


def test_an_old_workbook_becomes_a_new_one(ward, tmp_path):
    path = tmp_path / "cũ.xls"
    book = xlwt.Workbook()
    page = book.add_sheet("DS")
    for at, row in enumerate((HEAD, *ROWS)):
        for where, value in enumerate(row):
            page.write(at, where, value)
    book.save(str(path))
    found = preview_file(ward.con, path, ward.campaign)
    said = annotate.write_findings(path, found, tmp_path / "a.xlsx")
    assert "tệp mới" in said
    assert column(tmp_path / "a.xlsx", "F")[3].startswith("Mới. Ngày")
    assert column(tmp_path / "a.xlsx", "B") == {1: "Họ và tên", 2: "Lê Văn Mẫu", 3: "Trần Thị Bưởi"}
    again = preview_file(ward.con, tmp_path / "a.xlsx", ward.campaign)
    assert [(r.values["name"], r.status) for r in again.rows] == [
        (r.values["name"], r.status) for r in found.rows
    ]


def test_pictures_and_macros_are_not_lost_silently(ward, tmp_path):
    path = tmp_path / "ảnh.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    for at, row in enumerate((HEAD, *ROWS)):
        page.write_row(at, 0, row)
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(picture, "PNG")
    page.insert_image("J1", "a.png", {"image_data": picture})
    book.close()
    found = preview_file(ward.con, path, ward.campaign)
    assert "hình ảnh" in annotate.write_findings(path, found, tmp_path / "a.xlsx")
    assert column(tmp_path / "a.xlsx", "F")[1] == "Kết quả đọc"


def test_a_pasted_block_has_findings_as_well(ward, tmp_path):
    found = preview_text(ward.con, "1\tLê Văn Mẫu\tTổ trưởng\tTổ dân phố 1\n", ward.campaign, "nominations")
    annotate.write_findings(b"", found, tmp_path / "a.xlsx")
    assert column(tmp_path / "a.xlsx", "E") == {1: "Kết quả đọc", 2: "Mới"}


def test_text_that_looks_like_a_formula_stays_text(ward, tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"strings_to_formulas": False})
    page = book.add_worksheet()
    page.write_row(0, 0, HEAD)
    page.write_row(1, 0, (1, '=HYPERLINK("http://a.example")', "1980", "+Tổ trưởng", "@x"))
    book.close()
    found = preview_file(ward.con, tmp_path / "a.xlsx", ward.campaign)
    annotate.write_findings(found.content, found, tmp_path / "b.xlsx")
    page = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert {c.data_type for c in page[2] if c.value is not None} == {"n", "s"}
    assert page["B2"].value == '=HYPERLINK("http://a.example")'


def test_our_own_form_comes_back_with_the_conflict_said(full_ward, tmp_path):
    path = tmp_path / "biểu.xlsx"
    write_form(full_ward.con, full_ward.campaign, path, "nominations")
    book = openpyxl.load_workbook(path)
    page = next(p for p in book if p.sheet_state == "visible" and p.cell(7, 1).value == "Mã đề nghị")
    row = next(r for r in range(8, 40) if page.cell(r, 5).value == "Lê Văn Mẫu")
    page.cell(row, 8).value = "Trưởng ban"
    book.save(path)
    from db import nominations

    subject = nominations.get_nomination(full_ward.con, full_ward.nominee["Lê Văn Mẫu"]).subject
    with full_ward.store.action("Cơ quan sửa") as action:
        people.change_subject(action, subject.id, position="Bí thư")
    found = preview_file(full_ward.con, path, full_ward.campaign)
    annotate.write_findings(path, found, tmp_path / "b.xlsx")
    texts = [
        text
        for page in openpyxl.load_workbook(tmp_path / "b.xlsx")
        for r in page
        for c in r
        if (text := c.value)
    ]
    (conflict,) = [text for text in texts if "Sổ đã được sửa" in str(text)]
    assert "Chức vụ: Bí thư → Trưởng ban" in conflict
    assert "“Tổ trưởng” thành “Bí thư”" in conflict
    assert history.last_action_id(full_ward.con) > 0


def test_a_target_open_elsewhere_is_a_sentence(ward, listing, tmp_path):
    found = preview_file(ward.con, listing, ward.campaign)
    with pytest.raises(Refused):
        annotate.write_findings(listing, found, tmp_path / "không có" / "a.xlsx")


def test_every_workbook_of_the_corpus_can_be_annotated(ward, tmp_path):
    spec = importlib.util.spec_from_file_location(
        "corpus_again", Path(__file__).parent / "files" / "make_corpus.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    for case in module.CASES:
        if case.refused or case.name == "forty_thousand_empty_formatted_rows":
            continue
        path = tmp_path / f"{case.name}{case.suffix}"
        case.make(path)
        found = preview_file(ward.con, path, ward.campaign)
        annotate.write_findings(path, found, tmp_path / "a.xlsx")
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        heads = [c for page in book for r in page for c in r if c.value == "Kết quả đọc"]
        assert [c.row for c in heads] == [case.header], case.name
        written = {c.row: c.value for c in next(heads[0].parent.iter_cols(heads[0].column, heads[0].column))}
        assert all(written[row.row + 1] for row in found.rows), case.name
