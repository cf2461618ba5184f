"""The papers of the chosen nominee's dossier, and the receipt for what was handed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from db.dossiers import DossierItem
from db.nominations import Nomination
from db.vietnamese.dates import format_date
from desktop.ui import theme
from desktop.ui.models.nominations import PAPER_COLUMNS
from desktop.ui.models.table import RowsModel
from desktop.ui.pages.awards_parts import named_button, tab_column, word_label
from desktop.ui.widgets.data_table import DataTable

_STATES: Final = (
    ("have", "&Có"),
    ("missing", "Th&iếu"),
    ("awaited", "Chờ"),
    ("not_needed", "&Không cần"),
)


class PapersTab(QWidget):
    """Shows the papers and asks how one of them stands."""

    state_asked = Signal(object, str)
    receive_asked = Signal()
    report_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: RowsModel[DossierItem] = RowsModel(
            PAPER_COLUMNS, row_id=lambda p: p.paper_code, parent=self
        )
        column = tab_column(self)
        self._days = word_label("", "muted", "dossierDays")
        column.addWidget(self._days)
        self.table = DataTable(self.model, self)
        self.table.setObjectName("paperTable")
        self.table.setAccessibleName("Giấy tờ trong hồ sơ")
        self.table.set_empty("Danh mục chưa quy định giấy tờ cho hình thức này.")
        self.table.current_row_changed.connect(self._show_buttons)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        self._buttons: list[QPushButton] = []
        for state, word in _STATES:
            made = named_button(word, f"paper_{state}", self._set_paper)
            made.setProperty("state", state)
            self._buttons.append(made)
            row.addWidget(made)
        column.addLayout(row)
        receive = named_button(
            "Tiếp nhận &hồ sơ…",
            "dossierReceive",
            self.receive_asked.emit,
            "Ghi nhận hồ sơ của các tên đang chọn",
        )
        report = named_button("&Báo cáo thành tích…", "achievementReport", self.report_asked.emit)
        below = QHBoxLayout()
        below.setSpacing(theme.GRID)
        below.addWidget(receive)
        below.addWidget(report)
        column.addLayout(below)

    def show_papers(self, nomination: Nomination, papers: Sequence[DossierItem]) -> None:
        """Show the papers of a dossier with the day it was first handed in."""
        self.model.set_rows(papers)
        days = []
        if nomination.submitted_date is not None:
            days.append(f"Nộp lần đầu ngày {format_date(nomination.submitted_date)}.")
        if nomination.returned_date is not None:
            days.append(f"Trả lại ngày {format_date(nomination.returned_date)}.")
        self._days.setText(" ".join(days) or "Chưa ghi ngày nộp hồ sơ.")
        if self.table.current_row() < 0 and papers:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_buttons()

    def _show_buttons(self, _row: int = -1) -> None:
        for one in self._buttons:
            one.setEnabled(self.table.current_row() >= 0)

    def _set_paper(self) -> None:
        at = self.table.current_row()
        if at >= 0:
            self.state_asked.emit(self.model.row(at), self.sender().property("state"))
