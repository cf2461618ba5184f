"""A write of the window: an operation that was described but has not run yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, Self, TypeVar

from db.errors import Refused
from db.store import Action, Changes, Store
from db.talk import Talk
from desktop.ui.worker import Progress, StoreThread, Task, guarded

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Done(Generic[T]):
    value: T
    changes: Changes


class StoreOp(Generic[T]):
    """What to do in the register and the Vietnamese sentence the history will show for it.

    A function of ``desktop/ui/operations/<noun>.py`` returns one; the page adds what to do afterwards and runs it::

        rename_unit(unit_id=3, name=name).success(self._renamed).run(self._thread, initiator=self)

    ``work`` runs in the store thread inside one action: it may refer to values, never to a widget.
    """

    def __init__(self, sentence: str, work: Callable[[Action], T]) -> None:
        self._set_up(sentence, partial(_in_action, sentence, partial(_without_talk, work)))

    def _set_up(self, sentence: str, work: Callable[[Store, Talk], _Done[T]]) -> None:
        self.sentence = sentence
        self._work = work
        self._success: Callable[[T], object] | None = None
        self._told: Callable[[T, Changes], object] | None = None
        self._failure: Callable[[Refused], object] | None = None
        self._progress: Progress | None = None
        self._stopped: Callable[[], object] | None = None

    @classmethod
    def long(cls, sentence: str, work: Callable[[Action, Talk], T]) -> Self:
        """An operation that takes its time: ``work`` also gets the Talk for progress and stopping."""
        made = cls.__new__(cls)
        made._set_up(sentence, partial(_in_action, sentence, work))
        return made

    @classmethod
    def whole(cls, sentence: str, work: Callable[[Store, Talk], T]) -> Self:
        """An operation that makes its own actions or none: undo, redo, backup."""
        made = cls.__new__(cls)
        made._set_up(sentence, partial(_on_store, work))
        return made

    def success(self, callback: Callable[[T], object]) -> Self:
        """Called with the result after the commit, when the pages know what changed."""
        self._success = callback
        return self

    def done(self, callback: Callable[[T, Changes], object]) -> Self:
        """Like :meth:`success`, with the changes as well (``action_id`` for an undo button)."""
        self._told = callback
        return self

    def failure(self, callback: Callable[[Refused], object]) -> Self:
        """Called with a refusal; without it the thread's signal ``refused`` carries the sentence."""
        self._failure = callback
        return self

    def progress(self, callback: Progress) -> Self:
        """Called now and then with steps done, steps in all and a line of text."""
        self._progress = callback
        return self

    def stopped(self, callback: Callable[[], object]) -> Self:
        """Called when the officer stopped the work; nothing of it is left in the register."""
        self._stopped = callback
        return self

    def run(self, thread: StoreThread, initiator: object = None) -> Task:
        """Hand the operation to the store thread; returns at once."""
        return thread.submit(
            self._work,
            partial(self._deliver, thread, initiator),
            self._failure,
            progress=self._progress,
            stopped=self._stopped,
        )

    def _deliver(self, thread: StoreThread, initiator: object, done: _Done[T]) -> None:
        if done.changes.action_id is not None:
            thread.changed.emit(done.changes, initiator)
        if self._success is not None:
            guarded(self._success, done.value)
        if self._told is not None:
            guarded(self._told, done.value, done.changes)


def _without_talk(work: Callable[[Action], T], action: Action, _talk: Talk) -> T:
    return work(action)


def _in_action(sentence: str, work: Callable[[Action, Talk], T], store: Store, talk: Talk) -> _Done[T]:
    with store.action(sentence) as action:
        value = work(action, talk)
    return _Done(value, action.changes)


def _on_store(work: Callable[[Store, Talk], T], store: Store, talk: Talk) -> _Done[T]:
    before = store.last_changes
    value = work(store, talk)
    after = store.last_changes
    return _Done(value, after if after is not before else Changes())
