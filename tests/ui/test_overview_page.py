"""Tổng quan: counts equal the lists behind them and an independent count; Enter leads to the page that settles it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import campaigns, overview
from db.store import open_reader
from desktop.ui.operations.base import StoreOp
from desktop.ui.pages.overview import OverviewPage
from desktop.ui.session import Session
from desktop.ui.widgets.count_tile import CountRow, CountTile
from desktop.ui.widgets.data_table import DataTable


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> OverviewPage:
    made = OverviewPage(sample_session)
    qtbot.addWidget(made)
    made.resize(1158, 680)
    made.show()
    qtbot.waitExposed(made)
    return made


def table(page: QWidget) -> DataTable:
    found = page.findChild(DataTable, "overviewLines")
    assert found is not None
    return found


def tile(page: QWidget, name: str) -> CountTile:
    found = page.findChild(CountTile, name)
    assert found is not None
    return found


def by_hand(path: Path, as_of: dt.date) -> dict[str, int]:
    """Overdue and due duties of the units counted by plain SQL over open drives: due day, nothing handed in."""
    con = open_reader(path)
    try:
        rows = con.execute(
            """SELECT coalesce(o.extended_to, o.due_date) AS due FROM obligation o
               JOIN campaign c ON c.id = o.campaign_id
               WHERE c.closed_date IS NULL AND o.direction = 'from_units' AND o.kind <> 'registration'
                 AND coalesce(o.waived_date, '9999') > :day
                 AND NOT EXISTS (SELECT 1 FROM submission_received s WHERE s.obligation_id = o.id AND s.day <= :day)""",
            {"day": as_of.isoformat()},
        ).fetchall()
    finally:
        con.close()
    left = [(dt.date.fromisoformat(row["due"]) - as_of).days for row in rows if row["due"]]
    return {
        "overdue": sum(days < 0 for days in left),
        "soon": sum(0 <= days <= 7 for days in left),
        "month": sum(7 < days <= 30 for days in left),
    }


@pytest.mark.parametrize("day", [dt.date(2023, 8, 20), dt.date(2023, 7, 20), dt.date(2023, 12, 6)])
def test_duties_without_registration_equal_a_count_by_hand(sample_session: Session, day: dt.date) -> None:
    group = overview.overview(sample_session.con, day).duties[0]
    found = {bucket.key: sum(not line.missing for line in bucket.lines) for bucket in group.buckets}
    assert found == by_hand(sample_session.path, day)
    assert any(found.values())


def test_every_count_opens_a_list_of_that_length(qtbot: QtBot, page: OverviewPage) -> None:
    buttons = [*page.findChildren(CountTile), *page.findChildren(CountRow)]
    assert len(buttons) > 9
    for button in buttons:
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
        assert button.isChecked()
        assert table(page).rows_model.rowCount() == button.count, button.objectName()


def test_the_first_list_shown_is_the_most_urgent_that_is_not_empty(page: OverviewPage) -> None:
    assert tile(page, "from_units_overdue").isChecked()
    assert table(page).rows_model.rowCount() == tile(page, "from_units_overdue").count > 0


def test_enter_on_a_line_leads_to_its_drive(qtbot: QtBot, page: OverviewPage) -> None:
    lines = table(page)
    lines.setFocus()
    qtbot.keyClick(lines, Qt.Key.Key_Home)
    with qtbot.waitSignal(page.go_to) as went:
        qtbot.keyClick(lines, Qt.Key.Key_Return)
    key, campaign_id = went.args
    assert key == "board"
    assert campaign_id in {campaign.id for campaign in campaigns.list_campaigns(page.session.con)}


def test_a_drive_leads_to_its_page(qtbot: QtBot, page: OverviewPage) -> None:
    drive = campaigns.list_campaigns(page.session.con, open_only=True)[0]
    button = page.findChild(QPushButton, f"drive_{drive.id}")
    assert button is not None
    button.setFocus()
    with qtbot.waitSignal(page.go_to) as went:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert went.args == ["campaigns", drive.id]


def test_another_day_changes_the_counts(page: OverviewPage) -> None:
    before = tile(page, "from_units_overdue").count
    page.session.look_at_day(dt.date(2023, 7, 1))
    assert tile(page, "from_units_overdue").count < before


def test_a_write_that_settles_a_duty_is_seen_at_once(qtbot: QtBot, page: OverviewPage) -> None:
    before = tile(page, "from_units_overdue").count
    row = page.session.con.execute(
        """SELECT o.id FROM obligation o JOIN campaign c ON c.id = o.campaign_id WHERE c.closed_date IS NULL
           AND o.kind = 'plan' AND o.due_date < '2023-08-20' AND o.waived_date IS NULL AND NOT EXISTS (
               SELECT 1 FROM submission_received s WHERE s.obligation_id = o.id) LIMIT 1"""
    ).fetchone()
    values = {"obligation_id": row["id"], "day": "2023-08-19"}
    done = StoreOp("Nhận", lambda action: action.insert("submission_received", **values))
    with qtbot.waitSignal(page.session.changed):
        page.session.run(done)
    qtbot.waitUntil(lambda: tile(page, "from_units_overdue").count == before - 1)


def test_an_empty_register_says_what_to_do(qtbot: QtBot, empty_session: Session) -> None:
    page = OverviewPage(empty_session)
    qtbot.addWidget(page)
    page.show()
    button = page.findChild(QPushButton, "createCampaign")
    assert button is not None
    assert button.isVisible()
    button.setFocus()
    with qtbot.waitSignal(page.go_to) as went:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert went.args == ["campaigns", None]


def test_the_model_is_sound(page: OverviewPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table(page).rows_model, force_py=True)


def test_nothing_is_wider_than_a_small_screen_leaves(page: OverviewPage) -> None:
    assert page.minimumSizeHint().width() <= 1366 - 208
    assert not table(page).horizontalScrollBar().isVisible()


def test_the_age_of_the_last_copy_in_words() -> None:
    now = dt.datetime.fromisoformat("2026-08-02T08:00")
    assert overview.age_of_copy(None, now) == "Chưa có bản sao lưu nào"
    assert overview.age_of_copy(dt.datetime.fromisoformat("2026-08-01T17:03"), now).endswith(
        "17:03 ngày 01/08/2026 (hôm qua)"
    )
    assert overview.age_of_copy(dt.datetime.fromisoformat("2026-07-25T09:00"), now).endswith("(8 ngày trước)")


def test_the_status_line_tells_that_there_is_no_copy_yet(page: OverviewPage) -> None:
    assert any("Chưa có bản sao lưu nào" in label.text() for label in page.findChildren(QLabel))
