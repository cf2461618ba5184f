"""Work off the main thread: the one store thread, a small pool for reading and exporting, garbage on the main.

The worker threads are plain Python threads and never own a QObject: they are given a number, look the job up,
and tell the number back by one queued signal. The job, its result and its callbacks are let go on the main
thread, because the last reference to a widget must not be dropped anywhere else.
"""

from __future__ import annotations

import gc
import itertools
import queue
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from db.errors import Refused
from db.store import Store
from db.talk import Cancelled, Talk

T = TypeVar("T")

REPORT_EVERY: Final = 0.1
"""Seconds between two reports of progress: more often nobody can read them."""

Progress = Callable[[int, int, str], object]
"""Called with steps done, steps in all (0 when unknown) and one line of text."""


class _Bridge(QObject):
    """Lives on the main thread; its signals are the only way back from a worker."""

    finished = Signal(int)
    progressed = Signal(int)


class TalkBridge:
    """The :class:`db.talk.Talk` of a job: reports seldom, and stops the work when the officer asked for it."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()
        self._told_at = 0.0
        self.latest: tuple[int, int, str] = (0, 0, "")

    def stop(self) -> None:
        """Let the work end at its next report. Called on the main thread."""
        self._stop.set()

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Report ``done`` of ``total`` steps.

        Raises:
            Cancelled: the officer pressed "Dừng".
        """
        self.latest = (done, total, text or self.latest[2])
        self._heed()
        now = time.monotonic()
        if now - self._told_at >= REPORT_EVERY or done == total:
            self._told_at = now
            self._tell()

    def say(self, text: str) -> None:
        """Report one line about what is being done.

        Raises:
            Cancelled: the officer pressed "Dừng".
        """
        self.latest = (*self.latest[:2], text)
        self._heed()
        self._tell()

    def _heed(self) -> None:
        if self._stop.is_set():
            raise Cancelled


@dataclass(slots=True)
class Task:
    """A job that was handed over. Belongs to the main thread."""

    _work: Callable[..., Any] | None
    _talk: TalkBridge
    _success: Callable[[Any], object] | None = None
    _refused: Callable[[Refused], object] | None = None
    _bug: Callable[[BaseException], object] | None = None
    _stopped: Callable[[], object] | None = None
    _progress: Progress | None = None
    _value: Any = None
    _error: BaseException | None = None
    _number: int = 0
    _ran: threading.Event = field(default_factory=threading.Event)
    done: bool = field(default=False)

    def stop(self) -> None:
        """Ask the work to end; what it began is rolled back and the ``stopped`` callback is called."""
        self._talk.stop()


class _Crew:
    """What the worker threads see: numbers, jobs, and the way to tell that a number is done."""

    def __init__(self, name: str, threads: int, tell: Callable[[int], None]) -> None:
        self.tasks: dict[int, Task] = {}
        self.waiting: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self.store: Store | None = None
        self._tell = tell
        self._threads = [threading.Thread(target=self._loop, name=f"{name}-{n}") for n in range(threads)]
        for thread in self._threads:
            # An exception that ends the main thread must not leave an invisible process behind.
            thread.daemon = True
            thread.start()

    def _loop(self) -> None:
        while (number := self.waiting.get()) is not None:
            self._run(self.tasks[number])
            self._tell(number)

    def _run(self, task: Task) -> None:
        assert task._work is not None
        try:
            task._value = task._work(self, task._talk)
        except BaseException as error:
            task._error = error
        finally:
            task._ran.set()
            # The traceback keeps this frame; the frame must not keep the task.
            del task

    def end(self) -> None:
        for _ in self._threads:
            self.waiting.put(None)
        for thread in self._threads:
            thread.join()


class Lane(QObject):
    """Threads that take jobs in the order they were handed over. Made, used and ended on the main thread.

    ``refused`` carries the sentence of a refusal nobody asked to hear; ``busy_changed`` tells whether any job is
    under way.
    """

    refused = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, name: str, threads: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = _Bridge(self)
        self._bridge.finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._bridge.progressed.connect(self._report, Qt.ConnectionType.QueuedConnection)
        self._numbers = itertools.count(1)
        self._crew = _Crew(name, threads, self._bridge.finished.emit)

    @property
    def busy(self) -> bool:
        """Whether any job is waiting or under way."""
        return bool(self._crew.tasks)

    def end(self) -> None:
        """Wait for the jobs handed over so far and end the threads; their results are not delivered any more.

        To be called when nothing is under way (``busy`` is false), else it blocks.
        """
        self._crew.end()
        self._bridge.finished.disconnect(self._deliver)
        self._bridge.progressed.disconnect(self._report)
        self._crew.tasks.clear()

    def _hand_over(
        self,
        work: Callable[[_Crew, Talk], T],
        success: Callable[[T], object] | None,
        refused: Callable[[Refused], object] | None,
        bug: Callable[[BaseException], object] | None,
        progress: Progress | None,
        stopped: Callable[[], object] | None,
    ) -> Task:
        number = next(self._numbers)
        bridge = self._bridge
        talk = TalkBridge(lambda: bridge.progressed.emit(number))
        task = Task(work, talk, success, refused, bug, stopped, progress, _number=number)
        was_busy = self.busy
        self._crew.tasks[number] = task
        self._crew.waiting.put(number)
        if not was_busy:
            self.busy_changed.emit(True)
        return task

    def _report(self, number: int) -> None:
        task = self._crew.tasks.get(number)
        if task is not None and task._progress is not None:
            guarded(task._progress, *task._talk.latest)

    def settle(self, task: Task) -> None:
        """Wait for a job and call back at once: only for opening and closing, when there is no window to freeze."""
        task._ran.wait()
        self._deliver(task._number)

    def settle_all(self) -> None:
        """Wait for every job handed over so far and call back at once; see :meth:`settle`."""
        for task in list(self._crew.tasks.values()):
            self.settle(task)

    def _deliver(self, number: int) -> None:
        task = self._crew.tasks.pop(number, None)
        if task is None:
            return  # settled before its signal came round
        task.done = True
        error = task._error
        if error is None:
            if task._success is not None:
                guarded(task._success, task._value)
        elif isinstance(error, Cancelled):
            if task._stopped is not None:
                guarded(task._stopped)
        elif isinstance(error, Refused):
            guarded(task._refused or self._tell_refusal, error)
        else:
            guarded(task._bug or report_bug, error)
        # A page may keep the handle; it must not keep the job and what the job refers to.
        task._work = task._success = task._refused = task._bug = task._stopped = task._progress = None
        task._value = task._error = None
        if not self.busy:
            self.busy_changed.emit(False)

    def _tell_refusal(self, error: Refused) -> None:
        self.refused.emit(str(error))


