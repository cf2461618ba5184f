"""Certificates on their way to a printer: fed by the space bar, jammed, spoiled, gone on with; and the ledger of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import shiboken6
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from db import awards, calibrations, decisions, history, printing, sheet_stock
from db.calibrations import Calibration
from db.store import Action
from db.talk import SilentTalk
from desktop.documents import measure
from desktop.documents.sheet import MM_PER_POINT
from desktop.documents.sheet_pdf import write_pdf
from desktop.ui.dialogs.certificate_dialog import CertificateDialog
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
DAY = dt.date(2023, 12, 6)
PHOI = "Phôi giấy khen A4"
DPI = 600


def own_decision(session: Session) -> int:
    return next(d.id for d in decisions.list_decisions(session.con) if d.number == "187/QĐ-UBND")


def find(owner: QWidget, name: str) -> QWidget:
    found = owner.findChild(QWidget, name)
    assert found is not None, name
    return found


def words(owner: QWidget, name: str) -> str:
    label = find(owner, name)
    assert isinstance(label, QLabel | QPushButton)
    return label.text()


class Officer:
    """The dialog and the keys pressed in it."""

    def __init__(self, qtbot, session: Session, dialog: CertificateDialog) -> None:
        self.qtbot, self.session, self.dialog = qtbot, session, dialog

    def press(self, name: str) -> None:
        button = find(self.dialog, name)
        assert button.isVisible(), name
        button.setFocus()
        self.qtbot.keyClick(button, Key.Key_Space)

    def choose(self, name: str, text: str) -> None:
        """Go down a closed list by the arrow key."""
        box = find(self.dialog, name)
        assert isinstance(box, QComboBox)
        box.setFocus()
        self.qtbot.keyClick(box, Key.Key_Home)
        while text not in box.currentText():
            at = box.currentIndex()
            self.qtbot.keyClick(box, Key.Key_Down)
            assert box.currentIndex() == at + 1, [box.itemText(i) for i in range(box.count())]

    def number(self, name: str, value: int) -> None:
        box = find(self.dialog, name)
        assert isinstance(box, QSpinBox)
        box.setFocus()
        box.selectAll()
        self.qtbot.keyClicks(box, str(value))

    def until_step(self, name: str) -> None:
        panels = {"work": self.dialog.work} | {
            "printer": self.dialog.out.printer, "feed": self.dialog.out.feed,
            "close": self.dialog.out.closing, "done": self.dialog.out.ended,
        }  # fmt: skip
        self.qtbot.waitUntil(lambda: self.dialog.steps.currentWidget() is panels[name], timeout=20_000)

    def until_waiting(self, count: str) -> None:
        self.qtbot.waitUntil(
            lambda: (
                words(self.dialog, "feedCount") == count
                and words(self.dialog, "feedState").startswith("Đặt phôi")
            ),
            timeout=20_000,
        )

    def space(self) -> None:
        """The space bar, wherever the keyboard is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        self.qtbot.keyClick(focused, Key.Key_Space)

    def start(self) -> None:
        self.press("outPrinter")
        self.until_step("printer")
        self.press("printerStart")

    def runs(self) -> list[printing.PrintRun]:
        return printing.list_runs(self.session.con, own_decision(self.session))

    def good(self) -> set[int]:
        return set(printing.good_sheets(self.session.con, own_decision(self.session)))


