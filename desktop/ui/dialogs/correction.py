"""Correcting what is issued: which awards, what shall stand instead, and what it does to them before it is drafted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from db import awards, corrections, organizations
from db.awards import Award
from db.decisions import Decision
from db.vietnamese.numbers import format_money
from db.vietnamese.text import clean, lower_first
from desktop.ui import theme
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.dialogs.form_dialog import name_editors
from desktop.ui.operations import corrections as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.corrections import CorrectionDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Form, Kind

_ID: Final = Qt.ItemDataRole.UserRole
_TEXTS: Final = (
    Field("honorific", "&Danh xưng"),
    Field("recipient", "&Tên"),
    Field("position_unit", "&Chức vụ, đơn vị", Kind.LINES, lines=2),
    Field("citation", "T&hành tích", Kind.LINES, lines=3),
)


class CorrectionDialog(AwardDialog):
    """Drafts the decision that adjusts, cancels or revokes. ``drafted`` carries its id after the commit."""

    drafted = Signal(int)

    def __init__(self, session: Session, decision: Decision, parent: QWidget | None = None) -> None:
        office = organizations.own(session.con)
        signers = organizations.signers(session.con, office.id) if office else []
        signers = [one for one in signers if one.signs_awards]
        signing = organizations.award_signer(session.con, office.id, session.as_of) if office else None
        fields = (
            Field(
                "kind",
                "&Loại quyết định",
                Kind.CHOICE,
                required=True,
                choices=tuple(corrections.KINDS.items()),
            ),
            Field(
                "reason", "Lý d&o", Kind.LINES, required=True, lines=2, hint="ghi như sẽ in trong quyết định"
            ),
            Field(
                "signer",
                "Người &ký",
                Kind.CHOICE,
                choices=tuple((s.id, f"{s.name} – {s.title}") for s in signers),
            ),
        )
        title = f"Điều chỉnh, hủy, thu hồi Quyết định số {decision.number}"
        super().__init__(session, title, "Lậ&p dự thảo", fields, parent, width=880)
        self.setObjectName("correctionDialog")
        self._decision = decision
        listed = awards.list_awards(session.con, decision.id)
        self._awards = {one.id: one for one in listed if one.revoked_date is None}
        self._typed: dict[int, dict[str, str]] = {}
        self._shown: int | None = None
        self._build_lists()
        self.form.set_values({"kind": "adjust", "signer": signing.id if signing else None})
        self.form.changed.connect(self._show_kind)
        self._show_kind("kind")
        self.names.setCurrentRow(0)
        self.focus_of("reason").setFocus()

    def _build_lists(self) -> None:
        self.names = QListWidget(self)
        self.names.setObjectName("correctedNames")
        self.names.setAccessibleName("Danh sách theo quyết định")
        self.names.setMinimumHeight(220)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for award in self._awards.values():
            item = QListWidgetItem(award.shown, self.names)
            item.setData(_ID, award.id)
            item.setToolTip(f"{award.shown} – {award.position_unit}")
        self.texts = Form(_TEXTS, self)
        name_editors(self.texts, "corrected")
        self.texts.changed.connect(self._keep)
        self._heading = QLabel(self)
        self._heading.setFont(theme.section_font())
        self._effect = QLabel(self)
        self._effect.setObjectName("effect")
        self._effect.setWordWrap(True)
        self._effect.setTextFormat(Qt.TextFormat.PlainText)
        left = QVBoxLayout()
        left.addWidget(self._heading)
        left.addWidget(self.names, 1)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.GRID)
        row.addLayout(left, 1)
        row.addWidget(self.texts, 1)
        self.body.addLayout(row, 1)
        self.body.addWidget(self._effect)
        self.names.currentItemChanged.connect(self._show_texts)
        self.names.itemChanged.connect(self._tell_effect)

    # ------------------------------------------------------------ showing

    @property
    def kind(self) -> str:
        """Which of the three decisions it is."""
        return str(self.form.values()["kind"] or "")

    def _show_kind(self, key: str) -> None:
        if key != "kind":
            return
        adjust = self.kind == "adjust"
        self.names.blockSignals(True)
        for at in range(self.names.count()):
            item = self.names.item(at)
            if adjust:
                item.setData(Qt.ItemDataRole.CheckStateRole, None)
            else:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked)
        self.names.blockSignals(False)
        self.texts.setVisible(adjust)
        self._heading.setText(
            "Chọn tên, sửa nội dung bên phải" if adjust else "Phím cách: chọn; không chọn ai là tất cả"
        )
        self._tell_effect()

    def _show_texts(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        self._keep()
        self._shown = item.data(_ID) if item is not None else None
        if self._shown is not None:
            stood = _texts(self._awards[self._shown])
            self.texts.set_values(stood | self._typed.get(self._shown, {}))

    def _keep(self, _key: str = "") -> None:
        """Remember what was typed for the name shown, as far as it differs."""
        if self._shown is None:
            return
        stood = _texts(self._awards[self._shown])
        now = {key: clean(value or "") for key, value in self.texts.values().items()}
        told = {key: value for key, value in now.items() if value != clean(stood[key])}
        if told:
            self._typed[self._shown] = told
        else:
            self._typed.pop(self._shown, None)
        self._tell_effect()

    def _chosen(self) -> tuple[int, ...]:
        items = [self.names.item(at) for at in range(self.names.count())]
        return tuple(one.data(_ID) for one in items if one.checkState() == Qt.CheckState.Checked)

    def _tell_effect(self, _item: object = None) -> None:
        self._effect.setText(
            adjusted(self._awards, self._typed)
            if self.kind == "adjust"
            else taken(self.kind, [self._awards[one] for one in self._chosen() or self._awards])
        )

    # ------------------------------------------------------------ writing

    def complaint(self) -> str:
        """Something is corrected."""
        self._keep()
        if self.kind == "adjust" and not self._typed:
            return "Chưa có nội dung nào khác trước; hãy chọn tên rồi sửa nội dung cần điều chỉnh."
        return ""

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Draft it."""
        adjust = values["kind"] == "adjust"
        changes = tuple((one, tuple(told.items())) for one, told in self._typed.items()) if adjust else ()
        typed = CorrectionDraft(
            self._decision.id,
            values["kind"],
            values["reason"],
            changes,
            () if adjust else self._chosen(),
            values["signer"],
        )
        return operations.draft(typed, self._decision.number or "")

    def succeed(self, result: object = None) -> None:
        """Written: close, then tell which."""
        super().succeed(result)
        self.drafted.emit(int(str(result)))


