"""The writer's lock: an OS lock on a side file, which dies with the process that holds it.

The name written into the file is only information for whoever is refused.
"""

from __future__ import annotations

import errno
import getpass
import os
import sys
from pathlib import Path

from db import files
from db.errors import Refused, StoreLocked, StoreReadOnly

_ATTEMPTS = 20  # against a holder that leaves and removes the file between our opening and locking it


def lock_path(store: Path) -> Path:
    """Where the side file of a register stands."""
    return store.with_name(f".{store.name}.khoa")


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        # A byte far behind the name, so that the name stays readable for the refused one.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _give_back(handle: int) -> None:
        # Windows takes its time to release what a closed file still holds; the next opening must not wait for it.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give_back(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _read(handle: int) -> str:
    """The holder's name, on one line: it ends up inside a sentence."""
    os.lseek(handle, 0, os.SEEK_SET)
    return " ".join(os.read(handle, 200).decode("utf-8", "replace").split())


def _write(handle: int, text: str) -> None:
    try:
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, text.encode("utf-8"))
    except OSError:
        # Only information, and a full disk or a foreign file must not keep a register closed.
        return


class FileLock:
    """Held from opening a register for writing until it is closed or the process ends."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._path = lock_path(store)
        self._handle: int | None = None

    def acquire(self) -> None:
        """Take the lock.

        Raises:
            StoreLocked: another running program holds it.
            StoreReadOnly: the side file cannot be made in this folder.
        """
        for _attempt in range(_ATTEMPTS):
            handle = self._open()
            try:
                _take(handle)
            except OSError as error:
                holder = _read(handle)
                os.close(handle)
                raise self._refusal(error, holder) from error
            if self._is_same_file(handle):
                self._handle = handle
                _write(handle, f"{_user()} trên máy {_machine()}")
                return
            # The former holder removed the file on leaving: what was locked keeps nobody out.
            os.close(handle)
        raise self._refusal(BlockingIOError(errno.EWOULDBLOCK, ""), "")

    def _open(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        except PermissionError as error:
            # Left behind by another user's crash: what may be read may be locked.
            if self._path.exists() and os.access(self._path, os.R_OK):
                return os.open(self._path, os.O_RDONLY)
            raise self._unwritable() from error
        except OSError as error:
            raise self._unwritable() from error

    def _unwritable(self) -> StoreReadOnly:
        return StoreReadOnly(
            f"Không ghi được vào thư mục chứa sổ “{self._store.name}”; "
            "hãy chép sổ sang thư mục ghi được rồi mở lại."
        )

    def _refusal(self, error: OSError, holder: str) -> Refused:
        if error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return StoreReadOnly(
                f"Nơi chứa sổ “{self._store.name}” không hỗ trợ khóa tệp ({files.why(error)}); "
                "hãy chép sổ sang ổ đĩa của máy này rồi mở lại."
            )
        by = f" ({holder})" if holder else ""
        return StoreLocked(
            f"Sổ “{self._store.name}” đang mở ở chương trình khác{by}; hãy đóng cửa sổ đó rồi mở lại."
        )

    def _is_same_file(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let the lock go; the side file is left for the next holder on Windows and removed elsewhere."""
        if self._handle is None:
            return
        if sys.platform != "win32":
            # Removed while still locked: whoever waits opens the old inode and loses, never both win.
            self._path.unlink(missing_ok=True)
        _give_back(self._handle)
        os.close(self._handle)
        self._handle = None


def _machine() -> str:
    # The module socket would say it too, and cost every start as much as the window's navigation.
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "một người dùng"
