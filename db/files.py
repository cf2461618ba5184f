"""Files are written beside their target and moved over it, so that a reader never sees half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from db.errors import DiskFull, Refused, TargetBusy

_WHY = {
    errno.EACCES: "không có quyền",
    errno.EBUSY: "đang có chương trình khác dùng",
    errno.EEXIST: "đã có tệp cùng tên",
    errno.EFBIG: "tệp quá lớn đối với ổ đĩa này",
    errno.EINVAL: "ổ đĩa không nhận tên này",
    errno.EIO: "ổ đĩa đọc, ghi bị lỗi",
    errno.EISDIR: "đó là một thư mục",
    errno.ELOOP: "đường dẫn trỏ vòng quanh",
    errno.EMFILE: "đang mở quá nhiều tệp",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENODEV: "ổ đĩa không còn cắm vào máy",
    errno.ENOENT: "không có tệp hoặc thư mục đó",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.ENOTDIR: "một phần đường dẫn không phải thư mục",
    errno.EPERM: "không được phép",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
}


def why(error: OSError) -> str:
    """What the operating system found wrong, in a few Vietnamese words; a rare fault by its number."""
    return _WHY.get(error.errno or 0, f"mã lỗi {error.errno} của máy")


def refusal(error: OSError, target: Path) -> Refused:
    """The Vietnamese refusal for an operating system error met while writing ``target``."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return DiskFull(
            f"Ổ đĩa đã đầy nên không ghi được “{target.name}”; hãy giải phóng dung lượng rồi làm lại."
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return TargetBusy(f"Không có thư mục “{target.parent}”; hãy chọn nơi lưu khác.")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return TargetBusy(
            f"Không ghi được “{target}”: tệp đang mở ở chương trình khác hoặc thư mục không cho ghi; "
            "hãy đóng tệp đó hoặc chọn nơi lưu khác."
        )
    return TargetBusy(f"Không ghi được “{target}” ({why(error)}); hãy chọn nơi lưu khác.")


@contextlib.contextmanager
def replace_file(target: Path) -> Iterator[Path]:
    """Give a temporary path beside ``target``; when the block ends well it is moved over the target.

    The temporary file keeps the target's suffix, because some writers choose their format by it.

    Raises:
        Refused: the folder is missing, full or not writable, or the target is open elsewhere.
    """
    target = Path(target)
    if _is_device(target):
        raise TargetBusy(f"“{target}” là thiết bị của máy, không phải tệp; hãy chọn nơi lưu khác.")
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{target.stem[:40]}-", suffix=target.suffix, dir=target.parent
        )
    except OSError as error:
        raise refusal(error, target) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        # mkstemp makes the file private; an export is for the office.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        if _is_about_another_file(error, (temporary, target)):
            raise
        raise refusal(error, target) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file that was put together in memory.

    Archives go this way: on a full disk their writers raise errors of their own, and once more when collected.

    Raises:
        Refused: as :func:`replace_file`.
    """
    with replace_file(target) as temporary:
        temporary.write_bytes(content)


def _is_device(target: Path) -> bool:
    """Whether something stands there that is neither file nor folder: a file moved over it would take its place."""
    try:
        mode = target.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _is_about_another_file(error: OSError, ours: tuple[Path, Path]) -> bool:
    """Whether the block failed on a file it reads, which is no reason to blame the target."""
    if not isinstance(error.filename, str | os.PathLike):
        return False
    unrelated = all(Path(error.filename) != path for path in ours)
    return unrelated and isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError)


def _sync_folder(folder: Path) -> None:
    # The new name itself must survive a power cut; Windows has no handle for it and does so by itself.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
