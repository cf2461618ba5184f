"""Every way the file or the machine can be wrong gives one sentence of the right class, and harms nothing."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import backup, sqlite
from db.errors import (
    BadInput,
    DiskFull,
    NotAStore,
    Refused,
    StoreDamaged,
    StoreLocked,
    StoreMissing,
    StoreNewer,
    StoreReadOnly,
)
from db.store import Store, open_reader

Sentence = Callable[..., str]
Nobody = Callable[..., list[str]]
OPENERS = [Store.open, open_reader, backup.verify, backup.backup]


def zero(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_bytes("Kế hoạch phát động thi đua\n".encode() * 100)


def cut_in_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def missing(path: Path) -> None:
    path.unlink()


def other_database(path: Path) -> None:
    path.unlink()
    con = sqlite3.connect(path)
    con.execute("CREATE TABLE x (y)")
    con.close()


def newer(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("PRAGMA user_version = 9999")
    con.close()


def broken_schema(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:108] = b"\xff" * 8
    path.write_bytes(data)


WRONG: list[tuple[Callable[[Path], None], type[Refused]]] = [
    (zero, NotAStore),
    (text, NotAStore),
    (cut_in_the_header, NotAStore),
    (cut_in_half, StoreDamaged),
    (folder, NotAStore),
    (missing, StoreMissing),
    (other_database, NotAStore),
    (newer, StoreNewer),
    (broken_schema, StoreDamaged),
]


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize(("spoil", "cause"), WRONG)
def test_a_wrong_file_is_refused_in_one_sentence(
    store_path: Path,
    spoil: Callable[[Path], None],
    cause: type[Refused],
    opener: Callable[[Path], Any],
    sentence: Sentence,
) -> None:
    spoil(store_path)
    before = store_path.read_bytes() if store_path.is_file() else None
    with pytest.raises(cause) as refused:
        opener(store_path)
    assert type(refused.value) is cause
    sentence(refused.value)
    assert (store_path.read_bytes() if store_path.is_file() else None) == before
    assert [path.name for path in store_path.parent.iterdir()] == (
        [store_path.name] if store_path.exists() else []
    )


def root_page(path: Path, table: str) -> int:
    con = sqlite3.connect(path)
    number = int(con.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0])
    con.close()
    return number


def spoil_page(path: Path, number: int) -> None:
    data = bytearray(path.read_bytes())
    data[(number - 1) * 4096 : number * 4096] = b"\xa5" * 4096
    path.write_bytes(data)


def test_damaged_pages_are_told_when_met(store_path: Path, sentence: Sentence) -> None:
    spoil_page(store_path, root_page(store_path, "cluster"))
    with Store.open(store_path) as store:
        with pytest.raises(StoreDamaged) as refused, store.action("Thêm") as action:
            action.insert("cluster", name="Cụm 1")
        sentence(refused.value)
        assert store.con.execute("SELECT count(*) FROM open_action").fetchone()[0] == 0
    with pytest.raises(StoreDamaged):
        backup.verify(store_path)
    report = backup.check(store_path)
    assert not report.whole
    for problem in report.problems:
        sentence(problem.message)


def add_clusters(store: Store, how_many: int) -> None:
    with store.action("Nhiều cụm") as action:
        for number in range(how_many):
            action.insert("cluster", name=f"Cụm {number}")


def test_full_disk_inside_an_action(store: Store, sentence: Sentence) -> None:
    pages = sqlite.pragma(store.con, "page_count")
    store.con.execute(f"PRAGMA max_page_count = {pages + 5}")
    actions = store.con.execute("SELECT count(*) FROM action").fetchone()[0]
    with pytest.raises(DiskFull) as refused:
        add_clusters(store, 2000)
    sentence(refused.value)
    assert store.con.execute("SELECT count(*) FROM cluster").fetchone()[0] == 0
    assert store.con.execute("SELECT count(*) FROM action").fetchone()[0] == actions
    store.con.execute("PRAGMA max_page_count = 1000000")
    add_clusters(store, 2000)
    assert store.con.execute("SELECT count(*) FROM cluster").fetchone()[0] == 2000


def test_a_stranger_holding_the_file(
    store_path: Path, sentence: Sentence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 0)
    stranger = sqlite3.connect(store_path, isolation_level=None)
    stranger.execute("BEGIN EXCLUSIVE")
    for opener in (Store.open, open_reader):
        with pytest.raises(StoreLocked) as refused:
            opener(store_path)
        sentence(refused.value)
    stranger.close()


CODES = [
    (sqlite3.SQLITE_BUSY, StoreLocked),
    (sqlite3.SQLITE_LOCKED, StoreLocked),
    (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreLocked),
    (sqlite3.SQLITE_FULL, DiskFull),
    (sqlite3.SQLITE_IOERR_WRITE, DiskFull),
    (sqlite3.SQLITE_READONLY_DBMOVED, StoreReadOnly),
    (sqlite3.SQLITE_CORRUPT_INDEX, StoreDamaged),
    (sqlite3.SQLITE_NOTADB, NotAStore),
    (sqlite3.SQLITE_CANTOPEN, StoreReadOnly),
    (sqlite3.SQLITE_TOOBIG, BadInput),
]


@pytest.mark.parametrize(("code", "cause"), CODES)
def test_each_code_of_the_environment_has_its_class(
    store_path: Path, code: int, cause: type[Refused], sentence: Sentence
) -> None:
    error = sqlite3.OperationalError("…")
    error.sqlite_errorcode = code
    with pytest.raises(cause) as refused, sqlite.translated(store_path):
        raise error
    assert "sổ.sothidua" in sentence(refused.value)


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_MISUSE]
)
def test_other_codes_are_bugs_and_pass_through(store_path: Path, code: int) -> None:
    error = sqlite3.OperationalError("no such column: x")
    error.sqlite_errorcode = code
    with pytest.raises(sqlite3.OperationalError) as passed, sqlite.translated(store_path):
        raise error
    assert passed.value is error


OPEN = """
import sys
from db.store import Store, open_reader
path = Path(sys.argv[1])
told(lambda: Store.open(path))
told(lambda: open_reader(path))
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="outside tool: permissions of POSIX systems")


