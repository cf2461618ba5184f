"""Award rounds, conditions and removals on the page Khen thưởng, by keys alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hands import compose, dialog_of, find, pick, press, send
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db import (
    appraisals,
    award_rounds,
    conditions,
    council_votes,
    councils,
    disciplines,
    dossier_letters,
    dossiers,
    inquiries,
    nominations,
    submissions,
)
from desktop.ui.operations.dossiers import LetterDraft, receive
from desktop.ui.operations.history import undo
from desktop.ui.operations.submissions import PostDraft, set_post, submit_council
from desktop.ui.pages.awards import NominationsPage
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable

DRIVE, OWN_ROUND, DRAFTED = 2, 2, 60
DAY = dt.date(2023, 11, 20)
CTRL = Qt.KeyboardModifier.ControlModifier


def table_of(owner: QWidget, name: str) -> DataTable:
    found = owner.findChild(DataTable, name)
    assert found is not None, name
    return found


def told_by(qtbot: QtBot, session: Session, owner: QWidget, name: str) -> str:
    """Press a button; what the window says then."""
    with qtbot.waitSignal(session.said) as told:
        press(qtbot, owner, name)
    return str(told.args[0])


def refused_by(qtbot: QtBot, session: Session, owner: QWidget, name: str) -> str:
    with qtbot.waitSignal(session.refused) as told:
        press(qtbot, owner, name)
    return str(told.args[0])


def run(qtbot: QtBot, session: Session, operation: Any) -> Any:
    done: list[Any] = []
    session.run(operation, done.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(done))
    return done[0]


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
    bar = find(page, "awardViews")
    assert isinstance(bar, QTabBar)
    bar.setFocus()
    qtbot.keyClick(bar, Qt.Key.Key_Home)
    while bar.tabText(bar.currentIndex()) != view:
        qtbot.keyClick(bar, Qt.Key.Key_Right)
    shown = page.views.current()
    assert shown is not None
    return shown


def names(owner: QWidget, table: str) -> list[str]:
    model = table_of(owner, table).rows_model
    column = [one.key for one in model.columns].index("name")
    return [str(model.index(at, column).data()) for at in range(len(model.rows))]


# ---------------------------------------------------------------- rounds


def test_a_round_is_begun_joined_closed_opened_and_taken_out(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    con = sample_session.con
    table_of(page, "nominees").choose(DRAFTED)
    shown = go(qtbot, page, "Đợt khen")
    assert names(shown, "rounds") == ["Khen thưởng tổng kết 30 năm thành lập phường"]
    assert len(names(shown, "roundNames")) == 75
    press(qtbot, shown, "addRound")
    dialog = dialog_of(qtbot, page, "roundDialog")
    compose(find(dialog, "name"), "Đợt đột xuất")
    assert send(qtbot, sample_session, dialog).startswith("Thêm đợt khen thưởng “Đợt đột xuất”")
    made = next(one for one in award_rounds.list_rounds(con, DRIVE) if one.id != OWN_ROUND)
    table_of(shown, "rounds").choose(made.id)
    qtbot.waitUntil(lambda: names(shown, "roundNames") == [])
    told_by(qtbot, sample_session, shown, "joinRound")
    qtbot.waitUntil(lambda: len(names(shown, "roundNames")) == 1)
    # A round somebody waits in is not closed, and not taken out.
    press(qtbot, shown, "closeRound")
    closing = dialog_of(qtbot, page, "closeRoundDialog")
    qtbot.keyClick(closing, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "chưa xong" in find(closing, "refusal").text())
    closing.reject()
    assert "1 đề nghị" in refused_by(qtbot, sample_session, shown, "removeRound")
    # Back to the other round by the dialog for many.
    press(qtbot, shown, "placeNames")
    placing = dialog_of(qtbot, page, "placeDialog")
    pick(qtbot, find(placing, "round"), "Khen thưởng tổng kết 30 năm thành lập phường – 05/12/2023")
    send(qtbot, sample_session, placing)
    assert nominations.get_nomination(con, DRAFTED).award_round_id == OWN_ROUND
    press(qtbot, shown, "closeRound")
    send(qtbot, sample_session, dialog_of(qtbot, page, "closeRoundDialog"))
    assert award_rounds.get_round(con, made.id).closed_date == DAY
    told_by(qtbot, sample_session, shown, "openRound")
    told_by(qtbot, sample_session, shown, "removeRound")
    assert len(award_rounds.list_rounds(con, DRIVE)) == 1
    run(qtbot, sample_session, undo())
    assert award_rounds.get_round(con, made.id).name == "Đợt đột xuất"


def test_a_round_is_renamed(qtbot: QtBot, page: NominationsPage, sample_session: Session) -> None:
    shown = go(qtbot, page, "Đợt khen")
    press(qtbot, shown, "editRound")
    dialog = dialog_of(qtbot, page, "roundDialog")
    compose(find(dialog, "name"), "Đợt tổng kết")
    send(qtbot, sample_session, dialog)
    qtbot.waitUntil(lambda: names(shown, "rounds") == ["Đợt tổng kết"])


def test_a_new_nominee_joins_the_only_open_round_and_names_its_kind(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    page.add()
    dialog = dialog_of(qtbot, page, "nominationDialog")
    assert find(dialog, "round").currentData() == OWN_ROUND
    assert find(dialog, "award_type").currentText() == "Chuyên đề (phong trào)"
    assert not find(dialog, "judged_year").isVisible()
    compose(find(dialog, "name"), "Hoàng Thị Ẩm")
    pick(qtbot, find(dialog, "award_type"), "Công trạng")
    assert find(dialog, "judged_year").isVisible()
    compose(find(dialog, "judged_year"), "2022")
    send(qtbot, sample_session, dialog)
    made = nominations.list_nominations(sample_session.con, DRIVE, text="hoang thi am")[0]
    assert (made.award_type, made.judged_year, made.award_round_id) == ("merit", 2022, OWN_ROUND)


def test_chosen_names_get_their_kind_at_once_and_are_judged_by_it(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    table_of(page, "nominees").choose(DRAFTED)
    before = appraisals.appraise(sample_session.con, DRAFTED, DAY)
    press(qtbot, page, "placeNominees")
    dialog = dialog_of(qtbot, page, "placeDialog")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert "Chưa chọn đợt, loại hình" in find(dialog, "refusal").text()
    pick(qtbot, find(dialog, "award_type"), "Công trạng")
    said = send(qtbot, sample_session, dialog)
    assert said.startswith("Xếp đợt, loại hình cho 1 đề nghị")
    after = appraisals.appraise(sample_session.con, DRAFTED, DAY)
    told = [" ".join(f.sentence for f in one.findings) for one in (before, after)]
    assert "Có thành tích trong phong trào" in told[0]
    assert "oàn thành tốt nhiệm vụ" in told[1]


def test_the_round_is_a_filter_of_the_list(qtbot: QtBot, page: NominationsPage) -> None:
    box = find(page, "filterRound")
    assert box.isVisible()
    many = len(table_of(page, "nominees").rows_model.rows)
    pick(qtbot, box, "Chưa xếp đợt")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: len(table_of(page, "nominees").rows_model.rows) == 0)
    pick(qtbot, box, "Khen thưởng tổng kết 30 năm thành lập phường")
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: len(table_of(page, "nominees").rows_model.rows) == many)


def test_a_whole_round_is_shown_to_the_people_at_once(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    shown = go(qtbot, page, "Hiệp y, công khai")
    before = len(inquiries.list_inquiries(sample_session.con, campaign_id=DRIVE))
    press(qtbot, shown, "startInquiry")
    dialog = dialog_of(qtbot, page, "inquiryDialog")
    pick(qtbot, find(dialog, "kind"), "Công khai")
    pick(qtbot, find(dialog, "about"), "Cả đợt: Khen thưởng tổng kết 30 năm thành lập phường (75)")
    compose(find(dialog, "place"), "Nhà văn hóa tổ dân phố")
    assert send(qtbot, sample_session, dialog).startswith("Công khai cả đợt khen thưởng")
    listed = inquiries.list_inquiries(sample_session.con, campaign_id=DRIVE)
    assert len(listed) == before + 1
    assert [i.award_round_id for i in listed if i.place == "Nhà văn hóa tổ dân phố"] == [OWN_ROUND]
    # Whoever is looked at in the round has it.
    mine = inquiries.list_inquiries(sample_session.con, nomination_id=DRAFTED)
    assert any(i.award_round_id == OWN_ROUND for i in mine)


# ---------------------------------------------------------------- sessions planned before they vote


def test_a_round_of_opinions_is_sent_first_and_counted_later(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    con = sample_session.con
    shown = go(qtbot, page, "Hội đồng")
    press(qtbot, shown, "newSession")
    dialog = dialog_of(qtbot, page, "meetingDialog")
    pick(qtbot, find(dialog, "kind"), "Lấy ý kiến bằng văn bản")
    for line in range(1, 10):
        press(qtbot, dialog, f"present{line}")  # nobody has answered
    with qtbot.waitSignal(sample_session.said) as told:
        press(qtbot, dialog, "planSession")
    assert str(told.args[0]).startswith("Ghi phiên lấy ý kiến Hội đồng ngày 20/11/2023, chưa biểu quyết")
    planned = next(m for m in councils.list_meetings(con, campaign_id=DRIVE) if m.kind == "written")
    assert council_votes.votes(con, planned.id) == []
    assert {a.asked_date for a in councils.attendance(con, planned.id)} == {DAY}
    table_of(shown, "sessions").choose(f"meeting{planned.id}")
    press(qtbot, shown, "voteSession")
    again = dialog_of(qtbot, page, "meetingDialog")
    assert find(again, "kind").currentText() == "Lấy ý kiến bằng văn bản"
    for line in range(1, 9):
        press(qtbot, again, f"present{line}")
    compose(find(again, "returned_date"), "27/11/2023")
    send(qtbot, sample_session, again)
    assert len(councils.list_meetings(con, campaign_id=DRIVE)) == 2
    counted = councils.get_meeting(con, planned.id)
    assert counted.returned_date == dt.date(2023, 11, 27)
    assert [(v.nomination_id, v.votes_for, v.result) for v in council_votes.votes(con, planned.id)] == [
        (DRAFTED, 8, "approved")
    ]
    assert "đã biểu quyết" in refused_by(qtbot, sample_session, shown, "removeSession")


def test_an_absent_member_answers_after_the_meeting(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    con = sample_session.con
    page.hold_meeting()
    dialog = dialog_of(qtbot, page, "meetingDialog")
    assert not find(dialog, "returned_date").isVisible()
    press(qtbot, dialog, "present9")
    press(qtbot, dialog, "written9")
    assert find(dialog, "returned_date").isVisible()
    compose(find(dialog, "returned_date"), "22/11/2023")
    send(qtbot, sample_session, dialog)
    newest = next(m for m in councils.list_meetings(con, campaign_id=DRIVE) if m.day == DAY)
    answered = [a.answered_date for a in councils.attendance(con, newest.id) if not a.present]
    assert answered == [dt.date(2023, 11, 22)]
    assert newest.returned_date is None  # that is the day of a round of opinions


def test_a_planned_session_is_taken_out(qtbot: QtBot, page: NominationsPage, sample_session: Session) -> None:
    shown = go(qtbot, page, "Hội đồng")
    press(qtbot, shown, "newSession")
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, dialog_of(qtbot, page, "meetingDialog"), "planSession")
    planned = next(m for m in councils.list_meetings(sample_session.con, campaign_id=DRIVE) if m.day == DAY)
    table_of(shown, "sessions").choose(f"meeting{planned.id}")
    assert told_by(qtbot, sample_session, shown, "removeSession").startswith("Xóa phiên Hội đồng")
    assert all(m.id != planned.id for m in councils.list_meetings(sample_session.con))


def test_the_number_of_the_minutes_is_written_later(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    con = sample_session.con
    shown = go(qtbot, page, "Hội đồng")
    held = councils.list_meetings(con, campaign_id=DRIVE)[0]
    before = council_votes.votes(con, held.id)
    table_of(shown, "sessions").choose(f"meeting{held.id}")
    press(qtbot, shown, "voteSession")
    dialog = dialog_of(qtbot, page, "sessionFactsDialog")
    assert not find(dialog, "returned_date").isVisible()
    compose(find(dialog, "number"), "09/BB-HĐTĐKT")
    assert send(qtbot, sample_session, dialog).startswith("Sửa phiên Hội đồng ngày 28/11/2023")
    assert councils.get_meeting(con, held.id).number == "09/BB-HĐTĐKT"
    assert council_votes.votes(con, held.id) == before


# ---------------------------------------------------------------- taking out


def test_a_drafted_submission_is_taken_out_and_a_numbered_one_stays(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    from desktop.ui.operations.nominations import set_status

    con = sample_session.con
    run(qtbot, sample_session, set_status([DRAFTED], "approved", ""))
    made = run(qtbot, sample_session, submit_council([[DRAFTED]], "Chủ tịch"))[0]
    shown = go(qtbot, page, "Tờ trình")
    table_of(shown, "submissions").choose(made)
    assert told_by(qtbot, sample_session, shown, "removeSubmission").startswith("Xóa dự thảo tờ trình")
    assert submissions.list_submissions(con, campaign_id=DRIVE, kind="council") == []
    made = run(qtbot, sample_session, submit_council([[DRAFTED]], "Chủ tịch"))[0]
    run(qtbot, sample_session, set_post(made, PostDraft("7", DAY)))
    table_of(shown, "submissions").choose(made)
    assert "đã vào sổ văn thư" in refused_by(qtbot, sample_session, shown, "removeSubmission")


def test_a_receipt_is_taken_out(qtbot: QtBot, page: NominationsPage, sample_session: Session) -> None:
    run(qtbot, sample_session, receive([DRAFTED], LetterDraft(DAY)))
    shown = go(qtbot, page, "Hồ sơ còn thiếu")
    newest = dossier_letters.list_letters(sample_session.con, campaign_id=DRIVE, kind="receipt")[0]
    table_of(shown, "letters").choose(newest.id)
    assert told_by(qtbot, sample_session, shown, "removeLetter").startswith("Xóa giấy tiếp nhận")
    assert newest.id not in [one.id for one in dossier_letters.list_letters(sample_session.con)]


def test_a_measure_entered_by_mistake_is_taken_out(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    from desktop.ui.operations.disciplines import MeasureDraft, save

    subject = nominations.get_nomination(sample_session.con, DRAFTED).subject.id
    run(qtbot, sample_session, save(subject, MeasureDraft("warning", DAY), "Tổ tuần tra"))
    table_of(page, "nominees").choose(DRAFTED)
    page.nominees.discipline()
    dialog = dialog_of(qtbot, page, "disciplineDialog")
    button = find(dialog, "removeMeasure")
    assert isinstance(button, QPushButton)
    assert not button.isVisible()
    pick(qtbot, find(dialog, "measure"), "Cảnh cáo, từ 20/11/2023, chưa hết")
    with qtbot.waitSignal(sample_session.said) as told:
        press(qtbot, dialog, "removeMeasure")
    assert str(told.args[0]).startswith("Xóa kỷ luật ghi nhầm")
    assert disciplines.of_subjects(sample_session.con, [subject]) == {}


# ---------------------------------------------------------------- conditions


def texts(shown: QWidget) -> list[str]:
    return [rule.text for rule in table_of(shown, "conditions").rows_model.rows]


def test_all_that_is_in_force_on_the_day_is_listed(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    shown = go(qtbot, page, "Điều kiện")
    rules = conditions.in_force(sample_session.con, DAY, DRIVE)
    assert texts(shown) == [rule.text for rule in rules]
    assert "Phong trào không quá 45 cá nhân" in texts(shown)
    assert all(rule.source for rule in rules)
    sample_session.look_at_day(dt.date(2024, 6, 1))
    qtbot.waitUntil(lambda: "Hoàn thành tốt nhiệm vụ trở lên trong năm" in texts(shown))
    pick(qtbot, find(shown, "conditionShow"), "Chưa đối chiếu")
    find(shown, "conditionShow").activated.emit(2)
    listed = table_of(shown, "conditions").rows_model.rows
    assert listed
    assert not any(rule.verified for rule in listed)


def test_the_provinces_condition_is_entered_and_judged_at_once(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    con = sample_session.con
    shown = go(qtbot, page, "Điều kiện")
    press(qtbot, shown, "addCondition")
    dialog = dialog_of(qtbot, page, "conditionDialog")
    pick(qtbot, find(dialog, "kind"), "Tỷ lệ người trực tiếp trong số cá nhân")
    assert find(dialog, "p_at_least_percent").isVisible()
    assert not find(dialog, "p_title").isVisible()
    compose(find(dialog, "p_at_least_percent"), "70")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert find(dialog, "document").accessibleDescription() or "Hãy nhập" in " ".join(
        label.text() for label in dialog.findChildren(QLabel) if label.isVisible()
    )
    compose(find(dialog, "document"), "Quyết định số 15/2023/QĐ-UBND")
    compose(find(dialog, "article"), "khoản 2 Điều 14")
    compose(find(dialog, "verified_on"), "01/11/2023")
    assert send(qtbot, sample_session, dialog).startswith("Thêm điều kiện khen thưởng theo quy chế của tỉnh")
    said = "Ít nhất 70% cá nhân được đề nghị là người trực tiếp lao động, công tác"
    qtbot.waitUntil(lambda: said in texts(shown))
    rule = next(r for r in table_of(shown, "conditions").rows_model.rows if r.text == said)
    assert (rule.scope, rule.verified_on) == ("province", dt.date(2023, 11, 1))
    found = appraisals.appraise(con, DRAFTED, DAY).findings
    assert any(said in one.sentence and "khoản 2 Điều 14" in one.source for one in found)
    # Changed by Enter on its row, taken out by its button.
    table_of(shown, "conditions").choose(f"award_condition:{rule.id}:")
    press(qtbot, shown, "editCondition")
    again = dialog_of(qtbot, page, "conditionDialog")
    assert find(again, "p_at_least_percent").text() == "70"
    compose(find(again, "text"), "")
    again.reject()
    told_by(qtbot, sample_session, shown, "removeCondition")
    qtbot.waitUntil(lambda: said not in texts(shown))


def test_a_row_of_the_law_is_compared_but_not_changed_here(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    shown = go(qtbot, page, "Điều kiện")
    rule = next(r for r in table_of(shown, "conditions").rows_model.rows if not r.verified)
    table_of(shown, "conditions").choose(f"{rule.table}:{rule.id}:")
    assert "do chương trình phát hành" in find(shown, "conditionDetails").text()
    assert "do chương trình phát hành" in told_by(qtbot, sample_session, shown, "editCondition")
    assert "do chương trình phát hành" in refused_by(qtbot, sample_session, shown, "removeCondition")
    told_by(qtbot, sample_session, shown, "verifyCondition")
    assert conditions.get(sample_session.con, rule.table, rule.id).verified_on == DAY


def test_the_provinces_share_stands_in_the_next_session(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    shown = go(qtbot, page, "Điều kiện")
    press(qtbot, shown, "addThreshold")
    dialog = dialog_of(qtbot, page, "thresholdDialog")
    compose(find(dialog, "share"), "gần hết")
    compose(find(dialog, "document"), "Quyết định số 15/2023/QĐ-UBND")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    compose(find(dialog, "share"), "70%")
    assert send(qtbot, sample_session, dialog).startswith("Thêm tỷ lệ họp, biểu quyết")
    page.hold_meeting()
    meeting = dialog_of(qtbot, page, "meetingDialog")
    said = find(meeting, "threshold").text()
    assert "70% tổng số thành viên Hội đồng (Quyết định số 15/2023/QĐ-UBND, chưa đối chiếu)" in said
    assert "Cần 07 phiếu" in said
    meeting.reject()


def test_a_line_of_the_plan_is_changed_where_the_plan_is(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    shown = go(qtbot, page, "Điều kiện")
    at = next(
        at for at, rule in enumerate(table_of(shown, "conditions").rows_model.rows) if rule.scope == "drive"
    )
    table = table_of(shown, "conditions")
    table.setCurrentIndex(table.model().index(at, 0))
    assert "trang Phong trào" in told_by(qtbot, sample_session, shown, "removeCondition")


# ---------------------------------------------------------------- what evidence counts towards


def test_evidence_says_which_form_of_which_kind_it_is(
    qtbot: QtBot, page: NominationsPage, sample_session: Session
) -> None:
    table_of(page, "nominees").choose(DRAFTED)
    page.add_evidence()
    dialog = dialog_of(qtbot, page, "evidenceDialog")
    assert find(dialog, "award_type").isVisible()
    assert not find(dialog, "rating").isVisible()
    compose(find(dialog, "years"), "2022")
    compose(find(dialog, "what"), "Tặng năm 2022")
    pick(qtbot, find(dialog, "form_code"), "Tập thể lao động tiên tiến")
    pick(qtbot, find(dialog, "award_type"), "Công trạng")
    send(qtbot, sample_session, dialog)
    made = dossiers.evidence_of(sample_session.con, DRAFTED)[-1]
    assert (made.form_code, made.award_type, made.grade) == ("tt_ldtt", "merit", "")
    page.add_evidence()
    dialog = dialog_of(qtbot, page, "evidenceDialog")
    pick(qtbot, find(dialog, "kind"), "Xếp loại hằng năm")
    assert not find(dialog, "award_type").isVisible()
    compose(find(dialog, "years"), "2023")
    compose(find(dialog, "what"), "Tập thể năm 2023")
    pick(qtbot, find(dialog, "rating"), "Hoàn thành xuất sắc nhiệm vụ")
    send(qtbot, sample_session, dialog)
    graded = next(e for e in dossiers.evidence_of(sample_session.con, DRAFTED) if e.kind == "rating")
    assert (graded.form_code, graded.grade) == ("", "excellent")
