"""Workbooks as units really send them: what is read of each, against hand tables."""

from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
import pytest

from db.errors import BadInput, NotFound
from desktop.exchange import extent, mapping, preview, reading, row_kinds
from desktop.exchange.rows import read_rows


@pytest.fixture
def sheet(tmp_path):
    """Write rows to a workbook (merges after them) and read its table back: (mapping, rows)."""

    def make(rows, *, merges=(), wanted=None, suffix=".xlsx"):
        book = openpyxl.Workbook()
        page = book.active
        for row in rows:
            page.append(list(row))
        for area in merges:
            page.merge_cells(area)
        path = tmp_path / f"bảng{suffix}"
        book.save(path)
        grid, found = mapping.find_in_workbook(reading.read_workbook(path), wanted)
        return found, read_rows(grid, found)

    return make


TITLES = [
    ("UBND PHƯỜNG HOA BAN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("TRƯỜNG TIỂU HỌC HOA BAN", None, None, "Độc lập - Tự do - Hạnh phúc"),
    (),
    ("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG",),
    ("(Kèm theo Công văn số 05/CV-TH ngày 10/11/2023)",),
]


def test_titles_numbering_sections_and_footer_are_no_rows(sheet):
    rows = [
        *TITLES,
        ("STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Hình thức khen thưởng"),
        (1, 2, 3, 4, 5),
        ("I", "TẬP THỂ", None, None, None),
        (1, "Tổ Văn phòng", None, "Trường Tiểu học Hoa Ban", "Giấy khen"),
        ("II", "CÁ NHÂN", None, None, None),
        (1, "Bà Nguyễn Thị Thuỷ", "Giáo viên", "Trường Tiểu học Hoa Ban", "Giấy khen"),
        (2, "Ông Ksor H’Lê", "nt", "nt", "nt"),
        ("III", "HỘ GIA ĐÌNH", None, None, None),
        (1, "Hộ ông Lò Văn Tâm", None, "Tổ dân phố 1", "Giấy khen"),
        ("Tổng cộng: 04 trường hợp",),
        (),
        (None, None, None, "HIỆU TRƯỞNG"),
        (None, None, None, "(Đã ký)"),
        (None, None, None, "Phan Văn Hiệu"),
    ]
    found, read = sheet(rows)
    assert found.header_row == 5
    assert found.letters() == {"name": "B", "position": "C", "unit": "D", "award_form": "E"}
    assert [(r.cell, r.kind, r.values["honorific"], r.values["name"]) for r in read] == [
        ("B9", "collective", None, "Tổ Văn phòng"),
        ("B11", "individual", "Bà", "Nguyễn Thị Thuỷ"),
        ("B12", "individual", "Ông", "Ksor H’Lê"),
        ("B14", "household", None, "Hộ ông Lò Văn Tâm"),
    ]
    assert read[2].values["position"] == "Giáo viên"
    assert read[2].values["unit"] == "Trường Tiểu học Hoa Ban"


def test_merged_cells_and_header_of_two_rows(sheet):
    rows = [
        ("DANH SÁCH CÁ NHÂN ĐỀ NGHỊ KHEN",),
        ("TT", "Họ và tên", "Ngày, tháng, năm sinh", None, "Chức vụ", "Đơn vị"),
        (None, None, "Nam", "Nữ", None, None),
        (1, "Trần Văn Bình", "12/5/1980", None, "Tổ trưởng", "Tổ dân phố 1"),
        (2, "Lê Thị Cúc", None, "1985", "Tổ phó", None),
        (3, "Đinh Văn Dũng", dt.date(1990, 2, 1), None, "Thành viên", None),
    ]
    merges = ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "F4:F6")
    found, read = sheet(rows, merges=merges)
    assert [r.values["name"] for r in read] == ["Trần Văn Bình", "Lê Thị Cúc", "Đinh Văn Dũng"]
    assert [r.values["unit"] for r in read] == ["Tổ dân phố 1"] * 3
    assert [(r.values.get("birth_date"), r.values.get("sex")) for r in read] == [
        ("1980-05-12", "male"),
        ("1985", "female"),
        ("1990-02-01", "male"),
    ]
    assert found.first_row == 3


