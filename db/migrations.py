"""The schema, one step per function, never edited after it shipped.

Each step runs in one transaction together with its record, the change-log triggers and ``user_version``
(= number of steps), so that a power cut leaves either the old or the new version, never between.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db import sqlite, triggers

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x53544430  # "STD0": Sổ Thi Đua

_SCHEMA = Path(__file__).parent / "schema"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the schema. One that ``rebuilds`` tables makes older actions impossible to undo."""

    change: Callable[[Database], None]
    rebuilds: bool = False

    def run(self, database: Database, number: int) -> None:
        """Change the schema, make the triggers anew and note the version; inside one transaction."""
        con = database.conn
        # The log's triggers would refuse the rows a step moves; transform() would lose them anyway.
        triggers.drop(con)
        self.change(database)
        if self.rebuilds:
            _check_keys(con)
            mark_not_undoable(con)
        triggers.rebuild(con)
        con.execute(f"PRAGMA user_version = {number}")


def _check_keys(con: sqlite.Connection) -> None:
    broken = con.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        message = f"a migration step broke foreign keys: {[tuple(row) for row in broken[:5]]}"
        raise RuntimeError(message)


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


def m0001_register(database: Database) -> None:
    """Every noun of the first version."""
    import uuid

    database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _run_script(database, "0001_register.sql")
    # Tells this register's backup copies from those of another one with the same file name.
    database.conn.execute("INSERT INTO store_fact (key, value) VALUES ('uid', ?)", (str(uuid.uuid4()),))


def m0002_printing(database: Database) -> None:
    """Runs that are open until the last sheet came out, who printed and why again; forms without a certificate."""
    _run_script(database, "0002_printing.sql")


def m0003_chain(database: Database) -> None:
    """Appraisal, dossiers with their days, money: what the way from nominee to register needs."""
    _run_script(database, "0003_chain.sql")


STEPS: list[Step] = [Step(m0001_register), Step(m0002_printing), Step(m0003_chain)]
"""In the order of their numbers; a step that shipped is never edited, moved or removed."""


def latest() -> int:
    """The ``user_version`` this program writes."""
    return len(STEPS)


def migrate(con: sqlite.Connection) -> None:
    """Bring an open register to :func:`latest`. The caller has copied an older file aside before."""
    # 88 ms to import, and an up-to-date register is opened without it.
    from sqlite_utils import Database, Migrations

    register = Migrations("sothidua")
    for number, step in enumerate(STEPS, start=1):
        _register(register, step, number)
    # A rebuilt table is dropped for a moment; the pragma does nothing inside a transaction, so it stands here.
    con.execute("PRAGMA foreign_keys = OFF")
    try:
        register.apply(Database(con))
    finally:
        con.execute("PRAGMA foreign_keys = ON")


def _register(register: Migrations, step: Step, number: int) -> None:
    def run(database: Database) -> None:
        step.run(database, number)

    register(name=step.change.__name__)(run)
