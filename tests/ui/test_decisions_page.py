"""Quyết định & In: from an approved nominee to the certificate in a PDF and on paper's ledger, by keys."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest
from hands import compose, dialog_of, find, gone, pick, press, shown
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QWidget,
)

from db import (
    awards,
    corrections,
    decisions,
    dossier_letters,
    history,
    law_changes,
    nominations,
    organizations,
    people,
    printing,
    submissions,
)
from db.decisions import Decision
from db.store import Action
from desktop.documents.paper_kinds import KINDS
from desktop.ui.dialogs.certificate_choices import WHOLE
from desktop.ui.dialogs.decision import DecisionDialog
from desktop.ui.dialogs.prize_question import thousandths
from desktop.ui.models.awards import AWARD_COLUMNS, DECISION_COLUMNS, AwardLine
from desktop.ui.models.table import RowsModel
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.history import undo
from desktop.ui.pages.awards import NominationsPage
from desktop.ui.pages.decisions import DecisionsPage
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable

CEREMONY = dt.date(2023, 12, 6)
NAME = "Rơ Châm H'Blĩm"
CONTROL = Qt.KeyboardModifier.ControlModifier


def strike(qtbot, page: QWidget, key: Qt.Key) -> None:
    """Ctrl and a key in a window that has the keys."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, key, CONTROL)


def submit(qtbot, session: Session, owner: QWidget, name: str) -> None:
    """Ctrl+Enter in a dialog, and wait until it closed after the commit."""
    dialog = dialog_of(qtbot, owner, name)
    with qtbot.waitSignal(session.said):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    gone(qtbot, owner, name)


