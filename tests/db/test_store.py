"""Actions: one transaction, one sentence, nothing left behind, nothing written around them."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db import history, sqlite, triggers
from db.errors import Refused, RowGone, StoreMissing
from db.store import Action, Changes, Store, open_reader
from db.talk import Cancelled

Tables = Callable[[Store], dict[str, dict[int, tuple[Any, ...]]]]


def count(store: Store, table: str) -> int:
    return int(store.con.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_new_register_holds_the_law_and_nothing_to_undo(store: Store) -> None:
    assert count(store, "base_salary") > 0
    assert history.last_undoable(store.con) is None
    assert sqlite.pragma(store.con, "application_id") == 0x53544430


def test_new_register_is_not_made_over_a_file(store_path: Path, sentence: Callable[..., str]) -> None:
    before = store_path.read_bytes()
    with pytest.raises(Refused) as refused:
        Store.create(store_path)
    sentence(refused.value)
    assert store_path.read_bytes() == before


@pytest.mark.parametrize("side", ["-wal", "-journal"])
def test_a_new_register_does_not_inherit_an_old_log(
    tmp_path: Path, sentence: Callable[..., str], side: str
) -> None:
    Path(f"{tmp_path / 'sổ.sothidua'}{side}").write_bytes(b"old")
    with pytest.raises(Refused) as refused:
        Store.create(tmp_path / "sổ.sothidua")
    sentence(refused.value)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_failed_creation_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_action: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("db.catalogues.load_law", broken)
    with pytest.raises(ZeroDivisionError):
        Store.create(tmp_path / "mới.sothidua")
    assert list(tmp_path.iterdir()) == []


def test_action_says_what_it_changed(store: Store) -> None:
    with store.action("Thêm cụm") as action:
        first = action.insert("cluster", name="Cụm 1")
        action.insert("setting", key="k", value="v")
    assert action.changes.tables == {"cluster", "setting"}
    assert action.changes.rows["cluster"] == {first}
    assert action.changes.touches("unit", "setting")
    assert not action.changes.touches("unit")
    assert store.last_changes == action.changes


def break_off(store: Store, error: type[BaseException]) -> None:
    """Insert a row, then raise inside the action."""
    with store.action("Hỏng giữa chừng") as action:
        action.insert("cluster", name="Cụm 1")
        raise error


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, Cancelled])
def test_action_that_raises_leaves_nothing(store: Store, tables: Tables, error: type[BaseException]) -> None:
    before, actions = tables(store), count(store, "action")
    with pytest.raises(error):
        break_off(store, error)
    assert tables(store) == before
    assert count(store, "action") == actions
    assert count(store, "open_action") == 0
    with store.action("Lần sau vẫn được") as action:
        action.insert("cluster", name="Cụm 1")
    assert action.changes.action_id is not None


def test_no_row_changed_is_no_action(store: Store) -> None:
    with store.action("Thêm") as action:
        row = action.insert("cluster", name="Cụm 1", note="x")
    actions = count(store, "action")
    with store.action("Ghi y như cũ") as action:
        assert not action.update("cluster", row, name="Cụm 1", note="x")
    assert action.changes == Changes()
    assert count(store, "action") == actions


def test_update_writes_only_what_differs(store: Store) -> None:
    with store.action("Thêm") as action:
        row = action.insert("cluster", name="Cụm 1", note="x")
    with store.action("Sửa") as action:
        assert action.update("cluster", row, name="Cụm 1", note="y")
    (change,) = history.changes_of(store.con, action.id)
    assert (change.before["note"], change.after["note"]) == ("x", "y")


def test_values_are_stored_in_their_one_form(store: Store) -> None:
    with store.action("Thêm") as action:
        row = action.insert(
            "sheet_stock", name=unicodedata.normalize("NFD", "Lâm Đồng"), day=date(2023, 8, 15), delta=5
        )
    stored = store.con.execute("SELECT name, day FROM sheet_stock WHERE id = ?", (row,)).fetchone()
    assert tuple(stored) == ("Lâm Đồng", "2023-08-15")
    with store.action("Ghi lại ngày ấy") as action:
        assert not action.update("sheet_stock", row, day=date(2023, 8, 15))


def test_a_row_gone_meanwhile_is_told_and_nothing_is_written(
    store: Store, sentence: Callable[..., str]
) -> None:
    """The second of two quick clicks on Xóa, or a dialog whose row was undone under it."""
    before = history.last_action_id(store.con)

    def change(action: Action) -> None:
        action.update("cluster", 99, name="x")

    def remove(action: Action) -> None:
        action.delete("cluster", 99)

    def belong(action: Action) -> None:
        action.insert("cluster_year", cluster_id=99, year=2023)

    def belong_many(action: Action) -> None:
        action.insert_many("cluster_year", ("cluster_id", "year"), [(99, 2023)])

    def write(then: Callable[[Action], None]) -> None:
        with store.action("Ghi") as action:
            action.insert("sheet_stock", name="A4", day=date(2023, 8, 15), delta=5)
            then(action)

    for then in (change, remove, belong, belong_many):
        with pytest.raises(RowGone) as gone:
            write(then)
        assert "không còn trong sổ" in sentence(gone.value)
    assert history.last_action_id(store.con) == before


def test_an_id_is_never_given_twice(store: Store) -> None:
    with store.action("Thêm") as action:
        first = action.insert("cluster", name="Cụm 1")
    with store.action("Xóa") as action:
        action.delete("cluster", first)
    with store.action("Thêm nữa") as action:
        assert action.insert("cluster", name="Cụm 2") > first
        assert action.insert("cluster", name="Cụm 3") > first + 1


def test_an_action_inside_an_action_is_refused(store: Store) -> None:
    with pytest.raises(RuntimeError), store.action("Ngoài"), store.action("Trong"):
        pass
    with pytest.raises(RuntimeError), store.action("Ngoài"), store.maintenance():
        pass


@pytest.mark.parametrize("day", ["2023-02-31", "2023-13-01", "15/08/2023", "2023-8-15", ""])
def test_impossible_dates_are_refused_by_the_file(store: Store, day: str) -> None:
    with pytest.raises(sqlite3.IntegrityError), store.action("Ngày sai") as action:
        action.insert("sheet_stock", name="Phôi", day=day, delta=1)


@pytest.mark.parametrize("day", ["2023", "2023-06", "2023-06-15", None])
def test_partial_dates_have_their_own_columns(store: Store, day: str | None) -> None:
    with store.action("Phong trào") as action:
        action.insert("campaign", code="C", title="T", folded="t", start_on=day)


@pytest.mark.parametrize("day", ["2023-02-30", "2023-13", "0999", "20230", "2023-06-15T10:00", "hè 2023"])
def test_wrong_partial_dates_are_refused_by_the_file(store: Store, day: str) -> None:
    with pytest.raises(sqlite3.IntegrityError), store.action("Phong trào") as action:
        action.insert("campaign", code="C", title="T", folded="t", start_on=day)


WRITES = [
    "INSERT INTO cluster (uid, name) VALUES ('u', 'lén')",
    "UPDATE base_salary SET amount = 1",
    "DELETE FROM base_salary",
    "INSERT INTO attachment_bytes (sha256, bytes) VALUES (hex(zeroblob(32)), x'00')",
]


@pytest.mark.parametrize("statement", WRITES)
def test_the_file_itself_refuses_a_write_outside_an_action(store: Store, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=triggers.OUTSIDE_ACTION):
        store.con.execute(statement)
    with pytest.raises(sqlite3.IntegrityError, match=triggers.OUTSIDE_ACTION), store.maintenance() as con:
        con.execute(statement)


@pytest.mark.parametrize("statement", WRITES)
def test_a_stranger_with_the_file_is_refused_too(store_path: Path, statement: str) -> None:
    con = sqlite3.connect(store_path)
    with pytest.raises(sqlite3.IntegrityError, match=triggers.OUTSIDE_ACTION):
        con.execute(statement)
    con.close()


def test_a_reader_cannot_write(store: Store) -> None:
    con = store.reader()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        con.execute("DELETE FROM setting")
    con.close()


def test_every_table_is_strict_with_restricting_keys(store: Store) -> None:
    con = store.con
    for row in con.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall():
        if row["name"].startswith("sqlite_") or row["name"] == "_sqlite_migrations":
            continue
        assert row["strict"], row["name"]
        for key in con.execute(f"PRAGMA foreign_key_list({row['name']})"):
            assert key["on_delete"] == "RESTRICT", row["name"]
            assert key["on_update"] == "NO ACTION", row["name"]


def test_no_logged_column_holds_what_json_would_change(store: Store) -> None:
    for table in triggers.logged_tables(store.con):
        kinds = {row["type"] for row in store.con.execute(f"PRAGMA table_info({table})")}
        assert kinds <= {"INTEGER", "TEXT"}, table


def test_triggers_name_every_column_of_every_table(store: Store) -> None:
    made = triggers.stored(store.con)
    for table in triggers.logged_tables(store.con):
        names = [row["name"] for row in store.con.execute(f"PRAGMA table_info({table})")]
        for operation, aliases in (("insert", ["NEW"]), ("update", ["OLD", "NEW"]), ("delete", ["OLD"])):
            text = made[f"log_{table}_{operation}"]
            for alias in aliases:
                assert [name for name in names if f"'{name}', {alias}.\"{name}\"" in text] == names


def test_the_log_holds_whole_rows_and_their_hashes(store: Store) -> None:
    with store.action("Thêm") as action:
        row = action.insert("cluster", name="Cụm “một” \\ 'hai'", note="a\tb")
    stored = dict(store.con.execute("SELECT * FROM cluster WHERE id = ?", (row,)).fetchone())
    (change,) = history.changes_of(store.con, action.id)
    assert change.after == stored
    payload, digest = store.con.execute(
        "SELECT payload, payload_sha256 FROM change WHERE action_id = ?", (action.id,)
    ).fetchone()
    assert hashlib.sha256(payload.encode("utf-8")).hexdigest() == digest


def test_a_closed_register_is_one_file(store: Store, store_path: Path) -> None:
    with store.action("Thêm") as action:
        action.insert("cluster", name="Cụm 1")
    store.close()
    store.close()
    assert [path.name for path in store_path.parent.iterdir()] == [store_path.name]
    con = sqlite3.connect(store_path)
    assert con.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    con.close()


def test_closing_beside_a_reader_loses_nothing(
    store: Store, store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.con.execute("PRAGMA busy_timeout = 0")
    reader = store.reader()
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM cluster").fetchone()
    with store.action("Thêm") as action:
        action.insert("cluster", name="Cụm 1")
    store.close()
    reader.close()
    with Store.open(store_path) as again:
        assert count(again, "cluster") == 1


def test_reader_of_a_missing_file(tmp_path: Path, sentence: Callable[..., str]) -> None:
    with pytest.raises(StoreMissing) as refused:
        open_reader(tmp_path / "không có.sothidua")
    sentence(refused.value)
    assert list(tmp_path.iterdir()) == []


IN_THE_MIDDLE = """
import sys
from pathlib import Path
from db.store import Store
store = Store.open(Path(sys.argv[1]))
store.con.execute("PRAGMA cache_size = 10")  # spills to the disk long before the commit
with store.action("Dở dang") as action:
    for number in range(2000):
        action.insert("cluster", name="Cụm %d" % number)
    print("ready", flush=True)
    sys.stdin.readline()
