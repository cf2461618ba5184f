"""What stands against a decision, one sentence each, nothing saved; and organs that keep the names of their day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from db import (
    awards,
    catalogues,
    corrections,
    council_votes,
    councils,
    decisions,
    organizations,
    prize_questions,
    submissions,
)
from db.council_votes import Ballot

D = dt.date
DAY = D(2023, 12, 20)
Refuse = Callable[..., str]
Sentence = Callable[[str], str]


@pytest.fixture
def drafted(world: Any) -> tuple[Any, int]:
    """A draft of two awards after a meeting of 10/12/2023 and a council's submission of 12/12/2023."""
    for name in ("Trần Thị An", "Lê Văn Ba"):
        world.nominate(name)
    with world.store.action("Họp, trình, dự thảo") as action:
        council = councils.save_council(action, name="Hội đồng")
        member = councils.save_member(action, council, name="Một người", role="chair")
        meeting = councils.save_meeting(action, council, day=D(2023, 12, 10), campaign_id=world.campaign)
        councils.set_attendance(action, meeting, {member: True})
        council_votes.record_votes(action, meeting, [Ballot(one, 1) for one in world.nominee.values()])
        paper = submissions.submit(action, kind="council", nomination_ids=list(world.nominee.values()))
        submissions.set_number(action, paper, "3", D(2023, 12, 12), symbol="UBND", council_symbol="HĐTĐKT")
        decision = decisions.draft_decision(action, nomination_ids=list(world.nominee.values()))
    return world, decision


def test_all_is_well(drafted: tuple[Any, int]) -> None:
    world, decision = drafted
    assert decisions.problems(world.store.con, decision, "12", DAY) == []


@pytest.mark.parametrize(
    ("day", "sentences"),
    [
        (D(2023, 12, 11), ["Ngày ký trước ngày tờ trình của Hội đồng (12/12/2023)"]),
        (
            D(2023, 12, 9),
            [
                "Ngày ký trước ngày họp Hội đồng (10/12/2023)",
                "Ngày ký trước ngày tờ trình của Hội đồng (12/12/2023)",
            ],
        ),
    ],
)
def test_not_before_what_it_rests_on(
    drafted: tuple[Any, int], refused: Refuse, sentence: Sentence, day: dt.date, sentences: list[str]
) -> None:
    world, decision = drafted
    found = decisions.problems(world.store.con, decision, "12", day)
    assert [one.split(";")[0] for one in found] == sentences
    for one in found:
        sentence(one)
    assert refused(lambda a: decisions.issue(a, decision, "12", day)) == found[0]


def test_a_round_in_writing_counts_by_the_day_it_came_back(drafted: tuple[Any, int]) -> None:
    world, decision = drafted
    meeting = councils.list_meetings(world.store.con)[0]
    with world.store.action("Nhận đủ ý kiến") as action:
        councils.save_meeting(
            action, meeting.council_id, day=meeting.day, returned_date=D(2023, 12, 25), meeting_id=meeting.id
        )
    found = decisions.problems(world.store.con, decision, "12", DAY)
    assert found == ["Ngày ký trước ngày họp Hội đồng (25/12/2023); hãy sửa lại ngày của quyết định."]


@pytest.mark.parametrize("typed", ["12", "012", "12/QĐ-UBND", "12/qđ-ubnd"])
def test_a_number_is_used_once_a_day_and_organ(drafted: tuple[Any, int], refused: Refuse, typed: str) -> None:
    world, decision = drafted
    world.nominate("Y Thanh")
    world.approve("Y Thanh")
    with world.store.action("Quyết định khác") as action:
        other = decisions.draft_decision(action, nomination_ids=[world.nominee["Y Thanh"]])
        decisions.issue(action, other, "12", DAY)
    said = refused(lambda a: decisions.issue(a, decision, typed, DAY))
    assert said.startswith("Số 12/QĐ-UBND ngày 20/12/2023 đã có trong sổ")
    assert decisions.problems(world.store.con, decision, typed, D(2023, 12, 21)) == []


