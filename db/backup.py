"""Backup copies: made online, verified before they count, rotated, restored. Nothing is asked, nothing printed."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db import files, settings, sqlite
from db.check import CheckReport, Problem, check
from db.errors import BadInput, NotAStore, Refused, StoreDamaged
from db.locks import FileLock
from db.migrations import APPLICATION_ID
from db.store import Store, check_identity, check_is_file, check_name
from db.talk import SilentTalk, Talk

__all__ = [
    "BackupCopy",
    "CheckReport",
    "Problem",
    "backup",
    "check",
    "chosen_folder",
    "close_with_backup",
    "copies",
    "default_folder",
    "restore",
    "verified_copy",
    "verify",
]  # fmt: skip

MONTHS_KEPT = 12
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class BackupCopy:
    """One copy in a backup folder; ``made`` in local time, ``size`` in bytes."""

    path: Path
    made: dt.datetime
    size: int


def default_folder(store: Path) -> Path:
    """Where copies go when the settings name no folder: beside the register."""
    return store.with_name(f"{store.stem}-sao-luu")


def copies(store: Path, folder: Path | None = None) -> list[BackupCopy]:
    """The copies whose names belong to this register, newest first."""
    folder = folder or default_folder(store)
    pattern = re.compile(re.escape(store.stem) + r"-(\d{8}-\d{6})" + re.escape(store.suffix))
    found = []
    for path in folder.glob("*") if folder.is_dir() else ():
        match = pattern.fullmatch(path.name)
        if match:
            found.append(BackupCopy(path, dt.datetime.strptime(match[1], _STAMP), path.stat().st_size))  # noqa: DTZ007
    return sorted(found, key=lambda copy: copy.made, reverse=True)


# ---------------------------------------------------------------- copying


def verify(path: Path) -> int:
    """Make sure a closed file is a whole register; returns its version.

    Raises:
        Refused: it is missing, no register, of a newer program, or damaged.
    """
    check_is_file(path)
    with sqlite.translated(path), contextlib.closing(sqlite.connect_reader(path)) as con:
        version = check_identity(con, path)
        fault = con.execute("PRAGMA quick_check(1)").fetchone()[0]
        if fault != "ok":
            raise StoreDamaged(f"Sổ “{path.name}” bị hỏng; hãy dùng một bản sao lưu khác.")
        if con.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise StoreDamaged(
                f"Sổ “{path.name}” có liên kết bị đứt giữa các bảng; hãy dùng một bản sao lưu khác."
            )
    return version


def verified_copy(con: sqlite.Connection, target: Path, talk: Talk | None = None) -> None:
    """Copy an open register to ``target`` through SQLite, verify the copy, and only then give it its name.

    Raises:
        Refused: no room, no permission, or the copy is not whole; ``target`` is then as it was before.
    """
    talk = talk or SilentTalk()

    def report(done: int, total: int) -> None:
        talk.progress(done, total, "Đang chép bản sao lưu")

    with files.replace_file(target) as temporary:
        # replace_file made it empty; SQLite fills it.
        with sqlite.translated(target):
            sqlite.copy_database(con, temporary, report)
        talk.say("Đang kiểm tra bản sao lưu")
        try:
            version = verify(temporary)
        except (StoreDamaged, NotAStore) as error:
            raise StoreDamaged(
                "Bản sao lưu vừa chép không toàn vẹn nên bị bỏ; hãy chạy Kiểm tra sổ ở trang "
                "Nhật ký & Sao lưu rồi sao lưu lại."
            ) from error
        if version != sqlite.pragma(con, "user_version"):
            raise StoreDamaged("Bản sao lưu vừa chép khác phiên bản với sổ nên bị bỏ; hãy sao lưu lại.")


def backup(
    store: Store | Path,
    folder: Path | None = None,
    talk: Talk | None = None,
    *,
    now: dt.datetime | None = None,
) -> Path:
    """Make a verified copy of a register and thin out the old ones; returns the copy.

    When nothing changed since the newest copy, that one is verified and returned instead. ``folder`` left out is the
    one of the settings, else beside the register. ``now`` (local time) is for tests.

    Raises:
        Refused: the folder cannot be written, the disk is full, or the copy is not whole. No old copy is lost.
    """
    talk = talk or SilentTalk()
    moment = now or dt.datetime.now()  # noqa: DTZ005 - file names bear the officer's local time
    path = Path(store.path if isinstance(store, Store) else store)
    with _source(store) as con, sqlite.translated(path):
        folder = Path(folder) if folder else chosen_folder(con, path)
        try:
            present = copies(path, folder)
        except OSError as error:
            raise files.refusal(error, folder) from error
        own = [copy for copy in present if _uid_of(copy.path) == _uid(con)]
        # A clock that once ran ahead left copies "of the future": the last one is the last up to now.
        last = next((copy for copy in own if copy.made <= moment), own[0] if own else None)
        if last is not None and _still_good(last.path, _mark(con)):
            talk.say("Sổ không thay đổi từ lần sao lưu trước")
            return last.path
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise files.refusal(error, folder) from error
        target = folder / f"{path.stem}-{_free_stamp(present, moment)}{path.suffix}"
        verified_copy(con, target, talk)
        # The copy just made comes first, whatever the clock says: it is never the one to go.
        made = dt.datetime.strptime(target.stem[-15:], _STAMP)  # noqa: DTZ007
        kept = [BackupCopy(target, made, target.stat().st_size), *own]
        _thin_out(kept, int(settings.get(con, "backup_keep")), moment, talk)
    talk.say(f"Đã sao lưu vào “{target}”")
    return target


def close_with_backup(store: Store, talk: Talk | None = None) -> Path:
    """Back up an open register and close it, whatever becomes of the copy; returns the copy.

    Raises:
        Refused: the copy could not be made; the register is closed all the same.
    """
    try:
        return backup(store, talk=talk)
    finally:
        store.close()


@contextlib.contextmanager
def _source(store: Store | Path) -> Iterator[sqlite.Connection]:
    if isinstance(store, Store):
        yield store.con
        return
    path = Path(store)
    check_is_file(path)
    with sqlite.translated(path), contextlib.closing(sqlite.connect_reader(path)) as con:
        check_identity(con, path)
        yield con


def chosen_folder(con: sqlite.Connection, path: Path) -> Path:
    """Where copies of an open register go: the folder of the settings, else beside the register."""
    chosen = str(settings.get(con, "backup_folder"))
    return Path(chosen) if chosen else default_folder(path)


def _uid(con: sqlite.Connection) -> str:
    row = con.execute("SELECT value FROM store_fact WHERE key = 'uid'").fetchone()
    return str(row[0]) if row else ""


def _uid_of(copy: Path) -> str | None:
    """Which register a copy is of; None when it cannot be read, and then it is neither counted nor deleted."""
    try:
        check_is_file(copy)
        with sqlite.translated(copy), contextlib.closing(sqlite.connect_reader(copy)) as con:
            check_identity(con, copy)
            return _uid(con)
    except Refused:
        return None


def _mark(con: sqlite.Connection) -> tuple[object, ...]:
    """What differs between two states of one register: every change is an action, housekeeping drops bytes."""
    row = con.execute(
        """SELECT (SELECT value FROM store_fact WHERE key = 'uid'), a.id, a.at, a.name,
                  (SELECT max(id) FROM change), (SELECT count(*) FROM attachment_bytes),
                  (SELECT count(*) FROM change WHERE payload IS NULL)
           FROM action a ORDER BY a.id DESC LIMIT 1"""
    ).fetchone()
    return (sqlite.pragma(con, "user_version"), *(row or ()))


def _still_good(copy: Path, mark: tuple[object, ...]) -> bool:
    try:
        verify(copy)
        with sqlite.translated(copy), contextlib.closing(sqlite.connect_reader(copy)) as con:
            return _mark(con) == mark
    except Refused:
        return False


def _free_stamp(present: list[BackupCopy], moment: dt.datetime) -> str:
    # Never over an older copy, not even when the clock was put back.
    moment = moment.replace(microsecond=0)
    taken = {copy.made for copy in present}
    while moment in taken:
        moment += dt.timedelta(seconds=1)
    return moment.strftime(_STAMP)


def _superfluous(present: list[BackupCopy], keep: int, moment: dt.datetime) -> list[BackupCopy]:
    """The copies (the latest first) neither among the newest ``keep`` nor the last of one of the last twelve months."""
    kept = {copy.path for copy in present[:keep]}
    months: set[tuple[int, int]] = set()
    for copy in present:
        month = (copy.made.year, copy.made.month)
        age = (moment.year - copy.made.year) * 12 + moment.month - copy.made.month
        if month not in months and age < MONTHS_KEPT:
            months.add(month)
            kept.add(copy.path)
    return [copy for copy in present if copy.path not in kept]


def _thin_out(present: list[BackupCopy], keep: int, moment: dt.datetime, talk: Talk) -> None:
    for copy in _superfluous(present, keep, moment):
        try:
            copy.path.unlink()
        except OSError:
            talk.say(f"Không xóa được bản sao lưu cũ “{copy.path.name}”; lần sao lưu sau sẽ thử lại.")


# ---------------------------------------------------------------- restoring


def restore(backup: Path, target: Path, talk: Talk | None = None) -> Path | None:
    """Put a verified backup in the place of ``target``; returns where the former register was copied aside to.

    Raises:
        Refused: the backup is not whole or newer than the program, the target is open, or cannot be written.
            The target is then as it was.
    """
    talk = talk or SilentTalk()
    backup, target = Path(backup), Path(target)
    talk.say("Đang kiểm tra bản sao lưu")
    verify(backup)
    check_name(target)
    if target.exists() and backup.samefile(target):
        raise BadInput(f"“{target.name}” chính là sổ đang cần khôi phục; hãy chọn một bản sao lưu khác.")
    if not target.parent.is_dir():
        raise BadInput(f"Không có thư mục “{target.parent}”; hãy chọn nơi khôi phục khác.")
    if target.is_dir():
        raise BadInput(f"“{target}” là một thư mục; hãy chọn tên tệp sổ để khôi phục vào.")
    if target.exists() and not target.is_file():
        raise BadInput(f"“{target}” là thiết bị của máy; hãy chọn tên tệp sổ để khôi phục vào.")
    lock = FileLock(target)
    lock.acquire()
    try:
        aside = _put_aside(target) if target.exists() else None
        with (
            sqlite.translated(backup),
            contextlib.closing(sqlite.connect_reader(backup)) as con,
            files.replace_file(target) as temporary,
        ):
            sqlite.copy_database(
                con, temporary, lambda done, total: talk.progress(done, total, "Đang khôi phục")
            )
            verify(temporary)
            # A left-over log would be replayed into the restored file.
            for side in ("-wal", "-shm", "-journal"):
                Path(f"{target}{side}").unlink(missing_ok=True)
    finally:
        lock.release()
    talk.say(f"Đã khôi phục “{target.name}” từ “{backup.name}”")
    return aside


def _put_aside(target: Path) -> Path:
    """Copy the present register, whole or not, with whatever log a crash left beside it."""
    moment = dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005
    aside = _aside_name(target, moment)
    while aside.exists():
        moment += dt.timedelta(seconds=1)
        aside = _aside_name(target, moment)
    try:
        _fold_log(target)
        for side in ("-wal", "-journal"):
            if Path(f"{target}{side}").exists():
                shutil.copy2(f"{target}{side}", f"{aside}{side}")
        with files.replace_file(aside) as temporary:
            shutil.copyfile(target, temporary)
    except OSError as error:
        raise files.refusal(error, aside) from error
    return aside


def _aside_name(target: Path, moment: dt.datetime) -> Path:
    return target.with_name(f"{target.stem}-truoc-khoi-phuc-{moment.strftime(_STAMP)}{target.suffix}")


def _fold_log(target: Path) -> None:
    # What SQLite cannot open is copied byte for byte, log and all: it may be the only trace of the officer's work.
    if not _has_our_header(target):
        return
    with (
        contextlib.suppress(Refused),
        sqlite.translated(target),
        contextlib.closing(sqlite.connect_writer(target)) as con,
    ):
        check_identity(con, target)
        sqlite.end_wal(con)


def _has_our_header(target: Path) -> bool:
    """By the bytes: a mere attempt to open a foreign file would delete the log beside it."""
    with target.open("rb") as file:
        header = file.read(100)
    return header.startswith(b"SQLite format 3\0") and header[68:72] == APPLICATION_ID.to_bytes(4, "big")
