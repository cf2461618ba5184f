"""Reading beside writing: what a reader sees, that it can write nothing, and how many questions a page costs."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import (
    board,
    campaigns,
    catalogues,
    clusters,
    history,
    milestones,
    organizations,
    people,
    registrations,
    settings,
    sqlite,
    targets,
    units,
)
from db.campaigns import AwardDraft, CampaignDraft, PhaseDraft
from db.errors import StoreLocked, StoreReadOnly
from db.milestones import MilestoneDraft, RequirementDraft
from db.sqlite import Connection
from db.store import Store, open_reader
from db.targets import TargetDraft, TaskDraft

D = dt.date
DAY = D(2023, 8, 20)

# Every query a page or a command makes, on drive 1.
QUERIES: dict[str, Callable[[Connection], object]] = {
    "units": lambda con: units.list_units(con, text="thôn", active_on=DAY),
    "clusters": units.list_clusters,
    "clusters of a year": lambda con: clusters.in_year(con, 2023),
    "subjects": lambda con: people.list_subjects(con, text="an"),
    "drives": campaigns.list_campaigns,
    "phases": lambda con: campaigns.phases(con, 1),
    "award lines": lambda con: campaigns.awards(con, 1),
    "papers": lambda con: campaigns.documents(con, 1),
    "milestones": lambda con: milestones.list_milestones(con, 1),
    "requirements": lambda con: milestones.requirements(con, 1),
    "registrations": lambda con: registrations.list_registrations(con, 1),
    "targets": lambda con: targets.list_targets(con, 1),
    "tasks": lambda con: targets.list_tasks(con, 1),
    "board": lambda con: board.board(con, 1, DAY),
    "duties": lambda con: board.duties(con, DAY),
    "offices": organizations.list_organizations,
    "forms": lambda con: catalogues.award_forms(con, DAY),
    "settings": settings.get_all,
    "history": history.actions,
}
UNTOUCHED_BY_SIZE = {"offices", "forms", "settings"}


def fill(store: Store, times: int) -> None:
    """More of everything in drive 1."""
    with store.action(f"Thêm {times}") as action:
        for _ in range(times):
            number = len(units.list_units(action.con))
            unit = units.add_unit(action, name=f"Thôn {number}")
            units.add_cluster(action, name=f"Cụm {number}", members=[unit], year=2023)
            people.add_subject(action, kind="individual", name=f"Lê An {number}", unit_id=unit)
            registrations.register(
                action,
                campaign_id=1,
                unit_ids=(unit,),
                kind="model",
                title=f"Mô hình {number}",
                received_date=D(2023, 8, 1),
            )
            campaigns.add_phase(action, 1, PhaseDraft(""))
            campaigns.add_award(action, 1, AwardDraft("giay_khen", "Giấy khen"))
            milestones.add_milestone(action, 1, MilestoneDraft("report", "Báo cáo", D(2023, 9, 1)))
            targets.add_target(action, 1, TargetDraft("Chỉ tiêu", targets.Decimal(1)))
            targets.add_task(action, 1, TaskDraft("Ai", "Việc"))
        milestones.assign_obligations(action, 1)
    with store.action("Đôn đốc, nhận") as action:
        for cell in board.board(action.con, 1, DAY).cells:
            board.remind(action, [cell.obligation_id], DAY, channel="zalo")
            if cell.kind != "registration":
                board.receive(action, cell.obligation_id, DAY)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.action("Phong trào") as action:
        campaigns.start_campaign(
            action,
            CampaignDraft(
                "Thi đua",
                start_on="2023",
                milestones=(MilestoneDraft("registration", "Đăng ký", D(2023, 8, 15)),),
                requirements=(RequirementDraft(min_model=1, milestone=0),),
            ),
        )
    fill(store, 2)
    return store


def statements(con: Connection, work: Callable[[Connection], object]) -> list[str]:
    seen: list[str] = []
    con.set_trace_callback(seen.append)
    work(con)
    con.set_trace_callback(None)
    return seen


def test_no_page_asks_more_questions_of_a_fuller_register(filled: Store) -> None:
    few = {name: len(statements(filled.con, query)) for name, query in QUERIES.items()}
    sizes = {name: size(query(filled.con)) for name, query in QUERIES.items()}
    fill(filled, 6)
    assert {name: len(statements(filled.con, query)) for name, query in QUERIES.items()} == few
    assert max(few.values()) <= 7
    grown = {name for name, query in QUERIES.items() if size(query(filled.con)) > sizes[name]}
    assert grown == set(QUERIES) - UNTOUCHED_BY_SIZE - {"drives", "papers", "requirements"}


def size(found: Any) -> int:
    return len(found.cells if isinstance(found, board.Board) else found)


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_runs_on_a_reader_that_cannot_write(filled: Store, name: str) -> None:
    con = filled.reader()
    try:
        found = QUERIES[name](con)
        assert found == QUERIES[name](filled.con)
        assert not con.in_transaction, "no transaction is left open between two calls"
        with pytest.raises(sqlite.DatabaseError, match="readonly"):
            con.execute("DELETE FROM unit")
    finally:
        con.close()


def test_a_reader_sees_what_was_committed_and_nothing_else(filled: Store) -> None:
    con = filled.reader()
    before = len(units.list_units(con))
    with filled.action("Thêm") as action:
        units.add_unit(action, name="Thôn Mới")
        assert len(units.list_units(action.con)) == before + 1
        assert len(units.list_units(con)) == before
    assert len(units.list_units(con)) == before + 1

    def added_and_dropped() -> None:
        with filled.action("Hỏng") as action:
            units.add_unit(action, name="Thôn Hỏng")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        added_and_dropped()
    assert len(units.list_units(con)) == before + 1
    con.close()


def test_readers_in_other_threads_read_while_the_writer_writes(filled: Store) -> None:
    found: list[int] = []

    def read() -> None:
        con = open_reader(filled.path)
        found.append(len(board.board(con, 1, DAY).cells))
        con.close()

    expected = len(board.board(filled.con, 1, DAY).cells)
    with filled.action("Đang ghi") as action:
        units.add_unit(action, name="Thôn Mới")
        milestones.assign_obligations(action, 1)
        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [expected] * 4


def test_a_second_writer_is_refused_a_reader_is_not(filled: Store, sentence: Callable[[Any], str]) -> None:
    with pytest.raises(StoreLocked) as caught:
        Store.open(filled.path)
    sentence(caught.value)
    open_reader(filled.path).close()


def test_a_closed_register_is_one_file_that_reads_the_same(filled: Store) -> None:
    path = filled.path
    before = {name: query(filled.con) for name, query in QUERIES.items()}
    filled.close()
    assert [p.name for p in path.parent.iterdir() if p.name.startswith(path.name)] == [path.name]
    con = open_reader(path)
    assert {name: QUERIES[name](con) for name in before} == before
    con.close()


def test_an_older_register_is_not_migrated_by_reading(
    store_path: Path, sentence: Callable[[Any], str]
) -> None:
    data = bytearray(store_path.read_bytes())
    data[60:64] = (0).to_bytes(4, "big")  # user_version in SQLite's header
    store_path.write_bytes(bytes(data))
    with pytest.raises(StoreReadOnly) as caught:
        open_reader(store_path)
    assert "bản cũ hơn" in sentence(caught.value)
    assert store_path.read_bytes() == bytes(data)


def test_an_action_that_changes_nothing_leaves_no_step(filled: Store) -> None:
    last = history.last_action_id(filled.con)
    unit = units.list_units(filled.con)[0]
    with filled.action("Lưu lại như cũ") as action:
        units.change_unit(action, unit.id, name=unit.name, kind=unit.kind)
        settings.put(action, "due_soon_days", 7)
    assert history.last_action_id(filled.con) == last
    assert filled.last_changes.action_id is None
    assert not filled.last_changes.touches("unit")


def test_the_changes_of_an_action_name_tables_and_rows(filled: Store) -> None:
    with filled.action("Thêm và xóa") as action:
        kept = units.add_unit(action, name="Thôn Mới")
        gone = units.add_unit(action, name="Thôn Nhầm")
        units.remove_unit(action, gone)
    assert filled.last_changes.tables == {"unit"}
    assert filled.last_changes.rows == {"unit": frozenset({kept, gone})}
    assert filled.last_changes.touches("registration", "unit")
    assert not filled.last_changes.touches("registration")


def test_nothing_is_written_outside_an_action(filled: Store) -> None:
    for statement in (
        "UPDATE unit SET note = 'x'",
        "DELETE FROM reminder",
        "INSERT INTO cluster (uid, name) VALUES ('x', 'y')",
    ):
        with pytest.raises(sqlite.IntegrityError, match="write outside an action"):
            filled.con.execute(statement)


def test_two_actions_do_not_nest(filled: Store) -> None:
    with filled.action("Ngoài"), pytest.raises(RuntimeError, match="Ngoài"), filled.action("Trong"):
        pass
    with filled.action("Sau") as action:
        units.add_unit(action, name="Thôn Sau")
    assert units.find_unit(filled.con, "Thôn Sau") is not None
