"""A plan as it is being looked through: each item accepted, rejected or not yet decided, corrected where needed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from desktop.plans import proposal as p
from desktop.plans.compare import CHANGED, GONE, NEW, UNCHANGED, Compared
from desktop.plans.later import AwardChange, LaterChanges, MilestoneChange
from desktop.plans.named_units import UnitMatch
from desktop.plans.versions import REMOVABLE
from desktop.ui.models.plan_items import PlanItem, groups_of, line_of

_GROUP_OF_ONE: Final = frozenset({"period", "evidence_window"})
_SURE: Final = 0.9
_LIKELY: Final = 0.75
_UNSURE: Final = 0.5
_NOT_WRITTEN: Final = frozenset({"findings", "units", "changes", "award_changes"})
_COMPARED: Final = {
    CHANGED: "Thay đổi so với phong trào trong sổ",
    NEW: "Mới trong văn bản",
    GONE: "Không còn trong văn bản mới",
}
_COLOURS: Final = {
    "findings": "finding",
    "period": "time",
    "evidence_window": "time",
    "phases": "time",
    "anniversaries": "time",
    "requirements": "requirement",
    "deadlines": "deadline",
    "awards": "award",
    "targets": "target",
    "tasks": "task",
    "units": "finding",
    "changes": "deadline",
    "award_changes": "award",
}
LEGEND: Final = (
    ("finding", "Cần xem lại"),
    ("time", "Thời gian"),
    ("requirement", "Yêu cầu đăng ký"),
    ("deadline", "Mốc thời hạn"),
    ("award", "Khen thưởng"),
    ("target", "Chỉ tiêu"),
    ("task", "Nhiệm vụ"),
)
"""Colours of the sentences and what they mean, in the order of the groups."""


class Decision(StrEnum):
    """What the officer made of an item. What nobody decided is written like what was accepted."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


ADD_UNIT: Final = "add"
LEAVE_UNIT: Final = "leave"


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """A unit the plan names and what the officer says it is: ``answer`` is ADD_UNIT, LEAVE_UNIT, a unit's id or ""."""

    match: UnitMatch
    answer: str = ""

    @property
    def words(self) -> str:
        """The question, or what was answered."""
        name = self.match.named.name
        if self.answer == ADD_UNIT:
            return f"Thêm “{name}” vào sổ đơn vị"
        if self.answer == LEAVE_UNIT:
            return f"Để nguyên chữ “{name}”, không gắn với đơn vị nào"
        chosen = next((unit for unit in self.match.choices if str(unit.id) == self.answer), None)
        return f"“{name}” là “{chosen.name}” trong sổ" if chosen else self.match.question

    @property
    def best(self) -> str:
        """The answer offered first."""
        return str(self.match.choices[0].id) if self.match.choices else ADD_UNIT


@dataclass(slots=True)
class Entry:
    """One line of the reading. ``read`` is the item as the reader gave it, ``line`` as it is now.

    ``status`` is that of the comparison with the drive, empty where nothing is compared; a line that is "gone"
    shows the drive's own item.
    """

    key: int
    title: str
    line: PlanItem
    read: Any
    decision: Decision = Decision.OPEN
    status: str = ""
    told: str = ""
    compared: Compared | None = None
    edited: bool = False

    @property
    def group(self) -> str:
        """The proposal's name of its kind."""
        return self.line.group

    @property
    def colour(self) -> str:
        """Kind of its mark in the text, see ``theme.MARKS``."""
        return _COLOURS[self.group]

    @property
    def writes(self) -> bool:
        """Whether it becomes part of the drive, or changes it."""
        return self.can_reject and self.group != "units" and self.status != UNCHANGED

    @property
    def can_reject(self) -> bool:
        """Findings stay; so does the time of a new drive, whose days can be corrected."""
        moved = self.group == "period" and self.status in {CHANGED, NEW}
        return self.line.choosable or self.group == "units" or moved

    @property
    def doubtful(self) -> bool:
        """Whether the reader itself is not sure."""
        return bool(getattr(self.line.item, "ambiguity", None)) or self.line.confidence < _LIKELY

    @property
    def confidence_words(self) -> str:
        """How sure the reader is, and why no more, in words."""
        if self.group in {"findings", "units"}:
            return ""
        if self.edited:
            return "Đã sửa tay"
        if self.status == GONE:
            return ""
        sure = self.line.confidence >= _SURE and not self.line.note
        word = "Chắc chắn" if sure else "Khá chắc" if not self.doubtful else "Chưa chắc"
        return f"{word}: {self.line.note[:1].lower()}{self.line.note[1:]}" if self.line.note else word


