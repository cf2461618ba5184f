"""Units (đơn vị): who registers, reports and is nominated; clusters; mergers and renamings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from db.errors import BadInput, NotFound
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.names import text_sort_key
from db.vietnamese.text import clean, fold, like_pattern

KINDS = {
    "department": "Phòng, ban chuyên môn",
    "sector": "Ngành, công chức cấp xã",
    "neighborhood": "Thôn, tổ dân phố",
    "front_union": "MTTQ, đoàn thể",
    "party": "Cơ quan Đảng",
    "school": "Trường học",
    "health": "Trạm y tế",
    "police_military": "Công an, quân sự",
    "vertical": "Cơ quan ngành dọc",
    "enterprise": "Doanh nghiệp, HTX",
    "religious": "Tổ chức tôn giáo",
    "commune": "Xã, phường trực thuộc",
    "other": "Đơn vị khác",
}

# Words at the head of a unit's name that tell its kind; the longest match wins, nothing found is "other".
_KIND_WORDS: tuple[tuple[str, str], ...] = (
    ("to dan pho", "neighborhood"),
    ("khu pho", "neighborhood"),
    ("thon", "neighborhood"),
    ("ap ", "neighborhood"),
    ("ban lang", "neighborhood"),
    ("lang", "neighborhood"),
    ("buon", "neighborhood"),
    ("bon ", "neighborhood"),
    ("to ", "neighborhood"),
    ("mttq", "front_union"),
    ("uy ban mat tran", "front_union"),
    ("uy ban mttq", "front_union"),
    ("mat tran", "front_union"),
    ("hoi ", "front_union"),
    ("doan ", "front_union"),
    ("cong doan", "front_union"),
    ("lien doan lao dong", "front_union"),
    ("dang uy", "party"),
    ("van phong dang uy", "party"),
    ("ban xay dung dang", "party"),
    ("uy ban kiem tra dang", "party"),
    ("chi bo", "party"),
    ("truong", "school"),
    ("nha tre", "school"),
    ("mam non", "school"),
    ("tram y te", "health"),
    ("trung tam y te", "health"),
    ("cong an", "police_military"),
    ("ban chi huy quan su", "police_military"),
    ("bch quan su", "police_military"),
    ("don bien phong", "police_military"),
    ("quan su", "police_military"),
    ("phong ", "department"),
    ("van phong", "department"),
    ("trung tam", "department"),
    ("ban ", "department"),
    ("cong chuc", "sector"),
    ("nganh", "sector"),
    ("chi cuc", "vertical"),
    ("kho bac", "vertical"),
    ("thue", "vertical"),
    ("bao hiem", "vertical"),
    ("ngan hang", "vertical"),
    ("hat kiem lam", "vertical"),
    ("cong ty", "enterprise"),
    ("doanh nghiep", "enterprise"),
    ("hop tac xa", "enterprise"),
    ("htx", "enterprise"),
    ("chua", "religious"),
    ("giao xu", "religious"),
    ("chi hoi tin lanh", "religious"),
    ("hoi thanh", "religious"),
    ("thanh that", "religious"),
    ("tinh xa", "religious"),
    ("xa ", "commune"),
    ("phuong ", "commune"),
    ("thi tran ", "commune"),
    ("ubnd xa", "commune"),
    ("ubnd phuong", "commune"),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the register; days are None where open."""

    id: int
    uid: str
    name: str
    short_name: str
    kind: str
    head_name: str
    contact_name: str
    phone: str
    address: str
    active_from: dt.date | None
    active_to: dt.date | None
    note: str
    cluster: str = ""

    @property
    def shown_kind(self) -> str:
        """The kind in Vietnamese."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster or bloc (cụm/khối thi đua)."""

    id: int
    name: str
    kind: str


_SELECT = """
    SELECT u.*, coalesce((SELECT c.name FROM cluster_member m JOIN cluster c ON c.id = m.cluster_id
        WHERE m.unit_id = u.id ORDER BY m.year DESC LIMIT 1), '') AS cluster
    FROM unit u"""


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _unit(row: Row) -> Unit:
    return Unit(
        row["id"],
        row["uid"],
        row["name"],
        row["short_name"],
        row["kind"],
        row["head_name"],
        row["contact_name"],
        row["phone"],
        row["address"],
        _day(row["active_from"]),
        _day(row["active_to"]),
        row["note"],
        row["cluster"],
    )


def guess_kind(name: str) -> str:
    """The kind a unit's name suggests, "other" where no word tells."""
    folded = fold(name) + " "
    matches = [(len(word), kind) for word, kind in _KIND_WORDS if folded.startswith(word)]
    return max(matches)[1] if matches else "other"


