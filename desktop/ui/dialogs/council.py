"""Entering the council with its members, once, before its first session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from db import organizations
from db.councils import ROLES
from db.vietnamese.text import clean
from desktop.ui import theme
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import councils as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.councils import MemberDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

FIELDS: Final = (
    Field("name", "&Tên Hội đồng", required=True),
    Field("number", "&Số quyết định thành lập", hint="ví dụ: 15/QĐ-UBND"),
    Field("day", "N&gày quyết định", Kind.DATE, width=200),
    Field("active_from", "Nhiệm &kỳ từ ngày", Kind.DATE, tooltip="Để trống: từ ngày quyết định", width=200),
    Field("active_to", "Đế&n ngày", Kind.DATE, tooltip="Để trống: chưa định", width=200),
)
_FIRST_ROLES: Final = ("chair", "standing_deputy", "member", "member", "secretary")


class CouncilDialog(AwardDialog):
    """Enters a council. ``founded`` carries its id after the commit."""

    founded = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session, "Hội đồng Thi đua - Khen thưởng", "&Lưu Hội đồng", FIELDS, parent, width=720
        )
        self.setObjectName("councilDialog")
        office = organizations.own(session.con)
        area = office.name.removeprefix("Ủy ban nhân dân ") if office else ""
        self.form.set_values({"name": f"Hội đồng Thi đua - Khen thưởng {area}".strip()})
        self._rows: list[tuple[QLineEdit, QLineEdit, QComboBox]] = []
        self._build_members()
        for role in _FIRST_ROLES:
            self._add_row(role)
        self._rows[0][0].setFocus()

    def _build_members(self) -> None:
        heading = QLabel("Thành viên", self)
        heading.setFont(theme.section_font())
        self.body.addWidget(heading)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setMinimumHeight(240)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, theme.GRID, 0)
        self._grid.setSpacing(theme.GRID)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 3)
        for column, word in enumerate(("Họ và tên", "Chức vụ trong cơ quan", "Vai trò trong Hội đồng")):
            label = QLabel(word, inside)
            label.setProperty("role", "muted")
            self._grid.addWidget(label, 0, column)
        area.setWidget(inside)
        self.body.addWidget(area, 1)
        more = QPushButton("Thêm thành &viên", self)
        more.setObjectName("addMember")
        more.setAutoDefault(False)
        more.clicked.connect(self._add_member)
        self.foot.insertWidget(0, more)

    def _add_member(self) -> None:
        self._add_row("member")
        self._rows[-1][0].setFocus()

    def _add_row(self, role: str) -> None:
        line = len(self._rows) + 1
        name, position, roles = QLineEdit(self), QLineEdit(self), QComboBox(self)
        name.setObjectName(f"memberName{line}")
        position.setObjectName(f"memberPosition{line}")
        roles.setObjectName(f"memberRole{line}")
        for word, widget in (("Họ và tên", name), ("Chức vụ", position), ("Vai trò", roles)):
            widget.setAccessibleName(f"{word} thành viên {line}")
        for key, words in ROLES.items():
            roles.addItem(words, key)
        roles.setCurrentIndex(roles.findData(role))
        for column, field in enumerate((name, position, roles)):
            self._grid.addWidget(field, line, column)
        self._grid.setRowStretch(line, 0)
        self._grid.setRowStretch(line + 1, 1)
        self._rows.append((name, position, roles))

    def members(self) -> tuple[MemberDraft, ...]:
        """The members whose name was typed."""
        return tuple(
            MemberDraft(clean(name.text()), clean(position.text()), roles.currentData())
            for name, position, roles in self._rows
            if clean(name.text())
        )

    def complaint(self) -> str:
        """A council has members."""
        if self.members():
            return ""
        self._rows[0][0].setFocus()
        return "Hội đồng chưa có thành viên nào; hãy ghi họ tên các thành viên."

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Enter council and members in one action."""
        term = (values["active_from"], values["active_to"])
        return operations.found_council(
            values["name"], values["number"] or "", values["day"], self.members(), term
        )

    def succeed(self, result: object = None) -> None:
        """Written: close, then tell which council."""
        super().succeed(result)
        self.founded.emit(int(str(result)))
