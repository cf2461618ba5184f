"""Every write of the window: run through a session, read back, named in the history, taken back whole, refused whole.

The tables below name every public function of ``desktop/ui/operations``; a function that is not in them fails a test.
Numbers are ids of the worked example, which is made anew for every run and always numbers its rows alike.
"""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from db import (
    appraisals,
    attachments,
    award_rounds,
    awards,
    board,
    calibrations,
    campaigns,
    catalogues,
    certificate_templates,
    check,
    clusters,
    conditions,
    corrections,
    council_votes,
    councils,
    decisions,
    disciplines,
    dossier_letters,
    dossiers,
    fund,
    history,
    inquiries,
    milestones,
    nominations,
    organizations,
    people,
    plaques,
    printing,
    registrations,
    resources,
    settings,
    sheet_stock,
    simplified,
    statistics,
    submissions,
    targets,
    units,
)
from db.calibrations import Calibration
from db.campaigns import AwardDraft, CampaignDraft, DocumentDraft, PhaseDraft
from db.conditions import ConditionDraft, ThresholdDraft
from db.council_votes import Ballot
from db.milestones import MilestoneDraft, RequirementDraft
from db.prize_questions import PrizeQuestion
from db.prize_tables import PrizeTable
from db.sqlite import Connection
from db.targets import TargetDraft, TaskDraft
from desktop.documents.template import raw
from desktop.exchange.preview import preview_text
from desktop.plans.accept import draft_of
from desktop.plans.compare import CHANGED
from desktop.plans.later import LaterChanges, MilestoneChange
from desktop.plans.named_units import NamedUnit, UnitMatch
from desktop.plans.proposal import Where
from desktop.plans.read import read_plan
from desktop.plans.versions import compared_with_drive, reading_of_drive
from desktop.ui import operations as folder
from desktop.ui.models.plan_reading import ADD_UNIT, LEAVE_UNIT, UnitAnswer
from desktop.ui.operations import appraisals as appraisal_ops
from desktop.ui.operations import award_rounds as round_ops
from desktop.ui.operations import calibrations as calibration_ops
from desktop.ui.operations import campaigns as campaign_ops
from desktop.ui.operations import catalogues as catalogue_ops
from desktop.ui.operations import clusters as cluster_ops
from desktop.ui.operations import conditions as condition_ops
from desktop.ui.operations import corrections as correction_ops
from desktop.ui.operations import councils as council_ops
from desktop.ui.operations import decisions as decision_ops
from desktop.ui.operations import disciplines as discipline_ops
from desktop.ui.operations import dossiers as dossier_ops
from desktop.ui.operations import fund as fund_ops
from desktop.ui.operations import history as history_ops
from desktop.ui.operations import imports as import_ops
from desktop.ui.operations import inquiries as inquiry_ops
from desktop.ui.operations import nominations as nomination_ops
from desktop.ui.operations import obligations as obligation_ops
from desktop.ui.operations import office as office_ops
from desktop.ui.operations import people as people_ops
from desktop.ui.operations import plans as plan_ops
from desktop.ui.operations import plaques as plaque_ops
from desktop.ui.operations import printing as printing_ops
from desktop.ui.operations import registrations as registration_ops
from desktop.ui.operations import sessions as session_ops
from desktop.ui.operations import settings as setting_ops
from desktop.ui.operations import stock as stock_ops
from desktop.ui.operations import submissions as submission_ops
from desktop.ui.operations import templates as template_ops
from desktop.ui.operations import units as unit_ops
from desktop.ui.operations.appraisals import Answers, OverrideDraft
from desktop.ui.operations.award_rounds import PlaceDraft, RoundDraft
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.clusters import ClusterFacts
from desktop.ui.operations.corrections import CorrectionDraft
from desktop.ui.operations.councils import MemberDraft
from desktop.ui.operations.decisions import DraftChange, SuperiorDecisionDraft
from desktop.ui.operations.disciplines import MeasureDraft
from desktop.ui.operations.dossiers import LetterDraft
from desktop.ui.operations.fund import FundDraft
from desktop.ui.operations.inquiries import InquiryDraft
from desktop.ui.operations.nominations import EvidenceDraft, NominationDraft
from desktop.ui.operations.office import OfficeFacts, SignerFacts
from desktop.ui.operations.people import FactsDraft, SubjectDraft
from desktop.ui.operations.printing import Run
from desktop.ui.operations.sessions import SessionDraft, SessionFacts, SimplifiedDraft
from desktop.ui.operations.submissions import PostDraft, ResultDraft
from desktop.ui.session import Session

DAY = dt.date(2023, 8, 18)
DRIVE = 2
OLD_DRIVE = 1
GROUP_1 = 31
"""Tổ dân phố 1."""
MARKET = 10
"""Ban Quản lý chợ An Lạc, released from its registration."""
MERGED = 45
"""Tổ dân phố 15, merged into another."""
DRAFTED = 60
"""The one nomination that is still a draft: Tổ tuần tra nhân dân số 2."""
SENT_UP = 73
WORKS = [10, 2]
"""Two finished works nobody proposed for a plaque."""
ROUND = 2
"""Khen thưởng tổng kết 30 năm."""
VOTED = 1
"""The session that voted on the drive."""
REPORT_OF_FURNITURE = 125
"""Báo cáo sơ kết of a company that has not handed it in."""
PLAN_OF_SCHOOL = 75
"""Kế hoạch hưởng ứng that came in."""
REGISTRATION_DUTY = 25
ISSUED = 2
SUBJECT = SubjectDraft("individual", "Hoàng Thị Ẩm", "Bà", "1970", "female", "Tổ trưởng", GROUP_1)
PIECE = EvidenceDraft(2021, 2022, "initiative", "Sáng kiến bể lọc nước", number="7/QĐ-UBND")
FACTS = {"kind": "model", "title": "Ngõ hoa", "received_date": DAY, "place": "Hẻm 4", "channel": "zalo"}


@dataclass(slots=True)
class World:
    """What a case may look at: the register, a folder for files, and results of what was done before."""

    con: Connection
    folder: Path
    made: list[Any] = field(default_factory=list)

    def file(self, name: str, content: bytes = b"noi dung") -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path


Make = Callable[[World], StoreOp[Any]]


@dataclass(frozen=True, slots=True)
class Case:
    """One use of an operation: the sentence of the history and what the register says afterwards."""

    name: str
    make: Make
    sentence: str
    found: Callable[[World, Any], object]
    expected: object
    before: tuple[Make, ...] = ()
    label: str = ""


def paste(world: World) -> StoreOp[import_ops.Written]:
    block = "STT\tTên đơn vị\n1\tTổ dân phố 16\n2\tTổ dân phố 17\n3\tTổ dân phố 1\n"
    preview = preview_text(world.con, block, None, "units")
    chosen = {(0, at) for at, row in enumerate(preview.rows) if "Tổ dân phố 17" in row.values.values()}
    return import_ops.write(preview, chosen)


def propose_works(_world: World) -> StoreOp[int]:
    return plaque_ops.propose(WORKS, DAY)


def stages(world: World, stage: str) -> list[int]:
    return [one.registration.id for one in plaques.works(world.con, DRIVE) if one.stage == stage]


def own_condition(_world: World) -> StoreOp[int]:
    figures = {"title": "ldtt", "times": 2}
    return condition_ops.save_condition(
        ConditionDraft("title_consecutive", "giay_khen", parameters=figures, document="Quyết định 15/2024")
    )


def own_share(_world: World) -> StoreOp[int]:
    return condition_ops.save_threshold(
        ThresholdDraft("approval", "70", "all", level="commune", document="Quyết định 15/2024")
    )


def begin_round(_world: World) -> StoreOp[int]:
    return round_ops.save(DRIVE, RoundDraft("Đợt đột xuất", DAY))


def kind_of(world: World, nomination_id: int) -> tuple[str, int | None, str]:
    one = nominations.get_nomination(world.con, nomination_id)
    joined = award_rounds.get_round(world.con, one.award_round_id or 0).name
    return one.award_type, one.judged_year, joined


def cluster_of(world: World, cluster_id: int) -> tuple[object, ...]:
    found = next(c for c in clusters.in_year(world.con, 2023) if c.id == cluster_id)
    return found.name, found.members, found.head_unit_id, found.pledge_date


def cell_of(world: World, obligation_id: int) -> board.Cell:
    return next(
        c
        for c in board.board(world.con, DRIVE, dt.date(2023, 8, 20)).cells
        if c.obligation_id == obligation_id
    )


def reminders_of(world: World, *ids: int) -> list[int]:
    return [cell_of(world, one).reminders for one in ids]


def evidence_words(world: World, evidence_id: int) -> tuple[object, ...]:
    piece = dossiers.get_evidence(world.con, evidence_id)
    return piece.year_from, piece.year_to, piece.kind, piece.what, piece.number, piece.checked


def stored_file(world: World, attachment_id: int | None) -> tuple[str, bytes]:
    assert attachment_id is not None
    return attachments.get(world.con, attachment_id).name, attachments.content(world.con, attachment_id)


def file_of_document(world: World, document_id: int) -> tuple[str, bytes]:
    papers = campaigns.documents(world.con, DRIVE)
    return stored_file(world, next(p.attachment_id for p in papers if p.id == document_id))


def signers(world: World) -> list[tuple[str, str]]:
    office = organizations.own(world.con)
    assert office is not None
    return [(s.name, s.signature_form) for s in organizations.signers(world.con, office.id)]


def award_line(world: World, name: str) -> tuple[object, ...] | None:
    lines = [line for line in campaigns.awards(world.con, DRIVE) if line.form_name == name]
    return (lines[0].form_code, lines[0].quota_individual, lines[0].window_start) if lines else None


def duties_of(world: World, milestone_id: int) -> int:
    row = world.con.execute("SELECT count(*) FROM obligation WHERE milestone_id = ?", (milestone_id,))
    return int(row.fetchone()[0])


def going_on(world: World) -> list[units.Unit]:
    return [unit for unit in units.list_units(world.con) if unit.active_to is None]


def obliged(world: World, unit_id: int) -> bool:
    return any(cell.unit_id == unit_id for cell in board.board(world.con, DRIVE, DAY).cells)


def status_of(world: World, *ids: int) -> list[str]:
    return [nominations.get_nomination(world.con, one).status for one in ids]


def unit_by(world: World, unit_id: int) -> tuple[str, str, str]:
    unit = units.get_unit(world.con, unit_id)
    return unit.name, unit.kind, unit.phone


def gone(read: Callable[[], object]) -> bool:
    try:
        read()
    except Exception as error:
        return type(error).__name__ == "NotFound"
    return False


def add_milestone(_world: World) -> StoreOp[int]:
    return campaign_ops.save_milestone(
        DRIVE, MilestoneDraft("report", "Báo cáo nhanh tháng 9", dt.date(2023, 9, 20))
    )


def add_award(_world: World) -> StoreOp[None]:
    return campaign_ops.save_award(DRIVE, AwardDraft("giay_khen", "Thư khen", quota_individual=3))


def add_target(_world: World) -> StoreOp[int]:
    return campaign_ops.add_target(
        DRIVE, TargetDraft("Ghế đá đặt mới", Decimal("12.5"), "cái", unit_id=GROUP_1)
    )


def add_registration(_world: World) -> StoreOp[int]:
    return registration_ops.register(DRIVE, (GROUP_1,), dict(FACTS), "Tổ dân phố 1")


def add_nominee(_world: World) -> StoreOp[int]:
    return nomination_ops.nominate(NominationDraft(SUBJECT, DRIVE, 2, submitted_date=DAY))


def approve(world: World) -> StoreOp[int]:
    return nomination_ops.set_status([world.made[0]], "approved", "")


def add_decision(world: World) -> StoreOp[int]:
    return decision_ops.draft_decision([world.made[0]], DRIVE, 1)


def add_money(_world: World) -> StoreOp[int]:
    return fund_ops.save_entry(FundDraft("in", "budget", 90_000_000, DAY, 2023, "Cấp đầu năm"))


def add_piece(_world: World) -> StoreOp[int]:
    return nomination_ops.add_evidence(DRAFTED, PIECE, "Tổ tuần tra")


def add_run(world: World) -> StoreOp[int]:
    listed = awards.list_awards(world.con, ISSUED)[:3]
    run = Run(ISSUED, tuple(a.id for a in listed), "truyền thống", "printer", printer="Máy in phòng họp")
    return printing_ops.record(run, "Quyết định số 187/QĐ-UBND")


def open_run(world: World, **facts: Any) -> StoreOp[int]:
    listed = awards.list_awards(world.con, ISSUED)[:3]
    run = Run(
        ISSUED, tuple(a.id for a in listed), "phoi-a4", "printer", printer="Canon", stock="Phôi A4", **facts
    )
    return printing_ops.start(run, "Quyết định số 187")


def rest_of(run: printing.PrintRun) -> Run:
    return Run(ISSUED, run.planned[1:], "phoi-a4", "printer", printer="Canon", stock="Phôi A4")


def close_run(world: World) -> StoreOp[int]:
    return printing_ops.finish(world.made[0], 2, {3: "Kẹt giấy"}, "Quyết định số 187")


def calibrate(_world: World) -> StoreOp[bool]:
    return calibration_ops.save("Canon", "phoi-a4", Calibration(-2_000, 1_500), tray="Khay 2", day=DAY)


def buy_sheets(_world: World) -> StoreOp[int]:
    return stock_ops.stock_in("Phôi A4", 100, DAY, "Mua mới")


def own_template(_world: World) -> StoreOp[int]:
    return template_ops.save(
        "Giấy khen phường", {**raw("giay-khen-a4"), "title": "Giấy khen phường"}, ["giay-khen-a4"]
    )


