"""What a file really is, whatever its suffix: an old or a new workbook, text, a web page, locked by a password."""

from __future__ import annotations

import struct
from typing import Final

from db.errors import BadInput

_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_WEB: Final = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BEGIN_BOOK: Final = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_LOCK: Final = 0x2F
_SHEETS: Final = 0x85


def looked_at(content: bytes, name: str) -> str:
    """``package`` (xlsx, ods), ``compound`` (xls) or ``text``.

    Raises:
        BadInput: the file is locked by a password, a web page in disguise, or nothing this program reads.
    """
    if content.startswith(_ZIP):
        return "package"
    if content.startswith(_COMPOUND):
        if _LOCKED_PACKAGE in content or _locked_book(content):
            raise BadInput(f"Tệp “{name}” có mật khẩu; hãy mở bằng Excel, bỏ mật khẩu rồi lưu lại.")
        return "compound"
    start = content[:4096]
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower().startswith(_WEB):
        raise BadInput(
            f"Tệp “{name}” là trang web mang đuôi bảng tính; hãy mở bằng Excel rồi lưu lại dạng .xlsx."
        )
    if start.startswith(_MARKS) or not any(code < 32 and code not in (9, 10, 13) for code in start):
        return "text"
    raise BadInput(
        f"Không đọc được tệp “{name}” (tệp hỏng hoặc không phải Excel); hãy mở bằng Excel rồi lưu lại dạng .xlsx."
    )


def _locked_book(content: bytes) -> bool:
    """Whether the first records of an Office 2003 workbook lock what follows."""
    at = content.find(_BEGIN_BOOK)
    while 0 <= at < len(content) - 4:
        kind, length = struct.unpack_from("<HH", content, at)
        if kind in (_LOCK, _SHEETS):
            return bool(kind == _LOCK)
        at += 4 + length
    return False
