"""Khen thưởng: the appraisal at a glance, and the views of dossiers, hiệp y, council and submissions, by keys alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hands import compose, dialog_of, find, pick, press, send
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTabBar,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db import (
    appraisals,
    awards,
    catalogues,
    council_votes,
    councils,
    decisions,
    disciplines,
    dossier_letters,
    dossiers,
    evidence_proposals,
    fund,
    inquiries,
    nominations,
    people,
    simplified,
    submissions,
    triggers,
)
from db.store import Action, Changes
from desktop.exchange.export_estimate import write_estimate
from desktop.ui.operations.base import StoreOp
from desktop.ui.pages.awards import NominationsPage
from desktop.ui.pages.awards_views import View
from desktop.ui.pages.catalogues import CataloguesPage
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.offer_bar import OfferBar

DRIVE, OWN_LINE, PROVINCE_LINE = 2, 2, 4
DRAFTED = 60
"""Tổ tuần tra nhân dân số 2: a draft, three papers missing, one question open."""
DAY = dt.date(2023, 11, 20)
CTRL = Qt.KeyboardModifier.ControlModifier
VIEWS = (
    "Đề nghị",
    "Đợt khen",
    "Hồ sơ còn thiếu",
    "Hiệp y, công khai",
    "Hội đồng",
    "Tờ trình",
    "Điều kiện",
)


def table_of(owner: QWidget, name: str) -> DataTable:
    found = owner.findChild(DataTable, name)
    assert found is not None, name
    return found


def write(qtbot: QtBot, widget: QWidget, text: str) -> None:
    widget.setFocus()
    if isinstance(widget, QLineEdit):
        widget.selectAll()
    qtbot.keyClicks(widget, text)


def carry_out(qtbot: QtBot, session: Session, work: Callable[[Action], Any]) -> Any:
    done: list[Any] = []
    session.run(StoreOp("Chuẩn bị", work), done.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(done))
    return done[0]


def nominee(action: Action, name: str, line: int = OWN_LINE, status: str = "approved") -> int:
    subject = people.add_subject(action, kind="individual", name=name)
    new = nominations.nominate(action, subject_id=subject, campaign_id=DRIVE, campaign_award_id=line)
    if status != "draft":
        nominations.set_status(action, [new], status, reason="")
    return new


@pytest.fixture
def page(qtbot: QtBot, sample_session: Session) -> NominationsPage:
    """The page on the worked example, before its decision."""
    sample_session.look_at_day(DAY)
    shown = NominationsPage(sample_session)
    qtbot.addWidget(shown)
    shown.resize(1158, 700)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def go(qtbot: QtBot, page: NominationsPage, view: str) -> QWidget:
    """Go to a view by the arrow keys on the bar of tabs."""
    bar = find(page, "awardViews")
    assert isinstance(bar, QTabBar)
    bar.setFocus()
    while bar.tabText(bar.currentIndex()) != view:
        qtbot.keyClick(bar, Qt.Key.Key_Right)
    shown = page.views.current()
    assert shown is not None
    assert shown.isVisible()
    return shown


def said_of(page: NominationsPage, nomination_id: int) -> str:
    model = table_of(page, "nominees").rows_model
    column = [one.key for one in model.columns].index("appraisal")
    at = [row.id for row in model.rows].index(nomination_id)
    return str(model.index(at, column).data())


def shown_ids(page: NominationsPage) -> list[int]:
    return [row.id for row in table_of(page, "nominees").rows_model.rows]


# ---------------------------------------------------------------- the appraisal at a glance


def test_the_views_stand_under_one_bar(page: NominationsPage) -> None:
    bar = find(page, "awardViews")
    assert tuple(bar.tabText(at) for at in range(bar.count())) == VIEWS


def test_a_long_list_is_shown_first_and_appraised_aside(
    qtbot: QtBot, page: NominationsPage, sample_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = {n.id: n.appraisal for n in page.model.rows}
    assert nominations.standing_count(sample_session.con, DRIVE) == len(list(filter(None, at_once.values())))
    monkeypatch.setattr("desktop.ui.pages.awards.AT_ONCE", 0)
    later = DAY + dt.timedelta(days=1)
    sample_session.look_at_day(later)
    page.refresh()
    assert len(page.model.rows) == len(at_once), "shown before it is appraised"

    def days() -> set[dt.date]:
        return {n.appraisal.as_of for n in page.model.rows if n.appraisal is not None}

    qtbot.waitUntil(lambda: days() == {later})
    by_rules = {one.nomination.id: one for one in appraisals.appraise_all(sample_session.con, DRIVE, later)}
    assert {n.id: n.appraisal for n in page.model.rows if n.appraisal is not None} == by_rules


def test_the_state_is_the_one_the_rules_give(page: NominationsPage, sample_session: Session) -> None:
    words = {"met": "Đủ điều kiện", "not_met": "Chưa đủ", "unknown": "Chưa rõ"}
    made = appraisals.appraise_all(sample_session.con, DRIVE, DAY)
    assert made
    for one in made:
        assert said_of(page, one.nomination.id) == words[one.outcome]


def test_what_is_decided_or_withdrawn_is_not_appraised(page: NominationsPage) -> None:
    model = table_of(page, "nominees").rows_model
    ended = [row.id for row in model.rows if row.nomination.status in ("decided", "withdrawn")]
    assert ended
    assert {said_of(page, one) for one in ended} == {""}


def test_counts_open_into_the_names_behind_them(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    made = appraisals.appraise_all(sample_session.con, DRIVE, DAY)
    unknown = [one.nomination.id for one in made if one.outcome == "unknown"]
    button = find(page, "appraisal_unknown")
    assert button.text() == f"Chưa rõ: {len(unknown)}"
    press(qtbot, page, "appraisal_unknown")
    assert sorted(shown_ids(page)) == sorted(unknown)
    assert page.focusWidget() is table_of(page, "nominees")


def test_one_question_is_answered_for_many_at_once(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    press(qtbot, page, "appraisal_unknown")
    first = appraisals.appraise_many(
        sample_session.con, [row.nomination for row in table_of(page, "nominees").rows_model.rows], DAY
    )
    asked = [one.nomination.id for one in first if "plan_criteria" in {q.question for q in one.questions}]
    assert 1 < len(asked) <= len(shown_ids(page))
    qtbot.keyClick(table_of(page, "nominees"), Qt.Key.Key_A, CTRL)
    press(qtbot, page, "answerQuestions")
    dialog = dialog_of(qtbot, page, "answersDialog")
    box = dialog.focusWidget()
    assert isinstance(box, QComboBox)
    pick(qtbot, box, "Có")
    write(qtbot, find(dialog, "document"), "Bang cham diem")
    assert send(qtbot, sample_session, dialog) == f"Trả lời câu hỏi thẩm định của {len(asked)} đề nghị"
    made = {one.nomination.id: one for one in appraisals.appraise_all(sample_session.con, DRIVE, DAY)}
    assert all("plan_criteria" not in {q.question for q in made[one].questions} for one in asked)
    assert made[DRAFTED].outcome == "met"


def test_a_wrong_answer_is_taken_back_and_asked_again(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    table_of(page, "nominees").choose(DRAFTED)
    press(qtbot, page, "answerQuestions")
    dialog = dialog_of(qtbot, page, "answersDialog")
    assert dialog.findChild(QPushButton, "takeBackAnswers") is None
    pick(qtbot, find(dialog, "answer1"), "Không")
    send(qtbot, sample_session, dialog)
    assert said_of(page, DRAFTED) == "Chưa đủ"
    press(qtbot, page, "answerQuestions")
    dialog = dialog_of(qtbot, page, "answersDialog")
    with qtbot.waitSignal(sample_session.said) as told:
        press(qtbot, dialog, "takeBackAnswers")
    assert told.args[0] == "Bỏ trả lời câu hỏi thẩm định của 1 đề nghị"
    assert said_of(page, DRAFTED) == "Chưa rõ"


def test_nothing_answered_is_said_and_the_dialog_stays(qtbot: QtBot, page: NominationsPage) -> None:
    table_of(page, "nominees").choose(DRAFTED)
    press(qtbot, page, "answerQuestions")
    dialog = dialog_of(qtbot, page, "answersDialog")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert find(dialog, "refusal").text().startswith("Chưa trả lời câu hỏi nào")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_finding_is_passed_over_with_a_reason_and_stays_visible(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    table_of(page, "nominees").choose(DRAFTED)
    findings = table_of(page, "findingTable")
    assert findings.rows_model.row(0).rule == "plan_criteria", "what is to be settled stands first"
    findings.setCurrentIndex(findings.rows_model.index(0, 0))
    qtbot.keyClick(findings, Qt.Key.Key_Return)
    dialog = dialog_of(qtbot, page, "overrideDialog")
    write(qtbot, find(dialog, "reason"), "Du 365 dem")
    write(qtbot, find(dialog, "document"), "Bien ban 4")
    send(qtbot, sample_session, dialog)
    assert said_of(page, DRAFTED) == "Bỏ qua có lý do"
    assert find(page, "findingOverride").text() == "Đã bỏ qua: Du 365 dem (Bien ban 4, ngày 20/11/2023)"
    assert find(page, "finding").text().startswith("Bỏ qua: Tiêu chuẩn của phong trào")
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, page, "liftOverride")
    assert said_of(page, DRAFTED) == "Chưa rõ"


def test_the_whole_drive_is_appraised_anew(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    assert appraisals.findings_of(sample_session.con, DRAFTED) == []
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, page, "appraiseAll")
    kept = appraisals.findings_of(sample_session.con, DRAFTED)
    assert "plan_criteria" in {one.rule for one in kept}
    assert nominations.get_nomination(sample_session.con, DRAFTED).status == "appraised"


def test_what_goes_up_says_the_way(page: NominationsPage) -> None:
    model = table_of(page, "nominees").rows_model
    up = next(row for row in model.rows if row.nomination.status == "sent_up")
    table_of(page, "nominees").choose(up.id)
    route = find(page, "appraisalRoute")
    assert route.isVisible()
    assert route.text().startswith("Trình Chủ tịch Ủy ban nhân dân")
    table_of(page, "nominees").choose(DRAFTED)
    assert not route.isVisible(), "we decide ourselves: a finding says so"


def test_an_award_of_the_register_becomes_evidence(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    given = next(
        one
        for one in awards.list_awards(sample_session.con, 2)
        if one.nomination_id is not None
        and nominations.get_nomination(sample_session.con, one.nomination_id).kind == "individual"
    )
    subject = nominations.get_nomination(sample_session.con, given.nomination_id).subject

    def again(action: Action) -> int:
        return nominations.nominate(
            action, subject_id=subject.id, campaign_id=DRIVE, campaign_award_id=PROVINCE_LINE
        )

    new = carry_out(qtbot, sample_session, again)
    proposed = evidence_proposals.propose(sample_session.con, new)
    assert proposed
    table_of(page, "nominees").choose(new)
    find(page, "nomineeTabs").setCurrentIndex(1)
    assert proposed[0].shown in find(page, "evidenceProposed").text()
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, page, "evidenceAccept")
    pieces = dossiers.evidence_of(sample_session.con, new)
    assert [(p.award_id, p.checked) for p in pieces] == [(one.id, True) for one in proposed]
    assert not find(page, "evidenceAccept").isVisible()


def test_discipline_bars_and_its_end_lifts_it(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    table_of(page, "nominees").choose(DRAFTED)
    find(page, "nomineeTabs").setCurrentIndex(3)
    press(qtbot, page, "disciplineEdit")
    dialog = dialog_of(qtbot, page, "disciplineDialog")
    assert not find(dialog, "measure").isVisible(), "nothing is known yet"
    pick(qtbot, find(dialog, "kind"), "Cảnh cáo")
    send(qtbot, sample_session, dialog)
    told = "Cảnh cáo, từ 20/11/2023, chưa hết"
    qtbot.waitUntil(
        lambda: told in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    )
    press(qtbot, page, "disciplineEdit")
    dialog = dialog_of(qtbot, page, "disciplineDialog")
    pick(qtbot, find(dialog, "measure"), told)
    write(qtbot, find(dialog, "end_date"), "25/11/2023")
    send(qtbot, sample_session, dialog)
    subject = nominations.get_nomination(sample_session.con, DRAFTED).subject.id
    measures = disciplines.of_subjects(sample_session.con, [subject])[subject]
    assert [(m.kind, m.end_date) for m in measures] == [("warning", dt.date(2023, 11, 25))]


def test_a_quota_that_is_not_kept_is_said_on_the_page_and_before_the_vote(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    """The drive's plan allows two people for the Bằng khen of the province; two are sent up already."""
    assert page.findChild(QPushButton, "appraisal_quotas") is None
    carry_out(qtbot, sample_session, lambda action: nominee(action, "H'Rơi Niê", PROVINCE_LINE, "draft"))
    assert find(page, "appraisal_quotas").text() == "Chỉ tiêu cần xem: 1"
    with qtbot.waitSignal(sample_session.said) as told:
        press(qtbot, page, "appraisal_quotas")
    assert "Vượt chỉ tiêu 01 cá nhân: 03/02 cá nhân." in told.args[0]
    # The three it counts are shown, and nobody else, until the filter is let go.
    counted = sample_session.con.execute(
        """SELECT count(*) AS n FROM nomination n JOIN subject s ON s.id = n.subject_id
           WHERE n.campaign_award_id = ? AND s.kind = 'individual'
             AND n.status NOT IN ('withdrawn', 'rejected', 'returned')""",
        (PROVINCE_LINE,),
    ).fetchone()["n"]
    rows = table_of(page, "nominees").rows_model.rows
    assert len(rows) == counted == 3
    assert {row.nomination.campaign_award_id for row in rows} == {PROVINCE_LINE}
    box = find(page, "filterAppraisal")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Thuộc chỉ tiêu cần xem"
    page.filters.clear()
    assert len(table_of(page, "nominees").rows_model.rows) > counted
    dialog = meeting(qtbot, page)
    shown = dialog.findChild(QListWidget, "voteWarnings")
    assert shown is not None
    assert "Vượt chỉ tiêu 01 cá nhân" in shown.item(0).text()
    dialog.reject()


