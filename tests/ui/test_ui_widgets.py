"""The parts pages and dialogs are made of, at the edges: odd input, keys, timing by signals, what is spoken.

The ordinary ways of these widgets are in ``test_widgets.py`` and ``test_table_model.py``.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHelpEvent, QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.rules.evidence import EvidenceItem, Window, year_strip
from desktop.ui.models.table import Align, Column, RowsModel
from desktop.ui.theme import Tone
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.date_field import DateField, PartialDateField
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.form import Field, Form, Kind
from desktop.ui.widgets.info_bar import InfoBar
from desktop.ui.widgets.money_field import MoneyField, NumberField
from desktop.ui.widgets.parsed_field import ErrorLabel
from desktop.ui.widgets.progress_panel import ProgressPanel
from desktop.ui.widgets.search_field import SearchField
from desktop.ui.widgets.year_strip import YearStrip, year_boxes

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Shown = Callable[[QWidget], Any]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    """Shows a widget in an active window with a second field to go to."""

    def show(widget: QWidget) -> Any:
        window = QWidget()
        column = QVBoxLayout(window)
        column.addWidget(widget)
        elsewhere = QLineEdit()
        elsewhere.setObjectName("elsewhere")
        column.addWidget(elsewhere)
        qtbot.addWidget(window)
        window.resize(900, 500)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        kept.append(window)
        return widget

    # qtbot only refers to a window weakly.
    kept: list[QWidget] = []
    yield show
    kept.clear()


def heard(signal: Any) -> list[Any]:
    """What a signal of one value tells from here on."""
    told: list[Any] = []
    signal.connect(told.append)
    return told


def type_text(widget: QWidget, text: str) -> None:
    """Commit text as a Vietnamese input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def leave(widget: QWidget) -> None:
    elsewhere = widget.window().findChild(QLineEdit, "elsewhere")
    assert elsewhere is not None
    elsewhere.setFocus()


def error_of(widget: QWidget) -> str:
    label = widget.findChild(ErrorLabel)
    assert label is not None
    return label.text() if label.isVisible() else ""


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("typed", "day", "text"),
    [
        ("5/8/2023", dt.date(2023, 8, 5), "05/08/2023"),
        ("05.08.2023", dt.date(2023, 8, 5), "05/08/2023"),
        ("5-8-2023", dt.date(2023, 8, 5), "05/08/2023"),
        ("  29/2/2024 ", dt.date(2024, 2, 29), "29/02/2024"),
        ("", None, ""),
        ("   ", None, ""),
    ],
)
def test_a_day_is_read_however_it_is_parted(typed: str, day: dt.date | None, text: str, shown: Shown) -> None:
    field = shown(DateField())
    field.edit.setFocus()
    type_text(field.edit, typed)
    leave(field)
    assert field.value() == day
    assert field.edit.text() == text
    assert error_of(field) == ""


@pytest.mark.parametrize(
    "typed",
    ["29/2/2023", "32/1/2023", "1/13/2023", "0/0/0", "2023", "hôm qua", "1/1", "5/8/2023/9", "٥/٨/٢٠٢٣", "∞"],
)
def test_what_is_no_day_is_kept_and_told(typed: str, shown: Shown) -> None:
    field = shown(DateField())
    field.edit.setFocus()
    type_text(field.edit, typed)
    leave(field)
    if field.value() is not None:
        # Digits of another script may be read, but then only as the day they say.
        assert field.value() == dt.date(2023, 8, 5)
        return
    assert field.edit.text() == typed
    sentence = error_of(field)
    assert sentence.endswith(".")
    assert "Hãy" in sentence or "hãy" in sentence
    assert not field.validate()


def test_mending_a_wrong_day_takes_the_sentence_away(shown: Shown) -> None:
    field = shown(DateField())
    field.edit.setText("31/02/2023")
    assert not field.validate()
    field.edit.setText("28/02/2023")
    assert field.validate()
    assert error_of(field) == ""
    assert not field.edit.property("invalid")


