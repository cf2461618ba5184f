"""What the window does to what is issued: drafting the decision that corrects, cancels or revokes it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from db import corrections
from db.store import Action
from db.vietnamese.text import lower_first
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """A correcting decision as typed.

    Attributes:
        kind: a key of :data:`db.corrections.KINDS`.
        changes: for ``adjust``: award id and its new texts as (field, text).
        award_ids: for ``cancel`` and ``revoke``: whose awards; all that stand where empty.
    """

    decision_id: int
    kind: str
    reason: str
    changes: tuple[tuple[int, tuple[tuple[str, str], ...]], ...] = ()
    award_ids: tuple[int, ...] = ()
    signer_id: int | None = None


def draft(typed: CorrectionDraft, shown: str) -> StoreOp[int]:
    """Draft a decision that corrects an issued one; the result is its id."""
    word = lower_first(corrections.KINDS.get(typed.kind, "Điều chỉnh"))
    return StoreOp(f"Lập dự thảo quyết định {word} Quyết định số {shown}", partial(_draft, typed))


def _draft(typed: CorrectionDraft, action: Action) -> int:
    return corrections.draft(
        action,
        typed.decision_id,
        kind=typed.kind,
        reason=typed.reason,
        changes={award_id: dict(told) for award_id, told in typed.changes},
        award_ids=typed.award_ids,
        signer_id=typed.signer_id,
    )
