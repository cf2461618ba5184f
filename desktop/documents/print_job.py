"""The logic of printing a batch of certificates, without a window: which sheets, in which order, what is left.

A job is planned once (:func:`planned`), fed to the printer sheet by sheet (:class:`Feed`) and closed with the
number of the last good sheet; what is not good then is the rest, printed by the next job.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from db.awards import Award

if TYPE_CHECKING:
    from desktop.documents.certificate import CertificateFacts
    from desktop.documents.sheet import Sheet
    from desktop.documents.template import Template

#: Which sheets: all of the decision, the ones chosen in its list, the ones without a good sheet.
ROWS: Final = {"all": "Tất cả", "chosen": "Đã chọn", "unprinted": "Chưa in"}
#: In which order they leave the printer.
ORDERS: Final = {
    "decision": "Theo quyết định",
    "kinds": "Tập thể, hộ gia đình, cá nhân",
}
_KINDS: Final = ("collective", "household", "individual")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the officer chose. ``trial`` > 0: only so many sheets from the front, to see how they land."""

    rows: str = "all"
    order: str = "decision"
    trial: int = 0


def planned(
    listed: Sequence[Award], choice: Choice, chosen: Collection[int] = (), unprinted: Collection[int] = ()
) -> tuple[Award, ...]:
    """The awards whose sheets are printed, in the order they are printed.

    Args:
        listed: the awards of the decision in its order.
        choice: what was chosen.
        chosen: ids of the rows chosen in the list.
        unprinted: ids of the awards without a good sheet.
    """
    wanted: Collection[int] = {"chosen": chosen, "unprinted": unprinted}.get(choice.rows, ())
    kept = [award for award in listed if choice.rows == "all" or award.id in wanted]
    if choice.order == "kinds":
        kept.sort(key=lambda award: _KINDS.index(award.object_kind))
    return tuple(kept[: choice.trial] if choice.trial else kept)


@dataclass(frozen=True, slots=True)
class Paper:
    """A template on offer. ``overprint``: phôi of it can be printed on; ``whole``: so can white paper."""

    name: str
    title: str
    overprint: bool = True
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Shift:
    """How all sheets are moved for one printer: mm to the right and down, scales (1 = true), degrees clockwise."""

    dx_mm: float = 0.0
    dy_mm: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotate_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Sheets in the order of the job, each laid out when it is asked for."""

    awards: tuple[Award, ...]
    facts: tuple[CertificateFacts, ...]
    template: Template
    overprint: bool = False
    draft: bool = False
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.facts)

    def sheet(self, at: int, shift: Shift = Shift()) -> Sheet:
        """The sheet at a place of the job (from 0).

        Raises:
            Refused: it cannot be laid out; the sentence says why.
        """
        from desktop.documents.certificate import lay_out

        return lay_out(
            self.facts[at],
            self.template,
            overprint=self.overprint,
            dx_mm=shift.dx_mm,
            dy_mm=shift.dy_mm,
            scale=shift.scale_x,
            scale_y=shift.scale_y,
            rotate_deg=shift.rotate_deg,
            pictures=self.pictures,
        )

    def sheets(self, places: Iterable[int], shift: Shift = Shift()) -> Iterator[Sheet]:
        """The sheets at these places, one after the other."""
        for at in places:
            yield self.sheet(at, shift)

    def place_of(self, award_id: int) -> int | None:
        """Where the sheet of an award stands; None when it is not in the job."""
        return next((at for at, award in enumerate(self.awards) if award.id == award_id), None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run is closed: its first ``good`` sheets came out well but for the ``spoiled`` ordinals (from 1)."""

    good: int
    spoiled: dict[int, str]


class Feed:
    """A job on its way to the printer, sheet by sheet.

    Sheets are numbered from 1 as the officer counts them: "tờ 12/300". A spoiled sheet keeps its number and comes
    again before the next one. The ledger knows the job as runs: what is spoiled closes the run, the rest goes on
    as the next one, so that a power cut finds everything written down.
    """

    def __init__(self, total: int) -> None:
        self.total = total
        #: Numbers of the run under way, ascending.
        self.run: tuple[int, ...] = tuple(range(1, total + 1))
        #: How many sheets of the run went to the printer.
        self.sent = 0

    @property
    def last_sent(self) -> int:
        """The number of the sheet of this run sent last; the number before its first one when none was."""
        return self.run[self.sent - 1] if self.sent else self.run[0] - 1

    @property
    def done(self) -> bool:
        """Whether every sheet was sent."""
        return self.sent == len(self.run)

    def next(self, count: int = 1) -> tuple[int, ...]:
        """Numbers of the next ``count`` sheets, fewer at the end; nothing is counted as sent yet."""
        return self.run[self.sent : self.sent + max(1, count)]

    def has_sent(self, count: int) -> None:
        """So many more sheets are with the printer."""
        self.sent = min(self.sent + count, len(self.run))

    def spoil(self, number: int, reason: str) -> Outcome:
        """A sheet that was sent is spoiled: how this run is closed; :meth:`go_on` begins the next one.

        Raises:
            ValueError: it was not sent in this run.
        """
        if number not in self.run[: self.sent]:
            message = f"sheet {number} was not sent"
            raise ValueError(message)
        return Outcome(self.sent, {self.run.index(number) + 1: reason})

    def stop(self, last_good: int, spoiled: int = 0, reason: str = "") -> Outcome:
        """How the run is closed when ``last_good`` was the last good sheet and so many after it were spoiled."""
        good = sum(number <= last_good for number in self.run[: self.sent])
        after = range(good + 1, min(good + spoiled, len(self.run)) + 1)
        return Outcome(good, dict.fromkeys(after, reason))

    def rest(self, outcome: Outcome) -> tuple[int, ...]:
        """Numbers without a good sheet once the run is closed so."""
        good = {self.run[at] for at in range(outcome.good) if at + 1 not in outcome.spoiled}
        return tuple(number for number in self.run if number not in good)

    def go_on(self, rest: tuple[int, ...]) -> None:
        """Begin the next run with these numbers."""
        self.run, self.sent = rest, 0
