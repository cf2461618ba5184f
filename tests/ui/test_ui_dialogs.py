"""What every dialog of the window keeps to: one table of them all, and the same questions asked of each.

An officer relies on it without thinking: Esc harms nothing, Ctrl+Enter writes once, a refusal keeps what was typed,
the keyboard reaches everything, and the dialog fits the office's old screen.
"""

from __future__ import annotations

import datetime as dt
import gc
import importlib
import inspect
import pkgutil
import re
import shutil
import sys
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db import (
    appraisals,
    award_rounds,
    awards,
    backup,
    board,
    campaigns,
    catalogues,
    clusters,
    councils,
    decisions,
    dossier_letters,
    dossiers,
    history,
    inquiries,
    milestones,
    nominations,
    organizations,
    people,
    printing,
    resources,
    routes,
    submissions,
    units,
)
from db.errors import DiskFull
from db.prize_questions import PrizeQuestion
from db.store import Action, Store
from db.talk import SilentTalk
from desktop.documents import template
from desktop.documents.paper_kinds import Choice
from desktop.exchange.preview import preview_text
from desktop.exchange.reading import Grid
from desktop.plans.read import read_plan
from desktop.ui import dialogs as folder
from desktop.ui.dialogs import campaign_parts, milestone, obligation, plan_work, print_sheets, unit
from desktop.ui.dialogs.appraisal_answers import AnswersDialog
from desktop.ui.dialogs.appraisal_override import OverrideDialog
from desktop.ui.dialogs.award_round import CloseRoundDialog, PlaceDialog, RoundDialog
from desktop.ui.dialogs.calibration import CalibrationDialog
from desktop.ui.dialogs.campaign import NewCampaignDialog
from desktop.ui.dialogs.catalogue_row import CatalogueRowDialog
from desktop.ui.dialogs.certificate_dialog import CertificateDialog
from desktop.ui.dialogs.cluster import ClusterDialog
from desktop.ui.dialogs.condition import ConditionDialog, ThresholdDialog
from desktop.ui.dialogs.correction import CorrectionDialog
from desktop.ui.dialogs.council import CouncilDialog
from desktop.ui.dialogs.council_member import EndMemberDialog, MemberDialog, RoleDialog
from desktop.ui.dialogs.crash import CrashDialog
from desktop.ui.dialogs.decision import DecisionDialog
from desktop.ui.dialogs.decision_superior import SuperiorDecisionDialog
from desktop.ui.dialogs.discipline import DisciplineDialog
from desktop.ui.dialogs.dossier_letters import CompletedDialog, ReceiptDialog, RequestDialog
from desktop.ui.dialogs.estimate import EstimateDialog
from desktop.ui.dialogs.evidence import EvidenceDialog
from desktop.ui.dialogs.form_out import FormOutDialog
from desktop.ui.dialogs.fund_entry import FundEntryDialog
from desktop.ui.dialogs.import_file import ImportDialog
from desktop.ui.dialogs.import_result import ImportResultDialog
from desktop.ui.dialogs.import_work import Incoming, Source
from desktop.ui.dialogs.inquiry import InquiryAnswerDialog, InquiryDialog
from desktop.ui.dialogs.issue import IssueDialog, PrintedDialog, ReceivedDialog
from desktop.ui.dialogs.meeting import MeetingDialog
from desktop.ui.dialogs.nomination import NominationDialog
from desktop.ui.dialogs.nomination_status import StatusDialog
from desktop.ui.dialogs.paper import PaperDialog
from desktop.ui.dialogs.paper_fields import PaperFieldsDialog
from desktop.ui.dialogs.plan import PlanDialog
from desktop.ui.dialogs.plaques import ApprovalDialog, PlaquesDialog
from desktop.ui.dialogs.print_sheets import RunResultDialog
from desktop.ui.dialogs.prize import PrizeDialog
from desktop.ui.dialogs.prize_question import PrizeQuestionDialog
from desktop.ui.dialogs.registration import RegistrationDialog
from desktop.ui.dialogs.restore import RestoreDialog
from desktop.ui.dialogs.session_facts import SessionFactsDialog
from desktop.ui.dialogs.signer import SignerDialog
from desktop.ui.dialogs.subject_facts import SubjectFactsDialog
from desktop.ui.dialogs.submission import SubmissionDialog
from desktop.ui.dialogs.submission_files import SubmissionFilesDialog
from desktop.ui.dialogs.submission_post import PostDialog, ResultDialog
from desktop.ui.dialogs.template_copy import TemplateCopyDialog
from desktop.ui.models.sheets import SheetLine, sheet_lines
from desktop.ui.operations import base as operations_base
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.imports import RefusedRow, Written
from desktop.ui.session import Session
from desktop.ui.widgets.form import Form
from desktop.ui.widgets.parsed_field import ErrorLabel

