"""Votes of a council's session: what each nomination needed, what it got, the tally; members asked in writing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from db import councils, nominations, settings
from db.councils import Meeting, Quorum, attendance, get_meeting, participants
from db.errors import BadInput, NotFound
from db.nominations import Nomination
from db.rules import voting
from db.rules.voting import Base, Threshold, VoteRule
from db.sqlite import Connection, Row
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.text import clean, nfc

METHODS: Final = {"": "Chưa ghi", "ballots": "Bỏ phiếu kín", "raised": "Biểu quyết giơ tay"}
RESULTS: Final = {"approved": "Thông qua", "rejected": "Không thông qua", "deferred": "Để lại xem xét sau"}
MAJORITY: Final = 50
"""The approving share in percent that stands for more than half."""

VOTABLE: Final = ("draft", "submitted", "appraised", "approved", "rejected")
"""Nominations the council may vote on; ``approved`` and ``rejected`` once more, in another session."""


@dataclass(frozen=True, slots=True)
class Vote:
    """The votes on one nomination in one session.

    Attributes:
        votes_invalid: ballots that say nothing, or more than one thing.
        base, needed, threshold: the number asked, the votes needed and the rule in words as they held that day.
    """

    id: int
    meeting_id: int
    nomination_id: int
    votes_for: int
    votes_against: int
    result: str
    note: str
    votes_invalid: int = 0
    base: int | None = None
    needed: int | None = None
    threshold: str = ""

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
    votes_invalid: int = 0


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def change_facts(
    action: Action,
    meeting_id: int,
    *,
    number: str,
    place: str,
    minutes: str,
    returned_date: dt.date | None = None,
) -> bool:
    """Note what is known of a session only later: the number of its minutes, its place, the opinions.

    Votes and who took part stay. Returns whether anything differed.

    Raises:
        BadInput: opinions that came back before they were asked for.
    """
    session = get_meeting(action.con, meeting_id)
    if returned_date is not None and returned_date < session.day:
        raise BadInput("Ngày nhận đủ ý kiến trước ngày gửi lấy ý kiến; hãy sửa lại một trong hai ngày.")
    return action.update(
        "meeting",
        meeting_id,
        number=clean(number),
        place=clean(place),
        minutes=nfc(minutes).strip(),
        returned_date=_iso(returned_date),
    )


def remove_session(action: Action, meeting_id: int) -> None:
    """Take out a session that was planned and has not voted.

    Raises:
        BadInput: it voted, or a decision rests on it.
    """
    session = get_meeting(action.con, meeting_id)
    word = councils.SESSION_KINDS[session.kind].lower()
    when = format_date(session.day)
    if votes(action.con, meeting_id):
        raise BadInput(
            f"Phiên {word} ngày {when} đã biểu quyết nên không xóa được; hãy họp lại và ghi phiên họp mới."
        )
    if action.con.execute("SELECT 1 FROM decision WHERE meeting_id = ? LIMIT 1", (meeting_id,)).fetchone():
        raise BadInput(
            f"Phiên {word} ngày {when} đã được ghi làm căn cứ của một quyết định nên không xóa được; "
            "hãy bỏ phiên này khỏi quyết định trước."
        )
    rows = action.con.execute("SELECT id FROM meeting_attendance WHERE meeting_id = ?", (meeting_id,))
    for row in rows.fetchall():
        action.delete("meeting_attendance", row["id"])
    action.delete("meeting", meeting_id)


def set_voting(
    action: Action,
    meeting_id: int,
    *,
    method: str,
    vote_base: str = "",
    ballots_issued: int | None = None,
    ballots_returned: int | None = None,
) -> bool:
    """Note how a session voted and the ballots counted; returns whether anything differed.

    Raises:
        BadInput: an unknown method or base, more ballots than people, or more returned than given out.
    """
    if method not in METHODS or vote_base not in {"", *voting.BASES}:
        raise BadInput("Chưa chọn cách biểu quyết; hãy chọn bỏ phiếu kín hay giơ tay rồi lưu lại.")
    taking_part = len(participants(action.con, meeting_id))
    if ballots_issued is not None and not 0 <= ballots_issued <= taking_part:
        raise BadInput(f"Số phiếu phát ra nhiều hơn {taking_part} người tham gia; hãy kiểm lại số phiếu.")
    if ballots_returned is not None and not 0 <= ballots_returned <= (ballots_issued or taking_part):
        raise BadInput("Số phiếu thu về nhiều hơn số phiếu phát ra; hãy kiểm lại số phiếu.")
    return action.update(
        "meeting",
        meeting_id,
        method=method,
        vote_base=vote_base,
        ballots_issued=ballots_issued,
        ballots_returned=ballots_returned,
    )


def ask_in_writing(action: Action, meeting_id: int, member_ids: Iterable[int], day: dt.date) -> int:
    """Note that absent members were asked in writing on a day; returns how many rows changed.

    Raises:
        BadInput: one of them was at the session, or the day lies before it.
    """
    session = get_meeting(action.con, meeting_id)
    if day < session.day:
        raise BadInput("Ngày gửi lấy ý kiến trước ngày họp; hãy sửa lại một trong hai ngày.")
    known = {one.member.id: one for one in attendance(action.con, meeting_id)}
    changed = 0
    for member_id in member_ids:
        one = known[member_id]
        if one.present and session.kind == "meeting":
            raise BadInput(f"“{one.member.name}” đã dự họp; hãy bỏ tên này ra khỏi danh sách lấy ý kiến.")
        changed += _note(action, meeting_id, member_id, present=int(one.present or 0), asked_date=_iso(day))
    return changed


def set_answered(action: Action, meeting_id: int, answered: Mapping[int, dt.date | None]) -> int:
    """Note by member id the day a written opinion came back (None: it has not); returns how many rows changed.

    In a round of written opinions who answered has taken part.

    Raises:
        BadInput: nobody asked this member, or the answer is older than the question.
    """
    session = get_meeting(action.con, meeting_id)
    known = {one.member.id: one for one in attendance(action.con, meeting_id)}
    changed = 0
    for member_id, day in answered.items():
        one = known[member_id]
        if one.asked_date is None:
            raise BadInput(f"Chưa gửi lấy ý kiến của “{one.member.name}”; hãy ghi ngày gửi trước.")
        if day is not None and day < one.asked_date:
            raise BadInput("Ngày nhận ý kiến trước ngày gửi lấy ý kiến; hãy sửa lại một trong hai ngày.")
        values: dict[str, object] = {"answered_date": _iso(day)}
        if session.kind == "written":
            values["present"] = int(day is not None)
        changed += _note(action, meeting_id, member_id, **values)
    return changed


def _note(action: Action, meeting_id: int, member_id: int, **values: object) -> int:
    row = action.con.execute(
        "SELECT id FROM meeting_attendance WHERE meeting_id = ? AND council_member_id = ?",
        (meeting_id, member_id),
    ).fetchone()
    if row is not None:
        return int(action.update("meeting_attendance", row["id"], **values))
    action.insert("meeting_attendance", meeting_id=meeting_id, council_member_id=member_id, **values)
    return 1


def approval_percent(con: Connection) -> int:
    """The share of those taking part that must say yes, in percent; :data:`MAJORITY` means more than half."""
    return int(settings.get(con, "approval_percent"))


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked in a session, held or still to be recorded, and what each form needs; the catalogue is read once.

    Attributes:
        members: members in office that day; ``taking_part`` those of whom there is a vote.
        ballots_returned: paper ballots that came back, None where nobody counted them.
    """

    day: dt.date
    kind: str
    members: int
    taking_part: int
    vote_base: str
    ballots_returned: int | None
    rules: tuple[VoteRule, ...]
    level: str
    percent: int

    @classmethod
    def at(cls, con: Connection, meeting_id: int) -> Asked:
        """Of a session on record."""
        session = get_meeting(con, meeting_id)
        everyone = attendance(con, meeting_id)
        return cls.planned(
            con,
            day=session.day,
            kind=session.kind,
            members=len(everyone),
            taking_part=sum(one.took_part for one in everyone),
            vote_base=session.vote_base,
            ballots_returned=session.ballots_returned,
        )

    @classmethod
    def planned(
        cls,
        con: Connection,
        *,
        day: dt.date,
        kind: str,
        members: int,
        taking_part: int,
        vote_base: str = "",
        ballots_returned: int | None = None,
    ) -> Asked:
        """Of a session as it stands in a dialog."""
        rules, level = tuple(councils.vote_rules(con)), councils.level(con)
        percent = approval_percent(con)
        return cls(day, kind, members, taking_part, vote_base, ballots_returned, rules, level, percent)

    def threshold(self, form_code: str) -> Threshold:
        """What a nomination for a form must reach, on the session's own base where it has one."""
        bases: dict[str, Base] = {"all": "all", "present": "present"}
        return voting.threshold_on(
            self.rules,
            self.day,
            form_code=form_code,
            level=self.level,
            session_kind=self.kind,
            office_percent=self.percent,
            base=bases.get(self.vote_base),
        )

    def needed(self, form_code: str) -> int:
        """Votes in favour a nomination for a form needs."""
        return self.threshold(form_code).needed(self.members, self.taking_part)

    def outcome(self, form_code: str, votes_for: int, votes_against: int) -> str | None:
        """What these votes come to; None where the chair concludes."""
        told = self.threshold(form_code)
        return voting.outcome(
            told.share, votes_for, votes_against, told.count(self.members, self.taking_part)
        )

    def refuse_miscount(self, ballot: Ballot, name: str) -> None:
        """Refuse votes that cannot be.

        Raises:
            BadInput: negative, more than people took part, or not as many as ballots came back.
        """
        counts = (ballot.votes_for, ballot.votes_against, ballot.votes_invalid)
        if min(counts) < 0 or sum(counts) > self.taking_part:
            raise BadInput(
                f"Số phiếu của “{name}” nhiều hơn {self.taking_part} người dự họp; hãy kiểm lại số phiếu."
            )
        if self.ballots_returned is not None and sum(counts) != self.ballots_returned:
            raise BadInput(
                f"Số phiếu của “{name}” cộng lại là {sum(counts)}, khác {self.ballots_returned} phiếu thu về; "
                "hãy kiểm lại số phiếu."
            )


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


