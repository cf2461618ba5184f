"""The change log: triggers made from the schema, and undo and redo of whole actions.

Every table of the register carries three triggers. They refuse a write outside an action, and write each
row's state before and after into ``change``. Undo replays an action's changes in strict reverse as a new
action that names the one it undoes; redo undoes the undoing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db import sqlite
from db.errors import NotFound, UndoRefused

if TYPE_CHECKING:
    from db.store import Action, Store

# Bookkeeping of the file and the log itself; attachment bytes stand outside because JSON holds no blobs.
UNLOGGED = frozenset(
    {"action", "open_action", "change", "store_fact", "attachment_bytes", "_sqlite_migrations"}
)

OUTSIDE_ACTION = "write outside an action"


def logged_tables(con: sqlite.Connection) -> list[str]:
    """Names of the tables whose changes are logged, in alphabetical order."""
    rows = con.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return sorted(name for (name,) in rows if name not in UNLOGGED)


def columns(con: sqlite.Connection, table: str) -> list[str]:
    """Column names of one table in their stored order."""
    return [row[1] for row in con.execute(f"PRAGMA table_info({table})")]


def _trigger(table: str, operation: str, names: list[str]) -> str:
    def image(alias: str) -> str:
        return "json_object(" + ", ".join(f"'{name}', {alias}.\"{name}\"" for name in names) + ")"

    sides = {
        "insert": f"'after', {image('NEW')}",
        "update": f"'before', {image('OLD')}, 'after', {image('NEW')}",
        "delete": f"'before', {image('OLD')}",
    }
    alias = "OLD" if operation == "delete" else "NEW"
    same_id = "SELECT RAISE(ABORT, 'id changed') WHERE OLD.id IS NOT NEW.id;" if operation == "update" else ""
    return f"""
        CREATE TRIGGER log_{table}_{operation} AFTER {operation.upper()} ON "{table}" BEGIN
            SELECT RAISE(ABORT, '{OUTSIDE_ACTION}') WHERE NOT EXISTS (SELECT 1 FROM open_action);
            {same_id}
            INSERT INTO change (action_id, table_name, row_id, operation, payload)
            VALUES ((SELECT action_id FROM open_action), '{table}', {alias}.id, '{operation}',
                    json_object({sides[operation]}));
        END"""


def rebuild_triggers(con: sqlite.Connection) -> None:
    """Drop and make anew the log triggers of every logged table, from the schema as it stands."""
    old = con.execute(
        r"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log\_%' ESCAPE '\'"
    )
    for (name,) in old.fetchall():
        con.execute(f'DROP TRIGGER "{name}"')
    for table in logged_tables(con):
        names = columns(con, table)
        for operation in ("insert", "update", "delete"):
            con.execute(_trigger(table, operation, names))


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """One line of the history page."""

    id: int
    name: str
    at: str
    who: str
    undoes_id: int | None
    undone: bool
    change_count: int
    too_old: bool

    @property
    def can_undo(self) -> bool:
        """Whether undoing may be tried: it stands, is not an undoing itself and is younger than the last rebuild."""
        return not self.undone and self.undoes_id is None and not self.too_old


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """What happened to one row."""

    table: str
    row_id: int
    operation: str
    before: dict[str, Any]
    after: dict[str, Any]


# An action is undone when an undoing of it stands; an undoing stands unless it is undone itself (redo).
_UNDONE = """EXISTS (
    SELECT 1 FROM action u WHERE u.undoes_id = a.id
    AND NOT EXISTS (SELECT 1 FROM action r WHERE r.undoes_id = u.id))"""


def _rebuilt_after(con: sqlite.Connection) -> int:
    row = con.execute("SELECT value FROM store_fact WHERE key = 'rebuilt_after_action'").fetchone()
    return int(row[0]) if row else 0


def actions(con: sqlite.Connection, *, limit: int = 500, before: int | None = None) -> list[ActionRecord]:
    """The newest actions first; ``before`` pages on from an id."""
    rebuilt = _rebuilt_after(con)
    rows = con.execute(
        f"""SELECT a.id, a.name, a.at, a.who, a.undoes_id, {_UNDONE} AS undone,
                   (SELECT count(*) FROM change c WHERE c.action_id = a.id) AS n
            FROM action a WHERE a.id < ? ORDER BY a.id DESC LIMIT ?""",
        (before if before is not None else 1 << 62, limit),
    )
    return [
        ActionRecord(
            r["id"],
            r["name"],
            r["at"],
            r["who"],
            r["undoes_id"],
            bool(r["undone"]),
            r["n"],
            r["id"] <= rebuilt,
        )
        for r in rows
    ]


def changes_of(con: sqlite.Connection, action_id: int) -> list[ChangeRecord]:
    """The row changes of one action in the order they were made."""
    rows = con.execute(
        "SELECT table_name, row_id, operation, payload FROM change WHERE action_id = ? ORDER BY id",
        (action_id,),
    )
    found = []
    for row in rows:
        payload = json.loads(row["payload"] or "{}")
        found.append(
            ChangeRecord(
                row["table_name"],
                row["row_id"],
                row["operation"],
                payload.get("before", {}),
                payload.get("after", {}),
            )
        )
    return found


def last_undoable(con: sqlite.Connection) -> ActionRecord | None:
    """The newest standing action that is no undoing: what Ctrl+Z takes back."""
    row = con.execute(
        f"SELECT max(a.id) FROM action a WHERE a.undoes_id IS NULL AND a.id > ? AND NOT {_UNDONE}",
        (_rebuilt_after(con),),
    ).fetchone()
    return _record(con, row[0]) if row[0] is not None else None


def last_redoable(con: sqlite.Connection) -> ActionRecord | None:
    """The newest standing undoing with no ordinary action after it: what Ctrl+Y brings back."""
    row = con.execute(
        """SELECT max(u.id) FROM action u JOIN action a ON a.id = u.undoes_id
           WHERE a.undoes_id IS NULL AND NOT EXISTS (SELECT 1 FROM action r WHERE r.undoes_id = u.id)
             AND u.id > coalesce((SELECT max(id) FROM action WHERE undoes_id IS NULL), 0)"""
    ).fetchone()
    return _record(con, row[0]) if row[0] is not None else None


def _record(con: sqlite.Connection, action_id: int) -> ActionRecord:
    found = actions(con, limit=1, before=action_id + 1)
    if not found or found[0].id != action_id:
        raise NotFound(
            f"Không có việc số {action_id} trong nhật ký; hãy xem lại số ở trang Nhật ký & Sao lưu."
        )
    return found[0]


def _later_names(con: sqlite.Connection, action_id: int, rows: set[tuple[str, int]]) -> list[str]:
    """Names of later standing ordinary actions that touched one of ``rows``, oldest first."""
    later = con.execute(
        f"""SELECT a.id, a.name, c.table_name, c.row_id FROM action a JOIN change c ON c.action_id = a.id
            WHERE a.id > ? AND a.undoes_id IS NULL AND NOT {_UNDONE} ORDER BY a.id""",
        (action_id,),
    )
    names: dict[int, str] = {r["id"]: r["name"] for r in later if (r["table_name"], r["row_id"]) in rows}
    return list(names.values())


def _referring(con: sqlite.Connection, made: set[tuple[str, int]]) -> set[tuple[str, int]]:
    """Rows outside ``made`` that refer to a row in ``made``."""
    ids: dict[str, list[int]] = {}
    for table, row_id in made:
        ids.setdefault(table, []).append(row_id)
    found: set[tuple[str, int]] = set()
    for table in logged_tables(con):
        for key in con.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            for row_id in ids.get(key["table"], ()):
                rows = con.execute(f'SELECT id FROM {table} WHERE "{key["from"]}" = ?', (row_id,))
                found.update((table, r["id"]) for r in rows)
    return found - made


def _check_free(con: sqlite.Connection, record: ActionRecord, changes: list[ChangeRecord]) -> None:
    touched = {(c.table, c.row_id) for c in changes}
    made = {(c.table, c.row_id) for c in changes if c.operation == "insert"}
    names = _later_names(con, record.id, touched | _referring(con, made))
    if names:
        shown = "; ".join(f"“{name}”" for name in names[:5]) + ("; …" if len(names) > 5 else "")
        raise UndoRefused(
            f"Chưa hoàn tác được “{record.name}” vì việc làm sau còn dựa vào nó: {shown}; "
            "hãy hoàn tác các việc đó trước."
        )


def _current(con: sqlite.Connection, table: str, row_id: int) -> dict[str, Any]:
    row = con.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
    return dict(row) if row is not None else {}


def _replay_reverse(action: Action, record: ActionRecord, changes: list[ChangeRecord]) -> None:
    # Rows of one action may refer to each other in both directions; the keys are checked at the commit.
    action.con.execute("PRAGMA defer_foreign_keys = ON")
    for change in reversed(changes):
        if _current(action.con, change.table, change.row_id) != change.after:
            raise UndoRefused(
                f"Chưa hoàn tác được “{record.name}” vì dữ liệu của nó đã được thay đổi sau đó; "
                "hãy hoàn tác các việc mới hơn trước."
            )
        if change.operation == "insert":
            action.delete(change.table, change.row_id)
        elif change.operation == "delete":
            action.insert(change.table, **change.before)
        else:
            action.update(
                change.table, change.row_id, **{k: v for k, v in change.before.items() if k != "id"}
            )


def undo(store: Store, action_id: int | None = None) -> ActionRecord:
    """Take back one whole action (the last one when no id is given); returns the action taken back.

    Raises:
        NotFound: nothing to undo, or no such action.
        UndoRefused: it is undone already, older than the last rebuilding migration, or later actions build on it.
    """
    with sqlite.translated(store.path):
        record = _record(store.con, action_id) if action_id is not None else last_undoable(store.con)
    if record is None:
        raise NotFound("Không còn việc nào để hoàn tác.")
    if record.undoes_id is not None:
        raise UndoRefused(f"“{record.name}” đã là một lần hoàn tác; hãy dùng lệnh Làm lại.")
    if record.undone:
        raise UndoRefused(f"“{record.name}” đã được hoàn tác rồi; muốn có lại thì dùng lệnh Làm lại.")
    _reverse(store, record, f"Hoàn tác: {record.name}")
    return record


def redo(store: Store, action_id: int | None = None) -> ActionRecord:
    """Bring back an undone action: the last one undone, or the one whose (original) id is given.

    Raises:
        NotFound: nothing was undone, or no such action.
        UndoRefused: later actions touched the same rows.
    """
    con = store.con
    with sqlite.translated(store.path):
        if action_id is None:
            undoing = last_redoable(con)
        else:
            row = con.execute(
                """SELECT max(u.id) FROM action u WHERE (u.undoes_id = ? OR u.id = ?) AND u.undoes_id IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM action r WHERE r.undoes_id = u.id)""",
                (action_id, action_id),
            ).fetchone()
            undoing = _record(con, row[0]) if row[0] is not None else None
    if undoing is None:
        raise NotFound("Không có việc nào vừa hoàn tác để làm lại.")
    assert undoing.undoes_id is not None
    original = _record(con, undoing.undoes_id)
    _reverse(store, undoing, f"Làm lại: {original.name}")
    return original


def _reverse(store: Store, record: ActionRecord, sentence: str) -> None:
    if record.too_old:
        raise UndoRefused(
            f"Không hoàn tác được “{record.name}” vì việc này có trước lần nâng cấp sổ gần nhất; "
            "hãy sửa trực tiếp trên trang tương ứng."
        )
    with store.action(sentence, undoes_id=record.id) as action:
        changes = changes_of(action.con, record.id)
        _check_free(action.con, record, changes)
        _replay_reverse(action, record, changes)