@pytest.mark.parametrize("typed", ["13/2023", "23", "2023/06/15/1", "tháng sáu", "00/2023"])
def test_what_is_no_part_of_a_date_is_told(typed: str, shown: Shown) -> None:
    field = shown(PartialDateField())
    field.edit.setText(typed)
    assert not field.validate()
    assert field.value() is None
    assert field.edit.text() == typed


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Tab])
def test_a_calendar_that_is_left_changes_nothing(key: Qt.Key, shown: Shown, qtbot: QtBot) -> None:
    field = shown(DateField())
    field.set_value(dt.date(2023, 8, 15))
    spy = heard(field.value_changed)
    qtbot.keyClick(field.edit, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClick(popup, Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    qtbot.keyClick(field.edit, key)
    assert field.value() == dt.date(2023, 8, 15)
    assert spy == []


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.490.000", 1_490_000),
        ("1490000đ", 1_490_000),
        ("0", 0),
        (" 12 ", 12),
        ("1.490.000 đồng", 1_490_000),
    ],
)
def test_money_is_read_as_officers_write_it(typed: str, value: int, shown: Shown) -> None:
    field = shown(MoneyField())
    field.edit.setText(typed)
    assert field.validate(), error_of(field)
    assert field.value() == value
    assert int(field.edit.text().replace(".", "")) == value


@pytest.mark.parametrize("typed", ["-5", "1,5", "một triệu", "1.49.0000", "10000000000000000000", "1e6"])
def test_what_is_no_sum_is_told(typed: str, shown: Shown) -> None:
    field = shown(MoneyField())
    field.edit.setText(typed)
    assert not field.validate()
    assert field.value() is None
    assert error_of(field).endswith(".")


def test_numbers_stand_right_and_carry_their_unit(shown: Shown) -> None:
    field = shown(NumberField(unit="ngày"))
    assert field.edit.alignment() & Qt.AlignmentFlag.AlignRight
    assert "ngày" in [label.text() for label in field.findChildren(QLabel)]


# ---------------------------------------------------------------- forms


KINDS = [kind for kind in Kind if kind is not Kind.HEADING]
GOOD: dict[Kind, Any] = {
    Kind.TEXT: "Nguyễn Thị Ẩn",
    Kind.LINES: "dòng một\ndòng hai",
    Kind.DATE: dt.date(2023, 8, 5),
    Kind.PARTIAL_DATE: "2023-06",
    Kind.MONEY: 1_490_000,
    Kind.NUMBER: 12,
    Kind.CHOICE: "b",
    Kind.SUGGEST: "Ông",
    Kind.CHECK: True,
}


def form_of(kind: Kind, **facts: Any) -> Form:
    choices = (("a", "Một"), ("b", "Hai")) if kind in (Kind.CHOICE, Kind.SUGGEST) else ()
    return Form([Field("it", "Trường &này", kind, choices=choices, **facts)])


def test_there_is_a_value_for_every_kind() -> None:
    assert set(GOOD) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_gives_back_what_it_was_given_and_nothing_when_emptied(kind: Kind, shown: Shown) -> None:
    form = shown(form_of(kind))
    told = heard(form.changed)
    form.set_values({"it": GOOD[kind]})
    assert form.values() == {"it": GOOD[kind]}
    assert not form.is_changed()
    form.set_values({})
    assert form.values() == {"it": False if kind is Kind.CHECK else None}
    assert told == [], "only the officer's own changes are told"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not Kind.CHECK])
def test_each_kind_says_what_is_missing_and_takes_the_keyboard(kind: Kind, shown: Shown) -> None:
    form = shown(form_of(kind, required=True))
    leave(form)
    assert not form.validate()
    assert error_of(form) == "Hãy nhập “Trường này”."
    focused = QApplication.focusWidget()
    assert focused is not None
    assert form.isAncestorOf(focused)
    form.set_values({"it": GOOD[kind]})
    assert error_of(form) == ""
    assert form.validate()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_name_and_is_reached_by_its_letter(kind: Kind, shown: Shown, qtbot: QtBot) -> None:
    form = shown(form_of(kind))
    leave(form)
    editor = form.editor("it")
    assert (editor.focusProxy() or editor).accessibleName() == "Trường này"
    qtbot.keyClick(form.window(), Key.Key_N, Qt.KeyboardModifier.AltModifier)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert form.isAncestorOf(focused)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LINES, Kind.SUGGEST])
def test_text_is_cleaned_and_composed(kind: Kind, shown: Shown) -> None:
    """A decomposed "ễ" from another system and doubled blanks would part two equal names."""
    form = shown(form_of(kind))
    inner = form.editor("it")
    target = (
        (inner.focusProxy() or inner).findChild(QLineEdit) if kind is Kind.SUGGEST else inner.focusProxy()
    )
    target.setFocus()
    type_text(target, "  Nguye\u0302\u0303n   Thị ")
    assert form.values() == {"it": "Nguyễn Thị"}
    assert form.is_changed()


