"""The store thread and the background pool: plain Python threads that never touch a QObject.

Results come back to the main thread through one queued signal; each callback is guarded by itself, so that one
that fails does not keep the next from running.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from db.errors import Refused
from db.store import Store
from db.talk import Cancelled, Talk

T = TypeVar("T")
REPORT_EVERY_SECONDS = 0.1
COLLECT_EVERY_MILLISECONDS = 10_000


class _Bridge(QObject):
    """Carries a call from any thread to the thread this object lives in."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def _run(self, call: Callable[[], None]) -> None:
        try:
            call()
        except Exception:
            sys.excepthook(*sys.exc_info())


class _Results:
    """Sends the outcome of one piece of work back to the main thread."""

    def __init__(self, bridge: _Bridge) -> None:
        self._bridge = bridge

    def send(
        self,
        work: Callable[[], T],
        on_success: Callable[[T], None] | None,
        on_refused: Callable[[Refused], None] | None,
    ) -> None:
        try:
            result = work()
        except Refused as refused:
            self._post(on_refused, refused)
        except Cancelled:
            self._post(on_refused, Refused("Đã dừng theo yêu cầu; phần đang làm dở không được ghi."))
        except BaseException:
            error = sys.exc_info()[1]
            assert error is not None
            self._bridge.arrived.emit(_raiser(error))
        else:
            self._post(on_success, result)

    def _post(self, callback: Callable[[Any], None] | None, value: Any) -> None:
        if callback is not None:
            self._bridge.arrived.emit(_caller(callback, value))


def _caller(callback: Callable[[Any], None], value: Any) -> Callable[[], None]:
    def call() -> None:
        callback(value)

    return call


def _raiser(error: BaseException) -> Callable[[], None]:
    def call() -> None:
        raise error

    return call


class StoreThread:
    """The single worker that owns the writing store; work is run strictly one after the other."""

    def __init__(self, path: Path) -> None:
        self._bridge = _Bridge()
        self._results = _Results(self._bridge)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        # Opened in the thread that will use it; a refusal is raised to whoever opens the window.
        self._store: Store = self._pool.submit(Store.open, path).result()

    def submit(
        self,
        work: Callable[[Store], T],
        on_success: Callable[[T], None] | None = None,
        on_refused: Callable[[Refused], None] | None = None,
    ) -> None:
        """Queue work; its outcome reaches the main thread after the commit."""

        def run() -> T:
            return work(self._store)

        self._pool.submit(self._results.send, run, on_success, on_refused)

    def close(self, *, back_up: bool) -> None:
        """Finish what is queued, back up if something changed, close the store."""
        self._pool.submit(_close, self._store, back_up).result()
        self._pool.shutdown()


def _close(store: Store, back_up: bool) -> None:
    from db import backup

    if back_up:
        backup.close_with_backup(store)
    else:
        store.close()


class _TalkBridge:
    """A Talk whose reports reach the main thread at most ten times a second; raises when the officer stopped."""

    def __init__(self, report: Callable[[int, int, str], None]) -> None:
        self._report = report
        self._last = 0.0
        self.stopped = False

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Report, or stop the work."""
        if self.stopped:
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= REPORT_EVERY_SECONDS or done >= total:
            self._last = now
            self._report(done, total, text)

    def say(self, text: str) -> None:
        """Show a remark in place of the progress."""
        self._report(0, 1, text)


class Background(QObject):
    """Reading and exporting work beside the window: one piece at a time, cancellable."""

    progressed = Signal(int, int, str)
    """done, total, text; total 0 says that the work ended."""

    def __init__(self) -> None:
        super().__init__()
        self._bridge = _Bridge()
        self._results = _Results(self._bridge)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._talk: _TalkBridge | None = None

    def submit(
        self,
        work: Callable[[Talk], T],
        on_success: Callable[[T], None] | None = None,
        on_refused: Callable[[Refused], None] | None = None,
    ) -> None:
        """Queue work that is given a Talk."""
        talk = _TalkBridge(self._report)
        self._talk = talk

        def run() -> T:
            return work(talk)

        def send() -> None:
            self._results.send(run, on_success, on_refused)
            self._report(0, 0, "")

        self._pool.submit(send)

    def _report(self, done: int, total: int, text: str) -> None:
        self._bridge.arrived.emit(_caller(self._show, (done, total, text)))

    def _show(self, report: tuple[int, int, str]) -> None:
        self.progressed.emit(*report)

    def cancel(self) -> None:
        """Make the running work stop at its next report."""
        if self._talk is not None:
            self._talk.stopped = True

    def close(self) -> None:
        """Stop and wait."""
        self.cancel()
        self._pool.shutdown()


class _Collector(QObject):
    """Collects garbage on the main thread only.

    Python's collector runs on whichever thread allocates; on the store thread it could destroy a dialog that
    hangs in a reference cycle, and the process would die at random.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(COLLECT_EVERY_MILLISECONDS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        gc.collect()


def own_garbage_collection(application: QObject) -> None:
    """From now on garbage is collected by a timer of the main thread."""
    _Collector(application)
