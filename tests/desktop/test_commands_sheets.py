"""form, import and export through the command line, in this process."""

from __future__ import annotations

import json

import openpyxl
import pytest

KEYS = {"kind", "sheet", "header_row", "columns", "rows", "counts", "action"}
STATUSES = {"new", "changed", "unchanged", "conflict", "duplicate", "asked", "unreadable"}


@pytest.fixture
def closed(full_ward):
    """The ward's register, closed: what a command opens."""
    full_ward.store.close()
    return full_ward.store.path


@pytest.fixture
def listing(tmp_path):
    """A list of two nominees and a line without a name, as a unit sends it."""
    book = openpyxl.Workbook()
    for row in (
        ("DANH SÁCH ĐỀ NGHỊ",),
        ("STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị", "Hình thức khen thưởng"),
        (1, "Bà Trần Thị Bưởi", "31/02/1980", "Tổ viên", "Tổ dân phố 1", "Giấy khen"),
        (2, "Đinh Văn 2", "1990", None, "Tổ dân phố 99", "Giấy khen"),
        (3, None, "1991", "Tổ viên", "Tổ dân phố 1", "Giấy khen"),
    ):
        book.active.append(row)
    book.save(tmp_path / "ds.xlsx")
    return tmp_path / "ds.xlsx"


def error_line(result):
    """The one line of a refusal."""
    code, out, err = result
    assert code == 1
    assert out == ""
    lines = err.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("Lỗi: ")
    assert "hãy" in lines[0]
    return lines[0]


def test_import_previews_in_the_keys_of_the_contract(closed, listing, cli):
    before = closed.read_bytes()
    code, out, err = cli("import", closed, listing, "--json")
    assert (code, err) == (0, "")
    said = json.loads(out)
    assert set(said) == KEYS
    assert (said["kind"], said["sheet"], said["header_row"], said["action"]) == (
        "nominations",
        "Sheet",
        2,
        None,
    )
    assert said["columns"] == {
        "name": "B",
        "birth_date": "C",
        "position": "D",
        "unit": "E",
        "award_form": "F",
    }
    assert set(said["counts"]) == STATUSES
    assert (said["counts"]["new"], said["counts"]["unreadable"]) == (2, 1)
    first, second, third = said["rows"]
    assert set(first) == {"cell", "status", "kind", "values", "problems"}
    assert first["values"]["name"] == "Trần Thị Bưởi"
    assert first["values"]["honorific"] == "Bà"
    assert first["values"]["birth_date"] is None
    assert [p["cell"] for p in first["problems"]] == ["C3"]
    assert {p["cell"] for p in second["problems"]} == {"B4", "D4", "E4"}
    assert (second["status"], third["status"], third["cell"]) == ("new", "unreadable", "B5")
    assert closed.read_bytes() == before


def test_import_apply_is_one_action_and_undo_takes_it_back(closed, listing, cli):
    before = json.loads(cli("history", closed, "--json")[1])
    code, out, _ = cli("import", closed, listing, "--apply", "--json")
    action = json.loads(out)["action"]
    assert code == 0
    after = json.loads(cli("history", closed, "--json")[1])
    assert len(after) == len(before) + 1
    assert (after[0]["action"], after[0]["name"]) == (action, "Ghi đề nghị khen thưởng từ “ds.xlsx”")
    again = cli("import", closed, listing, "--json")
    assert json.loads(again[1])["counts"]["unchanged"] == 2
    assert "Tệp này đã nhập ngày" in again[2]
    assert cli("undo", closed)[0] == 0
    code, out, err = cli("import", closed, listing, "--json")
    assert json.loads(out)["counts"]["new"] == 2
    assert err == ""


def test_import_in_words(closed, listing, cli):
    code, out, _ = cli("import", closed, listing)
    assert code == 0
    assert "Mới: 2" in out
    assert "chưa ghi gì" in out
    code, out, _ = cli("import", closed, listing, "--apply")
    assert "Đã ghi 2 dòng" in out
    code, out, _ = cli("import", closed, listing, "--apply")
    assert (code, "Không có gì mới để ghi." in out) == (0, True)


def test_accept_takes_only_known_statuses(closed, listing, cli):
    assert "duplicate, conflict" in error_line(cli("import", closed, listing, "--accept", "tất cả"))


def test_import_of_units_into_an_empty_register(store_path, tmp_path, cli):
    path = tmp_path / "đơn vị.csv"
    path.write_text("Tên đơn vị;Loại đơn vị\nTổ dân phố 1;Thôn, tổ dân phố\nTrạm Y tế;\n", encoding="utf-8")
    code, out, _ = cli("import", store_path, path, "--apply", "--json")
    said = json.loads(out)
    assert (code, said["kind"], said["counts"]["new"]) == (0, "units", 2)


