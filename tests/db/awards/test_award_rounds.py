"""Award rounds: begun, renamed, closed, taken out; who may join one; what was awarded in the same round is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from db import award_rounds, campaigns, decisions, doubles, inquiries, nominations, submissions
from db.campaigns import PhaseDraft
from db.errors import BadInput, NotFound

D = dt.date
DAY = D(2023, 8, 20)


def begin(world: Any, name: str = "Đợt 1", **facts: Any) -> int:
    with world.store.action(f"Thêm {name}") as action:
        return award_rounds.save(action, world.campaign, name=name, **facts)


def assign(world: Any, round_id: int | None, *names: str, day: dt.date = DAY) -> int:
    with world.store.action("Xếp đợt") as action:
        return award_rounds.assign(action, [world.nominee[name] for name in names], round_id, day)


def names_of(world: Any) -> list[str]:
    return [one.name for one in award_rounds.list_rounds(world.store.con, world.campaign)]


def test_rounds_are_listed_by_day_and_counted(world: Any) -> None:
    with world.store.action("Giai đoạn") as action:
        phase = campaigns.add_phase(
            action, world.campaign, PhaseDraft("6 tháng đầu năm", D(2023, 1, 1), D(2023, 6, 30))
        )
    open_ended = begin(world, "Đợt đột xuất")
    late = begin(world, "Đợt 2", day=D(2023, 12, 20))
    early = begin(world, "Đợt 1", day=D(2023, 6, 30), phase_id=phase)
    for name in ("Lê An", "Lê Ba", "Lê Cúc"):
        world.nominate(name)
    assert assign(world, early, "Lê An", "Lê Ba") == 2
    assert assign(world, early, "Lê An") == 0  # it stands there already
    listed = award_rounds.list_rounds(world.store.con, world.campaign)
    assert [one.id for one in listed] == [early, late, open_ended]
    assert [(one.nominations, one.decided) for one in listed] == [(2, 0), (0, 0), (0, 0)]
    assert listed[0].phase == "6 tháng đầu năm"
    assert listed[0].shown == "Đợt 1 – 30/06/2023"
    assert listed[2].shown == "Đợt đột xuất"


def test_a_round_is_renamed_and_redated(world: Any) -> None:
    made = begin(world, "  Đợt   1 ", day=D(2023, 6, 30))
    with world.store.action("Đổi tên") as action:
        award_rounds.save(action, world.campaign, name="Đợt sơ kết", day=D(2023, 7, 5), round_id=made)
    one = award_rounds.get_round(world.store.con, made)
    assert (one.name, one.day) == ("Đợt sơ kết", D(2023, 7, 5))


@pytest.mark.parametrize("name", ["", "   ", "đợt 1", "ĐỢT 1", "Dot 1"])
def test_a_name_that_is_none_or_stands_already_is_refused(world: Any, name: str) -> None:
    begin(world, "Đợt 1")
    with pytest.raises(BadInput), world.store.action("Thêm") as action:
        award_rounds.save(action, world.campaign, name=name)
    assert names_of(world) == ["Đợt 1"]


def test_who_still_waits_keeps_a_round_open(world: Any) -> None:
    made = begin(world)
    world.nominate("Lê An")
    world.nominate("Lê Ba")
    assign(world, made, "Lê An", "Lê Ba")
    with (
        pytest.raises(BadInput, match="“Lê An” và 1 tên nữa"),
        world.store.action("Khóa") as action,
    ):
        award_rounds.close(action, made, DAY)
    with world.store.action("Rút") as action:
        ids = [world.nominee["Lê An"], world.nominee["Lê Ba"]]
        nominations.set_status(action, ids, "withdrawn", reason="Xin rút")
        assert award_rounds.close(action, made, DAY)


@pytest.mark.parametrize(
    ("closed", "day", "may"),
    [
        (None, DAY, True),
        (D(2023, 8, 20), D(2023, 8, 19), True),
        (D(2023, 8, 20), D(2023, 8, 20), False),
        (D(2023, 8, 20), D(2023, 8, 21), False),
    ],
)
def test_nobody_joins_a_round_from_the_day_it_is_closed(
    world: Any, closed: dt.date | None, day: dt.date, may: bool
) -> None:
    made = begin(world)
    world.nominate("Lê An")
    with world.store.action("Khóa") as action:
        award_rounds.close(action, made, closed)
    if may:
        assert assign(world, made, "Lê An", day=day) == 1
        return
    with pytest.raises(BadInput, match="đã khóa từ ngày 20/08/2023"):
        assign(world, made, "Lê An", day=day)
    with world.store.action("Mở lại") as action:
        award_rounds.close(action, made, None)
    assert assign(world, made, "Lê An", day=day) == 1


def test_a_round_of_another_drive_is_refused(world: Any) -> None:
    world.nominate("Lê An")
    with world.store.action("Phong trào khác") as action:
        other = campaigns.start_campaign(
            action, campaigns.CampaignDraft(title="Phong trào khác", start_on="2023", end_on="2023")
        )
        strange = award_rounds.save(action, other, name="Đợt 1")
    with pytest.raises(BadInput, match="“Lê An” thuộc phong trào khác"):
        assign(world, strange, "Lê An")


def test_a_decided_nomination_stays_in_its_round(world: Any) -> None:
    made = begin(world)
    world.nominate("Lê An")
    approved = world.approve("Lê An")
    with world.store.action("Quyết định") as action:
        decided = decisions.draft_decision(action, nomination_ids=approved)
        decisions.issue(action, decided, "3", D(2023, 6, 1))
    with pytest.raises(BadInput, match="đã có quyết định"):
        assign(world, made, "Lê An")


def test_one_may_stand_in_two_rounds_but_not_twice_in_one(world: Any) -> None:
    first, second = begin(world, "Đợt 1"), begin(world, "Đợt 2")
    world.nominate("Lê An")
    assign(world, first, "Lê An")
    subject = nominations.get_nomination(world.store.con, world.nominee["Lê An"]).subject.id
    with world.store.action("Đề nghị lại") as action:
        again = nominations.nominate(
            action, subject_id=subject, campaign_award_id=world.line, award_round_id=second
        )
    world.nominee["again"] = again
    with pytest.raises(BadInput, match="đã được đề nghị hình thức này"):
        assign(world, first, "again")


@pytest.mark.parametrize("rests", ["nomination", "inquiry", "submission", "decision"])
def test_a_round_something_belongs_to_stays(world: Any, rests: str) -> None:
    made = begin(world)
    if rests == "inquiry":
        with world.store.action("Công khai") as action:
            inquiries.start(action, kind="disclosure", start_date=DAY, place="Trụ sở", award_round_id=made)
    else:
        world.nominate("Lê An")
        assign(world, made, "Lê An")
    if rests in ("submission", "decision"):
        approved = world.approve("Lê An")
        with world.store.action("Trình") as action:
            if rests == "submission":
                one = submissions.submit(action, kind="council", nomination_ids=approved)
                assert submissions.get_submission(action.con, one).award_round_id == made
            else:
                one = decisions.draft_decision(action, nomination_ids=approved)
                assert decisions.get_decision(action.con, one).award_round_id == made
            nominations.change(action, approved[0], award_round_id=None)
    with pytest.raises(BadInput, match="không xóa được"), world.store.action("Xóa") as action:
        award_rounds.remove(action, made)
    assert names_of(world) == ["Đợt 1"]


def test_an_empty_round_goes(world: Any) -> None:
    made = begin(world)
    with world.store.action("Xóa") as action:
        award_rounds.remove(action, made)
    assert names_of(world) == []
    with pytest.raises(NotFound):
        award_rounds.get_round(world.store.con, made)


def test_the_usual_round_is_the_only_open_one(world: Any) -> None:
    con = world.store.con
    assert award_rounds.usual_round(con, world.campaign, DAY) is None
    first = begin(world, "Đợt 1")
    usual = award_rounds.usual_round(con, world.campaign, DAY)
    assert usual is not None
    assert usual.id == first
    begin(world, "Đợt 2")
    assert award_rounds.usual_round(con, world.campaign, DAY) is None
    with world.store.action("Khóa") as action:
        award_rounds.close(action, first, DAY)
    left = award_rounds.usual_round(con, world.campaign, DAY)
    assert left is not None
    assert left.name == "Đợt 2"


def test_a_list_of_two_rounds_has_none(world: Any) -> None:
    first, second = begin(world, "Đợt 1"), begin(world, "Đợt 2")
    for name in ("Lê An", "Lê Ba"):
        world.nominate(name)
    assign(world, first, "Lê An", "Lê Ba")
    ids = list(world.nominee.values())
    assert award_rounds.common_round(world.store.con, ids) == first
    assign(world, second, "Lê Ba")
    assert award_rounds.common_round(world.store.con, ids) is None
    assert award_rounds.common_round(world.store.con, []) is None


# By hand, from the issue: "awarded already in the same round or for the same achievement: warned before the vote".
# (round of the award given, round of the new nomination, own citation of the new one, words of the warning)
AWARDED = [
    ("Đợt 1", "Đợt 1", "Việc khác", "trong cùng đợt khen"),
    ("Đợt 1", "Đợt 2", "Việc khác", ""),
    ("Đợt 1", "Đợt 2", None, "cho cùng thành tích"),  # both carry the line's own citation
    (None, "Đợt 1", "Việc khác", "trong phong trào này"),
    ("Đợt 1", None, "Việc khác", "trong phong trào này"),
    (None, None, "Việc khác", "trong phong trào này"),
]


@pytest.mark.parametrize(("given", "now", "citation", "words"), AWARDED)
def test_an_award_of_the_same_round_is_told_before_the_vote(
    world: Any, given: str | None, now: str | None, citation: str | None, words: str
) -> None:
    rounds: dict[str | None, int | None] = {None: None}
    rounds |= {name: begin(world, name) for name in ("Đợt 1", "Đợt 2")}
    world.nominate("Lê An")
    assign(world, rounds[given], "Lê An")
    approved = world.approve("Lê An")
    with world.store.action("Quyết định") as action:
        decided = decisions.draft_decision(action, nomination_ids=approved)
        decisions.issue(action, decided, "3", D(2023, 6, 1))
    subject = nominations.get_nomination(world.store.con, world.nominee["Lê An"]).subject.id
    with world.store.action("Đề nghị lần nữa") as action:
        again = nominations.nominate(
            action,
            subject_id=subject,
            campaign_award_id=world.line,
            award_round_id=rounds[now],
            citation=citation,
        )
    told = [w.sentence for w in doubles.before_vote(world.store.con, [again]) if w.kind == "awarded"]
    assert len(told) == bool(words)
    if words:
        assert words in told[0]
        assert "3/QĐ-UBND ngày 01/06/2023" in told[0]


@pytest.mark.parametrize(("closed", "refused"), [(None, True), (DAY, False)])
def test_a_list_that_comes_in_does_not_double_who_stands_in_an_open_round(
    world: Any, closed: dt.date | None, refused: bool
) -> None:
    made = begin(world)
    world.nominate("Lê An")
    assign(world, made, "Lê An")
    subject = nominations.get_nomination(world.store.con, world.nominee["Lê An"]).subject.id
    with world.store.action("Nhập") as action:
        action.update("award_round", made, closed_date=closed.isoformat() if closed else None)
        found = nominations.nominate_many(
            action, world.campaign, [{"subject_id": subject, "form_code": "giay_khen"}]
        )
    assert isinstance(found[0], BadInput) is refused
