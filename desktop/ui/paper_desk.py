"""The menu "Văn bản" of any page: every kind of paper by its step, whole dossiers, and the office's own templates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db import campaigns
from db.attachments import safe_name
from db.sqlite import Connection
from db.talk import Talk
from desktop.documents.paper_kinds import BY_KEY, KINDS, Choice, PaperKind
from desktop.ui.dialogs import files
from desktop.ui.dialogs.paper import PaperDialog
from desktop.ui.dialogs.paper_fields import PaperFieldsDialog
from desktop.ui.dialogs.submission_files import SubmissionFilesDialog
from desktop.ui.session import Session

_NO_DRIVE: Final = "Hãy tạo hoặc chọn phong trào ở dòng trên cùng trước khi lập văn bản."


@dataclass(frozen=True, slots=True)
class Whole:
    """An entry under the kinds: its name and words."""

    name: str
    words: str


WHOLES: Final = (
    Whole("submissionFiles", "Xuất hồ sơ &trình…"),
    Whole("driveArchive", "Lưu trữ &phong trào (zip)…"),
    Whole("paperFields", "Trường của &mẫu Word riêng…"),
)


class PaperDesk(QObject):
    """Opens the dialogs of papers for what its page looks at."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self._start = Choice(session.as_of)

    def actions(self) -> list[QAction]:
        """The entries of the menu: a submenu for each step, then what is written whole."""
        made = [self._step(group, list(kinds)) for group, kinds in groupby(KINDS, _group)]
        line = QAction(self)
        line.setSeparator(True)
        slots = (self.ask_submission_files, self.ask_archive, self.show_fields)
        wholes = []
        for whole, slot in zip(WHOLES, slots, strict=True):
            entry = QAction(whole.words, self)
            entry.setObjectName(whole.name)
            entry.triggered.connect(slot)
            wholes.append(entry)
        return [*made, line, *wholes]

    def _step(self, group: str, kinds: list[PaperKind]) -> QAction:
        menu = QMenu(group, self._owner())
        menu.setObjectName(f"papers_{kinds[0].key}")
        for kind in kinds:
            entry = menu.addAction(f"{kind.title}…")
            entry.setObjectName(f"paper_{kind.key}")
            entry.setData(kind.key)
        menu.triggered.connect(self._ask_entry)
        return menu.menuAction()

    def _owner(self) -> QWidget:
        # Asked for each time: a reference kept here would outlive the page.
        owner = self.parent()
        assert isinstance(owner, QWidget)
        return owner

    def look_at(
        self,
        *,
        decision_id: int | None = None,
        submission_id: int | None = None,
        nomination_id: int | None = None,
    ) -> None:
        """Papers are of these from now on, where they are of such at all."""
        self._start = Choice(
            self._session.as_of,
            decision_id=decision_id,
            submission_id=submission_id,
            nomination_id=nomination_id,
        )

    def _ask_entry(self, entry: QAction) -> None:
        self.ask(str(entry.data()))

    def ask(self, key: str) -> None:
        """Open the dialog of a kind of paper."""
        needs_drive = BY_KEY[key].of != "period"
        if needs_drive and self._session.campaign_id is None and self._start.decision_id is None:
            self._session.tell(_NO_DRIVE)
            return
        start = replace(self._start, as_of=self._session.as_of, campaign_id=self._session.campaign_id)
        PaperDialog(self._session, key, start, self._owner()).open()

    def show_fields(self) -> None:
        """Open the list of fields a template of the office may use."""
        PaperFieldsDialog(self._session, "decision", self._owner()).open()

    # ------------------------------------------------------------ whole dossiers

    def ask_submission_files(self) -> None:
        """Ask which submission goes out with all its files."""
        if self._session.campaign_id is None:
            self._session.tell(_NO_DRIVE)
        else:
            SubmissionFilesDialog(self._session, self._session.campaign_id, self._owner()).open()

    def ask_archive(self) -> None:
        """Ask where everything of the drive goes."""
        drive = self._session.campaign_id
        if drive is None:
            self._session.tell(_NO_DRIVE)
            return
        code = campaigns.get_campaign(self._session.con, drive).code
        name = safe_name(f"Hồ sơ lưu {code}") + ".zip"
        files.choose_target(self._owner(), "Lưu trữ phong trào", name, files.ARCHIVE, self.write_archive)

    def write_archive(self, path: str) -> None:
        """Write everything of the drive as one zip."""
        assert self._session.campaign_id is not None
        target = Path(path)
        work = partial(_archive, self._session.campaign_id, self._session.as_of, target)
        self._session.in_background(work, partial(self._archived, target))

    def _archived(self, target: Path, told: tuple[int, str]) -> None:
        count, period = told
        kept = f"; thời hạn bảo quản {period}" if period else ""
        self._session.tell(f"Đã ghi {count} tệp vào “{target.name}”{kept}.")
        self._session.open_file(target.parent)


def _group(kind: PaperKind) -> str:
    return kind.group


def _archive(campaign_id: int, as_of: dt.date, target: Path, con: Connection, talk: Talk) -> tuple[int, str]:
    from desktop.documents import drive_archive

    names = drive_archive.write_archive(con, campaign_id, target, as_of, talk)
    return len(names), drive_archive.retention_of(con, campaign_id, as_of).period
