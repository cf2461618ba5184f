"""What leaves the board as a file and comes back: the Excel list, the form for units, the letter to the late."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db import campaigns
from db.sqlite import Connection
from db.talk import Talk
from desktop.ui.dialogs import files
from desktop.ui.form_sender import FormSender
from desktop.ui.importer import Importer
from desktop.ui.session import Session


class BoardFiles(QObject):
    """The board's files; each is written aside and opened with the program the system has for it."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self.importer = Importer(session, "registrations", owner)
        self.forms = FormSender(session, "registrations", owner)

    def _owner(self) -> QWidget:
        # Asked for each time: a reference kept here would outlive the page.
        owner = self.parent()
        assert isinstance(owner, QWidget)
        return owner

    def export(self) -> None:
        """Ask where the Excel list goes."""
        files.choose_target(
            self._owner(),
            "Xuất danh sách đăng ký",
            f"{self._stem()}-dang-ky.xlsx",
            files.WORKBOOK,
            self.export_to,
        )

    def export_to(self, path: str) -> None:
        """Write the list of registrations of the drive."""
        target = Path(path)
        work = partial(_export, self._campaign(), self._session.as_of, self._session.path.name, target)
        self._session.in_background(work, partial(self._written, target))

    def letter(self) -> None:
        """Ask where the letter to the late units goes."""
        files.choose_target(
            self._owner(), "In công văn đôn đốc", f"{self._stem()}-don-doc.docx", files.PAPER, self.letter_to
        )

    def letter_to(self, path: str) -> None:
        """Write the letter: it names exactly the units that are late on the day looked at."""
        target = Path(path)
        self._session.in_background(
            partial(_write_letter, self._campaign(), self._session.as_of, target),
            partial(self._written, target),
        )

    def _campaign(self) -> int:
        assert self._session.campaign_id is not None
        return self._session.campaign_id

    def _stem(self) -> str:
        return campaigns.get_campaign(self._session.con, self._campaign()).code

    def _written(self, target: Path, _result: object) -> None:
        self._session.tell(f"Đã ghi “{target.name}”.")
        self._session.open_file(target)


def _export(
    campaign_id: int, as_of: dt.date, store_name: str, target: Path, con: Connection, _talk: Talk
) -> int:
    from desktop.exchange import exports

    return exports.export(con, "registrations", campaign_id, target, as_of, store_name=store_name)


def _write_letter(campaign_id: int, as_of: dt.date, target: Path, con: Connection, _talk: Talk) -> None:
    from desktop.documents import paper_files, records, reminder

    paper_files.write_paper(reminder.reminder(records.reminder_facts(con, campaign_id, as_of)), target)
