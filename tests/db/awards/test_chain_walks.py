"""Random walks through the chain: whatever is done in whatever order, the register agrees with itself.

The oracle counts rows by hand; what is refused changes nothing; undone to the end, the register is as it began.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import (
    awards,
    corrections,
    council_votes,
    councils,
    decisions,
    history,
    lookup,
    nominations,
    organizations,
    reports,
    routes,
    simplified,
    statistics,
    submissions,
)
from db.council_votes import Ballot
from db.errors import Refused
from db.statistics import Period
from db.store import Action

D = dt.date
Tables = Callable[..., dict[str, dict[int, tuple[Any, ...]]]]
DAYS = [D(2023, 12, 1), D(2023, 12, 20), D(2023, 12, 31), D(2024, 1, 1), D(2024, 6, 30), D(2025, 7, 1)]
PEOPLE = ("Trần Thị An", "Lê Văn Ba", "Y Thanh", "Tổ dân phố 3", "Hộ bà Mai")
FORMS = ("giay_khen", "bang_khen")


class Walk:
    """What a step may choose from; every choice is a number taken modulo what there is."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.con = world.store.con
        self.people: list[int] = []
        with world.store.action("Hội đồng, cấp trên, người") as action:
            self.council = councils.save_council(action, name="Hội đồng", day=D(2023, 1, 1))
            self.members = [councils.save_member(action, self.council, name=f"Ông {n}") for n in range(3)]
            self.province = organizations.add_organization(
                action, name="Ủy ban nhân dân tỉnh Thử", level="province"
            )
        for name in PEOPLE:
            kind = (
                {"T": "collective", "H": "household"}.get(name[0], "individual")
                if " " in name
                else "individual"
            )
            world.nominate(name, kind=kind)
        self.start = len(PEOPLE)

    def all(self, table: str) -> list[int]:
        """Ids of a table."""
        return [row["id"] for row in self.con.execute(f"SELECT id FROM {table} ORDER BY id")]

    def one(self, table: str, choice: int) -> int:
        """One id of a table; a number that is no id where the table is empty."""
        ids = self.all(table)
        return ids[choice % len(ids)] if ids else 0

    def step(self, action: Action, what: str, choice: int, other: int) -> None:
        """Do one thing; the register may refuse it."""
        day = DAYS[choice % len(DAYS)]
        nominee = self.one("nomination", other)
        if what == "form":
            nominations.change(action, nominee, form_code=FORMS[choice % 2], campaign_award_id=None)
        elif what == "meet":
            meeting = councils.save_meeting(action, self.council, day=day)
            come = {one: n <= choice % 3 for n, one in enumerate(self.members)}
            councils.set_attendance(action, meeting, come)
            council_votes.record_votes(
                action, meeting, [Ballot(nominee, 1 + choice % 3, 0, note="Theo phiếu")]
            )
        elif what == "simplified":
            simplified.open_case(action, [nominee], day=day, reason="Đột xuất", article="Điều 85")
        elif what == "up":
            routes.send_up(action, [nominee], day)
        elif what == "answer":
            result = tuple(submissions.RESULTS)[choice % 5]
            submissions.set_result(action, [self.one("submission_item", other)], result, note="Trả lời")
        elif what == "back":
            submissions.fall_back(action, nominee)
        elif what == "draft":
            decisions.draft_decision(action, nomination_ids=[nominee, self.one("nomination", other + 1)])
        elif what == "issue":
            decisions.issue(action, self.one("decision", other), str(1 + choice % 4), day)
        elif what == "remove":
            decisions.remove_draft(action, self.one("decision", other))
        elif what == "superior":
            decisions.add_superior_decision(
                action,
                organization_id=self.province,
                number=f"{1 + other % 3}/QĐ-UBND",
                day=day,
                form_code="bang_khen",
                authority_level="province",
                nomination_ids=[nominee],
            )
        elif what == "correct":
            kind = tuple(corrections.KINDS)[choice % 3]
            changes = {self.one("award", other): {"citation": f"Thành tích {choice}"}}
            corrections.draft(action, self.one("decision", other), kind=kind, reason="Sai", changes=changes)
        elif what == "received":
            awards.mark_received(action, [self.one("award", other)], day)


STEPS = ("form", "meet", "simplified", "up", "answer", "back", "draft", "issue", "remove", "superior", "correct",
         "received", "meet", "draft", "issue", "issue")  # fmt: skip