def own_templates(world: World) -> list[tuple[str, int]]:
    return [(one.name, one.version) for one in certificate_templates.list_own(world.con)]


def add_holiday(_world: World) -> StoreOp[int]:
    values = {"day": "2024-02-09", "name": "Nghỉ bù", "source": "Thông báo", "verified": False}
    return catalogue_ops.save_row("holiday", values)


def sheet_states(world: World, run_id: int) -> list[str]:
    return [sheet.state for sheet in printing.sheets(world.con, run_id)]


def holiday(world: World, row_id: int) -> tuple[object, ...] | None:
    rows = [r for r in catalogues.rows(world.con, "holiday") if r["id"] == row_id]
    return (rows[0]["day"], rows[0]["name"], rows[0]["verified"]) if rows else None


def override(_world: World) -> StoreOp[bool]:
    """Nobody said yet whether the criteria of the plan are met; the officer goes on with a reason."""
    draft = OverrideDraft(DRAFTED, "plan_criteria", "Tuần tra đủ 365 đêm", "Biên bản số 4/BB", DAY)
    return appraisal_ops.override(draft, "Tổ tuần tra")


def outcome_of(world: World, nomination_id: int) -> tuple[str, list[str]]:
    made = appraisals.appraise(world.con, nomination_id, DAY)
    return made.outcome, [f.override_reason for f in made.findings if f.overridden]


def issue(world: World) -> StoreOp[Any]:
    return decision_ops.issue(world.made[-1], "190", dt.date(2023, 12, 20))


def lacking_of(world: World, nomination_id: int) -> list[dossier_letters.Lacking]:
    return [x for x in dossier_letters.lacking(world.con, DRIVE, DAY) if x.nomination.id == nomination_id]


def ask_for_papers(world: World) -> StoreOp[list[int]]:
    return dossier_ops.request(lacking_of(world, DRAFTED), LetterDraft(DAY, number="8/TĐKT"), DRIVE)


def consult(_world: World) -> StoreOp[list[int]]:
    return inquiry_ops.start([DRAFTED], InquiryDraft("consultation", DAY, "Công an phường", "9/UBND"))


def inquiry_of(world: World, inquiry_id: int) -> tuple[object, ...]:
    one = inquiries.get_inquiry(world.con, inquiry_id)
    return one.kind, one.nomination_id, one.place, one.result


def nominate_higher(_world: World) -> StoreOp[int]:
    """For the Bằng khen of the province."""
    return nomination_ops.nominate(NominationDraft(SUBJECT, DRIVE, 4, submitted_date=DAY))


def up(world: World) -> StoreOp[list[int]]:
    return submission_ops.send_up([world.made[0]], DAY, {"district": "Ủy ban nhân dân huyện Krông Bưk"})


def items_of(world: World, submission_id: int) -> list[submissions.SubmissionItem]:
    return submissions.items(world.con, submission_id)


def refuse(world: World) -> StoreOp[int]:
    item = items_of(world, world.made[2][0])[0]
    return submission_ops.set_result([item.id], ResultDraft("refused", DAY, "Công văn 5", "Chưa đủ năm"))


def terms(world: World, name: str) -> list[tuple[object, ...]]:
    listed = councils.members(world.con, 1)
    return [(m.role, m.active_from, m.active_to) for m in listed if m.name == name]


def take_out_shipped(world: World) -> StoreOp[None]:
    row = next(r for r in catalogues.rows(world.con, "holiday") if r["name"])
    return catalogue_ops.remove_row("holiday", row["id"])


def session_draft(**changed: Any) -> SessionDraft:
    facts: dict[str, Any] = {
        "council_id": 1,
        "campaign_id": DRIVE,
        "day": dt.date(2023, 12, 1),
        "kind": "meeting",
        "number": "06/BB",
        "place": "Hội trường",
        "present": {one: one != 3 for one in range(1, 10)},
        "reasons": {3: "đi công tác"},
        "ballots": (),
    }
    return SessionDraft(**{**facts, **changed})


def superior_draft(**changed: Any) -> SuperiorDecisionDraft:
    facts: dict[str, Any] = {
        "organization_id": None,
        "organization_name": "Ủy ban nhân dân tỉnh Đăk Sơn Hà",
        "level": "province",
        "number": "1432/QĐ-UBND",
        "day": dt.date(2024, 1, 15),
        "form_code": "bang_khen",
        "nomination_ids": (SENT_UP,),
        "campaign_id": DRIVE,
    }
    return SuperiorDecisionDraft(**{**facts, **changed})


OFFICE = OfficeFacts("Ủy ban nhân dân phường Hoa Ban", "ward", "Hoa Ban", province="Đăk Sơn Hà")
LONG = "Vận động nhân dân hiến đất, góp công mở rộng đường hẻm, trồng cây xanh và giữ vệ sinh môi trường"

PLAN = resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8")
"""The plan the drive was made from."""


def named_unit(name: str, answer: str) -> UnitAnswer:
    """What the officer says of a unit the plan names and the register lacks."""
    return UnitAnswer(UnitMatch(NamedUnit(name, Where("", 0, 0)), None), answer)


def extend_registration(world: World) -> StoreOp[int]:
    """A later paper: five days more to register, and a school nobody had entered."""
    stone = next(m for m in milestones.list_milestones(world.con, DRIVE) if m.kind == "registration")
    later = dt.date(2023, 8, 20)
    change = MilestoneChange(CHANGED, stone, MilestoneDraft("registration", stone.what, later), "Gia hạn")
    document = DocumentDraft(role="extension", number="77/UBND", day="2023-08-14", text="Gia hạn đăng ký")
    changes = LaterChanges(DRIVE, document, (change,), ())
    return plan_ops.change(changes, (named_unit("Trường Mầm non Hoa Sữa", ADD_UNIT),))


def another_version(world: World) -> StoreOp[int]:
    """The plan once more with another last day of registration, of which nothing else is accepted."""
    drive = reading_of_drive(world.con, DRIVE)
    new = read_plan(PLAN.replace("ngày 15/8/2023", "ngày 20/8/2023"))
    moved = tuple(
        one
        for one in compared_with_drive(drive, new)
        if one.status == CHANGED and any(d.new == "20/08/2023" for d in one.differences)
    )
    return plan_ops.update(drive, new, draft_of(new), moved, (named_unit("Thôn Xa", LEAVE_UNIT),))


def days_and_papers(world: World) -> tuple[object, ...]:
    """The last day of registration, and how many papers the drive has."""
    stone = next(m for m in milestones.list_milestones(world.con, DRIVE) if m.kind == "registration")
    return stone.day, campaigns.documents(world.con, DRIVE)[-1].number


def unit_names(world: World) -> set[str]:
    """Names of all units there are."""
    return {unit.name for unit in units.list_units(world.con)}


