"""A drive from a plan or by hand: what is ticked is written, each item beside its sentence."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db import campaigns, milestones, resources
from desktop.plans.read import read_plan
from desktop.ui.dialogs.campaign import NewCampaignDialog
from desktop.ui.dialogs.plan import PlanDialog
from desktop.ui.session import Session
from desktop.ui.widgets.proposal_list import ProposalList

PLAN = resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def go_to(listed: ProposalList, words: str) -> None:
    """Put the keyboard on the one item with these words."""
    model = listed.plan_list
    found = [row for row in range(model.rowCount()) if words in str(model.index(row).data())]
    assert len(found) == 1, [model.index(row).data() for row in found]
    entry = model.entry(found[0])
    assert entry is not None
    listed.choose(entry.key)
    listed.setFocus()


def visible(owner: QWidget, name: str) -> QDialog | None:
    return next((d for d in owner.findChildren(QDialog, name) if d.isVisible()), None)


def test_pasted_plan_becomes_a_drive_by_keys(qtbot: QtBot, owner: QWidget, empty_session: Session) -> None:
    asked = NewCampaignDialog(empty_session, owner)
    asked.open()
    source = asked.findChild(QPlainTextEdit, "planSource")
    assert isinstance(source, QPlainTextEdit)
    QGuiApplication.clipboard().setText(PLAN)
    qtbot.keyClick(source, Qt.Key.Key_V, CONTROL)
    qtbot.keyClick(source, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: visible(owner, "planDialog") is not None, timeout=20_000)
    shown = visible(owner, "planDialog")
    assert isinstance(shown, PlanDialog)
    with qtbot.waitSignal(empty_session.campaign_changed):
        qtbot.keyClick(shown, Qt.Key.Key_Return, CONTROL)
    made = empty_session.campaign_id
    assert made is not None
    (requirement, *_) = milestones.requirements(empty_session.con, made)
    assert (requirement.due, requirement.rule) == (dt.date(2023, 8, 15), "any")
    assert (requirement.min_model, requirement.min_work) == (1, 1)
    assert {(a.window_start, a.window_end) for a in campaigns.awards(empty_session.con, made)} == {
        (2013, 2023)
    }
    qtbot.waitUntil(lambda: visible(owner, "planDialog") is None)


def test_item_rejected_is_left_out_and_a_refusal_keeps_the_dialog(
    qtbot: QtBot, owner: QWidget, empty_session: Session
) -> None:
    shown = PlanDialog(empty_session, read_plan(PLAN), "ke-hoach.txt", owner)
    shown.open()
    wanted = len(shown.draft.requirements)
    go_to(shown.list, "01 mô hình và 01 công trình – Các trường học")
    qtbot.keyClick(shown.list, Qt.Key.Key_X)
    assert len(shown.draft.requirements) == wanted - 1
    title = shown.findChild(QLineEdit, "planTitle")
    assert isinstance(title, QLineEdit)
    title.clear()
    qtbot.keyClick(shown, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(shown.refusal))
    assert "tên phong trào" in shown.refusal
    assert not campaigns.list_campaigns(empty_session.con)
    qtbot.keyClicks(title, "Dot thi dua")
    with qtbot.waitSignal(shown.started) as started:
        qtbot.keyClick(shown, Qt.Key.Key_Return, CONTROL)
    assert len(milestones.requirements(empty_session.con, started.args[0])) == wanted - 1


def test_word_file_is_read_like_the_text(qtbot: QtBot, owner: QWidget, empty_session: Session) -> None:
    asked = NewCampaignDialog(empty_session, owner)
    asked.open()
    asked.read_file(str(resources.path("samples/ke-hoach.docx")))
    qtbot.waitUntil(lambda: visible(owner, "planDialog") is not None, timeout=20_000)
    shown = visible(owner, "planDialog")
    assert isinstance(shown, PlanDialog)
    assert shown.draft.document is not None
    assert shown.draft.document.file_name == "ke-hoach.docx"
    assert [m.day for m in shown.draft.milestones if m.kind == "registration"] == [
        dt.date(2023, 8, 15),
        dt.date(2023, 8, 31),
    ]
    shown.reject()


def test_text_that_is_no_plan_is_refused_in_the_dialog(
    qtbot: QtBot, owner: QWidget, empty_session: Session
) -> None:
    asked = NewCampaignDialog(empty_session, owner)
    asked.open()
    source = asked.findChild(QPlainTextEdit, "planSource")
    assert isinstance(source, QPlainTextEdit)
    source.setPlainText("Hóa đơn tiền điện tháng 5.")
    qtbot.keyClick(source, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(asked.refusal))
    assert asked.isVisible()
    assert source.toPlainText() == "Hóa đơn tiền điện tháng 5."
    asked.reject()


def test_closed_while_the_plan_is_read_nothing_opens(
    qtbot: QtBot, owner: QWidget, empty_session: Session
) -> None:
    for text in (PLAN, "Hóa đơn tiền điện tháng 5."):
        asked = NewCampaignDialog(empty_session, owner)
        asked.open()
        source = asked.findChild(QPlainTextEdit, "planSource")
        assert isinstance(source, QPlainTextEdit)
        source.setPlainText(text)
        with qtbot.waitSignal(empty_session.progressed, timeout=20_000):
            qtbot.keyClick(source, Qt.Key.Key_Return, CONTROL)
            qtbot.keyClick(asked, Qt.Key.Key_Escape)
        assert visible(owner, "planDialog") is None
        assert visible(owner, "newCampaignDialog") is None


def test_drive_by_hand_has_its_deadlines(qtbot: QtBot, owner: QWidget, empty_session: Session) -> None:
    asked = NewCampaignDialog(empty_session, owner)
    asked.open()
    tabs = asked.findChild(QTabWidget, "newCampaignTabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setFocus()
    qtbot.keyClick(tabs.tabBar(), Qt.Key.Key_Right)
    typed = {
        "title": "Thi dua 2024",
        "start_on": "2024",
        "registration_due": "15/3/2024",
        "report_due": "30/11/2024",
        "window_start": "2019",
        "window_end": "2024",
    }
    for key, text in typed.items():
        field = asked.findChild(QWidget, f"field_{key}")
        assert isinstance(field, QWidget)
        qtbot.keyClicks(field, text)
    with qtbot.waitSignal(empty_session.campaign_changed):
        qtbot.keyClick(asked, Qt.Key.Key_Return, CONTROL)
    made = empty_session.campaign_id or 0
    (requirement,) = milestones.requirements(empty_session.con, made)
    assert (requirement.due, requirement.rule) == (dt.date(2024, 3, 15), "any")
    report = [m.day for m in milestones.list_milestones(empty_session.con, made) if m.kind == "report"]
    assert report == [dt.date(2024, 11, 30)]
    (award,) = campaigns.awards(empty_session.con, made)
    assert (award.form_code, award.window_start, award.window_end) == ("giay_khen", 2019, 2024)
