"""Issuing a draft: the number as printed and the day; and small questions about issued awards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QWidget

from db import organizations
from db.awards import Award
from db.decisions import Decision
from db.vietnamese.honorifics import honorifics
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import decisions as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_ISSUE_FIELDS: Final = (
    Field("number", "&Số quyết định", required=True, hint="ví dụ: 187/QĐ-UBND"),
    Field("day", "&Ngày ký", Kind.DATE, required=True),
)
_RECEIVED_FIELDS: Final = (
    Field("day", "&Ngày trao", Kind.DATE, hint="để trống: bỏ ghi nhận đã trao", width=200),
    Field("by", "Ngườ&i nhận", hint="nếu nhận thay"),
)


class IssueDialog(AwardDialog):
    """Gives a draft its number and day."""

    def __init__(self, session: Session, decision: Decision, parent: QWidget | None = None) -> None:
        super().__init__(
            session, "Ban hành quyết định khen thưởng", "&Ban hành", _ISSUE_FIELDS, parent, width=520
        )
        self.setObjectName("issueDialog")
        self._decision = decision
        office = organizations.own(session.con)
        symbol = f"QĐ-{office.symbol}" if office else "QĐ-UBND"
        told = QLabel(
            f"{decision.title}\n{decision.award_count} trường hợp sẽ vào sổ khen thưởng. "
            f"Ghi riêng số thì chương trình thêm “/{symbol}”.",
            self,
        )
        told.setWordWrap(True)
        self.body.insertWidget(0, told)
        self.form.set_values({"day": session.as_of})
        self.focus_of("number").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Issue it."""
        return operations.issue(self._decision.id, values["number"], values["day"])


class ReceivedDialog(AwardDialog):
    """Notes that certificates and prizes were handed over."""

    def __init__(self, session: Session, listed: Sequence[Award], parent: QWidget | None = None) -> None:
        super().__init__(session, "Ghi nhận đã trao", "&Ghi nhận", _RECEIVED_FIELDS, parent, width=480)
        self.setObjectName("receivedDialog")
        self._listed = tuple(listed)
        names = ", ".join(award.shown for award in listed[:3])
        more = f" và {len(listed) - 3} tên nữa" if len(listed) > 3 else ""
        told = QLabel(f"{len(listed)} Giấy khen: {names}{more}", self)
        told.setWordWrap(True)
        self.body.insertWidget(0, told)
        self.form.set_values({"day": session.as_of})
        self.focus_of("day").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Note it, or take the note back."""
        return operations.mark_received([a.id for a in self._listed], values["day"], values["by"] or "")


class PrintedDialog(AwardDialog):
    """Corrects what the certificate of a draft's award will say."""

    def __init__(self, session: Session, award: Award, parent: QWidget | None = None) -> None:
        fields = (
            Field(
                "honorific",
                "&Danh xưng",
                Kind.SUGGEST,
                choices=tuple((h.text, h.text) for h in honorifics()),
            ),
            Field("recipient", "&Tên in trên Giấy khen", required=True),
            Field("position_unit", "&Chức vụ, đơn vị", Kind.LINES, lines=2),
            Field("citation", "T&hành tích", Kind.LINES, lines=3),
        )
        super().__init__(session, "Nội dung in trên Giấy khen", "&Lưu", fields, parent, width=600)
        self.setObjectName("printedDialog")
        self._award = award
        self.form.set_values({field.key: getattr(award, field.key) for field in fields})
        self.focus_of("honorific").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Write what differs."""
        typed = {key: value or "" for key, value in values.items()}
        facts = {key: value for key, value in typed.items() if value != getattr(self._award, key)}
        return operations.change_printed(self._award.id, facts, self._award.recipient)
