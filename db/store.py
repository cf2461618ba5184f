"""Opening a register, holding its lock, and ``store.action("…")``: the only way to change anything."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import os
import stat
import unicodedata
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from db import sqlite, triggers
from db.errors import NotAStore, Refused, StoreLocked, StoreMissing, StoreNewer, StoreReadOnly
from db.locks import FileLock

if TYPE_CHECKING:
    from sqlite_utils.db import Database

SUFFIX = ".sothidua"
_SMALLEST = 512  # bytes: SQLite's smallest page


@dataclass(frozen=True, slots=True)
class Changes:
    """What an action changed. ``action_id`` is None when it turned out to change nothing."""

    action_id: int | None = None
    tables: frozenset[str] = frozenset()
    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def touches(self, *tables: str) -> bool:
        """Whether any of the named tables changed."""
        return not self.tables.isdisjoint(tables)


def _stored(value: Any) -> Any:
    """A value as the column holds it: text in NFC, dates in ISO form, truth as 0 or 1."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


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
        """Insert one row and return its id. ``uid`` is made up where the table has one and none is given."""
        if table not in self._columns:
            self._columns[table] = frozenset(triggers.columns(self.con, table))
        if "uid" not in values and "uid" in self._columns[table]:
            values["uid"] = str(uuid.uuid4())
        if values.get("id") is None:
            values["id"] = self._free_id(table)
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        self.con.execute(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})', [_stored(value) for value in values.values()]
        )
        self._next_ids[table] = max(self._next_ids.get(table, 0), int(values["id"]) + 1)
        return int(values["id"])

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

    def update(self, table: str, row_id: int, **values: Any) -> bool:
        """Write the columns that differ; returns whether anything did."""
        if not values:
            return False
        names = ", ".join(f'"{name}"' for name in values)
        row = self.con.execute(f'SELECT {names} FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
        if row is None:
            message = f"no row {row_id} in {table}"
            raise KeyError(message)
        stored = {name: _stored(value) for name, value in values.items()}
        different = {name: value for name, value in stored.items() if row[name] != value}
        if different:
            assignments = ", ".join(f'"{name}" = ?' for name in different)
            self.con.execute(
                f'UPDATE "{table}" SET {assignments} WHERE id = ?', (*different.values(), row_id)
            )
        return bool(different)

    def delete(self, table: str, row_id: int) -> None:
        """Delete one row; whoever still refers to it makes SQLite refuse.

        Raises:
            KeyError: there is no such row.
        """
        if self.con.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,)).rowcount == 0:
            message = f"no row {row_id} in {table}"
            raise KeyError(message)

    def _finish(self) -> None:
        rows: dict[str, set[int]] = {}
        for table, row_id in self.con.execute(
            "SELECT DISTINCT table_name, row_id FROM change WHERE action_id = ?", (self.id,)
        ):
            rows.setdefault(table, set()).add(row_id)
        if rows:
            self.changes = Changes(self.id, frozenset(rows), {t: frozenset(ids) for t, ids in rows.items()})


