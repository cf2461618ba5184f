"""Facts of papers and certificates out of the register, against hand tables; what is unknown stays blank."""

from __future__ import annotations

import datetime as dt

import pytest

from db import awards, board, councils, decisions, nominations, organizations, settings, submissions
from db.errors import BadInput, NotFound
from desktop.documents import records, records_certificates, records_council, records_report

CITATION = "Đã có thành tích xuất sắc trong phong trào thi đua chào mừng 20 năm thành lập phường"


def decided(ward, *names, **facts):
    made = ward.decide(names=names or list(ward.nominee), **facts)
    return decisions.get_decision(ward.con, made)


def test_certificates_by_hand(full_ward):
    made = decided(full_ward)
    facts = records_certificates.certificate_facts(full_ward.con, made)
    assert [(f.honorific, f.recipient, f.position_unit, f.register_number) for f in facts] == [
        ("Tập thể", "Tổ dân phố 3", (), "01/2023"),
        ("Bà", "H’Ngăm Niê Kđăm", ("Y sĩ, Trạm Y tế phường",), "02/2023"),
        ("Ông", "Lê Văn Mẫu", ("Tổ trưởng, Tổ dân phố 3",), "03/2023"),
        ("Bà", "Nguyễn Thị Thuỷ", ("Tổ phó, Tổ dân phố 1",), "04/2023"),
        ("Hộ gia đình ông", "Lò Văn Hộ", ("Tổ dân phố 2, phường Hoa Ban",), "05/2023"),
    ]
    first = facts[0]
    assert first.awarding_title == "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN"
    assert (first.form_title, first.citation) == ("GIẤY KHEN", CITATION)
    assert (first.decision_number, first.decision_date, first.sign_date) == (
        "12/QĐ-UBND",
        dt.date(2023, 12, 20),
        dt.date(2023, 12, 20),
    )
    assert (first.place, first.signature_form, first.signer_name) == (
        "Hoa Ban",
        ("CHỦ TỊCH",),
        "Trần Văn Bình",
    )


def test_a_deputy_signs_for_the_chair(full_ward):
    with full_ward.store.action("Người ký") as action:
        office = organizations.own(action.con)
        deputy = organizations.save_signer(
            action, office.id, name="Lò Thị Phó", title="Phó Chủ tịch", signature_form="kt", ordinal=1
        )
        nominations.set_status(action, full_ward.nominee.values(), "approved")
        made = decisions.draft_decision(action, nomination_ids=full_ward.nominee.values(), signer_id=deputy)
        decisions.issue(action, made, "7", dt.date(2024, 2, 5))
    facts = records_certificates.certificate_facts(full_ward.con, decisions.get_decision(full_ward.con, made))
    assert facts[0].signature_form == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert facts[0].signer_name == "Lò Thị Phó"
    assert facts[0].decision_number == "07/QĐ-UBND"


def test_no_honorific_is_made_up_for_a_child_or_an_unclear_name(ward):
    ward.nominate("Y Sương", position="Học sinh")
    ward.nominate("Lê Thị Bé", birth_on="2015", position="Học sinh")
    facts = records_certificates.certificate_facts(ward.con, decided(ward))
    assert {f.recipient: f.honorific for f in facts} == {"Y Sương": "", "Lê Thị Bé": ""}


def test_without_a_signer_the_name_is_blank(ward):
    con = ward.con
    with ward.store.action("Bỏ người ký") as action:
        for signer in organizations.signers(con, organizations.own(con).id):
            action.delete("signer", signer.id)
    ward.nominate("Lê Văn Mẫu", position="Tổ trưởng")
    made = decided(ward)
    assert records.decision_facts(con, made).signer.lines == ("CHỦ TỊCH",)
    assert records.decision_facts(con, made).signer.name == ""
    assert records.office_signer(con, committee=True).lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_the_decision_rests_on_the_law_of_its_day(full_ward):
    meeting = full_ward.meet("Lò Văn Hộ")
    facts = records.decision_facts(full_ward.con, decided(full_ward, "Lê Văn Mẫu", "Tổ dân phố 3"))
    assert any("26 tháng 11 năm 2003" in line for line in facts.legal_bases)
    assert not any("15 tháng 6 năm 2022" in line for line in facts.legal_bases)
    assert facts.legal_bases[-1] == "Theo đề nghị của Hội đồng Thi đua - Khen thưởng phường Hoa Ban"
    assert [(row.shown, row.prize, row.citation) for row in facts.awards] == [
        ("Tập thể Tổ dân phố 3", 540_000, ""),
        ("Ông Lê Văn Mẫu", 270_000, ""),
    ]
    assert facts.citation == CITATION
    assert meeting
    later = records.decision_facts(
        full_ward.con, decided(full_ward, "Nguyễn Thị Thuỷ", number="3", day="2024-03-01")
    )
    assert any("15 tháng 6 năm 2022" in line for line in later.legal_bases)


