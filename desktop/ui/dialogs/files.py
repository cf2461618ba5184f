"""Where to write a file and which one to read; the dialogs are opened, never waited for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from db import attachments
from desktop.ui.session import Session

WORKBOOK: Final = ("Bảng tính Excel (*.xlsx)",)
PAPER: Final = ("Văn bản Word (*.docx)", "PDF (*.pdf)")
ARCHIVE: Final = ("Tệp nén (*.zip)",)
ANY: Final = ("Mọi tệp (*)",)


def choose_target(
    parent: QWidget, title: str, name: str, filters: tuple[str, ...], chosen: Callable[[str], object]
) -> QFileDialog:
    """Ask where to write; ``chosen`` is a bound method that gets the path."""
    made = _dialog(parent, title, filters)
    made.setObjectName("chooseTarget")
    made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    made.setFileMode(QFileDialog.FileMode.AnyFile)
    suffix = Path(name).suffix
    made.setDefaultSuffix(suffix.removeprefix("."))
    made.selectFile(name)
    made.fileSelected.connect(chosen)
    made.open()
    return made


def choose_source(
    parent: QWidget, title: str, filters: tuple[str, ...], chosen: Callable[[str], object]
) -> QFileDialog:
    """Ask which file to read; ``chosen`` is a bound method that gets the path."""
    made = _dialog(parent, title, filters)
    made.setObjectName("chooseSource")
    made.setFileMode(QFileDialog.FileMode.ExistingFile)
    made.fileSelected.connect(chosen)
    made.open()
    return made


def choose_folder(parent: QWidget, title: str, chosen: Callable[[str], object]) -> QFileDialog:
    """Ask into which folder to write; ``chosen`` is a bound method that gets the path."""
    made = _dialog(parent, title, ())
    made.setObjectName("chooseFolder")
    made.setFileMode(QFileDialog.FileMode.Directory)
    made.setOption(QFileDialog.Option.ShowDirsOnly, True)
    made.fileSelected.connect(chosen)
    made.open()
    return made


def open_attachment(session: Session, attachment_id: int) -> None:
    """Show a kept file with the program the system has for it, from a copy of its own."""
    kept = attachments.get(session.con, attachment_id)
    target = Path(tempfile.mkdtemp(prefix="sothidua-")) / attachments.safe_name(kept.name)
    target.write_bytes(attachments.content(session.con, attachment_id))
    session.open_file(target)


def _dialog(parent: QWidget, title: str, filters: tuple[str, ...]) -> QFileDialog:
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    made = QFileDialog(parent, title, home)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if filters:
        made.setNameFilters(list(filters))
    return made
