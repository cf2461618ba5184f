"""Parts of Tổng quan: the card of a group of duties, the progress of a drive."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from db.overview import BUCKETS, DutyGroup, Progress
from desktop.ui import theme
from desktop.ui.models.overview import TILES
from desktop.ui.widgets.buttons import link_button
from desktop.ui.widgets.count_tile import CountTile, MeasureBar


def section(text: str, parent: QWidget | None = None) -> QLabel:
    """A heading inside the page."""
    made = QLabel(text, parent)
    made.setProperty("role", "section")
    made.setFont(theme.section_font())
    return made


class DutyCard(QFrame):
    """One group of duties: three figures, each opens the list behind it."""

    def __init__(self, key: str, title: str, choices: QButtonGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.tiles: dict[str, CountTile] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID // 2)
        heading = section(title, self)
        heading.setIndent(theme.GRID)
        column.addWidget(heading)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID // 2)
        for bucket, word in BUCKETS:
            symbol, tone = TILES[bucket]
            tile = CountTile(word, tone, symbol, self)
            tile.setObjectName(f"{key}_{bucket}")
            choices.addButton(tile)
            self.tiles[bucket] = tile
            row.addWidget(tile)
        column.addLayout(row)

    def show_group(self, group: DutyGroup) -> None:
        """Show the counts of a group."""
        for bucket in group.buckets:
            self.tiles[bucket.key].set_count(bucket.count)


class DriveProgress(QWidget):
    """How far one drive is; its name leads to its page."""

    opened = Signal(int)

    def __init__(self, progress: Progress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._campaign_id = progress.campaign_id
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GRID)
        grid.setVerticalSpacing(theme.GRID // 2)
        grid.setColumnStretch(1, 1)
        name = link_button(progress.title, self)
        name.setObjectName(f"drive_{progress.campaign_id}")
        name.setToolTip("Mở phong trào này")
        name.clicked.connect(self._open)
        grid.addWidget(name, 0, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        measures = (
            ("Đã đăng ký", progress.registered, progress.to_register),
            ("Báo cáo, hồ sơ", progress.reports, progress.reports_due),
        )
        line = 1
        for word, done, total in measures:
            if total:
                self._measure(grid, line, word, done, total)
                line += 1
        parts = [f"{progress.nominees} đề nghị", f"{progress.awards} được khen"]
        if progress.overdue:
            parts.append(f"{progress.overdue} nghĩa vụ quá hạn")
        foot = QLabel(" · ".join(parts), self)
        foot.setProperty("role", "muted")
        foot.setIndent(theme.GRID)
        grid.addWidget(foot, line, 0, 1, 3)

    def _measure(self, grid: QGridLayout, line: int, word: str, done: int, total: int) -> None:
        label = QLabel(word, self)
        label.setIndent(theme.GRID)
        bar = MeasureBar(done, total, self)
        bar.setAccessibleName(f"{word}: {done} trên {total}")
        figure = QLabel(f"{done}/{total}", self)
        figure.setFont(theme.table_font())
        grid.addWidget(label, line, 0)
        grid.addWidget(bar, line, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(figure, line, 2, Qt.AlignmentFlag.AlignRight)

    def _open(self) -> None:
        self.opened.emit(self._campaign_id)
