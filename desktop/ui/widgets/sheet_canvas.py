"""The sheet of the template editor: boxes over the sample, chosen, dragged, stretched and nudged.

The canvas changes nothing by itself: it says what the hand does, and the page answers with other parts and layers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.documents import template_snap
from desktop.documents.template_parts import Part
from desktop.documents.template_snap import Guide, Page, Rect
from desktop.ui import theme
from desktop.ui.marking import override
from desktop.ui.widgets import sheet_paint

if TYPE_CHECKING:
    from desktop.documents.sheet import Sheet

MARGIN: Final = 20
"""Pixels around the paper."""
STEP_MM: Final = 0.5
BIG_STEP_MM: Final = 5.0
FINE_STEP_MM: Final = 0.1
SNAP_PIXELS: Final = 5.0
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS: Final = {
    "l": Qt.CursorShape.SizeHorCursor,
    "r": Qt.CursorShape.SizeHorCursor,
    "t": Qt.CursorShape.SizeVerCursor,
    "b": Qt.CursorShape.SizeVerCursor,
    "lt": Qt.CursorShape.SizeFDiagCursor,
    "rb": Qt.CursorShape.SizeFDiagCursor,
    "rt": Qt.CursorShape.SizeBDiagCursor,
    "lb": Qt.CursorShape.SizeBDiagCursor,
}


@dataclass(frozen=True, slots=True)
class Layers:
    """What is drawn on the paper: the ornament, and over it pictures and words, each by the printing pen."""

    design: tuple[Sheet, ...] = ()
    words: tuple[Sheet, ...] = ()


@dataclass(frozen=True, slots=True)
class Scan:
    """The scan of the pre-printed sheet, its real size in mm and how strongly it shows, 0–1."""

    image: QImage
    width: float
    height: float
    opacity: float


@dataclass(frozen=True, slots=True)
class _Drag:
    """A hand on a part: where it took hold, which sides it pulls (none: the whole), the rectangle at first."""

    key: str
    sides: str
    start: QPointF
    rect: Rect
    moving: bool = False


class SheetCanvas(QWidget):
    """Draws the sheet and follows mouse and keys.

    ``chosen`` carries a part's key or nothing; ``dragged`` and ``dropped`` the key and its new rectangle;
    ``drag_stopped`` says that Esc gave a drag up; ``nudged`` carries millimetres; ``pointed`` where the pointer is.
    """

    chosen = Signal(str)
    dragged = Signal(str, object)
    dropped = Signal(str, object)
    drag_stopped = Signal()
    nudged = Signal(float, float)
    pointed = Signal(object)
    remove_asked = Signal()
    details_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheetCanvas")
        self.setAccessibleName("Tờ giấy đang sửa")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.page = Page(297.0, 210.0)
        self.scale = 2.0
        self.parts: tuple[Part, ...] = ()
        self.current = ""
        self.editable = True
        self.guides: tuple[Guide, ...] = ()
        self.menu: QMenu | None = None
        self._layers = Layers()
        self._pictures: dict[str, QPixmap] = {}
        self._scan: Scan | None = None
        self._with_grid = True
        self._ink: Mapping[str, Rect] = {}
        self._faulty: frozenset[str] = frozenset()
        self._everybody: Mapping[str, Sequence[Rect]] = {}
        self._everybody_faulty: frozenset[str] = frozenset()
        self._hovered = ""
        self._drag: _Drag | None = None

    # ------------------------------------------------------------ what is shown

    def show_page(self, page: Page, scale: float) -> None:
        """Another paper or another zoom; ``scale`` is pixels a millimetre."""
        if (page, scale) != (self.page, self.scale):
            self.page, self.scale = page, scale
            self._pictures.clear()
        self.setFixedSize(self.sizeHint())
        self.update()

    def show_layers(self, layers: Layers) -> None:
        """Another sample; what is the same as before is not drawn again."""
        if layers.design != self._layers.design:
            self._pictures.pop("design", None)
        self._pictures.pop("words", None)
        self._layers = layers
        self.update()

    def show_parts(
        self, parts: Sequence[Part], ink: Mapping[str, Rect], faulty: frozenset[str] = frozenset()
    ) -> None:
        """The boxes, where their words stand now, and which of them hold what does not fit."""
        self.parts, self._ink, self._faulty = tuple(parts), ink, faulty
        if self.current and self.part(self.current) is None:
            self.choose("")
        self.update()

    def show_scan(self, scan: Scan | None) -> None:
        """The scan under everything, on the screen only."""
        self._scan = scan
        self.update()

    def show_grid(self, on: bool) -> None:
        """Draw the grid or not."""
        self._with_grid = on
        self.update()

    def show_everybody(
        self, inks: Mapping[str, Sequence[Rect]], faulty: frozenset[str] = frozenset()
    ) -> None:
        """The ink of all recipients; nothing for an empty mapping."""
        self._everybody, self._everybody_faulty = inks, faulty
        self.update()

    @property
    def everybody(self) -> Mapping[str, Sequence[Rect]]:
        """The ink of all recipients as it is shown."""
        return self._everybody

    def part(self, key: str) -> Part | None:
        """A part by key."""
        return next((one for one in self.parts if one.key == key), None)

    def choose(self, key: str) -> None:
        """Choose a part; an empty key chooses nothing."""
        if key != self.current:
            self.current = key
            found = self.part(key)
            self.setAccessibleDescription(f"Đang chọn khung {found.label}" if found else "")
            self.chosen.emit(key)
        self.update()

    def to_sheet(self, at: QPointF) -> QPointF:
        """A pixel of the widget in millimetres of the sheet."""
        return QPointF((at.x() - MARGIN) / self.scale, (at.y() - MARGIN) / self.scale)

    def to_pixel(self, x: float, y: float) -> QPointF:
        """Millimetres of the sheet as a pixel of the widget."""
        return QPointF(x * self.scale + MARGIN, y * self.scale + MARGIN)

    @override
    def sizeHint(self) -> QSize:
        return QSize(
            round(self.page.width * self.scale) + 2 * MARGIN,
            round(self.page.height * self.scale) + 2 * MARGIN,
        )

    # ------------------------------------------------------------ painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(MARGIN, MARGIN)
        painter.scale(self.scale, self.scale)
        whole = QRectF(0, 0, self.page.width, self.page.height)
        painter.fillRect(whole, QColor("#FFFFFF"))
        if self._scan is not None:
            painter.setOpacity(self._scan.opacity)
            painter.drawImage(QRectF(0, 0, self._scan.width, self._scan.height), self._scan.image)
            painter.setOpacity(1.0)
        self._draw_layer(painter, "design", self._layers.design)
        if self._with_grid:
            sheet_paint.grid(painter, self.page, self.scale)
        self._draw_layer(painter, "words", self._layers.words)
        sheet_paint.everybody(painter, self._everybody, self._everybody_faulty)
        self._draw_boxes(painter)
        sheet_paint.guides(painter, self.guides, self.page)
        painter.setPen(QColor(theme.tokens().edge))
        painter.resetTransform()
        painter.drawRect(
            MARGIN - 1,
            MARGIN - 1,
            round(self.page.width * self.scale) + 1,
            round(self.page.height * self.scale) + 1,
        )
        painter.end()

    def _draw_layer(self, painter: QPainter, name: str, sheets: tuple[Sheet, ...]) -> None:
        if not sheets:
            return
        if name not in self._pictures:
            self._pictures[name] = sheet_paint.picture(
                sheets, self.page, self.scale, self.devicePixelRatioF()
            )
        target = QRectF(0, 0, self.page.width, self.page.height)
        painter.drawPixmap(target, self._pictures[name], QRectF(self._pictures[name].rect()))

    def _draw_boxes(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        current = self.part(self.current)
        for part in self.parts:
            if part.key == self.current:
                continue
            rect = self._shown(part)
            if current is not None and part.stack and part.stack == current.stack:
                sheet_paint.mate(painter, rect)
            else:
                sheet_paint.outline(
                    painter, rect, faulty=part.key in self._faulty, hovered=part.key == self._hovered
                )
        if current is not None:
            if current.stack:
                sheet_paint.mate(painter, self._shown(current))
            sheet_paint.chosen(
                painter,
                current.rect,
                self.scale,
                handles=self.editable,
                faulty=current.key in self._faulty,
            )

    def _shown(self, part: Part) -> Rect:
        """Where a box is seen: in a column where its words stand, else its own rectangle."""
        ink = self._ink.get(part.key) if part.stack else None
        return Rect(part.rect.x, ink.y, part.rect.w, ink.h) if ink is not None else part.rect

    # ------------------------------------------------------------ the hand

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return
        at = self.to_sheet(event.position())
        current = self.part(self.current)
        sides = self._handle(at)
        if not sides:
            found = self._part_at(at)
            self.choose(found.key if found else "")
            current = found
        if event.button() == Qt.MouseButton.LeftButton and current is not None and self.editable:
            self._drag = _Drag(current.key, sides, event.position(), current.rect)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.to_sheet(event.position())
        self.pointed.emit(at)
        if self._drag is None:
            self._hover(at)
            return
        if not self._drag.moving:
            away = (event.position() - self._drag.start).manhattanLength()
            if away < QApplication.startDragDistance() / 2:
                return
            self._drag = _Drag(self._drag.key, self._drag.sides, self._drag.start, self._drag.rect, True)
        free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self.dragged.emit(self._drag.key, self._pulled(self._drag, event.position(), free))
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        drag, self._drag = self._drag, None
        if drag.moving:
            free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.dropped.emit(drag.key, self._pulled(drag, event.position(), free))
        self.guides = ()
        self.update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.current:
            self.details_asked.emit()

    @override
    def leaveEvent(self, event: object) -> None:
        self.pointed.emit(None)
        self._hovered = ""
        self.update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.menu is not None:
            self.menu.popup(event.globalPos())

    def _pulled(self, drag: _Drag, to: QPointF, free: bool) -> Rect:
        """The rectangle of a drag now; the guide lines it met are kept for painting."""
        dx, dy = (to.x() - drag.start.x()) / self.scale, (to.y() - drag.start.y()) / self.scale
        own = self.part(drag.key)
        others = [
            self._shown(one)
            for one in self.parts
            if one.key != drag.key and not (own is not None and own.stack and one.stack == own.stack)
        ]
        reach = SNAP_PIXELS / self.scale
        rect = drag.rect
        if drag.sides:
            left = rect.x + (dx if "l" in drag.sides else 0)
            right = rect.right + (dx if "r" in drag.sides else 0)
            top = rect.y + (dy if "t" in drag.sides else 0)
            bottom = rect.bottom + (dy if "b" in drag.sides else 0)
            wanted = Rect(left, top, right - left, bottom - top)
            snapped = template_snap.resize(wanted, drag.sides, others, self.page, reach, free=free)
        else:
            snapped = template_snap.move(rect.moved(dx, dy), others, self.page, reach, free=free)
        self.guides = snapped.guides
        return snapped.rect

    def _handle(self, at: QPointF) -> str:
        current = self.part(self.current)
        if current is None or not self.editable:
            return ""
        return sheet_paint.handle_at(current.rect, at.x(), at.y(), self.scale)

    def _part_at(self, at: QPointF) -> Part | None:
        """The smallest part under a point, so that none hides behind a larger one."""
        slack = 2.0 / self.scale
        found = [one for one in self.parts if self._shown(one).holds(at.x(), at.y(), slack)]
        return min(found, key=_size, default=None)

    def _hover(self, at: QPointF) -> None:
        sides = self._handle(at)
        found = self._part_at(at)
        hovered = found.key if found else ""
        self.setCursor(
            _CURSORS[sides]
            if sides
            else Qt.CursorShape.SizeAllCursor
            if hovered and self.editable
            else Qt.CursorShape.ArrowCursor
        )
        if hovered != self._hovered:
            self._hovered = hovered
            self.setToolTip(found.label if found else "")
            self.update()

    # ------------------------------------------------------------ keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.current and self.editable:
                self.nudged.emit(*_step(key, event.modifiers()))
            return
        if key == Qt.Key.Key_Escape and (self._drag is not None or self.current):
            self._stop()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.current:
            self.remove_asked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.current:
            self.details_asked.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from box to box, and leaves the sheet after the last."""
        if self.hasFocus() and self.parts:
            keys = [one.key for one in self.parts]
            at = keys.index(self.current) if self.current in keys else (-1 if forward else len(keys))
            to = at + (1 if forward else -1)
            if 0 <= to < len(keys):
                self.choose(keys[to])
                return True
        return super().focusNextPrevChild(forward)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason and not self.current and self.parts:
            self.choose(self.parts[0].key)

    def _stop(self) -> None:
        if self._drag is not None:
            self._drag = None
            self.guides = ()
            self.drag_stopped.emit()
            self.update()
        else:
            self.choose("")


def _size(part: Part) -> float:
    return part.rect.w * part.rect.h


def _step(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> tuple[float, float]:
    across, down = _ARROWS[key]
    step = STEP_MM
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        step = BIG_STEP_MM
    elif modifiers & Qt.KeyboardModifier.AltModifier:
        step = FINE_STEP_MM
    return across * step, down * step
