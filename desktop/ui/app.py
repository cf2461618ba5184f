"""Starting the window: fonts, theme, language, the register; and what happens when something breaks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from db import files, organizations, places, settings
from db import resources as program_resources
from db.errors import Refused, StoreMissing
from db.store import SUFFIX, Store
from desktop import terminal
from desktop.ui import theme, translator, worker
from desktop.ui.session import Session
from desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from desktop.ui.pages.first_run import FirstRunPage


def default_store() -> Path:
    """Where the register lies when none is named: the user's data folder."""
    import platformdirs

    return Path(platformdirs.user_data_dir("SoThiDua", appauthor=False)) / f"so{SUFFIX}"


class Program(QObject):
    """The running program: shows the first-run page or the window, and goes from one to the other."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.window: MainWindow | None = None
        self.first_run: FirstRunPage | None = None
        self.box: QMessageBox | None = None
        self._session: Session | None = None

    def open(self, path: Path) -> None:
        """Show the register at ``path``; a new one, or one without an office yet, begins with the first-run page.

        Raises:
            Refused: the register cannot be opened.
        """
        if not path.exists():
            self._show_first_run(path)
            return
        session = Session(path)
        self._session = session
        self._apply_settings(session)
        if organizations.own(session.con) is None:
            self._show_first_run(path)
        else:
            self._show_window()

    def create(self, path: Path) -> Session:
        """Make the register for the first-run page; its folder is made as well.

        Raises:
            Refused: a file stands there, or the folder cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreMissing(
                f"Không tạo được thư mục “{path.parent}” ({files.why(error)}); hãy chọn nơi khác."
            ) from error
        Store.create(path).close()
        self._session = Session(path)
        return self._session

    def _apply_settings(self, session: Session) -> None:
        chosen = settings.get(session.con, "theme")
        theme.apply_theme(self._application, {"light": False, "dark": True}.get(str(chosen)))

    def _show_first_run(self, path: Path) -> None:
        from desktop.ui.pages.first_run import FirstRunPage

        self.first_run = FirstRunPage(self._session, path, self.create)
        self.first_run.finished.connect(self._first_run_done)
        self.first_run.open_requested.connect(self._open_other)
        self.first_run.restore_requested.connect(self._restore_first)
        self.first_run.setWindowTitle("Sổ Thi Đua – sổ mới")
        self.first_run.resize(1100, 700)
        self.first_run.show()

    def _first_run_done(self) -> None:
        self._show_window()
        if self.first_run is not None:
            self.first_run.close()
            self.first_run.deleteLater()
            self.first_run = None

    def _open_other(self, path: Path) -> None:
        """Open a register chosen on the first-run page; a refusal is said there, and what was typed stays."""
        assert self.first_run is not None
        self.close_session(back_up=False)
        try:
            session = Session(path)
        except Refused as refused:
            self.first_run.refuse(str(refused))
            return
        self._session = session
        self._apply_settings(session)
        if organizations.own(session.con) is not None:
            self._first_run_done()
        else:
            self.first_run.use(session)

    def _restore_first(self, backup: Path) -> None:
        from db import backup as backups

        assert self.first_run is not None
        path = self.first_run.path
        self.close_session(back_up=False)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            backups.restore(backup, path)
        except Refused as refused:
            self.first_run.refuse(str(refused))
            return
        self._open_other(path)

    def _show_window(self) -> None:
        assert self._session is not None
        window = MainWindow(self._session)
        self.window = window
        window.closed.connect(self._window_closed)
        window.restore_requested.connect(self._restore)
        window.show()
        # The frame is painted first; the page is imported and filled right after it.
        QTimer.singleShot(0, window.begin)
        warning = places.network_warning(self._session.path)
        if warning:
            self._session.tell(warning)

    def _window_closed(self) -> None:
        self.window = None
        self.close_session()

    def close_session(self, *, back_up: bool = True) -> None:
        """Close the register, with its backup copy; a copy that failed is said."""
        if self._session is not None:
            session, self._session = self._session, None
            said = session.close(back_up=back_up)
            if said:
                self.refuse(said)

    def _restore(self, backup: Path) -> None:
        from db import backup as backups

        assert self._session is not None
        path = self._session.path
        window, self.window = self.window, None
        self.close_session(back_up=False)
        try:
            backups.restore(backup, path)
        except Refused as refused:
            self.refuse(str(refused))
        self.open(path)
        if window is not None:
            window.closed.disconnect(self._window_closed)
            window.close()
            window.deleteLater()

    def refuse(self, sentence: str) -> None:
        """Say a refusal where no window is there to say it."""
        box = QMessageBox(QMessageBox.Icon.Warning, "Sổ Thi Đua", sentence, QMessageBox.StandardButton.Close)
        box.setObjectName("refusal")
        box.setParent(self.window, box.windowFlags())
        box.open()
        self.box = box


def build_application() -> QApplication:
    """The QApplication with fonts, theme and Vietnamese; an existing one is dressed and returned."""
    present = QApplication.instance()
    application = present if isinstance(present, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("SoThiDua")
    application.setApplicationDisplayName("Sổ Thi Đua")
    translator.speak_vietnamese(application)
    theme.apply_theme(application)
    application.setWindowIcon(QIcon(str(program_resources.path("icons/flag.svg"))))
    return application


def build(path: Path) -> tuple[QApplication, MainWindow]:
    """Application and window on a register that has its office: for tests, screenshots and benchmarks."""
    application = build_application()
    program = Program(application)
    program.open(path)
    assert program.window is not None
    return application, program.window


def run(arguments: argparse.Namespace) -> int:
    """``sothidua [--store FILE]``: the window until it is closed."""
    path: Path = arguments.store or default_store()
    if arguments.store is not None and not path.parent.is_dir():
        raise StoreMissing(f"Không có thư mục “{path.parent}”; hãy kiểm tra lại đường dẫn của sổ.")
    application = build_application()
    worker.own_garbage_collection(application)
    program = Program(application)
    sys.excepthook = CrashReport(program)
    opened = _opened(program, path)
    ended = int(application.exec())
    return ended if opened else 1


def _opened(program: Program, path: Path) -> bool:
    """Whether the register could be opened; a refusal is shown.

    Raises:
        Refused: nobody can see a box here; the terminal says it.
    """
    try:
        program.open(path)
    except Refused as refused:
        # Said on the terminal in any case; in a box as well where somebody can see one.
        if QGuiApplication.platformName() in ("offscreen", "minimal"):
            raise
        terminal.complain(str(refused))
        program.refuse(str(refused))
        return False
    return True


class CrashReport:
    """The excepthook of the running program: a bug is shown once, with its details, and the window lives on."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.dialog: QDialog | None = None

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Print the trace as usual and show it once."""
        from desktop.ui.dialogs.crash import CrashDialog

        sys.__excepthook__(kind, error, trace)
        self.dialog = CrashDialog.of(error, self._program.window)
        self.dialog.open()
