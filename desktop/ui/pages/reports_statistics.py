"""Thống kê: the ministry's forms and the commune's own by any period; every number opens into its names."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QComboBox, QWidget

from db import campaigns, people, reports, statistics
from db.attachments import safe_name
from db.rules.tables import Fact, Table
from db.sqlite import Connection
from db.statistics import Period
from db.talk import Talk
from desktop.documents.paper_kinds import Choice
from desktop.ui.dialogs import files
from desktop.ui.dialogs.campaign_parts import facts_dialog
from desktop.ui.dialogs.paper import PaperDialog
from desktop.ui.dialogs.subject_facts import SubjectFactsDialog
from desktop.ui.models.statistics import FACT_COLUMNS, StatisticsRow, statistics_columns, statistics_rows
from desktop.ui.models.table import RowsModel
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.widgets.cell_table import CellTable
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.names_pane import NamesPane, PaneNames
from desktop.ui.widgets.page_frame import Count, PageFrame

_HEADING_HEIGHT: Final = 96
_NAMES: Final = PaneNames("statisticsHeading", "statisticsNames")
CUT_OFFS: Final[tuple[tuple[tuple[int, int] | None, str], ...]] = (
    (None, "Trọn năm (01/01 – 31/12)"),
    ((12, 14), "Chốt 14/12 (nộp ngày 15/12)"),
    ((11, 30), "Chốt 30/11"),
)
"""Days a year's figures are closed on, as (month, day)."""


