"""What is done to the evidence and the papers of the nominee chosen on the page Khen thưởng."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db import attachments
from db.dossiers import DossierItem, Evidence
from db.evidence_proposals import GivenAward
from db.sqlite import Connection
from db.talk import Talk
from desktop.ui.dialogs import files
from desktop.ui.dialogs.evidence import EVIDENCE_FILES, EvidenceDialog
from desktop.ui.models.nominations import Nominee
from desktop.ui.operations import appraisals as appraisal_operations
from desktop.ui.operations import nominations as operations
from desktop.ui.pages.awards_panel import NomineePanel
from desktop.ui.session import Session


class EvidenceDesk(QObject):
    """Runs what the panel of a nominee asks for."""

    def __init__(self, session: Session, panel: NomineePanel, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self._owner = owner
        self._nominee: Nominee | None = None
        self._attached_to: Evidence | None = None
        evidence = panel.evidence
        wiring = (
            (evidence.add_asked, self.add),
            (evidence.edit_asked, self.edit),
            (evidence.attach_asked, self.attach),
            (evidence.open_asked, self.open),
            (evidence.check_asked, self.check),
            (evidence.remove_asked, self.remove),
            (evidence.accept_asked, self.accept),
            (panel.papers.state_asked, self.set_paper),
        )
        for signal, slot in wiring:
            signal.connect(slot)

    def look_at(self, nominee: Nominee | None) -> None:
        """The nominee whose evidence it is from now on."""
        self._nominee = nominee

    @property
    def _name(self) -> str:
        return self._nominee.nomination.name if self._nominee is not None else ""

    def add(self) -> None:
        """Open the dialog of a new piece of evidence."""
        if self._nominee is not None:
            EvidenceDialog(self._session, self._nominee.id, self._name, parent=self._owner).open()

    def edit(self, piece: Evidence) -> None:
        """Open the dialog of a piece of evidence."""
        EvidenceDialog(self._session, piece.nomination_id, self._name, piece, self._owner).open()

    def attach(self, piece: Evidence) -> None:
        """Ask which file proves a piece of evidence."""
        self._attached_to = piece
        files.choose_source(self._owner, "Chọn tệp minh chứng", EVIDENCE_FILES, self.attach_file)

    def attach_file(self, path: str) -> None:
        """Attach a file to the piece asked about."""
        if self._attached_to is not None:
            self._session.run(operations.attach(self._attached_to.id, Path(path), self._name))

    def open(self, piece: Evidence) -> None:
        """Show the file of a piece of evidence with the program the system has for it."""
        if piece.attachment_id is not None:
            work = partial(_unpack, piece.attachment_id)
            self._session.in_background(work, self._session.open_file)

    def check(self, piece: Evidence) -> None:
        """Note that a piece was compared with its paper, or take the note back."""
        self._session.run(operations.set_checked([piece.id], not piece.checked, self._name))

    def remove(self, piece: Evidence) -> None:
        """Take a piece out (undo brings it back)."""
        self._session.run(operations.remove_evidence(piece.id, self._name))

    def accept(self, proposed: tuple[GivenAward, ...]) -> None:
        """Take awards of the register over as evidence."""
        if self._nominee is not None and proposed:
            ids = [award.id for award in proposed]
            self._session.run(appraisal_operations.accept_evidence(self._nominee.id, ids, self._name))

    def set_paper(self, item: DossierItem, state: str) -> None:
        """Note how a paper of the dossier stands."""
        day = self._session.as_of if state == "have" else None
        operation = operations.set_paper(
            item.nomination_id, item.paper_code, item.name, state, day, self._name
        )
        self._session.run(operation)


def _unpack(attachment_id: int, con: Connection, _talk: Talk) -> Path:
    """A copy of an attached file in the system's folder for temporary files."""
    attachment = attachments.get(con, attachment_id)
    target = Path(tempfile.mkdtemp(prefix="sothidua-")) / attachment.name
    target.write_bytes(attachments.content(con, attachment.id))
    return target
