"""What the papers between nomination and archive are made from; plain values like those of ``facts``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop.documents.facts import (
    AwardRow,
    Honoured,
    IssueFacts,
    MeetingFacts,
    MemberFacts,
    OfficeFacts,
    SignerFacts,
    SubjectKind,
    VoteRow,
)

CorrectionKind = Literal["adjust", "cancel", "revoke"]


@dataclass(frozen=True, slots=True)
class BallotFacts:
    """Ballots of a session, one a member. ``secret`` ballots carry no member's name and no signature."""

    office: OfficeFacts
    campaign: str
    members: tuple[MemberFacts, ...]
    nominees: tuple[VoteRow, ...]
    secret: bool
    day: date | None = None


@dataclass(frozen=True, slots=True)
class TallyFacts:
    """The count of a session's ballots; a figure not counted yet is ``None`` and is written by hand."""

    office: OfficeFacts
    issue: IssueFacts
    campaign: str
    meeting: MeetingFacts
    votes: tuple[VoteRow, ...]
    tellers: tuple[str, ...] = ()
    issued: int | None = None
    collected: int | None = None
    valid: int | None = None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A nominee who was not awarded, and why."""

    name: str
    kind: SubjectKind
    position_unit: str
    result: str


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """The notice of what was decided; ``decisions`` are named with number and day."""

    office: OfficeFacts
    issue: IssueFacts
    signer: SignerFacts
    campaign: str
    form: str
    decisions: tuple[str, ...]
    awards: tuple[AwardRow, ...]
    others: tuple[ResultRow, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HonourRow:
    """A former title or award: the year, what, the deciding paper ("12/QĐ-UBND ngày 20/12/2023; UBND phường …")."""

    year: str
    what: str
    paper: str


@dataclass(frozen=True, slots=True)
class AchievementFacts(Honoured):
    """A report on one nominee's achievements, in the form of its kind and day.

    ``layout`` is ``full`` or ``short`` (đột xuất, simplified); ``form_number`` "Mẫu số 07", empty where the form in
    force is not known. ``particulars`` are (label, value) of section I; ``deeds`` the officer's sentences by year.
    """

    office: OfficeFacts
    organ_lines: tuple[str, ...]
    superior_lines: tuple[str, ...]
    name: str
    kind: SubjectKind
    form: str
    layout: Literal["full", "short"]
    honorific: str = ""
    form_number: str = ""
    campaign: str = ""
    year: int | None = None
    day: date | None = None
    particulars: tuple[tuple[str, str], ...] = ()
    duties: str = ""
    deeds: tuple[str, ...] = ()
    titles: tuple[HonourRow, ...] = ()
    honours: tuple[HonourRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmedRow:
    """An award as the register holds it, the deciding organ named as it was then."""

    year: int
    form: str
    citation: str
    decision: str
    organ: str
    register_number: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmationFacts(Honoured):
    """A confirmation of what one person, collective or household was awarded."""

    office: OfficeFacts
    issue: IssueFacts
    signer: SignerFacts
    name: str
    kind: SubjectKind
    awards: tuple[ConfirmedRow, ...]
    honorific: str = ""
    born: str = ""
    position_unit: str = ""
    purpose: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What a correcting decision changes for one recipient: which fact, as it stood, as it shall stand."""

    who: str
    old: str
    new: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """A decision that corrects, cancels or revokes an issued one.

    ``of`` names it ("Quyết định số 12/QĐ-UBND ngày …"). ``adjust`` uses ``changes``; ``cancel`` and ``revoke`` use
    ``awards``, where an empty list cancels the whole decision.
    """

    office: OfficeFacts
    issue: IssueFacts
    signer: SignerFacts
    kind: CorrectionKind
    of: str
    of_day: date | None
    form: str
    reason: str
    legal_bases: tuple[str, ...]
    changes: tuple[ChangeRow, ...] = ()
    awards: tuple[AwardRow, ...] = ()
    recipients: tuple[str, ...] = ()
    of_chair: str = ""

    @property
    def decided_by(self) -> str:
        """The chair who signed the corrected decision: of our office, or of the one it came from."""
        return self.of_chair or self.office.chair


@dataclass(frozen=True, slots=True)
class NameListFacts:
    """The list of a submission as a file of its own (02_Danh-sach)."""

    office: OfficeFacts
    submission: IssueFacts
    symbol: str
    sender: str
    form: str
    nominees: tuple[VoteRow, ...]
    year: int | None = None


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """One paper of a dossier: number, day, what it is, who issued it, its file."""

    number: str
    day: date | None
    what: str
    author: str
    file: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """The index of a dossier; ``retention`` is "10 năm" or empty where not known.

    ``for_submission``: of the files sent up, which have neither a dossier number nor a retention period.
    """

    office: OfficeFacts
    title: str
    rows: tuple[ArchiveRow, ...]
    code: str = ""
    retention: str = ""
    retention_source: str = ""
    period: str = ""
    officer: str = ""
    day: date | None = None
    year: int | None = None
    for_submission: bool = False


@dataclass(frozen=True, slots=True)
class DossierLetterFacts:
    """A request to complete dossiers, or the receipt for them; ``rows`` are (nominee, papers).

    ``due`` is the day to complete by, on a receipt the day of the answer; ``taker`` who took the papers in.
    """

    office: OfficeFacts
    issue: IssueFacts
    signer: SignerFacts
    kind: Literal["request", "receipt"]
    unit: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    campaign: str = ""
    due: date | None = None
    taker: str = ""
    recipients: tuple[str, ...] = ()
