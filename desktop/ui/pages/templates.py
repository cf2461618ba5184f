"""Mẫu Giấy khen: where every word of a certificate stands, set by hand on the sheet itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.errors import BadInput
from desktop.documents.template_snap import Rect
from desktop.ui import theme
from desktop.ui.dialogs.template_copy import TemplateCopyDialog
from desktop.ui.marking import override
from desktop.ui.operations import templates as operations
from desktop.ui.pages.base import Page
from desktop.ui.pages.templates_files import TemplateFiles
from desktop.ui.pages.templates_list import TemplateList
from desktop.ui.pages.templates_panel import TemplatePanel
from desktop.ui.pages.templates_sample import SampleBar
from desktop.ui.pages.templates_steps import READ_ONLY, TemplateSteps
from desktop.ui.pages.templates_store import OpenTemplates
from desktop.ui.pages.templates_view import TemplateView
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import page_action
from desktop.ui.widgets.page_frame import Count, PageFrame

if TYPE_CHECKING:
    from desktop.documents.template_document import TemplateDocument
    from desktop.documents.template_scan import Brought

_FIRST: Final = "giay-khen-a4"
_CTRL_Y: Final = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)


class TemplatesPage(Page):
    """The template editor. Every edit is a step that can be undone; nothing is written before "Lưu mẫu"."""

    title = "Mẫu Giấy khen"
    icon = "layout-template"
    tables = frozenset({"certificate_template", "decision", "award", "organization", "signer", "attachment"})
    follows_campaign = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("templatesPage")
        self._open = OpenTemplates()
        self._said = ""
        self._visited = -1
        self.steps = TemplateSteps(self._open, _FIRST, self)
        self.files = TemplateFiles(session, self)
        self.frame = PageFrame(self.title, self)
        self.body.addWidget(self.frame)
        self.save_button = self.frame.set_primary("&Lưu mẫu", "save")
        self.save_button.setObjectName("saveTemplate")
        self.save_button.setToolTip("Lưu mẫu vào sổ (Ctrl+S)")
        self._build_content()
        self._build_actions()
        self._connect()
        self._connect_parts()

    # ------------------------------------------------------------ building

    def _build_content(self) -> None:
        self.sample = SampleBar(self)
        self.frame.add_filter(self.sample, stretch=1)
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        self.templates = TemplateList(whole)
        self.view = TemplateView(self.sample, whole)
        self.canvas = self.view.canvas
        self.panel = TemplatePanel(whole)
        row.addWidget(self.templates)
        row.addWidget(self.view, 1)
        row.addWidget(self.panel)
        self.frame.set_content(whole)
        self.setFocusProxy(self.canvas)

    def _build_actions(self) -> None:
        ruled, sample, steps = self.view.ruled, self.sample, self.steps
        actions = [
            page_action(self, name, text, slot, icon, key)
            for name, text, slot, icon, key in (
                ("copyTemplateAction", "&Sao thành mẫu của cơ quan…", self.copy, "copy", "Ctrl+N"),
                ("renameTemplate", "Đổi &tên mẫu", self.panel.focus_title, "pencil", ""),
                ("removeTemplate", "&Xóa mẫu", self.remove_template, "trash-2", ""),
                ("importTemplate", "&Nhập mẫu từ tệp…", self.files.ask_import, "upload", ""),
                ("exportTemplate", "X&uất mẫu ra tệp…", self.export, "download", ""),
                ("addText", "&Chữ tự do", steps.add_text, "", ""),
                ("addLogo", "&Biểu trưng…", self.files.ask_logo, "", ""),
                ("addSignature", "Chữ &ký quét…", self.files.ask_signature, "", ""),
                ("addQr", "Mã &QR", steps.add_qr, "", ""),
                ("duplicatePart", "&Nhân đôi", steps.duplicate, "copy", "Ctrl+D"),
                ("saveAction", "", self.save, "", "Ctrl+S"),
                ("zoomInAction", "", ruled.zoom_in, "", "Ctrl++"),
                ("zoomInActionToo", "", ruled.zoom_in, "", "Ctrl+="),
                ("zoomOutAction", "", ruled.zoom_out, "", "Ctrl+-"),
                ("zoomFitAction", "", ruled.zoom_fit, "", "Ctrl+0"),
                ("nextAction", "", sample.following, "", "PgDown"),
                ("previousAction", "", sample.previous, "", "PgUp"),
            )
        ]
        self._editing = [*actions[1:3], *actions[5:9]]
        self.frame.add_menu_button("&Mẫu", "ellipsis", actions[:5]).setObjectName("templateMenu")
        self.add_button = self.frame.add_menu_button("&Thêm vào tờ", "plus", actions[5:9])
        self.add_button.setObjectName("addMenu")

    def _connect(self) -> None:
        self.frame.primary_pressed.connect(self.save)
        self.frame.count_pressed.connect(self._go_to_sheet)
        self.templates.chosen.connect(self.open_template)
        self.templates.copy_pressed.connect(self.copy)
        self.sample.changed.connect(self._sample_changed)
        self.view.tried.connect(self._show_status)
        self.view.undo_pressed.connect(self.undo)
        self.view.redo_pressed.connect(self.redo)
        self.steps.stepped.connect(self._stepped)
        self.steps.refused.connect(self._refused)
        self.steps.added.connect(self._added)
        self.files.imported.connect(self.open_template)
        self.files.scanned.connect(self._take_scan)
        self.files.pictured.connect(self._take_picture)

    def _connect_parts(self) -> None:
        canvas, panel, steps = self.canvas, self.panel, self.steps
        canvas.chosen.connect(self._part_chosen)
        canvas.dragged.connect(self._dragged)
        canvas.dropped.connect(steps.drop)
        canvas.drag_stopped.connect(self._redraw)
        canvas.nudged.connect(steps.nudge)
        canvas.remove_asked.connect(steps.remove)
        canvas.details_asked.connect(panel.focus_first)
        panel.part_edited.connect(steps.edit_part)
        panel.sheet_edited.connect(steps.edit_sheet)
        panel.part_chosen.connect(self._choose_from_panel)
        panel.detach_pressed.connect(self.detach)
        panel.duplicate_pressed.connect(steps.duplicate)
        panel.remove_pressed.connect(steps.remove)
        panel.picture_pressed.connect(self._ask_picture)
        panel.scan_pressed.connect(self.files.ask_scan)
        panel.scan_removed.connect(self._remove_scan)
        panel.opacity_changed.connect(self._show_opacity)
        panel.undo_asked.connect(self.undo)
        panel.redo_asked.connect(self.redo)

    # ------------------------------------------------------------ reading and showing

    @property
    def document(self) -> TemplateDocument:
        """The template on the sheet."""
        return self.steps.document

    def refresh(self) -> None:
        """Read templates and decisions; unsaved edits stay."""
        self._open.read(self.session.con)
        self.sample.read(self.session.con)
        self.open_template(self.steps.name if self._open.knows(self.steps.name) else _FIRST)

    def open_template(self, name: str) -> None:
        """Put a template on the sheet."""
        try:
            self._open.document(name)
        except BadInput as refusal:
            self._tell(str(refusal))
            return
        if name != self.steps.name:
            self.steps.end_burst()
            self.canvas.choose("")
            self._said = ""
        self.steps.name = name
        self._redraw()
        self._show_list()

    def _show_list(self) -> None:
        self.templates.show_templates(self._open.listed(), self.steps.name)

    def _redraw(self) -> None:
        document = self.document
        self.view.show_document(document, self.session.con)
        self._show_panel()
        editable = not document.read_only
        self.save_button.setEnabled(editable and document.is_changed)
        for action in self._editing:
            action.setEnabled(editable)
        self.add_button.setEnabled(editable)
        self._show_status()

    def _show_panel(self) -> None:
        document, canvas = self.document, self.canvas
        self.panel.show_body(document.body, canvas.parts, canvas.current, editable=not document.read_only)

    def _show_status(self) -> None:
        words = self._said or self.view.shown.refusal or self.sample.refusal
        body = self.document.body
        if not words:
            size = f"{body['width']:g} × {body['height']:g} mm".replace(".", ",")
            words = f"{body['title']} · bản {body.get('version', 1)} · {size}"
        self.frame.set_status(words, self._counts())

    def _counts(self) -> list[Count]:
        unsaved = self._open.unsaved()
        counts = [Count(f"{len(unsaved)} mẫu chưa lưu")] if unsaved else []
        found = self.view.everybody
        if found is None:
            return counts
        over, small = len(found.overflowing), len(found.small)
        if not over and not small:
            counts.append(Count(f"Cả {found.total} tờ đều vừa, không chữ nào dưới 85 %"))
        if over:
            counts.append(Count(f"{over}/{found.total} tờ tràn chữ", "overflowing"))
        if small:
            counts.append(Count(f"{small}/{found.total} tờ có chữ dưới 85 %", "small"))
        return counts

    def _tell(self, sentence: str) -> None:
        self._said = sentence
        self._show_status()

    def _sample_changed(self) -> None:
        self._said = ""
        self._redraw()

    def _go_to_sheet(self, key: str) -> None:
        """The next recipient behind a count."""
        found = self.view.everybody
        if found is not None:
            places = found.overflowing if key == "overflowing" else found.small
            self._visited = next((at for at in places if at > self._visited), places[0])
            self.sample.show_recipient(self._visited)

    # ------------------------------------------------------------ editing

    def _stepped(self) -> None:
        self._said = ""
        self._redraw()
        self._show_list()

    def _refused(self, field: str, sentence: str) -> None:
        if field:
            self.panel.show_refusal(field, sentence)
        else:
            self._redraw()
            self._tell(sentence)

    def _added(self, key: str) -> None:
        self.canvas.choose(key)
        self.canvas.setFocus()

    def _part_chosen(self, key: str) -> None:
        self.steps.end_burst()
        self.steps.current = key
        self.view.show_span()
        self._show_panel()

    def _choose_from_panel(self, key: str) -> None:
        self.canvas.choose(key)
        self._show_panel()

    def _dragged(self, key: str, rect: Rect) -> None:
        """The hand is on its way: the sheet follows, the document does not yet."""
        from desktop.documents.template import read_template

        try:
            body = self.steps.pulled(key, rect)
            self.view.show_body(body, read_template(body))
        except BadInput:
            # The hand is where the part cannot stand; it stays where it last could.
            return

    def detach(self) -> None:
        """Let the chosen box stand by itself where its words stand now."""
        found = self.canvas.part(self.canvas.current)
        if found is not None and found.stack:
            ink = self.view.shown.ink.get(found.key, found.rect)
            self.steps.detach(Rect(found.rect.x, ink.y, found.rect.w, ink.h))

    def _ask_picture(self) -> None:
        self.files.ask_picture(self.canvas.current)

    def _take_picture(self, use: str, digest: str, brought: Brought) -> None:
        self.steps.take_picture(use, digest, brought.proportion)

    def _take_scan(self, digest: str, brought: Brought) -> None:
        body = self.document.body
        width, height = brought.width_mm, brought.height_mm
        if not (80 <= width <= 700 and 80 <= height <= 700):
            width, height = body["width"], body["height"]
        if self.steps.set_scan(digest, width, height):
            self._tell("Đã đặt ảnh phôi; hãy ghi đúng khổ thật của tờ phôi ở bên phải.")

    def _remove_scan(self) -> None:
        body = self.document.body
        self.steps.set_scan("", body["width"], body["height"])

    def _show_opacity(self, percent: int) -> None:
        self.view.opacity = percent / 100
        self.view.show_scan(self.document.template)

    # ------------------------------------------------------------ undo

    def undo(self) -> None:
        """Take the last step back."""
        self._turned(self.document.undo(), "Đã hoàn tác", "Không còn bước sửa mẫu nào để hoàn tác.")

    def redo(self) -> None:
        """Bring back what was undone last."""
        self._turned(self.document.redo(), "Đã làm lại", "Không còn bước sửa mẫu nào để làm lại.")

    def _turned(self, words: str, done: str, nothing: str) -> None:
        self.panel.forget_errors()
        self._redraw()
        self._show_list()
        self._tell(f"{done}: {words}." if words else nothing)

    def owns_undo(self) -> bool:
        """Whether Ctrl+Z and Ctrl+Y mean the steps of this template, not the register's history."""
        return self._open.knows(self.steps.name) and self.document.is_under_edit

    @override
    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+Z and Ctrl+Y before the window's shortcuts while there are unsaved edits."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = bool(_turn_of(event)) and self.owns_undo()
            event.setAccepted(mine)
            return mine
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        turn = _turn_of(event)
        if turn and self.owns_undo():
            (self.undo if turn == "undo" else self.redo)()
        else:
            super().keyPressEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.view.worst.stop()
        unsaved = self._open.unsaved()
        if unsaved and not event.spontaneous() and self.window() is not self and self.window().isVisible():
            title = next(iter(unsaved.values()))["title"]
            self.session.tell(f"Mẫu “{title}” còn thay đổi chưa lưu, vẫn giữ ở trang {self.title}.")

    # ------------------------------------------------------------ templates

    def save(self) -> None:
        """Write the template into the register; its version rises."""
        from desktop.documents.template import template_names

        document = self.document
        if document.read_only:
            self._tell(READ_ONLY)
        elif document.is_changed:
            self.steps.end_burst()
            operation = operations.save(self.steps.name, dict(document.body), template_names())
            self.session.run(operation, self._saved)

    def keep_unsaved(self) -> None:
        """Save every template with unsaved edits: a version too many can be undone, lost work cannot."""
        from desktop.documents.template import template_names

        self.steps.end_burst()
        for name, body in self._open.unsaved().items():
            self.session.run(operations.save(name, body, template_names()))

    def _saved(self, version: int) -> None:
        self._tell(f"Đã lưu mẫu, nay là bản {version}.")

    def copy(self) -> None:
        """A template of the office's own like this one."""
        dialog = TemplateCopyDialog(self.session, self.document.body, self)
        dialog.accepted.connect(self._copied)
        dialog.open()

    def _copied(self) -> None:
        dialog = self.sender()
        assert isinstance(dialog, TemplateCopyDialog)
        self.open_template(dialog.new_name)
        self.canvas.setFocus()

    def remove_template(self) -> None:
        """Take the template out of the register; the history brings it back."""
        document = self.document
        if not document.read_only:
            self._open.forget(self.steps.name)
            self.session.run(operations.remove(self.steps.name, str(document.body["title"])))

    def export(self) -> None:
        """Write the template as it stands to a file."""
        self.files.ask_export(self.document.body)


def _turn_of(event: QKeyEvent) -> str:
    if event.matches(QKeySequence.StandardKey.Undo):
        return "undo"
    if event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _CTRL_Y:
        return "redo"
    return ""
