"""The whole way of a new user, in the window, by keyboard alone: from no register to a printed Giấy khen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db import awards, board, campaigns, decisions, nominations, registrations, resources, units
from desktop.ui.app import Program, build_application
from desktop.ui.session import Session
from desktop.ui.window import PLACES, MainWindow

W = TypeVar("W", bound=QWidget)
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
UNITS = "STT\tTên đơn vị\n1\tTổ dân phố 1\n2\tTổ dân phố 2\n3\tHội Liên hiệp Phụ nữ phường\n"


class Hands:
    """Two hands on a keyboard: they press keys and commit text, and look at what has the focus."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def focus(self) -> QWidget:
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._qtbot.keyClick(self.focus(), key, modifier)

    def type(self, text: str) -> None:
        """Commit text as a Vietnamese input method does, in place of what the field held."""
        self.press(Key.Key_A, CTRL)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focus(), event)

    def tab_to(self, name: str) -> None:
        """Reach a widget by Tab alone."""
        for _ in range(80):
            focused = self.focus()
            if name in (focused.objectName(), getattr(focused.parentWidget(), "objectName", str)()):
                return
            self.press(Key.Key_Tab)
        message = f"Tab never reaches {name}; it stands at {self.focus().objectName()!r}"
        raise AssertionError(message)

    def choose(self, wanted: str) -> None:
        """Choose an entry of the combo box that has the focus."""
        combo = self.focus()
        assert isinstance(combo, QComboBox)
        self.press(Key.Key_Home)
        for _ in range(combo.count()):
            if wanted in combo.currentText():
                return
            self.press(Key.Key_Down)
        message = f"{wanted!r} is not among {[combo.itemText(i) for i in range(combo.count())]}"
        raise AssertionError(message)

    def dialog(self, name: str) -> QDialog:
        """The dialog of that name once it has the keyboard."""

        def active() -> bool:
            window = QApplication.activeWindow()
            return isinstance(window, QDialog) and window.objectName() == name and window.isVisible()

        self._qtbot.waitUntil(active)
        window = QApplication.activeWindow()
        assert isinstance(window, QDialog)
        return window

    def back_to(self, window: QWidget) -> None:
        """Wait until the dialog is gone and the window has the keyboard again."""
        self._qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        window.activateWindow()
        self._qtbot.waitUntil(window.isActiveWindow)


@pytest.fixture
def hands(qtbot: QtBot) -> Hands:
    return Hands(qtbot)


@pytest.fixture
def program(themed: QApplication, tmp_path: Path) -> Iterator[Program]:
    made = Program(build_application())
    made.open(tmp_path / "dữ liệu" / "so.sothidua")
    yield made
    if made.window is not None:
        made.window.close()
    if made.first_run is not None:
        made.first_run.close()
    made.close_session(back_up=False)


def first_run(qtbot: QtBot, hands: Hands, program: Program) -> MainWindow:
    page = program.first_run
    assert page is not None
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    hands.tab_to("office_name")
    hands.type("Ủy ban nhân dân phường Hoa Ban")
    hands.tab_to("office_level")
    hands.choose("Phường")
    hands.tab_to("office_place")
    hands.type("Hoa Ban")
    hands.tab_to("office_signer")
    hands.type("Lê Thị Mẫu")
    hands.tab_to("office_signer_title")
    hands.type("Chủ tịch")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: program.window is not None)
    window = program.window
    assert window is not None
    hands.back_to(window)
    qtbot.waitUntil(lambda: window.stack.count() == 1)
    return window


def go(hands: Hands, window: MainWindow, page: str) -> None:
    number = [place.entry.key for place in PLACES].index(page) + 1
    combination = QKeySequence(f"Ctrl+{number}" if number <= 9 else f"Ctrl+Shift+{number - 9}")[0]
    hands.press(combination.key(), combination.keyboardModifiers())
    assert window.stack.currentWidget().objectName() == f"page_{page}"


def paste_units(qtbot: QtBot, hands: Hands, window: MainWindow, session: Session) -> None:
    go(hands, window, "catalogues")
    hands.tab_to("catalogueSections")
    sections = hands.focus()
    assert isinstance(sections, QListWidget)
    hands.press(Key.Key_Home)
    while sections.currentItem().text() != "Đơn vị":
        hands.press(Key.Key_Down)
    hands.tab_to("unitsTable")
    QGuiApplication.clipboard().setText(UNITS)
    hands.press(Key.Key_V, CTRL)
    hands.dialog("importDialog")
    qtbot.waitUntil(lambda: hands.dialog("importDialog").findChild(QWidget, "accept").isEnabled())
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(units.list_units(session.con)) == 3)
    hands.back_to(window)


def drive_from_plan(qtbot: QtBot, hands: Hands, window: MainWindow, session: Session) -> int:
    go(hands, window, "campaigns")
    hands.press(Key.Key_N, CTRL)
    hands.dialog("newCampaignDialog")
    hands.tab_to("planSource")
    QGuiApplication.clipboard().setText(resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8"))
    hands.press(Key.Key_V, CTRL)
    hands.press(Key.Key_Return, CTRL)
    hands.dialog("planDialog")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: session.campaign_id is not None)
    hands.back_to(window)
    assert session.campaign_id is not None
    return session.campaign_id


