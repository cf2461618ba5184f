"""Setting a prize by hand, with the paper it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QWidget

from db.awards import Award
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import decisions as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_FIELDS: Final = (
    Field("amount", "&Tiền thưởng (đồng)", Kind.MONEY, width=240),
    Field("note", "&Văn bản quy định", required=True, hint="văn bản nào cho mức này"),
)


class PrizeDialog(AwardDialog):
    """Sets one prize where the catalogue does not know it or is overruled."""

    def __init__(self, session: Session, award: Award, parent: QWidget | None = None) -> None:
        super().__init__(session, "Tiền thưởng", "&Lưu", _FIELDS, parent, width=520)
        self.setObjectName("prizeDialog")
        self._award = award
        told = QLabel(f"{award.shown}\nHiện nay: {award.prize_note or 'theo danh mục'}", self)
        told.setWordWrap(True)
        self.body.insertWidget(0, told)
        self.form.set_values({"amount": award.prize_amount})
        self.focus_of("amount").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Write the amount and its paper."""
        return operations.set_prize(self._award.id, values["amount"], values["note"], self._award.recipient)