CASES: tuple[Case, ...] = (
    # ------------------------------------------------------------ plans
    Case(
        "plans.start",
        lambda w: plan_ops.start(
            CampaignDraft(
                "Phong trào thi đua “Thôn không rác”",
                start_on="2024",
                tasks=(TaskDraft("Trạm Y tế Bình Lâm", "Hướng dẫn"), TaskDraft("Thôn Xa", "Thu gom")),
            ),
            (named_unit("Trạm Y tế Bình Lâm", ADD_UNIT), named_unit("Thôn Xa", LEAVE_UNIT)),
            (),
        ),
        "Tạo phong trào “Phong trào thi đua “Thôn không rác””",
        lambda w, v: (
            [task.who for task in targets.list_tasks(w.con, v)],
            [
                row["name"]
                for row in w.con.execute(
                    "SELECT u.name FROM task t JOIN unit u ON u.id = t.unit_id WHERE t.campaign_id = ?", (v,)
                )
            ],
            "Thôn Xa" in unit_names(w),
        ),
        (["Trạm Y tế Bình Lâm", "Thôn Xa"], ["Trạm Y tế Bình Lâm"], False),
    ),
    Case(
        "plans.change",
        extend_registration,
        "Sửa phong trào theo văn bản mới",
        lambda w, v: (v, *days_and_papers(w), "Trường Mầm non Hoa Sữa" in unit_names(w)),
        (DRIVE, dt.date(2023, 8, 20), "77/UBND", True),
    ),
    Case(
        "plans.update",
        another_version,
        "Cập nhật phong trào “30 năm phường An Lạc Đông” theo kế hoạch mới",
        lambda w, v: (v, days_and_papers(w)[0], "Thôn Xa" in unit_names(w)),
        (DRIVE, dt.date(2023, 8, 20), False),
    ),
    # ------------------------------------------------------------ drives
    Case(
        "campaigns.start",
        lambda w: campaign_ops.start(
            CampaignDraft(
                "Phong trào thi đua “Nước sạch”",
                "Nước sạch",
                start_on="2024",
                milestones=(
                    MilestoneDraft("registration", "Đăng ký", dt.date(2024, 3, 1), direction="none"),
                ),
                requirements=(RequirementDraft("any", 1, 1, milestone=0),),
            )
        ),
        "Tạo phong trào “Nước sạch”",
        lambda w, v: (
            campaigns.get_campaign(w.con, v).title,
            len(board.board(w.con, v, dt.date(2024, 2, 1)).cells) == len(going_on(w)),
        ),
        ("Phong trào thi đua “Nước sạch”", True),
    ),
    Case(
        "campaigns.change_facts",
        lambda w: campaign_ops.change_facts(
            OLD_DRIVE, {"title": "Đường sạch", "start_on": "2022-09", "scope": "Toàn phường"}
        ),
        "Sửa thông tin phong trào",
        lambda w, v: (
            campaigns.get_campaign(w.con, OLD_DRIVE).title,
            campaigns.get_campaign(w.con, OLD_DRIVE).start_on,
        ),
        ("Đường sạch", "2022-09"),
    ),
    Case(
        "campaigns.change_facts",
        lambda w: campaign_ops.change_facts(
            OLD_DRIVE,
            {
                "title": "Đường sạch",
                "start_on": "2022-09",
                "launch_level": "province",
                "scope_level": "cluster",
            },
        ),
        "Sửa thông tin phong trào",
        lambda w, v: [
            (fact.traits.launch, fact.traits.scope)
            for fact in statistics.campaigns_in(w.con, statistics.Period.of_year(2022))
        ],
        [("province", "cluster")],
        label="what form 0601 counts it by",
    ),
    Case(
        "campaigns.close",
        lambda w: campaign_ops.close(DRIVE, dt.date(2023, 12, 20)),
        "Kết thúc phong trào",
        lambda w, v: campaigns.get_campaign(w.con, DRIVE).closed_date,
        dt.date(2023, 12, 20),
    ),
    Case(
        "campaigns.close",
        lambda w: campaign_ops.close(OLD_DRIVE, None),
        "Mở lại phong trào",
        lambda w, v: campaigns.get_campaign(w.con, OLD_DRIVE).closed_date,
        None,
        label="open again",
    ),
    Case(
        "campaigns.add_phase",
        lambda w: campaign_ops.add_phase(DRIVE, PhaseDraft("Đợt 3", dt.date(2023, 12, 11), None)),
        "Thêm giai đoạn “Đợt 3”",
        lambda w, v: [(p.ordinal, p.name) for p in campaigns.phases(w.con, DRIVE)],
        [(1, "Đợt 1"), (2, "Đợt 2"), (3, "Đợt 3")],
    ),
    Case(
        "campaigns.add_document",
        lambda w: campaign_ops.add_document(
            DRIVE, DocumentDraft("guidance", "guidance", "9/HD-UBND", "2023-08", summary="Chấm điểm")
        ),
        "Thêm văn bản 9/HD-UBND vào phong trào",
        lambda w, v: next((p.number, p.day) for p in campaigns.documents(w.con, DRIVE) if p.id == v),
        ("9/HD-UBND", "2023-08"),
    ),
    Case(
        "campaigns.add_document",
        lambda w: campaign_ops.add_document(DRIVE, DocumentDraft("other", "other")),
        "Thêm văn bản không số vào phong trào",
        lambda w, v: len(campaigns.documents(w.con, DRIVE)),
        5,
        label="without number",
    ),
    Case(
        "campaigns.attach_to_document",
        lambda w: campaign_ops.attach_to_document(3, w.file("Kế hoạch cấp trên.pdf", b"%PDF-1.4")),
        "Đính kèm “Kế hoạch cấp trên.pdf” vào văn bản",
        lambda w, v: file_of_document(w, 3),
        ("Kế hoạch cấp trên.pdf", b"%PDF-1.4"),
    ),
    Case(
        "campaigns.save_milestone",
        add_milestone,
        "Thêm mốc thời hạn “Báo cáo nhanh tháng 9”",
        lambda w, v: duties_of(w, v) == len(going_on(w)),
        True,
    ),
    Case(
        "campaigns.save_milestone",
        lambda w: campaign_ops.save_milestone(
            DRIVE, MilestoneDraft("report", "Báo cáo sơ kết", dt.date(2023, 10, 9)), 8
        ),
        "Sửa mốc thời hạn “Báo cáo sơ kết”",
        lambda w, v: {
            cell.status.due for cell in board.board(w.con, DRIVE, DAY).cells if cell.obligation_id == 125
        },
        {dt.date(2023, 10, 9)},
        label="change",
    ),
    Case(
        "campaigns.save_milestone",
        lambda w: campaign_ops.save_milestone(
            DRIVE, MilestoneDraft("other", LONG, dt.date(2023, 9, 9), direction="none")
        ),
        "Thêm mốc thời hạn “Vận động nhân dân hiến đất, góp công mở rộng đường hẻm,…”",
        lambda w, v: next(m.what for m in milestones.list_milestones(w.con, DRIVE) if m.id == v),
        LONG,
        label="long words are cut in the history only",
    ),
    Case(
        "campaigns.remove_milestone",
        lambda w: campaign_ops.remove_milestone(w.made[0], "Báo cáo nhanh tháng 9"),
        "Xóa mốc thời hạn “Báo cáo nhanh tháng 9”",
        lambda w, v: (duties_of(w, w.made[0]), len(milestones.list_milestones(w.con, DRIVE))),
        (0, 14),
        before=(add_milestone,),
    ),
    Case(
        "campaigns.save_requirement",
        lambda w: campaign_ops.save_requirement(
            DRIVE, RequirementDraft("any", 0, 0, 2, milestone=0), milestone_id=5
        ),
        "Thêm yêu cầu đăng ký",
        lambda w, v: [(r.min_task, r.due) for r in milestones.requirements(w.con, DRIVE)][-1],
        (2, dt.date(2023, 8, 15)),
    ),
    Case(
        "campaigns.save_requirement",
        lambda w: campaign_ops.save_requirement(DRIVE, RequirementDraft("all", 2, 1), 3),
        "Sửa yêu cầu đăng ký",
        lambda w, v: next(
            (r.rule, r.min_model, r.min_work) for r in milestones.requirements(w.con, DRIVE) if r.id == 3
        ),
        ("all", 2, 1),
        label="change",
    ),
    Case(
        "campaigns.save_award",
        add_award,
        "Thêm dòng khen thưởng “Thư khen”",
        lambda w, v: award_line(w, "Thư khen"),
        ("giay_khen", 3, None),
    ),
    Case(
        "campaigns.save_award",
        lambda w: campaign_ops.save_award(
            DRIVE, AwardDraft("bang_khen", "Bằng khen tỉnh", quota_individual=9, window_start=2020), 4
        ),
        "Sửa dòng khen thưởng “Bằng khen tỉnh”",
        lambda w, v: (award_line(w, "Bằng khen tỉnh"), award_line(w, "Bằng khen")),
        (("bang_khen", 9, 2020), None),
        label="change",
    ),
    Case(
        "campaigns.remove_award",
        lambda w: campaign_ops.remove_award(campaigns.awards(w.con, DRIVE)[-1].id, "Thư khen"),
        "Xóa dòng khen thưởng “Thư khen”",
        lambda w, v: award_line(w, "Thư khen"),
        None,
        before=(add_award,),
    ),
    Case(
        "campaigns.add_target",
        add_target,
        "Thêm chỉ tiêu “Ghế đá đặt mới”",
        lambda w, v: next(
            (t.annual_thousandths, t.measure, t.unit) for t in targets.list_targets(w.con, DRIVE) if t.id == v
        ),
        (12_500, "cái", "Tổ dân phố 1"),
    ),
    Case(
        "campaigns.remove_target",
        lambda w: campaign_ops.remove_target(1, "Đường hẻm có đèn"),
        "Xóa chỉ tiêu “Đường hẻm có đèn”",
        lambda w, v: (
            1 in {t.id for t in targets.list_targets(w.con, DRIVE)},
            w.con.execute("SELECT count(*) FROM target_result WHERE target_id = 1").fetchone()[0],
        ),
        (False, 0),
    ),
    Case(
        "campaigns.set_result",
        lambda w: campaign_ops.set_result(w.made[0], 2, Decimal("3.25"), "Ghế đá đặt mới"),
        "Ghi kết quả chỉ tiêu “Ghế đá đặt mới”",
        lambda w, v: next(t.results for t in targets.list_targets(w.con, DRIVE) if t.id == w.made[0]),
        {2: 3_250},
        before=(add_target,),
    ),
    Case(
        "campaigns.set_result",
        lambda w: campaign_ops.set_result(w.made[0], 2, None, "Ghế đá đặt mới"),
        "Ghi kết quả chỉ tiêu “Ghế đá đặt mới”",
        lambda w, v: next(t.results for t in targets.list_targets(w.con, DRIVE) if t.id == w.made[0]),
        {},
        before=(add_target, lambda w: campaign_ops.set_result(w.made[0], 2, Decimal(1), "Ghế đá")),
        label="take out",
    ),
    Case(
        "campaigns.add_task",
        lambda w: campaign_ops.add_task(DRIVE, TaskDraft("Văn phòng", "Gửi công văn đôn đốc", DAY)),
        "Thêm nhiệm vụ “Gửi công văn đôn đốc”",
        lambda w, v: next((t.who, t.due_date) for t in targets.list_tasks(w.con, DRIVE) if t.id == v),
        ("Văn phòng", DAY),
    ),
    Case(
        "campaigns.set_task_done",
        lambda w: campaign_ops.set_task_done(5, DAY, "Vận động hội viên"),
        "Hoàn thành nhiệm vụ “Vận động hội viên”",
        lambda w, v: next(t.done_date for t in targets.list_tasks(w.con, DRIVE) if t.id == 5),
        DAY,
    ),
    Case(
        "campaigns.set_task_done",
        lambda w: campaign_ops.set_task_done(1, None, "Theo dõi việc đăng ký"),
        "Mở lại nhiệm vụ “Theo dõi việc đăng ký”",
        lambda w, v: next(t.done_date for t in targets.list_tasks(w.con, DRIVE) if t.id == 1),
        None,
        label="open again",
    ),
    # ------------------------------------------------------------ catalogues, clusters, settings, office
    Case(
        "catalogues.save_row",
        add_holiday,
        "Thêm dòng vào danh mục “Ngày nghỉ lễ”",
        lambda w, v: holiday(w, v),
        ("2024-02-09", "Nghỉ bù", 0),
    ),
    Case(
        "catalogues.save_row",
        lambda w: catalogue_ops.save_row("holiday", {"name": "Nghỉ bù Tết"}, w.made[0]),
        "Sửa danh mục “Ngày nghỉ lễ”",
        lambda w, v: holiday(w, w.made[0]),
        ("2024-02-09", "Nghỉ bù Tết", 0),
        before=(add_holiday,),
        label="change",
    ),
    Case(
        "catalogues.set_verified",
        lambda w: catalogue_ops.set_verified("holiday", (w.made[0],)),
        "Đã đối chiếu 1 dòng của danh mục “Ngày nghỉ lễ”",
        lambda w, v: holiday(w, w.made[0]),
        ("2024-02-09", "Nghỉ bù", 1),
        before=(add_holiday,),
    ),
    Case(
        "catalogues.remove_row",
        lambda w: catalogue_ops.remove_row("holiday", w.made[0]),
        "Xóa một dòng của danh mục “Ngày nghỉ lễ”",
        lambda w, v: holiday(w, w.made[0]),
        None,
        before=(add_holiday,),
    ),
    Case(
        "clusters.save_cluster",
        lambda w: cluster_ops.save_cluster(
            ClusterFacts("Cụm ven suối", "cluster", 2023, (31, 33), 33, dt.date(2023, 2, 1))
        ),
        "Thêm cụm thi đua: Cụm ven suối",
        lambda w, v: cluster_of(w, v),
        ("Cụm ven suối", (31, 33), 33, dt.date(2023, 2, 1)),
    ),
    Case(
        "clusters.save_cluster",
        lambda w: cluster_ops.save_cluster(ClusterFacts("Khối các ngành", "bloc", 2023, (2, 3)), 3),
        "Sửa khối thi đua: Khối các ngành",
        lambda w, v: (cluster_of(w, 3)[0], sorted(cluster_of(w, 3)[1])),
        ("Khối các ngành", [2, 3]),
        label="change",
    ),
    Case(
        "clusters.remove_cluster",
        lambda w: cluster_ops.remove_cluster(6, "Khối thi đua doanh nghiệp"),
        "Xóa cụm, khối: Khối thi đua doanh nghiệp",
        lambda w, v: sorted(c.id for c in units.list_clusters(w.con)),
        [1, 2, 3, 4, 5],
    ),
    Case(
        "settings.save_settings",
        lambda w: setting_ops.save_settings({"due_soon_days": 11}),
        "Đổi cài đặt",
        lambda w, v: (settings.get(w.con, "due_soon_days"), v),
        (11, 1),
    ),
    Case(
        "office.set_up",
        lambda w: office_ops.set_up(OFFICE, SignerFacts("Lê Thị Mẫu", "Quyền Chủ tịch", "q")),
        "Lập sổ của Ủy ban nhân dân phường Hoa Ban",
        lambda w, v: (organizations.own(w.con).name, ("Lê Thị Mẫu", "q") in signers(w)),  # type: ignore[union-attr]
        ("Ủy ban nhân dân phường Hoa Ban", True),
    ),
    Case(
        "office.save_office",
        lambda w: office_ops.save_office(OFFICE),
        "Sửa thông tin cơ quan",
        lambda w, v: (organizations.own(w.con).place, len(organizations.list_organizations(w.con))),  # type: ignore[union-attr]
        ("Hoa Ban", 1),
    ),
    Case(
        "office.save_signer",
        lambda w: office_ops.save_signer(SignerFacts("Lê Thị Mẫu", "Phó Chủ tịch", "kt"), ordinal=9),
        "Thêm người ký: Lê Thị Mẫu",
        lambda w, v: signers(w)[-1],
        ("Lê Thị Mẫu", "kt"),
    ),
    Case(
        "office.save_signer",
        lambda w: office_ops.save_signer(SignerFacts("Đặng Quốc Tưởng", "Chủ tịch"), 1),
        "Sửa người ký: Đặng Quốc Tưởng",
        lambda w, v: signers(w),
        [("Đặng Quốc Tưởng", "head"), ("Trịnh Thị Lam Giang", "kt")],
        label="change",
    ),
    Case(
        "office.save_signer",
        lambda w: office_ops.save_signer(
            SignerFacts("Đặng Quốc Tưởng", "Chủ tịch", "head", dt.date(2021, 7, 1), dt.date(2024, 6, 30)), 1
        ),
        "Sửa người ký: Đặng Quốc Tưởng",
        lambda w, v: next((one.active_from, one.active_to) for one in organizations.signers(w.con, 1)),
        (dt.date(2021, 7, 1), dt.date(2024, 6, 30)),
        label="term",
    ),
    Case(
        "office.put_first",
        lambda w: office_ops.put_first((2, 1), "Trịnh Thị Lam Giang"),
        "Đặt người ký mặc định: Trịnh Thị Lam Giang",
        lambda w, v: signers(w),
        [("Trịnh Thị Lam Giang", "kt"), ("Đặng Quốc Tường", "head")],
    ),
    Case(
        "office.remove_signer",
        lambda w: office_ops.remove_signer(1, "Đặng Quốc Tường"),
        "Bỏ người ký: Đặng Quốc Tường",
        lambda w, v: (signers(w), decisions.get_decision(w.con, ISSUED).signer_name),
        ([("Trịnh Thị Lam Giang", "kt")], "Đặng Quốc Tường"),
    ),
    # ------------------------------------------------------------ units, registrations, obligations
    Case(
        "units.add",
        lambda w: unit_ops.add({"name": "Tổ dân phố 16", "phone": "0912 345 678"}),
        "Thêm đơn vị “Tổ dân phố 16”",
        lambda w, v: (unit_by(w, v), obliged(w, v)),
        (("Tổ dân phố 16", "neighborhood", "0912 345 678"), True),
    ),
    Case(
        "units.change",
        lambda w: unit_ops.change(GROUP_1, {"name": "Khu phố 1", "kind": "other", "phone": "113"}),
        "Sửa đơn vị “Khu phố 1”",
        lambda w, v: unit_by(w, GROUP_1),
        ("Khu phố 1", "other", "113"),
    ),
    Case(
        "units.end",
        lambda w: unit_ops.end(units.get_unit(w.con, GROUP_1), DAY),
        "Ghi ngày ngừng hoạt động của “Tổ dân phố 1”",
        lambda w, v: units.get_unit(w.con, GROUP_1).active_to,
        DAY,
    ),
    Case(
        "units.end",
        lambda w: unit_ops.end(units.get_unit(w.con, MERGED), None),
        "Ghi hoạt động lại: “Tổ dân phố 15”",
        lambda w, v: units.get_unit(w.con, MERGED).active_to,
        None,
        label="goes on",
    ),
    Case(
        "units.remove",
        lambda w: unit_ops.remove(w.made[1], "Tổ chợ đêm"),
        "Xóa đơn vị “Tổ chợ đêm”",
        lambda w, v: gone(lambda: units.get_unit(w.con, w.made[1])),
        True,
        before=(
            lambda w: campaign_ops.close(DRIVE, DAY),
            lambda w: unit_ops.add({"name": "Tổ chợ đêm", "kind": "other"}),
        ),
    ),
    Case(
        "registrations.register",
        add_registration,
        "Ghi đăng ký của Tổ dân phố 1",
        lambda w, v: (
            registrations.get_registration(w.con, v).title,
            registrations.get_registration(w.con, v).unit_ids,
            registrations.get_registration(w.con, v).channel,
        ),
        ("Ngõ hoa", (GROUP_1,), "zalo"),
    ),
    Case(
        "registrations.change",
        lambda w: registration_ops.change(1, {"title": "Một cửa", "final_people": 2_000_000}, "Văn phòng"),
        "Sửa đăng ký của Văn phòng",
        lambda w, v: (
            registrations.get_registration(w.con, 1).title,
            registrations.get_registration(w.con, 1).final_people,
        ),
        ("Một cửa", 2_000_000),
    ),
    Case(
        "registrations.return_to_redo",
        lambda w: registration_ops.return_to_redo(2, DAY, "Chưa rõ địa điểm", "Địa chính"),
        "Trả lại đăng ký của Địa chính",
        lambda w, v: (
            registrations.get_registration(w.con, 2).returned_date,
            registrations.get_registration(w.con, 2).return_reason,
        ),
        (DAY, "Chưa rõ địa điểm"),
    ),
    Case(
        "registrations.take_back_in",
        lambda w: registration_ops.take_back_in(2, "Địa chính"),
        "Nhận lại đăng ký của Địa chính",
        lambda w, v: registrations.get_registration(w.con, 2).returned_date,
        None,
        before=(lambda w: registration_ops.return_to_redo(2, DAY, "Chưa rõ", "Địa chính"),),
    ),
    Case(
        "registrations.replace",
        lambda w: registration_ops.replace(w.made[0], w.made[1], "Tổ dân phố 1"),
        "Thay đăng ký của Tổ dân phố 1",
        lambda w, v: registrations.get_registration(w.con, w.made[0]).replaced_by_id == w.made[1],
        True,
        before=(add_registration, add_registration),
    ),
    Case(
        "registrations.add_progress",
        lambda w: registration_ops.add_progress(2, DAY, "Đã đo xong hẻm 4", "Địa chính"),
        "Ghi tiến độ thực hiện của Địa chính",
        lambda w, v: (DAY, "Đã đo xong hẻm 4") in registrations.progress_notes(w.con, 2),
        True,
    ),
    Case(
        "registrations.attach",
        lambda w: registration_ops.attach(2, w.file("bản đồ.png", b"\x89PNG")),
        "Đính kèm “bản đồ.png” vào đăng ký",
        lambda w, v: [stored_file(w, a.id) for a in registrations.attached(w.con, 2)],
        [("bản đồ.png", b"\x89PNG")],
    ),
    Case(
        "registrations.remove",
        lambda w: registration_ops.remove(w.made[0], "Tổ dân phố 1"),
        "Xóa đăng ký của Tổ dân phố 1",
        lambda w, v: gone(lambda: registrations.get_registration(w.con, w.made[0])),
        True,
        before=(add_registration,),
    ),
    Case(
        "obligations.receive",
        lambda w: obligation_ops.receive(
            REPORT_OF_FURNITURE, DAY, channel="email", number="3/BC", note="", shown="báo cáo của công ty"
        ),
        "Ghi nhận báo cáo của công ty",
        lambda w, v: [(r.day, r.channel, r.number) for r in board.receipts(w.con, REPORT_OF_FURNITURE)],
        [(DAY, "email", "3/BC")],
    ),
    Case(
        "obligations.take_back_receipt",
        lambda w: obligation_ops.take_back_receipt(PLAN_OF_SCHOOL, "kế hoạch của trường"),
        "Bỏ ghi nhận kế hoạch của trường",
        lambda w, v: (board.receipts(w.con, PLAN_OF_SCHOOL), str(cell_of(w, PLAN_OF_SCHOOL).status.state)),
        ([], "overdue"),
    ),
    Case(
        "obligations.extend",
        lambda w: obligation_ops.extend((124, 125), dt.date(2023, 11, 1), "Công văn 45", "2 nghĩa vụ"),
        "Gia hạn 2 nghĩa vụ",
        lambda w, v: [cell_of(w, one).status.due for one in (124, 125)],
        [dt.date(2023, 11, 1)] * 2,
    ),
    Case(
        "obligations.extend",
        lambda w: obligation_ops.extend((31,), None, "", "đăng ký của Hội"),
        "Bỏ gia hạn đăng ký của Hội",
        lambda w, v: cell_of(w, 31).status.due,
        dt.date(2023, 8, 15),
        label="take back",
    ),
    Case(
        "obligations.waive",
        lambda w: obligation_ops.waive((125,), DAY, "Đang sửa xưởng", "", "báo cáo của công ty"),
        "Miễn báo cáo của công ty",
        lambda w, v: (str(cell_of(w, 125).status.state), cell_of(w, 125).waiver_reason),
        ("waived", "Đang sửa xưởng"),
    ),
    Case(
        "obligations.waive",
        lambda w: obligation_ops.waive((REGISTRATION_DUTY,), None, "", "", "đăng ký của chợ"),
        "Bỏ miễn đăng ký của chợ",
        lambda w, v: str(cell_of(w, REGISTRATION_DUTY).status.state),
        "overdue",
        label="take back",
    ),
    Case(
        "obligations.remind",
        lambda w: obligation_ops.remind((124, 125), DAY, channel="phone", number="", by_whom="Lam"),
        "Đôn đốc 2 việc còn nợ",
        lambda w, v: (reminders_of(w, 124, 125), v, cell_of(w, 125).last_reminder),
        ([1, 1], 2, DAY),
    ),
    Case(
        "imports.write",
        paste,
        "Ghi đơn vị từ “vùng dán từ Excel”",
        lambda w, v: (
            v.count,
            v.refused,
            [units.find_unit(w.con, f"Tổ dân phố {n}") is not None for n in (16, 17)],
        ),
        (1, (), [False, True]),
    ),
    # ------------------------------------------------------------ nominations and dossiers
    Case(
        "nominations.nominate",
        add_nominee,
        "Thêm đề nghị khen thưởng “Hoàng Thị Ẩm”",
        lambda w, v: (
            nominations.get_nomination(w.con, v).subject.honorific,
            nominations.get_nomination(w.con, v).unit,
            nominations.get_nomination(w.con, v).status,
        ),
        ("Bà", "Tổ dân phố 1", "submitted"),
    ),
    Case(
        "nominations.change",
        lambda w: nomination_ops.change(
            DRAFTED,
            nominations.get_nomination(w.con, DRAFTED).subject.id,
            NominationDraft(
                SubjectDraft("collective", "Tổ tuần tra số 3", unit_id=GROUP_1),
                DRIVE,
                3,
                citation="Đã canh đêm",
            ),
        ),
        "Sửa đề nghị khen thưởng “Tổ tuần tra số 3”",
        lambda w, v: (
            nominations.get_nomination(w.con, DRAFTED).name,
            nominations.get_nomination(w.con, DRAFTED).campaign_award_id,
            nominations.get_nomination(w.con, DRAFTED).citation,
            nominations.get_nomination(w.con, DRAFTED).proposing_unit_id,
        ),
        ("Tổ tuần tra số 3", 3, "Đã canh đêm", GROUP_1),
    ),
    Case(
        "nominations.set_status",
        lambda w: nomination_ops.set_status([DRAFTED], "submitted", "", DAY),
        "Chuyển 1 đề nghị sang “Đã nộp”",
        lambda w, v: (status_of(w, DRAFTED), nominations.get_nomination(w.con, DRAFTED).submitted_date),
        (["submitted"], DAY),
    ),
    Case(
        "nominations.approve_all",
        lambda w: nomination_ops.approve_all(DRIVE, "Thông qua 1 đề nghị không qua Hội đồng"),
        "Thông qua 1 đề nghị không qua Hội đồng",
        lambda w, v: (len(v), set(status_of(w, *v))),
        (2, {"approved"}),
        before=(add_nominee,),
    ),
    Case(
        "nominations.remove",
        lambda w: nomination_ops.remove(w.made[0], "Hoàng Thị Ẩm"),
        "Xóa đề nghị khen thưởng “Hoàng Thị Ẩm”",
        lambda w, v: gone(lambda: nominations.get_nomination(w.con, w.made[0])),
        True,
        before=(add_nominee,),
    ),
    Case(
        "nominations.add_evidence",
        add_piece,
        "Thêm minh chứng của “Tổ tuần tra”",
        evidence_words,
        (2021, 2022, "initiative", "Sáng kiến bể lọc nước", "7/QĐ-UBND", False),
    ),
    Case(
        "nominations.change_evidence",
        lambda w: nomination_ops.change_evidence(
            w.made[0], EvidenceDraft(2020, 2020, "title", "Tập thể lao động tiên tiến"), "Tổ tuần tra"
        ),
        "Sửa minh chứng của “Tổ tuần tra”",
        lambda w, v: evidence_words(w, w.made[0]),
        (2020, 2020, "title", "Tập thể lao động tiên tiến", "", False),
        before=(add_piece,),
    ),
    Case(
        "nominations.attach",
        lambda w: nomination_ops.attach(w.made[0], w.file("bằng.jpg", b"\xff\xd8"), "Tổ tuần tra"),
        "Đính kèm “bằng.jpg” vào minh chứng của “Tổ tuần tra”",
        lambda w, v: stored_file(w, dossiers.get_evidence(w.con, w.made[0]).attachment_id),
        ("bằng.jpg", b"\xff\xd8"),
        before=(add_piece,),
    ),
    Case(
        "nominations.set_checked",
        lambda w: nomination_ops.set_checked([w.made[0]], True, "Tổ tuần tra"),
        "Đã kiểm tra minh chứng của “Tổ tuần tra”",
        lambda w, v: (v, dossiers.get_evidence(w.con, w.made[0]).checked),
        (1, True),
        before=(add_piece,),
    ),
    Case(
        "nominations.set_checked",
        lambda w: nomination_ops.set_checked([71, 72], False, "Nguyễn Hồng Phước"),
        "Bỏ dấu đã kiểm tra minh chứng của “Nguyễn Hồng Phước”",
        lambda w, v: [dossiers.get_evidence(w.con, one).checked for one in (71, 72, 73)],
        [False, False, True],
        label="not after all",
    ),
    Case(
        "nominations.remove_evidence",
        lambda w: nomination_ops.remove_evidence(71, "Nguyễn Hồng Phước"),
        "Bỏ minh chứng của “Nguyễn Hồng Phước”",
        lambda w, v: gone(lambda: dossiers.get_evidence(w.con, 71)),
        True,
    ),
    Case(
        "nominations.set_paper",
        lambda w: nomination_ops.set_paper(DRAFTED, "bien_ban", "Biên bản", "awaited", DAY, "Tổ tuần tra"),
        "Hồ sơ của “Tổ tuần tra”: Biên bản – chờ",
        lambda w, v: next(
            (i.state, i.day) for i in dossiers.dossier(w.con, DRAFTED) if i.paper_code == "bien_ban"
        ),
        ("awaited", DAY),
    ),
    Case(
        "people.change_subject",
        lambda w: people_ops.change_subject(1, SUBJECT),
        "Sửa thông tin của “Hoàng Thị Ẩm”",
        lambda w, v: (people.get_subject(w.con, 1).name, people.get_subject(w.con, 1).birth_on),
        ("Hoàng Thị Ẩm", "1970"),
    ),
    Case(
        "people.note_facts",
        lambda w: people_ops.note_facts(1, "Ẩm", FactsDraft("female", "Ê Đê", account="01-2", bank="VCB")),
        "Ghi thông tin thống kê, tài khoản của “Ẩm”",
        lambda w, v: (
            (people.get_subject(w.con, 1).sex, people.get_subject(w.con, 1).ethnic_group),
            people.bank_accounts(w.con, [1])[1],
        ),
        (("female", "Ê Đê"), people.BankAccount("01-2", "VCB")),
    ),
    # ------------------------------------------------------------ appraisal, dossiers, submissions
    Case(
        "appraisals.record",
        lambda w: appraisal_ops.record([DRAFTED], DAY),
        "Thẩm định 1 đề nghị khen thưởng",
        lambda w, v: (
            v,
            nominations.get_nomination(w.con, DRAFTED).status,
            {f.rule: f.outcome for f in appraisals.findings_of(w.con, DRAFTED)}["plan_criteria"],
        ),
        (1, "appraised", "unknown"),
    ),
    Case(
        "appraisals.override",
        override,
        "Bỏ qua có lý do một điều kiện của “Tổ tuần tra”",
        lambda w, v: outcome_of(w, DRAFTED),
        ("met", ["Tuần tra đủ 365 đêm"]),
    ),
    Case(
        "appraisals.lift_override",
        lambda w: appraisal_ops.lift_override(DRAFTED, "plan_criteria", "Tổ tuần tra"),
        "Rút lại việc bỏ qua một điều kiện của “Tổ tuần tra”",
        lambda w, v: outcome_of(w, DRAFTED),
        ("unknown", []),
        before=(override,),
    ),
    Case(
        "appraisals.answer",
        lambda w: appraisal_ops.answer(
            Answers({"plan_criteria": "yes"}, {"plan_criteria": (DRAFTED, SENT_UP)}, "Bảng chấm điểm", DAY)
        ),
        "Trả lời câu hỏi thẩm định của 2 đề nghị",
        lambda w, v: (v, outcome_of(w, DRAFTED)),
        (2, ("met", [])),
    ),
    Case(
        "appraisals.accept_evidence",
        lambda w: appraisal_ops.accept_evidence(
            w.made[4], [one.id for one in awards.list_awards(w.con, w.made[2])], "Hoàng Thị Ẩm"
        ),
        "Nhận 1 khen thưởng trong sổ làm minh chứng của “Hoàng Thị Ẩm”",
        lambda w, v: [
            (e.what, e.year_from, e.number, e.checked) for e in dossiers.evidence_of(w.con, w.made[4])
        ],
        [("Giấy khen", 2023, "190/QĐ-UBND", True)],
        before=(add_nominee, approve, add_decision, issue, nominate_higher),
    ),
    Case(
        "disciplines.save",
        lambda w: discipline_ops.save(1, MeasureDraft("warning", DAY, None, "12/QĐ-UBND"), "Ẩm"),
        "Kỷ luật của “Ẩm”: cảnh cáo",
        lambda w, v: [
            (m.kind, m.start_date, m.document) for m in disciplines.of_subjects(w.con, [1])[1] if m.id == v
        ],
        [("warning", DAY, "12/QĐ-UBND")],
    ),
    Case(
        "disciplines.remove",
        lambda w: discipline_ops.remove(w.made[0], "Ẩm"),
        "Xóa kỷ luật ghi nhầm của “Ẩm”",
        lambda w, v: disciplines.of_subjects(w.con, [1]),
        {},
        before=(lambda w: discipline_ops.save(1, MeasureDraft("warning", DAY), "Ẩm"),),
    ),
    Case(
        "award_rounds.save",
        lambda w: round_ops.save(DRIVE, RoundDraft("Đợt đột xuất", DAY)),
        "Thêm đợt khen thưởng “Đợt đột xuất”",
        lambda w, v: [one.shown for one in award_rounds.list_rounds(w.con, DRIVE)],
        ["Đợt đột xuất – 18/08/2023", "Khen thưởng tổng kết 30 năm thành lập phường – 05/12/2023"],
    ),
    Case(
        "award_rounds.save",
        lambda w: round_ops.save(DRIVE, RoundDraft("Đợt 2", None, round_id=w.made[0])),
        "Sửa đợt khen thưởng “Đợt 2”",
        lambda w, v: award_rounds.get_round(w.con, w.made[0]).shown,
        "Đợt 2",
        before=(begin_round,),
        label="renamed",
    ),
    Case(
        "award_rounds.close",
        lambda w: round_ops.close(w.made[0], DAY, "Đợt đột xuất"),
        "Khóa đợt khen thưởng “Đợt đột xuất”",
        lambda w, v: award_rounds.get_round(w.con, w.made[0]).closed_date,
        DAY,
        before=(begin_round,),
    ),
    Case(
        "award_rounds.close",
        lambda w: round_ops.close(w.made[0], None, "Đợt đột xuất"),
        "Mở lại đợt khen thưởng “Đợt đột xuất”",
        lambda w, v: award_rounds.get_round(w.con, w.made[0]).closed_date,
        None,
        before=(begin_round, lambda w: round_ops.close(w.made[0], DAY, "Đợt đột xuất")),
        label="again",
    ),
    Case(
        "award_rounds.remove",
        lambda w: round_ops.remove(w.made[0], "Đợt đột xuất"),
        "Xóa đợt khen thưởng “Đợt đột xuất”",
        lambda w, v: len(award_rounds.list_rounds(w.con, DRIVE)),
        1,
        before=(begin_round,),
    ),
    Case(
        "award_rounds.place",
        lambda w: round_ops.place([DRAFTED], PlaceDraft(w.made[0], "sudden", 2022), DAY),
        "Xếp đợt, loại hình cho 1 đề nghị khen thưởng",
        lambda w, v: (v, kind_of(w, DRAFTED)),
        (1, ("sudden", 2022, "Đợt đột xuất")),
        before=(begin_round,),
    ),
    Case(
        "plaques.propose",
        propose_works,
        "Đề nghị gắn biển 2 công trình",
        lambda w, v: (v, stages(w, "proposed")),
        (2, WORKS),
    ),
    Case(
        "plaques.approve",
        lambda w: plaque_ops.approve(WORKS, DAY, "Quyết định số 25/QĐ-UBND"),
        "Duyệt gắn biển 2 công trình",
        lambda w, v: (v, set(WORKS) <= set(stages(w, "approved"))),
        (2, True),
        before=(propose_works,),
    ),
    Case(
        "plaques.take_back",
        lambda w: plaque_ops.take_back(WORKS, DAY),
        "Thôi gắn biển 2 công trình",
        lambda w, v: (v, stages(w, "proposed")),
        (2, []),
        before=(propose_works,),
    ),
    Case(
        "plaques.set_ceremony",
        lambda w: plaque_ops.set_ceremony(DRIVE, DAY),
        "Ghi ngày lễ gắn biển công trình",
        lambda w, v: plaques.ceremony(w.con, DRIVE).day,
        DAY,
    ),
    Case(
        "conditions.save_condition",
        own_condition,
        "Thêm điều kiện khen thưởng theo quy chế của tỉnh",
        lambda w, v: conditions.get(w.con, "award_condition", v).text,
        "Có 02 lần liên tục được tặng Lao động tiên tiến",
    ),
    Case(
        "conditions.save_condition",
        lambda w: condition_ops.save_condition(
            ConditionDraft("judgement", scope="own", text="Gương mẫu", document="Quy chế 3"), w.made[0]
        ),
        "Sửa điều kiện khen thưởng theo quy định của cơ quan",
        lambda w, v: conditions.get(w.con, "award_condition", w.made[0]).text,
        "Gương mẫu",
        before=(own_condition,),
        label="changed",
    ),
    Case(
        "conditions.save_threshold",
        own_share,
        "Thêm tỷ lệ họp, biểu quyết của Hội đồng",
        lambda w, v: conditions.get(w.con, "vote_rule", v).text,
        "Thông qua khi đạt ít nhất 70% tổng số thành viên Hội đồng (cấp xã)",
    ),
    Case(
        "conditions.remove",
        lambda w: condition_ops.remove("vote_rule", w.made[0], "Thông qua khi đạt 70%"),
        "Xóa điều kiện “Thông qua khi đạt 70%”",
        lambda w, v: [r.scope for r in conditions.in_force(w.con, DAY) if r.scope != "law"],
        [],
        before=(own_share,),
    ),
    Case(
        "conditions.set_verified",
        lambda w: condition_ops.set_verified([("vote_rule", w.made[0])], DAY),
        "Đã đối chiếu 1 điều kiện, tỷ lệ",
        lambda w, v: conditions.get(w.con, "vote_rule", w.made[0]).verified_on,
        DAY,
        before=(own_share,),
    ),
    Case(
        "dossiers.remove_letter",
        lambda w: dossier_ops.remove_letter(w.made[0][0], "giấy tiếp nhận"),
        "Xóa giấy tiếp nhận",
        lambda w, v: dossier_letters.list_letters(w.con),
        [],
        before=(lambda w: dossier_ops.receive([DRAFTED], LetterDraft(DAY)),),
    ),
    Case(
        "dossiers.request",
        ask_for_papers,
        "Yêu cầu bổ sung 1 hồ sơ khen thưởng",
        lambda w, v: (
            [(one.number, one.day, len(one.items)) for one in dossier_letters.list_letters(w.con)],
            lacking_of(w, DRAFTED)[0].requested,
        ),
        ([("8/TĐKT", DAY, 3)], DAY),
    ),
    Case(
        "dossiers.receive",
        lambda w: dossier_ops.receive([DRAFTED], LetterDraft(DAY, dt.date(2023, 9, 1))),
        "Tiếp nhận 1 hồ sơ khen thưởng",
        lambda w, v: (
            [(one.kind, one.due_date) for one in dossier_letters.list_letters(w.con)],
            nominations.get_nomination(w.con, DRAFTED).submitted_date,
        ),
        ([("receipt", dt.date(2023, 9, 1))], DAY),
    ),
    Case(
        "dossiers.completed",
        lambda w: dossier_ops.completed(w.made[0][0], DAY, "Ban Bảo vệ dân phố"),
        "Đã bổ sung đủ hồ sơ: Ban Bảo vệ dân phố",
        lambda w, v: (v, lacking_of(w, DRAFTED)),
        (3, []),
        before=(ask_for_papers,),
    ),
    Case(
        "inquiries.start",
        consult,
        "Hiệp y 1 đề nghị khen thưởng",
        lambda w, v: [inquiry_of(w, one) for one in v],
        [("consultation", DRAFTED, "Công an phường", "waiting")],
    ),
    Case(
        "inquiries.start_round",
        lambda w: inquiry_ops.start_round(ROUND, "Tổng kết", InquiryDraft("disclosure", DAY, "Nhà văn hóa")),
        "Công khai cả đợt khen thưởng “Tổng kết”",
        lambda w, v: [
            (i.award_round_id, i.nomination_id, i.about) for i in inquiries.list_inquiries(w.con) if i.id in v
        ],
        [(ROUND, None, "Khen thưởng tổng kết 30 năm thành lập phường")],
    ),
    Case(
        "inquiries.answer",
        lambda w: inquiry_ops.answer(w.made[0], "objected", DAY, "", "Đang bị khiếu nại"),
        "Ghi kết quả 1 lần hiệp y, công khai: có ý kiến khác",
        lambda w, v: inquiries.get_inquiry(w.con, w.made[0][0]).objection,
        "Đang bị khiếu nại",
        before=(consult,),
    ),
    Case(
        "inquiries.remove",
        lambda w: inquiry_ops.remove(w.made[0]),
        "Xóa 1 lần hiệp y, công khai",
        lambda w, v: inquiries.list_inquiries(w.con),
        [],
        before=(consult,),
    ),
    Case(
        "submissions.submit_council",
        lambda w: submission_ops.submit_council([[w.made[0]]], "Chủ tịch Ủy ban nhân dân phường"),
        "Lập tờ trình Hội đồng trình Chủ tịch, 1 đề nghị",
        lambda w, v: [
            (s.kind, s.addressee, [i.nomination.name for i in items_of(w, s.id)])
            for s in submissions.list_submissions(w.con)
        ],
        [("council", "Chủ tịch Ủy ban nhân dân phường", ["Hoàng Thị Ẩm"])],
        before=(add_nominee, approve),
    ),
    Case(
        "submissions.send_up",
        up,
        "Lập tờ trình cấp trên, 1 đề nghị",
        lambda w, v: (
            [(s.level, s.decided_level, s.addressee) for s in submissions.list_submissions(w.con)],
            nominations.get_nomination(w.con, w.made[0]).status,
        ),
        ([("district", "province", "Ủy ban nhân dân huyện Krông Bưk")], "sent_up"),
        before=(nominate_higher, approve),
    ),
    Case(
        "submissions.remove",
        lambda w: submission_ops.remove(w.made[2][0], "Bằng khen, 1 đề nghị"),
        "Xóa dự thảo tờ trình: Bằng khen, 1 đề nghị",
        lambda w, v: (
            submissions.list_submissions(w.con),
            nominations.get_nomination(w.con, w.made[0]).status,
        ),
        ([], "approved"),
        before=(nominate_higher, approve, up),
    ),
    Case(
        "submissions.set_post",
        lambda w: submission_ops.set_post(
            w.made[2][0],
            PostDraft("7", DAY, DAY, dt.date(2023, 9, 30), "Danh sách", dt.date(2023, 9, 5), "12/TTr-UBND"),
        ),
        "Ghi số, ngày gửi và hạn trả lời của tờ trình",
        lambda w, v: [
            (s.number, s.sent_date, s.answer_due, s.sent_papers, s.forwarded_number)
            for s in submissions.list_submissions(w.con)
        ],
        [("07/TTr-UBND", DAY, dt.date(2023, 9, 30), "Danh sách", "12/TTr-UBND")],
        before=(nominate_higher, approve, up),
    ),
    Case(
        "submissions.set_result",
        refuse,
        "Ghi kết quả trình của 1 đề nghị: không được",
        lambda w, v: (
            [(i.result, i.document) for i in items_of(w, w.made[2][0])],
            nominations.get_nomination(w.con, w.made[0]).status_reason,
        ),
        ([("refused", "Công văn 5")], "Chưa đủ năm"),
        before=(nominate_higher, approve, up),
    ),
    Case(
        "submissions.fall_back",
        lambda w: submission_ops.fall_back({w.made[0]: 2}),
        "Đưa 1 đề nghị về xét Giấy khen",
        lambda w, v: (
            nominations.get_nomination(w.con, w.made[0]).form_code,
            nominations.get_nomination(w.con, w.made[0]).campaign_award_id,
            nominations.get_nomination(w.con, w.made[0]).status,
        ),
        ("giay_khen", 2, "appraised"),
        before=(nominate_higher, approve, up, refuse),
    ),
    Case(
        "catalogues.add_shipped",
        lambda w: catalogue_ops.add_shipped(1),
        "Bổ sung 1 dòng mới vào các danh mục",
        lambda w, v: (v, catalogues.lacking_shipped(w.con)),
        (1, []),
        before=(take_out_shipped,),
    ),
    Case(
        "councils.add_member",
        lambda w: council_ops.add_member(1, MemberDraft("Hoàng Thị Ẩm", "Trưởng phòng", "member"), DAY),
        "Thêm thành viên Hội đồng “Hoàng Thị Ẩm”",
        lambda w, v: terms(w, "Hoàng Thị Ẩm"),
        [("member", DAY, None)],
    ),
    Case(
        "councils.change_role",
        lambda w: council_ops.change_role(4, "deputy", DAY, "Lê Thị Mộng Cầm"),
        "Đổi vai trò trong Hội đồng của “Lê Thị Mộng Cầm”: Phó Chủ tịch",
        lambda w, v: terms(w, "Lê Thị Mộng Cầm"),
        [("member", None, dt.date(2023, 8, 17)), ("deputy", DAY, None)],
    ),
    Case(
        "councils.end_member",
        lambda w: council_ops.end_member(6, DAY, "Nay Prung"),
        "Thôi tham gia Hội đồng: “Nay Prung”",
        lambda w, v: terms(w, "Nay Prung"),
        [("member", None, DAY)],
    ),
    Case(
        "councils.remove_member",
        lambda w: council_ops.remove_member(w.made[0], "Hoàng Thị Ẩm"),
        "Bỏ thành viên Hội đồng “Hoàng Thị Ẩm”",
        lambda w, v: (terms(w, "Hoàng Thị Ẩm"), len(councils.members(w.con, 1))),
        ([], 9),
        before=(lambda w: council_ops.add_member(1, MemberDraft("Hoàng Thị Ẩm", "", "member"), DAY),),
    ),
    Case(
        "sessions.hold_session",
        lambda w: session_ops.hold_session(
            session_draft(
                written={3: dt.date(2023, 12, 4)},
                method="ballots",
                vote_base="all",
                ballots_issued=9,
                ballots_returned=9,
                ballots=(Ballot(w.made[0], 7, 1, votes_invalid=1),),
            )
        ),
        "Ghi phiên họp Hội đồng, 1 biểu quyết",
        lambda w, v: (
            councils.quorum(w.con, v).present,
            len(councils.participants(w.con, v)),
            [(x.votes_for, x.votes_invalid, x.base, x.result) for x in council_votes.votes(w.con, v)],
        ),
        (8, 9, [(7, 1, 9, "approved")]),
        before=(add_nominee,),
        label="ballots and one in writing",
    ),
    Case(
        "sessions.hold_session",
        lambda w: session_ops.hold_session(
            session_draft(kind="written", returned_date=dt.date(2023, 12, 5), ballots=(Ballot(w.made[0], 8),))
        ),
        "Ghi phiên lấy ý kiến Hội đồng, 1 biểu quyết",
        lambda w, v: (
            [a.member.id for a in councils.attendance(w.con, v) if a.answered_date is None],
            {a.answered_date for a in councils.attendance(w.con, v) if a.present},
        ),
        ([3], {dt.date(2023, 12, 5)}),
        before=(add_nominee,),
        label="in writing",
    ),
    Case(
        "sessions.plan_session",
        lambda w: session_ops.plan_session(session_draft(kind="written", present={1: True, 2: False})),
        "Ghi phiên lấy ý kiến Hội đồng ngày 01/12/2023, chưa biểu quyết",
        lambda w, v: (
            council_votes.votes(w.con, v),
            [(a.member.id, a.asked_date is not None, a.took_part) for a in councils.attendance(w.con, v)][:3],
        ),
        ([], [(1, True, True), (2, True, False), (3, False, False)]),
    ),
    Case(
        "sessions.hold_session",
        lambda w: session_ops.hold_session(
            session_draft(meeting_id=w.made[1], ballots=(Ballot(w.made[0], 8),))
        ),
        "Ghi phiên họp Hội đồng, 1 biểu quyết",
        lambda w, v: (v == w.made[1], [x.result for x in council_votes.votes(w.con, v)]),
        (True, ["approved"]),
        before=(add_nominee, lambda w: session_ops.plan_session(session_draft())),
        label="planned before",
    ),
    Case(
        "sessions.change_session",
        lambda w: session_ops.change_session(VOTED, SessionFacts("07/BB", "Hội trường", "Nhất trí"), DAY),
        "Sửa phiên Hội đồng ngày 18/08/2023",
        lambda w, v: (
            councils.get_meeting(w.con, VOTED).number,
            councils.get_meeting(w.con, VOTED).minutes,
            len(council_votes.votes(w.con, VOTED)),
        ),
        ("07/BB", "Nhất trí", 72),
    ),
    Case(
        "sessions.remove_session",
        lambda w: session_ops.remove_session(w.made[0], DAY),
        "Xóa phiên Hội đồng ngày 18/08/2023 chưa biểu quyết",
        lambda w, v: [m.id for m in councils.list_meetings(w.con, campaign_id=DRIVE) if m.id == w.made[0]],
        [],
        before=(lambda w: session_ops.plan_session(session_draft(kind="written")),),
    ),
    Case(
        "sessions.remove_case",
        lambda w: session_ops.remove_case(w.made[1], DAY),
        "Xóa thủ tục đơn giản ngày 18/08/2023",
        lambda w, v: (
            simplified.list_cases(w.con),
            nominations.get_nomination(w.con, w.made[0]).status,
        ),
        ([], "appraised"),
        before=(
            add_nominee,
            lambda w: session_ops.open_case(
                SimplifiedDraft((w.made[0],), DRIVE, DAY, "Cứu người", "Điều 85")
            ),
        ),
    ),
    Case(
        "sessions.open_case",
        lambda w: session_ops.open_case(
            SimplifiedDraft((w.made[0],), DRIVE, DAY, "Cứu người đuối nước", "Điều 85 Luật")
        ),
        "Duyệt 1 đề nghị theo thủ tục đơn giản",
        lambda w, v: (
            [n.id for n in simplified.nominations_of(w.con, v)] == [w.made[0]],
            nominations.get_nomination(w.con, w.made[0]).status,
        ),
        (True, "approved"),
        before=(add_nominee,),
    ),
    # ------------------------------------------------------------ council, decisions, printing
    Case(
        "councils.found_council",
        lambda w: council_ops.found_council(
            "Hội đồng mới",
            "5/QĐ-UBND",
            dt.date(2024, 1, 2),
            (MemberDraft("Lê Thị Mẫu", "Chủ tịch", "chair"), MemberDraft("Y Blik Êban", "Bí thư", "member")),
        ),
        "Ghi Hội đồng mới với 2 thành viên",
        lambda w, v: [(m.name, m.role) for m in councils.members(w.con, v)],
        [("Lê Thị Mẫu", "chair"), ("Y Blik Êban", "member")],
    ),
    Case(
        "sessions.hold_session",
        lambda w: session_ops.hold_session(session_draft(ballots=(Ballot(w.made[0], 8),))),
        "Ghi phiên họp Hội đồng, 1 biểu quyết",
        lambda w, v: (
            councils.quorum(w.con, v).present,
            [a.note for a in councils.attendance(w.con, v) if not a.present],
            [(x.votes_for, x.result) for x in council_votes.votes(w.con, v)],
        ),
        (8, ["đi công tác"], [(8, "approved")]),
        before=(add_nominee,),
    ),
    Case(
        "decisions.draft_decision",
        add_decision,
        "Lập dự thảo quyết định khen thưởng 1 trường hợp",
        lambda w, v: (
            decisions.get_decision(w.con, v).status,
            [a.shown for a in awards.list_awards(w.con, v)],
            decisions.get_decision(w.con, v).signer_name,
        ),
        ("draft", ["Bà Hoàng Thị Ẩm"], "Đặng Quốc Tường"),
        before=(add_nominee, approve),
    ),
    Case(
        "decisions.issue",
        lambda w: decision_ops.issue(w.made[2], "190", dt.date(2023, 12, 20)),
        "Ban hành quyết định số 190",
        lambda w, v: (
            decisions.get_decision(w.con, w.made[2]).number,
            v,
            status_of(w, w.made[0]),
            awards.list_awards(w.con, w.made[2])[0].register_number is not None,
        ),
        ("190/QĐ-UBND", 1, ["decided"], True),
        before=(add_nominee, approve, add_decision),
    ),
    Case(
        "decisions.set_to_sign",
        lambda w: decision_ops.set_to_sign(w.made[2], True, "dự thảo"),
        "Trình ký dự thảo",
        lambda w, v: decisions.get_decision(w.con, w.made[2]).status,
        "to_sign",
        before=(add_nominee, approve, add_decision),
    ),
    Case(
        "decisions.change_draft",
        lambda w: decision_ops.change_draft(
            w.made[2], DraftChange((w.made[0],), 2, "Về việc khen người cứu nạn"), "Dự thảo"
        ),
        "Sửa Dự thảo",
        lambda w, v: (
            decisions.get_decision(w.con, v).title,
            decisions.get_decision(w.con, v).signature_form,
            [a.shown for a in awards.list_awards(w.con, v)],
        ),
        ("Về việc khen người cứu nạn", "kt", ["Bà Hoàng Thị Ẩm"]),
        before=(add_nominee, approve, add_decision),
    ),
    Case(
        "decisions.remove_draft",
        lambda w: decision_ops.remove_draft(w.made[2], "dự thảo quyết định"),
        "Bỏ dự thảo quyết định",
        lambda w, v: (gone(lambda: decisions.get_decision(w.con, w.made[2])), status_of(w, w.made[0])),
        (True, ["approved"]),
        before=(add_nominee, approve, add_decision),
    ),
    Case(
        "decisions.change_printed",
        lambda w: decision_ops.change_printed(
            awards.list_awards(w.con, w.made[2])[0].id, {"citation": "Đã giúp dân"}, "Hoàng Thị Ẩm"
        ),
        "Sửa nội dung in của “Hoàng Thị Ẩm”",
        lambda w, v: awards.list_awards(w.con, w.made[2])[0].citation,
        "Đã giúp dân",
        before=(add_nominee, approve, add_decision),
    ),
    Case(
        "decisions.mark_received",
        lambda w: decision_ops.mark_received(
            [a.id for a in awards.list_awards(w.con, ISSUED)[:4]], dt.date(2023, 12, 12), "Y Blik"
        ),
        "Ghi đã trao 4 Giấy khen",
        lambda w, v: (v, sum(a.received_date is not None for a in awards.list_awards(w.con, ISSUED))),
        (4, 4),
    ),
    Case(
        "decisions.mark_received",
        lambda w: decision_ops.mark_received([1, 2], None),
        "Bỏ ghi đã trao 2 Giấy khen",
        lambda w, v: [awards.get_award(w.con, one).received_date for one in (1, 2)],
        [None, None],
        label="take back",
    ),
    Case(
        "decisions.set_prize",
        lambda w: decision_ops.set_prize(1, 500_000, "Nghị quyết riêng", "Tổ dân phố 1"),
        "Sửa tiền thưởng của “Tổ dân phố 1”",
        lambda w, v: (awards.get_award(w.con, 1).prize_amount, awards.get_award(w.con, 1).prize_note),
        (500_000, "Nghị quyết riêng"),
    ),
    Case(
        "corrections.draft",
        lambda w: correction_ops.draft(
            CorrectionDraft(
                ISSUED,
                "adjust",
                "Sai tên",
                ((awards.list_awards(w.con, ISSUED)[0].id, (("recipient", "Tổ dân phố mới"),)),),
            ),
            "187/QĐ-UBND",
        ),
        "Lập dự thảo quyết định điều chỉnh Quyết định số 187/QĐ-UBND",
        lambda w, v: [line.shown_changes[0][2] for line in corrections.lines(w.con, v)],
        ["Tổ dân phố mới"],
    ),
    Case(
        "corrections.draft",
        lambda w: correction_ops.draft(CorrectionDraft(ISSUED, "revoke", "Khai không đúng"), "187/QĐ-UBND"),
        "Lập dự thảo quyết định thu hồi Quyết định số 187/QĐ-UBND",
        lambda w, v: len(corrections.lines(w.con, v)) == len(awards.list_awards(w.con, ISSUED)),
        True,
        label="revoke",
    ),
    Case(
        "fund.save_entry",
        add_money,
        "Ghi thu quỹ khen thưởng năm 2023: 90.000.000 đồng",
        lambda w, v: (
            fund.fund_year(w.con, 2023).received,
            [e.id for e in fund.fund_year(w.con, 2023).entries],
        ),
        (90_000_000, [1]),
    ),
    Case(
        "fund.save_entry",
        lambda w: fund_ops.save_entry(FundDraft("out", "flowers", 500_000, DAY, 2023, "Hoa"), w.made[0]),
        "Sửa chi quỹ khen thưởng năm 2023: 500.000 đồng",
        lambda w, v: [(e.direction, e.kind, e.amount) for e in fund.fund_year(w.con, 2023).entries],
        [("out", "flowers", 500_000)],
        before=(add_money,),
        label="change",
    ),
    Case(
        "fund.remove_entry",
        lambda w: fund_ops.remove_entry(w.made[0], 2023, 90_000_000),
        "Xóa một khoản của quỹ khen thưởng năm 2023: 90.000.000 đồng",
        lambda w, v: fund.fund_year(w.con, 2023).entries,
        (),
        before=(add_money,),
    ),
    Case(
        "fund.answer",
        lambda w: fund_ops.answer(
            PrizeQuestion("rate", dt.date(2031, 1, 1), 1, "", "giay_khen", "individual", "commune"),
            450,
            "Nghị quyết số 12",
        ),
        "Ghi hệ số tiền thưởng theo Nghị quyết số 12",
        lambda w, v: (
            PrizeTable(w.con)
            .prize("giay_khen", "individual", "commune", dt.date(2031, 1, 1))
            .coefficient_thousandths
        ),
        450,
    ),
    Case(
        "decisions.enter_superior",
        lambda w: decision_ops.enter_superior(superior_draft()),
        "Ghi quyết định của cấp trên số 1432/QĐ-UBND",
        lambda w, v: (
            decisions.get_decision(w.con, v).organization,
            decisions.get_decision(w.con, v).authority_level,
            status_of(w, SENT_UP),
        ),
        ("Ủy ban nhân dân tỉnh Đăk Sơn Hà", "province", ["decided"]),
    ),
    Case(
        "printing.record",
        add_run,
        "In 3 Giấy khen của Quyết định số 187/QĐ-UBND trên máy in Máy in phòng họp",
        lambda w, v: [(r.sheets, r.target, r.printer) for r in printing.list_runs(w.con, ISSUED)],
        [(3, "printer", "Máy in phòng họp")],
    ),
    Case(
        "printing.record",
        lambda w: printing_ops.record(Run(ISSUED, (20,), "truyền thống", "pdf"), "Quyết định số 187"),
        "In 1 Giấy khen của Quyết định số 187 ra PDF",
        lambda w, v: sheet_states(w, v),
        ["good"],
        label="pdf",
    ),
    Case(
        "printing.mark_spoiled",
        lambda w: printing_ops.mark_spoiled([s.id for s in printing.sheets(w.con, w.made[0])][1:], "Lệch"),
        "Ghi 2 tờ hỏng: Lệch",
        lambda w, v: sheet_states(w, w.made[0]),
        ["good", "spoiled", "spoiled"],
        before=(add_run,),
    ),
    Case(
        "printing.start",
        open_run,
        "Bắt đầu in 3 Giấy khen của Quyết định số 187 trên máy in Canon",
        lambda w, v: [(r.id == v, len(r.planned), r.sheets) for r in printing.open_runs(w.con)],
        [(True, 3, 0)],
    ),
    Case(
        "printing.start",
        lambda w: open_run(w, trial=True, tray="Khay tay"),
        "In thử 3 Giấy khen của Quyết định số 187 trên máy in Canon",
        lambda w, v: [(r.trial, r.tray) for r in printing.open_runs(w.con)],
        [(True, "Khay tay")],
        label="trial",
    ),
    Case(
        "printing.start",
        lambda w: open_run(w, reprint_reason="Người nhận làm mất"),
        "Bắt đầu in lại 3 Giấy khen của Quyết định số 187 trên máy in Canon",
        lambda w, v: [r.reprint_reason for r in printing.open_runs(w.con)],
        ["Người nhận làm mất"],
        before=(add_run,),
        label="again",
    ),
    Case(
        "printing.finish",
        close_run,
        "Ghi kết quả đợt in của Quyết định số 187: 2 tờ tốt, 1 tờ hỏng",
        lambda w, v: (v, sheet_states(w, w.made[0]), sheet_stock.stock_balance(w.con)["Phôi A4"]),
        (3, ["good", "good", "spoiled"], -3),
        before=(open_run,),
    ),
    Case(
        "printing.go_on",
        lambda w: printing_ops.go_on(
            w.made[0], 1, {2: "Kẹt giấy"}, rest_of(printing.get_run(w.con, w.made[0])), "Quyết định số 187"
        ),
        "Ghi 1 tờ hỏng của Quyết định số 187: Kẹt giấy; in tiếp 2 tờ",
        lambda w, v: (
            sheet_states(w, w.made[0]),
            [
                (r.id == v, r.planned == printing.get_run(w.con, w.made[0]).planned[1:])
                for r in printing.open_runs(w.con)
            ],
        ),
        (["good", "spoiled"], [(True, True)]),
        before=(open_run,),
    ),
    Case(
        "printing.drop",
        lambda w: printing_ops.drop(w.made[0], "Quyết định số 187"),
        "Bỏ đợt in chưa ra tờ nào của Quyết định số 187",
        lambda w, v: printing.list_runs(w.con, ISSUED),
        [],
        before=(open_run,),
    ),
    Case(
        "printing.mark_good",
        lambda w: printing_ops.mark_good([printing.sheets(w.con, w.made[0])[2].id]),
        "Ghi 1 tờ tốt",
        lambda w, v: sheet_states(w, w.made[0]),
        ["good", "good", "good"],
        before=(open_run, close_run),
    ),
    Case(
        "printing.spoil_from",
        lambda w: printing_ops.spoil_from(w.made[0], 2, "Mực mờ"),
        "Ghi hỏng từ tờ số 2 của đợt in: Mực mờ",
        lambda w, v: (v, sheet_states(w, w.made[0])),
        (2, ["good", "spoiled", "spoiled"]),
        before=(add_run,),
    ),
    Case(
        "stock.stock_in",
        buy_sheets,
        "Nhập 100 tờ Phôi A4",
        lambda w, v: sheet_stock.stock_balance(w.con)["Phôi A4"],
        100,
    ),
    Case(
        "stock.stock_out",
        lambda w: stock_ops.stock_out("Phôi A4", 4, DAY, "Ẩm mốc"),
        "Xuất 4 tờ Phôi A4",
        lambda w, v: sheet_stock.stock_balance(w.con)["Phôi A4"],
        96,
        before=(buy_sheets,),
    ),
    Case(
        "stock.remove_line",
        lambda w: stock_ops.remove_line(w.made[0], "Phôi A4"),
        "Xóa dòng nhập, xuất Phôi A4",
        lambda w, v: sheet_stock.stock_lines(w.con, "Phôi A4"),
        [],
        before=(buy_sheets,),
    ),
    Case(
        "calibrations.save",
        calibrate,
        "Hiệu chỉnh máy in Canon, khay Khay 2 cho phoi-a4",
        lambda w, v: calibrations.get(w.con, "Canon", "phoi-a4", "Khay 2"),
        Calibration(-2_000, 1_500),
    ),
    Case(
        "calibrations.nudge",
        lambda w: calibration_ops.nudge("Canon", "phoi-a4", "Khay 2", 500, -500, DAY),
        "Nhích chữ sang phải 0,5 mm, lên 0,5 mm trên máy in Canon, khay Khay 2",
        lambda w, v: v == calibrations.get(w.con, "Canon", "phoi-a4", "Khay 2") == Calibration(-1_500, 1_000),
        True,
        before=(calibrate,),
    ),
    Case(
        "calibrations.remove",
        lambda w: calibration_ops.remove("Canon", "phoi-a4", "Khay 2"),
        "Bỏ hiệu chỉnh máy in Canon, khay Khay 2 cho phoi-a4",
        lambda w, v: calibrations.find(w.con, "Canon", "phoi-a4", "Khay 2"),
        None,
        before=(calibrate,),
    ),
    Case(
        "templates.save",
        own_template,
        "Lưu mẫu giấy “Giấy khen phường”",
        lambda w, v: (v, own_templates(w)),
        (1, [("Giấy khen phường", 1)]),
    ),
    Case(
        "templates.rename",
        lambda w: template_ops.rename("Giấy khen phường", "Giấy khen 2024"),
        "Đổi tên mẫu giấy “Giấy khen phường” thành “Giấy khen 2024”",
        lambda w, v: own_templates(w),
        [("Giấy khen 2024", 1)],
        before=(own_template,),
    ),
    Case(
        "templates.copy",
        lambda w: template_ops.copy("Giấy khen phường", "Bản hai"),
        "Chép mẫu giấy “Giấy khen phường” thành “Bản hai”",
        lambda w, v: own_templates(w),
        [("Bản hai", 1), ("Giấy khen phường", 1)],
        before=(own_template,),
    ),
    Case(
        "templates.remove",
        lambda w: template_ops.remove("Giấy khen phường"),
        "Xóa mẫu giấy “Giấy khen phường”",
        lambda w, v: own_templates(w),
        [],
        before=(own_template,),
    ),
    Case(
        "templates.take_scan",
        lambda w: template_ops.take_scan("phôi.png", b"anh"),
        "Nhận tệp ảnh “phôi.png” cho mẫu giấy",
        lambda w, v: attachments.by_sha256(w.con, v),
        b"anh",
    ),
)

