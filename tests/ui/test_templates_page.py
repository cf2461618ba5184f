"""The template editor by mouse and keys: places in millimetres, steps back and forth, the register, the phôi's scan."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hands import find
from PIL import Image as Pillow
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QSlider,
    QTabWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db import certificate_templates, history
from db.talk import SilentTalk
from desktop.documents import certificate, sheet_pdf, template, template_parts
from desktop.documents.records_certificates import pictures
from desktop.documents.template_snap import Rect
from desktop.ui.dialogs.template_copy import TemplateCopyDialog, free_name
from desktop.ui.models import template_sample
from desktop.ui.operations import templates as operations
from desktop.ui.pages.templates import TemplatesPage
from desktop.ui.session import Session
from desktop.ui.widgets.sheet_canvas import SheetCanvas
from desktop.ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
OWN = "mau-rieng"


def body_of_own() -> dict[str, Any]:
    """A sheet with few boxes, so that nothing but what a test names is near."""
    return {
        "schema": 2,
        "name": OWN,
        "title": "Mẫu riêng",
        "width": 297,
        "height": 210,
        "stacks": [
            {
                "name": "giua",
                "y": 90,
                "bottom": 140,
                "above": "",
                "clear": 2,
                "gaps": [2],
                "widest_gap": 2,
                "smallest": 0.6,
            }
        ],
        "areas": [
            {
                "name": "ten",
                "label": "Người nhận",
                "stack": "giua",
                "x": 40,
                "w": 217,
                "h": 26,
                "size": 26,
                "fits": [[1, 1.0, 0.84], [2, 0.82, 0.66]],
                "overprint": True,
                "lines": [[{"text": "{honorific}"}, {"text": "{recipient}"}]],
            },
            {
                "name": "thanh-tich",
                "label": "Thành tích",
                "stack": "giua",
                "x": 50,
                "w": 197,
                "h": 20,
                "size": 15,
                "fits": [[3, 1.0, 0.6]],
                "overprint": True,
                "lines": [[{"text": "{citation}"}]],
            },
            {
                "name": "ky",
                "label": "Người ký",
                "x": 180,
                "y": 170,
                "w": 80,
                "h": 10,
                "size": 15,
                "overprint": True,
                "lines": [[{"text": "{signer_name}"}]],
            },
        ],
    }


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.thread_of_store.busy)


def keep(qtbot: QtBot, session: Session, body: dict[str, Any], name: str = OWN) -> None:
    done: list[int] = []
    session.run(operations.save(name, body, template.template_names()), done.append)
    qtbot.waitUntil(lambda: bool(done))


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> TemplatesPage:
    """The page in a window with the keys, the office's own template on the sheet."""
    keep(qtbot, sample_session, body_of_own())
    made = TemplatesPage(sample_session)
    qtbot.addWidget(made)
    made.resize(1158, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.open_template(OWN)
    return made


@pytest.fixture
def canvas(page: TemplatesPage) -> SheetCanvas:
    made = find(page, "sheetCanvas")
    assert isinstance(made, SheetCanvas)
    made.setFocus()
    return made


def rect(page: TemplatesPage, key: str = "areas/ky") -> Rect:
    found = template_parts.part(page.document.body, key)
    assert found is not None
    return found.rect


def row(page: TemplatesPage, key: str = "areas/ky") -> Any:
    return template_parts.row(page.document.body, key)


def pixel(canvas: SheetCanvas, x: float, y: float) -> QPoint:
    return canvas.to_pixel(x, y).toPoint()


def drag(
    canvas: SheetCanvas, at: QPoint, by: QPoint, modifiers: Any = Qt.KeyboardModifier.NoModifier
) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, left, modifiers, at)
    for part in (1, 2, 3, 4):
        move(canvas, at + by * part / 4, modifiers)
    QTest.mouseRelease(canvas, left, modifiers, at + by)


