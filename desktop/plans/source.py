"""A plan as it comes (text in any encoding, docx, pdf, pasted) -> the text that is shown and read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import Refused

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

LARGEST_FILE: Final = 20 * 1024 * 1024
"""Bytes; a plan of a hundred pages with pictures stays well under this."""

_IMAGES: Final = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic"})
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGE_STARTS: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_BINARY_SHARE: Final = 0.02
_LAYOUT_COLUMNS: Final = 2
_LAYOUT_ROWS: Final = 3
_FEW_LETTERS: Final = 20
_CAPITAL_LETTERS: Final = 4
_NO_TEXT: Final = frozenset({"Cc", "Cn", "Co", "Cs"})


class UnreadableSource(Refused):
    """The file cannot be turned into text; the sentence says which file would do."""


class NotAPlan(Refused):
    """The text was read but launches no emulation drive."""


@dataclass(frozen=True, slots=True)
class PlanText:
    """The shown text of a plan: NFC, each line ended by a line feed; all offsets of a proposal count in ``text``."""

    text: str
    origin: str = ""
    """Name of the file, or "" when pasted."""
    note: str = ""
    """What was repaired on the way in, one Vietnamese sentence, or ""."""


def pasted(text: str) -> PlanText:
    """Text from the clipboard or a field of the window; that of an old Vietnamese font is repaired and said."""
    from db.vietnamese import legacy

    repaired = legacy.repair(text)
    note = f"Chữ dán vào dùng bảng mã cũ ({repaired.encoding}); đã được chuyển sang Unicode."
    return _shown(repaired.text, "", note if repaired.encoding else "")


def read_file(path: Path) -> PlanText:
    """The text of the file at ``path``.

    Raises:
        UnreadableSource: missing, empty, too large, a picture, an old .doc, binary, a scan without text.
    """
    data = _bytes(path)
    suffix = path.suffix.lower()
    if data.startswith(b"%PDF"):
        return _shown(_pdf_text(data, path.name), path.name, "")
    if data.startswith(b"PK\x03\x04"):
        return _shown(_docx_text(path), path.name, "")
    if data.startswith(_OLE) or suffix == ".doc":
        raise UnreadableSource(
            f"“{path.name}” là tệp Word kiểu cũ (.doc); hãy mở bằng Word, chọn Lưu thành (Save As) kiểu .docx,"
            " rồi mở lại."
        )
    if suffix in _IMAGES or data.startswith(_IMAGE_STARTS):
        raise UnreadableSource(
            f"“{path.name}” là ảnh, không có chữ để đọc; hãy dùng bản Word, PDF có chữ hoặc dán nội dung."
        )
    if suffix in {".docx", ".pdf"}:
        raise UnreadableSource(
            f"“{path.name}” không phải tệp {suffix[1:]} đọc được (có thể đã hỏng); hãy lưu lại hoặc dán nội dung."
        )
    return _plain(data, path.name)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableSource(
                f"“{path.name}” lớn hơn {LARGEST_FILE // 1024 // 1024} MB; hãy chọn đúng tệp hoặc dán nội dung."
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(
            f"Không mở được “{path.name}”; hãy kiểm tra tệp còn ở đó và được phép đọc."
        ) from error
    if not data.strip():
        raise UnreadableSource(f"“{path.name}” là tệp trống; hãy chọn tệp kế hoạch khác.")
    return data


def _plain(data: bytes, name: str) -> PlanText:
    from db.vietnamese import legacy

    decoded = legacy.decode(data)
    text = decoded.text
    strange = sum(1 for c in text if unicodedata.category(c) in _NO_TEXT and c not in "\t\n\r\f")
    if "\0" in text or strange > len(text) * _BINARY_SHARE or "\ufffd" in text:
        raise UnreadableSource(
            f"“{name}” không phải tệp văn bản đọc được; hãy dùng tệp .docx, .pdf có chữ, .txt hoặc dán nội dung."
        )
    known = decoded.encoding.startswith("utf")
    if decoded.encoding == legacy.TCVN3:
        text = "\n".join(map(_capital_line, text.splitlines()))
    note = "" if known else f"Tệp dùng bảng mã cũ ({decoded.encoding}); chữ đã được chuyển sang Unicode."
    return _shown(text, name, note)


def _capital_line(line: str) -> str:
    """TCVN3 writes "Ủ" with the code of "ủ": a line whose plain letters are all capitals was all capitals."""
    plain = [c for c in line if c.isascii() and c.isalpha()]
    capital = len(plain) >= _CAPITAL_LETTERS and all(c.isupper() for c in plain)
    return line.upper() if capital and not any(c.isdigit() for c in line) else line


def _shown(text: str, origin: str, note: str) -> PlanText:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = text.replace("\u00ad\n", "").replace("\0", "")
    return PlanText(unicodedata.normalize("NFC", text), origin, note)


def _docx_text(path: Path) -> str:
    import zlib
    from zipfile import BadZipFile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        # A torn part raises lxml's XMLSyntaxError, which is a SyntaxError.
        document = Document(str(path))
    except (PackageNotFoundError, BadZipFile, SyntaxError, zlib.error, KeyError, ValueError) as error:
        raise UnreadableSource(
            f"“{path.name}” không phải tệp Word .docx đọc được; hãy lưu lại bằng Word kiểu .docx."
        ) from error
    return "\n\n".join(_docx_pieces(document))


def _docx_pieces(document: Document) -> Iterator[str]:
    """Paragraphs and tables in the order they stand."""
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            if part.text.strip():
                yield part.text
        elif isinstance(part, Table):
            yield from _table_pieces(part)


def _table_pieces(table: Table) -> Iterator[str]:
    """A layout table (letterhead, signature) cell by cell; a real table row by row, cells parted by " | "."""
    rows = [list(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in table.rows]
    if len(table.columns) <= _LAYOUT_COLUMNS and len(rows) <= _LAYOUT_ROWS:
        for row in rows:
            yield from (cell for cell in row if cell)
        return
    lines = [" | ".join(" ".join(cell.text.split()) for cell in row.cells) for row in table.rows]
    yield "\n".join(f"| {line} |" for line in lines)


def _pdf_text(data: bytes, name: str) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableSource(
            f"“{name}” không mở được (PDF hỏng hoặc có mật khẩu); hãy xin bản khác hoặc dán nội dung kế hoạch."
        ) from error
    try:
        pages = []
        for number in range(len(document)):
            page = document[number]
            textpage = page.get_textpage()
            pages.append(textpage.get_text_bounded())
            textpage.close()
            page.close()
    finally:
        document.close()
    text = "\n".join(pages)
    if sum(map(str.isalpha, text)) < _FEW_LETTERS:
        raise UnreadableSource(
            f"“{name}” là bản quét (chỉ có ảnh, không có chữ); hãy dùng bản Word, PDF có chữ hoặc dán nội dung."
        )
    # pdfium marks a word broken at a line's end with U+FFFE.
    return text.replace("\ufffe\r\n", "").replace("\ufffe", "")
