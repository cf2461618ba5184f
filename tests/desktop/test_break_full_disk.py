"""A disk that takes no more in every writer: one sentence, nothing half-written, the former file as it was."""

from __future__ import annotations

import contextlib
import errno
import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import files
from db.errors import DiskFull

resource = pytest.importorskip("resource", reason="needs a limit on file sizes, which Windows has not")

WRITERS = [
    *[
        (f"x-{kind}.xlsx", ("export", kind))
        for kind in ("registrations", "nominations", "register", "prizes", "statistics", "summary", "sheets")
    ],
    ("form.xlsx", ("form",)),
    ("form-nominations.xlsx", ("form", "--nominations")),
    *[
        (f"d-{kind}{suffix}", ("document", kind))
        for kind in ("decision", "submission", "minutes", "reminder", "report", "prize-list")
        for suffix in (".docx", ".pdf")
    ],
    ("certificates.pdf", ("certificates", "--decision", "12")),
    ("overprint.pdf", ("certificates", "--decision", "12", "--overprint")),
]


@contextlib.contextmanager
def _files_end_at(size: int) -> Iterator[None]:
    """No file of this process grows beyond ``size`` bytes: real writes fail where a full disk makes them fail."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(("name", "command"), WRITERS, ids=[name for name, _ in WRITERS])
def test_no_writer_leaves_half_a_file(cli, full_ward, tmp_path: Path, name: str, command) -> None:
    full_ward.meet()
    full_ward.decide(names=["Lê Văn Mẫu", "Tổ dân phố 3"])
    folder = tmp_path / "đích"
    folder.mkdir()
    target = folder / name
    target.write_text("tệp cũ", encoding="utf-8")
    # The register stays open, as in a window: the commands read beside it.
    with _files_end_at(1024):
        code, _, err = cli(command[0], full_ward.store.path, *command[1:], "-o", target)
        gc.collect()
    assert code == 1
    refusal = err.splitlines()[-1]
    assert refusal.startswith(f"Lỗi: Không ghi được “{target}”")
    assert "; hãy " in refusal
    assert target.read_text(encoding="utf-8") == "tệp cũ"
    assert [path.name for path in folder.iterdir()] == [name]
    assert cli(command[0], full_ward.store.path, *command[1:], "-o", target)[0] == 0
    assert target.stat().st_size > 1024


def test_no_room_is_said_as_such(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert isinstance(files.refusal(full, tmp_path / "a.pdf"), DiskFull)
