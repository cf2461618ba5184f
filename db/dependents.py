"""Which later actions stand in the way of an undo: they touched its rows, refer to them or took their place.

An action, its undoing and its redoing form a chain that switches one change on and off. A chain stands in the way
when it is switched differently now than when the action to be reversed last took effect.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db import sqlite, triggers

if TYPE_CHECKING:
    from db.history import ChangeRecord

RowKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Chains:
    """Every action's root, and the ids of each root's chain in ascending order."""

    names: dict[int, str]
    roots: dict[int, int]
    members: dict[int, list[int]]

    @classmethod
    def read(cls, con: sqlite.Connection) -> _Chains:
        names: dict[int, str] = {}
        roots: dict[int, int] = {}
        members: dict[int, list[int]] = {}
        # Ascending ids: whatever an action undoes has its root already.
        for action_id, name, undoes_id in con.execute("SELECT id, name, undoes_id FROM action ORDER BY id"):
            root = action_id if undoes_id is None else roots[undoes_id]
            names[action_id], roots[action_id] = name, root
            members.setdefault(root, []).append(action_id)
        return cls(names, roots, members)

    def switched_since(self, root: int, moment: int) -> bool:
        """Whether the chain is on now and was off at ``moment``, or the other way round."""
        then = sum(member <= moment for member in self.members[root])
        return then % 2 != len(self.members[root]) % 2

    def shown(self, root: int, moment: int) -> str:
        """The action's own name when it is newer than ``moment``, else that of its latest undoing or redoing."""
        return self.names[root if root > moment else self.members[root][-1]]


def _touching(con: sqlite.Connection, rows: Iterable[RowKey], moment: int) -> set[int]:
    found: set[int] = set()
    for table, row_id in rows:
        later = con.execute(
            "SELECT action_id FROM change WHERE table_name = ? AND row_id = ? AND action_id > ?",
            (table, row_id, moment),
        )
        found.update(action_id for (action_id,) in later)
    return found


def _names(con: sqlite.Connection, action_id: int, rows: Iterable[RowKey]) -> list[str]:
    chains = _Chains.read(con)
    own = chains.roots[action_id]
    moment = chains.members[own][-1]
    roots = {chains.roots[found] for found in _touching(con, rows, moment)} - {own}
    return [chains.shown(root, moment) for root in sorted(roots) if chains.switched_since(root, moment)]


def _referring(con: sqlite.Connection, action_id: int, touched: set[RowKey]) -> set[RowKey]:
    """Rows that refer to a row the action inserted, without those it touched itself: they turn back with it."""
    parents = {
        table
        for (table,) in con.execute(
            "SELECT DISTINCT table_name FROM change WHERE action_id = ? AND operation = 'insert'",
            (action_id,),
        )
    }
    found: set[RowKey] = set()
    for table in triggers.logged_tables(con):
        for key in con.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
            if key["table"] not in parents:
                continue
            rows = con.execute(
                f"""SELECT id FROM "{table}" WHERE "{key["from"]}" IN (SELECT row_id FROM change
                    WHERE action_id = ? AND table_name = ? AND operation = 'insert')""",
                (action_id, key["table"]),
            )
            found.update((table, row_id) for (row_id,) in rows)
    return found - touched


def _missing_parents(con: sqlite.Connection, table: str, image: dict[str, Any]) -> set[RowKey]:
    missing: set[RowKey] = set()
    for key in con.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
        parent = image.get(key["from"])
        if parent is None:
            continue
        if con.execute(f'SELECT 1 FROM "{key["table"]}" WHERE id = ?', (parent,)).fetchone() is None:
            missing.add((key["table"], parent))
    return missing


def _rivals(con: sqlite.Connection, table: str, image: dict[str, Any]) -> set[RowKey]:
    """Other rows that now hold the values of a unique index which ``image`` once held."""
    found: set[RowKey] = set()
    for index in con.execute(f'PRAGMA index_list("{table}")').fetchall():
        if not index["unique"]:
            continue
        names = [row["name"] for row in con.execute(f'PRAGMA index_info("{index["name"]}")')]
        if any(image.get(name) is None for name in names):
            continue
        where = " AND ".join(f'"{name}" = ?' for name in names)
        rows = con.execute(
            f'SELECT id FROM "{table}" WHERE {where} AND id <> ?',
            (*(image[name] for name in names), image["id"]),
        )
        found.update((table, row_id) for (row_id,) in rows)
    return found


def blocking(con: sqlite.Connection, action_id: int, changes: list[ChangeRecord]) -> tuple[bool, list[str]]:
    """Whether reversing is blocked, and the names of the later actions that build on it, oldest first."""
    touched = {(change.table, change.row_id) for change in changes}
    references = _referring(con, action_id, touched)
    names = _names(con, action_id, touched | references)
    return bool(names or references), names


def colliding(con: sqlite.Connection, action_id: int, changes: list[ChangeRecord]) -> list[str]:
    """Names of the later actions because of which the rows as they were cannot stand any more.

    They deleted a row that is referred to, gave another row a value that must be unique, or printed or corrected
    what was issued.
    To be asked only after SQLite refused the replay: a row named here need not always be in the way.
    """
    rows: set[RowKey] = set()
    for change in changes:
        if change.table == "decision":
            runs = con.execute("SELECT id FROM print_run WHERE decision_id = ?", (change.row_id,))
            rows.update(("print_run", run_id) for (run_id,) in runs)
            corrections = con.execute("SELECT id FROM decision WHERE corrects_id = ?", (change.row_id,))
            rows.update(("decision", decision_id) for (decision_id,) in corrections)
        if change.before:
            rows |= _missing_parents(con, change.table, change.before) | _rivals(
                con, change.table, change.before
            )
    return _names(con, action_id, rows)