@pytest.fixture
def opened(sample_session: Session, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files the page would show; no program is started for them."""
    files: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", files.append)
    return files


@pytest.fixture
def page(qtbot, sample_session: Session, opened: list[Path]) -> DecisionsPage:
    """The page on the worked example, on the day after its decision."""
    sample_session.look_at_day(CEREMONY)
    made = DecisionsPage(sample_session)
    shown(qtbot, made)
    return made


def issued(session: Session) -> Decision:
    return next(d for d in decisions.list_decisions(session.con) if d.number == "187/QĐ-UBND")


def heading(page: DecisionsPage) -> str:
    label = find(page, "awardsHeading")
    assert isinstance(label, QLabel)
    return label.text()


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [pdf[at].get_textpage().get_text_range() for at in range(len(pdf))]


def table(page: QWidget, name: str) -> DataTable:
    found = page.findChild(DataTable, name)
    assert found is not None
    return found


# ---------------------------------------------------------------- the lists


def test_the_decision_of_the_drive_is_listed_with_its_figures(page: DecisionsPage) -> None:
    model = table(page, "decisions").rows_model
    cells = {one.key: model.index(0, at).data() for at, one in enumerate(DECISION_COLUMNS)}
    assert model.rowCount() == 1
    assert (cells["status"], cells["number"], cells["day"]) == ("Đã ban hành", "187/QĐ-UBND", "05/12/2023")
    assert (cells["count"], cells["prizes"]) == ("67", "21.870.000")


def test_awards_stand_in_the_order_of_the_decision(page: DecisionsPage, sample_session: Session) -> None:
    model = table(page, "awards").rows_model
    assert [model.index(at, 0).data() for at in range(67)] == [str(n) for n in range(1, 68)]
    kinds = [row.award.object_kind for row in model.rows]
    assert kinds == sorted(kinds, key=["collective", "individual", "household"].index)
    assert model.index(0, 4).data() == "11/2023"


def test_other_drives_are_shown_on_request(qtbot, page: DecisionsPage) -> None:
    pick(qtbot, find(page, "filterScope"), "Mọi phong trào")
    numbers = [row.number for row in table(page, "decisions").rows_model.rows]
    assert numbers == ["187/QĐ-UBND", "34/QĐ-UBND"]
    table(page, "decisions").setFocus()
    qtbot.keyClick(table(page, "decisions"), Qt.Key.Key_Down)
    assert heading(page) == "Danh sách theo quyết định 34/QĐ-UBND ngày 14/04/2023"
    assert table(page, "awards").rows_model.rowCount() == 10


def test_without_approved_nominees_the_page_says_what_to_do(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    with qtbot.waitSignal(sample_session.said) as told:
        qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    assert "hãy ghi kết quả Hội đồng ở mục Khen thưởng" in told.args[0]


def test_an_empty_register_offers_the_first_decision(qtbot, empty_session: Session) -> None:
    page = shown(qtbot, DecisionsPage(empty_session))
    button = next(b for b in table(page, "decisions").findChildren(QPushButton) if b.isVisible())
    assert button.text() == "Lập quyết định"
    with qtbot.waitSignal(empty_session.said) as told:
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert "Chưa có đề nghị nào đã thông qua" in told.args[0]


# ---------------------------------------------------------------- the whole way


def _nominate_and_approve(qtbot, session: Session) -> None:
    page = shown(qtbot, NominationsPage(session))
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    dialog = dialog_of(qtbot, page, "nominationDialog")
    compose(find(dialog, "name"), NAME)
    compose(find(dialog, "honorific"), "Bà")
    compose(find(dialog, "position"), "Già làng")
    submit(qtbot, session, page, "nominationDialog")
    assert page.chosen().nomination.name == NAME  # type: ignore[attr-defined]
    press(qtbot, page, "changeStatus")
    pick(qtbot, find(dialog_of(qtbot, page, "statusDialog"), "status"), "Hội đồng thông qua")
    submit(qtbot, session, page, "statusDialog")
    page.close()


def _draft_and_issue(qtbot, session: Session, page: QWidget) -> None:
    strike(qtbot, page, Qt.Key.Key_N)
    names = find(dialog_of(qtbot, page, "decisionDialog"), "readyNames")
    assert isinstance(names, QListWidget)
    assert [names.item(at).text() for at in range(names.count())] == [f"{NAME} – Già làng (cá nhân)"]
    submit(qtbot, session, page, "decisionDialog")
    press(qtbot, page, "issueDecision")
    dialog = dialog_of(qtbot, page, "issueDialog")
    assert dialog.focusWidget().objectName() == "number"
    compose(dialog.focusWidget(), "191")
    submit(qtbot, session, page, "issueDialog")


def test_from_a_name_to_its_certificate_by_keys(
    qtbot, page: DecisionsPage, sample_session: Session, opened: list[Path], tmp_path: Path
) -> None:
    _nominate_and_approve(qtbot, sample_session)
    _draft_and_issue(qtbot, sample_session, page)
    decision = page.chosen()
    assert decision is not None
    assert (decision.number, decision.day, decision.award_count) == ("191/QĐ-UBND", CEREMONY, 1)
    award = awards.list_awards(sample_session.con, decision.id)[0]
    assert award.register_number == "78/2023"
    strike(qtbot, page, Qt.Key.Key_P)
    dialog = dialog_of(qtbot, page, "certificateDialog")
    pick(qtbot, find(dialog, "jobTemplate"), "Giấy khen A4 ngang, khung vàng (xã, phường)")
    pick(qtbot, find(dialog, "jobWay"), WHOLE)
    target = tmp_path / "giấy khen.pdf"
    chooser = ask_pdf(qtbot, dialog, "pdfPlain")
    assert Path(chooser.selectedFiles()[0]).name == "Giấy khen 191-QĐ-UBND.pdf"
    chooser.fileSelected.emit(str(target))
    chooser.reject()
    qtbot.waitUntil(lambda: bool(opened))
    told = find(dialog, "workTold")
    assert isinstance(told, QLabel)
    assert told.text() == "Đã ghi 1 tờ ra “giấy khen.pdf” và ghi vào sổ."
    dialog.reject()
    assert opened == [target]
    pages = texts(target)
    assert len(pages) == 1
    assert f"Bà {NAME}" in pages[0]
    assert "Già làng" in pages[0]
    assert "191/QĐ-UBND" in pages[0]
    run = printing.list_runs(sample_session.con, decision.id)[0]
    assert (run.target, run.sheets, run.note) == ("pdf", 1, "giấy khen.pdf")
    assert table(page, "awards").rows_model.index(0, 6).data() == "1"


def ask_pdf(qtbot, dialog: QDialog, entry: str) -> QFileDialog:
    """Open the menu of the PDF button by keys and choose an entry by its arrow."""
    button = find(dialog, "outPdf")
    assert isinstance(button, QPushButton)
    assert button.isEnabled()
    menu = button.menu()
    chosen = next(one for one in menu.actions() if one.objectName() == entry)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    menu.setActiveAction(chosen)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    chooser = dialog_of(qtbot, dialog, "chooseTarget")
    assert isinstance(chooser, QFileDialog)
    return chooser


def certificates(qtbot, page: DecisionsPage) -> QDialog:
    press(qtbot, page, "printCertificates")
    return dialog_of(qtbot, page, "certificateDialog")


def test_all_certificates_carry_their_names(
    qtbot, page: DecisionsPage, sample_session: Session, opened: list[Path], tmp_path: Path
) -> None:
    target = tmp_path / "tất cả.pdf"
    dialog = certificates(qtbot, page)
    chooser = ask_pdf(qtbot, dialog, "pdfPlain")
    chooser.fileSelected.emit(str(target))
    chooser.reject()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    pages = texts(target)
    listed = awards.list_awards(sample_session.con, issued(sample_session).id)
    assert len(pages) == len(listed) == 67
    for award, text in zip(listed, pages, strict=True):
        assert award.recipient in " ".join(text.split()), award.recipient
    dialog.reject()


def test_the_print_shop_gets_bleed_and_crop_marks(
    qtbot, page: DecisionsPage, opened: list[Path], tmp_path: Path
) -> None:
    dialog = certificates(qtbot, page)
    pick(qtbot, find(dialog, "jobTemplate"), "Giấy khen A4 ngang, hoa sen")
    pick(qtbot, find(dialog, "jobWay"), WHOLE)
    target = tmp_path / "nhà in.pdf"
    chooser = ask_pdf(qtbot, dialog, "pdfShop")
    assert Path(chooser.selectedFiles()[0]).name == "Giấy khen 187-QĐ-UBND (nhà in).pdf"
    chooser.fileSelected.emit(str(target))
    chooser.reject()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    with pypdfium2.PdfDocument(target) as pdf:
        trim, bleed = pdf[0].get_trimbox(), pdf[0].get_bleedbox()
        wide, high = ((box[2] - box[0], box[3] - box[1]) for box in (trim, bleed))
    millimetre = 72 / 25.4
    assert wide == pytest.approx((297 * millimetre, 210 * millimetre), abs=0.5)
    assert high == pytest.approx((303 * millimetre, 216 * millimetre), abs=0.5)
    dialog.reject()


def test_rows_marked_in_the_list_are_the_job(qtbot, page: DecisionsPage) -> None:
    lower = table(page, "awards")
    lower.setFocus()
    qtbot.keyClick(lower, Qt.Key.Key_Home, CONTROL)
    for _ in range(2):
        qtbot.keyClick(lower, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    dialog = certificates(qtbot, page)
    rows = find(dialog, "jobRows")
    assert isinstance(rows, QComboBox)
    assert rows.currentText() == "Đã chọn (3 tờ)"
    dialog.reject()


def test_an_unwritable_target_is_refused_and_not_entered(
    qtbot, page: DecisionsPage, sample_session: Session, opened: list[Path], tmp_path: Path
) -> None:
    dialog = certificates(qtbot, page)
    chooser = ask_pdf(qtbot, dialog, "pdfPlain")
    chooser.fileSelected.emit(str(tmp_path / "không có" / "tệp.pdf"))
    chooser.reject()
    told = find(dialog, "workTold")
    assert isinstance(told, QLabel)
    qtbot.waitUntil(lambda: bool(told.text()), timeout=20_000)
    assert told.property("role") == "error"
    assert printing.list_runs(sample_session.con, issued(sample_session).id) == []
    assert opened == []
    dialog.reject()


def test_a_stopped_file_is_not_there_and_not_entered(
    qtbot, page: DecisionsPage, sample_session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stop comes after the first sheets were drawn."""
    from desktop.documents import sheet_pdf

    stopping: list[object] = []
    plain = sheet_pdf.write_pdf

    def slow(sheets, target, talk, **how):  # type: ignore[no-untyped-def]
        def watched():  # type: ignore[no-untyped-def]
            for at, sheet in enumerate(sheets):
                if at == 3:
                    stopping[0].stop()  # type: ignore[attr-defined]
                yield sheet

        return plain(watched(), target, talk, **how)

    monkeypatch.setattr(sheet_pdf, "write_pdf", slow)
    dialog = certificates(qtbot, page)
    stopping.append(dialog.pdf)  # type: ignore[attr-defined]
    target = tmp_path / "dở dang.pdf"
    chooser = ask_pdf(qtbot, dialog, "pdfPlain")
    chooser.fileSelected.emit(str(target))
    chooser.reject()
    told = find(dialog, "workTold")
    assert isinstance(told, QLabel)
    qtbot.waitUntil(lambda: "Đã dừng" in told.text(), timeout=20_000)
    assert not target.exists()
    assert list(tmp_path.glob("*dở*")) == []
    assert printing.list_runs(sample_session.con, issued(sample_session).id) == []
    dialog.reject()


def test_a_draft_is_looked_at_only(qtbot, page: DecisionsPage, sample_session: Session) -> None:
    _nominate_and_approve(qtbot, sample_session)
    page.activateWindow()
    page.draft()
    submit(qtbot, sample_session, page, "decisionDialog")
    strike(qtbot, page, Qt.Key.Key_P)
    dialog = dialog_of(qtbot, page, "certificateDialog")
    assert not find(dialog, "outPdf").isEnabled()
    assert not find(dialog, "outPrinter").isEnabled()
    dialog.reject()


def test_a_draft_goes_to_the_signer_and_away_again(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    _nominate_and_approve(qtbot, sample_session)
    page.activateWindow()
    page.draft()
    submit(qtbot, sample_session, page, "decisionDialog")
    for word in ("to_sign", "draft"):
        with qtbot.waitSignal(sample_session.said):
            press(qtbot, page, "toggleToSign")
        assert page.chosen().status == word  # type: ignore[union-attr]
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, page, "removeDraft")
    assert [d.number for d in page.model.rows] == ["187/QĐ-UBND"]
    assert len(decisions.approved_ready(sample_session.con)) == 1


def two_approved_one_drafted(action: Action) -> None:
    """Two more names are approved, one of them stands on a draft."""
    drive = decisions.list_decisions(action.con)[0].campaign_id
    assert drive is not None
    like = nominations.list_nominations(action.con, drive, statuses=["decided"])
    line = next(n.campaign_award_id for n in like if n.kind == "individual" and n.form_code == "giay_khen")
    made = []
    for name in (NAME, "Y Thon Mlô"):
        subject = people.add_subject(action, kind="individual", name=name)
        made.append(
            nominations.nominate(action, subject_id=subject, campaign_id=drive, campaign_award_id=line)
        )
    nominations.set_status(action, made, "approved", reason="")
    decisions.draft_decision(action, nomination_ids=made[:1], campaign_id=drive)


def carry_out(qtbot, session: Session, work: Callable[[Action], object]) -> None:
    """Do something in the register, and wait until the page was told."""
    with qtbot.waitSignal(session.changed):
        session.run(StoreOp("Chuẩn bị", work))


def names_of(session: Session, decision_id: int) -> list[str]:
    return [a.recipient for a in awards.list_awards(session.con, decision_id)]


def on_the_draft(qtbot, page: DecisionsPage) -> Decision:
    """Go to the first row, where drafts stand."""
    listed = table(page, "decisions")
    qtbot.waitUntil(lambda: page.model.rows[0].status == "draft")
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Home, CONTROL)
    decision = page.chosen()
    assert decision is not None
    assert decision.status == "draft"
    return decision


