"""The board page: the same cells as the command line, filters with counts, everything recorded by keys alone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from hands import gone
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import board as boards
from db import registrations, units
from db.campaigns import CampaignDraft
from db.milestones import MilestoneDraft
from desktop.ui.models.marks import Role
from desktop.ui.operations import campaigns as operations
from desktop.ui.pages.board import BoardPage
from desktop.ui.session import Session
from desktop.ui.widgets.cell_table import CellTable


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> BoardPage:
    made = BoardPage(sample_session)
    qtbot.addWidget(made)
    made.resize(1158, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def table_of(page: QWidget) -> CellTable:
    found = page.findChild(CellTable, "boardTable")
    assert isinstance(found, CellTable)
    return found


def dialog(qtbot: QtBot, page: QWidget, name: str) -> QDialog:
    """The dialog of that name once it is there and takes the keys."""

    def open_one() -> QDialog | None:
        found = page.findChild(QDialog, name)
        return found if isinstance(found, QDialog) and found.isVisible() else None

    qtbot.waitUntil(lambda: open_one() is not None)
    found = open_one()
    assert found is not None
    return found


def field(dialog: QWidget, name: str) -> QWidget:
    found = dialog.findChild(QWidget, f"field_{name}")
    assert isinstance(found, QWidget)
    return found


def typed(widget: QWidget, text: str) -> None:
    """Keys with their letters, as a Vietnamese keyboard sends them (QTest knows Latin-1 only)."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def line_of(table: CellTable, unit: str) -> int:
    return next(n for n, row in enumerate(table.rows_model.rows) if row.unit == unit)


def test_cells_equal_the_board_of_the_command_line(page: BoardPage, sample_session: Session) -> None:
    assert sample_session.campaign_id is not None
    wanted = boards.board(sample_session.con, sample_session.campaign_id, dt.date(2023, 8, 20))
    by_place = {(cell.unit_id, cell.column): cell.to_json() for cell in wanted.cells}
    model = table_of(page).rows_model
    shown = {(row.unit_id, key): cell.to_json() for row in model.rows for key, cell in row.cells.items()}
    assert shown == by_place
    assert [c.key for c in model.columns if c.badge is not None] == [c.key for c in wanted.columns]
    for line, row in enumerate(model.rows):
        for at, column in enumerate(model.columns):
            badge = model.index(line, at).data(Role.BADGE)
            cell = row.cells.get(column.key)
            assert (badge is None) == (cell is None)
            if cell is not None:
                late = cell.status.days_late
                assert late is None or f" {late} ngày" in badge.word
                assert cell.words in model.index(line, at).data(Qt.ItemDataRole.ToolTipRole)


def test_model_keeps_qts_rules(qtmodeltester: ModelTester, page: BoardPage) -> None:
    qtmodeltester.check(table_of(page).rows_model)


def test_counts_of_the_foot_match_and_filter(qtbot: QtBot, page: BoardPage, sample_session: Session) -> None:
    table = table_of(page)
    wanted = boards.board(sample_session.con, sample_session.campaign_id or 0, dt.date(2023, 8, 20))
    overdue = {cell.unit for cell in wanted.cells if cell.status.state == "overdue"}
    button = page.findChild(QPushButton, "overdue")
    assert isinstance(button, QPushButton)
    assert button.text() == f"Quá hạn {wanted.counts['overdue']}"
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert {row.unit for row in table.rows_model.rows} == overdue
    states = Counter(cell.status.state for row in table.rows_model.rows for cell in row.cells.values())
    for state in ("overdue", "on_time"):
        shown = page.findChildren(QPushButton, state)[-1]
        assert shown.text().endswith(f" {states[state]}")


def test_unregistered_units_are_those_that_owe_and_have_nothing(page: BoardPage) -> None:
    page.show_state("unregistered")
    rows = table_of(page).rows_model.rows
    assert rows
    for row in rows:
        owed = [c for c in row.cells.values() if c.kind == "registration" and not c.status.state.settled]
        assert owed
        assert not any(r.counts for c in owed for r in c.registrations)


