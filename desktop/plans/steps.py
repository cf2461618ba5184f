"""The steps a reading is told in, and the places where it heeds "Dừng"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from db.talk import SilentTalk, Talk

T = TypeVar("T")

READ_STEPS: Final = 8
"""Steps ``read_plan`` tells."""
_EVERY: Final = 256


class Steps:
    """Tells step after step, and within a long one asks again and again whether it is still wanted."""

    def __init__(self, talk: Talk | None = None, text: str = "", total: int = READ_STEPS) -> None:
        self._talk = talk or SilentTalk()
        self._text = text
        self._total = total
        self._done = 0

    def next(self) -> None:
        """One more step is done.

        Raises:
            Cancelled: the officer stopped the reading.
        """
        self._done = min(self._done + 1, self._total)
        self.heed()

    def heed(self) -> None:
        """Ask whether the reading is still wanted.

        Raises:
            Cancelled: it is not.
        """
        self._talk.progress(self._done, self._total, self._text)

    def each(self, items: Iterable[T]) -> Iterator[T]:
        """The items one by one, heeding "Dừng" every few hundred.

        Raises:
            Cancelled: the officer stopped the reading.
        """
        for index, item in enumerate(items):
            if index % _EVERY == 0:
                self.heed()
            yield item