@pytest.fixture
def owner(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def session(sample_session: Session) -> Session:
    sample_session.look_at_day(DAY)
    return sample_session


def carry_out(qtbot, session: Session, work) -> None:
    done: list[object] = []
    session.run(StoreOp("Chuẩn bị", work), done.append)
    qtbot.waitUntil(lambda: bool(done))


def opened(qtbot, session: Session, owner: QWidget, chosen: tuple[int, ...] = ()) -> Officer:
    dialog = CertificateDialog(session, own_decision(session), chosen, owner)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return Officer(qtbot, session, dialog)


@pytest.fixture
def ids(session: Session) -> list[int]:
    return [award.id for award in awards.list_awards(session.con, own_decision(session))]


@pytest.fixture
def officer(qtbot, session: Session, owner: QWidget, desk, ids: list[int]) -> Iterator[Officer]:
    """The dialog on five chosen rows, so that a whole job is short."""
    made = opened(qtbot, session, owner, tuple(ids[:5]))
    yield made
    qtbot.waitUntil(lambda: not session.thread_of_store.busy)
    if shiboken6.isValid(made.dialog):
        made.dialog.done(0)


# ---------------------------------------------------------------- fed by hand


def test_sheets_go_one_by_one_at_the_space_bar_and_the_ledger_has_them(officer: Officer, desk, ids) -> None:
    officer.start()
    for number in range(1, 5):
        officer.until_waiting(f"Tờ {number}/5")
        assert len(desk.jobs) == number
        assert words(officer.dialog, "pageCounter").startswith(f"Tờ {number}/5"), "the preview follows"
        officer.space()
    officer.until_step("close")
    assert len(desk.jobs) == 5
    assert officer.good() == set(), "nothing is good before the officer said so"
    officer.qtbot.keyClick(find(officer.dialog, "lastGood"), Key.Key_Return)
    officer.until_step("done")
    assert words(officer.dialog, "doneTitle") == "Đã ghi sổ: 5 tờ tốt"
    assert officer.good() == set(ids[:5])
    run = officer.runs()[0]
    assert (run.printer, run.template_name, run.overprint, run.sheets, run.open) == (
        "Canon LBP2900", "phoi-giay-khen-a4", True, 5, False,
    )  # fmt: skip
    assert desk.titles[0].endswith("tờ 1")


def test_the_run_is_written_down_before_its_first_sheet(officer: Officer, desk) -> None:
    seen: list[int] = []
    plain = desk.make_ready

    def watched(*arguments: object) -> object:
        seen.append(len(printing.open_runs(officer.session.con)))
        return plain(*arguments)

    from desktop.ui import printers

    printers.make_ready = watched  # type: ignore[assignment]  # the fixture's patch is undone afterwards
    officer.start()
    officer.until_waiting("Tờ 1/5")
    assert seen == [1]


def test_several_sheets_go_at_a_time_when_the_tray_holds_them(officer: Officer, desk) -> None:
    officer.press("outPrinter")
    officer.number("printerEach", 3)
    officer.choose("printerTray", "Nạp tay")
    officer.press("printerStart")
    officer.until_waiting("Tờ 3/5")
    officer.space()
    officer.until_step("close")
    assert [pages(job) for job in desk.jobs] == [3, 2]
    assert desk.trays == ["Nạp tay", "Nạp tay"]


def pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as pdf:
        return len(pdf)


def test_an_impatient_thumb_sends_nothing_twice(officer: Officer, desk) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    for _ in range(4):
        officer.space()
    officer.until_waiting("Tờ 2/5")
    assert len(desk.jobs) == 2


def test_the_space_bar_on_stop_stops(officer: Officer) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    officer.press("feedStop")
    officer.until_step("close")


# ---------------------------------------------------------------- jams


def test_after_a_jam_the_rest_goes_on_from_there(qtbot, officer: Officer, desk, ids) -> None:
    officer.start()
    for number in (1, 2):
        officer.until_waiting(f"Tờ {number}/5")
        officer.space()
    officer.until_waiting("Tờ 3/5")
    qtbot.keyClick(officer.dialog, Key.Key_Escape)
    officer.until_step("close")
    officer.number("lastGood", 2)
    assert find(officer.dialog, "spoiledAfter").isVisible()
    officer.press("closeWrite")
    officer.until_step("done")
    assert words(officer.dialog, "doneTitle") == "Đã ghi sổ: 2 tờ tốt, 1 tờ hỏng"
    assert officer.good() == set(ids[:2])
    sheets = printing.sheets(officer.session.con, officer.runs()[0].id)
    assert [(s.award_id, s.state, s.note) for s in sheets] == [
        (ids[0], "good", ""), (ids[1], "good", ""), (ids[2], "spoiled", "Kẹt giấy"),
    ]  # fmt: skip
    assert words(officer.dialog, "printRest") == "&In tiếp 3 tờ còn lại"
    officer.press("printRest")
    officer.until_step("printer")
    officer.press("printerStart")
    for number in (1, 2):
        officer.until_waiting(f"Tờ {number}/3")
        officer.space()
    officer.until_step("close")
    officer.press("closeWrite")
    officer.until_step("done")
    assert officer.good() == set(ids[:5])
    assert not find(officer.dialog, "printRest").isVisible()
    assert len(desk.jobs) == 6


def test_stopped_before_any_good_sheet_and_without_a_spoiled_one_leaves_nothing(officer: Officer) -> None:
    last = len(officer.runs())
    officer.start()
    officer.until_waiting("Tờ 1/5")
    officer.press("feedStop")
    officer.until_step("close")
    box = find(officer.dialog, "lastGood")
    officer.number("lastGood", 0)
    officer.number("spoiledAfter", 0)
    assert box.text() == "chưa có"  # type: ignore[attr-defined]
    officer.press("closeWrite")
    officer.until_step("done")
    assert words(officer.dialog, "doneTitle") == "Chưa in tờ nào"
    assert len(officer.runs()) == last
    assert officer.good() == set()


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\)", extend=True)
def test_a_printer_that_does_not_start_leaves_nothing_and_says_why(officer: Officer, desk) -> None:
    desk.broken = True
    officer.start()
    officer.until_step("done")
    assert "Không bắt đầu in được" in words(officer.dialog, "doneTold")
    assert officer.runs() == []


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\)", extend=True)
def test_a_printer_that_fails_on_the_way_asks_what_came_out(officer: Officer, desk, ids) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    desk.broken = True
    officer.space()
    officer.until_step("close")
    assert "Không bắt đầu in được" in words(officer.dialog, "closeTold")
    officer.press("closeWrite")
    officer.until_step("done")
    assert officer.good() == {ids[0]}
    assert words(officer.dialog, "printRest") == "&In tiếp 4 tờ còn lại"


