"""The council (Hội đồng Thi đua - Khen thưởng): members, sessions, who took part, and the votes.

A session is a meeting or a round of written opinions; in a round "present" means that the opinion came back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from db import catalogues, organizations
from db.errors import BadInput, NotFound
from db.rules import voting
from db.rules.voting import Share, VoteRule
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.text import clean, fold, nfc

ROLES: Final = {
    "chair": "Chủ tịch Hội đồng",
    "standing_deputy": "Phó Chủ tịch thường trực",
    "deputy": "Phó Chủ tịch",
    "member": "Ủy viên",
    "secretary": "Ủy viên, Thư ký",
}
SESSION_KINDS: Final = {"meeting": "Họp", "written": "Lấy ý kiến bằng văn bản"}
QUORUM: Final = (2, 3)
"""The least share of the members that must take part where the catalogue ``vote_rule`` says nothing."""


@dataclass(frozen=True, slots=True)
class Council:
    """A council as its founding decision made it; days are None where open."""

    id: int
    name: str
    number: str
    day: dt.date | None
    active_from: dt.date | None
    active_to: dt.date | None


@dataclass(frozen=True, slots=True)
class Member:
    """A member with position in the office and role in the council; days are None where open."""

    id: int
    council_id: int
    name: str
    position: str
    role: str
    active_from: dt.date | None = None
    active_to: dt.date | None = None

    @property
    def shown_role(self) -> str:
        """The role in Vietnamese."""
        return ROLES[self.role]

    def in_office(self, day: dt.date) -> bool:
        """Whether the member holds this role on a day."""
        return (self.active_from is None or self.active_from <= day) and (
            self.active_to is None or day <= self.active_to
        )


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session of the council.

    Attributes:
        method: how it was voted, a key of :data:`db.council_votes.METHODS`.
        vote_base: what percentages are taken of in this session, empty where the catalogue decides.
        ballots_issued: paper ballots given out, ``ballots_returned`` those that came back; None: not counted.
    """

    id: int
    council_id: int
    campaign_id: int | None
    award_round_id: int | None
    kind: str
    number: str
    day: dt.date
    place: str
    returned_date: dt.date | None
    minutes: str
    method: str = ""
    vote_base: str = ""
    ballots_issued: int | None = None
    ballots_returned: int | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """One member at one session; ``present`` is None while nobody noted it. ``note``: why absent.

    An absent member may be asked in writing; the answer counts as a vote, not towards the quorum.
    """

    member: Member
    present: bool | None
    note: str
    asked_date: dt.date | None = None
    answered_date: dt.date | None = None

    @property
    def took_part(self) -> bool:
        """Whether there is a vote of this member."""
        return self.present is True or self.answered_date is not None


@dataclass(frozen=True, slots=True)
class Quorum:
    """Members who took part, of how many, against how many are needed by which share."""

    present: int
    members: int
    needed: int
    share: str = f"{QUORUM[0]}/{QUORUM[1]}"
    written: bool = False

    @classmethod
    def of(
        cls, present: int, members: int, share: Share = voting.TWO_THIRDS, written: bool = False
    ) -> Quorum:
        """``present`` of ``members`` against a share, rounded up to whole members."""
        return cls(present, members, share.of(members), share.shown, written)

    @property
    def met(self) -> bool:
        """Whether enough took part."""
        return self.members > 0 and self.present >= self.needed

    @property
    def sentence(self) -> str:
        """In words, as the minutes and the page say it."""
        if self.members == 0:
            return "Hội đồng chưa có thành viên nào; hãy ghi danh sách thành viên trước."
        lead = "Đã nhận ý kiến của" if self.written else "Có mặt"
        counted = f"{lead} {self.present:02d}/{self.members:02d} thành viên"
        if self.met:
            return f"{counted}, đủ {self.share} theo quy định."
        return f"{counted}, chưa đủ {self.share} (cần ít nhất {self.needed:02d} thành viên)."


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def list_councils(con: Connection) -> list[Council]:
    """Councils, the youngest first."""
    rows = con.execute(
        """SELECT id, name, number, day, active_from, active_to FROM council
           ORDER BY coalesce(active_from, day) DESC, id DESC"""
    )
    return [
        Council(r["id"], r["name"], r["number"], _day(r["day"]), _day(r["active_from"]), _day(r["active_to"]))
        for r in rows
    ]


