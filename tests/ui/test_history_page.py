"""Nhật ký & Sao lưu by keys: the log in words, undo and redo, copies, restoring, checking; the crash report."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import backup, history, history_words, organizations, triggers
from db.store import Action
from desktop.ui.dialogs.crash import CrashDialog
from desktop.ui.operations.base import StoreOp
from desktop.ui.pages.history import HistoryPage
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> HistoryPage:
    made = HistoryPage(sample_session)
    qtbot.addWidget(made)
    made.resize(1158, 680)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def table(page: QWidget, name: str = "historyActions") -> DataTable:
    found = page.findChild(DataTable, name)
    assert found is not None
    return found


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def press(qtbot: QtBot, page: QWidget, name: str) -> None:
    assert button(page, name).isEnabled()
    button(page, name).setFocus()
    qtbot.keyClick(button(page, name), Qt.Key.Key_Space)


def panel_text(page: QWidget) -> str:
    panel = page.findChild(QWidget, "historyPanel")
    assert panel is not None
    return "\n".join(label.text() for label in panel.findChildren(QLabel))


def rename(action: Action) -> None:
    own = organizations.own(action.con)
    assert own is not None
    action.update("organization", own.id, place="Nơi khác")


def run(qtbot: QtBot, session: Session, sentence: str) -> int:
    with qtbot.waitSignal(session.changed):
        session.run(StoreOp(sentence, rename))
    return history.last_action_id(session.con)


def place(session: Session) -> str:
    own = organizations.own(session.con)
    assert own is not None
    return own.place


def test_newest_first_with_time_who_and_number_of_changes(
    qtbot: QtBot, page: HistoryPage, qtmodeltester: ModelTester
) -> None:
    run(qtbot, page.session, "Đổi địa danh")
    model = table(page).rows_model
    qtbot.waitUntil(lambda: model.row(0).name == "Đổi địa danh")
    stored = page.session.con.execute("SELECT count(*) FROM action").fetchone()[0]
    assert model.rowCount() == stored
    shown = [column.shown(model.row(0)) for column in model.columns]
    assert shown[2:] == ["Đổi địa danh", "1", ""]
    assert len(shown[0]) == len("15/08/2023 07:30")
    qtmodeltester.check(model, force_py=True)
    assert not table(page).horizontalScrollBar().isVisible()


def test_the_changes_of_an_action_in_words(qtbot: QtBot, page: HistoryPage) -> None:
    before = place(page.session)
    action_id = run(qtbot, page.session, "Đổi địa danh")
    qtbot.waitUntil(lambda: table(page).choose(action_id))
    assert "Sửa Cơ quan “Ủy ban nhân dân" in panel_text(page)
    assert f"Địa danh, địa điểm: {before} → Nơi khác" in panel_text(page)


def test_undo_and_redo_of_the_chosen_action(qtbot: QtBot, page: HistoryPage) -> None:
    before = place(page.session)
    action_id = run(qtbot, page.session, "Đổi địa danh")
    qtbot.waitUntil(lambda: table(page).choose(action_id))
    with qtbot.waitSignals([page.session.changed, page.session.said]):
        press(qtbot, page, "undoAction")
    assert place(page.session) == before
    qtbot.waitUntil(lambda: table(page).choose(action_id) and button(page, "redoAction").isEnabled())
    assert not button(page, "undoAction").isEnabled()
    with qtbot.waitSignal(page.session.changed):
        press(qtbot, page, "redoAction")
    assert place(page.session) == "Nơi khác"


def test_an_action_others_build_on_is_refused_with_its_sentence(qtbot: QtBot, page: HistoryPage) -> None:
    model = table(page).rows_model
    first = next(row for row in reversed(model.rows) if row.can_undo)
    table(page).choose(first.id)
    with qtbot.waitSignal(page.session.refused) as refused:
        press(qtbot, page, "undoAction")
    assert "còn dựa vào việc này" in refused.args[0]


def test_the_making_of_the_register_cannot_be_undone(page: HistoryPage) -> None:
    oldest = table(page).rows_model.rows[-1]
    table(page).choose(oldest.id)
    assert not button(page, "undoAction").isEnabled()


def test_search_without_accents(qtbot: QtBot, page: HistoryPage) -> None:
    search = page.findChild(QLineEdit, "historySearch")
    assert search is not None
    table(page).setFocus()
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is search
    qtbot.keyClicks(search, "ban hanh quyet dinh")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    names = [row.name for row in table(page).rows_model.rows]
    assert names
    assert all("Ban hành" in name for name in names)


def test_a_copy_is_made_listed_and_good(qtbot: QtBot, page: HistoryPage) -> None:
    with qtbot.waitSignal(page.session.said):
        qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    (copy,) = backup.copies(page.session.path)
    copies = table(page, "backupCopies")
    assert [row.path for row in copies.rows_model.rows] == [copy.path]
    assert copies.rows_model.columns[1].shown(copy).endswith(("KB", "MB"))
    backup.verify(copy.path)


def test_restoring_is_explained_asked_and_handed_on(qtbot: QtBot, page: HistoryPage) -> None:
    with qtbot.waitSignal(page.session.said):
        qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    copies = table(page, "backupCopies")
    copies.setFocus()
    qtbot.keyClick(copies, Qt.Key.Key_Return)
    asked = page.findChild(QDialog, "restoreDialog")
    assert asked is not None
    text = asked.findChild(QLabel, "restoreText")
    assert text is not None
    assert "truoc-khoi-phuc" in text.text()
    accept = button(asked, "accept")
    accept.setFocus()
    with qtbot.waitSignal(page.restore_requested) as requested:
        qtbot.keyClick(accept, Qt.Key.Key_Space)
    assert requested.args == [backup.copies(page.session.path)[0].path]


def test_enter_in_the_restore_dialog_does_no_harm(qtbot: QtBot, page: HistoryPage) -> None:
    with qtbot.waitSignal(page.session.said):
        qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, page, "restoreCopy")
    asked = page.findChild(QDialog, "restoreDialog")
    assert asked is not None
    with qtbot.assertNotEmitted(page.restore_requested), qtbot.waitSignal(asked.rejected):
        qtbot.keyClick(asked, Qt.Key.Key_Return)


def test_the_check_says_that_the_register_is_whole(qtbot: QtBot, page: HistoryPage) -> None:
    press(qtbot, page, "checkStore")
    result = page.findChild(QLabel, "checkResult")
    assert result is not None
    qtbot.waitUntil(lambda: result.text().startswith("Sổ nguyên vẹn"))
    tabs = page.findChild(QTabWidget, "historyTabs")
    assert tabs is not None
    assert tabs.currentIndex() == 1


def test_every_table_and_column_has_a_word(sample_session: Session) -> None:
    con = sample_session.con
    for name in triggers.logged_tables(con):
        assert history_words.table_word(name)
        for column in triggers.columns(con, name):
            history_words.field_word(column)


def test_every_change_of_the_worked_example_is_told_without_codes(sample_session: Session) -> None:
    con = sample_session.con
    codes = {
        "draft",
        "submitted",
        "approved",
        "decided",
        "from_units",
        "registered",
        "individual",
        "kt",
        "letter",
    }
    for action in history.actions(con, limit=100_000):
        if action.too_old:
            continue
        for change in history_words.in_words(con, history.changes_of(con, action.id)):
            values = {value for field in change.fields for value in (field.before, field.after)}
            assert not values & codes, change.shown


def test_a_number_of_changes_is_summed_up_by_table(sample_session: Session) -> None:
    con = sample_session.con
    largest = max((one for one in history.actions(con) if not one.too_old), key=lambda one: one.change_count)
    changes = history.changes_of(con, largest.id)
    words = history_words.summary(changes)
    counted = sum(int(part) for part in words.replace(",", " ").replace(";", " ").split() if part.isdigit())
    assert counted == len(changes) == largest.change_count


# ---------------------------------------------------------------- the crash report


def test_the_crash_report_folds_and_copies_its_details(qtbot: QtBot) -> None:
    def fail() -> None:
        raise RuntimeError("hỏng ở đây")

    with pytest.raises(RuntimeError) as caught:
        fail()
    dialog = CrashDialog.of(caught.value)
    with qtbot.waitActive(dialog):
        dialog.open()
        dialog.activateWindow()
    details = dialog.findChild(QPlainTextEdit, "crashDetails")
    assert details is not None
    assert not details.isVisible()
    press(qtbot, dialog, "crashFold")
    assert details.isVisible()
    press(qtbot, dialog, "crashCopy")
    copied = QGuiApplication.clipboard().text()
    assert "RuntimeError: hỏng ở đây" in copied
    assert "def fail" not in copied
    assert "in fail" in copied
    with qtbot.waitSignal(dialog.finished):
        QApplication.sendEvent(
            dialog, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        )


def test_what_the_restore_dialog_names_is_the_file_that_will_be_there(tmp_path: Path) -> None:
    # The words in the dialog promise a name; the restore itself makes it.
    from db.store import Store

    path = tmp_path / "so.sothidua"
    with Store.create(path) as store:
        copy = backup.backup(store)
    aside = backup.restore(copy, path)
    assert aside is not None
    assert aside.name.startswith("so-truoc-khoi-phuc-")


def test_a_copy_that_went_away_before_it_was_asked_about_is_told(
    qtbot: QtBot, page: HistoryPage, sample_session: Session, tmp_path: Path
) -> None:
    press(qtbot, page, "restoreOther")
    chooser = page.findChild(QFileDialog, "backupChooser")
    assert chooser is not None
    with qtbot.waitSignal(sample_session.refused) as told:
        chooser.fileSelected.emit(str(tmp_path / "đã rút.sothidua"))
    assert "“đã rút.sothidua”" in told.args[0]
    assert "; hãy " in told.args[0]
    chooser.reject()
