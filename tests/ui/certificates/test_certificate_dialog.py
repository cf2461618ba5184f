"""The preview of certificates: a page with ink on it, paged by keys, zoomed, with the doubtful sheets named."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListWidget, QWidget

from db import awards, decisions
from db.errors import Refused
from db.store import Action
from desktop.ui import translator
from desktop.ui.dialogs import certificate_sheet
from desktop.ui.dialogs.certificate_dialog import CertificateDialog
from desktop.ui.dialogs.certificate_sheet import SheetView
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session

CONTROL = Qt.KeyboardModifier.ControlModifier


def own_decision(session: Session) -> int:
    return next(d.id for d in decisions.list_decisions(session.con) if d.number == "187/QĐ-UBND")


def find(owner: QWidget, name: str) -> QWidget:
    found = owner.findChild(QWidget, name)
    assert found is not None, name
    return found


def counter(dialog: CertificateDialog) -> str:
    label = find(dialog, "pageCounter")
    assert isinstance(label, QLabel)
    return label.text()


def picture(dialog: CertificateDialog) -> QImage:
    view = find(dialog, "sheetView")
    assert isinstance(view, SheetView)
    assert view.image is not None
    return view.image


def ink(image: QImage) -> int:
    """Points that are not white, counted on a coarse grid."""
    white = 0xFFFFFFFF
    across, down = range(0, image.width(), 3), range(0, image.height(), 3)
    return sum(image.pixel(x, y) != white for x in across for y in down)


@pytest.fixture
def owner(qtbot) -> QWidget:
    """What the dialog stands before: the dialog deletes itself when closed, the test closes this."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def preview(qtbot, sample_session: Session, owner: QWidget) -> CertificateDialog:
    """The preview of the decision of the worked example."""
    dialog = CertificateDialog(sample_session, own_decision(sample_session), (), owner)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_the_page_grabbed_from_the_dialog_has_ink(qtbot, preview: CertificateDialog) -> None:
    choose(qtbot, preview, "jobTemplate", "khung vàng (xã, phường)")
    choose(qtbot, preview, "jobWay", "Cả mẫu")
    grabbed = find(preview, "sheetView").grab().toImage()
    colours = {
        grabbed.pixelColor(x, y).name() for x in range(0, grabbed.width(), 2) for y in range(0, 400, 2)
    }
    assert len(colours) > 50
    assert any(c for c in colours if int(c[1:3], 16) > 150 and int(c[3:5], 16) < 60), "no red of the title"


def test_a_sheet_is_a4_landscape(preview: CertificateDialog) -> None:
    image = picture(preview)
    assert image.width() / image.height() == pytest.approx(297 / 210, abs=0.01)


def test_every_award_has_a_page_in_the_order_of_the_decision(
    preview: CertificateDialog, sample_session: Session
) -> None:
    listed = awards.list_awards(sample_session.con, own_decision(sample_session))
    assert [facts.recipient for facts in preview.batch.facts] == [award.recipient for award in listed]


def test_pages_are_turned_by_keys(qtbot, preview: CertificateDialog) -> None:
    first = picture(preview).copy()
    assert counter(preview).startswith("Tờ 1/67 – Tập thể ")
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert counter(preview).startswith("Tờ 2/67 – ")
    assert picture(preview) != first
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert counter(preview).startswith("Tờ 1/67 – ")
    assert picture(preview) == first


def test_a_long_name_over_the_sheet_takes_two_lines_and_no_more(qtbot, preview: CertificateDialog) -> None:
    label: Any = find(preview, "pageCounter")
    owners = [facts.owner for facts in preview.batch.facts]
    high = label.height()
    short, long = min(owners, key=len), max(owners, key=len)
    preview.preview.show_page(owners.index(short))
    assert label.lines() == (label.text(),)
    preview.preview.show_page(owners.index(long))
    assert len(label.lines()) == 2
    assert " ".join(label.lines()) == label.text(), "nothing is cut"
    qtbot.keyClick(find(preview, "twoUp"), Qt.Key.Key_Space)
    first, second = label.lines()
    assert second.endswith("…")
    assert label.text().startswith(f"{first} {second[:-1]}")
    assert label.toolTip() == label.text()
    for line in (first, second):
        assert label.fontMetrics().horizontalAdvance(line) <= label.width()
    assert label.height() == high