def council_on(con: Connection, day: dt.date) -> Council | None:
    """The council in office on a day; None when there is none."""
    for council in list_councils(con):
        start, end = council.active_from or council.day, council.active_to
        if (start is None or start <= day) and (end is None or day <= end):
            return council
    return None


def members(con: Connection, council_id: int, day: dt.date | None = None) -> list[Member]:
    """Members in the order of the founding decision; those in office on ``day`` where given."""
    rows = con.execute(
        """SELECT id, council_id, name, position, role, active_from, active_to FROM council_member
           WHERE council_id = ? ORDER BY ordinal, id""",
        (council_id,),
    )
    found = [_member(row) for row in rows]
    return [one for one in found if day is None or one.in_office(day)]


def _member(row: Row) -> Member:
    return Member(
        row["id"],
        row["council_id"],
        row["name"],
        row["position"],
        row["role"],
        _day(row["active_from"]),
        _day(row["active_to"]),
    )


def save_council(
    action: Action,
    *,
    name: str,
    number: str = "",
    day: dt.date | None = None,
    active_from: dt.date | None = None,
    active_to: dt.date | None = None,
    council_id: int | None = None,
) -> int:
    """Add a council, or change one when its id is given; returns the id.

    Raises:
        BadInput: no name, or it ends before it begins.
    """
    if not clean(name):
        raise BadInput("Chưa có tên Hội đồng; hãy ghi tên Hội đồng rồi lưu lại.")
    if active_from and active_to and active_to < active_from:
        raise BadInput("Ngày kết thúc của Hội đồng trước ngày bắt đầu; hãy sửa lại một trong hai ngày.")
    values = {
        "name": clean(name),
        "number": clean(number),
        "day": _iso(day),
        "active_from": _iso(active_from),
        "active_to": _iso(active_to),
    }
    if council_id is None:
        return action.insert("council", **values)
    action.update("council", council_id, **values)
    return council_id


def save_member(
    action: Action,
    council_id: int,
    *,
    name: str,
    position: str = "",
    role: str = "member",
    ordinal: int | None = None,
    member_id: int | None = None,
    active_from: dt.date | None = None,
    active_to: dt.date | None = None,
) -> int:
    """Add a member (at the end where no ordinal is given), or change one; returns the id.

    Days are None where the role is held as long as the council is; a change leaves days alone that are None.

    Raises:
        BadInput: no name, an unknown role, a second chair at the same time, or an end before the beginning.
    """
    if not clean(name):
        raise BadInput("Chưa có họ tên thành viên; hãy ghi họ tên rồi lưu lại.")
    if role not in ROLES:
        raise BadInput("Chưa chọn vai trò trong Hội đồng; hãy chọn một vai trò trong danh sách.")
    if active_from and active_to and active_to < active_from:
        raise BadInput("Ngày thôi tham gia Hội đồng trước ngày bắt đầu; hãy sửa lại một trong hai ngày.")
    present = members(action.con, council_id)
    others = [m for m in present if m.role == "chair" and m.id != member_id]
    if role == "chair" and any(_overlap(m, active_from, active_to) for m in others):
        raise BadInput("Hội đồng đã có Chủ tịch; hãy đổi vai trò của người đó trước.")
    values: dict[str, object] = {"name": clean(name), "position": clean(position), "role": role}
    values |= {"active_from": _iso(active_from)} if active_from else {}
    values |= {"active_to": _iso(active_to)} if active_to else {}
    if member_id is None:
        values["ordinal"] = len(present) + 1 if ordinal is None else ordinal
        return action.insert("council_member", council_id=council_id, **values)
    if ordinal is not None:
        values["ordinal"] = ordinal
    action.update("council_member", member_id, **values)
    return member_id


def _overlap(member: Member, start: dt.date | None, end: dt.date | None) -> bool:
    return (member.active_from is None or end is None or member.active_from <= end) and (
        member.active_to is None or start is None or start <= member.active_to
    )


