"""Small fields: numbers with a comma, colours, a grid of fields, boxes that do not turn, files dropped, legends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFontMetrics,
    QInputMethodEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.models.marks import Badge, Symbol
from desktop.ui.theme import Tone
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.count_field import CountField
from desktop.ui.widgets.count_row import CountRow
from desktop.ui.widgets.field_grid import FieldGrid, Item, Take
from desktop.ui.widgets.file_drop import FileDrop, files_of
from desktop.ui.widgets.legend import Legend
from desktop.ui.widgets.number_edit import COLOURS, ColourEdit, NumberEdit, shown_number
from desktop.ui.widgets.offer_bar import OfferBar
from desktop.ui.widgets.page_frame import Count

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Shown = Callable[[QWidget], Any]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    """Shows a widget in an active window with a second field to go to."""
    kept: list[QWidget] = []

    def show(widget: QWidget) -> Any:
        window = QWidget()
        column = QVBoxLayout(window)
        column.addWidget(widget)
        elsewhere = QLineEdit()
        elsewhere.setObjectName("elsewhere")
        column.addWidget(elsewhere)
        qtbot.addWidget(window)
        window.resize(700, 400)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        kept.append(window)
        return widget

    yield show
    kept.clear()


def heard(signal: Any) -> list[Any]:
    told: list[Any] = []
    signal.connect(told.append)
    return told


def pairs_heard(signal: Any) -> list[tuple[Any, ...]]:
    told: list[tuple[Any, ...]] = []
    signal.connect(lambda *values: told.append(values))
    return told


def retype(qtbot: QtBot, line: QLineEdit, text: str, end: Qt.Key | None = Key.Key_Return) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Key.Key_Delete)
    # As a Vietnamese input method does; no single key has such a letter.
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(line, event)
    if end is not None:
        qtbot.keyClick(line, end)


# ------------------------------------------------------------ a number with a comma


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (38.5, "38,5"),
        (38.0, "38"),
        (0.0, "0"),
        (0.25, "0,25"),
        (100.0, "100"),
        (12.345, "12,35"),
        (-3.5, "-3,5"),
        (1200.0, "1200"),
    ],
)
def test_a_measure_is_shown_with_a_comma(value: float, text: str) -> None:
    assert shown_number(value) == text


@given(st.integers(-100_000, 100_000))
def test_hundredths_are_never_lost(hundredths: int) -> None:
    from decimal import Decimal

    assert Decimal(shown_number(hundredths / 100).replace(",", ".")) == Decimal(hundredths) / 100


@pytest.mark.parametrize(
    ("typed", "value"),
    [("38,5", 38.5), ("38.5", 38.5), ("7", 7.0), ("0", 0.0), ("297", 297.0)],
)
def test_what_is_typed_is_told_once(qtbot: QtBot, shown: Shown, typed: str, value: float) -> None:
    edit = shown(NumberEdit(0, 297, 0.5))
    edit.set_value(10.0)
    told, refused = heard(edit.value_changed), heard(edit.refused)
    retype(qtbot, edit, typed)
    edit.window().findChild(QLineEdit, "elsewhere").setFocus()
    assert (told, refused) == ([value], [])
    assert not edit.is_typed


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Hãy nhập một số, ví dụ 38,5."),
        ("mười", "Hãy nhập một số, ví dụ 38,5."),
        ("297,5", "Hãy nhập số từ 0 đến 297."),
        ("-1", "Hãy nhập số từ 0 đến 297."),
    ],
)
def test_what_is_no_measure_is_refused_and_stays_typed(
    qtbot: QtBot, shown: Shown, typed: str, sentence: str
) -> None:
    edit = shown(NumberEdit(0, 297, 0.5))
    edit.set_value(10.0)
    told, refused = heard(edit.value_changed), heard(edit.refused)
    retype(qtbot, edit, typed)
    assert (told, refused[-1], edit.text()) == ([], sentence, typed)
    qtbot.keyClick(edit, Key.Key_Escape)
    assert (edit.text(), refused[-1], told) == ("10", "", [])


def test_whole_numbers_take_no_fraction(qtbot: QtBot, shown: Shown) -> None:
    edit = shown(NumberEdit(1, 9, 1, whole=True))
    edit.set_value(2)
    told, refused = heard(edit.value_changed), heard(edit.refused)
    retype(qtbot, edit, "2,5")
    retype(qtbot, edit, "3,0")
    assert refused == ["Hãy nhập số nguyên, ví dụ 2."]
    assert told == [3]
    assert isinstance(told[0], int)


def test_leaving_without_typing_tells_nothing(qtbot: QtBot, shown: Shown) -> None:
    edit = shown(NumberEdit(0, 10, 1))
    edit.set_value(2.345)
    told = heard(edit.value_changed)
    edit.setFocus()
    qtbot.keyClick(edit, Key.Key_Return)
    edit.window().findChild(QLineEdit, "elsewhere").setFocus()
    assert told == []


def test_arrows_count_by_steps_up_to_the_bounds(qtbot: QtBot, shown: Shown) -> None:
    edit = shown(NumberEdit(0, 2, 0.5))
    edit.set_value(1.25)
    told = heard(edit.value_changed)
    for _ in range(3):
        qtbot.keyClick(edit, Key.Key_Up)
    for _ in range(5):
        qtbot.keyClick(edit, Key.Key_Down)
    assert told == [1.75, 2.0, 1.5, 1.0, 0.5, 0.0]
    assert edit.text() == "0"


def test_arrows_leave_alone_what_is_no_number_or_not_to_be_changed(qtbot: QtBot, shown: Shown) -> None:
    edit = shown(NumberEdit(0, 2, 0.5))
    told = heard(edit.value_changed)
    edit.setText("không")
    qtbot.keyClick(edit, Key.Key_Up)
    edit.set_value(1.0)
    edit.setReadOnly(True)
    qtbot.keyClick(edit, Key.Key_Up)
    assert (told, edit.text()) == ([], "1")
    edit.set_value(None)
    assert (edit.text(), edit.value()) == ("", None)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([Key.Key_Up, Key.Key_Down]), max_size=15), st.integers(0, 20))
def test_no_stroke_leads_out_of_the_bounds(qtbot: QtBot, strokes: list[Qt.Key], start: int) -> None:
    edit = NumberEdit(2, 18, 3)
    qtbot.addWidget(edit)
    edit.set_value(float(min(18, max(2, start))))
    expected = min(18, max(2, start))
    for stroke in strokes:
        qtbot.keyClick(edit, stroke)
        expected = min(18, expected + 3) if stroke == Key.Key_Up else max(2, expected - 3)
        assert edit.value() == expected


# ------------------------------------------------------------ a colour


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("#b3121d", "#B3121D"),
        ("14325C", "#14325C"),
        ("đỏ cờ", "#B3121D"),
        ("Do co", "#B3121D"),
        ("ĐEN", "#000000"),
        (" #5b6470 ", "#5B6470"),
    ],
)
def test_a_colour_by_code_or_name(qtbot: QtBot, shown: Shown, typed: str, code: str) -> None:
    edit = shown(ColourEdit())
    edit.set_value("#FFFFFF")
    told = heard(edit.value_changed)
    retype(qtbot, edit.edit, typed)
    assert (told, edit.value()) == ([code], code)


@pytest.mark.parametrize("typed", ["", "đỏ", "#12", "#GGGGGG", "rgb(1,2,3)"])
def test_what_is_no_colour(qtbot: QtBot, shown: Shown, typed: str) -> None:
    edit = shown(ColourEdit())
    edit.set_value("#14325C")
    told, refused = heard(edit.value_changed), heard(edit.refused)
    retype(qtbot, edit.edit, typed)
    assert told == []
    assert refused[-1] == "Hãy nhập màu dạng #B3121D, hoặc chọn trong danh sách màu."


def test_no_colour_only_where_there_may_be_none(qtbot: QtBot, shown: Shown) -> None:
    edit = shown(ColourEdit(optional=True))
    edit.set_value("#14325C")
    told = heard(edit.value_changed)
    retype(qtbot, edit.edit, "")
    assert (told, edit.value()) == ([""], "")


@pytest.mark.parametrize("optional", [False, True])
def test_the_menu_has_the_colours_of_the_office(qtbot: QtBot, optional: bool) -> None:
    edit = ColourEdit(optional=optional)
    qtbot.addWidget(edit)
    told = heard(edit.value_changed)
    (menu,) = [one for one in edit.findChildren(QWidget) if one.inherits("QMenu")]
    actions = menu.actions()
    names = [action.text() for action in actions]
    assert names == [words for _, words in COLOURS] + ["Không màu"] * optional
    for action in actions:
        action.trigger()
    assert told == [code for code, _ in COLOURS] + [""] * optional
    assert len({code for code, _ in COLOURS}) == len(COLOURS)


# ------------------------------------------------------------ a grid of fields

ITEMS = (
    Item("head", "Vị trí", Take.HEADING),
    Item("x", "&Trái", half=True, least=0, most=297),
    Item("y", "T&rên", half=True, least=0, most=210),
    Item("size", "Cỡ chữ", least=6, most=72),
    Item("align", "Canh", Take.CHOICE, choices=(("left", "Trái"), ("center", "Giữa"))),
    Item("bold", "Chữ đậm", Take.CHECK),
    Item("words", "Nội dung", Take.LINES),
    Item("font", "Phông", Take.TEXT),
    Item("colour", "Màu", Take.COLOUR, optional=True),
    Item("note", "Ghi chú dưới ô", Take.NOTE),
)
VALUES = {
    "x": 10.0, "y": 20.5, "size": 14.0, "align": "center", "bold": True, "words": "Ông\nBà", "font": "Tinos",
    "colour": "#14325C",
}  # fmt: skip


@pytest.fixture
def grid(shown: Shown) -> FieldGrid:
    made = shown(FieldGrid(ITEMS, "part"))
    made.set_values(VALUES)
    assert isinstance(made, FieldGrid)
    return made


def line(grid: FieldGrid, key: str) -> QLineEdit:
    found = grid.findChild(QLineEdit, f"part_{key}")
    assert isinstance(found, QLineEdit)
    return found


def test_values_in_are_values_out(grid: FieldGrid) -> None:
    assert {key: grid.editor(key).value() for key in VALUES} == VALUES  # type: ignore[attr-defined]
    told = pairs_heard(grid.edited)
    grid.set_values({**VALUES, "x": 11.0})
    assert (told, line(grid, "x").text()) == ([], "11")


def test_what_is_entered_is_told_with_its_key(qtbot: QtBot, grid: FieldGrid) -> None:
    told = pairs_heard(grid.edited)
    retype(qtbot, line(grid, "x"), "12,5")
    retype(qtbot, line(grid, "size"), "16")
    retype(qtbot, line(grid, "colour"), "đen")
    assert told == [("x", 12.5), ("size", 16.0), ("colour", "#000000")]


def test_two_halves_share_a_row_and_its_sentence(qtbot: QtBot, grid: FieldGrid) -> None:
    assert abs(line(grid, "x").y() - line(grid, "y").y()) <= 1
    assert line(grid, "size").y() > line(grid, "x").y()
    retype(qtbot, line(grid, "y"), "211")
    assert grid.error("y") == grid.error("x") == "Hãy nhập số từ 0 đến 210."
    assert line(grid, "y").accessibleDescription() == "Hãy nhập số từ 0 đến 210."
    assert line(grid, "x").accessibleDescription() == ""


def test_a_wrong_number_stays_until_it_is_right_or_forgotten(qtbot: QtBot, grid: FieldGrid) -> None:
    retype(qtbot, line(grid, "x"), "1000")
    assert grid.error("x")
    grid.set_values(VALUES)
    assert line(grid, "x").text() == "1000"
    retype(qtbot, line(grid, "x"), "100")
    assert (grid.error("x"), line(grid, "x").text()) == ("", "100")
    retype(qtbot, line(grid, "x"), "1000")
    grid.forget_errors()
    grid.set_values(VALUES)
    assert (grid.error("x"), line(grid, "x").text()) == ("", "10")


def test_text_being_typed_is_not_overwritten_by_the_same(qtbot: QtBot, grid: FieldGrid) -> None:
    words = line(grid, "font")
    words.setFocus()
    words.setText("Tinos ")
    words.setCursorPosition(3)
    grid.set_values(VALUES)
    assert (words.text(), words.cursorPosition()) == ("Tinos ", 3)
    grid.set_values({**VALUES, "font": "Inter"})
    assert words.text() == "Inter"


def test_strokes_a_line_has_no_use_for_are_passed_on(qtbot: QtBot, grid: FieldGrid) -> None:
    undo, redo = pairs_heard(grid.undo_asked), pairs_heard(grid.redo_asked)
    target = line(grid, "x")
    target.setFocus()
    qtbot.keyClick(target, Key.Key_Z, CTRL)
    qtbot.keyClick(target, Key.Key_Y, CTRL)
    assert (len(undo), len(redo)) == (1, 1)
    retype(qtbot, target, "55", end=None)
    qtbot.keyClick(target, Key.Key_Z, CTRL)
    assert len(undo) == 1
    assert target.text() != "55"


def test_hidden_fields_are_gone_with_label_and_sentence(qtbot: QtBot, grid: FieldGrid) -> None:
    retype(qtbot, line(grid, "size"), "5")
    assert grid.error("size")
    grid.show_only({"x", "y"})
    assert line(grid, "x").isVisible()
    assert not line(grid, "size").isVisible()
    assert grid.error("size") == ""
    visible = {label.text() for label in grid.findChildren(QLabel) if label.isVisible() and label.text()}
    assert visible == {"&Trái", "T&rên"}
    grid.show_only({item.key for item in ITEMS})
    assert line(grid, "size").isVisible()


def test_every_field_is_spoken_and_reached_by_its_letter(grid: FieldGrid) -> None:
    for item in ITEMS:
        if item.take in (Take.HEADING, Take.NOTE):
            continue
        (field,) = [one for one in grid.findChildren(QWidget) if one.objectName() == f"part_{item.key}"]
        assert field.accessibleName() == item.label.replace("&", "")
    (label,) = [one for one in grid.findChildren(QLabel) if one.text() == "&Trái"]
    assert label.buddy() is line(grid, "x")


def test_nothing_can_be_entered_where_nothing_may(grid: FieldGrid) -> None:
    grid.set_editable(False)
    assert not any(grid.editor(key).isEnabled() for key in VALUES)
    grid.set_editable(True)
    assert all(grid.editor(key).isEnabled() for key in VALUES)


# ------------------------------------------------------------ boxes and counts


def wheel(widget: QWidget, down: int = -120) -> bool:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, down), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_the_wheel_never_passes_through_choices(shown: Shown) -> None:
    box = shown(ChoiceBox())
    box.addItems(["Giấy khen", "Bằng khen", "Cờ thi đua"])
    changed = heard(box.currentIndexChanged)
    box.setFocus()
    assert not wheel(box)
    assert (box.currentIndex(), changed) == (0, [])


@pytest.mark.parametrize(
    "key",
    [
        Key.Key_Up,
        Key.Key_Down,
        Key.Key_PageUp,
        Key.Key_PageDown,
        Key.Key_Home,
        Key.Key_End,
        Key.Key_Space,
        Key.Key_F4,
    ],
)
def test_a_key_opens_the_list_and_changes_nothing(qtbot: QtBot, shown: Shown, key: Qt.Key) -> None:
    box = shown(ChoiceBox())
    box.addItems(["Giấy khen", "Bằng khen", "Cờ thi đua"])
    box.setCurrentIndex(1)
    changed = heard(box.currentIndexChanged)
    box.setFocus()
    qtbot.keyClick(box, key)
    assert box.view().isVisible()
    assert (box.currentIndex(), changed) == (1, [])
    box.hidePopup()


def test_a_letter_looks_in_the_list_and_enter_chooses(qtbot: QtBot, shown: Shown) -> None:
    box = shown(ChoiceBox())
    box.addItems(["An", "Bình", "Cúc"])
    changed = heard(box.currentIndexChanged)
    box.setFocus()
    qtbot.keyClick(box, Key.Key_C)
    assert box.view().isVisible()
    assert (box.view().currentIndex().row(), box.currentIndex(), changed) == (2, 0, [])
    qtbot.keyClick(box.view(), Key.Key_Return)
    assert (box.currentIndex(), changed) == (2, [2])


@pytest.mark.parametrize(
    "held", [CTRL, Qt.KeyboardModifier.AltModifier, CTRL | Qt.KeyboardModifier.AltModifier]
)
def test_a_letter_held_with_another_key_is_a_stroke_of_the_window(
    qtbot: QtBot, shown: Shown, held: Qt.KeyboardModifier
) -> None:
    box = shown(ChoiceBox())
    box.addItems(["An", "Bình"])
    box.setFocus()
    qtbot.keyClick(box, Key.Key_B, held)
    assert not box.view().isVisible()
    assert box.currentIndex() == 0


@pytest.mark.parametrize(
    ("key", "held", "row"),
    [
        (Key.Key_2, Qt.KeyboardModifier.NoModifier, 1),
        (Key.Key_2, Qt.KeyboardModifier.KeypadModifier, 1),
        (Key.Key_ParenLeft, Qt.KeyboardModifier.NoModifier, 2),
    ],
    ids=["a digit", "a digit of the keypad", "a bracket"],
)
def test_digits_and_signs_look_in_the_list_too(
    qtbot: QtBot, shown: Shown, key: Qt.Key, held: Qt.KeyboardModifier, row: int
) -> None:
    box = shown(ChoiceBox())
    box.addItems(["1023", "2023", "(tất cả)"])
    changed = heard(box.currentIndexChanged)
    box.setFocus()
    qtbot.keyClick(box, key, held)
    assert (box.currentIndex(), changed) == (0, [])
    assert box.view().isVisible()
    assert box.view().currentIndex().row() == row
    box.hidePopup()


def test_a_count_is_named_and_kept_within_its_bounds(qtbot: QtBot, shown: Shown) -> None:
    field = shown(CountField("sheets", "Số tờ", 1, 12))
    assert (field.objectName(), field.accessibleName()) == ("sheets", "Số tờ")
    changed = heard(field.valueChanged)
    retype(qtbot, field.lineEdit(), "7")
    assert field.value() == 7
    field.setValue(99)
    assert field.value() == 12
    field.setValue(-4)
    assert (field.value(), changed[-2:]) == (1, [12, 1])


def test_counts_are_pressed_by_their_key_and_keep_the_keyboard(qtbot: QtBot, shown: Shown) -> None:
    row = shown(CountRow("Hồ sơ:"))
    pressed = heard(row.pressed)
    late = Badge(Symbol.TRIANGLE, Tone.WARNING, "muộn")
    row.set_counts([Count("03 đủ", "full"), Count("02 thiếu", "short", late)])

    def buttons() -> dict[str, str]:
        found = [one for one in row.findChildren(QPushButton) if one.isVisible()]
        return {one.objectName(): one.text() for one in sorted(found, key=QWidget.x)}

    qtbot.waitUntil(lambda: len(buttons()) == 2)
    assert buttons() == {"full": "03 đủ", "short": "02 thiếu"}
    kept = row.findChild(QPushButton, "short")
    kept.setFocus()
    row.set_counts([Count("01 thiếu", "short", late), Count("04 trả lại", "back")])
    assert row.findChild(QPushButton, "short") is kept
    assert kept.hasFocus()
    qtbot.waitUntil(lambda: set(buttons()) == {"short", "back"})
    for key in ("short", "back"):
        qtbot.mouseClick(row.findChild(QPushButton, key), Qt.MouseButton.LeftButton)
    assert pressed == ["short", "back"]
    row.set_counts([])
    assert buttons() == {}


# ------------------------------------------------------------ files dropped


def dragged(*urls: QUrl) -> QMimeData:
    data = QMimeData()
    data.setUrls(list(urls))
    return data


def enter(widget: QWidget, data: QMimeData) -> bool:
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop(widget: QWidget, data: QMimeData) -> QDropEvent:
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.MoveAction | Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event


def test_files_light_the_page_up_and_are_copied(shown: Shown, tmp_path: Path) -> None:
    page = shown(QFrame())
    dropping = FileDrop(page, "Thả tệp vào đây")
    told = heard(dropping.dropped)
    files = [tmp_path / "Danh sách xã.xlsx", tmp_path / "a b.docx"]
    data = dragged(*(QUrl.fromLocalFile(str(one)) for one in files))
    sign = page.findChild(QFrame, "dropSign")
    assert enter(page, data)
    assert sign.isVisible()
    assert page.rect().contains(sign.geometry())
    assert [label.text() for label in sign.findChildren(QLabel)] == ["Thả tệp vào đây"]
    event = drop(page, data)
    assert (event.isAccepted(), event.dropAction()) == (True, Qt.DropAction.CopyAction)
    assert told == [files]
    assert not sign.isVisible()


def test_leaving_puts_the_light_out(shown: Shown, tmp_path: Path) -> None:
    page = shown(QFrame())
    FileDrop(page, "Thả tệp vào đây")
    enter(page, dragged(QUrl.fromLocalFile(str(tmp_path / "a.xlsx"))))
    sign = page.findChild(QFrame, "dropSign")
    assert sign.isVisible()
    QApplication.sendEvent(page, QDragLeaveEvent())
    assert not sign.isVisible()


def test_text_and_pages_of_the_web_are_not_taken(shown: Shown) -> None:
    page = shown(QFrame())
    told = heard(FileDrop(page, "Thả tệp").dropped)
    words = QMimeData()
    words.setText("Lê Thị Cúc")
    for data in (words, dragged(QUrl("https://example.test/a.xlsx"))):
        assert files_of(data) == []
        assert not enter(page, data)
        assert not drop(page, data).isAccepted()
    assert told == []


def test_of_a_mixed_handful_only_files_are_taken(tmp_path: Path) -> None:
    inside = QUrl.fromLocalFile(str(tmp_path / "a.xlsx"))
    assert files_of(dragged(QUrl("https://example.test/x"), inside)) == [tmp_path / "a.xlsx"]


def test_a_page_behind_a_dialog_takes_nothing(qtbot: QtBot, shown: Shown, tmp_path: Path) -> None:
    """Neither what is dragged over it, nor what was on its way when the dialog opened."""
    page = shown(QFrame())
    told = heard(FileDrop(page, "Thả tệp").dropped)
    dialog = QDialog(page)
    qtbot.addWidget(dialog)
    inside = heard(FileDrop(dialog, "Thả vào hộp").dropped)
    data = dragged(QUrl.fromLocalFile(str(tmp_path / "a.xlsx")))
    assert enter(page, data)
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    assert not drop(page, data).isAccepted()
    assert not page.findChild(QFrame, "dropSign").isVisible()
    assert not enter(page, data)
    assert enter(dialog, data)
    assert drop(dialog, data).isAccepted()
    assert (told, inside) == ([], [[tmp_path / "a.xlsx"]])
    dialog.close()


# ------------------------------------------------------------ legends and offers

PAIRS = tuple(
    zip(
        theme.MARKS,
        ("đơn vị", "ngày", "chỉ tiêu", "hình thức khen", "việc phải làm", "khác", "nữa"),
        strict=False,
    )
)


@pytest.mark.parametrize("width", [80, 160, 300, 600, 2000])
def test_every_word_of_a_legend_has_its_place(qtbot: QtBot, width: int) -> None:
    legend = Legend(PAIRS)
    qtbot.addWidget(legend)
    legend.resize(width, legend.heightForWidth(width))
    boxes = legend._boxes(width)
    metrics = QFontMetrics(legend.font())
    assert len(boxes) == len(PAIRS)
    for (_, word), box in zip(PAIRS, boxes, strict=True):
        assert box.width() > metrics.horizontalAdvance(word)
        assert box.left() == 0 or box.right() < width
    for at, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[at + 1 :])
    assert max(box.bottom() for box in boxes) + 1 == legend.heightForWidth(width)
    assert [box.y() for box in boxes] == sorted(box.y() for box in boxes)


def test_a_legend_is_drawn_in_its_colours_and_spoken(qtbot: QtBot, shown: Shown) -> None:
    legend = shown(Legend(PAIRS))
    image = legend.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    for kind, _ in PAIRS:
        strong = getattr(theme.tokens(), theme.MARKS[kind])
        assert strong.lower() in seen
    assert legend.accessibleName() == "Màu của các câu: " + ", ".join(word for _, word in PAIRS)


def test_an_offer_is_made_once(qtbot: QtBot, shown: Shown) -> None:
    bar = shown(OfferBar("offer", "Đọc tệp"))
    accepted = pairs_heard(bar.accepted)
    assert (bar.isVisible(), bar.sentence) == (False, "")
    bar.offer("Có 03 tệp mới trong thư mục.")
    assert (bar.isVisible(), bar.sentence) == (True, "Có 03 tệp mới trong thư mục.")
    qtbot.mouseClick(bar.findChild(QPushButton, "offerAccept"), Qt.MouseButton.LeftButton)
    assert len(accepted) == 1
    bar.offer("")
    assert (bar.isVisible(), bar.sentence) == (False, "")
    bar.offer("Có 01 tệp mới.")
    qtbot.mouseClick(bar.findChild(QPushButton, "offerLater"), Qt.MouseButton.LeftButton)
    bar.offer("Có 02 tệp mới.")
    assert (bar.isVisible(), bar.sentence, len(accepted)) == (False, "", 1)


def test_an_offer_is_words_and_never_a_page(shown: Shown) -> None:
    bar = shown(OfferBar("offer", "Đọc"))
    bar.offer("Tệp <b>a</b> & b")
    words = [label for label in bar.findChildren(QLabel) if label.text()]
    assert [one.text() for one in words] == ["Tệp <b>a</b> & b"]
    assert words[0].textFormat() == Qt.TextFormat.PlainText


def test_a_bare_clipboard_holds_no_files() -> None:
    """Some systems give nothing at all where nothing was copied yet."""
    assert files_of(None) == []
