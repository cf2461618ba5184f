"""What the window does to subjects: people, collectives and households of the register."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from db import people
from db.store import Action
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class SubjectDraft:
    """A subject as typed; ``honorific`` stays as typed, ``birth_on`` is a partial ISO date or None."""

    kind: str
    name: str
    honorific: str = ""
    birth_on: str | None = None
    sex: str | None = None
    position: str = ""
    unit_id: int | None = None
    address: str = ""

    def facts(self) -> dict[str, Any]:
        """Keywords of :func:`db.people.add_subject`."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class FactsDraft:
    """What the yearly statistics and the prize list ask of a subject, as typed; None leaves what is known."""

    sex: str | None = None
    ethnic_group: str | None = None
    religion: str | None = None
    object_class: str | None = None
    account: str = ""
    bank: str = ""

    def facts(self) -> dict[str, Any]:
        """Keywords of :func:`db.people.change_subject`."""
        typed = {name: getattr(self, name) for name in ("sex", "ethnic_group", "religion", "object_class")}
        return {name: value for name, value in typed.items() if value is not None}


def change_subject(subject_id: int, draft: SubjectDraft) -> StoreOp[bool]:
    """Write what was typed of a subject the register knows."""
    return StoreOp(f"Sửa thông tin của “{draft.name}”", partial(_change, subject_id, draft))


def _change(subject_id: int, draft: SubjectDraft, action: Action) -> bool:
    return people.change_subject(action, subject_id, **draft.facts())


def note_facts(subject_id: int, name: str, draft: FactsDraft) -> StoreOp[bool]:
    """Note what statistics count a subject by, and its account; the result is whether anything differed."""
    return StoreOp(f"Ghi thông tin thống kê, tài khoản của “{name}”", partial(_note, subject_id, draft))


def _note(subject_id: int, draft: FactsDraft, action: Action) -> bool:
    changed = people.change_subject(action, subject_id, **draft.facts())
    return people.set_bank_account(action, subject_id, draft.account, draft.bank) or changed
