"""Rows of a recognised table as values: sections, "như trên", dates, numbers, and what is wrong with each cell.

A table is first walked row by row (what is a row, under which heading), then read column by column: 20,000 rows
hold few different positions, units and dates, and each is understood once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, TypeVar

from db.vietnamese.text import fold
from desktop.exchange import old_award_cells, row_kinds, walking
from desktop.exchange.columns import Understood, as_it_stands, column_reader
from desktop.exchange.mapping import SHARED_COLUMNS, Mapping, vocabulary
from desktop.exchange.reading import Grid, Value, as_text, cell_name, column_letter

_SHORT = 12  # no sign for "as above" is longer
_OWN_NAMES = frozenset({"given_name", "collective_name", "person_name"})
_FINISHERS = {**row_kinds.FINISHERS, "old_awards": old_award_cells.finish}
_TICKS = ("x", "v", "✓", "√", "+", "1")


@dataclass(slots=True)
class Problem:
    """What is wrong with one cell, in one sentence."""

    cell: str
    message: str


@dataclass(slots=True)
class ReadRow:
    """One row of the table: where it stands, its kind, values by field and problems found while reading.

    ``shared`` is the unit as it stands in a column that holds position and unit together, ``whole`` all of its text.
    """

    row: int
    cell: str
    kind: str
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    uid: str = ""
    shared: str = ""
    whole: str = ""
    mapping: Mapping | None = None

    def cell_of(self, fact: str) -> str:
        """The cell a fact stands in (or would stand in); the row's own where the table has no such column."""
        column = self.mapping.column_of(fact) if self.mapping is not None else None
        return self.cell if column is None else cell_name(self.row, column)

    def complain(self, fact: str, message: str) -> None:
        """Note what is wrong with the cell of a fact."""
        self.problems.append(Problem(self.cell_of(fact), message))

    def complained(self, fact: str) -> bool:
        """Whether something is said already of the cell of a fact."""
        return bool(self.problems) and any(problem.cell == self.cell_of(fact) for problem in self.problems)

    @property
    def readable(self) -> bool:
        """Whether it has the name (or title) a row needs."""
        return bool(self.values.get("name") or self.values.get("title") or self.values.get("unit_name"))


_TEXT_ONLY = {str, type(None)}
AnyRow = TypeVar("AnyRow", bound=ReadRow)


class _Table:
    """The kept rows of a table, read column by column."""

    def __init__(self, grid: Grid, kept: walking.Kept) -> None:
        self._grid = grid
        self._mapping = kept.mapping
        self._kept = kept
        self._problems: dict[int, list[Problem]] = {}

    def rows(self, make: Callable[..., AnyRow]) -> Iterator[AnyRow]:
        mapping, kept = self._mapping, self._kept
        uids = (
            [as_text(value) for value in self._raw(mapping.columns["uid"])]
            if "uid" in mapping.columns
            else None
        )
        names = [name for name in mapping.columns if name != "uid"]
        always = self._always(names)
        read: list[Iterable[Any]] = [self._column(name, mapping.columns[name]) for name in names]
        read += [repeat(None, len(kept.numbers)) for _ in always]
        self._note_cells()
        keys = (*names, *always)
        main = column_letter(mapping.columns[vocabulary()["kinds"][mapping.kind]["must"][0]])
        takes_unit = "unit" in vocabulary()["kinds"][mapping.kind]["fields"]
        shares = not SHARED_COLUMNS.keys().isdisjoint(names)
        finish = _FINISHERS.get(mapping.kind)
        for at, facts in enumerate(zip(*read, strict=True)):
            number = kept.numbers[at]
            values = dict(zip(keys, facts, strict=True))
            row = make(number, f"{main}{number + 1}", "", values, mapping=mapping)
            if at in self._problems:
                row.problems = self._problems[at]
            if uids is not None:
                row.uid = uids[at]
            if shares:
                _share(row)
            if takes_unit and kept.units[at] and not values.get("unit"):
                values["unit"] = kept.units[at]
            if kept.decisions[at] and not values.get("number") and "number" in values:
                values["number"] = kept.decisions[at]
            if finish is not None:
                finish(row, kept.sections[at], kept.title)
            yield row

    def _always(self, names: list[str]) -> list[str]:
        """Scripts find every fact of a kind in every row: those this table has no column for."""
        told = {fact for name in names for fact in SHARED_COLUMNS.get(name, (name,))}
        hidden = {"uid", "kind", *SHARED_COLUMNS, *vocabulary()["optional"], *(told - set(names))}
        fields = vocabulary()["kinds"][self._mapping.kind]["fields"]
        return [name for name in fields if name not in hidden and name not in names]

    def _raw(self, column: int) -> list[Value]:
        rows = self._grid.rows
        return [
            row[column] if column < len(row) else None for row in map(rows.__getitem__, self._kept.numbers)
        ]

    def _column(self, name: str, column: int) -> list[Any]:
        """A column understood: each different value once, what is wrong noted where it stands."""
        raw = self._fill_same(self._raw(column))
        understand = column_reader(self._grid, self._mapping, name)
        if understand is as_it_stands and set(map(type, raw)) <= _TEXT_ONLY:
            return raw
        known: dict[Value, Understood] = {value: understand(value) for value in set(raw)}
        wrong = {value: found.problem for value, found in known.items() if found.problem}
        if wrong:
            letter = column_letter(column)
            for at, value in enumerate(raw):
                if value in wrong:
                    cell = f"{letter}{self._kept.numbers[at] + 1}"
                    self._problems.setdefault(at, []).append(Problem(cell, wrong[value]))
        plain_values = {value: found.value for value, found in known.items()}
        return [plain_values[value] for value in raw]

    def _fill_same(self, raw: list[Value]) -> list[Value]:
        """Cells that say "nt" or "như trên", with what stands above instead; a dash or dots say nothing."""
        short = {value for value in set(raw) if isinstance(value, str) and len(value) <= _SHORT}
        nothing = {value for value in short if not value.strip("-–—….")}
        signs = {
            value for value in short - nothing if fold(value).strip("()") in vocabulary()["same_as_above"]
        }
        if nothing:
            raw = [None if value in nothing else value for value in raw]
        if not signs:
            return raw
        filled: list[Value] = []
        above: Value = None
        for value in raw:
            above = above if value is None or value in signs else value
            filled.append(above if value in signs else value)
        return filled

    def _note_cells(self) -> None:
        """What the sheet says of cells of this table that are empty though something stands in them."""
        columns = set(self._mapping.columns.values())
        places = {number: at for at, number in enumerate(self._kept.numbers)} if self._grid.notes else {}
        for (row, column), message in self._grid.notes.items():
            if column in columns and row in places:
                problem = Problem(cell_name(row, column), message)
                self._problems.setdefault(places[row], []).append(problem)