@dataclass(frozen=True, slots=True)
class TallyLine:
    """One nomination on the tally sheet (biên bản kiểm phiếu)."""

    nomination: Nomination
    vote: Vote

    @property
    def percent_tenths(self) -> int | None:
        """Votes in favour of the base, tenths of a percent rounded down; None for votes of the first version."""
        return self.vote.votes_for * 1000 // self.vote.base if self.vote.base else None

    @property
    def shown_percent(self) -> str:
        """The share in favour: "87,5%", "100%"."""
        tenths = self.percent_tenths
        if tenths is None:
            return ""
        return f"{tenths // 10},{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of a session, its lines in the order of lists."""

    meeting: Meeting
    quorum: Quorum
    taking_part: int
    lines: tuple[TallyLine, ...]

    def with_result(self, result: str) -> tuple[TallyLine, ...]:
        """Lines of one result, a key of :data:`RESULTS`."""
        return tuple(line for line in self.lines if line.vote.result == result)


def tally(con: Connection, meeting_id: int) -> Tally:
    """Everything the tally sheet and the minutes say about the votes of a session."""
    by_nomination = {vote.nomination_id: vote for vote in votes(con, meeting_id)}
    listed = nominations.by_ids(con, by_nomination)
    return Tally(
        get_meeting(con, meeting_id),
        councils.quorum(con, meeting_id),
        len(participants(con, meeting_id)),
        tuple(TallyLine(one, by_nomination[one.id]) for one in listed),
    )


