"""Biên bản họp Hội đồng: who took part, whether enough did, how each nominee was voted on, what follows."""

from __future__ import annotations

from db.errors import BadInput
from db.vietnamese.dates import legal_date
from desktop.documents.facts import MemberFacts, MinutesFacts, SignerFacts, VoteRow
from desktop.documents.paper import Block, Column, Heading, Paper, Signature, Table, paragraph
from desktop.documents.paper_lists import grouped, name_column, number_column
from desktop.documents.paper_words import (
    ROMAN,
    body,
    campaign_phrase,
    council_header,
    count,
    counts_phrase,
    ended,
    percent,
    recipients_or,
    titled,
    words,
)

KIND = "minutes"


def minutes(facts: MinutesFacts) -> Paper:
    """The minutes as a paper, signed by secretary and chair (NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu 1.9).

    Raises:
        BadInput: the session has no members.
    """
    wording = words(KIND)
    if not facts.meeting.members:
        raise BadInput(wording("empty"))
    head = wording(f"summary_{facts.meeting.mode}", council=facts.office.council_name)
    summary = f"{head}\n{wording('subject', campaign=campaign_phrase(facts.campaign))}"
    symbol = f"{wording('symbol')}-{facts.office.council_symbol}"
    sections = (_attendance, _content, _votes, _conclusion)
    blocks: list[Block] = [*titled(wording("title"), summary), *_opening(facts)]
    for roman, section in zip(ROMAN, sections, strict=False):
        blocks += section(facts, roman)
    return Paper(
        kind=KIND,
        title=f"{wording('title')} {head}",
        author=facts.office.council_name,
        header=council_header(facts.office, facts.issue, symbol, dated=False),
        blocks=(*blocks, *body(_ending(facts))),
        signatures=(_signed(facts.secretary, "signer_secretary"), _signed(facts.chair, "signer_chair")),
        recipients=recipients_or(facts.recipients, KIND, facts.office),
        named=(
            ("phong_trao", facts.campaign),
            ("co_mat", count(facts.meeting.present)),
            ("tong_so", count(len(facts.meeting.members))),
        ),
    )


def _signed(signer: SignerFacts, fallback: str) -> Signature:
    return Signature(signer.lines or (words(KIND)(fallback),), signer.name)


def _opening(facts: MinutesFacts) -> list[Block]:
    wording, meeting = words(KIND), facts.meeting
    day = legal_date(meeting.day) if meeting.day else ""
    if meeting.mode == "written":
        lines = [wording("written_day", date=day) if day else ""]
    else:
        time = meeting.starts or wording("time_blank")
        lines = [
            wording("starts", time=wording("time_and_day", time=time, date=day) if day else time),
            wording("place", place=meeting.place) if meeting.place else "",
        ]
    chair = wording("chair", name=meeting.chair) if meeting.chair else ""
    secretary = wording("secretary", name=meeting.secretary) if meeting.secretary else ""
    return [*body(*lines, chair, secretary)]


def _heading(key: str, roman: str) -> Heading:
    return Heading(f"{roman}. {words(KIND)(key)}")


def _attendance(facts: MinutesFacts, roman: str) -> list[Block]:
    wording, meeting = words(KIND), facts.meeting
    written = "_written" if meeting.mode == "written" else ""
    everyone, absent = count(len(meeting.members)), len(meeting.members) - meeting.present
    made = [f"1. {wording(f'present{written}', present=count(meeting.present), all=everyone)}"]
    made += _members([member for member in meeting.members if member.present])
    if absent:
        made.append(f"2. {wording(f'absent{written}', absent=count(absent), all=everyone)}")
        made += _members([member for member in meeting.members if not member.present])
    return [_heading("heading_attendance", roman), *body(*made, _quorum(facts))]


def _members(members: list[MemberFacts]) -> list[str]:
    wording = words(KIND)
    lines = [
        wording("member_absent", name=member.shown, role=member.role, reason=member.reason)
        if member.reason
        else wording("member", name=member.shown, role=member.role)
        for member in members
    ]
    return [f"- {line}" for line in ended(lines)]


