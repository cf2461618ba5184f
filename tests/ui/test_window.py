"""The frame: navigation by keys, the drive and day above, undo and redo, the bar at the foot."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from db import campaigns, units
from desktop.ui.navigation import COLLAPSED_WIDTH, Entry, Navigation
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.theme import NAVIGATION_WIDTH
from desktop.ui.window import PLACES, MainWindow

WORDS = (
    "Tổng quan",
    "Phong trào",
    "Đăng ký mô hình",
    "Khen thưởng",
    "Quyết định & In",
    "Sổ khen thưởng",
    "Báo cáo",
    "Mẫu Giấy khen",
    "Phôi & đợt in",
    "Danh mục",
    "Nhật ký & Sao lưu",
)


@pytest.fixture
def window(qtbot: QtBot, sample_session: Session) -> Iterator[MainWindow]:
    made = MainWindow(sample_session)
    made.go_to("overview")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()


def child(parent: QWidget, name: str) -> QWidget:
    found = parent.findChild(QWidget, name)
    assert found is not None, f"no widget named {name}"
    return found


def test_the_places_in_the_officers_words_and_order() -> None:
    assert tuple(place.entry.title for place in PLACES) == WORDS


def test_a_click_and_a_key_choose_a_place(qtbot: QtBot) -> None:
    navigation = Navigation([Entry("a", "Một", "flag"), Entry("b", "Hai & ba", "award")])
    qtbot.addWidget(navigation)
    navigation.show()
    navigation.activateWindow()
    qtbot.waitUntil(navigation.isActiveWindow)
    with qtbot.waitSignal(navigation.chosen) as chosen:
        qtbot.mouseClick(child(navigation, "nav_b"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["b"]
    with qtbot.waitSignal(navigation.chosen) as chosen:
        qtbot.keyClick(navigation, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert chosen.args == ["a"]
    button = child(navigation, "nav_b")
    assert isinstance(button, QToolButton)
    assert button.accessibleName() == "Hai & ba"
    assert button.toolTip() == "Hai & ba (Ctrl+2)"


def test_the_navigation_folds_to_icons_with_tooltips(qtbot: QtBot) -> None:
    navigation = Navigation([Entry("a", "Một", "flag")])
    qtbot.addWidget(navigation)
    navigation.show()
    assert navigation.width() == NAVIGATION_WIDTH
    qtbot.mouseClick(child(navigation, "nav_collapse"), Qt.MouseButton.LeftButton)
    assert navigation.width() == COLLAPSED_WIDTH
    button = child(navigation, "nav_a")
    assert isinstance(button, QToolButton)
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert button.toolTip()
    qtbot.mouseClick(child(navigation, "nav_collapse"), Qt.MouseButton.LeftButton)
    assert navigation.width() == NAVIGATION_WIDTH


@pytest.mark.parametrize("number", range(1, 12))
def test_every_place_opens_by_its_number(qtbot: QtBot, window: MainWindow, number: int) -> None:
    keys = f"Ctrl+{number}" if number <= 9 else f"Ctrl+Shift+{number - 9}"
    combination = QKeySequence(keys)[0]
    qtbot.keyClick(window, combination.key(), combination.keyboardModifiers())
    place = PLACES[number - 1].entry
    assert window.stack.currentWidget().objectName() == f"page_{place.key}"
    button = child(window, f"nav_{place.key}")
    assert isinstance(button, QToolButton)
    assert button.isChecked()


def test_pages_are_built_when_first_shown_and_kept(window: MainWindow) -> None:
    assert window.stack.count() == 1
    window.go_to("register")
    assert window.stack.count() == 2
    kept = window.page("register")
    window.go_to("overview")
    window.go_to("register")
    assert window.page("register") is kept
    assert window.stack.count() == 2


def test_the_title_names_the_office_and_the_file(window: MainWindow) -> None:
    assert window.windowTitle() == "Ủy ban nhân dân phường An Lạc Đông – Sổ Thi Đua (mau.sothidua)"


def test_the_chooser_holds_the_drives_the_last_one_first(qtbot: QtBot, window: MainWindow) -> None:
    chooser = child(window, "campaignChooser")
    assert isinstance(chooser, QComboBox)
    known = campaigns.list_campaigns(window.session.con)
    assert [chooser.itemData(i) for i in range(chooser.count())] == [c.id for c in known]
    assert chooser.currentData() == window.session.campaign_id
    chooser.setFocus()
    with qtbot.waitSignal(window.session.campaign_changed):
        qtbot.keyClick(chooser, Qt.Key.Key_Down)
    assert window.session.campaign_id == known[1].id


def test_the_day_is_typed_and_told_when_finished(qtbot: QtBot, window: MainWindow) -> None:
    field = child(window, "asOfDay")
    edit = field.findChild(QLineEdit)
    assert edit is not None
    edit.setFocus()
    edit.selectAll()
    with qtbot.assertNotEmitted(window.session.as_of_changed):
        qtbot.keyClicks(edit, "1/9/2023")
    with qtbot.waitSignal(window.session.as_of_changed):
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert window.session.as_of == dt.date(2023, 9, 1)
    with qtbot.waitSignal(window.session.as_of_changed):
        qtbot.mouseClick(child(window, "today"), Qt.MouseButton.LeftButton)
    assert edit.text() == dt.date.today().strftime("%d/%m/%Y")  # noqa: DTZ011 - the calendar day


def test_ctrl_z_takes_back_and_ctrl_y_brings_back(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    with qtbot.waitSignal(session.said):
        session.run(StoreOp("Thêm đơn vị thử", lambda action: units.add_unit(action, name="Tổ dân phố 66")))
    assert "Thêm đơn vị thử" in child(window, "undo").toolTip()
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert units.find_unit(session.con, "Tổ dân phố 66") is None
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert units.find_unit(session.con, "Tổ dân phố 66") is not None


def bar_words(window: MainWindow) -> str:
    return " ".join(label.text() for label in child(window, "infoBar").findChildren(QLabel))


def test_what_was_done_stands_at_the_foot_with_undo(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    with qtbot.waitSignal(session.said):
        session.run(StoreOp("Thêm đơn vị thử", lambda action: units.add_unit(action, name="Tổ dân phố 66")))
    bar = child(window, "infoBar")
    assert bar.isVisible()
    assert "Thêm đơn vị thử" in bar_words(window)
    undo = next(b for b in bar.findChildren(QWidget) if getattr(b, "text", lambda: "")() == "Hoàn tác")
    with qtbot.waitSignal(session.changed):
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert units.find_unit(session.con, "Tổ dân phố 66") is None


def test_a_refusal_stands_at_the_foot(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.session.refused):
        window.session.run(StoreOp("Sai", lambda action: units.add_unit(action, name="")))
    assert "Tên đơn vị đang để trống" in bar_words(window)


ENGLISH = re.compile(
    r"\b(the|and|open|save|cancel|close|file|edit|new|delete|remove|search|print|page|date|name|type|unit|help|error|none|true|false)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("place", [place.entry.key for place in PLACES])
def test_no_english_is_left_on_a_page(qtbot: QtBot, window: MainWindow, place: str) -> None:
    window.go_to(place)
    QApplication.sendPostedEvents()
    page = window.page(place)
    shown: list[str] = []
    for widget in page.findChildren(QWidget):
        for reader in ("text", "title", "placeholderText", "toolTip"):
            words = getattr(widget, reader, None)
            if callable(words):
                try:
                    said = words()
                except TypeError:
                    continue
                if isinstance(said, str):
                    shown.append(re.sub(r"<[^>]*>|\(Delete\)", " ", said))
    assert [words for words in shown if ENGLISH.search(words)] == []


@pytest.mark.parametrize("place", [place.entry.key for place in PLACES])
def test_a_page_fits_1366_by_768(qtbot: QtBot, window: MainWindow, place: str) -> None:
    window.resize(1366, 768)
    window.go_to(place)
    assert window.minimumSizeHint().width() <= 1366
    assert window.minimumSizeHint().height() <= 768


def test_closing_the_window_tells_the_program(qtbot: QtBot, sample_session: Session, tmp_path: Path) -> None:
    made = MainWindow(sample_session)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.closed):
        made.close()
