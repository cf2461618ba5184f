"""The council (Hội đồng Thi đua - Khen thưởng): members, sessions, who took part, and the votes.

A session is a meeting or a round of written opinions; in a round "present" means that the opinion came back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from db import settings
from db.errors import BadInput, NotFound
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.text import clean, nfc

ROLES: Final = {
    "chair": "Chủ tịch Hội đồng",
    "standing_deputy": "Phó Chủ tịch thường trực",
    "deputy": "Phó Chủ tịch",
    "member": "Ủy viên",
    "secretary": "Ủy viên, Thư ký",
}
SESSION_KINDS: Final = {"meeting": "Họp", "written": "Lấy ý kiến bằng văn bản"}
RESULTS: Final = {"approved": "Thông qua", "rejected": "Không thông qua", "deferred": "Để lại xem xét sau"}
QUORUM: Final = (2, 3)
"""The least share of the members that must take part (NĐ 91/2017, NĐ 98/2023, NĐ 152/2025: two thirds)."""
MAJORITY: Final = 50
"""The approving share in percent that stands for more than half."""

VOTABLE: Final = ("draft", "submitted", "appraised", "approved", "rejected")
"""Nominations the council may vote on; ``approved`` and ``rejected`` once more, in another session."""


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
    """A member with position in the office and role in the council."""

    id: int
    council_id: int
    name: str
    position: str
    role: str

    @property
    def shown_role(self) -> str:
        """The role in Vietnamese."""
        return ROLES[self.role]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session of the council."""

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


@dataclass(frozen=True, slots=True)
class Attendance:
    """One member at one session; ``present`` is None while nobody noted it. ``note``: why absent."""

    member: Member
    present: bool | None
    note: str


