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
# "Đã hoàn thành 80%" is not done.
_IN_PART: Final = re.compile(r"(?<![\d.,])\d{1,2}(?:[.,]\d+)?\s*%")
_DIGIT: Final = re.compile(r"\d")
_SEXES: Final = {"nam": "male", "nu": "female", "x": "female"}
# A cross under "Dân tộc thiểu số" or "Theo tôn giáo" says that there is one, not which.
_TICKED: Final = {"ethnic_group": "Dân tộc thiểu số", "religion": "Có tôn giáo"}
_TICKS: Final = frozenset({"x", "v", "+", "1", "co"})
_REGISTERED: Final = (("model", "mo hinh"), ("work", "cong trinh"), ("task", "phan viec"))


def _nomination(row: ReadRow, section: str, title: str) -> None:
    name_a_nominee(row, section, title)
    if row.kind == "individual" and not row.values.get("position"):
        row.complain("position", "Chưa ghi chức vụ của cá nhân.")


def name_a_nominee(row: ReadRow, section: str, title: str) -> None:
    """Kind, honorific and name of whom a row is about; sex, ethnic group and religion as the register has them."""
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
    if kind == "individual" and any(word[0].islower() and not word[0].isascii() for word in bare.split()):
        # Old fonts had no capitals with marks: "¸nh" is what was typed for "Ánh".
        row.complain("name", f"Tên “{bare}” có chữ đầu không viết hoa; hãy kiểm tra lại.")
    sex = values.get("sex")
    if sex is not None:
        values["sex"] = _SEXES.get(fold(sex))
    for fact, ticked in _TICKED.items():
        if (said := values.get(fact)) is not None:
            values[fact] = ticked if fold(said) in _TICKS else said
    if kind == "individual" and _DIGIT.search(name):
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
    return "collective" if body or names_a_body(bare) else title or "individual"


# Family names that look like the head of a unit's name once their accents are gone: Trương, Tô, Phương …
_FAMILY_NAMES: Final = frozenset({"trương", "tô", "phương", "lang", "lăng", "bàn", "xa", "hồi", "bạn", "ban"})
_OF_PERSONS: Final = ("van", "thi", "dinh", "duc")
_LONGEST_PERSON: Final = 5


def names_a_body(text: str) -> bool:
    """Whether a text begins as units do and is no person's name: "Trường Hoa Ban", not "Trương Văn Ban"."""
    if unit_rules.guess_kind(plain(text)) == "other":
        return False
    words = text.lower().split()
    person = 3 <= len(words) <= _LONGEST_PERSON and fold(words[1]) in _OF_PERSONS
    if words[0] in _FAMILY_NAMES:
        # "Ban Chỉ huy …" is a body, "Ban Văn Lả" a person.
        return words[0] == "ban" and not person
    return not (person and (words[0] == "đoàn" or text.isascii()))


# A person's position begins so; what follows may be the unit, without a comma.
_POSITIONS: Final = (
    *(
        "to truong",
        "to pho",
        "to vien",
        "hieu truong",
        "pho hieu truong",
        "pho ",
        "bi thu",
        "chu tich",
    ),
    *("giao vien", "nhan vien", "chuyen vien", "cong chuc", "vien chuc", "can bo", "hoi vien", "doan vien"),
    *(
        "chi hoi",
        "chi doan",
        "tram truong",
        "giam doc",
        "ke toan",
        "van thu",
        "y si",
        "bac si",
        "dieu duong",
        "ho ly",
    ),
    *(
        "doi truong",
        "doi vien",
        "thon truong",
        "uy vien",
        "thanh vien",
        "hoc sinh",
        "nong dan",
        "bao ve",
        "chi huy",
    ),
    *("thu quy", "cap duong", "dan quan", "tong phu trach", "chu nhiem", "quan doc", "cong nhan", "xa vien"),
)
_UNIT_BEGINS: Final = re.compile(r"(?<=\s)(?=[^\W\d_])")


def position_and_unit(text: str) -> tuple[str, str]:
    """Split "Tổ trưởng, Tổ dân phố 3"; of "Tổ trưởng Tổ dân phố 3" all is the position, with the unit it names."""
    position, comma, unit = text.partition(",")
    if comma:
        return position.strip(), unit.strip()
    if not f"{fold(text)} ".startswith(_POSITIONS) and not text.lower().startswith("trưởng "):
        return ("", text) if names_a_body(text) else (text, "")
    for at in (found.start() for found in _UNIT_BEGINS.finditer(text)):
        if text[at].isupper() and names_a_body(text[at:]):
            return text, text[at:].strip()
    return text, ""


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
    if _IN_PART.search(said):
        found = None
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
