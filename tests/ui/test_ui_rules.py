"""Rules of the window's code that were learnt the hard way; each is shown to find what it forbids."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "desktop" / "ui"
FILES = sorted(UI.rglob("*.py"))

# The one event loop is started in app.py.
MAY_RUN_A_LOOP = {"app.py"}


def offences(source: str, name: str) -> list[str]:
    """Lines that break a rule, with the rule."""
    return [
        f"{name}:{node.lineno}: {why}" for node in ast.walk(ast.parse(source)) for why in judge(node, name)
    ]


def judge(node: ast.AST, name: str) -> Iterator[str]:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return
    called = node.func.attr
    if called == "connect" and any(
        isinstance(part, ast.Lambda) for one in node.args for part in ast.walk(one)
    ):
        yield "a lambda connected to a signal keeps its widget alive; connect a bound method"
    if called in {"connect", "singleShot"} and any(made_on_the_spot(one) for one in node.args):
        yield "a partial connected to a signal keeps its widget alive; connect a bound method"
    if called == "singleShot" and any(isinstance(one, ast.Lambda) for one in node.args):
        yield "a lambda called later may find its widget deleted; give a bound method"
    if called == "processEvents":
        yield "processEvents runs other slots in the middle of this one; use a timer or the worker"
    if called in {"exec", "exec_"} and name not in MAY_RUN_A_LOOP:
        yield "a nested event loop; use open() and finished"
    if called in {"question", "information", "warning", "critical"} and is_named(
        node.func.value, "QMessageBox"
    ):
        yield "a message box with its own event loop; use the info bar or a dialog with open()"
    if called.startswith("get") and is_named(node.func.value, "QFileDialog", "QInputDialog"):
        yield "a dialog with its own event loop; use open() and fileSelected"


def made_on_the_spot(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and is_named(node.func, "partial")


def is_named(node: ast.expr, *names: str) -> bool:
    return (isinstance(node, ast.Name) and node.id in names) or (
        isinstance(node, ast.Attribute) and node.attr in names
    )


@pytest.mark.parametrize(
    "forbidden",
    [
        "button.clicked.connect(lambda: self.save())",
        "button.clicked.connect(wrap(lambda: self.save()))",
        "button.clicked.connect(partial(self.save, 3))",
        "button.clicked.connect(functools.partial(self.save, 3))",
        "QTimer.singleShot(0, lambda: self.save())",
        "QApplication.processEvents()",
        "dialog.exec()",
        "menu.exec_(place)",
        "QMessageBox.question(self, 'a', 'b')",
        "QFileDialog.getOpenFileName(self)",
    ],
)
def test_what_is_forbidden_is_found(forbidden: str) -> None:
    assert len(offences(forbidden, "page.py")) == 1


def test_what_is_allowed_is_let_through() -> None:
    assert offences("app.exec()\nbutton.clicked.connect(self.save)\nconnection.execute('x')", "app.py") == []


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(UI)) for path in FILES])
def test_no_file_breaks_a_rule(path: Path) -> None:
    assert offences(path.read_text(encoding="utf-8"), path.name) == []


def test_every_module_imports_without_an_application() -> None:
    """Widgets, fonts or pictures made while importing would break a run without a screen."""
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in FILES
    ]
    program = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    importlib.import_module(name)\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "assert QCoreApplication.instance() is None\n"
        "print(len(sys.argv) - 1)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *modules],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, str(len(modules)), "")


def test_a_void_call_loses_no_reference(qtbot) -> None:
    """Some builds of PySide6 take a reference from None on every void call, and the process dies of it."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(20_000):
        label.setText("Ẩ")
    # From 3.12 on None is immortal and its count says nothing.
    assert sys.version_info >= (3, 12) or sys.getrefcount(None) > before - 1000
