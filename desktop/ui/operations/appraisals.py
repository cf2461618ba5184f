"""What the window does in the appraisal: findings kept, answers, overrides, evidence taken over from the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from db import appraisals, evidence_proposals
from db.store import Action
from desktop.ui.operations.base import StoreOp


def record(nomination_ids: Sequence[int], as_of: dt.date) -> StoreOp[int]:
    """Appraise nominations and keep the findings; the result is how many changed."""
    return StoreOp(
        f"Thẩm định {len(nomination_ids)} đề nghị khen thưởng",
        partial(_record, tuple(nomination_ids), as_of),
    )


def _record(nomination_ids: tuple[int, ...], as_of: dt.date, action: Action) -> int:
    return appraisals.record(action, nomination_ids, as_of)


@dataclass(frozen=True, slots=True)
class OverrideDraft:
    """Why the officer goes on in spite of a finding, and by which document."""

    nomination_id: int
    rule: str
    reason: str
    document: str
    day: dt.date


def override(draft: OverrideDraft, name: str) -> StoreOp[bool]:
    """Keep the findings of a nomination as of the day, and go on in spite of one of them."""
    return StoreOp(f"Bỏ qua có lý do một điều kiện của “{name}”", partial(_override, draft))


def _override(draft: OverrideDraft, action: Action) -> bool:
    appraisals.record(action, [draft.nomination_id], draft.day)
    return appraisals.override(
        action, draft.nomination_id, draft.rule, draft.reason, draft.document, day=draft.day
    )


def lift_override(nomination_id: int, rule: str, name: str) -> StoreOp[bool]:
    """Take an override back."""
    return StoreOp(
        f"Rút lại việc bỏ qua một điều kiện của “{name}”", partial(_lift_override, nomination_id, rule)
    )


def _lift_override(nomination_id: int, rule: str, action: Action) -> bool:
    return appraisals.lift_override(action, nomination_id, rule)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said: by question the answer (None takes one back) and the nominations it was said for."""

    said: Mapping[str, str | None]
    nominations: Mapping[str, tuple[int, ...]]
    document: str = ""
    day: dt.date | None = None


def answer(answers: Answers) -> StoreOp[int]:
    """Keep answers for one or many nominations at once; the result is how many rows changed."""
    many = len({one for ids in answers.nominations.values() for one in ids})
    word = "Trả lời" if any(answers.said.values()) else "Bỏ trả lời"
    return StoreOp(f"{word} câu hỏi thẩm định của {many} đề nghị", partial(_answer, answers))


def _answer(answers: Answers, action: Action) -> int:
    return sum(
        appraisals.answer(
            action,
            answers.nominations[question],
            question,
            said,
            document=answers.document,
            day=answers.day,
        )
        for question, said in answers.said.items()
    )


def accept_evidence(nomination_id: int, award_ids: Sequence[int], name: str) -> StoreOp[list[int]]:
    """Take awards of the register over as evidence; the result are the ids of the new pieces."""
    return StoreOp(
        f"Nhận {len(award_ids)} khen thưởng trong sổ làm minh chứng của “{name}”",
        partial(_accept_evidence, nomination_id, tuple(award_ids)),
    )


def _accept_evidence(nomination_id: int, award_ids: tuple[int, ...], action: Action) -> list[int]:
    return evidence_proposals.accept(action, nomination_id, award_ids)
