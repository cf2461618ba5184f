"""Facts of papers out of the register.

What the register does not know stays blank or is refused in one sentence; nothing is made up. The facts of a
drive's report stand in :mod:`desktop.documents.records_report`, those of certificates in
:mod:`desktop.documents.records_certificates`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from db import (
    awards,
    board,
    campaigns,
    catalogues,
    corrections,
    councils,
    decisions,
    organizations,
    people,
    reports,
    settings,
)
from db.awards import Award
from db.board import Cell
from db.decisions import Decision
from db.errors import BadInput, NotFound
from db.organizations import Organization, Signer
from db.reports import RegisterRow
from db.rules.deadlines import ObligationState
from db.sqlite import Connection
from db.vietnamese.dates import format_partial, legal_date
from desktop.documents.facts import (
    AwardRow,
    DecisionFacts,
    IssueFacts,
    LateRow,
    OfficeFacts,
    PrizeListFacts,
    ReminderFacts,
    SignerFacts,
    SubjectKind,
)
from desktop.documents.records_proposal import own_fund, proposal_lines

_COMMITTEE = "Ủy ban nhân dân "


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


def office_signer(con: Connection, *, committee: bool = False, on: dt.date | None = None) -> SignerFacts:
    """The office's first signer (in office on a day where given); blank where there is none.

    ``committee``: for the committee ("TM. ỦY BAN NHÂN DÂN" above, NĐ 30/2020 Đ.13).
    """
    office = own_office(con)
    first = next(iter(organizations.signers(con, office.id, on)), None)
    return signature_of(office, first, committee=committee)


def signature_of(office: Organization, signer: Signer | None, *, committee: bool) -> SignerFacts:
    """How somebody signs for the office, or a place for the head's name where nobody is known.

    By order (TL.) and by delegation (TUQ.) one signs for the head, never for the committee as a whole.
    """
    if signer is None:
        lines: tuple[str, ...] = (office.head_title.upper(),)
    else:
        lines = organizations.signature_lines(signer.signature_form, signer.title, office.head_title)
    whole = signer is None or signer.signature_form not in ("tl", "tuq")
    if committee and whole and office.name.startswith(_COMMITTEE):
        lines = ("TM. ỦY BAN NHÂN DÂN", *lines)
    return SignerFacts(lines, signer.name if signer else "")


def subject_kind(kind: str) -> SubjectKind:
    """The store's kind of a subject as the papers' type."""
    return cast("SubjectKind", kind)


# ---------------------------------------------------------------- decision, prizes


def decision_signer(decision: Decision, office: Organization) -> SignerFacts:
    """Who signed a decision, as it was written on it."""
    lines = organizations.signature_lines(decision.signature_form, decision.signer_title, office.head_title)
    return SignerFacts(lines, decision.signer_name)


def decision_issue(decision: Decision, signing: dt.date | None = None) -> IssueFacts:
    """Number and day of a decision; a draft leaves room for both, in the year it is to be signed (this one: None)."""
    year = (signing or dt.date.today()).year  # noqa: DTZ011 - a draft is of today
    return IssueFacts(decision.number or "", decision.day, None if decision.day else year)


def standing_awards(con: Connection, decision: Decision) -> list[Award]:
    """The awards of a decision that were not revoked, in its order."""
    return [award for award in awards.list_awards(con, decision.id) if award.revoked_date is None]


def awards_as_issued(con: Connection, decision: Decision) -> list[Award]:
    """The list of a decision as it was signed: what later decisions adjusted, cancelled or revoked stands as it was."""
    listed = awards.list_awards(con, decision.id)
    if not decision.corrections:
        return listed
    made = []
    for award in listed:
        stood: dict[str, str] = {}
        for line, _ in corrections.of_award(con, award.id):
            for name, (old, _) in line.changes.items():
                stood.setdefault(name, old)
        made.append(replace(award, **stood))  # type: ignore[arg-type]
    return made


def award_row(award: Award, common_citation: str) -> AwardRow:
    """An award as papers list it; a citation that all share is left to the paper."""
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


def most_common(texts: Iterable[str]) -> str:
    """The text most of them are; empty texts do not count."""
    told = Counter(text for text in texts if text)
    return told.most_common(1)[0][0] if told else ""


def decision_facts(con: Connection, decision: Decision, signing: dt.date | None = None) -> DecisionFacts:
    """A decision of ours with its list; number and day are blank while it is a draft.

    A draft rests on the law of ``signing`` (today where None) and carries the prizes it will be issued with then.

    Raises:
        BadInput: it is another organ's decision, or the register has no office.
    """
    office = issuing_office(con, decision)
    day = decision.day or signing or dt.date.today()  # noqa: DTZ011 - a draft rests on the law of today
    listed = awards_as_issued(con, decision)
    if decision.status != "issued":
        expected = awards.expected_prizes(con, decision.id, day)
        listed = [replace(award, prize_amount=expected[award.id]) for award in listed]
    citation = most_common(award.citation for award in listed)
    own = office_facts(con, day)
    bases = [
        *catalogues.legal_bases(con, "decision", day),
        *proposal_lines(con, decision, own.council_name),
    ]
    return DecisionFacts(
        office=own,
        issue=decision_issue(decision, day),
        signer=decision_signer(decision, office),
        form=catalogues.awarded(con, decision.form_code, decision.form_name),
        citation=citation,
        legal_bases=tuple(bases),
        awards=tuple(award_row(award, citation) for award in listed),
        title=decision.title,
        fund=own_fund(own.name),
    )


def issuing_office(con: Connection, decision: Decision) -> Organization:
    """Our own office, if the decision is its.

    Raises:
        BadInput: another organ decided.
    """
    office = own_office(con)
    if decision.organization_id != office.id:
        raise BadInput(
            f"Quyết định {decision.shown} do {decision.organization} ban hành nên không lập lại tại đây; "
            "hãy chọn quyết định của cơ quan mình."
        )
    return office


def prize_list_facts(con: Connection, decision: Decision, *, accounts: bool = False) -> PrizeListFacts:
    """The prizes of an issued decision, in the order of its list; with ``accounts`` where each is paid to.

    Raises:
        BadInput: the decision is not issued, or another organ's.
    """
    issuing_office(con, decision)
    if decision.day is None:
        raise BadInput(
            "Quyết định chưa ban hành nên chưa có mức tiền thưởng; hãy ghi số và ngày của quyết định trước."
        )
    rows = reports.prize_list(con, decision.id).rows
    known = people.bank_accounts(con, [row.subject_id for row in rows]) if accounts else {}
    paid_to = {subject: f"{one.number}, {one.bank}" for subject, one in known.items()}
    return PrizeListFacts(
        office=office_facts(con, decision.day),
        decision=decision_issue(decision),
        awards=tuple(
            replace(register_award_row(row), account=paid_to.get(row.subject_id, "")) for row in rows
        ),
        accounts=accounts,
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
        signer=office_signer(con, committee=True, on=as_of),
        campaign=campaign.title,
        plan=own_plan(con, campaign_id),
        as_of=as_of,
        late=late_rows(con, campaign_id, as_of),
    )


def own_plan(con: Connection, campaign_id: int) -> str:
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
    listed = decisions.list_decisions(con, campaign_id=campaign_id)
    found = [d for d in listed if d.is_own and d.corrects_id is None]
    if not found:
        campaign = campaigns.get_campaign(con, campaign_id)
        raise NotFound(
            f"Phong trào {campaign.code} chưa có quyết định khen thưởng nào; hãy lập quyết định trước."
        )
    return found[0]
