"""Which printer and tray, how the sheets are fed, and what the officer should know before the first one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.widgets.buttons import plain_button, primary_button
from desktop.ui.widgets.count_field import CountField

BY_SHEET: Final = "sheet"
AT_ONCE: Final = "all"
_FEEDS: Final = ((BY_SHEET, "Từng tờ (phôi dày, khay tay)"), (AT_ONCE, "Một lượt"))
NO_PRINTER: Final = (
    "Máy tính này chưa cài máy in nào; hãy cài máy in rồi mở lại, hoặc ghi ra PDF để in ở máy khác."
)
_MOST_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """What is known of the printer chosen: its calibration in words, warnings, and how many sheets print again."""

    calibrated: str = ""
    warnings: tuple[str, ...] = ()
    again: int = 0


class PrinterPanel(QWidget):
    """``changed``: another printer or tray; ``start_asked``, ``back_asked``, ``calibrate_asked``: its buttons."""

    changed = Signal()
    start_asked = Signal()
    back_asked = Signal()
    calibrate_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID)
        self._add_title()
        self._add_fields()
        self._add_calibration()
        self._add_reason()
        self._add_warnings()
        self._column.addStretch(1)
        self._add_refusal()
        self._add_foot()

    # ------------------------------------------------------------ building

    def _add_title(self) -> None:
        title = QLabel("In ra máy in", self)
        title.setFont(theme.section_font())
        self._job = QLabel(self)
        self._job.setObjectName("printerJob")
        self._job.setProperty("role", "muted")
        self._job.setWordWrap(True)
        self._column.addWidget(title)
        self._column.addWidget(self._job)

    def _add_fields(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GRID)
        grid.setVerticalSpacing(theme.GRID)
        grid.setColumnStretch(1, 1)
        self._printer = self._combo(grid, "&Máy in", "printerName")
        self._tray = self._combo(grid, "&Khay giấy", "printerTray")
        self._feed = self._combo(grid, "&Nạp giấy", "printerFeed")
        for key, words in _FEEDS:
            self._feed.addItem(words, key)
        self._printer.activated.connect(self._told)
        self._tray.activated.connect(self._told)
        self._feed.activated.connect(self._fed)
        self._each = CountField("printerEach", "Số tờ mỗi lần", 1, _MOST_AT_ONCE, self)
        self._each_label = QLabel("Mỗi &lần", self)
        self._each_label.setBuddy(self._each)
        self._each_after = QLabel("tờ, rồi chờ “Tờ tiếp”", self)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(self._each)
        row.addWidget(self._each_after)
        row.addStretch(1)
        grid.addWidget(self._each_label, 3, 0)
        grid.addLayout(row, 3, 1)
        self._column.addLayout(grid)

    def _combo(self, grid: QGridLayout, words: str, name: str) -> QComboBox:
        made = QComboBox(self)
        made.setObjectName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        label = QLabel(words, self)
        label.setBuddy(made)
        line = {"printerName": 0, "printerTray": 1, "printerFeed": 2}[name]
        grid.addWidget(label, line, 0)
        grid.addWidget(made, line, 1)
        return made

    def _add_calibration(self) -> None:
        row = QHBoxLayout()
        self._calibrated = QLabel(self)
        self._calibrated.setObjectName("calibrated")
        self._calibrated.setProperty("role", "muted")
        self._calibrate = plain_button("&Hiệu chỉnh…", "ruler", self)
        self._calibrate.setObjectName("calibrate")
        self._calibrate.setAutoDefault(False)
        self._calibrate.clicked.connect(self.calibrate_asked)
        row.addWidget(self._calibrated, 1)
        row.addWidget(self._calibrate)
        self._column.addLayout(row)

    def _add_reason(self) -> None:
        self._again = QWidget(self)
        column = QVBoxLayout(self._again)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._reason_label = QLabel(self._again)
        self._reason_label.setWordWrap(True)
        self._reason = QComboBox(self._again)
        self._reason.setEditable(True)
        self._reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._reason.setCompleter(None)  # type: ignore[arg-type]  # what is typed stays as typed
        self._reason.setObjectName("reprintReason")
        self._reason.setAccessibleName("Lý do in lại")
        self._reason_label.setBuddy(self._reason)
        column.addWidget(self._reason_label)
        column.addWidget(self._reason)
        self._column.addWidget(self._again)

    def _add_warnings(self) -> None:
        self._warnings = QFrame(self)
        self._warnings.setObjectName("printerWarnings")
        self._warnings.setProperty("role", "bar")
        self._warnings.setProperty("tone", "gold")
        column = QVBoxLayout(self._warnings)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        self._warned = QLabel(self._warnings)
        self._warned.setObjectName("printerWarned")
        self._warned.setWordWrap(True)
        column.addWidget(self._warned)
        self._column.addWidget(self._warnings)

    def _add_refusal(self) -> None:
        self._refusal = QLabel(self)
        self._refusal.setObjectName("printerRefusal")
        self._refusal.setProperty("role", "error")
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        self._column.addWidget(self._refusal)

    def _add_foot(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(theme.GRID)
        self.back_button = plain_button("&Quay lại", "arrow-left", self)
        self.back_button.setObjectName("printerBack")
        self.back_button.clicked.connect(self.back_asked)
        self.start_button = primary_button("&Bắt đầu in", "printer", self)
        self.start_button.setObjectName("printerStart")
        self.start_button.clicked.connect(self.start_asked)
        foot.addStretch(1)
        for button in (self.back_button, self.start_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        self._column.addLayout(foot)

    # ------------------------------------------------------------ what is offered

    def offer(self, names: Sequence[str], first: str, reasons: Sequence[str]) -> None:
        """Offer the printers of this computer; without any only the way back is left."""
        self._printer.clear()
        self._printer.addItems(list(names))
        self._printer.setCurrentIndex(max(0, self._printer.findText(first)))
        self._reason.clear()
        self._reason.addItems(list(reasons))
        self._reason.setCurrentText("")
        for widget in (self._printer, self._tray, self._feed, self._each, self._calibrate, self.start_button):
            widget.setEnabled(bool(names))
        self.refuse("" if names else NO_PRINTER)

    def offer_trays(self, trays: Sequence[str]) -> None:
        """Offer the trays of the printer chosen; the first one is the printer's own choice."""
        self._tray.clear()
        self._tray.addItem("Theo máy in", "")
        for tray in trays:
            self._tray.addItem(tray, tray)
        self._tray.setEnabled(bool(trays))

    def propose(self, words: str, count: int, feed: str) -> None:
        """Say what the job is and how it is best fed."""
        self._job.setText(words)
        self.start_button.setText(f"&Bắt đầu in {count} tờ")
        self._feed.setCurrentIndex(self._feed.findData(feed))
        self._fed()

    def show_facts(self, facts: PrinterFacts) -> None:
        """Show what is known of the printer chosen."""
        self._calibrated.setText(facts.calibrated)
        self._warned.setText("\n\n".join(facts.warnings))
        self._warnings.setVisible(bool(facts.warnings))
        self._again.setVisible(bool(facts.again))
        self._reason_label.setText(f"{facts.again} tên đã có tờ in tốt; lý do in lại:")

    # ------------------------------------------------------------ what is chosen

    @property
    def printer(self) -> str:
        """The printer's name; empty without any."""
        return self._printer.currentText()

    @property
    def tray(self) -> str:
        """The tray's name; empty for the printer's own choice."""
        return self._tray.currentData() or ""

    @property
    def each(self) -> int:
        """How many sheets go at a time; 0 for all at once."""
        return self._each.value() if self._feed.currentData() == BY_SHEET else 0

    @property
    def reason(self) -> str:
        """Why sheets print again; empty when it was not asked."""
        return "" if self._again.isHidden() else self._reason.currentText().strip()

    def refuse(self, sentence: str) -> None:
        """Say why it cannot start, or no more."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

    def take_keys(self) -> None:
        """Give the keyboard to the first thing to do."""
        if not self._again.isHidden() and not self._reason.currentText():
            self._reason.setFocus()
        elif self.start_button.isEnabled():
            self.start_button.setFocus()
        else:
            self.back_button.setFocus()

    def _fed(self, _at: int = 0) -> None:
        shown = self._feed.currentData() == BY_SHEET
        for widget in (self._each, self._each_label, self._each_after):
            widget.setVisible(shown)

    def _told(self, _at: int = 0) -> None:
        self.changed.emit()
