"""Gắn biển công trình: finished works, the list proposed, those approved by a paper, the day of the ceremony."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from db import plaques
from db.plaques import Work
from desktop.documents.paper_kinds import Choice
from desktop.ui import theme
from desktop.ui.dialogs.award_dialog import AwardDialog
from desktop.ui.dialogs.frame import DialogFrame
from desktop.ui.dialogs.paper import PaperDialog
from desktop.ui.models.plaques import WORK_COLUMNS, sums_sentence, work_id
from desktop.ui.models.table import RowsModel
from desktop.ui.operations import plaques as operations
from desktop.ui.operations.base import StoreOp
from desktop.ui.session import Session
from desktop.ui.widgets.data_table import DataTable
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.form import Field, Kind

_CHOOSE: Final = "Hãy chọn công trình trong danh sách trước."


class PlaquesDialog(DialogFrame):
    """The works of a drive on their way to a plaque. Each button writes at once; the list follows."""

    def __init__(self, session: Session, campaign_id: int, parent: QWidget | None = None) -> None:
        super().__init__("Gắn biển công trình", "&Văn bản…", parent, width=960)
        self.setObjectName("plaquesDialog")
        self.session = session
        self._campaign_id = campaign_id
        self.model: RowsModel[Work] = RowsModel(WORK_COLUMNS, row_id=work_id, parent=self)
        self._build_steps()
        self.table = DataTable(self.model, self)
        self.table.setObjectName("plaqueWorks")
        self.table.setAccessibleName("Công trình đã hoàn thành")
        self.table.set_empty(
            "Chưa có công trình nào hoàn thành; hãy ghi trạng thái trong đăng ký của đơn vị."
        )
        self.body.addWidget(self.table, 1)
        self._sums = QLabel(self)
        self._sums.setObjectName("plaqueSums")
        self._sums.setWordWrap(True)
        self.body.addWidget(self._sums)
        self._build_ceremony()
        self.cancel_button.setText("Đóng")
        self.cancel_button.setToolTip("Đóng (Esc)")
        self.accept_button.setToolTip("Danh sách đề nghị gắn biển, hoặc danh sách được gắn biển")
        session.changed.connect(self._read_again)
        self._read()
        self.resize(960, 560)
        self.table.setFocus()

    def _build_steps(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        steps: tuple[tuple[str, str, Callable[[], None], str], ...] = (
            (
                "Đề &nghị gắn biển",
                "proposePlaque",
                self.propose,
                "Đưa các công trình đang chọn vào danh sách đề nghị",
            ),
            ("&Duyệt gắn biển…", "approvePlaque", self.approve, "Ghi văn bản duyệt các công trình đang chọn"),
            (
                "&Thôi gắn biển",
                "takeBackPlaque",
                self.take_back,
                "Bỏ các công trình đang chọn khỏi danh sách",
            ),
        )
        for words, name, slot, tip in steps:
            made = QPushButton(words, self)
            made.setObjectName(name)
            made.setToolTip(tip)
            made.setAutoDefault(False)
            made.clicked.connect(slot)
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)

    def _build_ceremony(self) -> None:
        self._day = DateField(self)
        self._day.edit.setObjectName("ceremonyDay")
        self._day.edit.setAccessibleName("Ngày lễ gắn biển")
        self._day.setMaximumWidth(200)
        label = QLabel("Ngày lễ &gắn biển", self)
        label.setBuddy(self._day.edit)
        keep = QPushButton("Ghi ngày lễ", self)
        keep.setObjectName("keepCeremony")
        keep.setAutoDefault(False)
        keep.clicked.connect(self.keep_ceremony)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        for widget in (label, self._day, keep):
            row.addWidget(widget)
        row.addStretch(1)
        self.body.addLayout(row)
        known = plaques.ceremony(self.session.con, self._campaign_id)
        self._day.set_value(known.day if known else None)

    def _read_again(self, *_changes: object) -> None:
        if not self.has_ended:
            self._read()

    def _read(self) -> None:
        listed = plaques.works(self.session.con, self._campaign_id)
        self.model.set_rows(listed)
        if listed and self.table.current_row() < 0:
            self.table.choose(work_id(listed[0]))
        told = [
            f"{plaques.STAGES[stage]}: {sums_sentence(one for one in listed if one.stage == stage)}"
            for stage in plaques.STAGES
            if any(one.stage == stage for one in listed)
        ]
        self._sums.setText("\n".join(told))

    # ------------------------------------------------------------ steps

    def _chosen(self) -> list[int]:
        rows = self.table.chosen_rows()
        if not rows:
            self.tell_refusal(_CHOOSE)
        return [work_id(self.model.row(at)) for at in rows]

    def propose(self) -> None:
        """Put the chosen works on the list that is proposed."""
        self.clear_refusal()
        if chosen := self._chosen():
            self.session.run(operations.propose(chosen, self.session.as_of), self._done, self.tell_refusal)

    def approve(self) -> None:
        """Ask by which paper the chosen works were approved."""
        self.clear_refusal()
        if chosen := self._chosen():
            ApprovalDialog(self.session, chosen, self).open()

    def take_back(self) -> None:
        """Take the chosen works off the list."""
        self.clear_refusal()
        if chosen := self._chosen():
            self.session.run(operations.take_back(chosen, self.session.as_of), self._done, self.tell_refusal)

    def keep_ceremony(self) -> None:
        """Write the day of the ceremony as a milestone of the drive."""
        self.clear_refusal()
        day = self._day.value()
        if self._day.validate():
            kept = day if isinstance(day, dt.date) else None
            self.session.run(operations.set_ceremony(self._campaign_id, kept), self._done, self.tell_refusal)

    def _done(self, _result: object = None) -> None:
        if not self.has_ended:
            self._read()

    def submit(self) -> None:
        """Open the dialog of the paper: the approved list where something is approved, else the proposed one."""
        approved = any(one.stage == "approved" for one in self.model.rows)
        start = Choice(self.session.as_of, campaign_id=self._campaign_id, approved=approved)
        PaperDialog(self.session, "plaque_list", start, self).open()


class ApprovalDialog(AwardDialog):
    """Asks when and by which paper works were approved."""

    def __init__(
        self, session: Session, registration_ids: Sequence[int], parent: QWidget | None = None
    ) -> None:
        fields = (
            Field("day", "&Ngày duyệt", Kind.DATE, required=True, width=200),
            Field(
                "document",
                "&Văn bản duyệt",
                required=True,
                hint="ví dụ: Quyết định số 25/QĐ-UBND ngày 01/12/2023",
            ),
        )
        super().__init__(
            session, f"Duyệt gắn biển {len(registration_ids)} công trình", "&Ghi nhận", fields, parent
        )
        self.setObjectName("plaqueApprovalDialog")
        self._ids = tuple(registration_ids)
        self.form.set_values({"day": session.as_of})
        self.focus_of("document").setFocus()

    def operation(self, values: Mapping[str, Any]) -> StoreOp[Any]:
        """All of them in one action."""
        return operations.approve(self._ids, values["day"], values["document"] or "")
