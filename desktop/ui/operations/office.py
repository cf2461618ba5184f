"""Writes on the office that keeps the register and on who signs for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from db import organizations
from db.errors import BadInput
from db.store import Action
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What the first-run page and the tab Cơ quan ask for; see :func:`db.organizations.save_own`."""

    name: str
    level: str
    place: str
    parent_name: str = ""
    province: str = ""
    symbol: str = "UBND"
    head_title: str = "Chủ tịch"


@dataclass(frozen=True, slots=True)
class SignerFacts:
    """Who signs: name, title, form of signature, from when to when in office (None: open)."""

    name: str
    title: str
    signature_form: str = "head"
    active_from: dt.date | None = None
    active_to: dt.date | None = None


def set_up(office: OfficeFacts, signer: SignerFacts) -> StoreOp[int]:
    """Begin a register: the office and its first signer. The result is the office's id."""
    return StoreOp(f"Lập sổ của {office.name or 'cơ quan'}", partial(_set_up, office, signer))


def _set_up(office: OfficeFacts, signer: SignerFacts, action: Action) -> int:
    organization_id = _save(office, action)
    organizations.save_signer(
        action,
        organization_id,
        name=signer.name,
        title=signer.title,
        signature_form=signer.signature_form,
    )
    return organization_id


def save_office(office: OfficeFacts) -> StoreOp[int]:
    """Change the facts of the office."""
    return StoreOp("Sửa thông tin cơ quan", partial(_save, office))


def _save(office: OfficeFacts, action: Action) -> int:
    return organizations.save_own(
        action,
        name=office.name,
        level=office.level,
        place=office.place,
        parent_name=office.parent_name,
        province=office.province,
        symbol=office.symbol,
        head_title=office.head_title,
    )


def save_signer(signer: SignerFacts, signer_id: int | None = None, ordinal: int = 0) -> StoreOp[int]:
    """Add a signer of our office, or change one; the smallest ordinal signs by default."""
    sentence = f"Thêm người ký: {signer.name}" if signer_id is None else f"Sửa người ký: {signer.name}"
    return StoreOp(sentence, partial(_save_signer, signer, signer_id, ordinal))


def _save_signer(signer: SignerFacts, signer_id: int | None, ordinal: int, action: Action) -> int:
    own = organizations.own(action.con)
    if own is None:
        raise BadInput("Chưa có thông tin cơ quan; hãy ghi tên cơ quan trước khi thêm người ký.")
    saved = organizations.save_signer(
        action,
        own.id,
        name=signer.name,
        title=signer.title,
        signature_form=signer.signature_form,
        signer_id=signer_id,
        ordinal=ordinal,
    )
    organizations.set_term(action, saved, signer.active_from, signer.active_to)
    return saved


def put_first(signer_ids: tuple[int, ...], name: str) -> StoreOp[None]:
    """Let the signers stand in this order; the first one signs by default."""
    return StoreOp(f"Đặt người ký mặc định: {name}", partial(_put_in_order, signer_ids))


def _put_in_order(signer_ids: tuple[int, ...], action: Action) -> None:
    organizations.order_signers(action, signer_ids)


def remove_signer(signer_id: int, name: str) -> StoreOp[None]:
    """Take a signer off the list; papers already signed keep the name."""
    return StoreOp(f"Bỏ người ký: {name}", partial(_remove_signer, signer_id))


def _remove_signer(signer_id: int, action: Action) -> None:
    organizations.remove_signer(action, signer_id)
