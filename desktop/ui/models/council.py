"""Rows of the council: its sessions with quorum and votes, simplified cases, its members over time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Final

from db import council_votes, councils, simplified
from db.council_votes import RESULTS
from db.councils import Member
from db.sqlite import Connection
from db.vietnamese.names import name_sort_key
from db.vietnamese.text import lower_first
from desktop.ui.icons import Symbol
from desktop.ui.models.marks import Badge
from desktop.ui.models.table import Align, Column
from desktop.ui.theme import Tone

SIMPLIFIED: Final = "Thủ tục đơn giản"


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session, or a case of the simplified procedure."""

    key: str
    day: dt.date
    kind: str
    number: str
    present: str
    method: str
    votes: int
    results: str
    note: str
    met: bool
    meeting_id: int | None = None
    case_id: int | None = None

    @property
    def planned(self) -> bool:
        """Whether nobody has voted yet."""
        return self.meeting_id is not None and not self.votes


def session_rows(con: Connection, campaign_id: int | None) -> list[SessionRow]:
    """Sessions and simplified cases of a drive, the newest first."""
    found = []
    for one in councils.list_meetings(con, campaign_id=campaign_id):
        tally = council_votes.tally(con, one.id)
        counted = Counter(line.vote.result for line in tally.lines)
        told = ", ".join(
            f"{counted[key]} {lower_first(word)}" for key, word in RESULTS.items() if counted[key]
        )
        found.append(
            SessionRow(
                f"meeting{one.id}",
                one.day,
                councils.SESSION_KINDS[one.kind],
                one.number,
                f"{tally.quorum.present}/{tally.quorum.members}",
                council_votes.METHODS[one.method] if one.method else "",
                len(tally.lines),
                told or "Chưa biểu quyết",
                tally.quorum.sentence,
                tally.quorum.met or not tally.lines,
                one.id,
            )
        )
    for case in simplified.list_cases(con, campaign_id=campaign_id):
        many = len(simplified.nominations_of(con, case.id))
        told = f"{many} {lower_first(RESULTS['approved'])}"
        found.append(
            SessionRow(
                f"case{case.id}",
                case.day,
                SIMPLIFIED,
                "",
                "",
                "",
                many,
                told,
                case.sentence,
                met=True,
                case_id=case.id,
            )
        )
    return sorted(found, key=lambda row: row.day, reverse=True)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member, as of a day."""

    member: Member
    as_of: dt.date

    @property
    def badge(self) -> Badge:
        """In office on the day, not yet, or no more."""
        if self.member.in_office(self.as_of):
            return Badge(Symbol.DISC, Tone.DONE, "Đang tham gia")
        if self.member.active_from and self.as_of < self.member.active_from:
            return Badge(Symbol.CLOCK, Tone.INFORMATION, "Chưa đến ngày")
        return Badge(Symbol.DASH, Tone.MUTED, "Đã thôi")


SESSION_COLUMNS: Final = (
    Column[SessionRow]("day", "Ngày", lambda r: r.day, width=96),
    Column[SessionRow]("kind", "Hình thức", lambda r: r.kind, width=184, bold=True),
    Column[SessionRow]("number", "Số biên bản", lambda r: r.number, width=136),
    Column[SessionRow](
        "present",
        "Tham gia",
        lambda r: r.present,
        align=Align.RIGHT,
        width=80,
        tooltip=lambda r: r.note,
        tone=lambda r: None if r.met else Tone.ALARM,
    ),
    Column[SessionRow]("method", "Biểu quyết", lambda r: r.method, width=144),
    Column[SessionRow]("votes", "Đề nghị", lambda r: r.votes, align=Align.RIGHT, width=72),
    Column[SessionRow](
        "results", "Kết quả", lambda r: r.results, stretch=True, width=200, tooltip=lambda r: r.note
    ),
)

MEMBER_COLUMNS: Final = (
    Column[MemberRow](
        "name",
        "Họ và tên",
        lambda r: r.member.name,
        stretch=True,
        width=200,
        bold=True,
        sort_key=lambda r: name_sort_key(r.member.name),
    ),
    Column[MemberRow]("position", "Chức vụ", lambda r: r.member.position, width=240),
    Column[MemberRow](
        "role",
        "Vai trò trong Hội đồng",
        lambda r: r.member.shown_role,
        width=192,
        sort_key=lambda r: list(councils.ROLES).index(r.member.role),
    ),
    Column[MemberRow]("from", "Từ ngày", lambda r: r.member.active_from, width=96),
    Column[MemberRow]("to", "Đến ngày", lambda r: r.member.active_to, width=96),
    Column[MemberRow]("state", "Hiện nay", lambda r: r.badge.word, width=136, badge=lambda r: r.badge),
)
