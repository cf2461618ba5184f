"""Evidence by year, papers of a dossier, and nominees that look like one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from db import dossiers, nominations, people
from db.errors import BadInput, NotFound
from db.rules.evidence import YearState


def add(world: Any, one: int, year: int, what: str = "Hiến đất làm đường", **facts: Any) -> int:
    with world.store.action("Thêm minh chứng") as action:
        return dossiers.add_evidence(action, one, year_from=year, what=what, **facts)


def cells(world: Any, one: int) -> dict[int, YearState]:
    nominee = nominations.get_nomination(world.store.con, one)
    return {c.year: c.state for c in dossiers.strip(nominee, dossiers.evidence_of(world.store.con, one))}


def test_the_strip_has_eleven_years_and_empty_ones_are_neutral(world: Any) -> None:
    one = world.nominate("Trần Thị An", since_year=2015)
    add(world, one, 2019, year_to=2021)
    add(world, one, 2011)
    strip = cells(world, one)
    assert list(strip) == list(range(2013, 2024))
    assert {y for y, s in strip.items() if s is YearState.EVIDENCE} == {2019, 2020, 2021}
    assert {y for y, s in strip.items() if s is YearState.OUTSIDE} == {2013, 2014}
    nominee = nominations.get_nomination(world.store.con, one)
    found = {f.rule: f for f in dossiers.judge(nominee, dossiers.evidence_of(world.store.con, one))}
    assert found["evidence_window"].outcome == "met"
    assert "2011" in found["evidence_outside"].sentence
    assert "evidence_paper" in found


def test_without_any_years_the_judgement_is_unknown(world: Any) -> None:
    with world.store.action("Đột xuất") as action:
        subject = people.add_subject(action, kind="individual", name="Trần Thị An")
        one = nominations.nominate(action, subject_id=subject, form_code="giay_khen", award_type="sudden")
    nominee = nominations.get_nomination(world.store.con, one)
    assert dossiers.strip(nominee, []) == ()
    assert [f.outcome for f in dossiers.judge(nominee, [])] == ["unknown"]


def test_evidence_is_counted_checked_changed_and_removed(world: Any) -> None:
    one = world.nominate("Trần Thị An")
    first = add(world, one, 2020, number="15/QĐ-UBND", document_on="2020-12", issuer="UBND phường")
    second = add(world, one, 2015)
    with world.store.action("Kiểm tra") as action:
        assert dossiers.set_checked(action, [first, second]) == 2
    nominee = nominations.get_nomination(world.store.con, one)
    assert (nominee.evidence_count, nominee.checked_count) == (2, 2)
    with world.store.action("Sửa") as action:
        assert dossiers.change_evidence(action, first, year_to=2021)
        assert not dossiers.change_evidence(action, second, what="Hiến đất làm đường")
    pieces = dossiers.evidence_of(world.store.con, one)
    # What was changed has to be checked again, what was not stays checked; by year.
    assert [(p.id, p.years, p.checked, p.has_paper) for p in pieces] == [
        (second, "2015", True, False),
        (first, "2020 – 2021", False, True),
    ]
    assert pieces[1].issuer == "UBND phường"
    with world.store.action("Bỏ") as action:
        dossiers.remove_evidence(action, first)
    with pytest.raises(NotFound):
        dossiers.get_evidence(world.store.con, first)


@pytest.mark.parametrize(
    "facts",
    [
        {"what": "  "},
        {"year_from": 2021, "year_to": 2020},
        {"year_from": 21},
        {"kind": "unheard"},
        {"document_on": "2020-13"},
    ],
)
def test_impossible_evidence_is_refused(
    world: Any, facts: dict[str, Any], sentence: Callable[..., str]
) -> None:
    one = world.nominate("Trần Thị An")
    with pytest.raises(BadInput) as refused, world.store.action("Thêm") as action:
        dossiers.add_evidence(action, one, **{"year_from": 2020, "what": "Hiến đất", **facts})
    sentence(refused.value)


def test_papers_of_a_dossier(world: Any, sentence: Callable[..., str]) -> None:
    one = world.nominate("Trần Thị An")
    with world.store.action("Hồ sơ") as action:
        dossiers.set_dossier_item(action, one, "bctt", name="Báo cáo thành tích", state="missing")
    with world.store.action("Hồ sơ") as action:
        assert dossiers.set_dossier_item(
            action, one, "bctt", name="Báo cáo thành tích", state="have", day=dt.date(2023, 9, 1)
        )
    (item,) = dossiers.dossier(world.store.con, one)
    assert (item.shown_state, item.day) == ("Có", dt.date(2023, 9, 1))
    with pytest.raises(BadInput) as refused, world.store.action("Hồ sơ") as action:
        dossiers.set_dossier_item(action, one, "bctt", name="Báo cáo", state="lost")
    sentence(refused.value)


@pytest.mark.parametrize(
    ("first", "second", "doubled"),
    [
        ({}, {}, True),
        ({"birth_on": "1980"}, {"birth_on": "1980-05-02"}, True),
        ({"birth_on": "1980"}, {"birth_on": "1981"}, False),
        ({"birth_on": "1980"}, {}, True),
        ({}, {"unit": "Hội Phụ nữ"}, False),
        ({"birth_on": "1980"}, {"birth_on": "1980", "unit": "Hội Phụ nữ"}, True),
    ],
)
def test_doubles_under_spellings(
    world: Any, first: dict[str, Any], second: dict[str, Any], doubled: bool
) -> None:
    one = world.nominate("Nguyễn Thị Hoà", **first)
    other = world.nominate("Nguyễn Thị Hòa", **second)
    found = dossiers.duplicates(world.store.con, world.campaign)
    assert [(d.nomination_id, d.other_id) for d in found] == (
        [(min(one, other), max(one, other))] if doubled else []
    )
    with world.store.action("Rút") as action:
        nominations.set_status(action, [one], "withdrawn", reason="Trùng")
    assert dossiers.duplicates(world.store.con, world.campaign) == []


def test_evidence_of_a_thousand_nominees_is_one_query(world: Any) -> None:
    with world.store.action("Nhập") as action:
        ids = []
        for number in range(1000):
            subject = people.add_subject(action, kind="individual", name=f"Người thứ {number}")
            ids.append(nominations.nominate(action, subject_id=subject, campaign_award_id=world.line))
            dossiers.add_evidence(action, ids[-1], year_from=2013 + number % 11, what="Thành tích")
    asked: list[str] = []
    world.store.con.set_trace_callback(asked.append)
    found = dossiers.evidence_of_many(world.store.con, ids)
    world.store.con.set_trace_callback(None)
    assert len(asked) == 1
    assert {one: pieces[0].year_from for one, pieces in found.items()} == {
        one: 2013 + number % 11 for number, one in enumerate(ids)
    }
