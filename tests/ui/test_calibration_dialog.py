"""The calibration wizard by keys: printed sheet, numbers, words, what is kept, and what comes out of the printer."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2
import pytest
from hands import child, press
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db import calibrations, certificate_templates, history
from db.calibrations import Calibration
from db.store import Action
from desktop.documents import template
from desktop.ui import printers
from desktop.ui.dialogs.calibration import READ, RESULT, CalibrationDialog, papers
from desktop.ui.dialogs.calibration_pictures import ResultPicture, RulerPicture
from desktop.ui.operations import calibrations as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session

W = TypeVar("W", bound=QWidget)
PRINTER, SHEET, TRAY = "HP LaserJet Pro M404dn", "giay-khen-a4", "Khay tay"
CTRL = Qt.KeyboardModifier.ControlModifier


def text_of(parent: QWidget, name: str) -> str:
    return child(parent, QLabel, name).text()


def write(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def go_on(qtbot: QtBot, dialog: QDialog) -> None:
    qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Return, CTRL)


@pytest.fixture
def owner(qtbot: QtBot, sample_session: Session) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def opened(
    qtbot: QtBot,
    session: Session,
    owner: QWidget,
    printer: str = PRINTER,
    sheet: str = SHEET,
    tray: str = TRAY,
) -> CalibrationDialog:
    dialog = CalibrationDialog(session, printer, sheet, tray, owner)
    QDialog.open(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def type_numbers(dialog: CalibrationDialog, *texts: str) -> None:
    for letter, text in zip("ABCDE", texts, strict=False):
        write(child(dialog, QLineEdit, f"reading{letter}"), text)


# ---------------------------------------------------------------- the way through


def test_from_numbers_to_a_dated_correction_and_back(
    qtbot: QtBot, sample_session: Session, owner: QWidget
) -> None:
    dialog = opened(qtbot, sample_session, owner)
    assert text_of(dialog, "calibrationKnown") == "Chưa hiệu chỉnh máy in này cho mẫu và khay này."
    go_on(qtbot, dialog)
    assert dialog.step == READ
    assert QApplication.focusWidget() is child(dialog, QLineEdit, "readingA")
    # By hand: 2 mm right, 1,5 mm up, true size.
    type_numbers(dialog, "32", "28", "28,5", "28.5", "31,5 mm")
    go_on(qtbot, dialog)
    assert dialog.step == RESULT
    assert text_of(dialog, "resultWords") == "Máy này in lệch phải 2,0 mm, lên 1,5 mm; sẽ được bù lại."
    assert "Chưa bù: in lệch phải 2,0 mm" in child(dialog, ResultPicture, "resultPicture").accessibleName()
    assert "Sau khi bù: in đúng chỗ" in child(dialog, ResultPicture, "resultPicture").accessibleName()
    with qtbot.waitSignal(dialog.accepted):
        go_on(qtbot, dialog)
    found = calibrations.find(sample_session.con, PRINTER, SHEET, TRAY)
    assert found is not None
    assert found.value == Calibration(-2000, 1500, 1_000_000, 1_000_000, 0)
    assert found.day == dt.date(2023, 8, 20)
    assert found.note == "A 32,0, B 28,0, C 28,5, D 28,5, E 31,5"
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    assert calibrations.find(sample_session.con, PRINTER, SHEET, TRAY) is None


def test_what_is_known_already_is_told_and_replaced(
    qtbot: QtBot, sample_session: Session, owner: QWidget
) -> None:
    before = Calibration(-2000, 1500, 1_004_000, 1_004_000, 0)
    with qtbot.waitSignal(sample_session.changed):
        sample_session.run(operations.save(PRINTER, SHEET, before, tray=TRAY, day=dt.date(2023, 5, 3)))
    dialog = opened(qtbot, sample_session, owner)
    told = text_of(dialog, "calibrationKnown")
    assert "hiệu chỉnh ngày 03/05/2023" in told
    assert "in lệch phải 2,0 mm, lên 1,5 mm; thu 0,4 %" in told
    go_on(qtbot, dialog)
    type_numbers(dialog, "30", "30", "30", "30")
    go_on(qtbot, dialog)
    assert text_of(dialog, "resultWords") == "Máy này in đúng chỗ."
    with qtbot.waitSignal(dialog.accepted):
        go_on(qtbot, dialog)
    assert calibrations.get(sample_session.con, PRINTER, SHEET, TRAY) == Calibration()


def test_nudges_are_added_to_what_is_kept(qtbot: QtBot, sample_session: Session, owner: QWidget) -> None:
    dialog = opened(qtbot, sample_session, owner)
    go_on(qtbot, dialog)
    type_numbers(dialog, "30", "30", "30", "30")
    go_on(qtbot, dialog)
    for name in ("nudgeRight", "nudgeRight", "nudgeUp", "nudgeLeft", "nudgeRight"):
        press(qtbot, dialog, name)
    assert text_of(dialog, "nudgedWords") == "Nhích thêm: phải 1,0 mm, lên 0,5 mm"
    child(dialog, QPushButton, "accept").setFocus()
    with qtbot.waitSignal(dialog.accepted):
        go_on(qtbot, dialog)
    assert calibrations.get(sample_session.con, PRINTER, SHEET, TRAY) == Calibration(1000, -500)


def test_the_drawing_shows_the_place_of_the_field(
    qtbot: QtBot, sample_session: Session, owner: QWidget
) -> None:
    dialog = opened(qtbot, sample_session, owner)
    go_on(qtbot, dialog)
    picture = child(dialog, RulerPicture, "rulerPicture")
    seen = []
    for _ in "ABCDE":
        seen.append(picture.current)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert "".join(seen) == "ABCDE"
    before = picture.grab().toImage()
    qtbot.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert picture.current == "C"
    assert "mép trên, bên trái" in picture.accessibleName()
    assert picture.grab().toImage() != before


# ---------------------------------------------------------------- slips


def test_a_number_that_lacks_is_asked_for(qtbot: QtBot, sample_session: Session, owner: QWidget) -> None:
    dialog = opened(qtbot, sample_session, owner)
    go_on(qtbot, dialog)
    type_numbers(dialog, "32", "28", "", "ba mươi")
    go_on(qtbot, dialog)
    assert dialog.step == READ
    assert QApplication.focusWidget() is child(dialog, QLineEdit, "readingC")
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "Hãy gõ số đo C." in shown
    assert "Hãy gõ số milimét, ví dụ 30,5." in shown


@pytest.mark.parametrize(
    ("numbers", "letter", "words"),
    [
        (("32", "280", "30", "30"), "B", "Số đo B (mép phải) là 280,0 mm"),
        (("40", "40", "30", "30"), "A", "“Kích thước thật” (100 %)"),
        (("30", "30", "24", "37"), "C", "chênh nhau quá nhiều"),
    ],
)
def test_a_slip_is_named_and_its_field_has_the_keys(
    qtbot: QtBot, sample_session: Session, owner: QWidget, numbers: tuple[str, ...], letter: str, words: str
) -> None:
    dialog = opened(qtbot, sample_session, owner)
    go_on(qtbot, dialog)
    type_numbers(dialog, *numbers)
    go_on(qtbot, dialog)
    assert dialog.step == READ
    assert words in dialog.refusal
    field = child(dialog, QLineEdit, f"reading{letter}")
    assert QApplication.focusWidget() is field
    assert field.text().startswith(numbers["ABCD".index(letter)])
    last = history.last_action_id(sample_session.con)
    type_numbers(dialog, "31", "29", "30", "30")
    go_on(qtbot, dialog)
    assert dialog.step == RESULT
    assert history.last_action_id(sample_session.con) == last


def test_a_page_shrunk_by_the_printer_is_doubted_aloud(
    qtbot: QtBot, sample_session: Session, owner: QWidget
) -> None:
    dialog = opened(qtbot, sample_session, owner)
    go_on(qtbot, dialog)
    type_numbers(dialog, "33,5", "33,5", "32", "32")
    go_on(qtbot, dialog)
    assert child(dialog, QLabel, "resultDoubt").isVisible()
    assert "Vừa trang" in text_of(dialog, "resultDoubt")
    press(qtbot, dialog, "calibrationBack")
    assert child(dialog, QLineEdit, "readingA").text() == "33,5"
    press(qtbot, dialog, "calibrationBack")
    assert child(dialog, QComboBox, "calibration_printer").currentText() == PRINTER


def test_without_a_printer_nothing_is_kept(qtbot: QtBot, sample_session: Session, owner: QWidget) -> None:
    dialog = opened(qtbot, sample_session, owner, printer="")
    go_on(qtbot, dialog)
    assert dialog.step == 0
    assert "Hãy nhập “Máy in”." in [
        label.text() for label in dialog.findChildren(QLabel) if label.isVisible()
    ]
    assert not child(dialog, QPushButton, "printRuler").isEnabled()
    assert "hãy ghi ra PDF" in text_of(dialog, "rulerDone")


# ---------------------------------------------------------------- the sheet on its way out


@pytest.fixture
def paper_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A printer of this computer whose paper is a PDF."""
    target = tmp_path / "giấy ra.pdf"

    def make_ready(name: str, tray: str, width_mm: float, height_mm: float, title: str) -> QPrinter:
        assert (name, tray) == (PRINTER, TRAY)
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(target))
        made.setPageLayout(printers.page_layout(width_mm, height_mm))
        made.setDocName(title)
        return made

    monkeypatch.setattr(printers, "names", lambda: (PRINTER,))
    monkeypatch.setattr(printers, "default_name", lambda: PRINTER)
    monkeypatch.setattr(printers, "trays", lambda _name: (TRAY, "Khay 1"))
    monkeypatch.setattr(printers, "make_ready", make_ready)
    return target


