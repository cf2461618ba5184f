"""Excel comes in: dropped, chosen or pasted; corrected, decided row by row, written once, undone, sent back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import history, nominations, registrations, saved_mappings, units
from desktop.exchange.preview import preview_text
from desktop.ui.dialogs.import_file import ImportDialog
from desktop.ui.dialogs.import_result import ImportResultDialog
from desktop.ui.dialogs.import_table import TickTable
from desktop.ui.models.incoming import IncomingModel
from desktop.ui.models.incoming_facts import facts_of
from desktop.ui.operations import units as unit_operations
from desktop.ui.pages.awards import NominationsPage
from desktop.ui.pages.base import Page
from desktop.ui.pages.board import BoardPage
from desktop.ui.pages.units import UnitsPage
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.window import MainWindow

BLOCK = "Tên đơn vị\tThủ trưởng\nTổ dân phố 51\tY Blơ Niê\nTổ dân phố 52\tH’Ñuên Ƀyă\nTrạm Y tế cơ sở hai\t\n"
CTRL = Qt.KeyboardModifier.ControlModifier


# ---------------------------------------------------------------- helpers


def workbook(path: Path, *lines: tuple[object, ...], title: str = "Đăng ký") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for line in lines:
        sheet.append(line)
    book.save(path)
    return path


def add_sheet(path: Path, title: str, *lines: tuple[object, ...]) -> Path:
    book = load_workbook(path)
    sheet = book.create_sheet(title)
    for line in lines:
        sheet.append(line)
    book.save(path)
    return path


def drop(widget: QWidget, *paths: Path) -> bool:
    """Drag files over a widget and let go; tells whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys, actions = (
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.DropAction.CopyAction,
    )
    coming = QDragEnterEvent(QPoint(40, 40), actions, data, buttons, keys)
    QApplication.sendEvent(widget, coming)
    if not coming.isAccepted():
        return False
    sign = widget.findChild(QWidget, "dropSign")
    assert sign is not None
    assert sign.isVisible(), "where it may be dropped lights up"
    over = widget.childAt(widget.rect().center())
    assert over is sign or sign.isAncestorOf(over), "a field under the pointer would take the path as text"
    let_go = QDropEvent(QPointF(40, 40), actions, data, buttons, keys, QEvent.Type.Drop)
    QApplication.sendEvent(widget, let_go)
    assert not sign.isVisible()
    return let_go.isAccepted()


def shown(qtbot: QtBot, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.resize(1158, 700)
    with qtbot.waitExposed(page):
        page.show()


def preview_of(qtbot: QtBot, page: QWidget) -> ImportDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(QDialog, "importDialog")))
    found = next(d for d in page.findChildren(ImportDialog, "importDialog") if d.isVisible())
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def result_of(qtbot: QtBot, page: QWidget) -> ImportResultDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(QDialog, "importResultDialog")))
    found = next(d for d in page.findChildren(ImportResultDialog) if d.isVisible())
    found.activateWindow()
    return found


def part(dialog: QWidget, kind: type, name: str):  # type: ignore[no-untyped-def]
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def press(qtbot: QtBot, dialog: QWidget, name: str) -> None:
    """A button by its key."""
    button = part(dialog, QPushButton, name)
    assert button.isEnabled(), name
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def choose(qtbot: QtBot, box: QComboBox, words: str) -> None:
    """An entry of a box by keys alone."""
    box.setFocus()
    wanted = box.findText(words)
    assert wanted >= 0, [box.itemText(at) for at in range(box.count())]
    before = box.currentIndex()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(box.view().isVisible)
    qtbot.keyClick(box.view(), Qt.Key.Key_Home)
    for _ in range(wanted):
        qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    assert box.currentIndex() == before, "passing by chooses nothing"
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not box.view().isVisible())


def statuses(dialog: ImportDialog) -> list[str]:
    return [row.status for row in dialog.rows.model.everything]


def names(session: Session) -> set[str]:
    return {unit.name for unit in units.list_units(session.con)}


def titles(session: Session) -> list[str]:
    return [one.title for one in registrations.list_registrations(session.con, session.campaign_id or 0)]


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> UnitsPage:
    made = UnitsPage(sample_session)
    shown(qtbot, made)
    return made


@pytest.fixture
def board(qtbot: QtBot, sample_session: Session) -> BoardPage:
    made = BoardPage(sample_session)
    shown(qtbot, made)
    return made


# ---------------------------------------------------------------- the whole way