def test_without_a_session_no_council_is_cited(full_ward):
    facts = records.decision_facts(full_ward.con, decided(full_ward))
    assert not any("Hội đồng" in line for line in facts.legal_bases)


def test_own_citations_stand_beside_the_common_one(ward):
    for name in ("Lê Văn Mẫu", "Lê Văn Hai"):
        ward.nominate(name, position="Tổ viên")
    ward.nominate("Lê Văn Ba", position="Tổ viên", citation="Đã cứu người bị nạn")
    facts = records.decision_facts(ward.con, decided(ward))
    assert {row.name: row.citation for row in facts.awards} == {
        "Lê Văn Mẫu": "",
        "Lê Văn Hai": "",
        "Lê Văn Ba": "Đã cứu người bị nạn",
    }


def test_anothers_decision_is_not_ours_to_print(full_ward):
    with full_ward.store.action("QĐ cấp trên") as action:
        superior = organizations.add_organization(action, name="Ủy ban nhân dân tỉnh", level="province")
        nominations.set_status(action, [full_ward.nominee["Lê Văn Mẫu"]], "approved")
        made = decisions.add_superior_decision(
            action,
            organization_id=superior,
            number="99/QĐ-UBND",
            day=dt.date(2023, 12, 1),
            form_code="bang_khen",
            authority_level="province",
            nomination_ids=[full_ward.nominee["Lê Văn Mẫu"]],
        )
    decision = decisions.get_decision(full_ward.con, made)
    for make in (records_certificates.certificate_facts, records.decision_facts, records.prize_list_facts):
        with pytest.raises(BadInput, match="Ủy ban nhân dân tỉnh"):
            make(full_ward.con, decision)


def test_a_register_without_office_is_refused(store):
    with pytest.raises(BadInput, match="tên cơ quan"):
        records.office_facts(store.con, dt.date(2023, 1, 1))


def test_late_rows_are_the_overdue_cells_of_the_board(full_ward):
    as_of = dt.date(2023, 8, 20)
    rows = records.late_rows(full_ward.con, full_ward.campaign, as_of)
    assert [(row.unit, row.missing, row.due, row.days_late) for row in rows] == [
        ("Hội Liên hiệp Phụ nữ phường", "chưa đăng ký", dt.date(2023, 8, 15), 5),
        ("Tổ dân phố 3", "chưa đăng ký", dt.date(2023, 8, 15), 5),
        ("Trường Tiểu học Hoa Ban", "thiếu 01 mô hình hoặc 01 công trình", dt.date(2023, 8, 15), 5),
    ]
    cell = next(
        c for c in board.board(full_ward.con, full_ward.campaign, as_of).cells if c.unit == "Tổ dân phố 3"
    )
    with full_ward.store.action("Miễn") as action:
        board.waive(action, cell.obligation_id, dt.date(2023, 8, 16), "mới thành lập")
    assert "Tổ dân phố 3" not in {r.unit for r in records.late_rows(full_ward.con, full_ward.campaign, as_of)}


def test_minutes_by_hand(full_ward):
    meeting = councils.get_meeting(full_ward.con, full_ward.meet("Lò Văn Hộ"))
    facts = records_council.minutes_facts(full_ward.con, meeting)
    assert (facts.meeting.present, len(facts.meeting.members), facts.meeting.quorate) == (4, 5, True)
    assert [m.reason for m in facts.meeting.members if not m.present] == ["đi học"]
    assert facts.meeting.chair == "Ủy viên Số 1, Chủ tịch Hội đồng"
    assert facts.secretary.name == "Ủy viên Số 5"
    assert {v.name: (v.votes_for, v.votes_against, v.passed) for v in facts.votes}["Lò Văn Hộ"] == (
        0,
        4,
        False,
    )
    assert all(v.passed for v in facts.votes if v.name != "Lò Văn Hộ")
    assert (
        facts.meeting.threshold
        == "quá nửa số thành viên tham gia (Nghị định số 91/2017/NĐ-CP, Điều 62, Điều 63)"
    )
    with full_ward.store.action("Quy chế tỉnh") as action:
        settings.put(action, "approval_percent", 70)
    # Votes keep the rule of their day: a later setting does not rewrite the minutes.
    assert records_council.minutes_facts(full_ward.con, meeting).meeting.threshold == facts.meeting.threshold