def ink(path: Path, rows: tuple[float, float], columns: tuple[float, float]) -> tuple[float, float]:
    """Middle of the ink (mm) within a part of the page given in mm."""
    document = pypdfium2.PdfDocument(path)
    picture = document[0].render(scale=600 / 72).to_pil().convert("L")
    document.close()
    k = 600 / 25.4
    left, top = round(columns[0] * k), round(rows[0] * k)
    part = picture.crop((left, top, round(columns[1] * k), round(rows[1] * k)))
    dark = [255 - value for value in part.tobytes()]
    total = sum(dark)
    assert total > 0
    x = sum((at % part.width + 0.5) * value for at, value in enumerate(dark)) / total
    y = sum((at // part.width + 0.5) * value for at, value in enumerate(dark)) / total
    return (x + left) / k, (y + top) / k


def test_the_printed_sheet_and_the_sheet_that_proves_it(
    qtbot: QtBot, sample_session: Session, owner: QWidget, paper_out: Path
) -> None:
    dialog = opened(qtbot, sample_session, owner)
    press(qtbot, dialog, "printRuler")
    qtbot.waitUntil(lambda: text_of(dialog, "rulerDone") == "Đã gửi tờ đo tới máy in.")
    # The upper half of the fat line A: x 30 mm, nothing else around.
    assert ink(paper_out, (96.5, 100), (27, 33))[0] == pytest.approx(30.0, abs=0.1)
    go_on(qtbot, dialog)
    type_numbers(dialog, "31,5", "28,5", "29", "29", "31")
    go_on(qtbot, dialog)
    press(qtbot, dialog, "printCheck")
    qtbot.waitUntil(lambda: text_of(dialog, "checkDone") == "Đã gửi tờ kiểm tra tới máy in.")
    # This true printer now prints 1,5 mm to the left and 1 mm down; fat line C at y 31.
    assert ink(paper_out, (97.5, 101), (25, 33))[0] == pytest.approx(28.5, abs=0.1)
    assert ink(paper_out, (28, 34), (21, 24))[1] == pytest.approx(31.0, abs=0.1)
    dialog.close()


def test_the_sheet_as_a_pdf(
    qtbot: QtBot, sample_session: Session, owner: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", shown.append)
    dialog = opened(qtbot, sample_session, owner)
    press(qtbot, dialog, "rulerPdf")
    chooser = child(dialog, QFileDialog, "chooseTarget")
    assert chooser.isVisible()
    chooser.close()
    target = tmp_path / "tờ đo.pdf"
    dialog.write_pdf(str(target))
    qtbot.waitUntil(lambda: shown == [target])
    document = pypdfium2.PdfDocument(target)
    words = document[0].get_textpage().get_text_range()
    document.close()
    assert f"{PRINTER} · " in words
    assert TRAY in words
    assert "hãy chọn" not in text_of(dialog, "rulerDone")
    dialog.write_pdf(str(tmp_path / "không có" / "x.pdf"))
    qtbot.waitUntil(lambda: "chọn nơi lưu khác" in dialog.refusal)
    dialog.close()


def test_what_a_ward_may_use_is_offered_phoi_first(sample_session: Session) -> None:
    listed = papers(sample_session.con)
    offered = {paper.name: (paper.width, paper.height) for paper in listed}
    assert listed[0].name == "phoi-giay-khen-a4"
    assert offered["giay-khen-a4"] == (297.0, 210.0)
    assert offered["phoi-giay-khen-a3"] == (420.0, 297.0)
    # A ward awards no Bằng khen; one calibrated in other times is still shown.
    assert "bang-khen" not in offered
    assert papers(sample_session.con, "bang-khen")[-1].name == "bang-khen"


def test_a_template_too_small_to_measure_is_refused_in_the_dialog(
    qtbot: QtBot, sample_session: Session, owner: QWidget, tmp_path: Path
) -> None:
    body = {**template.raw("giay-khen-a4"), "title": "Thẻ nhỏ", "width": 90, "height": 60}
    done: list[object] = []
    sample_session.run(StoreOp("Mẫu nhỏ", partial(_small, body)), done.append)
    qtbot.waitUntil(lambda: bool(done))
    dialog = opened(qtbot, sample_session, owner, sheet="the-nho")
    dialog.write_pdf(str(tmp_path / "x.pdf"))
    assert "Tờ đo khổ 90 × 60 mm" in dialog.refusal
    assert not (tmp_path / "x.pdf").exists()
    dialog.close()


def _small(body: dict[str, Any], action: Action) -> int:
    return certificate_templates.save(action, "the-nho", body)
