"""Statistics from the register: by hand, by period, and for random registers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import (
    awards,
    campaigns,
    corrections,
    decisions,
    history,
    nominations,
    old_register,
    organizations,
    people,
    statistics,
    submissions,
)
from db.campaigns import CampaignDraft
from db.errors import BadInput
from db.old_register import OldAward
from db.statistics import Period

D = dt.date
Refuse = Callable[..., str]
YEAR = Period.of_year(2023)


@pytest.fixture
def year(world: Any) -> Any:
    """2023: eight Giấy khen, two LĐTT; three sent up, of whom one was granted; one each of 2022 and 2024."""
    people_of = (
        ("Trần Thị An", {"sex": "female", "object_class": "official", "ethnic_group": "Kinh"}),
        ("H’Bia Niê", {"sex": "female", "object_class": "farmer", "ethnic_group": "Ê Đê"}),
        (
            "Y Thanh",
            {"sex": "male", "object_class": "direct", "ethnic_group": "Ê-đê", "religion": "Tin Lành"},
        ),
        ("Lê Văn Ba", {"sex": "male", "object_class": "leader", "religion": "Không"}),
        ("Võ Văn Doanh", {"sex": "male", "object_class": "business"}),
        ("Ngô Văn Em", {}),
    )
    for name, facts in people_of:
        world.nominate(name, **facts)
    world.nominate("Tổ dân phố 3", kind="collective")
    world.nominate("Hộ bà Mai", kind="household", ethnic_group="Hoa")
    for name in ("Phan Thị Hai", "Đỗ Văn Tư"):
        world.nominate(
            name, form_code="ldtt", sex="female" if "Thị" in name else "male", object_class="official"
        )
    for name in ("Cao Văn Một", "Cao Văn Hai", "Cao Văn Ba"):
        world.nominate(name, form_code="bang_khen", object_class="direct")
    world.approve()
    giay_khen = [world.nominee[n] for n in [*(name for name, _ in people_of), "Tổ dân phố 3", "Hộ bà Mai"]]
    with world.store.action("Đột xuất") as action:
        nominations.change(action, world.nominee["Ngô Văn Em"], award_type="sudden")
    with world.store.action("Quyết định") as action:
        for number, (chosen, day) in enumerate(
            [
                (giay_khen, D(2023, 12, 20)),
                ([world.nominee[n] for n in ("Phan Thị Hai", "Đỗ Văn Tư")], D(2023, 1, 1)),
            ],
            start=1,
        ):
            made = decisions.draft_decision(action, nomination_ids=chosen)
            decisions.issue(action, made, str(number), day)
        up = submissions.submit(
            action,
            kind="superior",
            nomination_ids=[world.nominee[n] for n in ("Cao Văn Một", "Cao Văn Hai", "Cao Văn Ba")],
        )
        submissions.set_sent(action, up, D(2023, 6, 1))
        province = organizations.add_organization(action, name="Ủy ban nhân dân tỉnh Thử", level="province")
        decisions.add_superior_decision(
            action,
            organization_id=province,
            number="88/QĐ-UBND",
            day=D(2023, 9, 2),
            form_code="bang_khen",
            authority_level="province",
            nomination_ids=[world.nominee["Cao Văn Một"]],
        )
        for day in (D(2022, 12, 31), D(2024, 1, 1)):
            old_register.take_over(
                action, OldAward("Người Năm Khác", "individual", "giay_khen", f"{day.year}/QĐ", day)
            )
    return world


# The commune's table of 2023, counted by hand: (row, column) -> number.
BY_HAND = {
    ("01", "1"): 10, ("01", "2"): 8, ("01", "3"): 2, ("01", "8"): 0, ("01", "9"): 3, ("01", "10"): 1,
    ("02", "2"): 1, ("04", "2"): 1, ("05", "2"): 6, ("05", "3"): 2, ("05", "1"): 8, ("05", "9"): 3, ("05", "10"): 1,
    ("08", "2"): 1, ("09", "2"): 1, ("10", "2"): 3, ("10", "3"): 2, ("10", "10"): 1, ("06", "1"): 0, ("07", "1"): 0,
    ("18", "2"): 2, ("18", "3"): 1, ("18", "1"): 3, ("19", "2"): 3, ("20", "2"): 1, ("03", "1"): 0,
    ("12", "2"): 7, ("13", "2"): 1, ("12", "1"): 9, ("11", "1"): 0, ("17", "1"): 0,
}  # fmt: skip


@pytest.mark.parametrize(("cell", "number"), BY_HAND.items(), ids=lambda value: str(value))
def test_the_communes_year_by_hand(year: Any, cell: tuple[str, str], number: int) -> None:
    made = statistics.table(year.store.con, statistics.form("commune"), YEAR)
    assert made.count(*cell) == number


def test_every_number_opens_into_its_names(year: Any) -> None:
    made = statistics.table(year.store.con, statistics.form("commune"), YEAR)
    assert [f.name for f in made.facts("18", "1")] == ["Bà Phan Thị Hai", "Bà Trần Thị An", "Bà H’Bia Niê"]
    assert [f.name for f in made.facts("19", "2")] == ["Bà H’Bia Niê", "Ông Y Thanh", "Hộ bà Mai"]
    (granted,) = made.facts("01", "10")
    assert granted.detail == "88/QĐ-UBND ngày 02/09/2023"
    assert {f.detail for f in made.facts("01", "9")} == {"Tờ trình ngày 01/06/2023"}
    assert [f.name for f in made.unplaced["class"]] == ["Ông Ngô Văn Em"], "nobody wrote down what he is"
    for (line, column), facts in made.cells.items():
        assert made.count(line, column) == len({(f.traits.source, f.id) for f in facts})


def test_the_ministrys_0603_would_be_empty_for_a_commune_but_for_the_provinces(year: Any) -> None:
    made = statistics.table(year.store.con, statistics.form("0603"), YEAR)
    assert [made.count("01", c) for c in "12345"] == [1, 1, 0, 0, 0]
    assert [made.count(row, "2") for row in ("02", "04", "05", "10", "12")] == [0, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("period", "awards_counted"),
    [
        (YEAR, 10),
        (Period.of_year(2023, (12, 14)), 3),
        (Period.of_year(2024, (12, 14)), 9),
        (Period.between(D(2023, 12, 20), D(2023, 12, 20)), 8),
        (Period.between(D(2023, 1, 1), D(2023, 6, 30)), 2),
        (Period.of_year(2022), 1),
    ],
    ids=["năm", "chốt 14/12/2023", "chốt 14/12/2024", "một ngày", "6 tháng", "năm trước"],
)
def test_any_period_with_its_cut_off_day(year: Any, period: Period, awards_counted: int) -> None:
    made = statistics.table(year.store.con, statistics.form("commune"), period)
    assert made.count("01", "1") == awards_counted


@given(st.integers(2000, 2100), st.integers(1, 12), st.integers(1, 31))
def test_years_with_a_cut_off_follow_each_other_without_gap(number: int, month: int, day: int) -> None:
    if day > 28 and month in (2, 4, 6, 9, 11):
        day = 29 if month == 2 else min(day, 30)
    this, following = (Period.of_year(n, (month, day)) for n in (number, number + 1))
    assert following.start - this.end == dt.timedelta(days=1)
    assert this.start <= this.end


def test_a_period_that_ends_before_it_begins_is_refused(sentence: Callable[..., str]) -> None:
    with pytest.raises(BadInput) as refused:
        Period.between(D(2023, 2, 1), D(2023, 1, 1))
    sentence(refused.value)
    with pytest.raises(BadInput, match="Không có biểu"):
        statistics.form("9999")
    assert Period.of_year(2023, (12, 14)).shown == "từ 15/12/2022 đến 14/12/2023"


def test_what_was_cancelled_or_revoked_is_not_counted(year: Any) -> None:
    con = year.store.con
    decision = decisions.by_number(con, "1", D(2023, 12, 20))
    first = awards.list_awards(con, decision.id)[0]
    with year.store.action("Thu hồi") as action:
        made = corrections.draft(action, decision.id, kind="revoke", reason="Sai", award_ids=[first.id])
        decisions.issue(action, made, "9", D(2023, 12, 25))
    table = statistics.table(con, statistics.form("commune"), YEAR)
    assert (table.count("01", "2"), table.count("02", "2")) == (7, 0)


def test_a_merged_communes_own_decisions_are_ours(year: Any) -> None:
    con = year.store.con
    with year.store.action("Sổ của xã cũ") as action:
        old_register.take_over(
            action,
            OldAward(
                "Bùi Văn Tám", "individual", "giay_khen", "5/QĐ-UBND", D(2023, 5, 5), "Ủy ban nhân dân xã Cũ"
            ),
        )
    form = statistics.form("commune")
    before = statistics.table(con, form, YEAR)
    assert (before.count("01", "2"), before.count("01", "10")) == (8, 2)
    with year.store.action("Hợp nhất") as action:
        former = organizations.find_or_add(action, name="Ủy ban nhân dân xã Cũ", level="commune")
        organizations.succeed(action, [former], year.office, D(2025, 7, 1))
    after = statistics.table(con, form, YEAR)
    assert (after.count("01", "2"), after.count("01", "10")) == (9, 1)


# ---------------------------------------------------------------- form 0601


def drive(
    world: Any, title: str, start: str | None, end: str | None, mode: str = "thematic", **levels: str
) -> None:
    with world.store.action(title) as action:
        made = campaigns.start_campaign(action, CampaignDraft(title, start_on=start, end_on=end, mode=mode))
        statistics.set_levels(action, made, **levels)


def test_drives_by_scope_time_and_mode(world: Any, refused: Refuse) -> None:
    drive(world, "Hè", "2023-05-01", "2023-08-31")
    drive(world, "Năm học", "2023-09", "2024-05", "regular", scope_level="cluster")
    drive(world, "Nông thôn mới", "2023", "2025", launch_level="central", scope_level="national")
    drive(world, "Chuyển đổi số", "2023-03-01", "2028-02-29", launch_level="province", scope_level="province")
    drive(world, "Chưa rõ", "2023", None)
    drive(world, "Năm trước", "2022", "2022")
    made = statistics.table(world.store.con, statistics.form("0601"), YEAR)
    # With the world's own drive of 2023: six.
    assert [made.count("01", c) for c in "1234"] == [6, 1, 1, 4]
    assert {row: made.count(row, "1") for row in ("02", "03", "04", "05")} == {
        "02": 1,
        "03": 1,
        "04": 1,
        "05": 3,
    }
    assert {row: made.count(row, "1") for row in ("06", "07", "08", "09", "10")} == {
        "06": 2, "07": 1, "08": 0, "09": 1, "10": 1,
    }  # fmt: skip
    assert [f.name for f in made.unplaced["span"]] == ["Chưa rõ"]
    assert [made.count(row, "1") for row in ("11", "12")] == [5, 1]
    refused(lambda a: statistics.set_levels(a, world.campaign, launch_level="moon"))


# ---------------------------------------------------------------- random registers


PERSON = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["individual", "collective", "household"]),
        "sex": st.sampled_from([None, "male", "female"]),
        "object_class": st.sampled_from(["", "leader", "direct", "business", "other"]),
        "ethnic_group": st.sampled_from(["", "Kinh", "Ê Đê", "Hoa"]),
        "religion": st.sampled_from(["", "Không", "Phật giáo"]),
    }
)
GIVEN = st.tuples(
    PERSON,
    st.sampled_from(["giay_khen", "ldtt", "tt_ldtt", "bang_khen", "cstd_tinh", "gia_dinh_van_hoa"]),
    st.sampled_from(["merit", "thematic", "sudden", "contribution"]),
    st.sampled_from([D(2022, 12, 31), D(2023, 1, 1), D(2023, 12, 14), D(2023, 12, 15), D(2024, 1, 1)]),
    st.sampled_from(["", "Ủy ban nhân dân tỉnh Thử"]),
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(GIVEN, max_size=12))
def test_sums_hold_for_random_registers(world: Any, given_awards: list[Any]) -> None:
    con = world.store.con
    with world.store.action("Sổ bất kỳ") as action:
        people.add_subject(action, kind="individual", name="Để bước này luôn có")
        for number, (facts, form, kind, day, organ) in enumerate(given_awards):
            name = f"Người {number}"
            made = people.add_subject(action, name=name, **facts)
            action.update("subject", made, workplace="Nơi nào đó")
            old_register.take_over(
                action,
                OldAward(
                    name,
                    facts["kind"],
                    form,
                    f"{number + 1}/QĐ-UBND",
                    day,
                    organ,
                    "province",
                    kind,
                    position_unit="Nơi nào đó",
                ),
            )
    try:
        inside = [g for g in given_awards if D(2023, 1, 1) <= g[3] <= D(2023, 12, 31)]
        for form in statistics.forms():
            made = statistics.table(con, form, YEAR)
            for line in (one for one in form.lines if not one.is_heading):
                for column in (c for c in form.columns if c.sum_of):
                    assert made.count(line.code, column.code) == sum(
                        made.count(line.code, code) for code in column.sum_of
                    )
            for one in (d for d in form.dimensions if d.complete):
                rows = [line.code for line in form.lines if line.dimension == one.key]
                for column in form.columns:
                    left = [f for f in made.unplaced[one.key] if f in made.facts(one.of, column.code)]
                    parts = sum(made.count(row, column.code) for row in rows)
                    assert made.count(one.of, column.code) == parts + len(left)
        commune = statistics.table(con, statistics.form("commune"), YEAR)
        assert commune.count("01", "1") == sum(not g[4] for g in inside)
        assert commune.count("01", "10") == sum(bool(g[4]) for g in inside)
        assert commune.count("18", "1") == sum(
            not g[4] and g[0]["kind"] == "individual" and g[0]["sex"] == "female" for g in inside
        )
        assert commune.count("20", "1") == sum(not g[4] and g[0]["religion"] == "Phật giáo" for g in inside)
    finally:
        history.undo(world.store)
