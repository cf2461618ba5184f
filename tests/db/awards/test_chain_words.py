"""The chain in the history's words, and its questions by the indexes they were made for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest

from db import (
    catalogues,
    corrections,
    council_votes,
    councils,
    decisions,
    history,
    history_words,
    lookup,
    old_register,
    organizations,
    people,
    routes,
    simplified,
    statistics,
    submissions,
)
from db.council_votes import Ballot
from db.old_register import OldAward
from db.statistics import Period
from db.store import Action

D = dt.date
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|\bNone\b|\bTrue\b|\bFalse\b|\{|datetime")


def told(world: Any, work: Callable[[Action], object]) -> list[str]:
    """Every line the history shows of an action, each behind what was changed."""
    with world.store.action("Một việc") as action:
        work(action)
    con = world.store.con
    changes = history.changes_of(con, history.last_action_id(con))
    return [
        f"{words.shown} | {line}" for words in history_words.in_words(con, changes) for line in words.lines
    ]


@pytest.fixture
def ready(world: Any) -> Any:
    """Two approved, one of them decided by 12/QĐ-UBND; a council with a meeting everybody came to."""
    for name in ("Trần Thị An", "Lê Văn Ba"):
        world.nominate(name)
    world.approve()
    with world.store.action("Quyết định, Hội đồng") as action:
        world.decision = decisions.draft_decision(action, nomination_ids=[world.nominee["Trần Thị An"]])
        decisions.issue(action, world.decision, "12", D(2023, 12, 20))
        council = councils.save_council(action, name="Hội đồng")
        world.member = councils.save_member(action, council, name="Ông Một", role="chair")
        world.meeting = councils.save_meeting(action, council, day=D(2023, 12, 10))
        councils.set_attendance(action, world.meeting, {world.member: True})
    return world


WORK: dict[str, tuple[Callable[[Action, Any], object], list[str]]] = {
    "a vote": (
        lambda a, w: council_votes.record_votes(a, w.meeting, [Ballot(w.nominee["Lê Văn Ba"], 1)]),
        [
            "Phiếu đồng ý: 1",
            "Số phiếu cần: 1",
            "Kết quả: Thông qua",
            "Quy định áp dụng: Thông qua khi đạt quá nửa",
        ],
    ),
    "how it was voted": (
        lambda a, w: council_votes.set_voting(
            a, w.meeting, method="ballots", vote_base="all", ballots_issued=1, ballots_returned=1
        ),
        [
            "Cách biểu quyết: trống → Bỏ phiếu kín",
            "Tỷ lệ tính trên: trống → Tổng số thành viên",
            "Phiếu phát ra: trống → 1",
        ],
    ),
    "a member who leaves": (
        lambda a, w: councils.end_member(a, w.member, D(2024, 6, 30)),
        ["Sửa Thành viên Hội đồng “Ông Một” | Hoạt động đến: trống → 30/06/2024"],
    ),
    "the simplified procedure": (
        lambda a, w: simplified.open_case(
            a, [w.nominee["Lê Văn Ba"]], day=D(2023, 12, 1), reason="Cứu người", article="Điều 85"
        ),
        ["Thêm Thủ tục đơn giản", "Điều khoản: Điều 85", "Lý do: Cứu người"],
    ),
    "a correction": (
        lambda a, w: corrections.draft(a, w.decision, kind="revoke", reason="Có kết luận vi phạm"),
        [
            "Sửa quyết định: 12/QĐ-UBND",
            "Loại quyết định sửa: Thu hồi",
            "Lý do sửa: Có kết luận vi phạm",
            "Nội dung: Thu hồi",
        ],
    ),
    "an organ that is gone": (
        lambda a, w: organizations.succeed(
            a,
            [organizations.add_organization(a, name="Ủy ban nhân dân xã Cũ", level="commune")],
            w.office,
            D(2025, 7, 1),
            "Nghị quyết 01",
        ),
        ["Cơ quan cũ: Ủy ban nhân dân xã Cũ", "Cơ quan hiện nay: Ủy ban nhân dân phường An Lạc"],
    ),
    "an old book": (
        lambda a, w: old_register.take_over(
            a, OldAward("Người Xưa", "individual", "giay_khen", "5/QĐ", D(2010, 5, 5), old_number="07")
        ),
        ["Số trong sổ cũ: 07", "Lấy từ sổ cũ: Có", "Tên cơ quan khi ban hành: Ủy ban nhân dân phường An Lạc"],
    ),
    "a drive's levels": (
        lambda a, w: statistics.set_levels(a, w.campaign, launch_level="province", scope_level="cluster"),
        ["Cấp phát động: trống → Cấp bộ, tỉnh", "Phạm vi tổ chức: trống → Cụm, khối thi đua"],
    ),
    "a religion": (
        lambda a, w: people.add_subject(a, kind="individual", name="Ai Đó", religion="Phật giáo"),
        ["Tôn giáo: Phật giáo"],
    ),
    "a threshold": (
        lambda a, w: catalogues.save_row(
            a,
            "vote_rule",
            {"kind": "approval", "level": "commune", "share": "70%", "base": "all", "source": "Quy chế"},
        ),
        ["Tỷ lệ: 70%", "Tính trên: Tổng số thành viên"],
    ),
}


@pytest.mark.parametrize("name", WORK)
def test_the_history_says_it_in_the_officers_words(ready: Any, name: str) -> None:
    work, expected = WORK[name]
    lines = told(ready, lambda action: work(action, ready))
    for part in expected:
        assert any(part in line for line in lines), (part, lines)
    for line in lines:
        assert not CODE.search(line), line


def test_a_name_sent_up_in_words(ready: Any) -> None:
    ready.nominate("Võ Thị Mai", form_code="bang_khen")
    ready.approve("Võ Thị Mai")
    lines = told(ready, lambda a: routes.send_up(a, [ready.nominee["Võ Thị Mai"]], D(2023, 12, 20)))
    assert any("Cấp quyết định: Cấp tỉnh" in line for line in lines)
    up = submissions.list_submissions(ready.store.con)[0].id
    lines = told(ready, lambda a: submissions.set_forwarded(a, up, D(2024, 1, 5), "15/TTr-UBND"))
    assert lines == [
        f"{lines[0].split(' | ')[0]} | Ngày trình tiếp: trống → 05/01/2024",
        f"{lines[0].split(' | ')[0]} | Văn bản trình tiếp: trống → 15/TTr-UBND",
    ]


# ---------------------------------------------------------------- indexes


def plan(con: Any, work: Callable[[Any], object]) -> list[str]:
    """The query plan of every statement ``work`` runs."""
    asked: list[tuple[str, Any]] = []

    class Spy:
        def execute(self, sql: str, parameters: Any = ()) -> Any:
            asked.append((sql, parameters))
            return con.execute(sql, parameters)

    work(Spy())
    return [
        row["detail"]
        for sql, parameters in asked
        for row in con.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()
    ]


def test_a_keystroke_walks_the_names_in_their_covering_index(ready: Any) -> None:
    found = plan(ready.store.con, lambda con: lookup.find(con, "an"))
    assert "SCAN subject USING COVERING INDEX subject_order" in found
    scanned = {line.split()[1] for line in found if line.startswith("SCAN")}
    assert scanned == {"subject"}, "no table of awards is walked"


def test_one_history_reads_one_persons_rows(ready: Any) -> None:
    subject = lookup.find(ready.store.con, "tran thi an")[0].subject_id
    found = plan(ready.store.con, lambda con: lookup.history(con, subject))
    walked = {line.split()[1] for line in found if line.startswith("SCAN")}
    assert not walked & {"a", "d", "s", "award", "decision", "subject", "nomination"}, walked


def test_a_years_table_reads_that_years_decisions(ready: Any) -> None:
    found = plan(ready.store.con, lambda con: statistics.awards_in(con, Period.of_year(2023)))
    assert any("decision_day" in line for line in found)
    walked = {line.split()[1] for line in found if line.startswith("SCAN")}
    assert not walked & {"a", "d", "s", "award", "decision", "subject"}, walked
