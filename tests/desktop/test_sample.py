"""The worked example in the register, counted against its file; the file against what it promises."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db import (
    backup,
    board,
    campaigns,
    clusters,
    councils,
    decisions,
    history,
    nominations,
    organizations,
    registrations,
    resources,
    units,
)
from db.store import Store
from db.talk import SilentTalk
from desktop.invented import KINDS, invented
from desktop.sample import load_sample

DATA: dict[str, Any] = resources.read_json("samples/mau.json")
MAIN = "30NAM-2023"
D = dt.date


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The example, made once; tests only read it."""
    with Store.create(tmp_path_factory.mktemp("sample") / "mẫu.sothidua") as store:
        load_sample(store, SilentTalk())
        yield store


def drive(store: Store, code: str = MAIN) -> int:
    return campaigns.find_campaign(store.con, code).id


# ---------------------------------------------------------------- what the file promises


def test_the_file_holds_what_the_issue_asks_for() -> None:
    assert len(DATA["units"]) >= 30
    assert len({unit["kind"] for unit in DATA["units"]}) >= 8
    assert len(DATA["registrations"]) >= 40
    assert {row["status"] for row in DATA["registrations"]} == set(registrations.STATUSES)
    kinds = {subject["code"]: subject["kind"] for subject in DATA["subjects"]}
    nominees = Counter(kinds[row["subject"]] for row in DATA["nominations"])
    assert sum(nominees.values()) >= 60
    assert set(nominees) == {"individual", "collective", "household"}
    assert len(DATA["decisions"]) == 2


def test_the_file_holds_the_hard_names() -> None:
    people = [s["name"] for s in DATA["subjects"] if s["kind"] == "individual"]
    assert any("'" in name or "’" in name for name in people)
    assert any(set(name) & set("ƀčĕĭŏŭñƁČĔĬŎŬÑ") for name in people)
    assert any(" " not in name for name in people)
    assert max(len(unit["name"]) for unit in DATA["units"]) >= 100


def test_every_code_of_the_file_is_known_and_used_once() -> None:
    unit_codes = [unit["code"] for unit in DATA["units"]]
    subjects = [subject["code"] for subject in DATA["subjects"]]
    assert len(set(unit_codes)) == len(unit_codes)
    assert len(set(subjects)) == len(subjects)
    named = {code for row in DATA["registrations"] for code in row["units"]}
    named |= {code for row in DATA["clusters"] for code in row["members"]}
    named |= {row["unit"] for row in DATA["reminders"]}
    assert named <= set(unit_codes)
    assert {row["subject"] for row in DATA["nominations"]} <= set(subjects)


# ---------------------------------------------------------------- what stands in the register


def test_units_are_those_of_the_file(sample: Store) -> None:
    stored = Counter((unit.name, unit.kind) for unit in units.list_units(sample.con))
    assert stored == Counter((unit["name"], unit["kind"]) for unit in DATA["units"])


def test_clusters_have_their_members_heads_and_pledges(sample: Store) -> None:
    names = {unit["code"]: unit["name"] for unit in DATA["units"]}
    (year,) = {row["year"] for row in DATA["clusters"]}
    stored = {
        one.name: (one.kind, set(one.member_names), one.head_unit, one.pledge_date)
        for one in clusters.in_year(sample.con, year)
    }
    assert stored == {
        row["name"]: (
            row["kind"],
            {names[code] for code in row["members"]},
            names[row["head_unit"]],
            D.fromisoformat(row["pledge_date"]),
        )
        for row in DATA["clusters"]
    }


def test_registrations_by_drive_kind_and_status(sample: Store) -> None:
    for code in {row["campaign"] for row in DATA["registrations"]}:
        mine = [row for row in DATA["registrations"] if row["campaign"] == code]
        stored = registrations.list_registrations(sample.con, drive(sample, code))
        assert Counter((r.kind, r.title, r.status) for r in stored) == Counter(
            (row["kind"], row["title"], row["status"]) for row in mine
        )


