"""A read-only table over rows of any kind, described by a tuple of columns."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Generic, TypeVar, overload

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from db.rules.evidence import YearCell
from db.vietnamese.dates import format_date
from db.vietnamese.names import text_sort_key
from db.vietnamese.numbers import format_number
from db.vietnamese.text import fold
from desktop.ui import icons, theme
from desktop.ui.marking import override
from desktop.ui.models import clipboard
from desktop.ui.models.marks import Badge, Role, spoken_year
from desktop.ui.theme import Tone

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()

PAGE: Final = 200
"""Rows fetched at a time by :class:`PagedRows`."""


class Align(Enum):
    """Where a column's text stands: names left, numbers right, short signs in the middle."""

    LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


# Not slotted: under Python 3.11 a frozen, slotted, generic dataclass cannot be made as Column[Row](…).
@dataclass(frozen=True)
class Column(Generic[T]):
    """One column. Only ``key``, ``title`` and ``value`` are needed.

    ``text`` is what is shown; without it dates, whole numbers and truth are shown the Vietnamese way and None as
    nothing. ``sort_key`` defaults to the value itself, words in dictionary order; rows whose key is None always
    come last. ``badge`` shows a state as sign and word, ``years`` a strip of years, ``icon`` the name of a Lucide
    icon before the text.
    ``width`` is in pixels; a ``stretch`` column takes the rest of the table's width. ``copied`` is what Ctrl+C
    gives to Excel (whole numbers without dots by default).
    """

    key: str
    title: str
    value: Callable[[T], Any]
    text: Callable[[T], str] | None = None
    align: Align = Align.LEFT
    width: int = 120
    stretch: bool = False
    sort_key: Callable[[T], Any] | None = None
    tooltip: Callable[[T], str] | None = None
    icon: Callable[[T], str | None] | None = None
    badge: Callable[[T], Badge | None] | None = None
    years: Callable[[T], Sequence[YearCell]] | None = None
    tone: Callable[[T], Tone | None] | None = None
    copied: Callable[[T], str] | None = None
    title_tooltip: str = ""
    bold: bool = False
    sortable: bool = True

    def shown(self, row: T) -> str:
        """The text of this column for a row."""
        if self.text is not None:
            return self.text(row)
        if self.badge is not None and (badge := self.badge(row)) is not None:
            return badge.word
        return shown(self.value(row))

    def pasted(self, row: T) -> str:
        """The text of this column for another program."""
        if self.copied is not None:
            return self.copied(row)
        value = self.value(row)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else self.shown(row)

    def for_others(self, row: T) -> tuple[Any, str]:
        """The value and its text for another program; the value only where it is what the text says."""
        if self.copied is not None or self.badge is not None:
            return None, self.pasted(row)
        value = self.value(row)
        if isinstance(value, int) and not isinstance(value, bool):
            return value, str(value)
        return value, self.text(row) if self.text is not None else shown(value)


