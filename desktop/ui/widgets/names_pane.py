"""The list behind a number: its heading with the count, and the names; the lower half of every page of figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.models.table import Column, RowsModel
from desktop.ui.widgets.data_table import DataTable

RowOf = TypeVar("RowOf")


@dataclass(frozen=True, slots=True)
class PaneNames:
    """What widgets of a pane are called: object names of heading and table, the spoken name of the table."""

    heading: str
    table: str
    spoken: str = "Danh sách sau con số"


class NamesPane(QWidget, Generic[RowOf]):
    """A heading over the table of what a number counts. ``activated_row`` is Enter on one of the names."""

    activated_row = Signal(int)

    def __init__(
        self, columns: Sequence[Column[RowOf]], names: PaneNames, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model: RowsModel[RowOf] = RowsModel(tuple(columns), parent=self)
        self.table = DataTable(self.model, self)
        self.table.setObjectName(names.table)
        self.table.setAccessibleName(names.spoken)
        self.table.set_empty("Chọn một con số ở trên để xem danh sách.")
        self.table.activated_row.connect(self.activated_row)
        self.heading = QLabel(self)
        self.heading.setObjectName(names.heading)
        self.heading.setFont(theme.section_font())
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.heading)
        column.addWidget(self.table, 1)

    def show_names(self, words: str, rows: Iterable[RowOf]) -> None:
        """Show other names; their count stands behind ``words``, and nothing where there are no words."""
        listed = list(rows)
        self.model.set_rows(listed)
        self.heading.setText(f"{words}: {len(listed)}" if words else "")

    def to_names(self) -> None:
        """Put the keyboard into the names."""
        self.table.setFocus()

    def below(self, upper: QWidget, heights: tuple[int, int]) -> QSplitter:
        """``upper`` over this pane, so high at the beginning; neither can be folded away."""
        parts = QSplitter(Qt.Orientation.Vertical, self.parentWidget())
        parts.addWidget(upper)
        parts.addWidget(self)
        parts.setChildrenCollapsible(False)
        parts.setSizes(list(heights))
        return parts
