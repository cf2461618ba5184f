"""Gắn biển công trình by keys alone: from finished works to the ceremony's day, each step taken back whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hands import compose, dialog_of, find, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db import plaques
from db.vietnamese.numbers import format_money
from desktop.documents import plaque_list, records_drive
from desktop.ui.operations.history import undo
from desktop.ui.pages.board import BoardPage
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable

DRIVE = 2
DAY = dt.date(2023, 12, 1)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def board(qtbot: QtBot, sample_session: Session) -> BoardPage:
    """The board of the worked example before its ceremony."""
    sample_session.look_at_day(DAY)
    shown = BoardPage(sample_session)
    qtbot.addWidget(shown)
    shown.resize(1158, 700)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def stage(session: Session, work: int) -> str:
    return next(w.stage for w in plaques.works(session.con, DRIVE) if w.registration.id == work)


def test_a_work_goes_from_finished_to_its_ceremony(
    qtbot: QtBot, board: BoardPage, sample_session: Session
) -> None:
    press(qtbot, board, "plaques")
    dialog = dialog_of(qtbot, board, "plaquesDialog")
    table = dialog.findChild(DataTable, "plaqueWorks")
    assert table is not None
    first = next(w for w in plaques.works(sample_session.con, DRIVE) if w.stage == "finished")
    work = first.registration.id
    assert table.choose(work)
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, dialog, "proposePlaque")
    assert stage(sample_session, work) == "proposed"
    press(qtbot, dialog, "approvePlaque")
    asked = dialog_of(qtbot, dialog, "plaqueApprovalDialog")
    qtbot.keyClick(asked, Qt.Key.Key_Return, CTRL)  # no paper yet: it stays open
    assert asked.isVisible()
    compose(find(asked, "document"), "Quyết định số 25/QĐ-UBND ngày 01/12/2023")
    with qtbot.waitSignal(sample_session.said):
        qtbot.keyClick(asked, Qt.Key.Key_Return, CTRL)
    assert stage(sample_session, work) == "approved"
    compose(find(dialog, "ceremonyDay"), "09/12/2023")
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, dialog, "keepCeremony")
    # The paper of the approved list, its day and its sums come of the same rows.
    facts = records_drive.plaque_facts(sample_session.con, DRIVE, DAY, "approved")
    assert facts.ceremony == dt.date(2023, 12, 9)
    assert first.registration.title in [one.title for one in facts.works]
    listed = plaques.in_stage(sample_session.con, DRIVE, "approved")
    assert plaque_list.total_of(facts.works).people == plaques.total(listed).people
    said = find(dialog, "plaqueSums")
    assert isinstance(said, QLabel)
    assert f"Nhân dân đóng góp {format_money(plaques.total(listed).people)}" in said.text()
    dialog.reject()
    for expected in ("approved", "proposed", "finished"):
        done: list[Any] = []
        sample_session.run(undo(), done.append, pytest.fail)
        qtbot.waitUntil(lambda done=done: bool(done))
        assert stage(sample_session, work) == expected


def test_an_approved_work_is_not_proposed_again(
    qtbot: QtBot, board: BoardPage, sample_session: Session
) -> None:
    press(qtbot, board, "plaques")
    dialog = dialog_of(qtbot, board, "plaquesDialog")
    table = dialog.findChild(DataTable, "plaqueWorks")
    assert table is not None
    done = next(w for w in plaques.works(sample_session.con, DRIVE) if w.stage == "approved")
    table.choose(done.registration.id)
    press(qtbot, dialog, "proposePlaque")
    qtbot.waitUntil(lambda: "đã được duyệt gắn biển" in find(dialog, "refusal").text())
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, dialog, "takeBackPlaque")
    assert stage(sample_session, done.registration.id) == "finished"
    assert not find(dialog, "refusal").isVisible()
    dialog.reject()


def test_the_paper_asked_for_is_the_approved_list_once_there_is_one(
    qtbot: QtBot, board: BoardPage, sample_session: Session
) -> None:
    press(qtbot, board, "plaques")
    dialog = dialog_of(qtbot, board, "plaquesDialog")
    press(qtbot, dialog, "accept")
    paper = dialog_of(qtbot, dialog, "paperDialog")
    box = find(paper, "paper_approved")
    assert box.isChecked()
    paper.reject()
    dialog.reject()
