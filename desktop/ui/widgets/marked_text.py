"""A long text with coloured sentences: a click on one tells which, and one of them can be shown and stand out."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from desktop.ui import theme
from desktop.ui.marking import override

_MARGIN: Final = 2 * theme.GRID


@dataclass(frozen=True, slots=True)
class Mark:
    """A coloured part of the text, counted in letters; ``colour`` is a kind of ``theme.MARKS``."""

    key: int
    start: int
    end: int
    colour: str


class MarkedText(QPlainTextEdit):
    """Read only. ``mark_pressed`` carries the key of the mark under a click.

    Only the marks in sight are drawn: a text of several megabytes has thousands.
    """

    mark_pressed = Signal(int)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setPlainText(text)
        self.document().setDocumentMargin(_MARGIN)
        # Qt counts halves of UTF-16, the reader counts letters: they part where a letter takes two.
        self._wide = (
            [at for at, letter in enumerate(text) if letter > "\uffff"]
            if text and max(text) > "\uffff"
            else []
        )
        self._marks: list[Mark] = []
        self._starts: list[int] = []
        self._longest = 0
        self._current: int | None = None
        # Not while Qt is scrolling: new selections in the midst of it are the end of the program.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)
        self.verticalScrollBar().valueChanged.connect(self._draw_soon)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """What is coloured; places count in letters."""
        self._marks = sorted(
            (Mark(m.key, self._place(m.start), self._place(m.end), m.colour) for m in marks),
            key=lambda mark: mark.start,
        )
        self._starts = [mark.start for mark in self._marks]
        self._longest = max((mark.end - mark.start for mark in self._marks), default=0)
        self._draw()

    def show_mark(self, key: int | None, *, scroll: bool = True) -> None:
        """Let one mark stand out, brought into sight; None lets none."""
        self._current = key
        mark = next((one for one in self._marks if one.key == key), None)
        if mark is not None and scroll:
            self._bring(mark)
        self._draw()

    @property
    def current_text(self) -> str:
        """The sentence that stands out; empty while none does."""
        mark = next((one for one in self._marks if one.key == self._current), None)
        return "" if mark is None else self._cursor(mark).selectedText().replace("\u2029", "\n")

    def keys_at(self, place: int) -> list[int]:
        """Keys of the marks over a place of Qt's counting, the shortest first."""
        over = [mark for mark in self._between(place, place + 1) if mark.start <= place < mark.end]
        return [mark.key for mark in sorted(over, key=lambda mark: mark.end - mark.start)]

    def press_at(self, place: int) -> None:
        """What a click does: the mark there, and with every further click the next one that lies there."""
        found = self.keys_at(place)
        if found:
            later = found[found.index(self._current) + 1 :] if self._current in found else []
            self.mark_pressed.emit((later or found)[0])

    # ------------------------------------------------------------ drawing

    def _place(self, letters: int) -> int:
        return letters + bisect.bisect_left(self._wide, letters)

    def _cursor(self, mark: Mark) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(mark.start)
        cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _bring(self, mark: Mark) -> None:
        first, last = self._sight()
        cursor = QTextCursor(self.document())
        cursor.setPosition(mark.start)
        self.setTextCursor(cursor)
        if not first <= mark.start <= mark.end <= last:
            self.centerCursor()

    def _sight(self) -> tuple[int, int]:
        corner = QPoint(self.viewport().width() - 1, self.viewport().height() - 1)
        return self.firstVisibleBlock().position(), self.cursorForPosition(corner).position()

    def _between(self, first: int, last: int) -> list[Mark]:
        low = bisect.bisect_left(self._starts, first - self._longest)
        high = bisect.bisect_right(self._starts, last)
        return [mark for mark in self._marks[low:high] if mark.end > first]

    def _draw_soon(self) -> None:
        self._soon.start(0)

    def _draw(self) -> None:
        # The shorter ones are drawn over the longer ones they stand in, the current one over all.
        seen = sorted(
            self._between(*self._sight()),
            key=lambda m: (m.key == self._current, m.start - m.end),
            reverse=False,
        )
        self.setExtraSelections([self._selection(mark) for mark in seen])

    def _selection(self, mark: Mark) -> QTextEdit.ExtraSelection:
        tokens = theme.tokens()
        form = QTextCharFormat()
        if mark.key == self._current:
            form.setBackground(QColor(getattr(tokens, theme.MARKS[mark.colour])))
            form.setForeground(QColor(tokens.paper))
        else:
            form.setBackground(QColor(getattr(tokens, f"mark_{mark.colour}")))
            form.setForeground(QColor(tokens.ink))
        selection = QTextEdit.ExtraSelection()
        selection.format = form
        selection.cursor = self._cursor(mark)
        return selection

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw_soon()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange} and hasattr(self, "_soon"):
            self._draw_soon()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.press_at(self.cursorForPosition(event.position().toPoint()).position())
