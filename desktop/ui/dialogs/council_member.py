"""Members of a council over time: one joins, changes the role, leaves; what was before stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from db.councils import ROLES, Member
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import councils as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.councils import MemberDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_ROLES = tuple(ROLES.items())


class MemberDialog(AwardDialog):
    """Somebody joins the council."""

    def __init__(self, session: Session, council_id: int, parent: QWidget | None = None) -> None:
        fields = (
            Field("name", "&Họ và tên", required=True),
            Field("position", "&Chức vụ trong cơ quan"),
            Field("role", "&Vai trò trong Hội đồng", Kind.CHOICE, required=True, choices=_ROLES),
            Field("since", "&Từ ngày", Kind.DATE, tooltip="Để trống: từ khi thành lập", width=200),
        )
        super().__init__(session, "Thêm thành viên Hội đồng", "&Lưu thành viên", fields, parent)
        self.setObjectName("memberDialog")
        self._council_id = council_id
        self.form.set_values({"role": "member", "since": session.as_of})
        self.focus_of("name").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Add the member."""
        member = MemberDraft(values["name"], values["position"] or "", values["role"])
        return operations.add_member(self._council_id, member, values["since"])


class RoleDialog(AwardDialog):
    """A member gets another role from a day on."""

    def __init__(self, session: Session, member: Member, parent: QWidget | None = None) -> None:
        fields = (
            Field("role", "&Vai trò mới", Kind.CHOICE, required=True, choices=_ROLES),
            Field("day", "&Từ ngày", Kind.DATE, required=True, width=200),
        )
        super().__init__(session, f"Đổi vai trò – {member.name}", "&Lưu", fields, parent)
        self.setObjectName("roleDialog")
        self._member = member
        head = QLabel(f"Đang là {member.shown_role}; các phiên trước giữ nguyên.", self)
        head.setWordWrap(True)
        self.body.insertWidget(0, head)
        self.form.set_values({"role": member.role, "day": session.as_of})
        self.focus_of("role").setFocus()

    def complaint(self) -> str:
        """Another role than the present one."""
        if self.form.values()["role"] != self._member.role:
            return ""
        return f"{self._member.name} đang giữ vai trò này; hãy chọn vai trò khác hoặc bấm Hủy bỏ."

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """The old role ends the day before."""
        return operations.change_role(self._member.id, values["role"], values["day"], self._member.name)


class EndMemberDialog(AwardDialog):
    """A member leaves the council."""

    def __init__(self, session: Session, member: Member, parent: QWidget | None = None) -> None:
        fields = (Field("day", "&Ngày cuối tham gia", Kind.DATE, required=True, width=200),)
        super().__init__(session, f"Thôi tham gia Hội đồng – {member.name}", "&Lưu", fields, parent)
        self.setObjectName("endMemberDialog")
        self._member = member
        self.form.set_values({"day": member.active_to or session.as_of})
        self.focus_of("day").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Sessions of before keep the name."""
        return operations.end_member(self._member.id, values["day"], self._member.name)
