"""Walking down a sheet: which lines are rows of the table, and under which section and whose heading they stand.

Titles, sections, numbering, repeated headings, totals and signatures are no rows. A second table under the first
has its own heading and is read by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from db.vietnamese.text import fold
from desktop.exchange import decision_lines, money
from desktop.exchange import mapping as tables
from desktop.exchange.mapping import Mapping, plain, vocabulary
from desktop.exchange.reading import Grid, Value, as_text
from desktop.exchange.row_kinds import names_a_body

_NUMBERING: Final = re.compile(r"\(?(?:[A-ZĐ]|\d{1,2})\)?")
_AFTER_TOTAL: Final = re.compile(r"\s*(?:$|[:(,.…\d]|có\b|gồm\b|danh sách\b)")
_SECTION_MARK: Final = re.compile(r"^(?:(?:[IVXLC]+|[A-ZĐ]|\d{1,2})[.)/]?|[*+•–-])$")
_LEADING_MARK: Final = re.compile(r"^\s*(?:[IVXLC]+|[A-ZĐ]|\d{1,2})\s*[.)/-]\s*")
_NOBODY: Final = ("khong", "khong co", "khong de nghi", "")
_PLACE_AND_DAY: Final = re.compile(r"[^\d]{0,60}\bngày\b.{1,12}\btháng\b.{1,12}\bnăm\b.{0,8}", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"[\d.,\s]+")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_LOOK_BELOW: Final = 40
_SECTION_WORDS: Final = ("tập thể", "cá nhân", "hộ gia đình")
_SHORTEST_NAME: Final = 4  # "1", "(2)" and "A" number the columns
_LONGEST_UNIT: Final = 120
# What our own forms of these kinds tell beforehand: a line with nothing else is one nobody filled in.
_FILLED_IN: Final[dict[str, set[str]]] = {
    "evidence": {"uid", "name", "unit"},
    "targets": {"uid", "target_name", "measure", "unit", "annual", "phase"},
}
# Whose list it is stands above the table where the table itself does not say.
_OF_PEOPLE: Final = ("nominations", "old_awards")
_OF_ONE_UNIT: Final = ("nominations", "registrations")


@dataclass(slots=True)
class Kept:
    """The rows kept of one table: row numbers, with section, unit and decision whose headings stand above."""

    mapping: Mapping
    title: str = ""
    numbers: list[int] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)


def walk(grid: Grid, mapping: Mapping) -> Iterator[Kept]:
    """The rows of the table, and of each further table of its kind below that has a heading of its own."""
    section, unit = "", ""
    if mapping.kind in _OF_ONE_UNIT and mapping.column_of("unit") is None:
        unit = _own_unit(grid, mapping)
    title = _title_kind(grid, mapping) if mapping.kind in _OF_PEOPLE else ""
    parts = list(_parts(grid, mapping))
    ends = [part.header_row - part.depth + 1 for part in parts[1:]] + [len(grid.rows)]
    for part, end in zip(parts, ends, strict=True):
        going = _Walk(grid, part, end, section, unit)
        yield going.kept(title)
        section, unit = going.section, going.unit


def _parts(grid: Grid, mapping: Mapping) -> Iterator[Mapping]:
    """The table's mapping, then those of further headings below; a heading said again keeps the columns."""
    yield mapping
    top = mapping.header_row - mapping.depth + 1
    numbering = tables.numbering_column(grid, mapping)
    if numbering is None:
        return
    first = grid.rows[top : mapping.first_row]
    latest = mapping
    for number, row in enumerate(grid.rows[mapping.first_row :], mapping.first_row):
        # Running numbers are numbers: only a heading has a text here that says "STT".
        if len(row) <= numbering or row[numbering].__class__ is not str or number < latest.first_row:
            continue
        if not tables.is_numbering(grid, number, numbering):
            continue
        again = 0
        while (
            again < mapping.depth
            and grid.rows[number + again : number + again + 1] == first[again : again + 1]
        ):
            again += 1
        if again or mapping.by_hand:
            last = number + max(again, 1) - 1
            latest = replace(mapping, header_row=last, first_row=last + 1, depth=last - number + 1)
            yield latest
        else:
            found = tables.table_at(grid, number, mapping.kind)
            if found is not None:
                latest = found
                yield latest


def _own_unit(grid: Grid, mapping: Mapping) -> str:
    """Whose list it is, where a line above the table says "Đơn vị: …"; empty where none does."""
    words = {plain(word) for word in vocabulary()["own_unit"]}
    for row in range(mapping.header_row - mapping.depth + 1):
        filled = [text for column in range(len(grid.rows[row])) if (text := grid.text(row, column))]
        for at, text in enumerate(filled):
            said, colon, named = text.partition(":")
            named = named.strip() or (filled[at + 1] if at + 1 < len(filled) else "")
            named = named.strip(" .…_")
            if colon and plain(said) in words and _LETTERS.search(named) and not _measures(named):
                return named[:_LONGEST_UNIT]
    return ""