# ---------------------------------------------------------------- spoiled sheets


def test_a_spoiled_sheet_is_entered_with_its_reason_and_comes_again_next(officer: Officer, desk, ids) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    officer.space()
    officer.until_waiting("Tờ 2/5")
    officer.press("feedSpoil")
    officer.choose("spoiledReason", "Kẹt giấy")
    officer.press("spoiledAgain")
    assert words(officer.dialog, "feedState") == "Đang ghi vào sổ…"
    officer.until_waiting("Tờ 2/5")
    assert len(officer.runs()) == 2
    second, first = officer.runs()
    assert [(s.award_id, s.state, s.note) for s in printing.sheets(officer.session.con, first.id)] == [
        (ids[0], "good", ""), (ids[1], "spoiled", "Kẹt giấy"),
    ]  # fmt: skip
    assert (second.planned, second.open) == (tuple(ids[1:5]), True)
    for following in ("Tờ 2/5", "Tờ 3/5", "Tờ 4/5"):
        officer.space()
        officer.until_waiting(following)
    officer.space()
    officer.until_step("close")
    officer.press("closeWrite")
    officer.until_step("done")
    assert words(officer.dialog, "doneTitle") == "Đã ghi sổ: 5 tờ tốt, 1 tờ hỏng"
    assert officer.good() == set(ids[:5])
    assert len(desk.jobs) == 6


def test_what_the_ledger_refuses_on_the_way_can_be_tried_again(
    officer: Officer, monkeypatch: pytest.MonkeyPatch, ids
) -> None:
    from db.errors import DiskFull
    from desktop.ui.operations import base

    full = "Ổ đĩa đã đầy nên chưa ghi được; hãy xóa bớt tệp rồi thử lại."

    def refuse(*_arguments: object) -> None:
        raise DiskFull(full)

    officer.start()
    officer.until_waiting("Tờ 1/5")
    with monkeypatch.context() as disk:
        disk.setattr(base, "_in_action", refuse)
        officer.press("feedSpoil")
        officer.press("spoiledAgain")
        officer.qtbot.waitUntil(lambda: words(officer.dialog, "feedRefusal") == full)
    officer.until_waiting("Tờ 1/5")
    officer.press("feedSpoil")
    officer.press("spoiledAgain")
    officer.until_waiting("Tờ 1/5")
    with monkeypatch.context() as disk:
        disk.setattr(base, "_in_action", refuse)
        officer.space()
        officer.until_waiting("Tờ 1/5")
        officer.press("feedStop")
        officer.until_step("close")
        officer.press("closeWrite")
        officer.qtbot.waitUntil(lambda: words(officer.dialog, "closeRefusal") == full)
        assert officer.good() == set()
    officer.press("closeWrite")
    officer.until_step("done")
    assert officer.good() == {ids[0]}
    assert words(officer.dialog, "doneTitle") == "Đã ghi sổ: 1 tờ tốt, 1 tờ hỏng"


