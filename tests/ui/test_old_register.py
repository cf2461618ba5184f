"""An old register through the window: dropped on its page, asked about, decided, written, looked up, undone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db import history, lookup, people, reports
from desktop.exchange.questions import Option, Question
from desktop.ui.dialogs.import_file import ImportDialog
from desktop.ui.dialogs.import_questions import AnswerBox, QuestionsPanel
from desktop.ui.dialogs.import_result import ImportResultDialog
from desktop.ui.dialogs.import_table import TickTable
from desktop.ui.pages.register import RegisterPage
from desktop.ui.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier
HEAD = ("STT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị", "Hình thức khen", "Số quyết định", "Ngày ký")
ORGAN = "UBND xã Ea Cũ"
LINES = (
    ("SỔ KHEN THƯỞNG GIAI ĐOẠN 2014 - 2018",),
    (),
    (*HEAD, "Cơ quan ban hành"),
    (
        1,
        "Ông Y Blơ Kbuôr Mẫu",
        1968,
        "Trưởng buôn",
        "Buôn Ea Cũ",
        "GK",
        "45/QĐ-UBND",
        dt.date(2015, 11, 18),
        ORGAN,
    ),
    (2, "Bà Trần Thị Mận Mẫu", 1979, "Hội viên", "Buôn Ea Cũ", "GKX", "45/QĐ-UBND", "18/11/2015", ORGAN),
    (3, "Lê Văn Thử Mẫu", 1970, "Công chức", "UBND phường", "CSTĐCS", "7", 2017, "UBND huyện Cư Mẫu"),
    (4, "Lê Văn Bỏ Mẫu", 1971, "Công chức", "UBND phường", "LĐTT", "7", 2017, "UBND huyện Cư Mẫu"),
    (5, "Phạm Thị Cúc Mẫu", 1985, "Giáo viên", None, "LĐTT", None, "30/5/2018", None),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = Workbook()
    assert made.active is not None
    for line in LINES:
        made.active.append(line)
    made.save(tmp_path / "Sổ khen thưởng cũ.xlsx")
    return tmp_path / "Sổ khen thưởng cũ.xlsx"


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> RegisterPage:
    made = RegisterPage(sample_session)
    qtbot.addWidget(made)
    made.resize(1158, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def drop(widget: QWidget, path: Path) -> None:
    """Drag a file over a widget and let go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(40, 40), *how))
    QApplication.sendEvent(widget, QDropEvent(QPointF(40, 40), *how))


def opened(qtbot: QtBot, page: QWidget, name: str) -> Any:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(QDialog, name)), timeout=20_000)
    found = next(d for d in page.findChildren(QDialog, name) if d.isVisible())
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def choose(qtbot: QtBot, box: QComboBox, words: str) -> None:
    """An entry of a box by keys alone."""
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(box.view().isVisible)
    wanted = next(at for at in range(box.count()) if box.itemText(at).startswith(words))
    qtbot.keyClick(box.view(), Qt.Key.Key_Home)
    for _ in range(wanted):
        qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)


def question(dialog: QWidget, said: str) -> QComboBox:
    boxes = dialog.findChildren(QComboBox)
    return next(
        b
        for b in boxes
        if b.objectName().startswith("question_") and said in b.accessibleName() and b.isVisible()
    )


def statuses(dialog: ImportDialog) -> list[str]:
    return [row.status for row in dialog.rows.model.everything]


