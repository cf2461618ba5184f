"""An open register as the window sees it: one reading connection, the store thread, the drive looked at.

Pages read through :attr:`Session.con` and write by running an operation of ``ui/operations``; nothing else in
the window touches the store. A refusal becomes a bar at the foot of the window, a bug goes to the crash report.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from db import campaigns, sqlite
from db.errors import Refused
from db.sqlite import Connection
from db.store import Changes, Store, open_reader
from db.talk import Talk
from desktop.ui.operations import history as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.worker import Background, StoreThread, Task

T = TypeVar("T")


class Session(QObject):
    """One open register in one window."""

    changed = Signal(object)
    """Changes of an action that was just committed."""
    campaign_changed = Signal()
    """Another drive is looked at."""
    as_of_changed = Signal()
    """Deadlines are looked at as of another day."""
    said = Signal(str, int)
    """A sentence for the bar at the foot, and the id of the action it can take back (0: none)."""
    refused = Signal(str)
    """A refusal for the bar at the foot."""
    progressed = Signal(int, int, str)
    """Progress of background work: done, total, text; total 0 when it ended."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """Open a register for the window.

        Raises:
            Refused: it is missing, locked, foreign, newer, damaged or read-only.
        """
        super().__init__(parent)
        self.path = path
        self.thread_of_store = StoreThread(self)
        self._background = Background(self)
        refusals: list[Refused] = []
        opening = self.thread_of_store.open(path, None, refusals.append)
        self.thread_of_store.settle(opening)
        if refusals:
            self._background.end()
            self.thread_of_store.end()
            raise refusals[0]
        self.thread_of_store.changed.connect(self._follow)
        self.con: Connection = open_reader(path)
        found = campaigns.list_campaigns(self.con)
        self._campaign_id = found[0].id if found else None
        self._as_of: dt.date | None = None
        self._tasks: list[Task] = []

    # ------------------------------------------------------------ what is looked at

    @property
    def campaign_id(self) -> int | None:
        """The drive the pages show; None while there is none."""
        return self._campaign_id

    def show_campaign(self, campaign_id: int | None) -> None:
        """Look at another drive."""
        if campaign_id != self._campaign_id:
            self._campaign_id = campaign_id
            self.campaign_changed.emit()

    @property
    def as_of(self) -> dt.date:
        """The day deadlines are looked at: today, unless the officer chose another."""
        return self._as_of or dt.date.today()  # noqa: DTZ011 - the office's calendar day

    def look_at_day(self, day: dt.date | None) -> None:
        """Look at deadlines as of ``day``; None means today, whatever day it is."""
        if day != self._as_of:
            self._as_of = day
            self.as_of_changed.emit()

    # ------------------------------------------------------------ writing

    def run(
        self,
        operation: StoreOp[T],
        on_success: Callable[[T], object] | None = None,
        on_refused: Callable[[str], object] | None = None,
    ) -> Task:
        """Run an operation on the store thread; ``on_success`` gets its result after the commit.

        Without ``on_refused`` a refusal is shown at the foot of the window.
        """
        if on_success is not None:
            operation.success(on_success)
        operation.done(partial(self._announce, operation.sentence))
        operation.failure(partial(self._tell_refusal, on_refused))
        return operation.run(self.thread_of_store, self)

    def _announce(self, sentence: str, _result: object, changes: Changes) -> None:
        if changes.action_id is not None:
            self.said.emit(sentence, changes.action_id)

    def _tell_refusal(self, on_refused: Callable[[str], object] | None, error: Refused) -> None:
        # A dialog closed meanwhile has no place left to say it, and the officer must not believe it was written.
        told = self.refused.emit if on_refused is None or _is_gone(on_refused) else on_refused
        told(str(error))

    def _follow(self, changes: Changes, _initiator: object = None) -> None:
        if changes.touches("campaign"):
            known = {campaign.id for campaign in campaigns.list_campaigns(self.con)}
            if self._campaign_id not in known:
                self._campaign_id = max(known, default=None)
                self.campaign_changed.emit()
        self.changed.emit(changes)

    # ------------------------------------------------------------ long work that does not write the store

    def in_background(
        self,
        work: Callable[[Connection, Talk], T],
        on_success: Callable[[T], object] | None = None,
        on_refused: Callable[[str], object] | None = None,
        on_stopped: Callable[[], object] | None = None,
    ) -> Task:
        """Run reading or exporting work with a connection of its own; progress is shown, "Dừng" cancels it.

        Without ``on_stopped`` the bar at the foot says that it was stopped.
        """
        task = self._background.submit(
            partial(_with_connection, self.path, work),
            partial(self._background_ended, on_success),
            partial(self._background_refused, on_refused),
            progress=self.progressed.emit,
            stopped=partial(self._background_stopped, on_stopped),
        )
        self._tasks.append(task)
        return task

    def _background_ended(self, on_success: Callable[[T], object] | None, result: T) -> None:
        self.progressed.emit(0, 0, "")
        if on_success is not None and not _is_gone(on_success):
            on_success(result)

    def _background_refused(self, on_refused: Callable[[str], object] | None, error: Refused) -> None:
        self.progressed.emit(0, 0, "")
        self._tell_refusal(on_refused, error)

    def _background_stopped(self, on_stopped: Callable[[], object] | None) -> None:
        self.progressed.emit(0, 0, "")
        if on_stopped is not None and not _is_gone(on_stopped):
            on_stopped()
            return
        self.tell("Đã dừng theo yêu cầu; phần đang làm dở không được ghi.")

    def cancel_background(self) -> None:
        """Ask the running background work to stop; it leaves nothing behind."""
        for task in self._tasks:
            task.stop()
        self._tasks.clear()

    def undo(self, action_id: int | None = None) -> Task:
        """Take back one action, the last one when none is named."""
        return self._turn(operations.undo(action_id), self._undone)

    def redo(self, action_id: int | None = None) -> Task:
        """Bring back what was undone last, or the action named."""
        return self._turn(operations.redo(action_id), self._redone)

    def _turn(self, operation: StoreOp[str], told: Callable[[str], object]) -> Task:
        refused = partial(self._tell_refusal, None)
        return operation.success(told).failure(refused).run(self.thread_of_store, self)

    def _undone(self, name: str) -> None:
        self.tell(f"Đã hoàn tác: {name}")

    def _redone(self, name: str) -> None:
        self.tell(f"Đã làm lại: {name}")

    # ------------------------------------------------------------ saying, showing, closing

    def tell(self, text: str) -> None:
        """Say something at the foot of the window."""
        self.said.emit(text, 0)

    def open_file(self, path: Path) -> None:
        """Show a file with the program the system has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def close(self, *, back_up: bool = True) -> str | None:
        """Close everything; back up when something changed.

        Returns the sentence of a write that was still under way and was refused, or of a copy that failed.
        """
        self.cancel_background()
        late: list[str] = []
        self.refused.connect(late.append)
        self.thread_of_store.settle_all()
        self.con.close()
        refusals: list[Refused] = []
        if back_up:
            copying = self.thread_of_store.submit(_back_up, None, refusals.append)
            self.thread_of_store.settle(copying)
        self.thread_of_store.settle(self.thread_of_store.close())
        self._background.end()
        self.thread_of_store.end()
        # What the officer typed and did not get in comes before a copy that can be made again.
        told = [*late, *map(str, refusals)]
        return told[0] if told else None


def _is_gone(callback: Callable[..., object]) -> bool:
    """Whether the dialog or page whose method this is was closed or deleted."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    if not isinstance(owner, QObject):
        return False
    return not shiboken6.isValid(owner) or bool(getattr(owner, "has_ended", False))


def _with_connection(path: Path, work: Callable[[Connection, Talk], T], talk: Talk) -> T:
    with contextlib.closing(open_reader(path)) as con, sqlite.translated(path):
        return work(con, talk)


def _back_up(store: Store, talk: Talk) -> Path:
    from db import backup

    return backup.backup(store, talk=talk)
