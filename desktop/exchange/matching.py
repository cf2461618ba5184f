"""Which row of the register a row of a workbook belongs to, and what it would change there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from db import catalogues, people, registrations, units
from db.vietnamese.dates import format_partial, is_partial_date
from db.vietnamese.numbers import format_number
from db.vietnamese.text import fold, is_apostrophe
from desktop.exchange.columns import DATE_FIELDS
from desktop.exchange.mapping import fields_of
from desktop.exchange.rows import ReadRow

SIMILAR_ENOUGH = 92
_NOMINEES = frozenset({"individual", "collective", "household"})
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(slots=True)
class PreviewRow(ReadRow):
    """One row with its fate.

    ``matched_id`` is the row of the register it belongs to, ``old`` that row's differing values, ``base`` of a
    conflict what those were when the form went out, ``unit_id`` the unit found and ``together`` further units of a
    joint registration. A ``locked`` row may not be written whatever the officer chooses; ``refused`` says why a row
    that was to be written was not. ``owner`` is the row of the same workbook a piece of evidence belongs to,
    ``nominee_id`` its nomination in the register; ``phase_id`` the phase a result is of. ``found`` is what else the
    comparison settled for the writing, under the keys of its kind.
    """

    status: str = "new"
    matched_id: int | None = None
    old: dict[str, Any] = field(default_factory=dict)
    unit_id: int | None = None
    together: tuple[int, ...] = ()
    form_known: bool = True
    base: dict[str, Any] = field(default_factory=dict)
    locked: bool = False
    refused: str = ""
    owner: PreviewRow | None = None
    nominee_id: int | None = None
    phase_id: int | None = None
    found: dict[str, Any] = field(default_factory=dict)

    def forget(self, fact: str) -> None:
        """Take a difference back: the register's value stays."""
        self.old.pop(fact, None)
        if not self.old and self.status == "changed":
            self.status = "unchanged"

    def to_json(self) -> dict[str, Any]:
        """The row under the stable keys of the command line."""
        return {
            "cell": self.cell,
            "status": self.status,
            "kind": self.kind,
            "values": self.values,
            "problems": [{"cell": p.cell, "message": p.message} for p in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the register as the comparison sees it; ``values`` by the fields of a workbook."""

    id: int
    uid: str
    kind: str
    name: str
    shown_unit: str
    values: dict[str, Any]
    subject_id: int | None = None
    decided: bool = False
    default_citation: bool = False
    notes: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The unit's name for comparison."""
        return fold(self.shown_unit)

    @property
    def folded(self) -> str:
        """The name for comparison without accents."""
        return fold(self.name)


def spelling(name: str) -> str:
    """A name for comparison with its accents, wherever the tone mark stands: Thuỷ is Thủy, Hoà is not Hoa.

    "Tập thể Trạm Y tế" and "Trạm Y tế" are one body, "Hộ ông Lò Văn Mẫu" and "Lò Văn Mẫu" one household.
    """
    spelt = " ".join(map(_spelt, name.split()))
    head = next((head for head in _HEADS if spelt.startswith(head)), "") if spelt[:1] in "hgt" else ""
    return spelt[len(head) :] or spelt


@lru_cache(maxsize=1 << 15)
def _spelt(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.casefold())
    letters = "".join("’" if is_apostrophe(letter) else letter for letter in apart if letter not in _TONES)
    return letters + "".join(sorted(letter for letter in apart if letter in _TONES))


def _bare(name: str) -> str:
    # By its accents: "Hồ Bá Mẫu" is a person, "Hộ bà Mẫu" a household.
    whole = " ".join(map(_spelt, name.split()))
    words = next((len(head.split()) for head in _HEADS if whole.startswith(head)), 0)
    return fold(" ".join(name.split()[words:]))


def _digits(name: str) -> list[str]:
    return re.findall(r"\d+", name)


def _births_agree(row: PreviewRow, known: Known) -> bool | None:
    """Whether two birth dates, either of which may be a year only, agree; None when one is not known."""
    return births_agree(known.values.get("birth_date"), row.values.get("birth_date"))


def births_agree(ours: object, theirs: object) -> bool | None:
    """Whether two partial dates say the same as far as both go; None when one is not known."""
    if not ours or not theirs:
        return None
    shorter = min(len(str(ours)), len(str(theirs)))
    return str(ours)[:shorter] == str(theirs)[:shorter]


def _may_be(row: PreviewRow, known: Known) -> bool:
    """Whether nothing but the name can tell the two apart: kind of nominee, birth date and award form agree."""
    if row.kind in _NOMINEES and known.kind != row.kind:
        return False
    form = row.values.get("award_form") if row.form_known else None
    if form and "award_form" in known.values and not same("award_form", known.values["award_form"], form):
        return False
    return _births_agree(row, known) is not False


# What stands before the name of a body or a household's head in one list and not in another.
_HEADS = tuple(
    " ".join(map(_spelt, f"{head} {title}".split())) + " "
    for head, titles in (
        ("tập thể", ("",)),
        ("hộ gia đình", ("ông", "bà", "")),
        ("gia đình", ("ông", "bà", "")),
        ("hộ", ("ông", "bà")),
    )
    for title in titles
)


class Register:
    """The rows of the register a workbook is held against, found by hidden id, name and unit."""

    def __init__(self, known: Iterable[Known]) -> None:
        """Index the rows: a thousand names are looked up in a thousand names."""
        self.rows = list(known)
        self._by_uid = {one.uid: one for one in self.rows}
        self._by_spelling: dict[str, list[Known]] = {}
        self._by_fold: dict[str, list[Known]] = {}
        self._by_unit: dict[str, list[tuple[str, Known]]] = {}
        self._by_birth: dict[tuple[str, str], list[tuple[str, Known]]] = {}
        for one in self.rows:
            self._by_spelling.setdefault(spelling(one.name), []).append(one)
            self._by_fold.setdefault(_bare(one.name), []).append(one)
            self._by_unit.setdefault(one.unit, []).append((fold(one.name), one))
            born = str(one.values.get("birth_date") or "")[:4]
            self._by_birth.setdefault((one.unit, born), []).append((fold(one.name), one))

    def settle(self, row: PreviewRow, name: str, unit: str) -> Known | None:
        """Match a row: by hidden id, else by name and unit; a doubtful double is said to be one.

        Returns the row of the register it belongs to.

        ``unit`` is the name of the row's unit as the register knows it. Persons of one name and one unit with
        different birth dates are different persons.
        """
        # A row copied in Excel keeps the hidden id of the one it came from; the id is the first one's.
        match = self._by_uid.pop(row.uid, None) if row.uid else None
        by_id = match is not None
        if match is None and self.rows:
            alike = [k for k in self._by_spelling.get(spelling(name), ()) if _may_be(row, k)]
            alike = [k for k in alike if k.unit == fold(unit) or not unit]
            match = next((k for k in alike if k.kind == row.kind), next(iter(alike), None))
        if match is None:
            double = self._double(row, name, unit) if self.rows else None
            if double is not None:
                row.status, row.matched_id = "duplicate", double.id
                row.complain(
                    "name", f"Gần giống dòng đã có trong sổ: “{double.name}”; hãy kiểm tra có phải một không."
                )
            return None
        row.matched_id = match.id
        row.old = _differences(row, match, unit, by_id=by_id)
        row.status = "changed" if row.old else "unchanged"
        return match

    def _double(self, row: PreviewRow, name: str, unit: str) -> Known | None:
        """A row that may be the same with another spelling, or the same person in another unit."""
        person = row.kind in ("individual", "household")
        for one in self._by_fold.get(_bare(name), ()):
            # A unit nobody knows may be an address: a body of this name may be the one in the register.
            if _may_be(row, one) and (person or one.unit == fold(unit) or row.unit_id is None):
                return one
        # Neighbours called Lan and Loan are two; only a birth date makes them one.
        born = str(row.values.get("birth_date") or "")[:4]
        near = self._by_birth.get((fold(unit), born), ()) if person else self._by_unit.get(fold(unit), ())
        for folded, one in near:
            if person and _births_agree(row, one) is not True:
                continue
            if _may_be(row, one) and _digits(one.name) == _digits(name) and _near(folded, fold(name)):
                return one
        return None


def _near(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=SIMILAR_ENOUGH) > 0


def _differences(row: PreviewRow, match: Known, unit: str, *, by_id: bool) -> dict[str, Any]:
    old = {
        key: match.values[key]
        for key, value in row.values.items()
        if value is not None and key in match.values and not same(key, match.values[key], value)
    }
    if "position" in old and row.whole and fold(row.whole) == fold(str(old["position"])):
        # "Nông dân, Tổ dân phố 9" stands whole in the register.
        del old["position"]
    if by_id:
        # Only the hidden id makes sure that a new unit or kind is a correction and no other row.
        if unit and fold(unit) != match.unit and (row.unit_id is not None or row.kind != "household"):
            old["unit"] = match.shown_unit
        if row.kind != match.kind:
            old["kind"] = match.kind
    return old


def same(key: str, ours: Any, theirs: Any) -> bool:
    """Whether two values mean the same: nothing and empty, a tone mark elsewhere, a form with its authority."""
    one, other = "" if ours is None else str(ours), "" if theirs is None else str(theirs)
    if one == other:
        return True
    if key in ("name", "title", "unit_name"):
        return spelling(one) == spelling(other)
    if key == "award_form":
        # "Giấy khen" and "Giấy khen của Chủ tịch UBND phường" are one form.
        return bool(one and other) and (
            fold(other).startswith(fold(one)) or fold(one).startswith(fold(other))
        )
    return key == "unit" and fold(one) == fold(other)


def mark_repeated(rows: list[PreviewRow]) -> None:
    """Mark rows that stand twice in one workbook."""
    seen: dict[tuple[str, str, str, str], PreviewRow] = {}
    units: dict[str, str] = {}
    for row in rows:
        told = row.values.get
        name = told("name") or told("title") or told("unit_name")
        if not name:
            continue
        unit = told("unit") or ""
        if unit not in units:
            units[unit] = fold(unit)
        first = seen.setdefault((row.kind, spelling(name), units[unit], told("birth_date") or ""), row)
        if first is not row and row.status in ("new", "changed", "unchanged"):
            row.status = "duplicate"
            row.complain("name", f"Trùng với dòng ở ô {first.cell} trong cùng tệp; hãy bỏ bớt một dòng.")


def changes(kind: str, row: PreviewRow) -> list[str]:
    """What differs, field by field: "Chức vụ: Tổ phó → Tổ trưởng"."""
    labels = fields_of(kind)
    return [
        f"{labels.get(fact, fact)}: {_shown(fact, old)} → {_shown(fact, _now(row, fact))}"
        for fact, old in row.old.items()
    ]


def _now(row: PreviewRow, fact: str) -> Any:
    return row.kind if fact == "kind" else row.values.get(fact)


def _shown(fact: str, value: Any) -> str:
    if not value:
        return "trống"
    text = str(value)
    if fact in _WORDS:
        return _WORDS[fact].get(text, text)
    if fact in DATE_FIELDS and is_partial_date(text):
        return format_partial(text)
    return format_number(value) if isinstance(value, int) else text


_WORDS = {
    "kind": {**registrations.KINDS, **people.KINDS, **units.KINDS},
    "status": registrations.STATUSES,
    "sex": people.SEXES,
    "award_type": catalogues.AWARD_TYPES,
}
