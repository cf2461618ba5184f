"""The log: actions newest first, the changes of the chosen one in words, undo and redo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db import history, history_words
from db.history import ActionRecord
from db.history_words import ChangeWords
from db.vietnamese.text import fold
from desktop.ui import theme
from desktop.ui.models.history import ACTION_COLUMNS, action_id, state_badge
from desktop.ui.models.table import RowsModel
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import link_button
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.search_field import SearchField
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.state_badge import StateBadge

STEP = 1000
_ROWS_SHOWN = 60


class LogTab(QWidget):
    """Table, search and the side panel of the chosen action."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._limit = STEP
        self._actions: list[ActionRecord] = []
        self._wanted = ""
        self._search = SearchField(parent=self)
        self._search.setObjectName("historySearch")
        self._search.searched.connect(self._filter)
        self._older = link_button("Xem thêm việc cũ &hơn", self)
        self._older.setObjectName("historyOlder")
        self._older.clicked.connect(self._show_older)
        self._model = RowsModel(ACTION_COLUMNS, row_id=action_id, parent=self)
        self._table = DataTable(self._model, self)
        self._table.setObjectName("historyActions")
        self._table.current_row_changed.connect(self._show_action)
        self._table.activated_row.connect(self._open)
        self._panel = SidePanel(self, width=344)
        self._panel.setObjectName("historyPanel")
        self._undo = self._panel_button("&Hoàn tác việc này", "undo-2", "undoAction")
        self._redo = self._panel_button("&Làm lại", "redo-2", "redoAction")
        self._undo.clicked.connect(self._undo_chosen)
        self._redo.clicked.connect(self._redo_chosen)
        self._lay_out()
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self._search.setFocus)

    def _panel_button(self, text: str, icon: str, name: str) -> QPushButton:
        made = self._panel.add_button(text, icon)
        made.setObjectName(name)
        return made

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(theme.GRID)
        filters.addWidget(self._search)
        filters.addStretch(1)
        filters.addWidget(self._older)
        content = QHBoxLayout()
        content.setSpacing(0)
        content.addWidget(self._table, 1)
        content.addWidget(self._panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(filters)
        column.addLayout(content, 1)

    # ------------------------------------------------------------ showing

    @property
    def status(self) -> str:
        """The line of counts."""
        shown = len(self._model.rows)
        if self._wanted:
            return f"{shown} việc khớp với “{self._wanted}” trong {len(self._actions)} việc gần nhất"
        return f"{shown} việc gần nhất" if self._older.isVisibleTo(self) else f"{shown} việc"

    def refresh(self) -> None:
        """Read the newest actions."""
        self._actions = history.actions(self._session.con, limit=self._limit)
        self._older.setVisible(len(self._actions) == self._limit)
        self._show_rows()
        if self._table.current_row() < 0 and self._model.rows:
            self._table.choose(self._model.id_of(0))
        self._show_action(self._table.current_row())

    def _show_rows(self) -> None:
        wanted = fold(self._wanted)
        self._model.set_rows([one for one in self._actions if wanted in fold(f"{one.name}\n{one.who}")])
        self._table.set_empty(
            "Không có việc nào khớp; hãy xóa ô tìm." if wanted else "Chưa có việc nào trong sổ."
        )

    def _filter(self, text: str) -> None:
        self._wanted = text.strip()
        self._show_rows()

    def _show_older(self) -> None:
        self._limit += STEP
        self.refresh()

    def _chosen(self) -> ActionRecord | None:
        at = self._table.current_row()
        return self._model.row(at) if 0 <= at < len(self._model.rows) else None

    def _open(self, at: int) -> None:
        self._show_action(at)
        (self._undo if self._undo.isEnabled() else self._redo).setFocus()

    def _show_action(self, at: int) -> None:
        if not 0 <= at < len(self._model.rows):
            self._panel.hide()
            return
        action = self._model.row(at)
        changes = history.changes_of(self._session.con, action.id)
        words = history_words.in_words(self._session.con, changes[:_ROWS_SHOWN])
        self._panel.set_body(
            _details(action, words, len(changes), history_words.summary(changes) if len(changes) > 1 else "")
        )
        self._undo.setEnabled(action.can_undo)
        self._redo.setEnabled(action.undone)
        self._panel.open(action.name)

    # ------------------------------------------------------------ undo, redo

    def _undo_chosen(self) -> None:
        action = self._chosen()
        if action is not None:
            self._session.undo(action.id)

    def _redo_chosen(self) -> None:
        action = self._chosen()
        if action is not None:
            self._session.redo(action.id)


def _label(text: str, role: str = "") -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        made.setProperty("role", role)
    return made


def _details(action: ActionRecord, words: list[ChangeWords], count: int, summary: str) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, theme.GRID, 0)
    column.setSpacing(theme.GRID // 2)
    column.addWidget(_label(f"{history_words.local_time(action.at)} · {action.who}", "muted"))
    badge = state_badge(action)
    if badge is not None:
        column.addWidget(StateBadge(badge))
    if summary:
        column.addWidget(_label(summary, "muted"))
    for change in words:
        column.addSpacing(theme.GRID)
        heading = _label(change.shown)
        heading.setFont(theme.table_font(QFont.Weight.DemiBold))
        column.addWidget(heading)
        if change.lines:
            column.addWidget(_label("\n".join(change.lines)))
    if count > len(words):
        column.addSpacing(theme.GRID)
        column.addWidget(_label(f"… và {count - len(words)} thay đổi nữa.", "muted"))
    column.addStretch(1)
    return body
