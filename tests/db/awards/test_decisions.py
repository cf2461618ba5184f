"""From approved nominations to an issued decision: numbers, order, prizes, book numbers, and undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from db import (
    awards,
    catalogues,
    councils,
    decisions,
    document_numbers,
    history,
    nominations,
    organizations,
    people,
)
from db.errors import BadInput, NotFound
from db.people import Subject

D = dt.date
DAY = D(2023, 12, 20)


def draft(world: Any, *names: str, **facts: Any) -> int:
    ids = [world.nominee[name] for name in names or world.nominee]
    with world.store.action("Dự thảo quyết định") as action:
        return decisions.draft_decision(action, nomination_ids=ids, **facts)


def issue(world: Any, decision_id: int, number: str = "12", day: dt.date = DAY) -> int:
    with world.store.action(f"Ban hành quyết định {number}") as action:
        return decisions.issue(action, decision_id, number, day)


@pytest.fixture
def approved(world: Any) -> Any:
    world.nominate("Hộ ông Lê Văn Bảy", kind="household", address="Số 5, Tổ dân phố 3")
    world.nominate("Nguyễn Văn Ánh", honorific="Thượng tọa", position="Trụ trì")
    world.nominate("Y Thanh", position="Giáo viên", unit="Trường Tiểu học An Lạc")
    world.nominate("Trần Thị An")
    world.nominate("Tổ dân phố 3", kind="collective")
    world.nominate("Trường Tiểu học An Lạc", kind="collective", unit="Trường Tiểu học An Lạc")
    world.approve()
    return world


def test_the_list_as_printed(approved: Any) -> None:
    decision = draft(approved)
    assert [
        (a.ordinal, a.honorific, a.recipient, a.position_unit)
        for a in awards.list_awards(approved.store.con, decision)
    ] == [
        (1, "Tập thể", "Tổ dân phố 3", ""),
        (2, "Tập thể", "Trường Tiểu học An Lạc", ""),
        (3, "Bà", "Trần Thị An", "Tổ dân phố 3"),
        (4, "Thượng tọa", "Nguyễn Văn Ánh", "Trụ trì, Tổ dân phố 3"),
        (5, "", "Y Thanh", "Giáo viên, Trường Tiểu học An Lạc"),
        (6, "", "Hộ ông Lê Văn Bảy", "Số 5, Tổ dân phố 3"),
    ]
    found = decisions.get_decision(approved.store.con, decision)
    assert (found.collectives, found.individuals, found.households) == (2, 3, 1)
    assert (found.status, found.number, found.day, found.campaign_id) == (
        "draft",
        None,
        None,
        approved.campaign,
    )
    assert (found.signer_name, found.signature_form) == ("Trần Văn Bình", "head")
    assert found.authority_level == "commune"


def test_what_is_doubtful_is_said(approved: Any) -> None:
    decision = draft(approved)
    found = [(a.recipient, said) for a, said in awards.doubts(approved.store.con, decision)]
    assert found == [
        ("Trần Thị An", "“Bà” đoán theo tên, hãy kiểm tra: Trần Thị An."),
        ("Y Thanh", "Chưa rõ Ông hay Bà: Y Thanh."),
    ]


def subject(name: str, kind: str = "individual", **facts: Any) -> Subject:
    values = dict.fromkeys(Subject.__slots__, "")
    none = {"birth_on": None, "sex": None, "unit_id": None, "since_year": None, "id": 1}
    return Subject(**{**values, **none, "name": name, "kind": kind, **facts})


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (subject("Y Thanh", sex="female"), "Bà"),
        (subject("Y Thanh", sex="male"), "Ông"),
        (subject("Y Thanh", sex="male", honorific="Đại úy"), "Đại úy"),
        (subject("Y Thanh", sex="male", birth_on="2012-03"), ""),
        (subject("Bà Trần Thị An"), ""),
        (subject("Tổ dân phố 3", "collective"), "Tập thể"),
        (subject("Tập thể Tổ dân phố 3", "collective"), ""),
        (subject("Nhân dân và cán bộ thôn Đông", "collective"), ""),
        (subject("Lê Văn Bảy", "household"), "Hộ gia đình"),
        (subject("Lê Văn Bảy", "household", honorific="Ông"), "Hộ gia đình ông"),
        (subject("Hộ bà Trần Thị An", "household", honorific="Bà"), ""),
        (subject("Gia đình ông Bảy", "household"), ""),
        (subject("Hồ Văn Bảy", "household"), "Hộ gia đình"),
    ],
)
def test_the_word_before_the_name(who: Subject, expected: str) -> None:
    assert awards.honorific_of(who, DAY) == expected


def test_issuing_enters_the_register_with_prizes_of_the_day(approved: Any) -> None:
    decision = draft(approved)
    assert issue(approved, decision) == 6
    found = decisions.get_decision(approved.store.con, decision)
    assert (found.number, found.day, found.status) == ("12/QĐ-UBND", DAY, "issued")
    listed = awards.list_awards(approved.store.con, decision)
    assert [a.register_number for a in listed] == [f"0{n}/2023" for n in range(1, 7)]
    # By hand: 0,3 and 0,15 × 1.800.000 = 540.000 and 270.000 (NĐ 91/2017 Điều 73); a household as a person.
    assert [a.prize_amount for a in listed] == [540_000, 540_000, 270_000, 270_000, 270_000, 270_000]
    assert {a.prize_base_salary for a in listed} == {1_800_000}
    assert [a.prize_coefficient_thousandths for a in listed] == [300, 300, 150, 150, 150, 150]
    assert listed[0].prize_note == ""
    assert listed[5].prize_note != ""  # the household's rate was not compared with its instrument
    assert found.prize_total == 2 * 540_000 + 4 * 270_000
    assert found.prizes_unknown == 0
    assert {approved.status(name) for name in approved.nominee} == {"decided"}


def test_a_product_between_steps_is_rounded_up(approved: Any) -> None:
    decision = draft(approved, "Trần Thị An", "Tổ dân phố 3")
    issue(approved, decision, day=D(2024, 12, 20))
    # 0,3 × 2.340.000 = 702.000 → 710.000; 0,15 × 2.340.000 = 351.000 → 360.000.
    assert [a.prize_amount for a in awards.list_awards(approved.store.con, decision)] == [710_000, 360_000]


def test_an_unknown_rate_never_stops_the_decision(approved: Any, sentence: Callable[..., str]) -> None:
    decision = draft(approved)
    issue(approved, decision, day=D(2025, 12, 20))
    listed = awards.list_awards(approved.store.con, decision)
    assert {a.prize_amount for a in listed} == {None}
    assert all(a.prize_note for a in listed)
    assert decisions.get_decision(approved.store.con, decision).prizes_unknown == 6
    with pytest.raises(BadInput) as refused, approved.store.action("Nhập tay") as action:
        awards.set_prize(action, listed[0].id, 700_000, " ")
    sentence(refused.value)
    with approved.store.action("Nhập tay") as action:
        awards.set_prize(action, listed[0].id, 700_000, "Quy chế của tỉnh")
    assert decisions.get_decision(approved.store.con, decision).prize_total == 700_000


def test_book_numbers_run_on_within_the_year(approved: Any) -> None:
    issue(approved, draft(approved, "Trần Thị An", "Y Thanh"))
    second = draft(approved, "Tổ dân phố 3")
    issue(approved, second, "13")
    third = draft(approved, "Nguyễn Văn Ánh")
    issue(approved, third, "01", D(2024, 1, 5))
    con = approved.store.con
    assert [a.register_number for a in awards.list_awards(con, second)] == ["03/2023"]
    assert [a.register_number for a in awards.list_awards(con, third)] == ["01/2024"]
    assert awards.next_register_number(con, 2023) == 4
    assert awards.next_register_number(con, 2030) == 1


def test_book_numbers_pass_a_hundred_by_value(approved: Any) -> None:
    decision = draft(approved, "Trần Thị An")
    issue(approved, decision)
    with approved.store.action("Sổ cũ") as action:
        action.update("award", awards.list_awards(action.con, decision)[0].id, register_number="100/2023")
    assert awards.next_register_number(approved.store.con, 2023) == 101


def test_undo_of_the_issue_restores_everything(approved: Any, tables: Callable[..., Any]) -> None:
    decision = draft(approved)
    before = tables(approved.store)
    issue(approved, decision)
    after = tables(approved.store)
    assert after != before
    history.undo(approved.store)
    assert tables(approved.store) == before
    history.redo(approved.store)
    assert tables(approved.store) == after


def test_deciding_in_one_step_is_undone_in_one_step(approved: Any, tables: Callable[..., Any]) -> None:
    before = tables(approved.store)
    with approved.store.action("Ra quyết định 12") as action:
        decision = decisions.decide(action, approved.campaign, number="12", day=DAY)
    assert decisions.get_decision(approved.store.con, decision).award_count == 6
    history.undo(approved.store)
    assert tables(approved.store) == before


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("12", "12/QĐ-UBND"),
        ("5", "05/QĐ-UBND"),
        (" 12 /QĐ-UBND", None),
        ("12/QĐ-UBND.TĐKT", "12/QĐ-UBND.TĐKT"),
        ("Số: 12/QĐ-UBND", "12/QĐ-UBND"),
        ("số 12", "12/QĐ-UBND"),
        ("12a", "12a/QĐ-UBND"),
        ("1234", "1234/QĐ-UBND"),
        ("", None),
        ("0", None),
        ("mười hai", None),
    ],
)
def test_numbers_as_printed(typed: str, printed: str | None, sentence: Callable[..., str]) -> None:
    if printed is not None:
        assert document_numbers.complete(typed, "QĐ-UBND", "quyết định") == printed
        return
    with pytest.raises(BadInput) as refused:
        document_numbers.complete(typed, "QĐ-UBND", "quyết định")
    sentence(refused.value)


@pytest.mark.parametrize("again", ["12", "12/QĐ-UBND", "012/qđ-ubnd"])
def test_a_number_taken_that_day_is_refused(
    approved: Any, again: str, tables: Callable[..., Any], sentence: Callable[..., str]
) -> None:
    issue(approved, draft(approved, "Trần Thị An"))
    second = draft(approved, "Y Thanh")
    before = tables(approved.store)
    with pytest.raises(BadInput, match="12/QĐ-UBND ngày 20/12/2023") as refused:
        issue(approved, second, again)
    sentence(refused.value)
    assert tables(approved.store) == before


def test_two_decisions_of_one_number_are_told_apart_by_day(
    approved: Any, sentence: Callable[..., str]
) -> None:
    con = approved.store.con
    first, second = draft(approved, "Trần Thị An"), draft(approved, "Y Thanh")
    issue(approved, first, "12", D(2023, 2, 1))
    issue(approved, second, "12", DAY)
    with pytest.raises(BadInput, match="01/02/2023") as refused:
        decisions.by_number(con, "12/QĐ-UBND")
    sentence(refused.value)
    assert decisions.by_number(con, "12/QĐ-UBND", DAY).id == second
    assert decisions.by_number(con, "12", D(2023, 2, 1)).id == first
    with pytest.raises(NotFound) as missing:
        decisions.by_number(con, "12/QĐ-UBND", D(2023, 2, 2))
    assert "02/02/2023" in str(missing.value)


def test_a_decision_is_found_as_printed_or_bare(approved: Any) -> None:
    con = approved.store.con
    decision = draft(approved, "Trần Thị An")
    issue(approved, decision, "5")
    for typed in ("05/QĐ-UBND", "5/QĐ-UBND", "5", "05", "Số 05/qđ-ubnd"):
        assert decisions.by_number(con, typed).id == decision
    for typed in ("50", "05/QĐ-HĐND", "không"):
        with pytest.raises(NotFound):
            decisions.by_number(con, typed)


def test_what_is_not_ready_is_refused(approved: Any, sentence: Callable[..., str]) -> None:
    waiting = approved.nominate("Lê Văn Chờ")
    with pytest.raises(BadInput, match="Lê Văn Chờ") as refused:
        draft(approved, "Lê Văn Chờ")
    sentence(refused.value)
    with pytest.raises(BadInput, match="trống") as refused, approved.store.action("Trống") as action:
        decisions.draft_decision(action, nomination_ids=[])
    sentence(refused.value)
    draft(approved, "Trần Thị An")
    with pytest.raises(BadInput, match="Trần Thị An") as refused:
        draft(approved, "Trần Thị An")
    sentence(refused.value)
    assert waiting not in [n.id for n in decisions.approved_ready(approved.store.con)]
    assert len(decisions.approved_ready(approved.store.con)) == 5


def test_an_issued_decision_is_never_edited(approved: Any, sentence: Callable[..., str]) -> None:
    decision = draft(approved)
    issue(approved, decision)
    award = awards.list_awards(approved.store.con, decision)[2]
    commands: list[Callable[[Any], object]] = [
        lambda action: decisions.issue(action, decision, "13", DAY),
        lambda action: decisions.change_draft(action, decision, title="Khác"),
        lambda action: decisions.set_to_sign(action, decision),
        lambda action: decisions.remove_draft(action, decision),
        lambda action: decisions.set_list(action, decision, []),
        lambda action: awards.change_printed(action, award.id, recipient="Khác"),
        lambda action: nominations.change(action, approved.nominee["Trần Thị An"], citation="Khác"),
        lambda action: nominations.set_status(
            action, [approved.nominee["Trần Thị An"]], "withdrawn", reason="x"
        ),
        lambda action: nominations.remove(action, approved.nominee["Trần Thị An"]),
    ]
    for command in commands:
        with pytest.raises(BadInput) as refused, approved.store.action("Sửa") as action:
            command(action)
        assert str(refused.value).endswith(".")


def test_drafts_are_changed_and_removed(approved: Any) -> None:
    con = approved.store.con
    decision = draft(approved, "Trần Thị An")
    with approved.store.action("Sửa") as action:
        assert decisions.change_draft(action, decision, title="Về việc khen", signer_id=approved.deputy)
        assert decisions.set_to_sign(action, decision)
        assert (
            decisions.set_list(
                action, decision, [approved.nominee["Y Thanh"], approved.nominee["Tổ dân phố 3"]]
            )
            == 2
        )
    found = decisions.get_decision(con, decision)
    assert (found.title, found.signer_name, found.signature_form) == ("Về việc khen", "Lê Thị Cúc", "kt")
    assert found.shown_status == "Đã trình ký"
    listed = awards.list_awards(con, decision)
    assert [a.recipient for a in listed] == ["Tổ dân phố 3", "Y Thanh"]
    with approved.store.action("Sửa") as action:
        assert awards.change_printed(action, listed[1].id, honorific="Bà", position_unit="Giáo viên")
    assert awards.get_award(con, listed[1].id).shown == "Bà Y Thanh"
    with approved.store.action("Bỏ") as action:
        decisions.remove_draft(action, decision)
    assert decisions.list_decisions(con) == []
    assert {approved.status(name) for name in approved.nominee} == {"approved"}


def test_who_stays_on_a_changed_draft_keeps_what_was_written_by_hand(approved: Any) -> None:
    con = approved.store.con
    decision = draft(approved, "Trần Thị An", "Y Thanh")
    before = {a.recipient: a for a in awards.list_awards(con, decision)}
    with approved.store.action("Sửa nội dung in") as action:
        assert awards.change_printed(action, before["Y Thanh"].id, citation="Đã cứu người bị lũ cuốn")
    wanted = [approved.nominee["Y Thanh"], approved.nominee["Tổ dân phố 3"]]
    with approved.store.action("Sửa") as action:
        assert decisions.set_list(action, decision, wanted) == 2
    listed = awards.list_awards(con, decision)
    assert [(a.ordinal, a.recipient) for a in listed] == [(1, "Tổ dân phố 3"), (2, "Y Thanh")]
    assert (listed[1].id, listed[1].citation) == (before["Y Thanh"].id, "Đã cứu người bị lũ cuốn")
    with approved.store.action("Sửa lại như cũ") as action:
        decisions.set_list(action, decision, wanted)
    assert action.changes.action_id is None


def test_a_changed_list_takes_nobody_from_another_draft(approved: Any, sentence: Callable[..., str]) -> None:
    con = approved.store.con
    one, other = draft(approved, "Trần Thị An"), draft(approved, "Y Thanh")
    free = decisions.may_stand(con, decisions.get_decision(con, one))
    assert approved.nominee["Trần Thị An"] in [n.id for n in free]
    assert approved.nominee["Y Thanh"] not in [n.id for n in free]
    assert {n.form_code for n in free} == {"giay_khen"}
    assert decisions.listed_nominations(con, other) == {approved.nominee["Y Thanh"]}
    with (
        pytest.raises(BadInput, match=r"Y Thanh.*quyết định khác") as refused,
        approved.store.action("Sửa") as action,
    ):
        decisions.set_list(action, one, [n.id for n in free] + [approved.nominee["Y Thanh"]])
    sentence(refused.value)
    with pytest.raises(BadInput, match="đang trống") as refused, approved.store.action("Sửa") as action:
        decisions.set_list(action, one, [])
    sentence(refused.value)
    assert [a.recipient for a in awards.list_awards(con, one)] == ["Trần Thị An"]


def test_an_emptied_title_becomes_the_usual_one(approved: Any) -> None:
    con = approved.store.con
    decision = draft(approved, "Trần Thị An")
    usual = decisions.get_decision(con, decision).title
    for title, expected in (("Về việc khen", "Về việc khen"), (None, "Về việc khen"), (" ", usual)):
        with approved.store.action("Sửa") as action:
            decisions.change_draft(action, decision, title=title)
        assert decisions.get_decision(con, decision).title == expected


def test_an_empty_list_is_not_issued(approved: Any, sentence: Callable[..., str]) -> None:
    decision = draft(approved, "Trần Thị An")
    with approved.store.action("Rút khỏi danh sách") as action:
        action.delete("award", awards.list_awards(action.con, decision)[0].id)
    with pytest.raises(BadInput, match="danh sách") as refused:
        issue(approved, decision)
    sentence(refused.value)


def test_a_decision_is_not_older_than_its_meeting(approved: Any, sentence: Callable[..., str]) -> None:
    with approved.store.action("Họp") as action:
        council = councils.save_council(action, name="Hội đồng Thi đua - Khen thưởng phường An Lạc")
        meeting = councils.save_meeting(action, council, day=D(2023, 12, 21), campaign_id=approved.campaign)
    decision = draft(approved, meeting_id=meeting)
    with pytest.raises(BadInput, match="21/12/2023") as refused:
        issue(approved, decision)
    sentence(refused.value)
    assert issue(approved, decision, day=D(2023, 12, 21)) == 6


def test_deciding_leaves_the_superiors_forms_alone(approved: Any, sentence: Callable[..., str]) -> None:
    approved.nominate("Lê Văn Cao", form_code="bang_khen")
    approved.approve("Lê Văn Cao")
    with approved.store.action("Ra quyết định") as action:
        decision = decisions.decide(action, approved.campaign, number="12", day=DAY)
    assert decisions.get_decision(approved.store.con, decision).form_code == "giay_khen"
    assert approved.status("Lê Văn Cao") == "approved"
    with pytest.raises(BadInput, match="trình cấp trên") as refused, approved.store.action("Nữa") as action:
        decisions.decide(action, approved.campaign, number="13", day=DAY)
    sentence(refused.value)


def test_deciding_needs_somebody_approved_and_one_form(world: Any, sentence: Callable[..., str]) -> None:
    world.nominate("Trần Thị An")
    with pytest.raises(BadInput, match="thông qua") as refused, world.store.action("Ra") as action:
        decisions.decide(action, world.campaign, number="12", day=DAY)
    sentence(refused.value)
    world.nominate("Lê Văn Ba", form_code="ldtt")
    world.approve()
    with pytest.raises(BadInput, match="nhiều hình thức") as refused, world.store.action("Ra") as action:
        decisions.decide(action, world.campaign, number="12", day=DAY)
    sentence(refused.value)
    with world.store.action("Ra") as action:
        decision = decisions.decide(action, world.campaign, number="12", day=DAY, form_code="ldtt")
    assert [a.recipient for a in awards.list_awards(world.store.con, decision)] == ["Lê Văn Ba"]


def test_without_an_office_nothing_is_decided(store: Any, sentence: Callable[..., str]) -> None:
    with pytest.raises(BadInput, match="cơ quan") as refused, store.action("Ra") as action:
        decisions.draft_decision(action, nomination_ids=[1])
    sentence(refused.value)


def test_a_superiors_decision_enters_the_register(world: Any, sentence: Callable[..., str]) -> None:
    one = world.nominate("Lê Văn Cao", form_code="bang_khen")
    with world.store.action("Tỉnh") as action:
        province = organizations.add_organization(
            action, name="Ủy ban nhân dân tỉnh Đông Sơn", level="province"
        )
    facts = {"organization_id": province, "day": DAY, "form_code": "bang_khen", "authority_level": "province"}
    with pytest.raises(BadInput, match="Lê Văn Cao") as refused, world.store.action("Nhập") as action:
        decisions.add_superior_decision(action, number="12/QĐ-UBND", nomination_ids=[one], **facts)
    sentence(refused.value)
    with world.store.action("Trình") as action:
        nominations.set_status(action, [one], "appraised")
        nominations.set_status(action, [one], "sent_up")
    with pytest.raises(BadInput, match="ký hiệu") as refused, world.store.action("Nhập") as action:
        decisions.add_superior_decision(action, number="12", nomination_ids=[one], **facts)
    sentence(refused.value)
    with world.store.action("Nhập") as action:
        decision = decisions.add_superior_decision(action, number="12/QĐ-UBND", nomination_ids=[one], **facts)
    found = decisions.get_decision(world.store.con, decision)
    assert (found.is_own, found.organization) == (False, "Ủy ban nhân dân tỉnh Đông Sơn")
    (award,) = awards.list_awards(world.store.con, decision)
    # 1,0 × 1.800.000
    assert (award.register_number, award.prize_amount) == ("01/2023", 1_800_000)
    assert world.status("Lê Văn Cao") == "decided"
    # Our own decision of the same number and day is another decision.
    world.nominate("Trần Thị An")
    world.approve("Trần Thị An")
    own = draft(world, "Trần Thị An")
    issue(world, own, "12")
    assert [a.register_number for a in awards.list_awards(world.store.con, own)] == ["02/2023"]


def test_receipt_waits_for_the_decision(approved: Any, sentence: Callable[..., str]) -> None:
    decision = draft(approved)
    con = approved.store.con
    ids = [a.id for a in awards.list_awards(con, decision)]
    with pytest.raises(BadInput, match="chưa ban hành") as refused, approved.store.action("Trao") as action:
        awards.mark_received(action, ids, DAY)
    issue(approved, decision)
    with pytest.raises(BadInput, match="20/12/2023") as refused, approved.store.action("Trao") as action:
        awards.mark_received(action, ids, D(2023, 12, 19))
    sentence(refused.value)
    with approved.store.action("Trao") as action:
        assert awards.mark_received(action, ids[:2], D(2023, 12, 25), "Tổ trưởng") == 2
    assert [a.received_by for a in awards.list_awards(con, decision)][:3] == ["Tổ trưởng", "Tổ trưởng", ""]
    with approved.store.action("Chưa trao") as action:
        assert awards.mark_received(action, ids[:1], None) == 1
    assert awards.get_award(con, ids[0]).received_date is None


@pytest.mark.parametrize(
    ("fact", "value", "allowed"),
    [
        ("position_unit", "Tổ phó TDP 3", True),
        ("honorific", "Cô", True),
        ("recipient", "TRẦN THỊ ÁN", True),
        ("recipient", "Trần Thị An ", True),
        ("recipient", "Trần Thị Ánh", False),
        ("recipient", "Trần Thị", False),
        ("citation", "Thành tích khác hẳn", False),
    ],
)
def test_after_the_issue_words_fit_the_sheet_but_name_and_citation_stay(
    approved: Any, fact: str, value: str, allowed: bool
) -> None:
    decision = draft(approved)
    issue(approved, decision)
    con = approved.store.con
    award = next(a for a in awards.list_awards(con, decision) if a.recipient == "Trần Thị An")
    before = awards.get_award(con, award.id)
    if allowed:
        with approved.store.action("Sửa cách in") as action:
            awards.change_printed(action, award.id, **{fact: value})
        assert getattr(awards.get_award(con, award.id), fact) == value.strip()
        return
    with pytest.raises(BadInput, match="quyết định điều chỉnh"), approved.store.action("Sửa") as action:
        awards.change_printed(action, award.id, **{fact: value})
    assert awards.get_award(con, award.id) == before


def test_an_empty_honorific_may_be_filled_after_the_issue(approved: Any) -> None:
    decision = draft(approved)
    issue(approved, decision)
    nameless = next(a for a in awards.list_awards(approved.store.con, decision) if a.recipient == "Y Thanh")
    with approved.store.action("Ghi Ông, Bà") as action:
        assert awards.change_printed(action, nameless.id, honorific="Bà")


def test_a_thousand_awards_are_read_without_a_query_each(world: Any) -> None:
    with world.store.action("Nhập 1.000 người") as action:
        for number in range(1000):
            person = people.add_subject(action, kind="individual", name=f"Nguyễn Văn Số {number:04d}")
            nominations.nominate(action, subject_id=person, campaign_award_id=world.line)
    with world.store.action("Duyệt") as action:
        nominations.approve_all(action, world.campaign)
    asked: list[str] = []
    with world.store.action("Ra quyết định") as action:
        world.store.con.set_trace_callback(asked.append)
        decisions.decide(action, world.campaign, number="12", day=DAY)
        world.store.con.set_trace_callback(None)
    reading = [
        sql
        for sql in asked
        if sql.lstrip().upper().startswith("SELECT")
        and ("JOIN" in sql or "prize_rate" in sql or "award_form" in sql)
    ]
    assert len(reading) < 40
    assert len(catalogues.rows(world.store.con, "prize_rate")) > 10
    asked.clear()
    world.store.con.set_trace_callback(asked.append)
    (found,) = decisions.list_decisions(world.store.con)
    listed = awards.list_awards(world.store.con, found.id)
    world.store.con.set_trace_callback(None)
    assert (len(asked), found.individuals, len(listed)) == (2, 1000, 1000)
    assert listed[-1].register_number == "1000/2023"
