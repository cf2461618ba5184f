"""The further papers out of the register of a small ward: facts by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from db import (
    awards,
    campaigns,
    clusters,
    corrections,
    council_votes,
    councils,
    decisions,
    dossier_letters,
    dossiers,
    milestones,
    nominations,
    people,
    registrations,
    submissions,
    targets,
)
from db.errors import BadInput, NotFound
from db.milestones import MilestoneDraft
from db.plaques import Sums
from db.rules.deadlines import ObligationState
from db.targets import TargetDraft
from desktop.documents import (
    paper_checks,
    paper_kinds,
    records,
    records_achievement,
    records_chain,
    records_council,
    records_drive,
    records_report,
)
from desktop.documents.facts_chain import ChangeRow
from desktop.documents.paper import Paragraph
from desktop.documents.paper_kinds import Choice

DAY = dt.date(2023, 12, 22)


def decided(ward, *names, **facts):
    made = ward.decide(names=names or list(ward.nominee), **facts)
    return decisions.get_decision(ward.con, made)


def submitted(ward, names, *, kind="council", number="7", day="2023-12-01"):
    """A submission of these approved nominees, with its number where given."""
    with ward.store.action("Lập tờ trình") as action:
        made = submissions.submit(action, kind=kind, nomination_ids=[ward.nominee[name] for name in names])
        if number:
            submissions.set_number(
                action, made, number, dt.date.fromisoformat(day), symbol="UBND", council_symbol="HĐTĐKT"
            )
    return made


# ---------------------------------------------------------------- the drive


def test_a_plan_out_of_the_register(full_ward):
    con = full_ward.con
    from decimal import Decimal

    with full_ward.store.action("Chỉ tiêu, mốc") as action:
        targets.add_target(action, full_ward.campaign, TargetDraft("Trồng cây", Decimal("1250.5"), "cây"))
        targets.add_target(action, full_ward.campaign, TargetDraft("Hộ sạch", Decimal(95), "%"))
        milestones.add_milestone(
            action,
            full_ward.campaign,
            MilestoneDraft("report", "Báo cáo", recurrence="monthly", who="các đơn vị"),
        )
    facts = records_drive.plan_facts(con, full_ward.campaign, dt.date(2023, 5, 1))
    assert facts.office.name == "Ủy ban nhân dân phường Hoa Ban"
    assert [(row.name, row.value) for row in facts.targets] == [
        ("Trồng cây", "1.250,5 cây"),
        ("Hộ sạch", "95%"),
    ]
    assert any("26 tháng 11 năm 2003" in line for line in facts.legal_bases)
    assert facts.signer.lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert facts.window == "các năm 2013 – 2023"
    assert [row.when for row in facts.milestones if row.what == "Báo cáo"] == ["hằng tháng"]
    later = records_drive.plan_facts(con, full_ward.campaign, dt.date(2024, 5, 1))
    assert any("15 tháng 6 năm 2022" in line for line in later.legal_bases)
    assert len(facts.requirements) == len(milestones.requirements(con, full_ward.campaign))


def test_a_drive_of_the_superior_is_joined(full_ward):
    with full_ward.store.action("Văn bản cấp trên") as action:
        campaigns.add_document(
            action,
            full_ward.campaign,
            campaigns.DocumentDraft(
                "superior_launch", "plan", "1207/KH-UBND", "2023-06-12", "Ủy ban nhân dân tỉnh"
            ),
        )
    facts = records_drive.plan_facts(full_ward.con, full_ward.campaign, DAY)
    assert facts.launched_by == "Kế hoạch số 1207/KH-UBND ngày 12 tháng 6 năm 2023 của Ủy ban nhân dân tỉnh"


def test_duties_to_register_leave_out_those_released(full_ward):
    from db import board

    as_of = dt.date(2023, 8, 1)
    before = records_drive.deadline_facts(full_ward.con, full_ward.campaign, as_of)
    cells = board.board(full_ward.con, full_ward.campaign, as_of).cells
    assert len(before.duties) == sum(cell.kind == "registration" for cell in cells)
    cell = next(c for c in cells if c.unit == "Tổ dân phố 3" and c.kind == "registration")
    other = next(c for c in cells if c.unit == "Tổ dân phố 1" and c.kind == "registration")
    with full_ward.store.action("Miễn, gia hạn") as action:
        board.waive(action, cell.obligation_id, as_of, "mới thành lập")
        board.extend(action, other.obligation_id, dt.date(2023, 9, 1), "Công văn 5")
    after = records_drive.deadline_facts(full_ward.con, full_ward.campaign, as_of)
    assert {d.unit for d in before.duties} - {d.unit for d in after.duties} == {"Tổ dân phố 3"}
    assert {d.due for d in after.duties if d.unit == "Tổ dân phố 1"} == {dt.date(2023, 9, 1)}
    assert cell.status.state is not ObligationState.WAIVED


def test_a_pledge_of_a_cluster_and_of_a_whole_drive(full_ward):
    with full_ward.store.action("Cụm") as action:
        members = [full_ward.unit["Tổ dân phố 1"], full_ward.unit["Tổ dân phố 2"]]
        cluster = clusters.save(
            action, name="số 1", kind="cluster", year=2023, members=members, head_unit_id=members[0]
        )
    facts = records_drive.pledge_facts(full_ward.con, cluster_id=cluster, year=2023)
    assert (facts.group, facts.units, facts.head) == (
        "Cụm thi đua số 1",
        ("Tổ dân phố 1", "Tổ dân phố 2"),
        "Tổ dân phố 1",
    )
    whole = records_drive.pledge_facts(full_ward.con, year=2023, campaign_id=full_ward.campaign)
    assert set(whole.units) == set(full_ward.unit)
    assert len(whole.units) == len(full_ward.unit)
    with pytest.raises(NotFound, match="Cụm, khối"):
        records_drive.pledge_facts(full_ward.con, cluster_id=99, year=2023)


def test_works_for_the_plaque_go_from_proposed_to_approved(full_ward):
    made = full_ward.registration["Nhà văn hóa"]
    with full_ward.store.action("Hoàn thành") as action:
        registrations.change_registration(
            action, made, status="completed", final_people=100_000_000, labour_days=30, land_m2=200
        )
    facts = records_drive.plaque_facts(full_ward.con, full_ward.campaign, DAY)
    assert [(work.title, work.value) for work in facts.works] == [
        ("Nhà văn hóa", Sums(0, 100_000_000, 0, 30, 200))
    ]
    with full_ward.store.action("Duyệt") as action:
        registrations.change_registration(action, made, status="plaque")
    assert records_drive.plaque_facts(full_ward.con, full_ward.campaign, DAY).works == ()
    approved = records_drive.plaque_facts(full_ward.con, full_ward.campaign, DAY, "approved")
    assert [work.title for work in approved.works] == ["Nhà văn hóa"]


def test_contributions_of_a_report_count_what_stands(full_ward):
    facts = records_report.report_facts(full_ward.con, full_ward.campaign, DAY)
    # Models 15 million; works 120 (people) + 5,5 million; the stopped task counts for nothing.
    assert [(row.kind, row.count, row.budget, row.people, row.planned) for row in facts.contributions] == [
        ("Mô hình", 1, 15_000_000, 0, 1),
        ("Công trình", 2, 5_500_000, 120_000_000, 2),
    ]


# ---------------------------------------------------------------- council


def test_ballots_go_to_those_who_take_part_and_hold_what_was_voted(full_ward):
    meeting = councils.get_meeting(full_ward.con, full_ward.meet("Lò Văn Hộ"))
    facts = records_chain.ballot_facts(full_ward.con, meeting)
    assert [m.name for m in facts.members] == ["Ủy viên Số 1", "Ủy viên Số 2", "Ủy viên Số 4", "Ủy viên Số 5"]
    assert facts.secret
    assert facts.nominees[0].name == "Tổ dân phố 3"
    assert len(facts.nominees) == 5
    assert all(row.votes_for is None for row in facts.nominees)
    with full_ward.store.action("Giơ tay") as action:
        council_votes.set_voting(action, meeting.id, method="raised")
    raised = records_chain.ballot_facts(full_ward.con, councils.get_meeting(full_ward.con, meeting.id))
    assert not raised.secret
    assert records_chain.ballot_facts(full_ward.con, meeting, secret=False).secret is False


def test_ballots_before_the_vote_hold_who_waits_for_it(full_ward):
    with full_ward.store.action("Phiên họp") as action:
        council = councils.save_council(action, name="Hội đồng", day=dt.date(2023, 1, 5))
        for n, role in enumerate(("chair", "member", "secretary")):
            councils.save_member(action, council, name=f"Người {n}", role=role)
        made = councils.save_meeting(
            action, council, day=dt.date(2023, 11, 20), campaign_id=full_ward.campaign
        )
        nominations.set_status(action, [full_ward.nominee["Lê Văn Mẫu"]], "appraised")
    meeting = councils.get_meeting(full_ward.con, made)
    facts = records_chain.ballot_facts(full_ward.con, meeting)
    assert [row.name for row in facts.nominees] == ["Lê Văn Mẫu"]
    assert len(facts.members) == 3
    chosen = records_chain.ballot_facts(
        full_ward.con, meeting, nomination_ids=[full_ward.nominee["Tổ dân phố 3"]]
    )
    assert [row.name for row in chosen.nominees] == ["Tổ dân phố 3"]


def test_a_tally_out_of_the_register(full_ward):
    made = full_ward.meet("Lò Văn Hộ")
    with full_ward.store.action("Kiểm phiếu") as action:
        council_votes.set_voting(action, made, method="ballots", ballots_issued=4, ballots_returned=4)
    facts = records_chain.tally_facts(
        full_ward.con, councils.get_meeting(full_ward.con, made), tellers=["Ông A"]
    )
    assert (facts.issued, facts.collected, facts.valid, facts.tellers) == (4, 4, None, ("Ông A",))
    assert facts.meeting.base == 4
    assert facts.meeting.threshold.startswith("quá nửa số thành viên tham gia")
    assert "chưa đối chiếu" not in facts.meeting.threshold
    assert {row.name: row.votes_for for row in facts.votes}["Lò Văn Hộ"] == 0


def council_of(ward, chair, *others):
    with ward.store.action("Hội đồng") as action:
        council = councils.save_council(action, name="Hội đồng", day=dt.date(2023, 1, 5))
        councils.save_member(action, council, name=chair, role="chair")
        for role, name in others:
            councils.save_member(action, council, name=name, role=role)


@pytest.mark.parametrize(
    ("chair", "others", "lines", "name"),
    [
        # The chairman of the ward chairs the council: a deputy asks him.
        (
            "Trần Văn Bình",
            (("standing_deputy", "Lò Thị Phó"), ("deputy", "A Hai")),
            ("TM. HỘI ĐỒNG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"),
            "Lò Thị Phó",
        ),
        ("Trần Văn Bình", (("deputy", "A Hai"),), ("TM. HỘI ĐỒNG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "A Hai"),
        ("Trần Văn Bình", (), ("TM. HỘI ĐỒNG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ""),
        # Another person chairs it: he asks himself.
        ("Y Khác", (("deputy", "A Hai"),), ("TM. HỘI ĐỒNG", "CHỦ TỊCH"), "Y Khác"),
    ],
)
def test_who_signs_the_councils_submission(ward, chair, others, lines, name):
    council_of(ward, chair, *others)
    signer = records_council.council_signer(ward.con, dt.date(2023, 6, 1))
    assert (signer.lines, signer.name) == (lines, name)


def test_both_submissions_carry_their_own_symbol_and_sender(full_ward):
    full_ward.nominate("Phan Văn Tỉnh", position="Tổ trưởng", form_code="bang_khen")
    full_ward.meet()
    ours = submitted(full_ward, ["Lê Văn Mẫu", "Tổ dân phố 3"])
    above = submitted(full_ward, ["Phan Văn Tỉnh"], kind="superior", number="5")
    papers = {}
    for key, made in (("council", ours), ("superior", above)):
        choice = Choice(as_of=DAY, campaign_id=full_ward.campaign, submission_id=made)
        papers[key] = paper_kinds.build(full_ward.con, "submission", choice)
    assert papers["council"].header.number == "Số: 07/TTr-HĐTĐKT"
    assert papers["council"].header.superior_lines == ("ỦY BAN NHÂN DÂN", "PHƯỜNG HOA BAN")
    assert papers["superior"].header.number == "Số: 05/TTr-UBND"
    assert papers["superior"].header.organ_lines == ("ỦY BAN NHÂN DÂN", "PHƯỜNG HOA BAN")
    assert papers["superior"].signatures[0].lines[0] == "TM. ỦY BAN NHÂN DÂN"
    text = "\n".join(b.text for b in papers["superior"].blocks if isinstance(b, Paragraph))
    assert "Chủ tịch Ủy ban nhân dân thành phố Mường Lay" in text


# ---------------------------------------------------------------- achievement


def test_a_report_on_achievements_holds_what_the_register_knows(full_ward):
    decided(full_ward, "Lê Văn Mẫu", number="12", day="2022-12-20")
    again = full_ward.nominee["Lê Văn Mẫu"]
    with full_ward.store.action("Minh chứng") as action:
        dossiers.add_evidence(
            action,
            again,
            year_from=2021,
            kind="title",
            what="Lao động tiên tiến",
            number="15/QĐ-UBND",
            document_on="2022-01-05",
            issuer="UBND thành phố",
        )
        # The same award as in the register, typed as evidence: it is not listed twice.
        dossiers.add_evidence(
            action, again, year_from=2022, kind="certificate", what="Giấy khen", number="12/QĐ-UBND"
        )
        dossiers.add_evidence(action, again, year_from=2020, kind="figures", what="vận động 12 hộ hiến đất")
    facts = records_achievement.achievement_facts(full_ward.con, again, dt.date(2023, 11, 1))
    assert facts.form_number == "Mẫu số 07"
    assert facts.honorific == "Ông"
    assert [(row.year, row.what, row.paper) for row in facts.titles] == [
        ("2021", "Lao động tiên tiến", "Quyết định số 15/QĐ-UBND ngày 05/01/2022; UBND thành phố")
    ]
    assert [(row.year, row.what) for row in facts.honours] == [("2022", "Giấy khen")]
    assert "Năm 2020: vận động 12 hộ hiến đất" in facts.deeds
    assert dict(facts.particulars)["Chức vụ"] == "Tổ trưởng"
    assert facts.organ_lines == ("TỔ DÂN PHỐ 3",)


@pytest.mark.parametrize(
    ("award_type", "kind", "day", "name", "layout"),
    [
        # NĐ 91/2017, phụ lục: 01 tập thể, 02 cá nhân, 03 cống hiến, 06 đột xuất, 07 chuyên đề.
        ("merit", "collective", dt.date(2023, 6, 1), "Mẫu số 01", "full"),
        ("merit", "individual", dt.date(2023, 12, 31), "Mẫu số 02", "full"),
        ("contribution", "individual", dt.date(2020, 6, 1), "Mẫu số 03", "full"),
        ("sudden", "household", dt.date(2020, 6, 1), "Mẫu số 06", "short"),
        ("thematic", "individual", dt.date(2017, 10, 1), "Mẫu số 07", "full"),
        # NĐ 98/2023, Phụ lục I: Mẫu 02 tập thể; the others were not seen and carry no number.
        ("merit", "collective", dt.date(2024, 1, 1), "Mẫu số 02", "full"),
        ("thematic", "individual", dt.date(2024, 6, 1), "", "full"),
        ("sudden", "individual", dt.date(2026, 6, 1), "", "short"),
        # Before the first row nothing is known.
        ("thematic", "individual", dt.date(2015, 6, 1), "", "full"),
    ],
)
def test_the_form_of_a_report_by_kind_and_day(ward, award_type, kind, day, name, layout):
    assert records_achievement.form_of(ward.con, award_type, kind, day) == (name, layout)


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("individual", "Họ tên (ghi chữ in thường, có dấu)"),
        ("collective", "Tên tập thể"),
        ("household", "Chủ hộ"),
    ],
)
def test_particulars_of_each_object(ward, kind, first):
    made = ward.nominate("Lê Văn Mẫu", kind)
    facts = records_achievement.achievement_facts(ward.con, made, DAY)
    assert facts.particulars[0][0] == first
    assert facts.kind == kind


def test_only_units_of_the_committee_stand_below_it(ward):
    from db import units

    with ward.store.action("Đơn vị") as action:
        ward.unit["Hội Cựu chiến binh"] = units.add_unit(
            action, name="Hội Cựu chiến binh", kind="front_union"
        )
        ward.unit["Trường Mầm non"] = units.add_unit(action, name="Trường Mầm non", kind="school")
    heads = {}
    for n, name in enumerate(("Hội Cựu chiến binh", "Trường Mầm non")):
        made = ward.nominate(f"Lê Văn {n}", unit=name)
        heads[name] = records_achievement.achievement_facts(ward.con, made, DAY).superior_lines
    assert heads == {"Hội Cựu chiến binh": (), "Trường Mầm non": ("ỦY BAN NHÂN DÂN", "PHƯỜNG HOA BAN")}


# ---------------------------------------------------------------- notices, confirmation, accounts


def test_a_notice_of_results(full_ward):
    full_ward.meet("Lò Văn Hộ")
    decided(full_ward, "Lê Văn Mẫu", "Tổ dân phố 3")
    facts = records_chain.notice_facts(full_ward.con, full_ward.campaign, DAY)
    assert facts.decisions == ("Quyết định số 12/QĐ-UBND ngày 20 tháng 12 năm 2023",)
    assert {row.name for row in facts.awards} == {"Lê Văn Mẫu", "Tổ dân phố 3"}
    assert [(row.name, row.result) for row in facts.others] == [("Lò Văn Hộ", "Không thông qua")]
    assert records_chain.notice_facts(full_ward.con, full_ward.campaign, dt.date(2023, 12, 1)).awards == ()


def test_a_confirmation_lists_what_stands_on_the_day(full_ward):
    decided(full_ward, "Nguyễn Thị Thuỷ")
    subject = nominations.get_nomination(full_ward.con, full_ward.nominee["Nguyễn Thị Thuỷ"]).subject.id
    facts = records_chain.confirmation_facts(full_ward.con, subject, DAY, purpose="làm hồ sơ")
    assert [(row.year, row.form, row.decision, row.organ) for row in facts.awards] == [
        (2023, "Giấy khen", "12/QĐ-UBND ngày 20/12/2023", "Ủy ban nhân dân phường Hoa Ban")
    ]
    assert (facts.shown, facts.born, facts.purpose) == ("Bà Nguyễn Thị Thuỷ", "1985", "làm hồ sơ")
    before = records_chain.confirmation_facts(full_ward.con, subject, dt.date(2023, 12, 19))
    assert before.awards == ()


def test_accounts_stand_on_the_list_to_sign(full_ward):
    made = decided(full_ward, "Lê Văn Mẫu", "Nguyễn Thị Thuỷ")
    subject = nominations.get_nomination(full_ward.con, full_ward.nominee["Lê Văn Mẫu"]).subject.id
    with full_ward.store.action("Tài khoản") as action:
        assert people.set_bank_account(action, subject, " 0123 456 789 ", "Agribank")
    accounts = {
        row.name: row.account for row in records.prize_list_facts(full_ward.con, made, accounts=True).awards
    }
    assert accounts == {"Lê Văn Mẫu": "0123 456 789, Agribank", "Nguyễn Thị Thuỷ": ""}
    assert {row.account for row in records.prize_list_facts(full_ward.con, made).awards} == {""}


# ---------------------------------------------------------------- corrections


def test_a_correction_is_printed_from_the_register(full_ward):
    made = decided(full_ward, "Lê Văn Mẫu", "Nguyễn Thị Thuỷ", "Tổ dân phố 3")
    listed = {a.recipient: a.id for a in awards.list_awards(full_ward.con, made.id)}
    with full_ward.store.action("Điều chỉnh") as action:
        draft = corrections.draft(
            action,
            made.id,
            kind="adjust",
            reason="ghi sai tên",
            changes={listed["Nguyễn Thị Thuỷ"]: {"recipient": "Nguyễn Thị Thủy"}},
        )
    choice = Choice(as_of=DAY, campaign_id=full_ward.campaign, decision_id=draft)
    paper = paper_kinds.build(full_ward.con, "correction", choice)
    text = "\n".join(line for b in paper.blocks for line in getattr(b, "more", ()))
    assert "- Bà Nguyễn Thị Thuỷ: tên từ “Nguyễn Thị Thuỷ” thành “Nguyễn Thị Thủy”." in text
    assert paper.header.number == "Số:       /QĐ-UBND"
    assert paper_kinds.build(full_ward.con, "decision", choice) == paper
    with full_ward.store.action("Ban hành") as action:
        decisions.issue(action, draft, "15", dt.date(2023, 12, 28))
    issued = paper_kinds.build(full_ward.con, "correction", choice)
    assert issued.header.number == "Số: 15/QĐ-UBND"
    # The corrected decision is printed as it was signed, its list to sign as it stands.
    facts = records.decision_facts(full_ward.con, decisions.get_decision(full_ward.con, made.id))
    assert {row.name for row in facts.awards} == {"Lê Văn Mẫu", "Nguyễn Thị Thuỷ", "Tổ dân phố 3"}
    now = records.prize_list_facts(full_ward.con, decisions.get_decision(full_ward.con, made.id))
    assert "Nguyễn Thị Thủy" in {row.name for row in now.awards}
    assert records.decision_of(full_ward.con, full_ward.campaign).id == made.id


@pytest.mark.parametrize(
    ("names", "said"), [((), "Hủy bỏ toàn bộ"), (("Lê Văn Mẫu",), "Hủy bỏ việc tặng Giấy khen cho")]
)
def test_a_cancellation_from_the_register(full_ward, names, said):
    made = decided(full_ward, "Lê Văn Mẫu", "Tổ dân phố 3")
    ids = [a.id for a in awards.list_awards(full_ward.con, made.id) if a.recipient in names]
    with full_ward.store.action("Hủy") as action:
        draft = corrections.draft(action, made.id, kind="cancel", reason="hồ sơ không đúng", award_ids=ids)
    paper = paper_kinds.build(full_ward.con, "decision", Choice(as_of=DAY, decision_id=draft))
    assert any(said in getattr(b, "text", "") for b in paper.blocks)
    with full_ward.store.action("Ban hành") as action:
        decisions.issue(action, draft, "15", dt.date(2023, 12, 28))
    again = records.decision_facts(full_ward.con, decisions.get_decision(full_ward.con, made.id))
    assert len(again.awards) == 2


def test_a_correction_not_in_the_register_yet(full_ward):
    made = decided(full_ward, "Lê Văn Mẫu", "Tổ dân phố 3")
    facts = records_chain.correction_facts(
        full_ward.con,
        made,
        "adjust",
        reason="sai tên",
        day=dt.date(2024, 1, 5),
        changes=[ChangeRow("Ông A", "A", "B")],
    )
    assert facts.of == "Quyết định số 12/QĐ-UBND ngày 20 tháng 12 năm 2023"
    assert any("15 tháng 6 năm 2022" in line for line in facts.legal_bases)
    with pytest.raises(BadInput, match="không thuộc quyết định"):
        records_chain.correction_facts(full_ward.con, made, "revoke", reason="x", award_ids=[999])
    with pytest.raises(BadInput, match="không điều chỉnh"):
        records_chain.recorded_correction(full_ward.con, made)
    with full_ward.store.action("Dự thảo") as action:
        nominations.set_status(action, [full_ward.nominee["Nguyễn Thị Thuỷ"]], "approved")
        draft = decisions.draft_decision(action, nomination_ids=[full_ward.nominee["Nguyễn Thị Thuỷ"]])
    with pytest.raises(BadInput, match="chưa ban hành"):
        records_chain.correction_facts(
            full_ward.con, decisions.get_decision(full_ward.con, draft), "cancel", reason="x"
        )


# ---------------------------------------------------------------- every kind


def test_every_kind_of_paper_is_built_from_one_register(full_ward):
    full_ward.meet("Lò Văn Hộ")
    submitted(full_ward, ["Lê Văn Mẫu", "Tổ dân phố 3"])
    with full_ward.store.action("Yêu cầu bổ sung") as action:
        lacking = dossier_letters.lacking(action.con, full_ward.campaign, dt.date(2023, 11, 1))
        dossier_letters.request(action, lacking, day=dt.date(2023, 11, 1), campaign_id=full_ward.campaign)
    decided(full_ward, "Lê Văn Mẫu", "Tổ dân phố 3")
    with full_ward.store.action("Công trình") as action:
        registrations.change_registration(action, full_ward.registration["Nhà văn hóa"], status="completed")
    nominee = full_ward.nominee["Lê Văn Mẫu"]
    choice = Choice(
        as_of=DAY,
        campaign_id=full_ward.campaign,
        nomination_id=nominee,
        subject_id=nominations.get_nomination(full_ward.con, nominee).subject.id,
        correction="cancel",
        reason="hồ sơ không đúng",
    )
    made = {kind.key: paper_kinds.build(full_ward.con, kind.key, choice) for kind in paper_kinds.KINDS}
    assert {key: paper.kind for key, paper in made.items()} == {key: key for key in made}
    assert len(made) == 24
    for key, paper in made.items():
        assert paper.title
        assert paper_checks.cross_check(full_ward.con, key, choice, paper) == ()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("plan", "Chưa chọn phong trào"),
        ("achievement", "Chưa chọn người được đề nghị"),
        ("confirmation", "Chưa chọn người cần xác nhận"),
        ("decision", "Chưa chọn phong trào"),
        ("ballot", "Chưa chọn phong trào"),
        ("pledge", "Chưa chọn phong trào"),
    ],
)
def test_what_was_not_chosen_is_asked_for_in_one_sentence(ward, key, said):
    with pytest.raises(BadInput, match=said) as refused:
        paper_kinds.build(ward.con, key, Choice(as_of=DAY))
    assert str(refused.value).count(".") == 1


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("name_list", "chưa có tờ trình"),
        ("achievement_summary", "chưa có tờ trình"),
        ("decision", "chưa có quyết định"),
        ("minutes", "chưa có phiên họp"),
        ("result_notice", "Chưa có quyết định"),
        ("plaque_list", "Chưa có công trình nào hoàn thành"),
    ],
)
def test_an_empty_drive_says_what_is_lacking(ward, key, said):
    with pytest.raises((BadInput, NotFound), match=said):
        paper_kinds.build(ward.con, key, Choice(as_of=DAY, campaign_id=ward.campaign))


def test_the_table_of_kinds_is_whole():
    keys = [kind.key for kind in paper_kinds.KINDS]
    assert len(set(keys)) == len(keys) == len({kind.command for kind in paper_kinds.KINDS})
    assert set(paper_kinds.BY_KEY) == set(keys)
    from desktop.cli import DOCUMENT_KINDS

    assert set(DOCUMENT_KINDS) == set(paper_kinds.BY_COMMAND)
    assert {"decision", "submission", "minutes", "reminder", "report", "prize-list"} <= set(DOCUMENT_KINDS)