def move(canvas: SheetCanvas, to: QPoint, modifiers: Any) -> None:
    """QTest.mouseMove knows neither buttons nor modifiers."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(canvas.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        modifiers,
    )
    QApplication.sendEvent(canvas, event)


def field(page: TemplatesPage, name: str) -> Any:
    return find(page, name)


def tab(page: TemplatesPage, at: int) -> None:
    tabs = find(page, "templateTabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(at)


def enter(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def compose(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def status(page: TemplatesPage) -> str:
    return " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible() and one.text())


# ---------------------------------------------------------------- the hand


def test_a_click_chooses_and_the_panel_says_where(page: TemplatesPage, canvas: SheetCanvas) -> None:
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=pixel(canvas, 220, 175))
    assert canvas.current == "areas/ky"
    assert [field(page, f"part_{key}").text() for key in "xywh"] == ["180", "170", "80", "10"]
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=pixel(canvas, 20, 20))
    assert canvas.current == ""
    assert not field(page, "part_x").isVisible()


def test_a_drag_moves_by_the_millimetres_of_its_pixels(page: TemplatesPage, canvas: SheetCanvas) -> None:
    by = QPoint(-61, -37)
    drag(canvas, pixel(canvas, 220, 175), by, ALT)
    assert rect(page).x == pytest.approx(180 + by.x() / canvas.scale, abs=0.011)
    assert rect(page).y == pytest.approx(170 + by.y() / canvas.scale, abs=0.011)
    assert (rect(page).w, rect(page).h) == (80, 10)
    assert page.document.steps == 1


def test_without_alt_a_drag_ends_on_whole_millimetres(page: TemplatesPage, canvas: SheetCanvas) -> None:
    drag(canvas, pixel(canvas, 220, 175), QPoint(-95, -33))
    assert rect(page).x == int(rect(page).x)
    assert rect(page).y == int(rect(page).y)
    assert rect(page).x == pytest.approx(180 - 95 / canvas.scale, abs=0.51)


def test_a_drag_meets_the_middle_of_the_page_with_a_guide_line(
    page: TemplatesPage, canvas: SheetCanvas
) -> None:
    wanted = 148.5 - 40
    seen: list[Any] = []
    canvas.dragged.connect(lambda _key, _rect: seen.append(canvas.guides))
    drag(canvas, pixel(canvas, 220, 175), QPoint(round((wanted - 180 + 1) * canvas.scale), 0))
    assert rect(page).x == wanted
    assert any(guide.axis == "x" and guide.at == 148.5 for guide in seen[-1])
    assert canvas.guides == ()


def test_a_drag_meets_the_edge_of_another_box(page: TemplatesPage, canvas: SheetCanvas) -> None:
    drag(canvas, pixel(canvas, 220, 175), QPoint(round((50.8 - 180) * canvas.scale), 0))
    assert rect(page).x == 50


@pytest.mark.parametrize(
    ("corner", "by", "wanted"),
    [
        ("rb", (10, 6), Rect(180, 170, 90, 16)),
        ("lt", (-20, -10), Rect(160, 160, 100, 20)),
        ("r", (-30, 0), Rect(180, 170, 50, 10)),
        ("t", (0, 4), Rect(180, 174, 80, 6)),
    ],
)
def test_handles_stretch(
    page: TemplatesPage, canvas: SheetCanvas, corner: str, by: tuple[int, int], wanted: Rect
) -> None:
    canvas.choose("areas/ky")
    was = rect(page)
    across = {"l": was.x, "r": was.right}.get(corner[0], was.x + was.w / 2)
    down = {"t": was.y, "b": was.bottom}.get(corner[-1], was.y + was.h / 2)
    drag(
        canvas,
        pixel(canvas, across, down),
        QPoint(round(by[0] * canvas.scale), round(by[1] * canvas.scale)),
        ALT,
    )
    slack = 1.2 / canvas.scale
    made = rect(page)
    assert (made.x, made.y, made.w, made.h) == pytest.approx(
        (wanted.x, wanted.y, wanted.w, wanted.h), abs=slack
    )
    assert page.document.steps == 1


def test_a_drag_off_the_page_stays_on_it(page: TemplatesPage, canvas: SheetCanvas) -> None:
    drag(canvas, pixel(canvas, 220, 175), QPoint(2000, 2000))
    assert (rect(page).right, rect(page).bottom) == (297, 210)


def test_escape_gives_a_drag_up(page: TemplatesPage, canvas: SheetCanvas) -> None:
    at = pixel(canvas, 220, 175)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at)
    move(canvas, at + QPoint(-60, 0), Qt.KeyboardModifier.NoModifier)
    found = canvas.part("areas/ky")
    assert found is not None
    assert found.rect.x < 170
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at + QPoint(-60, 0))
    assert rect(page).x == 180
    found = canvas.part("areas/ky")
    assert found is not None
    assert found.rect.x == 180
    assert page.document.steps == 0


def test_a_column_is_dragged_as_one_and_a_box_leaves_it(
    qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas
) -> None:
    ink = page.view.shown.ink["areas/thanh-tich"]
    drag(canvas, pixel(canvas, 148, ink.y + ink.h / 2), QPoint(0, round(12 * canvas.scale)), ALT)
    column = page.document.body["stacks"][0]
    assert column["y"] == pytest.approx(102, abs=0.6)
    assert column["bottom"] - column["y"] == pytest.approx(50)
    ink = page.view.shown.ink["areas/thanh-tich"]
    qtbot.mouseClick(find(page, "detach"), Qt.MouseButton.LeftButton)
    assert "stack" not in row(page, "areas/thanh-tich")
    assert rect(page, "areas/thanh-tich").y == pytest.approx(ink.y, abs=0.011)
    assert not find(page, "detach").isVisible()
    assert page.document.steps == 2


# ---------------------------------------------------------------- keys


@pytest.mark.parametrize(
    ("key", "modifier", "dx", "dy"),
    [
        (Qt.Key.Key_Left, None, -0.5, 0),
        (Qt.Key.Key_Right, None, 0.5, 0),
        (Qt.Key.Key_Up, SHIFT, 0, -5),
        (Qt.Key.Key_Down, SHIFT, 0, 5),
        (Qt.Key.Key_Right, ALT, 0.1, 0),
        (Qt.Key.Key_Up, ALT, 0, -0.1),
    ],
)
def test_arrows(
    qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas, key: Any, modifier: Any, dx: float, dy: float
) -> None:
    canvas.choose("areas/ky")
    for _ in range(3):
        qtbot.keyClick(canvas, key, modifier or Qt.KeyboardModifier.NoModifier)
    assert rect(page).x == pytest.approx(180 + 3 * dx)
    assert rect(page).y == pytest.approx(170 + 3 * dy)
    assert page.document.steps == 1, "a burst of one arrow is one step"


def test_another_arrow_and_another_choice_are_steps_of_their_own(
    qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas
) -> None:
    canvas.choose("areas/ky")
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    canvas.choose("areas/ten")
    canvas.choose("areas/ky")
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert page.document.steps == 3


def test_an_arrow_off_the_page_is_told_and_nothing_happens(
    qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas
) -> None:
    canvas.choose("areas/ky")
    for _ in range(12):
        qtbot.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert rect(page).bottom == 210
    assert "Khung “Người ký” sẽ ra ngoài tờ giấy 297 × 210 mm" in status(page)


def test_tab_goes_from_box_to_box_and_then_on(qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas) -> None:
    seen = []
    for _ in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_Tab)
        seen.append(canvas.current)
    assert sorted(seen) == ["areas/ky", "areas/ten", "areas/thanh-tich"]
    qtbot.keyClick(canvas, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not canvas


def test_delete_duplicate_undo_redo_by_keys(qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas) -> None:
    canvas.choose("areas/ky")
    qtbot.keyClick(canvas, Qt.Key.Key_D, CONTROL)
    assert canvas.current == "areas/ky-2"
    assert rect(page, "areas/ky-2") == Rect(185, 175, 80, 10)
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert template_parts.part(page.document.body, "areas/ky-2") is None
    qtbot.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
    assert template_parts.part(page.document.body, "areas/ky-2") is not None
    qtbot.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
    assert template_parts.part(page.document.body, "areas/ky-2") is None
    assert not page.document.is_changed
    qtbot.keyClick(canvas, Qt.Key.Key_Y, CONTROL)
    assert template_parts.part(page.document.body, "areas/ky-2") is not None
    assert "Đã làm lại" in status(page)


@pytest.fixture
def window(qtbot: QtBot, sample_session: Session, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The main window at the template editor; the register's own Ctrl+Z is armed."""
    from desktop.ui import window as frame
    from desktop.ui.navigation import Entry
    from desktop.ui.window import Place

    keep(qtbot, sample_session, body_of_own())
    if not any(place.entry.key == "templates" for place in frame.PLACES):
        entry = Entry("templates", "Mẫu Giấy khen", "layout-template")
        place = Place(entry, "desktop.ui.pages.templates:TemplatesPage")
        monkeypatch.setattr(frame, "PLACES", (*frame.PLACES, place))
    made = MainWindow(sample_session)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.go_to("templates")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    shown = made.page("templates")
    assert isinstance(shown, TemplatesPage)
    shown.open_template(OWN)
    return made


