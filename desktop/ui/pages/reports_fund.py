"""Quỹ khen thưởng: in, spent and left of a year, every line of it, and the estimate of what is still to decide."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from db import fund, nominations, reports
from db.reports import RegisterRow
from db.sqlite import Connection
from db.talk import Talk
from db.vietnamese.numbers import format_money
from desktop.documents.paper_kinds import Choice
from desktop.ui import theme
from desktop.ui.dialogs import files
from desktop.ui.dialogs.estimate import EstimateDialog
from desktop.ui.dialogs.fund_entry import FundEntryDialog
from desktop.ui.dialogs.paper import PaperDialog
from desktop.ui.models.fund import FUND_COLUMNS, PRIZE_COLUMNS, FundLine, fund_lines
from desktop.ui.models.table import RowsModel
from desktop.ui.operations import fund as operations
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import plain_button
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.names_pane import NamesPane, PaneNames
from desktop.ui.widgets.page_frame import PageFrame

_NAMES: Final = PaneNames("fundHeading", "fundNames")
_BY_ITSELF: Final = "Tiền thưởng theo quyết định tự tính vào phần chi; sửa ở mục Quyết định & In."


class FundPage(Page):
    """One year of the fund."""

    title = "Quỹ khen thưởng"
    icon = "library"
    tables = frozenset({"fund_entry", "award", "decision", "organization", "nomination"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.model: RowsModel[FundLine] = RowsModel(FUND_COLUMNS, row_id=lambda x: x.key, parent=self)
        self._frame = PageFrame(self.title)
        self.body.addWidget(self._frame)
        primary = self._frame.set_primary("Ghi thu, &chi", "plus")
        primary.setObjectName("addFundEntry")
        self._frame.primary_pressed.connect(self.add)
        export = self._frame.add_button("Xuất &Excel", "file-spreadsheet")
        export.setObjectName("exportFund")
        export.clicked.connect(self.ask_export)
        paper = self._frame.add_button("Báo cáo &Word, PDF…", "file-text")
        paper.setObjectName("fundPaper")
        paper.setToolTip("Lập báo cáo thu, chi quỹ của năm đang xem, tính đến ngày đang xem")
        paper.clicked.connect(self.ask_paper)
        estimate = self._frame.add_button("Dự &trù kinh phí…", "file-spreadsheet")
        estimate.setObjectName("fundEstimate")
        estimate.setToolTip("Dự trù cho các đề nghị chưa có quyết định của phong trào đang chọn")
        estimate.clicked.connect(self.estimate)
        self._year = QComboBox(self)
        self._year.setObjectName("fundYear")
        self._year.setAccessibleName("Năm")
        self._year.setFixedWidth(144)
        self._year.activated.connect(self._show)
        self._frame.add_filter(self._year)
        self._total = QLabel(self)
        self._total.setObjectName("fundTotal")
        self._total.setFont(theme.section_font())
        self._total.setFixedHeight(theme.CONTROL_HEIGHT)
        self._frame.add_filter(self._total, stretch=1)
        for word, name, slot in (
            ("&Sửa…", "changeFundEntry", self.change),
            ("&Xóa", "removeFundEntry", self.remove),
        ):
            button = plain_button(word)
            button.setObjectName(name)
            button.clicked.connect(slot)
            self._frame.add_filter(button)
        self.table = DataTable(self.model, self)
        self.table.setObjectName("fundTable")
        self.table.setAccessibleName(self.title)
        self.table.set_empty("Năm này chưa ghi khoản thu, chi nào.", "Ghi thu, chi")
        self.table.empty_pressed.connect(self.add)
        self.table.activated_row.connect(self._change_row)
        self.table.current_row_changed.connect(self._show_names)
        self.names: NamesPane[RegisterRow] = NamesPane(PRIZE_COLUMNS, _NAMES, self)
        self.names.table.set_empty("Chọn một dòng tiền thưởng theo quyết định để xem danh sách.")
        self._frame.set_content(self.names.below(self.table, (360, 210)))

    @property
    def year(self) -> int:
        """The year shown."""
        year: int | None = self._year.currentData()
        return year if year is not None else self.session.as_of.year

    def refresh(self) -> None:
        """Offer the years with money and read the chosen one."""
        chosen = self._year.currentData() or self.session.as_of.year
        years = {*fund.years(self.session.con), self.session.as_of.year, chosen}
        self._year.clear()
        for year in sorted(years, reverse=True):
            self._year.addItem(f"Năm {year}", year)
        self._year.setCurrentIndex(self._year.findData(chosen))
        self._show()

    def _show(self, _index: int = 0) -> None:
        year = fund.fund_year(self.session.con, self.year)
        self.model.set_rows(fund_lines(year))
        self._show_names()
        left = f"còn {format_money(year.left)}" if year.left >= 0 else f"vượt {format_money(-year.left)}"
        self._total.setText(f"Thu {format_money(year.received)}; chi {format_money(year.spent)}; {left}")
        unknown = f"; {year.unknown} khen thưởng chưa rõ mức nên số chi còn thiếu" if year.unknown else ""
        self._frame.set_status(f"{len(year.entries)} khoản ghi tay, {len(year.prizes)} quyết định{unknown}")

    def _show_names(self, _row: int = -1) -> None:
        """The awards behind the prizes of the chosen decision."""
        line = self.chosen()
        if line is None or line.decision_id is None:
            self.names.show_names("", ())
            return
        rows = reports.register_rows(self.session.con, decision_id=line.decision_id, revoked=False)
        self.names.show_names(f"Khen thưởng theo Quyết định số {line.document}", rows)

    def chosen(self) -> FundLine | None:
        """The line the keys stand on."""
        at = self.table.current_row()
        return self.model.row(at) if 0 <= at < len(self.model.rows) else None

    def add(self) -> None:
        """Enter money in or out."""
        FundEntryDialog(self.session, self.year, None, self).open()

    def change(self) -> None:
        """Change the chosen entry."""
        line = self.chosen()
        if line is None:
            self.session.tell("Hãy chọn một khoản trong danh sách trước.")
        elif line.entry is None:
            self.session.tell(_BY_ITSELF)
            self.names.to_names()
        else:
            FundEntryDialog(self.session, self.year, line.entry, self).open()

    def _change_row(self, _row: int) -> None:
        self.change()

    def remove(self) -> None:
        """Take the chosen entry out; it can be brought back by undoing."""
        line = self.chosen()
        if line is not None and line.entry is not None:
            self.session.run(operations.remove_entry(line.entry.id, line.entry.year, line.entry.amount))
        elif line is not None:
            self.session.tell(_BY_ITSELF)

    def estimate(self) -> None:
        """Show what the nominations of the drive still to be decided would cost."""
        drive = self.session.campaign_id
        listed = (
            nominations.list_nominations(
                self.session.con, drive, statuses=(*nominations.UNDECIDED, "approved")
            )
            if drive
            else []
        )
        if listed:
            EstimateDialog(self.session, listed, self).open()
        else:
            self.session.tell("Phong trào đang chọn không có đề nghị nào chờ quyết định để dự trù.")

    def ask_paper(self) -> None:
        """Open the dialog of the year's report as a paper."""
        start = Choice(self.session.as_of, campaign_id=self.session.campaign_id, year=self.year)
        PaperDialog(self.session, "fund_report", start, self).open()

    def ask_export(self) -> None:
        """Ask where the workbook of the year goes."""
        name = f"Quỹ khen thưởng {self.year}.xlsx"
        files.choose_target(self, "Xuất quỹ khen thưởng", name, files.WORKBOOK, self.export)

    def export(self, path: str) -> None:
        """Write the year as a workbook."""
        target = Path(path)
        work = partial(_export, self.year, self.session.as_of, target)
        self.session.in_background(work, partial(self._exported, target))

    def _exported(self, target: Path, _result: object) -> None:
        self.session.tell(f"Đã ghi quỹ khen thưởng vào “{target.name}”.")
        self.session.open_file(target)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete takes the chosen entry out."""
        if event.key() == Qt.Key.Key_Delete and self.focusWidget() is self.table:
            self.remove()
        else:
            super().keyPressEvent(event)


def _export(year: int, as_of: dt.date, target: Path, con: Connection, _talk: Talk) -> None:
    from desktop.exchange.export_fund import write_fund

    write_fund(con, fund.fund_year(con, year, until=as_of), target, as_of)
