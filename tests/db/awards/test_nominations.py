"""Nominating, listing, moving on by hand, and what a duplicate looks like."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest

from db import campaigns, decisions, history, nominations, people
from db.errors import BadInput, NotFound
from db.nominations import NO_COUNCIL, STATUSES, TRANSITIONS

D = dt.date


def names(world: Any, **filters: Any) -> list[str]:
    return [n.name for n in nominations.list_nominations(world.store.con, world.campaign, **filters)]


@pytest.fixture
def crowd(world: Any) -> Any:
    world.nominate("Nguyễn Văn Ánh")
    world.nominate("Trần Thị An")
    world.nominate("H'Hen Niê", unit="Hội Phụ nữ")
    world.nominate("Hộ ông Lê Văn Bảy", kind="household")
    world.nominate("Trường Tiểu học An Lạc", kind="collective", unit="Trường Tiểu học An Lạc")
    world.nominate("Chi hội Phụ nữ 2", kind="collective", unit="Hội Phụ nữ")
    return world


def test_lists_go_collectives_individuals_households_in_vietnamese_order(crowd: Any) -> None:
    # By hand: given names An < Ánh (no tone before sắc) < Niê.
    assert names(crowd) == [
        "Chi hội Phụ nữ 2",
        "Trường Tiểu học An Lạc",
        "Trần Thị An",
        "Nguyễn Văn Ánh",
        "H'Hen Niê",
        "Hộ ông Lê Văn Bảy",
    ]
    by_name = names(crowd, order="name")
    assert sorted(by_name) == sorted(names(crowd))
    assert by_name.index("Trần Thị An") < by_name.index("Nguyễn Văn Ánh") < by_name.index("H'Hen Niê")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"kind": "household"}, ["Hộ ông Lê Văn Bảy"]),
        ({"text": "NGUYEN van"}, ["Nguyễn Văn Ánh"]),
        ({"text": "h’hen"}, ["H'Hen Niê"]),
        ({"text": "phu nu"}, ["Chi hội Phụ nữ 2", "H'Hen Niê"]),
        ({"statuses": ["approved"]}, ["Trần Thị An"]),
        (
            {"statuses": ["approved", "draft"], "kind": "individual", "text": "an"},
            ["Trần Thị An", "Nguyễn Văn Ánh"],
        ),
        ({"form_code": "bang_khen"}, []),
    ],
)
def test_filters(crowd: Any, filters: dict[str, Any], expected: list[str]) -> None:
    crowd.approve("Trần Thị An")
    assert names(crowd, **filters) == expected


def test_unit_filter_takes_the_nominees_own_unit_and_the_proposing_one(crowd: Any) -> None:
    with crowd.store.action("Đề nghị") as action:
        nominations.change(action, crowd.nominee["Trần Thị An"], proposing_unit_id=crowd.unit["Hội Phụ nữ"])
    assert names(crowd, unit_id=crowd.unit["Hội Phụ nữ"]) == ["Chi hội Phụ nữ 2", "Trần Thị An", "H'Hen Niê"]
    assert nominations.get_nomination(crowd.store.con, crowd.nominee["Trần Thị An"]).unit == "Hội Phụ nữ"


def test_the_citation_in_force_is_the_own_one_or_the_lines_for_the_kind(world: Any) -> None:
    plain = world.nominate("Trần Thị An")
    team = world.nominate("Chi hội 2", kind="collective")
    own = world.nominate("Lê Văn Ba", citation="Đã hiến 120 m² đất")
    found = {n.id: n for n in nominations.list_nominations(world.store.con, world.campaign)}
    assert found[plain].own_citation is None
    assert found[plain].citation.endswith("thành lập phường")
    assert found[team].citation.endswith("(tập thể)")
    assert found[own].citation == "Đã hiến 120 m² đất"
    with world.store.action("Bỏ lời riêng") as action:
        nominations.change(action, own, citation="  ")
    assert nominations.get_nomination(world.store.con, own).citation == found[plain].citation


def test_facts_come_from_line_and_catalogue(world: Any) -> None:
    one = nominations.get_nomination(world.store.con, world.nominate("Trần Thị An"))
    assert (one.form_code, one.form_name, one.status, one.shown_status) == (
        "giay_khen",
        "Giấy khen",
        "draft",
        "Dự thảo",
    )
    assert one.window is not None
    assert (one.window.start, one.window.end, one.until_year) == (2013, 2023, 2023)
    loose = nominations.get_nomination(world.store.con, world.nominate("Lê Văn Ba", form_code="bang_khen"))
    assert loose.form_name.startswith("Bằng khen")
    # Without an award line the drive's own year is looked at.
    assert loose.window is not None
    assert (loose.window.start, loose.window.end) == (2023, 2023)


def test_the_same_subject_is_not_nominated_twice_for_one_form(
    world: Any, sentence: Callable[..., str]
) -> None:
    first = nominations.get_nomination(world.store.con, world.nominate("Trần Thị An"))
    with pytest.raises(BadInput, match="Trần Thị An") as refused, world.store.action("Lại") as action:
        nominations.nominate(action, subject_id=first.subject.id, campaign_award_id=world.line)
    sentence(refused.value)
    with world.store.action("Rút") as action:
        nominations.set_status(action, [first.id], "withdrawn", reason="Chuyển công tác")
    with world.store.action("Lại") as action:
        nominations.nominate(action, subject_id=first.subject.id, campaign_award_id=world.line)
    assert names(world) == ["Trần Thị An", "Trần Thị An"]


def test_a_nomination_needs_a_form(world: Any, sentence: Callable[..., str]) -> None:
    with world.store.action("Thêm") as action:
        subject = people.add_subject(action, kind="individual", name="Trần Thị An")
    with pytest.raises(BadInput) as refused, world.store.action("Đề nghị") as action:
        nominations.nominate(action, subject_id=subject)
    sentence(refused.value)
    assert nominations.list_nominations(world.store.con) == []


@pytest.mark.parametrize(("start", "to"), list(itertools.product(STATUSES, STATUSES)))
def test_only_moves_of_the_table_are_made(
    world: Any, start: str, to: str, sentence: Callable[..., str]
) -> None:
    one = world.nominate("Trần Thị An")
    with world.store.action("Đặt") as action:
        action.update("nomination", one, status=start)
    if to in TRANSITIONS[start] or to == start:
        with world.store.action("Chuyển") as action:
            assert nominations.set_status(action, [one], to, reason="Theo quy chế") == int(to != start)
        assert world.status("Trần Thị An") == to
    else:
        with pytest.raises(BadInput, match="Trần Thị An") as refused, world.store.action("Chuyển") as action:
            nominations.set_status(action, [one], to, reason="Theo quy chế")
        sentence(refused.value)
        assert world.status("Trần Thị An") == start


@pytest.mark.parametrize("status", ["rejected", "returned", "withdrawn"])
def test_saying_no_needs_a_reason(world: Any, status: str, sentence: Callable[..., str]) -> None:
    one = world.nominate("Trần Thị An")
    with pytest.raises(BadInput, match="lý do") as refused, world.store.action("Không") as action:
        nominations.set_status(action, [one], status, reason="  ")
    sentence(refused.value)


def test_a_returned_dossier_keeps_its_first_day(world: Any) -> None:
    one = world.nominate("Trần Thị An")
    for status, day in (
        ("submitted", D(2023, 9, 1)),
        ("returned", D(2023, 9, 5)),
        ("submitted", D(2023, 9, 20)),
    ):
        with world.store.action(status) as action:
            nominations.set_status(action, [one], status, day=day, reason="Thiếu giấy xác nhận")
    found = nominations.get_nomination(world.store.con, one)
    assert (found.submitted_date, found.returned_date) == (D(2023, 9, 1), D(2023, 9, 5))


def test_approving_all_says_that_no_council_did(crowd: Any) -> None:
    with crowd.store.action("Rút") as action:
        nominations.set_status(action, [crowd.nominee["H'Hen Niê"]], "withdrawn", reason="Xin rút")
    told = nominations.approve_all_sentence(crowd.store.con, crowd.campaign)
    assert told == "Duyệt 5 đề nghị khen thưởng, không qua họp Hội đồng"
    with crowd.store.action(told) as action:
        assert len(nominations.approve_all(action, crowd.campaign)) == 5
    listed = nominations.list_nominations(crowd.store.con, crowd.campaign)
    assert {n.status_reason for n in listed if n.status == "approved"} == {NO_COUNCIL}
    assert [n.name for n in listed if n.status != "approved"] == ["H'Hen Niê"]
    with crowd.store.action("Ra quyết định") as action:
        decisions.decide(action, crowd.campaign, number="12", day=D(2023, 12, 20))
    # The decision does not wipe away how its people were approved.
    assert (
        nominations.get_nomination(crowd.store.con, crowd.nominee["Trần Thị An"]).status_reason == NO_COUNCIL
    )
    history.undo(crowd.store)
    assert history.undo(crowd.store).name == told
    assert len(nominations.undecided(crowd.store.con, crowd.campaign)) == 5


def test_a_nomination_without_consequences_can_be_removed(world: Any) -> None:
    one = world.nominate("Trần Thị An")
    with world.store.action("Xóa") as action:
        nominations.remove(action, one)
    with pytest.raises(NotFound):
        nominations.get_nomination(world.store.con, one)


def test_unknown_facts_are_a_bug(world: Any) -> None:
    one = world.nominate("Trần Thị An")
    with pytest.raises(TypeError), world.store.action("Sửa") as action:
        nominations.change(action, one, subject_id=3)


def test_a_thousand_nominees_are_read_in_one_query(world: Any) -> None:
    with world.store.action("Nhập 1.000 người") as action:
        for number in range(1000):
            subject = people.add_subject(action, kind="individual", name=f"Nguyễn Văn Số {number:04d}")
            nominations.nominate(action, subject_id=subject, campaign_award_id=world.line)
    asked: list[str] = []
    world.store.con.set_trace_callback(asked.append)
    listed = nominations.list_nominations(world.store.con, world.campaign)
    again = nominations.by_ids(world.store.con, [n.id for n in listed])
    world.store.con.set_trace_callback(None)
    assert len(listed) == 1000
    assert again == listed
    assert len([sql for sql in asked if not sql.lstrip().startswith("--")]) == 2


@pytest.mark.parametrize(("mode", "expected"), [("regular", "merit"), ("thematic", "thematic")])
def test_the_drive_tells_the_kind_where_nobody_says_it(world: Any, mode: str, expected: str) -> None:
    with world.store.action("Phong trào, đề nghị") as action:
        drive = campaigns.start_campaign(
            action, campaigns.CampaignDraft(title="Thi đua", mode=mode, start_on="2023", end_on="2023")
        )
        subjects = [people.add_subject(action, kind="individual", name=name) for name in ("Lê An", "Lê Ba")]
        one = nominations.nominate(action, subject_id=subjects[0], campaign_id=drive, form_code="giay_khen")
        (other,) = nominations.nominate_many(
            action, drive, [{"subject_id": subjects[1], "form_code": "giay_khen"}]
        )
        said = nominations.nominate(
            action, subject_id=subjects[1], campaign_id=drive, form_code="bang_khen", award_type="sudden"
        )
        outside = nominations.nominate(action, subject_id=subjects[0], form_code="giay_khen")
    kinds = {n.id: n.award_type for n in nominations.list_nominations(world.store.con)}
    assert [kinds[key] for key in (one, other, said, outside)] == [expected, expected, "sudden", "thematic"]
