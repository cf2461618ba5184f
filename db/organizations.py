"""The office itself (cơ quan), the superior organs that decided awards, and who signs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from db.errors import BadInput
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.text import clean, fold

LEVELS = {
    "commune": "Xã",
    "ward": "Phường",
    "township": "Thị trấn",
    "special_zone": "Đặc khu",
    "district": "Huyện",
    "town": "Thị xã",
    "city": "Thành phố (thuộc tỉnh)",
    "province": "Tỉnh, thành phố trực thuộc Trung ương",
    "other": "Cơ quan khác",
}
# The catalogue of authorities knows tiers of government, the office its own kind.
TIERS = {
    "commune": "commune",
    "ward": "commune",
    "township": "commune",
    "special_zone": "commune",
    "district": "district",
    "town": "district",
    "city": "district",
    "province": "province",
    "other": "unit",
}
SIGNATURE_FORMS = {
    "head": "Người đứng đầu ký",
    "kt": "KT. (ký thay)",
    "tl": "TL. (thừa lệnh)",
    "tuq": "TUQ. (thừa ủy quyền)",
    "tm": "TM. (thay mặt tập thể)",
    "q": "Q. (quyền)",
}

NOT_FOR_AWARDS: Final = frozenset({"tl", "tuq"})
"""Awards are the chairman's own: himself, or a deputy in his place; nobody decides them by order or delegation."""

_COMMITTEE = "ỦY BAN NHÂN DÂN"


@dataclass(frozen=True, slots=True)
class Organization:
    """An issuing organ. ``header_lines`` are the lines of the paper's left header, without numbers."""

    id: int
    name: str
    header_lines: tuple[str, ...]
    place: str
    parent_name: str
    province: str
    level: str
    symbol: str
    council_symbol: str
    head_title: str

    @property
    def tier(self) -> str:
        """Tier of government used by the catalogues: commune, district, province or unit."""
        return TIERS[self.level]

    @property
    def chairman_title(self) -> str:
        """Who awards, in capitals: "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG …" (NĐ 30/2020, Luật TĐKT Đ.80)."""
        if self.level == "other":
            return f"{self.head_title} {self.name}".upper().strip()
        lines = header_lines(self.name)
        return f"CHỦ TỊCH {' '.join(lines if len(lines) > 1 else (_COMMITTEE, *lines))}"


@dataclass(frozen=True, slots=True)
class Signer:
    """A person who signs for the office, with the form of the signature; days are None where open."""

    id: int
    name: str
    title: str
    signature_form: str
    active_from: dt.date | None = None
    active_to: dt.date | None = None

    @property
    def signs_awards(self) -> bool:
        """Whether a decision on awards may bear this signature."""
        return self.signature_form not in NOT_FOR_AWARDS

    def in_office(self, day: dt.date) -> bool:
        """Whether this person signs on a day."""
        return (self.active_from is None or self.active_from <= day) and (
            self.active_to is None or day <= self.active_to
        )


def signature_lines(signature_form: str, title: str, head_title: str = "Chủ tịch") -> tuple[str, ...]:
    """Lines above the signature: ("CHỦ TỊCH",) or ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") (NĐ 30/2020 Đ.13)."""
    own = (title or head_title).upper()
    prefixes = {"kt": "KT.", "tl": "TL.", "tuq": "TUQ."}
    if signature_form in prefixes:
        return (f"{prefixes[signature_form]} {head_title.upper()}", own)
    if signature_form == "q":
        return (f"Q. {own}",)
    return (own,)


_COLUMNS = "id, name, header_lines, place, parent_name, province, level, symbol, council_symbol, head_title"


def _organization(row: Row) -> Organization:
    return Organization(
        row["id"],
        row["name"],
        tuple(row["header_lines"].splitlines()),
        row["place"],
        row["parent_name"],
        row["province"],
        row["level"],
        row["symbol"],
        row["council_symbol"],
        row["head_title"],
    )


def own(con: Connection) -> Organization | None:
    """The office that keeps this register; None until the first-run page was filled."""
    row = con.execute(f"SELECT {_COLUMNS} FROM organization WHERE is_own = 1").fetchone()
    return _organization(row) if row else None


def list_organizations(con: Connection) -> list[Organization]:
    """Own office first, then the superior organs by name."""
    rows = con.execute(f"SELECT {_COLUMNS} FROM organization ORDER BY is_own DESC, name, id")
    return [_organization(row) for row in rows]


