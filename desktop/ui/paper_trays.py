"""The trays of a printer: which it has, what they are called, and choosing one.

Qt gives the trays as numbers, and only where the system's driver tells them (Windows). A tray's own name is asked
of the driver; the common ones have Vietnamese words.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtPrintSupport import QPrintEngine, QPrinter

_SOURCES: Final = QPrintEngine.PrintEnginePropertyKey.PPK_PaperSources
_SOURCE: Final = QPrintEngine.PrintEnginePropertyKey.PPK_PaperSource
#: ``QPrinter.PaperSource`` -> what the officer reads.
WORDS: Final = {
    0: "Khay trên",
    1: "Khay dưới",
    2: "Khay giữa",
    3: "Nạp tay",
    4: "Khay phong bì",
    5: "Nạp tay phong bì",
    6: "Tự chọn khay",
    7: "Giấy liên tục",
    8: "Khay khổ nhỏ",
    9: "Khay khổ lớn",
    10: "Khay lớn",
    11: "Hộp giấy",
    12: "Theo khổ giấy",
}
#: The driver's own trays begin here, in Windows' numbers and Qt's alike.
OWN: Final = 256
#: Windows' ``DC_BINS`` and ``DC_BINNAMES``, and how many letters a name has at most.
_BINS: Final = 6
_BIN_NAMES: Final = 12
_NAME_LENGTH: Final = 24
#: Windows' numbers of the two common trays that do not follow Qt's by one.
_ELSEWHERE: Final = {14: 11, 15: 12}


def trays(printer: QPrinter) -> dict[str, int]:
    """Names of the printer's trays and Qt's numbers of them; empty where the system does not tell."""
    told = printer.printEngine().property(_SOURCES)
    numbers = [int(number) for number in told] if isinstance(told, list | tuple) else []
    return named(numbers, _driver_names(printer.printerName()))


def named(numbers: list[int], own_names: dict[int, str]) -> dict[str, int]:
    """A name for every tray: the driver's own, else the common word, and never the same twice."""
    made: dict[str, int] = {}
    for number in dict.fromkeys(numbers):
        word = own_names.get(number) or WORDS.get(number) or f"Khay số {number - OWN + 1}"
        made[word if word not in made else f"{word} ({number})"] = number
    return made


def choose(printer: QPrinter, name: str) -> bool:
    """Take the paper from the tray of this name; False when the printer has none of it."""
    number = trays(printer).get(name)
    if number is None:
        return False
    printer.printEngine().setProperty(_SOURCE, number)
    return True


def qt_number(windows: int) -> int:
    """Qt's number of a tray that Windows numbers so."""
    return windows if windows >= OWN else _ELSEWHERE.get(windows, windows - 1)


def read_names(bins: list[int], letters: str) -> dict[int, str]:
    """Names from the driver's block: 24 letters a tray, cut at the first zero."""
    cut = [
        letters[i * _NAME_LENGTH : (i + 1) * _NAME_LENGTH].split("\0", maxsplit=1)[0].strip()
        for i in range(len(bins))
    ]
    return {qt_number(number): name for number, name in zip(bins, cut, strict=True) if name}


def _driver_names(printer: str) -> dict[int, str]:
    """What the driver calls its trays, by Qt's numbers; empty off Windows."""
    if sys.platform != "win32":
        return {}
    import ctypes

    ask = ctypes.WinDLL("winspool.drv").DeviceCapabilitiesW
    ask.argtypes = (ctypes.c_wchar_p, ctypes.c_wchar_p, ctypes.c_ushort, ctypes.c_void_p, ctypes.c_void_p)
    ask.restype = ctypes.c_int
    count = ask(printer, None, _BINS, None, None)
    if count <= 0 or ask(printer, None, _BIN_NAMES, None, None) != count:
        return {}
    numbers = (ctypes.c_ushort * count)()
    letters = (ctypes.c_wchar * (count * _NAME_LENGTH))()
    ask(printer, None, _BINS, numbers, None)
    ask(printer, None, _BIN_NAMES, letters, None)
    return read_names(list(numbers), "".join(letters))
