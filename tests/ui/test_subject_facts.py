"""Dân tộc, tôn giáo, nhóm đối tượng, tài khoản: typed by keys from three places, counted, shown, undone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hands import find, pick, press, send, shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from db import history, lookup, nominations, people, statistics
from db.store import Action
from desktop.ui.dialogs.subject_facts import SubjectFactsDialog
from desktop.ui.operations.base import StoreOp
from desktop.ui.pages.awards import NominationsPage
from desktop.ui.pages.register import RegisterPage
from desktop.ui.pages.reports import ReportsPage
from desktop.ui.session import Session

CEREMONY = dt.date(2023, 12, 6)
CTRL = Qt.KeyboardModifier.ControlModifier
FIELDS = {
    "individual": {"sex", "ethnic_group", "religion", "object_class", "account", "bank"},
    "household": {"ethnic_group", "religion", "account", "bank"},
    "collective": {"account", "bank"},
}


def asked(qtbot: QtBot, owner: QWidget) -> QDialog:
    qtbot.waitUntil(
        lambda: any(d.isVisible() for d in owner.findChildren(SubjectFactsDialog, "subjectFactsDialog"))
    )
    dialog = next(d for d in owner.findChildren(SubjectFactsDialog) if d.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def write(field: QWidget, text: str) -> None:
    field.setFocus()
    edit = field.lineEdit() if isinstance(field, QComboBox) else field
    assert isinstance(edit, QLineEdit)
    edit.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(edit, event)


def carry_out(qtbot: QtBot, session: Session, work: Any) -> None:
    done: list[object] = []
    session.run(StoreOp("Chuẩn bị", work), done.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(done))


def told_in(owner: QWidget) -> set[str]:
    return {label.text() for label in owner.findChildren(QLabel) if label.isVisible()}


def test_the_panel_of_a_nominee_asks_writes_once_and_shows(qtbot: QtBot, sample_session: Session) -> None:
    page = shown(qtbot, NominationsPage(sample_session))
    listed = nominations.list_nominations(sample_session.con, sample_session.campaign_id)
    one = next(n for n in listed if n.kind == "individual")
    find(page, "nominees").choose(one.id)
    find(page, "nomineeTabs").setCurrentIndex(3)
    before = people.get_subject(sample_session.con, one.subject.id)
    last = history.last_action_id(sample_session.con)
    press(qtbot, page, "subjectFacts")
    dialog = asked(qtbot, page)
    write(find(dialog, "ethnic_group"), "Chu Ru")
    write(find(dialog, "religion"), "Tin Lành")
    pick(qtbot, find(dialog, "object_class"), "Doanh nhân")
    write(find(dialog, "account"), "0123 456")
    write(find(dialog, "bank"), "Agribank")
    said = send(qtbot, sample_session, dialog)
    assert one.name in said
    qtbot.waitUntil(
        lambda: {"Chu Ru", "Tin Lành", "Doanh nhân", "0123 456 – Agribank"} <= told_in(page.panel.facts)
    )
    after = people.get_subject(sample_session.con, one.subject.id)
    assert (after.ethnic_group, after.religion, after.object_class) == ("Chu Ru", "Tin Lành", "business")
    assert (after.name, after.birth_on, after.position) == (before.name, before.birth_on, before.position)
    assert history.last_action_id(sample_session.con) == last + 1, "one action"
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    assert people.get_subject(sample_session.con, one.subject.id) == before
    assert people.bank_accounts(sample_session.con, [one.subject.id]) == {}
    qtbot.waitUntil(lambda: "0123 456 – Agribank" not in told_in(page.panel.facts))


def test_the_look_up_asks_of_the_one_shown(qtbot: QtBot, sample_session: Session) -> None:
    page = shown(qtbot, RegisterPage(sample_session))
    tabs = find(page, "registerTabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(1)
    person = next(
        found
        for found in lookup.find(sample_session.con, "", limit=50)
        if people.get_subject(sample_session.con, found.subject_id).kind == "individual"
    )
    find(page, "lookupNames").choose(person.subject_id)
    press(qtbot, page.lookup, "subjectFacts")
    dialog = asked(qtbot, page)
    assert person.name in find(dialog, "subjectFactsName").text()
    write(find(dialog, "ethnic_group"), "Chu Ru")
    pick(qtbot, find(dialog, "sex"), "Nữ")
    send(qtbot, sample_session, dialog)
    after = people.get_subject(sample_session.con, person.subject_id)
    assert (after.ethnic_group, after.sex) == ("Chu Ru", "female")
    assert "Chu Ru" in people.words_written(sample_session.con, "ethnic_group"), "proposed from now on"


def test_a_name_that_no_row_counts_goes_to_its_row_and_the_rest_stays_listed(
    qtbot: QtBot, sample_session: Session
) -> None:
    sample_session.look_at_day(CEREMONY)
    period = statistics.Period.of_year(2023)
    form = statistics.form("commune")

    def forget(action: Action) -> None:
        found = statistics.table(action.con, form, period).facts("05", "1")[:2]
        for fact in found:
            subject = statistics.subject_behind(action.con, fact)
            assert subject is not None
            people.change_subject(action, subject, object_class="", ethnic_group="")

    carry_out(qtbot, sample_session, forget)
    before = statistics.table(sample_session.con, form, period)
    waiting = before.unplaced["class"]
    page = shown(qtbot, ReportsPage(sample_session))
    find(page, "reportTabs").setCurrentIndex(1)
    press(qtbot, page, "unplaced_class")
    names = find(page, "statisticsNames")
    assert names.hasFocus()
    names.setCurrentIndex(page.statistics.names.model.index(0, 0))
    first = page.statistics.names.model.row(0)
    subject = statistics.subject_behind(sample_session.con, first)
    assert subject is not None
    mine = sum(statistics.subject_behind(sample_session.con, f) == subject for f in waiting)
    qtbot.keyClick(names, Qt.Key.Key_Return)
    dialog = asked(qtbot, page)
    assert people.get_subject(sample_session.con, subject).name in find(dialog, "subjectFactsName").text()
    pick(qtbot, find(dialog, "object_class"), "Công nhân, nông dân")
    write(find(dialog, "ethnic_group"), "Ê Đê")
    send(qtbot, sample_session, dialog)
    after = statistics.table(sample_session.con, form, period)
    assert len(after.unplaced["class"]) == len(waiting) - mine
    assert first.id in {f.id for f in after.facts("10", "1")}
    assert first.id not in {f.id for f in before.facts("10", "1")}
    assert first.id in {f.id for f in after.facts("19", "1")}, "dân tộc thiểu số"
    left = list(after.unplaced["class"])
    assert left, "the list has more to fill in"
    qtbot.waitUntil(lambda: list(page.statistics.names.model.rows) == left)


def test_a_drive_has_no_person_behind_it(sample_session: Session) -> None:
    drives = statistics.campaigns_in(sample_session.con, statistics.Period.of_year(2023))
    assert drives
    assert [statistics.subject_behind(sample_session.con, one) for one in drives] == [None] * len(drives)


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_only_what_fits_the_kind_is_asked(qtbot: QtBot, sample_session: Session, kind: str) -> None:
    def add(action: Action) -> None:
        people.add_subject(action, kind=kind, name="Gió Ngàn")

    carry_out(qtbot, sample_session, add)
    one = people.list_subjects(sample_session.con, text="Gió Ngàn", kind=kind)[0]
    dialog = SubjectFactsDialog(sample_session, one)
    qtbot.addWidget(dialog)
    assert set(dialog.form.values()) == FIELDS[kind]
    dialog.open()
    write(find(dialog, "bank"), "Agribank")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert "số tài khoản" in find(dialog, "refusal").text(), "a bank alone is not thrown away silently"
    write(find(dialog, "account"), "01#2")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "01#2" in find(dialog, "refusal").text())
    write(find(dialog, "account"), "01-2")
    send(qtbot, sample_session, dialog)
    assert people.bank_accounts(sample_session.con, [one.id]) == {
        one.id: people.BankAccount("01-2", "Agribank")
    }


def test_kinh_and_no_religion_are_proposed_first(sample_session: Session) -> None:
    ethnic = people.words_written(sample_session.con, "ethnic_group")
    assert ethnic[0] == "Kinh"
    assert {"Ê Đê", "Ba Na"} <= set(ethnic)
    assert len(ethnic) == len(set(ethnic))
    assert people.words_written(sample_session.con, "religion")[0] == "Không"
