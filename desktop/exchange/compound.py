"""Workbooks of Office 2003 (.xls) looked at before they are read: locked by a password, damaged, cells far outside.

The fast reader lays each sheet out as one rectangle and ends the whole program where there is no room for it; one
wrong byte in a column number is enough. So the records are walked first: [MS-CFB] for the file, [MS-XLS] inside.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from db.errors import BadInput

_END: Final = 0xFFFFFFFA  # sectors from here on mean "no further one"
_SMALL: Final = 4096
_ENTRY: Final = 128
_BEGIN, _PASSWORD, _SHEET_NAMES = 0x0809, 0x002F, 0x0085
# Records of one cell begin with its row and column; the last two of these run on to a last column.
_CELLS: Final = frozenset({0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
_RUNS: Final = frozenset({0x00BD, 0x00BE})


class Damaged(BadInput):
    """The file breaks the rules of its format; the caller says which file."""


def largest_sheet(content: bytes) -> int | None:
    """Cells of the largest rectangle among the sheets; None where the workbook is locked by a password.

    Raises:
        Damaged: what is no such file, or was cut off.
    """
    try:
        return _largest(_stream(content))
    except (struct.error, IndexError, ValueError) as error:
        raise Damaged(str(error)) from error


def _largest(book: bytes) -> int | None:
    largest = rows = columns = 0
    at, end = 0, len(book) - 4
    if struct.unpack_from("<H", book)[0] != _BEGIN:
        message = "no workbook"
        raise ValueError(message)
    while at <= end:
        kind, length = struct.unpack_from("<HH", book, at)
        at += 4
        if at + length > len(book):
            message = "cut off"
            raise ValueError(message)
        if kind == _PASSWORD:
            return None
        if kind == _BEGIN:
            largest, rows, columns = max(largest, rows * columns), 0, 0
        elif kind in _CELLS and length >= 4:
            row, column = struct.unpack_from("<HH", book, at)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind in _RUNS and length >= 6:
            (row,) = struct.unpack_from("<H", book, at)
            (column,) = struct.unpack_from("<H", book, at + length - 2)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        at += length
    return max(largest, rows * columns)


def _stream(content: bytes) -> bytes:
    """The stream "Workbook" (or "Book") of a compound file."""
    sector = 1 << struct.unpack_from("<H", content, 30)[0]
    small = 1 << struct.unpack_from("<H", content, 32)[0]
    if sector not in (512, 4096) or small != 64:
        message = "strange sectors"
        raise ValueError(message)
    (directory,) = struct.unpack_from("<I", content, 48)
    table = _table(content, sector)
    entries = _chain(content, table, directory, sector)
    root: tuple[int, int] | None = None
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        name, kind, start, size = _entry(entries, at)
        if kind == 5:
            root = (start, size)
        elif kind == 2 and name in ("Workbook", "Book"):
            if size >= _SMALL:
                return _chain(content, table, start, sector)[:size]
            (first_small,) = struct.unpack_from("<I", content, 60)
            smalls = _numbers(_chain(content, table, first_small, sector))
            if root is None:
                break
            holder = _chain(content, table, root[0], sector)
            return b"".join(holder[n * small : (n + 1) * small] for n in _links(smalls, start))[:size]
    message = "no workbook"
    raise ValueError(message)


def _entry(entries: bytes, at: int) -> tuple[str, int, int, int]:
    (length,) = struct.unpack_from("<H", entries, at + 64)
    name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
    start, size = struct.unpack_from("<II", entries, at + 116)
    return name, entries[at + 66], start, size


def _table(content: bytes, sector: int) -> list[int]:
    """Which sector follows which; its own places stand in the header, beyond 109 in a chain of their own."""
    (count,) = struct.unpack_from("<I", content, 44)
    places = list(struct.unpack_from("<109I", content, 76))
    (further,) = struct.unpack_from("<I", content, 68)
    for _ in range(len(content) // sector):
        if further >= _END:
            break
        more = _numbers(_sector(content, further, sector))
        places += more[:-1]
        further = more[-1]
    table: list[int] = []
    for place in places[:count]:
        if place < _END:
            table += _numbers(_sector(content, place, sector))
    return table


def _numbers(block: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4]))


def _sector(content: bytes, number: int, sector: int) -> bytes:
    block = content[512 + number * sector if sector == 512 else (number + 1) * sector :][:sector]
    if not block:
        message = "cut off"
        raise ValueError(message)
    return block


def _links(table: list[int], start: int) -> Iterator[int]:
    seen = 0
    while start < _END:
        yield start
        start = table[start]
        seen += 1
        if seen > len(table):
            message = "a chain without end"
            raise ValueError(message)


def _chain(content: bytes, table: list[int], start: int, sector: int) -> bytes:
    return b"".join(_sector(content, number, sector) for number in _links(table, start))
