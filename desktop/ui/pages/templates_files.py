"""Files in and out of the template editor: templates as JSON, scans of pre-printed sheets, pictures."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db import certificate_templates
from db.attachments import safe_name
from db.sqlite import Connection
from db.talk import Talk
from desktop.ui.dialogs import files
from desktop.ui.dialogs.template_copy import free_name
from desktop.ui.operations import templates as operations
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.documents.template_document import Body
    from desktop.documents.template_scan import Brought

_JSON: Final = ("Mẫu Giấy khen (*.json)",)
_SCANS: Final = ("Ảnh phôi (*.png *.jpg *.jpeg *.pdf)",)
_PICTURES: Final = ("Hình ảnh (*.png *.jpg *.jpeg)",)


class TemplateFiles(QObject):
    """Reads and writes in the background; what came in is told by ``imported``, ``scanned`` and ``pictured``."""

    imported = Signal(str)
    """A template came in under this name."""
    scanned = Signal(str, object)
    """A scan is in the register: its SHA-256 and what was brought."""
    pictured = Signal(str, str, object)
    """A picture is in the register: what for ("logo", "signature", or a part's key), its SHA-256, what it is."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self._owner = owner
        self._body: Body = {}
        self._use = ""
        self._name = ""
        self._brought: Brought | None = None

    # ------------------------------------------------------------ templates

    def ask_export(self, body: Body) -> None:
        """Ask where to write a template, then write it."""
        self._body = body
        name = safe_name(f"{body['title']}.json")
        files.choose_target(self._owner, "Xuất mẫu ra tệp", name, _JSON, self.export)

    def export(self, path: str) -> None:
        """Write the template asked for."""
        self._session.in_background(partial(_write, dict(self._body), Path(path)), self._exported)

    def _exported(self, path: Path) -> None:
        self._session.tell(f"Đã xuất mẫu ra tệp “{path.name}”.")

    def ask_import(self) -> None:
        """Ask for a template's file, then take it in as the office's own."""
        files.choose_source(self._owner, "Nhập mẫu từ tệp", _JSON, self.take)

    def take(self, path: str) -> None:
        """Take a template's file in."""
        self._session.in_background(partial(_read, Path(path)), self._took)

    def _took(self, body: dict[str, Any]) -> None:
        from desktop.documents import template

        shipped = template.template_names()
        own = (one.name for one in certificate_templates.list_own(self._session.con))
        self._name = free_name(body["title"], {*shipped, *own})
        self._session.run(operations.save(self._name, body, shipped), self._imported)

    def _imported(self, _version: int) -> None:
        self.imported.emit(self._name)

    # ------------------------------------------------------------ pictures

    def ask_scan(self) -> None:
        """Ask for the scan of a pre-printed sheet."""
        files.choose_source(self._owner, "Chọn ảnh quét tờ phôi", _SCANS, self.take_scan)

    def take_scan(self, path: str) -> None:
        """Make a scan light and take it into the register."""
        self._use = ""
        self._session.in_background(partial(_scan, Path(path)), self._brought_in)

    def ask_picture(self, use: str) -> None:
        """Ask for a logo, a signature, or another picture for a part."""
        self._use = use
        files.choose_source(self._owner, "Chọn tệp hình", _PICTURES, self.take_picture)

    def ask_logo(self) -> None:
        """Ask for a logo."""
        self.ask_picture("logo")

    def ask_signature(self) -> None:
        """Ask for a scanned signature."""
        self.ask_picture("signature")

    def take_picture(self, path: str) -> None:
        """Take a picture into the register."""
        self._session.in_background(partial(_picture, Path(path)), self._brought_in)

    def _brought_in(self, brought: Brought) -> None:
        self._brought = brought
        self._session.run(operations.take_scan(brought.name, brought.data), self._kept)

    def _kept(self, digest: str) -> None:
        if self._use:
            self.pictured.emit(self._use, digest, self._brought)
        else:
            self.scanned.emit(digest, self._brought)


def _write(body: dict[str, Any], path: Path, _con: Connection, _talk: Talk) -> Path:
    from db.files import replace_file

    with replace_file(path) as beside:
        beside.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _read(path: Path, _con: Connection, _talk: Talk) -> dict[str, Any]:
    from desktop.documents import template

    return template.read_file(path)


def _scan(path: Path, _con: Connection, _talk: Talk) -> Brought:
    from desktop.documents import template_scan

    return template_scan.read_scan(path)


def _picture(path: Path, _con: Connection, _talk: Talk) -> Brought:
    from desktop.documents import template_scan

    return template_scan.read_picture(path)