class StatisticsPage(Page):
    """A form above, the names of the number the keys stand on below."""

    title = "Thống kê khen thưởng"
    icon = "chart-column"
    tables = frozenset(
        {"award", "decision", "subject", "unit", "submission", "submission_item", "nomination", "campaign"}
        | {"organization"}
    )
    follows_campaign = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._table: Table | None = None
        self._unplaced = ""
        self._period = Period.of_year(session.as_of.year)
        self._frame = PageFrame(self.title)
        self.body.addWidget(self._frame)
        primary = self._frame.set_primary("Xuất &Excel", "file-spreadsheet")
        primary.setObjectName("exportForm")
        paper = self._frame.add_button("Biểu &Word, PDF…", "file-text")
        paper.setObjectName("statisticsPaper")
        paper.setToolTip("Lập biểu đang xem thành văn bản Word hoặc PDF, có thể kèm danh sách")
        paper.clicked.connect(self.ask_paper)
        self._frame.primary_pressed.connect(self.ask_export)
        self._frame.count_pressed.connect(self.show_unplaced)
        self._build_filters()
        self._build_tables()

    # ------------------------------------------------------------ building

    def _build_filters(self) -> None:
        self._form = self._box("statisticsForm", "Biểu thống kê", 320)
        codes = dict.fromkeys(one.code for one in reversed(statistics.forms()))
        for code in codes:
            form = statistics.form(code)
            self._form.addItem(f"{form.number}: {form.name}" if form.number else form.name, code)
        self._year = self._box("statisticsYear", "Năm", 112)
        self._cut = self._box("statisticsCutOff", "Ngày chốt số liệu", 224)
        for cut, words in CUT_OFFS:
            self._cut.addItem(words, cut)
        self._start, self._end = self._day("statisticsFrom", "Từ ngày"), self._day("statisticsTo", "Đến ngày")
        self._form.activated.connect(self._fill)
        self._year.activated.connect(self._take_year)
        self._cut.activated.connect(self._take_year)
        self._frame.end_filters()

    def _box(self, name: str, words: str, width: int) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(words)
        box.setToolTip(words)
        box.setFixedWidth(width)
        self._frame.add_filter(box)
        return box

    def _day(self, name: str, words: str) -> DateField:
        field = DateField(self)
        field.edit.setObjectName(name)
        field.edit.setAccessibleName(words)
        field.setToolTip(words)
        field.setFixedWidth(152)
        field.value_changed.connect(self._take_days)
        self._frame.add_filter(field)
        return field

    def _build_tables(self) -> None:
        self.table = CellTable(RowsModel[StatisticsRow]((), parent=self), self)
        self.table.setObjectName("statisticsTable")
        self.table.setAccessibleName(self.title)
        self.table.activated_cell.connect(self._to_names)
        self.names: NamesPane[Fact] = NamesPane(FACT_COLUMNS, _NAMES, self)
        self.names.table.setToolTip(
            "Enter: ghi dân tộc, tôn giáo, nhóm đối tượng; của phong trào: cấp, phạm vi"
        )
        self.names.activated_row.connect(self.ask_facts)
        self._frame.set_content(self.names.below(self.table, (400, 170)))

    # ------------------------------------------------------------ the period

    @property
    def period(self) -> Period:
        """The days counted."""
        return self._period

    def _take_year(self, _index: int = 0) -> None:
        year = self._year.currentData()
        if year is not None:
            cut = self._cut.currentData()
            self._period = Period.of_year(year, tuple(cut) if cut else None)
            self._start.set_value(self._period.start)
            self._end.set_value(self._period.end)
            self._fill()

    def _take_days(self, _day: object = None) -> None:
        start, end = self._start.value(), self._end.value()
        if not isinstance(start, dt.date) or not isinstance(end, dt.date):
            return
        if end < start:
            self.session.refused.emit(
                "Kỳ thống kê kết thúc trước khi bắt đầu; hãy sửa lại một trong hai ngày."
            )
            return
        self._period = Period.between(start, end)
        self._fill()

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Offer the years of the register and count anew."""
        years = dict.fromkeys([*reports.years(self.session.con), self.session.as_of.year])
        chosen = self._year.currentData()
        self._year.clear()
        for year in sorted(years, reverse=True):
            self._year.addItem(f"Năm {year}", year)
        if chosen is None:
            self._year.setCurrentIndex(max(0, self._year.findData(self.session.as_of.year)))
            self._take_year()
        else:
            self._year.setCurrentIndex(self._year.findData(chosen))
            self._fill()

    def _fill(self, _index: int = 0) -> None:
        form = statistics.form(self._form.currentData(), self._period.end)
        self._table = statistics.table(self.session.con, form, self._period)
        place = self.table.currentIndex()
        at = (place.row(), place.column()) if place.isValid() else (0, 2)
        model: RowsModel[StatisticsRow] = RowsModel(
            statistics_columns(form), statistics_rows(self._table), parent=self
        )
        before, unplaced = self.table.model(), self._unplaced
        self.table.setModel(model)
        before.deleteLater()
        self.table.setSortingEnabled(False)
        self.table.horizontalHeader().setFixedHeight(_HEADING_HEIGHT)
        self.table.selectionModel().currentChanged.connect(self._show_names)
        self.table.setCurrentIndex(
            model.index(min(at[0], model.rowCount() - 1), min(at[1], model.columnCount() - 1))
        )
        doubt = "" if form.verified else "; biểu chưa đối chiếu"
        titles = {one.key: one.title for one in form.dimensions}
        counts = [
            Count(f"{titles[key]}: {len(facts)} chưa ghi", f"unplaced_{key}")
            for key, facts in self._table.unplaced.items()
            if facts
        ]
        self._frame.set_status(f"Số liệu {self._period.shown}{doubt}", counts)
        self._show_names()
        if self._table.unplaced.get(unplaced):
            # Whoever fills in one name after the other goes on with the list that is left.
            self._list_unplaced(unplaced)

    def _show_names(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        at = self.table.currentIndex()
        if self._table is None or not at.isValid():
            return
        self._unplaced = ""
        line = self._table.form.lines[at.row()]
        column = self._table.form.columns[max(0, at.column() - 2)]
        facts = self._table.facts(line.code, column.code) if not line.is_heading else ()
        title = line.title.removeprefix("Trong đó: ")
        self.names.show_names(f"{title} – {column.title or column.group}", facts)

    def show_unplaced(self, key: str) -> None:
        """Show what stands in none of the rows it should be divided into."""
        self._list_unplaced(key.removeprefix("unplaced_"))
        self.names.to_names()

    def _list_unplaced(self, name: str) -> None:
        assert self._table is not None
        self._unplaced = name
        title = next(one.title for one in self._table.form.dimensions if one.key == name)
        self.names.show_names(f"{title} – chưa ghi nên không nằm trong hàng nào", self._table.unplaced[name])

    def ask_facts(self, row: int) -> None:
        """Open the dialog of what the person, or the drive, behind a name is counted by."""
        fact = self.names.model.row(row)
        if fact.traits.source == "campaign":
            facts_dialog(self.session, campaigns.get_campaign(self.session.con, fact.id), self).open()
            return
        found = statistics.subject_behind(self.session.con, fact)
        if found is not None:
            subject = people.get_subject(self.session.con, found)
            SubjectFactsDialog(self.session, subject, self).open()

    def _to_names(self, _line: int, _column: int) -> None:
        self.names.to_names()

    # ------------------------------------------------------------ files

    def ask_export(self) -> None:
        """Ask where the workbook of the form goes."""
        if self._table is not None:
            form = self._table.form
            name = safe_name(f"{form.number or form.name} {self._period.end.year}".replace("/", "-"))
            files.choose_target(self, "Xuất biểu thống kê", f"{name}.xlsx", files.WORKBOOK, self.export)

    def ask_paper(self) -> None:
        """Open the dialog of the form as a paper, for the days looked at."""
        start = Choice(
            self.session.as_of,
            campaign_id=self.session.campaign_id,
            form_code=self._form.currentData(),
            start=self._period.start,
            end=self._period.end,
        )
        PaperDialog(self.session, "statistics_form", start, self).open()

    def export(self, path: str) -> None:
        """Write the form with its names as a workbook."""
        target = Path(path)
        work = partial(_export, self._form.currentData(), self._period, self.session.as_of, target)
        self.session.in_background(work, partial(self._exported, target))

    def _exported(self, target: Path, _result: object) -> None:
        self.session.tell(f"Đã ghi biểu thống kê vào “{target.name}”.")
        self.session.open_file(target)


def _export(code: str, period: Period, as_of: dt.date, target: Path, con: Connection, _talk: Talk) -> None:
    from desktop.exchange.export_statistics import write_statistics

    table = statistics.table(con, statistics.form(code, period.end), period)
    write_statistics(con, table, period, target, as_of)
