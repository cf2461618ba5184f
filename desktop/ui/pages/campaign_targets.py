"""Chỉ tiêu: results by phase typed in cells, and how many indicators and units reach the share."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db import campaigns, targets
from db.campaigns import Campaign
from db.targets import Target
from desktop.ui import theme
from desktop.ui.dialogs.campaign_parts import target_dialog
from desktop.ui.models.targets import PhaseCount, TargetsModel, counts_of
from desktop.ui.operations import campaigns as operations
from desktop.ui.pages.campaign_parts import Part
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import plain_button
from desktop.ui.widgets.cell_table import CellTable


class TargetsPart(Part):
    """The table of targets. A count below opens the targets behind it."""

    word = "Chỉ tiêu"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._all: list[Target] = []
        self._counts: tuple[PhaseCount, ...] = ()
        self._only: frozenset[int] | None = None
        self.table = CellTable(TargetsModel((), self), self)
        self.table.setObjectName("targetsTable")
        self.table.setAccessibleName(self.word)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.table.activated_cell.connect(self._edit_cell)
        self.table.set_empty("Phong trào chưa có chỉ tiêu nào; thêm chỉ tiêu để theo dõi kết quả từng đợt.")
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(theme.GRID)
        self._figures.setVerticalSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        for name, word, icon, slot in (
            ("add", "Thê&m chỉ tiêu…", "plus", self.add),
            ("remove", "&Xóa chỉ tiêu", "trash-2", self.remove),
            ("all", "Hiện &tất cả", "eye", self.show_all),
        ):
            button = plain_button(word, icon, self)
            button.setObjectName(f"targets_{name}")
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        whole.setSpacing(theme.GRID)
        whole.addWidget(self.table, 1)
        whole.addLayout(self._figures)
        whole.addLayout(row)

    def show_drive(self, campaign: Campaign) -> None:
        """Read targets, phases and results."""
        if self.campaign is not None and self.campaign.id != campaign.id:
            self._only = None
        super().show_drive(campaign)
        con = self.session.con
        phases = campaigns.phases(con, campaign.id)
        old = self.table.rows_model
        assert isinstance(old, TargetsModel)
        if old.phases != tuple(phases):
            model = TargetsModel(phases, self)
            model.typed.connect(self._write)
            self.table.setModel(model)
            old.deleteLater()
        self._all = targets.list_targets(con, campaign.id)
        self._counts = counts_of(self._all, phases)
        self._show_rows()
        self._show_figures()

    def _show_rows(self) -> None:
        shown = [one for one in self._all if self._only is None or one.id in self._only]
        self.table.rows_model.set_rows(shown)

    def _show_figures(self) -> None:
        while (item := self._figures.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for line, count in enumerate(self._counts):
            self._figures.addWidget(QLabel(f"{count.phase.name}:", self), line, 0)
            figures = (
                ("targets", count.targets_words, bool(count.figures.reached or count.figures.short)),
                ("units", count.units_words, bool(count.figures.units_reached or count.figures.units_short)),
            )
            for at, (what, words, known) in enumerate(figures, start=1):
                button = QPushButton(words, self)
                button.setObjectName(f"short_{what}_{line}")
                button.setProperty("count", True)
                button.setToolTip("Xem các chỉ tiêu chưa đạt")
                button.setEnabled(known)
                button.clicked.connect(self._open_count)
                self._figures.addWidget(button, line, at)
        self._figures.setColumnStretch(3, 1)

    def _open_count(self) -> None:
        _, what, line = self.sender().objectName().split("_")
        figures = self._counts[int(line)].figures
        short = set(figures.short)
        if what == "units":
            short = {one.id for one in self._all if one.unit_id in figures.units_short and one.id in short}
        self._show_only(short)

    def _show_only(self, ids: Iterable[int]) -> None:
        self._only = frozenset(ids)
        self._show_rows()
        if not self._only:
            self.session.tell("Không có chỉ tiêu nào chưa đạt.")
            self.show_all()

    def show_all(self) -> None:
        """Show every target again."""
        self._only = None
        self._show_rows()

    def add(self) -> None:
        """Add a target."""
        target_dialog(self.session, self.campaign_id, self).open()

    def remove(self) -> None:
        """Take the current target out with its results."""
        at, model = self.table.current_row(), self.table.rows_model
        if 0 <= at < model.rowCount():
            target: Target = model.row(at)
            self.session.run(operations.remove_target(target.id, target.name))

    def _edit_cell(self, line: int, column: int) -> None:
        index = self.table.model().index(line, column)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(index)

    def _write(self, target_id: int, phase_id: int, value: Decimal | None, name: str) -> None:
        self.session.run(operations.set_result(target_id, phase_id, value, name))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete empties the current result."""
        place = self.table.currentIndex()
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus() and place.isValid():
            self.table.model().setData(place, "")
        else:
            super().keyPressEvent(event)
