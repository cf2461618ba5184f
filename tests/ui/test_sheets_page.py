"""Phôi & đợt in by keys: spoiled sheets, a jam and going on, phôi in and out, the minutes, nudges; each undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
import pytest
from hands import child, press
from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import awards, calibrations, printing, sheet_stock
from db.calibrations import Calibration
from db.store import Action
from desktop.ui.operations.base import StoreOp
from desktop.ui.pages.sheets import SheetsPage
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable

W = TypeVar("W", bound=QWidget)
DECISION, SHEET, PHOI = 2, "phoi-giay-khen-a4", "Phôi giấy khen A4"
PRINTER, TRAY = "HP LaserJet Pro M404dn", "Khay tay"
CTRL = Qt.KeyboardModifier.ControlModifier
COUNT = 6


def write(field: QWidget, text: str) -> None:
    """Replace the text of a field by keys."""
    field.setFocus()
    edit = field.lineEdit() if isinstance(field, QComboBox) else field
    assert isinstance(edit, QLineEdit)
    edit.selectAll()
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def opened(qtbot: QtBot, page: QWidget, name: str) -> QDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(QDialog, name)))
    return next(d for d in page.findChildren(QDialog, name) if d.isVisible())


def accept(qtbot: QtBot, dialog: QDialog) -> None:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)


def prepared(session: Session, qtbot: QtBot, work: Callable[[Action], object]) -> None:
    done: list[object] = []
    session.run(StoreOp("Chuẩn bị", work), done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))


def recipients(session: Session) -> list[awards.Award]:
    """Some who have not been handed their certificate."""
    listed = awards.list_awards(session.con, DECISION)
    assert all(award.received_date is None for award in listed[:COUNT])
    return listed[:COUNT]


def begin(action: Action) -> int:
    ids = [award.id for award in awards.list_awards(action.con, DECISION)[:COUNT]]
    sheet_stock.add_stock(action, PHOI, 20, day=dt.date(2023, 8, 1), reason="Hóa đơn số 12")
    return printing.start_run(
        action,
        DECISION,
        ids,
        template_name=SHEET,
        printer=PRINTER,
        tray=TRAY,
        overprint=True,
        stock=PHOI,
        officer="Nguyễn Thị Hằng",
    )


def begin_and_end(action: Action) -> None:
    printing.finish_run(action, begin(action))


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> SheetsPage:
    made = SheetsPage(sample_session)
    qtbot.addWidget(made)
    made.resize(1158, 680)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def states(page: QWidget) -> list[str]:
    model = child(page, DataTable, "printedSheets").rows_model
    column = next(one for one in model.columns if one.key == "state")
    return [column.shown(row) for row in model.rows]


def choose(table: DataTable, *rows: int) -> None:
    table.setFocus()
    flags = QItemSelectionModel.SelectionFlag
    table.selectionModel().clearSelection()
    for at in rows:
        table.selectionModel().setCurrentIndex(table.model().index(at, 0), flags.Select | flags.Rows)


def undone(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.changed):
        session.undo()


def cells(table: DataTable, key: str) -> list[Any]:
    column = next(one for one in table.rows_model.columns if one.key == key)
    return [column.value(row) for row in table.rows_model.rows]


# ---------------------------------------------------------------- runs


def test_an_empty_page_says_where_to_begin(qtbot: QtBot, page: SheetsPage) -> None:
    runs = child(page, DataTable, "printRuns")
    assert runs.rows_model.rowCount() == 0
    assert not child(page, QPushButton, "sheetsPrimary").isEnabled()
    with qtbot.waitSignal(page.go_to) as asked:
        button = next(b for b in runs.findChildren(QPushButton) if b.isVisible())
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert asked.args == ["decisions"]


def test_a_run_says_when_who_and_on_what(qtbot: QtBot, page: SheetsPage, qtmodeltester: ModelTester) -> None:
    prepared(page.session, qtbot, begin_and_end)
    runs = child(page, DataTable, "printRuns")
    assert cells(runs, "decision")[0].startswith("187/QĐ-UBND")
    assert cells(runs, "template") == ["In lên phôi Giấy khen A4"]
    assert cells(runs, "place") == [f"{PRINTER} · {TRAY}"]
    assert cells(runs, "officer") == ["Nguyễn Thị Hằng"]
    assert (cells(runs, "good"), cells(runs, "spoiled")) == ([COUNT], [0])
    assert states(page) == ["Tốt"] * COUNT
    names = cells(child(page, DataTable, "printedSheets"), "name")
    assert names == [award.shown for award in recipients(page.session)]
    assert not runs.horizontalScrollBar().isVisible()
    qtmodeltester.check(runs.rows_model, force_py=True)
    qtmodeltester.check(child(page, DataTable, "printedSheets").rows_model, force_py=True)


def test_a_spoiled_sheet_and_good_after_all(qtbot: QtBot, page: SheetsPage) -> None:
    prepared(page.session, qtbot, begin_and_end)
    table = child(page, DataTable, "printedSheets")
    choose(table, 1, 3)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    dialog = opened(qtbot, page, "spoiledDialog")
    assert "Tờ 2 (" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    write(child(dialog, QComboBox, "field_reason"), "Kẹt giấy")
    accept(qtbot, dialog)
    assert states(page) == ["Tốt", "Hỏng", "Tốt", "Hỏng", "Tốt", "Tốt"]
    assert cells(table, "reason") == ["", "Kẹt giấy", "", "Kẹt giấy", "", ""]
    assert cells(child(page, DataTable, "printRuns"), "state") == ["Còn 2 tờ"]
    choose(table, 1)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    with qtbot.waitSignal(page.session.changed):
        press(qtbot, page, "goodSheets")
    assert states(page).count("Hỏng") == 1
    undone(qtbot, page.session)
    assert states(page).count("Hỏng") == 2
    undone(qtbot, page.session)
    assert states(page) == ["Tốt"] * COUNT


def test_after_a_power_cut_the_last_good_sheet_is_asked(qtbot: QtBot, page: SheetsPage) -> None:
    prepared(page.session, qtbot, begin)
    runs = child(page, DataTable, "printRuns")
    assert cells(runs, "state") == ["Chưa ghi kết quả"]
    assert states(page) == ["Chưa ghi"] * COUNT
    assert not child(page, QPushButton, "sheetsPrimary").isEnabled()
    runs.setFocus()
    qtbot.keyClick(runs, Qt.Key.Key_Return)
    dialog = opened(qtbot, page, "runResultDialog")
    names = [award.shown for award in recipients(page.session)]
    write(child(dialog, QLineEdit, "field_last"), "4")
    assert child(dialog, QLabel, "lastGoodName").text() == (
        f"Tờ 4: {names[3]}. Từ tờ 5 ({names[4]}) còn phải in."
    )
    write(child(dialog, QLineEdit, "field_spoiled"), "1")
    write(child(dialog, QComboBox, "field_reason"), "Kẹt giấy")
    accept(qtbot, dialog)
    assert states(page) == ["Tốt"] * 4 + ["Hỏng", "Chưa in"]
    assert sheet_stock.stock_balance(page.session.con)[PHOI] == 15
    assert child(page, QPushButton, "sheetsPrimary").isEnabled()
    assert printing.open_runs(page.session.con) == []
    undone(qtbot, page.session)
    assert states(page) == ["Chưa ghi"] * COUNT
    assert sheet_stock.stock_balance(page.session.con)[PHOI] == 20


def test_a_jam_found_later_spoils_the_rest(qtbot: QtBot, page: SheetsPage) -> None:
    prepared(page.session, qtbot, begin_and_end)
    press(qtbot, page, "runResult")
    dialog = opened(qtbot, page, "runResultDialog")
    write(child(dialog, QLineEdit, "field_last"), "9")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert "từ 0 đến 6" in child(dialog, QLabel, "refusal").text()
    write(child(dialog, QLineEdit, "field_last"), "6")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert "hãy ghi số nhỏ hơn" in child(dialog, QLabel, "refusal").text()
    write(child(dialog, QLineEdit, "field_last"), "2")
    write(child(dialog, QComboBox, "field_reason"), "Mực lem")
    accept(qtbot, dialog)
    assert states(page) == ["Tốt"] * 2 + ["Hỏng"] * 4
    undone(qtbot, page.session)
    assert states(page) == ["Tốt"] * COUNT


def test_the_rest_goes_to_the_print_dialog(
    qtbot: QtBot, page: SheetsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(page.session, qtbot, begin_and_end)
    run = printing.list_runs(page.session.con)[0]
    prepared(page.session, qtbot, lambda action: printing.spoil_from(action, run.id, 5, "Kẹt giấy"))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    child(page, DataTable, "printRuns").setFocus()
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL)
    dialog = opened(qtbot, page, "certificateDialog")
    rows = child(dialog, QComboBox, "jobRows")
    assert rows.currentData() == "chosen"
    assert "2 tờ" in rows.currentText()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.session.thread_of_store.busy)


def test_counts_and_search_find_runs(qtbot: QtBot, page: SheetsPage) -> None:
    prepared(page.session, qtbot, begin_and_end)
    runs = child(page, DataTable, "printRuns")
    run = printing.list_runs(page.session.con)[0]
    prepared(page.session, qtbot, lambda action: printing.spoil_from(action, run.id, 5, "Kẹt giấy"))
    press(qtbot, page, "left")
    assert child(page, QComboBox, "runShow").currentData() == "left"
    assert len(runs.rows_model.rows) == 1
    child(page, QComboBox, "runShow").setFocus()
    qtbot.keyClick(child(page, QComboBox, "runShow"), Qt.Key.Key_Up)
    assert child(page, QComboBox, "runShow").currentData() == "open"
    assert len(runs.rows_model.rows) == 0
    qtbot.keyClick(child(page, QComboBox, "runShow"), Qt.Key.Key_Up)
    write(child(page, QLineEdit, "runSearch"), "hang")
    qtbot.keyClick(child(page, QLineEdit, "runSearch"), Qt.Key.Key_Return)
    assert len(runs.rows_model.rows) == 1
    write(child(page, QLineEdit, "runSearch"), "canon")
    qtbot.keyClick(child(page, QLineEdit, "runSearch"), Qt.Key.Key_Return)
    assert len(runs.rows_model.rows) == 0
    assert not child(page, QPushButton, "runResult").isEnabled()


# ---------------------------------------------------------------- stock


def test_phoi_comes_in_goes_out_and_is_undone(qtbot: QtBot, page: SheetsPage) -> None:
    con = page.session.con
    page.show_tab("stock")
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL)
    dialog = opened(qtbot, page, "stockDialog")
    assert child(dialog, QComboBox, "field_name").currentText() == "Phôi giấy khen A3"
    write(child(dialog, QComboBox, "field_name"), PHOI)
    write(child(dialog, QLineEdit, "field_count"), "300")
    write(child(dialog, QLineEdit, "field_reason"), "Hóa đơn số 12")
    accept(qtbot, dialog)
    assert sheet_stock.stock_balance(con) == {PHOI: 300}
    kinds, lines = child(page, DataTable, "stockKinds"), child(page, DataTable, "stockLines")
    assert cells(kinds, "left") == [300]
    assert cells(lines, "in") == [300]
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    press(qtbot, page, "stockOut")
    dialog = opened(qtbot, page, "stockDialog")
    assert child(dialog, QComboBox, "field_name").currentText() == PHOI
    write(child(dialog, QLineEdit, "field_count"), "12")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.isVisible(), "a reason is wanted"
    write(child(dialog, QLineEdit, "field_reason"), "Ướt")
    accept(qtbot, dialog)
    assert sheet_stock.stock_balance(con) == {PHOI: 288}
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    choose(lines, 0)
    with qtbot.waitSignal(page.session.changed):
        qtbot.keyClick(lines, Qt.Key.Key_Delete)
    assert sheet_stock.stock_balance(con) == {PHOI: 300}
    for left in ({PHOI: 288}, {PHOI: 300}, {}):
        undone(qtbot, page.session)
        assert sheet_stock.stock_balance(con) == left
    assert cells(kinds, "left") == []


def test_what_issued_decisions_still_need_is_warned_of(qtbot: QtBot, page: SheetsPage) -> None:
    page.session.look_at_day(dt.date(2023, 12, 6))
    prepared(
        page.session,
        qtbot,
        lambda action: sheet_stock.add_stock(action, PHOI, 20, day=dt.date(2023, 8, 1)),
    )
    page.show_tab("stock")
    kinds = child(page, DataTable, "stockKinds")
    # Of 187/QĐ-UBND nobody was printed or handed anything yet; 34/QĐ-UBND was handed over in April.
    waiting = [a for a in awards.list_awards(page.session.con, DECISION) if a.received_date is None]
    need = len(waiting)
    assert need > 20
    assert cells(kinds, "need") == [need]
    assert cells(kinds, "state") == [f"Thiếu {need - 20} tờ"]
    prepared(page.session, qtbot, begin_and_end)
    assert cells(kinds, "need") == [need - COUNT]
    assert cells(kinds, "left") == [40 - COUNT]
    prepared(
        page.session,
        qtbot,
        lambda action: sheet_stock.add_stock(action, PHOI, -50, day=dt.date(2023, 8, 2), reason="Mất"),
    )
    assert cells(kinds, "state") == [f"Âm {50 - 40 + COUNT} tờ: xem lại sổ kho"]


def test_a_line_of_a_print_run_is_not_removed(qtbot: QtBot, page: SheetsPage) -> None:
    prepared(page.session, qtbot, begin_and_end)
    page.show_tab("stock")
    lines = child(page, DataTable, "stockLines")
    at = cells(lines, "out").index(COUNT)
    choose(lines, at)
    assert not child(page, QPushButton, "removeStockLine").isEnabled()
    qtbot.keyClick(lines, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not page.session.thread_of_store.busy)
    assert cells(lines, "out").count(COUNT) == 1


def test_the_minutes_of_a_period(
    qtbot: QtBot, page: SheetsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(page.session, "open_file", shown.append)
    prepared(page.session, qtbot, begin_and_end)
    page.show_tab("stock")
    start, end = child(page, QLineEdit, "minutesStart"), child(page, QLineEdit, "minutesEnd")
    assert (start.text(), end.text()) == ("01/01/2023", "20/08/2023")
    write(start, "01/09/2023")
    press(qtbot, page, "stockMinutes")
    assert "“Từ ngày” đang sau “đến ngày”." in [
        label.text() for label in page.findChildren(QLabel) if label.isVisible()
    ]
    write(start, "01/07/2023")
    press(qtbot, page, "stockMinutes")
    chooser = child(page, QFileDialog, "chooseTarget")
    assert chooser.isVisible()
    chooser.close()
    target = tmp_path / "biên bản.xlsx"
    page.stock.write_minutes(str(target))
    qtbot.waitUntil(lambda: shown == [target])
    sheet = openpyxl.load_workbook(target).worksheets[0]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert PHOI in values
    assert 20 in values
    assert any("từ ngày 01/07/2023 đến ngày 20/08/2023" in str(value).lower() for value in values)


# ---------------------------------------------------------------- calibrations


def kept(action: Action) -> None:
    value = Calibration(-2000, 1500, 1_004_000, 1_004_000, 0)
    calibrations.save(action, PRINTER, SHEET, value, tray=TRAY, day=dt.date(2023, 5, 3), note="A 32,0")


def test_a_calibration_is_told_nudged_and_removed(
    qtbot: QtBot, page: SheetsPage, qtmodeltester: ModelTester
) -> None:
    con = page.session.con
    prepared(page.session, qtbot, kept)
    page.show_tab("calibrations")
    table = child(page, DataTable, "calibrations")
    assert cells(table, "words") == ["In lệch phải 2,0 mm, lên 1,5 mm; thu 0,4 %"]
    assert cells(table, "template") == ["In lên phôi Giấy khen A4"]
    assert cells(table, "day") == [dt.date(2023, 5, 3)]
    qtmodeltester.check(table.rows_model, force_py=True)
    for name, expected in (("nudgeRight", (-1500, 1500)), ("nudgeUp", (-1500, 1000))):
        with qtbot.waitSignal(page.session.changed):
            press(qtbot, page, name)
        found = calibrations.get(con, PRINTER, SHEET, TRAY)
        assert (found.dx_um, found.dy_um) == expected
    assert cells(table, "day") == [dt.date(2023, 8, 20)]
    table.setFocus()
    with qtbot.waitSignal(page.session.changed):
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert cells(table, "words") == []
    for expected in ((-1500, 1000), (-1500, 1500), (-2000, 1500)):
        undone(qtbot, page.session)
        found = calibrations.get(con, PRINTER, SHEET, TRAY)
        assert (found.dx_um, found.dy_um) == expected


def test_measuring_again_begins_with_what_is_known(qtbot: QtBot, page: SheetsPage) -> None:
    prepared(page.session, qtbot, kept)
    page.show_tab("calibrations")
    table = child(page, DataTable, "calibrations")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    dialog = opened(qtbot, page, "calibrationDialog")
    assert child(dialog, QComboBox, "calibration_printer").currentText() == PRINTER
    assert child(dialog, QComboBox, "calibration_tray").currentText() == TRAY
    assert "hiệu chỉnh ngày 03/05/2023" in child(dialog, QLabel, "calibrationKnown").text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL)
    dialog = opened(qtbot, page, "calibrationDialog")
    assert "Chưa hiệu chỉnh" in child(dialog, QLabel, "calibrationKnown").text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


# ---------------------------------------------------------------- the page


def test_tabs_by_keys_each_with_its_primary_button(qtbot: QtBot, page: SheetsPage) -> None:
    tabs = child(page, QTabWidget, "sheetsTabs")
    tabs.tabBar().setFocus()
    seen = []
    for _ in range(3):
        seen.append(child(page, QPushButton, "sheetsPrimary").text().replace("&", ""))
        qtbot.keyClick(tabs.tabBar(), Qt.Key.Key_Right)
    assert seen == ["In tiếp tờ còn lại", "Nhập phôi", "Hiệu chỉnh máy in khác"]


@pytest.mark.parametrize("key", ["runs", "stock", "calibrations"])
def test_a_mnemonic_means_one_thing(qtbot: QtBot, page: SheetsPage, key: str) -> None:
    page.show_tab(key)
    tabs = child(page, QTabWidget, "sheetsTabs")
    texts = [button.text() for button in page.findChildren(QPushButton) if button.isVisible()]
    texts += [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.buddy()]
    texts += [tabs.tabText(at) for at in range(tabs.count())]
    keys = [text[text.index("&") + 1].lower() for text in texts if "&" in text.replace("&&", "")]
    assert len(keys) == len(set(keys)), sorted(keys)
    assert all(one.isascii() for one in keys)
