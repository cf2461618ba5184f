"""Subjects (đối tượng): individuals, collectives and households that are nominated and awarded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from db.errors import BadInput, NotFound
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import is_partial_date
from db.vietnamese.names import name_sort_key, text_sort_key
from db.vietnamese.text import clean, fold, like_pattern

KINDS = {"individual": "Cá nhân", "collective": "Tập thể", "household": "Hộ gia đình"}
SEXES = {"male": "Nam", "female": "Nữ"}
OBJECT_CLASSES = {
    "": "Chưa ghi",
    "leader": "Lãnh đạo cấp xã trở lên",
    "manager": "Lãnh đạo từ phó phòng trở lên",
    "official": "Cán bộ, công chức, viên chức",
    "direct": "Người trực tiếp lao động, công tác, học tập",
    "farmer": "Công nhân, nông dân",
    "business": "Doanh nhân",
    "other": "Đối tượng khác",
}


ETHNIC_GROUPS = ("Kinh",)
RELIGIONS = ("Không", "Phật giáo", "Công giáo", "Tin Lành", "Cao Đài", "Phật giáo Hòa Hảo")
"""What is proposed before the register's own words; anything else may be written."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who can be nominated. ``birth_on`` is a partial ISO date (year, month or day precision) or None."""

    id: int
    uid: str
    kind: str
    honorific: str
    name: str
    birth_on: str | None
    sex: str | None
    ethnic_group: str
    position: str
    unit_id: int | None
    unit: str
    workplace: str
    object_class: str
    head_name: str
    address: str
    since_year: int | None
    note: str
    religion: str = ""

    @property
    def position_unit(self) -> str:
        """The line under the name on papers: position, then unit or address, no word of them twice."""
        place = self.unit or self.workplace
        if self.kind == "household":
            return self.address or place
        if self.kind == "collective":
            return self.address or (place if place != self.name else "")
        return _joined(self.position, place or self.address)


def _joined(position: str, where: str) -> str:
    """Position and unit in one line; what the position ends with and the unit begins with stands once.

    "Tổ trưởng Tổ dân phố 3" names the unit already; "Phó Chủ tịch Ủy ban nhân dân" with "Ủy ban nhân dân phường Hoa
    Ban" goes on as one phrase.
    """
    said, named = clean(position).split(), clean(where).split()
    lower = [[word.casefold() for word in words] for words in (said, named)]
    for shared in range(min(len(said), len(named)), 0, -1):
        # One word in common proves nothing but where it is the whole unit.
        if lower[0][-shared:] == lower[1][:shared] and (shared > 1 or shared == len(named)):
            return " ".join((*said, *named[shared:]))
    return ", ".join(part for part in (position, where) if part)


_SELECT = "SELECT s.*, coalesce(u.name, '') AS unit FROM subject s LEFT JOIN unit u ON u.id = s.unit_id"


def _subject(row: Row) -> Subject:
    return Subject(*(row[name] for name in Subject.__slots__))


def list_subjects(con: Connection, *, text: str = "", kind: str = "", limit: int = 200) -> list[Subject]:
    """Subjects in Vietnamese name order; ``text`` is matched without accents anywhere in the name.

    The inner query walks the covering index (sort key, folded, name) and stops at ``limit``.
    """
    where, parameters = ["1 = 1"], []
    if text:
        where.append("folded LIKE ? ESCAPE '!'")
        parameters.append(like_pattern(text))
    if kind:
        where.append("kind = ?")
        parameters.append(kind)
    rows = con.execute(
        f"""{_SELECT} WHERE s.id IN (SELECT id FROM subject WHERE {" AND ".join(where)}
            ORDER BY sort_key, folded, name LIMIT ?) ORDER BY s.sort_key, s.folded, s.name""",
        (*parameters, limit),
    )
    return [_subject(row) for row in rows]


