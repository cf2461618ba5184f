"""The navigation at the left of the window: icon and word, collapsible to icons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.ui import icons, theme

COLLAPSED_WIDTH = 56


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the window: key, word, icon."""

    key: str
    title: str
    icon: str


class Navigation(QWidget):
    """A column of exclusive buttons; Ctrl+1 … Ctrl+9 choose as well, Ctrl+Shift+1 … those after the ninth."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "navigation")
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._keys: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(2)
        for number, entry in enumerate(entries, start=1):
            button = self._button(entry)
            keys = f"Ctrl+{number}" if number <= 9 else f"Ctrl+Shift+{number - 9}"
            button.setToolTip(f"{entry.title} ({keys})")
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
            column.addWidget(button)
        column.addStretch(1)
        self._collapse = self._footer_button("panel-left", "Thu gọn")
        self._collapse.clicked.connect(self.toggle)
        column.addWidget(self._collapse)
        self._group.idClicked.connect(self._on_clicked)
        self._collapsed = False
        self.setFixedWidth(theme.NAVIGATION_WIDTH)

    def _button(self, entry: Entry) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"nav_{entry.key}")
        # A little air between icon and word, and & as itself rather than a mnemonic.
        button.setText("  " + entry.title.replace("&", "&&"))
        button.setAccessibleName(entry.title)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setIcon(icons.icon(entry.icon))
        button.setIconSize(QSize(20, 20))
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setMinimumHeight(36)
        button.setProperty("role", "navigation")
        self._group.addButton(button, len(self._keys))
        self._keys.append(entry.key)
        self._buttons[entry.key] = button
        return button

    def _footer_button(self, icon: str, title: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("nav_collapse")
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(20, 20))
        button.setText(f"  {title}")
        button.setToolTip("Thu gọn hoặc mở rộng thanh bên")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setProperty("role", "navigation")
        return button

    def choose(self, key: str) -> None:
        """Mark a place as the present one, without telling."""
        self._buttons[key].setChecked(True)

    def toggle(self) -> None:
        """Show icons only, or icons and words."""
        self._collapsed = not self._collapsed
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if self._collapsed
            else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        for button in (*self._buttons.values(), self._collapse):
            button.setToolButtonStyle(style)
        self.setFixedWidth(COLLAPSED_WIDTH if self._collapsed else theme.NAVIGATION_WIDTH)

    def _on_clicked(self, index: int) -> None:
        self.chosen.emit(self._keys[index])
