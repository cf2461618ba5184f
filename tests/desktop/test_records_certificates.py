"""Which certificates a decision gives, and which templates our organ may print them by."""

from __future__ import annotations

import datetime as dt

import pytest

from db import attachments, awards, certificate_templates, decisions, nominations, organizations
from db.errors import BadInput, NotFound
from desktop.documents import records_certificates as records
from desktop.documents.preflight import preflight
from desktop.documents.template import load_template, raw, template_names


def decided(ward, *names, **facts):
    made = ward.decide(names=names or list(ward.nominee), **facts)
    return decisions.get_decision(ward.con, made)


def set_form(ward, decision, code):
    with ward.store.action("Đổi hình thức") as action:
        for award in awards.list_awards(action.con, decision.id):
            action.update("award", award.id, form_code=code)


def save_own(ward, name, **keys):
    body = {**raw("giay-khen-a4"), "name": name, "title": f"Mẫu {name}", **keys}
    with ward.store.action("Lưu mẫu") as action:
        certificate_templates.save(action, name, body, taken=template_names())


def names(ward, decision):
    return [offer.name for offer in records.offered(ward.con, decision)]


def why(ward, decision, name):
    return next(offer.why for offer in records.considered(ward.con, decision) if offer.name == name)


def test_a_ward_is_offered_what_it_may_issue_and_told_why_not_the_rest(full_ward):
    made = decided(full_ward)
    offered = names(full_ward, made)
    assert {"giay-khen-a4", "phoi-giay-khen-a4"} <= set(offered)
    assert {"bang-khen", "giay-khen-a4-huyen", "gia-dinh-van-hoa"} & set(offered) == set()
    assert why(full_ward, made, "bang-khen").startswith("Mẫu “")
    assert "không dùng cho Giấy khen" in why(full_ward, made, "bang-khen")
    assert "cấp huyện" in why(full_ward, made, "giay-khen-a4-huyen")
    assert [one.name for one in records.considered(full_ward.con, made) if not one.why] == offered


def test_a_ward_issues_no_bang_khen(full_ward):
    made = decided(full_ward)
    set_form(full_ward, made, "bang_khen")
    assert names(full_ward, made) == []
    sentence = why(full_ward, made, "bang-khen")
    assert sentence.startswith("Bằng khen của bộ, ban, ngành, tỉnh: ")
    assert "Chủ tịch Ủy ban nhân dân cấp tỉnh" in sentence


def test_a_district_may_until_the_day_it_is_no_more(full_ward):
    before = decided(full_ward)
    with full_ward.store.action("Đổi cấp") as action:
        action.update("organization", organizations.own(action.con).id, level="district")
    assert "giay-khen-a4-huyen" in names(full_ward, before)
    with full_ward.store.action("Sau 01/7/2025") as action:
        action.update("decision", before.id, day="2025-07-02")
    after = decisions.get_decision(full_ward.con, before.id)
    assert names(full_ward, after) == []
    assert "không có thẩm quyền" in why(full_ward, after, "giay-khen-a4-huyen")


@pytest.mark.parametrize("code", ["ldtt", "tt_ldtt"])
def test_money_without_a_certificate(full_ward, code):
    made = decided(full_ward)
    set_form(full_ward, made, code)
    for ask in (records.certificate_awards, records.certificate_facts, records.offered):
        with pytest.raises(BadInput, match=r"chỉ có tiền thưởng.*hãy lập danh sách ký nhận"):
            ask(full_ward.con, made)


def test_of_a_mixed_list_only_those_with_a_certificate(full_ward):
    made = decided(full_ward)
    listed = awards.list_awards(full_ward.con, made.id)
    with full_ward.store.action("Một lao động tiên tiến") as action:
        action.update("award", listed[1].id, form_code="ldtt")
    got = records.certificate_awards(full_ward.con, made)
    assert [award.id for award in got] == [award.id for award in listed if award.id != listed[1].id]
    assert "giay-khen-a4" in names(full_ward, made)


