"""Rows of a recognised table as values: sections, "như trên", dates, numbers, and what is wrong with each cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from db import units as unit_rules
from db.errors import BadInput
from db.vietnamese.dates import parse_partial
from db.vietnamese.honorifics import split_honorific
from db.vietnamese.text import fold
from desktop.exchange import money
from desktop.exchange.mapping import SHARED_COLUMNS, Mapping, plain, vocabulary
from desktop.exchange.reading import Grid, Value, as_text, cell_name

DATE_FIELDS = frozenset({"birth_date", "birth_male", "birth_female", "received", "finish"})
NUMBER_FIELDS = frozenset({"value"})
_NUMBERING = re.compile(r"\(?(?:[A-ZĐ]|\d{1,2})\)?")
_AFTER_TOTAL = re.compile(r"\s*(?:$|[:(,.…\d]|có\b|gồm\b|danh sách\b)")
# "1. Lê Thị Cúc", "- Lê Thị Cúc": the mark of the list is no part of the name.
_LIST_MARK = re.compile(r"^(?:\d{1,3}\s*[.)]\s*|[-–•]\s+)(?=\D)")
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
    cells: dict[str, str] = field(default_factory=dict)
    shared: str = ""

    def cell_of(self, fact: str) -> str:
        """The cell a fact stands in (or would stand in); the row's own where the table has no such column."""
        return self.cells.get(fact, self.cell)

    @property
    def readable(self) -> bool:
        """Whether it has the name (or title) a row needs."""
        return bool(self.values.get("name") or self.values.get("title") or self.values.get("unit_name"))


class _Reader:
    def __init__(self, grid: Grid, mapping: Mapping) -> None:
        self._grid = grid
        self._mapping = mapping
        self._main = vocabulary()["kinds"][mapping.kind]["must"][0]
        self._heading = grid.text(mapping.header_row, mapping.columns[self._main])
        self._section = ""
        self._unit = ""
        self._above: dict[str, Value] = {}
        self._money_unit = self._find_money_unit()

    def _find_money_unit(self) -> int:
        """The unit of the money column: named in its heading, else above the table ("Đơn vị tính: triệu đồng")."""
        head = self._mapping.header_row
        column = self._mapping.columns.get("value")
        if column is None:
            return 1
        own = " ".join(self._grid.text(row, column) for row in range(max(0, head - 2), head + 1))
        above = [as_text(value) for row in self._grid.rows[:head] for value in row if isinstance(value, str)]
        general = [text for text in above if plain(text).startswith(("don vi tinh", "dvt"))]
        return next((unit for text in (own, *general) if (unit := money.heading_unit(text)) != 1), 1)

    def rows(self) -> Iterator[ReadRow]:
        for number in range(self._mapping.first_row, len(self._grid.rows)):
            cells = self._grid.rows[number]
            texts = [as_text(value) for value in cells]
            filled = [text for text in texts if text]
            if not filled or self._is_numbering(filled) or self._is_blank(texts):
                continue
            if self._is_footer(texts):
                # A table ends at its first total or signature; nothing below belongs to it.
                if not self._more_rows_below(number):
                    return
                continue
            if self._take_section(texts):
                continue
            yield self._row(number, cells)

    def _is_numbering(self, filled: list[str]) -> bool:
        """The line "1 2 3 …" or "A B 1 2 …" under a header, and a header said again on a new page."""
        if len(filled) > 1 and self._heading in filled:
            return True
        if len(filled) < 3 or not all(_NUMBERING.fullmatch(text) for text in filled):
            return False
        digits = [int(text.strip("()")) for text in filled if text.strip("()").isdigit()]
        return digits == list(range(digits[0], digits[0] + len(digits))) if digits else True

    def _is_blank(self, texts: list[str]) -> bool:
        """A line of a form nobody filled in: only its running number, in our own forms also its unit."""
        columns = self._mapping.columns
        told = [name for name, i in columns.items() if i < len(texts) and texts[i]]
        filled = [text for text in texts if text]
        return (not told and len(filled) == 1 and filled[0].isdigit()) or (
            "uid" in columns and told == ["unit"]
        )

    def _is_footer(self, texts: list[str]) -> bool:
        """A total, a remark or a signature: it stands alone, never beside a name."""
        filled = [text for text in texts if text]
        column = self._mapping.columns[self._main]
        main = texts[column] if column < len(texts) else ""
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
        fields = [*columns, *(fact for name in columns for fact in SHARED_COLUMNS.get(name, ()))]
        for name in fields:
            column = self._mapping.column_of(name)
            if column is not None:
                row.cells[name] = cell_name(number, column)
        for name, value in raw.items():
            row.values[name] = self._typed(row, name, value)
        self._share(row)
        if (
            "unit" in vocabulary()["kinds"][self._mapping.kind]["fields"]
            and not row.values.get("unit")
            and self._unit
        ):
            row.values["unit"] = self._unit
        self._finish(row)
        return row

    def _share(self, row: ReadRow) -> None:
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
        male, female = values.pop("birth_male", None), values.pop("birth_female", None)
        if male or female:
            values |= {"birth_date": male or female, "sex": values.get("sex") or ("nam" if male else "nữ")}

    def _typed(self, row: ReadRow, name: str, value: Value) -> str | int | None:
        if value is None:
            return None
        cell = row.cell_of(name)
        if name in NUMBER_FIELDS:
            return self._money(row, cell, value)
        if name in DATE_FIELDS:
            return self._date(row, value, cell)
        return as_text(value)

    def _money(self, row: ReadRow, cell: str, value: Value) -> int | None:
        plain_value = value if isinstance(value, int | float) else as_text(value)
        found = money.parse_money(plain_value, self._money_unit)
        if found is None:
            row.problems.append(Problem(cell, f"“{as_text(value)}” không phải số tiền; ô này được bỏ qua."))
        elif money.taken_as_dong(plain_value, self._money_unit):
            row.problems.append(
                Problem(cell, f"“{as_text(value)}” quá lớn nên được hiểu là đồng; hãy kiểm tra lại.")
            )
        return found

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
        # Scripts find every fact of a kind in every row, whatever columns the table has.
        for name in vocabulary()["kinds"][self._mapping.kind]["fields"]:
            if name not in ("uid", "kind") and name not in SHARED_COLUMNS:
                row.values.setdefault(name, None)
        if self._mapping.kind == "nominations":
            self._finish_nomination(row)
        elif self._mapping.kind == "registrations":
            self._finish_registration(row)

    def _finish_nomination(self, row: ReadRow) -> None:
        values = row.values
        name = _LIST_MARK.sub("", str(values.get("name") or ""))
        values["name"] = name or None
        if name and not values.get("honorific"):
            honorific, rest = split_honorific(name)
            if honorific:
                values |= {"honorific": honorific, "name": rest}
        row.kind = _nominee_kind(str(values.pop("kind", None) or ""), self._section, values)
        if row.shared and row.kind != "individual":
            # "Chức vụ, đơn vị, địa chỉ": nobody but a person has a position.
            values |= {"position": None, "unit": row.shared}
        if row.kind == "collective":
            # "Tập thể …" is part of a collective's name, and no honorific belongs before it.
            values |= {"name": name or None, "honorific": None}
        sex = fold(str(values.get("sex") or ""))
        values["sex"] = {"nam": "male", "nu": "female", "x": "female"}.get(sex)
        if not values.get("position") and row.kind == "individual":
            row.problems.append(Problem(row.cell_of("position"), "Chưa ghi chức vụ của cá nhân."))
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
