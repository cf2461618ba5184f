"""Undo and redo: against whole-state snapshots, against replaying what stands, and by hand for each refusal."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from db import history, triggers
from db.errors import NotFound, RowGone, UndoRefused
from db.store import Action, Store

Tables = Callable[[Store], dict[str, dict[int, tuple[Any, ...]]]]
Sentence = Callable[..., str]

UNIT = {"kind": "neighborhood", "folded": "x", "sort_key": "x"}


def add(store: Store, table: str, sentence: str = "Thêm", **values: Any) -> int:
    with store.action(sentence) as action:
        return action.insert(table, **values)


def change(store: Store, table: str, row: int, sentence: str = "Sửa", **values: Any) -> None:
    with store.action(sentence) as action:
        action.update(table, row, **values)


def remove(store: Store, table: str, row: int, sentence: str = "Xóa") -> None:
    with store.action(sentence) as action:
        action.delete(table, row)


def value(store: Store, table: str, column: str, row: int) -> Any:
    found = store.con.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row,)).fetchone()
    return None if found is None else found[0]


def action_named(store: Store, name: str) -> int:
    return next(a.id for a in history.actions(store.con) if a.name == name)


def test_undo_and_redo_of_each_kind_of_change(store: Store, tables: Tables) -> None:
    states = [tables(store)]
    row = add(store, "cluster", name="Cụm 1")
    states.append(tables(store))
    change(store, "cluster", row, name="Cụm Một")
    states.append(tables(store))
    remove(store, "cluster", row)
    states.append(tables(store))
    for state in reversed(states[:-1]):
        history.undo(store)
        assert tables(store) == state
    for state in states[1:]:
        history.redo(store)
        assert tables(store) == state


def test_undo_is_itself_told_and_emits_changes(store: Store) -> None:
    row = add(store, "cluster", "Thêm Cụm 1", name="Cụm 1")
    undone = history.undo(store)
    assert undone.name == "Thêm Cụm 1"
    assert store.last_changes.rows == {"cluster": {row}}
    newest, original = history.actions(store.con)[:2]
    assert (newest.name, newest.undoes_id) == ("Hoàn tác: Thêm Cụm 1", original.id)
    assert original.undone
    assert not newest.can_undo
    assert history.redo(store).id == original.id
    assert history.actions(store.con)[0].name == "Làm lại: Thêm Cụm 1"
    assert not next(a for a in history.actions(store.con) if a.id == original.id).undone


def test_rows_that_refer_to_each_other(store: Store, tables: Tables) -> None:
    with store.action("Thêm cụm và đơn vị") as action:
        cluster = action.insert("cluster", name="Cụm 1")
        unit = action.insert("unit", name="Tổ 1", **UNIT)
        member = action.insert("cluster_member", cluster_id=cluster, unit_id=unit, year=2023)
    full = tables(store)
    with store.action("Xóa cả cụm") as action:
        action.delete("cluster_member", member)
        action.delete("unit", unit)
        action.delete("cluster", cluster)
    history.undo(store)
    assert tables(store) == full
    history.undo(store)
    history.redo(store)
    assert tables(store) == full


def test_a_deleted_row_comes_back_beside_newer_ones(store: Store) -> None:
    row = add(store, "cluster", "Thêm Cụm 1", name="Cụm 1")
    remove(store, "cluster", row, "Xóa Cụm 1")
    add(store, "cluster", "Thêm Cụm 2", name="Cụm 2")
    history.undo(store, action_named(store, "Xóa Cụm 1"))
    assert value(store, "cluster", "name", row) == "Cụm 1"
    assert store.con.execute("SELECT count(*) FROM cluster").fetchone()[0] == 2


def test_refused_when_a_later_action_touched_the_row(
    store: Store, tables: Tables, sentence: Sentence
) -> None:
    row = add(store, "cluster", "Thêm Cụm 1", name="Cụm 1")
    change(store, "cluster", row, "Đổi tên thành Cụm A", name="Cụm A")
    change(store, "cluster", row, "Ghi chú cụm", note="x")
    before = tables(store)
    with pytest.raises(UndoRefused) as refused:
        history.undo(store, action_named(store, "Thêm Cụm 1"))
    assert "“Đổi tên thành Cụm A”; “Ghi chú cụm”" in sentence(refused.value)
    assert tables(store) == before


def test_refused_when_a_later_action_refers_to_the_row(store: Store, sentence: Sentence) -> None:
    cluster = add(store, "cluster", "Thêm Cụm 1", name="Cụm 1")
    add(store, "cluster_year", "Lập năm 2023", cluster_id=cluster, year=2023)
    with pytest.raises(UndoRefused) as refused:
        history.undo(store, action_named(store, "Thêm Cụm 1"))
    assert "“Lập năm 2023”" in sentence(refused.value)
    history.undo(store)
    history.undo(store, action_named(store, "Thêm Cụm 1"))


def test_refused_when_what_it_refers_to_was_deleted_later(store: Store, sentence: Sentence) -> None:
    cluster = add(store, "cluster", name="Cụm 1")
    year = add(store, "cluster_year", cluster_id=cluster, year=2023)
    remove(store, "cluster_year", year, "Bỏ năm 2023")
    remove(store, "cluster", cluster, "Bỏ Cụm 1")
    with pytest.raises(UndoRefused) as refused:
        history.undo(store, action_named(store, "Bỏ năm 2023"))
    assert "“Bỏ Cụm 1”" in sentence(refused.value)
    assert value(store, "cluster_year", "year", year) is None


def test_refused_when_its_unique_value_was_taken_later(store: Store, sentence: Sentence) -> None:
    row = add(store, "setting", key="k", value="1")
    remove(store, "setting", row, "Bỏ k")
    add(store, "setting", "Đặt k lần nữa", key="k", value="2")
    with pytest.raises(UndoRefused) as refused:
        history.undo(store, action_named(store, "Bỏ k"))
    assert "“Đặt k lần nữa”" in sentence(refused.value)


def test_redo_refused_when_the_row_was_touched_meanwhile(store: Store, sentence: Sentence) -> None:
    row = add(store, "cluster", name="Cụm 1")
    change(store, "cluster", row, "Ghi x", note="x")
    history.undo(store)
    change(store, "cluster", row, "Ghi y", note="y")
    with pytest.raises(NotFound) as nothing:
        history.redo(store)
    assert str(nothing.value).endswith(".")
    with pytest.raises(UndoRefused) as refused:
        history.redo(store, action_named(store, "Ghi x"))
    assert "“Ghi y”" in sentence(refused.value)
    assert "làm lại" in str(refused.value)


def test_an_undone_later_action_is_not_in_the_way(store: Store) -> None:
    row = add(store, "cluster", "Thêm Cụm 1", name="Cụm 1")
    change(store, "cluster", row, "Ghi x", note="x")
    history.undo(store)
    history.redo(store)
    history.undo(store)
    history.undo(store, action_named(store, "Thêm Cụm 1"))
    assert value(store, "cluster", "name", row) is None


def test_an_older_action_undone_meanwhile_is_named(store: Store, sentence: Sentence) -> None:
    row = add(store, "cluster", name="Cụm 1")
    change(store, "cluster", row, "Ghi x", note="x")
    change(store, "cluster", row, "Ghi y", note="y")
    history.undo(store)
    history.undo(store, action_named(store, "Ghi x"))
    with pytest.raises(UndoRefused) as refused:
        history.redo(store, action_named(store, "Ghi y"))
    assert "“Hoàn tác: Ghi x”" in sentence(refused.value)
    history.redo(store, action_named(store, "Ghi x"))
    history.redo(store, action_named(store, "Ghi y"))
    assert value(store, "cluster", "note", row) == "y"


def test_many_later_actions_are_counted_not_listed(store: Store, sentence: Sentence) -> None:
    row = add(store, "cluster", "Thêm Cụm 1", name="Cụm 1")
    for number in range(8):
        change(store, "cluster", row, f"Ghi {number}", note=str(number))
    with pytest.raises(UndoRefused) as refused:
        history.undo(store, action_named(store, "Thêm Cụm 1"))
    assert "“Ghi 4” và 3 việc nữa" in sentence(refused.value)


def test_refusals_without_any_later_action(store: Store, sentence: Sentence) -> None:
    with pytest.raises(NotFound):
        history.undo(store)
    with pytest.raises(NotFound) as unknown:
        history.undo(store, 999)
    sentence(unknown.value)
    with pytest.raises(UndoRefused) as too_old:
        history.undo(store, 1)
    sentence(too_old.value)
    add(store, "cluster", name="Cụm 1")
    undone = history.undo(store)
    with pytest.raises(UndoRefused) as again:
        history.undo(store, undone.id)
    sentence(again.value)
    with pytest.raises(UndoRefused) as undoing:
        history.undo(store, undone.id + 1)
    sentence(undoing.value)
    history.redo(store, undone.id + 1)
    with pytest.raises(NotFound):
        history.redo(store, undone.id + 1)


def test_undo_of_an_import(store: Store, tables: Tables) -> None:
    before = tables(store)
    with store.action("Nhập 5000 dòng") as action:
        cluster = action.insert("cluster", name="Cụm")
        for number in range(5000):
            unit = action.insert("unit", name=f"Tổ {number}", **UNIT)
            action.insert("cluster_member", cluster_id=cluster, unit_id=unit, year=2023)
    after = tables(store)
    assert len(after["unit"]) == 5000
    history.undo(store)
    assert tables(store) == before
    history.redo(store)
    assert tables(store) == after


def test_history_pages_backwards(store: Store) -> None:
    for number in range(5):
        add(store, "cluster", f"Thêm {number}", name="Cụm")
    first = history.actions(store.con, limit=3)
    rest = history.actions(store.con, limit=3, before=first[-1].id)
    assert [a.name for a in first + rest][:5] == [f"Thêm {n}" for n in (4, 3, 2, 1, 0)]
    assert [a.change_count for a in first] == [1, 1, 1]


# ---------------------------------------------------------------- random sequences

YEARS = st.integers(2020, 2023)
NAMES = st.sampled_from(["Cụm 1", "Cụm 2", "Đắk Lắk", 'a"b\\', ""])


@cache
def small_register() -> Path:
    path = Path(tempfile.mkdtemp(prefix="sothidua-history-")) / "mẫu.sothidua"
    with Store.create(path) as store, store.action("Đơn vị") as action:
        for number in range(3):
            action.insert("unit", name=f"Tổ {number}", **UNIT)
    return path


def image(store: Store) -> dict[str, dict[int, tuple[Any, ...]]]:
    return {
        table: {row["id"]: tuple(row) for row in store.con.execute(f'SELECT * FROM "{table}"')}
        for table in ("unit", "cluster", "cluster_member", "setting")
    }


class RandomHistory(RuleBasedStateMachine):
    """Random actions of one to six random changes over tables with keys and unique values."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sothidua-history-"))
        self.store = Store.open(Path(shutil.copyfile(small_register(), self.folder / "sổ.sothidua")))
        self.initial = image(self.store)
        self.first = history.actions(self.store.con)[0].id
        # Brute force: what each action did to each row, kept here; and which of them stand.
        self.effects: dict[int, list[tuple[str, int, Any, Any]]] = {}
        self.standing: set[int] = set()
        self.events: list[tuple[int, bool]] = []
        self.plain = True

    def teardown(self) -> None:
        """Going back step by step is never refused, and ends where it began."""
        for chosen, switched_on in reversed(self.events):
            (history.undo if switched_on else history.redo)(self.store, chosen)
        assert image(self.store) == self.initial
        self.store.close()
        shutil.rmtree(self.folder)

    def _ids(self, table: str) -> list[int]:
        return [row[0] for row in self.store.con.execute(f"SELECT id FROM {table} ORDER BY id")]

    def _one(self, action: Action, data: st.DataObject) -> None:
        table = data.draw(st.sampled_from(["cluster", "cluster_member", "setting", "unit"]))
        ids = self._ids(table)
        kind = data.draw(st.sampled_from(["insert", "insert", "update", "delete"] if ids else ["insert"]))
        if kind == "delete":
            action.delete(table, data.draw(st.sampled_from(ids)))
            return
        values = self._values(table, data)
        if kind == "insert":
            action.insert(table, **values)
        else:
            action.update(table, data.draw(st.sampled_from(ids)), **values)

    def _values(self, table: str, data: st.DataObject) -> dict[str, Any]:
        if table == "cluster":
            return {"name": data.draw(NAMES), "note": data.draw(NAMES)}
        if table == "unit":
            return {"name": data.draw(NAMES), **UNIT}
        if table == "setting":
            return {"key": data.draw(st.sampled_from("abc")), "value": data.draw(NAMES)}
        clusters, units = self._ids("cluster") or [1], self._ids("unit") or [1]
        return {
            "cluster_id": data.draw(st.sampled_from(clusters)),
            "unit_id": data.draw(st.sampled_from(units)),
            "year": data.draw(YEARS),
        }

    @rule(data=st.data(), size=st.integers(1, 6))
    def act(self, data: st.DataObject, size: int) -> None:
        """One action; changes the file refuses (keys, unique values, empty names) are left out of it."""
        before = image(self.store)
        with self.store.action("Việc") as action:
            for _ in range(size):
                try:
                    self._one(action, data)
                except (sqlite3.IntegrityError, RowGone):
                    continue
        if action.changes.action_id is None:
            assert image(self.store) == before
            return
        self.standing.add(action.id)
        self.events.append((action.id, True))
        self.effects[action.id] = [
            (table, row, before[table].get(row), image(self.store)[table].get(row))
            for table, rows in action.changes.rows.items()
            for row in rows
        ]

    @precondition(lambda self: self.standing)
    @rule()
    def undo_last(self) -> None:
        """Ctrl+Z takes what was made or redone last; in a plain sequence of steps it is never refused."""
        on = [chosen for chosen, switched_on in self.events if switched_on and chosen in self.standing]
        try:
            self._undo_and_compare(on[-1], None)
        except UndoRefused:
            assert not self.plain

    @precondition(lambda self: self.standing)
    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        """Any standing action: done right, or refused and untouched."""
        self.plain = False
        chosen = data.draw(st.sampled_from(sorted(self.standing)))
        before = image(self.store)
        try:
            self._undo_and_compare(chosen, chosen)
        except UndoRefused:
            assert image(self.store) == before
            assert self._reason_to_refuse(chosen)

    @precondition(lambda self: len(self.effects) > len(self.standing))
    @rule(data=st.data())
    def redo_any(self, data: st.DataObject) -> None:
        """Any undone action: brought back, or refused and untouched."""
        self.plain = False
        chosen = data.draw(st.sampled_from(sorted(self.effects.keys() - self.standing)))
        before = image(self.store)
        try:
            assert history.redo(self.store, chosen).id == chosen
        except UndoRefused:
            assert image(self.store) == before
            assert self._reason_to_refuse(chosen)
            return
        self.standing.add(chosen)
        self.events.append((chosen, True))
        self._compare()

    def _undo_and_compare(self, chosen: int, given: int | None) -> None:
        assert history.undo(self.store, given).id == chosen
        self.standing.remove(chosen)
        self.events.append((chosen, False))
        self._compare()

    def _compare(self) -> None:
        """The register equals the standing actions applied one after the other to the start."""
        state = {table: dict(rows) for table, rows in self.initial.items()}
        for action_id in sorted(self.standing):
            for table, row, _before, after in self.effects[action_id]:
                if after is None:
                    state[table].pop(row, None)
                else:
                    state[table][row] = after
        assert image(self.store) == state

    def _reason_to_refuse(self, chosen: int) -> bool:
        """Whether some other action touched a row of this one, or a row one key away, or took a unique value."""
        rows = {(table, row) for table, row, _, _ in self.effects[chosen]}
        others = {
            (table, row)
            for other, effects in self.effects.items()
            if other != chosen
            for table, row, _, _ in effects
        }
        tables = {table for table, _ in rows}
        near = {"cluster_member"} if tables & {"cluster", "unit"} else set()
        near |= {"cluster", "unit", "cluster_member"} if "cluster_member" in tables else set()
        near |= {"setting"} if "setting" in tables else set()
        return bool(rows & others) or any(table in near for table, _ in others)


TestRandomHistory = RandomHistory.TestCase
TestRandomHistory.settings = settings(
    max_examples=30,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def test_the_machine_covers_tables_that_are_logged(store: Store) -> None:
    assert {"unit", "cluster", "cluster_member", "setting"} <= set(triggers.logged_tables(store.con))
