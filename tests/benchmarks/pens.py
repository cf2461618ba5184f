"""The QPainter pen: sheets to a printer beside plain ``drawText`` of the same runs, and paging through a preview."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Median = Callable[[Callable[[], object], int], float]
Report = Callable[[str, float, float, str], None]


def _printer(target: Path) -> Any:
    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    a4 = QPageSize(QPageSize.PageSizeId.A4)
    printer.setPageLayout(QPageLayout(a4, QPageLayout.Orientation.Landscape, QMarginsF()))
    return printer


def _drawn_plainly(printer: Any, sheets: list[Any]) -> None:
    """What a program without a pen of its own does: the system's font engine draws the words."""
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QFont, QPainter

    printer.setFullPage(True)
    painter = QPainter(printer)
    k = printer.logicalDpiX() / 25.4
    for i, sheet in enumerate(sheets):
        if i:
            printer.newPage()
        for run in sheet.runs():
            font = QFont("Tinos")
            font.setPointSizeF(run.size_pt)
            painter.setFont(font)
            painter.drawText(QPointF(run.x * k, run.baseline * k), run.text)
    painter.end()


def pens(short: bool, median: Median, report: Report) -> None:
    """Print the lines of this benchmark."""
    from PySide6.QtWidgets import QApplication

    from db.talk import SilentTalk
    from desktop.documents.certificate import lay_out
    from desktop.documents.template import load_template
    from desktop.ui import pen

    sys.path.insert(0, str(Path(__file__).parent))
    from certificates import facts  # type: ignore[import-not-found, unused-ignore]

    application = QApplication.instance() or QApplication([])
    template, count = load_template("giay-khen-a4"), 10 if short else 100
    words = [lay_out(each, template, overprint=True) for each in facts(count)]
    full = [lay_out(each, template) for each in facts(count)]
    rounds = 1 if short else 3
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "x.pdf"
        plain = median(lambda: _drawn_plainly(_printer(target), words), rounds)
        for name, sheets in (("over phôi", words), ("in full design", full)):
            ours = median(
                lambda chosen=sheets: pen.print_sheets(_printer(target), chosen, SilentTalk()), rounds
            )
            report(f"{count} sheets printed {name}", ours, plain, "plain drawText of the words")
    first = full[:1] * count
    empty = median(lambda: [pen.preview(sheet, 96) for sheet in first], rounds)
    paged = median(lambda: [pen.preview(sheet, 96) for sheet in full], rounds)
    report(f"a preview of {count} sheets at 96 dpi paged through", paged, empty, "one and the same sheet")
    del application