def test_a_file_dropped_on_the_board_is_corrected_decided_written_undone_and_sent_back(
    qtbot: QtBot,
    board: BoardPage,
    sample_session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = workbook(
        tmp_path / "Đăng ký TDP 3.xlsx",
        ("UBND PHƯỜNG AN LẠC",),
        (),
        ("STT", "Đơn vị", "Tên mô hình, công trình", "Dự trù", "Ngày đăng ký"),
        (1, "Tổ dân phố 3", "Ngõ hoa không rác", 12_000_000, dt.date(2023, 8, 1)),
        (2, "Tổ dân phố 3", "Thắp sáng hẻm 27", 8_500_000, dt.date(2023, 8, 2)),
        (3, "Tổ dân phố 3", "Vườn thuốc nam", 3_000_000, dt.date(2023, 8, 3)),
        (4, "Tổ dân phố 3", None, 1, None),
    )
    before, last = titles(sample_session), history.last_action_id(sample_session.con)
    assert drop(board, path)
    asked = preview_of(qtbot, board)
    assert not any(one.acceptDrops() for one in board.findChildren(QAbstractScrollArea)), (
        "the page gets the drop"
    )
    assert statuses(asked) == ["new", "new", "new", "unreadable"]
    assert [row.values.get("value") for row in asked.rows.model.everything][:3] == [None] * 3

    # Nobody knows what "Dự trù" means: the officer says it, and the table is read again at once.
    press(qtbot, asked, "editColumns")
    choose(qtbot, part(asked, QComboBox, "field_D"), "Kinh phí")
    qtbot.waitUntil(lambda: asked.rows.model.everything[0].values.get("value") == 12_000_000)

    # The second row is skipped by the space bar.
    table = part(asked, TickTable, "incomingRows")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert part(asked, QLabel, "incomingCount").text() == "Sẽ ghi 2/4 dòng"
    assert history.last_action_id(sample_session.con) == last, "nothing is written before"
    with qtbot.waitSignal(asked.finished):
        qtbot.keyClick(table, Qt.Key.Key_Return, CTRL)
    told = result_of(qtbot, board)
    assert part(told, QLabel, "importTold").text() == "Đã ghi 2 dòng vào sổ."
    assert history.last_action_id(sample_session.con) == last + 1
    added = [one for one in titles(sample_session) if one not in before]
    assert sorted(added) == ["Ngõ hoa không rác", "Vườn thuốc nam"]

    # The copy with the findings is saved and opened.
    opened: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", opened.append)
    told.findings.save(str(tmp_path / "kết quả.xlsx"))
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    sheet = load_workbook(opened[0]).worksheets[0]
    assert [sheet.cell(row, 3).value for row in (4, 5, 6)] == [
        "Ngõ hoa không rác",
        "Thắp sáng hẻm 27",
        "Vườn thuốc nam",
    ]
    found = [str(sheet.cell(row, 6).value) for row in (3, 4, 7)]
    assert found[0] == "Kết quả đọc"
    assert found[1].startswith("Mới")
    assert found[2].startswith("Không đọc được")

    with qtbot.waitSignal(sample_session.changed):
        press(qtbot, told, "undoImport")
    assert titles(sample_session) == before


def test_the_correction_is_remembered_and_the_same_file_says_when_it_came(
    qtbot: QtBot,
    board: BoardPage,
    sample_session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    header = ("Đơn vị", "Tên mô hình, công trình", "Dự trù")
    first = workbook(tmp_path / "một.xlsx", header, ("Tổ dân phố 3", "Ngõ hoa không rác", 12_000_000))
    second = workbook(tmp_path / "hai.xlsx", header, ("Tổ dân phố 4", "Vườn thuốc nam", 3_000_000))
    drop(board, first)
    asked = preview_of(qtbot, board)
    press(qtbot, asked, "editColumns")
    choose(qtbot, part(asked, QComboBox, "field_C"), "Kinh phí")
    qtbot.waitUntil(lambda: asked.rows.model.everything[0].values.get("value") == 12_000_000)
    with qtbot.waitSignal(asked.finished):
        qtbot.keyClick(asked, Qt.Key.Key_Return, CTRL)
    result_of(qtbot, board).close()
    assert len(saved_mappings.list_mappings(sample_session.con)) == 1

    drop(board, second)
    again = preview_of(qtbot, board)
    assert again.rows.model.everything[0].values["value"] == 3_000_000
    assert "lần sửa trước" in part(again, QLabel, "importNotes").text()
    again.close()

    drop(board, first)
    twice = preview_of(qtbot, board)
    notes = part(twice, QLabel, "importNotes")
    assert notes.isVisible()
    assert notes.text().startswith(f"Tệp này đã nhập ngày {dt.date.today():%d/%m/%Y}")  # noqa: DTZ011
    assert statuses(twice) == ["unchanged"]
    assert not twice.accept_button.isEnabled()
    # There is nothing to write, but the unit can be told what was found.
    refused = tmp_path / "thư mục"
    refused.mkdir()
    twice.findings.save(str(refused))
    qtbot.waitUntil(lambda: bool(twice.refusal))
    assert not twice.accept_button.isEnabled()
    opened: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", opened.append)
    twice.findings.save(str(tmp_path / "trả lại.xlsx"))
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert load_workbook(opened[0]).worksheets[0]["D2"].value.startswith("Không đổi")
    assert twice.refusal == ""
    twice.close()


def test_closing_the_result_leaves_the_undo_in_the_window(
    qtbot: QtBot, sample_session: Session, tmp_path: Path
) -> None:
    window = MainWindow(sample_session)
    shown(qtbot, window)
    window.go_to("board")
    path = workbook(tmp_path / "đv.xlsx", ("Tên đơn vị", "Thủ trưởng"), ("Tổ dân phố 91", "Y Blơ Niê"))
    assert drop(window, path)
    asked = preview_of(qtbot, window)
    with qtbot.waitSignal(asked.finished):
        qtbot.keyClick(asked, Qt.Key.Key_Return, CTRL)
    qtbot.keyClick(result_of(qtbot, window), Qt.Key.Key_Escape)
    assert window.bar.sentence == "Đã ghi 1 dòng từ “đv.xlsx”."
    button = next(b for b in window.bar.findChildren(QPushButton) if b.text() == "Hoàn tác")
    with qtbot.waitSignal(sample_session.changed):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "Tổ dân phố 91" not in names(sample_session)
    window.close()


# ---------------------------------------------------------------- pasted


def test_pasted_units_are_one_undo(qtbot: QtBot, page: UnitsPage, sample_session: Session) -> None:
    before = names(sample_session)
    owed = sample_session.con.execute("SELECT count(*) AS n FROM obligation").fetchone()["n"]
    QGuiApplication.clipboard().setText(BLOCK)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_V, CTRL)
    asked = preview_of(qtbot, page)
    with qtbot.waitSignal(asked.written) as written:
        qtbot.keyClick(asked, Qt.Key.Key_Return, CTRL)
    assert written.args[0].count == 3
    assert not page.findChildren(ImportResultDialog), "what went well asks for nothing"
    assert names(sample_session) - before == {"Tổ dân phố 51", "Tổ dân phố 52", "Trạm Y tế cơ sở hai"}
    after = sample_session.con.execute("SELECT count(*) AS n FROM obligation").fetchone()["n"]
    assert after > owed, "new units must get the duties of open drives"
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    assert names(sample_session) == before
    assert sample_session.con.execute("SELECT count(*) AS n FROM obligation").fetchone()["n"] == owed


@pytest.mark.parametrize(
    ("build", "table", "kind", "block"),
    [
        (UnitsPage, "unitsTable", "units", "Tên đơn vị\tThủ trưởng\nTổ dân phố 51\tY Blơ Niê"),
        (BoardPage, "boardTable", "registrations", "Đơn vị\tTên mô hình\nTổ dân phố 3\tNgõ hoa không rác"),
        (NominationsPage, "nominees", "nominations", "Họ và tên\tChức vụ\tĐơn vị\nLê Thị Mẫu\tGiáo viên\tTổ dân phố 3"),
    ],
    ids=["units", "board", "nominations"],
)  # fmt: skip
def test_a_block_goes_into_each_table_by_ctrl_v(
    qtbot: QtBot,
    sample_session: Session,
    build: Callable[[Session], Page],
    table: str,
    kind: str,
    block: str,
) -> None:
    made = build(sample_session)
    shown(qtbot, made)
    QGuiApplication.clipboard().setText(block)
    place = part(made, DataTable, table)
    made.activateWindow()
    place.setFocus()
    qtbot.keyClick(place, Qt.Key.Key_V, CTRL)
    asked = preview_of(qtbot, made)
    assert asked.preview is not None
    assert asked.preview.kind == kind
    assert statuses(asked) == ["new"]
    asked.close()


# ---------------------------------------------------------------- deciding


def test_filters_show_their_rows_and_decide_about_them(qtbot: QtBot, page: UnitsPage) -> None:
    lines = [f"Tổ dân phố {n}\tY Blơ Niê" for n in (1, 2, 61, 62)]
    page.importer.take_text("Tên đơn vị\tThủ trưởng\n" + "\n".join(lines))
    asked = preview_of(qtbot, page)
    assert statuses(asked) == ["changed", "changed", "new", "new"]
    count = part(asked, QLabel, "incomingCount")
    assert count.text() == "Sẽ ghi 4/4 dòng"
    assert part(asked, QPushButton, "show_new").text() == "Mới (2)"
    assert not part(asked, QPushButton, "show_conflict").isVisible()
    press(qtbot, asked, "show_changed")
    assert asked.rows.model.rowCount() == 2
    assert part(asked, QPushButton, "skipShown").text().replace("&", "") == "Bỏ qua mọi dòng thay đổi"
    press(qtbot, asked, "skipShown")
    assert count.text() == "Sẽ ghi 2/4 dòng"
    press(qtbot, asked, "show_all")
    assert [asked.rows.model.is_ticked(at) for at in range(4)] == [False, False, True, True]
    press(qtbot, asked, "skipShown")
    assert not asked.accept_button.isEnabled()
    press(qtbot, asked, "takeShown")
    assert count.text() == "Sẽ ghi 4/4 dòng"
    asked.close()


def test_decisions_outlive_reading_again(qtbot: QtBot, page: UnitsPage) -> None:
    page.importer.take_text("Tên đơn vị\tThủ trưởng\tSố máy bàn\nTổ dân phố 61\tA\t1\nTổ dân phố 62\tB\t2\n")
    asked = preview_of(qtbot, page)
    table = part(asked, TickTable, "incomingRows")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    press(qtbot, asked, "editColumns")
    choose(qtbot, part(asked, QComboBox, "field_C"), "Điện thoại")
    qtbot.waitUntil(lambda: asked.rows.model.everything[1].values.get("phone") == "2")
    assert asked.chosen() == {(0, 1)}
    asked.close()


def test_changes_are_shown_old_to_new(sample_session: Session) -> None:
    unit = units.find_unit(sample_session.con, "Tổ dân phố 1")
    assert unit is not None
    assert unit.head_name
    preview = preview_text(
        sample_session.con, "Tên đơn vị\tThủ trưởng\nTổ dân phố 1\tRơ Châm Hyan", None, "units"
    )
    model = IncomingModel("units", preview.rows)
    at = next(n for n, column in enumerate(model.columns) if column.key == "head_name")
    assert model.index(0, at).data() == f"{unit.head_name} → Rơ Châm Hyan"
    facts = facts_of("units", preview.rows[0])
    assert (facts[0].label, facts[0].register, facts[0].file) == (
        "Thủ trưởng",
        unit.head_name,
        "Rơ Châm Hyan",
    )
    assert [fact.differs for fact in facts][1:] == [False] * (len(facts) - 1)


def test_a_conflict_shows_three_values(
    qtbot: QtBot, board: BoardPage, sample_session: Session, tmp_path: Path
) -> None:
    """The form went out, then the register was corrected, then the form came back with something else."""
    from desktop.exchange.form import write_form
    from desktop.ui.operations.registrations import change

    one = registrations.list_registrations(sample_session.con, sample_session.campaign_id or 0)[0]
    path = tmp_path / "biểu.xlsx"
    write_form(sample_session.con, sample_session.campaign_id or 0, path)
    with qtbot.waitSignal(sample_session.changed):
        sample_session.run(change(one.id, {"place": "Hẻm 5"}, one.units))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    cells = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    line, column = cells[one.title].row, cells["Địa điểm"].column
    sheet.cell(line, column).value = "Hẻm 7"
    book.save(path)
    drop(board, path)
    asked = preview_of(qtbot, board)
    assert statuses(asked).count("conflict") == 1
    press(qtbot, asked, "show_conflict")
    table = part(asked, TickTable, "incomingRows")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Home)
    facts = part(asked, DataTable, "incomingFacts").rows_model
    assert [column.title for column in facts.columns] == ["Mục", "Trong sổ", "Lúc phát biểu", "Trong tệp"]
    shown_facts = [facts.index(0, at).data() for at in range(4)]
    assert shown_facts[0] == "Địa điểm"
    assert shown_facts[1] == "Hẻm 5"
    assert shown_facts[3] == "Hẻm 7"
    assert shown_facts[2] == (one.place or "")
    assert asked.chosen() == set(), "a conflict is the officer's own decision"
    sheets = part(asked, QComboBox, "importSheet")
    assert not {"sothidua", "Danh mục", "Hướng dẫn"} & {sheets.itemText(at) for at in range(sheets.count())}
    asked.close()


