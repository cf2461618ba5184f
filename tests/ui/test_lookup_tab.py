"""Tra cứu: one person by every key, the history as the register has it, the confirmation slip."""

from __future__ import annotations

import datetime as dt
import unicodedata
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from hands import dialog_of, find
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from db import lookup
from db.lookup import HistoryLine
from desktop.ui.icons import Symbol
from desktop.ui.models.lookup import FOUND_COLUMNS, HISTORY_COLUMNS, in_full, remarks, shown_organ, standing
from desktop.ui.models.table import RowsModel
from desktop.ui.pages.register import RegisterPage
from desktop.ui.session import Session

CEREMONY = dt.date(2023, 12, 6)
CONTROL = Qt.KeyboardModifier.ControlModifier


def words(owner: QWidget, name: str) -> str:
    label = find(owner, name)
    assert isinstance(label, QLabel)
    return label.text()


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> RegisterPage:
    """The page with the look-up in front."""
    sample_session.look_at_day(CEREMONY)
    made = RegisterPage(sample_session)
    qtbot.addWidget(made)
    made.resize(1158, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    tabs = find(made, "registerTabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(1)
    return made


def commit(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def test_every_key_narrows_the_names_without_waiting(qtbot: QtBot, page: RegisterPage) -> None:
    view = page.lookup
    field = find(page, "lookupSearch")
    field.setFocus()
    before = len(view.model.rows)
    seen = []
    for key in "nguyen":
        qtbot.keyClick(field, key)
        seen.append([row.subject_id for row in view.model.rows])
    everybody = lookup.find(page.session.con, "", limit=10_000)
    by_hand = [f.subject_id for f in everybody if "nguyen" in _bare(f.name)]
    assert before == min(50, len(everybody))
    assert seen[-1] == by_hand
    assert by_hand
    assert all(len(a) >= len(b) for a, b in pairwise(seen))


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in parts if unicodedata.category(c) != "Mn")


def test_a_long_list_goes_on_by_button_and_by_scrolling(
    qtbot: QtBot, page: RegisterPage, sample_session: Session
) -> None:
    view = page.lookup
    names = view.table
    everybody = lookup.find(page.session.con, "", limit=10_000)
    assert len(everybody) > 60, "the sample has more names than are shown at first"
    assert [row.subject_id for row in view.model.rows] == [f.subject_id for f in everybody[:50]]
    # How many are left is counted aside, once the typing has paused.
    qtbot.waitUntil(lambda: f"còn {len(everybody) - 50} tên" in status(view))
    assert "cuộn xuống để xem tiếp, hoặc gõ thêm chữ để thu hẹp" in status(view)
    names.choose(everybody[40].subject_id)
    more = find(view, "lookupMore")
    more.setFocus()
    qtbot.keyClick(more, Qt.Key.Key_Space)
    assert [row.subject_id for row in view.model.rows] == [f.subject_id for f in everybody[:250]]
    assert view.model.row(names.current_row()).subject_id == everybody[40].subject_id
    assert status(view) == f"{len(everybody)} tên"
    assert view.findChild(QWidget, "lookupMore") is None or not find(view, "lookupMore").isVisible()
    # A letter and back again: the short list once more, which goes on at its end.
    field = find(page, "lookupSearch")
    field.setFocus()
    qtbot.keyClick(field, "n")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert len(view.model.rows) == 50
    names.setFocus()
    qtbot.keyClick(names, Qt.Key.Key_End)
    assert len(view.model.rows) == len(everybody)
    view.refresh()
    assert len(view.model.rows) == len(everybody), "what was added stays when the register is read anew"


def test_a_short_list_has_nothing_to_go_on_to(page: RegisterPage) -> None:
    field = find(page, "lookupSearch")
    field.setFocus()
    commit(field, "H'Bia Niê")
    assert status(page.lookup) == "1 tên"
    page.lookup.show_more()
    assert len(page.lookup.model.rows) == 1


def status(view: QWidget) -> str:
    return next(label.text() for label in view.findChildren(QLabel) if " tên" in label.text())


def test_a_syllable_still_being_composed_is_not_looked_up(page: RegisterPage) -> None:
    field = find(page, "lookupSearch")
    field.setFocus()
    before = list(page.lookup.model.rows)
    QApplication.sendEvent(field, QInputMethodEvent("Nguyê", []))
    assert list(page.lookup.model.rows) == before
    commit(field, "Nguyễn")
    assert list(page.lookup.model.rows) != before


def test_the_history_of_the_chosen_one_stands_beside_it(qtbot: QtBot, page: RegisterPage) -> None:
    view = page.lookup
    field = find(page, "lookupSearch")
    field.setFocus()
    commit(field, "H'Bia Niê")
    assert [row.name for row in view.model.rows] == ["H'Bia Niê"]
    row = page.session.con.execute(
        """SELECT count(*) AS n, min(d.number) AS number FROM award a JOIN decision d ON d.id = a.decision_id
           JOIN subject s ON s.id = a.subject_id WHERE s.name = 'H''Bia Niê' AND d.status = 'issued'"""
    ).fetchone()
    assert len(view.history_model.rows) == row["n"]
    assert "H'Bia Niê" in words(page, "lookupHeading")
    assert f"{row['n']} lần được khen" in words(page, "lookupPlace")
    assert row["number"] in words(page, "lookupDetail")


def test_nobody_found_is_said_and_nothing_of_the_one_before_stays(page: RegisterPage) -> None:
    field = find(page, "lookupSearch")
    field.setFocus()
    commit(field, "không ai như vậy")
    assert list(page.lookup.model.rows) == []
    assert list(page.lookup.history_model.rows) == []
    assert words(page, "lookupHeading") + words(page, "lookupDetail") == ""


def test_the_slip_is_of_the_one_looked_up(
    qtbot: QtBot, page: RegisterPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(page.session, "open_file", opened.append)
    field = find(page, "lookupSearch")
    field.setFocus()
    commit(field, "H'Bia Niê")
    button = find(page, "confirmationSlip")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    dialog = page.findChild(QDialog, "paperDialog")
    assert dialog is not None
    purpose = find(dialog, "paper_purpose")
    assert isinstance(purpose, QLineEdit)
    purpose.setFocus()
    commit(purpose, "bổ sung hồ sơ")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    chooser = dialog_of(qtbot, dialog, "chooseTarget")
    target = tmp_path / "xac-nhan.docx"
    chooser.fileSelected.emit(str(target))  # type: ignore[attr-defined]
    chooser.reject()
    qtbot.waitUntil(lambda: opened == [target], timeout=20_000)
    paper = docx.Document(str(target))
    told = "\n".join(p.text for p in paper.paragraphs)
    told += "\n".join(c.text for t in paper.tables for row in t.rows for c in row.cells)
    assert "GIẤY XÁC NHẬN" in told
    assert "H'Bia Niê" in told
    assert "bổ sung hồ sơ" in told


def line(**changed: object) -> HistoryLine:
    facts: dict[str, object] = {
        "award_id": 1,
        "decision_id": 2,
        "day": dt.date(2019, 5, 6),
        "number": "12/QĐ-UBND",
        "organ": "UBND xã Ea Cũ",
        "present_organ": "",
        "is_own": True,
        "form_code": "giay_khen",
        "form_name": "Giấy khen",
        "award_type": "chuyen_de",
        "campaign": "",
        "recipient": "Y Blơ",
        "position_unit": "Thôn 2",
        "citation": "Giúp dân",
        "register_number": "3/2019",
        "prize_amount": None,
        "standing": True,
        "gone": "",
        "corrected": (),
    }
    return HistoryLine(**{**facts, **changed})  # type: ignore[arg-type]


def test_an_organ_keeps_its_name_of_then_with_the_present_one_beside_it() -> None:
    assert shown_organ(line()) == "UBND xã Ea Cũ"
    merged = line(present_organ="UBND xã Ea Mới")
    assert shown_organ(merged) == "UBND xã Ea Cũ (nay: UBND xã Ea Mới)"
    assert "UBND xã Ea Cũ (nay: UBND xã Ea Mới)" in in_full(merged)


@pytest.mark.parametrize(
    ("changed", "symbol", "told"),
    [
        ({}, Symbol.DISC, ""),
        ({"corrected": ("Điều chỉnh theo Quyết định 15",)}, Symbol.HALF, "Điều chỉnh theo Quyết định 15"),
        ({"standing": False, "gone": "Thu hồi theo 16"}, Symbol.DASH, "Thu hồi theo 16"),
    ],
    ids=["stands", "adjusted", "revoked"],
)
def test_what_became_of_an_award_is_a_sign_a_word_and_a_sentence(
    changed: dict[str, object], symbol: Symbol, told: str
) -> None:
    made = line(**changed)
    assert (standing(made).symbol, remarks(made)) == (symbol, told)
    assert standing(made).word


def test_the_models_keep_qts_rules(qtmodeltester, sample_session: Session) -> None:
    qtmodeltester.check(RowsModel(FOUND_COLUMNS, lookup.find(sample_session.con, "")))


def test_the_model_of_the_history_keeps_qts_rules(qtmodeltester) -> None:
    qtmodeltester.check(RowsModel(HISTORY_COLUMNS, [line(), line(award_id=2, standing=False)]))
