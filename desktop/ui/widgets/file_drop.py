"""Dropping files on a page or the window: what may be dropped lights up, and the paths are told."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.marking import override

_INSET: Final = theme.GRID


class FileDrop(QObject):
    """Watches a widget. ``dropped`` carries the paths of the files, in the order they were dropped."""

    dropped = Signal(list)

    def __init__(self, watched: QWidget, invitation: str) -> None:
        super().__init__(watched)
        watched.setAcceptDrops(True)
        watched.installEventFilter(self)
        # It lies over the fields, which would take the path of a file as text.
        self._sign = QFrame(watched)
        self._sign.setObjectName("dropSign")
        self._sign.setProperty("role", "drop")
        words = QLabel(invitation, self._sign)
        words.setFont(theme.section_font())
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self._sign)
        column.addWidget(words)
        self._sign.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(watched, event)
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            return self._welcome(watched, event)
        if event.type() == QEvent.Type.DragLeave:
            self._sign.hide()
        return False

    def _welcome(self, watched: QObject, event: QDragEnterEvent | QDragMoveEvent) -> bool:
        if not files_of(event.mimeData()) or _is_behind(watched):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if not self._sign.isVisible() and isinstance(watched, QWidget):
            self._sign.setGeometry(watched.rect().adjusted(_INSET, _INSET, -_INSET, -_INSET))
            self._sign.show()
            self._sign.raise_()
        return True

    def _drop(self, watched: QObject, event: QDropEvent) -> bool:
        self._sign.hide()
        found = files_of(event.mimeData())
        if not found or _is_behind(watched):
            return False
        # A copy: the file manager must not take the original away.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(found)
        return True


def _is_behind(watched: QObject) -> bool:
    """A page behind an open dialog takes nothing."""
    modal = QApplication.activeModalWidget()
    return modal is not None and not (isinstance(watched, QWidget) and watched.window() is modal)


def files_of(data: QMimeData | None) -> list[Path]:
    """The files of this computer among what is dragged or lies in the clipboard, which may be bare."""
    if data is None or not data.hasUrls():
        return []
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
