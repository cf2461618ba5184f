"""Starting: a first run, a register that is there, one that cannot be opened; restoring; the crash report."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db import backup, organizations, sqlite, units
from db.errors import NotAStore, Refused
from db.store import Store, open_reader
from desktop.ui.app import Program, build_application, default_store
from desktop.ui.operations.base import StoreOp

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def program(themed: QApplication) -> Iterator[Program]:
    made = Program(themed)
    yield made
    for window in (made.window, made.first_run):
        if window is not None:
            window.close()
    made.close_session(back_up=False)
    made.deleteLater()


def field(parent: QWidget, name: str) -> QWidget:
    found = parent.findChild(QWidget, name)
    assert found is not None, f"no widget named {name}"
    return found


def type_into(qtbot: QtBot, parent: QWidget, name: str, text: str) -> None:
    widget = field(parent, name)
    edit = widget if isinstance(widget, QLineEdit) else widget.findChild(QLineEdit)
    assert edit is not None
    edit.setFocus()
    edit.selectAll()
    # As a Vietnamese input method does it: composed first, committed then.
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(edit, event)


def test_a_register_with_its_office_opens_the_window(
    qtbot: QtBot, program: Program, sample_file: Path, tmp_path: Path
) -> None:
    program.open(Path(shutil.copyfile(sample_file, tmp_path / "a.sothidua")))
    assert program.first_run is None
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: window.stack.count() == 1)
    assert window.stack.currentWidget().objectName() == "page_overview"


def test_the_first_run_makes_the_register_and_goes_on_to_the_window(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "dữ liệu" / "so.sothidua"
    program.open(path)
    page = program.first_run
    assert page is not None
    assert not path.exists()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    type_into(qtbot, page, "office_name", "Ủy ban nhân dân xã Ea Mới")
    level = field(page, "office_level")
    combo = level if isinstance(level, QComboBox) else level.findChild(QComboBox)
    assert combo is not None
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Home)
    for _ in range(combo.count()):
        if combo.currentText() == "Xã":
            break
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    type_into(qtbot, page, "office_place", "Ea Mới")
    type_into(qtbot, page, "office_signer", "Trần Văn Mẫu")
    type_into(qtbot, page, "office_signer_title", "Chủ tịch")
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: program.window is not None)
    con = open_reader(path)
    office = organizations.own(con)
    con.close()
    assert office is not None
    assert (office.name, office.level, office.place) == ("Ủy ban nhân dân xã Ea Mới", "commune", "Ea Mới")


def test_a_register_without_an_office_begins_with_the_first_run_page(
    program: Program, tmp_path: Path
) -> None:
    Store.create(tmp_path / "so.sothidua").close()
    program.open(tmp_path / "so.sothidua")
    assert program.window is None
    assert program.first_run is not None


def test_closing_the_window_closes_the_register_with_a_copy(
    qtbot: QtBot, program: Program, sample_file: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(sample_file, tmp_path / "a.sothidua"))
    program.open(path)
    window = program.window
    assert window is not None
    session = window.session
    with qtbot.waitSignal(session.said):
        session.run(StoreOp("Thêm", lambda action: units.add_unit(action, name="Tổ dân phố 44")))
    window.close()
    assert len(backup.copies(path)) == 1
    Store.open(path).close()


def test_restoring_puts_the_copy_in_place_and_opens_it(
    qtbot: QtBot, program: Program, sample_file: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(sample_file, tmp_path / "a.sothidua"))
    copy = backup.backup(path)
    program.open(path)
    window = program.window
    assert window is not None
    with qtbot.waitSignal(window.session.said):
        window.session.run(StoreOp("Thêm", lambda action: units.add_unit(action, name="Tổ dân phố 44")))
    window.restore_requested.emit(copy)
    assert program.window is not window
    assert program.window is not None
    assert units.find_unit(program.window.session.con, "Tổ dân phố 44") is None
    # The former file was put aside, not lost.
    assert len([p for p in tmp_path.iterdir() if p.suffix == ".sothidua"]) == 2


def test_what_cannot_be_opened_is_refused(program: Program, tmp_path: Path) -> None:
    (tmp_path / "x.sothidua").write_bytes(b"GIF89a" + b"\0" * 600)
    with pytest.raises(NotAStore):
        program.open(tmp_path / "x.sothidua")
    assert program.window is None


def test_the_default_register_lies_in_the_users_data_folder() -> None:
    path = default_store()
    assert path.name == "so.sothidua"
    assert path.parent.name == "SoThiDua"


def _newer(path: Path) -> None:
    con = sqlite.connect_writer(path)
    con.execute("PRAGMA user_version = 999")
    con.close()


@pytest.mark.parametrize("fault", ["foreign", "empty", "newer", "locked", "folder"])
def test_the_window_says_one_sentence_and_ends_when_it_cannot_open(
    fault: str, sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.sothidua"
    held: Store | None = None
    if fault == "folder":
        path.mkdir()
    elif fault in ("foreign", "empty"):
        path.write_bytes(b"" if fault == "empty" else b"%PDF-1.7" * 200)
    else:
        shutil.copyfile(sample_file, path)
        if fault == "newer":
            _newer(path)
        else:
            held = Store.open(path)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "desktop.cli", "--store", str(path)],
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        )
    finally:
        if held is not None:
            held.close()
    lines = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert done.returncode == 1
    assert len(lines) == 1
    assert lines[0].startswith("Lỗi: ")
    assert "hãy" in lines[0]


_PAINTED = """
import sys
from pathlib import Path
from desktop.ui import app
_, window = app.build(Path(sys.argv[1]))
window.grab()
late = ("desktop.ui.importer", "desktop.ui.widgets.data_table", "desktop.ui.pages.overview", "db.backup", "db.units")
print([name for name in late if name in sys.modules])
window.page("overview")
window.importer
print([name for name in late[:3] if name in sys.modules])
window.close()
"""


def test_the_first_paint_waits_for_nothing_it_does_not_show(sample_file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(sample_file, tmp_path / "a.sothidua"))
    done = subprocess.run(
        [sys.executable, "-c", _PAINTED, str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
    )
    before, after = done.stdout.splitlines()
    assert before == "[]"
    assert after == "['desktop.ui.importer', 'desktop.ui.widgets.data_table', 'desktop.ui.pages.overview']"


def test_the_application_is_dressed_once(themed: QApplication) -> None:
    again = build_application()
    assert again is themed
    assert again.applicationDisplayName() == "Sổ Thi Đua"


def test_a_crash_is_shown_with_its_details(
    qtbot: QtBot, program: Program, sample_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from desktop.ui.app import CrashReport

    program.open(Path(shutil.copyfile(sample_file, tmp_path / "a.sothidua")))
    hook = CrashReport(program)
    try:
        raise ZeroDivisionError("chia cho không")
    except ZeroDivisionError as error:
        hook(type(error), error, error.__traceback__)
    dialog = hook.dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.close()
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_refusal_without_a_window_is_said_in_a_box(qtbot: QtBot, program: Program) -> None:
    build_application()
    program.refuse("Không mở được sổ; hãy thử lại.")
    box = program.box
    assert box is not None
    assert box.text() == "Không mở được sổ; hãy thử lại."
    assert [button.text().replace("&", "") for button in box.buttons()] == ["Đóng"]
    box.close()
    assert issubclass(NotAStore, Refused)


# Qt and the program are loaded before the drop: afterwards the child may not be able to read them any more.
_AS_NOBODY = """
import os, sys
from desktop import cli
from desktop.ui import app, session, window
from desktop.ui.pages import first_run
kept = app.build_application()
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
sys.exit(cli.run(["--store", sys.argv[1]]))
"""


@pytest.mark.parametrize("fault", ["read-only", "broken"])
def test_the_window_says_one_sentence_about_a_read_only_or_broken_register(
    fault: str, sample_file: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(sample_file, tmp_path / "a.sothidua"))
    if fault == "broken":
        data = bytearray(path.read_bytes())
        data[4096 : 40 * 4096] = b"\x5a" * (39 * 4096)
        path.write_bytes(data)
        tmp_path.chmod(0o777)
        path.chmod(0o666)
    else:
        tmp_path.chmod(0o555)
        path.chmod(0o444)
    for folder in tmp_path.parents:
        if str(folder).startswith(tempfile.gettempdir() + os.sep):
            folder.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
    )
    tmp_path.chmod(0o755)
    lines = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert (done.returncode, len(lines)) == (1, 1), lines
    assert lines[0].startswith("Lỗi: ")
    assert "hãy" in lines[0]
    assert {"read-only": "chỉ cho đọc", "broken": "hỏng"}[fault] in lines[0]
