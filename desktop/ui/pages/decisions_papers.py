"""The papers of a decision: decision, submission, minutes, list to sign; written aside and opened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from db import councils, decisions
from db.attachments import safe_name
from db.errors import BadInput
from db.sqlite import Connection
from db.talk import Talk
from desktop.ui import icons
from desktop.ui.dialogs import files
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.documents.paper import Paper

_WORD: Final = ("Văn bản Word (*.docx)",)
_PDF: Final = ("Tệp PDF (*.pdf)",)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper of the menu: its words, the name of its file, and whether it is of one decision."""

    key: str
    words: str
    file_name: str
    of_decision: bool


PAPERS: Final = (
    PaperKind("decision", "&Quyết định", "Quyết định khen thưởng", of_decision=True),
    PaperKind("prize_list", "&Danh sách ký nhận", "Danh sách ký nhận tiền thưởng", of_decision=True),
    PaperKind("submission", "&Tờ trình", "Tờ trình khen thưởng", of_decision=False),
    PaperKind("minutes", "&Biên bản họp Hội đồng", "Biên bản họp Hội đồng", of_decision=False),
)


class PaperOutput(QObject):
    """Writes the papers of the decision chosen on a page."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self._owner = owner
        self._decision_id: int | None = None
        self._kind = PAPERS[0]

    def actions(self) -> list[QAction]:
        """The entries of the menu: each paper as Word and as PDF."""
        made = []
        for kind in PAPERS:
            for suffix, word, icon in ((".docx", "Word", "file-text"), (".pdf", "PDF", "file-check")):
                entry = QAction(icons.icon(icon), f"{kind.words} – {word}…", self)
                entry.setObjectName(f"paper_{kind.key}_{word.lower()}")
                entry.setData((kind, suffix))
                entry.triggered.connect(self._ask_entry)
                made.append(entry)
        return made

    def look_at(self, decision_id: int | None) -> None:
        """The papers are of this decision from now on."""
        self._decision_id = decision_id

    def _ask_entry(self) -> None:
        entry = self.sender()
        assert isinstance(entry, QAction)
        self.ask(*entry.data())

    def ask(self, kind: PaperKind, suffix: str) -> None:
        """Ask where a paper goes."""
        if kind.of_decision and self._decision_id is None:
            self._session.tell("Hãy chọn quyết định trong danh sách trước khi lập văn bản.")
            return
        self._kind = kind
        filters = _PDF if suffix == ".pdf" else _WORD
        title = f"Ghi {kind.words.replace('&', '').lower()}"
        files.choose_target(self._owner, title, self._name(kind) + suffix, filters, self.write)

    def _name(self, kind: PaperKind) -> str:
        number = ""
        if kind.of_decision and self._decision_id is not None:
            found = decisions.get_decision(self._session.con, self._decision_id).number
            number = f" {found.replace('/', '-')}" if found else ""
        return safe_name(kind.file_name + number)

    def write(self, path: str) -> None:
        """Write the paper asked for."""
        target = Path(path)
        work = partial(
            _write,
            self._kind.key,
            self._decision_id,
            self._session.campaign_id,
            self._session.as_of,
            target,
        )
        self._session.in_background(work, partial(self._written, target))

    def _written(self, target: Path, _result: object) -> None:
        self._session.tell(f"Đã ghi “{target.name}”.")
        self._session.open_file(target)


def _write(
    kind: str,
    decision_id: int | None,
    campaign_id: int | None,
    as_of: dt.date,
    target: Path,
    con: Connection,
    _talk: Talk,
) -> None:
    from desktop.documents.paper_files import write_paper

    write_paper(_paper(con, kind, decision_id, campaign_id, as_of), target)


def _paper(
    con: Connection, kind: str, decision_id: int | None, campaign_id: int | None, as_of: dt.date
) -> Paper:
    from desktop.documents import decision as decision_paper
    from desktop.documents import minutes, prize_list, records, records_council, submission

    chosen = decisions.get_decision(con, decision_id) if decision_id is not None else None
    if kind == "decision" and chosen is not None:
        return decision_paper.decision(records.decision_facts(con, chosen))
    if kind == "prize_list" and chosen is not None:
        return prize_list.prize_list(records.prize_list_facts(con, chosen))
    drive = chosen.campaign_id if chosen is not None else campaign_id
    if drive is None:
        raise BadInput("Chưa chọn phong trào nào; hãy chọn phong trào ở dòng trên cùng rồi lập văn bản.")
    if kind == "submission":
        return submission.submission(records_council.submission_facts(con, drive, as_of))
    held = chosen.meeting_id if chosen is not None else None
    meeting = councils.get_meeting(con, held) if held is not None else records_council.meeting_of(con, drive)
    return minutes.minutes(records_council.minutes_facts(con, meeting))
