"""What several commands share: opening a register, dates on the command line."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from db import places, sqlite
from db.errors import BadInput, TargetBusy
from db.sqlite import Connection
from db.store import Store, open_reader
from db.vietnamese.dates import parse_date
from desktop import terminal


def today() -> dt.date:
    """The officer's calendar day."""
    return dt.date.today()  # noqa: DTZ011 - deadlines are days of the office's calendar


def day(text: str | None, default: dt.date | None = None) -> dt.date:
    """A day given on the command line as yyyy-mm-dd or dd/mm/yyyy.

    Raises:
        BadInput: it is no date, or one that cannot exist.
    """
    if text is None:
        return default or today()
    found = parse_date(text)
    if found is None:
        raise BadInput(f"“{text}” không phải ngày; hãy ghi như 15/8/2023 hoặc 2023-08-15.")
    return found


@contextlib.contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """A reading connection for the length of a command; damage met on the way is a refusal, not a crash."""
    with sqlite.translated(path), contextlib.closing(open_reader(path)) as con:
        yield con


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Store]:
    """An open register for the length of a command; warns of a network folder."""
    warning = places.network_warning(path)
    if warning:
        terminal.warn(warning)
    with sqlite.translated(path), Store.open(path) as store:
        yield store


def check_target(target: Path, suffixes: tuple[str, ...]) -> None:
    """Refuse early what could not be written at the end of a long command.

    Raises:
        BadInput: the file's ending is not one of ``suffixes``.
        TargetBusy: its folder does not exist.
    """
    if target.suffix.lower() not in suffixes:
        raise BadInput(f"Tệp “{target.name}” phải có đuôi {' hoặc '.join(suffixes)}; hãy đổi tên tệp ghi ra.")
    if not target.absolute().parent.is_dir():
        raise TargetBusy(f"Không có thư mục “{target.parent}”; hãy chọn nơi lưu khác.")