"""

ONE_AFTER_THE_OTHER = """
import sys
from pathlib import Path
from db.store import Store
store = Store.open(Path(sys.argv[1]))
while True:
    with store.action("Ba cụm") as action:
        for number in range(3):
            action.insert("cluster", name="Cụm")
    print("done", flush=True)
"""


def test_power_cut_in_the_middle_of_an_action(
    store_path: Path, start_child: Callable[..., subprocess.Popen[str]], tables: Tables
) -> None:
    with Store.open(store_path) as store:
        before = tables(store)
    child = start_child(IN_THE_MIDDLE, store_path)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    assert Path(f"{store_path}-wal").stat().st_size > 100_000
    child.kill()
    child.wait()
    with Store.open(store_path) as store:
        assert tables(store) == before
        assert count(store, "open_action") == 0


def test_power_cut_between_actions_keeps_all_that_was_told(
    store_path: Path, start_child: Callable[..., subprocess.Popen[str]]
) -> None:
    child = start_child(ONE_AFTER_THE_OTHER, store_path)
    assert child.stdout is not None
    for _ in range(20):
        assert child.stdout.readline() == "done\n"
    child.kill()
    child.wait()
    with Store.open(store_path) as store:
        clusters = count(store, "cluster")
        assert clusters >= 60
        assert clusters % 3 == 0
        assert count(store, "open_action") == 0
