"""Backup copies: making one, the list, restoring; and checking whether the register is whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db import backup, files
from db.backup import BackupCopy
from db.check import CheckReport
from db.sqlite import Connection
from db.store import SUFFIX
from db.talk import Talk
from db.vietnamese.numbers import format_number
from desktop.ui import theme
from desktop.ui.dialogs.restore import RestoreDialog
from desktop.ui.models.history import COPY_COLUMNS, copy_path, size_words
from desktop.ui.models.table import RowsModel
from desktop.ui.operations import history as operations
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import plain_button
from desktop.ui.widgets.data_table import DataTable

_FAULTS_SHOWN = 5


class BackupTab(QWidget):
    """The copies of this register. ``restore_requested`` carries a path, ``told`` says that a line changed."""

    restore_requested = Signal(object)
    told = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = QLabel(self)
        self._folder.setObjectName("backupFolder")
        self._folder.setProperty("role", "muted")
        self._folder.setWordWrap(True)
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._result = QLabel(self)
        self._result.setObjectName("checkResult")
        self._result.setWordWrap(True)
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._result.hide()
        self._model = RowsModel(COPY_COLUMNS, row_id=copy_path, parent=self)
        self._table = DataTable(self._model, self)
        self._table.setObjectName("backupCopies")
        self._table.set_empty(
            "Chưa có bản sao lưu nào; sổ được tự sao lưu mỗi khi đóng cửa sổ.", "&Sao lưu ngay"
        )
        self._table.empty_pressed.connect(self.back_up)
        self._table.activated_row.connect(self._restore_row)
        self._table.current_row_changed.connect(self._chosen_changed)
        self._restore = plain_button("Khôi &phục bản đang chọn…", "history", self)
        self._restore.setObjectName("restoreCopy")
        self._restore.clicked.connect(self._restore_chosen)
        self._other = plain_button("Khôi phục từ &tệp khác…", "folder-open", self)
        self._other.setObjectName("restoreOther")
        self._other.clicked.connect(self._choose_other)
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addWidget(self._restore)
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self._folder)
        column.addWidget(self._result)
        column.addWidget(self._table, 1)
        column.addLayout(buttons)

    @property
    def status(self) -> str:
        """The line of counts."""
        rows = self._model.rows
        return f"{len(rows)} bản sao lưu, {size_words(sum(one.size for one in rows))}" if rows else ""

    def refresh(self) -> None:
        """Look for copies in the folder of the settings."""
        folder = backup.chosen_folder(self._session.con, self._session.path)
        self._folder.setText(
            f"Bản sao lưu được cất ở: {folder}. Đổi nơi cất và số bản giữ lại ở Danh mục › Cài đặt."
        )
        self._model.set_rows(backup.copies(self._session.path, folder))
        if self._table.current_row() < 0 and self._model.rows:
            self._table.choose(self._model.id_of(0))
        self._chosen_changed()

    def _chosen_changed(self, _row: int = -1) -> None:
        self._restore.setEnabled(self._table.current_row() >= 0)

    # ------------------------------------------------------------ copying and checking

    def back_up(self) -> None:
        """Make a copy on the store thread."""
        self._session.run(operations.back_up(), self._backed_up)

    def _backed_up(self, made: Path) -> None:
        self.refresh()
        self._table.choose(str(made))
        self._session.tell(f"Đã sao lưu: {made.name}")
        self.told.emit()

    def check(self) -> None:
        """Read the whole register in the background and say whether it is whole."""
        self._say("Đang kiểm tra sổ…", "muted")
        path = self._session.path
        self._session.in_background(_Check(path), self._checked, self._check_refused)

    def _checked(self, report: CheckReport) -> None:
        if report.whole:
            counts = report.counts
            self._say(
                f"Sổ nguyên vẹn: đã kiểm tra {format_number(counts.get('actions', 0))} việc, "
                f"{format_number(counts.get('changes', 0))} thay đổi trong nhật ký và "
                f"{format_number(counts.get('attachments', 0))} tệp đính kèm.",
                "",
            )
            return
        faults = [f"• {problem.message}" for problem in report.problems[:_FAULTS_SHOWN]]
        more = len(report.problems) - len(faults)
        if more > 0:
            faults.append(f"… và {more} lỗi nữa.")
        self._say("\n".join((f"Sổ có {len(report.problems)} lỗi:", *faults)), "error")

    def _check_refused(self, sentence: str) -> None:
        self._say(sentence, "error")

    def _say(self, text: str, role: str) -> None:
        self._result.setText(text)
        self._result.setProperty("role", role)
        self._result.style().unpolish(self._result)
        self._result.style().polish(self._result)
        self._result.show()

    # ------------------------------------------------------------ restoring

    def _restore_row(self, at: int) -> None:
        self._ask(self._model.row(at))

    def _restore_chosen(self) -> None:
        at = self._table.current_row()
        if at >= 0:
            self._ask(self._model.row(at))

    def _choose_other(self) -> None:
        chooser = QFileDialog(
            self, "Chọn bản sao lưu", str(self._session.path.parent), f"Sổ Thi Đua (*{SUFFIX})"
        )
        chooser.setObjectName("backupChooser")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self._ask_file)
        chooser.open()

    def _ask_file(self, chosen: str) -> None:
        path = Path(chosen)
        try:
            state = path.stat()
        except OSError as error:
            # A stick pulled out between choosing and asking.
            why = files.why(error)
            self._session.refused.emit(
                f"Không mở được bản sao lưu “{path.name}” ({why}); hãy chọn bản sao lưu khác."
            )
            return
        self._ask(BackupCopy(path, dt.datetime.fromtimestamp(state.st_mtime), state.st_size))  # noqa: DTZ006

    def _ask(self, copy: BackupCopy) -> None:
        self._dialog = RestoreDialog(self._session.path, copy, self.window())
        self._dialog.accepted.connect(self._request)
        self._dialog.open()

    def _request(self) -> None:
        self.restore_requested.emit(self._dialog.path)


class _Check:
    """The work of a check: it opens the register itself; the connection it is given is not needed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, _con: Connection, talk: Talk) -> CheckReport:
        return backup.check(self._path, talk)
