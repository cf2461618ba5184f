"""Calibrating a printer in three calm steps: print the ruler sheet, type the numbers, see and keep the result."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from db import calibrations
from db.attachments import safe_name
from db.calibrations import Calibration
from db.errors import BadInput
from db.sqlite import Connection
from db.talk import Talk
from db.vietnamese.text import lower_first
from desktop.documents import calibration, template_list
from desktop.documents.calibration import Misplacement, Readings
from desktop.ui import printers, theme
from desktop.ui.dialogs import files
from desktop.ui.dialogs.calibration_steps import Paper, PrintStep, ReadStep, ResultStep, show_millimetres
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.operations import calibrations as operations
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import plain_button

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop.documents.sheet import Sheet

PRINT, READ, RESULT = range(3)
_PDF: Final = ("Tệp PDF (*.pdf)",)
_STEPS: Final = ("In tờ đo", "Gõ số đo", "Kết quả")
_ACCEPT: Final = ("&Tiếp: gõ số đo", "&Xem kết quả", "&Lưu hiệu chỉnh")
TITLE: Final = "Tờ đo hiệu chỉnh máy in"


def papers(con: Connection, wanted: str = "") -> tuple[Paper, ...]:
    """The templates our office may use, with the size of their sheets; ``wanted`` is among them if there is such."""
    usable = template_list.usable(con)
    if wanted and all(body["name"] != wanted for body in usable):
        usable += [body for body in template_list.bodies(con) if body["name"] == wanted]
    return tuple(
        Paper(body["name"], body["title"], float(body["width"]), float(body["height"])) for body in usable
    )


class CalibrationDialog(DialogFrame):
    """Asks for printer, template and tray, prints the ruler sheet, reads the numbers, keeps the correction."""

    def __init__(
        self,
        session: Session,
        printer_name: str = "",
        template_name: str = "",
        tray: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Hiệu chỉnh máy in", _ACCEPT[PRINT], parent, width=800)
        self.setObjectName("calibrationDialog")
        self._session = session
        self._papers = papers(session.con, template_name)
        self._installed = printers.names()
        self._readings: Readings | None = None
        self._wrong = Misplacement()
        self._build()
        self.printing.offer(self._installed, self._papers)
        self.printing.form.set_values(
            {
                "printer": printer_name or printers.default_name() or None,
                "template": template_name or self._papers[0].name,
                "tray": tray or None,
            }
        )
        self._choose("printer")
        self.show_step(PRINT)

    def _build(self) -> None:
        self._where = QLabel(self)
        self._where.setObjectName("calibrationStep")
        self._where.setFont(theme.section_font())
        self.printing, self.reading, self.result_step = PrintStep(self), ReadStep(self), ResultStep(self)
        self._stack = QStackedWidget(self)
        for step in (self.printing, self.reading, self.result_step):
            self._stack.addWidget(step)
        self._stack.setMinimumHeight(360)
        self.body.addWidget(self._where)
        self.body.addWidget(self._stack, 1)
        self._back = plain_button("&Quay lại", "arrow-left", self)
        self._back.setObjectName("calibrationBack")
        self._back.setAutoDefault(False)
        self._back.clicked.connect(self.go_back)
        self.foot.insertWidget(0, self._back)
        self.printing.changed.connect(self._choose)
        self.printing.print_asked.connect(self.print_ruler)
        self.printing.pdf_asked.connect(self._ask_pdf)
        self.result_step.check_asked.connect(self.print_check)
        self.result_step.check_pdf_asked.connect(self._ask_check_pdf)

    # ------------------------------------------------------------ what is calibrated

    @property
    def printer(self) -> str:
        """The printer's name."""
        return self.printing.form.values()["printer"] or ""

    @property
    def tray(self) -> str:
        """The tray's name; empty for the printer's own choice."""
        return self.printing.form.values()["tray"] or ""

    @property
    def paper(self) -> Paper:
        """The template."""
        chosen = self.printing.form.values()["template"]
        return next((one for one in self._papers if one.name == chosen), self._papers[0])

    def _choose(self, key: str) -> None:
        """Another printer, template or tray: what is known of it."""
        installed = self.printer in self._installed
        if key == "printer":
            self.printing.offer_trays(printers.trays(self.printer) if installed else ())
        self.printing.can_print(installed)
        self.result_step.can_print(installed)
        found = calibrations.find(self._session.con, self.printer, self.paper.name, self.tray)
        if found is None:
            self.printing.show_known("Chưa hiệu chỉnh máy in này cho mẫu và khay này.")
        else:
            words = calibration.in_words(calibration.undone_by(found.value))
            self.printing.show_known(
                f"Đã {found.shown}: máy {words}, đang được bù. Lưu lần này sẽ thay số ấy."
            )
        self.reading.show_paper(self.paper)

    # ------------------------------------------------------------ steps

    @property
    def step(self) -> int:
        """Which step is shown."""
        return self._stack.currentIndex()

    def show_step(self, step: int) -> None:
        """Show a step and give it the keyboard."""
        self.clear_refusal()
        self._stack.setCurrentIndex(step)
        self._where.setText(f"Bước {step + 1}/{len(_STEPS)}: {lower_first(_STEPS[step])}")
        self.accept_button.setText(_ACCEPT[step])
        self._back.setVisible(step > PRINT)
        if step == PRINT:
            self.printing.form.editor("printer").setFocus()
        elif step == READ:
            self.reading.take_keys()
        else:
            self.accept_button.setFocus()

    def go_back(self) -> None:
        """The step before; what was typed stays."""
        self.show_step(max(PRINT, self.step - 1))

    def submit(self) -> None:
        """Go on to the next step, from the last one keep the correction."""
        if not self.printing.form.validate():
            # Emptied after the numbers were typed: its sentence stands on the first step.
            self.show_step(PRINT)
            self.printing.form.validate()
            return
        if self.step == PRINT:
            self.show_step(READ)
        elif self.step == READ:
            self._judge()
        else:
            self._save()

    def _judge(self) -> None:
        readings = self.reading.readings()
        if readings is None:
            return
        paper = self.paper
        try:
            wrong = calibration.misplacement(readings, paper.width, paper.height)
            calibrations.check(calibration.correction(wrong, paper.width, paper.height))
        except BadInput as refusal:
            self.refuse(str(refusal))
            self.reading.go_to(str(refusal).removeprefix("Số đo ")[:1])
            return
        self._readings, self._wrong = readings, wrong
        self.result_step.show_result(wrong, paper.width, paper.height)
        self.show_step(RESULT)

    @property
    def correction(self) -> Calibration:
        """The correction found, nudged as asked."""
        found = calibration.correction(self._wrong, self.paper.width, self.paper.height)
        return calibration.nudged(found, self.result_step.right, self.result_step.down)

    def _save(self) -> None:
        self.working()
        operation = operations.save(
            self.printer,
            self.paper.name,
            self.correction,
            tray=self.tray,
            day=self._session.as_of,
            note=_note(self._readings),
        )
        self._session.run(operation, self.succeed, self.refuse)

    # ------------------------------------------------------------ the sheet on its way out

    def _sheet(self, *, corrected: bool) -> Sheet | None:
        """The sheet; None where there can be none, which is said."""
        from desktop.documents.ruler_sheet import ruler_sheet

        title = " · ".join(part for part in (self.printer, self.paper.title, self.tray) if part)
        moved = calibration.adjustment(self.correction) if corrected else None
        self.clear_refusal()
        try:
            return ruler_sheet(self.paper.width, self.paper.height, title=title, adjustment=moved)
        except BadInput as refusal:
            self.refuse(str(refusal))
            return None

    def print_ruler(self) -> None:
        """Print the ruler sheet, uncorrected."""
        self._print(corrected=False)

    def print_check(self) -> None:
        """Print the sheet with the correction, to see that every number is true."""
        self._print(corrected=True)

    def _print(self, *, corrected: bool) -> None:
        sheet = self._sheet(corrected=corrected)
        if sheet is None:
            return
        paper = self.paper
        printer = printers.make_ready(self.printer, self.tray, paper.width, paper.height, TITLE)
        work = partial(_to_printer, printer, sheet)
        told = self._check_went_out if corrected else self._went_out
        self._session.in_background(work, told, self.refuse)

    def _ask_pdf(self) -> None:
        name = safe_name(f"Tờ đo {self.printer or 'máy in'}.pdf")
        files.choose_target(self, "Ghi tờ đo ra PDF", name, _PDF, self.write_pdf)

    def _ask_check_pdf(self) -> None:
        name = safe_name(f"Tờ kiểm tra {self.printer or 'máy in'}.pdf")
        files.choose_target(self, "Ghi tờ kiểm tra ra PDF", name, _PDF, self.write_check_pdf)

    def write_pdf(self, path: str) -> None:
        """Write the ruler sheet, uncorrected."""
        self._write(Path(path), corrected=False)

    def write_check_pdf(self, path: str) -> None:
        """Write the sheet with the correction."""
        self._write(Path(path), corrected=True)

    def _write(self, target: Path, *, corrected: bool) -> None:
        sheet = self._sheet(corrected=corrected)
        if sheet is not None:
            told = self._check_written if corrected else self._written
            self._session.in_background(partial(_to_pdf, target, sheet), told, self.refuse)

    def _went_out(self, _sent: int) -> None:
        self.printing.show_done("Đã gửi tờ đo tới máy in.")

    def _check_went_out(self, _sent: int) -> None:
        self.result_step.show_done("Đã gửi tờ kiểm tra tới máy in.")

    def _written(self, path: Path) -> None:
        self.printing.show_done(f"Đã ghi {path.name}; khi in chọn “Kích thước thật”.")
        self._session.open_file(path)

    def _check_written(self, path: Path) -> None:
        self.result_step.show_done(f"Đã ghi {path.name}.")
        self._session.open_file(path)


def _note(readings: Readings | None) -> str:
    """The readings as they are kept beside the correction."""
    if readings is None:
        return ""
    told = zip(calibration.EDGES, (readings.a, readings.b, readings.c, readings.d, readings.e), strict=True)
    return ", ".join(f"{letter} {show_millimetres(value)}" for letter, value in told if value is not None)


def _to_printer(printer: QPrinter, sheet: Sheet, _con: Connection, talk: Talk) -> int:
    from desktop.ui import pen

    return pen.print_sheets(printer, [sheet], talk, 1)


def _to_pdf(target: Path, sheet: Sheet, _con: Connection, talk: Talk) -> Path:
    from desktop.documents import sheet_pdf

    sheet_pdf.write_pdf([sheet], target, talk, title=TITLE, total=1)
    return target
