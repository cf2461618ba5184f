"""Workbooks as units send them, and as nobody should: made at test time, each with what must come of it.

The outcomes are written by hand from the wording of the workbook, not taken from the program. As a script:
``python make_corpus.py FOLDER`` writes all of them for looking at.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Cells = Sequence[Sequence[Any]]
Row = tuple[str, str, dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """A workbook and what must come of it: rows (cell, kind, values) and cells with problems, or a refusal."""

    name: str
    suffix: str
    make: Callable[[Path], None]
    kind: str = "nominations"
    header: int = 1
    columns: dict[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    problems: dict[str, str] = field(default_factory=dict)
    refused: str = ""
    repaired: int = 0
    unreadable: tuple[str, ...] = ()


CASES: list[Case] = []


def case(
    suffix: str = ".xlsx", **expected: Any
) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register a maker with its outcome."""

    def take(make: Callable[[Path], None]) -> Callable[[Path], None]:
        CASES.append(Case(make.__name__, suffix, make, **expected))
        return make

    return take


def book(path: Path, rows: Cells, *, merges: Iterable[str] = ()) -> openpyxl.Workbook:
    """Write rows with openpyxl; returns the workbook for finishing touches (to be saved again)."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    for area in merges:
        made.active.merge_cells(area)
    made.save(path)
    return made


HEAD = ("STT", "Họ và tên", "Chức vụ", "Đơn vị")
MAU = (1, "Lê Văn Mẫu", "Tổ trưởng", "Tổ dân phố 1")
BUOI = (2, "Trần Thị Bưởi", "Tổ phó", "Tổ dân phố 2")
MAU_IS = {"name": "Lê Văn Mẫu", "position": "Tổ trưởng", "unit": "Tổ dân phố 1"}
BUOI_IS = {"name": "Trần Thị Bưởi", "position": "Tổ phó", "unit": "Tổ dân phố 2"}
TWO = (("B2", "individual", MAU_IS), ("B3", "individual", BUOI_IS))
LETTERS = {"name": "B", "position": "C", "unit": "D"}


# ---------------------------------------------------------------- where the table stands


@case(columns=LETTERS, rows=TWO)
def header_in_row_1(path: Path) -> None:
    book(path, (HEAD, MAU, BUOI))


@case(header=3, columns=LETTERS, rows=(("B4", "individual", MAU_IS), ("B5", "individual", BUOI_IS)))
def header_in_row_3(path: Path) -> None:
    book(path, (("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG",), (), HEAD, MAU, BUOI), merges=("A1:D1",))


@case(header=8, columns=LETTERS, rows=(("B9", "individual", MAU_IS), ("B10", "individual", BUOI_IS)))
def header_in_row_8_under_the_letterhead(path: Path) -> None:
    top = (
        ("UBND PHƯỜNG HOA BAN", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("TRƯỜNG TIỂU HỌC HOA BAN", None, "Độc lập - Tự do - Hạnh phúc"),
        (None, None, "Hoa Ban, ngày 10 tháng 11 năm 2023"),
        (),
        ("DANH SÁCH CÁ NHÂN, TẬP THỂ ĐỀ NGHỊ KHEN THƯỞNG",),
        ("(Kèm theo Tờ trình số 05/TTr-TH ngày 10/11/2023)",),
        (),
    )
    book(path, (*top, HEAD, MAU, BUOI), merges=("A1:B1", "C1:D1", "A2:B2", "C2:D2", "A5:D5", "A6:D6"))


@case(
    header=2,
    columns={"name": "B", "birth_date": "C", "position": "E"},
    rows=(
        ("B3", "individual", {"name": "Lê Văn Mẫu", "birth_date": "1980", "sex": "male"}),
        ("B4", "individual", {"name": "Trần Thị Bưởi", "birth_date": "1985-05-12", "sex": "female"}),
    ),
    problems={"B3": "đơn vị", "B4": "đơn vị"},
)
def two_header_rows(path: Path) -> None:
    rows = (
        ("TT", "Họ và tên", "Năm sinh", None, "Chức vụ"),
        (None, None, "Nam", "Nữ", None),
        (1, "Lê Văn Mẫu", 1980, None, "Tổ trưởng"),
        (2, "Trần Thị Bưởi", None, "12/5/1985", "Tổ phó"),
    )
    book(path, rows, merges=("A1:A2", "B1:B2", "C1:D1", "E1:E2"))


@case(
    header=2,
    columns={"name": "B", "position": "C", "unit": "D", "award_form": "E"},
    rows=(("B4", "individual", {**MAU_IS, "award_form": "Giấy khen"}),),
)
def two_header_rows_and_a_line_of_numbers(path: Path) -> None:
    rows = (
        (
            "STT",
            "Tên tập thể/cá nhân/hộ gia đình",
            "Nơi công tác",
            None,
            "Danh hiệu thi đua/Hình thức khen thưởng",
        ),
        (None, None, "Chức vụ", "Đơn vị công tác", None),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        (*MAU, "Giấy khen"),
    )
    book(path, rows, merges=("A1:A2", "B1:B2", "C1:D1", "E1:E2"))


@case(
    columns={"name": "B", "position": "C", "unit": "D", "award_form": "E"},
    rows=(("B2", "individual", {**MAU_IS, "award_form": "Giấy khen"}),),
)
def headings_without_accents(path: Path) -> None:
    book(path, (("TT", "HO VA TEN", "CHUC VU", "DON VI CONG TAC", "HINH THUC KT"), (*MAU, "Giấy khen")))


@case(columns={"name": "C", "position": "D", "unit": "E"}, rows=(("C2", "individual", MAU_IS),))
def hidden_columns(path: Path) -> None:
    made = book(path, (("Mã nội bộ", *HEAD), ("x7", *MAU)))
    made.active.column_dimensions["A"].hidden = True
    made.active.column_dimensions["E"].hidden = True
    made.save(path)


@case(columns=LETTERS, rows=TWO)
def a_hidden_lookup_sheet(path: Path) -> None:
    made = book(path, (HEAD, MAU, BUOI))
    lookup = made.create_sheet("DM")
    lookup.append(["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị", "Hình thức khen thưởng", "Ghi chú"])
    for number in range(1, 60):
        lookup.append([number, f"Người Thứ {number}", 1980, "Tổ viên", "Tổ dân phố 3", "Giấy khen", None])
    lookup.sheet_state = "hidden"
    made.save(path)


@case(columns=LETTERS, rows=TWO)
def forty_thousand_empty_formatted_rows(path: Path) -> None:
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet()
    line = made.add_format({"border": 1})
    for at, row in enumerate((HEAD, MAU, BUOI)):
        sheet.write_row(at, 0, row)
    for at in range(3, 40_003):
        for column in range(4):
            sheet.write_blank(at, column, None, line)
    made.close()


@case(columns={"name": "C", "position": "D", "unit": "E"}, header=2, rows=(("C3", "individual", MAU_IS),))
def an_empty_first_column_and_broken_heading_lines(path: Path) -> None:
    head = (None, "S\nTT", "Họ và\ntên", "Chức\u00a0vụ ", " Đơn vị\n công tác")
    book(path, ((), head, (None, 1, " Lê  Văn\u00a0Mẫu ", "Tổ trưởng", "Tổ dân phố 1 ")))


# ---------------------------------------------------------------- what stands between the rows


@case(
    header=2,
    columns={"name": "B", "position": "C", "unit": "D", "award_form": "E"},
    rows=(
        ("B5", "collective", {"name": "Trường Tiểu học Hoa Ban"}),
        ("B7", "individual", {"name": "Lê Văn Mẫu", "honorific": "Ông", "award_form": "Giấy khen"}),
        ("B8", "individual", {"name": "Trần Thị Bưởi", "honorific": "Bà", "award_form": "Giấy khen"}),
        ("B10", "household", {"name": "Hộ ông Lò Văn Tâm"}),
    ),
    problems={"D10": "địa chỉ"},
)
def subheadings_and_same_as_above_and_footer(path: Path) -> None:
    rows = (
        ("DANH SÁCH",),
        ("STT", "Tên tập thể, cá nhân, hộ gia đình", "Chức vụ", "Đơn vị", "Hình thức khen thưởng"),
        (1, 2, 3, 4, 5),
        ("I", "TẬP THỂ", None, None, None),
        (1, "Trường Tiểu học Hoa Ban", None, "Trường Tiểu học Hoa Ban", "Giấy khen"),
        ("II", "CÁ NHÂN", None, None, None),
        (1, "Ông Lê Văn Mẫu", "Tổ trưởng", "Tổ dân phố 1", "Giấy khen"),
        (2, "Bà Trần Thị Bưởi", "Tổ phó", "-nt-", "nt"),
        ("III", "HỘ GIA ĐÌNH", None, None, None),
        (1, "Hộ ông Lò Văn Tâm", None, "Bản Nậm Cáy", "như trên"),
        ("Tổng cộng: 04 trường hợp", None, None, None, None),
        (),
        (None, "Người lập biểu", None, "HIỆU TRƯỞNG", None),
        (None, "(Ký, ghi rõ họ tên)", None, "(Ký, đóng dấu)", None),
        (None, "Đỗ Văn Biểu", None, "Phan Văn Hiệu", None),
    )
    book(path, rows)


@case(
    columns={"name": "B", "position": "C"},
    rows=(
        ("B3", "individual", {"name": "Lê Văn Mẫu", "unit": "Tổ dân phố 1"}),
        ("B5", "individual", {"name": "Trần Thị Bưởi", "unit": "Trường Tiểu học Hoa Ban"}),
        ("B6", "individual", {"name": "Đinh Văn Dũng", "unit": "Trường Tiểu học Hoa Ban"}),
    ),
)
def unit_subheadings(path: Path) -> None:
    rows = (
        ("STT", "Họ và tên", "Chức vụ"),
        ("I. Tổ dân phố 1", None, None),
        (1, "Lê Văn Mẫu", "Tổ trưởng"),
        ("II", "Trường Tiểu học Hoa Ban", None),
        (1, "Trần Thị Bưởi", "Giáo viên"),
        (2, "Đinh Văn Dũng", "Bảo vệ"),
    )
    book(path, rows, merges=("A2:C2",))


@case(
    columns=LETTERS,
    rows=(("B2", "individual", MAU_IS), ("B3", "individual", {**BUOI_IS, "unit": "Tổ dân phố 1"})),
)
def a_unit_merged_over_its_people(path: Path) -> None:
    book(path, (HEAD, MAU, (2, "Trần Thị Bưởi", "Tổ phó", None)), merges=("D2:D3",))


@case(columns=LETTERS, rows=(("B2", "individual", MAU_IS), ("B5", "individual", BUOI_IS)))
def a_heading_said_again_on_the_next_page(path: Path) -> None:
    book(path, (HEAD, MAU, ("Cộng trang", None, None, None), HEAD, BUOI))


@case(
    columns=LETTERS,
    rows=(("B2", "individual", MAU_IS), ("B4", "individual", BUOI_IS)),
    unreadable=("B3",),
    problems={"B3": "Dòng không có tên"},
)
def a_row_without_a_name(path: Path) -> None:
    book(path, (HEAD, MAU, (2, None, "Tổ phó", "Tổ dân phố 1"), BUOI))


# ---------------------------------------------------------------- letters


@case(columns=LETTERS, rows=(("B2", "individual", MAU_IS | {"name": "Nguyễn Thị Bình"}),), repaired=6)
def tcvn3_cells(path: Path) -> None:
    head = ("STT", "Hä vµ tªn", "Chøc vô", "§¬n vÞ")
    book(path, (head, (1, "NguyÔn ThÞ B×nh", "Tæ tr\xadëng", "Tæ d©n phè 1")))


SHORT_LINES = (
    ("STT", "Danh xưng", "Họ và tên", "Chức vụ", "Đơn vị"),
    (1, "¤ng", "Lª V¨n MÉu", "Tæ tr\xadëng", "Tæ d©n phè 1"),
    (2, "Bµ", "TrÇn ThÞ Thuû", "Tæ phã", "Tæ d©n phè 2"),
    (3, "¤ng", "Ên", "Tæ phã", "Tæ d©n phè 2"),
)


@case(
    columns={"honorific": "B", "name": "C", "position": "D", "unit": "E"},
    rows=(
        ("C2", "individual", {"honorific": "Ông", **MAU_IS}),
        ("C3", "individual", {"honorific": "Bà", **BUOI_IS, "name": "Trần Thị Thuỷ"}),
        # TCVN3 has no capitals with tones: those came from a font of capitals, and are lost with it.
        ("C4", "individual", {"honorific": "Ông", **BUOI_IS, "name": "ấn"}),
    ),
    problems={"C4": "không viết hoa"},
    repaired=12,
)
def tcvn3_words_under_unicode_headings(path: Path) -> None:
    book(path, SHORT_LINES)


@case(columns=LETTERS, rows=(("B2", "individual", MAU_IS | {"name": "Nguyễn Thị Bình"}),), repaired=6)
def vni_cells(path: Path) -> None:
    head = ("STT", "Hoï vaø teân", "Chöùc vuï", "Ñôn vò")
    book(path, (head, (1, "Nguyeãn Thò Bình", "Toå tröôûng", "Toå daân phoá 1")))


@case(columns=LETTERS, rows=TWO)
def decomposed_letters(path: Path) -> None:
    def apart(value: Any) -> Any:
        return unicodedata.normalize("NFD", value) if isinstance(value, str) else value

    book(path, [[apart(value) for value in row] for row in (HEAD, MAU, BUOI)])


@case(".csv", columns=LETTERS, rows=TWO)
def comma_separated_utf_8(path: Path) -> None:
    _separated(path, ",", "utf-8")


@case(".csv", columns=LETTERS, rows=TWO)
def semicolons_with_a_mark(path: Path) -> None:
    _separated(path, ";", "utf-8-sig")


@case(".txt", columns=LETTERS, rows=TWO)
def tabs_as_excel_saves_unicode_text(path: Path) -> None:
    _separated(path, "\t", "utf-16")


@case(".csv", columns=LETTERS, rows=TWO)
def semicolons_in_windows_1258(path: Path) -> None:
    text = "\n".join(";".join(map(str, row)) for row in (HEAD, MAU, BUOI))
    path.write_bytes(_as_1258(text))


@case(".csv", columns=LETTERS, rows=(("B2", "individual", MAU_IS | {"name": "Nguyễn Thị Bình"}),))
def semicolons_in_tcvn3(path: Path) -> None:
    lines = "STT;Hä vµ tªn;Chøc vô;§¬n vÞ\n1;NguyÔn ThÞ B×nh;Tæ tr\xadëng;Tæ d©n phè 1\n"
    path.write_bytes(lines.encode("latin-1"))


@case(
    ".csv",
    columns=LETTERS,
    rows=(("B2", "individual", {**MAU_IS, "unit": 'Tổ dân phố 1; khu "B", cạnh chợ'}),),
    problems={"D2": "chưa có trong sổ"},
)
def quoted_separators(path: Path) -> None:
    path.write_text(
        'STT,Họ và tên,Chức vụ,Đơn vị\r\n1,Lê Văn Mẫu,Tổ trưởng,"Tổ dân phố 1; khu ""B"", cạnh chợ"\r\n',
        encoding="utf-8",
    )


def _separated(path: Path, separator: str, encoding: str) -> None:
    text = "\n".join(separator.join(map(str, row)) for row in (HEAD, MAU, BUOI))
    path.write_text(text, encoding=encoding)


def _as_1258(text: str) -> bytes:
    """Windows-1258 has the tones as signs of their own after letters such as ê and ơ."""
    made = b""
    for letter in text:
        try:
            made += letter.encode("cp1258")
        except UnicodeEncodeError:
            tone = unicodedata.normalize("NFD", letter)
            mark = next(m for m in tone if m in "\u0300\u0301\u0303\u0309\u0323")
            made += unicodedata.normalize("NFC", tone.replace(mark, "")).encode("cp1258") + mark.encode(
                "cp1258"
            )
    return made


# ---------------------------------------------------------------- dates and numbers

DATED = ("Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị")


def _dated(*births: Any) -> list[tuple[Any, ...]]:
    return [DATED, *((f"Lê Văn {chr(65 + n)}", b, "Tổ viên", "Tổ dân phố 1") for n, b in enumerate(births))]


def _born(*births: str | None) -> tuple[Row, ...]:
    return tuple(
        (f"A{n}", "individual", {"name": f"Lê Văn {chr(63 + n)}", "birth_date": b})
        for n, b in enumerate(births, start=2)
    )


@case(rows=_born("1985-08-15", "1990-02-01"))
def dates_counted_from_1904(path: Path) -> None:
    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    for row in _dated(dt.date(1985, 8, 15), dt.date(1990, 2, 1)):
        made.active.append(row)
    made.save(path)


FIVE_ORDERS = (
    "15/8/1985",
    "15-08-1985",
    "15.8.1985",
    "1985-08-15",
    "ngày 15 tháng 8 năm 1985",
    "1985",
    1985,
    "8/1985",
)


@case(rows=_born(*["1985-08-15"] * 5, "1985", "1985", "1985-08"))
def text_dates_in_five_orders(path: Path) -> None:
    book(path, _dated(*FIVE_ORDERS))


@case(
    rows=_born(None, None, None),
    problems={"B2": "không có trong lịch", "B3": "không có trong lịch", "B4": "không phải ngày"},
)
def days_that_never_were(path: Path) -> None:
    book(path, _dated("31/02/2023", "30/02/1985", "hồi trước"))


@case(rows=_born("1985-08-15", "1985-08-15"))
def dates_with_a_time(path: Path) -> None:
    book(path, _dated(dt.datetime.fromisoformat("1985-08-15T07:30"), "15/08/1985 00:00:00"))


@case(
    kind="units",
    columns={"unit_name": "A", "phone": "B", "note": "C"},
    rows=(
        ("A2", "neighborhood", {"unit_name": "Tổ dân phố 8", "phone": "0912345678", "note": "01234"}),
        ("A3", "neighborhood", {"unit_name": "Tổ dân phố 9", "phone": "912345678", "note": "12"}),
        (
            "A4",
            "neighborhood",
            {"unit_name": "Tổ dân phố 10", "phone": "0263.3821.555", "note": "01/QĐ-UBND"},
        ),
    ),
)
def numbers_that_are_no_numbers(path: Path) -> None:
    rows = (
        ("Tên đơn vị", "Số điện thoại", "Ghi chú"),
        ("Tổ dân phố 8", "0912345678", "01234"),
        ("Tổ dân phố 9", 912345678, 12.0),
        ("Tổ dân phố 10", "0263.3821.555", "01/QĐ-UBND"),
    )
    book(path, rows)


@case(
    kind="registrations",
    columns={"unit": "B", "title": "C", "value": "D"},
    rows=(
        ("C2", "model", {"title": "Đường hoa", "value": 15_000_000}),
        ("C3", "work", {"title": "Công trình nhà văn hóa", "value": 1_500_000_000}),
        ("C4", "model", {"title": "Sân chơi", "value": None}),
        ("C5", "model", {"title": "Vườn cây", "value": 12_500_000}),
    ),
    problems={"D4": "không phải số tiền"},
)
def money_with_dots_and_words(path: Path) -> None:
    rows = (
        ("STT", "Đơn vị", "Tên mô hình, công trình", "Kinh phí dự kiến"),
        (1, "Tổ dân phố 1", "Đường hoa", "15.000.000 đ"),
        (2, "Tổ dân phố 2", "Công trình nhà văn hóa", "1,5 tỷ đồng"),
        (3, "Tổ dân phố 3", "Sân chơi", "xã hội hóa"),
        (4, "Tổ dân phố 3", "Vườn cây", 12_500_000.0),
    )
    book(path, rows)


# ---------------------------------------------------------------- formulas


def _formulas(path: Path, *cells: tuple[str, str, Any]) -> None:
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet()
    for at, row in enumerate((HEAD, MAU, BUOI)):
        sheet.write_row(at, 0, row)
    for where, formula, value in cells:
        sheet.write_formula(where, formula, None, value)
    made.close()


@case(columns=LETTERS, rows=TWO)
def formulas_with_their_values(path: Path) -> None:
    _formulas(path, ("D3", '="Tổ dân phố "&2', "Tổ dân phố 2"), ("B2", '=PROPER("lê văn mẫu")', "Lê Văn Mẫu"))


@case(
    columns=LETTERS,
    rows=(
        ("B2", "individual", MAU_IS),
        ("B3", "individual", {"name": "Trần Thị Bưởi", "unit": "Tổ dân phố 1"}),
    ),
)
def a_reference_without_its_value(path: Path) -> None:
    book(path, (HEAD, MAU, (2, "Trần Thị Bưởi", "Tổ phó", "=D2")))


@case(
    columns=LETTERS,
    rows=(("B2", "individual", MAU_IS), ("B3", "individual", {"name": "Trần Thị Bưởi", "unit": None})),
    problems={"D3": "công thức"},
)
def a_formula_without_its_value(path: Path) -> None:
    book(path, (HEAD, MAU, (2, "Trần Thị Bưởi", "Tổ phó", "=VLOOKUP(B3,Z1:Z9,2,0)")))


@case(
    columns=LETTERS,
    rows=(
        ("B2", "individual", {"name": "Lê Văn Mẫu"}),
        ("B3", "individual", {"name": '=HYPERLINK("http://a.example","Bưởi")'}),
    ),
)
def a_link_in_a_name(path: Path) -> None:
    made = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = made.add_worksheet()
    for at, row in enumerate((HEAD, MAU, BUOI)):
        sheet.write_row(at, 0, row)
    sheet.write_formula("B2", '=HYPERLINK("http://a.example","Lê Văn Mẫu")', None, "Lê Văn Mẫu")
    sheet.write_string("B3", '=HYPERLINK("http://a.example","Bưởi")')
    made.close()


@case(
    columns=LETTERS,
    rows=(
        ("B2", "individual", {"name": "+Lê Văn Mẫu", "position": "@SUM(A1:A9)"}),
        ("B3", "individual", {"name": "@Trần Thị Bưởi", "position": "-Tổ phó"}),
    ),
)
def names_that_begin_like_formulas(path: Path) -> None:
    book(
        path,
        (
            HEAD,
            (1, "+Lê Văn Mẫu", "@SUM(A1:A9)", "Tổ dân phố 1"),
            (2, "@Trần Thị Bưởi", "-Tổ phó", "Tổ dân phố 2"),
        ),
    )


@case(
    columns=LETTERS,
    rows=(("B2", "individual", {"name": "Lê Văn Mẫu", "unit": None}), ("B3", "individual", BUOI_IS)),
    problems={"D2": "lỗi"},
)
def a_broken_reference(path: Path) -> None:
    _formulas(path, ("D2", "=Sheet9!A1", "#REF!"))


# ---------------------------------------------------------------- other programs, other suffixes


def _old(path: Path, rows: Cells, *, merged: tuple[int, int, int, int] | None = None) -> None:
    made = xlwt.Workbook(encoding="utf-8")
    sheet = made.add_sheet("DS")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if merged and (at, column) == (merged[0], merged[2]):
                sheet.write_merge(*merged, value)
            elif value is not None:
                sheet.write(at, column, value, day) if isinstance(value, dt.date) else sheet.write(
                    at, column, value
                )
    made.save(str(path))


@case(".xls", header=2, columns=LETTERS, rows=(("B3", "individual", MAU_IS), ("B4", "individual", BUOI_IS)))
def an_office_2003_workbook(path: Path) -> None:
    _old(path, (("DANH SÁCH", None, None, None), HEAD, MAU, BUOI), merged=(0, 0, 0, 3))


@case(".xls", rows=_born("1985-08-15", "1985"))
def dates_of_office_2003(path: Path) -> None:
    _old(path, _dated(dt.date(1985, 8, 15), 1985))


@case(".xls", columns=LETTERS, rows=(("B2", "individual", MAU_IS | {"name": "Nguyễn Thị Bình"}),), repaired=6)
def tcvn3_in_office_2003(path: Path) -> None:
    head = ("STT", "Hä vµ tªn", "Chøc vô", "§¬n vÞ")
    _old(path, (head, (1, "NguyÔn ThÞ B×nh", "Tæ tr\xadëng", "Tæ d©n phè 1")))


@case(".ods", columns=LETTERS, rows=TWO)
def an_open_document(path: Path) -> None:
    lines = "".join(
        "<table:table-row>" + "".join(_ods_cell(value) for value in row) + "</table:table-row>"
        for row in (HEAD, MAU, BUOI)
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="DS">{lines}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", body)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )


def _ods_cell(value: Any) -> str:
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


@case(".xls", columns=LETTERS, rows=TWO)
def a_new_workbook_with_the_old_suffix(path: Path) -> None:
    packed = io.BytesIO()
    made = openpyxl.Workbook()
    for row in (HEAD, MAU, BUOI):
        made.active.append(row)
    made.save(packed)
    path.write_bytes(packed.getvalue())


@case(".xlsx", columns=LETTERS, rows=TWO)
def an_old_workbook_with_the_new_suffix(path: Path) -> None:
    _old(path, (HEAD, MAU, BUOI))


@case(".xls", columns=LETTERS, rows=TWO)
def text_with_the_old_suffix(path: Path) -> None:
    _separated(path, "\t", "utf-16")


@case(".xls", refused="trang web")
def a_web_page_with_the_old_suffix(path: Path) -> None:
    cells = "".join(f"<tr>{''.join(f'<td>{value}</td>' for value in row)}</tr>" for row in (HEAD, MAU))
    path.write_text(f"<html><body><table>{cells}</table></body></html>", encoding="utf-8")


@case(".xlsm", columns=LETTERS, rows=TWO)
def a_macro_workbook(path: Path) -> None:
    book(path, (HEAD, MAU, BUOI))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not run, not read")


# ---------------------------------------------------------------- hostile and broken


@case(refused="mật khẩu")
def protected_by_a_password(path: Path) -> None:
    path.write_bytes(
        _ole({"EncryptionInfo": b"\x04\x00\x04\x00" + b"\x40" * 600, "EncryptedPackage": b"\x07" * 5000})
    )


@case(".xls", refused="mật khẩu")
def protected_by_a_password_of_office_2003(path: Path) -> None:
    made = xlwt.Workbook()
    made.add_sheet("DS").write(0, 0, "Họ và tên")
    stream = made.get_biff_data()
    (length,) = struct.unpack_from("<H", stream, 2)
    key = struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678)
    path.write_bytes(_ole({"Workbook": stream[: 4 + length] + key + stream[4 + length :]}))


def _ole(streams: dict[str, bytes]) -> bytes:
    """A compound file (the wrapping of Office 2003) of a few streams, each in sectors of its own."""
    sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    fat = [0xFFFFFFFD]
    body = b""
    entries = [_ole_entry("Root Entry", 5, end, 0, child=1)]
    for at, (name, content) in enumerate(streams.items()):
        padded = content.ljust(max(4096, -(-len(content) // sector) * sector), b"\0")
        start = len(fat)
        count = len(padded) // sector
        fat += [*range(start + 1, start + count), end]
        body += padded
        right = at + 2 if at + 1 < len(streams) else free
        entries.append(_ole_entry(name, 2, start, len(padded), right=right))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * sector, b"\0")
    first = len(fat)
    fat += [*range(first + 1, first + len(directory) // sector), end]
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(sector, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, first, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    return header + table + body + directory


def _ole_entry(
    name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    packed = name.encode("utf-16-le")
    return (
        packed.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(packed) + 2, kind, 1, 0xFFFFFFFF, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


@case(refused="hỏng")
def cut_in_the_middle(path: Path) -> None:
    book(path, (HEAD, *[MAU] * 400))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


@case(".xls", refused="hỏng")
def an_old_workbook_cut_in_the_middle(path: Path) -> None:
    _old(path, (HEAD, *[MAU] * 400))
    path.write_bytes(path.read_bytes()[:9000])


@case(".xls", refused="hỏng")
def an_old_workbook_of_nonsense(path: Path) -> None:
    _old(path, (HEAD, MAU))
    content = path.read_bytes()
    path.write_bytes(content[:600] + bytes(range(256)) * 3 + content[1368:])


@case(".xls", refused="ô lạc")
def a_stray_cell_of_office_2003(path: Path) -> None:
    made = xlwt.Workbook()
    sheet = made.add_sheet("DS")
    for at, row in enumerate((HEAD, MAU)):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    sheet.write(65_535, 255, "x")
    made.save(str(path))


def _with_part(path: Path, part: str, body: bytes, size: int) -> None:
    """A workbook whose ``part`` is deflated as ``body`` and says that it unpacks to ``size`` bytes."""
    whole = path.with_suffix(".whole")
    book(whole, (HEAD, MAU, BUOI))
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename != part:
                target.writestr(entry.filename, source.read(entry))
        info = zipfile.ZipInfo(part)
        target.writestr(info, body)
        info.compress_type, info.file_size = zipfile.ZIP_DEFLATED, size
        target.fp.seek(info.header_offset)
        target.fp.write(info.FileHeader())
        target.fp.seek(target.start_dir)
    whole.unlink()


def _deflated(megabytes: int, head: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + block * megabytes + packer.flush(zlib.Z_FINISH)


@case(refused="quá lớn")
def a_bomb_in_the_sheet(path: Path) -> None:
    body = _deflated(6000, b"<worksheet><sheetData>")
    _with_part(path, "xl/worksheets/sheet1.xml", body, 6000 << 20 & 0xFFFFFFFF)


@case(refused="quá lớn")
def a_bomb_that_says_it_is_small(path: Path) -> None:
    _with_part(path, "xl/worksheets/sheet1.xml", _deflated(3000, b"<worksheet><sheetData>"), 1000)


@case(refused="quá lớn")
def a_bomb_in_the_shared_texts(path: Path) -> None:
    _with_part(path, "xl/sharedStrings.xml", _deflated(3000, b"<sst><si><t>"), 3000 << 20)


@case(refused="ô lạc")
def a_stray_cell_in_the_last_corner(path: Path) -> None:
    made = book(path, (HEAD, MAU))
    made.active.cell(1_048_576, 16_384, "x")
    made.save(path)


@case(refused="không có dữ liệu")
def an_empty_workbook(path: Path) -> None:
    book(path, ())


@case(refused="dòng tiêu đề")
def a_poem(path: Path) -> None:
    book(path, (("Mặt trời xuống biển",), ("như hòn lửa",)))


@case(refused="hỏng")
def a_zip_that_is_no_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")


def make_all(folder: Path) -> dict[str, Path]:
    """Write every workbook into ``folder``; name → file."""
    made = {}
    for one in CASES:
        made[one.name] = folder / f"{one.name}{one.suffix}"
        one.make(made[one.name])
    return made


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for shown, where in make_all(target).items():
        print(shown, where.stat().st_size)
