"""Facts of the papers between session and register: ballots, tally, notices, confirmations, corrections, lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from db import (
    awards,
    campaigns,
    catalogues,
    corrections,
    council_votes,
    councils,
    decisions,
    nominations,
    organizations,
    people,
    reports,
    submissions,
)
from db.corrections import CorrectionLine
from db.councils import Attendance, Meeting
from db.decisions import Decision
from db.dossier_letters import Letter
from db.errors import BadInput
from db.nominations import Nomination
from db.old_register import day_words
from db.sqlite import Connection
from db.submissions import Submission
from db.vietnamese.dates import format_partial, legal_date
from db.vietnamese.text import lower_first
from desktop.documents import records, records_council
from desktop.documents.facts import IssueFacts, MeetingFacts, MemberFacts, OfficeFacts
from desktop.documents.facts_chain import (
    BallotFacts,
    ChangeRow,
    ConfirmationFacts,
    ConfirmedRow,
    CorrectionFacts,
    CorrectionKind,
    DossierLetterFacts,
    NameListFacts,
    NoticeFacts,
    ResultRow,
    TallyFacts,
)

_WAITING = ("appraised", "submitted")
_NOT_AWARDED = ("rejected", "returned", "sent_up")


# ---------------------------------------------------------------- ballots, tally


def ballot_facts(
    con: Connection, meeting: Meeting, *, nomination_ids: Iterable[int] = (), secret: bool | None = None
) -> BallotFacts:
    """One ballot for each member who takes part in a session (for all, while nobody noted who does).

    On it stand ``nomination_ids``, else those voted on already, else the drive's nominations that wait for a vote.
    A meeting that does not raise hands votes in secret unless ``secret`` says otherwise; written opinions are signed.

    Raises:
        BadInput: the register has no office.
    """
    everyone = councils.attendance(con, meeting.id)
    taking_part = [one for one in everyone if one.took_part] or everyone
    written = meeting.kind == "written"
    return BallotFacts(
        office=records.office_facts(con, meeting.day),
        campaign=_drive(con, meeting.campaign_id),
        members=tuple(_member(one) for one in (everyone if written else taking_part)),
        nominees=tuple(
            records_council.vote_row(con, n, None) for n in _on_ballot(con, meeting, nomination_ids)
        ),
        secret=(not written and meeting.method != "raised") if secret is None else secret,
        day=None if written else meeting.day,
    )


def _drive(con: Connection, campaign_id: int | None) -> str:
    return campaigns.get_campaign(con, campaign_id).title if campaign_id is not None else ""


def _member(one: Attendance) -> MemberFacts:
    return MemberFacts(one.member.name, one.member.shown_role, present=one.took_part)


def _on_ballot(con: Connection, meeting: Meeting, chosen: Iterable[int]) -> list[Nomination]:
    ids = list(chosen) or [vote.nomination_id for vote in council_votes.votes(con, meeting.id)]
    if ids:
        return nominations.by_ids(con, ids)
    if meeting.campaign_id is None:
        return []
    return nominations.list_nominations(con, meeting.campaign_id, statuses=_WAITING)


def tally_facts(con: Connection, meeting: Meeting, *, tellers: Sequence[str] = ()) -> TallyFacts:
    """The count of a session as far as it is recorded; before the vote a sheet to be filled by hand.

    Raises:
        BadInput: the register has no office.
    """
    counted = {vote.nomination_id: vote for vote in council_votes.votes(con, meeting.id)}
    everyone = councils.attendance(con, meeting.id)
    listed = _on_ballot(con, meeting, ())
    return TallyFacts(
        office=records.office_facts(con, meeting.day),
        issue=IssueFacts("", meeting.day),
        campaign=_drive(con, meeting.campaign_id),
        meeting=MeetingFacts(
            day=meeting.returned_date or meeting.day,
            place=meeting.place,
            members=tuple(_member(one) for one in everyone),
            mode="written" if meeting.kind == "written" else "meeting",
            threshold=records_council.recorded_threshold(counted.values()),
            base=records_council.recorded_base(counted.values()),
        ),
        votes=tuple(records_council.vote_row(con, n, counted.get(n.id)) for n in listed),
        tellers=tuple(tellers),
        issued=meeting.ballots_issued,
        collected=meeting.ballots_returned,
    )


# ---------------------------------------------------------------- notices


def notice_facts(con: Connection, campaign_id: int, as_of: dt.date) -> NoticeFacts:
    """What was decided in a drive up to a day, and the nominees it left out.

    Raises:
        BadInput: the register has no office.
    """
    rows = [
        row
        for row in reports.register_rows(con, campaign_id=campaign_id, revoked=False)
        if row.day <= as_of and row.is_own
    ]
    decided = dict.fromkeys((row.number, row.day) for row in rows)
    forms = [(row.form_code, row.form_name) for row in rows]
    left_out = nominations.list_nominations(con, campaign_id, statuses=_NOT_AWARDED)
    return NoticeFacts(
        office=records.office_facts(con, as_of),
        issue=IssueFacts(year=as_of.year),
        signer=records.office_signer(con, committee=True, on=as_of),
        campaign=_drive(con, campaign_id),
        form=", ".join(catalogues.awarded(con, *form) for form in dict.fromkeys(forms)),
        decisions=tuple(f"Quyết định số {number} {legal_date(day)}" for number, day in decided),
        awards=tuple(records.register_award_row(row) for row in rows),
        others=tuple(_left_out(n) for n in left_out),
    )


def _left_out(nomination: Nomination) -> ResultRow:
    told = nomination.shown_status
    # What goes up is no refusal, and the reason noted is why it goes up.
    if nomination.status_reason and nomination.status != "sent_up":
        told = f"{told}: {nomination.status_reason}"
    return ResultRow(
        nomination.name, records.subject_kind(nomination.kind), nomination.subject.position_unit, told
    )


def confirmation_facts(
    con: Connection, subject_id: int, day: dt.date, *, purpose: str = ""
) -> ConfirmationFacts:
    """Everything the register holds that was awarded to one subject and stands on a day.

    Raises:
        BadInput: the register has no office.
        NotFound: no such subject.
    """
    subject = people.get_subject(con, subject_id)
    rows = [r for r in reports.register_rows(con, subject_id=subject_id, revoked=False) if r.day <= day]
    honorific = rows[-1].honorific if rows and subject.kind == "individual" else ""
    return ConfirmationFacts(
        office=records.office_facts(con, day),
        issue=IssueFacts(year=day.year),
        signer=records.office_signer(con, committee=True, on=day),
        name=subject.name,
        kind=records.subject_kind(subject.kind),
        awards=tuple(
            ConfirmedRow(
                row.year,
                row.form_name,
                row.citation,
                f"{row.number} {day_words(row.day_known or row.day.isoformat())}",
                row.organization,
                row.register_number,
            )
            for row in rows
        ),
        honorific=subject.honorific or honorific,
        born=format_partial(subject.birth_on) if subject.birth_on else "",
        position_unit=subject.position_unit,
        purpose=purpose,
    )


# ---------------------------------------------------------------- correcting decisions


def correction_facts(
    con: Connection,
    of: Decision,
    kind: CorrectionKind,
    *,
    reason: str,
    day: dt.date | None = None,
    number: str = "",
    changes: Sequence[ChangeRow] = (),
    award_ids: Iterable[int] = (),
    signing: dt.date | None = None,
) -> CorrectionFacts:
    """A decision that corrects, cancels or revokes an issued one of ours; a draft while ``day`` is None.

    A draft rests on the law of ``signing`` (today where None).

    Raises:
        BadInput: the decision is not issued or another organ's, or an award does not stand on it.
    """
    if of.organization_id not in organizations.own_lineage(con):
        records.issuing_office(con, of)
    if of.day is None or of.number is None:
        raise BadInput(f"Quyết định {of.shown} chưa ban hành nên chỉ cần sửa dự thảo, không cần điều chỉnh.")
    signed = day or signing or dt.date.today()  # noqa: DTZ011 - a draft rests on the law of today
    listed = {award.id: award for award in records.standing_awards(con, of)}
    chosen = list(award_ids)
    if any(one not in listed for one in chosen):
        raise BadInput("Có khen thưởng không thuộc quyết định được chọn; hãy chọn lại trong danh sách.")
    return CorrectionFacts(
        office=records.office_facts(con, signed),
        issue=IssueFacts(number, day, None if day else signed.year),
        signer=records.office_signer(con, on=signed),
        kind=kind,
        of=f"Quyết định số {of.number} {legal_date(of.day)}",
        of_day=of.day,
        form=catalogues.awarded(con, of.form_code, of.form_name),
        reason=reason,
        legal_bases=tuple(catalogues.legal_bases(con, "decision", signed)),
        changes=tuple(changes),
        awards=tuple(records.award_row(listed[one], "") for one in chosen),
        of_chair=f"Chủ tịch {of.organization}",
    )


def recorded_correction(
    con: Connection, decision: Decision, signing: dt.date | None = None
) -> CorrectionFacts:
    """A correcting decision as it stands in the register, draft (to be signed on ``signing``) or issued.

    Raises:
        BadInput: it corrects nothing, or the corrected decision is another organ's.
    """
    if decision.corrects_id is None:
        raise BadInput(f"Quyết định {decision.shown} không điều chỉnh, hủy hay thu hồi quyết định nào.")
    of = decisions.get_decision(con, decision.corrects_id)
    kind = cast("CorrectionKind", decision.correction_kind)
    listed = corrections.lines(con, decision.id)
    whole = kind == "cancel" and {line.award.id for line in listed} == {
        award.id for award in awards.list_awards(con, of.id)
    }
    facts = correction_facts(
        con, of, kind, reason=decision.correction_reason, day=decision.day, signing=signing
    )
    taken_back = [records.award_row(line.award, "") for line in listed if line.effect != "adjust"]
    return replace(
        facts,
        issue=records.decision_issue(decision, signing),
        signer=records.decision_signer(decision, records.own_office(con)),
        changes=tuple(
            ChangeRow(_as_it_stood(line), old, new, lower_first(title))
            for line in listed
            for title, old, new in line.shown_changes
        ),
        awards=() if whole else tuple(taken_back),
    )


def _as_it_stood(line: CorrectionLine) -> str:
    stood = {key: old for key, (old, _) in line.changes.items()}
    honorific = stood.get("honorific", line.award.honorific)
    return f"{honorific} {stood.get('recipient', line.award.recipient)}".strip()


# ---------------------------------------------------------------- the list of a submission


def name_list_facts(con: Connection, submission: Submission, signing: dt.date | None = None) -> NameListFacts:
    """The names of a submission as a file of its own; a draft is of ``signing`` (today where None).

    Raises:
        BadInput: the register has no office, or no superior to ask.
    """
    facts = records_council.recorded_submission(con, submission, signing)
    items = submissions.items(con, submission.id)
    return NameListFacts(
        office=own_head(con, facts.office, submission, signing),
        submission=facts.issue,
        symbol=f"TTr-{facts.office.council_symbol}",
        sender=facts.office.council_name,
        form=", ".join(dict.fromkeys(records_council.award_phrase(con, item.nomination) for item in items)),
        nominees=facts.nominees,
        year=facts.issue.year,
    )


def own_head(
    con: Connection, office: OfficeFacts, submission: Submission, signing: dt.date | None = None
) -> OfficeFacts:
    """The office whose head stands on a list: ours as it is, where a superior is asked."""
    if submission.kind != "superior":
        return office
    day = submission.day or submission.sent_date or signing or dt.date.today()  # noqa: DTZ011 - a draft is of today
    return records.office_facts(con, day)


# ---------------------------------------------------------------- letters about dossiers


def dossier_letter_facts(con: Connection, letter: Letter) -> DossierLetterFacts:
    """A request or receipt as it stands in the register, the papers of each nominee together.

    Raises:
        BadInput: the register has no office.
    """
    listed = {n.id: n for n in nominations.by_ids(con, {item[0] for item in letter.items})}
    papers: dict[int, list[str]] = {}
    for nomination_id, _, name in letter.items:
        papers.setdefault(nomination_id, []).append(name)
    office = records.office_facts(con, letter.day)
    # A request is văn thư's to number and date; a receipt is of the day the dossiers came in, numbered or not.
    dated = bool(letter.number) or letter.kind == "receipt"
    return DossierLetterFacts(
        office=office,
        issue=IssueFacts(letter.number, letter.day if dated else None, letter.day.year),
        signer=records.office_signer(con, committee=True, on=letter.day),
        kind="request" if letter.kind == "request" else "receipt",
        unit=letter.unit,
        rows=tuple((listed[one].name, tuple(names)) for one, names in papers.items()),
        campaign=_drive(con, letter.campaign_id),
        due=letter.due_date,
        taker=office.contact,
    )