def test_the_editors_undo_wins_while_there_are_unsaved_edits(
    qtbot: QtBot, window: MainWindow, sample_session: Session
) -> None:
    page = window.page("templates")
    assert isinstance(page, TemplatesPage)
    last = history.last_undoable(sample_session.con)
    assert last is not None
    page.canvas.setFocus()
    page.canvas.choose("areas/ky")
    qtbot.keyClick(page.canvas, Qt.Key.Key_Left)
    assert rect(page).x == 179.5
    qtbot.keyClick(page.canvas, Qt.Key.Key_Z, CONTROL)
    settle(qtbot, sample_session)
    assert rect(page).x == 180
    assert history.last_undoable(sample_session.con) == last, "the register was left alone"
    qtbot.keyClick(page.canvas, Qt.Key.Key_Y, CONTROL)
    assert rect(page).x == 179.5
    qtbot.keyClick(page.canvas, Qt.Key.Key_S, CONTROL)
    settle(qtbot, sample_session)
    qtbot.waitUntil(lambda: not page.document.is_changed)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Z, CONTROL)
    settle(qtbot, sample_session)
    qtbot.waitUntil(lambda: certificate_templates.get_own(sample_session.con, OWN).version == 1)
    qtbot.waitUntil(lambda: rect(page).x == 180)


