"""Rows inserted in one go, and a part of an action taken back by itself."""

from __future__ import annotations

import uuid

import pytest

from db import history, nominations, people
from db.errors import BadInput
from db.store import Action, Store


def test_many_rows_are_what_single_ones_would_be(store: Store) -> None:
    facts = [
        {
            "kind": "individual",
            "name": " Ksor  H’Lê ",
            "honorific": "Bà",
            "birth_on": "1985",
            "sex": "female",
        },
        {"kind": "household", "name": "Hộ ông K’Bảo", "address": "Thôn 1"},
    ]
    with store.action("Từng người") as action:
        singly = [people.add_subject(action, **one) for one in facts]
    with store.action("Cả lượt") as action:
        together = people.add_subjects(action, facts)
    one, many = (
        [tuple(store.con.execute("SELECT * FROM subject WHERE id = ?", (i,)).fetchone())[2:] for i in ids]
        for ids in (singly, together)
    )
    assert one == many
    uids = [row["uid"] for row in store.con.execute("SELECT uid FROM subject")]
    assert {uuid.UUID(uid).version for uid in uids} == {4}
    assert {str(uuid.UUID(uid)) for uid in uids} == set(uids)
    assert len(set(uids)) == 4
    before = store.con.execute("SELECT count(*) FROM subject").fetchone()[0]
    history.undo(store)
    assert store.con.execute("SELECT count(*) FROM subject").fetchone()[0] == before - 2
    # an id is never given twice, not even by insert_many
    with store.action("Lại") as action:
        assert min(people.add_subjects(action, facts)) > max(together)


def spoil(action: Action) -> None:
    with action.attempt():
        people.add_subject(action, kind="individual", name="Lê Văn Hỏng")
        people.add_subject(action, kind="individual", name="")


def test_a_part_that_fails_leaves_the_rest(store: Store) -> None:
    with store.action("Hai người, một hỏng") as action:
        with action.attempt():
            people.add_subject(action, kind="individual", name="Lê Văn An")
        with pytest.raises(BadInput):
            spoil(action)
        people.add_subject(action, kind="individual", name="Lê Văn Ba")
    names = [row["name"] for row in store.con.execute("SELECT name FROM subject ORDER BY id")]
    assert names == ["Lê Văn An", "Lê Văn Ba"]
    assert len(history.changes_of(store.con, action.id)) == 2
    history.undo(store)
    assert store.con.execute("SELECT count(*) FROM subject").fetchone()[0] == 0


def test_who_stands_already_is_refused_alone(store: Store) -> None:
    with store.action("Đề nghị") as action:
        ids = people.add_subjects(action, [{"kind": "individual", "name": f"Người {n}"} for n in "ABC"])
        nominations.nominate(action, subject_id=ids[1], form_code="giay_khen")
        wanted = {"form_code": "giay_khen", "citation": " Đã  làm ", "note": "x"}
        asked = [{"subject_id": one, **wanted} for one in (*ids, ids[0])]
        made = nominations.nominate_many(action, None, asked)
    assert [isinstance(one, BadInput) for one in made] == [False, True, False, True]
    assert "Người B" in str(made[1])
    assert "Người A" in str(made[3])
    assert isinstance(made[0], int)
    first = nominations.get_nomination(store.con, made[0])
    assert (first.name, first.own_citation, first.note, first.status) == ("Người A", "Đã làm", "x", "draft")


def test_what_a_row_was_before_a_later_change(store: Store) -> None:
    with store.action("Một") as action:
        one = people.add_subject(action, kind="individual", name="Lê Văn An", position="Tổ phó")
    version = history.last_action_id(store.con)
    for position in ("Tổ trưởng", "Bí thư"):
        with store.action(position) as action:
            people.change_subject(action, one, position=position)
    with store.action("Hai") as action:
        other = people.add_subject(action, kind="individual", name="Lê Văn Ba")
    before = history.rows_before(store.con, "subject", version)
    assert (before[one]["position"], before[other]) == ("Tổ phó", {})
    assert history.rows_before(store.con, "subject", version + 1)[one]["position"] == "Tổ trưởng"
    assert history.rows_before(store.con, "subject", history.last_action_id(store.con)) == {}