def shown(value: Any) -> str:
    """A value as a cell shows it: dd/mm/yyyy, 1.490.000, Có/Không, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, dt.date):
        return format_date(value)
    return format_number(value) if isinstance(value, int) else str(value)


class PagedRows(Sequence[T]):
    """Rows fetched in pages when they are looked at: for tables too long to be read whole.

    ``fetch(first, n)`` returns rows ``first`` to ``first + n``; ``count`` is how many there are. At most
    ``kept`` pages stay in memory. ``locate`` tells at which line the row of an id stands, without reading all.
    """

    def __init__(
        self,
        count: int,
        fetch: Callable[[int, int], Sequence[T]],
        kept: int = 20,
        locate: Callable[[Hashable], int | None] | None = None,
    ) -> None:
        self.locate = locate
        self._count = count
        self._fetch = fetch
        self._kept = kept
        self._pages: OrderedDict[int, Sequence[T]] = OrderedDict()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(self._count))]
        at = at + self._count if at < 0 else at
        if not 0 <= at < self._count:
            raise IndexError(at)
        number = at // PAGE
        if number not in self._pages:
            self._pages[number] = self._fetch(number * PAGE, PAGE)
            if len(self._pages) > self._kept:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number][at % PAGE]


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows and the columns that show them.

    ``row_id`` names a row so that the table can find it again after the rows were read anew. ``sorter`` sorts in
    the store: called with a column's key and whether descending, it returns the rows in that order; without it
    the rows are sorted here.
    """

    def __init__(
        self,
        columns: Sequence[Column[T]],
        rows: Sequence[T] = (),
        *,
        row_id: Callable[[T], Hashable] | None = None,
        sorter: Callable[[str, bool], Sequence[T]] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns: tuple[Column[T], ...] = tuple(columns)
        self._rows: Sequence[T] = rows
        self._row_id = row_id
        self._sorter = sorter
        self._sorted_by: tuple[int, bool] | None = None

    @property
    def rows(self) -> Sequence[T]:
        """The rows in the order shown."""
        return self._rows

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show other rows, in the order of sorting the officer chose."""
        self.beginResetModel()
        self._rows = rows
        if self._sorted_by is not None:
            self._rows = self._in_order(*self._sorted_by)
        self.endResetModel()

    def row(self, at: int) -> T:
        """The row shown at a line."""
        return self._rows[at]

    def id_of(self, at: int) -> Hashable | None:
        """The name of the row at a line; None when the model was given no ``row_id``."""
        return self._row_id(self._rows[at]) if self._row_id is not None else None

    def find(self, row_id: Hashable) -> int | None:
        """The line at which a row stands, or None when it is not there."""
        return self.find_all([row_id]).get(row_id)

    def find_all(self, wanted: Collection[Hashable]) -> dict[Hashable, int]:
        """The lines at which rows stand, by their names; those not there are left out."""
        if isinstance(self._rows, PagedRows):
            locate = self._rows.locate
            lines = {one: locate(one) for one in wanted} if locate is not None else {}
            return {one: at for one, at in lines.items() if at is not None}
        if self._row_id is None:
            return {}
        sought = set(wanted)
        return {name: at for at, row in enumerate(self._rows) if (name := self._row_id(row)) in sought}

    @override
    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        getter = _GETTERS.get(role)
        return getter(self.columns[index.column()], self._rows[index.row()]) if getter else None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align.value
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.title_tooltip or None
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not (0 <= column < len(self.columns) and self.columns[column].sortable):
            return
        self._sorted_by = (column, order == Qt.SortOrder.DescendingOrder)
        if self._sorter is not None:
            self.beginResetModel()
            self._rows = self._in_order(*self._sorted_by)
            self.endResetModel()
            return
        # Before the views are told: a key that fails must not leave them half-way.
        order_of_rows = self._order(*self._sorted_by)
        self.layoutAboutToBeChanged.emit()
        self._rows = [self._rows[at] for at in order_of_rows]
        self._move_indexes(order_of_rows)
        self.layoutChanged.emit()

    def _in_order(self, column: int, descending: bool) -> Sequence[T]:
        if self._sorter is not None:
            return self._sorter(self.columns[column].key, descending)
        return [self._rows[at] for at in self._order(column, descending)]

    def _order(self, column: int, descending: bool) -> list[int]:
        chosen = self.columns[column]
        key = chosen.sort_key or chosen.value
        keys = [key(row) for row in self._rows]
        if chosen.sort_key is None:
            # Words as a Vietnamese dictionary has them: Đ after D, not after z.
            keys = [text_sort_key(one) if isinstance(one, str) else one for one in keys]
        known = [at for at, value in enumerate(keys) if value is not None]
        known.sort(key=keys.__getitem__, reverse=descending)
        return known + [at for at, value in enumerate(keys) if value is None]

    def _move_indexes(self, order_of_rows: list[int]) -> None:
        now_at = {before: after for after, before in enumerate(order_of_rows)}
        old = self.persistentIndexList()
        self.changePersistentIndexList(old, [self.index(now_at[one.row()], one.column()) for one in old])

    def starts_with(self, at: int, column: int, folded: str) -> bool:
        """Whether the cell's text begins with ``folded`` (already folded), at the start of any of its words."""
        text = fold(self.columns[column].shown(self._rows[at]))
        return text.startswith(folded) or f" {folded}" in text

    def copy_block(self, indexes: Iterable[Index], *, titles: bool = False) -> str:
        """The cells as tab-separated lines: a cell with a tab, break or quote stands in quotes.

        A gap in the selection becomes an empty cell, so that columns stay columns; a text that begins like a formula
        has an apostrophe before it.
        """
        chosen = {(one.row(), one.column()) for one in indexes}
        columns = sorted({column for _, column in chosen})
        lines = [[self.columns[c].title for c in columns]] if titles else []
        for at in sorted({row for row, _ in chosen}):
            row = self._rows[at]
            lines.append([self.columns[c].pasted(row) if (at, c) in chosen else "" for c in columns])
        return clipboard.lines_of(lines)

    def copy_data(self, lines: Iterable[int], columns: Sequence[int], *, titles: bool = False) -> QMimeData:
        """Rows for the clipboard: as lines of text, and for Excel as a table with real dates and numbers."""
        shown = [self.columns[at] for at in columns]
        heads = [column.title for column in shown] if titles else []
        cells = [[column.for_others(row) for column in shown] for row in map(self._rows.__getitem__, lines)]
        texts = [[text for _, text in line] for line in cells]
        return clipboard.mime_data(
            clipboard.lines_of([heads, *texts] if titles else texts), clipboard.table_of(heads, cells)
        )


def _tip(column: Column[Any], row: Any) -> str | None:
    return (column.tooltip(row) or None) if column.tooltip is not None else None


def _decoration(column: Column[Any], row: Any) -> Any:
    name = column.icon(row) if column.icon is not None else None
    return icons.icon(name, _tone(column, row)) if name else None


def _tone(column: Column[Any], row: Any) -> Tone | None:
    return column.tone(row) if column.tone is not None else None


def _foreground(column: Column[Any], row: Any) -> Any:
    tone = _tone(column, row)
    return theme.colour(tone) if tone is not None else None


def _font(column: Column[Any], _row: Any) -> Any:
    return theme.table_font(QFont.Weight.DemiBold) if column.bold else None


def _spoken(column: Column[Any], row: Any) -> str:
    if column.years is not None:
        return f"{column.title}: {'; '.join(map(spoken_year, column.years(row)))}"
    return f"{column.title}: {column.shown(row)}"


_GETTERS: Final[dict[int, Callable[[Column[Any], Any], Any]]] = {
    Qt.ItemDataRole.DisplayRole: Column.shown,
    Qt.ItemDataRole.TextAlignmentRole: lambda column, _row: column.align.value,
    Qt.ItemDataRole.ToolTipRole: _tip,
    Qt.ItemDataRole.DecorationRole: _decoration,
    Qt.ItemDataRole.ForegroundRole: _foreground,
    Qt.ItemDataRole.FontRole: lambda column, _row: (
        theme.table_font(QFont.Weight.DemiBold) if column.bold else None
    ),
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Role.VALUE: lambda column, row: column.value(row),
    Role.BADGE: lambda column, row: column.badge(row) if column.badge is not None else None,
    Role.YEARS: lambda column, row: column.years(row) if column.years is not None else None,
}