def _share(row: ReadRow) -> None:
    """Columns that hold two facts, or share one, as the facts themselves."""
    values = row.values
    if not _OWN_NAMES.isdisjoint(values):
        _names(values)
    if "award_title" in values:
        _awards(row)
    if "position_unit" in values:
        row.whole = text = str(values.pop("position_unit") or "")
        row.shared = str(values.get("unit") or text)
        position, unit = row_kinds.position_and_unit(text)
        values |= {"position": position or None, "unit": values.get("unit") or unit or None}
    if "birth_male" in values or "birth_female" in values:
        male, female = values.pop("birth_male", None), values.pop("birth_female", None)
        values.setdefault("birth_date", None)
        if male or female:
            values |= {"birth_date": male or female, "sex": values.get("sex") or ("nam" if male else "nữ")}


def _names(values: dict[str, Any]) -> None:
    """Family and given name as one; the columns of bodies and of persons as one, which also tells the kind."""
    given = values.pop("given_name", None)
    if given and values["name"] and not f" {values['name']}".endswith(f" {given}"):
        values["name"] = f"{values['name']} {given}"
    for column, kind in (("collective_name", "tập thể"), ("person_name", "cá nhân")):
        other = values.pop(column, None)
        if not other:
            continue
        if fold(other) in _TICKS:
            values["kind"] = values.get("kind") or kind
        elif not values["name"]:
            values |= {"name": other, "kind": kind}
        else:
            # A body and a person in one line: the person of that body.
            person, body = (values["name"], other) if column == "collective_name" else (other, values["name"])
            values |= {"name": person, "unit": values.get("unit") or body, "kind": "cá nhân"}


def _awards(row: ReadRow) -> None:
    """A title ("danh hiệu") and a form ("hình thức") in columns of their own: a row asks for one of them."""
    title, form = row.values.pop("award_title"), row.values.get("award_form")
    row.values["award_form"] = form or title
    if form and title and form != title:
        row.complain(
            "award_form",
            f"Dòng này có cả “{title}” và “{form}”; chỉ nhận “{form}”, hãy ghi “{title}” ở dòng khác.",
        )


def read_rows(grid: Grid, mapping: Mapping, make: Callable[..., AnyRow] = ReadRow) -> list[AnyRow]:  # type: ignore[assignment]
    """All rows of a recognised table in their order; titles, sections and footers are no rows.

    ``make`` is the class of row wanted (:class:`ReadRow` or one that adds to it).
    """
    return [row for kept in walking.walk(grid, mapping) for row in _Table(grid, kept).rows(make)]
