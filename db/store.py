"""Opening a register, holding its lock, and ``store.action("…")``: the only way to change anything."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from db import files, sqlite
from db.actions import Action, Changes
from db.errors import BadInput, NotAStore, Refused, StoreLocked, StoreMissing, StoreNewer, StoreReadOnly
from db.locks import FileLock

__all__ = [
    "SUFFIX",
    "Action",
    "Changes",
    "Store",
    "check_identity",
    "check_is_file",
    "check_name",
    "open_reader",
]

SUFFIX = ".sothidua"
LONGEST_NAME = 200
"""Bytes of a register's name; file systems take 255, and a copy's name carries a day and a reason more."""

_SMALLEST = 512  # bytes: SQLite's smallest page


class Store:
    """An open register with its writing connection. Made by :meth:`open` or :meth:`create`.

    Belongs to the thread that opened it. Reading elsewhere goes through :meth:`reader`.
    """

    def __init__(self, path: Path, con: sqlite.Connection, lock: FileLock) -> None:
        self.path = path
        self.con = con
        self._lock = lock
        self._running: str | None = None
        self.last_changes = Changes()

    @classmethod
    def create(cls, path: Path) -> Store:
        """Make a new, empty register with the law's catalogues loaded, and open it.

        Raises:
            Refused: a file stands there already, or the folder cannot be written.
        """
        import uuid

        from db import catalogues, migrations

        path = Path(path)
        check_name(path)
        if path.exists():
            raise Refused(f"Tệp “{path}” đã có; hãy chọn tên khác hoặc mở tệp đó.")
        if Path(f"{path}-wal").exists() or Path(f"{path}-journal").exists():
            # SQLite would play the log of a register that is gone into the new one.
            raise Refused(f"Cạnh “{path}” còn nhật ký của một sổ cũ cùng tên; hãy đặt tên khác cho sổ mới.")
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
                f"Không tạo được sổ ở “{path}” ({files.why(error)}); hãy chọn thư mục ghi được."
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
                running.finish()
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


def check_name(path: Path) -> None:
    """Refuse a name for a new register that leaves no room for what stands beside it: lock, log and copies.

    Raises:
        BadInput: no name at all, or one of more than :data:`LONGEST_NAME` bytes.
    """
    if path.name in ("", ".", ".."):
        raise BadInput("Chưa có tên tệp sổ; hãy ghi tên tệp, ví dụ so-thi-dua.sothidua.")
    if len(os.fsencode(path.name)) > LONGEST_NAME:
        raise BadInput(f"Tên sổ “{path.name[:40]}…” quá dài; hãy đặt tên ngắn hơn.")


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
    from db import migrations

    version = sqlite.pragma(con, "user_version")
    if version < migrations.latest():
        from db import backup  # every start would wait for it

        stamp = dt.datetime.now().strftime("%Y%m%d-%H%M%S")  # noqa: DTZ005 - a file name in local time
        aside = path.with_name(f"{path.stem}-truoc-nang-cap-ban-{version}-{stamp}{path.suffix}")
        backup.verified_copy(con, aside)
        migrations.migrate(con)


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
