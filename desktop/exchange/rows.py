"""Rows of a recognised table as values: sections, "như trên", dates, numbers, and what is wrong with each cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from db.vietnamese.names import split_honorific

from db import units as unit_rules
from db.errors import BadInput
from db.vietnamese.dates import parse_partial
from db.vietnamese.numbers import parse_number
from db.vietnamese.text import fold
from desktop.exchange.mapping import Mapping, plain, vocabulary
from desktop.exchange.reading import Grid, Value, as_text, cell_name

DATE_FIELDS = frozenset({"birth_date", "received", "finish"})
NUMBER_FIELDS = frozenset({"value"})
_SECTION_MARK = re.compile(r"^(?:[IVXLC]+|[A-ZĐ]|\d{1,2})[.)/]?$")
_LEADING_MARK = re.compile(r"^\s*(?:[IVXLC]+|[A-ZĐ]|\d{1,2})\s*[.)/-]\s*")


@dataclass(slots=True)
class Problem:
    """What is wrong with one cell, in one sentence."""

    cell: str
    message: str


@dataclass(slots=True)
class ReadRow:
    """One row of the table: where it stands, its kind, values by field and problems found while reading."""

    row: int
    cell: str
    kind: str
    values: dict[str, str | int | None]
    problems: list[Problem] = field(default_factory=list)
    uid: str = ""

    @property
    def readable(self) -> bool:
        """Whether it has the name (or title) a row needs."""
        return bool(self.values.get("name") or self.values.get("title") or self.values.get("unit_name"))


class _Reader:
    def __init__(self, grid: Grid, mapping: Mapping) -> None:
        self._grid = grid
        self._mapping = mapping
        self._main = vocabulary()["kinds"][mapping.kind]["must"][0]
        self._section = ""
        self._unit = ""
        self._above: dict[str, Value] = {}

    def rows(self) -> Iterator[ReadRow]:
        for number in range(self._mapping.first_row, len(self._grid.rows)):
            cells = self._grid.rows[number]
            texts = [as_text(value) for value in cells]
            filled = [text for text in texts if text]
            if not filled or self._is_numbering(texts):
                continue
            if self._is_footer(filled):
                # A table ends at its first total or signature; nothing below belongs to it.
                if not self._more_rows_below(number):
                    return
                continue
            if self._take_section(texts):
                continue
            yield self._row(number, cells)

    def _is_numbering(self, texts: list[str]) -> bool:
        filled = [text for text in texts if text]
        return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]

    def _is_footer(self, filled: list[str]) -> bool:
        first = plain(next((text for text in filled if not text.isdigit()), ""))
        footers = vocabulary()["footers"]
        return (
            any(first == word.strip() or first.startswith(word.strip() + " ") for word in footers)
            and len(filled) <= 4
        )

    def _more_rows_below(self, number: int) -> bool:
        column = self._mapping.columns[self._main]
        stt = 0
        return any(
            self._grid.text(row, column) and self._grid.text(row, stt).isdigit()
            for row in range(number + 1, min(number + 40, len(self._grid.rows)))
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

    def _row(self, number: int, cells: tuple[Value, ...]) -> ReadRow:
        columns = self._mapping.columns
        raw = {f: (cells[i] if i < len(cells) else None) for f, i in columns.items()}
        for name, value in raw.items():
            if isinstance(value, str) and fold(value) in vocabulary()["same_as_above"]:
                raw[name] = self._above.get(name)
        self._above = {**self._above, **{name: value for name, value in raw.items() if value is not None}}
        row = ReadRow(
            number, cell_name(number, columns[self._main]), "", {}, uid=as_text(raw.pop("uid", None))
        )
        for name, value in raw.items():
            row.values[name] = self._typed(row, name, value, cell_name(number, columns[name]))
        if (
            "unit" in vocabulary()["kinds"][self._mapping.kind]["fields"]
            and not row.values.get("unit")
            and self._unit
        ):
            row.values["unit"] = self._unit
        self._finish(row)
        return row

    def _typed(self, row: ReadRow, name: str, value: Value, cell: str) -> str | int | None:
        if value is None:
            return None
        if name in NUMBER_FIELDS:
            number = value if isinstance(value, int | float) else parse_number(as_text(value))
            if number is None:
                row.problems.append(
                    Problem(cell, f"“{as_text(value)}” không phải số tiền; ô này được bỏ qua.")
                )
                return None
            return round(number)
        if name in DATE_FIELDS:
            return self._date(row, value, cell)
        return as_text(value)

    def _date(self, row: ReadRow, value: Value, cell: str) -> str | None:
        if isinstance(value, dt.date):
            return value.isoformat()
        text = as_text(value)
        try:
            found = parse_partial(text)
        except BadInput:
            row.problems.append(Problem(cell, f"Ngày “{text}” không có trong lịch; hãy sửa lại ô này."))
            return None
        if found is None:
            row.problems.append(Problem(cell, f"“{text}” không phải ngày hoặc năm; ô này được bỏ qua."))
        return found

    def _finish(self, row: ReadRow) -> None:
        if self._mapping.kind == "nominations":
            self._finish_nomination(row)
        elif self._mapping.kind == "registrations":
            self._finish_registration(row)

    def _finish_nomination(self, row: ReadRow) -> None:
        values = row.values
        name = str(values.get("name") or "")
        if name and not values.get("honorific"):
            honorific, rest = split_honorific(name)
            if honorific:
                values |= {"honorific": honorific, "name": rest}
        row.kind = _nominee_kind(str(values.pop("kind", None) or ""), self._section, values)
        if row.kind != "individual":
            values["name"] = name or None
            if values.get("honorific") and fold(str(values["honorific"])) in ("ong", "ba"):
                values["honorific"] = None
        sex = fold(str(values.get("sex") or ""))
        values["sex"] = {"nam": "male", "nu": "female", "x": "female"}.get(sex)
        if not values.get("position") and row.kind == "individual":
            row.problems.append(Problem(row.cell, "Chưa ghi chức vụ của cá nhân."))
        if any(character.isdigit() for character in name) and row.kind == "individual":
            row.problems.append(Problem(row.cell, f"Tên “{name}” có chữ số; hãy kiểm tra lại."))

    def _finish_registration(self, row: ReadRow) -> None:
        said = fold(str(row.values.pop("kind", None) or "")) or fold(str(row.values.get("title") or ""))
        row.kind = self._section or "model"
        for kind, word in (("model", "mo hinh"), ("work", "cong trinh"), ("task", "phan viec")):
            if said.startswith(word):
                row.kind = kind


def _nominee_kind(said: str, section: str, values: dict[str, str | int | None]) -> str:
    folded = plain(said)
    for kind, words in vocabulary()["sections"].items():
        if folded and (folded in words or any(word in folded for word in words)):
            return str(kind)
    if section:
        return section
    name = plain(str(values.get("name") or ""))
    if name.startswith(("ho ong ", "ho ba ", "ho gia dinh", "gia dinh ")):
        return "household"
    if values.get("birth_date") or values.get("position") or values.get("honorific") or values.get("sex"):
        return "individual"
    if name.startswith(("tap the", "nhan dan", "can bo va")) or unit_rules.guess_kind(name) != "other":
        return "collective"
    return "individual"


def read_rows(grid: Grid, mapping: Mapping) -> list[ReadRow]:
    """All rows of a recognised table in their order; titles, sections and footers are no rows."""
    return list(_Reader(grid, mapping).rows())