def test_unit_subheadings_give_the_unit(sheet):
    rows = [
        ("STT", "Họ và tên", "Chức vụ", "Nội dung khen"),
        ("A", "Trường Tiểu học Hoa Ban", None, None),
        (1, "Trần Văn Bình", "Giáo viên", "x"),
        ("B. Trạm Y tế phường", None, None, None),
        (1, "Lê Thị Cúc", "Y sĩ", "x"),
        (2, "Đinh Văn Dũng", "Y sĩ", "x"),
    ]
    _, read = sheet(rows)
    assert [(r.values["name"], r.values["unit"]) for r in read] == [
        ("Trần Văn Bình", "Trường Tiểu học Hoa Ban"),
        ("Lê Thị Cúc", "Trạm Y tế phường"),
        ("Đinh Văn Dũng", "Trạm Y tế phường"),
    ]


def test_impossible_days_digits_and_missing_names(sheet):
    rows = [
        ("STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị"),
        (1, "Trần Văn Bình", "31/02/1980", "Tổ trưởng", "Tổ dân phố 1"),
        (2, "Lê Thị Cúc 2", "không rõ", "Tổ phó", "Tổ dân phố 1"),
        (3, None, "1/1/1990", "Tổ phó", "Tổ dân phố 1"),
        (4, "Đinh Văn Dũng", "8/1985", None, None),
    ]
    _, read = sheet(rows)
    assert [r.cell for r in read] == ["B2", "B3", "B4", "B5"]
    assert [r.readable for r in read] == [True, True, False, True]
    assert [r.values["birth_date"] for r in read] == [None, None, "1990-01-01", "1985-08"]
    assert [p.cell for p in read[0].problems] == ["C2"]
    assert read[0].values["position"] == "Tổ trưởng"
    assert {p.cell for p in read[1].problems} == {"B3", "C3"}
    assert any("chức vụ" in p.message for p in read[3].problems)


def test_names_are_never_respelled(sheet):
    names = ["Nguyễn Thị Thuỷ", "Hoàng Thuý Hoà", "Y Sương", "H’Ngăm Niê Kđăm", "Ông Ích Đường"]
    _, read = sheet(
        [("STT", "Họ và tên", "Chức vụ"), *((n, name, "Tổ phó") for n, name in enumerate(names, 1))]
    )
    assert [r.values["name"] for r in read[:4]] == names[:4]


def test_registrations_of_any_words(sheet):
    rows = [
        ("BIỂU ĐĂNG KÝ",),
        (
            "TT",
            "Tên đơn vị",
            "Tên mô hình, công trình",
            "Kinh phí (triệu đồng)",
            "Dự kiến hoàn thành",
            "Ghi chú",
        ),
        ("I", "Mô hình", None, None, None, None),
        (1, "Tổ dân phố 1", "Đường hoa", "15.000.000", "30/11/2023", None),
        ("II", "Công trình", None, None, None, None),
        (2, "Tổ dân phố 2", "Nhà văn hóa", 120000000, "Quý IV", None),
        (3, "Tổ dân phố 3", "Mô hình camera an ninh", "1,5 tỷ", dt.date(2023, 12, 31), "chờ vốn"),
    ]
    found, read = sheet(rows)
    assert found.kind == "registrations"
    assert [(r.kind, r.values["title"], r.values["unit"]) for r in read] == [
        ("model", "Đường hoa", "Tổ dân phố 1"),
        ("work", "Nhà văn hóa", "Tổ dân phố 2"),
        ("model", "Mô hình camera an ninh", "Tổ dân phố 3"),
    ]
    assert [r.values["finish"] for r in read] == ["2023-11-30", None, "2023-12-31"]
    assert [r.values["value"] for r in read] == [15_000_000, 120_000_000, 1_500_000_000]
    # In a column of triệu đồng such numbers can only be đồng, and that is said.
    assert [sorted(p.cell for p in r.problems) for r in read] == [["D4"], ["D6", "E6"], []]


def test_money_in_the_unit_the_heading_names(sheet):
    rows = [
        ("Đơn vị", "Tên công trình", "Kinh phí (triệu đồng)"),
        ("Tổ dân phố 1", "Đường hoa", 15),
        ("Tổ dân phố 2", "Nhà văn hóa", "1.200"),
        ("Tổ dân phố 3", "Sân chơi", "2,5"),
    ]
    _, read = sheet(rows)
    assert [r.values["value"] for r in read] == [15_000_000, 1_200_000_000, 2_500_000]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15.000.000", 15_000_000),
        ("15.000.000 đồng", 15_000_000),
        ("15,000,000đ", 15_000_000),
        ("15 triệu", 15_000_000),
        ("1,5 tỷ đồng", 1_500_000_000),
        ("khoảng 15 triệu", None),
        ("-5", None),
        ("9" * 30, None),
        (1e300, None),
    ],
)
def test_money_as_typed(sheet, text, value):
    _, read = sheet([("Đơn vị", "Tên mô hình", "Kinh phí dự kiến"), ("Tổ dân phố 1", "Đường hoa", text)])
    assert read[0].values["value"] == value
    assert bool(read[0].problems) == (value is None)