def test_search_needs_no_accents(qtbot: QtBot, page: BoardPage) -> None:
    search = page.findChild(QLineEdit, "boardSearch")
    assert isinstance(search, QLineEdit)
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(search.hasFocus)
    qtbot.keyClicks(search, "to dan pho 3")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert [row.unit for row in table_of(page).rows_model.rows] == ["Tổ dân phố 3"]


def test_registration_by_keys_alone(qtbot: QtBot, page: BoardPage, sample_session: Session) -> None:
    table = table_of(page)
    page.show_state("unregistered")
    row = table.rows_model.row(0)
    before = registrations.list_registrations(
        sample_session.con, sample_session.campaign_id or 0, unit_id=row.unit_id
    )
    qtbot.keyClick(table, Qt.Key.Key_Home)
    at = next(n for n, c in enumerate(table.rows_model.columns) if c.key in row.cells)
    for _ in range(at):
        qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    asked = dialog(qtbot, page, "registrationDialog")
    title = field(asked, "title")
    qtbot.waitUntil(title.hasFocus)
    typed(title, "Tuyến đường hoa của ƀuôn")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    gone(qtbot, page, "registrationDialog")
    after = registrations.list_registrations(
        sample_session.con, sample_session.campaign_id or 0, unit_id=row.unit_id
    )
    known = {one.id for one in before}
    assert [(one.title, one.kind, one.received_date) for one in after if one.id not in known] == [
        ("Tuyến đường hoa của ƀuôn", "model", dt.date(2023, 8, 20))
    ]
    qtbot.waitUntil(lambda: row.unit_id not in {one.unit_id for one in table.rows_model.rows})


