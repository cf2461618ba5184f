"""Nhật ký & Sao lưu: who did what when, undo and redo of whole actions; copies, restoring, checking."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from db.store import Changes
from desktop.ui.pages.base import Page
from desktop.ui.pages.history_backup import BackupTab
from desktop.ui.pages.history_log import LogTab
from desktop.ui.session import Session
from desktop.ui.widgets.page_frame import PageFrame


class HistoryPage(Page):
    """The log and the backup copies. ``restore_requested`` carries the path of the copy to restore."""

    title: ClassVar[str] = "Nhật ký & Sao lưu"
    icon: ClassVar[str] = "history"
    follows_campaign: ClassVar[bool] = False
    restore_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._frame = PageFrame(self.title, self)
        self.body.addWidget(self._frame)
        self._frame.set_primary("&Sao lưu ngay", "database-backup").setObjectName("backUpNow")
        self._frame.primary_pressed.connect(self._back_up)
        check = self._frame.add_button("&Kiểm tra sổ", "shield-check")
        check.setObjectName("checkStore")
        check.clicked.connect(self._check)
        self.log = LogTab(session, self)
        self.backups = BackupTab(session, self)
        self.backups.restore_requested.connect(self.restore_requested)
        self.backups.told.connect(self._show_status)
        self._tabs = QTabWidget(self)
        self._tabs.setObjectName("historyTabs")
        self._tabs.addTab(self.log, "&Nhật ký")
        self._tabs.addTab(self.backups, "&Bản sao lưu")
        self._tabs.currentChanged.connect(self._show_status)
        self._frame.set_content(self._tabs)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._back_up)

    def refresh(self) -> None:
        """Read the log and look for copies."""
        self.log.refresh()
        self.backups.refresh()
        self._show_status()

    def _on_changed(self, _changes: Changes) -> None:
        # Every action stands in the log, whatever it touched.
        self.mark_dirty()

    def _show_status(self, _index: int = 0) -> None:
        of: LogTab | BackupTab = self.log if self._tabs.currentIndex() == 0 else self.backups
        self._frame.set_status(of.status)

    def _back_up(self) -> None:
        self._tabs.setCurrentWidget(self.backups)
        self.backups.back_up()

    def _check(self) -> None:
        self._tabs.setCurrentWidget(self.backups)
        self.backups.check()
