"""Facts of the papers around the council's session: minutes and submission (tờ trình)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from db import (
    authorities,
    awards,
    campaigns,
    catalogues,
    council_votes,
    councils,
    nominations,
    organizations,
    submissions,
)
from db.council_votes import Vote
from db.councils import Attendance, Meeting
from db.errors import BadInput, NotFound
from db.nominations import Nomination
from db.organizations import Organization
from db.rules import voting
from db.sqlite import Connection
from db.submissions import Submission
from db.vietnamese.text import fold
from desktop.documents import records
from desktop.documents.facts import (
    IssueFacts,
    MeetingFacts,
    MemberFacts,
    MinutesFacts,
    OfficeFacts,
    SignerFacts,
    SubmissionFacts,
    VoteRow,
)
from desktop.documents.paper_words import form_phrase

_SUBMITTED = ("approved", "decided")
_TO_SUPERIOR_RECIPIENTS = ("Như trên", "Lưu: VT")


def _votes_by_nomination(con: Connection, campaign_id: int) -> dict[int, tuple[Meeting, Vote]]:
    """The newest vote on each nomination of a drive with its session."""
    found: dict[int, tuple[Meeting, Vote]] = {}
    for meeting in councils.list_meetings(con, campaign_id=campaign_id):
        for vote in council_votes.votes(con, meeting.id):
            found.setdefault(vote.nomination_id, (meeting, vote))
    return found


def vote_row(con: Connection, n: Nomination, vote: Vote | None) -> VoteRow:
    """A nominee on a list of the council, with the votes where there are any."""
    return VoteRow(
        name=n.name,
        kind=records.subject_kind(n.kind),
        honorific=awards.honorific_of(n.subject, n.submitted_date),
        position_unit=n.subject.position_unit,
        form=form_phrase(n.form_name),
        summary=n.summary,
        votes_for=vote.votes_for if vote else None,
        votes_against=vote.votes_against if vote else None,
        passed=None if vote is None or vote.result == "deferred" else vote.result == "approved",
        award=award_phrase(con, n),
    )


def award_phrase(con: Connection, n: Nomination) -> str:
    """What a nominee is proposed for, as a sentence says it."""
    return catalogues.awarded(con, n.form_code, form_phrase(n.form_name))


def submission_facts(con: Connection, campaign_id: int, as_of: dt.date) -> SubmissionFacts:
    """The newest submission of a drive as recorded; without one, a draft of those the council approved.

    A draft asks our chair for the forms he may decide; where there are none, the superior.

    Raises:
        BadInput: nobody was approved, or the register has no office.
    """
    recorded = submissions.list_submissions(con, campaign_id=campaign_id)
    if recorded:
        return recorded_submission(con, recorded[0], as_of)
    office = records.own_office(con)
    campaign = campaigns.get_campaign(con, campaign_id)
    approved = nominations.list_nominations(con, campaign_id, statuses=_SUBMITTED)
    if not approved:
        raise BadInput(
            f"Phong trào {campaign.code} chưa có đề nghị nào được Hội đồng thông qua; "
            "hãy ghi kết quả họp Hội đồng trước khi lập tờ trình."
        )
    ours = [n for n in approved if authorities.may_decide(con, n.form_code, office.tier, as_of, n.kind)]
    issue = IssueFacts(year=as_of.year)
    return _submission(
        con, ours or approved, as_of, issue, superior=not ours, addressee="", drive=campaign_id
    )


def recorded_submission(
    con: Connection, submission: Submission, signing: dt.date | None = None
) -> SubmissionFacts:
    """A submission as it stands in the register; number and day are blank until văn thư gives them.

    A draft rests on the law of ``signing`` (today where None).

    Raises:
        BadInput: the register has no office, or no superior to ask.
    """
    day = submission.day or submission.sent_date or signing or dt.date.today()  # noqa: DTZ011 - a draft is of today
    listed = [item.nomination for item in submissions.items(con, submission.id)]
    issue = IssueFacts(submission.number or "", submission.day if submission.number else None, day.year)
    superior = submission.kind == "superior"
    return _submission(
        con,
        listed,
        day,
        issue,
        superior=superior,
        addressee=submission.addressee,
        drive=submission.campaign_id,
    )


def _submission(
    con: Connection,
    listed: Sequence[Nomination],
    day: dt.date,
    issue: IssueFacts,
    *,
    superior: bool,
    addressee: str,
    drive: int | None,
) -> SubmissionFacts:
    office = records.office_facts(con, day)
    known = _votes_by_nomination(con, drive) if drive is not None else {}
    sessions = [known[n.id][0] for n in listed if n.id in known]
    return SubmissionFacts(
        office=_as_sender(office) if superior else office,
        issue=issue,
        signer=records.office_signer(con, committee=True, on=day) if superior else council_signer(con, day),
        addressee=addressee or (_superior(records.own_office(con)) if superior else office.chair),
        form=", ".join(dict.fromkeys(award_phrase(con, n) for n in listed)),
        citation=records.most_common(n.citation for n in listed),
        campaign=campaigns.get_campaign(con, drive).title if drive is not None else "",
        legal_bases=tuple(catalogues.legal_bases(con, "submission", day)),
        nominees=tuple(vote_row(con, n, known[n.id][1] if n.id in known else None) for n in listed),
        reviewed_on=None if superior else max((meeting.day for meeting in sessions), default=None),
        recipients=_TO_SUPERIOR_RECIPIENTS if superior else (),
    )


def _as_sender(office: OfficeFacts) -> OfficeFacts:
    """The office in the council's place: what goes to a superior is the committee's paper, not the council's."""
    return replace(
        office,
        name_lines=(),
        council=office.name,
        council_lines=office.name_lines,
        council_symbol=office.symbol,
    )


