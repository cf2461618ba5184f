"""Báo cáo: figures equal to the names behind them, and the report with the officer's own sentences."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from hands import compose, find, shown
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPushButton

from db import board, nominations, registrations, resources
from db.store import Action
from desktop.ui.models.figures import FIGURE_COLUMNS, LINE_COLUMNS, figures
from desktop.ui.models.table import RowsModel
from desktop.ui.operations import nominations as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.pages.reports import ReportsPage
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable

CEREMONY = dt.date(2023, 12, 6)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(sample_session: Session, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files the page would show; no program is started for them."""
    files: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", files.append)
    return files


@pytest.fixture
def page(qtbot, sample_session: Session, opened: list[Path]) -> ReportsPage:
    """The page on the worked example, on the day after its decision."""
    sample_session.look_at_day(CEREMONY)
    return shown(qtbot, ReportsPage(sample_session))


def table(page: ReportsPage, name: str) -> DataTable:
    found = page.findChild(DataTable, name)
    assert found is not None
    return found


def counts(page: ReportsPage) -> dict[str, int]:
    return {figure.key: figure.count for figure in table(page, "figures").rows_model.rows}


def save(qtbot, page: ReportsPage, button: str, target: Path, opened: list[Path]) -> None:
    """Press a button, answer its file dialog, wait for the file."""
    pressed = find(page, button)
    pressed.setFocus()
    qtbot.keyClick(pressed, Qt.Key.Key_Space)
    finish(qtbot, page, target, opened)


def finish(qtbot, page: ReportsPage, target: Path, opened: list[Path]) -> None:
    """Answer the file dialog, wait for the file."""
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(QDialog, "chooseTarget")))
    chooser: Any = next(d for d in page.findChildren(QDialog, "chooseTarget") if d.isVisible())
    chooser.fileSelected.emit(str(target))
    chooser.reject()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)


# ---------------------------------------------------------------- figures


def test_nominees_are_counted_as_in_the_sample(page: ReportsPage) -> None:
    sample = json.loads(resources.path("samples/mau.json").read_text(encoding="utf-8"))
    kinds = {s["code"]: s["kind"] for s in sample["subjects"]}
    mine = [n for n in sample["nominations"] if n["campaign"] == "30NAM-2023"]
    by_kind = Counter(kinds[n["subject"]] for n in mine)
    by_status = Counter(n["status"] for n in mine)
    known = counts(page)
    assert {kind: known[f"nominee_{kind}"] for kind in by_kind} == dict(by_kind)
    assert {status: known[f"stage_{status}"] for status in by_status} == dict(by_status)


def test_duties_are_the_board(page: ReportsPage, sample_session: Session) -> None:
    assert sample_session.campaign_id is not None
    known = counts(page)
    cells = board.board(sample_session.con, sample_session.campaign_id, CEREMONY).counts
    assert {state: known.get(f"duty_{state}", 0) for state in cells} == cells


MONEY = ("planned_budget", "planned_people", "planned_other", "final_budget", "final_people", "final_other")


def give(action: Action) -> None:
    """Three registrations with what they took, nothing noted of the rest; the third is only planned."""
    rows = action.con.execute("SELECT id FROM registration WHERE campaign_id = 2 ORDER BY id").fetchall()
    for row in rows:
        action.update("registration", row["id"], **dict.fromkeys((*MONEY, "labour_days", "land_m2")))
    standing = [r for r in registrations.list_registrations(action.con, 2) if r.counts]
    action.update("registration", standing[0].id, final_people=12_000_000, final_budget=1_000_000)
    action.update("registration", standing[1].id, final_other=500_000, labour_days=35)
    action.update("registration", standing[2].id, planned_people=3_500_000)


def test_what_the_people_gave_is_a_figure_with_its_works(qtbot, sample_session: Session) -> None:
    assert sample_session.campaign_id == 2
    done: list[object] = []
    sample_session.run(StoreOp("Ghi nguồn lực", give), done.append, done.append)
    qtbot.waitUntil(lambda: done == [None])
    found = {f.key: f for f in figures(sample_session.con, 2, CEREMONY)}
    value, given = found["resource_value"], found["resource_given"]
    assert (value.count, value.title) == (3, "Có giá trị thực hiện: 17.000.000 đồng")
    assert (given.count, given.title) == (3, "Có Nhân dân đóng góp: 15.500.000 đồng, 35 ngày công")
    assert [line.remark for line in given.lines] == ["12.000.000 đồng", "35 ngày công", "3.500.000 đồng"]


def test_every_figure_opens_the_names_behind_it(qtbot, page: ReportsPage) -> None:
    listed = table(page, "figures")
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Home)
    heading = find(page, "figureHeading")
    assert isinstance(heading, QLabel)
    for at in range(listed.rows_model.rowCount()):
        figure = listed.rows_model.row(at)
        assert table(page, "figureNames").rows_model.rowCount() == figure.count > 0
        assert heading.text() == f"{figure.group} – {figure.title}: {figure.count}"
        qtbot.keyClick(listed, Qt.Key.Key_Down)


def test_enter_goes_to_the_names(qtbot, page: ReportsPage) -> None:
    listed = table(page, "figures")
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Home)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert page.focusWidget() is table(page, "figureNames")


