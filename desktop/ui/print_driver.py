"""Drives a job through the printer and the ledger: written down first, sent sheet by sheet, closed at the end.

The ledger comes before the paper on the way out and before the word of success on the way back. What the officer
sees is the dialog's; nothing here is a widget.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter

from db import calibrations
from db.calibrations import Calibration
from db.printing import PrintRun
from db.sqlite import Connection
from db.talk import Talk
from desktop.documents.print_job import Batch, Feed, Outcome, Shift
from desktop.ui import printers
from desktop.ui.operations import calibrations as calibration_operations
from desktop.ui.operations import printing as operations
from desktop.ui.operations.printing import Run
from desktop.ui.session import Session
from desktop.ui.worker import Task

_UM_PER_MM: Final = 1000.0
_PART: Final = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Result:
    """What the ledger has of a job: how many good and spoiled sheets, and the awards that still lack one."""

    good: int
    spoiled: int
    rest: tuple[int, ...]
    trial: bool = False


def shift_of(value: Calibration) -> Shift:
    """A stored correction in the measures of a layout."""
    return Shift(
        dx_mm=value.dx_um / _UM_PER_MM,
        dy_mm=value.dy_um / _UM_PER_MM,
        scale_x=value.scale_x_ppm / _PART,
        scale_y=value.scale_y_ppm / _PART,
        rotate_deg=value.rotation_udeg / _PART,
    )


class PrintDriver(QObject):
    """One job after the other. All numbers count from 1, as the officer counts sheets.

    ``sending`` (number, total): a sheet is on its way. ``waiting``: the printer waits for the officer. ``asked``:
    nothing more goes out and the officer says what came out. ``closed`` carries the :class:`Result`, ``shifted`` the
    :class:`Shift` in force; ``refused`` says why the ledger did not take something, ``failed`` why the printer did not.
    """

    sending = Signal(int, int)
    waiting = Signal()
    asked = Signal()
    closed = Signal(object)
    refused = Signal(str)
    failed = Signal(str)
    shifted = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._batch: Batch | None = None
        self._awards: tuple[int, ...] = ()
        self._each = 0
        self._run_id = 0
        self._good = self._spoiled = 0
        self._outcome = Outcome(0, {})
        self._task: Task | None = None
        self._numbers: tuple[int, ...] = ()
        self._stopping = False
        self.feed = Feed(0)
        self.shift = Shift()
        self.active = False
        session.progressed.connect(self._progressed)

    # ------------------------------------------------------------ beginning

    def start(self, batch: Batch, run: Run, shown: str, each: int) -> None:
        """Write the job down, then send its first sheets; ``each`` at a time, 0 all at once."""
        self._batch, self._run, self._shown, self._each = batch, run, shown, each
        self._awards = run.award_ids
        self.feed = Feed(len(self._awards))
        self._good = self._spoiled = 0
        self._stopping = False
        self.shift = self._stored_shift()
        self._session.run(operations.start(run, shown), self._started, self._refuse)

    def adopt(self, run: PrintRun, shown: str) -> None:
        """Take over a run that was cut short: all its sheets may have gone out."""
        self._batch, self._each, self._run_id, self._shown = None, 0, run.id, shown
        self._awards = run.planned
        self.feed = Feed(len(run.planned))
        self.feed.has_sent(len(run.planned))
        self._good = self._spoiled = 0
        self._run = Run(
            run.decision_id,
            run.planned,
            run.template_name,
            run.target,
            overprint=run.overprint,
            trial=run.trial,
        )
        self.active = True

    def _started(self, run_id: int) -> None:
        self._run_id, self.active = run_id, True
        self.send_next()

    def _stored_shift(self) -> Shift:
        run = self._run
        return shift_of(calibrations.get(self._session.con, run.printer, run.template_name, run.tray))

    # ------------------------------------------------------------ sending

    def send_next(self) -> None:
        """Send the next sheets to the printer."""
        assert self._batch is not None
        self._numbers = numbers = self.feed.next(self._each or self.feed.total)
        template, run = self._batch.template, self._run
        title = f"Giấy khen – {self._shown}, tờ {numbers[0]}"
        printer = printers.make_ready(run.printer, run.tray, template.width, template.height, title)
        self.sending.emit(numbers[0], self.feed.total)
        work = partial(_send, printer, self._batch, numbers, self.shift)
        self._task = self._session.in_background(work, self._sent, self._not_sent)

    def _progressed(self, done: int, total: int, _text: str) -> None:
        """Many sheets at once: the counter follows. Other work of the window is not meant."""
        under_way = self._task is not None and not self._task.done
        if under_way and total == len(self._numbers) > 1:
            self.sending.emit(self._numbers[min(done, total - 1)], self.feed.total)

    def _sent(self, result: tuple[int, str]) -> None:
        self._task = None
        sent, failure = result
        self.feed.has_sent(sent)
        if failure:
            self.failed.emit(failure)
            self._ask()
        elif self.feed.done or self._stopping or not self._each:
            self._ask()
        else:
            self.waiting.emit()

    def _not_sent(self, sentence: str) -> None:
        self._task = None
        self.failed.emit(sentence)
        self._ask()

    def stop(self) -> None:
        """Send no more sheets, and ask what came out."""
        self._stopping = True
        if self._task is not None:
            self._task.stop()
        else:
            self._ask()

    def _ask(self) -> None:
        """Ask what came out, when anything may have."""
        if self._run.trial or not self.feed.sent:
            self.close(self.feed.last_sent)
        else:
            self.asked.emit()

    # ------------------------------------------------------------ on the way

    def spoil(self, number: int, reason: str) -> None:
        """A sheet is spoiled: the ledger closes the run, and the sheet comes again before the rest."""
        outcome = self.feed.spoil(number, reason)
        rest = self.feed.rest(outcome)
        following = replace(self._run, award_ids=tuple(self._awards[n - 1] for n in rest))
        operation = operations.go_on(self._run_id, outcome.good, outcome.spoiled, following, self._shown)
        self._outcome = outcome
        self._session.run(operation, self._gone_on, self._refuse)

    def _gone_on(self, run_id: int) -> None:
        rest = self.feed.rest(self._outcome)
        self._count(self._outcome)
        self._run_id = run_id
        self.feed.go_on(rest)
        self.waiting.emit()

    def nudge(self, dx_mm: float, dy_mm: float) -> None:
        """Move the sheets to come a little to the right and down; the calibration keeps it."""
        run = self._run
        operation = calibration_operations.nudge(
            run.printer,
            run.template_name,
            run.tray,
            round(dx_mm * _UM_PER_MM),
            round(dy_mm * _UM_PER_MM),
            self._session.as_of,
        )
        self._session.run(operation, self._nudged, self._refuse)

    def _nudged(self, value: Calibration) -> None:
        self.shift = shift_of(value)
        self.shifted.emit(self.shift)

    # ------------------------------------------------------------ closing

    def close(self, last_good: int, spoiled: int = 0, reason: str = "") -> None:
        """Close the run with what came out; ``closed`` follows when the ledger has it."""
        self._outcome = outcome = self.feed.stop(last_good, spoiled, reason)
        if outcome.good or outcome.spoiled:
            finish = operations.finish(self._run_id, outcome.good, outcome.spoiled, self._shown)
            self._session.run(finish, self._finished, self._refuse)
        else:
            self._session.run(operations.drop(self._run_id, self._shown), self._finished, self._refuse)

    def _finished(self, _result: object) -> None:
        rest = tuple(self._awards[number - 1] for number in self.feed.rest(self._outcome))
        self._count(self._outcome)
        self.active = False
        self.closed.emit(Result(self._good, self._spoiled, rest, self._run.trial))

    def _count(self, outcome: Outcome) -> None:
        bad = sum(ordinal <= outcome.good for ordinal in outcome.spoiled)
        self._good += outcome.good - bad
        self._spoiled += len(outcome.spoiled)

    def _refuse(self, sentence: str) -> None:
        self.refused.emit(sentence)

    @property
    def run(self) -> Run:
        """The run as it was written down."""
        return self._run

    def owner(self, number: int) -> str:
        """Whose sheet a number is."""
        return self._batch.facts[number - 1].owner if self._batch is not None else ""


def _send(
    printer: QPrinter, batch: Batch, numbers: Sequence[int], shift: Shift, _con: Connection, talk: Talk
) -> tuple[int, str]:
    """Send sheets to a printer; how many went out before it was stopped, and why where the printer stopped it.

    Printer systems differ in what they do with half a job, so the officer is asked what came out.
    """
    from desktop.ui import pen

    sheets = batch.sheets((number - 1 for number in numbers), shift)
    try:
        return pen.print_sheets(printer, sheets, talk, len(numbers)), ""
    except pen.Stopped as stop:
        return stop.sent, ""
    except pen.BrokenOff as broken:
        return broken.sent, str(broken)
