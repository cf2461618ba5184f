"""Lists kept decision by decision: the decision stands above its names, once or between the rows, not in a column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db import decisions, reports
from desktop.exchange import apply as applying
from desktop.exchange import decision_lines
from desktop.exchange.preview import Preview, preview_file, preview_grids
from desktop.exchange.reading import Grid

Told = list[tuple[str, str, str | None, str | None]]


@pytest.fixture
def read(ward: Any, tmp_path: Path) -> Callable[..., Preview]:
    def make(*rows: Sequence[Any], wanted: str | None = None, merged: Sequence[str] = ()) -> Preview:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(list(row))
        for area in merged:
            book.active.merge_cells(area)
        book.save(tmp_path / "a.xlsx")
        return preview_file(ward.con, tmp_path / "a.xlsx", ward.campaign, wanted)

    return make


def told(preview: Preview) -> Told:
    keys = ("name", "number", "signed_day", "organ")
    return [tuple(row.values.get(key) for key in keys) for row in preview.rows]  # type: ignore[misc]


HEAD = ("STT", "Họ và tên", "Chức vụ, đơn vị", "Hình thức khen", "Nội dung khen")


def test_between_the_rows(ward: Any, read: Callable[..., Preview]) -> None:
    found = read(
        ("SỔ KHEN THƯỞNG NĂM 2015 - 2016",),
        (),
        HEAD,
        ("I. Quyết định số 45/QĐ-UBND ngày 18/11/2015",),
        (1, "Lê Văn Mẫu", "Tổ trưởng, Tổ dân phố 1", "GK", "Giúp dân"),
        (2, "Lê Thị Cúc", "Tổ phó, Tổ dân phố 2", "GK", "Giúp dân"),
        (None, "Cộng: 02 người"),
        ("II", "Quyết định số 7/QĐ-UBND ngày 05/01/2016 của Ủy ban nhân dân huyện Cư Mẫu"),
        (1, "Trần Văn Mười", "Công chức, Tổ dân phố 1", "CSTĐCS", "Năm 2015"),
    )
    assert found.kind == "old_awards"
    assert told(found) == [
        ("Lê Văn Mẫu", "45/QĐ-UBND", "2015-11-18", None),
        ("Lê Thị Cúc", "45/QĐ-UBND", "2015-11-18", None),
        ("Trần Văn Mười", "7/QĐ-UBND", "2016-01-05", "Ủy ban nhân dân huyện Cư Mẫu"),
    ]
    assert [row.status for row in found.rows] == ["new"] * 3
    with ward.store.action("Sổ cũ") as action:
        assert applying.apply(action, found) == 3
    listed = decisions.list_decisions(ward.con)
    assert sorted((d.number, d.award_count) for d in listed) == [("45/QĐ-UBND", 2), ("7/QĐ-UBND", 1)]


def test_above_the_table_with_the_form_in_the_title(ward: Any, read: Callable[..., Preview]) -> None:
    found = read(
        ("DANH SÁCH CÁ NHÂN ĐƯỢC TẶNG GIẤY KHEN",),
        ("(Kèm theo Quyết định số 45/QĐ-UBND ngày 18/11/2015 của Chủ tịch Ủy ban nhân dân phường Hoa Ban)",),
        (),
        ("STT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị"),
        (1, "Lê Văn Mẫu", 1970, "Tổ trưởng", "Tổ dân phố 1"),
        (2, "Lê Thị Cúc", 1981, "Tổ phó", "Tổ dân phố 2"),
        merged=("A1:E1", "A2:E2"),
    )
    assert found.kind == "old_awards"
    assert [row.status for row in found.rows] == ["new", "new"]
    assert {row.kind for row in found.rows} == {"individual"}
    with ward.store.action("Sổ cũ") as action:
        applying.apply(action, found)
    rows = reports.register_rows(ward.con)
    assert {(r.form_code, r.number, r.day, r.is_own) for r in rows} == {
        ("giay_khen", "45/QĐ-UBND", dt.date(2015, 11, 18), True)
    }


def test_a_title_that_names_two_forms_says_nothing(read: Callable[..., Preview]) -> None:
    found = read(
        ("DANH SÁCH TẶNG GIẤY KHEN, LAO ĐỘNG TIÊN TIẾN",),
        ("(Kèm theo Quyết định số 45/QĐ-UBND ngày 18/11/2015)",),
        ("STT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị"),
        (1, "Lê Văn Mẫu", 1970, "Tổ trưởng", "Tổ dân phố 1"),
        wanted="old_awards",
    )
    assert [row.status for row in found.rows] == ["unreadable"]
    assert "chưa ghi hình thức khen thưởng" in found.rows[0].problems[0].message


def test_a_column_of_numbers_goes_before_what_stands_above(read: Callable[..., Preview]) -> None:
    found = read(
        ("Quyết định số 45/QĐ-UBND ngày 18/11/2015",),
        ("STT", "Họ và tên", "Chức vụ, đơn vị", "Hình thức khen", "Số quyết định", "Ngày ký"),
        (1, "Lê Văn Mẫu", "Tổ trưởng, Tổ dân phố 1", "GK", "9/QĐ-UBND", "01/02/2016"),
        (2, "Lê Thị Cúc", "Tổ phó, Tổ dân phố 2", "GK", None, None),
    )
    assert [line[1:3] for line in told(found)] == [("9/QĐ-UBND", "2016-02-01"), ("45/QĐ-UBND", "2015-11-18")]


@pytest.mark.parametrize(
    ("title", "known"),
    [
        ("SỔ KHEN THƯỞNG NĂM 2015", "2015"),
        ("SỔ KHEN THƯỞNG GIAI ĐOẠN 2014 - 2018", None),
        ("SỔ KHEN THƯỞNG (lập ngày 05/01/2016)", None),
        ("SỔ KHEN THƯỞNG", None),
    ],
)
def test_the_year_of_the_book_is_that_of_a_line_without_a_day(
    read: Callable[..., Preview], title: str, known: str | None
) -> None:
    found = read(
        (title,),
        ("STT", "Họ và tên", "Chức vụ, đơn vị", "Hình thức khen", "Số quyết định", "Ngày ký"),
        (1, "Lê Văn Mẫu", "Tổ trưởng, Tổ dân phố 1", "GK", "9/QĐ-UBND", None),
        (2, "Lê Thị Cúc", "Tổ phó, Tổ dân phố 2", "GK", "9/QĐ-UBND", "01/02/2016"),
    )
    assert [line[2] for line in told(found)] == [known, "2016-02-01"]
    assert found.rows[0].status == ("new" if known else "unreadable")


def test_a_list_of_nominees_is_none_of_decisions(read: Callable[..., Preview]) -> None:
    found = read(
        ("DANH SÁCH ĐỀ NGHỊ TẶNG GIẤY KHEN",),
        ("(Kèm theo Tờ trình số 12/TTr-TDP ngày 18/11/2023)",),
        HEAD,
        (1, "Lê Văn Mẫu", "Tổ trưởng, Tổ dân phố 1", "Giấy khen", "Giúp dân"),
    )
    assert found.kind == "nominations"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Quyết định số 45/QĐ-UBND ngày 18/11/2015", "45/QĐ-UBND ngày 18/11/2015"),
        ("(Kèm theo Quyết định số: 45/QĐ-UBND ngày 18/11/2015)", "45/QĐ-UBND ngày 18/11/2015"),
        ("1. QĐ 45/QĐ-UBND năm 2015", "45/QĐ-UBND năm 2015"),
        ("- Quyết định khen thưởng số 45, ngày 18/11/2015", "45, ngày 18/11/2015"),
        ("Ban hành kèm theo Quyết định số 1234a/QĐ-UBND", "1234a/QĐ-UBND"),
        ("Quyết định số      /QĐ-UBND ngày     tháng    năm 2015", ""),
        ("Quyết định khen thưởng các năm", ""),
        ("Lê Quyết Định", ""),
        ("Đã thực hiện Quyết định số 45/QĐ-UBND", ""),
        ("(Kèm theo Tờ trình số 12/TTr-UBND)", ""),
        ("Số quyết định", ""),
    ],
)
def test_which_lines_name_a_decision(line: str, number: str) -> None:
    assert decision_lines.names_one(line) == bool(number)
    if number:
        assert decision_lines.without_lead(line) == number


@pytest.mark.parametrize(
    ("rows", "expect"),
    [
        pytest.param(
            [
                ("STT", "Tập thể", "Cá nhân", "Chức vụ", "Hình thức khen thưởng", "Số quyết định", "Ngày ký"),
                (1, "Trường Tiểu học Hoa Ban", None, None, "TTLĐXS", "1/QĐ-UBND", "1/2/2012"),
                (2, "Trường Tiểu học Hoa Ban", "Lê Văn X", "Hiệu trưởng", "CSTĐCS", "1/QĐ-UBND", "1/2/2012"),
            ],
            [
                ("collective", "tt_ldxs", "Trường Tiểu học Hoa Ban", None),
                ("individual", "cstd_co_so", "Lê Văn X", "Hiệu trưởng, Trường Tiểu học Hoa Ban"),
            ],
            id="bodies and persons in columns of their own",
        ),
        pytest.param(
            [
                ("Họ tên", "Danh hiệu", "Số QĐ", "Ngày, tháng, năm QĐ", "Ghi chú"),
                ("Hộ ông Nguyễn Văn Ba", "GĐVH", "01/QĐ-UBND", "tháng 12 năm 2012", None),
                ("Hộ bà Lê Thị Cúc", "nt", "nt", "nt", None),
            ],
            [
                ("household", "gia_dinh_van_hoa", "Hộ ông Nguyễn Văn Ba", None),
                ("household", "gia_dinh_van_hoa", "Hộ bà Lê Thị Cúc", None),
            ],
            id="titles of households",
        ),
        pytest.param(
            [
                ("STT", "Họ và tên", "Chức vụ", "Danh hiệu", "Hình thức", "Số QĐ", "Ngày QĐ"),
                (1, "Lê Văn Một", "Công chức", "LĐTT", None, "1", "1/2/2012"),
                (2, "Lê Văn Hai", "Công chức", None, "GK", "1", "1/2/2012"),
            ],
            [
                ("individual", "ldtt", "Lê Văn Một", "Công chức"),
                ("individual", "giay_khen", "Lê Văn Hai", "Công chức"),
            ],
            id="titles and forms in columns of their own",
        ),
        pytest.param(
            [
                (
                    "STT",
                    "Số quyết định, ngày tháng năm",
                    "Tên tập thể, cá nhân",
                    "Hình thức khen",
                    "Trích yếu",
                ),
                (1, "12/QĐ-UBND\n01/02/2012", "Lê Văn Một", "GK", "Khen thưởng năm 2011"),
                (2, "12/QĐ-UBND (01/02/2012)", "Lê Văn Hai", "GK", "Khen thưởng năm 2011"),
            ],
            [
                ("individual", "giay_khen", "Lê Văn Một", None),
                ("individual", "giay_khen", "Lê Văn Hai", None),
            ],
            id="number and day in one cell, before the names",
        ),
    ],
)
def test_other_ways_books_are_kept(
    read: Callable[..., Preview], rows: list[tuple[Any, ...]], expect: list[tuple[Any, ...]]
) -> None:
    found = read(*rows)
    assert found.kind == "old_awards"
    got = [(r.kind, r.found["form"], r.values["name"], r.values["position_unit"]) for r in found.rows]
    assert got == expect
    assert len({row.values["number"] for row in found.rows}) == 1


def test_a_sum_that_says_dong_itself_is_dong(read: Callable[..., Preview]) -> None:
    found = read(
        ("STT", "Họ và tên", "Hình thức", "Số QĐ", "Ngày QĐ", "Tiền thưởng (nghìn đồng)"),
        (1, "Lê Văn Một", "GK", "12", "1/2/2012", 345),
        (2, "Lê Văn Hai", "GK", "12", "1/2/2012", "450.000đ"),
    )
    assert [row.values["prize"] for row in found.rows] == [345_000, 450_000]


def test_a_sheet_a_year_is_read_as_one_workbook(ward: Any, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for year in (2014, 2015):
        page = book.create_sheet(str(year))
        page.append(("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Hình thức khen", "Số quyết định"))
        page.append(
            (1, f"Lê Văn Năm {chr(year - 1950)}", "Tổ viên", "Tổ dân phố 1", "GK", f"{year - 2000}/QĐ-UBND")
        )
    del book["Sheet"]
    book.save(tmp_path / "a.xlsx")
    found = preview_file(ward.con, tmp_path / "a.xlsx", None)
    assert [(one.sheet, one.rows[0].values["signed_day"]) for one in found.sheets] == [
        ("2014", "2014"),
        ("2015", "2015"),
    ]
    with ward.store.action("Sổ cũ") as action:
        assert applying.apply(action, found) == 2
    assert [r.shown_day for r in reports.register_rows(ward.con)] == ["2014", "2015"]


def test_a_register_without_an_office_wants_the_organ_named(store: Any) -> None:
    head = ("Họ và tên", "Chức vụ", "Hình thức khen", "Số quyết định", "Ngày ký", "Cơ quan ban hành")
    lines = (
        ("Lê Văn Một", "Tổ trưởng", "GK", "1/QĐ-UBND", "18/11/2015", None),
        ("Lê Văn Hai", "Tổ trưởng", "GK", "2/QĐ-UBND", "18/11/2015", "UBND huyện Cư Mẫu"),
    )
    found = preview_grids(store.con, [Grid("Sổ", (head, *lines), 0)], None)
    assert [row.status for row in found.rows] == ["unreadable", "new"]
    assert "sổ chưa có tên cơ quan" in found.rows[0].problems[-1].message
    with store.action("Sổ cũ") as action:
        assert applying.apply(action, found) == 1