def test_a_spoiled_sheet_needs_its_reason(officer: Officer) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    officer.press("feedSpoil")
    box = find(officer.dialog, "spoiledReason")
    assert isinstance(box, QComboBox)
    box.setCurrentText("")
    officer.press("spoiledAgain")
    assert "chưa có lý do" in words(officer.dialog, "feedRefusal")
    assert len(officer.runs()) == 1


def test_the_space_bar_types_in_the_reason(officer: Officer) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    officer.press("feedSpoil")
    box = find(officer.dialog, "spoiledReason")
    assert isinstance(box, QComboBox)
    box.lineEdit().selectAll()
    officer.qtbot.keyClicks(box, "mo muc")
    assert box.currentText() == "mo muc"
    assert words(officer.dialog, "feedCount") == "Tờ 1/5"


# ---------------------------------------------------------------- all at once, trials, ranges


def test_all_at_once_is_one_job(officer: Officer, desk) -> None:
    officer.press("outPrinter")
    officer.choose("printerFeed", "Một lượt")
    assert not find(officer.dialog, "printerEach").isVisible()
    officer.press("printerStart")
    officer.until_step("close")
    assert [pages(job) for job in desk.jobs] == [5]


def test_a_stopped_job_asks_what_came_out(officer: Officer, desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The officer stops after two of five: how many really came out nobody but the officer knows."""
    from desktop.ui import pen

    def stopped(*_arguments: object) -> int:
        raise pen.Stopped(2)

    monkeypatch.setattr(pen, "print_sheets", stopped)
    officer.press("outPrinter")
    officer.choose("printerFeed", "Một lượt")
    officer.press("printerStart")
    officer.until_step("close")
    assert find(officer.dialog, "lastGood").value() == 2  # type: ignore[attr-defined]


def test_a_trial_prints_the_first_sheets_and_counts_for_nothing(officer: Officer, desk) -> None:
    officer.press("jobTrial")
    officer.number("jobTrialCount", 2)
    assert words(officer.dialog, "pageCounter").startswith("Tờ 1/2")
    officer.start()
    officer.until_step("done")
    assert [pages(job) for job in desk.jobs] == [2]
    assert words(officer.dialog, "doneTitle") == "Đã in thử 2 tờ"
    assert officer.good() == set()
    assert (officer.runs()[0].trial, officer.runs()[0].open) == (True, False)
    assert sheet_stock.stock_balance(officer.session.con) == {}
    officer.press("printRest")
    officer.until_step("printer")
    assert words(officer.dialog, "printerStart") == "&Bắt đầu in 5 tờ"


def test_the_order_by_kind_puts_collectives_first(qtbot, session: Session, owner: QWidget, desk) -> None:
    officer = opened(qtbot, session, owner)
    officer.choose("jobOrder", "Tập thể, hộ gia đình")
    kinds = [award.object_kind for award in officer.dialog.batch.awards]
    assert kinds == sorted(kinds, key=["collective", "household", "individual"].index)
    assert set(kinds) == {"collective", "household", "individual"}
    officer.dialog.done(0)


def test_what_is_unprinted_is_proposed_once_something_was_printed(
    qtbot, session: Session, owner: QWidget, desk, ids: list[int]
) -> None:
    decision_id = own_decision(session)
    carry_out(qtbot, session, lambda action: _printed(action, decision_id, ids[:60]))
    officer = opened(qtbot, session, owner)
    assert find(officer.dialog, "jobRows").currentText() == "Chưa in (7 tờ)"  # type: ignore[attr-defined]
    assert [award.id for award in officer.dialog.batch.awards] == ids[60:]
    officer.dialog.done(0)


def _printed(action: Action, decision_id: int, award_ids: list[int]) -> None:
    printing.record_run(action, decision_id, award_ids, template_name="giay-khen-a4", target="printer")


def test_a_reprint_asks_why_and_is_marked(
    qtbot, session: Session, owner: QWidget, desk, ids: list[int]
) -> None:
    decision_id = own_decision(session)
    carry_out(qtbot, session, lambda action: _printed(action, decision_id, ids[:2]))
    officer = opened(qtbot, session, owner, tuple(ids[:3]))
    officer.press("outPrinter")
    reason = find(officer.dialog, "reprintReason")
    assert reason.isVisible()
    officer.press("printerStart")
    qtbot.waitUntil(lambda: "lý do in lại" in words(officer.dialog, "printerRefusal"))
    assert len(officer.runs()) == 1
    reason.setFocus()
    qtbot.keyClicks(reason, "Rach")
    officer.press("printerStart")
    officer.until_waiting("Tờ 1/3")
    assert officer.runs()[0].reprint_reason == "Rach"
    officer.space()
    officer.until_waiting("Tờ 2/3")
    officer.space()
    officer.until_step("close")
    officer.press("closeWrite")
    officer.until_step("done")
    made = printing.sheets(session.con, officer.runs()[0].id)
    assert [sheet.reprint for sheet in made] == [True, True, False]
    officer.dialog.done(0)


# ---------------------------------------------------------------- a run cut short


def test_a_run_cut_short_is_asked_about_first(qtbot, session: Session, owner: QWidget, desk, ids) -> None:
    decision_id = own_decision(session)

    def cut(action: Action) -> None:
        printing.start_run(
            action, decision_id, ids[:10], template_name="phoi-giay-khen-a4",
            printer="Canon LBP2900", overprint=True, stock=PHOI,
        )  # fmt: skip

    carry_out(qtbot, session, cut)
    officer = opened(qtbot, session, owner)
    officer.until_step("close")
    assert "chưa ghi kết quả" in words(officer.dialog, "closeTold")
    officer.number("lastGood", 4)
    officer.press("closeWrite")
    officer.until_step("done")
    assert officer.good() == set(ids[:4])
    assert printing.open_runs(session.con) == []
    assert words(officer.dialog, "printRest") == "&In tiếp 6 tờ còn lại"
    officer.press("printRest")
    officer.until_step("printer")
    assert [award.id for award in officer.dialog.batch.awards] == ids[4:10]
    officer.dialog.done(0)


def test_closing_the_dialog_amid_a_job_leaves_the_run_to_be_asked_about(
    qtbot, session: Session, owner: QWidget, desk, ids
) -> None:
    officer = opened(qtbot, session, owner, tuple(ids[:3]))
    officer.start()
    officer.until_waiting("Tờ 1/3")
    qtbot.keyClick(officer.dialog, Key.Key_Escape)
    officer.until_step("close")
    qtbot.keyClick(officer.dialog, Key.Key_Escape)
    assert not officer.dialog.isVisible()
    assert [run.planned for run in printing.open_runs(session.con)] == [tuple(ids[:3])]
    again = opened(qtbot, session, owner)
    again.until_step("close")
    again.dialog.done(0)


# ---------------------------------------------------------------- what is warned of


def test_no_printer_is_one_sentence_and_the_way_back(officer: Officer, desk) -> None:
    desk.names = ()
    officer.press("outPrinter")
    officer.until_step("printer")
    assert "chưa cài máy in nào" in words(officer.dialog, "printerRefusal")
    assert not find(officer.dialog, "printerStart").isEnabled()
    officer.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Space)
    officer.until_step("work")


def test_too_little_phoi_is_warned_of(qtbot, session: Session, owner: QWidget, desk, ids) -> None:
    carry_out(qtbot, session, lambda action: sheet_stock.add_stock(action, PHOI, 3, day=DAY))
    officer = opened(qtbot, session, owner, tuple(ids[:5]))
    officer.press("outPrinter")
    assert "còn 3 tờ, đợt in cần 5 tờ, thiếu 2 tờ" in words(officer.dialog, "printerWarned")
    officer.press("printerStart")
    officer.until_waiting("Tờ 1/5")
    officer.press("feedStop")
    officer.until_step("close")
    officer.press("closeWrite")
    officer.until_step("done")
    assert sheet_stock.stock_balance(session.con) == {PHOI: 2}
    officer.dialog.done(0)


def test_ink_in_the_margin_of_the_printer_is_warned_of(officer: Officer, desk) -> None:
    desk.margins = (0.0, 0.0, 0.0, 60.0)
    officer.press("outPrinter")
    officer.qtbot.waitUntil(
        lambda: "lề máy in không in được" in words(officer.dialog, "printerWarned"), timeout=20_000
    )
    assert "5 tờ" in words(officer.dialog, "printerWarned")


def test_the_day_of_the_calibration_is_shown(qtbot, session: Session, owner: QWidget, desk, ids) -> None:
    value = Calibration(dx_um=2000, dy_um=-1500)
    carry_out(
        qtbot,
        session,
        lambda action: calibrations.save(action, "Canon LBP2900", "phoi-giay-khen-a4", value, day=DAY),
    )
    officer = opened(qtbot, session, owner, tuple(ids[:5]))
    officer.press("outPrinter")
    assert words(officer.dialog, "calibrated") == "Hiệu chỉnh ngày 06/12/2023"
    officer.choose("printerName", "HP LaserJet")
    assert words(officer.dialog, "calibrated") == "Chưa hiệu chỉnh"
    officer.dialog.done(0)


def test_a_nudge_moves_the_next_sheet_and_is_kept(officer: Officer, desk, tmp_path: Path) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Up):
        with officer.qtbot.waitSignal(officer.dialog.out.driver.shifted):
            officer.qtbot.keyClick(find(officer.dialog, "feedNext"), key, CONTROL)
    assert words(officer.dialog, "feedShift") == "Đã dời 1,0 mm sang phải, 0,5 mm lên"
    kept = calibrations.get(officer.session.con, "Canon LBP2900", "phoi-giay-khen-a4")
    assert (kept.dx_um, kept.dy_um) == (1000, -500)
    officer.space()
    officer.until_waiting("Tờ 2/5")
    plain = plain_ink(officer.dialog, 1, tmp_path)
    moved = ink(desk.jobs[1])
    assert [b - a for a, b in zip(plain, moved, strict=True)] == pytest.approx([1, -0.5, 1, -0.5], abs=0.1)


# ---------------------------------------------------------------- measured


def picture(path: Path) -> Image.Image:
    with pypdfium2.PdfDocument(path) as pdf:
        return pdf[0].render(scale=DPI / 72).to_pil().convert("L")


def ink(path: Path, around: tuple[float, float, float, float] | None = None) -> list[float]:
    """The edges of the ink on a page, in mm; ``around``: only in this box."""
    page = picture(path)
    left, top = 0.0, 0.0
    if around is not None:
        left, top = around[0], around[1]
        page = page.crop(tuple(round(edge / 25.4 * DPI) for edge in around))  # type: ignore[arg-type]
    box = page.point(lambda v: 255 if v < 128 else 0).getbbox()
    return [edge * 25.4 / DPI + shift for edge, shift in zip(box, (left, top, left, top), strict=True)]


def plain_ink(dialog: CertificateDialog, at: int, folder: Path) -> list[float]:
    """The ink of a sheet by the other pen, without any calibration."""
    target = folder / "khác.pdf"
    write_pdf([dialog.batch.sheet(at)], target, SilentTalk())
    return ink(target)


def test_a_name_lands_where_it_was_laid_out_plus_the_calibration(
    qtbot, session: Session, owner: QWidget, desk, ids
) -> None:
    """The first letter's own outline says where its left edge belongs, and where the base line is."""
    value = Calibration(dx_um=2000, dy_um=-1500)
    carry_out(
        qtbot,
        session,
        lambda action: calibrations.save(action, "Canon LBP2900", "phoi-giay-khen-a4", value, day=DAY),
    )
    at = 1
    officer = opened(qtbot, session, owner, tuple(ids[:3]))
    sheet = officer.dialog.batch.sheet(at)
    recipient = officer.dialog.batch.facts[at].recipient
    name = next(run for run in sheet.runs() if recipient in run.text)
    line = [run for run in sheet.runs() if run.baseline == name.baseline]
    officer.start()
    officer.until_waiting("Tờ 1/3")
    officer.space()
    officer.until_waiting("Tờ 2/3")
    begin, end = line[0], line[-1]
    assert begin.text[0] == "T"
    room = (begin.x - 4, name.baseline - 14, end.x + end.width + 6, name.baseline + 6)
    found = ink(desk.jobs[at], room)
    unit = name.size_pt * MM_PER_POINT / 2048
    first, last = measure.extents(begin.font, begin.text[0]), measure.extents(end.font, end.text[-1])
    advance = measure.set_run(end.text[-1], 0, 0, end.font, end.size_pt, end.colour).width
    assert found[0] == pytest.approx(begin.x + first.left * unit + 2.0, abs=0.1)
    assert found[2] == pytest.approx(end.x + end.width - advance + last.right * unit + 2.0, abs=0.1)
    flat = ink(desk.jobs[at], (room[0], room[1], begin.x + first.right * unit + 2.0, room[3]))
    assert flat[3] == pytest.approx(name.baseline - 1.5, abs=0.1), "the foot of the T stands on the base line"
    officer.dialog.done(0)


def test_a_whole_design_prints_as_the_file_pen_draws_it(officer: Officer, desk, tmp_path: Path) -> None:
    officer.choose("jobTemplate", "sen")
    officer.choose("jobWay", "Cả mẫu")
    officer.press("outPrinter")
    officer.choose("printerFeed", "Một lượt")
    officer.press("printerStart")
    officer.until_step("close")
    assert ink(desk.jobs[0]) == pytest.approx(plain_ink(officer.dialog, 0, tmp_path), abs=0.15)


def test_what_was_done_is_undone_step_by_step(officer: Officer, ids) -> None:
    last = history.last_action_id(officer.session.con)
    officer.press("outPrinter")
    officer.choose("printerFeed", "Một lượt")
    officer.press("printerStart")
    officer.until_step("close")
    officer.press("closeWrite")
    officer.until_step("done")
    assert history.last_action_id(officer.session.con) == last + 2
    with officer.qtbot.waitSignal(officer.session.changed):
        officer.session.undo()
    assert officer.good() == set()
    assert len(printing.open_runs(officer.session.con)) == 1
    with officer.qtbot.waitSignal(officer.session.changed):
        officer.session.undo()
    assert officer.runs() == []


# ---------------------------------------------------------------- each step by itself

STEPS = ("work", "printer", "feed", "close", "done")


def go_to(officer: Officer, step: str) -> None:
    """Work forward to a step; the reasons of a spoiled sheet are shown, for they are keys too."""
    if step == "work":
        return
    officer.press("outPrinter")
    officer.until_step("printer")
    if step == "printer":
        return
    officer.press("printerStart")
    officer.until_waiting("Tờ 1/5")
    if step == "feed":
        officer.press("feedSpoil")
        return
    officer.press("feedStop")
    officer.until_step("close")
    if step == "close":
        officer.number("lastGood", 0)
        return
    officer.press("closeWrite")
    officer.until_step("done")


@pytest.mark.parametrize("step", STEPS)
def test_a_mnemonic_means_one_thing_in_every_step(step: str, officer: Officer) -> None:
    go_to(officer, step)
    dialog = officer.dialog
    texts = [b.text() for b in dialog.findChildren(QAbstractButton) if b.isVisible()]
    texts += [b.text() for b in dialog.findChildren(QLabel) if b.isVisible() and b.buddy() is not None]
    keys = [found[1].lower() for text in texts if (found := re.search("&([^&])", text))]
    assert all(key.isascii() and key.isalnum() for key in keys), keys
    assert len(keys) == len(set(keys)), texts


@pytest.mark.parametrize("step", STEPS)
def test_tab_reaches_everything_and_nothing_is_clipped(step: str, officer: Officer) -> None:
    go_to(officer, step)
    dialog = officer.dialog
    wanted = {
        widget.objectName()
        for widget in dialog.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.isVisible()
        and widget.focusProxy() is None
        and not isinstance(widget.parentWidget(), QComboBox)
        and (widget.objectName() or not isinstance(widget, QScrollArea))
    }
    reached: set[str] = set()
    for _ in range(80):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused.objectName())
        officer.qtbot.keyClick(focused, Key.Key_Tab)
    assert wanted <= reached
    for button in dialog.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width() - 1, button.text()
            assert dialog.rect().contains(button.mapTo(dialog, button.rect().bottomRight())), button.text()
    assert dialog.width() <= 1366
    assert dialog.height() <= 768 - 40