def test_text_that_looks_like_a_formula_stays_text(sheet):
    _, read = sheet([("Họ và tên", "Chức vụ"), ("+Lê Văn A", "@SUM(1)"), ("-Lê Văn B", "tổ trưởng")])
    assert [r.values["name"] for r in read] == ["+Lê Văn A", "-Lê Văn B"]
    assert read[0].values["position"] == "@SUM(1)"


ODS_ROWS = "".join(
    "<table:table-row>"
    + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in row
    )
    + "</table:table-row>"
    for row in (("Họ và tên", "Chức vụ", "Đơn vị"), ("Lê Thị Cúc", "Tổ phó", "Tổ dân phố 2"))
)
ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    f'<table:table table:name="DS">{ODS_ROWS}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)


def test_an_ods_written_by_hand(tmp_path):
    path = tmp_path / "ds.ods"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", ODS)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
    grid, found = mapping.find_in_workbook(reading.read_workbook(path))
    assert grid.name == "DS"
    assert [r.values["name"] for r in read_rows(grid, found)] == ["Lê Thị Cúc"]


# What Excel shows of TCVN3 (ABC) bytes: a heading line and one row, typed off the code table.
TCVN3_LINES = "Hä vµ tªn;Chøc vô;§¬n vÞ\nNguyÔn ThÞ B×nh;Tæ tr\xadëng;Tæ d©n phè 1\n"


def test_csv_in_tcvn3(tmp_path):
    path = tmp_path / "ds.csv"
    path.write_bytes(TCVN3_LINES.encode("latin-1"))
    grid, found = mapping.find_in_workbook(reading.read_workbook(path))
    row = read_rows(grid, found)[0]
    assert (row.values["name"], row.values["position"], row.values["unit"]) == (
        "Nguyễn Thị Bình",
        "Tổ trưởng",
        "Tổ dân phố 1",
    )


def test_xlsx_with_tcvn3_cells(sheet):
    _, read = sheet([("Hä vµ tªn", "Chøc vô", "§¬n vÞ"), ("NguyÔn ThÞ B×nh", "Tæ tr\xadëng", "Tæ d©n phè 1")])
    assert read[0].values["name"] == "Nguyễn Thị Bình"


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("không có.xlsx", None, NotFound),
        ("rỗng.xlsx", b"", BadInput),
        ("giả.xlsx", b"PK\x03\x04 not really", BadInput),
        ("ảnh.png", b"\x89PNG", BadInput),
        ("rỗng.csv", b"", BadInput),
        ("thơ.csv", "Mặt trời xuống biển\nnhư hòn lửa\n".encode(), BadInput),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(ward, tmp_path, name, content, error):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error) as refused:
        preview.preview_file(ward.con, path, ward.campaign)
    text = str(refused.value)
    assert "hãy" in text
    assert "\n" not in text


def test_a_folder_named_like_a_workbook(ward, tmp_path):
    (tmp_path / "thư mục.xlsx").mkdir()
    with pytest.raises(BadInput, match="là một thư mục"):
        preview.preview_file(ward.con, tmp_path / "thư mục.xlsx", ward.campaign)


def test_words_of_a_footer_in_a_row_of_the_table_are_data(sheet):
    rows = [
        ("Chức vụ", "Họ và tên", "Đơn vị"),
        ("Tổ trưởng", "Trần Văn Bình", "Tổ dân phố 1"),
        ("Chủ tịch", "Lê Thị Cúc", "Hội Liên hiệp Phụ nữ phường"),
        ("Kế toán", "Đinh Văn Dũng", None),
        (None, "Công an phường", None),
        (None, "Cộng đồng dân cư tổ 3", None),
        (None, "Cộng: 05", None),
        ("HIỆU TRƯỞNG", None, None),
    ]
    _, read = sheet(rows)
    assert [r.values["name"] for r in read] == [
        "Trần Văn Bình",
        "Lê Thị Cúc",
        "Đinh Văn Dũng",
        "Công an phường",
        "Cộng đồng dân cư tổ 3",
    ]


