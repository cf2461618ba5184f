"""The preview of certificates: a page with ink on it, paged by keys, zoomed, with the doubtful sheets named."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget, QWidget

from db import awards, decisions
from db.errors import Refused
from db.store import Action
from desktop.ui.dialogs.certificate_preview import CertificatePreviewDialog, SheetView
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session

CONTROL = Qt.KeyboardModifier.ControlModifier


def own_decision(session: Session) -> int:
    return next(d.id for d in decisions.list_decisions(session.con) if d.number == "187/QĐ-UBND")


def find(owner: QWidget, name: str) -> QWidget:
    found = owner.findChild(QWidget, name)
    assert found is not None, name
    return found


def counter(dialog: CertificatePreviewDialog) -> str:
    label = find(dialog, "pageCounter")
    assert isinstance(label, QLabel)
    return label.text()


def picture(dialog: CertificatePreviewDialog) -> QImage:
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
def preview(qtbot, sample_session: Session, owner: QWidget) -> CertificatePreviewDialog:
    """The preview of the decision of the worked example."""
    dialog = CertificatePreviewDialog(sample_session, own_decision(sample_session), owner)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_the_page_grabbed_from_the_dialog_has_ink(preview: CertificatePreviewDialog) -> None:
    grabbed = find(preview, "sheetView").grab().toImage()
    colours = {
        grabbed.pixelColor(x, y).name() for x in range(0, grabbed.width(), 2) for y in range(0, 400, 2)
    }
    assert len(colours) > 50
    assert any(c for c in colours if int(c[1:3], 16) > 150 and int(c[3:5], 16) < 60), "no red of the title"


def test_a_sheet_is_a4_landscape(preview: CertificatePreviewDialog) -> None:
    image = picture(preview)
    assert image.width() / image.height() == pytest.approx(297 / 210, abs=0.01)


def test_every_award_has_a_page_in_the_order_of_the_decision(
    preview: CertificatePreviewDialog, sample_session: Session
) -> None:
    listed = awards.list_awards(sample_session.con, own_decision(sample_session))
    assert [facts.recipient for facts in preview.facts] == [award.recipient for award in listed]


def test_pages_are_turned_by_keys(qtbot, preview: CertificatePreviewDialog) -> None:
    first = picture(preview).copy()
    assert counter(preview).startswith("Tờ 1/67 – Tập thể ")
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert counter(preview).startswith("Tờ 2/67 – ")
    assert picture(preview) != first
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert counter(preview).startswith("Tờ 1/67 – ")
    assert picture(preview) == first


def test_beyond_the_ends_the_page_stays(qtbot, preview: CertificatePreviewDialog) -> None:
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert counter(preview).startswith("Tờ 1/67")
    qtbot.keyClick(preview, Qt.Key.Key_End, CONTROL)
    assert counter(preview).startswith("Tờ 67/67")
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert counter(preview).startswith("Tờ 67/67")
    qtbot.keyClick(preview, Qt.Key.Key_Home, CONTROL)
    assert counter(preview).startswith("Tờ 1/67")


def test_zoom_changes_the_size_and_returns_to_the_window(qtbot, preview: CertificatePreviewDialog) -> None:
    fitted = picture(preview).width()
    qtbot.keyClick(preview, Qt.Key.Key_Equal, CONTROL)
    larger = picture(preview).width()
    assert larger == pytest.approx(fitted * 1.25, rel=0.02)
    qtbot.keyClick(preview, Qt.Key.Key_Minus, CONTROL)
    qtbot.keyClick(preview, Qt.Key.Key_Minus, CONTROL)
    assert picture(preview).width() == pytest.approx(fitted / 1.25, rel=0.02)
    qtbot.keyClick(preview, Qt.Key.Key_0, CONTROL)
    assert picture(preview).width() == pytest.approx(fitted, rel=0.03)


def test_the_whole_sheet_fits_the_window(preview: CertificatePreviewDialog) -> None:
    area = find(preview, "previewArea")
    assert picture(preview).deviceIndependentSize().width() <= area.width()
    assert picture(preview).deviceIndependentSize().height() <= area.height()


def test_overprint_leaves_the_frame_to_the_paper(qtbot, preview: CertificatePreviewDialog) -> None:
    whole = ink(picture(preview))
    box = find(preview, "overprint")
    assert isinstance(box, QCheckBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    assert 0 < ink(picture(preview)) < whole / 2


def test_asking_for_a_file_says_whether_to_overprint(qtbot, preview: CertificatePreviewDialog) -> None:
    button = find(preview, "previewPdf")
    button.setFocus()
    with qtbot.waitSignal(preview.pdf_asked) as told:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert told.args == [False]
    find(preview, "overprint").setFocus()
    qtbot.keyClick(find(preview, "overprint"), Qt.Key.Key_Space)
    find(preview, "previewPrint").setFocus()
    with qtbot.waitSignal(preview.print_asked) as told:
        qtbot.keyClick(find(preview, "previewPrint"), Qt.Key.Key_Space)
    assert told.args == [True]


def test_escape_closes_the_preview(qtbot, preview: CertificatePreviewDialog) -> None:
    with qtbot.waitSignal(preview.rejected):
        qtbot.keyClick(preview, Qt.Key.Key_Escape)


def _spoil(award_id: int, action: Action) -> None:
    action.update("award", award_id, citation="", recipient="Nguyễn " * 60)


def test_risky_sheets_are_named_and_reached(qtbot, sample_session: Session, owner: QWidget) -> None:
    """The fifth sheet says nothing and its name is far too long for a line, as a paste can make it."""
    decision_id = own_decision(sample_session)
    fifth = awards.list_awards(sample_session.con, decision_id)[4]
    with qtbot.waitSignal(sample_session.said):
        sample_session.run(StoreOp("Sửa thử", lambda action: _spoil(fifth.id, action)))
    dialog = CertificatePreviewDialog(sample_session, decision_id, owner)
    dialog.open()
    risks = find(dialog, "riskySheets")
    assert isinstance(risks, QListWidget)
    qtbot.waitUntil(lambda: risks.count() > 0, timeout=20_000)
    said = [risks.item(at).text() for at in range(risks.count())]
    assert all(text.startswith("Tờ 5. ") for text in said)
    assert any("Chưa có nội dung thành tích" in text for text in said)
    assert any("quá dài" in text for text in said)
    risks.setFocus()
    qtbot.keyClick(risks, Qt.Key.Key_Down)
    qtbot.keyClick(risks, Qt.Key.Key_Up)
    assert counter(dialog).startswith("Tờ 5/67")
    refusal = find(dialog, "previewRefusal")
    assert isinstance(refusal, QLabel)
    assert not refusal.isHidden()
    assert "quá dài" in refusal.text()


def test_without_risks_the_list_says_so(
    qtbot, preview: CertificatePreviewDialog, sample_session: Session
) -> None:
    assert awards.doubts(sample_session.con, own_decision(sample_session)) == []
    words = "Không có tờ nào đáng ngờ"
    qtbot.waitUntil(lambda: any(one.text() == words for one in preview.findChildren(QLabel)), timeout=20_000)


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
        CertificatePreviewDialog(sample_session, made[0])
