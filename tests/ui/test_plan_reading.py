"""The reading view: a plan is dropped, looked through by keys, corrected, compared, written once and undone."""

from __future__ import annotations

import datetime as dt
import threading
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db import board, campaigns, history, milestones, resources, targets, units
from db.talk import Cancelled, SilentTalk
from desktop.plans import source
from desktop.plans.accept import draft_of
from desktop.plans.read import read_plan
from desktop.ui.dialogs import plan_work
from desktop.ui.dialogs.campaign import NewCampaignDialog
from desktop.ui.dialogs.plan import PlanDialog
from desktop.ui.models.board import facts_of
from desktop.ui.models.plan_list import details
from desktop.ui.models.plan_reading import Decision, Entry
from desktop.ui.pages.campaigns import CampaignsPage
from desktop.ui.session import Session
from desktop.ui.widgets.marked_text import Mark, MarkedText
from desktop.ui.window import MainWindow

PLAN = resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8")
CONTROL = Qt.KeyboardModifier.ControlModifier
SCHOOLS = "01 mô hình và 01 công trình – Các trường học"


# ---------------------------------------------------------------- helpers


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


Open = Callable[[str], PlanDialog]


@pytest.fixture
def look(qtbot: QtBot, owner: QWidget, empty_session: Session) -> Iterator[Open]:
    """Reads a text as the window does and opens the view."""

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


def entry_with(dialog: PlanDialog, words: str, group: str = "") -> Entry:
    found = [e for e in dialog.reading.entries if words in e.line.text and group in ("", e.group)]
    assert len(found) == 1, [e.line.text for e in found]
    return found[0]


def go_to(dialog: PlanDialog, entry: Entry) -> None:
    dialog.list.choose(entry.key)
    dialog.list.setFocus()


def current(dialog: PlanDialog) -> Entry:
    found = dialog.list.current()
    assert found is not None
    return found


def field(dialog: PlanDialog, key: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, f"field_{key}")
    assert found is not None, key
    return found


def write(qtbot: QtBot, dialog: PlanDialog) -> int:
    with qtbot.waitSignal(dialog.started) as started:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    made = started.args[0]
    assert isinstance(made, int)
    return made


def act(qtbot: QtBot, session: Session, what: Callable[[], object]) -> None:
    with qtbot.waitSignal(session.changed):
        what()
    qtbot.waitUntil(lambda: not session.thread_of_store.busy)


def made_from(session: Session, qtbot: QtBot, text: str) -> int:
    """The drive a plan becomes when everything is accepted."""
    from desktop.ui.operations import campaigns as operations

    done: list[int] = []
    session.run(operations.start(draft_of(read_plan(text))), done.append)
    qtbot.waitUntil(lambda: bool(done))
    return done[0]


def add_units(session: Session, qtbot: QtBot, *names: str) -> None:
    from desktop.ui.operations.base import StoreOp

    done: list[object] = []
    work = StoreOp("Thêm đơn vị", lambda action: [units.add_unit(action, name=name) for name in names])
    session.run(work, done.append)
    qtbot.waitUntil(lambda: bool(done))


def drop(widget: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys, actions = (
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.DropAction.CopyAction,
    )
    coming = QDragEnterEvent(QPoint(40, 40), actions, data, buttons, keys)
    QApplication.sendEvent(widget, coming)
    assert coming.isAccepted()
    let_go = QDropEvent(QPointF(40, 40), actions, data, buttons, keys, QEvent.Type.Drop)
    QApplication.sendEvent(widget, let_go)
    assert let_go.isAccepted()


def view_of(qtbot: QtBot, window: QWidget) -> PlanDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(PlanDialog)), timeout=20_000)
    found = next(d for d in window.findChildren(PlanDialog) if d.isVisible())
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


@pytest.fixture
def window(qtbot: QtBot, empty_session: Session) -> MainWindow:
    made = MainWindow(empty_session)
    qtbot.addWidget(made)
    made.begin()
    with qtbot.waitExposed(made):
        made.show()
    return made