def test_beyond_the_ends_the_page_stays(qtbot, preview: CertificateDialog) -> None:
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert counter(preview).startswith("Tờ 1/67")
    qtbot.keyClick(preview, Qt.Key.Key_End, CONTROL)
    assert counter(preview).startswith("Tờ 67/67")
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert counter(preview).startswith("Tờ 67/67")
    qtbot.keyClick(preview, Qt.Key.Key_Home, CONTROL)
    assert counter(preview).startswith("Tờ 1/67")


def test_zoom_changes_the_size_and_returns_to_the_window(qtbot, preview: CertificateDialog) -> None:
    fitted = picture(preview).width()
    qtbot.keyClick(preview, Qt.Key.Key_Equal, CONTROL)
    larger = picture(preview).width()
    assert larger == pytest.approx(fitted * 1.25, rel=0.02)
    qtbot.keyClick(preview, Qt.Key.Key_Minus, CONTROL)
    qtbot.keyClick(preview, Qt.Key.Key_Minus, CONTROL)
    assert picture(preview).width() == pytest.approx(fitted / 1.25, rel=0.02)
    qtbot.keyClick(preview, Qt.Key.Key_0, CONTROL)
    assert picture(preview).width() == pytest.approx(fitted, rel=0.03)


def test_the_whole_sheet_fits_the_window(preview: CertificateDialog) -> None:
    area = find(preview, "previewArea")
    assert picture(preview).deviceIndependentSize().width() <= area.width()
    assert picture(preview).deviceIndependentSize().height() <= area.height()