def test_only_the_rows_asked_for_in_the_decisions_order(full_ward):
    made = decided(full_ward)
    ids = [award.id for award in awards.list_awards(full_ward.con, made.id)]
    facts = records.certificate_facts(full_ward.con, made, award_ids=[ids[3], ids[0]])
    assert [one.register_number for one in facts] == ["01/2023", "04/2023"]


def test_a_draft_is_shown_only_when_asked_for(full_ward):
    with full_ward.store.action("Dự thảo") as action:
        nominations.set_status(action, full_ward.nominee.values(), "approved")
        made = decisions.draft_decision(action, nomination_ids=full_ward.nominee.values())
    draft = decisions.get_decision(full_ward.con, made)
    with pytest.raises(BadInput, match="chưa ban hành"):
        records.certificate_facts(full_ward.con, draft)
    first = records.certificate_facts(full_ward.con, draft, draft=True)[0]
    assert (first.decision_number, first.decision_date, first.register_number) == ("", None, "")
    assert "giay-khen-a4" in names(full_ward, draft)


def test_the_offices_own_stands_first_and_is_found_first(full_ward):
    made = decided(full_ward)
    save_own(full_ward, "Giấy khen phường", version=1)
    assert names(full_ward, made)[0] == "Giấy khen phường"
    found = records.find_template(full_ward.con, "Giấy khen phường")
    assert (found.title, found.version) == ("Mẫu Giấy khen phường", 1)
    assert records.find_template(full_ward.con, "giay-khen-a4") is load_template("giay-khen-a4")
    with pytest.raises(NotFound, match=r"“lạ”.*Giấy khen phường.*giay-khen-a4"):
        records.find_template(full_ward.con, "lạ")


def test_an_own_template_for_others_is_not_offered(full_ward):
    made = decided(full_ward)
    save_own(full_ward, "tỉnh", levels=["province"])
    save_own(full_ward, "hộ", forms=["gia_dinh_van_hoa"])
    save_own(full_ward, "mọi", forms=[], levels=[])
    offered = names(full_ward, made)
    assert "mọi" in offered
    assert "tỉnh" not in offered
    assert "hộ" not in offered


def test_an_unsound_own_template_is_told_and_hinders_no_other(full_ward):
    made = decided(full_ward)
    save_own(full_ward, "hỏng", width="29cm")
    assert "giay-khen-a4" in names(full_ward, made)
    assert "hỏng" not in names(full_ward, made)
    assert "khóa “width”" in why(full_ward, made, "hỏng")


def test_pictures_come_by_their_digest_and_lost_ones_are_left_out(full_ward):
    with full_ward.store.action("Hình") as action:
        digest = attachments.add_picture(action, "logo.png", b"a logo")
    logo = {"name": "logo", "kind": "logo", "x": 20, "y": 20, "w": 9, "h": 9}
    save_own(
        full_ward,
        "có hình",
        images=[
            {**logo, "file": digest},
            {**logo, "name": "two", "file": "0" * 64},
            {**logo, "name": "none"},
        ],
        phoi={"stock": "A4", "width": 297, "height": 210, "scan": digest},
    )
    template = records.find_template(full_ward.con, "có hình")
    assert records.pictures(full_ward.con, template) == {digest: b"a logo"}


def test_the_preflight_of_a_decision(full_ward):
    full_ward.nominate("Bùi Thanh", position="Giáo viên")
    made = decided(full_ward)
    rows = records.preflight_rows(full_ward.con, made)
    listed = awards.list_awards(full_ward.con, made.id)
    assert [row.award_id for row in rows] == [award.id for award in listed]
    found = {
        (rows[risk.index].facts.recipient, risk.kind)
        for risk in preflight(rows, load_template())
        if risk.kind == "honorific"
    }
    doubted = {(award.recipient, "honorific") for award, _ in awards.doubts(full_ward.con, made.id)}
    assert found == doubted
    assert ("Bùi Thanh", "honorific") in found


def test_a_forms_owner_is_no_part_of_the_sheets_title(full_ward):
    made = decided(full_ward)
    set_form(full_ward, made, "bang_khen")
    assert {one.form_title for one in records.certificate_facts(full_ward.con, made)} == {"BẰNG KHEN"}
    assert made.day == dt.date(2023, 12, 20)