# ---------------------------------------------------------------- dropped, accepted, undone


def test_dropped_word_file_is_accepted_by_keys_and_undone_whole(
    qtbot: QtBot, window: MainWindow, empty_session: Session
) -> None:
    add_units(empty_session, qtbot, "Tổ dân phố 1", "Trường THCS Hoa Ban")
    before = history.last_action_id(empty_session.con)
    drop(window, resources.path("samples/ke-hoach.docx"))
    dialog = view_of(qtbot, window)
    assert dialog.list.hasFocus()
    for _ in dialog.reading.entries:
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert {e.decision for e in dialog.reading.entries} == {Decision.ACCEPTED}
    drive = write(qtbot, dialog)
    assert history.last_action_id(empty_session.con) == (before or 0) + 1, "one action"
    assert [one.id for one in campaigns.list_campaigns(empty_session.con)] == [drive]
    cells = board.board(empty_session.con, drive, dt.date(2023, 8, 1)).cells
    owed = {cell.status.due for cell in cells if cell.kind == "registration"}
    assert owed == {dt.date(2023, 8, 15), dt.date(2023, 8, 31)}
    assert targets.list_targets(empty_session.con, drive)
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), CampaignsPage))
    act(qtbot, empty_session, empty_session.undo)
    assert campaigns.list_campaigns(empty_session.con) == []
    for table in (
        "milestone",
        "requirement",
        "campaign_award",
        "target",
        "task",
        "obligation",
        "campaign_phase",
    ):
        count = empty_session.con.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        assert count == 0, table
    assert len(units.list_units(empty_session.con)) == 2


