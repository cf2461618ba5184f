"""Copies: verified before they count, rotated, never at the cost of a good one; restored whole or not at all."""

from __future__ import annotations

import calendar
import datetime as dt
import errno
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import attachments, backup, history, migrations, settings, sqlite, triggers
from db.errors import (
    BadInput,
    DiskFull,
    NotAStore,
    Refused,
    StoreDamaged,
    StoreLocked,
    StoreNewer,
    TargetBusy,
)
from db.store import Store
from db.talk import Cancelled, SilentTalk

Tables = Callable[[Store], dict[str, dict[int, tuple[Any, ...]]]]
Sentence = Callable[..., str]


def at(text: str) -> dt.datetime:
    """A moment in the officer's local time."""
    return dt.datetime.fromisoformat(text)


NOON = at("2023-08-15T12:00:00")


def add(store: Store, name: str = "Cụm 1") -> int:
    with store.action(f"Thêm {name}") as action:
        return action.insert("cluster", name=name)


def names(path: Path) -> list[str]:
    """Names of the clusters in a closed register, read by SQLite alone."""
    con = sqlite3.connect(path)
    found = [row[0] for row in con.execute("SELECT name FROM cluster ORDER BY id")]
    con.close()
    return found


def spoil(path: Path) -> None:
    """Noise over the second half: the header and the schema stay readable."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = b"\xa5" * (len(data) - len(data) // 2)
    path.write_bytes(data)


def test_the_copy_holds_what_is_still_in_the_log(store: Store) -> None:
    add(store)
    assert Path(f"{store.path}-wal").stat().st_size > 0
    copy = backup.backup(store, now=NOON)
    assert copy == store.path.parent / "sổ-sao-luu" / "sổ-20230815-120000.sothidua"
    assert names(copy) == ["Cụm 1"]
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_copy_opens_like_any_register(store: Store, tables: Tables) -> None:
    add(store)
    with Store.open(backup.backup(store)) as copy:
        assert tables(copy) == tables(store)


def test_no_new_copy_when_nothing_changed(store: Store) -> None:
    add(store)
    first = backup.backup(store, now=NOON)
    assert backup.backup(store, now=NOON + dt.timedelta(hours=1)) == first
    history.undo(store)
    second = backup.backup(store, now=NOON + dt.timedelta(hours=2))
    assert second != first
    assert [copy.path for copy in backup.copies(store.path)] == [second, first]


def test_a_damaged_newest_copy_does_not_count_as_one(store: Store) -> None:
    add(store)
    first = backup.backup(store, now=NOON)
    spoil(first)
    second = backup.backup(store, now=NOON + dt.timedelta(hours=1))
    assert names(second) == ["Cụm 1"]


def test_two_copies_of_one_second_do_not_meet(store: Store) -> None:
    first = backup.backup(store, now=NOON)
    add(store)
    second = backup.backup(store, now=NOON)
    assert names(first) == []
    assert names(second) == ["Cụm 1"]


def test_the_folder_and_the_number_come_from_the_settings(store: Store, tmp_path: Path) -> None:
    with store.action("Đặt") as action:
        settings.put(action, "backup_folder", str(tmp_path / "ổ khác" / "sao lưu"))
        settings.put(action, "backup_keep", 2)
    for hour in range(4):
        add(store, f"Cụm {hour}")
        copy = backup.backup(store, now=NOON + dt.timedelta(hours=hour))
    assert copy.parent == tmp_path / "ổ khác" / "sao lưu"
    assert [made.path.name[-14:-9] for made in backup.copies(store.path, copy.parent)] == ["50000", "40000"]


def test_a_closed_register_is_copied_by_its_path(store_path: Path) -> None:
    assert backup.verify(backup.backup(store_path)) == migrations.latest()


def test_closing_makes_the_copy_and_closes(store: Store) -> None:
    add(store)
    copy = backup.close_with_backup(store)
    assert names(copy) == ["Cụm 1"]
    Store.open(store.path).close()


def test_closing_closes_even_when_the_copy_fails(store: Store, tmp_path: Path, sentence: Sentence) -> None:
    (tmp_path / "tệp").write_bytes(b"x")
    with store.action("Đặt") as action:
        settings.put(action, "backup_folder", str(tmp_path / "tệp" / "trong tệp"))
    with pytest.raises(TargetBusy) as refused:
        backup.close_with_backup(store)
    sentence(refused.value)
    Store.open(store.path).close()


# ---------------------------------------------------------------- failed copies


def full_disk(_con: object, target: Path, _progress: object = None) -> None:
    target.write_bytes(b"half")
    raise OSError(errno.ENOSPC, "No space left on device")


def half_a_copy(_con: object, target: Path, _progress: object = None) -> None:
    target.write_bytes(b"SQLite format 3\0" + b"\0" * 5000)


@pytest.mark.parametrize(("copying", "cause"), [(full_disk, DiskFull), (half_a_copy, StoreDamaged)])
def test_a_failed_copy_costs_no_good_one(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    sentence: Sentence,
    copying: Callable[..., None],
    cause: type[Refused],
) -> None:
    with store.action("Đặt") as action:
        settings.put(action, "backup_keep", 1)
    good = backup.backup(store, now=NOON)
    before = good.read_bytes()
    add(store)
    monkeypatch.setattr(sqlite, "copy_database", copying)
    with pytest.raises(cause) as refused:
        backup.backup(store, now=NOON + dt.timedelta(days=40))
    sentence(refused.value)
    assert [path.name for path in good.parent.iterdir()] == [good.name]
    assert good.read_bytes() == before


def test_a_damaged_register_is_not_copied_over_good_copies(store_path: Path, sentence: Sentence) -> None:
    with Store.open(store_path) as store:
        good = backup.backup(store)
    con = sqlite3.connect(store_path)
    page = con.execute("SELECT rootpage FROM sqlite_master WHERE name = 'cluster'").fetchone()[0]
    con.close()
    data = bytearray(store_path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    store_path.write_bytes(data)
    with Store.open(store_path) as store:
        add_elsewhere(store)
        with pytest.raises(StoreDamaged) as refused:
            backup.backup(store)
    sentence(refused.value)
    assert [path.name for path in good.parent.iterdir()] == [good.name]


def add_elsewhere(store: Store) -> None:
    with store.action("Đặt") as action:
        action.insert("setting", key="k", value="v")


class Stopped(SilentTalk):
    """Pressed "Dừng" at once."""

    def progress(self, done: int, total: int, text: str = "") -> None:
        raise Cancelled


def test_a_cancelled_copy_leaves_nothing(store: Store) -> None:
    with pytest.raises(Cancelled):
        backup.backup(store, talk=Stopped())
    assert list(backup.default_folder(store.path).iterdir()) == []
    assert add(store)


# ---------------------------------------------------------------- rotation


def copies_at(moments: list[dt.datetime]) -> list[backup.BackupCopy]:
    return [backup.BackupCopy(Path(str(moment)), moment, 1) for moment in sorted(moments, reverse=True)]


@given(
    moments=st.lists(st.datetimes(at("2021-01-01"), at("2023-08-15")), unique=True, max_size=40),
    keep=st.integers(1, 12),
)
def test_what_rotation_keeps(moments: list[dt.datetime], keep: int) -> None:
    """Brute force: the newest ``keep``, and the last of each of the twelve months that end with this one."""
    present = copies_at(moments)
    gone = {copy.made for copy in backup._superfluous(present, keep, NOON)}
    kept = set(moments) - gone
    wanted = set(sorted(moments)[-keep:])
    for back in range(12):
        year, month = divmod(2023 * 12 + 7 - back, 12)
        last = calendar.monthrange(year, month + 1)[1]
        inside = [
            m for m in moments if dt.date(year, month + 1, 1) <= m.date() <= dt.date(year, month + 1, last)
        ]
        wanted |= {max(inside)} if inside else set()
    assert kept == wanted


def test_only_this_registers_copies_are_counted_and_deleted(store: Store, tmp_path: Path) -> None:
    """Another register of the same name shares the folder; so does a file that is none of ours."""
    with store.action("Đặt") as action:
        settings.put(action, "backup_keep", 1)
    folder = tmp_path / "chung"
    (tmp_path / "khác").mkdir()
    with Store.create(tmp_path / "khác" / "sổ.sothidua") as other:
        foreign = backup.backup(other, folder, now=at("2020-01-01"))
    stranger = folder / "sổ-20200102-000000.sothidua"
    stranger.write_bytes(b"x" * 1000)
    for day in range(1, 4):
        add(store)
        last = backup.backup(store, folder, now=NOON + dt.timedelta(days=day))
    assert {path.name for path in folder.iterdir()} == {foreign.name, stranger.name, last.name}


def test_a_clock_that_was_put_back(store: Store) -> None:
    with store.action("Đặt") as action:
        settings.put(action, "backup_keep", 2)
    for year in (2098, 2099):
        add(store)
        ahead = backup.backup(store, now=at(f"{year}-01-01"))
    add(store)
    first = backup.backup(store, now=NOON)
    assert backup.backup(store, now=NOON + dt.timedelta(hours=1)) == first
    add(store)
    second = backup.backup(store, now=NOON + dt.timedelta(hours=2))
    assert len(names(second)) == 4
    assert {ahead, second} <= {copy.path for copy in backup.copies(store.path)}


def test_an_old_copy_that_cannot_be_deleted_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    class Heard(SilentTalk):
        def __init__(self) -> None:
            self.said: list[str] = []

        def say(self, text: str) -> None:
            self.said.append(text)

    with store.action("Đặt") as action:
        settings.put(action, "backup_keep", 1)
    first = backup.backup(store, now=NOON)
    add(store)
    real = Path.unlink

    def stuck(path: Path, missing_ok: bool = False) -> None:
        if path == first:
            raise PermissionError(errno.EACCES, "open elsewhere", str(path))
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", stuck)
    heard = Heard()
    second = backup.backup(store, talk=heard, now=NOON + dt.timedelta(hours=1))
    assert second.exists()
    assert any(first.name in line for line in heard.said)


# ---------------------------------------------------------------- restoring


def test_restore_brings_the_copy_back_and_keeps_the_present_aside(store: Store, tables: Tables) -> None:
    add(store, "Cụm cũ")
    before = tables(store)
    copy = backup.backup(store)
    add(store, "Cụm mới")
    store.close()
    aside = backup.restore(copy, store.path)
    assert aside is not None
    assert names(aside) == ["Cụm cũ", "Cụm mới"]
    with Store.open(store.path) as again:
        assert tables(again) == before


def test_restore_to_a_new_place(store_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "mới.sothidua"
    assert backup.restore(store_path, target) is None
    assert backup.check(target).whole


LEAVE_A_LOG = """
import os, sys
from pathlib import Path
from db.store import Store
store = Store.open(Path(sys.argv[1]))
with store.action("Thêm") as action:
    action.insert("cluster", name="Chỉ ở trong nhật ký")
