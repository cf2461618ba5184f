"""What a packed workbook unpacks to and how far its cells reach, told before it is read.

The reader lays a sheet out as one full rectangle. One stray cell in the last row and column asks for 550 GB and
ends the whole program, which no exception handler can prevent; so does a part that unpacks without end.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final
from xml.parsers import expat

from db.errors import BadInput

Area = tuple[tuple[int, int], tuple[int, int]]
MOST_CELLS: Final = 10_000_000
MOST_COLUMNS: Final = 16_384
_MOST_BYTES: Final = 512 << 20  # unpacked, of one part
_CHUNK: Final = 1 << 20
_ROOT_WITHIN: Final = 4096  # bytes in which the root of a part is met
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError),
    *(RuntimeError, EOFError, OSError, ValueError, KeyError),
)
_DENSEST: Final = 1032  # deflate packs no tighter than this
_REPEATED: Final = re.compile(rb'number-(rows|columns)-repeated\s*=\s*["\']([0-9]+)["\']')
_OPEN_DOCUMENT: Final = re.compile(
    rb"<table:(table-row|table-cell|covered-table-cell)\b([^>]*)>|</table:(table-row|table)>"
)
_WITHOUT_VALUE: Final = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</(?:\w+:)?c>"
)

_PLACE: Final = re.compile(r"([A-Za-z]+)([0-9]+)")

# All capitals as A, all digits as 0, quotes alike and no blanks: then a far cell is found by plain searching.
_SHAPE: Final = bytes(
    65 if 65 <= code <= 90 else 48 if 48 <= code <= 57 else 34 if code == 39 else code for code in range(256)
)
_BLANKS: Final = b" \t\r\n"
_FARTHEST: Final = (b'r="AAA', b'r="A000000', b'r="AA00000')
# Elements of a sheet that begin with c: cells that say first where they stand, and what is no cell.
_HARMLESS: Final = (b'<cr="A', b"<cf", b"<col", b"<com", b"<con", b"<cus")


@dataclass(frozen=True, slots=True)
class Contents:
    """What was seen on the way: formulas without a value, and cells that hold an error."""

    formulas: bool = False
    errors: bool = False


def check_extent(content: BinaryIO, name: str) -> Contents:
    """Refuse a workbook that would fill the memory; what is no zip is left to the reader.

    Raises:
        BadInput: a sheet's rectangle is larger than :data:`MOST_CELLS`, or a part unpacks beyond all measure.
    """
    formulas = errors = False
    try:
        with zipfile.ZipFile(content) as archive:
            entries = archive.infolist()
            if any(entry.file_size > _MOST_BYTES for entry in entries):
                raise _too_large(name)
            if any(entry.filename == "xl/workbook.bin" for entry in entries):
                raise BadInput(
                    f"Tệp “{name}” là bảng tính nhị phân (.xlsb); hãy mở bằng Excel rồi lưu lại dạng .xlsx."
                )
            for entry in entries:
                if _is_sheet(content, entry, name):
                    seen = _sheet(content, entry, name)
                    formulas, errors = formulas or seen.formulas, errors or seen.errors
                elif entry.filename == "content.xml":
                    check_cells(_open_document_area(_whole_tags(_pieces(content, entry, name))), name)
                elif entry.compress_size * _DENSEST > _MOST_BYTES:
                    for _ in _pieces(content, entry, name):
                        pass
    except _BROKEN:
        # A broken or locked archive: the reader says so in its own sentence.
        return Contents()
    return Contents(formulas, errors)


def _too_large(name: str) -> BadInput:
    return BadInput(f"Tệp “{name}” mở ra quá lớn; hãy chép riêng bảng cần dùng sang tệp mới rồi lưu lại.")


def check_cells(cells: int, name: str) -> None:
    """Refuse a rectangle of more than :data:`MOST_CELLS`.

    Raises:
        BadInput: it has more.
    """
    if cells > MOST_CELLS:
        raise BadInput(
            f"Tệp “{name}” có ô lạc ở rất xa bảng; hãy xóa các hàng, cột thừa dưới và bên phải bảng rồi lưu lại."
        )


def _pieces(content: BinaryIO, entry: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """A part unpacked piece by piece to its true end, whatever the archive says of its length.

    Raises:
        BadInput: it unpacks beyond all measure.
    """
    content.seek(entry.header_offset + 26)
    name_length, extra_length = struct.unpack("<HH", content.read(4))
    content.seek(name_length + extra_length, 1)
    packed = content.read(entry.compress_size)
    if entry.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    unpacking = zlib.decompressobj(-15)
    unpacked = 0
    while packed and not unpacking.eof:
        piece = unpacking.decompress(packed, _CHUNK)
        packed = unpacking.unconsumed_tail
        unpacked += len(piece)
        if unpacked > _MOST_BYTES:
            raise _too_large(name)
        yield piece


def _whole_tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same text in pieces that end at the end of a tag."""
    rest = b""
    for piece in pieces:
        whole, sign, tail = (rest + piece).rpartition(b">")
        rest = tail[-_CHUNK:]
        yield whole + sign


