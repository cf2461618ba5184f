"""A write of the window: returned by a function of this folder, not yet run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from db.store import Action, Changes, Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoreOp(Generic[T]):
    """One action to be run on the store thread.

    ``sentence`` is what the history shows; ``work`` does the writing. ``announce`` False keeps the bar at the
    foot quiet, for writes that are seen at once where they were made.
    """

    sentence: str
    work: Callable[[Action], T]
    announce: bool = True

    def perform(self, store: Store) -> tuple[T, Changes]:
        """Run as one action; the result comes back after the commit, with what changed."""
        with store.action(self.sentence) as action:
            result = self.work(action)
        return result, action.changes
