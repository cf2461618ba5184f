"""Going on in spite of a finding: the reason and the document, which stay visible beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QWidget

from db.appraisals import Judged
from db.nominations import Nomination
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.models.appraisals import finding_words
from desktop.ui.operations import appraisals as operations
from desktop.ui.operations.appraisals import OverrideDraft
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

FIELDS: Final = (
    Field("reason", "&Lý do", Kind.LINES, required=True, lines=3),
    Field("document", "&Văn bản", required=True, hint="ví dụ: Biên bản họp số 06/BB-HĐTĐKT"),
    Field("day", "&Ngày", Kind.DATE, required=True, width=200),
)


class OverrideDialog(AwardDialog):
    """Passes over one finding of one nomination."""

    def __init__(
        self, session: Session, nomination: Nomination, finding: Judged, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, f"Bỏ qua có lý do – {nomination.name}", "&Ghi lý do bỏ qua", FIELDS, parent)
        self.setObjectName("overrideDialog")
        self._nomination = nomination
        self._finding = finding
        head = QLabel(finding_words(finding), self)
        head.setObjectName("overriddenFinding")
        head.setWordWrap(True)
        self.body.insertWidget(0, head)
        self.form.set_values({"day": session.as_of})
        self.focus_of("reason").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Keep the findings, then the reason beside this one."""
        draft = OverrideDraft(
            self._nomination.id, self._finding.rule, values["reason"], values["document"], values["day"]
        )
        return operations.override(draft, self._nomination.name)
