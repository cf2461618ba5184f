"""An error inside an override of a Qt method is an error, not the end of the process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QPushButton, QTableView

import desktop.ui  # noqa: F401 - importing it is what protects
from desktop.ui.marking import override

ROOT = Path(__file__).resolve().parents[2]

# Errors raised by the interpreter itself, each of which ended the process before.
PROGRAM = """
import sys
import desktop.ui
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QTimer
from PySide6.QtWidgets import QApplication, QTableView, QWidget

class Model(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()):
        return 2
    def columnCount(self, parent=QModelIndex()):
        return 2
    def data(self, index, role=0):
        return None
    def sort(self, column, order):
        {fault}

class Window(QWidget):
    def paintEvent(self, event):
        {fault}

app = QApplication([])
view = QTableView()
model = Model()
view.setModel(model)
try:
    view.sortByColumn(0, view.horizontalHeader().sortIndicatorOrder())
except Exception as error:
    print("told", type(error).__name__)
hooked = []
sys.excepthook = lambda kind, error, trace: hooked.append(kind.__name__)
window = Window()
window.show()
QTimer.singleShot(50, app.quit)
app.exec()
print("hooked", sorted(set(hooked)))
"""


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("'a' < 1", "TypeError"),
        ("[][0]", "IndexError"),
        ("{}['x']", "KeyError"),
        ("raise ValueError('x')", "ValueError"),
    ],
)
def test_the_process_survives_and_the_error_is_told(fault: str, kind: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("{fault}", fault)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout.split("\n")[:2]) == (0, [f"told {kind}", f"hooked ['{kind}']"]), (
        done.stderr
    )


def test_arguments_reach_the_override_as_before(qtbot) -> None:
    class Model(QAbstractTableModel):
        @override
        def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
            return 3

        @override
        def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
            return 1

        def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
            return role

    model = Model()
    assert model.rowCount() == 3
    assert model.data(model.index(0, 0)) == Qt.ItemDataRole.DisplayRole
    assert model.data(model.index(0, 0), role=7) == 7
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    assert view.model().rowCount() == 3


def test_a_slot_gets_no_more_than_it_takes(qtbot) -> None:
    class Button(QPushButton):
        hidden = 0

        def hide(self) -> None:
            self.hidden += 1

    class Sender(QObject):
        sent = Signal(int, str)

    button, sender = Button(), Sender()
    qtbot.addWidget(button)
    button.clicked.connect(button.hide)
    sender.sent.connect(button.hide)
    button.click()
    sender.sent.emit(1, "a")
    assert button.hidden == 2
