"""Numbers and the names behind them: the register, groups, prize list, drive figures, what waits."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import awards, decisions, printing, reports
from db.reports import RegisterRow

D = dt.date


@pytest.fixture
def story(world: Any) -> Any:
    """Two decisions of 2023 and 2025 and somebody still waiting."""
    world.nominate("Tổ dân phố 3", kind="collective")
    world.nominate("Trần Thị An")
    world.nominate("H'Hen Niê", unit="Hội Phụ nữ", citation="Giúp 12 hộ thoát nghèo")
    world.approve()
    with world.store.action("Quyết định 2023") as action:
        decisions.decide(action, world.campaign, number="12", day=D(2023, 12, 20))
    world.nominate("Hộ ông Bảy", kind="household")
    world.approve("Hộ ông Bảy")
    with world.store.action("Quyết định 2025") as action:
        decisions.decide(action, world.campaign, number="03", day=D(2025, 9, 1))
    world.nominate("Lê Văn Chờ")
    world.nominate("Lê Văn Duyệt")
    world.approve("Lê Văn Duyệt")
    return world


def found(world: Any, **filters: Any) -> list[str]:
    return [row.recipient for row in reports.register_rows(world.store.con, **filters)]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["Tổ dân phố 3", "Trần Thị An", "H'Hen Niê", "Hộ ông Bảy"]),
        ({"year": 2025}, ["Hộ ông Bảy"]),
        ({"year": 2024}, []),
        ({"text": "hhen"}, []),
        ({"text": "h’hen nie"}, ["H'Hen Niê"]),
        ({"text": "thoat ngheo"}, ["H'Hen Niê"]),
        ({"text": "12/qđ"}, ["Tổ dân phố 3", "Trần Thị An", "H'Hen Niê"]),
        ({"text": "02/2023"}, ["Trần Thị An"]),
        ({"object_kind": "individual", "form_code": "giay_khen"}, ["Trần Thị An", "H'Hen Niê"]),
        ({"form_code": "bang_khen"}, []),
        ({"own_only": True, "year": 2023, "text": "to dan pho"}, ["Tổ dân phố 3", "Trần Thị An"]),
    ],
)
def test_the_register_and_its_filters(story: Any, filters: dict[str, Any], expected: list[str]) -> None:
    assert found(story, **filters) == expected


def test_a_register_line_says_what_the_decision_said(story: Any) -> None:
    (line,) = reports.register_rows(story.store.con, text="h'hen")
    assert (line.register_number, line.number, line.day) == ("03/2023", "12/QĐ-UBND", D(2023, 12, 20))
    assert (line.organization, line.is_own, line.signer_name) == (
        "Ủy ban nhân dân phường An Lạc",
        True,
        "Trần Văn Bình",
    )
    assert (line.form_name, line.citation, line.prize_amount) == (
        "Giấy khen",
        "Giúp 12 hộ thoát nghèo",
        270_000,
    )
    assert line.shown == "Bà H'Hen Niê"


def test_revoked_awards_stay_in_the_register_and_leave_the_figures(story: Any) -> None:
    line = reports.register_rows(story.store.con, text="Trần Thị An")[0]
    with story.store.action("Thu hồi") as action:
        action.update("award", line.award_id, revoked_date="2024-01-05", revoke_reason="Kết luận vi phạm")
    assert "Trần Thị An" in found(story)
    assert "Trần Thị An" not in found(story, revoked=False)
    figures = reports.campaign_figures(story.store.con, story.campaign)
    assert figures.award_count == 3
    assert figures.prize_total == 540_000 + 270_000


@pytest.mark.parametrize("dimension", ["form", "object", "year", "unit", "decision"])
def test_every_award_stands_in_exactly_one_group(story: Any, dimension: str) -> None:
    rows = reports.register_rows(story.store.con)
    groups = reports.group_awards(rows, dimension)
    assert Counter(r.award_id for g in groups for r in g.rows) == Counter(r.award_id for r in rows)
    assert sum(g.count for g in groups) == 4
    assert len({g.key for g in groups}) == len(groups)


def test_groups_by_hand(story: Any) -> None:
    rows = reports.register_rows(story.store.con)
    assert [(g.title, g.count) for g in reports.group_awards(rows, "object")] == [
        ("Tập thể", 1),
        ("Cá nhân", 2),
        ("Hộ gia đình", 1),
    ]
    assert [(g.title, g.count) for g in reports.group_awards(rows, "year")] == [("2025", 1), ("2023", 3)]
    assert [(g.title, g.count) for g in reports.group_awards(rows, "unit")] == [
        ("Tổ dân phố 3", 3),
        ("Hội Phụ nữ", 1),
    ]
    assert reports.years(story.store.con) == [2025, 2023]


def test_the_prize_list_totals_what_is_known(story: Any) -> None:
    first = decisions.by_number(story.store.con, "12")
    paid = reports.prize_list(story.store.con, first.id)
    assert [row.prize_amount for row in paid.rows] == [540_000, 270_000, 270_000]
    assert (paid.total, paid.unknown) == (1_080_000, ())
    second = reports.prize_list(story.store.con, decisions.by_number(story.store.con, "03").id)
    assert second.total == 0
    assert [row.recipient for row in second.unknown] == ["Hộ ông Bảy"]
    assert second.unknown[0].prize_note != ""


def test_figures_of_the_drive_open_into_names(story: Any) -> None:
    figures = reports.campaign_figures(story.store.con, story.campaign)
    assert {g.key: [n.name for n in g.rows] for g in figures.by_status} == {
        "draft": ["Lê Văn Chờ"],
        "approved": ["Lê Văn Duyệt"],
        "decided": ["Tổ dân phố 3", "Trần Thị An", "H'Hen Niê", "Hộ ông Bảy"],
    }
    assert [(g.title, g.count) for g in figures.by_kind] == [
        ("Tập thể", 1),
        ("Cá nhân", 4),
        ("Hộ gia đình", 1),
    ]
    assert figures.nominee_count == 6
    assert [(g.title, g.count) for g in figures.awards_by_form] == [("Giấy khen", 4)]
    assert [d.number for d in figures.decisions] == ["12/QĐ-UBND", "03/QĐ-UBND"]


def test_what_waits_today(story: Any) -> None:
    waiting = {entry.key: entry for entry in reports.todo(story.store.con, story.campaign)}
    assert [text for _, text in waiting["undecided"].items] == ["Lê Văn Chờ (Giấy khen)"]
    assert [text for _, text in waiting["approved"].items] == ["Lê Văn Duyệt (Giấy khen)"]
    assert waiting["unprinted"].count == 4
    assert [text for _, text in waiting["prizes"].items] == ["Hộ ông Bảy (03/QĐ-UBND)"]
    assert "drafts" not in waiting
    first = decisions.by_number(story.store.con, "12")
    ids = [a.id for a in awards.list_awards(story.store.con, first.id)]
    with story.store.action("In, dự thảo") as action:
        printing.record_run(action, first.id, ids, template_name="A4", target="pdf")
        decisions.draft_decision(action, nomination_ids=[story.nominee["Lê Văn Duyệt"]])
    waiting = {entry.key: entry for entry in reports.todo(story.store.con)}
    assert waiting["unprinted"].count == 1
    assert waiting["drafts"].count == 1
    assert "approved" not in waiting


def row(number: int, form: str, kind: str, year: int, prize: int | None) -> RegisterRow:
    values: dict[str, Any] = dict.fromkeys(RegisterRow.__slots__, "")
    return RegisterRow(
        **values
        | {
            "award_id": number,
            "decision_id": year,
            "form_code": form,
            "form_name": form.upper(),
            "object_kind": kind,
            "day": D(year, 6, 1),
            "prize_amount": prize,
        }
    )


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["giay_khen", "bang_khen", "ldtt"]),
        st.sampled_from(["individual", "collective", "household"]),
        st.integers(2013, 2023),
        st.none() | st.integers(0, 10**9),
    ),
    max_size=40,
)


@given(ROWS, st.sampled_from(["form", "object", "year", "decision"]))
def test_totals_are_the_sums_of_their_parts(
    facts: list[tuple[str, str, int, int | None]], dimension: str
) -> None:
    rows = [row(number, *fact) for number, fact in enumerate(facts)]
    groups = reports.group_awards(rows, dimension)
    assert sum(g.count for g in groups) == len(rows)
    assert sum(g.prize_total for g in groups) == sum(prize or 0 for *_, prize in facts)
