"""The writer of workbooks seen by two outside readers, openpyxl and calamine: values, groups, sums, paper, charts."""

from __future__ import annotations

import datetime as dt
import itertools
import unicodedata
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import range_boundaries

from desktop.exchange.measures import free_name, line_count, row_height
from desktop.exchange.workbook import Heading, Section, SheetColumn, SheetTable, SourceNote, write_workbook
from desktop.exchange.workbook_parts import ChartSpec

HEADING = Heading(("ỦY BAN NHÂN DÂN", "PHƯỜNG HOA BAN"), "Hoa Ban", dt.date(2024, 1, 5))
SOURCE = SourceNote((("Nguồn", "Sổ Thi Đua – sổ.sothidua"), ("Phong trào", "Toàn bộ sổ")))
COLUMNS = (
    SheetColumn("Tên", "text", 30),
    SheetColumn("Số lượng", "number", 10, total=True, group="Kết quả"),
    SheetColumn("Kinh phí", "money", 16, total=True, group="Kết quả"),
    SheetColumn("Ngày", "date", 12),
    SheetColumn("Đạt", "center", 8, group="Đánh giá"),
)
ROWS = (
    ("Thôn Đông", 3, 12_500_000, dt.date(2023, 8, 10), "x"),
    ("Thôn Tây", 0, None, None, ""),
    ("Thôn Nam", 4, 9_999_999_999_999, dt.date(1945, 9, 2), None),
)


@pytest.fixture
def write(tmp_path: Path):
    """Write tables to a file and return its path."""
    numbers = itertools.count()

    def run(*tables: SheetTable, source: SourceNote = SOURCE, heading: Heading = HEADING) -> Path:
        path = tmp_path / f"bảng {next(numbers)}.xlsx"
        write_workbook(path, heading, tables, source, "Bảng thử")
        return path

    return run


def table(rows=ROWS, columns=COLUMNS, name="Bảng", **facts) -> SheetTable:
    sections = facts.pop("sections", (Section("", tuple(rows)),))
    return SheetTable(name, facts.pop("title", "DANH SÁCH"), "năm 2023", tuple(columns), sections, **facts)


def head_row(sheet) -> int:
    return next(row for row in range(1, 20) if sheet.cell(row, 1).value == "STT")


def first_row(sheet) -> int:
    """The first row that carries a number in STT."""
    start = head_row(sheet)
    return next(row for row in range(start, start + 9) if isinstance(sheet.cell(row, 1).value, int))


def total_row(sheet) -> int | None:
    return next((row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == "Tổng cộng"), None)


def calamine(path: Path, sheet: str) -> list[list[object]]:
    return (
        python_calamine.CalamineWorkbook.from_path(str(path))
        .get_sheet_by_name(sheet)
        .to_python(skip_empty_area=False)
    )


# ---- values of every kind


def test_each_kind_of_value_arrives_as_its_type(write) -> None:
    sheet = openpyxl.load_workbook(write(table()))["Bảng"]
    row = first_row(sheet)
    name, count, money, day, mark = (sheet.cell(row, column) for column in range(2, 7))
    assert (name.value, name.data_type, name.number_format) == ("Thôn Đông", "s", "@")
    assert (count.value, count.data_type) == (3, "n")
    assert (money.value, money.number_format) == (12_500_000, "#,##0")
    assert day.is_date
    assert (day.value.date(), day.number_format) == (dt.date(2023, 8, 10), "dd/mm/yyyy")
    assert (mark.value, mark.alignment.horizontal) == ("x", "center")


def test_empty_values_are_empty_cells_with_a_border(write) -> None:
    sheet = openpyxl.load_workbook(write(table()))["Bảng"]
    row = first_row(sheet) + 1
    assert [sheet.cell(row, column).value for column in range(2, 7)] == ["Thôn Tây", 0, None, None, None]
    assert all(sheet.cell(row, column).border.top.style for column in range(1, 7))


