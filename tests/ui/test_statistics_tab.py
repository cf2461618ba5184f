"""Thống kê and Quỹ khen thưởng: numbers equal to their names, any period, workbooks, money in and out by keys."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import openpyxl
import pytest
from hands import find, press
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QListWidget, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from db import fund, statistics
from db.fund import Entry, FundYear, PrizeSpent
from desktop.exchange.export_fund import fund_table
from desktop.ui.dialogs.paper import PaperDialog
from desktop.ui.models.fund import FUND_COLUMNS, fund_lines
from desktop.ui.models.statistics import FACT_COLUMNS, statistics_columns, statistics_rows
from desktop.ui.models.table import RowsModel
from desktop.ui.operations import fund as fund_operations
from desktop.ui.operations.fund import FundDraft
from desktop.ui.pages.reports import ReportsPage
from desktop.ui.session import Session

CEREMONY = dt.date(2023, 12, 6)
CONTROL = Qt.KeyboardModifier.ControlModifier


def words(owner: QWidget, name: str) -> str:
    label = find(owner, name)
    assert isinstance(label, QLabel)
    return label.text()


def retype(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def pick(qtbot: QtBot, box: QWidget, begin: str) -> None:
    """Go down a closed list by the arrow key until its words begin so."""
    assert isinstance(box, QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.count()):
        if box.currentText().startswith(begin):
            return
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText().startswith(begin)


def opened_at(qtbot: QtBot, session: Session, tab: int) -> ReportsPage:
    session.look_at_day(CEREMONY)
    page = ReportsPage(session)
    qtbot.addWidget(page)
    page.resize(1158, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    tabs = find(page, "reportTabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(tab)
    return page


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> ReportsPage:
    """The statistics in front."""
    return opened_at(qtbot, sample_session, 1)


@pytest.fixture
def money(qtbot: QtBot, sample_session: Session) -> ReportsPage:
    """The fund in front."""
    return opened_at(qtbot, sample_session, 2)


# ---------------------------------------------------------------- statistics


@pytest.mark.parametrize("form", ["Kết quả", "0603", "0601"])
def test_every_number_is_the_count_of_the_names_it_opens(qtbot: QtBot, page: ReportsPage, form: str) -> None:
    pick(qtbot, find(page, "statisticsForm"), form)
    view = page.statistics
    model = view.table.rows_model
    opened = 0
    for at, row in enumerate(model.rows):
        for column in range(2, model.columnCount()):
            view.table.setCurrentIndex(model.index(at, column))
            shown = model.index(at, column).data()
            names = len(view.names.model.rows)
            told = words(page, "statisticsHeading")
            if row.numbers is None:
                assert shown == ""
                assert names == 0
                continue
            assert shown == (str(names) if names else "–")
            assert told.endswith(f": {names}")
            opened += names
    assert opened > 0 or form == "0603", "the sample has awards and drives"


def test_the_total_is_what_the_register_says_of_the_year(page: ReportsPage) -> None:
    row = page.session.con.execute(
        """SELECT count(*) AS n FROM award a JOIN decision d ON d.id = a.decision_id
           JOIN organization o ON o.id = d.organization_id
           WHERE d.status = 'issued' AND o.is_own = 1 AND a.revoked_date IS NULL AND d.day LIKE '2023-%'"""
    ).fetchone()
    total = page.statistics.table.rows_model.rows[0]
    assert total.numbers["1"] == row["n"] > 0


def test_a_cut_off_moves_both_ends_of_the_year(qtbot: QtBot, page: ReportsPage) -> None:
    pick(qtbot, find(page, "statisticsCutOff"), "Chốt 14/12")
    assert page.statistics.period == statistics.Period(dt.date(2022, 12, 15), dt.date(2023, 12, 14))
    assert find(page, "statisticsFrom").text() == "15/12/2022"  # type: ignore[attr-defined]


def test_any_period_by_its_days_and_a_turned_one_is_refused(
    qtbot: QtBot, page: ReportsPage, sample_session: Session
) -> None:
    retype(qtbot, find(page, "statisticsTo"), "30/04/2023")
    assert page.statistics.period == statistics.Period(dt.date(2023, 1, 1), dt.date(2023, 4, 30))
    spring = page.statistics.table.rows_model.rows[0].numbers["1"]
    told: list[str] = []
    sample_session.refused.connect(told.append)
    retype(qtbot, find(page, "statisticsTo"), "30/04/2022")
    assert told == ["Kỳ thống kê kết thúc trước khi bắt đầu; hãy sửa lại một trong hai ngày."]
    assert page.statistics.table.rows_model.rows[0].numbers["1"] == spring


def test_what_stands_in_no_row_is_a_count_that_opens(qtbot: QtBot, page: ReportsPage) -> None:
    button = find(page, "unplaced_class")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    view = page.statistics
    form = statistics.form("commune")
    expected = statistics.table(page.session.con, form, view.period).unplaced["class"]
    assert list(view.names.model.rows) == list(expected)
    assert expected


def test_the_workbook_says_what_the_table_says(
    qtbot: QtBot, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(page.session, "open_file", opened.append)
    button = find(page, "exportForm")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    chooser = page.findChild(QDialog, "chooseTarget")
    assert chooser is not None
    target = tmp_path / "bieu.xlsx"
    chooser.fileSelected.emit(str(target))  # type: ignore[attr-defined]
    chooser.reject()
    qtbot.waitUntil(lambda: opened == [target], timeout=20_000)
    book = openpyxl.load_workbook(target)
    rows = [[c.value for c in row] for row in book.worksheets[0].iter_rows()]
    written = {
        row[2]: [n for n in row[3:] if n is not None] for row in rows if row[2] and len(str(row[2])) == 2
    }
    shown = {
        row.line.code: list(row.numbers.values())
        for row in page.statistics.table.rows_model.rows
        if row.numbers is not None
    }
    assert written == shown
    names = [row[1].value for row in book["Danh sách"].iter_rows()]
    assert sum(1 for name in names if name and "H'Bia Niê" in str(name)) == 1


def test_the_models_keep_qts_rules(qtmodeltester, sample_session: Session) -> None:
    form = statistics.form("commune")
    made = statistics.table(sample_session.con, form, statistics.Period.of_year(2023))
    qtmodeltester.check(RowsModel(statistics_columns(form), statistics_rows(made)))


def test_the_model_of_the_names_keeps_qts_rules(qtmodeltester, sample_session: Session) -> None:
    facts = statistics.awards_in(sample_session.con, statistics.Period.of_year(2023))
    qtmodeltester.check(RowsModel(FACT_COLUMNS, facts))


# ---------------------------------------------------------------- the fund


def submit(qtbot: QtBot, session: Session, owner: QWidget) -> None:
    dialog = next(d for d in owner.findChildren(QDialog, "fundEntryDialog") if d.isVisible())
    with qtbot.waitSignal(session.said):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not any(d.isVisible() for d in owner.findChildren(QDialog)))


def test_money_in_is_entered_changed_and_taken_out_by_keys(
    qtbot: QtBot, money: ReportsPage, sample_session: Session
) -> None:
    prizes = fund.fund_year(sample_session.con, 2023).spent
    press(qtbot, money, "addFundEntry")
    dialog = money.findChild(QDialog, "fundEntryDialog")
    assert dialog is not None
    retype(qtbot, find(dialog, "amount"), "90.000.000")
    submit(qtbot, sample_session, money)
    year = fund.fund_year(sample_session.con, 2023)
    assert (year.received, year.left) == (90_000_000, 90_000_000 - prizes)
    qtbot.waitUntil(lambda: "Thu 90.000.000 đồng" in words(money, "fundTotal"))
    table = money.fund.table
    assert table.choose(f"entry {year.entries[0].id}")
    press(qtbot, money, "changeFundEntry")
    changed = next(d for d in money.findChildren(QDialog, "fundEntryDialog") if d.isVisible())
    retype(qtbot, find(changed, "amount"), "10.000.000")
    submit(qtbot, sample_session, money)
    qtbot.waitUntil(lambda: "vượt" in words(money, "fundTotal"))
    table.choose(f"entry {year.entries[0].id}")
    table.setFocus()
    with qtbot.waitSignal(sample_session.said):
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert fund.fund_year(sample_session.con, 2023).entries == ()


def test_the_prizes_of_a_decision_count_by_themselves(
    qtbot: QtBot, money: ReportsPage, sample_session: Session
) -> None:
    said: list[str] = []
    sample_session.said.connect(lambda sentence, _action: said.append(sentence))
    money.fund.table.choose("decision 2")
    press(qtbot, money, "removeFundEntry")
    assert said == ["Tiền thưởng theo quyết định tự tính vào phần chi; sửa ở mục Quyết định & In."]
    total = sum(line.spent or 0 for line in money.fund.model.rows)
    assert total == fund.fund_year(sample_session.con, 2023).spent


def test_the_estimate_is_of_what_is_not_decided_yet(
    qtbot: QtBot, money: ReportsPage, sample_session: Session
) -> None:
    press(qtbot, money, "fundEstimate")
    dialog = money.findChild(QDialog, "estimateDialog")
    assert dialog is not None
    waiting = sample_session.con.execute(
        """SELECT count(*) AS n FROM nomination
           WHERE campaign_id = ? AND status IN ('draft', 'submitted', 'appraised', 'approved')""",
        (sample_session.campaign_id,),
    ).fetchone()
    assert f"{waiting['n']} đề nghị" in dialog.windowTitle()
    dialog.reject()


def test_the_workbook_of_a_year_adds_up_to_what_is_shown(
    qtbot: QtBot, money: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(money.session, "open_file", opened.append)
    press(qtbot, money, "exportFund")
    chooser = money.findChild(QDialog, "chooseTarget")
    assert chooser is not None
    target = tmp_path / "quy.xlsx"
    chooser.fileSelected.emit(str(target))  # type: ignore[attr-defined]
    chooser.reject()
    qtbot.waitUntil(lambda: opened == [target], timeout=20_000)
    rows = [[c.value for c in row] for row in openpyxl.load_workbook(target).worksheets[0].iter_rows()]
    spent = [row[6] for row in rows if isinstance(row[0], int) and row[2] == "Tiền thưởng"]
    year = fund.fund_year(money.session.con, 2023)
    assert spent == [one.amount for one in year.prizes]
    assert any("Chi vượt 24.610.000 đồng" in str(cell) for row in rows for cell in row if cell)


def test_a_fund_with_both_sides_as_a_sheet() -> None:
    entries = (
        Entry(1, 2024, dt.date(2024, 1, 5), "in", "budget", 50_000_000, "Cấp đầu năm", "QĐ 3", None, ""),
        Entry(2, 2024, dt.date(2024, 2, 1), "out", "frame", 4_000_000, "", "HĐ 9", None, "40 khung"),
    )
    year = FundYear(2024, entries, (PrizeSpent(7, "12/QĐ-UBND", dt.date(2024, 3, 1), 20, 6_000_000, 2),))
    made = fund_table(year, CEREMONY)
    assert [(part.heading, [row[4:] for row in part.rows]) for part in made.sections] == [
        ("Thu", [(50_000_000, None)]),
        ("Chi", [(None, 4_000_000)]),
        ("Tiền thưởng theo quyết định", [(None, 6_000_000)]),
    ]
    assert made.sections[1].rows[0][2] == "40 khung"
    assert made.note == "Còn lại 40.000.000 đồng. Chưa rõ mức của 2 khen thưởng nên số chi còn thiếu."


def test_lines_of_the_fund_by_day_with_what_is_not_known() -> None:
    entry = Entry(4, 2023, dt.date(2023, 3, 1), "out", "frame", 600_000, "60 khung", "HĐ 12", None, "")
    year = FundYear(2023, (entry,), (PrizeSpent(9, "5/QĐ-UBND", dt.date(2023, 1, 9), 3, 540_000, 1),))
    first, second = fund_lines(year)
    assert (first.key, first.spent, first.doubt) == (
        "decision 9",
        540_000,
        "Chưa rõ mức của 1 trường hợp; số chi còn thiếu.",
    )
    assert (second.key, second.kind, second.spent, second.received) == (
        "entry 4",
        "Chi: khung",
        600_000,
        None,
    )


def test_the_model_of_the_fund_keeps_qts_rules(qtmodeltester, sample_session: Session) -> None:
    qtmodeltester.check(RowsModel(FUND_COLUMNS, fund_lines(fund.fund_year(sample_session.con, 2023))))


def test_the_sentence_of_the_history_names_the_year_and_the_sum() -> None:
    operation = fund_operations.save_entry(FundDraft("in", "budget", 5_000_000, CEREMONY, 2023))
    assert operation.sentence == "Ghi thu quỹ khen thưởng năm 2023: 5.000.000 đồng"


# ---------------------------------------------------------------- names, papers, levels


def test_the_prizes_of_a_decision_open_into_their_names(
    qtbot: QtBot, money: ReportsPage, sample_session: Session
) -> None:
    view = money.fund
    opened = 0
    for at, line in enumerate(view.model.rows):
        view.table.setCurrentIndex(view.model.index(at, 0))
        rows = view.names.model.rows
        if line.decision_id is None:
            assert (len(rows), words(money, "fundHeading")) == (0, "")
            continue
        opened += 1
        counted = sample_session.con.execute(
            """SELECT count(*) AS n, sum(prize_amount) AS money FROM award
               WHERE decision_id = ? AND revoked_date IS NULL""",
            (line.decision_id,),
        ).fetchone()
        assert (len(rows), sum(row.prize_amount or 0 for row in rows)) == (counted["n"], counted["money"])
        assert line.spent == counted["money"]
        assert words(money, "fundHeading").endswith(f": {counted['n']}")
    assert opened == 2


@pytest.mark.parametrize(
    ("tab", "button", "kind", "said"),
    [
        (1, "statisticsPaper", "statistics_form", "KẾT QUẢ KHEN THƯỞNG TRONG NĂM"),
        (2, "fundPaper", "fund_report", "quỹ khen thưởng năm 2023"),
    ],
)
def test_figures_go_out_as_a_word_paper(
    qtbot: QtBot,
    sample_session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tab: int,
    button: str,
    kind: str,
    said: str,
) -> None:
    page = opened_at(qtbot, sample_session, tab)
    opened: list[Path] = []
    monkeypatch.setattr(page.session, "open_file", opened.append)
    press(qtbot, page, button)
    dialog = page.findChild(QDialog, "paperDialog")
    assert dialog is not None
    assert find(dialog, "paper_names").isVisible()
    assert not find(dialog, "paper_charts").isVisible()
    target_box = find(dialog, "paper_target")
    assert isinstance(target_box, QComboBox)
    assert target_box.currentText().startswith("Kết quả khen thưởng" if tab == 1 else "Năm 2023")
    findings = find(dialog, "paperFindings")
    assert isinstance(findings, QListWidget)
    qtbot.waitUntil(lambda: findings.count() > 0 and "khớp" in findings.item(0).text(), timeout=20_000)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    chooser = dialog.findChild(QDialog, "chooseTarget")
    assert chooser is not None
    target = tmp_path / f"{kind}.docx"
    chooser.fileSelected.emit(str(target))  # type: ignore[attr-defined]
    chooser.reject()
    qtbot.waitUntil(lambda: opened == [target], timeout=20_000)
    assert said in "\n".join(p.text for p in docx.Document(str(target)).paragraphs)


def test_the_paper_is_of_the_form_and_the_days_looked_at(qtbot: QtBot, page: ReportsPage) -> None:
    pick(qtbot, find(page, "statisticsForm"), "0603")
    retype(qtbot, find(page, "statisticsTo"), "30/06/2023")
    press(qtbot, page, "statisticsPaper")
    dialog = page.findChild(QDialog, "paperDialog")
    assert isinstance(dialog, PaperDialog)
    wish = dialog.wish()
    assert wish is not None
    chosen = wish.choice
    assert (chosen.form_code, chosen.start, chosen.end) == ("0603", dt.date(2023, 1, 1), dt.date(2023, 6, 30))
    target = find(dialog, "paper_target")
    assert isinstance(target, QComboBox)
    assert target.currentText() == "Biểu 0603.N/BNV-TĐKT, từ 01/01/2023 đến 30/06/2023"
    dialog.reject()


def test_a_drives_level_is_chosen_from_its_name_in_0601(
    qtbot: QtBot, page: ReportsPage, sample_session: Session
) -> None:
    pick(qtbot, find(page, "statisticsForm"), "0601")
    view = page.statistics

    def numbers() -> dict[str, int]:
        total = view.table.rows_model.rows[0].numbers
        assert total is not None
        return total

    before = numbers()
    assert (before["3"], before["4"]) == (0, before["1"])
    view.table.setCurrentIndex(view.table.rows_model.index(0, 2))
    names = find(page, "statisticsNames")
    names.setFocus()
    names.setCurrentIndex(view.names.model.index(0, 0))  # type: ignore[attr-defined]
    qtbot.keyClick(names, Qt.Key.Key_Return)
    dialog = page.findChild(QDialog, "factsDialog")
    assert dialog is not None
    pick(qtbot, find(dialog, "field_launch_level"), "Cấp bộ, tỉnh")
    pick(qtbot, find(dialog, "field_scope_level"), "Cụm, khối")
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    view.refresh()
    assert (numbers()["3"], numbers()["4"]) == (1, before["4"] - 1)
    by_code = {row.line.code: row.numbers for row in view.table.rows_model.rows if row.numbers is not None}
    assert by_code["04"]["1"] == 1
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    view.refresh()
    assert numbers() == before