def test_what_cannot_be_read_cannot_be_ticked(qtmodeltester: ModelTester, sample_session: Session) -> None:
    text = "Tên đơn vị\tThủ trưởng\n\tkhông tên\nTổ dân phố 1\t"
    model = IncomingModel("units", preview_text(sample_session.con, text, None, "units").rows)
    model.set_ticked(range(model.rowCount()), True)
    assert model.ticked == set()
    qtmodeltester.check(model)


# ---------------------------------------------------------------- what it was taken for


def test_where_no_table_is_recognised_the_officer_points_at_one(
    qtbot: QtBot, page: UnitsPage, sample_session: Session, tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "lạ.xlsx",
        ("Danh bạ",),
        ("Nơi", "Ai đứng đầu"),
        ("Tổ dân phố 71", "Y Blơ Niê"),
        ("Tổ dân phố 72", "H’Ñuên Ƀyă"),
    )
    drop(page, path)
    asked = preview_of(qtbot, page)
    assert asked.refusal.startswith("Không thấy dòng tiêu đề bảng")
    assert not asked.accept_button.isEnabled()
    choose(qtbot, part(asked, QComboBox, "importKind"), "Danh sách đơn vị")
    assert "“Tên đơn vị”" in asked.refusal
    choose(qtbot, part(asked, QComboBox, "field_A"), "Tên đơn vị")
    qtbot.waitUntil(lambda: len(asked.rows.model.everything) == 2)
    assert asked.refusal == ""
    assert [row.values["unit_name"] for row in asked.rows.model.everything] == [
        "Tổ dân phố 71",
        "Tổ dân phố 72",
    ]
    with qtbot.waitSignal(asked.finished):
        qtbot.keyClick(asked, Qt.Key.Key_Return, CTRL)
    result_of(qtbot, page).close()
    assert {"Tổ dân phố 71", "Tổ dân phố 72"} <= names(sample_session)


