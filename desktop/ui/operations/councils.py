"""What the window does to councils: founding one, and members who join, change their role and leave."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from db import councils
from db.store import Action
from desktop.ui.operations.base import StoreOp


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """A member of a council as typed."""

    name: str
    position: str
    role: str


def found_council(
    name: str,
    number: str,
    day: dt.date | None,
    members: tuple[MemberDraft, ...],
    term: tuple[dt.date | None, dt.date | None] = (None, None),
) -> StoreOp[int]:
    """Enter a council with its members, in office for ``term``; the result is its id."""
    return StoreOp(
        f"Ghi {name} với {len(members)} thành viên",
        partial(_found_council, name, number, day, members, term),
    )


def _found_council(
    name: str,
    number: str,
    day: dt.date | None,
    members: tuple[MemberDraft, ...],
    term: tuple[dt.date | None, dt.date | None],
    action: Action,
) -> int:
    council_id = councils.save_council(
        action, name=name, number=number, day=day, active_from=term[0], active_to=term[1]
    )
    for member in members:
        councils.save_member(action, council_id, name=member.name, position=member.position, role=member.role)
    return council_id


def add_member(council_id: int, member: MemberDraft, since: dt.date | None) -> StoreOp[int]:
    """Somebody joins the council, from a day on where one is given; the result is the member's id."""
    return StoreOp(
        f"Thêm thành viên Hội đồng “{member.name}”", partial(_add_member, council_id, member, since)
    )


def _add_member(council_id: int, member: MemberDraft, since: dt.date | None, action: Action) -> int:
    return councils.save_member(
        action,
        council_id,
        name=member.name,
        position=member.position,
        role=member.role,
        active_from=since,
    )


def change_role(member_id: int, role: str, day: dt.date, name: str) -> StoreOp[int]:
    """Give a member another role from a day on; the result is the id of the new row."""
    word = councils.ROLES.get(role, role)
    return StoreOp(
        f"Đổi vai trò trong Hội đồng của “{name}”: {word}", partial(_change_role, member_id, role, day)
    )


def _change_role(member_id: int, role: str, day: dt.date, action: Action) -> int:
    return councils.change_role(action, member_id, role, day)


def end_member(member_id: int, last_day: dt.date | None, name: str) -> StoreOp[bool]:
    """Note the last day of a member in the council; sessions of before keep the name."""
    return StoreOp(f"Thôi tham gia Hội đồng: “{name}”", partial(_end_member, member_id, last_day))


def _end_member(member_id: int, last_day: dt.date | None, action: Action) -> bool:
    return councils.end_member(action, member_id, last_day)


def remove_member(member_id: int, name: str) -> StoreOp[None]:
    """Take a member out who was entered by mistake and stands on no session."""
    return StoreOp(f"Bỏ thành viên Hội đồng “{name}”", partial(_remove_member, member_id))


def _remove_member(member_id: int, action: Action) -> None:
    councils.remove_member(action, member_id)
