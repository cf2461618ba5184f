"""Many files written together: into a folder, or into one zip."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.errors import BadInput, TargetBusy
from db.files import refusal, write_whole
from desktop.documents.paper import Paper

# Files of a zip carry this time: the same papers make the same file.
_STAMP = (1980, 1, 1, 0, 0, 0)
_LETTERS = str.maketrans({"đ": "d", "Đ": "D", "ƀ": "b", "Ƀ": "B"})
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its path inside the folder or zip ("01_To-trinh.docx"), its bytes."""

    path: str
    content: bytes


def paper_bytes(paper: Paper, suffix: str) -> bytes:
    """A paper as the bytes of a ``.docx`` or ``.pdf``.

    Raises:
        BadInput: the suffix is another one.
    """
    if suffix == ".docx":
        from desktop.documents.paper_docx import docx_bytes

        return docx_bytes(paper)
    if suffix == ".pdf":
        from desktop.documents.paper_pdf import pdf_bytes

        return pdf_bytes(paper)
    raise BadInput(f"Văn bản chỉ ghi được ra tệp .docx hoặc .pdf, không phải “{suffix}”; hãy chọn lại.")


def file_word(text: str) -> str:
    """``text`` as a word of a file name that any system takes in: "Nguyễn Văn Ân" becomes "Nguyen-Van-An"."""
    parts = unicodedata.normalize("NFD", text)
    plain = "".join(c for c in parts if unicodedata.category(c) != "Mn").translate(_LETTERS)
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in plain.replace("’", "").replace("'", ""))
    return "-".join(kept.split())[:_LONGEST].strip("-") or "tep"


def write_bundle(entries: Sequence[Entry], target: Path) -> None:
    """Write all files, or none where one cannot be: into ``target`` as a ``.zip``, else as a folder (made if absent).

    Raises:
        BadInput: there is nothing to write.
        Refused: the folder is missing, full or not writable, or a file is open elsewhere.
    """
    if not entries:
        raise BadInput("Không có tệp nào để ghi ra.")
    if target.suffix.lower() == ".zip":
        write_whole(target, zip_bytes(entries))
        return
    if target.is_file():
        raise TargetBusy(f"“{target.name}” là một tệp, không phải thư mục; hãy chọn thư mục hoặc tệp .zip.")
    for entry in entries:
        path = target / entry.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise refusal(error, path) from error
        write_whole(path, entry.content)


def zip_bytes(entries: Sequence[Entry]) -> bytes:
    """The files as one zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in entries:
            archive.writestr(zipfile.ZipInfo(entry.path, _STAMP), entry.content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