NOT_A_CHANGE = {"history.back_up", "history.undo", "history.redo"}
"""Operations that make their own action or none; they have tests of their own below."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A use of an operation the register says no to, and what the sentence has to name."""

    name: str
    make: Make
    named: str


REFUSALS: tuple[Refusal, ...] = (
    Refusal("campaigns.start", lambda w: campaign_ops.start(CampaignDraft("  ")), "tên"),
    Refusal("campaigns.change_facts", lambda w: campaign_ops.change_facts(DRIVE, {"title": ""}), "tên"),
    Refusal(
        "campaigns.change_facts",
        lambda w: campaign_ops.change_facts(DRIVE, {"title": "A", "launch_level": "moon"}),
        "cấp phát động",
    ),
    Refusal(
        "campaigns.change_facts",
        lambda w: campaign_ops.change_facts(DRIVE, {"title": "A", "start_on": "2024", "end_on": "2023"}),
        "kết thúc",
    ),
    Refusal(
        "campaigns.add_phase",
        lambda w: campaign_ops.add_phase(DRIVE, PhaseDraft("Đợt 3", DAY, dt.date(2023, 8, 1))),
        "Đợt 3",
    ),
    Refusal(
        "campaigns.attach_to_document",
        lambda w: campaign_ops.attach_to_document(3, w.folder / "không có.pdf"),
        "không có.pdf",
    ),
    Refusal(
        "campaigns.save_milestone",
        lambda w: campaign_ops.save_milestone(DRIVE, MilestoneDraft("report", " ", DAY)),
        "việc",
    ),
    Refusal("campaigns.remove_milestone", lambda w: campaign_ops.remove_milestone(5, "Đăng ký"), "mốc"),
    Refusal(
        "campaigns.save_requirement",
        lambda w: campaign_ops.save_requirement(DRIVE, RequirementDraft("any")),
        "mô hình",
    ),
    Refusal("campaigns.remove_award", lambda w: campaign_ops.remove_award(2, "Giấy khen"), "đề nghị"),
    Refusal(
        "campaigns.add_target",
        lambda w: campaign_ops.add_target(DRIVE, TargetDraft(" ", Decimal(1))),
        "tên",
    ),
    Refusal("campaigns.add_task", lambda w: campaign_ops.add_task(DRIVE, TaskDraft("Ai", " ")), "nhiệm vụ"),
    Refusal(
        "catalogues.save_row",
        lambda w: catalogue_ops.save_row("holiday", {"day": "", "name": "", "source": ""}),
        "Ngày",
    ),
    Refusal(
        "clusters.save_cluster",
        lambda w: cluster_ops.save_cluster(ClusterFacts("Cụm", "cluster", 2023, (31,), 33)),
        "thành viên",
    ),
    Refusal(
        "settings.save_settings",
        lambda w: setting_ops.save_settings({"due_soon_days": 100_000}),
        "",
    ),
    Refusal("office.save_office", lambda w: office_ops.save_office(OfficeFacts(" ", "ward", "")), "cơ quan"),
    Refusal("office.set_up", lambda w: office_ops.set_up(OFFICE, SignerFacts(" ", "")), "người ký"),
    Refusal("office.save_signer", lambda w: office_ops.save_signer(SignerFacts("", "")), "người ký"),
    Refusal(
        "office.save_signer",
        lambda w: office_ops.save_signer(
            SignerFacts("Lê Thị Mẫu", "Chủ tịch", "head", dt.date(2024, 7, 1), dt.date(2024, 6, 30))
        ),
        "trước ngày bắt đầu",
    ),
    Refusal("units.add", lambda w: unit_ops.add({"name": "  "}), "Tên đơn vị"),
    Refusal("units.add", lambda w: unit_ops.add({"name": " Tổ dân  phố 1 "}), "Tổ dân phố 1"),
    Refusal("units.change", lambda w: unit_ops.change(GROUP_1, {"name": "", "kind": "other"}), "Tên đơn vị"),
    Refusal("units.remove", lambda w: unit_ops.remove(GROUP_1, "Tổ dân phố 1"), "ngừng hoạt động"),
    Refusal(
        "registrations.register",
        lambda w: registration_ops.register(DRIVE, (GROUP_1,), {"kind": "model", "title": "A"}, "Tổ 1"),
        "ngày nhận",
    ),
    Refusal(
        "registrations.register",
        lambda w: registration_ops.register(DRIVE, (GROUP_1,), {**FACTS, "title": " "}, "Tổ 1"),
        "tên",
    ),
    Refusal("registrations.change", lambda w: registration_ops.change(1, {"title": ""}, "Tổ 1"), "tên"),
    Refusal(
        "registrations.return_to_redo",
        lambda w: registration_ops.return_to_redo(2, DAY, " ", "Địa chính"),
        "lý do",
    ),
    Refusal("registrations.replace", lambda w: registration_ops.replace(2, 2, "Địa chính"), ""),
    Refusal(
        "registrations.add_progress", lambda w: registration_ops.add_progress(2, DAY, "", "x"), "nội dung"
    ),
    Refusal(
        "registrations.attach",
        lambda w: registration_ops.attach(2, w.folder / "mất.pdf"),
        "mất.pdf",
    ),
    Refusal(
        "obligations.receive",
        lambda w: obligation_ops.receive(
            REGISTRATION_DUTY, DAY, channel="letter", number="", note="", shown="đăng ký"
        ),
        "đăng ký",
    ),
    Refusal("obligations.waive", lambda w: obligation_ops.waive((125,), DAY, " ", "", "báo cáo"), "lý do"),
    Refusal(
        "obligations.extend",
        lambda w: obligation_ops.extend((124, 125), dt.date(2023, 1, 1), "", "2 nghĩa vụ"),
        "hạn",
    ),
    Refusal(
        "nominations.nominate",
        lambda w: nomination_ops.nominate(NominationDraft(SubjectDraft("individual", " "), DRIVE, 2)),
        "tên",
    ),
    Refusal(
        "nominations.set_status", lambda w: nomination_ops.set_status([DRAFTED], "rejected", " "), "lý do"
    ),
    Refusal("nominations.set_status", lambda w: nomination_ops.set_status([1], "draft", ""), "“"),
    Refusal("nominations.remove", lambda w: nomination_ops.remove(1, "ai đó"), "quyết định"),
    Refusal(
        "nominations.add_evidence",
        lambda w: nomination_ops.add_evidence(DRAFTED, EvidenceDraft(2023, 2021, "title", "A"), "Tổ"),
        "năm",
    ),
    Refusal(
        "nominations.attach",
        lambda w: nomination_ops.attach(71, w.folder / "mất.jpg", "Phước"),
        "mất.jpg",
    ),
    Refusal(
        "nominations.set_paper",
        lambda w: nomination_ops.set_paper(DRAFTED, "bien_ban", " ", "have", DAY, "Tổ"),
        "giấy tờ",
    ),
    Refusal(
        "people.change_subject", lambda w: people_ops.change_subject(1, SubjectDraft("individual", "")), "tên"
    ),
    Refusal(
        "people.note_facts", lambda w: people_ops.note_facts(1, "Ẩm", FactsDraft(account="12")), "ngân hàng"
    ),
    Refusal("councils.found_council", lambda w: council_ops.found_council(" ", "", None, ()), "Hội đồng"),
    Refusal(
        "sessions.hold_session",
        lambda w: session_ops.hold_session(
            session_draft(present=dict.fromkeys(range(1, 10), False), ballots=(Ballot(DRAFTED, 1),))
        ),
        "",
    ),
    Refusal(
        "sessions.hold_session",
        lambda w: session_ops.hold_session(
            session_draft(ballots_returned=5, ballots=(Ballot(DRAFTED, 8),), method="ballots")
        ),
        "5 phiếu thu về",
    ),
    Refusal(
        "sessions.open_case",
        lambda w: session_ops.open_case(SimplifiedDraft((DRAFTED,), DRIVE, DAY, " ", "Điều 85")),
        "lý do",
    ),
    Refusal(
        "appraisals.override",
        lambda w: appraisal_ops.override(OverrideDraft(DRAFTED, "plan_criteria", "Đủ", " ", DAY), "Tổ"),
        "văn bản",
    ),
    Refusal(
        "appraisals.answer",
        lambda w: appraisal_ops.answer(Answers({"x": "có lẽ"}, {"x": (DRAFTED,)})),
        "có, không hoặc một số",
    ),
    Refusal(
        "disciplines.save",
        lambda w: discipline_ops.save(1, MeasureDraft("warning", DAY, dt.date(2023, 1, 1)), "Ẩm"),
        "ngày",
    ),
    Refusal(
        "conditions.save_condition",
        lambda w: condition_ops.save_condition(ConditionDraft("judgement", text="Gương mẫu")),
        "văn bản",
    ),
    Refusal("conditions.remove", lambda w: condition_ops.remove("vote_rule", 1, "2/3"), "phát hành"),
    Refusal("plaques.propose", lambda w: plaque_ops.propose([], DAY), "công trình"),
    Refusal("plaques.approve", lambda w: plaque_ops.approve(WORKS, DAY, " "), "văn bản"),
    Refusal("award_rounds.save", lambda w: round_ops.save(DRIVE, RoundDraft(" ")), "tên đợt"),
    Refusal("award_rounds.remove", lambda w: round_ops.remove(ROUND, "Tổng kết"), "75 đề nghị"),
    Refusal("award_rounds.close", lambda w: round_ops.close(ROUND, DAY, "Tổng kết"), "Tổ tuần tra"),
    Refusal(
        "award_rounds.place", lambda w: round_ops.place([1], PlaceDraft(None, "merit"), DAY), "quyết định"
    ),
    Refusal(
        "sessions.change_session",
        lambda w: session_ops.change_session(VOTED, SessionFacts(returned_date=DAY), DAY),
        "Ngày nhận đủ ý kiến",
    ),
    Refusal("sessions.remove_session", lambda w: session_ops.remove_session(VOTED, DAY), "đã biểu quyết"),
    Refusal("dossiers.request", lambda w: dossier_ops.request([], LetterDraft(DAY), DRIVE), "hồ sơ"),
    Refusal(
        "dossiers.receive",
        lambda w: dossier_ops.receive([DRAFTED], LetterDraft(DAY, dt.date(2023, 8, 1))),
        "hẹn",
    ),
    Refusal(
        "inquiries.start",
        lambda w: inquiry_ops.start([DRAFTED], InquiryDraft("consultation", DAY, " ")),
        "nơi",
    ),
    Refusal(
        "submissions.submit_council", lambda w: submission_ops.submit_council([[DRAFTED]], ""), "Tổ tuần tra"
    ),
    Refusal("submissions.send_up", lambda w: submission_ops.send_up([DRAFTED], DAY), "thẩm quyền"),
    Refusal("submissions.fall_back", lambda w: submission_ops.fall_back({DRAFTED: 2}), "từ chối"),
    Refusal("councils.change_role", lambda w: council_ops.change_role(4, "chair", DAY, "Lê"), "Chủ tịch"),
    Refusal("councils.remove_member", lambda w: council_ops.remove_member(4, "Lê"), "biên bản họp"),
    Refusal("decisions.draft_decision", lambda w: decision_ops.draft_decision([], DRIVE, 1), "trống"),
    Refusal(
        "decisions.draft_decision", lambda w: decision_ops.draft_decision([DRAFTED], DRIVE, 1), "Tổ tuần tra"
    ),
    Refusal("decisions.issue", lambda w: decision_ops.issue(ISSUED, "5", DAY), "ban hành"),
    Refusal(
        "decisions.change_draft",
        lambda w: decision_ops.change_draft(ISSUED, DraftChange((DRAFTED,), 1, "Khác"), "quyết định"),
        "ban hành",
    ),
    Refusal("decisions.remove_draft", lambda w: decision_ops.remove_draft(ISSUED, "quyết định"), "ban hành"),
    Refusal("decisions.set_to_sign", lambda w: decision_ops.set_to_sign(ISSUED, True, "x"), "ban hành"),
    Refusal(
        "decisions.change_printed",
        lambda w: decision_ops.change_printed(1, {"recipient": "B"}, "A"),
        "ban hành",
    ),
    Refusal("decisions.set_prize", lambda w: decision_ops.set_prize(1, 5, " ", "A"), ""),
    Refusal(
        "decisions.enter_superior",
        lambda w: decision_ops.enter_superior(superior_draft(number="1432")),
        "1432",
    ),
    Refusal(
        "decisions.enter_superior",
        lambda w: decision_ops.enter_superior(superior_draft(nomination_ids=(DRAFTED,))),
        "Tổ tuần tra",
    ),
    Refusal(
        "printing.record",
        lambda w: printing_ops.record(Run(ISSUED, (), "x", "pdf"), "Quyết định"),
        "chọn",
    ),
    Refusal("printing.finish", lambda w: printing_ops.finish(10**6, 1, {}, "x"), "Đợt in"),
    Refusal("printing.mark_spoiled", lambda w: printing_ops.mark_spoiled([1], " "), "lý do"),
    Refusal("stock.stock_in", lambda w: stock_ops.stock_in("Phôi A4", 0, DAY), "số tờ"),
    Refusal("stock.stock_out", lambda w: stock_ops.stock_out("Phôi A4", -3, DAY), "số tờ"),
    Refusal(
        "calibrations.save",
        lambda w: calibration_ops.save("Canon", "x", Calibration(60_000), day=DAY),
        "50 mm",
    ),
    Refusal(
        "templates.save",
        lambda w: template_ops.save("Giay-khen-A4", raw("giay-khen-a4"), ["giay-khen-a4"]),
        "kèm",
    ),
    Refusal("templates.save", lambda w: template_ops.save("", raw("giay-khen-a4")), "tên mẫu"),
    Refusal(
        "templates.save",
        lambda w: template_ops.save("Mẫu", {**raw("giay-khen-a4"), "width": "29,7 cm"}),
        "width",
    ),
    Refusal("templates.save", lambda w: template_ops.save("Mẫu", {**raw("giay-khen-a4"), "lạ": 1}), "lạ"),
    Refusal("templates.remove", lambda w: template_ops.remove("Không có"), "Không có"),
)

