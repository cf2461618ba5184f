"""Sessions: members over time, opinions in writing, thresholds of the catalogue, ballots counted, the tally."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from db import catalogues, council_votes, councils, organizations
from db.council_votes import Ballot
from db.errors import BadInput

D = dt.date
MET = D(2025, 8, 20)
Refuse = Callable[..., str]


@pytest.fixture
def nine(world: Any) -> tuple[Any, int, list[int]]:
    """The ward with a council of nine; the chairman of the ward chairs it."""
    with world.store.action("Lập Hội đồng") as action:
        council = councils.save_council(action, name="Hội đồng Thi đua - Khen thưởng", day=D(2023, 1, 5))
        names = ("Trần Văn Bình", "Lê Thị Cúc", *(f"Ủy viên {n}" for n in range(3, 10)))
        roles = ("chair", "standing_deputy", "deputy", *["member"] * 5, "secretary")
        ids = [
            councils.save_member(action, council, name=name, role=role)
            for name, role in zip(names, roles, strict=True)
        ]
    return world, council, ids


def meet(
    world: Any, council: int, ids: list[int], present: int, kind: str = "meeting", day: dt.date = MET
) -> int:
    with world.store.action("Họp") as action:
        meeting = councils.save_meeting(action, council, day=day, kind=kind, campaign_id=world.campaign)
        councils.set_attendance(action, meeting, {one: n < present for n, one in enumerate(ids)})
    return meeting


def vote(world: Any, meeting: int, *ballots: Ballot) -> None:
    with world.store.action("Biểu quyết") as action:
        council_votes.record_votes(action, meeting, ballots)


def test_members_come_and_go(nine: tuple[Any, int, list[int]]) -> None:
    world, council, ids = nine
    with world.store.action("Đổi thành viên") as action:
        councils.end_member(action, ids[3], D(2024, 3, 31))
        newcomer = councils.save_member(
            action, council, name="Người Mới", role="member", active_from=D(2024, 4, 1)
        )
    con = world.store.con
    before = {m.id for m in councils.members(con, council, D(2024, 3, 31))}
    after = {m.id for m in councils.members(con, council, D(2024, 4, 1))}
    assert before == set(ids)
    assert after == (set(ids) - {ids[3]}) | {newcomer}
    early, late = (
        meet(world, council, [], 0, day=D(2024, 3, 1)),
        meet(world, council, [], 0, day=D(2024, 5, 1)),
    )
    assert {a.member.id for a in councils.attendance(con, early)} == before
    assert {a.member.id for a in councils.attendance(con, late)} == after
    assert councils.quorum(con, late).members == 9


def test_a_role_passes_on_with_its_day(nine: tuple[Any, int, list[int]], refused: Refuse) -> None:
    world, council, ids = nine
    assert "Chủ tịch" in refused(lambda a: councils.change_role(a, ids[1], "chair", D(2024, 7, 1)))
    with world.store.action("Kiện toàn") as action:
        councils.end_member(action, ids[0], D(2024, 6, 30))
        chair = councils.change_role(action, ids[1], "chair", D(2024, 7, 1))
    roles = {
        day: {m.name: m.role for m in councils.members(world.store.con, council, day)}
        for day in (D(2024, 6, 30), D(2024, 7, 1))
    }
    assert roles[D(2024, 6, 30)]["Lê Thị Cúc"] == "standing_deputy"
    assert roles[D(2024, 7, 1)]["Lê Thị Cúc"] == "chair"
    assert "Trần Văn Bình" not in roles[D(2024, 7, 1)]
    assert [m.role for m in councils.members(world.store.con, council) if m.name == "Lê Thị Cúc"] == [
        "standing_deputy",
        "chair",
    ]
    refused(lambda a: councils.end_member(a, chair, D(2024, 6, 1)))
    with world.store.action("Bỏ ngày thôi") as action:
        assert councils.end_member(action, ids[0], None)


def test_who_left_still_stands_on_the_session_that_counted_him(nine: tuple[Any, int, list[int]]) -> None:
    world, council, ids = nine
    meeting = meet(world, council, ids, 9)
    with world.store.action("Thôi") as action:
        councils.end_member(action, ids[8], MET - dt.timedelta(days=1))
    assert len(councils.attendance(world.store.con, meeting)) == 9


def test_the_deputy_signs_where_the_chair_is_the_one_asked(nine: tuple[Any, int, list[int]]) -> None:
    world, council, ids = nine
    signer = councils.signer_for(world.store.con, council, MET)
    assert signer is not None
    assert (signer.name, signer.role) == ("Lê Thị Cúc", "standing_deputy")
    with world.store.action("Chủ tịch Hội đồng là người khác") as action:
        councils.end_member(action, ids[0], D(2025, 1, 1))
        councils.save_member(action, council, name="Người Khác", role="chair", active_from=D(2025, 1, 2))
    chair = councils.signer_for(world.store.con, council, MET)
    assert chair is not None
    assert chair.name == "Người Khác"


def test_below_quorum_nothing_is_voted(nine: tuple[Any, int, list[int]], refused: Refuse) -> None:
    world, council, ids = nine
    one = world.nominate("Trần Thị An")
    meeting = meet(world, council, ids, 5)
    said = councils.may_vote(world.store.con, meeting)
    assert said == (
        "Có mặt 05/09 thành viên, chưa đủ 2/3 (cần ít nhất 06 thành viên); "
        "hãy ghi đủ người dự họp rồi mới ghi biểu quyết."
    )
    assert refused(lambda a: council_votes.record_votes(a, meeting, [Ballot(one, 5)])) == said
    with world.store.action("Đến muộn") as action:
        councils.set_attendance(action, meeting, {ids[5]: True})
    assert councils.may_vote(world.store.con, meeting) == ""


def test_the_quorum_follows_the_catalogue(nine: tuple[Any, int, list[int]]) -> None:
    world, council, ids = nine
    meeting = meet(world, council, ids, 6)
    with world.store.action("Quy chế của tỉnh") as action:
        for row in catalogues.rows(action.con, "vote_rule", on=MET):
            if row["kind"] == "quorum":
                catalogues.save_row(action, "vote_rule", {"share": "3/4"}, row["id"])
    found = councils.quorum(world.store.con, meeting)
    assert (found.needed, found.met) == (7, False)
    assert "chưa đủ 3/4" in found.sentence


def test_the_threshold_of_a_form_and_its_base(nine: tuple[Any, int, list[int]]) -> None:
    world, council, ids = nine
    with world.store.action("Quy chế của tỉnh") as action:
        catalogues.save_row(
            action,
            "vote_rule",
            {"kind": "approval", "form_code": "giay_khen", "level": "commune", "share": "70%", "base": "all",
             "valid_from": "2025-01-01", "source": "Quyết định của tỉnh", "verified": 1},
        )  # fmt: skip
    seven = meet(world, council, ids, 7)
    all_of, few, other = (
        world.nominate("Trần Thị An"),
        world.nominate("Lê Văn Ba"),
        world.nominate("Y Thanh", form_code="ldtt"),
    )
    vote(world, seven, Ballot(all_of, 7), Ballot(few, 6, 1, note="Chưa đủ phiếu"), Ballot(other, 4, 3))
    assert [world.status(n) for n in ("Trần Thị An", "Lê Văn Ba", "Y Thanh")] == [
        "approved",
        "rejected",
        "approved",
    ]
    first, second, third = council_votes.votes(world.store.con, seven)
    assert [(v.base, v.needed) for v in (first, second, third)] == [(9, 7), (9, 7), (7, 4)]
    assert "70% tổng số thành viên" in first.threshold
    assert "chưa có quy định riêng" in third.threshold


def test_what_was_voted_stays_as_it_was_when_the_catalogue_changes(nine: tuple[Any, int, list[int]]) -> None:
    world, council, ids = nine
    meeting = meet(world, council, ids, 9)
    vote(world, meeting, Ballot(world.nominate("Trần Thị An"), 5, 4))
    before = council_votes.votes(world.store.con, meeting)
    with world.store.action("Sửa danh mục") as action:
        for row in catalogues.rows(action.con, "vote_rule"):
            catalogues.save_row(action, "vote_rule", {"share": "90%", "base": "all"}, row["id"])
    assert council_votes.votes(world.store.con, meeting) == before


@pytest.mark.parametrize(
    ("base", "votes_for", "told"), [("", 4, "approved"), ("all", 4, "rejected"), ("all", 5, "approved")]
)
def test_a_session_may_take_its_percentage_of_all(
    nine: tuple[Any, int, list[int]], base: str, votes_for: int, told: str
) -> None:
    world, council, ids = nine
    meeting = meet(world, council, ids, 6, kind="written")
    with world.store.action("Cách tính") as action:
        council_votes.set_voting(action, meeting, method="ballots", vote_base=base)
    vote(
        world,
        meeting,
        Ballot(world.nominate("Trần Thị An"), votes_for, 0, None if told == "approved" else told),
    )
    assert world.status("Trần Thị An") == told
    assert council_votes.votes(world.store.con, meeting)[0].base == (9 if base == "all" else 6)


def test_absent_members_are_asked_in_writing(nine: tuple[Any, int, list[int]], refused: Refuse) -> None:
    world, council, ids = nine
    meeting = meet(world, council, ids, 6)
    con = world.store.con
    with world.store.action("Gửi phiếu") as action:
        assert council_votes.ask_in_writing(action, meeting, ids[6:], MET) == 3
        council_votes.set_answered(action, meeting, {ids[6]: D(2025, 8, 22), ids[7]: D(2025, 8, 23)})
    assert [a.took_part for a in councils.attendance(con, meeting)] == [True] * 8 + [False]
    assert councils.quorum(con, meeting).present == 6, "a written answer is no presence"
    vote(world, meeting, Ballot(world.nominate("Trần Thị An"), 5, 3))
    assert council_votes.votes(con, meeting)[0].base == 8
    assert "dự họp" in refused(lambda a: council_votes.ask_in_writing(a, meeting, [ids[0]], MET))
    assert "trước ngày họp" in refused(
        lambda a: council_votes.ask_in_writing(a, meeting, [ids[8]], D(2025, 8, 1))
    )
    assert "trước ngày gửi" in refused(
        lambda a: council_votes.set_answered(a, meeting, {ids[8]: D(2025, 8, 1)})
    )
    assert "Chưa gửi" in refused(lambda a: council_votes.set_answered(a, meeting, {ids[0]: MET}))


def test_a_round_in_writing_counts_what_came_back(nine: tuple[Any, int, list[int]]) -> None:
    world, council, ids = nine
    meeting = meet(world, council, [], 0, kind="written")
    con = world.store.con
    with world.store.action("Gửi phiếu lấy ý kiến") as action:
        council_votes.ask_in_writing(action, meeting, ids, MET)
    assert councils.quorum(con, meeting).present == 0
    for n, one in enumerate(ids[:6], start=1):
        with world.store.action("Nhận ý kiến") as action:
            council_votes.set_answered(action, meeting, {one: MET + dt.timedelta(days=n)})
    found = councils.quorum(con, meeting)
    assert found.sentence == "Đã nhận ý kiến của 06/09 thành viên, đủ 2/3 theo quy định."
    with world.store.action("Ghi nhầm") as action:
        council_votes.set_answered(action, meeting, {ids[0]: None})
    assert not councils.quorum(con, meeting).met


def test_ballots_are_counted(nine: tuple[Any, int, list[int]], refused: Refuse) -> None:
    world, council, ids = nine
    meeting = meet(world, council, ids, 8)
    one = world.nominate("Trần Thị An")
    assert "nhiều hơn 8" in refused(
        lambda a: council_votes.set_voting(a, meeting, method="ballots", ballots_issued=9)
    )
    assert "phát ra" in refused(
        lambda a: council_votes.set_voting(a, meeting, method="ballots", ballots_issued=7, ballots_returned=8)
    )
    refused(lambda a: council_votes.set_voting(a, meeting, method="shouting"))
    with world.store.action("Kiểm phiếu") as action:
        council_votes.set_voting(action, meeting, method="ballots", ballots_issued=8, ballots_returned=8)
    assert "cộng lại là 7, khác 8" in refused(
        lambda a: council_votes.record_votes(a, meeting, [Ballot(one, 5, 2)])
    )
    vote(world, meeting, Ballot(one, 5, 2, votes_invalid=1))
    (line,) = council_votes.tally(world.store.con, meeting).lines
    assert (line.vote.votes_invalid, line.shown_percent) == (1, "62,5%")


def test_raised_hands_need_no_ballots(nine: tuple[Any, int, list[int]]) -> None:
    world, council, ids = nine
    meeting = meet(world, council, ids, 9)
    with world.store.action("Giơ tay") as action:
        council_votes.set_voting(action, meeting, method="raised")
    vote(world, meeting, Ballot(world.nominate("Trần Thị An"), 9))
    found = councils.get_meeting(world.store.con, meeting)
    assert (council_votes.METHODS[found.method], found.ballots_issued) == ("Biểu quyết giơ tay", None)


def test_the_tally_stands_in_the_order_of_lists(nine: tuple[Any, int, list[int]]) -> None:
    world, council, ids = nine
    meeting = meet(world, council, ids, 9)
    for name, kind in (
        ("Lê Văn Ánh", "individual"),
        ("Trần Thị An", "individual"),
        ("Hộ ông Bảy", "household"),
        ("Tổ dân phố 3", "collective"),
    ):
        world.nominate(name, kind=kind)
    vote(
        world,
        meeting,
        *(Ballot(one, 9 - 2 * n, 2 * n, note="Thiếu phiếu") for n, one in enumerate(world.nominee.values())),
    )
    found = council_votes.tally(world.store.con, meeting)
    assert [(line.nomination.name, line.vote.votes_for, line.shown_percent) for line in found.lines] == [
        ("Tổ dân phố 3", 3, "33,3%"),
        ("Trần Thị An", 7, "77,7%"),
        ("Lê Văn Ánh", 9, "100%"),
        ("Hộ ông Bảy", 5, "55,5%"),
    ]
    assert [line.nomination.name for line in found.with_result("rejected")] == ["Tổ dân phố 3"]
    assert (found.taking_part, found.quorum.met) == (9, True)


def test_a_signer_in_office_is_asked_by_day(world: Any) -> None:
    with world.store.action("Nhiệm kỳ") as action:
        organizations.set_term(action, world.chair, D(2021, 6, 1), D(2024, 5, 31))
    con = world.store.con
    assert [s.name for s in organizations.signers(con, world.office, D(2024, 5, 31))] == [
        "Trần Văn Bình",
        "Lê Thị Cúc",
    ]
    assert [s.name for s in organizations.signers(con, world.office, D(2024, 6, 1))] == ["Lê Thị Cúc"]
    assert len(organizations.signers(con, world.office)) == 2
    with pytest.raises(BadInput, match="trước ngày bắt đầu"), world.store.action("Nhiệm kỳ") as action:
        organizations.set_term(action, world.chair, D(2024, 6, 1), D(2024, 5, 31))


@pytest.mark.parametrize("kind", ["meeting", "written"])
@pytest.mark.parametrize("base", ["", "all", "present"])
def test_what_a_dialog_shows_is_what_is_recorded(
    nine: tuple[Any, int, list[int]], kind: str, base: str
) -> None:
    world, council, ids = nine
    one = world.nominate("Trần Thị An")
    meeting = meet(world, council, ids, 7, kind=kind)
    with world.store.action("Cách tính") as action:
        council_votes.set_voting(action, meeting, method="raised", vote_base=base)
    planned = council_votes.Asked.planned(
        world.store.con, day=MET, kind=kind, members=9, taking_part=7, vote_base=base
    )
    assert planned == council_votes.Asked.at(world.store.con, meeting)
    told = planned.outcome("giay_khen", 5, 2)
    vote(world, meeting, Ballot(one, 5, 2))
    (found,) = council_votes.votes(world.store.con, meeting)
    assert (found.result, found.needed) == (told, planned.needed("giay_khen"))
