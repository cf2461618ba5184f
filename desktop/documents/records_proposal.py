"""What a decision rests on beside the law: who asks for it, by which procedure, out of which fund it is paid."""

from __future__ import annotations

from db import awards, council_votes, councils, paper_grounds, simplified
from db.councils import Meeting
from db.decisions import Decision
from db.sqlite import Connection
from db.vietnamese.dates import legal_date
from desktop.documents.paper_words import joined, words

KIND = "records_proposal"


def proposal_lines(con: Connection, decision: Decision, council: str) -> list[str]:
    """Sentences for the end of the legal bases; none where the register knows of no council and no procedure."""
    wording = words(KIND)
    made = [
        wording("simplified", article=case.article, reason=case.reason.rstrip("."))
        if case.article
        else wording("simplified_plain", reason=case.reason.rstrip("."))
        for case in simplified.cases_of(con, decision.id)
    ]
    asked = [f"{one.what} {legal_date(one.day)}" for one in paper_grounds.council_requests(con, decision.id)]
    if asked:
        made.append(wording("proposed_by_letter", council=council, letters=joined(asked)))
    elif meeting_behind(con, decision) is not None:
        made.append(wording("proposed", council=council))
    return made


def own_fund(office: str) -> str:
    """Where the prizes of the office's own decisions come from (Luật Thi đua, khen thưởng, Điều 11)."""
    return words(KIND)("own_fund", office=office)


def meeting_behind(con: Connection, decision: Decision) -> Meeting | None:
    """The session behind a decision: the one it names, else one of its drive that voted on its list."""
    if decision.meeting_id is not None:
        return councils.get_meeting(con, decision.meeting_id)
    if decision.campaign_id is None:
        return None
    mine = {award.nomination_id for award in awards.list_awards(con, decision.id)}
    for meeting in councils.list_meetings(con, campaign_id=decision.campaign_id):
        if any(vote.nomination_id in mine for vote in council_votes.votes(con, meeting.id)):
            return meeting
    return None