def choose(qtbot, dialog: CertificateDialog, name: str, words: str) -> None:
    """Go down a closed list by the arrow key."""
    box = find(dialog, name)
    assert isinstance(box, QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    while words not in box.currentText():
        at = box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() == at + 1, [box.itemText(i) for i in range(box.count())]


def test_overprint_comes_first_and_leaves_the_frame_to_the_paper(qtbot, preview: CertificateDialog) -> None:
    assert preview.batch.overprint
    bare = ink(picture(preview))
    choose(qtbot, preview, "jobTemplate", "khung vàng (xã, phường)")
    way = find(preview, "jobWay")
    assert isinstance(way, QComboBox)
    assert [way.itemText(at).split(" (")[0] for at in range(way.count())] == [
        "In lên phôi",
        "Cả mẫu – máy in màu hoặc nhà in",
    ]
    assert preview.batch.overprint, "the first way is the one proposed"
    choose(qtbot, preview, "jobWay", "Cả mẫu")
    assert 0 < bare < ink(picture(preview)) / 2


def test_only_templates_of_this_organ_are_on_offer(preview: CertificateDialog) -> None:
    box = find(preview, "jobTemplate")
    assert isinstance(box, QComboBox)
    titles = [box.itemText(at) for at in range(box.count())]
    assert titles[0] == "In lên phôi Giấy khen A4"
    assert not [title for title in titles if "huyện" in title or "Bằng khen" in title or "Gia đình" in title]


def test_two_sheets_lie_side_by_side(qtbot, preview: CertificateDialog) -> None:
    alone = picture(preview).width()
    button = find(preview, "twoUp")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    view = find(preview, "sheetView")
    assert isinstance(view, SheetView)
    assert len(view.images) == 2
    assert view.images[0] != view.images[1]
    assert view.images[0].width() < alone
    assert counter(preview).startswith("Tờ 1–2/67 – ")
    assert " | " in counter(preview)
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert counter(preview).startswith("Tờ 3–4/67 – ")
    qtbot.keyClick(preview, Qt.Key.Key_End, CONTROL)
    assert counter(preview).startswith("Tờ 67/67 – ")
    assert len(view.images) == 1
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(view.images) == 1
    assert picture(preview).width() == pytest.approx(alone, rel=0.02)


def test_home_and_end_go_to_the_ends_from_the_sheet(qtbot, preview: CertificateDialog) -> None:
    area = find(preview, "previewArea")
    area.setFocus()
    qtbot.keyClick(area, Qt.Key.Key_End)
    assert counter(preview).startswith("Tờ 67/67")
    qtbot.keyClick(area, Qt.Key.Key_Home)
    assert counter(preview).startswith("Tờ 1/67")


def test_escape_closes_the_preview(qtbot, preview: CertificateDialog) -> None:
    with qtbot.waitSignal(preview.rejected):
        qtbot.keyClick(preview, Qt.Key.Key_Escape)


def _spoil(award_id: int, action: Action) -> None:
    action.update("award", award_id, citation="", recipient="Nguyễn " * 60)


def _risks(qtbot, dialog: CertificateDialog) -> QListWidget:
    """The list of risky sheets once they were looked through."""
    risks = find(dialog, "riskySheets")
    assert isinstance(risks, QListWidget)
    qtbot.waitUntil(lambda: "Đang" not in text_of(dialog, "risksTitle"), timeout=20_000)
    return risks


def text_of(dialog: QWidget, name: str) -> str:
    label = find(dialog, name)
    assert isinstance(label, QLabel)
    return label.text()


def test_risky_sheets_are_named_and_reached(qtbot, sample_session: Session, owner: QWidget) -> None:
    """The fifth sheet says nothing and its name is far too long for a line, as a paste can make it."""
    decision_id = own_decision(sample_session)
    fifth = awards.list_awards(sample_session.con, decision_id)[4]
    with qtbot.waitSignal(sample_session.said):
        sample_session.run(StoreOp("Sửa thử", lambda action: _spoil(fifth.id, action)))
    dialog = CertificateDialog(sample_session, decision_id, (), owner)
    dialog.open()
    risks = _risks(qtbot, dialog)
    said = [risks.item(at).text() for at in range(risks.count())]
    mine = [at for at, text in enumerate(said) if text.startswith("Tờ 5. ")]
    assert any("thành tích" in said[at] for at in mine)
    assert any("quá dài" in said[at] or "không vừa" in said[at] for at in mine), said
    risks.setFocus()
    qtbot.keyClick(risks, Qt.Key.Key_Home)
    for _ in range(mine[0]):
        qtbot.keyClick(risks, Qt.Key.Key_Down)
    qtbot.keyClick(risks, Qt.Key.Key_Down)
    qtbot.keyClick(risks, Qt.Key.Key_Up)
    assert counter(dialog).startswith("Tờ 5/67")
    refusal = find(dialog, "previewRefusal")
    assert isinstance(refusal, QLabel)
    assert not refusal.isHidden()
    assert "quá dài" in refusal.text()
    dialog.reject()


def test_one_row_alone_has_nothing_doubtful(qtbot, sample_session: Session, owner: QWidget) -> None:
    first = awards.list_awards(sample_session.con, own_decision(sample_session))[0]
    dialog = CertificateDialog(sample_session, own_decision(sample_session), (first.id,), owner)
    dialog.open()
    choose(qtbot, dialog, "jobRows", "Đã chọn (1 tờ)")
    qtbot.waitUntil(lambda: text_of(dialog, "risksTitle") == "Không có tờ nào đáng ngờ", timeout=20_000)
    assert not find(dialog, "riskySheets").isVisible()
    dialog.reject()


# ---------------------------------------------------------------- drafts, mended in place


def draft(action: Action) -> int:
    """A draft of four, the second one without an honorific, the third one without a citation."""
    from db import nominations, people

    made = []
    for name in ("Nguyễn Thị Lụa", "Y Blơ Êban", "Trần Thị Sen", "Hoàng Thị Mai"):
        subject = people.add_subject(action, kind="individual", name=name, honorific="Bà")
        made.append(nominations.nominate(action, subject_id=subject, campaign_id=2, campaign_award_id=1))
    nominations.set_status(action, made, "approved", reason="")
    decision_id = decisions.draft_decision(action, nomination_ids=made, campaign_id=2, signer_id=1)
    listed = awards.list_awards(action.con, decision_id)
    for award in listed:
        action.update("award", award.id, citation="Đã có thành tích giúp dân", position_unit="Tổ dân phố 1")
    action.update("award", listed[1].id, honorific="")
    action.update("award", listed[2].id, citation="")
    return decision_id


@pytest.fixture
def drafted(qtbot, sample_session: Session, owner: QWidget) -> CertificateDialog:
    """The dialog on a draft."""
    made: list[int] = []
    sample_session.run(StoreOp("Lập dự thảo", draft), made.append)
    qtbot.waitUntil(lambda: bool(made))
    dialog = CertificateDialog(sample_session, made[0], (), owner)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_a_draft_is_looked_at_and_not_let_out(qtbot, drafted: CertificateDialog) -> None:
    assert drafted.batch.draft
    assert not find(drafted, "outPdf").isEnabled()
    assert not find(drafted, "outPrinter").isEnabled()
    assert "chưa ban hành" in text_of(drafted, "workTold")
    shown = picture(drafted)
    sheet = drafted.batch.sheet(0)
    plain = certificate_sheet.picture(sheet, shown.width() / sheet.width_mm * 25.4)
    assert ink(shown) > 1.3 * ink(plain), "the mark of a draft lies over the sheet"


def test_a_risky_sheet_is_mended_where_it_stands(
    qtbot, drafted: CertificateDialog, sample_session: Session
) -> None:
    risks = _risks(qtbot, drafted)
    said = [risks.item(at).text() for at in range(risks.count())]
    assert [text[:5] for text in said] == ["Tờ 2.", "Tờ 3."], said
    risks.setFocus()
    qtbot.keyClick(risks, Qt.Key.Key_Home)
    qtbot.keyClick(risks, Qt.Key.Key_Down)
    qtbot.keyClick(risks, Qt.Key.Key_Up)
    name = drafted.batch.awards[1].recipient
    assert counter(drafted) == f"Tờ 2/4 – {name}"
    honorific = find(drafted, "field_honorific")
    assert honorific.isVisible()
    honorific.setFocus()
    commit("Ông")
    with qtbot.waitSignal(sample_session.said):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: risks.count() == 1, timeout=20_000)
    assert counter(drafted) == f"Tờ 2/4 – Ông {name}", "the sheet shows it at once"
    assert risks.item(0).text().startswith("Tờ 3.")
    assert risks.currentRow() == 0, "the keys stay at their place of the list"
    undo = find(drafted, "undoMend")
    assert undo.isVisible() or risks.count() == 1
    with qtbot.waitSignal(sample_session.changed):
        drafted.undo_mending()
    qtbot.waitUntil(lambda: risks.count() == 2, timeout=20_000)
    assert drafted.batch.awards[1].honorific == ""


