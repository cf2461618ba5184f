"""Certificates on their way out: to a PDF or to a printer, and into the print ledger afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QObject, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from db import calibrations, decisions
from db.attachments import safe_name
from db.calibrations import Calibration
from db.sqlite import Connection
from db.talk import Talk
from desktop.ui.dialogs import files
from desktop.ui.operations import printing as operations
from desktop.ui.operations.printing import Run
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.documents.certificate import CertificateFacts
    from desktop.documents.sheet import Sheet
    from desktop.documents.template import Template

_PDF: Final = ("Tệp PDF (*.pdf)",)
_UM_PER_MM = 1000.0
_PPM = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Printed:
    """What went out: for the ledger and the sentence at the foot of the window."""

    run: Run
    shown: str
    file: Path | None = None


class CertificateOutput(QObject):
    """Writes the certificates of a decision. ``printed`` is emitted when the ledger knows of them."""

    printed = Signal()

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self._owner = owner
        self._decision_id = 0
        self._overprint = False
        self._last: Printed | None = None

    # ------------------------------------------------------------ PDF

    def ask_pdf(self, decision_id: int, overprint: bool = False) -> None:
        """Ask for a file, then write the PDF."""
        self._decision_id, self._overprint = decision_id, overprint
        number = decisions.get_decision(self._session.con, decision_id).number or "du-thao"
        name = safe_name(f"Giấy khen {number.replace('/', '-')}.pdf")
        files.choose_target(self._owner, "Ghi Giấy khen ra PDF", name, _PDF, self.write_pdf)

    def write_pdf(self, path: str) -> None:
        """Write the certificates asked for to ``path`` in the background."""
        work = partial(_to_pdf, self._decision_id, self._overprint, Path(path))
        self._session.in_background(work, self._went_out)

    # ------------------------------------------------------------ printer

    def ask_printer(self, decision_id: int, overprint: bool = False) -> None:
        """Ask which printer, then print."""
        self._decision_id, self._overprint = decision_id, overprint
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0)
            )
        )
        dialog = QPrintDialog(self._printer, self._owner)
        dialog.setObjectName("printDialog")
        dialog.setWindowTitle("In Giấy khen")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.print_now)
        # QPrintDialog's own open() wants a slot by name and hides the plain one.
        QDialog.open(dialog)

    def print_now(self) -> None:
        """Send the certificates asked for to the printer chosen, in the background."""
        work = partial(_to_printer, self._decision_id, self._overprint, self._printer)
        self._session.in_background(work, self._went_out)

    # ------------------------------------------------------------ ledger

    def _went_out(self, printed: Printed) -> None:
        self._last = printed
        self._session.run(operations.record(printed.run, printed.shown), self._recorded)

    def _recorded(self, _run_id: int) -> None:
        assert self._last is not None
        self.printed.emit()
        if self._last.file is not None:
            self._session.open_file(self._last.file)


def sheets_of(
    listed: list[CertificateFacts], template: Template, overprint: bool, known: Calibration
) -> Iterator[Sheet]:
    """The sheets one after the other, each laid out when it is asked for."""
    from desktop.documents.certificate import lay_out

    for facts in listed:
        yield lay_out(
            facts,
            template,
            overprint=overprint,
            dx_mm=known.dx_um / _UM_PER_MM,
            dy_mm=known.dy_um / _UM_PER_MM,
            scale=known.scale_x_ppm / _PPM,
            rotate_deg=known.rotation_udeg / _PPM,
        )


def _to_pdf(decision_id: int, overprint: bool, target: Path, con: Connection, talk: Talk) -> Printed:
    from desktop.documents import records_certificates, sheet_pdf, template

    chosen = template.load_template()
    decision = decisions.get_decision(con, decision_id)
    facts = records_certificates.certificate_facts(con, decision)
    listed = records_certificates.certificate_awards(con, decision)
    title = f"Giấy khen theo Quyết định số {decision.shown}"
    made = sheets_of(facts, chosen, overprint, Calibration())
    sheet_pdf.write_pdf(made, target, talk, title=title, total=len(facts))
    run = Run(
        decision_id,
        tuple(award.id for award in listed),
        chosen.name,
        "pdf",
        overprint=overprint,
        note=target.name,
    )
    return Printed(run, f"quyết định {decision.shown}", target)


def _to_printer(decision_id: int, overprint: bool, printer: QPrinter, con: Connection, talk: Talk) -> Printed:
    from desktop.documents import records_certificates, template
    from desktop.ui import pen

    chosen = template.load_template()
    decision = decisions.get_decision(con, decision_id)
    facts = records_certificates.certificate_facts(con, decision)
    listed = records_certificates.certificate_awards(con, decision)
    known = calibrations.get(con, printer.printerName(), chosen.name)
    pen.print_sheets(printer, sheets_of(facts, chosen, overprint, known), talk, len(facts))
    run = Run(
        decision_id,
        tuple(award.id for award in listed),
        chosen.name,
        "printer",
        printer=printer.printerName(),
        overprint=overprint,
    )
    return Printed(run, f"quyết định {decision.shown}")
