"""Qt's own dialogs and menus speak Vietnamese, to the last word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QFontMetrics, QKeySequence
from PySide6.QtPrintSupport import QPageSetupDialog, QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QHeaderView,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QPushButton,
    QScrollBar,
    QSpinBox,
    QTabBar,
    QTextEdit,
    QWidget,
)

from desktop.ui import theme, translator

# The same in every language: file kinds, key names, units and names of paper sizes.
SHARED = {
    *(
        "pdf",
        "postscript",
        "unicode",
        "qt",
        "alt",
        "ctrl",
        "shift",
        "meta",
        "esc",
        "tab",
        "enter",
        "ins",
        "del",
    ),
    *(
        "home",
        "end",
        "pgup",
        "pgdown",
        "backspace",
        "menu",
        "pause",
        "capslock",
        "numlock",
        "scrolllock",
        "left",
    ),
    *(
        "right",
        "up",
        "byte",
        "bytes",
        "mm",
        "pt",
        "pc",
        "dd",
        "cc",
        "inch",
        "ansi",
        "jis",
        "prc",
        "dl",
        "monarch",
    ),
    *("folio", "quarto", "chou", "kaku", "pica", "didot", "cicero", "cups", "lan"),
}
# English words that are Vietnamese words as well, without their accents or in another sense.
BOTH = {"in", "to", "hai", "ra", "theo"}


@pytest.fixture
def spoken(themed: QApplication) -> Iterator[translator.VietnameseTranslator]:
    before = QLocale()
    installed = translator.speak_vietnamese(themed)
    yield installed
    themed.removeTranslator(installed)
    installed.deleteLater()
    QLocale.setDefault(before)


@pytest.fixture(scope="module")
def english() -> set[str]:
    """Every word of Qt's English, as far as the table knows it."""
    table = translator.VietnameseTranslator().table
    words = {
        word.lower()
        for of in table.values()
        for source in of
        for word in re.findall("[A-Za-z]{2,}", plain(source))
    }
    # Words of Qt a table without them would let through.
    words |= {
        "warning",
        "error",
        "cancel",
        "yes",
        "no",
        "ok",
        "open",
        "save",
        "find",
        "view",
        "page",
        "none",
        "untitled",
    }
    return words - SHARED - BOTH


def plain(text: str) -> str:
    return re.sub(r"<[^>]*>|%[0-9p]|&", "", text)


def texts_of(window: QWidget) -> Iterator[str]:
    """Every text somebody can read in a window: on it, in its menus, tooltips and lists."""
    for widget in [window, *window.findChildren(QWidget)]:
        yield from (
            widget.toolTip(),
            widget.windowTitle() if widget.isWindow() else "",
            widget.accessibleName(),
        )
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QMessageBox):
            yield widget.detailedText()
        if isinstance(widget, QGroupBox):
            yield widget.title()
        if isinstance(widget, QTabBar):
            yield from (widget.tabText(at) for at in range(widget.count()))
        if isinstance(widget, QComboBox) and widget.objectName() not in {"lookInCombo", "printers"}:
            yield from (widget.itemText(at) for at in range(widget.count()))
        if isinstance(widget, QHeaderView) and widget.model() is not None:
            model, sections = widget.model(), widget.count()
            yield from (str(model.headerData(n, widget.orientation()) or "") for n in range(sections))
        if isinstance(widget, QSpinBox):
            yield from (widget.prefix(), widget.suffix(), widget.specialValueText())
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
    for action in window.findChildren(QAction):
        yield from (action.text(), action.toolTip())


def assert_vietnamese(window: QWidget, english: set[str], *allowed: str) -> None:
    found = [plain(text) for text in texts_of(window) if text]
    for word in allowed:
        found = [text.replace(word, "") for text in found]
    assert found, "nothing was read"
    foreign = {
        text for text in found if english & {word.lower() for word in re.findall("[A-Za-zÀ-ỹ]+", text)}
    }
    assert not foreign


def test_the_check_itself_finds_english(english: set[str], qtbot) -> None:
    button = QPushButton("&Cancel")
    qtbot.addWidget(button)
    with pytest.raises(AssertionError):
        assert_vietnamese(button, english)


def test_every_standard_button(spoken, english: set[str], qtbot) -> None:
    names = [
        b for b in QDialogButtonBox.StandardButton if b.name not in {"NoButton", "FirstButton", "LastButton"}
    ]
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    for one in names:
        box.addButton(one)
    assert_vietnamese(box, english)
    shown = {
        name: box.button(getattr(QDialogButtonBox.StandardButton, name))
        for name in ("Ok", "Cancel", "Close", "Save")
    }
    assert {name: plain(button.text()) for name, button in shown.items()} == {
        "Ok": "Đồng ý",
        "Cancel": "Hủy",
        "Close": "Đóng",
        "Save": "Lưu",
    }


