"""Kỷ luật and pending reviews of one person or group: a new one, or one that was entered before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from db.disciplines import KINDS, Measure
from db.nominations import Nomination
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.models.appraisals import measure_words
from desktop.ui.operations import disciplines as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.operations.disciplines import MeasureDraft
from desktop.ui.session import Session
from desktop.ui.widgets.form import Field, Kind

_NEW = 0


class DisciplineDialog(AwardDialog):
    """Enters a measure of a nominee, or corrects the one chosen."""

    def __init__(
        self,
        session: Session,
        nomination: Nomination,
        measures: Sequence[Measure],
        parent: QWidget | None = None,
    ) -> None:
        known = tuple((one.id, measure_words(one)) for one in measures)
        fields = (
            Field("measure", "&Dòng", Kind.CHOICE, choices=((_NEW, "Ghi mới"), *known)),
            Field("kind", "&Hình thức", Kind.CHOICE, required=True, choices=tuple(KINDS.items())),
            Field("start_date", "&Từ ngày", Kind.DATE, required=True, width=200),
            Field("end_date", "Đế&n ngày", Kind.DATE, tooltip="Để trống: chưa hết", width=200),
            Field("document", "&Văn bản", hint="ví dụ: Quyết định số 12/QĐ-UBND"),
            Field("note", "Ghi &chú"),
        )
        super().__init__(session, f"Kỷ luật – {nomination.name}", "&Lưu", fields, parent)
        self.setObjectName("disciplineDialog")
        self._nomination = nomination
        self._measures = {one.id: one for one in measures}
        self._remove = QPushButton("&Xóa dòng này", self)
        self._remove.setObjectName("removeMeasure")
        self._remove.setToolTip("Dòng ghi nhầm; hoàn tác được")
        self._remove.setAutoDefault(False)
        self._remove.clicked.connect(self.remove)
        self._remove.hide()
        self.foot.insertWidget(0, self._remove)
        self.form.set_values({"measure": _NEW, "kind": "under_review", "start_date": session.as_of})
        self.form.set_field_visible("measure", visible=bool(known))
        self.form.changed.connect(self._show_measure)
        self.focus_of("measure" if known else "kind").setFocus()

    def _show_measure(self, key: str) -> None:
        """The one that is chosen, to be corrected."""
        if key != "measure":
            return
        chosen = self._measures.get(self.form.values()["measure"])
        self._remove.setVisible(chosen is not None)
        if chosen is not None:
            facts = {
                field: getattr(chosen, field) for field in MeasureDraft.__slots__ if field != "measure_id"
            }
            self.form.set_values({"measure": chosen.id, **facts})

    def remove(self) -> None:
        """Take the chosen measure out."""
        chosen = self._measures.get(self.form.values()["measure"])
        if chosen is not None:
            self.working()
            self.session.run(operations.remove(chosen.id, self._nomination.name), self.succeed, self.refuse)

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """Enter or correct."""
        draft = MeasureDraft(
            values["kind"],
            values["start_date"],
            values["end_date"],
            values["document"] or "",
            values["note"] or "",
            values["measure"] or None,
        )
        return operations.save(self._nomination.subject.id, draft, self._nomination.name)
