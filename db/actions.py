"""One running action: rows written through three methods, each change logged by the file's own triggers."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from db import sqlite, triggers
from db.errors import RowGone


@dataclass(frozen=True, slots=True)
class Changes:
    """What an action changed. ``action_id`` is None when it turned out to change nothing."""

    action_id: int | None = None
    tables: frozenset[str] = frozenset()
    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def touches(self, *tables: str) -> bool:
        """Whether any of the named tables changed."""
        return not self.tables.isdisjoint(tables)


@contextmanager
def _referring() -> Iterator[None]:
    """What is written refers to a row; SQLite says so when that row is gone."""
    try:
        yield
    except sqlite.IntegrityError as error:
        if "FOREIGN KEY" in str(error):
            raise RowGone from error
        raise


def _stored(value: Any) -> Any:
    """A value as the column holds it: text in NFC, dates in ISO form, truth as 0 or 1."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def _uids(count: int) -> Iterator[str]:
    """Random uuids (version 4), asked of the system at once: 20,000 rows would ask 20,000 times."""
    import os

    digits = os.urandom(16 * count).hex()
    for at in range(0, 32 * count, 32):
        d = digits[at : at + 32]
        variant = "89ab"[int(d[16], 16) & 3]
        yield f"{d[:8]}-{d[8:12]}-4{d[13:16]}-{variant}{d[17:20]}-{d[20:]}"


class Action:
    """One running action: one transaction, one Vietnamese sentence, one step of undo.

    Commands of the noun modules take it as their first argument. ``con`` is the writing connection, to be
    used for reading inside the action; rows are written through the three methods here and nothing else.
    """

    def __init__(self, con: sqlite.Connection, action_id: int) -> None:
        self._columns: dict[str, frozenset[str]] = {}
        self._next_ids: dict[str, int] = {}
        self.con: sqlite.Connection = con
        self.id = action_id
        self.changes = Changes()

    def insert(self, table: str, **values: Any) -> int:
        """Insert one row and return its id. ``uid`` is made up where the table has one and none is given.

        Raises:
            RowGone: a row it belongs to is not there.
        """
        if table not in self._columns:
            self._columns[table] = frozenset(triggers.columns(self.con, table))
        if "uid" not in values and "uid" in self._columns[table]:
            import uuid

            values["uid"] = str(uuid.uuid4())
        if values.get("id") is None:
            values["id"] = self._free_id(table)
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        with _referring():
            self.con.execute(
                f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
                [_stored(value) for value in values.values()],
            )
        self._next_ids[table] = max(self._next_ids.get(table, 0), int(values["id"]) + 1)
        return int(values["id"])

    def insert_many(self, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> range:
        """Insert rows of the same columns in one go; returns their ids in order. ``uid`` is made up as in insert.

        Values are written as they are: text in NFC, days as ISO text.
        """
        if table not in self._columns:
            self._columns[table] = frozenset(triggers.columns(self.con, table))
        first = self._free_id(table)
        ids = range(first, first + len(rows))
        made: Iterable[tuple[Any, ...]] = ((row_id, *row) for row_id, row in zip(ids, rows, strict=True))
        names = ("id", *names)
        if "uid" in self._columns[table] and "uid" not in names:
            names = (*names, "uid")
            made = ((*row, uid) for row, uid in zip(made, _uids(len(rows)), strict=True))
        listed = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        with _referring():
            self.con.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', made)
        self._next_ids[table] = ids.stop
        return ids

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the action that is taken back by itself when it raises; the rest of the action goes on."""
        self.con.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            self.con.execute("ROLLBACK TO attempt")
            raise
        finally:
            self.con.execute("RELEASE attempt")

    def _free_id(self, table: str) -> int:
        """An id no row of the table ever had: a deleted row must be able to come back beside newer ones."""
        if table not in self._next_ids:
            highest = self.con.execute(
                f"""SELECT max((SELECT coalesce(max(id), 0) FROM "{table}"),
                               (SELECT coalesce(max(row_id), 0) FROM change WHERE table_name = ?))""",
                (table,),
            ).fetchone()[0]
            self._next_ids[table] = highest + 1
        return self._next_ids[table]

    def row(self, table: str, row_id: int) -> sqlite.Row:
        """One row as it is now.

        Raises:
            RowGone: there is no such row.
        """
        row: sqlite.Row | None = self.con.execute(
            f'SELECT * FROM "{table}" WHERE id = ?', (row_id,)
        ).fetchone()
        if row is None:
            raise RowGone
        return row

    def update(self, table: str, row_id: int, **values: Any) -> bool:
        """Write the columns that differ; returns whether anything did.

        Raises:
            RowGone: there is no such row, or one it is to belong to is not there.
        """
        if not values:
            return False
        names = ", ".join(f'"{name}"' for name in values)
        row = self.con.execute(f'SELECT {names} FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
        if row is None:
            raise RowGone
        stored = {name: _stored(value) for name, value in values.items()}
        different = {name: value for name, value in stored.items() if row[name] != value}
        if different:
            assignments = ", ".join(f'"{name}" = ?' for name in different)
            with _referring():
                self.con.execute(
                    f'UPDATE "{table}" SET {assignments} WHERE id = ?', (*different.values(), row_id)
                )
        return bool(different)

    def delete(self, table: str, row_id: int) -> None:
        """Delete one row; whoever still refers to it makes SQLite refuse.

        Raises:
            RowGone: there is no such row.
        """
        if self.con.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,)).rowcount == 0:
            raise RowGone

    def finish(self) -> None:
        """Gather what changed into :attr:`changes`; called by the store at the end of the block."""
        rows: dict[str, set[int]] = {}
        for table, row_id in self.con.execute(
            "SELECT DISTINCT table_name, row_id FROM change WHERE action_id = ?", (self.id,)
        ):
            rows.setdefault(table, set()).add(row_id)
        if rows:
            self.changes = Changes(self.id, frozenset(rows), {t: frozenset(ids) for t, ids in rows.items()})