NOTHING: Final = p.Proposal("", p.Heading())


class PlanReading:
    """The officer's decisions over one proposal, beside the drive it may belong to."""

    def __init__(
        self,
        proposal: p.Proposal = NOTHING,
        compared: tuple[Compared, ...] = (),
        questions: tuple[UnitMatch, ...] = (),
        later: LaterChanges | None = None,
    ) -> None:
        self.proposal = proposal
        self.entries: list[Entry] = []
        by_item = {id(one.new): one for one in compared if one.new is not None}
        for match in questions:
            if match.question:
                self._add("Đơn vị cần hỏi", unit_line(UnitAnswer(match)), None)
        for group in groups_of(proposal):
            for line in group.items:
                if later is None or line.group == "findings":
                    self._add(group.title, line, by_item.get(id(line.item)))
        if later is not None:
            changes: list[MilestoneChange | AwardChange] = [*later.milestones, *later.awards]
            for change in changes:
                self._add("Thay đổi được đề nghị", change_line(change, proposal.text), None)
                self.entries[-1].status = change.status
        for one in compared:
            if one.status == GONE:
                self._add_gone(one)
        if compared:
            self._put_changes_first()

    def _put_changes_first(self) -> None:
        """What differs from the drive before the many things that do not; each under what happened to it."""
        for entry in self.entries:
            entry.title = _COMPARED.get(entry.status, entry.title)
        order = list(_COMPARED)
        self.entries.sort(
            key=lambda e: order.index(e.status) if e.status in order else len(order) if e.status else -1
        )
        for key, entry in enumerate(self.entries):
            entry.key = key

    def _add(self, title: str, line: PlanItem, compared: Compared | None) -> None:
        entry = Entry(len(self.entries), title, line, line.item)
        if compared is not None:
            entry.compared, entry.status = compared, compared.status
            entry.told = "; ".join(str(one) for one in compared.differences)
        self.entries.append(entry)

    def _add_gone(self, compared: Compared) -> None:
        able = compared.group in REMOVABLE and not compared.stays
        line = dataclasses.replace(line_of(compared.group, compared.old), start=0, end=0, choosable=able)
        entry = Entry(len(self.entries), _COMPARED[GONE], line, compared.old)
        # What the drive has and the new paper does not name stays, unless the officer says otherwise.
        entry.compared, entry.status, entry.decision = compared, GONE, Decision.REJECTED
        entry.told = compared.stays
        self.entries.append(entry)

    def decide(self, key: int, decision: Decision) -> None:
        """Accept, reject or open an entry; the period stays, its days can be corrected."""
        entry = self.entries[key]
        if entry.group == "units":
            answer = {Decision.ACCEPTED: entry.line.item.answer, Decision.REJECTED: LEAVE_UNIT}.get(
                decision, ""
            )
            if decision is Decision.ACCEPTED and answer in {"", LEAVE_UNIT}:
                answer = entry.line.item.best
            entry.line = unit_line(dataclasses.replace(entry.line.item, answer=answer))
            entry.decision = decision
        elif entry.status == GONE and not entry.line.choosable:
            return
        elif decision is not Decision.REJECTED or entry.can_reject:
            entry.decision = decision

    def edit(self, key: int, item: Any) -> bool:
        """Put a corrected item in the place of the one read; returns whether it differs from the one before."""
        entry = self.entries[key]
        if item == entry.line.item:
            return False
        entry.edited = item != entry.read
        if isinstance(item, UnitAnswer):
            entry.line = unit_line(item)
            entry.decision = Decision.ACCEPTED if item.answer else Decision.OPEN
            return True
        if isinstance(item, MilestoneChange | AwardChange):
            entry.line = change_line(item, self.proposal.text)
            entry.status = item.status
            return True
        entry.line = dataclasses.replace(
            line_of(entry.group, item), start=entry.line.start, end=entry.line.end, quote=entry.line.quote
        )
        return True

    def kept(self) -> p.Proposal:
        """The proposal with the corrections and without what was rejected."""
        values: dict[str, Any] = {}
        for group in _COLOURS:
            if group in _NOT_WRITTEN:
                continue
            items = [e.line.item for e in self.entries if e.group == group and self._is_kept(e)]
            values[group] = (items[0] if items else None) if group in _GROUP_OF_ONE else tuple(items)
        # All duties are entries of one group; those without a time are told apart again when they are shown.
        return dataclasses.replace(self.proposal, **values, undated=())

    @staticmethod
    def _is_kept(entry: Entry) -> bool:
        return entry.decision is not Decision.REJECTED and entry.status != GONE

    def revised(self) -> tuple[Compared, ...]:
        """The comparison without what was rejected, the items as corrected."""
        found = []
        for entry in self.entries:
            if entry.compared is None or entry.decision is Decision.REJECTED:
                continue
            status = entry.compared.status
            if status == UNCHANGED and entry.edited:
                status = CHANGED
            new = None if status == GONE else entry.line.item
            found.append(dataclasses.replace(entry.compared, status=status, new=new))
        return tuple(found)

    def later_changes(self, later: LaterChanges) -> LaterChanges:
        """The changes of a later paper as corrected, without those rejected."""
        kept = [e.line.item for e in self.entries if e.decision is not Decision.REJECTED]
        return dataclasses.replace(
            later,
            milestones=tuple(one for one in kept if isinstance(one, MilestoneChange)),
            awards=tuple(one for one in kept if isinstance(one, AwardChange)),
        )

    @property
    def answers(self) -> tuple[UnitAnswer, ...]:
        """What was said of the units that were asked about."""
        return tuple(e.line.item for e in self.entries if e.group == "units" and e.line.item.answer)

    def meant_by(self, finding: Entry) -> Entry | None:
        """The item a finding is about: the shortest one at its place that can be corrected."""
        start, end = finding.line.start, finding.line.end
        near = [
            e
            for e in self.entries
            if e.group not in _NOT_WRITTEN and e.line.start < end and start < e.line.end
        ]
        dated = [e for e in near if e.group in {"deadlines", "requirements"}] or near
        return min(dated, key=lambda e: (e.line.start != start, e.line.end - e.line.start), default=None)

    @property
    def counts(self) -> tuple[int, int, int]:
        """Entries that will be written, all that could be, and those decided by hand."""
        # What is only kept as it stands counts for nothing.
        able = [
            e
            for e in self.entries
            if (e.writes or (e.edited and e.line.choosable))
            and (e.status != GONE or e.decision is not Decision.REJECTED)
        ]
        written = sum(e.decision is not Decision.REJECTED for e in able)
        return written, len(able), sum(e.decision is not Decision.OPEN and e.status != GONE for e in able)


def unit_line(answer: UnitAnswer) -> PlanItem:
    """A unit of the plan as a line that asks, or says what was answered."""
    where = answer.match.named.where
    return PlanItem(
        answer.words,
        answer,
        where.start,
        where.end,
        where.quote,
        where.section,
        choosable=False,
        group="units",
    )


def change_line(change: MilestoneChange | AwardChange, text: str) -> PlanItem:
    """A change a later paper asks for as its line, at the sentence that asks for it."""
    stone = isinstance(change, MilestoneChange)
    quote = change.draft.quote
    place = text.find(quote) if quote else -1
    return PlanItem(
        change.sentence,
        change,
        max(place, 0),
        place + len(quote) if place >= 0 else 0,
        quote,
        change.draft.section if isinstance(change, MilestoneChange) else "",
        change.doubt if isinstance(change, MilestoneChange) else "",
        group="changes" if stone else "award_changes",
        confidence=_UNSURE if isinstance(change, MilestoneChange) and change.doubt else 1.0,
    )
