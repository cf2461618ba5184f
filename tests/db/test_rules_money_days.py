"""Object factor, rounding and one prize for one achievement; quotas; doubles; days: hand tables with their source."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import resources
from db.rules import authority, doubles, prizes, quotas, time_limits
from db.rules.authority import AuthorityRow
from db.rules.doubles import Person
from db.rules.prizes import Claim, PrizeRule, RateRow, SalaryRow
from db.vietnamese.text import fold

D = date


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def shipped(table: str, make: Any) -> list[Any]:
    found = []
    for content in resources.read_json(f"law/{table}.json")["rows"]:
        values = {key: content[key] for key in make.__slots__ if key in content}
        values |= {"valid_from": day(content["valid_from"]), "valid_to": day(content["valid_to"])}
        found.append(make(**values))
    return found


RULES: list[PrizeRule] = shipped("prize_rule", PrizeRule)
RATES: list[RateRow] = shipped("prize_rate", RateRow)
SALARIES: list[SalaryRow] = shipped("base_salary", SalaryRow)


@pytest.mark.parametrize(
    ("form", "obj", "level", "when", "amount"),
    [
        pytest.param(
            "giay_khen", "individual", "commune", D(2023, 12, 20), 270_000, id="NĐ91/2017 Đ.73 k.1 d: 0,15"
        ),
        pytest.param(
            "giay_khen", "collective", "commune", D(2023, 12, 20), 540_000, id="NĐ91/2017 Đ.73 k.2 b: 0,3"
        ),
        pytest.param(
            "giay_khen", "individual", "district", D(2020, 6, 1), 450_000, id="NĐ91/2017 Đ.73: huyện 0,3"
        ),
        pytest.param(
            "tt_ldtt", "collective", "commune", D(2018, 7, 2), 1_120_000, id="Ban TĐKT TW: 0,8×1.390.000"
        ),
        pytest.param(
            "giay_khen", "collective", "unit", D(2018, 7, 2), 840_000, id="Ban TĐKT TW: 0,6×1.390.000 một lần"
        ),
        pytest.param(
            "giay_khen", "individual", "commune", D(2025, 8, 1), None, id="NĐ152/2025: chưa biết mức cấp xã"
        ),
        pytest.param(
            "giay_khen",
            "collective",
            "commune",
            D(2025, 8, 1),
            None,
            id="NĐ152/2025: hệ số không thay được mức",
        ),
        pytest.param("giay_khen", "household", "commune", D(2024, 8, 1), None, id="NĐ98/2023: hộ chưa biết"),
    ],
)
def test_prize(form: str, obj: str, level: str, when: date, amount: int | None) -> None:
    found = prizes.prize_of(
        RATES, SALARIES, form_code=form, object_kind=obj, level=level, day=when, rules=RULES
    )
    assert found.amount == amount
    assert bool(found.note) == (amount is None or not found.verified)


def test_a_factor_raises_the_individual_rate_and_is_named() -> None:
    rules = [
        *RULES,
        PrizeRule(
            "object_factor",
            {"object_kind": "household", "thousandths": 1500},
            "Hộ 1,5",
            D(2024, 1, 1),
            None,
            "QĐ của tỉnh",
            True,
        ),
    ]
    found = prizes.prize_of(
        RATES,
        SALARIES,
        form_code="giay_khen",
        object_kind="household",
        level="commune",
        day=D(2024, 8, 1),
        rules=rules,
    )
    # 0,15 × 1,5 × 2.340.000 = 526.500, up to 530.000
    assert (found.amount, found.coefficient_thousandths) == (530_000, 225)
    assert "QĐ của tỉnh" in found.source


def test_rounding_is_data() -> None:
    rules = [PrizeRule("rounding", {"direction": "nearest", "step": 1000})]
    found = prizes.prize_of(
        RATES,
        SALARIES,
        form_code="giay_khen",
        object_kind="individual",
        level="district",
        day=D(2020, 6, 1),
        rules=rules,
    )
    assert found.amount == 447_000


@pytest.mark.parametrize(
    ("claims", "amounts"),
    [
        pytest.param(
            [("x", "form", 300), ("x", "form", 500)],
            [0, 500],
            id="NĐ91/2017 Đ.68: hai hình thức, một thành tích",
        ),
        pytest.param(
            [("x", "title", 300), ("x", "form", 500)], [300, 500], id="NĐ91/2017 Đ.68: danh hiệu và hình thức"
        ),
        pytest.param(
            [("x", "form", 300), ("y", "form", 500)], [300, 500], id="NĐ91/2017 Đ.68: hai thành tích"
        ),
        pytest.param(
            [(None, "form", 300), (None, "form", 500)],
            [300, 500],
            id="NĐ91/2017 Đ.68: không rõ chung thành tích",
        ),
        pytest.param(
            [("x", "form", None), ("x", "form", 500)], [None, 500], id="mức chưa biết vẫn chưa biết"
        ),
    ],
)
def test_one_achievement_is_paid_once(
    claims: list[tuple[str | None, str, int | None]], amounts: list[int]
) -> None:
    assert prizes.paid([Claim(*claim) for claim in claims], RULES, D(2023, 12, 20)) == amounts


CLAIM = st.builds(
    Claim, st.sampled_from(["x", "y"]), st.sampled_from(["title", "form"]), st.integers(0, 10**7)
)


@given(st.lists(CLAIM, max_size=8))
def test_what_is_paid_is_the_highest_of_each_group(claims: list[Claim]) -> None:
    groups: dict[tuple[str | None, str], int] = {}
    for claim in claims:
        key = (claim.achievement, claim.category)
        groups[key] = max(groups.get(key, 0), claim.amount or 0)
    got = prizes.paid(claims, RULES, D(2023, 12, 20))
    assert sum(amount or 0 for amount in got) == sum(groups.values())
    assert all(amount in (0, claim.amount) for amount, claim in zip(got, claims, strict=True))


# ---------------------------------------------------------------- who decides

AUTHORITIES: list[AuthorityRow] = shipped("authority", AuthorityRow)


@pytest.mark.parametrize(
    ("form", "when", "wanted", "levels", "outcome"),
    [
        pytest.param("giay_khen", D(2024, 5, 1), "", (), "met", id="Luật 06/2022 Đ.80 k.3: xã tự quyết"),
        pytest.param(
            "giay_khen", D(2024, 5, 1), "district", ("district",), "met", id="Luật 06/2022 Đ.80 k.2: huyện"
        ),
        pytest.param(
            "giay_khen", D(2025, 7, 1), "district", None, "not_met", id="NĐ152/2025: không còn cấp huyện"
        ),
        pytest.param(
            "cstd_co_so", D(2025, 6, 30), "", ("district",), "met", id="Luật 06/2022 Đ.80 k.2: CSTĐCS"
        ),
        pytest.param(
            "cstd_co_so", D(2025, 7, 1), "", (), "unknown", id="NĐ152/2025: CSTĐCS về xã, chưa đối chiếu"
        ),
        pytest.param(
            "bang_khen", D(2025, 6, 30), "", ("district", "province"), "met", id="ba cấp: xã → huyện → tỉnh"
        ),
        pytest.param("bang_khen", D(2025, 7, 1), "", ("province",), "met", id="hai cấp: xã → tỉnh"),
        pytest.param(
            "bang_khen_ttg", D(2025, 8, 1), "", ("province", "state"), "unknown", id="NĐ152/2025: Thủ tướng"
        ),
        pytest.param("khong_co", D(2025, 8, 1), "", None, "unknown", id="danh mục không biết"),
    ],
)
def test_to_whom_it_goes(
    form: str, when: date, wanted: str, levels: tuple[str, ...] | None, outcome: str
) -> None:
    route = authority.propose_route(AUTHORITIES, form, when, own="commune", wanted=wanted)
    assert route.finding.outcome == outcome
    assert (route.decider is None) == (levels is None)
    assert route.levels == (levels or ())
    assert route.ours == (levels == ())


# ---------------------------------------------------------------- quotas


@pytest.mark.parametrize(
    ("quota", "nominees", "outcomes"),
    [
        pytest.param(
            quotas.LineQuota({"individual": 2}),
            [("individual", "direct")] * 2,
            ["met"],
            id="KH: đúng chỉ tiêu",
        ),
        pytest.param(
            quotas.LineQuota({"individual": 2}),
            [("individual", "direct")] * 3,
            ["not_met"],
            id="KH: vượt chỉ tiêu",
        ),
        pytest.param(
            quotas.LineQuota(total=1),
            [("household", ""), ("collective", "")],
            ["not_met"],
            id="KH: vượt tổng số",
        ),
        pytest.param(
            quotas.LineQuota(min_direct_percent=50),
            [("individual", "farmer"), ("individual", "leader")],
            ["met"],
            id="KH: nửa trực tiếp",
        ),
        pytest.param(
            quotas.LineQuota(min_direct_percent=60),
            [("individual", "farmer"), ("individual", "leader")],
            ["not_met"],
            id="KH: thiếu trực tiếp",
        ),
        pytest.param(
            quotas.LineQuota(min_direct_percent=60),
            [("individual", "farmer"), ("individual", "")],
            ["unknown"],
            id="KH: chưa ghi nhóm",
        ),
        pytest.param(
            quotas.LineQuota(min_direct_percent=60),
            [("collective", "")],
            ["unknown"],
            id="KH: không có cá nhân",
        ),
        pytest.param(quotas.LineQuota(), [("individual", "")], [], id="KH không nói gì"),
    ],
)
def test_quota(quota: quotas.LineQuota, nominees: list[tuple[str, str]], outcomes: list[str]) -> None:
    found = quotas.judge_line(quota, [quotas.Nominee(*one) for one in nominees])
    assert [one.outcome for one in found] == outcomes


# ---------------------------------------------------------------- doubles


def person(
    key: int, name: str, birth: str | None = None, unit: int | None = 1, subject: int | None = None
) -> Person:
    return Person(key, subject or key, "individual", name, fold(name), birth, frozenset({unit}) - {None})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (person(1, "Nguyễn Thị Thuỷ", "1985-03-02"), person(2, "Nguyễn Thị Thủy", "1985", 2), True),
        (person(1, "Nguyễn Thị Lý"), person(2, "Nguyễn Thị Lí"), True),
        (person(1, "H’Ngăm Niê", "1990"), person(2, "H'Ngăm Niê", "1990-01-05", 2), True),
        (person(1, "Trần Văn Bình", "1980-01-01"), person(2, "Trần Văn Bình", "1981-01-01"), False),
        (person(1, "Trần Văn Bình", None, 1), person(2, "Trần Văn Bình", None, 2), False),
        (person(1, "Trần Văn Bình", "1980-01-01"), person(2, "Trần Văng Bình", "1980-01-01", 2), True),
        (person(1, "Trần Văn Bình", "1980"), person(2, "Trần Văng Bình", "1980", 1), False),
        (person(1, "Trần Văn Bình", "1980-01-01"), person(2, "Lê Thị Hoa", "1980-01-01"), False),
        (person(1, "Trần Văn Bình", "1980", 1, 7), person(2, "Ông Bình", "1999", 2, 7), True),
    ],
)
def test_one_person_under_two_spellings(one: Person, other: Person, same: bool) -> None:
    assert bool(doubles.why_same(one, other)) is same
    assert bool(doubles.why_same(other, one)) is same
    assert len(list(doubles.pairs([one, other]))) == same


NAMES = st.sampled_from(["Lê An", "Lê Ân", "Lý Bình", "Lí Bình", "Hồ Cúc"])
PEOPLE = st.lists(
    st.tuples(NAMES, st.sampled_from([None, "1980", "1980-01-01", "1981-02-02"]), st.integers(1, 2)),
    max_size=7,
)


@given(PEOPLE)
def test_pairs_are_those_brute_force_finds(drawn: list[tuple[str, str | None, int]]) -> None:
    people = [person(i, *one) for i, one in enumerate(drawn, 1)]
    brute = [(a.key, b.key) for i, a in enumerate(people) for b in people[i + 1 :] if doubles.why_same(a, b)]
    assert [(a.key, b.key) for a, b, _ in doubles.pairs(people)] == brute


# ---------------------------------------------------------------- days

LIMITS: list[time_limits.TimeLimit] = shipped("time_limit", time_limits.TimeLimit)


@pytest.mark.parametrize(
    ("kind", "form", "start", "due"),
    [
        pytest.param(
            "disclosure",
            "gia_dinh_van_hoa",
            D(2024, 11, 1),
            D(2024, 11, 11),
            id="NĐ86/2023: 10 ngày công khai",
        ),
        pytest.param(
            "decide", "giay_khen", D(2024, 11, 1), D(2024, 11, 15), id="TTHC 1.000775: 10 ngày làm việc"
        ),
        pytest.param("decide", "ldtt", D(2024, 11, 1), D(2024, 11, 29), id="TTHC 1.012379: 20 ngày làm việc"),
        pytest.param("disclosure", "giay_khen", D(2024, 11, 1), None, id="quy chế tỉnh: chưa biết số ngày"),
        pytest.param("superior", "bang_khen", D(2024, 11, 1), None, id="danh mục không có dòng"),
    ],
)
def test_due(kind: str, form: str, start: date, due: date | None) -> None:
    assert time_limits.due_day(time_limits.limit_on(LIMITS, kind, start, form), start) == due
