"""Statistical tables whose rows and columns are data: every number is the list of what it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Traits:
    """What a table can ask of one thing counted; empty where it is not known or does not apply.

    Attributes:
        source: ``award``, ``sent`` (a name on a submission to a superior) or ``campaign``.
        own: ``yes`` for what our office (or one that went into it) decided, else ``no``.
        minority: ``yes``/``no``; ``religious`` alike.
        span: how long a drive lasts: ``<1``, ``1``, ``1-3``, ``3-5`` or ``5+`` years.
    """

    source: str = "award"
    form: str = ""
    object: str = ""
    type: str = ""
    sex: str = ""
    minority: str = ""
    religious: str = ""
    object_class: str = ""
    unit_kind: str = ""
    own: str = ""
    level: str = ""
    launch: str = ""
    scope: str = ""
    span: str = ""
    mode: str = ""


TRAITS: Final = frozenset(one.name for one in fields(Traits))


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing counted: its id in its own table, the name behind the number, and where it is written."""

    id: int
    name: str
    detail: str
    day: dt.date
    traits: Traits


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; one with ``sum_of`` adds others, one that is the ``rest`` takes what those leave."""

    code: str
    title: str
    group: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sum_of: tuple[str, ...] = ()
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; a heading has no code and counts nothing.

    Attributes:
        dimension: the way of dividing it belongs to, empty for the total and headings.
        level: how deep it is indented.
    """

    code: str
    title: str
    unit: str = ""
    dimension: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    level: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether it only says what the rows under it divide by."""
        return not self.code


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way of dividing a row: ``of`` is that row; ``complete`` when its rows are meant to add up to it."""

    key: str
    of: str
    title: str
    complete: bool = True


@dataclass(frozen=True, slots=True)
class TableForm:
    """A form (biểu) as its circular has it, read from a file.

    Attributes:
        code: its name in the program; ``number`` as printed ("0603.N/BNV-TĐKT"), empty for one of our own.
        issued_with: the line under the number; ``received`` the line about the day of receipt.
        source: the instrument; ``verified`` when it was checked; days are None where open.
    """

    code: str
    number: str
    name: str
    issued_with: str
    received: str
    note: str
    source: str
    verified: bool
    valid_from: dt.date | None
    valid_to: dt.date | None
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    dimensions: tuple[Dimension, ...]

    @property
    def total(self) -> Line:
        """The row that counts everything."""
        return next(line for line in self.lines if not line.is_heading and not line.dimension)


@dataclass(frozen=True, slots=True)
class Table:
    """A form filled: every cell holds what it counts."""

    form: TableForm
    cells: Mapping[tuple[str, str], tuple[Fact, ...]]
    unplaced: Mapping[str, tuple[Fact, ...]]

    def facts(self, line: str, column: str) -> tuple[Fact, ...]:
        """What stands behind one number, by the codes of row and column."""
        return self.cells.get((line, column), ())

    def count(self, line: str, column: str) -> int:
        """The number shown."""
        return len(self.facts(line, column))

    def rows(self) -> list[tuple[Line, tuple[int, ...] | None]]:
        """Rows in order with their numbers by column; None for a heading."""
        return [
            (
                line,
                None if line.is_heading else tuple(self.count(line.code, c.code) for c in self.form.columns),
            )
            for line in self.form.lines
        ]


def form_of(data: Mapping[str, Any]) -> TableForm:
    """A form read from its file.

    Raises:
        ValueError: it asks for a trait that does not exist, adds a column or divides a row that does not exist.
    """
    columns = tuple(
        Column(
            one["code"],
            one["title"],
            one.get("group", ""),
            _where(one.get("where", {})),
            tuple(one.get("sum", ())),
            bool(one.get("rest")),
        )
        for one in data["columns"]
    )
    lines = tuple(
        Line(
            one.get("code", ""),
            one["title"],
            one.get("unit", ""),
            one.get("dimension", ""),
            _where(one.get("where", {})),
            int(one.get("level", 0)),
        )
        for one in data["rows"]
    )
    dimensions = tuple(
        Dimension(one["key"], one["of"], one["title"], bool(one.get("complete", True)))
        for one in data["dimensions"]
    )
    _refuse_unknown(columns, lines, dimensions)
    return TableForm(
        data["code"],
        data.get("number", ""),
        data["name"],
        data.get("issued_with", ""),
        data.get("received", ""),
        data.get("note", ""),
        data["source"],
        bool(data["verified"]),
        _day(data.get("valid_from")),
        _day(data.get("valid_to")),
        columns,
        lines,
        dimensions,
    )


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _where(given: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in given.items()}


