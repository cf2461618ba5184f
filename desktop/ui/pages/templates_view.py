"""The sheet in the middle of the template editor: rulers, tools above it, everybody's ink over it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from db.catalogues import form_name
from desktop.documents import template_parts
from desktop.documents.records_certificates import pictures as pictures_of
from desktop.ui import theme
from desktop.ui.models import template_sample
from desktop.ui.models.template_sample import Everybody, Shown, WorstCase
from desktop.ui.pages.templates_sample import SampleBar
from desktop.ui.widgets.buttons import icon_button
from desktop.ui.widgets.mm_ruler import RuledSheet
from desktop.ui.widgets.sheet_canvas import Layers, Scan

if TYPE_CHECKING:
    from db.sqlite import Connection
    from desktop.documents.template import Template
    from desktop.documents.template_document import Body, TemplateDocument


class TemplateView(QWidget):
    """Shows a template with the sample of a :class:`SampleBar`. ``tried``: everybody's certificate was tried out."""

    undo_pressed = Signal()
    redo_pressed = Signal()
    tried = Signal()

    def __init__(self, sample: SampleBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sample = sample
        self._pictures: dict[str, bytes] = {}
        self._scan: tuple[str, QImage] | None = None
        self._form = ""
        self.opacity = 0.6
        self.everybody: Everybody | None = None
        self.shown = Shown(Layers(), {}, frozenset(), "")
        self.worst = WorstCase(self)
        self.worst.ready.connect(self._show_everybody)
        self.ruled = RuledSheet(self)
        self.canvas = self.ruled.canvas
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addLayout(self._tools())
        column.addWidget(self.ruled, 1)
        self.ruled.zoomed.connect(self._show_zoom)

    def _tools(self) -> QHBoxLayout:
        self.undo_button = self._tool("undo-2", "Hoàn tác bước sửa mẫu (Ctrl+Z)", "undoStep")
        self.undo_button.clicked.connect(self.undo_pressed)
        self.redo_button = self._tool("redo-2", "Làm lại bước sửa mẫu (Ctrl+Y)", "redoStep")
        self.redo_button.clicked.connect(self.redo_pressed)
        self._note = QLabel(self)
        self._note.setObjectName("editorNote")
        self._note.setProperty("role", "muted")
        self.grid_button = self._tool("grid-3x3", "Lưới 5 mm", "showGrid")
        self.grid_button.setCheckable(True)
        self.grid_button.setChecked(True)
        self.grid_button.toggled.connect(self.canvas.show_grid)
        smaller = self._tool("zoom-out", "Thu nhỏ (Ctrl+-)", "zoomOut")
        smaller.clicked.connect(self.ruled.zoom_out)
        self._zoom = QLabel(self)
        self._zoom.setObjectName("zoomText")
        self._zoom.setFont(theme.table_font())
        self._zoom.setMinimumWidth(48)
        larger = self._tool("zoom-in", "Phóng to (Ctrl++)", "zoomIn")
        larger.clicked.connect(self.ruled.zoom_in)
        fit = self._tool("maximize", "Vừa cửa sổ (Ctrl+0)", "zoomFit")
        fit.clicked.connect(self.ruled.zoom_fit)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID // 2)
        for widget in (self.undo_button, self.redo_button, self._note):
            row.addWidget(widget)
        row.addStretch(1)
        for control in (self.grid_button, smaller, self._zoom, larger, fit):
            row.addWidget(control)
        return row

    def _tool(self, icon: str, tooltip: str, name: str) -> QToolButton:
        made = icon_button(icon, tooltip, self)
        made.setObjectName(name)
        return made

    # ------------------------------------------------------------ showing

    def show_document(self, document: TemplateDocument, con: Connection) -> None:
        """Show a template as it stands."""
        page = template_parts.page_of(document.body)
        if page != self.ruled.page:
            self.ruled.show_page(page)
        self.canvas.editable = not document.read_only
        self._load_pictures(document.template, con)
        self._form = self._form_of(document.template, con)
        self._sample.overprint_box.setEnabled(not document.template.overprint_only)
        self.show_body(document.body, document.template)
        self.show_scan(document.template)
        self._try_everybody(document.template)
        self._show_history(document)

    def show_body(self, body: Body, template: Template) -> None:
        """Show a body, also one that a hand is only trying."""
        overprint = self._sample.overprint_box.isChecked()
        facts = self._sample.facts
        if self._form:
            facts = replace(facts, form_title=self._form)
        self.shown = template_sample.draw(facts, template, overprint, self._pictures)
        self.canvas.show_layers(self.shown.layers)
        self.canvas.show_parts(template_parts.parts(body), self.shown.ink, self.shown.faulty)
        self.show_span()

    def _form_of(self, template: Template, con: Connection) -> str:
        """What invented facts award by this template; empty where a decision says it."""
        if not self._sample.is_invented or not template.forms:
            return ""
        return form_name(con, template.forms[0]).split(" của ")[0].upper()

    def show_span(self) -> None:
        """Tint the rulers along the chosen part."""
        found = self.canvas.part(self.canvas.current)
        self.ruled.show_span(found.rect if found else None)

    def show_scan(self, template: Template) -> None:
        """Lay the scan of the pre-printed sheet under everything; it is never part of a sheet."""
        phoi = template.phoi
        data = self._pictures.get(phoi.scan) if phoi and phoi.scan else None
        if phoi is None or data is None:
            self.canvas.show_scan(None)
            return
        if self._scan is None or self._scan[0] != phoi.scan:
            self._scan = (phoi.scan, QImage.fromData(data))
        self.canvas.show_scan(Scan(self._scan[1], phoi.width, phoi.height, self.opacity))

    def _load_pictures(self, template: Template, con: Connection) -> None:
        named = {image.file for image in template.images} | ({template.phoi.scan} if template.phoi else set())
        if not named - {""} <= set(self._pictures):
            self._pictures |= pictures_of(con, template)

    def _show_history(self, document: TemplateDocument) -> None:
        undo, redo, changed = document.undo_words, document.redo_words, document.is_changed
        self.undo_button.setEnabled(bool(undo))
        self.redo_button.setEnabled(bool(redo))
        self.undo_button.setToolTip(f"Hoàn tác: {undo or 'chưa có bước nào'} (Ctrl+Z)")
        self.redo_button.setToolTip(f"Làm lại: {redo or 'chưa có bước nào'} (Ctrl+Y)")
        note = "Mẫu có sẵn, chỉ để xem" if document.read_only else "● Chưa lưu" if changed else ""
        self._note.setText(note)

    def _show_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{round(zoom * 100)} %")

    # ------------------------------------------------------------ everybody

    def _try_everybody(self, template: Template) -> None:
        if not self._sample.everybody_box.isChecked():
            self.worst.stop()
            self.everybody = None
            self.canvas.show_everybody({})
            return
        overprint = self._sample.overprint_box.isChecked()
        self.worst.start(self._sample.listed, template, overprint, self._pictures)

    def _show_everybody(self, found: Everybody) -> None:
        self.everybody = found
        self.canvas.show_everybody(found.inks, frozenset(found.faulty))
        self.tried.emit()
