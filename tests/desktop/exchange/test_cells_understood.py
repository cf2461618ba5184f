"""Cells as clerks write them, by hand tables: days, quarters, sums, measures, years, and what a heading says."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange import columns, money
from desktop.exchange.columns import Understood
from desktop.exchange.mapping import Mapping
from desktop.exchange.reading import Grid, Value, as_text, cell_name, column_letter


def read(field: str, value: Value, heading: str = "Cột", above: tuple[Value, ...] = ()) -> Understood:
    rows = ((heading,),) if not above else (above, (heading,))
    grid = Grid("Bảng", rows)
    table = Mapping("nominations", len(rows) - 1, len(rows), {field: 0})
    return columns.column_reader(grid, table, field)(value)


DAYS: list[tuple[Value, str | None]] = [
    (dt.date(1984, 2, 29), "1984-02-29"),
    ("29/02/1984", "1984-02-29"),
    ("1/2/1984", "1984-02-01"),
    ("1-2-1984", "1984-02-01"),
    ("01.02.1984", "1984-02-01"),
    ("ngày 05 tháng 02 năm 1984", "1984-02-05"),
    ("2/1984", "1984-02"),
    ("tháng 2 năm 1984", "1984-02"),
    ("1984", "1984"),
    ("năm 1984", "1984"),
    (1984, "1984"),
    (1984.0, "1984"),
    (None, None),
]


@pytest.mark.parametrize(("written", "day"), DAYS)
@pytest.mark.parametrize("field", ["birth_date", "received", "finish", "day"])
def test_a_day_a_month_or_a_year(field: str, written: Value, day: str | None) -> None:
    assert read(field, written) == Understood(day)


@pytest.mark.parametrize("written", ["30/02/1984", "31/4/2023", "15/13/2023", "29/02/2023"])
def test_a_day_no_calendar_has_is_told(written: str) -> None:
    found = read("birth_date", written)
    assert found == Understood(None, f"Ngày “{written}” không có trong lịch; hãy sửa lại ô này.")


@pytest.mark.parametrize("written", ["không rõ", "x", "thứ hai", "năm ngoái"])
def test_what_is_no_day_is_told_and_left_out(written: str) -> None:
    found = read("birth_date", written)
    assert (found.value, written in found.problem) == (None, True)
    assert found.problem.endswith("; ô này được bỏ qua.")


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("Quý IV/2023", "2023-12"),
        ("quý iii năm 2023", "2023-09"),
        ("Quý 1/2024", "2024-03"),
        ("QUÝ II - 2023", "2023-06"),
        ("Hoàn thành trong quý I năm 2023", "2023-03"),
        ("6 tháng đầu năm 2023", "2023-06"),
        ("06 tháng cuối năm 2023", "2023-12"),
        ("trước 30/11/2023", "2023-11-30"),
        ("Trước ngày 30/11/2023", "2023-11-30"),
        ("hoàn thành trước ngày 5 tháng 9 năm 2023", "2023-09-05"),
        ("từ 9/2023 đến 12/2023", "2023-12"),
        ("từ tháng 9 đến tháng 12 năm 2023", "2023-12"),
        ("15/9/2023 - 30/11/2023", "2023-11-30"),
        ("2021-2023", "2023"),
        ("Chậm nhất 20/10/2023", "2023-10-20"),
        ("cuối năm 2023", "2023"),
        ("đến hết năm 2025", "2025"),
    ],
)
def test_by_when_in_words(written: str, until: str) -> None:
    assert read("finish", written) == Understood(until)


@pytest.mark.parametrize("written", ["Quý V/2023", "thường xuyên", "khi có kinh phí", "Quý IV"])
def test_no_time_is_made_up(written: str) -> None:
    found = read("finish", written)
    assert found.value is None
    assert found.problem


@pytest.mark.parametrize("roman", [(1, "I"), (2, "II"), (3, "III"), (4, "IV")])
@pytest.mark.parametrize("year", [1999, 2023, 2030])
@pytest.mark.parametrize(
    "form", ["Quý {}/{}", "quý {} năm {}", "Quý {}-{}", "Quý {}.{}", "quý {}, {}", "Quý {} {}"]
)
def test_a_quarter_ends_with_its_third_month(roman: tuple[int, str], year: int, form: str) -> None:
    number, said = roman
    last_month = {1: "03", 2: "06", 3: "09", 4: "12"}[number]
    for shown in (said, said.lower(), str(number)):
        assert read("finish", form.format(shown, year)).value == f"{year}-{last_month}"


# ------------------------------------------------------------ sums of money


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Kinh phí (triệu đồng)", 10**6),
        ("Kinh phí thực hiện (Triệu đồng)", 10**6),
        ("Giá trị (ĐVT: triệu đồng)", 10**6),
        ("Số tiền (nghìn đồng)", 10**3),
        ("Tổng mức (tỷ đồng)", 10**9),
        ("Tổng mức (tỉ đồng)", 10**9),
        ("Kinh phí (đồng)", 1),
        ("Kinh phí", 1),
        ("Kinh phí (VNĐ)", 1),
        ("Kinh phí (ĐVT: đồng)", 1),
        ("Công ty đóng góp", 1),
        ("Số tiền đóng góp của Công ty", 1),
        ("Hỗ trợ 50 triệu đồng mỗi hộ", 1),
        ("Người đóng góp triệu phú", 1),
    ],
)
def test_what_one_stands_for(heading: str, unit: int) -> None:
    assert money.heading_unit(heading) == unit
    assert read("value", 3, heading).value == 3 * unit


@pytest.mark.parametrize(
    ("heading", "above", "value"),
    [
        ("Kinh phí", ("Đơn vị tính: triệu đồng",), 7_000_000),
        ("Kinh phí", ("(ĐVT: nghìn đồng)",), 7_000),
        ("Kinh phí (đồng)", ("Đơn vị tính: triệu đồng",), 7),
        ("Kinh phí (tỷ đồng)", ("Đơn vị tính: triệu đồng",), 7_000_000_000),
        ("Kinh phí", ("Xã huy động được 3 triệu đồng năm trước",), 7),
    ],
)
def test_the_own_heading_goes_before_the_whole_table(
    heading: str, above: tuple[str, ...], value: int
) -> None:
    assert read("value", 7, heading, above).value == value


@pytest.mark.parametrize(
    ("written", "dong"),
    [
        ("15.000.000 đồng", 15_000_000),
        ("15.000.000đ", 15_000_000),
        ("15,000,000", 15_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1,5 tỷ đồng", 1_500_000_000),
        ("1 tỷ 250 triệu đồng", 1_250_000_000),
        ("350 triệu", 350_000_000),
        ("350tr", 350_000_000),
        ("500 nghìn đồng", 500_000),
        ("500k", 500_000),
        ("0", 0),
        (2_000_000, 2_000_000),
        (2_000_000.0, 2_000_000),
    ],
)
def test_a_sum_as_it_is_written(written: Value, dong: int) -> None:
    assert read("value", written) == Understood(dong)


@pytest.mark.parametrize(
    "written", ["Xã hội hóa", "chưa có", "-5.000.000", "1,5 tỷ (dự kiến)", "0905 123 456 789 012"]
)
def test_what_is_no_sum_is_left_out(written: str) -> None:
    found = read("value", written)
    assert found == Understood(None, f"“{written}” không phải số tiền; ô này được bỏ qua.")


@pytest.mark.parametrize(
    ("written", "odd"), [(15_000_000, True), ("15.000.000", True), (999_999, False), (150, False)]
)
def test_a_sum_too_large_for_its_unit_is_dong_and_asked_about(written: Value, odd: bool) -> None:
    found = read("value", written, "Kinh phí (triệu đồng)")
    assert isinstance(found.value, int)
    assert ("hãy kiểm tra lại" in found.problem) is odd
    if odd:
        assert found.value == 15_000_000


@given(st.integers(0, 10**12))
def test_a_whole_sum_is_never_changed(dong: int) -> None:
    grouped = f"{dong:,}".replace(",", ".")
    for written in (dong, str(dong), grouped, f"{grouped} đồng", f"{grouped},00"):
        assert read("value", written).value == dong


@given(st.integers(0, 999_999), st.integers(0, 999))
def test_millions_with_decimals_are_whole_dong(millions: int, thousandths: int) -> None:
    expected = millions * 10**6 + thousandths * 10**3
    assert read("value", f"{millions},{thousandths:03} triệu đồng").value == expected


# ------------------------------------------------------------ measures and years


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (85.5, "85.5"),
        ("85,5", "85.5"),
        ("85,5%", "85.5"),
        ("1.490,5", "1490.5"),
        (100, "100"),
        (100.0, "100"),
        ("100 %", "100"),
        ("0,30", "0.3"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (12_000_000, "12000000"),
        (0, "0"),
    ],
)
def test_a_measure_is_never_rounded(written: Value, text: str) -> None:
    assert read("result", written) == Understood(text)
    assert read("annual", written) == Understood(text)


@pytest.mark.parametrize("written", ["tăng 5%", "khoảng 30", "5/7", "đạt", "N/A", float("nan"), float("inf")])
def test_what_is_no_number_is_left_out(written: Value) -> None:
    found = read("result", written)
    assert found.value is None
    assert "không phải số" in found.problem


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_out_of_excel_keeps_every_digit(number: float) -> None:
    said = read("result", number).value
    assert isinstance(said, str)
    assert "e" not in said.lower()
    assert Decimal(said) == Decimal(repr(number))


@pytest.mark.parametrize(
    ("written", "years"),
    [
        (2023, "2023"),
        ("2023", "2023"),
        ("năm 2023", "2023"),
        ("2019-2021", "2019-2021"),
        ("2019 – 2021", "2019-2021"),
        ("2019 đến 2021", "2019-2021"),
        ("Năm 2019 đến năm 2021", "2019-2021"),
        ("2021-2021", "2021"),
        (dt.date(2022, 5, 1), "2022"),
        (None, None),
    ],
)
def test_years(written: Value, years: str | None) -> None:
    assert read("year", written) == Understood(years)


@pytest.mark.parametrize("written", ["2021-2019", "1899", "2201", "19", "hai năm", "2019, 2021"])
def test_no_years(written: str) -> None:
    found = read("year", written)
    assert found == Understood(None, f"“{written}” không phải năm; hãy ghi năm, ví dụ 2022.")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, None), ("Ông", "Ông"), (7, "7"), (7.0, "7"), (7.5, "7.5"), (dt.date(2023, 9, 5), "05/09/2023")],
)
def test_other_cells_as_a_person_reads_them(value: Value, shown: str | None) -> None:
    assert read("name", value) == Understood(shown)
    assert as_text(value) == (shown or "")


# ------------------------------------------------------------ names of cells


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [
        (0, 0, "A1"),
        (9, 25, "Z10"),
        (0, 26, "AA1"),
        (0, 51, "AZ1"),
        (0, 52, "BA1"),
        (0, 701, "ZZ1"),
        (0, 702, "AAA1"),
        (1048575, 16383, "XFD1048576"),
    ],
)
def test_cells_are_named_as_excel_names_them(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


@given(st.integers(0, 16_383))
def test_letters_of_columns_against_openpyxl(column: int) -> None:
    from openpyxl.utils import get_column_letter

    assert column_letter(column) == get_column_letter(column + 1)


@given(
    st.lists(st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=3)), max_size=4), max_size=4),
    st.integers(0, 6),
    st.integers(0, 6),
)
def test_outside_a_sheet_there_is_nothing(rows: list[list[Any]], row: int, column: int) -> None:
    grid = Grid("x", tuple(map(tuple, rows)))
    inside = row < len(rows) and column < len(rows[row])
    assert grid.value(row, column) == (rows[row][column] if inside else None)
    assert isinstance(grid.text(row, column), str)
