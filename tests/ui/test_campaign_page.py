"""The page of drives: facts, milestones with quotes, results typed in cells, duties, tasks, papers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import hands
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import board, campaigns, milestones, targets
from desktop.ui.dialogs import campaign_parts
from desktop.ui.models.targets import TargetsModel, shown_number
from desktop.ui.pages.campaigns import CampaignsPage
from desktop.ui.session import Session
from desktop.ui.widgets.cell_table import CellTable
from desktop.ui.widgets.data_table import DataTable

CONTROL = Qt.KeyboardModifier.ControlModifier
TABS = (
    "Thông tin",
    "Mốc thời hạn",
    "Yêu cầu đăng ký",
    "Khen thưởng",
    "Chỉ tiêu",
    "Nhiệm vụ",
    "Báo cáo phải nộp",
    "Văn bản",
)


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> CampaignsPage:
    made = CampaignsPage(sample_session)
    qtbot.addWidget(made)
    made.resize(1158, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def show_tab(page: CampaignsPage, word: str) -> None:
    tabs = page.findChild(QTabWidget, "campaignTabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(TABS.index(word))


def table(page: CampaignsPage, name: str) -> DataTable:
    found = page.findChild(DataTable, name)
    assert isinstance(found, DataTable)
    return found


def dialog(qtbot: QtBot, page: QWidget, name: str) -> QDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(QDialog, name)))
    return next(d for d in page.findChildren(QDialog, name) if d.isVisible())


def field(dialog: QDialog, name: str) -> QWidget:
    found = dialog.findChild(QWidget, f"field_{name}")
    assert isinstance(found, QWidget)
    return found


def campaign_id(session: Session) -> int:
    assert session.campaign_id is not None
    return session.campaign_id


def test_tabs_stand_in_the_officers_order(page: CampaignsPage) -> None:
    tabs = page.findChild(QTabWidget, "campaignTabs")
    assert isinstance(tabs, QTabWidget)
    assert tuple(tabs.tabText(at) for at in range(tabs.count())) == TABS


def test_facts_are_those_of_the_plan(page: CampaignsPage) -> None:
    sheet = page.findChild(QWidget, "campaignFacts")
    assert sheet is not None
    said = [label.text() for label in sheet.findChildren(QLabel)]
    assert "10/07/2023 – 10/12/2023" in said
    assert "30 năm Ngày thành lập phường An Lạc Đông (10/12/2023)" in said


def test_choosing_a_drive_turns_the_window_to_it(
    qtbot: QtBot, page: CampaignsPage, sample_session: Session
) -> None:
    drives = table(page, "campaignList")
    before = campaign_id(sample_session)
    drives.setFocus()
    with qtbot.waitSignal(sample_session.campaign_changed):
        qtbot.keyClick(drives, Qt.Key.Key_Down)
    assert sample_session.campaign_id != before
    heading = page.findChild(QLabel, "campaignTitle")
    assert isinstance(heading, QLabel)
    assert heading.text() == campaigns.get_campaign(sample_session.con, campaign_id(sample_session)).title


def test_drive_chosen_elsewhere_stays_chosen(page: CampaignsPage, sample_session: Session) -> None:
    other = min(one.id for one in campaigns.list_campaigns(sample_session.con))
    sample_session.show_campaign(other)
    assert sample_session.campaign_id == other


def test_milestone_shows_its_whole_quote(page: CampaignsPage, sample_session: Session) -> None:
    show_tab(page, "Mốc thời hạn")
    listed = milestones.list_milestones(sample_session.con, campaign_id(sample_session))
    quoted = next(one for one in listed if one.quote)
    assert table(page, "milestonesTable").choose(quoted.id)
    quote = page.findChild(QPlainTextEdit, "milestonesQuote")
    assert isinstance(quote, QPlainTextEdit)
    assert quoted.quote in quote.toPlainText()


def test_new_report_milestone_is_owed_by_the_units(
    qtbot: QtBot, page: CampaignsPage, sample_session: Session
) -> None:
    show_tab(page, "Mốc thời hạn")
    add = page.findChild(QPushButton, "milestones_add")
    assert isinstance(add, QPushButton)
    add.setFocus()
    qtbot.keyClick(add, Qt.Key.Key_Space)
    asked = dialog(qtbot, page, "milestoneDialog")
    qtbot.keyClicks(field(asked, "what"), "Bao cao nhanh")
    qtbot.keyClicks(field(asked, "day"), "01/09/2023")
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(asked, Qt.Key.Key_Return, CONTROL)
    cells = board.board(sample_session.con, campaign_id(sample_session), dt.date(2023, 8, 20)).cells
    fresh = [cell for cell in cells if cell.requirement == "Bao cao nhanh"]
    assert len(fresh) == len({cell.unit_id for cell in cells})
    assert {cell.status.days_left for cell in fresh} == {12}
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    cells = board.board(sample_session.con, campaign_id(sample_session), dt.date(2023, 8, 20)).cells
    assert all(cell.requirement != "Bao cao nhanh" for cell in cells)


def test_result_is_typed_in_its_cell_and_counted(
    qtbot: QtBot, page: CampaignsPage, sample_session: Session
) -> None:
    show_tab(page, "Chỉ tiêu")
    grid = page.findChild(CellTable, "targetsTable")
    assert isinstance(grid, CellTable)
    model = grid.rows_model
    assert isinstance(model, TargetsModel)
    first = model.phases[0]
    column = next(at for at in range(model.columnCount()) if model.phase_at(at) == first)
    line = next(
        at
        for at, one in enumerate(model.rows)
        if one.kind == "cumulative" and one.results[first.id] * 2 < one.annual_thousandths
    )
    target = model.row(line)
    count = page.findChild(QPushButton, "short_targets_0")
    assert isinstance(count, QPushButton)
    reached = int(count.text().split("/")[0])
    grid.setFocus()
    grid.setCurrentIndex(model.index(line, column))
    half = shown_number(-(-target.annual_thousandths // 2))
    qtbot.keyClick(grid, half[0])
    editor = grid.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, half[1:])
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    after = next(
        one
        for one in targets.list_targets(sample_session.con, campaign_id(sample_session))
        if one.id == target.id
    )
    assert after.results[first.id] == -(-target.annual_thousandths // 2)
    shown = page.findChildren(QPushButton, "short_targets_0")[-1]
    assert int(shown.text().split("/")[0]) == reached + 1


def test_count_of_targets_opens_the_names_behind_it(qtbot: QtBot, page: CampaignsPage) -> None:
    show_tab(page, "Chỉ tiêu")
    grid = page.findChild(CellTable, "targetsTable")
    count = page.findChild(QPushButton, "short_targets_0")
    assert isinstance(grid, CellTable)
    assert isinstance(count, QPushButton)
    reached, measured = (int(part) for part in count.text().split(" ")[0].split("/"))
    count.setFocus()
    qtbot.keyClick(count, Qt.Key.Key_Space)
    assert grid.rows_model.rowCount() == measured - reached


def test_figures_are_those_counted_by_hand(page: CampaignsPage, sample_session: Session) -> None:
    show_tab(page, "Chỉ tiêu")
    listed = targets.list_targets(sample_session.con, campaign_id(sample_session))
    for line, phase in enumerate(campaigns.phases(sample_session.con, campaign_id(sample_session))):
        reached, by_unit = 0, dict[int, list[bool]]()
        measured = [one for one in listed if one.kind == "cumulative" and one.annual_thousandths > 0]
        for one in measured:
            well = 2 * one.results.get(phase.id, 0) >= one.annual_thousandths
            reached += well
            if one.unit_id is not None:
                by_unit.setdefault(one.unit_id, []).append(well)
        whole = sum(all(results) for results in by_unit.values())
        shown = [
            button.text().split(" ")[0]
            for what in ("targets", "units")
            for button in page.findChildren(QPushButton, f"short_{what}_{line}")
        ]
        assert shown == [f"{reached}/{len(measured)}", f"{whole}/{len(by_unit)}"]


def test_models_keep_qts_rules(qtmodeltester: ModelTester, page: CampaignsPage) -> None:
    for word, name in (("Chỉ tiêu", "targetsTable"), ("Báo cáo phải nộp", "dutiesTable")):
        show_tab(page, word)
        qtmodeltester.check(table(page, name).rows_model)


def test_text_that_is_no_number_changes_nothing(page: CampaignsPage) -> None:
    show_tab(page, "Chỉ tiêu")
    grid = page.findChild(CellTable, "targetsTable")
    assert isinstance(grid, CellTable)
    model = grid.rows_model
    column = model.columnCount() - 1
    assert not model.setData(model.index(0, column), "nhiều lắm")
    assert not model.setData(model.index(0, 0), "5")


def test_task_is_done_and_open_again(qtbot: QtBot, page: CampaignsPage, sample_session: Session) -> None:
    show_tab(page, "Nhiệm vụ")
    tasks = table(page, "tasksTable")
    at = next(n for n, row in enumerate(tasks.rows_model.rows) if row.done_date is None)
    tasks.setFocus()
    tasks.choose(tasks.rows_model.id_of(at))
    for wanted in (dt.date(2023, 8, 20), None):
        with qtbot.waitSignal(sample_session.changed):
            qtbot.keyClick(tasks, Qt.Key.Key_Return)
        assert tasks.rows_model.row(at).done_date == wanted


def test_duties_are_all_but_registrations(page: CampaignsPage, sample_session: Session) -> None:
    show_tab(page, "Báo cáo phải nộp")
    wanted = sample_session.con.execute(
        "SELECT count(*) AS n FROM obligation WHERE campaign_id = ? AND kind <> 'registration'",
        (sample_session.campaign_id,),
    ).fetchone()["n"]
    assert table(page, "dutiesTable").rows_model.rowCount() == wanted


def test_box_leaves_only_what_is_still_owed(
    qtbot: QtBot, page: CampaignsPage, sample_session: Session
) -> None:
    show_tab(page, "Báo cáo phải nộp")
    box = page.findChild(QCheckBox, "dutiesMissing")
    assert isinstance(box, QCheckBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    received = {
        row["obligation_id"]
        for row in sample_session.con.execute(
            "SELECT obligation_id FROM submission_received WHERE day <= '2023-08-20'"
        )
    }
    rows = table(page, "dutiesTable").rows_model.rows
    assert rows
    assert not any(row.obligation_id in received for row in rows)
    assert f"({len(rows)}/" in box.text()


def test_paper_is_opened_as_it_came(
    qtbot: QtBot, page: CampaignsPage, sample_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", opened.append)
    show_tab(page, "Văn bản")
    papers = table(page, "documentsTable")
    at = next(n for n, row in enumerate(papers.rows_model.rows) if row.attachment_id)
    papers.setFocus()
    papers.choose(papers.rows_model.id_of(at))
    qtbot.keyClick(papers, Qt.Key.Key_Return)
    assert len(opened) == 1
    assert opened[0].stat().st_size > 1000


def test_award_line_with_nominees_is_not_removed(
    qtbot: QtBot, page: CampaignsPage, sample_session: Session
) -> None:
    show_tab(page, "Khen thưởng")
    lines = table(page, "awardLinesTable")
    lines.setFocus()
    lines.choose(lines.rows_model.id_of(0))
    with qtbot.waitSignal(sample_session.refused):
        qtbot.keyClick(lines, Qt.Key.Key_Delete)


def test_without_a_drive_there_is_a_button(qtbot: QtBot, empty_session: Session) -> None:
    page = CampaignsPage(empty_session)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    button = page.findChild(QPushButton, "createFirst")
    assert isinstance(button, QPushButton)
    assert button.isVisible()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    asked = dialog(qtbot, page, "newCampaignDialog")
    qtbot.keyClick(asked, Qt.Key.Key_Escape)


# ---------------------------------------------------------------- papers of the drive


@pytest.mark.parametrize(
    ("step", "kind", "expected"),
    [
        ("papers_plan", "plan", "KẾ HOẠCH"),
        ("papers_plan", "deadline_notice", "THÔNG BÁO"),
        ("papers_plan", "reminder", "V/v"),
    ],
)
def test_papers_of_the_drive_are_made_from_its_page(
    qtbot: QtBot,
    page: CampaignsPage,
    sample_session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    kind: str,
    expected: str,
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", opened.append)
    menu = page.findChild(QMenu, step)
    assert menu is not None
    next(one for one in menu.actions() if one.objectName() == f"paper_{kind}").trigger()
    made = dialog(qtbot, page, "paperDialog")
    qtbot.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    chooser = dialog(qtbot, made, "chooseTarget")
    target = tmp_path / f"{kind}.docx"
    chooser.fileSelected.emit(str(target))  # type: ignore[attr-defined]
    chooser.reject()
    qtbot.waitUntil(lambda: opened == [target], timeout=20_000)
    paper = docx.Document(str(target))
    told = [p.text for p in paper.paragraphs]
    told += [cell.text for one in paper.tables for row in one.rows for cell in row.cells]
    assert expected in "\n".join(told)


# ---------------------------------------------------------------- the years an award line looks at


def test_every_year_is_asked_for_only_with_the_plans_own_sentence(
    qtbot: QtBot, page: CampaignsPage, sample_session: Session
) -> None:
    drive = sample_session.campaign_id
    assert drive is not None
    before = campaigns.awards(sample_session.con, drive)
    campaign_parts.award_dialog(sample_session, drive, None, page).open()
    asked = dialog(qtbot, page, "awardDialog")
    hands.pick(qtbot, hands.find(asked, "field_window_mode"), "Đủ từng năm")
    qtbot.keyClick(asked, Qt.Key.Key_Return, CONTROL)
    refusal = hands.find(asked, "refusal")
    qtbot.waitUntil(lambda: "chỉ tính khi kế hoạch nêu rõ" in refusal.text(), timeout=20_000)
    assert campaigns.awards(sample_session.con, drive) == before
    hands.compose(hands.find(asked, "field_quote"), "có thành tích trong từng năm của giai đoạn")
    hands.send(qtbot, sample_session, asked)
    (made,) = [line for line in campaigns.awards(sample_session.con, drive) if line not in before]
    assert (made.window_mode, made.quote) == ("every_year", "có thành tích trong từng năm của giai đoạn")
