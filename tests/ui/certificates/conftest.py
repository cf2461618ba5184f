"""The certificate dialog, the officer at its keys, and printers that print into files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QSpinBox, QWidget

from db import awards, decisions, printing
from db.store import Action
from desktop.ui import printers
from desktop.ui.dialogs.certificate_dialog import CertificateDialog
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session

Key = Qt.Key
DAY = dt.date(2023, 12, 6)


class Desk:
    """A table with printers on it: every job becomes a PDF of its own, in the order sent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: tuple[str, ...] = ("Canon LBP2900", "HP LaserJet")
        self.margins = (0.0, 0.0, 0.0, 0.0)
        self.broken = False
        self.jobs: list[Path] = []
        self.titles: list[str] = []
        self.trays: list[str] = []

    def make_ready(self, _name: str, tray: str, width_mm: float, height_mm: float, title: str) -> QPrinter:
        """A printer that writes the next file, or starts nothing while it is broken."""
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        target = self.folder / f"job-{len(self.jobs) + 1:03d}.pdf"
        made.setOutputFileName(str(self.folder / "không có" / "x.pdf" if self.broken else target))
        made.setPageLayout(printers.page_layout(width_mm, height_mm))
        if not self.broken:
            self.jobs.append(target)
            self.titles.append(title)
            self.trays.append(tray)
        return made


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    """Two printers instead of those of this computer."""
    made = Desk(tmp_path)
    monkeypatch.setattr(printers, "names", lambda: made.names)
    monkeypatch.setattr(printers, "default_name", lambda: made.names[0] if made.names else "")
    monkeypatch.setattr(printers, "trays", lambda _name: ("Khay trên", "Nạp tay"))
    monkeypatch.setattr(printers, "margins", lambda *_paper: made.margins)
    monkeypatch.setattr(printers, "make_ready", made.make_ready)
    return made


class Officer:
    """The dialog and the keys pressed in it."""

    def __init__(self, qtbot, session: Session, dialog: CertificateDialog) -> None:
        self.qtbot, self.session, self.dialog = qtbot, session, dialog

    def find(self, name: str) -> QWidget:
        """A widget of the dialog by its name."""
        found = self.dialog.findChild(QWidget, name)
        assert found is not None, name
        return found

    def words(self, name: str) -> str:
        """What a label or a button says."""
        label = self.find(name)
        assert isinstance(label, QLabel | QPushButton)
        return label.text()

    def press(self, name: str) -> None:
        button = self.find(name)
        assert button.isVisible(), name
        button.setFocus()
        self.qtbot.keyClick(button, Key.Key_Space)

    def choose(self, name: str, text: str) -> None:
        """Go down a closed list by the arrow key."""
        box = self.find(name)
        assert isinstance(box, QComboBox)
        box.setFocus()
        self.qtbot.keyClick(box, Key.Key_Home)
        while text not in box.currentText():
            at = box.currentIndex()
            self.qtbot.keyClick(box, Key.Key_Down)
            assert box.currentIndex() == at + 1, [box.itemText(i) for i in range(box.count())]

    def number(self, name: str, value: int) -> None:
        box = self.find(name)
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
            lambda: self.words("feedCount") == count and self.words("feedState").startswith("Đặt phôi"),
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
        return printing.list_runs(self.session.con, self.dialog.materials.decision.id)

    def good(self) -> set[int]:
        return set(printing.good_sheets(self.session.con, self.dialog.materials.decision.id))


@pytest.fixture
def owner(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def session(sample_session: Session) -> Session:
    sample_session.look_at_day(DAY)
    return sample_session


@pytest.fixture
def decision_id(session: Session) -> int:
    """The decision of the worked example."""
    return next(d.id for d in decisions.list_decisions(session.con) if d.number == "187/QĐ-UBND")


@pytest.fixture
def ids(session: Session, decision_id: int) -> list[int]:
    """Its awards in order."""
    return [award.id for award in awards.list_awards(session.con, decision_id)]


@pytest.fixture
def write(qtbot, session: Session) -> Callable[[Callable[[Action], Any]], None]:
    """Writes something into the register before the dialog opens."""

    def carry_out(work: Callable[[Action], Any]) -> None:
        done: list[object] = []
        session.run(StoreOp("Chuẩn bị", work), done.append)
        qtbot.waitUntil(lambda: bool(done))

    return carry_out


@pytest.fixture
def open_dialog(
    qtbot, session: Session, owner: QWidget, desk: Desk, decision_id: int
) -> Iterator[Callable[..., Officer]]:
    """Opens the dialog with rows chosen, as often as asked; all are closed at the end."""
    made: list[Officer] = []

    def opened(chosen: tuple[int, ...] = ()) -> Officer:
        dialog = CertificateDialog(session, decision_id, chosen, owner)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        made.append(Officer(qtbot, session, dialog))
        return made[-1]

    yield opened
    qtbot.waitUntil(lambda: not session.thread_of_store.busy)
    for one in made:
        if shiboken6.isValid(one.dialog):
            one.dialog.done(0)


@pytest.fixture
def officer(open_dialog: Callable[..., Officer], ids: list[int]) -> Officer:
    """The dialog on five chosen rows, so that a whole job is short."""
    return open_dialog(tuple(ids[:5]))
