"""Facts of papers and certificates out of the register.

What the register does not know stays blank or is refused in one sentence; nothing is made up. The facts of a
drive's report stand in :mod:`desktop.documents.records_report`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import cast

from db import (
    authorities,
    awards,
    board,
    campaigns,
    catalogues,
    councils,
    decisions,
    nominations,
    organizations,
    reports,
    settings,
)
from db.awards import Award
from db.board import Cell
from db.campaigns import Campaign
from db.councils import Attendance, Meeting, Vote
from db.decisions import Decision
from db.errors import BadInput, NotFound
from db.nominations import Nomination
from db.organizations import Organization
from db.reports import RegisterRow
from db.rules.deadlines import ObligationState
from db.sqlite import Connection
from db.vietnamese.dates import format_partial, legal_date
from desktop.documents.certificate import CertificateFacts
from desktop.documents.facts import (
    AwardRow,
    DecisionFacts,
    IssueFacts,
    LateRow,
    MeetingFacts,
    MemberFacts,
    MinutesFacts,
    OfficeFacts,
    PrizeListFacts,
    ReminderFacts,
    SignerFacts,
    SubjectKind,
    SubmissionFacts,
    VoteRow,
)

_COMMITTEE = "Ủy ban nhân dân "
_SUBMITTED = ("approved", "decided")


def office_facts(con: Connection, on: dt.date) -> OfficeFacts:
    """The office as papers print it, with the council in office on a day.

    Raises:
        BadInput: the register has no office yet.
    """
    office = own_office(con)
    council = councils.council_on(con, on)
    officer = str(settings.get(con, "officer_name"))
    return OfficeFacts(
        name=office.name,
        name_lines=office.header_lines,
        area=office.name.removeprefix(_COMMITTEE),
        place=office.place,
        symbol=office.symbol,
        contact=officer,
        council=council.name if council else "",
        council_symbol=office.council_symbol,
    )


def own_office(con: Connection) -> Organization:
    """The office that keeps the register.

    Raises:
        BadInput: it was not written down yet.
    """
    office = organizations.own(con)
    if office is None:
        raise BadInput("Sổ chưa có tên cơ quan; hãy ghi tên cơ quan trong phần Cơ quan rồi làm lại.")
    return office


def office_signer(con: Connection, *, committee: bool = False) -> SignerFacts:
    """The office's first signer; ``committee``: for the committee ("TM. ỦY BAN NHÂN DÂN" above, NĐ 30/2020 Đ.13)."""
    office = own_office(con)
    first = next(iter(organizations.signers(con, office.id)), None)
    if first is None:
        lines: tuple[str, ...] = (office.head_title.upper(),)
        name = ""
    else:
        lines = organizations.signature_lines(first.signature_form, first.title, office.head_title)
        name = first.name
    if committee and office.name.startswith(_COMMITTEE):
        lines = ("TM. ỦY BAN NHÂN DÂN", *lines)
    return SignerFacts(lines, name)


def subject_kind(kind: str) -> SubjectKind:
    """The store's kind of a subject as the papers' type."""
    return cast("SubjectKind", kind)


def _year_of(campaign: Campaign | None) -> int | None:
    known = (campaign.end_on or campaign.start_on) if campaign else None
    return int(known[:4]) if known else None


# ---------------------------------------------------------------- decision, prizes, certificates


def _decision_signer(decision: Decision, office: Organization) -> SignerFacts:
    lines = organizations.signature_lines(decision.signature_form, decision.signer_title, office.head_title)
    return SignerFacts(lines, decision.signer_name)


def _decision_issue(con: Connection, decision: Decision) -> IssueFacts:
    campaign = campaigns.get_campaign(con, decision.campaign_id) if decision.campaign_id else None
    return IssueFacts(decision.number or "", decision.day, None if decision.day else _year_of(campaign))


def _standing(con: Connection, decision: Decision) -> list[Award]:
    return [award for award in awards.list_awards(con, decision.id) if award.revoked_date is None]


def _award_row(award: Award, common_citation: str) -> AwardRow:
    return AwardRow(
        name=award.recipient,
        kind=subject_kind(award.object_kind),
        honorific=award.honorific,
        position_unit=award.position_unit,
        citation="" if award.citation == common_citation else award.citation,
        prize=award.prize_amount,
        form=award.form_name,
        received_on=award.received_date,
    )


