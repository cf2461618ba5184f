"""Section Kho phôi: kinds of pre-printed sheets with what is left and still needed, in and out, the minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from db import sheet_stock
from db.attachments import safe_name
from db.sqlite import Connection
from db.talk import Talk
from db.vietnamese.numbers import format_number
from db.vietnamese.text import lower_first
from desktop.documents import phoi_need
from desktop.ui import theme
from desktop.ui.dialogs import files
from desktop.ui.dialogs.print_sheets import stock_dialog
from desktop.ui.models.sheets import KIND_COLUMNS, LINE_COLUMNS, StockKind, line_id, stock_name
from desktop.ui.models.table import RowsModel
from desktop.ui.operations import stock as operations
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import plain_button
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.page_frame import Count

MINUTES: Final = "Biên bản sử dụng phôi"


class StockTab(QWidget):
    """Kinds above, the movements of the chosen kind below. ``told``: what the page's frame shows has changed."""

    told = Signal()
    primary: Final = ("&Nhập phôi", "plus")
    can_do_primary: Final = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = RowsModel(KIND_COLUMNS, row_id=stock_name, parent=self)
        self._line_model = RowsModel(LINE_COLUMNS, row_id=line_id, parent=self)
        self._kinds = DataTable(self._model, self)
        self._kinds.setObjectName("stockKinds")
        self._kinds.setAccessibleName("Các loại phôi")
        self._kinds.set_empty(
            "Kho phôi còn trống; hãy nhập số phôi đang có để biết khi nào thiếu.", "Nhập phôi"
        )
        self._kinds.empty_pressed.connect(self.do_primary)
        self._kinds.current_row_changed.connect(self._show_lines)
        self._lines = DataTable(self._line_model, self)
        self._lines.setObjectName("stockLines")
        self._lines.setAccessibleName("Nhập, xuất phôi")
        self._lines.set_empty("Chọn một loại phôi ở trên để xem nhập, xuất.")
        self._lines.selectionModel().selectionChanged.connect(self._enable)
        delete = QShortcut(QKeySequence("Del"), self._lines)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        self._lay_out()
        self.setFocusProxy(self._kinds)

    def _button(self, text: str, icon: str, name: str, slot: Callable[[], None]) -> QPushButton:
        made = plain_button(text, icon, self)
        made.setObjectName(name)
        made.clicked.connect(slot)
        return made

    def _lay_out(self) -> None:
        self._out = self._button("&Xuất phôi", "upload", "stockOut", self.take_out)
        self._remove = self._button("Xóa &dòng", "trash-2", "removeStockLine", self.remove)
        below = QWidget(self)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        bar = QHBoxLayout()
        bar.setSpacing(theme.GRID)
        heading = QLabel("Nhập, xuất", self)
        heading.setFont(theme.section_font())
        bar.addWidget(heading, 1)
        bar.addWidget(self._out)
        bar.addWidget(self._remove)
        column.addLayout(bar)
        column.addWidget(self._lines, 1)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self._kinds)
        splitter.addWidget(below)
        splitter.setSizes([200, 340])
        splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.GRID, 0, 0)
        whole.setSpacing(theme.GRID)
        whole.addLayout(self._minutes_bar())
        whole.addWidget(splitter, 1)

    def _minutes_bar(self) -> QHBoxLayout:
        self._start, self._end = DateField(self), DateField(self)
        bar = QHBoxLayout()
        bar.setSpacing(theme.GRID)
        for words, field, name in (
            (f"{MINUTES} từ n&gày", self._start, "minutesStart"),
            ("đến ngà&y", self._end, "minutesEnd"),
        ):
            label = QLabel(words, self)
            label.setBuddy(field.edit)
            label.setFixedHeight(theme.CONTROL_HEIGHT)
            field.edit.setObjectName(name)
            field.edit.setAccessibleName(words.replace("&", ""))
            field.setMaximumWidth(152)
            bar.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
            bar.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        self._minutes = self._button("Lập &biên bản…", "file-spreadsheet", "stockMinutes", self.ask_minutes)
        bar.addWidget(self._minutes, 0, Qt.AlignmentFlag.AlignTop)
        bar.addStretch(1)
        return bar

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Read balances and what is still needed in the year looked at."""
        con, day = self._session.con, self._session.as_of
        balance, needed = sheet_stock.stock_balance(con), phoi_need.needs(con, day.year)
        names = dict.fromkeys((*balance, *needed))
        kinds = [StockKind(name, balance.get(name, 0), needed.get(name, 0)) for name in names]
        self._model.set_rows(kinds)
        if kinds and self._kinds.current_row() < 0:
            self._kinds.choose(kinds[0].name)
        for field, proposed in ((self._start, day.replace(month=1, day=1)), (self._end, day)):
            if field.value() is None:
                field.set_value(proposed)
        self._show_lines()

    def _chosen(self) -> StockKind | None:
        at = self._kinds.current_row()
        return self._model.row(at) if 0 <= at < len(self._model.rows) else None

    def _show_lines(self, _at: int = 0) -> None:
        kind = self._chosen()
        listed = sheet_stock.stock_lines(self._session.con, kind.name) if kind is not None else []
        self._line_model.set_rows(listed)
        self._enable()

    def _enable(self, *_ignored: object) -> None:
        self._out.setEnabled(self._chosen() is not None)
        at = self._lines.chosen_rows()
        self._remove.setEnabled(len(at) == 1 and self._line_model.row(at[0]).print_run_id is None)
        self._minutes.setEnabled(bool(self._model.rows))
        self.told.emit()

    def take_search(self) -> None:
        """Give the keyboard to the kinds: there are few enough to see."""
        self._kinds.setFocus()

    @property
    def counts(self) -> tuple[Count, ...]:
        """Numbers that can be opened: none, the kinds are all in sight."""
        return ()

    @property
    def status(self) -> str:
        """The line of counts."""
        told = [f"{format_number(kind.left)} tờ {kind.name}" for kind in self._model.rows[:3]]
        short = [kind for kind in self._model.rows if kind.left < max(0, kind.need)]
        if short:
            told.append(f"{len(short)} loại thiếu")
        return " · ".join(told) or "Kho phôi trống"

    # ------------------------------------------------------------ doing

    def do_primary(self) -> None:
        """Sheets came in."""
        self._move(coming_in=True)

    def take_out(self) -> None:
        """Sheets went out otherwise than through the printer."""
        self._move(coming_in=False)

    def _move(self, *, coming_in: bool) -> None:
        kind = self._chosen()
        known = phoi_need.stocks(self._session.con)
        name = kind.name if kind is not None else next(iter(known), "")
        stock_dialog(self._session, known, name, self.window(), coming_in=coming_in).open()

    def remove(self) -> None:
        """Take out the chosen movement."""
        at = self._lines.chosen_rows()
        if len(at) == 1 and self._remove.isEnabled():
            line = self._line_model.row(at[0])
            self._session.run(operations.remove_line(line.id, line.name))

    def ask_minutes(self) -> None:
        """Ask where the minutes of the period go."""
        if not (self._start.validate() and self._end.validate()):
            return
        start, end = self._start.value(), self._end.value()
        if start is None or end is None:
            field = self._start if start is None else self._end
            field.set_error("Hãy nhập ngày của kỳ biên bản.")
            field.edit.setFocus()
            return
        if start > end:
            self._start.set_error("“Từ ngày” đang sau “đến ngày”.")
            self._start.edit.setFocus()
            return
        self._start.set_error("")
        name = safe_name(f"{MINUTES} {end.year}.xlsx")
        files.choose_target(self, f"Lập {lower_first(MINUTES)}", name, files.WORKBOOK, self.write_minutes)

    def write_minutes(self, path: str) -> None:
        """Write the minutes of the period to ``path`` in the background."""
        target = Path(path)
        work = partial(_minutes, target, self._start.value(), self._end.value(), self._session.path.name)
        self._session.in_background(work, partial(self._written, target))

    def _written(self, target: Path, _rows: object) -> None:
        self._session.tell(f"Đã ghi “{target.name}”.")
        self._session.open_file(target)


def _minutes(
    target: Path, start: dt.date, end: dt.date, store_name: str, con: Connection, _talk: Talk
) -> int:
    from desktop.exchange import exports

    return exports.export(con, "sheets", None, target, end, store_name=store_name, start=start)
