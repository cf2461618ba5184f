"""Finding the table in a sheet: its header row, and which column holds which field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from db import resources
from db.errors import BadInput
from db.vietnamese.text import fold
from desktop.exchange import decision_lines
from desktop.exchange.reading import Grid, column_letter

HEADER_SEARCH_ROWS = 40
FUZZY_ENOUGH = 90
EXACT = 100
DEEPEST_HEADER = 3
_LONGEST_HEADING = 120
_LONGEST_NUMBERING = 20
_SAMPLES = 3
# One column may hold two facts, and two columns one: the facts such columns stand for.
SHARED_COLUMNS = {
    "position_unit": ("position", "unit"),
    "birth_male": ("birth_date",),
    "birth_female": ("birth_date",),
    "given_name": ("name",),
    "collective_name": ("name",),
    "person_name": ("name",),
    "award_title": ("award_form",),
}
_TITLED = 50.0
OLD_AWARDS = "old_awards"
# What only stands beside another column of the same fact: nearly the same words are no sign of it.
_SECOND_COLUMNS = frozenset({"given_name", "collective_name", "person_name", "award_title"})


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where the table is: kind, header row (zero-based, the lower one of two), first data row, field → column.

    ``depth`` is how many rows the header has; ``by_hand`` says that the officer corrected it.
    """

    kind: str
    header_row: int
    first_row: int
    columns: dict[str, int]
    depth: int = 1
    by_hand: bool = False

    def letters(self) -> dict[str, str]:
        """Field → column letter, for people and scripts."""
        found: dict[str, str] = {}
        for field, index in self.columns.items():
            for fact in SHARED_COLUMNS.get(field, (field,)):
                found.setdefault(fact, column_letter(index))
        return found

    def column_of(self, fact: str) -> int | None:
        """The column a fact is read from; None where the table has none."""
        if fact in self.columns:
            return self.columns[fact]
        shared = (index for field, index in self.columns.items() if fact in SHARED_COLUMNS.get(field, ()))
        return next(shared, None)


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column as the officer sees it when he corrects a mapping: heading, first values, field it is taken for."""

    index: int
    letter: str
    heading: str
    samples: tuple[str, ...]
    field: str | None


@cache
def vocabulary() -> dict[str, Any]:
    """``resources/exchange/headings.json``."""
    found: dict[str, Any] = resources.read_json("exchange/headings.json")
    return found


def fields_of(kind: str) -> dict[str, str]:
    """The fields a table of this kind may have, with the words an officer knows them by."""
    labels: dict[str, str] = vocabulary()["labels"]
    return {field: labels[field] for field in vocabulary()["kinds"][kind]["fields"]}


def must_have(kind: str) -> tuple[str, ...]:
    """The fields without which a table of this kind cannot be read."""
    return tuple(vocabulary()["kinds"][kind]["must"])


@lru_cache(maxsize=1 << 13)
def plain(text: str) -> str:
    """A heading for comparison: folded, without punctuation, bracketed remarks and asterisks."""
    without = re.sub(r"\([^)]*\)", " ", fold(text))
    return " ".join(re.sub(r"[^\w\s]", " ", without).split())


@cache
def _words() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every heading of the vocabulary with the (kind, field) pairs it names."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, about in vocabulary()["kinds"].items():
        for field, words in about["fields"].items():
            for word in words:
                found.setdefault(word, []).append((kind, field))
    return {word: tuple(pairs) for word, pairs in found.items()}


@lru_cache(maxsize=1 << 13)
def _scores(heading: str) -> dict[tuple[str, str], float]:
    """How well a heading names each (kind, field): exactly, by its beginning, or nearly."""
    words = _words()
    found: dict[tuple[str, str], float] = {}
    if not heading or len(heading) > _LONGEST_HEADING or heading.isdigit():
        return found
    from rapidfuzz import fuzz, process

    near = process.extract(heading, words.keys(), scorer=fuzz.ratio, score_cutoff=FUZZY_ENOUGH, limit=None)
    for word, score, _ in near:
        for pair in words[word]:
            found[pair] = max(found.get(pair, 0.0), float(score))
    parts = heading.split()
    for count in range(len(parts) - 1, 0, -1):
        start = " ".join(parts[:count])
        for pair in words.get(start, ()) if len(start) > 5 else ():
            found[pair] = max(found.get(pair, 0.0), 92.0 + len(start) / 100)
    for pair in words.get(heading, ()):
        found[pair] = 100.0 + len(heading) / 100
    return found


def _columns(headings: list[tuple[str, ...]], kind: str) -> tuple[dict[str, int], float]:
    """The best assignment of fields to columns, each used once, greedy by how well the words match."""
    ignored = vocabulary()["ignored"]
    scored: list[tuple[float, str, int]] = []
    for index, readings in enumerate(headings):
        if not readings or readings[0] in ignored:
            continue
        best: dict[str, float] = {}
        for reading in readings:
            for (of, field), score in _scores(reading).items():
                if of == kind and (score >= EXACT or field not in _SECOND_COLUMNS):
                    best[field] = max(best.get(field, 0.0), score)
        scored += [(score, field, index) for field, score in best.items()]
    columns: dict[str, int] = {}
    total = 0.0
    order = list(vocabulary()["kinds"][kind]["fields"])
    for score, field, index in sorted(scored, key=lambda item: (-item[0], item[2], order.index(item[1]))):
        if field not in columns and index not in columns.values():
            columns[field] = index
            total += score
    return columns, total


def _headings(grid: Grid, row: int, depth: int) -> list[tuple[str, ...]]:
    """How each column may be called: by its lowest heading, and by that with the group heading before it."""
    lines = range(row, row + depth)
    found: list[tuple[str, ...]] = []
    group = ""
    for column in range(max(len(grid.rows[line]) for line in lines)):
        texts = list(dict.fromkeys(text for line in lines if (text := grid.text(line, column))))
        if depth > 1:
            group = grid.text(row, column) or group
        if not texts:
            found.append(())
            continue
        lowest = texts[-1]
        readings = [plain(lowest)]
        if group and group != lowest:
            readings.append(plain(f"{group} {lowest}"))
        found.append(tuple(reading for reading in readings if reading))
    return found


def _repeats(grid: Grid, row: int, columns: dict[str, int]) -> bool:
    """Whether the row below says a heading of this row again: cells merged downwards are one heading."""
    return any(
        grid.text(row, column) and grid.text(row, column) == grid.text(row + 1, column)
        for column in columns.values()
    )


def find_table(grid: Grid, wanted: str | None = None) -> Mapping | None:
    """The table of a sheet, or None when no row looks like its header. ``wanted`` restricts the kind."""
    found = _scored_tables(grid, wanted)
    return _whole_names(grid, _first_of_its_kind(grid, found)) if found else None


def _first_of_its_kind(grid: Grid, found: list[tuple[float, Mapping]]) -> Mapping:
    """The likeliest table; where more of them stand one under the other, the first, so that no row is lost."""
    best = max(found, key=lambda item: item[0])[1]
    column = numbering_column(grid, best)
    if column is None:
        return best
    above = [
        (score, one)
        for score, one in found
        if one.kind == best.kind
        and one.header_row <= best.header_row - best.depth
        and numbering_column(grid, one) == column
    ]
    if not above:
        return best
    top = min(one.header_row - one.depth for _, one in above)
    return max(
        (item for item in above if item[1].header_row - item[1].depth == top), key=lambda item: item[0]
    )[1]


def numbering_column(grid: Grid, mapping: Mapping) -> int | None:
    """The column whose heading says that it numbers the rows."""
    rows = range(mapping.header_row - mapping.depth + 1, mapping.first_row)
    width = max((len(grid.rows[row]) for row in rows), default=0)
    return next((at for at in range(width) if any(is_numbering(grid, row, at) for row in rows)), None)


def is_numbering(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell says "STT" or the like."""
    text = grid.text(row, column)
    return bool(text) and len(text) < _LONGEST_NUMBERING and plain(text) in vocabulary()["ignored"]


