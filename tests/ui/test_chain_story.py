"""The whole chain by keys: sixty nominees from appraisal to statistics, then undone from the end to the beginning.

Nothing is typed twice: names, forms, citations, prizes and numbers of each step come of the step before.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hands import dialog_of, find, pick, press
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QTabBar,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db import (
    awards,
    campaigns,
    council_votes,
    councils,
    decisions,
    history,
    lookup,
    nominations,
    printing,
    statistics,
    submissions,
)
from db.campaigns import AwardDraft, CampaignDraft
from db.sqlite import Connection
from db.store import Store
from db.vietnamese.dates import format_date
from desktop.ui.dialogs.certificate_choices import WHOLE
from desktop.ui.pages.reports import ReportsPage
from desktop.ui.session import Session
from desktop.ui.window import MainWindow

NOMINEES = 60
MEETING = dt.date(2024, 6, 14)
SIGNED = dt.date(2024, 6, 20)
TITLE = "Phong trào thi đua chào mừng Ngày truyền thống năm 2024"
ASKED = [
    "Chưa đối chiếu hệ số tiền thưởng Giấy khen (tập thể)",
    "Chưa đối chiếu hệ số tiền thưởng Giấy khen (cá nhân)",
    "Chưa có hệ số tiền thưởng Giấy khen (hộ gia đình)",
]
CONTROL = Qt.KeyboardModifier.ControlModifier
LOG = {"action", "change", "open_action", "store_fact", "attachment_bytes", "_sqlite_migrations"}


def rows_of(con: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the log of actions itself."""
    names = [row[0] for row in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [name for name in names if name not in LOG and not name.startswith("sqlite_")]
    return {name: [tuple(row) for row in con.execute(f"SELECT * FROM {name} ORDER BY id")] for name in kept}


def found_drive(path: Path) -> int:
    """A drive of 2024 with sixty of the sample's own people handed in; the council of the sample votes on them."""
    with Store.open(path) as store, store.action("Phong trào năm 2024") as action:
        drive = campaigns.start_campaign(
            action,
            CampaignDraft(
                TITLE,
                start_on="2024-01-05",
                end_on="2024-06-30",
                awards=(
                    AwardDraft(
                        "giay_khen",
                        "Giấy khen của Chủ tịch UBND phường",
                        citation_individual="Đã có thành tích xuất sắc trong phong trào năm 2024",
                        citation_collective="Đã có thành tích xuất sắc trong phong trào năm 2024",
                        citation_household="Đã có thành tích xuất sắc trong phong trào năm 2024",
                    ),
                ),
            ),
        )
        line = campaigns.awards(action.con, drive)[0].id
        known = action.con.execute(
            "SELECT a.subject_id FROM award a WHERE a.decision_id = 2 ORDER BY a.ordinal LIMIT ?", (NOMINEES,)
        ).fetchall()
        for row in known:
            nominations.nominate(
                action,
                subject_id=row["subject_id"],
                campaign_id=drive,
                campaign_award_id=line,
                submitted_date=dt.date(2024, 6, 3),
            )
    return drive


@pytest.fixture
def window(qtbot: QtBot, themed: QApplication, sample_file: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """The whole window on that drive, on the day of the meeting."""
    path = Path(shutil.copyfile(sample_file, tmp_path / "mau.sothidua"))
    drive = found_drive(path)
    session = Session(path)
    session.show_campaign(drive)
    session.look_at_day(MEETING)
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    session.close(back_up=False)


# ---------------------------------------------------------------- keys


def written(qtbot: QtBot, session: Session, dialog: QDialog) -> None:
    """Ctrl+Enter, and wait until the register took it and the dialog closed."""
    with qtbot.waitSignal(session.said, timeout=20_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not session.thread_of_store.busy)


def type_into(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def go_right(qtbot: QtBot, bar: QWidget, title: str) -> None:
    """Along a bar of tabs by the arrow key."""
    assert isinstance(bar, QTabBar)
    bar.setFocus()
    for _ in range(bar.count()):
        if bar.tabText(bar.currentIndex()) == title:
            return
        qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert bar.tabText(bar.currentIndex()) == title


# ---------------------------------------------------------------- the steps


def appraise(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    window.go_to("nominations")
    with qtbot.waitSignal(session.said, timeout=20_000):
        press(qtbot, window.page("nominations"), "appraiseAll")
    judged = session.con.execute(
        "SELECT count(DISTINCT nomination_id) AS n FROM nomination_finding"
    ).fetchone()
    assert judged["n"] == NOMINEES


def hold_meeting(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    """Too few came: refused, nothing written. Then they are there."""
    session, page = window.session, window.page("nominations")
    before = rows_of(session.con)
    press(qtbot, page, "holdMeeting")
    dialog = dialog_of(qtbot, page, "meetingDialog")
    boxes = [b for b in dialog.findChildren(QCheckBox) if b.objectName().startswith("present")]
    gone = boxes[2:]
    for box in gone:
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Space)
    quorum, refusal = find(dialog, "quorum"), find(dialog, "refusal")
    assert isinstance(quorum, QLabel)
    assert isinstance(refusal, QLabel)
    assert quorum.property("role") == "error"
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(refusal.text()), timeout=20_000)
    assert dialog.isVisible()
    assert rows_of(session.con) == before
    for box in gone:
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert quorum.property("role") != "error"
    written(qtbot, session, dialog)
    meeting = councils.list_meetings(session.con, campaign_id=session.campaign_id)[0]
    assert meeting.day == MEETING
    assert councils.quorum(session.con, meeting.id).present == len(boxes)
    assert statuses(session) == {"approved": NOMINEES}
    voted = council_votes.votes(session.con, meeting.id)
    assert len(voted) == NOMINEES
    assert all(one.votes_for >= (one.needed or 1) for one in voted)


def statuses(session: Session) -> Counter[str]:
    return Counter(n.status for n in nominations.list_nominations(session.con, session.campaign_id))


def submit(qtbot: QtBot, window: MainWindow) -> None:
    session, page = window.session, window.page("nominations")
    go_right(qtbot, find(page, "awardViews"), "Tờ trình")
    press(qtbot, page, "makeSubmission")
    dialog = dialog_of(qtbot, page, "submissionDialog")
    written(qtbot, session, dialog)
    asked = submissions.list_submissions(session.con, campaign_id=session.campaign_id)
    assert [(one.kind, one.items) for one in asked] == [("council", NOMINEES)]


def decide(qtbot: QtBot, window: MainWindow) -> int:
    """Draft, then number and day; the sixty are in the register with book numbers and prizes."""
    session = window.session
    window.go_to("decisions")
    page = window.page("decisions")
    press(qtbot, page, "draftDecision")
    written(qtbot, session, dialog_of(qtbot, page, "decisionDialog"))
    session.look_at_day(SIGNED)
    press(qtbot, page, "issueDecision")
    dialog = dialog_of(qtbot, page, "issueDialog")
    type_into(qtbot, find(dialog, "number"), "61")
    type_into(qtbot, find(dialog, "day"), format_date(SIGNED))
    answer_questions(qtbot, session, dialog)
    written(qtbot, session, dialog)
    made = decisions.list_decisions(session.con, campaign_id=session.campaign_id)[0]
    assert (made.status, made.number, made.day) == ("issued", "61/QĐ-UBND", SIGNED)
    assert statuses(session) == {"decided": NOMINEES}
    listed = awards.list_awards(session.con, made.id)
    assert [a.register_number for a in listed] == [f"{n:02}/2024" for n in range(1, NOMINEES + 1)]
    assert made.prizes_unknown == 0
    assert made.prize_total == sum(a.prize_amount or 0 for a in listed) > 0
    return made.id


def answer_questions(qtbot: QtBot, session: Session, dialog: QDialog) -> None:
    """What the catalogues lack for the prizes is asked, each once; the next look finds it answered."""
    ask, findings = find(dialog, "askPrize"), find(dialog, "findings")
    assert isinstance(findings, QListWidget)
    asked = []
    while ask.isVisible():
        told = [findings.item(at).text() for at in range(findings.count())]
        question = next(sentence for sentence in told if sentence.startswith("Chưa "))
        assert question not in asked
        asked.append(question)
        press(qtbot, dialog, "askPrize")
        inner = dialog_of(qtbot, dialog, "prizeQuestionDialog")
        figure = find(inner, "figure")
        if not figure.text():  # type: ignore[attr-defined]
            type_into(qtbot, figure, "0,3")
        type_into(qtbot, find(inner, "document"), "Nghị định số 98/2023/NĐ-CP")
        written(qtbot, session, inner)
        qtbot.waitUntil(lambda: not any(d.isVisible() for d in dialog.findChildren(QDialog)))
    assert [sentence.split(" ngày ")[0] for sentence in asked] == ASKED


def print_all(qtbot: QtBot, window: MainWindow, decision_id: int, target: Path, opened: list[Path]) -> None:
    session, page = window.session, window.page("decisions")
    press(qtbot, page, "printCertificates")
    dialog = dialog_of(qtbot, page, "certificateDialog")
    pick(qtbot, find(dialog, "jobTemplate"), "Giấy khen A4 ngang, khung vàng (xã, phường)")
    pick(qtbot, find(dialog, "jobWay"), WHOLE)
    button = find(dialog, "outPdf")
    assert isinstance(button, QPushButton)
    menu = button.menu()
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    menu.setActiveAction(next(one for one in menu.actions() if one.objectName() == "pdfPlain"))
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    chooser = dialog_of(qtbot, dialog, "chooseTarget")
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(target))
    chooser.reject()
    qtbot.waitUntil(lambda: target in opened, timeout=60_000)
    dialog.reject()
    pages = pypdfium2.PdfDocument(target)
    assert len(pages) == NOMINEES
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in pages]
    for award, text in zip(awards.list_awards(session.con, decision_id), texts, strict=True):
        assert award.recipient in text
        assert f"{award.register_number}" in text
    assert sum(printing.good_sheets(session.con, decision_id).values()) == NOMINEES


def count(window: MainWindow, qtbot: QtBot) -> None:
    """The sixty are in the commune's yearly table, each name behind its number, and in the look-up."""
    session = window.session
    window.go_to("reports")
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    tabs = find(page, "reportTabs")
    assert isinstance(tabs, QTabWidget)
    go_right(qtbot, tabs.tabBar(), "Thống kê")
    view = page.statistics
    assert view.period == statistics.Period.of_year(2024)
    total = view.table.rows_model.rows[0]
    assert total.numbers["1"] == NOMINEES
    view.table.setCurrentIndex(view.table.rows_model.index(0, 2))
    names = {fact.name for fact in view.names.model.rows}
    own = decisions.list_decisions(session.con, campaign_id=session.campaign_id)[0]
    assert names == {award.shown for award in awards.list_awards(session.con, own.id)}
    somebody = awards.list_awards(session.con, own.id)[0]
    past = lookup.history(session.con, somebody.subject_id)
    assert past.standing[0].year == 2024


def undo_all(qtbot: QtBot, window: MainWindow, first: int) -> int:
    """Ctrl+Z until nothing done since is left; returns how many steps."""
    session, steps = window.session, 0
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    while (last := history.last_undoable(session.con)) is not None and last.id > first:
        with qtbot.waitSignal(session.changed, timeout=20_000):
            qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
        qtbot.waitUntil(lambda: not session.thread_of_store.busy)
        steps += 1
    return steps


def test_from_sixty_nominees_to_the_statistics_and_all_the_way_back(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.session
    opened: list[Path] = []
    monkeypatch.setattr(session, "open_file", opened.append)
    start, first = rows_of(session.con), history.last_action_id(session.con)
    assert statuses(session) == {"submitted": NOMINEES}
    appraise(qtbot, window)
    hold_meeting(qtbot, window, tmp_path)
    submit(qtbot, window)
    decision_id = decide(qtbot, window)
    print_all(qtbot, window, decision_id, tmp_path / "giấy khen.pdf", opened)
    count(window, qtbot)
    steps = history.last_action_id(session.con) - first
    assert rows_of(session.con) != start
    assert undo_all(qtbot, window, first) == steps
    end = rows_of(session.con)
    assert {name for name in start if end[name] != start[name]} == set()
    assert statuses(session) == {"submitted": NOMINEES}