def test_a_session_nobody_was_noted_for_is_refused(ward):
    with ward.store.action("Họp") as action:
        council = councils.save_council(action, name="Hội đồng", day=dt.date(2023, 1, 1))
        councils.save_member(action, council, name="A", role="chair")
        made = councils.save_meeting(action, council, day=dt.date(2023, 2, 1), campaign_id=ward.campaign)
    with pytest.raises(BadInput, match="có mặt"):
        records_council.minutes_facts(ward.con, councils.get_meeting(ward.con, made))


def test_a_draft_submission_asks_our_chair_for_those_approved(full_ward):
    full_ward.meet("Lò Văn Hộ")
    facts = records_council.submission_facts(full_ward.con, full_ward.campaign, dt.date(2023, 12, 1))
    assert facts.addressee == "Chủ tịch Ủy ban nhân dân phường Hoa Ban"
    assert facts.signer.lines == ("TM. HỘI ĐỒNG", "CHỦ TỊCH")
    assert facts.signer.name == "Ủy viên Số 1"
    assert {row.name for row in facts.nominees} == set(full_ward.nominee) - {"Lò Văn Hộ"}
    assert (facts.reviewed_on, facts.issue.number, facts.issue.year) == (dt.date(2023, 11, 20), "", 2023)


def test_a_recorded_submission_to_the_superior_is_the_committees(full_ward):
    full_ward.nominate("Phan Văn Tỉnh", position="Tổ trưởng", form_code="bang_khen")
    full_ward.meet()
    with full_ward.store.action("Trình tỉnh") as action:
        made = submissions.submit(
            action,
            kind="superior",
            nomination_ids=[full_ward.nominee["Phan Văn Tỉnh"]],
            addressee="Chủ tịch Ủy ban nhân dân tỉnh",
        )
        submissions.set_number(
            action, made, "7", dt.date(2023, 12, 2), symbol="UBND", council_symbol="HĐTĐKT"
        )
    facts = records_council.submission_facts(full_ward.con, full_ward.campaign, dt.date(2023, 12, 3))
    assert (facts.issue.number, facts.issue.day) == ("07/TTr-UBND", dt.date(2023, 12, 2))
    assert facts.addressee == "Chủ tịch Ủy ban nhân dân tỉnh"
    assert facts.office.council_lines == ("ỦY BAN NHÂN DÂN", "PHƯỜNG HOA BAN")
    assert facts.signer.lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert [row.name for row in facts.nominees] == ["Phan Văn Tỉnh"]


def test_nobody_approved_nothing_decided_no_session(full_ward):
    with pytest.raises(BadInput, match="thông qua"):
        records_council.submission_facts(full_ward.con, full_ward.campaign, dt.date(2023, 12, 1))
    with pytest.raises(NotFound, match="quyết định"):
        records.decision_of(full_ward.con, full_ward.campaign)
    with pytest.raises(NotFound, match="phiên họp"):
        records_council.meeting_of(full_ward.con, full_ward.campaign)


def test_the_report_by_hand(full_ward):
    made = full_ward.decide(names=["Lê Văn Mẫu", "Tổ dân phố 3"])
    facts = records_report.report_facts(full_ward.con, full_ward.campaign, dt.date(2024, 1, 5))
    # The stopped one is listed but counts nowhere.
    assert (facts.models, facts.works, facts.tasks, len(facts.registrations)) == (1, 2, 0, 4)
    assert dict(facts.by_status) == {
        "đăng ký": 3,
        "đang thực hiện": 0,
        "hoàn thành": 0,
        "nghiệm thu": 0,
        "gắn biển": 0,
        "dừng": 0,
    }
    assert dict(facts.nominees) == {"collective": 1, "individual": 3, "household": 1}
    assert facts.decisions == ("Quyết định số 12/QĐ-UBND ngày 20 tháng 12 năm 2023",)
    assert sum(row.prize for row in facts.awards) == sum(
        a.prize_amount for a in awards.list_awards(full_ward.con, made)
    )
    assert [(r.kind, r.units, r.registered, r.on_time, r.late, r.missing) for r in facts.unit_kinds] == [
        ("Thôn, tổ dân phố", 3, 2, 2, 0, 1),
        ("MTTQ, đoàn thể", 1, 0, 0, 0, 1),
        ("Trường học", 1, 0, 0, 0, 1),
        ("Trạm y tế", 1, 1, 0, 1, 0),
    ]
    assert facts.stage == "tổng kết"
    assert facts.addressee == "Ủy ban nhân dân thành phố Mường Lay"


def test_a_report_of_an_earlier_day_knows_nothing_later(full_ward):
    full_ward.decide(names=["Lê Văn Mẫu"])
    facts = records_report.report_facts(full_ward.con, full_ward.campaign, dt.date(2023, 8, 16))
    assert (len(facts.registrations), facts.awards, facts.decisions) == (3, (), ())
    assert facts.stage == "tình hình thực hiện"