def _texts(award: Award) -> dict[str, str]:
    return {key: getattr(award, key) for key in corrections.FIELDS}


def adjusted(known: Mapping[int, Award], typed: Mapping[int, Mapping[str, str]]) -> str:
    """What an adjustment will change, name by name."""
    if not typed:
        return "Sau khi ban hành: chưa có nội dung nào thay đổi."
    lines = [
        f"{known[one].shown}: "
        + "; ".join(
            f"{lower_first(corrections.FIELDS[key])} “{getattr(known[one], key) or 'trống'}” → “{new or 'trống'}”"
            for key, new in told.items()
        )
        for one, told in typed.items()
    ]
    shown = "\n".join(lines[:3]) + (f"\nvà {len(lines) - 3} tên nữa" if len(lines) > 3 else "")
    return f"Sau khi ban hành, {len(typed)} khen thưởng đổi nội dung (số vào sổ giữ nguyên):\n{shown}"


def taken(kind: str, listed: list[Award]) -> str:
    """What a cancellation or revocation will take back."""
    word = lower_first(corrections.KINDS.get(kind, ""))
    back = [one for one in listed if one.received_date is not None]
    money = sum(one.prize_amount or 0 for one in back)
    handed = (
        f"{len(back)} trường hợp đã trao phải thu lại hiện vật và {format_money(money)}"
        if back
        else "chưa trao trường hợp nào nên không phải thu lại tiền"
    )
    return (
        f"Sau khi ban hành, {len(listed)} khen thưởng ghi “{word}” trong sổ, không còn tính vào thống kê; "
        f"{handed}; đề nghị của các tên này được mở lại với trạng thái không thông qua."
    )
