"""Submissions: two papers, each name followed to its own answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from db import decisions, history, nominations, organizations, reports, submissions
from db.errors import BadInput, NotFound

D = dt.date


def send(world: Any, *names: str, kind: str = "superior") -> int:
    with world.store.action("Lập tờ trình") as action:
        return submissions.submit(
            action, kind=kind, nomination_ids=[world.nominee[name] for name in names], addressee="UBND tỉnh"
        )


@pytest.fixture
def sent(world: Any) -> tuple[Any, int]:
    """Three people sent up for a Bằng khen."""
    names = ("Lê Văn Cao", "Trần Thị An", "Tổ dân phố 3")
    for name in names:
        kind = "collective" if name.startswith("Tổ") else "individual"
        world.nominate(name, kind=kind, form_code="bang_khen")
    world.approve()
    return world, send(world, *names)


def test_the_list_goes_up_as_lists_go(sent: tuple[Any, int]) -> None:
    world, submission = sent
    listed = submissions.items(world.store.con, submission)
    assert [(i.nomination.name, i.shown_result) for i in listed] == [
        ("Tổ dân phố 3", "Chờ trả lời"),
        ("Trần Thị An", "Chờ trả lời"),
        ("Lê Văn Cao", "Chờ trả lời"),
    ]
    assert {world.status(name) for name in world.nominee} == {"sent_up"}
    found = submissions.get_submission(world.store.con, submission)
    assert (found.items, found.waiting, found.form_code, found.campaign_id) == (
        3,
        3,
        "bang_khen",
        world.campaign,
    )
    assert found.form_name.startswith("Bằng khen")


def test_the_councils_paper_leaves_nominations_where_they_are(world: Any) -> None:
    world.nominate("Trần Thị An")
    world.approve()
    paper = send(world, "Trần Thị An", kind="council")
    assert world.status("Trần Thị An") == "approved"
    with world.store.action("Số") as action:
        submissions.set_number(action, paper, "7", D(2023, 12, 15), symbol="UBND", council_symbol="HĐTĐKT")
    found = submissions.get_submission(world.store.con, paper)
    with pytest.raises(BadInput, match="tờ trình"), world.store.action("Số") as action:
        submissions.set_number(action, paper, "bảy", D(2023, 12, 15), symbol="UBND", council_symbol="HĐTĐKT")
    assert (found.number, found.day, found.shown_kind) == (
        "07/TTr-HĐTĐKT",
        D(2023, 12, 15),
        "Hội đồng trình Chủ tịch",
    )


def test_what_may_not_be_submitted(world: Any, sentence: Callable[..., str]) -> None:
    world.nominate("Trần Thị An")
    world.nominate("Lê Văn Cao", form_code="bang_khen")
    for names, kind in (((), "superior"), (("Trần Thị An",), "superior"), (("Trần Thị An",), "letter")):
        with pytest.raises(BadInput) as refused:
            send(world, *names, kind=kind)
        sentence(refused.value)
    world.approve()
    with pytest.raises(BadInput, match="nhiều hình thức") as refused:
        send(world, "Trần Thị An", "Lê Văn Cao")
    sentence(refused.value)


def test_each_name_has_its_own_answer(sent: tuple[Any, int], sentence: Callable[..., str]) -> None:
    world, submission = sent
    con = world.store.con
    item = {i.nomination.name: i.id for i in submissions.items(con, submission)}
    with pytest.raises(BadInput, match="lý do") as refused, world.store.action("Từ chối") as action:
        submissions.set_result(action, [item["Trần Thị An"]], "refused", day=D(2024, 2, 1))
    sentence(refused.value)
    with world.store.action("Trả lời") as action:
        submissions.set_result(
            action, [item["Trần Thị An"]], "refused", day=D(2024, 2, 1), note="Chưa đủ điều kiện"
        )
        submissions.set_result(
            action, [item["Tổ dân phố 3"]], "returned", day=D(2024, 2, 1), note="Thiếu báo cáo"
        )
    assert [world.status(n) for n in ("Trần Thị An", "Tổ dân phố 3", "Lê Văn Cao")] == [
        "rejected",
        "returned",
        "sent_up",
    ]
    with world.store.action("Về Giấy khen") as action:
        submissions.fall_back(action, world.nominee["Trần Thị An"], campaign_award_id=world.line)
    again = nominations.get_nomination(con, world.nominee["Trần Thị An"])
    assert (again.form_code, again.status) == ("giay_khen", "appraised")
    with pytest.raises(BadInput) as refused, world.store.action("Về Giấy khen") as action:
        submissions.fall_back(action, world.nominee["Lê Văn Cao"])
    sentence(refused.value)
    assert submissions.get_submission(con, submission).waiting == 1


def test_the_superiors_decision_settles_and_is_undone_whole(
    sent: tuple[Any, int], tables: Callable[..., Any]
) -> None:
    world, submission = sent
    with world.store.action("Tỉnh") as action:
        province = organizations.add_organization(
            action, name="Ủy ban nhân dân tỉnh Đông Sơn", level="province"
        )
    before = tables(world.store)
    with world.store.action("Nhập quyết định của tỉnh") as action:
        decisions.add_superior_decision(
            action,
            organization_id=province,
            number="99/QĐ-UBND",
            day=D(2024, 3, 1),
            form_code="bang_khen",
            authority_level="province",
            nomination_ids=[world.nominee["Lê Văn Cao"]],
        )
    results = {i.nomination.name: i.result for i in submissions.items(world.store.con, submission)}
    assert results == {"Lê Văn Cao": "granted", "Trần Thị An": "waiting", "Tổ dân phố 3": "waiting"}
    history.undo(world.store)
    assert tables(world.store) == before


def test_late_answers_wait_on_the_first_page(sent: tuple[Any, int], sentence: Callable[..., str]) -> None:
    world, submission = sent
    con = world.store.con
    with pytest.raises(BadInput) as refused, world.store.action("Gửi") as action:
        submissions.set_sent(action, submission, D(2024, 1, 10), D(2024, 1, 9))
    sentence(refused.value)
    with world.store.action("Gửi") as action:
        submissions.set_sent(action, submission, D(2024, 1, 10), D(2024, 2, 10))
    assert submissions.overdue(con, D(2024, 2, 10)) == []
    assert [t.id for t in submissions.overdue(con, D(2024, 2, 11))] == [submission]
    waiting = {entry.key: entry.items for entry in reports.todo(con, as_of=D(2024, 2, 11))}
    assert waiting["answers"][0][0] == submission
    assert "answers" not in {entry.key for entry in reports.todo(con)}
    with pytest.raises(NotFound):
        submissions.get_submission(con, 99)
