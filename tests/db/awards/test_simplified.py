"""The simplified procedure: no council, a reason and an article that the decision cites."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from db import council_votes, councils, decisions, nominations, simplified
from db.council_votes import Ballot

D = dt.date
Refuse = Callable[..., str]
ARTICLE = "Luật Thi đua, khen thưởng số 06/2022/QH15, Điều 85"


@pytest.fixture
def brave(world: Any) -> Any:
    """Two who saved a child, one who did not."""
    for name in ("Trần Thị An", "Lê Văn Ba"):
        world.nominate(name)
        with world.store.action("Đột xuất") as action:
            nominations.change(action, world.nominee[name], award_type="sudden")
    world.nominate("Y Thanh")
    return world


def opened(world: Any, *names: str) -> int:
    with world.store.action("Thủ tục đơn giản") as action:
        return simplified.open_case(
            action,
            [world.nominee[name] for name in names],
            day=D(2024, 9, 10),
            reason="Dũng cảm cứu người bị đuối nước.",
            article=ARTICLE,
            campaign_id=world.campaign,
        )


def test_approved_without_a_council(brave: Any) -> None:
    case = opened(brave, "Trần Thị An", "Lê Văn Ba")
    found = nominations.get_nomination(brave.store.con, brave.nominee["Trần Thị An"])
    assert (found.status, found.status_reason) == (
        "approved",
        "Thủ tục đơn giản ngày 10/09/2024: Dũng cảm cứu người bị đuối nước",
    )
    assert brave.status("Y Thanh") == "draft"
    assert [n.name for n in simplified.nominations_of(brave.store.con, case)] == ["Trần Thị An", "Lê Văn Ba"]
    (listed,) = simplified.list_cases(brave.store.con, campaign_id=brave.campaign)
    assert listed.sentence == (
        f"Khen thưởng theo thủ tục đơn giản ({ARTICLE}): Dũng cảm cứu người bị đuối nước"
    )
    assert simplified.list_cases(brave.store.con, campaign_id=brave.campaign + 1) == []


def test_the_decision_cites_the_case_and_may_not_be_older(brave: Any, refused: Refuse) -> None:
    case = opened(brave, "Trần Thị An", "Lê Văn Ba")
    with brave.store.action("Dự thảo") as action:
        decision = decisions.draft_decision(
            action, nomination_ids=[brave.nominee["Trần Thị An"], brave.nominee["Lê Văn Ba"]]
        )
    assert [c.id for c in simplified.cases_of(brave.store.con, decision)] == [case]
    assert "thủ tục đơn giản (10/09/2024)" in refused(
        lambda a: decisions.issue(a, decision, "12", D(2024, 9, 9))
    )
    with brave.store.action("Ban hành") as action:
        assert decisions.issue(action, decision, "12", D(2024, 9, 10)) == 2


@pytest.mark.parametrize(
    ("names", "reason", "article"),
    [(("Trần Thị An",), " ", ARTICLE), (("Trần Thị An",), "Cứu người", ""), ((), "Cứu người", ARTICLE)],
    ids=["no reason", "no article", "nobody"],
)
def test_what_a_case_needs(
    brave: Any, refused: Refuse, names: tuple[str, ...], reason: str, article: str
) -> None:
    chosen = [brave.nominee[name] for name in names]
    refused(lambda a: simplified.open_case(a, chosen, day=D(2024, 9, 10), reason=reason, article=article))


def test_who_is_decided_cannot_be_approved_again(brave: Any, refused: Refuse) -> None:
    opened(brave, "Trần Thị An")
    with brave.store.action("Quyết định") as action:
        decision = decisions.draft_decision(action, nomination_ids=[brave.nominee["Trần Thị An"]])
        decisions.issue(action, decision, "12", D(2024, 9, 12))
    refused(
        lambda a: simplified.open_case(
            a, [brave.nominee["Trần Thị An"]], day=D(2024, 9, 13), reason="Lần nữa", article=ARTICLE
        )
    )


def test_what_the_procedure_is_not_meant_for_is_warned_of(brave: Any) -> None:
    (said,) = simplified.doubts(brave.store.con, list(brave.nominee.values()))
    assert said.startswith("“Y Thanh” không phải khen đột xuất")
    opened(brave, "Y Thanh")
    assert brave.status("Y Thanh") == "approved", "a warning stops nothing"


def test_a_vote_after_all_takes_the_case_back(brave: Any) -> None:
    opened(brave, "Trần Thị An")
    with brave.store.action("Họp") as action:
        council = councils.save_council(action, name="Hội đồng")
        member = councils.save_member(action, council, name="Một người", role="chair")
        meeting = councils.save_meeting(action, council, day=D(2024, 9, 11))
        councils.set_attendance(action, meeting, {member: True})
        council_votes.record_votes(action, meeting, [Ballot(brave.nominee["Trần Thị An"], 1)])
        decision = decisions.draft_decision(action, nomination_ids=[brave.nominee["Trần Thị An"]])
    assert simplified.cases_of(brave.store.con, decision) == []


@pytest.mark.parametrize(
    ("day", "part"),
    [
        pytest.param(D(2023, 12, 31), "năm 2003", id="Luật 2003 đến 31/12/2023"),
        pytest.param(D(2024, 1, 1), "06/2022/QH15, Điều 85", id="Luật 06/2022 từ 01/01/2024"),
        pytest.param(D(2026, 10, 1), "sửa đổi năm 2026", id="Luật 06/2026 từ 01/10/2026"),
        pytest.param(D(2000, 1, 1), "", id="trước luật"),
    ],
)
def test_the_article_proposed(day: dt.date, part: str) -> None:
    found = simplified.usual_article(day)
    assert part in found
    assert bool(found) == bool(part)
