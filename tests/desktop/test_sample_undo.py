"""The whole worked example taken back step by step and made again: every table, every kind of row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db import backup, history, triggers
from db.errors import NotFound
from db.store import Store
from db.talk import SilentTalk
from desktop.sample import load_sample

Tables = dict[str, dict[int, tuple[Any, ...]]]


def tables(store: Store) -> Tables:
    return {
        table: {row["id"]: tuple(row) for row in store.con.execute(f'SELECT * FROM "{table}"')}
        for table in triggers.logged_tables(store.con)
    }


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "ví dụ.sothidua") as store:
        yield store


def test_the_example_is_undone_and_redone_to_the_last_row(empty: Store) -> None:
    store, before = empty, tables(empty)
    load_sample(store, SilentTalk())
    after = tables(store)
    used = {table for table, rows in after.items() if len(rows) > len(before[table])}
    assert len(used) > 25
    steps = 0
    while history.last_undoable(store.con) is not None:
        history.undo(store)
        steps += 1
    assert steps > 20
    assert tables(store) == before
    for _ in range(steps):
        history.redo(store)
    assert tables(store) == after
    with pytest.raises(NotFound):
        history.redo(store)
    store.close()
    assert backup.check(store.path).problems == ()