def _most_common(texts: Iterable[str]) -> str:
    told = Counter(text for text in texts if text)
    return told.most_common(1)[0][0] if told else ""


def decision_facts(con: Connection, decision: Decision) -> DecisionFacts:
    """A decision of ours with its list; number and day are blank while it is a draft.

    Raises:
        BadInput: it is another organ's decision, or the register has no office.
    """
    office = _issuing_office(con, decision)
    day = decision.day or dt.date.today()  # noqa: DTZ011 - a draft rests on the law of today
    listed = _standing(con, decision)
    citation = _most_common(award.citation for award in listed)
    bases = catalogues.legal_bases(con, "decision", day)
    if _meeting_of(con, decision) is not None:
        bases.append(f"Theo đề nghị của {office_facts(con, day).council_name}")
    return DecisionFacts(
        office=office_facts(con, day),
        issue=_decision_issue(con, decision),
        signer=_decision_signer(decision, office),
        form=decision.form_name,
        citation=citation,
        legal_bases=tuple(bases),
        awards=tuple(_award_row(award, citation) for award in listed),
        title=decision.title,
    )


def _issuing_office(con: Connection, decision: Decision) -> Organization:
    office = own_office(con)
    if decision.organization_id != office.id:
        raise BadInput(
            f"Quyết định {decision.shown} do {decision.organization} ban hành nên không lập lại tại đây; "
            "hãy chọn quyết định của cơ quan mình."
        )
    return office


def _meeting_of(con: Connection, decision: Decision) -> Meeting | None:
    """The session behind a decision: the one it names, else one of its drive that voted on its list."""
    if decision.meeting_id is not None:
        return councils.get_meeting(con, decision.meeting_id)
    if decision.campaign_id is None:
        return None
    mine = {award.nomination_id for award in awards.list_awards(con, decision.id)}
    for meeting in councils.list_meetings(con, campaign_id=decision.campaign_id):
        if any(vote.nomination_id in mine for vote in councils.votes(con, meeting.id)):
            return meeting
    return None


def prize_list_facts(con: Connection, decision: Decision) -> PrizeListFacts:
    """The prizes of an issued decision, in the order of its list.

    Raises:
        BadInput: the decision is not issued, or another organ's.
    """
    _issuing_office(con, decision)
    if decision.day is None:
        raise BadInput(
            "Quyết định chưa ban hành nên chưa có mức tiền thưởng; hãy ghi số và ngày của quyết định trước."
        )
    rows = reports.prize_list(con, decision.id).rows
    return PrizeListFacts(
        office=office_facts(con, decision.day),
        decision=_decision_issue(con, decision),
        awards=tuple(register_award_row(row) for row in rows),
    )


def register_award_row(row: RegisterRow) -> AwardRow:
    """A line of the award register as papers list it."""
    return AwardRow(
        name=row.recipient,
        kind=subject_kind(row.object_kind),
        honorific=row.honorific,
        position_unit=row.position_unit,
        prize=row.prize_amount,
        form=row.form_name,
        received_on=row.received_date,
    )


def certificate_awards(con: Connection, decision: Decision) -> list[Award]:
    """The awards of a decision that get a certificate, in its order: all but revoked ones.

    Raises:
        BadInput: the decision is not issued, is another organ's, or all its awards were revoked.
    """
    _issuing_office(con, decision)
    if decision.day is None:
        raise BadInput(
            "Quyết định chưa ban hành nên chưa in được Giấy khen; hãy ghi số và ngày của quyết định trước."
        )
    listed = _standing(con, decision)
    if not listed:
        raise BadInput(f"Quyết định {decision.shown} không còn ai được khen; hãy chọn quyết định khác.")
    return listed


def certificate_facts(con: Connection, decision: Decision) -> list[CertificateFacts]:
    """One certificate an award, in the order of the decision (see :func:`certificate_awards`)."""
    office = own_office(con)
    signer = _decision_signer(decision, office)
    return [
        CertificateFacts(
            awarding_title=office.chairman_title,
            recipient=award.recipient,
            citation=award.citation,
            decision_number=decision.number or "",
            decision_date=decision.day,
            place=office.place,
            sign_date=decision.day,
            signature_form=signer.lines,
            signer_name=signer.name,
            honorific=award.honorific,
            position_unit=(award.position_unit,) if award.position_unit else (),
            register_number=award.register_number or "",
            form_title=award.form_name.upper(),
        )
        for award in certificate_awards(con, decision)
    ]


