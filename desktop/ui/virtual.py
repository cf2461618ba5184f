"""Keeps an error in a Python override of a C++ method from ending the process.

WORKAROUND: PySide6 6.11 under CPython 3.11 rewrites the message of an exception that leaves an override, and takes
for granted that it is an object already. An error raised by the interpreter itself (``1 / 0``, ``"a" < 1``,
``[][0]``) is not yet one there, and the process dies of a segmentation fault: no crash report, no trace. Raised
once more by Python code it is whole. CPython 3.12 has no such half-made exceptions.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QIconEngine

_NEEDED: Final = sys.version_info < (3, 12)
_WRAPPED: Final = "_raises_whole"


def protect_overrides() -> None:
    """From here on every class made from a Qt class raises whole errors out of its overrides."""
    if _NEEDED:
        for base in (QObject, QIconEngine):
            if not hasattr(base, _WRAPPED):
                setattr(base, "__init_subclass__", classmethod(functools.partial(_made, base)))  # noqa: B010
                setattr(base, _WRAPPED, True)


def _made(base: Any, made: Any, **keywords: Any) -> None:
    super(base, made).__init_subclass__(**keywords)
    for name, method in list(vars(made).items()):
        if isinstance(method, FunctionType) and not name.startswith("__") and _overrides_native(made, name):
            setattr(made, name, _whole(method))


def _overrides_native(made: type, name: str) -> bool:
    found = (vars(base)[name] for base in made.__mro__[1:] if name in vars(base))
    return any(not isinstance(one, FunctionType) and inspect.isroutine(one) for one in found)


def _whole(method: Callable[..., Any]) -> Callable[..., Any]:
    code = method.__code__
    # A signal gives a slot no more arguments than it takes; through the wrapper Qt cannot see how many.
    most = None if code.co_flags & inspect.CO_VARARGS else code.co_argcount

    @functools.wraps(method)
    def call(*arguments: Any, **keywords: Any) -> Any:
        try:
            return method(*arguments[:most], **keywords)
        except Exception:
            raise

    return call
