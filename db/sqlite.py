"""The only importer of :mod:`sqlite3`: connections, pragmas, errors, online copy.

An encrypting build replaces this one file; a test forbids the import anywhere else.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

from db.errors import (
    BadInput,
    DiskFull,
    NotAStore,
    Refused,
    StoreDamaged,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
)

Connection = sqlite3.Connection
Row = sqlite3.Row
IntegrityError = sqlite3.IntegrityError
ProgrammingError = sqlite3.ProgrammingError
DatabaseError = sqlite3.DatabaseError

BUSY_MILLISECONDS = 4000


def _sha256(text: str | None) -> str | None:
    import hashlib

    return None if text is None else hashlib.sha256(text.encode("utf-8")).hexdigest()


def _open(path: Path, mode: str) -> Connection:
    address = "file:" + urllib.parse.quote(os.fsencode(Path(path).absolute())) + f"?mode={mode}"
    con = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000)
    con.row_factory = sqlite3.Row
    return con


@contextlib.contextmanager
def _closed_on_error(con: Connection) -> Iterator[None]:
    """Windows keeps a file that a forgotten connection holds from being moved or deleted."""
    try:
        yield
    except BaseException:
        con.close()
        raise


def connect_writer(path: Path, *, create: bool = False) -> Connection:
    """The one writing connection: WAL, synchronous FULL, foreign keys on, transactions begun explicitly.

    ``create`` makes the file; without it a missing file is an error. The pragmas that touch the file
    (journal mode) are set by :func:`begin_wal` once the file is known to be a register.
    """
    con = _open(path, "rwc" if create else "rw")
    with _closed_on_error(con):
        con.execute("PRAGMA foreign_keys = ON")
        con.execute("PRAGMA synchronous = FULL")
        con.create_function("sha256", 1, _sha256, deterministic=True)
    return con


def connect_reader(path: Path) -> Connection:
    """A reading connection (``query_only``); works on a read-only folder when the register is closed.

    Readers open read-write where they may, because SQLite needs the shared-memory file of a WAL register.
    """
    writable = os.access(path, os.W_OK) and os.access(Path(path).absolute().parent, os.W_OK)
    con = _open(path, "rw" if writable else "ro")
    with _closed_on_error(con):
        con.execute("PRAGMA query_only = ON")
    return con


def begin_wal(con: Connection) -> None:
    """Switch the file to write-ahead logging for the time it is open."""
    con.execute("PRAGMA journal_mode = WAL")


def end_wal(con: Connection) -> None:
    """Fold the log into the file, so that a closed register is one file."""
    con.execute("PRAGMA journal_mode = DELETE")


def pragma(con: Connection, name: str) -> int:
    """The integer value of one pragma."""
    return int(con.execute(f"PRAGMA {name}").fetchone()[0])


def statements(script: str) -> Iterator[str]:
    """The single statements of an SQL script (``executescript`` would commit the open transaction)."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            if pending.strip():
                yield pending.strip()
            pending = ""
    if pending.strip():
        yield pending.strip()


def copy_database(
    source: Connection, target: Path, progress: Callable[[int, int], None] | None = None
) -> None:
    """Write a consistent copy of an open database to ``target`` through SQLite's backup API.

    ``progress`` gets (pages done, pages in all). The copy is a single file in rollback-journal mode.
    """

    def report(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    copy = _open(target, "rwc")
    try:
        source.backup(copy, pages=2000, progress=report)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


_SENTENCES: dict[int, tuple[type[Refused], str]] = {
    sqlite3.SQLITE_BUSY: (
        StoreLocked,
        "Sổ “{name}” đang được chương trình khác sử dụng; hãy đóng chương trình đó rồi mở lại.",
    ),
    sqlite3.SQLITE_LOCKED: (
        StoreLocked,
        "Sổ “{name}” đang được chương trình khác sử dụng; hãy đóng chương trình đó rồi mở lại.",
    ),
    sqlite3.SQLITE_FULL: (
        DiskFull,
        (
            "Ổ đĩa đã đầy nên không ghi được vào sổ “{name}”; hãy giải phóng dung lượng rồi làm lại, "
            "việc vừa làm chưa được ghi."
        ),
    ),
    sqlite3.SQLITE_IOERR: (
        DiskFull,
        (
            "Máy báo lỗi khi đọc ghi sổ “{name}”; hãy kiểm tra ổ đĩa và dung lượng còn trống rồi làm lại, "
            "việc vừa làm chưa được ghi."
        ),
    ),
    sqlite3.SQLITE_READONLY: (
        StoreReadOnly,
        "Sổ “{name}” chỉ cho đọc; hãy bỏ thuộc tính chỉ đọc hoặc chép sổ sang thư mục ghi được rồi mở lại.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        StoreDamaged,
        "Sổ “{name}” bị hỏng; hãy khôi phục từ bản sao lưu gần nhất (trang Nhật ký & Sao lưu hoặc lệnh restore).",
    ),
    sqlite3.SQLITE_NOTADB: (
        NotAStore,
        "Tệp “{name}” không phải sổ của chương trình này; hãy chọn tệp có đuôi .sothidua.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        StoreReadOnly,
        "Không mở được sổ “{name}”; hãy kiểm tra đường dẫn và quyền đọc ghi của thư mục chứa sổ.",
    ),
    sqlite3.SQLITE_TOOBIG: (
        BadInput,
        "Nội dung quá lớn nên không ghi được vào sổ “{name}”; hãy rút gọn rồi làm lại.",
    ),
}


_NO_TEXT = "Could not decode to UTF-8"


def refusal(error: sqlite3.Error, path: Path) -> Refused | None:
    """The Vietnamese refusal for an SQLite error that belongs to the environment, None for a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None and isinstance(error, sqlite3.OperationalError) and _NO_TEXT in str(error):
        # Python, not SQLite, finds out that a text of the file is none; quick_check does not look inside texts.
        code = sqlite3.SQLITE_CORRUPT
    if code is None:
        return None
    if code & 0xFF == sqlite3.SQLITE_CANTOPEN and not Path(path).exists():
        return StoreMissing(f"Không tìm thấy sổ “{path}”; hãy kiểm tra lại đường dẫn hoặc tạo sổ mới.")
    found = _SENTENCES.get(code & 0xFF)
    if found is None:
        return None
    cause, sentence = found
    return cause(sentence.format(name=Path(path).name))


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's environment errors (BUSY, FULL, READONLY, CORRUPT, NOTADB …) into refusals.

    Raises:
        Refused: one Vietnamese sentence; other SQLite errors are bugs and pass through unchanged.
    """
    try:
        yield
    except sqlite3.Error as error:
        refused = refusal(error, path)
        if refused is None:
            raise
        raise refused from error
