"""What a row of each kind of table still needs once its cells are understood: who is nominated, what is registered."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from db import registrations
from db import units as unit_rules
from db.vietnamese.honorifics import split_honorific
from db.vietnamese.text import fold
from desktop.exchange.mapping import plain, vocabulary

if TYPE_CHECKING:
    from desktop.exchange.rows import ReadRow

# "1. Lê Thị Cúc", "- Lê Thị Cúc": the mark of the list is no part of the name.
_LIST_MARK: Final = re.compile(r"^(?:\d{1,3}\s*[.)]\s*|[-–•]\s+)(?=\D)")
_DIGIT: Final = re.compile(r"\d")
_SEXES: Final = {"nam": "male", "nu": "female", "x": "female"}
_REGISTERED: Final = (("model", "mo hinh"), ("work", "cong trinh"), ("task", "phan viec"))


def _nomination(row: ReadRow, section: str, title: str) -> None:
    values = row.values
    name = values.get("name") or ""
    if name and not name[0].isalpha():
        name = _LIST_MARK.sub("", name)
    bare = name
    if name and not values.get("honorific"):
        honorific, rest = split_honorific(name)
        if honorific:
            values["honorific"], bare = honorific, rest
    values["name"] = bare or None
    row.kind = kind = _nominee_kind(values.pop("kind", None), section, title, bare, values)
    if row.shared and kind != "individual":
        # "Chức vụ, đơn vị, địa chỉ": nobody but a person has a position.
        values |= {"position": None, "unit": row.shared}
    if kind == "collective":
        # "Tập thể …" is part of a collective's name, and no honorific belongs before it.
        values["name"], values["honorific"] = name or None, None
    if "?" in name:
        row.complain("name", f"Tên “{name}” có dấu “?”, có thể đã mất chữ; hãy kiểm tra lại.")
    sex = values.get("sex")
    if sex is not None:
        values["sex"] = _SEXES.get(fold(sex))
    if kind == "individual":
        if not values.get("position"):
            row.complain("position", "Chưa ghi chức vụ của cá nhân.")
        if _DIGIT.search(name):
            row.complain("name", f"Tên “{name}” có chữ số; hãy kiểm tra lại.")


def _nominee_kind(said: str | None, section: str, title: str, bare: str, values: dict[str, Any]) -> str:
    if said and (kind := kind_said(said)):
        return kind
    if section:
        return section
    first = _first_word(bare)
    if first in ("ho", "gia") and plain(bare).startswith(("ho ong ", "ho ba ", "ho gia dinh", "gia dinh ")):
        return "household"
    if values.get("birth_date") or values.get("position") or values.get("sex"):
        return "individual"
    if title == "household" or (values.get("honorific") and title != "collective"):
        return title or "individual"
    body = first in ("tap", "nhan", "can") and plain(bare).startswith(("tap the", "nhan dan", "can bo va"))
    return "collective" if body or unit_rules.guess_kind(plain(bare)) != "other" else title or "individual"


def _first_word(name: str) -> str:
    return fold(name.partition(" ")[0])


@lru_cache(maxsize=1024)
def kind_said(said: str) -> str:
    """individual, collective or household as a cell or a heading names it; empty where it names none."""
    folded = plain(said)
    for kind, words in vocabulary()["sections"].items():
        if folded and (folded in words or any(word in folded for word in words)):
            return str(kind)
    return ""


def _registration(row: ReadRow, section: str, _title: str) -> None:
    values = row.values
    said = fold(values.pop("kind", None) or "") or fold(values.get("title") or "")
    row.kind = section or "model"
    for kind, word in _REGISTERED:
        if said.startswith(word):
            row.kind = kind
    if values.get("status"):
        _status(row)


def _status(row: ReadRow) -> None:
    """A status by its words; what is none is how the work goes on, in the unit's own words."""
    values = row.values
    said = fold(values["status"])
    known = {fold(title): status for status, title in registrations.STATUSES.items()}
    found = known.get(said) or next((s for word, s in _OTHER_WORDS.items() if said.startswith(word)), None)
    if found is None:
        values["progress"] = "; ".join(text for text in (values["status"], values.get("progress")) if text)
    values["status"] = found


_OTHER_WORDS: Final = {
    "da dang ky": "registered",
    "moi dang ky": "registered",
    "dang trien khai": "in_progress",
    "dang lam": "in_progress",
    "da hoan thanh": "completed",
    "xong": "completed",
    "da nghiem thu": "accepted",
    "da gan bien": "plaque",
    "tam dung": "stopped",
}

FINISHERS: Final[dict[str, Callable[[ReadRow, str, str], None]]] = {
    "nominations": _nomination,
    "registrations": _registration,
}