def check_register(con: Any) -> None:
    """Book numbers run from 1 without a gap in every year; an award in the register has a number and a day."""
    rows = con.execute(
        """SELECT a.register_number, a.revoked_date, d.status, d.day, d.number FROM award a
           JOIN decision d ON d.id = a.decision_id"""
    ).fetchall()
    by_year: dict[str, list[int]] = {}
    for row in rows:
        assert (row["status"] == "issued") == (row["register_number"] is not None)
        assert row["revoked_date"] is None or row["revoked_date"] >= row["day"]
        if row["register_number"]:
            number, year = row["register_number"].split("/")
            assert year == row["day"][:4]
            by_year.setdefault(year, []).append(int(number))
    for numbers in by_year.values():
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
    issued = con.execute(
        "SELECT organization_id, number, day FROM decision WHERE status = 'issued'"
    ).fetchall()
    assert len({tuple(row) for row in issued}) == len(issued)


def check_nominations(con: Any) -> None:
    """Decided is who has a standing award of an issued decision, and nobody stands on two lists for one nomination."""
    standing = [
        row["nomination_id"]
        for row in con.execute(
            """SELECT a.nomination_id FROM award a JOIN decision d ON d.id = a.decision_id
               WHERE d.status = 'issued' AND a.revoked_date IS NULL AND a.nomination_id IS NOT NULL"""
        )
    ]
    assert len(standing) == len(set(standing))
    decided = {row["id"] for row in con.execute("SELECT id FROM nomination WHERE status = 'decided'")}
    assert decided == set(standing)
    for row in con.execute(
        """SELECT i.result, i.decision_id, n.status FROM submission_item i
           JOIN nomination n ON n.id = i.nomination_id"""
    ):
        assert row["decision_id"] is None or row["result"] in (
            "granted",
            "lower",
            "waiting",
            "refused",
            "returned",
        )


def check_numbers(con: Any) -> None:
    """What is counted anywhere is what stands in the register."""
    rows = reports.register_rows(con, revoked=False)
    for year in {row.year for row in rows} | {2023}:
        table = statistics.table(con, statistics.form("commune"), Period.of_year(year))
        mine = [row for row in rows if row.year == year]
        assert table.count("01", "1") == sum(row.is_own for row in mine)
        assert table.count("01", "10") == sum(not row.is_own for row in mine)
    for one in lookup.find(con, "", limit=100):
        listed = [row for row in rows if row.subject_id == one.subject_id]
        assert one.awards == len(listed)
        assert one.last_day == max((row.day for row in listed), default=None)
        assert len(lookup.history(con, one.subject_id).standing) == len(listed)


def check_corrections(con: Any) -> None:
    """An issued correction names an issued decision, and what it cancelled no longer stands."""
    for row in con.execute(
        """SELECT c.id, c.status, c.day, d.status AS corrected, d.day AS corrected_day FROM decision c
           JOIN decision d ON d.id = c.corrects_id"""
    ).fetchall():
        assert row["corrected"] == "issued"
        if row["status"] != "issued":
            continue
        assert row["day"] >= row["corrected_day"]
        for line in corrections.lines(con, row["id"]):
            assert line.effect == "adjust" or line.award.revoked_date is not None


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 60), st.integers(0, 60)), max_size=25))
def test_whatever_is_done_the_register_agrees_with_itself(
    store: Any, tables: Tables, walker: Walk, steps: list[tuple[str, int, int]]
) -> None:
    start, done = tables(store), 0
    try:
        for what, choice, other in steps:
            before = tables(store)
            try:
                with store.action(f"Bước {what}") as action:
                    walker.step(action, what, choice, other)
                done += tables(store) != before
            except Refused:
                assert tables(store) == before
        for check in (check_register, check_nominations, check_numbers, check_corrections):
            check(store.con)
    finally:
        for _ in range(done):
            history.undo(store)
    assert tables(store) == start


@pytest.fixture
def walker(world: Any) -> Walk:
    """The ward with its council, its superior and five nominees."""
    return Walk(world)


def test_a_walk_gets_somewhere(store: Any, walker: Walk) -> None:
    """The walks are no empty promise: this one goes all the way."""
    for what, choice, other in (
        ("meet", 1, 0),
        ("meet", 1, 1),
        ("draft", 0, 0),
        ("issue", 1, 0),
        ("correct", 1, 0),
        ("issue", 2, 1),
    ):
        with store.action(what) as action:
            walker.step(action, what, choice, other)
    found = decisions.list_decisions(store.con)
    assert [(d.number, d.correction_kind) for d in reversed(found)] == [
        ("02/QĐ-UBND", ""),
        ("03/QĐ-UBND", "cancel"),
    ]
    assert reports.register_rows(store.con, revoked=False) == []
    check_corrections(store.con)
    check_nominations(store.con)
