"""Biên bản sử dụng phôi: the workbook read back by openpyxl and held against figures added up by hand."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from db import awards, printing, settings, sheet_stock
from desktop.exchange import exports

D = dt.date
AT = dt.datetime(2024, 1, 3, 9, tzinfo=dt.UTC)
A4, A3 = "Phôi giấy khen A4", "Phôi giấy khen A3"


@pytest.fixture
def used(full_ward):
    """100 + 20 sheets came in, 3 went moulding, five were printed on 03/01/2024: two of them spoiled."""
    made = full_ward.decide()
    ids = [a.id for a in awards.list_awards(full_ward.con, made)]
    full_ward.listed = [a.shown for a in awards.list_awards(full_ward.con, made)]
    with full_ward.store.action("Kho, in") as action:
        settings.put(action, "officer_name", "Lê Thị Mơ")
        sheet_stock.add_stock(action, A4, 100, day=D(2023, 12, 1), reason="=1+1")
        sheet_stock.add_stock(action, A3, 20, day=D(2024, 1, 2), reason="Mua thêm")
        sheet_stock.add_stock(action, A4, -3, day=D(2024, 1, 2), reason="Ẩm mốc")
        run = printing.start_run(
            action, made, ids, template_name="phoi", printer="Canon", stock=A4, overprint=True, at=AT
        )
        printing.finish_run(action, run, 5, {2: "Kẹt giấy", 4: "Lệch"}, at=AT)
    full_ward.size = len(ids)
    return full_ward


def lines(path):
    """Every row of the minutes that says something, its empty cells left out."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Biên bản sử dụng phôi"]
    read = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    return [row for row in read if row]


def test_the_minutes_of_a_month(used, tmp_path):
    path = tmp_path / "bb.xlsx"
    rows = exports.export(
        used.con, "sheets", None, path, D(2024, 1, 31), start=D(2024, 1, 1), store_name="sổ"
    )
    assert rows == 2
    assert used.size == 5
    found = lines(path)
    assert found[3] == ["BIÊN BẢN SỬ DỤNG PHÔI GIẤY KHEN"]
    assert found[4] == ["(Từ ngày 01/01/2024 đến ngày 31/01/2024)"]
    assert found[5][0].startswith("Hôm nay, ngày 31 tháng 01 năm 2024, tại Ủy ban nhân dân phường Hoa Ban, ")
    assert found[6:] == [
        ["I. Nhập, sử dụng và tồn phôi (đơn vị tính: tờ)"],
        ["STT", "Loại phôi", "Tồn đầu kỳ", "Nhập trong kỳ", "Đã in", "Xuất khác", "Tồn cuối kỳ", "Ghi chú"],
        ["In tốt", "In hỏng"],
        [1, A3, 0, 20, 0, 0, 0, 20, "Nhập 20 ngày 02/01/2024 (Mua thêm)"],
        [2, A4, 100, 0, 3, 2, 3, 92, "Xuất 3 ngày 02/01/2024 (Ẩm mốc)"],
        ["Tổng cộng", 100, 20, 3, 2, 3, 112],
        ["II. Phôi in hỏng"],
        [
            "STT",
            "In cho",
            "Ngày in",
            "Quyết định số",
            "Tờ số",
            "Lý do hỏng",
            "Loại phôi",
            "Người in",
            "Máy in",
        ],
        [1, used.listed[1], "03/01/2024", "12/QĐ-UBND", "2", "Kẹt giấy", A4, "Lê Thị Mơ", "Canon"],
        [2, used.listed[3], "03/01/2024", "12/QĐ-UBND", "4", "Lệch", A4, "Lê Thị Mơ", "Canon"],
        ["Tổng số phôi in hỏng: 2 tờ (bằng chữ: hai tờ)."],
        ["Người lập\n(Ký, ghi rõ họ tên)", "Thủ trưởng đơn vị\n(Ký tên, đóng dấu)"],
    ]


def test_a_period_without_a_spoiled_sheet_says_so(used, tmp_path):
    path = tmp_path / "bb.xlsx"
    exports.export(used.con, "sheets", None, path, D(2023, 12, 31))
    found = lines(path)
    assert found[4] == ["(Từ ngày 01/01/2023 đến ngày 31/12/2023)"]
    assert [1, A4, 0, 100, 0, 0, 0, 100, "Nhập 100 ngày 01/12/2023 (=1+1)"] in found
    assert found[-2:] == [
        ["II. Phôi in hỏng: không có."],
        ["Người lập\n(Ký, ghi rõ họ tên)", "Thủ trưởng đơn vị\n(Ký tên, đóng dấu)"],
    ]


def test_the_source_sheet_counts_both_tables(used, tmp_path):
    path = tmp_path / "bb.xlsx"
    exports.export(used.con, "sheets", None, path, D(2024, 1, 31), start=D(2024, 1, 1), store_name="sổ")
    sheet = openpyxl.load_workbook(path)["Nguồn số liệu"]
    told = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert told["Số liệu tính từ ngày"] == "01/01/2024"
    assert told["Số liệu tính đến ngày"] == "31/01/2024"
    assert told["Số dòng của bảng “Biên bản sử dụng phôi”"] == "2"
    assert told["Số dòng của bảng “Phôi in hỏng”"] == "2"
    assert not openpyxl.load_workbook(path)["Biên bản sử dụng phôi"].print_title_rows, "two tables, two heads"


def test_the_command_takes_a_period(used, tmp_path, cli):
    used.store.close()
    path, out = used.store.path, tmp_path / "bb.xlsx"
    code, said, _ = cli("export", path, "sheets", "-o", out, "--from", "1/1/2024", "--to", "2024-01-31")
    assert (code, said) == (0, f"Đã ghi biên bản sử dụng phôi (2 dòng): {out}\n")
    assert lines(out)[4] == ["(Từ ngày 01/01/2024 đến ngày 31/01/2024)"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("sheets", "--from", "1/2/2024", "--to", "31/1/2024"), "sau"),
        (("sheets", "--from", "31/2/2024"), "chỉ có 29 ngày"),
        (("register", "--to", "31/1/2024"), "biên bản sử dụng phôi"),
    ],
)
def test_a_period_that_cannot_be_is_refused(used, tmp_path, cli, arguments, named):
    used.store.close()
    out = tmp_path / "bb.xlsx"
    code, said, err = cli("export", used.store.path, arguments[0], "-o", out, *arguments[1:])
    assert (code, said) == (1, "")
    assert err.startswith("Lỗi: ")
    assert named in err
    assert err.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize(
    ("made", "dated"),
    [
        (dt.datetime(2024, 1, 20, 8), "Hôm nay, ngày 20 tháng 01 năm 2024"),  # noqa: DTZ001
        (dt.datetime(2024, 2, 5, 8), "Hôm nay, ngày 31 tháng 01 năm 2024"),  # noqa: DTZ001
    ],
)
def test_minutes_of_a_period_still_running_bear_the_day_they_are_made(used, tmp_path, made, dated):
    path = tmp_path / "bb.xlsx"
    exports.export(used.con, "sheets", None, path, D(2024, 1, 31), start=D(2024, 1, 1), made_at=made)
    assert lines(path)[5][0].startswith(dated)