def _superior(office: Organization) -> str:
    if not office.parent_name:
        raise BadInput(
            "Sổ chưa có tên cơ quan cấp trên; hãy ghi cơ quan cấp trên trong phần Cơ quan rồi làm lại."
        )
    return f"Chủ tịch {office.parent_name}"


def council_signer(con: Connection, on: dt.date) -> SignerFacts:
    """Who signs the council's submission to the chairman of the committee.

    The chairman of the committee chairs the council as a rule and cannot ask himself: a deputy signs for the chair
    ("KT. CHỦ TỊCH"). Only where the register names another person as chair of the council, the chair signs.
    """
    council = councils.council_on(con, on)
    members = councils.members(con, council.id, on) if council else []
    by_role = {member.role: member for member in reversed(members)}
    chair = by_role.get("chair")
    if chair is not None and not _is_head(con, chair.name, on):
        return SignerFacts(("TM. HỘI ĐỒNG", "CHỦ TỊCH"), chair.name)
    deputy = by_role.get("standing_deputy") or by_role.get("deputy")
    title = deputy.shown_role.removesuffix(" Hội đồng").upper() if deputy else "PHÓ CHỦ TỊCH"
    return SignerFacts(("TM. HỘI ĐỒNG", "KT. CHỦ TỊCH", title), deputy.name if deputy else "")


def _is_head(con: Connection, name: str, on: dt.date) -> bool:
    """Whether somebody heads the office; also where the register does not name its head."""
    listed = organizations.signers(con, records.own_office(con).id, on)
    heads = {fold(signer.name) for signer in listed if signer.signature_form == "head"}
    return not heads or fold(name) in heads


