"""What every page of the window keeps to, over the worked example and over an empty register.

A page reads when something it shows has changed and it is seen, not else; it fits the old screen, speaks Vietnamese,
can be emptied and searched by keys, follows the theme while it stands open, and goes without leaving a window behind.
"""

from __future__ import annotations

import datetime as dt
import gc
import re
import shutil
import sys
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db import campaigns, decisions, history, nominations, reports, triggers, units
from db.store import Changes
from desktop.ui import theme
from desktop.ui.app import CrashReport, Program
from desktop.ui.dialogs.crash import CrashDialog
from desktop.ui.operations import units as unit_operations
from desktop.ui.pages.base import Page
from desktop.ui.pages.catalogues import SECTIONS, Section
from desktop.ui.pages.units import UnitsPage
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.search_field import SearchField
from desktop.ui.window import PLACES, MainWindow, Place

MARKS = re.compile("[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)
SIZE = QSize(1158, 700)
"""What is left of 1366×768 beside the navigation and under the top line."""
KEYS = [place.entry.key for place in PLACES]
SECTION_KEYS = [f"catalogues/{section.key}" for section in SECTIONS]
every = pytest.mark.parametrize("key", KEYS)
reading = pytest.mark.parametrize(
    "key", [k for k in KEYS if k not in ("catalogues", "history")] + SECTION_KEYS
)
"""Danh mục leaves reading to its sections; the log reads after every action."""


def place_of(key: str) -> Place | Section:
    """A page of the navigation, or after a stroke a section of Danh mục."""
    page, _, section = key.partition("/")
    if section:
        return next(one for one in SECTIONS if one.key == section)
    return next(place for place in PLACES if place.entry.key == page)


Shown = Callable[[str], Page]


def _show(qtbot: QtBot, session: Session, key: str) -> Page:
    page = place_of(key).build(session)
    qtbot.addWidget(page)
    page.resize(SIZE)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.waitUntil(lambda: not session.thread_of_store.busy)
    return page


@pytest.fixture
def shown(qtbot: QtBot, sample_session: Session) -> Shown:
    """Builds a page over the worked example, visible and active."""

    def make(key: str) -> Page:
        return _show(qtbot, sample_session, key)

    return make


def counted(page: Page, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often the page reads from here on."""
    read: list[str] = []
    refresh = page.refresh

    def count() -> None:
        read.append(type(page).__name__)
        refresh()

    monkeypatch.setattr(page, "refresh", count)
    return read


def changes(*tables: str) -> Changes:
    return Changes(1, frozenset(tables), {table: frozenset({1}) for table in tables})


def rows(table: QWidget | None) -> int:
    assert isinstance(table, DataTable)
    return table.rows_model.rowCount()


def words(page: QWidget) -> list[str]:
    """Every word the page shows now on labels and buttons."""
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    shown += [button.text() for button in page.findChildren(QAbstractButton) if button.isVisible()]
    return [text.replace("&", "") for text in shown if text]


# ---------------------------------------------------------------- reading


@reading
def test_a_page_reads_when_one_of_its_tables_changed(
    key: str, shown: Shown, sample_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(key)
    read = counted(page, monkeypatch)
    assert page.tables, "a page that shows nothing of the register"
    for table in sorted(page.tables):
        sample_session.changed.emit(changes(table))
        assert len(read) == 1, table
        read.clear()


@reading
def test_a_page_does_not_read_for_tables_it_does_not_show(
    key: str, shown: Shown, sample_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(key)
    read = counted(page, monkeypatch)
    others = set(triggers.logged_tables(sample_session.con)) - set(page.tables)
    for table in sorted(others):
        sample_session.changed.emit(changes(table))
    assert read == []


@reading
def test_the_tables_of_a_page_are_tables_of_the_register(
    key: str, shown: Shown, sample_session: Session
) -> None:
    known = set(triggers.logged_tables(sample_session.con)) | {"action", "change"}
    assert set(shown(key).tables) <= known


@reading
def test_a_hidden_page_waits_and_then_reads_once(
    key: str, shown: Shown, sample_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(key)
    read = counted(page, monkeypatch)
    page.hide()
    for table in sorted(page.tables):
        sample_session.changed.emit(changes(table))
    sample_session.show_campaign(1)
    assert read == []
    page.show()
    assert len(read) == 1
    page.hide()
    page.show()
    assert len(read) == 1, "nothing changed meanwhile"


@pytest.mark.parametrize("key", KEYS + SECTION_KEYS)
def test_a_page_follows_drive_and_day_if_it_shows_them(
    key: str, shown: Shown, sample_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(key)
    read = counted(page, monkeypatch)
    sample_session.show_campaign(1)
    sample_session.look_at_day(dt.date(2023, 9, 1))
    sample_session.look_at_day(dt.date(2023, 9, 1))
    assert len(read) == (2 if page.follows_campaign else 0)


@pytest.mark.parametrize("key", KEYS + SECTION_KEYS)
def test_the_keyboard_stays_and_no_dialog_opens_when_a_page_reads_again(key: str, shown: Shown) -> None:
    page = shown(key)
    focused = QApplication.focusWidget()
    page.refresh()
    assert QApplication.focusWidget() is focused
    assert QApplication.activeModalWidget() is None


def test_the_log_reads_after_every_action_whatever_it_touched(
    shown: Shown, sample_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown("history")
    read = counted(page, monkeypatch)
    for table in ("unit", "holiday", "print_run"):
        sample_session.changed.emit(changes(table))
    assert len(read) == 3


def test_what_officers_change_is_redrawn_on_some_page(qtbot: QtBot, sample_session: Session) -> None:
    seen: set[str] = set()
    for key in [*KEYS, *SECTION_KEYS]:
        page = place_of(key).build(sample_session)
        qtbot.addWidget(page)
        seen |= page.tables
    changed = {
        "unit",
        "registration",
        "nomination",
        "evidence",
        "award",
        "decision",
        "signer",
        "setting",
        "task",
    }
    assert changed <= seen


# ---------------------------------------------------------------- counts


def status_numbers(page: Page) -> list[int]:
    """Numbers of the status line at the foot, in their order."""
    foot = [text for text in words(page) if re.match(r"\d[\d.]* ", text)]
    return [int(n.replace(".", "")) for text in foot for n in re.findall(r"\d[\d.]*", text)]


@pytest.mark.parametrize(
    ("key", "table", "count"),
    [
        ("campaigns", None, lambda s: len(campaigns.list_campaigns(s.con))),
        ("nominations", "nominations", lambda s: len(nominations.list_nominations(s.con, s.campaign_id))),
        ("register", "register", lambda s: len(reports.register_rows(s.con))),
        ("decisions", "decisions", lambda s: len(decisions.list_decisions(s.con, campaign_id=s.campaign_id))),
    ],
)
def test_what_the_foot_counts_is_what_the_table_holds(
    key: str, table: str | None, count: Callable[[Session], int], shown: Shown, sample_session: Session
) -> None:
    page = shown(key)
    wanted = count(sample_session)
    assert wanted > 0
    held = [rows(one) for one in page.findChildren(DataTable)]
    assert wanted in held
    assert wanted in status_numbers(page) or key == "decisions"


def test_units_are_counted_and_searched_without_accents(qtbot: QtBot, sample_session: Session) -> None:
    page = UnitsPage(sample_session)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    going_on = [unit for unit in units.list_units(sample_session.con) if unit.active_to is None]
    assert rows(page.table) == len(going_on)
    search = page.findChild(SearchField)
    assert search is not None
    with qtbot.waitSignal(search.searched):
        qtbot.keyClicks(search, "to dan pho")
        qtbot.keyClick(search, Qt.Key.Key_Return)
    by_hand = [unit for unit in going_on if unit.name.startswith("Tổ dân phố")]
    assert rows(page.table) == len(by_hand)
    assert any(re.search(rf"\b{len(by_hand)}\b", text) for text in words(page))


@every
def test_searching_for_nothing_there_empties_the_table_with_a_sentence(
    key: str, qtbot: QtBot, shown: Shown
) -> None:
    page = shown(key)
    fields = [field for field in page.findChildren(SearchField) if field.isVisible()]
    for search in fields:
        tables = [table for table in page.findChildren(DataTable) if table.isVisible()]
        before = [rows(table) for table in tables]
        with qtbot.waitSignal(search.searched):
            qtbot.keyClicks(search, "qqqxyz")
        assert 0 in [rows(table) for table in tables]
        empty = [one for one in page.findChildren(EmptyState) if one.isVisible()]
        assert empty
        assert all(MARKS.search(one.sentence) for one in empty)
        qtbot.keyClick(search, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda tables=tables, before=before: [rows(t) for t in tables] == before)


# ---------------------------------------------------------------- an empty register


@every
def test_an_empty_register_is_told_with_what_to_do(key: str, qtbot: QtBot, empty_session: Session) -> None:
    page = _show(qtbot, empty_session, key)
    for table in page.findChildren(DataTable):
        if table.isVisible() and rows(table) == 0:
            sentences = [one.sentence for one in table.findChildren(EmptyState) if one.isVisible()]
            assert sentences, f"{table.objectName()} is white and says nothing"
            assert MARKS.search(sentences[0])
            assert sentences[0].rstrip().endswith((".", "…"))
    assert words(page)


@every
def test_no_button_of_a_page_breaks_on_an_empty_register(
    key: str, qtbot: QtBot, empty_session: Session
) -> None:
    """Every enabled button that opens no file dialog and prints nothing is pressed once."""
    page = _show(qtbot, empty_session, key)
    last = history.last_action_id(empty_session.con)
    for button in page.findChildren(QPushButton):
        if button.isVisible() and button.isEnabled() and button.menu() is None and not _asks_outside(button):
            button.click()
            for window in QApplication.topLevelWidgets():
                if window is not page and window.isVisible():
                    window.close()
    qtbot.waitUntil(lambda: not empty_session.thread_of_store.busy)
    assert history.last_action_id(empty_session.con) == last, "a button wrote without asking"


def _asks_outside(button: QPushButton) -> bool:
    return bool(re.search(r"Excel|Word|PDF|Sao lưu|Khôi phục|tệp|In |thư mục", button.text()))


# ---------------------------------------------------------------- looks


@pytest.mark.parametrize("key", KEYS + SECTION_KEYS)
def test_nothing_is_wider_than_the_page(key: str, shown: Shown) -> None:
    page = shown(key)
    assert page.minimumSizeHint().width() <= SIZE.width()
    assert page.minimumSizeHint().height() <= SIZE.height()
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not page or _scrolled(widget, page):
            continue
        left = widget.mapTo(page, widget.rect().topLeft()).x()
        assert left + widget.width() <= SIZE.width() + 1, f"{widget.objectName()} {type(widget).__name__}"
    for table in page.findChildren(DataTable):
        if table.isVisible():
            assert table.horizontalScrollBar().maximum() == 0, f"{table.objectName()} scrolls sideways"


def _scrolled(widget: QWidget, page: QWidget) -> bool:
    """Whether a scroll area shows only part of the widget, as it may."""
    parent = widget.parentWidget()
    while parent is not None and parent is not page:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


@every
def test_words_of_a_page_are_vietnamese_without_codes(key: str, shown: Shown) -> None:
    for text in words(shown(key)):
        assert not re.search(r"\b[a-z]+_[a-z]+\b|\bNone\b|\d{4}-\d{2}-\d{2}|\{\w*\}", text), text
        assert not re.search(r"\b(the|and|of|error|file|save|cancel|close|search)\b", text, re.IGNORECASE), (
            text
        )


@every
def test_every_button_and_field_says_what_it_is(key: str, shown: Shown) -> None:
    page = shown(key)
    buddies = {id(label.buddy()) for label in page.findChildren(QLabel) if label.buddy() is not None}
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if isinstance(widget, QAbstractButton):
            assert widget.text() or widget.accessibleName(), widget.objectName()
        elif isinstance(widget, QLineEdit) and widget.focusProxy() is None and not _inside_box(widget):
            told = widget.accessibleName() or id(widget) in buddies or id(widget.parentWidget()) in buddies
            assert told, f"{widget.objectName()} in {widget.parentWidget().objectName()}"


def _inside_box(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return (parent is not None and parent.inherits("QComboBox")) or parent.inherits("QAbstractSpinBox")


@every
def test_a_page_changes_its_colours_while_it_stands_open(
    key: str, shown: Shown, themed: QApplication
) -> None:
    page = shown(key)
    light = page.grab().toImage()
    theme.apply_theme(themed, dark=True)
    dark = page.grab().toImage()
    middle = (SIZE.width() // 2, 4)
    assert light.pixelColor(*middle).lightness() > 128 > dark.pixelColor(*middle).lightness()
    theme.apply_theme(themed, dark=False)
    again = page.grab().toImage()
    assert again.pixelColor(*middle) == light.pixelColor(*middle)


@every
def test_a_page_goes_without_leaving_a_window(key: str, qtbot: QtBot, sample_session: Session) -> None:
    page = place_of(key).build(sample_session)
    page.show()
    qtbot.waitUntil(lambda: not sample_session.thread_of_store.busy)
    parts: list[weakref.ref[QObject]] = [weakref.ref(page), *map(weakref.ref, page.findChildren(QObject))]
    page.close()
    page.deleteLater()
    del page

    def left() -> list[str]:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return sorted({type(one()).__name__ for one in parts if one() is not None})

    qtbot.waitUntil(lambda: not left())
    sample_session.show_campaign(1)
    sample_session.changed.emit(changes("unit", "campaign"))


# ---------------------------------------------------------------- bugs in pages


@pytest.fixture
def program(themed: QApplication, sample_file: Path, tmp_path: Path) -> Iterator[Program]:
    made = Program(themed)
    made.open(Path(shutil.copyfile(sample_file, tmp_path / "mau.sothidua")))
    yield made
    if made.window is not None:
        made.window.close()
    made.close_session(back_up=False)


def crashed(qtbot: QtBot, window: MainWindow) -> CrashDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(CrashDialog)))
    return next(d for d in window.findChildren(CrashDialog) if d.isVisible())


def test_a_bug_in_what_follows_a_write_is_shown_and_the_window_lives_on(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    window = program.window
    assert window is not None
    monkeypatch.setattr(sys, "excepthook", CrashReport(program))

    def broken(_unit_id: int) -> None:
        raise ZeroDivisionError("lỗi của trang")

    window.session.run(unit_operations.add({"name": "Tổ dân phố 77"}), broken)
    dialog = crashed(qtbot, window)
    assert "ZeroDivisionError" in dialog.details.toPlainText()
    assert not dialog.details.isVisible(), "the officer is not met with a trace"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert units.find_unit(window.session.con, "Tổ dân phố 77") is not None, "what was written stays"
    window.go_to("catalogues")
    done: list[int] = []
    window.session.run(unit_operations.add({"name": "Tổ dân phố 78"}), done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_bug_in_a_write_is_shown_and_leaves_the_register_as_it_was(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    window = program.window
    assert window is not None
    monkeypatch.setattr(sys, "excepthook", CrashReport(program))
    last = history.last_action_id(window.session.con)

    def broken(*_arguments: Any, **_facts: Any) -> int:
        raise KeyError("thiếu khóa")

    with monkeypatch.context() as bug:
        bug.setattr(units, "add_unit", broken)
        window.session.run(unit_operations.add({"name": "Tổ dân phố 77"}))
        dialog = crashed(qtbot, window)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert history.last_action_id(window.session.con) == last
    done: list[int] = []
    window.session.run(unit_operations.add({"name": "Tổ dân phố 77"}), done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert "KeyError" in capsys.readouterr().err
