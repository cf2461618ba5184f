"""What the window does to decisions and the awards on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from db import awards, decisions, organizations
from db.store import Action
from desktop.ui.operations.base import StoreOp


def draft_decision(
    nomination_ids: Sequence[int], campaign_id: int | None, signer_id: int | None, title: str = ""
) -> StoreOp[int]:
    """Draft a decision of approved nominations; the result is its id."""
    return StoreOp(
        f"Lập dự thảo quyết định khen thưởng {len(nomination_ids)} trường hợp",
        partial(_draft, tuple(nomination_ids), campaign_id, signer_id, title),
    )


def _draft(
    nomination_ids: tuple[int, ...],
    campaign_id: int | None,
    signer_id: int | None,
    title: str,
    action: Action,
) -> int:
    return decisions.draft_decision(
        action, nomination_ids=nomination_ids, campaign_id=campaign_id, signer_id=signer_id, title=title
    )


@dataclass(frozen=True, slots=True)
class DraftChange:
    """A draft as typed anew: an empty title becomes the usual one, ``signer_id`` None leaves who signs as it is."""

    nomination_ids: tuple[int, ...]
    signer_id: int | None
    title: str = ""


def change_draft(decision_id: int, change: DraftChange, shown: str) -> StoreOp[int]:
    """Change what a draft says and whose names stand on it; the result is its id."""
    return StoreOp(f"Sửa {shown}", partial(_change_draft, decision_id, change))


def _change_draft(decision_id: int, change: DraftChange, action: Action) -> int:
    decisions.change_draft(action, decision_id, title=change.title, signer_id=change.signer_id)
    decisions.set_list(action, decision_id, change.nomination_ids)
    return decision_id


def issue(decision_id: int, number: str, day: dt.date) -> StoreOp[int]:
    """Give a draft its number and day; the result is how many awards entered the register."""
    return StoreOp(f"Ban hành quyết định số {number}", partial(_issue, decision_id, number, day))


def _issue(decision_id: int, number: str, day: dt.date, action: Action) -> int:
    return decisions.issue(action, decision_id, number, day)


def set_to_sign(decision_id: int, to_sign: bool, shown: str) -> StoreOp[bool]:
    """Note that a draft lies with the signer, or came back."""
    sentence = f"Trình ký {shown}" if to_sign else f"Nhận lại để sửa {shown}"
    return StoreOp(sentence, partial(_set_to_sign, decision_id, to_sign))


def _set_to_sign(decision_id: int, to_sign: bool, action: Action) -> bool:
    return decisions.set_to_sign(action, decision_id, to_sign)


def remove_draft(decision_id: int, shown: str) -> StoreOp[None]:
    """Take a draft out; its nominations stay approved."""
    return StoreOp(f"Bỏ {shown}", partial(_remove_draft, decision_id))


def _remove_draft(decision_id: int, action: Action) -> None:
    decisions.remove_draft(action, decision_id)


def change_printed(award_id: int, facts: dict[str, str], name: str) -> StoreOp[bool]:
    """Change what a certificate will say."""
    return StoreOp(f"Sửa nội dung in của “{name}”", partial(_change_printed, award_id, facts))


def _change_printed(award_id: int, facts: dict[str, str], action: Action) -> bool:
    return awards.change_printed(action, award_id, **facts)


def mark_received(award_ids: Sequence[int], day: dt.date | None, by: str = "") -> StoreOp[int]:
    """Note who was handed certificate and prize; None takes the note back."""
    word = "Ghi đã trao" if day else "Bỏ ghi đã trao"
    return StoreOp(f"{word} {len(award_ids)} Giấy khen", partial(_mark_received, tuple(award_ids), day, by))


def _mark_received(award_ids: tuple[int, ...], day: dt.date | None, by: str, action: Action) -> int:
    return awards.mark_received(action, award_ids, day, by)


def set_prize(award_id: int, amount: int | None, note: str, name: str) -> StoreOp[bool]:
    """Set a prize by hand with the paper it rests on."""
    return StoreOp(f"Sửa tiền thưởng của “{name}”", partial(_set_prize, award_id, amount, note))


def _set_prize(award_id: int, amount: int | None, note: str, action: Action) -> bool:
    return awards.set_prize(action, award_id, amount, note)


@dataclass(frozen=True, slots=True)
class SuperiorDecisionDraft:
    """A superior's decision as typed; a new organ is entered when ``organization_id`` is None."""

    organization_id: int | None
    organization_name: str
    level: str
    number: str
    day: dt.date
    form_code: str
    nomination_ids: tuple[int, ...]
    campaign_id: int | None
    title: str = ""
    signer_name: str = ""


def enter_superior(draft: SuperiorDecisionDraft) -> StoreOp[int]:
    """Enter a superior's decision on nominations sent up; the result is its id."""
    return StoreOp(f"Ghi quyết định của cấp trên số {draft.number}", partial(_enter_superior, draft))


def _enter_superior(draft: SuperiorDecisionDraft, action: Action) -> int:
    organ = draft.organization_id
    if organ is None:
        organ = organizations.add_organization(action, name=draft.organization_name, level=draft.level)
    return decisions.add_superior_decision(
        action,
        organization_id=organ,
        number=draft.number,
        day=draft.day,
        form_code=draft.form_code,
        authority_level=organizations.TIERS[draft.level],
        nomination_ids=draft.nomination_ids,
        campaign_id=draft.campaign_id,
        title=draft.title,
        signer_name=draft.signer_name,
    )
