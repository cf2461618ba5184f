"""How a plan that is dropped anywhere on the window comes in: read aside, then looked through."""

from __future__ import annotations

from collections import deque
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.dialogs import plan_work
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.ui.dialogs.plan_work import PlanRead


class PlanReader(QObject):
    """Reads plans for a page or the window. ``written`` carries the drive that was made or changed.

    Of several files one is shown after the other.
    """

    written = Signal(int)

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self._waiting: deque[Path] = deque()
        self._busy = False

    def take_files(self, paths: list[Path]) -> None:
        """Read plan files one after the other."""
        self._waiting.extend(paths)
        if not self._busy:
            self._next()

    def _next(self) -> None:
        self._busy = bool(self._waiting)
        if self._waiting:
            work = partial(plan_work.read_source, self._waiting.popleft())
            self._session.in_background(work, self._show, self._refused, self._forget)

    def _refused(self, sentence: str) -> None:
        self._session.refused.emit(sentence)
        self._next()

    def _forget(self) -> None:
        self._waiting.clear()
        self._busy = False
        self._session.tell("Đã dừng đọc kế hoạch; chưa ghi gì vào sổ.")

    def _show(self, read: PlanRead) -> None:
        from desktop.ui.dialogs.plan import PlanDialog

        owner = self.parent()
        assert isinstance(owner, QWidget)
        dialog = PlanDialog(self._session, read, parent=owner)
        dialog.started.connect(self._written)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _written(self, campaign_id: int) -> None:
        self._session.show_campaign(campaign_id)
        self.written.emit(campaign_id)

    def _closed(self, _result: int) -> None:
        self._next()
