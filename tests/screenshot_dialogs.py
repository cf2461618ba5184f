"""The dialogs that ``screenshots.py`` takes pictures of, each made on the worked example."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import screenshot_sheets as sheets
from screenshot_sheets import campaign_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.nominations import Nomination
    from desktop.ui.session import Session


@dataclass(frozen=True, slots=True)
class Shot:
    """One dialog: the name of its picture and how it is made on the worked example."""

    name: str
    build: Callable[[Session, QWidget], QWidget]


def _signer(session: Session, owner: QWidget) -> QWidget:
    from db import organizations
    from desktop.ui.dialogs.signer import SignerDialog

    own = organizations.own(session.con)
    assert own is not None
    return SignerDialog(session, organizations.signers(session.con, own.id)[0], owner)


def _catalogue_row(session: Session, owner: QWidget) -> QWidget:
    from db import catalogues
    from desktop.ui.dialogs.catalogue_row import CatalogueRowDialog

    row = catalogues.rows(session.con, "award_condition")[0]
    return CatalogueRowDialog(session, catalogues.BY_TABLE["award_condition"], row, owner)


def _condition(session: Session, owner: QWidget) -> QWidget:
    from db.conditions import ConditionDraft
    from desktop.ui.dialogs.condition import ConditionDialog

    draft = ConditionDraft("min_interval", "giay_khen", parameters={"years": 2})
    return ConditionDialog(session, draft, parent=owner)


def _threshold(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.condition import ThresholdDialog

    return ThresholdDialog(session, parent=owner)


def _round(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.award_round import RoundDialog

    return RoundDialog(session, campaign_of(session), None, owner)


def _plaques(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.plaques import PlaquesDialog

    return PlaquesDialog(session, campaign_of(session), owner)


def _place(session: Session, owner: QWidget) -> QWidget:
    from db import nominations
    from desktop.ui.dialogs.award_round import PlaceDialog

    drive = campaign_of(session)
    return PlaceDialog(session, drive, nominations.list_nominations(session.con, drive), owner)


def _cluster(session: Session, owner: QWidget) -> QWidget:
    from db import clusters
    from desktop.ui.dialogs.cluster import ClusterDialog

    return ClusterDialog(session, 2023, clusters.in_year(session.con, 2023)[0], owner)


def _restore(session: Session, owner: QWidget) -> QWidget:
    from db.backup import BackupCopy
    from desktop.ui.dialogs.restore import RestoreDialog

    made = dt.datetime.fromisoformat("2023-08-19T17:05")
    return RestoreDialog(session.path, BackupCopy(session.path, made, 3_100_000), owner)


def _crash(_session: Session, owner: QWidget) -> QWidget:
    from PySide6.QtWidgets import QPushButton

    from desktop.ui.dialogs.crash import CrashDialog

    made = CrashDialog.of(RuntimeError("ví dụ"), owner)
    fold = made.findChild(QPushButton, "crashFold")
    assert fold is not None
    fold.click()
    return made


def _new_campaign(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.campaign import NewCampaignDialog

    return NewCampaignDialog(session, owner)


def _plan(session: Session, owner: QWidget) -> QWidget:
    from db import resources
    from desktop.plans.read import read_plan
    from desktop.plans.source import read_file
    from desktop.ui.dialogs.plan import PlanDialog

    plans = sorted(resources.path("samples").glob("*.txt"))
    return PlanDialog(session, read_plan(read_file(plans[0])), plans[0].name, owner)


def _plan_again(session: Session, owner: QWidget) -> QWidget:
    """Another version of the sample's plan, with a unit to be asked about."""
    from db import resources
    from db.talk import SilentTalk
    from desktop.ui.dialogs import plan_work
    from desktop.ui.dialogs.plan import PlanDialog

    text = resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8")
    text = text.replace("chậm nhất ngày 15/8/2023", "chậm nhất ngày 18/8/2023")
    text = text.replace("2. Các trường học đăng ký", "2. Các trường học, Trường THCS Lê Văn Mẫu đăng ký")
    return PlanDialog(session, plan_work.read_source(text, session.con, SilentTalk()), parent=owner)


def _campaign_facts(session: Session, owner: QWidget) -> QWidget:
    from db import campaigns
    from desktop.ui.dialogs.campaign_parts import facts_dialog

    return facts_dialog(session, campaigns.get_campaign(session.con, campaign_of(session)), owner)


def _campaign_award(session: Session, owner: QWidget) -> QWidget:
    from db import campaigns
    from desktop.ui.dialogs.campaign_parts import award_dialog

    lines = campaigns.awards(session.con, campaign_of(session))
    return award_dialog(session, campaign_of(session), lines[0], owner)