# ---------------------------------------------------------------- dossiers


def test_whose_dossier_lacks_what_is_one_list_by_unit(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    view = go(qtbot, page, "Hồ sơ còn thiếu")
    rows = table_of(view, "lacking").rows_model.rows
    expected = dossier_letters.lacking(sample_session.con, DRIVE, DAY)
    assert [row.lacking.nomination.id for row in rows] == [one.nomination.id for one in expected]
    units = [row.lacking.unit for row in rows]
    assert units == sorted(units)
    assert {row.badge.word for row in rows} == {"Chưa yêu cầu"}


def test_units_are_asked_to_complete_and_the_answer_is_noted(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    view = go(qtbot, page, "Hồ sơ còn thiếu")
    before = len(table_of(view, "lacking").rows_model.rows)
    qtbot.keyClick(view, Qt.Key.Key_N, CTRL)
    dialog = dialog_of(qtbot, view, "requestDialog")
    write(qtbot, find(dialog, "due_date"), "30/11/2023")
    write(qtbot, find(dialog, "number"), "8/TDKT")
    assert send(qtbot, sample_session, dialog) == f"Yêu cầu bổ sung {before} hồ sơ khen thưởng"
    assert {row.badge.word for row in table_of(view, "lacking").rows_model.rows} == {"Còn 10 ngày"}
    letters = table_of(view, "letters")
    first = letters.rows_model.row(0).letter
    letters.setCurrentIndex(letters.rows_model.index(0, 0))
    press(qtbot, view, "lettersCompleted")
    done = dialog_of(qtbot, view, "completedDialog")
    write(qtbot, find(done, "day"), "25/11/2023")
    send(qtbot, sample_session, done)
    asked = {nomination for nomination, _, _ in first.items}
    left = {row.id for row in table_of(view, "lacking").rows_model.rows}
    assert not asked & left
    assert len(left) == before - len(asked)
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, view, "lettersReopened")
    assert dossier_letters.get_letter(sample_session.con, first.id).answered_date is None


def test_a_search_finds_unit_name_and_paper(qtbot: QtBot, page: NominationsPage) -> None:
    view = go(qtbot, page, "Hồ sơ còn thiếu")
    qtbot.keyClick(view, Qt.Key.Key_F, CTRL)
    field = page.focusWidget()
    write(qtbot, field, "tuan tra")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    rows = table_of(view, "lacking").rows_model.rows
    assert [row.id for row in rows] == [DRAFTED]


def test_a_dossier_handed_in_again_keeps_its_first_day(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    listed = nominations.list_nominations(sample_session.con, DRIVE, statuses=["returned"])
    first = listed[0].submitted_date
    assert first is not None
    table_of(page, "nominees").choose(listed[0].id)
    find(page, "nomineeTabs").setCurrentIndex(2)
    press(qtbot, page, "dossierReceive")
    dialog = dialog_of(qtbot, page, "receiptDialog")
    assert "giữ ngày nộp lần đầu" in find(dialog, "firstDay").text()
    send(qtbot, sample_session, dialog)
    after = nominations.get_nomination(sample_session.con, listed[0].id)
    assert (after.status, after.submitted_date) == ("submitted", first)
    assert [one.kind for one in dossier_letters.list_letters(sample_session.con)] == ["receipt"]


# ---------------------------------------------------------------- hiệp y, công khai


def test_inquiries_have_days_and_an_answer(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    view = go(qtbot, page, "Hiệp y, công khai")
    qtbot.keyClick(view, Qt.Key.Key_N, CTRL)
    dialog = dialog_of(qtbot, view, "inquiryDialog")
    write(qtbot, find(dialog, "place"), "Cong an phuong")
    write(qtbot, find(dialog, "end_date"), "24/11/2023")
    send(qtbot, sample_session, dialog)
    rows = table_of(view, "inquiries").rows_model.rows
    assert [row.badge.word for row in rows] == ["Còn 4 ngày"]
    assert rows[0].inquiry.nomination_id == DRAFTED, "the one that is not decided yet"
    press(qtbot, view, "answerInquiry")
    answer = dialog_of(qtbot, view, "inquiryAnswerDialog")
    pick(qtbot, find(answer, "result"), "Có ý kiến khác")
    qtbot.keyClick(answer, Qt.Key.Key_Return, CTRL)
    refusal = find(answer, "refusal")
    qtbot.waitUntil(lambda: "ý kiến khác" in refusal.text())
    write(qtbot, find(answer, "objection"), "Co don")
    send(qtbot, sample_session, answer)
    assert inquiries.list_inquiries(sample_session.con)[0].objection == "Co don"
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, view, "removeInquiry")
    assert table_of(view, "inquiries").rows_model.rows == []


# ---------------------------------------------------------------- the council


def newest_meeting(session: Session) -> councils.Meeting:
    return max(councils.list_meetings(session.con), key=lambda one: one.id)


def meeting(qtbot: QtBot, page: NominationsPage) -> QDialog:
    press(qtbot, page, "holdMeeting")
    return dialog_of(qtbot, page, "meetingDialog")


def test_what_is_to_be_known_stands_before_the_vote(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    double = nominations.get_nomination(sample_session.con, DRAFTED)
    carry_out(
        qtbot,
        sample_session,
        lambda action: nominations.nominate(
            action, subject_id=double.subject.id, campaign_id=DRIVE, campaign_award_id=PROVINCE_LINE
        ),
    )
    dialog = meeting(qtbot, page)
    shown = dialog.findChild(QListWidget, "voteWarnings")
    assert shown is not None
    told = [shown.item(at).text() for at in range(shown.count())]
    assert any("còn được đề nghị" in one for one in told)
    assert any("Tiêu chuẩn của phong trào" in one for one in told)
    dialog.reject()


def test_each_form_says_what_it_needs(qtbot: QtBot, page: NominationsPage) -> None:
    dialog = meeting(qtbot, page)
    threshold = find(dialog, "threshold")
    assert "quá nửa số thành viên tham gia" in threshold.text()
    assert threshold.text().endswith("Cần 05 phiếu.")
    for line in (7, 8):
        press(qtbot, dialog, f"present{line}")
    assert threshold.text().endswith("Cần 04 phiếu."), "more than half of seven"
    pick(qtbot, find(dialog, "vote_base"), "Tổng số thành viên")
    assert "tổng số thành viên Hội đồng" in threshold.text()
    assert threshold.text().endswith("Cần 05 phiếu."), "more than half of nine"
    dialog.reject()


def test_paper_ballots_are_counted_and_an_absent_member_answers_in_writing(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    dialog = meeting(qtbot, page)
    pick(qtbot, find(dialog, "method"), "Bỏ phiếu kín")
    press(qtbot, dialog, "present3")
    press(qtbot, dialog, "present4")
    press(qtbot, dialog, "written4")
    assert find(dialog, "quorum").text().startswith("Có mặt 07/09")
    write(qtbot, find(dialog, "ballots_issued"), "8")
    write(qtbot, find(dialog, "ballots_returned"), "8")
    send(qtbot, sample_session, dialog)
    newest = newest_meeting(sample_session)
    assert (newest.method, newest.ballots_issued, newest.ballots_returned) == ("ballots", 8, 8)
    votes = council_votes.votes(sample_session.con, newest.id)
    assert [(v.nomination_id, v.votes_for, v.base) for v in votes] == [(DRAFTED, 8, 8)]
    asked = [a for a in councils.attendance(sample_session.con, newest.id) if a.answered_date]
    assert [a.member.name for a in asked] == ["Lê Thị Mộng Cầm"]


def test_opinions_are_taken_in_writing(qtbot: QtBot, page: NominationsPage, sample_session: Session) -> None:
    dialog = meeting(qtbot, page)
    pick(qtbot, find(dialog, "kind"), "Lấy ý kiến bằng văn bản")
    assert not find(dialog, "place").isVisible()
    assert not find(dialog, "method").isVisible()
    press(qtbot, dialog, "present9")
    assert find(dialog, "quorum").text().startswith("Đã nhận ý kiến của 08/09 thành viên")
    assert not find(dialog, "reason9").isVisible(), "nobody is absent from a round of opinions"
    write(qtbot, find(dialog, "returned_date"), "22/11/2023")
    send(qtbot, sample_session, dialog)
    newest = newest_meeting(sample_session)
    assert (newest.kind, newest.returned_date) == ("written", dt.date(2023, 11, 22))
    assert len(councils.participants(sample_session.con, newest.id)) == 8


def test_the_simplified_procedure_needs_reason_and_article(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    dialog = meeting(qtbot, page)
    pick(qtbot, find(dialog, "kind"), "Thủ tục đơn giản, không họp")
    assert not find(dialog, "quorum").isVisible()
    assert find(dialog, "article").text().startswith("Luật Thi đua, khen thưởng năm 2003")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    refusal = find(dialog, "refusal")
    assert "cần lý do và điều khoản" in refusal.text()
    write(qtbot, find(dialog, "reason"), "Cuu nguoi duoi nuoc")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert refusal.text().startswith("Chưa có đề nghị nào được xét"), "thematic: not meant for it"
    model = dialog.ballots  # type: ignore[attr-defined]
    assert model.setData(model.index(0, model.columnCount() - 1), "approved")
    assert "thường chỉ dùng cho" in find(dialog, "threshold").text()
    assert "thủ tục đơn giản" in send(qtbot, sample_session, dialog)
    case = simplified.list_cases(sample_session.con, campaign_id=DRIVE)[0]
    assert [n.id for n in simplified.nominations_of(sample_session.con, case.id)] == [DRAFTED]
    view = go(qtbot, page, "Hội đồng")
    kinds = [row.kind for row in table_of(view, "sessions").rows_model.rows]
    assert "Thủ tục đơn giản" in kinds


def test_members_join_change_and_leave_over_time(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    view = go(qtbot, page, "Hội đồng")
    members = table_of(view, "councilMembers")
    fourth = next(r for r in members.rows_model.rows if r.member.name == "Lê Thị Mộng Cầm")
    members.choose(fourth.member.id)
    press(qtbot, view, "changeRole")
    dialog = dialog_of(qtbot, view, "roleDialog")
    pick(qtbot, find(dialog, "role"), "Phó Chủ tịch")
    send(qtbot, sample_session, dialog)
    rows = [r for r in members.rows_model.rows if r.member.name == "Lê Thị Mộng Cầm"]
    assert sorted(r.badge.word for r in rows) == ["Đang tham gia", "Đã thôi"]
    press(qtbot, view, "addCouncilMember")
    joining = dialog_of(qtbot, view, "memberDialog")
    write(qtbot, find(joining, "name"), "Nguyen Van Moi")
    send(qtbot, sample_session, joining)
    new = next(r for r in members.rows_model.rows if r.member.name == "Nguyen Van Moi")
    assert new.member.active_from == DAY
    members.choose(new.member.id)
    press(qtbot, view, "endMember")
    ending = dialog_of(qtbot, view, "endMemberDialog")
    write(qtbot, find(ending, "day"), "21/11/2023")
    send(qtbot, sample_session, ending)
    listed = councils.members(sample_session.con, 1, dt.date(2023, 11, 22))
    assert "Nguyen Van Moi" not in [m.name for m in listed]
    assert len(listed) == 9


def test_a_member_written_by_mistake_is_taken_out_and_one_of_a_session_stays(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    view = go(qtbot, page, "Hội đồng")
    members = table_of(view, "councilMembers")
    before = councils.members(sample_session.con, 1)
    present = next(m for m in before if m.name == "Lê Thị Mộng Cầm")
    members.choose(present.id)
    with qtbot.waitSignal(sample_session.refused) as refused:
        press(qtbot, view, "removeMember")
    assert "đã có trong biên bản họp" in refused.args[0]
    assert councils.members(sample_session.con, 1) == before
    press(qtbot, view, "addCouncilMember")
    joining = dialog_of(qtbot, view, "memberDialog")
    compose(find(joining, "name"), "Hoàng Thị Ẩm")
    send(qtbot, sample_session, joining)
    new = next(m for m in councils.members(sample_session.con, 1) if m.name == "Hoàng Thị Ẩm")
    members.choose(new.id)
    with qtbot.waitSignal(sample_session.said) as told:
        press(qtbot, view, "removeMember")
    assert told.args[0].startswith("Bỏ thành viên Hội đồng “Hoàng Thị Ẩm”")
    assert councils.members(sample_session.con, 1) == before
    qtbot.waitUntil(lambda: [r.member for r in members.rows_model.rows] == before)
    with qtbot.waitSignal(sample_session.said):
        sample_session.undo()
    assert new in councils.members(sample_session.con, 1)
    qtbot.waitUntil(lambda: new in [r.member for r in members.rows_model.rows])


def test_without_a_council_nobody_is_taken_out(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    view = go(qtbot, page, "Hội đồng")
    table_of(view, "councilMembers").rows_model.set_rows([])
    with qtbot.waitSignal(sample_session.said) as told:
        press(qtbot, view, "removeMember")
    assert "chọn một thành viên" in told.args[0]


def test_members_of_another_day_take_part(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    carry_out(
        qtbot,
        sample_session,
        lambda action: councils.end_member(action, 6, dt.date(2023, 11, 30)),
    )
    dialog = meeting(qtbot, page)
    assert find(dialog, "quorum").text().startswith("Có mặt 09/09")
    day = find(dialog, "day")
    write(qtbot, day, "01/12/2023")
    qtbot.keyClick(day, Qt.Key.Key_Tab)
    assert find(dialog, "quorum").text().startswith("Có mặt 08/08")
    dialog.reject()


# ---------------------------------------------------------------- submissions


def test_the_council_submits_and_names_go_up_by_the_route(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    ours = carry_out(qtbot, sample_session, lambda action: nominee(action, "Y Thon Mlô"))
    above = carry_out(qtbot, sample_session, lambda action: nominee(action, "H'Rơi Niê", PROVINCE_LINE))
    view = go(qtbot, page, "Tờ trình")
    qtbot.keyClick(view, Qt.Key.Key_N, CTRL)
    dialog = dialog_of(qtbot, view, "submissionDialog")
    words = [box.text() for box in dialog.findChildren(QCheckBox)]
    assert sorted(words)[-1] == "Giấy khen: 1 đề nghị"
    pick(qtbot, find(dialog, "kind"), "Trình cấp trên")
    assert [box.text() for box in dialog.findChildren(QCheckBox) if box.isVisible()] == [
        "Bằng khen: 1 đề nghị"
    ]
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert "Chưa ghi nơi nhận" in find(dialog, "refusal").text()
    write(qtbot, find(dialog, "addressee1"), "UBND huyen Krong Buk")
    send(qtbot, sample_session, dialog)
    sent = submissions.list_submissions(sample_session.con, campaign_id=DRIVE)
    assert [(s.kind, s.level, s.decided_level) for s in sent] == [("superior", "district", "province")]
    assert nominations.get_nomination(sample_session.con, above).status == "sent_up"
    press(qtbot, view, "makeSubmission")
    dialog = dialog_of(qtbot, view, "submissionDialog")
    assert find(dialog, "addressee1").text().startswith("Chủ tịch Ủy ban nhân dân phường")
    send(qtbot, sample_session, dialog)
    council = submissions.list_submissions(sample_session.con, campaign_id=DRIVE, kind="council")
    assert [i.nomination.id for i in submissions.items(sample_session.con, council[0].id)] == [ours]


def test_a_submission_is_followed_to_its_answer_and_back_to_our_own_form(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    above = carry_out(qtbot, sample_session, lambda action: nominee(action, "H'Rơi Niê", PROVINCE_LINE))
    view = go(qtbot, page, "Tờ trình")
    press(qtbot, view, "makeSubmission")
    dialog = dialog_of(qtbot, view, "submissionDialog")
    pick(qtbot, find(dialog, "kind"), "Trình cấp trên")
    write(qtbot, find(dialog, "addressee1"), "UBND huyen Krong Buk")
    send(qtbot, sample_session, dialog)
    rows = table_of(view, "submissions")
    assert rows.rows_model.row(0).badge.word == "Dự thảo"
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    post = dialog_of(qtbot, view, "postDialog")
    write(qtbot, find(post, "number"), "7")
    qtbot.keyClick(post, Qt.Key.Key_Return, CTRL)
    assert "ghi cùng nhau" in find(post, "refusal").text()
    for key, text in (("day", "21/11/2023"), ("sent_date", "22/11/2023"), ("answer_due", "10/12/2023")):
        write(qtbot, find(post, key), text)
    send(qtbot, sample_session, post)
    sample_session.look_at_day(dt.date(2023, 12, 15))
    row = rows.rows_model.row(0)
    assert (row.submission.number, row.badge.word) == ("07/TTr-UBND", "Quá hạn 5 ngày")
    press(qtbot, view, "submissionResult")
    result = dialog_of(qtbot, view, "resultDialog")
    pick(qtbot, find(result, "result"), "Không được")
    qtbot.keyClick(result, Qt.Key.Key_Return, CTRL)
    assert "lý do" in find(result, "refusal").text()
    write(qtbot, find(result, "note"), "Chua du nam")
    send(qtbot, sample_session, result)
    assert nominations.get_nomination(sample_session.con, above).status == "rejected"
    assert rows.rows_model.row(0).badge.word == "Đã trả lời đủ"
    with qtbot.waitSignal(sample_session.said) as told:
        press(qtbot, view, "fallBack")
    assert told.args[0] == "Đưa 1 đề nghị về xét Giấy khen"
    after = nominations.get_nomination(sample_session.con, above)
    assert (after.form_code, after.campaign_award_id, after.status) == ("giay_khen", OWN_LINE, "appraised")


def test_a_name_that_still_waits_does_not_fall_back(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    view = go(qtbot, page, "Tờ trình")
    with qtbot.waitSignal(sample_session.said) as told:
        press(qtbot, view, "fallBack")
    assert "Không được" in told.args[0]


# ---------------------------------------------------------------- the estimate


def test_the_estimate_is_shown_copied_and_follows_the_day(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    press(qtbot, page, "estimateCost")
    dialog = dialog_of(qtbot, page, "estimateDialog")
    ids = [one.nomination.id for one in appraisals.appraise_all(sample_session.con, DRIVE, DAY)]
    made = fund.estimate(sample_session.con, ids, DAY)
    total = f"{made.ours:,}".replace(",", ".")
    assert f"Quỹ của cơ quan chi: {total} đồng" in find(dialog, "estimateTotal").text()
    assert find(dialog, "estimateUnknown").text() == fund.in_words(made)
    press(qtbot, dialog, "copyEstimate")
    lines = QApplication.clipboard().text().splitlines()
    assert len([line for line in lines if line]) >= len(made.lines)
    day = find(dialog, "day")
    write(qtbot, day, "01/06/2023")
    qtbot.keyClick(day, Qt.Key.Key_Tab)
    before = fund.estimate(sample_session.con, ids, dt.date(2023, 6, 1))
    assert before.ours != made.ours, "the base salary rose on 01/07/2023"
    assert dialog.estimate == before  # type: ignore[attr-defined]
    dialog.reject()


def test_the_estimate_goes_out_as_a_workbook(sample_session: Session, tmp_path: Path) -> None:
    ids = [n.id for n in nominations.list_nominations(sample_session.con, DRIVE)]
    made = fund.estimate(sample_session.con, ids, DAY)
    target = tmp_path / "du-tru.xlsx"
    write_estimate(sample_session.con, made, target, DRIVE)
    sheet = openpyxl.load_workbook(target)["Dự trù"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    texts = [str(value) for row in cells for value in row if value is not None]
    assert "DỰ TRÙ KINH PHÍ KHEN THƯỞNG" in texts
    for line in made.lines:
        if line.amount is not None:
            assert any(line.text in row and line.amount in row for row in cells), line.text


def test_the_workbook_is_written_from_the_dialog(
    qtbot: QtBot, page: NominationsPage, sample_session: Session, tmp_path: Path
) -> None:
    press(qtbot, page, "estimateCost")
    dialog = dialog_of(qtbot, page, "estimateDialog")
    target = tmp_path / "du-tru.xlsx"
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    chooser = dialog_of(qtbot, dialog, "chooseTarget")
    with qtbot.waitSignal(dialog.accepted):
        chooser.fileSelected.emit(str(target))  # type: ignore[attr-defined]
        chooser.reject()
    assert openpyxl.load_workbook(target).sheetnames[0] == "Dự trù"


# ---------------------------------------------------------------- rows added since


def test_rows_of_the_law_added_since_are_offered_in_one_sentence(
    qtbot: QtBot, sample_session: Session
) -> None:
    def take_out(action: Action) -> int:
        row = catalogues.rows(action.con, "holiday")[0]
        catalogues.delete_row(action, "holiday", row["id"])
        return 1

    carry_out(qtbot, sample_session, take_out)
    shown = CataloguesPage(sample_session)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    bar = shown.findChild(OfferBar, "lackingRows")
    assert bar is not None
    assert bar.sentence.startswith("Bản chương trình này có thêm 1 dòng quy định ở 1 danh mục")
    with qtbot.waitSignal(sample_session.said) as told:
        press(qtbot, shown, "lackingRowsAccept")
    assert told.args[0] == "Bổ sung 1 dòng mới vào các danh mục"
    qtbot.waitUntil(lambda: bar.sentence == "")
    assert catalogues.lacking_shipped(sample_session.con) == []


def test_an_offer_put_off_does_not_nag(qtbot: QtBot, themed: QApplication) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    bar = OfferBar("offer", "&Bổ sung", owner)
    bar.offer("Có thêm 3 dòng.")
    assert bar.sentence == "Có thêm 3 dòng."
    press(qtbot, bar, "offerLater")
    bar.offer("Có thêm 4 dòng.")
    assert bar.sentence == ""


def test_a_register_that_lacks_nothing_is_offered_nothing(qtbot: QtBot, sample_session: Session) -> None:
    shown = CataloguesPage(sample_session)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    assert find(shown, "lackingRows").isHidden()


# ---------------------------------------------------------------- every view


@pytest.mark.parametrize("view", VIEWS[1:])
def test_a_view_says_what_it_is_and_shows_its_counts(view: str, qtbot: QtBot, page: NominationsPage) -> None:
    shown = go(qtbot, page, view)
    words = [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]
    assert any(any(letter.isdigit() for letter in text) for text in words), "a status line with numbers"
    for button in shown.findChildren(QPushButton):
        if button.isVisible() and button.text():
            assert button.objectName() or button.parent() is not None
            assert button.width() >= button.minimumSizeHint().width() - 1, f"{button.text()} is clipped"


@pytest.mark.parametrize("view", VIEWS[1:])
def test_a_view_of_a_drive_with_nothing_offers_what_to_do(
    view: str, qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    go(qtbot, page, view)
    from db.campaigns import CampaignDraft, start_campaign

    new = carry_out(
        qtbot,
        sample_session,
        lambda action: start_campaign(action, CampaignDraft(title="Phong trào mới", start_on="2024")),
    )
    with qtbot.assertNotEmitted(sample_session.refused):
        sample_session.show_campaign(new)
        shown = page.views.current()
        assert shown is not None
        shown.primary()
        for dialog in shown.findChildren(QDialog):
            dialog.reject()


def test_the_tab_of_the_panel_goes_by_arrow_keys(qtbot: QtBot, page: NominationsPage) -> None:
    tabs = find(page, "nomineeTabs")
    assert isinstance(tabs, QTabWidget)
    tabs.tabBar().setFocus()
    for at in range(1, tabs.count()):
        qtbot.keyClick(tabs.tabBar(), Qt.Key.Key_Right)
        assert tabs.currentIndex() == at


def test_decisions_follow_what_the_council_said(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    """From the meeting on this page the decision has its list: nothing is typed twice."""
    dialog = meeting(qtbot, page)
    send(qtbot, sample_session, dialog)
    assert DRAFTED in [n.id for n in decisions.approved_ready(sample_session.con, DRIVE)]


# ---------------------------------------------------------------- papers of what is chosen


def paper_of(qtbot: QtBot, owner: QWidget) -> tuple[str, Any]:
    """Kind and choice of the dialog of papers that was opened; it is closed again."""
    dialog = dialog_of(qtbot, owner, "paperDialog")
    wish = dialog.wish()  # type: ignore[attr-defined]
    assert wish is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    return wish.key, wish.choice


def choose_paper(owner: QWidget, name: str) -> None:
    entry = owner.findChild(QAction, name)
    assert entry is not None, name
    entry.trigger()


@pytest.mark.parametrize(
    ("name", "key"), [("paperBallot", "ballot"), ("paperTally", "tally"), ("paperMinutes", "minutes")]
)
def test_papers_of_a_session_are_of_the_chosen_one(
    name: str, key: str, qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    view = go(qtbot, page, "Hội đồng")
    choose_paper(view, name)
    made, choice = paper_of(qtbot, view)
    assert (made, choice.meeting_id) == (key, newest_meeting(sample_session).id)


def test_papers_of_a_letter_and_of_a_submission_are_of_the_chosen_one(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    letter = carry_out(
        qtbot,
        sample_session,
        lambda action: dossier_letters.receive(action, [DRAFTED], day=DAY),
    )
    ours = carry_out(qtbot, sample_session, lambda action: nominee(action, "Y Thon Mlô"))
    asked = carry_out(
        qtbot,
        sample_session,
        lambda action: submissions.submit(action, kind="council", nomination_ids=[ours]),
    )
    view = go(qtbot, page, "Hồ sơ còn thiếu")
    press(qtbot, view, "letterPaper")
    made, choice = paper_of(qtbot, view)
    assert (made, choice.letter_id) == ("dossier_letter", letter[0])
    view = go(qtbot, page, "Tờ trình")
    for name, key in (
        ("paperSubmission", "submission"),
        ("paperNames", "name_list"),
        ("paperSummary", "achievement_summary"),
    ):
        choose_paper(view, name)
        made, choice = paper_of(qtbot, view)
        assert (made, choice.submission_id) == (key, asked)
    choose_paper(view, "submissionFiles")
    dialog_of(qtbot, view, "submissionFilesDialog").reject()


def test_the_achievement_report_is_of_the_chosen_nominee(qtbot: QtBot, page: NominationsPage) -> None:
    table_of(page, "nominees").choose(DRAFTED)
    find(page, "nomineeTabs").setCurrentIndex(2)
    press(qtbot, page, "achievementReport")
    dialog = dialog_of(qtbot, page, "paperDialog")
    wish = dialog.wish()  # type: ignore[attr-defined]
    assert (wish.key, wish.choice.nomination_id, wish.choice.short) == ("achievement", DRAFTED, False)
    in_short = find(dialog, "paper_short")
    assert in_short.isVisible()
    in_short.setFocus()
    qtbot.keyClick(in_short, Qt.Key.Key_Space)
    made, choice = paper_of(qtbot, page)
    assert (made, choice.short) == ("achievement", True)


# ---------------------------------------------------------------- what a view reads


@pytest.mark.parametrize("view", VIEWS[1:])
def test_a_view_reads_again_when_what_it_shows_has_changed(
    view: str,
    qtbot: QtBot,
    page: NominationsPage,
    sample_session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = page.views.current() if view == VIEWS[0] else go(qtbot, page, view)
    assert isinstance(shown, View)
    known = set(triggers.logged_tables(sample_session.con))
    assert shown.tables
    assert shown.tables <= known
    read: list[str] = []
    monkeypatch.setattr(shown, "refresh", lambda: read.append(view))
    for table in sorted(shown.tables):
        sample_session.changed.emit(Changes(1, frozenset({table}), {table: frozenset({1})}))
        assert len(read) == 1, table
        read.clear()
    for table in sorted(known - shown.tables - set(page.tables)):
        sample_session.changed.emit(Changes(1, frozenset({table}), {table: frozenset({1})}))
    assert read == []


@pytest.mark.parametrize("view", VIEWS[1:])
def test_access_keys_of_a_view_mean_one_thing(view: str, qtbot: QtBot, page: NominationsPage) -> None:
    shown = go(qtbot, page, view)
    texts = [b.text() for b in shown.findChildren(QPushButton) if b.isVisible()]
    keys = [found[1].lower() for text in texts if (found := re.search("(?<!&)&([^&])", text))]
    assert all(key.isascii() for key in keys), keys
    assert len(keys) == len(set(keys)), sorted(keys)
    assert not {"p", "t"} & set(keys), "the top line has them"
