"""Prize money: coefficient times the base salary in force on the day of the decision.

NĐ 91/2017/NĐ-CP Điều 68 and its successors: the product is rounded up to the next 10.000 đồng, once; of
several titles or forms for one achievement at one time only the highest is paid.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

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
class PrizeRule:
    """A row of the catalogue ``prize_rule``: rounding, the factor of an object kind, which of several is paid."""

    kind: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One prize somebody would be paid at one time.

    Attributes:
        achievement: what it is for; None: an achievement of its own.
        category: title (danh hiệu) or form (hình thức).
        amount: đồng, None when not known.
    """

    achievement: str | None
    category: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class Prize:
    """A prize with the rows it rests on.

    Attributes:
        amount: đồng; None when it cannot be known from the catalogue.
        rate: the row used, None when no row fits.
        salary: the base salary of the day, None when the catalogue has none.
        verified: both rows were checked against their instruments.
        note: Vietnamese sentence saying what is not known or not checked; empty when all is well.
        factor: the rule by which the individual's rate was raised for this object, None when the rate is its own.
    """

    amount: int | None
    rate: RateRow | None
    salary: SalaryRow | None
    verified: bool
    note: str = ""
    factor: PrizeRule | None = None

    @property
    def coefficient_thousandths(self) -> int | None:
        """The coefficient in force: the rate's, times the object's factor where one was used."""
        if self.rate is None or self.rate.coefficient_thousandths is None:
            return None
        return self.rate.coefficient_thousandths * _thousandths(self.factor) // 1000

    @property
    def source(self) -> str:
        """The instruments the amount rests on, in words."""
        rows = (self.rate, self.factor, self.salary)
        return "; ".join(dict.fromkeys(row.source for row in rows if row is not None and row.source))


def prize_amount(
    coefficient_thousandths: int,
    base_salary: int,
    rounding: Rounding = "up",
    step: int = ROUNDING_STEP,
) -> int:
    """Coefficient (thousandths) × base salary (đồng), rounded once to 10.000 đồng (or ``step``).

    Raises:
        ValueError: a negative coefficient or salary.
    """
    if coefficient_thousandths < 0 or base_salary < 0:
        message = "coefficient and base salary cannot be negative"
        raise ValueError(message)
    # Whole numbers throughout: 0,15 × 2.340.000 must not fall a đồng short of a step.
    product, whole = coefficient_thousandths * base_salary, step * 1000
    if rounding == "up":
        return -(-product // whole) * step
    return (product + whole // 2) // whole * step


def rule_on(rules: Iterable[PrizeRule], kind: str, day: dt.date, **wanted: str) -> PrizeRule | None:
    """The rule of a kind (and of these parameters) in force on a day; the later row where two overlap."""
    found = [
        rule
        for rule in rules
        if rule.kind == kind
        and in_force(rule, day)
        and all(rule.parameters.get(key) == value for key, value in wanted.items())
    ]
    return max(found, key=lambda rule: rule.valid_from or dt.date.min, default=None)


def _thousandths(factor: PrizeRule | None) -> int:
    return 1000 if factor is None else int(factor.parameters["thousandths"])


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
    rules: Sequence[PrizeRule] = (),
) -> Prize:
    """The prize of one award decided on ``day``; it says so when a figure is unknown or unchecked.

    Where the object has no rate of its own, the individual's times the object's factor is used. ``rounding``
    holds where no rule of that kind is in force.
    """
    listed = tuple(rates)
    rate = rate_on(listed, form_code=form_code, object_kind=object_kind, level=level, day=day)
    factor = None
    if (rate is None or rate.coefficient_thousandths is None) and object_kind != "individual":
        mine = [rule for rule in rules if form_code in rule.parameters.get("forms", [form_code])]
        factor = rule_on(mine, "object_factor", day, object_kind=object_kind)
        single = rate_on(listed, form_code=form_code, object_kind="individual", level=level, day=day)
        usable = factor is not None and single is not None and single.coefficient_thousandths is not None
        rate, factor = (single, factor) if usable else (rate, None)
    salary = salary_on(salaries, day)
    problem = _unknown(rate, salary, day)
    if problem or rate is None or salary is None or rate.coefficient_thousandths is None:
        return Prize(None, rate, salary, verified=False, note=problem)
    amount = prize_amount(
        rate.coefficient_thousandths * _thousandths(factor) // 1000,
        salary.amount,
        *_rounding(rules, day, rounding),
    )
    checked = rate.verified and salary.verified and (factor is None or factor.verified)
    return Prize(amount, rate, salary, checked, _unchecked(rate, salary, factor), factor)


def _rounding(rules: Sequence[PrizeRule], day: dt.date, otherwise: Rounding) -> tuple[Rounding, int]:
    rule = rule_on(rules, "rounding", day)
    if rule is None:
        return otherwise, ROUNDING_STEP
    direction: Rounding = "nearest" if rule.parameters.get("direction") == "nearest" else "up"
    return direction, int(rule.parameters.get("step", ROUNDING_STEP))


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


def _unchecked(rate: RateRow, salary: SalaryRow, factor: PrizeRule | None) -> str:
    if not rate.verified:
        return rate.note or f"Hệ số tiền thưởng chưa đối chiếu với {rate.source}."
    if factor is not None and not factor.verified:
        return f"Hệ số theo đối tượng chưa đối chiếu với {factor.source}."
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


def paid(claims: Sequence[Claim], rules: Sequence[PrizeRule], day: dt.date) -> list[int | None]:
    """What each of the prizes of one recipient at one time is paid, by the rule in force on the day.

    For one achievement only the highest is paid; where the rule tells titles and forms ``apart``, the highest of
    each. Without a rule everything is paid.
    """
    amounts = [claim.amount for claim in claims]
    rule = rule_on(rules, "same_achievement", day)
    if rule is None or rule.parameters.get("paid") != "highest":
        return amounts
    apart = rule.parameters.get("apart") == "category"
    groups: dict[tuple[str, str], list[int]] = {}
    for index, claim in enumerate(claims):
        if claim.achievement is not None:
            groups.setdefault((claim.achievement, claim.category if apart else ""), []).append(index)
    for group in groups.values():
        for index, amount in zip(group, highest_only([amounts[i] for i in group]), strict=True):
            amounts[index] = amount
    return amounts
