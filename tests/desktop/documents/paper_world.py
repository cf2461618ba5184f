"""A small invented ward whose papers the tests read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop.documents.facts import (
    AwardRow,
    DecisionFacts,
    IssueFacts,
    LateRow,
    MeetingFacts,
    MemberFacts,
    MinutesFacts,
    OfficeFacts,
    PrizeListFacts,
    RegistrationRow,
    ReminderFacts,
    ReportFacts,
    SignerFacts,
    SubmissionFacts,
    UnitKindRow,
    VoteRow,
)

OFFICE = OfficeFacts(
    name="Ủy ban nhân dân phường Hoa Ban",
    name_lines=("ỦY BAN NHÂN DÂN", "PHƯỜNG HOA BAN"),
    area="phường Hoa Ban",
    place="Phường Hoa Ban",
    drafter="VHXH",
    standing_unit="công chức Văn hóa - Xã hội phường",
    contact="bà Y Sương, công chức Văn hóa - Xã hội, điện thoại 0260 000 000",
)
CHAIR = SignerFacts(("CHỦ TỊCH",), "A Thuận")
DEPUTY = SignerFacts(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Lò Văn Tâm")
CAMPAIGN = "Chung sức xây dựng phường văn minh"
ISSUED = IssueFacts("5", date(2023, 2, 5))
BLANK = IssueFacts(year=2023)
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003;",
    "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ;",
    "Theo đề nghị của Hội đồng Thi đua - Khen thưởng phường tại Tờ trình số 03/TTr-HĐTĐKT",
)
NAMES = ("H’Ngăm Niê Kđăm", "Nguyễn Thị Thuỷ", "Y Sương", "Hà", "Ksor H’Lê", "Rơ Châm Ƀlơi")


def awards(collectives: int = 2, individuals: int = 60, households: int = 3) -> tuple[AwardRow, ...]:
    """So many recipients of each kind, the first individuals with names that need care."""
    made = [
        AwardRow(f"Tổ dân phố số {n}", "collective", "Tập thể", "Phường Hoa Ban", prize=900_000)
        for n in range(1, collectives + 1)
    ]
    for n in range(individuals):
        name = NAMES[n] if n < len(NAMES) else f"Trần Văn Thứ {n}"
        unit = (
            "Công chức Văn phòng - Thống kê, Ủy ban nhân dân phường Hoa Ban"
            if n % 7 == 3
            else f"Tổ dân phố số {n % 9 + 1}"
        )
        made.append(AwardRow(name, "individual", "Bà" if n in (0, 1, 2) else "Ông", unit, prize=450_000))
    made += [
        AwardRow(f"Lương Văn Hộ {n}", "household", "Hộ ông", f"Tổ dân phố số {n}", prize=450_000)
        for n in range(1, households + 1)
    ]
    return tuple(made)


DECISION = DecisionFacts(
    office=OFFICE,
    issue=ISSUED,
    signer=DEPUTY,
    form="Giấy khen",
    citation=f"Đã có thành tích xuất sắc trong phong trào thi đua “{CAMPAIGN}”.",
    legal_bases=BASES,
    awards=awards(),
    title="Về việc tặng Giấy khen cho tập thể, cá nhân, hộ gia đình có thành tích xuất sắc "
    f"trong phong trào thi đua “{CAMPAIGN}”",
    fund="quỹ thi đua, khen thưởng năm 2023 của phường",
    executors=("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường", "bộ phận Tài chính - Kế toán"),
)
VOTES = tuple(
    VoteRow(
        row.name,
        row.kind,
        row.honorific,
        row.position_unit,
        summary="Vận động 12 hộ hiến 340 m² đất mở đường; giữ vững danh hiệu nhiều năm liền."
        if n % 2
        else "Đi đầu trong phong trào.",
        votes_for=10 if n != 4 else 5,
        votes_against=0 if n != 4 else 5,
        passed=n != 4,
    )
    for n, row in enumerate(awards(2, 20, 2))
)
SUBMISSION = SubmissionFacts(
    office=OFFICE,
    issue=replace(ISSUED, number="3"),
    signer=SignerFacts(("TM. HỘI ĐỒNG", "PHÓ CHỦ TỊCH"), "Lò Văn Tâm"),
    addressee=OFFICE.chair,
    form="Giấy khen",
    citation="",
    campaign=CAMPAIGN,
    legal_bases=BASES[1:3],
    nominees=VOTES,
    reviewed_on=date(2023, 1, 31),
    attached=("Biên bản họp Hội đồng", "Báo cáo thành tích của các tập thể, cá nhân"),
)
MEMBERS = (
    MemberFacts("A Thuận", "Chủ tịch Hội đồng", honorific="Ông"),
    MemberFacts("Lò Văn Tâm", "Phó Chủ tịch Hội đồng", honorific="Ông"),
    *(MemberFacts(f"Đinh Thị Viên {n}", "Ủy viên", honorific="Bà") for n in range(1, 9)),
    MemberFacts("Y Sương", "Ủy viên, thư ký", present=False, honorific="Bà", reason="nghỉ thai sản"),
)
MINUTES = MinutesFacts(
    office=OFFICE,
    issue=replace(ISSUED, number="02/BB-HĐTĐKT"),
    campaign=CAMPAIGN,
    meeting=MeetingFacts(
        day=date(2023, 1, 31),
        place="Phòng họp Ủy ban nhân dân phường",
        members=MEMBERS,
        starts="08 giờ 00 phút",
        ends="10 giờ 30 phút cùng ngày",
        chair="Ông A Thuận, Chủ tịch Hội đồng",
        secretary="Bà Đinh Thị Viên 1",
        quorum_share=(2, 3),
        threshold="từ 70% tổng số thành viên Hội đồng tán thành",
        base=11,
    ),
    votes=VOTES,
    chair=SignerFacts((), "A Thuận"),
    secretary=SignerFacts((), "Đinh Thị Viên 1"),
    remarks=("Đề nghị rà soát địa chỉ của các hộ gia đình trước khi trình.",),
)


def late(units: int) -> tuple[LateRow, ...]:
    """So many late units, the first of them with two obligations."""
    rows = [
        LateRow(f"Tổ dân phố số {n}", "Đăng ký mô hình, công trình", "chưa đăng ký", date(2023, 8, 15), 5)
        for n in range(1, units + 1)
    ]
    return (
        rows[0],
        replace(rows[0], requirement="Báo cáo sơ kết", missing="chưa gửi", days_late=2),
        *rows[1:],
    )


REMINDER = ReminderFacts(
    office=OFFICE,
    issue=replace(BLANK, year=2023),
    signer=DEPUTY,
    campaign=CAMPAIGN,
    plan="Kế hoạch số 41/KH-UBND ngày 10 tháng 3 năm 2023 của Ủy ban nhân dân phường",
    as_of=date(2023, 8, 20),
    late=late(3),
    new_day=date(2023, 8, 31),
)
REPORT = ReportFacts(
    office=OFFICE,
    issue=replace(ISSUED, number="7", day=date(2023, 12, 1)),
    signer=SignerFacts(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Lò Văn Tâm"),
    campaign=CAMPAIGN,
    stage="tổng kết",
    as_of=date(2023, 11, 30),
    addressee="Ủy ban nhân dân thành phố",
    launch=("Phường đã ban hành kế hoạch và phổ biến đến 40 đơn vị.",),
    models=25,
    works=17,
    by_status=(("hoàn thành", 30), ("đang thực hiện", 9), ("đăng ký", 0), ("dừng", 3)),
    unit_kinds=(UnitKindRow("Tổ dân phố", 20, 18, 15, 3, 2), UnitKindRow("Trường học", 8, 8, 8, 0, 0)),
    late=late(2),
    registrations=tuple(
        RegistrationRow(f"Tổ dân phố số {n}", f"Tuyến đường hoa số {n}", "Mô hình", "Hoàn thành")
        for n in range(1, 43)
    ),
    nominees=(("collective", 3), ("individual", 62), ("household", 4)),
    awards=awards(),
    decisions=("Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2023",),
    assessments=("Phong trào được Nhân dân hưởng ứng.",),
    proposals=(),
)
PRIZE_LIST = PrizeListFacts(office=OFFICE, decision=replace(ISSUED, number="05/QĐ-UBND"), awards=awards())
