"""The state of an obligation as of a day: what the registration board shows in each cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Kind = Literal["model", "work", "task"]

KIND_WORDS: dict[Kind, str] = {"model": "mô hình", "work": "công trình", "task": "phần việc"}
DUE_SOON_DAYS = 7


class ObligationState(StrEnum):
    """The seven states of an obligation; the values are the words of the JSON interface."""

    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    ON_TIME = "on_time"
    LATE = "late"
    WAIVED = "waived"

    @property
    def settled(self) -> bool:
        """Whether nothing is owed any more."""
        return self in {ObligationState.ON_TIME, ObligationState.LATE, ObligationState.WAIVED}


STATE_WORDS: dict[ObligationState, str] = {
    ObligationState.NOT_DUE: "Chưa đến hạn",
    ObligationState.DUE_SOON: "Sắp đến hạn",
    ObligationState.DUE_TODAY: "Đến hạn hôm nay",
    ObligationState.OVERDUE: "Quá hạn",
    ObligationState.ON_TIME: "Đúng hạn",
    ObligationState.LATE: "Trễ hạn",
    ObligationState.WAIVED: "Được miễn",
}


@dataclass(frozen=True, slots=True)
class Minimum:
    """How much a unit has to register: least numbers by kind, joined by "hoặc" (any) or "và" (all).

    A kind with 0 is not asked for.

    Raises:
        ValueError: nothing at all is asked for.
    """

    rule: Literal["any", "all"]
    model: int = 0
    work: int = 0
    task: int = 0

    def __post_init__(self) -> None:
        if min(self.model, self.work, self.task) < 0 or not self.asked():
            message = "a requirement needs at least one positive minimum"
            raise ValueError(message)

    def asked(self) -> dict[Kind, int]:
        """The kinds asked for with their least numbers."""
        numbers: dict[Kind, int] = {"model": self.model, "work": self.work, "task": self.task}
        return {kind: least for kind, least in numbers.items() if least}

    def lacking(self, counts: dict[Kind, int]) -> dict[Kind, int]:
        """What still lacks of each kind, empty when the requirement is met."""
        short = {kind: least - counts.get(kind, 0) for kind, least in self.asked().items()}
        if self.rule == "any" and any(number <= 0 for number in short.values()):
            return {}
        return {kind: number for kind, number in short.items() if number > 0}

    def missing(self, counts: dict[Kind, int]) -> str | None:
        """The sentence that says what lacks (``thiếu 01 công trình``), None when nothing does."""
        parts = [f"{number:02d} {KIND_WORDS[kind]}" for kind, number in self.lacking(counts).items()]
        if not parts:
            return None
        return "thiếu " + (" hoặc " if self.rule == "any" else ", ").join(parts)


@dataclass(frozen=True, slots=True)
class Handed:
    """One thing handed in towards an obligation.

    Attributes:
        day: the day that decides (document or arrival, by the setting); the first one after a return to redo.
        kind: of a registration; None for a report, plan, pledge or dossier.
    """

    day: dt.date
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class DeadlineStatus:
    """The state of one obligation as of a day.

    Attributes:
        state: one of the seven.
        due: the day after extension, None when no day was set.
        days_left: days until the day due, 0 on it; None when settled, overdue or without a day.
        days_late: days past the day due, of what is overdue or came late; None otherwise.
        received: the day on which the obligation was met whole; None while it is not.
        missing: what lacks of a registration; None when nothing does or it was waived.
    """

    state: ObligationState
    due: dt.date | None
    days_left: int | None = None
    days_late: int | None = None
    received: dt.date | None = None
    missing: str | None = None


def state_as_of(
    as_of: dt.date,
    *,
    due: dt.date | None,
    extended_to: dt.date | None = None,
    waived_on: dt.date | None = None,
    minimum: Minimum | None = None,
    handed: Iterable[Handed] = (),
    due_soon_days: int = DUE_SOON_DAYS,
) -> DeadlineStatus:
    """What an obligation looks like at the end of the day ``as_of``.

    Things handed in and waivers after ``as_of`` are not known yet. What was met in time stays on time even
    if it was waived later; a waiver forgives what came late.

    Args:
        as_of: the day of looking.
        due: the original day; None for "chưa định ngày".
        extended_to: replaces ``due``.
        waived_on: day of the waiver, None when there is none.
        minimum: what has to be registered; None when one thing handed in settles the obligation.
        handed: what came in, without what was withdrawn, stopped or replaced.
        due_soon_days: from how many days before the day due the state is ``due_soon``.
    """
    limit = extended_to or due
    known = sorted((item for item in handed if item.day <= as_of), key=lambda item: item.day)
    received = _met_on(minimum, known)
    if received is not None and (limit is None or received <= limit):
        return DeadlineStatus(ObligationState.ON_TIME, limit, received=received)
    if waived_on is not None and waived_on <= as_of:
        return DeadlineStatus(ObligationState.WAIVED, limit, received=received)
    if received is not None and limit is not None:
        return DeadlineStatus(
            ObligationState.LATE, limit, days_late=(received - limit).days, received=received
        )
    return _owed(as_of, limit, minimum.missing(_counts(known)) if minimum else None, due_soon_days)


def _owed(as_of: dt.date, limit: dt.date | None, missing: str | None, soon: int) -> DeadlineStatus:
    if limit is None:
        return DeadlineStatus(ObligationState.NOT_DUE, None, missing=missing)
    left = (limit - as_of).days
    if left < 0:
        return DeadlineStatus(ObligationState.OVERDUE, limit, days_late=-left, missing=missing)
    if left == 0:
        state = ObligationState.DUE_TODAY
    else:
        state = ObligationState.DUE_SOON if left <= soon else ObligationState.NOT_DUE
    return DeadlineStatus(state, limit, days_left=left, missing=missing)


def _met_on(minimum: Minimum | None, known: list[Handed]) -> dt.date | None:
    if minimum is None:
        return known[0].day if known else None
    for position, item in enumerate(known, 1):
        if not minimum.lacking(_counts(known[:position])):
            return item.day
    return None


def _counts(items: Iterable[Handed]) -> dict[Kind, int]:
    counts: dict[Kind, int] = {}
    for item in items:
        if item.kind is not None:
            counts[item.kind] = counts.get(item.kind, 0) + 1
    return counts


def in_words(status: DeadlineStatus) -> str:
    """The words of a board cell: ``Quá hạn 5 ngày, thiếu 01 công trình``."""
    if status.days_late:
        verb = "Trễ" if status.state is ObligationState.LATE else "Quá hạn"
        words = f"{verb} {status.days_late} ngày"
    elif status.days_left:
        words = f"Còn {status.days_left} ngày"
    elif status.due is None and not status.state.settled:
        words = "Chưa định ngày"
    else:
        words = STATE_WORDS[status.state]
    return f"{words}, {status.missing}" if status.missing else words
