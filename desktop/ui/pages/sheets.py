"""Phôi & đợt in: what was printed on which sheets, the stock of pre-printed sheets, how each printer is corrected."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.ui import icons
from desktop.ui.pages.base import Page
from desktop.ui.pages.sheets_calibrations import CalibrationsTab
from desktop.ui.pages.sheets_runs import RunsTab
from desktop.ui.pages.sheets_stock import StockTab
from desktop.ui.session import Session
from desktop.ui.widgets.page_frame import PageFrame

Tab = RunsTab | StockTab | CalibrationsTab


class SheetsPage(Page):
    """Three sections as tabs; the primary button is that of the section shown."""

    title: ClassVar[str] = "Phôi & đợt in"
    icon: ClassVar[str] = "printer"
    tables = frozenset(
        {
            "print_run",
            "printed_sheet",
            "sheet_stock",
            "printer_calibration",
            "certificate_template",
            "decision",
            "award",
            "award_form",
        }
    )
    follows_campaign: ClassVar[bool] = True
    go_to = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._frame = PageFrame(self.title, self)
        self.body.addWidget(self._frame)
        self.runs = RunsTab(session, self)
        self.stock = StockTab(session, self)
        self.calibrations = CalibrationsTab(session, self)
        self._tabs = QTabWidget(self)
        self._tabs.setObjectName("sheetsTabs")
        for tab, words in (
            (self.runs, "Đợt &in"),
            (self.stock, "&Kho phôi"),
            (self.calibrations, "Hiệu chỉnh &máy in"),
        ):
            self._tabs.addTab(tab, words)
            tab.told.connect(self._show_tab)
        self.runs.decisions_asked.connect(self._to_decisions)
        self._primary = self._frame.set_primary(*self.runs.primary)
        self._primary.setObjectName("sheetsPrimary")
        self._frame.primary_pressed.connect(self._press)
        self._frame.count_pressed.connect(self.runs.open_count)
        self._frame.set_content(self._tabs)
        self._tabs.currentChanged.connect(self._show_tab)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._press)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self._find)
        self._show_tab()

    @property
    def _tab(self) -> Tab:
        tab = self._tabs.currentWidget()
        assert isinstance(tab, Tab)
        return tab

    def show_tab(self, key: str) -> None:
        """Show a section: "runs", "stock" or "calibrations"."""
        self._tabs.setCurrentWidget(getattr(self, key))

    def refresh(self) -> None:
        """Read all three sections."""
        for tab in (self.runs, self.stock, self.calibrations):
            tab.refresh()
        self._show_tab()

    def _show_tab(self, _index: int = 0) -> None:
        words, icon = self._tab.primary
        self._primary.setText(words)
        self._primary.setIcon(icons.on_accent_icon(icon))
        self._primary.setEnabled(self._tab.can_do_primary)
        self._frame.set_status(self._tab.status, self._tab.counts)
        self.setFocusProxy(self._tab)

    def _press(self) -> None:
        if self._tab.can_do_primary:
            self._tab.do_primary()

    def _find(self) -> None:
        self._tab.take_search()

    def _to_decisions(self) -> None:
        self.go_to.emit("decisions")
