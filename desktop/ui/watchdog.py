"""Finds work left on the main thread: for debug runs, prints where the window stood still."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

BEAT_MS: Final = 20


class StallWatchdog(QObject):
    """Tells the stack of the main thread whenever it did not answer for ``limit`` seconds.

    ``report`` is called on the watching thread with the stack as text; by default it goes to stderr.
    """

    def __init__(
        self, parent: QObject, limit: float = 0.1, report: Callable[[str], object] | None = None
    ) -> None:
        super().__init__(parent)
        # Shared with the thread in place of this QObject, which no thread may hold.
        self._beat = [time.monotonic()]
        self._ended = threading.Event()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._alive)
        self._timer.start(BEAT_MS)
        ident = threading.get_ident()
        told = report or (sys.stderr.write if sys.stderr else _lost)
        self._thread = threading.Thread(
            target=_watch,
            args=(self._beat, self._ended, ident, limit, told),
            name="watchdog",
            daemon=True,
        )
        self._thread.start()

    def end(self) -> None:
        """Stop watching."""
        self._timer.stop()
        self._ended.set()
        self._thread.join()

    def _alive(self) -> None:
        self._beat[0] = time.monotonic()


def _lost(_text: str) -> None:
    """A windowed program on Windows has no stderr."""


def _watch(
    last_beat: list[float],
    ended: threading.Event,
    ident: int,
    limit: float,
    report: Callable[[str], object],
) -> None:
    told_for = 0.0
    while not ended.wait(limit / 4):
        beat = last_beat[0]
        stalled = time.monotonic() - beat
        if stalled > limit and beat != told_for:
            told_for = beat
            frame = sys._current_frames().get(ident)
            stack = "".join(traceback.format_stack(frame)) if frame else ""
            report(f"main thread stalled for {stalled * 1000:.0f} ms\n{stack}")
