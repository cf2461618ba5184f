"""Báo cáo: the figures of the drive with the names behind them, and the report drafted around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from db import campaigns
from db.attachments import safe_name
from db.sqlite import Connection
from db.talk import Talk
from db.vietnamese.dates import format_date
from db.vietnamese.text import lower_first
from desktop.ui import theme
from desktop.ui.dialogs import files
from desktop.ui.models.figures import FIGURE_COLUMNS, LINE_COLUMNS, Figure, Line, figures
from desktop.ui.models.table import RowsModel
from desktop.ui.pages.base import Page
from desktop.ui.pages.reports_fund import FundPage
from desktop.ui.pages.reports_pictures import PicturesPage
from desktop.ui.pages.reports_statistics import StatisticsPage
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.form import Field, Form, Kind
from desktop.ui.widgets.names_pane import NamesPane, PaneNames
from desktop.ui.widgets.page_frame import PageFrame

STAGES: Final = (
    ("", "Theo ngày báo cáo"),
    ("tình hình thực hiện", "Tình hình thực hiện"),
    ("sơ kết", "Sơ kết"),
    ("tổng kết", "Tổng kết"),
)
FIELDS: Final = (
    Field("stage", "L&oại báo cáo", Kind.CHOICE, choices=STAGES),
    Field("as_of", "Tính đến n&gày", Kind.DATE, required=True),
    Field("assessments", "Đán&h giá", Kind.LINES, lines=6, hint="mỗi dòng một nhận định của cơ quan"),
    Field(
        "proposals", "K&iến nghị", Kind.LINES, lines=4, hint="mỗi dòng một kiến nghị, để trống nếu không có"
    ),
    Field("charts", "Kè&m biểu đồ trong báo cáo", Kind.CHECK),
)
_WORD: Final = ("Văn bản Word (*.docx)",)
_PDF: Final = ("Tệp PDF (*.pdf)",)
# Kinds of workbook beside those with a button of their own, by the words of their menu.
MORE_EXPORTS: Final = (
    ("progress", "Tiến độ theo đợt"),
    ("evidence", "Minh chứng theo năm"),
    ("prizes", "Danh sách ký nhận tiền thưởng"),
    ("mail-merge", "Dữ liệu trộn thư Word"),
)
_FORM_WIDTH: Final = 360
_NAMES: Final = PaneNames("figureHeading", "figureNames")


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What the officer adds to the figures; an empty ``stage`` leaves it to the drive's dates."""

    campaign_id: int
    as_of: dt.date
    stage: str = ""
    assessments: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    charts: bool = True