# ---------------------------------------------------------------- submission, minutes


def _votes_by_nomination(con: Connection, campaign_id: int) -> dict[int, tuple[Meeting, Vote]]:
    """The newest vote on each nomination of a drive with its session."""
    found: dict[int, tuple[Meeting, Vote]] = {}
    for meeting in councils.list_meetings(con, campaign_id=campaign_id):
        for vote in councils.votes(con, meeting.id):
            found.setdefault(vote.nomination_id, (meeting, vote))
    return found


def _vote_row(n: Nomination, vote: Vote | None) -> VoteRow:
    return VoteRow(
        name=n.name,
        kind=subject_kind(n.kind),
        honorific=awards.honorific_of(n.subject, n.submitted_date),
        position_unit=n.subject.position_unit,
        form=n.form_name,
        summary=n.summary,
        votes_for=vote.votes_for if vote else None,
        votes_against=vote.votes_against if vote else None,
        passed=None if vote is None or vote.result == "deferred" else vote.result == "approved",
    )


def submission_facts(con: Connection, campaign_id: int, as_of: dt.date) -> SubmissionFacts:
    """The council's submission of a drive: those it approved, whose form our chair may decide, else the superior.

    Raises:
        BadInput: nobody was approved, or the register has no office.
    """
    office = own_office(con)
    campaign = campaigns.get_campaign(con, campaign_id)
    approved = nominations.list_nominations(con, campaign_id, statuses=_SUBMITTED)
    if not approved:
        raise BadInput(
            f"Phong trào {campaign.code} chưa có đề nghị nào được Hội đồng thông qua; "
            "hãy ghi kết quả họp Hội đồng trước khi lập tờ trình."
        )
    ours = [n for n in approved if authorities.may_decide(con, n.form_code, office.tier, as_of, n.kind)]
    facts = office_facts(con, as_of)
    listed = ours or approved
    known = _votes_by_nomination(con, campaign_id)
    sessions = [known[n.id][0] for n in listed if n.id in known]
    return SubmissionFacts(
        office=facts,
        issue=IssueFacts(year=as_of.year),
        signer=_council_signer(con, as_of),
        addressee=facts.chair if ours else _superior(office),
        form=", ".join(dict.fromkeys(n.form_name for n in listed)),
        citation=_most_common(n.citation for n in listed),
        campaign=campaign.title,
        legal_bases=tuple(catalogues.legal_bases(con, "submission", as_of)),
        nominees=tuple(_vote_row(n, known[n.id][1] if n.id in known else None) for n in listed),
        reviewed_on=max((meeting.day for meeting in sessions), default=None),
    )


def _superior(office: Organization) -> str:
    if not office.parent_name:
        raise BadInput(
            "Sổ chưa có tên cơ quan cấp trên; hãy ghi cơ quan cấp trên trong phần Cơ quan rồi làm lại."
        )
    return f"Chủ tịch {office.parent_name}"


def _council_signer(con: Connection, on: dt.date) -> SignerFacts:
    """The council's signature ("TM. HỘI ĐỒNG", "CHỦ TỊCH") with the chair's name; blank without a council."""
    council = councils.council_on(con, on)
    members = councils.members(con, council.id) if council else []
    chair = next((member.name for member in members if member.role == "chair"), "")
    return SignerFacts(("TM. HỘI ĐỒNG", "CHỦ TỊCH"), chair)