# Terms of office of the chair, and whether he may sign on 20/12/2023.
@pytest.mark.parametrize(
    ("start", "end", "may"),
    [
        (None, None, True),
        (D(2021, 6, 1), None, True),
        (D(2023, 12, 20), D(2023, 12, 20), True),
        (D(2023, 12, 21), None, False),
        (None, D(2023, 12, 19), False),
    ],
)
def test_who_signs_is_in_office_that_day(
    drafted: tuple[Any, int], refused: Refuse, start: dt.date | None, end: dt.date | None, may: bool
) -> None:
    world, decision = drafted
    with world.store.action("Nhiệm kỳ") as action:
        organizations.set_term(action, world.chair, start, end)
    assert (decisions.problems(world.store.con, decision, "12", DAY) == []) == may
    if not may:
        said = refused(lambda a: decisions.issue(a, decision, "12", DAY))
        assert said.startswith("“Trần Văn Bình” không giữ chức vụ ký vào ngày 20/12/2023")
        with world.store.action("Người khác ký") as action:
            decisions.change_draft(action, decision, signer_id=world.deputy)
        assert decisions.problems(world.store.con, decision, "12", DAY) == []


def test_a_second_term_counts_and_a_name_taken_off_is_no_bar(drafted: tuple[Any, int]) -> None:
    world, decision = drafted
    with world.store.action("Hai nhiệm kỳ") as action:
        organizations.set_term(action, world.chair, None, D(2020, 1, 1))
        again = organizations.save_signer(action, world.office, name="Trần  Văn Bình", title="Chủ tịch")
        organizations.set_term(action, again, D(2023, 1, 1), None)
    assert decisions.problems(world.store.con, decision, "12", DAY) == []
    with world.store.action("Xóa khỏi danh sách") as action:
        organizations.remove_signer(action, again)
        organizations.remove_signer(action, world.chair)
    assert decisions.problems(world.store.con, decision, "12", DAY) == []


@pytest.mark.parametrize(
    ("day", "name"),
    [(D(2023, 6, 30), "Trần Văn Bình"), (D(2023, 7, 1), "Lê Thị Cúc"), (D(2030, 1, 1), "Lê Thị Cúc")],
)
def test_who_is_in_office_signs_by_itself(world: Any, day: dt.date, name: str) -> None:
    with world.store.action("Nhiệm kỳ") as action:
        organizations.set_term(action, world.chair, None, D(2023, 6, 30))
    world.nominate("Trần Thị An")
    world.approve()
    with world.store.action("Quyết định") as action:
        made = decisions.decide(action, world.campaign, number="12", day=day)
    assert decisions.get_decision(world.store.con, made).signer_name == name


def test_where_nobody_is_in_office_the_first_stands_and_is_refused(world: Any, refused: Refuse) -> None:
    with world.store.action("Nhiệm kỳ") as action:
        for signer in (world.chair, world.deputy):
            organizations.set_term(action, signer, None, D(2020, 1, 1))
    world.nominate("Trần Thị An")
    world.approve()
    said = refused(lambda a: decisions.decide(a, world.campaign, number="12", day=DAY))
    assert said.startswith("“Trần Văn Bình” không giữ chức vụ")


