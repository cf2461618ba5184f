"""What the kinds of papers are made from: plain values, filled from the register by another part of the program.

Nothing here knows the store. Days are ``datetime.date``, money is whole đồng, an unknown figure is ``None`` and is
printed as a blank or left out, never as a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from db.pictures import Bar, DirectShare, Moment

SubjectKind = Literal["collective", "individual", "household"]
# The order in which lists go: I. Tập thể, II. Cá nhân, III. Hộ gia đình.
KIND_ORDER: tuple[SubjectKind, ...] = ("collective", "individual", "household")


class Honoured:
    """Anyone with a name and an honorific; what every list and sentence prints of them."""

    __slots__ = ()
    name: str
    honorific: str

    @property
    def shown(self) -> str:
        """Honorific and name, as a list prints them."""
        return f"{self.honorific} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """The issuing office.

    ``name`` as in running text ("Ủy ban nhân dân phường Hoa Ban"), ``name_lines`` as in the header (two lines in
    capitals), ``area`` the place it governs ("phường Hoa Ban"), ``place`` the word before the date ("Phường Hoa Ban").
    ``drafter`` is the symbol of the drafting unit ("VHXH"), in letters' numbers and in "Lưu: VT, …".
    ``standing_unit`` advises the council ("Phòng Văn hóa - Xã hội"); ``contact`` is how units reach it.
    """

    name: str
    name_lines: tuple[str, ...]
    area: str
    place: str
    superior_lines: tuple[str, ...] = ()
    symbol: str = "UBND"
    drafter: str = ""
    standing_unit: str = ""
    contact: str = ""
    council: str = ""
    council_lines: tuple[str, ...] = ("HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG")
    council_symbol: str = "HĐTĐKT"

    @property
    def chair(self) -> str:
        """The authority that decides awards: "Chủ tịch Ủy ban nhân dân phường …"."""
        return f"Chủ tịch {self.name}"

    @property
    def council_name(self) -> str:
        """The council as in running text; made from ``area`` unless ``council`` names it."""
        return self.council or f"Hội đồng Thi đua - Khen thưởng {self.area}"


@dataclass(frozen=True, slots=True)
class SignerFacts:
    """Who signs: the lines of form and office as printed, and the name without academic titles."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """Number and day of a paper. Both are empty until it is issued; ``year`` then still prints.

    ``number`` is the running number ("5") or the number as printed ("05/QĐ-UBND").
    """

    number: str = ""
    day: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class AwardRow(Honoured):
    """One recipient as printed: position and unit, own citation (empty = the paper's), prize in đồng or ``None``.

    ``account`` is where the prize is paid to: "0123456789, Agribank".
    """

    name: str
    kind: SubjectKind
    honorific: str = ""
    position_unit: str = ""
    citation: str = ""
    prize: int | None = None
    form: str = ""
    received_on: date | None = None
    account: str = ""


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """An award decision. ``form`` is the award ("Giấy khen"); ``citation`` what for; ``title`` the trích yếu.

    ``legal_bases`` are whole sentences ("Căn cứ …", "Theo đề nghị của …"), ``fund`` where the prize money comes from,
    ``executors`` those who carry the decision out besides the recipients.
    """

    office: OfficeFacts
    issue: IssueFacts
    signer: SignerFacts
    form: str
    citation: str
    legal_bases: tuple[str, ...]
    awards: tuple[AwardRow, ...]
    title: str = ""
    fund: str = ""
    executors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberFacts(Honoured):
    """A council member at a session; ``reason`` says why an absent one is absent."""

    name: str
    role: str
    present: bool = True
    honorific: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VoteRow(Honoured):
    """The council's vote on one nominee. ``passed`` is ``None`` where no threshold is laid down.

    ``form`` is the award as a column names it, ``award`` as a sentence does, where that differs.
    """

    name: str
    kind: SubjectKind
    honorific: str = ""
    position_unit: str = ""
    form: str = ""
    summary: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    passed: bool | None = None
    award: str = ""

    @property
    def awarded(self) -> str:
        """The form as a sentence awards it: "danh hiệu “Lao động tiên tiến”"."""
        return self.award or self.form


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A session of the council: a meeting, or a round of written opinions (``mode``).

    ``quorum_share`` (numerator, denominator) is the least share of members, with ``quorum_source`` its article;
    ``base`` is what a vote is a share of (members present or all members), in people.
    """

    day: date | None
    place: str
    members: tuple[MemberFacts, ...]
    mode: Literal["meeting", "written"] = "meeting"
    starts: str = ""
    ends: str = ""
    chair: str = ""
    secretary: str = ""
    quorum_share: tuple[int, int] | None = None
    quorum_source: str = ""
    threshold: str = ""
    base: int | None = None

    @property
    def present(self) -> int:
        """Members who took part."""
        return sum(member.present for member in self.members)

    @property
    def quorate(self) -> bool | None:
        """Whether enough members took part; ``None`` where no quorum is laid down."""
        if self.quorum_share is None:
            return None
        numerator, denominator = self.quorum_share
        return self.present * denominator >= numerator * len(self.members)


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """Minutes of a council session on the awards of a drive; ``remarks`` are the opinions noted, a line each.

    ``sent_up`` are the forms a superior decides: the chair is asked to submit them, not to award them.
    """

    office: OfficeFacts
    issue: IssueFacts
    campaign: str
    meeting: MeetingFacts
    votes: tuple[VoteRow, ...]
    chair: SignerFacts
    secretary: SignerFacts
    remarks: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    sent_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubmissionFacts:
    """The council's submission (tờ trình) that asks the authority to decide; ``reviewed_on`` is the session's day."""

    office: OfficeFacts
    issue: IssueFacts
    signer: SignerFacts
    addressee: str
    form: str
    citation: str
    campaign: str
    legal_bases: tuple[str, ...]
    nominees: tuple[VoteRow, ...]
    title: str = ""
    reviewed_on: date | None = None
    attached: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LateRow:
    """One obligation a unit owes: what is lacking ("chưa đăng ký", "thiếu 01 công trình"), since which day."""

    unit: str
    requirement: str
    missing: str
    due: date
    days_late: int


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """A letter that reminds exactly the units in ``late``; ``new_day`` is the day they are asked to be done by."""

    office: OfficeFacts
    issue: IssueFacts
    signer: SignerFacts
    campaign: str
    plan: str
    as_of: date
    late: tuple[LateRow, ...]
    new_day: date | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitKindRow:
    """Registrations of one kind of units: units in all, units registered, on time, late, not yet."""

    kind: str
    units: int
    registered: int
    on_time: int
    late: int
    missing: int


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A registration listed in a report."""

    unit: str
    title: str
    kind: str
    status: str


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """What the registrations of one kind took: how many, đồng by source, days of labour, m² of land.

    ``planned`` of them are counted as planned, because what was carried out is not known yet.
    """

    kind: str
    count: int
    budget: int
    people: int
    other: int
    labour_days: int
    land_m2: int
    planned: int = 0


@dataclass(frozen=True, slots=True)
class ReportCharts:
    """What the pictures of a report show; the same values as the window draws, empty where there is nothing to draw."""

    years: tuple[Bar, ...] = ()
    classes: tuple[Bar, ...] = ()
    duties: tuple[Bar, ...] = ()
    moments: tuple[Moment, ...] = ()
    direct: DirectShare | None = None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report on a drive: ``stage`` is "sơ kết", "tổng kết" or "tình hình thực hiện".

    ``by_status`` counts registrations ("hoàn thành": 12), in the order to print. ``assessments``, ``proposals`` and
    ``launch`` are the officer's own sentences; a section without any is left out. ``charts`` is None for a report
    without pictures.
    """

    office: OfficeFacts
    issue: IssueFacts
    signer: SignerFacts
    campaign: str
    stage: str
    as_of: date
    legal_bases: tuple[str, ...] = ()
    addressee: str = ""
    launch: tuple[str, ...] = ()
    models: int = 0
    works: int = 0
    tasks: int = 0
    by_status: tuple[tuple[str, int], ...] = ()
    contributions: tuple[ContributionRow, ...] = ()
    unit_kinds: tuple[UnitKindRow, ...] = ()
    late: tuple[LateRow, ...] = ()
    registrations: tuple[RegistrationRow, ...] = ()
    nominees: tuple[tuple[SubjectKind, int], ...] = ()
    awards: tuple[AwardRow, ...] = ()
    decisions: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    charts: ReportCharts | None = None


@dataclass(frozen=True, slots=True)
class PrizeListFacts:
    """The list the recipients sign for their prize money; ``decision`` is the decision it goes with.

    ``accounts``: it carries account numbers and banks, blank where not known.
    """

    office: OfficeFacts
    decision: IssueFacts
    awards: tuple[AwardRow, ...]
    signatures: tuple[SignerFacts, ...] = field(default_factory=tuple)
    day: date | None = None
    year: int | None = None
    accounts: bool = False
