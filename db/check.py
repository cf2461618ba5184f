"""Is the register whole? Pages, keys, triggers, the log's hashes, attachments, and no action left open."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db import sqlite, triggers
from db.errors import StoreDamaged
from db.store import open_reader
from db.talk import SilentTalk, Talk

_SHOWN = 20  # of one kind of fault; a damaged file has thousands


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: ``code`` for scripts (English), ``message`` for the officer (Vietnamese)."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found; ``counts`` are rows by kind (actions, changes, attachments, rows of the register)."""

    problems: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def to_json(self) -> dict[str, Any]:
        """The report with the keys scripts rely on."""
        problems = [{"code": problem.code, "message": problem.message} for problem in self.problems]
        return {"whole": self.whole, "problems": problems, "counts": dict(self.counts)}


def check(path: Path, talk: Talk | None = None) -> CheckReport:
    """Check a register thoroughly, reading all of it.

    Raises:
        Refused: missing, foreign, newer or older file. Damage is no refusal but a problem in the report.
    """
    talk = talk or SilentTalk()
    try:
        con = open_reader(path)
    except StoreDamaged as error:
        return CheckReport((Problem("damaged", str(error)),))
    problems: list[Problem] = []
    counts: dict[str, int] = {}
    try:
        for number, (title, step) in enumerate(_STEPS):
            talk.progress(number, len(_STEPS), title)
            problems += _run(step, con)
        if not problems:
            counts = _counts(con)
    finally:
        con.close()
    talk.progress(len(_STEPS), len(_STEPS), "Đã kiểm tra xong")
    return CheckReport(tuple(problems), counts)


def _run(step: Callable[[sqlite.Connection], Iterator[Problem]], con: sqlite.Connection) -> list[Problem]:
    found: list[Problem] = []
    try:
        for problem in step(con):
            found.append(problem)
            if len(found) == _SHOWN:
                break
    except sqlite.DatabaseError as error:
        found.append(
            Problem("damaged", f"Sổ bị hỏng, không đọc tiếp được ({error}); hãy khôi phục từ bản sao lưu.")
        )
    return found


def _pages(con: sqlite.Connection) -> Iterator[Problem]:
    # SQLite puts all it says about damaged pages into one row, line by line, under a heading.
    for (text,) in con.execute(f"PRAGMA integrity_check({_SHOWN})"):
        for line in text.splitlines():
            if line != "ok" and not line.startswith("***"):
                yield Problem("integrity", f"Tệp sổ bị hỏng ({line}); hãy khôi phục từ bản sao lưu.")


def _keys(con: sqlite.Connection) -> Iterator[Problem]:
    for row in con.execute("PRAGMA foreign_key_check"):
        yield Problem(
            "foreign_key",
            f"Dòng {row[1]} của bảng {row[0]} trỏ tới dòng không còn trong bảng {row[2]}; hãy khôi phục "
            "từ bản sao lưu.",
        )


def _triggers(con: sqlite.Connection) -> Iterator[Problem]:
    wanted, present = triggers.expected(con), triggers.stored(con)
    for name in sorted(wanted.keys() | present.keys()):
        if wanted.get(name) != present.get(name):
            yield Problem(
                "trigger", f"Cơ chế ghi nhật ký “{name}” bị thiếu hoặc bị sửa; hãy khôi phục từ bản sao lưu."
            )


def _open_action(con: sqlite.Connection) -> Iterator[Problem]:
    for row in con.execute("SELECT a.id, a.name FROM open_action o LEFT JOIN action a ON a.id = o.action_id"):
        yield Problem(
            "open_action", f"Việc số {row['id']} “{row['name']}” còn dở dang; hãy khôi phục từ bản sao lưu."
        )


def _payloads(con: sqlite.Connection) -> Iterator[Problem]:
    # An erased payload keeps its hash; a payload that is there must fit its hash.
    for row in con.execute(
        "SELECT id, action_id, payload, payload_sha256 FROM change WHERE payload IS NOT NULL"
    ):
        if hashlib.sha256(row["payload"].encode("utf-8")).hexdigest() != row["payload_sha256"]:
            yield Problem(
                "payload",
                f"Nhật ký của việc số {row['action_id']} (dòng {row['id']}) đã bị sửa ngoài chương trình; "
                "hãy đối chiếu với bản sao lưu.",
            )


def _attachments(con: sqlite.Connection) -> Iterator[Problem]:
    rows = con.execute(
        """SELECT a.name, a.sha256, a.size, b.bytes FROM attachment a
           LEFT JOIN attachment_bytes b ON b.sha256 = a.sha256"""
    )
    for row in rows:
        if row["bytes"] is None:
            yield Problem(
                "attachment_missing", f"Mất nội dung tệp đính kèm “{row['name']}”; hãy đính lại tệp gốc."
            )
        elif len(row["bytes"]) != row["size"] or hashlib.sha256(row["bytes"]).hexdigest() != row["sha256"]:
            yield Problem(
                "attachment", f"Nội dung tệp đính kèm “{row['name']}” bị hỏng; hãy đính lại tệp gốc."
            )


_STEPS: tuple[tuple[str, Callable[[sqlite.Connection], Iterator[Problem]]], ...] = (
    ("Kiểm tra tệp sổ", _pages),
    ("Kiểm tra liên kết giữa các bảng", _keys),
    ("Kiểm tra cơ chế ghi nhật ký", _triggers),
    ("Kiểm tra việc dở dang", _open_action),
    ("Kiểm tra nhật ký", _payloads),
    ("Kiểm tra tệp đính kèm", _attachments),
)


def _counts(con: sqlite.Connection) -> dict[str, int]:
    def count(table: str) -> int:
        return int(con.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])

    return {
        "actions": count("action"),
        "changes": count("change"),
        "attachments": count("attachment"),
        "rows": sum(count(table) for table in triggers.logged_tables(con)),
    }
