"""What the tabs of a drive share: a table, the buttons under it, and the sentence of the plan at its side."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from db.campaigns import Campaign
from db.sqlite import Connection
from desktop.ui import theme
from desktop.ui.models.table import Column, RowsModel
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import plain_button
from desktop.ui.widgets.data_table import DataTable

_QUOTE_WIDTH: Final = 232


@dataclass(frozen=True, slots=True)
class Command:
    """A button of a part. ``slot`` is a bound method; ``needs_row`` greys it while no row is current."""

    name: str
    word: str
    slot: Callable[[], object]
    icon: str = ""
    needs_row: bool = True


class Part(QWidget):
    """One tab of a drive. It reads in :meth:`show_drive` and nowhere else."""

    word: ClassVar[str] = ""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.campaign: Campaign | None = None

    @property
    def campaign_id(self) -> int:
        """The drive shown."""
        assert self.campaign is not None
        return self.campaign.id

    def show_drive(self, campaign: Campaign) -> None:
        """Read what the tab shows of a drive."""
        self.campaign = campaign


class ListPart(Part):
    """A table of one kind of rows. Delete runs :meth:`remove`, Enter :meth:`open_row`."""

    name: ClassVar[str] = ""
    columns: ClassVar[tuple[Column[Any], ...]] = ()
    empty: ClassVar[str] = ""
    has_quote: ClassVar[bool] = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.table = DataTable(RowsModel(self.columns, row_id=self.row_id, parent=self), self)
        self.table.setObjectName(f"{self.name}Table")
        self.table.setAccessibleName(self.word)
        self.table.activated_row.connect(self._activate)
        self.table.current_row_changed.connect(self._show_row)
        self._buttons: list[tuple[QPushButton, bool]] = []
        self.set_empty()
        self._lay_out()

    def set_empty(self) -> None:
        """What the empty table says."""
        self.table.set_empty(self.empty)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(theme.GRID)
        middle.addWidget(self.table, 1)
        if self.has_quote:
            middle.addLayout(self._side())
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        for command in self.commands():
            button = plain_button(command.word, command.icon, self)
            button.setObjectName(f"{self.name}_{command.name}")
            button.clicked.connect(command.slot)
            button.setEnabled(not command.needs_row)
            self._buttons.append((button, command.needs_row))
            row.addWidget(button)
        row.addStretch(1)
        for widget in self.extras():
            row.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        whole.setSpacing(theme.GRID)
        whole.addLayout(middle, 1)
        whole.addLayout(row)

    def _side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        heading = QLabel("Câu trong kế hoạch", self)
        heading.setProperty("role", "muted")
        self.quote = QPlainTextEdit(self)
        self.quote.setObjectName(f"{self.name}Quote")
        self.quote.setReadOnly(True)
        self.quote.setTabChangesFocus(True)
        self.quote.setFixedWidth(_QUOTE_WIDTH)
        heading.setBuddy(self.quote)
        column.addWidget(heading)
        column.addWidget(self.quote, 1)
        return column

    # ------------------------------------------------------------ for the parts to say

    def commands(self) -> Sequence[Command]:
        """The buttons under the table."""
        return ()

    def extras(self) -> Sequence[QWidget]:
        """Further fields at the right end of the buttons."""
        return ()

    def read(self, con: Connection) -> Sequence[Any]:
        """The rows of the drive shown."""
        raise AssertionError(type(self).__name__, con)

    def quote_of(self, row: Any) -> str:
        """The sentence a row comes from."""
        return str(row.quote)

    def row_id(self, row: Any) -> Hashable:
        """The name of a row."""
        return int(row.id)

    def open_row(self) -> None:
        """Enter or a double click on the current row."""

    def remove(self) -> None:
        """Delete on the current row."""

    # ------------------------------------------------------------ showing

    def show_drive(self, campaign: Campaign) -> None:
        """Read the rows of a drive."""
        super().show_drive(campaign)
        self.table.rows_model.set_rows(self.read(self.session.con))
        model = self.table.rows_model
        if self.has_quote and self.table.current_row() < 0 and model.rowCount():
            self.table.choose(model.id_of(0))
        self._show_row(self.table.current_row())

    def current(self) -> Any:
        """The current row, None when there is none."""
        at, model = self.table.current_row(), self.table.rows_model
        return model.row(at) if 0 <= at < model.rowCount() else None

    def _activate(self, _line: int) -> None:
        self.open_row()

    def _show_row(self, _line: int) -> None:
        row = self.current()
        for button, needs_row in self._buttons:
            button.setEnabled(row is not None or not needs_row)
        if self.has_quote:
            self.quote.setPlainText(self.quote_of(row) if row is not None else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete takes the current row out."""
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus() and self.current() is not None:
            self.remove()
        else:
            super().keyPressEvent(event)
