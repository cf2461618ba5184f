"""A small named world: one empty register made once and copied per test, and children run with our modules."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from db import history, triggers
from db.errors import Refused
from db.store import Action, Store

ROOT = Path(__file__).resolve().parents[2]

# Imports everything first: after the drop the child may not be able to read the program any more.
AS_NOBODY = """
import os, sys, sqlite_utils
import db.backup, db.catalogues, db.files, db.history, db.migrations, db.store
from pathlib import Path
from types import ModuleType
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
def told(work):
    try:
        work()
    except Exception as error:
        print(type(error).__name__ + "|" + str(error))
    else:
        print("ok|")
"""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register as Store.create makes it, closed. Never opened by a test, only copied."""
    path = tmp_path_factory.mktemp("template") / "sổ.sothidua"
    Store.create(path).close()
    return path


@pytest.fixture
def store_path(template: Path, tmp_path: Path) -> Path:
    """A fresh, closed register."""
    return Path(shutil.copyfile(template, tmp_path / "sổ.sothidua"))


@pytest.fixture
def store(store_path: Path) -> Iterator[Store]:
    """A fresh register, open for writing and closed after the test."""
    opened = Store.open(store_path)
    yield opened
    opened.close()


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder another user can reach (pytest's own are closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="sothidua-"))
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def start_child() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start Python code in another process, its output readable as text; killed after the test."""
    running: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: Any) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        )
        running.append(child)
        return child

    yield start
    for child in running:
        child.kill()
        child.communicate()


@pytest.fixture
def run_child(start_child: Callable[..., subprocess.Popen[str]]) -> Callable[..., list[str]]:
    """Run Python code in another process to its end; the lines it printed."""

    def run(code: str, *arguments: Any) -> list[str]:
        child = start_child(code, *arguments)
        out, err = child.communicate(timeout=120)
        assert child.returncode == 0, err
        return out.splitlines()

    return run


@pytest.fixture
def run_as_nobody(run_child: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """Like run_child, as user 65534 when the tests run as root; ``told(work)`` prints class|sentence."""

    def run(code: str, *arguments: Any) -> list[str]:
        return run_child(AS_NOBODY + code, *arguments)

    return run


@pytest.fixture
def tables() -> Callable[[Store], dict[str, dict[int, tuple[Any, ...]]]]:
    """All logged tables of an open register: {table: {id: row}}."""

    def read(store: Store) -> dict[str, dict[int, tuple[Any, ...]]]:
        con = store.con
        return {
            table: {row["id"]: tuple(row) for row in con.execute(f'SELECT * FROM "{table}"')}
            for table in triggers.logged_tables(con)
        }

    return read


@pytest.fixture
def walk(
    tables: Callable[[Store], Any],
) -> Callable[[Store, str, Callable[[Action], object], set[str]], None]:
    """Run one command, take it back and run it again, twice; it touched exactly these tables and left no trace."""

    def walked(store: Store, name: str, command: Callable[[Action], object], touched: set[str]) -> None:
        before = tables(store)
        with store.action(name) as action:
            command(action)
        after = tables(store)
        assert {table for table in before if before[table] != after[table]} == touched
        assert store.last_changes.tables == touched
        for _ in range(2):
            history.undo(store)
            assert tables(store) == before
            history.redo(store)
            assert tables(store) == after

    return walked


@pytest.fixture
def fault(tables: Callable[[Store], Any]) -> Callable[[Store, str, Callable[[Action], object]], None]:
    """An error after a command takes it back whole, and no action of it stays."""

    def failed(store: Store, name: str, command: Callable[[Action], object]) -> None:
        before, last = tables(store), history.last_action_id(store.con)

        def command_and_fault(action: Action) -> None:
            command(action)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError), store.action(name) as action:
            command_and_fault(action)
        assert tables(store) == before
        assert history.last_action_id(store.con) == last

    return failed


@pytest.fixture
def commands_of() -> Callable[..., set[str]]:
    """Every public function of these modules that takes the running action, as "module.function"."""

    def found(*modules: ModuleType) -> set[str]:
        return {
            f"{module.__name__.rpartition('.')[2]}.{name}"
            for module in modules
            for name, value in vars(module).items()
            if callable(value)
            and not name.startswith("_")
            and getattr(value, "__module__", "") == module.__name__
            and "action" in getattr(value, "__annotations__", {})
        }

    return found


@pytest.fixture
def sentence() -> Callable[[Refused | str], str]:
    """Make sure a refusal is exactly one Vietnamese sentence that says what to do; returns it."""

    def check(refused: Refused | str) -> str:
        text = str(refused)
        assert "\n" not in text
        assert text.endswith(".")
        assert not text.rstrip(".").endswith(".")
        assert ". " not in text, text
        assert "; hãy " in text or "hãy " in text, text
        assert any(ord(letter) > 0x7F and letter.isalpha() for letter in text), text
        return text

    return check


@pytest.fixture
def refused(
    store: Store,
    tables: Callable[[Store], dict[str, dict[int, tuple[Any, ...]]]],
    sentence: Callable[[Refused | str], str],
) -> Callable[[Callable[[Action], object]], str]:
    """Run a command that must be refused: one sentence (returned), no row changed, no step in the history."""

    def check(work: Callable[[Action], object]) -> str:
        before, last = tables(store), history.last_action_id(store.con)
        with pytest.raises(Refused) as caught, store.action("Việc bị từ chối") as action:
            work(action)
        assert tables(store) == before
        assert history.last_action_id(store.con) == last
        return sentence(caught.value)

    return check
