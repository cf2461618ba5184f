"""What is done to chosen nominees on the page Khen thưởng: appraisal, receipt, estimate, the council."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db import appraisals, council_votes, councils, disciplines
from db.appraisals import Appraisal, Judged
from db.nominations import Nomination
from desktop.documents.paper_kinds import Choice
from desktop.ui.dialogs.appraisal_answers import AnswersDialog
from desktop.ui.dialogs.appraisal_override import OverrideDialog
from desktop.ui.dialogs.award_round import PlaceDialog
from desktop.ui.dialogs.council import CouncilDialog
from desktop.ui.dialogs.discipline import DisciplineDialog
from desktop.ui.dialogs.dossier_letters import ReceiptDialog
from desktop.ui.dialogs.estimate import EstimateDialog
from desktop.ui.dialogs.meeting import MeetingDialog
from desktop.ui.dialogs.paper import PaperDialog
from desktop.ui.dialogs.subject_facts import SubjectFactsDialog
from desktop.ui.operations import appraisals as operations
from desktop.ui.pages.awards_panel import NomineePanel
from desktop.ui.session import Session

_CHOOSE = "Hãy chọn đề nghị trong danh sách trước."


class NomineeDesk(QObject):
    """Runs what the page and the panel ask for; ``chosen`` tells about whom."""

    def __init__(self, session: Session, chosen: Callable[[], list[Nomination]], owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self._chosen = chosen
        self._owner = owner
        self._appraised: Mapping[int, Appraisal] = {}

    def follow(self, panel: NomineePanel) -> None:
        """Do what the panel asks for."""
        panel.appraisal.override_asked.connect(self.pass_over)
        panel.appraisal.lift_asked.connect(self.lift)
        panel.appraisal.answers_asked.connect(self.answer)
        panel.papers.receive_asked.connect(self.receive)
        panel.papers.report_asked.connect(self.report)
        panel.facts.discipline_asked.connect(self.discipline)
        panel.facts.statistics_asked.connect(self.subject_facts)

    def look_at(self, appraised: Mapping[int, Appraisal]) -> None:
        """The standing nominations of the drive, by id."""
        self._appraised = appraised

    def appraise_all(self) -> None:
        """Appraise every standing nomination of the drive as of the day looked at, and keep the findings."""
        if self._appraised:
            self._session.run(operations.record(list(self._appraised), self._session.as_of))
        else:
            self._session.tell("Không còn đề nghị nào cần thẩm định trong phong trào này.")

    def pass_over(self, finding: Judged) -> None:
        """Open the dialog that asks why to go on in spite of a finding."""
        listed = self._chosen()
        if listed:
            OverrideDialog(self._session, listed[0], finding, self._owner).open()

    def lift(self, finding: Judged) -> None:
        """Take the reason for going on back."""
        listed = self._chosen()
        if listed:
            self._session.run(operations.lift_override(listed[0].id, finding.rule, listed[0].name))

    def answer(self) -> None:
        """Open the dialog with what only the officer knows of the chosen nominees."""
        listed = self._some()
        if listed:
            made = appraisals.appraise_many(self._session.con, listed, self._session.as_of)
            AnswersDialog(self._session, made, self._owner).open()

    def receive(self) -> None:
        """Open the dialog of the receipt for the dossiers of the chosen nominees."""
        listed = self._some()
        if listed:
            ReceiptDialog(self._session, listed, self._owner).open()

    def report(self) -> None:
        """Open the dialog that drafts the achievement report of the chosen nominee."""
        listed = self._some()
        if listed:
            start = Choice(
                self._session.as_of,
                campaign_id=self._session.campaign_id,
                nomination_id=listed[0].id,
                subject_id=listed[0].subject.id,
            )
            PaperDialog(self._session, "achievement", start, self._owner).open()

    def discipline(self) -> None:
        """Open the dialog of discipline and pending reviews of the chosen nominee."""
        listed = self._chosen()
        if listed:
            known = disciplines.of_subjects(self._session.con, [listed[0].subject.id])
            measures = known.get(listed[0].subject.id, [])
            DisciplineDialog(self._session, listed[0], measures, self._owner).open()

    def subject_facts(self) -> None:
        """Open the dialog of what the chosen nominee is counted by, and of the account."""
        listed = self._chosen()
        if listed:
            SubjectFactsDialog(self._session, listed[0].subject, self._owner).open()

    def place(self) -> None:
        """Open the dialog of round, loại hình and year of the chosen nominees."""
        listed = self._some()
        if listed and self._session.campaign_id is not None:
            PlaceDialog(self._session, self._session.campaign_id, listed, self._owner).open()

    def estimate(self) -> None:
        """Show what the chosen nominations (one chosen: all that stand) would cost."""
        listed = self._chosen()
        if len(listed) < 2:
            listed = [one.nomination for one in self._appraised.values()] or listed
        if listed:
            EstimateDialog(self._session, listed, self._owner).open()
        else:
            self._session.tell("Chưa có đề nghị nào để dự trù kinh phí; hãy thêm đề nghị trước.")

    def _some(self) -> list[Nomination]:
        listed = self._chosen()
        if not listed:
            self._session.tell(_CHOOSE)
        return listed

    # ------------------------------------------------------------ the council

    def hold_meeting(self) -> None:
        """Open the dialog of a session; without a council first the one that founds it."""
        if self._session.campaign_id is None:
            return
        council = councils.council_on(self._session.con, self._session.as_of)
        known = councils.list_councils(self._session.con)
        if council is None and known:
            council = known[0]
        if council is None:
            founding = CouncilDialog(self._session, self._owner)
            founding.founded.connect(self._open_meeting)
            founding.open()
        else:
            self._open_meeting(council.id)

    def _open_meeting(self, council_id: int) -> None:
        campaign_id = self._session.campaign_id
        if campaign_id is not None:
            waiting = [n for n in self._chosen() if n.status in council_votes.VOTABLE]
            listed = waiting if len(waiting) > 1 else None
            MeetingDialog(self._session, council_id, campaign_id, listed, self._owner).open()