def edit_draft(qtbot, page: DecisionsPage) -> QDialog:
    press(qtbot, page, "changeDraft")
    dialog = dialog_of(qtbot, page, "decisionDialog")
    assert dialog.windowTitle() == "Sửa dự thảo quyết định"
    return dialog


def test_a_draft_is_changed_where_it_stands_and_taken_back(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    carry_out(qtbot, sample_session, two_approved_one_drafted)
    before = on_the_draft(qtbot, page)
    dialog = edit_draft(qtbot, page)
    title, signer, names = find(dialog, "title"), find(dialog, "signer"), find(dialog, "readyNames")
    assert title.toPlainText() == before.title
    assert signer.currentText() == f"{before.signer_name} – {before.signer_title}"
    ticks = {names.item(at).text(): names.item(at).checkState() for at in range(names.count())}
    assert ticks == {
        f"{NAME} (cá nhân)": Qt.CheckState.Checked,
        "Y Thon Mlô (cá nhân)": Qt.CheckState.Unchecked,
    }
    assert dialog.focusWidget() is title
    qtbot.keyClick(title, Qt.Key.Key_A, CONTROL)
    compose(title, "Về việc khen người cứu nạn")
    deputy = next(signer.itemText(at) for at in range(signer.count()) if at != signer.currentIndex())
    pick(qtbot, signer, deputy)
    names.setFocus()
    qtbot.keyClick(names, Qt.Key.Key_Home)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(names, key)
    submit(qtbot, sample_session, page, "decisionDialog")
    after = page.chosen()
    assert after is not None
    assert (after.id, after.title) == (before.id, "Về việc khen người cứu nạn")
    assert f"{after.signer_name} – {after.signer_title}" == deputy
    assert names_of(sample_session, after.id) == ["Y Thon Mlô"]
    assert history.actions(sample_session.con, limit=1)[0].name == f"Sửa {before.shown}"
    with qtbot.waitSignal(sample_session.changed):
        sample_session.run(undo())
    assert decisions.get_decision(sample_session.con, before.id) == before
    assert names_of(sample_session, before.id) == [NAME]


def test_a_draft_is_not_changed_into_an_empty_one(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    carry_out(qtbot, sample_session, two_approved_one_drafted)
    on_the_draft(qtbot, page)
    dialog = edit_draft(qtbot, page)
    names = find(dialog, "readyNames")
    names.setFocus()
    qtbot.keyClick(names, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert "Danh sách khen thưởng đang trống" in find(dialog, "refusal").text()
    dialog.reject()
    assert names_of(sample_session, page.chosen().id) == [NAME]  # type: ignore[union-attr]


def test_a_signer_the_office_no_longer_knows_stays_on_the_draft(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    carry_out(qtbot, sample_session, two_approved_one_drafted)
    carry_out(qtbot, sample_session, another_name_for_the_signer)
    before = on_the_draft(qtbot, page)
    dialog = edit_draft(qtbot, page)
    assert find(dialog, "signer").currentText() == f"{before.signer_name} – {before.signer_title}"
    compose(find(dialog, "title"), "Lại ")
    submit(qtbot, sample_session, page, "decisionDialog")
    after = decisions.get_decision(sample_session.con, before.id)
    assert after.title != before.title
    assert after.signer_name == before.signer_name


def another_name_for_the_signer(action: Action) -> None:
    office = organizations.own(action.con)
    assert office is not None
    for one in organizations.signers(action.con, office.id):
        action.update("signer", one.id, name=f"{one.name} B")


def test_what_is_not_an_own_draft_of_names_is_not_changed(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    with qtbot.waitSignal(sample_session.said) as told:
        press(qtbot, page, "changeDraft")
    assert "đã ban hành nên không sửa được" in told.args[0]
    carry_out(qtbot, sample_session, correct_one)
    page.refresh()
    assert page.table.choose(page.model.rows[0].id)
    with qtbot.waitSignal(sample_session.said) as told:
        press(qtbot, page, "changeDraft")
    assert "hãy bỏ dự thảo này rồi lập lại" in told.args[0]
    assert not page.findChildren(QDialog, "decisionDialog")


def test_a_mnemonic_means_one_thing(page: DecisionsPage) -> None:
    keys = [
        button.shortcut().toString()
        for button in page.findChildren(QPushButton)
        if not button.shortcut().isEmpty()
    ]
    assert "Alt+D" in keys
    assert len(keys) == len(set(keys)), keys


def test_an_issued_decision_is_not_taken_out(qtbot, page: DecisionsPage, sample_session: Session) -> None:
    with qtbot.waitSignal(sample_session.refused) as told:
        press(qtbot, page, "removeDraft")
    assert "đã ban hành nên không sửa được" in told.args[0]


def test_a_number_taken_is_refused_in_the_dialog(qtbot, page: DecisionsPage, sample_session: Session) -> None:
    _nominate_and_approve(qtbot, sample_session)
    page.activateWindow()
    page.draft()
    submit(qtbot, sample_session, page, "decisionDialog")
    page.issue()
    dialog = dialog_of(qtbot, page, "issueDialog")
    compose(find(dialog, "number"), "187")
    day = find(dialog, "day")
    day.setFocus()
    qtbot.keyClick(day, Qt.Key.Key_A, CONTROL)
    compose(day, "05/12/2023")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    refusal = find(dialog, "refusal")
    assert isinstance(refusal, QLabel)
    qtbot.waitUntil(lambda: "đã có trong sổ" in refusal.text())
    dialog.reject()


def test_nobody_ticked_makes_no_decision(qtbot, page: DecisionsPage, sample_session: Session) -> None:
    _nominate_and_approve(qtbot, sample_session)
    page.activateWindow()
    page.draft()
    dialog = dialog_of(qtbot, page, "decisionDialog")
    names = find(dialog, "readyNames")
    names.setFocus()
    qtbot.keyClick(names, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    refusal = find(dialog, "refusal")
    assert isinstance(refusal, QLabel)
    assert "Danh sách khen thưởng đang trống" in refusal.text()
    dialog.reject()


def clerk_first(action: Action) -> None:
    office = organizations.own(action.con)
    assert office is not None
    organizations.save_signer(
        action, office.id, name="Y Văn Phòng", title="Chánh Văn phòng", signature_form="tl", ordinal=-1
    )


def test_who_signs_by_order_is_not_offered_for_awards(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    done: list[object] = []
    sample_session.run(StoreOp("Người ký thừa lệnh", clerk_first), done.append, done.append)
    qtbot.waitUntil(lambda: done == [None])
    dialog = DecisionDialog(sample_session, sample_session.campaign_id or 0, page)
    dialog.open()
    box = find(dialog, "signer")
    assert isinstance(box, QComboBox)
    offered = [box.itemText(at) for at in range(box.count())]
    assert offered
    assert not any("Y Văn Phòng" in one for one in offered)
    assert box.currentText() in offered
    dialog.reject()


# ---------------------------------------------------------------- awards


def test_awards_are_marked_as_handed_over(qtbot, page: DecisionsPage, sample_session: Session) -> None:
    listed = table(page, "awards")
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_A, CONTROL)
    press(qtbot, page, "markReceived")
    submit(qtbot, sample_session, page, "receivedDialog")
    days = {a.received_date for a in awards.list_awards(sample_session.con, issued(sample_session).id)}
    assert days == {CEREMONY}
    assert listed.rows_model.index(0, 7).data() == "06/12/2023"


def test_a_day_before_the_decision_is_refused(qtbot, page: DecisionsPage) -> None:
    listed = table(page, "awards")
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Home)
    page.mark_received()
    dialog = dialog_of(qtbot, page, "receivedDialog")
    day = find(dialog, "day")
    day.setFocus()
    qtbot.keyClick(day, Qt.Key.Key_A, CONTROL)
    compose(day, "01/12/2023")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    refusal = find(dialog, "refusal")
    assert isinstance(refusal, QLabel)
    qtbot.waitUntil(lambda: "Ngày nhận trước ngày ký quyết định (05/12/2023)" in refusal.text())
    dialog.reject()


def test_a_prize_by_hand_names_its_paper(qtbot, page: DecisionsPage, sample_session: Session) -> None:
    listed = table(page, "awards")
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Home)
    page.edit_prize()
    dialog = dialog_of(qtbot, page, "prizeDialog")
    amount = find(dialog, "amount")
    amount.setFocus()
    qtbot.keyClick(amount, Qt.Key.Key_A, CONTROL)
    compose(amount, "800.000")
    compose(find(dialog, "note"), "Nghị quyết 12 của HĐND phường")
    submit(qtbot, sample_session, page, "prizeDialog")
    first = awards.list_awards(sample_session.con, issued(sample_session).id)[0]
    assert (first.prize_amount, first.prize_note) == (800_000, "Nghị quyết 12 của HĐND phường")


def test_what_an_issued_certificate_says_stays(qtbot, page: DecisionsPage) -> None:
    listed = table(page, "awards")
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Home)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    dialog = dialog_of(qtbot, page, "printedDialog")
    compose(find(dialog, "citation"), "Khác ")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    refusal = find(dialog, "refusal")
    assert isinstance(refusal, QLabel)
    qtbot.waitUntil(lambda: "hãy ban hành quyết định điều chỉnh" in refusal.text())
    dialog.reject()


# ---------------------------------------------------------------- papers


def write_paper(qtbot, page: DecisionsPage, opened: list[Path], key: str, target: Path) -> None:
    """Choose a kind in the menu and write it by the dialog."""
    page.papers.ask(key)
    dialog = dialog_of(qtbot, page, "paperDialog")
    if target.suffix == ".pdf":
        pick(qtbot, find(dialog, "paper_format"), "PDF (*.pdf)")
    submit_paper(qtbot, dialog, target)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    gone(qtbot, page, "paperDialog")


def submit_paper(qtbot, dialog: QDialog, target: Path) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    chooser = dialog_of(qtbot, dialog, "chooseTarget")
    chooser.fileSelected.emit(str(target))  # type: ignore[attr-defined]
    chooser.reject()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("decision", "QUYẾT ĐỊNH"),
        ("prize_list", "DANH SÁCH"),
        ("submission", "TỜ TRÌNH"),
        ("minutes", "BIÊN BẢN"),
        ("roll_call", "H'Bia Niê"),
    ],
)
def test_papers_are_written_as_word(
    qtbot, page: DecisionsPage, opened: list[Path], tmp_path: Path, kind: str, expected: str
) -> None:
    target = tmp_path / f"{kind}.docx"
    write_paper(qtbot, page, opened, kind, target)
    paper = docx.Document(str(target))
    words = "\n".join(p.text for p in paper.paragraphs)
    cells = "\n".join(c.text for t in paper.tables for row in t.rows for c in row.cells)
    assert expected in words + cells
    assert "H'Bia Niê" in words + cells


def test_a_paper_is_written_as_pdf(qtbot, page: DecisionsPage, opened: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "qđ.pdf"
    write_paper(qtbot, page, opened, "decision", target)
    assert "187/QĐ-UBND" in "".join(texts(target))


def test_a_paper_in_the_offices_own_template(
    qtbot, page: DecisionsPage, opened: list[Path], tmp_path: Path
) -> None:
    template = tmp_path / "mau.docx"
    own = docx.Document()
    own.add_paragraph("MẪU CỦA PHƯỜNG – {{ so }}")
    own.save(str(template))
    page.papers.ask("decision")
    dialog = dialog_of(qtbot, page, "paperDialog")
    pick(qtbot, find(dialog, "paper_format"), "Word theo mẫu riêng của cơ quan…")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    source = dialog_of(qtbot, dialog, "chooseSource")
    source.fileSelected.emit(str(template))  # type: ignore[attr-defined]
    source.reject()
    chooser = dialog_of(qtbot, dialog, "chooseTarget")
    chooser.fileSelected.emit(str(tmp_path / "ra.docx"))  # type: ignore[attr-defined]
    chooser.reject()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    told = [p.text for p in docx.Document(str(tmp_path / "ra.docx")).paragraphs]
    assert told == ["MẪU CỦA PHƯỜNG – Số: 187/QĐ-UBND"]


def test_every_kind_of_paper_stands_once_in_the_menu_under_its_step(page: DecisionsPage) -> None:
    menu = find(page, "paperMenu").menu()  # type: ignore[attr-defined]
    steps = [entry.menu() for entry in menu.actions() if entry.menu() is not None]
    assert [(step.title(), [one.data() for one in step.actions()]) for step in steps] == [
        (group, [kind.key for kind in KINDS if kind.group == group])
        for group in dict.fromkeys(kind.group for kind in KINDS)
    ]
    further = [one.objectName() for one in menu.actions() if one.menu() is None and not one.isSeparator()]
    assert further == ["submissionFiles", "driveArchive", "paperFields"]


def test_what_does_not_fit_is_said_before_the_paper_is_made(qtbot, page: DecisionsPage) -> None:
    page.papers.ask("submission")
    dialog = dialog_of(qtbot, page, "paperDialog")
    findings = find(dialog, "paperFindings")
    assert isinstance(findings, QListWidget)
    qtbot.waitUntil(lambda: findings.count() == 1 and "đều khớp" in findings.item(0).text(), timeout=20_000)
    pick(qtbot, find(dialog, "paper_key"), "Tra cứu, lưu trữ: Giấy xác nhận khen thưởng")
    box = find(dialog, "paper_target")
    assert isinstance(box, QComboBox)
    assert box.count() > 60
    dialog.reject()


def everybody_left(action: Action) -> None:
    office = organizations.own(action.con)
    assert office is not None
    for signer in organizations.signers(action.con, office.id):
        organizations.set_term(action, signer.id, None, dt.date(2020, 1, 1))


def test_a_paper_that_does_not_fit_is_written_only_when_that_was_seen(
    qtbot, page: DecisionsPage, sample_session: Session, opened: list[Path], tmp_path: Path
) -> None:
    done: list[object] = []
    sample_session.run(StoreOp("Nhiệm kỳ", everybody_left), done.append, done.append)
    qtbot.waitUntil(lambda: done == [None])
    page.papers.ask("decision")
    dialog = dialog_of(qtbot, page, "paperDialog")
    # At once, before the check can have ended.
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    refusal, findings = find(dialog, "refusal"), find(dialog, "paperFindings")
    qtbot.waitUntil(lambda: "lần nữa nếu vẫn muốn ghi" in refusal.text(), timeout=20_000)
    told = [findings.item(at).text() for at in range(findings.count())]
    assert any("không giữ chức vụ ký" in one for one in told)
    assert not dialog.findChildren(QFileDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    chooser = dialog_of(qtbot, dialog, "chooseTarget")
    target = tmp_path / "qd.docx"
    chooser.fileSelected.emit(str(target))  # type: ignore[attr-defined]
    chooser.reject()
    qtbot.waitUntil(lambda: opened == [target], timeout=20_000)


def correct_one(action: Action) -> int:
    decision = next(d for d in decisions.list_decisions(action.con) if d.number == "187/QĐ-UBND")
    award = awards.list_awards(action.con, decision.id)[0].id
    return corrections.draft(
        action, decision.id, kind="adjust", reason="Ghi sai", changes={award: {"position_unit": "Tổ 99"}}
    )


def test_a_day_of_signing_beyond_a_change_of_law_lists_what_changed(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    done: list[int] = []
    sample_session.run(StoreOp("Điều chỉnh", correct_one), done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    page.papers.look_at(decision_id=done[0])
    page.papers.ask("correction")
    dialog = dialog_of(qtbot, page, "paperDialog")
    findings = find(dialog, "paperFindings")
    assert isinstance(findings, QListWidget)

    def told() -> list[str]:
        return [findings.item(at).text() for at in range(findings.count())]

    qtbot.waitUntil(lambda: bool(told()) and "đều khớp" in told()[0], timeout=20_000)
    assert len(told()) == 1, "signed within the law of the decision"
    retype(qtbot, find(dialog, "paper_day"), "02/01/2024")
    find(dialog, "paper_format").setFocus()
    qtbot.waitUntil(lambda: any("98/2023/NĐ-CP" in line for line in told()), timeout=20_000)
    assert any(line.startswith("Từ ngày 05/12/2023 đến ngày ký 02/01/2024 có") for line in told())
    dialog.reject()


def test_a_deputy_is_chosen_to_sign_a_letter(
    qtbot, page: DecisionsPage, opened: list[Path], tmp_path: Path
) -> None:
    page.papers.ask("reminder")
    dialog = dialog_of(qtbot, page, "paperDialog")
    box = find(dialog, "paper_signer")
    assert box.isVisible()
    pick(qtbot, find(dialog, "paper_key"), "Quyết định: Quyết định khen thưởng")
    assert not box.isVisible(), "a decision is signed by who stands on it"
    pick(qtbot, find(dialog, "paper_key"), "Trao thưởng: Giấy mời lễ trao thưởng")
    pick(qtbot, box, "Trịnh Thị Lam Giang – KT. CHỦ TỊCH, PHÓ CHỦ TỊCH")
    submit_paper(qtbot, dialog, tmp_path / "gm.docx")
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    text = [p.text for p in docx.Document(str(tmp_path / "gm.docx")).tables[1].rows[0].cells[1].paragraphs]
    assert text == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trịnh Thị Lam Giang"]


def two_letters(action: Action) -> list[int]:
    ids = [n.id for n in nominations.list_nominations(action.con, 2)]
    day = dt.date(2023, 11, 21)
    first = dossier_letters.receive(action, ids[:1], day=day, number="3")
    return [*first, *dossier_letters.receive(action, ids[-1:], day=day + dt.timedelta(1))]


def test_each_letter_about_dossiers_can_be_printed(
    qtbot, page: DecisionsPage, sample_session: Session, opened: list[Path], tmp_path: Path
) -> None:
    done: list[list[int]] = []
    sample_session.run(StoreOp("Tiếp nhận", two_letters), done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    page.papers.ask("dossier_letter")
    dialog = dialog_of(qtbot, page, "paperDialog")
    box = find(dialog, "paper_target")
    assert isinstance(box, QComboBox)
    letters = [dossier_letters.get_letter(sample_session.con, one) for one in done[0]]
    wanted = f"Giấy tiếp nhận 3 ngày 21/11/2023: {letters[0].unit}"
    assert box.isVisible()
    assert {box.itemText(at) for at in range(box.count())} >= {
        wanted,
        f"Giấy tiếp nhận ngày 22/11/2023: {letters[1].unit}",
    }
    pick(qtbot, box, wanted)
    submit_paper(qtbot, dialog, tmp_path / "ra.docx")
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    text = " ".join(p.text for p in docx.Document(str(tmp_path / "ra.docx")).element.body.iter() if p.text)
    assert letters[0].unit in text
    assert "ngày 21 tháng 11 năm 2023" in text


def test_the_whole_drive_goes_into_one_zip(
    qtbot, page: DecisionsPage, opened: list[Path], tmp_path: Path
) -> None:
    page.papers.ask_archive()
    chooser = dialog_of(qtbot, page, "chooseTarget")
    target = tmp_path / "luu.zip"
    chooser.fileSelected.emit(str(target))  # type: ignore[attr-defined]
    chooser.reject()
    qtbot.waitUntil(lambda: bool(opened), timeout=60_000)
    names = zipfile.ZipFile(target).namelist()
    assert "00_Muc-luc.docx" in names
    assert any("Quyet-dinh" in name for name in names)


def send_up_one(action: Action) -> None:
    nominations.set_status(action, [60], "approved", reason="")
    submissions.submit(action, kind="superior", nomination_ids=[60], addressee="Ủy ban nhân dân tỉnh")


def test_the_dossier_of_a_submission_goes_out_as_numbered_files(
    qtbot, page: DecisionsPage, sample_session: Session, opened: list[Path], tmp_path: Path
) -> None:
    done: list[object] = []
    sample_session.run(StoreOp("Trình cấp trên", send_up_one), done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    page.papers.ask_submission_files()
    dialog = dialog_of(qtbot, page, "submissionFilesDialog")
    pick(qtbot, find(dialog, "submissionFiles_suffixes"), "Chỉ PDF")
    target = tmp_path / "hồ sơ.zip"
    submit_paper(qtbot, dialog, target)
    qtbot.waitUntil(lambda: bool(opened), timeout=60_000)
    names = zipfile.ZipFile(target).namelist()
    assert names[:3] == ["00_Muc-luc.pdf", "01_To-trinh.pdf", "02_Danh-sach.pdf"]
    assert any("BCTT_To-tuan-tra-nhan-dan-so-2" in name for name in names)
    gone(qtbot, page, "submissionFilesDialog")


def test_without_a_submission_the_dossier_cannot_be_written(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    known = submissions.list_submissions(sample_session.con, campaign_id=sample_session.campaign_id)
    page.papers.ask_submission_files()
    dialog = dialog_of(qtbot, page, "submissionFilesDialog")
    box = find(dialog, "submissionFiles_submission")
    assert isinstance(box, QComboBox)
    assert box.count() == len(known)
    if not known:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
        assert not dialog.findChildren(QFileDialog)
    dialog.reject()


def test_the_fields_of_a_template_are_listed_and_a_template_is_tried(
    qtbot, page: DecisionsPage, tmp_path: Path
) -> None:
    page.papers.show_fields()
    dialog = dialog_of(qtbot, page, "paperFieldsDialog")
    table = find(dialog, "officeFields")
    assert isinstance(table, DataTable)
    assert {"so", "trich_yeu", "danh_sach"} <= {row.name for row in table.rows_model.rows}
    wrong = docx.Document()
    wrong.add_paragraph("{{ trich_yeuu }}")
    wrong.save(str(tmp_path / "sai.docx"))
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    source = dialog_of(qtbot, dialog, "chooseSource")
    source.fileSelected.emit(str(tmp_path / "sai.docx"))  # type: ignore[attr-defined]
    source.reject()
    findings = find(dialog, "templateFindings")
    assert isinstance(findings, QListWidget)
    qtbot.waitUntil(lambda: findings.count() == 1, timeout=20_000)
    assert "trich_yeuu" in findings.item(0).text()
    assert "trich_yeu" in findings.item(0).text()
    dialog.reject()


# ---------------------------------------------------------------- before issue, and after


def draft_of_tomorrow(qtbot, session: Session) -> Decision:
    """One more nominee of the drive on a draft."""
    done: list[object] = []
    session.run(StoreOp("Lập dự thảo", draft_one_more), done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    return decisions.list_decisions(session.con, statuses=["draft"])[0]


def draft_one_more(action: Action) -> None:
    nominations.set_status(action, [60], "approved", reason="")
    ready = decisions.approved_ready(action.con, 2)
    decisions.draft_decision(action, nomination_ids=[n.id for n in ready], campaign_id=2, signer_id=1)


def told(dialog: QDialog) -> list[str]:
    findings = find(dialog, "findings")
    assert isinstance(findings, QListWidget)
    return [findings.item(at).text() for at in range(findings.count())]


def retype(qtbot, field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    compose(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def test_what_stands_against_a_number_and_day_is_said_while_it_is_typed(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    draft_of_tomorrow(qtbot, sample_session)
    page.table.choose(decisions.list_decisions(sample_session.con, statuses=["draft"])[0].id)
    page.issue()
    dialog = dialog_of(qtbot, page, "issueDialog")
    issued = decisions.get_decision(sample_session.con, 2)
    assert issued.day is not None
    retype(qtbot, find(dialog, "number"), "187")
    retype(qtbot, find(dialog, "day"), f"{issued.day:%d/%m/%Y}")
    qtbot.waitUntil(lambda: any("đã có trong sổ" in sentence for sentence in told(dialog)))
    retype(qtbot, find(dialog, "number"), "190")
    assert not any("đã có trong sổ" in sentence for sentence in told(dialog))
    dialog.reject()


def test_what_the_law_changed_between_two_days_is_listed(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    """Looked at on 06/12/2023, signed on 10/01/2024: the law of 2022 and its decree begin on 01/01/2024."""
    draft = draft_of_tomorrow(qtbot, sample_session)
    page.table.choose(draft.id)
    page.issue()
    dialog = dialog_of(qtbot, page, "issueDialog")
    assert not any("Danh mục thay đổi" in sentence for sentence in told(dialog))
    retype(qtbot, find(dialog, "day"), "10/01/2024")
    expected = law_changes.between(
        sample_session.con, CEREMONY, dt.date(2024, 1, 10), paper_kind="decision", form_code="giay_khen"
    )
    assert expected
    qtbot.waitUntil(lambda: len(told(dialog)) > len(expected))
    assert [change.sentence for change in expected] == told(dialog)[-len(expected) :]
    assert told(dialog)[-len(expected) - 1].startswith("Từ ngày 06/12/2023 đến ngày ký 10/01/2024")
    dialog.reject()


def test_a_rate_nobody_knows_is_asked_once_and_kept_with_its_document(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    """In 2031 no row of the catalogue is checked: the figure is asked, and the next look finds it."""
    draft = draft_of_tomorrow(qtbot, sample_session)
    forget_rates(qtbot, sample_session)
    page.table.choose(draft.id)
    page.issue()
    dialog = dialog_of(qtbot, page, "issueDialog")
    asked = [sentence for sentence in told(dialog) if "hệ số tiền thưởng" in sentence]
    assert asked
    press(qtbot, dialog, "askPrize")
    question = dialog_of(qtbot, dialog, "prizeQuestionDialog")
    retype(qtbot, find(question, "figure"), "0,45")
    retype(qtbot, find(question, "document"), "Nghị quyết số 12/2023/NQ-HĐND")
    submit(qtbot, sample_session, dialog, "prizeQuestionDialog")
    assert len([s for s in told(dialog) if "hệ số tiền thưởng" in s]) == len(asked) - 1
    row = sample_session.con.execute(
        "SELECT coefficient_thousandths, verified FROM prize_rate WHERE source = 'Nghị quyết số 12/2023/NQ-HĐND'"
    ).fetchone()
    assert tuple(row) == (450, 1)
    dialog.reject()


def test_prizes_still_lacking_after_issue_are_filled_with_the_answer(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    """The decision is not held up: it is issued first, the figure comes later."""
    draft = draft_of_tomorrow(qtbot, sample_session)
    forget_rates(qtbot, sample_session)
    page.table.choose(draft.id)
    page.issue()
    dialog = dialog_of(qtbot, page, "issueDialog")
    retype(qtbot, find(dialog, "number"), "195")
    submit(qtbot, sample_session, page, "issueDialog")
    award = awards.list_awards(sample_session.con, draft.id)[0]
    assert award.prize_amount is None
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "askPrize") is not None)
    press(qtbot, page, "askPrize")
    question = dialog_of(qtbot, page, "prizeQuestionDialog")
    retype(qtbot, find(question, "figure"), "1,5")
    retype(qtbot, find(question, "document"), "Nghị quyết số 12/2023/NQ-HĐND")
    submit(qtbot, sample_session, page, "prizeQuestionDialog")
    paid = awards.get_award(sample_session.con, award.id)
    assert paid.prize_coefficient_thousandths == 1500
    assert paid.prize_amount is not None
    assert paid.prize_base_salary is not None
    assert paid.prize_amount >= 1.5 * paid.prize_base_salary > paid.prize_amount - 10_000


def forget_rates(qtbot, session: Session) -> None:
    done: list[object] = []
    session.run(StoreOp("Bỏ mức", without_rates), done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))


def without_rates(action: Action) -> None:
    for row in action.con.execute("SELECT id FROM prize_rate").fetchall():
        action.delete("prize_rate", row["id"])


@pytest.mark.parametrize(
    ("figure", "expected"), [("0,3", 300), ("1.5", 1500), ("12", 12000), ("0,0005", None)]
)
def test_a_coefficient_is_read_as_offices_write_it(figure: str, expected: int | None) -> None:
    assert thousandths(figure) == expected


def test_an_issued_name_is_put_right_by_a_further_decision(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    first = awards.list_awards(sample_session.con, 2)[0]
    page.table.choose(2)
    press(qtbot, page, "correctDecision")
    dialog = dialog_of(qtbot, page, "correctionDialog")
    compose(find(dialog, "reason"), "ghi sai tên khi in quyết định")
    name = find(dialog, "corrected_recipient")
    retype(qtbot, name, "Tap the moi")
    effect = find(dialog, "effect")
    assert isinstance(effect, QLabel)
    assert f"“{first.recipient}” → “Tap the moi”" in effect.text()
    submit(qtbot, sample_session, page, "correctionDialog")
    draft = decisions.list_decisions(sample_session.con, statuses=["draft"])[0]
    assert (draft.corrects_id, draft.correction_kind) == (2, "adjust")
    assert awards.get_award(sample_session.con, first.id).recipient == first.recipient
    qtbot.waitUntil(lambda: page.chosen() == draft)
    page.papers.ask("correction")
    paper = dialog_of(qtbot, page, "paperDialog")
    targets = find(paper, "paper_target")
    assert isinstance(targets, QComboBox)
    assert [targets.itemData(at) for at in range(targets.count())] == [draft.id]
    paper.reject()
    press(qtbot, page, "issueDecision")
    issue = dialog_of(qtbot, page, "issueDialog")
    retype(qtbot, find(issue, "number"), "199")
    submit(qtbot, sample_session, page, "issueDialog")
    assert awards.get_award(sample_session.con, first.id).recipient == "Tap the moi"


def test_what_a_revocation_takes_back_is_said_before_it_is_drafted(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    listed = awards.list_awards(sample_session.con, 2)
    page.table.choose(2)
    press(qtbot, page, "correctDecision")
    dialog = dialog_of(qtbot, page, "correctionDialog")
    pick(qtbot, find(dialog, "kind"), "Thu hồi")
    effect, names = find(dialog, "effect"), find(dialog, "correctedNames")
    assert isinstance(effect, QLabel)
    assert isinstance(names, QListWidget)
    qtbot.waitUntil(lambda: f"{len(listed)} khen thưởng ghi “thu hồi”" in effect.text())
    names.setFocus()
    names.setCurrentRow(0)
    qtbot.keyClick(names, Qt.Key.Key_Space)
    assert "1 khen thưởng ghi “thu hồi”" in effect.text()
    compose(find(dialog, "reason"), "khai không đúng thành tích")
    submit(qtbot, sample_session, page, "correctionDialog")
    draft = decisions.list_decisions(sample_session.con, statuses=["draft"])[0]
    assert [line.award.id for line in corrections.lines(sample_session.con, draft.id)] == [listed[0].id]


# ---------------------------------------------------------------- the models by Qt's own rules


def test_the_models_keep_qts_rules(qtmodeltester, sample_session: Session) -> None:
    qtmodeltester.check(RowsModel(DECISION_COLUMNS, decisions.list_decisions(sample_session.con)))


def test_the_model_of_awards_keeps_qts_rules(qtmodeltester, sample_session: Session) -> None:
    listed = awards.list_awards(sample_session.con, issued(sample_session).id)
    qtmodeltester.check(RowsModel(AWARD_COLUMNS, [AwardLine(a, 0) for a in listed]))


def test_doubtful_awards_are_marked(sample_session: Session) -> None:
    award = awards.list_awards(sample_session.con, issued(sample_session).id)[0]
    model = RowsModel(AWARD_COLUMNS, [AwardLine(award, 1, "Chưa rõ Ông hay Bà: Tam.")])
    cell = model.index(0, 1)
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "Chưa rõ Ông hay Bà: Tam."
    assert cell.data(Qt.ItemDataRole.DecorationRole) is not None


def test_nominations_become_decided_with_their_decision(
    qtbot, page: DecisionsPage, sample_session: Session
) -> None:
    _nominate_and_approve(qtbot, sample_session)
    _draft_and_issue(qtbot, sample_session, page)
    found = [n for n in nominations.list_nominations(sample_session.con) if n.name == NAME]
    assert [n.status for n in found] == ["decided"]
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    found = [n for n in nominations.list_nominations(sample_session.con) if n.name == NAME]
    assert [n.status for n in found] == ["approved"]
