"""Measures of a worksheet: lines a text takes, heights of rows, names of sheets, sizes of paper."""

from __future__ import annotations

import re
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


def line_count(text: str, width: int) -> int:
    """Lines a text takes when it is wrapped between words in a column of so many characters."""
    room, lines = max(width - 1, 1), 0
    if len(text) <= room and "\n" not in text:
        return 1
    for paragraph in text.split("\n"):
        used = 0
        lines += 1
        for word in paragraph.split():
            if used and used + 1 + len(word) > room:
                lines, used = lines + 1, 0
            used += len(word) + (1 if used else 0)
            lines, used = lines + (used - 1) // room, (used - 1) % room + 1
    return lines


def row_height(lines: int) -> int:
    """Points for so many lines of 12 pt; spreadsheets do not all fit wrapped rows by themselves."""
    return 19 if lines <= 1 else 16 * lines + 4
