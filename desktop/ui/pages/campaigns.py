"""Phong trào: the drives at the left, everything about one of them at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from db import campaigns
from db.campaigns import Campaign
from desktop.ui import theme
from desktop.ui.dialogs.campaign import new_campaign
from desktop.ui.models import campaign as columns
from desktop.ui.models.table import RowsModel
from desktop.ui.pages.base import Page
from desktop.ui.pages.campaign_facts import FactsPart
from desktop.ui.pages.campaign_lists import (
    AwardsPart,
    DocumentsPart,
    DutiesPart,
    MilestonesPart,
    RequirementsPart,
    TasksPart,
)
from desktop.ui.pages.campaign_parts import Part
from desktop.ui.pages.campaign_targets import TargetsPart
from desktop.ui.paper_desk import PaperDesk
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import action
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page_frame import PageFrame

_LIST_WIDTH: Final = 232
_EMPTY: Final = "Sổ chưa có phong trào thi đua nào; tạo phong trào từ kế hoạch của cơ quan hoặc ghi tay."
_PARTS: Final[tuple[type[Part], ...]] = (
    FactsPart,
    MilestonesPart,
    RequirementsPart,
    AwardsPart,
    TargetsPart,
    TasksPart,
    DutiesPart,
    DocumentsPart,
)


class CampaignsPage(Page):
    """Choosing a drive in the list makes it the one the whole window looks at."""

    title = "Phong trào"
    icon = "flag"
    tables = frozenset(
        {
            "campaign",
            "campaign_anniversary",
            "campaign_phase",
            "campaign_document",
            "campaign_award",
            "milestone",
            "requirement",
            "obligation",
            "submission_received",
            "target",
            "target_result",
            "task",
            "unit",
        }
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("campaignsPage")
        self._reading = False
        self.frame = PageFrame(self.title, self)
        self.body.addWidget(self.frame)
        primary = self.frame.set_primary("Phong trào &mới", "plus")
        primary.setObjectName("newCampaign")
        primary.setToolTip("Tạo phong trào từ kế hoạch hoặc ghi tay (Ctrl+N)")
        self.frame.primary_pressed.connect(self.new)
        self.papers = PaperDesk(session, self)
        papers = self.frame.add_menu_button("Văn &bản", "file-text", self.papers.actions())
        papers.setObjectName("paperMenu")
        key = action(self, "", self.new, shortcut="Ctrl+N")
        key.setObjectName("new")
        key.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(key)
        self._build_list()
        self._build_detail()

    def _build_list(self) -> None:
        self.list = DataTable(RowsModel(columns.CAMPAIGNS, row_id=columns.row_id, parent=self), self)
        self.list.setObjectName("campaignList")
        self.list.setAccessibleName("Các phong trào")
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.current_row_changed.connect(self._choose)

    def _build_detail(self) -> None:
        self.heading = QLabel(self)
        self.heading.setObjectName("campaignTitle")
        self.heading.setFont(theme.section_font())
        self.heading.setProperty("role", "section")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("campaignTabs")
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setDocumentMode(True)
        self.parts: list[Part] = []
        for kind in _PARTS:
            part = kind(self.session, self.tabs)
            self.parts.append(part)
            self.tabs.addTab(part, part.word)
        self.tabs.currentChanged.connect(self._show_part)
        detail = QWidget(self)
        column = QVBoxLayout(detail)
        column.setContentsMargins(2 * theme.GRID, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(self.heading)
        column.addWidget(self.tabs, 1)
        self.empty = EmptyState(_EMPTY, "Tạo phong trào", self)
        self.empty.button.setObjectName("createFirst")
        self.empty.pressed.connect(self.new)
        both = QWidget(self)
        row = self._row(both)
        row.addWidget(self.list)
        row.addWidget(detail, 1)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(both)
        self.stack.addWidget(self.empty)
        self.frame.set_content(self.stack)

    @staticmethod
    def _row(owner: QWidget) -> QHBoxLayout:
        made = QHBoxLayout(owner)
        made.setContentsMargins(0, 0, 0, 0)
        made.setSpacing(0)
        return made

    def refresh(self) -> None:
        """Read the drives and the tab in front."""
        found = campaigns.list_campaigns(self.session.con)
        self.stack.setCurrentIndex(0 if found else 1)
        running = sum(one.closed_date is None for one in found)
        self.frame.set_status(f"{len(found)} phong trào, {running} đang thực hiện")
        if found:
            # The list would else choose the row it kept, and with it the drive looked at before.
            self._reading = True
            self.list.rows_model.set_rows(found)
            self.list.choose(self.session.campaign_id)
            self._reading = False
            self._show_part(self.tabs.currentIndex())

    def _current(self) -> Campaign | None:
        at = self.list.rows_model.find(self.session.campaign_id)
        return self.list.rows_model.row(at) if at is not None else None

    def _show_part(self, at: int) -> None:
        campaign = self._current()
        if campaign is not None:
            self.heading.setText(campaign.title)
            self.parts[at].show_drive(campaign)

    def _choose(self, line: int) -> None:
        if not self._reading and 0 <= line < self.list.rows_model.rowCount():
            chosen: Campaign = self.list.rows_model.row(line)
            self.session.show_campaign(chosen.id)

    def new(self) -> None:
        """Start a drive."""
        new_campaign(self.session, self)
