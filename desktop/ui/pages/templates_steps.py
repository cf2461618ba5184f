"""What the hand and the panel do to a template, as steps of its history."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import BadInput
from desktop.documents import template_edit, template_parts, template_sheet
from desktop.documents.template_snap import Rect
from desktop.ui.pages.templates_store import OpenTemplates

if TYPE_CHECKING:
    from desktop.documents.template_document import Body, TemplateDocument

READ_ONLY: Final = "Mẫu có sẵn chỉ để xem; bấm “Sao thành mẫu của cơ quan” rồi sửa trên bản sao."
WHOLE: Final = -1
"""The style of a whole box, not of one of its lines."""
_BURST_MS: Final = 900
_WORDS: Final = {
    "x": "Dời khung",
    "y": "Dời khung",
    "w": "Đổi cỡ khung",
    "h": "Đổi cỡ khung",
    "lines_text": "Sửa nội dung",
    "text": "Sửa nội dung mã QR",
    "label": "Đổi tên khung",
    "title": "Đổi tên mẫu",
}
_TYPED: Final = frozenset({"lines_text", "text", "label", "title", "stock"})


class TemplateSteps(QObject):
    """Edits of the template at hand.

    ``stepped``: the document says something else now; ``refused`` carries the field (or nothing) and the sentence;
    ``added`` the key of a new part.
    """

    stepped = Signal()
    refused = Signal(str, str)
    added = Signal(str)

    def __init__(self, templates: OpenTemplates, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._templates = templates
        self.name = name
        self.current = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_BURST_MS)
        self._pause.timeout.connect(self.end_burst)

    @property
    def document(self) -> TemplateDocument:
        """The template at hand."""
        return self._templates.document(self.name)

    def _label(self) -> str:
        found = template_parts.part(self.document.body, self.current) if self.current else None
        return f" “{found.label}”" if found else ""

    def apply(self, words: str, make: Callable[[Body], Body], burst: str = "", field: str = "") -> bool:
        """Make one step; whether it was taken."""
        document = self.document
        if document.read_only:
            self.refused.emit("", READ_ONLY)
            return False
        try:
            document.apply(words, make(document.body), burst)
        except BadInput as refusal:
            self.refused.emit(field, str(refusal))
            return False
        if burst:
            self._pause.start()
        self.stepped.emit()
        return True

    def end_burst(self) -> None:
        """What comes next is a step of its own."""
        self._pause.stop()
        if self._templates.knows(self.name):
            self.document.end_burst()

    # ------------------------------------------------------------ the hand on the sheet

    def pulled(self, key: str, rect: Rect) -> Body:
        """The body with a part pulled to a rectangle, not taken yet.

        Raises:
            BadInput: it cannot stand there.
        """
        return _pulled(key, rect, self.document.body)

    def drop(self, key: str, rect: Rect) -> None:
        """The part was let go at a rectangle: one step."""
        known = template_parts.part(self.document.body, key)
        words = "Dời" if known is not None and _same_size(known.rect, rect) else "Đổi cỡ"
        self.apply(f"{words} khung{self._label()}", partial(_pulled, key, rect))

    def nudge(self, dx: float, dy: float) -> None:
        """An arrow key: strokes in one direction are one step."""
        key = self.current
        burst = f"nudge {key} {dx > 0} {dx < 0} {dy > 0} {dy < 0}"
        self.apply(f"Dời khung{self._label()}", partial(_moved, key, dx, dy), burst)

    # ------------------------------------------------------------ the panel

    def edit_part(self, field: str, value: object, line: int) -> None:
        """A property of the part at hand."""
        if self.current:
            words = f"{_WORDS.get(field, 'Sửa khung')}{self._label()}"
            burst = f"type {self.current} {field}" if field in _TYPED else ""
            at = None if line == WHOLE else line
            self.apply(words, partial(_changed, self.current, field, value, at), burst, field)

    def edit_sheet(self, field: str, value: object) -> None:
        """A property of the sheet."""
        burst = f"type {field}" if field in _TYPED else ""
        words = _WORDS.get(field, "Sửa tờ giấy")
        self.apply(words, partial(_sheet_changed, field, value), burst, field)

    # ------------------------------------------------------------ parts come and go

    def remove(self) -> None:
        """Take the part at hand off the sheet."""
        if self.current:
            self.apply(f"Bỏ khung{self._label()}", partial(_without, self.current))

    def duplicate(self) -> None:
        """A second part like the one at hand."""
        if self.current:
            self._add(f"Nhân đôi khung{self._label()}", partial(_duplicated, self.current))

    def detach(self, at: Rect) -> None:
        """Let the box at hand leave its column, to stand at a rectangle."""
        self.apply(f"Tách khung{self._label()} khỏi cột", partial(_detached, self.current, at))

    def add_text(self) -> None:
        """A box of free text in the middle of the sheet."""
        self._add("Thêm chữ tự do", template_edit.add_text)

    def add_qr(self) -> None:
        """The QR code; a sheet has none unless the officer adds it."""
        self._add("Thêm mã QR", template_edit.add_qr)

    def take_picture(self, use: str, digest: str, proportion: float) -> None:
        """A new logo or signature, or another file for the picture whose key ``use`` is."""
        if use.startswith("images/"):
            self.apply("Đổi tệp hình", partial(_changed, use, "file", digest, None))
        else:
            words = "Thêm biểu trưng" if use == "logo" else "Thêm chữ ký quét"
            self._add(words, partial(_pictured, use, digest, proportion))

    def set_scan(self, digest: str, width: float, height: float) -> bool:
        """The scan of the pre-printed sheet; an empty ``digest`` takes it away."""
        return self.apply(
            "Đặt ảnh phôi" if digest else "Bỏ ảnh phôi", partial(_scanned, digest, width, height)
        )

    def _add(self, words: str, make: Callable[[Body], tuple[Body, str]]) -> None:
        made: list[str] = []
        if self.apply(words, partial(_noting, make, made)):
            self.added.emit(made[-1])


def _same_size(one: Rect, other: Rect) -> bool:
    return abs(one.w - other.w) < 1e-6 and abs(one.h - other.h) < 1e-6


def _pulled(key: str, rect: Rect, body: Body) -> Body:
    known = template_parts.part(body, key)
    assert known is not None
    if _same_size(rect, known.rect):
        return template_edit.move(body, key, rect.x - known.rect.x, rect.y - known.rect.y)
    return template_edit.resize(body, key, rect)


def _moved(key: str, dx: float, dy: float, body: Body) -> Body:
    return template_edit.move(body, key, dx, dy)


def _changed(key: str, field: str, value: Any, line: int | None, body: Body) -> Body:
    return template_edit.change(body, key, field, value, line)


def _sheet_changed(field: str, value: Any, body: Body) -> Body:
    return template_sheet.change(body, field, value)


def _without(key: str, body: Body) -> Body:
    return template_edit.remove(body, key)


def _duplicated(key: str, body: Body) -> tuple[Body, str]:
    return template_edit.duplicate(body, key)


def _detached(key: str, at: Rect, body: Body) -> Body:
    return template_edit.detach(body, key, at)


def _pictured(kind: str, digest: str, proportion: float, body: Body) -> tuple[Body, str]:
    return template_edit.add_image(body, kind, digest, proportion)


def _scanned(digest: str, width: float, height: float, body: Body) -> Body:
    return template_sheet.with_scan(body, digest, width, height)


def _noting(make: Callable[[Body], tuple[Body, str]], made: list[str], body: Body) -> Body:
    """The new body; the key of what was added goes into ``made``."""
    new, key = make(body)
    made.append(key)
    return new
