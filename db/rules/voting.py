"""Quorum and approving share of a council's session: dated rows, whole members, and the sentence that says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from db.rules.findings import in_force

Base = Literal["all", "present"]

BASES: Final = {"all": "tổng số thành viên Hội đồng", "present": "số thành viên tham gia"}

_FRACTION: Final = re.compile(r"(?P<n>\d{1,4})\s*/\s*(?P<d>\d{1,4})")
_PERCENT: Final = re.compile(r"(?P<n>\d{1,3})\s*%?")
_MORE_THAN_HALF: Final = ">1/2"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a number of people: ``over/under`` of them, or more than that where ``more``."""

    over: int
    under: int
    more: bool = False

    @classmethod
    def parse(cls, text: str) -> Share | None:
        """Of "2/3", "70%", "70", ">1/2" or "quá nửa"; None for anything else, and for nothing or more than all."""
        cleaned = " ".join(text.lower().split())
        if cleaned in {_MORE_THAN_HALF, "quá nửa", "quá bán"}:
            return cls(1, 2, more=True)
        found = _FRACTION.fullmatch(cleaned)
        over, under = (int(found["n"]), int(found["d"])) if found else (0, 0)
        if not found and (percent := _PERCENT.fullmatch(cleaned)):
            over, under = int(percent["n"]), 100
        return cls(over, under) if 0 < over <= under else None

    @property
    def stored(self) -> str:
        """As the catalogue keeps it."""
        if self.more:
            return f">{self.over}/{self.under}"
        return f"{self.over}%" if self.under == 100 else f"{self.over}/{self.under}"

    @property
    def shown(self) -> str:
        """In words: "quá nửa", "2/3", "70%"."""
        return "quá nửa" if self.more and (self.over, self.under) == (1, 2) else self.stored

    def of(self, people: int) -> int:
        """The least whole number of ``people`` that makes up the share."""
        if self.more:
            return people * self.over // self.under + 1
        return -(-people * self.over // self.under)


TWO_THIRDS: Final = Share(2, 3)
MORE_THAN_HALF: Final = Share(1, 2, more=True)


@dataclass(frozen=True, slots=True)
class VoteRule:
    """A row of the catalogue ``vote_rule``; an empty form or session means any, ``share`` None: not known."""

    kind: str
    form_code: str = ""
    level: str = "any"
    session_kind: str = ""
    share: Share | None = None
    base: Base = "present"
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a vote must reach: the share, what it is a share of, and where that is written.

    Attributes:
        known: a rule says so; otherwise it is what is usual, and the sentence tells.
    """

    share: Share
    base: Base
    source: str
    verified: bool
    known: bool

    def needed(self, members: int, taking_part: int) -> int:
        """Votes in favour needed."""
        return self.share.of(self.count(members, taking_part))

    def count(self, members: int, taking_part: int) -> int:
        """The number the share is taken of."""
        return members if self.base == "all" else taking_part

    @property
    def sentence(self) -> str:
        """For the tally and the minutes."""
        told = f"Thông qua khi đạt {self.share.shown} {BASES[self.base]}"
        if not self.known:
            return f"{told}; chưa có quy định riêng trong Danh mục."
        checked = "" if self.verified else ", chưa đối chiếu"
        return f"{told} ({self.source}{checked})."


def rule_on(
    rows: Iterable[VoteRule], kind: str, day: dt.date, *, form_code: str, level: str, session_kind: str
) -> VoteRule | None:
    """The row in force for a form at a level: the more particular, one with a share, one checked, the later."""
    found = [
        row
        for row in rows
        if row.kind == kind
        and row.form_code in {"", form_code}
        and row.level in {"any", level}
        and row.session_kind in {"", session_kind}
        and in_force(row, day)
    ]
    return max(
        found,
        key=lambda row: (
            bool(row.form_code),
            bool(row.session_kind),
            row.level != "any",
            row.share is not None,
            row.verified,
            row.valid_from or dt.date.min,
        ),
        default=None,
    )


def quorum_share(rows: Iterable[VoteRule], day: dt.date, *, level: str, session_kind: str) -> Share:
    """The least share of the members that must take part; two thirds where no row says otherwise."""
    row = rule_on(rows, "quorum", day, form_code="", level=level, session_kind=session_kind)
    return row.share if row is not None and row.share is not None else TWO_THIRDS


def quorum_source(rows: Iterable[VoteRule], day: dt.date, *, level: str, session_kind: str) -> str:
    """Where the least share of members is written, and whether that was compared, in a sentence."""
    row = rule_on(rows, "quorum", day, form_code="", level=level, session_kind=session_kind)
    if row is None or row.share is None:
        return f"Chưa có quy định trong Danh mục, lấy {TWO_THIRDS.shown}."
    return f"Theo {row.source}{'' if row.verified else ', chưa đối chiếu'}."


def threshold_on(
    rows: Iterable[VoteRule],
    day: dt.date,
    *,
    form_code: str,
    level: str,
    session_kind: str,
    office_percent: int = 50,
    base: Base | None = None,
) -> Threshold:
    """What must vote in favour of one form.

    A row of that very form or level goes first, then the office's own percentage above 50, then a row for any form,
    then more than half. ``base`` is the session's own, which goes before that of any row.
    """
    row = rule_on(rows, "approval", day, form_code=form_code, level=level, session_kind=session_kind)
    known = row is not None and row.share is not None
    particular = row is not None and known and (row.form_code or row.level != "any")
    if office_percent > 50 and not particular:
        return Threshold(Share(office_percent, 100), base or "present", "Cài đặt của cơ quan", True, True)
    if row is None or row.share is None:
        return Threshold(MORE_THAN_HALF, base or "present", "", verified=False, known=False)
    return Threshold(row.share, base or row.base, row.source, row.verified, known=True)


def outcome(share: Share, votes_for: int, votes_against: int, base: int) -> str | None:
    """approved, rejected, or None where more than half is asked and neither side has it: the chair concludes."""
    if base <= 0:
        return None
    if votes_for >= share.of(base):
        return "approved"
    if not share.more:
        return "rejected"
    return "rejected" if votes_against >= share.of(base) else None