def test_leaving_with_unsaved_edits_keeps_them_and_says_so(
    qtbot: QtBot, window: MainWindow, sample_session: Session
) -> None:
    page = window.page("templates")
    assert isinstance(page, TemplatesPage)
    page.canvas.choose("areas/ky")
    page.steps.nudge(-3, 0)
    window.go_to("register")
    assert "Mẫu “Mẫu riêng” còn thay đổi chưa lưu" in window.bar.sentence
    window.go_to("templates")
    assert rect(page).x == 177
    qtbot.waitUntil(lambda: "1 mẫu chưa lưu" in status(page))
    page.steps.end_burst()
    page.undo()


def test_closing_the_program_saves_what_was_not_saved(
    qtbot: QtBot, window: MainWindow, sample_session: Session
) -> None:
    page = window.page("templates")
    assert isinstance(page, TemplatesPage)
    page.canvas.choose("areas/ky")
    page.steps.nudge(-3, 0)
    window.close()
    settle(qtbot, sample_session)
    kept = certificate_templates.get_own(sample_session.con, OWN)
    assert kept.version == 2
    assert next(area for area in kept.body["areas"] if area["name"] == "ky")["x"] == 177


# ---------------------------------------------------------------- numbers


def test_numbers_are_typed_with_a_comma(qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas) -> None:
    canvas.choose("areas/ky")
    enter(qtbot, field(page, "part_x"), "38,5")
    assert rect(page).x == 38.5
    enter(qtbot, field(page, "part_h"), "12.25")
    assert rect(page).h == 12.25
    assert field(page, "part_h").text() == "12,25"
    enter(qtbot, field(page, "part_size"), "18,5")
    assert row(page)["size"] == 18.5
    enter(qtbot, field(page, "part_most_lines"), "2")
    enter(qtbot, field(page, "part_smallest"), "80")
    assert row(page)["fits"][-1] == [2, 1.0, 0.8]
    assert page.document.steps == 5


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("part_x", "abc", "Hãy nhập một số, ví dụ 38,5."),
        ("part_x", "250", "sẽ ra ngoài tờ giấy 297 × 210 mm"),
        ("part_w", "0,5", "ít nhất 2 mm"),
        ("part_size", "500", "Hãy nhập số từ 4 đến 200."),
        ("part_most_lines", "1,5", "Hãy nhập số nguyên"),
    ],
)
def test_a_wrong_number_is_told_beside_the_field_and_nothing_changes(
    qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas, name: str, typed: str, told: str
) -> None:
    canvas.choose("areas/ky")
    before = json.dumps(page.document.body, sort_keys=True)
    enter(qtbot, field(page, name), typed)
    assert told in page.panel.part_grid.error(name.removeprefix("part_"))
    assert json.dumps(page.document.body, sort_keys=True) == before
    assert page.document.steps == 0
    assert field(page, name).text() == typed, "what was typed stays to be mended"
    enter(qtbot, field(page, name), "10" if name != "part_most_lines" else "3")
    assert page.panel.part_grid.error(name.removeprefix("part_")) == ""
    assert page.document.steps == 1