def test_receipt_is_recorded_and_taken_back(qtbot: QtBot, page: BoardPage) -> None:
    table = table_of(page)
    page.show_state("overdue")
    line, column, cell = next(
        (n, at, row.cells[c.key])
        for n, row in enumerate(table.rows_model.rows)
        for at, c in enumerate(table.rows_model.columns)
        if c.key in row.cells
        and row.cells[c.key].kind == "plan"
        and row.cells[c.key].status.state == "overdue"
    )
    page.show_state("")
    line = line_of(table, cell.unit)

    def state() -> str:
        return str(table.rows_model.row(line).cells[cell.column].status.state)

    table.setFocus()
    table.setCurrentIndex(table.model().index(line, column))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    asked = dialog(qtbot, page, "receiptDialog")
    qtbot.waitUntil(field(asked, "day").hasFocus)
    qtbot.keyClick(field(asked, "day"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: state() == "late")
    gone(qtbot, page, "receiptDialog")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    asked = dialog(qtbot, page, "receiptDialog")
    back = asked.findChild(QPushButton, "takeBack")
    assert isinstance(back, QPushButton)
    back.setFocus()
    qtbot.keyClick(back, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state() == "overdue")
    gone(qtbot, page, "receiptDialog")


def test_refused_waiver_stays_open_with_what_was_typed(qtbot: QtBot, page: BoardPage) -> None:
    table = table_of(page)
    page.show_state("overdue")
    table.setCurrentIndex(table.model().index(0, 0))
    unit = table.rows_model.row(0).unit
    page.waive()
    asked = dialog(qtbot, page, "waiverDialog")
    document = field(asked, "document")
    qtbot.keyClicks(document, "12/UBND")
    qtbot.keyClick(document, Qt.Key.Key_Return)
    refusal = asked.findChild(QWidget, "refusal")
    assert refusal is not None
    qtbot.waitUntil(refusal.isVisible)
    assert "lý do miễn" in refusal.property("text")
    assert document.property("text") == "12/UBND"
    reason = field(asked, "reason")
    typed(reason, "Sáp nhập")
    qtbot.keyClick(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gone(qtbot, page, "waiverDialog")
    page.show_state("waived")
    assert unit in {row.unit for row in table.rows_model.rows}


def test_letter_names_exactly_the_late(
    qtbot: QtBot, page: BoardPage, sample_session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docx import Document

    opened: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", opened.append)
    page.files.letter_to(str(tmp_path / "don-doc.docx"))
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    paper = Document(str(opened[0]))
    text = "\n".join(p.text for p in paper.paragraphs)
    text += "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    wanted = boards.board(sample_session.con, sample_session.campaign_id or 0, dt.date(2023, 8, 20))
    late = {cell.unit for cell in wanted.cells if cell.status.state == "overdue"}
    assert late
    named = {cell.unit for cell in wanted.cells if len(cell.unit) > 14 and cell.unit in text}
    assert named == {unit for unit in late if len(unit) > 14}


def test_excel_list_has_every_registration_of_the_day_looked_at(
    qtbot: QtBot, page: BoardPage, sample_session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import load_workbook

    opened: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", opened.append)
    page.files.export_to(str(tmp_path / "ds.xlsx"))
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    sheet = load_workbook(opened[0]).worksheets[0]
    values = {str(value) for row in sheet.iter_rows(values_only=True) for value in row if value}
    listed = registrations.list_registrations(sample_session.con, sample_session.campaign_id or 0)
    assert sample_session.as_of == dt.date(2023, 8, 20)
    in_time = {
        one.title for one in listed if one.received_date is None or one.received_date <= sample_session.as_of
    }
    assert in_time <= values
    later = {one.title for one in listed} - in_time
    assert later, "the sample has registrations that came after that day"
    assert not later & values


def test_without_a_drive_the_button_starts_one(qtbot: QtBot, empty_session: Session) -> None:
    page = BoardPage(empty_session)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    buttons = [b for b in page.findChildren(QPushButton) if b.text() == "Tạo phong trào" and b.isVisible()]
    assert len(buttons) == 1
    buttons[0].setFocus()
    qtbot.keyClick(buttons[0], Qt.Key.Key_Space)
    asked = dialog(qtbot, page, "newCampaignDialog")
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    gone(qtbot, page, "newCampaignDialog")
    QApplication.clipboard().clear()


def test_drive_without_registration_has_a_full_board(qtbot: QtBot, sample_session: Session) -> None:
    made: list[int] = []
    draft = CampaignDraft(
        title="Thi đua thường xuyên",
        start_on="2023",
        end_on="2023",
        milestones=(
            MilestoneDraft("pledge", "Ký giao ước", dt.date(2023, 3, 1)),
            MilestoneDraft("report", "Báo cáo sơ kết", dt.date(2023, 9, 1)),
        ),
    )
    sample_session.run(operations.start(draft), made.append)
    qtbot.waitUntil(lambda: bool(made))
    sample_session.show_campaign(made[0])
    page = BoardPage(sample_session)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    model = table_of(page).rows_model
    active = units.list_units(sample_session.con, active_on=dt.date(2023, 6, 1))
    assert model.rowCount() >= len(active)
    assert [c.title for c in model.columns if c.badge] == ["Giao ước\n01/03/2023", "Báo cáo\n01/09/2023"]
    assert {row.cells[c.key].status.state for row in model.rows for c in model.columns if c.badge} == {
        "overdue",
        "not_due",
    }


def test_pasted_registrations_go_to_the_drive(qtbot: QtBot, page: BoardPage, sample_session: Session) -> None:
    block = (
        "Đơn vị\tTên mô hình, công trình\tNgày đăng ký\nTổ dân phố 8\tCon đường bích họa tổ 8\t10/8/2023\n"
    )
    QApplication.clipboard().setText(block)
    table = table_of(page)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    asked = dialog(qtbot, page, "importDialog")
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gone(qtbot, page, "importDialog")
    listed = registrations.list_registrations(sample_session.con, sample_session.campaign_id or 0)
    assert [(one.units, one.received_date) for one in listed if one.title == "Con đường bích họa tổ 8"] == [
        ("Tổ dân phố 8", dt.date(2023, 8, 10))
    ]
