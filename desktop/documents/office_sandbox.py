"""What a template of the office may ask Jinja to do: show fields, choose, repeat, and a few words of formatting.

A template is a file from outside. Jinja's own sandbox keeps it from the program and the machine; this one also keeps
it from working for ever or filling the memory, and gives no way to other files.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.visitor import NodeTransformer

# A multiplication in a template may repeat text; more than this many characters or units is no office paper.
MOST_PRODUCT = 1_000_000
# Rounds of all loops of a template: 3,000 awards of eight cells are 27,000.
MOST_ROUNDS = 200_000

_GROWING = ("join", "replace")
_STATEMENTS = (
    nodes.Block,
    nodes.CallBlock,
    nodes.EvalContextModifier,
    nodes.Extends,
    nodes.FromImport,
    nodes.Import,
    nodes.Include,
    nodes.Macro,
)
_ROUNDS, _SHORT = "program_rounds", "program_short"


class OfficeSandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with the allowed words alone, a limit of rounds and a limit of length."""

    intercepted_binops = frozenset(["+", "*", "**", "%"])

    def __init__(self, filters: Collection[str], methods: Collection[str]) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self._allowed = (filters, methods)
        self._rounds = itertools.count(1)
        self.filters.update({_ROUNDS: self._round, _SHORT: _short})
        self.globals = {"range": safe_range}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        _check(template, *self._allowed)
        watched: nodes.Template = _Watched().visit(template)
        watched.set_environment(self)
        return watched

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Allow arithmetic on small whole numbers and texts put together, nothing else."""
        if operator == "+":
            return _short(super().call_binop(context, operator, left, right))
        numbers = isinstance(left, int) and isinstance(right, int)
        if operator == "**" or not numbers or abs(left) > MOST_PRODUCT or abs(right) > MOST_PRODUCT:
            raise _forbidden(operator)
        return super().call_binop(context, operator, left, right)

    def _round(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            if next(self._rounds) > MOST_ROUNDS:
                message = f"more than {MOST_ROUNDS} rounds"
                raise OverflowError(message)
            yield value


class _Watched(NodeTransformer):
    """Counts the rounds of every loop and measures every text put together."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - named by Jinja
        node.iter = _through(_ROUNDS, node.iter)
        return self.generic_visit(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        return _through(_SHORT, self.generic_visit(node))

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:  # noqa: N802
        whole = self.generic_visit(node)
        return _through(_SHORT, whole) if node.name in _GROWING else whole


def _through(name: str, value: nodes.Node) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)


def _check(template: nodes.Template, filters: Collection[str], methods: Collection[str]) -> None:
    """Refuse the words of Jinja that an office paper has no use for.

    Raises:
        SecurityError: names the first of them.
    """
    for statement in template.find_all(_STATEMENTS):
        raise _forbidden(type(statement).__name__.lower())
    for used in template.find_all(nodes.Filter):
        # A name Jinja does not know either is a slip of the pen, which Jinja tells.
        if used.name in FILTERS and used.name not in filters:
            raise _forbidden(used.name)
    for call in template.find_all(nodes.Call):
        method = isinstance(call.node, nodes.Getattr) and call.node.attr in methods
        if not method and not (isinstance(call.node, nodes.Name) and call.node.name == "range"):
            raise _forbidden(getattr(call.node, "attr", None) or getattr(call.node, "name", None) or "()")


def _short(value: Any) -> Any:
    if isinstance(value, str | list) and len(value) > MOST_PRODUCT:
        message = f"more than {MOST_PRODUCT} characters"
        raise OverflowError(message)
    return value


def _forbidden(what: str) -> SecurityError:
    return SecurityError(f"“{what}”")
