"""Sheets of a job as they will lie on paper: one or two at a time, paged by keys, zoomed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
    QTextLayout,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.errors import Refused
from desktop.documents.print_job import Batch, Shift
from desktop.ui import theme
from desktop.ui.dialogs.certificate_sheet import MARGIN, MM_PER_INCH, SheetView, mark_draft, picture
from desktop.ui.marking import override
from desktop.ui.widgets.buttons import icon_button, plain_button

_ZOOM_STEP: Final = 1.25
_ZOOMS: Final = (0.15, 4.0)


class _Area(QScrollArea):
    """The ground under the sheets; Home and End go to the first and the last one."""

    home_pressed = Signal()
    end_pressed = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Home and End for the sheets."""
        if event.key() == Qt.Key.Key_Home:
            self.home_pressed.emit()
        elif event.key() == Qt.Key.Key_End:
            self.end_pressed.emit()
        else:
            super().keyPressEvent(event)


class _Counter(QLabel):
    """The number and the name of the sheet, on two lines where one is too short.

    What two lines do not hold is cut at the end: a long name neither widens the dialog nor moves the sheet below.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setFont(theme.table_font())
        self.setFixedHeight(2 * self.fontMetrics().lineSpacing())

    @override
    def minimumSizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(0, self.height())

    def lines(self) -> tuple[str, ...]:
        """What is drawn at the present width."""
        text = self.text()
        layout = QTextLayout(text, self.font())
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(self.width())
        layout.endLayout()
        rest = text[first.textLength() :]
        cut = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
        return (text[: first.textLength()].rstrip(), cut) if rest else (text,)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = "\n".join(self.lines())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()


class PreviewPanel(QWidget):
    """The sheets of a :class:`Batch`. ``page_changed`` carries the place of the sheet shown (from 0)."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch: Batch | None = None
        self._shift = Shift()
        self._scan: QImage | None = None
        self._zoom: float | None = None
        self.page = 0
        self._build()
        self._add_keys()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.view = SheetView(self)
        self.area = _Area(self)
        self.area.setObjectName("previewArea")
        self.area.setAccessibleName("Xem trước")
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setWidget(self.view)
        self.area.home_pressed.connect(self.first_page)
        self.area.end_pressed.connect(self.last_page)
        self._refusal = QLabel(self)
        self._refusal.setObjectName("previewRefusal")
        self._refusal.setProperty("role", "error")
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(self._bar())
        column.addWidget(self._refusal)
        column.addWidget(self.area, 1)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(theme.GRID)
        for icon, words, name, slot in (
            ("chevron-left", "Tờ trước (PageUp)", "previousPage", self.previous_page),
            ("chevron-right", "Tờ sau (PageDown)", "nextPage", self.next_page),
        ):
            button = icon_button(icon, words, self)
            button.setObjectName(name)
            button.clicked.connect(slot)
            bar.addWidget(button)
        self._counter = _Counter(self)
        self._counter.setObjectName("pageCounter")
        self._counter.setTextFormat(Qt.TextFormat.PlainText)
        bar.addWidget(self._counter, 1)
        self.two_up = plain_button("H&ai tờ", "book-open", self)
        self.two_up.setObjectName("twoUp")
        self.two_up.setCheckable(True)
        self.two_up.setToolTip("Xem hai tờ cạnh nhau")
        self.two_up.setAutoDefault(False)
        self.two_up.toggled.connect(self._pair)
        bar.addWidget(self.two_up)
        for icon, words, name, slot in (
            ("zoom-out", "Thu nhỏ (Ctrl+-)", "zoomOut", self.zoom_out),
            ("zoom-in", "Phóng to (Ctrl++)", "zoomIn", self.zoom_in),
        ):
            button = icon_button(icon, words, self)
            button.setObjectName(name)
            button.clicked.connect(slot)
            bar.addWidget(button)
        fit: QPushButton = plain_button("&Vừa cửa sổ", "", self)
        fit.setObjectName("zoomFit")
        fit.setAutoDefault(False)
        fit.clicked.connect(self.zoom_fit)
        bar.addWidget(fit)
        return bar

    def _add_keys(self) -> None:
        for key, slot in (
            ("PgDown", self.next_page),
            ("PgUp", self.previous_page),
            ("Ctrl+Home", self.first_page),
            ("Ctrl+End", self.last_page),
            ("Ctrl++", self.zoom_in),
            ("Ctrl+=", self.zoom_in),
            ("Ctrl+-", self.zoom_out),
            ("Ctrl+0", self.zoom_fit),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    # ------------------------------------------------------------ what is shown

    def show_batch(self, batch: Batch, scan: QImage | None = None) -> None:
        """Show the sheets of a job from the place where the officer was; ``scan`` is the paper they lie on."""
        self._batch, self._scan = batch, scan
        self.show_page(self.page)

    def show_shift(self, shift: Shift) -> None:
        """Show how a printer's correction moves the sheets."""
        self._shift = shift
        self._redraw()

    @property
    def count(self) -> int:
        """How many sheets the job has."""
        return len(self._batch) if self._batch is not None else 0

    def show_page(self, page: int) -> None:
        """Show the sheet at ``page`` (from 0); beyond the ends the last one there is."""
        before = self.page
        self.page = max(0, min(page, self.count - 1))
        self._counter.setText(self._counted())
        self._counter.setToolTip(self._counter.text())
        self._redraw()
        if self.page != before:
            self.page_changed.emit(self.page)

    def _counted(self) -> str:
        if self._batch is None or not self.count:
            return "Không có tờ nào"
        names = [self._batch.facts[at].owner for at in self._shown()]
        last = self._shown()[-1] + 1
        number = f"{self.page + 1}" if len(names) == 1 else f"{self.page + 1}–{last}"
        return f"Tờ {number}/{self.count} – {' | '.join(names)}"

    def _shown(self) -> tuple[int, ...]:
        """The places of the sheets on the screen."""
        step = 2 if self.two_up.isChecked() else 1
        return tuple(range(self.page, min(self.page + step, self.count)))

    def next_page(self) -> None:
        """The next sheet, or the next two."""
        following = self.page + (2 if self.two_up.isChecked() else 1)
        if following < self.count:
            self.show_page(following)

    def previous_page(self) -> None:
        """The sheet before, or the two before."""
        self.show_page(self.page - (2 if self.two_up.isChecked() else 1))

    def first_page(self) -> None:
        """The first sheet."""
        self.show_page(0)

    def last_page(self) -> None:
        """The last sheet."""
        last = self.count - 1
        self.show_page(last - last % 2 if self.two_up.isChecked() else last)

    def _pair(self, _on: bool = False) -> None:
        self.show_page(self.page - self.page % 2 if self.two_up.isChecked() else self.page)

    # ------------------------------------------------------------ zoom

    def zoom_in(self) -> None:
        """Larger."""
        self._set_zoom(self.zoom() * _ZOOM_STEP)

    def zoom_out(self) -> None:
        """Smaller."""
        self._set_zoom(self.zoom() / _ZOOM_STEP)

    def zoom_fit(self) -> None:
        """All of the paper in the window."""
        self._zoom = None
        self._redraw()

    def zoom(self) -> float:
        """The zoom in force; 1 is the paper's own size on this screen."""
        if self._zoom is not None or self._batch is None:
            return self._zoom or 1.0
        room, inch = self.area.viewport().size(), self.logicalDpiX()
        across = 2 if self.two_up.isChecked() else 1
        paper = self._batch.template
        wide = (room.width() - (across + 1) * MARGIN) / (across * paper.width / MM_PER_INCH * inch)
        high = (room.height() - 2 * MARGIN) / (paper.height / MM_PER_INCH * inch)
        return max(_ZOOMS[0], min(wide, high, _ZOOMS[1]))

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = max(_ZOOMS[0], min(zoom, _ZOOMS[1]))
        self._redraw()

    def refit(self) -> None:
        """Fit the paper again after the window's size changed."""
        if self._zoom is None:
            self._redraw()

    def _redraw(self) -> None:
        images: list[QImage] = []
        sentences: list[str] = []
        for at in self._shown() if self._batch is not None else ():
            try:
                images.append(self._image(at))
            except Refused as refusal:
                sentences.append(str(refusal))
        self._refusal.setText("\n".join(sentences))
        self._refusal.setVisible(bool(sentences))
        self.view.show_images(tuple(images))

    def _image(self, at: int) -> QImage:
        assert self._batch is not None
        ratio = self.devicePixelRatioF()
        dots = self.zoom() * self.logicalDpiX() * ratio
        made = picture(self._batch.sheet(at, self._shift), dots, self._scan)
        if self._batch.draft:
            mark_draft(made)
        made.setDevicePixelRatio(ratio)
        return made

    @override
    def event(self, event: QEvent) -> bool:
        """Fit the paper again when the panel's size changed."""
        handled = super().event(event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            layout = self.layout()
            if layout is not None:
                layout.activate()
            self.refit()
        return handled
