"""One writer at a time: across processes, within one, and free again when the holder dies."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import Refused, StoreLocked, StoreReadOnly
from db.locks import FileLock, lock_path
from db.store import Store, open_reader

Start = Callable[..., "subprocess.Popen[str]"]

HOLD = """
import sys
from pathlib import Path
from db.store import Store
store = Store.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
store.close()
print("closed", flush=True)
"""


def told(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def go_on(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()


def test_a_second_program_is_refused_until_the_first_closes(
    store_path: Path, start_child: Start, sentence: Callable[..., str]
) -> None:
    child = start_child(HOLD, store_path)
    assert told(child) == "open"
    with pytest.raises(StoreLocked) as refused:
        Store.open(store_path)
    assert " trên máy " in sentence(refused.value)
    go_on(child)
    assert told(child) == "closed"
    Store.open(store_path).close()


def test_the_same_program_cannot_open_it_twice(store: Store) -> None:
    with pytest.raises(StoreLocked):
        Store.open(store.path)
    with store.action("Vẫn ghi được") as action:
        action.insert("cluster", name="Cụm 1")


def test_readers_read_beside_the_writer(store_path: Path, start_child: Start) -> None:
    child = start_child(HOLD, store_path)
    assert told(child) == "open"
    con = open_reader(store_path)
    assert con.execute("SELECT count(*) FROM base_salary").fetchone()[0] > 0
    con.close()


def test_a_killed_holder_keeps_nobody_out(store_path: Path, start_child: Start) -> None:
    child = start_child(HOLD, store_path)
    assert told(child) == "open"
    child.kill()
    child.wait()
    assert lock_path(store_path).exists()
    Store.open(store_path).close()


def test_a_refused_open_holds_no_lock(tmp_path: Path) -> None:
    wrong = tmp_path / "sai.sothidua"
    wrong.write_bytes(b"x" * 5000)
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            Store.open(wrong)
        assert not isinstance(refused.value, StoreLocked)
    assert [path.name for path in tmp_path.iterdir()] == ["sai.sothidua"]


def test_a_lock_on_a_removed_file_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The former holder leaves between our opening the side file and locking it: we start over."""
    store = tmp_path / "sổ.sothidua"
    from db import locks

    real, calls = locks._take, []

    def take(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 1:
            lock_path(store).unlink()
        real(handle)

    monkeypatch.setattr(locks, "_take", take)
    first, second = FileLock(store), FileLock(store)
    first.acquire()
    assert len(calls) == 2
    with pytest.raises(StoreLocked):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_a_name_with_a_line_break_stays_inside_the_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentence: Callable[..., str]
) -> None:
    monkeypatch.setattr("db.locks._user", lambda: "Lan\nPhòng Nội vụ")
    first = FileLock(tmp_path / "sổ.sothidua")
    first.acquire()
    with pytest.raises(StoreLocked) as refused:
        FileLock(tmp_path / "sổ.sothidua").acquire()
    assert "Lan Phòng Nội vụ" in sentence(refused.value)
    first.release()


@pytest.mark.skipif(sys.platform == "win32", reason="outside tool: flock of POSIX systems")
def test_a_place_that_cannot_lock_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentence: Callable[..., str]
) -> None:
    import errno

    def unsupported(_handle: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("db.locks._take", unsupported)
    with pytest.raises(StoreReadOnly) as refused:
        FileLock(tmp_path / "sổ.sothidua").acquire()
    sentence(refused.value)


def test_what_another_users_crash_left_behind(
    public_folder: Path, run_as_nobody: Callable[..., list[str]]
) -> None:
    """The side file belongs to somebody else and may only be read: the lock can still be taken."""
    public_folder.chmod(0o777)
    path = public_folder / "sổ.sothidua"
    lock_path(path).write_text("Người trước", encoding="utf-8")
    lock_path(path).chmod(0o444)
    code = """
import sys
from db.locks import FileLock
told(lambda: FileLock(Path(sys.argv[1])).acquire())
"""
    assert run_as_nobody(code, path) == ["ok|"]


def test_the_note_of_a_lock_names_this_machine(tmp_path: Path) -> None:
    """As the module socket knows it; the program asks the system, for a start should not wait for that module."""
    path = tmp_path / "a.sothidua"
    path.touch()
    lock = FileLock(path)
    lock.acquire()
    try:
        with pytest.raises(StoreLocked, match=re.escape(socket.gethostname())):
            FileLock(path).acquire()
    finally:
        lock.release()
