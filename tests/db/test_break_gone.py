"""Commands given a row that was removed or undone while a window still showed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from db import (
    board,
    campaigns,
    clusters,
    corrections,
    councils,
    decisions,
    dossier_letters,
    fund,
    milestones,
    nominations,
    people,
    plaques,
    printing,
    registrations,
    sheet_stock,
    submissions,
    units,
)
from db.errors import Refused
from db.store import Action, Store

GONE = 987_654
DAY = dt.date(2023, 12, 5)

COMMANDS: dict[str, Callable[[Action], object]] = {
    "board.extend": lambda a: board.extend(a, GONE, DAY),
    "campaigns.add_phase": lambda a: campaigns.add_phase(a, GONE, campaigns.PhaseDraft("Đợt 1", DAY, DAY)),
    "campaigns.close_campaign": lambda a: campaigns.close_campaign(a, GONE, DAY),
    "campaigns.remove_award": lambda a: campaigns.remove_award(a, GONE),
    "campaigns.remove_phase": lambda a: campaigns.remove_phase(a, GONE),
    "clusters.remove": lambda a: clusters.remove(a, GONE),
    "corrections.carry_out": lambda a: corrections.carry_out(a, GONE),
    "corrections.set_lines": lambda a: corrections.set_lines(a, GONE, award_ids=[1]),
    "councils.change_role": lambda a: councils.change_role(a, GONE, "member", DAY),
    "councils.end_member": lambda a: councils.end_member(a, GONE, DAY),
    "councils.remove_member": lambda a: councils.remove_member(a, GONE),
    "decisions.issue": lambda a: decisions.issue(a, GONE, "12", DAY),
    "decisions.remove_draft": lambda a: decisions.remove_draft(a, GONE),
    "dossier_letters.remove": lambda a: dossier_letters.remove(a, GONE),
    "fund.remove_entry": lambda a: fund.remove_entry(a, GONE),
    "milestones.assign_obligations": lambda a: milestones.assign_obligations(a, GONE),
    "milestones.remove_milestone": lambda a: milestones.remove_milestone(a, GONE),
    "nominations.remove": lambda a: nominations.remove(a, GONE),
    "people.change_subject": lambda a: people.change_subject(a, GONE, name="Lê An"),
    "plaques.propose": lambda a: plaques.propose(a, [GONE], DAY),
    "printing.mark_spoiled": lambda a: printing.mark_spoiled(a, [GONE], "Kẹt giấy"),
    "registrations.remove_registration": lambda a: registrations.remove_registration(a, GONE),
    "sheet_stock.remove_line": lambda a: sheet_stock.remove_line(a, GONE),
    "submissions.remove": lambda a: submissions.remove(a, GONE),
    "units.change_unit": lambda a: units.change_unit(a, GONE, name="Tổ dân phố 1", kind="hamlet"),
    "units.succeed": lambda a: units.succeed(a, [GONE], GONE + 1, DAY),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_row_that_is_gone_is_one_sentence(store: Store, sentence: Callable[..., str], command: str) -> None:
    with pytest.raises(Refused) as refused, store.action("Việc trên dòng đã mất") as action:
        COMMANDS[command](action)
    assert "; hãy " in sentence(refused.value)
