"""What stands in the way of an undo, worked out by hand: touched later, referred to, or another in its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db import history, people, settings, units
from db.errors import Refused, UndoRefused
from db.store import Action, Store

Sentence = Callable[[Refused | str], str]


def step(store: Store, called: str, work: Callable[..., object], *arguments: object, **facts: object) -> int:
    """Run one command as one action; the action's id."""
    with store.action(called) as action:
        work(action, *arguments, **facts)
    return history.last_action_id(store.con)


def set_phone(action: Action, unit: int) -> None:
    units.change_unit(action, unit, name="Tổ dân phố 1", kind="neighborhood", phone="0901")


def unit_id(store: Store, name: str) -> int:
    return next(unit.id for unit in units.list_units(store.con) if unit.name == name)


def told(store: Store, action_id: int, sentence: Sentence) -> str:
    with pytest.raises(UndoRefused) as caught:
        history.undo(store, action_id)
    return sentence(caught.value)


@pytest.fixture
def added(store: Store) -> int:
    return step(store, "Thêm Tổ dân phố 1", units.add_unit, name="Tổ dân phố 1")


def test_a_row_touched_later_names_who_touched_it(store: Store, added: int, sentence: Sentence) -> None:
    one = unit_id(store, "Tổ dân phố 1")
    step(store, "Ghi điện thoại", set_phone, one)
    step(store, "Việc khác", settings.put, "theme", "dark")
    refusal = told(store, added, sentence)
    assert "Ghi điện thoại" in refusal
    assert "Việc khác" not in refusal


def test_once_the_later_action_is_undone_the_way_is_free(store: Store, added: int) -> None:
    one = unit_id(store, "Tổ dân phố 1")
    later = step(store, "Ghi điện thoại", set_phone, one)
    history.undo(store, later)
    history.undo(store, added)
    assert units.list_units(store.con) == []


def test_redone_it_stands_in_the_way_again(store: Store, added: int, sentence: Sentence) -> None:
    one = unit_id(store, "Tổ dân phố 1")
    later = step(store, "Ghi điện thoại", set_phone, one)
    history.undo(store, later)
    history.redo(store, later)
    assert "Ghi điện thoại" in told(store, added, sentence)


def test_a_row_that_refers_to_it_stands_in_the_way(store: Store, added: int, sentence: Sentence) -> None:
    step(
        store,
        "Thêm bà An",
        people.add_subject,
        kind="individual",
        name="Trần Thị An",
        unit_id=unit_id(store, "Tổ dân phố 1"),
    )
    assert "Thêm bà An" in told(store, added, sentence)
    history.undo(store)
    history.undo(store, added)
    assert units.list_units(store.con) == []


def test_both_are_named_in_the_order_they_came(store: Store, added: int, sentence: Sentence) -> None:
    one = unit_id(store, "Tổ dân phố 1")
    step(store, "Ghi điện thoại", set_phone, one)
    step(store, "Thêm bà An", people.add_subject, kind="individual", name="Trần Thị An", unit_id=one)
    refusal = told(store, added, sentence)
    assert refusal.index("Ghi điện thoại") < refusal.index("Thêm bà An")


def test_its_own_rows_turn_back_with_it(store: Store) -> None:
    with store.action("Thêm đơn vị và người") as action:
        home = units.add_unit(action, name="Thôn 1")
        people.add_subject(action, kind="individual", name="Lê Văn Ba", unit_id=home)
    history.undo(store)
    assert units.list_units(store.con) == []
    history.redo(store)
    assert [unit.name for unit in units.list_units(store.con)] == ["Thôn 1"]


def test_other_actions_in_between_do_not_matter(store: Store, added: int) -> None:
    for name in ("Tổ dân phố 2", "Tổ dân phố 3"):
        step(store, f"Thêm {name}", units.add_unit, name=name)
    history.undo(store, added)
    assert sorted(unit.name for unit in units.list_units(store.con)) == ["Tổ dân phố 2", "Tổ dân phố 3"]


def test_a_setting_that_took_the_place_is_named(store: Store, sentence: Sentence) -> None:
    """Undoing the removal would bring back a key somebody has written anew."""
    with store.action("Chọn màu tối") as action:
        settings.put(action, "theme", "dark")
    row = store.con.execute("SELECT id FROM setting WHERE key = 'theme'").fetchone()["id"]
    with store.action("Bỏ lựa chọn") as action:
        action.delete("setting", row)
    removal = history.last_action_id(store.con)
    with store.action("Chọn màu sáng") as action:
        settings.put(action, "theme", "light")
    assert "Chọn màu sáng" in told(store, removal, sentence)
    assert settings.get(store.con, "theme") == "light"


def test_a_parent_that_is_gone_is_named(store: Store, sentence: Sentence) -> None:
    with store.action("Thêm đơn vị") as action:
        home = units.add_unit(action, name="Thôn 1")
    with store.action("Thêm người") as action:
        person = people.add_subject(action, kind="individual", name="Lê Văn Ba", unit_id=home)
    with store.action("Xóa người") as action:
        action.delete("subject", person)
    removed = history.last_action_id(store.con)
    with store.action("Xóa đơn vị") as action:
        action.delete("unit", home)
    assert "Xóa đơn vị" in told(store, removed, sentence)
    history.undo(store)
    history.undo(store, removed)
    assert people.get_subject(store.con, person).name == "Lê Văn Ba"


def test_a_refused_undo_leaves_nothing(
    store: Store, added: int, tables: Callable[[Store], object], sentence: Sentence
) -> None:
    one = unit_id(store, "Tổ dân phố 1")
    step(store, "Ghi điện thoại", set_phone, one)
    before, last = tables(store), history.last_action_id(store.con)
    told(store, added, sentence)
    assert tables(store) == before
    assert history.last_action_id(store.con) == last