def test_a_table_goes_on_behind_a_subtotal_and_a_second_heading(sheet):
    head = ("STT", "Họ và tên", "Chức vụ", "Đơn vị")
    rows = [
        head,
        ("A", "B", 1, 2),
        (1, "Trần Văn Bình", "Tổ trưởng", "Tổ dân phố 1"),
        ("Cộng", None, None, None),
        head,
        (2, "Lê Thị Cúc", "Tổ phó", "Tổ dân phố 2"),
        ("Tổng số: 2 người", None, None, None),
        (None, "Người lập biểu", None, "TM. ỦY BAN NHÂN DÂN"),
        (None, "Lê Văn Ký", None, "Phan Văn Hiệu"),
    ]
    _, read = sheet(rows)
    assert [r.cell for r in read] == ["B3", "B6"]


def test_a_numbered_name_alone_is_a_person_and_a_numbered_unit_a_heading(sheet):
    rows = [
        ("Họ và tên", "Chức vụ"),
        ("1. Trường Tiểu học Hoa Ban", None),
        ("Trần Văn Bình", "Giáo viên"),
        ("2. Lê Thị Cúc", None),
    ]
    _, read = sheet(rows)
    assert [(r.values["name"], r.values["unit"]) for r in read] == [
        ("Trần Văn Bình", "Trường Tiểu học Hoa Ban"),
        ("Lê Thị Cúc", "Trường Tiểu học Hoa Ban"),
    ]


def test_a_csv_that_lost_its_letters_is_refused(tmp_path):
    """What Excel writes as plain CSV on a PC with a Western code page; what only asks a question is read."""
    lost = tmp_path / "lost.csv"
    lost.write_text(
        "STT,H? và tên,Đ?n v?\n1,Nguy?n V?n M?u,T? dân ph? 1\n2,Tr?n Th? B??i,T? dân ph? 2\n",
        encoding="utf-8",
    )
    with pytest.raises(BadInput, match=r"mất chữ có dấu.*; hãy .*CSV UTF-8"):
        reading.read_workbook(lost)
    whole = tmp_path / "whole.csv"
    whole.write_text("STT,Họ và tên,Ghi chú\n1,Nguyễn Văn Mẫu,Đã nộp? Chưa?\n", encoding="utf-8")
    assert reading.read_workbook(whole)[0].text(1, 2) == "Đã nộp? Chưa?"


def test_a_csv_with_a_spoilt_letter_names_its_line(tmp_path):
    """One byte that is no letter must not turn every name of the file into another."""
    spoilt = tmp_path / "spoilt.csv"
    whole = "STT,Họ và tên,Đơn vị\n" + "1,Nguyễn Văn Mẫu,Tổ dân phố Hoa Ban\n" * 20
    spoilt.write_bytes(whole.encode() + "2,Trần Thị Bư".encode() + b"\xe1\xba" + ",Tổ dân phố 2\n".encode())
    with pytest.raises(BadInput, match="chữ bị hỏng ở dòng 22; hãy"):
        reading.read_workbook(spoilt)


def test_a_name_with_a_lost_letter_is_told():
    grid = reading.parse_delimited("a", "Họ và tên\tChức vụ\tĐơn vị\nNguy?n Văn Mẫu\tTổ trưởng\tTổ dân phố 1")
    table = mapping.find_table(grid)
    assert table is not None
    (row,) = read_rows(grid, table)
    assert [(problem.cell, "mất chữ" in problem.message) for problem in row.problems] == [("A2", True)]


def test_a_folder_is_no_workbook(tmp_path):
    with pytest.raises(BadInput, match="là một thư mục; hãy chọn tệp"):
        reading.read_workbook(tmp_path)
    with pytest.raises(NotFound, match="không có bảng tính nào; hãy"):
        reading.workbooks_in(tmp_path)
    for name in ("b.XLS", "a.csv", "~$a.xlsx", ".~lock.b.XLS#", "c.docx"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "trong.xlsx").mkdir()
    assert [path.name for path in reading.workbooks_in(tmp_path)] == ["a.csv", "b.XLS"]