def test_the_wheel_does_not_change_a_choice_while_the_form_is_scrolled(shown: Shown) -> None:
    form = shown(form_of(Kind.CHOICE))
    form.set_values({"it": "a"})
    leave(form)
    box = form.findChild(QComboBox)
    assert box is not None
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turn)
    assert form.values() == {"it": "a"}


def test_tab_leaves_a_field_of_many_lines(shown: Shown, qtbot: QtBot) -> None:
    form = shown(Form([Field("a", "Một", Kind.LINES), Field("b", "Hai")]))
    form.editor("a").setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Key.Key_Tab)
    assert QApplication.focusWidget() is form.editor("b").focusProxy()
    assert form.values()["a"] is None


def test_errors_of_several_fields_stand_each_under_its_own(shown: Shown) -> None:
    fields = [Field(key, f"Trường {key}", required=True) for key in ("a", "b", "c")]
    form = shown(Form(fields))
    form.set_values({"b": "có"})
    assert not form.validate()
    told = {key: error_of(form.editor(key)) for key in ("a", "b", "c")}
    assert told == {"a": "Hãy nhập “Trường a”.", "b": "", "c": "Hãy nhập “Trường c”."}
    assert QApplication.focusWidget() is form.editor("a").focusProxy()


# ---------------------------------------------------------------- tables


@dataclass(frozen=True)
class Unit:
    id: int
    name: str
    prize: int | None
    note: str = ""


UNITS = [
    Unit(1, "Tổ dân phố 1", 1_000),
    Unit(2, "Đoàn phường", None, 'nói "được"\nrồi'),
    Unit(3, "Ủy ban Mặt trận", 2_500_000, "cột\tkhác"),
    Unit(4, "Trạm Y tế", 0),
]


@pytest.fixture
def table(shown: Shown) -> DataTable:
    columns = (
        Column[Unit]("name", "Đơn vị", lambda u: u.name, stretch=True),
        Column[Unit]("prize", "Tiền thưởng", lambda u: u.prize, align=Align.RIGHT),
        Column[Unit]("note", "Ghi chú", lambda u: u.note),
    )
    made = shown(DataTable(RowsModel(columns, UNITS, row_id=lambda u: u.id)))
    made.setFocus()
    return made


def clipboard() -> list[list[str]]:
    return list(csv.reader(io.StringIO(QGuiApplication.clipboard().text()), delimiter="\t"))


def test_home_and_end_go_to_the_first_and_last_row(table: DataTable, qtbot: QtBot) -> None:
    for key, row in (
        (Key.Key_End, 3),
        (Key.Key_Home, 0),
        (Key.Key_Down, 1),
        (Key.Key_End, 3),
        (Key.Key_Down, 3),
    ):
        qtbot.keyClick(table, key)
        assert table.current_row() == row
        assert table.chosen_rows() == [row]


@pytest.mark.parametrize(
    ("typed", "row"), [("doan", 1), ("uy", 2), ("tram", 3), ("tr", 2), ("y te", 3), ("to dan", 0)]
)
def test_typing_without_accents_goes_to_the_row(typed: str, row: int, table: DataTable, qtbot: QtBot) -> None:
    qtbot.keyClicks(table, typed)
    assert table.current_row() == row


def test_one_letter_again_goes_to_the_next_of_its_kind(table: DataTable, qtbot: QtBot) -> None:
    found = []
    for _ in range(3):
        qtbot.keyClick(table, Key.Key_T)
        found.append(table.current_row())
    assert set(found) >= {2, 3}, "Mặt trận, Trạm: words beginning with t"


def test_enter_opens_the_row_and_ctrl_enter_is_left_to_the_dialog(table: DataTable, qtbot: QtBot) -> None:
    told = heard(table.activated_row)
    qtbot.keyClick(table, Key.Key_End)
    qtbot.keyClick(table, Key.Key_Return, CTRL)
    assert told == []
    qtbot.keyClick(table, Key.Key_Return)
    qtbot.keyClick(table, Key.Key_Enter)
    assert told == [3, 3]


def test_copied_rows_are_cells_whatever_stands_in_them(table: DataTable, qtbot: QtBot) -> None:
    qtbot.keyClick(table, Key.Key_Home)
    for _ in range(3):
        qtbot.keyClick(table, Key.Key_Down, SHIFT)
    qtbot.keyClick(table, Key.Key_C, CTRL)
    assert clipboard() == [
        [column.title for column in table.rows_model.columns],
        ["Tổ dân phố 1", "1000", ""],
        ["Đoàn phường", "", 'nói "được"\nrồi'],
        ["Ủy ban Mặt trận", "2500000", "cột\tkhác"],
        ["Trạm Y tế", "0", ""],
    ]