def get_subject(con: Connection, subject_id: int) -> Subject:
    """One subject.

    Raises:
        NotFound: no such subject.
    """
    row = con.execute(f"{_SELECT} WHERE s.id = ?", (subject_id,)).fetchone()
    if row is None:
        raise NotFound("Đối tượng này không còn trong sổ; hãy tải lại danh sách.")
    return _subject(row)


def find_same(
    con: Connection, *, kind: str, name: str, birth_on: str | None, unit_id: int | None
) -> Subject | None:
    """A subject of this kind and name (accents aside) whose birth date and unit do not contradict."""
    rows = con.execute(f"{_SELECT} WHERE s.folded = ? AND s.kind = ?", (fold(clean(name)), kind)).fetchall()
    for row in rows:
        same = _surely_same(row["birth_on"], birth_on, row["unit_id"], unit_id)
        if same and row["name"] == clean(name):
            return _subject(row)
    return None


def _surely_same(
    known_birth: str | None, birth_on: str | None, known_unit: int | None, unit_id: int | None
) -> bool:
    if known_birth and birth_on and not _agree(known_birth, birth_on):
        return False
    if known_unit is not None and unit_id is not None and known_unit != unit_id:
        return False
    # Without a birth date on both sides only the unit can tell two people of one name apart.
    return bool(known_birth and birth_on) or known_unit == unit_id