def test_zero_is_written_and_large_sums_stay_exact(write) -> None:
    path = write(table())
    rows = calamine(path, "Bảng")
    assert [row[3] for row in rows if row[1] == "Thôn Nam"] == [9_999_999_999_999]
    assert [row[2] for row in rows if row[1] == "Thôn Tây"] == [0]


def test_a_day_before_the_war_is_that_day_for_both_readers(write) -> None:
    path = write(table())
    sheet = openpyxl.load_workbook(path)["Bảng"]
    assert sheet.cell(first_row(sheet) + 2, 5).value.date() == dt.date(1945, 9, 2)
    (day,) = [row[4] for row in calamine(path, "Bảng") if row[1] == "Thôn Nam"]
    assert day == dt.date(1945, 9, 2)


DANGEROUS = (
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+84 909",
    "-5",
    "@SUM(A1)",
    "{=A1}",
    "http://vi.du",
    "mailto:a@b",
    "00123",
    "1/2",
    "TRUE",
    "'dấu nháy",
    " đầu cách",
    "a\nb",
)


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_stays_text_wherever_it_stands(write, text: str) -> None:
    columns = (
        SheetColumn("Tên", "text", 20),
        SheetColumn("Giữa", "center", 10),
        SheetColumn("Số", "number", 10),
    )
    made = table([(text, text, text)], columns, sections=(Section(text, ((text, text, text),)),), note=text)
    path = write(made, source=SourceNote(((text, text),)))
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert sum(1 for cell in cells if cell.value == text) == 7
    assert sum(row.count(text) for row in calamine(path, "Bảng")) == 5


def test_decomposed_text_comes_out_composed(write) -> None:
    apart = unicodedata.normalize("NFD", "Đường hẻm Nguyễn Thị Thủy")
    made = table(
        sections=(Section(apart, ((apart, 1, 2, None, apart),)),),
        name=apart,
        title=apart,
        note=apart,
        signatures=(apart, apart),
        chart=ChartSpec("Biểu", (apart,), ((apart, (1,)),)),
    )
    book = openpyxl.load_workbook(write(made, source=SourceNote(((apart, apart),))))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert texts.count(unicodedata.normalize("NFC", apart)) == 11
    assert all(unicodedata.is_normalized("NFC", text) for text in [*texts, *book.sheetnames])


# ---- headings and their groups


def test_groups_stand_over_their_columns(write) -> None:
    sheet = openpyxl.load_workbook(write(table()))["Bảng"]
    head = head_row(sheet)
    merged = {str(area) for area in sheet.merged_cells.ranges if area.min_row in (head, head + 1)}
    assert merged == {
        f"A{head}:A{head + 1}",
        f"B{head}:B{head + 1}",
        f"C{head}:D{head}",
        f"E{head}:E{head + 1}",
    }, "STT, Tên and Ngày go down two rows; Kết quả spans its two columns; a group of one is not merged"
    assert [sheet.cell(head, column).value for column in (3, 6)] == ["Kết quả", "Đánh giá"]
    assert [sheet.cell(head + 1, column).value for column in (3, 4, 6)] == ["Số lượng", "Kinh phí", "Đạt"]


def test_without_groups_the_head_is_one_row(write) -> None:
    columns = (SheetColumn("Tên", "text", 30), SheetColumn("Số", "number", 10))
    sheet = openpyxl.load_workbook(write(table([("Thôn Đông", 1)], columns)))["Bảng"]
    assert first_row(sheet) == head_row(sheet) + 1


def test_equal_groups_apart_stay_two(write) -> None:
    columns = tuple(
        SheetColumn(title, "number", 9, group=group)
        for title, group in (("1", "Năm"), ("2", "Năm"), ("3", ""), ("4", "Năm"), ("5", "Năm"))
    )
    sheet = openpyxl.load_workbook(write(table([(1, 2, 3, 4, 5)], columns)))["Bảng"]
    head = head_row(sheet)
    spans = {str(area) for area in sheet.merged_cells.ranges if area.min_row == area.max_row == head}
    assert spans == {f"B{head}:C{head}", f"E{head}:F{head}"}