def test_without_a_chosen_row_the_current_one_is_copied(table: DataTable, qtbot: QtBot) -> None:
    """Tab marks a row without choosing it; Ctrl+C must not do nothing then."""
    qtbot.keyClick(table, Key.Key_Home)
    table.clearSelection()
    qtbot.keyClick(table, Key.Key_C, CTRL)
    assert clipboard() == [["Tổ dân phố 1", "1000", ""]]


def test_hidden_columns_are_not_copied_and_an_empty_table_keeps_the_clipboard(
    table: DataTable, qtbot: QtBot
) -> None:
    rows = table.rows_model.rows
    table.rows_model.set_rows([])
    QGuiApplication.clipboard().setText("cũ")
    qtbot.keyClick(table, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "cũ"
    table.rows_model.set_rows(rows)
    table.setColumnHidden(1, True)
    qtbot.keyClick(table, Key.Key_End)
    qtbot.keyClick(table, Key.Key_Home)
    qtbot.keyClick(table, Key.Key_C, CTRL)
    assert clipboard() == [["Tổ dân phố 1", ""]]
    assert table.first_visible_column() == 0


def test_tab_leaves_the_table_at_once(table: DataTable, qtbot: QtBot) -> None:
    qtbot.keyClick(table, Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "elsewhere"


def test_the_current_row_is_found_again_after_reading_anew(table: DataTable, qtbot: QtBot) -> None:
    assert table.choose(3)
    table.rows_model.set_rows([Unit(9, "Mới", 1), *reversed(UNITS)])
    assert table.rows_model.row(table.current_row()).id == 3
    gone = heard(table.current_row_changed)
    table.rows_model.set_rows([UNITS[0]])
    assert gone[-1] == -1
    assert not table.choose(3)


def test_an_emptied_table_says_so_and_its_button_is_pressed_by_key(table: DataTable, qtbot: QtBot) -> None:
    table.set_empty("Chưa có đơn vị nào.", "Dán từ Excel")
    empty = table.findChild(EmptyState)
    assert empty is not None
    assert not empty.isVisible()
    table.rows_model.set_rows([])
    assert empty.isVisible()
    empty.button.setFocus()
    with qtbot.waitSignal(table.empty_pressed):
        qtbot.keyClick(empty.button, Key.Key_Space)
    table.rows_model.set_rows(UNITS)
    assert not empty.isVisible()


def test_only_rows_of_this_program_are_shown(themed: QApplication) -> None:
    from PySide6.QtGui import QStandardItemModel

    made = DataTable()
    with pytest.raises(TypeError):
        made.setModel(QStandardItemModel())


# ---------------------------------------------------------------- years


def test_years_are_boxes_that_never_leave_their_room() -> None:
    from PySide6.QtCore import QRectF

    for width in (5, 40, 176, 1000):
        for count in (0, 1, 11, 40):
            boxes = year_boxes(QRectF(10, 0, width, 20), count)
            assert len(boxes) == count
            assert all(b.left() >= 10 and b.right() <= 10 + width + 1e-6 for b in boxes)
            assert all(a.right() <= b.left() + 1e-6 for a, b in itertools.pairwise(boxes))


def test_the_tooltip_names_the_year_under_the_pointer(qtbot: QtBot) -> None:
    strip = YearStrip(year_strip(Window(2019, 2022), [EvidenceItem(2020, 2020, "Giấy khen")]))
    qtbot.addWidget(strip)
    strip.resize(strip.sizeHint())
    strip.show()
    found = [strip.year_under(QPoint(x, 8)) for x in range(0, strip.width(), 2)]
    assert list(dict.fromkeys(c.year for c in found if c)) == [2019, 2020, 2021, 2022]
    at = next(
        QPoint(x, 8) for x in range(strip.width()) if (c := strip.year_under(QPoint(x, 8))) and c.year == 2020
    )
    QApplication.sendEvent(strip, QHelpEvent(QHelpEvent.Type.ToolTip, at, strip.mapToGlobal(at)))
    assert QToolTip.text() == "2020: có minh chứng – Giấy khen"
    QToolTip.hideText()
    assert strip.accessibleName().count(";") == 3
    strip.set_cells(())
    assert strip.accessibleName() == ""
    strip.grab()


# ---------------------------------------------------------------- searching, saying, waiting


def test_a_word_typed_letter_by_letter_is_searched_once(shown: Shown, qtbot: QtBot) -> None:
    field = shown(SearchField())
    told = heard(field.searched)
    with qtbot.waitSignal(field.searched) as searched:
        qtbot.keyClicks(field, "to dan pho")
    assert searched.args == ["to dan pho"]
    assert len(told) == 1


def test_a_search_field_offers_to_empty_it_only_while_something_stands_there(
    shown: Shown, qtbot: QtBot
) -> None:
    field = shown(SearchField())

    def offered() -> list[str]:
        return [one.text() for one in field.findChildren(QToolButton) if one.isVisible() and one.text()]

    assert offered() == []
    qtbot.keyClicks(field, "to")
    assert offered() == ["Xóa ô tìm"]
    qtbot.keyClick(field, Key.Key_Escape)
    assert offered() == []
    qtbot.keyClicks(field, "to")
    qtbot.mouseClick(
        next(one for one in field.findChildren(QToolButton) if one.text()), Qt.MouseButton.LeftButton
    )
    assert field.text() == ""
    assert offered() == []


def test_the_same_word_is_not_searched_again(shown: Shown, qtbot: QtBot) -> None:
    field = shown(SearchField())
    qtbot.keyClicks(field, "an")
    qtbot.keyClick(field, Key.Key_Return)
    told = heard(field.searched)
    qtbot.keyClicks(field, "h")
    qtbot.keyClick(field, Key.Key_Backspace)
    qtbot.keyClick(field, Key.Key_Return)
    assert told == []


def test_escape_in_an_empty_search_field_goes_on_to_the_window(shown: Shown, qtbot: QtBot) -> None:
    field = shown(SearchField())
    passed: list[int] = []

    class Listener(QWidget):
        def keyPressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
            passed.append(event.key())

    listener = Listener()
    qtbot.addWidget(listener)
    field.setParent(listener)
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, Key.Key_Escape)
    assert passed == []
    qtbot.keyClick(field, Key.Key_Escape)
    assert passed == [Key.Key_Escape]


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[InfoBar]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 500)
    window.show()
    yield InfoBar(window)
    window.close()