class StoreThread(Lane):
    """The one thread that owns the writing store. Jobs run one after the other.

    ``changed`` carries the ``Changes`` of a committed action and who started it (see
    :class:`desktop.ui.operations.base.StoreOp`); it comes before the operation's own success callback.
    """

    changed = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("store", 1, parent)
        self._path: Path | None = None

    @property
    def path(self) -> Path | None:
        """The open register, for reading connections; None while none is open."""
        return self._path

    def open(
        self,
        path: Path,
        success: Callable[[Path], object] | None = None,
        refused: Callable[[Refused], object] | None = None,
        bug: Callable[[BaseException], object] | None = None,
    ) -> Task:
        """Open a register in the thread; one that was open is closed once the new one is open."""

        def work(crew: _Crew, _talk: Talk) -> Path:
            opened = Store.open(path)
            if crew.store is not None:
                crew.store.close()
            crew.store = opened
            return path

        def opened(found: Path) -> None:
            self._path = found
            if success is not None:
                success(found)

        return self._hand_over(work, opened, refused, bug, None, None)

    def close(self, success: Callable[[], object] | None = None) -> Task:
        """Close the register after everything handed over before; readers must be closed by then."""

        def work(crew: _Crew, _talk: Talk) -> None:
            if crew.store is not None:
                crew.store.close()
                crew.store = None

        def closed(_nothing: None) -> None:
            self._path = None
            if success is not None:
                success()

        return self._hand_over(work, closed, None, None, None, None)

    def submit(
        self,
        work: Callable[[Store, Talk], T],
        success: Callable[[T], object] | None = None,
        refused: Callable[[Refused], object] | None = None,
        bug: Callable[[BaseException], object] | None = None,
        *,
        progress: Progress | None = None,
        stopped: Callable[[], object] | None = None,
    ) -> Task:
        """Run ``work(store, talk)`` in the thread; exactly one of the callbacks is called on the main thread.

        ``work`` must not refer to any QObject. Without ``refused`` the signal of that name is emitted; without
        ``bug`` the error goes to ``sys.excepthook``.
        """

        def with_store(crew: _Crew, talk: Talk) -> T:
            if crew.store is None:
                raise Refused("Chưa mở sổ nào; hãy mở hoặc tạo một sổ rồi làm lại.")
            return work(crew.store, talk)

        return self._hand_over(with_store, success, refused, bug, progress, stopped)


class Background(Lane):
    """A small pool for reading much and for exporting; it never writes to the register."""

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__("background", threads, parent)

    def submit(
        self,
        work: Callable[[Talk], T],
        success: Callable[[T], object] | None = None,
        refused: Callable[[Refused], object] | None = None,
        bug: Callable[[BaseException], object] | None = None,
        *,
        progress: Progress | None = None,
        stopped: Callable[[], object] | None = None,
    ) -> Task:
        """Run ``work(talk)`` off the main thread; see :meth:`StoreThread.submit`.

        ``work`` opens the connections it reads by (``db.store.open_reader``) and closes them itself.
        """

        def alone(_crew: _Crew, talk: Talk) -> T:
            return work(talk)

        return self._hand_over(alone, success, refused, bug, progress, stopped)


def guarded(callback: Callable[..., object], *arguments: object) -> None:
    """Call back on the main thread: a widget deleted meanwhile is left out, an error is reported, not spread."""
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, QObject) and not shiboken6.isValid(owner):
        return
    try:
        callback(*arguments)
    except Exception as error:
        report_bug(error)


def report_bug(error: BaseException) -> None:
    """Hand a bug to the crash report (``sys.excepthook``)."""
    sys.excepthook(type(error), error, error.__traceback__)


class GarbageCollector(QObject):
    """Collects Python's reference cycles on the main thread only.

    The automatic collector runs on whichever thread allocates: on a worker it can destroy a dialog caught in a
    cycle, and the process dies at random.
    """

    EVERY_MS: Final = 1000

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(self.EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as the automatic collector would."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return


def own_garbage_collection(app: QCoreApplication) -> GarbageCollector:
    """From here on garbage is collected on the main thread only; call once when the window starts."""
    return GarbageCollector(app)
