"""How far the cells of a workbook reach, told before it is read.

The reader lays a sheet out as one full rectangle. One stray cell in the last row and column asks for 550 GB and
ends the whole program, which no exception handler can prevent.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from db.errors import BadInput

MOST_CELLS: Final = 10_000_000
MOST_COLUMNS: Final = 16_384
_MOST_BYTES: Final = 1 << 30  # unpacked, of one sheet
_CHUNK: Final = 1 << 20
_CELL: Final = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\sr=["\']([A-Z]{1,3})([0-9]{1,7})["\']')
_REPEATED: Final = re.compile(rb'number-(rows|columns)-repeated=["\']([0-9]+)["\']')
_OPEN_DOCUMENT: Final = re.compile(
    rb"<table:(table-row|table-cell|covered-table-cell)\b([^>]*)>|</table:(table-row|table)>"
)


def check_extent(path: Path) -> None:
    """Refuse a workbook whose stray cells would fill the memory; what is no zip is left to the reader.

    Raises:
        BadInput: a sheet's rectangle is larger than :data:`MOST_CELLS`, or it unpacks beyond all measure.
    """
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    _check(path, _area(_pieces(archive, entry, path)))
                elif entry.filename == "content.xml":
                    _check(path, _open_document_area(_pieces(archive, entry, path)))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        # A broken or locked archive: the reader says so in its own sentence.
        return


def _check(path: Path, cells: int) -> None:
    if cells > MOST_CELLS:
        raise BadInput(
            f"Tệp “{path.name}” có ô lạc ở rất xa bảng; hãy xóa các hàng, cột thừa dưới và bên phải bảng rồi lưu lại."
        )


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> Iterator[bytes]:
    """The text of a part in pieces that end at the end of a tag."""
    rest, read = b"", 0
    with archive.open(entry) as part:
        while piece := part.read(_CHUNK):
            read += len(piece)
            if read > _MOST_BYTES:
                raise BadInput(
                    f"Tệp “{path.name}” mở ra quá lớn; hãy chép riêng bảng cần dùng sang tệp mới rồi lưu lại."
                )
            whole, sign, tail = (rest + piece).rpartition(b">")
            rest = tail[-_CHUNK:]
            yield whole + sign


def _area(pieces: Iterator[bytes]) -> int:
    rows: list[int] = []
    columns: list[int] = []
    for piece in pieces:
        found = _CELL.findall(piece)
        if found:
            numbers = [int(row) for _, row in found]
            letters = {column for column, _ in found}
            rows += [min(numbers), max(numbers)]
            columns += [_column(one) for one in letters]
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) if rows else 0


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _open_document_area(pieces: Iterator[bytes]) -> int:
    """The largest rectangle up to the last cell that holds something; trailing empty repeats do not count."""
    largest = row = column = width = height = 0
    repeats = 1
    for piece in pieces:
        for match in _OPEN_DOCUMENT.finditer(piece):
            opened, attributes, closed = match[1], match[2] or b"", match[3]
            if closed == b"table":
                largest, row, width, height = max(largest, width * height), 0, 0, 0
            elif opened == b"table-row":
                row, column = row + _repeat(attributes, b"rows"), 0
                repeats = row
            elif opened is not None:
                column += _repeat(attributes, b"columns")
                if b"value-type" in attributes:
                    width, height = max(width, column), max(height, repeats)
    return max(largest, width * height)


def _repeat(attributes: bytes, what: bytes) -> int:
    for kind, number in _REPEATED.findall(attributes):
        if kind == what:
            return int(number[:9])
    return 1