DRIVE, OLD_DRIVE, GROUP_1, ISSUED = 2, 1, 31, 2
DRAFTED = 60
DAY = dt.date(2023, 8, 18)
SCREEN = (1366, 768)
CTRL = Qt.KeyboardModifier.ControlModifier
FULL = "Ổ đĩa đã đầy nên chưa ghi được; hãy xóa bớt tệp rồi thử lại."
MARKS = re.compile("[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)

Build = Callable[[Session, QWidget], QDialog]
Commands = Callable[[Action], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A dialog, what must be in the register before it can be opened, and what is typed to make it write."""

    name: str
    build: Build
    good: dict[str, Any] | None = field(default_factory=dict)
    """None: it writes nothing itself."""
    before: Commands | None = None
    label: str = ""


def cell(session: Session, obligation_id: int) -> board.Cell:
    cells = board.board(session.con, DRIVE, session.as_of).cells
    return next(one for one in cells if one.obligation_id == obligation_id)


def draft(action: Action) -> None:
    """One more nomination, approved and on a draft decision."""
    approve(action)
    ready = decisions.approved_ready(action.con, DRIVE)
    decisions.draft_decision(action, nomination_ids=[n.id for n in ready], campaign_id=DRIVE, signer_id=1)


def approve(action: Action) -> None:
    nominations.set_status(action, [DRAFTED], "approved", reason="")


def one_more_approved(action: Action) -> None:
    subject = people.add_subject(action, kind="household", name="Hộ ông Y Thon Mlô")
    new = nominations.nominate(action, subject_id=subject, campaign_id=DRIVE, campaign_award_id=2)
    nominations.set_status(action, [new], "approved", reason="")


def on_its_way(action: Action) -> None:
    """A request for papers, a hiệp y and a submission to the superior, all waiting for an answer."""
    lacking = dossier_letters.lacking(action.con, DRIVE, DAY)
    dossier_letters.request(action, lacking[-1:], day=DAY, campaign_id=DRIVE)
    inquiries.start(
        action, kind="consultation", start_date=DAY, place="Công an phường", nomination_ids=[DRAFTED]
    )
    subject = people.add_subject(action, kind="individual", name="Y Thon Mlô")
    new = nominations.nominate(action, subject_id=subject, campaign_id=DRIVE, campaign_award_id=4)
    nominations.set_status(action, [new], "approved", reason="")
    routes.send_up(action, [new], DAY)


def sent_up(session: Session) -> submissions.Submission:
    return submissions.list_submissions(session.con, kind="superior")[0]


def nominated(session: Session) -> nominations.Nomination:
    return nominations.get_nomination(session.con, DRAFTED)


def approved(session: Session) -> list[nominations.Nomination]:
    return nominations.list_nominations(session.con, DRIVE, statuses=["approved"])


def passing_over(session: Session, parent: QWidget) -> QDialog:
    found = appraisals.appraise(session.con, DRAFTED, DAY).findings
    finding = next(one for one in found if one.rule == "plan_criteria")
    return OverrideDialog(session, nominated(session), finding, parent)


def answering(session: Session, parent: QWidget) -> QDialog:
    """Two nominees asked one question, the answer chosen."""
    listed = [nominated(session), nominations.get_nomination(session.con, 73)]
    dialog = AnswersDialog(session, appraisals.appraise_many(session.con, listed, DAY), parent)
    box = dialog.findChild(QComboBox, "answer1")
    assert box is not None
    box.setCurrentIndex(1)
    return dialog


def drafted(session: Session) -> decisions.Decision:
    return decisions.list_decisions(session.con, statuses=["draft"])[0]


def first_row(session: Session, table: str) -> Any:
    return catalogues.rows(session.con, table)[0]


def catalogue_entry(table: str) -> Entry:
    catalogue = catalogues.BY_TABLE[table]
    changed = next(f.key for f in catalogue.fields if f.key in ("source", "note"))
    return Entry(
        "catalogue_row.CatalogueRowDialog",
        lambda s, w: CatalogueRowDialog(s, catalogue, first_row(s, table), w),
        {changed: "Đã xem lại công báo"},
        label=table,
    )


def pasted(session: Session, parent: QWidget) -> QDialog:
    text = "Tên đơn vị\tThủ trưởng\nTổ dân phố 51\tY Blơ Niê\n"
    preview = preview_text(session.con, text, None, "units")
    return ImportDialog(session, Incoming(Source(preview.grids), None, preview, "units"), parent)


def pointed_at(session: Session, parent: QWidget) -> QDialog:
    """A sheet no table was recognised on, its columns open for correction."""
    grid = Grid("Trang 1", (("Nơi", "Ai đứng đầu"), ("Tổ dân phố 51", "Y Blơ Niê")))
    found = Incoming(Source([grid], "lạ.xlsx", b"x"), None, None, "units", "Không thấy dòng tiêu đề bảng.")
    dialog = ImportDialog(session, found, parent)
    dialog.take_as("units")
    return dialog


def imported(session: Session, parent: QWidget) -> QDialog:
    preview = preview_text(session.con, "Tên đơn vị\tThủ trưởng\nTổ dân phố 51\tY Blơ Niê\n", None, "units")
    preview.file_name, preview.content = "đơn vị.xlsx", b"x"
    refused = RefusedRow("Trang 1", "A2", "Tổ dân phố 51", "Đơn vị này đã ngừng hoạt động.")
    return ImportResultDialog(session, preview, Written(1, 3, (refused,)), parent)


def planned(session: Session, parent: QWidget) -> QDialog:
    text = resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8")
    return PlanDialog(session, read_plan(text), "", parent)


def planned_again(session: Session, parent: QWidget) -> QDialog:
    """Another version of the plan of a drive that runs."""
    text = resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8")
    changed = text.replace("chậm nhất ngày 15/8/2023", "chậm nhất ngày 18/8/2023")
    return PlanDialog(session, plan_work.read_source(changed, session.con, SilentTalk()), parent=parent)


def restoring(session: Session, parent: QWidget) -> QDialog:
    made = dt.datetime(2023, 8, 1, 7, 30)  # noqa: DTZ001 - the office's clock
    return RestoreDialog(session.path, backup.BackupCopy(Path("so.sothidua"), made, 1), parent)


def own_signer(session: Session) -> organizations.Signer:
    office = organizations.own(session.con)
    assert office is not None
    return organizations.signers(session.con, office.id)[0]


def unknown_rate(kind: Any) -> PrizeQuestion:
    told = "Chưa có mức ngày 01/01/2031; hãy ghi mức và văn bản."
    return PrizeQuestion(kind, dt.date(2031, 1, 1), 3, told, "giay_khen", "individual", "commune")


def begin_run(action: Action) -> None:
    """A run of five sheets nobody has said the result of."""
    ids = [award.id for award in awards.list_awards(action.con, ISSUED)][-5:]
    printing.start_run(
        action, ISSUED, ids, template_name="giay-khen-a4", printer="Canon", reprint_reason="Sai tên"
    )


def end_run(action: Action) -> None:
    begin_run(action)
    printing.finish_run(action, printing.open_runs(action.con)[-1].id)


ENTRIES: tuple[Entry, ...] = (
    Entry(
        "campaign_parts.facts_dialog",
        lambda s, w: campaign_parts.facts_dialog(s, campaigns.get_campaign(s.con, DRIVE), w),
        {"short_title": "Kỷ niệm 30 năm"},
    ),
    Entry(
        "campaign_parts.close_dialog",
        lambda s, w: campaign_parts.close_dialog(s, campaigns.get_campaign(s.con, DRIVE), w),
    ),
    Entry(
        "campaign_parts.phase_dialog",
        lambda s, w: campaign_parts.phase_dialog(s, DRIVE, w),
        {"name": "Đợt 3", "start_date": dt.date(2023, 12, 11)},
    ),
    Entry(
        "campaign_parts.award_dialog",
        lambda s, w: campaign_parts.award_dialog(s, DRIVE, None, w),
        {"form_name": "Thư khen", "window_start": "2021", "quota_total": 5, "min_direct_percent": 60},
    ),
    Entry(
        "campaign_parts.award_dialog",
        lambda s, w: campaign_parts.award_dialog(s, DRIVE, campaigns.awards(s.con, DRIVE)[0], w),
        {"criteria": "Được dân tin"},
        label="change",
    ),
    Entry(
        "campaign_parts.target_dialog",
        lambda s, w: campaign_parts.target_dialog(s, DRIVE, w),
        {"name": "Ghế đá", "value": "12,5", "measure": "cái"},
    ),
    Entry(
        "campaign_parts.task_dialog",
        lambda s, w: campaign_parts.task_dialog(s, DRIVE, w),
        {"what": "Gửi công văn", "who": "Văn phòng"},
    ),
    Entry(
        "campaign_parts.document_dialog",
        lambda s, w: campaign_parts.document_dialog(s, DRIVE, w),
        {"number": "9/HD-UBND", "summary": "Chấm điểm"},
    ),
    Entry(
        "milestone.milestone_dialog",
        lambda s, w: milestone.milestone_dialog(s, DRIVE, None, w),
        {"what": "Báo cáo nhanh", "day": dt.date(2023, 9, 20)},
    ),
    Entry(
        "milestone.milestone_dialog",
        lambda s, w: milestone.milestone_dialog(s, DRIVE, milestones.list_milestones(s.con, DRIVE)[1], w),
        {"who": "Mọi đơn vị"},
        label="change",
    ),
    Entry(
        "milestone.requirement_dialog",
        lambda s, w: milestone.requirement_dialog(s, DRIVE, None, w),
        {"min_task": 1, "milestone_id": 5},
    ),
    Entry(
        "milestone.requirement_dialog",
        lambda s, w: milestone.requirement_dialog(s, DRIVE, milestones.requirements(s.con, DRIVE)[1], w),
        {"min_model": 2},
        label="change",
    ),
    Entry("obligation.ReceiptDialog", lambda s, w: obligation.ReceiptDialog(s, cell(s, 125), w)),
    Entry(
        "obligation.ReceiptDialog", lambda s, w: obligation.ReceiptDialog(s, cell(s, 75), w), label="twice"
    ),
    Entry(
        "obligation.extension_dialog",
        lambda s, w: obligation.extension_dialog(s, [cell(s, 124), cell(s, 125)], w),
        {"to": dt.date(2023, 11, 1), "document": "Công văn 45"},
    ),
    Entry(
        "obligation.waiver_dialog",
        lambda s, w: obligation.waiver_dialog(s, [cell(s, 125)], w),
        {"reason": "Đang sửa xưởng"},
    ),
    Entry("obligation.reminder_dialog", lambda s, w: obligation.reminder_dialog(s, [cell(s, 125)], w)),
    Entry(
        "unit.unit_dialog",
        lambda s, w: unit.unit_dialog(s, None, w),
        {"name": "Tổ dân phố 16"},
    ),
    Entry(
        "unit.unit_dialog",
        lambda s, w: unit.unit_dialog(s, units.get_unit(s.con, GROUP_1), w),
        {"phone": "0262 3 123 456"},
        label="change",
    ),
    Entry(
        "unit.end_dialog",
        lambda s, w: unit.end_dialog(s, units.get_unit(s.con, GROUP_1), w),
        {"day": DAY},
    ),
    Entry(
        "registration.RegistrationDialog",
        lambda s, w: RegistrationDialog(s, GROUP_1, "Tổ dân phố 1", None, w),
        {"title": "Ngõ hoa"},
    ),
    Entry(
        "nomination.NominationDialog",
        lambda s, w: NominationDialog(s, DRIVE, None, w),
        {"name": "Hoàng Thị Ẩm"},
    ),
    Entry(
        "nomination.NominationDialog",
        lambda s, w: NominationDialog(s, DRIVE, nominations.get_nomination(s.con, DRAFTED), w),
        {"summary": "Canh đêm ba năm liền"},
        label="change",
    ),
    Entry(
        "evidence.EvidenceDialog",
        lambda s, w: EvidenceDialog(s, DRAFTED, "Tổ tuần tra", None, w),
        {"years": "2020 – 2021", "what": "Giấy khen Công an thành phố"},
    ),
    Entry(
        "evidence.EvidenceDialog",
        lambda s, w: EvidenceDialog(s, 15, "Phước", dossiers.get_evidence(s.con, 71), w),
        {"note": "Bản sao"},
        label="change",
    ),
    Entry(
        "nomination_status.StatusDialog",
        lambda s, w: StatusDialog(s, [nominations.get_nomination(s.con, DRAFTED)], w),
    ),
    Entry(
        "council.CouncilDialog",
        lambda s, w: with_members(CouncilDialog(s, w)),
        {"number": "5/QĐ-UBND"},
    ),
    Entry(
        "appraisal_override.OverrideDialog", passing_over, {"reason": "Đủ 365 đêm", "document": "Biên bản 4"}
    ),
    Entry("appraisal_answers.AnswersDialog", answering),
    Entry(
        "award_round.RoundDialog",
        lambda s, w: RoundDialog(s, DRIVE, None, w),
        {"name": "Đợt đột xuất", "day": DAY},
    ),
    Entry(
        "award_round.RoundDialog",
        lambda s, w: RoundDialog(s, DRIVE, award_rounds.list_rounds(s.con, DRIVE)[0], w),
        {"name": "Đợt tổng kết"},
        label="change",
    ),
    Entry(
        "award_round.CloseRoundDialog",
        lambda s, w: CloseRoundDialog(s, award_rounds.list_rounds(s.con, 1)[0], w),
        {"day": DAY},
    ),
    Entry(
        "award_round.PlaceDialog",
        lambda s, w: PlaceDialog(s, DRIVE, [nominated(s)], w),
        {"award_type": "sudden"},
    ),
    Entry(
        "session_facts.SessionFactsDialog",
        lambda s, w: SessionFactsDialog(s, councils.get_meeting(s.con, 1), w),
        {"number": "07/BB-HĐTĐKT"},
    ),
    Entry("plaques.PlaquesDialog", lambda s, w: PlaquesDialog(s, DRIVE, w), None),
    Entry(
        "plaques.ApprovalDialog",
        lambda s, w: ApprovalDialog(s, [10, 2], w),
        {"document": "Quyết định số 25/QĐ-UBND"},
    ),
    Entry(
        "condition.ConditionDialog",
        lambda s, w: ConditionDialog(s, parent=w),
        {"p_title": "ldtt", "p_times": 2, "document": "Quyết định số 15/2024/QĐ-UBND", "article": "Điều 14"},
    ),
    Entry(
        "condition.ThresholdDialog",
        lambda s, w: ThresholdDialog(s, parent=w),
        {"share": "70%", "document": "Quyết định số 15/2024/QĐ-UBND", "verified_on": DAY},
    ),
    Entry(
        "dossier_letters.RequestDialog",
        lambda s, w: RequestDialog(s, DRIVE, dossier_letters.lacking(s.con, DRIVE, DAY), w),
        {"number": "8/TĐKT"},
    ),
    Entry("dossier_letters.ReceiptDialog", lambda s, w: ReceiptDialog(s, [nominated(s)], w)),
    Entry(
        "dossier_letters.CompletedDialog",
        lambda s, w: CompletedDialog(s, dossier_letters.list_letters(s.con, kind="request")[0], w),
        before=on_its_way,
    ),
    Entry(
        "inquiry.InquiryDialog",
        lambda s, w: InquiryDialog(s, (), [nominated(s)], w),
        {"place": "Công an phường", "end_date": dt.date(2023, 9, 1)},
    ),
    Entry(
        "inquiry.InquiryAnswerDialog",
        lambda s, w: InquiryAnswerDialog(s, inquiries.list_inquiries(s.con)[:1], w),
        before=on_its_way,
    ),
    Entry("council_member.MemberDialog", lambda s, w: MemberDialog(s, 1, w), {"name": "Hoàng Thị Ẩm"}),
    Entry(
        "council_member.RoleDialog",
        lambda s, w: RoleDialog(s, councils.members(s.con, 1)[3], w),
        {"role": "deputy"},
    ),
    Entry(
        "council_member.EndMemberDialog",
        lambda s, w: EndMemberDialog(s, councils.members(s.con, 1)[3], w),
        {"day": DAY},
    ),
    Entry(
        "submission.SubmissionDialog",
        lambda s, w: SubmissionDialog(s, approved(s), parent=w),
        before=one_more_approved,
    ),
    Entry(
        "submission_post.PostDialog",
        lambda s, w: PostDialog(s, sent_up(s), w),
        {"number": "7", "day": DAY, "sent_date": DAY},
        before=on_its_way,
    ),
    Entry(
        "submission_post.ResultDialog",
        lambda s, w: ResultDialog(s, submissions.items(s.con, sent_up(s).id), w),
        {"document": "Quyết định 1432"},
        before=on_its_way,
    ),
    Entry("estimate.EstimateDialog", lambda s, w: EstimateDialog(s, [nominated(s)], w), None),
    Entry(
        "discipline.DisciplineDialog",
        lambda s, w: DisciplineDialog(s, nominated(s), (), w),
        {"document": "12/QĐ-UBND"},
    ),
    Entry(
        "subject_facts.SubjectFactsDialog",
        lambda s, w: SubjectFactsDialog(s, people.get_subject(s.con, 1), w),
        {"ethnic_group": "Ê Đê", "account": "0123 456", "bank": "Agribank"},
    ),
    Entry("meeting.MeetingDialog", lambda s, w: MeetingDialog(s, 1, DRIVE, None, w), {"number": "06/BB"}),
    Entry("decision.DecisionDialog", lambda s, w: DecisionDialog(s, DRIVE, w), before=approve),
    Entry(
        "decision.DecisionDialog",
        lambda s, w: DecisionDialog(s, DRIVE, w, draft=drafted(s)),
        {"title": "Về việc khen người cứu nạn"},
        before=draft,
        label="change",
    ),
    Entry(
        "decision_superior.SuperiorDecisionDialog",
        lambda s, w: SuperiorDecisionDialog(s, DRIVE, w),
        {"number": "1432/QĐ-UBND", "level": "province"},
    ),
    Entry("issue.IssueDialog", lambda s, w: IssueDialog(s, drafted(s), w), {"number": "190"}, before=draft),
    Entry(
        "issue.PrintedDialog",
        lambda s, w: PrintedDialog(s, awards.list_awards(s.con, drafted(s).id)[0], w),
        {"citation": "Đã giúp dân"},
        before=draft,
    ),
    Entry(
        "issue.ReceivedDialog",
        lambda s, w: ReceivedDialog(s, awards.list_awards(s.con, ISSUED)[:5], w),
        {"by": "Y Blik", "day": dt.date(2023, 12, 12)},
    ),
    Entry(
        "prize.PrizeDialog",
        lambda s, w: PrizeDialog(s, awards.get_award(s.con, 1), w),
        {"amount": 500_000, "note": "Nghị quyết riêng"},
    ),
    Entry(
        "correction.CorrectionDialog",
        lambda s, w: CorrectionDialog(s, decisions.get_decision(s.con, ISSUED), w),
        {"reason": "ghi sai tên", "citation": "Đã giúp dân"},
    ),
    Entry(
        "correction.CorrectionDialog",
        lambda s, w: CorrectionDialog(s, decisions.get_decision(s.con, ISSUED), w),
        {"kind": "revoke", "reason": "khai không đúng"},
        label="revoke",
    ),
    Entry(
        "prize_question.PrizeQuestionDialog",
        lambda s, w: PrizeQuestionDialog(s, unknown_rate("rate"), None, w),
        {"figure": "0,3", "document": "Nghị quyết số 12"},
        label="rate",
    ),
    Entry(
        "prize_question.PrizeQuestionDialog",
        lambda s, w: PrizeQuestionDialog(s, unknown_rate("salary"), ISSUED, w),
        {"figure": 1_900_000, "document": "Nghị định số 24"},
        label="salary",
    ),
    Entry(
        "fund_entry.FundEntryDialog",
        lambda s, w: FundEntryDialog(s, 2023, None, w),
        {"amount": 90_000_000},
    ),
    Entry("paper.PaperDialog", lambda s, w: PaperDialog(s, "roll_call", Choice(DAY, DRIVE), w), None),
    Entry("paper_fields.PaperFieldsDialog", lambda s, w: PaperFieldsDialog(s, "decision", w), None),
    Entry("submission_files.SubmissionFilesDialog", lambda s, w: SubmissionFilesDialog(s, DRIVE, w), None),
    Entry(
        "signer.SignerDialog",
        lambda s, w: SignerDialog(s, None, w),
        {
            "name": "Lê Thị Mẫu",
            "title": "Phó Chủ tịch",
            "signature_form": "kt",
            "active_from": dt.date(2021, 7, 1),
        },
    ),
    Entry(
        "signer.SignerDialog",
        lambda s, w: SignerDialog(s, own_signer(s), w),
        {"title": "Quyền Chủ tịch"},
        label="change",
    ),
    Entry("cluster.ClusterDialog", lambda s, w: ClusterDialog(s, 2023, None, w), {"name": "Cụm ven suối"}),
    Entry(
        "cluster.ClusterDialog",
        lambda s, w: ClusterDialog(s, 2023, clusters.in_year(s.con, 2023)[0], w),
        {"name": "Cụm số một"},
        label="change",
    ),
    *(catalogue_entry(table) for table in catalogues.BY_TABLE),
    Entry("campaign.NewCampaignDialog", lambda s, w: NewCampaignDialog(s, w), None),
    Entry("plan.PlanDialog", planned),
    Entry("plan.PlanDialog", planned_again, label="version"),
    Entry("form_out.FormOutDialog", lambda s, w: FormOutDialog(s, "nominations", w), None),
    Entry("import_file.ImportDialog", pasted),
    Entry("import_file.ImportDialog", pointed_at, None, label="columns"),
    Entry("import_result.ImportResultDialog", imported, None),
    Entry("restore.RestoreDialog", restoring, None),
    Entry("calibration.CalibrationDialog", lambda s, w: measured(s, w, steps=0), None, label="print"),
    Entry("calibration.CalibrationDialog", lambda s, w: measured(s, w, steps=1), None, label="read"),
    Entry("calibration.CalibrationDialog", lambda s, w: measured(s, w, steps=2), label="result"),
    Entry(
        "print_sheets.RunResultDialog",
        lambda s, w: RunResultDialog(s, *last_run(s), "187/QĐ-UBND", w),
        {"last": 3, "spoiled": 1, "reason": "Kẹt giấy"},
        before=begin_run,
        label="open",
    ),
    Entry(
        "print_sheets.RunResultDialog",
        lambda s, w: RunResultDialog(s, *last_run(s), "187/QĐ-UBND", w),
        {"last": 2, "reason": "Kẹt giấy"},
        before=end_run,
        label="closed",
    ),
    Entry(
        "print_sheets.spoiled_dialog",
        lambda s, w: print_sheets.spoiled_dialog(s, last_run(s)[1], w),
        {"reason": "Mờ mực"},
        before=end_run,
    ),
    Entry(
        "print_sheets.stock_dialog",
        lambda s, w: print_sheets.stock_dialog(s, ("Phôi A4",), "", w, coming_in=True),
        {"name": "Phôi A4", "count": 300},
        label="in",
    ),
    Entry(
        "print_sheets.stock_dialog",
        lambda s, w: print_sheets.stock_dialog(s, ("Phôi A4",), "", w, coming_in=False),
        {"name": "Phôi A4", "count": 12, "reason": "Rách, ướt"},
        label="out",
    ),
    Entry(
        "template_copy.TemplateCopyDialog",
        lambda s, w: TemplateCopyDialog(s, template.raw("giay-khen-a4"), w),
        {"title": "Giấy khen của phường"},
    ),
    Entry("crash.CrashDialog", lambda s, w: CrashDialog("Traceback", w), None),
    Entry(
        "certificate_dialog.CertificateDialog",
        lambda s, w: CertificateDialog(s, ISSUED, (), w),
        None,
    ),
)

FOUNDATIONS = {
    "award_dialog.AwardDialog",
    "form_dialog.FormDialog",
    "frame.DialogFrame",
    "record.RecordDialog",
}
"""Classes the dialogs are made of, shown to nobody by themselves."""


def last_run(session: Session) -> tuple[printing.PrintRun, list[SheetLine]]:
    """The newest run with its sheets."""
    run = printing.list_runs(session.con)[0]
    by_id = {award.id: award for award in awards.list_awards(session.con, run.decision_id)}
    return run, sheet_lines(run, printing.sheets(session.con, run.id), by_id)


def measured(session: Session, parent: QWidget, steps: int) -> CalibrationDialog:
    """A calibration so many steps on, its numbers typed."""
    dialog = CalibrationDialog(session, "Canon LBP 2900", "giay-khen-a4", "Khay tay", parent)
    for letter, text in zip("ABCD", ("32", "28", "28,5", "28,5"), strict=True):
        field = dialog.findChild(QLineEdit, f"reading{letter}")
        assert field is not None
        field.setText(text)
    for _ in range(steps):
        dialog.submit()
    return dialog


def with_members(dialog: CouncilDialog) -> CouncilDialog:
    name = dialog.findChild(QLineEdit, "memberName1")
    assert name is not None
    name.setText("Lê Thị Mẫu")
    return dialog


def _label(entry: Entry) -> str:
    return f"{entry.name} {entry.label}".strip()


every = pytest.mark.parametrize("entry", ENTRIES, ids=_label)
writing = pytest.mark.parametrize("entry", [e for e in ENTRIES if e.good is not None], ids=_label)


# ---------------------------------------------------------------- helpers


@pytest.fixture
def owner(qtbot: QtBot, themed: QApplication) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1200, 720)
    with qtbot.waitExposed(made):
        made.show()
    return made


Opened = Callable[[Entry], QDialog]


@pytest.fixture(scope="module")
def read_session(
    themed: QApplication, sample_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    """One session for all tests that write nothing; a draft, an approved nomination and a print run wait in it."""
    path = Path(shutil.copyfile(sample_file, tmp_path_factory.mktemp("read") / "mau.sothidua"))
    with Store.open(path) as store, store.action("Chuẩn bị") as action:
        draft(action)
        one_more_approved(action)
        on_its_way(action)
        end_run(action)
    session = Session(path)
    session.look_at_day(dt.date(2023, 8, 20))
    yield session
    session.close(back_up=False)


@pytest.fixture
def read(qtbot: QtBot, read_session: Session, owner: QWidget) -> Iterator[Opened]:
    """Opens a dialog of the table; nothing is written, which is held to afterwards."""
    last = history.last_action_id(read_session.con)

    def open_one(entry: Entry) -> QDialog:
        dialog = entry.build(read_session, owner)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield open_one
    assert history.last_action_id(read_session.con) == last
    for left in owner.findChildren(QDialog):
        left.close()


@pytest.fixture
def opened(qtbot: QtBot, sample_session: Session, owner: QWidget) -> Iterator[Opened]:
    """Opens a dialog of the table as a page does, and waits until it has the keyboard."""

    def open_one(entry: Entry) -> QDialog:
        if entry.before is not None:
            carry_out(qtbot, sample_session, StoreOp("Chuẩn bị", entry.before))
        dialog = entry.build(sample_session, owner)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield open_one
    qtbot.waitUntil(lambda: not sample_session.thread_of_store.busy)
    for left in owner.findChildren(QDialog):
        left.close()


def carry_out(qtbot: QtBot, session: Session, operation: StoreOp[Any]) -> None:
    done: list[object] = []
    session.run(operation, done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))


def forms_of(dialog: QDialog) -> list[Form]:
    return dialog.findChildren(Form)


def type_into(dialog: QDialog, good: dict[str, Any]) -> None:
    """Show values in whichever form has the field, beside what stands there already."""
    for form in forms_of(dialog):
        now = form.values()
        form.set_values({**now, **{key: value for key, value in good.items() if key in now}})


def values_of(dialog: QDialog) -> list[dict[str, Any]]:
    return [form.values() for form in forms_of(dialog)]


def sentences(dialog: QDialog) -> list[str]:
    """What the dialog says is wrong: under its fields and in its line for refusals."""
    shown = [label for label in dialog.findChildren(ErrorLabel) if not label.isHidden()]
    refusal = dialog.findChild(QLabel, "refusal")
    if refusal is not None and refusal.isVisible():
        shown.append(refusal)
    return [label.text() for label in shown if label.text()]


def submit(qtbot: QtBot, dialog: QDialog) -> None:
    """Ctrl+Enter from wherever the keyboard is."""
    focused = QApplication.focusWidget()
    qtbot.keyClick(
        focused if focused is not None and dialog.isAncestorOf(focused) else dialog, Qt.Key.Key_Return, CTRL
    )


def parts_of(dialog: QDialog) -> list[weakref.ref[QObject]]:
    return [weakref.ref(dialog), *(weakref.ref(part) for part in dialog.findChildren(QObject))]


def still_there(parts: list[weakref.ref[QObject]]) -> list[str]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return sorted({type(part()).__name__ for part in parts if part() is not None})


def takes_tab(dialog: QDialog, widget: QWidget) -> bool:
    """Whether the Tab key has to reach a widget."""
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isEnabled()
        and widget.isVisibleTo(dialog)
        and widget.focusProxy() is None
        and widget.window() is dialog
        and not isinstance(widget.parentWidget(), QComboBox)
        and not (isinstance(widget, QScrollArea) and not widget.objectName())
    )


def name_of(widget: QWidget) -> str:
    return widget.objectName() or f"{type(widget).__name__} in {widget.parentWidget()}"


# ---------------------------------------------------------------- the table is whole


def public_dialogs() -> set[str]:
    """Every dialog class and every function that makes a dialog, as "module.name"."""
    found = set()
    for info in pkgutil.iter_modules(folder.__path__):
        module = importlib.import_module(f"{folder.__name__}.{info.name}")
        for name, made in vars(module).items():
            if getattr(made, "__module__", "") != module.__name__ or name.startswith("_"):
                continue
            is_dialog = inspect.isclass(made) and issubclass(made, QDialog)
            if is_dialog or (inspect.isfunction(made) and name.endswith("_dialog")):
                found.add(f"{info.name}.{name}")
    return found


def test_every_dialog_is_in_the_table() -> None:
    assert {entry.name for entry in ENTRIES} | FOUNDATIONS == public_dialogs()


# ---------------------------------------------------------------- what each keeps to


@every
def test_a_dialog_is_modal_and_speaks_vietnamese(entry: Entry, read: Opened) -> None:
    dialog = read(entry)
    assert dialog.isModal()
    assert MARKS.search(dialog.windowTitle()), dialog.windowTitle()
    assert dialog.objectName(), "tests and screen readers find it by its name"
    for button in (b for b in dialog.findChildren(QPushButton) if b.isVisible()):
        assert button.text() or button.accessibleName(), "a button says nothing"
        assert button.objectName(), button.text()


@every
def test_a_dialog_fits_the_screen_of_the_office(entry: Entry, read: Opened) -> None:
    dialog = read(entry)
    for size in (dialog.size(), dialog.minimumSizeHint(), dialog.minimumSize()):
        assert size.width() <= SCREEN[0], size
        assert size.height() <= SCREEN[1] - 40, f"{size}: the title bar and the task bar need their room"
    inside = dialog.rect()
    for button in dialog.findChildren(QPushButton):
        if button.isVisible() and button.parentWidget() is dialog:
            assert inside.contains(button.geometry()), button.text()
            assert button.width() >= button.minimumSizeHint().width() - 1, f"{button.text()} is clipped"


@every
def test_escape_closes_writes_nothing_and_frees_everything(
    entry: Entry, qtbot: QtBot, read: Opened, read_session: Session
) -> None:
    dialog = read(entry)
    last = history.last_action_id(read_session.con)
    if entry.good:
        type_into(dialog, entry.good)
    qtbot.waitUntil(lambda: not read_session.thread_of_store.busy)
    parts = parts_of(dialog)
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    del dialog
    qtbot.waitUntil(lambda: not still_there(parts))
    assert history.last_action_id(read_session.con) == last


@every
def test_tab_reaches_every_input(entry: Entry, qtbot: QtBot, read: Opened) -> None:
    dialog = read(entry)
    wanted = {id(w): w for w in dialog.findChildren(QWidget) if takes_tab(dialog, w)}
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    reached: dict[int, QWidget] = {}
    while (now := QApplication.focusWidget()) is not None and id(now) not in reached:
        reached[id(now)] = now
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    missed = [name_of(widget) for key, widget in wanted.items() if key not in reached]
    assert not missed, f"Tab went through {[name_of(w) for w in reached.values()]}"


@every
def test_every_input_has_a_name_for_a_screen_reader(entry: Entry, read: Opened) -> None:
    dialog = read(entry)
    told = {id(label.buddy()) for label in dialog.findChildren(QLabel) if label.buddy() is not None}
    for widget in dialog.findChildren(QWidget):
        if takes_tab(dialog, widget) and not isinstance(widget, QAbstractButton | QTabBar | QScrollArea):
            assert widget.accessibleName() or id(widget) in told, f"{name_of(widget)} has no name"


@every
def test_a_mnemonic_means_one_thing(entry: Entry, read: Opened) -> None:
    dialog = read(entry)
    texts = [b.text() for b in dialog.findChildren(QAbstractButton) if b.isVisible()]
    texts += [b.text() for b in dialog.findChildren(QLabel) if b.isVisible() and b.buddy() is not None]
    for bar in dialog.findChildren(QTabBar):
        texts += [bar.tabText(at) for at in range(bar.count())]
    keys = [found[1].lower() for text in texts if (found := re.search("(?<!&)&([^&])", text))]
    assert all(key.isascii() and key.isalnum() for key in keys), f"no keyboard has Alt with it: {keys}"
    twice = {key: [t for t in texts if f"&{key}" in t.lower()] for key, n in Counter(keys).items() if n > 1}
    assert not twice


@writing
def test_empty_required_fields_keep_it_open_with_a_sentence(
    entry: Entry, qtbot: QtBot, read: Opened, read_session: Session
) -> None:
    dialog = read(entry)
    required = [f for form in forms_of(dialog) for f in form.fields if f.required]
    last = history.last_action_id(read_session.con)
    for form in forms_of(dialog):
        form.set_values({})
    if not required:
        assert not sentences(dialog)
        return
    submit(qtbot, dialog)
    assert dialog.isVisible()
    said = sentences(dialog)
    assert any(sentence.startswith("Hãy nhập “") for sentence in said), said
    assert not read_session.thread_of_store.busy, "something was sent to the register"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert dialog.isAncestorOf(focused), "the keyboard stays where the field can be mended"
    assert history.last_action_id(read_session.con) == last


@writing
def test_a_good_fill_is_one_action_and_closes(
    entry: Entry, qtbot: QtBot, opened: Opened, sample_session: Session
) -> None:
    dialog = opened(entry)
    assert entry.good is not None
    last = history.last_action_id(sample_session.con)
    type_into(dialog, entry.good)
    parts = parts_of(dialog)
    with qtbot.waitSignal(dialog.finished) as finished:
        submit(qtbot, dialog)
    assert finished.args == [QDialog.DialogCode.Accepted.value]
    assert history.last_action_id(sample_session.con) == last + 1
    record = history.last_undoable(sample_session.con)
    assert record is not None
    assert MARKS.search(record.name)
    del dialog
    # Signals hand the dialog over until the loop was left once.
    qtbot.waitUntil(lambda: not still_there(parts))


@writing
def test_a_refusal_of_the_register_keeps_what_was_typed_and_it_can_be_sent_again(
    entry: Entry, qtbot: QtBot, opened: Opened, sample_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(entry)
    assert entry.good is not None
    type_into(dialog, entry.good)
    typed = values_of(dialog)
    last = history.last_action_id(sample_session.con)

    def full(*_arguments: object) -> None:
        raise DiskFull(FULL)

    with monkeypatch.context() as disk:
        disk.setattr(operations_base, "_in_action", full)
        submit(qtbot, dialog)
        qtbot.waitUntil(lambda: FULL in sentences(dialog))
    assert dialog.isVisible()
    assert values_of(dialog) == typed
    assert history.last_action_id(sample_session.con) == last
    with qtbot.waitSignal(dialog.finished):
        submit(qtbot, dialog)
    assert history.last_action_id(sample_session.con) == last + 1


@writing
def test_ctrl_enter_twice_writes_once(
    entry: Entry, qtbot: QtBot, opened: Opened, sample_session: Session
) -> None:
    """The second press comes while the first is under way, as a heavy hand does."""
    dialog = opened(entry)
    assert entry.good is not None
    type_into(dialog, entry.good)
    last = history.last_action_id(sample_session.con)
    with qtbot.waitSignal(dialog.finished):
        submit(qtbot, dialog)
        submit(qtbot, dialog)
    qtbot.waitUntil(lambda: not sample_session.thread_of_store.busy)
    assert history.last_action_id(sample_session.con) == last + 1


def test_an_answer_that_comes_after_its_dialog_is_gone_is_no_crash(
    qtbot: QtBot, sample_session: Session, owner: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The officer closes the preview while its sheets are still being looked through."""
    bugs: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: bugs.append(error))
    ended: list[int] = []
    sample_session.progressed.connect(lambda _done, total, _text: ended.append(total))
    dialog = CertificateDialog(sample_session, ISSUED, (), owner)
    dialog.open()
    dialog.close()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(dialog)
    qtbot.waitUntil(lambda: 0 in ended)
    assert bugs == []
