"""Papers of the invented ward beyond the six of ``paper_world.py``: its drive, ballots, ceremony, archive."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from db import statistics
from db.plaques import Sums
from db.rules import tables
from db.rules.tables import Fact, Traits
from desktop.documents.facts import AwardRow, IssueFacts, MemberFacts, SignerFacts
from desktop.documents.facts_chain import (
    AchievementFacts,
    ArchiveFacts,
    ArchiveRow,
    BallotFacts,
    ChangeRow,
    ConfirmationFacts,
    ConfirmedRow,
    CorrectionFacts,
    DossierLetterFacts,
    HonourRow,
    NameListFacts,
    NoticeFacts,
    ResultRow,
    TallyFacts,
)
from desktop.documents.facts_drive import (
    AwardLineRow,
    DeadlineFacts,
    DutyRow,
    InvitationFacts,
    MilestoneRow,
    PlanFacts,
    PlaqueFacts,
    PledgeFacts,
    RollCallFacts,
    TargetRow,
    WorkRow,
)
from desktop.documents.facts_reports import FundFacts, FundPrizeRow, FundRow, StatisticsFacts


def _world():
    """``paper_world.py``, loaded once whoever asks first."""
    if "paper_world" not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            "paper_world", Path(__file__).with_name("paper_world.py")
        )
        module = importlib.util.module_from_spec(spec)
        sys.modules["paper_world"] = module
        spec.loader.exec_module(module)
    return sys.modules["paper_world"]


w = _world()
COMMITTEE = SignerFacts(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "A Thuận")

PLAN = PlanFacts(
    office=w.OFFICE,
    issue=replace(w.ISSUED, number="41", day=date(2023, 3, 10)),
    signer=COMMITTEE,
    campaign=w.CAMPAIGN,
    legal_bases=w.BASES[:3],
    launched_by="Kế hoạch số 1207/KH-UBND ngày 12 tháng 02 năm 2023 của Ủy ban nhân dân thành phố",
    theme="Phố sạch, buôn vui",
    scope="Toàn phường",
    period="từ ngày 10 tháng 3 năm 2023 đến hết ngày 10 tháng 12 năm 2023",
    phases=("Đợt 1: đến hết ngày 30 tháng 6 năm 2023", "Đợt 2: đến hết ngày 10 tháng 12 năm 2023"),
    occasions=("30 năm thành lập phường (10/12/2023)",),
    requirements=("Mỗi cơ quan, đơn vị đăng ký thực hiện ít nhất 01 mô hình tiêu biểu hoặc 01 công trình.",),
    targets=(
        TargetRow("Cây xanh trồng mới", "3.000 cây"),
        TargetRow("Hộ phân loại rác", "95%", "Tổ dân phố 3"),
    ),
    milestones=(
        MilestoneRow("Đăng ký mô hình, công trình", "Các đơn vị", "15/08/2023"),
        MilestoneRow("Báo cáo tiến độ", "các tổ dân phố", "hằng tháng"),
    ),
    awards=(
        AwardLineRow(
            "Giấy khen",
            "Chủ tịch Ủy ban nhân dân phường",
            "tập thể, cá nhân",
            "15 tập thể\n45 cá nhân",
            "Xuất sắc",
        ),
    ),
    window="các năm 2013 – 2023",
    tasks=("Công chức Văn hóa - Xã hội: theo dõi, đôn đốc (trước 01/12/2023)",),
)
PLEDGE = PledgeFacts(
    office=w.OFFICE,
    group="Cụm thi đua số 1",
    year=2023,
    units=tuple(f"Tổ dân phố số {n}" for n in range(1, 6)),
    head="tổ dân phố số 1",
    campaign=w.CAMPAIGN,
    day=date(2023, 3, 15),
    requirements=PLAN.requirements,
    targets=PLAN.targets,
)
DEADLINE = DeadlineFacts(
    office=w.OFFICE,
    issue=replace(w.ISSUED, number="9", day=date(2023, 4, 1)),
    signer=COMMITTEE,
    campaign=w.CAMPAIGN,
    plan="Kế hoạch số 41/KH-UBND ngày 10 tháng 3 năm 2023 của Ủy ban nhân dân phường",
    duties=tuple(
        DutyRow(f"Tổ dân phố số {n}", f"Ít nhất 0{n % 2 + 1} mô hình", date(2023, 8, 15 + n % 2))
        for n in range(1, 31)
    ),
)
WORKS = tuple(
    WorkRow(
        f"Đường hoa số {n}",
        f"Tổ dân phố số {n}",
        f"Đường số {n}",
        "11/2023",
        Sums(10_000_000 * n, 5_000_000, 0, 20, 100),
    )
    for n in range(1, 9)
)
PLAQUE = PlaqueFacts(
    office=w.OFFICE,
    issue=IssueFacts(day=date(2023, 11, 30)),
    signer=COMMITTEE,
    campaign=w.CAMPAIGN,
    stage="approved",
    works=WORKS,
    ceremony=date(2023, 12, 8),
)
INVITATION = InvitationFacts(
    office=w.OFFICE,
    issue=replace(w.ISSUED, number="4", day=date(2023, 12, 1)),
    signer=COMMITTEE,
    event="Lễ trao Giấy khen",
    guests=tuple(f"Ông Khách Mời Số {n}, Tổ dân phố số {n}" for n in range(1, 13)),
    time="08 giờ 00 phút",
    day=date(2023, 12, 8),
    place="Hội trường Ủy ban nhân dân phường",
    chair="Ông A Thuận, Chủ tịch Ủy ban nhân dân phường",
)
ROLL_CALL = RollCallFacts(
    office=w.OFFICE,
    decision=replace(w.ISSUED, number="05/QĐ-UBND"),
    awards=tuple(replace(row, form="Giấy khen") for row in w.awards(2, 60, 3)),
    at_once=10,
    day=date(2023, 12, 8),
)
BALLOT = BallotFacts(
    office=w.OFFICE,
    campaign=w.CAMPAIGN,
    members=w.MEMBERS[:4],
    nominees=tuple(replace(row, form="Giấy khen") for row in w.VOTES),
    secret=True,
    day=date(2023, 1, 31),
)
TALLY = TallyFacts(
    office=w.OFFICE,
    issue=replace(w.ISSUED, number="03/BB-HĐTĐKT", day=date(2023, 1, 31)),
    campaign=w.CAMPAIGN,
    meeting=w.MINUTES.meeting,
    votes=tuple(replace(row, form="Giấy khen") for row in w.VOTES),
    tellers=("Ông Lò Văn Tâm", "Bà Đinh Thị Viên 1"),
    issued=10,
    collected=10,
    valid=9,
)
NOTICE = NoticeFacts(
    office=w.OFFICE,
    issue=replace(w.ISSUED, number="8", day=date(2023, 2, 10)),
    signer=COMMITTEE,
    campaign=w.CAMPAIGN,
    form="Giấy khen",
    decisions=("Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2023",),
    awards=w.awards(),
    others=(
        ResultRow("Trần Văn Chưa", "individual", "Tổ dân phố số 4", "Không thông qua: chưa đủ điều kiện"),
    ),
)
ACHIEVEMENT = AchievementFacts(
    office=w.OFFICE,
    organ_lines=("TRẠM Y TẾ PHƯỜNG",),
    superior_lines=w.OFFICE.name_lines,
    name="H’Ngăm Niê Kđăm",
    kind="individual",
    form="Giấy khen",
    layout="full",
    honorific="Bà",
    form_number="Mẫu số 07",
    campaign=w.CAMPAIGN,
    day=date(2023, 11, 5),
    particulars=(("Họ tên", "H’Ngăm Niê Kđăm"), ("Sinh ngày", "12/05/1980"), ("Quê quán", "")),
    deeds=("Vận động 12 hộ hiến đất mở đường.", "Năm 2022: khám sức khỏe cho 300 người cao tuổi"),
    titles=(
        HonourRow("2021", "Lao động tiên tiến", "Quyết định số 15/QĐ-UBND ngày 05/01/2022; UBND thành phố"),
    ),
    honours=(HonourRow("2022", "Giấy khen", "Quyết định số 34/QĐ-UBND ngày 14/04/2022; UBND phường"),),
)
CONFIRMATION = ConfirmationFacts(
    office=w.OFFICE,
    issue=replace(w.ISSUED, number="2", day=date(2024, 1, 8)),
    signer=COMMITTEE,
    name="H’Ngăm Niê Kđăm",
    kind="individual",
    awards=(
        ConfirmedRow(
            2022, "Giấy khen", "Đã có thành tích", "34/QĐ-UBND ngày 14/04/2022", "UBND xã Hoa", "03/2022"
        ),
        ConfirmedRow(
            2023, "Giấy khen", "Đã có thành tích", "05/QĐ-UBND ngày 05/02/2023", "UBND phường", "07/2023"
        ),
    ),
    honorific="Bà",
    born="12/05/1980",
    position_unit="Y sĩ, Trạm Y tế phường",
    purpose="bổ sung hồ sơ đề nghị khen thưởng cấp trên",
)
CORRECTION = CorrectionFacts(
    office=w.OFFICE,
    issue=replace(w.ISSUED, number="19", day=date(2023, 3, 2)),
    signer=w.CHAIR,
    kind="adjust",
    of="Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2023",
    of_day=date(2023, 2, 5),
    form="Giấy khen",
    reason="Ghi sai tên.",
    legal_bases=w.BASES[:3],
    changes=(ChangeRow("Bà Nguyễn Thị Thuỷ", "Nguyễn Thị Thủy", "Nguyễn Thị Thuỷ", "tên"),),
)
NAME_LIST = NameListFacts(
    office=w.OFFICE,
    submission=replace(w.ISSUED, number="3"),
    symbol="TTr-HĐTĐKT",
    sender=w.OFFICE.council_name,
    form="Giấy khen",
    nominees=w.VOTES,
)
SUMMARY = replace(
    w.SUBMISSION,
    issue=IssueFacts(year=2023),
    nominees=tuple(
        replace(row, summary=f"- Năm 2021: sáng kiến thứ {n}.\n- Năm 2022: vận động {n} hộ hiến đất")
        for n, row in enumerate(w.VOTES, start=1)
    ),
)
ARCHIVE = ArchiveFacts(
    office=w.OFFICE,
    title=f"Hồ sơ phong trào thi đua “{w.CAMPAIGN}”",
    rows=(
        ArchiveRow(
            "41/KH-UBND",
            date(2023, 3, 10),
            "Kế hoạch phát động",
            "UBND phường",
            "1_Phat-dong/01_Ke-hoach.pdf",
        ),
        ArchiveRow(
            "05/QĐ-UBND",
            date(2023, 2, 5),
            "Quyết định tặng Giấy khen",
            "UBND phường",
            "7_Quyet-dinh/01_QD.pdf",
        ),
        ArchiveRow("", None, "Báo cáo thành tích", "Trạm Y tế", "4_Ho-so/01_BCTT.pdf", note="bản chụp"),
    ),
    retention="10 năm",
    retention_source="Thông tư số 10",
    period="10/03/2023 – 10/12/2023",
    officer="Y Sương",
    day=date(2024, 1, 15),
)
LETTER = DossierLetterFacts(
    office=w.OFFICE,
    issue=replace(w.ISSUED, number="15", day=date(2023, 11, 6)),
    signer=COMMITTEE,
    kind="request",
    unit="Trạm Y tế phường",
    rows=(
        ("H’Ngăm Niê Kđăm", ("Báo cáo thành tích", "Biên bản xét khen thưởng")),
        ("Lê Văn Mẫu", ("Sáng kiến",)),
    ),
    campaign=w.CAMPAIGN,
    due=date(2023, 11, 13),
    taker="Y Sương",
)
MEMBER = MemberFacts("Lò Văn Tâm", "Phó Chủ tịch Hội đồng", honorific="Ông")
ONE_AWARD: AwardRow = w.awards(0, 1, 0)[0]


def counted(number: int) -> tuple[Fact, ...]:
    """Awards of our own: every third to a collective, the rest to individuals, every second a woman."""
    kinds = ["collective" if n % 3 == 0 else "individual" for n in range(number)]
    return tuple(
        Fact(
            n,
            f"Người Thứ {n}",
            f"{n // 10 + 1}/QĐ-UBND ngày 05/02/2023",
            date(2023, 2, 5),
            Traits(
                form="giay_khen",
                object=kind,
                type="thematic",
                own="yes",
                level="commune",
                sex="female" if kind == "individual" and n % 2 else "",
                object_class="direct" if kind == "individual" else "",
                minority="no",
                religious="no",
            ),
        )
        for n, kind in enumerate(kinds)
    )


STATISTICS = StatisticsFacts(
    office=w.OFFICE,
    signer=COMMITTEE,
    table=tables.fill(statistics.form("commune"), counted(20)),
    period="từ 01/01/2023 đến 31/12/2023",
    year=2023,
    receiver="Ủy ban nhân dân thành phố",
    names=True,
)
FUND = FundFacts(
    office=w.OFFICE,
    issue=replace(w.ISSUED, number="12", day=date(2023, 12, 28)),
    signer=COMMITTEE,
    year=2023,
    as_of=date(2023, 12, 25),
    received=(
        FundRow(date(2023, 1, 2), "Năm trước chuyển sang", "Số dư năm 2022", "", 12_500_000),
        FundRow(date(2023, 1, 10), "Ngân sách cấp", "Dự toán", "Quyết định số 01/QĐ-UBND", 60_000_000),
    ),
    spent=(FundRow(date(2023, 2, 1), "Khung", "70 khung", "Hóa đơn 0001", 3_500_000),),
    prizes=(
        FundPrizeRow(
            "Quyết định số 05/QĐ-UBND ngày 05/02/2023",
            date(2023, 2, 5),
            3,
            900_000,
            1,
            (("Bà H’Ngăm Niê Kđăm", 450_000), ("Ông Hà", 450_000), ("Tập thể Tổ dân phố số 1", None)),
        ),
    ),
    addressee="Ủy ban nhân dân thành phố",
    names=True,
)


def papers():
    """Every kind of this file as a paper, by key."""
    from desktop.documents import (
        achievement,
        achievement_summary,
        archive_index,
        ballot,
        confirmation,
        correction,
        deadline_notice,
        dossier_letter,
        fund_report,
        invitation,
        name_list,
        plan,
        plaque_list,
        pledge,
        result_notice,
        roll_call,
        statistics_form,
        tally,
    )

    return {
        "plan": plan.plan(PLAN),
        "pledge": pledge.pledge(PLEDGE),
        "deadline_notice": deadline_notice.deadline_notice(DEADLINE),
        "plaque_list": plaque_list.plaque_list(PLAQUE),
        "invitation": invitation.invitation(INVITATION),
        "roll_call": roll_call.roll_call(ROLL_CALL),
        "dossier_letter": dossier_letter.dossier_letter(LETTER),
        "ballot": ballot.ballot(BALLOT),
        "tally": tally.tally(TALLY),
        "result_notice": result_notice.result_notice(NOTICE),
        "achievement": achievement.achievement(ACHIEVEMENT),
        "confirmation": confirmation.confirmation(CONFIRMATION),
        "correction": correction.correction(CORRECTION),
        "name_list": name_list.name_list(NAME_LIST),
        "achievement_summary": achievement_summary.achievement_summary(SUMMARY),
        "archive_index": archive_index.archive_index(ARCHIVE),
        "statistics_form": statistics_form.statistics_form(STATISTICS),
        "fund_report": fund_report.fund_report(FUND),
    }