def test_the_arrow_keys_of_a_number_count(qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas) -> None:
    canvas.choose("areas/ky")
    edit = field(page, "part_x")
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert rect(page).x == 181
    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert rect(page).x == 180.5


def test_words_are_typed_by_an_input_method_and_shown_at_once(
    qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas
) -> None:
    qtbot.keyClick(canvas, Qt.Key.Key_Tab)
    page.steps.add_text()
    key = canvas.current
    edit = field(page, "part_lines_text")
    assert isinstance(edit, QPlainTextEdit)
    edit.setFocus()
    edit.selectAll()
    steps = page.document.steps
    compose(edit, "Kỷ niệm ")
    compose(edit, "ngày thành lập")
    assert row(page, key)["lines"] == [[{"text": "Kỷ niệm ngày thành lập"}]]
    assert page.document.steps == steps + 1, "a burst of typing is one step"
    assert edit.toPlainText() == "Kỷ niệm ngày thành lập"
    compose(edit, " {Tên vợ}")
    assert "Không có ô điền “Tên vợ”" in page.panel.part_grid.error("lines_text")
    assert row(page, key)["lines"] == [[{"text": "Kỷ niệm ngày thành lập"}]]


def test_bold_colour_and_place_in_the_box(qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas) -> None:
    canvas.choose("areas/ky")
    box = find(page, "part_bold")
    assert isinstance(box, QCheckBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert row(page)["bold"] is True
    enter(qtbot, field(page, "part_colour"), "b3121d")
    assert row(page)["colour"] == "#B3121D"
    enter(qtbot, field(page, "part_colour"), "hong")
    assert "#B3121D" in page.panel.part_grid.error("colour")
    align = find(page, "part_align")
    assert isinstance(align, QComboBox)
    align.setFocus()
    qtbot.keyClick(align, Qt.Key.Key_Up)
    assert row(page)["align"] == "left"
    ink = page.view.shown.ink["areas/ky"]
    assert ink.x == pytest.approx(180, abs=1)
    find(page, "part_preprinted").click()
    assert row(page)["overprint"] is False


def test_inter_has_no_italic(page: TemplatesPage, canvas: SheetCanvas) -> None:
    canvas.choose("areas/ky")
    page.steps.edit_part("italic", True, -1)
    page.steps.edit_part("font", "Inter", -1)
    assert "Phông Inter không có chữ nghiêng" in page.panel.part_grid.error("font")
    assert "font" not in row(page)


# ---------------------------------------------------------------- the sheet


def test_paper_and_ornament(qtbot: QtBot, page: TemplatesPage) -> None:
    tab(page, 1)
    paper = find(page, "sheet_paper")
    paper.setFocus()
    qtbot.keyClick(paper, Qt.Key.Key_End)
    qtbot.keyClick(paper, Qt.Key.Key_Up)
    assert paper.currentText() == "A3 ngang"
    assert (page.document.body["width"], page.document.body["height"]) == (420, 297)
    assert (page.canvas.page.width, page.canvas.page.height) == (420, 297)
    design = find(page, "sheet_design")
    design.setFocus()
    qtbot.keyClick(design, Qt.Key.Key_Down)
    assert page.document.body["design"] == {"kind": "classic"}
    enter(qtbot, field(page, "sheet_emblem"), "28")
    assert page.document.body["images"][0]["h"] == 28
    title = field(page, "sheet_title")
    title.setFocus()
    title.selectAll()
    compose(title, "Mẫu đổi tên")
    assert page.document.body["title"] == "Mẫu đổi tên"
    listed = find(page, "templateList")
    assert isinstance(listed, QListWidget)
    assert "● Mẫu đổi tên" in [listed.item(at).text() for at in range(listed.count())]


def test_qr_is_off_until_it_is_added(page: TemplatesPage, canvas: SheetCanvas) -> None:
    assert "qr" not in page.document.body
    page.steps.add_qr()
    assert canvas.current == "qr"
    assert field(page, "part_text").toPlainText() == "{Số quyết định} {Người, tập thể được khen}"
    page.steps.add_qr()
    assert "Mỗi tờ chỉ có một mã QR." in status(page)


# ---------------------------------------------------------------- the register


def test_saving_writes_and_the_version_rises(
    qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas, sample_session: Session
) -> None:
    save = find(page, "saveTemplate")
    assert isinstance(save, QAbstractButton)
    assert not save.isEnabled()
    canvas.choose("areas/ky")
    qtbot.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    assert save.isEnabled()
    assert "● Chưa lưu" in status(page)
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.document.is_changed)
    kept = certificate_templates.get_own(sample_session.con, OWN)
    assert kept.version == 2
    assert template_parts.row(kept.body, "areas/ky")["x"] == 175
    assert not save.isEnabled()
    qtbot.waitUntil(lambda: "nay là bản 2" in status(page))


