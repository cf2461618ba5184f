"""Old registers open: every frozen version, and steps invented here for what later versions will need."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from db import backup, catalogues, history, migrations, printing, sqlite, triggers
from db.errors import DiskFull, StoreReadOnly, UndoRefused
from db.migrations import Step
from db.store import Store, open_reader

FROZEN = sorted((Path(__file__).parents[1] / "data" / "schema").glob("*.sothidua.gz"))


def thaw(frozen: Path, folder: Path) -> Path:
    path = folder / "cũ.sothidua"
    path.write_bytes(gzip.decompress(frozen.read_bytes()))
    return path


def schema(con: sqlite3.Connection) -> dict[str, str]:
    return dict(con.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())


def without_triggers(con: sqlite3.Connection) -> dict[str, str]:
    """Tables and indexes: every later step makes the triggers anew, so those of a frozen version are never kept."""
    kept = con.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'")
    return dict(kept.fetchall())


@pytest.fixture
def old(store: Store) -> Path:
    """A closed register of the present version, with one action that could be undone."""
    with store.action("Thêm cụm") as action:
        cluster = action.insert("cluster", name="Cụm 1")
        action.insert("cluster_year", cluster_id=cluster, year=2023)
    store.close()
    return store.path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Pretend that a later version of the program added steps."""

    def add(*steps: Step) -> None:
        monkeypatch.setattr(migrations, "STEPS", [*migrations.STEPS, *steps])

    return add


def add_column(database: Database) -> None:
    database.conn.execute("ALTER TABLE cluster ADD COLUMN color TEXT NOT NULL DEFAULT ''")


def rebuild_cluster(database: Database) -> None:
    database.table("cluster").transform(rename={"note": "remark"})


def move_rows(database: Database) -> None:
    database.conn.execute("UPDATE cluster SET name = upper(name)")


def lose_rows(database: Database) -> None:
    database.conn.execute("DELETE FROM cluster")


def fail_late(database: Database) -> None:
    add_column(database)
    raise ZeroDivisionError


def test_every_released_version_is_frozen() -> None:
    assert [path.name for path in FROZEN] == [
        f"{n:04}.sothidua.gz" for n in range(1, migrations.latest() + 1)
    ]


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.name)
def test_a_frozen_register_opens_whole(frozen: Path, tmp_path: Path) -> None:
    path = thaw(frozen, tmp_path)
    with Store.open(path) as store:
        assert sqlite.pragma(store.con, "user_version") == migrations.latest()
        names = [tuple(row) for row in store.con.execute("SELECT name, note FROM cluster")]
        assert names == [("Cụm thi đua số 2", "")]
        assert triggers.stored(store.con) == triggers.expected(store.con)
        # Newest first: an undoing that stands and what it undid; a redoing, the undoing it undid, and the rest.
        undone = [action.undone for action in history.actions(store.con)]
        assert undone == [False, True, False, True, False, False, False]
        with store.action("Ghi tiếp") as action:
            action.insert("cluster", name="Cụm mới")
    assert backup.check(path).whole