def signer_for(con: Connection, council_id: int, day: dt.date) -> Member | None:
    """Who signs the council's submission to the chairman on a day; None where nobody is left.

    The chair signs, but where the chair is the chairman who is asked, the (standing) deputy does.
    """
    office = organizations.own(con)
    heads = organizations.signers(con, office.id, day) if office else []
    asked = {fold(one.name) for one in heads if one.signature_form == "head"}
    by_role: dict[str, Member] = {}
    for one in members(con, council_id, day):
        by_role.setdefault(one.role, one)
    chair = by_role.get("chair")
    if chair is not None and fold(chair.name) not in asked:
        return chair
    return by_role.get("standing_deputy") or by_role.get("deputy")


def end_member(action: Action, member_id: int, last_day: dt.date | None) -> bool:
    """Note the last day a member holds the role (None: none is set); sessions of before keep the name.

    Returns whether anything differed.

    Raises:
        BadInput: it lies before the first day.
    """
    row = action.row("council_member", member_id)
    if row["active_from"] and last_day and last_day.isoformat() < row["active_from"]:
        raise BadInput("Ngày thôi tham gia Hội đồng trước ngày bắt đầu; hãy sửa lại một trong hai ngày.")
    return action.update("council_member", member_id, active_to=_iso(last_day))


def change_role(action: Action, member_id: int, role: str, day: dt.date) -> int:
    """Give a member another role from a day on: the old row ends the day before. Returns the id of the new row.

    Raises:
        BadInput: an unknown role, a second chair that day, or a day before the old role began.
    """
    row = action.row("council_member", member_id)
    end_member(action, member_id, day - dt.timedelta(days=1))
    return save_member(
        action,
        row["council_id"],
        name=row["name"],
        position=row["position"],
        role=role,
        ordinal=row["ordinal"],
        active_from=day,
        active_to=_day(row["active_to"]),
    )


def remove_member(action: Action, member_id: int) -> None:
    """Take a member out who stands on no session.

    Raises:
        BadInput: the member stands on a session; the last day in the council is noted instead.
    """
    if action.con.execute(
        "SELECT 1 FROM meeting_attendance WHERE council_member_id = ?", (member_id,)
    ).fetchone():
        raise BadInput(
            "Thành viên này đã có trong biên bản họp nên không bỏ được; hãy ghi ngày thôi tham gia Hội đồng."
        )
    action.delete("council_member", member_id)


def _meeting(row: Row) -> Meeting:
    values = {name: row[name] for name in Meeting.__slots__}
    return Meeting(
        **{**values, "day": dt.date.fromisoformat(row["day"]), "returned_date": _day(row["returned_date"])}
    )


def list_meetings(con: Connection, *, campaign_id: int | None = None) -> list[Meeting]:
    """Sessions (of one drive where given), the newest first."""
    rows = con.execute(
        "SELECT * FROM meeting WHERE ? IS NULL OR campaign_id = ? ORDER BY day DESC, id DESC",
        (campaign_id, campaign_id),
    )
    return [_meeting(row) for row in rows]


def get_meeting(con: Connection, meeting_id: int) -> Meeting:
    """One session.

    Raises:
        NotFound: no such session.
    """
    row = con.execute("SELECT * FROM meeting WHERE id = ?", (meeting_id,)).fetchone()
    if row is None:
        raise NotFound("Phiên họp này không còn trong sổ; hãy tải lại danh sách phiên họp.")
    return _meeting(row)


