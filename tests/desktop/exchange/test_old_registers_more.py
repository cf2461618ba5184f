"""Old registers: names of forms and organs, other files, the command line, the form; what nominees are counted by."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from db import nominations, organizations, people, reports
from db.errors import BadInput
from db.old_books import organ_name
from desktop.exchange import apply as applying
from desktop.exchange import questions
from desktop.exchange.award_names import AwardNames
from desktop.exchange.form import write_form
from desktop.exchange.old_register_form import SHEET, write_old_register_form
from desktop.exchange.preview import preview_file, preview_text
from desktop.exchange.questions import Option, Question

OWN = "Ủy ban nhân dân phường Hoa Ban"

# ---------------------------------------------------------------- names of forms and of organs


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Giấy khen", "giay_khen"),
        ("GK", "giay_khen"),
        ("gk.", "giay_khen"),
        ("GK của UBND xã", "giay_khen"),
        ("Giấy khen của Chủ tịch UBND huyện", "giay_khen"),
        ("Giấy khen năm 2015", "giay_khen"),
        ("BK", "bang_khen"),
        ("BK tỉnh", "bang_khen"),
        ("Bằng khen của UBND tỉnh Đắk Lắk", "bang_khen"),
        ("Bằng khen của Bộ trưởng Bộ Công an", "bang_khen"),
        ("BK của TTg", "bang_khen_ttg"),
        ("BK TTCP", "bang_khen_ttg"),
        ("Bằng khen của Thủ tướng Chính phủ", "bang_khen_ttg"),
        ("CSTĐCS", "cstd_co_so"),
        ("CSTĐ cơ sở", "cstd_co_so"),
        ("CSTĐ-CS", "cstd_co_so"),
        ("Chiến sĩ thi đua cấp cơ sở", "cstd_co_so"),
        ("Danh hiệu Chiến sĩ thi đua cơ sở", "cstd_co_so"),
        ("CSTĐ cấp tỉnh", "cstd_tinh"),
        ("CSTĐ toàn quốc", "cstd_toan_quoc"),
        ("LĐTT", "ldtt"),
        ("Lao động tiên tiến (năm 2016)", "ldtt"),
        ("TTLĐTT", "tt_ldtt"),
        ("TT LĐTT", "tt_ldtt"),
        ("Tập thể lao động xuất sắc", "tt_ldxs"),
        ("GĐVH", "gia_dinh_van_hoa"),
        ("Buôn văn hóa", "thon_van_hoa"),
        ("Thôn, buôn văn hóa", "thon_van_hoa"),
        ("Cờ thi đua của UBND tỉnh", "co_thi_dua_tinh"),
        ("Cờ thi đua của Chính phủ", "co_thi_dua_cp"),
        ("KNC", "ky_niem_chuong"),
        ("HCLĐ hạng Ba", "hc_lao_dong_3"),
        ("Huân chương Lao động hạng III", "hc_lao_dong_3"),
        # Never guessed: more than one could be meant, or none of the catalogue.
        ("CSTĐ", ""),
        ("Cờ thi đua", ""),
        ("Cờ thi đua của UBND huyện", ""),
        ("Huân chương Lao động", ""),
        ("GK + LĐTT", ""),
        ("GKX", ""),
        ("Chiến sĩ tiên tiến", ""),
        ("Thư khen", ""),
        ("x", ""),
    ],
)
def test_forms_by_the_names_offices_use(ward: Any, written: str, code: str) -> None:
    assert AwardNames(ward.con).code(written) == code


def test_every_form_of_the_catalogue_is_known_by_both_its_names(ward: Any) -> None:
    names = AwardNames(ward.con)
    rows = ward.con.execute("SELECT code, name, short_name FROM award_form").fetchall()
    for row in rows:
        assert names.code(row["name"]) == row["code"]
        assert not row["short_name"] or names.code(row["short_name"]) == row["code"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("UBND P. Hoa Ban", OWN, True),
        ("Uỷ ban nhân dân phường Hoa Ban", OWN, True),
        ("CT UBND phường Hoa Ban", OWN, True),
        ("Chủ tịch UBND phường Hoa Ban", OWN, True),
        ("Phường Hoa Ban", OWN, True),
        ("UBND xã Hoa Ban", OWN, False),
        ("UBND phường", OWN, False),
        ("UBND H. Cư Mẫu", "Ủy ban nhân dân huyện Cư Mẫu", True),
        ("UBND tỉnh", "UBND huyện", False),
    ],
)
def test_organs_by_the_names_offices_use(one: str, other: str, same: bool) -> None:
    assert (organ_name(one).key == organ_name(other).key) == same


@pytest.mark.parametrize(
    ("name", "level", "proper"),
    [
        ("UBND xã Ea Cũ", "commune", True),
        ("UBND xã", "commune", False),
        ("UBND thị xã Mẫu", "town", True),
        ("UBND thị trấn Mẫu", "township", True),
        ("UBND tỉnh Đắk Lắk", "province", True),
        ("Sở Giáo dục và Đào tạo", "other", True),
        ("Thủ tướng Chính phủ", "other", True),
        ("UBND thành phố Mẫu", "", True),
        ("Cấp trên", "", False),
    ],
)
def test_the_level_of_an_organ_is_told_by_its_words(name: str, level: str, proper: bool) -> None:
    found = organ_name(name)
    assert (found.level, found.proper) == (level, proper)


@given(st.text(max_size=40))
def test_any_text_is_some_organ(text: str) -> None:
    found = organ_name(text)
    assert organ_name(found.key).key == found.key


# ---------------------------------------------------------------- other kinds of files

HEAD = (
    "TT",
    "Họ và tên",
    "Năm sinh",
    "Chức vụ, đơn vị",
    "Hình thức KT",
    "Số QĐ",
    "Ngày QĐ",
    "Cấp khen",
    "Nội dung",
)
ROWS = (
    (1, "Lê Văn Mẫu", 1970, "Tổ trưởng, Tổ dân phố 1", "GK", "45/QĐ-UBND", "18/11/2015", OWN, "Giúp dân"),
    (2, "Lê Thị Cúc", 1981, "Tổ phó, Tổ dân phố 2", "GK", "45/QĐ-UBND", "18/11/2015", OWN, "Giúp dân"),
)


def check(ward: Any, path: Path) -> None:
    found = preview_file(ward.con, path, None)
    assert found.kind == "old_awards"
    assert [row.status for row in found.rows] == ["new", "new"]
    with ward.store.action("Sổ cũ") as action:
        assert applying.apply(action, found) == 2
    assert [(r.recipient, r.number, r.shown_day, r.unit) for r in reports.register_rows(ward.con)] == [
        ("Lê Văn Mẫu", "45/QĐ-UBND", "18/11/2015", "Tổ dân phố 1"),
        ("Lê Thị Cúc", "45/QĐ-UBND", "18/11/2015", "Tổ dân phố 2"),
    ]


def test_an_xls_of_old(ward: Any, tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sổ khen thưởng")
    sheet.write(0, 0, "SỔ KHEN THƯỞNG NĂM 2015")
    for number, line in enumerate((HEAD, *ROWS), 2):
        for column, value in enumerate(line):
            sheet.write(number, column, value)
    book.save(str(tmp_path / "cũ.xls"))
    check(ward, tmp_path / "cũ.xls")


def test_a_csv(ward: Any, tmp_path: Path) -> None:
    with (tmp_path / "cũ.csv").open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target, delimiter=";").writerows((("SỔ THEO DÕI KHEN THƯỞNG",), HEAD, *ROWS))
    check(ward, tmp_path / "cũ.csv")


def test_a_pasted_block_needs_no_headings(ward: Any) -> None:
    block = "Lê Văn Mẫu\tTổ trưởng\tTổ dân phố 1\tGK\t45/QĐ-UBND\t18/11/2015\tGiúp dân"
    (row,) = preview_text(ward.con, block, None, "old_awards").rows
    assert (row.status, row.values["number"], row.values["citation"]) == ("new", "45/QĐ-UBND", "Giúp dân")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (("Họ và tên", "Chức vụ", "Đơn vị", "Hình thức khen thưởng", "Nội dung khen"), "nominations"),
        (
            ("Họ và tên", "Năm", "Danh hiệu, hình thức", "Số quyết định", "Ngày", "Cơ quan quyết định"),
            "evidence",
        ),
        (
            (
                "Họ và tên",
                "Năm sinh",
                "Hình thức khen",
                "Số quyết định",
                "Ngày ký",
                "Người ký",
                "Nội dung khen",
            ),
            "old_awards",
        ),
    ],
)
def test_other_lists_stay_what_they_are(ward: Any, tmp_path: Path, head: tuple[str, ...], kind: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(head)
    book.active.append(["Lê Văn Mẫu", *["2015"] * (len(head) - 1)])
    book.save(tmp_path / "a.xlsx")
    assert preview_file(ward.con, tmp_path / "a.xlsx", ward.campaign).kind == kind


# ---------------------------------------------------------------- the empty form


def test_the_empty_form_is_filled_in_and_comes_back(ward: Any, tmp_path: Path) -> None:
    path = tmp_path / "mẫu.xlsx"
    write_old_register_form(ward.con, path)
    book = openpyxl.load_workbook(path)
    sheet = book["Sổ cũ"]
    titles = {str(sheet.cell(7, at).value): at for at in range(3, 3 + len(SHEET.columns))}
    assert list(titles) == [column.title for column in SHEET.columns]
    filled = {
        "Loại đối tượng": "Cá nhân",
        "Danh xưng": "Bà",
        "Họ và tên, tên tập thể, hộ gia đình": "H’Ngăm Niê Mẫu",
        "Ngày sinh": "1985",
        "Giới tính": "Nữ",
        "Dân tộc": "Ê Đê",
        "Tôn giáo": "Tin Lành",
        "Chức vụ": "Hội viên",
        "Đơn vị": "Buôn Ea Cũ",
        "Đơn vị hiện nay": "Tổ dân phố 3",
        "Hình thức khen thưởng": "Giấy khen",
        "Loại hình": "Đột xuất",
        "Số quyết định": "45/QĐ-UBND",
        "Ngày ký": "11/2015",
        "Người ký": "Trần Văn Ký",
        "Nội dung khen": "Cứu người bị nạn",
        "Số vào sổ cũ": "07",
        "Tiền thưởng (đồng)": 345000,
    }
    for title, value in filled.items():
        sheet.cell(8, titles[title], value)
    book.save(path)
    found = preview_file(ward.con, path, None)
    assert (found.kind, [row.status for row in found.rows]) == ("old_awards", ["new"])
    with ward.store.action("Sổ cũ") as action:
        assert applying.apply(action, found) == 1
    (row,) = reports.register_rows(ward.con)
    assert (row.shown, row.position_unit, row.unit) == (
        "Bà H’Ngăm Niê Mẫu",
        "Hội viên, Buôn Ea Cũ",
        "Tổ dân phố 3",
    )
    assert (row.award_type, row.shown_day, row.register_number, row.prize_amount, row.signer_name) == (
        *("sudden", "11/2015", "07"),
        *(345_000, "Trần Văn Ký"),
    )
    one = people.get_subject(ward.con, row.subject_id)
    assert (one.birth_on, one.sex, one.ethnic_group, one.religion) == ("1985", "female", "Ê Đê", "Tin Lành")


def test_the_form_offers_what_the_register_knows(ward: Any, tmp_path: Path) -> None:
    with ward.store.action("Cơ quan cũ") as action:
        organizations.add_organization(action, name="Ủy ban nhân dân xã Hoa Cũ", level="commune")
    assert write_old_register_form(ward.con, tmp_path / "mẫu.xlsx") == 300
    book = openpyxl.load_workbook(tmp_path / "mẫu.xlsx")
    offered = {str(cell.value) for row in book["Danh mục"] for cell in row if cell.value}
    assert {OWN, "Ủy ban nhân dân xã Hoa Cũ", "Giấy khen", "Tổ dân phố 3", "Đột xuất", "Công giáo"} <= offered
    assert "Mọi loại hình" not in offered


# ---------------------------------------------------------------- the command line


@pytest.fixture
def old_book(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append((*HEAD[:4], "Hình thức", *HEAD[5:]))
    book.active.append(
        (1, "Lê Văn Mẫu", 1970, "Thôn trưởng", "GKX", "45/QĐ-UBND", 2015, "UBND xã Hoa Cũ", None)
    )
    book.save(tmp_path / "cũ.xlsx")
    return tmp_path / "cũ.xlsx"


def test_the_command_line_asks_and_takes_answers(
    ward: Any, old_book: Path, cli: Callable[..., tuple[int, str, str]]
) -> None:
    path = ward.store.path
    ward.store.close()
    _, out, _ = cli("import", path, old_book)
    assert "Câu hỏi 1 (1 dòng): “GKX” là danh hiệu, hình thức nào?" in out
    assert "12) Giấy khen" in out
    assert "Các dòng chờ trả lời chưa ghi" in out
    said = json.loads(cli("import", path, old_book, "--json")[1])
    assert [(q["said"], q["answer"]) for q in said["questions"]] == [("GKX", ""), ("UBND xã Hoa Cũ", "")]
    assert said["counts"]["asked"] == 1
    code, out, _ = cli(
        *("import", path, old_book, "--apply", "--answer", "GKX=Giấy khen"),
        *("--answer", "2=2"),
    )
    assert code == 0
    assert "Đã ghi 1 dòng" in out
    code, _, err = cli("import", path, old_book, "--answer", "Không có=1")
    assert (code, "không có câu hỏi “Không có”" in err) == (1, True)
    code, _, err = cli("import", path, old_book, "--answer", "GKX=Giấy khen nào đó")
    assert (code, "không phải câu trả lời cho “GKX”" in err) == (1, True)


def test_the_command_line_writes_the_form(
    ward: Any, tmp_path: Path, cli: Callable[..., tuple[int, str, str]]
) -> None:
    path = ward.store.path
    ward.store.close()
    code, out, _ = cli("form", path, "--old-register", "-o", tmp_path / "mẫu.xlsx")
    assert (code, "mẫu nhập sổ khen thưởng cũ" in out) == (0, True)
    assert (tmp_path / "mẫu.xlsx").exists()
    code, _, err = cli("form", path, "--old-register", "--targets", "-o", tmp_path / "b.xlsx")
    assert (code, "hãy bỏ --targets" in err) == (1, True)


# ---------------------------------------------------------------- questions by themselves


def test_answers_are_typed_by_number_or_words() -> None:
    options = (Option("a", "Giấy khen"), Option("b", "Bằng khen"))
    listed = [
        Question("k1", "Hình thức", "GKX", "?", options),
        Question("k2", "Hình thức", "=A", "?", options),
    ]
    assert questions.answers_from(listed, ["GKX=Bằng khen", "2=1"]) == {"k1": "b", "k2": "a"}
    assert questions.answers_from(listed, ["=A=giấy khen"]) == {"k2": "a"}, (
        "what the file says may hold a sign"
    )
    for wrong in ("X=1", "GKX=3", "GKX=", "GKX"):
        with pytest.raises(BadInput):
            questions.answers_from(listed, [wrong])


# ---------------------------------------------------------------- nominees: ethnic group, religion, sex

NOMINEES = (
    "STT",
    "Họ và tên",
    "Giới tính",
    "Dân tộc",
    "Tôn giáo",
    "Chức vụ",
    "Đơn vị",
    "Hình thức khen thưởng",
)


def test_what_statistics_count_by_is_read_with_the_nominees(ward: Any, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (
        NOMINEES,
        (1, "H’Bia Niê Mẫu", "Nữ", "Ê Đê", "Tin Lành", "Hội viên", "Tổ dân phố 1", "Giấy khen"),
        (2, "Lê Văn Mẫu", "Nam", "Kinh", "Không", "Tổ trưởng", "Tổ dân phố 1", "Giấy khen"),
        (3, "Y Blơ Mẫu", None, None, None, "Tổ phó", "Tổ dân phố 1", "Giấy khen"),
    ):
        book.active.append(line)
    book.save(tmp_path / "a.xlsx")
    found = preview_file(ward.con, tmp_path / "a.xlsx", ward.campaign)
    assert found.kind == "nominations"
    with ward.store.action("Đề nghị") as action:
        assert applying.apply(action, found) == 3
    told = {
        n.name: (n.subject.sex, n.subject.ethnic_group, n.subject.religion)
        for n in nominations.list_nominations(ward.con, ward.campaign)
    }
    assert told == {
        "H’Bia Niê Mẫu": ("female", "Ê Đê", "Tin Lành"),
        "Lê Văn Mẫu": ("male", "Kinh", "Không"),
        "Y Blơ Mẫu": (None, "", ""),
    }
    again = preview_file(ward.con, tmp_path / "a.xlsx", ward.campaign)
    assert [row.status for row in again.rows] == ["unchanged"] * 3
    book.active.cell(4, 4, "Gia Rai")
    book.save(tmp_path / "a.xlsx")
    changed = preview_file(ward.con, tmp_path / "a.xlsx", ward.campaign)
    assert [row.old for row in changed.rows] == [{}, {}, {"ethnic_group": ""}]


@pytest.mark.parametrize(
    ("heading", "cell", "fact", "kept"),
    [
        ("Dân tộc thiểu số", "x", "ethnic_group", "Dân tộc thiểu số"),
        ("DTTS", "Mnông", "ethnic_group", "Mnông"),
        ("Theo tôn giáo", "x", "religion", "Có tôn giáo"),
        ("Tôn giáo", "Công giáo", "religion", "Công giáo"),
        ("Nữ", "x", "sex", "female"),
    ],
)
def test_crosses_and_words(ward: Any, heading: str, cell: str, fact: str, kept: str) -> None:
    block = f"STT\tHọ và tên\t{heading}\tChức vụ\tĐơn vị\n1\tLê Thị Mẫu\t{cell}\tTổ trưởng\tTổ dân phố 1"
    (row,) = preview_text(ward.con, block, ward.campaign, "nominations").rows
    assert row.values[fact] == kept


def test_the_units_form_carries_them_out(ward: Any, tmp_path: Path) -> None:
    ward.nominate("H’Bia Niê Mẫu", ethnic_group="Ê Đê", religion="Tin Lành", sex="female")
    write_form(ward.con, ward.campaign, tmp_path / "b.xlsx", "nominations")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["Biểu"]
    head = [sheet.cell(7, at).value for at in range(1, sheet.max_column + 1)]
    line = dict(zip(head, [sheet.cell(8, at).value for at in range(1, len(head) + 1)], strict=True))
    assert (line["Giới tính"], line["Dân tộc"], line["Tôn giáo"]) == ("Nữ", "Ê Đê", "Tin Lành")