def table_at(grid: Grid, row: int, kind: str) -> Mapping | None:
    """The table whose header begins in this row; None when it is no header of such a table."""
    depths = range(1, min(DEEPEST_HEADER, len(grid.rows) - row) + 1)
    tried = (_candidate(grid, row, depth, kind, _headings(grid, row, depth)) for depth in depths)
    found = [one for one in tried if one is not None]
    return _whole_names(grid, max(found, key=lambda item: item[0])[1]) if found else None


def _whole_names(grid: Grid, mapping: Mapping) -> Mapping:
    """The mapping with the column of given names, where "Họ và tên" stands merged over two columns."""
    if mapping.kind not in ("nominations", OLD_AWARDS) or "given_name" in mapping.columns:
        return mapping
    name = mapping.columns["name"]
    top = mapping.header_row - mapping.depth + 1
    headed = any(grid.text(row, name + 1) for row in range(top, mapping.first_row))
    if headed or name + 1 in mapping.columns.values():
        return mapping
    below = range(mapping.first_row, min(mapping.first_row + HEADER_SEARCH_ROWS, len(grid.rows)))
    pairs = [(grid.text(row, name), grid.text(row, name + 1)) for row in below]
    given = [one for first, one in pairs if first and one]
    # One word each, in nearly every line that has a name: nothing else stands there without a heading.
    if (
        not given
        or any(not one.isalpha() for one in given)
        or 4 * len(given) < sum(2 for one, _ in pairs if one)
    ):
        return mapping
    return replace(mapping, columns=mapping.columns | {"given_name": name + 1})