print("ready", flush=True)
sys.stdin.readline()
"""


def crash_with_a_log(path: Path, start_child: Callable[..., subprocess.Popen[str]]) -> None:
    child = start_child(LEAVE_A_LOG, path)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    child.kill()
    child.wait()
    assert Path(f"{path}-wal").stat().st_size > 0


def test_a_log_left_by_a_crash_goes_aside_and_not_into_the_restored_file(
    store_path: Path, start_child: Callable[..., subprocess.Popen[str]]
) -> None:
    copy = backup.backup(store_path)
    crash_with_a_log(store_path, start_child)
    aside = backup.restore(copy, store_path)
    assert aside is not None
    assert names(aside) == ["Chỉ ở trong nhật ký"]
    assert not Path(f"{store_path}-wal").exists()
    assert names(store_path) == []


def test_the_log_of_a_damaged_register_is_not_played_into_the_restored_one(
    store_path: Path, start_child: Callable[..., subprocess.Popen[str]]
) -> None:
    copy = backup.backup(store_path)
    crash_with_a_log(store_path, start_child)
    log = Path(f"{store_path}-wal").read_bytes()
    store_path.write_bytes(b"noise" * 1000)
    aside = backup.restore(copy, store_path)
    assert not Path(f"{store_path}-wal").exists()
    assert names(store_path) == []
    assert Path(f"{aside}-wal").read_bytes() == log


def test_a_damaged_register_is_put_aside_byte_for_byte(store_path: Path) -> None:
    copy = backup.backup(store_path)
    store_path.write_bytes(b"noise" * 1000)
    Path(f"{store_path}-wal").write_bytes(b"log")
    aside = backup.restore(copy, store_path)
    assert aside is not None
    assert aside.read_bytes() == b"noise" * 1000
    assert Path(f"{aside}-wal").read_bytes() == b"log"
    assert backup.check(store_path).whole


def test_restoring_twice_in_a_second_keeps_both_asides(store: Store) -> None:
    copy = backup.backup(store)
    add(store)
    store.close()
    first, second = backup.restore(copy, store.path), backup.restore(copy, store.path)
    assert first != second
    assert [names(path) for path in (first, second) if path] == [["Cụm 1"], []]


def newer(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("PRAGMA user_version = 99")
    con.close()


def broken_key(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("DROP TRIGGER log_cluster_member_insert")
    con.execute("INSERT INTO cluster_member (cluster_id, unit_id, year) VALUES (77, 88, 2023)")
    con.commit()
    con.close()


@pytest.mark.parametrize(
    ("harm", "cause"),
    [
        (spoil, StoreDamaged),
        (newer, StoreNewer),
        (broken_key, StoreDamaged),
        (lambda path: path.write_bytes(b"x" * 1000), NotAStore),
    ],
)
def test_a_bad_copy_is_not_restored(
    store_path: Path, sentence: Sentence, harm: Callable[[Path], None], cause: type[Refused]
) -> None:
    copy = backup.backup(store_path)
    harm(copy)
    before = store_path.read_bytes()
    with pytest.raises(cause) as refused:
        backup.restore(copy, store_path)
    sentence(refused.value)
    assert store_path.read_bytes() == before
    assert {path.name for path in store_path.parent.iterdir()} == {store_path.name, "sổ-sao-luu"}


def test_an_open_register_is_not_replaced(store: Store, sentence: Sentence) -> None:
    copy = backup.backup(store)
    add(store)
    with pytest.raises(StoreLocked) as refused:
        backup.restore(copy, store.path)
    sentence(refused.value)
    assert add(store, "vẫn ghi được")


def test_a_register_is_not_restored_from_itself(store_path: Path, sentence: Sentence) -> None:
    with pytest.raises(BadInput) as refused:
        backup.restore(store_path, store_path)
    sentence(refused.value)


def test_a_full_disk_while_restoring(
    store: Store, monkeypatch: pytest.MonkeyPatch, sentence: Sentence
) -> None:
    copy = backup.backup(store)
    add(store)
    store.close()
    monkeypatch.setattr(sqlite, "copy_database", full_disk)
    with pytest.raises(DiskFull) as refused:
        backup.restore(copy, store.path)
    sentence(refused.value)
    assert names(store.path) == ["Cụm 1"]


# ---------------------------------------------------------------- checking


def test_a_whole_register(store: Store) -> None:
    with store.action("Đính tệp") as action:
        attachments.add(action, "a.txt", b"abc")
    history.undo(store)
    history.redo(store)
    store.close()
    report = backup.check(store.path).to_json()
    assert report["whole"] is True
    assert report["problems"] == []
    assert report["counts"]["attachments"] == 1
    assert report["counts"]["actions"] == 4


def tampered(path: Path, *statements: str) -> set[str]:
    """Codes found after a stranger wrote into the file with the guards taken away and put back."""
    con = sqlite3.connect(path)
    kept = dict(con.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    for name in kept:
        con.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        con.execute(statement)
    for sql in kept.values():
        con.execute(sql)
    con.commit()
    con.close()
    report = backup.check(path)
    assert report.whole == (not report.problems)
    return {problem.code for problem in report.problems}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE change SET payload = replace(payload, 'abc', 'xyz')", "payload"),
        ("UPDATE attachment_bytes SET bytes = x'616264'", "attachment"),
        ("UPDATE attachment SET size = 4", "attachment"),
        ("DELETE FROM attachment_bytes", "attachment_missing"),
        ("INSERT INTO open_action (id, action_id) VALUES (1, 1)", "open_action"),
        ("INSERT INTO cluster_year (cluster_id, year) VALUES (5, 2023)", "foreign_key"),
        (f"PRAGMA user_version = {migrations.latest()}", ""),
    ],
)
def test_each_fault_is_found_and_told(store: Store, sentence: Sentence, statement: str, code: str) -> None:
    with store.action("Đính tệp") as action:
        attachments.add(action, "abc.txt", b"abc")
    store.close()
    assert tampered(store.path, statement) == ({code} if code else set())
    for problem in backup.check(store.path).problems:
        sentence(problem.message)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER log_unit_update",
        "DROP TRIGGER guard_attachment_bytes_delete",
        "CREATE TRIGGER extra AFTER INSERT ON setting BEGIN SELECT 1; END",
    ],
)
def test_a_missing_or_foreign_trigger_is_found(store_path: Path, sentence: Sentence, statement: str) -> None:
    con = sqlite3.connect(store_path)
    con.execute(statement)
    con.close()
    (problem,) = backup.check(store_path).problems
    assert problem.code == "trigger"
    sentence(problem.message)


def test_noise_in_the_file_is_a_problem_not_a_crash(store_path: Path, sentence: Sentence) -> None:
    spoil(store_path)
    report = backup.check(store_path)
    assert not report.whole
    assert {problem.code for problem in report.problems} & {"integrity", "damaged"}
    for problem in report.problems:
        sentence(problem.message)


def test_an_erased_payload_is_no_fault(store: Store) -> None:
    add(store)
    with store.maintenance() as con:
        con.execute("UPDATE change SET payload = NULL WHERE table_name = 'cluster'")
    store.close()
    assert backup.check(store.path).whole


def test_many_damaged_pages_are_told_line_by_line(store_path: Path, sentence: Sentence) -> None:
    con = sqlite3.connect(store_path)
    roots = [row[0] for row in con.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 0")]
    con.close()
    data = bytearray(store_path.read_bytes())
    for page in roots:
        data[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    store_path.write_bytes(data)
    problems = backup.check(store_path).problems
    assert len(problems) > 5
    for problem in problems:
        sentence(problem.message)


def test_a_file_cut_short_is_a_problem_too(store_path: Path, sentence: Sentence) -> None:
    store_path.write_bytes(store_path.read_bytes()[:50_000])
    (problem,) = backup.check(store_path).problems
    assert problem.code == "damaged"
    sentence(problem.message)


def test_checking_can_be_stopped(store_path: Path) -> None:
    with pytest.raises(Cancelled):
        backup.check(store_path, Stopped())
    shutil.move(store_path, store_path.with_suffix(".x"))


def test_expected_triggers_are_those_of_a_fresh_register(store: Store) -> None:
    assert triggers.stored(store.con) == triggers.expected(store.con)


def test_a_folder_no_disk_can_name_is_refused(store: Store, tmp_path: Path, sentence: Sentence) -> None:
    with pytest.raises(Refused) as refused:
        backup.backup(store, tmp_path / ("x" * 300))
    assert "tên quá dài" in sentence(refused.value)


@pytest.mark.skipif(os.name != "posix", reason="outside tool: devices that stand in a folder")
def test_a_device_is_not_restored_over(store_path: Path, tmp_path: Path, sentence: Sentence) -> None:
    pipe = tmp_path / "ống.sothidua"
    os.mkfifo(pipe)
    with pytest.raises(Refused) as refused:
        backup.restore(store_path, pipe)
    assert "thiết bị" in sentence(refused.value)
    assert pipe.is_fifo()
