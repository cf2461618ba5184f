"""What is pasted from Excel: rows beside the register, ticks by keys, one action for all of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import units
from desktop.exchange.preview import preview_text
from desktop.ui.dialogs.paste import PasteDialog, TickTable
from desktop.ui.models.incoming import IncomingModel
from desktop.ui.pages.units import UnitsPage
from desktop.ui.session import Session

BLOCK = "Tên đơn vị\tThủ trưởng\nTổ dân phố 51\tY Blơ Niê\nTổ dân phố 52\tH’Ñuên Ƀyă\nTrạm Y tế cơ sở hai\t\n"


def names(session: Session) -> set[str]:
    return {unit.name for unit in units.list_units(session.con)}


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> UnitsPage:
    made = UnitsPage(sample_session)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def preview_of(qtbot: QtBot, page: UnitsPage) -> PasteDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(QDialog, "pasteDialog")))
    found = page.findChild(PasteDialog, "pasteDialog")
    assert isinstance(found, PasteDialog)
    return found


def test_pasted_units_are_one_undo(qtbot: QtBot, page: UnitsPage, sample_session: Session) -> None:
    before = names(sample_session)
    owed = sample_session.con.execute("SELECT count(*) AS n FROM obligation").fetchone()["n"]
    QGuiApplication.clipboard().setText(BLOCK)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    asked = preview_of(qtbot, page)
    with qtbot.waitSignal(asked.written) as written:
        qtbot.keyClick(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert written.args == [3]
    assert names(sample_session) - before == {"Tổ dân phố 51", "Tổ dân phố 52", "Trạm Y tế cơ sở hai"}
    after = sample_session.con.execute("SELECT count(*) AS n FROM obligation").fetchone()["n"]
    assert after > owed, "new units must get the duties of open drives"
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    assert names(sample_session) == before
    assert sample_session.con.execute("SELECT count(*) AS n FROM obligation").fetchone()["n"] == owed


def test_unticked_rows_are_left_out(qtbot: QtBot, page: UnitsPage, sample_session: Session) -> None:
    before = names(sample_session)
    page.importer.take_text(BLOCK)
    asked = preview_of(qtbot, page)
    table = asked.findChild(TickTable, "incomingRows")
    assert isinstance(table, TickTable)
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    box = asked.findChild(QCheckBox, "incoming_new")
    assert isinstance(box, QCheckBox)
    assert not box.isChecked()
    with qtbot.waitSignal(asked.written):
        qtbot.keyClick(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert names(sample_session) - before == {"Tổ dân phố 52", "Trạm Y tế cơ sở hai"}


def test_changes_are_shown_old_to_new(sample_session: Session) -> None:
    unit = units.find_unit(sample_session.con, "Tổ dân phố 1")
    assert unit is not None
    assert unit.head_name
    preview = preview_text(
        sample_session.con, "Tên đơn vị\tThủ trưởng\nTổ dân phố 1\tRơ Châm Hyan", None, "units"
    )
    model = IncomingModel("units", preview.rows)
    at = next(n for n, column in enumerate(model.columns) if column.key == "head_name")
    assert model.index(0, at).data() == f"{unit.head_name} → Rơ Châm Hyan"


def test_what_cannot_be_read_cannot_be_ticked(qtmodeltester: ModelTester, sample_session: Session) -> None:
    text = "Tên đơn vị\tThủ trưởng\n\tkhông tên\nTổ dân phố 1\t"
    model = IncomingModel("units", preview_text(sample_session.con, text, None, "units").rows)
    model.set_ticked(range(model.rowCount()), True)
    assert model.ticked == set()
    qtmodeltester.check(model)
