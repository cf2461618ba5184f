"""What is warned of before the first sheet, where the ink lands, and every step by itself."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from db import calibrations, history, printing, sheet_stock
from db.calibrations import Calibration
from db.store import Action
from db.talk import SilentTalk
from desktop.documents import measure
from desktop.documents.sheet import MM_PER_POINT
from desktop.documents.sheet_pdf import write_pdf
from desktop.ui.dialogs.certificate_dialog import CertificateDialog
from desktop.ui.session import Session

if TYPE_CHECKING:
    from conftest import Officer


Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
DAY = dt.date(2023, 12, 6)
PHOI = "Phôi giấy khen A4"
DPI = 600


# ---------------------------------------------------------------- what is warned of


def test_no_printer_is_one_sentence_and_the_way_back(officer: Officer, desk) -> None:
    desk.names = ()
    officer.press("outPrinter")
    officer.until_step("printer")
    assert "chưa cài máy in nào" in officer.words("printerRefusal")
    assert not officer.find("printerStart").isEnabled()
    officer.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Space)
    officer.until_step("work")


def test_too_little_phoi_is_warned_of(open_dialog, write, ids: list[int], session: Session) -> None:
    write(lambda action: sheet_stock.add_stock(action, PHOI, 3, day=DAY))
    officer = open_dialog(tuple(ids[:5]))
    officer.press("outPrinter")
    assert "còn 3 tờ, đợt in cần 5 tờ, thiếu 2 tờ" in officer.words("printerWarned")
    officer.press("printerStart")
    officer.until_waiting("Tờ 1/5")
    officer.press("feedStop")
    officer.until_step("close")
    officer.press("closeWrite")
    officer.until_step("done")
    assert sheet_stock.stock_balance(session.con) == {PHOI: 2}


def test_ink_in_the_margin_of_the_printer_is_warned_of(officer: Officer, desk) -> None:
    desk.margins = (0.0, 0.0, 0.0, 60.0)
    officer.press("outPrinter")
    officer.qtbot.waitUntil(lambda: "lề máy không in được" in officer.words("printerWarned"), timeout=20_000)
    assert "5 tờ: Ô " in officer.words("printerWarned")
    assert "Khung hoa văn" not in officer.words("printerWarned"), "the phôi has its frame already"


def test_a_calibration_that_pushes_words_off_the_paper_is_warned_of(
    open_dialog, write, ids: list[int]
) -> None:
    value = Calibration(dx_um=0, dy_um=40_000)
    write(lambda action: calibrations.save(action, "Canon LBP2900", "phoi-giay-khen-a4", value, day=DAY))
    officer = open_dialog(tuple(ids[:5]))
    officer.press("outPrinter")
    officer.qtbot.waitUntil(lambda: "ra ngoài mép giấy" in officer.words("printerWarned"), timeout=20_000)
    assert "5 tờ: Ô " in officer.words("printerWarned")


def test_the_frame_in_the_margin_is_said_once_for_all_sheets(officer: Officer, desk) -> None:
    desk.margins = (10.0, 4.0, 4.0, 4.0)
    officer.choose("jobTemplate", "khung vàng (xã, phường)")
    officer.choose("jobWay", "Cả mẫu")
    officer.press("outPrinter")
    officer.qtbot.waitUntil(lambda: "lề máy không in được" in officer.words("printerWarned"), timeout=20_000)
    (said,) = [line for line in officer.words("printerWarned").splitlines() if "lề máy" in line]
    assert said.startswith("Khung hoa văn lấn 2,0 mm vào lề máy không in được, tờ nào cũng vậy; hãy ")


def test_the_day_of_the_calibration_is_shown(open_dialog, write, ids: list[int]) -> None:
    value = Calibration(dx_um=2000, dy_um=-1500)
    write(
        lambda action: calibrations.save(action, "Canon LBP2900", "phoi-giay-khen-a4", value, day=DAY),
    )
    officer = open_dialog(tuple(ids[:5]))
    officer.press("outPrinter")
    assert officer.words("calibrated") == "Hiệu chỉnh ngày 06/12/2023"
    officer.choose("printerName", "HP LaserJet")
    assert officer.words("calibrated") == "Chưa hiệu chỉnh"


def test_a_nudge_moves_the_next_sheet_and_is_kept(officer: Officer, desk, tmp_path: Path) -> None:
    officer.start()
    officer.until_waiting("Tờ 1/5")
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Up):
        with officer.qtbot.waitSignal(officer.dialog.out.driver.shifted):
            officer.qtbot.keyClick(officer.find("feedNext"), key, CONTROL)
    assert officer.words("feedShift") == "Đã nhích 1,0 mm sang phải, 0,5 mm lên"
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
    open_dialog, write, desk, ids: list[int]
) -> None:
    """The first letter's own outline says where its left edge belongs, and where the base line is."""
    value = Calibration(dx_um=2000, dy_um=-1500)
    write(
        lambda action: calibrations.save(action, "Canon LBP2900", "phoi-giay-khen-a4", value, day=DAY),
    )
    at = 1
    officer = open_dialog(tuple(ids[:3]))
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


def test_a_whole_design_prints_as_the_file_pen_draws_it(officer: Officer, desk, tmp_path: Path) -> None:
    officer.choose("jobTemplate", "sen")
    officer.choose("jobWay", "Cả mẫu")
    officer.press("outPrinter")
    officer.choose("printerFeed", "Một lượt")
    officer.press("printerStart")
    officer.until_step("close")
    assert ink(desk.jobs[0]) == pytest.approx(plain_ink(officer.dialog, 0, tmp_path), abs=0.15)


def test_what_was_done_is_undone_step_by_step(officer: Officer) -> None:
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


def test_what_cannot_be_laid_out_does_not_start(open_dialog, write, desk, ids: list[int], qtbot) -> None:
    write(lambda action: action.update("award", ids[2], recipient="Nguyễn " * 60))
    officer = open_dialog(tuple(ids[:5]))
    qtbot.waitUntil(lambda: "Cần xem lại" in officer.words("risksTitle"), timeout=20_000)
    officer.press("outPrinter")
    assert "1 tờ có lỗi phải sửa trước khi in (tờ 3)" in officer.words("printerWarned")
    officer.press("printerStart")
    assert officer.words("printerRefusal").startswith("Tờ 3: ")
    assert desk.jobs == []
    assert officer.runs() == []


def test_what_is_found_risky_late_is_told_at_the_printer(open_dialog, write, ids: list[int]) -> None:
    """The officer is faster than the look through the sheets."""
    write(lambda action: action.update("award", ids[2], recipient="Nguyễn " * 60))
    officer = open_dialog(tuple(ids[:5]))
    officer.press("outPrinter")
    officer.qtbot.waitUntil(lambda: "có lỗi phải sửa" in officer.words("printerWarned"), timeout=20_000)


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
    open_dialog, write, desk, ids: list[int], tmp_path: Path
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

    write(keep)
    officer = open_dialog(tuple(ids[:5]))
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
