"""Sổ khen thưởng: its filters against the worked example, its workbook, and a superior's decision."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hands import compose, dialog_of, find, pick, shown
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPushButton

from db import decisions, nominations, reports, resources
from desktop.ui.models.awards import REGISTER_COLUMNS
from desktop.ui.models.table import RowsModel
from desktop.ui.pages.register import RegisterPage
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, sample_session: Session) -> RegisterPage:
    """The page on the worked example."""
    sample_session.look_at_day(dt.date(2023, 12, 20))
    return shown(qtbot, RegisterPage(sample_session))


def rows(page: RegisterPage) -> list[Any]:
    found = page.findChild(DataTable, "register")
    assert found is not None
    return list(found.rows_model.rows)


def sample_awards() -> list[tuple[str, str]]:
    """Number of the decision and name of everybody on it, straight from the worked example."""
    sample = json.loads(resources.path("samples/mau.json").read_text(encoding="utf-8"))
    subjects = {s["code"]: s["name"] for s in sample["subjects"]}
    nominees = {n["code"]: subjects[n["subject"]] for n in sample["nominations"]}
    return [
        (decision["number"], nominees[code])
        for decision in sample["decisions"]
        for code in decision["nominations"]
    ]


def test_the_register_holds_every_award_of_the_sample(page: RegisterPage) -> None:
    assert sorted((row.number, row.recipient) for row in rows(page)) == sorted(sample_awards())


def test_numbers_run_through_the_year(page: RegisterPage) -> None:
    assert [row.register_number for row in rows(page)] == [f"{n:02d}/2023" for n in range(1, 78)]


@pytest.mark.parametrize(("kind", "count"), [("Cá nhân", 48), ("Tập thể", 16), ("Hộ gia đình", 13)])
def test_kinds_are_filtered(qtbot, page: RegisterPage, kind: str, count: int) -> None:
    pick(qtbot, find(page, "filterKind"), kind)
    assert len(rows(page)) == count


def test_years_and_forms_are_offered_from_the_register(qtbot, page: RegisterPage) -> None:
    year, form = find(page, "filterYear"), find(page, "filterForm")
    assert isinstance(year, QComboBox)
    assert isinstance(form, QComboBox)
    assert [year.itemText(at) for at in range(year.count())] == ["Mọi năm", "Năm 2023"]
    assert [form.itemText(at) for at in range(form.count())] == ["Mọi hình thức", "Giấy khen"]
    pick(qtbot, year, "Năm 2023")
    pick(qtbot, form, "Giấy khen")
    assert len(rows(page)) == 77


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lai van giap", {"Gia đình ông Lại Văn Giáp"}),
        ("ĐOÀN BÁ NGỮ", {"Gia đình ông Đoàn Bá Ngữ"}),
        ("h'bia nie", {"H'Bia Niê"}),
        ("không có ai", set()),
    ],
)
def test_search_ignores_accents(qtbot, page: RegisterPage, typed: str, expected: set[str]) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F, CONTROL)
    field = page.focusWidget()
    compose(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert {row.recipient for row in rows(page)} == expected


def test_a_decisions_number_finds_its_awards(qtbot, page: RegisterPage) -> None:
    compose(find(page, "search"), "34/QĐ-UBND")
    qtbot.keyClick(find(page, "search"), Qt.Key.Key_Return)
    assert len(rows(page)) == 10


def test_an_empty_register_leads_to_the_decisions(qtbot, empty_session: Session) -> None:
    page = shown(qtbot, RegisterPage(empty_session))
    button = next(b for b in find(page, "register").findChildren(QPushButton) if b.isVisible())
    assert button.text() == "Đến Quyết định && In"
    button.setFocus()
    with qtbot.waitSignal(page.go_to) as told:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert told.args == ["decisions"]


def test_nothing_found_offers_to_lift_the_filter(qtbot, page: RegisterPage) -> None:
    compose(find(page, "search"), "xyz")
    qtbot.keyClick(find(page, "search"), Qt.Key.Key_Return)
    button = next(b for b in find(page, "register").findChildren(QPushButton) if b.isVisible())
    assert button.text() == "Bỏ lọc"
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(rows(page)) == 77


def test_the_workbook_holds_every_row(
    qtbot, page: RegisterPage, sample_session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", opened.append)
    button = find(page, "exportRegister")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    chooser = dialog_of(qtbot, page, "chooseTarget")
    target = tmp_path / "sổ.xlsx"
    chooser.fileSelected.emit(str(target))  # type: ignore[attr-defined]
    chooser.reject()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    book = openpyxl.load_workbook(target)
    cells = {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value}
    for row in rows(page):
        assert row.register_number in cells
        assert any(row.recipient in cell for cell in cells)


def test_a_superiors_decision_enters_the_register(qtbot, page: RegisterPage, sample_session: Session) -> None:
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    dialog = dialog_of(qtbot, page, "superiorDialog")
    compose(find(dialog, "number"), "2210/QĐ-UBND")
    compose(find(dialog, "signer"), "Lê Hữu Phước")
    with qtbot.waitSignal(sample_session.said):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not any(d.isVisible() for d in page.findChildren(QDialog, "superiorDialog")))
    found = [row for row in reports.register_rows(sample_session.con) if not row.is_own]
    assert sorted(row.recipient for row in found) == [
        "Bùi Thị Kim Ngoan",
        "Trần Lê Bảo Sơn",
        "Ủy ban Mặt trận Tổ quốc Việt Nam phường",
    ]
    assert {row.organization for row in found} == {"Ủy ban nhân dân thành phố Sơn Trà Giang"}
    assert len(rows(page)) == 80
    assert nominations.list_nominations(sample_session.con, statuses=["sent_up"]) == []
    assert decisions.by_number(sample_session.con, "2210").signer_name == "Lê Hữu Phước"


def test_a_bare_number_of_a_superior_is_refused(qtbot, page: RegisterPage) -> None:
    page.enter_superior()
    dialog = dialog_of(qtbot, page, "superiorDialog")
    compose(find(dialog, "number"), "2210")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    refusal = find(dialog, "refusal")
    assert isinstance(refusal, QLabel)
    qtbot.waitUntil(lambda: "thiếu ký hiệu" in refusal.text())
    dialog.reject()


def test_the_model_keeps_qts_rules(qtmodeltester, sample_session: Session) -> None:
    qtmodeltester.check(RowsModel(REGISTER_COLUMNS, reports.register_rows(sample_session.con)))
