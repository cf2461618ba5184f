"""The steps after the choice: printer, sheets on their way, what came out, and what is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from db import awards, calibrations, printing, sheet_stock
from db.decisions import Decision
from db.errors import Refused
from db.printing import PrintRun
from db.vietnamese.dates import format_date
from desktop.documents import print_materials
from desktop.documents.print_job import Batch, Shift
from desktop.documents.print_materials import SheetRisk
from desktop.ui import printers
from desktop.ui.dialogs.certificate_close import ClosePanel, DonePanel
from desktop.ui.dialogs.certificate_feed import FeedPanel
from desktop.ui.dialogs.certificate_printer import AT_ONCE, BY_SHEET, PrinterFacts, PrinterPanel
from desktop.ui.operations.printing import Run
from desktop.ui.print_driver import PrintDriver, Result, shift_of
from desktop.ui.session import Session

_MOST_NAMED: Final = 6
_CUT_SHORT: Final = (
    "Lần in {at} trên máy in {printer} chưa ghi kết quả (máy tắt hay chương trình đóng giữa chừng). "
    "Hãy xem chồng giấy đã in rồi ghi tờ cuối cùng in tốt; các tờ còn lại in tiếp sau."
)


class OutSteps(QObject):
    """The printer's side of the dialog. ``showing`` carries the place of the sheet on its way (from 0).

    ``shifted``: the sheets lie elsewhere now; ``rest_asked``: print what is left; ``left``: back to the choices.
    """

    showing = Signal(int)
    shifted = Signal(object)
    rest_asked = Signal()
    left = Signal()

    def __init__(self, session: Session, decision: Decision, steps: QStackedWidget, owner: QWidget) -> None:
        super().__init__(owner)
        self._session, self._decision, self._steps = session, decision, steps
        self._shown = f"quyết định {decision.shown}"
        self._batch: Batch | None = None
        self._trial = False
        self._margins: tuple[str, ...] = ()
        self._looked = 0
        self._trays_of = ""
        self._stopping: list[SheetRisk] = []
        self._failure = ""
        self._first_shift = Shift()
        self._rest: tuple[int, ...] = ()
        self.driver = PrintDriver(session, self)
        self.printer, self.feed = PrinterPanel(steps), FeedPanel(steps)
        self.closing, self.ended = ClosePanel(steps), DonePanel(steps)
        for panel in (self.printer, self.feed, self.closing, self.ended):
            steps.addWidget(panel)
        self._connect()

    def _connect(self) -> None:
        driver, feed = self.driver, self.feed
        self.printer.changed.connect(self._printer_changed)
        self.printer.start_asked.connect(self.start)
        self.printer.back_asked.connect(self.leave)
        self.printer.calibrate_asked.connect(self._calibrate)
        feed.next_asked.connect(driver.send_next)
        feed.spoiled.connect(driver.spoil)
        feed.nudged.connect(driver.nudge)
        feed.stop_asked.connect(driver.stop)
        driver.sending.connect(self._sending)
        driver.waiting.connect(self._waiting)
        driver.asked.connect(self._ask_result)
        driver.closed.connect(self._closed)
        driver.refused.connect(self._refused)
        driver.failed.connect(self._failed)
        driver.shifted.connect(self._shifted)
        self.closing.answered.connect(driver.close)
        self.ended.rest_asked.connect(self.rest_asked)
        self.ended.end_asked.connect(self.leave)

    # ------------------------------------------------------------ a run that was cut short

    def find_open_run(self) -> PrintRun | None:
        """Ask first about a run of this decision that nobody closed; a trial leaves nothing to ask."""
        left = [
            run
            for run in printing.open_runs(self._session.con, self._decision.id)
            if run.target == "printer" and not run.trial
        ]
        if left:
            self._ask_about(left[0])
        return left[0] if left else None

    def _ask_about(self, run: PrintRun) -> None:
        self.driver.adopt(run, self._shown)
        moment = dt.datetime.fromisoformat(run.at)
        at = f"{moment:%H:%M} ngày {format_date(moment.date())}"
        known = {award.id: award.shown for award in awards.list_awards(self._session.con, self._decision.id)}
        numbers = range(1, len(run.planned) + 1)
        owners = [known.get(award_id, "") for award_id in run.planned]
        told = _CUT_SHORT.format(at=at, printer=run.printer)
        self.closing.ask(told, numbers, owners, 0, printing.spoil_reasons())
        self._show(self.closing)

    # ------------------------------------------------------------ the printer

    def ask(self, batch: Batch, *, trial: bool, risks: Sequence[SheetRisk] = ()) -> None:
        """Ask which printer a job goes to; ``risks`` are those of its sheets as far as they are known."""
        self._batch, self._trial = batch, trial
        self._stopping = [one for one in risks if one.stops]
        before = self.printer.printer
        names = printers.names()
        self.printer.offer(names, before or printers.default_name(), printing.reprint_reasons())
        by_sheet = batch.overprint and not trial
        paper = (
            "giấy thường, không tính là tờ đã in" if trial else "phôi" if batch.overprint else "giấy trắng"
        )
        words = f"{batch.template.title}: {len(batch)} tờ trên {paper}. Đặt giấy vào khay trước khi bắt đầu."
        self.printer.propose(words, len(batch), BY_SHEET if by_sheet else AT_ONCE)
        self._printer_changed()
        self._show(self.printer)

    def know_risks(self, risks: Sequence[SheetRisk]) -> None:
        """What is risky became known after the printer was asked for already."""
        self._stopping = [one for one in risks if one.stops]
        if self._steps.currentWidget() is self.printer:
            self._show_facts()

    def _printer_changed(self) -> None:
        name = self.printer.printer
        if name != self._trays_of:
            self._trays_of = name
            self.printer.offer_trays(printers.trays(name) if name else ())
        self._margins = ()
        self._show_facts()
        if name and self._batch is not None:
            self._look_at_margins(name)

    def _look_at_margins(self, name: str) -> None:
        assert self._batch is not None
        self._looked += 1
        template, tray = self._batch.template, self.printer.tray
        margins = printers.margins(name, template.width, template.height)
        shift = shift_of(calibrations.get(self._session.con, name, template.name, tray))
        if any(margins) or shift != Shift():
            work = partial(
                print_materials.risks, self._decision.id, self._batch, self._looked, margins, shift
            )
            self._session.in_background(work, self._show_margins)

    def _show_margins(self, found: tuple[int, list[SheetRisk]]) -> None:
        turn, listed = found
        outside = [one for one in listed if one.kind == "margin"]
        if turn == self._looked and outside:
            words = [one for one in outside if one.field]
            # What has no field is the drawing's own, the same on every sheet.
            self._margins = tuple(dict.fromkeys(one.sentence for one in outside if not one.field))
            if words:
                count = len({one.award_id for one in words})
                self._margins = (f"{count} tờ: {words[0].sentence}", *self._margins)
            self._show_facts()

    def _show_facts(self) -> None:
        assert self._batch is not None
        con, name, batch = self._session.con, self.printer.printer, self._batch
        known = calibrations.find(con, name, batch.template.name, self.printer.tray) if name else None
        ids = [award.id for award in batch.awards]
        warnings = [*self._unsound(), *self._margins]
        if not self._trial:
            warnings.append(sheet_stock.short_of(con, print_materials.stock(batch), len(batch)))
        self.printer.show_facts(
            PrinterFacts(
                calibrated=known.shown.capitalize() if known else "Chưa hiệu chỉnh",
                warnings=tuple(filter(None, warnings)),
                again=0 if self._trial else len(printing.needs_reason(con, ids)),
            )
        )

    def _unsound(self) -> list[str]:
        """The sheets that come out wrong, in a sentence."""
        numbers = list(dict.fromkeys(one.place + 1 for one in self._stopping))
        if not numbers:
            return []
        shown = ", ".join(map(str, numbers[:_MOST_NAMED])) + (" …" if len(numbers) > _MOST_NAMED else "")
        return [f"{len(numbers)} tờ có lỗi phải sửa trước khi in (tờ {shown}); hãy quay lại xem danh sách."]

    def _unprintable(self) -> str:
        """Why the first sheet that cannot be laid out cannot; empty when every one can."""
        assert self._batch is not None
        for place in dict.fromkeys(one.place for one in self._stopping):
            try:
                self._batch.sheet(place)
            except Refused as refusal:
                return f"Tờ {place + 1}: {refusal}"
        return ""

    def _calibrate(self) -> None:
        from desktop.ui.dialogs.calibration import CalibrationDialog

        assert self._batch is not None
        dialog = CalibrationDialog(
            self._session, self.printer.printer, self._batch.template.name, self.printer.tray, self._steps
        )
        dialog.finished.connect(self._calibrated)
        dialog.open()

    def _calibrated(self, _result: int = 0) -> None:
        self._show_facts()

    def start(self) -> None:
        """Write the job down and let the first sheets go."""
        assert self._batch is not None
        batch = self._batch
        unprintable = self._unprintable()
        if unprintable:
            self.printer.refuse(unprintable)
            return
        self._failure = ""
        self.printer.refuse("")
        self.printer.start_button.setEnabled(False)
        run = Run(
            self._decision.id,
            tuple(award.id for award in batch.awards),
            batch.template.name,
            "printer",
            printer=self.printer.printer,
            overprint=batch.overprint,
            template_version=batch.template.version,
            tray=self.printer.tray,
            stock="" if self._trial else print_materials.stock(batch),
            reprint_reason=self.printer.reason,
            trial=self._trial,
        )
        self.driver.start(batch, run, self._shown, self.printer.each)
        self._first_shift = self.driver.shift
        self.shifted.emit(self.driver.shift)

    # ------------------------------------------------------------ sheets on their way

    def _sending(self, number: int, total: int) -> None:
        if self._steps.currentWidget() is not self.feed:
            self.feed.begin(total, by_sheet=self.printer.each > 0, reasons=printing.spoil_reasons())
            self._show(self.feed)
        self.showing.emit(number - 1)
        self.feed.show_sending(number, total, self.driver.owner(number))

    def _waiting(self) -> None:
        feed, owner = self.driver.feed, self.driver.owner
        following = feed.next()[0]
        # After a spoiled sheet the counter stands at the one that comes again; nothing more can be spoiled then.
        number = feed.last_sent if feed.sent else following
        first = feed.run[0] if feed.sent else following + 1
        self.showing.emit(number - 1)
        self.feed.show_waiting(number, feed.total, owner(number), first, owner(following))

    def _shifted(self, shift: Shift) -> None:
        self.feed.show_shift(self._first_shift, shift)
        self.shifted.emit(shift)

    # ------------------------------------------------------------ what came out

    def _ask_result(self) -> None:
        feed = self.driver.feed
        numbers = feed.run[: feed.sent]
        owners = [self.driver.owner(number) for number in numbers]
        sent = f"Đã gửi {len(numbers)} tờ tới máy in. Hãy xem tờ cuối cùng in tốt rồi ghi vào sổ."
        told = f"{self._failure}\n{sent}".strip()
        self.closing.ask(told, numbers, owners, feed.last_sent, printing.spoil_reasons())
        self._show(self.closing)

    @property
    def busy(self) -> bool:
        """Whether a job is between its first sheet and its entry in the ledger."""
        return self.driver.active

    @property
    def rest(self) -> tuple[int, ...]:
        """Ids of the awards the last job left without a good sheet, in its order."""
        return self._rest

    def _closed(self, result: Result) -> None:
        self._rest = () if result.trial else result.rest
        if result.trial:
            title = f"Đã in thử {result.good} tờ"
            told = "Tờ in thử không tính là tờ đã in. Đặt lên phôi, soi qua ánh sáng để xem chữ nằm đúng chỗ chưa."
            rest = "&In tất cả…"
        elif not result.good and not result.spoiled:
            title, told, rest = "Chưa in tờ nào", self._failure or "Sổ không ghi lần in này.", ""
        else:
            spoiled = f", {result.spoiled} tờ hỏng" if result.spoiled else ""
            title = f"Đã ghi sổ: {result.good} tờ tốt{spoiled}"
            told = f"Còn {len(result.rest)} tờ chưa in." if result.rest else "Không còn tờ nào chưa in."
            rest = f"&In tiếp {len(result.rest)} tờ còn lại" if result.rest else ""
        self._show(self.ended)
        self.ended.tell(title, told, rest)

    def _failed(self, sentence: str) -> None:
        """The printer took no more: said where the officer is asked what came out."""
        self._failure = sentence

    def _refused(self, sentence: str) -> None:
        """The ledger did not take it: nothing is lost, the officer may try again from where it was."""
        feed = self.driver.feed
        if self._steps.currentWidget() is self.feed:
            if not feed.done:
                self._waiting()
            elif feed.sent:
                self._ask_result()
        for panel in (self.printer, self.feed, self.closing):
            if self._steps.currentWidget() is panel:
                panel.refuse(sentence)
        self.printer.start_button.setEnabled(True)

    # ------------------------------------------------------------ steps

    def _show(self, panel: QWidget) -> None:
        self._steps.setCurrentWidget(panel)
        if panel is self.printer:
            self.printer.start_button.setDefault(True)
            self.printer.take_keys()
        elif panel is self.closing:
            self.closing.write_button.setDefault(True)
            self.closing.take_keys()

    def leave(self) -> None:
        """Back to the choices."""
        for button in (self.printer.start_button, self.closing.write_button):
            button.setDefault(False)
        self.shifted.emit(Shift())
        self.left.emit()

    def step_back(self) -> bool:
        """Esc: one step back; False where there is none and the dialog may close."""
        now = self._steps.currentWidget()
        if now is self.printer or now is self.ended:
            self.leave()
            return True
        if now is self.feed and self.driver.feed.total:
            self.driver.stop()
            return True
        return False