def test_opened_again_it_is_as_it_was_saved(
    qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas, sample_session: Session
) -> None:
    canvas.choose("areas/ky")
    qtbot.keyClick(canvas, Qt.Key.Key_Up, SHIFT)
    qtbot.keyClick(canvas, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: not page.document.is_changed)
    again = TemplatesPage(sample_session)
    qtbot.addWidget(again)
    again.show()
    again.open_template(OWN)
    assert rect(again).y == 165


def test_a_shipped_template_is_read_only_until_it_is_copied(
    qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas, sample_session: Session
) -> None:
    page.open_template("giay-khen-a4")
    before = page.document.body
    canvas.setFocus()
    canvas.choose("areas/signer")
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    drag(canvas, pixel(canvas, *_middle(page, "areas/signer")), QPoint(-40, 0))
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert page.document.body == before
    assert not field(page, "part_x").isEnabled()
    assert "Mẫu có sẵn" in status(page)
    qtbot.keyClick(canvas, Qt.Key.Key_N, CONTROL)
    qtbot.waitUntil(lambda: bool(page.findChildren(TemplateCopyDialog)))
    dialog = page.findChildren(TemplateCopyDialog)[0]
    title = find(dialog, "templateCopy_title")
    title.selectAll()
    compose(title, "Giấy khen phường Đông")
    qtbot.keyClick(title, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.document.body["title"] == "Giấy khen phường Đông")
    assert certificate_templates.get_own(sample_session.con, "giay-khen-phuong-dong").version == 1
    canvas.choose("areas/signer")
    was = rect(page, "areas/signer").x
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert rect(page, "areas/signer").x == was - 0.5


def _middle(page: TemplatesPage, key: str) -> tuple[float, float]:
    one = rect(page, key)
    return one.x + one.w / 2, one.y + one.h / 2


def test_removing_a_template_can_be_undone(
    qtbot: QtBot, page: TemplatesPage, sample_session: Session
) -> None:
    page.remove_template()
    qtbot.waitUntil(lambda: certificate_templates.find_own(sample_session.con, OWN) is None)
    qtbot.waitUntil(lambda: page.document.read_only)
    # The page reads the register anew when it hears of the change, not when the register has it.
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    assert certificate_templates.find_own(sample_session.con, OWN) is not None
    page.open_template(OWN)
    assert rect(page).x == 180


def test_a_template_goes_out_and_comes_in_as_a_file(
    qtbot: QtBot, page: TemplatesPage, sample_session: Session, tmp_path: Path
) -> None:
    target = tmp_path / "mẫu.json"
    page.files._body = page.document.body
    with qtbot.waitSignal(sample_session.said):
        page.files.export(str(target))
    written = json.loads(target.read_text(encoding="utf-8"))
    assert written["title"] == "Mẫu riêng"
    written["title"] = "Mẫu từ phường bạn"
    target.write_text(json.dumps(written), encoding="utf-8")
    page.files.take(str(target))
    qtbot.waitUntil(lambda: page.document.body["title"] == "Mẫu từ phường bạn")
    assert certificate_templates.find_own(sample_session.con, "mau-tu-phuong-ban") is not None
    written["areas"][0]["x"] = "4 cm"
    target.write_text(json.dumps(written), encoding="utf-8")
    with qtbot.waitSignal(sample_session.refused) as told:
        page.files.take(str(target))
    assert "mẫu.json" in told.args[0]


def test_names_of_copies() -> None:
    assert free_name("Giấy khen A4 – phường Đông", set()) == "giay-khen-a4-phuong-dong"
    assert free_name("Mẫu", {"mau", "mau-2"}) == "mau-3"
    assert free_name("!!!", set()) == "mau"


