"""The writer's lock: an OS lock on a side file, which dies with the process that holds it.

The name written into the file is only information for whoever is refused.
"""

from __future__ import annotations

import getpass
import os
import socket
import sys
from pathlib import Path

from db.errors import StoreLocked, StoreReadOnly


def lock_path(store: Path) -> Path:
    """Where the side file of a register stands."""
    return store.with_name(f".{store.name}.khoa")


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        # A byte far behind the name, so that the name stays readable for the refused one.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


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
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise StoreReadOnly(
                f"Không ghi được vào thư mục chứa sổ “{self._store.name}”; "
                "hãy chép sổ sang thư mục ghi được rồi mở lại."
            ) from error
        try:
            _take(handle)
            if not self._is_same_file(handle):
                raise BlockingIOError
        except OSError as error:
            holder = (
                os.pread(handle, 200, 0).decode("utf-8", "replace").strip() if hasattr(os, "pread") else ""
            )
            os.close(handle)
            by = f" ({holder})" if holder else ""
            raise StoreLocked(
                f"Sổ “{self._store.name}” đang mở ở chương trình khác{by}; hãy đóng cửa sổ đó rồi mở lại."
            ) from error
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"{_user()} trên máy {socket.gethostname()}".encode())
        self._handle = handle

    def _is_same_file(self, handle: int) -> bool:
        # The former holder removes the file on leaving; a lock on a removed file keeps nobody out.
        return self._path.exists() and os.path.samestat(os.fstat(handle), self._path.stat())

    def release(self) -> None:
        """Let the lock go; the side file is left for the next holder on Windows and removed elsewhere."""
        if self._handle is None:
            return
        if sys.platform != "win32":
            # Removed while still locked: whoever waits opens the old inode and loses, never both win.
            self._path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "một người dùng"
