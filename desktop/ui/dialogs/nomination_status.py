"""Moving nominations on: where to, why, on which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from db.nominations import NEEDS_REASON, STATUSES, TRANSITIONS, Nomination
from db.vietnamese.text import lower_first
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import nominations as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_DATED = frozenset({"submitted", "returned"})


def common_targets(listed: Sequence[Nomination]) -> list[str]:
    """Where all of the nominations may go by hand, in the order of the flow."""
    allowed = [set(TRANSITIONS[n.status]) for n in listed]
    return [status for status in STATUSES if allowed and all(status in one for one in allowed)]


class StatusDialog(AwardDialog):
    """Moves one or many nominations to another status."""

    def __init__(self, session: Session, listed: Sequence[Nomination], parent: QWidget | None = None) -> None:
        self._listed = tuple(listed)
        self._targets = common_targets(listed)
        fields = (
            Field(
                "status",
                "&Chuyển sang",
                Kind.CHOICE,
                required=True,
                choices=tuple((status, STATUSES[status]) for status in self._targets),
            ),
            Field("reason", "&Lý do", Kind.LINES, lines=2),
            Field("day", "&Ngày", Kind.DATE, hint="để trống: hôm nay", width=200),
        )
        super().__init__(session, "Chuyển trạng thái đề nghị", "Chu&yển trạng thái", fields, parent)
        self.setObjectName("statusDialog")
        head = QLabel(self._whom(), self)
        head.setWordWrap(True)
        self.body.insertWidget(0, head)
        self.form.set_values({"status": self._targets[0] if self._targets else None})
        self.form.changed.connect(self._show_fields)
        self._show_fields("status")
        if not self._targets:
            self.refuse("Các đề nghị đã chọn không có bước chuyển chung; hãy chọn lại từng nhóm.")
            self.accept_button.setEnabled(False)
        self.focus_of("status").setFocus()

    def _whom(self) -> str:
        names = ", ".join(n.name for n in self._listed[:3])
        more = len(self._listed) - 3
        now = " / ".join(dict.fromkeys(n.shown_status for n in self._listed))
        return (
            f"{len(self._listed)} đề nghị: {names}{f' và {more} tên nữa' if more > 0 else ''} – đang: {now}"
        )

    def _show_fields(self, _key: str) -> None:
        status = self.form.values()["status"]
        self.form.set_field_visible("reason", visible=status in NEEDS_REASON or status == "approved")
        self.form.set_field_visible("day", visible=status in _DATED)

    def complaint(self) -> str:
        """A return, refusal or withdrawal says why."""
        values = self.form.values()
        if values["status"] not in NEEDS_REASON or values["reason"]:
            return ""
        self.focus_of("reason").setFocus()
        return f"Hãy ghi lý do “{lower_first(STATUSES[values['status']])}”."

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Move all of them in one action."""
        return operations.set_status(
            [n.id for n in self._listed], values["status"], values["reason"] or "", values["day"]
        )
