"""The line above the pages: the drive looked at, the day of looking, undo and redo, the theme."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from db import campaigns, history
from db.store import Changes
from desktop.ui import icons, theme
from desktop.ui.session import Session
from desktop.ui.widgets.date_field import DateField


class TopLine(QWidget):
    """Chooses what all pages look at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "topLine")
        self._session = session
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        self._line.setSpacing(theme.GRID)
        self._add_campaign()
        self._add_day()
        self._line.addStretch(1)
        self.undo = self._tool("undo-2", "Hoàn tác", QKeySequence(QKeySequence.StandardKey.Undo), "undo")
        self.redo = self._tool("redo-2", "Làm lại", QKeySequence("Ctrl+Y"), "redo")
        self.undo.triggered.connect(self._undo)
        self.redo.triggered.connect(self._redo)
        session.changed.connect(self._on_changed)
        session.campaign_changed.connect(self.refresh)
        self.refresh()

    def _add_campaign(self) -> None:
        label = QLabel("&Phong trào:")
        self._campaign = QComboBox()
        self._campaign.setObjectName("campaignChooser")
        self._campaign.setMinimumWidth(320)
        self._campaign.setMaximumWidth(520)
        self._campaign.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._campaign.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        label.setBuddy(self._campaign)
        self._campaign.activated.connect(self._choose)
        self._line.addWidget(label)
        self._line.addWidget(self._campaign, 2)

    def _add_day(self) -> None:
        label = QLabel("&Tính đến ngày:")
        self._day = DateField()
        self._day.setObjectName("asOfDay")
        label.setBuddy(self._day)
        self._day.value_changed.connect(self._look_at)
        today = QToolButton()
        today.setObjectName("today")
        today.setText("Hôm nay")
        today.setToolTip("Tính hạn đến ngày hôm nay")
        today.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        today.clicked.connect(self._today)
        self._line.addWidget(label)
        self._line.addWidget(self._day)
        self._line.addWidget(today)

    def _tool(self, icon: str, title: str, key: QKeySequence, name: str) -> QAction:
        action = QAction(icons.icon(icon), title, self)
        action.setShortcut(key)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        button = QToolButton()
        button.setObjectName(name)
        button.setIconSize(QSize(18, 18))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._line.addWidget(button)
        self.addAction(action)
        return action

    def refresh(self) -> None:
        """Read the drives and what can be undone."""
        with QSignalBlocker(self._campaign):
            self._campaign.clear()
            for campaign in campaigns.list_campaigns(self._session.con):
                self._campaign.addItem(campaign.shown, campaign.id)
                index = self._campaign.count() - 1
                self._campaign.setItemData(index, campaign.title, Qt.ItemDataRole.ToolTipRole)
            self._campaign.setCurrentIndex(self._campaign.findData(self._session.campaign_id))
            self._campaign.setEnabled(self._campaign.count() > 0)
            self._campaign.setPlaceholderText("Chưa có phong trào")
        self._day.set_value(self._session.as_of)
        self._refresh_undo()

    def _refresh_undo(self) -> None:
        last, back = history.last_undoable(self._session.con), history.last_redoable(self._session.con)
        self.undo.setEnabled(last is not None)
        self.undo.setToolTip(f"Hoàn tác: {last.name} (Ctrl+Z)" if last else "Chưa có việc nào để hoàn tác")
        self.redo.setEnabled(back is not None)
        self.redo.setToolTip("Làm lại việc vừa hoàn tác (Ctrl+Y)" if back else "Chưa có việc nào để làm lại")

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("campaign"):
            self.refresh()
        else:
            self._refresh_undo()

    def _choose(self, index: int) -> None:
        self._session.show_campaign(self._campaign.itemData(index))

    def _look_at(self, day: dt.date | None) -> None:
        today = dt.date.today()  # noqa: DTZ011 - the office's calendar day
        self._session.look_at_day(None if day in (None, today) else day)
        self._day.set_value(self._session.as_of)

    def _today(self) -> None:
        self._session.look_at_day(None)
        self.refresh()

    def _undo(self) -> None:
        self._session.undo()

    def _redo(self) -> None:
        self._session.redo()
