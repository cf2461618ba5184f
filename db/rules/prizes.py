"""Prize money: coefficient times the base salary in force on the day of the decision.

NĐ 91/2017/NĐ-CP Điều 68 and its successors: the product is rounded up to the next 10.000 đồng, once; of
several titles or forms for one achievement at one time only the highest is paid.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from db.rules.findings import in_force

Rounding = Literal["up", "nearest"]

ROUNDING_STEP = 10_000


@dataclass(frozen=True, slots=True)
class RateRow:
    """A row of the catalogue ``prize_rate``; the coefficient is in thousandths, None when not known."""

    form_code: str
    object_kind: str
    level: str
    coefficient_thousandths: int | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    source: str = ""
    verified: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SalaryRow:
    """A row of the catalogue ``base_salary``; the amount is in đồng a month."""

    amount: int
    valid_from: dt.date | None
    valid_to: dt.date | None
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Prize:
    """A prize with the rows it rests on.

    Attributes:
        amount: đồng; None when it cannot be known from the catalogue.
        rate: the row used, None when no row fits.
        salary: the base salary of the day, None when the catalogue has none.
        verified: both rows were checked against their instruments.
        note: Vietnamese sentence saying what is not known or not checked; empty when all is well.
    """

    amount: int | None
    rate: RateRow | None
    salary: SalaryRow | None
    verified: bool
    note: str = ""


def prize_amount(coefficient_thousandths: int, base_salary: int, rounding: Rounding = "up") -> int:
    """Coefficient (thousandths) × base salary (đồng), rounded once to 10.000 đồng.

    Raises:
        ValueError: a negative coefficient or salary.
    """
    if coefficient_thousandths < 0 or base_salary < 0:
        message = "coefficient and base salary cannot be negative"
        raise ValueError(message)
    # Whole numbers throughout: 0,15 × 2.340.000 must not fall a đồng short of a step.
    product, step = coefficient_thousandths * base_salary, ROUNDING_STEP * 1000
    if rounding == "up":
        return -(-product // step) * ROUNDING_STEP
    return (product + step // 2) // step * ROUNDING_STEP


def salary_on(salaries: Iterable[SalaryRow], day: dt.date) -> SalaryRow | None:
    """The base salary in force on a day; the later row where two overlap."""
    found = [row for row in salaries if in_force(row, day)]
    return max(found, key=lambda row: row.valid_from or dt.date.min, default=None)


def rate_on(
    rates: Iterable[RateRow], *, form_code: str, object_kind: str, level: str, day: dt.date
) -> RateRow | None:
    """The rate of a form for an object at a level on a day; a row of that very level before one for any."""
    found = [
        row
        for row in rates
        if row.form_code == form_code
        and row.object_kind == object_kind
        and row.level in {level, "any"}
        and in_force(row, day)
    ]
    return max(
        found, key=lambda row: (row.level == level, row.valid_from or dt.date.min, row.verified), default=None
    )


def prize_of(
    rates: Iterable[RateRow],
    salaries: Iterable[SalaryRow],
    *,
    form_code: str,
    object_kind: str,
    level: str,
    day: dt.date,
    rounding: Rounding = "up",
) -> Prize:
    """The prize of one award decided on ``day``; it says so when a figure is unknown or unchecked."""
    rate = rate_on(rates, form_code=form_code, object_kind=object_kind, level=level, day=day)
    salary = salary_on(salaries, day)
    problem = _unknown(rate, salary, day)
    if problem or rate is None or salary is None or rate.coefficient_thousandths is None:
        return Prize(None, rate, salary, verified=False, note=problem)
    amount = prize_amount(rate.coefficient_thousandths, salary.amount, rounding)
    return Prize(amount, rate, salary, rate.verified and salary.verified, _unchecked(rate, salary))


def _unknown(rate: RateRow | None, salary: SalaryRow | None, day: dt.date) -> str:
    when = day.strftime("%d/%m/%Y")
    if rate is None:
        return f"Chưa có mức tiền thưởng áp dụng ngày {when}; hãy nhập hệ số và văn bản quy định."
    if rate.coefficient_thousandths is None:
        return (
            rate.note or f"Chưa biết hệ số tiền thưởng áp dụng ngày {when}; hãy nhập theo văn bản của tỉnh."
        )
    if salary is None:
        return f"Chưa có mức lương cơ sở áp dụng ngày {when}; hãy nhập mức lương và văn bản quy định."
    return ""


def _unchecked(rate: RateRow, salary: SalaryRow) -> str:
    if not rate.verified:
        return rate.note or f"Hệ số tiền thưởng chưa đối chiếu với {rate.source}."
    if not salary.verified:
        return f"Mức lương cơ sở chưa đối chiếu với {salary.source}."
    return ""


def highest_only(amounts: Sequence[int | None]) -> list[int | None]:
    """Of the prizes for one achievement at one time only the highest is paid, the others become 0.

    Unknown amounts (None) stay unknown. Of equals the first is paid.
    """
    known = [amount for amount in amounts if amount is not None]
    if not known:
        return list(amounts)
    paid = list(amounts).index(max(known))
    return [amount if amount is None or index == paid else 0 for index, amount in enumerate(amounts)]