@dataclass(frozen=True, slots=True)
class Quorum:
    """Members who took part, of how many, against how many are needed."""

    present: int
    members: int
    needed: int

    @classmethod
    def of(cls, present: int, members: int) -> Quorum:
        """``present`` of ``members`` against :data:`QUORUM`, rounded up to whole members."""
        return cls(present, members, -(-members * QUORUM[0] // QUORUM[1]))

    @property
    def met(self) -> bool:
        """Whether enough took part."""
        return self.members > 0 and self.present >= self.needed

    @property
    def sentence(self) -> str:
        """In words, as the minutes and the page say it."""
        share = f"{QUORUM[0]}/{QUORUM[1]}"
        if self.members == 0:
            return "Hội đồng chưa có thành viên nào; hãy ghi danh sách thành viên trước."
        counted = f"Có mặt {self.present:02d}/{self.members:02d} thành viên"
        if self.met:
            return f"{counted}, đủ {share} theo quy định."
        return f"{counted}, chưa đủ {share} (cần ít nhất {self.needed:02d} thành viên)."


@dataclass(frozen=True, slots=True)
class Vote:
    """The votes on one nomination in one session."""

    id: int
    meeting_id: int
    nomination_id: int
    votes_for: int
    votes_against: int
    result: str
    note: str

    @property
    def shown_result(self) -> str:
        """The result in Vietnamese."""
        return RESULTS[self.result]


@dataclass(frozen=True, slots=True)
class Ballot:
    """Votes to be recorded. Without ``result`` the majority of those who took part decides."""

    nomination_id: int
    votes_for: int
    votes_against: int = 0
    result: str | None = None
    note: str = ""


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


def members(con: Connection, council_id: int) -> list[Member]:
    """Members in the order of the founding decision."""
    rows = con.execute(
        "SELECT id, council_id, name, position, role FROM council_member WHERE council_id = ? ORDER BY ordinal, id",
        (council_id,),
    )
    return [Member(*row) for row in rows]


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
) -> int:
    """Add a member (at the end where no ordinal is given), or change one; returns the id.

    Raises:
        BadInput: no name, an unknown role, or a second chair.
    """
    if not clean(name):
        raise BadInput("Chưa có họ tên thành viên; hãy ghi họ tên rồi lưu lại.")
    if role not in ROLES:
        raise BadInput("Chưa chọn vai trò trong Hội đồng; hãy chọn một vai trò trong danh sách.")
    present = members(action.con, council_id)
    if role == "chair" and any(m.role == "chair" and m.id != member_id for m in present):
        raise BadInput("Hội đồng đã có Chủ tịch; hãy đổi vai trò của người đó trước.")
    values: dict[str, object] = {"name": clean(name), "position": clean(position), "role": role}
    if member_id is None:
        values["ordinal"] = len(present) + 1 if ordinal is None else ordinal
        return action.insert("council_member", council_id=council_id, **values)
    if ordinal is not None:
        values["ordinal"] = ordinal
    action.update("council_member", member_id, **values)
    return member_id


def remove_member(action: Action, member_id: int) -> None:
    """Take a member out who stands on no session.

    Raises:
        BadInput: the member took part in a session; the council gets an end and a new one begins.
    """
    if action.con.execute(
        "SELECT 1 FROM meeting_attendance WHERE council_member_id = ?", (member_id,)
    ).fetchone():
        raise BadInput(
            "Thành viên này đã có trong biên bản họp nên không xóa được; hãy lập Hội đồng mới khi kiện toàn."
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
    """Every member of the session's council with whether he or she took part."""
    rows = con.execute(
        """SELECT m.id, m.council_id, m.name, m.position, m.role, a.present, coalesce(a.note, '') AS note
           FROM meeting s JOIN council_member m ON m.council_id = s.council_id
           LEFT JOIN meeting_attendance a ON a.meeting_id = s.id AND a.council_member_id = m.id
           WHERE s.id = ? ORDER BY m.ordinal, m.id""",
        (meeting_id,),
    )
    return [
        Attendance(
            Member(r["id"], r["council_id"], r["name"], r["position"], r["role"]),
            None if r["present"] is None else bool(r["present"]),
            r["note"],
        )
        for r in rows
    ]


def quorum(con: Connection, meeting_id: int) -> Quorum:
    """Whether at least two thirds of the members took part in a session."""
    everyone = attendance(con, meeting_id)
    return Quorum.of(sum(one.present is True for one in everyone), len(everyone))


def approval_percent(con: Connection) -> int:
    """The share of those taking part that must say yes, in percent; :data:`MAJORITY` means more than half."""
    return int(settings.get(con, "approval_percent"))


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


def votes(con: Connection, meeting_id: int) -> list[Vote]:
    """Votes of a session in the order they were recorded."""
    rows = con.execute("SELECT * FROM vote WHERE meeting_id = ? ORDER BY id", (meeting_id,))
    return [Vote(*(row[name] for name in Vote.__slots__)) for row in rows]


def outcome(votes_for: int, votes_against: int, base: int, percent: int = MAJORITY) -> str | None:
    """What ``base`` people taking part say; None when it is a tie or nobody's majority.

    The council decides by majority and a tie follows its chair (NĐ 91/2017, Điều 62, 63). Where the province's
    rules ask for a higher share (``percent``, whole percent of ``base``), who does not reach it is not approved.
    """
    if percent > MAJORITY:
        return "approved" if 0 < base * percent <= votes_for * 100 else "rejected"
    if 2 * votes_for > base:
        return "approved"
    return "rejected" if 2 * votes_against > base else None


def record_votes(action: Action, meeting_id: int, ballots: Iterable[Ballot]) -> int:
    """Record votes: the nominations become approved or rejected; deferred ones stay as they are.

    Votes recorded before in this session are replaced. Returns how many were recorded.

    Raises:
        BadInput: no quorum, more votes than people, a nomination not open to a vote, or a tie without a result.
    """
    session = get_meeting(action.con, meeting_id)
    present = quorum(action.con, meeting_id)
    if not present.met:
        raise BadInput(f"{present.sentence.rstrip('.')}; hãy ghi đủ người dự họp rồi mới ghi biểu quyết.")
    percent = approval_percent(action.con)
    listed = list(ballots)
    known = _nominees(action.con, [ballot.nomination_id for ballot in listed])
    old = {vote.nomination_id: vote.id for vote in votes(action.con, meeting_id)}
    for ballot in listed:
        nominee = known.get(ballot.nomination_id)
        if nominee is None:
            raise NotFound("Đề nghị khen thưởng này không còn trong sổ; hãy tải lại danh sách.")
        result = _result(ballot, present.present, percent, nominee)
        values = {
            "votes_for": ballot.votes_for,
            "votes_against": ballot.votes_against,
            "result": result,
            "note": clean(ballot.note),
        }
        if ballot.nomination_id in old:
            action.update("vote", old[ballot.nomination_id], **values)
        else:
            action.insert("vote", meeting_id=session.id, nomination_id=ballot.nomination_id, **values)
        if result != "deferred":
            reason = clean(ballot.note) if result == "rejected" else ""
            action.update("nomination", ballot.nomination_id, status=result, status_reason=reason)
    return len(listed)


def _nominees(con: Connection, nomination_ids: list[int]) -> dict[int, Row]:
    rows = con.execute(
        """SELECT n.id, n.status, s.name FROM nomination n JOIN subject s ON s.id = n.subject_id
           WHERE n.id IN (SELECT value FROM json_each(?))""",
        (str(nomination_ids),),
    )
    return {row["id"]: row for row in rows}


def _result(ballot: Ballot, base: int, percent: int, nominee: Row) -> str:
    name = nominee["name"]
    if nominee["status"] not in VOTABLE:
        raise BadInput(f"“{name}” không còn chờ Hội đồng biểu quyết; hãy bỏ tên này ra khỏi phiếu.")
    if min(ballot.votes_for, ballot.votes_against) < 0 or ballot.votes_for + ballot.votes_against > base:
        raise BadInput(f"Số phiếu của “{name}” nhiều hơn {base} người dự họp; hãy kiểm lại số phiếu.")
    if ballot.result is not None and ballot.result not in RESULTS:
        raise BadInput(f"Chưa chọn kết quả biểu quyết cho “{name}”; hãy chọn một kết quả trong danh sách.")
    result = ballot.result or outcome(ballot.votes_for, ballot.votes_against, base, percent)
    if result is None:
        raise BadInput(
            f"Phiếu của “{name}” không bên nào quá nửa số người dự họp; hãy chọn kết quả theo kết luận của "
            "Chủ tịch Hội đồng."
        )
    return result
