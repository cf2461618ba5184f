"""The first step of the dialog: choices above, risky sheets below, and the ways out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.dialogs.certificate_choices import ChoicesPanel
from desktop.ui.dialogs.certificate_risks import RisksPanel
from desktop.ui.widgets.buttons import action, plain_button, primary_button
from desktop.ui.widgets.progress_panel import ProgressPanel


class WorkPanel(QWidget):
    """``pdf_asked``, ``shop_asked`` (a print shop's PDF), ``printer_asked``, ``close_asked``: the ways out."""

    pdf_asked = Signal()
    shop_asked = Signal()
    printer_asked = Signal()
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = ChoicesPanel(self)
        self.risks = RisksPanel(self)
        self._told = QLabel(self)
        self._told.setObjectName("workTold")
        self._told.setWordWrap(True)
        self._told.hide()
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.HLine)
        line.setProperty("role", "rule")
        self.progress = ProgressPanel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.choices)
        column.addWidget(line)
        column.addWidget(self.risks, 1)
        column.addWidget(self._told)
        column.addWidget(self.progress)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.pdf_button = plain_button("P&DF", "download", self)
        self.pdf_button.setObjectName("outPdf")
        menu = QMenu(self.pdf_button)
        entries = (
            ("pdfPlain", "Ghi ra &PDF…", self.pdf_asked),
            ("pdfShop", "PDF cho &nhà in (chừa xén 3 mm, dấu cắt)…", self.shop_asked),
        )
        for name, words, asked in entries:
            made = action(self, words, asked.emit)
            made.setObjectName(name)
            menu.addAction(made)
        self.pdf_button.setMenu(menu)
        self.printer_button = primary_button("In &ra máy in…", "printer", self)
        self.printer_button.setObjectName("outPrinter")
        self.printer_button.clicked.connect(self.printer_asked)
        close = QPushButton("Đón&g", self)
        close.setObjectName("previewClose")
        close.setToolTip("Đóng (Esc)")
        close.clicked.connect(self.close_asked)
        foot = QHBoxLayout()
        foot.setSpacing(theme.GRID)
        foot.addStretch(1)
        for button in (self.pdf_button, self.printer_button, close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        return foot

    def allow_out(self, *, on: bool) -> None:
        """Whether anything may go out: drafts and empty jobs are only looked at."""
        for button in (self.pdf_button, self.printer_button):
            button.setEnabled(on)

    def begin_writing(self) -> None:
        """A file is being written: nothing else goes out meanwhile."""
        self.tell("")
        self.allow_out(on=False)
        self.progress.start("Đang ghi PDF…")

    def end_writing(self) -> None:
        """No file is being written any more."""
        self.allow_out(on=True)
        self.progress.finish()

    def tell(self, sentence: str, role: str = "muted") -> None:
        """Say something over the buttons; ``role`` "error" for what went wrong."""
        self._told.setProperty("role", role)
        self._told.style().unpolish(self._told)
        self._told.style().polish(self._told)
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