def _measures(named: str) -> bool:
    """Whether it is as in "Đơn vị: triệu đồng": a measure, no unit."""
    return fold(named) in ("dong", "vnd", "nguoi", "luot", "%") or money.heading_unit(named) != 1


def _title_kind(grid: Grid, mapping: Mapping) -> str:
    """The kind of nominee the title names, where it names one only: "DANH SÁCH TẬP THỂ ĐỀ NGHỊ …"."""
    for row in range(mapping.header_row - mapping.depth + 1):
        for column in range(len(grid.rows[row])):
            said = plain(grid.text(row, column))
            if said.startswith(("danh sach", "bieu", "tong hop", "trich ngang")):
                named = [k for k, words in vocabulary()["sections"].items() if words[0] in said]
                if named:
                    return str(named[0]) if len(named) == 1 else ""
    return ""


class _Walk:
    """Tells the rows of one table from everything else that stands between its heading and its end."""

    def __init__(self, grid: Grid, mapping: Mapping, end: int, section: str, unit: str) -> None:
        self._grid = grid
        self._mapping = mapping
        self._end = end
        self._main = vocabulary()["kinds"][mapping.kind]["must"][0]
        self._column = mapping.columns[self._main]
        self._heading = grid.text(mapping.header_row, self._column)
        self._endings = (
            *vocabulary()["totals"],
            *vocabulary()["footers"],
            *vocabulary()["signers"],
            *_SECTION_WORDS,
        )
        # Our own forms tell beforehand whom a fact is about: their lines are looked at closely.
        plain_kind = mapping.kind not in _FILLED_IN
        outside = ("uid", "unit", "given_name", self._main)
        self._beside = (
            [at for name, at in mapping.columns.items() if name not in outside] if plain_kind else []
        )
        self._width = max(mapping.columns.values()) + 1
        self.section = section
        self.unit = unit
        self._of_decisions = mapping.kind == tables.OLD_AWARDS
        top = mapping.header_row - mapping.depth + 1
        self.decision = decision_lines.above(grid, top) if self._of_decisions else ""

    def kept(self, title: str) -> Kept:
        found = Kept(self._mapping, title)
        self._look_above()
        over = False
        rows = self._grid.rows
        for number in range(self._mapping.first_row, self._end):
            if not self._is_ordinary(rows[number]):
                texts = [as_text(value) for value in rows[number]]
                filled = [text for text in texts if text]
                if not filled or self._is_numbering(filled) or self._is_blank(texts):
                    continue
                if self._is_footer(texts):
                    # A table ends at its first total or signature; below it only headings of a next one tell.
                    over = over or not self._more_rows_below(number)
                    continue
                if self._take_decision(filled):
                    over = False
                    continue
                if self._take_section(texts) or self._take_heading(number, texts):
                    continue
            if over:
                continue
            found.numbers.append(number)
            found.sections.append(self.section)
            found.units.append(self.unit)
            found.decisions.append(self.decision)
        return found

    def _take_decision(self, filled: list[str]) -> bool:
        """A line "Quyết định số 45/QĐ-UBND ngày …": whose list follows."""
        if not self._of_decisions or len(filled) > 2 or not decision_lines.names_one(filled[-1]):
            return False
        self.decision = filled[-1]
        return True

    def _look_above(self) -> None:
        """Lines like "I. TẬP THỂ" may stand right above the heading of its own table."""
        top = self._mapping.header_row - self._mapping.depth
        for number in range(max(0, top - 1), top + 1):
            texts = [as_text(value) for value in self._grid.rows[number]]
            if 0 < sum(map(bool, texts)) <= 2:
                self._name_section([text for text in texts if text])

    def _is_ordinary(self, cells: tuple[Value, ...]) -> bool:
        """A name with facts beside it, told without a closer look: nearly every row of a long table is one."""
        if len(cells) < self._width:
            return False
        main = cells[self._column]
        if not isinstance(main, str) or len(main) < _SHORTEST_NAME or main == self._heading:
            return False
        if main.isupper() or main.lower().startswith(self._endings):
            return False
        return any([cells[at].__class__ is str for at in self._beside])  # noqa: C419 - four times as fast

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
        words = [text for text in filled if not _AMOUNT.fullmatch(text)]
        if filled[0].isdigit() or len(words) > 4 or main not in ("", filled[0]):
            return False
        first = filled[0].lower()
        totals = (word for word in vocabulary()["totals"] if first.startswith(word))
        if any(_AFTER_TOTAL.match(first[len(word) :]) for word in totals):
            return True
        if first.startswith(tuple(vocabulary()["footers"])):
            return True
        if len(filled) == 1 and _PLACE_AND_DAY.fullmatch(first):
            return True
        # "HIỆU TRƯỞNG" signs; a person or a body may begin with such a word too.
        signs = first.startswith(tuple(vocabulary()["signers"]))
        return signs and len(filled) <= 2 and (not main or main.isupper())

    def _more_rows_below(self, number: int) -> bool:
        return any(
            self._grid.text(row, self._column) and self._grid.text(row, 0).isdigit()
            for row in range(number + 1, min(number + _LOOK_BELOW, self._end))
        )

    def _take_section(self, texts: list[str]) -> bool:
        """A section's heading ("I. TẬP THỂ", also with its subtotals), or a unit's with a mark before it."""
        columns = self._mapping.columns
        filled = [text for text in texts if text]
        words = [text for text in filled if not _AMOUNT.fullmatch(text) and plain(text) not in _NOBODY]
        if len(words) == 2 and len(filled) > 2 and _SECTION_MARK.match(words[0]):
            # Amounts beside it are what the section comes to; it may come to nobody.
            return self._name_section(words, exactly=True) or self._name_unit(words)
        others = any(
            texts[i]
            for f, i in columns.items()
            if f not in (self._main, "unit", "given_name") and i < len(texts) and texts[i]
        )
        if others or len(filled) > 2:
            return False
        if self._name_section(filled):
            return True
        title, lone, marked = self._marks(filled)
        if (lone or (marked and not filled[0].isdigit())) and self._mapping.kind != "units":
            # "A. Trường Tiểu học …": a unit's own rows follow.
            self.unit = _LEADING_MARK.sub("", title).strip()
            return True
        return False

    def _name_unit(self, words: list[str]) -> bool:
        """After "I | Trường Tiểu học … | 540.000" a unit's own rows follow."""
        if self._mapping.kind == "units" or not names_a_body(words[1]):
            return False
        self.unit = words[1]
        return True

    def _marks(self, filled: list[str]) -> tuple[str, bool, bool]:
        """The heading, whether its mark stands in the same cell, and whether in a cell before it."""
        title = max(filled, key=len)
        lone = len(filled) == 1 and bool(_LEADING_MARK.match(title))
        if lone and title[0].isdigit() and not names_a_body(_LEADING_MARK.sub("", title)):
            # "1. Nguyễn Văn A" is a person, "1. Trường Tiểu học …" a heading.
            lone = False
        return title, lone, len(filled) == 2 and bool(_SECTION_MARK.match(filled[0]))

    def _name_section(self, filled: list[str], *, exactly: bool = False) -> bool:
        title, lone, marked = self._marks(filled)
        name = plain(_LEADING_MARK.sub("", title))
        table = "registration_sections" if self._mapping.kind == "registrations" else "sections"
        for kind, words in vocabulary()[table].items():
            more = not exactly and (lone or marked)
            if name in words or (more and any(name.startswith(word + " ") for word in words)):
                self.section = kind
                return True
        return False

    def _take_heading(self, number: int, texts: list[str]) -> bool:
        """A text alone across the table, or where the rows below have numbers: whose rows follow."""
        at = [column for column, text in enumerate(texts) if text]
        if self._mapping.kind == "units":
            return self._is_group(number, [texts[column] for column in at])
        beside = at[0] != self._column and at[0] in self._mapping.columns.values()
        if len(at) != 1 or at[0] > self._column or beside:
            return False
        text = texts[at[0]]
        known = names_a_body(text)
        if not _LETTERS.search(text) or not (
            at[0] < self._column or (known and self._numbered_below(number))
        ):
            return False
        self.unit = text if known else ""
        return True

    def _is_group(self, number: int, filled: list[str]) -> bool:
        """Whether it is "I | TRƯỜNG HỌC" in a list of units whose own numbers are digits."""
        marked = len(filled) == 2 and bool(_SECTION_MARK.match(filled[0])) and not filled[0][0].isdigit()
        return marked and number + 1 < self._end and self._grid.text(number + 1, 0).isdigit()

    def _numbered_below(self, number: int) -> bool:
        """Whether the next line has a running number and no unit of its own: this line is no row, but heads it."""
        for row in range(number + 1, min(number + 3, self._end)):
            if any(value is not None for value in self._grid.rows[row]):
                unit = self._mapping.columns.get("unit")
                own = unit is not None and bool(self._grid.text(row, unit))
                return not own and self._column > 0 and self._grid.text(row, 0).isdigit()
        return False
