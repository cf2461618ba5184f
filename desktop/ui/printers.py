"""The printers of this computer: their names, their trays, and one made ready for sheets of a size."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo


def names() -> tuple[str, ...]:
    """The printers installed, in the system's order."""
    return tuple(QPrinterInfo.availablePrinterNames())


def default_name() -> str:
    """The system's printer of choice; empty without any."""
    return QPrinterInfo.defaultPrinterName()


def trays(name: str) -> tuple[str, ...]:
    """The trays of a printer; empty where the system tells of none."""
    from desktop.ui import pen

    return tuple(pen.trays(QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)))


def make_ready(name: str, tray: str, width_mm: float, height_mm: float, title: str) -> QPrinter:
    """A printer set to a paper size and a tray; ``title`` is what its queue shows."""
    from desktop.ui import pen

    made = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
    made.setDocName(title)
    made.setPageLayout(page_layout(width_mm, height_mm))
    if tray:
        pen.choose_tray(made, tray)
    return made


def page_layout(width_mm: float, height_mm: float) -> QPageLayout:
    """A page as a printer wants it: the size upright, turned where the sheet is wider than high, no margins."""
    upright = QSizeF(min(width_mm, height_mm), max(width_mm, height_mm))
    size = QPageSize(upright, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if width_mm > height_mm else QPageLayout.Orientation.Portrait
    return QPageLayout(size, turned, QMarginsF(0, 0, 0, 0))


def margins(name: str, width_mm: float, height_mm: float) -> tuple[float, float, float, float]:
    """What a printer cannot print on at this paper size: left, top, right, bottom in mm."""
    from desktop.ui import pen

    return pen.unprintable_margins_mm(make_ready(name, "", width_mm, height_mm, ""))
