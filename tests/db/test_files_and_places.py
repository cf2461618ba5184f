"""Files written beside and moved over; places on the network recognised from a mount table given as text."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import DiskFull, TargetBusy
from db.files import replace_file, why
from db.places import network_warning

Sentence = Callable[..., str]

MOUNTS = r"""
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
/dev/sdb1 /mnt/usb vfat rw 0 0
//may-chu/chung /mnt/chung cifs rw 0 0
may-chu:/xuat /mnt/nfs nfs4 rw 0 0
can-bo@may-chu: /home/lan/xa fuse.sshfs rw 0 0
//may-chu/ho\040so /mnt/hồ\040sơ cifs rw 0 0
/dev/sdc1 /mnt/nfs/trong ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/home/lan/sổ.sothidua", False),
        ("/mnt/usb/sổ.sothidua", False),
        ("/mnt/chung/sổ.sothidua", True),
        ("/mnt/chungcư/sổ.sothidua", False),
        ("/mnt/nfs/2023/sổ.sothidua", True),
        ("/mnt/nfs/trong/sổ.sothidua", False),
        ("/home/lan/xa/sổ.sothidua", True),
        ("/mnt/hồ sơ/sổ.sothidua", True),
        (r"\\may-chu\chung\sổ.sothidua", True),
        (r"\\?\UNC\may-chu\chung\sổ.sothidua", True),
        (r"\\?\C:\Sổ\sổ.sothidua", False),
        (r"C:\Sổ\sổ.sothidua", False),
    ],
)
def test_network_places(path: str, network: bool, sentence: Sentence) -> None:
    warning = network_warning(path, mounts=MOUNTS)
    assert (warning is not None) == network
    if warning is not None:
        assert path in sentence(warning)


def test_this_machines_own_table(tmp_path: Path) -> None:
    assert network_warning(tmp_path, mounts="") is None
    assert network_warning(tmp_path) == network_warning(str(tmp_path))


def test_the_target_is_replaced_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "Báo cáo.pdf"
    target.write_text("cũ", encoding="utf-8")
    with replace_file(target) as temporary:
        assert temporary.suffix == ".pdf"
        temporary.write_text("mới", encoding="utf-8")
        assert target.read_text(encoding="utf-8") == "cũ"
    assert target.read_text(encoding="utf-8") == "mới"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="outside tool: permission bits of POSIX systems")
def test_an_export_is_for_the_office(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        with replace_file(tmp_path / "x.txt") as temporary:
            temporary.write_bytes(b"x")
    finally:
        os.umask(old)
    assert (tmp_path / "x.txt").stat().st_mode & 0o777 == 0o644


class Writer:
    """Writes a little, then fails the way it is told."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def write(self, target: Path) -> None:
        with replace_file(target) as temporary:
            temporary.write_bytes(b"half")
            raise self.error


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), DiskFull),
        (PermissionError(errno.EACCES, "Permission denied"), TargetBusy),
        (OSError(errno.EROFS, "Read-only file system"), TargetBusy),
        (OSError(errno.EIO, "Input/output error"), TargetBusy),
    ],
)
def test_a_failing_writer_leaves_the_old_file(
    tmp_path: Path, error: OSError, cause: type[Exception], sentence: Sentence
) -> None:
    target = tmp_path / "tổng hợp.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(cause) as refused:
        Writer(error).write(target)
    assert "tổng hợp.xlsx" in sentence(refused.value)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    "error",
    [ValueError("bug"), KeyboardInterrupt(), FileNotFoundError(errno.ENOENT, "No such file", "mẫu.docx")],
)
def test_what_is_not_about_the_target_passes_through(tmp_path: Path, error: BaseException) -> None:
    with pytest.raises(type(error)) as passed:
        Writer(error).write(tmp_path / "x.docx")
    assert passed.value is error
    assert list(tmp_path.iterdir()) == []


def test_no_folder(tmp_path: Path, sentence: Sentence) -> None:
    with pytest.raises(TargetBusy) as refused:
        Writer(ValueError()).write(tmp_path / "không có" / "x.pdf")
    sentence(refused.value)


def test_a_folder_in_the_way(tmp_path: Path, sentence: Sentence) -> None:
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(TargetBusy) as refused, replace_file(tmp_path / "x.pdf") as temporary:
        temporary.write_bytes(b"x")
    sentence(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="outside tool: devices that stand in a folder")
def test_no_file_takes_the_place_of_a_device(tmp_path: Path, sentence: Sentence) -> None:
    # A named pipe behaves as /dev/null does, which a register once replaced on a whole machine.
    pipe = tmp_path / "ống.docx"
    os.mkfifo(pipe)
    with pytest.raises(TargetBusy) as refused, replace_file(pipe):
        pass
    assert "thiết bị" in sentence(refused.value)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.parametrize("number", [*sorted(errno.errorcode), 99999])
def test_the_systems_reasons_are_told_in_vietnamese(number: int) -> None:
    told = why(OSError(number, os.strerror(number)))
    assert told
    assert os.strerror(number) not in told