def commit(text: str) -> None:
    """Commit text as a Vietnamese input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def test_ctrl_enter_mends_in_the_dressed_application_too(
    qtbot, qapp: QApplication, sample_session: Session, owner: QWidget
) -> None:
    made: list[int] = []
    sample_session.run(StoreOp("Lập dự thảo", draft), made.append)
    qtbot.waitUntil(lambda: bool(made))
    spoken = translator.speak_vietnamese(qapp)
    try:
        dialog = CertificateDialog(sample_session, made[0], (), owner)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        risks = _risks(qtbot, dialog)
        risks.setFocus()
        qtbot.keyClick(risks, Qt.Key.Key_Down)
        name = find(dialog, "field_recipient")
        name.setFocus()
        qtbot.keyClick(name, Qt.Key.Key_A, CONTROL)
        qtbot.keyClick(name, Qt.Key.Key_Delete)
        qtbot.keyClick(name, Qt.Key.Key_Return, CONTROL)
        qtbot.waitUntil(lambda: "đang để trống" in text_of(dialog, "mendRefusal"))
        dialog.reject()
    finally:
        qapp.removeTranslator(spoken)


def test_what_the_register_refuses_stays_typed(
    qtbot, drafted: CertificateDialog, sample_session: Session
) -> None:
    risks = _risks(qtbot, drafted)
    risks.setFocus()
    qtbot.keyClick(risks, Qt.Key.Key_Down)
    name = find(drafted, "field_recipient")
    name.setFocus()
    qtbot.keyClick(name, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(name, Qt.Key.Key_Delete)
    qtbot.keyClick(name, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "đang để trống" in text_of(drafted, "mendRefusal"))
    assert find(drafted, "mend").isEnabled()
    drafted.reject()


def test_an_issued_sheet_is_mended_by_another_decision(qtbot, preview: CertificateDialog) -> None:
    risks = _risks(qtbot, preview)
    assert risks.count() > 0
    risks.setFocus()
    qtbot.keyClick(risks, Qt.Key.Key_Home)
    qtbot.keyClick(risks, Qt.Key.Key_Down)
    assert not find(preview, "field_citation").isEnabled()
    assert not find(preview, "mend").isVisible()
    assert any("quyết định điều chỉnh" in label.text() for label in preview.findChildren(QLabel))


def test_another_organs_decision_has_no_preview(sample_session: Session, qtbot) -> None:
    day = dt.date(2023, 12, 20)

    def enter(action: Action) -> int:
        from db import nominations, organizations

        organ = organizations.add_organization(action, name="Ủy ban nhân dân thành phố", level="city")
        sent = nominations.list_nominations(action.con, statuses=["sent_up"])
        return decisions.add_superior_decision(
            action,
            organization_id=organ,
            number="900/QĐ-UBND",
            day=day,
            form_code=sent[0].form_code,
            authority_level="district",
            nomination_ids=[n.id for n in sent],
        )

    made: list[int] = []
    with qtbot.waitSignal(sample_session.said):
        sample_session.run(StoreOp("Ghi quyết định cấp trên", enter), made.append)
    with pytest.raises(Refused, match="ban hành nên không lập lại tại đây"):
        CertificateDialog(sample_session, made[0])