def registration(qtbot: QtBot, hands: Hands, window: MainWindow, session: Session, drive: int) -> None:
    go(hands, window, "board")
    hands.tab_to("boardTable")
    hands.press(Key.Key_Home, CTRL)
    hands.press(Key.Key_N, CTRL)
    hands.dialog("registrationDialog")
    hands.tab_to("field_title")
    hands.type("Tuyến đường hoa tự quản")
    hands.tab_to("field_received_date")
    hands.type("14/8/2023")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(registrations.list_registrations(session.con, drive)))
    if QApplication.activeModalWidget() is not None:
        hands.press(Key.Key_Escape)
    hands.back_to(window)


def nomination(qtbot: QtBot, hands: Hands, window: MainWindow, session: Session, drive: int) -> None:
    go(hands, window, "nominations")
    hands.press(Key.Key_N, CTRL)
    hands.dialog("nominationDialog")
    hands.tab_to("name")
    hands.type("H'Bia Niê")
    hands.tab_to("honorific")
    hands.type("Bà")
    hands.tab_to("position")
    hands.type("Tổ trưởng Tổ dân phố 1")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(nominations.list_nominations(session.con, drive)) == 1)
    hands.back_to(window)
    hands.tab_to("changeStatus")
    hands.press(Key.Key_Space)
    hands.dialog("statusDialog")
    hands.tab_to("status")
    hands.choose("Hội đồng thông qua")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: nominations.list_nominations(session.con, drive)[0].status == "approved")
    hands.back_to(window)


def decision(qtbot: QtBot, hands: Hands, window: MainWindow, session: Session) -> decisions.Decision:
    go(hands, window, "decisions")
    hands.press(Key.Key_N, CTRL)
    hands.dialog("decisionDialog")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(decisions.list_decisions(session.con)))
    hands.back_to(window)
    hands.tab_to("issueDecision")
    hands.press(Key.Key_Space)
    hands.dialog("issueDialog")
    hands.tab_to("number")
    hands.type("12")
    hands.tab_to("day")
    hands.type("05/12/2023")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: decisions.list_decisions(session.con)[0].status == "issued")
    hands.back_to(window)
    return decisions.list_decisions(session.con)[0]


def print_to_pdf(qtbot: QtBot, hands: Hands, window: MainWindow, target: Path) -> None:
    hands.press(Key.Key_P, CTRL)
    dialog = hands.dialog("certificateDialog")
    hands.tab_to("jobTemplate")
    hands.choose("khung vàng (xã, phường)")
    hands.tab_to("jobWay")
    hands.choose("Cả mẫu")
    hands.tab_to("outPdf")
    hands.press(Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    qtbot.keyClick(menu, Key.Key_Down)
    qtbot.keyClick(menu, Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QFileDialog))
    chooser = QApplication.activeWindow()
    assert isinstance(chooser, QFileDialog)
    name = chooser.findChild(QLineEdit)
    assert name is not None
    while hands.focus() is not name:
        hands.press(Key.Key_Tab)
    hands.type(str(target))
    hands.press(Key.Key_Return)
    qtbot.waitUntil(target.exists, timeout=20_000)
    # No window manager hands the keyboard back to the dialog.
    dialog.activateWindow()
    hands.dialog("certificateDialog")
    told = dialog.findChild(QLabel, "workTold")
    assert told is not None
    qtbot.waitUntil(lambda: told.text().endswith("và ghi vào sổ."), timeout=20_000)
    hands.press(Key.Key_Escape)
    hands.back_to(window)


def test_from_nothing_to_a_printed_certificate(
    qtbot: QtBot, hands: Hands, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(Session, "open_file", lambda self, path: opened.append(path))
    window = first_run(qtbot, hands, program)
    session = window.session
    paste_units(qtbot, hands, window, session)
    drive = drive_from_plan(qtbot, hands, window, session)
    assert campaigns.get_campaign(session.con, drive).end_on == "2023-12-10"
    session.look_at_day(dt.date(2023, 8, 20))
    registration(qtbot, hands, window, session, drive)
    states = [
        (cell.unit, str(cell.status.state), cell.status.days_late)
        for cell in board.board(session.con, drive, session.as_of).cells
        if cell.kind == "registration" and cell.status.due == dt.date(2023, 8, 15)
    ]
    assert sorted(states) == [
        ("Hội Liên hiệp Phụ nữ phường", "on_time", None),
        ("Tổ dân phố 1", "overdue", 5),
        ("Tổ dân phố 2", "overdue", 5),
    ]
    nomination(qtbot, hands, window, session, drive)
    made = decision(qtbot, hands, window, session)
    assert made.number == "12/QĐ-UBND"
    assert [award.shown for award in awards.list_awards(session.con, made.id)] == ["Bà H'Bia Niê"]
    target = tmp_path / "giấy khen.pdf"
    print_to_pdf(qtbot, hands, window, target)
    document = pypdfium2.PdfDocument(str(target))
    text = document[0].get_textpage().get_text_range()
    pages = len(document)
    document.close()
    assert pages == 1
    for words in (
        "Bà H'Bia Niê",
        "GIẤY KHEN",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN",
        "12/QĐ-UBND",
        "Lê Thị Mẫu",
    ):
        assert words in " ".join(text.split())
