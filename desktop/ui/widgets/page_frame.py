"""What every page looks like: title with the one primary action, filters, content, a line of counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons, theme
from desktop.ui.models.marks import Badge
from desktop.ui.widgets.buttons import plain_button, primary_button
from desktop.ui.widgets.state_badge import StateBadge


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the status line. With a key it can be pressed to see the names behind it."""

    words: str
    key: str = ""
    badge: Badge | None = None


class PageFrame(QWidget):
    """Frame of a page. ``primary_pressed`` is the primary button, ``count_pressed`` the key of a count."""

    primary_pressed = Signal()
    count_pressed = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(title, self)
        self._title.setProperty("role", "title")
        self._title.setFont(theme.title_font())
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._subtitle = QLabel(self)
        self._subtitle.setProperty("role", "muted")
        self._subtitle.hide()
        for label in (self._title, self._subtitle):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._primary: QPushButton | None = None
        self._counts: list[QWidget] = []
        self._head = QHBoxLayout()
        self._head.addWidget(self._title, 1)
        self._filters = QHBoxLayout()
        self._content = QHBoxLayout()
        self._words = QLabel(self)
        self._words.setProperty("role", "muted")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._status = QHBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        grid = theme.GRID
        self._head.setSpacing(grid)
        self._filters.setSpacing(grid)
        self._content.setSpacing(0)
        upper = QVBoxLayout()
        upper.setContentsMargins(2 * grid, grid, 2 * grid, grid)
        upper.setSpacing(grid)
        upper.addLayout(self._head)
        upper.addWidget(self._subtitle)
        upper.addLayout(self._filters)
        upper.addLayout(self._content, 1)
        line = QFrame(self)
        line.setProperty("role", "statusline")
        line.setFixedHeight(theme.CONTROL_HEIGHT)
        line.setLayout(self._status)
        self._status.setContentsMargins(2 * grid, 2, 2 * grid, 2)
        self._status.setSpacing(grid)
        self._status.addWidget(self._words)
        self._status.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(line)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Another title, and a line under it where there is something to say."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_primary(self, text: str, icon: str = "") -> QPushButton:
        """The one primary button of the page, at the right of the title."""
        if self._primary is None:
            self._primary = primary_button(text, icon, self)
            self._primary.clicked.connect(self.primary_pressed)
            self._head.addWidget(self._primary)
        else:
            self._primary.setText(text)
        return self._primary

    def add_button(self, text: str, icon: str = "") -> QPushButton:
        """A further button left of the primary one; connect its ``clicked``."""
        made = plain_button(text, icon, self)
        self._head.insertWidget(self._head.count() - (1 if self._primary is not None else 0), made)
        return made

    def add_menu_button(self, text: str, icon: str, actions: Sequence[QAction]) -> QPushButton:
        """A button left of the primary one that opens a menu."""
        made = self.add_button(text, icon)
        menu = QMenu(made)
        menu.addActions(list(actions))
        made.setMenu(menu)
        return made

    def add_filter(self, widget: QWidget, *, stretch: int = 0) -> None:
        """A field of the filter line, from left to right."""
        self._filters.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)

    def end_filters(self) -> None:
        """What is added to the filter line from here on stands at its right end."""
        self._filters.addStretch(1)

    def set_content(self, widget: QWidget) -> None:
        """The main part of the page."""
        self._content.insertWidget(0, widget, 1)

    def set_side(self, panel: QWidget) -> None:
        """A panel at the right of the content."""
        self._content.addWidget(panel)

    def set_status(self, words: str, counts: Sequence[Count] = ()) -> None:
        """The line at the bottom: a sentence, then counts that can be opened."""
        self._words.setText(words)
        for old in self._counts:
            self._status.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._counts = [self._count(one) for one in counts]
        for at, made in enumerate(self._counts):
            self._status.insertWidget(1 + at, made)

    def _count(self, count: Count) -> QWidget:
        if not count.key:
            if count.badge is not None:
                return StateBadge(count.badge, self)
            return QLabel(count.words, self)
        made = QPushButton(count.words, self)
        made.setProperty("count", True)
        made.setFont(theme.table_font())
        if count.badge is not None:
            made.setIcon(icons.symbol_icon(count.badge.symbol, count.badge.tone))
        made.setObjectName(count.key)
        made.setToolTip("Xem danh sách")
        made.clicked.connect(self._press_count)
        return made

    def _press_count(self) -> None:
        self.count_pressed.emit(self.sender().objectName())
