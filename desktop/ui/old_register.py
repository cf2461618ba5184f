"""The way of an old register into the book: its workbook read and asked about, and the empty form it is copied into."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.sqlite import Connection
from db.talk import Talk
from desktop.ui.dialogs import files
from desktop.ui.importer import Importer
from desktop.ui.session import Session

IMPORT_WORDS: Final = "&Nhập sổ khen thưởng cũ…"
FORM_WORDS: Final = "&Mẫu nhập sổ khen thưởng cũ…"
_FORM_NAME: Final = "mau-nhap-so-khen-thuong-cu.xlsx"


class OldRegister(QObject):
    """What a page offers for an old register; ``importer`` reads workbooks and pasted blocks as such."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self.importer = Importer(session, "old_awards", owner)

    def ask_form(self) -> None:
        """Ask where the empty form goes."""
        owner = self.parent()
        assert isinstance(owner, QWidget)
        files.choose_target(owner, "Mẫu nhập sổ khen thưởng cũ", _FORM_NAME, files.WORKBOOK, self.write_form)

    def write_form(self, path: str) -> None:
        """Write the empty form and open it."""
        target = Path(path)
        self._session.in_background(partial(_write, target), partial(self._written, target))

    def _written(self, target: Path, _room: int) -> None:
        self._session.tell(f"Đã ghi mẫu nhập sổ khen thưởng cũ vào “{target.name}”.")
        self._session.open_file(target)


def _write(target: Path, con: Connection, talk: Talk) -> int:
    from desktop.exchange.old_register_form import write_old_register_form

    talk.progress(0, 1, "Đang ghi mẫu")
    return write_old_register_form(con, target)
