"""Fields and parts of pages: judged when they are left, never rewritten while somebody types, gone when deleted."""

from __future__ import annotations

import datetime as dt
import gc
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.rules.deadlines import ObligationState
from db.rules.evidence import EvidenceItem, Window, year_strip
from desktop.ui import theme
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge, badge_of_state
from desktop.ui.models.table import Column, RowsModel
from desktop.ui.theme import Tone
from desktop.ui.widgets import info_bar, progress_panel, search_field
from desktop.ui.widgets.buttons import action, icon_button, link_button, primary_button
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.date_field import DateField, PartialDateField
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.form import Field, Form, Kind
from desktop.ui.widgets.info_bar import InfoBar
from desktop.ui.widgets.money_field import MoneyField, NumberField
from desktop.ui.widgets.page_frame import Count, PageFrame
from desktop.ui.widgets.progress_panel import ProgressPanel
from desktop.ui.widgets.search_field import SearchField
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.state_badge import StateBadge
from desktop.ui.widgets.year_strip import YearStrip


@pytest.fixture
def shown(qtbot) -> Callable[[QWidget], QWidget]:
    """Puts a widget into a shown window that has the focus."""
    windows: list[QWidget] = []

    def put(widget: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        column.addWidget(widget)
        elsewhere = QLineEdit(window)
        elsewhere.setObjectName("elsewhere")
        column.addWidget(elsewhere)
        window.resize(640, 400)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return widget

    return put


def leave(widget: QWidget) -> None:
    """Move the focus to another field, as Tab does."""
    widget.window().findChild(QLineEdit, "elsewhere").setFocus()


def heard(signal) -> list:
    told: list = []
    signal.connect(told.append)
    return told


def test_search_waits_for_a_pause(qtbot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    told = heard(field.searched)
    qtbot.keyClicks(field, "dat")
    assert told == []
    assert field._pause.isActive()
    assert field._pause.interval() == search_field.PAUSE_MS
    field._pause.timeout.emit()
    assert told == ["dat"]
    field._pause.timeout.emit()
    assert told == ["dat"]


def test_search_waits_for_the_input_method(qtbot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    told = heard(field.searched)
    QApplication.sendEvent(field, QInputMethodEvent("Đă", []))
    field._pause.timeout.emit()
    assert told == []
    commit = QInputMethodEvent("", [])
    commit.setCommitString("Đặng")
    QApplication.sendEvent(field, commit)
    assert field.text() == "Đặng"
    field._pause.timeout.emit()
    assert told == ["Đặng"]


def test_search_never_rewrites_what_was_typed(qtbot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    decomposed = "  Nguye\u0302\u0303n  "
    field.setText(decomposed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == decomposed


def test_search_is_emptied_by_escape_and_by_its_cross(qtbot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    told = heard(field.searched)
    for empty in (lambda: qtbot.keyClick(field, Qt.Key.Key_Escape), field._clear.trigger):
        field.setText("An")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        empty()
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == ["An", "", "An", ""]


def test_a_date_is_read_when_the_field_is_left(shown, qtbot) -> None:
    field = shown(DateField())
    told = heard(field.value_changed)
    field.setFocus()
    qtbot.keyClicks(field.edit, "5-8-2023")
    assert field.edit.text() == "5-8-2023"
    assert field.value() == dt.date(2023, 8, 5)
    assert told == []
    leave(field)
    assert field.edit.text() == "05/08/2023"
    assert told == [dt.date(2023, 8, 5)]
    field.setFocus()
    leave(field)
    assert len(told) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"), [("31/02/2023", "không phải là ngày có thật"), ("hom qua", "Hãy nhập ngày dạng")]
)
def test_a_wrong_date_gets_a_sentence_and_stays_as_typed(typed: str, sentence: str, shown, qtbot) -> None:
    field = shown(DateField())
    field.setFocus()
    qtbot.keyClicks(field.edit, typed)
    leave(field)
    assert field.edit.text() == typed
    assert sentence in field._error.text()
    assert field._error.isVisible()
    assert field.edit.accessibleDescription() == field._error.text()
    assert field.value() is None
    assert not field.validate()
    field.set_value(dt.date(2024, 2, 29))
    assert field._error.isHidden()
    assert field.edit.text() == "29/02/2024"


def test_a_date_can_be_picked(shown, qtbot) -> None:
    field = shown(DateField())
    field.set_value(dt.date(2023, 8, 15))
    told = heard(field.value_changed)
    qtbot.keyClick(field.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field._popup
    assert popup.isVisible()
    assert popup.calendar.selectedDate().toPython() == dt.date(2023, 8, 15)
    assert popup.calendar.locale().dayName(7) == "Chủ Nhật"
    popup.calendar.activated.emit(popup.calendar.selectedDate().addDays(1))
    assert not popup.isVisible()
    assert told == [dt.date(2023, 8, 16)]
    assert field.edit.text() == "16/08/2023"


def test_a_partial_date_keeps_what_is_known(shown, qtbot) -> None:
    field = shown(PartialDateField())
    for typed, value, text in (("2023", "2023", "2023"), ("6/2023", "2023-06", "06/2023")):
        field.edit.setText(typed)
        assert field.validate()
        assert (field.value(), field.edit.text()) == (value, text)


def test_money_is_read_with_dots_and_said_in_words(shown, qtbot) -> None:
    field = shown(MoneyField())
    field.setFocus()
    qtbot.keyClicks(field.edit, "1490000 vnd")
    leave(field)
    assert field.value() == 1_490_000
    assert field.edit.text() == "1.490.000"
    assert field.edit.toolTip() == "Một triệu bốn trăm chín mươi nghìn đồng"
    field.edit.setText("1,490")
    assert not field.validate()
    field.edit.setText("")
    assert field.validate()
    assert field.value() is None


def test_zero_is_a_number_and_bounds_are_told(shown) -> None:
    field = shown(NumberField(least=0, most=20))
    field.edit.setText("0")
    assert field.validate()
    assert field.value() == 0
    field.edit.setText("21")
    assert not field.validate()
    assert "từ 0 đến 20" in field.error


FIELDS = (
    Field("head", "Thông tin", Kind.HEADING),
    Field("name", "Tên đơn &vị", required=True, check=lambda text: "Tên dài quá." if len(text) > 20 else ""),
    Field("kind", "&Loại", Kind.CHOICE, choices=((1, "Tổ dân phố"), (2, "Trường học"))),
    Field("place", "Nơ&i", Kind.SUGGEST, choices=((None, "Nhà văn hóa"),)),
    Field("day", "&Ngày nhận", Kind.DATE),
    Field("money", "&Kinh phí", Kind.MONEY),
    Field("text", "Nội &dung", Kind.LINES),
    Field("waits", "&Chờ bản giấy", Kind.CHECK),
)
VALUES = {
    "name": "Tổ dân phố 3",
    "kind": 2,
    "place": "Sân đình",
    "day": dt.date(2023, 8, 15),
    "money": 5,
    "text": "a\nb",
    "waits": True,
}


def test_a_form_gives_back_what_it_was_given(shown) -> None:
    form = shown(Form(FIELDS))
    assert form.values() == dict.fromkeys(VALUES) | {"waits": False}
    form.set_values(VALUES)
    assert form.values() == VALUES
    assert not form.is_changed()
    form.editor("text").edit.setPlainText("khác")
    assert form.is_changed()


def test_a_form_says_what_is_wrong_and_goes_there(shown) -> None:
    form = shown(Form(FIELDS))
    form.editor("day").edit.setText("31/02/2023")
    assert not form.validate()
    assert form.editor("name")._error.text() == "Hãy nhập “Tên đơn vị”."
    assert form.editor("name").edit.hasFocus()
    assert form.editor("day")._error.isVisible()
    form.set_values({"name": "x" * 21})
    assert not form.validate()
    assert form.editor("name")._error.text() == "Tên dài quá."
    form.set_values(VALUES)
    assert form.validate()


def test_a_form_tells_what_somebody_changed_and_only_that(shown, qtbot) -> None:
    form = shown(Form(FIELDS))
    told = heard(form.changed)
    form.set_values(VALUES)
    assert told == []
    qtbot.keyClicks(form.editor("name").edit, "!")
    qtbot.keyClicks(form.editor("text").edit, "!")
    form.editor("waits").box.click()
    qtbot.keyClick(form.editor("kind").box, Qt.Key.Key_Up)
    form.editor("money").edit.setText("7")
    form.editor("money").edit.editingFinished.emit()
    assert told == ["name", "text", "waits", "kind", "money"]


def test_labels_lead_to_their_fields(shown) -> None:
    form = shown(Form(FIELDS))
    buddies = {label.text(): label.buddy() for label in form.findChildren(QLabel) if label.buddy()}
    assert buddies["Tên đơn &vị *"] is form.editor("name").edit
    assert buddies["&Ngày nhận"] is form.editor("day").edit
    assert form.editor("kind").box.accessibleName() == "Loại"


def test_choices_can_be_offered_anew(shown) -> None:
    form = shown(Form(FIELDS))
    form.set_values(VALUES)
    form.editor("kind").set_choices(((3, "Trạm y tế"), (2, "Trường học")))
    assert form.values()["kind"] == 2
    form.editor("kind").set_choices(((3, "Trạm y tế"),))
    assert form.values()["kind"] is None


def test_hidden_fields_are_not_asked_for(shown) -> None:
    form = shown(Form(FIELDS))
    form.set_field_visible("name", visible=False)
    assert form.validate()


def test_a_notice_offers_undo_and_goes_by_itself(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    bar = InfoBar(window)
    undone = heard(bar.undo_pressed)
    bar.tell("Đã ghi nhận đăng ký của Tổ dân phố 3.", undo=7)
    assert bar.isVisible()
    assert bar._timer.isActive()
    assert bar._timer.interval() == info_bar.STAYS_MS
    middle = QPoint(5, 5)
    QApplication.sendEvent(bar, QEnterEvent(middle.toPointF(), middle.toPointF(), middle.toPointF()))
    assert not bar._timer.isActive()
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert bar._timer.isActive()
    qtbot.mouseClick(bar._button, Qt.MouseButton.LeftButton)
    assert undone == [7]
    assert not bar.isVisible()
    bar.tell("Xong.")
    assert bar._button.isHidden()
    bar._timer.timeout.emit()
    assert not bar.isVisible()


def test_a_notice_changes_with_the_theme(themed, qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = InfoBar(window)
    bar.tell("Xong.")
    light = bar._icon.pixmap().toImage()
    theme.apply_theme(themed, dark=True)
    assert bar._icon.pixmap().toImage() != light


def test_a_refusal_stays_and_is_shown_whole(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 300)
    window.show()
    bar = InfoBar(window)
    bar.refuse("Chưa hoàn tác vì dữ liệu của việc này đã được thay đổi sau đó; " * 3)
    assert not bar._timer.isActive()
    words = bar._words
    assert words.height() >= words.heightForWidth(words.width())
    window.resize(420, 300)
    assert window.rect().contains(bar.geometry())
    pressed = heard(bar.button_pressed)
    bar.tell("Đã xuất tệp.", button="Mở thư mục", key="folder")
    bar._button.click()
    assert pressed == ["folder"]


def test_progress_shows_only_when_work_lasts(qtbot) -> None:
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    stopped: list[bool] = []
    panel.stop_pressed.connect(lambda: stopped.append(True))
    panel.start("Đang xuất…")
    assert panel.isHidden()
    assert panel._delay.interval() == progress_panel.SHOWN_AFTER_MS
    panel.finish()
    assert not panel._delay.isActive()
    panel.start("Đang xuất…")
    panel._delay.timeout.emit()
    panel.report(120, 500, "Nguyễn Thị Ẩn")
    assert panel.isVisible()
    assert panel._bar.value() / panel._bar.maximum() == pytest.approx(0.24)
    assert panel._detail.text() == "120/500 – Nguyễn Thị Ẩn"
    panel._stop.click()
    assert stopped == [True]
    assert not panel._stop.isEnabled()
    panel.report(0, 0)
    assert panel._bar.maximum() == 0
    panel.finish()
    assert panel.isHidden()


def test_a_page_has_one_primary_button_and_counts_that_open(qtbot) -> None:
    page = PageFrame("Đăng ký")
    qtbot.addWidget(page)
    assert page.set_primary("Ghi nhận", "plus") is page.set_primary("Ghi nhận đăng ký")
    assert len([b for b in page.findChildren(QPushButton) if b.property("primary")]) == 1
    opened = heard(page.count_pressed)
    overdue = badge_of_state(ObligationState.OVERDUE)
    page.set_status("30 đơn vị", [Count("12 quá hạn", "overdue", overdue), Count("tổng 40")])
    page.set_status("30 đơn vị", [Count("3 trễ", "late"), Count("12 quá hạn", "overdue", overdue)])
    page.show()
    counts = [b for b in page.findChildren(QPushButton) if b.property("count") and b.isVisible()]
    for button in counts:
        button.click()
    assert opened == ["late", "overdue"]


def test_the_side_panel_closes_by_escape(qtbot) -> None:
    panel = SidePanel()
    qtbot.addWidget(panel)
    panel.set_body(QLabel("Chi tiết"))
    closed: list[bool] = []
    panel.closed.connect(lambda: closed.append(True))
    panel.open("Tổ dân phố 3")
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert closed == [True]
    assert panel.isHidden()
    panel.close_panel()
    assert closed == [True]


def test_badges_and_strips_speak(qtbot) -> None:
    badge = StateBadge(Badge(Symbol.TRIANGLE, Tone.ALARM, "Quá hạn 5 ngày"))
    qtbot.addWidget(badge)
    assert badge.accessibleName() == "Quá hạn 5 ngày"
    assert badge.sizeHint().width() > badge.fontMetrics().horizontalAdvance("Quá hạn 5 ngày")
    cells = year_strip(Window(2019, 2023), [EvidenceItem(2020, 2021, "Sáng kiến")], since_year=2020)
    strip = YearStrip(cells)
    qtbot.addWidget(strip)
    assert strip.accessibleName().startswith("2019: không tính; 2020: có minh chứng – Sáng kiến")
    strip.resize(strip.sizeHint())
    picture = strip.grab().toImage()
    assert picture.pixelColor(18 + 7, 8).name().upper() == theme.LIGHT.green
    assert picture.pixelColor(50 + 7, 8).name().upper() != theme.LIGHT.green
    assert strip.year_under(QPoint(18 + 7, 8)).year == 2020
    assert strip.year_under(QPoint(400, 8)) is None


def test_an_empty_state_shows_its_sentence_whole(qtbot) -> None:
    empty = EmptyState(
        "Chưa có đăng ký nào; hãy gửi mẫu cho các đơn vị hoặc nhập tệp Excel. " * 2, "Nhập tệp"
    )
    qtbot.addWidget(empty)
    empty.resize(560, 300)
    empty.show()
    label = empty._label
    assert label.height() >= label.heightForWidth(label.width())
    assert label.width() > 300


@pytest.mark.parametrize("build", [QLineEdit, lambda: primary_button("Ghi Ẩ"), lambda: QPushButton("Ẫ ự")])
def test_controls_are_32_high_with_room_for_marks(build, shown) -> None:
    control = shown(build())
    assert control.sizeHint().height() == theme.CONTROL_HEIGHT
    control.setFocus()
    assert control.sizeHint().height() == theme.CONTROL_HEIGHT
    metrics = QFontMetricsF(control.font())
    assert metrics.tightBoundingRect("Ẫỵ").height() < theme.CONTROL_HEIGHT - 4


def test_the_focus_can_be_seen(shown) -> None:
    for control in (
        QLineEdit(),
        QPushButton("Lưu"),
        primary_button("Lưu"),
        icon_button("x", "Đóng"),
        link_button("Xem"),
    ):
        shown(control)
        leave(control)
        before = control.grab().toImage()
        control.setFocus(Qt.FocusReason.TabFocusReason)
        assert control.hasFocus()
        after = control.grab().toImage()
        middle = QSize(before.width() // 2, 0)
        assert before.pixelColor(middle.width(), 0) != after.pixelColor(middle.width(), 0)


def test_buttons_without_a_word_have_a_name(qtbot) -> None:
    button = icon_button("trash-2", "Xóa dòng")
    qtbot.addWidget(button)
    assert (button.toolTip(), button.accessibleName()) == ("Xóa dòng", "Xóa dòng")


def _table() -> QWidget:
    table = DataTable(RowsModel([Column[int]("n", "Số", lambda n: n)], [1, 2, 3]))
    table.set_empty("Chưa có gì.", "Thêm")
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    return table


def _page() -> QWidget:
    page = PageFrame("Trang")
    page.set_primary("Ghi")
    page.set_content(_table())
    page.add_menu_button(
        "Khác", "ellipsis", [action(page, "In", page.hide, icon="printer", shortcut="Ctrl+P")]
    )
    page.set_status("3", [Count("1", "a")])
    side = SidePanel()
    side.set_body(Form(FIELDS))
    page.set_side(side)
    InfoBar(page).tell("Xong.", undo=1)
    return page


@pytest.mark.parametrize(
    "build",
    [
        _table,
        _page,
        lambda: Form(FIELDS),
        DateField,
        MoneyField,
        SearchField,
        SidePanel,
        ProgressPanel,
        lambda: EmptyState("Trống.", "Thêm"),
        StateBadge,
        YearStrip,
    ],
    ids=["table", "page", "form", "date", "money", "search", "panel", "progress", "empty", "badge", "strip"],
)
def test_a_widget_is_freed_without_the_collector(build, themed) -> None:
    """Connections that capture a widget keep it alive for ever; its parts must go with it as well."""
    gc.collect()
    gc.disable()
    try:
        widget = build()
        widget.show()
        gone = [weakref.ref(widget), *(weakref.ref(part) for part in widget.findChildren(QObject))]
        widget.close()
        widget.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        del widget
        left = [type(one()).__name__ for one in gone if one() is not None]
        assert not left
    finally:
        gc.enable()
