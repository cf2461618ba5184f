"""The schema, one step per function, never edited after it shipped.

Each step runs in one transaction together with its record, the change-log triggers and ``user_version``
(= number of steps), so that a power cut leaves either the old or the new version, never between.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database, Migrations

from db import history, sqlite

APPLICATION_ID = 0x53544430  # "STD0": Sổ Thi Đua

_SCHEMA = Path(__file__).parent / "schema"

register = Migrations("sothidua")
_steps: list[str] = []


def _step(function: Callable[[Database], None]) -> Callable[[Database], None]:
    """Register one schema step; its number becomes ``user_version`` in the step's own transaction."""
    _steps.append(function.__name__)
    number = len(_steps)

    def run(database: Database) -> None:
        function(database)
        history.rebuild_triggers(database.conn)
        database.conn.execute(f"PRAGMA user_version = {number}")

    run.__name__ = function.__name__
    register()(run)
    return run


def _run_script(database: Database, name: str) -> None:
    for statement in sqlite.statements((_SCHEMA / name).read_text(encoding="utf-8")):
        database.conn.execute(statement)


@_step
def m0001_register(database: Database) -> None:
    """Every noun of the first version."""
    database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _run_script(database, "0001_register.sql")


def latest() -> int:
    """The ``user_version`` this program writes."""
    return len(_steps)


def migrate(con: sqlite.Connection) -> None:
    """Bring an open register to :func:`latest`. The caller has copied an older file aside before."""
    register.apply(Database(con))
