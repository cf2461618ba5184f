"""What stands behind the chosen nominee: years, evidence, findings, papers of the dossier, facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from db import people
from db.dossiers import DossierItem, Double, Evidence
from db.nominations import Nomination
from db.rules.findings import Finding
from db.vietnamese.dates import format_date, format_partial
from desktop.ui import theme
from desktop.ui.models.nominations import (
    EVIDENCE_COLUMNS,
    PAPER_COLUMNS,
    Nominee,
    finding_badge,
    status_badge,
)
from desktop.ui.models.table import RowsModel
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.state_badge import StateBadge
from desktop.ui.widgets.year_strip import YearStrip

WIDTH: Final = 344
_PAPER_STATES: Final = (
    ("have", "&Có"),
    ("missing", "Th&iếu"),
    ("awaited", "Chờ"),
    ("not_needed", "&Không cần"),
)


def word_label(text: str = "", role: str = "", name: str = "") -> QLabel:
    """A label that wraps, its text to be copied."""
    made = QLabel(text)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


def clear(layout: QVBoxLayout | QGridLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class NomineePanel(QFrame):
    """The side panel of a nominee. It only shows and asks; the page runs the operations."""

    edit_asked = Signal()
    remove_asked = Signal()
    evidence_add_asked = Signal()
    evidence_edit_asked = Signal(object)
    evidence_attach_asked = Signal(object)
    evidence_open_asked = Signal(object)
    evidence_check_asked = Signal(object)
    evidence_remove_asked = Signal(object)
    paper_state_asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nomineePanel")
        self.setProperty("role", "panel")
        self.setMinimumWidth(328)
        self.evidence_model: RowsModel[Evidence] = RowsModel(EVIDENCE_COLUMNS, row_id=lambda e: e.id)
        self.paper_model: RowsModel[DossierItem] = RowsModel(PAPER_COLUMNS, row_id=lambda p: p.paper_code)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        self._nothing = word_label("Chọn một dòng để xem minh chứng và hồ sơ.", "muted")
        column.addWidget(self._nothing)
        self._whole = QWidget(self)
        inner = QVBoxLayout(self._whole)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.GRID)
        column.addWidget(self._whole, 1)
        column.addStretch()
        self._build_head(inner)
        self._build_tabs(inner)
        self._whole.hide()

    # ------------------------------------------------------------ building

    def _build_head(self, column: QVBoxLayout) -> None:
        self._name = word_label(name="nomineeName")
        self._name.setFont(theme.section_font())
        self._badge = StateBadge(parent=self)
        self._badge.setObjectName("nomineeStatus")
        self._doubles = word_label(role="error", name="nomineeDoubles")
        self._strip = YearStrip(parent=self)
        self._strip.setObjectName("nomineeYears")
        column.addWidget(self._name)
        column.addWidget(self._badge)
        column.addWidget(self._doubles)
        column.addWidget(self._strip)

    def _build_tabs(self, column: QVBoxLayout) -> None:
        self._tabs = QTabWidget(self)
        self._tabs.setObjectName("nomineeTabs")
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setStyleSheet("QTabBar::tab { padding: 6px 8px; }")
        self._tabs.addTab(self._evidence_tab(), "Minh chứng")
        self._tabs.addTab(self._papers_tab(), "Hồ sơ")
        self._tabs.addTab(self._facts_tab(), "Thông tin")
        column.addWidget(self._tabs, 1)

    def _evidence_tab(self) -> QWidget:
        tab, column = _tab()
        self.evidence_table = DataTable(self.evidence_model, tab)
        self.evidence_table.setObjectName("evidenceTable")
        self.evidence_table.setAccessibleName("Minh chứng")
        self.evidence_table.set_empty("Chưa có minh chứng nào.", "Thêm minh chứng")
        self.evidence_table.empty_pressed.connect(self.evidence_add_asked)
        self.evidence_table.activated_row.connect(self._edit_row)
        self.evidence_table.current_row_changed.connect(self._show_evidence_buttons)
        column.addWidget(self.evidence_table, 1)
        buttons = QGridLayout()
        buttons.setSpacing(theme.GRID)
        self._evidence_buttons: list[QPushButton] = []
        add = _button("Thê&m", "evidenceAdd", self.evidence_add_asked.emit)
        buttons.addWidget(add, 0, 0)
        asked: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("&Sửa", "evidenceEdit", self._edit),
            ("Đã &kiểm tra", "evidenceCheck", self._check),
            ("Đính tệp", "evidenceAttach", self._attach),
            ("Mở tệp", "evidenceOpen", self._open),
            ("&Bỏ", "evidenceRemove", self._remove),
        )
        for at, (word, name, slot) in enumerate(asked, start=1):
            made = _button(word, name, slot)
            self._evidence_buttons.append(made)
            buttons.addWidget(made, at // 3, at % 3)
        column.addLayout(buttons)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(2)
        column.addLayout(self._findings)
        return tab

    def _papers_tab(self) -> QWidget:
        tab, column = _tab()
        self.paper_table = DataTable(self.paper_model, tab)
        self.paper_table.setObjectName("paperTable")
        self.paper_table.setAccessibleName("Giấy tờ trong hồ sơ")
        self.paper_table.set_empty("Danh mục chưa quy định giấy tờ cho hình thức này.")
        self.paper_table.current_row_changed.connect(self._show_paper_buttons)
        column.addWidget(self.paper_table, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        self._paper_buttons: list[QPushButton] = []
        for state, word in _PAPER_STATES:
            made = _button(word, f"paper_{state}", self._set_paper)
            made.setProperty("state", state)
            self._paper_buttons.append(made)
            row.addWidget(made)
        column.addLayout(row)
        return tab

    def _facts_tab(self) -> QWidget:
        tab, column = _tab()
        area = QScrollArea(tab)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._facts = QGridLayout(inside)
        self._facts.setContentsMargins(0, 0, theme.GRID, 0)
        self._facts.setHorizontalSpacing(2 * theme.GRID)
        self._facts.setColumnStretch(1, 1)
        area.setWidget(inside)
        column.addWidget(area, 1)
        row = QHBoxLayout()
        row.addWidget(_button("&Sửa đề nghị", "nominationEdit", self.edit_asked.emit))
        row.addWidget(_button("Xó&a đề nghị", "nominationRemove", self.remove_asked.emit))
        row.addStretch(1)
        column.addLayout(row)
        return tab

    # ------------------------------------------------------------ showing

    def show_nominee(
        self,
        nominee: Nominee | None,
        findings: Sequence[Finding] = (),
        papers: Sequence[DossierItem] = (),
        doubles: Sequence[Double] = (),
    ) -> None:
        """Show one nominee; None shows the hint."""
        self._nothing.setVisible(nominee is None)
        self._whole.setVisible(nominee is not None)
        if nominee is None:
            return
        self._name.setText(nominee.shown)
        self._badge.set_badge(status_badge(nominee.nomination))
        self._doubles.setText("\n".join(double.sentence for double in doubles))
        self._doubles.setVisible(bool(doubles))
        self._strip.set_cells(nominee.years)
        self._strip.setVisible(bool(nominee.years))
        self.evidence_model.set_rows(nominee.pieces)
        self.paper_model.set_rows(papers)
        self._show_findings(findings)
        self._show_facts(nominee.nomination)
        needed = [paper for paper in papers if paper.state != "not_needed"]
        have = sum(paper.state == "have" for paper in needed)
        self._tabs.setTabText(0, f"Minh chứng ({len(nominee.pieces)})")
        self._tabs.setTabText(1, f"Hồ sơ ({have}/{len(needed)})")
        for table in (self.evidence_table, self.paper_table):
            if table.current_row() < 0 and table.rows_model.rows:
                table.setCurrentIndex(table.rows_model.index(0, 0))
        self._show_evidence_buttons()
        self._show_paper_buttons()

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        clear(self._findings)
        for finding in findings:
            badge = finding_badge(finding)
            line = word_label(f"{badge.word}: {finding.sentence}", name="finding")
            line.setStyleSheet(f"color: {theme.colour(badge.tone).name()}")
            self._findings.addWidget(line)
            if finding.source:
                self._findings.addWidget(word_label(f"Căn cứ: {finding.source}", "muted", "findingSource"))

    def _show_facts(self, nomination: Nomination) -> None:
        clear(self._facts)
        subject = nomination.subject
        facts = (
            ("Loại", people.KINDS[subject.kind]),
            ("Ngày sinh", format_partial(subject.birth_on) if subject.birth_on else ""),
            ("Giới tính", people.SEXES.get(subject.sex or "", "")),
            ("Chức vụ, đơn vị", subject.position_unit),
            ("Đơn vị đề nghị", nomination.unit),
            ("Từ năm", str(subject.since_year or "")),
            ("Hình thức", nomination.form_name),
            ("Thành tích", nomination.citation),
            ("Tóm tắt", nomination.summary),
            ("Ngày nộp", format_date(nomination.submitted_date) if nomination.submitted_date else ""),
            ("Ngày trả lại", format_date(nomination.returned_date) if nomination.returned_date else ""),
            ("Lý do", nomination.status_reason),
            ("Ghi chú", nomination.note),
        )
        for at, (word, value) in enumerate((w, v) for w, v in facts if v):
            self._facts.addWidget(word_label(word, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(word_label(value), at, 1, Qt.AlignmentFlag.AlignTop)
        self._facts.setRowStretch(len(facts), 1)

    # ------------------------------------------------------------ asking

    def chosen_evidence(self) -> Evidence | None:
        """The piece of evidence the keys stand on."""
        at = self.evidence_table.current_row()
        return self.evidence_model.row(at) if at >= 0 else None

    def _show_evidence_buttons(self, _row: int = -1) -> None:
        piece = self.chosen_evidence()
        for one in self._evidence_buttons:
            one.setEnabled(piece is not None)
            if one.objectName() == "evidenceCheck":
                one.setText("Bỏ &kiểm tra" if piece and piece.checked else "Đã &kiểm tra")
            if one.objectName() == "evidenceOpen":
                one.setEnabled(piece is not None and piece.attachment_id is not None)

    def _show_paper_buttons(self, _row: int = -1) -> None:
        for one in self._paper_buttons:
            one.setEnabled(self.paper_table.current_row() >= 0)

    def _edit_row(self, row: int) -> None:
        self.evidence_edit_asked.emit(self.evidence_model.row(row))

    def _edit(self) -> None:
        self._ask(self.evidence_edit_asked.emit)

    def _check(self) -> None:
        self._ask(self.evidence_check_asked.emit)

    def _attach(self) -> None:
        self._ask(self.evidence_attach_asked.emit)

    def _open(self) -> None:
        self._ask(self.evidence_open_asked.emit)

    def _remove(self) -> None:
        self._ask(self.evidence_remove_asked.emit)

    def _ask(self, emit: Callable[[Evidence], object]) -> None:
        piece = self.chosen_evidence()
        if piece is not None:
            emit(piece)

    def _set_paper(self) -> None:
        at = self.paper_table.current_row()
        if at >= 0:
            self.paper_state_asked.emit(self.paper_model.row(at), self.sender().property("state"))


def _tab() -> tuple[QWidget, QVBoxLayout]:
    tab = QWidget()
    column = QVBoxLayout(tab)
    column.setContentsMargins(0, theme.GRID, 0, 0)
    column.setSpacing(theme.GRID)
    return tab, column


def _button(word: str, name: str, slot: Callable[[], object]) -> QPushButton:
    made = QPushButton(word)
    made.setObjectName(name)
    made.clicked.connect(slot)
    return made
