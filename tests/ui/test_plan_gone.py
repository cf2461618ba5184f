"""What a new version names no more is taken out by a key; what is in use is only told; undated duties; "Dừng"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db import board, campaigns, milestones, registrations, resources, targets, units
from db.store import Action
from db.talk import SilentTalk
from desktop.ui.dialogs import plan_work
from desktop.ui.dialogs.plan import PlanDialog
from desktop.ui.models.plan_list import details
from desktop.ui.models.plan_reading import Decision, Entry
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.window import MainWindow

PLAN = resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8")
ASKED = "đăng ký đủ 01 mô hình và 01 công trình của nhà trường"
UNDATED = PLAN.replace(
    "6. Các tổ dân phố:", "6. Các hợp tác xã ký kết giao ước thi đua.\n\n7. Các tổ dân phố:", 1
)
Open = Callable[[str], PlanDialog]


@pytest.fixture
def window(qtbot: QtBot, empty_session: Session) -> MainWindow:
    made = MainWindow(empty_session)
    qtbot.addWidget(made)
    made.begin()
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def look(qtbot: QtBot, empty_session: Session) -> Iterator[Open]:
    """Reads a text as the window does and opens the view."""
    owner = QWidget()
    qtbot.addWidget(owner)
    with qtbot.waitExposed(owner):
        owner.show()

    def opened(text: str) -> PlanDialog:
        read = plan_work.read_source(text, empty_session.con, SilentTalk())
        dialog = PlanDialog(empty_session, read, parent=owner)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield opened
    qtbot.waitUntil(lambda: not empty_session.thread_of_store.busy)
    for left in owner.findChildren(QDialog):
        left.close()


def run(qtbot: QtBot, session: Session, work: Callable[[Action], object]) -> None:
    done: list[object] = []
    session.run(StoreOp("Việc thử", work), done.append)
    qtbot.waitUntil(lambda: bool(done))


def write(qtbot: QtBot, dialog: PlanDialog) -> int:
    with qtbot.waitSignal(dialog.started) as started:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    made = started.args[0]
    assert isinstance(made, int)
    return made


def gone(dialog: PlanDialog, group: str) -> Entry:
    (found,) = [e for e in dialog.reading.entries if (e.status, e.group) == ("gone", group)]
    dialog.list.choose(found.key)
    dialog.list.setFocus()
    return found


# ---------------------------------------------------------------- what is gone


def test_task_phase_and_requirement_are_taken_out_by_enter(
    qtbot: QtBot, look: Open, empty_session: Session
) -> None:
    drive = write(qtbot, look(PLAN))
    line = next(line for line in PLAN.splitlines() if "giám sát việc bình xét ở cơ sở" in line)
    text = PLAN.replace(line + "\n", "").replace(ASKED, "gửi đăng ký của nhà trường")
    text = text.replace("Đợt 2", "Sau đó")
    dialog = look(text)
    counts = (
        len(targets.list_tasks(empty_session.con, drive)),
        len(milestones.requirements(empty_session.con, drive)),
        len(campaigns.phases(empty_session.con, drive)),
    )
    for group in ("tasks", "requirements", "phases"):
        entry = gone(dialog, group)
        assert entry.line.choosable
        assert entry.decision is Decision.REJECTED, "nothing goes unless the officer says so"
        assert dialog.editor.accept_button.text().replace("&", "") == "Xóa khỏi phong trào"
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
        assert entry.decision is Decision.ACCEPTED
        assert details(entry)[0] == "Xóa khỏi phong trào"
    write(qtbot, dialog)
    assert (
        len(targets.list_tasks(empty_session.con, drive)),
        len(milestones.requirements(empty_session.con, drive)),
        len(campaigns.phases(empty_session.con, drive)),
    ) == tuple(count - 1 for count in counts)


def test_what_units_have_answered_is_told_and_cannot_be_taken_out(
    qtbot: QtBot, look: Open, empty_session: Session
) -> None:
    run(qtbot, empty_session, lambda action: units.add_unit(action, name="Trường THCS Hoa Ban"))
    drive = write(qtbot, look(PLAN))
    (school,) = units.list_units(empty_session.con)

    def registered(action: Action) -> object:
        return registrations.register(
            action,
            campaign_id=drive,
            unit_ids=(school.id,),
            kind="model",
            title="Thư viện xanh",
            received_date=dt.date(2023, 8, 20),
        )

    run(qtbot, empty_session, registered)
    dialog = look(PLAN.replace(ASKED, "gửi đăng ký của nhà trường"))
    entry = gone(dialog, "requirements")
    assert not entry.line.choosable
    assert any("đã có đơn vị đăng ký nên không xóa được" in part for part in details(entry))
    assert "đã có đơn vị đăng ký" in dialog.editor.place.text()
    assert not dialog.editor.accept_button.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert entry.decision is Decision.REJECTED
    write(qtbot, dialog)
    assert len(milestones.requirements(empty_session.con, drive)) == 2


# ---------------------------------------------------------------- without a day


def test_an_undated_duty_is_listed_first_and_takes_the_day_the_officer_gives(
    qtbot: QtBot, look: Open, empty_session: Session
) -> None:
    run(qtbot, empty_session, lambda action: units.add_unit(action, name="Hợp tác xã Rau sạch"))
    dialog = look(UNDATED)
    (entry,) = [e for e in dialog.reading.entries if e.title == "Mốc chưa định ngày"]
    assert entry.line.text.startswith("Chưa định ngày: ")
    assert entry.confidence_words.startswith("Chưa chắc: văn bản không nêu ngày")
    dialog.list.choose(entry.key)
    day = dialog.findChild(QLineEdit, "field_date")
    assert day is not None
    day.setFocus()
    qtbot.keyClicks(day, "16/8/2023")
    drive = write(qtbot, dialog)
    stones = milestones.list_milestones(empty_session.con, drive)
    (given,) = [stone for stone in stones if stone.quote == entry.line.quote]
    assert (given.day, given.day_kind) == (dt.date(2023, 8, 16), "fixed")


def test_an_undated_duty_nobody_gives_a_day_is_kept_and_owed_by_none(
    qtbot: QtBot, look: Open, empty_session: Session
) -> None:
    run(qtbot, empty_session, lambda action: units.add_unit(action, name="Hợp tác xã Rau sạch"))
    dialog = look(UNDATED)
    (entry,) = [e for e in dialog.reading.entries if e.title == "Mốc chưa định ngày"]
    drive = write(qtbot, dialog)
    stones = milestones.list_milestones(empty_session.con, drive)
    (kept,) = [stone for stone in stones if stone.quote == entry.line.quote]
    assert (kept.day, kept.day_kind, kept.direction) == (None, "unset", "none")
    cells = board.board(empty_session.con, drive, dt.date(2023, 9, 1)).cells
    assert kept.quote not in {cell.quote for cell in cells}


# ---------------------------------------------------------------- "Dừng"


def drop(widget: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys, actions = (
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.DropAction.CopyAction,
    )
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(50, 50), actions, data, buttons, keys))
    QApplication.sendEvent(
        widget, QDropEvent(QPointF(50, 50), actions, data, buttons, keys, QEvent.Type.Drop)
    )


def test_stop_ends_a_long_reading_in_the_middle(
    qtbot: QtBot, window: MainWindow, empty_session: Session, tmp_path: Path
) -> None:
    """Three megabytes dropped on the window; stopped when the reading itself has told its progress."""
    long = PLAN + "\nPHỤ LỤC\n" + "\n".join(f"{n}. Thôn {n} giữ gìn vệ sinh chung." for n in range(60_000))
    (tmp_path / "dai.txt").write_text(long, encoding="utf-8")
    told: list[tuple[int, int, str]] = []
    stopped_at: list[int] = []

    def heard(done: int, total: int, text: str) -> None:
        told.append((done, total, text))
        if done >= 1 and not stopped_at:
            stopped_at.append(len(told))
            empty_session.cancel_background()

    empty_session.progressed.connect(heard)
    with qtbot.waitSignal(empty_session.said, timeout=60_000) as said:
        drop(window, tmp_path / "dai.txt")
    assert "Đã dừng đọc kế hoạch" in said.args[0]
    assert stopped_at
    assert told[stopped_at[0] - 1][2] == "Đang đọc “dai.txt”"
    assert not window.findChildren(PlanDialog)
    assert campaigns.list_campaigns(empty_session.con) == []
