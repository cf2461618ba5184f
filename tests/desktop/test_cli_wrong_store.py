"""The command line with a wrong register: exit 1, one line "Lỗi: …" that says what to do, and nothing harmed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.store import Store
from desktop import cli

COMMANDS = [
    ["board", "{store}"],
    ["history", "{store}"],
    ["undo", "{store}"],
    ["check", "{store}"],
    ["backup", "{store}"],
    ["export", "{store}", "register", "-o", "{folder}/x.xlsx"],
    ["decide", "{store}", "--number", "1", "--date", "2023-12-01"],
    ["restore", "{store}", "{folder}/mới.sothidua"],
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register nobody opens."""
    path = tmp_path_factory.mktemp("cli") / "sổ.sothidua"
    Store.create(path).close()
    return path


def missing(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def foreign(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(5000))


def newer(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("PRAGMA user_version = 9999")
    con.close()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def noise(path: Path) -> None:
    """Every page but the schema's is noise: found only while reading."""
    con = sqlite3.connect(path)
    roots = [row[0] for row in con.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 0")]
    con.close()
    data = bytearray(path.read_bytes())
    for page in roots:
        data[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    path.write_bytes(data)


@pytest.mark.parametrize("spoil", [missing, empty, foreign, newer, cut, noise])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_one_sentence(
    whole: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    spoil: Callable[[Path], None],
) -> None:
    store = Path(shutil.copyfile(whole, tmp_path / "sổ.sothidua"))
    spoil(store)
    before = store.read_bytes() if store.exists() else None
    code = cli.run([part.format(store=store, folder=tmp_path) for part in command])
    assert code == 1
    said = capsys.readouterr()
    if command[0] == "check" and spoil in (cut, noise):
        assert "hỏng" in said.out + said.err
        return
    (line,) = [text for text in said.err.replace("\r", "\n").splitlines() if text.startswith("Lỗi: ")]
    assert "hãy " in line
    assert line.endswith(".")
    assert "Traceback" not in said.err + said.out
    assert "người bảo trì" not in line, line
    if spoil is not noise:
        assert (store.read_bytes() if store.exists() else None) == before
    assert not (tmp_path / "x.xlsx").exists()
    assert not (tmp_path / "mới.sothidua").exists()


@pytest.fixture
def held(whole: Path, tmp_path: Path) -> Iterator[Path]:
    """A register another program has open."""
    path = Path(shutil.copyfile(whole, tmp_path / "sổ.sothidua"))
    with Store.open(path):
        yield path


@pytest.mark.parametrize(
    "command",
    [
        ["undo", "{store}"],
        ["redo", "{store}"],
        ["decide", "{store}", "--number", "1", "--date", "2023-12-01"],
        ["restore", "{copy}", "{store}"],
    ],
    ids=lambda command: command[0],
)
def test_a_register_that_is_open_elsewhere(
    held: Path, whole: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert cli.run([part.format(store=held, copy=whole) for part in command]) == 1
    assert "đang mở ở chương trình khác" in capsys.readouterr().err


def test_reading_commands_work_beside_an_open_register(
    held: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["history", str(held)], ["check", str(held)], ["backup", str(held)]):
        assert cli.run(command) == 0, capsys.readouterr().err
