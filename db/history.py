"""The history: who did what when, and undo and redo of whole actions.

The triggers of :mod:`db.triggers` write each row's state before and after into ``change``. Undo replays an
action's changes in strict reverse as a new action that names the one it undoes; redo undoes the undoing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db import dependents, sqlite
from db.errors import NotFound, UndoRefused

if TYPE_CHECKING:
    from db.store import Action, Store


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


_LARGEST = (1 << 63) - 2  # SQLite's largest integer, less the one added when paging


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
    """The action that took effect last, made or redone, and still stands: what Ctrl+Z takes back."""
    # An action, its undoings and redoings are one group; an odd number of them means that it stands.
    row = con.execute(
        """SELECT coalesce(p.undoes_id, a.undoes_id, a.id) AS root
           FROM action a LEFT JOIN action p ON p.id = a.undoes_id
           GROUP BY root HAVING root > ? AND count(*) % 2 = 1 ORDER BY max(a.id) DESC LIMIT 1""",
        (_rebuilt_after(con),),
    ).fetchone()
    return _record(con, row["root"]) if row is not None else None


def last_redoable(con: sqlite.Connection) -> ActionRecord | None:
    """The newest standing undoing with no ordinary action after it: what Ctrl+Y brings back."""
    row = con.execute(
        """SELECT max(u.id) FROM action u JOIN action a ON a.id = u.undoes_id
           WHERE a.undoes_id IS NULL AND NOT EXISTS (SELECT 1 FROM action r WHERE r.undoes_id = u.id)
             AND u.id > coalesce((SELECT max(id) FROM action WHERE undoes_id IS NULL), 0)"""
    ).fetchone()
    return _record(con, row[0]) if row[0] is not None else None


def _record(con: sqlite.Connection, action_id: int) -> ActionRecord:
    found = actions(con, limit=1, before=action_id + 1) if abs(action_id) <= _LARGEST else []
    if not found or found[0].id != action_id:
        raise NotFound(
            f"Không có việc số {action_id} trong nhật ký; hãy xem lại số ở trang Nhật ký & Sao lưu."
        )
    return found[0]


def _refused(what: str, names: list[str]) -> UndoRefused:
    if not names:
        return UndoRefused(
            f"Chưa {what} vì dữ liệu của việc này đã được thay đổi sau đó; hãy hoàn tác các việc mới hơn trước."
        )
    shown = "; ".join(f"“{name}”" for name in names[:5])
    more = f" và {len(names) - 5} việc nữa" if len(names) > 5 else ""
    return UndoRefused(
        f"Chưa {what} vì việc làm sau còn dựa vào việc này: {shown}{more}; hãy hoàn tác các việc đó trước."
    )


def _stands(con: sqlite.Connection, change: ChangeRecord) -> bool:
    """Whether the row still is as the change left it. Columns added by a later version do not count."""
    row = con.execute(f'SELECT * FROM "{change.table}" WHERE id = ?', (change.row_id,)).fetchone()
    if row is None or not change.after:
        return row is None and not change.after
    present = dict(row)
    return {name: present.get(name) for name in change.after} == change.after


def _replay_reverse(action: Action, changes: list[ChangeRecord], what: str) -> None:
    # Rows of one action may refer to each other in both directions; the keys are checked at the commit.
    action.con.execute("PRAGMA defer_foreign_keys = ON")
    for change in reversed(changes):
        if not _stands(action.con, change):
            raise _refused(what, [])
        if change.operation == "insert":
            action.delete(change.table, change.row_id)
        elif change.operation == "delete":
            action.insert(change.table, **change.before)
        else:
            action.update(
                change.table, change.row_id, **{k: v for k, v in change.before.items() if k != "id"}
            )


def _undoing_of(con: sqlite.Connection, action_id: int) -> ActionRecord | None:
    """The standing undoing of an ordinary action, found by the id of either."""
    row = con.execute(
        """SELECT max(u.id) FROM action u JOIN action a ON a.id = u.undoes_id
           WHERE ? IN (a.id, u.id) AND a.undoes_id IS NULL
             AND NOT EXISTS (SELECT 1 FROM action r WHERE r.undoes_id = u.id)""",
        (action_id,),
    ).fetchone()
    return _record(con, row[0]) if row[0] is not None else None


def undo(store: Store, action_id: int | None = None) -> ActionRecord:
    """Take back one whole action (the last one when no id is given); returns the action taken back.

    Raises:
        NotFound: nothing to undo, or no such action.
        UndoRefused: it is undone already, older than the last rebuilding migration, or later actions build on it.
    """
    with sqlite.translated(store.path):
        record = _record(store.con, action_id) if action_id is not None else last_undoable(store.con)
    if record is None:
        raise NotFound("Không còn việc nào để hoàn tác; hãy xem các việc đã làm ở trang Nhật ký & Sao lưu.")
    if record.undoes_id is not None:
        raise UndoRefused(f"“{record.name}” đã là một lần hoàn tác; hãy dùng lệnh Làm lại.")
    if record.undone:
        raise UndoRefused(f"“{record.name}” đã được hoàn tác rồi; muốn có lại thì hãy dùng lệnh Làm lại.")
    with sqlite.translated(store.path):
        _reverse(store, record, f"Hoàn tác: {record.name}", f"hoàn tác được “{record.name}”")
    return record


def redo(store: Store, action_id: int | None = None) -> ActionRecord:
    """Bring back an undone action: the last one undone, or the one whose (original) id is given.

    Raises:
        NotFound: nothing was undone, or no such action.
        UndoRefused: later actions touched the same rows.
    """
    con = store.con
    with sqlite.translated(store.path):
        undoing = last_redoable(con) if action_id is None else _undoing_of(con, min(action_id, _LARGEST))
    if undoing is None:
        raise NotFound("Không có việc nào vừa hoàn tác để làm lại; hãy chọn việc ở trang Nhật ký & Sao lưu.")
    assert undoing.undoes_id is not None
    original = _record(con, undoing.undoes_id)
    with sqlite.translated(store.path):
        _reverse(store, undoing, f"Làm lại: {original.name}", f"làm lại được “{original.name}”")
    return original


def _reverse(store: Store, record: ActionRecord, sentence: str, what: str) -> None:
    if record.too_old:
        raise UndoRefused(
            f"Không {what} vì việc này thuộc lúc tạo sổ hoặc có trước lần nâng cấp sổ gần nhất; "
            "hãy sửa trực tiếp trên trang tương ứng."
        )
    changes = changes_of(store.con, record.id)
    blocked, names = dependents.blocking(store.con, record.id, changes)
    if blocked:
        raise _refused(what, names)
    try:
        with store.action(sentence, undoes_id=record.id) as action:
            _replay_reverse(action, changes, what)
    except sqlite.IntegrityError as error:
        raise _refused(what, dependents.colliding(store.con, record.id, changes)) from error


def rows_changed_since(con: sqlite.Connection, table: str, action_id: int) -> set[int]:
    """Ids of the rows of a table that any action after ``action_id`` touched."""
    rows = con.execute(
        "SELECT DISTINCT row_id FROM change WHERE table_name = ? AND action_id > ?", (table, action_id)
    )
    return {int(row[0]) for row in rows}


def rows_before(con: sqlite.Connection, table: str, action_id: int) -> dict[int, dict[str, Any]]:
    """The rows of a table that changed after ``action_id``, by id, as they stood then; empty where there was none."""
    rows = con.execute(
        """SELECT row_id, payload FROM change WHERE id IN
           (SELECT min(id) FROM change WHERE table_name = ? AND action_id > ? GROUP BY row_id)""",
        (table, action_id),
    )
    return {int(row["row_id"]): json.loads(row["payload"] or "{}").get("before", {}) for row in rows}


def last_action_id(con: sqlite.Connection) -> int:
    """The newest action's id, 0 in an empty log: what a form that goes out carries as its version."""
    return int(con.execute("SELECT coalesce(max(id), 0) FROM action").fetchone()[0])