def candidates(grid: Grid, wanted: str | None = None) -> list[Mapping]:
    """Every row that could be the header of a table, the likeliest first: what the officer chooses from."""
    ranked = sorted(_scored_tables(grid, wanted), key=lambda item: -item[0])
    seen: dict[tuple[str, int], Mapping] = {}
    for _, found in ranked:
        seen.setdefault((found.kind, found.header_row), _whole_names(grid, found))
    return list(seen.values())


def _scored_tables(grid: Grid, wanted: str | None) -> list[tuple[float, Mapping]]:
    found: list[tuple[float, Mapping]] = []
    for row in range(min(len(grid.rows), HEADER_SEARCH_ROWS)):
        for depth in range(1, min(DEEPEST_HEADER, len(grid.rows) - row) + 1):
            headings = _headings(grid, row, depth)
            for kind in [wanted] if wanted else vocabulary()["kinds"]:
                candidate = _candidate(grid, row, depth, kind, headings)
                if candidate is not None:
                    found.append(candidate)
    return found


def _candidate(
    grid: Grid, row: int, depth: int, kind: str, headings: list[tuple[str, ...]]
) -> tuple[float, Mapping] | None:
    columns, score = _columns(headings, kind)
    if not all(field in columns for field in must_have(kind)) or (len(columns) < 2 and kind != "units"):
        return None
    if columns.get("given_name", columns.get("name", 0) + 1) != columns.get("name", 0) + 1:
        del columns["given_name"]
    last = row + depth - 1
    if kind == OLD_AWARDS:
        listed = decision_lines.named_in(grid)
        forms = {"award_form", "award_title"} & columns.keys()
        if not (listed or (forms and "number" in columns)):
            return None
        # A list that belongs to a decision is of people already awarded.
        score += _TITLED * (_is_titled(grid, row, kind) or decision_lines.stands_above(grid, row))
    if _repeats(grid, last, columns) or (row and _repeats(grid, row - 1, columns)):
        return None
    # Fewer header lines are preferred unless the next one really names more columns.
    return score - 30 * (depth - 1), Mapping(kind, last, last + 1, columns, depth)


@lru_cache(maxsize=256)
def _titles(kind: str) -> tuple[str, ...]:
    return tuple(vocabulary()["titles"].get(kind, ()))


def _is_titled(grid: Grid, header_row: int, kind: str) -> bool:
    """Whether a line above the heading says outright what the table is: "SỔ KHEN THƯỞNG NĂM 2015"."""
    titles = _titles(kind)
    return bool(titles) and any(
        plain(value).startswith(titles)
        for row in grid.rows[:header_row]
        for value in row
        if isinstance(value, str)
    )


def find_in_workbook(grids: list[Grid], wanted: str | None = None) -> tuple[Grid, Mapping]:
    """The sheet and the table to read: the one with most recognised columns, then most rows.

    A hidden sheet is read only where no other holds a table.

    Raises:
        NoTable: no sheet has a header row this program recognises.
    """
    found = [(grid, mapping) for grid in grids if (mapping := find_table(grid, wanted)) is not None]
    if not found:
        raise no_table(grids)
    return max(found, key=lambda item: (not item[0].hidden, len(item[1].columns), len(item[0].rows)))