@pytest.mark.parametrize("form", ["tl", "tuq"])
def test_nobody_decides_awards_by_order_or_delegation(world: Any, refused: Refuse, form: str) -> None:
    """Điều 79, Điều 80 Luật 06/2022/QH15: the chairman decides himself; a deputy signs in his place (KT.)."""
    with world.store.action("Người ký thừa lệnh") as action:
        office = organizations.own(action.con)
        assert office is not None
        clerk = organizations.save_signer(
            action, office.id, name="Y Văn Phòng", title="Chánh Văn phòng", signature_form=form, ordinal=-1
        )
    world.nominate("Trần Thị An")
    world.approve()
    ids = list(world.nominee.values())
    said = refused(lambda a: decisions.draft_decision(a, nomination_ids=ids, signer_id=clerk))
    assert said.startswith("“Y Văn Phòng” ký thừa lệnh hoặc thừa ủy quyền")
    with world.store.action("Dự thảo") as action:
        made = decisions.draft_decision(action, nomination_ids=ids)
    assert decisions.get_decision(world.store.con, made).signer_name == "Trần Văn Bình"
    assert refused(lambda a: decisions.change_draft(a, made, signer_id=clerk)) == said
    with world.store.action("Dự thảo của chương trình cũ") as action:
        action.update("decision", made, signer_name="Y Văn Phòng", signature_form=form)
    assert refused(lambda a: decisions.issue(a, made, "12", DAY)) == said
    with world.store.action("Ký đúng thẩm quyền") as action:
        decisions.change_draft(action, made, signer_id=world.deputy)
        decisions.issue(action, made, "12", DAY)
    assert said == refused(
        lambda a: corrections.draft(a, made, kind="cancel", reason="Sai đối tượng", signer_id=clerk)
    )


def test_an_empty_list_and_no_number(drafted: tuple[Any, int], refused: Refuse) -> None:
    world, decision = drafted
    with world.store.action("Bỏ hết") as action:
        for award in awards.list_awards(action.con, decision):
            action.delete("award", award.id)
    assert "chưa có ai" in refused(lambda a: decisions.issue(a, decision, "12", DAY))
    refused(lambda a: decisions.issue(a, decision, "mười hai", DAY))


# ---------------------------------------------------------------- figures a prize lacks


def without_salary(world: Any) -> None:
    with world.store.action("Xóa lương cơ sở") as action:
        for row in catalogues.rows(action.con, "base_salary"):
            if row["valid_from"] == "2023-07-01":
                catalogues.delete_row(action, "base_salary", row["id"])


def test_a_missing_base_salary_is_asked_for_once_and_never_stops(drafted: tuple[Any, int]) -> None:
    world, decision = drafted
    con = world.store.con
    assert prize_questions.questions(con, decision, DAY) == ()
    without_salary(world)
    (asked,) = prize_questions.questions(con, decision, DAY)
    assert (asked.kind, asked.count, asked.suggestion) == ("salary", 2, None)
    assert asked.sentence == "Chưa có mức lương cơ sở ngày 20/12/2023; hãy ghi mức và văn bản quy định."
    with world.store.action("Ban hành") as action:
        decisions.issue(action, decision, "12", DAY)
    assert {a.prize_amount for a in awards.list_awards(con, decision)} == {None}
    with world.store.action("Ghi lương cơ sở") as action:
        changed = prize_questions.answer(
            action, asked, 1_800_000, "Nghị định số 24/2023/NĐ-CP", decision_id=decision
        )
    assert changed == 2
    found = awards.list_awards(con, decision)
    assert {(a.prize_amount, a.prize_base_salary) for a in found} == {(270_000, 1_800_000)}
    assert prize_questions.questions(con, decision, DAY) == (), "asked once"
    row = catalogues.rows(con, "base_salary", on=DAY)[0]
    assert (row["amount"], row["source"]) == (1_800_000, "Nghị định số 24/2023/NĐ-CP")


def test_an_unknown_and_an_unchecked_rate_are_asked_for(world: Any, refused: Refuse) -> None:
    world.nominate("Trần Thị An")
    world.approve()
    with world.store.action("Dự thảo") as action:
        decision = decisions.draft_decision(action, nomination_ids=list(world.nominee.values()))
    (unchecked,) = prize_questions.questions(world.store.con, decision, D(2024, 5, 1))
    assert (unchecked.kind, unchecked.suggestion, unchecked.level) == ("rate", 150, "commune")
    assert unchecked.sentence.startswith(
        "Chưa đối chiếu hệ số tiền thưởng Giấy khen (cá nhân) ngày 01/05/2024"
    )
    (unknown,) = prize_questions.questions(world.store.con, decision, D(2025, 8, 1))
    assert (unknown.suggestion, unknown.sentence.split()[0:2]) == (None, ["Chưa", "có"])
    refused(lambda a: prize_questions.answer(a, unknown, 300, " "))
    with world.store.action("Ghi hệ số, ban hành") as action:
        prize_questions.answer(action, unknown, 300, "Quyết định của tỉnh")
        decisions.issue(action, decision, "12", D(2025, 8, 1))
    assert awards.list_awards(world.store.con, decision)[0].prize_amount == 710_000
    assert prize_questions.questions(world.store.con, decision, D(2025, 8, 1)) == ()


