"""A later paper of a drive (extension, quotas, day of the dossiers): the changes of the drive it proposes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace
from typing import Final

from db import campaigns, milestones
from db.campaigns import AwardDraft, CampaignAward, DocumentDraft
from db.milestones import Milestone, MilestoneDraft
from db.sqlite import Connection
from db.store import Action
from db.vietnamese.dates import format_date
from db.vietnamese.text import fold
from desktop.plans import accept
from desktop.plans import proposal as p
from desktop.plans.compare import CHANGED, NEW, UNCHANGED

_SAME_PEOPLE: Final = 75.0
_UNSET: Final = "chưa định ngày"
_QUOTAS: Final = (
    ("quota_individual", "cá nhân"),
    ("quota_collective", "tập thể"),
    ("quota_household", "hộ gia đình"),
)


@dataclass(frozen=True, slots=True)
class MilestoneChange:
    """What a later paper says of one milestone; ``milestone`` is None when the drive has none of the kind."""

    status: str
    milestone: Milestone | None
    draft: MilestoneDraft
    sentence: str
    """For the officer: "Đăng ký mô hình: 15/09/2024 → 30/09/2024"."""
    doubt: str = ""
    """Why it may mean another milestone; "" when it cannot."""


@dataclass(frozen=True, slots=True)
class AwardChange:
    """What a later paper says of one award line of the drive."""

    status: str
    award: CampaignAward | None
    draft: AwardDraft
    sentence: str


@dataclass(frozen=True, slots=True)
class LaterChanges:
    """All a later paper changes; nothing it leaves out is touched."""

    campaign_id: int
    document: DocumentDraft
    milestones: tuple[MilestoneChange, ...]
    awards: tuple[AwardChange, ...]

    @property
    def any(self) -> bool:
        """Whether the drive would change at all."""
        statuses = [change.status for change in self.milestones] + [line.status for line in self.awards]
        return any(status != UNCHANGED for status in statuses)


def changes_to_drive(con: Connection, campaign_id: int, proposal: p.Proposal) -> LaterChanges:
    """The changes ``proposal`` asks for in the drive: its days put beside the milestones of the same kind.

    Raises:
        NotFound: no such drive.
    """
    campaigns.get_campaign(con, campaign_id)
    # A later paper changes what it names with a time; what it merely reminds of is no new milestone.
    whole = accept.draft_of(replace(proposal, undated=()))
    stones = milestones.list_milestones(con, campaign_id)
    lines = campaigns.awards(con, campaign_id)
    document = whole.document
    assert document is not None, "a plan that was read is a paper"
    drafts = list(_newest(whole.milestones, stones))
    # What the drive says already is settled first, so that a report of June is not taken for that of December.
    standing = {id(stone) for draft in drafts for stone in stones if _said(draft, stone)}
    free = [stone for stone in stones if id(stone) not in standing]
    found = [
        change
        for draft in drafts
        for change in (
            _unchanged(draft, stones)
            if any(_said(draft, stone) for stone in stones)
            else _of_milestone(draft, free)
        )
    ]
    return LaterChanges(
        campaign_id, document, tuple(found), tuple(_of_award(draft, lines) for draft in whole.awards)
    )


def apply_changes(action: Action, changes: LaterChanges, *, rejected: Collection[object] = ()) -> int:
    """Write the changes that were not ``rejected`` (the change objects) and record the paper; returns its id."""
    document_id = campaigns.add_document(action, changes.campaign_id, changes.document)
    end: str | None = None
    for change in changes.milestones:
        if change.status == UNCHANGED or any(change is other for other in rejected):
            continue
        if change.milestone is None:
            milestones.add_milestone(action, changes.campaign_id, change.draft, document_id)
        else:
            milestones.change_milestone(action, change.milestone.id, change.draft, document_id=document_id)
        if change.draft.kind == "end" and change.draft.day is not None:
            end = change.draft.day.isoformat()
    for line in changes.awards:
        if line.status == UNCHANGED or any(line is other for other in rejected):
            continue
        if line.award is None:
            campaigns.add_award(
                action, changes.campaign_id, line.draft, ordinal=_next_ordinal(action, changes)
            )
        else:
            campaigns.change_award(action, line.award.id, line.draft)
    if end is not None:
        _end_on(action, changes.campaign_id, end)
    milestones.assign_obligations(action, changes.campaign_id)
    return document_id


def _next_ordinal(action: Action, changes: LaterChanges) -> int:
    return len(campaigns.awards(action.con, changes.campaign_id)) + 1


def _end_on(action: Action, campaign_id: int, end: str) -> None:
    drive = campaigns.get_campaign(action.con, campaign_id)
    campaigns.change_campaign(
        action,
        campaign_id,
        title=drive.title,
        short_title=drive.short_title,
        mode=drive.mode,
        scope=drive.scope,
        theme=drive.theme,
        start_on=drive.start_on,
        end_on=end,
        note=drive.note,
    )


def _newest(drafts: tuple[MilestoneDraft, ...], stones: list[Milestone]) -> Iterator[MilestoneDraft]:
    """Without the old days an extension repeats ("từ ngày 15/9 sang ngày 30/9"): they stand in the drive already."""
    for draft in drafts:
        standing = any(stone.kind == draft.kind and stone.day == draft.day for stone in stones)
        moved = any(
            other.kind == draft.kind
            and other.day is not None
            and draft.day is not None
            and other.day > draft.day
            for other in drafts
        )
        if not (standing and moved and draft.day is not None):
            yield draft


def _said(draft: MilestoneDraft, stone: Milestone) -> bool:
    same_day = (stone.day, stone.recurrence, stone.recurrence_day, stone.relative_text) == (
        draft.day,
        draft.recurrence,
        draft.recurrence_day,
        draft.relative_text,
    )
    return same_day and stone.kind == draft.kind and _same_people(stone.who, draft.who)


def _unchanged(draft: MilestoneDraft, stones: list[Milestone]) -> Iterator[MilestoneChange]:
    for stone in stones:
        if _said(draft, stone):
            yield MilestoneChange(UNCHANGED, stone, draft, f"{_name(stone)}: vẫn {_day(draft)}")


def _of_milestone(draft: MilestoneDraft, stones: list[Milestone]) -> Iterator[MilestoneChange]:
    if draft.kind == "launch":
        return
    alike = [
        stone
        for stone in stones
        if stone.kind == draft.kind and (stone.recurrence is None) == (draft.recurrence is None)
    ]
    # A day that is moved is one that was set; what has none yet is meant only where nothing else can be.
    alike = [stone for stone in alike if stone.day_kind != "unset"] or alike
    same = [stone for stone in alike if _same_people(stone.who, draft.who)] or alike
    if draft.kind == "other":
        same = [stone for stone in same if _same_words(stone.what, draft.what)]
    if not same:
        yield MilestoneChange(NEW, None, draft, f"{_name(draft)}: {_day(draft)} (mốc mới)")
        return
    several = len({stone.day for stone in same}) > 1
    for stone in same:
        moved = replace(draft, who=stone.who or draft.who, what=stone.what, direction=stone.direction)
        doubt = "Phong trào có nhiều mốc loại này; hãy chọn mốc được đổi" if several else ""
        yield MilestoneChange(CHANGED, stone, moved, f"{_name(stone)}: {_day(stone)} → {_day(draft)}", doubt)


def _same_people(one: str, other: str) -> bool:
    from rapidfuzz.fuzz import token_set_ratio

    return not one or not other or token_set_ratio(fold(one), fold(other)) >= _SAME_PEOPLE


def _same_words(one: str, other: str) -> bool:
    from rapidfuzz.fuzz import token_set_ratio

    return bool(token_set_ratio(fold(one), fold(other)) >= _SAME_PEOPLE)


def _name(stone: Milestone | MilestoneDraft) -> str:
    who = f" ({stone.who})" if stone.who else ""
    return f"{stone.what[:1].upper()}{stone.what[1:]}{who}"


def _day(stone: Milestone | MilestoneDraft) -> str:
    if stone.day is not None:
        return format_date(stone.day)
    if stone.recurrence:
        shown = milestones.RECURRENCES[stone.recurrence]
        return f"{shown}, ngày {stone.recurrence_day}" if stone.recurrence_day else shown
    return stone.relative_text or _UNSET


def _of_award(draft: AwardDraft, lines: list[CampaignAward]) -> AwardChange:
    same = next(
        (
            line
            for line in lines
            if line.form_code == draft.form_code and line.authority_level == draft.authority_level
        ),
        None,
    )
    if same is None:
        return AwardChange(NEW, None, draft, f"{draft.form_name} – {draft.authority or 'chưa rõ'} (mới)")
    quotas = {name: getattr(draft, name) for name, _ in _QUOTAS if getattr(draft, name) is not None}
    kept = {field.name: getattr(same, field.name) for field in fields(AwardDraft)}
    moved = AwardDraft(**{**kept, **quotas, **({"quote": draft.quote} if quotas else {})})
    told = [
        f"{getattr(same, name) if getattr(same, name) is not None else 'không nêu'} → {quotas[name]} {word}"
        for name, word in _QUOTAS
        if name in quotas and quotas[name] != getattr(same, name)
    ]
    sentence = f"{same.form_name} – {same.authority or 'chưa rõ'}: {', '.join(told) or 'giữ nguyên'}"
    return AwardChange(CHANGED if told else UNCHANGED, same, moved, sentence)
