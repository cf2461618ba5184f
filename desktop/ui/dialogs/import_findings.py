"""The copy of a workbook with what was found in each row: asked for a place, written aside, opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from desktop.ui.dialogs import files, import_work
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import plain_button

if TYPE_CHECKING:
    from desktop.exchange.preview import Preview

WORDS = "Lư&u bản ghi chú kết quả…"
TIP = "Ghi một bản sao của tệp, thêm một cột nói mỗi dòng được đọc thế nào, để gửi lại đơn vị"


class Findings(QObject):
    """Saves the findings for a dialog; ``button`` stands in its foot."""

    def __init__(self, session: Session, dialog: DialogFrame) -> None:
        super().__init__(dialog)
        self._session = session
        self._preview: Preview | None = None
        self.button: QPushButton = plain_button(WORDS, "save", dialog)
        self.button.setObjectName("saveFindings")
        self.button.setToolTip(TIP)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.ask_target)

    def look_at(self, preview: Preview | None) -> None:
        """What would be saved; a pasted block has no workbook to write into."""
        self._preview = preview
        self.button.setVisible(preview is not None and bool(preview.content))

    def _dialog(self) -> DialogFrame:
        dialog = self.parent()
        assert isinstance(dialog, DialogFrame)
        return dialog

    def ask_target(self) -> None:
        """Ask where the copy goes."""
        assert self._preview is not None
        name = f"{Path(self._preview.file_name).stem} – kết quả.xlsx"
        files.choose_target(self._dialog(), "Lưu bản ghi chú kết quả", name, files.WORKBOOK, self.save)

    def save(self, path: str) -> None:
        """Write the copy and open it."""
        if self._preview is None:
            return
        target = Path(path)
        self._dialog().clear_refusal()
        self.button.setEnabled(False)
        work = partial(import_work.save_findings, self._preview, target)
        self._session.in_background(work, partial(self._saved, target), self._not_saved)

    def _saved(self, target: Path, how: str) -> None:
        self.button.setEnabled(True)
        self._session.tell(f"{how}.")
        self._session.open_file(target)

    def _not_saved(self, sentence: str) -> None:
        self.button.setEnabled(True)
        self._dialog().tell_refusal(sentence)
