"""The certificates of a decision as they will lie on paper: paged by keys, zoomed, with the doubtful ones named."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db import awards, decisions
from db.errors import Refused
from db.sqlite import Connection
from db.talk import Talk
from desktop.ui import theme
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import icon_button, plain_button, primary_button

if TYPE_CHECKING:
    from desktop.documents.certificate import CertificateFacts
    from desktop.documents.sheet import Sheet

_ZOOM_STEP: Final = 1.25
_ZOOMS: Final = (0.25, 4.0)
_MM_PER_INCH: Final = 25.4
_MARGIN: Final = 16
_PAGE: Final = Qt.ItemDataRole.UserRole


class SheetView(QWidget):
    """One sheet of paper as a picture, drawn by the pen that also prints."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheetView")
        self._sheet: Sheet | None = None
        self._dots = 96.0
        self._image: QImage | None = None

    @property
    def image(self) -> QImage | None:
        """The picture shown; None before a sheet was given."""
        return self._image

    def show_sheet(self, sheet: Sheet | None, dots_per_inch: float) -> None:
        """Show a sheet at so many points of the screen per inch of paper."""
        from desktop.ui import pen

        self._sheet, self._dots = sheet, dots_per_inch
        if sheet is None:
            self._image = None
        else:
            ratio = self.devicePixelRatioF()
            self._image = pen.preview(sheet, dots_per_inch * ratio)
            self._image.setDevicePixelRatio(ratio)
            wide = round(sheet.width_mm / _MM_PER_INCH * dots_per_inch)
            high = round(sheet.height_mm / _MM_PER_INCH * dots_per_inch)
            self.setFixedSize(wide + 2 * _MARGIN, high + 2 * _MARGIN)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the paper with a thin edge."""
        if self._image is None:
            return
        painter = QPainter(self)
        painter.drawImage(_MARGIN, _MARGIN, self._image)
        painter.setPen(QColor(theme.tokens().edge))
        size = self._image.deviceIndependentSize().toSize()
        painter.drawRect(_MARGIN - 1, _MARGIN - 1, size.width() + 1, size.height() + 1)
        painter.end()


class CertificatePreviewDialog(QDialog):
    """Shows every certificate of a decision. ``pdf_asked`` and ``print_asked`` carry whether to overprint."""

    pdf_asked = Signal(bool)
    print_asked = Signal(bool)

    def __init__(self, session: Session, decision_id: int, parent: QWidget | None = None) -> None:
        """Read the certificates of a decision.

        Raises:
            Refused: the decision is not issued, not our own, or has nobody on it.
        """
        super().__init__(parent)
        from desktop.documents import records_certificates, template

        self.setObjectName("certificatePreview")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._session = session
        self._template = template.load_template()
        decision = decisions.get_decision(session.con, decision_id)
        self.facts: list[CertificateFacts] = records_certificates.certificate_facts(session.con, decision)
        listed = records_certificates.certificate_awards(session.con, decision)
        self._page_of = {award.id: page for page, award in enumerate(listed)}
        self.page = 0
        self._zoom: float | None = None
        self.setWindowTitle(f"Xem trước Giấy khen – Quyết định {decision.shown}")
        self._build()
        self._add_keys()
        self.resize(1240, 700)
        self.show_page(0)
        self._area.setFocus()
        session.in_background(partial(_risks, decision_id), self._show_risks)

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        whole.setSpacing(theme.GRID)
        whole.addLayout(self._bar())
        self.view = SheetView(self)
        self._area = QScrollArea(self)
        self._area.setObjectName("previewArea")
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setWidget(self.view)
        self._refusal = QLabel(self)
        self._refusal.setObjectName("previewRefusal")
        self._refusal.setProperty("role", "error")
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        middle = QHBoxLayout()
        middle.setSpacing(theme.GRID)
        left = QVBoxLayout()
        left.addWidget(self._refusal)
        left.addWidget(self._area, 1)
        middle.addLayout(left, 1)
        middle.addWidget(self._side())
        whole.addLayout(middle, 1)
        whole.addLayout(self._foot())

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(theme.GRID)
        previous = icon_button("chevron-left", "Tờ trước (PageUp)", self)
        previous.setObjectName("previousPage")
        previous.clicked.connect(self.previous_page)
        following = icon_button("chevron-right", "Tờ sau (PageDown)", self)
        following.setObjectName("nextPage")
        following.clicked.connect(self.next_page)
        self._counter = QLabel(self)
        self._counter.setObjectName("pageCounter")
        self._counter.setFont(theme.table_font())
        smaller = icon_button("zoom-out", "Thu nhỏ (Ctrl+-)", self)
        smaller.setObjectName("zoomOut")
        smaller.clicked.connect(self.zoom_out)
        larger = icon_button("zoom-in", "Phóng to (Ctrl++)", self)
        larger.setObjectName("zoomIn")
        larger.clicked.connect(self.zoom_in)
        fit = plain_button("&Vừa cửa sổ", "", self)
        fit.setObjectName("zoomFit")
        fit.setAutoDefault(False)
        fit.clicked.connect(self.zoom_fit)
        self.overprint_box = QCheckBox("In lên &phôi (chỉ phần chữ riêng)", self)
        self.overprint_box.setObjectName("overprint")
        self.overprint_box.toggled.connect(self._redraw)
        for widget in (previous, following, self._counter):
            bar.addWidget(widget)
        bar.addStretch(1)
        for control in (self.overprint_box, smaller, larger, fit):
            bar.addWidget(control)
        return bar

    def _side(self) -> QWidget:
        side = QWidget(self)
        side.setFixedWidth(264)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        self._risk_title = QLabel("Đang xem lại các tờ…", side)
        self._risk_title.setFont(theme.section_font())
        self.risks = QListWidget(side)
        self.risks.setObjectName("riskySheets")
        self.risks.setAccessibleName("Các tờ cần xem lại")
        self.risks.setWordWrap(True)
        self.risks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.risks.itemActivated.connect(self._go_to_risk)
        self.risks.currentItemChanged.connect(self._go_to_risk)
        column.addWidget(self._risk_title)
        column.addWidget(self.risks, 1)
        return side

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.GRID)
        foot.addStretch(1)
        pdf = primary_button("Ghi ra P&DF…", "download", self)
        pdf.setObjectName("previewPdf")
        pdf.clicked.connect(self._ask_pdf)
        printer = plain_button("&In ra máy in…", "printer", self)
        printer.setObjectName("previewPrint")
        printer.clicked.connect(self._ask_print)
        close = QPushButton("Đón&g", self)
        close.setObjectName("previewClose")
        close.clicked.connect(self.reject)
        for button in (pdf, printer, close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        return foot

    def _add_keys(self) -> None:
        keys = (
            ("PgDown", self.next_page),
            ("PgUp", self.previous_page),
            ("Ctrl+Home", self.first_page),
            ("Ctrl+End", self.last_page),
            ("Ctrl++", self.zoom_in),
            ("Ctrl+=", self.zoom_in),
            ("Ctrl+-", self.zoom_out),
            ("Ctrl+0", self.zoom_fit),
        )
        for key, slot in keys:
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    # ------------------------------------------------------------ paging and zoom

    def show_page(self, page: int) -> None:
        """Show the sheet at ``page`` (from 0); beyond the ends the last one there is."""
        self.page = max(0, min(page, len(self.facts) - 1))
        self._counter.setText(f"Tờ {self.page + 1}/{len(self.facts)} – {self.facts[self.page].owner}")
        self._redraw()

    def next_page(self) -> None:
        """The next sheet."""
        self.show_page(self.page + 1)

    def previous_page(self) -> None:
        """The sheet before."""
        self.show_page(self.page - 1)

    def first_page(self) -> None:
        """The first sheet."""
        self.show_page(0)

    def last_page(self) -> None:
        """The last sheet."""
        self.show_page(len(self.facts) - 1)

    def zoom_in(self) -> None:
        """Larger."""
        self._set_zoom(self.zoom() * _ZOOM_STEP)

    def zoom_out(self) -> None:
        """Smaller."""
        self._set_zoom(self.zoom() / _ZOOM_STEP)

    def zoom_fit(self) -> None:
        """The whole sheet in the window."""
        self._zoom = None
        self._redraw()

    def zoom(self) -> float:
        """The zoom in force; 1 is the paper's own size on this screen."""
        if self._zoom is not None:
            return self._zoom
        room = self._area.viewport().size()
        inch = self.logicalDpiX()
        wide = (room.width() - 2 * _MARGIN) / (self._template.width / _MM_PER_INCH * inch)
        high = (room.height() - 2 * _MARGIN) / (self._template.height / _MM_PER_INCH * inch)
        return max(_ZOOMS[0], min(wide, high, _ZOOMS[1]))

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = max(_ZOOMS[0], min(zoom, _ZOOMS[1]))
        self._redraw()

    def _redraw(self, _on: bool = False) -> None:
        from desktop.documents.certificate import lay_out

        sheet, sentence = None, ""
        try:
            sheet = lay_out(self.facts[self.page], self._template, overprint=self.overprint_box.isChecked())
        except Refused as refusal:
            sentence = str(refusal)
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self.view.show_sheet(sheet, self.zoom() * self.logicalDpiX())

    def event(self, event: QEvent) -> bool:
        """Fit the sheet again when the window's size changed."""
        handled = super().event(event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show} and self._zoom is None:
            layout = self.layout()
            if layout is not None:
                layout.activate()
            self._redraw()
        return handled

    # ------------------------------------------------------------ doubtful sheets

    def _show_risks(self, found: list[tuple[int, str]]) -> None:
        self._risk_title.setText(f"Cần xem lại: {len(found)}" if found else "Không có tờ nào đáng ngờ")
        self.risks.blockSignals(True)
        self.risks.clear()
        for award_id, sentence in found:
            page = self._page_of.get(award_id)
            if page is not None:
                item = QListWidgetItem(f"Tờ {page + 1}. {sentence}", self.risks)
                item.setData(_PAGE, page)
        self.risks.blockSignals(False)

    def _go_to_risk(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is not None:
            self.show_page(item.data(_PAGE))

    def _ask_pdf(self) -> None:
        self.pdf_asked.emit(self.overprint_box.isChecked())

    def _ask_print(self) -> None:
        self.print_asked.emit(self.overprint_box.isChecked())


def _risks(decision_id: int, con: Connection, talk: Talk) -> list[tuple[int, str]]:
    """Awards whose sheet cannot be laid out or says something doubtful, in the order of the decision."""
    from desktop.documents import records_certificates, template
    from desktop.documents.certificate import findings

    decision = decisions.get_decision(con, decision_id)
    chosen = template.load_template()
    facts = records_certificates.certificate_facts(con, decision)
    doubts: dict[int, list[str]] = {}
    for award, sentence in awards.doubts(con, decision_id):
        doubts.setdefault(award.id, []).append(sentence)
    found = []
    for at, (award, one) in enumerate(zip(records_certificates.certificate_awards(con, decision), facts, strict=True)):
        talk.progress(at, len(facts), f"Đang xem lại tờ {at + 1}")
        found += [(award.id, sentence) for sentence in (*findings(one, chosen), *doubts.get(award.id, ()))]
    return found
