"""The rules know nothing of the store, of files or of today."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import db.rules

MODULES = sorted(Path(next(iter(db.rules.__path__))).glob("*.py"))
ALLOWED = {
    "__future__",
    "collections",
    "dataclasses",
    "datetime",
    "enum",
    "itertools",
    "typing",
    "db",
    "re",
    "rapidfuzz",
}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_rule_imports_values_only(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            assert name.split(".")[0] in ALLOWED, name
            assert not name.startswith("db") or name.startswith("db.rules"), name
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"today", "now"}, module.name


def test_there_are_rules() -> None:
    assert {path.stem for path in MODULES} >= {
        "authority",
        "deadlines",
        "eligibility",
        "evidence",
        "prizes",
        "statistics",
        "working_days",
    }
