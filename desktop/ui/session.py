"""An open register as the window sees it: one reading connection, the store thread, the drive looked at.

Pages read through :attr:`Session.con` and write by running an operation of ``ui/operations``; nothing else in
the window touches the store. A refusal becomes a bar at the foot of the window, a bug goes to the crash report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from db import campaigns
from db.errors import Refused
from db.sqlite import Connection
from db.store import Changes, Store, open_reader
from db.talk import Talk
from desktop.ui.operations.base import StoreOp
from desktop.ui.worker import Background, StoreThread

T = TypeVar("T")


class Session(QObject):
    """One open register in one window."""

    changed = Signal(object)
    """Changes of an action that was just committed."""
    campaign_changed = Signal()
    """Another drive is looked at."""
    as_of_changed = Signal()
    """Deadlines are looked at as of another day."""
    said = Signal(str, bool)
    """A sentence for the bar at the foot; True when it can be undone."""
    refused = Signal(str)
    """A refusal for the bar at the foot."""
    progressed = Signal(int, int, str)
    """Progress of background work: done, total, text; total 0 when it ended."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._thread = StoreThread(path)
        self._background = Background()
        self._background.progressed.connect(self.progressed)
        self.con: Connection = open_reader(path)
        found = campaigns.list_campaigns(self.con)
        self._campaign_id = found[0].id if found else None
        self._as_of: dt.date | None = None

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
        on_success: Callable[[T], None] | None = None,
        on_refused: Callable[[str], None] | None = None,
    ) -> None:
        """Run an operation on the store thread; ``on_success`` gets its result after the commit.

        Without ``on_refused`` a refusal is shown at the foot of the window.
        """

        def success(outcome: tuple[T, Changes]) -> None:
            result, changes = outcome
            self._follow(changes)
            if changes.action_id is not None and operation.announce:
                self.said.emit(operation.sentence, True)
            if on_success is not None:
                on_success(result)

        def refused(error: Refused) -> None:
            (on_refused or self.refused.emit)(str(error))

        self._thread.submit(operation.perform, success, refused)

    def _follow(self, changes: Changes) -> None:
        if changes.action_id is None:
            return
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
        on_success: Callable[[T], None] | None = None,
        on_refused: Callable[[str], None] | None = None,
    ) -> None:
        """Run reading or exporting work with a connection of its own; progress is shown, "Dừng" cancels it."""
        path = self.path

        def with_connection(talk: Talk) -> T:
            con = open_reader(path)
            try:
                return work(con, talk)
            finally:
                con.close()

        def refused(error: Refused) -> None:
            (on_refused or self.refused.emit)(str(error))

        self._background.submit(with_connection, on_success, refused)

    def cancel_background(self) -> None:
        """Ask the running background work to stop; it leaves nothing behind."""
        self._background.cancel()

    def with_store(
        self,
        work: Callable[[Store], T],
        on_success: Callable[[T], None],
        on_refused: Callable[[str], None] | None = None,
    ) -> None:
        """Run something that needs the writing store itself (backup, undo) on the store thread."""

        def refused(error: Refused) -> None:
            (on_refused or self.refused.emit)(str(error))

        self._thread.submit(work, on_success, refused)

    def tell(self, text: str) -> None:
        """Say something at the foot of the window."""
        self.said.emit(text, False)

    def open_file(self, path: Path) -> None:
        """Show a file with the program the system has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def close(self, *, back_up: bool = True) -> None:
        """Close the reading connection, wait for the store thread, back up when something changed."""
        self.con.close()
        self._background.close()
        self._thread.close(back_up=back_up)