def test_sections_are_numbered_from_one_each(write) -> None:
    sections = (
        Section("I. Tập thể", (ROWS[0], ROWS[1])),
        Section("II. Cá nhân", (ROWS[2],)),
        Section("III. Hộ gia đình", ()),
    )
    made = table(sections=sections)
    sheet = openpyxl.load_workbook(write(made))["Bảng"]
    head = head_row(sheet)
    shown = [(sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in range(head + 2, head + 9)]
    assert shown == [
        (None, "I. Tập thể"),
        (1, "Thôn Đông"),
        (2, "Thôn Tây"),
        (None, "II. Cá nhân"),
        (1, "Thôn Nam"),
        (None, "III. Hộ gia đình"),
        (None, "Tổng cộng"),
    ]
    assert made.row_count == 3


# ---- sums

FIGURES = st.one_of(st.none(), st.integers(0, 10**12))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.lists(st.tuples(FIGURES, FIGURES), max_size=6), min_size=1, max_size=4))
def test_kept_sums_are_those_of_all_rows(write, figures: list[list[tuple[int | None, int | None]]]) -> None:
    sections = tuple(
        Section(f"Nhóm {number}", tuple(("Tên", one, other, None, None) for one, other in rows))
        for number, rows in enumerate(figures)
    )
    path = write(table(sections=sections))
    kept = openpyxl.load_workbook(path, data_only=True)["Bảng"]
    row = total_row(kept)
    flat = [pair for rows in figures for pair in rows]
    if not flat:
        assert row is None
        return
    assert [kept.cell(row, column).value for column in (3, 4)] == [
        sum(one or 0 for one, _ in flat),
        sum(other or 0 for _, other in flat),
    ]
    live = openpyxl.load_workbook(path)["Bảng"]
    formula = str(live.cell(row, 3).value)
    assert formula.startswith("=SUBTOTAL(9,")
    left, top, right, bottom = range_boundaries(formula.removeprefix("=SUBTOTAL(9,").rstrip(")"))
    assert (left, right) == (3, 3)
    inside = [live.cell(line, 3).value for line in range(top, bottom + 1)]
    assert [value for value in inside if value is not None] == [one for one, _ in flat if one is not None]


def test_only_columns_with_a_sum_get_one(write) -> None:
    sheet = openpyxl.load_workbook(write(table()), data_only=True)["Bảng"]
    row = total_row(sheet)
    assert [sheet.cell(row, column).value for column in range(1, 7)] == [
        None,
        "Tổng cộng",
        7,
        10_000_012_499_999,
        None,
        None,
    ]


def test_words_among_figures_are_not_added(write) -> None:
    rows = [("a", 2, "Sổ không ghi", None, None), ("b", "Sổ không ghi", 5, None, None)]
    sheet = openpyxl.load_workbook(write(table(rows)), data_only=True)["Bảng"]
    row = total_row(sheet)
    assert (sheet.cell(row, 3).value, sheet.cell(row, 4).value) == (2, 5)


def test_a_table_without_sums_has_no_total_row(write) -> None:
    columns = (SheetColumn("Tên", "text", 30), SheetColumn("Số", "number", 10))
    assert total_row(openpyxl.load_workbook(write(table([("a", 1)], columns)))["Bảng"]) is None


def test_an_empty_table_keeps_its_head_and_paper(write) -> None:
    path = write(table([]))
    sheet = openpyxl.load_workbook(path)["Bảng"]
    assert sheet.cell(head_row(sheet), 2).value == "Tên"
    assert total_row(sheet) is None
    assert sheet.print_area
    assert [row[1] for row in calamine(path, "Nguồn số liệu") if "Số dòng" in str(row[0])] == ["0"]