def _refuse_unknown(
    columns: tuple[Column, ...], lines: tuple[Line, ...], dimensions: tuple[Dimension, ...]
) -> None:
    asked = {key for column in columns for key in column.where} | {
        key for line in lines for key in line.where
    }
    codes = {column.code for column in columns}
    rows = {line.code for line in lines}
    unknown = (
        (asked - TRAITS)
        | ({code for column in columns for code in column.sum_of} - codes)
        | ({dimension.of for dimension in dimensions} - rows)
        | ({line.dimension for line in lines} - {"", *(dimension.key for dimension in dimensions)})
    )
    if unknown:
        message = f"a table form asks for what does not exist: {sorted(unknown)}"
        raise ValueError(message)


def _fits(traits: Traits, where: Mapping[str, tuple[str, ...]]) -> bool:
    return all(getattr(traits, key) in values for key, values in where.items())


class _Places:
    """Rows and columns of each kind of thing."""

    def __init__(self, form: TableForm) -> None:
        self._form = form
        self._of = {dimension.key: dimension.of for dimension in form.dimensions}

    def of(self, traits: Traits) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Codes of the rows and of the columns it is counted in; no columns: the form does not ask for it."""
        return self._lines(traits), self._columns(traits)

    def left_out(self, lines: tuple[str, ...]) -> list[str]:
        """Complete dimensions of which something counted in these rows stands in none."""
        own = {line.dimension for line in self._form.lines if line.code in lines}
        return [
            one.key
            for one in self._form.dimensions
            if one.complete and one.of in lines and one.key not in own
        ]

    def _columns(self, traits: Traits) -> tuple[str, ...]:
        plain = [c for c in self._form.columns if not c.sum_of]
        found = [c.code for c in plain if not c.rest and _fits(traits, c.where)]
        if not found:
            found = [c.code for c in plain if c.rest and _fits(traits, c.where)]
        sums = [c.code for c in self._form.columns if c.sum_of and any(code in found for code in c.sum_of)]
        return (*sums, *found)

    def _lines(self, traits: Traits) -> tuple[str, ...]:
        found = [self._form.total.code]
        for line in self._form.lines:
            if line.dimension and self._of[line.dimension] in found and _fits(traits, line.where):
                found.append(line.code)
        return tuple(found)


def fill(form: TableForm, facts: Iterable[Fact]) -> Table:
    """Put each fact into its rows and columns.

    ``unplaced`` tells for each complete dimension what stands in the row it divides and in none of its own rows:
    a class nobody wrote down is no class.
    """
    places = _Places(form)
    cells: dict[tuple[str, str], list[Fact]] = {}
    unplaced: dict[str, list[Fact]] = {one.key: [] for one in form.dimensions if one.complete}
    lists: dict[Traits, list[list[Fact]]] = {}
    for fact in facts:
        into = lists.get(fact.traits)
        if into is None:
            lines, columns = places.of(fact.traits)
            into = [cells.setdefault((line, column), []) for line in lines for column in columns]
            into += [unplaced[key] for key in places.left_out(lines) if columns]
            lists[fact.traits] = into
        for one in into:
            one.append(fact)
    return Table(
        form,
        {key: tuple(listed) for key, listed in cells.items()},
        {key: tuple(listed) for key, listed in unplaced.items()},
    )


def span_of(start: str | None, end: str | None) -> str:
    """How long a drive lasts, from partial dates ("2023" is the whole year): a value of :attr:`Traits.span`."""
    if not start or not end:
        return ""
    first = dt.date.fromisoformat(f"{start}-01-01"[:10] if len(start) == 4 else f"{start}-01"[:10])
    after = _after(end)
    if after <= first:
        return ""
    for years, shorter, same in ((1, "<1", "1"), (3, "1-3", "3-5"), (5, "3-5", "5+")):
        limit = _years_on(first, years)
        if after < limit:
            return shorter
        if after == limit:
            return same
    return "5+"


def _after(end: str) -> dt.date:
    if len(end) == 4:
        return dt.date(int(end) + 1, 1, 1)
    if len(end) == 7:
        year, month = int(end[:4]), int(end[5:])
        return dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date.fromisoformat(end) + dt.timedelta(days=1)


def _years_on(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)