UNLOGGED = {"action", "change", "open_action", "store_fact", "attachment_bytes", "_sqlite_migrations"}


def dump(con: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the register but the log itself."""
    names = [row[0] for row in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [name for name in names if name not in UNLOGGED and not name.startswith("sqlite_")]
    return {name: [tuple(row) for row in con.execute(f"SELECT * FROM {name} ORDER BY id")] for name in kept}


def carry_out(qtbot: QtBot, session: Session, operation: StoreOp[Any]) -> Any:
    """Run one operation to its end; a refusal fails the test with its sentence."""
    done: list[Any] = []
    said: list[str] = []
    session.run(operation, done.append, said.append)
    qtbot.waitUntil(lambda: bool(done or said))
    assert not said, said
    return done[0]


@pytest.fixture
def world(sample_session: Session, tmp_path: Path) -> World:
    return World(sample_session.con, tmp_path)


def _label(case: Case | Refusal) -> str:
    tail = case.label if isinstance(case, Case) else case.named
    return f"{case.name} {tail}".strip()


@pytest.mark.parametrize("case", CASES, ids=_label)
def test_an_operation_writes_one_action_that_is_named_and_taken_back_whole(
    case: Case, qtbot: QtBot, sample_session: Session, world: World
) -> None:
    for make in case.before:
        world.made.append(carry_out(qtbot, sample_session, make(world)))
    before, last = dump(world.con), history.last_action_id(world.con)
    operation = case.make(world)
    with qtbot.waitSignals([sample_session.changed, sample_session.said]):
        value = carry_out(qtbot, sample_session, operation)
    assert case.found(world, value) == case.expected
    record = history.last_undoable(world.con)
    assert record is not None
    assert (record.id, record.name) == (last + 1, case.sentence), "one action, named as the officer reads it"
    after = dump(world.con)
    assert after != before
    with qtbot.waitSignals([sample_session.changed, sample_session.said]):
        sample_session.undo()
    assert dump(world.con) == before
    with qtbot.waitSignals([sample_session.changed, sample_session.said]):
        sample_session.redo()
    assert dump(world.con) == after


@pytest.mark.parametrize("case", REFUSALS, ids=_label)
def test_a_refusal_is_told_in_one_sentence_and_leaves_nothing(
    case: Refusal, qtbot: QtBot, sample_session: Session, world: World
) -> None:
    before, last = dump(world.con), history.last_action_id(world.con)
    told: list[str] = []
    done: list[object] = []
    with qtbot.assertNotEmitted(sample_session.changed), qtbot.assertNotEmitted(sample_session.said):
        sample_session.run(case.make(world), done.append, told.append)
        qtbot.waitUntil(lambda: bool(told or done))
    assert not done, "it was written"
    assert len(told) == 1
    sentence = told[0]
    assert case.named.lower() in sentence.lower()
    assert sentence[0].isupper() or sentence[0] in "“0123456789", sentence
    assert sentence.endswith(".")
    assert dump(world.con) == before
    assert history.last_action_id(world.con) == last


def public_operations() -> dict[str, Callable[..., Any]]:
    """Every public function of the folder that makes an operation, as "module.name"."""
    found = {}
    for info in pkgutil.iter_modules(folder.__path__):
        module = importlib.import_module(f"{folder.__name__}.{info.name}")
        for name, made in inspect.getmembers(module, inspect.isfunction):
            returns = str(inspect.signature(made).return_annotation)
            if made.__module__ == module.__name__ and not name.startswith("_") and "StoreOp" in returns:
                found[f"{info.name}.{name}"] = made
    return found


def test_every_operation_of_the_window_is_in_the_table() -> None:
    named = {case.name for case in CASES} | NOT_A_CHANGE
    assert named == set(public_operations())


def test_the_sentences_are_vietnamese_and_show_no_code() -> None:
    marks = re.compile("[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)
    for case in CASES:
        assert marks.search(case.sentence), case.sentence
        assert case.sentence[0].isupper(), case.sentence
        assert not re.search(r"[a-z]_[a-z]|None|\{|\bid\b", case.sentence), case.sentence


@pytest.mark.parametrize("name", sorted(public_operations()))
def test_an_operation_says_what_it_is_for(name: str) -> None:
    made = public_operations()[name]
    assert (made.__doc__ or "").strip().endswith("."), f"{name} has no sentence of documentation"


def test_a_copy_is_made_and_the_register_stays_as_it_is(
    qtbot: QtBot, sample_session: Session, world: World
) -> None:
    before, last = dump(world.con), history.last_action_id(world.con)
    copy = carry_out(qtbot, sample_session, history_ops.back_up())
    assert check.check(copy).problems == ()
    assert dump(world.con) == before
    assert history.last_action_id(world.con) == last


def test_the_same_person_typed_twice_is_one_subject(
    qtbot: QtBot, sample_session: Session, world: World
) -> None:
    first = carry_out(qtbot, sample_session, add_nominee(world))
    again = carry_out(
        qtbot,
        sample_session,
        nomination_ops.nominate(
            NominationDraft(
                SubjectDraft("individual", "Hoàng  Thị Ẩm ", birth_on="1970", unit_id=GROUP_1), OLD_DRIVE, 1
            )
        ),
    )
    one, other = (nominations.get_nomination(world.con, n) for n in (first, again))
    assert one.subject.id == other.subject.id
    assert other.subject.honorific == "Bà", "what was known is kept where nothing was typed"


def test_another_persons_name_makes_another_subject(
    qtbot: QtBot, sample_session: Session, world: World
) -> None:
    first = carry_out(qtbot, sample_session, add_nominee(world))
    other = SubjectDraft("individual", "Hoàng Thị Ẩm", birth_on="1985", unit_id=GROUP_1)
    again = carry_out(qtbot, sample_session, nomination_ops.nominate(NominationDraft(other, OLD_DRIVE, 1)))
    one, two = (nominations.get_nomination(world.con, n) for n in (first, again))
    assert one.subject.id != two.subject.id


def test_a_refusal_in_the_middle_of_many_takes_back_those_before(
    qtbot: QtBot, sample_session: Session, world: World
) -> None:
    """The first of two could be moved on; the second is decided already, so neither is."""
    before = dump(world.con)
    told: list[str] = []
    operation = nomination_ops.set_status([DRAFTED, 1], "submitted", "")
    sample_session.run(operation, None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert dump(world.con) == before


def test_settings_saved_as_they_are_make_no_action(
    qtbot: QtBot, sample_session: Session, world: World
) -> None:
    now = settings.get_all(world.con)
    last = history.last_action_id(world.con)
    with qtbot.assertNotEmitted(sample_session.said):
        assert carry_out(qtbot, sample_session, setting_ops.save_settings(dict(now))) == 0
    assert history.last_action_id(world.con) == last