def list_units(
    con: Connection,
    *,
    text: str = "",
    kinds: Iterable[str] = (),
    cluster: str = "",
    active_on: dt.date | None = None,
) -> list[Unit]:
    """Units in Vietnamese order; ``text`` is matched without accents, ``active_on`` leaves out ended ones."""
    where, parameters = ["1 = 1"], []
    if text:
        where.append("u.folded LIKE ? ESCAPE '!'")
        parameters.append(like_pattern(text))
    wanted = list(kinds)
    if wanted:
        where.append(f"u.kind IN ({', '.join('?' * len(wanted))})")
        parameters.extend(wanted)
    if active_on is not None:
        where.append("coalesce(u.active_from, '0000') <= ? AND coalesce(u.active_to, '9999') >= ?")
        parameters.extend([active_on.isoformat()] * 2)
    found = con.execute(f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY u.sort_key, u.id", parameters)
    units = [_unit(row) for row in found]
    return [unit for unit in units if unit.cluster == cluster] if cluster else units


def get_unit(con: Connection, unit_id: int) -> Unit:
    """One unit.

    Raises:
        NotFound: no such unit.
    """
    row = con.execute(f"{_SELECT} WHERE u.id = ?", (unit_id,)).fetchone()
    if row is None:
        raise NotFound("Đơn vị này không còn trong sổ; hãy tải lại danh sách đơn vị.")
    return _unit(row)


def find_unit(con: Connection, name: str) -> Unit | None:
    """The unit of exactly this name or short name, accents and case aside; None when none or several."""
    folded = fold(name)
    rows = con.execute(f"{_SELECT} WHERE u.folded = ?", (folded,)).fetchall()
    if not rows:
        rows = [
            r for r in con.execute(_SELECT).fetchall() if r["short_name"] and fold(r["short_name"]) == folded
        ]
    exact = [row for row in rows if row["name"] == name] or rows
    return _unit(exact[0]) if len(exact) == 1 else None


def _values(name: str, kind: str, **rest: object) -> dict[str, object]:
    name = clean(name)
    if not name:
        raise BadInput("Tên đơn vị đang để trống; hãy ghi tên đơn vị rồi lưu lại.")
    if kind not in KINDS:
        raise BadInput("Chưa chọn loại đơn vị; hãy chọn một loại trong danh sách.")
    values: dict[str, object] = {
        "name": name,
        "kind": kind,
        "folded": fold(name),
        "sort_key": text_sort_key(name),
    }
    for key, value in rest.items():
        values[key] = (
            value.isoformat()
            if isinstance(value, dt.date)
            else clean(value)
            if isinstance(value, str)
            else value
        )
    start, end = values.get("active_from"), values.get("active_to")
    if start and end and str(end) < str(start):
        raise BadInput("Ngày ngừng hoạt động trước ngày bắt đầu; hãy sửa lại một trong hai ngày.")
    return values


def add_unit(
    action: Action,
    *,
    name: str,
    kind: str | None = None,
    short_name: str = "",
    head_name: str = "",
    contact_name: str = "",
    phone: str = "",
    address: str = "",
    active_from: dt.date | None = None,
    active_to: dt.date | None = None,
    note: str = "",
) -> int:
    """Add a unit; the kind is guessed from the name where none is given. Returns the id.

    Raises:
        BadInput: no name, unknown kind, days in the wrong order, or a unit of this very name stands in the
            register.
    """
    values = _values(
        name,
        kind if kind is not None else guess_kind(name),
        short_name=short_name,
        head_name=head_name,
        contact_name=contact_name,
        phone=phone,
        address=address,
        active_from=active_from,
        active_to=active_to,
        note=note,
    )
    _refuse_same_name(action, str(values["name"]), None)
    return action.insert("unit", **values)


def change_unit(action: Action, unit_id: int, *, name: str, kind: str, **rest: object) -> bool:
    """Change a unit's facts (keywords as in :func:`add_unit`); returns whether anything differed."""
    values = _values(name, kind, **rest)
    _refuse_same_name(action, str(values["name"]), unit_id)
    return action.update("unit", unit_id, **values)


def _refuse_same_name(action: Action, name: str, but: int | None) -> None:
    row = action.con.execute(
        "SELECT id FROM unit WHERE name = ? AND active_to IS NULL AND id IS NOT ?", (name, but)
    ).fetchone()
    if row is not None:
        raise BadInput(f"Đơn vị “{name}” đã có trong sổ; hãy sửa đơn vị đó hoặc ghi tên khác.")


def remove_unit(action: Action, unit_id: int) -> None:
    """Take out a unit nothing refers to.

    Raises:
        BadInput: registrations, obligations or people belong to it; it can be ended instead.
    """
    for table, column in (
        ("obligation", "unit_id"),
        ("registration_unit", "unit_id"),
        ("subject", "unit_id"),
        ("nomination", "proposing_unit_id"),
        ("cluster_member", "unit_id"),
        ("target", "unit_id"),
        ("task", "unit_id"),
        ("unit_succession", "predecessor_id"),
        ("unit_succession", "successor_id"),
        ("cluster_year", "head_unit_id"),
        ("cluster_year", "deputy_unit_id"),
    ):
        if action.con.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (unit_id,)).fetchone():
            raise BadInput(
                "Đơn vị đã có dữ liệu trong sổ nên không xóa được; hãy ghi ngày ngừng hoạt động cho đơn vị."
            )
    action.delete("unit", unit_id)


