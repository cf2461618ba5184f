"""Cross-checks before a paper is saved: one sentence for each thing that does not fit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from db import (
    awards,
    catalogues,
    corrections,
    councils,
    decisions,
    nominations,
    organizations,
    paper_grounds,
    people,
    submissions,
)
from desktop.documents import (
    paper_checks,
    paper_kinds,
)
from desktop.documents.paper import Table
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


# ---------------------------------------------------------------- cross-checks


def checked(ward, key, choice, paper=None):
    made = paper or paper_kinds.build(ward.con, key, choice)
    return paper_checks.cross_check(ward.con, key, choice, made)


def test_a_decision_before_what_it_rests_on(full_ward):
    full_ward.meet("Lò Văn Hộ")
    asked = submitted(full_ward, ["Lê Văn Mẫu", "Tổ dân phố 3"])
    made = decided(full_ward, "Lê Văn Mẫu", "Tổ dân phố 3")
    with full_ward.store.action("Sửa ngày") as action:
        action.update("submission", asked, day="2023-12-22")
    choice = Choice(as_of=DAY, campaign_id=full_ward.campaign, decision_id=made.id)
    (sentence,) = checked(full_ward, "decision", choice)
    assert sentence == (
        "Ngày văn bản (20/12/2023) trước ngày của Tờ trình số 07/TTr-HĐTĐKT (22/12/2023); hãy sửa lại một trong hai "
        "ngày."
    )
    assert [g.what for g in paper_grounds.of_decision(full_ward.con, made.id)] == [
        "phiên họp Hội đồng",
        "Tờ trình số 07/TTr-HĐTĐKT",
    ]


def test_a_submission_before_its_session(full_ward):
    full_ward.meet(day="2023-11-20")
    made = submitted(full_ward, ["Lê Văn Mẫu"], day="2023-11-10")
    choice = Choice(as_of=DAY, submission_id=made)
    (sentence,) = checked(full_ward, "submission", choice)
    assert sentence.startswith("Ngày văn bản (10/11/2023) trước ngày của phiên họp Hội đồng (20/11/2023)")


def test_minutes_before_the_council_was_founded(full_ward):
    meeting = full_ward.meet()
    with full_ward.store.action("Sửa") as action:
        action.update("council", councils.get_meeting(full_ward.con, meeting).council_id, day="2023-12-01")
    assert paper_grounds.of_meeting(full_ward.con, meeting) == [
        paper_grounds.Ground("quyết định thành lập Hội đồng", dt.date(2023, 12, 1))
    ]


def test_a_number_used_twice_in_a_year(full_ward):
    decided(full_ward, "Lê Văn Mẫu", number="12", day="2023-11-01")
    second = decided(full_ward, "Tổ dân phố 3", number="12", day="2023-12-20")
    choice = Choice(as_of=DAY, decision_id=second.id)
    (sentence,) = checked(full_ward, "decision", choice)
    assert sentence == (
        "Số 12/QĐ-UBND đã dùng cho quyết định ngày 01/11/2023 trong cùng năm; hãy kiểm tra lại số văn bản."
    )
    third = decided(full_ward, "Nguyễn Thị Thuỷ", number="12", day="2024-01-10")
    assert checked(full_ward, "decision", Choice(as_of=DAY, decision_id=third.id)) == ()


def test_a_signer_out_of_office(full_ward):
    made = decided(full_ward, "Lê Văn Mẫu", "Tổ dân phố 3")
    with full_ward.store.action("Nghỉ") as action:
        (signer,) = organizations.signers(action.con, organizations.own(action.con).id)
        action.update("signer", signer.id, active_to="2023-11-30")
    choice = Choice(as_of=DAY, decision_id=made.id)
    (sentence,) = checked(full_ward, "decision", choice)
    assert sentence.startswith(
        "Trần Văn Bình không giữ chức vụ ký vào ngày 20/12/2023; hãy chọn người ký khác"
    )
    assert paper_grounds.in_office(full_ward.con, "Tran Van Binh", dt.date(2023, 11, 30)) is True
    assert paper_grounds.in_office(full_ward.con, "Ai Đó", DAY) is None
    # A paper of that day has nobody to sign it.
    plan = paper_kinds.build(full_ward.con, "plan", Choice(as_of=DAY, campaign_id=full_ward.campaign))
    assert plan.signatures[0].name == ""
    assert any(
        "Chưa có họ tên người ký" in told for told in checked(full_ward, "plan", Choice(as_of=DAY), plan)
    )


def test_counts_sums_and_names_that_do_not_fit(full_ward):
    made = decided(full_ward, "Lê Văn Mẫu", "Nguyễn Thị Thuỷ", "Tổ dân phố 3")
    choice = Choice(as_of=DAY, decision_id=made.id)
    paper = paper_kinds.build(full_ward.con, "decision", choice)
    assert checked(full_ward, "decision", choice, paper) == ()
    (annex,) = paper.annexes
    place = next(n for n, block in enumerate(annex.blocks) if isinstance(block, Table))
    table = annex.blocks[place]
    fewer = tuple(row for row in table.rows if not (row.kind == "data" and "Lê Văn Mẫu" in row.cells[1]))

    def with_rows(changed):
        blocks = (*annex.blocks[:place], replace(table, rows=changed), *annex.blocks[place + 1 :])
        return replace(paper, annexes=(replace(annex, blocks=blocks),))

    told = checked(full_ward, "decision", choice, with_rows(fewer))
    assert "Mục “II. CÁ NHÂN (02)” của danh sách có 1 dòng; hãy sửa lại số lượng." in told
    assert any(
        t.startswith("Văn bản ghi 01 tập thể, 02 cá nhân nhưng danh sách có 01 tập thể, 01 cá nhân")
        for t in told
    )
    assert any(
        t.startswith("Tổng số tiền ghi 1.080.000 đồng nhưng các dòng cộng lại là 810.000 đồng") for t in told
    )
    one = next(row for row in table.rows if row.kind == "data" and "Lê Văn Mẫu" in row.cells[1])
    twice = tuple(x for row in table.rows for x in ((row, row) if row is one else (row,)))
    assert "“Ông Lê Văn Mẫu” có 02 lần trong danh sách; hãy bỏ dòng trùng." in checked(
        full_ward, "decision", choice, with_rows(twice)
    )


def test_money_in_wrong_words_and_a_name_respelled(full_ward):
    made = decided(full_ward, "Lê Văn Mẫu", "Tổ dân phố 3")
    choice = Choice(as_of=DAY, decision_id=made.id)
    paper = paper_kinds.build(full_ward.con, "decision", choice)
    last = paper.annexes[0].blocks[-1]
    wrong = replace(last, runs=(replace(last.runs[0], text=last.text.replace("Tám trăm", "Chín trăm")),))
    blocks = (*paper.annexes[0].blocks[:-1], wrong)
    changed = replace(paper, annexes=(replace(paper.annexes[0], blocks=blocks),))
    assert any(
        "viết bằng chữ phải là “Tám trăm mười nghìn đồng”" in t
        for t in checked(full_ward, "decision", choice, changed)
    )
    with full_ward.store.action("Đổi tên") as action:
        subject = nominations.get_nomination(action.con, full_ward.nominee["Lê Văn Mẫu"]).subject.id
        people.change_subject(action, subject, name="Lê Văn Mẩu")
    assert checked(full_ward, "decision", choice) == (
        "Trên quyết định ghi “Lê Văn Mẫu”, trong sổ là “Lê Văn Mẩu”; hãy thống nhất cách viết.",
    )


def test_a_day_without_legal_bases(full_ward):
    with full_ward.store.action("Xóa căn cứ") as action:
        for row in catalogues.rows(action.con, "legal_basis"):
            catalogues.delete_row(action, "legal_basis", row["id"])
    choice = Choice(as_of=DAY, campaign_id=full_ward.campaign)
    assert any("chưa có dòng căn cứ nào" in told for told in checked(full_ward, "plan", choice))


def test_a_draft_has_no_day_to_check(full_ward):
    choice = Choice(as_of=DAY, campaign_id=full_ward.campaign)
    paper = paper_kinds.build(full_ward.con, "plan", choice)
    assert paper_checks.day_of(paper) is None
    assert checked(full_ward, "plan", choice, paper) == ()


# ---------------------------------------------------------------- a day of signing beyond a change of law


def noted(ward, key, signing, **what):
    choice = Choice(as_of=signing, campaign_id=ward.campaign, **what)
    return paper_checks.law_notes(ward.con, key, choice, paper_kinds.build(ward.con, key, choice))


def test_the_law_that_changed_before_signing_is_listed(full_ward):
    ward = full_ward
    ward.meet(day="2023-11-20")
    ids = list(ward.nominee.values())
    with ward.store.action("Dự thảo") as action:
        nominations.set_status(action, ids, "approved")
        made = decisions.draft_decision(action, nomination_ids=ids)
    asked = submitted(ward, ward.nominee, number="")
    for key, what in (("decision", {"decision_id": made}), ("submission", {"submission_id": asked})):
        # 2023 is all of the old law; NĐ 98/2023 took the place of NĐ 91/2017 on 1/1/2024, NĐ 152/2025 on 1/7/2025.
        assert noted(ward, key, dt.date(2023, 12, 31), **what) == ()
        head, *lines = noted(ward, key, dt.date(2024, 1, 1), **what)
        assert head.startswith("Từ ngày 20/11/2023 đến ngày ký 01/01/2024 có")
        assert any("91/2017/NĐ-CP" in line and "98/2023/NĐ-CP" in line for line in lines)
        assert not any("152/2025" in line for line in lines if "Căn cứ pháp lý" in line)
        later = noted(ward, key, dt.date(2025, 8, 20), **what)
        assert any("91/2017/NĐ-CP" in line and "152/2025/NĐ-CP" in line for line in later)
        assert any(line.startswith("Lương cơ sở: “1.800.000” được thay bằng “2.340.000”") for line in later)
    with ward.store.action("Ban hành") as action:
        decisions.issue(action, made, "12", dt.date(2023, 12, 20))
    for key in ("prize_list", "decision"):
        assert noted(ward, key, dt.date(2026, 1, 1), decision_id=made) == (), "issued, or without legal bases"


def test_a_correction_is_measured_from_the_decision_it_corrects(full_ward):
    ward = full_ward
    made = ward.decide()
    awarded = awards.list_awards(ward.con, made)[0].id
    with ward.store.action("Điều chỉnh") as action:
        drafted = corrections.draft(
            action, made, kind="adjust", reason="Ghi sai", changes={awarded: {"position_unit": "Tổ 9"}}
        )
    assert noted(ward, "correction", dt.date(2023, 12, 25), decision_id=drafted) == ()
    head, *_ = noted(ward, "correction", dt.date(2024, 2, 1), decision_id=drafted)
    assert head.startswith("Từ ngày 20/12/2023 đến ngày ký 01/02/2024")
