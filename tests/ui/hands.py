"""What a tester's hands do in a window: find a widget, press it, type into it, wait for its dialog."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.session import Session

W = TypeVar("W", bound=QWidget)
CONTROL = Qt.KeyboardModifier.ControlModifier


def find(owner: QWidget, name: str) -> Any:
    """The widget of this name."""
    found = owner.findChild(QWidget, name)
    assert found is not None, name
    return found


def child(owner: QWidget, kind: type[W], name: str) -> W:
    """The widget of this name, of a kind."""
    found = owner.findChild(kind, name)
    assert found is not None, name
    return found


def shown(qtbot: QtBot, page: W) -> W:
    """A page by itself in a window that has the keys."""
    qtbot.addWidget(page)
    page.resize(1158, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def press(qtbot: QtBot, owner: QWidget, name: str) -> None:
    """Press a button by the space bar."""
    button = find(owner, name)
    assert button.isEnabled(), name
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def compose(widget: QWidget, text: str) -> None:
    """Type as an input method does: syllables arrive composed. A line is typed over, as when Tab led there."""
    widget.setFocus()
    if isinstance(widget, QLineEdit):
        widget.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def pick(qtbot: QtBot, box: QWidget, words: str) -> None:
    """Go down a closed list by the arrow key until it shows the words."""
    assert isinstance(box, QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.count()):
        if box.currentText() == words:
            return
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == words


def dialog_of(qtbot: QtBot, owner: QWidget, name: str) -> QDialog:
    """The dialog of this name once it is seen and has the keys."""
    qtbot.waitUntil(lambda: any(d.isVisible() for d in owner.findChildren(QDialog, name)))
    dialog = next(d for d in owner.findChildren(QDialog, name) if d.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def gone(qtbot: QtBot, owner: QWidget, name: str) -> None:
    """Wait until no dialog of this name is seen."""
    qtbot.waitUntil(lambda: not any(d.isVisible() for d in owner.findChildren(QDialog, name)))


def send(qtbot: QtBot, session: Session, dialog: QDialog) -> str:
    """Ctrl+Enter in a dialog, and what the window then says."""
    with qtbot.waitSignal(session.said) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    return str(told.args[0])