# ---------------------------------------------------------------- the sample


def test_the_newest_issued_decision_and_its_longest_recipient(page: TemplatesPage) -> None:
    sample = page.sample
    assert "187/QĐ-UBND" in sample.decision_box.currentText()
    assert len(sample.facts.owner) == max(len(one.owner) for one in sample.listed)
    first = sample.at
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_PageDown)
    assert sample.at == first + 1
    QTest.keyClick(page.canvas, Qt.Key.Key_PageUp)
    assert sample.at == first


def test_an_empty_register_has_a_sample(qtbot: QtBot, empty_session: Session) -> None:
    page = TemplatesPage(empty_session)
    qtbot.addWidget(page)
    page.show()
    assert page.sample.facts == template_sample.invented()
    assert page.view.shown.layers.words


def test_everybody_at_once(qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas) -> None:
    box = find(page, "worstCase")
    box.setFocus()
    with qtbot.waitSignal(page.view.tried, timeout=20_000):
        qtbot.keyClick(box, Qt.Key.Key_Space)
    found = page.view.everybody
    assert found is not None
    listed = page.sample.listed
    assert found.total == len(listed) > 1
    examined = [certificate.examine(one, page.document.template) for one in listed]
    assert found.overflowing == [at for at, one in enumerate(examined) if one.sheet is None]
    assert found.small == [
        at
        for at, one in enumerate(examined)
        if one.sheet is not None and min(one.scales.values()) < 0.85 - 1e-9
    ]
    lefts = [one.boxes["ten"][0] for one in examined if one.sheet is not None]
    assert min(ink.x for ink in canvas.everybody["areas/ten"]) == pytest.approx(min(lefts))
    plain = canvas.grab().toImage()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert canvas.everybody == {}
    assert canvas.grab().toImage() != plain


def test_what_overflows_is_counted_and_opened(qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas) -> None:
    find(page, "worstCase").setChecked(True)
    qtbot.waitUntil(lambda: page.view.everybody is not None, timeout=20_000)
    canvas.choose("areas/ten")
    with qtbot.waitSignal(page.view.tried, timeout=20_000):
        page.steps.edit_part("w", 60.0, -1)
    found = page.view.everybody
    assert found is not None
    assert found.overflowing
    count = find(page, "overflowing")
    assert count.text() == f"{len(found.overflowing)}/{found.total} tờ tràn chữ"
    qtbot.mouseClick(count, Qt.MouseButton.LeftButton)
    assert page.sample.at == found.overflowing[0]
    assert "areas/ten" in page.view.shown.faulty
    assert page.view.shown.layers.words, "what fits is shown all the same"


# ---------------------------------------------------------------- the phôi's scan


def picture(width: int, height: int, kind: str = "PNG", dpi: int = 0) -> bytes:
    made = io.BytesIO()
    image = Pillow.new("RGB", (width, height), "#20A0C0")
    image.save(made, kind, **({"dpi": (dpi, dpi)} if dpi else {}))
    return made.getvalue()


def test_the_scan_lies_under_the_sheet_and_never_in_the_pdf(
    qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas, sample_session: Session, tmp_path: Path
) -> None:
    source = tmp_path / "phôi.png"
    source.write_bytes(picture(2376, 1680, dpi=203))
    white = canvas.grab().toImage().pixelColor(pixel(canvas, 20, 20)).name()
    page.files.take_scan(str(source))
    qtbot.waitUntil(lambda: "phoi" in page.document.body)
    phoi = page.document.body["phoi"]
    assert (phoi["width"], phoi["height"]) == pytest.approx((297.3, 210.2), abs=0.2)
    grid = find(page, "showGrid")
    assert isinstance(grid, QToolButton)
    grid.click()
    strong = canvas.grab().toImage().pixelColor(pixel(canvas, 20, 20))
    assert white == "#ffffff"
    assert strong.blue() > strong.red() + 40
    tab(page, 2)
    slider = find(page, "scanOpacity")
    assert isinstance(slider, QSlider)
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert canvas.grab().toImage().pixelColor(pixel(canvas, 20, 20)).red() > strong.red() + 40
    _scan_is_not_printed(page, sample_session, tmp_path / "tờ.pdf")


