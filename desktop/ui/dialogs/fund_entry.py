"""Money in or out of the award fund, entered or changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from db import fund
from db.fund import Entry
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import fund as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.fund import FundDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import ChoiceEditor, Field, Kind

_KINDS: Final = {
    "in": ("budget", "carried", "contribution", "other"),
    "out": ("frame", "sheet", "flowers", "prize", "other"),
}
_FIELDS: Final = (
    Field(
        "direction",
        "&Thu hay chi",
        Kind.CHOICE,
        required=True,
        choices=tuple(fund.DIRECTIONS.items()),
        width=240,
    ),
    Field("kind", "&Khoản", Kind.CHOICE, required=True, width=360),
    Field("amount", "&Số tiền (đồng)", Kind.MONEY, required=True, width=240),
    Field("day", "&Ngày", Kind.DATE, required=True, width=240),
    Field("what", "Nội &dung", hint="ví dụ: mua 60 khung Giấy khen"),
    Field("document", "&Chứng từ, văn bản", hint="số, ngày"),
    Field("note", "&Ghi chú", Kind.LINES, lines=2),
)


class FundEntryDialog(AwardDialog):
    """Enters one entry of the fund of a year, or changes one."""

    def __init__(
        self, session: Session, year: int, entry: Entry | None = None, parent: QWidget | None = None
    ) -> None:
        title = f"Thu, chi quỹ khen thưởng năm {year}"
        super().__init__(session, title, "&Lưu", _FIELDS, parent, width=560)
        self.setObjectName("fundEntryDialog")
        self._year = year
        self._entry = entry
        day = (
            session.as_of if session.as_of.year == year else session.as_of.replace(year=year, month=1, day=1)
        )
        direction = entry.direction if entry else "in"
        self._offer(direction)
        first: dict[str, Any] = {"direction": direction, "kind": _KINDS[direction][0], "day": day}
        if entry is not None:
            first = {field.key: getattr(entry, field.key) for field in _FIELDS}
        self.form.set_values(first)
        self.form.changed.connect(self._follow)
        self.focus_of("direction").setFocus()

    def _offer(self, direction: str) -> None:
        editor = self.form.editor("kind")
        assert isinstance(editor, ChoiceEditor)
        editor.set_choices([(kind, fund.KINDS[kind]) for kind in _KINDS[direction]])

    def _follow(self, key: str) -> None:
        direction = self.form.values()["direction"]
        if key == "direction" and direction is not None:
            self._offer(direction)

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Write the entry."""
        draft = FundDraft(
            values["direction"],
            values["kind"],
            values["amount"],
            values["day"],
            self._year,
            values["what"] or "",
            values["document"] or "",
            values["note"] or "",
        )
        return operations.save_entry(draft, self._entry.id if self._entry else None)