def succeed(
    action: Action, predecessors: Iterable[int], successor_id: int, day: dt.date, note: str = ""
) -> None:
    """Record that units merged into, split into or were renamed to another from ``day`` on.

    The predecessors end the day before; what they did stays theirs. What they still owe in drives that are open
    goes to the successor, and is waived where the successor owes the same already.

    Raises:
        BadInput: a unit would succeed itself, or has this successor already.
    """
    from db import board

    ending = list(dict.fromkeys(predecessors))
    owed = [cell for cell in board.duties(action.con, day) if cell.unit_id in ending and cell.is_open]
    for unit_id in ending:
        if unit_id == successor_id:
            raise BadInput("Một đơn vị không thể sáp nhập vào chính nó; hãy chọn đơn vị khác.")
        if action.con.execute(
            "SELECT 1 FROM unit_succession WHERE predecessor_id = ? AND successor_id = ?",
            (unit_id, successor_id),
        ).fetchone():
            raise BadInput("Việc sáp nhập, đổi tên này đã ghi trong sổ; hãy xem lại danh sách đơn vị.")
        action.insert(
            "unit_succession",
            predecessor_id=unit_id,
            successor_id=successor_id,
            day=day.isoformat(),
            note=clean(note),
        )
        action.update("unit", unit_id, active_to=(day - dt.timedelta(days=1)).isoformat())
    reason = f"Đã sáp nhập vào {get_unit(action.con, successor_id).name}"
    for cell in owed:
        if _owes_the_same(action.con, successor_id, cell.obligation_id):
            board.waive(action, cell.obligation_id, day, reason, note)
        else:
            action.update("obligation", cell.obligation_id, unit_id=successor_id)


def _owes_the_same(con: Connection, unit_id: int, obligation_id: int) -> bool:
    return (
        con.execute(
            """SELECT 1 FROM obligation mine JOIN obligation other ON mine.requirement_id = other.requirement_id
                   OR (mine.milestone_id = other.milestone_id AND mine.due_date IS other.due_date)
               WHERE mine.id = ? AND other.unit_id = ?""",
            (obligation_id, unit_id),
        ).fetchone()
        is not None
    )


def list_clusters(con: Connection) -> list[Cluster]:
    """Clusters and blocs by name."""
    return [Cluster(*row) for row in con.execute("SELECT id, name, kind FROM cluster ORDER BY name, id")]


def add_cluster(
    action: Action, *, name: str, kind: str = "cluster", members: Iterable[int] = (), year: int
) -> int:
    """Add a cluster with its members of one year; returns the id."""
    name = clean(name)
    if not name:
        raise BadInput("Tên cụm, khối đang để trống; hãy ghi tên rồi lưu lại.")
    cluster_id = action.insert("cluster", name=name, kind=kind)
    for unit_id in members:
        action.insert("cluster_member", cluster_id=cluster_id, unit_id=unit_id, year=year)
    return cluster_id


# What plans call groups of units, and which kinds they mean; matched anywhere in a folded phrase.
_MENTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("to dan pho", ("neighborhood",)),
    ("khu pho", ("neighborhood",)),
    ("khu dan cu", ("neighborhood",)),
    ("thon", ("neighborhood",)),
    ("buon", ("neighborhood",)),
    ("cac ap", ("neighborhood",)),
    ("nganh", ("sector", "department")),
    ("cong chuc", ("sector",)),
    ("phong, ban", ("department", "sector")),
    ("phong ban", ("department", "sector")),
    ("cac phong", ("department", "sector")),
    ("co quan", ("department", "sector", "vertical", "health", "police_military")),
    ("don vi", ("department", "sector", "vertical", "health", "police_military", "school")),
    ("mat tran", ("front_union",)),
    ("mttq", ("front_union",)),
    ("doan the", ("front_union",)),
    ("to chuc chinh tri", ("front_union",)),
    ("truong", ("school",)),
    ("dang uy", ("party",)),
    ("chi bo", ("party",)),
    ("cong an", ("police_military",)),
    ("quan su", ("police_military",)),
    ("luc luong vu trang", ("police_military",)),
    ("tram y te", ("health",)),
    ("doanh nghiep", ("enterprise",)),
    ("hop tac xa", ("enterprise",)),
    ("ton giao", ("religious",)),
    ("cac xa", ("commune",)),
    ("cac phuong", ("commune",)),
    ("moi xa", ("commune",)),
    ("moi phuong", ("commune",)),
    ("xa, phuong", ("commune",)),
    ("xa, thi tran", ("commune",)),
    ("ubnd xa", ("commune",)),
    ("ubnd cac xa", ("commune",)),
)


def kinds_named(phrases: Iterable[str]) -> tuple[str, ...]:
    """Kinds of units that phrases of a plan ("các ngành thuộc phường", "05 tổ dân phố") mean; empty: not told."""
    folded = [fold(phrase) for phrase in phrases]
    found = {kind for phrase in folded for word, kinds in _MENTIONS if word in phrase for kind in kinds}
    return tuple(kind for kind in KINDS if kind in found)