def _scan_is_not_printed(page: TemplatesPage, session: Session, target: Path) -> None:
    shown = page.document.template
    known = pictures(session.con, shown)
    assert known, "the scan is in the register"
    for overprint in (False, True):
        sheet = certificate.lay_out(page.sample.facts, shown, overprint=overprint, pictures=known)
        sheet_pdf.write_pdf([sheet], target, SilentTalk(), title="Giấy khen", total=1)
        with pypdfium2.PdfDocument(target) as document:
            kinds = [one.type for one in document[0].get_objects()]
            bitmap = document[0].render(scale=0.5).to_pil().convert("RGB")
        assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds
        assert not any(blue > red + 40 for red, _green, blue in bitmap.get_flattened_data())


def test_the_stated_size_is_typed(qtbot: QtBot, page: TemplatesPage, tmp_path: Path) -> None:
    source = tmp_path / "phôi.jpg"
    source.write_bytes(picture(800, 600, "JPEG"))
    page.files.take_scan(str(source))
    qtbot.waitUntil(lambda: "phoi" in page.document.body)
    assert page.document.body["phoi"]["width"] == 297, "a file without its size counts as the sheet"
    tab(page, 2)
    enter(qtbot, field(page, "phoi_scan_width"), "300,5")
    assert page.document.body["phoi"]["width"] == 300.5
    find(page, "removeScan").click()
    assert page.document.body["phoi"]["scan"] == ""
    page.undo()
    assert page.document.body["phoi"]["scan"] != ""


def test_a_file_that_is_no_picture_is_one_sentence(
    qtbot: QtBot, page: TemplatesPage, sample_session: Session, tmp_path: Path
) -> None:
    source = tmp_path / "ghi-chú.png"
    source.write_text("không phải ảnh", encoding="utf-8")
    with qtbot.waitSignal(sample_session.refused) as told:
        page.files.take_scan(str(source))
    assert "ghi-chú.png" in told.args[0]
    assert "phoi" not in page.document.body


def test_a_logo_is_placed_and_printed(
    qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas, sample_session: Session, tmp_path: Path
) -> None:
    source = tmp_path / "biểu trưng.png"
    source.write_bytes(picture(400, 200))
    page.files._use = "logo"
    page.files.take_picture(str(source))
    qtbot.waitUntil(lambda: canvas.current == "images/logo")
    one = rect(page, "images/logo")
    assert one.w / one.h == pytest.approx(2, abs=0.01)
    assert page.view.shown.faulty == frozenset()
    sheet = certificate.lay_out(
        page.sample.facts,
        page.document.template,
        pictures=pictures(sample_session.con, page.document.template),
    )
    target = tmp_path / "tờ.pdf"
    sheet_pdf.write_pdf([sheet], target, SilentTalk(), title="Giấy khen", total=1)
    with pypdfium2.PdfDocument(target) as document:
        kinds = {one.type for one in document[0].get_objects()}
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE in kinds or pypdfium2.raw.FPDF_PAGEOBJ_FORM in kinds


# ---------------------------------------------------------------- view


def test_zoom_by_keys(qtbot: QtBot, page: TemplatesPage, canvas: SheetCanvas) -> None:
    fitting = canvas.scale
    qtbot.keyClick(canvas, Qt.Key.Key_Plus, CONTROL)
    assert canvas.scale == pytest.approx(fitting * 1.25)
    qtbot.keyClick(canvas, Qt.Key.Key_Minus, CONTROL)
    qtbot.keyClick(canvas, Qt.Key.Key_Minus, CONTROL)
    assert canvas.scale == pytest.approx(fitting / 1.25)
    qtbot.keyClick(canvas, Qt.Key.Key_0, CONTROL)
    assert canvas.scale == pytest.approx(fitting)


def test_rulers_stand_along_the_sheet(page: TemplatesPage, canvas: SheetCanvas) -> None:
    canvas.choose("areas/ky")
    for name, axis in (("topRuler", "x"), ("leftRuler", "y")):
        ruler = find(page, name)
        at = canvas.mapTo(page, pixel(canvas, 100, 100))
        on_ruler = ruler.mapTo(page, QPoint(0, 0))
        there = round(ruler.origin + 100 * ruler.scale)
        expected = at.x() - on_ruler.x() if axis == "x" else at.y() - on_ruler.y()
        assert there == pytest.approx(expected, abs=1)
        assert ruler.span == ((180, 260) if axis == "x" else (170, 180))