def _milestone(session: Session, owner: QWidget) -> QWidget:
    from db import milestones
    from desktop.ui.dialogs.milestone import milestone_dialog

    listed = milestones.list_milestones(session.con, campaign_of(session))
    return milestone_dialog(session, campaign_of(session), listed[0], owner)


def _requirement(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.milestone import requirement_dialog

    return requirement_dialog(session, campaign_of(session), None, owner)


def _target(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.campaign_parts import target_dialog

    return target_dialog(session, campaign_of(session), owner)


def _registration(session: Session, owner: QWidget) -> QWidget:
    from db import registrations
    from desktop.ui.dialogs.registration import RegistrationDialog

    one = registrations.list_registrations(session.con, campaign_of(session))[0]
    return RegistrationDialog(session, one.unit_ids[0], one.units, None, owner)


def _receipt(session: Session, owner: QWidget) -> QWidget:
    from db import board
    from desktop.ui.dialogs.obligation import ReceiptDialog

    cells = board.board(session.con, campaign_of(session), session.as_of).cells
    return ReceiptDialog(session, next(cell for cell in cells if cell.kind == "plan"), owner)


def _reminder(session: Session, owner: QWidget) -> QWidget:
    from db import board
    from desktop.ui.dialogs.obligation import reminder_dialog

    return reminder_dialog(
        session, board.board(session.con, campaign_of(session), session.as_of).cells[:3], owner
    )


def _unit(session: Session, owner: QWidget) -> QWidget:
    from db import units
    from desktop.ui.dialogs.unit import unit_dialog

    return unit_dialog(session, units.list_units(session.con)[0], owner)


def _nomination(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.nomination import NominationDialog

    return NominationDialog(session, campaign_of(session), None, owner)


def _evidence(session: Session, owner: QWidget) -> QWidget:
    from db import nominations
    from desktop.ui.dialogs.evidence import EvidenceDialog

    one = nominations.list_nominations(session.con, campaign_of(session))[0]
    return EvidenceDialog(session, one.id, one.name, None, owner)


def _council(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.council import CouncilDialog

    return CouncilDialog(session, owner)


def _meeting(session: Session, owner: QWidget) -> QWidget:
    from db import councils, nominations
    from desktop.ui.dialogs.meeting import MeetingDialog

    council = councils.list_councils(session.con)[0]
    listed = nominations.list_nominations(session.con, campaign_of(session))[:12]
    return MeetingDialog(session, council.id, campaign_of(session), listed, owner)


def _decision(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.decision import DecisionDialog

    return DecisionDialog(session, campaign_of(session), owner)


def _decision_draft(session: Session, owner: QWidget) -> QWidget:
    """The draft of the worked example's own decision, as it was before it was issued."""
    from dataclasses import replace

    from db import decisions
    from desktop.ui.dialogs.decision import DecisionDialog

    drive = campaign_of(session)
    issued = decisions.list_decisions(session.con, campaign_id=drive, statuses=["issued"])[0]
    draft = replace(issued, status="draft", number=None, day=None)
    return DecisionDialog(session, drive, owner, draft=draft)


def _superior_decision(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.decision_superior import SuperiorDecisionDialog

    return SuperiorDecisionDialog(session, campaign_of(session), owner)


def _prize(session: Session, owner: QWidget) -> QWidget:
    from db import awards, decisions
    from desktop.ui.dialogs.prize import PrizeDialog

    issued = decisions.list_decisions(session.con, statuses=["issued"])[0]
    return PrizeDialog(session, awards.list_awards(session.con, issued.id)[0], owner)


def _chain_nominees(session: Session) -> list[Nomination]:
    from db import nominations

    listed = nominations.list_nominations(session.con, campaign_of(session))
    return [one for one in listed if one.status not in ("decided", "withdrawn")]


def _override(session: Session, owner: QWidget) -> QWidget:
    from db import appraisals
    from desktop.ui.dialogs.appraisal_override import OverrideDialog

    one = _chain_nominees(session)[0]
    found = appraisals.appraise(session.con, one.id, session.as_of).to_settle
    return OverrideDialog(session, one, found[0], owner)


def _answers(session: Session, owner: QWidget) -> QWidget:
    from db import appraisals
    from desktop.ui.dialogs.appraisal_answers import AnswersDialog

    made = appraisals.appraise_many(session.con, _chain_nominees(session), session.as_of)
    return AnswersDialog(session, made, owner)


def _request_papers(session: Session, owner: QWidget) -> QWidget:
    from db import dossier_letters
    from desktop.ui.dialogs.dossier_letters import RequestDialog

    drive = campaign_of(session)
    listed = dossier_letters.lacking(session.con, drive, session.as_of)
    return RequestDialog(session, drive, listed, owner)


def _dossier_receipt(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.dossier_letters import ReceiptDialog

    return ReceiptDialog(session, _chain_nominees(session), owner)


def _inquiry(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.inquiry import InquiryDialog

    return InquiryDialog(session, (), _chain_nominees(session), owner)


def _subject_facts(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.subject_facts import SubjectFactsDialog

    person = next(n for n in _chain_nominees(session) if n.kind == "individual")
    return SubjectFactsDialog(session, person.subject, owner)


def _council_member(session: Session, owner: QWidget) -> QWidget:
    from db import councils
    from desktop.ui.dialogs.council_member import RoleDialog

    council = councils.list_councils(session.con)[0]
    return RoleDialog(session, councils.members(session.con, council.id)[3], owner)


def _meeting_simplified(session: Session, owner: QWidget) -> QWidget:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QComboBox

    made = _meeting(session, owner)
    made.show()
    kind = made.findChild(QComboBox, "kind")
    assert kind is not None
    kind.setFocus()
    QTest.keyClick(kind, Qt.Key.Key_End)
    return made


def _submission(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.submission import SubmissionDialog

    return SubmissionDialog(session, _chain_nominees(session), "superior", owner)


def _estimate(session: Session, owner: QWidget) -> QWidget:
    from db import nominations
    from desktop.ui.dialogs.estimate import EstimateDialog

    return EstimateDialog(session, nominations.list_nominations(session.con, campaign_of(session)), owner)


def _correction(session: Session, owner: QWidget) -> QWidget:
    from db import decisions
    from desktop.ui.dialogs.correction import CorrectionDialog

    issued = decisions.list_decisions(session.con, campaign_id=campaign_of(session), statuses=["issued"])
    return CorrectionDialog(session, issued[0], owner)


def _prize_question(session: Session, owner: QWidget) -> QWidget:
    from db.prize_questions import PrizeQuestion
    from desktop.ui.dialogs.prize_question import PrizeQuestionDialog

    told = "Chưa có hệ số tiền thưởng Giấy khen (hộ gia đình) ngày 20/06/2024; hãy ghi hệ số và văn bản."
    asked = PrizeQuestion("rate", dt.date(2024, 6, 20), 13, told, "giay_khen", "household", "commune")
    return PrizeQuestionDialog(session, asked, None, owner)


def _fund_entry(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.fund_entry import FundEntryDialog

    return FundEntryDialog(session, 2023, None, owner)


def _paper(session: Session, owner: QWidget) -> QWidget:
    from desktop.documents.paper_kinds import Choice
    from desktop.ui.dialogs.paper import PaperDialog

    return PaperDialog(session, "roll_call", Choice(session.as_of, campaign_of(session)), owner)


def _paper_fields(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.paper_fields import PaperFieldsDialog

    return PaperFieldsDialog(session, "decision", owner)


def _submission_files(session: Session, owner: QWidget) -> QWidget:
    from desktop.ui.dialogs.submission_files import SubmissionFilesDialog

    return SubmissionFilesDialog(session, campaign_of(session), owner)


DIALOGS = tuple(
    Shot(build.__name__.strip("_"), build)
    for build in (
        _signer, _catalogue_row, _cluster, _restore, _crash, _new_campaign, _plan, _plan_again, _campaign_facts,
        _campaign_award,
        _milestone, _requirement, _target, _registration, _receipt, _reminder, _unit, _nomination, _evidence,
        _council, _meeting, _decision, _decision_draft, _superior_decision,
        sheets.certificate, sheets.certificate_printer,
        sheets.certificate_feed, sheets.certificate_close, sheets.certificate_done, _prize,
        sheets.form_out, sheets.import_file, sheets.import_columns, sheets.import_old, sheets.import_result,
        _override, _answers, _request_papers, _dossier_receipt, _inquiry, _subject_facts, _council_member,
        _meeting_simplified, _condition, _threshold, _round, _place, _plaques,
        _submission, _estimate,
        _correction, _prize_question, _fund_entry, _paper, _paper_fields, _submission_files,
        sheets.calibration_print, sheets.calibration_read, sheets.calibration_result, sheets.stock,
        sheets.template_copy,
    )
)  # fmt: skip
