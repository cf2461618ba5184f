"""The frame of the window: navigation at the left, the drive and day above, pages built when first shown."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from db import organizations
from db.store import Changes
from desktop.ui.import_words import DROP_INVITATION
from desktop.ui.navigation import Entry, Navigation
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.theme import Tone
from desktop.ui.topline import TopLine
from desktop.ui.widgets.file_drop import FileDrop
from desktop.ui.widgets.info_bar import InfoBar
from desktop.ui.widgets.progress_panel import ProgressPanel

if TYPE_CHECKING:
    from desktop.ui.importer import Importer


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the window: its entry in the navigation and where its class is found."""

    entry: Entry
    target: str

    def build(self, session: Session) -> Page:
        """Import and make the page; imports wait until the page is first shown."""
        module, name = self.target.split(":")
        page: Page = getattr(importlib.import_module(module), name)(session)
        return page


PLACES: tuple[Place, ...] = (
    Place(Entry("overview", "Tổng quan", "layout-dashboard"), "desktop.ui.pages.overview:OverviewPage"),
    Place(Entry("campaigns", "Phong trào", "flag"), "desktop.ui.pages.campaigns:CampaignsPage"),
    Place(Entry("board", "Đăng ký mô hình", "clipboard-list"), "desktop.ui.pages.board:BoardPage"),
    Place(Entry("nominations", "Khen thưởng", "award"), "desktop.ui.pages.awards:NominationsPage"),
    Place(Entry("decisions", "Quyết định & In", "stamp"), "desktop.ui.pages.decisions:DecisionsPage"),
    Place(Entry("register", "Sổ khen thưởng", "book-open"), "desktop.ui.pages.register:RegisterPage"),
    Place(Entry("reports", "Báo cáo", "chart-column"), "desktop.ui.pages.reports:ReportsPage"),
    Place(Entry("templates", "Mẫu Giấy khen", "layout-template"), "desktop.ui.pages.templates:TemplatesPage"),
    Place(Entry("sheets", "Phôi & đợt in", "printer"), "desktop.ui.pages.sheets:SheetsPage"),
    Place(Entry("catalogues", "Danh mục", "library"), "desktop.ui.pages.catalogues:CataloguesPage"),
    Place(Entry("history", "Nhật ký & Sao lưu", "history"), "desktop.ui.pages.history:HistoryPage"),
)


class MainWindow(QMainWindow):
    """One window on one register."""

    restore_requested = Signal(object)
    """The officer wants a backup copy (path) put in the place of the register."""
    closed = Signal()
    """The window was closed by the officer."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.session = session
        self._places = {place.entry.key: place for place in PLACES}
        self._pages: dict[str, Page] = {}
        self.navigation = Navigation([place.entry for place in PLACES])
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        self.top = TopLine(session)
        self._build()
        self.navigation.chosen.connect(self.go_to)
        session.changed.connect(self._on_changed)
        self._show_title()
        self.resize(1366, 768)

    def _build(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.stack, 1)
        self.progress = ProgressPanel(right)
        self.progress.setObjectName("progress")
        column.addWidget(self.progress)
        self.bar = InfoBar(right)
        self.bar.setObjectName("infoBar")
        self._connect_bars()
        FileDrop(self, DROP_INVITATION).dropped.connect(self._take_files)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(right, 1)
        self.setCentralWidget(whole)

    @cached_property
    def importer(self) -> Importer:
        """What takes in dropped files; imported and made with the first of them."""
        from desktop.ui.importer import Importer

        made = Importer(self.session, "", self)
        made.plans.written.connect(self._show_drive)
        return made

    def _take_files(self, paths: list[Path]) -> None:
        self.importer.take_files(paths)

    def _connect_bars(self) -> None:
        self.session.said.connect(self._say)
        self.session.refused.connect(self.bar.refuse)
        self.session.progressed.connect(self._report)
        self.bar.undo_pressed.connect(self.session.undo)
        self.progress.stop_pressed.connect(self.session.cancel_background)
        self._working = False

    def _say(self, sentence: str, action_id: int) -> None:
        self.bar.tell(sentence, Tone.DONE, undo=action_id or None)

    def _report(self, done: int, total: int, text: str) -> None:
        if total == 0 and not text:
            self._working = False
            self.progress.finish()
            return
        if not self._working:
            self._working = True
            self.progress.start("Đang làm…")
        self.progress.report(done, total, text)

    def page(self, key: str) -> Page:
        """The page of a place, built on first use."""
        if key not in self._pages:
            made = self._places[key].build(self.session)
            made.setObjectName(f"page_{key}")
            self._pages[key] = made
            self.stack.addWidget(made)
            for name, slot in (("go_to", self.go_to), ("restore_requested", self.restore_requested.emit)):
                signal = getattr(made, name, None)
                if signal is not None:
                    signal.connect(slot)
        return self._pages[key]

    def begin(self) -> None:
        """Show the first page, unless another was chosen meanwhile."""
        if self.stack.count() == 0:
            self.go_to("overview")

    def go_to(self, key: str, campaign_id: int | None = None) -> None:
        """Show a place, looking at a drive where one is named."""
        if campaign_id is not None:
            self.session.show_campaign(campaign_id)
        page = self.page(key)
        self.navigation.choose(key)
        self.stack.setCurrentWidget(page)
        _focus_into(page)

    def _show_drive(self, campaign_id: int) -> None:
        self.go_to("campaigns", campaign_id)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("organization"):
            self._show_title()

    def _show_title(self) -> None:
        office = organizations.own(self.session.con)
        name = f"{office.name} – " if office else ""
        self.setWindowTitle(f"{name}Sổ Thi Đua ({self.session.path.name})")

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the application, which closes the register with a backup copy."""
        for page in self._pages.values():
            page.keep_unsaved()
        super().closeEvent(event)
        self.closed.emit()


def _focus_into(page: QWidget) -> None:
    """Put the keyboard where the page's work is: its table, else its first field; its shortcuts work from there."""
    from desktop.ui.widgets.data_table import DataTable

    if page.focusProxy() is not None:
        page.setFocus()
        return
    tables = [table for table in page.findChildren(DataTable) if table.isVisible()]
    wanted: QWidget | None = tables[0] if tables else page.nextInFocusChain()
    while wanted is not None and wanted is not page and not tables:
        if (
            wanted.focusPolicy() & Qt.FocusPolicy.TabFocus
            and wanted.isVisible()
            and page.isAncestorOf(wanted)
        ):
            break
        wanted = wanted.nextInFocusChain()
    (wanted or page).setFocus()