def test_another_header_row_and_another_kind_are_read_at_once(
    qtbot: QtBot, board: BoardPage, tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "hai bảng.xlsx",
        ("Đơn vị", "Tên mô hình, công trình"),
        ("Tổ dân phố 3", "Ngõ hoa không rác"),
        ("Đơn vị", "Tên công trình"),
        ("Tổ dân phố 4", "Vườn thuốc nam"),
    )
    drop(board, path)
    asked = preview_of(qtbot, board)
    rows = part(asked, QComboBox, "importHeaderRow")
    third = next(rows.itemText(at) for at in range(rows.count()) if rows.itemText(at).startswith("Dòng 3:"))
    choose(qtbot, rows, third)
    qtbot.waitUntil(
        lambda: [r.values.get("title") for r in asked.rows.model.everything] == ["Vườn thuốc nam"]
    )
    choose(qtbot, part(asked, QComboBox, "importKind"), "Danh sách đơn vị")
    qtbot.waitUntil(lambda: asked.preview is not None and asked.preview.kind == "units")
    assert statuses(asked) == ["unchanged"]
    asked.close()


def test_every_sheet_of_a_workbook_is_decided_about_and_one_can_be_left_out(
    qtbot: QtBot, sample_session: Session, tmp_path: Path
) -> None:
    made = NominationsPage(sample_session)
    shown(qtbot, made)
    path = workbook(
        tmp_path / "đề nghị.xlsx",
        ("Họ và tên", "Chức vụ", "Đơn vị", "Hình thức khen thưởng"),
        ("Lê Thị Mẫu", "Giáo viên", "Tổ dân phố 3", "Giấy khen"),
        title="Cá nhân",
    )
    add_sheet(
        path,
        "Tập thể",
        ("Tên tập thể", "Đơn vị", "Hình thức khen thưởng"),
        ("Tập thể Tổ hòa giải số 9", "Tổ dân phố 3", "Giấy khen"),
    )
    before = {
        one.name for one in nominations.list_nominations(sample_session.con, sample_session.campaign_id)
    }
    drop(made, path)
    asked = preview_of(qtbot, made)
    assert part(asked, QLabel, "incomingCount").text() == "Sẽ ghi 2/2 dòng ở 2 trang"
    sheets = part(asked, QComboBox, "importSheet")
    choose(qtbot, sheets, next(sheets.itemText(at) for at in range(2) if "Tập thể" in sheets.itemText(at)))
    assert [row.values["name"] for row in asked.rows.model.everything] == ["Tập thể Tổ hòa giải số 9"]
    choose(qtbot, part(asked, QComboBox, "importKind"), "Không nhập trang này")
    qtbot.waitUntil(lambda: part(asked, QLabel, "incomingCount").text() == "Sẽ ghi 1/1 dòng")
    assert sheets.currentText() == "Tập thể – không nhập"
    choose(qtbot, part(asked, QComboBox, "importKind"), "Đề nghị khen thưởng")
    qtbot.waitUntil(lambda: part(asked, QLabel, "incomingCount").text() == "Sẽ ghi 2/2 dòng ở 2 trang")
    with qtbot.waitSignal(asked.finished):
        qtbot.keyClick(asked, Qt.Key.Key_Return, CTRL)
    result_of(qtbot, made).close()
    after = {one.name for one in nominations.list_nominations(sample_session.con, sample_session.campaign_id)}
    assert len(after - before) == 2