def _agree(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _values(kind: str, name: str, **rest: object) -> dict[str, object]:
    name = clean(name)
    if kind not in KINDS:
        raise BadInput("Chưa chọn cá nhân, tập thể hay hộ gia đình; hãy chọn một loại đối tượng.")
    if not name:
        raise BadInput("Tên đối tượng đang để trống; hãy ghi tên rồi lưu lại.")
    birth = rest.get("birth_on")
    if birth and not is_partial_date(str(birth)):
        raise BadInput(f"Ngày sinh “{birth}” không đúng; hãy ghi ngày/tháng/năm hoặc chỉ năm sinh.")
    key = name_sort_key(name) if kind == "individual" else text_sort_key(name)
    cleaned = {k: clean(v) if isinstance(v, str) else v for k, v in rest.items()}
    cleaned["birth_on"] = birth or None
    cleaned["sex"] = rest.get("sex") or None
    return {"kind": kind, "name": name, "folded": fold(name), "sort_key": key, **cleaned}


def add_subject(
    action: Action,
    *,
    kind: str,
    name: str,
    honorific: str = "",
    birth_on: str | None = None,
    sex: str | None = None,
    ethnic_group: str = "",
    position: str = "",
    unit_id: int | None = None,
    workplace: str = "",
    object_class: str = "",
    head_name: str = "",
    address: str = "",
    since_year: int | None = None,
    note: str = "",
    religion: str = "",
) -> int:
    """Add a subject; the honorific is kept as typed, never guessed over. Returns the id.

    Raises:
        BadInput: no name, unknown kind, impossible birth date.
    """
    rest = {key: value for key, value in locals().items() if key not in ("action", "kind", "name")}
    return action.insert("subject", **_values(kind, name, **rest))


def add_subjects(action: Action, facts: Sequence[dict[str, Any]]) -> range:
    """Add many subjects at once (keywords of :func:`add_subject` each); returns their ids in order.

    Raises:
        BadInput: as :func:`add_subject`; then none is added.
    """
    blank = {
        "honorific": "",
        "birth_on": None,
        "sex": None,
        "ethnic_group": "",
        "religion": "",
        "position": "",
        "unit_id": None,
        "address": "",
    }
    columns = ("kind", "name", "folded", "sort_key", *blank)
    rows = []
    for one in facts:
        values = _values(**{**blank, **one})
        rows.append(tuple([values[column] for column in columns]))
    return action.insert_many("subject", columns, rows)


def same_finder(con: Connection, names: Iterable[str]) -> SameFinder:
    """:func:`find_same` for many names with one query."""
    folded = json.dumps(sorted({fold(name) for name in names}))
    rows = con.execute(f"{_SELECT} WHERE s.folded IN (SELECT value FROM json_each(?))", (folded,))
    known: dict[tuple[str, str], list[Subject]] = {}
    for row in rows:
        known.setdefault((row["kind"], row["name"]), []).append(_subject(row))
    return SameFinder(known)


@dataclass(slots=True)
class SameFinder:
    """Subjects by kind and name, as they stood when asked for."""

    known: dict[tuple[str, str], list[Subject]]

    def find(self, *, kind: str, name: str, birth_on: str | None, unit_id: int | None) -> int | None:
        """The id of the subject that surely is this one."""
        for one in self.known.get((kind, clean(name)), ()):
            if _surely_same(one.birth_on, birth_on, one.unit_id, unit_id):
                return one.id
        return None


def change_subject(action: Action, subject_id: int, **facts: object) -> bool:
    """Change some facts of a subject (keywords of :func:`add_subject`); returns whether anything differed."""
    present = get_subject(action.con, subject_id)
    merged = {
        name: facts.get(name, getattr(present, name))
        for name in Subject.__slots__
        if name not in ("id", "uid", "unit")
    }
    kind, name = str(merged.pop("kind")), str(merged.pop("name"))
    return action.update("subject", subject_id, **_values(kind, name, **merged))


def find_or_add(action: Action, *, kind: str, name: str, **facts: Any) -> int:
    """The subject that was typed: the one it surely is (:func:`find_same`), else a new one.

    ``facts`` are keywords of :func:`add_subject`; what was left empty does not empty what is known. Returns the id.

    Raises:
        BadInput: no name, unknown kind, impossible birth date.
    """
    same = find_same(
        action.con, kind=kind, name=name, birth_on=facts.get("birth_on"), unit_id=facts.get("unit_id")
    )
    if same is None:
        return add_subject(action, kind=kind, name=name, **facts)
    typed = {key: value for key, value in facts.items() if value}
    change_subject(action, same.id, kind=kind, name=name, **typed)
    return same.id


def words_written(con: Connection, column: Literal["ethnic_group", "religion"]) -> list[str]:
    """What to propose for a person's ethnic group or religion: the usual words, then those of the register."""
    usual = ETHNIC_GROUPS if column == "ethnic_group" else RELIGIONS
    rows = con.execute(f"SELECT DISTINCT {column} AS word FROM subject WHERE {column} <> ''")
    own = sorted({row["word"] for row in rows} - set(usual), key=text_sort_key)
    return [*usual, *own]


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Where prize money may be paid to."""

    number: str
    bank: str


def bank_accounts(con: Connection, subject_ids: Iterable[int]) -> dict[int, BankAccount]:
    """The accounts known, by subject; subjects without one are absent."""
    rows = con.execute(
        """SELECT id, bank_account, bank_name FROM subject
           WHERE id IN (SELECT value FROM json_each(?)) AND bank_account <> ''""",
        (json.dumps(list(subject_ids)),),
    )
    return {row["id"]: BankAccount(row["bank_account"], row["bank_name"]) for row in rows}


def set_bank_account(action: Action, subject_id: int, number: str, bank: str) -> bool:
    """Note (or, with an empty number, forget) the account of a subject; returns whether anything differed.

    Raises:
        BadInput: the number holds something else than letters, digits, blanks, dots and dashes, or no bank is named.
    """
    number, bank = clean(number), clean(bank)
    if number and not all(sign.isalnum() or sign in " .-" for sign in number):
        raise BadInput(f"Số tài khoản “{number}” không đúng; hãy chỉ ghi chữ số như trên thẻ hoặc sổ.")
    if number and not bank:
        raise BadInput("Chưa ghi tên ngân hàng của tài khoản; hãy ghi tên ngân hàng.")
    return action.update("subject", subject_id, bank_account=number, bank_name=bank if number else "")
