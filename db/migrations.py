"""The schema, one step per function, never edited after it shipped.

Each step runs in one transaction together with its record, the change-log triggers and ``user_version``
(= number of steps), so that a power cut leaves either the old or the new version, never between.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database, Migrations

from db import sqlite, triggers

APPLICATION_ID = 0x53544430  # "STD0": Sổ Thi Đua

_SCHEMA = Path(__file__).parent / "schema"

Step = Callable[[Database], None]

register = Migrations("sothidua")
_steps: list[str] = []


def _step(function: Step) -> Step:
    """Register one schema step; its number becomes ``user_version`` in the step's own transaction."""
    return _add(function, rebuilds=False)


def _rebuilding_step(function: Step) -> Step:
    """A step that rebuilds tables (``transform()``): keys are checked after it, older actions stay as they are."""
    return _add(function, rebuilds=True)


def _add(function: Step, *, rebuilds: bool) -> Step:
    _steps.append(function.__name__)
    number = len(_steps)

    def run(database: Database) -> None:
        con = database.conn
        # The log's triggers would refuse the rows a step moves; transform() would lose them anyway.
        triggers.drop(con)
        function(database)
        if rebuilds:
            _mark_rebuilt(con)
        triggers.rebuild(con)
        con.execute(f"PRAGMA user_version = {number}")

    run.__name__ = function.__name__
    register()(run)
    return run


def _mark_rebuilt(con: sqlite.Connection) -> None:
    broken = con.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        message = f"a migration step broke foreign keys: {[tuple(row) for row in broken[:5]]}"
        raise RuntimeError(message)
    mark_not_undoable(con)


def mark_not_undoable(con: sqlite.Connection) -> None:
    """Note that the actions up to now cannot be undone: their rows were rebuilt, or made the register itself."""
    con.execute(
        """INSERT INTO store_fact (key, value)
           VALUES ('rebuilt_after_action', (SELECT coalesce(max(id), 0) FROM action))
           ON CONFLICT (key) DO UPDATE SET value = excluded.value"""
    )


def _run_script(database: Database, name: str) -> None:
    for statement in sqlite.statements((_SCHEMA / name).read_text(encoding="utf-8")):
        database.conn.execute(statement)


@_step
def m0001_register(database: Database) -> None:
    """Every noun of the first version."""
    database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _run_script(database, "0001_register.sql")
    # Tells this register's backup copies from those of another one with the same file name.
    database.conn.execute("INSERT INTO store_fact (key, value) VALUES ('uid', ?)", (str(uuid.uuid4()),))


def latest() -> int:
    """The ``user_version`` this program writes."""
    return len(_steps)


def migrate(con: sqlite.Connection) -> None:
    """Bring an open register to :func:`latest`. The caller has copied an older file aside before."""
    # A rebuilt table is dropped for a moment; the pragma does nothing inside a transaction, so it stands here.
    con.execute("PRAGMA foreign_keys = OFF")
    try:
        register.apply(Database(con))
    finally:
        con.execute("PRAGMA foreign_keys = ON")
