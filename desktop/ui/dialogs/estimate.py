"""Dự trù kinh phí: what chosen nominations would cost if decided on a day; shown, copied, written to Excel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from db import fund
from db.fund import Estimate
from db.nominations import Nomination
from db.sqlite import Connection
from db.talk import Talk
from db.vietnamese.numbers import format_money
from desktop.ui.dialogs import files
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.models.estimate import ESTIMATE_COLUMNS, EstimateRow, estimate_rows
from desktop.ui.models.table import RowsModel
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.date_field import DateField


class EstimateDialog(DialogFrame):
    """Shows the estimate; it writes nothing into the register."""

    def __init__(self, session: Session, listed: Sequence[Nomination], parent: QWidget | None = None) -> None:
        super().__init__(f"Dự trù kinh phí – {len(listed)} đề nghị", "Xuất &Excel…", parent, width=920)
        self.setObjectName("estimateDialog")
        self._session = session
        self._ids = [n.id for n in listed]
        self.model: RowsModel[EstimateRow] = RowsModel(ESTIMATE_COLUMNS, parent=self)
        self._day = DateField(self)
        self._day.edit.setObjectName("day")
        self._day.edit.setAccessibleName("Tính như quyết định ngày")
        self._day.setMaximumWidth(200)
        self._day.set_value(session.as_of)
        self._day.value_changed.connect(self._compute)
        label = QLabel("Tính như quyết định &ngày", self)
        label.setBuddy(self._day.edit)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self._day)
        row.addStretch(1)
        self.body.addLayout(row)
        self.table = DataTable(self.model, self)
        self.table.setObjectName("estimate")
        self.table.setAccessibleName("Dự trù kinh phí")
        self.table.setSortingEnabled(False)
        self.body.addWidget(self.table, 1)
        self._total = QLabel(self)
        self._total.setObjectName("estimateTotal")
        self._unknown = QLabel(self)
        self._unknown.setObjectName("estimateUnknown")
        self._unknown.setProperty("role", "error")
        for words in (self._total, self._unknown):
            words.setWordWrap(True)
            self.body.addWidget(words)
        copy = QPushButton("&Sao chép bảng", self)
        copy.setObjectName("copyEstimate")
        copy.setAutoDefault(False)
        copy.clicked.connect(self.copy)
        self.foot.insertWidget(0, copy)
        self.cancel_button.setText("Đóng")
        self._compute()
        self.resize(920, 520)
        self.table.setFocus()

    @property
    def estimate(self) -> Estimate:
        """The estimate that is shown."""
        return self._made

    def _compute(self, _day: object = None) -> None:
        day = self._day.value()
        if not isinstance(day, dt.date):
            return
        self._made = fund.estimate(self._session.con, self._ids, day)
        self.model.set_rows(estimate_rows(self._made))
        told = f"Quỹ của cơ quan chi: {format_money(self._made.ours)}"
        if self._made.superiors:
            told += f"; cấp trên chi: {format_money(self._made.superiors)}"
        self._total.setText(f"{told}.")
        unknown = fund.in_words(self._made)
        self._unknown.setText(unknown)
        self._unknown.setVisible(bool(unknown))

    def copy(self) -> None:
        """The whole table on the clipboard, as Excel takes it."""
        self.table.selectAll()
        self.table.copy()
        self._session.tell("Đã sao chép bảng dự trù; dán vào Excel hoặc Word.")

    def submit(self) -> None:
        """Ask where the workbook shall stand."""
        files.choose_target(self, "Xuất dự trù kinh phí", "Du-tru-kinh-phi.xlsx", files.WORKBOOK, self.export)

    def export(self, path: str) -> None:
        """Write the workbook, then close."""
        self.working()
        work = partial(_write, self._made, Path(path), self._session.campaign_id)
        self._session.in_background(work, self._exported, self.refuse)

    def _exported(self, path: Path) -> None:
        self._session.tell(f"Đã xuất dự trù kinh phí ra {path.name}.")
        self.succeed()


def _write(made: Estimate, target: Path, campaign_id: int | None, con: Connection, _talk: Talk) -> Path:
    from desktop.exchange.export_estimate import write_estimate

    write_estimate(con, made, target, campaign_id)
    return target