def test_two_thousand_rows_arrive_in_order(write) -> None:
    rows = [
        (f"Hộ số {n}", n, n * 1000, dt.date(2023, 1, 1) + dt.timedelta(days=n % 365), "x")
        for n in range(2000)
    ]
    path = write(table(rows))
    read = [row for row in calamine(path, "Bảng") if str(row[1]).startswith("Hộ số")]
    assert [row[1] for row in read] == [row[0] for row in rows]
    assert [row[0] for row in read] == list(range(1, 2001))
    sheet = openpyxl.load_workbook(path, data_only=True)["Bảng"]
    assert sheet.cell(total_row(sheet), 4).value == sum(range(2000)) * 1000


# ---- paper


def test_paper_head_rows_and_panes(write) -> None:
    sheet = openpyxl.load_workbook(write(table()))["Bảng"]
    head, first = head_row(sheet), first_row(sheet)
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${head}:${first - 1}", "both rows of the head on every page"
    assert sheet.freeze_panes == f"C{first}"
    assert "&P" in sheet.oddHeader.center.text


def test_the_printed_area_holds_everything_written(write) -> None:
    made = table(note="Ghi chú cuối bảng", signatures=("NGƯỜI LẬP", "CHỦ TỊCH"))
    sheet = openpyxl.load_workbook(write(made))["Bảng"]
    _, _, right, bottom = range_boundaries(sheet.print_area.split("!")[-1].replace("$", ""))
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert right >= max(cell.column for cell in filled)
    assert bottom >= max(cell.row for cell in filled)


def test_a_very_wide_table_is_printed_on_a3(write) -> None:
    columns = tuple(SheetColumn(str(n), "text", 25) for n in range(9))
    sheet = openpyxl.load_workbook(write(table([tuple("a" * 9)], columns)))["Bảng"]
    assert int(sheet.page_setup.paperSize) == 8


def test_letterhead_left_and_right(write) -> None:
    sheet = openpyxl.load_workbook(write(table()))["Bảng"]
    texts = {str(cell.value): cell for row in sheet.iter_rows(max_row=4) for cell in row if cell.value}
    assert list(texts) == [
        "ỦY BAN NHÂN DÂN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "PHƯỜNG HOA BAN",
        "Độc lập - Tự do - Hạnh phúc",
        "Hoa Ban, ngày 05 tháng 01 năm 2024",
    ]
    assert texts["PHƯỜNG HOA BAN"].column < texts["Độc lập - Tự do - Hạnh phúc"].column
    assert texts["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"].font.bold


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("widths", [(40, 6, 6), (6, 6, 40, 6), (10,) * 9, (30, 12, 5, 5, 5, 5, 30)])
def test_signatures_stand_side_by_side(write, count: int, widths: tuple[int, ...]) -> None:
    columns = tuple(SheetColumn(f"C{n}", "text", width) for n, width in enumerate(widths))
    titles = ("NGƯỜI LẬP BẢNG", "KẾ TOÁN", "CHỦ TỊCH")[:count]
    sheet = openpyxl.load_workbook(write(table([("x",) * len(widths)], columns, signatures=titles)))["Bảng"]
    places = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value in titles}
    assert tuple(sorted(places, key=lambda title: places[title].column)) == titles
    assert len({cell.row for cell in places.values()}) == 1
    areas = sorted((area.bounds for area in sheet.merged_cells.ranges), key=lambda area: (area[1], area[0]))
    for one, other in itertools.combinations(areas, 2):
        apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
        assert apart, "no merged areas lie over each other"


def test_a_long_text_makes_its_row_taller(write) -> None:
    long = "Tuyên truyền, vận động nhân dân giữ gìn vệ sinh đường làng, ngõ xóm; " * 4
    sheet = openpyxl.load_workbook(write(table([(long, 1, 1, None, None), ("ngắn", 1, 1, None, None)])))[
        "Bảng"
    ]
    row = first_row(sheet)
    tall, low = sheet.row_dimensions[row].height, sheet.row_dimensions[row + 1].height
    # Heights are kept in whole pixels: three quarters of a point.
    assert abs(low - row_height(1)) < 0.75
    assert abs(tall - row_height(line_count(long, 30))) < 0.75
    assert tall > 5 * 16


