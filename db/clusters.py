"""Clusters and blocs (cụm, khối thi đua): their members and leading unit of each year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from db import units
from db.errors import BadInput, NotFound
from db.sqlite import Connection
from db.store import Action
from db.vietnamese.text import clean

KINDS: Final = {"cluster": "Cụm thi đua", "bloc": "Khối thi đua"}


@dataclass(frozen=True, slots=True)
class ClusterYear:
    """A cluster as it stands in one year; ``members`` are unit ids in the order of names."""

    id: int
    name: str
    kind: str
    note: str
    year: int
    members: tuple[int, ...]
    member_names: tuple[str, ...]
    head_unit_id: int | None
    head_unit: str
    pledge_date: dt.date | None

    @property
    def shown_kind(self) -> str:
        """Cụm or khối."""
        return KINDS[self.kind]


def in_year(con: Connection, year: int) -> list[ClusterYear]:
    """All clusters with their members of one year."""
    members: dict[int, list[tuple[int, str]]] = {}
    for row in con.execute(
        """SELECT m.cluster_id, u.id, u.name FROM cluster_member m JOIN unit u ON u.id = m.unit_id
           WHERE m.year = ? ORDER BY u.sort_key, u.id""",
        (year,),
    ):
        members.setdefault(row["cluster_id"], []).append((row["id"], row["name"]))
    rows = con.execute(
        """SELECT c.id, c.name, c.kind, c.note, y.head_unit_id, coalesce(h.name, '') AS head, y.pledge_date
           FROM cluster c LEFT JOIN cluster_year y ON y.cluster_id = c.id AND y.year = ?
           LEFT JOIN unit h ON h.id = y.head_unit_id ORDER BY c.name, c.id""",
        (year,),
    )
    return [
        ClusterYear(
            row["id"],
            row["name"],
            row["kind"],
            row["note"],
            year,
            tuple(unit_id for unit_id, _ in members.get(row["id"], ())),
            tuple(name for _, name in members.get(row["id"], ())),
            row["head_unit_id"],
            row["head"],
            dt.date.fromisoformat(row["pledge_date"]) if row["pledge_date"] else None,
        )
        for row in rows
    ]


def years(con: Connection) -> list[int]:
    """Years for which members are known, the newest first."""
    rows = con.execute("SELECT DISTINCT year FROM cluster_member ORDER BY year DESC")
    return [int(row["year"]) for row in rows]


def save(
    action: Action,
    *,
    name: str,
    kind: str,
    year: int,
    members: Iterable[int] = (),
    head_unit_id: int | None = None,
    pledge_date: dt.date | None = None,
    cluster_id: int | None = None,
) -> int:
    """Add a cluster, or change one and its members of one year; returns the id.

    Raises:
        BadInput: no name, no such kind, or the leading unit is not a member.
    """
    name, chosen = clean(name), tuple(dict.fromkeys(members))
    if not name:
        raise BadInput("Tên cụm, khối đang để trống; hãy ghi tên rồi lưu lại.")
    if kind not in KINDS:
        raise BadInput("Chưa chọn cụm hay khối; hãy chọn một loại trong danh sách.")
    if head_unit_id is not None and head_unit_id not in chosen:
        raise BadInput(
            "Đơn vị trưởng cụm, khối phải là một thành viên; hãy đánh dấu đơn vị đó hoặc chọn lại."
        )
    if cluster_id is None:
        cluster_id = units.add_cluster(action, name=name, kind=kind, members=chosen, year=year)
    else:
        action.update("cluster", cluster_id, name=name, kind=kind)
        _set_members(action, cluster_id, year, set(chosen))
    _set_year(action, cluster_id, year, head_unit_id, pledge_date)
    return cluster_id


def _set_members(action: Action, cluster_id: int, year: int, wanted: set[int]) -> None:
    rows = action.con.execute(
        "SELECT id, unit_id FROM cluster_member WHERE cluster_id = ? AND year = ?", (cluster_id, year)
    ).fetchall()
    for row in rows:
        if row["unit_id"] not in wanted:
            action.delete("cluster_member", row["id"])
    for unit_id in sorted(wanted - {row["unit_id"] for row in rows}):
        action.insert("cluster_member", cluster_id=cluster_id, unit_id=unit_id, year=year)


def _set_year(
    action: Action, cluster_id: int, year: int, head_unit_id: int | None, pledge_date: dt.date | None
) -> None:
    row = action.con.execute(
        "SELECT id FROM cluster_year WHERE cluster_id = ? AND year = ?", (cluster_id, year)
    ).fetchone()
    if row is not None:
        action.update("cluster_year", row["id"], head_unit_id=head_unit_id, pledge_date=pledge_date)
    elif head_unit_id is not None or pledge_date is not None:
        action.insert(
            "cluster_year",
            cluster_id=cluster_id,
            year=year,
            head_unit_id=head_unit_id,
            pledge_date=pledge_date,
        )


def remove(action: Action, cluster_id: int) -> None:
    """Take a cluster out with its members of all years (undo brings it back).

    Raises:
        NotFound: it is not in the register any more.
    """
    if action.con.execute("SELECT 1 FROM cluster WHERE id = ?", (cluster_id,)).fetchone() is None:
        raise NotFound("Cụm, khối này không còn trong sổ; hãy tải lại danh sách.")
    for table in ("cluster_member", "cluster_year"):
        rows = action.con.execute(f"SELECT id FROM {table} WHERE cluster_id = ?", (cluster_id,)).fetchall()
        for row in rows:
            action.delete(table, row["id"])
    action.delete("cluster", cluster_id)
