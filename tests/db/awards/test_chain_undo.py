"""Every command of the chain from council to look-up, undone and redone: the rows come back exactly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from db import (
    awards,
    catalogues,
    corrections,
    council_votes,
    councils,
    decisions,
    history,
    nominations,
    old_register,
    organizations,
    prize_questions,
    routes,
    simplified,
    statistics,
    submissions,
)
from db.council_votes import Ballot
from db.old_register import OldAward
from db.prize_questions import PrizeQuestion
from db.store import Action

D = dt.date
DAY = D(2023, 12, 20)
Tables = Callable[..., dict[str, dict[int, tuple[Any, ...]]]]


@dataclass
class Chain:
    """The ward with one of everything; ids by a word of ours."""

    world: Any
    ids: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> int:
        return self.ids[key]

    def nominee(self, name: str) -> int:
        """The nomination of somebody."""
        return int(self.world.nominee[name])


FREE, VOTED, DRAFTED, DECIDED, SENT, REFUSED = "Lê An", "Lê Ba", "Lê Cúc", "Lê Dung", "Lê Em", "Lê Giang"
WAITING, AT_ONCE = "Lê Hoa", "Lê In"


@pytest.fixture
def chain(world: Any) -> Chain:
    """Six nominees at six places of the way, a council, two sessions, a draft, an issued decision, a correction."""
    made = Chain(world)
    ids = made.ids
    for name in (FREE, VOTED, DRAFTED, DECIDED, AT_ONCE):
        world.nominate(name)
    for name in (SENT, REFUSED, WAITING):
        world.nominate(name, form_code="bang_khen")
    with world.store.action("Hội đồng, phiên họp") as action:
        ids["council"] = councils.save_council(action, name="Hội đồng", day=D(2023, 1, 5))
        for key, role in (("chair", "chair"), ("deputy", "standing_deputy"), ("third", "member")):
            ids[key] = councils.save_member(action, ids["council"], name=f"Ông {key}", role=role)
        ids["meeting"] = councils.save_meeting(action, ids["council"], day=D(2023, 12, 10))
        councils.set_attendance(
            action, ids["meeting"], {ids["chair"]: True, ids["deputy"]: True, ids["third"]: False}
        )
        council_votes.record_votes(action, ids["meeting"], [Ballot(made.nominee(VOTED), 2)])
        ids["round"] = councils.save_meeting(action, ids["council"], day=D(2023, 12, 11), kind="written")
        council_votes.ask_in_writing(action, ids["round"], [ids["chair"], ids["deputy"]], D(2023, 12, 11))
    with world.store.action("Thông qua") as action:
        nominations.set_status(
            action, [made.nominee(n) for n in (DRAFTED, DECIDED, SENT, REFUSED, WAITING)], "approved"
        )
    with world.store.action("Tờ trình, quyết định") as action:
        ids["province"] = organizations.add_organization(
            action, name="Ủy ban nhân dân tỉnh Thử", level="province"
        )
        ids["up"] = submissions.submit(
            action, kind="superior", nomination_ids=[made.nominee(SENT), made.nominee(REFUSED)]
        )
        for item in submissions.items(action.con, ids["up"]):
            ids[f"item {item.nomination.name}"] = item.id
        submissions.set_result(action, [ids[f"item {REFUSED}"]], "refused", note="Chưa đủ")
        ids["up again"] = submissions.submit(action, kind="superior", nomination_ids=[made.nominee(WAITING)])
        ids["case"] = simplified.open_case(
            action, [made.nominee(AT_ONCE)], day=D(2023, 12, 2), reason="Cứu người", article="Điều 85"
        )
        ids["plan"] = councils.save_meeting(action, ids["council"], day=D(2024, 1, 9), kind="written")
        council_votes.ask_in_writing(action, ids["plan"], [ids["chair"]], D(2024, 1, 9))
        ids["draft"] = decisions.draft_decision(action, nomination_ids=[made.nominee(DRAFTED)])
        ids["issued"] = decisions.draft_decision(action, nomination_ids=[made.nominee(DECIDED)])
        decisions.issue(action, ids["issued"], "12", DAY)
        ids["award"] = awards.list_awards(action.con, ids["issued"])[0].id
        ids["correction"] = corrections.draft(
            action,
            ids["issued"],
            kind="adjust",
            reason="Ghi sai tên",
            changes={ids["award"]: {"recipient": "Lê Dũng"}},
        )
    return made


OLD = OldAward("Người Xưa", "individual", "giay_khen", "5/QĐ-UBND", D(2010, 5, 5), "Ủy ban nhân dân xã Cũ")
RATE = PrizeQuestion("rate", D(2025, 8, 1), 1, "", "giay_khen", "individual", "commune")
SALARY = PrizeQuestion("salary", D(2031, 1, 1), 1, "")
Command = Callable[[Action, Chain], object]

# Every command that writes, with the tables it is to touch and no other.
COMMANDS: dict[str, tuple[Command, set[str]]] = {
    "save_council": (lambda a, c: councils.save_council(a, name="Hội đồng mới"), {"council"}),
    "save_member": (
        lambda a, c: councils.save_member(
            a,
            c["council"],
            name="Người mới",
            role="member",
            active_from=D(2024, 1, 1),
            active_to=D(2024, 12, 31),
        ),
        {"council_member"},
    ),
    "end_member": (lambda a, c: councils.end_member(a, c["third"], D(2024, 1, 1)), {"council_member"}),
    "change_role": (
        lambda a, c: councils.change_role(a, c["third"], "secretary", D(2024, 1, 1)),
        {"council_member"},
    ),
    "remove_member": (
        lambda a, c: (
            councils.remove_member(a, councils.save_member(a, c["council"], name="Nhầm")),
            councils.save_member(a, c["council"], name="Đúng"),
        ),
        {"council_member"},
    ),
    "save_meeting": (
        lambda a, c: councils.save_meeting(a, c["council"], day=D(2023, 12, 12), number="2"),
        {"meeting"},
    ),
    "set_attendance": (
        lambda a, c: councils.set_attendance(a, c["meeting"], {c["third"]: True}),
        {"meeting_attendance"},
    ),
    "set_voting": (
        lambda a, c: council_votes.set_voting(
            a, c["meeting"], method="ballots", vote_base="all", ballots_issued=2, ballots_returned=2
        ),
        {"meeting"},
    ),
    "ask_in_writing": (
        lambda a, c: council_votes.ask_in_writing(a, c["meeting"], [c["third"]], D(2023, 12, 10)),
        {"meeting_attendance"},
    ),
    "set_answered": (
        lambda a, c: council_votes.set_answered(a, c["round"], {c["chair"]: D(2023, 12, 12)}),
        {"meeting_attendance"},
    ),
    "record_votes": (
        lambda a, c: council_votes.record_votes(a, c["meeting"], [Ballot(c.nominee(FREE), 2)]),
        {"vote", "nomination"},
    ),
    "record votes again": (
        lambda a, c: council_votes.record_votes(
            a, c["meeting"], [Ballot(c.nominee(VOTED), 0, 2, note="Rút")]
        ),
        {"vote", "nomination"},
    ),
    "open_case": (
        lambda a, c: simplified.open_case(
            a, [c.nominee(FREE)], day=D(2023, 12, 1), reason="Cứu người", article="Điều 85"
        ),
        {"simplified_case", "nomination"},
    ),
    "submit": (
        lambda a, c: submissions.submit(a, kind="council", nomination_ids=[c.nominee(DRAFTED)]),
        {"submission", "submission_item"},
    ),
    "send_up": (
        lambda a, c: (
            nominations.change(a, c.nominee(VOTED), form_code="bang_khen", campaign_award_id=None),
            routes.send_up(a, [c.nominee(VOTED)], DAY),
        ),
        {"submission", "submission_item", "nomination"},
    ),
    "set_number": (
        lambda a, c: submissions.set_number(a, c["up"], "7", DAY, symbol="UBND", council_symbol="HĐTĐKT"),
        {"submission"},
    ),
    "set_sent": (
        lambda a, c: submissions.set_sent(a, c["up"], DAY, D(2024, 1, 31), papers="Tờ trình"),
        {"submission"},
    ),
    "set_forwarded": (
        lambda a, c: submissions.set_forwarded(a, c["up"], D(2024, 1, 5), "15/TTr-UBND"),
        {"submission"},
    ),
    "set_result": (
        lambda a, c: submissions.set_result(
            a, [c[f"item {SENT}"]], "returned", note="Thiếu", document="CV 3"
        ),
        {"submission_item", "nomination"},
    ),
    "fall_back": (
        lambda a, c: submissions.fall_back(a, c.nominee(REFUSED), campaign_award_id=c.world.line),
        {"nomination"},
    ),
    "remove": (
        lambda a, c: submissions.remove(a, c["up again"]),
        {"submission", "submission_item", "nomination"},
    ),
    "remove_case": (
        lambda a, c: simplified.remove_case(a, c["case"]),
        {"simplified_case", "nomination"},
    ),
    "change_facts": (
        lambda a, c: council_votes.change_facts(
            a, c["meeting"], number="05/BB", place="Hội trường", minutes="Nhất trí"
        ),
        {"meeting"},
    ),
    "remove_session": (
        lambda a, c: council_votes.remove_session(a, c["plan"]),
        {"meeting", "meeting_attendance"},
    ),
    "settle": (
        lambda a, c: submissions.settle(a, [c.nominee(SENT)], DAY, "giay_khen", decision_id=c["issued"]),
        {"submission_item"},
    ),
    "draft_decision": (
        lambda a, c: decisions.draft_decision(a, nomination_ids=[c.nominee(VOTED)]),
        {"decision", "award"},
    ),
    "change_draft": (
        lambda a, c: decisions.change_draft(a, c["draft"], title="Tên khác", signer_id=c.world.deputy),
        {"decision"},
    ),
    "set_to_sign": (lambda a, c: decisions.set_to_sign(a, c["draft"]), {"decision"}),
    "set_list": (lambda a, c: decisions.set_list(a, c["draft"], [c.nominee(VOTED)]), {"award"}),
    "remove_draft": (lambda a, c: decisions.remove_draft(a, c["draft"]), {"decision", "award"}),
    "remove a drafted correction": (
        lambda a, c: decisions.remove_draft(a, c["correction"]),
        {"decision", "award_correction"},
    ),
    "issue": (
        lambda a, c: decisions.issue(a, c["draft"], "13", DAY),
        {"decision", "award", "nomination"},
    ),
    "decide": (
        lambda a, c: decisions.decide(a, c.world.campaign, number="14", day=DAY),
        {"decision", "award", "nomination"},
    ),
    "add_superior_decision": (
        lambda a, c: decisions.add_superior_decision(
            a,
            organization_id=c["province"],
            number="88/QĐ-UBND",
            day=D(2024, 1, 20),
            form_code="bang_khen",
            authority_level="province",
            nomination_ids=[c.nominee(SENT)],
        ),
        {"decision", "award", "nomination", "submission_item"},
    ),
    "draft": (
        lambda a, c: corrections.draft(a, c["issued"], kind="cancel", reason="Sai"),
        {"decision", "award_correction"},
    ),
    "set_lines": (
        lambda a, c: corrections.set_lines(a, c["correction"], changes={c["award"]: {"honorific": "Bà"}}),
        {"award_correction"},
    ),
    "remove_lines": (lambda a, c: corrections.remove_lines(a, c["correction"]), {"award_correction"}),
    "issue an adjustment": (
        lambda a, c: decisions.issue(a, c["correction"], "15", D(2024, 1, 5)),
        {"decision", "award"},
    ),
    "issue a revocation": (
        lambda a, c: decisions.issue(
            a, corrections.draft(a, c["issued"], kind="revoke", reason="Sai"), "16", D(2024, 1, 5)
        ),
        {"decision", "award", "award_correction", "nomination"},
    ),
    "take_over": (
        lambda a, c: old_register.take_over(a, OLD),
        {"organization", "decision", "subject", "award"},
    ),
    "take_over_many": (
        lambda a, c: old_register.take_over_many(
            a, [OLD, OldAward("", "individual", "giay_khen", "1", OLD.day)]
        ),
        {"organization", "decision", "subject", "award"},
    ),
    "answer": (lambda a, c: prize_questions.answer(a, RATE, 300, "Quyết định của tỉnh"), {"prize_rate"}),
    "answer a salary": (
        lambda a, c: prize_questions.answer(a, SALARY, 3_000_000, "Nghị định thử"),
        {"base_salary"},
    ),
    "set_levels": (
        lambda a, c: statistics.set_levels(
            a, c.world.campaign, launch_level="province", scope_level="cluster"
        ),
        {"campaign"},
    ),
    "a threshold": (
        lambda a, c: catalogues.save_row(
            a,
            "vote_rule",
            {"kind": "approval", "level": "commune", "share": "70%", "base": "all", "source": "tỉnh"},
        ),
        {"vote_rule"},
    ),
}
# Run by others, and tested through them.
INSIDE = {"carry_out"}


@pytest.mark.parametrize("name", COMMANDS)
def test_undo_and_redo_restore_the_exact_rows(chain: Chain, walk: Callable[..., None], name: str) -> None:
    command, touched = COMMANDS[name]
    walk(chain.world.store, name, lambda action: command(action, chain), touched)


@pytest.mark.parametrize("name", COMMANDS)
def test_an_error_after_the_command_takes_it_back(
    chain: Chain, fault: Callable[..., None], name: str
) -> None:
    fault(chain.world.store, name, lambda action: COMMANDS[name][0](action, chain))


def test_every_command_that_writes_is_in_the_table(commands_of: Callable[..., set[str]]) -> None:
    modules = (
        councils,
        council_votes,
        simplified,
        submissions,
        routes,
        decisions,
        corrections,
        old_register,
        prize_questions,
        statistics,
    )
    assert {name.partition(".")[2] for name in commands_of(*modules)} - set(COMMANDS) == INSIDE


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("set_sent", "set_forwarded"),
        ("record_votes", "record votes again of the same"),
        ("issue", "correct what was issued"),
    ],
)
def test_what_was_built_upon_is_undone_only_after_it(
    chain: Chain, tables: Tables, sentence: Callable[[Any], str], earlier: str, later: str
) -> None:
    more: dict[str, Command] = {
        "set_forwarded": COMMANDS["set_forwarded"][0],
        "record votes again of the same": lambda a, c: council_votes.record_votes(
            a, c["meeting"], [Ballot(c.nominee(FREE), 0, 2, note="Lần hai")]
        ),
        "correct what was issued": lambda a, c: corrections.draft(a, c["draft"], kind="cancel", reason="Sai"),
    }
    store = chain.world.store
    before = tables(store)
    with store.action("Việc trước") as first:
        COMMANDS[earlier][0](first, chain)
    with store.action("Việc sau") as second:
        more[later](second, chain)
    after = tables(store)
    with pytest.raises(history.UndoRefused) as refused:
        history.undo(store, first.id)
    assert "“Việc sau”" in sentence(refused.value)
    assert tables(store) == after
    history.undo(store, second.id)
    history.undo(store, first.id)
    assert tables(store) == before


def test_an_approval_undone_under_a_draft_keeps_it_from_being_issued(
    chain: Chain, refused: Callable[..., str]
) -> None:
    store = chain.world.store
    with store.action("Thủ tục đơn giản") as approval:
        COMMANDS["open_case"][0](approval, chain)
    with store.action("Dự thảo") as action:
        draft = decisions.draft_decision(action, nomination_ids=[chain.nominee(FREE)])
    history.undo(store, approval.id)
    assert "không còn được thông qua" in refused(lambda a: decisions.issue(a, draft, "20", DAY))
