"""How the core tells its progress: through an object it is given, never by printing or asking."""

from __future__ import annotations

from typing import Protocol


class Cancelled(BaseException):
    """The officer pressed "Dừng". Not an Exception, so that no handler on the way swallows it."""


class Talk(Protocol):
    """Progress, cancellation and remarks of a long piece of work."""

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Report ``done`` of ``total`` steps.

        Raises:
            Cancelled: the officer stopped the work; nothing may be left half-written.
        """

    def say(self, text: str) -> None:
        """One Vietnamese line about what is being done."""


class SilentTalk:
    """Says nothing and is never cancelled."""

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Ignore the report."""

    def say(self, text: str) -> None:
        """Ignore the remark."""
