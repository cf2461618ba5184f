"""A dialog closed while its write runs: a refusal is told at the foot of the window, never dropped."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import units
from db.errors import BadInput
from db.files import replace_file
from db.sqlite import Connection
from db.store import Action, Store
from db.talk import Talk
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


def test_what_was_refused_while_the_window_closed_is_told(
    themed: QApplication, sample_file: Path, tmp_path: Path
) -> None:
    session = Session(Path(shutil.copyfile(sample_file, tmp_path / "mau.sothidua")))
    go_on = threading.Event()

    def refuse(_action: Action) -> None:
        go_on.wait(10)
        raise BadInput(SENTENCE)

    session.run(StoreOp("Lưu", refuse))
    go_on.set()
    assert session.close(back_up=False) == SENTENCE


def test_a_write_under_way_is_kept_when_the_window_closes(
    themed: QApplication, sample_file: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(sample_file, tmp_path / "mau.sothidua"))
    session = Session(path)
    go_on, taken = threading.Event(), list[int]()

    def add(action: Action) -> int:
        go_on.wait(10)
        return units.add_unit(action, name="Tổ dân phố ghi lúc đóng")

    session.run(StoreOp("Thêm đơn vị", add), taken.append)
    threading.Timer(0.05, go_on.set).start()
    assert session.close() is None
    assert len(taken) == 1
    with Store.open(path) as store:
        assert units.get_unit(store.con, taken[0]).name == "Tổ dân phố ghi lúc đóng"


def test_a_background_export_stopped_by_quitting_leaves_no_file(
    themed: QApplication, sample_file: Path, tmp_path: Path
) -> None:
    session = Session(Path(shutil.copyfile(sample_file, tmp_path / "mau.sothidua")))
    folder = tmp_path / "đích"
    folder.mkdir()
    started = threading.Event()

    def export(_con: Connection, talk: Talk) -> None:
        with replace_file(folder / "a.txt") as temporary:
            for step in range(100_000):
                temporary.write_text(str(step), encoding="utf-8")
                started.set()
                talk.progress(step, 100_000, "Đang ghi")

    session.in_background(export)
    assert started.wait(10)
    session.close(back_up=False)
    assert list(folder.iterdir()) == []
