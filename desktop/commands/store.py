"""Commands about the register as a file and its history: new, undo, redo, history, backup, restore, check."""

from __future__ import annotations

import argparse
from pathlib import Path

from db import history
from db.store import SUFFIX, Store
from desktop import terminal
from desktop.commands.common import reading, writing


def new(arguments: argparse.Namespace) -> int:
    """``new FILE [--plan PLAN]``: an empty register, or one with the plan's drive proposed and accepted."""
    draft, path = None, _with_suffix(arguments.store)
    if arguments.plan is not None:
        # Read before the file is made: a plan that cannot be read leaves no register behind.
        from desktop.plans import accept

        draft = accept.draft_from_file(arguments.plan)
    with Store.create(path) as store:
        if draft is not None:
            from db import campaigns

            with store.action(f"Tạo phong trào từ kế hoạch “{arguments.plan.name}”") as action:
                campaign_id = campaigns.start_campaign(action, draft)
            campaign = campaigns.get_campaign(store.con, campaign_id)
            terminal.say(f"Phong trào {campaign.code}: {campaign.title}")
    terminal.say(f"Đã tạo sổ {path}")
    return 0


def _with_suffix(path: Path) -> Path:
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
    from db import backup as backups

    report = backups.check(arguments.store)
    if arguments.json:
        terminal.say_json(report.to_json())
    elif report.whole:
        terminal.say(f"Sổ {arguments.store} nguyên vẹn.")
    for problem in [] if arguments.json else report.problems:
        terminal.say(problem.message)
    return 0 if report.whole else 1
