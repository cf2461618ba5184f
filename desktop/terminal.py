"""Talking on a terminal: UTF-8 whatever the console, progress on stderr, results on stdout."""

from __future__ import annotations

import errno
import io
import json
import sys
import tempfile
import traceback
from typing import Any, TextIO

from db import files
from db.errors import TargetBusy


def prepare_streams() -> None:
    """Make stdout and stderr UTF-8, also when redirected; a windowed program may have none at all."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _write(stream: TextIO | None, text: str, end: str = "\n") -> None:
    if stream is None:
        return
    try:
        stream.write(text + end)
        stream.flush()
    except BrokenPipeError:
        # A reader that closed the pipe early (head, more) is no error of ours.
        return
    except OSError as error:
        # Windows says EINVAL for a pipe that was closed; a remark nobody can read must not end the work.
        if stream is sys.stderr or error.errno == errno.EINVAL:
            return
        raise TargetBusy(
            f"Không ghi được kết quả ra nơi đã chuyển hướng ({files.why(error)}); hãy chọn tệp ở ổ đĩa còn trống."
        ) from error


def say(text: str) -> None:
    """One line of result on stdout."""
    _write(sys.stdout, text)


def complain(text: str) -> None:
    """The one line of a refusal on stderr."""
    # A name with a line break in it must not make two lines of one sentence.
    _write(sys.stderr, f"Lỗi: {' '.join(text.splitlines())}")


def warn(text: str) -> None:
    """A remark on stderr that does not stop the work."""
    _write(sys.stderr, text)


def say_json(value: Any) -> None:
    """A result for scripts: stable English keys, Vietnamese text as it is."""
    say(json.dumps(value, ensure_ascii=False, indent=1))


def crash_file(error: BaseException) -> str:
    """Write a bug's trace to a file in the temporary folder; returns its path."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="sothidua-loi-", suffix=".txt", delete=False
    ) as file:
        traceback.print_exception(error, file=file)
    return file.name


class TerminalTalk:
    """Progress for a person at a terminal: one line that is overwritten, or plain lines when redirected."""

    def __init__(self) -> None:
        self._live = bool(sys.stderr is not None and sys.stderr.isatty())
        self._open = False
        self._last = -1

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Show how far the work is; redirected, only every tenth of it."""
        percent = 100 if total <= 0 else done * 100 // total
        if self._live:
            _write(sys.stderr, f"\r\x1b[K{text} {percent} %", end="")
            self._open = True
            if done >= total:
                self._finish_line()
        elif percent // 10 != self._last // 10 or done >= total:
            _write(sys.stderr, f"{text} {percent} %")
        self._last = percent if done < total else -1

    def say(self, text: str) -> None:
        """A line of its own."""
        self._finish_line()
        _write(sys.stderr, text)

    def _finish_line(self) -> None:
        if self._open:
            _write(sys.stderr, "")
            self._open = False
