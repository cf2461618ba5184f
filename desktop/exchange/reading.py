"""Reading a workbook of any shape: sheets as grids of clean values, with merged cells filled.

xlsx, xls and ods through python-calamine; csv by its own reader with the encoding told by scoring. What a file
is, its content says: offices send new workbooks, text and web pages under the suffix .xls.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db import attachments, files
from db.errors import BadInput, NotFound
from db.vietnamese import legacy
from db.vietnamese.text import clean
from desktop.exchange import extent, sniffing

Value = str | int | float | dt.date | None
MAX_BYTES = attachments.LIMIT_BYTES
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: rows of values; ``repaired`` counts cells that came in an old encoding.

    ``notes`` says of cells (row, column, from zero) why they are empty though something stands there.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    repaired: int = 0
    hidden: bool = False
    notes: dict[tuple[int, int], str] = field(default_factory=dict)

    def value(self, row: int, column: int) -> Value:
        """The value of a cell; None outside the sheet."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]

    def text(self, row: int, column: int) -> str:
        """The value as text; empty outside the sheet."""
        return as_text(self.value(row, column))


def as_text(value: Value) -> str:
    """A cell as a person reads it: whole numbers without ".0", dates dd/mm/yyyy."""
    if value.__class__ is str:
        return value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return str(value)


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Zero-based row and column as Excel names the cell."""
    return f"{column_letter(column)}{row + 1}"


def workbooks_in(folder: Path) -> list[Path]:
    """The workbooks of a folder by name, without those inside further folders and without Excel's own side files.

    Raises:
        NotFound: there is none.
    """
    inside = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and _is_file(path))
    found = [path for path in inside if not path.name.startswith(("~$", ".~lock."))]
    if not found:
        raise NotFound(
            f"Thư mục “{folder.name}” không có bảng tính nào; hãy chọn thư mục khác hoặc chọn tệp."
        )
    return found


def load(path: Path) -> bytes:
    """The bytes of a file that may be a workbook.

    Raises:
        NotFound: no such file.
        BadInput: no workbook by its suffix, or too large.
    """
    if not _is_file(path):
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir fails on a name too long to exist
            raise BadInput(f"“{path.name}” là một thư mục; hãy chọn tệp bảng tính trong đó.")
        raise NotFound(f"Không tìm thấy tệp “{path}”; hãy kiểm tra lại đường dẫn.")
    if path.suffix.lower() not in SUFFIXES:
        raise BadInput(f"Tệp “{path.name}” không phải bảng tính; hãy dùng tệp .xlsx, .xls, .ods hoặc .csv.")
    if path.stat().st_size > MAX_BYTES:
        raise BadInput(
            f"Tệp “{path.name}” quá lớn (trên {MAX_BYTES // 1048576} MB); hãy bỏ bớt hình ảnh rồi lưu lại."
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"Không đọc được tệp “{path.name}” ({files.why(error)}); hãy đóng tệp ở chương trình khác rồi thử lại."
        ) from error


def read_workbook(path: Path) -> list[Grid]:
    """All sheets of a file that hold anything (see :func:`load` and :func:`read_content` for what is refused)."""
    return read_content(load(path), path.name)


def read_content(content: bytes, name: str) -> list[Grid]:
    """All sheets of a workbook that hold anything.

    Raises:
        BadInput: not a workbook, too large unpacked, damaged or protected by a password.
    """
    if not content:
        raise BadInput(f"Tệp “{name}” trống, không có dữ liệu; hãy kiểm tra lại tệp.")
    what = sniffing.looked_at(content, name)
    if what == "text":
        grids = [parse_delimited(Path(name).stem, _whole_letters(legacy.decode(content).text, name))]
    else:
        grids = _workbook(content, name, old=what == "compound")
    found = [grid for grid in grids if grid.rows]
    if not found:
        raise BadInput(f"Tệp “{name}” không có dữ liệu; hãy kiểm tra lại tệp.")
    return found


_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]")
_LOST_ENOUGH = 5


def _whole_letters(text: str, name: str) -> str:
    """The text, unless Excel wrote "?" for every letter its code page did not know, or bytes of letters are spoilt.

    Raises:
        BadInput: no one can tell those letters again.
    """
    spoilt = next((number for number, line in enumerate(text.splitlines(), 1) if "\ufffd" in line), None)
    if spoilt is not None:
        raise BadInput(
            f"Tệp “{name}” có chữ bị hỏng ở dòng {spoilt}; hãy mở tệp, gõ lại chữ đó rồi lưu dạng “CSV UTF-8”."
        )
    if len(_LOST.findall(text)) >= _LOST_ENOUGH:
        raise BadInput(
            f"Tệp “{name}” đã mất chữ có dấu khi lưu (thành dấu “?”); "
            "hãy mở lại tệp gốc rồi lưu dạng .xlsx hoặc “CSV UTF-8”."
        )
    return text


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # A name longer than the file system takes names nothing.
        return False


def _workbook(content: bytes, name: str, *, old: bool) -> list[Grid]:
    from desktop.exchange import fast_reader, formulas

    seen = extent.check_extent(io.BytesIO(content), name)
    read = fast_reader.sheets(content, name, old=old)
    grids = [_grid(sheet.name, sheet.rows, sheet.merged, hidden=sheet.hidden) for sheet in read]
    return formulas.complete(content, grids, seen)


def _grid(
    name: str,
    rows: Sequence[Sequence[object]],
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    *,
    hidden: bool = False,
) -> Grid:
    filled: list[Sequence[object]] = list(rows)
    for (top, left), (bottom, right) in merged:
        # Only across rows: a title merged over the width must not turn into many columns of the same text.
        if top < len(filled) and left < len(filled[top]) and left == right:
            for row in range(top + 1, min(bottom + 1, len(filled))):
                line = list(filled[row])
                line[left] = filled[top][left]
                filled[row] = line
    while filled and not any(value not in ("", None) for value in filled[-1]):
        filled.pop()
    texts = _Texts()
    # One look-up a cell: a sheet of 20,000 rows holds few different texts, and most of its time was spent here.
    made = [tuple([texts[raw] if raw.__class__ is str else _plain(raw) for raw in line]) for line in filled]
    while made and not any(value is not None for value in made[-1]):
        made.pop()
    if not texts.mended:
        return Grid(name, tuple(made), 0, hidden)
    mended, count = _by_column([list(line) for line in filled], made, texts.mended)
    return Grid(name, mended, count, hidden)


def _by_column(
    raw: list[list[object]], made: list[tuple[Value, ...]], mended: set[object]
) -> tuple[tuple[tuple[Value, ...], ...], int]:
    """The rows with the columns in an old encoding repaired as a whole, and how many cells were.

    One short word tells too little: "Tæ" alone could be Tổ or Tỉ, "¤ng" any sign; its neighbours decide.
    """
    count = 0
    usual = legacy.detect(str(text) for text in mended).encoding
    lines = [list(line) for line in made]
    for column in range(max(map(len, lines))):
        here = [(at, line[column]) for at, line in enumerate(raw[: len(lines)]) if column < len(line)]
        texts = {text for _, text in here if isinstance(text, str)}
        doubtful = {text for text in texts if not text.isascii() and not legacy.is_certain(text)}
        encoding = (legacy.detect(doubtful).encoding if doubtful & mended else None) or usual
        mostly = len(doubtful & mended) > sum(legacy.is_certain(text) for text in texts)
        for at, text in here:
            if text not in doubtful or not isinstance(text, str):
                continue
            if encoding is not None and (mostly or text in mended or legacy.makes_sense(text, encoding)):
                lines[at][column] = clean(legacy.convert(text, encoding)) or None
                count += 1
            else:
                count += text in mended
    return tuple(map(tuple, lines)), count


def normal(text: str) -> str:
    """A text as it is taken in: old encodings repaired, clean and in NFC."""
    return _repaired(text)[0]


def _repaired(raw: str) -> tuple[str, bool]:
    # Letters and marks apart are good Unicode already, though the repairer could take them for Windows-1258.
    fixed = legacy.repair(unicodedata.normalize("NFC", raw))
    return clean(fixed.text), fixed.encoding is not None


class _Texts(dict[object, str | None]):
    """Raw text → clean text or None; ``mended`` are the raw texts that came in an old encoding."""

    def __init__(self) -> None:
        super().__init__()
        self.mended: set[object] = set()

    def __missing__(self, raw: str) -> str | None:
        if raw.isprintable() and (raw.isascii() or legacy.is_certain(raw)):
            found, mended = " ".join(raw.split()), False
        else:
            found, mended = _repaired(raw)
        if mended:
            self.mended.add(raw)
        self[raw] = found or None
        return found or None


def _plain(raw: object) -> Value:
    if raw.__class__ is float or raw is None:
        return raw
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, bool):
        return "x" if raw else None
    if isinstance(raw, int | float | dt.date):
        return raw
    return str(raw)


# Programs put an apostrophe before a text Excel would take for a formula; it is no part of the text.
_GUARDED = re.compile(r"'+[=+\-@]")


def unguarded(cell: str) -> str:
    """A text without the apostrophe that kept it from being taken for a formula."""
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell


def parse_delimited(name: str, text: str) -> Grid:
    """A block of text as a grid: tabs (pasted from Excel), semicolons or commas, whichever the first lines use."""
    head = "\n".join(text.splitlines()[:20])
    delimiter = max("\t;,", key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter if head.count(delimiter) else "\t")
    try:
        cells = [[unguarded(cell) for cell in row] for row in rows]
    except csv.Error as error:
        raise BadInput(
            f"“{name}” có ô dài bất thường (có thể thiếu dấu ngoặc kép đóng); hãy sửa ô đó rồi lưu lại."
        ) from error
    if max(map(len, cells), default=0) > extent.MOST_COLUMNS:
        raise BadInput(f"“{name}” có dòng quá nhiều cột; hãy kiểm tra dấu ngăn cách các cột rồi lưu lại.")
    return _grid(name, cells, [])