def signers(con: Connection, organization_id: int, on: dt.date | None = None) -> list[Signer]:
    """Who signs for an organ (on a day where given), the default one first."""
    rows = con.execute(
        """SELECT id, name, title, signature_form, active_from, active_to FROM signer
           WHERE organization_id = ? ORDER BY ordinal, id""",
        (organization_id,),
    )
    found = [
        Signer(
            row["id"],
            row["name"],
            row["title"],
            row["signature_form"],
            _day(row["active_from"]),
            _day(row["active_to"]),
        )
        for row in rows
    ]
    return [one for one in found if on is None or one.in_office(on)]


def award_signer(
    con: Connection, organization_id: int, day: dt.date, signer_id: int | None = None
) -> Signer | None:
    """Who signs a decision on awards: the one chosen, else the first in office on ``day``; None where nobody is known.

    Raises:
        BadInput: the one chosen signs by order or by delegation only.
    """
    known = signers(con, organization_id)
    if signer_id is not None:
        chosen = next((one for one in known if one.id == signer_id), None)
        if chosen is not None and not chosen.signs_awards:
            raise BadInput(
                f"“{chosen.name}” ký thừa lệnh hoặc thừa ủy quyền nên không ký quyết định khen thưởng; "
                "hãy chọn Chủ tịch, hoặc Phó Chủ tịch ký thay."
            )
        return chosen
    fit = [one for one in known if one.signs_awards]
    return next(iter([one for one in fit if one.in_office(day)] or fit), None)


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def save_own(
    action: Action,
    *,
    name: str,
    level: str,
    place: str,
    parent_name: str = "",
    province: str = "",
    symbol: str = "UBND",
    head_title: str = "Chủ tịch",
) -> int:
    """Set who keeps this register; the paper header is derived from name and level. Returns the id.

    ``name`` as in "Ủy ban nhân dân phường An Lạc"; ``place`` is the place line of papers ("An Lạc", written
    in full where the place is named after a person, a number or an event).

    Raises:
        BadInput: name, level or place missing.
    """
    name, place = clean(name), clean(place)
    if not name:
        raise BadInput("Chưa có tên cơ quan; hãy ghi tên cơ quan, ví dụ “Ủy ban nhân dân phường An Lạc”.")
    if level not in LEVELS:
        raise BadInput("Chưa chọn cấp của cơ quan; hãy chọn một cấp trong danh sách.")
    if not place:
        raise BadInput("Chưa có địa danh; hãy ghi địa danh đứng trước ngày tháng trên văn bản.")
    values = {
        "name": name,
        "header_lines": "\n".join(header_lines(name)),
        "place": place,
        "parent_name": clean(parent_name),
        "province": clean(province),
        "level": level,
        "symbol": clean(symbol) or "UBND",
        "head_title": clean(head_title) or "Chủ tịch",
    }
    row = action.con.execute("SELECT id FROM organization WHERE is_own = 1").fetchone()
    if row is None:
        return action.insert("organization", is_own=1, **values)
    action.update("organization", row["id"], **values)
    return int(row["id"])


def header_lines(name: str) -> tuple[str, ...]:
    """The organ's lines in the paper header: "ỦY BAN NHÂN DÂN" over "PHƯỜNG …" (NĐ 30/2020, ô 2)."""
    capitals = name.upper()
    # Both spellings are in use and neither is respelled; "UBND" is written in full on papers.
    for lead in (_COMMITTEE, "UỶ BAN NHÂN DÂN", "UBND"):
        if capitals.startswith(lead + " "):
            return (_COMMITTEE if lead == "UBND" else lead, capitals[len(lead) :].strip())
    return (capitals,)


def add_organization(action: Action, *, name: str, level: str, place: str = "") -> int:
    """Add a superior or former organ that issued decisions; returns the id."""
    name = clean(name)
    if not name:
        raise BadInput("Chưa có tên cơ quan ban hành; hãy ghi tên cơ quan rồi lưu lại.")
    return action.insert(
        "organization", name=name, header_lines="\n".join(header_lines(name)), place=clean(place), level=level
    )


def find_or_add(action: Action, *, name: str, level: str, place: str = "") -> int:
    """The organ of this name (accents aside), else a new one; returns the id."""
    wanted = fold(clean(name))
    for row in action.con.execute("SELECT id, name FROM organization ORDER BY is_own DESC, id"):
        if fold(row["name"]) == wanted:
            return int(row["id"])
    return add_organization(action, name=name, level=level, place=place)


