"""The table of every page: rows chosen as a whole, quick by keyboard, copied to Excel, told what to do when empty."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QElapsedTimer,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from db.vietnamese.text import fold
from desktop.ui import theme
from desktop.ui.marking import override
from desktop.ui.models.table import RowsModel
from desktop.ui.widgets.cells import CellDelegate
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.state_badge import BadgeDelegate
from desktop.ui.widgets.year_strip import YearStripDelegate

_TYPING_PAUSE_MS: Final = 900
_LEAST_WIDTH: Final = 48
_LONGEST_SEARCH: Final = 5000
"""Rows looked through for what was typed: more would hold up the window, and there is a search field."""


class DataTable(QTableView):
    """Shows a :class:`~desktop.ui.models.table.RowsModel`.

    ``activated_row`` (Enter or double click) and ``current_row_changed`` carry the line, -1 for none. The current
    row is kept by its ``row_id`` when the rows are read anew. ``empty_pressed`` is the button of the empty table.
    """

    activated_row = Signal(int)
    current_row_changed = Signal(int)
    empty_pressed = Signal()

    def __init__(self, model: RowsModel[Any] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self._typed = ""
        self._typed_at = QElapsedTimer()
        self._kept: tuple[Hashable | None, int, list[Hashable]] | None = None
        self._empty = EmptyState(parent=self.viewport())
        self._empty.pressed.connect(self.empty_pressed)
        self._empty.hide()
        self._set_look()
        self._set_ways()
        if model is not None:
            self.setModel(model)

    def _set_look(self) -> None:
        self.setFont(theme.table_font())
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(theme.ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_LEAST_WIDTH)
        # Widths are fitted to what is seen, never to twenty thousand rows.
        header.setResizeContentsPrecision(0)
        header.setFixedHeight(theme.CONTROL_HEIGHT)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)

    def _set_ways(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Tab leaves the table: the arrow keys move inside it.
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSortingEnabled(False)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setSortIndicatorClearable(False)
        self.entered.connect(self._hover)
        self.doubleClicked.connect(self._activate)

    @override
    def setModel(self, model: QAbstractItemModel | None) -> None:
        if not isinstance(model, RowsModel):
            message = "a DataTable shows a RowsModel"
            raise TypeError(message)
        super().setModel(model)
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._find_place)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        for at, column in enumerate(model.columns):
            self.setColumnWidth(at, column.width)
            if column.stretch:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
            if column.badge is not None:
                self.setItemDelegateForColumn(at, BadgeDelegate(self))
            elif column.years is not None:
                self.setItemDelegateForColumn(at, YearStripDelegate(self))
        self._show_empty()

    @property
    def rows_model(self) -> RowsModel[Any]:
        """The model shown."""
        model = self.model()
        assert isinstance(model, RowsModel)
        return model

    def set_empty(self, sentence: str, button: str = "") -> None:
        """The sentence shown while there is no row, and the word on the button that fills the table."""
        self._empty.tell(sentence, button)
        self._show_empty()

    def current_row(self) -> int:
        """The line of the current row, -1 when there is none."""
        return self.currentIndex().row()

    def chosen_rows(self) -> list[int]:
        """Lines of the chosen rows, from top to bottom."""
        # By ranges: asking for every chosen row of a long list takes seconds.
        found: set[int] = set()
        chosen = self.selectionModel().selection()
        for part in (chosen.at(number) for number in range(chosen.count())):
            found.update(range(part.top(), part.bottom() + 1))
        return sorted(found)

    def choose(self, row_id: Hashable) -> bool:
        """Make the row of that name the current one and show it; False when it is not in the table."""
        at = self.rows_model.find(row_id)
        if at is not None:
            self._go_to(at)
        return at is not None

    def first_visible_column(self) -> int:
        """The column at the left edge, which carries the mark of the current row."""
        header = self.horizontalHeader()
        return next(
            (
                header.logicalIndex(n)
                for n in range(header.count())
                if not header.isSectionHidden(header.logicalIndex(n))
            ),
            -1,
        )

    def copy(self) -> None:
        """Put the chosen rows, else the current one, on the clipboard as cells for Excel, without hidden columns.

        Several rows are a list and come with their headings; one row alone is to be put into another list.
        """
        model = self.rows_model
        rows = self.chosen_rows() or ([self.current_row()] if self.currentIndex().isValid() else [])
        columns = [at for at in range(model.columnCount()) if not self.isColumnHidden(at)]
        if rows and columns:
            QGuiApplication.clipboard().setMimeData(model.copy_data(rows, columns, titles=len(rows) > 1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and _is_ctrl(event):
            event.ignore()  # Ctrl+Enter belongs to the dialog around the table
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._activate(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape and self._typed:
            self._typed = ""
        else:
            super().keyPressEvent(event)

    @override
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        model = self.model()
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: model.rowCount() - 1,
        }
        if action in ends and model.rowCount():
            return model.index(ends[action], max(0, self.currentIndex().column()))
        return super().moveCursor(action, modifiers)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Go to the next row with a word that begins with what was typed, accents aside."""
        if not self._typed_at.isValid() or self._typed_at.hasExpired(_TYPING_PAUSE_MS):
            self._typed = ""
        self._typed_at.start()
        again = bool(self._typed) and set(self._typed) == {search}
        self._typed += search
        wanted = fold(search if again else self._typed)
        model = self.rows_model
        count = min(model.rowCount(), _LONGEST_SEARCH)
        if not wanted or not count:
            return
        column = max(0, self.currentIndex().column())
        # The first letter looks beyond the current row, further ones may stay on it.
        start = max(0, self.current_row()) + (
            1 if again or (len(self._typed) == 1 and self.current_row() >= 0) else 0
        )
        for step in range(count):
            at = (start + step) % model.rowCount()
            if model.starts_with(at, column, wanted):
                self._go_to(at)
                return

    @override
    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._empty.setGeometry(self.viewport().rect())

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(QModelIndex())
        return super().viewportEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.indexAt(event.position().toPoint()).isValid():
            self._hover(QModelIndex())
        super().mouseMoveEvent(event)

    @override
    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        # Whoever comes by Tab sees at once where the arrow keys start.
        if not self.currentIndex().isValid() and self.model() is not None and self.model().rowCount():
            self.selectionModel().setCurrentIndex(
                self.model().index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.viewport().update()

    @override
    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _go_to(self, at: int) -> None:
        place = self.model().index(at, max(0, self.currentIndex().column()))
        # Not by the view's own setCurrentIndex: while Ctrl is held (Ctrl+Enter in a dialog) it would choose nothing.
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(place, chosen)
        self.scrollTo(place)

    def _activate(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.activated_row.emit(index.row())

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        for one in (current, previous):
            if one.isValid():
                self._repaint_row(one.row())
        self.current_row_changed.emit(current.row())

    def _hover(self, index: QModelIndex | QPersistentModelIndex) -> None:
        before, self.hovered_row = self.hovered_row, index.row()
        for at in {before, self.hovered_row} - {-1}:
            self._repaint_row(at)

    def _repaint_row(self, at: int) -> None:
        self.viewport().update(0, self.rowViewportPosition(at), self.viewport().width(), theme.ROW_HEIGHT)

    def _keep_place(self) -> None:
        model = self.rows_model
        at = self.current_row()
        if at < 0 or at >= len(model.rows):
            self._kept = None
            return
        chosen = [model.id_of(row) for row in self.chosen_rows()]
        self._kept = (
            model.id_of(at),
            self.verticalScrollBar().value(),
            [one for one in chosen if one is not None],
        )

    def _find_place(self) -> None:
        self.hovered_row = -1
        self._show_empty()
        kept, self._kept = self._kept, None
        if kept is None or kept[0] is None:
            self.current_row_changed.emit(-1)
            return
        row_id, scrolled, chosen = kept
        lines = self.rows_model.find_all([row_id, *chosen])
        if row_id not in lines:
            self.current_row_changed.emit(-1)
            return
        model, selection = self.model(), self.selectionModel()
        selection.setCurrentIndex(model.index(lines[row_id], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        block = QItemSelection()
        for one in chosen:
            if one in lines:
                block.select(model.index(lines[one], 0), model.index(lines[one], model.columnCount() - 1))
        selection.select(block, QItemSelectionModel.SelectionFlag.Select)
        self.verticalScrollBar().setValue(scrolled)

    def _show_empty(self) -> None:
        model = self.model()
        self._empty.setGeometry(self.viewport().rect())
        self._empty.setVisible(bool(self._empty.sentence) and (model is None or model.rowCount() == 0))


def _is_ctrl(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
