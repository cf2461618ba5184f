"""In Giấy khen: what is printed, what is risky, what it looks like, and on its way to a file or a printer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QWidget

from db.awards import Award
from db.errors import Refused
from db.store import Changes
from desktop.documents import print_materials
from desktop.documents.print_job import Batch, Shift, planned
from desktop.documents.print_materials import NO_MARGINS
from desktop.ui import theme
from desktop.ui.dialogs.certificate_out import OutSteps
from desktop.ui.dialogs.certificate_pdf import PdfOutput
from desktop.ui.dialogs.certificate_view import PreviewPanel
from desktop.ui.dialogs.certificate_work import WorkPanel
from desktop.ui.operations import decisions as operations
from desktop.ui.session import Session

_SIZE: Final = (1320, 712)
_SIDE: Final = 376
_ONLY_LOOKED_AT: Final = "Quyết định chưa ban hành: chỉ xem trước, chưa in được."
_LEFT_OPEN: Final = "Đợt in chưa ghi kết quả; mở lại In Giấy khen để ghi tờ cuối cùng in tốt."
_NOBODY: Final = "Phạm vi đã chọn không có tờ nào."


class CertificateDialog(QDialog):
    """One decision's certificates from choice to ledger."""

    def __init__(
        self,
        session: Session,
        decision_id: int,
        chosen: Collection[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Read the certificates of a decision; ``chosen`` are ids of the awards marked in its list.

        Raises:
            Refused: it is another organ's, has nobody on it, or no template serves it.
        """
        super().__init__(parent)
        self.setObjectName("certificateDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._ended = False
        self._session = session
        self._decision_id = decision_id
        self._chosen = frozenset(chosen)
        self._stale = self._taken = False
        self._numbers_shown = True
        self._looked = 0
        self._risks: list[print_materials.SheetRisk] = []
        self.materials = print_materials.read(session.con, decision_id)
        self.setWindowTitle(f"In Giấy khen – {self.materials.decision.shown}")
        self._build()
        self.resize(*_SIZE)
        # One row is merely the one the keys stand on; several were marked on purpose.
        several = len(self._chosen) > 1
        self._offer("chosen" if several else "unprinted" if self.materials.some_printed else "all")
        self._choose()
        session.changed.connect(self._follow)
        self.preview.area.setFocus()
        self._ask_open_run()

    def _build(self) -> None:
        self.preview = PreviewPanel(self)
        self.work = WorkPanel(self)
        self.steps = QStackedWidget(self)
        self.steps.setObjectName("steps")
        self.steps.setFixedWidth(_SIDE)
        self.steps.addWidget(self.work)
        self.out = OutSteps(self._session, self.materials.decision, self.steps, self)
        self.pdf = PdfOutput(self._session, self)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        whole.setSpacing(2 * theme.GRID)
        whole.addWidget(self.preview, 1)
        whole.addWidget(self.steps)
        work = self.work
        work.choices.changed.connect(self._choose)
        work.risks.looked_at.connect(self.preview.show_page)
        work.risks.mended.connect(self._mend)
        work.risks.undo_asked.connect(self.undo_mending)
        work.pdf_asked.connect(self._ask_pdf)
        work.shop_asked.connect(self._ask_shop)
        work.printer_asked.connect(self._ask_printer)
        work.close_asked.connect(self.reject)
        self.preview.page_changed.connect(self._show_words)
        self.pdf.began.connect(work.begin_writing)
        self.pdf.progressed.connect(work.progress.report)
        self.pdf.ended.connect(work.end_writing)
        self.pdf.written.connect(self._tell_written)
        self.pdf.refused.connect(self._refuse)
        work.progress.stop_pressed.connect(self.pdf.stop)
        self.out.showing.connect(self.preview.show_page)
        self.out.shifted.connect(self.preview.show_shift)
        self.out.rest_asked.connect(self._print_rest)
        self.out.left.connect(self._back)
        self.out.closing.pointed.connect(self._point)

    # ------------------------------------------------------------ what is chosen

    @property
    def has_ended(self) -> bool:
        """Whether the officer closed it."""
        return self._ended

    @property
    def batch(self) -> Batch:
        """The sheets as chosen."""
        return self._batch

    def _offer(self, first: str) -> None:
        have = self.materials
        here = self._chosen & {award.id for award in have.awards}
        counts = {"all": len(have.awards), "chosen": len(here), "unprinted": len(have.unprinted)}
        if not have.some_printed:
            counts["unprinted"] = 0
        self.work.choices.offer_rows(counts, first)
        self.work.choices.offer_papers(have.papers)

    def _choose(self) -> None:
        """Lay the job out anew as chosen."""
        choices, have = self.work.choices, self.materials
        assert choices.paper is not None
        listed = planned(have.awards, choices.choice(), self._chosen, have.unprinted)
        self._take(listed, choices.paper.name, overprint=choices.overprint)
        self._taken, self._numbers_shown = False, True

    def _take(self, listed: Sequence[Award], template_name: str, *, overprint: bool) -> bool:
        """Make these awards the job, show it and look it through; False where it is refused."""
        have = self.materials
        self._taken = True
        try:
            self._batch = print_materials.batch(
                self._session.con, have, listed, template_name, overprint=overprint
            )
        except Refused as refusal:
            self._refuse(str(refusal))
            return False
        self.preview.show_batch(self._batch, self._scan())
        self._show_words()
        self.work.allow_out(on=bool(listed) and not have.draft)
        self.work.tell(_ONLY_LOOKED_AT if have.draft else "" if listed else _NOBODY)
        self._look_through()
        return True

    def _scan(self) -> QImage | None:
        data = print_materials.scan(self._batch)
        return QImage.fromData(data) if data else None

    # ------------------------------------------------------------ risky sheets, mended in place

    def _look_through(self) -> None:
        self._looked += 1
        self._risks = []
        self.work.risks.show_looking()
        work = partial(
            print_materials.risks, self._decision_id, self._batch, self._looked, NO_MARGINS, Shift()
        )
        self._session.in_background(work, self._show_risks)

    def _show_risks(self, found: tuple[int, list[print_materials.SheetRisk]]) -> None:
        turn, listed = found
        if turn == self._looked:
            self._risks = listed
            self.out.know_risks(listed)
            self.work.risks.show_risks(listed)
            self._show_words()

    def _award(self) -> Award | None:
        at = self.preview.page
        return self._batch.awards[at] if at < len(self._batch) else None

    def _show_words(self, _page: int = 0) -> None:
        """The form shows the words of the sheet looked at, when it is a risky one."""
        award = self._award()
        risky = award is not None and award.id in self.work.risks.awards()
        self.work.risks.show_words(award if risky else None)

    def _mend(self, award_id: int, facts: dict[str, str]) -> None:
        award = next(one for one in self._batch.awards if one.id == award_id)
        operation = operations.change_printed(award_id, facts, award.recipient)
        self._session.run(operation, self._was_mended, self.work.risks.refuse)

    def _was_mended(self, _changed: bool) -> None:
        self.work.risks.offer_undo(on=True)

    def undo_mending(self) -> None:
        """Take the last mending back."""
        self.work.risks.offer_undo(on=False)
        self._session.undo()

    def _follow(self, changes: Changes) -> None:
        """The register changed: read again, but not under a job that is on its way."""
        if changes.touches("award") or changes.touches("printed_sheet"):
            self._stale = True
            if not self.out.busy:
                self._read_again()

    def _read_again(self) -> None:
        """Read the decision again and stay at the same sheet."""
        self._stale = False
        award = self._award()
        try:
            self.materials = print_materials.read(self._session.con, self._decision_id)
        except Refused as refusal:
            self._refuse(str(refusal))
            return
        self._offer("all")
        self._choose()
        place = self._batch.place_of(award.id) if award is not None else None
        self.preview.show_page(self.preview.page if place is None else place)

    # ------------------------------------------------------------ out

    def _ask_pdf(self) -> None:
        self.pdf.ask(self.materials.decision, self._batch, trial=self._trial())

    def _ask_shop(self) -> None:
        self.pdf.ask(self.materials.decision, self._batch, trial=self._trial(), shop=True)

    def _tell_written(self, file: Path) -> None:
        self.work.tell(f"Đã ghi {len(self._batch)} tờ ra “{file.name}” và ghi vào sổ.", "done")

    def _ask_printer(self) -> None:
        self.out.ask(self._batch, trial=self._trial(), risks=self._risks)

    def _trial(self) -> bool:
        return self.work.choices.choice().trial > 0

    def _ask_open_run(self) -> None:
        """Ask what came out of a run left open, its own sheets before the officer's eyes."""
        run = self.out.find_open_run()
        if run is not None:
            taken = self._take_run(run.planned, run.template_name, overprint=run.overprint)
            self._numbers_shown = taken and len(self._batch) == len(run.planned)

    def _take_run(self, award_ids: Sequence[int], template_name: str, *, overprint: bool) -> bool:
        """Make the job of the awards of a run that still have a certificate; False where it is refused."""
        have = {award.id: award for award in self.materials.awards}
        listed = [have[award_id] for award_id in award_ids if award_id in have]
        return self._take(listed, template_name, overprint=overprint)

    def _point(self, number: int) -> None:
        """Show the sheet whose number the officer gives, where numbers are those of the sheets shown."""
        if self._numbers_shown:
            self.preview.show_page(number - 1)

    def _print_rest(self) -> None:
        """Print what the last job left; after a trial, all that was chosen."""
        rest, run = self.out.rest, self.out.driver.run
        self._show_work()
        if rest:
            if not self._take_run(rest, run.template_name, overprint=run.overprint):
                return
        else:
            self.work.choices.end_trial()
            self._choose()
        self.out.ask(self._batch, trial=False)

    def _back(self) -> None:
        self._show_work()
        self._ask_open_run()

    def _show_work(self) -> None:
        self.steps.setCurrentWidget(self.work)
        if self._stale or self._taken:
            self._read_again()
        self.work.printer_button.setFocus()

    def _refuse(self, sentence: str) -> None:
        self.work.tell(sentence, "error")

    # ------------------------------------------------------------ closing

    def reject(self) -> None:
        """Esc: back one step; while sheets go out, stop and ask what came out; then close."""
        if not self.out.step_back():
            super().reject()

    def done(self, result: int) -> None:
        """Close."""
        self._ended = True
        self.pdf.stop()
        if self.out.busy:
            self._session.tell(_LEFT_OPEN)
        super().done(result)