@pytest.mark.parametrize("tone", list(Tone))
def test_only_good_news_goes_by_itself(tone: Tone, bar: InfoBar) -> None:
    bar.tell("Đã ghi.", tone)
    (timer,) = bar.findChildren(QTimer)
    assert timer.isActive() == (tone in (Tone.DONE, Tone.INFORMATION))
    timer.timeout.emit()
    assert not bar.isVisible()


def test_a_refusal_in_the_place_of_good_news_stays(bar: InfoBar) -> None:
    bar.tell("Đã ghi.", undo=4)
    bar.refuse("Ổ đĩa đã đầy.")
    (timer,) = bar.findChildren(QTimer)
    assert not timer.isActive()
    assert bar.sentence == "Ổ đĩa đã đầy."
    buttons = [button for button in bar.findChildren(QPushButton) if button.isVisible()]
    assert "Hoàn tác" not in [button.text() for button in buttons]


def test_markup_in_a_name_is_shown_as_typed(bar: InfoBar) -> None:
    bar.tell("Đã thêm <b>Tổ 1</b> & “Tổ 2”.")
    label = next(one for one in bar.findChildren(QLabel) if one.text())
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "Đã thêm <b>Tổ 1</b> & “Tổ 2”."


def test_short_work_is_never_shown_and_long_work_is(qtbot: QtBot) -> None:
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    (delay,) = panel.findChildren(QTimer)
    panel.start("Đang xuất…")
    panel.report(5, 10)
    panel.finish()
    assert not delay.isActive()
    assert not panel.isVisible()
    panel.start("Đang xuất…", stoppable=False)
    with qtbot.waitSignal(delay.timeout):
        pass
    assert panel.isVisible()
    assert not any(button.isVisible() for button in panel.findChildren(QPushButton))
    panel.finish()
    assert not panel.isVisible()


@pytest.mark.parametrize(
    ("done", "total", "text", "words"),
    [
        (3, 10, "Hộ ông Y Thon", "3/10 – Hộ ông Y Thon"),
        (0, 0, "Đang đọc", "Đang đọc"),
        (12, 10, "", "12/10"),
        (0, 0, "", ""),
    ],
)
def test_progress_is_told_in_numbers_and_words(
    done: int, total: int, text: str, words: str, qtbot: QtBot
) -> None:
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    panel.start("Đang xuất…")
    panel.report(done, total, text)
    assert [one.text() for one in panel.findChildren(QLabel)] == ["Đang xuất…", words]
    panel.finish()
