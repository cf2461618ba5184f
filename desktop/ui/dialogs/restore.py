"""Before a backup copy takes the place of the register: what will happen, in words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from db.backup import BackupCopy
from desktop.ui.dialogs.frame import DialogFrame

_TEXT = (
    "Sổ “{store}” sẽ trở lại như lúc {moment}. Mọi việc làm sau lúc đó không còn trong sổ đang dùng.\n\n"
    "Sổ hiện nay không bị mất: nó được cất nguyên vẹn bên cạnh, với tên "
    "“{stem}-truoc-khoi-phuc-…{suffix}”, và có thể mở lại bất cứ lúc nào.\n\n"
    "Cửa sổ sẽ đóng sổ, kiểm tra bản sao lưu, rồi mở lại sổ đã khôi phục."
)


class RestoreDialog(DialogFrame):
    """Says what restoring does; accepted means "do it"."""

    def __init__(self, store: Path, copy: BackupCopy, parent: QWidget | None = None) -> None:
        super().__init__("Khôi phục từ bản sao lưu", "&Khôi phục", parent, width=560)
        self.setObjectName("restoreDialog")
        self.copy = copy
        text = QLabel(
            _TEXT.format(
                store=store.name,
                moment=copy.made.strftime("%H:%M ngày %d/%m/%Y"),
                stem=store.stem,
                suffix=store.suffix,
            ),
            self,
        )
        text.setObjectName("restoreText")
        text.setWordWrap(True)
        self.body.addWidget(text)
        # The harmless answer is the one Enter gives.
        self.accept_button.setDefault(False)
        self.accept_button.setAutoDefault(False)
        self.cancel_button.setAutoDefault(True)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()

    @property
    def path(self) -> Path:
        """The copy to restore."""
        return self.copy.path
