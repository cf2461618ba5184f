"""What the reading of a plan does off the main thread: reading, the units it names, the drive it may belong to."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db import campaigns, catalogues, units
from db.campaigns import Campaign
from db.sqlite import Connection
from db.talk import Talk
from db.vietnamese.text import fold
from desktop.plans.steps import READ_STEPS

if TYPE_CHECKING:
    from desktop.plans.compare import Compared
    from desktop.plans.later import LaterChanges
    from desktop.plans.named_units import UnitMatch
    from desktop.plans.proposal import Proposal
    from desktop.plans.versions import DriveReading

PLAN_SUFFIXES: Final = frozenset({".txt", ".docx", ".pdf", ".doc"})
_SAME_TITLE: Final = 90.0
_STEPS: Final = READ_STEPS + 4
_COMPARING: Final = "Đang so với phong trào trong sổ"


@dataclass(frozen=True, slots=True)
class Beside:
    """A plan beside a drive of the register: another version of its plan, or a later paper that changes it."""

    campaign_id: int
    drive: DriveReading | None = None
    compared: tuple[Compared, ...] = ()
    later: LaterChanges | None = None


@dataclass(frozen=True, slots=True)
class PlanRead:
    """A plan that was read, with everything the reading view asks about it."""

    proposal: Proposal
    file_name: str = ""
    questions: tuple[UnitMatch, ...] = ()
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class _Within:
    """The talk of a part of the work: of all steps it takes those from ``before`` to ``upto``."""

    talk: Talk
    before: int
    upto: int
    text: str = ""
    """What is told instead of the part's own words."""

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Report to the whole.

        Raises:
            Cancelled: the officer stopped the work.
        """
        self.talk.progress(min(self.before + done, self.upto), _STEPS, self.text or text)

    def say(self, text: str) -> None:
        """One line, as it is."""
        self.talk.say(text)


def read_source(source: Path | str, con: Connection, talk: Talk) -> PlanRead:
    """Read a file (path) or pasted text.

    Raises:
        Refused: it cannot be read, or is no plan.
        Cancelled: the officer stopped it; asked between the steps and all through the reading.
    """
    from desktop.plans.named_units import match_units, named_units
    from desktop.plans.read import read_with_document
    from desktop.plans.source import read_file

    name = source.name if isinstance(source, Path) else ""
    said = f"Đang đọc “{name}”" if name else "Đang đọc nội dung đã dán"
    talk.progress(0, _STEPS, said)
    text = read_file(source) if isinstance(source, Path) else source
    holidays = {
        dt.date.fromisoformat(row["day"]): str(row["name"]) for row in catalogues.rows(con, "holiday")
    }
    within = _Within(talk, 1, READ_STEPS + 1)
    proposal, document = read_with_document(text, holidays=holidays, talk=within)
    talk.progress(READ_STEPS + 2, _STEPS, "Đang đối chiếu tên đơn vị với sổ")
    questions = tuple(match_units(named_units(proposal, document), units.list_units(con)))
    target = likely_drive(con, proposal)
    beside = None if target is None else put_beside(proposal, target, con, talk)
    return PlanRead(proposal, name, questions, beside)


def likely_drive(con: Connection, proposal: Proposal) -> int | None:
    """The drive a plan most likely speaks of: the one of its title; a later paper's is the newest if none has it."""
    from rapidfuzz.fuzz import token_set_ratio

    from desktop.plans.accept import drive_title

    listed = [one for one in campaigns.list_campaigns(con) if one.closed_date is None]
    title = fold(drive_title(proposal.heading.title or ""))
    later = proposal.heading.purpose == "change"
    scored = [
        (float(token_set_ratio(title, fold(one.title))), -at, one.id)
        for at, one in enumerate(listed)
        if later or not _other_year(proposal, title, one)
    ]
    if scored and title and max(scored)[0] >= _SAME_TITLE:
        return max(scored)[2]
    return listed[0].id if later and listed else None


def _other_year(proposal: Proposal, title: str, drive: Campaign) -> bool:
    """Drives come again every year under the same name: other figures or another first year are another drive."""
    if set(re.findall(r"\d+", title)) != set(re.findall(r"\d+", fold(drive.title))):
        return True
    year = proposal.period.start_year if proposal.period is not None else None
    return bool(year and drive.start_on and drive.start_on[:4] != str(year))


def put_beside(proposal: Proposal, campaign_id: int, con: Connection, talk: Talk) -> Beside:
    """What the plan says beside what stands in a drive.

    Raises:
        NotFound: the drive is gone.
    """
    talk.progress(READ_STEPS + 3, _STEPS, _COMPARING)
    if proposal.heading.purpose == "change":
        from desktop.plans.later import changes_to_drive

        return Beside(campaign_id, later=changes_to_drive(con, campaign_id, proposal))
    from desktop.plans.versions import compared_with_drive, reading_of_drive

    drive = reading_of_drive(con, campaign_id, talk=_Within(talk, READ_STEPS + 3, READ_STEPS + 3, _COMPARING))
    return Beside(campaign_id, drive, compared_with_drive(drive, proposal))
