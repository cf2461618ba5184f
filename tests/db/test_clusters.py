"""Clusters and blocs year by year, against members written down by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from db import clusters, history, units
from db.errors import NotFound
from db.store import Action, Store

D = dt.date
Refuse = Callable[[Callable[[Action], object]], str]
NAMES = ("Tổ dân phố 10", "Tổ dân phố 2", "Ấp Đông", "Trường Mầm non Sao Mai")


@pytest.fixture
def ids(store: Store) -> dict[str, int]:
    with store.action("Đơn vị") as action:
        return {name: units.add_unit(action, name=name) for name in NAMES}


def save(store: Store, name: str, year: int, members: tuple[int, ...], **facts: Any) -> int:
    with store.action(f"Ghi {name} năm {year}") as action:
        return clusters.save(
            action, name=name, kind=facts.pop("kind", "cluster"), year=year, members=members, **facts
        )


def standing(store: Store, year: int) -> list[tuple[str, str, tuple[str, ...], str, dt.date | None]]:
    return [
        (one.name, one.shown_kind, one.member_names, one.head_unit, one.pledge_date)
        for one in clusters.in_year(store.con, year)
    ]


def test_a_cluster_with_members_head_and_pledge(store: Store, ids: dict[str, int]) -> None:
    ten, two = ids["Tổ dân phố 10"], ids["Tổ dân phố 2"]
    save(store, "Cụm số 1", 2023, (ten, two), head_unit_id=ten, pledge_date=D(2023, 3, 15))
    assert standing(store, 2023) == [
        ("Cụm số 1", "Cụm thi đua", ("Tổ dân phố 2", "Tổ dân phố 10"), "Tổ dân phố 10", D(2023, 3, 15))
    ]
    one = clusters.in_year(store.con, 2023)[0]
    assert (one.members, one.head_unit_id, one.year) == ((two, ten), ten, 2023)


def test_another_year_has_other_members_and_no_head(store: Store, ids: dict[str, int]) -> None:
    ten, two, east = ids["Tổ dân phố 10"], ids["Tổ dân phố 2"], ids["Ấp Đông"]
    cluster = save(store, "Cụm số 1", 2023, (ten, two), head_unit_id=two, pledge_date=D(2023, 3, 15))
    assert standing(store, 2024) == [("Cụm số 1", "Cụm thi đua", (), "", None)]
    save(store, "Cụm số 1", 2024, (two, east), head_unit_id=east, cluster_id=cluster)
    assert standing(store, 2023)[0][2:] == (
        ("Tổ dân phố 2", "Tổ dân phố 10"),
        "Tổ dân phố 2",
        D(2023, 3, 15),
    )
    assert standing(store, 2024)[0][2:] == (("Ấp Đông", "Tổ dân phố 2"), "Ấp Đông", None)
    assert clusters.years(store.con) == [2024, 2023]


def test_blocs_stand_beside_clusters_by_name(store: Store, ids: dict[str, int]) -> None:
    save(store, "Khối trường học", 2023, (ids["Trường Mầm non Sao Mai"],), kind="bloc")
    save(store, "Cụm số 1", 2023, (ids["Ấp Đông"],))
    assert [(name, kind) for name, kind, *_ in standing(store, 2023)] == [
        ("Cụm số 1", "Cụm thi đua"),
        ("Khối trường học", "Khối thi đua"),
    ]


def test_changing_touches_only_what_differs(store: Store, ids: dict[str, int]) -> None:
    ten, two, east = ids["Tổ dân phố 10"], ids["Tổ dân phố 2"], ids["Ấp Đông"]
    cluster = save(store, "Cụm 1", 2023, (ten, two), head_unit_id=two)
    last = history.last_action_id(store.con)
    save(store, "Cụm 1", 2023, (two, ten), head_unit_id=two, cluster_id=cluster)
    assert history.last_action_id(store.con) == last
    save(store, "Cụm 1", 2023, (two, east), head_unit_id=two, cluster_id=cluster)
    changes = history.changes_of(store.con, history.last_action_id(store.con))
    assert sorted((c.table, c.operation) for c in changes) == [
        ("cluster_member", "delete"),
        ("cluster_member", "insert"),
    ]


def test_a_head_may_be_taken_back_and_the_name_changed(store: Store, ids: dict[str, int]) -> None:
    two = ids["Tổ dân phố 2"]
    cluster = save(store, "Cụm 1", 2023, (two,), head_unit_id=two, pledge_date=D(2023, 3, 1))
    save(store, "Khối  đầu ", 2023, (two,), cluster_id=cluster, kind="bloc")
    assert standing(store, 2023) == [("Khối đầu", "Khối thi đua", ("Tổ dân phố 2",), "", None)]


def test_members_named_twice_count_once(store: Store, ids: dict[str, int]) -> None:
    two = ids["Tổ dân phố 2"]
    save(store, "Cụm 1", 2023, (two, two))
    assert standing(store, 2023)[0][2] == ("Tổ dân phố 2",)


def test_a_year_of_nothing_leaves_no_row(store: Store, ids: dict[str, int]) -> None:
    save(store, "Cụm 1", 2023, ())
    assert clusters.years(store.con) == []
    assert store.con.execute("SELECT count(*) FROM cluster_year").fetchone()[0] == 0


def test_removing_takes_all_years_and_undo_brings_them_back(
    store: Store, ids: dict[str, int], tables: Callable[[Store], Any]
) -> None:
    two, ten = ids["Tổ dân phố 2"], ids["Tổ dân phố 10"]
    cluster = save(store, "Cụm 1", 2023, (two,), head_unit_id=two)
    save(store, "Cụm 1", 2024, (two, ten), cluster_id=cluster, pledge_date=D(2024, 2, 20))
    other = save(store, "Cụm 2", 2024, (ids["Ấp Đông"],))
    before = tables(store)
    with store.action("Xóa cụm") as action:
        clusters.remove(action, cluster)
    assert [c.id for c in clusters.in_year(store.con, 2024)] == [other]
    assert tables(store)["cluster_member"].keys() < before["cluster_member"].keys()
    history.undo(store)
    assert tables(store) == before


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"name": "  "}, "Tên cụm, khối"),
        ({"kind": "liên minh"}, "cụm hay khối"),
        ({"head": "Ấp Đông"}, "trưởng cụm"),
    ],
)
def test_what_makes_no_cluster_is_refused(
    ids: dict[str, int], refused: Refuse, facts: dict[str, str], said: str
) -> None:
    head = facts.pop("head", None)

    def work(action: Action) -> None:
        clusters.save(
            action,
            **{"name": "Cụm 1", "kind": "cluster", **facts},  # type: ignore[arg-type]
            year=2023,
            members=(ids["Tổ dân phố 2"],),
            head_unit_id=ids[head] if head else None,
        )

    assert said in refused(work)


def test_a_cluster_that_is_gone_is_told(store: Store) -> None:
    with pytest.raises(NotFound, match="không còn trong sổ"), store.action("Xóa") as action:
        clusters.remove(action, 77)
