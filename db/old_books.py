"""What the register has already when the line of an old register is held against it: organs, decisions, namesakes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from db import organizations
from db.organizations import Organization
from db.sqlite import Connection, Row
from db.vietnamese.text import clean, fold

_COMMITTEE: Final = "uy ban nhan dan"
_LEVEL_WORDS: Final = {
    "xa": "commune",
    "phuong": "ward",
    "thi tran": "township",
    "dac khu": "special_zone",
    "huyen": "district",
    "quan": "district",
    "thi xa": "town",
    "tinh": "province",
}
_SHORT_LEVELS: Final = {
    "p": "phuong",
    "h": "huyen",
    "q": "quan",
    "tx": "thi xa",
    "tt": "thi tran",
    "tp": "thanh pho",
    "t": "tinh",
}
_HIGHEST: Final = ("thu tuong", "chinh phu", "chu tich nuoc", "nha nuoc")
_OTHERS: Final = ("so ", "bo ", "ban ", "hoi ", "lien doan", "tong lien doan", "doan ", "mat tran", "truong ")
_PUNCTUATION: Final = re.compile(r"[^\w\s]")
_LEADING: Final = re.compile(r"^(?:(?:pho )?chu tich |ct )(?=uy ban|ubnd|xa|phuong|thi tran|huyen|tinh)")


@dataclass(frozen=True, slots=True)
class OrganName:
    """An organ's name for comparison: written out, with its level where the words tell one.

    ``level`` is one of :data:`db.organizations.LEVELS` or empty; ``proper`` says that a place is named and not
    only a level ("UBND xã").
    """

    key: str
    level: str
    proper: bool


@dataclass(frozen=True, slots=True)
class KnownAward:
    """An award on a decision, as an old line meets it; ``values`` by the columns of :class:`OldAward`."""

    id: int
    subject_id: int
    kind: str
    form_code: str
    recipient: str
    birth_on: str | None
    values: dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Namesake:
    """A subject of the register that has the name of a line, accents aside."""

    id: int
    kind: str
    name: str
    birth_on: str | None
    position: str
    unit_id: int | None
    place: str

    @property
    def shown(self) -> str:
        """Who it is, told apart from others of the name."""
        born = f"sinh {'/'.join(reversed(self.birth_on.split('-')))}" if self.birth_on else ""
        named = self.place and self.position.casefold().endswith(self.place.casefold())
        place = "" if named else self.place
        return ", ".join(part for part in (self.name, born, self.position, place) if part)


def organ_name(text: str) -> OrganName:
    """An organ's name as compared: "UBND P. An Lạc" and "Ủy ban nhân dân phường An Lạc" are one."""
    words = " ".join(_PUNCTUATION.sub(" ", fold(text)).split())
    words = _LEADING.sub("", words)
    words = re.sub(r"^(?:ub ?nd|uy ban nd)\b", _COMMITTEE, words)
    rest = words.removeprefix(_COMMITTEE).strip()
    head = rest.partition(" ")[0]
    if words.startswith(_COMMITTEE) and head in _SHORT_LEVELS:
        rest = f"{_SHORT_LEVELS[head]} {rest.partition(' ')[2]}".strip()
    if words.startswith(_COMMITTEE):
        words = f"{_COMMITTEE} {rest}".strip()
    level = next((word for word in _LEVEL_WORDS if f"{rest} ".startswith(f"{word} ")), "")
    if level:
        named = bool(rest.removeprefix(level).strip())
        # "Xã An Lạc" alone stands for its committee.
        key = words if words.startswith(_COMMITTEE) else f"{_COMMITTEE} {rest}"
        return OrganName(key, _LEVEL_WORDS[level], named)
    if any(word in words for word in _HIGHEST) or words.startswith(_OTHERS):
        return OrganName(words, "other", True)
    return OrganName(words, "", bool(rest) and not words.startswith("cap "))


def find_organ(con: Connection, text: str) -> Organization | None:
    """The organ of the register that bears this name, however it is shortened."""
    wanted = organ_name(text).key
    return next(
        (one for one in organizations.list_organizations(con) if organ_name(one.name).key == wanted), None
    )


def awards_on(con: Connection, decision_id: int) -> list[KnownAward]:
    """The awards of one decision, revoked ones among them: they stand in the book all the same."""
    rows = con.execute(
        """SELECT a.*, s.birth_on FROM award a JOIN subject s ON s.id = a.subject_id
           WHERE a.decision_id = ? ORDER BY a.ordinal, a.id""",
        (decision_id,),
    )
    return [_award(row) for row in rows]


def _award(row: Row) -> KnownAward:
    columns = ("honorific", "position_unit", "citation", "award_type", "prize_amount", "old_number")
    return KnownAward(
        row["id"],
        row["subject_id"],
        row["object_kind"],
        row["form_code"],
        row["recipient"],
        row["birth_on"],
        {column: row[column] for column in columns},
    )


def namesakes(con: Connection, names: Iterable[str]) -> dict[tuple[str, str], list[Namesake]]:
    """The subjects that have one of these names, by kind and folded name; one query for all."""
    folded = json.dumps(sorted({fold(clean(name)) for name in names}))
    rows = con.execute(
        """SELECT s.id, s.kind, s.name, s.birth_on, s.position, s.unit_id, s.folded,
                  coalesce(u.name, nullif(s.workplace, ''), s.address) AS place
           FROM subject s LEFT JOIN unit u ON u.id = s.unit_id
           WHERE s.folded IN (SELECT value FROM json_each(?)) ORDER BY s.id""",
        (folded,),
    )
    found: dict[tuple[str, str], list[Namesake]] = {}
    for row in rows:
        one = Namesake(*(row[name] for name in Namesake.__slots__))
        found.setdefault((row["kind"], row["folded"]), []).append(one)
    return found


def numbers_of(con: Connection, subject_ids: Iterable[int], form_code: str, day: str) -> list[str]:
    """The numbers of decisions that gave one of these subjects this form on this very day."""
    rows = con.execute(
        """SELECT DISTINCT d.number FROM award a JOIN decision d ON d.id = a.decision_id
           WHERE a.subject_id IN (SELECT value FROM json_each(?)) AND a.form_code = ? AND d.day = ?
             AND d.status = 'issued' ORDER BY d.number""",
        (json.dumps(list(subject_ids)), form_code, day),
    )
    return [row["number"] for row in rows]
