"""What a file really is, whatever its suffix: an old or a new workbook, text, a web page, locked by a password."""

from __future__ import annotations

from typing import Final

from db.errors import BadInput

_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_WEB: Final = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def looked_at(content: bytes, name: str) -> str:
    """``package`` (xlsx, ods), ``compound`` (xls) or ``text``.

    Raises:
        BadInput: the file is locked by a password, a web page in disguise, or nothing this program reads.
    """
    if content.startswith(_ZIP):
        return "package"
    if content.startswith(_COMPOUND):
        if _LOCKED_PACKAGE in content:
            raise locked(name)
        return "compound"
    start = content[:4096]
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower().startswith(_WEB):
        raise BadInput(
            f"Tệp “{name}” là trang web mang đuôi bảng tính; hãy mở bằng Excel rồi lưu lại dạng .xlsx."
        )
    if start.startswith(_MARKS) or not any(code < 32 and code not in (9, 10, 13) for code in start):
        return "text"
    raise damaged(name)


def locked(name: str) -> BadInput:
    """What is said of a file with a password."""
    return BadInput(f"Tệp “{name}” có mật khẩu; hãy mở bằng Excel, bỏ mật khẩu rồi lưu lại.")


def damaged(name: str) -> BadInput:
    """What is said of a file that cannot be read."""
    return BadInput(
        f"Không đọc được tệp “{name}” (tệp hỏng hoặc không phải Excel); hãy mở bằng Excel rồi lưu lại dạng .xlsx."
    )
