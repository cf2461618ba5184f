"""The paper of a draft is the one that is signed: law, prizes and year of the day of signing, at whose request."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from db import (
    awards,
    catalogues,
    councils,
    decisions,
    dossier_letters,
    dossiers,
    nominations,
    simplified,
    submissions,
)
from desktop.documents import paper_kinds, records, records_council
from desktop.documents.decision import decision
from desktop.documents.minutes import minutes
from desktop.documents.paper_kinds import Choice
from desktop.documents.paper_words import form_phrase

DAYS = (
    # Giấy khen of a commune's chairman: 0,15 and 0,3 of the base salary, rounded up to 10.000 đ; the salary of
    # NĐ 24/2023 (1.800.000 đ) and of NĐ 38/2019 (1.490.000 đ); law of the same days.
    (dt.date(2023, 12, 20), "91/2017/NĐ-CP", {"collective": 540_000, "individual": 270_000}),
    (dt.date(2023, 6, 30), "91/2017/NĐ-CP", {"collective": 450_000, "individual": 230_000}),
)


def drafted(ward, names=(), **facts):
    ids = [ward.nominee[name] for name in names or ward.nominee]
    with ward.store.action("Dự thảo") as action:
        nominations.set_status(action, ids, "approved")
        return decisions.draft_decision(action, nomination_ids=ids, campaign_id=ward.campaign, **facts)


def facts_of(ward, made, signing=None):
    return records.decision_facts(ward.con, decisions.get_decision(ward.con, made), signing)


@pytest.mark.parametrize(("signing", "law", "prize"), DAYS)
def test_a_draft_carries_law_prizes_and_year_of_its_day(full_ward, signing, law, prize):
    facts = facts_of(full_ward, drafted(full_ward), signing)
    assert any(law in line for line in facts.legal_bases)
    for row in facts.awards:
        if row.kind in prize:
            assert row.prize == prize[row.kind]
    assert facts.issue == type(facts.issue)(year=signing.year)


def test_what_the_draft_says_is_what_issuing_writes(full_ward):
    made, day = drafted(full_ward), dt.date(2023, 12, 20)
    before = decision(facts_of(full_ward, made, day))
    with full_ward.store.action("Ban hành") as action:
        decisions.issue(action, made, "12", day)
    after = decision(facts_of(full_ward, made))
    assert before.blocks == after.blocks
    assert dict(before.named) == dict(after.named)
    tables = [[block for block in one.annexes[0].blocks if hasattr(block, "rows")] for one in (before, after)]
    assert tables[0] == tables[1]


def test_of_two_awards_for_one_achievement_the_draft_pays_the_higher_one_only(full_ward):
    ward, day = full_ward, dt.date(2023, 12, 20)
    whom = nominations.get_nomination(ward.con, ward.nominee["Lê Văn Mẫu"]).subject.id
    with ward.store.action("Hai hình thức") as action:
        second = nominations.nominate(
            action, subject_id=whom, campaign_id=ward.campaign, form_code="bang_khen", award_type="thematic"
        )
    ward.nominee["Bằng khen"] = second
    ward.decide("11", day.isoformat(), names=["Bằng khen"])
    made = drafted(ward, ["Lê Văn Mẫu"])
    expected = awards.expected_prizes(ward.con, made, day)
    with ward.store.action("Ban hành") as action:
        decisions.issue(action, made, "12", day)
    written = {one.id: one.prize_amount for one in awards.list_awards(ward.con, made)}
    assert expected == written


def test_a_prize_nobody_knows_stays_unknown(full_ward):
    made = drafted(full_ward)
    with full_ward.store.action("Bỏ mức lương") as action:
        for row in action.con.execute("SELECT id FROM base_salary").fetchall():
            action.delete("base_salary", row["id"])
    facts = facts_of(full_ward, made, dt.date(2023, 12, 20))
    assert {row.prize for row in facts.awards} == {None}
    article = decision(facts).blocks[-2]
    assert article.text.startswith("Mức tiền thưởng thực hiện theo quy định hiện hành")


def test_the_councils_letter_is_cited_once_it_has_number_and_day(full_ward):
    ward = full_ward
    ward.meet()
    made = drafted(ward)
    council = "Theo đề nghị của Hội đồng Thi đua - Khen thưởng phường Hoa Ban"
    assert facts_of(ward, made).legal_bases[-1] == council
    with ward.store.action("Tờ trình") as action:
        sent = submissions.submit(action, kind="council", nomination_ids=ward.nominee.values())
    assert facts_of(ward, made).legal_bases[-1] == council
    with ward.store.action("Số") as action:
        submissions.set_number(
            action, sent, "3", dt.date(2023, 11, 25), symbol="UBND", council_symbol="HĐTĐKT"
        )
    assert facts_of(ward, made).legal_bases[-1] == (
        f"{council} tại Tờ trình số 03/TTr-HĐTĐKT ngày 25 tháng 11 năm 2023"
    )


def test_the_simplified_procedure_is_cited_with_its_article_and_reason(full_ward):
    ward = full_ward
    with ward.store.action("Thủ tục đơn giản") as action:
        simplified.open_case(
            action,
            [ward.nominee["Lê Văn Mẫu"]],
            day=dt.date(2023, 12, 1),
            reason="cứu hai người bị nước cuốn.",
            article="Luật Thi đua, khen thưởng năm 2003, Điều 85",
        )
        made = decisions.draft_decision(action, nomination_ids=[ward.nominee["Lê Văn Mẫu"]])
    lines = facts_of(ward, made).legal_bases
    assert lines[-1] == (
        "Căn cứ Luật Thi đua, khen thưởng năm 2003, Điều 85, khen thưởng theo thủ tục đơn giản: "
        "cứu hai người bị nước cuốn"
    )
    assert not any("Hội đồng" in line for line in lines)


def test_the_money_comes_out_of_our_own_fund(full_ward):
    made = full_ward.decide()
    second = decision(facts_of(full_ward, made)).blocks[-2]
    assert second.more == (
        "Kinh phí khen thưởng chi từ quỹ thi đua, khen thưởng của Ủy ban nhân dân phường Hoa Ban.",
    )


@pytest.mark.parametrize("key", ["submission", "name_list"])
def test_a_submission_not_numbered_yet_is_of_the_day_chosen(full_ward, key):
    with full_ward.store.action("Tờ trình") as action:
        nominations.set_status(action, full_ward.nominee.values(), "approved")
        sent = submissions.submit(action, kind="council", nomination_ids=full_ward.nominee.values())
    choice = Choice(dt.date(2025, 8, 20), campaign_id=full_ward.campaign, submission_id=sent)
    paper = paper_kinds.build(full_ward.con, key, choice)
    assert paper.header.place_date.endswith("năm 2025")


def test_a_deputy_presides_where_the_chair_is_away(full_ward):
    ward = full_ward
    meeting = councils.get_meeting(ward.con, ward.meet())
    everyone = councils.attendance(ward.con, meeting.id)
    with ward.store.action("Chủ tịch vắng") as action:
        away = {"chair": False, "standing_deputy": True}
        present = {one.member.id: away.get(one.member.role, bool(one.present)) for one in everyone}
        councils.set_attendance(action, meeting.id, present)
    facts = records_council.minutes_facts(ward.con, meeting)
    assert facts.meeting.chair == "Ủy viên Số 2, Phó Chủ tịch thường trực Hội đồng"
    assert facts.chair.name == "Ủy viên Số 2"


def test_the_chair_is_asked_to_send_up_what_the_province_decides(full_ward):
    ward = full_ward
    ward.nominate("Phạm Văn Tỉnh", form_code="bang_khen")
    facts = records_council.minutes_facts(ward.con, councils.get_meeting(ward.con, ward.meet()))
    assert facts.sent_up == ("Bằng khen",)
    text = " ".join(block.text for block in minutes(facts).blocks if hasattr(block, "text"))
    # Điều 74, Điều 79 Luật 06/2022/QH15 and Điều 79 of the old law: Bằng khen of a province is its chairman's.
    assert "trình cấp có thẩm quyền tặng Bằng khen cho 01 cá nhân" in text
    assert "tặng Giấy khen cho 01 tập thể, 03 cá nhân và 01 hộ gia đình" in text


@pytest.mark.parametrize(
    ("of_law", "said"),
    [
        # Names of Điều 9, Điều 19 and Điều 20 Luật 06/2022/QH15 and how a province's own papers say them.
        ("Bằng khen của bộ, ban, ngành, tỉnh", "Bằng khen"),
        ("Cờ thi đua của bộ, ban, ngành, tỉnh", "Cờ thi đua"),
        ("Chiến sĩ thi đua bộ, ban, ngành, tỉnh", "Chiến sĩ thi đua cấp tỉnh"),
        ("Bằng khen của Thủ tướng Chính phủ", "Bằng khen của Thủ tướng Chính phủ"),
        ("Giấy khen", "Giấy khen"),
    ],
)
def test_a_form_is_named_as_the_provinces_papers_name_it(of_law, said):
    assert form_phrase(of_law) == said


def test_a_submission_to_the_province_asks_for_its_bang_khen(full_ward):
    ward = full_ward
    ward.nominate("Phạm Văn Tỉnh", form_code="bang_khen")
    with ward.store.action("Trình") as action:
        nominations.set_status(action, [ward.nominee["Phạm Văn Tỉnh"]], "approved")
        sent = submissions.submit(
            action,
            kind="superior",
            nomination_ids=[ward.nominee["Phạm Văn Tỉnh"]],
            addressee="Chủ tịch Ủy ban nhân dân tỉnh",
        )
    choice = Choice(dt.date(2023, 12, 1), campaign_id=ward.campaign, submission_id=sent)
    paper = paper_kinds.build(ward.con, "submission", choice)
    assert paper.title == "TỜ TRÌNH Về việc đề nghị tặng Bằng khen"
    assert not any("bộ, ban, ngành" in block.text for block in paper.blocks if hasattr(block, "text"))


def test_a_title_is_awarded_as_one_in_every_paper(full_ward):
    """Điều 19, Điều 24 Luật 06/2022/QH15: Lao động tiên tiến is a title (danh hiệu), no paper that is given."""
    ward = full_ward
    ward.nominate("Y Thông Mlô", form_code="ldtt")
    meeting = ward.meet()
    made = drafted(ward, ["Y Thông Mlô"])
    with ward.store.action("Tờ trình") as action:
        sent = submissions.submit(action, kind="council", nomination_ids=[ward.nominee["Y Thông Mlô"]])
    choice = Choice(
        dt.date(2024, 3, 1),
        campaign_id=ward.campaign,
        decision_id=made,
        meeting_id=meeting,
        submission_id=sent,
        nomination_id=ward.nominee["Y Thông Mlô"],
    )
    said = {
        "decision": "Tặng danh hiệu “Lao động tiên tiến” cho",
        "submission": "tặng danh hiệu “Lao động tiên tiến” cho 01 cá nhân",
        "minutes": "tặng danh hiệu “Lao động tiên tiến” cho 01 cá nhân",
        "ballot": "Đề nghị tặng Giấy khen và danh hiệu “Lao động tiên tiến”",
        "tally": "Đề nghị tặng Giấy khen và danh hiệu “Lao động tiên tiến”",
        "achievement": "ĐỀ NGHỊ TẶNG DANH HIỆU “LAO ĐỘNG TIÊN TIẾN”",
        "invitation": "Lễ trao danh hiệu “Lao động tiên tiến”",
    }
    for key, words in said.items():
        paper = paper_kinds.build(ward.con, key, choice)
        text = "\n".join(block.text for block in paper.blocks if hasattr(block, "text"))
        assert words in text, key
    assert decisions.get_decision(ward.con, made).title == "Về việc tặng danh hiệu “Lao động tiên tiến”"
    table = next(b for b in paper_kinds.build(ward.con, "minutes", choice).blocks if hasattr(b, "columns"))
    assert "Lao động tiên tiến" in {cell for row in table.rows for cell in row.cells}, "bare in its column"


def test_a_flag_is_given_like_a_paper(full_ward):
    assert catalogues.awarded(full_ward.con, "co_thi_dua_tinh", "Cờ thi đua") == "Cờ thi đua"
    assert catalogues.awarded(full_ward.con, "giay_khen") == "Giấy khen"
    assert catalogues.awarded(full_ward.con, "tt_ldtt") == "danh hiệu “Tập thể lao động tiên tiến”"
    assert catalogues.awarded(full_ward.con, "khong_co") == "khong_co"


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        ("request", "", ("Số:       /UBND", "ngày     tháng     năm 2023")),
        ("request", "15", ("Số: 15/UBND", "ngày 01 tháng 11 năm 2023")),
        # The day a dossier came in is a fact, whoever numbers the slip and when.
        ("receipt", "", ("Số:       /GTN-UBND", "ngày 01 tháng 11 năm 2023")),
    ],
)
def test_a_letter_is_dated_with_its_number(full_ward, kind, number, shown):
    ward, day = full_ward, dt.date(2023, 11, 1)
    with ward.store.action("Văn bản về hồ sơ") as action:
        if kind == "request":
            lacking = dossier_letters.lacking(action.con, ward.campaign, day)[:1]
            (made,) = dossier_letters.request(action, lacking, day=day, number=number)
        else:
            (made,) = dossier_letters.receive(action, [ward.nominee["Lê Văn Mẫu"]], day=day, number=number)
    paper = paper_kinds.build(ward.con, "dossier_letter", Choice(day, letter_id=made))
    assert paper.header.number == shown[0]
    assert paper.header.place_date.endswith(shown[1])


@pytest.mark.parametrize(
    ("number", "said"), [("", "ngày     tháng     năm 2023"), ("7", "ngày 04 tháng 12 năm 2023")]
)
def test_a_submission_prints_its_day_only_with_its_number(full_ward, number, said):
    ward, day = full_ward, dt.date(2023, 12, 4)
    with ward.store.action("Tờ trình") as action:
        nominations.set_status(action, ward.nominee.values(), "approved")
        sent = submissions.submit(action, kind="council", nomination_ids=ward.nominee.values())
        action.update("submission", sent, number=number or None, day=day.isoformat())
    choice = Choice(dt.date(2023, 12, 1), campaign_id=ward.campaign, submission_id=sent)
    assert paper_kinds.build(ward.con, "submission", choice).header.place_date.endswith(said)


def test_a_summary_takes_the_achievements_the_register_knows(full_ward):
    ward, mine = full_ward, full_ward.nominee["Lê Văn Mẫu"]
    with ward.store.action("Thành tích") as action:
        dossiers.add_evidence(
            action, mine, year_from=2021, kind="initiative", what="Sáng kiến tưới tiết kiệm"
        )
        dossiers.add_evidence(action, mine, year_from=2022, kind="figures", what="vận động 12 hộ hiến đất")
        nominations.set_status(action, ward.nominee.values(), "approved")
        sent = submissions.submit(action, kind="council", nomination_ids=ward.nominee.values())
    choice = Choice(dt.date(2023, 12, 1), campaign_id=ward.campaign, submission_id=sent)
    paper = paper_kinds.build(ward.con, "achievement_summary", choice)
    table = next(block for block in paper.blocks if hasattr(block, "columns"))
    told = {row.cells[1]: row.cells[-1] for row in table.rows if row.kind == "data"}
    assert len(told) == len(ward.nominee)
    assert told["Ông Lê Văn Mẫu"].splitlines()[-2:] == [
        "- Năm 2021: Sáng kiến tưới tiết kiệm",
        "- Năm 2022: vận động 12 hộ hiến đất",
    ]
    # Of whom nothing is noted the words of the citation are told, and nothing is made up.
    asked = [item.nomination for item in submissions.items(ward.con, sent)]
    bare = [n for n in asked if not n.summary and not dossiers.evidence_of(ward.con, n.id)]
    assert bare
    for one in bare:
        assert told[next(name for name in told if one.name in name)] == one.citation


def test_a_report_in_short_has_no_number_of_the_full_form(full_ward):
    chosen = Choice(dt.date(2023, 11, 1), nomination_id=full_ward.nominee["Lê Văn Mẫu"])
    full = paper_kinds.build(full_ward.con, "achievement", chosen)
    short = paper_kinds.build(full_ward.con, "achievement", replace(chosen, short=True))
    assert full.blocks[0].text == "BÁO CÁO THÀNH TÍCH"
    assert short.blocks[0].text == "BÁO CÁO TÓM TẮT THÀNH TÍCH"
    assert dict(full.named)["mau_so"] == "Mẫu số 07"
    assert dict(short.named)["mau_so"] == ""
