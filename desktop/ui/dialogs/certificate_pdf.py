"""A job on its way to a PDF, plain or for a print shop, and into the ledger."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.attachments import safe_name
from db.decisions import Decision
from db.sqlite import Connection
from db.talk import Talk
from desktop.documents.print_job import Batch
from desktop.ui.dialogs import files
from desktop.ui.operations import printing as operations
from desktop.ui.operations.printing import Run
from desktop.ui.session import Session
from desktop.ui.worker import Task

_FILTER: Final = ("Tệp PDF (*.pdf)",)
BLEED_MM: Final = 3.0


class PdfOutput(QObject):
    """``written`` carries the file once the ledger knows of it; ``refused`` why there is none.

    ``progressed`` (done, total, text) while it is written; ``ended`` when nothing is under way any more.
    """

    written = Signal(object)
    refused = Signal(str)
    began = Signal()
    progressed = Signal(int, int, str)
    ended = Signal()

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self._owner = owner
        self._task: Task | None = None
        self._shop = self._trial = self._stopped = False
        self._file = Path()
        session.progressed.connect(self._progress)

    @property
    def busy(self) -> bool:
        """Whether a file is being written."""
        return self._task is not None and not self._task.done

    def ask(self, decision: Decision, batch: Batch, *, trial: bool, shop: bool = False) -> None:
        """Ask for a file, then write it; ``shop``: with bleed and crop marks."""
        self._decision, self._batch, self._shop, self._trial = decision, batch, shop, trial
        number = (decision.number or "du-thao").replace("/", "-")
        kind = " (nhà in)" if shop else " (in thử)" if trial else ""
        name = safe_name(f"Giấy khen {number}{kind}.pdf")
        files.choose_target(self._owner, "Ghi Giấy khen ra PDF", name, _FILTER, self.write)

    def write(self, path: str) -> None:
        """Write what was asked for in the background."""
        self._file = Path(path)
        title = f"Giấy khen theo Quyết định số {self._decision.shown}"
        work = partial(_write, self._batch, self._file, title, self._shop)
        self._stopped = False
        self.began.emit()
        self._task = self._session.in_background(work, self._went_out, self._failed)

    def stop(self) -> None:
        """Write no further; nothing of the file is left."""
        if self._task is not None and not self._task.done:
            self._stopped = True
            self._task.stop()

    def _progress(self, done: int, total: int, text: str) -> None:
        if self._task is None:
            return
        if not self._task.done:
            self.progressed.emit(done, total, text)
            return
        self._task = None
        self.ended.emit()
        if self._stopped:
            self.refused.emit("Đã dừng theo yêu cầu; không có tệp nào được ghi.")

    def _failed(self, sentence: str) -> None:
        self.refused.emit(sentence)

    def _went_out(self, _done: object) -> None:
        run = Run(
            self._decision.id,
            tuple(award.id for award in self._batch.awards),
            self._batch.template.name,
            "pdf",
            overprint=self._batch.overprint,
            note=self._file.name,
            template_version=self._batch.template.version,
            trial=self._trial,
        )
        shown = f"quyết định {self._decision.shown}"
        self._session.run(operations.record(run, shown), self._recorded, self._not_recorded)

    def _recorded(self, _run_id: int) -> None:
        self.written.emit(self._file)
        self._session.open_file(self._file)

    def _not_recorded(self, sentence: str) -> None:
        self.refused.emit(f"Tệp “{self._file.name}” đã có nhưng sổ chưa ghi lần in này: {sentence}")


def _write(batch: Batch, target: Path, title: str, shop: bool, _con: Connection, talk: Talk) -> None:
    from desktop.documents import sheet_pdf

    sheets = batch.sheets(range(len(batch)))
    sheet_pdf.write_pdf(
        sheets,
        target,
        talk,
        title=title,
        total=len(batch),
        bleed_mm=BLEED_MM if shop else 0.0,
        crop_marks=shop,
    )
