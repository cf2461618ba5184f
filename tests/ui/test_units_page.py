"""The units page: found without accents, added with their duties, changed, ended, removed or refused."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import units
from desktop.ui.pages.units import UnitsPage
from desktop.ui.session import Session

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> UnitsPage:
    made = UnitsPage(sample_session)
    qtbot.addWidget(made)
    made.resize(1158, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def shown(page: UnitsPage) -> list[str]:
    return [unit.name for unit in page.table.rows_model.rows]


def dialog(qtbot: QtBot, page: QWidget, name: str) -> QDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(QDialog, name)))
    return next(d for d in page.findChildren(QDialog, name) if d.isVisible())


def field(dialog: QDialog, name: str) -> QWidget:
    found = dialog.findChild(QWidget, f"field_{name}")
    assert isinstance(found, QWidget)
    return found


def test_model_keeps_qts_rules(qtmodeltester: ModelTester, page: UnitsPage) -> None:
    qtmodeltester.check(page.table.rows_model)


def test_search_without_accents_and_count(qtbot: QtBot, page: UnitsPage) -> None:
    everything = len(shown(page))
    search = page.findChild(QLineEdit, "unitSearch")
    assert isinstance(search, QLineEdit)
    qtbot.keyClicks(search, "hoi nong dan")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert shown(page) == ["Hội Nông dân phường"]
    search.clear()
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert len(shown(page)) == everything


def test_count_of_a_kind_filters_to_it(qtbot: QtBot, page: UnitsPage) -> None:
    button = page.findChild(QPushButton, "school")
    assert isinstance(button, QPushButton)
    count = int(button.text().rsplit(" ", 1)[1])
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(shown(page)) == count
    assert {unit.kind for unit in page.table.rows_model.rows} == {"school"}


def test_new_unit_gets_its_duties(qtbot: QtBot, page: UnitsPage, sample_session: Session) -> None:
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    asked = dialog(qtbot, page, "unitDialog")
    qtbot.keyClicks(field(asked, "name"), "To dan pho 77")
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(field(asked, "name"), Qt.Key.Key_Return)
    unit = units.find_unit(sample_session.con, "To dan pho 77")
    assert unit is not None
    assert unit.kind == "neighborhood"
    owed = sample_session.con.execute(
        "SELECT count(*) AS n FROM obligation WHERE unit_id = ? AND campaign_id = ?",
        (unit.id, sample_session.campaign_id),
    ).fetchone()["n"]
    assert owed == 5
    assert "To dan pho 77" in shown(page)


def test_same_name_is_refused_and_the_dialog_stays(qtbot: QtBot, page: UnitsPage) -> None:
    page.add()
    asked = dialog(qtbot, page, "unitDialog")
    name = field(asked, "name")
    name.setProperty("text", "Hội Nông dân phường")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    refusal = asked.findChild(QWidget, "refusal")
    assert refusal is not None
    qtbot.waitUntil(refusal.isVisible)
    assert name.property("text") == "Hội Nông dân phường"
    qtbot.keyClick(asked, Qt.Key.Key_Escape)


def test_unit_with_data_is_not_removed_but_ended(
    qtbot: QtBot, page: UnitsPage, sample_session: Session
) -> None:
    unit = units.find_unit(sample_session.con, "Tổ dân phố 1")
    assert unit is not None
    page.table.setFocus()
    assert page.table.choose(unit.id)
    with qtbot.waitSignal(sample_session.refused) as refused:
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert "ngừng hoạt động" in refused.args[0]
    page.end()
    asked = dialog(qtbot, page, "endUnitDialog")
    qtbot.keyClicks(field(asked, "day"), "01/08/2023")
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(field(asked, "day"), Qt.Key.Key_Return)
    after = units.get_unit(sample_session.con, unit.id)
    assert (after.active_to, after.head_name) == (dt.date(2023, 8, 1), unit.head_name)
    assert unit.name not in shown(page)


def test_empty_register_offers_pasting(qtbot: QtBot, empty_session: Session) -> None:
    page = UnitsPage(empty_session)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert any(b.text() == "Dán từ Excel" and b.isVisible() for b in page.findChildren(QPushButton))
