"""What the papers around a drive and its ceremony are made from; plain values like those of ``facts``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from db.plaques import Sums
from desktop.documents.facts import AwardRow, IssueFacts, OfficeFacts, SignerFacts


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A point of a drive as a plan lists it; ``when`` is "15/8/2023", "hằng quý" or "sau khi sơ kết"."""

    what: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """An indicator with its value and measure ("95 %") and the unit that bears it (empty: everybody)."""

    name: str
    value: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class AwardLineRow:
    """What a drive may award: form, authority, objects, how many ("20 cá nhân"), criteria."""

    form: str
    authority: str
    objects: str
    quota: str
    criteria: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan that launches a drive, or joins one launched above (``launched_by`` names that paper).

    ``purposes`` and ``contents`` are the officer's own sentences; without any the usual ones stand. ``period`` is
    "từ ngày … đến hết ngày …", ``phases`` are lines of the same kind; ``occasions`` the anniversaries honoured.
    """

    office: OfficeFacts
    issue: IssueFacts
    signer: SignerFacts
    campaign: str
    legal_bases: tuple[str, ...] = ()
    launched_by: str = ""
    theme: str = ""
    scope: str = ""
    period: str = ""
    phases: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    milestones: tuple[MilestoneRow, ...] = ()
    awards: tuple[AwardLineRow, ...] = ()
    window: str = ""
    tasks: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PledgeFacts:
    """A pledge (giao ước) the units of a cluster, or of a drive, sign together.

    ``group`` is "Cụm thi đua số 1" or empty for all units of the drive; ``head`` the leading unit.
    """

    office: OfficeFacts
    group: str
    year: int
    units: tuple[str, ...]
    head: str = ""
    campaign: str = ""
    day: date | None = None
    contents: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    targets: tuple[TargetRow, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyRow:
    """What one unit has to register by which day."""

    unit: str
    what: str
    due: date | None


@dataclass(frozen=True, slots=True)
class DeadlineFacts:
    """The notice of the days by which units register."""

    office: OfficeFacts
    issue: IssueFacts
    signer: SignerFacts
    campaign: str
    plan: str
    duties: tuple[DutyRow, ...]
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A finished work: name, units, place, when it was finished ("15/8/2023", "2023"), what it took."""

    title: str
    units: str
    place: str
    finished: str
    value: Sums


@dataclass(frozen=True, slots=True)
class PlaqueFacts:
    """Works for the plaque: ``stage`` says whether they are proposed, approved or have their ceremony."""

    office: OfficeFacts
    issue: IssueFacts
    signer: SignerFacts
    campaign: str
    stage: Literal["proposed", "approved"]
    works: tuple[WorkRow, ...]
    ceremony: date | None = None


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """An invitation to the ceremony. ``guests`` are lines ("Ông Lê Văn Mẫu, Tổ trưởng Tổ dân phố 3").

    ``each``: a sheet for every guest; else one sheet with the list behind it. Time, place and chair may be blank.
    """

    office: OfficeFacts
    issue: IssueFacts
    signer: SignerFacts
    event: str
    guests: tuple[str, ...]
    time: str = ""
    day: date | None = None
    place: str = ""
    chair: str = ""
    note: str = ""
    each: bool = False
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RollCallFacts:
    """The order in which recipients are called to the stage, ``at_once`` of them a turn."""

    office: OfficeFacts
    decision: IssueFacts
    awards: tuple[AwardRow, ...]
    at_once: int = 10
    day: date | None = None
    year: int | None = None