@pytest.fixture
def first_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register the first version of the program left behind: forms, a run with a spoiled sheet, one undone."""
    path = tmp_path / "bản 1.sothidua"
    with monkeypatch.context() as old:
        old.setattr(migrations, "STEPS", migrations.STEPS[:1])
        old.setattr(catalogues, "load_law", lambda action: None)
        with Store.create(path) as store:
            with store.action("Danh mục, quyết định") as action:
                for code in ("giay_khen", "ldtt", "tt_ldtt"):
                    action.insert(
                        "award_form",
                        code=code,
                        name=code,
                        category="title",
                        object_kinds="individual",
                        source="Luật",
                        verified=1,
                    )
                office = action.insert("organization", name="UBND xã", level="commune", place="Xã")
                decision = action.insert(
                    "decision",
                    organization_id=office,
                    status="issued",
                    form_code="giay_khen",
                    authority_level="commune",
                    number="1",
                    day="2023-12-20",
                )
                for ordinal, name in enumerate("ab", start=1):
                    action.insert(
                        "award",
                        decision_id=decision,
                        subject_id=action.insert(
                            "subject",
                            kind="individual",
                            name=name,
                            folded=name,
                            sort_key=name,
                            object_class="other",
                        ),
                        ordinal=ordinal,
                        form_code="giay_khen",
                        object_kind="individual",
                        recipient=name,
                    )
            for name in ("In", "In nữa"):
                with store.action(name) as action:
                    print_run(action, decision)
            with store.action("Bỏ LĐTT") as action:
                action.delete("award_form", 2)
            with store.action("Sửa tên") as action:
                action.update("award_form", 1, name="Giấy khen")
            history.undo(store)
            history.redo(store)
            history.undo(store, 3)
    return path


def print_run(action: Any, decision: int) -> None:
    run = action.insert(
        "print_run",
        decision_id=decision,
        template_name="giay-khen-a4",
        target="printer",
        printer="Canon",
        at="2023-12-21T08:00:00+07:00",
    )
    for ordinal, state in ((1, "good"), (2, "spoiled")):
        action.insert("printed_sheet", print_run_id=run, award_id=ordinal, ordinal=ordinal, state=state)


def test_runs_of_the_first_version_are_closed_and_keep_their_sheets(first_version: Path) -> None:
    with Store.open(first_version) as store:
        (run,) = printing.list_runs(store.con)
        assert (run.open, run.planned, run.sheets, run.spoiled) == (False, (1, 2), 2, 1)
        assert (run.template_version, run.officer, run.stock, run.trial) == (1, "", "", False)
        assert printing.open_runs(store.con) == []
        assert printing.remaining(store.con, run.id) == [2]
        history.redo(store, 3)
        assert [found.open for found in printing.list_runs(store.con)] == [False, False], (
            "brought back, it is closed"
        )
        assert printing.needs_reason(store.con, [1, 2]) == [1]
    assert backup.check(first_version).whole


def test_forms_without_a_certificate_are_told_from_the_others(first_version: Path) -> None:
    with Store.open(first_version) as store:
        known = {form.code: form.has_certificate for form in catalogues.award_forms(store.con)}
        assert known == {"giay_khen": True, "tt_ldtt": False}


def test_what_the_first_version_did_is_undone_by_this_one(first_version: Path) -> None:
    """Inserts, updates and deletes alike: the step added columns and rebuilt no table."""
    with Store.open(first_version) as store:
        assert not any(action.too_old for action in history.actions(store.con)[:-1])
        before = rows_of(store)
        undone = [history.undo(store).name for _ in range(4)]
        assert undone == ["Sửa tên", "Bỏ LĐTT", "In", "Danh mục, quyết định"]
        assert not any(rows_of(store).values())
        for _ in undone:
            history.redo(store)
        after = rows_of(store)
        # A form taken out before and brought back by this version has lost what the step would have set.
        assert {table: len(rows) for table, rows in after.items()} == {t: len(r) for t, r in before.items()}
    assert backup.check(first_version).whole


def rows_of(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    tables = ("award_form", "decision", "award", "print_run", "printed_sheet")
    return {table: [tuple(row) for row in store.con.execute(f"SELECT * FROM {table}")] for table in tables}


def test_the_first_version_is_not_edited_after_it_was_frozen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "STEPS", migrations.STEPS[:1])
    fresh = sqlite.connect_writer(tmp_path / "mới.sothidua", create=True)
    migrations.migrate(fresh)
    frozen = sqlite3.connect(thaw(FROZEN[0], tmp_path))
    assert without_triggers(frozen) == without_triggers(fresh)
    frozen.close()
    fresh.close()


def test_a_register_of_this_version_opens_without_a_copy(store_path: Path) -> None:
    Store.open(store_path).close()
    assert list(store_path.parent.iterdir()) == [store_path]


def test_an_older_register_is_copied_aside_and_migrated(old: Path, later: Callable[..., None]) -> None:
    now = migrations.latest()
    later(Step(add_column))
    with Store.open(old) as store:
        assert sqlite.pragma(store.con, "user_version") == now + 1
        assert triggers.stored(store.con) == triggers.expected(store.con)
        with store.action("Tô màu") as action:
            action.update("cluster", 1, color="đỏ")
        (change,) = history.changes_of(store.con, action.id)
        assert change.after["color"] == "đỏ"
    aside = [path for path in old.parent.iterdir() if path != old]
    assert [path.name.rsplit("-", 2)[0] for path in aside] == [f"sổ-truoc-nang-cap-ban-{now}"]
    con = sqlite3.connect(aside[0])
    assert con.execute("PRAGMA user_version").fetchone()[0] == now
    assert con.execute("SELECT name FROM cluster").fetchall() == [("Cụm 1",)]
    con.close()


def test_an_added_column_keeps_older_actions_undoable(old: Path, later: Callable[..., None]) -> None:
    later(Step(add_column))
    with Store.open(old) as store:
        history.undo(store)
        assert store.con.execute("SELECT count(*) FROM cluster").fetchone()[0] == 0
        history.redo(store)
        assert tuple(store.con.execute("SELECT name, color FROM cluster").fetchone()) == ("Cụm 1", "")


def test_a_rebuilt_table_is_logged_again_and_its_past_only_shown(
    old: Path, later: Callable[..., None], sentence: Callable[..., str]
) -> None:
    later(Step(rebuild_cluster, rebuilds=True))
    with Store.open(old) as store:
        assert triggers.stored(store.con) == triggers.expected(store.con)
        newest = history.actions(store.con)[0]
        assert (newest.name, newest.too_old, newest.can_undo) == ("Thêm cụm", True, False)
        assert history.last_undoable(store.con) is None
        with pytest.raises(UndoRefused) as refused:
            history.undo(store, newest.id)
        sentence(refused.value)
        with store.action("Ghi chú") as action:
            action.update("cluster", 1, remark="x")
        history.undo(store)
        assert sqlite.pragma(store.con, "foreign_keys") == 1
    assert backup.check(old).whole


def test_a_step_may_move_rows_outside_an_action(old: Path, later: Callable[..., None]) -> None:
    later(Step(move_rows))
    with Store.open(old) as store:
        assert store.con.execute("SELECT name FROM cluster").fetchone()[0] == "CụM 1"
        with pytest.raises(UndoRefused):
            history.undo(store)


@pytest.mark.parametrize("step", [Step(lose_rows, rebuilds=True), Step(fail_late)])
def test_a_failed_step_leaves_the_old_version(old: Path, later: Callable[..., None], step: Step) -> None:
    before, now = rows_and_schema(old), migrations.latest()
    later(Step(move_rows), step)
    with pytest.raises((RuntimeError, ZeroDivisionError)):
        Store.open(old)
    con = sqlite3.connect(old)
    assert con.execute("PRAGMA user_version").fetchone()[0] == now + 1
    con.execute(f"PRAGMA user_version = {now}")
    con.close()
    assert rows_and_schema(old)[1] == before[1]
    assert rows_and_schema(old)[0] == [(1, "CụM 1")]


def rows_and_schema(path: Path) -> tuple[list[Any], dict[str, str]]:
    con = sqlite3.connect(path)
    found = con.execute("SELECT id, name FROM cluster").fetchall(), schema(con)
    con.close()
    return found


def test_no_migration_without_a_whole_copy_aside(
    old: Path, later: Callable[..., None], monkeypatch: pytest.MonkeyPatch, sentence: Callable[..., str]
) -> None:
    def full(_con: object, _target: Path, _progress: object = None) -> None:
        raise OSError(28, "No space left on device")

    now = migrations.latest()
    later(Step(add_column))
    monkeypatch.setattr(sqlite, "copy_database", full)
    with pytest.raises(DiskFull) as refused:
        Store.open(old)
    sentence(refused.value)
    con = sqlite3.connect(old)
    assert con.execute("PRAGMA user_version").fetchone()[0] == now
    con.close()
    assert list(old.parent.iterdir()) == [old]


def test_a_reader_does_not_migrate(
    old: Path, later: Callable[..., None], sentence: Callable[..., str]
) -> None:
    later(Step(add_column))
    before = old.read_bytes()
    with pytest.raises(StoreReadOnly) as refused:
        open_reader(old)
    sentence(refused.value)
    assert old.read_bytes() == before


def test_opening_needs_no_sqlite_utils(store_path: Path, run_child: Callable[..., list[str]]) -> None:
    """It takes 88 ms to import: an up-to-date register is opened, written and read without it."""
    code = """
import sys
from pathlib import Path
from db.store import Store
with Store.open(Path(sys.argv[1])) as store, store.action("Thêm") as action:
    action.insert("cluster", name="Cụm 1")
print("sqlite_utils" in sys.modules)
"""
    assert run_child(code, store_path) == ["False"]
