"""Forms that go out from the window: which one is asked, where it goes, and what is in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from db import nominations, registrations, units
from desktop.ui.dialogs.form_out import FORM_WORDS, FormOutDialog, FormWish
from desktop.ui.form_sender import FormSender
from desktop.ui.pages.awards import NominationsPage
from desktop.ui.pages.board import BoardPage
from desktop.ui.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def board(qtbot: QtBot, sample_session: Session) -> BoardPage:
    made = BoardPage(sample_session)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def opened(sample_session: Session, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    found: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", found.append)
    return found


def asked(qtbot: QtBot, page: QWidget) -> FormOutDialog:
    action = page.findChild(QAction, "sendForm")
    assert action is not None
    action.trigger()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(QDialog, "formOutDialog")))
    found = page.findChild(FormOutDialog, "formOutDialog")
    assert isinstance(found, FormOutDialog)
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def cells(path: Path) -> set[str]:
    book = load_workbook(path)
    return {
        str(v) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for v in row if v
    }


def test_each_page_offers_its_own_form_first(qtbot: QtBot, board: BoardPage, sample_session: Session) -> None:
    awards = NominationsPage(sample_session)
    qtbot.addWidget(awards)
    with qtbot.waitExposed(awards):
        awards.show()
    for page, kind in ((board, "registrations"), (awards, "nominations")):
        dialog = asked(qtbot, page)
        box = dialog.findChild(QComboBox, "formOut_kind")
        assert box is not None
        assert box.currentText() == FORM_WORDS[kind]
        dialog.close()


def test_a_form_for_one_unit_needs_the_unit(qtbot: QtBot, board: BoardPage) -> None:
    dialog = asked(qtbot, board)
    heard: list[FormWish] = []
    dialog.chosen.connect(heard.append)
    unit = dialog.findChild(QComboBox, "formOut_unit")
    assert unit is not None
    assert not unit.isEnabled()
    scope = dialog.findChild(QComboBox, "formOut_scope")
    assert scope is not None
    scope.setFocus()
    qtbot.keyClick(scope, Qt.Key.Key_End)
    assert unit.isEnabled()
    qtbot.keyClick(scope, Qt.Key.Key_Return, CTRL)
    assert dialog.refusal == "Hãy chọn đơn vị nhận biểu."
    assert heard == []
    unit.setFocus()
    unit.setCurrentIndex(unit.findText("Tổ dân phố 3"))
    unit.activated.emit(unit.currentIndex())
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(unit, Qt.Key.Key_Return, CTRL)
    assert heard == [FormWish("registrations", "one", "Tổ dân phố 3")]
    chooser = board.findChild(QFileDialog, "chooseTarget")
    assert chooser is not None
    assert Path(chooser.selectedFiles()[0]).name.endswith("bieu-dang-ky - Tổ dân phố 3.xlsx")
    chooser.close()


@pytest.mark.parametrize(("scope", "name"), [("zip", "chooseTarget"), ("folder", "chooseFolder")])
def test_one_form_a_unit_asks_for_an_archive_or_a_folder(
    qtbot: QtBot, board: BoardPage, scope: str, name: str
) -> None:
    board.files.forms.ask_target(FormWish("nominations", scope))
    chooser = board.findChild(QFileDialog, name)
    assert chooser is not None
    qtbot.waitUntil(chooser.isVisible)
    assert (chooser.fileMode() == QFileDialog.FileMode.Directory) == (scope == "folder")
    chooser.close()


def test_one_form_for_all_holds_what_is_known(
    qtbot: QtBot, board: BoardPage, sample_session: Session, opened: list[Path], tmp_path: Path
) -> None:
    target = tmp_path / "biểu.xlsx"
    board.files.forms.write(FormWish("registrations", "all"), target)
    qtbot.waitUntil(lambda: opened == [target], timeout=20_000)
    known = registrations.list_registrations(sample_session.con, sample_session.campaign_id or 0)
    assert {one.title for one in known} <= cells(target)


def test_a_form_for_one_unit_holds_nobody_elses(
    qtbot: QtBot, board: BoardPage, sample_session: Session, opened: list[Path], tmp_path: Path
) -> None:
    listed = nominations.list_nominations(sample_session.con, sample_session.campaign_id)
    units_of = [one.proposing_unit_id for one in listed if one.kind == "individual"]
    unit = units.get_unit(sample_session.con, next(one for one in units_of if one is not None))
    mine = {n.subject.name for n in listed if n.proposing_unit_id == unit.id}
    others = {n.subject.name for n in listed} - mine
    target = tmp_path / "riêng.xlsx"
    FormSender(sample_session, "nominations", board).write(FormWish("nominations", "one", unit.name), target)
    qtbot.waitUntil(lambda: opened == [target], timeout=20_000)
    found = cells(target)
    assert mine <= found
    assert not others & found


def test_one_form_a_unit_goes_into_an_archive_and_a_folder(
    qtbot: QtBot, board: BoardPage, sample_session: Session, opened: list[Path], tmp_path: Path
) -> None:
    archive, folder = tmp_path / "các biểu.zip", tmp_path / "các biểu"
    with qtbot.waitSignal(sample_session.said, timeout=30_000) as said:
        board.files.forms.write(FormWish("registrations", "zip"), archive)
    with zipfile.ZipFile(archive) as packed:
        names = packed.namelist()
    assert len(names) >= 40
    assert said.args[0] == f"Đã ghi {len(names)} biểu vào “các biểu.zip”."
    board.files.forms.write(FormWish("registrations", "folder"), folder)
    qtbot.waitUntil(lambda: len(opened) == 2, timeout=30_000)
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