class NoTable(BadInput):
    """No sheet has a header row this program recognises; the officer may point at one in ``grids``."""

    def __init__(self, message: str, grids: list[Grid]) -> None:
        super().__init__(message)
        self.grids = grids


def no_table(grids: list[Grid]) -> NoTable:
    """What is said of a workbook without a header row."""
    return NoTable(
        "Không thấy dòng tiêu đề bảng (ví dụ “Họ và tên”, “Tên mô hình, công trình”, “Tên đơn vị”); "
        "hãy kiểm tra lại tệp hoặc dùng biểu mẫu của chương trình.",
        grids,
    )


# ---------------------------------------------------------------- corrected by the officer, remembered by shape


def columns_of(grid: Grid, mapping: Mapping) -> list[ColumnView]:
    """The columns of a table with their headings and first values, for the officer to correct."""
    fields = {index: field for field, index in mapping.columns.items()}
    top = mapping.header_row - mapping.depth + 1
    width = max((len(row) for row in grid.rows[top : mapping.first_row + HEADER_SEARCH_ROWS]), default=0)
    views = []
    for index in range(width):
        lines = (grid.text(row, index) for row in range(top, mapping.first_row))
        heading = " – ".join(dict.fromkeys(line for line in lines if line))
        below = (
            grid.text(row, index) for row in range(mapping.first_row, mapping.first_row + HEADER_SEARCH_ROWS)
        )
        samples = tuple(text for text in below if text)[:_SAMPLES]
        views.append(ColumnView(index, column_letter(index), heading, samples, fields.get(index)))
    return views


def with_columns(mapping: Mapping, changes: MappingOf[str, int | None]) -> Mapping:
    """The mapping with some fields read from other columns; None takes a field's column away.

    A column given to a field is taken from the field that had it.

    Raises:
        BadInput: a field without which such a table cannot be read has no column left.
    """
    columns = dict(mapping.columns)
    for field, index in changes.items():
        if field not in vocabulary()["kinds"][mapping.kind]["fields"]:
            message = f"no field {field!r} in {mapping.kind}"
            raise KeyError(message)
        columns = {one: at for one, at in columns.items() if one != field and at != index}
        if index is not None:
            columns[field] = index
    missing = [field for field in must_have(mapping.kind) if field not in columns]
    if missing:
        raise BadInput(
            f"Chưa chọn cột “{fields_of(mapping.kind)[missing[0]]}”; hãy chọn một cột cho mục này."
        )
    return replace(mapping, columns=columns, by_hand=True)


def as_kind(grid: Grid, kind: str, header_row: int) -> Mapping:
    """The table under a header row the officer points at; columns nobody can tell stay without a field."""
    columns, _ = _columns(_headings(grid, header_row, 1), kind)
    return Mapping(kind, header_row, header_row + 1, columns, 1, by_hand=True)


def shape(grid: Grid, mapping: Mapping) -> str:
    """The folded headings of a table, by which a mapping is remembered for the next file of that shape."""
    return _shape(grid, mapping.header_row - mapping.depth + 1, mapping.depth)


def _shape(grid: Grid, row: int, depth: int) -> str:
    lines = [
        "|".join(plain(grid.text(at, c)) for c in range(len(grid.rows[at]))).rstrip("|")
        for at in range(row, row + depth)
    ]
    return "\n".join(lines)


def remembered(
    grid: Grid, known: Iterable[tuple[str, str, MappingOf[str, int]]], wanted: str | None
) -> Mapping | None:
    """The mapping remembered for this sheet's headings, from (kind, shape, columns); None where none fits."""
    by_shape = {
        (form, form.count("\n") + 1): (kind, columns)
        for kind, form, columns in known
        if wanted in (None, kind)
    }
    for depth in sorted({depth for _, depth in by_shape}, reverse=True):
        for row in range(min(len(grid.rows) - depth + 1, HEADER_SEARCH_ROWS)):
            hit = by_shape.get((_shape(grid, row, depth), depth))
            if hit is not None:
                return Mapping(hit[0], row + depth - 1, row + depth, dict(hit[1]), depth, by_hand=True)
    return None