# ---------------------------------------------------------------- dropping, big files, ends


def test_what_is_no_workbook_is_refused_in_words(
    qtbot: QtBot, board: BoardPage, sample_session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "trình chiếu.pptx"
    path.write_bytes(b"x")
    with qtbot.waitSignal(sample_session.refused) as refused:
        assert drop(board, path)
    assert "không phải bảng tính" in refused.args[0]
    data = QMimeData()
    data.setText("chữ kéo từ nơi khác")
    coming = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(board, coming)
    assert not coming.isAccepted()


def test_several_files_come_one_after_the_other(qtbot: QtBot, page: UnitsPage, tmp_path: Path) -> None:
    paths = [
        workbook(tmp_path / f"{n}.xlsx", ("Tên đơn vị", "Thủ trưởng"), (f"Tổ dân phố {n}", "Y Blơ Niê"))
        for n in (81, 82)
    ]
    broken = tmp_path / "hỏng.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut short")
    drop(page, paths[0], broken, paths[1])
    first = preview_of(qtbot, page)
    assert first.windowTitle().endswith("(còn 2 tệp nữa)")
    assert [row.values["unit_name"] for row in first.rows.model.everything] == ["Tổ dân phố 81"]
    first.close()
    qtbot.waitUntil(lambda: not first.isVisible())
    second = preview_of(qtbot, page)
    assert [row.values["unit_name"] for row in second.rows.model.everything] == ["Tổ dân phố 82"]
    second.close()