class Store:
    """An open register with its writing connection. Made by :meth:`open` or :meth:`create`.

    Belongs to the thread that opened it. Reading elsewhere goes through :meth:`reader`.
    """

    def __init__(self, path: Path, con: sqlite.Connection, lock: FileLock) -> None:
        self.path = path
        self.con = con
        self._lock = lock
        self._database: Database | None = None
        self._running: str | None = None
        self.last_changes = Changes()

    @classmethod
    def create(cls, path: Path) -> Store:
        """Make a new, empty register with the law's catalogues loaded, and open it.

        Raises:
            Refused: a file stands there already, or the folder cannot be written.
        """
        from db import catalogues, migrations

        path = Path(path)
        if path.exists():
            raise Refused(f"Tệp “{path}” đã có; hãy chọn tên khác hoặc mở tệp đó.")
        if not path.parent.is_dir():
            raise Refused(f"Không có thư mục “{path.parent}”; hãy tạo thư mục hoặc chọn nơi khác.")
        if not os.access(path.parent, os.W_OK):
            raise StoreReadOnly(f"Thư mục “{path.parent}” không cho ghi; hãy chọn thư mục khác.")
        # Built beside and moved into place: a power cut in between leaves no half-made register.
        temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
        try:
            with sqlite.translated(path):
                con = sqlite.connect_writer(temporary, create=True)
                with contextlib.closing(con):
                    migrations.migrate(con)
                    building = cls(temporary, con, FileLock(temporary))
                    with building.action("Tạo sổ mới với danh mục pháp luật kèm chương trình") as action:
                        catalogues.load_law(action)
                    # Ctrl+Z in an empty register must not take the law away.
                    with building.maintenance() as plain:
                        migrations.mark_not_undoable(plain)
            if path.exists():
                raise Refused(f"Tệp “{path}” đã có; hãy chọn tên khác hoặc mở tệp đó.")
            temporary.rename(path)
        except OSError as error:
            raise StoreReadOnly(
                f"Không tạo được sổ ở “{path}” ({error.strerror}); hãy chọn thư mục ghi được."
            ) from error
        finally:
            for leftover in (temporary, Path(f"{temporary}-journal"), Path(f"{temporary}-wal")):
                leftover.unlink(missing_ok=True)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open for writing: takes the lock, checks the file, copies an older version aside and migrates it.

        Raises:
            Refused: missing, locked, foreign, newer, damaged or read-only file, each in its own class.
        """
        path = Path(path)
        check_is_file(path)
        if not os.access(path, os.W_OK) or not os.access(path.absolute().parent, os.W_OK):
            raise StoreReadOnly(
                f"Sổ “{path.name}” nằm ở nơi chỉ cho đọc; hãy chép sổ sang thư mục ghi được rồi mở lại."
            )
        lock = FileLock(path)
        lock.acquire()
        try:
            with sqlite.translated(path):
                con = sqlite.connect_writer(path)
                try:
                    check_identity(con, path)
                    _migrate_if_older(con, path)
                    sqlite.begin_wal(con)
                except BaseException:
                    con.close()
                    raise
        except BaseException:
            lock.release()
            raise
        return cls(path, con, lock)

    @property
    def database(self) -> Database:
        """The sqlite-utils view of the writing connection."""
        if self._database is None:
            from sqlite_utils import Database

            self._database = Database(self.con)
        return self._database

    def reader(self) -> sqlite.Connection:
        """A new reading connection to this register; the caller closes it before the store is closed."""
        return open_reader(self.path)

    @contextlib.contextmanager
    def action(self, name: str, *, undoes_id: int | None = None) -> Iterator[Action]:
        """Run one action: everything inside is one transaction and one step of undo.

        ``name`` is the Vietnamese sentence the history shows. An exception leaves nothing behind; an action
        that changed no row leaves no step either. After the block ``action.changes`` says what changed, and so
        does ``store.last_changes`` (for undo and redo, which run their action inside).

        Raises:
            Refused: the disk is full, the file read-only, locked or damaged.
        """
        if self._running is not None:
            message = f"action {name!r} started inside {self._running!r}"
            raise RuntimeError(message)
        with sqlite.translated(self.path):
            self.con.execute("BEGIN IMMEDIATE")
            self._running = name
            try:
                running = self._begin(name, undoes_id)
                yield running
                running._finish()
                self._end(running)
                self.last_changes = running.changes
            except BaseException:
                if self.con.in_transaction:
                    self.con.execute("ROLLBACK")
                raise
            finally:
                self._running = None

    @contextlib.contextmanager
    def maintenance(self) -> Iterator[sqlite.Connection]:
        """One transaction of housekeeping outside the log; the triggers still refuse any write to a logged table."""
        if self._running is not None:
            message = f"maintenance started inside {self._running!r}"
            raise RuntimeError(message)
        with sqlite.translated(self.path):
            self.con.execute("BEGIN IMMEDIATE")
            try:
                yield self.con
                self.con.execute("COMMIT")
            except BaseException:
                if self.con.in_transaction:
                    self.con.execute("ROLLBACK")
                raise

    def _begin(self, name: str, undoes_id: int | None) -> Action:
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        cursor = self.con.execute(
            "INSERT INTO action (name, at, who, undoes_id) VALUES (?, ?, ?, ?)",
            (name, now, _who(), undoes_id),
        )
        assert cursor.lastrowid is not None
        self.con.execute("INSERT INTO open_action (id, action_id) VALUES (1, ?)", (cursor.lastrowid,))
        return Action(self.con, cursor.lastrowid)

    def _end(self, running: Action) -> None:
        if running.changes.action_id is None:
            self.con.execute("ROLLBACK")
            return
        self.con.execute(
            "UPDATE change SET payload_sha256 = sha256(payload) WHERE action_id = ?", (running.id,)
        )
        self.con.execute("DELETE FROM open_action")
        self.con.execute("COMMIT")

    def close(self) -> None:
        """Fold the write-ahead log into the file and let the lock go. Safe to call twice."""
        try:
            with sqlite.translated(self.path), contextlib.suppress(sqlite.ProgrammingError):
                try:
                    # A reader elsewhere keeps the log alive; the next one to close folds it in.
                    with contextlib.suppress(StoreLocked), sqlite.translated(self.path):
                        sqlite.end_wal(self.con)
                finally:
                    self.con.close()
        finally:
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def check_is_file(path: Path) -> None:
    """Refuse a missing path, a folder or an (almost) empty file before SQLite would take it for a new database."""
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise StoreMissing(
            f"Không tìm thấy sổ “{path}”; hãy kiểm tra lại đường dẫn hoặc tạo sổ mới."
        ) from error
    except (OSError, ValueError) as error:
        raise StoreMissing(
            f"Không tới được sổ “{path}”; hãy kiểm tra đường dẫn và quyền đọc thư mục."
        ) from error
    if not stat.S_ISREG(found.st_mode) or found.st_size < _SMALLEST:
        raise NotAStore(f"“{path}” không phải sổ của chương trình này; hãy chọn tệp có đuôi {SUFFIX}.")
    if not os.access(path, os.R_OK):
        raise StoreReadOnly(f"Không có quyền đọc sổ “{path}”; hãy xin quyền đọc ghi tệp này rồi mở lại.")


def open_reader(path: Path) -> sqlite.Connection:
    """A reading connection to a register of exactly this version; takes no lock.

    Raises:
        Refused: missing, foreign, newer or damaged file; or an older one, which only a writer may migrate.
    """
    from db import migrations

    path = Path(path)
    check_is_file(path)
    with sqlite.translated(path):
        con = sqlite.connect_reader(path)
        try:
            version = check_identity(con, path)
            if version < migrations.latest():
                raise StoreReadOnly(
                    f"Sổ “{path.name}” do bản cũ hơn ghi (bản {version}); "
                    "hãy mở sổ trong chương trình một lần để nâng cấp."
                )
        except BaseException:
            con.close()
            raise
    return con


def check_identity(con: sqlite.Connection, path: Path) -> int:
    """The version of an open file, once it is known to be a register this program can read.

    Raises:
        Refused: foreign, newer or truncated file. To be called inside :func:`db.sqlite.translated`.
    """
    from db import migrations

    if sqlite.pragma(con, "application_id") != migrations.APPLICATION_ID:
        raise NotAStore(
            f"Tệp “{path.name}” không phải sổ của chương trình này; hãy chọn tệp có đuôi {SUFFIX}."
        )
    version = sqlite.pragma(con, "user_version")
    if version > migrations.latest():
        raise StoreNewer(
            f"Sổ “{path.name}” do bản chương trình mới hơn ghi (bản {version}, chương trình này đọc đến bản "
            f"{migrations.latest()}); hãy cập nhật chương trình rồi mở lại."
        )
    # The header alone says little: this reads the schema, and SQLite finds out when the file was cut short.
    con.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return version


def _migrate_if_older(con: sqlite.Connection, path: Path) -> None:
    from db import backup, migrations

    version = sqlite.pragma(con, "user_version")
    if version < migrations.latest():
        stamp = dt.datetime.now().strftime("%Y%m%d-%H%M%S")  # noqa: DTZ005 - a file name in local time
        aside = path.with_name(f"{path.stem}-truoc-nang-cap-ban-{version}-{stamp}{path.suffix}")
        backup.verified_copy(con, aside)
        migrations.migrate(con)


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
