"""Certificates on their way to a printer: fed by the space bar, jammed, spoiled, gone on with; and the ledger of it."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QComboBox,
)

from db import printing, sheet_stock
from db.store import Action
from db.talk import Cancelled, Talk
from desktop.ui import printers
from desktop.ui.session import Session

if TYPE_CHECKING:
    from conftest import Officer


Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
DAY = dt.date(2023, 12, 6)
PHOI = "Phôi giấy khen A4"
DPI = 600


# ---------------------------------------------------------------- fed by hand


def test_sheets_go_one_by_one_at_the_space_bar_and_the_ledger_has_them(
    officer: Officer, desk, ids: list[int]
) -> None:
    officer.start()
    for number in range(1, 5):
        officer.until_waiting(f"Tờ {number}/5")
        assert len(desk.jobs) == number
        assert officer.words("pageCounter").startswith(f"Tờ {number}/5"), "the preview follows"
        officer.space()
    officer.until_step("close")
    assert len(desk.jobs) == 5
    assert officer.good() == set(), "nothing is good before the officer said so"
    officer.qtbot.keyClick(officer.find("lastGood"), Key.Key_Return)
    officer.until_step("done")
    assert officer.words("doneTitle") == "Đã ghi sổ: 5 tờ tốt"
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


def test_the_space_bar_sends_from_the_sheet_looked_at_too(officer: Officer, desk) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    area = officer.find("previewArea")
    area.setFocus()
    officer.qtbot.keyClick(area, Key.Key_PageDown)
    officer.qtbot.keyClick(area, Key.Key_Space)
    officer.until_waiting("Tờ 2/5")
    officer.qtbot.keyClick(officer.find("feedNext"), Key.Key_Return)
    officer.until_waiting("Tờ 3/5")
    assert len(desk.jobs) == 3


def test_enter_in_the_reason_enters_the_spoiled_sheet(officer: Officer, desk) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    officer.press("feedSpoil")
    officer.qtbot.keyClick(officer.find("spoiledReason").lineEdit(), Key.Key_Return)  # type: ignore[attr-defined]
    officer.until_waiting("Tờ 1/5")
    assert len(officer.runs()) == 2
    assert len(desk.jobs) == 1, "the same key sends nothing"


def test_the_space_bar_on_stop_stops(officer: Officer) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    officer.press("feedStop")
    officer.until_step("close")


# ---------------------------------------------------------------- jams


def test_after_a_jam_the_rest_goes_on_from_there(officer: Officer, desk, ids: list[int], qtbot) -> None:
    officer.start()
    for number in (1, 2):
        officer.until_waiting(f"Tờ {number}/5")
        officer.space()
    officer.until_waiting("Tờ 3/5")
    qtbot.keyClick(officer.dialog, Key.Key_Escape)
    officer.until_step("close")
    officer.number("lastGood", 2)
    assert officer.find("spoiledAfter").isVisible()
    officer.press("closeWrite")
    officer.until_step("done")
    assert officer.words("doneTitle") == "Đã ghi sổ: 2 tờ tốt, 1 tờ hỏng"
    assert officer.good() == set(ids[:2])
    sheets = printing.sheets(officer.session.con, officer.runs()[0].id)
    assert [(s.award_id, s.state, s.note) for s in sheets] == [
        (ids[0], "good", ""), (ids[1], "good", ""), (ids[2], "spoiled", "Kẹt giấy"),
    ]  # fmt: skip
    assert officer.words("printRest") == "&In tiếp 3 tờ còn lại"
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
    assert not officer.find("printRest").isVisible()
    assert len(desk.jobs) == 6


def test_stopped_before_any_good_sheet_and_without_a_spoiled_one_leaves_nothing(officer: Officer) -> None:
    last = len(officer.runs())
    officer.start()
    officer.until_waiting("Tờ 1/5")
    officer.press("feedStop")
    officer.until_step("close")
    box = officer.find("lastGood")
    officer.number("lastGood", 0)
    officer.number("spoiledAfter", 0)
    assert box.text() == "chưa có"  # type: ignore[attr-defined]
    officer.press("closeWrite")
    officer.until_step("done")
    assert officer.words("doneTitle") == "Chưa in tờ nào"
    assert len(officer.runs()) == last
    assert officer.good() == set()


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\)", extend=True)
def test_a_printer_that_does_not_start_leaves_nothing_and_says_why(officer: Officer, desk) -> None:
    desk.broken = True
    officer.start()
    officer.until_step("done")
    assert "Không bắt đầu in được" in officer.words("doneTold")
    assert officer.runs() == []


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\)", extend=True)
def test_a_printer_that_fails_on_the_way_asks_what_came_out(officer: Officer, desk, ids: list[int]) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    desk.broken = True
    officer.space()
    officer.until_step("close")
    assert "Không bắt đầu in được" in officer.words("closeTold")
    officer.press("closeWrite")
    officer.until_step("done")
    assert officer.good() == {ids[0]}
    assert officer.words("printRest") == "&In tiếp 4 tờ còn lại"


class Jamming(QPrinter):
    """A printer that takes two sheets and no third."""

    taken = 1

    def newPage(self) -> bool:  # noqa: N802 - Qt's own name
        self.taken += 1
        return self.taken < 3 and super().newPage()


def test_a_printer_that_jams_amid_a_whole_job_asks_what_came_out(
    officer: Officer, desk, ids: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def make_ready(*_asked: object) -> QPrinter:
        made = Jamming(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(tmp_path / "kẹt.pdf"))
        return made

    monkeypatch.setattr(printers, "make_ready", make_ready)
    officer.press("outPrinter")
    officer.until_step("printer")
    officer.choose("printerFeed", "Một lượt")
    officer.press("printerStart")
    officer.until_step("close")
    assert "không nhận tờ 3" in officer.words("closeTold")
    assert "Đã gửi 2 tờ" in officer.words("closeTold")
    officer.press("closeWrite")
    officer.until_step("done")
    assert officer.good() == set(ids[:2])
    assert officer.words("printRest") == "&In tiếp 3 tờ còn lại"


# ---------------------------------------------------------------- spoiled sheets


def test_a_spoiled_sheet_is_entered_with_its_reason_and_comes_again_next(
    officer: Officer, desk, ids: list[int]
) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    officer.space()
    officer.until_waiting("Tờ 2/5")
    officer.press("feedSpoil")
    officer.choose("spoiledReason", "Kẹt giấy")
    officer.press("spoiledAgain")
    assert officer.words("feedState") == "Đang ghi vào sổ…"
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
    assert officer.words("doneTitle") == "Đã ghi sổ: 5 tờ tốt, 1 tờ hỏng"
    assert officer.good() == set(ids[:5])
    assert len(desk.jobs) == 6


def test_what_the_ledger_refuses_on_the_way_can_be_tried_again(
    officer: Officer, ids: list[int], monkeypatch: pytest.MonkeyPatch
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
        officer.qtbot.waitUntil(lambda: officer.words("feedRefusal") == full)
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
        officer.qtbot.waitUntil(lambda: officer.words("closeRefusal") == full)
        assert officer.good() == set()
    officer.press("closeWrite")
    officer.until_step("done")
    assert officer.good() == {ids[0]}
    assert officer.words("doneTitle") == "Đã ghi sổ: 1 tờ tốt, 1 tờ hỏng"


def test_a_spoiled_sheet_needs_its_reason(officer: Officer) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    officer.press("feedSpoil")
    box = officer.find("spoiledReason")
    assert isinstance(box, QComboBox)
    box.setCurrentText("")
    officer.press("spoiledAgain")
    assert "chưa có lý do" in officer.words("feedRefusal")
    assert len(officer.runs()) == 1


def test_the_space_bar_types_in_the_reason(officer: Officer) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    officer.press("feedSpoil")
    box = officer.find("spoiledReason")
    assert isinstance(box, QComboBox)
    box.lineEdit().selectAll()
    officer.qtbot.keyClicks(box, "mo muc")
    assert box.currentText() == "mo muc"
    assert officer.words("feedCount") == "Tờ 1/5"


# ---------------------------------------------------------------- all at once, trials, ranges


def test_all_at_once_is_one_job(officer: Officer, desk) -> None:
    officer.press("outPrinter")
    officer.choose("printerFeed", "Một lượt")
    assert not officer.find("printerEach").isVisible()
    officer.press("printerStart")
    officer.until_step("close")
    assert [pages(job) for job in desk.jobs] == [5]


def test_the_counter_follows_a_job_sent_at_once_and_stop_reaches_it(
    officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The printer stands at the third sheet until the officer stops it."""
    from desktop.ui import pen

    pace = threading.Event()

    def slow(_printer: object, _sheets: object, talk: Talk, total: int) -> int:
        try:
            while True:
                talk.progress(2, total, "")
                pace.wait(0.01)
        except Cancelled as stop:
            raise pen.Stopped(2) from stop

    monkeypatch.setattr(pen, "print_sheets", slow)
    officer.press("outPrinter")
    officer.choose("printerFeed", "Một lượt")
    officer.press("printerStart")
    officer.qtbot.waitUntil(lambda: officer.words("feedCount") == "Tờ 3/5", timeout=20_000)
    assert not officer.find("feedNext").isVisible()
    officer.press("feedStop")
    officer.until_step("close")
    assert officer.find("lastGood").value() == 2  # type: ignore[attr-defined]