def split(lines: list[str], sentence: Sentence) -> list[str]:
    """The classes told, after each refusal was seen to be one sentence."""
    for line in lines:
        name, message = line.split("|", 1)
        assert name == "ok" or sentence(message)
    return [line.split("|")[0] for line in lines]


@pytest.fixture
def public_store(template: Path, public_folder: Path) -> Path:
    path = public_folder / "sổ.sothidua"
    path.write_bytes(template.read_bytes())
    path.chmod(0o644)
    return path


def test_read_only_folder(public_store: Path, run_as_nobody: Nobody, sentence: Sentence) -> None:
    public_store.parent.chmod(0o555)
    assert split(run_as_nobody(OPEN, public_store), sentence) == ["StoreReadOnly", "ok"]


def test_read_only_file(public_store: Path, run_as_nobody: Nobody, sentence: Sentence) -> None:
    public_store.parent.chmod(0o777)
    public_store.chmod(0o444)
    assert split(run_as_nobody(OPEN, public_store), sentence) == ["StoreReadOnly", "ok"]


def test_unreadable_file(public_store: Path, run_as_nobody: Nobody, sentence: Sentence) -> None:
    public_store.parent.chmod(0o777)
    public_store.chmod(0o000)
    assert split(run_as_nobody(OPEN, public_store), sentence) == ["StoreReadOnly", "StoreReadOnly"]


def test_closed_folder(public_store: Path, run_as_nobody: Nobody, sentence: Sentence) -> None:
    public_store.parent.chmod(0o000)
    assert split(run_as_nobody(OPEN, public_store), sentence) == ["StoreMissing", "StoreMissing"]


def test_no_new_register_and_no_backup_in_a_read_only_folder(
    public_store: Path, run_as_nobody: Nobody, sentence: Sentence
) -> None:
    public_store.parent.chmod(0o555)
    code = """
import sys
from db import backup
from db.files import replace_file
from db.store import Store
path = Path(sys.argv[1])
told(lambda: Store.create(path.with_name("mới.sothidua")))
told(lambda: backup.backup(path))
told(lambda: backup.restore(path, path.with_name("khác.sothidua")))
def write():
    with replace_file(path.with_name("bao-cao.pdf")) as temporary:
        temporary.write_bytes(b"x")
told(write)
"""
    told = split(run_as_nobody(code, public_store), sentence)
    assert told == ["StoreReadOnly", "TargetBusy", "StoreReadOnly", "TargetBusy"]
    assert [path.name for path in public_store.parent.iterdir()] == [public_store.name]
