"""Section Đợt in: the runs, the sheets of the chosen one, spoiled sheets, the result after a jam, going on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from db import awards, decisions, printing
from db.errors import Refused
from db.printing import PrintRun
from db.vietnamese.text import fold
from desktop.documents import template_list
from desktop.ui import theme
from desktop.ui.dialogs.print_sheets import RunResultDialog, spoiled_dialog
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge
from desktop.ui.models.sheets import (
    RUN_COLUMNS,
    SHEET_COLUMNS,
    RunLine,
    SheetLine,
    place_of,
    run_id,
    sheet_id,
    sheet_lines,
)
from desktop.ui.models.table import RowsModel
from desktop.ui.operations import printing as operations
from desktop.ui.session import Session
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import plain_button
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.page_frame import Count
from desktop.ui.widgets.search_field import SearchField

_SHOW: Final = (
    ("all", "Mọi đợt in"),
    ("open", "Chưa ghi kết quả"),
    ("left", "Còn tờ phải in"),
    ("spoiled", "Có tờ hỏng"),
)
_OPEN: Final = Badge(Symbol.TRIANGLE, Tone.ALARM, "Chưa ghi kết quả")
_LEFT: Final = Badge(Symbol.HALF, Tone.WARNING, "Còn tờ phải in")
_NONE: Final = "Chưa in đợt nào; hãy in Giấy khen ở trang Quyết định & In."


class RunsTab(QWidget):
    """Runs above, their sheets below. ``told``: what the page's frame shows has changed."""

    told = Signal()
    decisions_asked = Signal()
    primary: Final = ("In tiế&p tờ còn lại", "printer")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._runs: list[RunLine] = []
        self._wanted = ""
        self._model = RowsModel(RUN_COLUMNS, row_id=run_id, parent=self)
        self._sheet_model = RowsModel(SHEET_COLUMNS, row_id=sheet_id, parent=self)
        self._build_filters()
        self._build_tables()

    def _build_filters(self) -> None:
        self._search = SearchField(parent=self)
        self._search.setObjectName("runSearch")
        self._search.searched.connect(self._filter)
        self._show = QComboBox(self)
        self._show.setObjectName("runShow")
        self._show.setAccessibleName("Hiện đợt in nào")
        for key, words in _SHOW:
            self._show.addItem(words, key)
        self._show.activated.connect(self._show_rows)
        self._filters = QHBoxLayout()
        self._filters.setSpacing(theme.GRID)
        self._filters.addWidget(self._search)
        self._filters.addWidget(self._show)
        self._filters.addStretch(1)
        self._result = self._button("Tờ &cuối cùng in tốt là số…", "file-check", "runResult", self.ask_result)
        self._filters.addWidget(self._result)

    def _button(self, text: str, icon: str, name: str, slot: Callable[[], None]) -> QPushButton:
        made = plain_button(text, icon, self)
        made.setObjectName(name)
        made.clicked.connect(slot)
        return made

    def _build_tables(self) -> None:
        self._table = DataTable(self._model, self)
        self._table.setObjectName("printRuns")
        self._table.setAccessibleName("Các đợt in")
        self._table.set_empty(_NONE, "Sang Quyết định && In")
        self._table.empty_pressed.connect(self.decisions_asked)
        self._table.current_row_changed.connect(self._show_sheets)
        self._table.activated_row.connect(self._open)
        self._sheets = DataTable(self._sheet_model, self)
        self._sheets.setObjectName("printedSheets")
        self._sheets.setAccessibleName("Các tờ của đợt in")
        self._sheets.set_empty("Chọn một đợt in ở trên để xem từng tờ.")
        self._sheets.selectionModel().selectionChanged.connect(self._enable)
        self._sheets.activated_row.connect(self._turn)
        below = QWidget(self)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(self._sheet_bar())
        column.addWidget(self._sheets, 1)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self._table)
        splitter.addWidget(below)
        splitter.setSizes([260, 300])
        splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.GRID, 0, 0)
        whole.setSpacing(theme.GRID)
        whole.addLayout(self._filters)
        whole.addWidget(splitter, 1)
        self.setFocusProxy(self._table)

    def _sheet_bar(self) -> QHBoxLayout:
        self._heading = QLabel(self)
        self._heading.setObjectName("runHeading")
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setFont(theme.section_font())
        self._spoil = self._button("Ghi tờ hỏn&g…", "triangle-alert", "spoilSheets", self.spoil)
        self._good = self._button("&Tốt lại", "check", "goodSheets", self.make_good)
        bar = QHBoxLayout()
        bar.setSpacing(theme.GRID)
        bar.addWidget(self._heading, 1)
        bar.addWidget(self._spoil)
        bar.addWidget(self._good)
        return bar

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Read the runs."""
        con = self._session.con
        titles = template_list.titles(con)
        listed = printing.list_runs(con)
        names = {one.id: one.shown for one in decisions.list_decisions(con, statuses=["issued"])}
        self._runs = [
            RunLine(
                run,
                names.get(run.decision_id, ""),
                titles.get(run.template_name, run.template_name),
                self._left(run),
            )
            for run in listed
        ]
        self._show_rows()

    def _left(self, run: PrintRun) -> int:
        # Most runs came out whole: those need no query.
        if run.open or run.trial or run.target == "pdf" or run.good == len(run.planned):
            return 0
        return len(printing.remaining(self._session.con, run.id))

    def _show_rows(self, _index: int = 0) -> None:
        wanted, show = fold(self._wanted), self._show.currentData()
        kept = [line for line in self._runs if _is_shown(line, show) and wanted in fold(_searched(line))]
        self._model.set_rows(kept)
        if self._runs:
            self._table.set_empty("Không có đợt in nào khớp; hãy xóa ô tìm hoặc chọn “Mọi đợt in”.")
        else:
            self._table.set_empty(_NONE, "Sang Quyết định && In")
        if kept and self._table.current_row() < 0:
            self._table.choose(kept[0].run.id)
        self._show_sheets()

    def _filter(self, text: str) -> None:
        self._wanted = text.strip()
        self._show_rows()

    def take_search(self) -> None:
        """Give the keyboard to the search field."""
        self._search.setFocus()

    def _chosen(self) -> RunLine | None:
        at = self._table.current_row()
        return self._model.row(at) if 0 <= at < len(self._model.rows) else None

    def _show_sheets(self, _at: int = 0) -> None:
        line = self._chosen()
        if line is None:
            self._heading.clear()
            self._sheet_model.set_rows([])
        else:
            con = self._session.con
            by_id = {award.id: award for award in awards.list_awards(con, line.run.decision_id)}
            lines = sheet_lines(line.run, printing.sheets(con, line.run.id), by_id)
            self._sheet_model.set_rows(lines)
            self._heading.setText(f"{len(lines)} tờ · {place_of(line.run)}")
        self._enable()

    def _enable(self, *_ignored: object) -> None:
        line, chosen = self._chosen(), [one for one in self._chosen_sheets() if one.sheet is not None]
        states = {one.sheet.state for one in chosen if one.sheet is not None}
        self._spoil.setEnabled("good" in states)
        self._good.setEnabled("spoiled" in states)
        self._result.setEnabled(line is not None and _takes_result(line.run))
        self.told.emit()

    def _chosen_sheets(self) -> list[SheetLine]:
        return [self._sheet_model.row(at) for at in self._sheets.chosen_rows()]

    @property
    def status(self) -> str:
        """The line of counts."""
        return f"{len(self._model.rows)} / {len(self._runs)} đợt in"

    @property
    def counts(self) -> tuple[Count, ...]:
        """What waits: runs without a result, sheets still to be printed."""
        waiting = sum(line.run.open for line in self._runs)
        left = sum(line.left for line in self._runs)
        made = (
            (waiting, Count(f"{waiting} đợt chưa ghi kết quả", "open", _OPEN)),
            (left, Count(f"{left} tờ còn phải in", "left", _LEFT)),
        )
        return tuple(count for number, count in made if number)

    def open_count(self, key: str) -> None:
        """Show the runs behind a count."""
        self._show.setCurrentIndex(self._show.findData(key))
        self._show_rows()

    # ------------------------------------------------------------ doing

    @property
    def can_do_primary(self) -> bool:
        """Whether the chosen run left something to print."""
        line = self._chosen()
        return line is not None and not line.run.open and line.left > 0

    def do_primary(self) -> None:
        """Print what the chosen run left."""
        from desktop.ui.dialogs.certificate_dialog import CertificateDialog

        line = self._chosen()
        if line is None:
            return
        rest = printing.remaining(self._session.con, line.run.id)
        try:
            dialog = CertificateDialog(self._session, line.run.decision_id, rest, self.window())
        except Refused as refusal:
            self._session.refused.emit(str(refusal))
            return
        dialog.open()

    def _open(self, _at: int) -> None:
        """Enter on a run: what it waits for, else its sheets."""
        line = self._chosen()
        if line is not None and line.run.open and self._result.isEnabled():
            self.ask_result()
        else:
            self._sheets.setFocus()

    def ask_result(self) -> None:
        """Which sheet was the last good one."""
        line = self._chosen()
        if line is not None and self._result.isEnabled():
            dialog = RunResultDialog(
                self._session, line.run, self._sheet_model.rows, line.decision, self.window()
            )
            dialog.open()

    def spoil(self) -> None:
        """The chosen sheets are spoiled."""
        chosen = [one for one in self._chosen_sheets() if one.sheet is not None and one.sheet.state == "good"]
        if chosen:
            spoiled_dialog(self._session, chosen, self.window()).open()

    def make_good(self) -> None:
        """The chosen sheets are good after all."""
        ids = [one.sheet.id for one in self._chosen_sheets() if one.sheet and one.sheet.state == "spoiled"]
        if ids:
            self._session.run(operations.mark_good(ids))

    def _turn(self, _at: int) -> None:
        """Enter on a sheet."""
        if self._spoil.isEnabled():
            self.spoil()


def _takes_result(run: PrintRun) -> bool:
    """Whether there is something to say of what came out: an open run always, a file or a trial no more."""
    return run.open or (run.target == "printer" and not run.trial)


def _is_shown(line: RunLine, show: str) -> bool:
    return {
        "all": True,
        "open": line.run.open,
        "left": line.left > 0,
        "spoiled": line.run.spoiled > 0,
    }[show]


def _searched(line: RunLine) -> str:
    return "\n".join((line.decision, line.template, place_of(line.run), line.run.officer, line.run.note))
