"""Where a register may lie: a network share breaks SQLite's locks, so the officer is warned."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "davfs", "fuse.sshfs", "fuse.rclone",
     "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.smbnetfs"}
)  # fmt: skip
_DRIVE_REMOTE = 4  # GetDriveTypeW


def network_warning(path: Path | str, *, mounts: str | None = None) -> str | None:
    """A Vietnamese warning when ``path`` lies on a network share, None when it does not or nobody can tell.

    ``mounts`` is the text of the system's mount table; left out, this machine's own is read.
    """
    text = str(path)
    if not (_is_unc(text) or _is_remote_drive(text) or _is_on_network_mount(text, mounts)):
        return None
    return (
        f"“{text}” nằm trên ổ mạng, nơi việc khóa sổ không chắc chắn và sổ có thể hỏng khi mất mạng; "
        "hãy để sổ trên ổ đĩa của máy này và chỉ cất bản sao lưu lên ổ mạng."
    )


def _is_unc(text: str) -> bool:
    plain = text.replace("/", "\\") if sys.platform == "win32" else text
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return True
    return plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\"))


def _is_remote_drive(text: str) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    drive = Path(text).absolute().drive
    return bool(drive) and ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE


def _is_on_network_mount(text: str, mounts: str | None) -> bool:
    if mounts is None:
        table = Path("/proc/mounts")
        if not table.is_file():
            return False
        mounts = table.read_text(encoding="utf-8", errors="surrogateescape")
        text = str(Path(text).resolve())
    return _mount_type(text, mounts) in _NETWORK_TYPES


def _mount_type(text: str, mounts: str) -> str:
    """The file system type of the longest mount point above ``text``; the last mounted of equals wins."""
    longest, found = -1, ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        # The table writes blanks and backslashes of a path as octal numbers.
        point = re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), fields[1])
        above = point.rstrip("/") + "/"
        if (text == point or text.startswith(above)) and len(above) >= longest:
            longest, found = len(above), fields[2]
    return found
