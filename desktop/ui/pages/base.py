"""What every page shares: its place in the navigation, and redrawing only when it shows what changed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.store import Changes
from desktop.ui.session import Session


class Page(QWidget):
    """One page of the window.

    A page reads in :meth:`refresh` and nowhere else. After a change that touches one of its ``tables`` it is
    marked dirty and refreshed at once when visible, else when it is shown next.
    """

    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    tables: frozenset[str] = frozenset()
    follows_campaign: ClassVar[bool] = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._dirty = True
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        session.changed.connect(self._on_changed)
        session.campaign_changed.connect(self._on_campaign_changed)
        session.as_of_changed.connect(self._on_campaign_changed)

    def refresh(self) -> None:
        """Read from the register and show it."""

    def keep_unsaved(self) -> None:
        """Write what the page holds and the register does not: the program is about to end."""

    def mark_dirty(self) -> None:
        """Redraw now when visible, else when shown next."""
        self._dirty = True
        if self.isVisible():
            self._refresh_if_dirty()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*self.tables):
            self.mark_dirty()

    def _on_campaign_changed(self) -> None:
        if self.follows_campaign:
            self.mark_dirty()

    def _refresh_if_dirty(self) -> None:
        if self._dirty:
            self._dirty = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catch up with what changed while the page was hidden."""
        super().showEvent(event)
        self._refresh_if_dirty()
