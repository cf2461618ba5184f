"""Thông tin: what a drive is, when it runs, its phases and what it honours."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from db import campaigns
from db.campaigns import MODES, Campaign
from db.statistics import LAUNCH_LEVELS, SCOPE_LEVELS
from db.vietnamese.dates import format_date
from desktop.ui import theme
from desktop.ui.dialogs import campaign_parts as dialogs
from desktop.ui.models.campaign import span
from desktop.ui.operations import campaigns as operations
from desktop.ui.pages.campaign_parts import Part
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import plain_button


def _counted(campaign: Campaign) -> str:
    """What form 0601 counts a drive by."""
    launched = LAUNCH_LEVELS.get(campaign.launch_level, campaign.launch_level)
    reaching = SCOPE_LEVELS.get(campaign.scope_level, campaign.scope_level)
    return f"cấp phát động: {launched}; phạm vi tổ chức: {reaching}"


class FactsPart(Part):
    """Facts as lines, with the buttons that change them."""

    word = "Thông tin"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        self._buttons = {}
        for name, word, icon, slot in (
            ("edit", "&Sửa thông tin…", "pencil", self.edit),
            ("phase", "Thê&m đợt, giai đoạn…", "plus", self.add_phase),
            ("close", "Kế&t thúc phong trào…", "check", self.close_or_open),
        ):
            button = plain_button(word, icon, self)
            button.setObjectName(f"facts_{name}")
            button.clicked.connect(slot)
            self._buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        whole.setSpacing(theme.GRID)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(row)

    def show_drive(self, campaign: Campaign) -> None:
        """Read facts, phases and anniversaries."""
        super().show_drive(campaign)
        sheet = QWidget()
        sheet.setObjectName("campaignFacts")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, theme.GRID, 0)
        grid.setHorizontalSpacing(3 * theme.GRID)
        grid.setVerticalSpacing(theme.GRID)
        grid.setColumnStretch(1, 1)
        lines = self._lines(campaign)
        for at, (word, text) in enumerate(lines):
            label = QLabel(word, sheet)
            label.setProperty("role", "muted")
            value = QLabel(text, sheet)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, at, 1)
        grid.setRowStretch(len(lines), 1)
        self._scroll.setWidget(sheet)
        self._buttons["close"].setText(
            "Mở lạ&i phong trào" if campaign.closed_date else "Kế&t thúc phong trào…"
        )

    def _lines(self, campaign: Campaign) -> list[tuple[str, str]]:
        con = self.session.con
        lines = [
            ("Tên phong trào", campaign.title),
            ("Tên gọi tắt", campaign.short_title),
            ("Mã", campaign.code),
            ("Hình thức tổ chức", MODES[campaign.mode]),
            ("Chủ đề", campaign.theme),
            ("Phạm vi", campaign.scope),
            ("Biểu 0601", _counted(campaign)),
            ("Thời gian", span(campaign.start_on, campaign.end_on)),
        ]
        if campaign.closed_date:
            lines.append(("Đã kết thúc", format_date(campaign.closed_date)))
        for phase in campaigns.phases(con, campaign.id):
            start = phase.start_date.isoformat() if phase.start_date else None
            end = phase.end_date.isoformat() if phase.end_date else None
            lines.append((phase.name, span(start, end)))
        for name, years, day in campaigns.anniversaries(con, campaign.id):
            counted = f"{years} năm " if years else ""
            on = f" ({format_date(day)})" if day else ""
            lines.append(("Kỷ niệm", f"{counted}{name}{on}"))
        lines.append(("Ghi chú", campaign.note))
        return [(word, text) for word, text in lines if text]

    def edit(self) -> None:
        """Change the facts."""
        if self.campaign is not None:
            dialogs.facts_dialog(self.session, self.campaign, self).open()

    def add_phase(self) -> None:
        """Add a phase."""
        dialogs.phase_dialog(self.session, self.campaign_id, self).open()

    def close_or_open(self) -> None:
        """Close the drive on a day, or open it again."""
        if self.campaign is None:
            return
        if self.campaign.closed_date:
            self.session.run(operations.close(self.campaign.id, None))
        else:
            dialogs.close_dialog(self.session, self.campaign, self).open()
