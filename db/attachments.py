"""Attachments (tệp đính kèm): bytes stored once under their sha256, rows that name them."""

from __future__ import annotations

import datetime as dt
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from db.errors import BadInput, NotFound
from db.sqlite import Connection
from db.store import Action, Store
from db.vietnamese.dates import format_date
from db.vietnamese.text import clean

LIMIT_BYTES = 20 * 1024 * 1024
"""The largest file the register takes: it travels with every backup copy."""

# Names Windows keeps for devices, whatever suffix follows.
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attached file without its bytes; ``size`` in bytes."""

    id: int
    uid: str
    sha256: str
    name: str
    mime: str
    size: int


def safe_name(name: str) -> str:
    """``name`` as a file name any system can save: NFC, no folders, no forbidden characters, at most 120 long."""
    last = re.split(r"[/\\]", name)[-1]
    plain = clean(_FORBIDDEN.sub("_", clean(last))).strip(". ")
    if not plain:
        plain = "tệp"
    if _DEVICES.match(plain):
        plain = f"_{plain}"
    if len(plain) <= _LONGEST_NAME:
        return plain
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > 10:
        return plain[:_LONGEST_NAME].rstrip(". ")
    return stem[: _LONGEST_NAME - len(suffix) - 1].rstrip(". ") + "." + suffix


@dataclass(frozen=True, slots=True)
class TakenIn:
    """When a file came into the register and by which action; ``at`` is ISO time."""

    at: str
    name: str

    def sentence(self) -> str:
        """When and how, as the officer reads it; without a full stop."""
        day = format_date(dt.date.fromisoformat(self.at[:10]))
        return f"Tệp này đã nhập ngày {day} lúc {self.at[11:16]} ({self.name})"


def _digest(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


def add(action: Action, name: str, content: bytes) -> int:
    """Store ``content`` under ``name``; returns the attachment's id. Equal bytes are stored once.

    Raises:
        BadInput: the file is empty or larger than :data:`LIMIT_BYTES`.
    """
    _check_size(name, len(content))
    digest = _digest(content)
    action.con.execute(
        "INSERT INTO attachment_bytes (sha256, bytes) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING",
        (digest, content),
    )
    shown = safe_name(name)
    mime = mimetypes.guess_type(shown)[0] or "application/octet-stream"
    return action.insert("attachment", sha256=digest, name=shown, mime=mime, size=len(content))


def add_file(action: Action, path: Path) -> int:
    """Store a file from disk; returns the attachment's id.

    Raises:
        BadInput: it is no readable file, is empty or larger than :data:`LIMIT_BYTES`.
    """
    try:
        # Asked before reading: nobody waits for a film to be read only to be refused.
        _check_size(path.name, path.stat().st_size)
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"Không đọc được tệp “{path}”; hãy kiểm tra tệp còn đó và mở được rồi đính lại."
        ) from error
    return add(action, path.name, content)


def _check_size(name: str, size: int) -> None:
    if size == 0:
        raise BadInput(f"Tệp “{name}” trống; hãy chọn tệp khác.")
    if size > LIMIT_BYTES:
        megabytes = f"{size / 1048576:.1f}".replace(".", ",")
        raise BadInput(
            f"Tệp “{name}” nặng {megabytes} MB, quá mức {LIMIT_BYTES // 1048576} MB; "
            "hãy quét lại ở độ phân giải thấp hơn rồi đính lại."
        )


def get(con: Connection, attachment_id: int) -> Attachment:
    """One attachment by id.

    Raises:
        NotFound: there is none.
    """
    row = con.execute(
        "SELECT id, uid, sha256, name, mime, size FROM attachment WHERE id = ?", (attachment_id,)
    ).fetchone()
    if row is None:
        raise NotFound(f"Không có tệp đính kèm số {attachment_id}; hãy tải lại trang.")
    return Attachment(*row)


def content(con: Connection, attachment_id: int) -> bytes:
    """The bytes of one attachment.

    Raises:
        NotFound: there is no such attachment.
    """
    row = con.execute(
        "SELECT b.bytes FROM attachment a JOIN attachment_bytes b ON b.sha256 = a.sha256 WHERE a.id = ?",
        (attachment_id,),
    ).fetchone()
    if row is None:
        raise NotFound(f"Không có tệp đính kèm số {attachment_id}; hãy tải lại trang.")
    return bytes(row["bytes"])


def by_sha256(con: Connection, sha256: str) -> bytes:
    """The bytes a template's picture or scan of the phôi is named by.

    Raises:
        NotFound: the register has no such file.
    """
    row = con.execute("SELECT bytes FROM attachment_bytes WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise NotFound("Ảnh của mẫu không còn trong sổ; hãy chọn lại tệp ảnh cho mẫu.")
    return bytes(row["bytes"])


def add_picture(action: Action, name: str, content: bytes) -> str:
    """Store a picture a template will name; returns its sha256. Bytes the register has already are not added.

    Raises:
        BadInput: the file is empty or larger than :data:`LIMIT_BYTES`.
    """
    digest = _digest(content)
    if action.con.execute("SELECT 1 FROM attachment WHERE sha256 = ?", (digest,)).fetchone() is None:
        add(action, name, content)
    return digest


def taken_in(con: Connection, content: bytes) -> TakenIn | None:
    """The first standing action that stored exactly these bytes; None when none did, or it was undone."""
    row = con.execute(
        """SELECT x.at, x.name FROM attachment a JOIN change c ON c.table_name = 'attachment' AND c.row_id = a.id
           AND c.operation = 'insert' JOIN action x ON x.id = c.action_id
           WHERE a.sha256 = ? ORDER BY x.id LIMIT 1""",
        (_digest(content),),
    ).fetchone()
    return TakenIn(row["at"], row["name"]) if row is not None else None


def drop_unreferenced(store: Store) -> int:
    """Drop the bytes no attachment, no template and no change of the log refers to; returns how many files went.

    Not an action: nothing the history could show or undo changes, the log itself no longer knows the bytes.
    """
    with store.maintenance() as con:
        return con.execute(
            """DELETE FROM attachment_bytes WHERE
               NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = attachment_bytes.sha256)
               AND NOT EXISTS (SELECT 1 FROM certificate_template t
                               WHERE instr(t.body, attachment_bytes.sha256) > 0)
               AND NOT EXISTS (SELECT 1 FROM change c
                               WHERE c.table_name IN ('attachment', 'certificate_template')
                               AND instr(c.payload, attachment_bytes.sha256) > 0)"""
        ).rowcount
