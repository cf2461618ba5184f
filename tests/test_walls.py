"""The walls between the rooms (DESIGN.md): read from the syntax tree, and tried in a process without a window."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ("db", "desktop")

QT = ("PySide6", "shiboken6", "PyQt5", "PyQt6")
PAPER = (
    "reportlab",
    "rl_accel",
    "openpyxl",
    "xlsxwriter",
    "docx",
    "docxtpl",
    "python_calamine",
    "pypdfium2",
    "svglib",
)
TERMINAL = ("argparse", "click", "getopt")
ROOMS = ("plans", "exchange", "documents")
SPEAKERS = ("desktop/cli.py", "desktop/terminal.py", "desktop/commands/")

SQL = re.compile(
    r"""\bselect\b[\s\S]+\bfrom\b | \binsert\s+(or\s+\w+\s+)?into\b | \bupdate\b\s+\S+\s+\bset\b
      | \bdelete\s+from\b | \b(create|drop|alter)\s+(temp\s+)?(table|index|trigger|view)\b
      | ^\s*(pragma|vacuum|savepoint|begin\s+immediate)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def modules() -> dict[str, PurePosixPath]:
    """Every module of the program by its dotted name."""
    found = {}
    for room in PROGRAM:
        for path in sorted((ROOT / room).rglob("*.py")):
            relative = PurePosixPath(path.relative_to(ROOT).as_posix())
            parts = relative.with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = relative
    return found


MODULES = modules()


def imported(tree: ast.AST, path: PurePosixPath) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of whatever is imported: relative, under TYPE_CHECKING, inside functions, by string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                # A relative import starts at the package: the folder the file stands in, one higher per dot.
                package = path.parent.parts[: len(path.parent.parts) - node.level + 1]
                base = ".".join([*package, *([base] if base else [])])
            yield node.lineno, base
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and _name(node.func) in ("import_module", "__import__"):
            strings = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            yield from ((node.lineno, name) for name in strings)


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _is_in(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def forbidden_import(path: PurePosixPath, name: str) -> str | None:
    """What to do instead of importing ``name`` in the file at ``path``; None when it may be imported."""
    room = path.parts[1] if path.parts[0] == "desktop" and len(path.parts) > 2 else path.parts[0]
    if name == "sqlite3" and str(path) != "db/sqlite.py":
        return "only db/sqlite.py imports sqlite3: use db.sqlite"
    if _is_in(name, QT) and room != "ui":
        return "only desktop/ui imports Qt: move it there or pass a value"
    if room == "db" and _is_in(name, ("desktop", *PAPER, *TERMINAL)):
        return "db knows nothing of the desktop, of papers or of the command line: pass what is needed"
    if room in ROOMS and _is_in(name, ("desktop.ui", "desktop.cli", "desktop.commands")):
        return "plans, exchange and documents import db, never the window or the command line"
    others = tuple(f"desktop.{other}" for other in ROOMS if other != room)
    if (
        room in ROOMS
        and _is_in(name, others)
        and name.count(".") >= 2
        and ".".join(name.split(".")[:3]) in MODULES
    ):
        return "another room's insides: use what its package gives, or move the common part to db"
    return None


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, text) of every string but docstrings; the holes of an f-string read as one word."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Expr):
            body = node.body if not isinstance(node, ast.Expr) else [node]
            skipped.update(
                id(s.value) for s in body if isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)
            )
        elif isinstance(node, ast.JoinedStr):
            skipped.update(id(part) for part in node.values)
            parts = [part.value if isinstance(part, ast.Constant) else "hole" for part in node.values]
            yield node.lineno, "".join(map(str, parts))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


def calls(tree: ast.AST, path: PurePosixPath) -> Iterator[tuple[int, str]]:
    """Calls that do not belong where they stand."""
    speaks = str(path).startswith(SPEAKERS)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in ("stdout", "stderr")
            and _name(node.value) == "sys"
        ):
            if path.parts[0] == "db" or (len(path.parts) > 2 and path.parts[1] in ROOMS):
                yield node.lineno, "the core never prints: take a Talk"
            continue
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in ("print", "input") and not speaks:
            yield node.lineno, f"{node.func.id}(): the core never prints and never asks: take a Talk"
        if path.parts[:2] == ("desktop", "ui") and isinstance(node.func, ast.Attribute):
            yield from ((node.lineno, message) for message in _window_rules(node, path))