def test_nominations_stand_as_the_file_says(sample: Store) -> None:
    names = {subject["code"]: subject["name"] for subject in DATA["subjects"]}
    for code in {row["campaign"] for row in DATA["nominations"]}:
        stored = nominations.list_nominations(sample.con, drive(sample, code))
        assert Counter((n.name, n.status) for n in stored) == Counter(
            (names[row["subject"]], row["status"]) for row in DATA["nominations"] if row["campaign"] == code
        )


def test_decisions_are_issued_under_their_numbers(sample: Store) -> None:
    own = {decision.number: decision for decision in decisions.list_decisions(sample.con)}
    for row in DATA["decisions"]:
        assert own[row["number"]].day == D.fromisoformat(row["day"])
        assert own[row["number"]].status == "issued"


def test_the_council_met_with_a_quorum(sample: Store) -> None:
    (meeting,) = councils.list_meetings(sample.con)
    row = DATA["meetings"][0]
    quorum = councils.quorum(sample.con, meeting.id)
    assert quorum.met
    assert quorum.members == len(DATA["council"]["members"])
    assert quorum.present == sum(one["present"] for one in row["attendance"])


def test_the_drive_of_august_starts_last(sample: Store) -> None:
    assert campaigns.find_campaign(sample.con).code == MAIN
    due = {
        cell.status.due
        for cell in board.board(sample.con, drive(sample), D(2023, 8, 1)).cells
        if cell.kind == "registration"
    }
    assert D(2023, 8, 15) in due


def test_five_days_after_the_deadline_the_board_has_every_state(sample: Store) -> None:
    counts = board.board(sample.con, drive(sample), D(2023, 8, 20)).counts
    for state in ("on_time", "late", "overdue", "waived", "not_due"):
        assert counts.get(state, 0) > 0, state


def test_the_office_is_the_one_of_the_file(sample: Store) -> None:
    own = organizations.own(sample.con)
    assert own is not None
    assert (own.name, own.level, own.place) == tuple(
        DATA["organization"][key] for key in ("name", "level", "place")
    )


def test_the_history_reads_like_work(sample: Store) -> None:
    names = [action.name for action in history.actions(sample.con)]
    assert len(names) > 20
    assert all(name[0].isupper() and not name.endswith(".") for name in names)


def test_the_register_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "mẫu.sothidua"
    with Store.create(path) as store:
        load_sample(store, SilentTalk())
    assert backup.check(path).problems == ()


# ---------------------------------------------------------------- as many nominees as asked for


@pytest.mark.parametrize("count", [1, 10, 37])
def test_so_many_nominees_and_one_large_decision(tmp_path: Path, count: int) -> None:
    with Store.create(tmp_path / "nhiều.sothidua") as store:
        load_sample(store, SilentTalk(), nominees=count)
        assert len(nominations.list_nominations(store.con, drive(store))) == count
        largest = max(
            store.con.execute(
                "SELECT count(*) FROM award a JOIN decision d ON d.id = a.decision_id GROUP BY d.id"
            ).fetchall()
        )[0]
        assert 10 * largest >= 9 * count


def test_invented_nominees_are_of_the_three_kinds_in_their_share() -> None:
    first = list(itertools.islice(invented(), 1000))
    assert Counter(row["kind"] for row in first) == {
        kind: KINDS.count(kind) * 100 for kind in ("individual", "collective", "household")
    }


def test_invented_names_do_not_repeat_early() -> None:
    names = [(row["kind"], row["name"]) for row in itertools.islice(invented(), 1000)]
    assert len(set(names)) == len(names)


def test_invented_people_agree_with_themselves() -> None:
    for row in itertools.islice(invented(), 300):
        if row["kind"] == "individual":
            assert (row["honorific"], row["sex"]) in {("Bà", "female"), ("Ông", "male")}
            assert 1960 <= int(row["birth_on"]) < 2000
            assert row["position"]
        if row["kind"] == "household":
            assert row["name"].startswith(("Gia đình bà ", "Gia đình ông "))