def test_what_cannot_be_laid_out_does_not_start(qtbot, session: Session, owner: QWidget, desk, ids) -> None:
    carry_out(qtbot, session, lambda action: action.update("award", ids[2], recipient="Nguyễn " * 60))
    officer = opened(qtbot, session, owner, tuple(ids[:5]))
    qtbot.waitUntil(lambda: "Cần xem lại" in words(officer.dialog, "risksTitle"), timeout=20_000)
    officer.press("outPrinter")
    assert "1 tờ có lỗi phải sửa trước khi in (tờ 3)" in words(officer.dialog, "printerWarned")
    officer.press("printerStart")
    assert words(officer.dialog, "printerRefusal").startswith("Tờ 3: ")
    assert desk.jobs == []
    assert officer.runs() == []
    officer.dialog.done(0)


def test_the_calibration_opens_for_this_printer_and_template(officer: Officer) -> None:
    from desktop.ui.dialogs.calibration import CalibrationDialog

    officer.press("outPrinter")
    officer.press("calibrate")
    officer.qtbot.waitUntil(lambda: bool(officer.dialog.findChildren(CalibrationDialog)))
    made = officer.dialog.findChildren(CalibrationDialog)[0]
    assert (made.printer, made.paper.name) == ("Canon LBP2900", "phoi-giay-khen-a4")
    made.reject()


