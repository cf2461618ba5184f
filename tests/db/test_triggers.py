"""The triggers as the file carries them: every table, every column, every kind of change; nothing outside an action."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from db import attachments, sqlite, triggers, units
from db.store import Store

BOOKKEEPING = {"action", "open_action", "change", "store_fact", "attachment_bytes"}


def declared(store: Store) -> dict[str, list[str]]:
    """Tables and their columns read from the SQL they were made with, not through the module under test."""
    found = {}
    for row in store.con.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"):
        if not row["name"].startswith(("sqlite_", "_sqlite")):
            names = store.con.execute("SELECT name FROM pragma_table_xinfo(?)", (row["name"],))
            found[row["name"]] = [name for (name,) in names]
    return found


def test_every_noun_is_logged_and_bookkeeping_is_not(store: Store) -> None:
    assert set(triggers.logged_tables(store.con)) == set(declared(store)) - BOOKKEEPING
    assert triggers.logged_tables(store.con) == sorted(triggers.logged_tables(store.con))


def test_each_logged_table_carries_three_triggers(store: Store) -> None:
    names = set(triggers.stored(store.con))
    for table in set(declared(store)) - BOOKKEEPING:
        assert {f"log_{table}_{kind}" for kind in ("insert", "update", "delete")} <= names
    assert len(names) == 3 * len(set(declared(store)) - BOOKKEEPING) + 4


def test_each_trigger_names_each_column(store: Store) -> None:
    stored = triggers.stored(store.con)
    for table, columns in declared(store).items():
        if table in BOOKKEEPING:
            continue
        for kind, images in (("insert", 1), ("update", 2), ("delete", 1)):
            text = stored[f"log_{table}_{kind}"]
            for column in columns:
                assert len(re.findall(rf'(?:OLD|NEW)\."{column}"', text)) == images, (table, kind, column)


def test_what_stands_is_what_is_expected(store: Store) -> None:
    assert triggers.stored(store.con) == triggers.expected(store.con)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO setting (key, value) VALUES ('lén', 'x')",
        "UPDATE base_salary SET amount = 1",
        "DELETE FROM holiday",
        "UPDATE setting SET value = 'x'",
        "INSERT INTO attachment_bytes (sha256, bytes) VALUES ('a', x'00')",
    ],
)
def test_the_file_itself_refuses_a_write_outside_an_action(store: Store, statement: str) -> None:
    with store.action("Cài đặt") as action:
        action.insert("setting", key="theme", value="dark")
    with pytest.raises(sqlite.IntegrityError, match=triggers.OUTSIDE_ACTION):
        store.con.execute(statement)


def payloads(store: Store, table: str) -> list[tuple[str, dict[str, Any]]]:
    rows = store.con.execute(
        "SELECT operation, payload FROM change WHERE table_name = ? ORDER BY id", (table,)
    )
    return [(row["operation"], json.loads(row["payload"])) for row in rows]


def test_the_log_holds_the_row_before_and_after(store: Store) -> None:
    with store.action("Thêm") as action:
        one = action.insert("setting", key="theme", value="dark")
    with store.action("Sửa") as action:
        action.update("setting", one, value="light")
    with store.action("Xóa") as action:
        action.delete("setting", one)
    dark, light = ({"id": one, "key": "theme", "value": value} for value in ("dark", "light"))
    assert [(kind, pair(payload)) for kind, payload in payloads(store, "setting")] == [
        ("insert", (None, dark)),
        ("update", (dark, light)),
        ("delete", (light, None)),
    ]


def pair(payload: dict[str, Any]) -> tuple[Any, Any]:
    """Before and after, without columns the test does not speak of."""
    wanted = ("id", "key", "value")
    before, after = payload.get("before"), payload.get("after")
    return tuple(side and {name: side[name] for name in wanted} for side in (before, after))  # type: ignore[return-value]


def test_an_id_never_changes(store: Store) -> None:
    with store.action("Thêm") as action:
        unit_id = units.add_unit(action, name="Tổ dân phố 1")
    with (
        pytest.raises(sqlite.IntegrityError, match="id changed"),
        store.action("Đổi số") as action,
    ):
        action.con.execute("UPDATE unit SET id = ? WHERE id = ?", (unit_id + 1, unit_id))
    assert units.get_unit(store.con, unit_id).name == "Tổ dân phố 1"


def test_bytes_never_change_and_stay_while_referred_to(store: Store) -> None:
    with store.action("Đính kèm") as action:
        attachments.add(action, "a.txt", "văn bản".encode())
    for statement in ("UPDATE attachment_bytes SET bytes = x'00'", "DELETE FROM attachment_bytes"):
        with (
            pytest.raises(sqlite.IntegrityError, match=triggers.STILL_REFERRED),
            store.action("Đổi") as action,
        ):
            action.con.execute(statement)


def test_dropped_triggers_are_rebuilt_as_they_were(store: Store) -> None:
    before = triggers.stored(store.con)
    con = store.con
    con.execute("BEGIN")
    triggers.drop(con)
    assert triggers.stored(con) == {}
    triggers.rebuild(con)
    assert triggers.stored(con) == before
    con.execute("ROLLBACK")


def test_a_new_column_is_in_the_log_after_a_rebuild(store: Store) -> None:
    con = store.con
    con.execute("BEGIN")
    con.execute("ALTER TABLE setting ADD COLUMN ghi_chu TEXT")
    assert triggers.stored(con) != triggers.expected(con)
    triggers.rebuild(con)
    assert 'NEW."ghi_chu"' in triggers.stored(con)["log_setting_update"]
    assert triggers.stored(con) == triggers.expected(con)
    con.execute("ROLLBACK")
