"""A plan as it comes (text in any encoding, docx, pdf, pasted) -> the text that is shown and read."""

from __future__ import annotations

import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.plans.source_errors import NotAPlan, UnreadableSource

__all__ = ["LARGEST_FILE", "NotAPlan", "PlanText", "UnreadableSource", "pasted", "read_file"]

LARGEST_FILE: Final = 20 * 1024 * 1024
"""Bytes; a plan of a hundred pages with pictures stays well under this."""

_IMAGES: Final = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic"})
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGE_STARTS: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_BINARY_SHARE: Final = 0.02
_CAPITAL_LETTERS: Final = 4
_FEW_BYTES: Final = 40
_ZERO_SHARE: Final = 0.3
_NO_TEXT: Final = frozenset({"Cc", "Cn", "Co", "Cs"})


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
        from desktop.plans.pdf import pdf_text

        text, note = pdf_text(data, path.name)
        return _shown(text, path.name, note)
    if data.startswith(b"PK\x03\x04"):
        from desktop.plans.word import docx_text

        return _shown(docx_text(path), path.name, "")
    if data.startswith(_OLE) and suffix == ".docx":
        # Word keeps a locked .docx inside the container of the old format.
        raise UnreadableSource(
            f"“{path.name}” có mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại, hoặc dán nội dung kế hoạch."
        )
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
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableSource(f"“{path.name}” không phải một tệp; hãy chọn tệp kế hoạch.")
        if found.st_size > LARGEST_FILE:
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

    decoded = legacy.decode(_with_mark(data))
    lost = decoded.text.count("\ufffd")
    # A letter spoilt here and there, or cut in two at the end of the file, is no reason to refuse the rest.
    few = lost <= max(1, len(decoded.text) * _BINARY_SHARE)
    text = decoded.text.replace("\ufffd", "") if few else decoded.text
    strange = sum(1 for c in text if unicodedata.category(c) in _NO_TEXT and c not in "\t\n\r\f")
    if "\0" in text or strange > len(text) * _BINARY_SHARE or "\ufffd" in text:
        raise UnreadableSource(
            f"“{name}” không phải tệp văn bản đọc được; hãy dùng tệp .docx, .pdf có chữ, .txt hoặc dán nội dung."
        )
    known = decoded.encoding.startswith("utf")
    if decoded.encoding == legacy.TCVN3:
        text = "\n".join(map(_capital_line, text.splitlines()))
    note = "" if known else f"Tệp dùng bảng mã cũ ({decoded.encoding}); chữ đã được chuyển sang Unicode."
    if lost:
        note = f"Tệp có {lost} chữ bị hỏng, đã bỏ qua; hãy đối chiếu với bản giấy."
    return _shown(text, name, note)


def _with_mark(data: bytes) -> bytes:
    """UTF-16 written without its mark is known by the zero bytes of its spaces and plain letters."""
    sample = data[:4000]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or len(sample) < _FEW_BYTES:
        return data
    even, odd = sample[::2].count(0) * 2, sample[1::2].count(0) * 2
    if odd > _ZERO_SHARE * len(sample) and even == 0:
        return b"\xff\xfe" + data
    if even > _ZERO_SHARE * len(sample) and odd == 0:
        return b"\xfe\xff" + data
    return data


def _capital_line(line: str) -> str:
    """TCVN3 writes "Ủ" with the code of "ủ": a line whose plain letters are all capitals was all capitals."""
    plain = [c for c in line if c.isascii() and c.isalpha()]
    capital = len(plain) >= _CAPITAL_LETTERS and all(c.isupper() for c in plain)
    return line.upper() if capital and not any(c.isdigit() for c in line) else line


def _shown(text: str, origin: str, note: str) -> PlanText:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = text.replace("\u00ad\n", "").replace("\0", "")
    return PlanText(unicodedata.normalize("NFC", text), origin, note)
