"""Whose certificate the template editor shows: a decision, one of its recipients, everybody at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from db import decisions
from db.errors import Refused
from db.sqlite import Connection
from desktop.ui import theme
from desktop.ui.marking import override
from desktop.ui.models import template_sample
from desktop.ui.widgets.buttons import icon_button

if TYPE_CHECKING:
    from desktop.documents.certificate import CertificateFacts

_INVENTED: Final = 0


class SampleBar(QWidget):
    """``changed``: somebody else is shown, or shown otherwise."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sampleBar")
        self.listed: list[CertificateFacts] = []
        self.at = 0
        self.refusal = ""
        self._decision: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        label = QLabel("X&em thử với", self)
        self.decision_box = QComboBox(self)
        self.decision_box.setObjectName("sampleDecision")
        self.decision_box.setMinimumWidth(200)
        self.decision_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.decision_box.activated.connect(self._choose)
        label.setBuddy(self.decision_box)
        self._previous = icon_button("chevron-left", "Người trước (PageUp)", self)
        self._previous.setObjectName("previousRecipient")
        self._previous.clicked.connect(self.previous)
        self._next = icon_button("chevron-right", "Người sau (PageDown)", self)
        self._next.setObjectName("nextRecipient")
        self._next.clicked.connect(self.following)
        self._who = QLabel(self)
        self._who.setObjectName("sampleRecipient")
        self._who.setTextFormat(Qt.TextFormat.PlainText)
        self._who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.everybody_box = QCheckBox("C&hồng chữ mọi tờ", self)
        self.everybody_box.setObjectName("worstCase")
        self.everybody_box.setToolTip(
            "Chồng chữ của mọi người nhận lên nhau, đếm tờ tràn chữ và tờ chữ nhỏ dưới 85 %"
        )
        self.everybody_box.toggled.connect(self._told)
        self.overprint_box = QCheckBox("Chỉ phần &in lên phôi", self)
        self.overprint_box.setObjectName("overprintView")
        self.overprint_box.toggled.connect(self._told)
        for widget, stretch in (
            *((label, 0), (self.decision_box, 3), (self._previous, 0), (self._who, 4), (self._next, 0)),
            *((self.everybody_box, 0), (self.overprint_box, 0)),
        ):
            row.addWidget(widget, stretch)

    @property
    def facts(self) -> CertificateFacts:
        """Whose certificate is shown."""
        return self.listed[self.at]

    @property
    def is_invented(self) -> bool:
        """Whether nobody of the register is shown."""
        return self._decision == _INVENTED

    def read(self, con: Connection) -> None:
        """Read the decisions of the register and the recipients of the chosen one."""
        found = [one for one in decisions.list_decisions(con) if one.is_own]
        if self._decision not in [_INVENTED, *(one.id for one in found)]:
            self._decision = next((one.id for one in found if one.day is not None), None)
        with QSignalBlocker(self.decision_box):
            self.decision_box.clear()
            for one in found:
                self.decision_box.addItem(one.shown, one.id)
            self.decision_box.addItem("Số liệu ví dụ", _INVENTED)
            if self._decision is None:
                self._decision = _INVENTED
            self.decision_box.setCurrentIndex(self.decision_box.findData(self._decision))
        self._con = con
        self._read_recipients()

    def _read_recipients(self) -> None:
        from desktop.documents.records_certificates import certificate_facts

        before = self.listed[self.at].owner if self.listed else None
        self.refusal = ""
        listed: list[CertificateFacts] = []
        if self._decision:
            try:
                decision = decisions.get_decision(self._con, self._decision)
                listed = certificate_facts(self._con, decision, draft=True)
            except Refused as refusal:
                self.refusal = str(refusal)
        self.listed = listed or [template_sample.invented()]
        owners = [one.owner for one in self.listed]
        self.at = owners.index(before) if before in owners else template_sample.longest(self.listed)
        self._show_who()

    def _choose(self, at: int) -> None:
        self._decision = self.decision_box.itemData(at)
        self.listed = []
        self._read_recipients()
        self.changed.emit()

    def show_recipient(self, at: int) -> None:
        """Show the recipient at ``at`` (from 0); beyond the ends the other end."""
        self.at = at % len(self.listed)
        self._show_who()
        self.changed.emit()

    def following(self) -> None:
        """The next recipient."""
        self.show_recipient(self.at + 1)

    def previous(self) -> None:
        """The recipient before."""
        self.show_recipient(self.at - 1)

    def _told(self, _on: bool) -> None:
        self.changed.emit()

    def _show_who(self) -> None:
        several = len(self.listed) > 1
        self._previous.setEnabled(several)
        self._next.setEnabled(several)
        whole = f"{self.at + 1}/{len(self.listed)} – {self.facts.owner}"
        room = max(60, self._who.width() - 4)
        self._who.setText(self._who.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room))
        self._who.setToolTip(whole)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        if self.listed:
            self._show_who()
