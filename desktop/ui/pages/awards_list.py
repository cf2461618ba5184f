"""What the views beside the list of nominees share: a frame, one or two tables, buttons over them, filters by text."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from db.vietnamese.text import fold
from desktop.documents.paper_kinds import Choice
from desktop.ui import theme
from desktop.ui.dialogs.paper import PaperDialog
from desktop.ui.models.table import Column, RowsModel
from desktop.ui.pages.awards_views import View
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import action, plain_button
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.page_frame import PageFrame
from desktop.ui.widgets.search_field import SearchField

T = TypeVar("T")
Button = tuple[str, str, Callable[[], object], str]
"""Word, name, slot, tooltip."""


class ListView(View):
    """A frame with tables under each other. Subclasses fill them in ``refresh``."""

    follows_campaign = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.frame = PageFrame(self.title)
        self.body.addWidget(self.frame)
        self.search: SearchField | None = None
        self._parts = QSplitter(Qt.Orientation.Vertical, self)
        self._parts.setChildrenCollapsible(False)
        self.frame.set_content(self._parts)

    def add_search(self, hint: str) -> None:
        """A field that keeps only rows with the text typed."""
        self.search = SearchField(hint, self)
        self.search.setObjectName(f"search_{type(self).__name__}")
        self.search.searched.connect(self._searched)
        self.frame.add_filter(self.search, stretch=1)

    def add_buttons(self, buttons: Sequence[Button]) -> None:
        """Buttons left of the primary one."""
        for words, name, slot, tip in buttons:
            self._wire(self.frame.add_button(words), name, slot, tip)

    def add_table(
        self,
        name: str,
        words: str,
        columns: Sequence[Column[T]],
        row_id: Callable[[T], Hashable],
        buttons: Sequence[Button] = (),
        heading: str = "",
    ) -> tuple[RowsModel[T], DataTable]:
        """One table more, with a heading and its own buttons where given."""
        model: RowsModel[T] = RowsModel(columns, row_id=row_id, parent=self)
        table = DataTable(model, self)
        table.setObjectName(name)
        table.setAccessibleName(words)
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, theme.GRID)
        column.setSpacing(theme.GRID)
        if heading or buttons:
            column.addLayout(self._heading(heading, buttons))
        column.addWidget(table, 1)
        self._parts.addWidget(holder)
        return model, table

    def add_papers(self, papers: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """The menu "Văn bản": words, name and slot of each paper that is made of what is chosen here."""
        entries = []
        for words, name, slot in papers:
            made = action(self, words, slot)
            made.setObjectName(name)
            entries.append(made)
        self.frame.add_menu_button("&Văn bản", "file-text", entries).setObjectName("viewPapers")

    def ask_paper(
        self,
        key: str,
        *,
        meeting_id: int | None = None,
        submission_id: int | None = None,
        letter_id: int | None = None,
    ) -> None:
        """Open the dialog of a kind of paper about what is chosen."""
        start = Choice(
            self.session.as_of,
            campaign_id=self.session.campaign_id,
            meeting_id=meeting_id,
            submission_id=submission_id,
            letter_id=letter_id,
        )
        PaperDialog(self.session, key, start, self).open()

    def share(self, *sizes: int) -> None:
        """How the height is shared by the tables."""
        self._parts.setSizes(list(sizes))

    def primary(self) -> None:
        """What the primary button does."""
        self.frame.primary_pressed.emit()

    def to_search(self) -> None:
        """Put the keyboard into the field that filters."""
        if self.search is not None:
            self.search.setFocus()
            self.search.selectAll()

    def matches(self, *texts: str) -> bool:
        """Whether what was typed stands in one of the texts, accents aside."""
        wanted = fold(self.search.text()) if self.search is not None else ""
        return not wanted or any(wanted in fold(text) for text in texts)

    def _searched(self, _text: object = None) -> None:
        self.refresh()

    def _heading(self, words: str, buttons: Sequence[Button]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        label = QLabel(words, self)
        label.setFont(theme.section_font())
        row.addWidget(label)
        row.addStretch(1)
        for text, name, slot, tip in buttons:
            made = plain_button(text, "", self)
            self._wire(made, name, slot, tip)
            row.addWidget(made)
        return row

    @staticmethod
    def _wire(made: QPushButton, name: str, slot: Callable[[], object], tip: str) -> None:
        made.setObjectName(name)
        made.setToolTip(tip)
        made.clicked.connect(slot)


def chosen_of(model: RowsModel[T], table: DataTable) -> list[T]:
    """The chosen rows; the current one when none is."""
    rows = table.chosen_rows() or ([table.current_row()] if table.current_row() >= 0 else [])
    return [model.row(at) for at in rows if at < len(model.rows)]


def choose_first(table: DataTable) -> None:
    """Put the keys on the first row where they stand on none."""
    model: Any = table.model()
    if table.current_row() < 0 and model.rowCount():
        table.setCurrentIndex(model.index(0, 0))