def minutes_facts(con: Connection, meeting: Meeting) -> MinutesFacts:
    """The minutes of a session: who took part, the votes in the order of lists, the opinions noted.

    Raises:
        BadInput: nobody noted who took part, or the register has no office.
    """
    everyone = councils.attendance(con, meeting.id)
    if all(one.present is None for one in everyone):
        raise BadInput("Phiên họp chưa ghi thành viên nào có mặt; hãy ghi người dự họp rồi lập lại biên bản.")
    campaign = campaigns.get_campaign(con, meeting.campaign_id) if meeting.campaign_id else None
    votes = {vote.nomination_id: vote for vote in councils.votes(con, meeting.id)}
    listed = nominations.by_ids(con, votes)
    chair, secretary = _present(everyone, "chair"), _present(everyone, "secretary")
    present = councils.quorum(con, meeting.id)
    written = meeting.kind == "written"
    return MinutesFacts(
        office=office_facts(con, meeting.day),
        issue=IssueFacts(meeting.number, meeting.day),
        campaign=campaign.title if campaign else "",
        meeting=MeetingFacts(
            day=meeting.returned_date or meeting.day,
            place=meeting.place,
            members=tuple(_member(one) for one in everyone),
            mode="written" if written else "meeting",
            chair=f"{chair}, Chủ tịch Hội đồng" if chair else "",
            secretary=secretary,
            quorum_share=councils.QUORUM,
            threshold=_threshold(con, written=written),
            base=present.present,
        ),
        votes=tuple(_vote_row(n, votes[n.id]) for n in listed),
        chair=SignerFacts((), chair),
        secretary=SignerFacts((), secretary),
        remarks=tuple(line.strip() for line in meeting.minutes.splitlines() if line.strip()),
    )


def _present(everyone: Iterable[Attendance], role: str) -> str:
    return next((one.member.name for one in everyone if one.member.role == role and one.present), "")


def _member(one: Attendance) -> MemberFacts:
    role = ", ".join(part for part in (one.member.position, one.member.shown_role) if part)
    return MemberFacts(one.member.name, role, present=one.present is True, reason=one.note)


def _threshold(con: Connection, *, written: bool) -> str:
    percent = int(settings.get(con, "approval_percent"))
    share = "quá nửa" if percent == 50 else f"từ {percent}%"
    return f"{share} số thành viên {'gửi lại ý kiến' if written else 'dự họp'} tán thành"


# ---------------------------------------------------------------- reminder


def late_rows(con: Connection, campaign_id: int, as_of: dt.date) -> tuple[LateRow, ...]:
    """What the units owe and is overdue on a day: exactly the board's overdue cells."""
    cells = board.board(con, campaign_id, as_of).in_state(ObligationState.OVERDUE)
    return tuple(_late(cell) for cell in cells)


def _late(cell: Cell) -> LateRow:
    assert cell.status.due is not None
    nothing = "chưa đăng ký" if cell.kind == "registration" and not cell.registrations else ""
    missing = (
        nothing or cell.status.missing or ("chưa đăng ký" if cell.kind == "registration" else "chưa gửi")
    )
    return LateRow(cell.unit, cell.requirement, missing, cell.status.due, cell.status.days_late or 0)


def reminder_facts(con: Connection, campaign_id: int, as_of: dt.date) -> ReminderFacts:
    """The letter to the units that are late on a day; without any, the paper itself refuses.

    Raises:
        BadInput: the register has no office.
    """
    campaign = campaigns.get_campaign(con, campaign_id)
    return ReminderFacts(
        office=office_facts(con, as_of),
        issue=IssueFacts(year=as_of.year),
        signer=office_signer(con, committee=True),
        campaign=campaign.title,
        plan=_plan(con, campaign_id),
        as_of=as_of,
        late=late_rows(con, campaign_id, as_of),
    )


def _plan(con: Connection, campaign_id: int) -> str:
    """The drive's own plan as a letter cites it; empty without its number and day."""
    for document in campaigns.documents(con, campaign_id):
        if document.role == "own_plan" and document.number and document.day:
            whole = len(document.day) == 10
            day = (
                legal_date(dt.date.fromisoformat(document.day))
                if whole
                else f"năm {format_partial(document.day)}"
            )
            kind = campaigns.DOCUMENT_TYPES[document.type] if document.type != "other" else "Văn bản"
            issuer = f" của {document.issuer}" if document.issuer else ""
            return f"{kind} số {document.number} {day}{issuer}"
    return ""


def decision_of(con: Connection, campaign_id: int) -> Decision:
    """The decision of a drive a paper is made for when none is named: the draft at hand, else the newest.

    Raises:
        NotFound: the drive has none.
    """
    found = [d for d in decisions.list_decisions(con, campaign_id=campaign_id) if d.is_own]
    if not found:
        campaign = campaigns.get_campaign(con, campaign_id)
        raise NotFound(
            f"Phong trào {campaign.code} chưa có quyết định khen thưởng nào; hãy lập quyết định trước."
        )
    return found[0]


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
