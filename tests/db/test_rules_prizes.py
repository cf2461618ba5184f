"""Prizes against the table computed by hand in the field notes and against the shipped rates."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import resources
from db.rules.prizes import RateRow, SalaryRow, highest_only, prize_amount, prize_of, rate_on

COEFFICIENTS = (150, 300, 600, 800, 1000, 1500, 2000)
BY_WAGE = {
    1_150_000: (180_000, 350_000, 690_000, 920_000, 1_150_000, 1_730_000, 2_300_000),
    1_210_000: (190_000, 370_000, 730_000, 970_000, 1_210_000, 1_820_000, 2_420_000),
    1_300_000: (200_000, 390_000, 780_000, 1_040_000, 1_300_000, 1_950_000, 2_600_000),
    1_390_000: (210_000, 420_000, 840_000, 1_120_000, 1_390_000, 2_090_000, 2_780_000),
    1_490_000: (230_000, 450_000, 900_000, 1_200_000, 1_490_000, 2_240_000, 2_980_000),
    1_800_000: (270_000, 540_000, 1_080_000, 1_440_000, 1_800_000, 2_700_000, 3_600_000),
    2_340_000: (360_000, 710_000, 1_410_000, 1_880_000, 2_340_000, 3_510_000, 4_680_000),
    2_530_000: (380_000, 760_000, 1_520_000, 2_030_000, 2_530_000, 3_800_000, 5_060_000),
}
CELLS = [
    (wage, coefficient, amount)
    for wage, amounts in BY_WAGE.items()
    for coefficient, amount in zip(COEFFICIENTS, amounts, strict=True)
]


def day_or_none(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def shipped_rates() -> list[RateRow]:
    return [
        RateRow(
            **{**row, "valid_from": day_or_none(row["valid_from"]), "valid_to": day_or_none(row["valid_to"])}
        )
        for row in resources.read_json("law/prize_rate.json")["rows"]
    ]


def shipped_salaries() -> list[SalaryRow]:
    return [
        SalaryRow(
            row["amount"],
            day_or_none(row["valid_from"]),
            day_or_none(row["valid_to"]),
            row["source"],
            row["verified"],
        )
        for row in resources.read_json("law/base_salary.json")["rows"]
    ]


WAGES = {
    1_150_000: "NĐ 66/2013",
    1_210_000: "NĐ 47/2016",
    1_300_000: "NĐ 47/2017",
    1_390_000: "NĐ 72/2018",
    1_490_000: "NĐ 38/2019",
    1_800_000: "NĐ 24/2023",
    2_340_000: "NĐ 73/2024",
    2_530_000: "NĐ 161/2026",
}


@pytest.mark.parametrize(
    ("wage", "coefficient", "amount"), CELLS, ids=[f"{WAGES[cell[0]]} × {cell[1] / 1000}" for cell in CELLS]
)
def test_field_table(wage: int, coefficient: int, amount: int) -> None:
    assert prize_amount(coefficient, wage) == amount


def test_nearest_is_the_counter_practice() -> None:
    assert prize_amount(150, 1_490_000, "nearest") == 220_000


def test_a_collective_is_rounded_once() -> None:
    assert prize_amount(600, 2_340_000) == 1_410_000 != 2 * prize_amount(300, 2_340_000)


@pytest.mark.parametrize(
    ("form", "obj", "level", "day", "amount", "verified"),
    [
        ("giay_khen", "individual", "commune", date(2023, 12, 20), 270_000, True),
        ("giay_khen", "collective", "commune", date(2023, 12, 20), 540_000, True),
        ("giay_khen", "household", "commune", date(2023, 12, 20), 270_000, False),
        ("giay_khen", "individual", "commune", date(2023, 6, 30), 230_000, True),
        ("giay_khen", "individual", "district", date(2023, 6, 30), 450_000, True),
        ("tt_ldtt", "collective", "unit", date(2019, 1, 15), 1_120_000, True),
        ("giay_khen", "individual", "commune", date(2024, 7, 1), 360_000, False),
        ("ldtt", "individual", "commune", date(2026, 7, 1), 760_000, True),
    ],
    ids=[
        "NĐ 91/2017 Đ.73: Giấy khen xã, NĐ 24/2023",
        "NĐ 91/2017 Đ.73: tập thể gấp đôi",
        "NĐ 91/2017 không nêu hộ: như cá nhân, chưa đối chiếu",
        "NĐ 91/2017 Đ.73, NĐ 38/2019",
        "NĐ 91/2017 Đ.73: Giấy khen huyện",
        "NĐ 91/2017 Đ.69: TT LĐTT, NĐ 72/2018",
        "NĐ 98/2023 Đ.58: Giấy khen xã chưa đối chiếu, NĐ 73/2024",
        "NĐ 152/2025, NĐ 161/2026: LĐTT",
    ],
)
def test_shipped_rates_on_a_day(
    form: str, obj: str, level: str, day: date, amount: int, verified: bool
) -> None:
    prize = prize_of(
        shipped_rates(), shipped_salaries(), form_code=form, object_kind=obj, level=level, day=day
    )
    assert (prize.amount, prize.verified) == (amount, verified)
    assert bool(prize.note) != verified


@pytest.mark.parametrize(
    ("form", "day", "words"),
    [
        ("giay_khen", date(2025, 9, 2), "nhập theo văn bản của tỉnh"),
        ("giay_khen", date(2016, 9, 2), "Chưa có mức tiền thưởng áp dụng ngày 02/09/2016"),
        ("khong_co", date(2023, 9, 2), "Chưa có mức tiền thưởng"),
    ],
    ids=[
        "NĐ 152/2025: Giấy khen xã chưa rõ",
        "NĐ 42/2010: danh mục chưa có",
        "danh mục không có hình thức này",
    ],
)
def test_what_is_not_known_is_said(form: str, day: date, words: str) -> None:
    prize = prize_of(
        shipped_rates(),
        shipped_salaries(),
        form_code=form,
        object_kind="individual",
        level="commune",
        day=day,
    )
    assert prize.amount is None
    assert not prize.verified
    assert words in prize.note


def test_no_salary_is_said() -> None:
    prize = prize_of(
        shipped_rates(), [], form_code="ldtt", object_kind="individual", level="unit", day=date(2023, 9, 2)
    )
    assert prize.amount is None
    assert "lương cơ sở" in prize.note


def test_the_row_of_the_level_goes_before_the_row_for_any() -> None:
    rows = [
        RateRow("x", "individual", "any", 300, date(2022, 1, 1), None),
        RateRow("x", "individual", "commune", 150, date(2020, 1, 1), None),
    ]
    day = date(2023, 1, 1)
    ours = rate_on(rows, form_code="x", object_kind="individual", level="commune", day=day)
    theirs = rate_on(rows, form_code="x", object_kind="individual", level="unit", day=day)
    assert (ours, theirs) == (rows[1], rows[0])


@pytest.mark.parametrize(
    ("amounts", "paid"),
    [
        ([270_000, 1_800_000, 540_000], [0, 1_800_000, 0]),
        ([540_000, 540_000], [540_000, 0]),
        ([None, 270_000], [None, 270_000]),
        ([None], [None]),
        ([], []),
    ],
)
def test_only_the_highest_is_paid(amounts: list[int | None], paid: list[int | None]) -> None:
    assert highest_only(amounts) == paid


@given(st.integers(0, 50_000), st.integers(0, 5_000_000))
def test_rounding_up_is_the_next_step(coefficient: int, wage: int) -> None:
    exact = Fraction(coefficient * wage, 1000)
    assert prize_amount(coefficient, wage) == ceil(exact / 10_000) * 10_000


@given(st.integers(0, 50_000), st.integers(0, 5_000_000))
def test_nearest_is_never_more_than_half_a_step_away(coefficient: int, wage: int) -> None:
    exact = Fraction(coefficient * wage, 1000)
    assert abs(prize_amount(coefficient, wage, "nearest") - exact) <= 5_000


@pytest.mark.parametrize(("coefficient", "wage"), [(-1, 1), (1, -1)])
def test_negative_figures_are_refused(coefficient: int, wage: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        prize_amount(coefficient, wage)
