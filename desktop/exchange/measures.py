"""Measures of a worksheet: lines a text takes, heights of rows, names of sheets, sizes of paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from db.vietnamese.text import nfc

A4, A3 = 9, 8
LONGEST_SHEET_NAME = 31


def free_name(taken: Iterable[str], wanted: str) -> str:
    """A sheet name Excel accepts that no other sheet of the workbook has, case aside."""
    used = {name.casefold() for name in taken}
    name = re.sub(r"[\[\]:*?/\\]", "-", " ".join(re.sub(r"[\x00-\x1f]", " ", nfc(wanted)).split()))
    # Cut first: what stood inside may stand at the end then, and no apostrophe may.
    name = name.strip("' ")[:LONGEST_SHEET_NAME].strip("' ") or "Bảng"
    tried, number = name, 1
    while tried.casefold() in used:
        number += 1
        mark = f" ({number})"
        tried = name[: LONGEST_SHEET_NAME - len(mark)] + mark
    return tried


class _Advances(dict[str, int]):
    """Advance of each letter of Times New Roman in thousandths of its size; a mark above or below takes no room."""

    def __missing__(self, letter: str) -> int:
        base = unicodedata.normalize("NFD", letter)[0]
        self[letter] = found = self[base] if base != letter and base in self else _USUAL
        return found


_USUAL = 530
_LETTERS = {
    250: " .,",
    278: "ijlt:;/",
    333: "frI-()!",
    389: "sJ",
    444: "acezăâê“”",
    500: "bdghknopquvxyđơư0123456789–",
    556: "FPS",
    611: "ELTZ",
    667: "BCR",
    722: "wADGHKNOQUVXYĐƠƯ",
    778: "m",
    889: "M",
    944: "W",
}
_ADVANCES = _Advances({letter: advance for advance, letters in _LETTERS.items() for letter in letters})
_EM = 16  # pixels of 12 points
_UNIT = 7  # pixels of one character of a column's width
_WIDEST = 12  # pixels no run of letters exceeds on average
_SPARE = 0.96  # spreadsheets round their own way
_BOLD = 1.08


def line_count(text: str, width: float, *, points: int = 12, bold: bool = False) -> int:
    """Lines a text of this size takes when it is wrapped between words in a column of so many characters."""
    room = max(width, 2) * _UNIT * _SPARE * 12 / points / (_BOLD if bold else 1)
    if len(text) * _WIDEST <= room and "\n" not in text:
        return 1
    lines, blank = 0, _advance(" ")
    for paragraph in text.split("\n"):
        used = 0.0
        lines += 1
        for word in paragraph.split():
            long = _advance(word)
            if used and used + blank + long > room:
                lines, used = lines + 1, 0.0
            used += long + (blank if used else 0)
            while used > room:
                lines, used = lines + 1, used - room
    return lines


def _advance(text: str) -> float:
    """Pixels across in 12 points."""
    return sum(map(_ADVANCES.__getitem__, text)) * _EM / 1000


def row_height(lines: int) -> int:
    """Points for so many lines of 12 pt; spreadsheets do not all fit wrapped rows by themselves."""
    return 19 if lines <= 1 else 16 * lines + 4