def test_registrations_need_a_campaign(store_path, tmp_path, cli):
    path = tmp_path / "đk.csv"
    path.write_text("Đơn vị;Tên mô hình\nTổ dân phố 1;Đường hoa\n", encoding="utf-8")
    assert "phong trào" in error_line(cli("import", store_path, path))


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "{store}", "{tmp}/không có.xlsx"),
        ("import", "{store}", "{store}"),
        ("import", "{tmp}/không có.sothidua", "{listing}"),
        ("import", "{listing}", "{listing}"),
        ("import", "{store}", "{listing}", "--campaign", "KHÔNG-CÓ"),
        ("export", "{store}", "register", "-o", "{tmp}/x.txt"),
        ("export", "{store}", "register", "-o", "{tmp}/không có/x.xlsx"),
        ("export", "{store}", "prizes", "-o", "{tmp}/x.xlsx"),
        ("export", "{store}", "summary", "--campaign", "PT1900-01", "-o", "{tmp}/x.xlsx"),
        ("form", "{store}", "-o", "{tmp}/x.docx"),
        ("form", "{store}", "--unit", "Tổ dân phố 1000", "-o", "{tmp}/x.xlsx"),
        ("form", "{tmp}/không có.sothidua", "-o", "{tmp}/x.xlsx"),
    ],
)
def test_refusals_are_one_line_and_leave_nothing(closed, listing, tmp_path, cli, arguments):
    before = {path.name for path in tmp_path.iterdir()}
    words = [a.format(store=closed, tmp=tmp_path, listing=listing) for a in arguments]
    error_line(cli(*words))
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("arguments", [("export", "x", "nhật ký", "-o", "y"), ("import", "x"), ("form", "x")])
def test_wrong_usage_exits_with_two(cli, arguments):
    code, _, err = cli(*arguments)
    assert code == 2
    assert "Lỗi: " in err


def test_a_register_open_elsewhere_is_previewed_but_not_written(full_ward, listing, cli):
    assert cli("import", full_ward.store.path, listing)[0] == 0
    assert "sổ" in error_line(cli("import", full_ward.store.path, listing, "--apply")).lower()


@pytest.mark.parametrize("kind", ["registrations", "nominations", "register", "statistics", "summary"])
def test_export_writes_a_workbook_and_says_so(closed, tmp_path, cli, kind):
    path = tmp_path / f"{kind}.xlsx"
    code, out, err = cli("export", closed, kind, "-o", path)
    assert (code, err) == (0, "")
    assert str(path) in out
    assert "Nguồn số liệu" in openpyxl.load_workbook(path).sheetnames


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("mail-merge", "dữ liệu trộn thư Word"),
        ("register", "sổ khen thưởng"),
        ("sheets", "biên bản sử dụng phôi"),
    ],
)
def test_what_was_written_keeps_the_capitals_of_names(full_ward, tmp_path, cli, kind, words):
    full_ward.decide()
    full_ward.store.close()
    out = cli("export", full_ward.store.path, kind, "-o", tmp_path / "x.xlsx")[1]
    assert out.startswith(f"Đã ghi {words} (")


def test_the_register_of_one_drive_or_of_all(full_ward, tmp_path, cli):
    full_ward.decide()
    full_ward.store.close()
    whole, one = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    cli("export", full_ward.store.path, "register", "-o", whole)
    cli("export", full_ward.store.path, "register", "--campaign", "PT2023-01", "-o", one)
    sources = [openpyxl.load_workbook(path)["Nguồn số liệu"]["B2"].value for path in (whole, one)]
    assert sources[0] == "Toàn bộ sổ"
    assert sources[1].startswith("PT2023-01")


def test_form_out_filled_and_in_again(closed, tmp_path, cli):
    path = tmp_path / "biểu.xlsx"
    assert cli("form", closed, "--nominations", "-o", path)[0] == 0
    book = openpyxl.load_workbook(path)
    sheet = book["Biểu"]
    row = next(r for r in range(8, sheet.max_row + 1) if not sheet.cell(r, 5).value)
    for column, value in (
        (3, "Cá nhân"),
        (5, "Phan Thị Mới"),
        (6, "1988"),
        (8, "Tổ viên"),
        (9, "Tổ dân phố 2"),
    ):
        sheet.cell(row, column).value = value
    book.save(path)
    said = json.loads(cli("import", closed, path, "--apply", "--json")[1])
    assert (said["counts"]["new"], said["counts"]["unchanged"], said["counts"]["unreadable"]) == (1, 5, 0)
