"""A dialog closed while its write runs: a refusal is told at the foot of the window, never dropped."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from db.errors import BadInput
from db.store import Action
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session

SENTENCE = "Tên đang để trống; hãy ghi tên."


class _Asked(DialogFrame):
    """A dialog whose write is refused as soon as the test lets it."""

    def __init__(self, session: Session, go_on: threading.Event) -> None:
        super().__init__("Hỏi", "&Lưu")
        self._session = session
        self._go_on = go_on

    def submit(self) -> None:
        go_on = self._go_on

        def refuse(_action: Action) -> None:
            go_on.wait(10)
            raise BadInput(SENTENCE)

        self.working()
        self._session.run(StoreOp("Lưu", refuse), self.succeed, self.refuse)


@pytest.mark.parametrize("way", ["rejected", "deleted", "open"])
def test_a_refusal_finds_the_officer(qtbot: QtBot, empty_session: Session, way: str) -> None:
    go_on, told = threading.Event(), list[str]()
    empty_session.refused.connect(told.append)
    dialog = _Asked(empty_session, go_on)
    dialog.open()
    dialog.accept_button.click()
    if way == "rejected":
        dialog.reject()
    elif way == "deleted":
        with qtbot.waitSignal(dialog.destroyed):
            dialog.close()
    go_on.set()
    qtbot.waitUntil(lambda: not empty_session.thread_of_store.busy)
    if way == "open":
        assert (told, dialog.refusal) == ([], SENTENCE)
        dialog.reject()
    else:
        assert told == [SENTENCE]
