"""The views of the page Khen thưởng under one bar of tabs; each but the first is built when first shown."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from db.nominations import Nomination
from desktop.ui import theme
from desktop.ui.pages.base import Page
from desktop.ui.session import Session

Chosen = Callable[[], list[Nomination]]


class View(Page):
    """A view beside the list of nominees. ``chosen`` tells which nominees are chosen there."""

    chosen: Chosen

    def primary(self) -> None:
        """What Ctrl+N does here."""

    def to_search(self) -> None:
        """Where Ctrl+F goes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One view: its word, and the class that shows it."""

    key: str
    title: str
    target: str

    def build(self, session: Session) -> View:
        """Import and make the view."""
        module, name = self.target.split(":")
        made: View = getattr(importlib.import_module(module), name)(session)
        return made


ENTRIES: Final = (
    Entry("rounds", "Đợt khen", "desktop.ui.pages.awards_rounds:RoundsView"),
    Entry("dossiers", "Hồ sơ còn thiếu", "desktop.ui.pages.awards_dossiers:DossiersView"),
    Entry("inquiries", "Hiệp y, công khai", "desktop.ui.pages.awards_inquiries:InquiriesView"),
    Entry("council", "Hội đồng", "desktop.ui.pages.awards_council:CouncilView"),
    Entry("submissions", "Tờ trình", "desktop.ui.pages.awards_submissions:SubmissionsView"),
    Entry("conditions", "Điều kiện", "desktop.ui.pages.awards_conditions:ConditionsView"),
)


class Views(QWidget):
    """The list of nominees first, then the other views."""

    def __init__(self, session: Session, first: QWidget, chosen: Chosen, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen = chosen
        self._built: dict[int, View] = {}
        self._bar = QTabBar(self)
        self._bar.setObjectName("awardViews")
        self._bar.setAccessibleName("Các việc xét khen thưởng")
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(first)
        for title in ("Đề nghị", *(entry.title for entry in ENTRIES)):
            self._bar.addTab(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID // 2, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        self._bar.currentChanged.connect(self._show)

    def current(self) -> View | None:
        """The view that is shown; None is the list of nominees."""
        return self._built.get(self._bar.currentIndex())

    def _show(self, at: int) -> None:
        if at == 0:
            self._stack.setCurrentIndex(0)
            return
        if at not in self._built:
            made = ENTRIES[at - 1].build(self._session)
            made.setObjectName(f"view_{ENTRIES[at - 1].key}")
            made.chosen = self._chosen
            self._built[at] = made
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(self._built[at])