# ---- further sheets


def test_the_source_sheet_counts_every_table(write) -> None:
    made = [table(name="Đăng ký"), table(ROWS[:1], name="Đề nghị"), table([], name="Sổ")]
    book = openpyxl.load_workbook(write(*made))
    assert book.sheetnames == ["Đăng ký", "Đề nghị", "Sổ", "Nguồn số liệu"]
    sheet = book["Nguồn số liệu"]
    said = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(1, sheet.max_row + 1)}
    assert said == {
        "Nguồn": "Sổ Thi Đua – sổ.sothidua",
        "Phong trào": "Toàn bộ sổ",
        "Ngày lập bảng": "05/01/2024",
        "Số dòng của bảng “Đăng ký”": "3",
        "Số dòng của bảng “Đề nghị”": "1",
        "Số dòng của bảng “Sổ”": "0",
    }


def test_a_chart_draws_the_figures_beside_it(write) -> None:
    spec = ChartSpec(
        "Đăng ký", ("Thôn", "Trường", "Hội"), (("Mô hình", (3, 0, 5)), ("Công trình", (1, 2, 0)))
    )
    path = write(table(chart=spec))
    sheet = openpyxl.load_workbook(path)["BĐ Đăng ký"]
    (chart,) = sheet._charts
    assert [sheet.cell(row, 1).value for row in (3, 4, 5)] == ["Thôn", "Trường", "Hội"]
    for series, column in zip(chart.series, (2, 3), strict=True):
        left, top, right, bottom = range_boundaries(series.val.numRef.f.split("!")[-1].replace("$", ""))
        assert (left, right, top, bottom) == (column, column, 3, 5)
        drawn = tuple(sheet.cell(row, column).value for row in range(top, bottom + 1))
        assert drawn == spec.series[column - 2][1]
    assert [row[1:3] for row in calamine(path, "BĐ Đăng ký")][2:5] == [[3, 1], [0, 2], [5, 0]]


LONG = "Danh sách đề nghị khen thưởng đợt thi đua cao điểm"


def test_names_of_sheets_are_cut_and_kept_apart(write) -> None:
    book = openpyxl.load_workbook(write(*[table(name=LONG) for _ in range(3)]))
    names = book.sheetnames[:3]
    assert len({name.casefold() for name in names}) == 3
    assert all(len(name) <= 31 and name.startswith("Danh sách đề nghị") for name in names)
    assert names[1].endswith(" (2)")
    assert names[2].endswith(" (3)")


@pytest.mark.parametrize(
    ("wanted", "given_name"),
    [
        ("0'\x1f", "0"),
        ("Quyết định 12/QĐ-UBND", "Quyết định 12-QĐ-UBND"),
        ("x" * 30 + "'y", "x" * 30),
        ("  Danh\n sách ", "Danh sách"),
        ("' '", "Bảng"),
        ("", "Bảng"),
    ],
)
def test_names_excel_refuses_are_mended(wanted: str, given_name: str) -> None:
    assert free_name([], wanted) == given_name


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=45), max_size=12))
def test_any_names_become_allowed_and_different(wanted: list[str]) -> None:
    taken: list[str] = []
    for name in wanted:
        taken.append(free_name(taken, name))
    assert len({name.casefold() for name in taken}) == len(taken)
    for name in taken:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_the_file_says_who_made_it(write) -> None:
    properties = openpyxl.load_workbook(write(table())).properties
    assert (properties.title, properties.creator) == ("Bảng thử", "ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN")


def test_writing_again_replaces_the_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "bảng.xlsx"
    write_workbook(path, HEADING, [table(ROWS[:1])], SOURCE, "một")
    write_workbook(path, HEADING, [table(ROWS)], SOURCE, "ba")
    assert [one.name for one in tmp_path.iterdir()] == ["bảng.xlsx"]
    assert sum(1 for row in calamine(path, "Bảng") if str(row[1]).startswith("Thôn")) == 3