def minutes_facts(con: Connection, meeting: Meeting) -> MinutesFacts:
    """The minutes of a session: who took part, the votes in the order of lists, the opinions noted.

    Raises:
        BadInput: nobody noted who took part, or the register has no office.
    """
    everyone = councils.attendance(con, meeting.id)
    if all(one.present is None for one in everyone):
        raise BadInput("Phiên họp chưa ghi thành viên nào có mặt; hãy ghi người dự họp rồi lập lại biên bản.")
    campaign = campaigns.get_campaign(con, meeting.campaign_id) if meeting.campaign_id else None
    votes = {vote.nomination_id: vote for vote in council_votes.votes(con, meeting.id)}
    listed = nominations.by_ids(con, votes)
    chair, secretary = _presiding(everyone), _present(everyone, "secretary")
    present = councils.quorum(con, meeting.id)
    written = meeting.kind == "written"
    return MinutesFacts(
        office=records.office_facts(con, meeting.day),
        issue=IssueFacts(meeting.number, meeting.day),
        campaign=campaign.title if campaign else "",
        meeting=MeetingFacts(
            day=meeting.returned_date or meeting.day,
            place=meeting.place,
            members=tuple(_member(one) for one in everyone),
            mode="written" if written else "meeting",
            chair=f"{chair.member.name}, {chair.member.shown_role.removesuffix(' Hội đồng')} Hội đồng"
            if chair
            else "",
            secretary=secretary,
            quorum_share=_quorum_share(con, meeting),
            threshold=recorded_threshold(votes.values()) or _threshold(con, written=written),
            base=recorded_base(votes.values()) or present.present,
        ),
        votes=tuple(vote_row(con, n, votes[n.id]) for n in listed),
        chair=SignerFacts((), chair.member.name if chair else ""),
        secretary=SignerFacts((), secretary),
        remarks=tuple(line.strip() for line in meeting.minutes.splitlines() if line.strip()),
        sent_up=_sent_up(con, listed, meeting.day),
    )


def _sent_up(con: Connection, listed: Iterable[Nomination], day: dt.date) -> tuple[str, ...]:
    """Names of the forms that another level decides on a day."""
    tier = records.own_office(con).tier
    return tuple(
        dict.fromkeys(
            award_phrase(con, n)
            for n in listed
            if not authorities.may_decide(con, n.form_code, tier, day, n.kind)
        )
    )


def _presiding(everyone: Iterable[Attendance]) -> Attendance | None:
    """Who chairs the session: the council's chair, a deputy where the chair is away."""
    present = {one.member.role: one for one in everyone if one.present}
    return next((present[role] for role in ("chair", "standing_deputy", "deputy") if role in present), None)


def _quorum_share(con: Connection, meeting: Meeting) -> tuple[int, int]:
    """The least share of members by the rule in force on the day; the province's own where it has one."""
    level = councils.level(con)
    share = voting.quorum_share(councils.vote_rules(con), meeting.day, level=level, session_kind=meeting.kind)
    return share.over, share.under


def _present(everyone: Iterable[Attendance], role: str) -> str:
    return next((one.member.name for one in everyone if one.member.role == role and one.present), "")


def _member(one: Attendance) -> MemberFacts:
    role = ", ".join(part for part in (one.member.position, one.member.shown_role) if part)
    return MemberFacts(one.member.name, role, present=one.present is True, reason=one.note)


# What the register notes with a vote beside the rule itself; a signed paper says the rule.
_ASIDES = ("; chưa có quy định riêng trong Danh mục", ", chưa đối chiếu")


def recorded_threshold(votes: Iterable[Vote]) -> str:
    """What the votes had to reach on the day of the session, as it was noted with each."""
    told = dict.fromkeys(vote.threshold for vote in votes if vote.threshold)
    made = []
    for sentence in told:
        rule = sentence.rstrip(".").removeprefix("Thông qua khi đạt ")
        for aside in _ASIDES:
            rule = rule.replace(aside, "")
        made.append(rule)
    return "; ".join(made)


def recorded_base(votes: Iterable[Vote]) -> int | None:
    """The number of people all shares are of; None where it was not noted or differs."""
    bases = {vote.base for vote in votes}
    return bases.pop() if len(bases) == 1 else None


def _threshold(con: Connection, *, written: bool) -> str:
    percent = council_votes.approval_percent(con)
    share = "quá nửa" if percent == council_votes.MAJORITY else f"từ {percent}%"
    return f"{share} số thành viên {'gửi lại ý kiến' if written else 'dự họp'} tán thành"


def meeting_of(con: Connection, campaign_id: int) -> Meeting:
    """The drive's newest session.

    Raises:
        NotFound: the council did not meet on the drive.
    """
    found = councils.list_meetings(con, campaign_id=campaign_id)
    if not found:
        campaign = campaigns.get_campaign(con, campaign_id)
        raise NotFound(
            f"Phong trào {campaign.code} chưa có phiên họp Hội đồng nào; hãy ghi phiên họp rồi lập biên bản."
        )
    return found[0]
