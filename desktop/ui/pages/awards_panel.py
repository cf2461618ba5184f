"""What stands behind the chosen nominee: years, appraisal, evidence, papers of the dossier, facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from db.appraisals import Appraisal
from db.disciplines import Measure
from db.dossiers import DossierItem, Double
from db.evidence_proposals import GivenAward
from db.people import BankAccount
from desktop.ui import theme
from desktop.ui.models.nominations import Nominee, status_badge
from desktop.ui.pages.awards_panel_appraisal import AppraisalTab
from desktop.ui.pages.awards_panel_evidence import EvidenceTab
from desktop.ui.pages.awards_panel_facts import FactsTab
from desktop.ui.pages.awards_panel_papers import PapersTab
from desktop.ui.pages.awards_parts import word_label
from desktop.ui.widgets.state_badge import StateBadge
from desktop.ui.widgets.year_strip import YearStrip

WIDTH: Final = 366
APPRAISAL, EVIDENCE, PAPERS, FACTS = range(4)


@dataclass(frozen=True, slots=True)
class Behind:
    """What is read of one nominee for the panel."""

    appraisal: Appraisal
    papers: Sequence[DossierItem] = ()
    doubles: Sequence[Double] = ()
    proposed: Sequence[GivenAward] = ()
    measures: Sequence[Measure] = ()
    account: BankAccount | None = None
    award_round: str = ""


class NomineePanel(QFrame):
    """The side panel of a nominee. It only shows; its tabs ask, and the page runs the operations."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nomineePanel")
        self.setProperty("role", "panel")
        self.setMinimumWidth(328)
        self.appraisal = AppraisalTab()
        self.evidence = EvidenceTab()
        self.papers = PapersTab()
        self.facts = FactsTab()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        self._nothing = word_label("Chọn một dòng để xem thẩm định, minh chứng và hồ sơ.", "muted")
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

    def _build_head(self, column: QVBoxLayout) -> None:
        self._name = word_label(name="nomineeName")
        self._name.setFont(theme.section_font())
        self._badge = StateBadge(parent=self)
        self._badge.setObjectName("nomineeStatus")
        self._doubles = word_label(role="error", name="nomineeDoubles")
        self._strip = YearStrip(parent=self)
        self._strip.setObjectName("nomineeYears")
        self._strip.setMinimumHeight(self._strip.sizeHint().height())
        for widget in (self._name, self._badge, self._doubles, self._strip):
            column.addWidget(widget)

    def _build_tabs(self, column: QVBoxLayout) -> None:
        self._tabs = QTabWidget(self)
        self._tabs.setObjectName("nomineeTabs")
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setStyleSheet("QTabBar::tab { padding: 6px 2px; }")
        self._tabs.addTab(self.appraisal, "Thẩm định")
        self._tabs.addTab(self.evidence, "Minh chứng")
        self._tabs.addTab(self.papers, "Hồ sơ")
        self._tabs.addTab(self.facts, "Thông tin")
        column.addWidget(self._tabs, 1)

    def show_nominee(self, nominee: Nominee | None, behind: Behind | None = None) -> None:
        """Show one nominee; None shows the hint."""
        self._nothing.setVisible(nominee is None)
        self._whole.setVisible(nominee is not None)
        if nominee is None or behind is None:
            return
        self._name.setText(nominee.shown)
        self._badge.set_badge(status_badge(nominee.nomination))
        said = [double.sentence for double in behind.doubles]
        self._doubles.setText("\n".join(said))
        self._doubles.setVisible(bool(said))
        self._strip.set_cells(nominee.years)
        self._strip.setVisible(bool(nominee.years))
        self.appraisal.show_appraisal(behind.appraisal, said)
        self.evidence.show_pieces(nominee.pieces, behind.proposed)
        self.papers.show_papers(nominee.nomination, behind.papers)
        self.facts.show_facts(nominee.nomination, behind.measures, behind.account, behind.award_round)
        needed = [paper for paper in behind.papers if paper.state != "not_needed"]
        have = sum(paper.state == "have" for paper in needed)
        self._tabs.setTabText(EVIDENCE, f"Minh chứng ({len(nominee.pieces)})")
        self._tabs.setTabText(PAPERS, f"Hồ sơ ({have}/{len(needed)})")
