"""The list beside a plan: each item in the colour of its kind, with what was decided and how sure the reader is."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.plans.compare import GONE, UNCHANGED
from desktop.ui import icons, theme
from desktop.ui.icons import Symbol
from desktop.ui.marking import override
from desktop.ui.models.plan_list import PlanList, PlanRole, details
from desktop.ui.models.plan_reading import Decision, Entry, PlanReading
from desktop.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
_STRIPE: Final = 4
_PAD: Final = 6
_LEFT: Final = _STRIPE + theme.GRID
_TEXT: Final = _LEFT + icons.SIZE + theme.GRID
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@lru_cache(maxsize=20_000)
def _height(text: str, width: int) -> int:
    """Of a text wrapped to a width; measured once, a long plan has thousands of lines and they are laid out often."""
    room = QRect(0, 0, max(width, 80), 10_000)
    return QFontMetrics(theme.table_font()).boundingRect(room, _WRAP, text).height()


class ProposalDelegate(QStyledItemDelegate):
    """Draws a title, or an item as its words above a line of details."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QListView)
        width = view.viewport().width()
        entry = index.data(PlanRole.ENTRY)
        if entry is None:
            return QSize(width, theme.ROW_HEIGHT + theme.GRID)
        words, more = self._heights(entry, width - _TEXT - _PAD)
        return QSize(width, words + more + 2 * _PAD)

    def _heights(self, entry: Entry, width: int) -> tuple[int, int]:
        # Marks over capitals stand above the font's own ascent.
        more = " · ".join(details(entry))
        return _height(entry.line.text, width) + 2, _height(more, width) + 2 if more else 0

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        entry = index.data(PlanRole.ENTRY)
        box: QRect = option.rect
        if entry is None:
            painter.setFont(theme.font(weight=QFont.Weight.DemiBold))
            painter.setPen(theme.colour(Tone.INK))
            painter.drawText(
                box.adjusted(_PAD, theme.GRID, -_PAD, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data())
            )
        else:
            self._paint_entry(painter, option, entry)
        painter.restore()

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        tokens, box = theme.tokens(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(tokens.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(tokens.hover))
        painter.fillRect(
            QRect(box.left(), box.top() + 1, _STRIPE, box.height() - 2),
            QColor(getattr(tokens, theme.MARKS[entry.colour])),
        )
        _sign(entry).paint(painter, QRect(box.left() + _LEFT, box.top() + _PAD + 1, icons.SIZE, icons.SIZE))
        inner = box.adjusted(_TEXT, _PAD, -_PAD, -_PAD)
        words, _more = self._heights(entry, inner.width())
        font = theme.table_font()
        left_out = entry.decision is Decision.REJECTED and entry.status != GONE
        font.setStrikeOut(left_out)
        painter.setFont(font)
        painter.setPen(theme.colour(Tone.MUTED if left_out else Tone.INK))
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), words), _WRAP, entry.line.text)
        painter.setFont(theme.table_font())
        painter.setPen(theme.colour(Tone.WARNING if _needs_eye(entry) else Tone.MUTED))
        painter.drawText(inner.adjusted(0, words, 0, 0), _WRAP, " · ".join(details(entry)))


def _needs_eye(entry: Entry) -> bool:
    return entry.decision is Decision.OPEN and entry.doubtful and not entry.edited


def _sign(entry: Entry) -> QIcon:
    if entry.group in {"findings", "units"} and entry.decision is Decision.OPEN:
        return icons.icon("triangle-alert", Tone.WARNING)
    if entry.status == GONE:
        kept = entry.decision is Decision.REJECTED
        return icons.symbol_icon(Symbol.DASH, Tone.MUTED) if kept else icons.icon("trash-2", Tone.ALARM)
    if entry.decision is Decision.ACCEPTED:
        return icons.icon("check", Tone.DONE)
    if entry.decision is Decision.REJECTED:
        return icons.icon("x", Tone.MUTED)
    if entry.status == UNCHANGED and not entry.edited:
        return icons.symbol_icon(Symbol.DASH, Tone.MUTED)
    return icons.symbol_icon(Symbol.RING, Tone.WARNING if entry.doubtful else Tone.INFORMATION)


class ProposalList(QListView):
    """Items under titles. ``chosen`` carries the key of the item the keyboard is on."""

    chosen = Signal(int)
    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan_list = PlanList(PlanReading(), self)
        self.setItemDelegate(ProposalDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.doubleClicked.connect(self._want_edit)

    def look_through(self, model: PlanList) -> None:
        """Show another reading."""
        before = self.plan_list
        self.plan_list = model
        model.setParent(self)
        self.setModel(model)
        self.selectionModel().currentChanged.connect(self._tell)
        before.setParent(None)
        before.deleteLater()

    def current(self) -> Entry | None:
        """The item the keyboard is on."""
        return self.plan_list.entry(self.currentIndex().row())

    def choose(self, key: int) -> None:
        """Go to an item."""
        index = self.plan_list.index(self.plan_list.row_of(key))
        if self.isVisible():
            self.executeDelayedItemsLayout()
        self.setCurrentIndex(index)
        if self.isVisible():
            self.scrollTo(index)

    def step(self, by: int) -> bool:
        """Go to the next item (1) or the one before (-1), over the titles; whether there was one."""
        row = self.currentIndex().row() + by
        while 0 <= row < self.plan_list.rowCount():
            entry = self.plan_list.entry(row)
            if entry is not None:
                self.choose(entry.key)
                return True
            row += by
        return False

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        entry = self.plan_list.entry(current.row())
        if entry is not None:
            self.chosen.emit(entry.key)

    def _want_edit(self, _index: QModelIndex) -> None:
        self.edit_wanted.emit()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the reading here, not the beginning of a name."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Letters and Enter belong to the reading view, which sees what is ignored here.
        if event.text().strip() or event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            event.ignore()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Fields under the list come and go: the line they are about stays in sight.
        if self.isVisible():
            self.scheduleDelayedItemsLayout()
            self.executeDelayedItemsLayout()
            if self.currentIndex().isValid():
                self.scrollTo(self.currentIndex())
