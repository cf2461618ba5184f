"""The rows of one sheet: counts that filter them, decisions for all shown at once, and the current row in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.vietnamese.numbers import format_number
from desktop.ui import icons, theme
from desktop.ui.dialogs.import_table import TickTable
from desktop.ui.models import incoming, incoming_facts
from desktop.ui.models.incoming import STATUS_WORDS, TO_LOOK_AT, IncomingModel
from desktop.ui.models.incoming_facts import FINDING_COLUMNS
from desktop.ui.models.table import RowsModel
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import plain_button
from desktop.ui.widgets.data_table import DataTable

if TYPE_CHECKING:
    from desktop.exchange.preview import PreviewRow

_DETAIL_HEIGHT: Final = 120
_ALL: Final = "dòng"
_SHOWN_WORDS: Final = {
    "": "dòng",
    "new": "dòng mới",
    "changed": "dòng thay đổi",
    "conflict": "dòng xung đột",
    "duplicate": "dòng nghi trùng",
    "asked": "dòng chờ trả lời",
    TO_LOOK_AT: "dòng cần xem lại",
}


class RowsPanel(QWidget):
    """``ticked`` tells that the officer decided about rows."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = "units"
        self._wanted = ""
        self.table = TickTable(IncomingModel("units", (), self), self)
        self.table.setObjectName("incomingRows")
        self.table.setAccessibleName("Các dòng trong tệp")
        self.table.ticked.connect(self._tell)
        self.table.current_row_changed.connect(self._show_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(self._filters())
        column.addLayout(self._decisions())
        column.addWidget(self.table, 1)
        column.addWidget(self._detail())

    def _filters(self) -> QHBoxLayout:
        self._filter_buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(theme.GRID // 2)
        for key in ("", *STATUS_WORDS, TO_LOOK_AT):
            made = QPushButton(self)
            made.setObjectName(f"show_{key or 'all'}")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setFont(theme.table_font())
            if key in STATUS_WORDS:
                made.setIcon(icons.symbol_icon(*incoming.MARKS[key]))
            elif key:
                made.setIcon(icons.icon("eye", Tone.WARNING))
            made.clicked.connect(self._choose_filter)
            self._filter_buttons[key] = made
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _decisions(self) -> QHBoxLayout:
        self.hint = QLabel("Phím cách: ghi hoặc bỏ qua các dòng đang chọn.", self)
        self.hint.setObjectName("tickHint")
        self.hint.setProperty("role", "muted")
        self.take_button = plain_button("", "check", self)
        self.take_button.setObjectName("takeShown")
        self.take_button.clicked.connect(self.take_shown)
        self.skip_button = plain_button("", "x", self)
        self.skip_button.setObjectName("skipShown")
        self.skip_button.clicked.connect(self.skip_shown)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(self.hint)
        row.addStretch(1)
        for button in (self.take_button, self.skip_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        return row

    def _detail(self) -> QWidget:
        self.facts = DataTable(RowsModel(incoming_facts.fact_columns(conflict=False, known=False)), self)
        self.facts.setObjectName("incomingFacts")
        self.facts.setAccessibleName("Nội dung dòng đang chọn")
        self.facts.set_empty("Chọn một dòng để xem nội dung.")
        self.findings = DataTable(RowsModel(FINDING_COLUMNS), self)
        self.findings.setObjectName("incomingProblems")
        self.findings.setAccessibleName("Điều cần xem lại ở dòng đang chọn")
        self.findings.set_empty("Dòng này không có gì phải xem lại.")
        self._below = QWidget(self)
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        for table, share in ((self.facts, 3), (self.findings, 2)):
            table.setFixedHeight(_DETAIL_HEIGHT)
            row.addWidget(table, share)
        return self._below

    def show_detail(self, on: bool) -> None:
        """Show the current row in full below the table, or leave the room to others."""
        self._below.setVisible(on)

    # ------------------------------------------------------------ showing

    def show_rows(self, kind: str, rows: list[PreviewRow], decided: dict[int, bool]) -> None:
        """Show the rows of a sheet, from the line the officer stood on."""
        old, kept = self.table.rows_model, self._current_line()
        self._kind = kind
        self.table.setModel(IncomingModel(kind, rows, self, decided))
        old.deleteLater()
        if self.table.incoming.counts.get(self._wanted, 0) == 0:
            self._wanted = ""
        self._filter()
        if kept is None or not self.table.choose(kept):
            self._show_row(-1)

    def _current_line(self) -> int | None:
        at = self.table.current_row()
        return self.table.incoming.row(at).row if at >= 0 else None

    def set_empty(self, sentence: str) -> None:
        """What is said while there is no row."""
        self.table.set_empty(sentence)

    @property
    def model(self) -> IncomingModel:
        """The rows shown."""
        return self.table.incoming

    def _choose_filter(self) -> None:
        self.show_only(self.sender().objectName().removeprefix("show_"))

    def show_only(self, key: str) -> None:
        """Show the rows of one status, ``problems``, or ``all``."""
        self._wanted = "" if key == "all" else key
        self._filter()

    def _filter(self) -> None:
        counts = {"": len(self.model.everything), **self.model.counts}
        for key, button in self._filter_buttons.items():
            word = STATUS_WORDS.get(key, "Cần xem lại" if key else "&Tất cả")
            button.setText(f"{word} ({format_number(counts[key])})")
            button.setVisible(not key or counts[key] > 0)
            button.setChecked(key == self._wanted)
        self.model.show_only(self._wanted)
        words = _SHOWN_WORDS.get(self._wanted, "")
        can_decide = any(map(incoming.can_tick, self.model.rows))
        for button, text in (
            (self.take_button, f"Ghi &mọi {words}"),
            (self.skip_button, f"&Bỏ qua mọi {words}"),
        ):
            button.setText(text if words else text.rstrip() + " dòng")
            button.setEnabled(can_decide)

    def take_shown(self) -> None:
        """Decide to write every shown row that can be written."""
        self._decide(True)

    def skip_shown(self) -> None:
        """Decide to leave every shown row out."""
        self._decide(False)

    def _decide(self, on: bool) -> None:
        self.model.set_ticked(range(self.model.rowCount()), on)
        self._tell()

    def _tell(self) -> None:
        self.ticked.emit()

    def _show_row(self, at: int) -> None:
        row = self.model.row(at) if 0 <= at < self.model.rowCount() else None
        facts = incoming_facts.facts_of(self._kind, row) if row is not None else []
        conflict = row is not None and bool(row.base)
        known = row is not None and row.status in ("changed", "unchanged", "conflict")
        columns = incoming_facts.fact_columns(conflict=conflict, known=known)
        old = self.facts.rows_model
        if [one.key for one in old.columns] == [one.key for one in columns]:
            old.set_rows(facts)
        else:
            self.facts.setModel(RowsModel(columns, facts, parent=self))
            old.deleteLater()
        self.findings.rows_model.set_rows(list(row.problems) if row is not None else [])