@pytest.mark.parametrize(
    ("text", "position", "unit"),
    [
        ("Tổ trưởng, Tổ dân phố 3", "Tổ trưởng", "Tổ dân phố 3"),
        ("Tổ trưởng Tổ dân phố 3", "Tổ trưởng Tổ dân phố 3", "Tổ dân phố 3"),
        (
            "Hiệu trưởng Trường Mầm non Hoa Ban",
            "Hiệu trưởng Trường Mầm non Hoa Ban",
            "Trường Mầm non Hoa Ban",
        ),
        ("Trưởng Công an phường", "Trưởng Công an phường", "Công an phường"),
        ("Bí thư Chi bộ Tổ dân phố 5", "Bí thư Chi bộ Tổ dân phố 5", "Chi bộ Tổ dân phố 5"),
        ("Giáo viên", "Giáo viên", ""),
        ("Nông dân", "Nông dân", ""),
        ("Trường Tiểu học Hoa Ban", "", "Trường Tiểu học Hoa Ban"),
        ("Tổ dân phố 3", "", "Tổ dân phố 3"),
        ("Chủ hộ kinh doanh", "Chủ hộ kinh doanh", ""),
        ("", "", ""),
    ],
)
def test_a_position_with_its_unit(text, position, unit):
    assert row_kinds.position_and_unit(text) == (position, unit)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Trường Mầm non Hoa Ban", True),
        ("Trương Văn Ban", False),
        ("Trương Thị Mỹ Hoa", False),
        ("TRƯƠNG VĂN BAN", False),
        ("Tổ Văn", True),
        ("Tổ Văn - Sử - Địa", True),
        ("Tô Vũ", False),
        ("Phường Hoa Ban", True),
        ("Phương Thanh Lan", False),
        ("Đoàn Thanh niên phường", True),
        ("Đoàn Văn Hậu", False),
        ("Ban Chỉ huy Quân sự", True),
        ("Ban Văn Lả", False),
        ("Truong Van Ban", False),
        ("Truong Mam non Hoa Ban", True),
        ("Lê Văn Mẫu", False),
        ("", False),
    ],
)
def test_who_is_a_body_and_who_a_person(name, body):
    assert row_kinds.names_a_body(name) is body


def _open_document(path, *tables):
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    body = "".join(f'<table:table table:name="T{at}">{rows}</table:table>' for at, rows in enumerate(tables))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body>'
            f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )


def test_cells_merged_downwards_in_an_open_document(tmp_path):
    """Its reader tells nothing of merged cells: they are looked up in the file, past repeated rows and columns."""

    def cell(text, attributes=""):
        return f'<table:table-cell office:value-type="string"{attributes}><text:p>{text}</text:p></table:table-cell>'

    row, covered = "<table:table-row>{}</table:table-row>", "<table:covered-table-cell/>"
    first = row.format(cell("Một"))
    second = (
        row.format(cell("Tiêu đề", ' table:number-columns-spanned="4"') + 3 * covered)
        + '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>'
        + cell("x")
        + "</table:table-row>"
        + row.format(
            '<table:table-cell table:number-columns-repeated="2"/>'
            + cell("Tổ dân phố 7", ' table:number-rows-spanned="2" table:number-columns-spanned="1"')
            + cell("A")
        )
        + row.format(f'<table:table-cell table:number-columns-repeated="2"/>{covered}{cell("B")}')
    )
    _open_document(tmp_path / "a.ods", first, second)
    grids = reading.read_workbook(tmp_path / "a.ods")
    assert [grid.name for grid in grids] == ["T0", "T1"]
    assert [[grids[1].text(at, column) for column in (2, 3)] for at in range(5)] == [
        ["", ""],
        ["x", ""],
        ["x", ""],
        ["Tổ dân phố 7", "A"],
        ["Tổ dân phố 7", "B"],
    ]
    content = (tmp_path / "a.ods").read_bytes()
    assert extent.open_document_merges(content) == [[], [((3, 2), (4, 2))]]
    assert extent.open_document_merges(content[: len(content) // 2]) == []
    assert extent.open_document_merges(b"PK") == []


@pytest.mark.parametrize(
    ("name", "told"),
    [("Lª ThÞ ¸nh", True), ("Lê Thị ánh", True), ("Lê Thị Ánh", False), ("H’Ngăm niê", False)],
)
def test_a_capital_an_old_font_did_not_have_is_told(name, told):
    grid = reading.parse_delimited(
        "a", f"Họ và tên\tChức vụ\tĐơn vị\n{reading.normal(name)}\tTổ viên\tTổ dân phố 1"
    )
    table = mapping.find_table(grid)
    assert table is not None
    (row,) = read_rows(grid, table)
    assert [problem.cell for problem in row.problems] == (["A2"] if told else [])
