"""The size targets of DESIGN.md, measured the way the best programs of the field were. As a script: prints.

A long file or function is where care gives way first; the medians are alike everywhere, the tail tells.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

FILE_P90, FILE_MAX = 350, 600
FUNCTION_P90, FUNCTION_MAX = 25, 80
TEST_SHARE = 0.8

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Measured:
    """Lengths in physical lines; ``untyped`` and ``undocumented`` name the places."""

    files: dict[str, int] = field(default_factory=dict)
    functions: dict[str, int] = field(default_factory=dict)
    untyped: list[str] = field(default_factory=list)
    undocumented: list[str] = field(default_factory=list)
    code_lines: int = 0
    test_lines: int = 0


def percentile(values: list[int], share: float) -> int:
    """The value below which ``share`` of ``values`` lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0


def filled(text: str) -> int:
    """Lines that are not blank."""
    return sum(1 for line in text.splitlines() if line.strip())


def is_typed(function: AnyFunction, *, method: bool) -> bool:
    """Whether every parameter but self/cls and the return value are annotated."""
    arguments = [*function.args.posonlyargs, *function.args.args]
    decorators = {d.id for d in function.decorator_list if isinstance(d, ast.Name)}
    if method and "staticmethod" not in decorators:
        arguments = arguments[1:]
    arguments += function.args.kwonlyargs
    arguments += [extra for extra in (function.args.vararg, function.args.kwarg) if extra]
    returns = function.returns is not None or function.name == "__init__"
    return returns and all(argument.annotation is not None for argument in arguments)


def walk(
    body: list[ast.stmt], place: str, *, public: bool, method: bool
) -> Iterator[tuple[str, ast.AST, bool, bool]]:
    """(place, node, public?, method?) of every function and class, nested ones too (never public)."""
    for node in body:
        if isinstance(node, ast.ClassDef | AnyFunction):
            name = f"{place}.{node.name}"
            known = public and not node.name.startswith("_")
            yield name, node, known, method
            is_class = isinstance(node, ast.ClassDef)
            yield from walk(node.body, name, public=known and is_class, method=is_class)
        else:
            for _, inner in ast.iter_fields(node):
                if isinstance(inner, list) and inner and isinstance(inner[0], ast.stmt):
                    yield from walk(inner, place, public=public, method=method)


def needs_no_docstring(name: str, node: ast.AST) -> bool:
    """A property's setter is told in its getter; an override in its base's books."""
    is_override = isinstance(node, AnyFunction) and bool(re.search(r"[a-z][A-Z]", node.name))
    if is_override and name.startswith("desktop/ui/"):
        return True
    decorators = getattr(node, "decorator_list", [])
    if any(isinstance(d, ast.Name) and d.id == "override" for d in decorators):
        return True
    return any(isinstance(d, ast.Attribute) and d.attr in ("setter", "deleter") for d in decorators)


def add_file(found: Measured, path: Path) -> None:
    """Measure one file of the program."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(ROOT).as_posix()
    tree = ast.parse(text)
    found.files[name] = len(text.splitlines())
    found.code_lines += filled(text)
    if text.strip() and ast.get_docstring(tree) is None:
        found.undocumented.append(name)
    for place, node, public, method in walk(tree.body, name, public=True, method=False):
        if public and not needs_no_docstring(name, node) and ast.get_docstring(node) is None:  # type: ignore[arg-type]
            found.undocumented.append(place)
        if isinstance(node, AnyFunction):
            found.functions[place] = (node.end_lineno or node.lineno) - node.lineno + 1
            if not is_typed(node, method=method):
                found.untyped.append(place)


def measure() -> Measured:
    """The whole program and its tests."""
    found = Measured()
    for room in ("db", "desktop"):
        for path in sorted((ROOT / room).rglob("*.py")):
            add_file(found, path)
    for path in (ROOT / "tests").rglob("*.py"):
        found.test_lines += filled(path.read_text(encoding="utf-8"))
    return found


def longest(lengths: dict[str, int], limit: int) -> list[str]:
    """The places over ``limit`` lines, longest first."""
    return [
        f"{lines} {name}" for name, lines in sorted(lengths.items(), key=lambda x: -x[1]) if lines > limit
    ]


def report(found: Measured) -> str:
    """One line per target: what is measured beside what is wanted."""
    files, functions = list(found.files.values()), list(found.functions.values())
    lines = [
        f"files      {len(files):5}  p90 {percentile(files, 0.9)} (<= {FILE_P90})  max {max(files)} (<= {FILE_MAX})",
        f"functions  {len(functions):5}  p90 {percentile(functions, 0.9)} (<= {FUNCTION_P90})",
        f"           longest function {max(functions)} (<= {FUNCTION_MAX})",
        f"untyped    {len(found.untyped):5}  (0)",
        f"undocumented public names {len(found.undocumented)}  (0)",
        f"tests/code {found.test_lines / found.code_lines:.2f}  (>= {TEST_SHARE})",
        f"           {found.test_lines} to {found.code_lines} lines",
    ]
    return "\n".join(lines)


def test_files_stay_short() -> None:
    found = measure()
    print(report(found))
    assert not longest(found.files, FILE_MAX)
    over = longest(found.files, FILE_P90)
    assert percentile(list(found.files.values()), 0.9) <= FILE_P90, over


def test_functions_stay_short() -> None:
    found = measure()
    assert not longest(found.functions, FUNCTION_MAX)
    over = longest(found.functions, FUNCTION_P90)
    assert percentile(list(found.functions.values()), 0.9) <= FUNCTION_P90, over


def test_everything_is_typed() -> None:
    assert measure().untyped == []


def test_every_public_name_is_documented() -> None:
    assert measure().undocumented == []


def test_tests_keep_up_with_the_code() -> None:
    found = measure()
    assert found.test_lines >= TEST_SHARE * found.code_lines, report(found)


SAMPLE = '''"""Sample."""
class Open:
    """Told."""
    def told(self, x: int, *rest: str) -> None:
        """Told."""
        def inner(y): pass
    def untold(self, x) -> None: pass
    @told.setter
    def told(self, x: int) -> None: pass
class _Closed:
    def quiet(self): pass
if True:
    def late(a: int, *, b) -> int: pass
'''


def test_the_measure_itself(tmp_path: Path, monkeypatch: object) -> None:
    """By hand: what the sample above lacks."""
    path = tmp_path / "sample.py"
    path.write_text(SAMPLE, encoding="utf-8")
    tree = ast.parse(SAMPLE)
    places = list(walk(tree.body, "s", public=True, method=False))
    untold = [
        p
        for p, n, public, _ in places
        if public and not needs_no_docstring(p, n) and not ast.get_docstring(n)
    ]  # type: ignore[arg-type]
    untyped = [
        p for p, n, _, method in places if isinstance(n, AnyFunction) and not is_typed(n, method=method)
    ]
    assert untold == ["s.Open.untold", "s.late"]
    assert untyped == ["s.Open.told.inner", "s.Open.untold", "s._Closed.quiet", "s.late"]
    assert percentile([*range(1, 101)], 0.9) == 91
    assert filled("a\n\n  \nb") == 2


if __name__ == "__main__":
    print(report(measure()))
