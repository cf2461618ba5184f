"""Details of the chosen row beside the table, in place of a dialog over it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.marking import override
from desktop.ui.widgets.buttons import icon_button, plain_button, primary_button


class SidePanel(QFrame):
    """A panel with a title, a body that scrolls and buttons. Esc or its ✕ hides it and emits ``closed``."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None, width: int = theme.PANEL_WIDTH) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setFixedWidth(width)
        self._title = QLabel(self)
        self._title.setProperty("role", "section")
        self._title.setFont(theme.section_font())
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._close = icon_button("x", "Đóng (Esc)", self)
        self._close.clicked.connect(self.close_panel)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._buttons = QHBoxLayout()
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        grid = theme.GRID
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons.setSpacing(grid)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * grid, grid, grid, grid)
        column.setSpacing(grid)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._buttons)

    def set_body(self, body: QWidget) -> None:
        """The content; the one before is deleted."""
        self._scroll.setWidget(body)

    def add_button(self, text: str, icon: str = "", *, primary: bool = False) -> QPushButton:
        """A button at the foot; connect its ``clicked``."""
        made = (primary_button if primary else plain_button)(text, icon, self)
        self._buttons.addWidget(made)
        return made

    def open(self, title: str) -> None:
        """Show the panel."""
        self._title.setText(title)
        self.show()

    def close_panel(self) -> None:
        """Hide the panel and tell it."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
