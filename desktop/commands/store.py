"""Commands about the register as a file and its history: new, undo, redo, history, backup, restore, check."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from db import history
from db.store import SUFFIX, Store, check_name
from desktop import terminal
from desktop.commands.common import reading, writing

if TYPE_CHECKING:
    from desktop.plans.proposal import Proposal


def new(arguments: argparse.Namespace) -> int:
    """``new FILE [--plan PLAN]``: an empty register, or one with the plan's drive proposed and accepted."""
    path, proposal = _with_suffix(arguments.store), None
    if arguments.plan is not None:
        # Read before the file is made: a plan that cannot be read leaves no register behind.
        from desktop.plans import accept

        proposal = accept.reading_of_file(arguments.plan)
    store = Store.create(path)
    try:
        with store:
            if proposal is not None:
                _accept(store, proposal, arguments.plan.name)
    except BaseException:
        # Refused means that nothing was made, and the name is free for the next try.
        path.unlink(missing_ok=True)
        raise
    terminal.say(f"Đã tạo sổ {path}")
    return 0


def _accept(store: Store, proposal: Proposal, file_name: str) -> None:
    """Write the whole proposal as one action: the office that issued it, as far as it tells, and its drive."""
    from db import campaigns, organizations
    from desktop.plans import accept

    issuer = accept.issuer_of(proposal)
    with store.action(f"Tạo phong trào từ kế hoạch “{file_name}”") as action:
        if issuer is not None:
            office = organizations.save_own(
                action,
                name=issuer.name,
                level=issuer.level,
                place=issuer.place,
                parent_name=issuer.parent_name,
            )
            if issuer.signer_name:
                organizations.save_signer(action, office, name=issuer.signer_name, title=issuer.signer_title)
        campaign_id = campaigns.start_campaign(action, accept.draft_of(proposal, file_name=file_name))
    campaign = campaigns.get_campaign(store.con, campaign_id)
    terminal.say(f"Phong trào {campaign.code}: {campaign.title}")


def _with_suffix(path: Path) -> Path:
    check_name(path)
    return path if path.suffix else path.with_suffix(SUFFIX)


def undo(arguments: argparse.Namespace) -> int:
    """``undo STORE [ACTION]``."""
    with writing(arguments.store) as store:
        record = history.undo(store, arguments.action)
    terminal.say(f"Đã hoàn tác: {record.name}")
    return 0


def redo(arguments: argparse.Namespace) -> int:
    """``redo STORE [ACTION]``."""
    with writing(arguments.store) as store:
        record = history.redo(store, arguments.action)
    terminal.say(f"Đã làm lại: {record.name}")
    return 0


def show_history(arguments: argparse.Namespace) -> int:
    """``history STORE [--json]``: newest first."""
    with reading(arguments.store) as con:
        records = history.actions(con)
    if arguments.json:
        terminal.say_json(
            [
                {
                    "action": r.id,
                    "name": r.name,
                    "at": r.at,
                    "who": r.who,
                    "undoes": r.undoes_id,
                    "undone": r.undone,
                    "changes": r.change_count,
                }
                for r in records
            ]
        )
        return 0
    for r in records:
        mark = " (đã hoàn tác)" if r.undone else ""
        terminal.say(f"{r.id:>5}  {r.at[:16].replace('T', ' ')}  {r.who}  {r.name}{mark}")
    return 0


def backup(arguments: argparse.Namespace) -> int:
    """``backup STORE [DIR]``: a verified copy."""
    from db import backup as backups

    made = backups.backup(arguments.store, arguments.folder, terminal.TerminalTalk())
    terminal.say(f"Đã sao lưu và kiểm tra: {made}")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """``restore BACKUP STORE``: the present file is kept aside."""
    from db import backup as backups

    backups.restore(arguments.backup, arguments.store)
    terminal.say(f"Đã khôi phục {arguments.store} từ {arguments.backup}")
    return 0


def check(arguments: argparse.Namespace) -> int:
    """``check STORE [--json]``: exit 0 whole, 1 not."""
    from db.check import check as check_store

    report = check_store(arguments.store, terminal.TerminalTalk())
    if arguments.json:
        terminal.say_json(report.to_json())
    elif report.whole:
        terminal.say(f"Sổ {arguments.store} nguyên vẹn.")
    for problem in [] if arguments.json else report.problems:
        terminal.say(problem.message)
    return 0 if report.whole else 1