def test_each_milestone_shows_its_sentence_afterwards(
    qtbot: QtBot, empty_session: Session, look: Open
) -> None:
    drive = write(qtbot, look(PLAN))
    empty_session.show_campaign(drive)
    page = CampaignsPage(empty_session)
    qtbot.addWidget(page)
    page.refresh()
    page.tabs.setCurrentIndex(1)
    part = page.parts[1]
    quote = part.findChild(QPlainTextEdit, "milestonesQuote")
    assert quote is not None
    listed = milestones.list_milestones(empty_session.con, drive)
    assert listed
    for stone in listed:
        part.table.choose(stone.id)  # type: ignore[attr-defined]
        assert stone.quote in PLAN
        assert stone.quote in quote.toPlainText()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx"),
        ("trong.txt", b"   ", "trống"),
        ("hoa-don.txt", "HÓA ĐƠN\nTiền điện tháng 5: 450.000 đồng\n".encode(), "kế hoạch"),
    ],
)
def test_what_is_no_plan_is_said_in_one_sentence(
    qtbot: QtBot,
    window: MainWindow,
    empty_session: Session,
    tmp_path: Path,
    name: str,
    content: bytes,
    words: str,
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with qtbot.waitSignal(empty_session.refused) as refused:
        drop(window, file)
    assert words in refused.args[0]
    assert refused.args[0].endswith(".")
    assert not window.findChildren(PlanDialog)


def windows_1258(text: str) -> bytes:
    """As Windows of the nineties wrote it: a letter with its hat, then its tone as a sign of its own."""
    found = []
    for letter in text:
        base, *signs = unicodedata.normalize("NFD", letter)
        tones = [sign for sign in signs if sign in "\u0300\u0301\u0303\u0309\u0323"]
        shaped = unicodedata.normalize("NFC", base + "".join(sign for sign in signs if sign not in tones))
        found.append(shaped + "".join(tones))
    return "".join(found).replace("–", "-").encode("cp1258", errors="replace")


def test_repaired_letters_are_said_above_the_document(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "cu.txt"
    file.write_bytes(windows_1258(PLAN))
    drop(window, file)
    dialog = view_of(qtbot, window)
    note = dialog.findChild(QLabel, "planNote")
    assert note is not None
    assert note.isVisible()
    assert "bảng mã cũ" in note.text()
    assert "01 mô hình tiêu biểu" in dialog.text_view.toPlainText()
    dialog.reject()


def test_reading_is_stopped_between_its_steps(empty_session: Session) -> None:
    class Impatient(SilentTalk):
        def progress(self, done: int, total: int, text: str) -> None:
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        plan_work.read_source(PLAN, empty_session.con, Impatient())


# ---------------------------------------------------------------- keys


def test_j_k_and_arrows_go_through_the_items(qtbot: QtBot, look: Open) -> None:
    dialog = look(PLAN)
    keys = [e.key for e in dialog.reading.entries]
    seen = [current(dialog).key]
    for press in (Qt.Key.Key_J, Qt.Key.Key_Down) * len(keys):
        qtbot.keyClick(dialog.list, press)
        seen.append(current(dialog).key)
    assert list(dict.fromkeys(seen)) == keys, "each item once, in the order shown, over the titles"
    for press in (Qt.Key.Key_K, Qt.Key.Key_Up) * len(keys):
        qtbot.keyClick(dialog.list, press)
    assert current(dialog).key == keys[0]


def test_enter_accepts_x_and_delete_reject_and_go_on(qtbot: QtBot, look: Open) -> None:
    dialog = look(PLAN)
    first = next(e for e in dialog.reading.entries if e.group == "deadlines")
    go_to(dialog, first)
    for press in (Qt.Key.Key_Return, Qt.Key.Key_X, Qt.Key.Key_Delete):
        qtbot.keyClick(dialog.list, press)
    decided = [dialog.reading.entries[first.key + n].decision for n in range(3)]
    assert decided == [Decision.ACCEPTED, Decision.REJECTED, Decision.REJECTED]
    assert current(dialog).key == first.key + 3
    assert len(dialog.draft.milestones) == len(read_plan(PLAN).deadlines) - 2
    assert "Ghi " in dialog.count.text()


def test_keys_work_from_the_document_too(qtbot: QtBot, look: Open) -> None:
    dialog = look(PLAN)
    dialog.text_view.setFocus()
    before = current(dialog).key
    qtbot.keyClick(dialog.text_view, Qt.Key.Key_J)
    assert current(dialog).key == before + 1
    assert dialog.text_view.hasFocus()


def test_letters_typed_into_a_field_are_letters(qtbot: QtBot, look: Open) -> None:
    dialog = look(PLAN)
    go_to(dialog, entry_with(dialog, SCHOOLS))
    here = current(dialog).key
    who = field(dialog, "who")
    who.setFocus()
    who.clear()
    qtbot.keyClicks(who, "xjk")
    assert who.text() == "xjk"
    assert current(dialog).key == here
    assert current(dialog).decision is Decision.OPEN


def test_f2_edits_a_day_enter_takes_it_escape_gives_it_back(qtbot: QtBot, look: Open) -> None:
    dialog = look(PLAN)
    entry = entry_with(dialog, "15/08/2023", "deadlines")
    go_to(dialog, entry)
    qtbot.keyClick(dialog.list, Qt.Key.Key_F2)
    day = field(dialog, "date")
    assert day.hasFocus()
    day.selectAll()
    qtbot.keyClicks(day, "20/8/2023")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert dialog.list.hasFocus()
    assert entry.line.text.startswith("20/08/2023")
    assert dt.date(2023, 8, 20) in {m.day for m in dialog.draft.milestones}
    assert dt.date(2023, 8, 15) not in {m.day for m in dialog.draft.milestones if m.kind == "registration"}
    assert "Đã sửa tay" in details(entry)
    qtbot.keyClick(dialog.list, Qt.Key.Key_F2)
    what = field(dialog, "what")
    what.setFocus()
    what.selectAll()
    qtbot.keyClicks(what, "khac")
    qtbot.keyClick(what, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "Esc in a field leaves the field only"
    assert "khac" not in entry.line.text
    assert entry.line.text.startswith("20/08/2023")


def test_a_day_that_is_none_keeps_the_dialog_open(qtbot: QtBot, look: Open, empty_session: Session) -> None:
    dialog = look(PLAN)
    go_to(dialog, entry_with(dialog, "15/08/2023", "deadlines"))
    day = field(dialog, "date")
    day.setFocus()
    day.selectAll()
    qtbot.keyClicks(day, "31/2/2023")
    qtbot.keyClick(day, Qt.Key.Key_Return, CONTROL)
    assert dialog.isVisible()
    assert not empty_session.thread_of_store.busy
    assert not campaigns.list_campaigns(empty_session.con)


def test_kind_number_and_time_are_corrected(qtbot: QtBot, look: Open, empty_session: Session) -> None:
    dialog = look(PLAN)
    go_to(dialog, entry_with(dialog, "hiến 2.500 m2", "targets"))
    value = field(dialog, "value")
    value.setFocus()
    value.selectAll()
    qtbot.keyClicks(value, "2600,5")
    go_to(dialog, entry_with(dialog, "28/11/2023", "deadlines"))
    kind = dialog.findChild(QComboBox, "field_kind")
    assert kind is not None
    at = kind.findText("Sơ kết, tổng kết năm")
    kind.setCurrentIndex(at)
    kind.activated.emit(at)
    go_to(dialog, next(e for e in dialog.reading.entries if e.group == "period"))
    end = field(dialog, "end")
    end.setFocus()
    end.selectAll()
    qtbot.keyClicks(end, "31/12/2023")
    drive = write(qtbot, dialog)
    written = {t.name: t.annual_thousandths for t in targets.list_targets(empty_session.con, drive)}
    assert 2_600_500 in written.values()
    kinds = {
        m.day: m.kind for m in milestones.list_milestones(empty_session.con, drive) if m.kind == "review"
    }
    assert dt.date(2023, 11, 28) in kinds
    assert campaigns.get_campaign(empty_session.con, drive).end_on == "2023-12-31"


# ---------------------------------------------------------------- both sides


def test_each_side_finds_the_other(qtbot: QtBot, look: Open) -> None:
    dialog = look(PLAN)
    entry = entry_with(dialog, SCHOOLS)
    go_to(dialog, entry)
    assert dialog.text_view.current_text == entry.line.quote
    other = entry_with(dialog, "Giấy khen – Chủ tịch UBND phường")
    place = other.line.start + 3
    cursor = QTextCursor(dialog.text_view.document())
    cursor.setPosition(place)
    dialog.text_view.setTextCursor(cursor)
    dialog.text_view.centerCursor()
    point = dialog.text_view.cursorRect(cursor).center()
    qtbot.mouseClick(dialog.text_view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert current(dialog).key == other.key
    assert dialog.text_view.current_text == other.line.quote


def test_a_second_click_finds_the_next_item_of_the_same_sentence(qtbot: QtBot, look: Open) -> None:
    dialog = look(PLAN)
    phase = entry_with(dialog, "Đợt 1: từ", "phases")
    place = phase.line.start + 2
    over = dialog.text_view.keys_at(place)
    assert len(over) > 1
    found = []
    for _ in over:
        dialog.text_view.press_at(place)
        found.append(current(dialog).key)
    assert sorted(found) == sorted(over)


def test_every_item_with_a_place_is_coloured_by_its_kind(qtbot: QtBot, look: Open) -> None:
    dialog = look(PLAN)
    for entry in dialog.reading.entries:
        assert PLAN[entry.line.start : entry.line.end] == entry.line.quote
        assert entry.key in dialog.text_view.keys_at(entry.line.start)


def test_letters_of_two_halves_do_not_shift_the_marks(qtbot: QtBot) -> None:
    text = "𝐊ế hoạch 🎉 thi đua: chậm nhất ngày 15/8/2024 gửi đăng ký."
    view = MarkedText(text)
    qtbot.addWidget(view)
    start = text.index("chậm")
    view.set_marks([Mark(0, start, start + 25, "deadline")])
    view.show_mark(0)
    assert view.current_text == text[start : start + 25]


def test_of_a_long_text_only_the_marks_in_sight_are_drawn(qtbot: QtBot) -> None:
    line = "Các đơn vị gửi đăng ký chậm nhất ngày 15/8/2024.\n"
    view = MarkedText(line * 4000)
    qtbot.addWidget(view)
    view.resize(600, 400)
    with qtbot.waitExposed(view):
        view.show()
    view.set_marks([Mark(n, n * len(line), n * len(line) + 10, "task") for n in range(4000)])
    for key in (0, 2000, 3999):
        view.show_mark(key)
        drawn = view.extraSelections()
        assert 0 < len(drawn) < 100
        assert view.current_text == line[:10]


# ---------------------------------------------------------------- units


def test_doubtful_units_are_asked_and_new_ones_added(
    qtbot: QtBot, look: Open, empty_session: Session
) -> None:
    add_units(empty_session, qtbot, "Trường Tiểu học Võ Thị Sáu 1")
    text = PLAN.replace(
        "2. Các trường học đăng ký", "2. Trường Tiểu học Võ Thị Sáu và Trường THCS Lê Lợi đăng ký"
    )
    assert text != PLAN
    dialog = look(text)
    asked = [e for e in dialog.reading.entries if e.group == "units"]
    assert asked, "neither name stands in the register as it is written"
    for entry in asked:
        assert "“" in entry.line.text
        go_to(dialog, entry)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
        assert entry.line.item.answer
    go_to(dialog, asked[0])
    qtbot.keyClick(dialog.list, Qt.Key.Key_X)
    assert asked[0].line.text.startswith("Để nguyên chữ")
    before = {unit.name for unit in units.list_units(empty_session.con)}
    added = {e.line.item.match.named.name for e in asked[1:] if e.line.item.answer == "add"}
    write(qtbot, dialog)
    assert {unit.name for unit in units.list_units(empty_session.con)} == before | added
    act(qtbot, empty_session, empty_session.undo)
    assert {unit.name for unit in units.list_units(empty_session.con)} == before


# ---------------------------------------------------------------- another version, a later paper


def test_the_same_plan_again_changes_nothing(qtbot: QtBot, look: Open, empty_session: Session) -> None:
    drive = made_from(empty_session, qtbot, PLAN)
    dialog = look(PLAN)
    assert dialog.findChild(QComboBox, "planTarget").currentData() == drive  # type: ignore[union-attr]
    assert {e.status for e in dialog.reading.entries if e.line.choosable} == {"unchanged"}
    assert dialog.count.text().startswith("Ghi 0/0")


def test_another_version_is_compared_and_written_as_one_action(
    qtbot: QtBot, look: Open, empty_session: Session
) -> None:
    drive = made_from(empty_session, qtbot, PLAN)
    stones = {m.id: m for m in milestones.list_milestones(empty_session.con, drive)}
    text = PLAN.replace("chậm nhất ngày 15/8/2023", "chậm nhất ngày 18/8/2023")
    text = text.replace("- Trồng mới 3.000 cây xanh đường phố và cây phân tán.\n", "")
    text = text.replace("hiến 2.500 m2", "hiến 2.700 m2")
    dialog = look(text)
    changed = entry_with(dialog, "18/08/2023", "deadlines")
    assert changed.status == "changed"
    assert "15/08/2023 → 18/08/2023" in changed.told
    gone = next(e for e in dialog.reading.entries if e.status == "gone")
    assert "Trồng mới 3.000 cây" in gone.line.text
    assert gone.decision is Decision.REJECTED, "nothing is taken out of a drive unless the officer says so"
    go_to(dialog, gone)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    last = history.last_action_id(empty_session.con) or 0
    assert write(qtbot, dialog) == drive
    assert history.last_action_id(empty_session.con) == last + 1
    assert len(campaigns.list_campaigns(empty_session.con)) == 1
    now = {m.id: m for m in milestones.list_milestones(empty_session.con, drive)}
    assert now.keys() == stones.keys()
    moved = [m.id for m in now.values() if m.day != stones[m.id].day]
    assert [now[one].day for one in moved] == [dt.date(2023, 8, 18)]
    assert "18/8/2023" in now[moved[0]].quote
    assert {r.due for r in milestones.requirements(empty_session.con, drive)} == {
        dt.date(2023, 8, 18),
        dt.date(2023, 8, 31),
    }
    names = [t.name for t in targets.list_targets(empty_session.con, drive)]
    assert not any("Trồng mới" in name for name in names)
    assert any("2.700" in name for name in names)
    act(qtbot, empty_session, empty_session.undo)
    again = {m.id: m.day for m in milestones.list_milestones(empty_session.con, drive)}
    assert again == {m.id: m.day for m in stones.values()}


def test_what_the_officer_corrected_stays_where_both_versions_say_the_same(
    qtbot: QtBot, look: Open, empty_session: Session
) -> None:
    dialog = look(PLAN)
    go_to(dialog, entry_with(dialog, "15/08/2023", "deadlines"))
    day = field(dialog, "date")
    day.setFocus()
    day.selectAll()
    qtbot.keyClicks(day, "16/8/2023")
    drive = write(qtbot, dialog)
    second = look(PLAN.replace("hiến 2.500 m2", "hiến 2.700 m2"))
    assert [e.group for e in second.reading.entries if e.status == "changed"] == ["targets"]
    write(qtbot, second)
    assert dt.date(2023, 8, 16) in {m.day for m in milestones.list_milestones(empty_session.con, drive)}


def test_the_officer_may_make_a_new_drive_of_it(qtbot: QtBot, look: Open, empty_session: Session) -> None:
    made_from(empty_session, qtbot, PLAN)
    dialog = look(PLAN)
    target = dialog.findChild(QComboBox, "planTarget")
    assert target is not None
    target.setCurrentIndex(0)
    target.activated.emit(0)
    title = dialog.findChild(QLineEdit, "planTitle")
    assert title is not None
    assert title.isVisible()
    write(qtbot, dialog)
    assert len(campaigns.list_campaigns(empty_session.con)) == 2


LATER = """ỦY BAN NHÂN DÂN
PHƯỜNG AN LẠC ĐÔNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 45/UBND
V/v gia hạn thời gian nộp hồ sơ đề nghị khen thưởng phong trào thi đua

An Lạc Đông, ngày 05 tháng 11 năm 2023

Kính gửi: Các tổ dân phố, trường học, cơ quan trên địa bàn phường.

Ủy ban nhân dân phường thông báo gia hạn như sau:

1. Hồ sơ đề nghị khen thưởng gửi về Văn phòng - Thống kê phường trước ngày 27/11/2023.
2. Các nội dung khác của Kế hoạch phát động thi đua không thay đổi.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""


def test_a_later_paper_changes_the_drive_it_speaks_of(
    qtbot: QtBot, look: Open, empty_session: Session
) -> None:
    drive = made_from(empty_session, qtbot, PLAN)
    dialog = look(LATER)
    changes = [e for e in dialog.reading.entries if e.group == "changes"]
    assert any("27/11/2023" in e.line.text for e in changes), [e.line.text for e in dialog.reading.entries]
    go_to(dialog, next(e for e in changes if "27/11/2023" in e.line.text))
    assert "27/11/2023" in dialog.text_view.current_text
    last = history.last_action_id(empty_session.con) or 0
    assert write(qtbot, dialog) == drive
    assert history.last_action_id(empty_session.con) == last + 1
    days = {m.day for m in milestones.list_milestones(empty_session.con, drive) if m.kind == "dossier"}
    assert dt.date(2023, 11, 27) in days
    assert dt.date(2023, 11, 20) not in days
    assert len(campaigns.documents(empty_session.con, drive)) == 2


def test_a_word_table_of_days_is_read_and_found(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    paper = docx.Document()
    for line in PLAN.splitlines():
        paper.add_paragraph(line)
    table = paper.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Các đơn vị gửi báo cáo tổng kết phong trào thi đua"
    table.rows[0].cells[1].text = "Trước ngày 05/12/2023"
    paper.save(str(tmp_path / "bang.docx"))
    drop(window, tmp_path / "bang.docx")
    dialog = view_of(qtbot, window)
    for entry in dialog.reading.entries:
        go_to(dialog, entry)
        assert dialog.text_view.current_text == entry.line.quote
    dialog.reject()


def test_going_through_a_long_plan_scrolls_without_harm(qtbot: QtBot, look: Open) -> None:
    body = PLAN.split("V. CHẾ ĐỘ BÁO CÁO")
    dialog = look(body[0] + "Đoạn văn không có mốc nào.\n" * 400 + "V. CHẾ ĐỘ BÁO CÁO" + body[1])
    count = len(dialog.reading.entries)
    for press in (*(Qt.Key.Key_J,) * count, *(Qt.Key.Key_K,) * count):
        qtbot.keyClick(dialog.list, press)
        assert dialog.text_view.current_text == current(dialog).line.quote
        shown = dialog.list.visualRect(dialog.list.currentIndex())
        assert dialog.list.viewport().rect().intersects(shown)


def test_f2_on_a_finding_goes_to_what_it_is_about(qtbot: QtBot, look: Open) -> None:
    dialog = look(PLAN)
    finding = entry_with(dialog, "30/09/2023 rơi vào thứ Bảy", "findings")
    go_to(dialog, finding)
    qtbot.keyClick(dialog.list, Qt.Key.Key_F2)
    assert current(dialog).group == "deadlines"
    assert current(dialog).line.text.startswith("30/09/2023")
    assert field(dialog, "date").hasFocus()


def test_what_changed_stands_before_what_did_not(qtbot: QtBot, look: Open, empty_session: Session) -> None:
    drive = made_from(empty_session, qtbot, PLAN)
    text = PLAN.replace("từ ngày 10 tháng 7 năm 2023", "từ ngày 12 tháng 7 năm 2023")
    dialog = look(text)
    statuses = [e.status for e in dialog.reading.entries if e.status]
    assert statuses.index("unchanged") == len(statuses) - statuses.count("unchanged")
    period = next(e for e in dialog.reading.entries if e.group == "period")
    assert period.status == "changed"
    go_to(dialog, period)
    qtbot.keyClick(dialog.list, Qt.Key.Key_X)
    assert period.decision is Decision.REJECTED
    write(qtbot, dialog)
    assert campaigns.get_campaign(empty_session.con, drive).start_on == "2023-07-10"


def test_a_new_requirement_is_due_on_the_day_that_stands_in_the_drive(
    qtbot: QtBot, look: Open, empty_session: Session
) -> None:
    """The first version named the day for the schools, but not what they register."""
    asked = "đăng ký đủ 01 mô hình và 01 công trình của nhà trường"
    drive = made_from(empty_session, qtbot, PLAN.replace(asked, "gửi đăng ký của nhà trường"))
    assert len(milestones.requirements(empty_session.con, drive)) == 1
    write(qtbot, look(PLAN))
    assert {r.due for r in milestones.requirements(empty_session.con, drive)} == {
        dt.date(2023, 8, 15),
        dt.date(2023, 8, 31),
    }


def test_the_board_tells_the_sentence_behind_each_duty(
    qtbot: QtBot, look: Open, empty_session: Session
) -> None:
    add_units(empty_session, qtbot, "Tổ dân phố 1", "Trường THCS Hoa Ban")
    drive = write(qtbot, look(PLAN))
    cells = board.board(empty_session.con, drive, dt.date(2023, 8, 1)).cells
    assert cells
    for cell in cells:
        assert cell.quote in PLAN
        assert any(cell.quote in line for line in facts_of(cell)), cell.requirement
    schools = next(
        c
        for c in cells
        if c.kind == "registration" and c.unit == "Trường THCS Hoa Ban" and c.due_date == dt.date(2023, 8, 31)
    )
    assert "31/8/2023" in schools.quote


def test_a_plan_is_dropped_on_the_page_and_on_the_dialog_of_a_new_drive(
    qtbot: QtBot, window: MainWindow, empty_session: Session
) -> None:
    window.go_to("campaigns")
    page = window.stack.currentWidget()
    assert isinstance(page, CampaignsPage)
    page.new()
    asked = next(iter(page.findChildren(NewCampaignDialog)))
    qtbot.waitUntil(asked.isVisible)
    asked.activateWindow()
    qtbot.waitUntil(asked.isActiveWindow)
    drop(asked, resources.path("samples/ke-hoach.txt"))
    dialog = view_of(qtbot, window)
    drive = write(qtbot, dialog)
    qtbot.waitUntil(lambda: empty_session.campaign_id == drive)
    assert not any(d.isVisible() for d in window.findChildren(QDialog))


def test_of_several_dropped_plans_one_is_shown_after_the_other(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    for number in (1, 2):
        text = PLAN.replace("30 năm", f"3{number} năm")
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    window.importer.take_files([tmp_path / "1.txt", tmp_path / "2.txt"])
    for number in (1, 2):
        dialog = view_of(qtbot, window)
        assert f"3{number} năm" in dialog.text_view.toPlainText()
        with qtbot.waitSignal(dialog.finished):
            dialog.reject()
        qtbot.waitUntil(lambda gone=dialog: not shiboken6.isValid(gone) or not gone.isVisible())  # type: ignore[misc]
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_stopped_reading_says_so_and_opens_nothing(
    qtbot: QtBot, window: MainWindow, empty_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The officer presses "Dừng" while the file is being read."""
    entered, go_on = threading.Event(), threading.Event()

    def slow(path: Path) -> source.PlanText:
        entered.set()
        assert go_on.wait(10)
        return source.PlanText(PLAN, path.name)

    monkeypatch.setattr(source, "read_file", slow)
    drop(window, resources.path("samples/ke-hoach.txt"))
    qtbot.waitUntil(entered.is_set)
    with qtbot.waitSignal(empty_session.said) as said:
        empty_session.cancel_background()
        go_on.set()
    assert "Đã dừng đọc kế hoạch" in said.args[0]
    assert not window.findChildren(PlanDialog)
    assert campaigns.list_campaigns(empty_session.con) == []


def test_the_window_lives_while_a_plan_is_read(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading waits for us, and the window still takes keys and shows another page."""
    go_on = threading.Event()

    def slow(path: Path) -> source.PlanText:
        assert go_on.wait(10)
        return source.PlanText(PLAN, path.name)

    monkeypatch.setattr(source, "read_file", slow)
    drop(window, resources.path("samples/ke-hoach.txt"))
    window.go_to("board")
    qtbot.waitUntil(lambda: window.progress.isVisible())
    go_on.set()
    view_of(qtbot, window).reject()


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("hiến 2.500 m2", "hiến 2.700 m2", True),
        ("2023", "2024", False),
        ("kỷ niệm 30 năm", "kỷ niệm 35 năm", False),
    ],
)
def test_next_years_plan_is_another_drive(
    qtbot: QtBot, empty_session: Session, old: str, new: str, same: bool
) -> None:
    drive = made_from(empty_session, qtbot, PLAN)
    found = plan_work.likely_drive(empty_session.con, read_plan(PLAN.replace(old, new)))
    assert found == (drive if same else None)
