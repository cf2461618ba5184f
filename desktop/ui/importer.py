"""How Excel comes in anywhere in the window: a chosen file, a dropped file, a pasted block; all by one preview."""

from __future__ import annotations

from collections import deque
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import Refused
from desktop.ui.dialogs import import_work
from desktop.ui.dialogs.plan_work import PLAN_SUFFIXES
from desktop.ui.import_words import DROP_INVITATION, IMPORT_TIP, IMPORT_WORDS
from desktop.ui.plan_reader import PlanReader
from desktop.ui.session import Session
from desktop.ui.widgets.file_drop import files_of

if TYPE_CHECKING:
    from desktop.ui.dialogs.import_file import ImportDialog
    from desktop.ui.dialogs.import_work import Incoming
    from desktop.ui.operations.imports import Written

__all__ = ["DROP_INVITATION", "IMPORT_TIP", "IMPORT_WORDS", "Importer"]


class Importer(QObject):
    """Takes in a pasted block or workbooks for a page: reads aside, then opens the preview.

    ``kind`` is the kind of table the page shows, empty where the file has to say. ``written`` carries how many
    rows were written. Of several files one is shown after the other.
    """

    written = Signal(int)

    def __init__(self, session: Session, kind: str, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self._kind = kind
        self._waiting: deque[Path] = deque()
        self._busy = False
        self.plans = PlanReader(session, owner)

    def _owner(self) -> QWidget:
        # Asked for each time: a reference kept here would outlive the page.
        owner = self.parent()
        assert isinstance(owner, QWidget)
        return owner

    def paste(self) -> None:
        """Read the clipboard: a block of cells, or files copied in the file manager."""
        clipboard = QGuiApplication.clipboard()
        if found := files_of(clipboard.mimeData()):
            self.take_files(found)
        else:
            self.take_text(clipboard.text())

    def take_text(self, text: str) -> None:
        """Read a block of tab-separated lines."""
        work = partial(import_work.read_text, text, self._session.campaign_id, self._kind)
        self._session.in_background(work, self._show)

    def choose_file(self) -> None:
        """Let the officer choose workbooks."""
        chooser = QFileDialog(self._owner(), "Chọn tệp Excel đơn vị gửi về")
        chooser.setObjectName("chooseWorkbook")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.setNameFilters(["Bảng tính (*.xlsx *.xlsm *.xls *.ods *.csv)", "Mọi tệp (*)"])
        chooser.filesSelected.connect(self._take_names)
        chooser.open()

    def _take_names(self, names: list[str]) -> None:
        self.take_files([Path(name) for name in names])

    def take_files(self, paths: list[Path]) -> None:
        """Read workbooks one after the other: the next one is shown when the dialog of the last is closed.

        Word, PDF and text files are plans of drives and are read as such; of a folder its workbooks are taken.
        """
        paths = [inside for path in paths for inside in self._opened(path)]
        plans = [path for path in paths if self._is_plan(path)]
        if plans:
            self.plans.take_files(plans)
        self._waiting.extend(path for path in paths if not self._is_plan(path))
        if not self._busy:
            self._next()

    def _opened(self, path: Path) -> list[Path]:
        """The file itself, or the workbooks of a folder."""
        if not path.is_dir():
            return [path]
        from desktop.exchange import reading

        try:
            return reading.workbooks_in(path)
        except Refused as refused:
            self._session.refused.emit(str(refused))
            return []

    def _is_plan(self, path: Path) -> bool:
        suffix = path.suffix.lower()
        # On a page of one kind of table a text file is a table of that kind.
        return suffix in PLAN_SUFFIXES and not (self._kind and suffix == ".txt")

    def _next(self) -> None:
        self._busy = bool(self._waiting)
        if self._waiting:
            work = partial(
                import_work.read_file, self._waiting.popleft(), self._session.campaign_id, self._kind
            )
            self._session.in_background(work, self._show, self._refused, self._forget)

    def _refused(self, sentence: str) -> None:
        self._session.refused.emit(sentence)
        self._next()

    def _forget(self) -> None:
        self._waiting.clear()
        self._busy = False
        self._session.tell("Đã dừng đọc tệp; chưa ghi gì vào sổ.")

    def _show(self, incoming: Incoming) -> None:
        from desktop.ui.dialogs.import_file import ImportDialog

        dialog = ImportDialog(self._session, incoming, self._owner())
        dialog.written.connect(self._written)
        dialog.finished.connect(self._closed)
        if self._waiting:
            dialog.setWindowTitle(f"{dialog.windowTitle()} (còn {len(self._waiting)} tệp nữa)")
        dialog.open()

    def _closed(self, result: int) -> None:
        if not result:
            self._next()

    def _written(self, written: Written) -> None:
        from desktop.ui.dialogs.import_result import ImportResultDialog

        self.written.emit(written.count)
        dialog: ImportDialog = self.sender()  # type: ignore[assignment]
        assert dialog.preview is not None
        if not dialog.preview.content and not written.refused:
            self._next()
            return
        result = ImportResultDialog(self._session, dialog.preview, written, self._owner())
        result.finished.connect(self._next)
        result.open()
