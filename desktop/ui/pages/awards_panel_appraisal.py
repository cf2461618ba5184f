"""The appraisal of the chosen nominee: state, who decides, warnings, findings with their source, what is asked."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.appraisals import Appraisal, Judged
from desktop.ui import theme
from desktop.ui.models import appraisals as models
from desktop.ui.models.table import RowsModel
from desktop.ui.pages.awards_parts import named_button, tab_column, word_label
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.state_badge import StateBadge

_DETAIL_HEIGHT = 104


class AppraisalTab(QWidget):
    """Shows an appraisal and asks for reasons and answers; the page runs the operations."""

    override_asked = Signal(object)
    lift_asked = Signal(object)
    answers_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: RowsModel[Judged] = RowsModel(
            models.FINDING_COLUMNS, row_id=lambda f: f.rule, parent=self
        )
        column = tab_column(self)
        self._badge = StateBadge(parent=self)
        self._badge.setObjectName("appraisalState")
        self._met = word_label(name="appraisalAlternative")
        self._route = word_label(role="muted", name="appraisalRoute")
        self._warnings = word_label(role="error", name="voteWarnings")
        head = QHBoxLayout()
        head.addWidget(self._badge)
        head.addWidget(self._met, 1)
        column.addLayout(head)
        column.addWidget(self._route)
        column.addWidget(self._warnings)
        self.table = DataTable(self.model, self)
        self.table.setObjectName("findingTable")
        self.table.setAccessibleName("Kết luận thẩm định")
        self.table.horizontalHeader().hide()
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.current_row_changed.connect(self._show_detail)
        self.table.activated_row.connect(self._activate)
        column.addWidget(self.table, 1)
        column.addWidget(self._detail())
        column.addLayout(self._buttons())

    def _detail(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFixedHeight(_DETAIL_HEIGHT)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Kết luận đang chọn")
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, theme.GRID, 0)
        rows.setSpacing(2)
        self._sentence = word_label(name="finding")
        self._source = word_label(role="muted", name="findingSource")
        self._passed_over = word_label(name="findingOverride")
        for label in (self._sentence, self._passed_over, self._source):
            rows.addWidget(label)
        rows.addStretch(1)
        area.setWidget(inside)
        return area

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.GRID)
        self._answer = named_button(
            "Trả &lời câu hỏi…", "answerQuestions", self.answers_asked.emit, "Cho mọi tên đang chọn"
        )
        self._override = named_button("Bỏ &qua có lý do…", "overrideFinding", self._ask_override)
        self._lift = named_button("&Rút lại", "liftOverride", self._ask_lift)
        grid.addWidget(self._answer, 0, 0)
        grid.addWidget(self._override, 0, 1)
        grid.addWidget(self._lift, 0, 1)
        return grid

    def show_appraisal(self, appraisal: Appraisal | None, said: Collection[str] = ()) -> None:
        """Show an appraisal; ``said`` are warnings that stand elsewhere in the panel already."""
        if appraisal is None:
            self.model.set_rows([])
            return
        self._badge.set_badge(models.appraisal_badge(appraisal))
        alternative = appraisal.alternative
        self._met.setText(f"Đạt theo điểm {alternative}" if alternative else "")
        self._route.setText(appraisal.route.finding.sentence)
        self._route.setToolTip(appraisal.route.finding.source)
        # Who decides here is a finding below; only what has to go up stands above.
        self._route.setVisible(not appraisal.route.ours)
        told = [*said, *(finding.sentence for finding in appraisal.findings)]
        warned = [w.sentence for w in appraisal.warnings if not any(w.sentence in one for one in told)]
        self._warnings.setText("\n".join(warned))
        self._warnings.setVisible(bool(warned))
        self.model.set_rows(models.ordered(appraisal.findings))
        if self.table.current_row() < 0 and self.model.rows:
            self.table.setCurrentIndex(self.model.index(0, 0))
        asked = len(appraisal.questions)
        self._answer.setText(f"Trả &lời {asked} câu hỏi…" if asked else "Trả &lời câu hỏi…")
        self._show_detail()

    def chosen(self) -> Judged | None:
        """The finding the keys stand on."""
        at = self.table.current_row()
        return self.model.row(at) if 0 <= at < len(self.model.rows) else None

    def _show_detail(self, _row: int = -1) -> None:
        finding = self.chosen()
        settled = finding is not None and finding.overridden
        self._lift.setVisible(settled)
        self._override.setVisible(not settled)
        self._override.setEnabled(finding is not None and finding.outcome != "met" and not finding.detail)
        if finding is None:
            for label in (self._sentence, self._source, self._passed_over):
                label.clear()
            return
        badge = models.finding_badge(finding)
        self._sentence.setText(f"{badge.word}: {models.finding_words(finding)}")
        self._source.setText(f"Căn cứ: {finding.source}" if finding.source else "")
        self._passed_over.setText(models.override_words(finding))
        self._passed_over.setVisible(settled)

    def _activate(self, _row: int) -> None:
        finding = self.chosen()
        if finding is not None and finding.outcome != "met" and not (finding.detail or finding.overridden):
            self.override_asked.emit(finding)

    def _ask_override(self) -> None:
        finding = self.chosen()
        if finding is not None:
            self.override_asked.emit(finding)

    def _ask_lift(self) -> None:
        finding = self.chosen()
        if finding is not None:
            self.lift_asked.emit(finding)
