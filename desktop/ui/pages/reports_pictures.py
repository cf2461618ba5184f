"""Biểu đồ: what people would rather look at than read; every picture has its numbers in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from db import pictures
from desktop.ui import theme
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.widgets.charts import BarChart, TimeLine
from desktop.ui.widgets.page_frame import PageFrame


class PicturesPage(Page):
    """Four pictures under each other."""

    title = "Biểu đồ"
    icon = "chart-column"
    tables = frozenset(
        {"award", "decision", "subject", "unit", "obligation", "registration", "submission_received"}
        | {"campaign", "campaign_phase", "milestone", "organization"}
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._frame = PageFrame(self.title)
        self.body.addWidget(self._frame)
        inside = QWidget(self)
        inside.setObjectName("pictures")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 2 * theme.GRID, 0)
        self._column.setSpacing(theme.GRID)
        self.years, self._years_head = self._picture(
            BarChart("pictureYears"), "Khen thưởng theo năm và hình thức"
        )
        self.duties, self._duties_head = self._picture(
            BarChart("pictureDuties"), "Đăng ký, báo cáo của các đơn vị so với nghĩa vụ"
        )
        self.classes, self._classes_head = self._picture(
            BarChart("pictureClasses"), "Cá nhân được khen theo nhóm (người trực tiếp, lãnh đạo, doanh nhân)"
        )
        self.time = TimeLine("pictureTime", self)
        self._time_head = self._heading("Phong trào theo thời gian")
        self._column.addWidget(self._time_head)
        self._column.addWidget(self.time)
        self._column.addStretch(1)
        area = QScrollArea(self)
        area.setObjectName("pictureArea")
        area.setAccessibleName(self.title)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._frame.set_content(area)

    def _heading(self, words: str) -> QLabel:
        made = QLabel(words, self)
        made.setFont(theme.section_font())
        return made

    def _picture(self, chart: BarChart, words: str) -> tuple[BarChart, QLabel]:
        heading = self._heading(words)
        self._column.addWidget(heading)
        self._column.addWidget(chart)
        return chart, heading

    def refresh(self) -> None:
        """Read what the pictures show; one without anything to show is left out."""
        con, day, drive = self.session.con, self.session.as_of, self.session.campaign_id
        self.years.show_bars(pictures.awards_by_year(con, day))
        self.classes.show_bars(pictures.classes_of_individuals(con, day.year, day))
        self.duties.show_bars(pictures.duties_met(con, drive, day) if drive is not None else ())
        moments = pictures.drive_in_time(con, drive) if drive is not None else ()
        self.time.show_moments(moments, day)
        for chart, heading in (
            (self.years, self._years_head),
            (self.duties, self._duties_head),
            (self.classes, self._classes_head),
        ):
            chart.setVisible(bool(chart.bars))
            heading.setVisible(bool(chart.bars))
        self.time.setVisible(bool(moments))
        self._time_head.setVisible(bool(moments))
        some = any((self.years.bars, self.duties.bars, moments))
        self._frame.set_status(
            "Số liệu lấy từ sổ; danh sách sau từng số ở thẻ Thống kê và Báo cáo phong trào."
            if some
            else "Sổ chưa có khen thưởng, nghĩa vụ hay phong trào nào để vẽ."
        )