def test_message_box_with_details(spoken, english: set[str], qtbot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setText("Không lưu được.")
    box.setDetailedText("Chi tiết")
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    box.show()
    assert_vietnamese(box, english)


@pytest.mark.parametrize("kind", ["open", "save", "folder"])
def test_file_dialog(kind: str, spoken, english: set[str], qtbot, tmp_path: Path) -> None:
    (tmp_path / "thư mục").mkdir()
    (tmp_path / "sổ.sothidua").write_bytes(b"x" * 4096)
    dialog = QFileDialog(directory=str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setNameFilter("Sổ Thi Đua (*.sothidua)")
    if kind == "save":
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    elif kind == "folder":
        dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    dialog.show()
    # Folders of the machine stand in the line edit and the side bar's list, which are no words of Qt.
    assert_vietnamese(dialog, english, str(tmp_path))


def test_input_and_progress(spoken, english: set[str], qtbot) -> None:
    for dialog in (QInputDialog(), QProgressDialog()):
        qtbot.addWidget(dialog)
        dialog.show()
        assert_vietnamese(dialog, english)


@pytest.fixture
def printer(tmp_path: Path) -> QPrinter:
    made = QPrinter()
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "in.pdf"))
    return made


def test_print_dialog(spoken, english: set[str], qtbot, printer: QPrinter) -> None:
    dialog = QPrintDialog(printer)
    qtbot.addWidget(dialog)
    dialog.show()
    assert_vietnamese(dialog, english)


@pytest.mark.qt_log_ignore("Cannot be used on non-native printers")
def test_page_setup_dialog(spoken, english: set[str], qtbot, printer: QPrinter) -> None:
    dialog = QPageSetupDialog(printer)
    qtbot.addWidget(dialog)
    dialog.show()
    assert_vietnamese(dialog, english)


def test_print_preview(spoken, english: set[str], qtbot, printer: QPrinter) -> None:
    dialog = QPrintPreviewDialog(printer)
    qtbot.addWidget(dialog)
    dialog.show()
    assert_vietnamese(dialog, english)


@pytest.mark.parametrize("editor", [QLineEdit, QTextEdit, QPlainTextEdit])
def test_context_menus_of_text(editor, spoken, english: set[str], qtbot) -> None:
    widget = editor("Nguyễn Thị Ẩn")
    qtbot.addWidget(widget)
    menu = widget.createStandardContextMenu()
    assert_vietnamese(menu, english)
    words = [plain(action.text()).split("\t")[0] for action in menu.actions() if action.text()]
    assert words[:5] == ["Hoàn tác", "Làm lại", "Cắt", "Chép", "Dán"]
    menu.deleteLater()


@pytest.mark.parametrize("kind", [QSpinBox, QScrollBar])
def test_context_menus_that_open_by_themselves(kind, spoken, english: set[str], qtbot) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    widget.show()
    read: list[str] = []

    def read_and_close() -> None:
        for menu in [w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()]:
            assert_vietnamese(menu, english)
            read.extend(action.text() for action in menu.actions())
            menu.close()

    QTimer.singleShot(0, read_and_close)
    place = QPoint(2, 2)
    QApplication.sendEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, place))
    qtbot.waitUntil(lambda: bool(read))


def test_months_and_weekdays(spoken, english: set[str], qtbot) -> None:
    calendar = QCalendarWidget()
    qtbot.addWidget(calendar)
    calendar.show()
    month = calendar.findChild(QWidget, "qt_calendar_monthbutton")
    assert "háng" in month.text()
    assert QLocale().dayName(1) == "Thứ Hai"
    assert_vietnamese(calendar, english)


def test_names_of_keys(spoken) -> None:
    def named(keys: str) -> str:
        return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)

    assert named("Ctrl+Space") == "Ctrl+Phím cách"
    assert named("Alt+Left") == "Alt+←"
    metrics = QFontMetrics(theme.font())
    assert all(metrics.inFontUcs4(ord(arrow)) for arrow in "←→↑↓")


def test_the_table_keeps_places_and_line_breaks() -> None:
    for context, words in translator.VietnameseTranslator().table.items():
        for source, vietnamese in words.items():
            places = re.findall(r"%[0-9]", source)
            assert sorted(places) == sorted(re.findall(r"%[0-9]", vietnamese)), (context, source)
            assert source.count("\n") == vietnamese.count("\n"), (context, source)
            assert ("&" in source) == ("&" in vietnamese), (context, source)
            assert vietnamese == vietnamese.strip() or source != source.strip(), (context, source)


def test_what_is_not_in_the_table_stays(spoken) -> None:
    assert spoken.translate("QNoSuchThing", "Word") is None
    assert not spoken.isEmpty()
