"""Rows of a recognised table as values: sections, "như trên", dates, numbers, and what is wrong with each cell.

A table is first walked row by row (what is a row, under which heading), then read column by column: 20,000 rows
hold few different positions, units and dates, and each is understood once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, TypeVar

from db import units as unit_rules
from db.vietnamese.text import fold
from desktop.exchange import row_kinds
from desktop.exchange.columns import Understood, as_it_stands, column_reader
from desktop.exchange.mapping import SHARED_COLUMNS, Mapping, plain, vocabulary
from desktop.exchange.reading import Grid, Value, as_text, cell_name, column_letter

_NUMBERING = re.compile(r"\(?(?:[A-ZĐ]|\d{1,2})\)?")
_AFTER_TOTAL = re.compile(r"\s*(?:$|[:(,.…\d]|có\b|gồm\b|danh sách\b)")
_SECTION_MARK = re.compile(r"^(?:[IVXLC]+|[A-ZĐ]|\d{1,2})[.)/]?$")
_LEADING_MARK = re.compile(r"^\s*(?:[IVXLC]+|[A-ZĐ]|\d{1,2})\s*[.)/-]\s*")
_SHORT = 12  # no sign for "as above" is longer
_LOOK_BELOW = 40
_SHORTEST_NAME = 4  # "1", "(2)" and "A" number the columns
# What our own forms of these kinds tell beforehand: a line with nothing else is one nobody filled in.
_FILLED_IN: dict[str, set[str]] = {
    "evidence": {"uid", "name", "unit"},
    "targets": {"uid", "target_name", "measure", "unit", "annual", "phase"},
}


@dataclass(slots=True)
class Problem:
    """What is wrong with one cell, in one sentence."""

    cell: str
    message: str


@dataclass(slots=True)
class ReadRow:
    """One row of the table: where it stands, its kind, values by field and problems found while reading.

    ``shared`` is the text of a column that holds position and unit together.
    """

    row: int
    cell: str
    kind: str
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    uid: str = ""
    shared: str = ""
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


@dataclass(slots=True)
class _Kept:
    """What the walk over the table keeps: row numbers, with the section and the unit whose heading stands above."""

    numbers: list[int] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)


class _Walk:
    """Tells the rows of a table from its titles, sections, repeated headings and footers."""

    def __init__(self, grid: Grid, mapping: Mapping) -> None:
        self._grid = grid
        self._mapping = mapping
        self._main = vocabulary()["kinds"][mapping.kind]["must"][0]
        self._column = mapping.columns[self._main]
        self._heading = grid.text(mapping.header_row, self._column)
        self._endings = tuple(vocabulary()["totals"] + vocabulary()["footers"] + vocabulary()["signers"])
        # Our own forms tell beforehand whom a fact is about: their lines are looked at closely.
        plain_kind = mapping.kind not in _FILLED_IN
        outside = ("uid", "unit", self._main)
        self._beside = (
            [at for name, at in mapping.columns.items() if name not in outside] if plain_kind else []
        )
        self._width = max(mapping.columns.values()) + 1
        self._section = ""
        self._unit = ""

    def kept(self) -> _Kept:
        found = _Kept()
        rows = self._grid.rows
        for number in range(self._mapping.first_row, len(rows)):
            if not self._is_ordinary(rows[number]):
                texts = [as_text(value) for value in rows[number]]
                filled = [text for text in texts if text]
                if not filled or self._is_numbering(filled) or self._is_blank(texts):
                    continue
                if self._is_footer(texts):
                    # A table ends at its first total or signature; nothing below belongs to it.
                    if not self._more_rows_below(number):
                        break
                    continue
                if self._take_section(texts):
                    continue
            found.numbers.append(number)
            found.sections.append(self._section)
            found.units.append(self._unit)
        return found

    def _is_ordinary(self, cells: tuple[Value, ...]) -> bool:
        """A name with facts beside it, told without a closer look: nearly every row of a long table is one."""
        if len(cells) < self._width:
            return False
        main = cells[self._column]
        if not isinstance(main, str) or len(main) < _SHORTEST_NAME or main == self._heading:
            return False
        if main.lower().startswith(self._endings):
            return False
        return any([cells[at] is not None for at in self._beside])  # noqa: C419 - four times as fast on a few cells

    def _is_numbering(self, filled: list[str]) -> bool:
        """The line "1 2 3 …" or "A B 1 2 …" under a header, and a header said again on a new page."""
        if len(filled) > 1 and self._heading in filled:
            return True
        if len(filled) < 3 or not all(_NUMBERING.fullmatch(text) for text in filled):
            return False
        digits = [int(text.strip("()")) for text in filled if text.strip("()").isdigit()]
        return digits == list(range(digits[0], digits[0] + len(digits))) if digits else True

    def _is_blank(self, texts: list[str]) -> bool:
        """A line of a form nobody filled in: only its running number, in our own forms also who it is for."""
        columns = self._mapping.columns
        told = {name for name, i in columns.items() if i < len(texts) and texts[i]}
        filled = [text for text in texts if text]
        if not told and len(filled) == 1 and filled[0].isdigit():
            return True
        return "uid" in columns and told <= _FILLED_IN.get(self._mapping.kind, {"unit"})

    def _is_footer(self, texts: list[str]) -> bool:
        """A total, a remark or a signature: it stands alone, never beside a name."""
        filled = [text for text in texts if text]
        main = texts[self._column] if self._column < len(texts) else ""
        if filled[0].isdigit() or len(filled) > 4 or main not in ("", filled[0]):
            return False
        first = filled[0].lower()
        totals = (word for word in vocabulary()["totals"] if first.startswith(word))
        if any(_AFTER_TOTAL.match(first[len(word) :]) for word in totals):
            return True
        if first.startswith(tuple(vocabulary()["footers"])):
            return True
        # "HIỆU TRƯỞNG" signs; a person or a body may begin with such a word too.
        signs = first.startswith(tuple(vocabulary()["signers"]))
        return signs and len(filled) <= 2 and (not main or main.isupper())

    def _more_rows_below(self, number: int) -> bool:
        return any(
            self._grid.text(row, self._column) and self._grid.text(row, 0).isdigit()
            for row in range(number + 1, min(number + _LOOK_BELOW, len(self._grid.rows)))
        )

    def _take_section(self, texts: list[str]) -> bool:
        columns = self._mapping.columns
        others = [
            texts[i]
            for f, i in columns.items()
            if f not in (self._main, "unit") and i < len(texts) and texts[i]
        ]
        filled = [text for text in texts if text]
        if others or len(filled) > 2:
            return False
        title = max(filled, key=len)
        lone = len(filled) == 1 and bool(_LEADING_MARK.match(title))
        if lone and title[0].isdigit() and unit_rules.guess_kind(_LEADING_MARK.sub("", title)) == "other":
            # "1. Nguyễn Văn A" is a person, "1. Trường Tiểu học …" a heading.
            lone = False
        marked = len(filled) == 2 and bool(_SECTION_MARK.match(filled[0]))
        name = plain(_LEADING_MARK.sub("", title))
        table = "registration_sections" if self._mapping.kind == "registrations" else "sections"
        for kind, words in vocabulary()[table].items():
            if name in words or any(name.startswith(word + " ") for word in words if lone or marked):
                self._section = kind
                return True
        if (lone or (marked and not filled[0].isdigit())) and self._mapping.kind != "units":
            # "A. Trường Tiểu học …": a unit's own rows follow.
            self._unit = _LEADING_MARK.sub("", title).strip()
            return True
        return False


class _Table:
    """The kept rows of a table, read column by column."""

    def __init__(self, grid: Grid, mapping: Mapping) -> None:
        self._grid = grid
        self._mapping = mapping
        self._kept = _Walk(grid, mapping).kept()
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
        finish = row_kinds.FINISHERS.get(mapping.kind)
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
            if finish is not None:
                finish(row, kept.sections[at])
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
        """Cells that say "nt" or "như trên", with what stands above instead."""
        short = {value for value in set(raw) if isinstance(value, str) and len(value) <= _SHORT}
        signs = {value for value in short if fold(value) in vocabulary()["same_as_above"]}
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
    if "position_unit" in values:
        text = str(values.pop("position_unit") or "")
        row.shared = str(values.get("unit") or text)
        position, comma, unit = text.partition(",")
        if not comma and unit_rules.guess_kind(text) != "other":
            position, unit = "", text
        values |= {
            "position": position.strip() or None,
            "unit": values.get("unit") or unit.strip() or None,
        }
    if "birth_male" in values or "birth_female" in values:
        male, female = values.pop("birth_male", None), values.pop("birth_female", None)
        values.setdefault("birth_date", None)
        if male or female:
            values |= {"birth_date": male or female, "sex": values.get("sex") or ("nam" if male else "nữ")}


def read_rows(grid: Grid, mapping: Mapping, make: Callable[..., AnyRow] = ReadRow) -> list[AnyRow]:  # type: ignore[assignment]
    """All rows of a recognised table in their order; titles, sections and footers are no rows.

    ``make`` is the class of row wanted (:class:`ReadRow` or one that adds to it).
    """
    return list(_Table(grid, mapping).rows(make))
