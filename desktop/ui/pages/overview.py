"""Tổng quan: what must be done today, who owes whom, what waits, how far each drive is."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db import backup, campaigns, overview
from db.overview import GROUPS, Bucket, Line, Overview
from db.vietnamese.dates import format_date
from db.vietnamese.text import lower_first
from desktop.ui import theme
from desktop.ui.models.overview import LINE_COLUMNS
from desktop.ui.models.table import RowsModel
from desktop.ui.pages.base import Page
from desktop.ui.pages.overview_parts import DriveProgress, DutyCard, section
from desktop.ui.session import Session
from desktop.ui.theme import Tone
from desktop.ui.widgets.count_tile import CountRow
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page_frame import PageFrame

SIDE_WIDTH = 336
_STATE, _DUE, _DRIVE = 1, 2, 3


class OverviewPage(Page):
    """The first page. ``go_to`` carries a page's key and the drive to look at, or None."""

    title: ClassVar[str] = "Tổng quan"
    icon: ClassVar[str] = "layout-dashboard"
    tables = frozenset(
        {
            "campaign", "milestone", "requirement", "obligation", "registration", "registration_unit",
            "submission_received", "task", "unit", "nomination", "decision", "award", "printed_sheet",
            "print_run", "submission", "submission_item", "setting",
        }
    )  # fmt: skip
    follows_campaign: ClassVar[bool] = True
    go_to = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._shown: Overview | None = None
        self._chosen = ""
        self._frame = PageFrame(self.title, self)
        self.body.addWidget(self._frame)
        self._choices = QButtonGroup(self)
        self._choices.setExclusive(True)
        self._choices.buttonClicked.connect(self._choose)
        self._cards = {key: DutyCard(key, title, self._choices, self) for key, title in GROUPS}
        self._waiting: dict[str, CountRow] = {}
        self._list_title = section("", self)
        self._model = RowsModel(LINE_COLUMNS, row_id=_line_key, parent=self)
        self._table = DataTable(self._model, self)
        self._table.setObjectName("overviewLines")
        self._table.activated_row.connect(self._open_line)
        self._empty = EmptyState("Sổ chưa có phong trào thi đua nào.", "&Tạo phong trào", self)
        self._empty.button.setObjectName("createCampaign")
        self._empty.pressed.connect(self._create)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._content())
        self._frame.set_content(self._stack)

    # ------------------------------------------------------------ layout

    def _content(self) -> QWidget:
        whole = QWidget(self)
        cards = QHBoxLayout()
        cards.setSpacing(2 * theme.GRID)
        for card in self._cards.values():
            cards.addWidget(card, 1)
        left = QVBoxLayout()
        left.setSpacing(theme.GRID)
        left.addWidget(self._list_title)
        left.addWidget(self._table, 1)
        lower = QHBoxLayout()
        lower.setSpacing(2 * theme.GRID)
        lower.addLayout(left, 1)
        lower.addWidget(self._side())
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.GRID)
        column.addLayout(cards)
        column.addLayout(lower, 1)
        return whole

    def _side(self) -> QWidget:
        side = QFrame(self)
        side.setProperty("role", "card")
        side.setFixedWidth(SIDE_WIDTH)
        inner = QWidget(side)
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        heading = section("Đang chờ xử lý", inner)
        heading.setIndent(theme.GRID)
        column.addWidget(heading)
        self._waiting_rows = QVBoxLayout()
        self._waiting_rows.setSpacing(0)
        self._nothing = QLabel("Không có việc nào chờ trong khâu khen thưởng.", inner)
        self._nothing.setProperty("role", "muted")
        self._nothing.setIndent(theme.GRID)
        self._nothing.setWordWrap(True)
        column.addWidget(self._nothing)
        column.addLayout(self._waiting_rows)
        column.addSpacing(theme.GRID)
        heading = section("Tiến độ phong trào", inner)
        heading.setIndent(theme.GRID)
        column.addWidget(heading)
        self._drives = QVBoxLayout()
        self._drives.setSpacing(2 * theme.GRID)
        column.addLayout(self._drives)
        column.addStretch(1)
        scroll = QScrollArea(side)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        outer = QVBoxLayout(side)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scroll)
        return side

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Read duties, waiting things and progress as of the day looked at."""
        con, as_of = self.session.con, self.session.as_of
        found = campaigns.list_campaigns(con)
        self._shown = overview.overview(con, as_of)
        self._frame.set_title(self.title, f"Tính đến ngày {format_date(as_of)}")
        has_any = bool(found) or not self._shown.idle
        self._stack.setCurrentIndex(1 if has_any else 0)
        self._show_duties(self._shown)
        self._show_waiting(self._shown)
        self._show_drives(self._shown)
        self._show_list()
        self._show_status(len(found))

    def _show_duties(self, shown: Overview) -> None:
        for group in shown.duties:
            self._cards[group.key].show_group(group)

    def _show_waiting(self, shown: Overview) -> None:
        present = {bucket.key: bucket for bucket in shown.waiting}
        for key in [key for key in self._waiting if key not in present]:
            row = self._waiting.pop(key)
            self._choices.removeButton(row)
            self._waiting_rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, bucket in enumerate(shown.waiting):
            if bucket.key not in self._waiting:
                row = CountRow(bucket.title, Tone.WARNING)
                row.setObjectName(f"waiting_{bucket.key}")
                self._choices.addButton(row)
                self._waiting[bucket.key] = row
                self._waiting_rows.insertWidget(at, row)
            self._waiting[bucket.key].set_count(bucket.count)
        self._nothing.setVisible(not present)

    def _show_drives(self, shown: Overview) -> None:
        while (item := self._drives.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for progress in shown.drives:
            made = DriveProgress(progress)
            made.opened.connect(self._open_drive)
            self._drives.addWidget(made)

    def _buckets(self) -> dict[str, tuple[str, Bucket]]:
        """Every count by the name of its button, with the words above its list."""
        assert self._shown is not None
        found = {
            f"{group.key}_{bucket.key}": (f"{group.title}: {lower_first(bucket.title)}", bucket)
            for group in self._shown.duties
            for bucket in group.buckets
        }
        found |= {f"waiting_{bucket.key}": (bucket.title, bucket) for bucket in self._shown.waiting}
        return found

    def _show_list(self) -> None:
        buckets = self._buckets()
        if self._chosen not in buckets:
            self._chosen = next(
                (name for name, (_, one) in buckets.items() if one.count), next(iter(buckets))
            )
        title, bucket = buckets[self._chosen]
        for button in self._choices.buttons():
            button.setChecked(button.objectName() == self._chosen)
        self._list_title.setText(f"{title} ({bucket.count})")
        self._model.set_rows(bucket.lines)
        self._table.set_empty("Không có việc nào ở mục này.")
        assert self._shown is not None
        dated = any(line.status is not None for line in bucket.lines) or not bucket.lines
        self._table.setColumnHidden(_STATE, not dated)
        self._table.setColumnHidden(_DUE, not dated)
        self._table.setColumnHidden(_DRIVE, not dated or len(self._shown.drives) < 2)

    def _show_status(self, drives: int) -> None:
        folder = backup.chosen_folder(self.session.con, self.session.path)
        copies = backup.copies(self.session.path, folder)
        now = dt.datetime.now()  # noqa: DTZ005 - the officer's clock
        words = overview.age_of_copy(copies[0].made if copies else None, now)
        assert self._shown is not None
        open_drives = len(self._shown.drives)
        self._frame.set_status(f"{open_drives} phong trào đang mở, {drives - open_drives} đã khóa · {words}")

    # ------------------------------------------------------------ going on

    def _choose(self, button: QAbstractButton) -> None:
        self._chosen = button.objectName()
        self._show_list()

    def _open_line(self, at: int) -> None:
        line = self._model.row(at)
        self.go_to.emit(line.page, line.campaign_id)

    def _open_drive(self, campaign_id: int) -> None:
        self.go_to.emit("campaigns", campaign_id)

    def _create(self) -> None:
        self.go_to.emit("campaigns", None)


def _line_key(line: Line) -> str:
    return line.key