def succeed(
    action: Action, former_ids: Iterable[int], present_id: int, day: dt.date, document: str = ""
) -> None:
    """Record that organs went into another on a day (merger, renaming); their decisions keep their names.

    Raises:
        BadInput: an organ would succeed itself or one it came from, or this is on record already.
    """
    for former_id in former_ids:
        if former_id in _way(action.con, present_id):
            raise BadInput("Một cơ quan không thể hợp nhất vào chính nó; hãy chọn cơ quan khác.")
        if action.con.execute(
            "SELECT 1 FROM organization_succession WHERE former_id = ? AND present_id = ?",
            (former_id, present_id),
        ).fetchone():
            raise BadInput("Việc hợp nhất, đổi tên này đã ghi trong sổ; hãy xem lại danh sách cơ quan.")
        action.insert(
            "organization_succession",
            former_id=former_id,
            present_id=present_id,
            day=day.isoformat(),
            document=clean(document),
        )


def _way(con: Connection, organization_id: int) -> tuple[int, ...]:
    """An organ and every one that came of it."""
    rows = con.execute(
        """WITH RECURSIVE way (id) AS (
               SELECT ? UNION SELECT s.present_id FROM organization_succession s JOIN way ON s.former_id = way.id)
           SELECT id FROM way ORDER BY id""",
        (organization_id,),
    )
    return tuple(row["id"] for row in rows)


def present_of(con: Connection, organization_id: int) -> tuple[int, ...]:
    """The organs that stand today for one: its last successors, itself where nothing succeeded it."""
    gone = {row["former_id"] for row in con.execute("SELECT former_id FROM organization_succession")}
    return tuple(one for one in _way(con, organization_id) if one not in gone)


def own_lineage(con: Connection) -> tuple[int, ...]:
    """Our office and every organ that went into it: whose decisions are ours today."""
    rows = con.execute(
        """WITH RECURSIVE way (id) AS (
               SELECT id FROM organization WHERE is_own = 1
               UNION SELECT s.former_id FROM organization_succession s JOIN way ON s.present_id = way.id)
           SELECT id FROM way ORDER BY id"""
    )
    return tuple(row["id"] for row in rows)


def save_signer(
    action: Action,
    organization_id: int,
    *,
    name: str,
    title: str,
    signature_form: str = "head",
    signer_id: int | None = None,
    ordinal: int = 0,
) -> int:
    """Add or change a signer; returns the id.

    Raises:
        BadInput: no name.
    """
    name = clean(name)
    if not name:
        raise BadInput("Chưa có họ tên người ký; hãy ghi họ tên người ký rồi lưu lại.")
    values = {"name": name, "title": clean(title), "signature_form": signature_form, "ordinal": ordinal}
    if signer_id is None:
        return action.insert("signer", organization_id=organization_id, **values)
    action.update("signer", signer_id, **values)
    return signer_id


def set_term(action: Action, signer_id: int, start: dt.date | None, end: dt.date | None) -> bool:
    """Note from when to when somebody is in office (None: open); returns whether anything differed.

    Raises:
        BadInput: the end lies before the beginning.
    """
    if start and end and end < start:
        raise BadInput("Ngày thôi giữ chức vụ trước ngày bắt đầu; hãy sửa lại một trong hai ngày.")
    return action.update("signer", signer_id, active_from=start, active_to=end)


def order_signers(action: Action, signer_ids: Iterable[int]) -> None:
    """Let signers stand in this order; the first one is the default."""
    for ordinal, signer_id in enumerate(signer_ids):
        action.update("signer", signer_id, ordinal=ordinal)


def remove_signer(action: Action, signer_id: int) -> None:
    """Take a signer off the list; decisions keep the name they were signed with (undo brings it back)."""
    action.delete("signer", signer_id)


# Longest first: "thành phố" must not be taken for another level's word.
_LEVEL_WORDS = (
    ("thị trấn", "township"),
    ("đặc khu", "special_zone"),
    ("thành phố", "city"),
    ("phường", "ward"),
    ("thị xã", "town"),
    ("huyện", "district"),
    ("quận", "district"),
    ("tỉnh", "province"),
    ("xã", "commune"),
)


def guess(name: str) -> tuple[str | None, str]:
    """Level and place line as the name of an office suggests them: ("ward", "An Lạc"); (None, "") where it does not."""
    rest = clean(name)
    lead = "ủy ban nhân dân "
    rest = rest[len(lead) :] if rest.lower().replace("uỷ", "ủy").startswith(lead) else rest
    for word, level in _LEVEL_WORDS:
        if rest.lower().startswith(word + " "):
            return level, place_line(rest, word)
    return None, ""


def place_line(area: str, word: str) -> str:
    """The place line of an area: "An Lạc" of "phường An Lạc", but "Phường 5" in full (NĐ 30/2020: named by number).

    Whether a place is named after a person or an event its name does not tell; the officer then writes it in full.
    """
    name = area[len(word) :].strip()
    return area[:1].upper() + area[1:] if name[:1].isdigit() else name