def _quorum(facts: MinutesFacts) -> str:
    wording, meeting = words(KIND), facts.meeting
    if meeting.quorum_share is None:
        return ""
    source = wording("source", source=meeting.quorum_source) if meeting.quorum_source else ""
    key = "quorate" if meeting.quorate else "not_quorate"
    return wording(key, share="/".join(map(str, meeting.quorum_share)), source=source)


def _content(facts: MinutesFacts, roman: str) -> list[Block]:
    wording = words(KIND)
    content = wording("content", campaign=campaign_phrase(facts.campaign), counts=counts_phrase(facts.votes))
    remarks = [wording("remark", text=text) for text in facts.remarks]
    return [_heading("heading_content", roman), *body(content if facts.votes else "", *remarks)]


def _votes(facts: MinutesFacts, roman: str) -> list[Block]:
    wording, meeting = words(KIND), facts.meeting
    if not facts.votes:
        return []
    threshold = wording("threshold", threshold=meeting.threshold) if meeting.threshold else ""
    base = wording("base", base=count(meeting.base)) if meeting.base else ""
    forms = _several_forms(facts)
    columns = (
        number_column(),
        Column(name_column(facts.votes), 44),
        Column(wording("column_position"), 46),
        *((Column(wording("column_form"), 30),) if forms else ()),
        Column(wording("column_for"), 15, "center", fixed=True),
        Column(wording("column_against"), 15, "center", fixed=True),
        Column(wording("column_ratio"), 16, "center", fixed=True),
        Column(wording("column_result"), 16, "center", fixed=True),
    )
    table = Table(columns, grouped(facts.votes, lambda row: _cells(row, meeting.base, forms=forms)))
    return [_heading("heading_votes", roman), *body(threshold, base), table]


def _several_forms(facts: MinutesFacts) -> bool:
    return len({row.form for row in facts.votes if row.form}) > 1


def _cells(row: VoteRow, base: int | None, *, forms: bool) -> tuple[str, ...]:
    wording = words(KIND)
    result = "" if row.passed is None else wording("passed" if row.passed else "failed")
    numbers = ("" if votes is None else str(votes) for votes in (row.votes_for, row.votes_against))
    form = (row.form,) if forms else ()
    return (row.shown, row.position_unit, *form, *numbers, percent(row.votes_for, base), result)


def _conclusion(facts: MinutesFacts, roman: str) -> list[Block]:
    wording = words(KIND)
    if not facts.votes:
        return []
    votes_section = ROMAN[ROMAN.index(roman) - 1]
    passed = [row for row in facts.votes if row.passed]
    if any(row.passed is None for row in facts.votes):
        text = wording("conclusion_open", section=votes_section)
    elif passed:
        parts = _conclusions(facts, passed)
        text = wording("conclusion", chair=facts.office.chair, parts=parts, section=votes_section)
    else:
        text = wording("conclusion_none")
    return [_heading("heading_conclusion", roman), paragraph(text)]


def _conclusions(facts: MinutesFacts, passed: list[VoteRow]) -> str:
    """What is asked of the chair for those who passed: form by form where several are voted on, ours first."""
    wording = words(KIND)
    sent_up = set(facts.sent_up)
    if not _several_forms(facts) and not sent_up:
        return wording("conclusion_award", counts=counts_phrase(passed))
    made = []
    for key, theirs in (("conclusion_form", False), ("conclusion_sent_up", True)):
        for form in dict.fromkeys(row.awarded for row in passed if (row.awarded in sent_up) is theirs):
            counts = counts_phrase([row for row in passed if row.awarded == form])
            made.append(wording(key if form else "conclusion_award", form=form, counts=counts))
    return "; ".join(made)


def _ending(facts: MinutesFacts) -> str:
    wording, meeting = words(KIND), facts.meeting
    if meeting.mode == "written":
        return wording("ends_written")
    day = legal_date(meeting.day) if meeting.day else ""
    blank = wording("time_blank")
    return wording(
        "ends", time=meeting.ends or (wording("time_and_day", time=blank, date=day) if day else blank)
    )