def save_meeting(
    action: Action,
    council_id: int,
    *,
    day: dt.date,
    kind: str = "meeting",
    campaign_id: int | None = None,
    award_round_id: int | None = None,
    number: str = "",
    place: str = "",
    returned_date: dt.date | None = None,
    minutes: str = "",
    meeting_id: int | None = None,
) -> int:
    """Record a session, or change one when its id is given; returns the id.

    Raises:
        BadInput: unknown kind, or written opinions that came back before they were asked for.
    """
    if kind not in SESSION_KINDS:
        raise BadInput("Chưa chọn hình thức họp; hãy chọn họp hay lấy ý kiến bằng văn bản.")
    if returned_date and returned_date < day:
        raise BadInput("Ngày nhận đủ ý kiến trước ngày gửi lấy ý kiến; hãy sửa lại một trong hai ngày.")
    values = {
        "council_id": council_id,
        "campaign_id": campaign_id,
        "award_round_id": award_round_id,
        "kind": kind,
        "number": clean(number),
        "day": day.isoformat(),
        "place": clean(place),
        "returned_date": _iso(returned_date),
        "minutes": nfc(minutes).strip(),
    }
    if meeting_id is None:
        return action.insert("meeting", **values)
    action.update("meeting", meeting_id, **values)
    return meeting_id


def attendance(con: Connection, meeting_id: int) -> list[Attendance]:
    """Every member in office on the session's day (or noted there) with whether he or she took part."""
    rows = con.execute(
        """SELECT m.*, a.present, coalesce(a.note, '') AS attendance_note, a.asked_date, a.answered_date
           FROM meeting s JOIN council_member m ON m.council_id = s.council_id
           LEFT JOIN meeting_attendance a ON a.meeting_id = s.id AND a.council_member_id = m.id
           WHERE s.id = ? AND (a.id IS NOT NULL OR (coalesce(m.active_from, s.day) <= s.day
                                                    AND s.day <= coalesce(m.active_to, s.day)))
           ORDER BY m.ordinal, m.id""",
        (meeting_id,),
    )
    return [
        Attendance(
            _member(r),
            None if r["present"] is None else bool(r["present"]),
            r["attendance_note"],
            _day(r["asked_date"]),
            _day(r["answered_date"]),
        )
        for r in rows
    ]


def participants(con: Connection, meeting_id: int) -> list[Attendance]:
    """Members of whom there is a vote: present, or absent and answered in writing."""
    return [one for one in attendance(con, meeting_id) if one.took_part]


def level(con: Connection) -> str:
    """The tier of the council: its office's."""
    office = organizations.own(con)
    return office.tier if office else "commune"


def vote_rules(con: Connection) -> list[VoteRule]:
    """The catalogue ``vote_rule`` as values of the rules; a share nobody can read counts as not known."""
    return [
        VoteRule(
            row["kind"],
            row["form_code"],
            row["level"],
            row["session_kind"],
            Share.parse(row["share"]) if row["share"] else None,
            row["base"],
            _day(row["valid_from"]),
            _day(row["valid_to"]),
            row["source"],
            bool(row["verified"]),
        )
        for row in catalogues.rows(con, "vote_rule")
    ]


def quorum(con: Connection, meeting_id: int) -> Quorum:
    """Whether enough members took part in a session, by the share in force on its day (two thirds)."""
    session = get_meeting(con, meeting_id)
    share = voting.quorum_share(vote_rules(con), session.day, level=level(con), session_kind=session.kind)
    everyone = attendance(con, meeting_id)
    return Quorum.of(
        sum(one.present is True for one in everyone), len(everyone), share, session.kind == "written"
    )


def may_vote(con: Connection, meeting_id: int) -> str:
    """Why a session may not vote, in one sentence; empty when it may."""
    present = quorum(con, meeting_id)
    if present.met:
        return ""
    return f"{present.sentence.rstrip('.')}; hãy ghi đủ người dự họp rồi mới ghi biểu quyết."


def set_attendance(
    action: Action, meeting_id: int, present: Mapping[int, bool], notes: Mapping[int, str] | None = None
) -> int:
    """Note who took part, by member id, with the reason of absence; returns how many rows changed."""
    known = {
        row["council_member_id"]: row["id"]
        for row in action.con.execute(
            "SELECT id, council_member_id FROM meeting_attendance WHERE meeting_id = ?", (meeting_id,)
        )
    }
    changed = 0
    for member_id, came in present.items():
        values = {"present": int(came), "note": clean((notes or {}).get(member_id, ""))}
        if member_id in known:
            changed += action.update("meeting_attendance", known[member_id], **values)
        else:
            action.insert("meeting_attendance", meeting_id=meeting_id, council_member_id=member_id, **values)
            changed += 1
    return changed
