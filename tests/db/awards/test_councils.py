"""The council: members, quorum, votes, and what they do to nominations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from db import council_votes, councils, history, nominations, settings
from db.council_votes import Ballot
from db.councils import Quorum
from db.errors import BadInput

D = dt.date


@pytest.fixture
def session(world: Any) -> tuple[Any, int, list[int]]:
    """The ward with nine council members and a meeting nobody has been counted at."""
    with world.store.action("Lập Hội đồng") as action:
        council = councils.save_council(
            action, name="Hội đồng Thi đua - Khen thưởng", number="07/QĐ-UBND", day=D(2023, 1, 5)
        )
        roles = ["chair", "standing_deputy", "deputy", *["member"] * 5, "secretary"]
        ids = [
            councils.save_member(action, council, name=f"Ủy viên {n}", role=role)
            for n, role in enumerate(roles, start=1)
        ]
        meeting = councils.save_meeting(action, council, day=D(2023, 12, 10), campaign_id=world.campaign)
    return world, meeting, ids


def come(world: Any, meeting: int, ids: list[int], count: int) -> None:
    with world.store.action("Điểm danh") as action:
        councils.set_attendance(
            action, meeting, {one: n < count for n, one in enumerate(ids)}, {ids[-1]: "Đi công tác"}
        )


@pytest.mark.parametrize(
    ("members", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (9, 6), (10, 7), (11, 8), (15, 10)]
)
def test_two_thirds_by_hand(session: tuple[Any, int, list[int]], members: int, needed: int) -> None:
    world = session[0]
    with world.store.action("Hội đồng khác") as action:
        council = councils.save_council(action, name="Hội đồng khác")
        for n in range(members):
            councils.save_member(action, council, name=f"Người {n}")
        meeting = councils.save_meeting(action, council, day=D(2023, 12, 10))
    assert councils.quorum(world.store.con, meeting).needed == needed


def test_the_quorum_in_words() -> None:
    assert Quorum(6, 9, 6).sentence == "Có mặt 06/09 thành viên, đủ 2/3 theo quy định."
    assert Quorum(5, 9, 6).sentence == "Có mặt 05/09 thành viên, chưa đủ 2/3 (cần ít nhất 06 thành viên)."
    assert not Quorum(0, 0, 0).met


def test_without_quorum_no_vote_counts(
    session: tuple[Any, int, list[int]], sentence: Callable[..., str]
) -> None:
    world, meeting, ids = session
    one = world.nominate("Trần Thị An")
    for present in (0, 5):
        come(world, meeting, ids, present)
        with pytest.raises(BadInput, match="2/3") as refused, world.store.action("Biểu quyết") as action:
            council_votes.record_votes(action, meeting, [Ballot(one, present)])
        sentence(refused.value)
    come(world, meeting, ids, 6)
    with world.store.action("Biểu quyết") as action:
        assert council_votes.record_votes(action, meeting, [Ballot(one, 6)]) == 1
    assert world.status("Trần Thị An") == "approved"


def test_absence_keeps_its_reason(session: tuple[Any, int, list[int]]) -> None:
    world, meeting, ids = session
    assert {a.present for a in councils.attendance(world.store.con, meeting)} == {None}
    come(world, meeting, ids, 6)
    listed = councils.attendance(world.store.con, meeting)
    assert [a.present for a in listed] == [True] * 6 + [False] * 3
    assert (listed[-1].note, listed[-1].member.shown_role) == ("Đi công tác", "Ủy viên, Thư ký")
    with world.store.action("Điểm danh lại") as action:
        assert councils.set_attendance(action, meeting, {ids[6]: True}) == 1
        assert councils.set_attendance(action, meeting, {ids[6]: True}) == 0


def test_the_majority_decides(session: tuple[Any, int, list[int]], tables: Callable[..., Any]) -> None:
    world, meeting, ids = session
    come(world, meeting, ids, 8)
    yes, no, later = (world.nominate(name) for name in ("Trần Thị An", "Lê Văn Ba", "Y Thanh"))
    before = tables(world.store)
    with world.store.action("Biểu quyết") as action:
        council_votes.record_votes(
            action,
            meeting,
            [Ballot(yes, 5, 3), Ballot(no, 3, 5, note="Thiếu minh chứng"), Ballot(later, 8, 0, "deferred")],
        )
    assert [world.status(name) for name in ("Trần Thị An", "Lê Văn Ba", "Y Thanh")] == [
        "approved",
        "rejected",
        "draft",
    ]
    assert nominations.get_nomination(world.store.con, no).status_reason == "Thiếu minh chứng"
    assert [v.shown_result for v in council_votes.votes(world.store.con, meeting)] == [
        "Thông qua",
        "Không thông qua",
        "Để lại xem xét sau",
    ]
    history.undo(world.store)
    assert tables(world.store) == before


def test_a_vote_recorded_again_replaces_the_first(session: tuple[Any, int, list[int]]) -> None:
    world, meeting, ids = session
    come(world, meeting, ids, 9)
    one = world.nominate("Trần Thị An")
    for ballot in (Ballot(one, 9), Ballot(one, 2, 7)):
        with world.store.action("Biểu quyết") as action:
            council_votes.record_votes(action, meeting, [ballot])
    (vote,) = council_votes.votes(world.store.con, meeting)
    assert (vote.votes_for, vote.votes_against, vote.result) == (2, 7, "rejected")
    assert world.status("Trần Thị An") == "rejected"


@pytest.mark.parametrize(
    "ballot",
    [(7, 2), (-1, 0), (4, 4), (3, 2), (8, 0, "won")],
    ids=["too many", "negative", "tie", "nobody", "word"],
)
def test_odd_votes_are_refused(
    session: tuple[Any, int, list[int]], ballot: tuple[Any, ...], sentence: Callable[..., str]
) -> None:
    world, meeting, ids = session
    come(world, meeting, ids, 8)
    one = world.nominate("Trần Thị An")
    with pytest.raises(BadInput, match="Trần Thị An") as refused, world.store.action("Biểu quyết") as action:
        council_votes.record_votes(action, meeting, [Ballot(one, *ballot)])
    sentence(refused.value)
    assert world.status("Trần Thị An") == "draft"


def test_a_tie_follows_the_conclusion_given(session: tuple[Any, int, list[int]]) -> None:
    world, meeting, ids = session
    come(world, meeting, ids, 8)
    one = world.nominate("Trần Thị An")
    with world.store.action("Biểu quyết") as action:
        council_votes.record_votes(action, meeting, [Ballot(one, 4, 4, "approved")])
    assert world.status("Trần Thị An") == "approved"


def test_what_is_withdrawn_is_not_voted_on(
    session: tuple[Any, int, list[int]], sentence: Callable[..., str]
) -> None:
    world, meeting, ids = session
    come(world, meeting, ids, 9)
    one = world.nominate("Trần Thị An")
    with world.store.action("Rút") as action:
        nominations.set_status(action, [one], "withdrawn", reason="Xin rút")
    with pytest.raises(BadInput, match="Trần Thị An") as refused, world.store.action("Biểu quyết") as action:
        council_votes.record_votes(action, meeting, [Ballot(one, 9)])
    sentence(refused.value)


def test_councils_members_and_sessions_are_kept(
    session: tuple[Any, int, list[int]], sentence: Callable[..., str]
) -> None:
    world, meeting, ids = session
    con = world.store.con
    council = councils.council_on(con, D(2023, 12, 10))
    assert council is not None
    assert council.number == "07/QĐ-UBND"
    assert councils.council_on(con, D(2022, 12, 31)) is None
    with pytest.raises(BadInput) as refused, world.store.action("Thêm") as action:
        councils.save_member(action, council.id, name="Chủ tịch thứ hai", role="chair")
    sentence(refused.value)
    come(world, meeting, ids, 9)
    with pytest.raises(BadInput) as refused, world.store.action("Bỏ") as action:
        councils.remove_member(action, ids[3])
    sentence(refused.value)
    with world.store.action("Sửa") as action:
        councils.save_member(
            action, council.id, name="Ủy viên 1", position="Chủ tịch UBND", role="chair", member_id=ids[0]
        )
        extra = councils.save_member(action, council.id, name="Người mới")
        councils.remove_member(action, extra)
        councils.save_meeting(
            action,
            council.id,
            day=D(2023, 12, 11),
            kind="written",
            returned_date=D(2023, 12, 15),
            meeting_id=meeting,
        )
    assert councils.members(con, council.id)[0].position == "Chủ tịch UBND"
    assert [m.id for m in councils.members(con, council.id)] == ids
    (kept,) = councils.list_meetings(con)
    assert (kept.kind, kept.day, kept.returned_date) == ("written", D(2023, 12, 11), D(2023, 12, 15))
    with pytest.raises(BadInput) as refused, world.store.action("Sửa") as action:
        councils.save_meeting(action, council.id, day=D(2023, 12, 11), returned_date=D(2023, 12, 1))
    sentence(refused.value)


@pytest.mark.parametrize(
    ("votes_for", "votes_against", "base", "percent", "told"),
    [
        (5, 4, 9, 50, "approved"),
        (4, 4, 8, 50, None),
        (4, 3, 8, 50, None),
        (3, 5, 8, 50, "rejected"),
        (0, 0, 0, 50, None),
        (7, 3, 10, 70, "approved"),
        (6, 4, 10, 70, "rejected"),
        (6, 3, 9, 67, "rejected"),
        (7, 2, 9, 67, "approved"),
        (8, 0, 8, 100, "approved"),
        (7, 0, 8, 100, "rejected"),
        (0, 0, 0, 80, "rejected"),
    ],
)
def test_the_share_asked_for_by_hand(
    votes_for: int, votes_against: int, base: int, percent: int, told: str | None
) -> None:
    assert council_votes.outcome(votes_for, votes_against, base, percent) == told


def test_a_higher_share_of_the_provinces_rules_decides(session: tuple[Any, int, list[int]]) -> None:
    world, meeting, ids = session
    come(world, meeting, ids, 8)
    most, few = world.nominate("Trần Thị An"), world.nominate("Lê Văn Ba")
    with world.store.action("Quy chế của tỉnh") as action:
        settings.put(action, "approval_percent", 70)
    with world.store.action("Biểu quyết") as action:
        council_votes.record_votes(
            action, meeting, [Ballot(most, 6, 2), Ballot(few, 5, 3, note="Chưa đủ 70 %")]
        )
    assert (world.status("Trần Thị An"), world.status("Lê Văn Ba")) == ("approved", "rejected")
