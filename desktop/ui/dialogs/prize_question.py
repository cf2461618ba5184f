"""A figure the catalogues lack: asked once with its document, kept as a row of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QWidget

from db.prize_questions import PrizeQuestion
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.operations import fund as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_RATE: Final = re.compile(r"\d{1,2}([.,]\d{1,3})?")
_DOCUMENT: Final = Field(
    "document", "&Văn bản quy định", required=True, hint="ví dụ: Điều 54 Nghị định số 98/2023/NĐ-CP"
)


def thousandths(text: str) -> int | None:
    """Read "0,3" as thousandths of the base salary; None where it is no such number."""
    told = text.strip()
    if not _RATE.fullmatch(told):
        return None
    whole, _, part = told.replace(",", ".").partition(".")
    return int(whole) * 1000 + int(part.ljust(3, "0") or 0)


def _check(text: str) -> str:
    return "" if thousandths(text) is not None else "Hãy nhập hệ số là số, ví dụ 0,3."


class PrizeQuestionDialog(AwardDialog):
    """Asks one :class:`~db.prize_questions.PrizeQuestion`; of an issued decision the prizes are filled at once."""

    def __init__(
        self,
        session: Session,
        question: PrizeQuestion,
        decision_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        salary = question.kind == "salary"
        figure = (
            Field("figure", "&Mức lương cơ sở (đồng)", Kind.MONEY, required=True, width=240)
            if salary
            else Field("figure", "&Hệ số (lần mức lương cơ sở)", required=True, check=_check, width=240)
        )
        title = "Mức lương cơ sở" if salary else "Hệ số tiền thưởng"
        super().__init__(session, title, "&Ghi vào Danh mục", (figure, _DOCUMENT), parent, width=560)
        self.setObjectName("prizeQuestionDialog")
        self._question = question
        self._decision_id = decision_id
        told = QLabel(
            f"{question.sentence}\nDùng cho {question.count} khen thưởng của quyết định; "
            "ghi một lần, các quyết định sau dùng lại.",
            self,
        )
        told.setWordWrap(True)
        self.body.insertWidget(0, told)
        known: Any = question.suggestion
        if known is not None and not salary:
            known = f"{known / 1000:g}".replace(".", ",")
        self.form.set_values({"figure": known})
        self.focus_of("figure").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Keep the figure with its document."""
        figure = values["figure"]
        if self._question.kind == "rate":
            figure = thousandths(figure)
        return operations.answer(self._question, figure, values["document"], self._decision_id)