class ReportsPage(Page):
    """Figures at the left, each opening its names; the officer's own sentences at the right."""

    title = "Báo cáo"
    icon = "chart-column"
    tables = frozenset(
        {
            "campaign",
            "obligation",
            "registration",
            "registration_unit",
            "submission_received",
            "nomination",
            "award",
            "decision",
            "subject",
            "unit",
            "milestone",
        }
    )
    go_to = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.model: RowsModel[Figure] = RowsModel(FIGURE_COLUMNS, row_id=lambda f: f.key, parent=self)
        self._shown_for: tuple[int, dt.date] | None = None
        self._stack = QStackedWidget(self)
        self._frame = PageFrame(self.title)
        self._no_drive = EmptyState(
            "Chưa có phong trào thi đua nào để báo cáo; hãy tạo phong trào trước.", "Tạo phong trào"
        )
        self._no_drive.pressed.connect(self._to_campaigns)
        self._stack.addWidget(self._frame)
        self._stack.addWidget(self._no_drive)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("reportTabs")
        self.tabs.setDocumentMode(True)
        self.statistics = StatisticsPage(session, self.tabs)
        self.fund = FundPage(session, self.tabs)
        self.tabs.addTab(self._stack, "Báo cáo phong trào")
        self.tabs.addTab(self.statistics, "Thống kê")
        self.tabs.addTab(self.fund, "Quỹ khen thưởng")
        self.tabs.addTab(PicturesPage(session, self.tabs), "Biểu đồ")
        self.body.addWidget(self.tabs)
        self._build_buttons()
        self._build_content()

    # ------------------------------------------------------------ building

    def _build_buttons(self) -> None:
        primary = self._frame.set_primary("Xuất báo cáo &Word", "file-text")
        primary.setObjectName("reportWord")
        self._frame.primary_pressed.connect(self.ask_word)
        buttons: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            ("Xuất PD&F", "file-check", "reportPdf", self.ask_pdf),
            ("&Bảng tổng hợp Excel", "file-spreadsheet", "reportSummary", self.ask_summary),
            ("Thống &kê", "chart-column", "reportStatistics", self.ask_statistics),
        )
        self.more_actions = {kind: self._export_action(kind, words) for kind, words in MORE_EXPORTS}
        for words, icon, name, slot in buttons:
            button = self._frame.add_button(words, icon)
            button.setObjectName(name)
            button.clicked.connect(slot)
        more = self._frame.add_menu_button("Bảng khá&c", "file-spreadsheet", list(self.more_actions.values()))
        more.menu().triggered.connect(self._export_chosen)
        more.setObjectName("reportMore")
        shortcut = QAction(self)
        shortcut.setShortcut(QKeySequence("Ctrl+N"))
        shortcut.triggered.connect(self._new)
        self.addAction(shortcut)

    def _export_action(self, kind: str, words: str) -> QAction:
        action = QAction(words, self)
        action.setObjectName(f"report_{kind}")
        action.setData(kind)
        return action

    def _build_content(self) -> None:
        self.table = DataTable(self.model, self)
        self.table.setObjectName("figures")
        self.table.setAccessibleName("Số liệu của phong trào")
        self.table.set_empty("Phong trào chưa có số liệu nào.", "Đến Đăng ký mô hình")
        self.table.empty_pressed.connect(self._to_board)
        self.table.current_row_changed.connect(self._show_names)
        self.table.activated_row.connect(self._to_names)
        self.names: NamesPane[Line] = NamesPane(LINE_COLUMNS, _NAMES, self)
        self._frame.set_content(self.names.below(self.table, (330, 250)))
        self._frame.set_side(self._draft_panel())

    def _draft_panel(self) -> QWidget:
        panel = QFrame(self)
        panel.setObjectName("reportDraft")
        panel.setProperty("role", "panel")
        panel.setFixedWidth(_FORM_WIDTH)
        column = QVBoxLayout(panel)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        heading = QLabel("Soạn báo cáo", panel)
        heading.setFont(theme.section_font())
        column.addWidget(heading)
        self.form = Form(FIELDS, panel)
        for key in self.form.values():
            editor = self.form.editor(key)
            (editor.focusProxy() or editor).setObjectName(f"report_{key}")
        self.form.set_values({"stage": "", "as_of": self.session.as_of, "charts": True})
        self.form.changed.connect(self._on_form_changed)
        column.addWidget(self.form)
        told = QLabel(
            "Số liệu, danh sách quá hạn và phụ lục lấy từ sổ; nhận định và kiến nghị do cơ quan ghi.", panel
        )
        told.setWordWrap(True)
        told.setProperty("role", "muted")
        column.addWidget(told)
        column.addStretch(1)
        return panel

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Read the figures of the chosen drive as of the day of the form."""
        campaign_id = self.session.campaign_id
        self._stack.setCurrentWidget(self._no_drive if campaign_id is None else self._frame)
        if campaign_id is None:
            return
        wanted = (campaign_id, self.session.as_of)
        if wanted != self._shown_for:
            self._shown_for = wanted
            self.form.set_values({**self.form.values(), "as_of": self.session.as_of})
        self._show_figures()

    def _on_form_changed(self, key: str) -> None:
        if key == "as_of" and self.form.values()["as_of"] is not None:
            self._show_figures()

    def _show_figures(self) -> None:
        draft = self.draft()
        if draft is None:
            return
        self.model.set_rows(figures(self.session.con, draft.campaign_id, draft.as_of))
        if self.table.current_row() < 0 and self.model.rows:
            self.table.setCurrentIndex(self.model.index(0, 0))
        campaign = campaigns.get_campaign(self.session.con, draft.campaign_id)
        self._frame.set_status(f"{campaign.shown}; số liệu tính đến ngày {format_date(draft.as_of)}")
        self._show_names()

    def _show_names(self, _row: int = -1) -> None:
        at = self.table.current_row()
        figure = self.model.row(at) if 0 <= at < len(self.model.rows) else None
        words = f"{figure.group} – {figure.title}" if figure else ""
        self.names.show_names(words, figure.lines if figure else ())

    def _to_names(self, _row: int) -> None:
        self.names.to_names()

    def draft(self) -> ReportDraft | None:
        """The report as drafted now; None without a drive or a day."""
        values = self.form.values()
        if self.session.campaign_id is None or values["as_of"] is None:
            return None
        return ReportDraft(
            self.session.campaign_id,
            values["as_of"],
            values["stage"] or "",
            _lines(values["assessments"]),
            _lines(values["proposals"]),
            bool(values["charts"]),
        )

    # ------------------------------------------------------------ files

    def _new(self) -> None:
        """What the tab in front is for."""
        slots = (self.ask_word, self.statistics.ask_export, self.fund.add, self.ask_word)
        slots[self.tabs.currentIndex()]()

    def ask_word(self) -> None:
        """Ask where the report goes as a Word paper."""
        self._ask("Báo cáo", ".docx", _WORD, self.write_report)

    def ask_pdf(self) -> None:
        """Ask where the report goes as a PDF."""
        self._ask("Báo cáo", ".pdf", _PDF, self.write_report)

    def ask_summary(self) -> None:
        """Ask where the summary workbook goes."""
        self._ask("Bảng tổng hợp", ".xlsx", files.WORKBOOK, self.write_summary)

    def ask_statistics(self) -> None:
        """Ask where the statistics workbook goes."""
        self._ask("Thống kê khen thưởng", ".xlsx", files.WORKBOOK, self.write_statistics)

    def _export_chosen(self, action: QAction) -> None:
        self._ask(action.text(), ".xlsx", files.WORKBOOK, partial(self.write_export, str(action.data())))

    def _ask(self, what: str, suffix: str, filters: tuple[str, ...], chosen: Callable[[str], object]) -> None:
        if not self.form.validate() or self.session.campaign_id is None:
            return
        code = campaigns.get_campaign(self.session.con, self.session.campaign_id).code
        files.choose_target(
            self, f"Xuất {lower_first(what)}", safe_name(f"{what} {code}") + suffix, filters, chosen
        )

    def write_report(self, path: str) -> None:
        """Write the report as drafted; the suffix of ``path`` tells Word or PDF."""
        self._write(path, _report)

    def write_summary(self, path: str) -> None:
        """Write the summary workbook of the drive."""
        self._write(path, partial(_workbook, "summary", self.session.path.name))

    def write_statistics(self, path: str) -> None:
        """Write the statistics workbook of the drive."""
        self._write(path, partial(_workbook, "statistics", self.session.path.name))

    def write_export(self, kind: str, path: str) -> None:
        """Write a workbook of the kind asked for."""
        self._write(path, partial(_workbook, kind, self.session.path.name))

    def _write(self, path: str, work: Callable[[ReportDraft, Path, Connection, Talk], Any]) -> None:
        draft = self.draft()
        if draft is not None:
            target = Path(path)
            self.session.in_background(partial(work, draft, target), partial(self._written, target))

    def _written(self, target: Path, _result: object) -> None:
        self.session.tell(f"Đã ghi “{target.name}”.")
        self.session.open_file(target)

    def _to_campaigns(self) -> None:
        self.go_to.emit("campaigns")

    def _to_board(self) -> None:
        self.go_to.emit("board")


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _report(draft: ReportDraft, target: Path, con: Connection, _talk: Talk) -> None:
    from desktop.documents import records_report, report
    from desktop.documents.paper_files import write_paper

    facts = records_report.report_facts(con, draft.campaign_id, draft.as_of, charts=draft.charts)
    facts = replace(
        facts,
        stage=draft.stage or facts.stage,
        assessments=draft.assessments,
        proposals=draft.proposals,
    )
    write_paper(report.report(facts), target)


def _workbook(
    kind: str, store_name: str, draft: ReportDraft, target: Path, con: Connection, _talk: Talk
) -> int:
    from desktop.exchange import exports

    return exports.export(con, kind, draft.campaign_id, target, draft.as_of, store_name=store_name)
