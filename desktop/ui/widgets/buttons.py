"""Buttons as pages use them: one primary, the others plain, small ones with an icon and a tooltip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop.ui import icons, theme

# Wider than high: the icon keeps a little distance from its word.
_WITH_WORD: Final = QSize(icons.SIZE + 4, icons.SIZE)


def primary_button(text: str, icon: str = "", parent: QWidget | None = None) -> QPushButton:
    """The one button of a page that does what the page is for."""
    made = QPushButton(text, parent)
    made.setProperty("primary", True)
    if icon:
        made.setIcon(icons.on_accent_icon(icon))
        made.setIconSize(_WITH_WORD)
    return made


def plain_button(text: str, icon: str = "", parent: QWidget | None = None) -> QPushButton:
    """Any other button with a word."""
    made = QPushButton(text, parent)
    if icon:
        made.setIcon(icons.icon(icon))
        made.setIconSize(_WITH_WORD)
    return made


def link_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """A button that looks like a link: it leads somewhere and changes nothing."""
    made = QPushButton(text, parent)
    made.setProperty("link", True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def icon_button(icon: str, tooltip: str, parent: QWidget | None = None) -> QToolButton:
    """A small button without a word; the tooltip is its name for everybody."""
    made = QToolButton(parent)
    made.setIcon(icons.icon(icon))
    made.setIconSize(QSize(icons.SIZE, icons.SIZE))
    made.setToolTip(tooltip)
    made.setAccessibleName(tooltip)
    made.setFixedSize(theme.CONTROL_HEIGHT, theme.CONTROL_HEIGHT)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def action(
    parent: QWidget, text: str, triggered: Callable[[], object], *, icon: str = "", shortcut: str = ""
) -> QAction:
    """An action for a menu or a button. ``triggered`` is a bound method; ``shortcut`` like "Ctrl+N"."""
    made = QAction(text, parent)
    if icon:
        made.setIcon(icons.icon(icon))
    if shortcut:
        made.setShortcut(shortcut)
    made.triggered.connect(triggered)
    return made


def page_action(
    page: QWidget, name: str, text: str, triggered: Callable[[], object], icon: str, shortcut: str
) -> QAction:
    """An action whose shortcut works wherever the keyboard stands in the page; ``name`` finds it again."""
    made = action(page, text, triggered, icon=icon, shortcut=shortcut)
    made.setObjectName(name)
    made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    page.addAction(made)
    return made