def test_a_stopped_job_asks_what_came_out(officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The officer stops after two of five: how many really came out nobody but the officer knows."""
    from desktop.ui import pen

    def stopped(*_arguments: object) -> int:
        raise pen.Stopped(2)

    monkeypatch.setattr(pen, "print_sheets", stopped)
    officer.press("outPrinter")
    officer.choose("printerFeed", "Một lượt")
    officer.press("printerStart")
    officer.until_step("close")
    assert officer.find("lastGood").value() == 2  # type: ignore[attr-defined]


def test_a_trial_prints_the_first_sheets_and_counts_for_nothing(officer: Officer, desk) -> None:
    officer.press("jobTrial")
    officer.number("jobTrialCount", 2)
    assert officer.words("pageCounter").startswith("Tờ 1/2")
    officer.start()
    officer.until_step("done")
    assert [pages(job) for job in desk.jobs] == [2]
    assert officer.words("doneTitle") == "Đã in thử 2 tờ"
    assert officer.good() == set()
    assert (officer.runs()[0].trial, officer.runs()[0].open) == (True, False)
    assert sheet_stock.stock_balance(officer.session.con) == {}
    officer.press("printRest")
    officer.until_step("printer")
    assert officer.words("printerStart") == "&Bắt đầu in 5 tờ"


def test_the_order_by_kind_puts_collectives_first(open_dialog) -> None:
    officer = open_dialog()
    officer.choose("jobOrder", "Tập thể, hộ gia đình")
    kinds = [award.object_kind for award in officer.dialog.batch.awards]
    assert kinds == sorted(kinds, key=["collective", "household", "individual"].index)
    assert set(kinds) == {"collective", "household", "individual"}


def test_what_is_unprinted_is_proposed_once_something_was_printed(
    open_dialog, write, decision_id: int, ids: list[int]
) -> None:
    write(lambda action: _printed(action, decision_id, ids[:60]))
    officer = open_dialog()
    assert officer.find("jobRows").currentText() == "Chưa in (7 tờ)"  # type: ignore[attr-defined]
    assert [award.id for award in officer.dialog.batch.awards] == ids[60:]


def _printed(action: Action, decision_id: int, award_ids: list[int]) -> None:
    printing.record_run(action, decision_id, award_ids, template_name="giay-khen-a4", target="printer")


def test_a_reprint_asks_why_and_is_marked(
    open_dialog, write, decision_id: int, ids: list[int], session: Session, qtbot
) -> None:
    write(lambda action: _printed(action, decision_id, ids[:2]))
    officer = open_dialog(tuple(ids[:3]))
    officer.press("outPrinter")
    reason = officer.find("reprintReason")
    assert reason.isVisible()
    officer.press("printerStart")
    qtbot.waitUntil(lambda: "lý do in lại" in officer.words("printerRefusal"))
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


# ---------------------------------------------------------------- a run cut short


def test_a_run_cut_short_is_asked_about_first(
    open_dialog, write, decision_id: int, ids: list[int], session: Session
) -> None:

    def cut(action: Action) -> None:
        printing.start_run(
            action, decision_id, ids[:10], template_name="phoi-giay-khen-a4",
            printer="Canon LBP2900", overprint=True, stock=PHOI,
        )  # fmt: skip

    write(cut)
    officer = open_dialog()
    officer.until_step("close")
    assert "chưa ghi kết quả" in officer.words("closeTold")
    assert [award.id for award in officer.dialog.batch.awards] == ids[:10]
    assert officer.dialog.batch.overprint
    officer.number("lastGood", 4)
    assert officer.words("pageCounter").startswith("Tờ 4/10 – ")
    assert officer.words("pageCounter").endswith(officer.words("closeName"))
    officer.press("closeWrite")
    officer.until_step("done")
    assert officer.good() == set(ids[:4])
    assert printing.open_runs(session.con) == []
    assert officer.words("printRest") == "&In tiếp 6 tờ còn lại"
    officer.press("printRest")
    officer.until_step("printer")
    assert [award.id for award in officer.dialog.batch.awards] == ids[4:10]


def test_the_rest_of_a_run_whose_template_is_gone_is_not_printed_by_another(
    open_dialog, write, decision_id: int, ids: list[int], desk
) -> None:
    def cut(action: Action) -> None:
        printing.start_run(action, decision_id, ids[:3], template_name="mau-da-xoa", printer="Canon LBP2900")

    write(cut)
    officer = open_dialog()
    officer.until_step("close")
    officer.number("lastGood", 1)
    officer.press("closeWrite")
    officer.until_step("done")
    officer.press("printRest")
    officer.until_step("work")
    assert "Không có mẫu giấy khen “mau-da-xoa”" in officer.words("workTold")
    assert desk.jobs == []


def test_two_runs_left_open_are_asked_about_one_after_the_other(
    open_dialog, write, decision_id: int, ids: list[int], session: Session
) -> None:
    def cut(action: Action) -> None:
        for part in (ids[:3], ids[3:5]):
            printing.start_run(
                action, decision_id, part, template_name="phoi-giay-khen-a4", printer="Canon LBP2900"
            )

    write(cut)
    officer = open_dialog()
    for good in (3, 2):
        officer.until_step("close")
        officer.number("lastGood", good)
        officer.press("closeWrite")
        officer.until_step("done")
        officer.press("doneEnd")
    officer.until_step("work")
    assert officer.good() == set(ids[:5])
    assert printing.open_runs(session.con) == []


def test_the_rest_goes_on_before_another_open_run_is_asked_about(
    open_dialog, write, decision_id: int, ids: list[int], session: Session
) -> None:
    def cut(action: Action) -> None:
        for part in (ids[:3], ids[3:5]):
            printing.start_run(
                action, decision_id, part, template_name="phoi-giay-khen-a4", printer="Canon LBP2900"
            )

    write(cut)
    officer = open_dialog()
    officer.until_step("close")
    officer.number("lastGood", 1)
    officer.press("closeWrite")
    officer.until_step("done")
    officer.press("printRest")
    officer.until_step("printer")
    assert [award.id for award in officer.dialog.batch.awards] == ids[1:3]
    officer.press("printerBack")
    officer.until_step("close")
    assert [award.id for award in officer.dialog.batch.awards] == ids[3:5]


def test_closing_the_dialog_amid_a_job_leaves_the_run_to_be_asked_about(
    open_dialog, ids: list[int], session: Session, qtbot
) -> None:
    officer = open_dialog(tuple(ids[:3]))
    officer.start()
    officer.until_waiting("Tờ 1/3")
    qtbot.keyClick(officer.dialog, Key.Key_Escape)
    officer.until_step("close")
    qtbot.keyClick(officer.dialog, Key.Key_Escape)
    assert not officer.dialog.isVisible()
    assert [run.planned for run in printing.open_runs(session.con)] == [tuple(ids[:3])]
    again = open_dialog()
    again.until_step("close")
