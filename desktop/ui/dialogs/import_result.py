"""After the import: how many rows were written and which were not, undoing it, and a copy for the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLabel, QWidget

from db.vietnamese.numbers import format_number
from desktop.ui import theme
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.dialogs.import_findings import Findings
from desktop.ui.models.table import Column, RowsModel
from desktop.ui.operations.imports import RefusedRow, Written
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import plain_button
from desktop.ui.widgets.data_table import DataTable

if TYPE_CHECKING:
    from desktop.exchange.preview import Preview

_COLUMNS: Final[tuple[Column[RefusedRow], ...]] = (
    Column("sheet", "Trang", lambda row: row.sheet, width=110),
    Column("cell", "Ô", lambda row: row.cell, width=60),
    Column("name", "Dòng", lambda row: row.name, width=200),
    Column("sentence", "Vì sao chưa ghi", lambda row: row.sentence, width=260, stretch=True,
           tooltip=lambda row: row.sentence),
)  # fmt: skip
_TABLE_HEIGHT: Final = 200


class ImportResultDialog(DialogFrame):
    """Says what was written; closing it leaves a sentence with "Hoàn tác" in the window."""

    def __init__(
        self, session: Session, preview: Preview, written: Written, parent: QWidget | None = None
    ) -> None:
        super().__init__("Kết quả nhập từ Excel", "Đón&g", parent, width=620)
        self.setObjectName("importResultDialog")
        self._session = session
        self._preview = preview
        self._written = written
        self._undone = False
        self.cancel_button.hide()
        self.findings = Findings(session, self)
        self.findings.look_at(preview)
        told = QLabel(_told(written), self)
        told.setObjectName("importTold")
        told.setFont(theme.section_font())
        told.setWordWrap(True)
        self.body.addWidget(told)
        if written.refused:
            self._add_refused()
        self._add_ways()

    def _add_refused(self) -> None:
        words = QLabel(
            "Những dòng sau chưa ghi được; sửa trong tệp rồi nhập lại, các dòng đã ghi không bị ghi lần nữa.",
            self,
        )
        words.setWordWrap(True)
        self.body.addWidget(words)
        table = DataTable(RowsModel(_COLUMNS, self._written.refused, parent=self), self)
        table.setObjectName("refusedRows")
        table.setAccessibleName("Các dòng chưa ghi được")
        table.setMinimumHeight(_TABLE_HEIGHT)
        self.body.addWidget(table, 1)
        self.resize(900, 420)

    def _add_ways(self) -> None:
        if self._preview.content:
            kept = QLabel(
                "Tệp gốc được giữ trong sổ. Bản ghi chú kết quả là bản sao của tệp có thêm một cột nói mỗi dòng "
                "đã được đọc thế nào, để gửi lại đơn vị.",
                self,
            )
            kept.setProperty("role", "muted")
            kept.setWordWrap(True)
            self.body.addWidget(kept)
            self.foot.insertWidget(0, self.findings.button)
        self.undo_button = plain_button("&Hoàn tác", "undo-2", self)
        self.undo_button.setObjectName("undoImport")
        self.undo_button.setAutoDefault(False)
        self.undo_button.clicked.connect(self.undo)
        self.undo_button.setVisible(self._written.count > 0)
        self.foot.insertWidget(0, self.undo_button)

    def undo(self) -> None:
        """Take the rows out again."""
        self._undone = True
        self._session.undo(self._written.action_id)
        self.succeed()

    def done(self, result: int) -> None:
        """Close; the window goes on offering the undo."""
        super().done(result)
        if not self._undone and self._written.count:
            source = self._preview.file_name or "vùng dán từ Excel"
            self._session.said.emit(
                f"Đã ghi {format_number(self._written.count)} dòng từ “{source}”.", self._written.action_id
            )


def _told(written: Written) -> str:
    if not written.count:
        return "Chưa ghi được dòng nào vào sổ."
    count = format_number(written.count)
    if not written.refused:
        return f"Đã ghi {count} dòng vào sổ."
    return f"Đã ghi {count} dòng vào sổ; {format_number(len(written.refused))} dòng chưa ghi được."