def test_twenty_thousand_rows_are_filtered_and_skipped_as_one(
    qtbot: QtBot, page: UnitsPage, sample_session: Session
) -> None:
    lines = "\n".join(f"Tổ dân phố {n}\tY Blơ Niê" for n in range(1_000, 21_000))
    page.importer.take_text("Tên đơn vị\tThủ trưởng\n" + lines)
    asked = preview_of(qtbot, page)
    assert len(asked.rows.model.everything) == 20_000
    assert part(asked, QLabel, "incomingCount").text() == "Sẽ ghi 20.000/20.000 dòng"
    assert len(asked.findChildren(QWidget)) < 300, "no widget a row"
    press(qtbot, asked, "skipShown")
    assert asked.chosen() == set()
    asked.close()


def test_reading_again_can_be_stopped(qtbot: QtBot, page: UnitsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker stands still until the officer presses Dừng; then everything is as it was read last."""
    import threading

    from desktop.ui.dialogs import import_work

    page.importer.take_text("Tên đơn vị\tThủ trưởng\tSố máy\nTổ dân phố 61\tA\t1\n")
    asked = preview_of(qtbot, page)
    go_on = threading.Event()
    honest = import_work.read_again

    def slow(source, campaign_id, mappings, answers, con, talk):  # type: ignore[no-untyped-def]
        assert go_on.wait(10)
        return honest(source, campaign_id, mappings, answers, con, talk)

    monkeypatch.setattr(import_work, "read_again", slow)
    press(qtbot, asked, "editColumns")
    box = part(asked, QComboBox, "field_C")
    choose(qtbot, box, "Điện thoại")
    stop = part(asked, QPushButton, "stopWork")
    qtbot.waitUntil(stop.isVisible)
    assert not asked.accept_button.isEnabled()
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    go_on.set()
    qtbot.waitUntil(lambda: not stop.isVisible())
    qtbot.waitUntil(asked.accept_button.isEnabled)
    assert asked.rows.model.everything[0].values.get("phone") is None
    assert part(asked, QComboBox, "field_C").currentText() == "Bỏ qua"
    asked.close()


# ---------------------------------------------------------------- what is shown of every kind

BLOCKS = {
    "units": "Tên đơn vị\tThủ trưởng\tĐiện thoại\nTổ dân phố 61\tY Blơ\t0905 111 222",
    "registrations": "Đơn vị\tTên mô hình\tKinh phí\tNgày đăng ký\nTổ dân phố 3\tNgõ hoa\t12000000\t1/8/2023",
    "nominations": "Họ và tên\tNgày sinh\tGiới tính\tChức vụ\tĐơn vị\n"
    "Lê Thị Mẫu\t5/2/1980\tNữ\tGiáo viên\tTổ dân phố 3",
    "evidence": "Họ và tên\tNăm\tMinh chứng\tSố quyết định\tNgày quyết định\n"
    "Y Nguih\t2022\tGiấy khen\t12/QĐ-UBND\t5/2/2022",
    "targets": "Đơn vị\tChỉ tiêu\tChỉ tiêu giao\tKết quả\nTổ dân phố 3\tTrồng cây xanh\t100\t85,5",
}  # fmt: skip
IN_WORDS = {
    "units": ["Tổ dân phố 61", "Y Blơ", "0905 111 222"],
    "registrations": ["Tổ dân phố 3", "Ngõ hoa", "12.000.000", "01/08/2023", "Mô hình"],
    "nominations": ["Lê Thị Mẫu", "Cá nhân", "Tổ dân phố 3"],
    "evidence": ["Y Nguih", "2022", "Giấy khen", "12/QĐ-UBND"],
    "targets": ["Tổ dân phố 3", "Trồng cây xanh", "100", "85,5"],
}
IN_FULL = {
    "units": {"Điện thoại": "0905 111 222"},
    "registrations": {"Ngày đăng ký": "01/08/2023", "Kinh phí": "12.000.000"},
    "nominations": {"Ngày sinh": "05/02/1980", "Giới tính": "Nữ", "Chức vụ": "Giáo viên"},
    "evidence": {"Ngày": "05/02/2022"},
    "targets": {"Kết quả": "85,5"},
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_rows_of_every_kind_are_shown_in_words(
    qtmodeltester: ModelTester, sample_session: Session, kind: str
) -> None:
    rows = preview_text(sample_session.con, BLOCKS[kind], sample_session.campaign_id, kind).rows
    model = IncomingModel(kind, rows)
    cells = [model.index(0, at).data() for at in range(model.columnCount())]
    assert set(IN_WORDS[kind]) <= set(cells)
    assert sum(column.stretch for column in model.columns) == 1
    facts = {fact.label: fact.file for fact in facts_of(kind, rows[0])}
    assert {label: facts.get(label) for label in IN_FULL[kind]} == IN_FULL[kind]
    qtmodeltester.check(model)


def test_files_copied_in_the_file_manager_are_taken_by_ctrl_v(
    qtbot: QtBot, page: UnitsPage, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "đv.xlsx", ("Tên đơn vị", "Thủ trưởng"), ("Tổ dân phố 91", "Y Blơ Niê"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    data.setText(str(path))
    QGuiApplication.clipboard().setMimeData(data)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_V, CTRL)
    asked = preview_of(qtbot, page)
    assert [row.values["unit_name"] for row in asked.rows.model.everything] == ["Tổ dân phố 91"]
    assert not drop(page, path), "a page behind an open dialog takes nothing"
    asked.close()


def test_a_copied_list_comes_back_unchanged(qtbot: QtBot, page: UnitsPage, sample_session: Session) -> None:
    """Ctrl+C of the whole table and Ctrl+V of it: the register finds every unit again and nothing differs."""
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
    qtbot.keyClick(page.table, Qt.Key.Key_V, CTRL)
    asked = preview_of(qtbot, page)
    assert statuses(asked) == ["unchanged"] * page.table.rows_model.rowCount()
    asked.close()


def test_what_the_register_refuses_is_told_row_by_row(
    qtbot: QtBot, page: UnitsPage, sample_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading and writing somebody made the row impossible: the others are written."""
    from db.errors import BadInput

    honest = units.add_unit

    def add_unit(action, **facts):  # type: ignore[no-untyped-def]
        if facts["name"] == "Tổ dân phố 52":
            raise BadInput("Đơn vị “Tổ dân phố 52” vừa được thêm; hãy đọc lại tệp.")
        return honest(action, **facts)

    monkeypatch.setattr(units, "add_unit", add_unit)
    page.importer.take_text(BLOCK)
    asked = preview_of(qtbot, page)
    with qtbot.waitSignal(asked.finished):
        qtbot.keyClick(asked, Qt.Key.Key_Return, CTRL)
    told = result_of(qtbot, page)
    assert part(told, QLabel, "importTold").text() == "Đã ghi 2 dòng vào sổ; 1 dòng chưa ghi được."
    refused = part(told, DataTable, "refusedRows").rows_model
    assert [refused.index(0, at).data() for at in (1, 2, 3)] == [
        "A3",
        "Tổ dân phố 52",
        "Đơn vị “Tổ dân phố 52” vừa được thêm; hãy đọc lại tệp.",
    ]
    assert not part(told, QPushButton, "saveFindings").isVisible(), "a pasted block has no workbook"
    told.close()


def test_reading_a_file_can_be_stopped_before_the_dialog(
    qtbot: QtBot,
    page: UnitsPage,
    sample_session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two files wait; "Dừng" while the first is read forgets both, and the next file is read as ever."""
    import threading

    from desktop.ui.dialogs import import_work

    go_on = threading.Event()
    honest = import_work.read_file

    def slow(path, campaign_id, kind, con, talk):  # type: ignore[no-untyped-def]
        assert go_on.wait(10)
        return honest(path, campaign_id, kind, con, talk)

    monkeypatch.setattr(import_work, "read_file", slow)
    paths = [
        workbook(tmp_path / f"{n}.xlsx", ("Tên đơn vị", "Thủ trưởng"), (f"Tổ dân phố {n}", "Y Blơ Niê"))
        for n in (81, 82)
    ]
    drop(page, *paths)
    with qtbot.waitSignal(sample_session.said) as said:
        sample_session.cancel_background()
        go_on.set()
    assert said.args[0] == "Đã dừng đọc tệp; chưa ghi gì vào sổ."
    assert not page.findChildren(ImportDialog)
    drop(page, paths[1])
    asked = preview_of(qtbot, page)
    assert [row.values["unit_name"] for row in asked.rows.model.everything] == ["Tổ dân phố 82"]
    asked.close()


def test_a_dialog_closed_while_it_reads_again_is_no_crash(
    qtbot: QtBot, page: UnitsPage, sample_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    bugs: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: bugs.append(error))
    ended: list[int] = []
    page.importer.take_text("Tên đơn vị\tThủ trưởng\tSố máy\nTổ dân phố 61\tA\t1\n")
    asked = preview_of(qtbot, page)
    sample_session.progressed.connect(lambda _done, total, _text: ended.append(total))
    asked.take_column(2, "phone")
    asked.close()
    QApplication.sendPostedEvents(asked, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: 0 in ended)
    assert bugs == []


def test_what_changed_while_the_preview_stood_open_is_read_again(
    qtbot: QtBot, page: UnitsPage, sample_session: Session
) -> None:
    page.importer.take_text("Tên đơn vị\tThủ trưởng\nTổ dân phố 71\tA\nTổ dân phố 72\tB\n")
    asked = preview_of(qtbot, page)
    assert statuses(asked) == ["new", "new"]
    with qtbot.waitSignal(sample_session.changed):
        sample_session.run(unit_operations.add({"name": "Tổ dân phố 71"}))
    press(qtbot, asked, "accept")
    qtbot.waitUntil(lambda: statuses(asked) == ["changed", "new"])
    assert "Sổ đã thay đổi từ lúc xem trước nên chưa ghi gì" in part(asked, QLabel, "importNotes").text()
    assert "Tổ dân phố 72" not in names(sample_session)
    asked.close()


def test_a_folder_of_returned_forms_is_taken_file_by_file(
    qtbot: QtBot, page: UnitsPage, sample_session: Session, tmp_path: Path
) -> None:
    folder = tmp_path / "Biểu gửi về"
    folder.mkdir()
    with qtbot.waitSignal(sample_session.refused) as refused:
        assert drop(page, folder)
    assert "không có bảng tính nào; hãy " in refused.args[0]
    for name in ("b.xlsx", "a.xlsx", "~$a.xlsx"):
        workbook(folder / name, ("Tên đơn vị", "Thủ trưởng"), (f"Tổ dân phố {name[0]}", "Y Blơ Niê"))
    (folder / "thư.docx").write_bytes(b"x")
    drop(page, folder)
    for name, left in (("a", " (còn 1 tệp nữa)"), ("b", "Excel")):
        asked = preview_of(qtbot, page)
        assert asked.windowTitle().endswith(left)
        assert [row.values["unit_name"] for row in asked.rows.model.everything] == [f"Tổ dân phố {name}"]
        asked.close()
        qtbot.waitUntil(partial(is_gone, asked))


def is_gone(dialog: QDialog) -> bool:
    return not dialog.isVisible()