def test_a_run_left_open_is_told_of_in_the_window(officer: Officer) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    officer.press("feedStop")
    officer.until_step("close")
    with officer.qtbot.waitSignal(officer.session.said) as said:
        officer.qtbot.keyClick(officer.dialog, Key.Key_Escape)
    assert "chưa ghi kết quả" in said.args[0]


def test_the_scan_of_the_phoi_lies_under_the_sheet_on_screen_only(
    qtbot, session: Session, owner: QWidget, desk, ids, tmp_path: Path
) -> None:
    from db import attachments, certificate_templates
    from desktop.documents import template

    scan = tmp_path / "phôi.png"
    Image.new("RGB", (594, 420), (255, 240, 200)).save(scan)

    def keep(action: Action) -> None:
        digest = attachments.add_picture(action, scan.name, scan.read_bytes())
        body = {**template.raw("phoi-giay-khen-a4"), "name": "phoi-cua-phuong", "title": "Phôi của phường"}
        body["phoi"] = {**body["phoi"], "scan": digest}
        certificate_templates.save(action, "phoi-cua-phuong", body)

    carry_out(qtbot, session, keep)
    officer = opened(qtbot, session, owner, tuple(ids[:5]))
    assert officer.dialog.batch.template.title == "Phôi của phường"
    shown = officer.dialog.preview.view.image
    assert shown is not None
    assert shown.pixelColor(8, 8).name() == "#fff0c8"
    officer.start()
    officer.until_waiting("Tờ 1/5")
    with pypdfium2.PdfDocument(desk.jobs[0]) as pdf:
        assert pdf[0].render().to_pil().convert("RGB").getpixel((8, 8)) == (255, 255, 255)
    officer.press("feedStop")
    officer.until_step("close")
    officer.dialog.done(0)