def _window_rules(call: ast.Call, path: PurePosixPath) -> Iterator[str]:
    name = _name(call.func)
    if name == "connect" and any(isinstance(argument, ast.Lambda) for argument in call.args):
        yield "connect(lambda …) keeps the window alive for ever: connect a bound method"
    if name == "processEvents":
        yield "processEvents() re-enters the program: use the worker"
    if name in ("exec", "exec_") and path.name != "app.py":
        yield "nested exec(): use open() and finished"


def faults(path: PurePosixPath, source: str) -> list[str]:
    """Everything in one file that stands on the wrong side of a wall."""
    tree = ast.parse(source)
    found = [
        f"{path}:{line}: imports {name}: {message}"
        for line, name in imported(tree, path)
        if (message := forbidden_import(path, name))
    ]
    if path.parts[0] != "db":
        found += [f"{path}:{line}: SQL only in db" for line, text in strings(tree) if SQL.search(text)]
    return found + [f"{path}:{line}: {message}" for line, message in calls(tree, path)]


def test_no_file_stands_on_the_wrong_side() -> None:
    assert len(MODULES) > 20
    found = [
        fault
        for path in MODULES.values()
        for fault in faults(path, (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert not found, "\n" + "\n".join(found)


def test_only_the_rooms_of_the_plan_stand_at_the_top() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    ).stdout.split("\n")
    tops = {line.split("/")[0] for line in listed if line}
    rooms = {
        "desktop",
        "resources",
        "db",
        "tests",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        ".gitignore",
        ".ci",
    }
    assert tops <= rooms


FORBIDDEN = [
    ("db/units.py", "from PySide6.QtCore import QObject"),
    ("db/units.py", "import PySide6"),
    ("db/units.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from PySide6 import QtCore"),
    ("db/units.py", "def f():\n    import importlib\n    importlib.import_module('PySide6.QtGui')"),
    ("db/units.py", "__import__('desktop')"),
    ("db/units.py", "import desktop.documents.sheet"),
    ("db/rules/x.py", "from ...desktop import cli"),
    ("db/rules/x.py", "from openpyxl import Workbook"),
    ("db/units.py", "import reportlab.pdfgen.canvas as c"),
    ("db/units.py", "import docx"),
    ("db/units.py", "import argparse"),
    ("db/units.py", "import sqlite3"),
    ("db/units.py", "from sqlite3 import Connection"),
    ("desktop/cli.py", "import sqlite3"),
    ("desktop/cli.py", "def f():\n    from PySide6 import QtWidgets"),
    ("desktop/demo.py", "import shiboken6"),
    ("desktop/documents/sheet.py", "from desktop.ui import pen"),
    ("desktop/documents/sheet.py", "from ..ui.pen import Pen"),
    ("desktop/documents/sheet.py", "from .. import ui"),
    ("desktop/plans/reader.py", "from desktop.documents import measure"),
    ("desktop/plans/reader.py", "from ..documents.measure import advance"),
    ("desktop/exchange/form.py", "import desktop.documents.measure"),
    ("desktop/cli.py", "x = 'SELECT name FROM unit'"),
    ("desktop/cli.py", "x = f'select * from {table}'"),
    ("desktop/ui/pages/units.py", "con.execute('''INSERT INTO unit (name)\nVALUES (?)''')"),
    ("desktop/ui/pages/units.py", "q = 'UPDATE unit SET name = ?'"),
    ("desktop/ui/pages/units.py", "q = f'DELETE FROM {t}'"),
    ("desktop/exchange/form.py", "q = 'PRAGMA user_version'"),
    ("db/units.py", "print('x')"),
    ("db/units.py", "import sys\nsys.stderr.write('x')"),
    ("desktop/documents/sheet.py", "print('x')"),
    ("desktop/plans/reader.py", "name = input('?')"),
    ("desktop/ui/window.py", "button.clicked.connect(lambda: self.close())"),
    ("desktop/ui/window.py", "QApplication.processEvents()"),
    ("desktop/ui/dialogs/unit.py", "UnitDialog(self).exec()"),
]

PERMITTED = [
    ("db/sqlite.py", "import sqlite3"),
    ("db/units.py", "from db.sqlite import Connection\nfrom . import people\nq = 'SELECT name FROM unit'"),
    ("db/migrations.py", "from sqlite_utils import Database"),
    ("desktop/cli.py", "import argparse\nfrom desktop.documents import sheet\nprint('x')"),
    ("desktop/cli.py", "x = 'Chọn đơn vị từ danh sách'\ny = 'an update of the set'"),
    ("desktop/cli.py", "def f():\n    'Select what comes from the plan.'"),
    (
        "desktop/documents/sheet.py",
        "from . import measure\nfrom desktop.documents.measure import advance\nimport db.units",
    ),
    ("desktop/documents/sheet.py", "import reportlab"),
    ("desktop/ui/app.py", "from PySide6.QtWidgets import QApplication\nQApplication([]).exec()"),
    ("desktop/ui/window.py", "from desktop.documents import sheet\nbutton.clicked.connect(self.close)"),
]


@pytest.mark.parametrize(("path", "source"), FORBIDDEN)
def test_the_checker_sees_what_is_forbidden(path: str, source: str) -> None:
    found = faults(PurePosixPath(path), source)
    assert found
    assert all(fault.startswith(f"{path}:") for fault in found)


@pytest.mark.parametrize(("path", "source"), PERMITTED)
def test_the_checker_lets_pass_what_is_permitted(path: str, source: str) -> None:
    assert faults(PurePosixPath(path), source) == []


# ---------------------------------------------------------------- tried in another process


def run(code: str, *arguments: str) -> str:
    child = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    assert child.returncode == 0, child.stderr
    return child.stdout


def test_everything_outside_the_window_imports_without_qt() -> None:
    code = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print([name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6")])
"""
    names = [n for n in MODULES if not _is_in(n, ("desktop.ui",)) and not n.endswith("__main__")]
    assert run(code, *names).splitlines()[-1] == "[]"


LOADED = """
import sys
from desktop.cli import main
sys.argv = ["sothidua", *sys.argv[1:]]
code = 0
try:
    code = main()
except SystemExit as done:
    code = done.code
heavy = ("PySide6", "shiboken6", "openpyxl", "xlsxwriter", "docx", "docxtpl", "reportlab", "pypdfium2", "lxml")
print()
print(code or 0, sorted({name.split(".")[0] for name in sys.modules} & set(heavy)))
"""


def test_help_loads_neither_qt_nor_the_heavy_libraries() -> None:
    assert run(LOADED, "--help").splitlines()[-1] == "0 []"


def test_a_headless_command_loads_no_qt(tmp_path: Path) -> None:
    store = str(tmp_path / "sổ.sothidua")
    assert run(LOADED, "new", store).splitlines()[-1].startswith("0 ")
    for arguments in (
        ["new", str(tmp_path / "hai.sothidua")],
        ["history", store],
        ["check", store, "--json"],
    ):
        assert "PySide6" not in run(LOADED, *arguments).splitlines()[-1]


# ---------------------------------------------------------------- how a change flows

WRITERS = ("Action", "Store")
"""A function that takes one of these changes the register or its history."""


def writing_commands(module: str, source: str) -> set[str]:
    """Dotted names of the module's functions and methods that are handed an action, or the writing store."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            if any(a.annotation is not None and _name(a.annotation) in WRITERS for a in arguments):
                found.add(f"{module}.{node.name}")
    return found


def known_names(tree: ast.AST, path: PurePosixPath) -> dict[str, str]:
    """What each imported name of a file stands for."""
    known = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = path.parent.parts[: len(path.parent.parts) - node.level + 1]
                base = ".".join([*package, *([base] if base else [])])
            known.update({alias.asname or alias.name: f"{base}.{alias.name}" for alias in node.names})
        elif isinstance(node, ast.Import):
            # "import a.b" binds a; "import a.b as c" binds c to a.b.
            for alias in node.names:
                known[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
    return known


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def writes(path: PurePosixPath, source: str, commands: set[str]) -> list[str]:
    """Where a file of the window changes the register itself, called or only named (partial, a bound method)."""
    tree = ast.parse(source)
    known = known_names(tree, path)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Load):
            head, _, rest = _dotted(node).partition(".")
            full = known.get(head, "") + (f".{rest}" if rest else "")
            if full in commands:
                found.append(f"{path}:{node.lineno}: {full}: a write belongs to desktop/ui/operations")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "action":
            found.append(
                f"{path}:{node.lineno}: store.action belongs to the store thread (operations/base.py)"
            )
    return found


def all_commands() -> set[str]:
    """Every writing command of the program outside the window."""
    found = set()
    for module, path in MODULES.items():
        if path.parts[:2] != ("desktop", "ui"):
            found |= writing_commands(module, (ROOT / path).read_text(encoding="utf-8"))
    return found


def test_the_commands_are_found() -> None:
    commands = all_commands()
    assert len(commands) > 80
    assert {"db.units.add_unit", "db.decisions.issue", "db.history.undo", "db.settings.put"} <= commands
    assert "db.units.list_units" not in commands


def test_only_operations_write() -> None:
    commands = all_commands()
    found = [
        fault
        for path in MODULES.values()
        if path.parts[:2] == ("desktop", "ui") and path.parts[2] not in ("operations", "worker.py")
        for fault in writes(path, (ROOT / path).read_text(encoding="utf-8"), commands)
    ]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "from db import units\nunits.add_unit(action, name='A')",
        "from db import units as u\nu.add_unit(action, name='A')",
        "from db.units import add_unit\nadd_unit(action, name='A')",
        "from db.units import add_unit as new\nrun(new)",
        "import db.units\ndb.units.add_unit(action, name='A')",
        "from functools import partial\nfrom db import units\nwork = partial(units.add_unit, name='A')",
        "from db import history\nhistory.undo(store)",
        "with self.store.action('Ghi') as action:\n    pass",
    ],
)
def test_the_checker_sees_a_write(source: str) -> None:
    assert writes(
        PurePosixPath("desktop/ui/pages/units.py"), source, {"db.units.add_unit", "db.history.undo"}
    )


@pytest.mark.parametrize(
    "source",
    [
        "from db import units\nunits.list_units(con)",
        "from desktop.ui.operations import units\nunits.add_unit(facts)",
        "self.action = QAction(self)\nself.action.trigger()",
    ],
)
def test_the_checker_lets_reading_and_operations_pass(source: str) -> None:
    assert writes(PurePosixPath("desktop/ui/pages/units.py"), source, {"db.units.add_unit"}) == []


def test_an_operation_is_returned_not_run() -> None:
    """Public functions of ui/operations give back what to do; only the session runs it."""
    for module, path in MODULES.items():
        if module.startswith("desktop.ui.operations.") and path.name != "base.py":
            for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    returned = ast.unparse(node.returns) if node.returns else ""
                    assert "Op" in returned, (
                        f"{path}:{node.lineno}: {node.name} returns {returned or 'nothing'}"
                    )
                    named = {a.arg for a in [*node.args.args, *node.args.kwonlyargs]}
                    assert not named & {"action", "store", "con"}, f"{path}:{node.lineno}: {node.name}"


def test_what_the_window_imports_early_waits_for_no_heavy_library() -> None:
    """sqlite_utils (88 ms) belongs to migrations and the writing connection, after the first paint."""
    code = """
import sys
from desktop.ui import app, window
heavy = ("sqlite_utils", "openpyxl", "xlsxwriter", "docx", "docxtpl", "reportlab", "pypdfium2", "lxml", "uharfbuzz")
print(sorted({name.split(".")[0] for name in sys.modules} & set(heavy)))
"""
    assert run(code).splitlines()[-1] == "[]"
