"""The row model and its table: shown the Vietnamese way, sorted, found again, copied to Excel."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.rules.deadlines import DeadlineStatus, ObligationState
from db.rules.evidence import EvidenceItem, Window, year_strip
from db.vietnamese.names import name_sort_key
from desktop.exchange.reading import parse_delimited, unguarded
from desktop.ui.models.marks import Badge, badge_of
from desktop.ui.models.table import PAGE, Align, Column, PagedRows, RowsModel
from desktop.ui.theme import Tone
from desktop.ui.widgets.data_table import DataTable


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    born: dt.date | None
    prize: int | None
    state: ObligationState = ObligationState.ON_TIME


PEOPLE = [
    Person(1, "Nguyễn Thị Ẩn", dt.date(1980, 2, 5), 1_490_000),
    Person(2, "Trần Văn Đạt", dt.date(1975, 12, 31), None, ObligationState.LATE),
    Person(3, "Lê Ánh", None, 447_000, ObligationState.OVERDUE),
    Person(4, "Phạm Dũng", dt.date(1990, 1, 1), 0),
]


def badge(person: Person) -> Badge:
    late = {ObligationState.LATE: 3, ObligationState.OVERDUE: 12}.get(person.state)
    return badge_of(DeadlineStatus(person.state, dt.date(2023, 8, 15), None, late))


COLUMNS = (
    Column[Person](
        "name", "Họ và tên", lambda p: p.name, sort_key=lambda p: name_sort_key(p.name), stretch=True
    ),
    Column[Person]("born", "Ngày sinh", lambda p: p.born, width=96),
    Column[Person]("prize", "Tiền thưởng", lambda p: p.prize, align=Align.RIGHT, width=110),
    Column[Person](
        "state", "Tình trạng", lambda p: p.state.value, badge=badge, width=150, tone=lambda p: Tone.MUTED
    ),
    Column[Person](
        "years",
        "Minh chứng",
        lambda p: p.id,
        years=lambda p: year_strip(
            Window(2019, 2023), [EvidenceItem(2020, 2021, "Sáng kiến")], since_year=2020
        ),
        icon=lambda p: "flag",
    ),
)


def model(rows=PEOPLE) -> RowsModel[Person]:
    return RowsModel(COLUMNS, rows, row_id=lambda p: p.id)


def texts(of: RowsModel[Person], column: int) -> list[str]:
    return [of.index(at, column).data() for at in range(of.rowCount())]


def names(of: RowsModel[Person]) -> list[str]:
    return [row.name for row in of.rows]


@pytest.fixture
def table(qtbot) -> DataTable:
    shown = DataTable(model())
    qtbot.addWidget(shown)
    shown.resize(800, 240)
    shown.show()
    return shown


def test_it_keeps_the_rules_of_qt(qtmodeltester) -> None:
    qtmodeltester.check(model())
    qtmodeltester.check(model([]))


def test_values_are_shown_the_vietnamese_way() -> None:
    assert texts(model(), 1) == ["05/02/1980", "31/12/1975", "", "01/01/1990"]
    assert texts(model(), 2) == ["1.490.000", "", "447.000", "0"]
    assert texts(model(), 3) == ["Đúng hạn", "Trễ 3 ngày", "Quá hạn 12 ngày", "Đúng hạn"]


def test_names_sort_by_given_name_and_nothing_comes_last_either_way() -> None:
    of = model()
    of.sort(0)
    assert names(of) == ["Lê Ánh", "Nguyễn Thị Ẩn", "Phạm Dũng", "Trần Văn Đạt"]
    of.sort(2, Qt.SortOrder.AscendingOrder)
    assert texts(of, 2) == ["0", "447.000", "1.490.000", ""]
    of.sort(2, Qt.SortOrder.DescendingOrder)
    assert texts(of, 2) == ["1.490.000", "447.000", "0", ""]


def test_new_rows_keep_the_order_chosen() -> None:
    of = model()
    of.sort(0, Qt.SortOrder.DescendingOrder)
    of.set_rows([*PEOPLE, Person(5, "Vũ Bình", None, None)])
    assert names(of)[-2:] == ["Nguyễn Thị Ẩn", "Lê Ánh"]
    assert names(of)[0] == "Trần Văn Đạt"


def test_the_store_sorts_when_it_is_asked_to() -> None:
    asked = []

    def sorter(key: str, descending: bool) -> list[Person]:
        asked.append((key, descending))
        return PEOPLE[::-1]

    of = RowsModel(COLUMNS, PEOPLE, sorter=sorter)
    of.sort(1, Qt.SortOrder.DescendingOrder)
    assert asked == [("born", True)]
    assert list(of.rows) == PEOPLE[::-1]


def test_persistent_indexes_follow_their_rows() -> None:
    from PySide6.QtCore import QPersistentModelIndex

    of = model()
    kept = QPersistentModelIndex(of.index(1, 0))
    of.sort(0)
    assert kept.data() == "Trần Văn Đạt"


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00")), min_size=2, max_size=2),
        min_size=1,
        max_size=6,
    )
)
def test_copied_cells_come_back_whole(rows: list[list[str]]) -> None:
    columns = [Column[list[str]]("a", "A", lambda r: r[0]), Column[list[str]]("b", "B", lambda r: r[1])]
    of = RowsModel(columns, rows)
    block = of.copy_block([of.index(r, c) for r in range(len(rows)) for c in (0, 1)])
    # Python's reader of Excel's dialect is the judge; a lone empty line is no row to it.
    read = list(csv.reader(io.StringIO(block, newline=""), dialect="excel-tab"))
    assert [[unguarded(cell) for cell in line] for line in read] == rows
    assert not any(re.match(r"[=+@]", cell) for line in read for cell in line), "a formula to Excel"


_OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
HOSTILE = [
    ('=HYPERLINK("http://x";"Bấm")', dt.date(2023, 2, 5), 1_490_000),
    ("+84 905 123 456", dt.date(2023, 12, 31), 0),
    ("-nt-", None, None),
    ("01234", dt.date(2024, 2, 29), -5),
    ("Dòng một\nDòng \"hai\"", None, 7),
    ("@Tổ <b>3</b> & 4", None, None),
]  # fmt: skip


def copied_list() -> RowsModel[tuple[str, dt.date | None, int | None]]:
    columns = (
        Column[tuple[str, dt.date | None, int | None]]("text", "Chữ", lambda r: r[0]),
        Column[tuple[str, dt.date | None, int | None]]("day", "Ngày", lambda r: r[1]),
        Column[tuple[str, dt.date | None, int | None]]("sum", "Số tiền", lambda r: r[2]),
    )
    return RowsModel(columns, HOSTILE)


def test_nothing_copied_is_a_formula_and_all_of_it_comes_back() -> None:
    of = copied_list()
    block = of.copy_block([of.index(r, c) for r in range(len(HOSTILE)) for c in range(3)], titles=True)
    read = list(csv.reader(io.StringIO(block, newline=""), dialect="excel-tab"))
    assert read[0] == ["Chữ", "Ngày", "Số tiền"]
    assert [line[0] for line in read[1:]] == [
        '\'=HYPERLINK("http://x";"Bấm")',
        "'+84 905 123 456",
        "'-nt-",
        "01234",
        'Dòng một\nDòng "hai"',
        "'@Tổ <b>3</b> & 4",
    ]
    assert [line[1:] for line in read[1:]] == [
        ["05/02/2023", "1490000"], ["31/12/2023", "0"], ["", ""], ["29/02/2024", "-5"], ["", "7"], ["", ""],
    ]  # fmt: skip
    grid = parse_delimited("dán", block)
    assert [row[0] for row in grid.rows[1:5]] == [row[0] for row in HOSTILE[:4]]


@pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_takes_real_dates_numbers_and_texts(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    of = copied_list()
    data = of.copy_data(range(len(HOSTILE)), range(3), titles=True)
    page = tmp_path / "dán.html"
    page.write_text(data.html(), encoding="utf-8")
    assert _OFFICE is not None
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    wanted = ("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--infilter=HTML (StarCalc)")
    command = [_OFFICE, home, "--headless", *wanted, "--outdir", str(tmp_path), str(page)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheet = load_workbook(tmp_path / "dán.xlsx").worksheets[0]
    found = [[sheet.cell(row, column) for column in (1, 2, 3)] for row in range(2, 2 + len(HOSTILE))]
    assert all(cells[0].data_type == "s" for cells in found), "no text became a formula, a number or a date"
    assert [cells[0].value for cells in found] == [row[0] for row in HOSTILE]
    days = [cells[1].value for cells in found]
    assert [day.date() if isinstance(day, dt.datetime) else day for day in days] == [
        row[1] for row in HOSTILE
    ]
    assert [cells[2].value for cells in found] == [row[2] for row in HOSTILE]


def test_one_row_is_copied_bare_and_several_with_their_headings(qtbot: QtBot) -> None:
    table = DataTable(copied_list())
    qtbot.addWidget(table)
    table.setCurrentIndex(table.model().index(1, 0))
    table.copy()
    assert QGuiApplication.clipboard().text() == "'+84 905 123 456\t31/12/2023\t0"
    table.selectAll()
    table.setColumnHidden(1, True)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n")[0] == "Chữ\tSố tiền"
    assert QGuiApplication.clipboard().mimeData().hasHtml()


def test_a_gap_in_the_selection_keeps_columns_apart() -> None:
    of = model()
    block = of.copy_block([of.index(0, 0), of.index(0, 2), of.index(3, 2)], titles=True)
    assert block == "Họ và tên\tTiền thưởng\nNguyễn Thị Ẩn\t1490000\n\t0"


def test_paged_rows_fetch_only_what_is_looked_at() -> None:
    asked: list[int] = []

    def fetch(first: int, count: int) -> list[int]:
        asked.append(first)
        return list(range(first, min(first + count, 100_000)))

    rows = PagedRows(100_000, fetch, kept=2)
    of = RowsModel([Column[int]("n", "Số", lambda n: n)], rows)
    assert of.rowCount() == 100_000
    assert of.index(99_999, 0).data() == "99.999"
    assert [of.index(at, 0).data() for at in (0, 1, PAGE - 1)] == ["0", "1", "199"]
    assert asked == [100_000 - PAGE, 0]
    assert rows[-1] == 99_999
    assert list(rows[3:6]) == [3, 4, 5]
    of.index(5 * PAGE, 0).data()
    of.index(99_999, 0).data()
    assert asked == [100_000 - PAGE, 0, 5 * PAGE, 100_000 - PAGE]
    with pytest.raises(IndexError):
        rows[100_000]


def test_a_row_of_pages_is_located_by_the_store() -> None:
    rows = PagedRows(
        1000, lambda first, count: list(range(first, first + count)), locate={7: 7, 900: 900}.get
    )
    of = RowsModel([Column[int]("n", "Số", lambda n: n)], rows, row_id=lambda n: n)
    assert (of.find(900), of.find(12)) == (900, None)
    assert of.find_all([7, 8, 900]) == {7: 7, 900: 900}
    unlocated = RowsModel([Column[int]("n", "Số", lambda n: n)], PagedRows(5, lambda a, b: [1] * 5))
    assert unlocated.find(1) is None


def test_screen_readers_hear_the_column_and_the_state() -> None:
    of = model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert of.index(2, 3).data(role) == "Tình trạng: Quá hạn 12 ngày"
    assert of.index(0, 4).data(role) == (
        "Minh chứng: 2019: không tính; 2020: có minh chứng – Sáng kiến; 2021: có minh chứng – Sáng kiến; "
        "2022: chưa có minh chứng; 2023: chưa có minh chứng"
    )


def test_enter_and_double_click_open_the_row(table: DataTable, qtbot) -> None:
    opened: list[int] = []
    table.activated_row.connect(opened.append)
    table.setCurrentIndex(table.model().index(2, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    place = table.visualRect(table.model().index(1, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [2, 1]


def test_home_end_and_typing_move_by_rows(table: DataTable, qtbot) -> None:
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_row() == 3
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.current_row() == 0
    qtbot.keyClicks(table, "dat")
    assert table.current_row() == 1
    table._typed_at.invalidate()
    qtbot.keyClicks(table, "le a")
    assert table.current_row() == 2


def test_one_letter_again_and_again_goes_round(table: DataTable, qtbot) -> None:
    table.setCurrentIndex(table.model().index(0, 0))
    seen = []
    for _ in range(3):
        qtbot.keyClicks(table, "d")
        seen.append(table.current_row())
    assert seen == [1, 3, 1]


def test_rows_are_copied_to_the_clipboard_without_hidden_columns(table: DataTable, qtbot) -> None:
    table.setColumnHidden(4, True)
    table.selectRow(2)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Lê Ánh\t\t447000\tQuá hạn 12 ngày"


def test_the_place_is_kept_when_rows_are_read_anew(table: DataTable) -> None:
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert table.choose(4)
    select = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().select(table.model().index(0, 0), select)
    chosen = {table.rows_model.row(at).id for at in table.chosen_rows()}
    table.rows_model.set_rows([Person(9, "An", None, None), *PEOPLE])
    assert table.rows_model.row(table.current_row()).id == 4
    assert {table.rows_model.row(at).id for at in table.chosen_rows()} == chosen == {3, 4}
    told: list[int] = []
    table.current_row_changed.connect(told.append)
    table.rows_model.set_rows(PEOPLE[:2])
    assert told[-1] == -1


def test_an_empty_table_says_what_to_do(table: DataTable, qtbot) -> None:
    table.set_empty("Chưa có ai được đề nghị.", "Thêm đề nghị")
    assert not table._empty.isVisible()
    table.rows_model.set_rows([])
    assert table._empty.isVisible()
    with qtbot.waitSignal(table.empty_pressed):
        qtbot.mouseClick(table._empty.button, Qt.MouseButton.LeftButton)
    table.rows_model.set_rows(PEOPLE)
    assert not table._empty.isVisible()


def test_tab_leaves_the_table(table: DataTable) -> None:
    assert not table.tabKeyNavigation()


def test_every_kind_of_cell_paints(table: DataTable) -> None:
    table.selectRow(1)
    table._hover(table.model().index(3, 0))
    plain = table.grab().toImage()
    assert table.rowHeight(0) == 28
    table._hover(table.model().index(0, 0))
    moved = table.grab().toImage()
    place = table.viewport().mapTo(table, QPoint(300, 5))
    assert plain.pixelColor(place) != moved.pixelColor(place)
