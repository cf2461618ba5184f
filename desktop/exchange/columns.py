"""How the cells of one column are understood: dates, sums of money, numbers, years, text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from db.errors import BadInput
from db.vietnamese.dates import parse_partial
from db.vietnamese.numbers import parse_decimal
from desktop.exchange import money
from desktop.exchange.mapping import Mapping, plain
from desktop.exchange.reading import Grid, Value, as_text

DATE_FIELDS: Final = frozenset(
    {"birth_date", "birth_male", "birth_female", "received", "finish", "day", "progress_day", "signed_day"}
)
MONEY_FIELDS: Final = frozenset({"value", "final_value", "prize"})
_YEARS: Final = re.compile(r"(?:năm\s*)?(\d{4})(?:\s*(?:[-–]|đến)\s*(?:năm\s*)?(\d{4}))?", re.IGNORECASE)
_QUARTER: Final = re.compile(r"quý\s*(iv|iii|ii|i|[1-4])\s*(?:[/.,-]|năm|\s)*\s*(\d{4})\s*$", re.IGNORECASE)
_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}
_HALF: Final = re.compile(r"(?:6|06|sáu) tháng (đầu|cuối)(?: năm)? (\d{4})\s*$", re.IGNORECASE)
_LAST_DAY: Final = re.compile(
    r"(?:.*\bđến|.*[-–]|.*\btrước|.*\bhoàn thành|.*\btrong|cuối|chậm nhất)(?: (?:hết|ngày|vào))*[\s:]*"
    r"((?:ngày |tháng |năm )?[\d/.-]*\d{4}|ngày \d.*|tháng \d.*)",
    re.IGNORECASE,
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class Understood:
    """What a cell says, and in one sentence what is wrong with it."""

    value: str | int | None
    problem: str = ""


Reader = Callable[[Value], Understood]
_NOTHING: Final = Understood(None)


def column_reader(grid: Grid, mapping: Mapping, field: str) -> Reader:
    """How the cells under this field's heading are read."""
    if field in MONEY_FIELDS:
        return _Money(money_unit(grid, mapping, field)).read
    if field == "finish":
        return _finish
    if field == "signed_day":
        return _signed
    if field in DATE_FIELDS:
        return _date
    return {"annual": _number, "result": _number, "year": _years}.get(field, as_it_stands)


def money_unit(grid: Grid, mapping: Mapping, field: str) -> int:
    """The unit of the money column: named in its heading, else above the table ("Đơn vị tính: triệu đồng")."""
    head = mapping.header_row
    column = mapping.columns[field]
    # The nearest first: a heading corrects what is said above it.
    own = [grid.text(row, column) for row in range(head, max(-1, head - 3), -1)]
    above = [value for row in grid.rows[:head] for value in row if isinstance(value, str)]
    general = [
        text for text in above if plain(text.strip("( ")).startswith(("don vi tinh", "dvt", "don vi dong"))
    ]
    return next((unit for text in (*own, *general) if (unit := money.named_unit(text)) is not None), 1)


def as_it_stands(value: Value) -> Understood:
    """Text as it is; a number as a person reads it."""
    return _NOTHING if value is None else Understood(as_text(value))


@dataclass(frozen=True, slots=True)
class _Money:
    unit: int

    def read(self, value: Value) -> Understood:
        if value is None:
            return _NOTHING
        shown = as_text(value)
        plain_value = value if isinstance(value, int | float) else shown
        found = money.parse_money(plain_value, self.unit)
        if found is None:
            return Understood(None, f"“{shown}” không phải số tiền; ô này được bỏ qua.")
        if money.taken_as_dong(plain_value, self.unit):
            return Understood(found, f"“{shown}” quá lớn nên được hiểu là đồng; hãy kiểm tra lại.")
        return Understood(found)


def _date(value: Value) -> Understood:
    if value is None:
        return _NOTHING
    if isinstance(value, dt.date):
        return Understood(value.isoformat())
    text = as_text(value)
    try:
        found = parse_partial(text)
    except BadInput:
        return Understood(None, f"Ngày “{text}” không có trong lịch; hãy sửa lại ô này.")
    if found is None:
        return Understood(None, f"“{text}” không phải ngày hoặc năm; ô này được bỏ qua.")
    return Understood(found)


_DAY_AND_MONTH: Final = re.compile(r"(?:ngày )?(\d{1,2})\s*[/.-]\s*(\d{1,2})", re.IGNORECASE)


def _signed(value: Value) -> Understood:
    """The day a decision was signed; "15/11", whose year stands in a column of its own, as "--11-15"."""
    found = _DAY_AND_MONTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is not None and 1 <= int(found[2]) <= 12 and 1 <= int(found[1]) <= 31:
        return Understood(f"--{int(found[2]):02}-{int(found[1]):02}")
    return _date(value)


def _finish(value: Value) -> Understood:
    """When something is to be done: a date, or in words "Quý IV/2023", "trước 30/11/2023", "từ 9/2023 đến 12/2023"."""
    found = _date(value)
    if found.value is not None or not isinstance(value, str):
        return found
    quarter = _QUARTER.search(value)
    if quarter:
        number = _ROMAN.get(quarter[1].upper()) or int(quarter[1])
        return Understood(f"{quarter[2]}-{3 * number:02}")
    half = _HALF.search(value)
    if half:
        return Understood(f"{half[2]}-{'06' if half[1].lower() in ('đầu', 'i') else '12'}")
    named = _LAST_DAY.fullmatch(value)
    return _date(named[1]) if named else found


def _number(value: Value) -> Understood:
    """A measure as plain decimal text ("85.5"), so that nothing is rounded on the way."""
    if value is None:
        return _NOTHING
    shown = as_text(value)
    found = Decimal(repr(value)) if isinstance(value, int | float) else parse_decimal(shown.rstrip("% "))
    if found is None or not found.is_finite():
        return Understood(None, f"“{shown}” không phải số; ô này được bỏ qua.")
    return Understood(format(found.normalize(), "f"))


def _years(value: Value) -> Understood:
    """A year or a span of years: "2019", "2019-2021"."""
    if value is None:
        return _NOTHING
    text = str(value.year) if isinstance(value, dt.date) else as_text(value)
    found = _YEARS.fullmatch(text.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not _FIRST_YEAR <= first <= last <= _LAST_YEAR:
        return Understood(None, f"“{text}” không phải năm; hãy ghi năm, ví dụ 2022.")
    return Understood(str(first) if first == last else f"{first}-{last}")
