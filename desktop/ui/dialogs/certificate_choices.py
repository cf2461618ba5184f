"""What is printed and how: which sheets, which template, onto what paper, in which order, how many for a trial."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QWidget

from desktop.documents.print_job import ORDERS, ROWS, Choice, Paper
from desktop.ui import theme
from desktop.ui.widgets.count_field import CountField

OVERPRINT: Final = "In lên phôi (chỉ phần chữ riêng)"
WHOLE: Final = "Cả mẫu – máy in màu hoặc nhà in"
_MOST_TRIAL: Final = 20


class ChoicesPanel(QWidget):
    """The choices of a job. ``changed`` when the officer changed any."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers: tuple[Paper, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GRID)
        self._grid.setVerticalSpacing(theme.GRID)
        self._grid.setColumnStretch(1, 1)
        self._rows = self._combo("&Phạm vi", "jobRows")
        self._template = self._combo("&Mẫu", "jobTemplate")
        self._way = self._combo("&Kiểu in", "jobWay")
        self._order = self._combo("&Thứ tự", "jobOrder")
        for key, words in ORDERS.items():
            self._order.addItem(words, key)
        self._add_trial()

    def _combo(self, words: str, name: str) -> QComboBox:
        made = QComboBox(self)
        made.setObjectName(name)
        made.setAccessibleName(words.replace("&", ""))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        label = QLabel(words, self)
        label.setBuddy(made)
        line = self._grid.rowCount()
        self._grid.addWidget(label, line, 0)
        self._grid.addWidget(made, line, 1)
        made.activated.connect(self._told)
        return made

    def _add_trial(self) -> None:
        self._trial = QCheckBox("&In thử", self)
        self._trial.setObjectName("jobTrial")
        self._trial.toggled.connect(self._told)
        self._count = CountField("jobTrialCount", "Số tờ in thử", 1, _MOST_TRIAL, self)
        self._count.setEnabled(False)
        self._count.valueChanged.connect(self._told)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(self._count)
        row.addWidget(QLabel("tờ đầu, trên giấy thường", self))
        row.addStretch(1)
        line = self._grid.rowCount()
        self._grid.addWidget(self._trial, line, 0)
        self._grid.addLayout(row, line, 1)

    # ------------------------------------------------------------ what is offered

    def offer_rows(self, counts: dict[str, int], first: str) -> None:
        """Offer the ranges with their counts; ``first`` is the one proposed, the one chosen before stays."""
        kept = self._rows.currentData() or first
        self._rows.clear()
        for key, words in ROWS.items():
            if key == "all" or counts.get(key):
                self._rows.addItem(f"{words} ({counts[key]} tờ)", key)
        self._rows.setCurrentIndex(max(0, self._rows.findData(kept)))

    def offer_papers(self, papers: Sequence[Paper]) -> None:
        """Offer templates, the first one proposed; the one chosen before stays."""
        kept = self._template.currentData()
        self._papers = tuple(papers)
        self._template.clear()
        for paper in self._papers:
            self._template.addItem(paper.title, paper.name)
            last = self._template.count() - 1
            self._template.setItemData(last, paper.title, Qt.ItemDataRole.ToolTipRole)
        self._template.setCurrentIndex(max(0, self._template.findData(kept)))
        self._offer_ways()

    def _offer_ways(self) -> None:
        kept = self._way.currentData()
        paper = self.paper
        self._way.clear()
        if paper is not None and paper.overprint:
            self._way.addItem(OVERPRINT, True)
        if paper is not None and paper.whole:
            self._way.addItem(WHOLE, False)
        self._way.setCurrentIndex(max(0, self._way.findData(kept) if kept is not None else 0))

    # ------------------------------------------------------------ what is chosen

    @property
    def paper(self) -> Paper | None:
        """The template chosen; None when none is on offer."""
        at = self._template.currentIndex()
        return self._papers[at] if 0 <= at < len(self._papers) else None

    @property
    def overprint(self) -> bool:
        """Whether pre-printed sheets are printed on."""
        return bool(self._way.currentData())

    def choice(self) -> Choice:
        """Which sheets, in which order, how many."""
        trial = self._count.value() if self._trial.isChecked() else 0
        return Choice(self._rows.currentData() or "all", self._order.currentData(), trial)

    def end_trial(self) -> None:
        """No longer only the first sheets."""
        self._trial.blockSignals(True)
        self._trial.setChecked(False)
        self._trial.blockSignals(False)
        self._count.setEnabled(False)

    def _told(self, _value: object = None) -> None:
        self._count.setEnabled(self._trial.isChecked())
        if self.sender() is self._template:
            self._offer_ways()
        self.changed.emit()