def _is_sheet(content: BinaryIO, entry: zipfile.ZipInfo, name: str) -> bool:
    """By its place, or where the archive keeps its sheets elsewhere by its root."""
    if entry.filename.startswith("xl/worksheets/"):
        return entry.filename.endswith(".xml")
    return b"worksheet" in next(_pieces(content, entry, name), b"")[:_ROOT_WITHIN]


def _sheet(content: BinaryIO, entry: zipfile.ZipInfo, name: str) -> Contents:
    formulas = errors = far = False
    for piece in _whole_tags(_pieces(content, entry, name)):
        shape = piece.translate(_SHAPE, _BLANKS)
        far = far or any(sign in shape for sign in _FARTHEST) or _is_unusual(shape)
        errors = errors or b't="e"' in shape
        formulas = formulas or ((b"f>" in piece or b"<f" in piece) and bool(_WITHOUT_VALUE.search(piece)))
    if far:
        check_cells(_area(_pieces(content, entry, name), name), name)
    return Contents(formulas, errors)


def _is_unusual(shape: bytes) -> bool:
    """Whether a cell does not begin with its place in capitals, as Excel writes it: only true parsing tells then."""
    return shape.count(b"<c") != sum(map(shape.count, _HARMLESS)) or b":row" in shape


def _area(pieces: Iterator[bytes], name: str) -> int:
    """The rectangle of all cells as the reader finds it: a row or cell that does not say its place is the next one.

    Raises:
        BadInput: the sheet is torn, so that no one can tell.
    """
    places = _Places()
    parser = expat.ParserCreate()
    parser.StartElementHandler = places.start
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise BadInput(
            f"Không đọc được tệp “{name}” (tệp hỏng hoặc không phải Excel); "
            "hãy mở bằng Excel rồi lưu lại dạng .xlsx."
        ) from error
    return places.area()


class _Places:
    """The first and last row and column met."""

    def __init__(self) -> None:
        self._row = self._column = 0
        self._rows: list[int] = []
        self._columns: list[int] = []

    def start(self, element: str, attributes: dict[str, str]) -> None:
        """A row or a cell begins."""
        kind, said = element.rpartition(":")[2], attributes.get("r", "")
        if kind == "row":
            self._row, self._column = int(said) if said.isdecimal() else self._row + 1, 0
        elif kind == "c":
            self._column += 1
            place = _PLACE.fullmatch(said)
            if place:
                self._column, self._row = _column(place[1].upper()), int(place[2])
            self._rows = _ends(self._rows, self._row)
            self._columns = _ends(self._columns, self._column)

    def area(self) -> int:
        """Rows by columns."""
        if not self._rows:
            return 0
        return (self._rows[-1] - self._rows[0] + 1) * (self._columns[-1] - self._columns[0] + 1)


def _ends(ends: list[int], one: int) -> list[int]:
    return [min(one, *ends), max(one, *ends)] if ends else [one, one]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
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


_OPEN_TABLES: Final = re.compile(
    rb"<table:(table(?=[\s>])|table-row|table-cell|covered-table-cell)\b([^>]*)>|</table:table>"
)
_SPANNED: Final = re.compile(rb'number-(rows|columns)-spanned=["\']([0-9]{1,7})["\']')


def open_document_merges(content: bytes) -> list[list[Area]]:
    """Cells merged over more than one row, table by table; the fast reader tells none of an OpenDocument file.

    The workbook has passed :func:`check_extent`; of any other kind of file nothing is found.
    """
    found: list[list[Area]] = []
    row = column = -1
    for piece in _content_pieces(content):
        for match in _OPEN_TABLES.finditer(piece):
            opened, attributes = match[1], match[2] or b""
            if opened == b"table":
                found.append([])
                row = -1
            elif opened == b"table-row":
                row, column = row + _repeat(attributes, b"rows"), -1
            elif opened is not None and found:
                column += _repeat(attributes, b"columns")
                span = {kind: int(number) for kind, number in _SPANNED.findall(attributes)}
                if span.get(b"rows", 1) > 1:
                    end = row + span[b"rows"] - 1, column + span.get(b"columns", 1) - 1
                    found[-1].append(((row, column), end))
    return found


def _content_pieces(content: bytes) -> Iterator[bytes]:
    stream = io.BytesIO(content)
    try:
        with zipfile.ZipFile(stream) as archive:
            entry = archive.getinfo("content.xml")
        yield from _whole_tags(_pieces(stream, entry, "content.xml"))
    except _BROKEN:
        # No OpenDocument file, or one whose other parts the reader could do with.
        return


def _repeat(attributes: bytes, what: bytes) -> int:
    for kind, number in _REPEATED.findall(attributes):
        if kind == what:
            return int(number[:9])
    return 1