def test_another_day_gives_other_figures(qtbot, page: ReportsPage) -> None:
    assert counts(page)["award_individual"] == 42
    day = find(page, "report_as_of")
    day.setFocus()
    qtbot.keyClick(day, Qt.Key.Key_A, CONTROL)
    compose(day, "20/08/2023")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert "award_individual" not in counts(page)
    assert counts(page)["duty_overdue"] > 0


def test_a_change_of_the_register_shows_at_once(qtbot, page: ReportsPage, sample_session: Session) -> None:
    assert sample_session.campaign_id is not None
    before = counts(page)
    one = next(
        n
        for n in nominations.list_nominations(sample_session.con, sample_session.campaign_id)
        if n.status in nominations.UNDECIDED
    )
    left = f"stage_{one.status}"
    sample_session.run(operations.set_status((one.id,), "withdrawn", "Cơ quan rút"))
    qtbot.waitUntil(lambda: counts(page).get(left, 0) == before[left] - 1)
    assert counts(page)["stage_withdrawn"] == before.get("stage_withdrawn", 0) + 1


def test_without_a_drive_the_page_leads_to_the_drives(qtbot, empty_session: Session) -> None:
    page = shown(qtbot, ReportsPage(empty_session))
    button = next(b for b in page.findChildren(QPushButton) if b.isVisible())
    assert button.text() == "Tạo phong trào"
    button.setFocus()
    with qtbot.waitSignal(page.go_to) as told:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert told.args == ["campaigns"]


# ---------------------------------------------------------------- files


def test_the_report_carries_the_officers_sentences(
    qtbot, page: ReportsPage, opened: list[Path], tmp_path: Path
) -> None:
    compose(find(page, "report_assessments"), "Phong trào được Nhân dân hưởng ứng rộng rãi.")
    compose(find(page, "report_proposals"), "Đề nghị thành phố bổ sung kinh phí khen thưởng.")
    box = find(page, "report_stage")
    assert isinstance(box, QComboBox)
    box.setFocus()
    for _ in range(2):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == "Sơ kết"
    target = tmp_path / "báo cáo.docx"
    save(qtbot, page, "reportWord", target, opened)
    words = "\n".join(p.text for p in docx.Document(str(target)).paragraphs)
    assert "Phong trào được Nhân dân hưởng ứng rộng rãi" in words
    assert "Đề nghị thành phố bổ sung kinh phí khen thưởng" in words
    assert "Sơ kết" in words


def test_the_report_is_a_pdf_too(qtbot, page: ReportsPage, opened: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "báo cáo.pdf"
    save(qtbot, page, "reportPdf", target, opened)
    with pypdfium2.PdfDocument(target) as pdf:
        words = "".join(pdf[at].get_textpage().get_text_range() for at in range(len(pdf)))
    assert "BÁO CÁO" in words
    assert "187/QĐ-UBND" in words


@pytest.mark.parametrize("button", ["reportSummary", "reportStatistics"])
def test_the_workbooks_open(
    qtbot, page: ReportsPage, opened: list[Path], tmp_path: Path, button: str
) -> None:
    target = tmp_path / "bảng.xlsx"
    save(qtbot, page, button, target, opened)
    book = openpyxl.load_workbook(target)
    values = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert 67 in values
    assert any("tính đến ngày 06/12/2023" in str(value) for value in values)


@pytest.mark.parametrize(
    ("kind", "sheet"),
    [
        ("progress", "Chỉ tiêu theo đợt"),
        ("evidence", "Minh chứng theo năm"),
        ("prizes", "187-QĐ-UBND"),
        ("mail-merge", "Khen thưởng"),
    ],
)
def test_the_other_workbooks_open_from_their_menu(
    qtbot, page: ReportsPage, opened: list[Path], tmp_path: Path, kind: str, sheet: str
) -> None:
    target = tmp_path / "bảng.xlsx"
    page.more_actions[kind].trigger()
    finish(qtbot, page, target, opened)
    assert openpyxl.load_workbook(target).sheetnames[0] == sheet


def test_the_question_where_to_keeps_the_name_of_word(qtbot, page: ReportsPage) -> None:
    page.more_actions["mail-merge"].trigger()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(QDialog, "chooseTarget")))
    chooser = next(d for d in page.findChildren(QDialog, "chooseTarget") if d.isVisible())
    assert chooser.windowTitle() == "Xuất dữ liệu trộn thư Word"
    chooser.reject()


def test_without_a_day_nothing_is_written(qtbot, page: ReportsPage) -> None:
    day = find(page, "report_as_of")
    day.setFocus()
    qtbot.keyClick(day, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(day, Qt.Key.Key_Delete)
    page.ask_word()
    assert page.findChildren(QDialog, "chooseTarget") == []
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Hãy nhập “Tính đến ngày”." in said


# ---------------------------------------------------------------- the models by Qt's own rules


def test_the_models_keep_qts_rules(qtmodeltester, sample_session: Session) -> None:
    assert sample_session.campaign_id is not None
    found = figures(sample_session.con, sample_session.campaign_id, CEREMONY)
    qtmodeltester.check(RowsModel(FIGURE_COLUMNS, found, row_id=lambda f: f.key))
    qtmodeltester.check(RowsModel(LINE_COLUMNS, found[0].lines))