# ---------------------------------------------------------------- organs


def test_a_renamed_office_renames_no_old_decision(drafted: tuple[Any, int]) -> None:
    world, decision = drafted
    con = world.store.con
    assert decisions.get_decision(con, decision).organization == "Ủy ban nhân dân phường An Lạc"
    with world.store.action("Ban hành") as action:
        decisions.issue(action, decision, "12", DAY)
    with world.store.action("Đổi tên") as action:
        organizations.save_own(
            action, name="Ủy ban nhân dân phường An Lạc Đông", level="ward", place="An Lạc Đông"
        )
    assert decisions.get_decision(con, decision).organization == "Ủy ban nhân dân phường An Lạc"
    world.nominate("Y Thanh")
    world.approve("Y Thanh")
    with world.store.action("Dự thảo") as action:
        young = decisions.draft_decision(action, nomination_ids=[world.nominee["Y Thanh"]])
    assert decisions.get_decision(con, young).organization == "Ủy ban nhân dân phường An Lạc Đông"


def test_two_decisions_of_one_number_from_two_merged_communes(world: Any) -> None:
    names = ("Trần Thị An", "Lê Văn Ba")
    for name in names:
        world.nominate(name)
    world.approve()
    made = []
    with world.store.action("Hai xã cũ") as action:
        for name, nominee in zip(("xã Đông", "xã Tây"), names, strict=True):
            organ = organizations.add_organization(action, name=f"Ủy ban nhân dân {name}", level="commune")
            made.append(
                decisions.add_superior_decision(
                    action,
                    organization_id=organ,
                    number="12/QĐ-UBND",
                    day=D(2025, 3, 1),
                    form_code="giay_khen",
                    authority_level="commune",
                    nomination_ids=[world.nominee[nominee]],
                )
            )
            organizations.succeed(action, [organ], world.office, D(2025, 7, 1), "NQ của Quốc hội")
    con = world.store.con
    assert [d.organization for d in decisions.with_number(con, "12")] == [
        "Ủy ban nhân dân xã Đông",
        "Ủy ban nhân dân xã Tây",
    ]
    for decision in made:
        organ = decisions.get_decision(con, decision).organization_id
        assert organizations.present_of(con, organ) == (world.office,)
    assert len(organizations.own_lineage(con)) == 3


def test_successions_follow_each_other_and_never_in_a_circle(world: Any, refused: Refuse) -> None:
    with world.store.action("Ba lần đổi") as action:
        first, second, third, split = (
            organizations.find_or_add(action, name=f"Xã {n}", level="commune") for n in (1, 2, 3, 4)
        )
        organizations.succeed(action, [first], second, D(2005, 1, 1))
        organizations.succeed(action, [second], third, D(2020, 1, 1))
        organizations.succeed(action, [second], split, D(2020, 1, 1))
        assert organizations.find_or_add(action, name="XÃ 1", level="commune") == first
    con = world.store.con
    assert organizations.present_of(con, first) == (third, split)
    assert organizations.present_of(con, third) == (third,)
    assert "chính nó" in refused(lambda a: organizations.succeed(a, [third], third, D(2025, 7, 1)))
    assert "chính nó" in refused(lambda a: organizations.succeed(a, [second], first, D(2025, 7, 1)))
    assert "đã ghi" in refused(lambda a: organizations.succeed(a, [first], second, D(2025, 7, 1)))
