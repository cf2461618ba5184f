"""Khen thưởng: the strip of years, filters, evidence, papers, statuses and the council, by keys alone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hands import compose, dialog_of, find, gone, pick, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
)

from db import attachments, campaigns, council_votes, councils, dossiers, nominations, people, resources
from db.nominations import Nomination
from db.store import Action
from desktop.ui.dialogs.evidence import parse_years
from desktop.ui.dialogs.nomination_status import common_targets
from desktop.ui.models.ballots import AGAINST, FOR, RESULT, BallotModel
from desktop.ui.models.nominations import EVIDENCE_COLUMNS, NOMINEE_COLUMNS, PAPER_COLUMNS, Nominee, nominees
from desktop.ui.models.table import RowsModel
from desktop.ui.operations.base import StoreOp
from desktop.ui.pages.awards import NominationsPage
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable

DRIVE = "30NAM-2023"
QUORUM_RULE = "Theo Nghị định số 91/2017/NĐ-CP, chưa đối chiếu."
CEREMONY = dt.date(2023, 12, 6)

# By hand from the worked example: ■ evidence, □ a year without, ▨ before the person or group was there.
#                              2013–2023
YEARS = {
    "H'Bia Niê": "□■□□□■■□□■□",
    "Y Nguih": "▨▨▨▨■■□■■□■",
    "Y Khoa Ayun": "▨▨■□■□□□■■■",
    "Nhân dân và cán bộ Tổ dân phố 1": "□□□□□□□■□□■",
    "Gia đình ông Lại Văn Giáp": "□□□■□□■□■□■",
    "Gia đình ông Đoàn Bá Ngữ": "□□□□□□□■■■□",
    "Bùi Thị Kim Ngoan": "■■■■□■■■■■□",
}


def column(key: str) -> int:
    return [one.key for one in NOMINEE_COLUMNS].index(key)


def done(qtbot, session: Session, operation: StoreOp) -> object:
    """Run an operation and wait for what it returns."""
    results: list[object] = []
    with qtbot.waitSignal(session.said):
        session.run(operation, results.append, pytest.fail)
    return results[0]


@pytest.fixture
def page(qtbot, sample_session: Session) -> NominationsPage:
    """The page on the worked example, on the day after its decision."""
    sample_session.look_at_day(CEREMONY)
    shown = NominationsPage(sample_session)
    qtbot.addWidget(shown)
    shown.resize(1158, 700)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


@pytest.fixture
def bare(qtbot, empty_session: Session) -> NominationsPage:
    """The page on a register without a drive."""
    shown = NominationsPage(empty_session)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def table(page: NominationsPage) -> DataTable:
    found = page.findChild(DataTable, "nominees")
    assert found is not None
    return found


def shown_names(page: NominationsPage) -> list[str]:
    model = table(page).rows_model
    return [model.row(at).nomination.name for at in range(model.rowCount())]


def choose(page: NominationsPage, name: str) -> Nominee:
    model = table(page).rows_model
    row = next(row for row in model.rows if row.nomination.name == name)
    assert table(page).choose(row.id)
    return row


def open_tab(qtbot, page: NominationsPage, at: int) -> QTabWidget:
    """Go to a tab of the panel by the arrow keys."""
    tabs = find(page, "nomineeTabs")
    assert isinstance(tabs, QTabWidget)
    bar = tabs.tabBar()
    bar.setFocus()
    while tabs.currentIndex() < at:
        qtbot.keyClick(bar, Qt.Key.Key_Right)
    return tabs


# ---------------------------------------------------------------- what the table shows


def test_every_nominee_of_the_drive_is_listed(page: NominationsPage) -> None:
    sample = json.loads(resources.path("samples/mau.json").read_text(encoding="utf-8"))
    names = {subject["code"]: subject["name"] for subject in sample["subjects"]}
    expected = sorted(names[n["subject"]] for n in sample["nominations"] if n["campaign"] == DRIVE)
    assert sorted(shown_names(page)) == expected
    assert len(expected) == 75


@pytest.mark.parametrize(("name", "strip"), YEARS.items())
def test_the_strip_of_years_is_the_hand_table(page: NominationsPage, name: str, strip: str) -> None:
    model = table(page).rows_model
    at = shown_names(page).index(name)
    cell = model.index(at, column("years"))
    assert cell.data(Qt.ItemDataRole.DisplayRole) == strip


def test_the_strip_is_spoken_year_by_year(page: NominationsPage) -> None:
    model = table(page).rows_model
    at = shown_names(page).index("Y Nguih")
    spoken = model.index(at, column("years")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "2016: không tính" in spoken
    assert "2019: chưa có minh chứng" in spoken
    assert "2017: có minh chứng" in spoken


def test_a_name_shows_the_honorific_typed_for_it(page: NominationsPage) -> None:
    model = table(page).rows_model
    at = shown_names(page).index("H'Bia Niê")
    assert model.index(at, column("name")).data() == "Bà H'Bia Niê"


def test_statuses_are_sign_and_word(page: NominationsPage) -> None:
    model = table(page).rows_model
    words = {model.index(at, column("status")).data() for at in range(model.rowCount())}
    assert words == {
        "Đã có quyết định",
        "Không thông qua",
        "Trình cấp trên",
        "Dự thảo",
        "Trả lại",
        "Đã rút",
    }


def test_evidence_is_counted(page: NominationsPage) -> None:
    model = table(page).rows_model
    for name, strip in YEARS.items():
        at = shown_names(page).index(name)
        said = model.index(at, column("years")).data(Qt.ItemDataRole.ToolTipRole)
        assert said.startswith(f"{strip.count('■')} minh chứng")


def test_kind_is_a_sign_on_the_screen_and_a_word_for_excel(page: NominationsPage) -> None:
    model = table(page).rows_model
    at = shown_names(page).index("Gia đình ông Lại Văn Giáp")
    cell = model.index(at, column("kind"))
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "Hộ gia đình"
    assert model.copy_block([cell]) == "Hộ gia đình"


def test_copied_rows_carry_the_strip(page: NominationsPage) -> None:
    choose(page, "Y Nguih")
    table(page).copy()
    cells = QApplication.clipboard().text().split("\t")
    assert YEARS["Y Nguih"] in cells


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lai van giap", ["Gia đình ông Lại Văn Giáp"]),
        ("LẠI VĂN", ["Gia đình ông Lại Văn Giáp"]),
        ("doan ba ngu", ["Gia đình ông Đoàn Bá Ngữ"]),
        ("h'bia", ["H'Bia Niê"]),
        ("khong co ten nay", []),
    ],
)
def test_search_ignores_accents(qtbot, page: NominationsPage, typed: str, expected: list[str]) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = page.focusWidget()
    assert field.objectName() == "search"
    compose(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert shown_names(page) == expected


@pytest.mark.parametrize(("kind", "count"), [("Tập thể", 16), ("Cá nhân", 48), ("Hộ gia đình", 11)])
def test_kinds_are_filtered_by_keys(qtbot, page: NominationsPage, kind: str, count: int) -> None:
    box = find(page, "filterKind")
    assert isinstance(box, QComboBox)
    box.setFocus()
    pick(qtbot, box, kind)
    assert len(shown_names(page)) == count


def test_status_and_unit_are_filtered(qtbot, page: NominationsPage) -> None:
    status = find(page, "filterStatus")
    assert isinstance(status, QComboBox)
    status.setFocus()
    pick(qtbot, status, "Trình cấp trên")
    assert sorted(shown_names(page)) == [
        "Bùi Thị Kim Ngoan",
        "Trần Lê Bảo Sơn",
        "Ủy ban Mặt trận Tổ quốc Việt Nam phường",
    ]
    unit = find(page, "filterUnit")
    assert isinstance(unit, QComboBox)
    unit.setFocus()
    pick(qtbot, unit, "Hội Liên hiệp Phụ nữ phường")
    assert shown_names(page) == ["Bùi Thị Kim Ngoan"]


def test_an_empty_filter_offers_to_lift_it(qtbot, page: NominationsPage) -> None:
    compose(find(page, "search"), "không ai cả")
    qtbot.keyClick(find(page, "search"), Qt.Key.Key_Return)
    button = next(b for b in table(page).findChildren(QPushButton) if b.isVisible())
    assert button.text() == "Bỏ lọc"
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(shown_names(page)) == 75


def test_without_a_drive_the_page_leads_to_the_drives(qtbot, bare: NominationsPage) -> None:
    button = next(b for b in bare.findChildren(QPushButton) if b.isVisible())
    assert button.text() == "Tạo phong trào"
    button.setFocus()
    with qtbot.waitSignal(bare.go_to) as told:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert told.args == ["campaigns"]


# ---------------------------------------------------------------- the panel


def test_the_panel_follows_the_chosen_row(qtbot, page: NominationsPage) -> None:
    choose(page, "Y Nguih")
    name, years = find(page, "nomineeName"), find(page, "nomineeYears")
    assert isinstance(name, QLabel)
    assert "Y Nguih" in name.text()
    assert "2019: chưa có minh chứng" in years.accessibleName()
    qtbot.keyClick(table(page), Qt.Key.Key_Down)
    assert "Y Nguih" not in name.text()


def test_findings_are_sentences_with_their_source(qtbot, page: NominationsPage) -> None:
    choose(page, "H'Bia Niê")
    findings = page.findChild(DataTable, "findingTable")
    assert findings is not None
    model = findings.rows_model
    rules = [row.rule for row in model.rows]
    findings.setCurrentIndex(model.index(rules.index("evidence_window"), 0))
    said, source = find(page, "finding"), find(page, "findingSource")
    assert isinstance(said, QLabel)
    assert isinstance(source, QLabel)
    assert said.text() == "Đạt: Có minh chứng trong giai đoạn 2013 – 2023: năm 2014, 2018, 2019, 2022."
    assert "không quá 15 tập thể, 45 cá nhân" in source.text()


def test_tabs_count_evidence_and_papers(page: NominationsPage) -> None:
    choose(page, "H'Bia Niê")
    tabs = find(page, "nomineeTabs")
    assert isinstance(tabs, QTabWidget)
    assert [tabs.tabText(at) for at in range(4)] == [
        "Thẩm định",
        "Minh chứng (4)",
        "Hồ sơ (3/3)",
        "Thông tin",
    ]


def test_facts_show_the_citation_in_force(page: NominationsPage) -> None:
    choose(page, "H'Bia Niê")
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Đã có thành tích xuất sắc trong Đợt thi đua đặc biệt kỷ niệm 30 năm" in said
    assert "12/03/1984" in said


# ---------------------------------------------------------------- adding


def test_a_nominee_is_added_by_keys(qtbot, page: NominationsPage, sample_session: Session) -> None:
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(qtbot, page, "nominationDialog")
    assert dialog.focusWidget().objectName() == "name"
    compose(dialog.focusWidget(), "Kpă Hơ Ngưn")
    compose(find(dialog, "birth_on"), "1979")
    compose(find(dialog, "position"), "Trưởng ban công tác Mặt trận")
    with qtbot.waitSignal(sample_session.said):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gone(qtbot, page, "nominationDialog")
    added = [n for n in nominations.list_nominations(sample_session.con) if n.name == "Kpă Hơ Ngưn"]
    assert [(n.status, n.form_name, n.subject.honorific, n.subject.birth_on) for n in added] == [
        ("draft", "Giấy khen", "", "1979")
    ]
    chosen = page.chosen()
    assert chosen is not None
    assert chosen.nomination.name == "Kpă Hơ Ngưn"


def test_a_guess_is_only_a_hint_and_never_written(qtbot, page: NominationsPage) -> None:
    page.add()
    dialog = dialog_of(qtbot, page, "nominationDialog")
    box = find(dialog, "honorific")
    assert isinstance(box, QComboBox)
    compose(find(dialog, "name"), "Nguyễn Thị Tám")
    assert box.lineEdit().placeholderText() == "để trống: Bà"
    assert box.currentText() == ""
    compose(box, "Em")
    compose(find(dialog, "name"), " Xuân")
    assert box.currentText() == "Em"
    assert dialog.draft().subject.honorific == "Em"  # type: ignore[attr-defined]
    dialog.reject()


def test_the_default_citation_is_shown_and_left_to_the_line(
    qtbot, page: NominationsPage, sample_session: Session
) -> None:
    page.add()
    dialog = dialog_of(qtbot, page, "nominationDialog")
    hint = find(dialog, "citation").placeholderText()  # type: ignore[attr-defined]
    assert hint.startswith("Để trống: Đã có thành tích xuất sắc")
    assert dialog.draft().citation is None  # type: ignore[attr-defined]
    dialog.reject()


def test_a_collective_has_no_birth_date(qtbot, page: NominationsPage) -> None:
    page.add()
    dialog = dialog_of(qtbot, page, "nominationDialog")
    assert find(dialog, "birth_on").isVisible()
    kind = find(dialog, "kind")
    assert isinstance(kind, QComboBox)
    kind.setFocus()
    qtbot.keyClick(kind, Qt.Key.Key_Down)
    assert kind.currentText() == "Tập thể"
    assert not any(find(dialog, key).isVisible() for key in ("birth_on", "sex", "position", "honorific"))
    dialog.reject()


def test_a_missing_name_is_said_and_the_dialog_stays(qtbot, page: NominationsPage) -> None:
    page.add()
    dialog = dialog_of(qtbot, page, "nominationDialog")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert any("Họ tên" in text and text.startswith("Hãy nhập") for text in said)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    gone(qtbot, page, "nominationDialog")


def test_a_refusal_stays_in_the_dialog_with_what_was_typed(
    qtbot, page: NominationsPage, sample_session: Session
) -> None:
    """The same person is put forward twice for the same form of the same drive."""
    page.add()
    dialog = dialog_of(qtbot, page, "nominationDialog")
    compose(find(dialog, "name"), "Trần Văn Một")
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, dialog, "acceptAndAgain")
    name, refusal = find(dialog, "name"), find(dialog, "refusal")
    assert isinstance(name, QLineEdit)
    assert isinstance(refusal, QLabel)
    qtbot.waitUntil(lambda: name.text() == "")
    compose(name, "Trần Văn Một")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "đã được đề nghị hình thức này" in refusal.text())
    assert name.text() == "Trần Văn Một"
    dialog.reject()


def test_several_names_in_a_row(qtbot, page: NominationsPage, sample_session: Session) -> None:
    page.add()
    dialog = dialog_of(qtbot, page, "nominationDialog")
    for name in ("Trần Văn Một", "Trần Văn Hai"):
        compose(find(dialog, "name"), name)
        with qtbot.waitSignal(sample_session.said):
            press(qtbot, dialog, "acceptAndAgain")
        field = find(dialog, "name")
        assert isinstance(field, QLineEdit)
        qtbot.waitUntil(lambda field=field: field.text() == "")
        assert dialog.isVisible()
    dialog.reject()
    names = {n.name for n in nominations.list_nominations(sample_session.con)}
    assert {"Trần Văn Một", "Trần Văn Hai"} <= names


def test_a_nomination_is_corrected(qtbot, page: NominationsPage, sample_session: Session) -> None:
    row = next(row for row in table(page).rows_model.rows if row.nomination.status == "returned")
    assert table(page).choose(row.id)
    qtbot.keyClick(table(page), Qt.Key.Key_Return)
    dialog = dialog_of(qtbot, page, "nominationDialog")
    compose(find(dialog, "citation"), "Đã có thành tích riêng")
    with qtbot.waitSignal(sample_session.said):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gone(qtbot, page, "nominationDialog")
    after = nominations.get_nomination(sample_session.con, row.id)
    assert after.citation == "Đã có thành tích riêng"
    assert after.subject == row.nomination.subject


def test_what_is_decided_cannot_be_corrected(qtbot, page: NominationsPage) -> None:
    choose(page, "H'Bia Niê")
    page.edit()
    dialog = dialog_of(qtbot, page, "nominationDialog")
    compose(find(dialog, "citation"), "Khác")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    refusal = find(dialog, "refusal")
    assert isinstance(refusal, QLabel)
    qtbot.waitUntil(lambda: "đã có quyết định khen thưởng" in refusal.text())
    dialog.reject()


def test_a_draft_is_removed_and_brought_back(qtbot, page: NominationsPage, sample_session: Session) -> None:
    row = next(row for row in table(page).rows_model.rows if row.nomination.status == "draft")
    assert table(page).choose(row.id)
    with qtbot.waitSignal(sample_session.said):
        page.remove()
    assert len(shown_names(page)) == 74
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    assert row.nomination.name in shown_names(page)


# ---------------------------------------------------------------- evidence and papers


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("2019", (2019, 2019)),
        ("2019 – 2021", (2019, 2021)),
        ("2019-2021", (2019, 2021)),
        (" 2019 ", (2019, 2019)),
        ("19", None),
        ("2019, 2021", None),
        ("", None),
    ],
)
def test_years_are_read(typed: str, years: tuple[int, int] | None) -> None:
    assert parse_years(typed) == years


def test_evidence_fills_its_years(qtbot, page: NominationsPage, sample_session: Session) -> None:
    row = choose(page, "Gia đình ông Đoàn Bá Ngữ")
    open_tab(qtbot, page, 1)
    press(qtbot, page, "evidenceAdd")
    dialog = dialog_of(qtbot, page, "evidenceDialog")
    assert dialog.focusWidget().objectName() == "years"
    compose(dialog.focusWidget(), "2014 – 2016")
    compose(find(dialog, "what"), "Gia đình văn hóa tiêu biểu")
    compose(find(dialog, "number"), "77/QĐ-UBND")
    with qtbot.waitSignal(sample_session.said):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gone(qtbot, page, "evidenceDialog")
    at = shown_names(page).index(row.nomination.name)
    assert table(page).rows_model.index(at, column("years")).data() == "□■■■□□□■■■□"


@pytest.mark.parametrize("typed", ["2021 – 2019", "hai nghìn"])
def test_impossible_years_are_said(qtbot, page: NominationsPage, typed: str) -> None:
    choose(page, "Y Nguih")
    page.add_evidence()
    dialog = dialog_of(qtbot, page, "evidenceDialog")
    compose(find(dialog, "years"), typed)
    compose(find(dialog, "what"), "Lao động tiên tiến")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "Hãy ghi năm dạng 2019 hoặc 2019 – 2021." in said
    dialog.reject()


def test_evidence_is_ticked_as_checked(qtbot, page: NominationsPage, sample_session: Session) -> None:
    row = choose(page, "Y Nguih")
    before = row.pieces[0].checked
    evidence = page.findChild(DataTable, "evidenceTable")
    assert evidence is not None
    evidence.choose(row.pieces[0].id)
    open_tab(qtbot, page, 1)
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, page, "evidenceCheck")
    after = dossiers.get_evidence(sample_session.con, row.pieces[0].id)
    assert after.checked is not before


def test_a_file_is_attached_and_marked(
    qtbot, page: NominationsPage, sample_session: Session, tmp_path: Path
) -> None:
    row = choose(page, "Y Nguih")
    scan = tmp_path / "giấy khen 2017.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    page.add_evidence()
    dialog = dialog_of(qtbot, page, "evidenceDialog")
    compose(find(dialog, "years"), "2022")
    compose(find(dialog, "what"), "Giấy khen")
    dialog.attach(str(scan))  # type: ignore[attr-defined]
    with qtbot.waitSignal(sample_session.said):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gone(qtbot, page, "evidenceDialog")
    added = next(e for e in dossiers.evidence_of(sample_session.con, row.id) if e.year_from == 2022)
    assert added.attachment_id is not None
    assert attachments.content(sample_session.con, added.attachment_id) == b"%PDF-1.4 scan"
    assert attachments.get(sample_session.con, added.attachment_id).name == "giấy khen 2017.pdf"


def test_a_missing_file_is_refused_in_the_dialog(qtbot, page: NominationsPage, tmp_path: Path) -> None:
    choose(page, "Y Nguih")
    page.add_evidence()
    dialog = dialog_of(qtbot, page, "evidenceDialog")
    compose(find(dialog, "years"), "2022")
    compose(find(dialog, "what"), "Giấy khen")
    dialog.attach(str(tmp_path / "không có.pdf"))  # type: ignore[attr-defined]
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    refusal = find(dialog, "refusal")
    assert isinstance(refusal, QLabel)
    qtbot.waitUntil(lambda: "Không đọc được tệp" in refusal.text())
    dialog.reject()


def test_a_file_is_attached_to_known_evidence_and_opened(
    qtbot,
    page: NominationsPage,
    sample_session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = choose(page, "Y Nguih")
    scan = tmp_path / "bản quét.png"
    scan.write_bytes(b"png")
    evidence = page.findChild(DataTable, "evidenceTable")
    assert evidence is not None
    evidence.choose(row.pieces[0].id)
    open_tab(qtbot, page, 1)
    press(qtbot, page, "evidenceAttach")
    chooser = dialog_of(qtbot, page, "chooseSource")
    with qtbot.waitSignal(sample_session.said):
        chooser.fileSelected.emit(str(scan))  # type: ignore[attr-defined]
    chooser.reject()
    opened: list[Path] = []
    monkeypatch.setattr(sample_session, "open_file", opened.append)
    press(qtbot, page, "evidenceOpen")
    qtbot.waitUntil(lambda: bool(opened))
    assert (opened[0].name, opened[0].read_bytes()) == ("bản quét.png", b"png")


def test_evidence_is_taken_out_and_comes_back(qtbot, page: NominationsPage, sample_session: Session) -> None:
    row = choose(page, "H'Bia Niê")
    open_tab(qtbot, page, 1)
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, page, "evidenceRemove")
    assert len(dossiers.evidence_of(sample_session.con, row.id)) == 3
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    assert len(dossiers.evidence_of(sample_session.con, row.id)) == 4


def test_a_paper_of_the_dossier_changes_its_state(
    qtbot, page: NominationsPage, sample_session: Session
) -> None:
    row = choose(page, "H'Bia Niê")
    tabs = open_tab(qtbot, page, 2)
    with qtbot.waitSignal(sample_session.said):
        press(qtbot, page, "paper_missing")
    states = [item.state for item in dossiers.dossier(sample_session.con, row.id)]
    assert sorted(states) == ["have", "have", "missing"]
    assert tabs.tabText(2) == "Hồ sơ (2/3)"


def test_a_new_nominees_dossier_lacks_what_the_catalogue_asks_for(
    qtbot, page: NominationsPage, sample_session: Session
) -> None:
    page.add()
    dialog = dialog_of(qtbot, page, "nominationDialog")
    compose(find(dialog, "name"), "Kpă Hơ Ngưn")
    with qtbot.waitSignal(sample_session.said):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gone(qtbot, page, "nominationDialog")
    papers = page.findChild(DataTable, "paperTable")
    assert papers is not None
    lacking = [(row.name, row.shown_state) for row in papers.rows_model.rows]
    assert sorted(lacking) == [
        ("Biên bản xét khen thưởng", "Thiếu"),
        ("Báo cáo thành tích", "Thiếu"),
        ("Tờ trình (văn bản đề nghị) kèm danh sách", "Thiếu"),
    ]


def test_a_count_opens_the_names_behind_it(qtbot, page: NominationsPage) -> None:
    press(qtbot, page, "count_sent_up")
    assert len(shown_names(page)) == 3
    assert page.focusWidget() is table(page)


# ---------------------------------------------------------------- statuses


def test_common_targets_are_the_intersection(sample_session: Session) -> None:
    def of(status: str) -> Nomination:
        listed = nominations.list_nominations(sample_session.con, statuses=[status])
        return listed[0]

    assert common_targets([of("draft")]) == ["submitted", "appraised", "approved", "rejected", "withdrawn"]
    assert common_targets([of("withdrawn")]) == ["draft"]
    assert common_targets([of("draft"), of("withdrawn")]) == []
    assert common_targets([of("draft"), of("decided")]) == []
    assert common_targets([]) == []


def test_a_draft_is_moved_on(qtbot, page: NominationsPage, sample_session: Session) -> None:
    row = next(row for row in table(page).rows_model.rows if row.nomination.status == "draft")
    assert table(page).choose(row.id)
    press(qtbot, page, "changeStatus")
    dialog = dialog_of(qtbot, page, "statusDialog")
    box = find(dialog, "status")
    assert isinstance(box, QComboBox)
    pick(qtbot, box, "Hội đồng thông qua")
    with qtbot.waitSignal(sample_session.said):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gone(qtbot, page, "statusDialog")
    assert nominations.get_nomination(sample_session.con, row.id).status == "approved"


def test_a_refusal_needs_its_reason(qtbot, page: NominationsPage, sample_session: Session) -> None:
    sent = [row for row in table(page).rows_model.rows if row.nomination.status == "sent_up"]
    assert table(page).choose(sent[0].id)
    page.change_status()
    dialog = dialog_of(qtbot, page, "statusDialog")
    box = find(dialog, "status")
    assert isinstance(box, QComboBox)
    box.setFocus()
    pick(qtbot, box, "Trả lại")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    refusal = find(dialog, "refusal")
    assert isinstance(refusal, QLabel)
    assert refusal.text() == "Hãy ghi lý do “trả lại”."
    compose(find(dialog, "reason"), "Thiếu báo cáo thành tích")
    with qtbot.waitSignal(sample_session.said):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gone(qtbot, page, "statusDialog")
    after = nominations.get_nomination(sample_session.con, sent[0].id)
    assert (after.status, after.status_reason) == ("returned", "Thiếu báo cáo thành tích")


def test_many_rows_move_in_one_action(qtbot, page: NominationsPage, sample_session: Session) -> None:
    status = find(page, "filterStatus")
    assert isinstance(status, QComboBox)
    status.setFocus()
    pick(qtbot, status, "Trình cấp trên")
    table(page).setFocus()
    qtbot.keyClick(table(page), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.change_status()
    dialog = dialog_of(qtbot, page, "statusDialog")
    with qtbot.waitSignal(sample_session.said) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gone(qtbot, page, "statusDialog")
    assert told.args[0] == "Chuyển 3 đề nghị sang “Đã thẩm định”"
    assert len(nominations.list_nominations(sample_session.con, statuses=["appraised"])) == 3


# ---------------------------------------------------------------- the council


def test_votes_follow_who_is_present(sample_session: Session) -> None:
    listed = nominations.list_nominations(sample_session.con, statuses=["sent_up"])
    model = BallotModel(listed, present=7)
    assert [b.votes_for for b in model.ballots()] == [7, 7, 7]
    assert model.setData(model.index(0, AGAINST), "3")
    assert (model.ballots()[0].votes_for, model.ballots()[0].votes_against) == (4, 3)
    assert model.index(0, RESULT).data() == "Thông qua"
    model.set_present(6)
    assert [b.votes_for for b in model.ballots()] == [3, 6, 6]
    assert model.index(0, RESULT).data() == "Chưa quá nửa, hãy chọn"
    assert not model.setData(model.index(0, FOR), "9")
    assert not model.setData(model.index(0, FOR), "ba")
    assert model.setData(model.index(0, RESULT), "deferred")
    assert model.ballots()[0].result == "deferred"


def test_a_session_is_held(qtbot, page: NominationsPage, sample_session: Session) -> None:
    draft = next(row for row in table(page).rows_model.rows if row.nomination.status == "draft")
    press(qtbot, page, "holdMeeting")
    dialog = dialog_of(qtbot, page, "meetingDialog")
    quorum = find(dialog, "quorum")
    assert isinstance(quorum, QLabel)
    assert quorum.text() == f"Có mặt 09/09 thành viên, đủ 2/3 theo quy định. {QUORUM_RULE}"
    press(qtbot, dialog, "present9")
    assert quorum.text() == f"Có mặt 08/09 thành viên, đủ 2/3 theo quy định. {QUORUM_RULE}"
    compose(find(dialog, "reason9"), "đi công tác")
    compose(find(dialog, "number"), "06/BB-HĐTĐKT")
    with qtbot.waitSignal(sample_session.said):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    gone(qtbot, page, "meetingDialog")
    newest = councils.list_meetings(sample_session.con)[0]
    assert (newest.number, newest.day) == ("06/BB-HĐTĐKT", CEREMONY)
    votes = council_votes.votes(sample_session.con, newest.id)
    assert [(v.nomination_id, v.votes_for, v.result) for v in votes] == [(draft.id, 8, "approved")]
    absent = [one for one in councils.attendance(sample_session.con, newest.id) if not one.present]
    assert [one.note for one in absent] == ["đi công tác"]
    assert nominations.get_nomination(sample_session.con, draft.id).status == "approved"


def test_without_quorum_nothing_is_written(qtbot, page: NominationsPage, sample_session: Session) -> None:
    before = len(councils.list_meetings(sample_session.con))
    page.hold_meeting()
    dialog = dialog_of(qtbot, page, "meetingDialog")
    for line in range(1, 5):
        press(qtbot, dialog, f"present{line}")
    quorum, refusal = find(dialog, "quorum"), find(dialog, "refusal")
    assert isinstance(quorum, QLabel)
    assert isinstance(refusal, QLabel)
    told = "Có mặt 05/09 thành viên, chưa đủ 2/3 (cần ít nhất 06 thành viên)."
    assert quorum.text() == f"{told} {QUORUM_RULE}"
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "hãy ghi đủ người dự họp" in refusal.text())
    dialog.reject()
    assert len(councils.list_meetings(sample_session.con)) == before


def _drive(action: Action) -> int:
    from db.campaigns import CampaignDraft

    campaign_id = campaigns.start_campaign(action, CampaignDraft(title="Phong trào thử", start_on="2024"))
    subject = people.add_subject(action, kind="individual", name="Lê Văn Thử")
    nominations.nominate(action, subject_id=subject, campaign_id=campaign_id, form_code="giay_khen")
    return campaign_id


def test_without_a_council_its_members_come_first(qtbot, empty_session: Session) -> None:
    campaign_id = done(qtbot, empty_session, StoreOp("Tạo phong trào", _drive))
    empty_session.show_campaign(int(str(campaign_id)))
    page = NominationsPage(empty_session)
    qtbot.addWidget(page)
    page.show()
    page.hold_meeting()
    founding = dialog_of(qtbot, page, "councilDialog")
    qtbot.keyClick(founding, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    refusal = find(founding, "refusal")
    assert isinstance(refusal, QLabel)
    assert "chưa có thành viên nào" in refusal.text()
    compose(find(founding, "memberName1"), "Nguyễn Văn Chủ")
    compose(find(founding, "memberName5"), "Trần Thị Thư")
    press(qtbot, founding, "addMember")
    compose(find(founding, "memberName6"), "Lê Văn Thêm")
    with qtbot.waitSignal(empty_session.said):
        qtbot.keyClick(founding, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    meeting = dialog_of(qtbot, page, "meetingDialog")
    council = councils.list_councils(empty_session.con)[0]
    roles = [(m.name, m.role) for m in councils.members(empty_session.con, council.id)]
    assert roles == [("Nguyễn Văn Chủ", "chair"), ("Trần Thị Thư", "secretary"), ("Lê Văn Thêm", "member")]
    meeting.reject()
    gone(qtbot, page, "meetingDialog")


# ---------------------------------------------------------------- the models by Qt's own rules


def test_the_models_keep_qts_rules(qtmodeltester, sample_session: Session) -> None:
    listed = nominations.list_nominations(sample_session.con)
    rows = nominees(sample_session.con, listed, frozenset({listed[0].id}))
    qtmodeltester.check(RowsModel(NOMINEE_COLUMNS, rows, row_id=lambda row: row.id))


@pytest.mark.parametrize("columns", [EVIDENCE_COLUMNS, PAPER_COLUMNS], ids=["evidence", "papers"])
def test_the_models_of_the_panel_keep_qts_rules(qtmodeltester, sample_session: Session, columns) -> None:
    first = nominations.list_nominations(sample_session.con)[0]
    rows = (
        dossiers.evidence_of(sample_session.con, first.id)
        if columns is EVIDENCE_COLUMNS
        else dossiers.dossier(sample_session.con, first.id)
    )
    assert rows
    qtmodeltester.check(RowsModel(columns, rows))


def test_the_model_of_votes_keeps_qts_rules(qtmodeltester, sample_session: Session) -> None:
    qtmodeltester.check(BallotModel(nominations.list_nominations(sample_session.con)[:5], present=7))
