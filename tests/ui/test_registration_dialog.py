"""The registrations of one unit: changed, returned and taken back in, reported on, removed; refusals stay open."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import registrations
from db.registrations import Registration
from desktop.ui.dialogs.registration import RegistrationDialog
from desktop.ui.session import Session


@pytest.fixture
def known(sample_session: Session) -> Registration:
    listed = registrations.list_registrations(sample_session.con, sample_session.campaign_id or 0)
    return next(one for one in listed if one.counts and len(one.unit_ids) == 1)


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def opened(qtbot: QtBot, sample_session: Session, known: Registration, owner: QWidget) -> RegistrationDialog:
    made = RegistrationDialog(sample_session, known.unit_ids[0], known.units, None, owner)
    made.open()
    qtbot.waitUntil(made.isVisible)
    assert made.table.choose(known.id)
    return made


def now(session: Session, known: Registration) -> Registration:
    return registrations.get_registration(session.con, known.id)


def press(qtbot: QtBot, dialog: QDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    assert button.isEnabled()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def part(dialog: QDialog, name: str) -> QWidget:
    found = dialog.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def asked(qtbot: QtBot, dialog: QDialog) -> QDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in dialog.findChildren(QDialog, "recordDialog")))
    return next(d for d in dialog.findChildren(QDialog, "recordDialog") if d.isVisible())


def submit(qtbot: QtBot, dialog: QDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_enter_on_a_registration_changes_it(
    qtbot: QtBot, opened: RegistrationDialog, sample_session: Session, known: Registration
) -> None:
    qtbot.keyClick(opened.table, Qt.Key.Key_Return)
    title = part(opened, "field_title")
    assert title.property("text") == known.title
    budget = part(opened, "field_planned_budget")
    budget.setProperty("text", "")
    qtbot.keyClicks(budget, "125.000.000")
    with qtbot.waitSignal(sample_session.changed):
        submit(qtbot, opened)
    after = now(sample_session, known)
    assert after.planned_budget == 125_000_000
    assert (after.title, after.received_date, after.content) == (
        known.title,
        known.received_date,
        known.content,
    )


def test_returned_and_taken_back_in(
    qtbot: QtBot, opened: RegistrationDialog, sample_session: Session, known: Registration
) -> None:
    press(qtbot, opened, "registration_return")
    question = asked(qtbot, opened)
    submit(qtbot, question)
    assert question.isVisible(), "a return without a reason must stay open"
    qtbot.keyClicks(part(question, "field_reason"), "Chua ro noi dung")
    with qtbot.waitSignal(sample_session.changed):
        submit(qtbot, question)
    assert now(sample_session, known).returned_date == dt.date(2023, 8, 20)
    facts = opened.findChild(QLabel, "registrationFacts")
    assert isinstance(facts, QLabel)
    assert "Chua ro noi dung" in facts.text()
    with qtbot.waitSignal(sample_session.changed):
        press(qtbot, opened, "registration_takeBackIn")
    assert now(sample_session, known).returned_date is None
    assert now(sample_session, known).received_date == known.received_date
    opened.reject()


def test_progress_and_attachment(
    qtbot: QtBot,
    opened: RegistrationDialog,
    sample_session: Session,
    known: Registration,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    press(qtbot, opened, "registration_progress")
    question = asked(qtbot, opened)
    qtbot.keyClicks(part(question, "field_note"), "Da xong phan mong")
    with qtbot.waitSignal(sample_session.changed):
        submit(qtbot, question)
    notes = registrations.progress_notes(sample_session.con, known.id)
    assert (
        notes[-1] == (dt.date(2023, 8, 20), "Da xong phan mong")
        or (
            dt.date(2023, 8, 20),
            "Da xong phan mong",
        )
        in notes
    )
    file = tmp_path / "anh.txt"
    file.write_text("ảnh công trình", encoding="utf-8")
    with qtbot.waitSignal(sample_session.changed):
        opened.attach_file(str(file))
    assert "anh.txt" in [one.name for one in registrations.attached(sample_session.con, known.id)]
    shown: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", shown.append)
    press(qtbot, opened, "registration_open")
    assert "ảnh công trình" in [one.read_text(encoding="utf-8") for one in shown if one.name == "anh.txt"]
    opened.reject()


def test_a_missing_title_is_said_under_its_field(
    qtbot: QtBot, opened: RegistrationDialog, sample_session: Session
) -> None:
    press(qtbot, opened, "registration_new")
    before = len(registrations.list_registrations(sample_session.con, sample_session.campaign_id or 0))
    submit(qtbot, opened)
    assert opened.isVisible()
    assert part(opened, "field_title").hasFocus()
    after = len(registrations.list_registrations(sample_session.con, sample_session.campaign_id or 0))
    assert after == before
    opened.reject()


def test_removed_and_brought_back(
    qtbot: QtBot, opened: RegistrationDialog, sample_session: Session, known: Registration
) -> None:
    with qtbot.waitSignal(sample_session.changed):
        press(qtbot, opened, "registration_remove")
    assert opened.table.rows_model.find(known.id) is None
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    assert opened.table.rows_model.find(known.id) is not None
    opened.reject()


def test_model_keeps_qts_rules(qtmodeltester: ModelTester, opened: RegistrationDialog) -> None:
    qtmodeltester.check(opened.table.rows_model)
    opened.reject()