def test_an_old_register_through_the_window(
    qtbot: QtBot, page: RegisterPage, sample_session: Session, book: Path
) -> None:
    con = sample_session.con
    before, last = len(reports.register_rows(con)), history.last_action_id(con)
    drop(page, book)
    asked: ImportDialog = opened(qtbot, page, "importDialog")
    assert statuses(asked) == ["asked", "asked", "new", "new", "unreadable"]
    button = asked.findChild(QPushButton, "answerQuestions")
    assert button is not None
    assert button.isVisible()
    assert button.isChecked(), "what holds rows up is shown at once"
    assert "2 chờ" in button.text()

    # The commune of before is said to have gone into the office; the next question gets the keyboard.
    choose(qtbot, question(asked, ORGAN), "Cơ quan cũ, nay thuộc")
    qtbot.waitUntil(lambda: statuses(asked)[0] == "new")
    assert asked.focusWidget() is question(asked, "GKX")
    choose(qtbot, question(asked, "GKX"), "Giấy khen")
    qtbot.waitUntil(lambda: statuses(asked)[:4] == ["new"] * 4)
    assert "chờ" not in button.text()

    # The fourth row is left out by the space bar.
    table = asked.findChild(TickTable, "incomingRows")
    assert table is not None
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Home)
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    count = asked.findChild(QLabel, "incomingCount")
    assert count is not None
    assert count.text() == "Sẽ ghi 3/5 dòng"
    assert history.last_action_id(con) == last, "nothing is written before"
    with qtbot.waitSignal(asked.finished):
        qtbot.keyClick(table, Qt.Key.Key_Return, CTRL)
    told: ImportResultDialog = opened(qtbot, page, "importResultDialog")
    assert history.last_action_id(con) == last + 1
    rows = {row.recipient: row for row in reports.register_rows(con)}
    assert len(rows) >= 3
    assert len(reports.register_rows(con)) == before + 3
    assert rows["Trần Thị Mận Mẫu"].form_name == "Giấy khen"
    assert rows["Lê Văn Thử Mẫu"].shown_day == "2017"
    assert "Lê Văn Bỏ Mẫu" not in rows

    (line,) = lookup.history(con, lookup.find(con, "y blo kbuor mau")[0].subject_id).lines
    assert line.organ == ORGAN
    assert line.present_organ.startswith("Ủy ban nhân dân phường")

    undo = told.findChild(QPushButton, "undoImport")
    assert undo is not None
    undo.setFocus()
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(undo, Qt.Key.Key_Space)
    assert len(reports.register_rows(con)) == before
    assert people.list_subjects(con, text="Mận Mẫu") == []


def test_an_answer_can_be_taken_back(qtbot: QtBot, page: RegisterPage, book: Path) -> None:
    drop(page, book)
    asked: ImportDialog = opened(qtbot, page, "importDialog")
    choose(qtbot, question(asked, ORGAN), "Cơ quan khác, cấp xã")
    qtbot.waitUntil(lambda: statuses(asked)[0] == "new")
    choose(qtbot, question(asked, ORGAN), "Chưa trả lời")
    qtbot.waitUntil(lambda: statuses(asked)[0] == "asked")


def test_questions_and_columns_share_the_room(qtbot: QtBot, page: RegisterPage, book: Path) -> None:
    drop(page, book)
    asked: ImportDialog = opened(qtbot, page, "importDialog")
    ask, edit = (asked.findChild(QPushButton, name) for name in ("answerQuestions", "editColumns"))
    assert ask is not None
    assert edit is not None
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Space)
    assert asked.columns.isVisible()
    assert not asked.questions.isVisible()
    ask.setFocus()
    qtbot.keyClick(ask, Qt.Key.Key_Space)
    assert asked.questions.isVisible()
    assert not asked.columns.isVisible()
    qtbot.keyClick(ask, Qt.Key.Key_Space)
    assert asked.rows.facts.isVisible()


def test_a_block_pasted_on_the_page_is_an_old_register(
    qtbot: QtBot, page: RegisterPage, sample_session: Session
) -> None:
    block = "Lê Văn Dán Mẫu\tTổ trưởng\tTổ dân phố 3\tGK\t45/QĐ-UBND\t18/11/2015\tGiúp dân\n"
    QGuiApplication.clipboard().setText(block)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_V, CTRL)
    asked: ImportDialog = opened(qtbot, page, "importDialog")
    (row,) = asked.rows.model.everything
    assert (row.status, row.found["form"], row.values["signed_day"]) == ("new", "giay_khen", "2015-11-18")


def test_the_empty_form_is_written_and_opened(
    qtbot: QtBot, page: RegisterPage, sample_session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", seen.append)
    assert page.findChild(QAction, "oldForm") is not None
    page.old.write_form(str(tmp_path / "mẫu.xlsx"))
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    sheet = load_workbook(seen[0]).worksheets[0]
    assert sheet.cell(4, 2).value == "SỔ KHEN THƯỞNG CÁC NĂM TRƯỚC"


def test_many_questions_are_shown_a_part_at_a_time(qtbot: QtBot, themed: QApplication) -> None:
    panel = QuestionsPanel()
    qtbot.addWidget(panel)
    options = tuple(Option(str(at), f"Tổ dân phố {at}") for at in range(300))
    asked = [
        Question(f"k{at}", "Đơn vị", f"Thôn {at}", f"“Thôn {at}”?", options, cells=["A1"])
        for at in range(200)
    ]
    panel.show_questions(asked)
    boxes = panel.findChildren(AnswerBox)
    told = panel.findChild(QLabel, "questionsTold")
    assert told is not None
    assert len(boxes) == 80
    assert "80/200 câu" in told.text()
    assert sum(box.count() for box in boxes) == 80, (
        "the answers are listed when the officer comes to a question"
    )
    boxes[3].showPopup()
    assert boxes[3].count() == 301
    boxes[3].hidePopup()
    panel.show_questions(asked[:2])
    assert "câu;" not in told.text()
