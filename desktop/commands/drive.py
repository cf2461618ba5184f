"""Commands about a drive: read-plan, board, decide."""

from __future__ import annotations

import argparse
from collections import Counter

from db import board as boards
from db import campaigns, decisions, nominations, paper_grounds
from db.errors import NotFound
from db.rules.deadlines import STATE_WORDS, ObligationState
from db.vietnamese.dates import format_date
from desktop import terminal
from desktop.commands.common import day, reading, writing


def read_plan(arguments: argparse.Namespace) -> int:
    """``read-plan PLAN [--json]``: what the plan says, each with its quote."""
    from desktop.plans import accept

    proposal = accept.reading_of_file(arguments.plan)
    if arguments.json:
        terminal.say_json(proposal.to_json())
    else:
        for line in accept.summary_lines(proposal):
            terminal.say(line)
    return 0


def board(arguments: argparse.Namespace) -> int:
    """``board STORE [--campaign C] [--as-of DATE] [--json]``."""
    as_of = day(arguments.as_of)
    with reading(arguments.store) as con:
        campaign = campaigns.find_campaign(con, arguments.campaign)
        found = boards.board(con, campaign.id, as_of)
    if arguments.json:
        terminal.say_json(
            {
                "campaign": campaign.code,
                "as_of": as_of.isoformat(),
                "cells": [cell.to_json() for cell in found.cells],
                "counts": found.counts,
            }
        )
        return 0
    terminal.say(f"{campaign.code} – {campaign.title}")
    terminal.say(f"Tính đến {format_date(as_of)}")
    for cell in found.cells:
        due = f", hạn {format_date(cell.status.due)}" if cell.status.due else ""
        terminal.say(f"  {cell.unit} | {cell.requirement}{due} | {cell.words}")
    for state, count in found.counts.items():
        if count:
            terminal.say(f"{STATE_WORDS[ObligationState(state)]}: {count}")
    return 0


def decide(arguments: argparse.Namespace) -> int:
    """``decide STORE --number N --date DATE [--approve-all]``: one decision of the approved nominations."""
    on = day(arguments.date)
    with writing(arguments.store) as store:
        campaign = campaigns.find_campaign(store.con, arguments.campaign)
        sentence = f"Ban hành quyết định khen thưởng số {arguments.number}"
        approving = arguments.approve_all and nominations.undecided(store.con, campaign.id)
        if approving:
            approved = nominations.approve_all_sentence(store.con, campaign.id)
            sentence = f"{approved}; {sentence[:1].lower()}{sentence[1:]}"
        # One action: a decision that is refused must not leave behind that everybody was approved.
        with store.action(sentence) as action:
            if approving:
                nominations.approve_all(action, campaign.id)
            ready = decisions.approved_ready(action.con, campaign.id)
            if not ready:
                raise NotFound(
                    f"Phong trào {campaign.code} chưa có đề nghị nào được thông qua; "
                    "hãy ghi kết quả họp hội đồng hoặc thêm --approve-all."
                )
            # One decision awards one form: the one most of the approved nominations ask for.
            form = Counter(n.form_code for n in ready).most_common(1)[0][0]
            chosen = [n.id for n in ready if n.form_code == form]
            made = decisions.draft_decision(
                action, nomination_ids=chosen, form_code=form, campaign_id=campaign.id
            )
            decisions.issue(action, made, arguments.number, on)
        decision = decisions.get_decision(store.con, made)
        alike = paper_grounds.same_number(store.con, decision.number or "", on, but=made)
    terminal.say(
        f"{decision.shown}: {decision.form_name} cho {decision.collectives} tập thể, "
        f"{decision.individuals} cá nhân, {decision.households} hộ gia đình"
    )
    for one in alike:
        terminal.warn(
            f"{one.what} ngày {format_date(one.day)} trong năm này đã có trong sổ; hãy kiểm tra lại số."
        )
    if len(ready) > len(chosen):
        terminal.warn(f"Còn {len(ready) - len(chosen)} đề nghị hình thức khác chưa có quyết định.")
    return 0