def record_votes(action: Action, meeting_id: int, ballots: Iterable[Ballot]) -> int:
    """Record votes: the nominations become approved or rejected; deferred ones stay as they are.

    Votes recorded before in this session are replaced. Returns how many were recorded.

    Raises:
        BadInput: no quorum, more votes than people, a nomination not open to a vote, or a tie without a result.
    """
    get_meeting(action.con, meeting_id)
    refusal = councils.may_vote(action.con, meeting_id)
    if refusal:
        raise BadInput(refusal)
    asked = Asked.at(action.con, meeting_id)
    listed = list(ballots)
    known = _nominees(action.con, [ballot.nomination_id for ballot in listed])
    old = {vote.nomination_id: vote.id for vote in votes(action.con, meeting_id)}
    for ballot in listed:
        nominee = known.get(ballot.nomination_id)
        if nominee is None:
            raise NotFound("Đề nghị khen thưởng này không còn trong sổ; hãy tải lại danh sách.")
        asked.refuse_miscount(ballot, nominee["name"])
        needed = asked.threshold(nominee["form_code"])
        base = needed.count(asked.members, asked.taking_part)
        result = _result(ballot, asked, nominee)
        values = {
            "votes_invalid": ballot.votes_invalid,
            "base": base,
            "needed": needed.share.of(base),
            "threshold": needed.sentence,
            "votes_for": ballot.votes_for,
            "votes_against": ballot.votes_against,
            "result": result,
            "note": clean(ballot.note),
        }
        if ballot.nomination_id in old:
            action.update("vote", old[ballot.nomination_id], **values)
        else:
            action.insert("vote", meeting_id=meeting_id, nomination_id=ballot.nomination_id, **values)
        if result != "deferred":
            reason = clean(ballot.note) if result == "rejected" else ""
            action.update(
                "nomination",
                ballot.nomination_id,
                status=result,
                status_reason=reason,
                simplified_case_id=None,
            )
    return len(listed)


def _nominees(con: Connection, nomination_ids: list[int]) -> dict[int, Row]:
    rows = con.execute(
        """SELECT n.id, n.status, n.form_code, s.name FROM nomination n JOIN subject s ON s.id = n.subject_id
           WHERE n.id IN (SELECT value FROM json_each(?))""",
        (str(nomination_ids),),
    )
    return {row["id"]: row for row in rows}


def _result(ballot: Ballot, asked: Asked, nominee: Row) -> str:
    name = nominee["name"]
    if nominee["status"] not in VOTABLE:
        raise BadInput(f"“{name}” không còn chờ Hội đồng biểu quyết; hãy bỏ tên này ra khỏi phiếu.")
    if ballot.result is not None and ballot.result not in RESULTS:
        raise BadInput(f"Chưa chọn kết quả biểu quyết cho “{name}”; hãy chọn một kết quả trong danh sách.")
    result = ballot.result or asked.outcome(nominee["form_code"], ballot.votes_for, ballot.votes_against)
    if result is None:
        raise BadInput(
            f"Phiếu của “{name}” không bên nào quá nửa số người dự họp; hãy chọn kết quả theo kết luận của "
            "Chủ tịch Hội đồng."
        )
    return result
