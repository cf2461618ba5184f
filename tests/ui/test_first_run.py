"""The first-run page: by keyboard from nothing to a register with its office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db import organizations
from db.errors import StoreReadOnly
from db.store import Store
from desktop.ui.pages.first_run import FirstRunPage
from desktop.ui.session import Session
from desktop.ui.widgets.paper_preview import PaperPreview

Create = Callable[[Path], Session]


@pytest.fixture
def opened() -> Iterator[list[Session]]:
    sessions: list[Session] = []
    yield sessions
    for session in sessions:
        session.close(back_up=False)


@pytest.fixture
def create(opened: list[Session]) -> Create:
    def make(path: Path) -> Session:
        Store.create(path).close()
        opened.append(Session(path))
        return opened[-1]

    return make


def shown(qtbot: QtBot, page: FirstRunPage) -> FirstRunPage:
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.activateWindow()
    with qtbot.waitActive(page):
        page.show()
    return page


def edit(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def write(field: QWidget, text: str) -> None:
    """Press a key for every letter; qtbot's keyClicks knows no Vietnamese letters."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def type_by_tabs(qtbot: QtBot, page: FirstRunPage, *texts: str | None) -> None:
    """Type each text into the field that has the focus, then Tab; None leaves a field as it is."""
    for text in texts:
        field = QApplication.focusWidget()
        if text is not None:
            assert isinstance(field, QLineEdit), field
            field.selectAll()
            write(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Tab)


def fill(qtbot: QtBot, page: FirstRunPage) -> None:
    edit(page, "office_name").setFocus()
    type_by_tabs(
        qtbot, page, "Ủy ban nhân dân phường Hòa Lạc", None, None, "Ủy ban nhân dân thành phố Mẫu", "Tỉnh Mẫu"
    )
    type_by_tabs(qtbot, page, None, None, "Lê Thị Ánh", "Phó Chủ tịch")
    form = QApplication.focusWidget()
    assert isinstance(form, QComboBox)
    assert form.objectName() == "office_signature_form"
    qtbot.keyClick(form, Qt.Key.Key_Down)


def test_from_nothing_to_an_office_by_keys_alone(
    qtbot: QtBot, tmp_path: Path, create: Create, opened: list[Session]
) -> None:
    page = shown(qtbot, FirstRunPage(None, tmp_path / "sổ mới.sothidua", create))
    fill(qtbot, page)
    with qtbot.waitSignal(page.finished):
        qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    own = organizations.own(opened[0].con)
    assert own is not None
    assert (own.name, own.level, own.place) == ("Ủy ban nhân dân phường Hòa Lạc", "ward", "Hòa Lạc")
    assert own.header_lines == ("ỦY BAN NHÂN DÂN", "PHƯỜNG HÒA LẠC")
    assert (own.parent_name, own.province) == ("Ủy ban nhân dân thành phố Mẫu", "Tỉnh Mẫu")
    (signer,) = organizations.signers(opened[0].con, own.id)
    assert (signer.name, signer.title, signer.signature_form) == ("Lê Thị Ánh", "Phó Chủ tịch", "kt")


def test_office_and_signer_are_one_step_of_the_history(qtbot: QtBot, empty_session: Session) -> None:
    from db import history

    page = shown(qtbot, FirstRunPage(empty_session, empty_session.path))
    fill(qtbot, page)
    before = len(history.actions(empty_session.con))
    with qtbot.waitSignal(page.finished):
        qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(history.actions(empty_session.con)) == before + 1


def test_the_preview_follows_what_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, FirstRunPage(None, tmp_path / "a.sothidua"))
    fill(qtbot, page)
    preview = page.findChild(PaperPreview, "paperPreview")
    assert preview is not None
    assert preview.facts.organ_lines == ("ỦY BAN NHÂN DÂN", "PHƯỜNG HÒA LẠC")
    assert preview.facts.signature_lines == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert preview.facts.signer == "Lê Thị Ánh"
    assert preview.facts.place_date.startswith("Hòa Lạc, ngày")
    awarding = page.findChild(QLabel, "awardingTitle")
    assert awarding is not None
    assert awarding.text().endswith("CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HÒA LẠC")


def test_a_place_typed_by_hand_is_not_overwritten(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, FirstRunPage(None, tmp_path / "a.sothidua"))
    write(edit(page, "office_place"), "Phường Nguyễn Trãi")
    write(edit(page, "office_name"), "Ủy ban nhân dân phường Nguyễn Trãi")
    assert edit(page, "office_place").text() == "Phường Nguyễn Trãi"


def test_empty_fields_are_said_and_nothing_is_made(qtbot: QtBot, tmp_path: Path, create: Create) -> None:
    path = tmp_path / "a.sothidua"
    page = shown(qtbot, FirstRunPage(None, path, create))
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    errors = [
        label.text()
        for label in page.findChildren(QLabel)
        if label.property("role") == "error" and label.isVisible()
    ]
    assert any("Tên cơ quan" in text for text in errors)
    assert not path.exists()
    assert QApplication.focusWidget() is edit(page, "office_name")


def test_a_folder_that_cannot_be_written_is_said_in_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    def refuse(_path: Path) -> Session:
        raise StoreReadOnly("Không ghi được vào thư mục này; hãy chọn nơi khác.")

    page = shown(qtbot, FirstRunPage(None, tmp_path / "a.sothidua", refuse))
    fill(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.refusal == "Không ghi được vào thư mục này; hãy chọn nơi khác."
    assert edit(page, "office_name").text() == "Ủy ban nhân dân phường Hòa Lạc"


@pytest.mark.parametrize(
    ("name", "signal"), [("openStore", "open_requested"), ("restoreStore", "restore_requested")]
)
def test_another_file_is_asked_for_and_handed_on(
    qtbot: QtBot, tmp_path: Path, name: str, signal: str
) -> None:
    chosen = tmp_path / "khac.sothidua"
    Store.create(chosen).close()
    page = shown(qtbot, FirstRunPage(None, tmp_path / "a.sothidua"))
    button = page.findChild(QPushButton, name)
    assert button is not None
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    chooser = page.findChild(QFileDialog, "storeChooser")
    assert chooser is not None
    with qtbot.waitSignal(getattr(page, signal)) as asked:
        chooser.fileSelected.emit(str(chosen))
    chooser.close()
    assert asked.args == [chosen]


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("Ủy ban nhân dân phường An Lạc", ("ward", "An Lạc")),
        ("Uỷ ban nhân dân xã Đăk Lơ", ("commune", "Đăk Lơ")),
        ("Ủy ban nhân dân thành phố Mẫu", ("city", "Mẫu")),
        ("Ủy ban nhân dân thị xã Mẫu", ("town", "Mẫu")),
        ("Sở Nội vụ", (None, "")),
        ("", (None, "")),
    ],
)
def test_level_and_place_are_guessed_from_the_name(name: str, guess: tuple[str | None, str]) -> None:
    assert organizations.guess(name) == guess
